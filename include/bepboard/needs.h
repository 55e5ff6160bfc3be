/* Needs behind territorial positions: what was discovered, answered and told, unit by unit. */
#pragma once

#include <bepboard/registers.h>
#include <bepboard/rules.h>

/* Every need gets an answer, and those concerned hear of it. */
enum bb_need_state { BB_NEED_UNANSWERED, BB_NEED_UNTOLD, BB_NEED_DONE };
enum bb_need_state bb_need_state(const struct bb_need *n);

struct bb_need_seen {
    const struct bb_need *need;
    enum bb_need_state state;
    int64_t power; /* of its person, else the highest among the unit's stakeholders; 0 = not known */
    /* A unit on the other side has a need of the same kind: common ground. Ours: a unit's side is the sign of the sum
     * of power x support value over its stakeholders. */
    bool shared;
};
/* All needs found on or before data->today: unanswered before untold before told, each by power, then by unit and id.
 * In the arena. */
const struct bb_need_seen *bb_needs_seen(const struct bb_data *d, struct bb_arena *a, size_t *n);
/* The sum of power x support value of a unit's stakeholders (not of its parts). */
int64_t bb_unit_side(const struct bb_data *d, int64_t unit);
