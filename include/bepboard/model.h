/* The domain's records as plain structs, their field tables, and one engagement read into memory.
 * Adding an entity: a struct and a table here and in src/model/entities.c, a migration, one line in the list. */
#pragma once

#include <bepboard/field.h>
#include <bepboard/mem.h>

enum bb_entity {
    BB_ENGAGEMENT,
    BB_UNIT,
    BB_PERSON,
    BB_ATTRIBUTE,
    BB_TIE,
    BB_STANCE,
    BB_SCORE,
    BB_ORDER,
    BB_ITEM,
    BB_CONVERSATION,
    BB_SAMPLE,
    BB_IMPORT,
    /* The registers around the board, see registers.h. */
    BB_NEED,
    BB_DECISION,
    BB_DIAGNOSIS,
    BB_ANSWER,
    BB_KNOWLEDGE,
    BB_STIPULATION,
    BB_VALUE,
    BB_PROPOSAL,
    BB_STEP,
    BB_KPI,
    BB_PARTY,
    BB_MEMBER,
    BB_DUTY,
    BB_OBLIGATION,
    BB_RACI,
    BB_CHECKIN,
    BB_GOAL,
    BB_MILESTONE,
    BB_REQUEST,
    BB_ADAPTATION,
    BB_PROMISE,
    BB_EFFECT,
    BB_CHECK,
    BB_CONVICTION,
    BB_SIZE,
    BB_HOLDER,
    BB_GAP,
    BB_TRIAL,
    BB_RESULT,
    BB_CRACK,
    BB_COMPLAINT,
    BB_FEEDBACK,
    BB_WHY,
    BB_TASK,
    BB_OLDWAY,
    BB_READING,
    BB_CHAMPION,
    BB_BRIDGE,
    BB_KOTTER,
    BB_SIGN,
    BB_RESISTANCE,
    BB_STORY,
    BB_READINESS,
    BB_ACTION,
    BB_SNOOZE,
    BB_ENTITY_COUNT
};

/* First member of every record. */
struct bb_row {
    int64_t id;         /* row id in this database; never exported */
    int64_t rev;        /* counts the changes of this row */
    const char *uid;    /* UUIDv7, the same in every database */
    int64_t engagement; /* row id; 0 for engagements themselves */
    /* enum bb_sensitivity minus 1, BB_NONE when empty: raises every field of the row to at least this. */
    int64_t sensitivity;
};

/* Choice sets; the enums index their keys. */
enum bb_stance { BB_UNAWARE, BB_RESISTANT, BB_NEUTRAL, BB_SUPPORTIVE, BB_LEADING, BB_STANCE_COUNT };
enum bb_category { BB_INNOVATOR, BB_EARLY_ADOPTER, BB_EARLY_MAJORITY, BB_LATE_MAJORITY, BB_LAGGARD, BB_CATEGORY_COUNT };
enum bb_person_kind { BB_INDIVIDUAL, BB_GROUP };
enum bb_champion { BB_CHAMPION_SPONSOR, BB_CHAMPION_CHAMPION, BB_CHAMPION_HELPER };
enum bb_order_state { BB_ORDER_OPEN, BB_ORDER_ACCEPTED, BB_ORDER_DECLINED, BB_ORDER_DELIVERED };
enum bb_verdict {
    BB_VERDICT_FITS,
    BB_VERDICT_WRONG_SOLUTION,
    BB_VERDICT_TRAINED_ON_WRONG,
    BB_VERDICT_BANDAGE,
    BB_VERDICT_WRONG_TIME
};
enum bb_opportunity { BB_SHIFT, BB_STRATEGIC, BB_SURPRISE, BB_SURE, BB_OPPORTUNITY_COUNT };
enum bb_topic { BB_TOPIC_WORKINGS, BB_TOPIC_CHALLENGES, BB_TOPIC_SUCCESSES, BB_TOPIC_GOALS };
enum bb_measure { BB_COUNTED, BB_SHARE };

extern const struct bb_choices bb_stances, bb_categories, bb_person_kinds, bb_champions, bb_order_states, bb_verdicts,
    bb_opportunities, bb_topics, bb_measures, bb_sensitivities;
/* All of them, closed by NULL: what the vocabulary must have words for. */
extern const struct bb_choices *const bb_choice_sets[];

struct bb_engagement {
    struct bb_row row;
    const char *name, *client, *purpose, *scope_in, *scope_out;
    struct bb_date start, golive, end;
    int64_t population; /* people expected to adopt: m */
    const char *adoption_rule;
    int64_t rule_uses, rule_days; /* adopted = at least this many uses within this many days; empty = 1 use */
    const char *currency, *time_zone;
    int64_t starting; /* enum bb_starts */
    const char *trigger, *nothing_costs;
    int64_t checkin_days;
    struct bb_date finance_hears, support_until;
};

struct bb_unit {
    struct bb_row row;
    const char *name;
    int64_t parent;     /* bb_unit */
    int64_t headcount;  /* people */
    int64_t population; /* people expected to adopt; a unit with one is a segment of the curve */
};

struct bb_person {
    struct bb_row row;
    const char *key; /* unique in the engagement */
    const char *name, *role;
    int64_t unit;                /* bb_unit */
    int64_t kind;                /* enum bb_person_kind */
    int64_t size;                /* people in a group */
    int64_t power, interest;     /* 1..5; a person with either is a stakeholder */
    int64_t legitimacy, urgency; /* 0/1 */
    int64_t wanted;              /* enum bb_stance: the desired engagement (SEAM) */
    int64_t category;            /* enum bb_category, predicted */
    int64_t champion;            /* enum bb_champion */
    int64_t external;            /* 0/1: outside the adopting population */
    const char *identity, *position, *need, *resistance, *opening;
    int64_t view;      /* enum bb_views */
    int64_t role_view; /* enum bb_role_views */
};

struct bb_attribute {
    struct bb_row row;
    int64_t person;
    const char *name, *value;
};

struct bb_tie {
    struct bb_row row;
    int64_t source, target; /* bb_person */
    const char *kind;
    int64_t strength; /* 1..5 */
};

struct bb_stance_seen {
    struct bb_row row;
    int64_t person;
    struct bb_date on;
    int64_t stance; /* enum bb_stance */
    const char *cause;
};

struct bb_score {
    struct bb_row row;
    int64_t person;
    struct bb_date on;
    int64_t score; /* 0 order taker .. 100 strategic business partner */
    const char *cause;
};

struct bb_order {
    struct bb_row row;
    const char *key; /* unique in the engagement */
    const char *title;
    struct bb_date received;
    int64_t requester; /* bb_person */
    int64_t state;     /* enum bb_order_state */
    struct bb_date delivered;
    const char *outcome, *gap, *root_cause;
    int64_t verdict;        /* enum bb_verdict */
    int64_t training_share; /* per cent of the gap that training can close */
    const char *answer;
    int64_t invited, outcome_named, diagnosed, accepted, measured, credited; /* the six partner facts, 0/1 */
    int64_t own_score;                                                       /* 0..100, as we rate ourselves */
};

struct bb_item {
    struct bb_row row;
    int64_t order;       /* bb_order */
    int64_t opportunity; /* enum bb_opportunity */
    const char *text;
    int64_t done; /* 0/1 */
    struct bb_date done_on, due;
    int64_t owner; /* bb_person */
    const char *evidence;
};

struct bb_conversation {
    struct bb_row row;
    int64_t person;
    struct bb_date on;
    const char *learned;
    int64_t topic;     /* enum bb_topic */
    int64_t sentiment; /* -2..2 */
    struct bb_date follow_up, followed_up;
};

struct bb_sample {
    struct bb_row row;
    struct bb_date on;
    int64_t unit;                          /* bb_unit, 0 = the whole population */
    int64_t measure;                       /* enum bb_measure: people, or a share 0..1 */
    int64_t now, ever, access, proficient; /* millionths of a person or of 1 */
};

/* What an import did; the board quotes the latest one of each noun. */
struct bb_import {
    struct bb_row row;
    struct bb_date on;
    const char *noun, *file;
    int64_t read, added, changed, unchanged, refused; /* rows */
    int64_t unknown;                                  /* rows that name people nobody knows (a part of refused) */
};

struct bb_entity_def {
    const char *name;  /* table and singular: "person" */
    const char *noun;  /* in files and on the command line: "people" */
    const char *label; /* for people: "stakeholder" */
    const struct bb_field *fields;
    int field_count;
    size_t size;        /* of the struct */
    int title;          /* index of the field that names a record to a person, or -1 */
    const char *help;   /* what a record of this kind is, one sentence */
    const char *prefix; /* of keys that are made up; NULL = it has no field `key` */
};

/* Never NULL for a valid entity. */
const struct bb_entity_def *bb_entity_def(enum bb_entity e);
/* By singular or noun; -1 if there is none. */
int bb_entity_find(const char *name);
/* The one text field by which other records name one of this kind in files (a key or a unique name); -1 if there is
 * none: then the uid does. */
int bb_entity_key(enum bb_entity e);
/* Index of a field by name, -1 if there is none; and the field itself, NULL if there is none. */
int bb_field_find(const struct bb_entity_def *def, const char *name);
const struct bb_field *bb_field_named(enum bb_entity e, const char *name);

/* Records of one entity, ordered by id, in an arena of the owner. */
struct bb_table {
    enum bb_entity entity;
    size_t n;
    void *rows; /* n structs of def->size bytes */
};
/* The i-th record; and the one with this id, NULL if absent (binary search). */
void *bb_table_at(const struct bb_table *t, size_t i);
void *bb_table_find(const struct bb_table *t, int64_t id);

/* How many people each unit has, from the store's own counters (people are not all loaded). */
struct bb_unit_count {
    int64_t unit; /* 0 = people without a unit */
    int64_t people;
};

/* Events that span more days are counted by the month: a curve of single days says little and is long. */
enum { BB_DAYS_OF_EVENTS = 92 };

/* New adopters of one unit on one day or in one month, from the rollups of usage events. */
struct bb_rollup {
    int32_t unit; /* 0 = people without a unit */
    int32_t day;
    int32_t precision;      /* enum bb_precision of the events */
    int32_t tried, adopted; /* people whose first use / whose adoption fell on it */
};

/* A row that is raised above BB_OPEN. */
struct bb_raised {
    int64_t id;
    int64_t unit; /* of a person, 0 = none */
    enum bb_sensitivity to;
};

/* What the room may know of the people on the map: counts in steps of five, never below five. */
enum bb_room_facet { BB_ROOM_STANCE, BB_ROOM_POWER, BB_ROOM_INTEREST, BB_ROOM_FACETS };
enum { BB_ROOM_CELLS = 5 }; /* at most, of one facet */
struct bb_room_group {
    const char *name; /* a unit, NULL = everybody */
    /* At least so many and at most four more; 0 = fewer than five; all 0 = nothing is said (rules.h: bb_room_…). */
    int64_t least[BB_ROOM_FACETS][BB_ROOM_CELLS];
};
enum { BB_ROOM_GROUP = 5 }; /* smaller groups are hidden */

/* What an engagement's client agreed to show to more people than the fields' defaults say, by whom and when. */
struct bb_agreement {
    const char *engagement; /* name or uid */
    const char *by;         /* who agreed: for our own eyes */
    struct bb_date on;
    size_t n;
    const struct bb_lowered {
        enum bb_entity entity;
        const struct bb_field *field;
        enum bb_sensitivity to;
    } * list;
};
struct bb_agreements {
    size_t n;
    const struct bb_agreement *list;
};
/* The agreement of an engagement, NULL when there is none; either may be NULL. */
const struct bb_agreement *bb_agreement_of(const struct bb_agreements *a, const struct bb_engagement *e);
/* For whom a field is under an agreement (NULL: by its default). */
enum bb_sensitivity bb_sensitivity_of(const struct bb_agreement *a, const struct bb_field *f);
/* Appends what was lowered at least to `to` ("person.power open and person.interest open"); nothing without agreement.
 */
void bb_agreement_words(struct bb_str *out, const struct bb_agreement *a, enum bb_sensitivity to);

struct bb_curve;

/* One engagement as of one moment: what views and rules read. Everything lives in `arena`. */
struct bb_data {
    struct bb_arena arena;
    int64_t seq;                            /* last journal entry it contains */
    const struct bb_engagement *engagement; /* NULL when the database has none */
    struct bb_table
        tables[BB_ENTITY_COUNT]; /* live rows; people, and their attributes: all stakeholders, others up to a limit */
    int64_t people_total;        /* all people in the database, loaded or not */
    size_t unit_count_n;
    struct bb_unit_count *unit_counts;
    size_t rollup_n;
    struct bb_rollup *rollups; /* by day, precision and unit */
    int32_t today;
    bool past; /* `today` is gone by: everything is as it was at its end */
    enum bb_audience audience;
    /* For the gate, which takes them away. */
    size_t raised_n[BB_ENTITY_COUNT];
    struct bb_raised *raised[BB_ENTITY_COUNT]; /* by id; all rows of the engagement, loaded or not */
    uint8_t pseudonym_key[16];
    bool pseudonyms; /* set before the gate: in the room people bear a pseudonym instead of role and unit */
    const struct bb_agreements *agreements; /* likewise: what was agreed to be shown; NULL = nothing. Not owned */
    /* From the gate. */
    const struct bb_agreement *agreement; /* that of this engagement, NULL = none */
    bool partial;                         /* what is summed of the segments leaves out some that the team may not see */
    /* From the gate, for the room only. */
    const struct bb_curve *whole; /* the whole curve, when segments that it sums were taken away; NULL = nothing was */
    size_t room_group_n;
    const struct bb_room_group *room_groups; /* everybody first */
};

/* Typed access: `const struct bb_person *p = BB_ROW(data, BB_PERSON, struct bb_person, i)`. */
#define BB_ROW(data, entity, type, i) ((const type *)bb_table_at(&(data)->tables[entity], (i)))
/* The instant in a UUIDv7, in UTC microseconds: when the record that bears it was made. -1 for NULL and for any other
 * text. */
int64_t bb_uid_us(const char *uid);
/* The record with this id, NULL if absent or id is 0. */
const struct bb_unit *bb_data_unit(const struct bb_data *d, int64_t id);
const struct bb_person *bb_data_person(const struct bb_data *d, int64_t id);
const struct bb_order *bb_data_order(const struct bb_data *d, int64_t id);
void bb_data_finish(struct bb_data *d);
