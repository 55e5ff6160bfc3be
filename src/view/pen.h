/* Formatted text into a rectangle of a grid: what the panes of this folder share. */
#pragma once

#include <bepboard/look.h>

struct bb_pen {
    struct bb_grid *grid;
    struct bb_rect clip;
    enum bb_glyph_level glyphs;
};

/* The glyph at the pen's level. */
const char *bb_pen_glyph(const struct bb_pen *p, enum bb_glyph g);
/* One glyph or short text at x, y; cut at the clip. Returns the columns it needs. */
int bb_pen_put(const struct bb_pen *p, int x, int y, enum bb_role role, const char *s);
/* Formatted text on one row, exactly `cols` columns from x; cut with an ellipsis, padded with spaces. */
void bb_pen_line(const struct bb_pen *p, int x, int y, int cols, enum bb_role role, const char *fmt, ...)
    __attribute__((format(printf, 6, 7)));
/* Text flowed from row y on over at most `rows` rows of the clip, with an ellipsis where it is cut; returns the rows
 * used. */
int bb_pen_flow(const struct bb_pen *p, int y, int rows, enum bb_role role, const char *text);
/* Rows that the text would need at this width. */
int bb_pen_rows(const char *text, int cols);
