/* Marks and their names on a map of character cells: ties of position resolved, no two labels on each other. */
#pragma once

#include <bepboard/grid.h>

struct bb_mark {
    int64_t id;
    int x, y;             /* in: the wanted cell; out: the cell given, -1 -1 when there was no room */
    struct bb_rect place; /* the cells it may move to first; afterwards anywhere in the area */
};
/* Gives every mark a cell of its own inside area, in the order of ids, nearest free cell first along an ordered spiral
 * of 2 columns x 1 row (4 x 2 where its place is large). Depends on nothing but its arguments; the order of the array
 * is kept. Never fails: marks without room get x = -1. */
void bb_marks_spread(struct bb_mark *marks, size_t n, struct bb_rect area);

/* Where a label lies beside its mark: direction 0..7 (E W N S NE SE NW SW), near (0) or one cell farther (8), full name
 * (0) or brief (16). */
enum { BB_LABEL_FAR = 8, BB_LABEL_BRIEF = 16, BB_LABEL_CANDIDATES = 32, BB_LABEL_NONE = -1 };

struct bb_label {
    int64_t id;
    int x, y;          /* the mark's cell; x < 0 = no mark, no label */
    int width, brief;  /* columns of the name and of its short form (0 = there is none) */
    int weight;        /* higher is placed first */
    int candidate;     /* in: last frame's place or BB_LABEL_NONE; out: this frame's */
    struct bb_rect at; /* out: the label's cells, w = 0 when it has none */
};

struct bb_label_field {
    struct bb_rect area; /* labels stay inside */
    const uint8_t *soft; /* area.w * area.h cells, not 0 where a label costs extra (lines, corner names); may be NULL */
    uint32_t seed;       /* of the improvement steps */
};
/* Places the labels: last frame's places first where they are still free, then greedily (heavy ones first, then those
 * with few possible places), then 400 seeded steps that place a missing one and move those in its way. Labels never
 * cover a mark or another label, and keep one free column to what stands beside them. Returns how many are placed. */
size_t bb_labels_place(struct bb_label *labels, size_t n, const struct bb_label_field *field);
