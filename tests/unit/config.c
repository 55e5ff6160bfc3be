/* What a team sees when it changes the configuration: what holds, and what is said about mistakes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <bepboard/config.h>
#include <bepboard/date.h>
#include <bepboard/key.h>
#include <bepboard/text.h>
#include <cmocka.h>

struct state {
    struct bb_config config;
    struct bb_findings findings;
    char dir[64];
};

static int setup(void **state)
{
    struct state *s = calloc(1, sizeof *s);
    bb_text_init();
    *state = s;
    return bb_config_load(&s->config, NULL, false, &s->findings) ? 0 : -1;
}

static int teardown(void **state)
{
    struct state *s = *state;
    bb_config_finish(&s->config);
    bb_findings_finish(&s->findings);
    free(s);
    return 0;
}

static bool read_n(struct state *s, const char *yaml, size_t n)
{
    bb_findings_finish(&s->findings);
    return bb_config_read(&s->config, "team.yaml", yaml, n, &s->findings);
}

static bool read_text(struct state *s, const char *yaml)
{
    return read_n(s, yaml, strlen(yaml));
}

static void assert_said(const struct state *s, size_t i, enum bb_severity severity, const char *text)
{
    assert_true(i < s->findings.n);
    assert_string_equal(s->findings.list[i].text, text);
    assert_int_equal(s->findings.list[i].severity, severity);
}

static void assert_contains(const char *text, const char *part)
{
    if (!text || !strstr(text, part))
        fail_msg("\"%s\" does not hold \"%s\"", text ? text : "", part);
}

/* One of the findings holds the text. */
static void assert_some_finding(const struct state *s, const char *part)
{
    for (size_t i = 0; i < s->findings.n; i++)
        if (strstr(s->findings.list[i].text, part))
            return;
    fail_msg("no finding holds \"%s\"; the first of %zu is: %s", part, s->findings.n,
             s->findings.n ? s->findings.list[0].text : "");
}

static void the_defaults_are_clean_and_complete(void **state)
{
    struct state *s = *state;
    const struct bb_config *c = &s->config;
    assert_int_equal(s->findings.n, 0);
    assert_string_equal(c->theme, "default");
    assert_int_equal(c->unicode, BB_AUTO);
    assert_true(c->mouse && c->title);
    assert_int_equal(c->escape_delay_ms, 25);
    assert_null(c->database);
    assert_int_equal(c->thresholds.power_high, 4);
    assert_int_equal(c->thresholds.silent_days, 30);
    assert_int_equal(c->thresholds.chasm_low, 120);
    assert_int_equal(c->thresholds.chasm_high, 250);
    assert_int_equal(c->thresholds.stall_new, 20);
    assert_int_equal(c->thresholds.stall_growth, 60);
    assert_int_equal(c->theme_n, 5);
}

static void every_key_of_every_set_has_a_word(void **state)
{
    const struct bb_config *c = &((struct state *)*state)->config;
    size_t expected = 0, found = 0;
    for (size_t i = 0; bb_choice_sets[i]; i++)
        expected += (size_t)bb_choice_sets[i]->count;
    for (size_t i = 0; i < c->words.n; i++)
        found += c->words.list[i].label[0] != '\0';
    assert_int_equal(found, expected);
    assert_string_equal(bb_word(&c->words, &bb_categories, BB_LAGGARD, BB_ROOM), "last to move");
    assert_string_equal(bb_word(&c->words, &bb_stances, BB_RESISTANT, BB_ROOM), "needs something else");
    assert_string_equal(bb_word(&c->words, &bb_stances, BB_RESISTANT, BB_DESK), "resistant");
}

static void every_opportunity_has_four_or_five_prompts(void **state)
{
    const struct bb_config *c = &((struct state *)*state)->config;
    int n[BB_OPPORTUNITY_COUNT] = {0};
    for (size_t i = 0; i < c->prompt_n; i++)
        n[c->prompts[i].opportunity]++;
    for (int o = 0; o < BB_OPPORTUNITY_COUNT; o++)
        assert_in_range(n[o], 4, 5);
}

static void every_option_stands_in_the_default_file(void **state)
{
    (void)state;
    size_t n;
    const struct bb_option *options = bb_config_options(&n);
    for (size_t i = 0; i < n; i++) {
        char line[64];
        snprintf(line, sizeof line, "\n  %s: ", options[i].name);
        assert_contains(bb_config_defaults(), line);
        assert_true(strlen(options[i].help) > 10);
    }
}

static void default_keys_come_from_the_action_table(void **state)
{
    const struct bb_config *c = &((struct state *)*state)->config;
    assert_int_equal(bb_keymap_action(&c->keys, 'q'), BB_ACT_BACK);
    assert_int_equal(bb_keymap_action(&c->keys, '?'), BB_ACT_HELP);
    assert_int_equal(bb_keymap_action(&c->keys, BB_KEY_TAB), BB_ACT_NEXT_PANE);
}

static void settings_hold(void **state)
{
    struct state *s = *state;
    assert_true(read_text(s, "ui: {theme: projector, unicode: off, mouse: no}\n"
                             "database: {path: /srv/bep/board.db}\n"
                             "thresholds: {chasm_low: 10 %, stall_new: 2.5%}\n"
                             "vocabulary: {stance: {resistant: {room: not yet}, neutral: waiting}}\n"
                             "checklist: {sure: [Did we listen?]}\n"
                             "keys: {zoom: Z, redo: [ctrl-y, U], suspend: []}\n"));
    assert_int_equal(s->findings.n, 0);
    assert_string_equal(s->config.theme, "projector");
    assert_int_equal(s->config.unicode, BB_OFF);
    assert_false(s->config.mouse);
    assert_string_equal(s->config.database, "/srv/bep/board.db");
    assert_int_equal(s->config.thresholds.chasm_low, 100);
    assert_int_equal(s->config.thresholds.stall_new, 25);
    assert_string_equal(bb_word(&s->config.words, &bb_stances, BB_RESISTANT, BB_ROOM), "not yet");
    assert_string_equal(bb_word(&s->config.words, &bb_stances, BB_RESISTANT, BB_DESK), "resistant");
    assert_string_equal(bb_word(&s->config.words, &bb_stances, BB_NEUTRAL, BB_DESK), "waiting");
    assert_string_equal(s->config.prompts[s->config.prompt_n - 1].text, "Did we listen?");
    assert_int_equal(s->config.prompts[s->config.prompt_n - 2].opportunity, BB_SURPRISE);
    assert_int_equal(bb_keymap_action(&s->config.keys, 'Z'), BB_ACT_ZOOM);
    assert_int_equal(bb_keymap_action(&s->config.keys, 'z'), -1);
    assert_int_equal(bb_keymap_action(&s->config.keys, BB_CTRL('y')), BB_ACT_REDO);
}

static void empty_files_and_sections_are_fine(void **state)
{
    struct state *s = *state;
    static const char *const texts[] = {"",      "\n\n",         "# nothing\n",
                                        "---\n", "ui:\nkeys:\n", "\xEF\xBB\xBFui: {mouse: no}"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        assert_true(read_text(s, texts[i]));
        assert_int_equal(s->findings.n, 0);
    }
    assert_false(s->config.mouse);
}

static void every_error_of_a_file_is_shown_at_once(void **state)
{
    struct state *s = *state;
    assert_false(read_text(s, "keys:\n"
                              "  zoom: nokey\n"
                              "ui:\n"
                              "  them: dark\n"
                              "  mouse: perhaps\n"
                              "  theme: darc\n"
                              "thresholds: {power_high: 9}\n"
                              "colour: red\n"));
    assert_int_equal(s->findings.n, 6);
    assert_said(s, 0, BB_FATAL,
                "team.yaml:2:9: a key must be a sign or a name such as tab, space, pgdn, ctrl-r, f1, but here is "
                "\"nokey\"\n      zoom: nokey\n            ^");
    assert_said(s, 1, BB_WARNING,
                "team.yaml:4:3: \"them\" is no option of ui; did you mean \"theme\"?\n      them: dark\n      ^");
    assert_said(
        s, 2, BB_FATAL,
        "team.yaml:5:10: mouse must be yes or no, but here is \"perhaps\"\n      mouse: perhaps\n             ^");
    assert_said(s, 3, BB_FATAL,
                "team.yaml:6:10: \"darc\" is no theme that is known; did you mean \"dark\"?\n      theme: darc\n"
                "             ^");
    assert_said(s, 4, BB_FATAL,
                "team.yaml:7:26: power_high must be a whole number from 1 to 5, but here is \"9\"\n"
                "    thresholds: {power_high: 9}\n                             ^");
    assert_said(s, 5, BB_WARNING,
                "team.yaml:8:1: \"colour\" is no section of the configuration; it is ignored\n    colour: red\n    ^");
    assert_string_equal(s->config.theme, "default");
}

static void unknown_keys_only_warn(void **state)
{
    struct state *s = *state;
    assert_true(read_text(s, "uii: {}\nvocabulary: {stanse: {}, stance: {resistent: x, neutral: {lable: y}}}\n"
                             "checklist: {shure: []}\nkeys: {zooom: z}\nthemes: {dark: {titel: {}, bad: {gf: 1}}}\n"));
    static const char *const meant[] = {"\"ui\"",   "\"stance\"", "\"resistant\"", "\"label\"",
                                        "\"sure\"", "\"zoom\"",   "\"title\"",     "\"fg\""};
    assert_int_equal(s->findings.n, 8);
    for (size_t i = 0; i < 8; i++) {
        assert_int_equal(s->findings.list[i].severity, BB_WARNING);
        assert_contains(s->findings.list[i].text, "did you mean ");
        assert_contains(s->findings.list[i].text, meant[i]);
    }
}

static void the_caret_counts_columns(void **state)
{
    struct state *s = *state;
    assert_false(read_text(s, "# x\r\nui: {title: \"\xE4\xBD\xA0\xC3\xA9\", mouse: 3}\r\n"));
    assert_said(s, 1, BB_FATAL,
                "team.yaml:2:26: mouse must be yes or no, but here is \"3\"\n    ui: {title: \"\xE4\xBD\xA0\xC3\xA9\", "
                "mouse: 3}\n                              ^");
}

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

static void clashing_keys_are_an_error_with_line(void **state)
{
    struct state *s = *state;
    assert_false(read_text(s, "keys:\n  zoom: z\n  sort: u\n  copy: [F, X]\n  filter: X\n"));
    assert_int_equal(s->findings.n, 2);
    assert_said(s, 0, BB_FATAL,
                "team.yaml:3:9: the key u is already used by undo; give that action another key too\n"
                "      sort: u\n            ^");
    assert_said(s, 1, BB_FATAL,
                "team.yaml:5:11: the key X is already used by copy in line 4\n      filter: X\n              ^");
    assert_int_equal(bb_keymap_action(&s->config.keys, 'u'), BB_ACT_UNDO);
    assert_int_equal(bb_keymap_action(&s->config.keys, 's'), BB_ACT_SORT);
    assert_true(read_text(s, "keys: {sort: u, undo: s}"));
    assert_int_equal(bb_keymap_action(&s->config.keys, 'u'), BB_ACT_SORT);
    assert_false(read_text(s, "keys: {help: []}"));
    assert_contains(s->findings.list[0].text, "help needs at least one key");
    assert_false(read_text(s, "keys: {zoom: [A, B, C, D, E, F, H]}"));
    assert_contains(s->findings.list[0].text, "6 keys at most");
}

static void themes_can_be_changed_and_added(void **state)
{
    struct state *s = *state;
    assert_true(read_text(s, "themes:\n  ours:\n    like: projector\n    accent: {fg: bright-red, bold: no}\n"
                             "  dark: {bad: {fg: 196, fg8: bright-red, mono: [bold, reverse]}}\nui: {theme: ours}\n"));
    const struct bb_theme *ours = bb_config_theme(&s->config, "ours"), *dark = bb_config_theme(&s->config, "dark");
    assert_true(ours->own_background);
    assert_int_equal(ours->roles[BB_NORMAL].bg, 231);
    assert_int_equal(ours->roles[BB_ACCENT].fg, 9);
    assert_int_equal(ours->roles[BB_ACCENT].attr, 0);
    assert_int_equal(dark->roles[BB_BAD].fg, 196);
    assert_int_equal(dark->roles[BB_BAD].fg8, 9);
    assert_int_equal(dark->roles[BB_BAD].mono, BB_ATTR_BOLD | BB_ATTR_REVERSE);
    assert_string_equal(s->config.theme, "ours");
    assert_null(bb_config_theme(&s->config, "nobody"));
    assert_false(read_text(s, "themes: {x: {own_background: yes}, y: {like: z}, dark: {bad: {fg: 256, mono: bold}}}"));
    assert_int_equal(s->findings.n, 4);
}

static void the_number_of_themes_is_limited(void **state)
{
    struct state *s = *state;
    struct bb_str text = {0};
    bb_str_add(&text, "themes:\n");
    for (int i = 0; i < 28; i++)
        bb_str_addf(&text, "  t%d: {like: dark}\n", i);
    assert_false(read_text(s, bb_str_get(&text)));
    assert_int_equal(s->findings.n, 1);
    assert_contains(s->findings.list[0].text, "team.yaml:29:3: there are too many themes: 32 are allowed");
    bb_str_finish(&text);
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

/* A guard against hanging only; the measured figures are hundreds of times smaller. */
static void refuse_large(struct state *s, const struct bb_str *text, const char *says)
{
    int64_t start = bb_monotonic_us();
    assert_false(read_text(s, bb_str_get(text)));
    assert_true(bb_monotonic_us() - start < 2000000);
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

static char *dump(const struct bb_config *c)
{
    struct bb_str out = {0};
    bb_config_dump(c, &out);
    return bb_str_take(&out);
}

static void assert_round_trip(const struct bb_config *c)
{
    struct bb_config again = {0};
    struct bb_findings findings = {0};
    char *first = dump(c);
    bool ok = bb_config_load(&again, NULL, false, &findings) &&
              bb_config_read(&again, "dump", first, strlen(first), &findings);
    if (!ok || findings.n)
        fail_msg("%s", findings.list[0].text);
    char *second = dump(&again);
    assert_string_equal(first, second);
    assert_memory_equal(&c->thresholds, &again.thresholds, sizeof c->thresholds);
    assert_memory_equal(&c->keys, &again.keys, sizeof c->keys);
    assert_int_equal(c->words.n, again.words.n);
    assert_int_equal(c->prompt_n, again.prompt_n);
    for (size_t i = 0; i < c->theme_n; i++)
        assert_memory_equal(c->themes[i].roles, again.themes[i].roles, sizeof c->themes[i].roles);
    free(first);
    free(second);
    bb_config_finish(&again);
    bb_findings_finish(&findings);
}

static uint32_t next_random(uint32_t *seed)
{
    *seed = *seed * 1664525u + 1013904223u;
    return *seed >> 8;
}

/* A document with random valid settings. */
static void random_settings(struct bb_str *out, uint32_t *seed)
{
    static const char *const texts[] = {"\"a \\\" b\"", "\"back\\\\slash\"", "'# no comment'", "\"\xC3\xA9\"", "\"-\""};
    static const char *const keys[] = {"\"#\"", "\"'\"", "'\"'", "\"\\\\\"", "f7", "ctrl-x", "shift-tab", "\xC3\xB6"};
    static const char *const switches[] = {"auto", "on", "off"};
    bb_str_clear(out);
    bb_str_addf(out, "ui: {unicode: %s, escape_delay_ms: %u, title: %s}\n", switches[next_random(seed) % 3],
                next_random(seed) % 1001, next_random(seed) % 2 ? "yes" : "no");
    bb_str_addf(out, "thresholds: {stall_new: %u.%u %%, verdict_days: %u}\n", next_random(seed) % 100,
                next_random(seed) % 10, next_random(seed) % 3651);
    bb_str_addf(out, "vocabulary: {verdict: {bandage: {label: %s, room: %s}}}\n", texts[next_random(seed) % 5],
                texts[next_random(seed) % 5]);
    bb_str_addf(out, "checklist: {shift: [%s, %s], sure: []}\n", texts[next_random(seed) % 5],
                texts[next_random(seed) % 5]);
    bb_str_addf(out, "keys: {previous-pane: [], zoom: [%s]}\n", keys[next_random(seed) % 8]);
    bb_str_addf(out, "themes: {%s: {bad: {fg: %u, bg: %u, dim: yes, mono: [dim]}}}\n", texts[next_random(seed) % 5],
                next_random(seed) % 256, next_random(seed) % 256);
    bb_str_add(out, "database: {path: \"/a \\\" b\"}\n");
}

static void a_dump_reads_back_to_the_same(void **state)
{
    struct state *s = *state;
    struct bb_str text = {0};
    uint32_t seed = 7;
    assert_round_trip(&s->config);
    for (int i = 0; i < 100; i++) {
        random_settings(&text, &seed);
        if (!read_text(s, bb_str_get(&text)) || s->findings.n)
            fail_msg("%s", s->findings.list[0].text);
        assert_round_trip(&s->config);
    }
    bb_str_finish(&text);
}

/* Relative luminance and contrast as the web's accessibility guidelines define them. */
static double channel(int v)
{
    double c = v / 255.0, base = (c + 0.055) / 1.055, power = base * base;
    if (c <= 0.03928)
        return c / 12.92;
    double root = base; /* base^2.4 = base^2 * base^0.4; the root by Newton's method for x^5 = base^2 */
    for (int i = 0; i < 60; i++)
        root -= (root * root * root * root * root - power) / (5 * root * root * root * root);
    return power * root;
}

static double luminance(int colour)
{
    static const int cube[] = {0, 95, 135, 175, 215, 255};
    int rgb[3];
    assert_in_range(colour, 16, 255);
    for (int i = 0; i < 3; i++)
        rgb[i] = colour >= 232 ? 8 + 10 * (colour - 232) : cube[(colour - 16) / (i == 0 ? 36 : i == 1 ? 6 : 1) % 6];
    return 0.2126 * channel(rgb[0]) + 0.7152 * channel(rgb[1]) + 0.0722 * channel(rgb[2]);
}

static double contrast(int a, int b)
{
    double la = luminance(a), lb = luminance(b);
    return la > lb ? (la + 0.05) / (lb + 0.05) : (lb + 0.05) / (la + 0.05);
}

enum { BLACK = 16, WHITE = 231 };

static void assert_theme(const struct bb_config *c, const char *name, int fg, int bg, double least)
{
    const struct bb_theme *t = bb_config_theme(c, name);
    assert_non_null(t);
    for (int r = 0; r < BB_ROLE_COUNT; r++) {
        const struct bb_style *s = &t->roles[r];
        double have = contrast(s->fg < 0 ? fg : s->fg, s->bg < 0 ? bg : s->bg);
        if (have < least)
            fail_msg("theme %s, role %d, colours %d on %d: contrast %.2f", name, r, s->fg, s->bg, have);
    }
}

static void themes_are_readable(void **state)
{
    const struct bb_config *c = &((struct state *)*state)->config;
    assert_true(contrast(BLACK, WHITE) > 20.99 && contrast(BLACK, WHITE) < 21.01);
    assert_theme(c, "dark", WHITE, BLACK, 7);
    assert_theme(c, "dark", WHITE, 236, 4.5); /* many dark grounds are grey */
    assert_theme(c, "light", BLACK, WHITE, 4.5);
    assert_theme(c, "projector", BLACK, WHITE, 7);
    assert_theme(c, "default", WHITE, BLACK, 4); /* half-way: 4.58 is the most that both grounds allow */
    assert_theme(c, "default", BLACK, WHITE, 4);
}

static void states_differ_without_colour(void **state)
{
    const struct bb_config *c = &((struct state *)*state)->config;
    for (size_t i = 0; i < c->theme_n; i++) {
        const struct bb_style *r = c->themes[i].roles;
        assert_int_not_equal(r[BB_FOCUS].mono, r[BB_NORMAL].mono);
        assert_int_not_equal(r[BB_FOCUS].mono, r[BB_SELECTED].mono);
        assert_int_not_equal(r[BB_BAD].mono, r[BB_GOOD].mono);
    }
    for (int r = 0; r < BB_ROLE_COUNT; r++)
        assert_int_equal(bb_config_theme(c, "mono")->roles[r].fg, -1);
}

static void write_file(const char *dir, const char *name, const char *text)
{
    char path[256];
    snprintf(path, sizeof path, "%s/%s", dir, name);
    FILE *f = fopen(path, "w");
    assert_non_null(f);
    fputs(text, f);
    assert_int_equal(fclose(f), 0);
}

static void make_dir(const char *dir, const char *name)
{
    char path[256];
    snprintf(path, sizeof path, "%s/%s", dir, name);
    assert_int_equal(mkdir(path, 0700), 0);
}

static void remove_all(const char *dir)
{
    static const char *const names[] = {"one/bepboard/config.yaml", "two/bepboard/config.yaml",
                                        "me/bepboard/config.yaml", "extra.yaml", "fifo"};
    static const char *const dirs[] = {"one/bepboard", "two/bepboard", "me/bepboard", "one", "two", "me", ""};
    char path[256];
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        snprintf(path, sizeof path, "%s/%s", dir, names[i]);
        unlink(path);
    }
    for (size_t i = 0; i < sizeof dirs / sizeof *dirs; i++) {
        snprintf(path, sizeof path, "%s/%s", dir, dirs[i]);
        assert_int_equal(rmdir(path), 0);
    }
}

static void make_tree(char *dir)
{
    static const char *const dirs[] = {"one", "two", "me", "one/bepboard", "two/bepboard", "me/bepboard"};
    char value[256];
    assert_non_null(mkdtemp(dir));
    for (size_t i = 0; i < sizeof dirs / sizeof *dirs; i++)
        make_dir(dir, dirs[i]);
    snprintf(value, sizeof value, "%s/one:relative:%s/two", dir, dir);
    setenv("XDG_CONFIG_DIRS", value, 1);
    snprintf(value, sizeof value, "%s/me", dir);
    setenv("XDG_CONFIG_HOME", value, 1);
}

static void nearer_files_win(void **state)
{
    struct state *s = *state;
    char dir[] = "/tmp/bepboard-config-XXXXXX", extra[64];
    make_tree(dir);
    snprintf(extra, sizeof extra, "%s/extra.yaml", dir);
    write_file(dir, "one/bepboard/config.yaml", "backup: {keep: 1}\nthresholds: {silent_days: 1, power_high: 1}\n");
    write_file(dir, "two/bepboard/config.yaml", "backup: {keep: 2}\nthresholds: {verdict_days: 2}\n");
    write_file(dir, "me/bepboard/config.yaml", "thresholds: {silent_days: 3, interest_high: 3}\n");
    write_file(dir, "extra.yaml", "thresholds: {interest_high: 5}\n");
    bb_config_finish(&s->config);
    assert_true(bb_config_load(&s->config, extra, true, &s->findings));
    assert_int_equal(s->config.backup_keep, 1);
    assert_int_equal(s->config.thresholds.power_high, 1);
    assert_int_equal(s->config.thresholds.verdict_days, 2);
    assert_int_equal(s->config.thresholds.silent_days, 3);
    assert_int_equal(s->config.thresholds.interest_high, 5);
    assert_int_equal(s->config.source_n, 4);
    assert_string_equal(s->config.sources[3].path, extra);
    assert_true(s->config.sources[0].found && s->config.sources[3].found);
    remove_all(dir);
}

/* Root may read everything, so the test steps down for a moment. */
static void a_file_without_permission_is_said_clearly(void **state)
{
    struct state *s = *state;
    char dir[] = "/tmp/bepboard-config-XXXXXX", path[64];
    bool root = geteuid() == 0;
    make_tree(dir);
    write_file(dir, "me/bepboard/config.yaml", "ui: {}\n");
    snprintf(path, sizeof path, "%s/me", dir);
    assert_int_equal(chmod(path, 0), 0);
    bb_config_finish(&s->config);
    assert_int_equal(root ? seteuid(65534) : 0, 0);
    bool ok = bb_config_load(&s->config, NULL, true, &s->findings);
    assert_int_equal(root ? seteuid(0) : 0, 0);
    assert_int_equal(chmod(path, 0700), 0);
    assert_false(ok);
    assert_some_finding(s, "/me/bepboard/config.yaml: cannot be opened: Permission denied");
    assert_true(s->config.sources[2].found);
    remove_all(dir);
}

static void unreadable_files_are_said_clearly(void **state)
{
    struct state *s = *state;
    char dir[] = "/tmp/bepboard-config-XXXXXX", path[64];
    make_tree(dir);
    bb_config_finish(&s->config);
    assert_true(bb_config_load(&s->config, NULL, true, &s->findings));
    assert_int_equal(s->config.source_n, 3);
    assert_false(s->config.sources[2].found);
    snprintf(path, sizeof path, "%s/me", dir);
    bb_config_finish(&s->config);
    assert_false(bb_config_load(&s->config, path, false, &s->findings));
    assert_contains(s->findings.list[0].text, "/me: this is a directory; a plain file with YAML is expected");
    snprintf(path, sizeof path, "%s/fifo", dir);
    assert_int_equal(mkfifo(path, 0600), 0);
    bb_config_finish(&s->config);
    assert_false(bb_config_load(&s->config, path, false, &s->findings));
    assert_contains(s->findings.list[1].text, "/fifo: this is a pipe");
    bb_config_finish(&s->config);
    assert_false(bb_config_load(&s->config, "/nowhere/x.yaml", false, &s->findings));
    assert_said(s, 2, BB_FATAL, "/nowhere/x.yaml: cannot be opened: No such file or directory");
    assert_string_equal(s->config.theme, "default");
    remove_all(dir);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_defaults_are_clean_and_complete),
        TEST(every_key_of_every_set_has_a_word),
        TEST(every_opportunity_has_four_or_five_prompts),
        TEST(every_option_stands_in_the_default_file),
        TEST(default_keys_come_from_the_action_table),
        TEST(settings_hold),
        TEST(empty_files_and_sections_are_fine),
        TEST(every_error_of_a_file_is_shown_at_once),
        TEST(unknown_keys_only_warn),
        TEST(the_caret_counts_columns),
        TEST(long_lines_are_shown_around_the_place),
        TEST(control_characters_never_reach_the_terminal),
        TEST(clashing_keys_are_an_error_with_line),
        TEST(themes_can_be_changed_and_added),
        TEST(the_number_of_themes_is_limited),
        TEST(hostile_texts_are_refused_and_change_nothing),
        TEST(names_given_twice_are_an_error),
        TEST(large_hostile_texts_end_quickly),
        TEST(a_dump_reads_back_to_the_same),
        TEST(themes_are_readable),
        TEST(states_differ_without_colour),
        TEST(nearer_files_win),
        TEST(a_file_without_permission_is_said_clearly),
        TEST(unreadable_files_are_said_clearly),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
