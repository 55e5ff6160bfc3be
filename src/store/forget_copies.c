/* Forgetting in copies: our backups, and what restoring kept, are written anew without the person. They take the
 * present schema on the way. A copy that cannot be rewritten is left as it is, and told. */
#include "forget.h"

#include <bepboard/mem.h>
#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Does the copy know the person at all? */
static bool knows(const char *path, const char *uid, bool *found, struct bb_error *err)
{
    struct db *db;
    int64_t n = 0;
    bool ok = db_open(&db, path, DB_READ_ONLY, err) &&
              db_one(db, err, &n, 0, "SELECT count(*) FROM person WHERE uid = $1", DB_ARGS(db_s(uid)));
    *found = n != 0;
    db_close(db);
    return ok;
}

static bool copy_to(const char *from, const char *to, struct bb_error *err)
{
    struct db *db;
    bool ok = db_open(&db, from, DB_READ_ONLY, err) && db_copy(db, to, err);
    db_close(db);
    return ok;
}

static bool forget_in(struct bb_store *s, const char *path, const struct bb_forget_who *who, struct bb_error *err)
{
    struct bb_store *copy;
    bool found;
    bool ok = store_open_copy(&copy, path, s, err) && forget_rows(copy, who, NULL, &found, err);
    bb_store_close(copy);
    return ok;
}

/* A copy of the copy loses the person, a copy of that one has no free pages, and takes the place of the first. */
static bool rewrite(struct bb_store *s, const char *path, const struct bb_forget_who *who, struct bb_error *err)
{
    char work[PATH_MAX], clean[PATH_MAX];
    if ((size_t)snprintf(work, sizeof work, "%s.part-%ld", path, (long)getpid()) >= sizeof work ||
        (size_t)snprintf(clean, sizeof clean, "%s.clean-%ld", path, (long)getpid()) >= sizeof clean)
        return bb_fail(err, BB_E_FAILED, "%s: the name is too long", path);
    unlink(work);
    unlink(clean);
    bool ok = copy_to(path, work, err) && forget_in(s, work, who, err) && copy_to(work, clean, err) &&
              backup_check(clean, -1, err);
    backup_remove_side_files(work);
    backup_remove_side_files(clean);
    unlink(work);
    if (ok && rename(clean, path) != 0)
        ok = bb_fail(err, BB_E_FAILED, "%s: cannot be replaced (%s)", path, strerror(errno));
    if (!ok)
        unlink(clean);
    return ok && backup_sync_folder_of(path);
}

static void forget_copy(struct bb_store *s, const char *path, const struct bb_forget_who *who,
                        const struct forgetting *f, bool last)
{
    struct bb_error err = {0};
    bool found = false, ok = knows(path, who->uid, &found, &err) && (!found || rewrite(s, path, who, &err));
    if (!ok && last)
        forget_tell(f, BB_FORGET_LEFT, "%s: was not rewritten (%s); remove it if it may hold the person", path,
                    err.text);
    if (ok && found)
        forget_tell(f, BB_FORGET_DONE, "%s was rewritten.", path);
    /* Not for what was not ours to open. */
    if (found)
        backup_remove_side_files(path);
}

static bool ends_with(const char *s, const char *end)
{
    size_t n = strlen(s), m = strlen(end);
    return n >= m && strcmp(s + n - m, end) == 0;
}

static void in_folder(struct bb_store *s, const char *folder, const char *prefix, const char *end,
                      const struct bb_forget_who *who, const struct forgetting *f, bool last)
{
    struct dirent **list;
    int n = scandir(folder, &list, NULL, alphasort);
    for (int i = 0; i < n; i++) {
        char path[PATH_MAX];
        const char *name = list[i]->d_name;
        bool side = ends_with(name, "-wal") || ends_with(name, "-shm") || ends_with(name, "-gate") ||
                    ends_with(name, "-touch") || ends_with(name, "-live");
        if (strncmp(name, prefix, strlen(prefix)) == 0 && ends_with(name, end) && !side &&
            (size_t)snprintf(path, sizeof path, "%s/%s", folder, name) < sizeof path)
            forget_copy(s, path, who, f, last);
        free(list[i]);
    }
    if (n >= 0)
        free(list);
}

void forget_copies(struct bb_store *s, const struct bb_forget_who *who, const struct forgetting *f, bool last)
{
    struct bb_str folder = {0}, kept = {0};
    const char *path = db_path(s->db), *slash = strrchr(path, '/');
    if (backup_folder(path, &folder, false, NULL))
        in_folder(s, bb_str_get(&folder), "", ".db", who, f, last);
    bb_str_clear(&folder);
    bb_str_addn(&folder, slash ? path : ".", slash ? (size_t)(slash - path) : 1);
    bb_str_addf(&kept, "%s.before-restore-", slash ? slash + 1 : path);
    in_folder(s, bb_str_get(&folder), bb_str_get(&kept), "", who, f, last);
    bb_str_finish(&folder);
    bb_str_finish(&kept);
}
