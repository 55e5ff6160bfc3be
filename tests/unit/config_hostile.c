/* Hostile texts as a configuration: what is said about them, how soon, and that nothing of them is taken. */
#include "config.h"

static void long_lines_are_shown_around_the_place(void **state)
{
    struct state *s = *state;
    struct bb_str text = {0};
    bb_str_add(&text, "checklist: {sure: [\"");
    bb_str_fill(&text, 'x', 500);
    bb_str_add(&text, "\", [1]]}");
    assert_false(read_text(s, bb_str_get(&text)));
    const char *shown = s->findings.list[0].text;
    assert_contains(shown, "team.yaml:1:524: a prompt must be a text, but here is a list\n    xxxx");
    assert_contains(shown, "xx\", [1]]}\n");
    assert_true(strlen(shown) < 250);
    bb_str_finish(&text);
}

static void control_characters_never_reach_the_terminal(void **state)
{
    struct state *s = *state;
    assert_true(read_text(s, "vocabulary: {stance: {neutral: \"\\e[31mred\\x9b\"}}\n\"\\e]0;x\\a\": 1\n"));
    assert_int_equal(s->findings.n, 2);
    for (size_t i = 0; i < s->findings.n; i++)
        assert_null(strpbrk(s->findings.list[i].text, "\033\007"));
    const char *word = bb_word(&s->config.words, &bb_stances, BB_NEUTRAL, BB_DESK);
    assert_null(strpbrk(word, "\033\x9b"));
    assert_false(read_text(s, "database: {path: \"/a\\eb\"}\n"));
    assert_null(s->config.database);
    assert_false(read_text(s, "database: {path: ~/board.db}\n"));
    assert_contains(s->findings.list[0].text, "team.yaml:1:18: path must be a full path that begins with /");
}

/* Hostile texts: what is said, and that nothing of the file is taken. */
static const struct {
    const char *label, *text, *says;
} hostile[] = {
    {"alias", "ui: {mouse: no}\na: &x 1\nb: *x\n", "team.yaml:2:4: anchors (&name) are not allowed"},
    {"alias alone", "ui: {mouse: no}\nb: *x\n", "team.yaml:2:4: aliases (*name) are not allowed"},
    {"bomb", "a: &a [x,x]\nb: &b [*a,*a]\n", "team.yaml:1:4: anchors"},
    {"tag", "ui: {mouse: no}\na: !!python/object x\n", "team.yaml:2:4: tags (!name) are not allowed"},
    {"two documents", "ui: {mouse: no}\n---\nui: {}\n", "team.yaml:2:1: only one document is allowed"},
    {"bad UTF-8", "ui: {mouse: no}\n# \xFF\n", "team.yaml:2:3: the byte 0xFF is not UTF-8"},
    {"overlong", "a: \xC0\x80\n", "team.yaml:1:4: the byte 0xC0 is not UTF-8"},
    {"escape", "ui: {mouse: no}\na: \033[31m\n", "team.yaml:2:4: the control character U+001B is not allowed"},
    {"C1", "a: \xC2\x9B\n", "team.yaml:1:4: the control character U+009B"},
    {"line separator", "a: \xE2\x80\xA8\n", "team.yaml:1:4: the control character U+2028"},
    {"NUL in text", "a: \"x\\0y\"\n", "team.yaml:1:4: text must not hold the character NUL"},
    {"UTF-16", "\xFF\xFEu\n", "team.yaml:1:1: the byte 0xFF is not UTF-8; save the file as UTF-8"},
    {"tab", "ui:\n\tmouse: no\n", "team.yaml:2:1: a value cannot begin with this sign (indent with spaces"},
    {"open quote", "ui: {mouse: no}\na: \"x\n", "the text in quotes is not closed"},
    {"colon", "a: b: c\n", "team.yaml:1:5: a \": \" is not expected here"},
    {"key of a list", "ui: {mouse: no}\n? [a]\n: b\n", "team.yaml:2:3: a name must be plain text"},
    {"a list", "- a\n", "team.yaml:1:1: the configuration must be a section"},
    {"plain text", "hello\n", "team.yaml:1:1: the configuration must be a section"},
};

static void hostile_texts_are_refused_and_change_nothing(void **state)
{
    struct state *s = *state;
    for (size_t i = 0; i < sizeof hostile / sizeof *hostile; i++) {
        assert_false(read_text(s, hostile[i].text));
        assert_some_finding(s, hostile[i].says);
        assert_true(s->config.mouse);
    }
    assert_false(read_n(s, "a: 1\n\0", 6));
    assert_contains(s->findings.list[0].text, "team.yaml:2:1: the control character U+0000");
}

static void names_given_twice_are_an_error(void **state)
{
    struct state *s = *state;
    assert_false(read_text(s, "ui:\n  mouse: no\n  mouse: yes\n"));
    assert_said(s, 0, BB_FATAL,
                "team.yaml:3:3: \"mouse\" is given twice; the first one is in line 2\n      mouse: yes\n      ^");
}

/* A guard against hanging only; the measured figures are thousands of times smaller. */
static void refuse_large(struct state *s, const struct bb_str *text, const char *says)
{
    int64_t start = bb_monotonic_us();
    assert_false(read_text(s, bb_str_get(text)));
    assert_true(bb_monotonic_us() - start < 20000000);
    assert_some_finding(s, says);
    assert_true(s->findings.n <= 102);
}

static void repeat(struct bb_str *text, const char *part, int times)
{
    bb_str_clear(text);
    for (int i = 0; i < times; i++)
        bb_str_add(text, part);
}

static void large_hostile_texts_end_quickly(void **state)
{
    struct state *s = *state;
    struct bb_str text = {0};
    repeat(&text, "[", 100000);
    refuse_large(s, &text, "team.yaml:1:33: this is nested too deeply: 32 levels are allowed");
    repeat(&text, "{a: ", 20000);
    refuse_large(s, &text, "nested too deeply");
    repeat(&text, "- ", 100000);
    refuse_large(s, &text, "nested too deeply");
    repeat(&text, "- x\n", 20000);
    refuse_large(s, &text, "the file has too many entries: 10,000 are allowed");
    repeat(&text, "# 345678\n", 30000);
    refuse_large(s, &text, "team.yaml:1:1: the file is too large: 256 KiB are allowed");
    repeat(&text, "a: 1\n", 4900);
    refuse_large(s, &text, "\"a\" is given twice");
    bb_str_clear(&text);
    for (int i = 0; i < 4900; i++)
        bb_str_addf(&text, "k%d: 1\n", i);
    refuse_large(s, &text, "\"k0\" is no section");
    bb_str_clear(&text);
    bb_str_add(&text, "a: ");
    bb_str_fill(&text, 'x', 70000);
    refuse_large(s, &text, "team.yaml:1:4: this text is too long: 64 KiB are allowed");
    bb_str_finish(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(long_lines_are_shown_around_the_place),
        TEST(control_characters_never_reach_the_terminal),
        TEST(hostile_texts_are_refused_and_change_nothing),
        TEST(names_given_twice_are_an_error),
        TEST(large_hostile_texts_end_quickly),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
