/* What audiences believe: six tests, the weakest of them, and what strengthens it. */
#include <bepboard/plan.h>

static struct bb_audience_beliefs *audience(struct bb_audience_beliefs *list, size_t *n, int64_t unit, int64_t category,
                                            int64_t person)
{
    for (size_t i = 0; i < *n; i++)
        if (list[i].unit == unit && list[i].category == category && list[i].person == person)
            return &list[i];
    list[*n] = (struct bb_audience_beliefs){.unit = unit, .category = category, .person = person, .weakest = -1};
    return &list[(*n)++];
}

static void find_weakest(struct bb_audience_beliefs *b)
{
    for (int i = 0; i < BB_TEST_COUNT; i++)
        if (b->scores[i] && (b->weakest < 0 || b->scores[i]->score < b->scores[b->weakest]->score))
            b->weakest = i;
}

static void find_action(const struct bb_data *d, struct bb_audience_beliefs *b)
{
    for (size_t i = 0; b->weakest >= 0 && !b->action && i < d->tables[BB_ACTION].n; i++) {
        const struct bb_todo *a = BB_ROW(d, BB_ACTION, struct bb_todo, i);
        bool done = a->done.precision != BB_NO_DATE && a->done.day <= d->today;
        if (!done && a->test == b->weakest && (!a->unit || !b->unit || a->unit == b->unit))
            b->action = a;
    }
}

static void find_size(const struct bb_data *d, struct bb_audience_beliefs *b)
{
    for (size_t i = 0; !b->person && i < d->tables[BB_SIZE].n; i++) {
        const struct bb_size *s = BB_ROW(d, BB_SIZE, struct bb_size, i);
        bool same = s->unit == b->unit && s->category == b->category && s->on.day <= d->today;
        if (same && (!b->size || s->on.day >= b->size->on.day))
            b->size = s;
    }
}

const struct bb_audience_beliefs *bb_beliefs(const struct bb_data *d, struct bb_arena *a, size_t *n)
{
    const struct bb_table *t = &d->tables[BB_CONVICTION];
    struct bb_audience_beliefs *list = bb_arena_alloc(a, (t->n + 1) * sizeof *list);
    *n = 0;
    for (size_t i = 0; i < t->n; i++) {
        const struct bb_conviction *c = BB_ROW(d, BB_CONVICTION, struct bb_conviction, i);
        if (c->on.day > d->today || c->test < 0 || c->test >= BB_TEST_COUNT || c->score == BB_NONE)
            continue;
        const struct bb_conviction **seen = &audience(list, n, c->unit, c->category, c->person)->scores[c->test];
        if (!*seen || c->on.day >= (*seen)->on.day)
            *seen = c;
    }
    for (size_t i = 0; i < *n; i++) {
        find_weakest(&list[i]);
        find_action(d, &list[i]);
        find_size(d, &list[i]);
    }
    return list;
}
