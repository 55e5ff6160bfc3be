/* What frames every screen: header, the strip of figures, the last line with hints, messages or a prompt. */
#include "chrome.h"

#include <bepboard/key.h>
#include <bepboard/text.h>
#include <stdio.h>

static const char *face(enum bb_audience a)
{
    return a == BB_ROOM ? " ROOM " : a == BB_AT_TEAM ? " TEAM " : NULL;
}

static int right_part(struct bb_grid *g, struct bb_rect line, const struct bb_scene *scene, const struct bb_chrome *c)
{
    struct bb_str s = {0};
    if (c->read_only)
        bb_str_add(&s, "read-only  ");
    if (c->others && line.w >= 100)
        bb_str_addf(&s, "%d other%s here  ", c->others, c->others == 1 ? "" : "s");
    bb_date_format(&s, bb_date_of(scene->data.today));
    if (c->user && line.w >= 100)
        bb_str_addf(&s, "  %s", c->user);
    int width = bb_text_width(bb_str_get(&s)) + 1;
    bb_grid_text(g, line, line.x + line.w - width, line.y, BB_BAR, bb_str_get(&s));
    bb_str_finish(&s);
    return width;
}

static void screen_tabs(struct bb_grid *g, struct bb_rect line, int x, const struct bb_view_state *s,
                        const struct bb_chrome *c)
{
    char name[16], tab[64];
    for (int i = 0; i < BB_SCREEN_COUNT; i++) {
        int32_t key = c->keys ? c->keys->keys[BB_ACT_SCREEN_BOARD + i][0] : 0;
        bb_key_name(key, true, name, sizeof name);
        snprintf(tab, sizeof tab, " %s%s%s ", key ? name : "", key ? " " : "", bb_screen_def((enum bb_screen)i)->title);
        int width = bb_text_width(tab);
        if (x + width > line.x + line.w)
            return;
        bb_grid_text(g, line, x, line.y, (int)s->screen == i ? BB_ACCENT : BB_BAR, tab);
        bb_grid_hit(g, (struct bb_rect){x, line.y, width, 1}, BB_HIT_SCREEN, i);
        x += width;
    }
}

static int tabs_width(const struct bb_chrome *c)
{
    int width = 0;
    for (int i = 0; i < BB_SCREEN_COUNT; i++)
        width += bb_text_width(bb_screen_def((enum bb_screen)i)->title) + (c->keys ? 4 : 2);
    return width;
}

void chrome_header(struct bb_grid *g, struct bb_rect line, const struct bb_scene *scene, const struct bb_view_state *s,
                   const struct bb_look *look, const struct bb_chrome *c)
{
    const struct bb_engagement *e = scene->data.engagement;
    struct bb_str title = {0};
    bb_grid_fill(g, line, BB_BAR, " ");
    int room = line.w - right_part(g, line, scene, c) - 2, x = line.x;
    const char *banner = face(scene->data.audience);
    if (banner) {
        bb_grid_text(g, line, x, line.y, BB_ROOM_BANNER, banner);
        x += bb_text_width(banner);
        room -= bb_text_width(banner);
    }
    bb_str_addf(&title, " %s", e && e->name ? e->name : "bepboard");
    if (e && e->client && line.w >= 140)
        bb_str_addf(&title, " %s %s", bb_glyph(look->glyphs, BB_G_HLINE), e->client);
    int tabs = tabs_width(c), width = bb_text_width(bb_str_get(&title));
    /* The name gives way first, then tabs fall off at the end. */
    if (width > room - tabs - 1)
        width = room - tabs - 1 > 12 ? room - tabs - 1 : width < 12 ? width : 12;
    bb_grid_fit(g, line, x, line.y, width, BB_LEFT, BB_BAR, bb_str_get(&title), bb_glyph(look->glyphs, BB_G_ELLIPSIS));
    struct bb_rect part = {line.x, line.y, line.x + room, 1};
    screen_tabs(g, part, x + width + 1, s, c);
    bb_str_finish(&title);
}

/* The strip: figures that open their arithmetic on a key. */

static void add_needle(struct bb_str *s, const struct bb_scene *scene, const struct bb_look *look)
{
    const struct bb_needle *n = &scene->needle;
    if (n->value == BB_NONE) {
        bb_str_add(s, "Partner: nobody scored yet");
        return;
    }
    bb_str_addf(s, "Partner %lld", (long long)n->value);
    if (n->before != BB_NONE && n->before != n->value)
        bb_str_addf(s, " %s%lld in 30 days", bb_glyph(look->glyphs, n->value > n->before ? BB_G_UP : BB_G_DOWN),
                    (long long)(n->value > n->before ? n->value - n->before : n->before - n->value));
}

static void add_adoption(struct bb_str *s, const struct bb_scene *scene)
{
    const struct bb_curve *c = scene->curves.n ? &scene->curves.list[0] : NULL;
    if (!c || !c->n || c->shares)
        return;
    const struct bb_point *p = &c->points[c->n - 1];
    double value = p->now == p->now ? p->now : p->ever;
    bb_str_addf(s, "Adopted %.0f", value);
    if (c->population == c->population && c->population > 0)
        bb_str_addf(s, " of %.0f (%.0f %%)", c->population, 100 * value / c->population);
}

void chrome_strip(struct bb_grid *g, struct bb_rect line, const struct bb_scene *scene, const struct bb_look *look)
{
    const struct bb_coalition *c = &scene->coalition;
    struct bb_str s = {0};
    bb_str_addc(&s, ' ');
    if (scene->data.audience >= BB_AT_TEAM && c->stakeholders) {
        add_needle(&s, scene, look);
        bb_str_addf(&s, "   Coalition %+lld of %+lld wanted   ", (long long)c->now, (long long)c->wanted);
        if (line.w >= 110)
            bb_str_addf(&s, "Power %lld: %lld in support, %lld resisting   ", (long long)c->power,
                        (long long)c->power_support, (long long)c->power_resisting);
    }
    add_adoption(&s, scene);
    bb_grid_fit(g, line, line.x, line.y, line.w, BB_LEFT, BB_NORMAL, bb_str_get(&s),
                bb_glyph(look->glyphs, BB_G_ELLIPSIS));
    bb_str_finish(&s);
}

/* The last line. */

static const enum bb_action hints_for[BB_PANE_COUNT][8] = {
    [BB_PANE_4S] = {BB_ACT_TOGGLE, BB_ACT_ADD, BB_ACT_EDIT, BB_ACT_OPEN, BB_ACT_ZOOM, BB_ACT_NEXT_PANE, BB_ACT_UNDO,
                    BB_ACT_COUNT},
    [BB_PANE_MAP] = {BB_ACT_OPEN, BB_ACT_EDIT, BB_ACT_AXES, BB_ACT_TABLE, BB_ACT_ZOOM, BB_ACT_CONVERSATION,
                     BB_ACT_NEXT_PANE, BB_ACT_COUNT},
    [BB_PANE_CURVE] = {BB_ACT_SEGMENT, BB_ACT_TABLE, BB_ACT_ADD, BB_ACT_ZOOM, BB_ACT_NEXT_PANE, BB_ACT_COUNT},
    [BB_PANE_ATTENTION] = {BB_ACT_OPEN, BB_ACT_FILTER, BB_ACT_ZOOM, BB_ACT_NEXT_PANE, BB_ACT_COUNT},
    [BB_PANE_LIST] = {BB_ACT_OPEN, BB_ACT_ADD, BB_ACT_EDIT, BB_ACT_FILTER, BB_ACT_SORT, BB_ACT_UNDO, BB_ACT_NEXT_PANE,
                      BB_ACT_COUNT},
};

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

void chrome_bottom(struct bb_grid *g, struct bb_rect line, const struct bb_view_state *s, const struct bb_look *look,
                   const struct bb_chrome *c)
{
    bool ascii = look->glyphs == BB_GLYPH_ASCII;
    bb_grid_fill(g, line, BB_BAR, " ");
    if (c->prompt) {
        bb_grid_text(g, line, line.x + 1, line.y, BB_INPUT, c->prompt);
        g->cursor_x = line.x + 1 + bb_text_width(c->prompt);
        g->cursor_y = line.y;
        return;
    }
    /* Help comes first so that it is never the one that is cut. */
    int x = line.x + 1;
    int help = hint(g, line, x, BB_ACT_HELP, c, ascii);
    x += help;
    if (c->message) {
        bb_grid_fit(g, line, x, line.y, line.x + line.w - x, BB_LEFT, c->error ? BB_ERROR : BB_BAR, c->message,
                    bb_glyph(look->glyphs, BB_G_ELLIPSIS));
        return;
    }
    for (int i = 0; i < 8 && hints_for[s->focus][i] != BB_ACT_COUNT; i++)
        x += hint(g, line, x, hints_for[s->focus][i], c, ascii);
    hint(g, line, x, BB_ACT_PALETTE, c, ascii);
}
