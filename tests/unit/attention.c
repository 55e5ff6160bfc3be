/* The attention list: every rule speaks when it should and is quiet when it should; several findings in one line, put
 * off until a day, cleared, limits and severities from the configuration. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "attention_kit.h"

#include <bepboard/view.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct rule_case *const sections[] = {cases_work, cases_charter, cases_minds, cases_change};
enum { SECTIONS = sizeof sections / sizeof *sections };

static int open_config(void **state)
{
    struct bb_config *c = calloc(1, sizeof *c);
    struct bb_findings findings = {0};
    if (!bb_config_load(c, NULL, BB_CONFIG_DEFAULTS, &findings))
        fail_msg("%s", findings.list[0].text);
    bb_findings_finish(&findings);
    *state = c;
    return 0;
}

static int close_config(void **state)
{
    bb_config_finish(*state);
    free(*state);
    return 0;
}

static void is_date(const char *rule, struct bb_date d, const char *expected)
{
    struct bb_str s = {0};
    bb_date_format(&s, d);
    if (strcmp(bb_str_get(&s), expected) != 0)
        fail_msg("%s: since \"%s\", not \"%s\"", rule, bb_str_get(&s), expected);
    bb_str_finish(&s);
}

static void speaks(const struct bb_config *config, const struct rule_case *c)
{
    struct world w;
    struct bb_attention_list l;
    world_make(&w, c->both, c->speaks, NULL);
    world_attention(&w, config, &l);
    const struct bb_attention *a = world_entry(&l, c->rule);
    if (!a) {
        fail_msg("%s does not speak", c->rule);
        return;
    }
    if (strcmp(a->what, c->what) != 0)
        fail_msg("%s says \"%s\"", c->rule, a->what);
    if (!*a->why)
        fail_msg("%s gives no figures", c->rule);
    is_date(c->rule, a->since, c->since);
    bb_attention_finish(&l);
    world_finish(&w);
}

static void is_quiet(const struct bb_config *config, const struct rule_case *c)
{
    struct world w;
    struct bb_attention_list l;
    world_make(&w, c->both, c->quiet, NULL);
    world_attention(&w, config, &l);
    if (world_entry(&l, c->rule))
        fail_msg("%s speaks without reason: %s", c->rule, world_entry(&l, c->rule)->what);
    bb_attention_finish(&l);
    world_finish(&w);
}

static void each_rule_speaks_when_it_should(void **state)
{
    for (int s = 0; s < SECTIONS; s++)
        for (const struct rule_case *c = sections[s]; c->rule; c++)
            speaks(*state, c);
}

static void each_rule_is_quiet_when_it_should(void **state)
{
    for (int s = 0; s < SECTIONS; s++)
        for (const struct rule_case *c = sections[s]; c->rule; c++)
            is_quiet(*state, c);
}

static bool has_case(const char *rule)
{
    for (int s = 0; s < SECTIONS; s++)
        for (const struct rule_case *c = sections[s]; c->rule; c++)
            if (strcmp(c->rule, rule) == 0)
                return true;
    return false;
}

static void each_rule_has_a_case(void **state)
{
    const struct bb_attention_rule *r;
    (void)state;
    for (size_t i = 0; (r = bb_attention_rule(i)); i++) {
        if (!has_case(r->id))
            fail_msg("%s has no case", r->id);
        assert_int_equal(bb_attention_rule_find(r->id), i);
        assert_true(i < BB_ATT_RULES_MAX);
    }
    assert_int_equal(bb_attention_rule_find("A9-nothing"), -1);
}

static void each_limit_has_its_value(void **state)
{
    const struct bb_config *c = *state;
    const struct bb_attention_rule *r;
    char name[100];
    for (size_t i = 0; (r = bb_attention_rule(i)); i++)
        for (int k = 0; k < BB_ATT_LIMITS && r->limits[k].name; k++) {
            int64_t value = c->thresholds.attention.rules[i].limits[k];
            assert_true(value >= r->limits[k].min && value <= r->limits[k].max);
            snprintf(name, sizeof name, "%s: {", r->id);
            if (!strstr(bb_config_defaults(), name))
                fail_msg("%s is not in the default file", r->id);
        }
}

/* Where Enter leads. */

static void each_rule_leads_somewhere(void **state)
{
    const struct bb_attention_rule *r;
    (void)state;
    for (size_t i = 0; (r = bb_attention_rule(i)); i++) {
        bool own_place = r->entity == BB_ORDER || r->entity == BB_ITEM || r->entity == BB_PERSON ||
                         r->entity == BB_UNIT || r->entity == BB_SAMPLE || r->entity == BB_ENGAGEMENT;
        if (r->sheet ? bb_sheet_find(r->sheet) < 0 : !own_place && bb_sheet_of(r->entity) < 0)
            fail_msg("%s leads nowhere", r->id);
    }
}

/* A record that stands on a screen of its own is needed to get there. */
static void each_finding_has_its_record(void **state)
{
    for (int s = 0; s < SECTIONS; s++)
        for (const struct rule_case *c = sections[s]; c->rule; c++) {
            struct world w;
            struct bb_attention_list l;
            world_make(&w, c->both, c->speaks, NULL);
            world_attention(&w, *state, &l);
            const struct bb_attention *a = world_entry(&l, c->rule);
            assert_non_null(a);
            if (!a->rule->sheet && a->entity != BB_SAMPLE && bb_sheet_of(a->entity) < 0 && !a->id)
                fail_msg("%s names no record", c->rule);
            if (a->id)
                assert_non_null(bb_table_find(&w.data.tables[a->entity], a->id));
            bb_attention_finish(&l);
            world_finish(&w);
        }
}

/* One line for several. */

static void several_findings_are_one_line(void **state)
{
    struct world w;
    struct bb_attention_list l;
    world_make(&w, "goal text=One; added=2026-03-01\ngoal text=Two; added=2026-02-01\ngoal text=Three",
               "goal text=Four\ngoal text=Five\ngoal text=Six", NULL);
    world_attention(&w, *state, &l);
    const struct bb_attention *a = world_entry(&l, "D8-no-kpi");
    assert_non_null(a);
    assert_string_equal(a->what, "6 goals have no KPI");
    assert_string_equal(a->why, "One, Two, Three, Four and 2 more");
    assert_int_equal(a->count, 6);
    assert_string_equal(bb_attention_record(&w.data, a), "");
    is_date("D8-no-kpi", a->since, "2026-02-01");
    assert_null(world_entry(&(struct bb_attention_list){.list = (struct bb_attention *)a + 1,
                                                        .holding = l.holding - (size_t)(a + 1 - l.list)},
                            "D8-no-kpi"));
    bb_attention_finish(&l);
    world_finish(&w);
}

static size_t lines_of(const struct bb_attention_list *l, const char *rule)
{
    size_t n = 0;
    for (size_t i = 0; i < l->holding; i++)
        n += strcmp(l->list[i].rule->id, rule) == 0;
    return n;
}

static void two_stay_two_unless_they_are_notes(void **state)
{
    struct world w;
    struct bb_attention_list l;
    world_make(&w, "goal text=One\ngoal text=Two", NULL, NULL);
    world_attention(&w, *state, &l);
    assert_int_equal(lines_of(&l, "D8-no-kpi"), 2);
    assert_int_equal(lines_of(&l, "C3-goal-unconfirmed"), 1);
    bb_attention_finish(&l);
    world_finish(&w);
}

/* Put off. */

static const char promise[] = "person name=Ann\npromise key=X1; text=May call; person=1; until=2026-06-30\n"
                              "promise key=X2; text=May mail; person=1; until=2026-07-31";

static size_t reviews(const struct bb_config *c, const char *snooze, size_t *put_off)
{
    struct world w;
    struct bb_attention_list l;
    world_make(&w, promise, snooze, NULL);
    world_attention(&w, c, &l);
    size_t n = lines_of(&l, "D1-past-review");
    *put_off = l.put_off;
    bb_attention_finish(&l);
    world_finish(&w);
    return n;
}

static void what_is_put_off_comes_back_on_its_day(void **state)
{
    size_t off;
    assert_int_equal(reviews(*state, "", &off), 2);
    assert_int_equal(off, 0);
    assert_int_equal(
        reviews(*state, "snooze rule=D1-past-review; record=promise-1; until=2026-11-23; reason=Meeting", &off), 1);
    assert_int_equal(off, 1);
    assert_int_equal(
        reviews(*state, "snooze rule=D1-past-review; record=promise-1; until=2026-11-22; reason=Meeting", &off), 2);
    assert_int_equal(off, 0);
}

static void a_whole_rule_can_be_put_off(void **state)
{
    size_t off;
    assert_int_equal(reviews(*state, "snooze rule=D1-past-review; until=2026-12-01; reason=Holidays", &off), 0);
    assert_int_equal(off, 2);
}

static void the_snooze_of_an_entry_is_found(void **state)
{
    struct world w;
    struct bb_attention_list l;
    world_make(&w, promise, "snooze rule=D1-past-review; record=promise-2; until=2026-11-01; reason=Meeting", NULL);
    world_attention(&w, *state, &l);
    for (size_t i = 0; i < l.holding; i++)
        if (strcmp(l.list[i].rule->id, "D1-past-review") == 0)
            assert_int_equal(bb_attention_snooze(&w.data, &l.list[i]) != NULL, l.list[i].id == 2);
    bb_attention_finish(&l);
    world_finish(&w);
}

/* Cleared. */

enum { WEEK = 7 };

static const struct bb_attention *gone(const struct bb_attention_list *l, const char *rule)
{
    for (size_t i = l->holding; i < l->n; i++)
        if (strcmp(l->list[i].rule->id, rule) == 0)
            return &l->list[i];
    return NULL;
}

static void what_was_mended_says_when_it_cleared(void **state)
{
    struct world w;
    struct bb_attention_list l;
    struct bb_attention_past past = {0};
    world_make(&w, "milestone name=Pilot; due=2026-11-01; reached=2026-11-20; marked=Cake", NULL, NULL);
    for (int i = 0; i < WEEK; i++)
        world_remember(&w, *state, &past);
    world_attention_past(&w, *state, &past, &l);
    assert_null(world_entry(&l, "C3-milestone-late"));
    const struct bb_attention *a = gone(&l, "C3-milestone-late");
    assert_non_null(a);
    assert_string_equal(a->what, "Late: Pilot");
    is_date("cleared", a->cleared, "2026-11-20");
    is_date("since", a->since, "2026-11-02");
    bb_attention_past_finish(&past);
    bb_attention_finish(&l);
    world_finish(&w);
}

static void what_cleared_long_ago_is_gone(void **state)
{
    struct world w;
    struct bb_attention_list l;
    struct bb_attention_past past = {0};
    world_make(&w, "milestone name=Pilot; due=2026-11-01; reached=2026-11-12; marked=Cake", NULL, NULL);
    for (int i = 0; i < WEEK; i++)
        world_remember(&w, *state, &past);
    world_attention_past(&w, *state, &past, &l);
    assert_null(gone(&l, "C3-milestone-late"));
    bb_attention_past_finish(&past);
    bb_attention_finish(&l);
    world_finish(&w);
}

/* Two worlds: how it was on so many days, and how it is. */
static void day_after(const struct bb_config *c, const char *was, int days, const char *is, struct world *now,
                      struct bb_attention_list *l)
{
    struct bb_attention_past past = {0};
    struct world then;
    world_make(&then, was, NULL, NULL);
    world_make(now, is, NULL, NULL);
    for (int i = 0; i < days; i++)
        world_remember(&then, c, &past);
    world_attention_past(now, c, &past, l);
    bb_attention_past_finish(&past);
    world_finish(&then);
}

static void what_was_mended_without_a_date_cleared_today(void **state)
{
    struct world w;
    struct bb_attention_list l;
    day_after(*state, "person name=Ann\naction what=Close it", 2, "person name=Ann\naction what=Close it; owner=1", &w,
              &l);
    assert_null(world_entry(&l, "C2-nobodys-task"));
    assert_non_null(gone(&l, "C2-nobodys-task"));
    is_date("cleared", gone(&l, "C2-nobodys-task")->cleared, "2026-11-22");
    bb_attention_finish(&l);
    world_finish(&w);
}

/* Since when something without dates holds is told by the days, or by its record when that is older than they are. */

static const char old_action[] = "action what=Close it",
                  new_action[] = "action what=Close it; uid=019ce711-5a00-74bd-86db-4b133dabfba1";

static void holds_since(const struct bb_config *c, const char *was, const char *is, const char *since, bool longer)
{
    struct world w;
    struct bb_attention_list l;
    day_after(c, was, WEEK, is, &w, &l);
    const struct bb_attention *a = world_entry(&l, "C2-nobodys-task");
    assert_non_null(a);
    is_date("C2-nobodys-task", a->since, since);
    assert_int_equal(a->longer, longer);
    bb_attention_finish(&l);
    world_finish(&w);
}

static void without_dates_the_days_tell_since_when(void **state)
{
    holds_since(*state, old_action, old_action, "2026-11-15", true);
    holds_since(*state, "person name=Ann\naction what=Close it; owner=1", old_action, "2026-11-22", false);
    holds_since(*state, new_action, new_action, "2026-03-13", false);
    holds_since(*state, "person name=Ann\naction what=Close it; owner=1", new_action, "2026-11-22", false);
}

/* The days are those before today, or they tell nothing. */
static void other_days_tell_nothing(void **state)
{
    struct bb_attention_past past = {0};
    struct world then, now;
    struct bb_attention_list l;
    world_make(&then, "today 2026-11-20\naction what=Close it", NULL, NULL);
    world_make(&now, NULL, NULL, NULL);
    world_remember(&then, *state, &past);
    world_attention_past(&now, *state, &past, &l);
    assert_int_equal(l.holding, l.n);
    bb_attention_past_finish(&past);
    bb_attention_finish(&l);
    world_finish(&then);
    world_finish(&now);
}

/* Limits. */

enum limit { NOTHING, LEAST, MOST };

static int64_t end_of(const struct bb_attention_limit *l, enum limit which)
{
    return which == NOTHING ? 0 : which == LEAST ? l->min : l->max;
}

static void hear(const struct bb_config *c, const char *both, const char *more)
{
    struct world w;
    struct bb_attention_list l;
    world_make(&w, both, more, NULL);
    world_attention(&w, c, &l);
    for (size_t n = 0; n < l.n; n++)
        assert_true(l.list[n].what[0] && l.list[n].why);
    bb_attention_finish(&l);
    world_finish(&w);
}

/* Every world at the end of all limits, and at 0, which they are before a configuration is read. */
static void no_limit_is_too_small_or_too_great(void **state)
{
    struct bb_config *c = *state;
    const struct bb_attention_settings usual = c->thresholds.attention;
    const struct bb_attention_rule *r;
    for (enum limit which = NOTHING; which <= MOST; which++) {
        for (size_t i = 0; (r = bb_attention_rule(i)); i++)
            for (int k = 0; k < BB_ATT_LIMITS && r->limits[k].name; k++)
                c->thresholds.attention.rules[i].limits[k] = end_of(&r->limits[k], which);
        hear(c, "", NULL);
        for (int s = 0; s < SECTIONS; s++)
            for (const struct rule_case *x = sections[s]; x->rule; x++) {
                hear(c, x->both, x->speaks);
                hear(c, x->both, x->quiet);
            }
    }
    c->thresholds.attention = usual;
}

/* Since when. */

static void make_all(struct world *w)
{
    for (int e = 0; e < BB_ENTITY_COUNT; e++)
        for (size_t i = 0; i < w->data.tables[e].n; i++)
            ((struct bb_row *)bb_table_at(&w->data.tables[e], i))->uid = "019ce711-5a00-74bd-86db-4b133dabfba1";
}

static bool has_since(const struct bb_config *c, const struct rule_case *x, bool remembers)
{
    struct world w;
    struct bb_attention_list l;
    struct bb_attention_past past = {0};
    world_make(&w, x->both, x->speaks, NULL);
    make_all(&w);
    for (int i = 0; remembers && i < WEEK; i++)
        world_remember(&w, c, &past);
    world_attention_past(&w, c, &past, &l);
    const struct bb_attention *a = world_entry(&l, x->rule);
    bool has = a && a->since.precision != BB_NO_DATE;
    bb_attention_past_finish(&past);
    bb_attention_finish(&l);
    world_finish(&w);
    return has;
}

/* Where a state was changed without a date only the days gone by can tell. */
static void each_finding_says_since_when(void **state)
{
    static const char *const states[] = {"D2-seen", "E4-one-person", "B1-no-evidence", "E3-out-of-reach"};
    for (int s = 0; s < SECTIONS; s++)
        for (const struct rule_case *x = sections[s]; x->rule; x++) {
            bool by_days = strstr(x->speaks, "state=broken") && !*x->since;
            for (size_t i = 0; i < sizeof states / sizeof *states; i++)
                by_days |= strcmp(states[i], x->rule) == 0;
            if (has_since(*state, x, false) == by_days)
                fail_msg("%s says since when: %s", x->rule, by_days ? "yes" : "no");
            if (!has_since(*state, x, true))
                fail_msg("%s does not say since when, and the days are known", x->rule);
        }
}

static void since_is(const struct bb_config *c, const char *rule, const char *text, const char *since)
{
    struct world w;
    struct bb_attention_list l;
    world_make(&w, text, NULL, NULL);
    world_attention(&w, c, &l);
    const struct bb_attention *a = world_entry(&l, rule);
    if (!a)
        fail_msg("%s does not speak", rule);
    else
        is_date(rule, a->since, since);
    bb_attention_finish(&l);
    world_finish(&w);
}

/* 2026-03-13, 2026-05-12 and 2026-08-05. */
#define MARCH "019ce711-5a00-74bd-86db-4b133dabfba1"
#define MAY "019e1c0e-ea00-74c1-8f97-c3f12489bfeb"
#define AUGUST "019fd219-4a00-74c2-85b7-62289e4a0ee8"

static void since_the_day_on_which_it_came_to_that(void **state)
{
    since_is(*state, "E4-weak-coalition",
             "person name=Ann; power=4\nperson name=Bob; power=5\nstance person=1; on=2026-02-01; stance=supportive\n"
             "stance person=2; on=2026-03-01; stance=leading\nstance person=2; on=2026-09-01; stance=neutral\n"
             "stance person=1; on=2026-10-01; stance=leading",
             "2026-09-01");
    since_is(*state, "C2-resistance-growing",
             "person name=Ann; power=2\nperson name=Bob; power=2\nperson name=Cleo; power=2\n"
             "stance person=1; on=2026-02-01; stance=resistant\nstance person=2; on=2026-02-01; stance=neutral\n"
             "stance person=3; on=2026-02-01; stance=neutral\nstance person=1; on=2026-10-03; stance=neutral\n"
             "stance person=2; on=2026-10-20; stance=resistant\nstance person=3; on=2026-11-11; stance=resistant",
             "2026-11-11");
    since_is(*state, "C2-raci-two-a",
             "person name=Ann\nperson name=Bob\nobligation key=CH07; text=Reasons; uid=" MARCH
             "\nraci obligation=1; person=1; letter=a; uid=" MARCH "\nraci obligation=1; person=2; letter=a; uid=" MAY,
             "2026-05-12");
    since_is(*state, "D9-net-burden",
             "unit name=Desk\ntask unit=1; task=a; minutes=40; people=1; uid=" MARCH
             "\ntask unit=1; task=b; minutes=40; people=1; uid=" MAY
             "\ntask unit=1; task=c; minutes=40; people=1; uid=" AUGUST,
             "2026-05-12");
    since_is(*state, "B1-no-evidence",
             "order key=O1; title=a; state=open\nitem order=1; opportunity=shift; text=a; done=1; done_on=2026-08-01\n"
             "item order=1; opportunity=shift; text=b; done=1; done_on=2026-09-01",
             "2026-09-01");
}

/* An engagement that nobody has dated yet is under way as soon as there is somebody or something in it. */
static void without_a_start_somebody_must_answer_too(void **state)
{
    static const char bare[] = "engagement start=; golive=; uid=" MAY;
    static const char *const under_way[] = {"person name=Ann; power=3", "order key=O1; title=Train all",
                                            "person name=Ann\nparty person=1; since=2026-02-01; until=2026-10-31"};
    struct world w;
    struct bb_attention_list l;
    char text[240];
    world_make(&w, bare, NULL, NULL);
    world_attention(&w, *state, &l);
    assert_null(world_entry(&l, "C1-no-accountable"));
    bb_attention_finish(&l);
    world_finish(&w);
    for (size_t i = 0; i < sizeof under_way / sizeof *under_way; i++) {
        snprintf(text, sizeof text, "%s\n%s", bare, under_way[i]);
        since_is(*state, "C1-no-accountable", text, i < 2 ? "2026-05-12" : "2026-11-01");
    }
}

static void before_the_start_nobody_has_to_answer(void **state)
{
    struct world w;
    struct bb_attention_list l;
    world_make(&w, "engagement start=2027-01-05; golive=2027-03-01", "person name=Ann; power=3", NULL);
    world_attention(&w, *state, &l);
    assert_null(world_entry(&l, "C1-no-accountable"));
    bb_attention_finish(&l);
    world_finish(&w);
}

/* A uid that is none, or of another day, dates nothing. */
static void a_strange_uid_dates_nothing(void **state)
{
    static const char *const strange[] = {"action-1", "019ce711-5a00-44bd-86db-4b133dabfba1",
                                          "ffffffff-ffff-7fff-ffff-ffffffffffff",
                                          "019ce7g1-5a00-74bd-86db-4b133dabfba1"};
    char text[120];
    for (size_t i = 0; i < sizeof strange / sizeof *strange; i++) {
        snprintf(text, sizeof text, "action what=Close it; uid=%s", strange[i]);
        since_is(*state, "C2-nobodys-task", text, "");
    }
}

/* The configuration. */

static void configured(const char *yaml, struct bb_attention_list *l)
{
    struct bb_config c = {0};
    struct bb_findings findings = {0};
    struct world w;
    assert_true(bb_config_load(&c, NULL, BB_CONFIG_DEFAULTS, &findings));
    if (!bb_config_read(&c, "test.yaml", yaml, strlen(yaml), &findings))
        fail_msg("%s", findings.list[0].text);
    world_make(&w, promise, NULL, NULL);
    world_attention(&w, &c, l);
    world_finish(&w);
    bb_findings_finish(&findings);
    bb_config_finish(&c);
}

static void a_rule_can_be_switched_off_or_speak_softer(void **state)
{
    struct bb_attention_list l;
    (void)state;
    configured("attention: {D1-past-review: off}\n", &l);
    assert_null(world_entry(&l, "D1-past-review"));
    bb_attention_finish(&l);
    configured("attention: {D1-past-review: {severity: note}}\n", &l);
    assert_int_equal(world_entry(&l, "D1-past-review")->severity, BB_ATT_NOTE);
    bb_attention_finish(&l);
    configured("attention: {D1-past-review: warning}\n", &l);
    assert_int_equal(world_entry(&l, "D1-past-review")->severity, BB_ATT_WARNING);
    bb_attention_finish(&l);
}

static void refused(const char *yaml, const char *words, int line)
{
    struct bb_config c = {0};
    struct bb_findings findings = {0};
    assert_false(bb_config_read(&c, "test.yaml", yaml, strlen(yaml), &findings));
    assert_int_equal(findings.n, 1);
    assert_int_equal(findings.list[0].line, line);
    if (!strstr(findings.list[0].text, words))
        fail_msg("%s", findings.list[0].text);
    bb_findings_finish(&findings);
    bb_config_finish(&c);
}

static void mistakes_are_named_with_their_line(void **state)
{
    (void)state;
    refused("attention:\n  D1-past-reviews: off\n", "D1-past-review", 2);
    refused("attention:\n  D1-broken:\n    day: 3\n", "days", 3);
    refused("attention:\n  D1-broken: {days: 0}\n", "days of D1-broken must be", 2);
    refused("attention:\n  D1-broken: loud\n", "off, note, warning or alarm", 2);
}

static void the_room_gets_no_rule_above_its_head(void **state)
{
    for (int s = 0; s < SECTIONS; s++)
        for (const struct rule_case *c = sections[s]; c->rule; c++) {
            struct world w;
            struct bb_attention_list l;
            world_make(&w, c->both, c->speaks, NULL);
            w.data.audience = BB_ROOM;
            world_attention(&w, *state, &l);
            for (size_t i = 0; i < l.n; i++)
                assert_int_equal(l.list[i].rule->reads, BB_OPEN);
            bb_attention_finish(&l);
            world_finish(&w);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_rule_speaks_when_it_should),
        cmocka_unit_test(each_rule_is_quiet_when_it_should),
        cmocka_unit_test(each_rule_has_a_case),
        cmocka_unit_test(each_limit_has_its_value),
        cmocka_unit_test(each_rule_leads_somewhere),
        cmocka_unit_test(each_finding_has_its_record),
        cmocka_unit_test(several_findings_are_one_line),
        cmocka_unit_test(two_stay_two_unless_they_are_notes),
        cmocka_unit_test(what_is_put_off_comes_back_on_its_day),
        cmocka_unit_test(a_whole_rule_can_be_put_off),
        cmocka_unit_test(the_snooze_of_an_entry_is_found),
        cmocka_unit_test(what_was_mended_says_when_it_cleared),
        cmocka_unit_test(what_cleared_long_ago_is_gone),
        cmocka_unit_test(what_was_mended_without_a_date_cleared_today),
        cmocka_unit_test(without_dates_the_days_tell_since_when),
        cmocka_unit_test(other_days_tell_nothing),
        cmocka_unit_test(no_limit_is_too_small_or_too_great),
        cmocka_unit_test(each_finding_says_since_when),
        cmocka_unit_test(since_the_day_on_which_it_came_to_that),
        cmocka_unit_test(a_strange_uid_dates_nothing),
        cmocka_unit_test(without_a_start_somebody_must_answer_too),
        cmocka_unit_test(before_the_start_nobody_has_to_answer),
        cmocka_unit_test(a_rule_can_be_switched_off_or_speak_softer),
        cmocka_unit_test(mistakes_are_named_with_their_line),
        cmocka_unit_test(the_room_gets_no_rule_above_its_head),
    };
    return cmocka_run_group_tests(tests, open_config, close_config);
}
