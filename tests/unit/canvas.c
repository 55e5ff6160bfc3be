#include <bepboard/canvas.h>
#include <bepboard/ticks.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

static void window_clip_keeps_only_what_is_inside(void **state)
{
    (void)state;
    struct bb_window w = {0, 10, 0, 10};
    double ax = -10, ay = 5, bx = 20, by = 5;
    assert_true(bb_window_clip(w, &ax, &ay, &bx, &by));
    assert_float_equal(ax, 0, 1e-9);
    assert_float_equal(bx, 10, 1e-9);
    ax = -5, ay = 8, bx = 5, by = 18;
    assert_false(bb_window_clip(w, &ax, &ay, &bx, &by));
    ax = 1, ay = 1, bx = NAN, by = 2;
    assert_false(bb_window_clip(w, &ax, &ay, &bx, &by));
    ax = INFINITY, ay = 1, bx = 2, by = 2;
    assert_false(bb_window_clip(w, &ax, &ay, &bx, &by));
    ax = 3, ay = 3, bx = 3, by = 3;
    assert_true(bb_window_clip(w, &ax, &ay, &bx, &by));
}

static void dump(struct bb_canvas *c, enum bb_glyph_level level, struct bb_str *out)
{
    struct bb_grid g = {0};
    bb_grid_reset(&g, c->w, c->h);
    bb_canvas_draw(c, &g, (struct bb_rect){0, 0, c->w, c->h}, 0, 0, level, (enum bb_role[]){BB_SERIES1, BB_SERIES2}, 2);
    bb_grid_text_dump(&g, out);
    bb_grid_finish(&g);
}

static void one_line_looks_right_at_each_glyph_level(void **state)
{
    (void)state;
    static const char *const expected[BB_GLYPH_LEVEL_COUNT] = {
        [BB_GLYPH_ASCII] = "  .'\n.'\n", [BB_GLYPH_BLOCKS] = "  ▄▀\n▄▀\n", [BB_GLYPH_BRAILLE] = "  ⡠⠊\n⡠⠊\n"};
    struct bb_canvas c = {0};
    bb_canvas_reset(&c, 4, 2, (struct bb_window){0, 1, 0, 1});
    bb_canvas_line(&c, 1, 0, 0, 1, 1, 1);
    for (enum bb_glyph_level level = 0; level < BB_GLYPH_LEVEL_COUNT; level++) {
        struct bb_str out = {0};
        dump(&c, level, &out);
        assert_string_equal(bb_str_get(&out), expected[level]);
        bb_str_finish(&out);
    }
    bb_canvas_finish(&c);
}

static void a_shared_cell_belongs_to_the_first_series(void **state)
{
    (void)state;
    struct bb_canvas c = {0};
    bb_canvas_reset(&c, 1, 1, (struct bb_window){0, 1, 0, 1});
    bb_canvas_dot(&c, 2, 0, 0);
    bb_canvas_dot(&c, 1, 1, 3);
    bb_canvas_dot(&c, 3, 1, 0);
    assert_int_equal(c.series[0], 1);
    assert_int_equal(c.dots[0], 0x83);
    bb_canvas_finish(&c);
}

static void whatever_is_drawn_stays_in_the_canvas(void **state)
{
    (void)state;
    static const double odd[] = {0, 1, -1, 0.5, 1e300, -1e300, 1e-300, NAN, INFINITY, -INFINITY, 3};
    enum { N = sizeof odd / sizeof *odd };
    struct bb_canvas c = {0};
    for (int w = 0; w < 5; w++)
        for (int i = 0; i < N * N * N * N; i++) {
            bb_canvas_reset(&c, w, 3 - w % 4, (struct bb_window){0, 1, 0, 1});
            bb_canvas_line(&c, 1, odd[i % N], odd[i / N % N], odd[i / N / N % N], odd[i / N / N / N], 1 + i % 3);
            int x, y;
            if (bb_canvas_cell(&c, odd[i % N], odd[i / N % N], &x, &y))
                assert_true(x >= 0 && x < c.w && y >= 0 && y < c.h);
        }
    bb_canvas_finish(&c);
}

static void ticks_are_ones_twos_and_fives(void **state)
{
    (void)state;
    struct bb_ticks t = bb_ticks_nice(0, 96, 6, true);
    assert_float_equal(t.step, 20, 0);
    assert_int_equal(t.n, 5);
    t = bb_ticks_nice(0, 1, 6, false);
    assert_float_equal(t.step, 0.2, 1e-12);
    assert_int_equal(t.decimals, 1);
    t = bb_ticks_nice(0, 3, 10, true);
    assert_float_equal(t.step, 1, 0);
    assert_int_equal(bb_ticks_nice(0, NAN, 5, true).n, 0);
    assert_int_equal(bb_ticks_nice(5, 5, 5, true).n, 0);
    for (int most = 1; most <= BB_TICKS_MAX; most++)
        for (double hi = 0.001; hi < 1e9; hi *= 3.7) {
            t = bb_ticks_nice(0, hi, most, false);
            assert_true(t.n >= 1 && t.n <= most);
            assert_true(t.first + t.step * (t.n - 1) <= hi * (1 + 1e-6));
        }
}

static void dates_under_an_axis_never_touch(void **state)
{
    (void)state;
    struct bb_day_tick t[BB_TICKS_MAX];
    int32_t april = bb_day_from_civil(2026, 4, 30), november = bb_day_from_civil(2026, 11, 22);
    assert_int_equal(bb_ticks_days(april, november, 70, BB_MONTH, t), 7);
    assert_string_equal(t[0].label, "2026-04");
    assert_int_equal(t[0].day, april);
    assert_int_equal(bb_ticks_days(bb_day_from_civil(1915, 12, 31), bb_day_from_civil(1922, 12, 31), 80, BB_YEAR, t),
                     8);
    assert_string_equal(t[7].label, "1922");
    for (int cols = 1; cols < 200; cols++)
        for (int32_t span = 0; span < 80000; span = span * 2 + 1) {
            int n = bb_ticks_days(april, april + span, cols, BB_DAY, t);
            assert_true(n >= 0 && n <= BB_TICKS_MAX);
            for (int i = 1; i < n; i++) {
                double at = (double)(t[i].day - april) * (cols - 1) / span;
                double before = (double)(t[i - 1].day - april) * (cols - 1) / span;
                assert_true(at - before >= (double)strlen(t[i].label) + 2);
            }
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(window_clip_keeps_only_what_is_inside),
        cmocka_unit_test(one_line_looks_right_at_each_glyph_level),
        cmocka_unit_test(a_shared_cell_belongs_to_the_first_series),
        cmocka_unit_test(whatever_is_drawn_stays_in_the_canvas),
        cmocka_unit_test(ticks_are_ones_twos_and_fives),
        cmocka_unit_test(dates_under_an_axis_never_touch),
    };
    bb_text_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
