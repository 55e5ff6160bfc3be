/* Self-image and measurement: what is believed of a figure beside what is measured. Pure; as of data->today. */
#pragma once

#include <bepboard/registers.h>
#include <bepboard/rules.h>

enum { BB_KPI_HISTORY = 24 }; /* values of one kind that are kept, the latest ones */

/* Confidence interval of 95 %. CSAT: Wilson's for a share; NPS: mean of +1, 0, -1, its variance (p + d - (p - d)^2) /
 * n. In the figure's own points. False when counts are missing. */
bool bb_interval_csat(int64_t top, int64_t n, double *low, double *high);
bool bb_interval_nps(int64_t top, int64_t low_answers, int64_t n, double *low, double *high);
/* Perception gap (ours, definitions 10): the self-rating less what is measured, turned so that a positive one is rosier
 * than reality; millionths, BB_NONE when either is missing. */
int64_t bb_rosier(int64_t believed, int64_t measured, int64_t better);

/* Groups that may not be shown (definitions 8): those of fewer than five, and, where a total would give them away, the
 * next smallest too. n[i] is how many answered, BB_NONE = not known (then it is not hidden). */
void bb_suppress(const int64_t *n, size_t count, bool total_shown, bool *hidden);

struct bb_kpi_value {
    const struct bb_reading *reading; /* NULL = none */
    int64_t value;                    /* millionths: from its counts where CSAT or NPS has them; BB_NONE */
};
struct bb_self_image {
    const struct bb_kpi *kpi;
    struct bb_kpi_value values[BB_READ_COUNT]; /* the latest of each kind, of all units together */
    int64_t believed;                          /* the later of self-rating and guess, BB_NONE */
    int64_t gap;                               /* bb_rosier */
    bool interval, small;                      /* there is one; the measured value rests on a small sample */
    double low, high;
    bool cleared;                 /* whom it exposes, who sees it first, and that they were told are all recorded */
    const struct bb_todo *action; /* an open improvement, one with an owner first; NULL = none */
    size_t history_n[BB_READ_COUNT];
    int64_t history[BB_READ_COUNT][BB_KPI_HISTORY]; /* oldest first */
};
/* One per KPI in the order of their names' records, allocated in `a`; *n receives their number. */
const struct bb_self_image *bb_self_images(const struct bb_data *d, const struct bb_thresholds *t, struct bb_arena *a,
                                           size_t *n);
/* What is measured of one KPI by unit: the latest of each, smallest groups hidden. */
struct bb_unit_value {
    const struct bb_reading *reading;
    int64_t value;
    bool hidden;
};
const struct bb_unit_value *bb_kpi_units(const struct bb_data *d, const struct bb_kpi *kpi, struct bb_arena *a,
                                         size_t *n);
/* Whether it is recorded whom the figure exposes, who sees it first, and that they were told by `today`. */
bool bb_kpi_cleared(const struct bb_kpi *k, int32_t today);
/* Whether a step of the customer's path has no KPI. */
bool bb_step_blind(const struct bb_data *d, int64_t step);

/* For the strip. */
struct bb_kpi_gap {
    int64_t both, rosy; /* KPIs with both values, and those among them that are seen rosier than they are */
    int64_t csat;       /* gap of the first CSAT among them, millionths; BB_NONE */
};
void bb_kpi_gap(const struct bb_data *d, struct bb_kpi_gap *out);
