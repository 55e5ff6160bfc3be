/* Whom to talk with next. Our own arithmetic (definitions of the field, section 10), to be labelled so. */
#pragma once

#include <bepboard/rules.h>

struct bb_talk_due {
    int64_t person;
    int64_t power, gap;   /* 1..5; SEAM gap in ranks, at least 1 */
    bool silent;          /* not spoken with for thresholds.silent_days, or never */
    struct bb_date last;  /* last conversation, none = never */
    int64_t out_strength; /* sum over the ties that start here */
    int64_t priority;     /* hundredths: power x gap x (1 + 0.5 if silent) x (1 + out-strength / 10) */
};
/* All stakeholders with power and a gap between where they stand and where we need them, most pressing first; those of
 * one priority by their id. *n receives their number; in the arena. */
const struct bb_talk_due *bb_talks_due(const struct bb_data *d, const struct bb_thresholds *t, struct bb_arena *a,
                                       size_t *n);
/* Appends the arithmetic of one: "19.8 = power 4 x gap 3 x 1.5 (no conversation for 57 days) x 1.1 (out-strength 1)".
 */
void bb_talk_why(struct bb_str *out, const struct bb_data *d, const struct bb_talk_due *t);

/* How one stakeholder saw us over time. */
struct bb_seen_us {
    int64_t person;
    int64_t now, before; /* latest score and the one before it, BB_NONE without */
    struct bb_date on;   /* of the latest */
    const char *cause;   /* of the latest; NULL = none or not for this audience */
};
/* Stakeholders that scored us, who moved most first (by how far, either way); in the arena. */
const struct bb_seen_us *bb_seen_by(const struct bb_data *d, struct bb_arena *a, size_t *n);

/* How we are seen, how we see ourselves, and what happened. Scores 0..100, BB_NONE where nothing is known. */
struct bb_continuum {
    int64_t facts;   /* mean over the orders of their six facts */
    int64_t own;     /* mean of our own ratings of orders */
    int64_t orders;  /* how many orders there are */
    int64_t started; /* per cent of our work that we started ourselves: accepted proposals / (orders + those) */
};
void bb_continuum(const struct bb_data *d, struct bb_continuum *out);
