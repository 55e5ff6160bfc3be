/* What the change costs in daily work, and the signs that it fades. */
#include <bepboard/plan.h>
#include <stdlib.h>

bool bb_oldway_overdue(const struct bb_data *d, const struct bb_oldway *o)
{
    bool ended = o->ended.precision != BB_NO_DATE && o->ended.day <= d->today;
    return !ended && o->ends.precision != BB_NO_DATE && o->ends.day < d->today;
}

static int64_t people_of(const struct bb_data *d, const struct bb_task *t)
{
    const struct bb_unit *u = bb_data_unit(d, t->unit);
    if (t->people != BB_NONE)
        return t->people;
    return u && u->headcount != BB_NONE ? u->headcount : 1;
}

int64_t bb_task_minutes(const struct bb_data *d, const struct bb_task *t)
{
    int64_t people = people_of(d, t), total;
    return t->minutes == BB_NONE || __builtin_mul_overflow(t->minutes, people, &total) ? 0 : total;
}

static void add_tasks(const struct bb_data *d, struct bb_burden *b)
{
    for (size_t i = 0; i < d->tables[BB_TASK].n; i++) {
        const struct bb_task *t = BB_ROW(d, BB_TASK, struct bb_task, i);
        if (t->unit != b->unit)
            continue;
        int64_t people = people_of(d, t);
        b->tasks++;
        b->unconfirmed += t->confirmed.precision == BB_NO_DATE || t->confirmed.day > d->today;
        b->steps += t->steps == BB_NONE ? 0 : t->steps;
        b->autonomy += t->autonomy == BB_NONE ? 0 : t->autonomy;
        b->people = people > b->people ? people : b->people;
        b->minutes += bb_task_minutes(d, t);
    }
}

static void add_people(const struct bb_data *d, struct bb_burden *b)
{
    for (size_t i = 0; i < d->tables[BB_PERSON].n; i++) {
        const struct bb_person *p = BB_ROW(d, BB_PERSON, struct bb_person, i);
        int64_t stance = p->unit == b->unit && bb_is_stakeholder(p) ? bb_stance_now(d, p->row.id) : BB_NONE;
        b->seen += stance != BB_NONE;
        b->resisting += stance == BB_RESISTANT;
    }
}

static void add_old_ways(const struct bb_data *d, struct bb_burden *b)
{
    for (size_t i = 0; i < d->tables[BB_OLDWAY].n; i++) {
        const struct bb_oldway *o = BB_ROW(d, BB_OLDWAY, struct bb_oldway, i);
        bool ended = o->ended.precision != BB_NO_DATE && o->ended.day <= d->today;
        if (o->unit != b->unit || ended)
            continue;
        b->old_ways++;
        b->overdue += bb_oldway_overdue(d, o);
    }
}

static int heaviest_first(const void *x, const void *y)
{
    const struct bb_burden *a = x, *b = y;
    if (a->minutes != b->minutes)
        return a->minutes > b->minutes ? -1 : 1;
    return (a->unit > b->unit) - (a->unit < b->unit);
}

const struct bb_burden *bb_burdens(const struct bb_data *d, struct bb_arena *a, size_t *n)
{
    size_t units = d->tables[BB_UNIT].n;
    struct bb_burden *list = bb_arena_alloc(a, (units + 1) * sizeof *list);
    *n = 0;
    for (size_t i = 0; i < units; i++) {
        struct bb_burden *b = &list[*n];
        *b = (struct bb_burden){.unit = BB_ROW(d, BB_UNIT, struct bb_unit, i)->row.id};
        add_tasks(d, b);
        add_old_ways(d, b);
        if (!b->tasks && !b->old_ways)
            continue;
        add_people(d, b);
        ++*n;
    }
    if (*n)
        qsort(list, *n, sizeof *list, heaviest_first);
    return list;
}

/* Fading. */

/* Points of a sign that is fresh; of a target or budget, when all of it is taken away. */
static const int64_t weights[BB_SIGN_COUNT] = {[BB_SIGN_TARGET] = 30, [BB_SIGN_BUDGET] = 30,     [BB_SIGN_SPONSOR] = 30,
                                               [BB_SIGN_TEAM] = 20,   [BB_SIGN_ONE_PERSON] = 10, [BB_SIGN_OTHER] = 10};

static int64_t lowered(const struct bb_sign *s, int64_t weight)
{
    if (s->before == BB_NONE || s->after == BB_NONE || s->before <= 0)
        return weight / 2;
    if (s->after >= s->before)
        return 0;
    double share = s->after > 0 ? 1 - (double)s->after / (double)s->before : 1;
    return (int64_t)((double)weight * share + 0.5);
}

int64_t bb_sign_weight(const struct bb_data *d, const struct bb_sign *s)
{
    enum { HALF = 91, NONE = 182 };
    int32_t age = d->today - s->on.day;
    if (s->kind < 0 || s->kind >= BB_SIGN_COUNT || s->on.precision == BB_NO_DATE || age < 0 || age > NONE)
        return 0;
    int64_t weight = weights[s->kind];
    if (s->kind == BB_SIGN_TARGET || s->kind == BB_SIGN_BUDGET)
        weight = lowered(s, weight);
    return age > HALF ? weight / 2 : weight;
}

void bb_fading(const struct bb_data *d, struct bb_fading *out)
{
    *out = (struct bb_fading){0};
    for (size_t i = 0; i < d->tables[BB_SIGN].n; i++) {
        const struct bb_sign *s = BB_ROW(d, BB_SIGN, struct bb_sign, i);
        int64_t weight = bb_sign_weight(d, s);
        if (!weight)
            continue;
        out->by_kind[s->kind] += weight;
        out->value += weight;
        out->signs++;
    }
    if (out->value > 100)
        out->value = 100;
}
