#include <bepboard/canvas.h>
#include <bepboard/mem.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { DOTS_X = 2, DOTS_Y = 4, CELLS_MAX = 1000 };

static int limited(int v)
{
    return v < 0 ? 0 : v > CELLS_MAX ? CELLS_MAX : v;
}

void bb_canvas_reset(struct bb_canvas *c, int w, int h, struct bb_window window)
{
    c->w = limited(w);
    c->h = limited(h);
    c->window = window;
    size_t n = (size_t)c->w * (size_t)c->h;
    c->dots = bb_realloc(c->dots, n ? n : 1);
    c->series = bb_realloc(c->series, n ? n : 1);
    memset(c->dots, 0, n);
    memset(c->series, 0, n);
}

void bb_canvas_finish(struct bb_canvas *c)
{
    free(c->dots);
    free(c->series);
    *c = (struct bb_canvas){0};
}

void bb_canvas_dot(struct bb_canvas *c, int series, int px, int py)
{
    if (px < 0 || py < 0 || px >= c->w * DOTS_X || py >= c->h * DOTS_Y)
        return;
    size_t cell = (size_t)(py / DOTS_Y) * (size_t)c->w + (size_t)(px / DOTS_X);
    c->dots[cell] |= (uint8_t)(1u << (py % DOTS_Y * DOTS_X + px % DOTS_X));
    if (!c->series[cell] || series < c->series[cell])
        c->series[cell] = (uint8_t)series;
}

/* One border of Liang-Barsky: narrows the part [*from, *to] of the segment that is inside. */
static bool clip_border(double p, double q, double *from, double *to)
{
    if (p == 0)
        return q >= 0;
    double t = q / p;
    if (p < 0 && t > *from)
        *from = t;
    if (p > 0 && t < *to)
        *to = t;
    return *from <= *to;
}

bool bb_window_clip(struct bb_window w, double *ax, double *ay, double *bx, double *by)
{
    double dx = *bx - *ax, dy = *by - *ay, from = 0, to = 1;
    if (!isfinite(*ax) || !isfinite(*ay) || !isfinite(dx) || !isfinite(dy))
        return false;
    if (!clip_border(-dx, *ax - w.x0, &from, &to) || !clip_border(dx, w.x1 - *ax, &from, &to) ||
        !clip_border(-dy, *ay - w.y0, &from, &to) || !clip_border(dy, w.y1 - *ay, &from, &to))
        return false;
    double x = *ax, y = *ay;
    *ax = x + from * dx;
    *ay = y + from * dy;
    *bx = x + to * dx;
    *by = y + to * dy;
    return true;
}

/* The dot of a coordinate inside [lo, hi] on an axis of n dots. */
static int scaled(double v, double lo, double hi, int n)
{
    if (!(hi > lo) || n < 1)
        return 0;
    long at = lround((v - lo) / (hi - lo) * (n - 1));
    return at < 0 ? 0 : at >= n ? n - 1 : (int)at;
}

static int dot_x(const struct bb_canvas *c, double x)
{
    return scaled(x, c->window.x0, c->window.x1, c->w * DOTS_X);
}

static int dot_y(const struct bb_canvas *c, double y)
{
    return c->h * DOTS_Y - 1 - scaled(y, c->window.y0, c->window.y1, c->h * DOTS_Y);
}

static void bresenham(struct bb_canvas *c, int series, int ax, int ay, int bx, int by, int every)
{
    int dx = abs(bx - ax), dy = -abs(by - ay), sx = ax < bx ? 1 : -1, sy = ay < by ? 1 : -1, error = dx + dy;
    for (int step = 0;; step++) {
        if (step % every == 0)
            bb_canvas_dot(c, series, ax, ay);
        if (ax == bx && ay == by)
            return;
        int twice = 2 * error;
        if (twice >= dy) {
            error += dy;
            ax += sx;
        }
        if (twice <= dx) {
            error += dx;
            ay += sy;
        }
    }
}

void bb_canvas_line(struct bb_canvas *c, int series, double ax, double ay, double bx, double by, int every)
{
    if (!c->w || !c->h || !bb_window_clip(c->window, &ax, &ay, &bx, &by))
        return;
    bresenham(c, series, dot_x(c, ax), dot_y(c, ay), dot_x(c, bx), dot_y(c, by), every < 1 ? 1 : every);
}

bool bb_canvas_cell(const struct bb_canvas *c, double x, double y, int *cx, int *cy)
{
    struct bb_window w = c->window;
    if (!c->w || !c->h || !(x >= w.x0 && x <= w.x1 && y >= w.y0 && y <= w.y1))
        return false;
    *cx = dot_x(c, x) / DOTS_X;
    *cy = dot_y(c, y) / DOTS_Y;
    return true;
}

/* Our bits run along rows, braille's along columns with the fourth row appended. */
static uint32_t braille_of(uint8_t dots)
{
    static const uint8_t bits[8] = {0x01, 0x08, 0x02, 0x10, 0x04, 0x20, 0x40, 0x80};
    uint32_t cp = 0x2800;
    for (int i = 0; i < 8; i++)
        if (dots >> i & 1)
            cp += bits[i];
    return cp;
}

/* Quadrants by upper left 1, upper right 2, lower left 4, lower right 8. */
static uint32_t quadrant_of(uint8_t dots)
{
    static const uint16_t blocks[16] = {0x20,   0x2598, 0x259D, 0x2580, 0x2596, 0x258C, 0x259E, 0x259B,
                                        0x2597, 0x259A, 0x2590, 0x259C, 0x2584, 0x2599, 0x259F, 0x2588};
    int upper = (dots | dots >> 2) & 3, lower = (dots >> 4 | dots >> 6) & 3;
    return blocks[upper | lower << 2];
}

static void encode(uint32_t cp, char out[4])
{
    memset(out, 0, 4);
    if (cp < 0x80) {
        out[0] = (char)cp;
        return;
    }
    out[0] = (char)(0xE0 | cp >> 12);
    out[1] = (char)(0x80 | (cp >> 6 & 0x3F));
    out[2] = (char)(0x80 | (cp & 0x3F));
}

static void glyph(enum bb_glyph_level level, uint8_t dots, char out[4])
{
    if (level == BB_GLYPH_BRAILLE && dots)
        encode(braille_of(dots), out);
    else if (level == BB_GLYPH_BLOCKS)
        encode(quadrant_of(dots), out);
    else
        encode((uint32_t) " '.:"[(dots & 0x0F ? 1 : 0) | (dots & 0xF0 ? 2 : 0)], out);
}

void bb_canvas_draw(const struct bb_canvas *c, struct bb_grid *g, struct bb_rect clip, int x, int y,
                    enum bb_glyph_level level, const enum bb_role *roles, size_t n)
{
    for (int i = 0; i < c->w * c->h; i++) {
        if (!c->dots[i])
            continue;
        size_t series = c->series[i] ? (size_t)c->series[i] - 1 : 0;
        char s[4];
        glyph(level, c->dots[i], s);
        bb_grid_text(g, clip, x + i % c->w, y + i / c->w, n ? roles[series < n ? series : n - 1] : BB_NORMAL, s);
    }
}
