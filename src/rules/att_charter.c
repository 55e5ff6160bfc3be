/* Attention, C1 and C2: who is accountable on the client's side, and what shows when nobody is. */
#include "attention.h"

#include <stdlib.h>

static struct bb_date start_of(const finder *f)
{
    return f->d->engagement ? f->d->engagement->start : (struct bb_date){0};
}

/* Without a start the engagement runs from the first record on that shows it. */
static bool is_under_way(const finder *f)
{
    if (start_of(f).precision != BB_NO_DATE)
        return att_was(f, start_of(f));
    return f->d->tables[BB_ORDER].n || f->d->tables[BB_PERSON].n;
}

static bool nobody(const finder *f)
{
    return !f->charter.holding;
}

static void no_accountable(finder *f)
{
    struct bb_date since = f->charter.nobody_since;
    if (!f->d->engagement || !is_under_way(f) || !nobody(f))
        return;
    bool left = f->charter.last != NULL;
    att_what(f, "Nobody is accountable on the client's side");
    if (since.precision == BB_NO_DATE)
        since = left ? att_plus(f->charter.last->until, 1) : since;
    if (since.precision != BB_NO_DATE)
        att_why(f, "since %s, %d days", att_day(since).s, att_age(f, since));
    else
        att_why(f, "nobody was named; the engagement has no start yet");
    att_report_row(f, &(struct bb_row){.uid = f->d->engagement->row.uid}, since, att_age(f, since), NULL);
}

/* What is due from the start on cannot be watched without it. */
static void no_start(finder *f)
{
    const struct bb_engagement *e = f->d->engagement;
    if (!e || start_of(f).precision != BB_NO_DATE)
        return;
    att_what(f, "Say when it starts: %s", att_text(e->name));
    att_why(f, "the charter, its duties and what is due by a day are counted from the start");
    att_report_row(f, &(struct bb_row){.id = e->row.id, .uid = e->row.uid}, (struct bb_date){0}, 0, e->name);
}

static void two_accountable(finder *f)
{
    struct bb_date since = {0};
    int64_t last = 0;
    int n = 0;
    ATT_EACH(f, BB_PARTY, bb_party, p)
    {
        if (!bb_party_first(f->d, p))
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
        if (!bb_party_first(f->d, p) || !bb_party_mute(f->d, p))
            continue;
        att_what(f, "Who speaks for %s?", att_person_name(f, p->person));
        att_why(f, "an accountable group without a spokesperson");
        att_report(f, p->row.id, p->since, 1, att_person_name(f, p->person));
    }
}

static int open_duties(const finder *f)
{
    return BB_DUTY_COUNT - f->charter.agreed;
}

static void why_duties(finder *f)
{
    const char *between = "";
    for (int i = 0; i < BB_DUTY_COUNT; i++) {
        if (f->charter.duties[i].state == BB_DUTY_STATE_AGREED)
            continue;
        att_why(f, "%s%s", between, bb_word(f->w, &bb_duties, i, f->d->audience));
        between = ", ";
    }
}

static void duties_late(finder *f)
{
    struct bb_date due = f->charter.deadline;
    int open = open_duties(f);
    if (!att_past(f, due) || !open)
        return;
    att_what(f, "Agree %d of the %d duties of the charter", open, BB_DUTY_COUNT);
    att_why(f, "due %s: ", att_day(due).s);
    why_duties(f);
    att_report(f, 0, att_plus(due, 1), open, NULL);
}

static void golive_gate(finder *f)
{
    const struct bb_engagement *e = f->d->engagement;
    struct bb_date from = e ? att_plus(e->golive, -f->limits[0]) : (struct bb_date){0};
    int open = open_duties(f);
    if (!e || !att_was(f, from) || (!open && !nobody(f)))
        return;
    int days = e->golive.day - f->today;
    att_what(f, days > 0 ? "Go-live is near and the charter is not complete" : "Live without a complete charter");
    att_why(f, "go-live %s; %d of %d duties open%s", att_day(e->golive).s, open, BB_DUTY_COUNT,
            nobody(f) ? "; nobody is accountable" : "");
    att_report(f, 0, from, 1000 - days, NULL);
}

/* C2 */

static const char *charter_too(finder *f)
{
    return is_under_way(f) && nobody(f) ? "; nobody is accountable" : "";
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
        att_report_row(f, &d->row, att_later(d->decided, d->raised), d->reopened, d->title);
    }
}

static int by_day(const void *a, const void *b)
{
    int32_t x = *(const int32_t *)a, y = *(const int32_t *)b;
    return (x > y) - (x < y);
}

/* The day on which there were so many more than before, for each who resists now and did not one who made up for those
 * who did before. */
static struct bb_date day_of_growth(const finder *f, int ceased)
{
    const int32_t begin = f->today - ATT_GROWTH_DAYS + 1;
    int32_t *days = bb_alloc((f->d->tables[BB_PERSON].n + 1) * sizeof *days);
    size_t n = 0, at = (size_t)(f->limits[0] + ceased) - 1;
    ATT_EACH(f, BB_PERSON, bb_person, p)
    {
        const struct att_person *s = att_of(f, p);
        if (!bb_is_stakeholder(p) || s->stance != BB_RESISTANT || s->stance_past == BB_NONE ||
            s->stance_past == BB_RESISTANT)
            continue;
        days[n++] = s->stance_since > begin ? s->stance_since : begin;
    }
    qsort(days, n, sizeof *days, by_day);
    struct bb_date day = at < n ? bb_date_of(days[at]) : (struct bb_date){0};
    free(days);
    return day;
}

static void resistance_growing(finder *f)
{
    int seen = 0, now = 0, past = 0, ceased = 0;
    ATT_EACH(f, BB_PERSON, bb_person, p)
    {
        const struct att_person *s = att_of(f, p);
        if (!bb_is_stakeholder(p) || s->stance == BB_NONE || s->stance_past == BB_NONE)
            continue;
        seen++;
        now += s->stance == BB_RESISTANT;
        past += s->stance_past == BB_RESISTANT;
        ceased += s->stance_past == BB_RESISTANT && s->stance != BB_RESISTANT;
    }
    if (now - past < f->limits[0])
        return;
    att_what(f, "Resistance grows: %d of %d stakeholders", now, seen);
    att_why(f, "%d two months ago%s", past, charter_too(f));
    att_report(f, 0, day_of_growth(f, ceased), now - past, NULL);
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
        att_report_row(f, &a->row, (struct bb_date){0}, att_age(f, a->due), a->what);
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

static void raci(finder *f, enum bb_raci_fault fault, const char *what, const char *why)
{
    const struct att_obligation *at = f->obligations;
    ATT_EACH(f, BB_OBLIGATION, bb_obligation, o)
    {
        const struct att_obligation *letters = at++;
        if (!(bb_raci_row_faults(&letters->line, f->t) & (unsigned)fault))
            continue;
        att_what(f, "%s: %s", obligation_name(o), what);
        att_why(f, "%s: %s", why, att_text(o->text));
        att_report_made(f, o->row.id, fault == BB_RACI_MANY_A ? letters->second_a : att_made(f, &o->row), 0,
                        obligation_name(o));
    }
}

static void raci_two_a(finder *f)
{
    raci(f, BB_RACI_MANY_A, "several answer for it, so nobody does", "more than one A");
}

static void raci_no_a(finder *f)
{
    raci(f, BB_RACI_NO_A, "nobody answers for it", "no A in its row");
}

static void raci_no_r(finder *f)
{
    raci(f, BB_RACI_NO_R, "nobody does the work", "no R in its row");
}

static void obligations(finder *f)
{
    ATT_EACH(f, BB_OBLIGATION, bb_obligation, o)
    {
        bool broken = o->state == BB_KEPT_BROKEN;
        bool late = (o->state == BB_NONE || o->state == BB_KEPT_OPEN) && att_past(f, o->due);
        if (!broken && !late)
            continue;
        att_what(f, "%s %s: %s", obligation_name(o), broken ? "is not kept" : "is late", att_text(o->text));
        if (att_past(f, o->due))
            att_why_over(f, "due", o->due);
        else if (o->due.precision != BB_NO_DATE)
            att_why(f, "broken before its day, %s", att_day(o->due).s);
        else
            att_why(f, "broken, without a day by which it is due");
        att_report(f, o->row.id, att_past(f, o->due) ? att_plus(o->due, 1) : (struct bb_date){0},
                   1000 * broken + att_age(f, o->due), obligation_name(o));
    }
}

/* clang-format off */
const struct bb_attention_rule att_charter[] = {
    {"C1-no-accountable", BB_ATT_ALARM, BB_TEAM, BB_PARTY, "The engagement runs and nobody on the client's side is accountable for it.", NULL, {{0}}, no_accountable, NULL},
    {"C1-no-start", BB_ATT_WARNING, BB_TEAM, BB_ENGAGEMENT, "The engagement has no start: what is due from it on cannot be watched.", NULL, {{0}}, no_start, NULL},
    {"C1-two-accountable", BB_ATT_ALARM, BB_TEAM, BB_PARTY, "More than one party is accountable on the same day: then nobody is.", NULL, {{0}}, two_accountable, NULL},
    {"C1-no-spokesperson", BB_ATT_ALARM, BB_OPEN, BB_PARTY, "An accountable group has nobody who speaks for it.", NULL, {{0}}, no_spokesperson, NULL},
    {"C1-duties-late", BB_ATT_ALARM, BB_TEAM, BB_DUTY, "The five duties of the accountable party were not agreed in time after the start.", NULL, {{0}}, duties_late, NULL},
    {"C1-golive-gate", BB_ATT_ALARM, BB_TEAM, BB_DUTY, "Go-live is the last gate for the charter: near it, or after it, the charter is not complete.", NULL, {{"days", 0, 3650, "days"}}, golive_gate, NULL},
    {"C2-unclear-decision", BB_ATT_WARNING, BB_OPEN, BB_DECISION, "A question was raised and nobody decides it, or not in time.", "%d questions wait for a decision", {{"days", 0, 3650, "days"}}, unclear_decisions, NULL},
    {"C2-decision-reopened", BB_ATT_NOTE, BB_TEAM, BB_DECISION, "A decision was taken up again and again: it was not clear, or not accepted.", "%d decisions keep coming back", {{"times", 1, 1000, "times"}}, reopened, NULL},
    {"C2-resistance-growing", BB_ATT_WARNING, BB_TEAM, BB_PERSON, "More stakeholders are resistant than two months ago.", NULL, {{"people", 1, 10000, "people"}}, resistance_growing, "resistances"},
    {"C2-poor-adoption", BB_ATT_WARNING, BB_OPEN, BB_SAMPLE, "Some time after go-live only few have ever adopted.", NULL, {{"days", 0, 3650, "days"}, {"share", 1, 100, "% of the population"}}, poor_adoption, NULL},
    {"C2-nobodys-task", BB_ATT_WARNING, BB_OPEN, BB_ACTION, "An action has no owner: nobody will do it.", "%d actions have no owner", {{0}}, nobodys_tasks, NULL},
    {"C2-action-overdue", BB_ATT_WARNING, BB_OPEN, BB_ACTION, "An action is past its day.", "%d actions are overdue", {{0}}, actions_overdue, NULL},
    {"C2-raci-two-a", BB_ATT_WARNING, BB_OPEN, BB_OBLIGATION, "A row of the charter has more than one who answers for it.", NULL, {{0}}, raci_two_a, "raci"},
    {"C2-raci-no-a", BB_ATT_WARNING, BB_TEAM, BB_OBLIGATION, "A row of the charter has nobody who answers for it.", NULL, {{0}}, raci_no_a, "raci"},
    {"C2-raci-no-r", BB_ATT_NOTE, BB_TEAM, BB_OBLIGATION, "A row of the charter has nobody who does the work.", NULL, {{0}}, raci_no_r, "raci"},
    {"C2-obligation-not-kept", BB_ATT_WARNING, BB_OPEN, BB_OBLIGATION, "What the client has agreed to do is broken, or past its day.", "%d obligations of the client are not kept", {{0}}, obligations, NULL},
    {0},
};
/* clang-format on */
