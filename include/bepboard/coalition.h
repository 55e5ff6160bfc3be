/* The guiding coalition as the map shows it: who is in it, and the units that it lacks. */
#pragma once

#include <bepboard/model.h>

/* In the coalition: stakeholders whose stance today is supportive or leading. A unit stands in it as strongly as the
 * most powerful of its own people there (ours). */
enum bb_coalition_place {
    BB_COALITION_LACKS, /* none of its people is in it */
    BB_COALITION_WEAK,  /* somebody is, but somebody with more power in the unit is not */
    BB_COALITION_IN
};
struct bb_coalition_unit {
    int64_t unit;      /* row id */
    int64_t member;    /* its most powerful person in the coalition, 0 = none */
    int64_t strongest; /* its most powerful stakeholder, 0 = none */
    enum bb_coalition_place place;
};
/* Units that have stakeholders or somebody who is to adopt, lacking ones first, then by the table. *n receives their
 * number; in the arena. */
const struct bb_coalition_unit *bb_coalition_units(const struct bb_data *d, struct bb_arena *a, size_t *n);
