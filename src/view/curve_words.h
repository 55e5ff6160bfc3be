/* Shared by the curve's chart, words and table. */
#pragma once

#include <bepboard/chart_view.h>

/* Appends a figure of the curve as people read it: people, or per cent for a curve of shares. */
void bb_curve_figure(struct bb_str *out, const struct bb_curve *c, double v);
/* Current adopters where known, else those who ever adopted. */
double bb_curve_adopted(const struct bb_point *p);
/* Growth of ever since the point before that knows it; NAN if this one does not. */
double bb_curve_new(const struct bb_curve *c, size_t row);
