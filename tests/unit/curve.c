/* The adoption curve of the demonstration engagement: figures of its section 3. */
#include <bepboard/rules.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

enum { SEGMENTS = 8, MONTHS = 7 };

static const struct {
    const char *name;
    int people, now[MONTHS];
} segments[SEGMENTS] = {
    {"Support L1", 14, {1, 1, 2, 1, 2, 4, 6}},           {"Support L2/L3", 9, {1, 2, 3, 3, 3, 4, 5}},
    {"Customer Success", 11, {0, 2, 3, 3, 4, 6, 7}},     {"Professional Services", 16, {0, 1, 1, 1, 1, 2, 4}},
    {"Engineering", 24, {1, 2, 3, 3, 3, 5, 8}},          {"Product", 6, {0, 1, 2, 2, 2, 3, 4}},
    {"Sales / account mgmt", 12, {0, 0, 0, 0, 0, 1, 2}}, {"Finance / billing", 4, {0, 0, 1, 1, 1, 2, 3}},
};
static const struct bb_thresholds thresholds = {
    .chasm_low = 120, .chasm_high = 250, .stall_new = 20, .stall_growth = 60};

struct world {
    struct bb_engagement engagement;
    struct bb_unit units[SEGMENTS];
    struct bb_sample samples[SEGMENTS * MONTHS + 4];
    struct bb_data data;
    struct bb_curves curves;
};

static struct bb_sample sample(int64_t id, int64_t unit, struct bb_date on)
{
    return (struct bb_sample){.row = {.id = id},
                              .on = on,
                              .unit = unit,
                              .measure = BB_COUNTED,
                              .now = BB_NONE,
                              .ever = BB_NONE,
                              .access = BB_NONE,
                              .proficient = BB_NONE};
}

static struct bb_date month(int year, int m)
{
    return (struct bb_date){bb_month_last_day(year * 12 + m - 1), BB_MONTH};
}

static int setup(void **state)
{
    static struct world w;
    memset(&w, 0, sizeof w);
    w.engagement = (struct bb_engagement){.row = {.id = 1}, .name = "One Queue", .population = 96};
    w.data = (struct bb_data){.engagement = &w.engagement, .today = bb_day_from_civil(2026, 11, 22)};
    size_t n = 0;
    for (int s = 0; s < SEGMENTS; s++) {
        w.units[s] = (struct bb_unit){.row = {.id = s + 1},
                                      .name = segments[s].name,
                                      .headcount = segments[s].people,
                                      .population = segments[s].people};
        for (int m = 0; m < MONTHS; m++, n++) {
            w.samples[n] = sample((int64_t)n + 1, s + 1, month(2026, 4 + m));
            w.samples[n].now = segments[s].now[m] * BB_MILLION;
        }
    }
    w.data.tables[BB_UNIT] = (struct bb_table){BB_UNIT, SEGMENTS, w.units};
    w.data.tables[BB_SAMPLE] = (struct bb_table){BB_SAMPLE, n, w.samples};
    *state = &w;
    return 0;
}

static int teardown(void **state)
{
    struct world *w = *state;
    bb_curves_finish(&w->curves);
    return 0;
}

static void the_four_lines_for_96_people(void **state)
{
    (void)state;
    assert_int_equal(bb_rogers_line(96, 25), 3);
    assert_int_equal(bb_rogers_line(96, 160), 16);
    assert_int_equal(bb_rogers_line(96, 500), 48);
    assert_int_equal(bb_rogers_line(96, 840), 81);
    assert_int_equal(bb_rogers_line(100, 160), 16);
    assert_int_equal(bb_rogers_line(1000, 25), 25);
    assert_int_equal(bb_rogers_line(1, 25), 1);
    assert_int_equal(bb_rogers_line(0, 160), 0);
    assert_int_equal(bb_rogers_line(NAN, 160), 0);
    for (int m = 1; m < 5000; m++)
        assert_int_equal(bb_rogers_line(m, 160), (m * 160 + 999) / 1000);
}

static void segments_add_up_to_the_whole(void **state)
{
    static const double now[MONTHS] = {3, 9, 15, 14, 16, 27, 39}, ever[MONTHS] = {3, 9, 15, 15, 16, 27, 39};
    struct world *w = *state;
    bb_curves(&w->data, &w->curves);
    assert_int_equal(w->curves.n, SEGMENTS + 1);
    const struct bb_curve *c = &w->curves.list[0];
    assert_int_equal(c->n, MONTHS);
    assert_float_equal(c->population, 96, 0);
    for (int m = 0; m < MONTHS; m++) {
        assert_float_equal(c->points[m].now, now[m], 0);
        assert_float_equal(c->points[m].ever, ever[m], 0);
        assert_true(isnan(c->points[m].access));
    }
    assert_string_equal(w->curves.list[1].name, "Support L1");
    assert_float_equal(w->curves.list[1].points[3].ever, 2, 0);
    assert_float_equal(w->curves.list[1].points[3].now, 1, 0);
}

static void the_wholes_own_sample_wins(void **state)
{
    struct world *w = *state;
    size_t n = SEGMENTS * MONTHS;
    w->samples[n] = sample(1000, 0, month(2026, 10));
    w->samples[n].access = 96 * BB_MILLION;
    w->samples[n].now = 40 * BB_MILLION;
    w->data.tables[BB_SAMPLE].n = n + 1;
    bb_curves(&w->data, &w->curves);
    const struct bb_point *p = &w->curves.list[0].points[MONTHS - 1];
    assert_float_equal(p->now, 40, 0);
    assert_float_equal(p->ever, 39, 0);
    assert_float_equal(p->access, 96, 0);
}

static void the_stall_holds_in_august_only(void **state)
{
    struct world *w = *state;
    bb_curves(&w->data, &w->curves);
    for (size_t i = 0; i < MONTHS; i++)
        assert_int_equal(bb_stall_at(&w->curves.list[0], i, &thresholds).holds, i == 4);
    struct bb_stall s = bb_stall_at(&w->curves.list[0], 4, &thresholds);
    assert_float_equal(s.share, 16.0 / 96, 1e-12);
    assert_float_equal(s.fresh, 1, 0);
    assert_float_equal(s.earlier, 12, 0);
    assert_false(bb_stall_at(&w->curves.list[0], 99, &thresholds).holds);
}

static void later_samples_do_not_exist_yet(void **state)
{
    struct world *w = *state;
    w->data.today = bb_day_from_civil(2026, 8, 1);
    bb_curves(&w->data, &w->curves);
    assert_int_equal(w->curves.list[0].n, 5);
    bb_curves_finish(&w->curves);
    w->data.today = bb_day_from_civil(2026, 3, 31);
    bb_curves(&w->data, &w->curves);
    assert_int_equal(w->curves.list[0].n, 0);
    assert_int_equal(w->curves.n, SEGMENTS + 1);
}

static void the_whole_waits_for_all_segments(void **state)
{
    struct world *w = *state;
    w->samples[0].on = month(2026, 5);
    w->samples[1].on = month(2026, 6);
    w->samples[2].on = month(2026, 7);
    bb_curves(&w->data, &w->curves);
    assert_true(isnan(w->curves.list[0].points[0].now));
    assert_float_equal(w->curves.list[0].points[1].now, 9, 0);
}

static void shares_become_people_where_the_population_is_known(void **state)
{
    struct world *w = *state;
    struct bb_sample s[2] = {sample(1, 1, month(1915, 12)), sample(2, 1, month(1917, 12))};
    for (int i = 0; i < 2; i++) {
        s[i].measure = BB_SHARE;
        s[i].now = 100000 * (i + 1);
    }
    w->data.tables[BB_SAMPLE] = (struct bb_table){BB_SAMPLE, 2, s};
    w->units[0].population = 50;
    bb_curves(&w->data, &w->curves);
    assert_false(w->curves.list[1].shares);
    assert_float_equal(w->curves.list[1].points[1].now, 10, 1e-9);
    bb_curves_finish(&w->curves);
    w->units[0].population = w->units[0].headcount = BB_NONE;
    w->engagement.population = BB_NONE;
    bb_curves(&w->data, &w->curves);
    assert_true(w->curves.list[1].shares);
    assert_float_equal(w->curves.list[1].points[1].ever, 0.2, 1e-9);
    assert_int_equal(w->curves.list[0].n, 0);
}

static void events_give_a_curve_of_their_own(void **state)
{
    struct world *w = *state;
    struct bb_rollup r[3] = {{1, month(1953, 11).day, BB_MONTH, 9, 4},
                             {2, month(1953, 11).day, BB_MONTH, 2, 2},
                             {1, month(1954, 2).day, BB_MONTH, 5, 5}};
    struct bb_unit_count people[2] = {{1, 62}, {2, 63}};
    w->data.tables[BB_SAMPLE].n = 0;
    w->data.rollups = r;
    w->data.rollup_n = 3;
    w->data.unit_counts = people;
    w->data.unit_count_n = 2;
    w->data.people_total = 125;
    w->engagement.population = BB_NONE;
    for (int i = 0; i < SEGMENTS; i++)
        w->units[i].population = w->units[i].headcount = BB_NONE;
    bb_curves(&w->data, &w->curves);
    assert_int_equal(w->curves.n, 3);
    const struct bb_curve *whole = &w->curves.list[0];
    assert_true(whole->from_events);
    assert_float_equal(whole->population, 125, 0);
    assert_int_equal(whole->n, 2);
    assert_float_equal(whole->points[0].ever, 6, 0);
    assert_float_equal(whole->points[1].ever, 11, 0);
    assert_float_equal(whole->points[1].access, 16, 0);
    assert_true(isnan(whole->points[1].now));
    assert_float_equal(w->curves.list[1].population, 62, 0);
    assert_float_equal(w->curves.list[1].points[1].ever, 9, 0);
}

static void many_days_of_events_become_months(void **state)
{
    enum { DAYS = 200 };
    struct world *w = *state;
    struct bb_rollup r[DAYS];
    int32_t start = bb_day_from_civil(2026, 3, 10);
    for (int i = 0; i < DAYS; i++)
        r[i] = (struct bb_rollup){1 + i % 2, start + i, BB_DAY, 2, 1};
    w->data.tables[BB_SAMPLE].n = 0;
    w->data.rollups = r;
    w->data.rollup_n = DAYS;
    bb_curves(&w->data, &w->curves);
    const struct bb_curve *c = &w->curves.list[0];
    assert_int_equal(c->n, 7);
    assert_float_equal(c->points[0].ever, 22, 0);
    assert_int_equal(c->points[0].on.precision, BB_MONTH);
    assert_float_equal(c->points[6].ever, DAYS, 0);
    bb_curves_finish(&w->curves);
    w->data.rollup_n = 30;
    bb_curves(&w->data, &w->curves);
    assert_int_equal(w->curves.list[0].n, 30);
}

#define CURVE_TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_four_lines_for_96_people),
        CURVE_TEST(segments_add_up_to_the_whole),
        CURVE_TEST(the_wholes_own_sample_wins),
        CURVE_TEST(the_stall_holds_in_august_only),
        CURVE_TEST(later_samples_do_not_exist_yet),
        CURVE_TEST(the_whole_waits_for_all_segments),
        CURVE_TEST(shares_become_people_where_the_population_is_known),
        CURVE_TEST(events_give_a_curve_of_their_own),
        CURVE_TEST(many_days_of_events_become_months),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
