/* Champions: which units have one, how many people each has to carry, and whom their word reaches. */
#pragma once

#include <bepboard/network.h>
#include <bepboard/rules.h>

/* Who is at work as a champion on data->today, one flag for each person in the order of their table; free it. Whoever
 * has dated steps in the register of champions is what the latest of them up to today says (of one day the one noted
 * last): asked, enabled and active count, found and left do not. Whoever has none is what the field `champion` of the
 * person says. This is the one truth for coverage, reach and the attention list. */
bool *bb_champions_at_work(const struct bb_data *d);

struct bb_coverage {
    int64_t unit;        /* a segment: a unit with people expected to adopt */
    int64_t population;  /* of them */
    int64_t champions;   /* people of the unit who are champions at work (not sponsors, not helpers) */
    int64_t pragmatists; /* people of the unit who are predicted to be early majority */
    int64_t reached;     /* of those: champions themselves, or with a tie from a champion */
    bool missing;        /* no champion at all */
    bool thin;           /* more people for each champion than people_each */
};
/* One entry a segment, in the order of units; in the arena. people_each: how many people one champion can carry (25 by
 * default; ours, rules of thumb differ). */
const struct bb_coverage *bb_champion_coverage(const struct bb_data *d, int64_t people_each, struct bb_arena *a,
                                               size_t *n);
/* Steps of influence from the nearest champion to each person of the network, -1 = none leads there. */
void bb_champion_reach(const struct bb_data *d, const struct bb_network *net, int32_t *steps);
