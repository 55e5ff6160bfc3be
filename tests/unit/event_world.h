/* A world of events told twice: to the program, and to a plain reference that counts everything anew. */
#pragma once

#include "../../src/store/private.h"
#include "../seeded.h"
#include "store_kit.h"

#include <bepboard/events.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

enum { PEOPLE = 300, UNITS = 4, KINDS = 3, BATCHES = 5, BATCH = 6000, DAYS = 400 };

struct plain {
    int person, kind, source;
    struct bb_date on;
    int64_t count;
};

/* The reference: all events in force, each key once. */
struct reference {
    struct plain *list;
    size_t n, cap;
    int64_t added, changed, unchanged;
};

struct world {
    struct kit *k;
    int64_t units[UNITS], people[PEOPLE];
    int unit_of[PEOPLE]; /* UNITS = none */
    bool gone[PEOPLE];
    int64_t uses, days;
};

static const char *const kinds[] = {"use", "open", "print"}, *const sources[] = {"", "badge log"};

static void make_world(struct world *w, struct kit *k)
{
    char text[32], unit[24];
    *w = (struct world){.k = k, .uses = 1};
    for (int i = 0; i < UNITS; i++) {
        snprintf(text, sizeof text, "Unit %d", i);
        w->units[i] = KIT_ADD(k, BB_UNIT, "name", text);
    }
    for (int i = 0; i < PEOPLE; i++) {
        w->unit_of[i] = i % (UNITS + 1);
        snprintf(text, sizeof text, "key-%d", i);
        snprintf(unit, sizeof unit, "%lld", w->unit_of[i] < UNITS ? (long long)w->units[w->unit_of[i]] : 0);
        w->people[i] = KIT_ADD(k, BB_PERSON, "key", text, "name", text, "unit", w->unit_of[i] < UNITS ? unit : "");
    }
}

static int by_key(const void *a, const void *b)
{
    const struct plain *x = a, *y = b;
    const int64_t left[] = {x->person, x->on.day, x->on.precision, x->kind, x->source};
    const int64_t right[] = {y->person, y->on.day, y->on.precision, y->kind, y->source};
    for (size_t i = 0; i < sizeof left / sizeof *left; i++)
        if (left[i] != right[i])
            return left[i] < right[i] ? -1 : 1;
    return 0;
}

static struct plain *look_up(const struct reference *r, const struct plain *p)
{
    return r->n ? bsearch(p, r->list, r->n, sizeof *r->list, by_key) : NULL;
}

/* The last of several rows with one key holds. */
static void reference_take(struct reference *r, const struct plain *rows, size_t n)
{
    struct reference fresh = {0};
    for (size_t i = 0; i < n; i++) {
        bool later = false;
        for (size_t j = i + 1; j < n && !later; j++)
            later = by_key(&rows[i], &rows[j]) == 0;
        struct plain *old = later ? NULL : look_up(r, &rows[i]);
        r->unchanged += later || (old && old->count == rows[i].count);
        r->changed += old && old->count != rows[i].count;
        r->added += !later && !old;
        if (old)
            old->count = rows[i].count;
        if (later || old)
            continue;
        fresh.list = bb_grow(fresh.list, fresh.n, &fresh.cap, sizeof *fresh.list);
        fresh.list[fresh.n++] = rows[i];
    }
    for (size_t i = 0; i < fresh.n; i++) {
        r->list = bb_grow(r->list, r->n, &r->cap, sizeof *r->list);
        r->list[r->n++] = fresh.list[i];
    }
    free(fresh.list);
    if (r->n)
        qsort(r->list, r->n, sizeof *r->list, by_key);
}

static struct reference reference_copy(const struct reference *r)
{
    struct reference copy = *r;
    copy.list = bb_alloc((r->cap + 1) * sizeof *r->list);
    if (r->n)
        memcpy(copy.list, r->list, r->n * sizeof *r->list);
    return copy;
}

/* Did the person adopt with event `at`, by adding up every window anew? */
static bool adopted_at(const struct world *w, const struct plain *first, const struct plain *at)
{
    int64_t sum = 0;
    for (const struct plain *p = first; p <= at; p++)
        if (w->days == 0 || p->on.day > at->on.day - w->days)
            sum += p->count;
    return sum >= (w->uses > 1 ? w->uses : 1);
}

static int by_rollup(const void *a, const void *b)
{
    const struct bb_rollup *x = a, *y = b;
    const int64_t left[] = {x->day, x->precision, x->unit}, right[] = {y->day, y->precision, y->unit};
    for (size_t i = 0; i < 3; i++)
        if (left[i] != right[i])
            return left[i] < right[i] ? -1 : 1;
    return 0;
}

static void count(const struct world *w, struct bb_rollup *out, size_t *n, const struct plain *p, int tried,
                  int adopted)
{
    int unit = w->unit_of[p->person];
    struct bb_rollup r = {unit < UNITS ? w->units[unit] : 0, p->on.day, p->on.precision, 0, 0};
    size_t i = 0;
    while (i < *n && by_rollup(&out[i], &r) != 0)
        i++;
    if (i == *n)
        out[(*n)++] = r;
    out[i].tried += tried;
    out[i].adopted += adopted;
}

static size_t expected_rollups(const struct world *w, const struct reference *r, struct bb_rollup *out)
{
    size_t n = 0;
    for (size_t i = 0, to; i < r->n; i = to) {
        const struct plain *first = &r->list[i];
        bool tried = false, adopted = false;
        for (to = i; to < r->n && r->list[to].person == first->person; to++) {
            const struct plain *p = &r->list[to];
            if (w->gone[p->person] || p->count == 0)
                continue;
            if (!tried)
                count(w, out, &n, p, 1, 0);
            tried = true;
            if (!adopted && adopted_at(w, first, p)) {
                count(w, out, &n, p, 0, 1);
                adopted = true;
            }
        }
    }
    qsort(out, n, sizeof *out, by_rollup);
    return n;
}

static void rollups_match(const struct world *w, const struct reference *r)
{
    static struct bb_rollup expected[3 * PEOPLE];
    size_t n = expected_rollups(w, r, expected);
    struct bb_data d = {0};
    struct bb_error err = {0};
    assert_true(rollup_load(w->k->s, w->k->engagement, INT32_MAX, &d, &err));
    assert_int_equal(d.rollup_n, n);
    for (size_t i = 0; i < n; i++)
        assert_memory_equal(&d.rollups[i], &expected[i], sizeof expected[i]);
    bb_data_finish(&d);
}

/* The month of a day, when the board shows months; a year and a month stay what they are. */
static struct bb_rollup month_of(struct bb_rollup r)
{
    if (r.precision == BB_DAY) {
        r.day = bb_month_last_day(bb_month_of(r.day));
        r.precision = BB_MONTH;
    }
    return r;
}

/* What the board gets of a year: every month and unit once, in order, with the sums of its days up to today. */
static void months_match(const struct world *w, const struct reference *r, int32_t today)
{
    static struct bb_rollup days[3 * PEOPLE];
    size_t n = expected_rollups(w, r, days);
    struct bb_data d = {0};
    struct bb_error err = {0};
    int64_t all = 0, shown = 0;
    assert_true(bb_store_load(w->k->s, w->k->engagement, &d, &err));
    for (size_t i = 0; i < n; i++)
        all += days[i].precision != BB_DAY || days[i].day <= today ? days[i].tried + days[i].adopted : 0;
    for (size_t i = 0; i < d.rollup_n; i++) {
        struct bb_rollup sum = d.rollups[i];
        assert_true(i == 0 || by_rollup(&d.rollups[i - 1], &d.rollups[i]) < 0);
        assert_int_not_equal(sum.precision, BB_DAY);
        shown += sum.tried + sum.adopted;
        for (size_t j = 0; j < n; j++) {
            struct bb_rollup month = month_of(days[j]);
            if ((days[j].precision != BB_DAY || days[j].day <= today) && by_rollup(&month, &sum) == 0) {
                sum.tried -= month.tried;
                sum.adopted -= month.adopted;
            }
        }
        assert_int_equal(sum.tried, 0);
        assert_int_equal(sum.adopted, 0);
    }
    assert_int_equal(shown, all);
    bb_data_finish(&d);
}

struct comparison {
    const struct reference *r;
    size_t n;
};

static int place_of(const char *text, const char *const *list, int n)
{
    for (int i = 0; i < n; i++)
        if (strcmp(list[i], text) == 0)
            return i;
    fail_msg("nobody imported \"%s\"", text);
    return 0;
}

static bool compare_one(void *ctx, const struct bb_usage *u, struct bb_error *err)
{
    struct comparison *c = ctx;
    (void)err;
    struct plain p = {.person = atoi(u->person + 4), .on = u->on, .count = u->count};
    p.kind = place_of(u->kind, kinds, KINDS);
    p.source = place_of(u->source, sources, 2);
    const struct plain *expected = look_up(c->r, &p);
    assert_non_null(expected);
    assert_int_equal(expected->count, u->count);
    c->n++;
    return true;
}

/* What is exported is what is expected, no more and no less. */
static void events_match(const struct world *w, const struct reference *r)
{
    struct comparison c = {.r = r};
    struct bb_error err = {0};
    size_t n = 0;
    assert_true(bb_usage_each(w->k->s, w->k->engagement, compare_one, &c, &err));
    for (size_t i = 0; i < r->n; i++)
        n += !w->gone[r->list[i].person];
    assert_int_equal(c.n, n);
}

static void all_match(const struct world *w, const struct reference *r)
{
    rollups_match(w, r);
    events_match(w, r);
}

static struct bb_usage usage_of(const struct plain *p, char key[32])
{
    snprintf(key, 32, "key-%d", p->person);
    return (struct bb_usage){key, p->on, kinds[p->kind], sources[p->source], p->count, 0};
}

static bool import_with(struct kit *k, const struct plain *rows, size_t n, const struct bb_usage_finish *o,
                        struct bb_usage_report *report)
{
    char key[32];
    bool known, ok = true;
    struct bb_usage_import *u = bb_usage_begin(k->s, k->engagement, &k->err);
    assert_non_null(u);
    for (size_t i = 0; i < n; i++) {
        struct bb_usage usage = usage_of(&rows[i], key);
        assert_true(bb_usage_add(u, &usage, &known, &k->err));
        assert_int_equal(known, rows[i].person < PEOPLE);
    }
    ok = bb_usage_finish(u, o, report, &k->err);
    bb_usage_close(u);
    return ok;
}

static struct bb_usage_report import(struct kit *k, const struct plain *rows, size_t n)
{
    struct bb_usage_report report;
    if (!import_with(k, rows, n, &(struct bb_usage_finish){.file = "log.csv"}, &report))
        fail_msg("%s", k->err.text);
    return report;
}

static struct plain *throw_rows(struct seeded *seed, size_t n, int people)
{
    struct plain *rows = bb_alloc(n * sizeof *rows);
    int32_t first = bb_day_from_civil(2025, 1, 1);
    for (size_t i = 0; i < n; i++) {
        int32_t day = first + (int32_t)seeded_below(seed, DAYS);
        rows[i] = (struct plain){.person = (int)seeded_below(seed, (size_t)people),
                                 .kind = (int)seeded_below(seed, KINDS),
                                 .source = (int)seeded_below(seed, 2),
                                 .on = bb_date_of(day),
                                 .count = (int64_t)seeded_below(seed, 6)};
        if (seeded_below(seed, 10) == 0)
            rows[i].on = (struct bb_date){bb_month_last_day(bb_month_of(day)), BB_MONTH};
    }
    return rows;
}

static void undo(struct world *w)
{
    struct bb_str what = {0};
    if (!bb_store_undo(w->k->s, w->k->engagement, &what, &w->k->err))
        fail_msg("%s", w->k->err.text);
    bb_str_finish(&what);
}

static void redo(struct world *w)
{
    struct bb_str what = {0};
    if (!bb_store_redo(w->k->s, w->k->engagement, &what, &w->k->err))
        fail_msg("%s", w->k->err.text);
    bb_str_finish(&what);
}

static void edit(struct world *w, enum bb_entity e, int64_t id, const char *field, const char *value)
{
    if (!KIT_SAVE(w->k->s, e, w->k->engagement, &id, &w->k->err, field, value))
        fail_msg("%s", w->k->err.text);
}

static void move_person(struct world *w, struct bb_store *s, int person, int unit)
{
    char value[24] = "";
    if (unit < UNITS)
        snprintf(value, sizeof value, "%lld", (long long)w->units[unit]);
    assert_true(KIT_SAVE(s, BB_PERSON, w->k->engagement, &w->people[person], &w->k->err, "unit", (const char *)value));
    w->unit_of[person] = unit;
}
