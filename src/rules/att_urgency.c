/* Attention, E4 to E6: urgency, coalition, resistance, stories. */
#include "attention.h"

#include <bepboard/plan.h>
#include <stdlib.h>

static void urgency(finder *f)
{
    const struct bb_engagement *e = f->d->engagement;
    if (!e || !att_was(f, e->start) || (e->trigger && e->nothing_costs))
        return;
    att_what(f, "Say why it cannot wait");
    att_why(f, "missing: %s%s%s", e->trigger ? "" : "the event that triggered it",
            !e->trigger && !e->nothing_costs ? ", " : "", e->nothing_costs ? "" : "what doing nothing costs");
    att_report(f, e->row.id, e->start, !e->trigger + !e->nothing_costs, NULL);
}

static void fading(finder *f)
{
    const struct bb_sign *last = NULL, *oldest = NULL;
    int n = 0;
    ATT_EACH(f, BB_SIGN, bb_sign, s)
    {
        if (bb_sign_weight(f->d, s) == 0 || att_age(f, s->on) > f->limits[1])
            continue;
        n++;
        last = !last || s->on.day >= last->on.day ? s : last;
        oldest = !oldest || s->on.day < oldest->on.day ? s : oldest;
    }
    if (!last || !oldest || n < f->limits[0])
        return;
    att_what(f, "Urgency fades: %d signs since %s", n, att_day(oldest->on).s);
    att_why(f, "the latest %s: %s", att_day(last->on).s, att_text(last->what));
    att_report(f, last->row.id, last->on, n, NULL);
}

static void one_person(finder *f)
{
    enum { FEWEST = 5 };
    const struct bb_person *first = f->d->tables[BB_PERSON].rows;
    int *owned = bb_alloc((f->d->tables[BB_PERSON].n + 1) * sizeof *owned), open = 0;
    ATT_EACH(f, BB_ACTION, bb_todo, a)
    {
        const struct bb_person *p = bb_data_person(f->d, a->owner);
        if (att_was(f, a->done))
            continue;
        open++;
        if (p)
            owned[p - first]++;
    }
    ATT_EACH(f, BB_PERSON, bb_person, p)
    {
        int n = owned[p - first];
        if (open < FEWEST || n * 100 < open * f->limits[0])
            continue;
        att_what(f, "The work rests on %s alone", bb_person_label(p));
        att_why(f, "owns %d of %d open actions", n, open);
        att_report(f, p->row.id, (struct bb_date){0}, n, bb_person_label(p));
    }
    free(owned);
}

/* The coalition's way back in time. */

struct turn {
    int32_t day;
    int64_t power; /* that came to it on that day, or left it */
};

static bool supports(int64_t stance)
{
    return stance == BB_SUPPORTIVE || stance == BB_LEADING;
}

static int by_person_and_day(const void *pa, const void *pb)
{
    const struct bb_stance_seen *a = *(const struct bb_stance_seen *const *)pa,
                                *b = *(const struct bb_stance_seen *const *)pb;
    const int64_t x[] = {a->person, a->on.day, a->row.id}, y[] = {b->person, b->on.day, b->row.id};
    return att_compare(x, y, sizeof x / sizeof *x);
}

static int latest_first(const void *a, const void *b)
{
    const struct turn *x = a, *y = b;
    return (x->day < y->day) - (x->day > y->day);
}

static struct turn *turns_of(const finder *f, size_t *n)
{
    size_t all;
    const struct bb_stance_seen **list =
        (const struct bb_stance_seen **)att_sorted(f, BB_STANCE, by_person_and_day, &all);
    struct turn *turns = bb_alloc((all + 1) * sizeof *turns);
    *n = 0;
    for (size_t i = 0; i < all; i++) {
        const struct bb_stance_seen *s = list[i];
        bool before = i && list[i - 1]->person == s->person && supports(list[i - 1]->stance);
        if (att_was(f, s->on) && supports(s->stance) != before)
            turns[(*n)++] = (struct turn){s->on.day, att_power(f, s->person) * (before ? -1 : 1)};
    }
    free(list);
    qsort(turns, *n, sizeof *turns, latest_first);
    return turns;
}

/* The day on which it fell below the aim; the start when it never was above. */
static struct bb_date weak_since(const finder *f, int64_t support, int64_t power)
{
    size_t n;
    struct turn *turns = turns_of(f, &n);
    const struct bb_engagement *e = f->d->engagement;
    struct bb_date since = e && att_was(f, e->start) ? e->start : (struct bb_date){0};
    for (size_t i = 0; i < n; i++) {
        support -= turns[i].power;
        if ((i + 1 < n && turns[i + 1].day == turns[i].day) || support * 100 < power * f->limits[0])
            continue;
        since = bb_date_of(turns[i].day);
        break;
    }
    free(turns);
    return since;
}

static void coalition(finder *f)
{
    int64_t power = 0, support = 0;
    ATT_EACH(f, BB_PERSON, bb_person, p)
    {
        int64_t stance = att_of(f, p)->stance;
        if (p->power == BB_NONE)
            continue;
        power += p->power;
        support += supports(stance) ? p->power : 0;
    }
    if (!power || support * 100 >= power * f->limits[0])
        return;
    att_what(f, "The coalition is weak: %d of %d power", (int)support, (int)power);
    att_why(f, "%d %% of all power stands behind it; %d %% is the aim", (int)((support * 200 + power) / (2 * power)),
            (int)f->limits[0]);
    att_report(f, 0, weak_since(f, support, power), power - support, NULL);
}

static void step_no_evidence(finder *f)
{
    ATT_EACH(f, BB_KOTTER, bb_kotter, k)
    {
        if (k->state != BB_KOTTER_STATE_DONE || k->evidence || !att_was(f, k->on))
            continue;
        const char *step = bb_word(f->w, &bb_kotter_steps, k->step, f->d->audience);
        att_what(f, "What shows it is done: %s", step);
        att_why(f, "done since %s, without evidence", att_day(k->on).s);
        att_report(f, k->row.id, k->on, att_age(f, k->on), step);
    }
}

/* E5 */

static void silent_power(finder *f)
{
    ATT_EACH(f, BB_PERSON, bb_person, p)
    {
        const struct att_person *s = att_of(f, p);
        bool ever = s->talk.precision != BB_NO_DATE;
        if (p->power == BB_NONE || p->power < f->t->power_high ||
            (s->stance != BB_UNAWARE && s->stance != BB_RESISTANT) ||
            (ever && att_age(f, s->talk) <= f->t->silent_days))
            continue;
        att_what(f, "Talk with %s: %s, power %d", bb_person_label(p),
                 bb_word(f->w, &bb_stances, s->stance, f->d->audience), (int)p->power);
        if (ever)
            att_why(f, "last conversation %s, %d days ago", att_day(s->talk).s, att_age(f, s->talk));
        else
            att_why(f, "no conversation yet");
        int gap = p->wanted == BB_NONE ? 0 : (int)(p->wanted - s->stance);
        att_report(f, p->row.id, ever ? att_plus(s->talk, f->t->silent_days + 1) : bb_date_of(s->stance_since),
                   p->power * (1 + (gap > 0 ? gap : 0)), bb_person_label(p));
    }
}

static void untreated(finder *f)
{
    ATT_EACH(f, BB_RESISTANCE, bb_resistance, r)
    {
        if (!bb_data_person(f->d, r->person) || r->treatment || r->effect == BB_OUTCOME_RESOLVED ||
            !att_was(f, r->seen) || att_age(f, r->seen) <= f->limits[0])
            continue;
        att_what(f, "Treat what holds %s back: %s", att_person_name(f, r->person),
                 bb_word(f->w, &bb_sources, r->source, f->d->audience));
        att_why(f, "seen %s, %d days without a treatment", att_day(r->seen).s, att_age(f, r->seen));
        att_report(f, r->row.id, att_plus(r->seen, f->limits[0] + 1), att_power(f, r->person),
                   att_person_name(f, r->person));
    }
}

static int by_source(const void *pa, const void *pb)
{
    const struct bb_resistance *a = *(const struct bb_resistance *const *)pa,
                               *b = *(const struct bb_resistance *const *)pb;
    const int64_t x[] = {a->person, a->source, a->tried.day, a->row.id},
                  y[] = {b->person, b->source, b->tried.day, b->row.id};
    return att_compare(x, y, sizeof x / sizeof *x);
}

/* Only the latest that was tried against a source counts. */
static void treatment_failed(finder *f)
{
    size_t n;
    const struct bb_resistance **list = (const struct bb_resistance **)att_sorted(f, BB_RESISTANCE, by_source, &n);
    for (size_t i = 0; i < n; i++) {
        const struct bb_resistance *r = list[i], *next = i + 1 < n ? list[i + 1] : r;
        bool again = next != r && next->person == r->person && next->source == r->source && att_was(f, next->tried);
        bool failed = r->effect == BB_OUTCOME_NONE || r->effect == BB_OUTCOME_WORSE;
        if (again || !failed || !r->treatment || !att_begun(f, r->tried) || !bb_data_person(f->d, r->person))
            continue;
        att_what(f, "Try something else with %s: %s", att_person_name(f, r->person),
                 bb_word(f->w, &bb_sources, r->source, f->d->audience));
        att_why(f, "%s%s%s: %s", att_text(r->treatment), r->tried.precision != BB_NO_DATE ? " " : "",
                att_day(r->tried).s, bb_word(f->w, &bb_outcomes, r->effect, f->d->audience));
        att_report_row(f, &r->row, r->tried, att_power(f, r->person) + 10 * (r->effect == BB_OUTCOME_WORSE),
                       att_person_name(f, r->person));
    }
    free(list);
}

static void no_source(finder *f)
{
    ATT_EACH(f, BB_PERSON, bb_person, p)
    {
        const struct att_person *s = att_of(f, p);
        if (s->stance != BB_RESISTANT || s->source)
            continue;
        att_what(f, "Why does %s resist?", bb_person_label(p));
        att_why(f, "resistant; no source beneath the objection is known");
        att_report(f, p->row.id, bb_date_of(s->stance_since), p->power == BB_NONE ? 0 : p->power, bb_person_label(p));
    }
}

/* E6 */

static void untold(finder *f)
{
    ATT_EACH(f, BB_STORY, bb_story, s)
    {
        if (s->told || !s->after || !att_begun(f, s->on))
            continue;
        att_what(f, "Tell the story: %s", att_text(s->title));
        att_why(f, "%s%s%s; told nowhere", att_person_name(f, s->person), s->on.precision != BB_NO_DATE ? " " : "",
                att_day(s->on).s);
        att_report_row(f, &s->row, s->on, att_age(f, s->on), s->title);
    }
}

/* clang-format off */
const struct bb_attention_rule att_urgency[] = {
    {"E4-no-urgency", BB_ATT_WARNING, BB_TEAM, BB_ENGAGEMENT, "Urgency names the event that triggered it and what doing nothing costs: one is missing.", NULL, {{0}}, urgency, NULL},
    {"E4-fading", BB_ATT_ALARM, BB_TEAM, BB_SIGN, "Targets lowered, budgets cut, a sponsor or team that left: several signs in a short time.", NULL, {{"signs", 1, 1000, "signs"}, {"days", 1, 3650, "days"}}, fading, NULL},
    {"E4-one-person", BB_ATT_WARNING, BB_TEAM, BB_PERSON, "Most of the open work rests on one person.", NULL, {{"share", 1, 100, "% of the open actions"}}, one_person, "actions"},
    {"E4-weak-coalition", BB_ATT_WARNING, BB_TEAM, BB_PERSON, "Too little of the stakeholders' power stands behind the change.", NULL, {{"share", 1, 100, "% of all power"}}, coalition, "talks"},
    {"E4-no-evidence", BB_ATT_NOTE, BB_TEAM, BB_KOTTER, "One of Kotter's steps counts as done and nothing shows it.", "%d of Kotter's steps lack evidence", {{0}}, step_no_evidence, NULL},
    {"E5-silent-power", BB_ATT_ALARM, BB_PRIVATE, BB_PERSON, "A powerful stakeholder is unaware or resistant and nobody has talked with them lately.", NULL, {{0}}, silent_power, NULL},
    {"E5-untreated", BB_ATT_WARNING, BB_PRIVATE, BB_RESISTANCE, "A source of resistance is known and nothing was tried.", "%d sources of resistance are untreated", {{"days", 0, 3650, "days"}}, untreated, NULL},
    {"E5-treatment-failed", BB_ATT_WARNING, BB_PRIVATE, BB_RESISTANCE, "What was tried against a source of resistance did nothing, or made it worse.", "%d treatments did not help", {{0}}, treatment_failed, NULL},
    {"E5-no-source", BB_ATT_NOTE, BB_PRIVATE, BB_PERSON, "Somebody resists and the source beneath the objection is not known.", "%d people resist, and why is not known", {{0}}, no_source, NULL},
    {"E6-untold", BB_ATT_NOTE, BB_TEAM, BB_STORY, "A story from apprehension to achievement was told nowhere.", "%d stories were told nowhere", {{0}}, untold, NULL},
    {0},
};
/* clang-format on */
