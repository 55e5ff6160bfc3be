/* Attention, A: needs and their answers, decisions, diagnoses, what we know of units. */
#include "attention.h"

#include <bepboard/diagnosis.h>
#include <stdlib.h>

static const char *need_name(const struct bb_need *n)
{
    return n->key ? n->key : att_text(n->position);
}

static void unanswered(finder *f)
{
    ATT_EACH(f, BB_NEED, bb_need, n)
    {
        if (n->response != BB_NONE || !att_was(f, n->found) || att_age(f, n->found) <= f->limits[0])
            continue;
        int64_t power = att_power(f, n->person);
        att_what(f, "Answer %s: %s", att_unit_name(f, n->unit), att_text(n->position));
        att_why(f, "discovered %s, %d days without an answer", att_day(n->found).s, att_age(f, n->found));
        if (power)
            att_why(f, "; %s, power %d", att_person_name(f, n->person), (int)power);
        att_report(f, n->row.id, att_plus(n->found, f->limits[0] + 1), power * 100000 + att_age(f, n->found),
                   att_unit_name(f, n->unit));
    }
}

/* Those who are to adopt, those who are counted, and those of whom we know people. */
static bool concerned(const finder *f, const struct bb_unit *u)
{
    return (u->population != BB_NONE && u->population > 0) || (u->headcount != BB_NONE && u->headcount > 0) ||
           att_of_unit(f, u)->people;
}

static void why_concerned(finder *f, const struct bb_unit *u)
{
    int known = att_of_unit(f, u)->people;
    if (u->population != BB_NONE && u->population > 0)
        att_why(f, "%d of its people are to adopt; ", (int)u->population);
    if (known)
        att_why(f, "%d of its people are known, none of its needs", known);
    else
        att_why(f, "none of its people is known and none of its needs");
}

static void none_discovered(finder *f)
{
    const struct bb_engagement *e = f->d->engagement;
    if (!e || !att_was(f, att_plus(e->start, f->limits[0])))
        return;
    ATT_EACH(f, BB_UNIT, bb_unit, u)
    {
        if (att_of_unit(f, u)->needs || !concerned(f, u))
            continue;
        att_what(f, "Find out what %s needs", att_text(u->name));
        why_concerned(f, u);
        att_report(f, u->row.id, att_plus(e->start, f->limits[0]), att_of_unit(f, u)->people, u->name);
    }
}

static void not_told(finder *f)
{
    ATT_EACH(f, BB_NEED, bb_need, n)
    {
        if (n->response == BB_NONE || att_was(f, n->told) || !att_begun(f, att_plus(n->found, f->limits[0])))
            continue;
        att_what(f, "Tell %s the answer to: %s", att_unit_name(f, n->unit), att_text(n->position));
        att_why(f, "answered: %s; nobody told them", bb_word(f->w, &bb_responses, n->response, f->d->audience));
        att_report(f, n->row.id, att_plus(n->found, f->limits[0]), att_age(f, n->found), att_unit_name(f, n->unit));
    }
}

static void later_is_now(finder *f)
{
    ATT_EACH(f, BB_NEED, bb_need, n)
    {
        if (n->response != BB_RESPONSE_LATER || !att_past(f, n->later))
            continue;
        att_what(f, "It is later now for %s: %s", att_unit_name(f, n->unit), att_text(n->position));
        att_why_over(f, "put off until", n->later);
        att_report(f, n->row.id, att_plus(n->later, 1), att_age(f, n->later), att_unit_name(f, n->unit));
    }
}

static void later_undated(finder *f)
{
    ATT_EACH(f, BB_NEED, bb_need, n)
    {
        if (n->response != BB_RESPONSE_LATER || n->later.precision != BB_NO_DATE || !att_begun(f, n->found))
            continue;
        att_what(f, "Say when for %s: %s", att_unit_name(f, n->unit), att_text(n->position));
        att_why(f, "to be addressed later, without a date");
        att_report_row(f, &n->row, n->found, att_age(f, n->found), att_unit_name(f, n->unit));
    }
}

static void rivals(finder *f)
{
    ATT_EACH(f, BB_NEED, bb_need, n)
    {
        const struct bb_need *rival = bb_table_find(&f->d->tables[BB_NEED], n->rival);
        if (!rival || !att_begun(f, n->found) || !att_begun(f, rival->found))
            continue;
        bool first = n->went_first || rival->went_first, why = n->why_first || rival->why_first;
        if ((first && why) || (rival->rival == n->row.id && rival->row.id < n->row.id))
            continue;
        att_what(f, "Settle between %s and %s", need_name(n), need_name(rival));
        att_why(f, "%s and %s compete; %s", att_unit_name(f, n->unit), att_unit_name(f, rival->unit),
                first ? "why one went first is not said" : "which goes first is not said");
        att_report_row(f, n->row.id > rival->row.id ? &n->row : &rival->row, att_later(n->found, rival->found), 0,
                       need_name(n));
    }
}

/* A2 */

static void no_word(finder *f)
{
    ATT_EACH(f, BB_DECISION, bb_decision, d)
    {
        if (d->first != BB_FIRST_ENTITY || !att_was(f, d->decided) || att_was(f, d->told) || d->word)
            continue;
        att_what(f, "Tell those who pay for: %s", att_text(d->title));
        att_why(f, "puts the business first; decided %s", att_day(d->decided).s);
        att_why(f, "; %s pays and has no word", d->unit ? att_unit_name(f, d->unit) : "nobody says who");
        att_report(f, d->row.id, d->decided, att_age(f, d->decided), d->title);
    }
}

static void word_late(finder *f)
{
    ATT_EACH(f, BB_DECISION, bb_decision, d)
    {
        if (!att_past(f, d->tell_by) || att_was(f, d->told))
            continue;
        att_what(f, "Tell %s: %s", d->unit ? att_unit_name(f, d->unit) : "those affected", att_text(d->title));
        att_why_over(f, "to be told by", d->tell_by);
        att_report(f, d->row.id, att_plus(d->tell_by, 1), att_age(f, d->tell_by), d->title);
    }
}

static void first_unsaid(finder *f)
{
    ATT_EACH(f, BB_DECISION, bb_decision, d)
    {
        if (!att_was(f, d->decided) || d->first != BB_NONE)
            continue;
        att_what(f, "Whom does it put first: %s", att_text(d->title));
        att_why(f, "decided %s", att_day(d->decided).s);
        att_report(f, d->row.id, d->decided, att_age(f, d->decided), d->title);
    }
}

/* A3 */

static void no_verdict(finder *f)
{
    ATT_EACH(f, BB_ORDER, bb_order, o)
    {
        int age = att_age(f, o->received);
        if (o->state == BB_ORDER_DECLINED || !att_was(f, o->received) || age < f->t->verdict_days)
            continue;
        const struct att_order *t = att_of_order(f, o);
        if (t->verdict || t->excused)
            continue;
        att_what(f, "%s has no verdict: is training the answer?", att_order_name(f, o->row.id));
        att_why(f, "received %d days ago, on %s", age, att_day(o->received).s);
        att_report(f, o->row.id, att_plus(o->received, f->t->verdict_days), age, att_order_name(f, o->row.id));
    }
}

static void no_stipulation(finder *f)
{
    ATT_EACH(f, BB_ORDER, bb_order, o)
    {
        const struct att_order *t = att_of_order(f, o);
        if (t->verdict || !t->excused || t->stipulation)
            continue;
        att_what(f, "Agree an analysis afterwards for %s", att_order_name(f, o->row.id));
        att_why(f, "taken undiagnosed: %s", t->concluded ? att_text(t->concluded->undiagnosed) : "");
        struct bb_date since = t->concluded ? t->concluded->on : o->received;
        att_report(f, o->row.id, since, att_age(f, since), att_order_name(f, o->row.id));
    }
}

static void overruled(finder *f)
{
    ATT_EACH(f, BB_DIAGNOSIS, bb_diagnosis, g)
    {
        if (g->overruled == BB_NONE || !att_begun(f, g->on) || (g->overruled_by && g->overruled_why))
            continue;
        att_what(f, "Who overruled the verdict on %s, and why?", att_order_name(f, g->order));
        att_why(f, "%s is missing", g->overruled_by ? "the reason" : g->overruled_why ? "the name" : "name and reason");
        att_report_row(f, &g->row, g->on, att_age(f, g->on), att_order_name(f, g->order));
    }
}

static void no_reply(finder *f)
{
    ATT_EACH(f, BB_ORDER, bb_order, o)
    {
        const struct bb_diagnosis *g = att_of_order(f, o)->concluded;
        int64_t verdict = g && bb_diagnosis_verdict(g) != BB_NONE ? bb_diagnosis_verdict(g) : o->verdict;
        if (verdict == BB_NONE || verdict == BB_VERDICT_FITS || o->answer || (g && att_was(f, g->replied)) ||
            o->state == BB_ORDER_DECLINED || !att_begun(f, o->received))
            continue;
        att_what(f, "Warn the requester of %s: %s", att_order_name(f, o->row.id),
                 bb_word(f->w, &bb_verdicts, verdict, f->d->audience));
        att_why(f, "%s asked for it; %s", att_person_name(f, o->requester),
                g && g->reply ? "the reply is written, and that it was given is recorded nowhere"
                              : "no reply was given");
        struct bb_date since = g ? g->on : o->received;
        att_report(f, o->row.id, since, att_age(f, since), att_order_name(f, o->row.id));
    }
}

/* A4 */

static int by_topic(const void *pa, const void *pb)
{
    const struct bb_knowledge *a = *(const struct bb_knowledge *const *)pa,
                              *b = *(const struct bb_knowledge *const *)pb;
    const int64_t x[] = {a->unit, a->topic, a->on.day, a->row.id}, y[] = {b->unit, b->topic, b->on.day, b->row.id};
    return att_compare(x, y, sizeof x / sizeof *x);
}

static void stale(finder *f)
{
    size_t n;
    const struct bb_knowledge **list = (const struct bb_knowledge **)att_sorted(f, BB_KNOWLEDGE, by_topic, &n);
    for (size_t i = 0; i < n; i++) {
        const struct bb_knowledge *k = list[i], *next = i + 1 < n ? list[i + 1] : k;
        bool renewed = next != k && next->unit == k->unit && next->topic == k->topic && att_was(f, next->on);
        if (k->state == BB_KNOWN_UNKNOWN || !att_was(f, k->on) || att_age(f, k->on) <= f->limits[0] || renewed)
            continue;
        att_what(f, "Ask %s again: %s", att_unit_name(f, k->unit),
                 bb_word(f->w, &bb_unit_topics, k->topic, f->d->audience));
        att_why(f, "as of %s, %d days ago", att_day(k->on).s, att_age(f, k->on));
        att_report(f, k->row.id, att_plus(k->on, f->limits[0] + 1), att_age(f, k->on), att_unit_name(f, k->unit));
    }
    free(list);
}

static void unknown_topics(finder *f)
{
    const struct bb_engagement *e = f->d->engagement;
    if (!e || !att_was(f, att_plus(e->start, f->limits[0])))
        return;
    ATT_EACH(f, BB_UNIT, bb_unit, u)
    {
        const struct att_unit *known = att_of_unit(f, u);
        int open = BB_KNOW_COUNT - __builtin_popcount((unsigned)known->topics);
        if (!open || !concerned(f, u))
            continue;
        att_what(f, "Learn how %s works", att_text(u->name));
        att_why(f, "%d of %d topics unknown", open, BB_KNOW_COUNT);
        att_report(f, u->row.id, att_plus(e->start, f->limits[0]), open, u->name);
    }
}

/* clang-format off */
const struct bb_attention_rule att_needs[] = {
    {"A1-unanswered-need", BB_ATT_WARNING, BB_TEAM, BB_NEED, "A need was discovered and got no answer: now, later, or not, each is one. Power only sorts.", "%d needs wait for an answer", {{"days", 0, 3650, "days"}}, unanswered, NULL},
    {"A1-none-discovered", BB_ATT_NOTE, BB_TEAM, BB_UNIT, "Of a unit that is to adopt, or has people, we know none of its needs: its position will surprise us.", "%d units without a need discovered", {{"days", 0, 3650, "days"}}, none_discovered, "needs"},
    {"A1-not-told", BB_ATT_WARNING, BB_TEAM, BB_NEED, "A need got an answer that those concerned have not heard; not every need can come first, but every need gets an answer.", "%d answers were not told", {{"days", 0, 3650, "days"}}, not_told, NULL},
    {"A1-later-is-now", BB_ATT_WARNING, BB_TEAM, BB_NEED, "A need was to be addressed by a day that has passed.", "%d deferred needs are past their day", {{0}}, later_is_now, NULL},
    {"A1-later-undated", BB_ATT_NOTE, BB_TEAM, BB_NEED, "A need is to be addressed later, and nobody said when.", "%d deferred needs have no day", {{0}}, later_undated, NULL},
    {"A1-rivals-unsettled", BB_ATT_NOTE, BB_TEAM, BB_NEED, "Two needs compete, and which went first, or why, is not written down.", "%d pairs of competing needs", {{0}}, rivals, NULL},
    {"A2-no-word", BB_ATT_ALARM, BB_TEAM, BB_DECISION, "A decision puts the business entity first, and those who pay for it have no word about it.", NULL, {{0}}, no_word, NULL},
    {"A2-word-late", BB_ATT_WARNING, BB_TEAM, BB_DECISION, "Those whom a decision affects should know by now and have not been told.", NULL, {{0}}, word_late, NULL},
    {"A2-first-unsaid", BB_ATT_NOTE, BB_TEAM, BB_DECISION, "A decision does not say whom it put first: the people, the business entity, or both.", "%d decisions: whom do they put first?", {{0}}, first_unsaid, NULL},
    {"A3-no-verdict", BB_ATT_WARNING, BB_TEAM, BB_ORDER, "An order was taken without asking whether training is the answer.", NULL, {{0}}, no_verdict, NULL},
    {"A3-no-stipulation", BB_ATT_WARNING, BB_TEAM, BB_ORDER, "An order was taken undiagnosed, and no analysis afterwards was agreed in exchange.", NULL, {{0}}, no_stipulation, "stipulations"},
    {"A3-overruled-unsaid", BB_ATT_NOTE, BB_TEAM, BB_DIAGNOSIS, "A verdict was overruled, and by whom or why is missing.", NULL, {{0}}, overruled, NULL},
    {"A3-no-reply", BB_ATT_WARNING, BB_TEAM, BB_ORDER, "The verdict speaks against training, and the decision makers have not been given the reply.", NULL, {{0}}, no_reply, NULL},
    {"A4-stale", BB_ATT_NOTE, BB_TEAM, BB_KNOWLEDGE, "What we know of a unit is old: it may have changed since.", "%d topics are stale", {{"days", 1, 3650, "days"}}, stale, NULL},
    {"A4-unknown", BB_ATT_NOTE, BB_TEAM, BB_UNIT, "Of the six topics to know of a unit some are unknown.", "%d units are known only in part", {{"days", 0, 3650, "days"}}, unknown_topics, "knowledge"},
    {0},
};
/* clang-format on */
