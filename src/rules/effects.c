/* Side effects and the gate before finance hears the plan. */
#include <bepboard/plan.h>
#include <stdlib.h>

int64_t bb_exposure(const struct bb_effect *e)
{
    if (e->likelihood == BB_NONE || e->cost_cut == BB_NONE || e->take_up == BB_NONE)
        return BB_NONE;
    return e->likelihood * e->cost_cut * e->take_up;
}

static int worst_first(const void *x, const void *y)
{
    const struct bb_effect *a = *(const struct bb_effect *const *)x, *b = *(const struct bb_effect *const *)y;
    int64_t p = bb_exposure(a), q = bb_exposure(b);
    if (p != q)
        return p > q ? -1 : 1;
    return (a->row.id > b->row.id) - (a->row.id < b->row.id);
}

const struct bb_effect *const *bb_effects_worst_first(const struct bb_data *d, struct bb_arena *a, size_t *n)
{
    const struct bb_table *t = &d->tables[BB_EFFECT];
    const struct bb_effect **list = bb_arena_alloc(a, (t->n + 1) * sizeof *list);
    *n = 0;
    for (size_t i = 0; i < t->n; i++) {
        const struct bb_effect *e = BB_ROW(d, BB_EFFECT, struct bb_effect, i);
        if (e->state != BB_EFFECT_STATE_CLOSED)
            list[(*n)++] = e;
    }
    if (*n)
        qsort(list, *n, sizeof *list, worst_first);
    return list;
}

bool bb_goal_hijacks(const struct bb_data *d, const struct bb_goal *g)
{
    struct bb_date start = d->engagement ? d->engagement->start : (struct bb_date){0};
    bool known = start.precision != BB_NO_DATE && g->added.precision != BB_NO_DATE;
    return g->cost > 0 && known && g->added.day > start.day && g->added.day <= d->today;
}

static void find_checks(const struct bb_data *d, struct bb_finance_gate *out)
{
    for (size_t i = 0; i < d->tables[BB_CHECK].n; i++) {
        const struct bb_check *c = BB_ROW(d, BB_CHECK, struct bb_check, i);
        if (c->step >= 0 && c->step < BB_GATE_COUNT)
            out->checks[c->step] = c;
    }
    for (int i = 0; i < BB_GATE_COUNT; i++) {
        const struct bb_check *c = out->checks[i];
        out->done[i] = c && c->by && c->done.precision != BB_NO_DATE && c->done.day <= d->today;
    }
}

void bb_finance_gate(const struct bb_data *d, struct bb_finance_gate *out)
{
    const struct bb_engagement *e = d->engagement;
    *out = (struct bb_finance_gate){.days = BB_NONE};
    find_checks(d, out);
    for (size_t i = 0; i < d->tables[BB_GOAL].n; i++)
        out->hijacks += bb_goal_hijacks(d, BB_ROW(d, BB_GOAL, struct bb_goal, i));
    out->listed = d->tables[BB_EFFECT].n > 0;
    out->scope = e && e->scope_in && e->scope_out;
    out->open = out->listed && out->scope;
    for (int i = 0; i < BB_GATE_COUNT; i++)
        out->open &= out->done[i];
    if (e && e->finance_hears.precision != BB_NO_DATE)
        out->days = e->finance_hears.day - d->today;
}
