/* Figures: gaps, intervals, small groups, and what is not cleared for others. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <bepboard/selfimage.h>
#include <string.h>

static const struct bb_thresholds thresholds = {.small_sample = 30};

static void a_gap_is_positive_when_it_is_rosier_than_reality(void **state)
{
    (void)state;
    assert_int_equal(bb_rosier(92, 61, BB_BETTER_HIGHER), 31);
    assert_int_equal(bb_rosier(1, 6, BB_BETTER_LOWER), 5);
    assert_int_equal(bb_rosier(50, 61, BB_BETTER_HIGHER), -11);
    assert_int_equal(bb_rosier(BB_NONE, 61, BB_BETTER_HIGHER), BB_NONE);
}

/* 31 promoters and 41 detractors of 118; 129 of 212. Worked out by hand. */
static void intervals_are_those_of_the_usual_formulas(void **state)
{
    (void)state;
    double low, high;
    assert_true(bb_interval_nps(31, 41, 118, &low, &high));
    assert_float_equal(low, -22.48, 0.05);
    assert_float_equal(high, 5.54, 0.05);
    assert_true(bb_interval_csat(129, 212, &low, &high));
    assert_float_equal(low, 54.15, 0.05);
    assert_float_equal(high, 67.18, 0.05);
    assert_true(bb_interval_csat(0, 10, &low, &high));
    assert_float_equal(low, 0, 1e-9);
    assert_float_equal(high, 27.75, 0.05);
    assert_false(bb_interval_csat(11, 10, &low, &high));
    assert_false(bb_interval_csat(1, 0, &low, &high));
    assert_false(bb_interval_nps(6, 6, 10, &low, &high));
}

static void small_groups_go_and_the_next_smallest_where_a_total_tells(void **state)
{
    (void)state;
    static const struct {
        int64_t n[4];
        bool total, hidden[4];
    } cases[] = {
        {{12, 4, 6, 9}, true, {false, true, true, false}},       {{12, 4, 6, 9}, false, {false, true, false, false}},
        {{12, 4, 3, 9}, true, {false, true, true, false}},       {{12, 5, 6, 9}, true, {false, false, false, false}},
        {{12, BB_NONE, 4, 9}, true, {false, false, true, true}},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        bool hidden[4];
        bb_suppress(cases[i].n, 4, cases[i].total, hidden);
        assert_memory_equal(hidden, cases[i].hidden, sizeof hidden);
    }
}

struct figures {
    struct bb_data data;
    struct bb_kpi kpis[1];
    struct bb_reading readings[6];
    struct bb_unit units[3];
};

static void add(struct figures *w, int32_t day, int64_t kind, int64_t unit, int64_t value, int64_t n)
{
    size_t i = w->data.tables[BB_READING].n++;
    w->readings[i] = (struct bb_reading){.row = {.id = (int64_t)i + 1, .sensitivity = BB_NONE},
                                         .kpi = 1,
                                         .on = bb_date_of(day),
                                         .kind = kind,
                                         .unit = unit,
                                         .value = value == BB_NONE ? BB_NONE : value * BB_MILLION,
                                         .n = n,
                                         .top = BB_NONE,
                                         .low = BB_NONE};
}

static void make(struct figures *w)
{
    memset(w, 0, sizeof *w);
    w->data.today = 1000;
    w->data.audience = BB_DESK;
    w->kpis[0] = (struct bb_kpi){.row = {.id = 1, .sensitivity = BB_NONE}, .name = "Stars", .better = BB_BETTER_HIGHER};
    for (int i = 0; i < 3; i++)
        w->units[i] = (struct bb_unit){
            .row = {.id = 10 + i, .sensitivity = BB_NONE}, .name = "unit", .headcount = 20, .population = 20};
    w->data.tables[BB_KPI] = (struct bb_table){.entity = BB_KPI, .n = 1, .rows = w->kpis};
    w->data.tables[BB_UNIT] = (struct bb_table){.entity = BB_UNIT, .n = 3, .rows = w->units};
    w->data.tables[BB_READING] = (struct bb_table){.entity = BB_READING, .n = 0, .rows = w->readings};
}

static void the_latest_values_up_to_today_are_compared(void **state)
{
    (void)state;
    struct figures w;
    struct bb_arena a = {0};
    size_t n;
    make(&w);
    add(&w, 900, BB_READ_MEASURED, 0, 3, 29);
    add(&w, 990, BB_READ_MEASURED, 0, 4, 30);
    add(&w, 1001, BB_READ_MEASURED, 0, 9, 500);
    add(&w, 950, BB_READ_SELF, 0, 5, BB_NONE);
    add(&w, 960, BB_READ_GUESS, 0, 6, BB_NONE);
    const struct bb_self_image *s = bb_self_images(&w.data, &thresholds, &a, &n);
    assert_int_equal(n, 1);
    assert_int_equal(s->gap, 2 * BB_MILLION); /* the guess is later than the self-rating */
    assert_int_equal(s->history_n[BB_READ_MEASURED], 2);
    assert_false(s->small);
    w.data.today = 989;
    s = bb_self_images(&w.data, &thresholds, &a, &n);
    assert_int_equal(s->gap, 3 * BB_MILLION);
    assert_true(s->small);
    bb_arena_finish(&a);
}

static void a_figure_by_unit_is_compared_by_unit(void **state)
{
    (void)state;
    struct figures w;
    struct bb_arena a = {0};
    size_t n;
    make(&w);
    add(&w, 900, BB_READ_SELF, 10, 60, BB_NONE);
    add(&w, 910, BB_READ_MEASURED, 10, 20, 16);
    add(&w, 910, BB_READ_MEASURED, 11, 10, 4);
    add(&w, 920, BB_READ_SELF, 11, 90, BB_NONE);
    const struct bb_self_image *s = bb_self_images(&w.data, &thresholds, &a, &n);
    assert_int_equal(s->gap, BB_NONE);
    assert_int_equal(s->unit_n, 2);
    assert_int_equal(s->units[0].gap, 40 * BB_MILLION);
    assert_int_equal(s->units[0].since.day, 910);
    assert_true(s->units[1].hidden);
    assert_ptr_equal(s->rosiest, &s->units[0]); /* never one that is hidden */
    assert_true(bb_self_image_rosy(s));
    bb_arena_finish(&a);
}

static void what_is_believed_of_all_stands_beside_units_when_they_alone_are_measured(void **state)
{
    (void)state;
    struct figures w;
    struct bb_arena a = {0};
    size_t n;
    make(&w);
    add(&w, 900, BB_READ_SELF, 0, 70, BB_NONE);
    add(&w, 910, BB_READ_MEASURED, 10, 20, 16);
    const struct bb_self_image *s = bb_self_images(&w.data, &thresholds, &a, &n);
    assert_int_equal(s->units[0].gap, 50 * BB_MILLION);
    add(&w, 905, BB_READ_MEASURED, 0, 65, 30);
    s = bb_self_images(&w.data, &thresholds, &a, &n);
    assert_int_equal(s->gap, 5 * BB_MILLION);
    assert_int_equal(s->units[0].gap, BB_NONE);
    bb_arena_finish(&a);
}

static void a_figure_is_cleared_when_all_three_are_recorded(void **state)
{
    (void)state;
    struct bb_kpi k = {.exposes = "the desk", .first_to = 3, .told = bb_date_of(100)};
    assert_true(bb_kpi_cleared(&k, 100));
    assert_false(bb_kpi_cleared(&k, 99));
    k.exposes = NULL;
    assert_false(bb_kpi_cleared(&k, 100));
}

static void before_the_room_only_cleared_values_of_large_groups_stay(void **state)
{
    (void)state;
    struct figures w;
    make(&w);
    add(&w, 900, BB_READ_MEASURED, 0, 3, 40);
    add(&w, 900, BB_READ_MEASURED, 10, 3, 20);
    add(&w, 900, BB_READ_MEASURED, 11, 3, 16);
    add(&w, 900, BB_READ_MEASURED, 12, 3, 4);
    add(&w, 900, BB_READ_SELF, 0, 5, BB_NONE);
    w.kpis[0].exposes = "the desk";
    w.kpis[0].first_to = 3;
    struct figures again = w;
    again.data.tables[BB_KPI].rows = again.kpis;
    again.data.tables[BB_UNIT].rows = again.units;
    again.data.tables[BB_READING].rows = again.readings;
    bb_gate(&w.data, BB_ROOM);
    assert_int_equal(w.data.tables[BB_READING].n, 1);
    assert_int_equal(w.readings[0].kind, BB_READ_SELF);
    bb_data_finish(&w.data);
    again.kpis[0].told = bb_date_of(900);
    bb_gate(&again.data, BB_ROOM);
    assert_int_equal(again.data.tables[BB_READING].n, 3);
    assert_int_equal(again.readings[0].unit, 0);
    assert_int_equal(again.readings[1].unit, 10);
    bb_data_finish(&again.data);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_gap_is_positive_when_it_is_rosier_than_reality),
        cmocka_unit_test(intervals_are_those_of_the_usual_formulas),
        cmocka_unit_test(small_groups_go_and_the_next_smallest_where_a_total_tells),
        cmocka_unit_test(the_latest_values_up_to_today_are_compared),
        cmocka_unit_test(a_figure_by_unit_is_compared_by_unit),
        cmocka_unit_test(what_is_believed_of_all_stands_beside_units_when_they_alone_are_measured),
        cmocka_unit_test(a_figure_is_cleared_when_all_three_are_recorded),
        cmocka_unit_test(before_the_room_only_cleared_values_of_large_groups_stay),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
