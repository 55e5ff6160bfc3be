#include "engine_private.h"

#include <bepboard/mem.h>
#include <bepboard/str.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* The log is copied into the database whenever it has grown by so many pages; when others wait, or the transaction was
 * long itself, later; in a pause earlier, so that a short save of somebody else need not do it. What is left at the end
 * is measured in bytes. */
enum { LOG_PAGES = 512, LOG_PAGES_AT_MOST = 1024, LOG_PAGES_IN_PAUSE = 256, SHORT_PAGES = 32, LEFT_BYTES = 1 << 16 };

struct db_value db_s(const char *s)
{
    return (struct db_value){.type = s ? DB_TEXT : DB_NULL, .s = s, .n = s ? strlen(s) : 0};
}

struct db_value db_b(const void *bytes, size_t n)
{
    return (struct db_value){.type = DB_BLOB, .s = bytes, .n = n};
}

/* Errors: SQLite's codes in our few classes, each with what to do. */

static const struct {
    int rc;
    enum bb_code code;
    const char *text;
} failures[] = {
    {SQLITE_BUSY, BB_E_BUSY, "the database is locked by another program; try again in a moment"},
    {SQLITE_LOCKED, BB_E_BUSY, "the database is locked by another program; try again in a moment"},
    {SQLITE_READONLY_RECOVERY, BB_E_READ_ONLY,
     "the latest changes are still in its log, which may not be read here; open the database once for writing, or copy "
     "it to where you may write"},
    {SQLITE_READONLY, BB_E_READ_ONLY, "the database may not be written; `bepboard doctor` says how to mend it"},
    {SQLITE_FULL, BB_E_FULL, "no space is left for the database; nothing was saved. Free some space and try again"},
    {SQLITE_IOERR_SHMSIZE, BB_E_FULL,
     "no space is left for the database; nothing was saved. Free some space and try again"},
    {SQLITE_IOERR_WRITE, BB_E_FULL, "the database file cannot grow (disk full or file size limit); nothing was saved"},
    {SQLITE_CORRUPT, BB_E_CORRUPT,
     "the database file is damaged; `bepboard doctor` checks it, `bepboard restore FILE` brings a backup back"},
    {SQLITE_NOTADB, BB_E_CORRUPT, "this file is not a bepboard database"},
    {SQLITE_INTERRUPT, BB_E_INTERRUPTED, "cancelled; nothing was changed"},
    {SQLITE_CANTOPEN, BB_E_FAILED, "the database file cannot be opened"},
    {SQLITE_CONSTRAINT_UNIQUE, BB_E_CONFLICT, "a record with the same key exists already"},
};

bool engine_failed(const struct db *db, int rc, struct bb_error *err)
{
    for (int exact = 1; exact >= 0; exact--)
        for (size_t i = 0; i < sizeof failures / sizeof *failures; i++)
            if (failures[i].rc == (exact ? rc : rc & 0xFF))
                return bb_fail(err, failures[i].code, "%s: %s", db->path, failures[i].text);
    return bb_fail(err, BB_E_FAILED, "%s: %s (database error %d)", db->path,
                   db->handle ? sqlite3_errmsg(db->handle) : sqlite3_errstr(rc), rc);
}

/* Statements. */

void engine_drop_statements(struct db *db)
{
    while (db->statement_n) {
        struct db_rows *r = db->statements[--db->statement_n];
        sqlite3_finalize(r->stmt);
        free(r->sql);
        free(r);
    }
}

static struct db_rows *find_statement(struct db *db, const char *sql)
{
    for (size_t i = 0; i < db->statement_n; i++) {
        struct db_rows *r = db->statements[i];
        if (r->busy || strcmp(r->sql, sql) != 0)
            continue;
        /* The most recent first, so that a loop finds its own at once. */
        memmove(db->statements + 1, db->statements, i * sizeof *db->statements);
        return db->statements[0] = r;
    }
    return NULL;
}

static void drop_oldest(struct db *db)
{
    for (size_t i = db->statement_n; i-- > 0;) {
        struct db_rows *r = db->statements[i];
        if (r->busy)
            continue;
        sqlite3_finalize(r->stmt);
        free(r->sql);
        free(r);
        memmove(db->statements + i, db->statements + i + 1, (--db->statement_n - i) * sizeof *db->statements);
        return;
    }
}

static struct db_rows *prepare(struct db *db, const char *sql, struct bb_error *err)
{
    struct db_rows *r = find_statement(db, sql);
    if (r)
        return r;
    if (db->statement_n == STATEMENTS)
        drop_oldest(db);
    sqlite3_stmt *stmt;
    int rc = db->statement_n == STATEMENTS
                 ? SQLITE_NOMEM
                 : sqlite3_prepare_v3(db->handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &stmt, NULL);
    if (rc != SQLITE_OK) {
        engine_failed(db, rc, err);
        return NULL;
    }
    r = bb_alloc(sizeof *r);
    *r = (struct db_rows){.db = db, .sql = bb_strdup(sql), .stmt = stmt};
    memmove(db->statements + 1, db->statements, db->statement_n++ * sizeof *db->statements);
    return db->statements[0] = r;
}

/* SQLite numbers parameters as they first appear, which mostly is the order of their names. */
static int parameter_index(sqlite3_stmt *stmt, size_t number)
{
    char name[24];
    const char *usual = sqlite3_bind_parameter_name(stmt, (int)number);
    if (usual && strtoul(usual + 1, NULL, 10) == number)
        return (int)number;
    snprintf(name, sizeof name, "$%zu", number);
    return sqlite3_bind_parameter_index(stmt, name);
}

static void bind_one(sqlite3_stmt *stmt, size_t number, const struct db_value *v)
{
    int at = parameter_index(stmt, number);
    if (at == 0 || v->type == DB_NULL)
        return;
    if (v->type == DB_INT)
        sqlite3_bind_int64(stmt, at, v->i);
    else if (v->type == DB_TEXT)
        sqlite3_bind_text64(stmt, at, v->s, v->n, SQLITE_STATIC, SQLITE_UTF8);
    else
        sqlite3_bind_blob64(stmt, at, v->s ? v->s : "", v->n, SQLITE_STATIC);
}

struct db_rows *db_query(struct db *db, struct bb_error *err, const char *sql, size_t n, const struct db_value *args)
{
    struct db_rows *r = prepare(db, sql, err);
    if (!r)
        return NULL;
    sqlite3_clear_bindings(r->stmt);
    for (size_t i = 0; i < n; i++)
        bind_one(r->stmt, i + 1, &args[i]);
    r->busy = true;
    r->rc = SQLITE_ROW;
    return r;
}

bool db_next(struct db_rows *r)
{
    if (!r || r->rc != SQLITE_ROW)
        return false;
    r->rc = sqlite3_step(r->stmt);
    return r->rc == SQLITE_ROW;
}

bool db_done(struct db_rows *r, struct bb_error *err)
{
    if (!r)
        return true;
    int rc = r->rc == SQLITE_ROW || r->rc == SQLITE_DONE ? SQLITE_OK : r->rc;
    bool ok = rc == SQLITE_OK || engine_failed(r->db, rc, err);
    sqlite3_reset(r->stmt);
    r->busy = false;
    return ok;
}

int64_t db_int(const struct db_rows *r, int column)
{
    return sqlite3_column_int64(r->stmt, column);
}

const char *db_text(const struct db_rows *r, int column)
{
    return (const char *)sqlite3_column_text(r->stmt, column);
}

const void *db_blob(const struct db_rows *r, int column, size_t *n)
{
    const void *bytes = sqlite3_column_blob(r->stmt, column);
    *n = (size_t)sqlite3_column_bytes(r->stmt, column);
    return bytes;
}

bool db_null(const struct db_rows *r, int column)
{
    return sqlite3_column_type(r->stmt, column) == SQLITE_NULL;
}

bool db_exec(struct db *db, struct bb_error *err, const char *sql, size_t n, const struct db_value *args)
{
    return db_one(db, err, NULL, 0, sql, n, args);
}

bool db_one(struct db *db, struct bb_error *err, int64_t *out, int64_t missing, const char *sql, size_t n,
            const struct db_value *args)
{
    struct db_rows *r = db_query(db, err, sql, n, args);
    if (!r)
        return false;
    bool first = true;
    int64_t value = missing;
    for (; db_next(r); first = false)
        if (first && !db_null(r, 0))
            value = db_int(r, 0);
    if (out)
        *out = value;
    return db_done(r, err);
}

int64_t db_changed(struct db *db)
{
    return sqlite3_changes64(db->handle);
}

int64_t db_total_changes(struct db *db)
{
    return sqlite3_total_changes64(db->handle);
}

bool db_script(struct db *db, const char *sql, struct bb_error *err)
{
    int rc = sqlite3_exec(db->handle, sql, NULL, NULL, NULL);
    return rc == SQLITE_OK || engine_failed(db, rc, err);
}

/* Transactions. */

/* How many since the last call. */
static int pages_written(const struct db *db)
{
    int n = 0, most = 0;
    sqlite3_db_status(db->handle, SQLITE_DBSTATUS_CACHE_WRITE, &n, &most, true);
    return n;
}

bool db_begin(struct db *db, int wait_ms, struct bb_error *err)
{
    if (db->read_only)
        return bb_fail(err, BB_E_READ_ONLY, "%s: opened read-only, nothing can be changed here", db->path);
    if (!gate_take(&db->gate, wait_ms, err))
        return false;
    /* Behind the gate nobody puts another file in this one's place. */
    sqlite3_busy_timeout(db->handle, wait_ms);
    pages_written(db);
    db->writing = engine_follow(db, NULL, err) && db_script(db, "BEGIN IMMEDIATE", err);
    if (!db->writing)
        gate_release(&db->gate);
    return db->writing;
}

static bool log_is_longer(const struct db *db, off_t bytes)
{
    char name[PATH_MAX];
    struct stat st;
    return (size_t)snprintf(name, sizeof name, "%s-wal", db->path) < sizeof name && stat(name, &st) == 0 &&
           st.st_size > bytes;
}

/* The caller holds the gate. Readers may keep it from finishing: somebody tries again when the log has grown on. */
static void checkpoint(struct db *db, int mode)
{
    sqlite3_busy_timeout(db->handle, 0);
    sqlite3_wal_checkpoint_v2(db->handle, NULL, mode, NULL, NULL);
    sqlite3_busy_timeout(db->handle, BUSY_MS);
}

static bool passes(int before, int after, int every)
{
    return before / every != after / every;
}

/* The file keeps its length (FULL, not TRUNCATE), since to write over a log is much cheaper than to let it grow anew.
 */
static void tidy_log(struct db *db)
{
    int written = pages_written(db), before = db->log_pages > written ? db->log_pages - written : 0;
    if (passes(before, db->log_pages, LOG_PAGES_AT_MOST) ||
        (passes(before, db->log_pages, LOG_PAGES) && written <= SHORT_PAGES && !gate_awaited(&db->gate)))
        checkpoint(db, SQLITE_CHECKPOINT_FULL);
}

bool db_commit_part(struct db *db, struct bb_error *err)
{
    bool ok = db_script(db, "COMMIT", err);
    if (!ok) {
        db_rollback(db);
        return false;
    }
    db->writing = false;
    db->wrote = true;
    gate_notify(&db->gate);
    tidy_log(db);
    gate_release(&db->gate);
    return true;
}

/* What others committed before us is in the same file: whoever syncs it syncs theirs, too. */
bool db_sync(struct db *db, struct bb_error *err)
{
    sqlite3_file *log = NULL;
    int rc = sqlite3_file_control(db->handle, "main", SQLITE_FCNTL_JOURNAL_POINTER, (void *)&log);
    if (rc == SQLITE_OK && log && log->pMethods)
        rc = log->pMethods->xSync(log, SQLITE_SYNC_NORMAL);
    return rc == SQLITE_OK || engine_failed(db, rc, err);
}

/* Synced after the gate is free again: several sessions then wait for the disk at the same time. */
bool db_commit(struct db *db, struct bb_error *err)
{
    return db_commit_part(db, err) && db_sync(db, err);
}

void db_rollback(struct db *db)
{
    if (db->writing && !sqlite3_get_autocommit(db->handle))
        sqlite3_exec(db->handle, "ROLLBACK", NULL, NULL, NULL);
    db->writing = false;
    gate_release(&db->gate);
}

bool db_in_transaction(const struct db *db)
{
    return db->writing;
}

static bool checkpoint_behind_gate(struct db *db, int mode, int wait_ms, struct bb_error *err)
{
    if (!gate_take(&db->gate, wait_ms, err))
        return false;
    bool ok = engine_follow(db, NULL, err);
    if (ok)
        checkpoint(db, mode);
    gate_release(&db->gate);
    return ok;
}

bool db_checkpoint(struct db *db, struct bb_error *err)
{
    return checkpoint_behind_gate(db, SQLITE_CHECKPOINT_TRUNCATE, BUSY_MS, err);
}

void db_pause(struct db *db)
{
    if (db->log_pages < LOG_PAGES_IN_PAUSE)
        return;
    db_sync(db, NULL); /* before the gate, so that there is little left to wait for behind it */
    checkpoint_behind_gate(db, SQLITE_CHECKPOINT_FULL, BUSY_MS, NULL);
}

void engine_tidy_log(struct db *db)
{
    if (db->wrote && db->handle && log_is_longer(db, LEFT_BYTES))
        checkpoint_behind_gate(db, SQLITE_CHECKPOINT_TRUNCATE, 0, NULL);
}

static bool scrub(struct db *db, int wait_ms, struct bb_error *err)
{
    sqlite3_busy_timeout(db->handle, wait_ms);
    if (!db_script(db, "PRAGMA secure_delete=ON; VACUUM", err))
        return false;
    int rc = sqlite3_wal_checkpoint_v2(db->handle, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
    return rc == SQLITE_OK || engine_failed(db, rc, err);
}

bool db_scrub(struct db *db, int wait_ms, struct bb_error *err)
{
    if (db->read_only)
        return bb_fail(err, BB_E_READ_ONLY, "%s: opened read-only, nothing can be changed here", db->path);
    if (!gate_take(&db->gate, wait_ms, err))
        return false;
    bool ok = engine_follow(db, NULL, err) && scrub(db, wait_ms, err);
    gate_release(&db->gate);
    return ok;
}

bool db_begin_read(struct db *db, struct bb_error *err)
{
    return db->writing || (engine_follow(db, NULL, err) && db_script(db, "BEGIN", err));
}

void db_end_read(struct db *db)
{
    if (!db->writing && !sqlite3_get_autocommit(db->handle))
        sqlite3_exec(db->handle, "COMMIT", NULL, NULL, NULL);
}

/* What others do. */

int db_notice_fd(struct db *db)
{
    return gate_watch(&db->gate);
}

void db_notice_drain(struct db *db)
{
    char events[4096];
    while (db->gate.watch_fd >= 0 && read(db->gate.watch_fd, events, sizeof events) > 0)
        continue;
}

bool db_changed_by_others(struct db *db)
{
    int64_t version = 0;
    bool replaced = false;
    if (!engine_follow(db, &replaced, NULL) || !db_one(db, NULL, &version, 0, "PRAGMA data_version", DB_NO_ARGS))
        return false;
    bool changed = replaced || (db->data_version != 0 && version != db->data_version);
    db->data_version = version;
    return changed;
}

/* Copies and checks. */

static bool sync_file(const char *path)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    bool ok = fd >= 0 && fchmod(fd, db_mode_for(path)) == 0 && fsync(fd) == 0;
    if (fd >= 0)
        close(fd);
    return ok;
}

bool db_copy(struct db *db, const char *path, struct bb_error *err)
{
    /* SQLite takes a copy for a change of the original, which it is not. */
    bool ok = db_script(db, "PRAGMA query_only=0", err) && db_exec(db, err, "VACUUM INTO $1", DB_ARGS(db_s(path)));
    if (db->read_only)
        db_script(db, "PRAGMA query_only=1", NULL);
    if (!ok)
        return false;
    return sync_file(path) || bb_fail(err, BB_E_FAILED, "%s: cannot be written to disk (%s)", path, strerror(errno));
}

bool db_quick_check(struct db *db, struct bb_error *err)
{
    struct db_rows *r = db_query(db, err, "PRAGMA quick_check(1)", DB_NO_ARGS);
    bool sound = r && db_next(r) && strcmp(db_text(r, 0), "ok") == 0;
    if (r && !sound && r->rc == SQLITE_ROW)
        bb_fail(err, BB_E_CORRUPT, "%s: the file is damaged: %s", db->path, db_text(r, 0));
    return db_done(r, err) && sound;
}

const char *db_version(void)
{
    return sqlite3_libversion();
}

bool db_version_has_wal_defect(const char *version)
{
    int major = 0, minor = 0, patch = 0;
    sscanf(version, "%d.%d.%d", &major, &minor, &patch);
    int number = major * 1000000 + minor * 1000 + patch;
    bool mended = number >= 3051003 || (minor == 50 && patch >= 7) || (minor == 44 && patch >= 6);
    return number >= 3007000 && !(major == 3 && mended) && major == 3;
}
