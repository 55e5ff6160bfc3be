/* Readiness by segment and its barriers; the customer's path with its promises. */
#include <bepboard/plan.h>
#include <bepboard/selfimage.h>
#include <stdlib.h>

const char *bb_adkar_name(int element)
{
    static const char *const names[BB_ADKAR_COUNT] = {"Awareness", "Desire", "Knowledge", "Ability", "Reinforcement"};
    return element < 0 || element >= BB_ADKAR_COUNT ? "none" : names[element];
}

int64_t bb_adkar_score(const struct bb_readiness *r, int element)
{
    const int64_t scores[BB_ADKAR_COUNT] = {r->awareness, r->desire, r->knowledge, r->ability, r->reinforcement};
    return scores[element];
}

static int first_barrier(const struct bb_readiness *r)
{
    for (int i = 0; i < BB_ADKAR_COUNT; i++) {
        int64_t score = bb_adkar_score(r, i);
        if (score != BB_NONE && score <= BB_ADKAR_BARRIER * BB_MILLION)
            return i;
    }
    return -1;
}

/* The latest pulse of each unit that was taken by today, in the order of the table of units. */
static const struct bb_readiness **latest_pulses(const struct bb_data *d)
{
    const struct bb_unit *first = d->tables[BB_UNIT].rows;
    const struct bb_readiness **list = bb_alloc((d->tables[BB_UNIT].n + 1) * sizeof *list);
    for (size_t i = 0; i < d->tables[BB_READINESS].n; i++) {
        const struct bb_readiness *r = BB_ROW(d, BB_READINESS, struct bb_readiness, i);
        const struct bb_unit *u = bb_data_unit(d, r->unit);
        if (u && r->on.day <= d->today && (!list[u - first] || r->on.day >= list[u - first]->on.day))
            list[u - first] = r;
    }
    return list;
}

/* A pulse whose figures were taken away is one of few. */
static bool says_nothing(const struct bb_readiness *r)
{
    for (int i = 0; i < BB_ADKAR_COUNT; i++)
        if (bb_adkar_score(r, i) != BB_NONE)
            return false;
    return true;
}

const struct bb_barrier *bb_barriers(const struct bb_data *d, struct bb_arena *a, size_t *n)
{
    size_t units = d->tables[BB_UNIT].n;
    struct bb_barrier *list = bb_arena_alloc(a, (units + 1) * sizeof *list);
    int64_t *people = bb_arena_alloc(a, (units + 1) * sizeof *people);
    bool *hidden = bb_arena_alloc(a, units + 1);
    const struct bb_readiness **pulses = latest_pulses(d);
    *n = 0;
    for (size_t i = 0; i < units; i++) {
        const struct bb_readiness *r = pulses[i];
        if (!r)
            continue;
        people[*n] = says_nothing(r) ? 0 : bb_people_behind(d, r->unit, r->n);
        list[(*n)++] = (struct bb_barrier){.pulse = r, .barrier = first_barrier(r)};
    }
    bb_suppress(people, *n, true, hidden);
    for (size_t i = 0; i < *n; i++)
        list[i].hidden = hidden[i];
    free(pulses);
    return list;
}

/* The customer's path. */

static int by_place(const void *x, const void *y)
{
    const struct bb_step *a = ((const struct bb_path_step *)x)->step, *b = ((const struct bb_path_step *)y)->step;
    if (a->place != b->place)
        return a->place < b->place ? -1 : 1;
    return (a->row.id > b->row.id) - (a->row.id < b->row.id);
}

static size_t open_cracks(const struct bb_data *d, int64_t unit)
{
    size_t n = 0;
    for (size_t i = 0; unit && i < d->tables[BB_CRACK].n; i++) {
        const struct bb_crack *c = BB_ROW(d, BB_CRACK, struct bb_crack, i);
        n += c->state != BB_CRACK_SEALED && (c->from == unit || c->to == unit);
    }
    return n;
}

static void find_ahead(struct bb_path_step *s, const struct bb_step *next)
{
    s->behind = s->step->delivery == BB_NONE ? NULL : s->step;
    if (next && next->delivery != BB_NONE && (!s->behind || next->delivery < s->behind->delivery))
        s->behind = next;
    s->ahead = s->step->promise == BB_NONE || !s->behind ? BB_NONE : s->step->promise - s->behind->delivery;
}

const struct bb_path_step *bb_path_steps(const struct bb_data *d, int64_t points, struct bb_arena *a, size_t *n)
{
    *n = d->tables[BB_STEP].n;
    struct bb_path_step *list = bb_arena_alloc(a, (*n + 1) * sizeof *list);
    for (size_t i = 0; i < *n; i++)
        list[i].step = BB_ROW(d, BB_STEP, struct bb_step, i);
    if (*n)
        qsort(list, *n, sizeof *list, by_place);
    for (size_t i = 0; i < *n; i++) {
        struct bb_path_step *s = &list[i];
        find_ahead(s, i + 1 < *n ? list[i + 1].step : NULL);
        s->cracks = s->ahead != BB_NONE && s->ahead >= points;
        s->blind = bb_step_blind(d, s->step->row.id);
        s->open = open_cracks(d, s->step->unit);
    }
    return list;
}

bool bb_feedback_known(const struct bb_data *d, int64_t unit)
{
    for (size_t i = 0; i < d->tables[BB_FEEDBACK].n; i++) {
        const struct bb_feedback *f = BB_ROW(d, BB_FEEDBACK, struct bb_feedback, i);
        if (f->unit == unit && f->on.precision != BB_NO_DATE && f->on.day <= d->today)
            return true;
    }
    return false;
}
