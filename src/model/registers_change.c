/* Registers of the change itself: figures, champions, the bridge, resistance, stories, readiness. */
#include "registers.h"

#include <bepboard/registers.h>

/* clang-format off */
static const struct bb_field kpi_fields[] = {
    BB_FIELD(struct bb_kpi, name, BB_OPEN, BB_TEXT, "KPI", .flags = BB_REQUIRED | BB_KEY | BB_LIST | BB_SEARCH, .help = "What is measured."),
    BB_FIELD(struct bb_kpi, kind, BB_OPEN, BB_CHOICE, "Computed as", .choices = &bb_kpi_kinds, .help = "A figure, CSAT or NPS."),
    BB_FIELD(struct bb_kpi, measure, BB_OPEN, BB_TEXT, "Measured in", .flags = BB_LIST, .help = "Its unit, for example % or h."),
    BB_FIELD(struct bb_kpi, better, BB_OPEN, BB_CHOICE, "Better is", .choices = &bb_betters, .flags = BB_REQUIRED | BB_LIST, .help = "Higher or lower."),
    BB_FIELD(struct bb_kpi, target, BB_OPEN, BB_DECIMAL, "Target", .min = -INT64_C(1000000000) * BB_MILLION, .max = INT64_C(1000000000) * BB_MILLION, .flags = BB_LIST, .help = "The value to be reached."),
    BB_FIELD(struct bb_kpi, definition, BB_OPEN, BB_NOTE, "Definition", .help = "How it is computed, in words."),
    BB_FIELD(struct bb_kpi, step, BB_OPEN, BB_REF, "Step", .ref = BB_STEP, .flags = BB_LIST, .help = "The step of the customer's path that it looks at."),
    BB_FIELD(struct bb_kpi, instrument, BB_OPEN, BB_TEXT, "Instrument", .help = "The survey or the source."),
    BB_FIELD(struct bb_kpi, rhythm, BB_OPEN, BB_TEXT, "Rhythm", .help = "How often it is measured."),
    BB_FIELD(struct bb_kpi, picked, BB_TEAM, BB_CHOICE, "Recipients picked", .choices = &bb_picks, .help = "Automatically or by hand."),
    BB_FIELD(struct bb_kpi, exposes, BB_TEAM, BB_TEXT, "Exposes", .help = "Whom the figure exposes."),
    BB_FIELD(struct bb_kpi, first_to, BB_TEAM, BB_REF, "First seen by", .ref = BB_PERSON, .help = "Who sees it first."),
    BB_FIELD(struct bb_kpi, told, BB_TEAM, BB_DATE, "They were told", .help = "The day on which those exposed were told."),
    BB_FIELD(struct bb_kpi, shown, BB_TEAM, BB_DATE, "First shown", .help = "The day on which it was first shown."),
    BB_SENSITIVITY(struct bb_kpi),
};
const struct bb_entity_def kpi_def = BB_ENTITY("kpi", "kpis", "KPI", kpi, struct bb_kpi, 0, "Figures with a target: what is believed beside what is measured.");

static const struct bb_field reading_fields[] = {
    BB_FIELD(struct bb_reading, kpi, BB_OPEN, BB_REF, "KPI", .ref = BB_KPI, .flags = BB_REQUIRED | BB_KEY | BB_LIST, .help = "The figure."),
    BB_FIELD(struct bb_reading, on, BB_OPEN, BB_DATE, "On", .flags = BB_REQUIRED | BB_KEY | BB_LIST, .help = "The day from which it holds."),
    BB_FIELD(struct bb_reading, kind, BB_OPEN, BB_CHOICE, "Kind", .choices = &bb_reading_kinds, .flags = BB_REQUIRED | BB_KEY | BB_LIST, .help = "Guessed, self-rated or measured."),
    BB_FIELD(struct bb_reading, unit, BB_OPEN, BB_REF, "Unit", .ref = BB_UNIT, .flags = BB_KEY | BB_LIST, .help = "The unit; empty for all."),
    BB_FIELD(struct bb_reading, value, BB_OPEN, BB_DECIMAL, "Value", .min = -INT64_C(1000000000) * BB_MILLION, .max = INT64_C(1000000000) * BB_MILLION, .flags = BB_LIST, .help = "The value."),
    BB_FIELD(struct bb_reading, n, BB_OPEN, BB_INT, "n", .min = 0, .max = 1000000000, .unit = "answers", .flags = BB_LIST, .help = "How many answers or cases it rests on."),
    BB_FIELD(struct bb_reading, top, BB_OPEN, BB_INT, "Top answers", .min = 0, .max = 1000000000, .help = "CSAT: answers of 4 and 5. NPS: 9 and 10."),
    BB_FIELD(struct bb_reading, low, BB_OPEN, BB_INT, "Low answers", .min = 0, .max = 1000000000, .help = "NPS: answers of 0 to 6."),
    BB_FIELD(struct bb_reading, source, BB_OPEN, BB_TEXT, "Source", .help = "Where the value comes from."),
    BB_SENSITIVITY(struct bb_reading),
};
const struct bb_entity_def reading_def = BB_ENTITY("reading", "readings", "KPI value", reading, struct bb_reading, 4, "A value of a KPI: guessed, self-rated or measured.");

static const struct bb_field champion_fields[] = {
    BB_FIELD(struct bb_champion_step, person, BB_TEAM, BB_REF, "Who", .ref = BB_PERSON, .flags = BB_REQUIRED | BB_KEY | BB_LIST, .help = "The champion."),
    BB_FIELD(struct bb_champion_step, step, BB_TEAM, BB_CHOICE, "Step", .choices = &bb_champion_steps, .flags = BB_REQUIRED | BB_KEY | BB_LIST, .help = "Found, asked, enabled, active or left."),
    BB_FIELD(struct bb_champion_step, on, BB_TEAM, BB_DATE, "On", .flags = BB_REQUIRED | BB_LIST, .help = "The day of that step."),
    BB_FIELD(struct bb_champion_step, given, BB_TEAM, BB_TEXT, "Given", .flags = BB_LIST, .help = "What they were given."),
    BB_SENSITIVITY(struct bb_champion_step),
};
const struct bb_entity_def champion_def = BB_ENTITY("champion", "champions", "champion", champion, struct bb_champion_step, 1, "How far each champion is: found, asked, enabled, active.");

static const struct bb_field bridge_fields[] = {
    BB_FIELD(struct bb_bridge, part, BB_TEAM, BB_CHOICE, "Part", .choices = &bb_bridge_steps, .flags = BB_REQUIRED | BB_KEY | BB_LIST, .help = "The segment, a peer, or a leader."),
    BB_FIELD(struct bb_bridge, unit, BB_TEAM, BB_REF, "Segment", .ref = BB_UNIT, .flags = BB_ABOUT | BB_LIST, .help = "The segment that moves next."),
    BB_FIELD(struct bb_bridge, person, BB_TEAM, BB_REF, "Who", .ref = BB_PERSON, .flags = BB_KEY | BB_LIST, .help = "The peer or the leader."),
    BB_FIELD(struct bb_bridge, text, BB_TEAM, BB_TEXT, "What", .flags = BB_REQUIRED | BB_KEY | BB_LIST | BB_SEARCH, .help = "What they do in sight of the others."),
    BB_FIELD(struct bb_bridge, by, BB_TEAM, BB_DATE, "By", .flags = BB_LIST, .help = "The day for which it is planned."),
    BB_FIELD(struct bb_bridge, done, BB_TEAM, BB_DATE, "Done", .flags = BB_LIST, .help = "The day on which it was done."),
    BB_SENSITIVITY(struct bb_bridge),
};
const struct bb_entity_def bridge_def = BB_ENTITY("bridge", "bridges", "part of the bridge", bridge, struct bb_bridge, 3, "The plan that leads over the chasm: segment, peers, leaders in sight.");

static const struct bb_field resistance_fields[] = {
    BB_FIELD(struct bb_resistance, person, BB_PRIVATE, BB_REF, "Who", .ref = BB_PERSON, .flags = BB_REQUIRED | BB_KEY | BB_LIST, .help = "Who resists."),
    BB_FIELD(struct bb_resistance, source, BB_PRIVATE, BB_CHOICE, "Source", .choices = &bb_sources, .flags = BB_REQUIRED | BB_KEY | BB_LIST, .help = "What lies beneath."),
    BB_FIELD(struct bb_resistance, objection, BB_PRIVATE, BB_TEXT, "Objection", .flags = BB_LIST | BB_SEARCH, .help = "What is said, as stated."),
    BB_FIELD(struct bb_resistance, evidence, BB_PRIVATE, BB_NOTE, "Evidence", .flags = BB_SEARCH, .help = "What shows the source."),
    BB_FIELD(struct bb_resistance, seen, BB_PRIVATE, BB_DATE, "Seen", .flags = BB_LIST, .help = "The day on which it was seen."),
    BB_FIELD(struct bb_resistance, treatment, BB_PRIVATE, BB_TEXT, "Tried", .flags = BB_LIST | BB_SEARCH, .help = "What was tried."),
    BB_FIELD(struct bb_resistance, tried, BB_PRIVATE, BB_DATE, "Tried on", .flags = BB_LIST, .help = "The day on which it was tried."),
    BB_FIELD(struct bb_resistance, effect, BB_PRIVATE, BB_CHOICE, "Effect", .choices = &bb_outcomes, .flags = BB_LIST, .help = "What it did."),
    BB_SENSITIVITY(struct bb_resistance),
};
const struct bb_entity_def resistance_def = BB_ENTITY("resistance", "resistances", "source of resistance", resistance, struct bb_resistance, 2, "What is objected, the source beneath it, and what was tried.");

static const struct bb_field story_fields[] = {
    BB_FIELD(struct bb_story, title, BB_TEAM, BB_TEXT, "Story", .flags = BB_REQUIRED | BB_KEY | BB_LIST | BB_SEARCH, .help = "Its title."),
    BB_FIELD(struct bb_story, person, BB_TEAM, BB_REF, "Who", .ref = BB_PERSON, .flags = BB_LIST, .help = "Whose story it is."),
    BB_FIELD(struct bb_story, before, BB_TEAM, BB_NOTE, "Before", .flags = BB_LIST, .help = "What it was like."),
    BB_FIELD(struct bb_story, after, BB_TEAM, BB_NOTE, "After", .flags = BB_LIST, .help = "What it is like now."),
    BB_FIELD(struct bb_story, on, BB_TEAM, BB_DATE, "On", .flags = BB_LIST, .help = "The day of it."),
    BB_FIELD(struct bb_story, told, BB_TEAM, BB_TEXT, "Told", .flags = BB_LIST, .help = "Where it was told."),
    BB_SENSITIVITY(struct bb_story),
};
const struct bb_entity_def story_def = BB_ENTITY("story", "stories", "story", story, struct bb_story, 0, "From apprehension to achievement: before and after.");

static const struct bb_field readiness_fields[] = {
    BB_FIELD(struct bb_readiness, unit, BB_OPEN, BB_REF, "Segment", .ref = BB_UNIT, .flags = BB_REQUIRED | BB_KEY | BB_LIST, .help = "The unit that was asked."),
    BB_FIELD(struct bb_readiness, on, BB_OPEN, BB_DATE, "On", .flags = BB_REQUIRED | BB_KEY | BB_LIST, .help = "The day of the pulse."),
    BB_FIELD(struct bb_readiness, n, BB_OPEN, BB_INT, "n", .min = 0, .max = 1000000000, .unit = "people", .flags = BB_LIST, .help = "How many answered."),
    BB_FIELD(struct bb_readiness, awareness, BB_OPEN, BB_DECIMAL, "Awareness", .min = BB_MILLION, .max = 5 * BB_MILLION, .flags = BB_LIST, .help = "1 to 5."),
    BB_FIELD(struct bb_readiness, desire, BB_OPEN, BB_DECIMAL, "Desire", .min = BB_MILLION, .max = 5 * BB_MILLION, .flags = BB_LIST, .help = "1 to 5."),
    BB_FIELD(struct bb_readiness, knowledge, BB_OPEN, BB_DECIMAL, "Knowledge", .min = BB_MILLION, .max = 5 * BB_MILLION, .flags = BB_LIST, .help = "1 to 5."),
    BB_FIELD(struct bb_readiness, ability, BB_OPEN, BB_DECIMAL, "Ability", .min = BB_MILLION, .max = 5 * BB_MILLION, .flags = BB_LIST, .help = "1 to 5."),
    BB_FIELD(struct bb_readiness, reinforcement, BB_OPEN, BB_DECIMAL, "Reinforcement", .min = BB_MILLION, .max = 5 * BB_MILLION, .flags = BB_LIST, .help = "1 to 5."),
    BB_SENSITIVITY(struct bb_readiness),
};
const struct bb_entity_def readiness_def = BB_ENTITY("readiness", "readiness", "readiness", readiness, struct bb_readiness, 0, "Awareness, desire, knowledge, ability, reinforcement by segment; the barrier is the first at 3 or below.");
/* clang-format on */
