/* Backups: copies that were opened and checked again before they count. */
#include "private.h"

#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

bool backup_folder(const char *path, struct bb_str *out, bool make, struct bb_error *err)
{
    const char *slash = strrchr(path, '/');
    bb_str_addn(out, path, slash ? (size_t)(slash - path) : 0);
    bb_str_add(out, slash ? "/backups" : "backups");
    /* Every member of a shared database makes and finds backups. */
    mode_t mode = db_mode_for(path) == 0660 ? 02770 : 0700;
    if (make && mkdir(out->s, 0700) == 0)
        return chmod(out->s, mode) == 0 ||
               bb_fail(err, BB_E_FAILED, "%s: permissions cannot be set (%s)", out->s, strerror(errno));
    if (make && errno != EEXIST)
        return bb_fail(err, BB_E_FAILED, "%s: the directory for backups cannot be made (%s)", out->s, strerror(errno));
    return true;
}

/* A number made of all counts of rows, never negative, so that a copy that lost rows is noticed. */
static bool count_rows(struct db *db, int64_t *out, struct bb_error *err)
{
    uint64_t sum = 0;
    struct db_rows *tables =
        db_query(db, err, "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name", DB_NO_ARGS);
    bool ok = tables != NULL;
    while (ok && db_next(tables)) {
        char sql[256];
        int64_t n = 0;
        snprintf(sql, sizeof sql, "SELECT count(*) FROM \"%.200s\"", db_text(tables, 0));
        ok = db_one(db, err, &n, 0, sql, DB_NO_ARGS);
        sum = sum * 31 + (uint64_t)n;
    }
    *out = (int64_t)(sum & INT64_MAX);
    return db_done(tables, err) && ok;
}

bool backup_check(const char *copy, int64_t rows, struct bb_error *err)
{
    struct db *db;
    int64_t found = -1, application = 0;
    bool ok = db_open(&db, copy, DB_READ_ONLY, err) && db_quick_check(db, err) && count_rows(db, &found, err) &&
              db_one(db, err, &application, 0, "PRAGMA application_id", DB_NO_ARGS);
    if (ok && application != DB_APPLICATION_ID)
        ok = bb_fail(err, BB_E_INPUT, "%s: is not a bepboard database", copy);
    if (ok && rows >= 0 && found != rows)
        ok = bb_fail(err, BB_E_FAILED, "%s: the copy differs from the database; it was not kept", copy);
    db_close(db);
    return ok;
}

void backup_remove_side_files(const char *path)
{
    static const char *const suffixes[] = {"-wal", "-shm", "-gate", "-touch"};
    char name[PATH_MAX];
    for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes; i++)
        if ((size_t)snprintf(name, sizeof name, "%s%s", path, suffixes[i]) < sizeof name)
            unlink(name);
}

bool backup_sync_folder_of(const char *path)
{
    struct bb_str folder = {0};
    const char *slash = strrchr(path, '/');
    bb_str_addn(&folder, path, slash ? (size_t)(slash - path) + 1 : 0);
    FILE *f = fopen(slash ? folder.s : ".", "re");
    bool ok = f && fsync(fileno(f)) == 0;
    if (f)
        fclose(f);
    bb_str_finish(&folder);
    return ok;
}

/* NAME.part-PID, NAME.restore-PID, NAME.new-PID and what lies beside them; the process's number, 0 for other names. */
static long maker_of(const char *name, const char *prefix)
{
    static const char *const kinds[] = {".part-", ".restore-", ".new-"};
    const char *rest = strncmp(name, prefix, strlen(prefix)) == 0 ? name + strlen(prefix) : "";
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        const char *at = strstr(rest, kinds[i]);
        char *end;
        long pid = at ? strtol(at + strlen(kinds[i]), &end, 10) : 0;
        if (pid > 0 && (!*end || *end == '-'))
            return pid;
    }
    return 0;
}

/* A process of another container looks like none at all; what it works on is young. */
static bool was_left_behind(const char *path, long pid)
{
    enum { UNTOUCHED_S = 600 };
    struct stat st;
    return kill((pid_t)pid, 0) != 0 && errno == ESRCH && lstat(path, &st) == 0 && S_ISREG(st.st_mode) &&
           time(NULL) - st.st_mtime >= UNTOUCHED_S;
}

void backup_sweep(const char *path, const char *prefix)
{
    struct bb_str folder = {0}, name = {0};
    const char *slash = strrchr(path, '/');
    bb_str_addn(&folder, path, slash ? (size_t)(slash - path) + 1 : 0);
    DIR *dir = opendir(slash ? bb_str_get(&folder) : ".");
    for (struct dirent *e; dir && (e = readdir(dir)) != NULL;) {
        long pid = maker_of(e->d_name, prefix);
        bb_str_clear(&name);
        bb_str_addf(&name, "%s%s", bb_str_get(&folder), e->d_name);
        if (pid && was_left_behind(bb_str_get(&name), pid))
            unlink(bb_str_get(&name));
    }
    if (dir)
        closedir(dir);
    bb_str_finish(&folder);
    bb_str_finish(&name);
}

static const char *file_part(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

bool bb_store_backup(struct bb_store *s, const char *path, struct bb_error *err)
{
    struct bb_str part = {0};
    struct stat st;
    int64_t rows = -1, later = -1;
    if (lstat(path, &st) == 0)
        return bb_fail(err, BB_E_FAILED, "%s: exists already; backups never overwrite, choose another name", path);
    backup_sweep(path, file_part(path));
    bb_str_addf(&part, "%s.part-%ld", path, (long)getpid());
    unlink(part.s);
    bool ok = count_rows(s->db, &rows, err) && db_copy(s->db, part.s, err) && count_rows(s->db, &later, err);
    /* When somebody committed meanwhile the counts say nothing about the copy. */
    ok = ok && backup_check(part.s, rows == later ? rows : -1, err);
    backup_remove_side_files(part.s);
    if (ok && link(part.s, path) != 0)
        ok = bb_fail(err, BB_E_FAILED, "%s: cannot be made (%s)", path, strerror(errno));
    if (ok && !backup_sync_folder_of(path))
        ok = bb_fail(err, BB_E_FAILED, "%s: the directory cannot be written to disk (%s)", path, strerror(errno));
    unlink(part.s);
    bb_str_finish(&part);
    return ok;
}

static int by_name(const struct dirent **a, const struct dirent **b)
{
    return strcmp((*a)->d_name, (*b)->d_name);
}

/* Removes all but the newest `keep` daily backups of this database. */
static void prune(const char *folder, const char *prefix, int64_t keep)
{
    struct dirent **list;
    int n = scandir(folder, &list, NULL, by_name), daily = 0;
    size_t length = strlen(prefix);
    for (int i = n - 1; i >= 0; i--) {
        const char *name = list[i]->d_name;
        bool ours = strncmp(name, prefix, length) == 0 && strlen(name) == length + strlen("YYYY-MM-DD.db");
        char path[PATH_MAX];
        if (ours && ++daily > keep && (size_t)snprintf(path, sizeof path, "%s/%s", folder, name) < sizeof path)
            unlink(path);
        free(list[i]);
    }
    if (n >= 0)
        free(list);
}

bool bb_store_daily_backup(struct bb_store *s, int64_t keep, bool *made, struct bb_error *err)
{
    struct bb_str folder = {0}, path = {0}, prefix = {0};
    const char *base = file_part(db_path(s->db));
    *made = false;
    backup_sweep(db_path(s->db), base);
    events_sweep(s);
    bool ok = backup_folder(db_path(s->db), &folder, true, err);
    bb_str_addn(&prefix, base, strcspn(base, "."));
    bb_str_addc(&prefix, '-');
    bb_str_addf(&path, "%s/%s", bb_str_get(&folder), prefix.s);
    bb_date_format(&path, bb_date_of(bb_day_of_us(store_now(s), s->clock->zone)));
    bb_str_add(&path, ".db");
    if (ok && eaccess(path.s, F_OK) != 0) {
        backup_sweep(path.s, prefix.s);
        ok = bb_store_backup(s, path.s, err) || access(path.s, F_OK) == 0;
        *made = ok;
        prune(bb_str_get(&folder), prefix.s, keep);
    }
    bb_str_finish(&folder);
    bb_str_finish(&path);
    bb_str_finish(&prefix);
    return ok;
}
