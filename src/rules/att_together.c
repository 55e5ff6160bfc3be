/* Attention, C3 and D8: check-ins, goals, milestones, help, adaptations, and the why. */
#include "attention.h"

#include <bepboard/plan.h>

static void checkins(finder *f)
{
    ATT_EACH(f, BB_CHECKIN, bb_checkin, c)
    {
        if (!att_past(f, c->due) || att_was(f, c->held))
            continue;
        att_what(f, "Hold the check-in with %s", att_person_name(f, c->person));
        att_why_over(f, "due", c->due);
        att_report(f, c->row.id, att_plus(c->due, 1), att_age(f, c->due), att_day(c->due).s);
    }
}

static void pace(finder *f)
{
    const struct bb_engagement *e = f->d->engagement;
    struct bb_date last = e ? e->start : (struct bb_date){0};
    if (!e || e->checkin_days == BB_NONE || !att_was(f, e->start))
        return;
    ATT_EACH(f, BB_CHECKIN, bb_checkin, c)
    {
        if (att_past(f, c->due) && !att_was(f, c->held))
            return; /* that one is listed itself */
        if (att_was(f, c->held) && c->held.day > last.day)
            last = c->held;
    }
    if (att_age(f, last) <= e->checkin_days + f->limits[0] || att_past(f, e->end))
        return;
    att_what(f, "Arrange the next check-in");
    att_why(f, "%s, %d days ago; every %d days was agreed", att_day(last).s, att_age(f, last), (int)e->checkin_days);
    att_report(f, 0, att_plus(last, e->checkin_days + f->limits[0] + 1), att_age(f, last), NULL);
}

static void no_cadence(finder *f)
{
    const struct bb_engagement *e = f->d->engagement;
    struct bb_date from = e ? att_plus(e->start, f->limits[0]) : (struct bb_date){0};
    if (!e || (e->checkin_days != BB_NONE && e->checkin_days > 0) || !att_was(f, from) || att_past(f, e->end))
        return;
    att_what(f, "Agree how often to meet the accountable person");
    att_why(f, "under way since %s; no days between check-ins", att_day(e->start).s);
    att_report(f, e->row.id, from, att_age(f, from), NULL);
}

static void goals_unconfirmed(finder *f)
{
    ATT_EACH(f, BB_GOAL, bb_goal, g)
    {
        bool client = att_was(f, g->client), us = att_was(f, g->us);
        if ((client && us) || !att_begun(f, g->added))
            continue;
        att_what(f, "Confirm the goal: %s", att_text(g->text));
        att_why(f, "not confirmed by %s", client ? "us" : us ? "the client" : "the client, nor by us");
        att_report_row(f, &g->row, g->added, !client + !us, g->text);
    }
}

static void milestones_late(finder *f)
{
    ATT_EACH(f, BB_MILESTONE, bb_milestone, m)
    {
        if (!att_past(f, m->due) || att_was(f, m->reached))
            continue;
        att_what(f, "Late: %s", att_text(m->name));
        att_why_over(f, "due", m->due);
        att_report(f, m->row.id, att_plus(m->due, 1), att_age(f, m->due), m->name);
    }
}

static void milestones_unmarked(finder *f)
{
    ATT_EACH(f, BB_MILESTONE, bb_milestone, m)
    {
        if (!att_was(f, m->reached) || m->marked)
            continue;
        att_what(f, "Celebrate what was reached: %s", att_text(m->name));
        att_why(f, "reached %s, %d days ago, and nobody marked it", att_day(m->reached).s, att_age(f, m->reached));
        att_report(f, m->row.id, m->reached, att_age(f, m->reached), m->name);
    }
}

static void help_unanswered(finder *f)
{
    ATT_EACH(f, BB_REQUEST, bb_request, r)
    {
        if (!att_was(f, r->opened) || bb_request_answered(f->d, r) || att_age(f, r->opened) <= f->limits[0])
            continue;
        att_what(f, "Answer %s: %s", att_unit_name(f, r->unit), att_text(r->cause));
        att_why(f, "asked %s, %d days without a person's answer", att_day(r->opened).s, att_age(f, r->opened));
        att_report(f, r->row.id, att_plus(r->opened, f->limits[0] + 1), att_age(f, r->opened), r->cause);
    }
}

static void help_slow(finder *f)
{
    enum { WINDOW = 30, FEWEST = 3 };
    struct bb_help h = bb_help(f->d, 0, f->d->today - WINDOW);
    if (h.timed < FEWEST || h.median <= f->limits[0] * BB_MILLION)
        return;
    att_what(f, "Help comes slowly: half wait over %d hours", (int)f->limits[0]);
    att_why(f, "median of %d calls in %d days: %.1f hours to a person's answer", (int)h.timed, WINDOW,
            (double)h.median / BB_MILLION);
    att_report(f, 0, h.last_timed, h.median, NULL);
}

static void adaptations(finder *f)
{
    ATT_EACH(f, BB_ADAPTATION, bb_adaptation, a)
    {
        bool decided = att_was(f, a->decided), proposed = att_was(f, a->proposed);
        struct bb_date from = decided ? a->decided : a->proposed;
        if (a->state == BB_ADAPT_DECLINED || att_was(f, a->delivered) || a->state == BB_ADAPT_DELIVERED ||
            !(decided || proposed) || att_age(f, from) <= f->limits[0])
            continue;
        att_what(f, "%s: %s", decided ? "Deliver what was decided" : "Decide the client's proposal", att_text(a->text));
        att_why(f, "%s %s, %d days ago", decided ? "decided" : "proposed", att_day(from).s, att_age(f, from));
        att_report(f, a->row.id, att_plus(from, f->limits[0] + 1), att_age(f, from), a->text);
    }
}

/* D8 */

static void no_why(finder *f)
{
    const struct bb_engagement *e = f->d->engagement;
    if (!e || !att_was(f, e->start) || (e->purpose && e->starting != BB_NONE))
        return;
    att_what(f, e->purpose ? "Choose where the change begins to show" : "Say why: the plan has no purpose");
    att_why(f, e->purpose ? "no starting point: customers' experience, people's effectiveness or innovation"
                          : "the engagement names no value for people outside");
    att_report(f, e->row.id, e->start, e->purpose ? 0 : 1, NULL);
}

static void no_kpi(finder *f)
{
    ATT_EACH(f, BB_GOAL, bb_goal, g)
    {
        if (g->kpi || !att_begun(f, g->added))
            continue;
        att_what(f, "Name a figure for the goal: %s", att_text(g->text));
        att_why(f, "no KPI would show that it is reached");
        att_report_row(f, &g->row, g->added, 0, g->text);
    }
}

static void unit_no_why(finder *f)
{
    const struct bb_engagement *e = f->d->engagement;
    if (!e || !att_was(f, att_plus(e->start, f->limits[0])))
        return;
    ATT_EACH(f, BB_UNIT, bb_unit, u)
    {
        if (u->population == BB_NONE || u->population <= 0 || att_of_unit(f, u)->whys)
            continue;
        att_what(f, "What is in it for %s?", att_text(u->name));
        att_why(f, "%d people are to adopt; no link to the why", (int)u->population);
        att_report(f, u->row.id, att_plus(e->start, f->limits[0]), u->population, u->name);
    }
}

static void why_step_late(finder *f)
{
    ATT_EACH(f, BB_WHY, bb_why, w)
    {
        if (!att_past(f, w->by) || att_was(f, w->done))
            continue;
        att_what(f, "%s's own step: %s", att_unit_name(f, w->unit), att_text(w->step));
        att_why_over(f, "due", w->by);
        att_report(f, w->row.id, att_plus(w->by, 1), att_age(f, w->by), att_unit_name(f, w->unit));
    }
}

static void why_unstated(finder *f)
{
    ATT_EACH(f, BB_WHY, bb_why, w)
    {
        if (w->states || !att_was(f, w->done))
            continue;
        att_what(f, "%s cannot say why in its own words", att_unit_name(f, w->unit));
        att_why(f, "its step was taken %s", att_day(w->done).s);
        att_report(f, w->row.id, w->done, att_age(f, w->done), att_unit_name(f, w->unit));
    }
}

/* clang-format off */
const struct bb_attention_rule att_together[] = {
    {"C3-checkin-overdue", BB_ATT_WARNING, BB_OPEN, BB_CHECKIN, "A check-in with the accountable person is past its day.", "%d check-ins were missed", {{0}}, checkins, NULL},
    {"C3-checkin-pace", BB_ATT_WARNING, BB_OPEN, BB_CHECKIN, "The last check-in is longer ago than the agreed pace allows.", NULL, {{"grace", 0, 365, "days"}}, pace, NULL},
    {"C3-no-cadence", BB_ATT_NOTE, BB_TEAM, BB_ENGAGEMENT, "The engagement runs and no cadence of check-ins was agreed: nobody notices when they stop.", NULL, {{"days", 0, 3650, "days after the start"}}, no_cadence, NULL},
    {"C3-goal-unconfirmed", BB_ATT_NOTE, BB_TEAM, BB_GOAL, "A goal is not confirmed by both sides.", "%d goals are not confirmed by both sides", {{0}}, goals_unconfirmed, NULL},
    {"C3-milestone-late", BB_ATT_WARNING, BB_OPEN, BB_MILESTONE, "A milestone is past its day and not reached.", NULL, {{0}}, milestones_late, NULL},
    {"C3-milestone-unmarked", BB_ATT_WARNING, BB_OPEN, BB_MILESTONE, "A milestone was reached and nobody marked it: a missed chance.", "%d reached milestones went unmarked", {{0}}, milestones_unmarked, NULL},
    {"C3-help-unanswered", BB_ATT_ALARM, BB_TEAM, BB_REQUEST, "A call for help has had no answer from a person.", "%d calls for help have no answer", {{"days", 0, 3650, "days"}}, help_unanswered, NULL},
    {"C3-help-slow", BB_ATT_WARNING, BB_OPEN, BB_REQUEST, "Half of the calls for help in the last 30 days waited long for a person.", NULL, {{"hours", 1, 10000, "hours"}}, help_slow, NULL},
    {"C3-adaptation-waits", BB_ATT_NOTE, BB_OPEN, BB_ADAPTATION, "An insight of the client was proposed and not decided, or decided and not delivered.", "%d adaptations wait", {{"days", 1, 3650, "days"}}, adaptations, NULL},
    {"D8-no-why", BB_ATT_ALARM, BB_TEAM, BB_ENGAGEMENT, "A plan without a purpose for people outside, or without a starting point, has no why.", NULL, {{0}}, no_why, NULL},
    {"D8-no-kpi", BB_ATT_WARNING, BB_TEAM, BB_GOAL, "A goal names no figure that would show it is reached.", "%d goals have no KPI", {{0}}, no_kpi, NULL},
    {"D8-unit-no-why", BB_ATT_NOTE, BB_TEAM, BB_UNIT, "A unit that is to adopt has no link of its own to the why.", "%d units have no why of their own", {{"days", 0, 3650, "days"}}, unit_no_why, "whys"},
    {"D8-step-late", BB_ATT_NOTE, BB_OPEN, BB_WHY, "A unit's own step in the plan is past its day.", "%d units are late with their own step", {{0}}, why_step_late, NULL},
    {"D8-cannot-say", BB_ATT_NOTE, BB_TEAM, BB_WHY, "A unit took its step and still cannot say why in its own words.", "%d units cannot say why", {{0}}, why_unstated, NULL},
    {0},
};
/* clang-format on */
