/* Attention, B: openings in orders, stipulations, value, conversations, how we are seen. */
#include "attention.h"

static void sure_thing(finder *f)
{
    ATT_EACH(f, BB_ORDER, bb_order, o)
    {
        const struct bb_opportunity_count *c = att_of_order(f, o)->openings;
        if (o->state != BB_ORDER_DELIVERED || !att_begun(f, o->delivered))
            continue;
        if (c[BB_SURE].done)
            continue;
        att_what(f, "%s was delivered with %s untouched", att_order_name(f, o->row.id),
                 bb_word(f->w, &bb_opportunities, BB_SURE, f->d->audience));
        att_why(f, "%d of %d items done", (int)c[BB_SURE].done, (int)c[BB_SURE].items);
        if (o->delivered.precision != BB_NO_DATE)
            att_why(f, "; delivered %s", att_day(o->delivered).s);
        att_report(f, o->row.id, o->delivered, att_age(f, o->delivered), att_order_name(f, o->row.id));
    }
}

static bool item_done(const finder *f, const struct bb_item *item)
{
    return item->done && att_begun(f, item->done_on);
}

static void items_overdue(finder *f)
{
    ATT_EACH(f, BB_ITEM, bb_item, item)
    {
        if (item_done(f, item) || !att_past(f, item->due) || !bb_data_order(f->d, item->order))
            continue;
        att_what(f, "%s: %s", att_order_name(f, item->order), att_text(item->text));
        att_why_over(f, "due", item->due);
        att_report(f, item->row.id, att_plus(item->due, 1), att_age(f, item->due), item->text);
    }
}

static void no_evidence(finder *f)
{
    ATT_EACH(f, BB_ORDER, bb_order, o)
    {
        const struct bb_opportunity_count *c = att_of_order(f, o)->openings;
        for (int i = 0; i < BB_OPPORTUNITY_COUNT; i++) {
            if (!c[i].items || c[i].done < c[i].items || c[i].evidence || !att_begun(f, o->received))
                continue;
            att_what(f, "%s: say what shows %s", att_order_name(f, o->row.id),
                     bb_word(f->w, &bb_opportunities, i, f->d->audience));
            att_why(f, "all %d items done, none with evidence", (int)c[i].items);
            att_report(f, o->row.id, att_of_order(f, o)->last_done[i], c[i].items, att_order_name(f, o->row.id));
            break;
        }
    }
}

static void no_checklist(finder *f)
{
    ATT_EACH(f, BB_ORDER, bb_order, o)
    {
        const struct bb_opportunity_count *c = att_of_order(f, o)->openings;
        int empty = 0, last = 0;
        if (o->state == BB_ORDER_DECLINED || o->state == BB_ORDER_DELIVERED || !att_begun(f, o->received))
            continue;
        for (int i = 0; i < BB_OPPORTUNITY_COUNT; i++)
            if (!c[i].items) {
                empty++;
                last = i;
            }
        if (!empty)
            continue;
        att_what(f, "Look for the openings in %s", att_order_name(f, o->row.id));
        att_why(f, "%d of %d opportunities have no item yet, for example %s", empty, BB_OPPORTUNITY_COUNT,
                bb_word(f->w, &bb_opportunities, last, f->d->audience));
        att_report(f, o->row.id, o->received, empty, att_order_name(f, o->row.id));
    }
}

/* B2, B3 */

static void stipulations(finder *f)
{
    ATT_EACH(f, BB_STIPULATION, bb_stipulation, s)
    {
        if ((s->state != BB_NONE && s->state != BB_KEPT_OPEN) || !att_past(f, s->due))
            continue;
        att_what(f, "%s: claim what was agreed: %s", att_order_name(f, s->order), att_text(s->text));
        att_why_over(f, "due", s->due);
        if (s->with)
            att_why(f, "; agreed with %s", att_person_name(f, s->with));
        att_report(f, s->row.id, att_plus(s->due, 1), att_age(f, s->due), s->text);
    }
}

static void stipulations_broken(finder *f)
{
    ATT_EACH(f, BB_STIPULATION, bb_stipulation, s)
    {
        if (s->state != BB_KEPT_BROKEN || !att_begun(f, s->on))
            continue;
        att_what(f, "%s: not kept: %s", att_order_name(f, s->order), att_text(s->text));
        att_why(f, "agreed");
        if (s->on.precision != BB_NO_DATE)
            att_why(f, " %s", att_day(s->on).s);
        att_why(f, " with %s in exchange for taking the order", att_person_name(f, s->with));
        att_report(f, s->row.id, att_past(f, s->due) ? att_plus(s->due, 1) : (struct bb_date){0}, att_age(f, s->due),
                   s->text);
    }
}

static void no_source(finder *f)
{
    ATT_EACH(f, BB_VALUE, bb_value, v)
    {
        if (v->source || !att_begun(f, v->on))
            continue;
        att_what(f, "Where does it come from: %s", att_text(v->what));
        att_why(f, "value added without a source");
        att_report_row(f, &v->row, v->on, att_age(f, v->on), v->what);
    }
}

/* B4 */

static void follow_ups(finder *f)
{
    ATT_EACH(f, BB_CONVERSATION, bb_conversation, c)
    {
        if (!bb_data_person(f->d, c->person) || !att_past(f, c->follow_up) || att_was(f, c->followed_up))
            continue;
        att_what(f, "Come back to %s as promised", att_person_name(f, c->person));
        att_why_over(f, "promised for", c->follow_up);
        att_report(f, c->row.id, att_plus(c->follow_up, 1), att_age(f, c->follow_up), att_person_name(f, c->person));
    }
}

static void proposals(finder *f)
{
    ATT_EACH(f, BB_PROPOSAL, bb_proposal, p)
    {
        bool open = p->state == BB_NONE || p->state == BB_PROPOSAL_OFFERED;
        if (!open || !att_was(f, p->on) || att_was(f, p->settled) || att_age(f, p->on) <= f->limits[0])
            continue;
        att_what(f, "Ask %s about our proposal: %s", att_person_name(f, p->to), att_text(p->title));
        att_why(f, "offered %s, %d days without an answer", att_day(p->on).s, att_age(f, p->on));
        att_report(f, p->row.id, att_plus(p->on, f->limits[0] + 1), att_age(f, p->on), p->title);
    }
}

/* B5 */

static bool high(const finder *f, const struct bb_person *p)
{
    return p->power != BB_NONE && p->power >= f->t->power_high;
}

static void unscored(finder *f)
{
    const struct bb_engagement *e = f->d->engagement;
    if (!e || !att_was(f, att_plus(e->start, f->limits[0])))
        return;
    ATT_EACH(f, BB_PERSON, bb_person, p)
    {
        if (!high(f, p) || p->external || att_of(f, p)->score != BB_NONE)
            continue;
        att_what(f, "How does %s see us?", bb_person_label(p));
        att_why(f, "power %d, never scored", (int)p->power);
        att_report(f, p->row.id, att_plus(e->start, f->limits[0]), p->power, bb_person_label(p));
    }
}

static void fell(finder *f)
{
    ATT_EACH(f, BB_PERSON, bb_person, p)
    {
        const struct att_person *s = att_of(f, p);
        if (s->score == BB_NONE || s->score_before == BB_NONE || s->score_before - s->score < f->limits[0] ||
            att_age(f, s->scored) > f->limits[1])
            continue;
        att_what(f, "%s sees less of a partner in us", bb_person_label(p));
        att_why(f, "%d after %d on the way from order taker to partner; seen %s", (int)s->score, (int)s->score_before,
                att_day(s->scored).s);
        att_report(f, p->row.id, s->scored, s->score_before - s->score, bb_person_label(p));
    }
}

static void self_rating(finder *f)
{
    ATT_EACH(f, BB_ORDER, bb_order, o)
    {
        int64_t facts = bb_partner_facts(o);
        if (o->own_score == BB_NONE || o->own_score - facts < f->limits[0] || !att_begun(f, o->received))
            continue;
        att_what(f, "%s: we rate ourselves above what happened", att_order_name(f, o->row.id));
        att_why(f, "our own score is %d, the six facts say %d", (int)o->own_score, (int)facts);
        att_report_row(f, &o->row, att_was(f, o->delivered) ? o->delivered : o->received, o->own_score - facts,
                       att_order_name(f, o->row.id));
    }
}

static void role_untold(finder *f)
{
    const struct bb_engagement *e = f->d->engagement;
    if (!e || !att_was(f, att_plus(e->start, f->limits[0])))
        return;
    ATT_EACH(f, BB_PERSON, bb_person, p)
    {
        if (!high(f, p) || p->external || (p->role_view != BB_NONE && p->role_view != BB_OURS_UNAWARE))
            continue;
        att_what(f, "Tell %s which role we want", bb_person_label(p));
        att_why(f, "power %d, not told of it", (int)p->power);
        att_report(f, p->row.id, att_plus(e->start, f->limits[0]), p->power, bb_person_label(p));
    }
}

/* clang-format off */
const struct bb_attention_rule att_partner[] = {
    {"B1-sure-thing-missed", BB_ATT_ALARM, BB_OPEN, BB_ORDER, "An order was delivered while the one opportunity that is always in our own hands was left untouched.", NULL, {{0}}, sure_thing, NULL},
    {"B1-item-overdue", BB_ATT_NOTE, BB_OPEN, BB_ITEM, "Something we meant to do about an order is past its date.", "%d items of orders are past their day", {{0}}, items_overdue, NULL},
    {"B1-no-evidence", BB_ATT_NOTE, BB_TEAM, BB_ORDER, "All items of an opportunity are done and nothing shows it: it does not count as taken.", NULL, {{0}}, no_evidence, NULL},
    {"B1-no-checklist", BB_ATT_NOTE, BB_OPEN, BB_ORDER, "An order still holds openings that nobody has thought about.", "%d orders with openings unlooked at", {{0}}, no_checklist, NULL},
    {"B2-stipulation-overdue", BB_ATT_WARNING, BB_TEAM, BB_STIPULATION, "What was agreed in exchange for taking an order is past its day and not done.", NULL, {{0}}, stipulations, NULL},
    {"B2-stipulation-broken", BB_ATT_WARNING, BB_TEAM, BB_STIPULATION, "What was agreed in exchange for taking an order was not kept: the next order goes the wrong way again.", "%d stipulations were not kept", {{0}}, stipulations_broken, NULL},
    {"B3-no-source", BB_ATT_NOTE, BB_OPEN, BB_VALUE, "Value added is claimed without saying where the figures come from.", "%d values without a source", {{0}}, no_source, NULL},
    {"B4-follow-up-overdue", BB_ATT_WARNING, BB_PRIVATE, BB_CONVERSATION, "We promised to come back to somebody and did not.", NULL, {{0}}, follow_ups, NULL},
    {"B4-proposal-waits", BB_ATT_NOTE, BB_TEAM, BB_PROPOSAL, "A proposal of ours has no answer.", "%d proposals of ours wait", {{"days", 1, 3650, "days"}}, proposals, NULL},
    {"B5-unscored", BB_ATT_NOTE, BB_TEAM, BB_PERSON, "Somebody powerful has no score: we do not know whether we are an order taker or a partner to them.", "%d powerful people: how do they see us?", {{"days", 0, 3650, "days"}}, unscored, "scores"},
    {"B5-fell", BB_ATT_WARNING, BB_TEAM, BB_PERSON, "Somebody who saw a partner in us sees less of one.", NULL, {{"points", 1, 100, "points"}, {"days", 1, 3650, "days"}}, fell, NULL},
    {"B5-self-rating", BB_ATT_NOTE, BB_TEAM, BB_ORDER, "We rate ourselves above what the six facts of an order say.", "%d orders: we rate ourselves above the facts", {{"points", 1, 100, "points"}}, self_rating, NULL},
    {"B5-role-untold", BB_ATT_NOTE, BB_TEAM, BB_PERSON, "Somebody powerful has not been told which role we want.", "%d powerful people do not know the role we want", {{"days", 0, 3650, "days"}}, role_untold, NULL},
    {0},
};
/* clang-format on */
