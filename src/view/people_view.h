/* Sheets about stakeholders; shared inside src/view. */
#pragma once

#include <bepboard/view.h>

/* False before a lesser audience, to which the list says so: what the sheet is made of is not for it. */
bool sheet_is_for(enum bb_audience least, const struct bb_scene *scene, struct bb_list *l);

void draw_seam(struct bb_grid *g, struct bb_rect r, const struct bb_sheet_view *v);
void list_seam(const struct bb_scene *scene, const struct bb_look *look, struct bb_list *l);
void arithmetic_seam(const struct bb_scene *scene, struct bb_str *out);
void list_talks(const struct bb_scene *scene, const struct bb_look *look, struct bb_list *l);
void arithmetic_talks(const struct bb_scene *scene, struct bb_str *out);
