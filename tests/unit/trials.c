/* Habit trials: three reviews in their time, and the rule that a form refuses to break; and other rules of the plan on
 * small engagements. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <bepboard/check.h>
#include <bepboard/plan.h>
#include <string.h>

static const struct bb_thresholds thresholds = {.results_months = 3};

static struct bb_date on(const char *text)
{
    struct bb_date d = {0};
    assert_true(bb_date_parse(text, &d));
    return d;
}

struct trials {
    struct bb_data data;
    struct bb_trial trial;
    struct bb_result result;
    struct bb_arena arena;
};

static void make(struct trials *w, const char *today)
{
    memset(w, 0, sizeof *w);
    w->data.today = on(today).day;
    w->trial = (struct bb_trial){.row.id = 1,
                                 .start = on("2026-01-31"),
                                 .light_result = BB_NONE,
                                 .routine_result = BB_NONE,
                                 .results_result = BB_NONE};
    w->result = (struct bb_result){.row.id = 1, .trial = 1, .on = on("2026-03-01")};
    w->data.tables[BB_TRIAL] = (struct bb_table){.entity = BB_TRIAL, .n = 1, .rows = &w->trial};
    w->data.tables[BB_RESULT] = (struct bb_table){.entity = BB_RESULT, .n = 1, .rows = &w->result};
}

static const struct bb_trial_state *state_of(struct trials *w)
{
    size_t n;
    return bb_trials(&w->data, &thresholds, &w->arena, &n);
}

static void reviews_follow_each_other_by_months(void **state)
{
    (void)state;
    struct trials w;
    make(&w, "2026-03-10");
    const struct bb_trial_state *s = state_of(&w);
    assert_int_equal(s->next, BB_REVIEW_LIGHT);
    assert_int_equal(s->due.day, on("2026-02-28").day);
    assert_int_equal(s->late, 10);
    w.trial.light = on("2026-03-02");
    w.trial.light_result = BB_TRIAL_CHANGE;
    s = state_of(&w);
    assert_int_equal(s->next, BB_REVIEW_ROUTINE);
    assert_int_equal(s->due.day, on("2026-04-02").day);
    assert_true(s->late < 0);
    w.data.today = on("2026-05-01").day;
    w.trial.routine = on("2026-04-10");
    s = state_of(&w);
    assert_int_equal(s->next, BB_REVIEW_RESULTS);
    assert_int_equal(s->due.day, on("2026-07-10").day);
    bb_arena_finish(&w.arena);
}

static void a_light_review_may_be_planned_later_and_not_earlier(void **state)
{
    (void)state;
    struct trials w;
    make(&w, "2026-02-01");
    w.trial.light_due = on("2026-02-10");
    assert_int_equal(state_of(&w)->due.day, on("2026-02-28").day);
    w.trial.light_due = on("2026-03-10");
    assert_int_equal(state_of(&w)->due.day, on("2026-03-10").day);
    bb_arena_finish(&w.arena);
}

static void a_trial_that_was_dropped_waits_for_nothing(void **state)
{
    (void)state;
    struct trials w;
    make(&w, "2026-06-01");
    w.trial.light = on("2026-03-02");
    w.trial.light_result = BB_TRIAL_DROP;
    const struct bb_trial_state *s = state_of(&w);
    assert_true(s->dropped);
    assert_int_equal(s->due.precision, BB_NO_DATE);
    bb_arena_finish(&w.arena);
}

static void a_new_way_is_established_when_it_was_told_and_two_levels_accept(void **state)
{
    (void)state;
    struct trials w;
    make(&w, "2026-12-01");
    w.trial.light = on("2026-03-01");
    w.trial.routine = on("2026-04-01");
    w.trial.results = on("2026-07-01");
    w.trial.results_result = BB_TRIAL_KEEP;
    w.trial.manager = w.trial.above = on("2026-08-01");
    assert_false(state_of(&w)->established);
    w.result.told = 5;
    w.result.told_on = on("2026-08-02");
    assert_true(state_of(&w)->established);
    w.trial.above = on("2026-12-02");
    assert_false(state_of(&w)->established);
    bb_arena_finish(&w.arena);
}

static void a_review_before_its_time_is_refused_by_name_and_day(void **state)
{
    (void)state;
    struct trials w;
    struct bb_error err = {0};
    make(&w, "2026-03-01");
    assert_true(bb_check_record(BB_TRIAL, &w.trial, BB_CHECK_ALL, &err));
    w.trial.light = on("2026-02-27");
    assert_false(bb_check_record(BB_TRIAL, &w.trial, BB_CHECK_ALL, &err));
    assert_string_equal(err.text,
                        "Light review: it comes a month after the start and never before, so not before 2026-02-28");
    w.trial.light = on("2026-02-28");
    assert_true(bb_check_record(BB_TRIAL, &w.trial, BB_CHECK_ALL, &err));
    w.trial.routine = on("2026-03-27");
    assert_false(bb_check_record(BB_TRIAL, &w.trial, BB_CHECK_ALL, &err));
    w.trial.routine = on("2026-03-28");
    w.trial.results = on("2026-04-27");
    assert_false(bb_check_record(BB_TRIAL, &w.trial, BB_CHECK_ALL, &err));
    assert_true(bb_check_record(BB_RACI, &w.trial, BB_CHECK_ALL, &err));
}

static void exposure_is_a_product_and_the_unrated_come_last(void **state)
{
    (void)state;
    struct bb_data d = {.today = 100};
    struct bb_arena a = {0};
    size_t n;
    struct bb_effect effects[] = {
        {.row.id = 1, .likelihood = 5, .cost_cut = 1, .take_up = BB_NONE, .state = BB_EFFECT_STATE_WATCH},
        {.row.id = 2, .likelihood = 2, .cost_cut = 3, .take_up = 2, .state = BB_NONE},
        {.row.id = 3, .likelihood = 5, .cost_cut = 5, .take_up = 5, .state = BB_EFFECT_STATE_CLOSED},
        {.row.id = 4, .likelihood = 4, .cost_cut = 5, .take_up = 4, .state = BB_EFFECT_STATE_SEEN},
    };
    d.tables[BB_EFFECT] = (struct bb_table){.entity = BB_EFFECT, .n = 4, .rows = effects};
    const struct bb_effect *const *list = bb_effects_worst_first(&d, &a, &n);
    assert_int_equal(n, 3);
    assert_int_equal(list[0]->row.id, 4);
    assert_int_equal(bb_exposure(list[0]), 80);
    assert_int_equal(list[1]->row.id, 2);
    assert_int_equal(bb_exposure(list[2]), BB_NONE);
    bb_arena_finish(&a);
}

static void the_gate_opens_with_effects_scope_three_dates_and_three_names(void **state)
{
    (void)state;
    struct bb_engagement e = {
        .start = bb_date_of(10), .finance_hears = bb_date_of(95), .scope_in = "Mails", .scope_out = "Posts"};
    struct bb_data d = {.today = 100, .engagement = &e};
    struct bb_finance_gate gate;
    struct bb_check checks[] = {{.step = 0, .done = bb_date_of(90), .by = 1},
                                {.step = 1, .done = bb_date_of(90), .by = 1},
                                {.step = 2, .done = bb_date_of(90)}};
    struct bb_effect effect = {.state = BB_NONE};
    struct bb_goal goals[] = {{.cost = 1, .added = bb_date_of(10)}, {.cost = 1, .added = bb_date_of(11)}};
    d.tables[BB_CHECK] = (struct bb_table){.entity = BB_CHECK, .n = 3, .rows = checks};
    d.tables[BB_GOAL] = (struct bb_table){.entity = BB_GOAL, .n = 2, .rows = goals};
    d.tables[BB_EFFECT] = (struct bb_table){.entity = BB_EFFECT, .n = 1, .rows = &effect};
    bb_finance_gate(&d, &gate);
    assert_false(gate.open);
    assert_int_equal(gate.days, -5);
    assert_int_equal(gate.hijacks, 1);
    checks[2].by = 2;
    bb_finance_gate(&d, &gate);
    assert_true(gate.open);
    e.scope_out = NULL;
    bb_finance_gate(&d, &gate);
    assert_false(gate.open);
    e.scope_out = "Posts";
    d.tables[BB_EFFECT].n = 0;
    bb_finance_gate(&d, &gate);
    assert_false(gate.open);
    d.tables[BB_EFFECT].n = 1;
    checks[2].done = bb_date_of(101);
    bb_finance_gate(&d, &gate);
    assert_false(gate.open);
}

static void the_weakest_belief_is_the_first_of_the_lowest_and_wants_an_action(void **state)
{
    (void)state;
    struct bb_data d = {.today = 100};
    struct bb_arena a = {0};
    size_t n;
    struct bb_conviction c[] = {
        {.row.id = 1, .unit = 1, .category = BB_NONE, .test = BB_TEST_WORTH, .on = bb_date_of(50), .score = 0},
        {.row.id = 2, .unit = 1, .category = BB_NONE, .test = BB_TEST_WORTH, .on = bb_date_of(60), .score = 3},
        {.row.id = 3, .unit = 1, .category = BB_NONE, .test = BB_TEST_HELP, .on = bb_date_of(60), .score = 1},
        {.row.id = 4, .unit = 1, .category = BB_NONE, .test = BB_TEST_BENEFIT, .on = bb_date_of(60), .score = 1},
        {.row.id = 5, .unit = 1, .category = BB_NONE, .test = BB_TEST_ABLE, .on = bb_date_of(101), .score = 0},
    };
    struct bb_todo actions[] = {{.row.id = 1, .test = BB_TEST_HELP, .unit = 2}, {.row.id = 2, .test = BB_TEST_HELP}};
    d.tables[BB_CONVICTION] = (struct bb_table){.entity = BB_CONVICTION, .n = 5, .rows = c};
    d.tables[BB_ACTION] = (struct bb_table){.entity = BB_ACTION, .n = 1, .rows = actions};
    const struct bb_audience_beliefs *b = bb_beliefs(&d, &a, &n);
    assert_int_equal(n, 1);
    assert_int_equal(b->scores[BB_TEST_WORTH]->score, 3);
    assert_int_equal(b->weakest, BB_TEST_HELP);
    assert_null(b->action);
    assert_null(b->scores[BB_TEST_ABLE]);
    d.tables[BB_ACTION].n = 2;
    assert_int_equal(bb_beliefs(&d, &a, &n)->action->row.id, 2);
    bb_arena_finish(&a);
}

static void signs_weigh_by_kind_share_and_age(void **state)
{
    (void)state;
    struct bb_data d = {.today = 1000};
    struct bb_sign s = {.kind = BB_SIGN_BUDGET, .on = bb_date_of(1000), .before = 4 * BB_MILLION, .after = BB_MILLION};
    assert_int_equal(bb_sign_weight(&d, &s), 23); /* three quarters of 30 */
    s.after = 5 * BB_MILLION;
    assert_int_equal(bb_sign_weight(&d, &s), 0);
    s.kind = BB_SIGN_SPONSOR;
    assert_int_equal(bb_sign_weight(&d, &s), 30);
    s.on = bb_date_of(1000 - 92);
    assert_int_equal(bb_sign_weight(&d, &s), 15);
    s.on = bb_date_of(1000 - 183);
    assert_int_equal(bb_sign_weight(&d, &s), 0);
    s.on = bb_date_of(1001);
    assert_int_equal(bb_sign_weight(&d, &s), 0);
}

static void burden_is_minutes_by_people_and_old_ways_past_their_end(void **state)
{
    (void)state;
    struct bb_data d = {.today = 100};
    struct bb_arena a = {0};
    size_t n;
    struct bb_unit units[] = {{.row.id = 1, .headcount = 7}, {.row.id = 2, .headcount = 3}, {.row.id = 3}};
    struct bb_task tasks[] = {
        {.unit = 1, .minutes = 10 * BB_MILLION, .people = BB_NONE, .steps = 2, .autonomy = BB_NONE},
        {.unit = 1, .minutes = -5 * BB_MILLION, .people = 4, .steps = BB_NONE, .autonomy = -1},
        {.unit = 2, .minutes = 30 * BB_MILLION, .people = 2, .steps = 1, .autonomy = 1},
    };
    struct bb_oldway old[] = {{.unit = 1, .ends = bb_date_of(99)},
                              {.unit = 1, .ends = bb_date_of(100)},
                              {.unit = 1, .ends = bb_date_of(90), .ended = bb_date_of(95)}};
    d.tables[BB_UNIT] = (struct bb_table){.entity = BB_UNIT, .n = 3, .rows = units};
    d.tables[BB_TASK] = (struct bb_table){.entity = BB_TASK, .n = 3, .rows = tasks};
    d.tables[BB_OLDWAY] = (struct bb_table){.entity = BB_OLDWAY, .n = 3, .rows = old};
    const struct bb_burden *b = bb_burdens(&d, &a, &n);
    assert_int_equal(n, 2);
    assert_int_equal(b[0].unit, 2);
    assert_int_equal(b[0].minutes, 60 * BB_MILLION);
    assert_int_equal(b[1].minutes, 50 * BB_MILLION);
    assert_int_equal(b[1].old_ways, 2);
    assert_int_equal(b[1].overdue, 1);
    bb_arena_finish(&a);
}

static void a_promise_ahead_of_the_next_delivery_is_a_crack(void **state)
{
    (void)state;
    struct bb_data d = {.today = 100};
    struct bb_arena a = {0};
    size_t n;
    struct bb_step steps[] = {{.row.id = 1, .place = 2, .promise = 5, .delivery = 4},
                              {.row.id = 2, .place = 1, .promise = 7, .delivery = 7},
                              {.row.id = 3, .place = 3, .promise = BB_NONE, .delivery = 9}};
    struct bb_kpi kpi = {.step = 2};
    d.tables[BB_STEP] = (struct bb_table){.entity = BB_STEP, .n = 3, .rows = steps};
    d.tables[BB_KPI] = (struct bb_table){.entity = BB_KPI, .n = 1, .rows = &kpi};
    const struct bb_path_step *p = bb_path_steps(&d, 3, &a, &n);
    assert_int_equal(p[0].step->row.id, 2);
    assert_int_equal(p[0].ahead, 3);
    assert_int_equal(p[0].behind->row.id, 1);
    assert_true(p[0].cracks);
    assert_false(p[0].blind);
    assert_int_equal(p[1].ahead, 1);
    assert_false(p[1].cracks);
    assert_true(p[1].blind);
    assert_int_equal(p[2].ahead, BB_NONE);
    bb_arena_finish(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reviews_follow_each_other_by_months),
        cmocka_unit_test(a_light_review_may_be_planned_later_and_not_earlier),
        cmocka_unit_test(a_trial_that_was_dropped_waits_for_nothing),
        cmocka_unit_test(a_new_way_is_established_when_it_was_told_and_two_levels_accept),
        cmocka_unit_test(a_review_before_its_time_is_refused_by_name_and_day),
        cmocka_unit_test(exposure_is_a_product_and_the_unrated_come_last),
        cmocka_unit_test(the_gate_opens_with_effects_scope_three_dates_and_three_names),
        cmocka_unit_test(the_weakest_belief_is_the_first_of_the_lowest_and_wants_an_action),
        cmocka_unit_test(signs_weigh_by_kind_share_and_age),
        cmocka_unit_test(burden_is_minutes_by_people_and_old_ways_past_their_end),
        cmocka_unit_test(a_promise_ahead_of_the_next_delivery_is_a_crack),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
