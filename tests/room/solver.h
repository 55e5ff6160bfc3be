/* What follows from sums: unknown whole numbers between bounds, and equations among them. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

enum { CELLS = 1024, SUMS = 512, TERMS = 32, MANY = 1000000 };

struct cell {
    int64_t low, high;
    bool hidden; /* not told */
    bool secret; /* and not to be known */
};

/* sum of `parts` - cell `whole` = 0; at least when `open` (others may belong to the whole). */
struct sum {
    int whole, parts[TERMS], n;
    bool open;
};

/* Begins as zero. */
struct system {
    struct cell cells[CELLS];
    struct sum sums[SUMS];
    int cell_n, sum_n;
};

/* The index of a new cell; what is hidden is secret at first. */
int solver_cell(struct system *s, int64_t low, int64_t high, bool hidden);
/* Draws all bounds together until nothing moves; the first secret cell with a single value left, -1 if there is none.
 */
int solver_bounds(struct system *s);
/* The rank argument beside it: a secret cell that is alone in a row of the reduced equations is known exactly; -1 if
 * there is none. Leaves the system as it is. */
int solver_rank(const struct system *s);
