/* The needs lens; shared inside src/view. */
#pragma once

#include <bepboard/view.h>

void list_needs_lens(const struct bb_scene *scene, const struct bb_look *look, struct bb_list *l);
void draw_needs_lens(struct bb_grid *g, struct bb_rect r, const struct bb_sheet_view *v);
void arithmetic_needs_lens(const struct bb_scene *scene, struct bb_str *out);
