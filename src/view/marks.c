#include <bepboard/labels.h>
#include <bepboard/mem.h>
#include <stdlib.h>

struct taken {
    struct bb_rect area;
    bool *cell;
    int step_x, step_y; /* of the spiral: wider where a mark's own cells are many */
    bool downwards;     /* the spiral starts below, not at the right: names stand beside their marks then */
};

static bool take_cell(struct taken *t, struct bb_rect allowed, int x, int y, struct bb_mark *m)
{
    if (!bb_rect_has(allowed, x, y) || !bb_rect_has(t->area, x, y))
        return false;
    bool *cell = &t->cell[(size_t)(y - t->area.y) * (size_t)t->area.w + (size_t)(x - t->area.x)];
    if (*cell)
        return false;
    *cell = true;
    m->x = x;
    m->y = y;
    return true;
}

/* Walks the ring of radius r clockwise from the middle of a side; takes the first free cell. */
static bool take_on_ring(struct taken *t, struct bb_rect allowed, int r, struct bb_mark *m)
{
    int x = m->x, y = m->y;
    if (r == 0)
        return take_cell(t, allowed, x, y, m);
    for (int i = 0; i < 8 * r; i++) {
        int turn = (i + (t->downwards ? 3 * r : r)) % (8 * r), side = turn / (2 * r), at = turn % (2 * r) - r;
        int dx = side == 0 ? r : side == 1 ? -at : side == 2 ? -r : at;
        int dy = side == 0 ? at : side == 1 ? r : side == 2 ? -at : -r;
        if (take_cell(t, allowed, x + dx * t->step_x, y + dy * t->step_y, m))
            return true;
    }
    return false;
}

static bool take_near(struct taken *t, struct bb_rect allowed, struct bb_mark *m)
{
    int reach = allowed.w > allowed.h ? allowed.w : allowed.h;
    for (int r = 0; r <= reach; r++)
        if (take_on_ring(t, allowed, r, m))
            return true;
    return false;
}

/* The spiral skips every other column; a crowded area uses those too. */
static bool take_anywhere(struct taken *t, struct bb_mark *m)
{
    for (int i = 0; i < t->area.w * t->area.h; i++)
        if (take_cell(t, t->area, t->area.x + i % t->area.w, t->area.y + i / t->area.w, m))
            return true;
    return false;
}

static void set_steps(struct taken *t, struct bb_rect place)
{
    t->step_x = place.w >= 24 ? 4 : 2;
    t->step_y = place.h >= 8 ? 2 : 1;
    t->downwards = place.h >= 8;
}

static bool take(struct taken *t, struct bb_mark *m)
{
    set_steps(t, m->place);
    if (take_near(t, m->place, m))
        return true;
    set_steps(t, (struct bb_rect){0});
    return take_near(t, m->place, m) || take_near(t, t->area, m) || take_anywhere(t, m);
}

static int compare_ids(const void *a, const void *b)
{
    const struct bb_mark *s = *(struct bb_mark *const *)a, *t = *(struct bb_mark *const *)b;
    return (s->id > t->id) - (s->id < t->id);
}

void bb_marks_spread(struct bb_mark *marks, size_t n, struct bb_rect area)
{
    struct taken t = {.area = area};
    if (area.w < 1 || area.h < 1)
        t.area.w = t.area.h = 0;
    t.cell = bb_alloc((size_t)t.area.w * (size_t)t.area.h * sizeof *t.cell);
    struct bb_mark **order = bb_alloc(n * sizeof *order);
    for (size_t i = 0; i < n; i++)
        order[i] = &marks[i];
    qsort(order, n, sizeof *order, compare_ids);
    for (size_t i = 0; i < n; i++)
        if (!take(&t, order[i]))
            order[i]->x = order[i]->y = -1;
    free(order);
    free(t.cell);
}
