/* The stakeholder map and the adoption curve as panes: pure functions of data and size that draw into a grid.
 * They draw inside the rectangle and the grid only, at any size. */
#pragma once

#include <bepboard/compass.h>
#include <bepboard/look.h>
#include <bepboard/rules.h>

/* ---- The map ---- */

enum bb_map_axes { BB_MAP_INTEREST, BB_MAP_STANCE, BB_MAP_AXES_COUNT }; /* power upwards; to the right: this */

/* One person on the map. Cells are relative to the pane's top left corner. */
struct bb_map_mark {
    int64_t person;
    int64_t stance;         /* enum bb_stance, BB_NONE when none was seen */
    int x, y;               /* -1 = the map is too small for it */
    struct bb_rect at;      /* cells of the label, w = 0 when it has none */
    int place;              /* of the label beside its mark (labels.h), -1 = none: kept from frame to frame */
    const char *label;      /* what is written there: name, short name or number */
    int number;             /* > 0: stands in the key list under this number */
    struct bb_compass next; /* indices of marks */
};

/* Marks and labels, computed when the data, the size or the axes change and kept while the selection moves. Owned by
 * the caller; zeroed memory is valid. */
struct bb_map_layout {
    struct bb_arena arena; /* labels */
    bool valid;
    int64_t seq, engagement; /* what it was made from … */
    int32_t today;
    enum bb_audience audience;
    int w, h;
    enum bb_map_axes axes;
    enum bb_glyph_level glyphs;
    bool full;
    size_t n; /* … and what came out */
    struct bb_map_mark *marks;
    size_t unplaced;                   /* people in data without the two values that the axes need */
    int columns;                       /* on the x axis: 5, or 6 with "not seen" */
    struct bb_rect plot;               /* where marks and labels lie */
    struct bb_rect key;                /* list of numbered marks, w = 0 when there is none */
    int header, legend, note, details; /* rows of text: above the plot; below it */
};
void bb_map_layout_finish(struct bb_map_layout *l);

struct bb_map_view {
    const struct bb_data *data;
    const struct bb_thresholds *thresholds;
    const struct bb_words *words; /* stance words; NULL = the keys */
    struct bb_look look;
    enum bb_map_axes axes;
    int64_t selected; /* person, 0 = nobody */
    bool focused;     /* the pane has the focus: the real cursor goes to the selected mark */
    bool full;        /* the pane has the screen to itself: influence ties in words as well */
    int hit;          /* kind of the hits that marks, labels and key entries leave; their id is the person */
    const char *key_add, *key_edit; /* names of keys for the empty states; NULL = "a", "e" */
    struct bb_map_layout *layout;   /* kept by the caller; NULL = made anew for this drawing */
};
/* Draws the map into r: marks by stance, labels, quadrants with their names, the selected person's particulars on the
 * last rows and, in full, the ends of that person's ties highlighted. Below 60 columns numbers stand for names. Before
 * the room it shows no people, only units of five and more. */
void bb_map_draw(struct bb_grid *g, struct bb_rect r, const struct bb_map_view *v);
/* Brings the layout up to date for a pane of w x h; bb_map_draw does this itself. */
void bb_map_layout_update(struct bb_map_layout *l, const struct bb_map_view *v, int w, int h);
/* The person next to `from` in a direction: `from` itself when there is nobody; the first mark when `from` is not on
 * the map; 0 on an empty map. Arrows lead from every mark to every other. */
int64_t bb_map_neighbour(const struct bb_map_layout *l, int64_t from, enum bb_direction d);
/* The first mark in reading order, 0 on an empty map. */
int64_t bb_map_first(const struct bb_map_layout *l);

/* ---- The curve ---- */

struct bb_curve_view {
    const struct bb_data *data;
    const struct bb_curves *curves;
    const struct bb_thresholds *thresholds;
    const struct bb_words *words; /* category words; NULL = the keys */
    struct bb_look look;
    size_t shown;  /* index into curves->list */
    bool segments; /* up to four curves small beside each other, from `shown` on (0: the segments) */
    bool focused;  /* the real cursor goes to the last point */
    const char *key_add, *key_segment; /* names of keys for the empty states; NULL = "a", "s" */
};
/* Draws the curve into r: ever and current adopters, new ones per sample, Rogers' lines and the chasm line, today, and
 * in words a stall and log-ins beside adoption. Below 20 x 6 cells a sparkline and one line of words. */
void bb_curve_draw(struct bb_grid *g, struct bb_rect r, const struct bb_curve_view *v);
/* Appends the sentence on stalls at a curve's samples up to the last; nothing when there was none. */
void bb_curve_stall_words(struct bb_str *out, const struct bb_curve *c, const struct bb_thresholds *t);
/* Appends access beside adoption at the last sample ("2026-10: logged in 96 of 96, adopted 39, proficient 24."). */
void bb_curve_access_words(struct bb_str *out, const struct bb_curve *c);

/* The curve as a table: one row per point. */
enum bb_curve_column {
    BB_CURVEC_DATE,
    BB_CURVEC_NEW, /* growth of ever since the point before */
    BB_CURVEC_NOW,
    BB_CURVEC_EVER,
    BB_CURVEC_EVER_SHARE,
    BB_CURVEC_ACCESS,
    BB_CURVEC_PROFICIENT,
    BB_CURVEC_COUNT
};
/* The column's heading, and whether its cells are numbers (set flush right). Never NULL. */
const char *bb_curve_column(enum bb_curve_column c, bool *number);
/* Appends the cell's text; nothing when it is not known or the row does not exist. */
void bb_curve_table_cell(struct bb_str *out, const struct bb_curve *c, size_t row, enum bb_curve_column column);
