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
    /* Common ground: a unit that opposes this one, in that a need of one was entered as competing with a need of the
     * other, has a need of the same kind (the same two needs or others). Its row id, 0 = none. Ours. */
    int64_t shared;
};
/* All needs found on or before data->today: unanswered before untold before told, each by power, then by unit and id.
 * In the arena. */
const struct bb_need_seen *bb_needs_seen(const struct bb_data *d, struct bb_arena *a, size_t *n);
