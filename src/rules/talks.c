/* Whom to talk with next, and how we are seen. */
#include <bepboard/network.h>
#include <bepboard/registers.h>
#include <bepboard/talks.h>
#include <stdlib.h>

static int pressing_first(const void *x, const void *y)
{
    const struct bb_talk_due *a = x, *b = y;
    if (a->priority != b->priority)
        return a->priority > b->priority ? -1 : 1;
    return (a->person > b->person) - (a->person < b->person);
}

static bool due(const struct bb_data *d, const struct bb_thresholds *t, const struct bb_person *p,
                struct bb_talk_due *out)
{
    *out = (struct bb_talk_due){.person = p->row.id, .power = p->power, .gap = bb_seam_gap(d, p)};
    if (p->power == BB_NONE || out->gap < 1)
        return false;
    out->last = bb_last_talk(d, p->row.id);
    out->silent = out->last.precision == BB_NO_DATE || d->today - out->last.day >= t->silent_days;
    return true;
}

const struct bb_talk_due *bb_talks_due(const struct bb_data *d, const struct bb_thresholds *t, struct bb_arena *a,
                                       size_t *n)
{
    const struct bb_table *people = &d->tables[BB_PERSON];
    struct bb_talk_due *list = bb_arena_alloc(a, people->n * sizeof *list);
    struct bb_network net;
    bb_network(d, &net);
    struct bb_centrality *c = bb_alloc((net.n + 1) * sizeof *c);
    bb_network_centrality(&net, false, c);
    *n = 0;
    for (size_t i = 0; i < people->n; i++) {
        struct bb_talk_due *talk = &list[*n];
        if (!due(d, t, BB_ROW(d, BB_PERSON, struct bb_person, i), talk))
            continue;
        talk->out_strength = c[i].out_strength;
        talk->priority = talk->power * talk->gap * (talk->silent ? 15 : 10) * (10 + talk->out_strength);
        ++*n;
    }
    if (*n)
        qsort(list, *n, sizeof *list, pressing_first);
    free(c);
    bb_network_finish(&net);
    return list;
}

void bb_talk_why(struct bb_str *out, const struct bb_data *d, const struct bb_talk_due *t)
{
    bb_str_addf(out, "%lld.%lld = power %lld x gap %lld", (long long)(t->priority / 100),
                (long long)(t->priority / 10 % 10), (long long)t->power, (long long)t->gap);
    if (t->silent && t->last.precision == BB_NO_DATE)
        bb_str_add(out, " x 1.5 (no conversation yet)");
    else if (t->silent)
        bb_str_addf(out, " x 1.5 (no conversation for %d days)", d->today - t->last.day);
    if (t->out_strength)
        bb_str_addf(out, " x %lld.%lld (out-strength %lld)", (long long)(1 + t->out_strength / 10),
                    (long long)(t->out_strength % 10), (long long)t->out_strength);
}

static int64_t moved(const struct bb_seen_us *s)
{
    int64_t by = s->before == BB_NONE ? 0 : s->now - s->before;
    return by < 0 ? -by : by;
}

static int most_moved_first(const void *x, const void *y)
{
    const struct bb_seen_us *a = x, *b = y;
    if (moved(a) != moved(b))
        return moved(a) > moved(b) ? -1 : 1;
    return (a->person > b->person) - (a->person < b->person);
}

static void see(struct bb_seen_us *s, const struct bb_score *score)
{
    bool later = s->on.precision == BB_NO_DATE || score->on.day >= s->on.day;
    if (!later)
        return;
    s->before = s->now;
    s->now = score->score;
    s->on = score->on;
    s->cause = score->cause;
}

const struct bb_seen_us *bb_seen_by(const struct bb_data *d, struct bb_arena *a, size_t *n)
{
    const struct bb_table *people = &d->tables[BB_PERSON], *scores = &d->tables[BB_SCORE];
    struct bb_seen_us *list = bb_arena_alloc(a, people->n * sizeof *list);
    /* Scores by day; those of one day in the order in which they came. */
    const struct bb_score **sorted = bb_alloc((scores->n + 1) * sizeof *sorted);
    size_t kept = 0;
    for (size_t i = 0; i < scores->n; i++) {
        const struct bb_score *s = BB_ROW(d, BB_SCORE, struct bb_score, i);
        size_t at = kept++;
        if (s->on.day > d->today) {
            kept--;
            continue;
        }
        for (; at > 0 && sorted[at - 1]->on.day > s->on.day; at--)
            sorted[at] = sorted[at - 1];
        sorted[at] = s;
    }
    *n = 0;
    for (size_t i = 0; i < people->n; i++) {
        const struct bb_person *p = BB_ROW(d, BB_PERSON, struct bb_person, i);
        struct bb_seen_us *seen = &list[*n];
        *seen = (struct bb_seen_us){.person = p->row.id, .now = BB_NONE, .before = BB_NONE};
        for (size_t k = 0; bb_is_stakeholder(p) && k < kept; k++)
            if (sorted[k]->person == p->row.id)
                see(seen, sorted[k]);
        *n += seen->now != BB_NONE;
    }
    free(sorted);
    if (*n)
        qsort(list, *n, sizeof *list, most_moved_first);
    return list;
}

void bb_continuum(const struct bb_data *d, struct bb_continuum *out)
{
    int64_t facts = 0, own = 0, owned = 0, accepted = 0;
    *out = (struct bb_continuum){.facts = BB_NONE, .own = BB_NONE, .started = BB_NONE};
    for (size_t i = 0; i < d->tables[BB_ORDER].n; i++) {
        const struct bb_order *o = BB_ROW(d, BB_ORDER, struct bb_order, i);
        out->orders++;
        facts += bb_partner_facts(o);
        own += o->own_score == BB_NONE ? 0 : o->own_score;
        owned += o->own_score != BB_NONE;
    }
    for (size_t i = 0; i < d->tables[BB_PROPOSAL].n; i++)
        accepted += BB_ROW(d, BB_PROPOSAL, struct bb_proposal, i)->state == BB_PROPOSAL_ACCEPTED;
    if (out->orders)
        out->facts = (facts + out->orders / 2) / out->orders;
    if (owned)
        out->own = (own + owned / 2) / owned;
    if (out->orders + accepted)
        out->started = 100 * accepted / (out->orders + accepted);
}
