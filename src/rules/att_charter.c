/* Attention, C1 and C2: who is accountable on the client's side, and what shows when nobody is. */
#include "attention.h"

#include <string.h>

static bool in_office(const finder *f, const struct bb_party *p)
{
    return att_begun(f, p->since) && !(p->until.precision != BB_NO_DATE && p->until.day < f->today);
}

static int parties(const finder *f)
{
    int n = 0;
    ATT_EACH(f, BB_PARTY, bb_party, p)
    n += in_office(f, p);
    return n;
}

static struct bb_date start_of(const finder *f)
{
    return f->d->engagement ? f->d->engagement->start : (struct bb_date){0};
}

static void no_accountable(finder *f)
{
    struct bb_date since = start_of(f);
    if (!att_was(f, since) || parties(f))
        return;
    ATT_EACH(f, BB_PARTY, bb_party, p)
    {
        if (att_past(f, p->until) && p->until.day >= since.day)
            since = att_plus(p->until, 1);
    }
    att_what(f, "Nobody is accountable on the client's side");
    att_why(f, "since %s, %d days", att_day(since).s, att_age(f, since));
    att_report(f, 0, since, att_age(f, since), NULL);
}

static void two_accountable(finder *f)
{
    struct bb_date since = {0};
    int64_t last = 0;
    int n = 0;
    ATT_EACH(f, BB_PARTY, bb_party, p)
    {
        if (!in_office(f, p))
            continue;
        att_why(f, "%s%s", n ? ", " : "", att_person_name(f, p->person));
        n++;
        if (p->since.day >= since.day) {
            since = p->since;
            last = p->row.id;
        }
    }
    if (n > 1) {
        att_what(f, "%d parties are accountable at once", n);
        att_report(f, last, since, n, NULL);
    }
    bb_str_clear(&f->why);
}

static void no_spokesperson(finder *f)
{
    ATT_EACH(f, BB_PARTY, bb_party, p)
    {
        const struct bb_person *who = bb_data_person(f->d, p->person);
        if (!in_office(f, p) || !who || who->kind != BB_GROUP || p->spokesperson)
            continue;
        att_what(f, "Who speaks for %s?", bb_person_label(who));
        att_why(f, "an accountable group without a spokesperson");
        att_report(f, p->row.id, p->since, 1, bb_person_label(who));
    }
}

/* Duties not agreed today, their names after f->why; a duty is agreed from its date on. */
static int open_duties(finder *f, bool say)
{
    unsigned agreed = 0;
    int open = 0;
    ATT_EACH(f, BB_DUTY, bb_duty, d)
    {
        if (d->state == BB_DUTY_STATE_AGREED && d->duty >= 0 && att_begun(f, d->on))
            agreed |= 1U << d->duty;
    }
    for (int i = 0; i < BB_DUTY_COUNT; i++)
        if (!(agreed & 1U << i)) {
            if (say)
                att_why(f, "%s%s", open ? ", " : "", bb_word(f->w, &bb_duties, i, f->d->audience));
            open++;
        }
    return open;
}

static void duties_late(finder *f)
{
    struct bb_date due = att_plus(start_of(f), f->t->duty_days);
    int open;
    if (!att_past(f, due) || !(open = open_duties(f, false)))
        return;
    att_what(f, "Agree %d of the %d duties of the charter", open, BB_DUTY_COUNT);
    att_why(f, "due %s: ", att_day(due).s);
    open_duties(f, true);
    att_report(f, 0, att_plus(due, 1), open, NULL);
}

static void golive_gate(finder *f)
{
    const struct bb_engagement *e = f->d->engagement;
    struct bb_date from = e ? att_plus(e->golive, -f->limits[0]) : (struct bb_date){0};
    int open;
    if (!e || !att_was(f, from) || (!(open = open_duties(f, false)) && parties(f)))
        return;
    int days = e->golive.day - f->today;
    att_what(f, days > 0 ? "Go-live is near and the charter is not complete" : "Live without a complete charter");
    att_why(f, "go-live %s; %d of %d duties open%s", att_day(e->golive).s, open, BB_DUTY_COUNT,
            parties(f) ? "" : "; nobody is accountable");
    att_report(f, 0, from, 1000 - days, NULL);
}

/* C2 */

static const char *charter_too(finder *f)
{
    if (!att_was(f, start_of(f)))
        return "";
    return !parties(f) ? "; nobody is accountable" : "";
}

static void unclear_decisions(finder *f)
{
    ATT_EACH(f, BB_DECISION, bb_decision, d)
    {
        int age = att_age(f, d->raised);
        if (!att_was(f, d->raised) || att_was(f, d->decided) || (d->decider && age <= f->limits[0]))
            continue;
        att_what(f, "Get a decision: %s", att_text(d->title));
        att_why(f, "raised %s, open for %d days; %s%s", att_day(d->raised).s, age,
                d->decider ? att_person_name(f, d->decider) : "nobody decides it", charter_too(f));
        att_report(f, d->row.id, d->decider ? att_plus(d->raised, f->limits[0] + 1) : d->raised, age, d->title);
    }
}

static void reopened(finder *f)
{
    ATT_EACH(f, BB_DECISION, bb_decision, d)
    {
        if (d->reopened == BB_NONE || d->reopened < f->limits[0] || !att_begun(f, d->raised))
            continue;
        att_what(f, "Why does it come back: %s", att_text(d->title));
        att_why(f, "reopened %d times%s%s", (int)d->reopened, d->delay_cost ? "; the delay costs " : "",
                att_text(d->delay_cost));
        att_report(f, d->row.id, d->decided, d->reopened, d->title);
    }
}

static void resistance_growing(finder *f)
{
    int seen = 0, now = 0, past = 0;
    ATT_EACH(f, BB_PERSON, bb_person, p)
    {
        const struct att_person *s = att_of(f, p);
        if (!bb_is_stakeholder(p) || s->stance == BB_NONE || s->stance_past == BB_NONE)
            continue;
        seen++;
        now += s->stance == BB_RESISTANT;
        past += s->stance_past == BB_RESISTANT;
    }
    if (now - past < f->limits[0])
        return;
    att_what(f, "Resistance grows: %d of %d stakeholders", now, seen);
    att_why(f, "%d two months ago%s", past, charter_too(f));
    att_report(f, 0, (struct bb_date){0}, now - past, NULL);
}

static void poor_adoption(finder *f)
{
    const struct bb_engagement *e = f->d->engagement;
    const struct bb_curve *whole = f->curves->n ? &f->curves->list[0] : NULL;
    const struct bb_point *last = NULL;
    if (!e || !whole || !att_past(f, att_plus(e->golive, f->limits[0])))
        return;
    for (size_t i = 0; i < whole->n && whole->points[i].on.day <= f->today; i++)
        last = &whole->points[i];
    double m = whole->shares ? 1 : whole->population, share = last && m > 0 ? last->ever / m : -1;
    if (!(share >= 0) || share * 100 >= (double)f->limits[1])
        return;
    att_what(f, "Few have adopted since go-live: %.0f %%", share * 100);
    att_why(f, "live since %s; %d %% were expected after %d days%s", att_day(e->golive).s, (int)f->limits[1],
            (int)f->limits[0], charter_too(f));
    att_report(f, 0, att_plus(e->golive, f->limits[0] + 1), (int64_t)(1000 - share * 1000), NULL);
}

static void nobodys_tasks(finder *f)
{
    ATT_EACH(f, BB_ACTION, bb_todo, a)
    {
        if (a->owner || att_was(f, a->done))
            continue;
        att_what(f, "Find an owner: %s", att_text(a->what));
        att_why(f, "nobody owns it");
        if (a->due.precision != BB_NO_DATE)
            att_why(f, "; due %s", att_day(a->due).s);
        att_why(f, "%s", charter_too(f));
        att_report(f, a->row.id, (struct bb_date){0}, att_age(f, a->due), a->what);
    }
}

static void actions_overdue(finder *f)
{
    ATT_EACH(f, BB_ACTION, bb_todo, a)
    {
        if (!a->owner || att_was(f, a->done) || !att_past(f, a->due))
            continue;
        att_what(f, "%s: %s", att_person_name(f, a->owner), att_text(a->what));
        att_why_over(f, "due", a->due);
        att_report(f, a->row.id, att_plus(a->due, 1), att_age(f, a->due), a->what);
    }
}

/* The rows of the charter: who answers for an obligation. */

static const char *obligation_name(const struct bb_obligation *o)
{
    return o->key ? o->key : att_text(o->text);
}

static void raci(finder *f, bool (*wrong)(struct att_obligation), const char *what, const char *why)
{
    size_t i = 0;
    ATT_EACH(f, BB_OBLIGATION, bb_obligation, o)
    {
        if (!wrong(f->obligations[i++]))
            continue;
        att_what(f, "%s: %s", obligation_name(o), what);
        att_why(f, "%s: %s", why, att_text(o->text));
        att_report(f, o->row.id, (struct bb_date){0}, 0, obligation_name(o));
    }
}

static bool several_a(struct att_obligation n)
{
    return n.a > 1;
}

static bool without_a(struct att_obligation n)
{
    return n.a == 0;
}

static bool without_r(struct att_obligation n)
{
    return n.r == 0 && n.a != 1;
}

static void raci_two_a(finder *f)
{
    raci(f, several_a, "several answer for it, so nobody does", "more than one A");
}

static void raci_no_a(finder *f)
{
    raci(f, without_a, "nobody answers for it", "no A in its row");
}

static void raci_no_r(finder *f)
{
    raci(f, without_r, "nobody does the work", "no R in its row");
}

static void obligations(finder *f)
{
    ATT_EACH(f, BB_OBLIGATION, bb_obligation, o)
    {
        bool broken = o->state == BB_KEPT_BROKEN && att_begun(f, o->due);
        bool late = (o->state == BB_NONE || o->state == BB_KEPT_OPEN) && att_past(f, o->due);
        if (!broken && !late)
            continue;
        att_what(f, "%s %s: %s", obligation_name(o), broken ? "is not kept" : "is late", att_text(o->text));
        if (o->due.precision != BB_NO_DATE)
            att_why_over(f, "due", o->due);
        else
            att_why(f, "broken, without a day by which it is due");
        att_report(f, o->row.id, att_plus(o->due, 1), 1000 * broken + att_age(f, o->due), obligation_name(o));
    }
}

/* clang-format off */
const struct bb_attention_rule att_charter[] = {
    {"C1-no-accountable", BB_ATT_ALARM, BB_TEAM, BB_PARTY, "The engagement runs and nobody on the client's side is accountable for it.", NULL, {{0}}, no_accountable},
    {"C1-two-accountable", BB_ATT_ALARM, BB_TEAM, BB_PARTY, "More than one party is accountable on the same day: then nobody is.", NULL, {{0}}, two_accountable},
    {"C1-no-spokesperson", BB_ATT_ALARM, BB_OPEN, BB_PARTY, "An accountable group has nobody who speaks for it.", NULL, {{0}}, no_spokesperson},
    {"C1-duties-late", BB_ATT_ALARM, BB_TEAM, BB_DUTY, "The five duties of the accountable party were not agreed in time after the start.", NULL, {{0}}, duties_late},
    {"C1-golive-gate", BB_ATT_ALARM, BB_TEAM, BB_DUTY, "Go-live is the last gate for the charter: near it, or after it, the charter is not complete.", NULL, {{"days", 0, 3650, "days"}}, golive_gate},
    {"C2-unclear-decision", BB_ATT_WARNING, BB_OPEN, BB_DECISION, "A question was raised and nobody decides it, or not in time.", "%d questions wait for a decision", {{"days", 0, 3650, "days"}}, unclear_decisions},
    {"C2-decision-reopened", BB_ATT_NOTE, BB_TEAM, BB_DECISION, "A decision was taken up again and again: it was not clear, or not accepted.", "%d decisions keep coming back", {{"times", 1, 1000, "times"}}, reopened},
    {"C2-resistance-growing", BB_ATT_WARNING, BB_TEAM, BB_PERSON, "More stakeholders are resistant than two months ago.", NULL, {{"people", 1, 10000, "people"}}, resistance_growing},
    {"C2-poor-adoption", BB_ATT_WARNING, BB_OPEN, BB_SAMPLE, "Some time after go-live only few have ever adopted.", NULL, {{"days", 0, 3650, "days"}, {"share", 1, 100, "% of the population"}}, poor_adoption},
    {"C2-nobodys-task", BB_ATT_WARNING, BB_OPEN, BB_ACTION, "An action has no owner: nobody will do it.", "%d actions have no owner", {{0}}, nobodys_tasks},
    {"C2-action-overdue", BB_ATT_WARNING, BB_OPEN, BB_ACTION, "An action is past its day.", "%d actions are overdue", {{0}}, actions_overdue},
    {"C2-raci-two-a", BB_ATT_WARNING, BB_OPEN, BB_OBLIGATION, "A row of the charter has more than one who answers for it.", NULL, {{0}}, raci_two_a},
    {"C2-raci-no-a", BB_ATT_WARNING, BB_TEAM, BB_OBLIGATION, "A row of the charter has nobody who answers for it.", NULL, {{0}}, raci_no_a},
    {"C2-raci-no-r", BB_ATT_NOTE, BB_TEAM, BB_OBLIGATION, "A row of the charter has nobody who does the work.", NULL, {{0}}, raci_no_r},
    {"C2-obligation-not-kept", BB_ATT_WARNING, BB_OPEN, BB_OBLIGATION, "What the client has agreed to do is broken, or past its day.", "%d obligations of the client are not kept", {{0}}, obligations},
    {0},
};
/* clang-format on */
