/* What must hold of the records together, by whatever door they were written: an order has the verdict that counts in
 * its diagnosis, and no two records have the same key. */
#include "exchange_kit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const char *text_id(int64_t id)
{
    static char texts[4][24];
    static int at;
    char *text = texts[at++ % 4];
    snprintf(text, sizeof texts[0], "%lld", (long long)id);
    return text;
}

static void undo(struct kit *k)
{
    struct bb_str what = {0};
    if (!bb_store_undo(k->s, k->engagement, &what, &k->err))
        fail_msg("%s", k->err.text);
    bb_str_finish(&what);
}

static void redo(struct kit *k)
{
    struct bb_str what = {0};
    if (!bb_store_redo(k->s, k->engagement, &what, &k->err))
        fail_msg("%s", k->err.text);
    bb_str_finish(&what);
}

/* Verdicts. */

struct diagnosed {
    int64_t ann, order, first, second;
};

static struct diagnosed diagnose(struct kit *k)
{
    struct diagnosed d;
    d.ann = KIT_ADD(k, BB_PERSON, "key", "S1", "name", "Ann");
    d.order = KIT_ADD(k, BB_ORDER, "key", "O1", "title", "Train them", "received", "2026-01-10", "state", "open");
    d.first = KIT_ADD(k, BB_DIAGNOSIS, "key", "O1-1", "order", text_id(d.order), "on", "2026-02-01", "version", "1",
                      "verdict", "fits");
    d.second = KIT_ADD(k, BB_DIAGNOSIS, "key", "O1-2", "order", text_id(d.order), "on", "2026-03-01", "version", "2",
                       "verdict", "bandage");
    return d;
}

static void assert_verdict(struct kit *k, int64_t order, const char *verdict)
{
    assert_string_equal(kit_field(k->s, BB_ORDER, order, "verdict"), verdict);
}

static void an_order_has_the_verdict_of_its_latest_diagnosis(void **state)
{
    struct kit *k = *state;
    struct diagnosed d = diagnose(k);
    assert_verdict(k, d.order, "bandage");
    assert_true(KIT_SAVE(k->s, BB_DIAGNOSIS, k->engagement, &d.first, &k->err, "verdict", "wrong-time"));
    assert_verdict(k, d.order, "bandage");
    assert_true(KIT_SAVE(k->s, BB_DIAGNOSIS, k->engagement, &d.second, &k->err, "overruled", "fits", "overruled_by",
                         text_id(d.ann), "overruled_why", "She wants a date."));
    assert_verdict(k, d.order, "fits");
    undo(k);
    assert_verdict(k, d.order, "bandage");
    redo(k);
    assert_verdict(k, d.order, "fits");
    assert_true(bb_store_remove(k->s, BB_DIAGNOSIS, d.second, "Delete", &k->err));
    assert_verdict(k, d.order, "wrong-time");
    undo(k);
    assert_verdict(k, d.order, "fits");
    assert_string_equal(kit_field(k->s, BB_DIAGNOSIS, d.second, "overruled"), "fits");
}

static void a_file_that_overrules_moves_the_order(void **state)
{
    struct kit *k = *state;
    struct diagnosed d = diagnose(k);
    struct bb_report report = {0};
    assert_true(KIT_IMPORT(k, BB_DIAGNOSIS, &report,
                           "key,order,on,overruled,overruled_by,overruled_why\n"
                           "O1-2,O1,2026-03-01,wrong-time,S1,A date is wanted.\n"));
    assert_int_equal(report.changed, 1);
    assert_verdict(k, d.order, "wrong-time");
    undo(k);
    assert_verdict(k, d.order, "bandage");
    bb_report_finish(&report);
}

static void nobody_overrules_without_a_name_and_a_reason(void **state)
{
    struct kit *k = *state;
    struct diagnosed d = diagnose(k);
    struct bb_report report = {0};
    assert_false(KIT_SAVE(k->s, BB_DIAGNOSIS, k->engagement, &d.second, &k->err, "overruled", "fits", "overruled_why",
                          "She wants a date."));
    assert_string_equal(k->err.text, "Overruled by: a name is needed.");
    assert_false(KIT_IMPORT(k, BB_DIAGNOSIS, &report, "key,order,on,overruled\nO1-2,O1,2026-03-01,fits\n"));
    assert_int_equal(report.refused, 1);
    assert_false(KIT_SAVE(k->s, BB_ORDER, k->engagement, &d.order, &k->err, "verdict", "fits"));
    assert_string_equal(k->err.text,
                        "Verdict: the diagnosis O1-2 of order O1 says otherwise; overrule it there, by name "
                        "and with the reason, and the order follows");
    assert_false(KIT_IMPORT(k, BB_ORDER, &report, "key,title,received,verdict\nO1,Train them,2026-01-10,fits\n"));
    assert_verdict(k, d.order, "bandage");
    assert_true(KIT_SAVE(k->s, BB_ORDER, k->engagement, &d.order, &k->err, "title", "Train everybody"));
    /* Whoever is deleted takes the name along, and nothing else. */
    assert_true(KIT_SAVE(k->s, BB_DIAGNOSIS, k->engagement, &d.second, &k->err, "overruled", "fits", "overruled_by",
                         text_id(d.ann), "overruled_why", "She wants a date."));
    assert_true(bb_store_remove(k->s, BB_PERSON, d.ann, "Delete", &k->err));
    assert_verdict(k, d.order, "fits");
    bb_report_finish(&report);
}

static void an_order_without_a_diagnosis_says_what_it_says(void **state)
{
    struct kit *k = *state;
    int64_t order = KIT_ADD(k, BB_ORDER, "title", "Train them", "received", "2026-01-10", "verdict", "fits");
    KIT_ADD(k, BB_DIAGNOSIS, "order", text_id(order), "on", "2026-02-01", "version", "1");
    assert_verdict(k, order, "fits");
    assert_true(KIT_SAVE(k->s, BB_ORDER, k->engagement, &order, &k->err, "verdict", "wrong-time"));
    assert_verdict(k, order, "wrong-time");
}

static void taken_undiagnosed_is_one_step(void **state)
{
    struct kit *k = *state;
    int64_t order = KIT_ADD(k, BB_ORDER, "title", "Train them", "received", "2026-01-10", "state", "open");
    int64_t seq = bb_store_seq(k->s);
    KIT_ADD(k, BB_DIAGNOSIS, "order", text_id(order), "on", "2026-02-01", "version", "1", "undiagnosed", "No time.");
    assert_int_equal(bb_store_seq(k->s), seq + 1);
    assert_string_equal(kit_field(k->s, BB_ORDER, order, "state"), "accepted");
    undo(k);
    assert_string_equal(kit_field(k->s, BB_ORDER, order, "state"), "open");
    redo(k);
    assert_string_equal(kit_field(k->s, BB_ORDER, order, "state"), "accepted");
    assert_true(KIT_SAVE(k->s, BB_ORDER, k->engagement, &order, &k->err, "state", "open"));
    assert_string_equal(kit_field(k->s, BB_ORDER, order, "state"), "open");
}

/* Keys. */

struct letters {
    int64_t ann, bob, budget, annas, bobs;
};

static struct letters assign(struct kit *k)
{
    struct letters l;
    l.ann = KIT_ADD(k, BB_PERSON, "key", "S1", "name", "Ann");
    l.bob = KIT_ADD(k, BB_PERSON, "key", "S2", "name", "Bob");
    l.budget = KIT_ADD(k, BB_OBLIGATION, "key", "B1", "text", "Grant the budget");
    l.annas = KIT_ADD(k, BB_RACI, "obligation", text_id(l.budget), "person", text_id(l.ann), "letter", "a");
    l.bobs = KIT_ADD(k, BB_RACI, "obligation", text_id(l.budget), "person", text_id(l.bob), "letter", "i");
    return l;
}

static const char annas_letter[] = "Obligation: there is already a RACI letter with Obligation \"Grant the budget\", "
                                   "Who \"Ann\"; change that one, or choose another";

static void a_key_of_several_fields_is_nobody_elses(void **state)
{
    struct kit *k = *state;
    struct letters l = assign(k);
    int64_t id = 0;
    assert_false(KIT_SAVE(k->s, BB_RACI, k->engagement, &id, &k->err, "obligation", text_id(l.budget), "person",
                          text_id(l.ann), "letter", "i"));
    assert_int_equal(k->err.code, BB_E_CONFLICT);
    assert_string_equal(k->err.text, annas_letter);
    assert_false(KIT_SAVE(k->s, BB_RACI, k->engagement, &l.bobs, &k->err, "person", text_id(l.ann)));
    assert_string_equal(k->err.text, annas_letter);
    assert_true(KIT_SAVE(k->s, BB_RACI, k->engagement, &l.bobs, &k->err, "letter", "c"));
}

/* In one step two may change places. */
static void only_the_end_of_a_step_counts(void **state)
{
    struct kit *k = *state;
    struct letters l = assign(k);
    struct bb_change c[2][1];
    kit_changes(c[0], BB_RACI, "person", text_id(l.bob), (const char *)NULL);
    kit_changes(c[1], BB_RACI, "person", text_id(l.ann), (const char *)NULL);
    assert_true(bb_store_begin(k->s, "Change places", k->engagement, NULL, NULL, &k->err));
    assert_true(bb_store_update(k->s, BB_RACI, l.annas, c[0], 1, &k->err));
    assert_true(bb_store_update(k->s, BB_RACI, l.bobs, c[1], 1, &k->err));
    assert_true(bb_store_commit(k->s, &k->err));
    undo(k);
    redo(k);
    assert_int_equal(kit_number(k->s, "SELECT count(*) FROM raci WHERE deleted = 0"), 2);
}

static void what_was_deleted_does_not_come_back_beside_its_successor(void **state)
{
    struct kit *k = *state;
    struct letters l = assign(k);
    struct bb_str what = {0};
    struct bb_store *other = kit_open(k, "bob");
    int64_t id = 0;
    assert_true(bb_store_remove(k->s, BB_RACI, l.annas, "Delete", &k->err));
    assert_true(KIT_SAVE(other, BB_RACI, k->engagement, &id, &k->err, "obligation", text_id(l.budget), "person",
                         text_id(l.ann), "letter", "i"));
    assert_false(bb_store_undo(k->s, k->engagement, &what, &k->err));
    assert_string_equal(k->err.text, annas_letter);
    assert_int_equal(kit_number(k->s, "SELECT count(*) FROM raci WHERE deleted = 0"), 2);
    assert_true(bb_store_remove(other, BB_RACI, id, "Delete", &k->err));
    undo(k);
    assert_int_equal(kit_number(k->s, "SELECT count(*) FROM raci WHERE deleted = 0"), 2);
    bb_store_close(other);
    bb_str_finish(&what);
}

/* Boards from before may hold such records; they can go out and in, and be taken back and brought back. */
static void a_file_may_bring_two_told_apart_by_uid(void **state)
{
    struct kit *k = *state;
    struct bb_report report = {0};
    assign(k);
    assert_true(KIT_IMPORT(k, BB_RACI, &report,
                           "uid,obligation,person,letter\n"
                           "018f0000-0000-7000-8000-000000000001,B1,S1,i\n"
                           "018f0000-0000-7000-8000-000000000002,B1,S1,c\n"));
    assert_int_equal(report.added + report.changed, 2);
    assert_int_equal(kit_number(k->s, "SELECT count(*) FROM raci WHERE deleted = 0"), 3);
    undo(k);
    redo(k);
    int64_t id = kit_number(k->s, "SELECT max(id) FROM raci");
    assert_true(bb_store_remove(k->s, BB_RACI, id, "Delete", &k->err));
    undo(k);
    assert_int_equal(kit_number(k->s, "SELECT count(*) FROM raci WHERE deleted = 0"), 3);
    assert_false(KIT_IMPORT(k, BB_RACI, &report,
                            "uid,obligation,person,letter\n"
                            "018f0000-0000-7000-8000-000000000002,B1,S2,c\n"));
    assert_non_null(strstr(k->err.text, "Who \"Bob\""));
    bb_report_finish(&report);
}

/* Every kind of record whose key fields are all filled is refused a second time. */
static void no_kind_takes_the_same_key_twice(void **state)
{
    struct kit *k = *state;
    for (int e = BB_UNIT; e < BB_ENTITY_COUNT; e++) {
        const struct bb_entity_def *def = bb_entity_def((enum bb_entity)e);
        struct bb_arena arena = {0};
        struct bb_str values[KIT_CHANGES] = {0};
        struct bb_change c[KIT_CHANGES];
        void *row = NULL;
        int64_t twin = 0, id = kit_fill(k, (enum bb_entity)e, 1);
        int keys = 0;
        assert_true(bb_store_get(k->s, (enum bb_entity)e, id, &arena, &row, &k->err) && row);
        for (int i = 0; i < def->field_count; i++) {
            bb_field_save(&def->fields[i], row, &values[i]);
            c[i] = (struct bb_change){.field = i, .value = bb_str_get(&values[i])};
            keys += (def->fields[i].flags & BB_KEY) != 0;
        }
        if (keys &&
            bb_store_save(k->s, (enum bb_entity)e, k->engagement, &twin, c, (size_t)def->field_count, "Add", &k->err))
            fail_msg("%s: there are two with the same key now", def->name);
        if (keys)
            assert_int_equal(k->err.code, BB_E_CONFLICT);
        for (int i = 0; i < def->field_count; i++)
            bb_str_finish(&values[i]);
        bb_arena_finish(&arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(an_order_has_the_verdict_of_its_latest_diagnosis, kit_setup, kit_teardown),
        cmocka_unit_test_setup_teardown(a_file_that_overrules_moves_the_order, kit_setup, kit_teardown),
        cmocka_unit_test_setup_teardown(nobody_overrules_without_a_name_and_a_reason, kit_setup, kit_teardown),
        cmocka_unit_test_setup_teardown(an_order_without_a_diagnosis_says_what_it_says, kit_setup, kit_teardown),
        cmocka_unit_test_setup_teardown(taken_undiagnosed_is_one_step, kit_setup, kit_teardown),
        cmocka_unit_test_setup_teardown(a_key_of_several_fields_is_nobody_elses, kit_setup, kit_teardown),
        cmocka_unit_test_setup_teardown(only_the_end_of_a_step_counts, kit_setup, kit_teardown),
        cmocka_unit_test_setup_teardown(what_was_deleted_does_not_come_back_beside_its_successor, kit_setup,
                                        kit_teardown),
        cmocka_unit_test_setup_teardown(a_file_may_bring_two_told_apart_by_uid, kit_setup, kit_teardown),
        cmocka_unit_test_setup_teardown(no_kind_takes_the_same_key_twice, kit_setup, kit_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
