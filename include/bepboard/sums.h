/* Registers added up: value that was added, promises by person, knowledge gaps by unit and by topic. */
#pragma once

#include <bepboard/model.h>

/* B3. People are not added up, since the same people may stand in several records. Nothing rounded; 0 without records.
 */
struct bb_value_sum {
    int64_t records;
    int64_t hours, money;           /* millionths, saturated; only of records that have them */
    int64_t with_hours, with_money; /* records that have them */
    int64_t most_people;            /* in one record */
};
void bb_value_sum(const struct bb_data *d, struct bb_value_sum *out);

/* D1: what one person, or somebody named in words, was promised. */
struct bb_promised {
    int64_t person; /* row id, 0 = only named */
    const char *to; /* the name of whoever is no person of the engagement, else NULL */
    int64_t promised, in_force, kept, broken, lapsed;
    int64_t failed; /* promises that tell of earlier attempts that failed; 0 where that is not for this audience */
};
/* Most promises first, then by the table. *n receives their number; in the arena. */
const struct bb_promised *bb_promised(const struct bb_data *d, struct bb_arena *a, size_t *n);

/* D4: gaps of one unit, or of one topic (case and accents aside). */
struct bb_gap_sum {
    int64_t unit;      /* row id; 0 = this line is of a topic, or of gaps without a unit */
    const char *topic; /* as first written; NULL = this line is of a unit */
    int64_t open, closed;
    int64_t days; /* mean days to close, rounded; BB_NONE while none is closed */
};
/* Units before topics, those with most gaps first; topics that were found only once are left out. In the arena. */
const struct bb_gap_sum *bb_gap_sums(const struct bb_data *d, struct bb_arena *a, size_t *n);
