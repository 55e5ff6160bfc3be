#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include <bepboard/error.h>
#include <bepboard/mem.h>
#include <bepboard/str.h>
#include <bepboard/text.h>

static void an_empty_string_needs_no_memory(void **state)
{
    (void)state;
    struct bb_str s = {0};
    assert_string_equal(bb_str_get(&s), "");
    assert_null(s.s);
    bb_str_clear(&s);
    bb_str_add(&s, NULL);
    assert_null(s.s);
    char *taken = bb_str_take(&s);
    assert_string_equal(taken, "");
    free(taken);
    bb_str_finish(&s);
    bb_str_finish(&s);
}

static void a_string_grows_by_its_pieces(void **state)
{
    (void)state;
    struct bb_str s = {0};
    bb_str_add(&s, "or");
    bb_str_addn(&s, "deration", 3);
    bb_str_addc(&s, ' ');
    bb_str_fill(&s, '-', 3);
    bb_str_fill(&s, 'x', 0);
    bb_str_addf(&s, " %d of %s", 2, "many");
    assert_string_equal(bb_str_get(&s), "order --- 2 of many");
    assert_int_equal(s.n, strlen(s.s));
    bb_str_clear(&s);
    assert_string_equal(bb_str_get(&s), "");
    bb_str_addn(&s, "a\0b", 3);
    assert_int_equal(s.n, 3);
    assert_memory_equal(s.s, "a\0b", 4);
    bb_str_finish(&s);
}

static void a_long_string_arrives_whole(void **state)
{
    (void)state;
    struct bb_str s = {0};
    for (int i = 0; i < 100000; i++)
        bb_str_addf(&s, "%06d", i);
    assert_int_equal(s.n, 600000);
    assert_memory_equal(s.s + 6 * 99999, "099999", 7);
    assert_true(s.cap > s.n);
    bb_str_finish(&s);
}

static void an_arena_keeps_its_pieces_apart(void **state)
{
    (void)state;
    struct bb_arena a = {0};
    char *pieces[500];
    for (size_t i = 0; i < 500; i++) {
        pieces[i] = bb_arena_alloc(&a, i * 7);
        assert_int_equal((uintptr_t)pieces[i] % _Alignof(max_align_t), 0);
        for (size_t k = 0; k < i * 7; k++)
            assert_int_equal(pieces[i][k], 0);
        memset(pieces[i], (int)(i % 100) + 1, i * 7);
    }
    for (size_t i = 0; i < 500; i++)
        for (size_t k = 0; k < i * 7; k++)
            assert_int_equal(pieces[i][k], (int)(i % 100) + 1);
    assert_string_equal(bb_arena_strdup(&a, "word"), "word");
    assert_string_equal(bb_arena_strndup(&a, "words", 4), "word");
    assert_string_equal(bb_arena_strndup(&a, "wo", 40), "wo");
    assert_null(bb_arena_strdup(&a, NULL));
    bb_arena_finish(&a);
    assert_null(a.head);
    assert_string_equal(bb_arena_strdup(&a, "again"), "again");
    bb_arena_finish(&a);
    bb_arena_finish(&a);
}

static void an_array_doubles(void **state)
{
    (void)state;
    int *numbers = NULL;
    size_t cap = 0;
    for (size_t n = 0; n < 1000; n++) {
        numbers = bb_grow(numbers, n, &cap, sizeof *numbers);
        assert_true(cap > n);
        numbers[n] = (int)n;
    }
    for (int n = 0; n < 1000; n++)
        assert_int_equal(numbers[n], n);
    free(numbers);
    assert_null(bb_strdup(NULL));
    assert_null(bb_strndup(NULL, 3));
    free(bb_alloc(0));
}

static void say_goodbye(void)
{
    ssize_t written = write(STDOUT_FILENO, "restored", 8);
    (void)written;
}

static void out_of_memory_restores_the_terminal_and_ends(void **state)
{
    (void)state;
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        dup2(ends[1], STDOUT_FILENO);
        bb_out_of_memory_hook(say_goodbye);
        size_t cap = SIZE_MAX / 2;
        bb_grow(NULL, cap, &cap, 16);
        _exit(0);
    }
    close(ends[1]);
    char said[9] = "";
    assert_int_equal(read(ends[0], said, 8), 8);
    close(ends[0]);
    assert_string_equal(said, "restored");
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 70);
}

static void an_error_is_one_sentence(void **state)
{
    (void)state;
    struct bb_error err = {0};
    assert_false(bb_fail(&err, BB_E_INPUT, "Line %d is not a date.", 3));
    assert_int_equal(err.code, BB_E_INPUT);
    assert_string_equal(err.text, "Line 3 is not a date.");
    bb_fail(&err, BB_E_FAILED, "orders.csv: %s", err.text);
    assert_string_equal(err.text, "orders.csv: Line 3 is not a date.");
    assert_false(bb_fail(NULL, BB_E_FULL, "Nobody %s.", "listens"));
}

static void a_long_error_is_cut_between_characters(void **state)
{
    (void)state;
    struct bb_str s = {0};
    for (int i = 0; i < 1000; i++)
        bb_str_add(&s, "\342\202\254");
    for (int shift = 0; shift < 4; shift++) {
        struct bb_error err = {0};
        bb_fail(&err, BB_E_FAILED, "%.*s%s", shift, "xxx", bb_str_get(&s));
        size_t n = strlen(err.text);
        assert_in_range(n, sizeof err.text - 3, sizeof err.text - 1);
        assert_int_equal(bb_utf8_valid(err.text, n), n);
    }
    bb_str_finish(&s);
}

static void an_error_is_always_utf8(void **state)
{
    (void)state;
    struct bb_error err = {0};
    bb_fail(&err, BB_E_INPUT, "\"%.2s\" and \377.", "\342\202\254");
    assert_string_equal(err.text, "\"??\" and ?.");
}

static void every_code_has_its_exit_status(void **state)
{
    (void)state;
    static const int wanted[] = {0, 1, 2, 3, 1, 1, 4, 4, 1, 3, 3, 130};
    for (int code = 0; code < BB_CODE_COUNT; code++)
        assert_int_equal(bb_error_exit_status((enum bb_code)code), wanted[code]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_empty_string_needs_no_memory),
        cmocka_unit_test(a_string_grows_by_its_pieces),
        cmocka_unit_test(a_long_string_arrives_whole),
        cmocka_unit_test(an_arena_keeps_its_pieces_apart),
        cmocka_unit_test(an_array_doubles),
        cmocka_unit_test(out_of_memory_restores_the_terminal_and_ends),
        cmocka_unit_test(an_error_is_one_sentence),
        cmocka_unit_test(a_long_error_is_cut_between_characters),
        cmocka_unit_test(an_error_is_always_utf8),
        cmocka_unit_test(every_code_has_its_exit_status),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
