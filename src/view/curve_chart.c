#include "curve_chart.h"
#include "curve_words.h"
#include <bepboard/canvas.h>
#include <bepboard/ticks.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { BANDS_FROM = 64, BANDS_WIDTH = 16, CHASM = 160, EVER = 1, NOW = 2, NEAR = 3 };

/* Rogers' cumulative ends; a band lies below its line, the last one above all lines. */
static const int64_t lines[] = {25, CHASM, 500, 840};
enum { LINES = sizeof lines / sizeof *lines };

/* The chart divided: everything in cells of the grid. */
struct frame {
    const struct bb_chart *chart;
    struct bb_pen pen;
    struct bb_rect plot;
    int gutter, bands, strip, axis, labels; /* columns left and right of the plot; rows below it */
    double top;                             /* value at the upper edge */
    struct bb_window window;
    struct bb_canvas canvas;
};

static int least(int a, int b)
{
    return a < b ? a : b;
}

static double whole_of(const struct bb_curve *c)
{
    return c->shares ? 1 : c->population;
}

static double top_of(const struct bb_curve *c)
{
    double top = whole_of(c) > 0 ? whole_of(c) : 0;
    for (size_t i = 0; i < c->n; i++) {
        top = fmax(top, c->points[i].ever);
        top = fmax(top, c->points[i].now);
    }
    return top > 0 && isfinite(top) ? top : 1;
}

static void value_label(const struct frame *f, double v, struct bb_str *out)
{
    bool shares = f->chart->curve->shares;
    if (shares)
        bb_str_addf(out, "%.0f%%", v * 100);
    else
        bb_str_addf(out, v == floor(v) ? "%.0f" : "%.1f", v);
}

static int widest_label(const struct frame *f, const struct bb_ticks *t)
{
    int widest = 1;
    for (int i = 0; i < t->n; i++) {
        struct bb_str s = {0};
        value_label(f, t->first + t->step * i, &s);
        widest = (int)s.n > widest ? (int)s.n : widest;
        bb_str_finish(&s);
    }
    return widest;
}

static struct bb_ticks ticks_of(const struct frame *f, int rows)
{
    bool shares = f->chart->curve->shares;
    return bb_ticks_nice(0, f->top, least(rows / 3 + 2, 11), !shares);
}

static void set_window(struct frame *f)
{
    const struct bb_curve *c = f->chart->curve;
    double first = c->points[0].on.day, last = c->points[c->n - 1].on.day, today = f->chart->view->data->today;
    /* Today belongs to the picture unless the data are an old story. */
    if (today > last && today - last <= fmax((last - first) / 2, 45))
        last = today;
    if (last <= first) {
        first -= 15;
        last += 15;
    }
    f->window = (struct bb_window){first, last, 0, f->top};
}

static void divide(struct frame *f, const struct bb_chart *chart)
{
    struct bb_rect r = chart->pen.clip;
    f->chart = chart;
    f->pen = chart->pen;
    f->top = top_of(chart->curve);
    f->strip = chart->small || r.h < 10 ? 0 : r.h < 14 ? 1 : r.h < 24 ? 2 : 3;
    f->axis = r.h >= 7;
    f->labels = r.h >= 5;
    int rows = r.h - f->strip - f->axis - f->labels;
    struct bb_ticks t = ticks_of(f, rows);
    f->gutter = r.w >= 20 ? least(widest_label(f, &t) + 1, r.w / 2) : 0;
    f->bands = !chart->small && r.w >= BANDS_FROM && whole_of(chart->curve) > 0 ? BANDS_WIDTH : 0;
    f->plot = (struct bb_rect){r.x + f->gutter, r.y, r.w - f->gutter - f->bands, rows};
    set_window(f);
    bb_canvas_reset(&f->canvas, f->plot.w, f->plot.h, f->window);
}

static int row_of(const struct frame *f, double v)
{
    int x, y;
    return bb_canvas_cell(&f->canvas, f->window.x0, v, &x, &y) ? f->plot.y + y : -1;
}

static int column_of(const struct frame *f, double day)
{
    int x, y;
    return bb_canvas_cell(&f->canvas, day, 0, &x, &y) ? f->plot.x + x : -1;
}

static double line_value(const struct frame *f, int64_t per_mille)
{
    const struct bb_curve *c = f->chart->curve;
    return c->shares ? (double)per_mille / 1000 : (double)bb_rogers_line(c->population, per_mille);
}

static void draw_lines(const struct frame *f)
{
    for (int i = 0; i < LINES && whole_of(f->chart->curve) > 0; i++) {
        int y = row_of(f, line_value(f, lines[i]));
        bool chasm = lines[i] == CHASM;
        if (y < 0 || (!chasm && f->plot.h < 8))
            continue;
        bb_grid_fill(f->pen.grid, (struct bb_rect){f->plot.x, y, f->plot.w, 1}, chasm ? BB_WARN : BB_FRAME,
                     bb_pen_glyph(&f->pen, chasm ? BB_G_HLINE : BB_G_DOT));
    }
}

static void draw_today(const struct frame *f)
{
    int x = column_of(f, f->chart->view->data->today);
    if (x < 0)
        return;
    for (int y = 0; y < f->plot.h; y++)
        bb_pen_put(&f->pen, x, f->plot.y + y, BB_INFO, bb_pen_glyph(&f->pen, BB_G_VDOTS));
    if (f->plot.w >= 16 && f->plot.h >= 4)
        bb_pen_put(&f->pen, x - f->plot.x >= 6 ? x - 6 : x + 1, f->plot.y, BB_INFO, "today");
}

static double figure_of(const struct bb_point *p, int series)
{
    return series == EVER ? p->ever : p->now;
}

static void plot_series(struct frame *f, int series)
{
    const struct bb_curve *c = f->chart->curve;
    const struct bb_point *before = NULL;
    for (size_t i = 0; i < c->n; i++) {
        const struct bb_point *p = &c->points[i];
        double v = figure_of(p, series);
        if (isnan(v))
            continue;
        const struct bb_point *from = before ? before : p;
        bb_canvas_line(&f->canvas, series, from->on.day, figure_of(from, series), p->on.day, v, series);
        before = p;
    }
}

/* Marks make the series tell apart without colour, where there is room between the samples. */
static void draw_series_marks(const struct frame *f, int series)
{
    const struct bb_curve *c = f->chart->curve;
    if ((size_t)f->plot.w < c->n * NEAR)
        return;
    for (size_t i = 0; i < c->n; i++) {
        const struct bb_point *p = &c->points[i];
        double v = figure_of(p, series);
        int x, y;
        if ((series == NOW && v == p->ever) || !bb_canvas_cell(&f->canvas, p->on.day, v, &x, &y))
            continue;
        bb_pen_put(&f->pen, f->plot.x + x, f->plot.y + y, series == EVER ? BB_SERIES1 : BB_SERIES2,
                   bb_pen_glyph(&f->pen, series == EVER ? BB_G_SERIES1 : BB_G_SERIES2));
    }
}

/* True if no dots lie in this row of the plot from column x on. */
static bool is_clear(const struct frame *f, int x, int y, int w)
{
    for (int i = x - 1; i <= x + w; i++)
        if (i >= 0 && i < f->canvas.w && f->canvas.dots[y * f->canvas.w + i])
            return false;
    return x + w < f->canvas.w;
}

/* On the line, where the curve leaves room; in fewer words where it leaves little. */
static void draw_chasm_name(const struct frame *f)
{
    static const char *const forms[] = {"chasm line ", "chasm ", ""};
    double v = line_value(f, CHASM);
    int y = whole_of(f->chart->curve) > 0 ? row_of(f, v) : -1;
    bool done = y < 0;
    for (size_t i = 0; i < sizeof forms / sizeof *forms && !done; i++) {
        struct bb_str s = {0};
        bb_str_add(&s, forms[i]);
        value_label(f, v, &s);
        for (int x = 1; x < f->plot.w - (int)s.n && !done; x++) {
            done = is_clear(f, x, y - f->plot.y, (int)s.n);
            if (done)
                bb_pen_put(&f->pen, f->plot.x + x, y, BB_WARN, bb_str_get(&s));
        }
        bb_str_finish(&s);
    }
}

static void draw_y_axis(const struct frame *f)
{
    struct bb_ticks t = ticks_of(f, f->plot.h);
    if (!f->gutter)
        return;
    for (int y = 0; y < f->plot.h; y++)
        bb_pen_put(&f->pen, f->plot.x - 1, f->plot.y + y, BB_FRAME, bb_pen_glyph(&f->pen, BB_G_VLINE));
    for (int i = 0; i < t.n; i++) {
        struct bb_str s = {0};
        value_label(f, t.first + t.step * i, &s);
        bb_grid_fit(f->pen.grid, f->pen.clip, f->plot.x - f->gutter, row_of(f, t.first + t.step * i), f->gutter - 1,
                    BB_RIGHT, BB_DIM, bb_str_get(&s), "~");
        bb_str_finish(&s);
    }
}

static enum bb_precision finest_of(const struct bb_curve *c)
{
    int32_t finest = BB_YEAR;
    for (size_t i = 0; i < c->n; i++)
        finest = c->points[i].on.precision < finest ? c->points[i].on.precision : finest;
    return (enum bb_precision)finest;
}

static void draw_x_axis(const struct frame *f)
{
    struct bb_day_tick ticks[BB_TICKS_MAX];
    int n = bb_ticks_days((int32_t)f->window.x0, (int32_t)f->window.x1, f->plot.w, finest_of(f->chart->curve), ticks);
    int y = f->plot.y + f->plot.h, below = y + f->axis + f->strip, right = f->plot.x + f->plot.w;
    for (int x = f->plot.x; f->axis && x < right; x++)
        bb_pen_put(&f->pen, x, y, BB_FRAME, bb_pen_glyph(&f->pen, BB_G_HLINE));
    if (f->axis && f->gutter)
        bb_pen_put(&f->pen, f->plot.x - 1, y, BB_FRAME, bb_pen_glyph(&f->pen, BB_G_BOTTOM_LEFT));
    for (int i = 0; i < n; i++) {
        int x = column_of(f, ticks[i].day), w = (int)strlen(ticks[i].label);
        if (f->axis)
            bb_pen_put(&f->pen, x, y, BB_FRAME, bb_pen_glyph(&f->pen, BB_G_TEE_DOWN));
        x = x - w / 2 < f->plot.x - f->gutter ? f->plot.x - f->gutter : x - w / 2;
        x = x + w > right + f->bands ? right + f->bands - w : x;
        if (f->labels)
            bb_pen_put(&f->pen, x, below, BB_DIM, ticks[i].label);
    }
}

/* New adopters as bars from the axis' dates downwards in rows of eighths; several samples in a column add up. */
static void draw_strip(const struct frame *f)
{
    const struct bb_curve *c = f->chart->curve;
    double *sums = bb_alloc((size_t)f->plot.w * sizeof *sums), most = 0;
    for (size_t i = 0; i < c->n; i++) {
        int x = column_of(f, c->points[i].on.day) - f->plot.x;
        double v = bb_curve_new(c, i);
        if (x < 0 || x >= f->plot.w || !(v > 0))
            continue;
        sums[x] += v;
        most = fmax(most, sums[x]);
    }
    int bottom = f->plot.y + f->plot.h + f->axis + f->strip - 1;
    for (int x = 0; x < f->plot.w && most > 0; x++) {
        int eighths = (int)ceil(sums[x] / most * 8 * f->strip);
        for (int row = 0; row < f->strip && eighths > 0; row++, eighths -= 8)
            bb_pen_put(&f->pen, f->plot.x + x, bottom - row, BB_SERIES3,
                       bb_glyph_eighth(f->pen.glyphs, least(eighths, 8)));
    }
    if (f->gutter >= 4)
        bb_pen_put(&f->pen, f->plot.x - 4, bottom, BB_DIM, "new");
    free(sums);
}

/* Right of the plot: each line's share and number, and between them the category that ends there. */
static void draw_bands(const struct frame *f)
{
    int x = f->plot.x + f->plot.w, below = f->plot.y + f->plot.h;
    for (int i = 0; i < LINES; i++) {
        int y = row_of(f, line_value(f, lines[i]));
        struct bb_str s = {0};
        value_label(f, line_value(f, lines[i]), &s);
        bb_pen_line(&f->pen, x, y, f->bands, lines[i] == CHASM ? BB_WARN : BB_DIM, " %g %%%s%s", (double)lines[i] / 10,
                    f->chart->curve->shares ? "" : " = ", f->chart->curve->shares ? "" : bb_str_get(&s));
        bb_str_finish(&s);
    }
    for (int i = 0; i <= LINES; i++) {
        int from = i ? row_of(f, line_value(f, lines[i - 1])) : below;
        int to = i < LINES ? row_of(f, line_value(f, lines[i])) : f->plot.y - 1;
        int y = (from + to + 1) / 2;
        if (from - to >= 2)
            bb_pen_line(&f->pen, x + 1, y, f->bands - 1, BB_DIM, "%s",
                        bb_word(f->chart->view->words, &bb_categories, i, f->chart->view->data->audience));
    }
}

static void put_cursor(const struct frame *f)
{
    const struct bb_curve *c = f->chart->curve;
    int x, y;
    if (!f->chart->view->focused || f->chart->small ||
        !bb_canvas_cell(&f->canvas, c->points[c->n - 1].on.day, bb_curve_adopted(&c->points[c->n - 1]), &x, &y))
        return;
    f->pen.grid->cursor_x = f->plot.x + x;
    f->pen.grid->cursor_y = f->plot.y + y;
}

void bb_chart_draw(const struct bb_chart *chart)
{
    static const enum bb_role roles[] = {BB_SERIES1, BB_SERIES2};
    struct frame f = {0};
    divide(&f, chart);
    draw_lines(&f);
    draw_today(&f);
    plot_series(&f, EVER);
    plot_series(&f, NOW);
    bb_canvas_draw(&f.canvas, f.pen.grid, f.pen.clip, f.plot.x, f.plot.y, f.pen.glyphs, roles, 2);
    draw_chasm_name(&f);
    draw_series_marks(&f, NOW);
    draw_series_marks(&f, EVER);
    draw_y_axis(&f);
    draw_x_axis(&f);
    if (f.strip)
        draw_strip(&f);
    if (f.bands)
        draw_bands(&f);
    put_cursor(&f);
    bb_canvas_finish(&f.canvas);
}
