/* The field tables: one row per field drives SQL, forms, lists, files, redaction and history. */
#include "registers.h"

#include <assert.h>
#include <bepboard/registers.h>
#include <string.h>

/* clang-format off */
static const struct bb_field engagement_fields[] = {
    BB_FIELD(struct bb_engagement, name, BB_OPEN, BB_TEXT, "Name", .flags = BB_REQUIRED | BB_KEY | BB_LIST | BB_SEARCH, .help = "What everybody calls this technology implementation."),
    BB_FIELD(struct bb_engagement, client, BB_OPEN, BB_TEXT, "Client", .flags = BB_LIST, .help = "The organisation that puts the technology in."),
    BB_FIELD(struct bb_engagement, purpose, BB_OPEN, BB_NOTE, "Why", .help = "The value that people outside should get from it."),
    BB_FIELD(struct bb_engagement, scope_in, BB_OPEN, BB_NOTE, "In scope", .help = "What the engagement covers."),
    BB_FIELD(struct bb_engagement, scope_out, BB_OPEN, BB_NOTE, "Out of scope", .help = "What it leaves alone, said aloud."),
    BB_FIELD(struct bb_engagement, start, BB_OPEN, BB_DATE, "Start", .flags = BB_LIST, .help = "The day the engagement begins."),
    BB_FIELD(struct bb_engagement, golive, BB_OPEN, BB_DATE, "Go-live", .flags = BB_LIST, .help = "The day the technology goes into use."),
    BB_FIELD(struct bb_engagement, end, BB_OPEN, BB_DATE, "End", .help = "The day the engagement closes."),
    BB_FIELD(struct bb_engagement, population, BB_OPEN, BB_INT, "Population", .min = 0, .max = 1000000000, .unit = "people", .help = "How many people are expected to adopt (m of the curve)."),
    BB_FIELD(struct bb_engagement, adoption_rule, BB_OPEN, BB_NOTE, "Behaviour test", .help = "What a person must do to count as an adopter, as agreed with the client."),
    BB_FIELD(struct bb_engagement, rule_uses, BB_OPEN, BB_INT, "Uses needed", .min = 1, .max = 100000, .unit = "uses", .help = "From usage events: adopted means at least this many uses …"),
    BB_FIELD(struct bb_engagement, rule_days, BB_OPEN, BB_INT, "Within days", .min = 1, .max = 36500, .unit = "days", .help = "… within this many days."),
    BB_FIELD(struct bb_engagement, currency, BB_OPEN, BB_TEXT, "Currency", .max = 16, .help = "Unit of money, for example EUR."),
    BB_FIELD(struct bb_engagement, time_zone, BB_OPEN, BB_TEXT, "Time zone", .max = 63, .help = "IANA name that turns instants into days, for example Europe/Amsterdam."),
    BB_FIELD(struct bb_engagement, starting, BB_OPEN, BB_CHOICE, "Starting point", .choices = &bb_starts, .help = "Where the change begins to show its worth."),
    BB_FIELD(struct bb_engagement, trigger, BB_TEAM, BB_NOTE, "Trigger", .help = "The event that made it urgent."),
    BB_FIELD(struct bb_engagement, nothing_costs, BB_TEAM, BB_NOTE, "Doing nothing costs", .help = "What happens if nothing is done."),
    BB_FIELD(struct bb_engagement, checkin_days, BB_OPEN, BB_INT, "Check-in every", .min = 1, .max = 366, .unit = "days", .help = "The agreed pace of check-ins with the accountable person."),
    BB_FIELD(struct bb_engagement, finance_hears, BB_TEAM, BB_DATE, "Finance hears it on", .help = "The day on which finance hears the plan."),
    BB_FIELD(struct bb_engagement, support_until, BB_OPEN, BB_DATE, "Support until", .help = "The end of the support phase after go-live."),
    BB_SENSITIVITY(struct bb_engagement),
};

static const struct bb_field unit_fields[] = {
    BB_FIELD(struct bb_unit, name, BB_OPEN, BB_TEXT, "Name", .flags = BB_REQUIRED | BB_KEY | BB_LIST | BB_SEARCH, .help = "Team or department."),
    BB_FIELD(struct bb_unit, parent, BB_OPEN, BB_REF, "Part of", .ref = BB_UNIT, .flags = BB_LIST, .help = "The unit it belongs to."),
    BB_FIELD(struct bb_unit, headcount, BB_OPEN, BB_INT, "Headcount", .min = 0, .max = 1000000000, .unit = "people", .flags = BB_LIST, .help = "How many people work there."),
    BB_FIELD(struct bb_unit, population, BB_OPEN, BB_INT, "Expected to adopt", .min = 0, .max = 1000000000, .unit = "people", .flags = BB_LIST, .help = "How many are expected to adopt; makes the unit a segment of the curve."),
    BB_SENSITIVITY(struct bb_unit),
};

static const struct bb_field person_fields[] = {
    BB_FIELD(struct bb_person, key, BB_TEAM, BB_TEXT, "Key", .flags = BB_KEY | BB_LIST, .max = 100, .help = "Short id, unique in the engagement; made up when left empty."),
    BB_FIELD(struct bb_person, name, BB_TEAM, BB_TEXT, "Name", .flags = BB_REQUIRED | BB_LIST | BB_SEARCH, .help = "The person's name, or what the group is called."),
    BB_FIELD(struct bb_person, role, BB_OPEN, BB_TEXT, "Role", .flags = BB_LIST | BB_SEARCH, .help = "What the person does."),
    BB_FIELD(struct bb_person, unit, BB_OPEN, BB_REF, "Unit", .ref = BB_UNIT, .flags = BB_LIST, .help = "The unit the person works in."),
    BB_FIELD(struct bb_person, kind, BB_OPEN, BB_CHOICE, "Kind", .choices = &bb_person_kinds, .help = "One person, or a group that acts as one."),
    BB_FIELD(struct bb_person, size, BB_TEAM, BB_INT, "Group size", .min = 1, .max = 100000000, .unit = "people", .help = "How many people the group has."),
    BB_FIELD(struct bb_person, power, BB_TEAM, BB_INT, "Power", .min = 1, .max = 5, .flags = BB_LIST, .help = "1 little to 5 decisive influence on the outcome."),
    BB_FIELD(struct bb_person, interest, BB_TEAM, BB_INT, "Interest", .min = 1, .max = 5, .flags = BB_LIST, .help = "1 hardly concerned to 5 deeply concerned."),
    BB_FIELD(struct bb_person, legitimacy, BB_TEAM, BB_BOOL, "Legitimate claim", .help = "Has a rightful say (salience)."),
    BB_FIELD(struct bb_person, urgency, BB_TEAM, BB_BOOL, "Urgent claim", .help = "Cannot wait (salience)."),
    BB_FIELD(struct bb_person, wanted, BB_TEAM, BB_CHOICE, "Wanted stance", .choices = &bb_stances, .flags = BB_LIST, .help = "Where we need this stakeholder to stand."),
    BB_FIELD(struct bb_person, category, BB_TEAM, BB_CHOICE, "Predicted category", .choices = &bb_categories, .help = "When we expect them to adopt; a prediction, kept apart from what happens."),
    BB_FIELD(struct bb_person, champion, BB_TEAM, BB_CHOICE, "Champion", .choices = &bb_champions, .help = "The part this person plays for the change."),
    BB_FIELD(struct bb_person, external, BB_OPEN, BB_BOOL, "External", .help = "Outside the population that should adopt."),
    BB_FIELD(struct bb_person, identity, BB_PRIVATE, BB_TEXT, "Sees themselves as", .help = "The professional identity that advice must leave intact."),
    BB_FIELD(struct bb_person, position, BB_TEAM, BB_NOTE, "Position", .help = "What is said or demanded."),
    BB_FIELD(struct bb_person, need, BB_PRIVATE, BB_NOTE, "Need behind it", .help = "The fundamental need under the position."),
    BB_FIELD(struct bb_person, resistance, BB_PRIVATE, BB_NOTE, "Sources of resistance", .help = "Why this person holds back, with evidence."),
    BB_FIELD(struct bb_person, opening, BB_PRIVATE, BB_TEXT, "Opening question", .help = "The question to begin the next conversation with."),
    BB_FIELD(struct bb_person, view, BB_TEAM, BB_CHOICE, "Works", .choices = &bb_views, .help = "From below, from above, at the managers' level, or across teams."),
    BB_FIELD(struct bb_person, role_view, BB_TEAM, BB_CHOICE, "Our role", .choices = &bb_role_views, .help = "Unaware of, told of, or agreeing with the role that we want."),
    BB_SENSITIVITY(struct bb_person),
};

static const struct bb_field attribute_fields[] = {
    BB_FIELD(struct bb_attribute, person, BB_OPEN, BB_REF, "Person", .ref = BB_PERSON, .flags = BB_REQUIRED | BB_KEY | BB_LIST, .help = "Whom it describes."),
    BB_FIELD(struct bb_attribute, name, BB_TEAM, BB_TEXT, "Attribute", .flags = BB_REQUIRED | BB_KEY | BB_LIST, .max = 100, .help = "Name of the attribute."),
    BB_FIELD(struct bb_attribute, value, BB_TEAM, BB_TEXT, "Value", .flags = BB_LIST, .help = "Its value, as given."),
    BB_SENSITIVITY(struct bb_attribute),
};

static const struct bb_field tie_fields[] = {
    BB_FIELD(struct bb_tie, source, BB_TEAM, BB_REF, "From", .ref = BB_PERSON, .back = "Has influence on", .flags = BB_REQUIRED | BB_KEY | BB_LIST, .help = "Who has influence."),
    BB_FIELD(struct bb_tie, target, BB_TEAM, BB_REF, "To", .ref = BB_PERSON, .back = "Is influenced by", .flags = BB_REQUIRED | BB_KEY | BB_LIST, .help = "On whom."),
    BB_FIELD(struct bb_tie, kind, BB_TEAM, BB_TEXT, "Kind", .flags = BB_KEY | BB_LIST, .max = 100, .help = "What ties them: line, friend, advice …"),
    BB_FIELD(struct bb_tie, strength, BB_TEAM, BB_INT, "Strength", .min = 1, .max = 5, .flags = BB_LIST, .help = "1 weak to 5 strong."),
    BB_SENSITIVITY(struct bb_tie),
};

static const struct bb_field stance_fields[] = {
    BB_FIELD(struct bb_stance_seen, person, BB_TEAM, BB_REF, "Person", .ref = BB_PERSON, .flags = BB_REQUIRED | BB_KEY | BB_LIST, .help = "Whose stance was seen."),
    BB_FIELD(struct bb_stance_seen, on, BB_TEAM, BB_DATE, "On", .flags = BB_REQUIRED | BB_KEY | BB_LIST, .help = "The day from which it holds."),
    BB_FIELD(struct bb_stance_seen, stance, BB_TEAM, BB_CHOICE, "Stance", .choices = &bb_stances, .flags = BB_REQUIRED | BB_LIST, .help = "Where the stakeholder stands (SEAM)."),
    BB_FIELD(struct bb_stance_seen, cause, BB_PRIVATE, BB_TEXT, "Cause", .help = "What showed it or brought it about."),
    BB_SENSITIVITY(struct bb_stance_seen),
};

static const struct bb_field score_fields[] = {
    BB_FIELD(struct bb_score, person, BB_TEAM, BB_REF, "Person", .ref = BB_PERSON, .flags = BB_REQUIRED | BB_KEY | BB_LIST, .help = "Who sees us so."),
    BB_FIELD(struct bb_score, on, BB_TEAM, BB_DATE, "On", .flags = BB_REQUIRED | BB_KEY | BB_LIST, .help = "The day from which it holds."),
    BB_FIELD(struct bb_score, score, BB_TEAM, BB_INT, "Partner score", .min = 0, .max = 100, .flags = BB_REQUIRED | BB_LIST, .help = "0 order taker to 100 strategic business partner."),
    BB_FIELD(struct bb_score, cause, BB_PRIVATE, BB_TEXT, "Cause", .help = "An initiative, a crisis, something we did."),
    BB_SENSITIVITY(struct bb_score),
};

static const struct bb_field order_fields[] = {
    BB_FIELD(struct bb_order, key, BB_TEAM, BB_TEXT, "Key", .flags = BB_KEY | BB_LIST, .max = 100, .help = "Short id, unique in the engagement; made up when left empty."),
    BB_FIELD(struct bb_order, title, BB_OPEN, BB_TEXT, "Order as spoken", .flags = BB_REQUIRED | BB_LIST | BB_SEARCH, .help = "The order in the requester's own words."),
    BB_FIELD(struct bb_order, received, BB_OPEN, BB_DATE, "Received", .flags = BB_REQUIRED | BB_LIST, .help = "The day it reached us."),
    BB_FIELD(struct bb_order, requester, BB_OPEN, BB_REF, "Requester", .ref = BB_PERSON, .flags = BB_LIST, .help = "Who ordered it."),
    BB_FIELD(struct bb_order, state, BB_OPEN, BB_CHOICE, "State", .choices = &bb_order_states, .flags = BB_LIST, .help = "Open, accepted, declined or delivered."),
    BB_FIELD(struct bb_order, delivered, BB_OPEN, BB_DATE, "Delivered", .help = "The day it was delivered."),
    BB_FIELD(struct bb_order, outcome, BB_OPEN, BB_NOTE, "Outcome wanted", .help = "What will be different, and how one will see it."),
    BB_FIELD(struct bb_order, gap, BB_TEAM, BB_NOTE, "Behaviour gap", .help = "What people do today, in figures, and what they should do."),
    BB_FIELD(struct bb_order, root_cause, BB_TEAM, BB_NOTE, "Root cause", .help = "Why the gap is there."),
    BB_FIELD(struct bb_order, verdict, BB_TEAM, BB_CHOICE, "Verdict", .choices = &bb_verdicts, .flags = BB_LIST, .help = "Is training the answer?"),
    BB_FIELD(struct bb_order, training_share, BB_TEAM, BB_INT, "Training can close", .min = 0, .max = 100, .unit = "%", .help = "The share of the gap that training can close."),
    BB_FIELD(struct bb_order, answer, BB_TEAM, BB_NOTE, "Our answer", .help = "What we said to the requester."),
    BB_FIELD(struct bb_order, invited, BB_OPEN, BB_BOOL, "Invited early", .help = "We were asked before the solution was fixed."),
    BB_FIELD(struct bb_order, outcome_named, BB_OPEN, BB_BOOL, "Outcome named", .help = "The requester named the outcome."),
    BB_FIELD(struct bb_order, diagnosed, BB_OPEN, BB_BOOL, "Diagnosed", .help = "A diagnosis was made."),
    BB_FIELD(struct bb_order, accepted, BB_OPEN, BB_BOOL, "Diagnosis accepted", .help = "The requester accepted the diagnosis."),
    BB_FIELD(struct bb_order, measured, BB_OPEN, BB_BOOL, "Result measured", .help = "The result was measured."),
    BB_FIELD(struct bb_order, credited, BB_OPEN, BB_BOOL, "Credited", .help = "Our part in the result was credited."),
    BB_FIELD(struct bb_order, own_score, BB_TEAM, BB_INT, "Own rating", .min = 0, .max = 100, .help = "How we rate ourselves on the continuum, 0 order taker to 100 partner."),
    BB_SENSITIVITY(struct bb_order),
};

static const struct bb_field item_fields[] = {
    BB_FIELD(struct bb_item, order, BB_OPEN, BB_REF, "Order", .ref = BB_ORDER, .flags = BB_REQUIRED | BB_KEY | BB_LIST, .help = "The order that holds this opening."),
    BB_FIELD(struct bb_item, opportunity, BB_OPEN, BB_CHOICE, "Opportunity", .choices = &bb_opportunities, .flags = BB_REQUIRED | BB_KEY | BB_LIST, .help = "Which of the four openings it belongs to."),
    BB_FIELD(struct bb_item, text, BB_OPEN, BB_TEXT, "What", .flags = BB_REQUIRED | BB_KEY | BB_LIST | BB_SEARCH, .help = "What we do about it."),
    BB_FIELD(struct bb_item, done, BB_OPEN, BB_BOOL, "Done", .flags = BB_LIST, .help = "It has been done."),
    BB_FIELD(struct bb_item, done_on, BB_OPEN, BB_DATE, "Done on", .help = "The day it was done; filled by itself when left empty."),
    BB_FIELD(struct bb_item, due, BB_OPEN, BB_DATE, "Due", .flags = BB_LIST, .help = "The day by which it should be done."),
    BB_FIELD(struct bb_item, owner, BB_OPEN, BB_REF, "Owner", .ref = BB_PERSON, .flags = BB_LIST, .help = "Who does it."),
    BB_FIELD(struct bb_item, evidence, BB_TEAM, BB_NOTE, "Evidence", .help = "What shows that it had an effect."),
    BB_SENSITIVITY(struct bb_item),
};

static const struct bb_field conversation_fields[] = {
    BB_FIELD(struct bb_conversation, person, BB_PRIVATE, BB_REF, "With", .ref = BB_PERSON, .flags = BB_REQUIRED | BB_KEY | BB_LIST, .help = "Whom you talked with."),
    BB_FIELD(struct bb_conversation, on, BB_PRIVATE, BB_DATE, "On", .flags = BB_REQUIRED | BB_KEY | BB_LIST, .help = "The day of the conversation."),
    BB_FIELD(struct bb_conversation, learned, BB_PRIVATE, BB_NOTE, "What was learned", .flags = BB_REQUIRED | BB_KEY | BB_LIST | BB_SEARCH, .help = "What you know now that you did not know before."),
    BB_FIELD(struct bb_conversation, topic, BB_PRIVATE, BB_CHOICE, "About", .choices = &bb_topics, .help = "Their part of the business, or their challenges, successes or goals."),
    BB_FIELD(struct bb_conversation, sentiment, BB_PRIVATE, BB_INT, "Sentiment", .min = -2, .max = 2, .help = "-2 hostile to +2 warm."),
    BB_FIELD(struct bb_conversation, follow_up, BB_PRIVATE, BB_DATE, "Follow up on", .help = "The day by which you promised to come back."),
    BB_FIELD(struct bb_conversation, followed_up, BB_PRIVATE, BB_DATE, "Followed up on", .help = "The day you did come back."),
    BB_SENSITIVITY(struct bb_conversation),
};

static const struct bb_field sample_fields[] = {
    BB_FIELD(struct bb_sample, on, BB_OPEN, BB_DATE, "On", .flags = BB_REQUIRED | BB_KEY | BB_LIST, .help = "The day of the count; a month or a year counts as its last day."),
    BB_FIELD(struct bb_sample, unit, BB_OPEN, BB_REF, "Segment", .ref = BB_UNIT, .flags = BB_KEY | BB_LIST, .help = "The unit that was counted; empty for the whole population."),
    BB_FIELD(struct bb_sample, measure, BB_OPEN, BB_CHOICE, "Measure", .choices = &bb_measures, .help = "People counted, or a share between 0 and 1."),
    BB_FIELD(struct bb_sample, now, BB_OPEN, BB_DECIMAL, "Adopted now", .min = 0, .max = INT64_C(1000000000) * BB_MILLION, .flags = BB_LIST, .help = "Who meets the behaviour test on that day."),
    BB_FIELD(struct bb_sample, ever, BB_OPEN, BB_DECIMAL, "Ever adopted", .min = 0, .max = INT64_C(1000000000) * BB_MILLION, .flags = BB_LIST, .help = "Who ever met it up to that day."),
    BB_FIELD(struct bb_sample, access, BB_OPEN, BB_DECIMAL, "Logged in", .min = 0, .max = INT64_C(1000000000) * BB_MILLION, .flags = BB_LIST, .help = "Who has logged in at least once; never called adoption."),
    BB_FIELD(struct bb_sample, proficient, BB_OPEN, BB_DECIMAL, "Proficient", .min = 0, .max = INT64_C(1000000000) * BB_MILLION, .flags = BB_LIST, .help = "Who does it well, by the quality test."),
    BB_SENSITIVITY(struct bb_sample),
};

static const struct bb_field import_fields[] = {
    BB_FIELD(struct bb_import, on, BB_TEAM, BB_DATE, "On", .flags = BB_REQUIRED | BB_LIST, .help = "The day of the import."),
    BB_FIELD(struct bb_import, noun, BB_TEAM, BB_TEXT, "What", .flags = BB_REQUIRED | BB_LIST, .help = "Which kind of records."),
    BB_FIELD(struct bb_import, file, BB_TEAM, BB_TEXT, "File", .flags = BB_LIST, .help = "The file's name."),
    BB_FIELD(struct bb_import, read, BB_TEAM, BB_INT, "Read", .unit = "rows", .flags = BB_LIST, .help = "Rows read."),
    BB_FIELD(struct bb_import, added, BB_TEAM, BB_INT, "Added", .unit = "rows", .flags = BB_LIST, .help = "Records added."),
    BB_FIELD(struct bb_import, changed, BB_TEAM, BB_INT, "Changed", .unit = "rows", .flags = BB_LIST, .help = "Records changed."),
    BB_FIELD(struct bb_import, unchanged, BB_TEAM, BB_INT, "Unchanged", .unit = "rows", .help = "Rows that said what was known already."),
    BB_FIELD(struct bb_import, refused, BB_TEAM, BB_INT, "Refused", .unit = "rows", .flags = BB_LIST, .help = "Rows that were not taken."),
    BB_FIELD(struct bb_import, unknown, BB_TEAM, BB_INT, "Unknown people", .unit = "rows", .flags = BB_LIST, .help = "Rows that name people nobody knows."),
    BB_SENSITIVITY(struct bb_import),
};
/* clang-format on */

static const struct bb_entity_def engagement_def =
    BB_ENTITY("engagement", "engagements", "engagement", engagement, struct bb_engagement, 0,
              "One technology implementation for one client.");
static const struct bb_entity_def unit_def =
    BB_ENTITY("unit", "units", "unit", unit, struct bb_unit, 0, "A team or department; units form a tree.");
static const struct bb_entity_def person_def =
    BB_ENTITY("person", "people", "stakeholder", person, struct bb_person, 1,
              "Somebody the change concerns, or a group that acts as one.", .prefix = "P");
static const struct bb_entity_def attribute_def =
    BB_ENTITY("attribute", "attributes", "attribute", attribute, struct bb_attribute, 1,
              "Something else known of a person, as a name and a value.");
static const struct bb_entity_def tie_def =
    BB_ENTITY("tie", "ties", "tie", tie, struct bb_tie, 2, "Who has influence on whom.");
static const struct bb_entity_def stance_def = BB_ENTITY("stance", "stances", "stance", stance, struct bb_stance_seen,
                                                         2, "Where a stakeholder was seen to stand, from a day on.");
static const struct bb_entity_def score_def = BB_ENTITY("score", "scores", "partner score", score, struct bb_score, 2,
                                                        "How a stakeholder sees us, from a day on.");
static const struct bb_entity_def order_def = BB_ENTITY("order", "orders", "order", order, struct bb_order, 1,
                                                        "A training order as it reached us.", .prefix = "O");
static const struct bb_entity_def item_def = BB_ENTITY("item", "items", "4S item", item, struct bb_item, 2,
                                                       "Something to do about one of an order's four openings.");
static const struct bb_entity_def conversation_def =
    BB_ENTITY("conversation", "conversations", "conversation", conversation, struct bb_conversation, 2,
              "A conversation and what was learned in it.");
static const struct bb_entity_def sample_def =
    BB_ENTITY("sample", "samples", "adoption sample", sample, struct bb_sample, 0,
              "How many had adopted on a day, in a segment or as a whole.");
static const struct bb_entity_def import_def =
    BB_ENTITY("import", "imports", "import", import, struct bb_import, 1, "What an import of a file did.");

static const struct bb_entity_def *const entities[] = {
    [BB_ENGAGEMENT] = &engagement_def,
    [BB_UNIT] = &unit_def,
    [BB_PERSON] = &person_def,
    [BB_ATTRIBUTE] = &attribute_def,
    [BB_TIE] = &tie_def,
    [BB_STANCE] = &stance_def,
    [BB_SCORE] = &score_def,
    [BB_ORDER] = &order_def,
    [BB_ITEM] = &item_def,
    [BB_CONVERSATION] = &conversation_def,
    [BB_SAMPLE] = &sample_def,
    [BB_IMPORT] = &import_def,
    [BB_NEED] = &need_def,
    [BB_DECISION] = &decision_def,
    [BB_DIAGNOSIS] = &diagnosis_def,
    [BB_ANSWER] = &answer_def,
    [BB_KNOWLEDGE] = &knowledge_def,
    [BB_STIPULATION] = &stipulation_def,
    [BB_VALUE] = &value_def,
    [BB_PROPOSAL] = &proposal_def,
    [BB_PARTY] = &party_def,
    [BB_MEMBER] = &member_def,
    [BB_DUTY] = &duty_def,
    [BB_OBLIGATION] = &obligation_def,
    [BB_RACI] = &raci_def,
    [BB_CHECKIN] = &checkin_def,
    [BB_GOAL] = &goal_def,
    [BB_MILESTONE] = &milestone_def,
    [BB_REQUEST] = &request_def,
    [BB_ADAPTATION] = &adaptation_def,
    [BB_PROMISE] = &promise_def,
    [BB_EFFECT] = &effect_def,
    [BB_CHECK] = &check_def,
    [BB_CONVICTION] = &conviction_def,
    [BB_SIZE] = &size_def,
    [BB_HOLDER] = &holder_def,
    [BB_GAP] = &gap_def,
    [BB_TRIAL] = &trial_def,
    [BB_RESULT] = &result_def,
    [BB_CRACK] = &crack_def,
    [BB_STEP] = &step_def,
    [BB_COMPLAINT] = &complaint_def,
    [BB_FEEDBACK] = &feedback_def,
    [BB_WHY] = &why_def,
    [BB_TASK] = &task_def,
    [BB_OLDWAY] = &oldway_def,
    [BB_KPI] = &kpi_def,
    [BB_READING] = &reading_def,
    [BB_CHAMPION] = &champion_def,
    [BB_BRIDGE] = &bridge_def,
    [BB_KOTTER] = &kotter_def,
    [BB_SIGN] = &sign_def,
    [BB_RESISTANCE] = &resistance_def,
    [BB_STORY] = &story_def,
    [BB_READINESS] = &readiness_def,
    [BB_ACTION] = &action_def,
    [BB_SNOOZE] = &snooze_def,
};
static_assert(sizeof entities / sizeof *entities == BB_ENTITY_COUNT, "every entity has its table");

const struct bb_entity_def *bb_entity_def(enum bb_entity e)
{
    return entities[e];
}

int bb_entity_find(const char *name)
{
    for (int e = 0; e < BB_ENTITY_COUNT; e++)
        if (strcmp(entities[e]->name, name) == 0 || strcmp(entities[e]->noun, name) == 0)
            return e;
    return -1;
}

int bb_entity_key(enum bb_entity e)
{
    const struct bb_entity_def *def = bb_entity_def(e);
    int key = -1, keys = 0;
    for (int i = 0; i < def->field_count; i++)
        if (def->fields[i].flags & BB_KEY) {
            keys++;
            key = def->fields[i].kind == BB_TEXT ? i : -1;
        }
    return keys == 1 ? key : -1;
}

int bb_field_find(const struct bb_entity_def *def, const char *name)
{
    for (int i = 0; i < def->field_count; i++)
        if (strcmp(def->fields[i].name, name) == 0)
            return i;
    return -1;
}

const struct bb_field *bb_field_named(enum bb_entity e, const char *name)
{
    int i = bb_field_find(entities[e], name);
    return i < 0 ? NULL : &entities[e]->fields[i];
}
