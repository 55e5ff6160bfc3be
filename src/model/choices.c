/* The closed sets of keys. Their labels are in data/defaults.yaml under `vocabulary`. */
#include <assert.h>
#include <bepboard/model.h>
#include <string.h>

#define SET(symbol, name_, count_, ...)                                                                                \
    static const char *const symbol##_keys[] = {__VA_ARGS__};                                                          \
    static_assert(sizeof symbol##_keys / sizeof *symbol##_keys == (count_), #symbol);                                  \
    const struct bb_choices bb_##symbol = {.name = (name_), .keys = symbol##_keys, .count = (count_)}

SET(stances, "stance", BB_STANCE_COUNT, "unaware", "resistant", "neutral", "supportive", "leading");
SET(categories, "category", BB_CATEGORY_COUNT, "innovator", "early-adopter", "early-majority", "late-majority",
    "laggard");
SET(person_kinds, "person_kind", 2, "individual", "group");
SET(champions, "champion", 3, "sponsor", "champion", "helper");
SET(order_states, "order_state", 4, "open", "accepted", "declined", "delivered");
SET(verdicts, "verdict", 5, "fits", "wrong-solution", "trained-on-wrong", "bandage", "wrong-time");
SET(opportunities, "opportunity", BB_OPPORTUNITY_COUNT, "shift", "strategic", "surprise", "sure");
SET(topics, "topic", 4, "workings", "challenges", "successes", "goals");
SET(measures, "measure", 2, "count", "share");
SET(sensitivities, "sensitivity", BB_PRIVATE, "open", "team", "private");

const struct bb_choices *const bb_choice_sets[] = {
    &bb_stances, &bb_categories, &bb_person_kinds,  &bb_champions, &bb_order_states, &bb_verdicts, &bb_opportunities,
    &bb_topics,  &bb_measures,   &bb_sensitivities, NULL};

int64_t bb_choice_find(const struct bb_choices *c, const char *key)
{
    for (int i = 0; key && i < c->count; i++)
        if (strcmp(c->keys[i], key) == 0)
            return i;
    return BB_NONE;
}
