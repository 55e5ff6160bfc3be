/* The register: every change is a journaled transaction, nothing acknowledged is lost, everything can be undone. */
#pragma once

#include <bepboard/date.h>
#include <bepboard/error.h>
#include <bepboard/mem.h>
#include <bepboard/model.h>
#include <bepboard/str.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct bb_store;

struct bb_store_options {
    const char *path;             /* database file */
    bool create;                  /* make it when it is missing (its directory must exist) */
    bool read_only;               /* nothing may be written */
    const struct bb_clock *clock; /* NULL = real time; must outlive the store */
    const char *actor;            /* who changes things; NULL = the Unix user (getuid) */
    int wait_ms;                  /* how long a save waits for other writers; 0 = 5000 */
};

/* Opens a database and brings its schema up to date (after a verified backup when it holds anything). A newer schema
 * is refused with BB_E_NEWER, another program's file with BB_E_CORRUPT. *out is NULL on failure. */
bool bb_store_open(struct bb_store **out, const struct bb_store_options *o, struct bb_error *err);
/* Rolls back what was not committed. Accepts NULL. */
void bb_store_close(struct bb_store *s);
/* Also while it looks back, see bb_store_look_back. */
bool bb_store_read_only(const struct bb_store *s);
const char *bb_store_path(const struct bb_store *s);
const char *bb_store_actor(const struct bb_store *s);
/* The engine, for the importer of events and for tests; declared in src/store/engine.h. */
struct db;
struct db *bb_store_db(struct bb_store *s);
/* Where the database is when nobody names it: $BEPBOARD_DB, `configured` (may be NULL), /var/lib/bepboard/board.db if
 * it exists, else $XDG_DATA_HOME/bepboard/board.db. Makes the last one's directory (0700). */
bool bb_store_default_path(struct bb_str *out, const char *configured, struct bb_error *err);
/* The demonstration's own file beside it. */
bool bb_store_demo_path(struct bb_str *out, struct bb_error *err);
/* A new UUIDv7; `out` takes 36 characters and a NUL. */
void bb_uuid(char out[37], int64_t now_us);

/* Changing. One field and its new canonical text (NULL or "" = empty; references are decimal row ids). */
struct bb_change {
    int field; /* index in the entity's field table */
    const char *value;
    const char *before; /* what the editor saw; if `checked` and the database has a third value: BB_E_CONFLICT */
    bool checked;
};
/* Begins a write transaction. `label` says for people what is being done ("Edit stakeholder"); engagement 0 = none.
 * A request id (NULL = a new one) that the journal knows already makes bb_store_commit succeed without doing anything:
 * `*done` (may be NULL) is true then and the caller must not change anything. */
bool bb_store_begin(struct bb_store *s, const char *label, int64_t engagement, const char *request, bool *done,
                    struct bb_error *err);
/* The same for an import, which the journal calls one. */
bool bb_store_begin_import(struct bb_store *s, const char *label, int64_t engagement, struct bb_error *err);
/* Checks required fields, limits, the record's own rules (check.h), and that references name live rows of the same
 * engagement (else BB_E_CONFLICT). uid NULL makes a new one; the uid of a deleted row brings that row back with the new
 * values. Keys of people and orders are made up when empty. On failure the whole transaction must be rolled back. */
bool bb_store_insert(struct bb_store *s, enum bb_entity e, int64_t engagement, const char *uid,
                     const struct bb_change *c, size_t n, int64_t *id, struct bb_error *err);
/* Writes only what differs; the record must keep its own rules afterwards. */
bool bb_store_update(struct bb_store *s, enum bb_entity e, int64_t id, const struct bb_change *c, size_t n,
                     struct bb_error *err);
/* Marks the row and those that belong to it (bb_field_binds); other references to it become empty. The records of a
 * deleted engagement stay, out of everybody's sight, until undo brings it back. */
bool bb_store_delete(struct bb_store *s, enum bb_entity e, int64_t id, struct bb_error *err);
/* How many records of each kind this store's last transaction deleted, those that belonged to others with them. */
bool bb_store_deletions(struct bb_store *s, size_t counts[BB_ENTITY_COUNT], struct bb_error *err);
/* What must hold of the records together, once for everything that the open transaction wrote; the commit does it, a
 * dry run asks for it. An order has the verdict that counts in its latest diagnosis, also when that one is overruled or
 * deleted; a verdict written into the order itself that says otherwise is refused. An open order whose latest diagnosis
 * says that it was taken undiagnosed is accepted, unless its state was written as well. No two live records have the
 * same key fields (BB_KEY); imports may bring such, told apart by their uids. BB_E_CONFLICT or BB_E_INPUT, naming field
 * and record and what to do; then roll back. */
bool bb_store_settle(struct bb_store *s, struct bb_error *err);
/* A commit without any change leaves no trace. After BB_OK the change is on disk. */
bool bb_store_commit(struct bb_store *s, struct bb_error *err);
/* Harmless outside a transaction. */
void bb_store_rollback(struct bb_store *s);

/* The three steps in one, for a single record. id 0 inserts and receives the new id; value and label as above. */
bool bb_store_save(struct bb_store *s, enum bb_entity e, int64_t engagement, int64_t *id, const struct bb_change *c,
                   size_t n, const char *label, struct bb_error *err);
bool bb_store_remove(struct bb_store *s, enum bb_entity e, int64_t id, const char *label, struct bb_error *err);

/* Two records of one person become one, in one transaction: whatever refers to `lose` refers to `keep`, of what both
 * have (ties, stances of one day) keep's holds, its empty fields are filled, the higher sensitivity holds, usage events
 * are added up, and `lose` is deleted. BB_E_INPUT for one record or two engagements. */
bool bb_store_merge_people(struct bb_store *s, int64_t keep, int64_t lose, struct bb_error *err);

/* A new engagement with what is known of the same client from another one: its units, its people (who they are, not
 * what was seen of them in that change), their attributes, ties and memberships, the knowledge of units with its dates,
 * and who holds knowledge. The given fields are the engagement's own. One transaction. */
bool bb_store_begin_next(struct bb_store *s, int64_t from, const struct bb_change *c, size_t n, int64_t *id,
                         struct bb_error *err);

/* Undo and redo of the actor's own last transaction, over restarts; refused with BB_E_CONFLICT, naming who and when,
 * if somebody has built upon it, and with BB_E_NOT_FOUND if there is nothing. `what` receives the label. */
bool bb_store_undo(struct bb_store *s, int64_t engagement, struct bb_str *what, struct bb_error *err);
bool bb_store_redo(struct bb_store *s, int64_t engagement, struct bb_str *what, struct bb_error *err);

/* Reading. */
/* The clock's day in the engagement's time zone (0: in the clock's own); while looking back, that day. */
int32_t bb_store_today(struct bb_store *s, int64_t engagement);
/* Number of the last journaled transaction; 0 for a new database. */
int64_t bb_store_seq(struct bb_store *s);
/* Reads one engagement (0: the first one) into a zeroed *out: live records, counters, rollups, as of `today` (the
 * clock's day in the engagement's zone). A database without engagements gives out->engagement NULL. */
bool bb_store_load(struct bb_store *s, int64_t engagement, struct bb_data *out, struct bb_error *err);
/* All live records of one entity into the arena; engagement 0 = all of them. */
bool bb_store_table(struct bb_store *s, enum bb_entity e, int64_t engagement, struct bb_arena *a, struct bb_table *out,
                    struct bb_error *err);
/* Visits the live records of one entity by uid, without holding them all; `row` lives during the call. */
bool bb_store_each(struct bb_store *s, enum bb_entity e, int64_t engagement,
                   bool (*visit)(void *ctx, const void *row, struct bb_error *err), void *ctx, struct bb_error *err);
/* One live record by id into the arena; *row is NULL if there is none. */
bool bb_store_get(struct bb_store *s, enum bb_entity e, int64_t id, struct bb_arena *a, void **row,
                  struct bb_error *err);
/* The row id with this uid, or with these key texts (canonical, in the order of the entity's BB_KEY fields); 0 if none.
 */
bool bb_store_find_uid(struct bb_store *s, enum bb_entity e, const char *uid, int64_t *id, struct bb_error *err);
bool bb_store_find_key(struct bb_store *s, enum bb_entity e, int64_t engagement, const char *const *keys, int64_t *id,
                       struct bb_error *err);
/* People whose name, role or key contains the folded needle, at most `limit`, by name: of those that were raised above
 * the audience none. */
bool bb_store_find_people(struct bb_store *s, int64_t engagement, enum bb_audience audience, const char *needle,
                          int limit, struct bb_arena *a, struct bb_table *out, struct bb_error *err);

/* Of everybody in the engagement, however many: people whose name, or what follows its first word, or whose key begins
 * with a word that was typed (their names should have another one), and attributes whose value begins with all of it;
 * at most `limit` of either, people by name. Ranges of indexes are read, and no more than a few thousand entries of
 * them, so that not everybody who fits is found. Nobody who was raised above the audience, nobody at all for the room
 * and while looking back. People are those of the attributes, too; neither table is sorted by id. */
bool bb_store_find_among_all(struct bb_store *s, int64_t engagement, enum bb_audience audience, const char *typed,
                             int limit, struct bb_arena *a, struct bb_table *people, struct bb_table *attributes,
                             struct bb_error *err);
/* From now on this store's bb_store_load also reads this person with their attributes, as it does for the last few who
 * were brought. */
void bb_store_bring(struct bb_store *s, int64_t person);

/* Looking back. From now on this store reads an engagement (0: the first one) as it was at the end of a day: the
 * journal up to then, observations that hold from then or before. Rows stay as sensitive as they are today, and whoever
 * was forgotten stays so. Nothing can be changed meanwhile: bb_store_read_only is true and changes fail with
 * BB_E_READ_ONLY. Finding by key, name or uid, drafts and presence go on as of now. BB_E_INPUT for today and later. */
bool bb_store_look_back(struct bb_store *s, int64_t engagement, int32_t day, struct bb_error *err);
/* Back to the present; harmless there. */
void bb_store_look_at_now(struct bb_store *s);
/* True while the store looks back; *day (may be NULL) receives the day. */
bool bb_store_past(const struct bb_store *s, int32_t *day);
/* The last transaction of a day, of whatever engagement; 0 when there was none yet. What bb_store_load gives with this
 * `seq` was the same at the end of that day, but for what its dates say. */
bool bb_store_day_seq(struct bb_store *s, int64_t engagement, int32_t day, int64_t *seq, struct bb_error *err);
/* Reads one engagement as bb_store_load does after bb_store_look_back to that day, and leaves the store looking at what
 * it looked at before. *out, which is zeroed, has no engagement when there was none yet. */
bool bb_store_load_day(struct bb_store *s, int64_t engagement, int32_t day, struct bb_data *out, struct bb_error *err);
/* The transaction in which somebody was forgotten last: what was read before may still hold them. 0 when nobody was. */
bool bb_store_forgotten(struct bb_store *s, int64_t *seq, struct bb_error *err);
/* The day of an engagement's (0: the first one's) first journal entry; today when it has none. */
bool bb_store_first_day(struct bb_store *s, int64_t engagement, int32_t *day, struct bb_error *err);

/* The journal. */
struct bb_txn {
    int64_t seq, at_us, engagement;
    const char *actor, *label, *kind; /* kind: edit, undo, redo, import */
    int64_t undone_by;                /* 0 = in force */
    int64_t changes;                  /* rows */
};
struct bb_journal_change {
    int64_t seq, at_us;
    const char *actor, *label;
    enum bb_entity entity;
    int64_t row;
    const char *op;             /* insert, update, delete, restore */
    const char *before, *after; /* JSON objects of the changed fields */
};
/* Which transactions are wanted; zeroed conditions hold nothing back. */
struct bb_log_query {
    int64_t engagement, before; /* before this entry; 0 = from the end */
    int limit;                  /* how many at most */
    int64_t since_us;           /* from this instant on */
    int64_t since_seq;          /* behind this entry */
    const char *actor;          /* by this user */
    enum bb_entity entity;
    int64_t row; /* that touched this record; 0 = any */
};
bool bb_store_log_query(struct bb_store *s, const struct bb_log_query *q, struct bb_arena *a, struct bb_txn **out,
                        size_t *n, struct bb_error *err);
/* The row changes of one transaction, in their order. */
bool bb_store_entry(struct bb_store *s, int64_t seq, struct bb_arena *a, struct bb_journal_change **out, size_t *n,
                    struct bb_error *err);
/* What bb_store_undo would take back one after the other, at most `limit`, newest first. */
bool bb_store_undo_list(struct bb_store *s, int64_t engagement, int limit, struct bb_arena *a, struct bb_txn **out,
                        size_t *n, struct bb_error *err);
/* The last entry that the actor had seen when leaving last, -1 without a visit; and that they leave now, having seen
 * everything: nothing happens on a read-only database. Not journaled. */
bool bb_store_visit(struct bb_store *s, int64_t *seq, struct bb_error *err);
bool bb_store_leave(struct bb_store *s, struct bb_error *err);
/* Row changes with seq > since, oldest first; row 0 = of every row. */
bool bb_store_changes(struct bb_store *s, int64_t since, enum bb_entity e, int64_t row, struct bb_arena *a,
                      struct bb_journal_change **out, size_t *n, struct bb_error *err);

/* News from other sessions: a descriptor to poll (-1: none to be had; the first call begins to watch) and the check to
 * make when it is readable or a second has passed; true if somebody else committed since the last call. */
int bb_store_notice_fd(struct bb_store *s);
bool bb_store_news(struct bb_store *s);

/* Drafts of half-typed forms; not journaled. `fields` is a JSON object of what was typed. */
struct bb_draft {
    int64_t id, at_us, engagement, row; /* row 0 = a new record */
    enum bb_entity entity;
    const char *fields;
    int64_t pid;
};
/* Saves the draft of this process's form; *id 0 makes one. Deleting id 0 is fine. */
bool bb_draft_save(struct bb_store *s, int64_t *id, enum bb_entity e, int64_t engagement, int64_t row,
                   const char *fields, struct bb_error *err);
bool bb_draft_delete(struct bb_store *s, int64_t id, struct bb_error *err);
/* The actor's newest draft left by a process that no longer runs; out->id is 0 if there is none. */
bool bb_draft_find(struct bb_store *s, struct bb_arena *a, struct bb_draft *out, struct bb_error *err);

/* Backups: a copy that was opened and checked again (quick check, row counts). The file must not exist. */
bool bb_store_backup(struct bb_store *s, const char *path, struct bb_error *err);
/* Once a day: PATH's folder/backups/NAME-YYYY-MM-DD.db, keeping the newest `keep`. *made tells whether one was due. */
bool bb_store_daily_backup(struct bb_store *s, int64_t keep, bool *made, struct bb_error *err);
/* Replaces the database at `path` by a checked backup, after copying what is there to PATH.before-restore-N. */
bool bb_store_restore(const char *path, const char *backup, struct bb_str *kept_as, struct bb_error *err);

/* Forgetting a person: the one exception to "history is never rewritten". */
struct bb_forget_who {
    int64_t id, engagement;
    const char *uid, *key, *name; /* in the arena; key and name may be NULL */
    int64_t records;              /* records about the person: attributes, ties, stances, scores, conversations */
};
enum bb_forget_news {
    BB_FORGET_DONE,    /* something was erased */
    BB_FORGET_MENTION, /* a text of another record names the person; it was left as it is */
    BB_FORGET_LEFT,    /* something may still hold the person and could not be reached */
    BB_FORGET_STEP     /* what is being done now, and what others notice of it */
};
typedef void bb_forget_fn(void *ctx, enum bb_forget_news kind, const char *text);
/* Finds a person by key, uid or name (without regard to case and accents), deleted ones too, in an engagement (0: in
 * all). BB_E_NOT_FOUND if there is none, BB_E_CONFLICT (naming the keys) if the text fits several. */
bool bb_store_find_person(struct bb_store *s, int64_t engagement, const char *text, struct bb_arena *a,
                          struct bb_forget_who *out, struct bb_error *err);
/* Erases a person: fields, attributes, ties, stances, scores, conversations, usage events, drafts, their entries in the
 * journal (which stay, as "forgotten"), the free pages and the log of the file, the backups in PATH's folder/backups
 * and what restoring kept. Counts of adoption stay. Everybody else's transactions go on; those that touched the person
 * cannot be undone any more. False when the database could not be changed, or its free pages not be cleaned (BB_E_BUSY:
 * somebody is reading; bb_store_forget_resume does that part again); whatever else was not reached is told. */
bool bb_store_forget(struct bb_store *s, const struct bb_forget_who *who, bb_forget_fn *tell, void *ctx,
                     struct bb_error *err);
/* A forgetting that was cut off leaves a note beside the database: true if there is one, with the uid ("" when the note
 * itself was cut off, before anything was done). The next bb_store_forget finishes it first. */
enum { BB_UID_SIZE = 37 };
bool bb_store_forget_pending(const char *path, char uid[BB_UID_SIZE]);
/* Finishes it: backups, the record if it is still there, free pages; texts that name the person are listed only if the
 * database still knows the name. BB_E_NOT_FOUND when nothing was cut off; otherwise fails as bb_store_forget does. */
bool bb_store_forget_resume(struct bb_store *s, bb_forget_fn *tell, void *ctx, struct bb_error *err);

/* What `doctor` finds. */
enum bb_health { BB_HEALTHY, BB_HEALTH_NOTE, BB_SICK };
typedef void bb_doctor_fn(void *ctx, enum bb_health health, const char *what, const char *finding, const char *mend);
/* Checks file, schema, permissions, file system, SQLite version, free space, backups; true if nothing is sick. */
bool bb_store_doctor(const char *path, int64_t now_us, bb_doctor_fn *report, void *ctx);
/* Gives the folder of a database (made when missing, in one that exists) and what lies there of it to a Unix group, by
 * name or number: 2770 and 0660. Before the database is opened; it need not exist yet. Refused when the folder is
 * sticky or holds other things, and with BB_E_READ_ONLY and what to do about it when we may not. */
bool bb_store_share(const char *path, const char *group, struct bb_error *err);
/* Mends what the doctor finds wrong with permissions, telling each step; true if nothing is left that it could not. */
bool bb_store_mend(const char *path, bb_doctor_fn *report, void *ctx);
