/* Restoring: a checked backup takes the database's place behind the gate; what was there is kept beside it. */
#include "gate.h"
#include "private.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { KEPT_MAX = 10000, WAIT_MS = 10000 };

static bool is_plain_other_file(const char *path, const char *backup, struct bb_error *err)
{
    struct stat ours, theirs;
    if (lstat(backup, &theirs) != 0)
        return bb_fail(err, BB_E_NOT_FOUND, "%s: %s", backup, strerror(errno));
    if (!S_ISREG(theirs.st_mode))
        return bb_fail(err, BB_E_INPUT, "%s: is not a plain file", backup);
    if (stat(path, &ours) == 0 && ours.st_dev == theirs.st_dev && ours.st_ino == theirs.st_ino)
        return bb_fail(err, BB_E_USAGE, "%s: is the database itself; name a backup", backup);
    return true;
}

/* A copy beside the database: it takes in what a log still holds, and moves into place in one step. */
static bool copy_in(const char *backup, const char *part, struct bb_error *err)
{
    struct db *db;
    bool ok = backup_check(backup, -1, err) && db_open(&db, backup, DB_READ_ONLY, err);
    if (!ok)
        return false;
    ok = db_copy(db, part, err);
    db_close(db);
    return ok;
}

/* The number of the last transaction of what is there now; 0 if that cannot be read any more. */
static int64_t present_seq(const char *path)
{
    struct db *db;
    int64_t seq = 0;
    if (!db_open(&db, path, DB_READ_ONLY, NULL))
        return 0;
    db_one(db, NULL, &seq, 0, "SELECT seq FROM meta", DB_NO_ARGS);
    db_close(db);
    return seq;
}

/* Brings the copy up to date and enters the restoration into its journal, with a number that nobody has seen yet. */
static bool enter(const char *part, const char *backup, int64_t seq, struct bb_error *err)
{
    struct bb_store *s;
    struct bb_str label = {0};
    bb_str_addf(&label, "Restored from %s", strrchr(backup, '/') ? strrchr(backup, '/') + 1 : backup);
    if (!bb_store_open(&s, &(struct bb_store_options){.path = part}, err)) {
        bb_str_finish(&label);
        return false;
    }
    bool ok = db_begin(s->db, s->wait_ms, err) &&
              db_exec(s->db, err, "UPDATE meta SET seq = $1 WHERE seq < $1", DB_ARGS(db_i(seq))) &&
              db_commit(s->db, err);
    ok = ok && store_begin_kind(s, bb_str_get(&label), "restore", 0, NULL, 0, NULL, err) && db_commit(s->db, err) &&
         db_checkpoint(s->db, err) && db_quick_check(s->db, err);
    bb_store_close(s);
    bb_str_finish(&label);
    return ok;
}

/* The file and, when it holds anything, its log: together they are the last state. */
static bool keep(const char *path, struct bb_str *kept_as, struct bb_error *err)
{
    struct stat st;
    char from[PATH_MAX], to[PATH_MAX];
    if (stat(path, &st) != 0)
        return true;
    for (int n = 1; n < KEPT_MAX; n++) {
        bb_str_clear(kept_as);
        bb_str_addf(kept_as, "%s.before-restore-%d", path, n);
        if (link(path, bb_str_get(kept_as)) == 0)
            break;
        if (errno != EEXIST)
            return bb_fail(err, BB_E_FAILED, "%s: the present state cannot be kept (%s); nothing was changed",
                           bb_str_get(kept_as), strerror(errno));
    }
    snprintf(from, sizeof from, "%s-wal", path);
    snprintf(to, sizeof to, "%s-wal", bb_str_get(kept_as));
    if (stat(from, &st) != 0 || st.st_size == 0 || link(from, to) == 0)
        return true;
    return bb_fail(err, BB_E_FAILED, "%s: the present state cannot be kept (%s); nothing was changed", to,
                   strerror(errno));
}

static bool move_in(const char *path, const char *part, struct bb_error *err)
{
    static const char *const logs[] = {"-wal", "-shm"};
    struct stat st;
    char name[PATH_MAX];
    mode_t mode = stat(path, &st) == 0 ? st.st_mode & 0777 : db_mode_for(path);
    if (chmod(part, mode) != 0)
        return bb_fail(err, BB_E_FAILED, "%s: permissions cannot be set (%s)", part, strerror(errno));
    /* The old log must be gone before the new file is there, or it would be read as the new file's. */
    for (size_t i = 0; i < sizeof logs / sizeof *logs; i++) {
        snprintf(name, sizeof name, "%s%s", path, logs[i]);
        if (unlink(name) != 0 && errno != ENOENT)
            return bb_fail(err, BB_E_FAILED, "%s: cannot be removed (%s)", name, strerror(errno));
    }
    if (rename(part, path) != 0)
        return bb_fail(err, BB_E_FAILED, "%s: cannot be replaced (%s)", path, strerror(errno));
    return backup_sync_folder_of(path) ||
           bb_fail(err, BB_E_FAILED, "%s: the directory cannot be written to disk (%s)", path, strerror(errno));
}

/* A log that is still needed must not be thrown away. */
static bool log_is_empty(const char *part, struct bb_error *err)
{
    char name[PATH_MAX];
    struct stat st;
    snprintf(name, sizeof name, "%s-wal", part);
    return stat(name, &st) != 0 || st.st_size == 0 ||
           bb_fail(err, BB_E_FAILED, "%s: cannot be tidied; nothing was changed", part);
}

static bool replace(const char *path, const char *part, const char *backup, struct bb_str *kept_as,
                    struct bb_error *err)
{
    struct gate gate;
    if (!gate_open(&gate, path, true, db_mode_for(path), err))
        return false;
    bool ok = gate_take(&gate, WAIT_MS, err) && enter(part, backup, present_seq(path), err) && log_is_empty(part, err);
    backup_remove_side_files(part);
    ok = ok && keep(path, kept_as, err) && move_in(path, part, err);
    if (ok)
        gate_notify(&gate);
    gate_release(&gate);
    gate_close(&gate);
    return ok;
}

bool bb_store_restore(const char *path, const char *backup, struct bb_str *kept_as, struct bb_error *err)
{
    struct bb_str part = {0};
    if (!is_plain_other_file(path, backup, err))
        return false;
    backup_sweep(path, strrchr(path, '/') ? strrchr(path, '/') + 1 : path);
    bb_str_addf(&part, "%s.restore-%ld", path, (long)getpid());
    unlink(bb_str_get(&part));
    bool ok = strlen(path) + 64 < PATH_MAX || bb_fail(err, BB_E_USAGE, "the path of the database is too long");
    ok = ok && copy_in(backup, bb_str_get(&part), err) && replace(path, bb_str_get(&part), backup, kept_as, err);
    unlink(bb_str_get(&part));
    bb_str_finish(&part);
    return ok;
}
