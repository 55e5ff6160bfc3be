/* What the rules of the attention list look up: one pass over each table, so that no rule searches. */
#include "attention.h"

#include <bepboard/diagnosis.h>
#include <stdlib.h>

static struct att_person *person_at(const finder *f, int64_t id)
{
    const struct bb_person *p = bb_data_person(f->d, id), *first = f->d->tables[BB_PERSON].rows;
    return p ? &f->people[p - first] : NULL;
}

static struct att_unit *unit_at(const finder *f, int64_t id)
{
    const struct bb_unit *u = bb_data_unit(f->d, id), *first = f->d->tables[BB_UNIT].rows;
    return u ? &f->units[u - first] : NULL;
}

static bool newer(struct bb_date a, struct bb_date b)
{
    return b.precision == BB_NO_DATE || a.day >= b.day;
}

static void index_stances(finder *f, int32_t past)
{
    int32_t *seen = bb_alloc((f->d->tables[BB_PERSON].n + 1) * sizeof *seen);
    ATT_EACH(f, BB_STANCE, bb_stance_seen, s)
    {
        struct att_person *p = person_at(f, s->person);
        if (!p || !att_was(f, s->on))
            continue;
        int32_t *before = &seen[p - f->people];
        if (s->on.day <= past && s->on.day >= *before) {
            *before = s->on.day;
            p->stance_past = s->stance;
        }
        if (newer(s->on, p->stance_on)) {
            p->stance_on = s->on;
            p->stance = s->stance;
        }
    }
    free(seen);
    ATT_EACH(f, BB_STANCE, bb_stance_seen, s)
    {
        struct att_person *p = person_at(f, s->person);
        if (p && s->on.precision != BB_NO_DATE && s->stance == p->stance && s->on.day < p->stance_since)
            p->stance_since = s->on.day;
    }
}

static void index_scores(finder *f)
{
    ATT_EACH(f, BB_SCORE, bb_score, s)
    {
        struct att_person *p = person_at(f, s->person);
        if (p && att_was(f, s->on) && newer(s->on, p->scored)) {
            p->score = s->score;
            p->scored = s->on;
        }
    }
    struct bb_date *on = bb_alloc((f->d->tables[BB_PERSON].n + 1) * sizeof *on);
    ATT_EACH(f, BB_SCORE, bb_score, s)
    {
        struct att_person *p = person_at(f, s->person);
        if (!p || !att_was(f, s->on) || s->on.day >= p->scored.day || !newer(s->on, on[p - f->people]))
            continue;
        on[p - f->people] = s->on;
        p->score_before = s->score;
    }
    free(on);
}

static void index_people(finder *f)
{
    size_t i = 0;
    f->people = bb_alloc((f->d->tables[BB_PERSON].n + 1) * sizeof *f->people);
    ATT_EACH(f, BB_PERSON, bb_person, p)
    {
        f->people[i++] = (struct att_person){.stance = BB_NONE,
                                             .stance_past = BB_NONE,
                                             .stance_since = f->today,
                                             .score = BB_NONE,
                                             .score_before = BB_NONE,
                                             .source = p->resistance != NULL};
    }
    ATT_EACH(f, BB_CONVERSATION, bb_conversation, c)
    {
        struct att_person *p = person_at(f, c->person);
        if (p && att_was(f, c->on) && newer(c->on, p->talk))
            p->talk = c->on;
    }
    ATT_EACH(f, BB_RESISTANCE, bb_resistance, r)
    {
        struct att_person *p = person_at(f, r->person);
        if (p && att_begun(f, r->seen))
            p->source = true;
    }
}

static void index_champions(finder *f)
{
    bool *at_work = bb_champions_at_work(f->d);
    for (size_t i = 0; i < f->d->tables[BB_PERSON].n; i++)
        f->people[i].champion = at_work[i];
    free(at_work);
}

static void index_units(finder *f)
{
    f->units = bb_alloc((f->d->tables[BB_UNIT].n + 1) * sizeof *f->units);
    ATT_EACH(f, BB_NEED, bb_need, n)
    {
        struct att_unit *u = unit_at(f, n->unit);
        if (u && att_begun(f, n->found))
            u->needs++;
    }
    ATT_EACH(f, BB_KNOWLEDGE, bb_knowledge, k)
    {
        struct att_unit *u = unit_at(f, k->unit);
        if (u && k->state != BB_KNOWN_UNKNOWN && k->topic >= 0 && att_begun(f, k->on))
            u->topics |= 1 << k->topic;
    }
    ATT_EACH(f, BB_WHY, bb_why, w)
    {
        struct att_unit *u = unit_at(f, w->unit);
        if (u)
            u->whys++;
    }
    ATT_EACH(f, BB_PERSON, bb_person, p)
    {
        struct att_unit *u = unit_at(f, p->unit);
        if (!u)
            continue;
        u->people++;
        u->champions += att_of(f, p)->champion;
    }
}

static struct att_order *order_at(const finder *f, int64_t id)
{
    const struct bb_order *o = bb_data_order(f->d, id), *first = f->d->tables[BB_ORDER].rows;
    return o ? &f->orders[o - first] : NULL;
}

static void index_items(finder *f)
{
    ATT_EACH(f, BB_ITEM, bb_item, item)
    {
        struct att_order *o = order_at(f, item->order);
        if (!o || item->opportunity < 0 || item->opportunity >= BB_OPPORTUNITY_COUNT)
            continue;
        struct bb_opportunity_count *c = &o->openings[item->opportunity];
        bool done = item->done && att_begun(f, item->done_on);
        c->items++;
        c->done += done;
        c->evidence += done && item->evidence;
        if (done)
            o->last_done[item->opportunity] = att_later(o->last_done[item->opportunity], item->done_on);
    }
}

static void index_orders(finder *f)
{
    size_t i = 0;
    f->orders = bb_alloc((f->d->tables[BB_ORDER].n + 1) * sizeof *f->orders);
    ATT_EACH(f, BB_ORDER, bb_order, o)
    f->orders[i++].verdict = o->verdict != BB_NONE;
    ATT_EACH(f, BB_DIAGNOSIS, bb_diagnosis, g)
    {
        struct att_order *o = order_at(f, g->order);
        if (!o || !att_begun(f, g->on))
            continue;
        o->verdict |= g->verdict != BB_NONE;
        o->excused |= g->undiagnosed != NULL;
        if (bb_diagnosis_done(g) && (!o->concluded || g->version >= o->concluded->version))
            o->concluded = g;
    }
    ATT_EACH(f, BB_STIPULATION, bb_stipulation, s)
    {
        struct att_order *o = order_at(f, s->order);
        if (o && att_begun(f, s->on))
            o->stipulation = true;
    }
    index_items(f);
}

static void index_letters(finder *f)
{
    const struct bb_obligation *first = f->d->tables[BB_OBLIGATION].rows;
    f->obligations = bb_alloc((f->d->tables[BB_OBLIGATION].n + 1) * sizeof *f->obligations);
    ATT_EACH(f, BB_RACI, bb_raci, r)
    {
        const struct bb_obligation *o = bb_table_find(&f->d->tables[BB_OBLIGATION], r->obligation);
        if (!o)
            continue;
        struct att_obligation *at = &f->obligations[o - first];
        int before = at->line.a;
        bb_raci_count(&at->line, r->letter);
        if (before == 1 && at->line.a == 2)
            at->second_a = att_made(f, &r->row);
    }
}

void att_index(finder *f)
{
    bb_charter(f->d, f->t, &f->charter);
    index_people(f);
    index_stances(f, f->today - ATT_GROWTH_DAYS);
    index_scores(f);
    index_champions(f);
    index_units(f);
    index_orders(f);
    index_letters(f);
}

void att_index_finish(finder *f)
{
    free(f->people);
    free(f->units);
    free(f->orders);
    free(f->obligations);
    bb_arena_finish(&f->arena);
}

const struct att_person *att_of(const finder *f, const struct bb_person *p)
{
    return &f->people[p - (const struct bb_person *)f->d->tables[BB_PERSON].rows];
}

const struct att_unit *att_of_unit(const finder *f, const struct bb_unit *u)
{
    return &f->units[u - (const struct bb_unit *)f->d->tables[BB_UNIT].rows];
}

const struct bb_coverage *att_coverage(finder *f, size_t *n)
{
    if (!f->coverage)
        f->coverage = bb_champion_coverage(f->d, f->t->champion_people, &f->arena, &f->coverage_n);
    *n = f->coverage_n;
    return f->coverage;
}

const struct att_order *att_of_order(const finder *f, const struct bb_order *o)
{
    return &f->orders[o - (const struct bb_order *)f->d->tables[BB_ORDER].rows];
}

const void **att_sorted(const finder *f, enum bb_entity e, int (*compare)(const void *, const void *), size_t *n)
{
    const struct bb_table *t = &f->d->tables[e];
    const void **list = bb_alloc((t->n + 1) * sizeof *list);
    for (size_t i = 0; i < t->n; i++)
        list[i] = bb_table_at(t, i);
    qsort(list, t->n, sizeof *list, compare);
    *n = t->n;
    return list;
}

int att_compare(const int64_t *a, const int64_t *b, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (a[i] != b[i])
            return a[i] < b[i] ? -1 : 1;
    return 0;
}
