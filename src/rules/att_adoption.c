/* Attention, E1 and E3: the curve, and who carries it. */
#include "attention.h"

#include <math.h>
#include <stdlib.h>

/* The last point of a curve up to today, -1 when there is none. */
static int last_point(const finder *f, const struct bb_curve *c)
{
    int i = -1;
    while (i + 1 < (int)c->n && c->points[i + 1].on.day <= f->today)
        i++;
    return i;
}

static const struct bb_curve *whole_curve(const finder *f)
{
    return f->curves->n ? &f->curves->list[0] : NULL;
}

static void stall(finder *f)
{
    const struct bb_curve *whole = whole_curve(f);
    int last = whole && !whole->shares ? last_point(f, whole) : -1;
    if (last < 0)
        return;
    struct bb_stall s = bb_stall_at(whole, (size_t)last, f->t);
    if (!s.holds)
        return;
    int first = last;
    while (first > 0 && bb_stall_at(whole, (size_t)first - 1, f->t).holds)
        first--;
    att_what(f, "Adoption stalls near the chasm line at %.0f of %.0f", whole->points[last].ever, whole->population);
    att_why(f, "%.1f %% have ever adopted; %.0f new over two samples, earlier growth was %.0f", s.share * 100, s.fresh,
            s.earlier);
    att_report(f, 0, whole->points[first].on, (int64_t)(s.share * 1000), NULL);
}

/* The sample behind a point of a curve; 0 when it came from events. */
static int64_t sample_of(const finder *f, int64_t unit, struct bb_date on)
{
    ATT_EACH(f, BB_SAMPLE, bb_sample, s)
    {
        if (s->unit == unit && s->on.day == on.day)
            return s->row.id;
    }
    return 0;
}

static bool say_abandoned(finder *f, const struct bb_curve *curve)
{
    int i = last_point(f, curve);
    if (i < 1 || curve->shares || isnan(curve->points[i].now) || isnan(curve->points[i - 1].now))
        return false;
    const struct bb_point *before = &curve->points[i - 1], *now = &curve->points[i];
    if (!(before->now - now->now >= (double)f->limits[0]))
        return false;
    const char *who = curve->unit ? att_text(curve->name) : "The whole";
    att_what(f, "%s: some gave it up again", who);
    att_why(f, "%.0f use it on %s, %.0f before", now->now, att_day(now->on).s, before->now);
    att_report(f, sample_of(f, curve->unit, now->on), now->on, (int64_t)((before->now - now->now) * 10), who);
    return true;
}

/* The whole speaks only when no segment explains it. */
static void abandonment(finder *f)
{
    bool said = false;
    for (size_t c = 1; c < f->curves->n; c++)
        said |= say_abandoned(f, &f->curves->list[c]);
    if (!said && f->curves->n)
        say_abandoned(f, &f->curves->list[0]);
}

static void not_counted(finder *f)
{
    const struct bb_engagement *e = f->d->engagement;
    const struct bb_curve *whole = whole_curve(f);
    int last = whole ? last_point(f, whole) : -1;
    if (!e || !att_was(f, e->golive) || att_past(f, e->end))
        return;
    struct bb_date from = last >= 0 ? whole->points[last].on : e->golive;
    if (att_age(f, from) <= f->limits[0])
        return;
    att_what(f, last >= 0 ? "Count again who uses it" : "Count who uses it");
    att_why(f, "%s %s, %d days ago", last >= 0 ? "last counted" : "live since", att_day(from).s, att_age(f, from));
    att_report(f, 0, att_plus(from, f->limits[0] + 1), att_age(f, from), NULL);
}

static void no_test(finder *f)
{
    const struct bb_engagement *e = f->d->engagement;
    if (!e || e->adoption_rule || e->rule_uses != BB_NONE || !att_was(f, e->start))
        return;
    att_what(f, "Agree what counts as having adopted");
    att_why(f, "no behaviour test: a log-in is not adoption");
    att_report(f, e->row.id, e->start, 0, NULL);
}

/* E3 */

static void say_no_champion(finder *f, const struct bb_coverage *c, struct bb_date since)
{
    const char *name = att_unit_name(f, c->unit);
    att_what(f, "Find a champion in %s", name);
    att_why(f, "%d people are to adopt and none is a champion", (int)c->population);
    att_report(f, c->unit, since, c->population, name);
}

static void segment_no_champion(finder *f)
{
    const struct bb_engagement *e = f->d->engagement;
    size_t n;
    if (!e || !att_was(f, att_plus(e->start, f->limits[0])))
        return;
    const struct bb_coverage *list = att_coverage(f, &n);
    for (size_t i = 0; i < n; i++)
        if (list[i].missing)
            say_no_champion(f, &list[i], att_plus(e->start, f->limits[0]));
}

/* While there is no champion at all, nobody can reach anybody: that is the rule above. */
static void out_of_reach(finder *f)
{
    size_t n;
    const struct bb_coverage *list = att_coverage(f, &n);
    int64_t champions = 0;
    for (size_t i = 0; i < n; i++)
        champions += list[i].champions;
    for (size_t i = 0; champions && i < n; i++) {
        const struct bb_coverage *c = &list[i];
        const char *name = att_unit_name(f, c->unit);
        if (!c->pragmatists || c->reached * 100 >= c->pragmatists * f->limits[0])
            continue;
        att_what(f, "Bring a champion's word to %s", name);
        att_why(f, "%d of %d pragmatists have a champion within one step", (int)c->reached, (int)c->pragmatists);
        att_report(f, c->unit, (struct bb_date){0}, c->pragmatists - c->reached, name);
    }
}

static void too_few(finder *f)
{
    const struct bb_engagement *e = f->d->engagement;
    int n = 0;
    if (!e || e->population == BB_NONE || !att_was(f, e->golive))
        return;
    ATT_EACH(f, BB_PERSON, bb_person, p)
    n += att_of(f, p)->champion;
    if (!n || e->population <= n * f->t->champion_people)
        return;
    att_what(f, "Find more champions: 1 for %d people", (int)(e->population / n));
    att_why(f, "%d champions for %d people; 1 for %d is the aim", n, (int)e->population, (int)f->t->champion_people);
    att_report(f, 0, e->golive, e->population / n, NULL);
}

static int by_person_and_day(const void *pa, const void *pb)
{
    const struct bb_champion_step *a = *(const struct bb_champion_step *const *)pa,
                                  *b = *(const struct bb_champion_step *const *)pb;
    const int64_t x[] = {a->person, a->on.day, a->row.id}, y[] = {b->person, b->on.day, b->row.id};
    return att_compare(x, y, sizeof x / sizeof *x);
}

static void champion_stuck(finder *f)
{
    size_t n;
    const struct bb_champion_step **list =
        (const struct bb_champion_step **)att_sorted(f, BB_CHAMPION, by_person_and_day, &n);
    for (size_t i = 0; i < n; i++) {
        const struct bb_champion_step *c = list[i];
        const struct bb_champion_step *next = i + 1 < n && list[i + 1]->person == c->person ? list[i + 1] : NULL;
        bool under_way = c->step >= 0 && c->step < BB_CHAMP_ACTIVE;
        if (!under_way || !att_was(f, c->on) || (next && att_was(f, next->on)) || att_age(f, c->on) <= f->limits[0])
            continue;
        att_what(f, "Take %s further as a champion", att_person_name(f, c->person));
        att_why(f, "%s since %s, %d days", bb_word(f->w, &bb_champion_steps, c->step, f->d->audience), att_day(c->on).s,
                att_age(f, c->on));
        att_report(f, c->row.id, att_plus(c->on, f->limits[0] + 1), att_age(f, c->on), att_person_name(f, c->person));
    }
    free(list);
}

/* Before the majority has begun to follow, the bridge over the chasm needs all its parts. */
static void bridge_missing(finder *f)
{
    static const char *const parts[BB_BRIDGE_COUNT] = {"first segment", "peers whose word counts", "leaders in sight"};
    const struct bb_engagement *e = f->d->engagement;
    const struct bb_curve *whole = whole_curve(f);
    int last = whole ? last_point(f, whole) : -1, missing = 0;
    double m = last < 0 ? 0 : whole->shares ? 1 : whole->population;
    unsigned there = 0;
    if (!e || !att_was(f, e->golive) ||
        (last >= 0 && m > 0 && whole->points[last].ever / m * 100 >= (double)f->limits[0]))
        return;
    ATT_EACH(f, BB_BRIDGE, bb_bridge, b)
    {
        if (b->part >= 0)
            there |= 1U << b->part;
    }
    for (int i = 0; i < BB_BRIDGE_COUNT; i++)
        if (!(there & 1U << i)) {
            att_why(f, "%s%s", missing ? ", " : "missing: ", parts[i]);
            missing++;
        }
    if (missing) {
        att_what(f, "Plan the bridge over the chasm");
        att_report(f, 0, e->golive, missing, NULL);
    }
    bb_str_clear(&f->why);
}

static void bridge_late(finder *f)
{
    ATT_EACH(f, BB_BRIDGE, bb_bridge, b)
    {
        if (!att_past(f, b->by) || att_was(f, b->done))
            continue;
        att_what(f, "The bridge: %s", att_text(b->text));
        att_why_over(f, "due", b->by);
        att_report(f, b->row.id, att_plus(b->by, 1), att_age(f, b->by), b->text);
    }
}

/* clang-format off */
const struct bb_attention_rule att_adoption[] = {
    {"E1-chasm-stall", BB_ATT_ALARM, BB_OPEN, BB_SAMPLE, "Adoption has stopped near the chasm line: a prompt for questions, not a law.", NULL, {{0}}, stall, NULL},
    {"E1-abandonment", BB_ATT_WARNING, BB_OPEN, BB_SAMPLE, "Fewer use it than at the count before: somebody gave it up again.", NULL, {{"people", 1, 1000000, "people"}}, abandonment, NULL},
    {"E1-not-counted", BB_ATT_NOTE, BB_OPEN, BB_SAMPLE, "Nobody has counted for a while who uses it: the curve says nothing about today.", NULL, {{"days", 1, 3650, "days"}}, not_counted, "samples"},
    {"E1-no-test", BB_ATT_WARNING, BB_OPEN, BB_ENGAGEMENT, "No behaviour test was agreed with the client: access would be taken for adoption.", NULL, {{0}}, no_test, NULL},
    {"E3-no-champion", BB_ATT_WARNING, BB_TEAM, BB_UNIT, "A segment has no champion.", "%d segments have no champion", {{"days", 0, 3650, "days"}}, segment_no_champion, "coverage"},
    {"E3-out-of-reach", BB_ATT_NOTE, BB_TEAM, BB_UNIT, "The pragmatists of a segment mostly have no champion within one step of influence: those who wait for a peer's word hear none.", "%d segments: pragmatists hear no champion", {{"share", 1, 100, "% of the pragmatists"}}, out_of_reach, "coverage"},
    {"E3-too-few", BB_ATT_NOTE, BB_TEAM, BB_CHAMPION, "There are too few champions for the population.", NULL, {{0}}, too_few, NULL},
    {"E3-champion-stuck", BB_ATT_NOTE, BB_TEAM, BB_CHAMPION, "A champion was found or asked and has not become active.", "%d champions are stuck", {{"days", 1, 3650, "days"}}, champion_stuck, NULL},
    {"E3-bridge-missing", BB_ATT_WARNING, BB_TEAM, BB_BRIDGE, "Before the majority follows, the bridge over the chasm needs a first segment, peers whose word counts there, and leaders in sight.", NULL, {{"share", 1, 100, "% of the population"}}, bridge_missing, NULL},
    {"E3-bridge-late", BB_ATT_WARNING, BB_TEAM, BB_BRIDGE, "A part of the bridge over the chasm is past its day.", NULL, {{0}}, bridge_late, NULL},
    {0},
};
/* clang-format on */
