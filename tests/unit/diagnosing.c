/* Diagnosing an order: what stands in the register after each answer, and after the verdict. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "store_kit.h"

#include <bepboard/config.h>
#include <bepboard/diagnosing.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct state {
    void *kit;
    struct bb_config config;
    const struct bb_questionnaire *q;
    int64_t order;
};

static int setup(void **state)
{
    struct state *s = calloc(1, sizeof *s);
    struct bb_findings findings = {0};
    if (kit_setup(&s->kit) != 0 || !bb_config_load(&s->config, NULL, BB_CONFIG_DEFAULTS, &findings))
        return -1;
    bb_findings_finish(&findings);
    s->q = s->config.questionnaire;
    s->order = KIT_ADD(s->kit, BB_ORDER, "key", "O1", "title", "Train them", "received", "2026-03-09", "state", "open");
    *state = s;
    return 0;
}

static int teardown(void **state)
{
    struct state *s = *state;
    bb_config_finish(&s->config);
    kit_teardown(&s->kit);
    free(s);
    return 0;
}

static struct kit *kit_of(struct state *s)
{
    return s->kit;
}

static void answer(struct state *s, const char *id, enum bb_replies reply, const char *evidence)
{
    struct kit *k = kit_of(s);
    int i = bb_question_find(s->q, id);
    struct bb_answering a = {.question = i, .reply = reply, .called_in = BB_CALLED_IDEA, .evidence = evidence};
    assert_true(i >= 0);
    if (!bb_diagnosis_answer(k->s, s->q, s->order, &a, &k->err))
        fail_msg("%s", k->err.text);
}

/* Skill is what is missing, nothing else. */
static void answer_all(struct state *s)
{
    static const char *const no[] = {"skill", "used", "knows", "punishing", "rewarded", "obstacle", "new", "simpler"};
    for (size_t i = 0; i < s->q->n; i++) {
        const char *id = s->q->questions[i].id;
        bool says_no = strcmp(id, "often") == 0;
        for (size_t n = 0; n < sizeof no / sizeof *no; n++)
            says_no |= strcmp(no[n], id) == 0;
        if (strcmp(id, "often") != 0)
            answer(s, id, says_no ? BB_REPLY_NO : BB_REPLY_YES, "seen");
    }
}

static int64_t count(struct state *s, const char *sql)
{
    return kit_number(kit_of(s)->s, sql);
}

static bool accept(struct state *s)
{
    struct kit *k = kit_of(s);
    return bb_diagnosis_accept(k->s, s->q, &s->config.words, s->order, "Dear requester", &k->err);
}

static int64_t latest(struct state *s)
{
    return count(s, "select id from diagnosis where deleted = 0 order by version desc limit 1");
}

static void assert_field(struct state *s, enum bb_entity e, int64_t id, const char *name, const char *expected)
{
    assert_string_equal(kit_field(kit_of(s)->s, e, id, name), expected);
}

static void an_answer_is_saved_as_it_is_given(void **state)
{
    struct state *s = *state;
    answer(s, "called", BB_REPLY_YES, "Asked how.");
    int64_t id = latest(s);
    assert_field(s, BB_DIAGNOSIS, id, "key", "O1-1");
    assert_field(s, BB_DIAGNOSIS, id, "version", "1");
    assert_field(s, BB_DIAGNOSIS, id, "called_in", "idea");
    answer(s, "functions", BB_REPLY_PARTLY, "Log, find.");
    assert_field(s, BB_DIAGNOSIS, id, "functions", "Log, find.");
    answer(s, "workflow", BB_REPLY_YES, NULL);
    assert_field(s, BB_DIAGNOSIS, id, "workflow_known", "1");
    answer(s, "workflow", BB_REPLY_NO, NULL);
    assert_field(s, BB_DIAGNOSIS, id, "workflow_known", "");
    assert_int_equal(count(s, "select count(*) from diagnosis"), 1);
    assert_int_equal(count(s, "select count(*) from answer"), 3);
}

static void each_answer_is_undone_by_itself(void **state)
{
    struct state *s = *state;
    struct kit *k = kit_of(s);
    struct bb_str what = {0};
    answer(s, "called", BB_REPLY_YES, NULL);
    answer(s, "workflow", BB_REPLY_YES, NULL);
    assert_true(bb_store_undo(k->s, k->engagement, &what, &k->err));
    assert_int_equal(count(s, "select count(*) from answer where deleted = 0"), 1);
    assert_int_equal(count(s, "select count(*) from diagnosis where deleted = 0"), 1);
    assert_true(bb_store_undo(k->s, k->engagement, &what, &k->err));
    assert_int_equal(count(s, "select count(*) from diagnosis where deleted = 0"), 0);
    assert_true(bb_store_redo(k->s, k->engagement, &what, &k->err));
    assert_int_equal(count(s, "select count(*) from answer where deleted = 0"), 1);
    bb_str_finish(&what);
}

static void the_verdict_goes_to_the_order_in_the_same_step(void **state)
{
    struct state *s = *state;
    struct kit *k = kit_of(s);
    struct bb_str what = {0};
    answer_all(s);
    int64_t id = latest(s);
    assert_true(accept(s));
    assert_field(s, BB_ORDER, s->order, "verdict", "fits");
    assert_field(s, BB_ORDER, s->order, "training_share", "80");
    assert_field(s, BB_ORDER, s->order, "diagnosed", "1");
    assert_field(s, BB_DIAGNOSIS, id, "verdict", "fits");
    assert_field(s, BB_DIAGNOSIS, id, "verdicts", "fits");
    assert_field(s, BB_DIAGNOSIS, id, "share", "80");
    assert_field(s, BB_DIAGNOSIS, id, "reply", "Dear requester");
    assert_field(s, BB_DIAGNOSIS, id, "root_cause",
                 "Skill -> never did it -> formal training, then practice. Cells red: knowledge.");
    assert_true(bb_store_undo(k->s, k->engagement, &what, &k->err));
    assert_field(s, BB_ORDER, s->order, "verdict", "");
    assert_field(s, BB_ORDER, s->order, "diagnosed", "");
    assert_field(s, BB_DIAGNOSIS, id, "verdict", "");
    bb_str_finish(&what);
}

static void open_questions_have_no_verdict(void **state)
{
    struct state *s = *state;
    assert_false(accept(s));
    assert_string_equal(kit_of(s)->err.text, "No diagnosis of this order is under way.");
    answer(s, "called", BB_REPLY_YES, NULL);
    assert_false(accept(s));
    assert_string_equal(kit_of(s)->err.text, "1 of 2 questions are not answered yet.");
    answer_all(s);
    assert_true(accept(s));
    assert_false(accept(s));
}

static void answers_off_the_way_do_not_stay(void **state)
{
    struct state *s = *state;
    answer_all(s);
    answer(s, "skill", BB_REPLY_YES, NULL); /* then nobody asks whether they used to do it */
    answer(s, "obstacle", BB_REPLY_YES, NULL);
    answer(s, "simpler", BB_REPLY_YES, NULL);
    assert_true(accept(s));
    assert_int_equal(count(s, "select count(*) from answer where deleted = 0 and question = 'used'"), 0);
    assert_int_equal(count(s, "select count(*) from answer where deleted = 0 and question = 'knows'"), 1);
    assert_field(s, BB_ORDER, s->order, "verdict", "wrong-solution");
}

static void diagnosing_again_keeps_the_former_version(void **state)
{
    struct state *s = *state;
    answer_all(s);
    assert_true(accept(s));
    int64_t first = latest(s);
    answer(s, "called", BB_REPLY_YES, "Two months later.");
    assert_true(latest(s) != first);
    assert_field(s, BB_DIAGNOSIS, latest(s), "key", "O1-2");
    assert_field(s, BB_DIAGNOSIS, latest(s), "version", "2");
    assert_field(s, BB_DIAGNOSIS, first, "verdict", "fits");
    assert_field(s, BB_ORDER, s->order, "verdict", "fits");
}

static bool overrule(struct state *s, const char *to, int64_t by, const char *why)
{
    struct kit *k = kit_of(s);
    char person[24];
    struct bb_change c[3];
    snprintf(person, sizeof person, "%lld", (long long)by);
    size_t n = kit_changes(c, BB_DIAGNOSIS, "overruled", to, "overruled_by", by ? person : "", "overruled_why", why,
                           (const char *)NULL);
    int64_t id = latest(s);
    bool ok = bb_store_begin(k->s, "Overrule", k->engagement, NULL, NULL, &k->err) &&
              bb_store_update(k->s, BB_DIAGNOSIS, id, c, n, &k->err) && bb_store_commit(k->s, &k->err);
    if (!ok)
        bb_store_rollback(k->s);
    return ok;
}

static void overruling_needs_a_name_and_a_reason(void **state)
{
    struct state *s = *state;
    struct kit *k = kit_of(s);
    int64_t ceo = KIT_ADD(k, BB_PERSON, "key", "S01", "name", "Ingrid");
    answer_all(s);
    assert_false(overrule(s, "bandage", ceo, "because"));
    assert_string_equal(k->err.text, "Overruled to: there is no verdict yet that could be overruled.");
    assert_true(accept(s));
    assert_false(overrule(s, "bandage", 0, "because"));
    assert_string_equal(k->err.text, "Overruled by: a name is needed.");
    assert_false(overrule(s, "bandage", ceo, ""));
    assert_field(s, BB_ORDER, s->order, "verdict", "fits");
    assert_true(overrule(s, "bandage", ceo, "She wants a date."));
    assert_field(s, BB_ORDER, s->order, "verdict", "bandage");
    assert_field(s, BB_DIAGNOSIS, latest(s), "verdict", "fits");
    assert_true(overrule(s, "", 0, ""));
    assert_field(s, BB_ORDER, s->order, "verdict", "fits");
}

static void a_reply_is_given_once_for_what_it_says(void **state)
{
    struct state *s = *state;
    struct kit *k = kit_of(s);
    bool fresh;
    answer_all(s);
    assert_false(bb_diagnosis_replied(k->s, s->order, "Dear requester", &fresh, &k->err));
    assert_true(accept(s));
    int64_t id = latest(s);
    assert_field(s, BB_DIAGNOSIS, id, "replied", "");
    assert_true(bb_diagnosis_replied(k->s, s->order, "Dear requester", &fresh, &k->err));
    assert_true(fresh);
    assert_int_equal(strlen(kit_field(k->s, BB_DIAGNOSIS, id, "replied")), strlen("2026-11-22"));
    assert_true(bb_diagnosis_replied(k->s, s->order, "Dear requester", &fresh, &k->err));
    assert_false(fresh);
    answer(s, "called", BB_REPLY_YES, NULL); /* another version is under way */
    assert_true(bb_diagnosis_replied(k->s, s->order, "Dear Ingrid", &fresh, &k->err));
    assert_true(fresh);
    assert_field(s, BB_DIAGNOSIS, id, "reply", "Dear Ingrid");
}

static void an_order_taken_undiagnosed_says_why(void **state)
{
    struct state *s = *state;
    struct kit *k = kit_of(s);
    struct bb_str key = {0};
    int64_t version = 0, id;
    assert_true(bb_diagnosis_next(k->s, s->order, &version, &key, &k->err));
    assert_int_equal(version, 1);
    assert_string_equal(bb_str_get(&key), "O1-1");
    char order[24];
    snprintf(order, sizeof order, "%lld", (long long)s->order);
    id = KIT_ADD(k, BB_DIAGNOSIS, "key", "O1-1", "order", order, "on", "2026-03-10", "version", "1");
    assert_true(bb_store_begin(k->s, "Skip", k->engagement, NULL, NULL, &k->err));
    assert_field(s, BB_ORDER, s->order, "state", "open");
    struct bb_change c[1];
    kit_changes(c, BB_DIAGNOSIS, "undiagnosed", "No time.", (const char *)NULL);
    assert_true(bb_store_update(k->s, BB_DIAGNOSIS, id, c, 1, &k->err));
    assert_true(bb_store_commit(k->s, &k->err));
    assert_field(s, BB_ORDER, s->order, "state", "accepted");
    answer(s, "called", BB_REPLY_YES, NULL); /* the analysis afterwards */
    assert_field(s, BB_DIAGNOSIS, latest(s), "version", "2");
    bb_str_finish(&key);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(an_answer_is_saved_as_it_is_given, setup, teardown),
        cmocka_unit_test_setup_teardown(each_answer_is_undone_by_itself, setup, teardown),
        cmocka_unit_test_setup_teardown(the_verdict_goes_to_the_order_in_the_same_step, setup, teardown),
        cmocka_unit_test_setup_teardown(open_questions_have_no_verdict, setup, teardown),
        cmocka_unit_test_setup_teardown(answers_off_the_way_do_not_stay, setup, teardown),
        cmocka_unit_test_setup_teardown(diagnosing_again_keeps_the_former_version, setup, teardown),
        cmocka_unit_test_setup_teardown(a_reply_is_given_once_for_what_it_says, setup, teardown),
        cmocka_unit_test_setup_teardown(overruling_needs_a_name_and_a_reason, setup, teardown),
        cmocka_unit_test_setup_teardown(an_order_taken_undiagnosed_says_why, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
