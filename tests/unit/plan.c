/* The golden values of the demonstration's plan: charter, figures, side effects, convictions, trials, readiness. */
#include "demo_kit.h"

#include <bepboard/charter.h>
#include <bepboard/plan.h>
#include <bepboard/selfimage.h>
#include <stdlib.h>
#include <string.h>

static void the_two_seeded_defects_of_the_charter_and_no_other(void **state)
{
    struct demo *g = *state;
    struct bb_raci_chart c;
    bb_raci_chart(&g->data, &g->config.thresholds, &g->arena, &c);
    assert_int_equal(c.row_n, 10);
    assert_int_equal(c.column_n, 10);
    for (size_t i = 0; i < c.row_n; i++)
        assert_int_equal(c.rows[i].faults, i == 6 ? BB_RACI_MANY_A : i == 7 ? BB_RACI_NO_A : 0);
    for (size_t i = 0; i < c.column_n; i++)
        assert_int_equal(c.columns[i].faults, 0);
}

static void the_coo_is_accountable_since_the_kick_off(void **state)
{
    struct demo *g = *state;
    struct bb_charter c;
    int32_t today = g->data.today;
    bb_charter(&g->data, &g->config.thresholds, &c);
    assert_string_equal(bb_person_label(bb_data_person(&g->data, c.party->person)), "Tomasz Brandt");
    assert_int_equal(c.agreed, BB_DUTY_COUNT);
    g->data.today = demo_day("2026-03-15");
    bb_charter(&g->data, &g->config.thresholds, &c);
    assert_null(c.party);
    assert_int_equal(c.nobody_since.precision, BB_NO_DATE); /* it began with the kick-off */
    g->data.today = today;
}

static const struct bb_self_image *image(struct demo *g, const char *name)
{
    size_t n;
    const struct bb_self_image *list = bb_self_images(&g->data, &g->config.thresholds, &g->arena, &n);
    for (size_t i = 0; i < n; i++)
        if (strcmp(list[i].kpi->name, name) == 0)
            return &list[i];
    fail_msg("no figure is called %s", name);
    return NULL;
}

static void what_is_believed_is_rosier_than_what_is_measured(void **state)
{
    struct demo *g = *state;
    static const struct {
        const char *name;
        double gap, within;
    } golden[] = {{"CSAT", 31, 0.5},
                  {"Stars", 1.8, 1e-6},
                  {"NPS", 63.47, 0.01},
                  {"First human response", 5.4, 1e-6},
                  {"Resolved at first contact", 33, 1e-6},
                  {"Requests never answered", 7.3, 1e-6},
                  {"Reopened tickets", 13, 1e-6},
                  {"Open longer than 14 days", 133, 1e-6},
                  {"Requests logged in the tool", 49, 1e-6},
                  {"Hand-offs complete", 33, 1e-6},
                  {"Calls to direct numbers", 28, 1e-6}};
    for (size_t i = 0; i < sizeof golden / sizeof *golden; i++)
        assert_float_equal((double)image(g, golden[i].name)->gap / (double)BB_MILLION, golden[i].gap, golden[i].within);
    assert_float_equal((double)image(g, "NPS")->values[BB_READ_MEASURED].value / (double)BB_MILLION, -8.47, 0.005);
    assert_true(image(g, "NPS")->interval);
    assert_int_equal(image(g, "CSAT")->history_n[BB_READ_MEASURED], 7);
    assert_false(image(g, "Calls to direct numbers")->cleared);
    assert_true(image(g, "CSAT")->cleared);
}

static void barriers_are_the_first_at_three_and_finance_and_product_are_hidden(void **state)
{
    struct demo *g = *state;
    static const struct {
        const char *unit;
        int barrier; /* -1 none, -2 hidden */
    } golden[] = {{"Support L1", 1},  {"Support L2/L3", 4}, {"Customer Success", 4},     {"Professional Services", 0},
                  {"Engineering", 0}, {"Product", -2},      {"Sales / account mgmt", 1}, {"Finance / billing", -2}};
    size_t n;
    const struct bb_barrier *list = bb_barriers(&g->data, &g->arena, &n);
    assert_int_equal(n, 8);
    for (size_t i = 0; i < n; i++) {
        assert_string_equal(bb_data_unit(&g->data, list[i].pulse->unit)->name, golden[i].unit);
        assert_int_equal(list[i].hidden ? -2 : list[i].barrier, golden[i].barrier);
    }
}

static const struct bb_audience_beliefs *beliefs_of(struct demo *g, const char *unit)
{
    size_t n;
    const struct bb_audience_beliefs *list = bb_beliefs(&g->data, &g->arena, &n);
    for (size_t i = 0; i < n; i++) {
        const struct bb_unit *u = bb_data_unit(&g->data, list[i].unit);
        if (u && strcmp(u->name, unit) == 0)
            return &list[i];
    }
    fail_msg("nobody asked %s", unit);
    return NULL;
}

/* Behind a score stand the records that speak for it: calls for help (C3), ends of old ways (D9). */
static void convictions_rest_on_calls_and_old_ways(void **state)
{
    struct demo *g = *state;
    struct bb_str s = {0};
    const struct bb_audience_beliefs *l1 = beliefs_of(g, "Support L1");
    bb_belief_records(&s, &g->data, l1, BB_TEST_HELP);
    assert_string_equal(bb_str_get(&s), "5 calls for help, half had a person's answer within 1.0 hours");
    bb_str_clear(&s);
    bb_belief_records(&s, &g->data, l1, BB_TEST_NO_WAY_BACK);
    assert_string_equal(bb_str_get(&s), "0 of 2 old ways ended; goes on: Sticky notes at the desk, ends in 26 days; "
                                        "Direct numbers, 145 days past its end");
    bb_str_clear(&s);
    bb_belief_records(&s, &g->data, beliefs_of(g, "Professional Services"), BB_TEST_HELP);
    assert_string_equal(bb_str_get(&s), "3 calls for help, half had a person's answer within 26.0 hours");
    struct bb_request *last = NULL;
    for (size_t i = 0; i < g->data.tables[BB_REQUEST].n; i++) {
        struct bb_request *r = (struct bb_request *)bb_table_at(&g->data.tables[BB_REQUEST], i);
        last = r->opened.day == demo_day("2026-11-12") ? r : last;
    }
    if (!last) {
        fail_msg("the demonstration has calls for help");
        return;
    }
    struct bb_request kept = *last;
    last->hours = BB_NONE;
    last->answered = (struct bb_date){0};
    bb_str_clear(&s);
    bb_belief_records(&s, &g->data, beliefs_of(g, "Professional Services"), BB_TEST_HELP);
    *last = kept;
    assert_string_equal(bb_str_get(&s),
                        "3 calls for help, half had a person's answer within 27.0 hours, 1 without an answer, "
                        "the oldest for 10 days");
    bb_str_clear(&s);
    bb_belief_records(&s, &g->data, l1, BB_TEST_WORTH);
    assert_int_equal(s.n, 0);
    struct bb_audience_beliefs category = {.category = 2, .weakest = -1};
    bb_belief_records(&s, &g->data, &category, BB_TEST_HELP);
    assert_int_equal(s.n, 0);
    bb_str_finish(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_two_seeded_defects_of_the_charter_and_no_other),
        cmocka_unit_test(the_coo_is_accountable_since_the_kick_off),
        cmocka_unit_test(what_is_believed_is_rosier_than_what_is_measured),
        cmocka_unit_test(convictions_rest_on_calls_and_old_ways),
        cmocka_unit_test(barriers_are_the_first_at_three_and_finance_and_product_are_hidden),
    };
    return cmocka_run_group_tests(tests, demo_setup, demo_teardown);
}
