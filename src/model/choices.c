/* The closed sets of keys. Their labels are in data/defaults.yaml under `vocabulary`. */
#include <assert.h>
#include <bepboard/registers.h>
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

SET(views, "view", BB_VIEW_COUNT, "below", "above", "managers", "across");
SET(role_views, "role_view", BB_OURS_COUNT, "unaware", "told", "agrees");
SET(starts, "start", BB_START_COUNT, "customers", "people", "innovation");
SET(need_kinds, "need_kind", BB_NEED_COUNT, "understanding", "clarity", "respect", "capability", "resource", "security",
    "well-being", "belonging", "recognition", "control", "other");
SET(responses, "response", BB_RESPONSE_COUNT, "now", "later", "not");
SET(firsts, "first", BB_FIRST_COUNT, "people", "entity", "both");
SET(call_ins, "call_in", BB_CALLED_COUNT, "idea", "decision", "design", "launch", "after");
SET(replies, "reply", BB_REPLY_COUNT, "yes", "partly", "no", "unknown");
SET(gilbert_cells, "cell", BB_CELL_COUNT, "data", "resources", "incentives", "knowledge", "capacity", "motives");
SET(unit_topics, "unit_topic", BB_KNOW_COUNT, "governance", "patterns", "relations", "goals", "cases", "users");
SET(knowns, "known", BB_KNOWN_COUNT, "unknown", "partial", "known");
SET(keepings, "keeping", BB_KEPT_COUNT, "open", "kept", "broken");
SET(proposal_states, "proposal_state", BB_PROPOSAL_COUNT, "offered", "accepted", "declined");
SET(duties, "duty", BB_DUTY_COUNT, "roles", "scope", "channels", "training", "monitoring");
SET(duty_states, "duty_state", BB_DUTY_STATE_COUNT, "not-discussed", "discussed", "agreed");
SET(letters, "raci", BB_RACI_COUNT, "r", "a", "ar", "c", "i");
SET(adaptation_states, "adaptation_state", BB_ADAPT_COUNT, "proposed", "decided", "delivered", "declined");
SET(promise_kinds, "promise_kind", BB_PROMISE_COUNT, "guarantee", "exception");
SET(promise_states, "promise_state", BB_PROMISE_STATE_COUNT, "in-force", "kept", "broken", "lapsed");
SET(effect_kinds, "effect_kind", BB_EFFECT_COUNT, "side-effect", "hijack");
SET(effect_states, "effect_state", BB_EFFECT_STATE_COUNT, "watch", "seen", "closed");
SET(gate_steps, "gate_step", BB_GATE_COUNT, "listed", "other-plans", "outsider");
SET(tests, "conviction", BB_TEST_COUNT, "worth", "holds", "able", "help", "benefit", "no-way-back");
SET(risks, "risk", BB_RISK_COUNT, "low", "medium", "high");
SET(forms, "knowledge_form", BB_FORM_COUNT, "writing", "interview", "training", "presenting", "drawing");
SET(trial_results, "trial_result", BB_TRIAL_COUNT, "keep", "change", "drop");
SET(result_kinds, "result_kind", BB_RESULT_COUNT, "direct", "indirect");
SET(flows, "flow", BB_FLOW_COUNT, "down", "back");
SET(crack_states, "crack_state", BB_CRACK_COUNT, "open", "transitional", "sealed");
SET(seals, "seal", BB_SEAL_COUNT, "reason", "exchange", "support", "redesign");
SET(betters, "better", BB_BETTER_COUNT, "higher", "lower");
SET(kpi_kinds, "kpi_kind", BB_KPI_COUNT, "number", "csat", "nps");
SET(picks, "pick", BB_PICK_COUNT, "automatic", "hand");
SET(reading_kinds, "reading_kind", BB_READ_COUNT, "guess", "self", "measured");
SET(champion_steps, "champion_step", BB_CHAMP_COUNT, "found", "asked", "enabled", "active", "left");
SET(bridge_steps, "bridge_step", BB_BRIDGE_COUNT, "segment", "peer", "leader");
SET(kotter_steps, "kotter", BB_KOTTER_COUNT, "urgency", "coalition", "vision", "volunteers", "barriers", "wins",
    "sustain", "institute");
SET(kotter_states, "kotter_state", BB_KOTTER_STATE_COUNT, "not-yet", "open", "weak", "partly", "done");
SET(sign_kinds, "sign_kind", BB_SIGN_COUNT, "target", "budget", "sponsor", "team", "one-person", "other");
SET(sources, "source", BB_SOURCE_COUNT, "control", "uncertainty", "surprise", "confusion", "face", "competence",
    "more-work", "ripple", "past", "threat", "exposure", "comfort", "mistrust", "not-asked", "no-reason", "overlooked",
    "no-time", "guardianship", "blame");
SET(outcomes, "effect", BB_OUTCOME_COUNT, "none", "some", "resolved", "worse");

const struct bb_choices *const bb_choice_sets[] = {&bb_stances,
                                                   &bb_categories,
                                                   &bb_person_kinds,
                                                   &bb_champions,
                                                   &bb_order_states,
                                                   &bb_verdicts,
                                                   &bb_opportunities,
                                                   &bb_topics,
                                                   &bb_measures,
                                                   &bb_sensitivities,
                                                   &bb_views,
                                                   &bb_role_views,
                                                   &bb_starts,
                                                   &bb_need_kinds,
                                                   &bb_responses,
                                                   &bb_firsts,
                                                   &bb_call_ins,
                                                   &bb_replies,
                                                   &bb_gilbert_cells,
                                                   &bb_unit_topics,
                                                   &bb_knowns,
                                                   &bb_keepings,
                                                   &bb_proposal_states,
                                                   &bb_duties,
                                                   &bb_duty_states,
                                                   &bb_letters,
                                                   &bb_adaptation_states,
                                                   &bb_promise_kinds,
                                                   &bb_promise_states,
                                                   &bb_effect_kinds,
                                                   &bb_effect_states,
                                                   &bb_gate_steps,
                                                   &bb_tests,
                                                   &bb_risks,
                                                   &bb_forms,
                                                   &bb_trial_results,
                                                   &bb_result_kinds,
                                                   &bb_flows,
                                                   &bb_crack_states,
                                                   &bb_seals,
                                                   &bb_betters,
                                                   &bb_kpi_kinds,
                                                   &bb_picks,
                                                   &bb_reading_kinds,
                                                   &bb_champion_steps,
                                                   &bb_bridge_steps,
                                                   &bb_kotter_steps,
                                                   &bb_kotter_states,
                                                   &bb_sign_kinds,
                                                   &bb_sources,
                                                   &bb_outcomes,
                                                   NULL};

int64_t bb_choice_find(const struct bb_choices *c, const char *key)
{
    for (int i = 0; key && i < c->count; i++)
        if (strcmp(c->keys[i], key) == 0)
            return i;
    return BB_NONE;
}
