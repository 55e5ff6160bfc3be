/* Attention, D4 and D5: those who know, and habit trials. */
#include "attention.h"

#include <stdlib.h>

static void leaving(finder *f)
{
    ATT_EACH(f, BB_HOLDER, bb_holder, h)
    {
        struct bb_date from = att_plus(h->leaving, -f->limits[0]), until = att_plus(h->leaving, f->limits[0]);
        if (!att_was(f, from) || att_past(f, until))
            continue;
        int days = h->leaving.day - f->today;
        att_what(f, days >= 0 ? "Before %s leaves: %s" : "%s has left: %s", att_person_name(f, h->person),
                 att_text(h->topic));
        att_why(f, "leaves %s; risk of loss %s", att_day(h->leaving).s,
                h->risk == BB_NONE ? "not rated" : bb_word(f->w, &bb_risks, h->risk, f->d->audience));
        att_report(f, h->row.id, from, 1000 - days, att_text(h->topic));
    }
}

static void mentor_no_time(finder *f)
{
    ATT_EACH(f, BB_HOLDER, bb_holder, h)
    {
        if (!h->mentor || (h->hours != BB_NONE && h->hours > 0))
            continue;
        att_what(f, "Get %s time to mentor", att_person_name(f, h->person));
        att_why(f, "%s; no hours granted", att_text(h->topic));
        att_report(f, h->row.id, (struct bb_date){0}, att_power(f, h->person), att_person_name(f, h->person));
    }
}

static void gap_open(finder *f)
{
    ATT_EACH(f, BB_GAP, bb_gap, g)
    {
        if (!att_was(f, g->found) || att_was(f, g->closed) || att_age(f, g->found) <= f->limits[0])
            continue;
        att_what(f, "%s lacks: %s", att_unit_name(f, g->unit), att_text(g->topic));
        att_why(f, "found %s, open for %d days", att_day(g->found).s, att_age(f, g->found));
        att_report(f, g->row.id, att_plus(g->found, f->limits[0] + 1), att_age(f, g->found), g->topic);
    }
}

/* D5 */

static const char *trial_name(const struct bb_trial *t)
{
    return t->key ? t->key : att_text(t->task);
}

/* Which review comes next, and when; false when there is none. */
static bool next_review(const finder *f, const struct bb_trial *t, const char **name, struct bb_date *due)
{
    enum { MONTH = 30 };
    if (!att_was(f, t->light)) {
        *name = "light";
        *due = t->light_due.precision != BB_NO_DATE ? t->light_due : att_plus(t->start, MONTH);
        return true;
    }
    if (t->light_result == BB_TRIAL_DROP)
        return false;
    if (!att_was(f, t->routine)) {
        *name = "routine";
        *due = att_plus(t->light, f->limits[0]);
        return true;
    }
    *name = "results";
    *due = att_plus(t->routine, f->t->results_months * MONTH);
    return t->routine_result != BB_TRIAL_DROP && !att_was(f, t->results);
}

static void review_due(finder *f)
{
    ATT_EACH(f, BB_TRIAL, bb_trial, t)
    {
        struct bb_date due;
        const char *name;
        if (!att_was(f, t->start) || !next_review(f, t, &name, &due) || !att_past(f, due))
            continue;
        att_what(f, "%s: hold the %s review", trial_name(t), name);
        att_why(f, "%s: %s; ", t->person ? att_person_name(f, t->person) : att_unit_name(f, t->unit),
                att_text(t->task));
        att_why_over(f, "due", due);
        att_report(f, t->row.id, att_plus(due, 1), att_age(f, due), trial_name(t));
    }
}

static void review_early(finder *f)
{
    enum { MONTH = 28 };
    ATT_EACH(f, BB_TRIAL, bb_trial, t)
    {
        if (!att_was(f, t->light) || t->start.precision == BB_NO_DATE || t->light.day - t->start.day >= MONTH ||
            att_was(f, t->routine))
            continue;
        att_what(f, "%s: the light review came too early", trial_name(t));
        att_why(f, "after %d days; a habit shows after a month at the earliest", t->light.day - t->start.day);
        att_report(f, t->row.id, t->light, MONTH - (t->light.day - t->start.day), trial_name(t));
    }
}

static void results_untold(finder *f)
{
    ATT_EACH(f, BB_RESULT, bb_result, r)
    {
        const struct bb_trial *t = bb_table_find(&f->d->tables[BB_TRIAL], r->trial);
        if (!t || !att_was(f, r->on) || att_was(f, r->told_on) || (r->told && r->told_on.precision == BB_NO_DATE) ||
            att_age(f, r->on) <= f->limits[0])
            continue;
        att_what(f, "Tell what %s brought: %s", trial_name(t), att_text(r->what));
        att_why(f, "seen %s, told to nobody for %d days", att_day(r->on).s, att_age(f, r->on));
        att_report(f, r->row.id, att_plus(r->on, f->limits[0] + 1), att_age(f, r->on), trial_name(t));
    }
}

static void not_accepted(finder *f)
{
    ATT_EACH(f, BB_TRIAL, bb_trial, t)
    {
        bool manager = att_was(f, t->manager), above = att_was(f, t->above);
        if (!att_was(f, t->results) || t->results_result == BB_TRIAL_DROP || (manager && above))
            continue;
        att_what(f, "%s: win acceptance for the new habit", trial_name(t));
        att_why(f, "results judged %s; not accepted by %s", att_day(t->results).s,
                manager ? "the level above"
                : above ? "the manager"
                        : "the manager, nor by the level above");
        att_report(f, t->row.id, t->results, att_age(f, t->results), trial_name(t));
    }
}

/* clang-format off */
const struct bb_attention_rule att_knowledge[] = {
    {"D4-leaving", BB_ATT_ALARM, BB_TEAM, BB_HOLDER, "Somebody who knows what nobody else knows leaves soon, or has just left.", NULL, {{"days", 1, 3650, "days"}}, leaving},
    {"D4-mentor-no-time", BB_ATT_ALARM, BB_TEAM, BB_HOLDER, "A mentor has no hours for it.", "%d mentors have no time", {{0}}, mentor_no_time},
    {"D4-gap-open", BB_ATT_NOTE, BB_TEAM, BB_GAP, "A gap that a mentor found is still open.", "%d gaps in knowledge are open", {{"days", 0, 3650, "days"}}, gap_open},
    {"D5-review-due", BB_ATT_WARNING, BB_TEAM, BB_TRIAL, "A habit trial is past the day of its next review: light, routine, or results.", "%d habit trials wait for their review", {{"routine", 28, 3650, "days after the light review"}}, review_due},
    {"D5-review-early", BB_ATT_NOTE, BB_TEAM, BB_TRIAL, "A light review was held before a month was over: it cannot show a habit.", NULL, {{0}}, review_early},
    {"D5-results-untold", BB_ATT_NOTE, BB_TEAM, BB_RESULT, "A trial brought something and nobody was told: a habit is established only when its results are known.", "%d results of trials were told to nobody", {{"days", 0, 3650, "days"}}, results_untold},
    {"D5-not-accepted", BB_ATT_NOTE, BB_TEAM, BB_TRIAL, "A trial's results were judged, and the manager or the level above has not accepted the habit.", "%d habits wait for acceptance", {{0}}, not_accepted},
    {0},
};
/* clang-format on */
