#include "../hostile.h"
#include "../seeded.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <bepboard/text.h>
#include <utf8proc.h>

enum { RANDOM_TEXTS = 3000, RANDOM_BYTES_MAX = 80 };

/* --- a stream of strings: first the hostile ones, then random ones glued from their pieces --- */

struct samples {
    struct seeded random;
    int i;
    struct bb_str s;
};

static void add_random_piece(struct samples *t)
{
    size_t kind = seeded_below(&t->random, 6);
    if (kind == 0) {
        bb_str_addc(&t->s, (char)seeded_below(&t->random, 256));
    } else if (kind == 1) {
        bb_utf8_encode(&t->s, (uint32_t)seeded_below(&t->random, 0x110000));
    } else if (kind == 2) {
        bb_utf8_encode(&t->s, (uint32_t)seeded_below(&t->random, 0x3100));
    } else if (kind == 3) {
        bb_str_add(&t->s, "word ");
    } else {
        const struct hostile *h = &hostile_texts[seeded_below(&t->random, HOSTILE_COUNT)];
        size_t from = h->n ? seeded_below(&t->random, h->n) : 0;
        bb_str_addn(&t->s, h->s + from, h->n - from);
    }
}

static bool next_sample(struct samples *t)
{
    bb_str_clear(&t->s);
    bb_str_add(&t->s, "");
    if (t->i < HOSTILE_COUNT) {
        bb_str_addn(&t->s, hostile_texts[t->i].s, hostile_texts[t->i].n);
    } else {
        size_t bytes = seeded_below(&t->random, RANDOM_BYTES_MAX);
        while (t->s.n < bytes)
            add_random_piece(t);
    }
    bool more = t->i++ < HOSTILE_COUNT + RANDOM_TEXTS;
    if (!more)
        bb_str_finish(&t->s);
    return more;
}

#define SAMPLES                                                                                                        \
    {                                                                                                                  \
        .random = { 2026 }                                                                                             \
    }

static char *safe(const char *s, size_t n, bool keep_newlines)
{
    struct bb_str out = {0};
    bb_text_safe(&out, s, n, keep_newlines);
    return bb_str_take(&out);
}

static bool is_dangerous(uint32_t cp)
{
    utf8proc_category_t c = utf8proc_category((utf8proc_int32_t)cp);
    return c == UTF8PROC_CATEGORY_CC || c == UTF8PROC_CATEGORY_CF || c == UTF8PROC_CATEGORY_ZL ||
           c == UTF8PROC_CATEGORY_ZP || (cp >= 0xFE00 && cp <= 0xFE0F) || (cp >= 0xE0000 && cp <= 0xE0FFF);
}

static void assert_text(char *got, const char *wanted)
{
    assert_string_equal(got, wanted);
    free(got);
}

/* --- UTF-8 --- */

static void utf8_is_decoded_strictly(void **state)
{
    (void)state;
    uint32_t cp = 7;
    assert_int_equal(bb_utf8_decode("A", 1, &cp), 1);
    assert_int_equal(cp, 'A');
    assert_int_equal(bb_utf8_decode("\303\244", 2, &cp), 2);
    assert_int_equal(cp, 0xE4);
    assert_int_equal(bb_utf8_decode("\342\202\254", 3, &cp), 3);
    assert_int_equal(cp, 0x20AC);
    assert_int_equal(bb_utf8_decode("\364\217\277\277", 4, &cp), 4);
    assert_int_equal(cp, 0x10FFFF);
    const char *const bad[] = {"\300\200",
                               "\301\277",
                               "\340\200\200",
                               "\355\240\200",
                               "\360\200\200\200",
                               "\364\220\200\200",
                               "\370\210\200\200\200",
                               "\200",
                               "\377",
                               "\342\202",
                               "\303"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_int_equal(bb_utf8_decode(bad[i], strlen(bad[i]), &cp), 0);
    assert_int_equal(cp, 0x10FFFF);
}

static void every_code_point_survives_utf8(void **state)
{
    (void)state;
    struct bb_str s = {0};
    for (uint32_t cp = 1; cp <= 0x10FFFF; cp++) {
        bb_str_clear(&s);
        bb_utf8_encode(&s, cp);
        uint32_t back = 0;
        bool surrogate = cp >= 0xD800 && cp <= 0xDFFF;
        assert_int_equal(bb_utf8_decode(s.s, s.n, &back), s.n);
        assert_int_equal(back, surrogate ? 0xFFFD : cp);
    }
    bb_str_finish(&s);
}

static void the_valid_part_ends_at_the_first_bad_byte(void **state)
{
    (void)state;
    assert_int_equal(bb_utf8_valid("gr\303\274n", 5), 5);
    assert_int_equal(bb_utf8_valid("gr\374n", 4), 2);
    assert_int_equal(bb_utf8_valid("a\0b", 3), 1);
    assert_int_equal(bb_utf8_valid("", 0), 0);
}

/* --- columns --- */

static void columns_are_counted(void **state)
{
    (void)state;
    assert_int_equal(bb_text_width(NULL), 0);
    assert_int_equal(bb_text_width("order"), 5);
    assert_int_equal(bb_text_width("gr\303\274n"), 4);
    assert_int_equal(bb_text_width("e\314\201"), 1);
    assert_int_equal(bb_text_width("\344\270\255\346\226\207"), 4);
    assert_int_equal(bb_text_cp_width('\033'), -1);
    assert_int_equal(bb_text_cp_width(0x9B), -1);
    assert_int_equal(bb_text_cp_width(0), -1);
}

static void clusters_are_what_people_call_letters(void **state)
{
    (void)state;
    assert_int_equal(bb_text_cluster("", 0), 0);
    assert_int_equal(bb_text_cluster("ab", 2), 1);
    assert_int_equal(bb_text_cluster("e\314\201x", 4), 3);
    assert_int_equal(bb_text_cluster("\341\204\222\341\205\241\341\206\253", 9), 9);
    assert_int_equal(bb_text_cluster("\360\237\207\251\360\237\207\252\360\237\207\253", 12), 8);
    assert_int_equal(bb_text_cluster("\377a", 2), 1);
}

/* --- safety --- */

static void dangerous_characters_become_visible(void **state)
{
    (void)state;
    assert_text(safe("\033[31mred", 8, false), "·[31mred");
    assert_text(safe("user\342\200\256nimda", 12, false), "user·nimda");
    assert_text(safe("a\tb\nc\r\nd", 8, false), "a b c d");
    assert_text(safe("a\tb\nc\r\nd", 8, true), "a b\nc\nd");
    assert_text(safe("a\rb", 3, true), "a·b");
    assert_text(safe("a\0b", 3, false), "a·b");
    assert_text(safe("caf\303", 4, false), "caf\357\277\275");
    assert_text(safe("\342\235\244\357\270\217", 6, false), "\342\235\244");
    assert_text(safe("\360\237\221\250\342\200\215\360\237\221\251", 11, false), "\360\237\221\250\360\237\221\251");
    assert_text(safe("\314\201a", 3, false), "·a");
    assert_text(safe("Zo\303\253", 4, false), "Zo\303\253");
    assert_text(safe("\342\202\254 16\342\200\211000", 9, false), "\342\202\254 16\342\200\211");
}

static void any_bytes_become_harmless(void **state)
{
    (void)state;
    for (struct samples t = SAMPLES; next_sample(&t);) {
        bool keep = t.i % 2 == 0;
        char *once = safe(t.s.s, t.s.n, keep);
        size_t n = strlen(once);
        assert_int_equal(bb_utf8_valid(once, n), n);
        for (size_t i = 0; i < n;) {
            uint32_t cp = 0;
            i += bb_utf8_decode(once + i, n - i, &cp);
            if (cp == '\n' && keep)
                continue;
            assert_false(is_dangerous(cp));
            assert_true(bb_text_cp_width(cp) >= 0);
        }
        free(once);
    }
}

static void safe_text_stays_as_it_is(void **state)
{
    (void)state;
    for (struct samples t = SAMPLES; next_sample(&t);) {
        bool keep = t.i % 2 == 0;
        char *once = safe(t.s.s, t.s.n, keep);
        assert_text(safe(once, strlen(once), keep), once);
        free(once);
    }
}

static void a_tower_of_marks_is_cut(void **state)
{
    (void)state;
    struct bb_str s = {0};
    bb_str_add(&s, "Z");
    for (int i = 0; i < 1000; i++)
        bb_utf8_encode(&s, 0x301);
    char *once = safe(s.s, s.n, false);
    assert_int_equal(strlen(once), 1 + 4 * 2);
    free(once);
    bb_str_finish(&s);
}

/* --- fitting and wrapping --- */

static char *fit(const char *s, int cols, enum bb_align align)
{
    struct bb_str out = {0};
    bb_text_fit(&out, s, cols, align, "…");
    return bb_str_take(&out);
}

static void text_is_padded_and_cut_to_columns(void **state)
{
    (void)state;
    assert_text(fit("abc", 5, BB_LEFT), "abc  ");
    assert_text(fit("abc", 5, BB_RIGHT), "  abc");
    assert_text(fit("abc", 6, BB_CENTRE), " abc  ");
    assert_text(fit("abcdef", 4, BB_LEFT), "abc…");
    assert_text(fit("abcdef", 4, BB_RIGHT), "abc…");
    assert_text(fit("abcd", 4, BB_LEFT), "abcd");
    assert_text(fit("abcd", 1, BB_LEFT), "…");
    assert_text(fit("abcd", 0, BB_LEFT), "");
    assert_text(fit(NULL, 3, BB_LEFT), "   ");
    assert_text(fit("中文字", 4, BB_LEFT), "中 …");
    assert_text(fit("中文", 4, BB_LEFT), "中文");
}

static void fitted_text_fills_its_columns_exactly(void **state)
{
    (void)state;
    for (struct samples t = SAMPLES; next_sample(&t);) {
        char *once = safe(t.s.s, t.s.n, false);
        for (int cols = 0; cols < 24; cols++) {
            char *fitted = fit(once, cols, (enum bb_align)(t.i % 3));
            assert_int_equal(bb_text_width(fitted), cols);
            assert_int_equal(bb_utf8_valid(fitted, strlen(fitted)), strlen(fitted));
            free(fitted);
        }
        free(once);
    }
}

struct lines {
    struct bb_str text;
    int n, widest;
    size_t solid; /* bytes that are no spaces */
};

static size_t solid(const char *s, size_t n)
{
    size_t count = 0;
    for (size_t i = 0; i < n; i++)
        count += s[i] != ' ' && s[i] != '\n';
    return count;
}

static void add_line(void *ctx, const char *s, size_t n)
{
    struct lines *l = ctx;
    bb_str_addc(&l->text, '|');
    bb_str_addn(&l->text, s, n);
    l->n++;
    l->solid += solid(s, n);
    int width = bb_text_width_n(s, n);
    l->widest = width > l->widest ? width : l->widest;
}

static char *wrapped(const char *s, int cols)
{
    struct lines l = {0};
    bb_text_wrap(s, cols, add_line, &l);
    return bb_str_take(&l.text);
}

static void text_wraps_at_spaces(void **state)
{
    (void)state;
    assert_text(wrapped("", 5), "|");
    assert_text(wrapped("one two three", 7), "|one two|three");
    assert_text(wrapped("one two", 3), "|one|two");
    assert_text(wrapped("one  two", 4), "|one|two");
    assert_text(wrapped("abcdefgh", 3), "|abc|def|gh");
    assert_text(wrapped("a bcdefgh", 3), "|a|bcd|efg|h");
    assert_text(wrapped("one\ntwo\n", 9), "|one|two|");
    assert_text(wrapped("one\n\ntwo", 9), "|one||two");
    assert_text(wrapped("中文字", 4), "|中文|字");
    assert_text(wrapped("中文字", 3), "|中|文|字");
    assert_text(wrapped("  - item that is long", 8), "|  - item|that is|long");
}

static void no_line_is_wider_and_no_letter_is_lost(void **state)
{
    (void)state;
    for (struct samples t = SAMPLES; next_sample(&t);) {
        char *once = safe(t.s.s, t.s.n, true);
        for (int cols = 2; cols < 24; cols++) {
            struct lines l = {0};
            bb_text_wrap(once, cols, add_line, &l);
            assert_true(l.n >= 1);
            assert_in_range(l.widest, 0, cols);
            assert_int_equal(l.solid, solid(once, strlen(once)));
            bb_str_finish(&l.text);
        }
        free(once);
    }
}

/* --- search --- */

static char *fold(const char *s)
{
    struct bb_str out = {0};
    bb_text_fold(&out, s);
    return bb_str_take(&out);
}

static void folding_ignores_case_and_accents(void **state)
{
    (void)state;
    assert_text(fold("Zo\303\253 M\303\234LLER"), "zoe muller");
    assert_text(fold("Zoe\314\210"), "zoe");
    assert_text(fold("Stra\303\237e"), "strasse");
    assert_text(fold("S\303\270ren \305\201ukasz"), "soren lukasz");
    assert_text(fold("\316\243\316\217\316\243"), "\317\203\317\211\317\203");
    assert_text(fold("ab\377"), "ab\357\277\275");
    assert_text(fold(NULL), "");
}

static void folding_twice_changes_nothing(void **state)
{
    (void)state;
    for (struct samples t = SAMPLES; next_sample(&t);) {
        char *once = fold(t.s.s);
        assert_text(fold(once), once);
        free(once);
    }
}

static void ascii_keeps_the_columns(void **state)
{
    (void)state;
    struct bb_str out = {0};
    bb_text_ascii(&out, "Zo\303\253 \342\200\223 \342\200\234\303\206r\342\200\235 \344\270\255\342\200\246");
    assert_text(bb_str_take(&out), "Zoe - \"Ar\" ??~");
    for (struct samples t = SAMPLES; next_sample(&t);) {
        char *once = safe(t.s.s, t.s.n, false);
        bb_str_clear(&out);
        bb_text_ascii(&out, once);
        for (size_t i = 0; i < out.n; i++)
            assert_in_range(out.s[i], 0x20, 0x7E);
        assert_int_equal(out.n, bb_text_width(once));
        free(once);
    }
    bb_str_finish(&out);
}

static void fuzzy_prefers_word_starts_and_runs(void **state)
{
    (void)state;
    assert_int_equal(bb_text_fuzzy("anything", ""), 1);
    assert_int_equal(bb_text_fuzzy("add order", "xyz"), 0);
    assert_int_equal(bb_text_fuzzy("add order", "oda"), 0);
    assert_int_equal(bb_text_fuzzy("", "a"), 0);
    assert_true(bb_text_fuzzy("add order", "ao") > bb_text_fuzzy("load forms", "ao"));
    assert_true(bb_text_fuzzy("order", "ord") > bb_text_fuzzy("overhead", "ord"));
    assert_true(bb_text_fuzzy("undo", "undo") > bb_text_fuzzy("undo all", "undo"));
    assert_true(bb_text_fuzzy("stance of order", "ord") > bb_text_fuzzy("so rude", "ord"));
}

static void the_nearest_word_is_suggested(void **state)
{
    (void)state;
    const char *const words[] = {"import", "export", "report", "list", "undo"};
    assert_string_equal(bb_text_nearest("imprt", words, 5), "import");
    assert_string_equal(bb_text_nearest("EXPROT", words, 5), "export");
    assert_string_equal(bb_text_nearest("lst", words, 5), "list");
    assert_null(bb_text_nearest("banana", words, 5));
    assert_null(bb_text_nearest("", words, 5));
    assert_null(bb_text_nearest("list", words, 0));
}

static void markdown_shows_what_was_written(void **state)
{
    static const struct {
        const char *text, *markdown;
    } cases[] = {{"plain words, 7.8 % of them", "plain words, 7.8 % of them"},
                 {"*bold* _not_ `code` <b> [a](b) a|b # & ~ !",
                  "\\*bold\\* \\_not\\_ \\`code\\` \\<b\\> \\[a\\](b) a\\|b \\# "
                  "\\& \\~ \\!"},
                 {"- item", "\\- item"},
                 {"12. item", "12\\. item"},
                 {"---", "\\---"},
                 {"-5 degrees", "-5 degrees"},
                 {"two\nlines\x1b[31m", "two lines\302\267\\[31m"},
                 {"", ""}};
    struct bb_str out = {0};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        bb_str_clear(&out);
        bb_text_markdown(&out, cases[i].text);
        assert_string_equal(bb_str_get(&out), cases[i].markdown);
    }
    bb_str_finish(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(utf8_is_decoded_strictly),
        cmocka_unit_test(every_code_point_survives_utf8),
        cmocka_unit_test(the_valid_part_ends_at_the_first_bad_byte),
        cmocka_unit_test(columns_are_counted),
        cmocka_unit_test(clusters_are_what_people_call_letters),
        cmocka_unit_test(dangerous_characters_become_visible),
        cmocka_unit_test(any_bytes_become_harmless),
        cmocka_unit_test(safe_text_stays_as_it_is),
        cmocka_unit_test(a_tower_of_marks_is_cut),
        cmocka_unit_test(text_is_padded_and_cut_to_columns),
        cmocka_unit_test(fitted_text_fills_its_columns_exactly),
        cmocka_unit_test(text_wraps_at_spaces),
        cmocka_unit_test(no_line_is_wider_and_no_letter_is_lost),
        cmocka_unit_test(folding_ignores_case_and_accents),
        cmocka_unit_test(folding_twice_changes_nothing),
        cmocka_unit_test(ascii_keeps_the_columns),
        cmocka_unit_test(fuzzy_prefers_word_starts_and_runs),
        cmocka_unit_test(the_nearest_word_is_suggested),
        cmocka_unit_test(markdown_shows_what_was_written),
    };
    bb_text_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
