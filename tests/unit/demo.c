/* The demonstration, loaded into a database of its own. */
#include "demo_kit.h"

#include <string.h>

static void holds_what_the_paper_says(void **state)
{
    struct demo *p = *state;
    struct bb_data d = {0};
    assert_true(bb_store_load(p->store, 0, &d, &p->err));
    assert_string_equal(d.engagement->name, "One Queue");
    assert_int_equal(d.tables[BB_PERSON].n, 27);
    assert_int_equal(d.tables[BB_TIE].n, 30);
    assert_int_equal(d.tables[BB_ORDER].n, 3);
    assert_int_equal(d.tables[BB_ITEM].n, 40);
    assert_int_equal(d.tables[BB_CONVERSATION].n, 28);
    assert_int_equal(d.tables[BB_RACI].n, 73);
    assert_int_equal(d.tables[BB_PROMISE].n, 6);
    assert_int_equal(d.tables[BB_KPI].n, 11);
    assert_int_equal(d.tables[BB_NEED].n, 27);
    assert_int_equal(d.people_total, 27);
    assert_string_equal(BB_ROW(&d, BB_PERSON, struct bb_person, 0)->name, "Ingrid Halvorsen");
    bb_data_finish(&d);
}

/* A sheet without anything to show would teach nothing; what nobody put off or took in is not part of the story. */
static void every_register_has_something_to_show(void **state)
{
    struct demo *p = *state;
    struct bb_data d = {0};
    assert_true(bb_store_load(p->store, 0, &d, &p->err));
    for (int e = 0; e < BB_ENTITY_COUNT; e++)
        if (!d.tables[e].n && e != BB_ENGAGEMENT && e != BB_ATTRIBUTE && e != BB_IMPORT && e != BB_SNOOZE)
            fail_msg("There are no %s.", bb_entity_def((enum bb_entity)e)->noun);
    bb_data_finish(&d);
}

static void is_told_day_by_day(void **state)
{
    struct demo *p = *state;
    struct bb_arena a = {0};
    struct bb_txn *list;
    size_t n;
    assert_true(bb_store_log_query(p->store, &(struct bb_log_query){.limit = 1000}, &a, &list, &n, &p->err));
    assert_true(n > 40);
    assert_string_equal(list[n - 1].label, "Engagements");
    for (size_t i = 0; i < n; i++) {
        assert_int_equal(list[i].at_us % INT64_C(86400000000), INT64_C(43200000000));
        assert_true(i == 0 || list[i].at_us <= list[i - 1].at_us);
        assert_true(list[i].at_us <= bb_clock_us(&p->clock));
    }
    bb_arena_finish(&a);
}

static void leaves_the_clock_alone(void **state)
{
    struct demo *p = *state;
    assert_int_equal(bb_clock_today(&p->clock), bb_day_from_civil(2026, 11, 22));
}

static void is_loaded_once(void **state)
{
    struct demo *p = *state;
    int64_t seq = bb_store_seq(p->store);
    assert_false(bb_demo_load(p->store, &p->clock, &p->err));
    assert_non_null(strstr(p->err.text, "empty database"));
    assert_int_equal(bb_store_seq(p->store), seq);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(holds_what_the_paper_says, demo_setup, demo_teardown),
        cmocka_unit_test_setup_teardown(every_register_has_something_to_show, demo_setup, demo_teardown),
        cmocka_unit_test_setup_teardown(is_told_day_by_day, demo_setup, demo_teardown),
        cmocka_unit_test_setup_teardown(leaves_the_clock_alone, demo_setup, demo_teardown),
        cmocka_unit_test_setup_teardown(is_loaded_once, demo_setup, demo_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
