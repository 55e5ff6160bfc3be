/* Two records of one person: whatever named either names the one that stays, nothing is there twice, days of use are
 * counted once, undo makes them two again, and who forgets one forgets both. */
#include "store_kit.h"

#include <bepboard/events.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const char *id_text(int64_t id)
{
    static char texts[4][24];
    static int next;
    next = (next + 1) % 4;
    snprintf(texts[next], sizeof texts[next], "%lld", (long long)id);
    return texts[next];
}

static void merge(struct kit *k, int64_t keep, int64_t lose)
{
    if (!bb_store_merge_people(k->s, keep, lose, &k->err))
        fail_msg("%s", k->err.text);
}

static void turn(struct kit *k, bool undo, const char *expected)
{
    struct bb_str what = {0};
    if (!(undo ? bb_store_undo : bb_store_redo)(k->s, k->engagement, &what, &k->err))
        fail_msg("%s", k->err.text);
    char *now = kit_dump(k->s);
    assert_string_equal(now, expected);
    free(now);
    bb_str_finish(&what);
}

/* A record with what it needs, and with one field that names the person. */
static int64_t add_naming(struct kit *k, enum bb_entity e, int field, int64_t person, int number)
{
    const struct bb_entity_def *def = bb_entity_def(e);
    struct bb_str texts[KIT_CHANGES] = {0};
    struct bb_change c[KIT_CHANGES];
    size_t n = 0;
    int64_t id = 0;
    for (int i = 0; i < def->field_count; i++) {
        if (i != field && !(def->fields[i].flags & BB_REQUIRED))
            continue;
        kit_least(k, &def->fields[i], number, &texts[n]);
        if (i == field) {
            bb_str_clear(&texts[n]);
            bb_str_add(&texts[n], id_text(person));
        }
        c[n] = (struct bb_change){.field = i, .value = bb_str_get(&texts[n])};
        n++;
    }
    if (!bb_store_save(k->s, e, k->engagement, &id, c, n, "Add", &k->err))
        fail_msg("%s %s: %s", def->name, def->fields[field].name, k->err.text);
    for (size_t i = 0; i < n; i++)
        bb_str_finish(&texts[i]);
    return id;
}

static void whatever_named_one_names_the_other(void **state)
{
    enum { MOST = 200 };
    struct kit *k = *state;
    int64_t rows[MOST];
    int entities[MOST], fields[MOST], n = 0;
    int64_t keep = KIT_ADD(k, BB_PERSON, "name", "Ingrid Halvorsen"),
            lose = KIT_ADD(k, BB_PERSON, "name", "I. Halvorsen");
    KIT_ADD(k, BB_PERSON, "name", "Somebody else");
    for (int e = 0; e < BB_ENTITY_COUNT; e++)
        for (int i = 0; i < bb_entity_def((enum bb_entity)e)->field_count; i++) {
            const struct bb_field *f = &bb_entity_def((enum bb_entity)e)->fields[i];
            if (f->kind != BB_REF || f->ref != BB_PERSON)
                continue;
            rows[n] = add_naming(k, (enum bb_entity)e, i, lose, 700 + n);
            entities[n] = e;
            fields[n++] = i;
        }
    assert_true(n > 20);
    char *before = kit_dump(k->s);
    merge(k, keep, lose);
    char *after = kit_dump(k->s);
    for (int i = 0; i < n; i++)
        assert_string_equal(kit_field(k->s, (enum bb_entity)entities[i], rows[i],
                                      bb_entity_def((enum bb_entity)entities[i])->fields[fields[i]].name),
                            id_text(keep));
    assert_string_equal(kit_field(k->s, BB_PERSON, lose, "name"), "(gone)");
    turn(k, true, before);
    turn(k, false, after);
    turn(k, true, before);
    free(before);
    free(after);
}

static void what_both_have_is_kept_once(void **state)
{
    struct kit *k = *state;
    int64_t keep = KIT_ADD(k, BB_PERSON, "name", "Ingrid Halvorsen", "power", "4"),
            lose = KIT_ADD(k, BB_PERSON, "name", "I. Halvorsen", "power", "2", "interest", "3", "role", "CEO",
                           "sensitivity", "private"),
            other = KIT_ADD(k, BB_PERSON, "name", "Somebody else");
    int64_t stance = KIT_ADD(k, BB_STANCE, "person", id_text(keep), "on", "2026-03-01", "stance", "neutral");
    KIT_ADD(k, BB_STANCE, "person", id_text(lose), "on", "2026-03-01", "stance", "leading", "cause", "She said so");
    int64_t later = KIT_ADD(k, BB_STANCE, "person", id_text(lose), "on", "2026-04-01", "stance", "supportive");
    int64_t tie = KIT_ADD(k, BB_TIE, "source", id_text(keep), "target", id_text(other), "kind", "line");
    KIT_ADD(k, BB_TIE, "source", id_text(lose), "target", id_text(other), "kind", "line", "strength", "5");
    int64_t itself = KIT_ADD(k, BB_TIE, "source", id_text(lose), "target", id_text(keep), "kind", "advice");
    char *before = kit_dump(k->s);
    merge(k, keep, lose);
    char *after = kit_dump(k->s);
    assert_string_equal(kit_field(k->s, BB_PERSON, keep, "name"), "Ingrid Halvorsen");
    assert_string_equal(kit_field(k->s, BB_PERSON, keep, "power"), "4");
    assert_string_equal(kit_field(k->s, BB_PERSON, keep, "interest"), "3");
    assert_string_equal(kit_field(k->s, BB_PERSON, keep, "role"), "CEO");
    assert_string_equal(kit_field(k->s, BB_PERSON, keep, "sensitivity"), "private");
    assert_string_equal(kit_field(k->s, BB_STANCE, stance, "stance"), "neutral");
    assert_string_equal(kit_field(k->s, BB_STANCE, stance, "cause"), "She said so");
    assert_string_equal(kit_field(k->s, BB_STANCE, later, "person"), id_text(keep));
    assert_string_equal(kit_field(k->s, BB_TIE, tie, "strength"), "5");
    assert_string_equal(kit_field(k->s, BB_TIE, itself, "kind"), "(gone)");
    assert_int_equal(kit_number(k->s, "SELECT count(*) FROM stance WHERE deleted = 0"), 2);
    assert_int_equal(kit_number(k->s, "SELECT count(*) FROM tie WHERE deleted = 0"), 1);
    turn(k, true, before);
    turn(k, false, after);
    free(before);
    free(after);
}

static void use_by(struct kit *k, struct bb_store *s, const char *key, int32_t day, int days, int count)
{
    struct bb_usage_report report;
    struct bb_usage row = {.person = key, .on = bb_date_of(day), .kind = "use", .source = "", .count = count};
    bool known;
    struct bb_usage_import *u = bb_usage_begin(s, k->engagement, &k->err);
    assert_non_null(u);
    for (int i = 0; i < days; i++) {
        assert_true(bb_usage_add(u, &row, &known, &k->err));
        assert_true(known);
        row.on.day++;
    }
    if (!bb_usage_finish(u, &(struct bb_usage_finish){.file = "f.csv"}, &report, &k->err))
        fail_msg("%s", k->err.text);
    bb_usage_close(u);
}

static void use(struct kit *k, const char *key, int32_t day, int count)
{
    use_by(k, k->s, key, day, 1, count);
}

static void counts_are(struct kit *k, int tried, int adopted)
{
    struct bb_data d = {0};
    int t = 0, a = 0;
    assert_true(bb_store_load(k->s, k->engagement, &d, &k->err));
    for (size_t i = 0; i < d.rollup_n; i++) {
        t += d.rollups[i].tried;
        a += d.rollups[i].adopted;
    }
    bb_data_finish(&d);
    assert_int_equal(t, tried);
    assert_int_equal(a, adopted);
}

/* Two uses make an adoption: each record has one of them, and one that both counted on the same day. */
static void days_of_use_become_those_of_one(void **state)
{
    struct kit *k = *state;
    struct bb_str what = {0};
    int64_t e = k->engagement, unit = KIT_ADD(k, BB_UNIT, "name", "L1"), elsewhere = KIT_ADD(k, BB_UNIT, "name", "L2");
    assert_true(KIT_SAVE(k->s, BB_ENGAGEMENT, e, &e, &k->err, "rule_uses", "2"));
    int64_t keep = KIT_ADD(k, BB_PERSON, "key", "a", "name", "A", "unit", id_text(unit)),
            lose = KIT_ADD(k, BB_PERSON, "key", "b", "name", "B", "unit", id_text(elsewhere));
    use(k, "a", 20000, 1);
    use(k, "b", 20001, 1);
    counts_are(k, 2, 0);
    merge(k, keep, lose);
    counts_are(k, 1, 1);
    assert_true(bb_store_undo(k->s, k->engagement, &what, &k->err));
    counts_are(k, 2, 0);
    assert_true(bb_store_redo(k->s, k->engagement, &what, &k->err));
    counts_are(k, 1, 1);
    use(k, "a", 20002, 3);
    counts_are(k, 1, 1);
    bb_str_finish(&what);
}

static void same_day_is_added_up(void **state)
{
    struct kit *k = *state;
    int64_t e = k->engagement;
    assert_true(KIT_SAVE(k->s, BB_ENGAGEMENT, e, &e, &k->err, "rule_uses", "5"));
    int64_t keep = KIT_ADD(k, BB_PERSON, "key", "a", "name", "A"),
            lose = KIT_ADD(k, BB_PERSON, "key", "b", "name", "B");
    use(k, "a", 20000, 2);
    use(k, "b", 20000, 3);
    counts_are(k, 2, 0);
    merge(k, keep, lose);
    counts_are(k, 1, 1);
}

/* Five uses make an adoption, and only both records together have them. */
struct both {
    struct bb_store *bob;
    int64_t keep, lose;
};

static struct both begin_both(struct kit *k)
{
    int64_t e = k->engagement;
    struct both b = {.bob = kit_open(k, "bob")};
    assert_true(KIT_SAVE(k->s, BB_ENGAGEMENT, e, &e, &k->err, "rule_uses", "5"));
    b.keep = KIT_ADD(k, BB_PERSON, "key", "a", "name", "A");
    b.lose = KIT_ADD(k, BB_PERSON, "key", "b", "name", "B");
    use(k, "a", 20000, 2);
    return b;
}

static void goes(struct kit *k, struct bb_store *s, bool undo, int tried, int adopted)
{
    struct bb_str what = {0};
    if (!(undo ? bb_store_undo : bb_store_redo)(s, k->engagement, &what, &k->err))
        fail_msg("%s", k->err.text);
    bb_str_finish(&what);
    counts_are(k, tried, adopted);
}

static void is_refused(struct kit *k, struct bb_store *s, bool undo, const char *why, int tried, int adopted)
{
    struct bb_str what = {0};
    assert_false((undo ? bb_store_undo : bb_store_redo)(s, k->engagement, &what, &k->err));
    if (k->err.code != BB_E_CONFLICT || !strstr(k->err.text, why))
        fail_msg("%s", k->err.text);
    bb_str_finish(&what);
    counts_are(k, tried, adopted);
}

static void an_import_does_not_go_from_under_a_merge(void **state)
{
    struct kit *k = *state;
    struct both b = begin_both(k);
    use_by(k, b.bob, "b", 20000, 1, 3);
    merge(k, b.keep, b.lose);
    counts_are(k, 1, 1);
    is_refused(k, b.bob, true, "became one since", 1, 1);
    goes(k, k->s, true, 2, 0);
    goes(k, b.bob, true, 1, 0);
    is_refused(k, k->s, false, "came or went since", 1, 0);
    goes(k, b.bob, false, 2, 0);
    goes(k, k->s, false, 1, 1);
    bb_store_close(b.bob);
}

static void an_import_does_not_come_back_under_a_merge(void **state)
{
    struct kit *k = *state;
    struct both b = begin_both(k);
    use_by(k, b.bob, "b", 20000, 1, 3);
    goes(k, b.bob, true, 1, 0);
    merge(k, b.keep, b.lose);
    counts_are(k, 1, 0);
    is_refused(k, b.bob, false, "became one since", 1, 0);
    goes(k, k->s, true, 1, 0);
    goes(k, b.bob, false, 2, 0);
    bb_store_close(b.bob);
}

static void a_merge_does_not_come_back_over_a_new_import(void **state)
{
    struct kit *k = *state;
    struct both b = begin_both(k);
    use(k, "b", 20000, 1);
    merge(k, b.keep, b.lose);
    goes(k, k->s, true, 2, 0);
    use_by(k, b.bob, "b", 20001, 1, 4);
    counts_are(k, 2, 1);
    is_refused(k, k->s, false, "came or went since", 2, 1);
    merge(k, b.keep, b.lose);
    counts_are(k, 1, 1);
    goes(k, k->s, true, 2, 1);
    bb_store_close(b.bob);
}

static void a_merge_does_not_bury_new_events(void **state)
{
    struct kit *k = *state;
    struct both b = begin_both(k);
    merge(k, b.keep, b.lose);
    goes(k, k->s, true, 1, 0);
    use_by(k, b.bob, "b", 20001, 1, 5);
    is_refused(k, k->s, false, "came since", 2, 1);
    goes(k, b.bob, true, 1, 0);
    goes(k, k->s, false, 1, 0);
    bb_store_close(b.bob);
}

static void an_import_after_a_merge_is_each_ones_own(void **state)
{
    struct kit *k = *state;
    struct both b = begin_both(k);
    use(k, "b", 20000, 3);
    merge(k, b.keep, b.lose);
    use_by(k, b.bob, "a", 20001, 1, 2);
    counts_are(k, 1, 1);
    goes(k, k->s, true, 2, 0);
    goes(k, b.bob, true, 2, 0);
    goes(k, k->s, false, 1, 1);
    use_by(k, b.bob, "a", 20000, 2, 5); /* the first day is known already: it rests on the sum */
    is_refused(k, k->s, true, "a later import of events rests on this one", 1, 1);
    goes(k, b.bob, true, 1, 1);
    goes(k, k->s, true, 2, 0);
    goes(k, k->s, true, 1, 0);
    goes(k, k->s, true, 0, 0);
    bb_store_close(b.bob);
}

static void one_record_is_not_two(void **state)
{
    struct kit *k = *state;
    int64_t a = KIT_ADD(k, BB_PERSON, "name", "A"), b = KIT_ADD(k, BB_PERSON, "name", "B"), other = 0;
    assert_false(bb_store_merge_people(k->s, a, a, &k->err));
    assert_int_equal(k->err.code, BB_E_INPUT);
    assert_true(KIT_SAVE(k->s, BB_ENGAGEMENT, 0, &other, &k->err, "name", "Another"));
    int64_t far = 0;
    assert_true(KIT_SAVE(k->s, BB_PERSON, other, &far, &k->err, "name", "C"));
    assert_false(bb_store_merge_people(k->s, a, far, &k->err));
    assert_int_equal(k->err.code, BB_E_INPUT);
    assert_true(bb_store_remove(k->s, BB_PERSON, b, "Delete", &k->err));
    assert_false(bb_store_merge_people(k->s, a, b, &k->err));
    assert_int_equal(k->err.code, BB_E_NOT_FOUND);
    assert_string_equal(kit_field(k->s, BB_PERSON, a, "name"), "A");
}

static void hear(void *ctx, enum bb_forget_news kind, const char *text)
{
    (void)ctx, (void)kind, (void)text;
}

static bool file_has(const char *path, const char *text)
{
    static char bytes[1 << 22];
    FILE *f = fopen(path, "r");
    size_t n = f ? fread(bytes, 1, sizeof bytes, f) : 0;
    if (f)
        fclose(f);
    return memmem(bytes, n, text, strlen(text)) != NULL;
}

static void who_forgets_one_forgets_both(void **state)
{
    struct kit *k = *state;
    struct bb_arena arena = {0};
    struct bb_forget_who who;
    int64_t keep = KIT_ADD(k, BB_PERSON, "key", "a", "name", "Ingrid"),
            lose = KIT_ADD(k, BB_PERSON, "key", "b", "name", "Zqxjwv Vwjxqz");
    KIT_ADD(k, BB_CONVERSATION, "person", id_text(lose), "on", "2026-03-01", "learned", "Zqxjwv said yes");
    merge(k, keep, lose);
    kit_reopen(k);
    assert_true(bb_store_find_person(k->s, k->engagement, "a", &arena, &who, &k->err));
    if (!bb_store_forget(k->s, &who, hear, NULL, &k->err))
        fail_msg("%s", k->err.text);
    char wal[160];
    snprintf(wal, sizeof wal, "%s-wal", k->path);
    assert_false(file_has(k->path, "Zqxjwv") || file_has(wal, "Zqxjwv"));
    assert_false(file_has(k->path, "Ingrid") || file_has(wal, "Ingrid"));
    bb_arena_finish(&arena);
}

int main(void)
{
    struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(whatever_named_one_names_the_other, kit_setup, kit_teardown),
        cmocka_unit_test_setup_teardown(what_both_have_is_kept_once, kit_setup, kit_teardown),
        cmocka_unit_test_setup_teardown(days_of_use_become_those_of_one, kit_setup, kit_teardown),
        cmocka_unit_test_setup_teardown(same_day_is_added_up, kit_setup, kit_teardown),
        cmocka_unit_test_setup_teardown(an_import_does_not_go_from_under_a_merge, kit_setup, kit_teardown),
        cmocka_unit_test_setup_teardown(an_import_does_not_come_back_under_a_merge, kit_setup, kit_teardown),
        cmocka_unit_test_setup_teardown(a_merge_does_not_come_back_over_a_new_import, kit_setup, kit_teardown),
        cmocka_unit_test_setup_teardown(a_merge_does_not_bury_new_events, kit_setup, kit_teardown),
        cmocka_unit_test_setup_teardown(an_import_after_a_merge_is_each_ones_own, kit_setup, kit_teardown),
        cmocka_unit_test_setup_teardown(one_record_is_not_two, kit_setup, kit_teardown),
        cmocka_unit_test_setup_teardown(who_forgets_one_forgets_both, kit_setup, kit_teardown),
    };
    return kit_run("merge", tests, sizeof tests / sizeof *tests);
}
