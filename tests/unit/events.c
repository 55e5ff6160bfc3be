/* Usage events: what is counted after imports, corrections, undo, and what else changes. Everything is held against a
 * plain list of events that this file keeps for itself. */
#include "event_world.h"

/* Batches over each other, corrections and months among them; then everything is undone and done again. */
static void every_step_is_counted_anew(void **state)
{
    enum { STEPS = BATCHES + 5 };
    static struct world worlds[STEPS + 1];
    static struct reference refs[STEPS + 1];
    struct world w;
    struct reference r = {0};
    struct seeded seed = {11};
    make_world(&w, *state);
    for (int step = 0; step <= STEPS; step++) {
        if (step > 0 && step <= BATCHES) {
            struct plain *rows = throw_rows(&seed, BATCH, PEOPLE);
            r.added = r.changed = r.unchanged = 0;
            reference_take(&r, rows, BATCH);
            struct bb_usage_report report = import(w.k, rows, BATCH);
            assert_int_equal(report.read, BATCH);
            assert_int_equal(report.added, r.added);
            assert_int_equal(report.changed, r.changed);
            assert_int_equal(report.unchanged, r.unchanged);
            free(rows);
        } else if (step == BATCHES + 1) {
            edit(&w, BB_ENGAGEMENT, w.k->engagement, "rule_uses", "9");
            w.uses = 9;
        } else if (step == BATCHES + 2) {
            edit(&w, BB_ENGAGEMENT, w.k->engagement, "rule_days", "14");
            w.days = 14;
        } else if (step == BATCHES + 3) {
            move_person(&w, w.k->s, 17, UNITS);
        } else if (step == BATCHES + 4) {
            assert_true(bb_store_remove(w.k->s, BB_PERSON, w.people[40], "Delete stakeholder", &w.k->err));
            w.gone[40] = true;
        } else if (step == BATCHES + 5) { /* whoever is gone counts by no rule */
            edit(&w, BB_ENGAGEMENT, w.k->engagement, "rule_uses", "3");
            w.uses = 3;
        }
        all_match(&w, &r);
        worlds[step] = w;
        refs[step] = reference_copy(&r);
    }
    for (int step = STEPS; step-- > 0;) {
        undo(&w);
        all_match(&worlds[step], &refs[step]);
    }
    for (int step = 1; step <= STEPS; step++) {
        redo(&w);
        all_match(&worlds[step], &refs[step]);
    }
    for (int step = 0; step <= STEPS; step++)
        free(refs[step].list);
    free(r.list);
}

/* The sums as the board had them at the end of each day, from wherever one looks back. */

struct sums {
    struct bb_rollup *list;
    size_t n;
};

static struct sums sums_now(struct kit *k)
{
    struct bb_data d = {0};
    struct sums out;
    if (!bb_store_load(k->s, k->engagement, &d, &k->err))
        fail_msg("%s", k->err.text);
    out = (struct sums){bb_alloc((d.rollup_n + 1) * sizeof *d.rollups), d.rollup_n};
    if (d.rollup_n)
        memcpy(out.list, d.rollups, d.rollup_n * sizeof *d.rollups);
    bb_data_finish(&d);
    return out;
}

static void look_back_at(struct kit *k, int32_t first, const struct sums *days, int n)
{
    for (int day = n; day-- > 0;) {
        if (!bb_store_look_back(k->s, k->engagement, first + day, &k->err))
            fail_msg("%s", k->err.text);
        struct sums then = sums_now(k);
        if (then.n != days[day].n || (then.n && memcmp(then.list, days[day].list, then.n * sizeof *then.list) != 0))
            fail_msg("day %d of %d: %zu sums, %zu expected, or others", day, n, then.n, days[day].n);
        free(then.list);
    }
    bb_store_look_at_now(k->s);
}

static void step_of(struct world *w, struct seeded *seed, int step)
{
    struct kit *k = w->k;
    if (step % 4 == 1 && step < 12) {
        struct plain *rows = throw_rows(seed, 500, PEOPLE);
        /* A short span is told by the day. */
        for (int i = 0; i < 500 && step < 8; i++)
            rows[i].on = bb_date_of(bb_day_from_civil(2025, 3, 1 + (int)seeded_below(seed, 28)));
        import(k, rows, 500);
        free(rows);
    } else if (step % 4 == 2) {
        move_person(w, k->s, 10 + step, step % 3 ? 1 : UNITS);
    } else if (step > 12) {
        assert_true(bb_store_remove(k->s, BB_PERSON, w->people[40 + step], "Delete stakeholder", &k->err));
    } else if (step % 8) {
        edit(w, BB_ENGAGEMENT, k->engagement, "rule_uses", step > 9 ? "6" : "3");
    }
}

static void looking_back_counts_what_was_counted(void **state)
{
    enum { STEPS = 18, ALL = 2 * STEPS };
    static struct sums days[ALL];
    static const int64_t day_us = INT64_C(86400) * 1000000;
    struct world w;
    struct seeded seed = {21};
    make_world(&w, *state);
    int32_t first = bb_store_today(w.k->s, w.k->engagement);
    for (int day = 0; day < ALL; day++) {
        if (day < STEPS)
            step_of(&w, &seed, day);
        else if (day % 3)
            undo(&w);
        days[day] = sums_now(w.k);
        w.k->clock.fixed_us += day_us;
        if (day == STEPS || day == STEPS + 3)
            look_back_at(w.k, first, days, day + 1);
    }
    look_back_at(w.k, first, days, ALL);
    for (int day = 0; day < ALL; day++)
        free(days[day].list);
}

static void the_same_rows_leave_no_trace(void **state)
{
    static const char traces[] = "SELECT (SELECT seq FROM meta) + (SELECT count(*) FROM person_events) * 1000"
                                 " + (SELECT count(*) FROM event_batch) * 1000000 + (SELECT max(rev) FROM import)";
    struct world w;
    struct seeded seed = {12};
    make_world(&w, *state);
    struct plain *rows = throw_rows(&seed, 2000, PEOPLE);
    import(w.k, rows, 2000);
    int64_t before = kit_number(w.k->s, traces);
    struct bb_usage_report report = import(w.k, rows, 2000);
    assert_int_equal(report.added, 0);
    assert_int_equal(report.changed, 0);
    assert_int_equal(report.unchanged, 2000);
    assert_int_equal(kit_number(w.k->s, traces), before);
    free(rows);
}

static void unknown_people_are_left_out(void **state)
{
    struct world w;
    struct reference r = {0};
    struct seeded seed = {13};
    make_world(&w, *state);
    struct plain *rows = throw_rows(&seed, 3000, 2 * PEOPLE);
    struct bb_usage_report report = import(w.k, rows, 3000);
    size_t known = 0;
    for (size_t i = 0; i < 3000; i++)
        if (rows[i].person < PEOPLE)
            rows[known++] = rows[i];
    reference_take(&r, rows, known);
    assert_int_equal(report.unknown, 3000 - (int64_t)known);
    assert_int_equal(report.added, r.added);
    all_match(&w, &r);
    free(rows);
    free(r.list);
}

/* More rows than are sorted in memory at once: runs go through the file and come back in order, the last one wins. */
static void many_rows_of_few_people(void **state)
{
    enum { ROWS = 1200000 };
    struct world w;
    struct reference r = {0};
    make_world(&w, *state);
    struct plain *rows = bb_alloc(ROWS * sizeof *rows);
    for (int i = 0; i < ROWS; i++)
        rows[i] = (struct plain){.person = i % 7, .on = bb_date_of(i / 7 % 90), .count = i / 1000 % 3};
    struct bb_usage_report report = import(w.k, rows, ROWS);
    assert_int_equal(report.added, 7 * 90);
    assert_int_equal(report.unchanged, ROWS - 7 * 90);
    reference_take(&r, rows + ROWS - 7 * 90, 7 * 90);
    all_match(&w, &r);
    free(rows);
    free(r.list);
}

/* A year of events is shown by the month, and nothing of tomorrow. */
static void long_spans_are_shown_by_the_month(void **state)
{
    struct world w;
    struct reference r = {0};
    struct seeded seed = {23};
    make_world(&w, *state);
    struct plain *rows = throw_rows(&seed, 2000, PEOPLE);
    import(w.k, rows, 2000);
    reference_take(&r, rows, 2000);
    months_match(&w, &r, bb_day_from_civil(2026, 11, 22));
    assert_true(bb_clock_fix(&w.k->clock, "2025-09-10", &w.k->err));
    months_match(&w, &r, bb_day_from_civil(2025, 9, 10));
    free(rows);
    free(r.list);
}

static void a_dry_run_only_counts(void **state)
{
    struct world w;
    struct reference none = {0};
    struct seeded seed = {14};
    struct bb_usage_report report;
    make_world(&w, *state);
    int64_t before = bb_store_seq(w.k->s);
    struct plain *rows = throw_rows(&seed, 1000, PEOPLE);
    assert_true(import_with(w.k, rows, 1000, &(struct bb_usage_finish){.dry_run = true}, &report));
    assert_true(report.added > 900);
    assert_int_equal(bb_store_seq(w.k->s), before);
    assert_int_equal(kit_number(w.k->s, "SELECT count(*) FROM event_batch"), 0);
    all_match(&w, &none);
    free(rows);
}

struct stop {
    struct kit *k;
    bool cancel, die;
    int64_t stored; /* rows that were there when it was stopped */
};

/* At the end of the last slice: rows are written, but the batch is not yet seen. */
static void stop_late(void *ctx, int64_t done, int64_t total)
{
    struct stop *stop = ctx;
    if (done < total)
        return;
    if (stop->die)
        _exit(7);
    stop->stored = kit_number(stop->k->s, "SELECT count(*) FROM person_events");
    stop->cancel = true;
}

static void cancelled_leaves_everything_as_it_was(void **state)
{
    struct world w;
    struct reference r = {0};
    struct seeded seed = {15};
    struct bb_usage_report report;
    make_world(&w, *state);
    struct plain *rows = throw_rows(&seed, 4000, PEOPLE);
    import(w.k, rows, 1000);
    reference_take(&r, rows, 1000);
    int64_t seq = bb_store_seq(w.k->s), stored = kit_number(w.k->s, "SELECT count(*) FROM person_events");
    char *before = kit_dump(w.k->s);
    struct stop stop = {.k = w.k};
    struct bb_usage_finish o = {.cancel = &stop.cancel, .progress = stop_late, .ctx = &stop};
    assert_false(import_with(w.k, rows, 4000, &o, &report));
    assert_int_equal(w.k->err.code, BB_E_INTERRUPTED);
    assert_true(stop.stored > stored);
    char *after = kit_dump(w.k->s);
    assert_string_equal(after, before);
    assert_int_equal(bb_store_seq(w.k->s), seq);
    assert_int_equal(kit_number(w.k->s, "SELECT count(*) FROM person_events"), stored);
    assert_int_equal(kit_number(w.k->s, "SELECT count(*) FROM event_batch"), 1);
    all_match(&w, &r);
    free(before);
    free(after);
    free(rows);
    free(r.list);
}

static void die_and_remove(struct kit *k, bool by_backup)
{
    static const char unfinished[] = "SELECT count(*) FROM event_batch WHERE import IS NULL";
    struct world w;
    struct reference r = {0};
    struct seeded seed = {16};
    int status;
    make_world(&w, k);
    struct plain *rows = throw_rows(&seed, 4000, PEOPLE);
    import(w.k, rows, 1000);
    reference_take(&r, rows, 1000);
    pid_t pid = fork();
    assert_true(pid >= 0);
    if (pid == 0) {
        struct bb_usage_report report;
        struct stop stop = {.die = true};
        w.k->s = kit_open(w.k, "bob");
        import_with(w.k, rows, 4000, &(struct bb_usage_finish){.progress = stop_late, .ctx = &stop}, &report);
        _exit(0);
    }
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_int_equal(WEXITSTATUS(status), 7);
    kit_reopen(w.k);
    assert_int_equal(kit_number(w.k->s, unfinished), 1);
    all_match(&w, &r);
    if (by_backup) {
        bool made;
        assert_true(bb_store_daily_backup(w.k->s, 1, &made, &w.k->err));
    } else {
        import(w.k, rows + 2000, 500);
        reference_take(&r, rows + 2000, 500);
    }
    assert_int_equal(kit_number(w.k->s, unfinished), 0);
    all_match(&w, &r);
    free(rows);
    free(r.list);
}

static void what_died_is_removed_by_the_next_import(void **state)
{
    die_and_remove(*state, false);
}

static void what_died_is_removed_by_the_next_backup(void **state)
{
    die_and_remove(*state, true);
}

static void only_one_import_at_a_time(void **state)
{
    struct kit *k = *state;
    struct bb_store *other = kit_open(k, "bob");
    struct bb_usage_import *u = bb_usage_begin(k->s, k->engagement, &k->err);
    assert_non_null(u);
    assert_null(bb_usage_begin(other, k->engagement, &k->err));
    assert_int_equal(k->err.code, BB_E_BUSY);
    bb_usage_close(u);
    u = bb_usage_begin(other, k->engagement, &k->err);
    assert_non_null(u);
    bb_usage_close(u);
    bb_store_close(other);
}

/* Somebody else moves and deletes people while their events are being sorted. */
static void people_move_meanwhile(void **state)
{
    struct world w;
    struct reference r = {0};
    struct seeded seed = {17};
    struct bb_usage_report report;
    char key[32];
    bool known;
    make_world(&w, *state);
    struct bb_store *other = kit_open(w.k, "bob");
    struct plain *rows = throw_rows(&seed, 6000, PEOPLE);
    import(w.k, rows, 3000);
    struct bb_usage_import *u = bb_usage_begin(w.k->s, w.k->engagement, &w.k->err);
    for (size_t i = 3000; i < 6000; i++) {
        struct bb_usage usage = usage_of(&rows[i], key);
        assert_true(bb_usage_add(u, &usage, &known, &w.k->err));
    }
    move_person(&w, other, 1, 3);
    move_person(&w, other, 2, UNITS);
    assert_true(bb_store_remove(other, BB_PERSON, w.people[3], "Delete stakeholder", &w.k->err));
    w.gone[3] = true;
    if (!bb_usage_finish(u, &(struct bb_usage_finish){0}, &report, &w.k->err))
        fail_msg("%s", w.k->err.text);
    bb_usage_close(u);
    reference_take(&r, rows, 3000);
    reference_take(&r, rows + 3000, 3000);
    all_match(&w, &r);
    bb_store_close(other);
    free(rows);
    free(r.list);
}

static void an_import_that_others_rest_on_stays(void **state)
{
    struct world w;
    struct seeded seed = {18};
    struct bb_str what = {0};
    make_world(&w, *state);
    struct bb_store *other = kit_open(w.k, "bob"), *mine = w.k->s;
    struct plain *rows = throw_rows(&seed, 2000, PEOPLE);
    import(w.k, rows, 1000);
    w.k->s = other;
    import(w.k, rows, 2000);
    w.k->s = mine;
    assert_false(bb_store_undo(mine, w.k->engagement, &what, &w.k->err));
    assert_int_equal(w.k->err.code, BB_E_CONFLICT);
    assert_true(bb_store_undo(other, w.k->engagement, &what, &w.k->err));
    assert_true(bb_store_undo(mine, w.k->engagement, &what, &w.k->err));
    assert_false(bb_store_redo(other, w.k->engagement, &what, &w.k->err));
    assert_true(bb_store_redo(mine, w.k->engagement, &what, &w.k->err));
    bb_str_finish(&what);
    bb_store_close(other);
    free(rows);
}

static void the_journal_names_the_import(void **state)
{
    struct world w;
    struct seeded seed = {19};
    struct bb_arena a = {0};
    struct bb_txn *list;
    size_t n;
    make_world(&w, *state);
    struct plain *rows = throw_rows(&seed, 1200, PEOPLE);
    struct bb_usage_report report = import(w.k, rows, 1200);
    char label[64];
    snprintf(label, sizeof label, "Import events (%lld,%03lld)", (long long)report.added / 1000,
             (long long)report.added % 1000);
    assert_true(bb_store_log_query(w.k->s, &(struct bb_log_query){.engagement = w.k->engagement, .limit = 1}, &a, &list,
                                   &n, &w.k->err));
    assert_int_equal(n, 1);
    assert_string_equal(list[0].label, label);
    assert_string_equal(list[0].kind, "import");
    assert_int_equal(list[0].changes, 1);
    bb_arena_finish(&a);
    free(rows);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(every_step_is_counted_anew, kit_setup, kit_teardown),
        cmocka_unit_test_setup_teardown(looking_back_counts_what_was_counted, kit_setup, kit_teardown),
        cmocka_unit_test_setup_teardown(the_same_rows_leave_no_trace, kit_setup, kit_teardown),
        cmocka_unit_test_setup_teardown(unknown_people_are_left_out, kit_setup, kit_teardown),
        cmocka_unit_test_setup_teardown(many_rows_of_few_people, kit_setup, kit_teardown),
        cmocka_unit_test_setup_teardown(long_spans_are_shown_by_the_month, kit_setup, kit_teardown),
        cmocka_unit_test_setup_teardown(a_dry_run_only_counts, kit_setup, kit_teardown),
        cmocka_unit_test_setup_teardown(cancelled_leaves_everything_as_it_was, kit_setup, kit_teardown),
        cmocka_unit_test_setup_teardown(what_died_is_removed_by_the_next_import, kit_setup, kit_teardown),
        cmocka_unit_test_setup_teardown(what_died_is_removed_by_the_next_backup, kit_setup, kit_teardown),
        cmocka_unit_test_setup_teardown(only_one_import_at_a_time, kit_setup, kit_teardown),
        cmocka_unit_test_setup_teardown(people_move_meanwhile, kit_setup, kit_teardown),
        cmocka_unit_test_setup_teardown(an_import_that_others_rest_on_stays, kit_setup, kit_teardown),
        cmocka_unit_test_setup_teardown(the_journal_names_the_import, kit_setup, kit_teardown),
    };
    return cmocka_run_group_tests_name("events", tests, NULL, NULL);
}
