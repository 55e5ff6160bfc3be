/* The adoption curve as a pane: one chart or several small ones, and words. */
#include "curve_chart.h"
#include "curve_words.h"
#include <math.h>
#include <string.h>

enum { CHART_W = 20, CHART_H = 6, SMALL_MOST = 4 };

static const char *name_of(const struct bb_curve *c)
{
    return c->unit ? c->name ? c->name : "?" : "everybody";
}

static void title_words(struct bb_str *out, const struct bb_curve *c)
{
    bb_str_add(out, name_of(c));
    if (!c->n)
        return;
    const struct bb_point *p = &c->points[c->n - 1];
    double whole = c->shares ? 1 : c->population;
    bb_str_add(out, ": ");
    if (isnan(p->ever)) {
        bb_str_add(out, "not known");
        return;
    }
    bb_curve_figure(out, c, p->ever);
    if (!c->shares && whole > 0)
        bb_str_addf(out, " of %.0f (%.1f %%)", whole, p->ever * 100 / whole);
}

/* Everything there is to say in a line or two when there is no room for a chart. */
static void draw_tiny(const struct bb_pen *p, const struct bb_curve *c)
{
    double top = c->shares ? 1 : c->population > 0 ? c->population : 0;
    int w = p->clip.w;
    struct bb_str s = {0};
    for (size_t i = 0; i < c->n; i++)
        top = fmax(top, c->points[i].ever);
    for (int x = 0; x < w && top > 0 && p->clip.h > 1; x++) {
        size_t i = c->n <= (size_t)w ? (size_t)x : (size_t)x * c->n / (size_t)w;
        if (i < c->n && !isnan(c->points[i].ever))
            bb_pen_put(p, p->clip.x + x, p->clip.y, BB_SERIES1,
                       bb_glyph_eighth(p->glyphs, (int)ceil(c->points[i].ever / top * 8)));
    }
    title_words(&s, c);
    bb_pen_flow(p, p->clip.y + (p->clip.h > 1), p->clip.h - (p->clip.h > 1), BB_NORMAL, bb_str_get(&s));
    bb_str_finish(&s);
}

static int legend_entry(const struct bb_pen *p, int x, enum bb_role role, const char *mark, const struct bb_curve *c,
                        const char *word, double v)
{
    struct bb_str s = {0};
    if (isnan(v))
        return x;
    bb_str_addf(&s, " %s ", word);
    bb_curve_figure(&s, c, v);
    int end = x + 1 + bb_text_width(bb_str_get(&s));
    if (end <= p->clip.x + p->clip.w) {
        bb_pen_put(p, x, p->clip.y, role, mark);
        bb_pen_put(p, x + 1, p->clip.y, BB_NORMAL, bb_str_get(&s));
    }
    bb_str_finish(&s);
    return end + 2;
}

static void draw_legend(const struct bb_pen *p, const struct bb_curve *c)
{
    const struct bb_point *last = &c->points[c->n - 1];
    int x = p->clip.x;
    struct bb_str title = {0};
    title_words(&title, c);
    x = legend_entry(p, x, BB_SERIES1, bb_pen_glyph(p, BB_G_SERIES1), c, "ever", last->ever);
    x = legend_entry(p, x, BB_SERIES2, bb_pen_glyph(p, BB_G_SERIES2), c, "now", last->now);
    x = legend_entry(p, x, BB_SERIES3, bb_glyph_eighth(p->glyphs, 4), c, "new", bb_curve_new(c, c->n - 1));
    int room = p->clip.x + p->clip.w - x;
    if (room >= bb_text_width(bb_str_get(&title)))
        bb_grid_fit(p->grid, p->clip, x, p->clip.y, room, BB_RIGHT, BB_DIM, bb_str_get(&title), "~");
    bb_str_finish(&title);
}

static void add_words(struct bb_str *out, const struct bb_curve_view *v, const struct bb_curve *c)
{
    bb_curve_stall_words(out, c, v->thresholds);
    if (out->n)
        bb_str_add(out, "\n");
    bb_curve_access_words(out, c);
    if (!c->shares && !(c->population > 0))
        bb_str_add(out, "\nNobody said how many are expected to adopt: no lines without a population.");
}

static void draw_single(const struct bb_pen *p, const struct bb_curve_view *v, const struct bb_curve *c)
{
    struct bb_rect r = p->clip;
    if (r.w < CHART_W || r.h < CHART_H) {
        draw_tiny(p, c);
        return;
    }
    struct bb_str words = {0};
    add_words(&words, v, c);
    int rows = bb_pen_rows(bb_str_get(&words), r.w), most = r.h < 8 ? 1 : r.h / 4;
    rows = rows < most ? rows : most;
    struct bb_chart chart = {.pen = *p, .view = v, .curve = c};
    chart.pen.clip = (struct bb_rect){r.x, r.y + 1, r.w, r.h - 1 - rows};
    draw_legend(p, c);
    bb_chart_draw(&chart);
    bb_pen_flow(p, r.y + r.h - rows, rows, BB_NORMAL, bb_str_get(&words));
    bb_str_finish(&words);
}

/* Indices of the curves with points that are shown small; returns how many. */
static size_t choose_small(const struct bb_curve_view *v, const struct bb_curve *out[SMALL_MOST])
{
    size_t n = 0;
    for (size_t i = v->shown ? v->shown : 1; i < v->curves->n && n < SMALL_MOST; i++)
        if (v->curves->list[i].n)
            out[n++] = &v->curves->list[i];
    return n;
}

static void draw_small(const struct bb_pen *p, const struct bb_curve_view *v, const struct bb_curve *c)
{
    struct bb_str s = {0};
    if (p->clip.w < 12 || p->clip.h < 5) {
        draw_tiny(p, c);
        return;
    }
    title_words(&s, c);
    bb_pen_line(p, p->clip.x, p->clip.y, p->clip.w, BB_TITLE, "%s", bb_str_get(&s));
    struct bb_chart chart = {.pen = *p, .view = v, .curve = c, .small = true};
    chart.pen.clip.y++;
    chart.pen.clip.h--;
    bb_chart_draw(&chart);
    bb_str_finish(&s);
}

static void draw_segments(const struct bb_pen *p, const struct bb_curve_view *v, const struct bb_curve **list, size_t n)
{
    struct bb_rect r = p->clip;
    int columns = r.w >= 2 * CHART_W && n > 1 ? 2 : 1, rows = ((int)n + columns - 1) / columns;
    for (int i = 0; i < (int)n; i++) {
        int x = i % columns * r.w / columns, y = i / columns * r.h / rows;
        int right = (i % columns + 1) * r.w / columns, bottom = (i / columns + 1) * r.h / rows;
        struct bb_pen pen = *p;
        pen.clip = (struct bb_rect){r.x + x, r.y + y, right - x - (columns > 1 && i % columns == 0), bottom - y};
        if (pen.clip.w > 0 && pen.clip.h > 0)
            draw_small(&pen, v, list[i]);
    }
}

static size_t curves_with_points(const struct bb_curves *c)
{
    size_t n = 0;
    for (size_t i = 0; c && c->list && i < c->n; i++)
        n += c->list[i].n > 0;
    return n;
}

static void draw_empty(const struct bb_pen *p, const struct bb_curve_view *v, const struct bb_curve *c)
{
    size_t others = curves_with_points(v->curves);
    struct bb_str s = {0};
    if (others)
        bb_str_addf(&s, "No samples for %s yet; %zu %s some.\n%s shows another segment, %s adds a sample.",
                    c ? name_of(c) : "this", others, others == 1 ? "segment has" : "segments have",
                    v->key_segment ? v->key_segment : "s", v->key_add ? v->key_add : "a");
    else
        bb_str_addf(&s,
                    "Here grows the adoption curve: how many work the new way, counted from time to time.\n"
                    "%s adds the first sample; bepboard import samples FILE brings many.",
                    v->key_add ? v->key_add : "a");
    bb_pen_flow(p, p->clip.y, p->clip.h, BB_DIM, bb_str_get(&s));
    bb_str_finish(&s);
}

void bb_curve_draw(struct bb_grid *g, struct bb_rect r, const struct bb_curve_view *v)
{
    struct bb_pen p = {g, bb_rect_clip(r, (struct bb_rect){0, 0, g->w, g->h}), v->look.glyphs};
    const struct bb_curve *small[SMALL_MOST], *c = NULL;
    if (!p.clip.w || !p.clip.h)
        return;
    if (v->curves && v->shown < v->curves->n)
        c = &v->curves->list[v->shown];
    size_t n = v->segments && v->curves ? choose_small(v, small) : 0;
    if (n)
        draw_segments(&p, v, small, n);
    else if (c && c->n)
        draw_single(&p, v, c);
    else
        draw_empty(&p, v, c);
}
