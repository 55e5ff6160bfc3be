#include <bepboard/compass.h>
#include <bepboard/mem.h>
#include <limits.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* How far b lies in the direction (ahead) and beside it, in columns. */
static void relate(struct bb_place a, struct bb_place b, int direction, long *ahead, long *beside)
{
    long dx = b.x - a.x, dy = 2L * (b.y - a.y);
    bool upright = direction == BB_GO_UP || direction == BB_GO_DOWN;
    *ahead = upright ? dy : dx;
    *beside = labs(upright ? dx : dy);
    if (direction == BB_GO_UP || direction == BB_GO_LEFT)
        *ahead = -*ahead;
}

static int32_t nearest(const struct bb_place *places, size_t n, size_t from, int direction)
{
    long best = LONG_MAX;
    int32_t found = -1;
    for (size_t i = 0; i < n; i++) {
        long ahead, beside;
        relate(places[from], places[i], direction, &ahead, &beside);
        if (ahead <= 0)
            continue;
        long cost = ahead + beside + (beside > ahead ? 100000 + 2 * beside : 0);
        if (cost < best) {
            best = cost;
            found = (int32_t)i;
        }
    }
    return found;
}

/* Marks what the arrows reach from a place; returns how many. */
static size_t reach(const struct bb_compass *c, size_t n, int32_t from, bool *seen, int32_t *queue)
{
    size_t head = 0, tail = 0;
    memset(seen, 0, n * sizeof *seen);
    seen[from] = true;
    queue[tail++] = from;
    while (head < tail) {
        const struct bb_compass *here = &c[queue[head++]];
        for (int d = 0; d < BB_DIRECTION_COUNT; d++) {
            if (here->to[d] < 0 || seen[here->to[d]])
                continue;
            seen[here->to[d]] = true;
            queue[tail++] = here->to[d];
        }
    }
    return tail;
}

/* Plain reading order: left and right walk through the row, up and down go to the next row. Always connected. */
static void build_rows(const struct bb_place *p, size_t n, struct bb_compass *out)
{
    for (size_t a = 0; a < n; a++) {
        long best[BB_DIRECTION_COUNT] = {LONG_MAX, LONG_MAX, LONG_MAX, LONG_MAX};
        memset(&out[a], -1, sizeof out[a]);
        for (size_t b = 0; b < n; b++) {
            long dx = p[b].x - p[a].x, dy = p[b].y - p[a].y;
            if (a == b)
                continue;
            int d = dy < 0 ? BB_GO_UP : dy > 0 ? BB_GO_DOWN : dx < 0 ? BB_GO_LEFT : BB_GO_RIGHT;
            long cost = labs(dy) * 100000 + labs(dx);
            if (cost < best[d]) {
                best[d] = cost;
                out[a].to[d] = (int32_t)b;
            }
        }
    }
}

/* The rightmost place: pressing "right" leads there from everywhere, so what it reaches everybody reaches. */
static int32_t rightmost(const struct bb_place *p, size_t n, struct bb_compass *out)
{
    size_t best = 0;
    for (size_t i = 1; i < n; i++)
        if (p[i].x > p[best].x || (p[i].x == p[best].x && p[i].y < p[best].y))
            best = i;
    for (size_t i = 0; i < n; i++)
        if (p[i].x == p[best].x && i != best)
            out[i].to[BB_GO_RIGHT] = (int32_t)best;
    return (int32_t)best;
}

/* Leads one arrow of a reached place to the lost one, the nearest first, without losing anything else. */
static bool mend(const struct bb_place *p, size_t n, struct bb_compass *out, int32_t root, int32_t lost, bool *seen,
                 int32_t *queue)
{
    size_t before = reach(out, n, root, seen, queue);
    for (int d = 0; d < BB_DIRECTION_COUNT; d++) {
        int32_t from = -1;
        long best = LONG_MAX;
        for (size_t i = 0; i < n; i++) {
            long ahead, beside;
            relate(p[i], p[lost], d, &ahead, &beside);
            if (seen[i] && ahead > 0 && ahead + 2 * beside < best) {
                best = ahead + 2 * beside;
                from = (int32_t)i;
            }
        }
        if (from < 0)
            continue;
        int32_t old = out[from].to[d];
        out[from].to[d] = lost;
        if (reach(out, n, root, seen, queue) > before)
            return true;
        out[from].to[d] = old;
        reach(out, n, root, seen, queue);
    }
    return false;
}

static bool mend_all(const struct bb_place *p, size_t n, struct bb_compass *out, bool *seen, int32_t *queue)
{
    int32_t root = rightmost(p, n, out);
    while (reach(out, n, root, seen, queue) < n) {
        int32_t lost = 0;
        while (seen[lost])
            lost++;
        if (!mend(p, n, out, root, lost, seen, queue))
            return false;
    }
    return true;
}

void bb_compass_build(const struct bb_place *places, size_t n, struct bb_compass *out)
{
    for (size_t i = 0; i < n; i++)
        for (int d = 0; d < BB_DIRECTION_COUNT; d++)
            out[i].to[d] = nearest(places, n, i, d);
    if (n < 2)
        return;
    bool *seen = bb_alloc(n * sizeof *seen);
    int32_t *queue = bb_alloc(n * sizeof *queue);
    if (!mend_all(places, n, out, seen, queue))
        build_rows(places, n, out);
    free(queue);
    free(seen);
}
