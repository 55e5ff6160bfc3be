/* Needs: their state, whose power stands behind them, and where units whose needs compete need the same. */
#include <assert.h>
#include <bepboard/needs.h>
#include <stdlib.h>

enum bb_need_state bb_need_state(const struct bb_need *n)
{
    if (n->response == BB_NONE)
        return BB_NEED_UNANSWERED;
    return n->told.precision == BB_NO_DATE ? BB_NEED_UNTOLD : BB_NEED_DONE;
}

static int64_t power_behind(const struct bb_data *d, const struct bb_need *n)
{
    const struct bb_person *person = bb_data_person(d, n->person);
    int64_t power = person && person->power != BB_NONE ? person->power : 0;
    for (size_t i = 0; !person && i < d->tables[BB_PERSON].n; i++) {
        const struct bb_person *p = BB_ROW(d, BB_PERSON, struct bb_person, i);
        if (p->unit == n->unit && p->power != BB_NONE && p->power > power)
            power = p->power;
    }
    return power;
}

static int unanswered_first(const void *x, const void *y)
{
    const struct bb_need_seen *a = x, *b = y;
    if (a->state != b->state)
        return a->state < b->state ? -1 : 1;
    if (a->power != b->power)
        return a->power > b->power ? -1 : 1;
    if (a->need->unit != b->need->unit)
        return a->need->unit < b->need->unit ? -1 : 1;
    return (a->need->row.id > b->need->row.id) - (a->need->row.id < b->need->row.id);
}

static unsigned kinds_of(const struct bb_need_seen *list, size_t n, int64_t unit)
{
    static_assert(BB_NEED_COUNT <= 32, "a kind is a bit");
    unsigned kinds = 0;
    for (size_t i = 0; i < n; i++)
        if (list[i].need->unit == unit && list[i].need->kind != BB_NONE)
            kinds |= 1U << list[i].need->kind;
    return kinds;
}

static void mark_shared(struct bb_need_seen *list, size_t n, int64_t unit, int64_t other)
{
    unsigned both = kinds_of(list, n, unit) & kinds_of(list, n, other);
    for (size_t i = 0; both && i < n; i++) {
        const struct bb_need *need = list[i].need;
        if (need->kind != BB_NONE && both & 1U << need->kind && (need->unit == unit || need->unit == other))
            list[i].shared = need->unit == unit ? other : unit;
    }
}

static void find_shared(const struct bb_data *d, struct bb_need_seen *list, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const struct bb_need *rival = bb_table_find(&d->tables[BB_NEED], list[i].need->rival);
        if (rival && rival->unit != list[i].need->unit)
            mark_shared(list, n, list[i].need->unit, rival->unit);
    }
}

const struct bb_need_seen *bb_needs_seen(const struct bb_data *d, struct bb_arena *a, size_t *n)
{
    const struct bb_table *t = &d->tables[BB_NEED];
    struct bb_need_seen *list = bb_arena_alloc(a, t->n * sizeof *list);
    *n = 0;
    for (size_t i = 0; i < t->n; i++) {
        const struct bb_need *need = BB_ROW(d, BB_NEED, struct bb_need, i);
        if (need->found.precision != BB_NO_DATE && need->found.day > d->today)
            continue;
        list[(*n)++] =
            (struct bb_need_seen){.need = need, .state = bb_need_state(need), .power = power_behind(d, need)};
    }
    find_shared(d, list, *n);
    if (*n)
        qsort(list, *n, sizeof *list, unanswered_first);
    return list;
}
