/* From a grid to ncurses: only cells that changed, one doupdate, nothing at all when nothing changed. */
#include "screen.h"
#include "stall.h"
#include <bepboard/text.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

enum { CELL_CHARS = 13 };

static const struct bb_cell blank = {.s = " ", .width = 1, .role = BB_NORMAL};

static const struct bb_cell *cell_of(const struct bb_grid *g, int x, int y)
{
    const struct bb_cell *c = bb_grid_at(g, x, y);
    return c && (c->s[0] || c->width == 0) ? c : &blank;
}

static bool same_cell(const struct bb_cell *a, const struct bb_cell *b)
{
    return a->role == b->role && a->width == b->width && strcmp(a->s, b->s) == 0;
}

static size_t wide_chars(const char *s, wchar_t *out)
{
    size_t n = strlen(s), count = 0;
    for (size_t i = 0, used; i < n && count < CELL_CHARS; i += used) {
        uint32_t cp = 0;
        used = bb_utf8_decode(s + i, n - i, &cp);
        out[count++] = used ? (wchar_t)cp : L'?';
        used = used ? used : 1;
    }
    out[count] = L'\0';
    return count;
}

static int char_width(wchar_t c)
{
    int width = wcwidth(c);
    return width < 0 ? 0 : width;
}

/* A cluster may hold several characters that have a width (a flag): ncurses wants each in a cell of its own, together
 * with the marks that follow. Columns that the cluster does not fill become spaces. */
static void put_text(const struct term *t, int x, int y, const struct bb_cell *cell, const char *s)
{
    wchar_t all[CELL_CHARS + 1], one[CCHARW_MAX + 1];
    size_t n = wide_chars(s, all);
    const struct ink *ink = &t->inks[cell->role < BB_ROLE_COUNT ? cell->role : BB_NORMAL];
    int end = x + cell->width;
    cchar_t c;
    for (size_t i = 0, k; i < n && x < end; i += k) {
        int width = char_width(all[i]);
        for (k = 1; i + k < n && char_width(all[i + k]) == 0;)
            k++;
        if (width == 0 || x + width > end)
            continue;
        size_t taken = k < CCHARW_MAX ? k : CCHARW_MAX;
        wmemcpy(one, all + i, taken);
        one[taken] = L'\0';
        setcchar(&c, one, ink->attr, ink->pair, NULL);
        mvadd_wch(y, x, &c);
        x += width;
    }
    setcchar(&c, L" ", ink->attr, ink->pair, NULL);
    for (; x < end; x++)
        mvadd_wch(y, x, &c);
}

/* No wide character may reach over the edge; and on the way to the lower right corner ncurses tears them apart on
 * terminals where that corner takes an insertion. */
static bool must_be_blank(const struct term *t, int x, int y, const struct bb_cell *cell)
{
    return x + cell->width > t->w || (cell->width == 2 && y == t->h - 1 && x + 3 >= t->w);
}

static void put_cell(const struct term *t, int x, int y, const struct bb_cell *cell)
{
    if (cell->width == 0)
        return;
    if (must_be_blank(t, x, y, cell)) {
        int width = cell->width < t->w - x ? cell->width : t->w - x;
        struct bb_cell cut = {.s = " ", .width = (uint8_t)width, .role = cell->role};
        put_text(t, x, y, &cut, cut.s);
        return;
    }
    if (!t->ascii) {
        put_text(t, x, y, cell, cell->s);
        return;
    }
    struct bb_str s = {0};
    bb_text_ascii(&s, cell->s);
    put_text(t, x, y, cell, bb_str_get(&s));
    bb_str_finish(&s);
}

/* A cleared screen shows blanks, in no attribute but the ground's colours. */
static bool is_shown(const struct term *t, const struct bb_cell *cell, const struct bb_cell *shown)
{
    return same_cell(cell, shown) && (!t->fresh || t->inks[BB_NORMAL].attr == A_NORMAL);
}

/* Returns how many cells changed. */
static int put_row(struct term *t, const struct bb_grid *next, int y)
{
    int changed = 0;
    for (int x = 0; x < t->w; x++) {
        const struct bb_cell *cell = cell_of(next, x, y);
        struct bb_cell *shown = bb_grid_at(&t->shown, x, y);
        if (is_shown(t, cell, shown))
            continue;
        put_cell(t, x, y, cell);
        *shown = *cell;
        changed++;
    }
    return changed;
}

static bool cursor_inside(const struct term *t, const struct bb_grid *g)
{
    return g->cursor_x >= 0 && g->cursor_y >= 0 && g->cursor_x < t->w && g->cursor_y < t->h;
}

static bool cursor_moved(const struct term *t, const struct bb_grid *next)
{
    if (cursor_inside(t, next) != t->cursor_shown)
        return true;
    return t->cursor_shown && (next->cursor_x != t->shown.cursor_x || next->cursor_y != t->shown.cursor_y);
}

/* A hidden cursor may stay where the last change left it, which saves its way back. */
static void place_cursor(struct term *t, const struct bb_grid *next)
{
    bool show = cursor_inside(t, next);
    leaveok(stdscr, !show);
    if (show)
        move(next->cursor_y, next->cursor_x);
    if (show != t->cursor_shown || t->fresh)
        curs_set(show);
    t->cursor_shown = show;
    t->shown.cursor_x = next->cursor_x;
    t->shown.cursor_y = next->cursor_y;
}

static void start_afresh(struct term *t)
{
    bb_grid_reset(&t->shown, t->w, t->h);
    erase();
    clearok(curscr, TRUE);
}

void term_paint(struct term *t, const struct bb_grid *next)
{
    static const char begin[] = "\033[?2026h", end[] = "\033[?2026l";
    if (t->away)
        return;
    if (t->fresh)
        start_afresh(t);
    int changed = 0;
    for (int y = 0; y < t->h; y++)
        changed += put_row(t, next, y);
    if (!changed && !t->fresh && !cursor_moved(t, next))
        return;
    /* Two rows, as a moved selection changes them, show no seam; the brackets would be a tenth of what they need. */
    bool sync = t->sync && (t->fresh || changed > 2 * t->w);
    stall_begin(t->out);
    if (sync)
        screen_write(t, begin, sizeof begin - 1);
    place_cursor(t, next);
    t->fresh = false;
    wnoutrefresh(stdscr);
    doupdate();
    if (sync)
        screen_write(t, end, sizeof end - 1);
    stall_end();
}

void term_redraw(struct term *t)
{
    t->fresh = true;
}
