/* The charter on one sheet: who is accountable, the five duties, and what shows when they are missing. */
#include "cells.h"
#include "plan_view.h"
#include "sheets.h"

#include <bepboard/charter.h>
#include <math.h>

enum { WHAT, STATE, ON, TEXT, POINTS };
/* Rows of their own; those of records are their ids. */
enum { ROW_NOBODY = 1, ROW_DUTIES, ROW_DUTY, ROW_CONSEQUENCE = ROW_DUTY + BB_DUTY_COUNT, ROW_SIGN = 100 };

static struct bb_list_row *heading(struct bb_list *l, int number, const char *what)
{
    struct bb_list_row *row = bb_list_add(l, sheet_row(0, number), -1);
    bb_list_set(l, row, WHAT, what, BB_TITLE);
    return row;
}

/* Several are as good as none; the room sees only the latest of them. */
static void add_parties(const struct bb_scene *scene, const struct bb_look *look, int holding, struct bb_list *l)
{
    const struct bb_data *d = &scene->data;
    for (size_t i = 0; i < d->tables[BB_PARTY].n; i++) {
        const struct bb_party *p = BB_ROW(d, BB_PARTY, struct bb_party, i);
        const struct bb_person *who = bb_data_person(d, p->person);
        if (!bb_party_first(d, p))
            continue;
        struct bb_list_row *row = bb_list_add(l, p->row.id, BB_PARTY);
        bb_list_set(l, row, WHAT, "Accountable", BB_TITLE);
        cell_state(l, row, STATE, look, BB_G_ALARM, who ? bb_person_label(who) : "somebody", BB_BAD);
        cell_day(l, row, ON, p->since);
        cell_text(l, row, TEXT, BB_BAD, "%d parties are accountable at once: then nobody is.%s", holding,
                  bb_party_mute(d, p) ? " Nobody speaks for this one." : "");
    }
}

static void add_party(const struct bb_scene *scene, const struct bb_look *look, const struct bb_charter *c,
                      struct bb_list *l)
{
    const struct bb_data *d = &scene->data;
    struct bb_list_row *row;
    if (c->holding > 1 && d->audience > BB_ROOM) {
        add_parties(scene, look, c->holding, l);
        return;
    }
    if (c->party) {
        const struct bb_person *who = bb_data_person(d, c->party->person);
        const struct bb_person *speaks = bb_data_person(d, c->party->spokesperson);
        row = bb_list_add(l, c->party->row.id, BB_PARTY);
        bb_list_set(l, row, WHAT, "Accountable", BB_TITLE);
        cell_state(l, row, STATE, look, c->mute ? BB_G_ALARM : BB_G_DONE, who ? bb_person_label(who) : "somebody",
                   c->mute ? BB_BAD : BB_GOOD);
        cell_day(l, row, ON, c->party->since);
        if (c->mute)
            bb_list_set(l, row, TEXT, "A group without a spokesperson: nobody speaks for it.", BB_BAD);
        else if (speaks)
            cell_text(l, row, TEXT, BB_NORMAL, "%s speaks for it.", bb_person_label(speaks));
        else if (who)
            bb_list_set(l, row, TEXT, who->role, BB_NORMAL);
        return;
    }
    if (d->audience == BB_ROOM)
        return;
    row = heading(l, ROW_NOBODY, "Accountable");
    cell_state(l, row, STATE, look, BB_G_ALARM, "nobody", BB_BAD);
    cell_day(l, row, ON, c->nobody_since);
    const struct bb_person *last = c->last ? bb_data_person(d, c->last->person) : NULL;
    if (last)
        cell_text(l, row, TEXT, BB_BAD, "Nobody on the client's side; the last was %s.", bb_person_label(last));
    else
        bb_list_set(l, row, TEXT,
                    "Nobody on the client's side answers for the result. Add the person or the group that does.",
                    BB_BAD);
}

/* What there is to agree on in one duty. */
static void add_points(const struct bb_words *words, int duty, struct bb_str *out)
{
    for (size_t i = 0; words && i < words->duty_points.n; i++)
        if (words->duty_points.list[i].of == duty)
            bb_str_addf(out, "%s%s", out->n ? "; " : "", words->duty_points.list[i].text);
}

static void add_duty(const struct bb_scene *scene, const struct bb_look *look, const struct bb_charter *c, int i,
                     struct bb_list *l)
{
    static const enum bb_glyph glyphs[BB_DUTY_STATE_COUNT] = {BB_G_OPEN, BB_G_PARTLY, BB_G_DONE};
    const struct bb_duty_due *due = &c->duties[i];
    struct bb_list_row *row =
        due->duty ? bb_list_add(l, due->duty->row.id, BB_DUTY) : bb_list_add(l, sheet_row(0, ROW_DUTY + i), -1);
    bool agreed = due->state == BB_DUTY_STATE_AGREED;
    cell_text(l, row, WHAT, BB_NORMAL, "  %s", word_of(scene, &bb_duties, i));
    cell_text(l, row, STATE,
              agreed      ? BB_GOOD
              : due->late ? BB_BAD
                          : BB_WARN,
              "%s %s%s", bb_glyph(look->glyphs, due->late ? BB_G_ALARM : glyphs[due->state]),
              word_of(scene, &bb_duty_states, due->state), due->late ? ", late" : "");
    if (due->duty)
        cell_day(l, row, ON, due->duty->on);
    struct bb_str points = {0};
    add_points(scene->words, i, &points);
    if (due->duty && due->duty->text)
        bb_list_set(l, row, TEXT, due->duty->text, BB_NORMAL);
    else if (agreed)
        bb_list_set(l, row, TEXT, "Agreed; the text is missing.", BB_DIM);
    else
        cell_text(l, row, TEXT, BB_DIM, "%s%s",
                  points.n ? "Add it on the sheet Duties. To agree on: "
                           : "The agreed text is missing. Add it on the sheet Duties.",
                  bb_str_get(&points));
    bb_list_set(l, row, POINTS, bb_str_get(&points), BB_DIM);
    bb_str_finish(&points);
}

static void add_duties(const struct bb_scene *scene, const struct bb_look *look, const struct bb_charter *c,
                       struct bb_list *l)
{
    struct bb_str due = {0};
    struct bb_list_row *row = heading(l, ROW_DUTIES, "Five duties");
    cell_text(l, row, STATE, c->agreed == BB_DUTY_COUNT ? BB_GOOD : BB_NORMAL, "%d of %d agreed", c->agreed,
              (int)BB_DUTY_COUNT);
    bb_date_format(&due, c->deadline);
    if (due.n)
        cell_text(l, row, TEXT, BB_DIM, "due %s, %lld days after the start", due.s,
                  (long long)scene->thresholds->duty_days);
    bb_str_finish(&due);
    for (int i = 0; i < BB_DUTY_COUNT; i++)
        add_duty(scene, look, c, i, l);
}

/* The four consequences and the records that show them. */

static struct bb_list_row *consequence(const struct bb_look *look, struct bb_list *l, int i, const char *what,
                                       bool known, bool shows)
{
    struct bb_list_row *row = heading(l, ROW_CONSEQUENCE + i, what);
    if (!known)
        cell_state(l, row, STATE, look, BB_G_OPEN, "not known", BB_DIM);
    else
        cell_state(l, row, STATE, look, shows ? BB_G_ALARM : BB_G_DONE, shows ? "shows" : "does not show",
                   shows ? BB_BAD : BB_GOOD);
    return row;
}

static void say_decisions(const struct bb_consequences *c, struct bb_list *l, struct bb_list_row *row)
{
    struct bb_str s = {0};
    if (!c->decisions) {
        bb_list_set(l, row, TEXT, "not known: no decision is noted yet", BB_NORMAL);
        return;
    }
    bb_str_addf(&s, "%lld of %lld not decided", (long long)c->undecided, (long long)c->decisions);
    if (c->oldest != BB_NONE)
        bb_str_addf(&s, ", the oldest for %lld days", (long long)c->oldest);
    bb_str_addf(&s, "; %lld without a decider; %lld reopened", (long long)c->without_decider, (long long)c->reopened);
    if (c->days != BB_NONE)
        bb_str_addf(&s, "; raised to decided: %lld days", (long long)c->days);
    bb_list_set(l, row, TEXT, bb_str_get(&s), BB_NORMAL);
    bb_str_finish(&s);
}

static void add_decisions(const struct bb_scene *scene, struct bb_list *l)
{
    const struct bb_data *d = &scene->data;
    for (size_t i = 0; i < d->tables[BB_DECISION].n; i++) {
        const struct bb_decision *x = BB_ROW(d, BB_DECISION, struct bb_decision, i);
        if (!bb_decision_unclear(d, x))
            continue;
        bool open = x->decided.precision == BB_NO_DATE || x->decided.day > d->today;
        struct bb_list_row *row = bb_list_add(l, sheet_row(x->row.id, ROW_SIGN), BB_DECISION);
        cell_text(l, row, WHAT, BB_NORMAL, "  %s", x->title ? x->title : "");
        bb_list_set(l, row, STATE, !x->decider ? "nobody decides" : open ? "not decided" : "reopened", BB_WARN);
        cell_day(l, row, ON, x->raised);
        if (x->reopened != BB_NONE && x->reopened > 0)
            cell_text(l, row, TEXT, BB_NORMAL, "taken up again: %lld. %s", (long long)x->reopened,
                      x->delay_cost ? x->delay_cost : "");
        else if (x->delay_cost)
            cell_text(l, row, TEXT, BB_NORMAL, "the delay costs: %s", x->delay_cost);
    }
}

static void add_resisting(const struct bb_scene *scene, struct bb_list *l)
{
    const struct bb_data *d = &scene->data;
    for (size_t i = 0; i < d->tables[BB_STANCE].n; i++) {
        const struct bb_stance_seen *s = BB_ROW(d, BB_STANCE, struct bb_stance_seen, i);
        const struct bb_person *p = bb_data_person(d, s->person);
        int32_t then = d->today - BB_RESISTANCE_DAYS;
        bool fresh = s->on.day <= d->today && s->on.day > then;
        if (!p || !fresh || bb_stance_on(d, s->person, then) == BB_RESISTANT || s->stance != BB_RESISTANT ||
            bb_stance_now(d, s->person) != BB_RESISTANT)
            continue;
        struct bb_list_row *row = bb_list_add(l, sheet_row(s->row.id, ROW_SIGN), BB_STANCE);
        cell_text(l, row, WHAT, BB_NORMAL, "  %s", bb_person_label(p));
        bb_list_set(l, row, STATE, word_of(scene, &bb_stances, s->stance), BB_WARN);
        cell_day(l, row, ON, s->on);
        bb_list_set(l, row, TEXT, s->cause, BB_NORMAL);
    }
}

static void say_adoption(const struct bb_consequences *c, struct bb_list *l, struct bb_list_row *row)
{
    double of = c->population;
    if (isnan(c->adopted) || isnan(of) || of <= 0)
        bb_list_set(l, row, TEXT, "not known: no samples, or no population", BB_DIM);
    else if (isnan(c->fresh))
        cell_text(l, row, TEXT, BB_NORMAL, "%.0f %% have adopted", 100 * c->adopted / of);
    else
        cell_text(l, row, TEXT, BB_NORMAL, "%.0f %% have adopted; %+.1f points over the last two samples",
                  100 * c->adopted / of, 100 * c->fresh / of);
}

static void add_tasks(const struct bb_scene *scene, struct bb_list *l)
{
    const struct bb_data *d = &scene->data;
    for (size_t i = 0; i < d->tables[BB_ACTION].n; i++) {
        const struct bb_todo *a = BB_ROW(d, BB_ACTION, struct bb_todo, i);
        if (!bb_action_nobodys(d, a))
            continue;
        struct bb_list_row *row = bb_list_add(l, sheet_row(a->row.id, ROW_SIGN), BB_ACTION);
        const struct bb_person *owner = bb_data_person(d, a->owner);
        cell_text(l, row, WHAT, BB_NORMAL, "  %s", a->what ? a->what : "");
        bb_list_set(l, row, STATE, owner ? "overdue" : "no owner", BB_WARN);
        cell_day(l, row, ON, a->due);
        if (owner)
            bb_list_set(l, row, TEXT, bb_person_label(owner), BB_NORMAL);
    }
}

static void add_consequences(const struct bb_scene *scene, const struct bb_look *look, struct bb_list *l)
{
    struct bb_consequences c;
    struct bb_list_row *row;
    bb_consequences(&scene->data, &scene->curves, scene->thresholds, &c);
    row = consequence(look, l, 0, "Unclear decisions", c.decisions > 0, c.unclear);
    say_decisions(&c, l, row);
    add_decisions(scene, l);
    row = consequence(look, l, 1, "Resistance", c.seen > 0, c.resistance);
    if (c.seen)
        cell_text(l, row, TEXT, BB_NORMAL, "%lld of %lld resistant, %lld of them %d days ago", (long long)c.resisting,
                  (long long)c.seen, (long long)c.resisting_before, (int)BB_RESISTANCE_DAYS);
    else
        bb_list_set(l, row, TEXT, "not known: no stance was seen yet", BB_NORMAL);
    add_resisting(scene, l);
    row = consequence(look, l, 2, "Poor adoption", !isnan(c.adopted) && c.population > 0, c.poor);
    say_adoption(&c, l, row);
    row = consequence(look, l, 3, "Nobody's tasks", scene->data.tables[BB_ACTION].n > 0, c.nobodys);
    if (scene->data.tables[BB_ACTION].n)
        cell_text(l, row, TEXT, BB_NORMAL, "of %lld open actions %lld without an owner, %lld overdue",
                  (long long)c.actions, (long long)c.without_owner, (long long)c.overdue);
    else
        bb_list_set(l, row, TEXT, "not known: no action is noted yet", BB_NORMAL);
    add_tasks(scene, l);
}

void list_charter(const struct bb_scene *scene, const struct bb_look *look, struct bb_list *l)
{
    struct bb_charter c;
    bb_charter(&scene->data, scene->thresholds, &c);
    bb_list_column(l, "Charter", BB_LEFT, 22, true);
    bb_list_column(l, "State", BB_LEFT, 22, false);
    bb_list_column(l, "On", BB_LEFT, 0, false);
    bb_list_column(l, "What is agreed, what shows", BB_LEFT, 36, false);
    bb_list_column(l, "Points to agree on", BB_LEFT, 0, false);
    if (!scene->data.engagement)
        return;
    add_party(scene, look, &c, l);
    add_duties(scene, look, &c, l);
    if (scene->data.audience > BB_ROOM)
        add_consequences(scene, look, l);
}

void draw_charter(struct bb_grid *g, struct bb_rect r, const struct bb_sheet_view *v)
{
    picture_brief(g, r, v, TEXT);
}

void arithmetic_charter(const struct bb_scene *scene, struct bb_str *out)
{
    bb_str_addf(out,
                "Accountable: the party whose first day has come and whose last has not passed. One at most: two are "
                "as good as nobody.\n"
                "Duties: due %lld days after the start of the engagement; one counts as agreed from its date on.\n"
                "Decisions: those raised and not decided, without anybody to decide, or taken up again; days from "
                "raised to decided are a mean.\n"
                "Resistance: shows when more stakeholders are resistant than %d days ago, among those whose stance "
                "was seen on both days.\n"
                "Poor adoption: shows when the last two samples together brought at most %lld %% of the population "
                "and fewer than 84 %% have adopted.\n"
                "Nobody's tasks: actions that are not done and have no owner, or are past their day.\n"
                "That these four follow from a missing charter is the trade's experience, not a proof.\n",
                (long long)scene->thresholds->duty_days, (int)BB_RESISTANCE_DAYS,
                (long long)scene->thresholds->stall_new / 10);
}
