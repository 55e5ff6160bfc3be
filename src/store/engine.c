#include "engine.h"

#include "gate.h"

#include <bepboard/mem.h>
#include <bepboard/str.h>
#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <limits.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { STATEMENTS = 128, CHECKPOINT_BYTES = 1 << 20 };

struct db_rows {
    struct db *db;
    char *sql;
    sqlite3_stmt *stmt;
    bool busy;
    int rc;
};

struct db {
    sqlite3 *handle;
    char path[PATH_MAX];
    bool read_only;
    bool writing;
    struct gate gate;
    struct db_rows *statements[STATEMENTS];
    size_t statement_n;
    int64_t data_version;
};

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
    {SQLITE_READONLY, BB_E_READ_ONLY, "the database may not be written; `bepboard doctor` says how to mend it"},
    {SQLITE_FULL, BB_E_FULL, "no space is left for the database; nothing was saved. Free some space and try again"},
    {SQLITE_IOERR_WRITE, BB_E_FULL, "the database file cannot grow (disk full or file size limit); nothing was saved"},
    {SQLITE_CORRUPT, BB_E_CORRUPT,
     "the database file is damaged; `bepboard doctor` checks it, `bepboard restore FILE` brings a backup back"},
    {SQLITE_NOTADB, BB_E_CORRUPT, "this file is not a bepboard database"},
    {SQLITE_INTERRUPT, BB_E_INTERRUPTED, "cancelled; nothing was changed"},
    {SQLITE_CANTOPEN, BB_E_FAILED, "the database file cannot be opened"},
    {SQLITE_CONSTRAINT_UNIQUE, BB_E_CONFLICT, "a record with the same key exists already"},
};

static bool failed(const struct db *db, int rc, struct bb_error *err)
{
    for (int exact = 1; exact >= 0; exact--)
        for (size_t i = 0; i < sizeof failures / sizeof *failures; i++)
            if (failures[i].rc == (exact ? rc : rc & 0xFF))
                return bb_fail(err, failures[i].code, "%s: %s", db->path, failures[i].text);
    return bb_fail(err, BB_E_FAILED, "%s: %s (database error %d)", db->path,
                   db->handle ? sqlite3_errmsg(db->handle) : sqlite3_errstr(rc), rc);
}

/* Opening. */

static bool resolve(char out[PATH_MAX], const char *path, struct bb_error *err)
{
    char dir_of[PATH_MAX], base_of[PATH_MAX], dir[PATH_MAX];
    if (strlen(path) + 16 > sizeof dir_of || !*path)
        return bb_fail(err, BB_E_USAGE, "the path of the database is empty or too long");
    snprintf(dir_of, sizeof dir_of, "%s", path);
    snprintf(base_of, sizeof base_of, "%s", path);
    /* The directory may be reached through links, the file itself may not be one. */
    const char *folder = dirname(dir_of);
    if (!realpath(folder, dir))
        return bb_fail(err, BB_E_NOT_FOUND, "%s: the directory cannot be reached (%s)", folder, strerror(errno));
    if ((size_t)snprintf(out, PATH_MAX, "%s/%s", strcmp(dir, "/") == 0 ? "" : dir, basename(base_of)) >= PATH_MAX - 16)
        return bb_fail(err, BB_E_USAGE, "the path of the database is too long");
    return true;
}

/* 0660 where the directory hands its group down and the group may write there, 0600 everywhere else. */
static unsigned mode_for(const char *path)
{
    char dir_of[PATH_MAX];
    struct stat st;
    snprintf(dir_of, sizeof dir_of, "%s", path);
    bool shared = stat(dirname(dir_of), &st) == 0 && (st.st_mode & S_ISGID) && (st.st_mode & S_IWGRP);
    return shared ? 0660 : 0600;
}

static bool check_kind(const struct db *db, unsigned flags, struct bb_error *err)
{
    struct stat st;
    bool fresh;
    if (lstat(db->path, &st) != 0) {
        if (!(flags & DB_CREATE))
            return bb_fail(
                err, BB_E_NOT_FOUND,
                "%s: there is no database; `bepboard init` makes one, `bepboard demo` opens the demonstration",
                db->path);
        return gate_create_file(db->path, mode_for(db->path), &fresh, err);
    }
    if (S_ISLNK(st.st_mode))
        return bb_fail(err, BB_E_FAILED, "%s: is a symbolic link; name the file itself", db->path);
    return S_ISREG(st.st_mode) || bb_fail(err, BB_E_FAILED, "%s: is not a plain file", db->path);
}

static int open_handle(struct db *db, int flags, const char *name)
{
    sqlite3_close(db->handle);
    db->handle = NULL;
    int rc = sqlite3_open_v2(name, &db->handle, flags | SQLITE_OPEN_NOFOLLOW | SQLITE_OPEN_NOMUTEX, NULL);
    if (rc != SQLITE_OK)
        return rc;
    sqlite3_extended_result_codes(db->handle, 1);
    sqlite3_busy_timeout(db->handle, 5000);
    sqlite3_db_config(db->handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
    sqlite3_db_config(db->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    return sqlite3_exec(db->handle, "PRAGMA cell_size_check=on; PRAGMA mmap_size=0; SELECT count(*) FROM sqlite_schema",
                        NULL, NULL, NULL);
}

/* A file or file system that we may not write: without its log nobody else can be writing either. */
static int open_immutable(struct db *db)
{
    struct bb_str uri = {0};
    bb_str_add(&uri, "file:");
    for (const char *p = db->path; *p; p++)
        if (strchr("%?#", *p))
            bb_str_addf(&uri, "%%%02X", (unsigned char)*p);
        else
            bb_str_addc(&uri, *p);
    bb_str_add(&uri, "?immutable=1");
    int rc = open_handle(db, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, bb_str_get(&uri));
    bb_str_finish(&uri);
    return rc;
}

static int open_best(struct db *db)
{
    int rc = access(db->path, W_OK) == 0 ? open_handle(db, SQLITE_OPEN_READWRITE, db->path) : SQLITE_READONLY;
    if ((rc & 0xFF) != SQLITE_READONLY && (rc & 0xFF) != SQLITE_CANTOPEN)
        return rc;
    db->read_only = true;
    rc = open_handle(db, SQLITE_OPEN_READONLY, db->path);
    return rc == SQLITE_OK || (rc & 0xFF) == SQLITE_NOTADB ? rc : open_immutable(db);
}

static bool set_up(struct db *db, unsigned flags, struct bb_error *err)
{
    int rc = open_best(db);
    if (rc != SQLITE_OK)
        return failed(db, rc, err);
    db->read_only |= (flags & DB_READ_ONLY) != 0;
    if (!gate_open(&db->gate, db->path, !db->read_only, mode_for(db->path), err))
        return false;
    const char *mode = db->read_only ? "PRAGMA query_only=1; PRAGMA foreign_keys=1; PRAGMA temp_store=2"
                                     : "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA wal_autocheckpoint=0;"
                                       "PRAGMA foreign_keys=1; PRAGMA temp_store=2";
    return db_script(db, mode, err);
}

bool db_open(struct db **out, const char *path, unsigned flags, struct bb_error *err)
{
    *out = NULL;
    struct db *db = bb_alloc(sizeof *db);
    db->gate = (struct gate){.lock_fd = -1, .touch_fd = -1, .watch_fd = -1};
    if (resolve(db->path, path, err) && check_kind(db, flags, err) && set_up(db, flags, err)) {
        *out = db;
        return true;
    }
    db_close(db);
    return false;
}

void db_close(struct db *db)
{
    if (!db)
        return;
    db_rollback(db);
    for (size_t i = 0; i < db->statement_n; i++) {
        sqlite3_finalize(db->statements[i]->stmt);
        free(db->statements[i]->sql);
        free(db->statements[i]);
    }
    sqlite3_close(db->handle);
    gate_close(&db->gate);
    free(db);
}

const char *db_path(const struct db *db)
{
    return db->path;
}

bool db_is_read_only(const struct db *db)
{
    return db->read_only;
}

/* Statements. */

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
        failed(db, rc, err);
        return NULL;
    }
    r = bb_alloc(sizeof *r);
    *r = (struct db_rows){.db = db, .sql = bb_strdup(sql), .stmt = stmt};
    memmove(db->statements + 1, db->statements, db->statement_n++ * sizeof *db->statements);
    return db->statements[0] = r;
}

static void bind_one(sqlite3_stmt *stmt, size_t number, const struct db_value *v)
{
    char name[24];
    snprintf(name, sizeof name, "$%zu", number);
    int at = sqlite3_bind_parameter_index(stmt, name);
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
    bool ok = rc == SQLITE_OK || failed(r->db, rc, err);
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

bool db_script(struct db *db, const char *sql, struct bb_error *err)
{
    int rc = sqlite3_exec(db->handle, sql, NULL, NULL, NULL);
    return rc == SQLITE_OK || failed(db, rc, err);
}

/* Transactions. */

bool db_begin(struct db *db, int wait_ms, struct bb_error *err)
{
    if (db->read_only)
        return bb_fail(err, BB_E_READ_ONLY, "%s: opened read-only, nothing can be changed here", db->path);
    if (!gate_take(&db->gate, wait_ms, err))
        return false;
    db->writing = db_script(db, "BEGIN IMMEDIATE", err);
    if (!db->writing)
        gate_release(&db->gate);
    return db->writing;
}

static bool log_has_grown(const struct db *db)
{
    char name[PATH_MAX];
    struct stat st;
    return (size_t)snprintf(name, sizeof name, "%s-wal", db->path) < sizeof name && stat(name, &st) == 0 &&
           st.st_size > CHECKPOINT_BYTES;
}

/* The caller holds the gate. Readers may keep it from finishing: the next commit tries again. */
static void checkpoint(struct db *db)
{
    sqlite3_busy_timeout(db->handle, 0);
    sqlite3_wal_checkpoint_v2(db->handle, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
    sqlite3_busy_timeout(db->handle, 5000);
}

bool db_commit(struct db *db, struct bb_error *err)
{
    bool ok = db_script(db, "COMMIT", err);
    if (!ok) {
        db_rollback(db);
        return false;
    }
    db->writing = false;
    gate_notify(&db->gate);
    if (log_has_grown(db))
        checkpoint(db);
    gate_release(&db->gate);
    return true;
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

bool db_checkpoint(struct db *db, struct bb_error *err)
{
    if (!gate_take(&db->gate, 5000, err))
        return false;
    checkpoint(db);
    gate_release(&db->gate);
    return true;
}

bool db_begin_read(struct db *db, struct bb_error *err)
{
    return db->writing || db_script(db, "BEGIN", err);
}

void db_end_read(struct db *db)
{
    if (!db->writing && !sqlite3_get_autocommit(db->handle))
        sqlite3_exec(db->handle, "COMMIT", NULL, NULL, NULL);
}

/* What others do. */

int db_notice_fd(struct db *db)
{
    return db->gate.watch_fd;
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
    if (!db_one(db, NULL, &version, 0, "PRAGMA data_version", DB_NO_ARGS))
        return false;
    bool changed = db->data_version != 0 && version != db->data_version;
    db->data_version = version;
    return changed;
}

/* Copies and checks. */

static bool sync_file(const char *path)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    bool ok = fd >= 0 && fchmod(fd, 0600) == 0 && fsync(fd) == 0;
    if (fd >= 0)
        close(fd);
    return ok;
}

bool db_copy(struct db *db, const char *path, struct bb_error *err)
{
    if (!db_exec(db, err, "VACUUM INTO $1", DB_ARGS(db_s(path))))
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

void db_interrupt(struct db *db)
{
    sqlite3_interrupt(db->handle);
}
