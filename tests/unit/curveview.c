/* The adoption curve as a person sees it, on the whole of the demonstration engagement. */
#include "sentinel.h"
#include <bepboard/chart_view.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { MONTHS = 7, MARGIN = 3 };

static const struct bb_thresholds thresholds = {
    .chasm_low = 120, .chasm_high = 250, .stall_new = 20, .stall_growth = 60};
static const double figures[MONTHS][4] = {{3, 3, 40, 1},   {9, 9, 78, 4},    {15, 15, 91, 8}, {14, 15, 93, 8},
                                          {16, 16, 94, 9}, {27, 27, 95, 16}, {39, 39, 96, 24}};

struct world {
    struct bb_data data;
    struct bb_point points[MONTHS], half[MONTHS];
    struct bb_curve list[6];
    struct bb_curves curves;
    struct bb_curve_view view;
};

static int setup(void **state)
{
    static struct world w;
    memset(&w, 0, sizeof w);
    for (int i = 0; i < MONTHS; i++) {
        struct bb_date on = {bb_month_last_day(2026 * 12 + 3 + i), BB_MONTH};
        w.points[i] = (struct bb_point){on, figures[i][0], figures[i][1], figures[i][2], figures[i][3]};
        int half = i / 2;
        w.half[i] = (struct bb_point){on, half, half, NAN, NAN};
    }
    w.list[0] = (struct bb_curve){.name = "whole", .population = 96, .n = MONTHS, .points = w.points};
    for (int i = 1; i < 6; i++)
        w.list[i] = (struct bb_curve){.unit = i, .name = "Support L1", .population = 14, .n = MONTHS, .points = w.half};
    w.curves = (struct bb_curves){.n = 6, .list = w.list};
    w.data = (struct bb_data){.today = bb_day_from_civil(2026, 11, 22), .seq = 1};
    w.data.audience = BB_DESK;
    w.view = (struct bb_curve_view){.data = &w.data, .curves = &w.curves, .thresholds = &thresholds, .focused = true};
    w.view.look.glyphs = BB_GLYPH_BRAILLE;
    *state = &w;
    return 0;
}

static char *drawn(const struct world *w, int width, int height)
{
    struct bb_grid g = {0};
    struct bb_str s = {0};
    bb_grid_reset(&g, width, height);
    bb_curve_draw(&g, (struct bb_rect){0, 0, width, height}, &w->view);
    bb_grid_text_dump(&g, &s);
    bb_grid_finish(&g);
    return bb_str_take(&s);
}

static void assert_shows(const struct world *w, int width, int height, const char *text)
{
    char *screen = drawn(w, width, height);
    if (!strstr(screen, text))
        fail_msg("\"%s\" is not in\n%s", text, screen);
    free(screen);
}

static void the_whole_picture_at_80_columns(void **state)
{
    static const char expected[] = "● ever 39  × now 39  ▄ new 12                       everybody: 39 of 96 (40.6 %)\n"
                                   "  │                                                      today ┊\n"
                                   "  │                                                            ┊ laggard\n"
                                   "80│····························································┊ 84 % = 81\n"
                                   "  │                                                            ┊\n"
                                   "  │                                                            ┊\n"
                                   "60│                                                            ┊ late-majority\n"
                                   "  │                                                            ┊\n"
                                   "  │····························································┊ 50 % = 48\n"
                                   "40│                                                     ⢀●     ┊\n"
                                   "  │                                                ⢀⡠⠤⠒⠊⠁      ┊\n"
                                   "  │                                           ⢀⡠●⠒⠉⠁           ┊ early-majority\n"
                                   "20│                                      ⣀⡠⠔⠒⠉⠁                ┊\n"
                                   "  │─────────────⢀⣀⣀⡠⠤●⠤⠤⠤⠤⠤⠤⠤⠤●⠤⠤⠤⠔⠒⠒⠒⠒●⠉─chasm line 16────────┊ 16 % = 16\n"
                                   "  │   ⢀⣀⣀⠤⠤⠒●⠊⠉⠉⠁                                              ┊ early-adopter\n"
                                   " 0│●⠊⠉⠁························································┊ 2.5 % = 3\n"
                                   "  └─────────┬─────────────────┬─────────────────┬───────────────\n"
                                   "                                                ▇        █\n"
                                   "   ▄        █        █                 ▂        █        █\n"
                                   "         2026-05           2026-07           2026-09\n"
                                   "Stall near the chasm line: first held 2026-08, over since 2026-09.\n"
                                   "2026-10: logged in 96 of 96, adopted 39, proficient 24.\n";
    char *screen = drawn(*state, 80, 22);
    assert_string_equal(screen, expected);
    free(screen);
}

static void no_size_writes_outside_the_pane(void **state)
{
    struct world *w = *state;
    struct bb_grid g = {0};
    for (int width = 0; width <= 100; width++)
        for (int height = 0; height <= 40; height++) {
            struct bb_rect r = {MARGIN, MARGIN, width, height};
            w->view.segments = height % 2;
            w->view.look.glyphs = (enum bb_glyph_level)(width % BB_GLYPH_LEVEL_COUNT);
            sentinel_reset(&g, 100 + 2 * MARGIN, 40 + 2 * MARGIN);
            bb_curve_draw(&g, r, &w->view);
            sentinel_check(&g, r);
        }
    bb_grid_finish(&g);
}

/* Figures that nobody wishes for: each is put into every place and drawn at some sizes. */
static void odd_figures_do_no_harm(void **state)
{
    static const double odd[] = {NAN, 0, -5, 1e15, 0.4, INFINITY};
    struct world *w = *state;
    struct bb_grid g = {0};
    for (size_t i = 0; i < sizeof odd / sizeof *odd; i++)
        for (size_t k = 0; k < sizeof odd / sizeof *odd; k++)
            for (int size = 1; size < 70; size += 4) {
                struct bb_rect r = {MARGIN, MARGIN, size, size / 2};
                w->list[0].population = odd[i];
                w->points[size % MONTHS].ever = odd[k];
                w->points[(size + 3) % MONTHS].now = odd[i];
                w->list[0].shares = size % 3 == 0;
                w->list[0].n = (size_t)(1 + size % MONTHS);
                sentinel_reset(&g, 80, 42);
                bb_curve_draw(&g, r, &w->view);
                sentinel_check(&g, r);
            }
    bb_grid_finish(&g);
}

static void ascii_is_ascii(void **state)
{
    struct world *w = *state;
    w->view.look.glyphs = BB_GLYPH_ASCII;
    for (int width = 5; width < 120; width += 13) {
        char *screen = drawn(w, width, 24);
        for (const char *c = screen; *c; c++)
            assert_true((unsigned char)*c < 0x80);
        free(screen);
    }
}

static void a_stall_is_said_in_words(void **state)
{
    struct world *w = *state;
    w->list[0].n = 4;
    struct bb_str s = {0};
    bb_curve_stall_words(&s, &w->list[0], &thresholds);
    assert_string_equal(bb_str_get(&s), "");
    w->list[0].n = 5;
    bb_curve_stall_words(&s, &w->list[0], &thresholds);
    assert_string_equal(bb_str_get(&s),
                        "Stall near the chasm line since 2026-08: 1 new in two samples, 12 in the best two before.");
    bb_str_clear(&s);
    w->list[0].n = 7;
    bb_curve_stall_words(&s, &w->list[0], &thresholds);
    assert_string_equal(bb_str_get(&s), "Stall near the chasm line: first held 2026-08, over since 2026-09.");
    bb_str_finish(&s);
}

static void days_at_the_end_of_months_are_said_as_months(void **state)
{
    struct world *w = *state;
    for (int i = 0; i < MONTHS; i++)
        w->points[i].on.precision = BB_DAY;
    assert_shows(w, 80, 22, "first held 2026-08, over since 2026-09.");
    assert_shows(w, 190, 40, "  2026-05  ");
    w->points[6].on = bb_date_of(bb_day_from_civil(2026, 10, 12));
    assert_shows(w, 80, 22, "2026-10-12: logged in");
}

static void logging_in_is_not_called_adoption(void **state)
{
    struct world *w = *state;
    assert_shows(w, 80, 22, "2026-10: logged in 96 of 96, adopted 39, proficient 24.");
    w->view.shown = 1;
    assert_shows(w, 80, 22, "2026-10: adopted 3 of 14.");
}

static void the_chasm_line_is_named_at_every_glyph_level(void **state)
{
    struct world *w = *state;
    for (enum bb_glyph_level level = 0; level < BB_GLYPH_LEVEL_COUNT; level++) {
        w->view.look.glyphs = level;
        assert_shows(w, 80, 22, "chasm line 16");
        assert_shows(w, 80, 22, "16 % = 16");
        assert_shows(w, 80, 22, "84 % = 81");
        assert_shows(w, 80, 22, "today");
    }
}

static void years_stand_under_data_by_the_year(void **state)
{
    struct world *w = *state;
    for (int i = 0; i < MONTHS; i++) {
        w->points[i].on = (struct bb_date){bb_day_from_civil(1915 + 3 * i, 12, 31), BB_YEAR};
        w->points[i].ever = w->points[i].now = 0.1 * (i + 1);
    }
    w->list[0].shares = true;
    w->list[0].population = NAN;
    assert_shows(w, 80, 22, "1915");
    assert_shows(w, 80, 22, "80%");
    assert_shows(w, 80, 22, "ever 70.0 %");
    char *screen = drawn(w, 80, 22);
    assert_null(strstr(screen, "today"));
    free(screen);
}

static void small_panes_keep_the_figure(void **state)
{
    struct world *w = *state;
    assert_shows(w, 19, 3, "39 of 96");
    assert_shows(w, 26, 1, "everybody: 39 of 96");
    assert_shows(w, 26, 14, "ever 39");
}

static void segments_stand_beside_each_other(void **state)
{
    struct world *w = *state;
    w->view.segments = true;
    assert_shows(w, 80, 22, "Support L1: 3 of 14 (21.4 %)            Support L1: 3 of 14 (21.4 %)");
}

static void an_empty_curve_says_what_belongs_there(void **state)
{
    struct world *w = *state;
    w->list[0].n = 0;
    assert_shows(w, 80, 22, "No samples for everybody yet; 5 segments have some.\ns shows another segment");
    w->curves.n = 0;
    w->view.key_add = "+";
    assert_shows(w, 80, 22, "+ adds the first sample;");
    w->view.curves = NULL;
    assert_shows(w, 80, 22, "adoption curve");
}

static void the_table_says_the_same(void **state)
{
    static const char *const expected[BB_CURVEC_COUNT] = {
        [BB_CURVEC_DATE] = "2026-09", [BB_CURVEC_NEW] = "11",          [BB_CURVEC_NOW] = "27",
        [BB_CURVEC_EVER] = "27",      [BB_CURVEC_EVER_SHARE] = "28.1", [BB_CURVEC_ACCESS] = "95",
        [BB_CURVEC_PROFICIENT] = "16"};
    struct world *w = *state;
    for (int c = 0; c < BB_CURVEC_COUNT; c++) {
        struct bb_str s = {0};
        bool number;
        bb_curve_table_cell(&s, &w->list[0], 5, (enum bb_curve_column)c);
        assert_string_equal(bb_str_get(&s), expected[c]);
        bb_str_clear(&s);
        bb_curve_table_cell(&s, &w->list[0], 99, (enum bb_curve_column)c);
        assert_string_equal(bb_str_get(&s), "");
        assert_true(strlen(bb_curve_column((enum bb_curve_column)c, &number)) > 0);
        assert_int_equal(number, c != BB_CURVEC_DATE);
        bb_str_finish(&s);
    }
}

#define CURVE_TEST(f) cmocka_unit_test_setup(f, setup)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CURVE_TEST(the_whole_picture_at_80_columns),
        CURVE_TEST(no_size_writes_outside_the_pane),
        CURVE_TEST(odd_figures_do_no_harm),
        CURVE_TEST(ascii_is_ascii),
        CURVE_TEST(a_stall_is_said_in_words),
        CURVE_TEST(days_at_the_end_of_months_are_said_as_months),
        CURVE_TEST(logging_in_is_not_called_adoption),
        CURVE_TEST(the_chasm_line_is_named_at_every_glyph_level),
        CURVE_TEST(years_stand_under_data_by_the_year),
        CURVE_TEST(small_panes_keep_the_figure),
        CURVE_TEST(segments_stand_beside_each_other),
        CURVE_TEST(an_empty_curve_says_what_belongs_there),
        CURVE_TEST(the_table_says_the_same),
    };
    bb_text_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
