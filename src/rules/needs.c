/* Needs: their state, whose power stands behind them, and where opposed units need the same. */
#include <bepboard/needs.h>
#include <stdlib.h>

enum bb_need_state bb_need_state(const struct bb_need *n)
{
    if (n->response == BB_NONE)
        return BB_NEED_UNANSWERED;
    return n->told.precision == BB_NO_DATE ? BB_NEED_UNTOLD : BB_NEED_DONE;
}

int64_t bb_unit_side(const struct bb_data *d, int64_t unit)
{
    static const int64_t values[BB_STANCE_COUNT] = {[BB_RESISTANT] = -1, [BB_SUPPORTIVE] = 1, [BB_LEADING] = 2};
    int64_t side = 0;
    for (size_t i = 0; i < d->tables[BB_PERSON].n; i++) {
        const struct bb_person *p = BB_ROW(d, BB_PERSON, struct bb_person, i);
        int64_t stance = p->unit == unit && p->power != BB_NONE ? bb_stance_now(d, p->row.id) : BB_NONE;
        if (stance != BB_NONE)
            side += p->power * values[stance];
    }
    return side;
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

static bool opposed(int64_t a, int64_t b)
{
    return (a < 0 && b > 0) || (a > 0 && b < 0);
}

static void find_shared(const struct bb_data *d, struct bb_need_seen *list, size_t n)
{
    int64_t *sides = bb_alloc((n + 1) * sizeof *sides);
    for (size_t i = 0; i < n; i++)
        sides[i] = bb_unit_side(d, list[i].need->unit);
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < n && !list[i].shared; k++)
            list[i].shared = list[i].need->kind != BB_NONE && list[i].need->kind == list[k].need->kind &&
                             opposed(sides[i], sides[k]);
    free(sides);
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
