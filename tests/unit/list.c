#include <bepboard/list.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* A column of marks, the main one, two texts that may be shortened, a date. */
static void fill(struct bb_list *l)
{
    static const char *const rows[][4] = {{"!", "Talk with Fiona about the mailbox", "88 days ago", "2026-09-26"},
                                          {"!", "Come back to Hal", "nine days over", "2026-11-14"},
                                          {".", "Name an owner", "", ""}};
    bb_list_column(l, "", BB_LEFT, 0, false);
    bb_list_column(l, "What", BB_LEFT, 20, true);
    bb_list_column(l, "Why", BB_LEFT, 12, false);
    bb_list_column(l, "Since", BB_LEFT, 0, false);
    for (int i = 0; i < 3; i++) {
        struct bb_list_row *row = bb_list_add(l, i + 10, 0);
        for (int c = 0; c < 4; c++)
            bb_list_set(l, row, c, rows[i][c], BB_NORMAL);
    }
}

static char *drawn(const struct bb_list *l, struct bb_list_cursor *c, int w, int h, int sort)
{
    struct bb_grid g = {0};
    struct bb_str s = {0};
    struct bb_list_view v = {.look.glyphs = BB_GLYPH_ASCII, .focused = true, .sort = sort, .header = true};
    bb_grid_reset(&g, w, h);
    bb_list_draw(&g, (struct bb_rect){0, 0, w, h}, l, c, &v);
    bb_grid_text_dump(&g, &s);
    bb_grid_finish(&g);
    return bb_str_take(&s);
}

static void assert_drawn(int w, int sort, const char *wanted)
{
    struct bb_list l = {0};
    struct bb_list_cursor c = {0};
    fill(&l);
    char *s = drawn(&l, &c, w, 4, sort);
    assert_string_equal(s, wanted);
    free(s);
    bb_list_finish(&l);
}

static void everything_fits(void **state)
{
    (void)state;
    assert_drawn(70, -1,
                 "     What                               Why             Since\n"
                 "> !  Talk with Fiona about the mailbox  88 days ago     2026-09-26\n"
                 "  !  Come back to Hal                   nine days over  2026-11-14\n"
                 "  .  Name an owner\n");
}

/* Texts beside the main column are shortened, and the main one down to what it keeps. */
static void columns_are_shortened(void **state)
{
    (void)state;
    assert_drawn(56, -1,
                 "     What                       Why           Since\n"
                 "> !  Talk with Fiona about th~  88 days ago   2026-09-26\n"
                 "  !  Come back to Hal           nine days o~  2026-11-14\n"
                 "  .  Name an owner\n");
}

/* Columns without room are left out before the main one gets less than it keeps. */
static void columns_are_left_out(void **state)
{
    (void)state;
    assert_drawn(38, -1,
                 "     What                  Why\n"
                 "> !  Talk with Fiona abo~  88 days ago\n"
                 "  !  Come back to Hal      nine days ~\n"
                 "  .  Name an owner\n");
    assert_drawn(26, -1,
                 "     What\n"
                 "> !  Talk with Fiona abou~\n"
                 "  !  Come back to Hal\n"
                 "  .  Name an owner\n");
}

/* Dates and figures keep their room where a text before them would have taken it. */
static void what_goes_first_is_not_crowded_out(void **state)
{
    (void)state;
    struct bb_list l = {0};
    struct bb_list_cursor c = {0};
    fill(&l);
    l.columns[3].first = true;
    char *s = drawn(&l, &c, 38, 4, -1);
    assert_string_equal(s, "     What                   Since\n"
                           "> !  Talk with Fiona abou~  2026-09-26\n"
                           "  !  Come back to Hal       2026-11-14\n"
                           "  .  Name an owner\n");
    free(s);
    bb_list_finish(&l);
}

static void the_sorted_title_has_room_for_its_arrow(void **state)
{
    struct bb_list l = {0};
    struct bb_list_cursor c = {0};
    (void)state;
    bb_list_column(&l, "Name", BB_LEFT, 0, true);
    bb_list_column(&l, "P", BB_RIGHT, 0, false);
    struct bb_list_row *row = bb_list_add(&l, 1, 0);
    bb_list_set(&l, row, 0, "Ada", BB_NORMAL);
    bb_list_set_number(&l, row, 1, 5, "5", BB_NORMAL);
    char *s = drawn(&l, &c, 20, 2, 1);
    assert_string_equal(s, "  Name  P^\n> Ada    5\n");
    free(s);
    bb_list_finish(&l);
}

/* A long list: a page is what was drawn, and the selected row keeps its place on it. */
static void pages_are_as_long_as_the_room(void **state)
{
    struct bb_list l = {0};
    struct bb_list_cursor c = {0};
    (void)state;
    bb_list_column(&l, "N", BB_LEFT, 0, true);
    for (int i = 0; i < 20; i++)
        bb_list_set(&l, bb_list_add(&l, i + 1, 0), 0, "x", BB_NORMAL);
    free(drawn(&l, &c, 10, 6, -1));
    assert_int_equal(c.page, 5);
    bb_list_move(&l, &c, 2);
    bb_list_page(&l, &c, 1);
    free(drawn(&l, &c, 10, 6, -1));
    assert_int_equal(c.id, 8);
    assert_int_equal(c.top, 5);
    bb_list_page(&l, &c, 9);
    free(drawn(&l, &c, 10, 6, -1));
    assert_int_equal(c.id, 20);
    assert_int_equal(c.top, 15);
    bb_list_page(&l, &c, -1);
    free(drawn(&l, &c, 10, 6, -1));
    assert_int_equal(c.id, 15);
    assert_int_equal(c.top, 10);
    bb_list_finish(&l);
}

/* The selection is a record, not a row: others may come and go before it. */
static void the_selection_is_kept_by_id(void **state)
{
    struct bb_list l = {0};
    struct bb_list_cursor c = {.id = 12, .index = 0};
    (void)state;
    fill(&l);
    assert_true(bb_list_settle(&l, &c));
    assert_int_equal(c.index, 2);
    bb_list_filter(&l, "come");
    assert_true(bb_list_settle(&l, &c));
    assert_int_equal(c.id, 11);
    bb_list_filter(&l, "nothing");
    assert_false(bb_list_settle(&l, &c));
    assert_int_equal(l.total, 3);
    bb_list_finish(&l);
}

static void rows_are_sorted_by_number_and_by_text(void **state)
{
    static const int64_t numbers[] = {3, 11, 2};
    static const char *const texts[] = {"3", "11", "2"};
    struct bb_list l = {0};
    (void)state;
    bb_list_column(&l, "N", BB_LEFT, 0, true);
    for (int i = 0; i < 3; i++)
        bb_list_set_number(&l, bb_list_add(&l, i + 1, 0), 0, numbers[i], texts[i], BB_NORMAL);
    bb_list_add(&l, 4, 0);
    bb_list_sort(&l, 0, false);
    assert_int_equal(l.rows[0].id, 3);
    assert_int_equal(l.rows[2].id, 2);
    bb_list_sort(&l, 0, true);
    assert_int_equal(l.rows[0].id, 2);
    assert_int_equal(l.rows[3].id, 4); /* what is not known comes last both ways */
    bb_list_finish(&l);
}

/* The first row in sight and the selected one say it; a file has it all. */
static void what_a_column_leads_with_is_said_once(void **state)
{
    static const char *const times[] = {"2026-11-22 13:00", "2026-11-22 12:10", "2026-11-22 11:00", "2026-11-21 11:00",
                                        "2026-11-21 "};
    struct bb_list l = {0};
    struct bb_list_cursor c = {.id = 3};
    (void)state;
    bb_list_column(&l, "When", BB_LEFT, 0, true);
    l.columns[0].lead = 11;
    for (int i = 0; i < 5; i++)
        bb_list_set(&l, bb_list_add(&l, i + 1, 0), 0, times[i], BB_NORMAL);
    char *text = drawn(&l, &c, 18, 6, -1);
    assert_string_equal(text, "  When\n"
                              "  2026-11-22 13:00\n"
                              "             12:10\n"
                              "> 2026-11-22 11:00\n"
                              "  2026-11-21 11:00\n"
                              "  2026-11-21\n");
    free(text);
    assert_string_equal(l.rows[1].cells[0].text, times[1]);
    bb_list_finish(&l);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(everything_fits),
        cmocka_unit_test(columns_are_shortened),
        cmocka_unit_test(columns_are_left_out),
        cmocka_unit_test(what_goes_first_is_not_crowded_out),
        cmocka_unit_test(the_sorted_title_has_room_for_its_arrow),
        cmocka_unit_test(pages_are_as_long_as_the_room),
        cmocka_unit_test(the_selection_is_kept_by_id),
        cmocka_unit_test(rows_are_sorted_by_number_and_by_text),
        cmocka_unit_test(what_a_column_leads_with_is_said_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
