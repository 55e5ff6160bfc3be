/* Composition: where the panes of a screen are, and what each draws. */
#include "cells.h"
#include "chrome.h"
#include "lists.h"

#include <bepboard/key.h>
#include <bepboard/text.h>
#include <stdio.h>
#include <string.h>

struct frame {
    struct bb_grid *g;
    const struct bb_scene *scene;
    struct bb_view_state *s;
    const struct bb_look *look;
    const struct bb_chrome *chrome;
    bool narrow; /* one pane at a time */
};

static const char *key_of(const struct frame *f, enum bb_action a, char *out, size_t size)
{
    int32_t key = f->chrome->keys ? f->chrome->keys->keys[a][0] : 0;
    bb_key_name(key, f->look->glyphs == BB_GLYPH_ASCII, out, size);
    return key ? out : NULL;
}

/* Titles. */

static const char *curve_name(const struct frame *f)
{
    const struct bb_curves *c = &f->scene->curves;
    const struct bb_curve *shown = f->s->curve < c->n ? &c->list[f->s->curve] : NULL;
    if (shown && shown->unit && shown->name)
        return shown->name;
    return f->scene->data.partial ? "those shown, others are hidden" : "everybody";
}

static void add_name(struct bb_str *out, const struct frame *f, enum bb_pane p, int list)
{
    if (list >= BB_LIST_SHEETS)
        bb_str_add(out, bb_sheets(&(int){0})[list - BB_LIST_SHEETS].title);
    else if (list == BB_LIST_CURVE)
        bb_str_addf(out, "Figures: %s", curve_name(f));
    else if (list == BB_LIST_PEOPLE)
        bb_str_add(out, "People");
    else if (list == BB_LIST_GROUPS)
        bb_str_add(out, "Groups");
    else if (p == BB_PANE_MAP && f->scene->data.audience == BB_ROOM)
        bb_str_add(out, "Map: groups");
    else if (p == BB_PANE_MAP)
        bb_str_addf(out, "Map: power %s %s", f->look->glyphs == BB_GLYPH_ASCII ? "x" : "×",
                    f->s->axes == BB_MAP_STANCE ? "stance" : "interest");
    else if (p == BB_PANE_CURVE)
        bb_str_addf(out, "Adoption: %s", f->s->segments ? "by segment" : curve_name(f));
    else
        bb_str_add(out, p == BB_PANE_LIST ? bb_screen_def(f->s->screen)->title : bb_pane_title(p));
}

static void add_attention_count(struct bb_str *out, const struct bb_attention_list *l)
{
    bb_str_addf(out, " (%zu", l->holding);
    if (l->put_off)
        bb_str_addf(out, ", %zu put off", l->put_off);
    bb_str_add(out, ")");
}

static void pane_title(struct bb_str *out, const struct frame *f, enum bb_pane p)
{
    int list = view_pane_list(f->s, p);
    add_name(out, f, p, list);
    if (list < 0)
        return;
    const struct bb_list *l = bb_view_list(f->scene, f->s, f->look, (enum bb_list_kind)list);
    if (list == BB_LIST_HISTORY && f->scene->history_of)
        bb_str_add(out, f->scene->history_of);
    if (f->s->lists[list].filter[0])
        bb_str_addf(out, " (%zu of %zu match \"%s\")", l->n, l->total, f->s->lists[list].filter);
    else if (list == BB_LIST_PEOPLE && f->scene->data.people_total > (int64_t)l->n)
        bb_str_addf(out, " (first %zu of %lld)", l->n, (long long)f->scene->data.people_total);
    else if (list == BB_LIST_ATTENTION)
        add_attention_count(out, &f->scene->attention);
    else if (list != BB_LIST_4S && list != BB_LIST_INDEX)
        bb_str_addf(out, " (%zu)", l->n);
    size_t marked = bb_view_marked_rows(&f->s->lists[list]);
    if (marked)
        bb_str_addf(out, ", %zu marked", marked);
}

/* Where one pane fills the screen, its title says which of how many it is, and the key that leads to the next. */
static void draw_other_panes(const struct frame *f, struct bb_rect line, int after)
{
    int n, at = 0;
    char key[24], text[96];
    const enum bb_pane *panes = bb_view_panes(f->s, &n);
    if (n < 2 || !f->chrome->keys || !key_of(f, BB_ACT_NEXT_PANE, key, sizeof key))
        return;
    while (at + 1 < n && panes[at] != f->s->focus)
        at++;
    struct bb_str next = {0};
    enum bb_pane to = panes[(at + 1) % n];
    add_name(&next, f, to, view_pane_list(f->s, to));
    snprintf(text, sizeof text, " %d of %d, %s: %.48s ", at + 1, n, key, bb_str_get(&next));
    bb_str_finish(&next);
    int width = bb_text_width(text);
    if (after + width < line.w)
        bb_grid_text(f->g, line, line.x + line.w - width, line.y, BB_DIM, text);
}

static struct bb_rect draw_title(const struct frame *f, struct bb_rect r, enum bb_pane p, bool focused)
{
    struct bb_rect line = {r.x, r.y, r.w, 1};
    struct bb_str title = {0};
    bb_str_addc(&title, ' ');
    pane_title(&title, f, p);
    bb_grid_fill(f->g, line, BB_FRAME, bb_glyph(f->look->glyphs, BB_G_HLINE));
    int width = bb_text_width(bb_str_get(&title)) + 1;
    bb_grid_fit(f->g, line, r.x, r.y, width > r.w ? r.w : width, BB_LEFT, focused ? BB_ACCENT : BB_TITLE,
                bb_str_get(&title), bb_glyph(f->look->glyphs, BB_G_ELLIPSIS));
    bb_grid_hit(f->g, r, BB_HIT_PANE, p);
    if (f->narrow)
        draw_other_panes(f, line, width + 1);
    bb_str_finish(&title);
    return (struct bb_rect){r.x, r.y + 1, r.w, r.h - 1};
}

/* Panes. */

/* The row of a list that stands for a changed record, 0 when it shows no such records. */
static int64_t changed_row(enum bb_list_kind kind, const struct bb_changed *c)
{
    if (kind == BB_LIST_4S && c->entity == BB_ITEM)
        return bb_tree_id(BB_TREE_ITEM, c->id, 0);
    if (kind == BB_LIST_4S && c->entity == BB_ORDER)
        return bb_tree_id(BB_TREE_ORDER, c->id, 0);
    bool listed = (kind == BB_LIST_PEOPLE && c->entity == BB_PERSON) ||
                  (kind == BB_LIST_ORDERS && c->entity == BB_ORDER) || (kind == BB_LIST_UNITS && c->entity == BB_UNIT);
    int n, sheet = (int)kind - BB_LIST_SHEETS;
    listed |= sheet >= 0 && bb_sheets(&n)[sheet].entity == (int)c->entity;
    return listed ? c->id : 0;
}

/* With room to spare the attention list explains its selected entry: its figures, and what the rule watches. */
static struct bb_rect draw_reason(const struct frame *f, struct bb_rect r)
{
    enum { REASON = 4, ROOM_FROM = 14 };
    const struct bb_attention *a = attention_entry(f->scene, f->s->lists[BB_LIST_ATTENTION].cursor.id);
    if (!a || r.h < ROOM_FROM)
        return r;
    struct bb_pen p = {f->g, {r.x + 2, r.y, r.w > 4 ? r.w - 4 : 1, r.h}, f->look->glyphs};
    int y = r.y + r.h - REASON;
    bb_pen_flow(&p, y, 1, BB_NORMAL, a->why);
    bb_pen_flow(&p, y + 1, REASON - 1, BB_DIM, a->rule->meaning);
    r.h -= REASON + 1;
    return r;
}

/* Whom the list selects by itself nobody has chosen. */
static void settle_person(struct bb_view_state *s, int64_t id)
{
    s->chosen = s->chosen && s->person == id;
    s->person = id;
}

static void draw_list_pane(const struct frame *f, struct bb_rect r, enum bb_pane p, enum bb_list_kind kind,
                           bool focused)
{
    struct bb_list_state *ls = &f->s->lists[kind];
    struct bb_list *l = bb_view_list(f->scene, f->s, f->look, kind);
    struct bb_list_view v = {.look = *f->look,
                             .focused = focused,
                             .sort = ls->sort,
                             .descending = ls->descending,
                             .header =
                                 kind != BB_LIST_4S && kind != BB_LIST_INDEX && (kind != BB_LIST_ATTENTION || r.h > 8),
                             .hit = BB_HIT_ROW + (int)p,
                             .numbered = f->look->projector};
    int64_t changed[BB_CHANGED_MAX];
    for (size_t i = 0; i < f->s->changed_n; i++) {
        int64_t row = changed_row(kind, &f->s->changed[i]);
        if (row)
            changed[v.changed_n++] = row;
    }
    v.changed = changed;
    v.marked = ls->marked;
    v.marked_n = ls->marked_n;
    if (kind == BB_LIST_ATTENTION && bb_list_settle(l, &ls->cursor))
        r = draw_reason(f, r);
    if (kind == BB_LIST_INDEX)
        ls->cursor.id = bb_view_sheet(f->s) + 1;
    if (kind == BB_LIST_PEOPLE && f->s->person)
        ls->cursor.id = f->s->person;
    if ((int)kind >= BB_LIST_SHEETS && bb_list_settle(l, &ls->cursor))
        r = row_in_full(f->g, r, l, &l->rows[ls->cursor.index], &v);
    bb_list_draw(f->g, r, l, &ls->cursor, &v);
    if (kind == BB_LIST_PEOPLE)
        settle_person(f->s, l->n ? ls->cursor.id : 0);
}

/* What the last import of ties could not place is said where the map is read. */
static const struct bb_import *unknown_ties(const struct bb_data *d)
{
    const struct bb_import *last = NULL;
    for (size_t i = 0; i < d->tables[BB_IMPORT].n; i++) {
        const struct bb_import *imp = BB_ROW(d, BB_IMPORT, struct bb_import, i);
        if (imp->noun && strcmp(imp->noun, "ties") == 0)
            last = imp;
    }
    return last && last->unknown > 0 ? last : NULL;
}

static void draw_map(const struct frame *f, struct bb_rect r, bool focused, bool full)
{
    char add[24], edit[24], text[160];
    const struct bb_import *imp = unknown_ties(&f->scene->data);
    if (imp && r.h > 3) {
        snprintf(text, sizeof text, "%s %lld of %lld ties name unknown people", bb_glyph(f->look->glyphs, BB_G_WARNING),
                 (long long)imp->unknown, (long long)imp->read);
        bb_grid_fit(f->g, r, r.x, r.y + r.h - 1, r.w, BB_LEFT, BB_WARN, text, bb_glyph(f->look->glyphs, BB_G_ELLIPSIS));
        r.h--;
    }
    struct bb_map_view v = {.data = &f->scene->data,
                            .thresholds = f->scene->thresholds,
                            .words = f->scene->words,
                            .look = *f->look,
                            .axes = f->s->axes,
                            .selected = f->s->person,
                            .focused = focused,
                            .full = full,
                            .hit = BB_HIT_MARK,
                            .key_add = key_of(f, BB_ACT_ADD, add, sizeof add),
                            .key_edit = key_of(f, BB_ACT_EDIT, edit, sizeof edit),
                            .layout = &f->s->map};
    bb_map_draw(f->g, r, &v);
}

static void draw_curve(const struct frame *f, struct bb_rect r, bool focused)
{
    char add[24], segment[24];
    struct bb_curve_view v = {.data = &f->scene->data,
                              .curves = &f->scene->curves,
                              .thresholds = f->scene->thresholds,
                              .words = f->scene->words,
                              .look = *f->look,
                              .shown = f->s->curve,
                              .segments = f->s->segments,
                              .focused = focused,
                              .key_add = key_of(f, BB_ACT_ADD, add, sizeof add),
                              .key_segment = key_of(f, BB_ACT_SEGMENT, segment, sizeof segment)};
    bb_curve_draw(f->g, r, &v);
}

/* The picture of a sheet, when it has one and something to show. */
static bool draw_picture(const struct frame *f, struct bb_rect r, enum bb_pane p, int kind, bool focused)
{
    const struct bb_sheet *sheet = &bb_sheets(&(int){0})[kind - BB_LIST_SHEETS];
    struct bb_list_cursor *c = &f->s->lists[kind].cursor;
    struct bb_list *l = bb_view_list(f->scene, f->s, f->look, (enum bb_list_kind)kind);
    if (!sheet->draw || f->s->table[BB_PANE_LIST] || !l->n)
        return false;
    bb_list_settle(l, c);
    struct bb_sheet_view v = {.scene = f->scene,
                              .look = f->look,
                              .list = l,
                              .selected = c->id,
                              .person = f->s->chosen ? f->s->person : 0,
                              .marked = f->s->lists[kind].marked_n ? f->s->lists[kind].marked[0] : 0,
                              .focused = focused,
                              .hit = BB_HIT_ROW + (int)p};
    sheet->draw(f->g, r, &v);
    return true;
}

static void draw_pane(const struct frame *f, struct bb_rect r, enum bb_pane p, bool full)
{
    bool focused = f->s->focus == p;
    if (r.w < 1 || r.h < 1)
        return;
    r = draw_title(f, r, p, focused);
    int list = view_pane_list(f->s, p);
    if (list >= BB_LIST_SHEETS && draw_picture(f, r, p, list, focused))
        return;
    if (list >= 0)
        draw_list_pane(f, r, p, (enum bb_list_kind)list, focused);
    else if (p == BB_PANE_MAP)
        draw_map(f, r, focused, full);
    else
        draw_curve(f, r, focused);
}

/* Where the panes are. */

static void rule(const struct frame *f, int x, int y, int h)
{
    bb_grid_fill(f->g, (struct bb_rect){x, y, 1, h}, BB_FRAME, bb_glyph(f->look->glyphs, BB_G_VLINE));
}

static void draw_side_by_side(const struct frame *f, struct bb_rect r, const enum bb_pane *panes, int n)
{
    int x = r.x;
    for (int i = 0; i < n; i++) {
        int w = (r.w - (n - 1)) / n + (i < (r.w - (n - 1)) % n ? 1 : 0);
        draw_pane(f, (struct bb_rect){x, r.y, w, r.h}, panes[i], false);
        x += w;
        if (i < n - 1)
            rule(f, x++, r.y, r.h);
    }
}

static void draw_board(const struct frame *f, struct bb_rect r, const enum bb_pane *panes)
{
    int attention = r.h / 4 < 6 ? 6 : r.h / 4 > 12 ? 12 : r.h / 4;
    draw_side_by_side(f, (struct bb_rect){r.x, r.y, r.w, r.h - attention}, panes, 3);
    draw_pane(f, (struct bb_rect){r.x, r.y + r.h - attention, r.w, attention}, panes[3], false);
}

static void draw_stacked(const struct frame *f, struct bb_rect r, const enum bb_pane *panes, int top)
{
    draw_pane(f, (struct bb_rect){r.x, r.y, r.w, top}, panes[0], true);
    draw_pane(f, (struct bb_rect){r.x, r.y + top, r.w, r.h - top}, panes[1], false);
}

/* The list of orders is as long as it has to be, and leaves the greater part to the openings. */
static int orders_height(const struct frame *f, int h)
{
    enum { TITLES = 2, LEAST = 5 };
    int rows = (int)bb_view_list(f->scene, f->s, f->look, BB_LIST_ORDERS)->n + TITLES;
    rows = rows > h / 2 ? h / 2 : rows;
    return rows < LEAST ? LEAST : rows;
}

static void draw_index_beside(const struct frame *f, struct bb_rect r)
{
    enum { NARROW = 24, WIDE = 28, WIDE_FROM = 100 };
    int index = r.w < WIDE_FROM ? NARROW : WIDE;
    draw_pane(f, (struct bb_rect){r.x, r.y, index, r.h}, BB_PANE_INDEX, false);
    rule(f, r.x + index, r.y, r.h);
    draw_pane(f, (struct bb_rect){r.x + index + 1, r.y, r.w - index - 1, r.h}, BB_PANE_LIST, false);
}

static void draw_body(const struct frame *f, struct bb_rect r)
{
    enum { SIDE_BY_SIDE = 110 };
    int n;
    const enum bb_pane *panes = bb_view_panes(f->s, &n);
    if (f->narrow || f->s->zoom || n == 1)
        draw_pane(f, r, f->s->focus, true);
    else if (f->s->screen == BB_SCREEN_BOARD)
        draw_board(f, r, panes);
    else if (panes[0] == BB_PANE_INDEX)
        draw_index_beside(f, r);
    else if (f->s->screen == BB_SCREEN_ADOPTION)
        draw_stacked(f, r, panes, r.h * 3 / 5);
    else if (r.w >= SIDE_BY_SIDE)
        draw_side_by_side(f, r, panes, n);
    else if (f->s->screen == BB_SCREEN_ORDERS)
        draw_stacked(f, r, panes, orders_height(f, r.h));
    else
        draw_pane(f, r, f->s->focus, true);
}

static void settle_focus(struct bb_view_state *s)
{
    int n;
    const enum bb_pane *panes = bb_view_panes(s, &n);
    for (int i = 0; i < n; i++)
        if (panes[i] == s->focus)
            return;
    s->focus = panes[0];
}

static void settle_selection(const struct bb_scene *scene, struct bb_view_state *s)
{
    if (s->person && !bb_data_person(&scene->data, s->person))
        s->person = 0;
    if (s->curve >= scene->curves.n)
        s->curve = 0;
    /* Segments that were counted while nobody counted the whole: they are what there is to see. */
    if (s->curve == 0 && scene->curves.n > 1 && scene->curves.list[0].n == 0)
        s->segments = true;
}

static void draw_too_small(struct bb_grid *g, int w, int h)
{
    char text[128];
    struct bb_rect all = {0, 0, w, h};
    snprintf(text, sizeof text, "%dx%d is too small:", w, h);
    bb_grid_text(g, all, 0, 0, BB_NORMAL, text);
    snprintf(text, sizeof text, "at least %dx%d,", BB_LEAST_W, BB_LEAST_H);
    bb_grid_text(g, all, 0, 1, BB_NORMAL, text);
    snprintf(text, sizeof text, "best from %dx%d. q quits", BB_FULL_W, BB_FULL_H);
    bb_grid_text(g, all, 0, 2, BB_NORMAL, text);
    g->cursor_x = g->cursor_y = 0;
}

/* Before the room: what the client agreed to show beside what everybody may see. */
static struct bb_rect draw_lowered(const struct frame *f, struct bb_rect r)
{
    enum { MOST = 3 };
    struct bb_str text = {0};
    bb_agreement_words(&text, f->scene->data.agreement, BB_OPEN);
    if (text.n) {
        struct bb_str line = {0};
        bb_str_addf(&line, "Shown by agreement: %s", text.s);
        struct bb_pen p = {f->g, {r.x + 1, r.y, r.w > 2 ? r.w - 2 : 1, r.h}, f->look->glyphs};
        int rows = bb_pen_flow(&p, r.y, MOST, BB_ROOM_BANNER, bb_str_get(&line));
        r.y += rows;
        r.h -= rows;
        bb_str_finish(&line);
    }
    bb_str_finish(&text);
    return r;
}

void bb_view_draw(struct bb_grid *g, int w, int h, const struct bb_scene *scene, struct bb_view_state *s,
                  const struct bb_look *look, const struct bb_chrome *chrome)
{
    struct frame f = {
        .g = g, .scene = scene, .s = s, .look = look, .chrome = chrome, .narrow = w < BB_FULL_W || h < BB_FULL_H};
    bb_grid_reset(g, w, h);
    s->groups = scene->data.audience == BB_ROOM;
    settle_focus(s);
    settle_selection(scene, s);
    if (w < BB_LEAST_W || h < BB_LEAST_H) {
        draw_too_small(g, w, h);
        return;
    }
    struct bb_rect body = {0, 0, w, h};
    if (!chrome->plain) {
        chrome_header(g, (struct bb_rect){0, 0, w, 1}, scene, s, look, chrome);
        body = (struct bb_rect){0, 1, w, h - 2};
    }
    if (s->screen == BB_SCREEN_BOARD && !f.narrow && !s->zoom) {
        chrome_strip(g, (struct bb_rect){0, body.y, w, 1}, scene, look);
        body.y++;
        body.h--;
    }
    if (scene->data.audience == BB_ROOM && scene->data.agreement)
        body = draw_lowered(&f, body);
    draw_body(&f, body);
    if (!chrome->plain)
        chrome_bottom(g, (struct bb_rect){0, h - 1, w, 1}, scene, s, look, chrome);
}
