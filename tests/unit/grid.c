#include "../hostile.h"
#include "../seeded.h"
#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <bepboard/look.h>

static const struct bb_rect everywhere = {-1000, -1000, INT_MAX, INT_MAX};

static void assert_screen(const struct bb_grid *g, const char *wanted)
{
    struct bb_str s = {0};
    bb_grid_text_dump(g, &s);
    assert_string_equal(bb_str_get(&s), wanted);
    bb_str_finish(&s);
}

static void assert_roles(const struct bb_grid *g, const char *wanted)
{
    struct bb_str s = {0};
    bb_grid_role_dump(g, &s);
    assert_string_equal(bb_str_get(&s), wanted);
    bb_str_finish(&s);
}

/* Every row is full, wide characters have both halves, and every cell is safe text of the width it claims. */
static void assert_sound(const struct bb_grid *g)
{
    for (int y = 0; y < g->h; y++) {
        int x = 0;
        while (x < g->w) {
            const struct bb_cell *c = bb_grid_at(g, x, y);
            assert_in_range(c->width, 1, 2);
            assert_int_equal(bb_text_width(c->s), c->width);
            if (c->width == 2) {
                assert_in_range(x + 1, 0, g->w - 1);
                assert_int_equal(c[1].width, 0);
                assert_string_equal(c[1].s, "");
            }
            x += c->width;
        }
        assert_int_equal(x, g->w);
    }
}

static void text_is_drawn_where_it_belongs(void **state)
{
    (void)state;
    struct bb_grid g = {0};
    bb_grid_reset(&g, 10, 3);
    assert_int_equal(bb_grid_text(&g, everywhere, 2, 1, BB_TITLE, "Orders"), 6);
    assert_screen(&g, "\n  Orders\n\n");
    assert_roles(&g, "..........\n..bbbbbb..\n..........\n");
    assert_int_equal(bb_grid_text(&g, everywhere, 0, 0, BB_DIM, NULL), 0);
    bb_grid_reset(&g, 4, 1);
    assert_screen(&g, "\n");
    bb_grid_finish(&g);
    bb_grid_finish(&g);
}

static void text_is_cut_at_every_border(void **state)
{
    (void)state;
    struct bb_grid g = {0};
    struct bb_rect clip = {2, 1, 4, 1};
    bb_grid_reset(&g, 8, 3);
    assert_int_equal(bb_grid_text(&g, clip, 0, 1, BB_NORMAL, "abcdefghij"), 10);
    assert_screen(&g, "\n  cdef\n\n");
    assert_int_equal(bb_grid_text(&g, clip, 2, 0, BB_NORMAL, "above"), 5);
    assert_int_equal(bb_grid_text(&g, clip, 2, 2, BB_NORMAL, "below"), 5);
    assert_int_equal(bb_grid_text(&g, everywhere, -3, 0, BB_NORMAL, "abcde"), 5);
    assert_int_equal(bb_grid_text(&g, everywhere, 6, 2, BB_NORMAL, "v\303\244\303\244x"), 4);
    assert_int_equal(bb_grid_text(&g, everywhere, INT_MAX, 2, BB_NORMAL, "far"), 3);
    assert_int_equal(bb_grid_text(&g, everywhere, INT_MIN, 2, BB_NORMAL, "f\303\244r"), 3);
    assert_int_equal(bb_grid_text(&g, (struct bb_rect){2, 1, 0, 0}, 2, 1, BB_NORMAL, "none"), 4);
    assert_screen(&g, "de\n  cdef\n      v\303\244\n");
    assert_sound(&g);
    bb_grid_finish(&g);
}

static void a_wide_character_at_the_border_becomes_a_space(void **state)
{
    (void)state;
    struct bb_grid g = {0};
    bb_grid_reset(&g, 6, 1);
    bb_grid_fill(&g, (struct bb_rect){0, 0, 6, 1}, BB_NORMAL, ".");
    struct bb_rect clip = {1, 0, 4, 1};
    assert_int_equal(bb_grid_text(&g, clip, 0, 0, BB_GOOD, "中文字"), 6);
    assert_screen(&g, ". 文 .\n");
    assert_roles(&g, ".iiii.\n");
    assert_sound(&g);
    bb_grid_reset(&g, 1, 1);
    bb_grid_text(&g, everywhere, 0, 0, BB_GOOD, "中");
    assert_screen(&g, "\n");
    assert_sound(&g);
    bb_grid_finish(&g);
}

static void half_of_a_wide_character_never_stays(void **state)
{
    (void)state;
    struct bb_grid g = {0};
    bb_grid_reset(&g, 6, 1);
    bb_grid_text(&g, everywhere, 0, 0, BB_NORMAL, "中文字");
    bb_grid_text(&g, everywhere, 1, 0, BB_NORMAL, "xy");
    assert_screen(&g, " xy 字\n");
    assert_sound(&g);
    bb_grid_text(&g, everywhere, 3, 0, BB_NORMAL, "文");
    assert_screen(&g, " xy文\n");
    assert_sound(&g);
    bb_grid_fill(&g, (struct bb_rect){4, 0, 1, 1}, BB_NORMAL, "─");
    assert_screen(&g, " xy ─\n");
    assert_sound(&g);
    bb_grid_finish(&g);
}

static void marks_share_the_cell_of_their_letter(void **state)
{
    (void)state;
    struct bb_grid g = {0};
    bb_grid_reset(&g, 4, 1);
    assert_int_equal(bb_grid_text(&g, everywhere, 0, 0, BB_NORMAL, "ae\314\201x"), 3);
    assert_string_equal(bb_grid_at(&g, 1, 0)->s, "e\314\201");
    assert_string_equal(bb_grid_at(&g, 2, 0)->s, "x");
    assert_int_equal(bb_grid_text(&g, everywhere, 0, 0, BB_NORMAL, "\360\235\204\236\314\201\314\201\314\201\314\201"),
                     1);
    assert_sound(&g);
    bb_grid_finish(&g);
}

static void text_is_made_safe(void **state)
{
    (void)state;
    struct bb_grid g = {0};
    bb_grid_reset(&g, 12, 1);
    bb_grid_text(&g, everywhere, 0, 0, BB_NORMAL, "\033[31m\tred\n");
    assert_screen(&g, "·[31m red\n");
    bb_grid_fit(&g, everywhere, 0, 0, 12, BB_LEFT, BB_NORMAL, "user\342\200\256nimda", "…");
    assert_screen(&g, "user·nimda\n");
    bb_grid_finish(&g);
}

static void fitted_text_fills_its_columns(void **state)
{
    (void)state;
    struct bb_grid g = {0};
    bb_grid_reset(&g, 8, 6);
    bb_grid_fill(&g, everywhere, BB_NORMAL, ".");
    bb_grid_fit(&g, everywhere, 1, 0, 6, BB_LEFT, BB_GOOD, "ab", "…");
    bb_grid_fit(&g, everywhere, 1, 1, 6, BB_RIGHT, BB_GOOD, "ab", "…");
    bb_grid_fit(&g, everywhere, 1, 2, 6, BB_CENTRE, BB_GOOD, "gr\303\274n", "…");
    bb_grid_fit(&g, everywhere, 1, 3, 6, BB_LEFT, BB_GOOD, "abcdefgh", "~");
    bb_grid_fit(&g, everywhere, 1, 4, 6, BB_LEFT, BB_GOOD, "中文字字", "…");
    bb_grid_fit(&g, everywhere, 1, 5, 6, BB_LEFT, BB_GOOD, NULL, "…");
    bb_grid_fit(&g, everywhere, 1, 5, 0, BB_LEFT, BB_GOOD, "x", "…");
    assert_screen(&g, ".ab    .\n.    ab.\n. gr\303\274n .\n.abcde~.\n.中文 ….\n.      .\n");
    assert_roles(&g, ".iiiiii.\n.iiiiii.\n.iiiiii.\n.iiiiii.\n.iiiiii.\n.iiiiii.\n");
    bb_grid_fit(&g, (struct bb_rect){0, 0, 3, 6}, 1, 3, 1, BB_LEFT, BB_GOOD, "long", "…");
    assert_string_equal(bb_grid_at(&g, 1, 3)->s, "…");
    assert_sound(&g);
    bb_grid_finish(&g);
}

static void paint_changes_only_the_role(void **state)
{
    (void)state;
    struct bb_grid g = {0};
    bb_grid_reset(&g, 4, 2);
    bb_grid_text(&g, everywhere, 0, 0, BB_NORMAL, "a中b");
    bb_grid_paint(&g, (struct bb_rect){1, 0, 9, 1}, BB_FOCUS);
    assert_screen(&g, "a中b\n\n");
    assert_roles(&g, ".fff\n....\n");
    bb_grid_finish(&g);
}

static void the_last_hit_wins(void **state)
{
    (void)state;
    struct bb_grid g = {0};
    bb_grid_reset(&g, 10, 10);
    bb_grid_hit(&g, (struct bb_rect){0, 0, 10, 10}, 1, 100);
    bb_grid_hit(&g, (struct bb_rect){2, 2, 3, 1}, 2, 200);
    assert_int_equal(bb_grid_hit_at(&g, 2, 2)->id, 200);
    assert_int_equal(bb_grid_hit_at(&g, 4, 2)->what, 2);
    assert_int_equal(bb_grid_hit_at(&g, 5, 2)->id, 100);
    assert_int_equal(bb_grid_hit_at(&g, 2, 3)->id, 100);
    assert_null(bb_grid_hit_at(&g, 10, 0));
    assert_null(bb_grid_hit_at(&g, -1, 0));
    bb_grid_reset(&g, 10, 10);
    assert_null(bb_grid_hit_at(&g, 2, 2));
    bb_grid_finish(&g);
}

static void sizes_are_kept_in_bounds(void **state)
{
    (void)state;
    struct bb_grid g = {0};
    bb_grid_reset(&g, -5, 3);
    assert_int_equal(g.w, 0);
    assert_null(bb_grid_at(&g, 0, 0));
    bb_grid_text(&g, everywhere, 0, 0, BB_NORMAL, "nothing 中");
    bb_grid_fill(&g, everywhere, BB_NORMAL, "x");
    bb_grid_reset(&g, 5000, 2);
    assert_int_equal(g.w, 1000);
    assert_int_equal(g.cursor_x, -1);
    assert_non_null(bb_grid_at(&g, 999, 1));
    assert_null(bb_grid_at(&g, 1000, 1));
    assert_null(bb_grid_at(&g, 0, 2));
    bb_grid_finish(&g);
}

static void rectangles_have_a_common_part(void **state)
{
    (void)state;
    struct bb_rect r = bb_rect_clip((struct bb_rect){0, 0, 10, 5}, (struct bb_rect){4, -2, INT_MAX, 4});
    assert_int_equal(r.x, 4);
    assert_int_equal(r.y, 0);
    assert_int_equal(r.w, 6);
    assert_int_equal(r.h, 2);
    r = bb_rect_clip((struct bb_rect){0, 0, 3, 3}, (struct bb_rect){5, 5, 3, 3});
    assert_int_equal(r.w, 0);
    assert_int_equal(r.h, 0);
    r = bb_rect_inset((struct bb_rect){1, 1, 3, 10}, 2, 1);
    assert_int_equal(r.w, 0);
    assert_int_equal(r.h, 8);
}

static void any_drawing_leaves_a_sound_grid(void **state)
{
    (void)state;
    struct seeded random = {7};
    struct bb_grid g = {0};
    for (int round = 0; round < 300; round++) {
        int w = (int)seeded_below(&random, 40), h = (int)seeded_below(&random, 8);
        bb_grid_reset(&g, w, h);
        for (int i = 0; i < 60; i++) {
            struct bb_rect clip = {(int)seeded_below(&random, 40) - 5, (int)seeded_below(&random, 10) - 2,
                                   (int)seeded_below(&random, 40), (int)seeded_below(&random, 10)};
            int x = (int)seeded_below(&random, 60) - 20, y = (int)seeded_below(&random, 12) - 2;
            const char *s = hostile_texts[seeded_below(&random, HOSTILE_COUNT)].s;
            size_t kind = seeded_below(&random, 8);
            if (kind == 0)
                bb_grid_fill(&g, clip, BB_FRAME, "│");
            else if (kind < 4)
                bb_grid_fit(&g, clip, x, y, (int)seeded_below(&random, 20), (enum bb_align)(i % 3), BB_GOOD, s, "…");
            else
                bb_grid_text(&g, clip, x, y, BB_BAD, s);
        }
        assert_sound(&g);
    }
    bb_grid_finish(&g);
}

static void glyphs_are_one_column_at_every_level(void **state)
{
    (void)state;
    for (int level = 0; level < BB_GLYPH_LEVEL_COUNT; level++) {
        for (int i = 0; i < BB_GLYPH_COUNT; i++) {
            const char *s = bb_glyph((enum bb_glyph_level)level, (enum bb_glyph)i);
            assert_int_equal(bb_text_width(s), 1);
            assert_true(level != BB_GLYPH_ASCII || strlen(s) == 1);
        }
        for (int i = -1; i <= 9; i++)
            assert_int_equal(bb_text_width(bb_glyph_eighth((enum bb_glyph_level)level, i)), 1);
        assert_string_equal(bb_glyph_eighth((enum bb_glyph_level)level, 0), " ");
    }
}

static void glyphs_that_must_differ_differ(void **state)
{
    (void)state;
    static const struct {
        enum bb_glyph first, last;
    } groups[] = {{BB_G_STANCE_UNAWARE, BB_G_STANCE_LEADING},
                  {BB_G_ALARM, BB_G_NOTE},
                  {BB_G_SERIES1, BB_G_SERIES4},
                  {BB_G_DONE, BB_G_PARTLY},
                  {BB_G_FULL, BB_G_EMPTY},
                  {BB_G_UP, BB_G_RIGHT}};
    for (int level = 0; level < BB_GLYPH_LEVEL_COUNT; level++)
        for (size_t k = 0; k < sizeof groups / sizeof *groups; k++)
            for (int a = (int)groups[k].first; a <= (int)groups[k].last; a++)
                for (int b = a + 1; b <= (int)groups[k].last; b++)
                    assert_string_not_equal(bb_glyph((enum bb_glyph_level)level, (enum bb_glyph)a),
                                            bb_glyph((enum bb_glyph_level)level, (enum bb_glyph)b));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_is_drawn_where_it_belongs),
        cmocka_unit_test(text_is_cut_at_every_border),
        cmocka_unit_test(a_wide_character_at_the_border_becomes_a_space),
        cmocka_unit_test(half_of_a_wide_character_never_stays),
        cmocka_unit_test(marks_share_the_cell_of_their_letter),
        cmocka_unit_test(text_is_made_safe),
        cmocka_unit_test(fitted_text_fills_its_columns),
        cmocka_unit_test(paint_changes_only_the_role),
        cmocka_unit_test(the_last_hit_wins),
        cmocka_unit_test(sizes_are_kept_in_bounds),
        cmocka_unit_test(rectangles_have_a_common_part),
        cmocka_unit_test(any_drawing_leaves_a_sound_grid),
        cmocka_unit_test(glyphs_are_one_column_at_every_level),
        cmocka_unit_test(glyphs_that_must_differ_differ),
    };
    bb_text_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
