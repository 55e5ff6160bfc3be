/* The partner continuum as a sheet; shared inside src/view. */
#pragma once

#include <bepboard/view.h>

void list_partner(const struct bb_scene *scene, const struct bb_look *look, struct bb_list *l);
void draw_partner(struct bb_grid *g, struct bb_rect r, const struct bb_sheet_view *v);
void arithmetic_partner(const struct bb_scene *scene, struct bb_str *out);
/* How the needle is reckoned, with its operands, as lines of text. */
void arithmetic_needle(const struct bb_scene *scene, struct bb_str *out);
