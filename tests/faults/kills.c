/* Writers that are killed, at any moment: nothing acknowledged is lost, nothing is half there. */
#include "../../src/store/engine.h"
#include "fault_kit.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

static void nap_us(int64_t us)
{
    nanosleep(&(struct timespec){.tv_sec = us / 1000000, .tv_nsec = us % 1000000 * 1000}, NULL);
}

static int64_t dice(uint64_t *state, int sides)
{
    *state = *state * 6364136223846793005u + 1442695040888963407u;
    return (int64_t)((*state >> 33) % (unsigned)sides);
}

static int64_t written_by(struct bb_store *s, int writer)
{
    char sql[128];
    snprintf(sql, sizeof sql, "SELECT count(*) FROM txn WHERE actor = 'writer %d'", writer);
    return kit_number(s, sql);
}

/* Every transaction has its person and its score, and the journal has both. */
static void nothing_is_torn(struct bb_store *s)
{
    assert_int_equal(kit_number(s, "SELECT count(*) FROM person WHERE id NOT IN (SELECT person FROM score)"), 0);
    assert_int_equal(kit_number(s, "SELECT count(*) FROM score WHERE person NOT IN (SELECT id FROM person)"), 0);
    assert_int_equal(kit_number(s, "SELECT count(*) FROM txn t WHERE actor LIKE 'writer %' AND (SELECT count(*) FROM "
                                   "change c WHERE c.seq = t.seq) <> 2"),
                     0);
    assert_int_equal(kit_number(s, "SELECT (SELECT seq FROM meta) - (SELECT max(seq) FROM txn)"), 0);
    assert_int_equal(kit_number(s, "SELECT (SELECT count(*) FROM person) - (SELECT sum(people) FROM unit_people)"), 0);
}

struct tally {
    int64_t next[WRITERS_MAX]; /* the first number not yet in the file */
    int unacknowledged;
};

/* What was acknowledged is there; at most one more, whose repetition does it no second time. */
static void reckon(struct kit *k, struct progress *p, int writers, struct tally *t)
{
    k->s = kit_open(k, "ann");
    for (int w = 0; w < writers; w++) {
        int64_t there = written_by(k->s, w), more = there - p->acknowledged[w];
        if (more != 0 && more != 1)
            fail_msg("writer %d: %lld acknowledged, %lld in the file", w, (long long)p->acknowledged[w],
                     (long long)there);
        t->unacknowledged += more == 1;
        struct bb_store *again = k->s;
        assert_true(fault_write(k, again, w, there, &k->err) || there == 0);
        assert_int_equal(written_by(k->s, w), there);
        p->acknowledged[w] = there;
        t->next[w] = there + 1;
    }
    bb_store_close(k->s);
    k->s = NULL;
}

static void kill_writers(struct kit *k, int writers, int rounds)
{
    struct progress *p = progress_open();
    struct tally t = {.next = {1, 1, 1, 1, 1, 1, 1, 1}};
    uint64_t seed = (uint64_t)writers;
    pid_t pids[WRITERS_MAX];
    bb_store_close(k->s);
    k->s = NULL;
    for (int round = 0; round < rounds; round++) {
        for (int w = 0; w < writers; w++)
            pids[w] = fault_writer(k, p, w, t.next[w]);
        /* Every fourth time they may still be opening, and taking over what the killed ones left. */
        for (int w = 0; w < writers && round % 4; w++)
            fault_wait(&p->acknowledged[w], t.next[w]);
        nap_us(dice(&seed, 30000));
        for (int w = 0; w < writers; w++)
            kill(pids[w], SIGKILL);
        for (int w = 0; w < writers; w++)
            fault_stop(pids[w], SIGKILL);
        reckon(k, p, writers, &t);
    }
    k->s = kit_open(k, "ann");
    nothing_is_torn(k->s);
    assert_true(db_quick_check(bb_store_db(k->s), &k->err));
    int64_t commits = kit_number(k->s, "SELECT count(*) FROM txn");
    print_message("# %d kills, %lld commits, %d of them unacknowledged\n", rounds * writers, (long long)commits,
                  t.unacknowledged);
    assert_true(commits > (int64_t)rounds * writers / 2);
    progress_close(p);
}

static void one_writer_is_killed(void **state)
{
    kill_writers(*state, 1, fault_count(50, 1000));
}

static void three_writers_are_killed(void **state)
{
    kill_writers(*state, 3, fault_count(20, 334));
}

enum { PROCESSES = 6, PAD = 40000 };

/* One transaction of writer `w`: its counter goes up, and ten pages get another letter. */
static bool count_up(struct db *db, int w, int64_t n, struct bb_error *err)
{
    static char pad[PAD];
    memset(pad, (int)('a' + n % 26), sizeof pad);
    return db_begin(db, 20000, err) &&
           db_exec(db, err, "UPDATE unit_people SET people = $2 WHERE unit = $1", DB_ARGS(db_i(100 + w), db_i(n))) &&
           db_exec(db, err, "UPDATE pad SET bytes = $2 WHERE id = $1", DB_ARGS(db_i(w), db_b(pad, sizeof pad))) &&
           db_commit(db, err);
}

/* Three of them tidy the log after every commit: emptied each time, or, when there is much of it, copied and kept. */
static void tidy_and_write(struct kit *k, struct progress *p, int writer, bool keep)
{
    struct bb_error err = {0};
    struct db *db;
    bool ok = db_open(&db, k->path, 0, &err);
    while (ok && p->go_on) {
        ok = count_up(db, writer, p->acknowledged[writer] + 1, &err);
        if (ok)
            p->acknowledged[writer]++;
        if (ok && writer % 2 && keep)
            db_pause(db);
        else if (ok && writer % 2)
            ok = db_checkpoint(db, &err);
        /* A disk that others keep busy may be slower than our patience. */
        ok = ok || err.code == BB_E_BUSY;
        db_rollback(db);
    }
    if (!ok)
        fprintf(stderr, "# %s\n", err.text);
    _exit(ok ? 0 : 1);
}

static void make_counters(struct kit *k)
{
    assert_true(db_script(bb_store_db(k->s), "CREATE TABLE pad (id integer PRIMARY KEY, bytes blob)", &k->err));
    for (int i = 0; i < PROCESSES; i++) {
        char sql[128];
        snprintf(sql, sizeof sql, "INSERT INTO unit_people VALUES (1, %d, 0); INSERT INTO pad VALUES (%d, NULL)",
                 100 + i, i);
        assert_true(db_script(bb_store_db(k->s), sql, &k->err));
    }
    bb_store_close(k->s);
    k->s = NULL;
}

static void counters_hold(struct kit *k, const struct progress *p)
{
    int64_t sum = 0;
    for (int i = 0; i < PROCESSES; i++) {
        char sql[160];
        snprintf(sql, sizeof sql, "SELECT people FROM unit_people WHERE unit = %d", 100 + i);
        assert_int_equal(kit_number(k->s, sql), p->acknowledged[i]);
        snprintf(sql, sizeof sql,
                 "SELECT CAST(bytes AS text) = replace(hex(zeroblob(%d)), '0', char(%d)) FROM pad WHERE id = %d",
                 PAD / 2, (int)('a' + p->acknowledged[i] % 26), i);
        assert_int_equal(kit_number(k->s, sql), 1);
        sum += p->acknowledged[i];
    }
    assert_int_equal(kit_number(k->s, "SELECT count(*) FROM pragma_integrity_check WHERE integrity_check <> 'ok'"), 0);
    print_message("# %lld commits\n", (long long)sum);
}

static void six_processes(struct kit *k, bool keep)
{
    struct progress *p = progress_open();
    pid_t pids[PROCESSES];
    make_counters(k);
    for (int i = 0; i < PROCESSES; i++)
        if ((pids[i] = fork()) == 0)
            tidy_and_write(k, p, i, keep);
    nap_us((int64_t)fault_count(6, 60) * 1000000);
    p->go_on = 0;
    for (int i = 0; i < PROCESSES; i++)
        fault_stop(pids[i], 0);
    k->s = kit_open(k, "ann");
    counters_hold(k, p);
    progress_close(p);
}

static void six_processes_write_and_empty_the_log(void **state)
{
    six_processes(*state, false);
}

static void six_processes_write_over_the_log(void **state)
{
    six_processes(*state, true);
}

/* Whoever reads the journal beyond the last number that it knows misses nothing. */
static void numbers_come_in_the_order_of_commits(void **state)
{
    enum { WRITERS = 4, SEEN = 400 };
    struct kit *k = *state;
    struct progress *p = progress_open();
    pid_t pids[WRITERS];
    int64_t last = bb_store_seq(k->s), first = last;
    bb_store_close(k->s);
    k->s = NULL;
    for (int i = 0; i < WRITERS; i++)
        pids[i] = fault_writer(k, p, i, 1);
    k->s = kit_open(k, "reader");
    while (last - first < SEEN) {
        char sql[128];
        snprintf(sql, sizeof sql, "SELECT count(*) - max(seq) + %lld FROM txn WHERE seq > %lld", (long long)last,
                 (long long)last);
        assert_int_equal(kit_number(k->s, sql), 0);
        last = bb_store_seq(k->s);
    }
    p->go_on = 0;
    for (int i = 0; i < WRITERS; i++)
        fault_stop(pids[i], 0);
    nothing_is_torn(k->s);
    progress_close(p);
}

/* A session that saves without pause leaves the others their turn. */
static void a_busy_writer_starves_nobody(void **state)
{
    enum { SAVES = 20, PATIENCE_MS = 20000 };
    struct kit *k = *state;
    struct progress *p = progress_open();
    int64_t id = 0;
    bb_store_close(k->s);
    k->s = NULL;
    pid_t pid = fault_writer(k, p, 0, 1);
    struct bb_store_options o = {.path = k->path, .actor = "ann", .wait_ms = PATIENCE_MS, .clock = &k->clock};
    assert_true(bb_store_open(&k->s, &o, &k->err));
    for (int i = 0; i < SAVES; i++, id = 0)
        if (!KIT_SAVE(k->s, BB_UNIT, k->engagement, &id, &k->err, "name", (char[]){(char)('a' + i), 0}))
            fail_msg("%s", k->err.text);
    p->go_on = 0;
    fault_stop(pid, 0);
    progress_close(p);
}

/* Opens, saves and closes; whoever finds a slow disk too slow tries again, as a user would. */
static int begin_and_save(const char *path)
{
    struct bb_store *s;
    struct bb_error err = {0};
    struct bb_store_options o = {.path = path, .create = true, .wait_ms = 20000};
    char name[24];
    int64_t id = 0;
    snprintf(name, sizeof name, "By %d", (int)getpid());
    while (!bb_store_open(&s, &o, &err))
        if (err.code != BB_E_BUSY)
            return fault_complain("opening", &err);
    while (!KIT_SAVE(s, BB_ENGAGEMENT, 0, &id, &err, "name", name))
        if (err.code != BB_E_BUSY)
            return fault_complain("saving", &err);
    bb_store_close(s);
    return 0;
}

/* Several sessions start at the same moment where there is no database yet. */
static void six_sessions_make_one_database(void **state)
{
    struct kit *k = *state;
    pid_t pids[PROCESSES];
    for (int round = fault_count(10, 200); round > 0; round--) {
        snprintf(k->path, sizeof k->path, "%s/new-%d.db", k->dir, round);
        for (int i = 0; i < PROCESSES; i++)
            if ((pids[i] = fork()) == 0)
                _exit(begin_and_save(k->path));
        for (int i = 0; i < PROCESSES; i++)
            fault_stop(pids[i], 0);
        struct bb_store *s = kit_open(k, "ann");
        assert_int_equal(kit_number(s, "SELECT count(*) FROM engagement"), PROCESSES);
        bb_store_close(s);
    }
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, kit_setup, kit_teardown)

int main(void)
{
    static const struct CMUnitTest tests[] = {
        TEST(one_writer_is_killed),
        TEST(three_writers_are_killed),
        TEST(six_processes_write_and_empty_the_log),
        TEST(six_processes_write_over_the_log),
        TEST(numbers_come_in_the_order_of_commits),
        TEST(a_busy_writer_starves_nobody),
        TEST(six_sessions_make_one_database),
    };
    return cmocka_run_group_tests_name("kills", tests, NULL, NULL);
}
