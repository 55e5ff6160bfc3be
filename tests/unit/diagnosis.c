/* Is training the answer? The three orders of the demonstration, and any answers to any questionnaire. */
#include "config.h"

#include "../seeded.h"

#include <bepboard/diagnosis.h>

struct told {
    const char *question, *reply, *evidence;
};

static const struct told o1[] = {
    {"called", "partly", NULL},
    {"workflow", "partly", NULL},
    {"functions", "partly", NULL},
    {"outcome", "no", NULL},
    {"gap", "yes", NULL},
    {"worth", "yes", NULL},
    {"skill", "yes", "22 of 23 can log a ticket in the sandbox."},
    {"knows", "yes", NULL},
    {"punishing", "yes", "counted, exposed"},
    {"rewarded", "yes", "VIPs thank by name"},
    {"matters", "no", NULL},
    {"obstacle", "partly", "VIP mailbox"},
    {"feedback", "partly", NULL},
    {"expected", "no", "No list of open requests."},
    {"new", "yes", NULL},
    {"capacity", "yes", NULL},
    {"motives", "no", NULL},
    {"simpler", "partly", NULL},
    {"soon", "partly", NULL},
    {NULL, NULL, NULL},
};
static const struct told o2[] = {
    {"called", "no", NULL},
    {"workflow", "yes", NULL},
    {"functions", "yes", NULL},
    {"outcome", "partly", NULL},
    {"gap", "yes", NULL},
    {"worth", "yes", NULL},
    {"skill", "yes", "Given the list of what to ask, they can."},
    {"knows", "partly", NULL},
    {"punishing", "no", NULL},
    {"rewarded", "no", NULL},
    {"matters", "yes", NULL},
    {"obstacle", "yes", "no hand-off rule, no template"},
    {"feedback", "no", NULL},
    {"expected", "partly", NULL},
    {"new", "no", NULL},
    {"capacity", "yes", NULL},
    {"motives", "yes", NULL},
    {"simpler", "yes", NULL},
    {"soon", "yes", NULL},
    {NULL, NULL, NULL},
};
static const struct told o3[] = {
    {"called", "yes", NULL},
    {"workflow", "yes", NULL},
    {"functions", "yes", NULL},
    {"outcome", "yes", NULL},
    {"gap", "yes", NULL},
    {"worth", "yes", NULL},
    {"skill", "no", "9 of 11 cannot build the filter."},
    {"used", "no", NULL},
    {"knows", "no", NULL},
    {"punishing", "no", NULL},
    {"rewarded", "no", NULL},
    {"matters", "yes", NULL},
    {"obstacle", "no", NULL},
    {"feedback", "yes", NULL},
    {"expected", "yes", NULL},
    {"new", "no", NULL},
    {"capacity", "yes", NULL},
    {"motives", "yes", NULL},
    {"simpler", "no", NULL},
    {"soon", "yes", NULL},
    {NULL, NULL, NULL},
};

static struct bb_assessment assess(const struct bb_questionnaire *q, const struct told *told, struct bb_given *given)
{
    struct bb_assessment a;
    for (size_t i = 0; i < q->n; i++)
        given[i] = (struct bb_given){.reply = BB_NONE};
    for (; told->question; told++) {
        int i = bb_question_find(q, told->question);
        assert_in_range(i, 0, q->n - 1);
        given[i] = (struct bb_given){bb_choice_find(&bb_replies, told->reply), told->evidence};
    }
    bb_assess(q, given, &a);
    return a;
}

static void assert_cells(const struct bb_assessment *a, enum bb_cell_state state, const struct bb_words *w,
                         const char *expected)
{
    struct bb_str s = {0};
    bb_assessment_cells_in(&s, a, state, w, BB_DESK);
    assert_string_equal(bb_str_get(&s), expected);
    bb_str_finish(&s);
}

/* An order with what the story says of it. */
static void assert_order(struct state *s, const struct told *told, const char *path, const char *red,
                         const char *partly, int64_t share, enum bb_verdict verdict)
{
    const struct bb_questionnaire *q = s->config.questionnaire;
    struct bb_given given[BB_QUESTIONS_MAX];
    struct bb_assessment a = assess(q, told, given);
    struct bb_str text = {0};
    assert_int_equal(a.next, -1);
    assert_int_equal(a.answered, a.asked_n);
    bb_assessment_path(&text, q, given, &a);
    assert_string_equal(bb_str_get(&text), path);
    assert_cells(&a, BB_CELL_RED, &s->config.words, red);
    assert_cells(&a, BB_CELL_PARTLY, &s->config.words, partly);
    assert_int_equal(a.share, share);
    assert_int_equal(a.leading, verdict);
    assert_true(a.holds[verdict]);
    bb_str_finish(&text);
}

static void o1_is_a_bandage(void **state)
{
    struct state *s = *state;
    assert_order(s, o1,
                 "not skill -> performing is punishing (counted, exposed); not performing is rewarded (VIPs thank by "
                 "name); no consequence; obstacle: VIP mailbox",
                 "data, incentives, motives", "resources", 15, BB_VERDICT_BANDAGE);
    struct bb_given given[BB_QUESTIONS_MAX];
    struct bb_assessment a = assess(s->config.questionnaire, o1, given);
    assert_cells(&a, BB_CELL_GREEN, &s->config.words, "knowledge, capacity");
    assert_true(a.holds[BB_VERDICT_WRONG_SOLUTION]);
    assert_false(a.holds[BB_VERDICT_FITS]);
}

static void o2_is_the_wrong_solution(void **state)
{
    assert_order(*state, o2, "not skill -> obstacle: no hand-off rule, no template; nobody feeds back",
                 "data, resources", "knowledge", 20, BB_VERDICT_WRONG_SOLUTION);
}

static void o3_fits(void **state)
{
    assert_order(*state, o3, "skill -> never did it -> formal training, then practice", "knowledge", "", 80,
                 BB_VERDICT_FITS);
}

static void the_share_shows_its_arithmetic(void **state)
{
    struct state *s = *state;
    const struct bb_questionnaire *q = s->config.questionnaire;
    struct bb_given given[BB_QUESTIONS_MAX];
    struct bb_assessment a = assess(q, o1, given);
    struct bb_str text = {0};
    bb_assessment_share(&text, q, given, &a);
    assert_string_equal(bb_str_get(&text),
                        "15 % = 3 of 20 points, to the nearest 5. For training: 3 new. For other causes: 3 punishing + "
                        "3 rewarded + 2 matters + 1 obstacle + 1 feedback + 2 expected + 3 motives + 2 always.");
    bb_str_clear(&text);
    bb_assessment_cause(&text, q, given, &a, &s->config.words);
    assert_string_equal(bb_str_get(&text),
                        "Not skill -> performing is punishing (counted, exposed); not performing is rewarded (VIPs "
                        "thank by name); no consequence; obstacle: VIP mailbox. Cells red: data, incentives, motives; "
                        "resources partly.");
    bb_str_finish(&text);
}

static void a_verdict_names_the_answers_that_led_to_it(void **state)
{
    struct state *s = *state;
    const struct bb_questionnaire *q = s->config.questionnaire;
    struct bb_given given[BB_QUESTIONS_MAX];
    struct bb_assessment a = assess(q, o3, given);
    struct bb_str text = {0};
    bb_assessment_because(&text, q, given, &a, BB_VERDICT_FITS, &s->config.words);
    assert_string_equal(bb_str_get(&text),
                        "Could they do it if their lives depended on it? no: 9 of 11 cannot build the filter\n"
                        "Did they use to do it? no\n"
                        "Do they know, without asking or looking it up, what the work needs of them? no");
    bb_str_finish(&text);
    const char *instead[8];
    a = assess(q, o2, given);
    assert_int_equal(bb_assessment_instead(q, given, &a, instead, 8), 5);
    assert_string_equal(instead[2], "Clear the obstacle out of the way before anybody is trained");
}

static void a_gap_that_nobody_misses_ends_it(void **state)
{
    struct state *s = *state;
    static const struct told told[] = {
        {"called", "yes", NULL}, {"workflow", "unknown", NULL}, {"functions", "unknown", NULL}, {"outcome", "no", NULL},
        {"gap", "no", NULL},     {"worth", "no", NULL},         {"skill", "no", NULL},          {NULL, NULL, NULL}};
    struct bb_given given[BB_QUESTIONS_MAX];
    struct bb_assessment a = assess(s->config.questionnaire, told, given);
    assert_int_equal(a.next, -1);
    assert_int_equal(a.asked_n, 6);
    assert_int_equal(a.leading, BB_VERDICT_WRONG_SOLUTION);
    assert_int_equal(a.share, 0);
    assert_int_equal(a.cells[BB_CELL_KNOWLEDGE], BB_CELL_UNASKED);
}

static void nothing_known_is_no_verdict(void **state)
{
    struct state *s = *state;
    const struct bb_questionnaire *q = s->config.questionnaire;
    struct bb_given given[BB_QUESTIONS_MAX];
    struct bb_assessment a;
    for (size_t i = 0; i < q->n; i++)
        given[i] = (struct bb_given){.reply = BB_REPLY_UNKNOWN};
    bb_assess(q, given, &a);
    assert_int_equal(a.leading, BB_NONE);
    assert_int_equal(a.next, -1);
    assert_cells(&a, BB_CELL_UNKNOWN, &s->config.words, "data, resources, incentives, knowledge, capacity, motives");
}

static void evidence_may_be_missing_or_long(void **state)
{
    struct state *s = *state;
    const struct bb_questionnaire *q = s->config.questionnaire;
    static const struct told told[] = {
        {"called", "yes", NULL},  {"workflow", "yes", NULL},  {"functions", "yes", NULL},
        {"outcome", "yes", NULL}, {"gap", "yes", NULL},       {"worth", "yes", NULL},
        {"skill", "yes", NULL},   {"punishing", "yes", NULL}, {"obstacle", "yes", "the form.\nIt has 40 fields."},
        {NULL, NULL, NULL}};
    struct bb_given given[BB_QUESTIONS_MAX];
    struct bb_assessment a = assess(q, told, given);
    struct bb_str text = {0};
    bb_assessment_path(&text, q, given, &a);
    assert_string_equal(bb_str_get(&text), "not skill -> performing is punishing; obstacle: the form");
    bb_str_finish(&text);
}

static void being_called_in_stands_for_an_answer(void **state)
{
    (void)state;
    assert_int_equal(bb_call_in_reply(BB_CALLED_IDEA), BB_REPLY_YES);
    assert_int_equal(bb_call_in_reply(BB_CALLED_DESIGN), BB_REPLY_PARTLY);
    assert_int_equal(bb_call_in_reply(BB_CALLED_AFTER), BB_REPLY_NO);
    assert_int_equal(bb_call_in_reply(BB_NONE), BB_REPLY_UNKNOWN);
}

/* Any questionnaire whose ways lead forward, with up to three of them for each answer. */
static void make_any(struct seeded *r, struct bb_questionnaire *q, struct bb_question *list, int *targets)
{
    q->n = 1 + seeded_below(r, BB_QUESTIONS_MAX);
    q->questions = list;
    q->rest = (int64_t)seeded_below(r, 4);
    q->holds = 1 + (int64_t)seeded_below(r, 5);
    for (size_t i = 0; i < q->n; i++) {
        list[i] = (struct bb_question){.id = "q", .text = "?", .good = seeded_below(r, 2) ? BB_REPLY_NO : BB_REPLY_YES};
        list[i].cell = seeded_below(r, 3) ? (int64_t)seeded_below(r, BB_CELL_COUNT) : BB_NONE;
        for (int k = 0; k < BB_REPLY_COUNT; k++, targets += 3) {
            struct bb_question_way *way = &list[i].ways[k];
            way->next = targets;
            way->next_n = i + 1 < q->n ? seeded_below(r, 4) : 0;
            way->path = seeded_below(r, 2) ? "so ({})" : NULL;
            way->training = (int64_t)seeded_below(r, 5);
            way->other = (int64_t)seeded_below(r, 5);
            way->verdicts[seeded_below(r, BB_VERDICT_COUNT)] = (int64_t)seeded_below(r, 4);
            for (size_t t = 0; t < way->next_n; t++)
                targets[t] = (int)(i + 1 + seeded_below(r, q->n - i - 1));
        }
    }
}

/* Answers one question after the other, as a person does. */
static size_t answer_all(struct seeded *r, const struct bb_questionnaire *q, struct bb_given *given,
                         struct bb_assessment *a)
{
    size_t asked = 0, before = q->n + 1;
    for (size_t i = 0; i < q->n; i++)
        given[i] = (struct bb_given){.reply = BB_NONE};
    for (bb_assess(q, given, a); a->next >= 0; bb_assess(q, given, a)) {
        assert_true(bb_assessment_ahead(q, given, a) < before);
        before = bb_assessment_ahead(q, given, a);
        assert_true(before > 0);
        assert_int_equal(given[a->next].reply, BB_NONE);
        given[a->next] = (struct bb_given){(int64_t)seeded_below(r, BB_REPLY_COUNT), seeded_below(r, 2) ? "e" : NULL};
        assert_true(++asked <= q->n);
    }
    return asked;
}

static void any_answers_come_to_an_end_and_no_question_is_asked_twice(void **state)
{
    struct seeded r = {0x5DEECE66D};
    struct bb_question *list = calloc(BB_QUESTIONS_MAX, sizeof *list);
    int *targets = calloc((size_t)BB_QUESTIONS_MAX * BB_REPLY_COUNT * 3, sizeof *targets);
    (void)state;
    for (int round = 0; round < 2000; round++) {
        struct bb_questionnaire q = {0};
        struct bb_given given[BB_QUESTIONS_MAX];
        struct bb_assessment a;
        bool seen[BB_QUESTIONS_MAX] = {false};
        make_any(&r, &q, list, targets);
        size_t asked = answer_all(&r, &q, given, &a);
        assert_int_equal(asked, a.asked_n);
        assert_int_equal(bb_assessment_ahead(&q, given, &a), 0);
        for (size_t k = 0; k < a.asked_n; k++) {
            assert_false(seen[a.asked[k]]);
            seen[a.asked[k]] = true;
        }
        assert_true(a.share == BB_NONE || (a.share >= 0 && a.share <= 100 && a.share % 5 == 0));
        assert_true(a.leading == BB_NONE || a.holds[a.leading]);
        for (int v = 0; v < BB_VERDICT_COUNT; v++)
            assert_true(!a.holds[v] || a.points[v] <= a.points[a.leading]);
    }
    free(list);
    free(targets);
}

/* The order in which questions are answered changes nothing. */
static void a_change_of_mind_leads_where_the_new_answer_would_have(void **state)
{
    struct state *s = *state;
    const struct bb_questionnaire *q = s->config.questionnaire;
    struct bb_given first[BB_QUESTIONS_MAX], second[BB_QUESTIONS_MAX];
    struct bb_assessment direct = assess(q, o3, first), changed = assess(q, o1, second);
    assert_true(changed.leading != direct.leading);
    memcpy(second, first, sizeof *first * q->n);
    bb_assess(q, second, &changed);
    assert_memory_equal(&direct, &changed, sizeof direct);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(o1_is_a_bandage),
        TEST(o2_is_the_wrong_solution),
        TEST(o3_fits),
        TEST(the_share_shows_its_arithmetic),
        TEST(a_verdict_names_the_answers_that_led_to_it),
        TEST(a_gap_that_nobody_misses_ends_it),
        TEST(nothing_known_is_no_verdict),
        TEST(evidence_may_be_missing_or_long),
        TEST(being_called_in_stands_for_an_answer),
        TEST(any_answers_come_to_an_end_and_no_question_is_asked_twice),
        TEST(a_change_of_mind_leads_where_the_new_answer_would_have),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
