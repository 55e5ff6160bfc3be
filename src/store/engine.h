/* The only door to SQL. Knows SQLite; the texts it runs ($1 … $n, ON CONFLICT, RETURNING) would serve PostgreSQL too.
 */
#pragma once

#include <bepboard/error.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct db;
struct db_rows;

enum db_type { DB_NULL, DB_INT, DB_TEXT, DB_BLOB };
/* An argument; text and blobs must live until the call returns (db_exec) or the rows are closed (db_query). */
struct db_value {
    enum db_type type;
    int64_t i;
    const char *s;
    size_t n;
};
static inline struct db_value db_i(int64_t i)
{
    return (struct db_value){.type = DB_INT, .i = i};
}
struct db_value db_s(const char *s); /* NULL gives DB_NULL */
struct db_value db_b(const void *bytes, size_t n);
#define DB_ARGS(...)                                                                                                   \
    (sizeof((struct db_value[]){__VA_ARGS__}) / sizeof(struct db_value)), ((struct db_value[]){__VA_ARGS__})
#define DB_NO_ARGS 0, NULL

enum { DB_CREATE = 1, DB_READ_ONLY = 2 };
enum { DB_APPLICATION_ID = 0x42455042 }; /* "BEPB" in the file's head: whose database it is */

/* Opens the database file: WAL, no automatic checkpoints, defensive. With DB_CREATE a missing file is made first, by us
 * (0660 in a setgid directory that its group may write, else 0600), with its two side files
 * PATH-gate (the write gate) and PATH-touch (the change notice). With DB_READ_ONLY nothing can be written; a file or
 * file system that is itself read-only is opened as it is. Another program's database (BB_E_CORRUPT) is left as it was,
 * and a file system on which several processes cannot share a log is refused (BB_E_FAILED). *out is NULL on failure.
 * When the file is replaced by a restored one, the next transaction or look for changes opens the new one. */
bool db_open(struct db **out, const char *path, unsigned flags, struct bb_error *err);
void db_close(struct db *db);
const char *db_path(const struct db *db);
bool db_is_read_only(const struct db *db);

/* Runs a query. Rows come from db_next; always db_done. Statements are prepared once and kept. NULL on failure. */
struct db_rows *db_query(struct db *db, struct bb_error *err, const char *sql, size_t n, const struct db_value *args);
/* The next row. False at the end or on failure: then db_done tells which. */
bool db_next(struct db_rows *r);
/* Ends the query; false (with err filled) if it failed on the way. NULL is fine and true. */
bool db_done(struct db_rows *r, struct bb_error *err);
int64_t db_int(const struct db_rows *r, int column);      /* 0 for NULL */
const char *db_text(const struct db_rows *r, int column); /* NULL for NULL; valid until the next row */
const void *db_blob(const struct db_rows *r, int column, size_t *n);
bool db_null(const struct db_rows *r, int column);

/* Runs a statement to its end, ignoring rows. db_one also gives the first column of the first row as an integer
 * (`missing` if there is no row or it is NULL). db_changed: rows changed by the last statement. */
bool db_exec(struct db *db, struct bb_error *err, const char *sql, size_t n, const struct db_value *args);
bool db_one(struct db *db, struct bb_error *err, int64_t *out, int64_t missing, const char *sql, size_t n,
            const struct db_value *args);
int64_t db_changed(struct db *db);
/* Rows inserted, changed or deleted through this connection so far. */
int64_t db_total_changes(struct db *db);
/* Runs several statements separated by semicolons, without arguments. */
bool db_script(struct db *db, const char *sql, struct bb_error *err);

/* A write transaction: takes the gate (waiting at most `wait_ms`, then BB_E_BUSY naming the holder), BEGIN IMMEDIATE.
 * db_commit writes the change notice, checkpoints (FULL) when the log has grown, releases the gate, and returns when
 * the transaction is on the disk with all that were committed before it. If only that last step fails, the change is
 * there for everybody and yet db_commit is false. db_rollback is harmless outside a transaction. */
bool db_begin(struct db *db, int wait_ms, struct bb_error *err);
bool db_commit(struct db *db, struct bb_error *err);
/* For a part of a long work that counts only once a later transaction says so: not synced, so that a power cut may take
 * it until anybody calls db_commit. */
bool db_commit_part(struct db *db, struct bb_error *err);
/* Returns when all that was committed so far, by whomever, is on the disk. */
bool db_sync(struct db *db, struct bb_error *err);
void db_rollback(struct db *db);
bool db_in_transaction(const struct db *db);
/* Between two parts of a long work: checkpoints when the log has grown, as a turn at the gate of its own. */
void db_pause(struct db *db);
/* TRUNCATE checkpoint behind the gate; true also when readers kept it from finishing. */
bool db_checkpoint(struct db *db, struct bb_error *err);

/* Writes the file anew without what was deleted (VACUUM) and empties the log, behind the gate. BB_E_BUSY when readers
 * kept the log from being emptied. */
bool db_scrub(struct db *db, int wait_ms, struct bb_error *err);

/* Read transaction: several queries see one state. */
bool db_begin_read(struct db *db, struct bb_error *err);
void db_end_read(struct db *db);

/* Changes of others: a descriptor that becomes readable (inotify on PATH-touch, -1 if not to be had), and the counter
 * that tells whether anybody else committed since the last call (about 3 µs; the net under the notice). */
int db_notice_fd(struct db *db);
void db_notice_drain(struct db *db);
bool db_changed_by_others(struct db *db);

/* 0660 for a file in a directory that hands its group down and that its group may write, 0600 everywhere else. */
unsigned db_mode_for(const char *path);
/* The name of a file system (by f_type of statfs) that cannot hold the database (NFS …); NULL if it can. */
const char *db_file_system_trouble(long type);
/* Copies the database into a new file (VACUUM INTO) with db_mode_for, synced. The file must not exist. */
bool db_copy(struct db *db, const char *path, struct bb_error *err);
/* Appends the findings of a quick check; true if the file is sound. */
bool db_quick_check(struct db *db, struct bb_error *err);
/* "3.40.1", and whether this version has the WAL-reset defect that the gate guards against. */
const char *db_version(void);
bool db_version_has_wal_defect(const char *version);
