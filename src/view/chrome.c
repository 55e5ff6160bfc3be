/* What frames every screen: header, the strip of figures, the last line with hints, messages or a prompt. */
#include "chrome.h"

#include <bepboard/key.h>
#include <bepboard/text.h>
#include <stdio.h>

static const char *face(enum bb_audience a, int columns)
{
    enum { WORDS = 110 };
    if (a == BB_ROOM)
        return columns >= WORDS ? " ROOM: safe to show " : " ROOM ";
    if (a == BB_AT_TEAM)
        return columns >= WORDS ? " TEAM: not for the room " : " TEAM ";
    return NULL;
}

/* The day that is looked back at. */
static void past_words(const struct bb_scene *scene, int columns, struct bb_str *out)
{
    enum { WORDS = 110 };
    if (!scene->data.past)
        return;
    bb_str_add(out, " AS OF ");
    bb_date_format(out, bb_date_of(scene->data.today));
    bb_str_add(out, columns >= WORDS ? ": only to look at " : " ");
}

/* One of the signs at the left end; returns its columns. */
static int sign(struct bb_grid *g, struct bb_rect line, int x, enum bb_role role, const char *words)
{
    if (!words || !*words)
        return 0;
    bb_grid_text(g, line, x, line.y, role, words);
    return bb_text_width(words);
}

/* On a narrow line the date gives way to what is more pressing. */
static int right_part(struct bb_grid *g, struct bb_rect line, const struct bb_scene *scene, const struct bb_chrome *c)
{
    enum { WITH_USER_FROM = 100 };
    struct bb_str s = {0};
    if (c->note)
        bb_str_addf(&s, "%s  ", c->note);
    if (c->read_only && !scene->data.past)
        bb_str_add(&s, c->viewer ? "viewer  " : "read-only  ");
    if (c->others && line.w >= WITH_USER_FROM)
        bb_str_addf(&s, "%d other%s here  ", c->others, c->others == 1 ? "" : "s");
    bool room = (!c->read_only && scene->data.audience > BB_AT_TEAM) || line.w >= WITH_USER_FROM;
    if (room && !scene->data.past)
        bb_date_format(&s, bb_date_of(scene->data.today));
    if (c->user && line.w >= WITH_USER_FROM && scene->data.audience != BB_ROOM)
        bb_str_addf(&s, "  %s", c->user);
    int width = bb_text_width(bb_str_get(&s)) + 1;
    bb_grid_text(g, line, line.x + line.w - width, line.y, BB_BAR, bb_str_get(&s));
    bb_str_finish(&s);
    return width;
}

/* Tabs: with air around them, side by side, with short names, or their keys alone but for the open one. */
enum tabs { TABS_WIDE, TABS_TIGHT, TABS_SHORT, TABS_KEYS, TABS_COUNT };

/* In the order of their keys. */
static const enum bb_screen tab_order[BB_SCREEN_COUNT] = {BB_SCREEN_BOARD,    BB_SCREEN_ORDERS, BB_SCREEN_PEOPLE,
                                                          BB_SCREEN_ADOPTION, BB_SCREEN_PLAN,   BB_SCREEN_REGISTERS,
                                                          BB_SCREEN_HISTORY,  BB_SCREEN_UNITS};

static void tab_text(struct bb_str *out, enum bb_screen screen, enum tabs how, bool open, const struct bb_chrome *c)
{
    char name[24];
    int32_t key = c->keys ? c->keys->keys[BB_ACT_SCREEN_BOARD + (int)screen][0] : 0;
    bool title = how != TABS_KEYS || open;
    bb_str_clear(out);
    bb_key_name(key, true, name, sizeof name);
    bb_str_addf(out, "%s%s%s%s%s", how == TABS_WIDE ? " " : "", key ? name : "",
                key && title && how != TABS_SHORT ? " " : "",
                !title              ? ""
                : how == TABS_SHORT ? bb_screen_def(screen)->tab
                                    : bb_screen_def(screen)->title,
                how == TABS_WIDE ? " " : "");
}

/* Draws the tabs from x on, or only measures them when g is NULL; returns their columns. */
static int draw_tabs(struct bb_grid *g, struct bb_rect line, int x, enum tabs how, const struct bb_view_state *s,
                     const struct bb_chrome *c)
{
    struct bb_str text = {0};
    int start = x;
    for (int i = 0; i < BB_SCREEN_COUNT; i++) {
        bool open = s->screen == tab_order[i];
        tab_text(&text, tab_order[i], how, open, c);
        int width = bb_text_width(bb_str_get(&text));
        if (width == 0 || x + width > line.x + line.w)
            continue;
        if (g) {
            bb_grid_text(g, line, x, line.y, open ? BB_ACCENT : BB_BAR, bb_str_get(&text));
            bb_grid_hit(g, (struct bb_rect){x, line.y, width, 1}, BB_HIT_SCREEN, tab_order[i]);
        }
        x += width + (how == TABS_WIDE ? 0 : 1);
    }
    bb_str_finish(&text);
    return x - start;
}

void chrome_header(struct bb_grid *g, struct bb_rect line, const struct bb_scene *scene, const struct bb_view_state *s,
                   const struct bb_look *look, const struct bb_chrome *c)
{
    enum { WITH_CLIENT_FROM = 140, NAME_LEAST = 10 };
    const struct bb_engagement *e = scene->data.engagement;
    struct bb_str title = {0}, past = {0};
    bb_grid_fill(g, line, BB_BAR, " ");
    int room = line.w - right_part(g, line, scene, c) - 1, x = line.x, how = TABS_WIDE, tabs = 0;
    past_words(scene, line.w, &past);
    x += sign(g, line, x, BB_ROOM_BANNER, face(scene->data.audience, line.w));
    x += sign(g, line, x, BB_PAST_BANNER, bb_str_get(&past));
    room -= x - line.x;
    bb_str_finish(&past);
    bb_str_addf(&title, " %s", e && e->name ? e->name : "bepboard");
    if (e && e->client && line.w >= WITH_CLIENT_FROM)
        bb_str_addf(&title, " %s %s", bb_glyph(look->glyphs, BB_G_HLINE), e->client);
    int width = bb_text_width(bb_str_get(&title)), least = width < NAME_LEAST ? width : NAME_LEAST;
    for (how = TABS_WIDE; how < TABS_COUNT; how++) {
        tabs = draw_tabs(NULL, (struct bb_rect){0, 0, 1000, 1}, 0, (enum tabs)how, s, c);
        if (tabs + (how == TABS_WIDE ? width : least) + 1 <= room)
            break;
    }
    /* Then the name gives way. */
    least = tabs < room - 1 ? room - tabs - 1 : 0;
    width = width > least ? least : width;
    if (width > 0)
        bb_grid_fit(g, line, x, line.y, width, BB_LEFT, BB_BAR, bb_str_get(&title),
                    bb_glyph(look->glyphs, BB_G_ELLIPSIS));
    draw_tabs(g, (struct bb_rect){line.x, line.y, x - line.x + room, 1}, x + (width > 0 ? width : 0) + 1,
              how < TABS_COUNT ? (enum tabs)how : TABS_KEYS, s, c);
    bb_str_finish(&title);
}

/* The strip: figures that open their arithmetic on a key. With less room they say less. */

enum strip { STRIP_FULL, STRIP_NO_POWER, STRIP_NO_SPAN, STRIP_SHORT, STRIP_COUNT };

static void add_needle(struct bb_str *s, const struct bb_scene *scene, const struct bb_look *look, enum strip how)
{
    const struct bb_needle *n = &scene->needle;
    if (n->value == BB_NONE) {
        bb_str_add(s, "Partner: nobody scored yet");
        return;
    }
    bb_str_addf(s, "Partner %lld", (long long)n->value);
    if (n->moved != BB_NONE && n->moved)
        bb_str_addf(s, " %s%lld%s", bb_glyph(look->glyphs, n->moved > 0 ? BB_G_UP : BB_G_DOWN),
                    (long long)(n->moved > 0 ? n->moved : -n->moved), how < STRIP_NO_SPAN ? " in 30 days" : "");
}

static void add_adoption(struct bb_str *s, const struct bb_scene *scene)
{
    const struct bb_curve *c = scene->curves.n ? &scene->curves.list[0] : NULL;
    if (!c || !c->n || c->shares)
        return;
    const struct bb_point *p = &c->points[c->n - 1];
    double value = p->now == p->now ? p->now : p->ever;
    bb_str_addf(s, "%sAdopted %.0f", s->n > 1 ? "   " : "", value);
    if (c->population == c->population && c->population > 0)
        bb_str_addf(s, " of %.0f (%.0f %%)", c->population, 100 * value / c->population);
    if (scene->data.partial)
        bb_str_add(s, ", others hidden");
}

/* CSAT speaks for all figures where there is one; else it is told how many are seen rosier than they are. */
static void add_kpi_gap(struct bb_str *s, const struct bb_scene *scene, enum strip how)
{
    const struct bb_kpi_gap *k = &scene->kpi_gap;
    if (!k->both)
        return;
    bb_str_add(s, s->n > 1 ? "   KPI gap " : "KPI gap ");
    if (k->csat == BB_NONE)
        bb_str_addf(s, "%lld of %lld rosy", (long long)k->rosy, (long long)k->both);
    else
        bb_str_addf(s, "%+.0f%s", (double)k->csat / (double)BB_MILLION, how < STRIP_SHORT ? " CSAT" : "");
}

static void strip_text(struct bb_str *s, const struct bb_scene *scene, const struct bb_look *look, enum strip how)
{
    const struct bb_coalition *c = &scene->coalition;
    bb_str_clear(s);
    bb_str_addc(s, ' ');
    if (scene->data.audience >= BB_AT_TEAM && c->stakeholders) {
        add_needle(s, scene, look, how);
        bb_str_addf(s, "   Coalition %+lld of %+lld%s", (long long)c->now, (long long)c->wanted,
                    how < STRIP_SHORT ? " wanted" : "");
        if (how < STRIP_NO_POWER)
            bb_str_addf(s, "   Power %lld: %lld in support, %lld resisting", (long long)c->power,
                        (long long)c->power_support, (long long)c->power_resisting);
    }
    add_adoption(s, scene);
    add_kpi_gap(s, scene, how);
}

void chrome_strip(struct bb_grid *g, struct bb_rect line, const struct bb_scene *scene, const struct bb_look *look)
{
    struct bb_str s = {0};
    for (int how = STRIP_FULL; how < STRIP_COUNT; how++) {
        strip_text(&s, scene, look, (enum strip)how);
        if (bb_text_width(bb_str_get(&s)) <= line.w)
            break;
    }
    bb_grid_fit(g, line, line.x, line.y, line.w, BB_LEFT, BB_NORMAL, bb_str_get(&s),
                bb_glyph(look->glyphs, BB_G_ELLIPSIS));
    bb_str_finish(&s);
}

/* The last line. */

static int hint(struct bb_grid *g, struct bb_rect line, int x, enum bb_action a, const struct bb_chrome *c, bool ascii)
{
    const struct bb_action_def *def = bb_action_def(a);
    char key[24];
    int32_t code = c->keys ? c->keys->keys[a][0] : 0;
    if (!def->hint || !code)
        return 0;
    bb_key_name(code, ascii, key, sizeof key);
    int width = bb_text_width(key) + 1 + bb_text_width(def->hint) + 2;
    if (x + width > line.x + line.w)
        return 0;
    int used = bb_grid_text(g, line, x, line.y, BB_KEY_CAP, key);
    bb_grid_text(g, line, x + used + 1, line.y, BB_BAR, def->hint);
    bb_grid_hit(g, (struct bb_rect){x, line.y, width - 1, 1}, BB_HIT_ACTION, a);
    return width;
}

void chrome_bottom(struct bb_grid *g, struct bb_rect line, const struct bb_scene *scene, const struct bb_view_state *s,
                   const struct bb_look *look, const struct bb_chrome *c)
{
    bool ascii = look->glyphs == BB_GLYPH_ASCII;
    bb_grid_fill(g, line, BB_BAR, " ");
    if (c->prompt) {
        bb_grid_text(g, line, line.x + 1, line.y, BB_BAR, c->prompt);
        return;
    }
    /* Help comes first so that it is never the one that is cut. */
    int x = line.x + 1;
    if (!c->hints)
        x += hint(g, line, x, BB_ACT_HELP, c, ascii);
    if (c->message) {
        bb_grid_fit(g, line, x, line.y, line.x + line.w - x, BB_LEFT, c->error ? BB_ERROR : BB_BAR, c->message,
                    bb_glyph(look->glyphs, BB_G_ELLIPSIS));
        return;
    }
    if (c->hints) {
        bb_grid_fit(g, line, line.x + 1, line.y, line.w - 1, BB_LEFT, BB_BAR, c->hints,
                    bb_glyph(look->glyphs, BB_G_ELLIPSIS));
        return;
    }
    enum bb_action offered[BB_HINTS_MAX];
    int n = bb_view_hints(scene, s, c->read_only, offered);
    for (int i = 0; i < n; i++)
        x += hint(g, line, x, offered[i], c, ascii);
    hint(g, line, x, BB_ACT_PALETTE, c, ascii);
}
