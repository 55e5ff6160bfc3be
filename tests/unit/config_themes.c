/* Themes: changed, added, counted, and readable on the ground they are made for. */
#include "config.h"

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

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(themes_can_be_changed_and_added),
        TEST(the_number_of_themes_is_limited),
        TEST(themes_are_readable),
        TEST(states_differ_without_colour),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
