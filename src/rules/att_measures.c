/* Attention, E2 and readiness: what is believed beside what is measured, and the barrier of each segment. */
#include "attention.h"

#include <bepboard/plan.h>
#include <bepboard/selfimage.h>
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>

static void say_gap(finder *f, const struct bb_self_image *s, const struct bb_unit_value *unit)
{
    att_what(f, "Who improves it: %s", att_text(s->kpi->name));
    att_why(f, "%s%sbelieved ", unit ? att_unit_name(f, unit->reading->unit) : "", unit ? ": " : "");
    bb_decimal_format(&f->why, unit ? unit->believed : s->believed);
    att_why(f, ", measured ");
    bb_decimal_format(&f->why, unit ? unit->value : s->values[BB_READ_MEASURED].value);
    att_why(f, " on %s; %s", att_day(unit ? unit->reading->on : s->values[BB_READ_MEASURED].reading->on).s,
            s->action ? "the improvement has no owner" : "no improvement is under way");
}

static void gap_no_action(finder *f)
{
    struct bb_arena a = {0};
    size_t n;
    const struct bb_self_image *list = bb_self_images(f->d, f->t, &a, &n);
    for (size_t i = 0; i < n; i++) {
        const struct bb_self_image *s = &list[i];
        if (!bb_self_image_rosy(s) || bb_self_image_owned(s))
            continue;
        const struct bb_unit_value *unit = s->gap != BB_NONE && s->gap > 0 ? NULL : s->rosiest;
        say_gap(f, s, unit);
        att_report(f, s->kpi->row.id, unit ? unit->since : s->since, 0, s->kpi->name);
    }
    bb_arena_finish(&a);
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
        const char *const missing[] = {k->instrument ? NULL : "instrument", k->rhythm ? NULL : "rhythm",
                                       k->picked != BB_NONE ? NULL : "how recipients were picked"};
        const char *between = "missing: ";
        for (size_t i = 0; i < sizeof missing / sizeof *missing; i++)
            if (missing[i]) {
                att_why(f, "%s%s", between, missing[i]);
                between = ", ";
            }
        att_report_row(f, &k->row, (struct bb_date){0}, 0, k->name);
    }
}

/* Those that the sheet shows: never a small group, nor the one that would give it away. */
static void barriers(finder *f)
{
    struct bb_arena a = {0};
    size_t n;
    const struct bb_barrier *list = f->t->adkar ? bb_barriers(f->d, &a, &n) : NULL;
    for (size_t i = 0; list && i < n; i++) {
        const struct bb_readiness *r = list[i].pulse;
        int at = list[i].barrier;
        if (at < 0 || list[i].hidden || !att_was(f, r->on))
            continue;
        char name[160], element[24];
        snprintf(element, sizeof element, "%s", bb_adkar_name(at));
        element[0] = (char)tolower((unsigned char)element[0]);
        snprintf(name, sizeof name, "%s (%s)", att_unit_name(f, r->unit), element);
        att_what(f, "%s stands before %s", att_unit_name(f, r->unit), element);
        att_why(f, "%.1f of 5 on %s", (double)bb_adkar_score(r, at) / BB_MILLION, att_day(r->on).s);
        if (r->n != BB_NONE)
            att_why(f, ", n %d", (int)r->n);
        att_why(f, ": the first of the five at %d or below", (int)BB_ADKAR_BARRIER);
        att_report(f, r->row.id, r->on, 5 - at, name);
    }
    bb_arena_finish(&a);
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
