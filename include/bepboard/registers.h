/* The registers around the board: records of the trade as plain structs. Field tables are in src/model/registers_*.c
 * and say what each member means; a record's references are row ids, 0 when empty. */
#pragma once

#include <bepboard/choices.h>
#include <bepboard/model.h>

/* A1: What a unit or a person demands, the need beneath it, and the answer it got. */
struct bb_need {
    struct bb_row row;
    const char *key;
    int64_t unit;   /* row id: BB_UNIT */
    int64_t person; /* row id: BB_PERSON */
    const char *position, *need;
    int64_t kind; /* enum bb_need_kinds */
    int64_t priority;
    struct bb_date found;
    int64_t response; /* enum bb_responses */
    struct bb_date later;
    const char *explained;
    int64_t told_by; /* row id: BB_PERSON */
    struct bb_date told;
    int64_t rival;      /* row id: BB_NEED */
    int64_t went_first; /* 0/1 */
    const char *why_first;
};

/* A2: What was decided, whom it put first, who pays, and how those affected hear of it. */
struct bb_decision {
    struct bb_row row;
    const char *key, *title;
    struct bb_date raised, decided;
    int64_t decider; /* row id: BB_PERSON */
    int64_t first;   /* enum bb_firsts */
    int64_t unit;    /* row id: BB_UNIT */
    const char *others, *cost, *word;
    struct bb_date tell_by, told;
    int64_t reopened;
    const char *delay_cost;
};

/* A3: Is training the answer? One version of an order's diagnosis, with its verdict and reasons. */
struct bb_diagnosis {
    struct bb_row row;
    const char *key;
    int64_t order; /* row id: BB_ORDER */
    struct bb_date on;
    int64_t version;
    int64_t called_in;      /* enum bb_call_ins */
    int64_t workflow_known; /* 0/1 */
    const char *functions;
    int64_t verdict; /* enum bb_verdicts */
    const char *verdicts, *because;
    int64_t share;
    const char *root_cause, *alternatives;
    int64_t overruled;    /* enum bb_verdicts */
    int64_t overruled_by; /* row id: BB_PERSON */
    const char *overruled_why, *undiagnosed, *reply;
    struct bb_date replied;
    int64_t replied_to; /* row id: BB_PERSON */
};

/* A3: An answer of a diagnosis with its evidence. */
struct bb_answer {
    struct bb_row row;
    int64_t diagnosis; /* row id: BB_DIAGNOSIS */
    const char *question;
    int64_t reply; /* enum bb_replies */
    const char *evidence;
};

/* A4: What we know of a unit: six topics, each with source, date and state. */
struct bb_knowledge {
    struct bb_row row;
    int64_t unit;  /* row id: BB_UNIT */
    int64_t topic; /* enum bb_unit_topics */
    const char *text, *source;
    struct bb_date on;
    int64_t state; /* enum bb_knowns */
};

/* B2: What was agreed in exchange for taking an order as it is. */
struct bb_stipulation {
    struct bb_row row;
    int64_t order; /* row id: BB_ORDER */
    const char *text;
    int64_t with; /* row id: BB_PERSON */
    struct bb_date on, due;
    int64_t state; /* enum bb_keepings */
};

/* B3: What our work brought: before and after, people, hours and money. */
struct bb_value {
    struct bb_row row;
    int64_t order; /* row id: BB_ORDER */
    const char *what;
    struct bb_date on;
    int64_t before; /* millionths */
    int64_t after;  /* millionths */
    const char *measure;
    int64_t people;
    int64_t hours; /* millionths */
    int64_t money; /* millionths */
    const char *source;
};

/* B4: Work that we offered ourselves, from something that we learned. */
struct bb_proposal {
    struct bb_row row;
    const char *title;
    struct bb_date on;
    int64_t to; /* row id: BB_PERSON */
    const char *insight;
    int64_t state; /* enum bb_proposal_states */
    struct bb_date settled;
};

/* C1: Who is accountable on the client's side, from when to when. */
struct bb_party {
    struct bb_row row;
    int64_t person; /* row id: BB_PERSON */
    struct bb_date since, until;
    int64_t spokesperson; /* row id: BB_PERSON */
    const char *note;
};

/* C1: Who belongs to a group. */
struct bb_member {
    struct bb_row row;
    int64_t group;  /* row id: BB_PERSON */
    int64_t person; /* row id: BB_PERSON */
};

/* C1: The five duties of the accountable party, with the agreed text. */
struct bb_duty {
    struct bb_row row;
    int64_t duty;  /* enum bb_duties */
    int64_t state; /* enum bb_duty_states */
    struct bb_date on;
    const char *text;
};

/* C2: What the client has agreed to do; the letters say who answers for it. */
struct bb_obligation {
    struct bb_row row;
    const char *key, *text;
    int64_t state; /* enum bb_keepings */
    struct bb_date due;
    const char *note;
};

/* C2: Who has which part in an obligation. */
struct bb_raci {
    struct bb_row row;
    int64_t obligation; /* row id: BB_OBLIGATION */
    int64_t person;     /* row id: BB_PERSON */
    int64_t letter;     /* enum bb_letters */
};

/* C3: Meetings with the accountable person at the agreed pace. */
struct bb_checkin {
    struct bb_row row;
    struct bb_date due;
    int64_t person; /* row id: BB_PERSON */
    struct bb_date held;
    const char *note;
};

/* D8: What the engagement is for; every goal names the figure that shows it. */
struct bb_goal {
    struct bb_row row;
    const char *text;
    int64_t start; /* enum bb_starts */
    int64_t kpi;   /* row id: BB_KPI */
    struct bb_date by, client, us;
    int64_t cost; /* 0/1 */
    struct bb_date added;
};

/* C3: What is to be reached by when, and how it was celebrated. */
struct bb_milestone {
    struct bb_row row;
    const char *name;
    struct bb_date due, reached;
    const char *marked;
};

/* C3: Calls for help, how soon a person answered, and what lay behind them. */
struct bb_request {
    struct bb_row row;
    int64_t unit; /* row id: BB_UNIT */
    struct bb_date opened;
    const char *cause;
    int64_t person; /* row id: BB_PERSON */
    int64_t hours;  /* millionths */
    struct bb_date answered, closed;
};

/* C3: What the client's insight changed in the solution. */
struct bb_adaptation {
    struct bb_row row;
    const char *text, *insight;
    int64_t by;    /* row id: BB_PERSON */
    int64_t state; /* enum bb_adaptation_states */
    struct bb_date proposed, decided, delivered;
};

/* D1: What was promised or excepted, to whom, and until when. */
struct bb_promise {
    struct bb_row row;
    const char *key;
    int64_t kind; /* enum bb_promise_kinds */
    const char *text;
    int64_t person; /* row id: BB_PERSON */
    const char *to;
    int64_t by;         /* row id: BB_PERSON */
    int64_t obligation; /* row id: BB_OBLIGATION */
    const char *rule;
    struct bb_date on, until;
    const char *event;
    int64_t state; /* enum bb_promise_states */
    const char *gained, *failed;
};

/* D2: What else the change could bring, above all what finance could take for a saving. */
struct bb_effect {
    struct bb_row row;
    const char *key;
    int64_t kind; /* enum bb_effect_kinds */
    const char *text;
    int64_t person; /* row id: BB_PERSON */
    int64_t unit;   /* row id: BB_UNIT */
    int64_t likelihood, cost_cut, take_up, impact;
    const char *worst, *counter;
    int64_t owner; /* row id: BB_PERSON */
    const char *sign;
    int64_t obligation; /* row id: BB_OBLIGATION */
    struct bb_date until;
    int64_t state; /* enum bb_effect_states */
};

/* D2: The three checks before finance hears the plan. */
struct bb_check {
    struct bb_row row;
    int64_t step; /* enum bb_gate_steps */
    struct bb_date done;
    int64_t by; /* row id: BB_PERSON */
    const char *note;
};

/* D3: What an audience believes: six tests before it moves. */
struct bb_conviction {
    struct bb_row row;
    int64_t unit;     /* row id: BB_UNIT */
    int64_t category; /* enum bb_categories */
    int64_t person;   /* row id: BB_PERSON */
    int64_t test;     /* enum bb_tests */
    struct bb_date on;
    int64_t score;
    const char *evidence;
};

/* D3: How big the change looks to an audience: from background noise to frightening. */
struct bb_size {
    struct bb_row row;
    int64_t unit;     /* row id: BB_UNIT */
    int64_t category; /* enum bb_categories */
    int64_t person;   /* row id: BB_PERSON */
    struct bb_date on;
    int64_t size;
    const char *evidence;
};

/* D4: Who knows what nobody else knows, and how it is passed on. */
struct bb_holder {
    struct bb_row row;
    int64_t person; /* row id: BB_PERSON */
    const char *topic;
    int64_t risk; /* enum bb_risks */
    struct bb_date leaving;
    int64_t mentor;     /* 0/1 */
    int64_t form;       /* enum bb_forms */
    int64_t hours;      /* millionths */
    int64_t granted_by; /* row id: BB_PERSON */
    const char *credit;
};

/* D4: What mentors found missing, and how it was closed. */
struct bb_gap {
    struct bb_row row;
    const char *topic;
    int64_t unit;   /* row id: BB_UNIT */
    int64_t holder; /* row id: BB_PERSON */
    struct bb_date found, closed;
    const char *how;
};

/* D5: A new way of working tried in one or two daily tasks, with three reviews. */
struct bb_trial {
    struct bb_row row;
    const char *key, *task;
    int64_t person; /* row id: BB_PERSON */
    int64_t unit;   /* row id: BB_UNIT */
    const char *purpose, *step;
    struct bb_date start, light_due, light;
    int64_t light_result; /* enum bb_trial_results */
    struct bb_date routine;
    int64_t routine_result; /* enum bb_trial_results */
    struct bb_date results;
    int64_t results_result; /* enum bb_trial_results */
    const char *note;
    struct bb_date manager, above;
};

/* D5: What a trial brought, and who was told. */
struct bb_result {
    struct bb_row row;
    int64_t trial; /* row id: BB_TRIAL */
    struct bb_date on;
    const char *what;
    int64_t kind; /* enum bb_result_kinds */
    int64_t told; /* row id: BB_PERSON */
    struct bb_date told_on;
};

/* D6: Where information falls between two teams, and what seals it. */
struct bb_crack {
    struct bb_row row;
    const char *key, *lost;
    int64_t from; /* row id: BB_UNIT */
    int64_t to;   /* row id: BB_UNIT */
    int64_t flow; /* enum bb_flows */
    int64_t cases;
    const char *meanwhile;
    int64_t state; /* enum bb_crack_states */
    int64_t seal;  /* enum bb_seals */
    struct bb_date seen, sealed;
};

/* D6: The customer's path: what each step promises and what it delivers. */
struct bb_step {
    struct bb_row row;
    int64_t place;
    const char *name;
    int64_t unit; /* row id: BB_UNIT */
    const char *promises;
    int64_t promise;
    const char *delivers;
    int64_t delivery;
};

/* D6: Complaints with their age, their cause and their way up. */
struct bb_complaint {
    struct bb_row row;
    const char *text;
    struct bb_date opened;
    int64_t unit; /* row id: BB_UNIT */
    const char *cause, *way_up;
    struct bb_date closed;
};

/* D6: Who really handles feedback in a team, and what is passed on. */
struct bb_feedback {
    struct bb_row row;
    int64_t unit; /* row id: BB_UNIT */
    struct bb_date on;
    int64_t contact; /* row id: BB_PERSON */
    const char *handles;
    int64_t all; /* 0/1 */
    const char *passed;
};

/* D8: What the purpose means for one unit, and whether it can say so. */
struct bb_why {
    struct bb_row row;
    int64_t unit; /* row id: BB_UNIT */
    const char *text, *step;
    struct bb_date by, done;
    int64_t states; /* 0/1 */
};

/* D9: What changes in whose work: steps, minutes, autonomy, waste. */
struct bb_task {
    struct bb_row row;
    int64_t unit; /* row id: BB_UNIT */
    const char *role, *task, *today, *after;
    int64_t steps;
    int64_t minutes; /* millionths */
    int64_t people, autonomy;
    const char *waste;
    struct bb_date confirmed;
};

/* D9: Old ways of working, who decides their end, and who still uses them. */
struct bb_oldway {
    struct bb_row row;
    const char *name;
    int64_t unit;    /* row id: BB_UNIT */
    int64_t decider; /* row id: BB_PERSON */
    struct bb_date ends, ended;
    const char *users;
};

/* E2: Figures with a target: what is believed beside what is measured. */
struct bb_kpi {
    struct bb_row row;
    const char *name;
    int64_t kind; /* enum bb_kpi_kinds */
    const char *measure;
    int64_t better; /* enum bb_betters */
    int64_t target; /* millionths */
    const char *definition;
    int64_t step; /* row id: BB_STEP */
    const char *instrument, *rhythm;
    int64_t picked; /* enum bb_picks */
    const char *exposes;
    int64_t first_to; /* row id: BB_PERSON */
    struct bb_date told, shown;
};

/* E2: A value of a KPI: guessed, self-rated or measured. */
struct bb_reading {
    struct bb_row row;
    int64_t kpi; /* row id: BB_KPI */
    struct bb_date on;
    int64_t kind;  /* enum bb_reading_kinds */
    int64_t unit;  /* row id: BB_UNIT */
    int64_t value; /* millionths */
    int64_t n, top, low;
    const char *source;
};

/* E3: How far each champion is: found, asked, enabled, active. */
struct bb_champion_step {
    struct bb_row row;
    int64_t person; /* row id: BB_PERSON */
    int64_t step;   /* enum bb_champion_steps */
    struct bb_date on;
    const char *given;
};

/* E3: The plan that leads over the chasm: segment, peers, leaders in sight. */
struct bb_bridge {
    struct bb_row row;
    int64_t part;   /* enum bb_bridge_steps */
    int64_t unit;   /* row id: BB_UNIT */
    int64_t person; /* row id: BB_PERSON */
    const char *text;
    struct bb_date by, done;
};

/* E4: Kotter's eight steps with state and evidence. */
struct bb_kotter {
    struct bb_row row;
    int64_t step; /* enum bb_kotter_steps */
    struct bb_date on;
    int64_t state; /* enum bb_kotter_states */
    const char *evidence;
};

/* E4: Changed targets and budgets, people who left: what shows that urgency fades. */
struct bb_sign {
    struct bb_row row;
    int64_t kind; /* enum bb_sign_kinds */
    struct bb_date on;
    const char *what;
    int64_t before; /* millionths */
    int64_t after;  /* millionths */
    const char *reason;
};

/* E5: What is objected, the source beneath it, and what was tried. */
struct bb_resistance {
    struct bb_row row;
    int64_t person; /* row id: BB_PERSON */
    int64_t source; /* enum bb_sources */
    const char *objection, *evidence;
    struct bb_date seen;
    const char *treatment;
    struct bb_date tried;
    int64_t effect; /* enum bb_outcomes */
};

/* E6: From apprehension to achievement: before and after. */
struct bb_story {
    struct bb_row row;
    const char *title;
    int64_t person; /* row id: BB_PERSON */
    const char *before, *after;
    struct bb_date on;
    const char *told;
};

/* 6: Awareness, desire, knowledge, ability, reinforcement by segment; the barrier is the first at 3 or below. */
struct bb_readiness {
    struct bb_row row;
    int64_t unit; /* row id: BB_UNIT */
    struct bb_date on;
    int64_t n;
    int64_t awareness;     /* millionths */
    int64_t desire;        /* millionths */
    int64_t knowledge;     /* millionths */
    int64_t ability;       /* millionths */
    int64_t reinforcement; /* millionths */
};

/* A5: What somebody does by when. */
struct bb_todo {
    struct bb_row row;
    const char *key, *what;
    int64_t owner; /* row id: BB_PERSON */
    struct bb_date due, done;
    int64_t view;  /* enum bb_views */
    int64_t unit;  /* row id: BB_UNIT */
    int64_t order; /* row id: BB_ORDER */
    int64_t kpi;   /* row id: BB_KPI */
    int64_t test;  /* enum bb_tests */
    const char *note;
};

/* F: A finding of the attention list that is put off until a day. */
struct bb_snooze {
    struct bb_row row;
    const char *rule, *record;
    struct bb_date until;
    const char *reason;
};
