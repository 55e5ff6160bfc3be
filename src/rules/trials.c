/* Habit trials: which review comes next, when, and whether a new way is established. */
#include <bepboard/plan.h>
#include <limits.h>
#include <stdlib.h>

const char *bb_review_name(enum bb_review r)
{
    static const char *const names[] = {"light", "routine", "results"};
    return r < BB_REVIEW_COUNT ? names[r] : "";
}

int32_t bb_review_earliest(const struct bb_trial *t, enum bb_review r)
{
    const struct bb_date *before = r == BB_REVIEW_LIGHT ? &t->start : r == BB_REVIEW_ROUTINE ? &t->light : &t->routine;
    return before->precision == BB_NO_DATE ? INT32_MIN : bb_day_add_months(before->day, 1);
}

static bool made(const struct bb_data *d, struct bb_date on)
{
    return on.precision != BB_NO_DATE && on.day <= d->today;
}

static void find_next(const struct bb_data *d, const struct bb_thresholds *t, struct bb_trial_state *s)
{
    const struct bb_trial *x = s->trial;
    const struct bb_date on[] = {x->light, x->routine, x->results};
    const int64_t said[] = {x->light_result, x->routine_result, x->results_result};
    while (s->next < BB_REVIEW_COUNT && made(d, on[s->next])) {
        s->dropped |= said[s->next] == BB_TRIAL_DROP;
        s->next++;
    }
    if (s->dropped || s->next == BB_REVIEW_COUNT || x->start.precision == BB_NO_DATE)
        return;
    s->earliest = bb_review_earliest(x, s->next);
    s->due = bb_date_of(s->earliest);
    if (s->next == BB_REVIEW_LIGHT && x->light_due.precision != BB_NO_DATE && x->light_due.day > s->earliest)
        s->due = x->light_due;
    if (s->next == BB_REVIEW_RESULTS)
        s->due = bb_date_of(bb_day_add_months(x->routine.day, (int)t->results_months));
    s->late = d->today - s->due.day;
}

static void find_results(const struct bb_data *d, struct bb_trial_state *s)
{
    for (size_t i = 0; i < d->tables[BB_RESULT].n; i++) {
        const struct bb_result *r = BB_ROW(d, BB_RESULT, struct bb_result, i);
        if (r->trial != s->trial->row.id || r->on.day > d->today)
            continue;
        s->results++;
        s->told += r->told && made(d, r->told_on);
    }
    s->manager = made(d, s->trial->manager);
    s->above = made(d, s->trial->above);
    bool valued = s->next == BB_REVIEW_COUNT && s->trial->results_result == BB_TRIAL_KEEP;
    s->established = !s->dropped && valued && s->told && s->manager && s->above;
}

static int next_first(const void *x, const void *y)
{
    const struct bb_trial_state *a = x, *b = y;
    int32_t p = a->due.precision ? a->due.day : INT32_MAX, q = b->due.precision ? b->due.day : INT32_MAX;
    if (p != q)
        return p < q ? -1 : 1;
    return (a->trial->row.id > b->trial->row.id) - (a->trial->row.id < b->trial->row.id);
}

const struct bb_trial_state *bb_trials(const struct bb_data *d, const struct bb_thresholds *t, struct bb_arena *a,
                                       size_t *n)
{
    *n = d->tables[BB_TRIAL].n;
    struct bb_trial_state *list = bb_arena_alloc(a, (*n + 1) * sizeof *list);
    for (size_t i = 0; i < *n; i++) {
        list[i].trial = BB_ROW(d, BB_TRIAL, struct bb_trial, i);
        find_next(d, t, &list[i]);
        find_results(d, &list[i]);
    }
    if (*n)
        qsort(list, *n, sizeof *list, next_first);
    return list;
}
