/* Attention, D4 and D5: those who know, and habit trials. */
#include "attention.h"

#include <bepboard/plan.h>
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
        att_report_row(f, &h->row, (struct bb_date){0}, att_power(f, h->person), att_person_name(f, h->person));
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

static void review_due(finder *f)
{
    struct bb_arena a = {0};
    size_t n;
    const struct bb_trial_state *list = bb_trials(f->d, f->t, &a, &n);
    for (size_t i = 0; i < n; i++) {
        const struct bb_trial *t = list[i].trial;
        if (list[i].late <= 0)
            continue;
        att_what(f, "%s: hold the %s review", trial_name(t), bb_review_name(list[i].next));
        if (t->person || t->unit)
            att_why(f, "%s: ", t->person ? att_person_name(f, t->person) : att_unit_name(f, t->unit));
        att_why(f, "%s; ", att_text(t->task));
        att_why_over(f, "due", list[i].due);
        att_report(f, t->row.id, att_plus(list[i].due, 1), list[i].late, trial_name(t));
    }
    bb_arena_finish(&a);
}

static void say_early(finder *f, const struct bb_trial *t, enum bb_review r, struct bb_date before, struct bb_date on)
{
    int32_t earliest = bb_review_earliest(t, r);
    att_what(f, "%s: the %s review came too early", trial_name(t), bb_review_name(r));
    att_why(f, "after %d days; a month has to go by before, until %s", on.day - before.day,
            att_day(bb_date_of(earliest)).s);
    att_report(f, t->row.id, on, earliest - on.day, trial_name(t));
}

/* A review that another one followed is gone by. */
static void review_early(finder *f)
{
    ATT_EACH(f, BB_TRIAL, bb_trial, t)
    {
        bool routine = att_was(f, t->routine);
        if (!routine && att_was(f, t->light) && t->light.day < bb_review_earliest(t, BB_REVIEW_LIGHT))
            say_early(f, t, BB_REVIEW_LIGHT, t->start, t->light);
        else if (routine && !att_was(f, t->results) && t->routine.day < bb_review_earliest(t, BB_REVIEW_ROUTINE))
            say_early(f, t, BB_REVIEW_ROUTINE, t->light, t->routine);
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
    {"D4-leaving", BB_ATT_ALARM, BB_TEAM, BB_HOLDER, "Somebody who knows what nobody else knows leaves soon, or has just left.", NULL, {{"days", 1, 3650, "days"}}, leaving, NULL},
    {"D4-mentor-no-time", BB_ATT_ALARM, BB_TEAM, BB_HOLDER, "A mentor has no hours for it.", "%d mentors have no time", {{0}}, mentor_no_time, NULL},
    {"D4-gap-open", BB_ATT_NOTE, BB_TEAM, BB_GAP, "A gap that a mentor found is still open.", "%d gaps in knowledge are open", {{"days", 0, 3650, "days"}}, gap_open, NULL},
    {"D5-review-due", BB_ATT_WARNING, BB_TEAM, BB_TRIAL, "A habit trial is past the day of its next review: light, routine, or results.", "%d habit trials wait for their review", {{0}}, review_due, NULL},
    {"D5-review-early", BB_ATT_NOTE, BB_TEAM, BB_TRIAL, "A light or routine review was held before a month was over since the start, or since the light one: it cannot show a habit.", NULL, {{0}}, review_early, NULL},
    {"D5-results-untold", BB_ATT_NOTE, BB_TEAM, BB_RESULT, "A trial brought something and nobody was told: a habit is established only when its results are known.", "%d results of trials were told to nobody", {{"days", 0, 3650, "days"}}, results_untold, NULL},
    {"D5-not-accepted", BB_ATT_NOTE, BB_TEAM, BB_TRIAL, "A trial's results were judged, and the manager or the level above has not accepted the habit.", "%d habits wait for acceptance", {{0}}, not_accepted, NULL},
    {0},
};
/* clang-format on */
