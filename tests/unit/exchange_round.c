/* Out and in again: what was exported is imported into an empty database and exported once more, byte for byte. */
#include "../hostile.h"
#include "exchange_kit.h"

#include <bepboard/text.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const char *const format_names[] = {[BB_CSV] = "all.csv", [BB_JSON] = "all.json"};

static void same_text(const char *what, const char *a, const char *b)
{
    size_t at = 0;
    while (a[at] && a[at] == b[at])
        at++;
    if (a[at] != b[at])
        fail_msg("%s differs at byte %zu: \"%.80s\" became \"%.80s\"", what, at, a + (at > 20 ? at - 20 : 0),
                 b + (at > 20 ? at - 20 : 0));
}

static void everything_comes_back(struct kit *k, struct bb_store *s, enum bb_format format)
{
    struct bb_report report;
    int64_t engagement = 0;
    char *text = kit_export(s, "all", format);
    const char *path = kit_file(k, format_names[format], text, strlen(text));
    struct bb_store *other = kit_other(k, format == BB_CSV ? "csv.db" : "json.db");
    if (!bb_import_bundle(other, &(struct bb_import_options){.path = path}, &engagement, &report, &k->err))
        fail_msg("%s %s", k->err.text, report.remark_n ? report.remarks[0].text : "");
    assert_true(engagement > 0);
    assert_int_equal(report.refused, 0);
    bb_report_finish(&report);
    char *again = kit_export(other, "all", format);
    same_text("everything", text, again);
    int64_t seq = bb_store_seq(other);
    assert_true(bb_import_bundle(other, &(struct bb_import_options){.path = path}, &engagement, &report, &k->err));
    assert_int_equal(report.added + report.changed, 0);
    assert_int_equal(bb_store_seq(other), seq);
    bb_report_finish(&report);
    bb_store_close(other);
    free(text);
    free(again);
}

/* Noun after noun into a database that has nothing but the engagement. */
static void nouns_come_back(struct kit *k, struct bb_store *s, enum bb_format format)
{
    struct kit there = *k;
    struct bb_report report = {0};
    there.s = kit_other(k, format == BB_CSV ? "nouns-csv.db" : "nouns-json.db");
    there.engagement = KIT_ADD(&there, BB_ENGAGEMENT, "name", "Another");
    for (int e = BB_ENGAGEMENT + 1; e < BB_ENTITY_COUNT; e++) {
        const char *noun = bb_entity_def((enum bb_entity)e)->noun;
        char *text = kit_export(s, noun, format), name[40];
        snprintf(name, sizeof name, "%s.%s", noun, format == BB_CSV ? "csv" : "json");
        if (!kit_import_path(&there, (enum bb_entity)e, &report, kit_file(k, name, text, strlen(text)), false, NULL))
            fail_msg("%s: %s %s", noun, there.err.text, report.remark_n ? report.remarks[0].text : "");
        assert_int_equal(report.refused, 0);
        if (e != BB_IMPORT) {
            char *again = kit_export(there.s, noun, format);
            same_text(noun, text, again);
            free(again);
        }
        free(text);
    }
    bb_report_finish(&report);
    bb_store_close(there.s);
}

static void all_of_it_comes_back(struct kit *k, struct bb_store *s)
{
    for (int format = BB_CSV; format <= BB_JSON; format++) {
        everything_comes_back(k, s, (enum bb_format)format);
        nouns_come_back(k, s, (enum bb_format)format);
    }
}

static void the_demonstration_comes_back(void **state)
{
    struct kit *k = *state;
    struct bb_store *demo = kit_other(k, "demo.db");
    if (!bb_demo_load(demo, &k->clock, &k->err))
        fail_msg("%s", k->err.text);
    all_of_it_comes_back(k, demo);
    bb_store_close(demo);
}

static void two_demonstrations_are_equal(void **state)
{
    struct kit *k = *state;
    struct bb_store *a = kit_other(k, "a.db"), *b = kit_other(k, "b.db");
    assert_true(bb_demo_load(a, &k->clock, &k->err) && bb_demo_load(b, &k->clock, &k->err));
    char *one = kit_export(a, "all", BB_JSON), *two = kit_export(b, "all", BB_JSON);
    same_text("the demonstration", one, two);
    free(one);
    free(two);
    bb_store_close(a);
    bb_store_close(b);
}

/* A record with the same text in all its text fields; the rest is as small as possible. */
struct hostile_row {
    struct kit *k;
    const char *text;
    int number;
};

static size_t fill(const struct hostile_row *h, enum bb_entity e, struct bb_str *values, struct bb_change *out)
{
    const struct bb_entity_def *def = bb_entity_def(e);
    size_t n = 0;
    for (int i = 0; i < def->field_count; i++) {
        const struct bb_field *f = &def->fields[i];
        struct bb_error err;
        bb_str_clear(&values[i]);
        if (f->kind == BB_TEXT || f->kind == BB_NOTE) {
            if (!bb_field_parse(f, h->text, 0, &values[i], &err) || !values[i].n)
                bb_str_addf(&values[i], "n%d", h->number);
        } else if (f->flags & (BB_REQUIRED | BB_KEY)) {
            kit_value(h->k, def, i, h->number, &values[i]);
        }
        if (values[i].n)
            out[n++] = (struct bb_change){.field = i, .value = bb_str_get(&values[i])};
    }
    return n;
}

static void add_hostile(const struct hostile_row *h, enum bb_entity e)
{
    struct bb_str values[KIT_CHANGES] = {0};
    struct bb_change changes[KIT_CHANGES];
    int64_t id = 0;
    size_t n = fill(h, e, values, changes);
    struct bb_error err = {0};
    if (!bb_store_save(h->k->s, e, h->k->engagement, &id, changes, n, "Hostile", &err))
        assert_int_equal(err.code, BB_E_CONFLICT);
    for (int i = 0; i < KIT_CHANGES; i++)
        bb_str_finish(&values[i]);
}

static void hostile_text_comes_back(void **state)
{
    static const char *const formulas[] = {"=1+1", "'=1+1", "''-2",     "@x",        "+3",       "-",   "'",
                                           "''",   "'a",    "a,b;c\td", "\"q\" 'r'", "# people", "-5 €"};
    struct kit *k = *state;
    struct hostile_row h = {.k = k};
    size_t n = sizeof hostile_texts / sizeof *hostile_texts, formula_n = sizeof formulas / sizeof *formulas;
    for (size_t i = 0; i < n + formula_n; i++) {
        h.text = i < n ? hostile_texts[i].s : formulas[i - n];
        h.number = (int)i;
        for (int e = 0; e < BB_ENTITY_COUNT; e++)
            if (e != BB_ENGAGEMENT)
                add_hostile(&h, (enum bb_entity)e);
    }
    assert_true(kit_number(k->s, "SELECT count(*) FROM person") > 40);
    assert_true(kit_number(k->s, "SELECT count(*) FROM conversation WHERE learned = '=1+1'") == 1);
    all_of_it_comes_back(k, k->s);
}

static void every_field_of_every_kind_comes_back(void **state)
{
    struct kit *k = *state;
    for (int e = 0; e < BB_ENTITY_COUNT; e++)
        for (int number = 1; number <= 2; number++)
            kit_fill(k, (enum bb_entity)e, number);
    all_of_it_comes_back(k, k->s);
}

static void events_come_back(void **state)
{
    struct kit *k = *state;
    struct bb_report report = {0};
    struct bb_import_options o = {.entity = BB_ENTITY_COUNT, .engagement = k->engagement};
    static const char events[] = "person,day,kind,source,count\nP1,2026-05-01,=login,web,3\nP2,2026-06,use,,1\n";
    KIT_ADD(k, BB_PERSON, "key", "P1", "name", "Ann");
    KIT_ADD(k, BB_PERSON, "key", "P2", "name", "Ben");
    o.path = kit_file(k, "events.csv", events, strlen(events));
    if (!bb_import_rows(k->s, &o, &report, &k->err))
        fail_msg("%s", k->err.text);
    assert_int_equal(report.added, 2);
    bb_report_finish(&report);
    char *text = kit_export(k->s, "events", BB_CSV);
    assert_string_equal(text, "person,day,kind,source,count\nP1,2026-05-01,'=login,web,3\nP2,2026-06,use,,1\n");
    free(text);
    for (int format = BB_CSV; format <= BB_JSON; format++)
        everything_comes_back(k, k->s, (enum bb_format)format);
}

static void a_unit_may_come_before_its_parent(void **state)
{
    struct kit *k = *state;
    struct bb_report report = {0};
    assert_true(KIT_IMPORT(k, BB_UNIT, &report, "name,parent\nDesk A,Support\nSupport,Firm\n"));
    assert_int_equal(report.added, 2);
    assert_int_equal(report.units_added, 1);
    char *text = kit_export(k->s, "units", BB_CSV);
    assert_non_null(strstr(text, ",Desk A,Support,"));
    assert_non_null(strstr(text, ",Support,Firm,"));
    assert_non_null(strstr(text, ",Firm,,"));
    free(text);
    bb_report_finish(&report);
}

static void what_was_deleted_comes_back(void **state)
{
    struct kit *k = *state;
    struct bb_report report = {0};
    int64_t id = KIT_ADD(k, BB_PERSON, "key", "P1", "name", "Ann");
    char *text = kit_export(k->s, "people", BB_CSV);
    assert_true(bb_store_remove(k->s, BB_PERSON, id, "Delete", &k->err));
    assert_true(KIT_IMPORT(k, BB_PERSON, &report, text));
    assert_int_equal(report.added, 1);
    char *again = kit_export(k->s, "people", BB_CSV);
    same_text("people", text, again);
    free(text);
    free(again);
    bb_report_finish(&report);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_demonstration_comes_back, kit_setup, kit_teardown),
        cmocka_unit_test_setup_teardown(two_demonstrations_are_equal, kit_setup, kit_teardown),
        cmocka_unit_test_setup_teardown(hostile_text_comes_back, kit_setup, kit_teardown),
        cmocka_unit_test_setup_teardown(every_field_of_every_kind_comes_back, kit_setup, kit_teardown),
        cmocka_unit_test_setup_teardown(events_come_back, kit_setup, kit_teardown),
        cmocka_unit_test_setup_teardown(a_unit_may_come_before_its_parent, kit_setup, kit_teardown),
        cmocka_unit_test_setup_teardown(what_was_deleted_comes_back, kit_setup, kit_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
