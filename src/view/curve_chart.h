/* The drawing of one curve: axes, lines, bars. */
#pragma once

#include "pen.h"
#include <bepboard/chart_view.h>

struct bb_chart {
    struct bb_pen pen;
    const struct bb_curve_view *view;
    const struct bb_curve *curve;
    bool small; /* one of several: no band names, no strip */
};
/* Draws the chart into the pen's clip (at least 12 x 4 cells, and a curve with points). */
void bb_chart_draw(const struct bb_chart *c);
