/* The attention list: every rule speaks when it should and is quiet when it should; several findings in one line, put
 * off until a day, limits and severities from the configuration. */
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
    world_is_date(c->rule, a->since, c->since);
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
    for (int s = 0; s < CASE_SECTIONS; s++)
        for (const struct rule_case *c = case_sections[s]; c->rule; c++)
            speaks(*state, c);
}

static void each_rule_is_quiet_when_it_should(void **state)
{
    for (int s = 0; s < CASE_SECTIONS; s++)
        for (const struct rule_case *c = case_sections[s]; c->rule; c++)
            is_quiet(*state, c);
}

static bool has_case(const char *rule)
{
    for (int s = 0; s < CASE_SECTIONS; s++)
        for (const struct rule_case *c = case_sections[s]; c->rule; c++)
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
    for (int s = 0; s < CASE_SECTIONS; s++)
        for (const struct rule_case *c = case_sections[s]; c->rule; c++) {
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
    world_is_date("D8-no-kpi", a->since, "2026-02-01");
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
        for (int s = 0; s < CASE_SECTIONS; s++)
            for (const struct rule_case *x = case_sections[s]; x->rule; x++) {
                hear(c, x->both, x->speaks);
                hear(c, x->both, x->quiet);
            }
    }
    c->thresholds.attention = usual;
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
    for (int s = 0; s < CASE_SECTIONS; s++)
        for (const struct rule_case *c = case_sections[s]; c->rule; c++) {
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
        cmocka_unit_test(no_limit_is_too_small_or_too_great),
        cmocka_unit_test(a_rule_can_be_switched_off_or_speak_softer),
        cmocka_unit_test(mistakes_are_named_with_their_line),
        cmocka_unit_test(the_room_gets_no_rule_above_its_head),
    };
    return cmocka_run_group_tests(tests, world_config_open, world_config_close);
}
