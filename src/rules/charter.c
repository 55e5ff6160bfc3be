/* The charter: the accountable party, its duties, and what shows when they are missing. */
#include <bepboard/charter.h>
#include <math.h>

static bool begun(const struct bb_data *d, struct bb_date on)
{
    return on.precision == BB_NO_DATE || on.day <= d->today;
}

static bool over(const struct bb_data *d, struct bb_date on)
{
    return on.precision != BB_NO_DATE && on.day < d->today;
}

static bool happened(const struct bb_data *d, struct bb_date on)
{
    return on.precision != BB_NO_DATE && on.day <= d->today;
}

bool bb_party_holds(const struct bb_data *d, const struct bb_party *p)
{
    return begun(d, p->since) && !over(d, p->until);
}

bool bb_party_first(const struct bb_data *d, const struct bb_party *p)
{
    for (size_t i = 0; p->person && i < d->tables[BB_PARTY].n; i++) {
        const struct bb_party *other = BB_ROW(d, BB_PARTY, struct bb_party, i);
        if (other == p)
            break;
        if (other->person == p->person && bb_party_holds(d, other))
            return false;
    }
    return bb_party_holds(d, p);
}

bool bb_party_mute(const struct bb_data *d, const struct bb_party *p)
{
    const struct bb_person *who = bb_data_person(d, p->person);
    if (!who || who->kind != BB_GROUP)
        return false;
    for (size_t i = 0; i < d->tables[BB_PARTY].n; i++) {
        const struct bb_party *other = BB_ROW(d, BB_PARTY, struct bb_party, i);
        if (other->person == p->person && other->spokesperson && bb_party_holds(d, other))
            return false;
    }
    return bb_party_holds(d, p);
}

static void find_party(const struct bb_data *d, struct bb_charter *out)
{
    for (size_t i = 0; i < d->tables[BB_PARTY].n; i++) {
        const struct bb_party *p = BB_ROW(d, BB_PARTY, struct bb_party, i);
        if (!bb_party_holds(d, p)) {
            if (begun(d, p->since) && (!out->last || p->until.day > out->last->until.day))
                out->last = p;
            continue;
        }
        out->holding += bb_party_first(d, p);
        if (!out->party || p->since.day >= out->party->since.day)
            out->party = p;
    }
    if (out->party)
        out->last = NULL;
    out->mute = out->party && bb_party_mute(d, out->party);
}

static void find_nobody(const struct bb_data *d, struct bb_charter *out)
{
    struct bb_date start = d->engagement ? d->engagement->start : (struct bb_date){0};
    if (out->party || !happened(d, start))
        return;
    out->nobody_since = start;
    if (out->last && out->last->until.day >= start.day)
        out->nobody_since = bb_date_of(out->last->until.day + 1);
}

static void find_duties(const struct bb_data *d, const struct bb_thresholds *t, struct bb_charter *out)
{
    if (d->engagement && d->engagement->start.precision != BB_NO_DATE)
        out->deadline = bb_date_of(d->engagement->start.day + (int32_t)t->duty_days);
    for (size_t i = 0; i < d->tables[BB_DUTY].n; i++) {
        const struct bb_duty *duty = BB_ROW(d, BB_DUTY, struct bb_duty, i);
        if (duty->duty < 0 || duty->duty >= BB_DUTY_COUNT)
            continue;
        out->duties[duty->duty].duty = duty;
        if (duty->state != BB_NONE && begun(d, duty->on))
            out->duties[duty->duty].state = duty->state;
    }
    for (int i = 0; i < BB_DUTY_COUNT; i++) {
        bool agreed = out->duties[i].state == BB_DUTY_STATE_AGREED;
        out->agreed += agreed;
        out->duties[i].late = !agreed && over(d, out->deadline);
    }
}

void bb_charter(const struct bb_data *d, const struct bb_thresholds *t, struct bb_charter *out)
{
    *out = (struct bb_charter){0};
    find_party(d, out);
    find_nobody(d, out);
    find_duties(d, t, out);
}

/* The four consequences. */

bool bb_decision_unclear(const struct bb_data *d, const struct bb_decision *of)
{
    if (!begun(d, of->raised))
        return false;
    return !happened(d, of->decided) || !of->decider || (of->reopened != BB_NONE && of->reopened > 0);
}

bool bb_action_nobodys(const struct bb_data *d, const struct bb_todo *of)
{
    return !happened(d, of->done) && (!of->owner || over(d, of->due));
}

static void look_at_decisions(const struct bb_data *d, struct bb_consequences *out)
{
    int64_t days = 0, timed = 0;
    out->days = out->oldest = BB_NONE;
    for (size_t i = 0; i < d->tables[BB_DECISION].n; i++) {
        const struct bb_decision *x = BB_ROW(d, BB_DECISION, struct bb_decision, i);
        if (!begun(d, x->raised))
            continue;
        bool decided = happened(d, x->decided), raised = x->raised.precision != BB_NO_DATE;
        out->decisions++;
        out->undecided += !decided;
        out->without_decider += !x->decider;
        out->reopened += x->reopened != BB_NONE && x->reopened > 0;
        if (raised && decided) {
            days += x->decided.day - x->raised.day;
            timed++;
        }
        if (raised && !decided && (out->oldest == BB_NONE || d->today - x->raised.day > out->oldest))
            out->oldest = d->today - x->raised.day;
    }
    if (timed)
        out->days = (days + timed / 2) / timed;
    out->unclear = out->undecided || out->without_decider || out->reopened;
}

static void look_at_resistance(const struct bb_data *d, struct bb_consequences *out)
{
    for (size_t i = 0; i < d->tables[BB_PERSON].n; i++) {
        const struct bb_person *p = BB_ROW(d, BB_PERSON, struct bb_person, i);
        if (!bb_is_stakeholder(p))
            continue;
        int64_t now = bb_stance_now(d, p->row.id), before = bb_stance_on(d, p->row.id, d->today - BB_RESISTANCE_DAYS);
        if (now == BB_NONE || before == BB_NONE)
            continue;
        out->seen++;
        out->resisting += now == BB_RESISTANT;
        out->resisting_before += before == BB_RESISTANT;
    }
    out->resistance = out->resisting > out->resisting_before;
}

static void look_at_adoption(const struct bb_curves *curves, const struct bb_thresholds *t, struct bb_consequences *out)
{
    const struct bb_curve *c = curves->n ? &curves->list[0] : NULL;
    out->adopted = out->population = out->fresh = NAN;
    if (!c || !c->n)
        return;
    const struct bb_point *last = &c->points[c->n - 1];
    double m = c->shares ? 1 : c->population, now = isnan(last->now) ? last->ever : last->now;
    out->adopted = now;
    out->population = m;
    if (c->n < 3 || isnan(m) || m <= 0)
        return;
    const struct bb_point *then = last - 2;
    out->fresh = now - (isnan(last->now) ? then->ever : then->now);
    out->stalled = out->fresh * 1000 <= (double)t->stall_new * m;
    out->poor = out->stalled && now < 0.84 * m;
}

static void look_at_actions(const struct bb_data *d, struct bb_consequences *out)
{
    for (size_t i = 0; i < d->tables[BB_ACTION].n; i++) {
        const struct bb_todo *a = BB_ROW(d, BB_ACTION, struct bb_todo, i);
        if (happened(d, a->done))
            continue;
        out->actions++;
        out->without_owner += !a->owner;
        out->overdue += over(d, a->due);
    }
    out->nobodys = out->without_owner || out->overdue;
}

void bb_consequences(const struct bb_data *d, const struct bb_curves *curves, const struct bb_thresholds *t,
                     struct bb_consequences *out)
{
    *out = (struct bb_consequences){0};
    look_at_decisions(d, out);
    look_at_resistance(d, out);
    look_at_adoption(curves, t, out);
    look_at_actions(d, out);
}
