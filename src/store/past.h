/* Looking back, for the files that read: what the journal since a day tells about rows. */
#pragma once

#include "private.h"

enum past_state {
    PAST_UPDATED, /* was there, and perhaps some of its fields had other values */
    PAST_WHOLE,   /* was there and is deleted since; all its fields are told */
    PAST_ABSENT,  /* came later */
    PAST_GONE     /* was erased for good: stays out of every picture of the past */
};

struct past_row {
    int64_t row;
    int entity;
    enum past_state state;
    uint64_t given;      /* fields that are told, by index */
    const char **values; /* their canonical texts, by field index, NULL = empty */
    int64_t came;        /* of a unit (0 = none): people who came to it since, less those who left */
};

struct past {
    int32_t day;
    int64_t engagement;
    int64_t seq;     /* the last transaction of that day */
    int64_t read_at; /* the journal was read up to this transaction; -1 = not yet */
    struct bb_arena arena;
    struct past_row *rows;
    size_t n, cap;
    uint32_t *slots;                    /* index + 1 into rows by entity and id, 0 = free */
    size_t slot_n;                      /* a power of two */
    int64_t first_new[BB_ENTITY_COUNT]; /* the smallest row id that came since, INT64_MAX if none */
    bool touched[BB_ENTITY_COUNT];      /* rows of it came, changed or went since */
    bool raised[BB_ENTITY_COUNT];       /* some rows were raised then */
    bool imports, moved, rules;         /* since then imports came or went; people moved; rules of adoption changed */
};

/* Reads the journal when the store looks back and it has grown; true without doing anything when it looks at now. */
bool past_read(struct bb_store *s, struct bb_error *err);
/* What is told of a row; NULL if nothing happened to it since. */
const struct past_row *past_find(const struct past *p, enum bb_entity e, int64_t id);
/* Whether a row, deleted at `deleted` (0 = never), was there. */
bool past_has(const struct past *p, enum bb_entity e, int64_t id, int64_t deleted);
/* Gives a record the values of that day, in the arena; false when it was not there, or observes a later day. Rows stay
 * as sensitive as they are today. */
bool past_dress(const struct past *p, enum bb_entity e, int64_t deleted, void *record, struct bb_arena *a);
/* A reference of that day: `now` unless the journal tells another. */
int64_t past_reference(const struct past *p, enum bb_entity e, int64_t id, int field, int64_t now);

/* past_people.c: completes d's people, which are those of today as they were then: whoever was a stakeholder on that
 * day, and others up to PAST_OTHER_PEOPLE, the first by key. */
enum { PAST_OTHER_PEOPLE = 200 };
bool past_people(struct bb_store *s, struct bb_data *d, struct bb_error *err);

/* past_raised.c: fills what the gate reads, as raised_load does. */
bool past_raised(struct bb_store *s, int64_t engagement, const bool filled[BB_ENTITY_COUNT], struct bb_data *d,
                 struct bb_error *err);

/* past_rollup.c: fills d->rollups as of d->today from what the store looks back at, as rollup_load does. */
struct event_batches;
/* The batches of events that counted on that day. */
bool past_batches(struct bb_store *s, int64_t engagement, struct event_batches *out, struct bb_error *err);
bool rollup_load_past(struct bb_store *s, int64_t engagement, int32_t most_days, struct bb_data *d,
                      struct bb_error *err);
