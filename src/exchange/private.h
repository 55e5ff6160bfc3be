/* What the files of the exchange share. */
#pragma once

#include <bepboard/exchange.h>
#include <bepboard/mem.h>
#include <bepboard/model.h>

enum { EXCHANGE_FIELDS = 32 };

/* names.c: which rows bear a text, by a seeded hash of it. Zeroed memory is empty. */
struct names {
    struct name_entry *list;
    uint32_t *heads; /* 1 + index of the newest entry of a chain */
    size_t n, cap, head_n;
    uint64_t seed;
};
void names_add(struct names *names, const char *text, int64_t id);
/* The row added last under this text, 0 if there is none; *several tells whether there are more. */
int64_t names_find(const struct names *names, const char *text, bool *several);
/* The same, and the entry is used up. */
int64_t names_take(struct names *names, const char *text);
void names_finish(struct names *names);

/* One row of a file: the texts by field index as people write them; NULL = not in the file, "" = empty. */
struct row_texts {
    const char *uid; /* NULL or "" = none */
    const char *values[EXCHANGE_FIELDS];
};

enum outcome {
    OUTCOME_ADDED,
    OUTCOME_CHANGED,
    OUTCOME_SAME,
    OUTCOME_REFUSED, /* the row alone cannot be taken */
    OUTCOME_UNKNOWN, /* the same, because it names somebody whom nobody knows */
    OUTCOME_MISSING, /* a new record lacks a required field that the file does not have */
    OUTCOME_INVALID, /* nothing of the file may be taken */
    OUTCOME_FAILED,  /* the store failed */
    OUTCOME_COUNT
};

/* upsert.c: rows become records, within a transaction that the caller opened. Zero it, fill the first part. */
struct upsert {
    struct bb_store *store;
    int64_t engagement;
    int32_t today;
    bool patch; /* empty leaves a field as it is, "-" empties it */
    /* private */
    int64_t units_added;
    int missing; /* field index, after OUTCOME_MISSING */
    int waiting; /* field whose reference must wait, or -1 */
    bool units_read, people_read, nameless;
    struct names units, unit_folds, people;
    struct bb_str value[EXCHANGE_FIELDS]; /* canonical texts */
    bool given[EXCHANGE_FIELDS];
    struct bb_str scratch;
    struct bb_arena arena;
    struct later *later; /* references to rows that may come further down */
    size_t later_n, later_cap;
};
/* Adds or changes one record; *id receives it. `err` says what is wrong for the outcomes from OUTCOME_REFUSED on. */
enum outcome upsert_row(struct upsert *u, enum bb_entity e, const struct row_texts *row, int64_t *id,
                        struct bb_error *err);
/* Fills the references that had to wait; call it after the last row of each noun. */
bool upsert_settle(struct upsert *u, struct bb_error *err);
void upsert_finish(struct upsert *u);
