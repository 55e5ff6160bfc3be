/* Registers added up: value that was added, promises by person, gaps by unit and topic. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <bepboard/registers.h>
#include <bepboard/sums.h>
#include <string.h>

static void hours_and_money_add_up_people_do_not(void **state)
{
    struct bb_value rows[] = {
        {.row.id = 1, .hours = 3 * BB_MILLION / 2, .money = BB_NONE, .people = 7},
        {.row.id = 2, .hours = 2 * BB_MILLION, .money = 100 * BB_MILLION, .people = 23},
        {.row.id = 3, .hours = BB_NONE, .money = 50 * BB_MILLION, .people = BB_NONE},
    };
    struct bb_data d = {.tables[BB_VALUE] = {.entity = BB_VALUE, .n = 3, .rows = rows}};
    struct bb_value_sum sum;
    (void)state;
    bb_value_sum(&d, &sum);
    assert_int_equal(sum.records, 3);
    assert_int_equal(sum.hours, 7 * BB_MILLION / 2);
    assert_int_equal(sum.with_hours, 2);
    assert_int_equal(sum.money, 150 * BB_MILLION);
    assert_int_equal(sum.with_money, 2);
    assert_int_equal(sum.most_people, 23);
    rows[0].money = rows[1].money = INT64_MAX - 1;
    bb_value_sum(&d, &sum);
    assert_true(sum.money == INT64_MAX);
}

static void promises_are_counted_by_whom_they_were_made_to(void **state)
{
    struct bb_promise rows[] = {
        {.row.id = 1, .person = 4, .state = BB_PROMISE_STATE_KEPT},
        {.row.id = 2, .person = 0, .to = "Kestrel", .state = BB_NONE},
        {.row.id = 3, .person = 4, .state = BB_PROMISE_STATE_BROKEN, .failed = "2017"},
        {.row.id = 4, .person = 4, .state = BB_PROMISE_STATE_IN_FORCE, .failed = ""},
        {.row.id = 5, .person = 9, .to = "Kestrel", .state = BB_PROMISE_STATE_LAPSED},
        {.row.id = 6, .person = 0, .to = "Kestrel", .state = BB_PROMISE_STATE_IN_FORCE},
    };
    struct bb_data d = {.tables[BB_PROMISE] = {.entity = BB_PROMISE, .n = 6, .rows = rows}};
    struct bb_arena arena = {0};
    size_t n;
    (void)state;
    const struct bb_promised *list = bb_promised(&d, &arena, &n);
    assert_int_equal(n, 3);
    assert_int_equal(list[0].person, 4);
    assert_int_equal(list[0].promised, 3);
    assert_int_equal(list[0].kept, 1);
    assert_int_equal(list[0].broken, 1);
    assert_int_equal(list[0].in_force, 1);
    assert_int_equal(list[0].failed, 1);
    assert_int_equal(list[1].person, 0);
    assert_string_equal(list[1].to, "Kestrel");
    assert_int_equal(list[1].in_force, 2);
    assert_int_equal(list[2].lapsed, 1);
    bb_arena_finish(&arena);
}

static void gaps_add_up_by_unit_and_by_topics_found_again(void **state)
{
    struct bb_gap rows[] = {
        {.row.id = 1, .topic = "Filters", .unit = 1, .found = bb_date_of(10), .closed = bb_date_of(20)},
        {.row.id = 2, .topic = "filters", .unit = 2, .found = bb_date_of(10)},
        {.row.id = 3, .topic = "Outage", .unit = 2, .found = bb_date_of(10), .closed = bb_date_of(15)},
    };
    struct bb_data d = {.tables[BB_GAP] = {.entity = BB_GAP, .n = 3, .rows = rows}};
    struct bb_arena arena = {0};
    size_t n;
    (void)state;
    const struct bb_gap_sum *list = bb_gap_sums(&d, &arena, &n);
    assert_int_equal(n, 3);
    assert_true(list[0].unit == 2 && list[0].open == 1 && list[0].closed == 1 && list[0].days == 5);
    assert_true(list[1].unit == 1 && list[1].open == 0 && list[1].days == 10);
    assert_string_equal(list[2].topic, "Filters");
    assert_true(list[2].open == 1 && list[2].closed == 1 && list[2].days == 10);
    bb_arena_finish(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(hours_and_money_add_up_people_do_not),
                                       cmocka_unit_test(promises_are_counted_by_whom_they_were_made_to),
                                       cmocka_unit_test(gaps_add_up_by_unit_and_by_topics_found_again)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
