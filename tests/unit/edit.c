/* The editors, as somebody who types sees them. A test writes keys as text: characters are themselves, special keys
 * stand in angle brackets, "|" in an expected text is the cursor. */
#include <bepboard/edit.h>
#include <bepboard/key.h>
#include <bepboard/text.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static bool press(struct bb_edit *e, int32_t key)
{
    struct bb_event event = {.kind = BB_EV_KEY, .key = key};
    return bb_edit_event(e, &event);
}

static void paste(struct bb_edit *e, const char *s)
{
    struct bb_event event = {.kind = BB_EV_PASTE, .paste = s, .paste_n = strlen(s)};
    assert_true(bb_edit_event(e, &event));
}

/* Types "abc<left><ctrl-w>" and so on. */
static void type(struct bb_edit *e, const char *keys)
{
    char name[32];
    for (size_t n = strlen(keys), i = 0; i < n;) {
        const char *end = keys[i] == '<' ? strchr(keys + i, '>') : NULL;
        uint32_t cp = 0;
        if (end) {
            size_t length = (size_t)(end - keys) - i - 1;
            memcpy(name, keys + i + 1, length);
            name[length] = '\0';
            assert_int_not_equal(bb_key_parse(name), BB_KEY_NONE);
            press(e, bb_key_parse(name));
            i += length + 2;
        } else {
            i += bb_utf8_decode(keys + i, n - i, &cp);
            press(e, (int32_t)cp);
        }
    }
}

static void expect_text(const struct bb_edit *e, const char *with_cursor)
{
    struct bb_str s = {0};
    bb_str_addn(&s, bb_edit_get(e), e->cursor);
    bb_str_addc(&s, '|');
    bb_str_add(&s, bb_edit_get(e) + e->cursor);
    assert_string_equal(bb_str_get(&s), with_cursor);
    bb_str_finish(&s);
}

static void after_keys(bool multi, const char *start, const char *keys, const char *with_cursor)
{
    struct bb_edit e;
    bb_edit_init(&e, start, multi, 1000);
    type(&e, keys);
    expect_text(&e, with_cursor);
    bb_edit_finish(&e);
}

/* Draws and compares: rows of text, and the cursor (-1, -1: nowhere). */
static void expect_drawing(struct bb_edit *e, int w, int h, const char *rows, int x, int y)
{
    struct bb_grid g = {0};
    struct bb_str s = {0};
    bb_grid_reset(&g, w + 2, h + 2);
    bb_edit_draw(e, &g, (struct bb_rect){1, 1, w, h}, BB_INPUT, "hint", true);
    bb_grid_text_dump(&g, &s);
    assert_string_equal(bb_str_get(&s), rows);
    assert_int_equal(g.cursor_x, x + 1);
    assert_int_equal(g.cursor_y, y + 1);
    bb_str_finish(&s);
    bb_grid_finish(&g);
}

static void typing_and_moving(void **state)
{
    (void)state;
    after_keys(false, NULL, "abc", "abc|");
    after_keys(false, "abc", "<left><left>x", "ax|bc");
    after_keys(false, "abc", "<home><left>x<end><right>y", "xabcy|");
    after_keys(false, "abc", "<ctrl-a>x<ctrl-e>y", "xabcy|");
    after_keys(false, "abc", "<backspace><left><del>", "a|");
    after_keys(false, "", "<backspace><del><left><right><ctrl-w><ctrl-u><ctrl-k>", "|");
    after_keys(false, "abcd", "<left><left><ctrl-u>", "|cd");
    after_keys(false, "abcd", "<left><left><ctrl-k>", "ab|");
}

static void words_are_steps(void **state)
{
    (void)state;
    after_keys(false, "one two, three", "<ctrl-left>x", "one two, x|three");
    after_keys(false, "one two, three", "<ctrl-left><ctrl-left>x", "one x|two, three");
    after_keys(false, "one two, three", "<home><ctrl-right><ctrl-right>x", "one twox|, three");
    after_keys(false, "one two  ", "<ctrl-w>", "one |");
    after_keys(false, "für Zoë", "<ctrl-w>", "für |");
    after_keys(false, "日本 語", "<ctrl-left><ctrl-left>x", "x|日本 語");
}

static void accents_stay_on_their_letters(void **state)
{
    (void)state;
    after_keys(false, NULL, "Zoë 中文 e\u0301x", "Zoë 中文 e\u0301x|");
    after_keys(false, "Zoë 中文 e\u0301x", "<left><left>y", "Zoë 中文 y|e\u0301x");
    after_keys(false, "e\u0301x", "<left><backspace>", "|x");
    after_keys(false, "e\u0301x", "<home><del>", "|x");
    after_keys(false, "ax", "<left>\u0301", "a\u0301|x");
    after_keys(false, "👨‍👩‍👧x", "<left><backspace>", "|x");
    after_keys(false, "🇩🇪🇫🇷", "<backspace>", "🇩🇪|");
}

static void other_keys_belong_to_the_caller(void **state)
{
    (void)state;
    struct bb_edit e;
    bb_edit_init(&e, "a", false, 10);
    assert_false(press(&e, BB_KEY_TAB));
    assert_false(press(&e, BB_KEY_ESC));
    assert_false(press(&e, BB_KEY_ENTER));
    assert_false(press(&e, BB_KEY_UP));
    assert_false(press(&e, BB_KEY_F1));
    assert_false(press(&e, BB_CTRL('S')));
    struct bb_event mouse = {.kind = BB_EV_MOUSE};
    assert_false(bb_edit_event(&e, &mouse));
    expect_text(&e, "a|");
    bb_edit_finish(&e);
    bb_edit_init(&e, "a", true, 10);
    assert_false(press(&e, BB_KEY_TAB));
    assert_false(press(&e, BB_KEY_UP));
    assert_false(press(&e, BB_KEY_DOWN));
    assert_true(press(&e, BB_KEY_ENTER));
    assert_true(press(&e, BB_KEY_UP));
    bb_edit_finish(&e);
}

static void pastes_are_cleaned(void **state)
{
    (void)state;
    struct bb_edit e;
    bb_edit_init(&e, NULL, false, 100);
    paste(&e, "one\r\ntwo\tthree\nfour\x1b[31m\xff\x7f\xc2\x85!");
    expect_text(&e, "one two three four[31m!|");
    bb_edit_set(&e, NULL);
    expect_text(&e, "|");
    bb_edit_finish(&e);
    bb_edit_init(&e, NULL, true, 100);
    paste(&e, "one\r\ntwo\rthree\n");
    expect_text(&e, "one\ntwo\nthree\n|");
    bb_edit_finish(&e);
}

static void the_limit_cuts_between_clusters_and_says_so(void **state)
{
    (void)state;
    struct bb_edit e;
    bb_edit_init(&e, "ab", false, 6);
    paste(&e, "中文");
    expect_text(&e, "ab中|");
    assert_true(e.full);
    type(&e, "x");
    expect_text(&e, "ab中x|");
    assert_false(e.full);
    type(&e, "y");
    assert_true(e.full);
    type(&e, "<backspace>");
    assert_false(e.full);
    paste(&e, "e\u0301");
    expect_text(&e, "ab中|");
    bb_edit_finish(&e);
}

static void one_line_scrolls_and_never_cuts_wide_characters(void **state)
{
    (void)state;
    struct bb_edit e;
    bb_edit_init(&e, NULL, false, 100);
    expect_drawing(&e, 6, 1, "\n hint\n\n", 0, 0);
    type(&e, "abcdef");
    expect_drawing(&e, 6, 1, "\n bcdef\n\n", 5, 0);
    type(&e, "<home>");
    expect_drawing(&e, 6, 1, "\n abcdef\n\n", 0, 0);
    type(&e, "<end><ctrl-u>x");
    expect_drawing(&e, 6, 1, "\n x\n\n", 1, 0);
    bb_edit_set(&e, "中文字母");
    expect_drawing(&e, 6, 1, "\n  字母\n\n", 5, 0);
    type(&e, "<left><left><left>");
    expect_drawing(&e, 6, 1, "\n 文字母\n\n", 0, 0);
    type(&e, "<left>");
    expect_drawing(&e, 5, 1, "\n 中文\n\n", 0, 0);
    bb_edit_finish(&e);
}

static void unsafe_text_is_shown_safe_and_kept_as_typed(void **state)
{
    (void)state;
    struct bb_edit e;
    bb_edit_init(&e, "a\u202Eb", false, 100);
    expect_drawing(&e, 8, 1, "\n a·b\n\n", 3, 0);
    expect_text(&e, "a\u202Eb|");
    bb_edit_finish(&e);
}

static void several_lines_wrap_at_words(void **state)
{
    (void)state;
    struct bb_edit e;
    bb_edit_init(&e, "one two three\nabcdefghij", true, 100);
    expect_drawing(&e, 8, 5, "\n one two\n three\n abcdefg\n hij\n\n\n", 3, 3);
    type(&e, "<home>");
    expect_drawing(&e, 8, 5, "\n one two\n three\n abcdefg\n hij\n\n\n", 0, 2);
    type(&e, "<up><up><end>");
    expect_drawing(&e, 8, 5, "\n one two\n three\n abcdefg\n hij\n\n\n", 5, 1);
    type(&e, "<end><enter>");
    expect_drawing(&e, 8, 3, "\n one two\n three\n\n\n", 0, 2);
    type(&e, "<down>");
    expect_drawing(&e, 8, 3, "\n three\n\n abcdefg\n\n", 0, 2);
    bb_edit_finish(&e);
}

static void up_and_down_keep_their_column(void **state)
{
    (void)state;
    after_keys(true, "abcdef\nab\nabcdef", "<left><up><up>x", "abcdex|f\nab\nabcdef");
    after_keys(true, "abcdef\nab\nabcdef", "<up>x", "abcdef\nabx|\nabcdef");
    after_keys(true, "ab\n\nab", "<up><up><down><down>x", "ab\n\nabx|");
    after_keys(true, "ab\ncd", "<up><home><backspace><down><ctrl-k>", "ab\n|");
    after_keys(true, "ab\ncd", "<home><backspace>", "ab|cd");
}

static bool on_border(const struct bb_edit *e)
{
    size_t at = 0;
    while (at < e->cursor)
        at += bb_text_cluster(bb_edit_get(e) + at, e->text.n - at);
    return at == e->cursor;
}

static int32_t random_key(void)
{
    static const int32_t keys[] = {
        'a',
        'Z',
        ' ',
        ' ',
        '.',
        0xE4,
        0x4E2D,
        0x0301,
        0x1F1E9,
        0x1F1EA,
        0x200D,
        0x1F468,
        0x202E,
        0x0E33,
        BB_KEY_LEFT,
        BB_KEY_RIGHT,
        BB_KEY_HOME,
        BB_KEY_END,
        BB_KEY_UP,
        BB_KEY_DOWN,
        BB_KEY_DELETE,
        BB_KEY_ENTER,
        BB_CTRL('W'),
        BB_CTRL('U'),
        BB_CTRL('K'),
        BB_KEY_WORD_LEFT,
        BB_KEY_WORD_RIGHT,
        BB_KEY_BACKSPACE,
        BB_KEY_PAGE_UP,
        BB_KEY_PAGE_DOWN,
    };
    int32_t key = keys[(size_t)rand() % (sizeof keys / sizeof *keys)];
    bool rare = (key == BB_CTRL('U') || key == BB_CTRL('K')) && rand() % 4;
    return rare ? 'r' : key;
}

/* Whatever the size: the cursor is inside, and nothing is drawn outside. */
static void draw_and_check(struct bb_edit *e)
{
    struct bb_grid g = {0};
    struct bb_rect at = {2, 1, 1 + rand() % 30, 1 + rand() % 5};
    bb_grid_reset(&g, at.x + at.w + 1, at.y + at.h + 1);
    bb_edit_draw(e, &g, at, BB_INPUT, NULL, true);
    assert_true(bb_rect_has(at, g.cursor_x, g.cursor_y));
    for (int y = 0; y < g.h; y++)
        for (int x = 0; x < g.w; x++)
            if (!bb_rect_has(at, x, y))
                assert_string_equal(bb_grid_at(&g, x, y)->s, " ");
    bb_grid_finish(&g);
}

static void random_edits_keep_the_text_whole(void **state)
{
    (void)state;
    srand(11);
    for (int round = 0; round < 40; round++) {
        struct bb_edit e;
        bb_edit_init(&e, round % 3 ? "start 中文 e\u0301" : NULL, round % 2, 200);
        for (int i = 0; i < 500; i++) {
            if (rand() % 40)
                press(&e, random_key());
            else
                paste(&e, rand() % 2 ? "p\u0301 \xff\n\u4E2D" : "\u0301\U0001F1E9");
            assert_int_equal(bb_utf8_valid(bb_edit_get(&e), e.text.n), e.text.n);
            assert_int_equal(strlen(bb_edit_get(&e)), e.text.n);
            assert_true(e.text.n <= 200 && e.cursor <= e.text.n);
            assert_true(on_border(&e));
            assert_true(e.multi || !strchr(bb_edit_get(&e), '\n'));
            if (rand() % 8 == 0)
                draw_and_check(&e);
        }
        bb_edit_finish(&e);
    }
}

int main(void)
{
    bb_text_init();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(typing_and_moving),
        cmocka_unit_test(words_are_steps),
        cmocka_unit_test(accents_stay_on_their_letters),
        cmocka_unit_test(other_keys_belong_to_the_caller),
        cmocka_unit_test(pastes_are_cleaned),
        cmocka_unit_test(the_limit_cuts_between_clusters_and_says_so),
        cmocka_unit_test(one_line_scrolls_and_never_cuts_wide_characters),
        cmocka_unit_test(unsafe_text_is_shown_safe_and_kept_as_typed),
        cmocka_unit_test(several_lines_wrap_at_words),
        cmocka_unit_test(up_and_down_keep_their_column),
        cmocka_unit_test(random_edits_keep_the_text_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
