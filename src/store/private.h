/* What the files of the store share. */
#pragma once

#include "engine.h"

#include <bepboard/store.h>

enum { STORE_BROUGHT = 8 };  /* people who are read beside those that a screen shows */
enum { RECORD_COLUMNS = 5 }; /* id, rev, uid, engagement, deleted come before the fields */

struct past;

struct bb_store {
    struct db *db;
    const struct bb_clock *clock;
    struct bb_clock real;
    char *actor;
    int wait_ms;
    /* The open transaction. */
    int64_t txn_seq, txn_engagement;
    struct settling {
        bool import;                  /* or a copy of what another engagement holds */
        int64_t reverses;             /* the transaction that is taken back or done again; 0 = none */
        bool verdicts;                /* a diagnosis or an order was written */
        size_t keys[BB_ENTITY_COUNT]; /* how often key fields were */
    } settling;
    int64_t txn_before;             /* db_total_changes when the frame was written: whoever adds none leaves no trace */
    bool copy;                      /* a copy that is being worked on: no backups are made of it */
    int64_t brought[STORE_BROUGHT]; /* ids, the last one first, 0 = free */
    struct past *past;              /* what it looks back at; NULL = the present */
    int64_t seen_seq;               /* the last transaction that this session knows of */
    char *select[BB_ENTITY_COUNT];  /* SELECT … FROM entity WHERE, made at first use */
    char *insert[BB_ENTITY_COUNT];  /* INSERT INTO entity …, the same */
    char *filled;                   /* which tables have rows of an engagement, the same */
};

int64_t store_now(const struct bb_store *s);

/* record.c: SQL from field tables. */
/* Queries the rows of an entity that are live, or were there on the day that the store looks back at. `where` goes on
 * from "… WHERE deleted = 0" (" AND id = $1 ORDER BY id"). */
struct db_rows *record_query(struct bb_store *s, enum bb_entity e, const char *where, size_t n,
                             const struct db_value *args, struct bb_error *err);
/* The next struct of such a query; strings go to the arena. False at its end: then db_done tells which. */
bool record_next(struct bb_store *s, enum bb_entity e, struct db_rows *r, struct bb_arena *a, void *record);
/* The argument for a field's canonical text, typed as its column is. */
struct db_value record_value(const struct bb_field *f, const char *canonical);
/* Appends the column's name in quotes. */
void record_column(struct bb_str *out, const char *name);
bool record_has_fold(const struct bb_field *f);
/* Reads all records of such a query into an array in the arena and ends it; false for r NULL. */
bool record_all(struct bb_store *s, struct db_rows *r, enum bb_entity e, struct bb_arena *a, struct bb_table *out,
                struct bb_error *err);

/* raised.c: fills what the gate reads and then takes away; `filled` tells which tables have rows. */
bool raised_load(struct bb_store *s, int64_t engagement, const bool filled[BB_ENTITY_COUNT], struct bb_data *d,
                 struct bb_error *err);

/* change.c: one row changed and journaled; values are canonical texts by field index. */
struct row_image {
    int64_t engagement, deleted;
    char **values; /* field_count canonical texts, NULL = empty */
};
/* The row as it is, deleted or not; found tells whether there is one. row_image_finish frees it. */
bool row_image_read(struct bb_store *s, enum bb_entity e, int64_t id, struct row_image *out, bool *found,
                    struct bb_error *err);
void row_image_finish(enum bb_entity e, struct row_image *image);
/* reference.c: whether everything a row refers to is there, in its own engagement, and no unit is part of itself.
 * Values by field index, NULL = nothing to look at; id 0 = a new row. */
bool references_live(struct bb_store *s, enum bb_entity e, int64_t id, int64_t engagement, const char *const *values,
                     struct bb_error *err);
/* bb_store_update without asking for the record's own rules: for what puts back or takes away what was let in. */
bool change_update(struct bb_store *s, enum bb_entity e, int64_t id, const struct bb_change *c, size_t n,
                   struct bb_error *err);
/* settle.c: a transaction begins; a row is written, these fields of it (NULL = all). */
void settle_begin(struct bb_store *s, bool import, int64_t reverses);
void settle_note(struct bb_store *s, enum bb_entity e, const struct bb_change *c, size_t n);
/* unique.c: whether the key fields of what the open transaction wrote of this kind are nobody else's; says who has them
 * if not. */
bool keys_unique(struct bb_store *s, enum bb_entity e, struct bb_error *err);
/* False, saying that these key fields are the record's with the id `other` (0 = unknown). */
bool keys_taken(struct bb_store *s, enum bb_entity e, const char *const *values, int64_t other, struct bb_error *err);
/* The same after the database refused to write a row (BB_E_CONFLICT); leaves other errors alone. Returns false. */
bool keys_explain(struct bb_store *s, enum bb_entity e, int64_t engagement, const char *const *values,
                  struct bb_error *err);
/* counts.c: whether a row, as it would be with these canonical texts by field index, keeps what it must beside others,
 * as far as the changed fields (bits by index) are part of that; id 0 = a new row. */
bool counts_keep(struct bb_store *s, enum bb_entity e, int64_t id, int64_t engagement, const char *const *values,
                 uint64_t changed, struct bb_error *err);
/* Marks a row deleted (or live again) and journals it, without looking at who refers to it. */
bool change_deleted(struct bb_store *s, enum bb_entity e, int64_t id, const struct row_image *image, bool deleted,
                    struct bb_error *err);
/* Live rows that refer to a row: `found` is called for each; it may change them. */
bool change_each_reference(struct bb_store *s, enum bb_entity to, int64_t id,
                           bool (*found)(void *ctx, enum bb_entity e, const struct bb_field *f, int field, int64_t row,
                                         struct bb_error *err),
                           void *ctx, struct bb_error *err);

/* event_batch.c, rollup.c: the rollups of usage events follow, in the open transaction, when an import is taken back or
 * done again, when a person changes the unit (-1 = is not there), and when the rule of adoption changes. */
bool events_import_shown(struct bb_store *s, int64_t import, bool shown, struct bb_error *err);
bool events_person_moved(struct bb_store *s, int64_t engagement, int64_t person, int64_t from, int64_t to,
                         struct bb_error *err);
bool events_rule_changed(struct bb_store *s, int64_t engagement, struct bb_error *err);
/* event_rest.c: whether a person may go again, or for the first time, in the undo or redo of what was done before: not
 * if usage events of theirs came since. */
bool events_person_may_go(struct bb_store *s, int64_t engagement, int64_t person, struct bb_error *err);
/* event_merge.c: of people, the usage events of `lose` become ones of `keep`; the rollups follow. */
bool merge_events(struct bb_store *s, enum bb_entity e, int64_t keep, int64_t lose, struct bb_error *err);
/* events.c: removes what killed imports of events left, unless an import is running. */
void events_sweep(struct bb_store *s);
/* Fills d->rollups, by day; by month when those up to d->today span more than `most_days`. */
bool rollup_load(struct bb_store *s, int64_t engagement, int32_t most_days, struct bb_data *d, struct bb_error *err);

/* undo.c: which of an actor's ($1) transactions in an engagement ($2) undo takes back, in order, at most $3. */
extern const char store_undoable[];

/* store.c */
bool store_begin_kind(struct bb_store *s, const char *label, const char *kind, int64_t engagement, const char *request,
                      int64_t reverses, bool *done, struct bb_error *err);

/* Opens a copy of the database, bringing its schema up to date without a backup; `like` lends clock and actor. */
bool store_open_copy(struct bb_store **out, const char *path, const struct bb_store *like, struct bb_error *err);

/* migrate.c: brings the schema up to date. */
bool store_migrate(struct bb_store *s, struct bb_error *err);
int64_t store_schema_version(void);

/* backup.c: where the backups of a database lie; whether a copy is sound, ours, and has the counted rows (-1: any). */
bool backup_folder(const char *path, struct bb_str *out, bool make, struct bb_error *err);
bool backup_check(const char *copy, int64_t rows, struct bb_error *err);
void backup_remove_side_files(const char *path);
bool backup_sync_folder_of(const char *path);
/* Removes, in the folder of `path`, the unfinished files whose names begin with `prefix` and that killed backups,
 * restorations and demonstrations left behind. */
void backup_sweep(const char *path, const char *prefix);
