/* What held at the ends of days gone by, and what it tells of today: what cleared, and since when something holds. */
#include "attention.h"

#include <stdlib.h>

static int by_number(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

static int64_t key_of(const struct bb_attention *a)
{
    return (int64_t)a->number << 48 | (a->id & 0xFFFFFFFFFFFF);
}

/* The keys of a list, sorted. */
static int64_t *keys_of(const struct bb_attention_list *l)
{
    int64_t *keys = bb_alloc(l->n * sizeof *keys);
    for (size_t i = 0; i < l->n; i++)
        keys[i] = key_of(&l->list[i]);
    if (l->n)
        qsort(keys, l->n, sizeof *keys, by_number);
    return keys;
}

static bool has(const int64_t *keys, size_t n, const struct bb_attention *a)
{
    int64_t key = key_of(a);
    return n && bsearch(&key, keys, n, sizeof *keys, by_number);
}

static struct bb_attention *keep(struct bb_attention_list *out, size_t *cap, const struct bb_attention *a)
{
    out->list = bb_grow(out->list, out->n, cap, sizeof *out->list);
    struct bb_attention *copy = &out->list[out->n++];
    *copy = *a;
    copy->name = bb_arena_strdup(&out->arena, a->name);
    copy->what = bb_arena_strdup(&out->arena, a->what);
    copy->why = bb_arena_strdup(&out->arena, a->why);
    return copy;
}

/* Days. */

static void keep_those_that_went(const struct bb_attention_day *next, struct bb_attention_list *found)
{
    struct bb_attention_list all = *found;
    size_t cap = 0;
    *found = (struct bb_attention_list){0};
    for (size_t i = 0; i < all.n; i++)
        if (!has(next->keys, next->n, &all.list[i]))
            keep(found, &cap, &all.list[i]);
    bb_attention_finish(&all);
}

void bb_attention_past_add(struct bb_attention_past *p, const struct bb_data *d, const struct bb_curves *curves,
                           const struct bb_thresholds *t, const struct bb_words *w)
{
    p->days = bb_grow(p->days, p->n, &p->cap, sizeof *p->days);
    struct bb_attention_day *day = &p->days[p->n++];
    *day = (struct bb_attention_day){.day = d->today, .there = d->engagement != NULL};
    att_find(d, curves, t, w, &day->found);
    day->n = day->found.n;
    day->keys = keys_of(&day->found);
    if (p->n > 1)
        keep_those_that_went(day - 1, &day->found);
}

void bb_attention_past_finish(struct bb_attention_past *p)
{
    for (size_t i = 0; i < p->n; i++) {
        free(p->days[i].keys);
        bb_attention_finish(&p->days[i].found);
    }
    free(p->days);
    *p = (struct bb_attention_past){0};
}

/* Today beside them. */

/* The first day of those on which it held without a break up to the `from`-th. What held on all of them, or since the
 * register began, may be as old as its record. */
static void tell_since(const struct bb_attention_past *p, size_t from, struct bb_attention *a)
{
    size_t held = from;
    if (!a->undated)
        return;
    while (held < p->n && has(p->days[held].keys, p->days[held].n, a))
        held++;
    if (held < p->n && p->days[held].there) {
        a->since = bb_date_of(p->days[held].day + 1);
    } else if (held && a->since.precision == BB_NO_DATE) {
        a->since = bb_date_of(p->days[held - 1].day);
        a->longer = true;
    }
}

/* What is in the list already. */
struct known {
    int64_t *keys;
    size_t n;
};

/* Told once, for the last time that it cleared. */
static void tell_cleared(const struct bb_attention_past *p, size_t at, const struct known *known,
                         struct bb_attention_list *l, size_t *cap)
{
    const struct bb_attention_day *day = &p->days[at];
    for (size_t i = 0; i < day->found.n; i++) {
        if (has(known->keys, known->n, &day->found.list[i]))
            continue;
        struct bb_attention *a = keep(l, cap, &day->found.list[i]);
        a->cleared = bb_date_of(day->day + 1);
        tell_since(p, at, a);
    }
}

static void learn(struct known *k, const struct bb_attention_list *l)
{
    if (k->keys && k->n == l->n)
        return;
    free(k->keys);
    *k = (struct known){keys_of(l), l->n};
}

void att_compare_with_past(const struct bb_attention_past *past, int32_t today, struct bb_attention_list *l)
{
    struct known known = {0};
    size_t cap = l->n;
    if (!past->n || past->days[0].day != today - 1)
        return;
    for (size_t i = 0; i < l->n; i++)
        tell_since(past, 0, &l->list[i]);
    for (size_t i = 0; i < past->n; i++) {
        learn(&known, l);
        tell_cleared(past, i, &known, l, &cap);
    }
    free(known.keys);
}
