/* Files of usage events: the tetracycline study, reports, mappings, cancelling. */
#include "exchange_kit.h"

#include <bepboard/events.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static bool import_path(struct kit *k, const char *path, const struct bb_mapping *mapping, size_t n,
                        struct bb_report *r)
{
    struct bb_import_options o = {
        .entity = BB_ENTITY_COUNT, .engagement = k->engagement, .path = path, .mapping = mapping, .mapping_n = n};
    bb_report_finish(r);
    k->err = (struct bb_error){0};
    return bb_import_events(k->s, &o, r, &k->err);
}

static bool import(struct kit *k, const char *text, struct bb_report *r)
{
    return import_path(k, kit_file(k, "log.csv", text, strlen(text)), NULL, 0, r);
}

static bool add_line(void *ctx, const struct bb_usage *u, struct bb_error *err)
{
    (void)err;
    bb_str_addf(ctx, "%s ", u->person);
    bb_date_format(ctx, u->on);
    bb_str_addf(ctx, " %s %s %lld\n", u->kind, u->source, (long long)u->count);
    return true;
}

static void events_are(struct kit *k, const char *expected)
{
    struct bb_str text = {0};
    assert_true(bb_usage_each(k->s, k->engagement, add_line, &text, &k->err));
    assert_string_equal(bb_str_get(&text), expected);
    bb_str_finish(&text);
}

static void two_people(struct kit *k)
{
    KIT_ADD(k, BB_PERSON, "key", "ann", "name", "Ann");
    KIT_ADD(k, BB_PERSON, "key", "bea", "name", "Bea");
}

static const char *real(char out[300], const char *full, const char *excerpt, bool *is_full)
{
    const char *root = getenv("BB_SOURCE");
    snprintf(out, 300, "%.200s/../shared/data/real/tetracycline/%s", root ? root : ".", full);
    *is_full = access(out, R_OK) == 0;
    if (!*is_full) {
        print_message("# the full %s is not at hand; its excerpt is read\n", full);
        snprintf(out, 300, "%.200s/tests/data/%s", root ? root : ".", excerpt);
    }
    return out;
}

static void the_doctors_adopt(void **state)
{
    struct kit *k = *state;
    struct bb_report r = {0};
    struct bb_data d = {0};
    char path[300];
    bool full;
    static const char *const people[] = {"doctor=key", "label=name", "city=unit", NULL};
    static const struct bb_mapping events[] = {{"doctor", "person"}, {"month", "day"}};
    if (!kit_import_path(k, BB_PERSON, &r, real(path, "people.csv", "people.csv", &full), false, people) ||
        !import_path(k, real(path, "first_use.csv", "first_use.csv", &full), events, 2, &r))
        fail_msg("%s", k->err.text);
    assert_int_equal(r.added, full ? 109 : 23);
    assert_int_equal(r.refused, 0);
    assert_true(bb_store_load(k->s, k->engagement, &d, &k->err));
    int64_t adopters = 0, months = 0;
    for (size_t i = 0; i < d.rollup_n; i++) {
        const struct bb_rollup *u = &d.rollups[i];
        adopters += u->adopted;
        months += i == 0 || u->day != u[-1].day;
        assert_int_equal(u->precision, BB_MONTH);
        assert_int_equal(u->tried, u->adopted);
        assert_true(u->unit > 0);
        assert_true(i == 0 || u->day >= u[-1].day);
    }
    assert_int_equal(adopters, full ? 109 : 23);
    assert_int_equal(months, full ? 17 : 12);
    assert_int_equal(d.rollups[0].day, bb_day_from_civil(1953, 11, 30));
    bb_data_finish(&d);
    bb_report_finish(&r);
}

static void the_report_names_lines(void **state)
{
    struct kit *k = *state;
    struct bb_report r = {0};
    two_people(k);
    assert_true(import(k,
                       "person,day,kind,source,count\nann,2026-01-05,use,app,2\nzoe,2026-01-05,use,app,1\n"
                       "\"bea\",2026-01,,,\n",
                       &r));
    char *text = kit_report(&r, "events");
    assert_string_equal(text, "events: 3 rows read, 2 added, 0 changed, 0 unchanged, 1 refused.\n"
                              "1 row names unknown people.\nline 3: \"zoe\" is nobody's key.\n");
    free(text);
    events_are(k, "ann 2026-01-05 use app 2\nbea 2026-01 use  1\n");
    bb_report_finish(&r);
}

static void one_bad_row_refuses_the_file(void **state)
{
    struct kit *k = *state;
    struct bb_report r = {0};
    two_people(k);
    int64_t seq = bb_store_seq(k->s);
    assert_false(import(
        k, "person,day,count\nann,2026-01-05,1\nann,5.1.2026,1\n\nbea,2026-02-30,1\nbea,2026-02,-1\n,2026,1\n", &r));
    assert_int_equal(k->err.code, BB_E_INPUT);
    assert_non_null(strstr(k->err.text, "4 of 5 rows cannot be taken"));
    assert_int_equal(r.remark_n, 4);
    static const size_t lines[] = {3, 5, 6, 7};
    for (size_t i = 0; i < 4; i++)
        assert_int_equal(r.remarks[i].line, lines[i]);
    assert_non_null(strstr(r.remarks[0].text, "\"5.1.2026\" is not a day"));
    assert_int_equal(r.added, 0);
    assert_int_equal(bb_store_seq(k->s), seq);
    events_are(k, "");
    bb_report_finish(&r);
}

static void only_the_first_hundred_lines_are_kept(void **state)
{
    struct kit *k = *state;
    struct bb_report r = {0};
    struct bb_str text = {0};
    two_people(k);
    bb_str_add(&text, "person,day\n");
    for (int i = 0; i < 250; i++)
        bb_str_addf(&text, "nobody%d,2026-01-05\n", i);
    assert_true(import(k, bb_str_get(&text), &r));
    assert_int_equal(r.unknown, 250);
    assert_int_equal(r.remark_n, 100);
    assert_int_equal(r.remark_total, 250);
    assert_int_equal(r.remarks[99].line, 101);
    bb_str_finish(&text);
    bb_report_finish(&r);
}

static void columns_are_explained(void **state)
{
    struct kit *k = *state;
    struct bb_report r = {0};
    static const struct bb_mapping wrong[] = {{"who", "doctor"}}, missing[] = {{"nobody", "person"}};
    two_people(k);
    assert_false(import(k, "who,when\nann,2026-01-05\n", &r));
    assert_non_null(strstr(k->err.text, "No column is \"person\""));
    assert_non_null(strstr(k->err.text, "--map \"who=person\""));
    const char *path = kit_file(k, "log.csv", "who,day\nann,2026-01-05\n", 23);
    assert_false(import_path(k, path, wrong, 1, &r));
    assert_non_null(strstr(k->err.text, "Events have no field \"doctor\""));
    assert_false(import_path(k, path, missing, 1, &r));
    assert_non_null(strstr(k->err.text, "no column \"nobody\""));
    assert_true(import(k, "person,day,colour,shape\nann,2026-01-05,red,round\n", &r));
    assert_string_equal(r.ignored, "colour, shape");
    bb_report_finish(&r);
}

static void a_later_file_corrects_the_count(void **state)
{
    struct kit *k = *state;
    struct bb_report r = {0};
    two_people(k);
    assert_true(import(k, "person;day;count\nann;2026-01-05;2\nann;2026-01-06;1\n", &r));
    assert_true(import(k, "person;day;count\nann;2026-01-05;7\nbea;2026-01-06;1\nann;2026-01-06;1\n", &r));
    assert_int_equal(r.added, 1);
    assert_int_equal(r.changed, 1);
    assert_int_equal(r.unchanged, 1);
    events_are(k, "ann 2026-01-05 use  7\nann 2026-01-06 use  1\nbea 2026-01-06 use  1\n");
    bb_report_finish(&r);
}

static void json_says_the_same(void **state)
{
    struct kit *k = *state;
    struct bb_report r = {0};
    two_people(k);
    assert_true(import(k,
                       "[{\"person\":\"ann\",\"day\":\"2026-01-05\",\"count\":3},\n"
                       "{\"person\":\"bea\",\"day\":\"2026-01\",\"kind\":null,\"source\":\"x\",\"more\":{\"a\":[1]}}]",
                       &r));
    events_are(k, "ann 2026-01-05 use  3\nbea 2026-01 use x 1\n");
    assert_true(
        import(k, "{\"people\":[],\"events\":[{\"person\":\"ann\",\"day\":\"2026-01-05\",\"count\":\"4\"}]}", &r));
    assert_int_equal(r.changed, 1);
    assert_false(import(k, "[{\"person\":\"ann\",\"day\":[1]}]", &r));
    assert_non_null(strstr(k->err.text, "log.csv:1:"));
    bb_report_finish(&r);
}

struct watch {
    bool cancel;
    long long last, total;
    int calls;
};

static void watch(void *ctx, int64_t rows, long long done, long long total)
{
    struct watch *w = ctx;
    (void)rows;
    assert_true(done >= w->last && done <= total);
    w->last = done;
    w->total = total;
    w->calls++;
    w->cancel |= done > total / 2;
}

static void progress_is_shown_and_the_import_stopped(void **state)
{
    struct kit *k = *state;
    struct bb_report r = {0};
    struct bb_str text = {0};
    struct watch w = {0};
    two_people(k);
    bb_str_add(&text, "person,day,count\n");
    for (int i = 0; i < 50000; i++)
        bb_str_addf(&text, "%s,2026-01-%02d,%d\n", i % 2 ? "ann" : "bea", i % 28 + 1, i % 9);
    struct bb_import_options o = {.entity = BB_ENTITY_COUNT,
                                  .engagement = k->engagement,
                                  .path = kit_file(k, "log.csv", text.s, text.n),
                                  .cancel = &w.cancel,
                                  .progress = watch,
                                  .ctx = &w};
    assert_false(bb_import_events(k->s, &o, &r, &k->err));
    assert_int_equal(k->err.code, BB_E_INTERRUPTED);
    assert_true(w.calls > 5);
    assert_int_equal(w.total, text.n);
    events_are(k, "");
    o.cancel = NULL;
    w = (struct watch){0};
    bb_report_finish(&r);
    assert_true(bb_import_events(k->s, &o, &r, &k->err));
    assert_int_equal(w.last, text.n);
    bb_str_finish(&text);
    bb_report_finish(&r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_doctors_adopt, kit_setup, kit_teardown),
        cmocka_unit_test_setup_teardown(the_report_names_lines, kit_setup, kit_teardown),
        cmocka_unit_test_setup_teardown(one_bad_row_refuses_the_file, kit_setup, kit_teardown),
        cmocka_unit_test_setup_teardown(only_the_first_hundred_lines_are_kept, kit_setup, kit_teardown),
        cmocka_unit_test_setup_teardown(columns_are_explained, kit_setup, kit_teardown),
        cmocka_unit_test_setup_teardown(a_later_file_corrects_the_count, kit_setup, kit_teardown),
        cmocka_unit_test_setup_teardown(json_says_the_same, kit_setup, kit_teardown),
        cmocka_unit_test_setup_teardown(progress_is_shown_and_the_import_stopped, kit_setup, kit_teardown),
    };
    return cmocka_run_group_tests_name("import_events", tests, NULL, NULL);
}
