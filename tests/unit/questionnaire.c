/* What a team sees when it writes a questionnaire of its own: what holds, and what is said about mistakes. */
#include "config.h"

#include "../folder.h"
#include <ctype.h>

static const struct bb_questionnaire *questions(struct state *s)
{
    return s->config.questionnaire;
}

/* The text is refused with this finding, and the questionnaire that was there still counts. */
static void assert_refused(struct state *s, const char *yaml, const char *finding)
{
    const struct bb_questionnaire *before = questions(s);
    assert_false(read_text(s, yaml));
    assert_said(s, 0, BB_FATAL, finding);
    assert_ptr_equal(questions(s), before);
}

static void the_default_asks_for_all_six_cells(void **state)
{
    const struct bb_questionnaire *q = questions(*state);
    bool cells[BB_CELL_COUNT] = {false}, fills[BB_FILLS_COUNT] = {false};
    assert_in_range(q->n, 10, 30);
    for (size_t i = 0; i < q->n; i++) {
        assert_true(q->questions[i].text && q->questions[i].hint);
        fills[q->questions[i].fills] = true;
        if (q->questions[i].cell != BB_NONE)
            cells[q->questions[i].cell] = true;
    }
    for (int c = 0; c < BB_CELL_COUNT; c++)
        assert_true(cells[c]);
    for (int f = 0; f < BB_FILLS_COUNT; f++)
        assert_true(fills[f]);
}

/* A comma in a list without quotes makes two of one. */
static void advice_is_whole(void **state)
{
    const struct bb_questionnaire *q = questions(*state);
    size_t n = 0;
    for (size_t i = 0; i < q->n; i++)
        for (int reply = 0; reply < BB_REPLY_COUNT; reply++)
            for (size_t k = 0; k < q->questions[i].ways[reply].instead_n; k++, n++)
                if (!isupper((unsigned char)q->questions[i].ways[reply].instead[k][0]))
                    fail_msg("%s: %s", q->questions[i].id, q->questions[i].ways[reply].instead[k]);
    assert_true(n > 10);
}

static void the_default_file_is_printed_and_reads_back(void **state)
{
    struct state *s = *state;
    struct bb_str first = {0}, second = {0};
    bb_config_dump(&s->config, &first);
    assert_true(read_text(s, bb_config_questions()));
    assert_int_equal(s->findings.n, 0);
    bb_config_dump(&s->config, &second);
    assert_string_equal(bb_str_get(&first), bb_str_get(&second));
    bb_str_finish(&first);
    bb_str_finish(&second);
}

static void a_team_asks_its_own_questions(void **state)
{
    struct state *s = *state;
    assert_true(read_text(s, "questionnaire:\n"
                             "  rest: 4\n"
                             "  questions:\n"
                             "    skill:\n"
                             "      text: Can they?\n"
                             "      cell: 4\n"
                             "      good: yes\n"
                             "      next: end\n"
                             "      yes: {path: not skill, next: [tools, wish]}\n"
                             "      no: {path: skill, training: 6, verdicts: {fits: 3}}\n"
                             "    tools: {text: Have they the tools?, cell: resources, good: yes, next: end}\n"
                             "    wish: {text: Do they want to?, next: end}\n"));
    assert_int_equal(s->findings.n, 0);
    const struct bb_questionnaire *q = questions(s);
    assert_int_equal(q->n, 3);
    assert_int_equal(q->rest, 4);
    assert_int_equal(q->holds, 3);
    assert_int_equal(q->questions[0].cell, BB_CELL_KNOWLEDGE);
    assert_int_equal(q->questions[0].ways[BB_REPLY_YES].next_n, 2);
    assert_int_equal(q->questions[0].ways[BB_REPLY_YES].next[1], 2);
    assert_int_equal(q->questions[0].ways[BB_REPLY_NO].next_n, 0);
    assert_int_equal(q->questions[0].ways[BB_REPLY_NO].verdicts[BB_VERDICT_FITS], 3);
    assert_int_equal(q->questions[1].cell, BB_CELL_RESOURCES);
}

static void a_loop_is_shown_where_it_closes(void **state)
{
    assert_refused(*state,
                   "questionnaire:\n"
                   "  questions:\n"
                   "    a: {text: A?, next: b}\n"
                   "    b:\n"
                   "      text: B?\n"
                   "      next: end\n"
                   "      no: {next: [c, a]}\n"
                   "    c: {text: C?, next: end}\n",
                   "team.yaml:7:22: this leads back to \"a\" (a -> b -> a); a questionnaire must come to an end\n"
                   "          no: {next: [c, a]}\n"
                   "                         ^");
}

static void a_question_does_not_lead_to_itself(void **state)
{
    assert_refused(*state, "questionnaire: {questions: {a: {text: A?, next: a}}}\n",
                   "team.yaml:1:49: this leads back to \"a\" (a -> a); a questionnaire must come to an end\n"
                   "    questionnaire: {questions: {a: {text: A?, next: a}}}\n"
                   "                                                    ^");
}

static void a_dead_end_is_named_with_its_answer(void **state)
{
    assert_refused(*state,
                   "questionnaire:\n"
                   "  questions:\n"
                   "    a:\n"
                   "      text: A?\n"
                   "      yes: {next: end}\n"
                   "      partly: {next: end}\n"
                   "      unknown: {next: end}\n",
                   "team.yaml:3:5: the answer no of \"a\" leads nowhere; expected is `next: QUESTION`, a list of "
                   "questions, or `next: end`\n"
                   "        a:\n"
                   "        ^");
}

static void a_question_that_nothing_leads_to_is_a_mistake(void **state)
{
    assert_refused(
        *state,
        "questionnaire:\n"
        "  questions:\n"
        "    a: {text: A?, next: end}\n"
        "    b: {text: B?, next: end}\n",
        "team.yaml:4:5: no answer leads to \"b\"; name it in the `next` of another question, or leave it out\n"
        "        b: {text: B?, next: end}\n"
        "        ^");
}

static void unknown_names_come_with_the_nearest(void **state)
{
    assert_refused(*state,
                   "questionnaire:\n"
                   "  questions:\n"
                   "    skill: {text: A?, next: motive}\n"
                   "    motives: {text: B?, next: end}\n",
                   "team.yaml:3:29: \"motive\" is no question of this questionnaire; did you mean \"motives\"?\n"
                   "        skill: {text: A?, next: motive}\n"
                   "                                ^");
    assert_refused(
        *state, "questionnaire: {questions: {a: {text: A?, cell: knowlege, good: yes, next: end}}}\n",
        "team.yaml:1:49: \"knowlege\" is no cell (data, resources, incentives, knowledge, capacity, motives, "
        "or 1 to 6); did you mean \"knowledge\"?\n"
        "    questionnaire: {questions: {a: {text: A?, cell: knowlege, good: yes, next: end}}}\n"
        "                                                    ^");
    assert_refused(*state, "questionnaire: {questions: {a: {text: A?, next: end, no: {verdicts: {bandages: 2}}}}}\n",
                   "team.yaml:1:70: \"bandages\" is no verdict; did you mean \"bandage\"?\n"
                   "    aire: {questions: {a: {text: A?, next: end, no: {verdicts: {bandages: 2}}}}}\n"
                   "                                                                ^");
}

static void a_cell_without_its_good_answer_is_a_mistake(void **state)
{
    assert_refused(*state, "questionnaire: {questions: {a: {text: A?, cell: 1, next: end}}}\n",
                   "team.yaml:1:49: \"a\" speaks of a cell; `good: yes` or `good: no` must say which answer leaves it "
                   "green\n"
                   "    questionnaire: {questions: {a: {text: A?, cell: 1, next: end}}}\n"
                   "                                                    ^");
}

static void other_mistakes_say_what_was_expected(void **state)
{
    struct state *s = *state;
    static const struct {
        const char *yaml, *says;
    } cases[] = {
        {"questionnaire: 5\n",
         "questionnaire must be a section, or the full path of a file that holds one, but here is "
         "\"5\""},
        {"questionnaire: {rest: 1}\n", "a questionnaire needs `questions:`"},
        {"questionnaire: {questions: {}}\n", "a questionnaire has from 1 to 64 questions, but here are 0"},
        {"questionnaire: {questions: {a: {next: end}}}\n", "\"a\" has no text; expected is `text: QUESTION`"},
        {"questionnaire: {questions: {a: {text: A?, cell: 7, next: end}}}\n", "\"7\" is no cell"},
        {"questionnaire: {questions: {A b: {text: A?, next: end}}}\n", "the name of a question must be small letters"},
        {"questionnaire: {questions: {end: {text: A?, next: end}}}\n", "the name of a question must be small letters"},
        {"questionnaire: {questions: {a: {text: A?, next: []}}}\n",
         "next must be a question, a list of questions, or end"},
        {"questionnaire: {questions: {a: {text: A?, next: end, no: {training: 101}}}}\n",
         "training must be a whole number from 0 to 100"},
        {"questionnaire: {questions: {a: {text: A?, next: end, fills: verdict}}}\n",
         "fills must be called-in, workflow-known or functions"},
        {"questionnaire: {questions: {a: {text: A?, next: end, no: {instead: b}}}}\n",
         "instead must be a list of texts"},
        {"questionnaire: /nowhere/questions.yaml\n", "/nowhere/questions.yaml: cannot be opened: No such file"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct bb_questionnaire *before = questions(s);
        assert_false(read_text(s, cases[i].yaml));
        assert_some_finding(s, cases[i].says);
        assert_ptr_equal(questions(s), before);
    }
}

static void a_file_of_its_own_is_read_and_its_mistakes_are_placed_in_it(void **state)
{
    struct state *s = *state;
    char folder[64], path[96], yaml[128];
    assert_true(folder_make(folder, sizeof folder));
    snprintf(path, sizeof path, "%s/questions.yaml", folder);
    snprintf(yaml, sizeof yaml, "questionnaire: %s\n", path);
    FILE *f = fopen(path, "w");
    fputs("questionnaire: {questions: {one: {text: One?, next: end}}}\n", f);
    fclose(f);
    assert_true(read_text(s, yaml));
    assert_int_equal(questions(s)->n, 1);
    f = fopen(path, "w");
    fputs("questionnaire:\n  questions: {one: {text: One?, next: two}}\n", f);
    fclose(f);
    assert_false(read_text(s, yaml));
    assert_some_finding(s, "/questions.yaml:2:39: \"two\" is no question of this questionnaire");
    assert_string_equal(questions(s)->questions[0].id, "one");
    folder_leave(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_default_asks_for_all_six_cells),
        TEST(advice_is_whole),
        TEST(the_default_file_is_printed_and_reads_back),
        TEST(a_team_asks_its_own_questions),
        TEST(a_loop_is_shown_where_it_closes),
        TEST(a_question_does_not_lead_to_itself),
        TEST(a_dead_end_is_named_with_its_answer),
        TEST(a_question_that_nothing_leads_to_is_a_mistake),
        TEST(unknown_names_come_with_the_nearest),
        TEST(a_cell_without_its_good_answer_is_a_mistake),
        TEST(other_mistakes_say_what_was_expected),
        TEST(a_file_of_its_own_is_read_and_its_mistakes_are_placed_in_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
