/* A disk that is full, a file that may not grow: nothing is lost, the words are plain, reading goes on. */
#include "../../src/store/engine.h"
#include "fault_kit.h"

#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

enum { NOTE_BYTES = 20000, TRIES = 2000, BALLAST = 1 << 20, FILE_LIMIT = 1 << 20 };

static bool add(struct kit *k, struct bb_store *s, struct bb_error *err)
{
    static char note[NOTE_BYTES + 1];
    int64_t id = 0;
    memset(note, 'x', NOTE_BYTES);
    return KIT_SAVE(s, BB_PERSON, k->engagement, &id, err, "name", "Ann", "need", note);
}

static int64_t people(struct bb_store *s)
{
    int64_t n = -1;
    return db_one(bb_store_db(s), NULL, &n, -1, "SELECT count(*) FROM person", DB_NO_ARGS) ? n : -1;
}

/* Writes until it fails; the failure must be the right one, twice, and reading must go on. */
static int fill(struct kit *k, struct bb_store *s, int64_t *saved)
{
    struct bb_error err = {0};
    int64_t draft = 0;
    *saved = people(s);
    for (int i = 0; i < TRIES && add(k, s, &err); i++)
        ++*saved;
    if (err.code != BB_E_FULL || !strstr(err.text, "nothing was saved"))
        return fault_complain("the wrong failure", &err);
    err = (struct bb_error){0};
    if (add(k, s, &err) || err.code != BB_E_FULL)
        return fault_complain("the second attempt", &err);
    if (people(s) != *saved)
        return fault_complain("acknowledged and found differ", NULL);
    char *dump = kit_dump(s);
    free(dump);
    err = (struct bb_error){0};
    static char fields[NOTE_BYTES + 3];
    memset(fields, 'x', sizeof fields - 1);
    if (!bb_draft_save(s, &draft, BB_PERSON, k->engagement, 0, fields, &err) && err.code != BB_E_FULL)
        return fault_complain("a draft on a full disk", &err);
    return 0;
}

/* When there is room again the same session goes on, and so does a new one. */
static int go_on(struct kit *k, struct bb_store *s, int64_t saved)
{
    struct bb_error err = {0};
    if (!add(k, s, &err) || people(s) != saved + 1 || !db_quick_check(bb_store_db(s), &err))
        return fault_complain("with room again", &err);
    bb_store_close(s);
    s = kit_open(k, "ann");
    bool ok = people(s) == saved + 1 && add(k, s, &err);
    bb_store_close(s);
    return ok ? 0 : fault_complain("a new session with room again", &err);
}

static int on_a_small_disk(struct kit *k)
{
    char ballast[160];
    static char zeros[BALLAST];
    int64_t saved;
    if (!fault_namespace() || mount("tmpfs", k->dir, "tmpfs", 0, "size=4m") != 0)
        return FAULT_SKIP;
    snprintf(ballast, sizeof ballast, "%s/ballast", k->dir);
    int fd = open(ballast, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    if (fd < 0 || write(fd, zeros, sizeof zeros) != (ssize_t)sizeof zeros || close(fd) != 0)
        return fault_complain("ballast", NULL);
    struct bb_store *s = kit_open(k, "ann");
    struct bb_error err = {0};
    k->engagement = 0;
    if (!KIT_SAVE(s, BB_ENGAGEMENT, 0, &k->engagement, &err, "name", "One"))
        return fault_complain("beginning", &err);
    if (fill(k, s, &saved) != 0)
        return 1;
    if (bb_store_backup(s, "/dev/full/copy.db", &err))
        return fault_complain("a backup to nowhere", &err);
    unlink(ballast);
    return go_on(k, s, saved);
}

static int with_a_limit_for_files(struct kit *k)
{
    struct rlimit limit, small;
    int64_t saved;
    signal(SIGXFSZ, SIG_IGN);
    getrlimit(RLIMIT_FSIZE, &limit);
    small = (struct rlimit){FILE_LIMIT, limit.rlim_max};
    struct bb_store *s = kit_open(k, "ann");
    setrlimit(RLIMIT_FSIZE, &small);
    if (fill(k, s, &saved) != 0)
        return 1;
    setrlimit(RLIMIT_FSIZE, &limit);
    return go_on(k, s, saved);
}

/* Where even the database's own files cannot be made. */
static int on_a_full_disk_from_the_start(struct kit *k)
{
    static char zeros[4096];
    char ballast[160];
    struct bb_error err = {0};
    struct bb_store *s;
    if (!fault_namespace() || mount("tmpfs", k->dir, "tmpfs", 0, "size=64k") != 0)
        return FAULT_SKIP;
    snprintf(ballast, sizeof ballast, "%s/ballast", k->dir);
    int fd = open(ballast, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    while (write(fd, zeros, sizeof zeros) > 0)
        continue;
    close(fd);
    if (bb_store_open(&s, &(struct bb_store_options){.path = k->path, .create = true}, &err) || err.code != BB_E_FULL)
        return fault_complain("opening on a full disk", &err);
    unlink(ballast);
    return 0;
}

static const char no_mount[] = "no file system of one's own may be mounted here";

static void a_full_disk_loses_nothing(void **state)
{
    fault_child(on_a_small_disk, *state, no_mount);
}

static void a_file_size_limit_loses_nothing(void **state)
{
    fault_child(with_a_limit_for_files, *state, "");
}

static void a_disk_full_from_the_start_is_named(void **state)
{
    fault_child(on_a_full_disk_from_the_start, *state, no_mount);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, kit_setup, kit_teardown)

int main(void)
{
    struct CMUnitTest tests[] = {
        TEST(a_full_disk_loses_nothing),
        TEST(a_file_size_limit_loses_nothing),
        TEST(a_disk_full_from_the_start_is_named),
    };
    return kit_run("space", tests, sizeof tests / sizeof *tests);
}
