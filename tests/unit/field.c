#include "../seeded.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <bepboard/words.h>

enum { TODAY = 20779 }; /* 2026-11-22 */

struct sample {
    const char *title, *note;
    int64_t learners, share, active, stance, unit;
    struct bb_date due;
};

static const char *const stance_keys[] = {"unaware", "resistant", "neutral", "supportive", "leading", "early-adopter"};
static const struct bb_choices stances = {.name = "stance", .keys = stance_keys, .count = 6};

enum { TITLE, NOTE, LEARNERS, SHARE, ACTIVE, STANCE, UNIT, DUE, FIELD_COUNT };
static const struct bb_field fields[] = {
    [TITLE] = BB_FIELD(struct sample, title, BB_OPEN, BB_TEXT, "Title", .max = 12),
    [NOTE] = BB_FIELD(struct sample, note, BB_TEAM, BB_NOTE, "Note", 0),
    [LEARNERS] = BB_FIELD(struct sample, learners, BB_OPEN, BB_INT, "Learners", .min = 0, .max = 500, .unit = "people"),
    [SHARE] = BB_FIELD(struct sample, share, BB_OPEN, BB_DECIMAL, "Share", .min = 0, .max = BB_MILLION),
    [ACTIVE] = BB_FIELD(struct sample, active, BB_OPEN, BB_BOOL, "Active", 0),
    [STANCE] = BB_FIELD(struct sample, stance, BB_PRIVATE, BB_CHOICE, "Stance", .choices = &stances),
    [UNIT] = BB_FIELD(struct sample, unit, BB_OPEN, BB_REF, "Unit", 0),
    [DUE] = BB_FIELD(struct sample, due, BB_OPEN, BB_DATE, "Due", 0),
};

struct row {
    int field;
    const char *typed;
    const char *canonical; /* NULL = refused */
};

static const struct row rows[] = {
    {TITLE, "  Python course ", NULL},
    {TITLE, " Excel  ", "Excel"},
    {TITLE, "", ""},
    {TITLE, "one\ntwo", NULL},
    {TITLE, "caf\303", NULL},
    {TITLE, "twelve bytes", "twelve bytes"},
    {NOTE, "one\ntwo\n", "one\ntwo"},
    {NOTE, "   \n ", ""},
    {LEARNERS, "120", "120"},
    {LEARNERS, " 007 ", "7"},
    {LEARNERS, "+5", "5"},
    {LEARNERS, "0", "0"},
    {LEARNERS, "500", "500"},
    {LEARNERS, "501", NULL},
    {LEARNERS, "-1", NULL},
    {LEARNERS, "12x", NULL},
    {LEARNERS, "1.5", NULL},
    {LEARNERS, "99999999999999999999", NULL},
    {LEARNERS, "", ""},
    {SHARE, "0.16", "0.16"},
    {SHARE, "1.000000", "1"},
    {SHARE, "0.1234567", NULL},
    {SHARE, ".5", NULL},
    {SHARE, "1.", NULL},
    {SHARE, "1.000001", NULL},
    {SHARE, "0,5", NULL},
    {SHARE, "1e-2", NULL},
    {ACTIVE, "yes", "1"},
    {ACTIVE, "Y", "1"},
    {ACTIVE, "true", "1"},
    {ACTIVE, "no", ""},
    {ACTIVE, "0", ""},
    {ACTIVE, "maybe", NULL},
    {STANCE, "resistant", "resistant"},
    {STANCE, "LEAD", "leading"},
    {STANCE, "Early Adopter", "early-adopter"},
    {STANCE, "r", "resistant"},
    {STANCE, "angry", NULL},
    {STANCE, "", ""},
    {UNIT, "Sales North", "Sales North"},
    {DUE, "2026-12", "2026-12"},
    {DUE, "tomorrow", "2026-11-23"},
    {DUE, "someday", NULL},
    {DUE, "", ""},
};

static void what_people_type_becomes_canonical(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct bb_field *f = &fields[rows[i].field];
        struct bb_str out = {0};
        struct bb_error err = {0};
        bb_str_add(&out, "old");
        bool ok = bb_field_parse(f, rows[i].typed, TODAY, &out, &err);
        if (ok != (rows[i].canonical != NULL))
            fail_msg("%s \"%s\" was %s", f->label, rows[i].typed, ok ? "taken" : "refused");
        if (ok)
            assert_string_equal(bb_str_get(&out), rows[i].canonical);
        else
            assert_memory_equal(err.text, f->label, strlen(f->label));
        assert_int_equal(err.code, ok ? BB_OK : BB_E_INPUT);
        bb_str_finish(&out);
    }
}

static void an_ambiguous_beginning_is_refused(void **state)
{
    (void)state;
    static const char *const keys[] = {"open", "opened", "closed"};
    static const struct bb_choices set = {.name = "set", .keys = keys, .count = 3};
    const struct bb_field f = {.label = "State", .kind = BB_CHOICE, .choices = &set};
    struct bb_str out = {0};
    struct bb_error err = {0};
    assert_false(bb_field_parse(&f, "op", TODAY, &out, &err));
    assert_string_equal(err.text, "State: expected open, opened or closed, not \"op\".");
    assert_true(bb_field_parse(&f, "open", TODAY, &out, &err));
    assert_string_equal(bb_str_get(&out), "open");
    bb_str_finish(&out);
}

static void a_refusal_says_what_was_expected(void **state)
{
    (void)state;
    struct bb_str out = {0};
    struct bb_error err = {0};
    assert_false(bb_field_parse(&fields[LEARNERS], "many", TODAY, &out, &err));
    assert_string_equal(err.text, "Learners: expected a whole number from 0 to 500 people, not \"many\".");
    assert_false(bb_field_parse(&fields[SHARE], "2", TODAY, &out, &err));
    assert_string_equal(err.text, "Share: expected a number (as 0.16) from 0 to 1, not \"2\".");
    assert_false(bb_field_parse(&fields[ACTIVE], "perhaps", TODAY, &out, &err));
    assert_string_equal(err.text, "Active: expected yes or no, not \"perhaps\".");
    assert_false(bb_field_parse(&fields[ACTIVE], "perhaps", TODAY, &out, NULL));
    bb_str_finish(&out);
}

static void records_survive_as_canonical_text(void **state)
{
    (void)state;
    static const char *const texts[FIELD_COUNT][4] = {
        [TITLE] = {"Excel", ""},
        [NOTE] = {"one\ntwo", ""},
        [LEARNERS] = {"120", "0", "-3", ""},
        [SHARE] = {"0.16", "1", "-0.000001", ""},
        [ACTIVE] = {"1", ""},
        [STANCE] = {"resistant", "unaware", ""},
        [UNIT] = {"42", ""},
        [DUE] = {"2026-11-22", "2026-11", "1915", ""},
    };
    for (int k = 0; k < FIELD_COUNT; k++) {
        for (int i = 0; i < 4 && texts[k][i]; i++) {
            struct sample record = {.learners = 99, .share = 99, .stance = 1, .unit = 9, .due = {9, BB_DAY}};
            struct bb_str out = {0};
            assert_true(bb_field_load(&fields[k], &record, texts[k][i]));
            bb_field_save(&fields[k], &record, &out);
            assert_string_equal(bb_str_get(&out), texts[k][i]);
            assert_int_equal(bb_field_empty(&fields[k], &record), texts[k][i][0] == '\0');
            bb_str_finish(&out);
        }
    }
}

static void text_that_is_not_canonical_is_not_loaded(void **state)
{
    (void)state;
    static const struct row bad[] = {{LEARNERS, "many", NULL},    {SHARE, "0,5", NULL},  {ACTIVE, "2", NULL},
                                     {STANCE, "Resistant", NULL}, {UNIT, "Sales", NULL}, {DUE, "tomorrow", NULL}};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct sample record = {0};
        assert_false(bb_field_load(&fields[bad[i].field], &record, bad[i].typed));
        assert_memory_equal(&record, &(struct sample){0}, sizeof record);
    }
}

static void an_empty_field_knows_it(void **state)
{
    (void)state;
    struct sample record = {.title = "x", .learners = 0, .share = 0, .active = 1, .stance = 0, .unit = 3};
    assert_false(bb_field_empty(&fields[LEARNERS], &record));
    assert_false(bb_field_empty(&fields[STANCE], &record));
    for (int k = 0; k < FIELD_COUNT; k++) {
        assert_true(bb_field_load(&fields[k], &record, NULL));
        assert_true(bb_field_empty(&fields[k], &record));
    }
    assert_int_equal(record.learners, BB_NONE);
    assert_int_equal(record.active, 0);
    assert_int_equal(record.unit, 0);
}

static void decimals_are_exact(void **state)
{
    (void)state;
    static const struct {
        int64_t value;
        const char *text;
    } known[] = {{0, "0"},
                 {1, "0.000001"},
                 {-1, "-0.000001"},
                 {156000, "0.156"},
                 {16000000, "16"},
                 {-3500000, "-3.5"},
                 {INT64_MAX, "9223372036854.775807"}};
    struct bb_str s = {0};
    int64_t back = 0;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        bb_str_clear(&s);
        bb_decimal_format(&s, known[i].value);
        assert_string_equal(bb_str_get(&s), known[i].text);
    }
    struct seeded random = {99};
    for (int i = 0; i < 20000; i++) {
        int64_t value = (int64_t)(seeded_next(&random) >> seeded_below(&random, 60)) / (i % 2 ? 2 : -2);
        bb_str_clear(&s);
        bb_decimal_format(&s, value);
        assert_true(bb_decimal_parse(bb_str_get(&s), &back));
        assert_int_equal(back, value);
    }
    back = 5;
    static const char *const bad[] = {"",    "-",  ".", "1.", ".1", "1.1234567", "1 ", " 1", "9223372036854.775808",
                                      "1e3", "--1"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_false(bb_decimal_parse(bad[i], &back));
    assert_int_equal(back, 5);
    bb_str_finish(&s);
}

static void the_vocabulary_speaks_to_its_audience(void **state)
{
    (void)state;
    static const struct bb_word list[] = {
        {"category", "early-adopter", "pioneer", NULL},
        {"stance", "leading", "leading the way", NULL},
        {"stance", "resistant", "resistant", "needs something else"},
    };
    const struct bb_words words = {.list = list, .n = 3};
    assert_string_equal(bb_word(&words, &stances, 1, BB_DESK), "resistant");
    assert_string_equal(bb_word(&words, &stances, 1, BB_ROOM), "needs something else");
    assert_string_equal(bb_word(&words, &stances, 4, BB_ROOM), "leading the way");
    assert_string_equal(bb_word(&words, &stances, 5, BB_DESK), "early-adopter");
    assert_string_equal(bb_word(&words, &stances, BB_NONE, BB_DESK), "");
    assert_string_equal(bb_word(&words, &stances, 6, BB_DESK), "");
    assert_string_equal(bb_word(&(struct bb_words){0}, &stances, 0, BB_DESK), "unaware");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_people_type_becomes_canonical),
        cmocka_unit_test(an_ambiguous_beginning_is_refused),
        cmocka_unit_test(a_refusal_says_what_was_expected),
        cmocka_unit_test(records_survive_as_canonical_text),
        cmocka_unit_test(text_that_is_not_canonical_is_not_loaded),
        cmocka_unit_test(an_empty_field_knows_it),
        cmocka_unit_test(decimals_are_exact),
        cmocka_unit_test(the_vocabulary_speaks_to_its_audience),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
