/* Sheets about our own work; shared inside src/view. */
#pragma once

#include <bepboard/view.h>

void list_views(const struct bb_scene *scene, const struct bb_look *look, struct bb_list *l);
void arithmetic_views(const struct bb_scene *scene, struct bb_str *out);
void list_balance(const struct bb_scene *scene, const struct bb_look *look, struct bb_list *l);
void arithmetic_balance(const struct bb_scene *scene, struct bb_str *out);
void draw_knowledge(struct bb_grid *g, struct bb_rect r, const struct bb_sheet_view *v);
