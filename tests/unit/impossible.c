/* Values that cannot be: refused at every door, with the field, what was expected and what to do. What stands in a
 * database already stays editable. */
#include "../../src/model/check.h"
#include "../../src/store/engine.h"
#include "exchange_kit.h"

#include <bepboard/attention.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* Dates that may stand in any order to the others of their record: plans beside what came of them, and days of
 * different matters. */
static const char *const free_dates[] = {"engagement.finance_hears",
                                         "item.done_on",
                                         "item.due",
                                         "kpi.told",
                                         "kpi.shown",
                                         "bridge.by",
                                         "bridge.done",
                                         "checkin.due",
                                         "checkin.held",
                                         "goal.by",
                                         "goal.client",
                                         "goal.us",
                                         "goal.added",
                                         "milestone.due",
                                         "milestone.reached",
                                         "why.by",
                                         "why.done",
                                         "action.due",
                                         "action.done",
                                         "trial.light_due",
                                         "trial.light",
                                         "trial.routine",
                                         "trial.results",
                                         "oldway.ends",
                                         "oldway.ended",
                                         "effect.until"};

static bool is_free(const char *name)
{
    for (size_t i = 0; i < sizeof free_dates / sizeof *free_dates; i++)
        if (strcmp(free_dates[i], name) == 0)
            return true;
    return false;
}

static bool is_paired(enum bb_entity e, const char *field)
{
    size_t n;
    const struct pair *list = pairs_of(PAIR_DATES, &n);
    for (size_t i = 0; i < n; i++)
        if (list[i].entity == e && (strcmp(list[i].first, field) == 0 || strcmp(list[i].second, field) == 0))
            return true;
    return false;
}

static void every_date_is_decided(void **state)
{
    (void)state;
    for (int e = 0; e < BB_ENTITY_COUNT; e++) {
        const struct bb_entity_def *def = bb_entity_def((enum bb_entity)e);
        int dates = 0;
        for (int i = 0; i < def->field_count; i++)
            dates += def->fields[i].kind == BB_DATE;
        for (int i = 0; dates > 1 && i < def->field_count; i++) {
            char name[96];
            snprintf(name, sizeof name, "%s.%s", def->name, def->fields[i].name);
            if (def->fields[i].kind == BB_DATE && is_paired((enum bb_entity)e, def->fields[i].name) == is_free(name))
                fail_msg("%s: may it be before or after the others?", name);
        }
    }
}

/* Saves a record with what it needs and with these two values (NULL = leave it out); 0 when it is refused. */
static int64_t save(struct kit *k, const struct pair *p, const char *first, const char *second, int number)
{
    const struct bb_entity_def *def = bb_entity_def(p->entity);
    struct bb_str texts[KIT_CHANGES] = {0};
    struct bb_change c[KIT_CHANGES];
    size_t n = 0;
    int64_t id = p->entity == BB_ENGAGEMENT ? k->engagement : 0;
    for (int i = 0; i < def->field_count; i++) {
        const char *name = def->fields[i].name;
        const char *value = strcmp(name, p->first) == 0 ? first : strcmp(name, p->second) == 0 ? second : NULL;
        if (!value && !(def->fields[i].flags & BB_REQUIRED) && p->entity != BB_ENGAGEMENT)
            continue;
        if (!value && p->entity == BB_ENGAGEMENT)
            continue;
        if (value)
            bb_str_add(&texts[n], value);
        else
            kit_least(k, &def->fields[i], number, &texts[n]);
        c[n] = (struct bb_change){.field = i, .value = bb_str_get(&texts[n])};
        n++;
    }
    k->err = (struct bb_error){0};
    bool ok =
        bb_store_save(k->s, p->entity, p->entity == BB_ENGAGEMENT ? 0 : k->engagement, &id, c, n, "Save", &k->err);
    for (size_t i = 0; i < n; i++)
        bb_str_finish(&texts[i]);
    return ok ? id : 0;
}

static void is_refused(struct kit *k, const struct pair *p, const char *first, const char *second, int number)
{
    const char *label = bb_field_named(p->entity, p->second)->label;
    if (save(k, p, first, second, number))
        fail_msg("%s: %s %s with %s %s was let in", bb_entity_def(p->entity)->name, p->first, first, p->second, second);
    assert_int_equal(k->err.code, BB_E_INPUT);
    if (strncmp(k->err.text, label, strlen(label)) != 0)
        fail_msg("%s: %s", label, k->err.text);
}

static void is_let_in(struct kit *k, const struct pair *p, const char *first, const char *second, int number)
{
    int64_t id = save(k, p, first, second, number);
    if (!id)
        fail_msg("%s: %s", bb_entity_def(p->entity)->name, k->err.text);
    if (p->entity != BB_ENGAGEMENT && !bb_store_remove(k->s, p->entity, id, "Away", &k->err))
        fail_msg("%s", k->err.text);
}

static void nothing_ends_before_it_begins(void **state)
{
    struct kit *k = *state;
    size_t n;
    const struct pair *list = pairs_of(PAIR_DATES, &n);
    assert_true(n > 20);
    for (size_t i = 0; i < n; i++) {
        is_refused(k, &list[i], "2026-05-01", "2026-04-30", (int)i);
        is_refused(k, &list[i], "2026-05-01", "2026-04", (int)i);
        is_refused(k, &list[i], "2026-05", "2025", (int)i);
        is_let_in(k, &list[i], "2026-05-01", "2026-05-01", (int)i);
        is_let_in(k, &list[i], "2026-05-20", "2026-05", (int)i);
        is_let_in(k, &list[i], "2026-05", "2026-05-20", (int)i);
        is_let_in(k, &list[i], "2026", "2026-01-01", (int)i);
    }
}

static void no_part_is_more_than_its_whole(void **state)
{
    struct kit *k = *state;
    size_t n;
    const struct pair *list = pairs_of(PAIR_AMOUNTS, &n);
    for (size_t i = 0; i < n; i++) {
        is_refused(k, &list[i], "5", "6", (int)i);
        is_let_in(k, &list[i], "5", "5", (int)i);
        is_let_in(k, &list[i], "5", "0", (int)i);
    }
}

static void nobody_is_tied_to_themselves(void **state)
{
    struct kit *k = *state;
    size_t n;
    char one[24], other[24];
    const struct pair *list = pairs_of(PAIR_RECORDS, &n);
    snprintf(one, sizeof one, "%lld", (long long)KIT_ADD(k, BB_PERSON, "name", "One"));
    snprintf(other, sizeof other, "%lld", (long long)KIT_ADD(k, BB_PERSON, "name", "Other"));
    for (size_t i = 0; i < n; i++) {
        is_refused(k, &list[i], one, one, (int)i);
        is_let_in(k, &list[i], one, other, (int)i);
    }
}

#define REFUSED(k, id, entity, text, ...) refused(k, id, entity, text, __VA_ARGS__, (const char *)NULL)
static void refused(struct kit *k, int64_t id, enum bb_entity e, const char *text, ...)
{
    struct bb_change c[KIT_CHANGES];
    const char *name;
    size_t n = 0;
    va_list args;
    va_start(args, text);
    while ((name = va_arg(args, const char *)))
        c[n++] =
            (struct bb_change){.field = bb_field_find(bb_entity_def(e), name), .value = va_arg(args, const char *)};
    va_end(args);
    k->err = (struct bb_error){0};
    assert_false(bb_store_save(k->s, e, e == BB_ENGAGEMENT ? 0 : k->engagement, &id, c, n, "Save", &k->err));
    assert_string_equal(k->err.text, text);
}

static const char *number(int64_t n)
{
    static char texts[4][24];
    static int next;
    next = (next + 1) % 4;
    snprintf(texts[next], sizeof texts[next], "%lld", (long long)n);
    return texts[next];
}

/* The rows of a database that was written before there were rules. */
static void what_stands_already_is_editable(void **state)
{
    struct kit *k = *state;
    int64_t person = KIT_ADD(k, BB_PERSON, "name", "P");
    int64_t id = KIT_ADD(k, BB_PARTY, "person", number(person), "since", "2026-03-01", "until", "2026-09-01"),
            same = id;
    assert_true(db_exec(bb_store_db(k->s), &k->err, "UPDATE party SET until = '2025-09-01'", DB_NO_ARGS));
    assert_true(KIT_SAVE(k->s, BB_PARTY, k->engagement, &same, &k->err, "sensitivity", "team"));
    REFUSED(k, id, BB_PARTY,
            "Until: 2025-10-01 comes before From (2026-03-01); give that day or a later one, or correct From", "until",
            "2025-10-01");
    REFUSED(k, id, BB_PARTY,
            "From: 2026-01-01 comes after Until (2025-09-01); give that day or an earlier one, or correct Until",
            "since", "2026-01-01");
    assert_true(KIT_SAVE(k->s, BB_PARTY, k->engagement, &same, &k->err, "until", ""));
}

static void answers_are_no_more_than_were_given(void **state)
{
    struct kit *k = *state;
    int64_t csat = KIT_ADD(k, BB_KPI, "name", "Satisfaction", "better", "higher", "kind", "csat"),
            nps = KIT_ADD(k, BB_KPI, "name", "Score", "better", "higher", "kind", "nps"),
            plain = KIT_ADD(k, BB_KPI, "name", "Calls", "better", "lower");
    REFUSED(k, 0, BB_READING, "Top answers: 20 is more than n (10); give at most that, or correct n", "kpi",
            number(csat), "on", "2026-05-01", "kind", "measured", "n", "10", "top", "20");
    REFUSED(k, 0, BB_READING, "Low answers: 5 low and 6 top answers are more than n (10); give at most 4, or correct n",
            "kpi", number(nps), "on", "2026-05-01", "kind", "measured", "n", "10", "top", "6", "low", "5");
    REFUSED(k, 0, BB_READING, "Value: 200 lies outside what a CSAT can be; give a number from 0 to 100", "kpi",
            number(csat), "on", "2026-05-01", "kind", "guess", "value", "200");
    REFUSED(k, 0, BB_READING, "Value: -101 lies outside what an NPS can be; give a number from -100 to 100", "kpi",
            number(nps), "on", "2026-05-01", "kind", "guess", "value", "-101");
    KIT_ADD(k, BB_READING, "kpi", number(nps), "on", "2026-05-01", "kind", "guess", "value", "-100");
    KIT_ADD(k, BB_READING, "kpi", number(plain), "on", "2026-05-01", "kind", "guess", "value", "2000");
}

static void who_ever_adopted_stays_counted(void **state)
{
    struct kit *k = *state;
    int64_t first = KIT_ADD(k, BB_SAMPLE, "on", "2026-03-31", "now", "20", "ever", "20");
    KIT_ADD(k, BB_SAMPLE, "on", "2026-05-31", "now", "15", "ever", "30");
    REFUSED(
        k, 0, BB_SAMPLE,
        "Ever adopted: 19 is fewer than the 20 of 2026-03-31, and who ever adopted stays counted; give at least 20, "
        "or correct that sample",
        "on", "2026-04-30", "now", "10", "ever", "19");
    REFUSED(
        k, 0, BB_SAMPLE,
        "Ever adopted: 31 is more than the 30 of 2026-05-31, and who ever adopted stays counted; give at most 30, or "
        "correct that sample",
        "on", "2026-04-30", "ever", "31");
    KIT_ADD(k, BB_SAMPLE, "on", "2026-04-30", "now", "12", "ever", "20");
    REFUSED(
        k, first, BB_SAMPLE,
        "Ever adopted: 21 is more than the 20 of 2026-04-30, and who ever adopted stays counted; give at most 20, or "
        "correct that sample",
        "ever", "21");
    REFUSED(k, first, BB_SAMPLE,
            "Adopted now: 21 is more than Ever adopted (20); give at most that, or correct Ever adopted", "now", "21");
}

static void no_more_are_counted_than_there_are(void **state)
{
    struct kit *k = *state;
    int64_t e = k->engagement, unit = KIT_ADD(k, BB_UNIT, "name", "A", "population", "14", "headcount", "20");
    assert_true(KIT_SAVE(k->s, BB_ENGAGEMENT, 0, &e, &k->err, "population", "50"));
    REFUSED(k, 0, BB_SAMPLE,
            "Adopted now: 60 is more than the 50 people there are; give at most that, or correct the population of the "
            "engagement first",
            "on", "2026-03-31", "now", "60");
    REFUSED(
        k, 0, BB_SAMPLE,
        "Ever adopted: 15 is more than the 14 people there are; give at most that, or correct the population of the "
        "unit first",
        "on", "2026-03-31", "unit", number(unit), "ever", "15");
    KIT_ADD(k, BB_SAMPLE, "on", "2026-03-31", "unit", number(unit), "ever", "14");
    REFUSED(k, 0, BB_SAMPLE, "Adopted now: A share is a number from 0 to 1, not 1.5.", "on", "2026-04-30", "measure",
            "share", "now", "1.5");
}

static void an_import_names_line_and_field(void **state)
{
    struct kit *k = *state;
    struct bb_report report = {0};
    KIT_ADD(k, BB_PERSON, "key", "S1", "name", "One");
    assert_false(
        KIT_IMPORT(k, BB_PARTY, &report, "person,since,until\nS1,2026-01-01,2026-02-01\nS1,2026-05-01,2026-03-01\n"));
    char *text = kit_report(&report, "parties");
    if (!strstr(text, "3") || !strstr(text, "Until: 2026-03-01 comes before From (2026-05-01)"))
        fail_msg("%s", text);
    assert_int_equal(kit_number(k->s, "SELECT count(*) FROM party"), 0);
    free(text);
    bb_report_finish(&report);
}

/* Rule and day of what is put off. */
static void nothing_is_put_off_until_yesterday(void **state)
{
    struct kit *k = *state;
    const struct bb_field *rule = bb_field_named(BB_SNOOZE, "rule"), *until = bb_field_named(BB_SNOOZE, "until");
    struct bb_error err = {0};
    assert_true(bb_snooze_check(rule, "D3-size", 100, &err));
    assert_false(bb_snooze_check(rule, "D3-sise", 100, &err));
    assert_string_equal(err.text, "Rule: there is no rule \"D3-sise\"; did you mean D3-size?");
    assert_false(bb_snooze_check(until, "1970-01-02", 1, &err));
    assert_string_equal(err.text, "Until: 1970-01-02 is no day to come; give 1970-01-03 or a later day, or delete the "
                                  "record to end it now");
    assert_true(bb_snooze_check(until, "1970-01-03", 1, &err));
    const char *texts[KIT_CHANGES] = {0};
    int64_t id = 0;
    texts[bb_field_find(bb_entity_def(BB_SNOOZE), "rule")] = "NoSuchRule";
    texts[bb_field_find(bb_entity_def(BB_SNOOZE), "until")] = "2999-01-01";
    texts[bb_field_find(bb_entity_def(BB_SNOOZE), "reason")] = "Because";
    assert_false(bb_record_write(k->s, BB_SNOOZE, k->engagement, texts, &id, &err));
    assert_non_null(strstr(err.text, "Rule: there is no rule \"NoSuchRule\""));
    texts[bb_field_find(bb_entity_def(BB_SNOOZE), "rule")] = "D3-size";
    texts[bb_field_find(bb_entity_def(BB_SNOOZE), "until")] = "2020-01-01";
    assert_false(bb_record_write(k->s, BB_SNOOZE, k->engagement, texts, &id, &err));
    assert_non_null(strstr(err.text, "Until: 2020-01-01 is no day to come"));
    texts[bb_field_find(bb_entity_def(BB_SNOOZE), "until")] = "tomorrow";
    assert_true(bb_record_write(k->s, BB_SNOOZE, k->engagement, texts, &id, &err));
}

int main(void)
{
    struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(every_date_is_decided, kit_setup, kit_teardown),
        cmocka_unit_test_setup_teardown(nothing_ends_before_it_begins, kit_setup, kit_teardown),
        cmocka_unit_test_setup_teardown(no_part_is_more_than_its_whole, kit_setup, kit_teardown),
        cmocka_unit_test_setup_teardown(nobody_is_tied_to_themselves, kit_setup, kit_teardown),
        cmocka_unit_test_setup_teardown(what_stands_already_is_editable, kit_setup, kit_teardown),
        cmocka_unit_test_setup_teardown(answers_are_no_more_than_were_given, kit_setup, kit_teardown),
        cmocka_unit_test_setup_teardown(who_ever_adopted_stays_counted, kit_setup, kit_teardown),
        cmocka_unit_test_setup_teardown(no_more_are_counted_than_there_are, kit_setup, kit_teardown),
        cmocka_unit_test_setup_teardown(an_import_names_line_and_field, kit_setup, kit_teardown),
        cmocka_unit_test_setup_teardown(nothing_is_put_off_until_yesterday, kit_setup, kit_teardown),
    };
    return kit_run("impossible", tests, sizeof tests / sizeof *tests);
}
