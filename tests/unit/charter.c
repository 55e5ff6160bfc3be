/* The charter's rules on small engagements: who is accountable on which day, duties, letters and their faults. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <bepboard/charter.h>
#include <string.h>

static const struct bb_thresholds thresholds = {.duty_days = 14, .consulted = 3, .stall_new = 20};

struct small {
    struct bb_data data;
    struct bb_engagement engagement;
    struct bb_party parties[2];
    struct bb_person people[4];
    struct bb_duty duties[BB_DUTY_COUNT];
    struct bb_obligation obligations[2];
    struct bb_raci letters[8];
};

static struct bb_date day(int32_t n)
{
    return bb_date_of(n);
}

static void set(struct small *w, enum bb_entity e, void *rows, size_t n)
{
    w->data.tables[e] = (struct bb_table){.entity = e, .n = n, .rows = rows};
}

/* The engagement began on day 1000; today is day 1100. */
static void make(struct small *w)
{
    memset(w, 0, sizeof *w);
    w->engagement.start = day(1000);
    w->data.engagement = &w->engagement;
    w->data.today = 1100;
    w->data.audience = BB_DESK;
    for (int i = 0; i < 4; i++)
        w->people[i] = (struct bb_person){.row.id = 10 + i, .power = 4 - i, .interest = BB_NONE};
    w->people[3].kind = BB_GROUP;
    set(w, BB_PERSON, w->people, 4);
    w->obligations[0] = (struct bb_obligation){.row.id = 1, .key = "CH01", .text = "one"};
    w->obligations[1] = (struct bb_obligation){.row.id = 2, .key = "CH02", .text = "two"};
    set(w, BB_OBLIGATION, w->obligations, 2);
}

static void somebody_is_accountable_from_the_first_day_to_the_last(void **state)
{
    (void)state;
    struct small w;
    struct bb_charter c;
    make(&w);
    bb_charter(&w.data, &thresholds, &c);
    assert_null(c.party);
    assert_int_equal(c.nobody_since.day, 1000);
    w.parties[0] = (struct bb_party){.row.id = 1, .person = 10, .since = day(1010), .until = day(1100)};
    set(&w, BB_PARTY, w.parties, 1);
    bb_charter(&w.data, &thresholds, &c);
    assert_ptr_equal(c.party, &w.parties[0]);
    w.data.today = 1101;
    bb_charter(&w.data, &thresholds, &c);
    assert_null(c.party);
    assert_ptr_equal(c.last, &w.parties[0]);
    assert_int_equal(c.nobody_since.day, 1101);
    w.data.today = 1009;
    bb_charter(&w.data, &thresholds, &c);
    assert_null(c.party);
    assert_null(c.last);
}

static void two_at_once_are_counted_and_the_later_one_speaks(void **state)
{
    (void)state;
    struct small w;
    struct bb_charter c;
    make(&w);
    w.parties[0] = (struct bb_party){.row.id = 1, .person = 10, .since = day(1010)};
    w.parties[1] = (struct bb_party){.row.id = 2, .person = 11, .since = day(1050)};
    set(&w, BB_PARTY, w.parties, 2);
    bb_charter(&w.data, &thresholds, &c);
    assert_int_equal(c.holding, 2);
    assert_int_equal(c.party->person, 11);
}

static void a_group_needs_somebody_who_speaks_for_it(void **state)
{
    (void)state;
    struct small w;
    struct bb_charter c;
    make(&w);
    w.parties[0] = (struct bb_party){.row.id = 1, .person = 13, .since = day(1010)};
    set(&w, BB_PARTY, w.parties, 1);
    bb_charter(&w.data, &thresholds, &c);
    assert_true(c.mute);
    w.parties[0].spokesperson = 10;
    bb_charter(&w.data, &thresholds, &c);
    assert_false(c.mute);
}

static void a_duty_counts_from_its_day_on_and_is_late_after_the_deadline(void **state)
{
    (void)state;
    struct small w;
    struct bb_charter c;
    make(&w);
    w.duties[0] = (struct bb_duty){.row.id = 1, .duty = BB_DUTY_SCOPE, .state = BB_DUTY_STATE_AGREED, .on = day(1014)};
    set(&w, BB_DUTY, w.duties, 1);
    w.data.today = 1014;
    bb_charter(&w.data, &thresholds, &c);
    assert_int_equal(c.agreed, 1);
    assert_false(c.duties[BB_DUTY_ROLES].late);
    w.data.today = 1015;
    bb_charter(&w.data, &thresholds, &c);
    assert_true(c.duties[BB_DUTY_ROLES].late);
    assert_false(c.duties[BB_DUTY_SCOPE].late);
    w.data.today = 1013;
    bb_charter(&w.data, &thresholds, &c);
    assert_int_equal(c.agreed, 0);
}

static struct bb_raci_chart chart(struct small *w, struct bb_arena *a, const int *letters)
{
    struct bb_raci_chart c;
    size_t n = 0;
    for (; letters[3 * n]; n++)
        w->letters[n] = (struct bb_raci){.row.id = (int64_t)n + 1,
                                         .obligation = letters[3 * n],
                                         .person = 9 + letters[3 * n + 1],
                                         .letter = letters[3 * n + 2]};
    set(w, BB_RACI, w->letters, n);
    bb_raci_chart(&w->data, &thresholds, a, &c);
    return c;
}

static void rows_are_checked_as_the_definitions_say(void **state)
{
    (void)state;
    static const struct {
        int letters[13];
        unsigned faults;
    } rows[] = {
        {{1, 1, BB_RACI_A, 1, 2, BB_RACI_R}, 0},
        {{1, 1, BB_RACI_AR}, 0},
        {{1, 1, BB_RACI_A}, BB_RACI_NO_R},
        {{1, 1, BB_RACI_R}, BB_RACI_NO_A},
        {{1, 1, BB_RACI_AR, 1, 2, BB_RACI_A}, BB_RACI_MANY_A},
        {{1, 1, BB_RACI_C}, BB_RACI_NO_A | BB_RACI_NO_R},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct small w;
        struct bb_arena a = {0};
        make(&w);
        struct bb_raci_chart c = chart(&w, &a, rows[i].letters);
        assert_int_equal(c.rows[0].faults, rows[i].faults);
        bb_arena_finish(&a);
    }
}

static void more_than_three_who_are_asked_are_many(void **state)
{
    (void)state;
    struct small w;
    struct bb_arena a = {0};
    make(&w);
    struct bb_raci_chart c =
        chart(&w, &a, (int[]){1, 1, BB_RACI_C, 1, 2, BB_RACI_C, 1, 3, BB_RACI_C, 2, 1, BB_RACI_AR, 0});
    assert_false(c.rows[0].faults & BB_RACI_MANY_C);
    c = chart(&w, &a, (int[]){1, 1, BB_RACI_C, 1, 2, BB_RACI_C, 1, 3, BB_RACI_C, 1, 4, BB_RACI_C, 0});
    assert_true(c.rows[0].faults & BB_RACI_MANY_C);
    bb_arena_finish(&a);
}

static void columns_are_checked_too(void **state)
{
    (void)state;
    struct small w;
    struct bb_arena a = {0};
    make(&w);
    w.parties[0] = (struct bb_party){.row.id = 1, .person = 12, .since = day(1010)};
    set(&w, BB_PARTY, w.parties, 1);
    struct bb_raci_chart c = chart(&w, &a, (int[]){1, 1, BB_RACI_A, 1, 2, BB_RACI_R, 2, 1, BB_RACI_AR, 0});
    assert_int_equal(c.column_n, 3);
    assert_int_equal(c.columns[0].id, 10);
    assert_int_equal(c.columns[0].faults, BB_RACI_ALL);
    assert_int_equal(c.columns[1].faults, 0);
    assert_int_equal(c.columns[2].id, 12);
    assert_int_equal(c.columns[2].faults, BB_RACI_NOTHING);
    bb_arena_finish(&a);
}

static void a_decision_without_a_decider_and_a_task_of_nobody_show(void **state)
{
    (void)state;
    struct small w;
    struct bb_consequences c;
    struct bb_curves none = {0};
    make(&w);
    struct bb_decision decisions[] = {
        {.row.id = 1, .raised = day(1010), .decided = day(1020), .decider = 10, .reopened = BB_NONE},
        {.row.id = 2, .raised = day(1040), .reopened = BB_NONE},
    };
    struct bb_todo actions[] = {{.row.id = 1, .owner = 10, .due = day(1100)}};
    set(&w, BB_DECISION, decisions, 2);
    set(&w, BB_ACTION, actions, 1);
    bb_consequences(&w.data, &none, &thresholds, &c);
    assert_int_equal(c.undecided, 1);
    assert_int_equal(c.without_decider, 1);
    assert_int_equal(c.days, 10);
    assert_int_equal(c.oldest, 60);
    assert_true(c.unclear);
    assert_false(c.nobodys);
    w.data.today++;
    bb_consequences(&w.data, &none, &thresholds, &c);
    assert_true(c.nobodys);
    assert_int_equal(c.overdue, 1);
}

static void resistance_shows_when_it_grew_in_sixty_days(void **state)
{
    (void)state;
    struct small w;
    struct bb_consequences c;
    struct bb_curves none = {0};
    make(&w);
    struct bb_stance_seen seen[] = {
        {.row.id = 1, .person = 10, .on = day(1000), .stance = BB_NEUTRAL},
        {.row.id = 2, .person = 10, .on = day(1090), .stance = BB_RESISTANT},
        {.row.id = 3, .person = 11, .on = day(1090), .stance = BB_RESISTANT}, /* new: not compared */
    };
    set(&w, BB_STANCE, seen, 3);
    bb_consequences(&w.data, &none, &thresholds, &c);
    assert_int_equal(c.seen, 1);
    assert_int_equal(c.resisting, 1);
    assert_true(c.resistance);
    seen[0].stance = BB_RESISTANT;
    bb_consequences(&w.data, &none, &thresholds, &c);
    assert_false(c.resistance);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(somebody_is_accountable_from_the_first_day_to_the_last),
        cmocka_unit_test(two_at_once_are_counted_and_the_later_one_speaks),
        cmocka_unit_test(a_group_needs_somebody_who_speaks_for_it),
        cmocka_unit_test(a_duty_counts_from_its_day_on_and_is_late_after_the_deadline),
        cmocka_unit_test(rows_are_checked_as_the_definitions_say),
        cmocka_unit_test(more_than_three_who_are_asked_are_many),
        cmocka_unit_test(columns_are_checked_too),
        cmocka_unit_test(a_decision_without_a_decider_and_a_task_of_nobody_show),
        cmocka_unit_test(resistance_shows_when_it_grew_in_sixty_days),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
