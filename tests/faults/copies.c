/* Damaged files, backups while others write, and the drill of restoring under running sessions. */
#include "../../src/store/engine.h"
#include "fault_kit.h"

#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

enum { FILE_MAX = 1 << 20, SECONDS = 60, SOME = 5 };

struct image {
    unsigned char *bytes;
    size_t n;
};

static struct image read_image(const char *path)
{
    struct image image = {malloc(FILE_MAX), 0};
    FILE *f = fopen(path, "rb");
    assert_non_null(f);
    image.n = fread(image.bytes, 1, FILE_MAX, f);
    fclose(f);
    assert_true(image.n > 4096 && image.n < FILE_MAX);
    return image;
}

static uint32_t dice(uint64_t *state, size_t sides)
{
    *state = *state * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)((*state >> 33) % sides);
}

/* Single bytes, a run of noise or zeros, a page that lies elsewhere, or an end that is missing. */
static size_t damage(unsigned char *bytes, size_t n, uint64_t *seed)
{
    size_t at = dice(seed, 4) ? dice(seed, n) : dice(seed, 200), run = 1 + dice(seed, 600);
    if (at + run > n)
        run = n - at;
    switch (dice(seed, 5)) {
    case 0:
        for (int i = 1 + (int)dice(seed, 20); i > 0; i--)
            bytes[dice(seed, n)] = (unsigned char)dice(seed, 256);
        return n;
    case 1:
        for (size_t i = at; i < at + run; i++)
            bytes[i] = (unsigned char)dice(seed, 256);
        return n;
    case 2:
        memset(bytes + at, dice(seed, 2) ? 0 : 0xFF, run);
        return n;
    case 3:
        memmove(bytes + dice(seed, n / 4096) * (size_t)4096, bytes + dice(seed, n / 4096) * (size_t)4096, 4096);
        return n;
    default:
        return dice(seed, n);
    }
}

static bool visit(void *ctx, const void *row, struct bb_error *err)
{
    (void)row, (void)err;
    ++*(int *)ctx;
    return true;
}

static void ignore(void *ctx, enum bb_health health, const char *what, const char *finding, const char *mend)
{
    (void)health, (void)mend;
    *(size_t *)ctx += strlen(what) + strlen(finding);
}

/* Every failure must have a sentence. */
static bool said(bool ok, struct bb_error *err)
{
    bool fine = ok || (err->code != BB_OK && err->text[0]);
    *err = (struct bb_error){0};
    return fine;
}

/* What a session does; anything may fail, nothing may crash, hang or fail without a word. */
static int use(const char *path)
{
    struct bb_error err = {0};
    struct bb_store *s;
    struct bb_data data = {0};
    struct bb_str what = {0};
    int64_t id = 0, one = 1;
    int seen = 0;
    size_t letters = 0;
    alarm(SECONDS);
    bb_store_doctor(path, 0, ignore, &letters);
    if (!bb_store_open(&s, &(struct bb_store_options){.path = path, .wait_ms = 100}, &err))
        return said(false, &err) ? 0 : 2;
    bool fine = true;
    for (int e = 0; e < BB_ENTITY_COUNT; e++)
        fine = said(bb_store_each(s, (enum bb_entity)e, 0, visit, &seen, &err), &err) && fine;
    fine = said(bb_store_load(s, 0, &data, &err), &err) && fine;
    bb_data_finish(&data);
    fine = said(KIT_SAVE(s, BB_PERSON, 1, &id, &err, "name", "New"), &err) && fine;
    fine = said(KIT_SAVE(s, BB_PERSON, 1, &one, &err, "name", "Changed"), &err) && fine;
    fine = said(bb_store_remove(s, BB_PERSON, 2, "Delete", &err), &err) && fine;
    fine = said(bb_store_undo(s, 1, &what, &err), &err) && fine;
    fine = said(db_quick_check(bb_store_db(s), &err), &err) && fine;
    bb_store_close(s);
    bb_str_finish(&what);
    return fine ? 0 : 3;
}

static void write_image(const char *path, const unsigned char *bytes, size_t n)
{
    FILE *f = fopen(path, "wb");
    assert_non_null(f);
    assert_int_equal(fwrite(bytes, 1, n, f), n);
    assert_int_equal(fclose(f), 0);
}

static void use_damaged(const char *dir, const struct image *image, int number)
{
    static const char *const suffixes[] = {"", "-wal", "-shm", "-gate", "-touch"};
    unsigned char *bytes = malloc(image->n);
    uint64_t seed = (uint64_t)number * 2654435761u + 1;
    char path[160];
    int status;
    memcpy(bytes, image->bytes, image->n);
    size_t n = damage(bytes, image->n, &seed);
    snprintf(path, sizeof path, "%s/damaged.db", dir);
    write_image(path, bytes, n);
    free(bytes);
    pid_t pid = fork();
    if (pid == 0)
        _exit(use(path));
    assert_int_equal(waitpid(pid, &status, 0), pid);
    if (status != 0)
        fail_msg("damaged copy %d: the session ended with status %x", number, (unsigned)status);
    for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes; i++) {
        char name[200];
        snprintf(name, sizeof name, "%s%s", path, suffixes[i]);
        unlink(name);
    }
}

static void damaged_files_are_survived(void **state)
{
    struct kit *k = *state;
    for (int i = 0; i < 60; i++)
        assert_true(fault_write(k, k->s, 0, i, &k->err));
    assert_true(db_checkpoint(bb_store_db(k->s), &k->err));
    bb_store_close(k->s);
    k->s = NULL;
    struct image image = read_image(k->path);
    for (int i = 0, n = fault_count(200, 5000); i < n; i++)
        use_damaged(k->dir, &image, i);
    free(image.bytes);
}

/* A backup is one moment of the database: pairs are whole, and all that was acknowledged before is in it. */
static void expect_one_moment(struct kit *k, const char *path, int64_t least)
{
    struct bb_store *s;
    struct bb_store_options o = {.path = path, .read_only = true};
    if (!bb_store_open(&s, &o, &k->err))
        fail_msg("%s", k->err.text);
    int64_t people = kit_number(s, "SELECT count(*) FROM person");
    assert_true(people >= least);
    assert_int_equal(kit_number(s, "SELECT count(*) FROM score"), people);
    assert_int_equal(kit_number(s, "SELECT sum(people) FROM unit_people"), people);
    assert_int_equal(kit_number(s, "SELECT seq FROM meta"), kit_number(s, "SELECT max(seq) FROM txn"));
    bb_store_close(s);
}

static void backups_are_made_while_others_write(void **state)
{
    struct kit *k = *state;
    struct progress *p = progress_open();
    char path[160];
    bb_store_close(k->s);
    pid_t pid = fault_writer(k, p, 0, 1);
    k->s = kit_open(k, "ann");
    for (int i = 0; i < SOME; i++) {
        int64_t before = p->acknowledged[0];
        fault_wait(&p->acknowledged[0], before + 10);
        before = p->acknowledged[0];
        snprintf(path, sizeof path, "%s/backup-%d.db", k->dir, i);
        assert_true(bb_store_backup(k->s, path, &k->err));
        expect_one_moment(k, path, before);
    }
    p->go_on = 0;
    fault_stop(pid, 0);
    progress_close(p);
}

/* Two sessions write on and on while a backup is restored under them: what they save afterwards is in the restored
 * database, what they saved before is in the file that was kept. */
static void restoring_under_running_sessions(void **state)
{
    enum { WRITERS = 2 };
    struct kit *k = *state;
    struct progress *p = progress_open();
    struct bb_str kept = {0};
    char backup[160];
    pid_t pids[WRITERS];
    int64_t before[WRITERS];
    bb_store_close(k->s);
    k->s = NULL;
    for (int w = 0; w < WRITERS; w++)
        pids[w] = fault_writer(k, p, w, 1);
    fault_wait(&p->acknowledged[0], 20);
    k->s = kit_open(k, "ann");
    snprintf(backup, sizeof backup, "%s/backup.db", k->dir);
    assert_true(bb_store_backup(k->s, backup, &k->err));
    fault_wait(&p->acknowledged[0], p->acknowledged[0] + 20);
    for (int w = 0; w < WRITERS; w++)
        before[w] = p->acknowledged[w];
    if (!bb_store_restore(k->path, backup, &kept, &k->err))
        fail_msg("%s", k->err.text);
    for (int w = 0; w < WRITERS; w++)
        fault_wait(&p->acknowledged[w], p->acknowledged[w] + 20);
    p->go_on = 0;
    for (int w = 0; w < WRITERS; w++)
        fault_stop(pids[w], 0);
    expect_one_moment(k, k->path, 0);
    expect_one_moment(k, bb_str_get(&kept), before[0] + before[1]);
    kit_reopen(k);
    assert_true(db_quick_check(bb_store_db(k->s), &k->err));
    for (int w = 0; w < WRITERS; w++) {
        char sql[320];
        /* After the restoration no number is missing up to the last that was acknowledged. */
        snprintf(
            sql, sizeof sql,
            "SELECT max(n) - min(n) + 1 - count(*) FROM (SELECT cast(substr(key, 4) AS integer) AS n, id FROM person"
            " WHERE key LIKE 'W%d-%%') WHERE id IN (SELECT row FROM change WHERE entity = 'person' AND seq >"
            " (SELECT seq FROM txn WHERE kind = 'restore'))",
            w);
        assert_int_equal(kit_number(k->s, sql), 0);
        snprintf(sql, sizeof sql, "SELECT count(*) FROM person WHERE key = 'W%d-%lld'", w,
                 (long long)p->acknowledged[w]);
        assert_int_equal(kit_number(k->s, sql), 1);
    }
    bb_str_finish(&kept);
    progress_close(p);
}

/* A restoration that is killed at any moment leaves the old state or the new one, and the old one beside it. */
static void a_killed_restoration_leaves_old_or_new(void **state)
{
    struct kit *k = *state;
    char backup[160];
    uint64_t seed = 7;
    assert_true(fault_write(k, k->s, 0, 1, &k->err));
    snprintf(backup, sizeof backup, "%s/backup.db", k->dir);
    assert_true(bb_store_backup(k->s, backup, &k->err));
    for (int i = 2; i < 20; i++)
        assert_true(fault_write(k, k->s, 0, i, &k->err));
    for (int round = fault_count(15, 300); round > 0; round--) {
        bb_store_close(k->s);
        k->s = NULL;
        pid_t pid = fork();
        if (pid == 0) {
            struct bb_str kept = {0};
            _exit(!bb_store_restore(k->path, backup, &kept, &k->err));
        }
        usleep(1000 + dice(&seed, 30000));
        kill(pid, SIGKILL);
        assert_int_equal(waitpid(pid, NULL, 0), pid);
        k->s = kit_open(k, "ann");
        int64_t people = kit_number(k->s, "SELECT count(*) FROM person");
        if (people != 1 && people != 19)
            fail_msg("%lld people after a killed restoration", (long long)people);
        assert_int_equal(kit_number(k->s, "SELECT count(*) FROM score"), people);
        for (int i = 2; people == 1 && i < 20; i++)
            assert_true(fault_write(k, k->s, 0, i, &k->err));
    }
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, kit_setup, kit_teardown)

int main(void)
{
    static const struct CMUnitTest tests[] = {
        TEST(damaged_files_are_survived),
        TEST(backups_are_made_while_others_write),
        TEST(restoring_under_running_sessions),
        TEST(a_killed_restoration_leaves_old_or_new),
    };
    return cmocka_run_group_tests_name("copies", tests, NULL, NULL);
}
