/* What a team sees when it changes the configuration: what holds, and what is said about mistakes. */
#include "config.h"

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
    for (size_t i = 0; i < c->checklist.n; i++)
        n[c->checklist.list[i].of]++;
    for (int o = 0; o < BB_OPPORTUNITY_COUNT; o++)
        assert_in_range(n[o], 4, 5);
}

static void every_duty_has_points_to_agree_on(void **state)
{
    const struct bb_config *c = &((struct state *)*state)->config;
    int n[BB_DUTY_COUNT] = {0};
    for (size_t i = 0; i < c->words.duty_points.n; i++)
        n[c->words.duty_points.list[i].of]++;
    for (int i = 0; i < BB_DUTY_COUNT; i++)
        assert_in_range(n[i], 3, 4);
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
                             "checklist: {sure: [Did we listen?]}\ncharter: {monitoring: [Who looks?]}\n"
                             "keys: {zoom: K, redo: [ctrl-y, Y], suspend: []}\n"));
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
    assert_string_equal(s->config.checklist.list[s->config.checklist.n - 1].text, "Did we listen?");
    assert_int_equal(s->config.checklist.list[s->config.checklist.n - 2].of, BB_SURPRISE);
    const struct bb_prompts *points = &s->config.words.duty_points;
    assert_string_equal(points->list[points->n - 1].text, "Who looks?");
    assert_int_equal(points->list[points->n - 2].of, BB_DUTY_TRAINING);
    assert_int_equal(bb_keymap_action(&s->config.keys, 'K'), BB_ACT_ZOOM);
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

static void clashing_keys_are_an_error_with_line(void **state)
{
    struct state *s = *state;
    assert_false(read_text(s, "keys:\n  zoom: z\n  sort: u\n  copy: [f8, f9]\n  filter: f9\n"));
    assert_int_equal(s->findings.n, 2);
    assert_said(s, 0, BB_FATAL,
                "team.yaml:3:9: the key u is already used by undo; give that action another key too\n"
                "      sort: u\n            ^");
    assert_said(s, 1, BB_FATAL,
                "team.yaml:5:11: the key F9 is already used by copy in line 4\n      filter: f9\n              ^");
    assert_int_equal(bb_keymap_action(&s->config.keys, 'u'), BB_ACT_UNDO);
    assert_int_equal(bb_keymap_action(&s->config.keys, 's'), BB_ACT_SORT);
    assert_true(read_text(s, "keys: {sort: u, undo: s}"));
    assert_int_equal(bb_keymap_action(&s->config.keys, 'u'), BB_ACT_SORT);
    assert_false(read_text(s, "keys: {help: []}"));
    assert_contains(s->findings.list[0].text, "help needs at least one key");
    assert_false(read_text(s, "keys: {zoom: [A, B, C, D, E, F, H]}"));
    assert_contains(s->findings.list[0].text, "6 keys at most");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_defaults_are_clean_and_complete),
        TEST(every_key_of_every_set_has_a_word),
        TEST(every_opportunity_has_four_or_five_prompts),
        TEST(every_duty_has_points_to_agree_on),
        TEST(every_option_stands_in_the_default_file),
        TEST(default_keys_come_from_the_action_table),
        TEST(settings_hold),
        TEST(empty_files_and_sections_are_fine),
        TEST(every_error_of_a_file_is_shown_at_once),
        TEST(unknown_keys_only_warn),
        TEST(the_caret_counts_columns),
        TEST(clashing_keys_are_an_error_with_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
