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

/* Of how many people a figure of a unit speaks: of the n who answered, where that is not known of all who are expected
 * to adopt there, else of all its people; BB_NONE = not known. */
int64_t bb_people_behind(const struct bb_data *d, int64_t unit, int64_t n);
/* Groups that may not be shown (definitions 8): those of fewer than five, and, where a total would give them away, the
 * next smallest too. n[i] is how many answered, BB_NONE = not known (then it is not hidden). */
void bb_suppress(const int64_t *n, size_t count, bool total_shown, bool *hidden);

/* The value of a reading in millionths: CSAT and NPS from their counts where it has them, else as it was given; BB_NONE
 * without either. The figure may be NULL. */
int64_t bb_reading_value(const struct bb_kpi *k, const struct bb_reading *r);

struct bb_kpi_value {
    const struct bb_reading *reading; /* NULL = none */
    int64_t value;                    /* millionths: from its counts where CSAT or NPS has them; BB_NONE */
};
/* What is measured of one unit, beside what it believes. */
struct bb_unit_value {
    const struct bb_reading *reading; /* the latest that was measured */
    int64_t value, believed, gap;     /* as of the figure; without a belief of its own, while nothing is measured of all
                                         units together, what is believed of all; BB_NONE */
    struct bb_date since;             /* the first day on which both were known; may be none */
    bool hidden;                      /* a small group, or the next smallest */
};
struct bb_self_image {
    const struct bb_kpi *kpi;
    struct bb_kpi_value values[BB_READ_COUNT]; /* the latest of each kind, of all units together */
    int64_t believed;                          /* the later of self-rating and guess, BB_NONE */
    int64_t gap;                               /* bb_rosier */
    struct bb_date since;                      /* the first day on which both were known; may be none */
    const struct bb_unit_value *units;         /* those with a measured value, in the order of the table of units */
    size_t unit_n;
    const struct bb_unit_value *rosiest; /* the unit with the widest gap above zero that may be shown; NULL = none */
    bool interval, small;                /* there is one; the measured value rests on a small sample */
    double low, high;
    bool cleared;                 /* whom it exposes, who sees it first, and that they were told are all recorded */
    const struct bb_todo *action; /* an open improvement, one with an owner first; NULL = none */
    size_t history_n[BB_READ_COUNT];
    int64_t history[BB_READ_COUNT][BB_KPI_HISTORY]; /* oldest first */
};
/* One per KPI in the order of their names' records, allocated in `a`; *n receives their number. `a` must outlive them,
 * and so must `d`. */
const struct bb_self_image *bb_self_images(const struct bb_data *d, const struct bb_thresholds *t, struct bb_arena *a,
                                           size_t *n);
/* Whether what is believed is rosier than what is measured, of all together or of a unit that may be shown: such a gap
 * needs an improvement with an owner. */
bool bb_self_image_rosy(const struct bb_self_image *s);
/* Whether an improvement with an owner is under way. */
bool bb_self_image_owned(const struct bb_self_image *s);
/* Whether it is recorded whom the figure exposes, who sees it first, and that they were told by `today`. */
bool bb_kpi_cleared(const struct bb_kpi *k, int32_t today);
/* Whether a step of the customer's path has no KPI. */
bool bb_step_blind(const struct bb_data *d, int64_t step);

/* For the strip. */
struct bb_kpi_gap {
    int64_t both, rosy; /* KPIs with both values, of all units or of one, and those among them that are seen rosier */
    int64_t csat;       /* gap of the first CSAT among them, millionths; BB_NONE */
};
void bb_kpi_gap(const struct bb_data *d, struct bb_kpi_gap *out);
