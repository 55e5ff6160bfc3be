/* The closed sets of keys that the registers use; the enums index their keys. Words for them are in the vocabulary. */
#pragma once

#include <bepboard/field.h>

/* From where an action or a stakeholder works on the change. */
enum bb_views { BB_VIEW_BELOW, BB_VIEW_ABOVE, BB_VIEW_MANAGERS, BB_VIEW_ACROSS, BB_VIEW_COUNT };
/* What a stakeholder makes of the role that we want. */
enum bb_role_views { BB_OURS_UNAWARE, BB_OURS_TOLD, BB_OURS_AGREES, BB_OURS_COUNT };
/* Where a change begins to show its worth. */
enum bb_starts { BB_START_CUSTOMERS, BB_START_PEOPLE, BB_START_INNOVATION, BB_START_COUNT };
/* The kinds of need behind positions. */
enum bb_need_kinds {
    BB_NEED_UNDERSTANDING,
    BB_NEED_CLARITY,
    BB_NEED_RESPECT,
    BB_NEED_CAPABILITY,
    BB_NEED_RESOURCE,
    BB_NEED_SECURITY,
    BB_NEED_WELL_BEING,
    BB_NEED_BELONGING,
    BB_NEED_RECOGNITION,
    BB_NEED_CONTROL,
    BB_NEED_OTHER,
    BB_NEED_COUNT
};
/* What became of a need. */
enum bb_responses { BB_RESPONSE_NOW, BB_RESPONSE_LATER, BB_RESPONSE_NOT, BB_RESPONSE_COUNT };
/* What a decision put first. */
enum bb_firsts { BB_FIRST_PEOPLE, BB_FIRST_ENTITY, BB_FIRST_BOTH, BB_FIRST_COUNT };
/* When we were called in. */
enum bb_call_ins {
    BB_CALLED_IDEA,
    BB_CALLED_DECISION,
    BB_CALLED_DESIGN,
    BB_CALLED_LAUNCH,
    BB_CALLED_AFTER,
    BB_CALLED_COUNT
};
/* What a question of the diagnosis was answered with. */
enum bb_replies { BB_REPLY_YES, BB_REPLY_PARTLY, BB_REPLY_NO, BB_REPLY_UNKNOWN, BB_REPLY_COUNT };
/* Gilbert's six cells (1978), in the order in which they are looked at: the environment's three, then the person's. */
enum bb_gilbert {
    BB_CELL_DATA,
    BB_CELL_RESOURCES,
    BB_CELL_INCENTIVES,
    BB_CELL_KNOWLEDGE,
    BB_CELL_CAPACITY,
    BB_CELL_MOTIVES,
    BB_CELL_COUNT
};
/* What there is to know of a unit. */
enum bb_unit_topics {
    BB_KNOW_GOVERNANCE,
    BB_KNOW_PATTERNS,
    BB_KNOW_RELATIONS,
    BB_KNOW_GOALS,
    BB_KNOW_CASES,
    BB_KNOW_USERS,
    BB_KNOW_COUNT
};
/* How well something is known. */
enum bb_knowns { BB_KNOWN_UNKNOWN, BB_KNOWN_PARTIAL, BB_KNOWN_KNOWN, BB_KNOWN_COUNT };
/* Whether what was agreed is kept. */
enum bb_keepings { BB_KEPT_OPEN, BB_KEPT_KEPT, BB_KEPT_BROKEN, BB_KEPT_COUNT };
/* What became of a proposal of ours. */
enum bb_proposal_states { BB_PROPOSAL_OFFERED, BB_PROPOSAL_ACCEPTED, BB_PROPOSAL_DECLINED, BB_PROPOSAL_COUNT };
/* The five duties of the accountable party. */
enum bb_duties { BB_DUTY_ROLES, BB_DUTY_SCOPE, BB_DUTY_CHANNELS, BB_DUTY_TRAINING, BB_DUTY_MONITORING, BB_DUTY_COUNT };
/* How far a duty is. */
enum bb_duty_states { BB_DUTY_STATE_NOT_DISCUSSED, BB_DUTY_STATE_DISCUSSED, BB_DUTY_STATE_AGREED, BB_DUTY_STATE_COUNT };
/* Who has which part in an obligation. */
enum bb_letters { BB_RACI_R, BB_RACI_A, BB_RACI_AR, BB_RACI_C, BB_RACI_I, BB_RACI_COUNT };
/* How far a change of the solution is. */
enum bb_adaptation_states {
    BB_ADAPT_PROPOSED,
    BB_ADAPT_DECIDED,
    BB_ADAPT_DELIVERED,
    BB_ADAPT_DECLINED,
    BB_ADAPT_COUNT
};
/* What was promised: that something will be, or that a rule does not count. */
enum bb_promise_kinds { BB_PROMISE_GUARANTEE, BB_PROMISE_EXCEPTION, BB_PROMISE_COUNT };
/* What became of a promise. */
enum bb_promise_states {
    BB_PROMISE_STATE_IN_FORCE,
    BB_PROMISE_STATE_KEPT,
    BB_PROMISE_STATE_BROKEN,
    BB_PROMISE_STATE_LAPSED,
    BB_PROMISE_STATE_COUNT
};
/* What else the change could bring. */
enum bb_effect_kinds { BB_EFFECT_SIDE_EFFECT, BB_EFFECT_HIJACK, BB_EFFECT_COUNT };
/* Whether a side effect was seen. */
enum bb_effect_states { BB_EFFECT_STATE_WATCH, BB_EFFECT_STATE_SEEN, BB_EFFECT_STATE_CLOSED, BB_EFFECT_STATE_COUNT };
/* The three checks before finance hears the plan. */
enum bb_gate_steps { BB_GATE_LISTED, BB_GATE_OTHER_PLANS, BB_GATE_OUTSIDER, BB_GATE_COUNT };
/* The six things that an audience must believe. */
enum bb_tests {
    BB_TEST_WORTH,
    BB_TEST_HOLDS,
    BB_TEST_ABLE,
    BB_TEST_HELP,
    BB_TEST_BENEFIT,
    BB_TEST_NO_WAY_BACK,
    BB_TEST_COUNT
};
/* How likely knowledge is to be lost. */
enum bb_risks { BB_RISK_LOW, BB_RISK_MEDIUM, BB_RISK_HIGH, BB_RISK_COUNT };
/* How somebody passes on best what they know. */
enum bb_forms {
    BB_FORM_WRITING,
    BB_FORM_INTERVIEW,
    BB_FORM_TRAINING,
    BB_FORM_PRESENTING,
    BB_FORM_DRAWING,
    BB_FORM_COUNT
};
/* What a review of a habit trial decided. */
enum bb_trial_results { BB_TRIAL_KEEP, BB_TRIAL_CHANGE, BB_TRIAL_DROP, BB_TRIAL_COUNT };
/* Whether a result came straight from the new way of working. */
enum bb_result_kinds { BB_RESULT_DIRECT, BB_RESULT_INDIRECT, BB_RESULT_COUNT };
/* Which way the information should go. */
enum bb_flows { BB_FLOW_DOWN, BB_FLOW_BACK, BB_FLOW_COUNT };
/* How far a crack is closed. */
enum bb_crack_states { BB_CRACK_OPEN, BB_CRACK_TRANSITIONAL, BB_CRACK_SEALED, BB_CRACK_COUNT };
/* What closes a crack. */
enum bb_seals { BB_SEAL_REASON, BB_SEAL_EXCHANGE, BB_SEAL_SUPPORT, BB_SEAL_REDESIGN, BB_SEAL_COUNT };
/* Which way a figure improves. */
enum bb_betters { BB_BETTER_HIGHER, BB_BETTER_LOWER, BB_BETTER_COUNT };
/* How a figure is computed. */
enum bb_kpi_kinds { BB_KPI_NUMBER, BB_KPI_CSAT, BB_KPI_NPS, BB_KPI_COUNT };
/* How the people who were asked were picked. */
enum bb_picks { BB_PICK_AUTOMATIC, BB_PICK_HAND, BB_PICK_COUNT };
/* Where a value of a figure comes from. */
enum bb_reading_kinds { BB_READ_GUESS, BB_READ_SELF, BB_READ_MEASURED, BB_READ_COUNT };
/* How far a champion is. */
enum bb_champion_steps {
    BB_CHAMP_FOUND,
    BB_CHAMP_ASKED,
    BB_CHAMP_ENABLED,
    BB_CHAMP_ACTIVE,
    BB_CHAMP_LEFT,
    BB_CHAMP_COUNT
};
/* What the bridge over the chasm rests on. */
enum bb_bridge_steps { BB_BRIDGE_SEGMENT, BB_BRIDGE_PEER, BB_BRIDGE_LEADER, BB_BRIDGE_COUNT };
/* Kotter's eight steps, in the list of 2014. */
enum bb_kotter_steps {
    BB_KOTTER_URGENCY,
    BB_KOTTER_COALITION,
    BB_KOTTER_VISION,
    BB_KOTTER_VOLUNTEERS,
    BB_KOTTER_BARRIERS,
    BB_KOTTER_WINS,
    BB_KOTTER_SUSTAIN,
    BB_KOTTER_INSTITUTE,
    BB_KOTTER_COUNT
};
/* How far a step is. */
enum bb_kotter_states {
    BB_KOTTER_STATE_NOT_YET,
    BB_KOTTER_STATE_OPEN,
    BB_KOTTER_STATE_WEAK,
    BB_KOTTER_STATE_PARTLY,
    BB_KOTTER_STATE_DONE,
    BB_KOTTER_STATE_COUNT
};
/* What shows that urgency fades. */
enum bb_sign_kinds {
    BB_SIGN_TARGET,
    BB_SIGN_BUDGET,
    BB_SIGN_SPONSOR,
    BB_SIGN_TEAM,
    BB_SIGN_ONE_PERSON,
    BB_SIGN_OTHER,
    BB_SIGN_COUNT
};
/* Where resistance comes from. */
enum bb_sources {
    BB_SOURCE_CONTROL,
    BB_SOURCE_UNCERTAINTY,
    BB_SOURCE_SURPRISE,
    BB_SOURCE_CONFUSION,
    BB_SOURCE_FACE,
    BB_SOURCE_COMPETENCE,
    BB_SOURCE_MORE_WORK,
    BB_SOURCE_RIPPLE,
    BB_SOURCE_PAST,
    BB_SOURCE_THREAT,
    BB_SOURCE_EXPOSURE,
    BB_SOURCE_COMFORT,
    BB_SOURCE_MISTRUST,
    BB_SOURCE_NOT_ASKED,
    BB_SOURCE_NO_REASON,
    BB_SOURCE_OVERLOOKED,
    BB_SOURCE_NO_TIME,
    BB_SOURCE_GUARDIANSHIP,
    BB_SOURCE_BLAME,
    BB_SOURCE_COUNT
};
/* What a treatment did. */
enum bb_outcomes { BB_OUTCOME_NONE, BB_OUTCOME_SOME, BB_OUTCOME_RESOLVED, BB_OUTCOME_WORSE, BB_OUTCOME_COUNT };

extern const struct bb_choices bb_views, bb_role_views, bb_starts, bb_need_kinds, bb_responses, bb_firsts, bb_call_ins,
    bb_replies, bb_gilbert_cells, bb_unit_topics, bb_knowns, bb_keepings, bb_proposal_states, bb_duties, bb_duty_states,
    bb_letters, bb_adaptation_states, bb_promise_kinds, bb_promise_states, bb_effect_kinds, bb_effect_states,
    bb_gate_steps, bb_tests, bb_risks, bb_forms, bb_trial_results, bb_result_kinds, bb_flows, bb_crack_states, bb_seals,
    bb_betters, bb_kpi_kinds, bb_picks, bb_reading_kinds, bb_champion_steps, bb_bridge_steps, bb_kotter_steps,
    bb_kotter_states, bb_sign_kinds, bb_sources, bb_outcomes;
