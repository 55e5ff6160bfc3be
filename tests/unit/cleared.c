/* What needs nobody any more says when it cleared, by what held at the ends of the days before: whatever way it was
 * mended, on every session alike, and before the room only what it may know. */
#include "store_kit.h"

#include <bepboard/cli.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const int64_t day_us = INT64_C(86400) * 1000000;

struct board {
    struct bb_session session;
    struct bb_scene scene;
};

static void days_later(struct kit *k, int days)
{
    k->clock.fixed_us += days * day_us;
}

static void open_board(struct board *b, struct kit *k, struct bb_store *s, enum bb_audience audience)
{
    struct bb_findings findings = {0};
    *b = (struct board){.session = {.store = s, .clock = k->clock, .audience = audience, .widest = BB_DESK}};
    assert_true(bb_config_load(&b->session.config, NULL, BB_CONFIG_DEFAULTS, &findings));
    bb_findings_finish(&findings);
}

static void read_board(struct board *b)
{
    struct bb_error err = {0};
    if (!bb_session_read(&b->session, false, &b->scene, &err))
        fail_msg("%s", err.text);
    bb_session_look_at_days(&b->session, &b->scene);
}

static void close_board(struct board *b)
{
    bb_session_forget_days(&b->session);
    bb_scene_finish(&b->scene);
    bb_config_finish(&b->session.config);
}

/* The first line of a rule that holds (or does no longer), NULL if there is none. */
static const struct bb_attention *line_of(const struct board *b, const char *rule, bool holds)
{
    const struct bb_attention_list *l = &b->scene.attention;
    for (size_t i = 0; i < l->n; i++)
        if (strcmp(l->list[i].rule->id, rule) == 0 && (l->list[i].cleared.precision == BB_NO_DATE) == holds)
            return &l->list[i];
    return NULL;
}

static const struct bb_attention *holding(const struct board *b, const char *rule)
{
    return line_of(b, rule, true);
}

static const struct bb_attention *gone(const struct board *b, const char *rule)
{
    return line_of(b, rule, false);
}

static void is_day(struct bb_date d, const char *expected)
{
    struct bb_str s = {0};
    bb_date_format(&s, d);
    assert_string_equal(bb_str_get(&s), expected);
    bb_str_finish(&s);
}

static void cleared_on(const struct board *b, const char *rule, const char *what, const char *day)
{
    const struct bb_attention *a = gone(b, rule);
    assert_null(holding(b, rule));
    assert_non_null(a);
    assert_string_equal(a->what, what);
    is_day(a->cleared, day);
}

/* Some view of the board says it, in any face of a line. */
static bool is_told(const struct board *b, const char *word)
{
    const struct bb_attention_list *l = &b->scene.attention;
    for (size_t i = 0; i < l->n; i++)
        if (strstr(l->list[i].what, word) || strstr(l->list[i].why, word) || strstr(l->list[i].name, word))
            return true;
    return false;
}

static void change(struct kit *k, struct bb_store *s, enum bb_entity e, int64_t id, const char *field,
                   const char *value)
{
    if (!KIT_SAVE(s, e, k->engagement, &id, &k->err, field, value))
        fail_msg("%s", k->err.text);
}

static const char *ref(int64_t id)
{
    static char text[4][24];
    static int at;
    at = (at + 1) % 4;
    snprintf(text[at], sizeof text[at], "%lld", (long long)id);
    return text[at];
}

/* However it was mended. */

static void an_owner_who_is_filled_in_clears_today(void **state)
{
    struct kit *k = *state;
    struct board b;
    int64_t ann = KIT_ADD(k, BB_PERSON, "name", "Ann"), action = KIT_ADD(k, BB_ACTION, "what", "Close the mailbox");
    days_later(k, 3);
    open_board(&b, k, k->s, BB_DESK);
    read_board(&b);
    assert_non_null(holding(&b, "C2-nobodys-task"));
    assert_null(gone(&b, "C2-nobodys-task"));
    change(k, k->s, BB_ACTION, action, "owner", ref(ann));
    read_board(&b);
    cleared_on(&b, "C2-nobodys-task", "Find an owner: Close the mailbox", "2026-11-25");
    is_day(gone(&b, "C2-nobodys-task")->since, "2026-11-22");
    close_board(&b);
}

static void a_corrected_letter_clears_today(void **state)
{
    struct kit *k = *state;
    struct board b;
    int64_t ann = KIT_ADD(k, BB_PERSON, "name", "Ann"), bob = KIT_ADD(k, BB_PERSON, "name", "Bob");
    const char *row = ref(KIT_ADD(k, BB_OBLIGATION, "key", "CH07", "text", "Reasons"));
    KIT_ADD(k, BB_RACI, "obligation", row, "person", ref(ann), "letter", "a");
    int64_t second = KIT_ADD(k, BB_RACI, "obligation", row, "person", ref(bob), "letter", "a");
    days_later(k, 2);
    change(k, k->s, BB_RACI, second, "letter", "r");
    open_board(&b, k, k->s, BB_DESK);
    read_board(&b);
    cleared_on(&b, "C2-raci-two-a", "CH07: several answer for it, so nobody does", "2026-11-24");
    close_board(&b);
}

static void deletion_clears(struct kit *k, enum bb_audience audience)
{
    struct board b;
    int64_t action = KIT_ADD(k, BB_ACTION, "what", "Close the mailbox");
    days_later(k, 1);
    assert_true(bb_store_remove(k->s, BB_ACTION, action, "Delete action", &k->err));
    open_board(&b, k, k->s, audience);
    read_board(&b);
    cleared_on(&b, "C2-nobodys-task", "Find an owner: Close the mailbox", "2026-11-23");
    close_board(&b);
}

static void a_deleted_record_clears_today(void **state)
{
    deletion_clears(*state, BB_DESK);
}

static void what_is_taken_back_holds_again(void **state)
{
    struct kit *k = *state;
    struct board b;
    int64_t ann = KIT_ADD(k, BB_PERSON, "name", "Ann"), action = KIT_ADD(k, BB_ACTION, "what", "Close the mailbox");
    days_later(k, 1);
    change(k, k->s, BB_ACTION, action, "owner", ref(ann));
    open_board(&b, k, k->s, BB_DESK);
    read_board(&b);
    assert_non_null(gone(&b, "C2-nobodys-task"));
    struct bb_str what = {0};
    assert_true(bb_store_undo(k->s, k->engagement, &what, &k->err));
    bb_str_finish(&what);
    read_board(&b);
    assert_null(gone(&b, "C2-nobodys-task"));
    is_day(holding(&b, "C2-nobodys-task")->since, "2026-11-22");
    close_board(&b);
}

static void what_came_and_went_on_one_day_is_not_told(void **state)
{
    struct kit *k = *state;
    struct board b;
    days_later(k, 1);
    int64_t action = KIT_ADD(k, BB_ACTION, "what", "Close the mailbox");
    assert_true(bb_store_remove(k->s, BB_ACTION, action, "Delete action", &k->err));
    open_board(&b, k, k->s, BB_DESK);
    read_board(&b);
    assert_null(gone(&b, "C2-nobodys-task"));
    close_board(&b);
}

static void dates_alone_clear_too(void **state)
{
    struct kit *k = *state;
    struct board b;
    KIT_ADD(k, BB_MILESTONE, "name", "Pilot", "due", "2026-11-01", "reached", "2026-11-24", "marked", "Cake");
    days_later(k, 3);
    open_board(&b, k, k->s, BB_DESK);
    read_board(&b);
    cleared_on(&b, "C3-milestone-late", "Late: Pilot", "2026-11-24");
    close_board(&b);
}

/* Day after day. */

static void it_stays_a_week_with_its_day(void **state)
{
    struct kit *k = *state;
    struct board b;
    int64_t action = KIT_ADD(k, BB_ACTION, "what", "Close the mailbox");
    days_later(k, 1);
    assert_true(bb_store_remove(k->s, BB_ACTION, action, "Delete action", &k->err));
    open_board(&b, k, k->s, BB_DESK);
    for (int i = 0; i < 7; i++, days_later(k, 1)) {
        read_board(&b);
        cleared_on(&b, "C2-nobodys-task", "Find an owner: Close the mailbox", "2026-11-23");
    }
    read_board(&b);
    assert_null(gone(&b, "C2-nobodys-task"));
    close_board(&b);
}

static void the_last_time_counts(void **state)
{
    struct kit *k = *state;
    struct board b;
    int64_t ann = KIT_ADD(k, BB_PERSON, "name", "Ann"), action = KIT_ADD(k, BB_ACTION, "what", "Close the mailbox");
    days_later(k, 1);
    change(k, k->s, BB_ACTION, action, "owner", ref(ann));
    days_later(k, 1);
    change(k, k->s, BB_ACTION, action, "owner", NULL);
    days_later(k, 2);
    open_board(&b, k, k->s, BB_DESK);
    read_board(&b);
    assert_null(gone(&b, "C2-nobodys-task"));
    is_day(holding(&b, "C2-nobodys-task")->since, "2026-11-24");
    change(k, k->s, BB_ACTION, action, "owner", ref(ann));
    read_board(&b);
    cleared_on(&b, "C2-nobodys-task", "Find an owner: Close the mailbox", "2026-11-26");
    is_day(gone(&b, "C2-nobodys-task")->since, "2026-11-24");
    close_board(&b);
}

static void looking_back_it_is_told_as_it_was_then(void **state)
{
    struct kit *k = *state;
    struct board b;
    int64_t ann = KIT_ADD(k, BB_PERSON, "name", "Ann"), action = KIT_ADD(k, BB_ACTION, "what", "Close the mailbox");
    days_later(k, 2);
    change(k, k->s, BB_ACTION, action, "owner", ref(ann));
    days_later(k, 20);
    open_board(&b, k, k->s, BB_DESK);
    read_board(&b);
    assert_null(gone(&b, "C2-nobodys-task"));
    assert_true(bb_session_look_back(&b.session, "2026-11-25", &k->err));
    read_board(&b);
    cleared_on(&b, "C2-nobodys-task", "Find an owner: Close the mailbox", "2026-11-24");
    assert_true(bb_session_look_back(&b.session, "2026-11-23", &k->err));
    read_board(&b);
    assert_null(gone(&b, "C2-nobodys-task"));
    assert_non_null(holding(&b, "C2-nobodys-task"));
    assert_true(bb_store_past(k->s, NULL));
    close_board(&b);
}

/* What the session remembers. */

static void a_change_of_others_costs_no_look_back(void **state)
{
    struct kit *k = *state;
    struct board mine, theirs;
    int64_t ann = KIT_ADD(k, BB_PERSON, "name", "Ann"), action = KIT_ADD(k, BB_ACTION, "what", "Close the mailbox");
    struct bb_store *other = kit_open(k, "bob");
    days_later(k, 3);
    open_board(&mine, k, k->s, BB_DESK);
    read_board(&mine);
    assert_int_equal(bb_session_days_left(&mine.session), 0);
    change(k, other, BB_ACTION, action, "owner", ref(ann));
    assert_true(bb_session_read(&mine.session, false, &mine.scene, &k->err));
    assert_int_equal(bb_session_days_left(&mine.session), 0);
    cleared_on(&mine, "C2-nobodys-task", "Find an owner: Close the mailbox", "2026-11-25");
    open_board(&theirs, k, other, BB_DESK);
    read_board(&theirs);
    cleared_on(&theirs, "C2-nobodys-task", "Find an owner: Close the mailbox", "2026-11-25");
    close_board(&mine);
    close_board(&theirs);
    bb_store_close(other);
}

static void one_day_is_read_at_a_time(void **state)
{
    struct kit *k = *state;
    struct board b;
    open_board(&b, k, k->s, BB_DESK);
    assert_true(bb_session_read(&b.session, false, &b.scene, &k->err));
    for (int left = 7; left > 0; left--) {
        assert_int_equal(bb_session_days_left(&b.session), left);
        bb_session_look_at_day(&b.session, &b.scene);
    }
    assert_int_equal(bb_session_days_left(&b.session), 0);
    days_later(k, 1);
    assert_true(bb_session_read(&b.session, false, &b.scene, &k->err));
    assert_int_equal(bb_session_days_left(&b.session), 7);
    b.session.audience = BB_ROOM;
    bb_session_look_at_days(&b.session, &b.scene);
    assert_true(bb_session_read(&b.session, false, &b.scene, &k->err));
    assert_int_equal(bb_session_days_left(&b.session), 7);
    close_board(&b);
}

static void ignore(void *ctx, enum bb_forget_news kind, const char *text)
{
    (void)ctx, (void)kind, (void)text;
}

static void whoever_is_forgotten_is_not_remembered(void **state)
{
    struct kit *k = *state;
    struct board b;
    struct bb_arena arena = {0};
    struct bb_forget_who who;
    const char *ann = ref(KIT_ADD(k, BB_PERSON, "name", "Annabel"));
    int64_t action = KIT_ADD(k, BB_ACTION, "what", "Close the mailbox", "owner", ann, "due", "2026-11-10");
    days_later(k, 1);
    assert_true(bb_store_remove(k->s, BB_ACTION, action, "Delete action", &k->err));
    open_board(&b, k, k->s, BB_DESK);
    read_board(&b);
    assert_true(is_told(&b, "Annabel"));
    assert_true(bb_store_find_person(k->s, k->engagement, "Annabel", &arena, &who, &k->err));
    assert_true(bb_store_forget(k->s, &who, ignore, NULL, &k->err));
    assert_true(bb_session_read(&b.session, false, &b.scene, &k->err));
    assert_false(is_told(&b, "Annabel"));
    bb_session_look_at_days(&b.session, &b.scene);
    assert_false(is_told(&b, "Annabel"));
    bb_arena_finish(&arena);
    close_board(&b);
}

/* Before the room. */

static void the_room_hears_what_was_open_all_the_time(void **state)
{
    deletion_clears(*state, BB_ROOM);
}

static void the_room_hears_nothing_that_was_raised(void **state)
{
    struct kit *k = *state;
    struct board b;
    int64_t action = KIT_ADD(k, BB_ACTION, "what", "Close the mailbox", "sensitivity", "private");
    days_later(k, 1);
    change(k, k->s, BB_ACTION, action, "sensitivity", NULL);
    days_later(k, 1);
    assert_true(bb_store_remove(k->s, BB_ACTION, action, "Delete action", &k->err));
    int64_t now = KIT_ADD(k, BB_ACTION, "what", "Ask about the heads");
    days_later(k, 1);
    open_board(&b, k, k->s, BB_ROOM);
    read_board(&b);
    is_day(gone(&b, "C2-nobodys-task")->cleared, "2026-11-24");
    assert_true(is_told(&b, "heads"));
    change(k, k->s, BB_ACTION, now, "sensitivity", "private");
    read_board(&b);
    assert_false(is_told(&b, "heads"));
    close_board(&b);
}

/* What was remembered of a record goes when it is raised, deleted afterwards or not. */
static void what_is_raised_today_is_not_remembered(void **state)
{
    struct kit *k = *state;
    struct board b;
    int64_t ann = KIT_ADD(k, BB_PERSON, "name", "Ann"), action = KIT_ADD(k, BB_ACTION, "what", "Close the mailbox");
    days_later(k, 1);
    change(k, k->s, BB_ACTION, action, "owner", ref(ann));
    open_board(&b, k, k->s, BB_ROOM);
    read_board(&b);
    assert_true(is_told(&b, "mailbox"));
    change(k, k->s, BB_ACTION, action, "sensitivity", "private");
    assert_true(bb_session_read(&b.session, false, &b.scene, &k->err));
    assert_false(is_told(&b, "mailbox"));
    bb_session_look_at_days(&b.session, &b.scene);
    assert_false(is_told(&b, "mailbox"));
    assert_true(bb_store_remove(k->s, BB_ACTION, action, "Delete action", &k->err));
    read_board(&b);
    assert_false(is_told(&b, "mailbox"));
    close_board(&b);
}

/* A unit that has become small: its figures of a day on which it was not stay away as well. */
static void a_unit_that_became_small_tells_no_old_figures(void **state)
{
    struct kit *k = *state;
    struct board b;
    int64_t unit = KIT_ADD(k, BB_UNIT, "name", "Desk", "headcount", "12");
    KIT_ADD(k, BB_UNIT, "name", "Field", "headcount", "12");
    int64_t task = KIT_ADD(k, BB_TASK, "unit", ref(unit), "task", "Log", "minutes", "30", "people", "12");
    days_later(k, 1);
    open_board(&b, k, k->s, BB_ROOM);
    read_board(&b);
    assert_non_null(holding(&b, "D9-net-burden"));
    assert_true(bb_store_remove(k->s, BB_TASK, task, "Delete task", &k->err));
    read_board(&b);
    assert_non_null(gone(&b, "D9-net-burden"));
    change(k, k->s, BB_UNIT, unit, "headcount", "3");
    read_board(&b);
    assert_null(gone(&b, "D9-net-burden"));
    close_board(&b);
}

int main(void)
{
    struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(an_owner_who_is_filled_in_clears_today, kit_setup, kit_teardown),
        cmocka_unit_test_setup_teardown(a_corrected_letter_clears_today, kit_setup, kit_teardown),
        cmocka_unit_test_setup_teardown(a_deleted_record_clears_today, kit_setup, kit_teardown),
        cmocka_unit_test_setup_teardown(what_is_taken_back_holds_again, kit_setup, kit_teardown),
        cmocka_unit_test_setup_teardown(what_came_and_went_on_one_day_is_not_told, kit_setup, kit_teardown),
        cmocka_unit_test_setup_teardown(dates_alone_clear_too, kit_setup, kit_teardown),
        cmocka_unit_test_setup_teardown(it_stays_a_week_with_its_day, kit_setup, kit_teardown),
        cmocka_unit_test_setup_teardown(the_last_time_counts, kit_setup, kit_teardown),
        cmocka_unit_test_setup_teardown(looking_back_it_is_told_as_it_was_then, kit_setup, kit_teardown),
        cmocka_unit_test_setup_teardown(a_change_of_others_costs_no_look_back, kit_setup, kit_teardown),
        cmocka_unit_test_setup_teardown(one_day_is_read_at_a_time, kit_setup, kit_teardown),
        cmocka_unit_test_setup_teardown(whoever_is_forgotten_is_not_remembered, kit_setup, kit_teardown),
        cmocka_unit_test_setup_teardown(the_room_hears_what_was_open_all_the_time, kit_setup, kit_teardown),
        cmocka_unit_test_setup_teardown(the_room_hears_nothing_that_was_raised, kit_setup, kit_teardown),
        cmocka_unit_test_setup_teardown(what_is_raised_today_is_not_remembered, kit_setup, kit_teardown),
        cmocka_unit_test_setup_teardown(a_unit_that_became_small_tells_no_old_figures, kit_setup, kit_teardown),
    };
    return kit_run("cleared", tests, sizeof tests / sizeof *tests);
}
