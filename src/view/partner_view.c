/* The partner continuum: the needle, those who scored us, how both went over time, and beside them what happened. */
#include "partner_view.h"

#include "cells.h"
#include "people_view.h"
#include "sheets.h"

#include <bepboard/talks.h>
#include <stdio.h>

enum { WHO, NOW, MOVED, ON, CAUSE, OVER_TIME };
enum { THE_NEEDLE = 1, HAPPENED, OURSELVES, STARTED, ORDER_FACTS };

/* Over time: the needle at the ends of months, somebody's scores on their days. */

struct seen_at {
    struct bb_date on;
    int64_t score;
};

static int32_t first_score(const struct bb_data *d)
{
    int32_t first = d->today;
    for (size_t i = 0; i < d->tables[BB_SCORE].n; i++) {
        const struct bb_score *s = BB_ROW(d, BB_SCORE, struct bb_score, i);
        if (s->on.precision != BB_NO_DATE && s->on.day < first)
            first = s->on.day;
    }
    return first;
}

/* At the end of each of the last twelve months, and today. */
static size_t needle_by_month(const struct bb_data *d, struct bb_arena *a, struct seen_at **out)
{
    enum { MONTHS = 12 };
    int last = bb_month_of(d->today), month = bb_month_of(first_score(d));
    size_t n = 0;
    *out = bb_arena_alloc(a, (MONTHS + 1) * sizeof **out);
    for (month = month > last - MONTHS ? month : last - MONTHS; month <= last; month++) {
        int32_t day = month < last ? bb_month_last_day(month) : d->today;
        int64_t value = bb_needle_on(d, day);
        if (value != BB_NONE)
            (*out)[n++] = (struct seen_at){{day, month < last ? BB_MONTH : BB_DAY}, value};
    }
    return n;
}

/* Sorted by day; there are few. */
static size_t scores_of(const struct bb_data *d, int64_t person, struct bb_arena *a, struct seen_at **out)
{
    const struct bb_table *t = &d->tables[BB_SCORE];
    size_t n = 0;
    *out = bb_arena_alloc(a, (t->n + 1) * sizeof **out);
    for (size_t i = 0; i < t->n; i++) {
        const struct bb_score *s = bb_table_at(t, i);
        size_t at = n;
        if (s->person != person || s->on.precision == BB_NO_DATE || s->on.day > d->today)
            continue;
        for (; at > 0 && (*out)[at - 1].on.day > s->on.day; at--)
            (*out)[at] = (*out)[at - 1];
        (*out)[at] = (struct seen_at){s->on, s->score};
        n++;
    }
    return n;
}

static size_t over_time(const struct bb_data *d, int64_t row, int kind, struct bb_arena *a, struct seen_at **out)
{
    if (kind == BB_PERSON)
        return scores_of(d, row, a, out);
    return row == sheet_row(1, THE_NEEDLE) ? needle_by_month(d, a, out) : 0;
}

/* "45 in 2026-03, 56 in 2026-08": where it changed. */
static void say_over_time(struct bb_str *out, const struct seen_at *list, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (i && list[i].score == list[i - 1].score)
            continue;
        bb_str_addf(out, "%s%lld %s ", out->n ? ", " : "", (long long)list[i].score,
                    list[i].on.precision == BB_DAY ? "on" : "in");
        bb_date_format(out, list[i].on);
    }
}

static void add_over_time(const struct bb_scene *scene, struct bb_list *l, struct bb_list_row *row)
{
    struct bb_arena arena = {0};
    struct bb_str text = {0};
    struct seen_at *list;
    size_t n = over_time(&scene->data, row->id, row->kind, &arena, &list);
    if (n)
        say_over_time(&text, list, n);
    bb_list_set(l, row, OVER_TIME, bb_str_get(&text), BB_DIM);
    bb_str_finish(&text);
    bb_arena_finish(&arena);
}

static struct bb_list_row *add_score(const struct bb_scene *scene, struct bb_list *l, int64_t id, int kind,
                                     const char *who, int64_t now, int64_t moved)
{
    struct bb_list_row *row = bb_list_add(l, id, kind);
    bb_list_set(l, row, WHO, who, kind < 0 ? BB_TITLE : BB_NORMAL);
    cell_int(l, row, NOW, now, false);
    cell_int(l, row, MOVED, moved, true);
    add_over_time(scene, l, row);
    return row;
}

static void add_ours(const struct bb_scene *scene, struct bb_list *l)
{
    const struct bb_needle *n = &scene->needle;
    struct bb_continuum c;
    bb_continuum(&scene->data, &c);
    struct bb_list_row *row = add_score(scene, l, sheet_row(1, THE_NEEDLE), -1, "The needle", n->value, n->moved);
    cell_text(l, row, CAUSE, BB_DIM, "%lld scored, from %lld to %lld; %lld not scored yet", (long long)n->scored,
              (long long)n->low, (long long)n->high, (long long)n->unscored);
    row = add_score(scene, l, sheet_row(1, HAPPENED), -1, "What happened", c.facts, BB_NONE);
    cell_text(l, row, CAUSE, BB_DIM, "six facts of %lld orders", (long long)c.orders);
    if (c.own != BB_NONE)
        add_score(scene, l, sheet_row(1, OURSELVES), -1, "How we see ourselves", c.own, BB_NONE);
    if (c.started != BB_NONE) {
        row = add_score(scene, l, sheet_row(1, STARTED), -1, "Started by ourselves", c.started, BB_NONE);
        bb_list_set(l, row, CAUSE, "% of our work: accepted proposals beside orders", BB_DIM);
    }
}

static void add_orders(const struct bb_scene *scene, struct bb_list *l)
{
    for (size_t i = 0; i < scene->data.tables[BB_ORDER].n; i++) {
        const struct bb_order *o = BB_ROW(&scene->data, BB_ORDER, struct bb_order, i);
        char text[64];
        snprintf(text, sizeof text, "Facts of %s", o->key ? o->key : "an order");
        struct bb_list_row *row =
            add_score(scene, l, sheet_row(o->row.id, ORDER_FACTS), BB_ORDER, text, bb_partner_facts(o), BB_NONE);
        cell_day(l, row, ON, o->received);
        bb_list_set(l, row, CAUSE, o->title, BB_DIM);
    }
}

void list_partner(const struct bb_scene *scene, const struct bb_look *look, struct bb_list *l)
{
    size_t n;
    (void)look;
    if (!sheet_is_for(BB_AT_TEAM, scene, l))
        return;
    bb_list_column(l, "Seen by", BB_LEFT, 26, true);
    bb_list_column(l, "Score", BB_RIGHT, 0, false);
    bb_list_column(l, "Moved", BB_RIGHT, 0, false);
    bb_list_column(l, "On", BB_LEFT, 0, false);
    bb_list_column(l, scene->data.audience >= BB_DESK ? "Cause" : "", BB_LEFT, 60, false);
    bb_list_column(l, "Over time", BB_LEFT, 0, false);
    const struct bb_seen_us *list = bb_seen_by(&scene->data, &l->arena, &n);
    if (!n)
        return;
    add_ours(scene, l);
    for (size_t i = 0; i < n; i++) {
        const struct bb_seen_us *s = &list[i];
        int64_t moved = s->before == BB_NONE ? BB_NONE : s->now - s->before;
        struct bb_list_row *row = add_score(scene, l, s->person, BB_PERSON,
                                            bb_person_label(bb_data_person(&scene->data, s->person)), s->now, moved);
        cell_day(l, row, ON, s->on);
        bb_list_set(l, row, CAUSE, s->cause, BB_DIM);
    }
    add_orders(scene, l);
}

/* From order taker to partner: each row is a line from 0 to 100 with a mark where it is and a stroke from where it was.
 */
static void draw_gauge(const struct bb_pen *p, int x, int y, int w, const struct bb_list_row *row)
{
    const struct bb_list_cell *now = &row->cells[NOW], *by = &row->cells[MOVED];
    for (int i = 0; i < w; i++)
        bb_pen_put(p, x + i, y, BB_FRAME, bb_pen_glyph(p, BB_G_DOT));
    if (!now->has_key)
        return;
    int at = (int)(now->key * (w - 1) / 100), was = by->has_key ? (int)((now->key - by->key) * (w - 1) / 100) : at;
    int from = at < was ? at : was, to = at < was ? was : at;
    for (int i = from; i < to; i++)
        bb_pen_put(p, x + i, y, BB_DIM, bb_pen_glyph(p, BB_G_HLINE));
    bb_pen_put(p, x + at, y,
               at < was   ? BB_BAD
               : at > was ? BB_GOOD
                          : BB_ACCENT,
               bb_pen_glyph(p, at < was   ? BB_G_LEFT
                               : at > was ? BB_G_RIGHT
                                          : BB_G_SERIES1));
}

/* Of the selected row: a bar for each time from 0 to 100, the same in words, and what moved it. */
static void draw_over_time(const struct bb_pen *p, int y, const struct bb_sheet_view *v)
{
    const struct bb_list_row *row = picture_selected(v);
    struct bb_arena arena = {0};
    struct bb_str line = {0};
    struct seen_at *list;
    size_t n = row ? over_time(&v->scene->data, row->id, row->kind, &arena, &list) : 0;
    if (n) {
        bb_str_addf(&line, "%s  ", row->cells[WHO].text);
        for (size_t i = 0; i < n; i++)
            bb_str_add(&line, bb_glyph_eighth(p->glyphs, 1 + (int)(list[i].score * 7 / 100)));
        bb_str_addf(&line, "  %s", row->cells[OVER_TIME].text);
        y += bb_pen_flow(p, y, 2, BB_NORMAL, bb_str_get(&line));
    }
    if (row)
        bb_pen_flow(p, y, p->clip.y + p->clip.h - y, BB_DIM, row->cells[CAUSE].text);
    bb_str_finish(&line);
    bb_arena_finish(&arena);
}

void draw_partner(struct bb_grid *g, struct bb_rect r, const struct bb_sheet_view *v)
{
    enum { NAME = 24, NUMBER = 5, BY = 6, LEFT = 2 + NAME + NUMBER + BY + 2, HEAD = 1, FOOT = 4, FOOT_FROM = 12 };
    struct bb_pen p = {g, r, v->look->glyphs};
    int w = r.w - LEFT - 2, shown = r.h - HEAD - (r.h >= FOOT_FROM ? FOOT : 0);
    if (w < 10 || shown < 1)
        return;
    size_t top = picture_top(v, shown);
    bb_pen_line(&p, r.x + LEFT, r.y, w, BB_DIM, "0 order taker");
    bb_pen_line(&p, r.x + LEFT + w - 11, r.y, 11, BB_DIM, "partner 100");
    for (int i = 0; i < shown && top + (size_t)i < v->list->n; i++) {
        const struct bb_list_row *row = &v->list->rows[top + (size_t)i];
        int y = r.y + HEAD + i;
        enum bb_role role = picture_row(g, r, v, top + (size_t)i, y);
        bb_pen_line(&p, r.x + 2, y, NAME, role, "%s", row->cells[WHO].text);
        bb_pen_line(&p, r.x + 2 + NAME, y, NUMBER, BB_NORMAL, "%4s", row->cells[NOW].text);
        bb_pen_line(&p, r.x + 2 + NAME + NUMBER, y, BY, BB_DIM, "%5s", row->cells[MOVED].text);
        draw_gauge(&p, r.x + LEFT, y, w, row);
    }
    if (r.h >= FOOT_FROM) {
        struct bb_pen foot = {g, {r.x + 1, r.y + r.h - FOOT + 1, r.w - 2, FOOT - 1}, v->look->glyphs};
        draw_over_time(&foot, foot.clip.y, v);
    }
}

void arithmetic_needle(const struct bb_scene *scene, struct bb_str *out)
{
    const struct bb_needle *n = &scene->needle;
    if (n->value == BB_NONE) {
        bb_str_add(out, "Partner needle: nobody has scored us yet\n");
        return;
    }
    struct bb_arena arena = {0};
    size_t count;
    int64_t sum = 0, weight = 0;
    const struct bb_seen_us *list = bb_seen_by(&scene->data, &arena, &count);
    bb_str_addf(out,
                "Partner needle: %lld = mean of the latest score of %lld people, each weighted by power (1 where it is "
                "not known):\n",
                (long long)n->value, (long long)n->scored);
    for (size_t i = 0; i < count; i++) {
        const struct bb_person *p = bb_data_person(&scene->data, list[i].person);
        int64_t power = p->power == BB_NONE ? 1 : p->power;
        sum += power * list[i].now;
        weight += power;
        bb_str_addf(out, "%s: %lld x %lld = %lld\n", bb_person_label(p), (long long)power, (long long)list[i].now,
                    (long long)(power * list[i].now));
    }
    bb_str_addf(out, "Together: %lld / %lld = %lld\n", (long long)sum, (long long)weight, (long long)n->value);
    if (n->moved != BB_NONE)
        bb_str_addf(out,
                    "Moved: %+lld in 30 days, reckoned from those alone who had scored us by then; a first score moves "
                    "the needle, but nobody has moved.\n",
                    (long long)n->moved);
    bb_arena_finish(&arena);
}

void arithmetic_partner(const struct bb_scene *scene, struct bb_str *out)
{
    struct bb_continuum c;
    bb_continuum(&scene->data, &c);
    arithmetic_needle(scene, out);
    for (size_t i = 0; i < scene->data.tables[BB_ORDER].n; i++) {
        const struct bb_order *o = BB_ROW(&scene->data, BB_ORDER, struct bb_order, i);
        bb_str_addf(out, "%s: %lld\n", o->key ? o->key : "an order", (long long)bb_partner_facts(o));
    }
    if (c.facts != BB_NONE)
        bb_str_addf(
            out,
            "What happened: %lld = mean over %lld orders of how many of six facts are true: invited before the "
            "solution was fixed, outcome named, diagnosis made, diagnosis accepted, result measured, credited.\n",
            (long long)c.facts, (long long)c.orders);
    if (c.started != BB_NONE)
        bb_str_addf(out,
                    "Started by ourselves: %lld %% = accepted proposals of ours / (orders + accepted proposals).\n",
                    (long long)c.started);
    bb_str_add(out, "All of it is our own arithmetic, not a standard.\n");
}
