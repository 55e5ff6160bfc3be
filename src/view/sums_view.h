/* Registers added up, as sheets; shared inside src/view. */
#pragma once

#include <bepboard/view.h>

void list_values(const struct bb_scene *scene, const struct bb_look *look, struct bb_list *l);
void arithmetic_values(const struct bb_scene *scene, struct bb_str *out);
void list_promised(const struct bb_scene *scene, const struct bb_look *look, struct bb_list *l);
void list_gap_sums(const struct bb_scene *scene, const struct bb_look *look, struct bb_list *l);
