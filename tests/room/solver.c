/* Bounds are drawn together until nothing moves; what still has two values that no sum excludes is safe. */
#include "solver.h"

#include <math.h>
#include <string.h>

int solver_cell(struct system *s, int64_t low, int64_t high, bool hidden)
{
    s->cells[s->cell_n] = (struct cell){low, high, hidden, hidden};
    return s->cell_n++;
}

static bool raise_to(int64_t *low, int64_t to)
{
    bool moved = to > *low;
    *low = moved ? to : *low;
    return moved;
}

static bool lower_to(int64_t *high, int64_t to)
{
    bool moved = to < *high;
    *high = moved ? to : *high;
    return moved;
}

static bool draw_together(struct system *s, const struct sum *sum)
{
    int64_t low = 0, high = 0;
    struct cell *whole = &s->cells[sum->whole];
    bool moved = false;
    for (int i = 0; i < sum->n; i++) {
        low += s->cells[sum->parts[i]].low;
        high += s->cells[sum->parts[i]].high;
    }
    moved |= raise_to(&whole->low, low);
    if (!sum->open)
        moved |= lower_to(&whole->high, high);
    for (int i = 0; i < sum->n; i++) {
        struct cell *c = &s->cells[sum->parts[i]];
        moved |= lower_to(&c->high, whole->high - (low - c->low));
        if (!sum->open)
            moved |= raise_to(&c->low, whole->low - (high - c->high));
    }
    return moved;
}

int solver_bounds(struct system *s)
{
    enum { ROUNDS = 200 };
    bool moved = true;
    for (int round = 0; moved && round < ROUNDS; round++) {
        moved = false;
        for (int i = 0; i < s->sum_n; i++)
            moved |= draw_together(s, &s->sums[i]);
    }
    for (int i = 0; i < s->cell_n; i++)
        if (s->cells[i].secret && s->cells[i].low >= s->cells[i].high)
            return i;
    return -1;
}

int solver_rank(const struct system *s)
{
    static double m[SUMS][CELLS];
    int row = 0, rows = 0;
    memset(m, 0, sizeof m);
    for (int i = 0; i < s->sum_n; i++) {
        if (s->sums[i].open)
            continue;
        if (s->cells[s->sums[i].whole].hidden)
            m[rows][s->sums[i].whole] -= 1;
        for (int k = 0; k < s->sums[i].n; k++)
            if (s->cells[s->sums[i].parts[k]].hidden)
                m[rows][s->sums[i].parts[k]] += 1;
        rows++;
    }
    for (int column = 0; column < s->cell_n && row < rows; column++) {
        int pivot = row;
        while (pivot < rows && fabs(m[pivot][column]) < 1e-9)
            pivot++;
        if (pivot == rows)
            continue;
        for (int k = 0; k < s->cell_n; k++) {
            double swap = m[row][k];
            m[row][k] = m[pivot][k];
            m[pivot][k] = swap;
        }
        for (int i = 0; i < rows; i++) {
            double by = i == row ? 0 : m[i][column] / m[row][column];
            for (int k = 0; fabs(by) > 1e-9 && k < s->cell_n; k++)
                m[i][k] -= by * m[row][k];
        }
        row++;
    }
    for (int i = 0; i < row; i++) {
        int n = 0, last = -1;
        for (int k = 0; k < s->cell_n; k++)
            if (fabs(m[i][k]) > 1e-9) {
                n++;
                last = k;
            }
        if (n == 1 && s->cells[last].secret)
            return last;
    }
    return -1;
}
