/* The editors' rows: wrapping, scrolling, drawing, and the way back from a cell to the text. */
#include "edit_rows.h"
#include <bepboard/text.h>

enum { TYPICAL_COLS = 80 };

/* A row of the screen: the text from start to end; the next row starts at `next`, behind a line end or at once. */
struct row {
    size_t start, end, next;
    bool last;
};

/* Appends what a cluster looks like; returns its columns. */
static int look(struct bb_str *out, const char *s, size_t n)
{
    size_t before = out->n;
    bb_text_safe(out, s, n, false);
    return bb_text_width_n(bb_str_get(out) + before, out->n - before);
}

static int look_width(const char *s, size_t n)
{
    if (n == 1 && s[0] >= ' ' && s[0] < 0x7F)
        return 1;
    struct bb_str safe = {0};
    int width = look(&safe, s, n);
    bb_str_finish(&safe);
    return width;
}

/* Columns that text of several lines may fill: one is kept for the cursor behind the last character. */
static int wrap_cols(const struct bb_edit *e)
{
    int cols = (e->cols > 0 ? e->cols : TYPICAL_COLS) - 1;
    return cols > 0 ? cols : 1;
}

/* The row that starts at an offset. Spaces never start a new row: they hang over the edge. */
static struct row row_from(const struct bb_edit *e, size_t start)
{
    const char *s = bb_str_get(&e->text);
    size_t at = start, after_space = 0, n = e->text.n;
    int width = 0, most = wrap_cols(e);
    while (at < n && s[at] != '\n') {
        size_t used = bb_text_cluster(s + at, n - at);
        bool space = s[at] == ' ' || s[at] == '\t';
        width += look_width(s + at, used);
        if (e->multi && width > most && !space && at > start) {
            size_t border = after_space > start ? after_space : at;
            return (struct row){start, border, border, false};
        }
        at += used;
        after_space = space ? at : after_space;
    }
    return (struct row){start, at, at < n ? at + 1 : at, at >= n};
}

/* The row with the cursor, and its number in *index. */
static struct row cursor_row(const struct bb_edit *e, int *index)
{
    struct row r = row_from(e, 0);
    for (*index = 0; !r.last && e->cursor >= r.next; ++*index)
        r = row_from(e, r.next);
    return r;
}

/* The row of a number, or the last one; *index becomes the number it has. */
static struct row numbered_row(const struct bb_edit *e, int *index)
{
    struct row r = row_from(e, 0);
    int i = 0;
    for (; !r.last && i < *index; i++)
        r = row_from(e, r.next);
    *index = i;
    return r;
}

static int columns(const struct bb_edit *e, size_t from, size_t to)
{
    const char *s = bb_str_get(&e->text);
    int width = 0;
    for (size_t at = from, used; at < to; at += used) {
        used = bb_text_cluster(s + at, e->text.n - at);
        width += look_width(s + at, used);
    }
    return width;
}

/* The cluster border of a row that is at a column or nearest before it. The end of a wrapped row belongs to the next.
 */
static size_t at_column(const struct bb_edit *e, const struct row *r, int column)
{
    const char *s = bb_str_get(&e->text);
    bool wrapped = !r->last && r->next == r->end;
    size_t at = r->start;
    for (int x = 0; at < r->end;) {
        size_t used = bb_text_cluster(s + at, e->text.n - at);
        x += look_width(s + at, used);
        if (x > column || (wrapped && at + used >= r->end))
            break;
        at += used;
    }
    return at;
}

bool bb_edit_move_rows(struct bb_edit *e, int by)
{
    int from;
    struct row r = cursor_row(e, &from);
    int column = e->goal >= 0 ? e->goal : columns(e, r.start, e->cursor);
    int to = from + by < 0 ? 0 : from + by;
    r = numbered_row(e, &to);
    e->goal = column;
    if (to == from)
        return false;
    e->cursor = at_column(e, &r, column);
    return true;
}

/* Drawing. */

static int clamp(int n, int low, int high)
{
    return n < low ? low : n > high ? high : n;
}

/* Draws a row shifted to the left by `scroll`; what reaches over an edge with one half becomes spaces. */
static void draw_row(const struct bb_edit *e, const struct row *r, struct bb_grid *g, struct bb_rect at, int scroll,
                     enum bb_role role)
{
    const char *s = bb_str_get(&e->text);
    struct bb_str piece = {0};
    int x = at.x - scroll;
    for (size_t i = r->start, used; i < r->end && x < at.x + at.w; i += used) {
        used = bb_text_cluster(s + i, e->text.n - i);
        bb_str_clear(&piece);
        int width = look(&piece, s + i, used);
        if (x + width > at.x)
            bb_grid_text(g, at, x, at.y, role, bb_str_get(&piece));
        x += width;
    }
    bb_str_finish(&piece);
}

/* Scrolls one line so that the cursor's cluster is seen whole and no room is wasted behind the end. */
static void follow_column(struct bb_edit *e, int column, int w)
{
    const char *s = bb_str_get(&e->text);
    int under = look_width(s + e->cursor, bb_text_cluster(s + e->cursor, e->text.n - e->cursor));
    int total = columns(e, 0, e->text.n) + 1;
    int end = column + (under > 0 ? under : 1);
    e->scroll = clamp(e->scroll, end - w, column);
    e->scroll = clamp(e->scroll, 0, total > w ? total - w : 0);
}

static void draw_line(struct bb_edit *e, struct bb_grid *g, struct bb_rect at, enum bb_role role, bool focused)
{
    int column = columns(e, 0, e->cursor);
    struct row r = row_from(e, 0);
    follow_column(e, column, at.w);
    draw_row(e, &r, g, (struct bb_rect){at.x, at.y, at.w, 1}, e->scroll, role);
    if (focused) {
        g->cursor_x = at.x + clamp(column - e->scroll, 0, at.w - 1);
        g->cursor_y = at.y;
    }
}

static void draw_rows(struct bb_edit *e, struct bb_grid *g, struct bb_rect at, enum bb_role role, bool focused)
{
    int index, first = 0, count = INT32_MAX;
    struct row r = cursor_row(e, &index);
    int column = columns(e, r.start, e->cursor);
    numbered_row(e, &count);
    e->scroll = clamp(e->scroll, index - at.h + 1, index);
    e->scroll = clamp(e->scroll, 0, count + 1 > at.h ? count + 1 - at.h : 0);
    first = e->scroll;
    r = numbered_row(e, &first);
    for (int y = 0; y < at.h; y++) {
        draw_row(e, &r, g, (struct bb_rect){at.x, at.y + y, at.w, 1}, 0, role);
        if (r.last)
            break;
        r = row_from(e, r.next);
    }
    if (focused) {
        g->cursor_x = at.x + clamp(column, 0, at.w - 1);
        g->cursor_y = at.y + index - e->scroll;
    }
}

void bb_edit_draw(struct bb_edit *e, struct bb_grid *g, struct bb_rect at, enum bb_role role, const char *hint,
                  bool focused)
{
    if (at.w <= 0 || at.h <= 0)
        return;
    e->cols = at.w;
    e->rows = at.h;
    bb_grid_fill(g, at, role, " ");
    if (e->text.n == 0 && hint)
        bb_grid_text(g, (struct bb_rect){at.x, at.y, at.w, 1}, at.x, at.y, BB_DIM, hint);
    if (e->multi)
        draw_rows(e, g, at, role, focused);
    else
        draw_line(e, g, at, role, focused);
}
