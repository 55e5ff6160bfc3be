#include "pen.h"
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

const char *bb_pen_glyph(const struct bb_pen *p, enum bb_glyph g)
{
    return bb_glyph(p->glyphs, g);
}

int bb_pen_put(const struct bb_pen *p, int x, int y, enum bb_role role, const char *s)
{
    return bb_grid_text(p->grid, p->clip, x, y, role, s);
}

void bb_pen_line(const struct bb_pen *p, int x, int y, int cols, enum bb_role role, const char *fmt, ...)
{
    char *text = NULL;
    va_list args;
    va_start(args, fmt);
    int n = vasprintf(&text, fmt, args);
    va_end(args);
    if (n >= 0 && cols > 0)
        bb_grid_fit(p->grid, p->clip, x, y, cols, BB_LEFT, role, text, bb_pen_glyph(p, BB_G_ELLIPSIS));
    if (n >= 0)
        free(text);
}

struct flow {
    const struct bb_pen *pen;
    int y, rows, used;
    enum bb_role role;
    const char *last; /* the line before, while there is room for more */
    size_t last_n;
};

/* What is left out begins a sentence of its own: nothing looks cut. */
static bool ends_a_sentence(const char *line, size_t n)
{
    return n && line[n - 1] == '.';
}

static void flow_line(void *ctx, const char *s, size_t n)
{
    struct flow *f = ctx;
    const struct bb_pen *p = f->pen;
    if (p && f->used < f->rows)
        bb_pen_line(p, p->clip.x, f->y + f->used, p->clip.w, f->role, "%.*s", (int)n, s);
    else if (p && f->used == f->rows && !ends_a_sentence(f->last, f->last_n))
        bb_pen_line(p, p->clip.x, f->y + f->used - 1, p->clip.w, f->role, "%.*s%s", (int)f->last_n, f->last,
                    bb_pen_glyph(p, BB_G_ELLIPSIS));
    f->last = s;
    f->last_n = n;
    f->used++;
}

int bb_pen_flow(const struct bb_pen *p, int y, int rows, enum bb_role role, const char *text)
{
    struct flow f = {.pen = p, .y = y, .rows = rows, .role = role};
    if (p->clip.w < 1 || rows < 1)
        return 0;
    bb_text_wrap(text, p->clip.w, flow_line, &f);
    return f.used < rows ? f.used : rows;
}

int bb_pen_rows(const char *text, int cols)
{
    struct flow f = {0};
    if (cols < 1)
        return 0;
    bb_text_wrap(text, cols, flow_line, &f);
    return f.used;
}
