/* Sheets about figures and readiness; shared inside src/view. */
#pragma once

#include <bepboard/view.h>

void list_selfimage(const struct bb_scene *scene, const struct bb_look *look, struct bb_list *l);
void draw_selfimage(struct bb_grid *g, struct bb_rect r, const struct bb_sheet_view *v);
void arithmetic_selfimage(const struct bb_scene *scene, struct bb_str *out);
void list_barriers(const struct bb_scene *scene, const struct bb_look *look, struct bb_list *l);
void draw_barriers(struct bb_grid *g, struct bb_rect r, const struct bb_sheet_view *v);
void arithmetic_barriers(const struct bb_scene *scene, struct bb_str *out);
