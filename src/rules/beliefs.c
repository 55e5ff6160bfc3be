/* What audiences believe: six tests, the weakest of them, and what strengthens it. */
#include <bepboard/plan.h>
#include <stdlib.h>

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
    for (size_t i = 0; i < d->tables[BB_SIZE].n; i++) {
        const struct bb_size *s = BB_ROW(d, BB_SIZE, struct bb_size, i);
        bool same = s->unit == b->unit && s->category == b->category && s->person == b->person && s->on.day <= d->today;
        if (same && (!b->size || s->on.day >= b->size->on.day))
            b->size = s;
    }
}

const struct bb_audience_beliefs *bb_beliefs(const struct bb_data *d, struct bb_arena *a, size_t *n)
{
    const struct bb_table *t = &d->tables[BB_CONVICTION];
    const struct bb_table *sizes = &d->tables[BB_SIZE];
    struct bb_audience_beliefs *list = bb_arena_alloc(a, (t->n + sizes->n + 1) * sizeof *list);
    *n = 0;
    for (size_t i = 0; i < t->n; i++) {
        const struct bb_conviction *c = BB_ROW(d, BB_CONVICTION, struct bb_conviction, i);
        if (c->on.day > d->today || c->test < 0 || c->test >= BB_TEST_COUNT || c->score == BB_NONE)
            continue;
        const struct bb_conviction **seen = &audience(list, n, c->unit, c->category, c->person)->scores[c->test];
        if (!*seen || c->on.day >= (*seen)->on.day)
            *seen = c;
    }
    for (size_t i = 0; i < sizes->n; i++) {
        const struct bb_size *s = BB_ROW(d, BB_SIZE, struct bb_size, i);
        if (s->on.day <= d->today)
            audience(list, n, s->unit, s->category, s->person);
    }
    for (size_t i = 0; i < *n; i++) {
        find_weakest(&list[i]);
        find_action(d, &list[i]);
        find_size(d, &list[i]);
    }
    return list;
}

/* Calls for help. */

static bool was(const struct bb_data *d, struct bb_date on)
{
    return on.precision != BB_NO_DATE && on.day <= d->today;
}

bool bb_request_answered(const struct bb_data *d, const struct bb_request *r)
{
    return was(d, r->answered) || was(d, r->closed) || (r->hours != BB_NONE && r->answered.precision == BB_NO_DATE);
}

static int by_size(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

struct bb_help bb_help(const struct bb_data *d, int64_t unit, int32_t from)
{
    struct bb_help h = {.oldest_open = d->today};
    const struct bb_table *t = &d->tables[BB_REQUEST];
    int64_t *hours = bb_alloc((t->n + 1) * sizeof *hours);
    for (size_t i = 0; i < t->n; i++) {
        const struct bb_request *r = BB_ROW(d, BB_REQUEST, struct bb_request, i);
        if (!was(d, r->opened) || r->opened.day < from || (unit && r->unit != unit))
            continue;
        h.calls++;
        if (!bb_request_answered(d, r)) {
            h.open++;
            h.oldest_open = r->opened.day < h.oldest_open ? r->opened.day : h.oldest_open;
        }
        if (r->hours == BB_NONE)
            continue;
        hours[h.timed++] = r->hours;
        h.last_timed = r->opened.day > h.last_timed.day ? r->opened : h.last_timed;
    }
    qsort(hours, (size_t)h.timed, sizeof *hours, by_size);
    int64_t half = h.timed / 2;
    h.median = !h.timed ? 0 : h.timed % 2 ? hours[half] : (hours[half - 1] + hours[half]) / 2;
    free(hours);
    return h;
}

/* What speaks for a test. */

static void say_help(struct bb_str *out, const struct bb_data *d, int64_t unit)
{
    struct bb_help h = bb_help(d, unit, INT32_MIN);
    if (!h.calls) {
        bb_str_add(out, "no call for help was noted");
        return;
    }
    bb_str_addf(out, "%lld call%s for help", (long long)h.calls, h.calls == 1 ? "" : "s");
    if (h.timed)
        bb_str_addf(out, ", %s a person's answer within %.1f hours", h.timed == 1 ? "one had" : "half had",
                    (double)h.median / BB_MILLION);
    if (h.open)
        bb_str_addf(out, ", %lld without an answer, the oldest for %d days", (long long)h.open,
                    (int)(d->today - h.oldest_open));
}

/* Of an old way that goes on: until when, and who is still on it. */
static void say_way(struct bb_str *out, const struct bb_data *d, const struct bb_oldway *o)
{
    bb_str_addf(out, "%s, ", o->name ? o->name : "an old way");
    if (o->ends.precision == BB_NO_DATE)
        bb_str_add(out, "no end agreed");
    else if (bb_oldway_overdue(d, o))
        bb_str_addf(out, "%d days past its end", (int)(d->today - o->ends.day));
    else
        bb_str_addf(out, "ends in %d days", (int)(o->ends.day - d->today));
}

static void say_old_ways(struct bb_str *out, const struct bb_data *d, int64_t unit)
{
    const struct bb_table *t = &d->tables[BB_OLDWAY];
    struct bb_str open = {0};
    int ways = 0, ended = 0;
    for (size_t i = 0; i < t->n; i++) {
        const struct bb_oldway *o = BB_ROW(d, BB_OLDWAY, struct bb_oldway, i);
        if (unit && o->unit != unit)
            continue;
        ways++;
        ended += was(d, o->ended);
        if (was(d, o->ended))
            continue;
        bb_str_add(&open, open.n ? "; " : "");
        say_way(&open, d, o);
    }
    if (!ways)
        bb_str_add(out, "no old way was noted");
    else
        bb_str_addf(out, "%d of %d old way%s ended%s%s", ended, ways, ways == 1 ? "" : "s", open.n ? "; goes on: " : "",
                    bb_str_get(&open));
    bb_str_finish(&open);
}

void bb_belief_records(struct bb_str *out, const struct bb_data *d, const struct bb_audience_beliefs *b, int test)
{
    const struct bb_person *p = bb_data_person(d, b->person);
    int64_t unit = b->unit ? b->unit : p ? p->unit : 0;
    if (!unit && (b->person || b->category != BB_NONE))
        return;
    if (test == BB_TEST_HELP && d->tables[BB_REQUEST].n)
        say_help(out, d, unit);
    else if (test == BB_TEST_NO_WAY_BACK && d->tables[BB_OLDWAY].n)
        say_old_ways(out, d, unit);
}
