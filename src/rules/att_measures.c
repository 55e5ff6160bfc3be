/* Attention, E2 and readiness: what is believed beside what is measured, and the barrier of each segment. */
#include "attention.h"

#include <stdio.h>
#include <stdlib.h>

static const struct att_kpi *values(const finder *f, const struct bb_kpi *k)
{
    return &f->kpis[k - (const struct bb_kpi *)f->d->tables[BB_KPI].rows];
}

/* Positive when the self-rating is rosier than what was measured. */
static int64_t rosier(const struct bb_kpi *k, const struct att_kpi *v)
{
    return k->better == BB_BETTER_LOWER ? v->measured->value - v->self->value : v->self->value - v->measured->value;
}

static bool improved(const finder *f, const struct bb_kpi *k)
{
    ATT_EACH(f, BB_ACTION, bb_todo, a)
    {
        if (a->kpi == k->row.id && a->owner)
            return true;
    }
    return false;
}

static void gap_no_action(finder *f)
{
    ATT_EACH(f, BB_KPI, bb_kpi, k)
    {
        const struct att_kpi *v = values(f, k);
        if (!v->self || !v->measured || rosier(k, v) <= 0 || improved(f, k))
            continue;
        struct bb_date since = v->self->on.day > v->measured->on.day ? v->self->on : v->measured->on;
        att_what(f, "Who improves it: %s", att_text(k->name));
        att_why(f, "self-rated ");
        bb_decimal_format(&f->why, v->self->value);
        att_why(f, ", measured ");
        bb_decimal_format(&f->why, v->measured->value);
        att_why(f, " on %s; no action with an owner", att_day(v->measured->on).s);
        att_report(f, k->row.id, since, 0, k->name);
    }
}

static void blind_steps(finder *f)
{
    size_t n = f->d->tables[BB_STEP].n;
    bool *seen = bb_alloc(n + 1);
    const struct bb_step *first = f->d->tables[BB_STEP].rows;
    ATT_EACH(f, BB_KPI, bb_kpi, k)
    {
        const struct bb_step *s = bb_table_find(&f->d->tables[BB_STEP], k->step);
        if (s)
            seen[s - first] = true;
    }
    ATT_EACH(f, BB_STEP, bb_step, s)
    {
        if (seen[s - first])
            continue;
        att_what(f, "Nothing measures the step: %s", att_text(s->name));
        att_why(f, "%s; no KPI", att_unit_name(f, s->unit));
        att_report_row(f, &s->row, (struct bb_date){0}, 0, s->name);
    }
    free(seen);
}

static void not_told_first(finder *f)
{
    ATT_EACH(f, BB_KPI, bb_kpi, k)
    {
        struct bb_date from = att_plus(k->shown, -f->limits[0]);
        bool told = k->told.precision != BB_NO_DATE && k->told.day <= k->shown.day && att_was(f, k->told);
        if (!att_was(f, from) || (told && k->exposes && k->first_to))
            continue;
        att_what(f, "Before it is seen, tell them: %s", att_text(k->name));
        att_why(f, "shown %s; ", att_day(k->shown).s);
        att_why(f, "%s",
                !k->exposes    ? "whom it exposes is not said"
                : !k->first_to ? "who sees it first is not said"
                               : "those it exposes were not told before");
        att_report(f, k->row.id, from, att_age(f, from), k->name);
    }
}

static void survey_unsaid(finder *f)
{
    ATT_EACH(f, BB_KPI, bb_kpi, k)
    {
        if ((k->kind != BB_KPI_CSAT && k->kind != BB_KPI_NPS) || (k->instrument && k->rhythm && k->picked != BB_NONE))
            continue;
        att_what(f, "Say how the survey is done: %s", att_text(k->name));
        att_why(f, "missing:%s%s%s", k->instrument ? "" : " instrument", k->rhythm ? "" : " rhythm",
                k->picked != BB_NONE ? "" : " how recipients were picked");
        att_report_row(f, &k->row, (struct bb_date){0}, 0, k->name);
    }
}

/* The barrier is the first element at 3 or below, even if a later one is lower. */
static int barrier(const struct bb_readiness *r)
{
    const int64_t elements[] = {r->awareness, r->desire, r->knowledge, r->ability, r->reinforcement};
    for (int i = 0; i < (int)(sizeof elements / sizeof *elements); i++)
        if (elements[i] != BB_NONE && elements[i] <= 3 * BB_MILLION)
            return i;
    return -1;
}

static int by_unit_and_day(const void *pa, const void *pb)
{
    const struct bb_readiness *a = *(const struct bb_readiness *const *)pa,
                              *b = *(const struct bb_readiness *const *)pb;
    const int64_t x[] = {a->unit, a->on.day, a->row.id}, y[] = {b->unit, b->on.day, b->row.id};
    return att_compare(x, y, sizeof x / sizeof *x);
}

static void barriers(finder *f)
{
    static const char *const names[] = {"awareness", "desire", "knowledge", "ability", "reinforcement"};
    size_t n;
    if (!f->t->adkar)
        return;
    const struct bb_readiness **list = (const struct bb_readiness **)att_sorted(f, BB_READINESS, by_unit_and_day, &n);
    for (size_t i = 0; i < n; i++) {
        const struct bb_readiness *r = list[i], *next = i + 1 < n && list[i + 1]->unit == r->unit ? list[i + 1] : NULL;
        int at = barrier(r);
        if (at < 0 || !att_was(f, r->on) || (next && att_was(f, next->on)) || r->n == BB_NONE || r->n < BB_ROOM_GROUP)
            continue;
        const int64_t values[] = {r->awareness, r->desire, r->knowledge, r->ability, r->reinforcement};
        char name[160];
        snprintf(name, sizeof name, "%s (%s)", att_unit_name(f, r->unit), names[at]);
        att_what(f, "%s stands before %s", att_unit_name(f, r->unit), names[at]);
        att_why(f, "%.1f of 5 on %s, n %d: the first of the five at 3 or below", (double)values[at] / BB_MILLION,
                att_day(r->on).s, (int)r->n);
        att_report(f, r->row.id, r->on, 5 - at, name);
    }
    free(list);
}

/* clang-format off */
const struct bb_attention_rule att_measures[] = {
    {"E2-gap-no-action", BB_ATT_WARNING, BB_TEAM, BB_KPI, "The self-rating of a figure is rosier than what was measured, and no action with an owner improves it.", "%d gaps between belief and measure have no owner", {{0}}, gap_no_action, NULL},
    {"E2-blind-step", BB_ATT_NOTE, BB_TEAM, BB_STEP, "A step of the process has no KPI: it is blind.", "%d steps are blind", {{0}}, blind_steps, "kpis"},
    {"E2-not-told-first", BB_ATT_ALARM, BB_TEAM, BB_KPI, "A figure is shown, or soon will be, before those whom it exposes were told, or without saying who they are and who sees it first.", NULL, {{"days", 0, 365, "days before"}}, not_told_first, NULL},
    {"E2-survey-unsaid", BB_ATT_NOTE, BB_TEAM, BB_KPI, "A survey does not say its instrument, its rhythm, or how its recipients were picked.", "%d surveys do not say how they are done", {{0}}, survey_unsaid, NULL},
    {"E2-barrier", BB_ATT_NOTE, BB_TEAM, BB_READINESS, "What holds a segment back is the first of awareness, desire, knowledge, ability and reinforcement at 3 or below.", "%d segments stand before a barrier", {{0}}, barriers, NULL},
    {0},
};
/* clang-format on */
