/* Opening a database: which file, how far it may be written, and whose it is. */
#include "engine_private.h"

#include <bepboard/mem.h>
#include <bepboard/str.h>
#include <errno.h>
#include <libgen.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

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

unsigned db_mode_for(const char *path)
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
        if (errno != ENOENT)
            return bb_fail(err, BB_E_FAILED, "%s: cannot be reached (%s)", db->path, strerror(errno));
        if (!(flags & DB_CREATE))
            return bb_fail(
                err, BB_E_NOT_FOUND,
                "%s: there is no database; `bepboard init` makes one, `bepboard demo` opens the demonstration",
                db->path);
        return gate_create_file(db->path, db_mode_for(db->path), &fresh, err);
    }
    if (S_ISLNK(st.st_mode))
        return bb_fail(err, BB_E_FAILED, "%s: is a symbolic link; name the file itself", db->path);
    return S_ISREG(st.st_mode) || bb_fail(err, BB_E_FAILED, "%s: is not a plain file", db->path);
}

/* Several processes share a log in memory: no file system that other machines write to can carry that. */
static const struct {
    long type;
    const char *name;
} unfit[] = {
    {0x6969, "NFS"},      {0xFF534D42, "CIFS"}, {0xFE534D42, "SMB"},      {0x517B, "SMB"},
    {0x65735546, "FUSE"}, {0x01021997, "9p"},   {0x6A656A63, "virtiofs"},
};

const char *db_file_system_trouble(long type)
{
    for (size_t i = 0; i < sizeof unfit / sizeof *unfit; i++)
        if ((uint32_t)type == (uint32_t)unfit[i].type)
            return unfit[i].name;
    return NULL;
}

static bool check_file_system(const char *path, struct bb_error *err)
{
    struct statfs fs;
    const char *name = statfs(path, &fs) == 0 ? db_file_system_trouble((long)fs.f_type) : NULL;
    return !name ||
           bb_fail(err, BB_E_FAILED,
                   "%s: lies on %s, where a database that several sessions use gets damaged; keep it on a local disk",
                   path, name);
}

static int open_handle(struct db *db, int flags, const char *name)
{
    sqlite3_close(db->handle);
    db->handle = NULL;
    int rc = sqlite3_open_v2(name, &db->handle, flags | SQLITE_OPEN_NOFOLLOW | SQLITE_OPEN_NOMUTEX, NULL);
    if (rc != SQLITE_OK)
        return rc;
    sqlite3_extended_result_codes(db->handle, 1);
    sqlite3_busy_timeout(db->handle, BUSY_MS);
    sqlite3_db_config(db->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    return sqlite3_exec(db->handle, "PRAGMA cell_size_check=on; PRAGMA mmap_size=0; SELECT count(*) FROM sqlite_schema",
                        NULL, NULL, NULL);
}

/* A file or file system that we may not write. What is still in the log would be missing, so there must be none. */
static int open_immutable(struct db *db)
{
    char log[PATH_MAX];
    struct stat st;
    if ((size_t)snprintf(log, sizeof log, "%s-wal", db->path) >= sizeof log || (stat(log, &st) == 0 && st.st_size > 0))
        return SQLITE_READONLY_RECOVERY;
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
    db->read_only = false;
    int rc = eaccess(db->path, W_OK) == 0 ? open_handle(db, SQLITE_OPEN_READWRITE, db->path) : SQLITE_READONLY;
    if ((rc & 0xFF) != SQLITE_READONLY && (rc & 0xFF) != SQLITE_CANTOPEN)
        return rc;
    db->read_only = true;
    rc = open_handle(db, SQLITE_OPEN_READONLY, db->path);
    return rc == SQLITE_OK || (rc & 0xFF) == SQLITE_NOTADB ? rc : open_immutable(db);
}

/* All at one moment: another session may just be making this database. */
static bool read_marks(struct db *db, int64_t *application, int64_t *version, int64_t *tables, struct bb_error *err)
{
    bool ok = db_script(db, "BEGIN", err) && db_one(db, err, application, 0, "PRAGMA application_id", DB_NO_ARGS) &&
              db_one(db, err, version, 0, "PRAGMA user_version", DB_NO_ARGS) &&
              db_one(db, err, tables, 0, "SELECT count(*) FROM sqlite_schema", DB_NO_ARGS);
    db_end_read(db);
    return ok;
}

/* Asked before anything is written: another program's file is left as it was. */
static bool is_ours(struct db *db, struct bb_error *err)
{
    int64_t application, version, tables;
    if (!read_marks(db, &application, &version, &tables, err))
        return false;
    if (application != DB_APPLICATION_ID && (application || version || tables))
        return bb_fail(err, BB_E_CORRUPT, "%s: is a database of another program; name another file with --db",
                       db->path);
    sqlite3_db_config(db->handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
    return true;
}

static bool open_gate(struct db *db, struct bb_error *err)
{
    return db->gate.path || gate_open(&db->gate, db->path, !db->read_only, db_mode_for(db->path), err);
}

/* Two sessions that turn a new file into one with a log at the same moment would lock each other out. */
static bool use_log(struct db *db, struct bb_error *err)
{
    struct db_rows *r = db_query(db, err, "PRAGMA journal_mode", DB_NO_ARGS);
    bool has_log = db_next(r) && strcmp(db_text(r, 0), "wal") == 0;
    if (!r || !db_done(r, err) || has_log)
        return has_log;
    bool held = db->gate.held;
    if (!held && !gate_take(&db->gate, BUSY_MS, err))
        return false;
    bool ok = db_script(db, "PRAGMA journal_mode=WAL", err);
    if (!held)
        gate_release(&db->gate);
    return ok;
}

static int count_log(void *ctx, sqlite3 *handle, const char *name, int pages)
{
    (void)handle, (void)name;
    ((struct db *)ctx)->log_pages = pages;
    return SQLITE_OK;
}

static bool set_up(struct db *db, struct bb_error *err)
{
    struct stat st;
    db->data_version = 0;
    int rc;
    /* The same file before and after, or a restore came between and we hold the wrong one. */
    do {
        if (stat(db->path, &st) != 0)
            return bb_fail(err, BB_E_NOT_FOUND, "%s: the database file is gone", db->path);
        db->device = st.st_dev;
        db->inode = st.st_ino;
        rc = open_best(db);
    } while (rc == SQLITE_OK && stat(db->path, &st) == 0 && st.st_ino != db->inode);
    if (rc != SQLITE_OK)
        return engine_failed(db, rc, err);
    db->read_only |= (db->flags & DB_READ_ONLY) != 0;
    /* NORMAL: SQLite leaves the sync after a commit to db_commit. */
    const char *mode = db->read_only ? "PRAGMA query_only=1; PRAGMA foreign_keys=1; PRAGMA temp_store=2"
                                     : "PRAGMA synchronous=NORMAL; PRAGMA wal_autocheckpoint=0;"
                                       "PRAGMA foreign_keys=1; PRAGMA temp_store=2";
    bool ok = is_ours(db, err) && open_gate(db, err) && (db->read_only || use_log(db, err)) && db_script(db, mode, err);
    sqlite3_wal_hook(db->handle, count_log, db);
    return ok;
}

bool db_open(struct db **out, const char *path, unsigned flags, struct bb_error *err)
{
    *out = NULL;
    struct db *db = bb_alloc(sizeof *db);
    db->flags = flags;
    db->gate = (struct gate){.lock_fd = -1, .touch_fd = -1, .watch_fd = -1};
    if (resolve(db->path, path, err) && check_kind(db, flags, err) && check_file_system(db->path, err) &&
        set_up(db, err) && gate_open(&db->gate, db->path, !db->read_only, db_mode_for(db->path), err)) {
        *out = db;
        return true;
    }
    db_close(db);
    return false;
}

bool engine_follow(struct db *db, bool *replaced, struct bb_error *err)
{
    struct stat st;
    if (stat(db->path, &st) != 0)
        return bb_fail(err, BB_E_NOT_FOUND,
                       "%s: the database file is gone; `bepboard restore FILE` brings a backup back", db->path);
    if (st.st_dev == db->device && st.st_ino == db->inode)
        return true;
    for (size_t i = 0; i < db->statement_n; i++)
        if (db->statements[i]->busy)
            return true;
    if (!sqlite3_get_autocommit(db->handle))
        return true;
    engine_drop_statements(db);
    if (replaced)
        *replaced = true;
    return set_up(db, err);
}

void db_close(struct db *db)
{
    if (!db)
        return;
    db_rollback(db);
    engine_tidy_log(db);
    engine_drop_statements(db);
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
