/* Registers of our own work: needs, decisions, diagnoses, knowledge of units, stipulations, value, proposals. */
#include "registers.h"

#include <bepboard/registers.h>

/* clang-format off */
static const struct bb_field need_fields[] = {
    BB_FIELD(struct bb_need, key, BB_TEAM, BB_TEXT, "Key", .flags = BB_KEY | BB_LIST, .max = 100, .help = "Short id, unique in the engagement; made up when left empty."),
    BB_FIELD(struct bb_need, unit, BB_OPEN, BB_REF, "Unit", .ref = BB_UNIT, .flags = BB_REQUIRED | BB_LIST, .help = "Whose need it is."),
    BB_FIELD(struct bb_need, person, BB_TEAM, BB_REF, "Person", .ref = BB_PERSON, .back = "Their needs", .flags = BB_ABOUT | BB_LIST, .help = "The one person whose need it is, if it is not the whole unit's."),
    BB_FIELD(struct bb_need, position, BB_TEAM, BB_TEXT, "Position", .flags = BB_REQUIRED | BB_LIST | BB_SEARCH, .help = "What was demanded, in their words."),
    BB_FIELD(struct bb_need, need, BB_PRIVATE, BB_NOTE, "Need beneath it", .flags = BB_SEARCH, .help = "The fundamental need under the position."),
    BB_FIELD(struct bb_need, kind, BB_TEAM, BB_CHOICE, "Kind", .choices = &bb_need_kinds, .flags = BB_LIST, .help = "What kind of need it is."),
    BB_FIELD(struct bb_need, priority, BB_TEAM, BB_INT, "Priority", .min = 1, .max = 5, .flags = BB_LIST, .help = "1 can wait to 5 comes first."),
    BB_FIELD(struct bb_need, found, BB_TEAM, BB_DATE, "Discovered", .flags = BB_LIST, .help = "The day it was understood."),
    BB_FIELD(struct bb_need, response, BB_TEAM, BB_CHOICE, "Answer", .choices = &bb_responses, .flags = BB_LIST, .help = "Addressed now, addressed later, or not addressed."),
    BB_FIELD(struct bb_need, later, BB_TEAM, BB_DATE, "Addressed on", .help = "The day for which a deferred need is planned."),
    BB_FIELD(struct bb_need, explained, BB_TEAM, BB_NOTE, "How explained", .help = "How the answer was given and acknowledged."),
    BB_FIELD(struct bb_need, told_by, BB_TEAM, BB_REF, "Told by", .ref = BB_PERSON, .back = "Needs they told of", .help = "Who gave the answer."),
    BB_FIELD(struct bb_need, told, BB_TEAM, BB_DATE, "Told", .flags = BB_LIST, .help = "The day on which those concerned heard the answer."),
    BB_FIELD(struct bb_need, rival, BB_TEAM, BB_REF, "Competes with", .ref = BB_NEED, .help = "The need that cannot be met at the same time."),
    BB_FIELD(struct bb_need, went_first, BB_TEAM, BB_BOOL, "Went first", .help = "This one was put before the need that it competes with."),
    BB_FIELD(struct bb_need, why_first, BB_TEAM, BB_TEXT, "Why", .help = "Why one went before the other."),
    BB_SENSITIVITY(struct bb_need),
};
const struct bb_entity_def need_def = BB_ENTITY("need", "needs", "need", need, struct bb_need, 3, "What a unit or a person demands, the need beneath it, and the answer it got.", .prefix = "N");

static const struct bb_field decision_fields[] = {
    BB_FIELD(struct bb_decision, key, BB_TEAM, BB_TEXT, "Key", .flags = BB_KEY | BB_LIST, .max = 100, .help = "Short id, unique in the engagement; made up when left empty."),
    BB_FIELD(struct bb_decision, title, BB_OPEN, BB_TEXT, "Decision", .flags = BB_REQUIRED | BB_LIST | BB_SEARCH, .help = "What was decided, or is to be."),
    BB_FIELD(struct bb_decision, raised, BB_OPEN, BB_DATE, "Raised", .flags = BB_LIST, .help = "The day on which the question came up."),
    BB_FIELD(struct bb_decision, decided, BB_OPEN, BB_DATE, "Decided", .flags = BB_LIST, .help = "The day on which it was decided."),
    BB_FIELD(struct bb_decision, decider, BB_OPEN, BB_REF, "Decided by", .ref = BB_PERSON, .flags = BB_LIST, .help = "Who decides."),
    BB_FIELD(struct bb_decision, first, BB_TEAM, BB_CHOICE, "Puts first", .choices = &bb_firsts, .flags = BB_LIST, .help = "The people, the business entity, or both."),
    BB_FIELD(struct bb_decision, unit, BB_TEAM, BB_REF, "Who pays", .ref = BB_UNIT, .flags = BB_LIST, .help = "The unit that carries the cost."),
    BB_FIELD(struct bb_decision, others, BB_TEAM, BB_TEXT, "Others who pay", .help = "Further units that carry a part of the cost."),
    BB_FIELD(struct bb_decision, cost, BB_TEAM, BB_TEXT, "What they pay", .help = "What the decision costs those units."),
    BB_FIELD(struct bb_decision, word, BB_TEAM, BB_NOTE, "Word to those affected", .help = "How they were or will be told."),
    BB_FIELD(struct bb_decision, tell_by, BB_TEAM, BB_DATE, "Tell by", .help = "The day by which they should know."),
    BB_FIELD(struct bb_decision, told, BB_TEAM, BB_DATE, "Told", .flags = BB_LIST, .help = "The day on which they were told."),
    BB_FIELD(struct bb_decision, reopened, BB_TEAM, BB_INT, "Reopened", .min = 0, .max = 1000, .unit = "times", .help = "How often a decision was taken up again."),
    BB_FIELD(struct bb_decision, delay_cost, BB_TEAM, BB_TEXT, "Cost of the delay", .help = "What waiting for the decision costs."),
    BB_SENSITIVITY(struct bb_decision),
};
const struct bb_entity_def decision_def = BB_ENTITY("decision", "decisions", "decision", decision, struct bb_decision, 1, "What was decided, whom it put first, who pays, and how those affected hear of it.", .prefix = "D");

static const struct bb_field diagnosis_fields[] = {
    BB_FIELD(struct bb_diagnosis, key, BB_TEAM, BB_TEXT, "Key", .flags = BB_KEY | BB_LIST, .max = 100, .help = "Short id, unique in the engagement; made up when left empty."),
    BB_FIELD(struct bb_diagnosis, order, BB_OPEN, BB_REF, "Order", .ref = BB_ORDER, .flags = BB_REQUIRED | BB_LIST, .help = "The order that was diagnosed."),
    BB_FIELD(struct bb_diagnosis, on, BB_TEAM, BB_DATE, "On", .flags = BB_REQUIRED | BB_LIST, .help = "The day of the diagnosis."),
    BB_FIELD(struct bb_diagnosis, version, BB_TEAM, BB_INT, "Version", .min = 1, .max = 1000, .flags = BB_LIST, .help = "1 for the first diagnosis of the order, then counted up."),
    BB_FIELD(struct bb_diagnosis, called_in, BB_TEAM, BB_CHOICE, "Called in", .choices = &bb_call_ins, .flags = BB_LIST, .help = "When we were asked."),
    BB_FIELD(struct bb_diagnosis, workflow_known, BB_TEAM, BB_BOOL, "Workflow known first", .help = "The workflow was known before the tool was chosen."),
    BB_FIELD(struct bb_diagnosis, functions, BB_TEAM, BB_NOTE, "Functions needed", .help = "Which functions each role truly needs."),
    BB_FIELD(struct bb_diagnosis, verdict, BB_TEAM, BB_CHOICE, "Leading verdict", .choices = &bb_verdicts, .flags = BB_LIST, .help = "Is training the answer?"),
    BB_FIELD(struct bb_diagnosis, verdicts, BB_TEAM, BB_TEXT, "All verdicts", .help = "Every verdict that holds, by its key."),
    BB_FIELD(struct bb_diagnosis, because, BB_TEAM, BB_NOTE, "Because", .help = "The answers that led to the verdict."),
    BB_FIELD(struct bb_diagnosis, share, BB_TEAM, BB_INT, "Training can close", .min = 0, .max = 100, .unit = "%", .flags = BB_LIST, .help = "The share of the gap that training can close."),
    BB_FIELD(struct bb_diagnosis, root_cause, BB_TEAM, BB_NOTE, "Root cause", .help = "Why the gap is there."),
    BB_FIELD(struct bb_diagnosis, alternatives, BB_TEAM, BB_NOTE, "Instead", .help = "What else would close the gap."),
    BB_FIELD(struct bb_diagnosis, overruled, BB_TEAM, BB_CHOICE, "Overruled to", .choices = &bb_verdicts, .help = "The verdict that somebody put in its place."),
    BB_FIELD(struct bb_diagnosis, overruled_by, BB_TEAM, BB_REF, "Overruled by", .ref = BB_PERSON, .back = "Diagnoses overruled", .help = "Who did."),
    BB_FIELD(struct bb_diagnosis, overruled_why, BB_TEAM, BB_NOTE, "Why overruled", .help = "The reason that was given."),
    BB_FIELD(struct bb_diagnosis, undiagnosed, BB_TEAM, BB_NOTE, "Taken undiagnosed", .help = "Why the order had to be taken without a diagnosis."),
    BB_FIELD(struct bb_diagnosis, reply, BB_TEAM, BB_NOTE, "Reply", .help = "What was written to the requester."),
    BB_FIELD(struct bb_diagnosis, replied, BB_TEAM, BB_DATE, "Reply given", .help = "The day the requester got the reply; copying it from the board records it."),
    BB_FIELD(struct bb_diagnosis, replied_to, BB_TEAM, BB_REF, "Given to", .ref = BB_PERSON, .back = "Replies given to them", .help = "Who got it."),
    BB_SENSITIVITY(struct bb_diagnosis),
};
const struct bb_entity_def diagnosis_def = BB_ENTITY("diagnosis", "diagnoses", "diagnosis", diagnosis, struct bb_diagnosis, 0, "Is training the answer? One version of an order's diagnosis, with its verdict and reasons.", .prefix = "V");

static const struct bb_field answer_fields[] = {
    BB_FIELD(struct bb_answer, diagnosis, BB_TEAM, BB_REF, "Diagnosis", .ref = BB_DIAGNOSIS, .flags = BB_REQUIRED | BB_KEY | BB_LIST, .help = "The diagnosis that it belongs to."),
    BB_FIELD(struct bb_answer, question, BB_TEAM, BB_TEXT, "Question", .flags = BB_REQUIRED | BB_KEY | BB_LIST | BB_SEARCH, .help = "The id of the question in the questionnaire."),
    BB_FIELD(struct bb_answer, reply, BB_TEAM, BB_CHOICE, "Answer", .choices = &bb_replies, .flags = BB_LIST, .help = "Yes, partly, no, or not known."),
    BB_FIELD(struct bb_answer, evidence, BB_TEAM, BB_NOTE, "Evidence", .flags = BB_SEARCH, .help = "What shows it."),
    BB_SENSITIVITY(struct bb_answer),
};
const struct bb_entity_def answer_def = BB_ENTITY("answer", "answers", "answer", answer, struct bb_answer, 1, "An answer of a diagnosis with its evidence.");

static const struct bb_field knowledge_fields[] = {
    BB_FIELD(struct bb_knowledge, unit, BB_OPEN, BB_REF, "Unit", .ref = BB_UNIT, .flags = BB_REQUIRED | BB_KEY | BB_LIST, .help = "The unit it is about."),
    BB_FIELD(struct bb_knowledge, topic, BB_OPEN, BB_CHOICE, "Topic", .choices = &bb_unit_topics, .flags = BB_REQUIRED | BB_KEY | BB_LIST, .help = "One of the six things to know of a unit."),
    BB_FIELD(struct bb_knowledge, text, BB_TEAM, BB_NOTE, "What we know", .flags = BB_REQUIRED | BB_LIST | BB_SEARCH, .help = "What is known."),
    BB_FIELD(struct bb_knowledge, source, BB_TEAM, BB_TEXT, "Source", .help = "Where it comes from."),
    BB_FIELD(struct bb_knowledge, on, BB_TEAM, BB_DATE, "As of", .flags = BB_LIST, .help = "The day on which it was true."),
    BB_FIELD(struct bb_knowledge, state, BB_TEAM, BB_CHOICE, "State", .choices = &bb_knowns, .flags = BB_LIST, .help = "Unknown, partial or known."),
    BB_SENSITIVITY(struct bb_knowledge),
};
const struct bb_entity_def knowledge_def = BB_ENTITY("knowledge", "knowledge", "unit knowledge", knowledge, struct bb_knowledge, 2, "What we know of a unit: six topics, each with source, date and state.");

static const struct bb_field stipulation_fields[] = {
    BB_FIELD(struct bb_stipulation, order, BB_OPEN, BB_REF, "Order", .ref = BB_ORDER, .flags = BB_REQUIRED | BB_KEY | BB_LIST, .help = "The order that was taken."),
    BB_FIELD(struct bb_stipulation, text, BB_TEAM, BB_TEXT, "Agreed", .flags = BB_REQUIRED | BB_KEY | BB_LIST | BB_SEARCH, .help = "What was agreed, for example a measurement or an analysis afterwards."),
    BB_FIELD(struct bb_stipulation, with, BB_TEAM, BB_REF, "With", .ref = BB_PERSON, .flags = BB_LIST, .help = "Who agreed."),
    BB_FIELD(struct bb_stipulation, on, BB_TEAM, BB_DATE, "Agreed on", .help = "The day on which it was agreed."),
    BB_FIELD(struct bb_stipulation, due, BB_TEAM, BB_DATE, "Due", .flags = BB_LIST, .help = "The day by which it should be done."),
    BB_FIELD(struct bb_stipulation, state, BB_TEAM, BB_CHOICE, "State", .choices = &bb_keepings, .flags = BB_LIST, .help = "Open, kept or broken."),
    BB_SENSITIVITY(struct bb_stipulation),
};
const struct bb_entity_def stipulation_def = BB_ENTITY("stipulation", "stipulations", "stipulation", stipulation, struct bb_stipulation, 1, "What was agreed in exchange for taking an order as it is.");

static const struct bb_field value_fields[] = {
    BB_FIELD(struct bb_value, order, BB_OPEN, BB_REF, "Order", .ref = BB_ORDER, .flags = BB_KEY | BB_LIST, .help = "The order behind it, if there is one."),
    BB_FIELD(struct bb_value, what, BB_OPEN, BB_TEXT, "What", .flags = BB_REQUIRED | BB_KEY | BB_LIST | BB_SEARCH, .help = "What changed for the better."),
    BB_FIELD(struct bb_value, on, BB_OPEN, BB_DATE, "On", .flags = BB_KEY | BB_LIST, .help = "The day on which it was seen."),
    BB_FIELD(struct bb_value, before, BB_OPEN, BB_DECIMAL, "Before", .min = -INT64_C(1000000000) * BB_MILLION, .max = INT64_C(1000000000) * BB_MILLION, .flags = BB_LIST, .help = "The figure before."),
    BB_FIELD(struct bb_value, after, BB_OPEN, BB_DECIMAL, "After", .min = -INT64_C(1000000000) * BB_MILLION, .max = INT64_C(1000000000) * BB_MILLION, .flags = BB_LIST, .help = "The figure after."),
    BB_FIELD(struct bb_value, measure, BB_OPEN, BB_TEXT, "Measured in", .flags = BB_LIST, .help = "The unit of both figures."),
    BB_FIELD(struct bb_value, people, BB_OPEN, BB_INT, "People", .min = 0, .max = 1000000000, .unit = "people", .flags = BB_LIST, .help = "How many people it serves."),
    BB_FIELD(struct bb_value, hours, BB_OPEN, BB_DECIMAL, "Hours saved", .min = 0, .max = INT64_C(1000000000) * BB_MILLION, .unit = "hours", .flags = BB_LIST, .help = "Working hours saved so far."),
    BB_FIELD(struct bb_value, money, BB_TEAM, BB_DECIMAL, "Money saved", .min = 0, .max = INT64_C(1000000000) * BB_MILLION, .flags = BB_LIST, .help = "In the currency of the engagement."),
    BB_FIELD(struct bb_value, source, BB_OPEN, BB_TEXT, "Source", .help = "Where the figures come from."),
    BB_SENSITIVITY(struct bb_value),
};
const struct bb_entity_def value_def = BB_ENTITY("value", "values", "value added", value, struct bb_value, 1, "What our work brought: before and after, people, hours and money.");

static const struct bb_field proposal_fields[] = {
    BB_FIELD(struct bb_proposal, title, BB_OPEN, BB_TEXT, "Proposal", .flags = BB_REQUIRED | BB_KEY | BB_LIST | BB_SEARCH, .help = "What we offered."),
    BB_FIELD(struct bb_proposal, on, BB_OPEN, BB_DATE, "Offered on", .flags = BB_REQUIRED | BB_KEY | BB_LIST, .help = "The day on which it was offered."),
    BB_FIELD(struct bb_proposal, to, BB_OPEN, BB_REF, "To", .ref = BB_PERSON, .flags = BB_LIST, .help = "Whom it was offered to."),
    BB_FIELD(struct bb_proposal, insight, BB_PRIVATE, BB_NOTE, "Insight", .help = "What we had learned that led to it."),
    BB_FIELD(struct bb_proposal, state, BB_TEAM, BB_CHOICE, "State", .choices = &bb_proposal_states, .flags = BB_LIST, .help = "Offered, accepted or declined."),
    BB_FIELD(struct bb_proposal, settled, BB_TEAM, BB_DATE, "Settled", .help = "The day of the answer."),
    BB_SENSITIVITY(struct bb_proposal),
};
const struct bb_entity_def proposal_def = BB_ENTITY("proposal", "proposals", "proposal of ours", proposal, struct bb_proposal, 0, "Work that we offered ourselves, from something that we learned.");
/* clang-format on */
