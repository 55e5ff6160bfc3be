/* The golden values of the demonstration engagement, out of the program: stakeholders, curve, attention. */
#include "demo_kit.h"

#include <bepboard/champions.h>
#include <bepboard/coalition.h>
#include <bepboard/diagnosis.h>
#include <bepboard/rules.h>
#include <bepboard/talks.h>
#include <bepboard/view.h>
#include <stdlib.h>
#include <string.h>

static int64_t person_by_key(const struct demo *g, const char *key)
{
    for (size_t i = 0; i < g->data.tables[BB_PERSON].n; i++) {
        const struct bb_person *p = BB_ROW(&g->data, BB_PERSON, struct bb_person, i);
        if (strcmp(p->key, key) == 0)
            return p->row.id;
    }
    fail_msg("nobody is %s", key);
    return 0;
}

static void path_is(const struct demo *g, const struct bb_network *net, enum bb_path_kind kind, const char *keys)
{
    struct bb_path path;
    char copy[64], *rest = NULL;
    strcpy(copy, keys);
    size_t n = 0;
    for (char *key = strtok_r(copy, " ", &rest); key; key = strtok_r(NULL, " ", &rest))
        n++;
    strcpy(copy, keys);
    bb_network_path(net, person_by_key(g, strtok_r(copy, " ", &rest)), person_by_key(g, strrchr(keys, ' ') + 1), kind,
                    &path);
    assert_int_equal(path.n, n);
    strcpy(copy, keys);
    n = 0;
    for (char *key = strtok_r(copy, " ", &rest); key; key = strtok_r(NULL, " ", &rest))
        assert_int_equal(path.people[n++], person_by_key(g, key));
}

static void influence_flows_as_the_paper_says(void **state)
{
    struct demo *g = *state;
    struct bb_network net;
    struct bb_path path;
    bb_network(&g->data, &net);
    struct bb_centrality *c = test_calloc(net.n, sizeof *c);
    assert_int_equal(net.first_out[net.n], 30);
    bb_network_centrality(&net, true, c);
    int64_t out = 0, in = 0;
    for (size_t i = 0; i < net.n; i++) {
        out = c[i].out_strength > out ? c[i].out_strength : out;
        in = c[i].in_strength > in ? c[i].in_strength : in;
    }
    assert_int_equal(out, 5);
    assert_int_equal(in, 7);
    const char *most_out[] = {"S01", "S05"}, *most_in[] = {"S04", "S09"};
    for (int i = 0; i < 2; i++) {
        assert_int_equal(c[bb_network_find(&net, person_by_key(g, most_out[i]))].out_strength, 5);
        assert_int_equal(c[bb_network_find(&net, person_by_key(g, most_in[i]))].in_strength, 7);
    }
    path_is(g, &net, BB_FEWEST_STEPS, "S22 S06 S09");
    path_is(g, &net, BB_STRONGEST, "S22 S11 S12 S05 S09");
    bb_network_path(&net, person_by_key(g, "S24"), person_by_key(g, "S16"), BB_FEWEST_STEPS, &path);
    assert_int_equal(path.n, 0);
    test_free(c);
    bb_network_finish(&net);
}

static void segments_without_a_champion_are_known(void **state)
{
    struct demo *g = *state;
    struct bb_arena arena = {0};
    size_t n, missing = 0;
    static const char *const expected[] = {"Professional Services", "Product", "Sales / account mgmt",
                                           "Finance / billing"};
    const struct bb_coverage *list = bb_champion_coverage(&g->data, 25, &arena, &n);
    assert_int_equal(n, 8);
    for (size_t i = 0; i < n; i++) {
        assert_false(list[i].thin);
        if (list[i].missing)
            assert_string_equal(bb_data_unit(&g->data, list[i].unit)->name, expected[missing++]);
    }
    assert_int_equal(missing, 4);
    list = bb_champion_coverage(&g->data, 10, &arena, &n);
    assert_true(list[0].thin);
    bb_arena_finish(&arena);
}

static void the_powerful_who_were_never_told_come_first(void **state)
{
    struct demo *g = *state;
    struct bb_arena arena = {0};
    struct bb_str why = {0};
    struct bb_continuum c;
    size_t n;
    const struct bb_talk_due *due = bb_talks_due(&g->data, &g->config.thresholds, &arena, &n);
    assert_int_equal(n, 21);
    assert_int_equal(due[0].person, person_by_key(g, "S19"));
    assert_int_equal(due[0].power * due[0].gap, 12);
    assert_int_equal(due[0].priority, 1980);
    bb_talk_why(&why, &g->data, &due[0]);
    assert_string_equal(why.s, "19.8 = power 4 x gap 3 x 1.5 (no conversation for 88 days) x 1.1 (out-strength 1)");
    bb_str_finish(&why);
    const struct bb_seen_us *seen = bb_seen_by(&g->data, &arena, &n);
    assert_int_equal(n, 3);
    assert_int_equal(seen[2].person, person_by_key(g, "S11"));
    assert_int_equal(seen[2].now - seen[2].before, 10);
    bb_continuum(&g->data, &c);
    assert_int_equal(c.facts, 78);
    assert_int_equal(c.orders, 3);
    bb_arena_finish(&arena);
}

static void before_the_room_an_opening_says_what_was_done(void **state)
{
    struct demo *g = *state;
    struct bb_opportunity_count desk[BB_OPPORTUNITY_COUNT], room[BB_OPPORTUNITY_COUNT];
    const struct bb_order *first = BB_ROW(&g->data, BB_ORDER, struct bb_order, 0);
    struct bb_data *seen = &g->data;
    enum bb_audience before = seen->audience;
    bb_opportunity_counts(seen, first->row.id, desk);
    struct bb_item *items = seen->tables[BB_ITEM].rows;
    const char **kept = test_calloc(seen->tables[BB_ITEM].n, sizeof *kept);
    for (size_t i = 0; i < seen->tables[BB_ITEM].n; i++) {
        kept[i] = items[i].evidence;
        items[i].evidence = NULL;
    }
    seen->audience = BB_ROOM;
    bb_opportunity_counts(seen, first->row.id, room);
    for (int o = 0; o < BB_OPPORTUNITY_COUNT; o++) {
        assert_int_equal(room[o].state == BB_TAKEN, room[o].items > 0 && room[o].done == room[o].items);
        assert_int_equal(room[o].done, desk[o].done);
    }
    assert_int_equal(room[BB_SHIFT].state, BB_TAKEN);
    for (size_t i = 0; i < seen->tables[BB_ITEM].n; i++)
        items[i].evidence = kept[i];
    test_free(kept);
    seen->audience = before;
}

static void people_stand_as_the_paper_says(void **state)
{
    struct demo *g = *state;
    struct bb_coalition c;
    static const int64_t now[] = {4, 8, 3, 9, 3}, wanted[] = {0, 0, 5, 13, 9};
    bb_coalition(&g->data, &g->config.thresholds, &c);
    assert_int_equal(c.stakeholders, 27);
    assert_int_equal(c.unseen, 0);
    for (int i = 0; i < BB_STANCE_COUNT; i++) {
        assert_int_equal(c.by_stance[i], now[i]);
        assert_int_equal(c.wanted_by_stance[i], wanted[i]);
    }
    assert_int_equal(c.now, 18);
    assert_int_equal(c.wanted, 101);
    assert_int_equal(c.power, 88);
    assert_int_equal(c.power_support, 36);
    assert_int_equal(c.power_resisting, 26);
    assert_int_equal(c.power_neutral, 26);
}

static void quadrants_and_salience(void **state)
{
    struct demo *g = *state;
    struct bb_coalition c;
    bb_coalition(&g->data, &g->config.thresholds, &c);
    assert_int_equal(c.by_quadrant[BB_KEY_PLAYER], 6);
    assert_int_equal(c.by_quadrant[BB_KEEP_SATISFIED], 6);
    assert_int_equal(c.by_quadrant[BB_KEEP_INFORMED], 12);
    assert_int_equal(c.by_quadrant[BB_MINIMAL_EFFORT], 3);
    assert_int_equal(c.by_quadrant[BB_QUADRANT_NONE], 0);
    assert_int_equal(c.by_salience[BB_DEFINITIVE], 5);
    assert_int_equal(c.by_salience[BB_DOMINANT], 6);
    assert_int_equal(c.by_salience[BB_DEPENDENT], 5);
    assert_int_equal(c.by_salience[BB_DISCRETIONARY], 10);
    assert_int_equal(c.by_salience[BB_DORMANT], 1);
    assert_int_equal(c.by_salience[BB_DANGEROUS], 0);
}

static void the_gap_is_never_negative(void **state)
{
    struct demo *g = *state;
    int with_gap = 0;
    for (size_t i = 0; i < g->data.tables[BB_PERSON].n; i++) {
        int64_t gap = bb_seam_gap(&g->data, BB_ROW(&g->data, BB_PERSON, struct bb_person, i));
        assert_true(gap >= 0);
        with_gap += gap > 0;
    }
    assert_int_equal(with_gap, 21);
}

static void the_needle_follows_the_requesters(void **state)
{
    struct demo *g = *state;
    struct bb_needle n;
    bb_needle(&g->data, &n);
    assert_int_equal(n.value, 65);
    assert_int_equal(n.moved, 9);
    assert_int_equal(bb_needle_on(&g->data, g->data.today - 30), 56);
    assert_int_equal(n.scored, 3);
    assert_int_equal(n.unscored, 24);
}

static void the_coalition_lacks_who_must_own_the_rule(void **state)
{
    static const char *const lacking[] = {
        "Support",   "Professional Services",      "Sales / account mgmt", "HR", "Staff council",
        "Customers", "Customer (Kestrel Freight)", "Advisory board"};
    struct demo *g = *state;
    struct bb_arena arena = {0};
    size_t n, weak = 0;
    const struct bb_coalition_unit *list = bb_coalition_units(&g->data, &arena, &n);
    assert_int_equal(n, 18);
    for (size_t i = 0; i < n; i++) {
        assert_int_equal(list[i].place == BB_COALITION_LACKS, i < sizeof lacking / sizeof *lacking);
        weak += list[i].place == BB_COALITION_WEAK;
    }
    for (size_t i = 0; i < sizeof lacking / sizeof *lacking; i++) {
        const struct bb_unit *u = bb_table_find(&g->data.tables[BB_UNIT], list[i].unit);
        assert_string_equal(u->name, lacking[i]);
        assert_int_equal(list[i].member, 0);
    }
    assert_int_equal(weak, 3);
    bb_arena_finish(&arena);
}

/* Curve. */

static void ever_adopted_and_the_lines(void **state)
{
    static const double ever[] = {3, 9, 15, 15, 16, 27, 39}, now[] = {3, 9, 15, 14, 16, 27, 39};
    struct demo *g = *state;
    struct bb_curves c = {0};
    bb_curves(&g->data, &c);
    assert_int_equal(c.n, 9);
    assert_int_equal(c.list[0].n, 7);
    assert_true(c.list[0].population == 96);
    for (size_t i = 0; i < 7; i++) {
        assert_true(c.list[0].points[i].ever == ever[i]);
        assert_true(c.list[0].points[i].now == now[i]);
    }
    assert_int_equal(bb_rogers_line(96, 25), 3);
    assert_int_equal(bb_rogers_line(96, 160), 16);
    assert_int_equal(bb_rogers_line(96, 500), 48);
    assert_int_equal(bb_rogers_line(96, 840), 81);
    bb_curves_finish(&c);
}

static void the_stall_holds_in_august_only(void **state)
{
    struct demo *g = *state;
    struct bb_curves c = {0};
    bb_curves(&g->data, &c);
    for (size_t i = 0; i < 7; i++)
        assert_int_equal(bb_stall_at(&c.list[0], i, &g->config.thresholds).holds, i == 4);
    struct bb_stall s = bb_stall_at(&c.list[0], 4, &g->config.thresholds);
    assert_true(s.fresh == 1);
    assert_true(s.earlier == 12);
    bb_curves_finish(&c);
}

/* Attention: rule, what it says, since when. */

struct expected {
    const char *rule, *what, *since;
};

static void find_attention(struct demo *g, struct bb_attention_list *l)
{
    struct bb_curves curves;
    bb_curves(&g->data, &curves);
    bb_attention(&g->data, &curves, &g->config.thresholds, &g->config.words, NULL, l);
    bb_curves_finish(&curves);
}

static const struct bb_attention *entry(const struct bb_attention_list *l, const char *rule, const char *what)
{
    for (size_t i = 0; i < l->holding; i++)
        if (strcmp(l->list[i].rule->id, rule) == 0 && (!what || strcmp(l->list[i].what, what) == 0))
            return &l->list[i];
    return NULL;
}

static void attention_has(struct demo *g, const char *today, const struct expected *expected, size_t n)
{
    struct bb_attention_list l;
    int32_t was = g->data.today;
    g->data.today = demo_day(today);
    find_attention(g, &l);
    for (size_t i = 0; i < n; i++) {
        struct bb_str since = {0};
        const struct bb_attention *a = entry(&l, expected[i].rule, expected[i].what);
        if (!a) {
            fail_msg("not listed: %s: %s", expected[i].rule, expected[i].what);
            return;
        }
        bb_date_format(&since, a->since);
        assert_string_equal(bb_str_get(&since), expected[i].since);
        bb_str_finish(&since);
    }
    bb_attention_finish(&l);
    g->data.today = was;
}

static void attention_of_the_fixed_day(void **state)
{
    static const struct expected list[] = {
        {"E5-silent-power", "Talk with Fiona McAllister: unaware, power 4", "2026-09-26"},
        {"E5-silent-power", "Talk with Lorenzo Bianchi-Reyes: resistant, power 4", "2026-10-25"},
        {"E5-silent-power", "Talk with Gerald Ashworth: unaware, power 4", "2026-09-18"},
        {"E5-silent-power", "Talk with Vikram Anand-Shaw: resistant, power 4", "2026-10-04"},
        {"B4-follow-up-overdue", "Come back to Vikram Anand-Shaw as promised", "2026-10-01"},
        {"B4-follow-up-overdue", "Come back to Lorenzo Bianchi-Reyes as promised", "2026-10-10"},
        {"B4-follow-up-overdue", "Come back to Hal Petrosyan as promised", "2026-11-14"},
        {"C2-raci-two-a", "CH07: several answer for it, so nobody does", "2026-07-20"},
        {"C2-raci-no-a", "CH08: nobody answers for it", "2026-04-27"},
        {"D1-past-review", "Review with Dana Whitcombe: Kestrel may call Bernadette directly", "2026-07-01"},
    };
    attention_has(*state, "2026-11-22", list, sizeof list / sizeof *list);
}

static bool fires(struct demo *g, const char *today, const char *rule)
{
    struct bb_attention_list l;
    int32_t was = g->data.today;
    bool found = false;
    g->data.today = demo_day(today);
    find_attention(g, &l);
    found = entry(&l, rule, NULL) != NULL;
    bb_attention_finish(&l);
    g->data.today = was;
    return found;
}

static void sure_thing_is_missed_until_august(void **state)
{
    struct demo *g = *state;
    assert_true(fires(g, "2026-05-31", "B1-sure-thing-missed"));
    assert_true(fires(g, "2026-08-10", "B1-sure-thing-missed"));
    assert_false(fires(g, "2026-08-11", "B1-sure-thing-missed"));
}

static void the_stall_is_an_alarm_while_it_lasts(void **state)
{
    struct demo *g = *state;
    assert_false(fires(g, "2026-08-30", "E1-chasm-stall"));
    assert_true(fires(g, "2026-09-15", "E1-chasm-stall"));
    assert_false(fires(g, "2026-10-01", "E1-chasm-stall"));
}

/* Neither a verdict of its own nor one of its diagnoses. */
static void an_order_without_verdict_is_listed(void **state)
{
    struct demo *g = *state;
    struct bb_order *o = bb_table_at(&g->data.tables[BB_ORDER], 2);
    struct bb_table *diagnoses = &g->data.tables[BB_DIAGNOSIS];
    int64_t was = o->verdict;
    size_t n = diagnoses->n;
    assert_false(fires(g, "2026-11-22", "A3-no-verdict"));
    o->verdict = BB_NONE;
    assert_false(fires(g, "2026-11-22", "A3-no-verdict"));
    diagnoses->n = 0;
    assert_true(fires(g, "2026-11-22", "A3-no-verdict"));
    diagnoses->n = n;
    o->verdict = was;
}

static void a_talk_keeps_the_powerful_off_the_list(void **state)
{
    struct demo *g = *state;
    struct bb_table *t = &g->data.tables[BB_CONVERSATION];
    int64_t before = 0, after = 0;
    struct bb_attention_list l;
    find_attention(g, &l);
    for (size_t i = 0; i < l.holding; i++)
        before += strcmp(l.list[i].rule->id, "E5-silent-power") == 0;
    int64_t hr = entry(&l, "E5-silent-power", NULL)->id;
    bb_attention_finish(&l);
    struct bb_conversation *c = bb_table_at(t, 0);
    while (c->person != hr)
        c++;
    struct bb_conversation was = *c;
    c->on = bb_date_of(g->data.today - 30);
    find_attention(g, &l);
    for (size_t i = 0; i < l.holding; i++)
        after += strcmp(l.list[i].rule->id, "E5-silent-power") == 0;
    bb_attention_finish(&l);
    *c = was;
    assert_int_equal(after, before - 1);
}

static void before_the_room_private_rules_are_silent(void **state)
{
    struct demo *g = *state;
    g->data.audience = BB_ROOM;
    assert_false(fires(g, "2026-11-22", "E5-silent-power"));
    assert_false(fires(g, "2026-11-22", "B4-follow-up-overdue"));
    g->data.audience = BB_DESK;
}

/* What was written down is what the answers come to. */
static void diagnoses_follow_from_their_answers(void **state)
{
    struct demo *g = *state;
    const struct bb_questionnaire *q = g->config.questionnaire;
    assert_int_equal(g->data.tables[BB_DIAGNOSIS].n, 3);
    for (size_t i = 0; i < 3; i++) {
        const struct bb_diagnosis *d = BB_ROW(&g->data, BB_DIAGNOSIS, struct bb_diagnosis, i);
        const struct bb_order *o = bb_data_order(&g->data, d->order);
        struct bb_given given[BB_QUESTIONS_MAX];
        struct bb_assessment a;
        struct bb_conclusion c;
        bb_diagnosis_given(&g->data, q, d->row.id, given);
        bb_assess(q, given, &a);
        bb_diagnosis_conclude(q, given, &a, &g->config.words, &c);
        assert_int_equal(a.next, -1);
        assert_int_equal(a.leading, d->verdict);
        assert_int_equal(a.leading, o->verdict);
        assert_int_equal(a.share, d->share);
        assert_int_equal(a.share, o->training_share);
        assert_string_equal(bb_str_get(&c.verdicts), d->verdicts);
        assert_string_equal(bb_str_get(&c.because), d->because);
        assert_string_equal(bb_str_get(&c.cause), d->root_cause);
        assert_string_equal(bb_str_get(&c.cause), o->root_cause);
        assert_string_equal(bb_str_get(&c.instead), d->alternatives ? d->alternatives : "");
        assert_ptr_equal(bb_diagnosis_latest(&g->data, o->row.id), d);
        bb_conclusion_finish(&c);
    }
}

/* A rule that reads what its audience may not see would speak of what is only hidden. */
static void an_audience_gets_no_finding_of_its_own(void **state, enum bb_audience audience)
{
    struct demo *g = *state;
    struct bb_data seen = {0};
    struct bb_curves curves;
    struct bb_attention_list all, theirs;
    assert_true(bb_store_load(g->store, 0, &seen, &g->err));
    bb_gate(&seen, audience);
    bb_curves(&seen, &curves);
    find_attention(g, &all);
    bb_attention(&seen, &curves, &g->config.thresholds, &g->config.words, NULL, &theirs);
    assert_true(theirs.holding > 0);
    for (size_t i = 0; i < theirs.holding; i++) {
        const struct bb_attention *a = &theirs.list[i];
        assert_true((int)a->rule->reads <= (int)audience);
        if (!entry(&all, a->rule->id, NULL))
            fail_msg("%s speaks only before audience %d: %s", a->rule->id, (int)audience, a->what);
    }
    bb_attention_finish(&theirs);
    bb_attention_finish(&all);
    bb_curves_finish(&curves);
    bb_data_finish(&seen);
}

static void the_room_gets_no_finding_of_its_own(void **state)
{
    an_audience_gets_no_finding_of_its_own(state, BB_ROOM);
}

static void the_team_gets_no_finding_of_its_own(void **state)
{
    an_audience_gets_no_finding_of_its_own(state, BB_AT_TEAM);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(before_the_room_an_opening_says_what_was_done),
        cmocka_unit_test(people_stand_as_the_paper_says),
        cmocka_unit_test(influence_flows_as_the_paper_says),
        cmocka_unit_test(segments_without_a_champion_are_known),
        cmocka_unit_test(the_powerful_who_were_never_told_come_first),
        cmocka_unit_test(quadrants_and_salience),
        cmocka_unit_test(the_gap_is_never_negative),
        cmocka_unit_test(the_needle_follows_the_requesters),
        cmocka_unit_test(the_coalition_lacks_who_must_own_the_rule),
        cmocka_unit_test(ever_adopted_and_the_lines),
        cmocka_unit_test(the_stall_holds_in_august_only),
        cmocka_unit_test(attention_of_the_fixed_day),
        cmocka_unit_test(sure_thing_is_missed_until_august),
        cmocka_unit_test(the_stall_is_an_alarm_while_it_lasts),
        cmocka_unit_test(an_order_without_verdict_is_listed),
        cmocka_unit_test(a_talk_keeps_the_powerful_off_the_list),
        cmocka_unit_test(before_the_room_private_rules_are_silent),
        cmocka_unit_test(the_room_gets_no_finding_of_its_own),
        cmocka_unit_test(the_team_gets_no_finding_of_its_own),
        cmocka_unit_test(diagnoses_follow_from_their_answers),
    };
    return cmocka_run_group_tests(tests, demo_setup, demo_teardown);
}
