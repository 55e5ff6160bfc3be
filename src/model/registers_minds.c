/* Registers about changing minds: promises, side effects, convictions, knowledge, trials, cracks, work. */
#include "registers.h"

#include <bepboard/registers.h>

/* clang-format off */
static const struct bb_field promise_fields[] = {
    BB_FIELD(struct bb_promise, key, BB_TEAM, BB_TEXT, "Key", .flags = BB_KEY | BB_LIST, .max = 100, .help = "Short id, unique in the engagement; made up when left empty."),
    BB_FIELD(struct bb_promise, kind, BB_TEAM, BB_CHOICE, "Kind", .choices = &bb_promise_kinds, .flags = BB_REQUIRED | BB_LIST, .help = "A guarantee or an exception."),
    BB_FIELD(struct bb_promise, text, BB_TEAM, BB_TEXT, "What", .flags = BB_REQUIRED | BB_LIST | BB_SEARCH, .help = "What was promised, word for word."),
    BB_FIELD(struct bb_promise, person, BB_TEAM, BB_REF, "To", .ref = BB_PERSON, .back = "Promised to them", .flags = BB_ABOUT | BB_LIST, .help = "Whom it was promised."),
    BB_FIELD(struct bb_promise, to, BB_TEAM, BB_TEXT, "To others", .help = "Whom else, for example a customer."),
    BB_FIELD(struct bb_promise, by, BB_TEAM, BB_REF, "By", .ref = BB_PERSON, .back = "Promised by them", .flags = BB_LIST, .help = "Who promised it."),
    BB_FIELD(struct bb_promise, obligation, BB_TEAM, BB_REF, "Rule", .ref = BB_OBLIGATION, .flags = BB_LIST, .help = "The rule that it bends or stays within."),
    BB_FIELD(struct bb_promise, rule, BB_TEAM, BB_TEXT, "Rule in words", .help = "The rule, where it is no obligation of the charter."),
    BB_FIELD(struct bb_promise, on, BB_TEAM, BB_DATE, "Promised on", .flags = BB_LIST, .help = "The day of the promise."),
    BB_FIELD(struct bb_promise, until, BB_TEAM, BB_DATE, "Review on", .flags = BB_LIST, .help = "The day on which it is looked at again or ends."),
    BB_FIELD(struct bb_promise, event, BB_TEAM, BB_TEXT, "Lapses when", .help = "The event at which it ends by itself."),
    BB_FIELD(struct bb_promise, state, BB_TEAM, BB_CHOICE, "State", .choices = &bb_promise_states, .flags = BB_LIST, .help = "In force, kept, broken or lapsed."),
    BB_FIELD(struct bb_promise, gained, BB_PRIVATE, BB_NOTE, "Cooperation gained", .help = "What it brought."),
    BB_FIELD(struct bb_promise, failed, BB_PRIVATE, BB_NOTE, "Failed before", .help = "Earlier attempts with this person that failed."),
    BB_SENSITIVITY(struct bb_promise),
};
const struct bb_entity_def promise_def = BB_ENTITY("promise", "promises", "guarantee or exception", promise, struct bb_promise, 2, "What was promised or excepted, to whom, and until when.", .prefix = "X");

static const struct bb_field effect_fields[] = {
    BB_FIELD(struct bb_effect, key, BB_TEAM, BB_TEXT, "Key", .flags = BB_KEY | BB_LIST, .max = 100, .help = "Short id, unique in the engagement; made up when left empty."),
    BB_FIELD(struct bb_effect, kind, BB_TEAM, BB_CHOICE, "Kind", .choices = &bb_effect_kinds, .flags = BB_REQUIRED | BB_LIST, .help = "A side effect, or a way to hijack the change."),
    BB_FIELD(struct bb_effect, text, BB_TEAM, BB_TEXT, "What", .flags = BB_REQUIRED | BB_LIST | BB_SEARCH, .help = "What could happen."),
    BB_FIELD(struct bb_effect, person, BB_PRIVATE, BB_REF, "Whose", .ref = BB_PERSON, .back = "Their side effects", .help = "Who would bring it about."),
    BB_FIELD(struct bb_effect, unit, BB_TEAM, BB_REF, "Where", .ref = BB_UNIT, .flags = BB_LIST, .help = "The unit in which it shows."),
    BB_FIELD(struct bb_effect, likelihood, BB_TEAM, BB_INT, "Likelihood", .min = 1, .max = 5, .flags = BB_LIST, .help = "1 hardly to 5 almost certain."),
    BB_FIELD(struct bb_effect, cost_cut, BB_TEAM, BB_INT, "Cost cut", .min = 1, .max = 5, .flags = BB_LIST, .help = "1 cuts no cost to 5 cuts much."),
    BB_FIELD(struct bb_effect, take_up, BB_TEAM, BB_INT, "Take-up", .min = 1, .max = 5, .flags = BB_LIST, .help = "How likely finance is to take it up as fact, 1 to 5."),
    BB_FIELD(struct bb_effect, impact, BB_TEAM, BB_INT, "Impact", .min = 1, .max = 5, .flags = BB_LIST, .help = "What it does to the project, 1 to 5."),
    BB_FIELD(struct bb_effect, worst, BB_TEAM, BB_NOTE, "Worst case", .help = "What happens in the worst case."),
    BB_FIELD(struct bb_effect, counter, BB_TEAM, BB_NOTE, "Counter-measure", .help = "What we do against it."),
    BB_FIELD(struct bb_effect, owner, BB_TEAM, BB_REF, "Owner", .ref = BB_PERSON, .back = "Side effects watched", .flags = BB_LIST, .help = "Who watches it."),
    BB_FIELD(struct bb_effect, sign, BB_TEAM, BB_TEXT, "First sign", .help = "What shows that it begins."),
    BB_FIELD(struct bb_effect, obligation, BB_TEAM, BB_REF, "Touches", .ref = BB_OBLIGATION, .help = "The rule of the charter that it touches."),
    BB_FIELD(struct bb_effect, until, BB_TEAM, BB_DATE, "Watched until", .help = "The day until which it is a danger."),
    BB_FIELD(struct bb_effect, state, BB_TEAM, BB_CHOICE, "State", .choices = &bb_effect_states, .flags = BB_LIST, .help = "Watched, seen or closed."),
    BB_SENSITIVITY(struct bb_effect),
};
const struct bb_entity_def effect_def = BB_ENTITY("effect", "effects", "side effect", effect, struct bb_effect, 2, "What else the change could bring, above all what finance could take for a saving.", .prefix = "SE");

static const struct bb_field check_fields[] = {
    BB_FIELD(struct bb_check, step, BB_TEAM, BB_CHOICE, "Check", .choices = &bb_gate_steps, .flags = BB_REQUIRED | BB_KEY | BB_LIST, .help = "Which of the three."),
    BB_FIELD(struct bb_check, done, BB_TEAM, BB_DATE, "Done", .flags = BB_LIST, .help = "The day on which it was done."),
    BB_FIELD(struct bb_check, by, BB_TEAM, BB_REF, "By", .ref = BB_PERSON, .flags = BB_LIST, .help = "Who did it."),
    BB_FIELD(struct bb_check, note, BB_TEAM, BB_NOTE, "Note", .help = "What came out of it."),
    BB_SENSITIVITY(struct bb_check),
};
const struct bb_entity_def check_def = BB_ENTITY("check", "checks", "gate check", check, struct bb_check, 0, "The three checks before finance hears the plan.");

static const struct bb_field conviction_fields[] = {
    BB_FIELD(struct bb_conviction, unit, BB_TEAM, BB_REF, "Audience", .ref = BB_UNIT, .flags = BB_KEY | BB_LIST, .help = "The unit that is asked."),
    BB_FIELD(struct bb_conviction, category, BB_TEAM, BB_CHOICE, "Or category", .choices = &bb_categories, .flags = BB_KEY | BB_LIST, .help = "The adopter category, where the audience is one."),
    BB_FIELD(struct bb_conviction, person, BB_PRIVATE, BB_REF, "Or person", .ref = BB_PERSON, .flags = BB_KEY, .help = "The single person, where the audience is one."),
    BB_FIELD(struct bb_conviction, test, BB_TEAM, BB_CHOICE, "Conviction", .choices = &bb_tests, .flags = BB_REQUIRED | BB_KEY | BB_LIST, .help = "Which of the six."),
    BB_FIELD(struct bb_conviction, on, BB_TEAM, BB_DATE, "On", .flags = BB_REQUIRED | BB_KEY | BB_LIST, .help = "The day from which the score holds."),
    BB_FIELD(struct bb_conviction, score, BB_TEAM, BB_INT, "Score", .min = 0, .max = 4, .flags = BB_REQUIRED | BB_LIST, .help = "0 not at all to 4 convinced."),
    BB_FIELD(struct bb_conviction, evidence, BB_TEAM, BB_NOTE, "Evidence", .flags = BB_LIST | BB_SEARCH, .help = "What shows it."),
    BB_SENSITIVITY(struct bb_conviction),
};
const struct bb_entity_def conviction_def = BB_ENTITY("conviction", "convictions", "conviction", conviction, struct bb_conviction, 3, "What an audience believes: six tests before it moves.");

static const struct bb_field size_fields[] = {
    BB_FIELD(struct bb_size, unit, BB_TEAM, BB_REF, "Audience", .ref = BB_UNIT, .flags = BB_KEY | BB_LIST, .help = "The unit that sees it so."),
    BB_FIELD(struct bb_size, category, BB_TEAM, BB_CHOICE, "Or category", .choices = &bb_categories, .flags = BB_KEY | BB_LIST, .help = "The adopter category, where the audience is one."),
    BB_FIELD(struct bb_size, person, BB_PRIVATE, BB_REF, "Or person", .ref = BB_PERSON, .flags = BB_KEY, .help = "The single person, where the audience is one."),
    BB_FIELD(struct bb_size, on, BB_TEAM, BB_DATE, "On", .flags = BB_REQUIRED | BB_KEY | BB_LIST, .help = "The day from which it holds."),
    BB_FIELD(struct bb_size, size, BB_TEAM, BB_INT, "Size", .min = 0, .max = 10, .flags = BB_REQUIRED | BB_LIST, .help = "0 background noise, nobody moves; 10 frightening, everybody freezes."),
    BB_FIELD(struct bb_size, evidence, BB_TEAM, BB_NOTE, "Evidence", .flags = BB_LIST, .help = "What shows it."),
    BB_SENSITIVITY(struct bb_size),
};
const struct bb_entity_def size_def = BB_ENTITY("size", "sizes", "size of the change", size, struct bb_size, 4, "How big the change looks to an audience: from background noise to frightening.");

static const struct bb_field holder_fields[] = {
    BB_FIELD(struct bb_holder, person, BB_TEAM, BB_REF, "Who", .ref = BB_PERSON, .back = "What they know", .flags = BB_REQUIRED | BB_KEY | BB_LIST, .help = "Who knows."),
    BB_FIELD(struct bb_holder, topic, BB_TEAM, BB_TEXT, "Topic", .flags = BB_REQUIRED | BB_KEY | BB_LIST | BB_SEARCH, .help = "What they know."),
    BB_FIELD(struct bb_holder, risk, BB_TEAM, BB_CHOICE, "Risk of loss", .choices = &bb_risks, .flags = BB_LIST, .help = "How likely the knowledge is to be lost."),
    BB_FIELD(struct bb_holder, leaving, BB_TEAM, BB_DATE, "Leaves on", .flags = BB_LIST, .help = "The day on which they leave, if it is known."),
    BB_FIELD(struct bb_holder, mentor, BB_TEAM, BB_BOOL, "Mentor", .flags = BB_LIST, .help = "They teach others."),
    BB_FIELD(struct bb_holder, form, BB_TEAM, BB_CHOICE, "Suits them", .choices = &bb_forms, .flags = BB_LIST, .help = "How they pass it on best."),
    BB_FIELD(struct bb_holder, hours, BB_TEAM, BB_DECIMAL, "Hours granted", .min = 0, .max = INT64_C(1000000000) * BB_MILLION, .unit = "hours a week", .flags = BB_LIST, .help = "Hours a week that are granted for it."),
    BB_FIELD(struct bb_holder, granted_by, BB_TEAM, BB_REF, "Granted by", .ref = BB_PERSON, .back = "Hours they granted", .help = "Who granted them."),
    BB_FIELD(struct bb_holder, credit, BB_TEAM, BB_TEXT, "Credit", .help = "What it counts for in their career."),
    BB_SENSITIVITY(struct bb_holder),
};
const struct bb_entity_def holder_def = BB_ENTITY("holder", "holders", "knowledge holder", holder, struct bb_holder, 1, "Who knows what nobody else knows, and how it is passed on.");

static const struct bb_field gap_fields[] = {
    BB_FIELD(struct bb_gap, topic, BB_TEAM, BB_TEXT, "Topic", .flags = BB_REQUIRED | BB_KEY | BB_LIST | BB_SEARCH, .help = "What is missing."),
    BB_FIELD(struct bb_gap, unit, BB_TEAM, BB_REF, "Unit", .ref = BB_UNIT, .flags = BB_KEY | BB_LIST, .help = "Where it is missing."),
    BB_FIELD(struct bb_gap, holder, BB_TEAM, BB_REF, "Found by", .ref = BB_PERSON, .flags = BB_LIST, .help = "The mentor who found it."),
    BB_FIELD(struct bb_gap, found, BB_TEAM, BB_DATE, "Found", .flags = BB_LIST, .help = "The day on which it was found."),
    BB_FIELD(struct bb_gap, closed, BB_TEAM, BB_DATE, "Closed", .flags = BB_LIST, .help = "The day on which it was closed."),
    BB_FIELD(struct bb_gap, how, BB_TEAM, BB_TEXT, "How closed", .help = "What closed it."),
    BB_SENSITIVITY(struct bb_gap),
};
const struct bb_entity_def gap_def = BB_ENTITY("gap", "gaps", "knowledge gap", gap, struct bb_gap, 0, "What mentors found missing, and how it was closed.");

static const struct bb_field trial_fields[] = {
    BB_FIELD(struct bb_trial, key, BB_TEAM, BB_TEXT, "Key", .flags = BB_KEY | BB_LIST, .max = 100, .help = "Short id, unique in the engagement; made up when left empty."),
    BB_FIELD(struct bb_trial, task, BB_TEAM, BB_TEXT, "Task", .flags = BB_REQUIRED | BB_LIST | BB_SEARCH, .help = "After …, I …: the task and the new way in it."),
    BB_FIELD(struct bb_trial, person, BB_TEAM, BB_REF, "Who", .ref = BB_PERSON, .flags = BB_ABOUT | BB_LIST, .help = "Who tries it."),
    BB_FIELD(struct bb_trial, unit, BB_TEAM, BB_REF, "Unit", .ref = BB_UNIT, .flags = BB_ABOUT, .help = "The unit, where several try it together."),
    BB_FIELD(struct bb_trial, purpose, BB_TEAM, BB_TEXT, "Purpose", .help = "What it is for."),
    BB_FIELD(struct bb_trial, step, BB_TEAM, BB_TEXT, "Enters at", .help = "The exact step at which the new way begins."),
    BB_FIELD(struct bb_trial, start, BB_TEAM, BB_DATE, "From", .flags = BB_REQUIRED | BB_LIST, .help = "The first day."),
    BB_FIELD(struct bb_trial, light_due, BB_TEAM, BB_DATE, "Light review due", .help = "A month after the start at the earliest."),
    BB_FIELD(struct bb_trial, light, BB_TEAM, BB_DATE, "Light review", .flags = BB_LIST, .help = "The day of the light review."),
    BB_FIELD(struct bb_trial, light_result, BB_TEAM, BB_CHOICE, "Light says", .choices = &bb_trial_results, .flags = BB_LIST, .help = "Keep, change or drop."),
    BB_FIELD(struct bb_trial, routine, BB_TEAM, BB_DATE, "Routine review", .help = "At least another month later."),
    BB_FIELD(struct bb_trial, routine_result, BB_TEAM, BB_CHOICE, "Routine says", .choices = &bb_trial_results, .help = "Keep, change or drop."),
    BB_FIELD(struct bb_trial, results, BB_TEAM, BB_DATE, "Results review", .help = "Some months later; only this one judges the value."),
    BB_FIELD(struct bb_trial, results_result, BB_TEAM, BB_CHOICE, "Results say", .choices = &bb_trial_results, .help = "Keep, change or drop."),
    BB_FIELD(struct bb_trial, note, BB_TEAM, BB_NOTE, "What was seen", .flags = BB_SEARCH, .help = "What the reviews saw."),
    BB_FIELD(struct bb_trial, manager, BB_TEAM, BB_DATE, "Manager accepts", .help = "The day on which the manager accepted the new way."),
    BB_FIELD(struct bb_trial, above, BB_TEAM, BB_DATE, "Level above accepts", .help = "The day on which the level above accepted it."),
    BB_SENSITIVITY(struct bb_trial),
};
const struct bb_entity_def trial_def = BB_ENTITY("trial", "trials", "habit trial", trial, struct bb_trial, 1, "A new way of working tried in one or two daily tasks, with three reviews.", .prefix = "T");

static const struct bb_field result_fields[] = {
    BB_FIELD(struct bb_result, trial, BB_TEAM, BB_REF, "Trial", .ref = BB_TRIAL, .flags = BB_REQUIRED | BB_KEY | BB_LIST, .help = "The trial that brought it."),
    BB_FIELD(struct bb_result, on, BB_TEAM, BB_DATE, "On", .flags = BB_REQUIRED | BB_KEY | BB_LIST, .help = "The day on which it was seen."),
    BB_FIELD(struct bb_result, what, BB_TEAM, BB_TEXT, "Result", .flags = BB_REQUIRED | BB_KEY | BB_LIST | BB_SEARCH, .help = "What was seen."),
    BB_FIELD(struct bb_result, kind, BB_TEAM, BB_CHOICE, "Kind", .choices = &bb_result_kinds, .flags = BB_LIST, .help = "Direct or indirect."),
    BB_FIELD(struct bb_result, told, BB_TEAM, BB_REF, "Told", .ref = BB_PERSON, .flags = BB_LIST, .help = "Who was told of it."),
    BB_FIELD(struct bb_result, told_on, BB_TEAM, BB_DATE, "Told on", .flags = BB_LIST, .help = "The day on which they were told."),
    BB_SENSITIVITY(struct bb_result),
};
const struct bb_entity_def result_def = BB_ENTITY("result", "results", "tangible result", result, struct bb_result, 2, "What a trial brought, and who was told.");

static const struct bb_field crack_fields[] = {
    BB_FIELD(struct bb_crack, key, BB_TEAM, BB_TEXT, "Key", .flags = BB_KEY | BB_LIST, .max = 100, .help = "Short id, unique in the engagement; made up when left empty."),
    BB_FIELD(struct bb_crack, lost, BB_TEAM, BB_TEXT, "What is lost", .flags = BB_REQUIRED | BB_LIST | BB_SEARCH, .help = "What falls between the teams."),
    BB_FIELD(struct bb_crack, from, BB_TEAM, BB_REF, "From", .ref = BB_UNIT, .back = "Cracks: not passed on", .flags = BB_LIST, .help = "The team that has the information."),
    BB_FIELD(struct bb_crack, to, BB_TEAM, BB_REF, "To", .ref = BB_UNIT, .back = "Cracks: not received", .flags = BB_LIST, .help = "The team that needs it."),
    BB_FIELD(struct bb_crack, flow, BB_TEAM, BB_CHOICE, "Direction", .choices = &bb_flows, .flags = BB_LIST, .help = "Down the process or back up as feedback."),
    BB_FIELD(struct bb_crack, cases, BB_TEAM, BB_INT, "Cases", .min = 0, .max = 1000000, .unit = "cases", .flags = BB_LIST, .help = "How many are known."),
    BB_FIELD(struct bb_crack, meanwhile, BB_TEAM, BB_TEXT, "Meanwhile", .help = "The transitional stage that works until it is sealed."),
    BB_FIELD(struct bb_crack, state, BB_TEAM, BB_CHOICE, "State", .choices = &bb_crack_states, .flags = BB_LIST, .help = "Open, transitional or sealed."),
    BB_FIELD(struct bb_crack, seal, BB_TEAM, BB_CHOICE, "Sealed by", .choices = &bb_seals, .flags = BB_LIST, .help = "A shared reason, a regular exchange, common support or a redesign."),
    BB_FIELD(struct bb_crack, seen, BB_TEAM, BB_DATE, "Seen", .flags = BB_LIST, .help = "The day on which it was found."),
    BB_FIELD(struct bb_crack, sealed, BB_TEAM, BB_DATE, "Sealed on", .help = "The day on which it was sealed."),
    BB_SENSITIVITY(struct bb_crack),
};
const struct bb_entity_def crack_def = BB_ENTITY("crack", "cracks", "crack", crack, struct bb_crack, 1, "Where information falls between two teams, and what seals it.", .prefix = "G");

static const struct bb_field step_fields[] = {
    BB_FIELD(struct bb_step, place, BB_OPEN, BB_INT, "Place", .min = 1, .max = 1000, .flags = BB_REQUIRED | BB_LIST, .help = "The place along the path, 1 first."),
    BB_FIELD(struct bb_step, name, BB_OPEN, BB_TEXT, "Step", .flags = BB_REQUIRED | BB_KEY | BB_LIST | BB_SEARCH, .help = "What happens at this step."),
    BB_FIELD(struct bb_step, unit, BB_OPEN, BB_REF, "Team", .ref = BB_UNIT, .flags = BB_LIST, .help = "The team that does it."),
    BB_FIELD(struct bb_step, promises, BB_OPEN, BB_TEXT, "Promises", .flags = BB_LIST, .help = "What the step promises the customer."),
    BB_FIELD(struct bb_step, promise, BB_TEAM, BB_INT, "Promised", .min = 0, .max = 10, .flags = BB_LIST, .help = "How much it promises, 0 to 10."),
    BB_FIELD(struct bb_step, delivers, BB_TEAM, BB_TEXT, "Delivers", .flags = BB_LIST, .help = "What it delivers."),
    BB_FIELD(struct bb_step, delivery, BB_TEAM, BB_INT, "Delivered", .min = 0, .max = 10, .flags = BB_LIST, .help = "How much it delivers, 0 to 10."),
    BB_SENSITIVITY(struct bb_step),
};
const struct bb_entity_def step_def = BB_ENTITY("step", "steps", "step of the path", step, struct bb_step, 1, "The customer's path: what each step promises and what it delivers.");

static const struct bb_field complaint_fields[] = {
    BB_FIELD(struct bb_complaint, text, BB_TEAM, BB_TEXT, "Complaint", .flags = BB_REQUIRED | BB_KEY | BB_LIST | BB_SEARCH, .help = "What was said."),
    BB_FIELD(struct bb_complaint, opened, BB_TEAM, BB_DATE, "Opened", .flags = BB_REQUIRED | BB_KEY | BB_LIST, .help = "The day on which it came."),
    BB_FIELD(struct bb_complaint, unit, BB_TEAM, BB_REF, "Unit", .ref = BB_UNIT, .flags = BB_LIST, .help = "Where it landed."),
    BB_FIELD(struct bb_complaint, cause, BB_TEAM, BB_TEXT, "Cause", .flags = BB_LIST, .help = "What lies beneath."),
    BB_FIELD(struct bb_complaint, way_up, BB_TEAM, BB_TEXT, "Way up", .help = "Who passed it on to whom."),
    BB_FIELD(struct bb_complaint, closed, BB_TEAM, BB_DATE, "Closed", .flags = BB_LIST, .help = "The day on which it was answered for good."),
    BB_SENSITIVITY(struct bb_complaint),
};
const struct bb_entity_def complaint_def = BB_ENTITY("complaint", "complaints", "complaint", complaint, struct bb_complaint, 0, "Complaints with their age, their cause and their way up.");

static const struct bb_field feedback_fields[] = {
    BB_FIELD(struct bb_feedback, unit, BB_TEAM, BB_REF, "Team", .ref = BB_UNIT, .flags = BB_REQUIRED | BB_KEY | BB_LIST, .help = "The team that was asked."),
    BB_FIELD(struct bb_feedback, on, BB_TEAM, BB_DATE, "On", .flags = BB_REQUIRED | BB_KEY | BB_LIST, .help = "The day of the review."),
    BB_FIELD(struct bb_feedback, contact, BB_TEAM, BB_REF, "Contact", .ref = BB_PERSON, .flags = BB_LIST, .help = "Who was asked."),
    BB_FIELD(struct bb_feedback, handles, BB_TEAM, BB_TEXT, "Handles it", .flags = BB_LIST, .help = "Who really handles feedback."),
    BB_FIELD(struct bb_feedback, all, BB_TEAM, BB_BOOL, "All answered", .flags = BB_LIST, .help = "All of it is answered."),
    BB_FIELD(struct bb_feedback, passed, BB_TEAM, BB_TEXT, "Passed on", .help = "What is passed on, and to whom."),
    BB_SENSITIVITY(struct bb_feedback),
};
const struct bb_entity_def feedback_def = BB_ENTITY("feedback", "feedback", "feedback review", feedback, struct bb_feedback, 2, "Who really handles feedback in a team, and what is passed on.");

static const struct bb_field task_fields[] = {
    BB_FIELD(struct bb_task, unit, BB_OPEN, BB_REF, "Unit", .ref = BB_UNIT, .flags = BB_REQUIRED | BB_KEY | BB_LIST, .help = "Whose work it is."),
    BB_FIELD(struct bb_task, role, BB_OPEN, BB_TEXT, "Role", .flags = BB_KEY | BB_LIST, .help = "The role in the unit."),
    BB_FIELD(struct bb_task, task, BB_OPEN, BB_TEXT, "Task", .flags = BB_REQUIRED | BB_KEY | BB_LIST | BB_SEARCH, .help = "The task."),
    BB_FIELD(struct bb_task, today, BB_OPEN, BB_TEXT, "Today", .help = "How it is done today."),
    BB_FIELD(struct bb_task, after, BB_OPEN, BB_TEXT, "After", .help = "How it will be done."),
    BB_FIELD(struct bb_task, steps, BB_OPEN, BB_INT, "Steps", .min = -1000, .max = 1000, .unit = "steps", .flags = BB_LIST, .help = "Steps added (+) or removed (-)."),
    BB_FIELD(struct bb_task, minutes, BB_OPEN, BB_DECIMAL, "Minutes", .min = -INT64_C(1000000000) * BB_MILLION, .max = INT64_C(1000000000) * BB_MILLION, .unit = "minutes a week", .flags = BB_LIST, .help = "Minutes a week for one person, added (+) or removed (-)."),
    BB_FIELD(struct bb_task, people, BB_OPEN, BB_INT, "People", .min = 0, .max = 1000000, .unit = "people", .flags = BB_LIST, .help = "How many people have this task."),
    BB_FIELD(struct bb_task, autonomy, BB_TEAM, BB_INT, "Autonomy", .min = -2, .max = 2, .flags = BB_LIST, .help = "-2 much lost to +2 much won."),
    BB_FIELD(struct bb_task, waste, BB_OPEN, BB_TEXT, "Waste that ends", .help = "What nobody has to do any more."),
    BB_FIELD(struct bb_task, confirmed, BB_TEAM, BB_DATE, "Confirmed", .flags = BB_LIST, .help = "The day on which those who do it confirmed it."),
    BB_SENSITIVITY(struct bb_task),
};
const struct bb_entity_def task_def = BB_ENTITY("task", "tasks", "change in work", task, struct bb_task, 2, "What changes in whose work: steps, minutes, autonomy, waste.");

static const struct bb_field oldway_fields[] = {
    BB_FIELD(struct bb_oldway, name, BB_TEAM, BB_TEXT, "Old way", .flags = BB_REQUIRED | BB_KEY | BB_LIST | BB_SEARCH, .help = "What is done the old way."),
    BB_FIELD(struct bb_oldway, unit, BB_TEAM, BB_REF, "Unit", .ref = BB_UNIT, .flags = BB_LIST, .help = "Where it is used."),
    BB_FIELD(struct bb_oldway, decider, BB_TEAM, BB_REF, "Decides", .ref = BB_PERSON, .flags = BB_LIST, .help = "Who decides its end."),
    BB_FIELD(struct bb_oldway, ends, BB_TEAM, BB_DATE, "Ends on", .flags = BB_LIST, .help = "The day on which it should end."),
    BB_FIELD(struct bb_oldway, ended, BB_TEAM, BB_DATE, "Ended", .flags = BB_LIST, .help = "The day on which it did."),
    BB_FIELD(struct bb_oldway, users, BB_TEAM, BB_TEXT, "Still used by", .flags = BB_LIST, .help = "Who still uses it."),
    BB_SENSITIVITY(struct bb_oldway),
};
const struct bb_entity_def oldway_def = BB_ENTITY("oldway", "oldways", "old way", oldway, struct bb_oldway, 0, "Old ways of working, who decides their end, and who still uses them.");
/* clang-format on */
