/* Needs: what comes first, and where units whose needs compete need the same. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <bepboard/needs.h>
#include <string.h>

enum { SALES = 1, DESK, LAB };

static struct bb_date on(int32_t day)
{
    return bb_date_of(day);
}

struct lens {
    struct bb_data data;
    struct bb_unit units[3];
    struct bb_person people[4];
    struct bb_need needs[6];
};

static void make(struct lens *l)
{
    static const int64_t units[] = {SALES, DESK, DESK, LAB}, power[] = {2, 4, 1, 5};
    memset(l, 0, sizeof *l);
    for (int i = 0; i < 3; i++)
        l->units[i] = (struct bb_unit){.row.id = i + 1};
    for (int i = 0; i < 4; i++)
        l->people[i] = (struct bb_person){.row.id = i + 1, .unit = units[i], .power = power[i], .interest = BB_NONE};
    l->data.today = 100;
    l->data.tables[BB_UNIT] = (struct bb_table){.entity = BB_UNIT, .n = 3, .rows = l->units};
    l->data.tables[BB_PERSON] = (struct bb_table){.entity = BB_PERSON, .n = 4, .rows = l->people};
    l->data.tables[BB_NEED] = (struct bb_table){.entity = BB_NEED, .rows = l->needs};
}

static void need(struct lens *l, int64_t unit, int64_t person, int64_t kind, int64_t response, int32_t told)
{
    size_t n = l->data.tables[BB_NEED].n++;
    l->needs[n] =
        (struct bb_need){.row.id = (int64_t)n + 1, .unit = unit, .person = person, .kind = kind, .response = response};
    if (told)
        l->needs[n].told = on(told);
}

static void unanswered_power_comes_first(void **state)
{
    (void)state;
    struct lens l;
    struct bb_arena arena = {0};
    size_t n;
    const int64_t expected[] = {4, 2, 3, 1};
    make(&l);
    need(&l, LAB, 0, BB_NEED_CLARITY, BB_RESPONSE_NOW, 50);
    need(&l, DESK, 3, BB_NEED_RESPECT, BB_NONE, 0);
    need(&l, DESK, 0, BB_NEED_RESPECT, BB_RESPONSE_LATER, 0);
    need(&l, DESK, 0, BB_NEED_CONTROL, BB_NONE, 0);
    need(&l, DESK, 0, BB_NEED_CONTROL, BB_NONE, 0);
    l.needs[4].found = on(101);
    const struct bb_need_seen *seen = bb_needs_seen(&l.data, &arena, &n);
    assert_int_equal(n, 4);
    for (size_t i = 0; i < n; i++)
        assert_int_equal(seen[i].need->row.id, expected[i]);
    assert_int_equal(seen[0].power, 4);
    assert_int_equal(seen[1].power, 1);
    assert_int_equal(seen[2].state, BB_NEED_UNTOLD);
    assert_int_equal(seen[3].state, BB_NEED_DONE);
    bb_arena_finish(&arena);
}

static void common_ground_is_between_units_whose_needs_compete(void **state)
{
    (void)state;
    struct lens l;
    struct bb_arena arena = {0};
    size_t n;
    make(&l);
    need(&l, SALES, 0, BB_NEED_SECURITY, BB_NONE, 0);
    need(&l, DESK, 0, BB_NEED_SECURITY, BB_NONE, 0);
    need(&l, LAB, 0, BB_NEED_SECURITY, BB_NONE, 0);
    need(&l, SALES, 0, BB_NEED_CLARITY, BB_NONE, 0);
    need(&l, SALES, 0, BB_NONE, BB_NONE, 0);
    need(&l, DESK, 0, BB_NONE, BB_NONE, 0);
    l.needs[3].rival = 6;
    const struct bb_need_seen *seen = bb_needs_seen(&l.data, &arena, &n);
    for (size_t i = 0; i < n; i++) {
        int64_t id = seen[i].need->row.id;
        assert_int_equal(seen[i].shared, id == 1 ? DESK : id == 2 ? SALES : 0);
    }
    bb_arena_finish(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(unanswered_power_comes_first),
                                       cmocka_unit_test(common_ground_is_between_units_whose_needs_compete)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
