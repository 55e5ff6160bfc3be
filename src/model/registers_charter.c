/* Registers of accountability and the plan: parties, duties, obligations, check-ins, goals, milestones, steps, actions.
 */
#include "registers.h"

#include <bepboard/registers.h>

/* clang-format off */
static const struct bb_field party_fields[] = {
    BB_FIELD(struct bb_party, person, BB_OPEN, BB_REF, "Who", .ref = BB_PERSON, .back = "Accountable party", .flags = BB_REQUIRED | BB_KEY | BB_LIST, .help = "A person, or a named group."),
    BB_FIELD(struct bb_party, since, BB_OPEN, BB_DATE, "From", .flags = BB_REQUIRED | BB_KEY | BB_LIST, .help = "The first day."),
    BB_FIELD(struct bb_party, until, BB_OPEN, BB_DATE, "Until", .flags = BB_LIST, .help = "The last day; empty while it holds."),
    BB_FIELD(struct bb_party, spokesperson, BB_OPEN, BB_REF, "Spokesperson", .ref = BB_PERSON, .back = "Speaks for", .flags = BB_LIST, .help = "Of a group: the one who speaks for it."),
    BB_FIELD(struct bb_party, note, BB_TEAM, BB_NOTE, "Note", .help = "How it was agreed."),
    BB_SENSITIVITY(struct bb_party),
};
const struct bb_entity_def party_def = BB_ENTITY("party", "parties", "accountable party", party, struct bb_party, 0, "Who is accountable on the client's side, from when to when.");

static const struct bb_field member_fields[] = {
    BB_FIELD(struct bb_member, group, BB_TEAM, BB_REF, "Group", .ref = BB_PERSON, .back = "Members", .flags = BB_REQUIRED | BB_KEY | BB_LIST, .help = "The group."),
    BB_FIELD(struct bb_member, person, BB_TEAM, BB_REF, "Member", .ref = BB_PERSON, .back = "Member of", .flags = BB_REQUIRED | BB_KEY | BB_LIST, .help = "Who belongs to it."),
    BB_SENSITIVITY(struct bb_member),
};
const struct bb_entity_def member_def = BB_ENTITY("member", "members", "member", member, struct bb_member, 1, "Who belongs to a group.");

static const struct bb_field duty_fields[] = {
    BB_FIELD(struct bb_duty, duty, BB_OPEN, BB_CHOICE, "Duty", .choices = &bb_duties, .flags = BB_REQUIRED | BB_KEY | BB_LIST, .help = "Which of the five."),
    BB_FIELD(struct bb_duty, state, BB_OPEN, BB_CHOICE, "State", .choices = &bb_duty_states, .flags = BB_LIST, .help = "Not discussed, discussed or agreed."),
    BB_FIELD(struct bb_duty, on, BB_OPEN, BB_DATE, "On", .flags = BB_LIST, .help = "The day of that state."),
    BB_FIELD(struct bb_duty, text, BB_OPEN, BB_NOTE, "Agreed text", .flags = BB_LIST | BB_SEARCH, .help = "What was agreed, word for word."),
    BB_SENSITIVITY(struct bb_duty),
};
const struct bb_entity_def duty_def = BB_ENTITY("duty", "duties", "duty", duty, struct bb_duty, 0, "The five duties of the accountable party, with the agreed text.");

static const struct bb_field obligation_fields[] = {
    BB_FIELD(struct bb_obligation, key, BB_OPEN, BB_TEXT, "Key", .flags = BB_KEY | BB_LIST, .max = 100, .help = "Short id, unique in the engagement; made up when left empty."),
    BB_FIELD(struct bb_obligation, text, BB_OPEN, BB_TEXT, "Obligation", .flags = BB_REQUIRED | BB_LIST | BB_SEARCH, .help = "What the client does."),
    BB_FIELD(struct bb_obligation, state, BB_OPEN, BB_CHOICE, "State", .choices = &bb_keepings, .flags = BB_LIST, .help = "Open, kept or broken."),
    BB_FIELD(struct bb_obligation, due, BB_OPEN, BB_DATE, "Due", .flags = BB_LIST, .help = "The day by which it should be done."),
    BB_FIELD(struct bb_obligation, note, BB_TEAM, BB_NOTE, "Note", .help = "How well it was kept."),
    BB_SENSITIVITY(struct bb_obligation),
};
const struct bb_entity_def obligation_def = BB_ENTITY("obligation", "obligations", "obligation", obligation, struct bb_obligation, 1, "What the client has agreed to do; the letters say who answers for it.", .prefix = "CH");

static const struct bb_field raci_fields[] = {
    BB_FIELD(struct bb_raci, obligation, BB_OPEN, BB_REF, "Obligation", .ref = BB_OBLIGATION, .flags = BB_REQUIRED | BB_KEY | BB_LIST, .help = "The row of the charter."),
    BB_FIELD(struct bb_raci, person, BB_OPEN, BB_REF, "Who", .ref = BB_PERSON, .flags = BB_REQUIRED | BB_KEY | BB_LIST, .help = "The column of the charter."),
    BB_FIELD(struct bb_raci, letter, BB_OPEN, BB_CHOICE, "Letter", .choices = &bb_letters, .flags = BB_REQUIRED | BB_LIST, .help = "R, A, A/R, C or I."),
    BB_SENSITIVITY(struct bb_raci),
};
const struct bb_entity_def raci_def = BB_ENTITY("raci", "raci", "RACI letter", raci, struct bb_raci, 2, "Who has which part in an obligation.");

static const struct bb_field checkin_fields[] = {
    BB_FIELD(struct bb_checkin, due, BB_OPEN, BB_DATE, "Planned for", .flags = BB_REQUIRED | BB_KEY | BB_LIST, .help = "The day for which it is planned."),
    BB_FIELD(struct bb_checkin, person, BB_OPEN, BB_REF, "With", .ref = BB_PERSON, .flags = BB_KEY | BB_LIST, .help = "The accountable person."),
    BB_FIELD(struct bb_checkin, held, BB_OPEN, BB_DATE, "Held", .flags = BB_LIST, .help = "The day on which it took place."),
    BB_FIELD(struct bb_checkin, note, BB_TEAM, BB_NOTE, "Note", .flags = BB_SEARCH, .help = "What came out of it."),
    BB_SENSITIVITY(struct bb_checkin),
};
const struct bb_entity_def checkin_def = BB_ENTITY("checkin", "checkins", "check-in", checkin, struct bb_checkin, 0, "Meetings with the accountable person at the agreed pace.");

static const struct bb_field goal_fields[] = {
    BB_FIELD(struct bb_goal, text, BB_OPEN, BB_TEXT, "Goal", .flags = BB_REQUIRED | BB_KEY | BB_LIST | BB_SEARCH, .help = "What will be different."),
    BB_FIELD(struct bb_goal, start, BB_OPEN, BB_CHOICE, "Serves", .choices = &bb_starts, .flags = BB_LIST, .help = "The starting point that it serves."),
    BB_FIELD(struct bb_goal, kpi, BB_OPEN, BB_REF, "KPI", .ref = BB_KPI, .flags = BB_LIST, .help = "The figure that shows it."),
    BB_FIELD(struct bb_goal, by, BB_OPEN, BB_DATE, "By", .flags = BB_LIST, .help = "The day by which it should be reached."),
    BB_FIELD(struct bb_goal, client, BB_OPEN, BB_DATE, "Client confirmed", .flags = BB_LIST, .help = "The day on which the client confirmed it."),
    BB_FIELD(struct bb_goal, us, BB_OPEN, BB_DATE, "We confirmed", .flags = BB_LIST, .help = "The day on which we confirmed it."),
    BB_FIELD(struct bb_goal, cost, BB_TEAM, BB_BOOL, "Cost goal", .help = "It is about cutting cost."),
    BB_FIELD(struct bb_goal, added, BB_TEAM, BB_DATE, "Added", .flags = BB_TODAY, .help = "The day on which it joined the goals; today when it is left empty."),
    BB_SENSITIVITY(struct bb_goal),
};
const struct bb_entity_def goal_def = BB_ENTITY("goal", "goals", "goal", goal, struct bb_goal, 0, "What the engagement is for; every goal names the figure that shows it.");

static const struct bb_field milestone_fields[] = {
    BB_FIELD(struct bb_milestone, name, BB_OPEN, BB_TEXT, "Milestone", .flags = BB_REQUIRED | BB_KEY | BB_LIST | BB_SEARCH, .help = "What is reached."),
    BB_FIELD(struct bb_milestone, due, BB_OPEN, BB_DATE, "Due", .flags = BB_LIST, .help = "The day by which it should be reached."),
    BB_FIELD(struct bb_milestone, reached, BB_OPEN, BB_DATE, "Reached", .flags = BB_LIST, .help = "The day on which it was."),
    BB_FIELD(struct bb_milestone, marked, BB_OPEN, BB_TEXT, "Celebrated", .flags = BB_LIST, .help = "How it was marked, with whom."),
    BB_SENSITIVITY(struct bb_milestone),
};
const struct bb_entity_def milestone_def = BB_ENTITY("milestone", "milestones", "milestone", milestone, struct bb_milestone, 0, "What is to be reached by when, and how it was celebrated.");

static const struct bb_field request_fields[] = {
    BB_FIELD(struct bb_request, unit, BB_OPEN, BB_REF, "Unit", .ref = BB_UNIT, .flags = BB_KEY | BB_LIST, .help = "Who asked for help."),
    BB_FIELD(struct bb_request, opened, BB_OPEN, BB_DATE, "Opened", .flags = BB_REQUIRED | BB_KEY | BB_LIST, .help = "The day of the call."),
    BB_FIELD(struct bb_request, cause, BB_TEAM, BB_TEXT, "Cause", .flags = BB_REQUIRED | BB_KEY | BB_LIST | BB_SEARCH, .help = "What it was about."),
    BB_FIELD(struct bb_request, person, BB_PRIVATE, BB_REF, "Person", .ref = BB_PERSON, .help = "Who asked."),
    BB_FIELD(struct bb_request, hours, BB_OPEN, BB_DECIMAL, "First answer after", .min = 0, .max = INT64_C(1000000000) * BB_MILLION, .unit = "hours", .flags = BB_LIST, .help = "Hours until a person answered; automatic replies do not count."),
    BB_FIELD(struct bb_request, answered, BB_OPEN, BB_DATE, "Answered", .help = "The day of the first human answer."),
    BB_FIELD(struct bb_request, closed, BB_OPEN, BB_DATE, "Closed", .flags = BB_LIST, .help = "The day on which it was settled."),
    BB_SENSITIVITY(struct bb_request),
};
const struct bb_entity_def request_def = BB_ENTITY("request", "requests", "help request", request, struct bb_request, 2, "Calls for help, how soon a person answered, and what lay behind them.");

static const struct bb_field adaptation_fields[] = {
    BB_FIELD(struct bb_adaptation, text, BB_OPEN, BB_TEXT, "Adaptation", .flags = BB_REQUIRED | BB_KEY | BB_LIST | BB_SEARCH, .help = "What is changed in the solution."),
    BB_FIELD(struct bb_adaptation, insight, BB_TEAM, BB_NOTE, "Insight", .help = "What the client had seen."),
    BB_FIELD(struct bb_adaptation, by, BB_OPEN, BB_REF, "From", .ref = BB_PERSON, .flags = BB_LIST, .help = "Whose insight it was."),
    BB_FIELD(struct bb_adaptation, state, BB_OPEN, BB_CHOICE, "State", .choices = &bb_adaptation_states, .flags = BB_LIST, .help = "Proposed, decided, delivered or declined."),
    BB_FIELD(struct bb_adaptation, proposed, BB_OPEN, BB_DATE, "Proposed", .flags = BB_LIST, .help = "The day on which it was proposed."),
    BB_FIELD(struct bb_adaptation, decided, BB_OPEN, BB_DATE, "Decided", .help = "The day on which it was decided."),
    BB_FIELD(struct bb_adaptation, delivered, BB_OPEN, BB_DATE, "Delivered", .flags = BB_LIST, .help = "The day on which it was delivered."),
    BB_SENSITIVITY(struct bb_adaptation),
};
const struct bb_entity_def adaptation_def = BB_ENTITY("adaptation", "adaptations", "adaptation", adaptation, struct bb_adaptation, 0, "What the client's insight changed in the solution.");

static const struct bb_field why_fields[] = {
    BB_FIELD(struct bb_why, unit, BB_OPEN, BB_REF, "Unit", .ref = BB_UNIT, .flags = BB_REQUIRED | BB_KEY | BB_LIST, .help = "The unit."),
    BB_FIELD(struct bb_why, text, BB_OPEN, BB_TEXT, "Its own why", .flags = BB_REQUIRED | BB_LIST | BB_SEARCH, .help = "What the purpose means for this unit."),
    BB_FIELD(struct bb_why, step, BB_OPEN, BB_TEXT, "Its step", .flags = BB_LIST, .help = "The unit's own step in the plan."),
    BB_FIELD(struct bb_why, by, BB_OPEN, BB_DATE, "By", .flags = BB_LIST, .help = "The day of that step."),
    BB_FIELD(struct bb_why, done, BB_OPEN, BB_DATE, "Done", .help = "The day on which it was taken."),
    BB_FIELD(struct bb_why, states, BB_TEAM, BB_BOOL, "Can state it", .flags = BB_LIST, .help = "People there can say it in their own words."),
    BB_SENSITIVITY(struct bb_why),
};
const struct bb_entity_def why_def = BB_ENTITY("why", "whys", "link to the why", why, struct bb_why, 1, "What the purpose means for one unit, and whether it can say so.");

static const struct bb_field kotter_fields[] = {
    BB_FIELD(struct bb_kotter, step, BB_OPEN, BB_CHOICE, "Step", .choices = &bb_kotter_steps, .flags = BB_REQUIRED | BB_KEY | BB_LIST, .help = "Which of the eight."),
    BB_FIELD(struct bb_kotter, on, BB_OPEN, BB_DATE, "On", .flags = BB_REQUIRED | BB_KEY | BB_LIST, .help = "The day from which it holds."),
    BB_FIELD(struct bb_kotter, state, BB_OPEN, BB_CHOICE, "State", .choices = &bb_kotter_states, .flags = BB_REQUIRED | BB_LIST, .help = "How far it is."),
    BB_FIELD(struct bb_kotter, evidence, BB_TEAM, BB_NOTE, "Evidence", .flags = BB_LIST | BB_SEARCH, .help = "What shows it."),
    BB_SENSITIVITY(struct bb_kotter),
};
const struct bb_entity_def kotter_def = BB_ENTITY("kotter", "kotter", "Kotter step", kotter, struct bb_kotter, 0, "Kotter's eight steps with state and evidence.");

static const struct bb_field sign_fields[] = {
    BB_FIELD(struct bb_sign, kind, BB_TEAM, BB_CHOICE, "Kind", .choices = &bb_sign_kinds, .flags = BB_REQUIRED | BB_KEY | BB_LIST, .help = "What happened."),
    BB_FIELD(struct bb_sign, on, BB_TEAM, BB_DATE, "On", .flags = BB_REQUIRED | BB_KEY | BB_LIST, .help = "The day on which it happened."),
    BB_FIELD(struct bb_sign, what, BB_TEAM, BB_TEXT, "What", .flags = BB_REQUIRED | BB_KEY | BB_LIST | BB_SEARCH, .help = "The target, budget, person or work."),
    BB_FIELD(struct bb_sign, before, BB_TEAM, BB_DECIMAL, "Before", .min = -INT64_C(1000000000) * BB_MILLION, .max = INT64_C(1000000000) * BB_MILLION, .flags = BB_LIST, .help = "The value before."),
    BB_FIELD(struct bb_sign, after, BB_TEAM, BB_DECIMAL, "After", .min = -INT64_C(1000000000) * BB_MILLION, .max = INT64_C(1000000000) * BB_MILLION, .flags = BB_LIST, .help = "The value after."),
    BB_FIELD(struct bb_sign, reason, BB_TEAM, BB_NOTE, "Reason", .flags = BB_LIST, .help = "The reason that was given."),
    BB_SENSITIVITY(struct bb_sign),
};
const struct bb_entity_def sign_def = BB_ENTITY("sign", "signs", "sign of fading", sign, struct bb_sign, 2, "Changed targets and budgets, people who left: what shows that urgency fades.");

static const struct bb_field action_fields[] = {
    BB_FIELD(struct bb_todo, key, BB_OPEN, BB_TEXT, "Key", .flags = BB_KEY | BB_LIST, .max = 100, .help = "Short id, unique in the engagement; made up when left empty."),
    BB_FIELD(struct bb_todo, what, BB_OPEN, BB_TEXT, "What", .flags = BB_REQUIRED | BB_LIST | BB_SEARCH, .help = "What is done."),
    BB_FIELD(struct bb_todo, owner, BB_OPEN, BB_REF, "Owner", .ref = BB_PERSON, .flags = BB_LIST, .help = "Who does it."),
    BB_FIELD(struct bb_todo, due, BB_OPEN, BB_DATE, "Due", .flags = BB_LIST, .help = "The day by which it should be done."),
    BB_FIELD(struct bb_todo, done, BB_OPEN, BB_DATE, "Done", .flags = BB_LIST, .help = "The day on which it was done."),
    BB_FIELD(struct bb_todo, view, BB_OPEN, BB_CHOICE, "Works", .choices = &bb_views, .flags = BB_LIST, .help = "From below, from above, at the managers' level, or across teams."),
    BB_FIELD(struct bb_todo, unit, BB_OPEN, BB_REF, "Unit", .ref = BB_UNIT, .flags = BB_ABOUT, .help = "The unit it is for."),
    BB_FIELD(struct bb_todo, order, BB_OPEN, BB_REF, "Order", .ref = BB_ORDER, .help = "The order it belongs to."),
    BB_FIELD(struct bb_todo, kpi, BB_OPEN, BB_REF, "KPI", .ref = BB_KPI, .help = "The figure that it improves."),
    BB_FIELD(struct bb_todo, test, BB_TEAM, BB_CHOICE, "Conviction", .choices = &bb_tests, .help = "The conviction that it strengthens."),
    BB_FIELD(struct bb_todo, note, BB_TEAM, BB_NOTE, "Note", .flags = BB_SEARCH, .help = "What came of it."),
    BB_SENSITIVITY(struct bb_todo),
};
const struct bb_entity_def action_def = BB_ENTITY("action", "actions", "action", action, struct bb_todo, 1, "What somebody does by when.", .prefix = "A");

static const struct bb_field snooze_fields[] = {
    BB_FIELD(struct bb_snooze, rule, BB_TEAM, BB_TEXT, "Rule", .flags = BB_REQUIRED | BB_KEY | BB_LIST, .help = "The id of the rule."),
    BB_FIELD(struct bb_snooze, record, BB_TEAM, BB_TEXT, "Record", .flags = BB_KEY, .help = "The uid of the record; empty for all findings of the rule."),
    BB_FIELD(struct bb_snooze, until, BB_TEAM, BB_DATE, "Until", .flags = BB_REQUIRED | BB_LIST, .help = "The day on which it comes back."),
    BB_FIELD(struct bb_snooze, reason, BB_TEAM, BB_TEXT, "Reason", .flags = BB_REQUIRED | BB_LIST, .help = "Why it can wait."),
    BB_SENSITIVITY(struct bb_snooze),
};
const struct bb_entity_def snooze_def = BB_ENTITY("snooze", "snoozes", "snoozed finding", snooze, struct bb_snooze, 0, "A finding of the attention list that is put off until a day.");
/* clang-format on */
