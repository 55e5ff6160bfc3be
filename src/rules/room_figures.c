/* Figures before the room: those that were not cleared, and those that would give a small group away. */
#include "rooms.h"

#include <bepboard/registers.h>
#include <bepboard/selfimage.h>
#include <stdlib.h>

static int by_group(const void *x, const void *y)
{
    const struct bb_reading *a = *(const struct bb_reading *const *)x, *b = *(const struct bb_reading *const *)y;
    const int64_t keys[][2] = {{a->kpi, b->kpi}, {a->kind, b->kind}, {a->on.day, b->on.day}, {a->row.id, b->row.id}};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (keys[i][0] != keys[i][1])
            return keys[i][0] < keys[i][1] ? -1 : 1;
    return 0;
}

static bool same_group(const struct bb_reading *a, const struct bb_reading *b)
{
    return a->kpi == b->kpi && a->kind == b->kind && a->on.day == b->on.day;
}

static bool is_cleared(const struct bb_data *d, const struct bb_reading *r)
{
    const struct bb_kpi *k = bb_table_find(&d->tables[BB_KPI], r->kpi);
    return !k || r->kind != BB_READ_MEASURED || bb_kpi_cleared(k, d->today);
}

/* The values of one figure on one day: what all units together say and what each says. */
static void look_at_group(const struct bb_reading *const *list, size_t n, bool *gone, int64_t *people, bool *hidden)
{
    bool total = false;
    for (size_t i = 0; i < n; i++) {
        total |= !list[i]->unit;
        people[i] = list[i]->unit ? list[i]->n : BB_NONE;
    }
    bb_suppress(people, n, total, hidden);
    for (size_t i = 0; i < n; i++)
        gone[i] |= hidden[i];
}

static int by_id(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

static void hide(struct bb_face *f, const struct bb_reading *const *list, const bool *gone, size_t n)
{
    size_t had = f->hidden_n[BB_READING];
    int64_t *all = bb_arena_alloc(&f->arena, (had + n) * sizeof *all);
    size_t at = 0;
    for (; at < had; at++)
        all[at] = f->hidden[BB_READING][at];
    for (size_t i = 0; i < n; i++)
        if (gone[i])
            all[at++] = list[i]->row.id;
    qsort(all, at, sizeof *all, by_id);
    f->hidden[BB_READING] = all;
    f->hidden_n[BB_READING] = at;
}

void rooms_hide_figures(struct bb_face *f, const struct bb_data *d)
{
    size_t n = d->tables[BB_READING].n;
    if (!n)
        return;
    const struct bb_reading **list = bb_alloc(n * sizeof *list);
    bool *gone = bb_alloc(n), *hidden = bb_alloc(n);
    int64_t *people = bb_alloc(n * sizeof *people);
    for (size_t i = 0; i < n; i++)
        list[i] = BB_ROW(d, BB_READING, struct bb_reading, i);
    qsort(list, n, sizeof *list, by_group);
    for (size_t i = 0; i < n; i++)
        gone[i] = !is_cleared(d, list[i]);
    for (size_t i = 0, end; i < n; i = end) {
        for (end = i + 1; end < n && same_group(list[i], list[end]);)
            end++;
        look_at_group(list + i, end - i, gone + i, people, hidden);
    }
    hide(f, list, gone, n);
    free(people);
    free(hidden);
    free(gone);
    free(list);
}
