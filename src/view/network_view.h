/* The network and the champions; shared inside src/view. */
#pragma once

#include <bepboard/view.h>

void list_network(const struct bb_scene *scene, const struct bb_look *look, struct bb_list *l);
void draw_network(struct bb_grid *g, struct bb_rect r, const struct bb_sheet_view *v);
void arithmetic_network(const struct bb_scene *scene, struct bb_str *out);
void list_coverage(const struct bb_scene *scene, const struct bb_look *look, struct bb_list *l);
void arithmetic_coverage(const struct bb_scene *scene, struct bb_str *out);
