/* A drawing area of dots, 2 x 4 to a cell, that becomes braille, quadrant blocks or ASCII. Pure memory. */
#pragma once

#include <bepboard/look.h>

/* The part of the data's plane that the canvas shows; x1 > x0 and y1 > y0. y grows upwards. */
struct bb_window {
    double x0, x1, y0, y1;
};

/* Owned by the caller; zeroed memory is a valid canvas of no size. */
struct bb_canvas {
    int w, h;        /* cells */
    uint8_t *dots;   /* per cell: bit row * 2 + column, row 0 above, column 0 left */
    uint8_t *series; /* per cell: 1.. = the series that owns its colour, 0 = empty */
    struct bb_window window;
};

/* Makes the canvas w x h empty cells (0..1000 each; negative counts as 0) that show `window`. Reuses its memory. */
void bb_canvas_reset(struct bb_canvas *c, int w, int h, struct bb_window window);
void bb_canvas_finish(struct bb_canvas *c);

/* Sets one dot, counted from the top left; outside is ignored. A cell shared by several series belongs to the one with
 * the lowest number, in whatever order they were drawn. `series` is 1..255. */
void bb_canvas_dot(struct bb_canvas *c, int series, int px, int py);
/* A straight line in the data's coordinates, clipped there before it is scaled; `every` 1 = solid, n = each n-th dot.
 * Drawn only when all four numbers are finite. */
void bb_canvas_line(struct bb_canvas *c, int series, double ax, double ay, double bx, double by, int every);
/* The cell of a point of the data; false (and nothing set) when it lies outside the window or is not finite. */
bool bb_canvas_cell(const struct bb_canvas *c, double x, double y, int *cx, int *cy);

/* Cuts the segment to the window (Liang-Barsky); false when nothing of it is inside or a number is not finite. */
bool bb_window_clip(struct bb_window w, double *ax, double *ay, double *bx, double *by);

/* Draws the cells that have dots at x, y inside clip, and leaves all others as they are, so that text drawn before
 * shows through and text drawn after lies above. roles[s - 1] is the role of series s (n of them; others use the last).
 * In ASCII a cell shows where in it the dots are (' above, . below, : both). */
void bb_canvas_draw(const struct bb_canvas *c, struct bb_grid *g, struct bb_rect clip, int x, int y,
                    enum bb_glyph_level level, const enum bb_role *roles, size_t n);
