/* What a screen says: a grid of styled cells with places that can be clicked. Pure memory, no terminal. */
#pragma once

#include <bepboard/str.h>
#include <bepboard/text.h>
#include <stdbool.h>
#include <stdint.h>

/* Roles, not colours: a theme says what each looks like at each colour depth. */
enum bb_role {
    BB_NORMAL,
    BB_DIM,      /* secondary text; never the only carrier of meaning */
    BB_TITLE,    /* pane titles */
    BB_BAR,      /* header and hint bar */
    BB_KEY_CAP,  /* a key's name in the hint bar */
    BB_ACCENT,   /* the one accent: what is active */
    BB_FOCUS,    /* the selected row or mark in the pane that has the focus */
    BB_SELECTED, /* the selected row in another pane */
    BB_FRAME,    /* rules, axes, grid lines */
    BB_GOOD,
    BB_WARN,
    BB_BAD,
    BB_INFO,
    BB_SERIES1,
    BB_SERIES2,
    BB_SERIES3,
    BB_SERIES4,
    BB_MATCH,   /* text that a filter found */
    BB_CHANGED, /* what somebody else just changed */
    BB_ROOM_BANNER,
    BB_PAST_BANNER, /* AS OF a day gone by */
    BB_ERROR,
    BB_INPUT, /* a field one types into */
    BB_ROLE_COUNT
};

struct bb_cell {
    char s[14];    /* one grapheme cluster of safe UTF-8, NUL-terminated; "" in the second half of a wide one */
    uint8_t width; /* 1, 2, or 0 for the second half */
    uint8_t role;  /* enum bb_role */
};

struct bb_rect {
    int x, y, w, h;
};
/* The common part of two rectangles (w and h never negative); and r without a border of dx, dy cells. */
struct bb_rect bb_rect_clip(struct bb_rect a, struct bb_rect b);
struct bb_rect bb_rect_inset(struct bb_rect r, int dx, int dy);
bool bb_rect_has(struct bb_rect r, int x, int y);

/* A place that a click selects: what it is, in the words of the view that drew it. */
struct bb_hit {
    struct bb_rect at;
    int what;   /* the view's own kind (enum bb_hit_kind in view.h) */
    int64_t id; /* record, row or action */
};

struct bb_grid {
    int w, h;
    struct bb_cell *cells; /* w * h, row by row */
    struct bb_hit *hits;   /* in drawing order: the last one that holds a point wins */
    size_t hit_n, hit_cap;
    int cursor_x, cursor_y; /* where the real cursor belongs; -1 = nowhere */
};

/* Makes the grid w x h blank cells (0..1000 each; negative counts as 0) without hits and without cursor. Accepts
 * zeroed memory; keeps and reuses what it has. */
void bb_grid_reset(struct bb_grid *g, int w, int h);
void bb_grid_finish(struct bb_grid *g);
/* The cell at x, y, or NULL outside. */
struct bb_cell *bb_grid_at(const struct bb_grid *g, int x, int y);

/* Draws text (made safe here) from x, y inside clip; what lies outside is cut; a wide character that would be cut is
 * replaced by a space. Returns the columns the text needs when not cut. Text is one line. */
int bb_grid_text(struct bb_grid *g, struct bb_rect clip, int x, int y, enum bb_role role, const char *s);
/* The same padded or cut to `cols` columns, ellipsis at the cut ("…" or "~"). */
void bb_grid_fit(struct bb_grid *g, struct bb_rect clip, int x, int y, int cols, enum bb_align align, enum bb_role role,
                 const char *s, const char *ellipsis);
/* Fills a rectangle with one single-column cluster; and changes only the role of what is there. */
void bb_grid_fill(struct bb_grid *g, struct bb_rect r, enum bb_role role, const char *cluster);
void bb_grid_paint(struct bb_grid *g, struct bb_rect r, enum bb_role role);
void bb_grid_hit(struct bb_grid *g, struct bb_rect at, int what, int64_t id);
/* The last hit that holds the point, or NULL. */
const struct bb_hit *bb_grid_hit_at(const struct bb_grid *g, int x, int y);
/* Appends the grid as lines of text, trailing spaces removed, one \n each. */
void bb_grid_text_dump(const struct bb_grid *g, struct bb_str *out);
/* Appends one letter per cell that stands for its role ('.' = BB_NORMAL, then 'a'..), for tests of attributes. */
void bb_grid_role_dump(const struct bb_grid *g, struct bb_str *out);
