/* In and out: the same nouns both ways, as CSV and JSON. */
#pragma once

#include <bepboard/error.h>
#include <bepboard/field.h>
#include <bepboard/store.h>
#include <bepboard/str.h>
#include <bepboard/words.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

enum bb_format { BB_CSV, BB_JSON };

/* "column of the file" = "field of ours", as `--map` gives it: a field name, `attribute:NAME` (people), or "" to leave
 * the column out. Samples also take `percent` (0..100, becomes `now` as a share) and `share` (0..1); events take
 * person, day, kind, source, count. */
struct bb_mapping {
    const char *column, *field;
};

/* What merging two people will take over and what it will not keep, in sentences of field labels; before it is done.
 * Appends nothing when the two say the same. */
bool bb_merge_words(struct bb_store *s, int64_t keep, int64_t lose, struct bb_str *out, struct bb_error *err);

/* One thing the report says of a line. */
struct bb_remark {
    size_t line;
    bool refused; /* false: a note, the row was taken */
    char *text;   /* complete sentence */
};

struct bb_report {
    int64_t read, added, changed, unchanged, refused;
    int64_t unknown;           /* refused because they name people nobody knows */
    int64_t units_added;       /* made because rows named them */
    struct bb_remark *remarks; /* the first 100 */
    size_t remark_n, remark_cap;
    int64_t remark_total;
    char *ignored;    /* names of columns that were left out, NULL if none */
    const char *file; /* stands before each line as FILE:LINE, "line LINE" when NULL; the caller's */
};
void bb_report_finish(struct bb_report *r);
/* Appends the report as text for a person. `tried` = dry run. */
void bb_report_format(const struct bb_report *r, const char *noun, bool tried, struct bb_str *out);

struct bb_import_options {
    enum bb_entity entity; /* what the rows are; BB_ENTITY_COUNT = events */
    int64_t engagement;
    const char *path; /* "-" = standard input */
    const struct bb_mapping *mapping;
    size_t mapping_n;
    bool dry_run;
    bool ratings; /* the rows are single answers to KPIs (kpi, on, unit, rating), of which values are made (entity is
                     BB_READING): by day and unit, and of all together; the answers are not kept */
    bool plain;   /* the path must be a plain file and no link, neither soft nor hard: a restricted session's */
    const volatile bool *cancel; /* set from outside: leaves the database as it was; may be NULL */
    void (*progress)(void *ctx, int64_t rows, long long done, long long total);
    void *ctx;
};

/* Imports a CSV or JSON file of one noun: all rows or none. Rows with an invalid value fail the whole import (every
 * one is in the report, up to 100); rows that name unknown people are refused one by one and the rest goes on. A row
 * whose uid or key is known changes that record: columns that are not in the file stay as they are. Missing units are
 * made. An import that changes nothing leaves no trace. */
bool bb_import_rows(struct bb_store *s, const struct bb_import_options *o, struct bb_report *report,
                    struct bb_error *err);
/* Imports what `export all` wrote (JSON, or CSV sections): engagement and everything in it, uids kept. The report sums
 * all nouns. An engagement that exists (by uid, else by name) is updated. Usage events come last, after the rest is
 * committed, and are not tried in a dry run nor cancelled. Of the options path, dry_run, plain, cancel and progress
 * count. *engagement (may be NULL) receives the engagement's id, 0 in a dry run. */
bool bb_import_bundle(struct bb_store *s, const struct bb_import_options *o, int64_t *engagement,
                      struct bb_report *report, struct bb_error *err);
/* Replays the embedded demonstration by its dated rows (see data/demo/README.md) into an empty database: one
 * transaction per day, journaled under `clock`, which must be the store's clock and is left at its own time. */
bool bb_demo_load(struct bb_store *s, struct bb_clock *clock, struct bb_error *err);

/* The row id of one live record as a person calls it: its key or unique name, its uid, or what stands in its title
 * field, in this order and without regard to case and accents. BB_E_NOT_FOUND; BB_E_CONFLICT, naming uids, when the
 * title is that of several. */
bool bb_record_find(struct bb_store *s, enum bb_entity e, int64_t engagement, const char *text, int64_t *id,
                    struct bb_error *err);
/* Adds a record (*id is 0 and receives the new one) or changes one, in a transaction of its own. `texts` has an entry
 * for each field, as people type it: NULL leaves the field as it is, "" empties it, references go by key, name or uid
 * and must be known. A new record that has the key of another is refused. On failure nothing was changed, and err is a
 * sentence that begins with the field's label where it is about one. */
bool bb_record_write(struct bb_store *s, enum bb_entity e, int64_t engagement, const char *const *texts, int64_t *id,
                     struct bb_error *err);

struct bb_export_options {
    const char *noun; /* an entity's noun, "events" or "all" */
    int64_t engagement;
    enum bb_format format;
    enum bb_audience audience;              /* fields above it are left out (BB_DESK: everything) */
    bool raw;                               /* no formula guard in CSV */
    bool pseudonyms;                        /* before the room people bear pseudonyms instead of role and unit */
    const struct bb_agreements *agreements; /* what was agreed to be shown; NULL = nothing */
    const struct bb_words *words;           /* the room's words for choices; NULL = their keys */
};
/* Writes to a stream; the caller checks and closes it. Rows by uid, columns in the order of the field table, references
 * as the other record's key; the same data always give the same bytes. For the team the first line says so; where
 * an agreement lowered a field, the head of every file names it. For the
 * room people are not told by uid and key but by `who` (role or pseudonym), in that order, and choices in words. */
bool bb_export(struct bb_store *s, const struct bb_export_options *o, FILE *out, struct bb_error *err);

/* Usage events (src/exchange/events.c): person, day, kind, source, count; see data/migrations/002. */
bool bb_import_events(struct bb_store *s, const struct bb_import_options *o, struct bb_report *report,
                      struct bb_error *err);

/* The newest transactions that a query asks for, as an audience may see them: those of which it may know nothing are
 * left out, what was done is told by the kind of record alone, and before the room nobody is named and nothing counted
 * (actor "", changes 0). For the desk everything as bb_store_log_query gives it. In the arena. */
bool bb_log_seen(struct bb_store *s, enum bb_audience audience, const struct bb_log_query *q, struct bb_arena *a,
                 struct bb_txn **out, size_t *n, struct bb_error *err);

/* One field that an entry of the journal changed. */
struct bb_field_change {
    const struct bb_journal_change *of; /* which record, when, by whom */
    const struct bb_field *field;       /* NULL: nothing of it is kept, as of somebody who was forgotten */
    const char *before, *after;         /* canonical texts, NULL = empty */
};
/* The field changes of one entry (seq), or with seq 0 of one record, newest entry first, as an audience may see them:
 * of records that it sees and fields that are for it; before the room none at all. In the arena. */
bool bb_changes_seen(struct bb_store *s, enum bb_audience audience, int64_t engagement,
                     const struct bb_agreements *agreements, int64_t seq, enum bb_entity e, int64_t row,
                     struct bb_arena *a, struct bb_field_change **out, size_t *n, struct bb_error *err);
