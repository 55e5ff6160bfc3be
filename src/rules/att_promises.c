/* Attention, D1 to D3: guarantees and exceptions, hat tricks, convictions. */
#include "attention.h"

#include <bepboard/plan.h>
#include <stdlib.h>

static const char *promise_name(const struct bb_promise *p)
{
    return p->key ? p->key : att_text(p->text);
}

static const char *promised_to(const finder *f, const struct bb_promise *p)
{
    return p->person ? att_person_name(f, p->person) : p->to ? p->to : "somebody";
}

static bool in_force(const finder *f, const struct bb_promise *p)
{
    return (p->state == BB_NONE || p->state == BB_PROMISE_STATE_IN_FORCE) && att_begun(f, p->on);
}

static void past_review(finder *f)
{
    ATT_EACH(f, BB_PROMISE, bb_promise, p)
    {
        if (!in_force(f, p) || !att_past(f, p->until))
            continue;
        att_what(f, "Review with %s: %s", promised_to(f, p), att_text(p->text));
        att_why(f, "%s %s ", promise_name(p), p->kind == BB_PROMISE_EXCEPTION ? "excepted" : "promised");
        att_why_over(f, "until", p->until);
        att_report(f, p->row.id, att_plus(p->until, 1), att_age(f, p->until), promise_name(p));
    }
}

static void no_end(finder *f)
{
    ATT_EACH(f, BB_PROMISE, bb_promise, p)
    {
        if (!in_force(f, p) || p->until.precision != BB_NO_DATE || p->event)
            continue;
        att_what(f, "Agree when it ends: %s", att_text(p->text));
        att_why(f, "%s to %s, without a review date or an event", promise_name(p), promised_to(f, p));
        att_report_row(f, &p->row, p->on, att_age(f, p->on), promise_name(p));
    }
}

static void no_rule(finder *f)
{
    ATT_EACH(f, BB_PROMISE, bb_promise, p)
    {
        if (!in_force(f, p) || p->rule || p->obligation)
            continue;
        att_what(f, "Which rule does it stay within: %s", att_text(p->text));
        att_why(f, "%s to %s names neither rule nor obligation", promise_name(p), promised_to(f, p));
        att_report_row(f, &p->row, p->on, att_age(f, p->on), promise_name(p));
    }
}

static void why_broken(finder *f, const struct bb_promise *p)
{
    att_why(f, "%s broken", promise_name(p));
    if (att_past(f, p->until))
        att_why(f, "; it was promised until %s", att_day(p->until).s);
    else if (p->until.precision != BB_NO_DATE)
        att_why(f, "; it is promised until %s", att_day(p->until).s);
    else if (p->event)
        att_why(f, "; it was to lapse only with: %s", p->event);
}

/* Before its day, or without one, it counts as broken a short while ago. */
static void broken(finder *f)
{
    ATT_EACH(f, BB_PROMISE, bb_promise, p)
    {
        if (p->state != BB_PROMISE_STATE_BROKEN || !att_begun(f, p->on) || att_age(f, p->until) > f->limits[0])
            continue;
        att_what(f, "Make it good with %s: %s", promised_to(f, p), att_text(p->text));
        why_broken(f, p);
        att_report(f, p->row.id, att_past(f, p->until) ? att_plus(p->until, 1) : (struct bb_date){0},
                   att_age(f, p->until), promise_name(p));
    }
}

/* D2 */

static bool closed(const struct bb_effect *e)
{
    return e->state == BB_EFFECT_STATE_CLOSED;
}

static const char *effect_name(const struct bb_effect *e)
{
    return e->key ? e->key : att_text(e->text);
}

/* 0 while one of the three is not rated. */
static int64_t exposure(const struct bb_effect *e)
{
    int64_t known = bb_exposure(e);
    return known == BB_NONE ? 0 : known;
}

static void why_shut(finder *f, const struct bb_finance_gate *gate)
{
    static const char *const checks[BB_GATE_COUNT] = {"side effects listed", "checked against other plans",
                                                      "tried on an outsider"};
    const char *missing[BB_GATE_COUNT + 1];
    int n = 0;
    for (int i = 0; i < BB_GATE_COUNT; i++)
        if (!gate->done[i] || (i == BB_GATE_LISTED && !gate->listed))
            missing[n++] = checks[i];
    if (!gate->scope)
        missing[n++] = "scope in and out stated";
    for (int i = 0; i < n; i++)
        att_why(f, "%s%s", i ? ", " : "; missing: ", missing[i]);
}

static void gate_shut(finder *f)
{
    const struct bb_engagement *e = f->d->engagement;
    struct bb_date from = e ? att_plus(e->finance_hears, -f->limits[0]) : (struct bb_date){0};
    struct bb_finance_gate gate;
    bb_finance_gate(f->d, &gate);
    if (!e || !att_was(f, from) || gate.open)
        return;
    int days = (int)gate.days;
    att_what(f, days >= 0 ? "Finance hears it in %d days, the gate is shut" : "Finance heard it %d days ago, gate shut",
             days >= 0 ? days : -days);
    att_why(f, "on %s", att_day(e->finance_hears).s);
    why_shut(f, &gate);
    att_report(f, 0, from, 1000 - days, NULL);
}

static void hijack(finder *f)
{
    ATT_EACH(f, BB_GOAL, bb_goal, g)
    {
        if (!bb_goal_hijacks(f->d, g))
            continue;
        int days = g->added.day - f->d->engagement->start.day;
        att_what(f, "A cost goal came in later: %s", att_text(g->text));
        att_why(f, "added %s, %d days after the start", att_day(g->added).s, days);
        att_report(f, g->row.id, g->added, days, g->text);
    }
}

static void effect_unowned(finder *f)
{
    ATT_EACH(f, BB_EFFECT, bb_effect, e)
    {
        if (closed(e) || (e->owner && e->counter))
            continue;
        att_what(f, "%s: %s", effect_name(e), att_text(e->text));
        att_why(f, "%s%s%s missing", e->counter ? "" : "counter-measure", !e->counter && !e->owner ? " and " : "",
                e->owner ? "" : "owner");
        if (exposure(e))
            att_why(f, "; exposure %d of 125", (int)exposure(e));
        att_report_row(f, &e->row, (struct bb_date){0}, exposure(e), effect_name(e));
    }
}

static void effect_unrated(finder *f)
{
    ATT_EACH(f, BB_EFFECT, bb_effect, e)
    {
        if (closed(e) || exposure(e))
            continue;
        att_what(f, "Rate the side effect: %s", att_text(e->text));
        att_why(f, "%s lacks likelihood, cost cut or take-up", effect_name(e));
        att_report_row(f, &e->row, (struct bb_date){0}, 0, effect_name(e));
    }
}

static void effect_seen(finder *f)
{
    ATT_EACH(f, BB_EFFECT, bb_effect, e)
    {
        if (e->state != BB_EFFECT_STATE_SEEN)
            continue;
        att_what(f, "It happens: %s", att_text(e->text));
        att_why(f, "%s; %s", effect_name(e), e->counter ? e->counter : "no counter-measure");
        att_report(f, e->row.id, (struct bb_date){0}, exposure(e), effect_name(e));
    }
}

/* D3 */

static const char *audience(const finder *f, int64_t unit, int64_t category, int64_t person, const char *all)
{
    if (person)
        return att_person_name(f, person);
    if (unit)
        return att_unit_name(f, unit);
    return category == BB_NONE ? all : bb_word(f->w, &bb_categories, category, f->d->audience);
}

static void weakest(finder *f)
{
    struct bb_arena a = {0};
    size_t n;
    const struct bb_audience_beliefs *list = bb_beliefs(f->d, &a, &n);
    for (size_t i = 0; i < n; i++) {
        const struct bb_audience_beliefs *b = &list[i];
        const struct bb_conviction *c = b->weakest < 0 ? NULL : b->scores[b->weakest];
        if (!c || c->score > f->limits[0] || b->action)
            continue;
        const char *who = audience(f, b->unit, b->category, b->person, "Everybody together");
        att_what(f, "%s does not believe: %s", who, bb_word(f->w, &bb_tests, c->test, f->d->audience));
        att_why(f, "%d of 4%s%s, the weakest of the six; no open action", (int)c->score,
                c->on.precision != BB_NO_DATE ? " on " : "", att_day(c->on).s);
        att_report(f, c->row.id, c->on, 10 - c->score, who);
    }
    bb_arena_finish(&a);
}

static bool newest_size(const finder *f, const struct bb_size *s)
{
    ATT_EACH(f, BB_SIZE, bb_size, o)
    {
        if (o != s && o->unit == s->unit && o->category == s->category && o->person == s->person && att_was(f, o->on) &&
            o->on.day > s->on.day)
            return false;
    }
    return true;
}

static void size_extreme(finder *f)
{
    ATT_EACH(f, BB_SIZE, bb_size, s)
    {
        bool small = s->size <= f->limits[0], big = s->size >= f->limits[1];
        if (!(small || big) || !att_was(f, s->on) || !newest_size(f, s))
            continue;
        const char *who = audience(f, s->unit, s->category, s->person, big ? "Everybody" : "everybody");
        att_what(f, big ? "%s is frightened by the size of it" : "To %s it is background noise", who);
        att_why(f, "%d of 10 on %s: %s", (int)s->size, att_day(s->on).s, big ? "everybody freezes" : "nobody moves");
        att_report(f, s->row.id, s->on, big ? s->size : 10 - s->size, who);
    }
}

/* clang-format off */
const struct bb_attention_rule att_promises[] = {
    {"D1-past-review", BB_ATT_ALARM, BB_TEAM, BB_PROMISE, "A guarantee or an exception is past its review date and still in force.", NULL, {{0}}, past_review, NULL},
    {"D1-no-end", BB_ATT_WARNING, BB_TEAM, BB_PROMISE, "A guarantee or an exception has neither a review date nor an event at which it lapses.", "%d promises have no end", {{0}}, no_end, NULL},
    {"D1-no-rule", BB_ATT_NOTE, BB_TEAM, BB_PROMISE, "A guarantee or an exception does not say which rule it stays within.", "%d promises stay within no rule", {{0}}, no_rule, NULL},
    {"D1-broken", BB_ATT_WARNING, BB_TEAM, BB_PROMISE, "A promise was broken a short while ago: trust wants mending while it is fresh.", NULL, {{"days", 1, 3650, "days"}}, broken, NULL},
    {"D2-gate-shut", BB_ATT_ALARM, BB_TEAM, BB_CHECK, "The day on which finance hears the plan is near, or past, and its gate is not open.", NULL, {{"days", 0, 3650, "days"}}, gate_shut, NULL},
    {"D2-hijack", BB_ATT_ALARM, BB_TEAM, BB_GOAL, "A cost goal appeared after the engagement had begun: cost cutters pull their animal from the hat.", NULL, {{0}}, hijack, NULL},
    {"D2-unowned", BB_ATT_WARNING, BB_TEAM, BB_EFFECT, "A side effect has no owner or no counter-measure.", "%d side effects lack owner or counter-measure", {{0}}, effect_unowned, NULL},
    {"D2-unrated", BB_ATT_NOTE, BB_TEAM, BB_EFFECT, "A side effect is not rated by likelihood, cost cut and take-up: its exposure is not known.", "%d side effects are not rated", {{0}}, effect_unrated, NULL},
    {"D2-seen", BB_ATT_WARNING, BB_TEAM, BB_EFFECT, "A side effect was seen and is not closed.", NULL, {{0}}, effect_seen, NULL},
    {"D3-weakest", BB_ATT_WARNING, BB_PRIVATE, BB_CONVICTION, "The weakest conviction of an audience is low and no open action strengthens it.", "%d audiences miss a conviction", {{"score", 0, 4, "of 4"}}, weakest, NULL},
    {"D3-size", BB_ATT_WARNING, BB_TEAM, BB_SIZE, "The change looks like background noise to an audience, or frightens it.", NULL, {{"small", 0, 10, "of 10"}, {"big", 0, 10, "of 10"}}, size_extreme, NULL},
    {0},
};
/* clang-format on */
