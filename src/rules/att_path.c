/* Attention, D6, D7 and D9: cracks and the customer's path, four views, what changes in whose work. */
#include "attention.h"

#include <bepboard/plan.h>
#include <stdlib.h>

static void cracks(finder *f)
{
    ATT_EACH(f, BB_CRACK, bb_crack, c)
    {
        bool open = c->state == BB_NONE || c->state == BB_CRACK_OPEN;
        if (!open || att_was(f, c->sealed) || !att_begun(f, att_plus(c->seen, f->limits[0])))
            continue;
        att_what(f, "Seal %s: %s", c->key ? c->key : "the crack", att_text(c->lost));
        att_why(f, "%s to %s", att_unit_name(f, c->from), att_unit_name(f, c->to));
        if (c->seen.precision != BB_NO_DATE)
            att_why(f, ", seen %s, %d days ago", att_day(c->seen).s, att_age(f, c->seen));
        if (c->cases != BB_NONE)
            att_why(f, ", %d cases", (int)c->cases);
        att_report_row(f, &c->row, att_plus(c->seen, f->limits[0]), att_age(f, c->seen), c->key ? c->key : c->lost);
    }
}

static void promise_ahead(finder *f)
{
    struct bb_arena a = {0};
    size_t n;
    const struct bb_path_step *list = bb_path_steps(f->d, f->limits[0], &a, &n);
    for (size_t i = 0; i < n; i++) {
        const struct bb_step *s = list[i].step, *behind = list[i].behind;
        if (!list[i].cracks)
            continue;
        att_what(f, "%s promises more than %s delivers", att_text(s->name),
                 behind == s ? "it" : att_text(behind->name));
        att_why(f, "%d promised, %d delivered, of 10", (int)s->promise, (int)behind->delivery);
        att_report_made(f, s->row.id, att_later(att_made(f, &s->row), att_made(f, &behind->row)), list[i].ahead,
                        s->name);
    }
    bb_arena_finish(&a);
}

static void complaints(finder *f)
{
    ATT_EACH(f, BB_COMPLAINT, bb_complaint, c)
    {
        if (!att_was(f, c->opened) || att_was(f, c->closed) || att_age(f, c->opened) <= f->limits[0])
            continue;
        att_what(f, "Answer the complaint: %s", att_text(c->text));
        att_why(f, "opened %s, %d days ago%s%s", att_day(c->opened).s, att_age(f, c->opened),
                c->cause ? "" : "; no cause known", c->way_up ? "" : "; no way up");
        att_report(f, c->row.id, att_plus(c->opened, f->limits[0] + 1), att_age(f, c->opened), c->text);
    }
}

static int by_unit_and_day(const void *pa, const void *pb)
{
    const struct bb_feedback *a = *(const struct bb_feedback *const *)pa, *b = *(const struct bb_feedback *const *)pb;
    const int64_t x[] = {a->unit, a->on.day, a->row.id}, y[] = {b->unit, b->on.day, b->row.id};
    return att_compare(x, y, sizeof x / sizeof *x);
}

static void feedback(finder *f)
{
    size_t n;
    const struct bb_feedback **list = (const struct bb_feedback **)att_sorted(f, BB_FEEDBACK, by_unit_and_day, &n);
    for (size_t i = 0; i < n; i++) {
        const struct bb_feedback *b = list[i], *next = i + 1 < n && list[i + 1]->unit == b->unit ? list[i + 1] : NULL;
        if (b->all || !att_was(f, b->on) || (next && att_was(f, next->on)))
            continue;
        att_what(f, "%s leaves feedback unanswered", att_unit_name(f, b->unit));
        att_why(f, "reviewed %s%s%s", att_day(b->on).s, b->handles ? "; handled by " : "", att_text(b->handles));
        att_report(f, b->row.id, b->on, att_age(f, b->on), att_unit_name(f, b->unit));
    }
    free(list);
}

static bool repeated(const struct bb_path_step *list, size_t i)
{
    for (size_t k = 0; k < i; k++)
        if (list[k].step->unit == list[i].step->unit)
            return true;
    return false;
}

static void no_review(finder *f)
{
    struct bb_arena a = {0};
    size_t n;
    const struct bb_path_step *list = bb_path_steps(f->d, 1, &a, &n);
    for (size_t i = 0; i < n; i++) {
        int64_t unit = list[i].step->unit;
        if (!unit || repeated(list, i) || bb_feedback_known(f->d, unit))
            continue;
        att_what(f, "Ask %s who handles feedback", att_unit_name(f, unit));
        att_why(f, "it has a step on the customer's path, %s, and was never reviewed", att_text(list[i].step->name));
        att_report_made(f, unit, att_made(f, &list[i].step->row), 0, att_unit_name(f, unit));
    }
    bb_arena_finish(&a);
}

/* D7 */

static void empty_views(finder *f)
{
    const struct bb_engagement *e = f->d->engagement;
    struct bb_view_count counts[BB_VIEW_COUNT];
    int empty = 0;
    if (!e || !att_was(f, att_plus(e->start, f->limits[0])))
        return;
    bb_view_counts(f->d, counts);
    for (int i = 0; i < BB_VIEW_COUNT; i++)
        if (counts[i].empty) {
            att_why(f, "%s%s", empty ? ", " : "no open action and no stakeholder works ",
                    bb_word(f->w, &bb_views, i, f->d->audience));
            empty++;
        }
    if (!empty)
        return;
    att_what(f, "The plan leaves %d of %d views empty", empty, BB_VIEW_COUNT);
    att_report(f, 0, att_plus(e->start, f->limits[0]), empty, NULL);
}

/* D9 */

static void unconfirmed(finder *f)
{
    ATT_EACH(f, BB_TASK, bb_task, t)
    {
        if (att_was(f, t->confirmed))
            continue;
        att_what(f, "Ask those who do it: %s", att_text(t->task));
        att_why(f, "%s%s%s; nobody there confirmed the change", att_unit_name(f, t->unit), t->role ? ", " : "",
                att_text(t->role));
        att_report_row(f, &t->row, (struct bb_date){0}, t->people == BB_NONE ? 0 : t->people, t->task);
    }
}

struct burden {
    int64_t minutes;            /* millionths */
    const struct bb_task *over; /* the one that led beyond the limit */
};

static void add_burden(const finder *f, struct burden *b, const struct bb_task *t)
{
    int64_t before = b->minutes, limit = f->limits[0] * BB_MILLION;
    b->minutes += bb_task_minutes(f->d, t);
    if (before <= limit && b->minutes > limit)
        b->over = t;
}

static void net_burden(finder *f)
{
    const struct bb_unit *first = f->d->tables[BB_UNIT].rows;
    struct burden *burdens = bb_alloc((f->d->tables[BB_UNIT].n + 1) * sizeof *burdens);
    ATT_EACH(f, BB_TASK, bb_task, t)
    {
        const struct bb_unit *u = bb_data_unit(f->d, t->unit);
        if (u)
            add_burden(f, &burdens[u - first], t);
    }
    ATT_EACH(f, BB_UNIT, bb_unit, u)
    {
        const struct burden *b = &burdens[u - first];
        if (b->minutes <= f->limits[0] * BB_MILLION)
            continue;
        att_what(f, "%s carries more than it is relieved of", att_text(u->name));
        att_why(f, "%.0f minutes more a week, over all its people", (double)b->minutes / BB_MILLION);
        att_report_made(f, u->row.id, att_made(f, b->over ? &b->over->row : NULL), b->minutes, u->name);
    }
    free(burdens);
}

static void old_ways(finder *f)
{
    ATT_EACH(f, BB_OLDWAY, bb_oldway, o)
    {
        if (!att_past(f, o->ends) || att_was(f, o->ended))
            continue;
        att_what(f, "End the old way: %s", att_text(o->name));
        att_why_over(f, "was to end", o->ends);
        if (o->users)
            att_why(f, "; still used by %s", o->users);
        att_report(f, o->row.id, att_plus(o->ends, 1), att_age(f, o->ends), o->name);
    }
}

static void old_way_open(finder *f)
{
    ATT_EACH(f, BB_OLDWAY, bb_oldway, o)
    {
        bool date = o->ends.precision != BB_NO_DATE;
        if (att_was(f, o->ended) || (date && o->decider))
            continue;
        att_what(f, "Who ends it, and when: %s", att_text(o->name));
        att_why(f, "%s", date ? "nobody decides its end" : o->decider ? "no day is set" : "no day, and nobody decides");
        att_report_row(f, &o->row, (struct bb_date){0}, !date + !o->decider, o->name);
    }
}

/* clang-format off */
const struct bb_attention_rule att_path[] = {
    {"D6-crack-open", BB_ATT_WARNING, BB_TEAM, BB_CRACK, "Information falls between two teams, and nothing works meanwhile.", "%d cracks are open", {{"days", 0, 3650, "days"}}, cracks, NULL},
    {"D6-promise-ahead", BB_ATT_WARNING, BB_TEAM, BB_STEP, "A step on the customer's path promises far more than it, or the next one, delivers.", "%d promises are ahead of delivery", {{"points", 1, 10, "of 10"}}, promise_ahead, NULL},
    {"D6-complaint-old", BB_ATT_WARNING, BB_TEAM, BB_COMPLAINT, "A complaint is old and open.", "%d complaints are old", {{"days", 0, 3650, "days"}}, complaints, NULL},
    {"D6-feedback-unanswered", BB_ATT_NOTE, BB_TEAM, BB_FEEDBACK, "The latest review of a team says that not all feedback is answered.", "%d teams leave feedback unanswered", {{0}}, feedback, NULL},
    {"D6-no-review", BB_ATT_NOTE, BB_TEAM, BB_UNIT, "A team on the customer's path was never asked who handles feedback and whether all of it is answered.", "%d teams on the path were not reviewed", {{0}}, no_review, "feedback"},
    {"D7-empty-view", BB_ATT_WARNING, BB_TEAM, BB_ACTION, "No open action and no stakeholder works from below, from above, at the managers' level or across teams: a view is empty.", NULL, {{"days", 0, 3650, "days"}}, empty_views, "views"},
    {"D9-unconfirmed", BB_ATT_NOTE, BB_TEAM, BB_TASK, "What changes in somebody's work was not confirmed by those who do it.", "%d changes in work are unconfirmed", {{0}}, unconfirmed, NULL},
    {"D9-net-burden", BB_ATT_WARNING, BB_OPEN, BB_UNIT, "The change adds more minutes to a unit's work than it takes away.", "%d units carry a net burden", {{"minutes", 0, 100000, "minutes a week"}}, net_burden, "burden"},
    {"D9-old-way-past-end", BB_ATT_WARNING, BB_TEAM, BB_OLDWAY, "An old way of working was to end and has not: the comfortable alternative is still there.", NULL, {{0}}, old_ways, NULL},
    {"D9-old-way-undecided", BB_ATT_NOTE, BB_TEAM, BB_OLDWAY, "Nobody decides the end of an old way of working, or no day is set.", "%d old ways have no end", {{0}}, old_way_open, NULL},
    {0},
};
/* clang-format on */
