/* The attention list in time: since when a finding holds, and when it cleared. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "attention_kit.h"

#include <stdio.h>
#include <string.h>

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
    world_is_date("cleared", a->cleared, "2026-11-20");
    world_is_date("since", a->since, "2026-11-02");
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
    world_is_date("cleared", gone(&l, "C2-nobodys-task")->cleared, "2026-11-22");
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
    world_is_date("C2-nobodys-task", a->since, since);
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
    for (int s = 0; s < CASE_SECTIONS; s++)
        for (const struct rule_case *x = case_sections[s]; x->rule; x++) {
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
        world_is_date(rule, a->since, since);
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_mended_says_when_it_cleared),
        cmocka_unit_test(what_cleared_long_ago_is_gone),
        cmocka_unit_test(what_was_mended_without_a_date_cleared_today),
        cmocka_unit_test(without_dates_the_days_tell_since_when),
        cmocka_unit_test(other_days_tell_nothing),
        cmocka_unit_test(each_finding_says_since_when),
        cmocka_unit_test(since_the_day_on_which_it_came_to_that),
        cmocka_unit_test(without_a_start_somebody_must_answer_too),
        cmocka_unit_test(before_the_start_nobody_has_to_answer),
        cmocka_unit_test(a_strange_uid_dates_nothing),
    };
    return cmocka_run_group_tests(tests, world_config_open, world_config_close);
}
