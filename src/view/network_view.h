/* The network and the champions; shared inside src/view. */
#pragma once

#include "pen.h"

#include <bepboard/network.h>
#include <bepboard/view.h>

void list_network(const struct bb_scene *scene, const struct bb_look *look, struct bb_list *l);
void draw_network(struct bb_grid *g, struct bb_rect r, const struct bb_sheet_view *v);
void arithmetic_network(const struct bb_scene *scene, struct bb_str *out);
void list_coverage(const struct bb_scene *scene, const struct bb_look *look, struct bb_list *l);
void arithmetic_coverage(const struct bb_scene *scene, struct bb_str *out);

/* Someone of the network and how much they weigh; the heaviest first, for qsort. */
struct ranked {
    size_t index;
    int64_t weight;
};
int heaviest_first(const void *x, const void *y);
/* The kind of the strongest tie between two people, "" when it has none. */
const char *tie_kind(const struct bb_data *d, int64_t from, int64_t to);
/* A line of w columns with strength and kind on it as far as they fit, and an arrow at its end. */
void draw_arrow(const struct bb_pen *p, int x, int y, int w, int64_t strength, const char *kind);
/* Fills the pen's rectangle with the ties that neither begin nor end at `around` (index in the network): grouped by who
 * has influence, the strongest first, in as many columns as fit. Draws nothing where there is no room for a few. */
void draw_other_ties(const struct bb_pen *p, const struct bb_data *d, const struct bb_network *net, size_t around);
