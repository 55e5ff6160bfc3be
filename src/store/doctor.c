/* What is wrong with a database, its folder and its surroundings, and the command that mends it. */
#include "modes.h"
#include "private.h"

#include <bepboard/embedded.h>
#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/vfs.h>
#include <unistd.h>

#define MIB (INT64_C(1) << 20)
#define DAY_US INT64_C(86400000000)

enum { FREE_LOW = 256, FREE_SICK = 16, BACKUP_OLD_DAYS = 2 };

struct round {
    const char *path;
    int64_t now_us;
    char folder[PATH_MAX], quoted[PATH_MAX * 2], folder_quoted[PATH_MAX * 2];
    struct stat file, dir;
    bool shared; /* the folder hands its group down and the group may write there */
    bool sick;
    bb_doctor_fn *report;
    void *ctx;
};

static void say(struct round *r, enum bb_health health, const char *what, const char *finding, const char *mend)
{
    r->sick |= health == BB_SICK;
    r->report(r->ctx, health, what, finding, mend);
}

/* A finding with the command that mends it. */
__attribute__((format(printf, 5, 6))) static void find(struct round *r, enum bb_health health, const char *what,
                                                       const char *finding, const char *mend, ...)
{
    char text[PATH_MAX * 5];
    va_list args;
    va_start(args, mend);
    vsnprintf(text, sizeof text, mend, args);
    va_end(args);
    say(r, health, what, finding, text);
}

static void quote(char *out, size_t size, const char *s)
{
    struct bb_str q = {0};
    modes_quote(&q, s);
    snprintf(out, size, "%s", bb_str_get(&q));
    bb_str_finish(&q);
}

static bool see_file(struct round *r)
{
    char text[96];
    if (lstat(r->path, &r->file) != 0) {
        find(r, BB_SICK, "file", strerror(errno), "bepboard --db %s init", r->quoted);
        return false;
    }
    if (!S_ISREG(r->file.st_mode)) {
        say(r, BB_SICK, "file", S_ISLNK(r->file.st_mode) ? "is a symbolic link" : "is not a plain file",
            "name the database file itself with --db FILE");
        return false;
    }
    snprintf(text, sizeof text, "%lld KiB", (long long)(r->file.st_size / 1024));
    say(r, BB_HEALTHY, "file", text, NULL);
    return stat(r->folder, &r->dir) == 0;
}

/* Permissions. */

static void tell_fault(void *ctx, const struct modes_fault *f)
{
    struct round *r = ctx;
    struct bb_str command = {0};
    modes_command(&command, f);
    say(r, f->health, f->what, f->finding, bb_str_get(&command));
    bb_str_finish(&command);
}

static void see_modes(struct round *r)
{
    char text[64];
    snprintf(text, sizeof text, "%04o, %s", (unsigned)(r->file.st_mode & 0777),
             r->shared ? "shared with the group" : "private");
    if (modes_look(r->path, tell_fault, r))
        say(r, BB_HEALTHY, "permissions", text, NULL);
}

/* Surroundings. */

static void see_file_system(struct round *r)
{
    struct statfs fs;
    const char *name = statfs(r->folder, &fs) == 0 ? db_file_system_trouble((long)fs.f_type) : NULL;
    char text[128];
    snprintf(text, sizeof text, "lies on %s, where a database that several sessions use gets damaged",
             name ? name : "");
    if (name)
        say(r, BB_SICK, "file system", text, "keep the database on a local disk: bepboard --db FILE restore BACKUP");
    else
        say(r, BB_HEALTHY, "file system", "a local one", NULL);
}

static void see_space(struct round *r)
{
    struct statvfs fs;
    char text[96];
    if (statvfs(r->folder, &fs) != 0)
        return;
    int64_t left = (int64_t)fs.f_bavail * (int64_t)fs.f_frsize;
    snprintf(text, sizeof text, "%lld MiB left", (long long)(left / MIB));
    if (left < FREE_SICK * MIB)
        find(r, BB_SICK, "space", text, "free some space, for example among the backups: ls -lS %s", r->folder_quoted);
    else if (left < FREE_LOW * MIB + 2 * r->file.st_size)
        find(r, BB_HEALTH_NOTE, "space", text, "free some space, for example among the backups: ls -lS %s",
             r->folder_quoted);
    else
        say(r, BB_HEALTHY, "space", text, NULL);
}

static void see_version(struct round *r)
{
    char text[160];
    bool defect = db_version_has_wal_defect(db_version());
    snprintf(text, sizeof text, "%s%s", db_version(),
             defect ? ": may lose saved changes when several programs tidy its log; our write gate prevents that, so "
                      "let no other program write this file"
                    : "");
    say(r, defect ? BB_HEALTH_NOTE : BB_HEALTHY, "SQLite", text,
        defect ? "apt-get upgrade (3.51.3 has it mended)" : NULL);
}

static int64_t newest_backup(const char *folder)
{
    struct dirent **list;
    int64_t newest = 0;
    int n = scandir(folder, &list, NULL, NULL);
    for (int i = 0; i < n; i++) {
        char name[PATH_MAX];
        struct stat st;
        size_t length = strlen(list[i]->d_name);
        if (length > 3 && strcmp(list[i]->d_name + length - 3, ".db") == 0 &&
            (size_t)snprintf(name, sizeof name, "%s/%s", folder, list[i]->d_name) < sizeof name &&
            stat(name, &st) == 0 && st.st_mtime > newest)
            newest = st.st_mtime;
        free(list[i]);
    }
    if (n >= 0)
        free(list);
    return newest * 1000000;
}

static void see_backups(struct round *r)
{
    struct bb_str folder = {0}, text = {0};
    backup_folder(r->path, &folder, false, NULL);
    int64_t newest = newest_backup(bb_str_get(&folder)), days = (r->now_us - newest) / DAY_US;
    if (!newest)
        bb_str_add(&text, "there is none yet");
    else
        bb_str_addf(&text, "the newest is %lld days old", (long long)(days > 0 ? days : 0));
    if (!newest || days >= BACKUP_OLD_DAYS)
        find(r, BB_HEALTH_NOTE, "backups", bb_str_get(&text), "bepboard --db %s backup FILE", r->quoted);
    else
        say(r, BB_HEALTHY, "backups", bb_str_get(&text), NULL);
    bb_str_finish(&folder);
    bb_str_finish(&text);
}

/* Inside the file. */

static bool has_columns(struct db *db, enum bb_entity e)
{
    const struct bb_entity_def *def = bb_entity_def(e);
    for (int i = 0; i < def->field_count; i++) {
        int64_t there = 0;
        if (!db_one(db, NULL, &there, 0, "SELECT count(*) FROM pragma_table_info($1) WHERE name = $2",
                    DB_ARGS(db_s(def->name), db_s(def->fields[i].name))) ||
            !there)
            return false;
    }
    return true;
}

/* Triggers and views run by themselves: only those of our migrations may be there. */
static bool only_ours(struct db *db)
{
    struct db_rows *r =
        db_query(db, NULL, "SELECT sql FROM sqlite_schema WHERE type IN ('trigger', 'view')", DB_NO_ARGS);
    bool ok = r != NULL;
    while (db_next(r)) {
        bool known = false;
        for (int64_t i = 0; !known && i < store_schema_version(); i++)
            known = strstr(bb_embedded_migrations[i].data, db_text(r, 0)) != NULL;
        ok = ok && known;
    }
    return db_done(r, NULL) && ok;
}

static void see_schema(struct round *r, struct db *db)
{
    int64_t version = 0, known = store_schema_version();
    char text[160];
    bool whole = db_one(db, NULL, &version, 0, "PRAGMA user_version", DB_NO_ARGS);
    snprintf(text, sizeof text, "%lld of %lld", (long long)version, (long long)known);
    for (int e = 0; whole && version == known && e < BB_ENTITY_COUNT; e++)
        whole = has_columns(db, (enum bb_entity)e);
    if (version > known)
        say(r, BB_SICK, "schema", "was written by a newer bepboard", "install the newer bepboard");
    else if (!whole)
        find(r, BB_SICK, "schema", "lacks columns that this program needs", "bepboard --db %s restore BACKUP",
             r->quoted);
    else if (!only_ours(db))
        find(r, BB_SICK, "schema", "has triggers or views that bepboard did not make",
             "bepboard --db %s restore BACKUP", r->quoted);
    else
        say(r, version < known ? BB_HEALTH_NOTE : BB_HEALTHY, "schema", text,
            version < known ? "open the board once: it is brought up to date, after a backup" : NULL);
}

static void see_count(struct round *r, struct db *db, const char *what, const char *sql, const char *wrong)
{
    int64_t n = 0;
    if (!db_one(db, NULL, &n, 0, sql, DB_NO_ARGS) || n)
        find(r, BB_SICK, what, wrong, "bepboard --db %s restore BACKUP", r->quoted);
    else
        say(r, BB_HEALTHY, what, "agrees", NULL);
}

static void see_forgetting(struct round *r)
{
    char uid[BB_UID_SIZE];
    if (bb_store_forget_pending(r->path, uid))
        find(r, BB_SICK, "forgetting",
             "is under way or was cut off: backups and free pages may still hold somebody who was to be forgotten",
             "bepboard --db %s forget --resume", r->quoted);
}

static void see_inside(struct round *r)
{
    struct bb_error err = {0};
    struct db *db;
    if (!db_open(&db, r->path, DB_READ_ONLY, &err)) {
        find(r, BB_SICK, "database", err.text, "bepboard --db %s restore BACKUP", r->quoted);
        return;
    }
    see_schema(r, db);
    if (db_quick_check(db, &err))
        say(r, BB_HEALTHY, "database", "every page is sound", NULL);
    else
        find(r, BB_SICK, "database", err.text, "bepboard --db %s restore BACKUP", r->quoted);
    see_count(r, db, "references", "SELECT count(*) FROM pragma_foreign_key_check",
              "records refer to others that are not there");
    see_count(r, db, "journal", "SELECT count(*) FROM meta WHERE seq < (SELECT coalesce(max(seq), 0) FROM txn)",
              "its numbers do not agree");
    see_count(r, db, "counters",
              "SELECT count(*) FROM (SELECT engagement, coalesce(unit, 0) AS unit, count(*) AS n FROM person"
              " WHERE deleted = 0 GROUP BY 1, 2) c FULL JOIN (SELECT * FROM unit_people WHERE people <> 0) p"
              " ON p.engagement = c.engagement AND p.unit = c.unit WHERE p.people IS NOT c.n",
              "people per unit do not agree with the people");
    db_close(db);
}

bool bb_store_doctor(const char *path, int64_t now_us, bb_doctor_fn *report, void *ctx)
{
    struct round r = {.path = path, .now_us = now_us, .report = report, .ctx = ctx};
    const char *slash = strrchr(path, '/');
    snprintf(r.folder, sizeof r.folder, "%.*s", slash ? (int)(slash - path) + (slash == path) : 1, slash ? path : ".");
    quote(r.quoted, sizeof r.quoted, path);
    quote(r.folder_quoted, sizeof r.folder_quoted, r.folder);
    if (see_file(&r)) {
        r.shared = (r.dir.st_mode & S_ISGID) && (r.dir.st_mode & S_IWGRP);
        see_modes(&r);
        see_file_system(&r);
        see_space(&r);
        see_backups(&r);
        see_inside(&r);
        see_forgetting(&r);
    }
    see_version(&r);
    return !r.sick;
}
