/* Attention: named rules over the whole register, one list, worst first. */
#include <assert.h>
#include <bepboard/rules.h>
#include <bepboard/str.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum rule { STALL, SURE_THING, SILENT_POWER, NO_VERDICT, FOLLOW_UP, ITEM_OVERDUE, RULE_COUNT };

static const struct bb_attention_rule rules[] = {
    [STALL] = {"E1-chasm-stall", BB_ATT_ALARM, BB_OPEN,
               "Adoption has stopped near the chasm line: a prompt for questions, not a law."},
    [SURE_THING] =
        {"B1-sure-thing-missed", BB_ATT_ALARM, BB_OPEN,
         "An order was delivered while the one opportunity that is always in our own hands was left untouched."},
    [SILENT_POWER] = {"E5-silent-power", BB_ATT_ALARM, BB_PRIVATE,
                      "A powerful stakeholder is unaware or resistant and nobody has talked with them lately."},
    [NO_VERDICT] = {"A3-no-verdict", BB_ATT_WARNING, BB_TEAM,
                    "An order was taken without asking whether training is the answer."},
    [FOLLOW_UP] = {"B4-follow-up-overdue", BB_ATT_WARNING, BB_PRIVATE,
                   "We promised to come back to somebody and did not."},
    [ITEM_OVERDUE] = {"B1-item-overdue", BB_ATT_NOTE, BB_OPEN,
                      "Something we meant to do about an order is past its date."},
};
static_assert(sizeof rules / sizeof *rules == RULE_COUNT, "every rule has its row");

struct finder {
    const struct bb_data *d;
    const struct bb_curves *curves;
    const struct bb_thresholds *t;
    const struct bb_words *w;
    struct bb_attention_list *out;
    size_t cap;
    struct bb_str what, why;
};

const struct bb_attention_rule *bb_attention_rules(size_t *n)
{
    *n = RULE_COUNT;
    return rules;
}

/* Takes the sentences from f->what and f->why. */
static void report(struct finder *f, enum rule rule, enum bb_entity entity, int64_t id, struct bb_date since,
                   int64_t weight)
{
    struct bb_attention_list *l = f->out;
    l->list = bb_grow(l->list, l->n, &f->cap, sizeof *l->list);
    l->list[l->n++] = (struct bb_attention){
        .rule = &rules[rule],
        .entity = entity,
        .id = id,
        .what = bb_arena_strdup(&l->arena, bb_str_get(&f->what)),
        .why = bb_arena_strdup(&l->arena, bb_str_get(&f->why)),
        .since = since,
        .weight = weight,
    };
    bb_str_clear(&f->what);
    bb_str_clear(&f->why);
}

static const char *order_name(const struct bb_order *o)
{
    return o->key ? o->key : o->title ? o->title : "An order";
}

static void add_date(struct bb_str *out, struct bb_date d)
{
    bb_date_format(out, d);
}

/* E1: the last sample of the whole population. */

static void find_stall(struct finder *f)
{
    const struct bb_curve *whole = f->curves->n ? &f->curves->list[0] : NULL;
    struct bb_stall s = {0};
    if (whole && whole->n && !whole->shares)
        s = bb_stall_at(whole, whole->n - 1, f->t);
    if (s.holds) {
        size_t first = whole->n - 1;
        while (first > 0 && bb_stall_at(whole, first - 1, f->t).holds)
            first--;
        bb_str_addf(&f->what, "Adoption stalls near the chasm line at %.0f of %.0f", whole->points[whole->n - 1].ever,
                    whole->population);
        bb_str_addf(&f->why, "%.1f %% have ever adopted; %.0f new over two samples, earlier growth was %.0f",
                    s.share * 100, s.fresh, s.earlier);
        report(f, STALL, BB_SAMPLE, 0, whole->points[first].on, (int64_t)(s.share * 1000));
    }
}

/* B1, A3: orders. */

static void find_sure_thing(struct finder *f, const struct bb_order *o)
{
    struct bb_opportunity_count c[BB_OPPORTUNITY_COUNT];
    bb_opportunity_counts(f->d, o->row.id, c);
    if (o->state != BB_ORDER_DELIVERED || c[BB_SURE].state != BB_UNTOUCHED)
        return;
    bb_str_addf(&f->what, "%s was delivered with %s untouched", order_name(o),
                bb_word(f->w, &bb_opportunities, BB_SURE, f->d->audience));
    bb_str_addf(&f->why, "%lld of %lld items done; ", (long long)c[BB_SURE].done, (long long)c[BB_SURE].items);
    bb_str_add(&f->why, "delivered ");
    add_date(&f->why, o->delivered);
    report(f, SURE_THING, BB_ORDER, o->row.id, o->delivered, f->d->today - o->delivered.day);
}

static void find_no_verdict(struct finder *f, const struct bb_order *o)
{
    int32_t age = f->d->today - o->received.day;
    if (o->verdict != BB_NONE || o->state == BB_ORDER_DECLINED || o->received.precision == BB_NO_DATE ||
        age < f->t->verdict_days)
        return;
    bb_str_addf(&f->what, "%s has no verdict: is training the answer?", order_name(o));
    bb_str_addf(&f->why, "received %d days ago, on ", age);
    add_date(&f->why, o->received);
    report(f, NO_VERDICT, BB_ORDER, o->row.id, bb_date_of(o->received.day + (int32_t)f->t->verdict_days), age);
}

static void find_items(struct finder *f)
{
    for (size_t i = 0; i < f->d->tables[BB_ITEM].n; i++) {
        const struct bb_item *item = BB_ROW(f->d, BB_ITEM, struct bb_item, i);
        const struct bb_order *o = bb_data_order(f->d, item->order);
        if (item->done || item->due.precision == BB_NO_DATE || item->due.day >= f->d->today || !o)
            continue;
        bb_str_addf(&f->what, "%s: %s", order_name(o), item->text ? item->text : "");
        bb_str_addf(&f->why, "due ");
        add_date(&f->why, item->due);
        bb_str_addf(&f->why, ", %d days over", f->d->today - item->due.day);
        report(f, ITEM_OVERDUE, BB_ITEM, item->row.id, bb_date_of(item->due.day + 1), f->d->today - item->due.day);
    }
}

/* E5: people. */

static int32_t stance_since(const struct bb_data *d, int64_t person, int64_t stance)
{
    int32_t since = d->today;
    for (size_t i = 0; i < d->tables[BB_STANCE].n; i++) {
        const struct bb_stance_seen *s = BB_ROW(d, BB_STANCE, struct bb_stance_seen, i);
        if (s->person == person && s->stance == stance && s->on.day < since)
            since = s->on.day;
    }
    return since;
}

static void find_silent_power(struct finder *f, const struct bb_person *p)
{
    int64_t stance = bb_stance_now(f->d, p->row.id);
    if (p->power == BB_NONE || p->power < f->t->power_high || (stance != BB_UNAWARE && stance != BB_RESISTANT))
        return;
    struct bb_date talk = bb_last_talk(f->d, p->row.id);
    bool ever = talk.precision != BB_NO_DATE;
    if (ever && f->d->today - talk.day <= f->t->silent_days)
        return;
    bb_str_addf(&f->what, "Talk with %s: %s, power %lld", bb_person_label(p),
                bb_word(f->w, &bb_stances, stance, f->d->audience), (long long)p->power);
    bb_str_add(&f->why, ever ? "last conversation " : "no conversation yet");
    add_date(&f->why, talk);
    if (ever)
        bb_str_addf(&f->why, ", %d days ago", f->d->today - talk.day);
    int32_t since = ever ? talk.day + (int32_t)f->t->silent_days + 1 : stance_since(f->d, p->row.id, stance);
    report(f, SILENT_POWER, BB_PERSON, p->row.id, bb_date_of(since), p->power * (1 + bb_seam_gap(f->d, p)));
}

static void find_follow_ups(struct finder *f)
{
    for (size_t i = 0; i < f->d->tables[BB_CONVERSATION].n; i++) {
        const struct bb_conversation *c = BB_ROW(f->d, BB_CONVERSATION, struct bb_conversation, i);
        const struct bb_person *p = bb_data_person(f->d, c->person);
        if (!p || c->follow_up.precision == BB_NO_DATE || c->followed_up.precision != BB_NO_DATE ||
            c->follow_up.day >= f->d->today)
            continue;
        bb_str_addf(&f->what, "Come back to %s as promised", bb_person_label(p));
        bb_str_add(&f->why, "promised for ");
        add_date(&f->why, c->follow_up);
        bb_str_addf(&f->why, ", %d days over", f->d->today - c->follow_up.day);
        report(f, FOLLOW_UP, BB_CONVERSATION, c->row.id, bb_date_of(c->follow_up.day + 1),
               f->d->today - c->follow_up.day);
    }
}

static int worst_first(const void *a, const void *b)
{
    const struct bb_attention *x = a, *y = b;
    if (x->rule->severity != y->rule->severity)
        return x->rule->severity > y->rule->severity ? -1 : 1;
    if (x->rule != y->rule)
        return x->rule < y->rule ? -1 : 1;
    if (x->weight != y->weight)
        return x->weight > y->weight ? -1 : 1;
    return x->id < y->id ? -1 : x->id > y->id;
}

static bool may(const struct finder *f, enum rule rule)
{
    return (int)rules[rule].reads <= (int)f->d->audience;
}

void bb_attention(const struct bb_data *d, const struct bb_curves *curves, const struct bb_thresholds *t,
                  const struct bb_words *w, struct bb_attention_list *out)
{
    struct finder f = {.d = d, .curves = curves, .t = t, .w = w, .out = out};
    *out = (struct bb_attention_list){0};
    find_stall(&f);
    for (size_t i = 0; i < d->tables[BB_ORDER].n; i++) {
        const struct bb_order *o = BB_ROW(d, BB_ORDER, struct bb_order, i);
        find_sure_thing(&f, o);
        if (may(&f, NO_VERDICT))
            find_no_verdict(&f, o);
    }
    for (size_t i = 0; may(&f, SILENT_POWER) && i < d->tables[BB_PERSON].n; i++)
        find_silent_power(&f, BB_ROW(d, BB_PERSON, struct bb_person, i));
    if (may(&f, FOLLOW_UP))
        find_follow_ups(&f);
    find_items(&f);
    if (out->n)
        qsort(out->list, out->n, sizeof *out->list, worst_first);
    bb_str_finish(&f.what);
    bb_str_finish(&f.why);
}

void bb_attention_finish(struct bb_attention_list *l)
{
    free(l->list);
    bb_arena_finish(&l->arena);
    *l = (struct bb_attention_list){0};
}
