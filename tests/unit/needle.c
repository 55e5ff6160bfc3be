/* The needle: a power-weighted mean, and how far those moved who had scored us before. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <bepboard/rules.h>
#include <string.h>

enum { TODAY = 1000, LONG_AGO = 900, LATELY = 990 };

struct world {
    struct bb_data data;
    struct bb_person people[3];
    struct bb_score scores[6];
};

static void make(struct world *w)
{
    static const int64_t power[] = {5, 1, BB_NONE};
    memset(w, 0, sizeof *w);
    for (int i = 0; i < 3; i++)
        w->people[i] = (struct bb_person){.row.id = i + 1, .power = power[i], .interest = 3};
    w->data.today = TODAY;
    w->data.tables[BB_PERSON] = (struct bb_table){.entity = BB_PERSON, .n = 3, .rows = w->people};
    w->data.tables[BB_SCORE] = (struct bb_table){.entity = BB_SCORE, .rows = w->scores};
}

static void score(struct world *w, int64_t person, int32_t day, int64_t value)
{
    size_t n = w->data.tables[BB_SCORE].n++;
    w->scores[n] = (struct bb_score){.row.id = (int64_t)n + 1, .person = person, .on = bb_date_of(day), .score = value};
}

static void a_first_score_moves_the_needle_but_nobody_has_moved(void **state)
{
    struct world w;
    struct bb_needle n;
    (void)state;
    make(&w);
    score(&w, 1, LONG_AGO, 40);
    score(&w, 2, LATELY, 100);
    bb_needle(&w.data, &n);
    assert_int_equal(n.value, 50); /* (5 x 40 + 1 x 100) / 6 */
    assert_int_equal(n.moved, 0);
    assert_int_equal(bb_needle_on(&w.data, TODAY - 30), 40);
    score(&w, 1, LATELY, 70);
    bb_needle(&w.data, &n);
    assert_int_equal(n.value, 75);
    assert_int_equal(n.moved, 30);
}

static void without_an_earlier_score_nothing_is_said_of_moving(void **state)
{
    struct world w;
    struct bb_needle n;
    (void)state;
    make(&w);
    bb_needle(&w.data, &n);
    assert_true(n.value == BB_NONE && n.moved == BB_NONE);
    assert_int_equal(n.unscored, 3);
    score(&w, 3, LATELY, 30);
    bb_needle(&w.data, &n);
    assert_int_equal(n.value, 30); /* unknown power counts as 1 */
    assert_true(n.moved == BB_NONE);
    assert_true(bb_needle_on(&w.data, LONG_AGO) == BB_NONE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(a_first_score_moves_the_needle_but_nobody_has_moved),
                                       cmocka_unit_test(without_an_earlier_score_nothing_is_said_of_moving)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
