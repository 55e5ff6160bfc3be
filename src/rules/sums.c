/* Adds registers up. */
#include <bepboard/registers.h>
#include <bepboard/sums.h>
#include <bepboard/text.h>
#include <stdlib.h>
#include <string.h>

static int64_t add(int64_t a, int64_t b)
{
    int64_t sum;
    if (__builtin_add_overflow(a, b, &sum))
        return b < 0 ? INT64_MIN + 1 : INT64_MAX;
    return sum;
}

void bb_value_sum(const struct bb_data *d, struct bb_value_sum *out)
{
    *out = (struct bb_value_sum){0};
    for (size_t i = 0; i < d->tables[BB_VALUE].n; i++) {
        const struct bb_value *v = BB_ROW(d, BB_VALUE, struct bb_value, i);
        out->records++;
        if (v->hours != BB_NONE) {
            out->hours = add(out->hours, v->hours);
            out->with_hours++;
        }
        if (v->money != BB_NONE) {
            out->money = add(out->money, v->money);
            out->with_money++;
        }
        if (v->people != BB_NONE && v->people > out->most_people)
            out->most_people = v->people;
    }
}

/* Promises. */

static bool is_to(const struct bb_promised *to, const struct bb_promise *p)
{
    if (p->person || to->person)
        return to->person == p->person;
    return strcmp(to->to, p->to ? p->to : "") == 0;
}

static void count_promise(struct bb_promised *to, const struct bb_promise *p)
{
    to->promised++;
    to->kept += p->state == BB_PROMISE_STATE_KEPT;
    to->broken += p->state == BB_PROMISE_STATE_BROKEN;
    to->lapsed += p->state == BB_PROMISE_STATE_LAPSED;
    to->in_force += p->state == BB_PROMISE_STATE_IN_FORCE || p->state == BB_NONE;
    to->failed += p->failed && *p->failed;
}

static int most_promises_first(const void *x, const void *y)
{
    const struct bb_promised *a = x, *b = y;
    if (a->promised != b->promised)
        return a->promised > b->promised ? -1 : 1;
    if (a->person != b->person)
        return a->person < b->person ? -1 : 1;
    return a->to && b->to ? strcmp(a->to, b->to) : 0;
}

const struct bb_promised *bb_promised(const struct bb_data *d, struct bb_arena *a, size_t *n)
{
    const struct bb_table *t = &d->tables[BB_PROMISE];
    struct bb_promised *list = bb_arena_alloc(a, (t->n + 1) * sizeof *list);
    *n = 0;
    for (size_t i = 0; i < t->n; i++) {
        const struct bb_promise *p = bb_table_at(t, i);
        size_t at = 0;
        while (at < *n && !is_to(&list[at], p))
            at++;
        if (at == *n)
            list[(*n)++] = (struct bb_promised){.person = p->person, .to = p->person ? NULL : p->to ? p->to : ""};
        count_promise(&list[at], p);
    }
    if (*n)
        qsort(list, *n, sizeof *list, most_promises_first);
    return list;
}

/* Gaps: one pass for the units, one for the topics. */

struct gap_count {
    struct bb_gap_sum sum;
    int64_t total_days;
    const char *fold; /* of the topic */
};

static void count_gap(struct gap_count *c, const struct bb_gap *g)
{
    bool closed = g->closed.precision != BB_NO_DATE;
    c->sum.open += !closed;
    c->sum.closed += closed;
    if (closed && g->found.precision != BB_NO_DATE)
        c->total_days += g->closed.day - g->found.day;
}

static const char *folded(struct bb_arena *a, const char *text)
{
    struct bb_str s = {0};
    bb_text_fold(&s, text ? text : "");
    const char *kept = bb_arena_strdup(a, bb_str_get(&s));
    bb_str_finish(&s);
    return kept;
}

static size_t count_gaps(const struct bb_data *d, struct bb_arena *a, bool topics, struct gap_count *list)
{
    size_t n = 0;
    for (size_t i = 0; i < d->tables[BB_GAP].n; i++) {
        const struct bb_gap *g = BB_ROW(d, BB_GAP, struct bb_gap, i);
        const char *fold = topics ? folded(a, g->topic) : "";
        size_t at = 0;
        while (at < n && (topics ? strcmp(list[at].fold, fold) != 0 : list[at].sum.unit != g->unit))
            at++;
        if (at == n)
            list[n++] = (struct gap_count){.sum = {.unit = topics ? 0 : g->unit, .topic = topics ? g->topic : NULL},
                                           .fold = fold};
        count_gap(&list[at], g);
    }
    return n;
}

static int most_gaps_first(const void *x, const void *y)
{
    const struct gap_count *a = x, *b = y;
    int64_t i = a->sum.open + a->sum.closed, j = b->sum.open + b->sum.closed;
    if (i != j)
        return i > j ? -1 : 1;
    if (a->sum.open != b->sum.open)
        return a->sum.open > b->sum.open ? -1 : 1;
    return a->sum.unit != b->sum.unit ? (a->sum.unit < b->sum.unit ? -1 : 1) : strcmp(a->fold, b->fold);
}

static void take(struct bb_gap_sum *out, size_t *n, struct gap_count *list, size_t count, int64_t least)
{
    if (count)
        qsort(list, count, sizeof *list, most_gaps_first);
    for (size_t i = 0; i < count; i++) {
        struct bb_gap_sum s = list[i].sum;
        if (s.open + s.closed < least)
            continue;
        s.days = s.closed ? (list[i].total_days + s.closed / 2) / s.closed : BB_NONE;
        out[(*n)++] = s;
    }
}

const struct bb_gap_sum *bb_gap_sums(const struct bb_data *d, struct bb_arena *a, size_t *n)
{
    size_t room = d->tables[BB_GAP].n + 1;
    struct bb_gap_sum *out = bb_arena_alloc(a, 2 * room * sizeof *out);
    struct gap_count *list = bb_arena_alloc(a, room * sizeof *list);
    *n = 0;
    take(out, n, list, count_gaps(d, a, false, list), 1);
    take(out, n, list, count_gaps(d, a, true, list), 2);
    return out;
}
