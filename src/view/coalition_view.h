/* The guiding coalition as a sheet; shared inside src/view. */
#pragma once

#include <bepboard/view.h>

void list_coalition(const struct bb_scene *scene, const struct bb_look *look, struct bb_list *l);
void arithmetic_coalition(const struct bb_scene *scene, struct bb_str *out);
