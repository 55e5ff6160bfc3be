/* What a user may hand us as CSV, and what comes of it. */
#include <bepboard/csv.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

/* Reads everything; cells are shown as "<a><b>|<c>", an error as "!text". */
static char *read_all(struct bb_csv *c)
{
    struct bb_str out = {0};
    struct bb_error err = {0};
    const struct bb_cell_text *cells;
    size_t n;
    for (bool first = true; bb_csv_next(c, &cells, &n, &err); first = false) {
        if (!first)
            bb_str_addc(&out, '|');
        for (size_t i = 0; i < n; i++) {
            assert_int_equal(strlen(cells[i].s), cells[i].n);
            bb_str_addf(&out, "<%s>", cells[i].s);
        }
    }
    if (err.code)
        bb_str_addf(&out, "!%s", err.text);
    bb_csv_close(c);
    return bb_str_take(&out);
}

static void shows(const char *text, const char *expected)
{
    char *got = read_all(bb_csv_from("people.csv", text, strlen(text)));
    assert_string_equal(got, expected);
    free(got);
}

static void plain_rows(void **state)
{
    (void)state;
    shows("a,b,c\n1,2,3\n", "<a><b><c>|<1><2><3>");
    shows("a,b,c\r\n1,2,3\r\n", "<a><b><c>|<1><2><3>");
    shows("a,b\n1,2", "<a><b>|<1><2>");
    shows("a,b\n,\n1,", "<a><b>|<><>|<1><>");
    shows("", "");
    shows("\n\r\n\n", "");
    shows("a\n\n\nb\n", "<a>|<b>");
    shows("\xEF\xBB\xBFname,day\nZoë,1\n", "<name><day>|<Zoë><1>");
    shows("a rather long heading,another one,x\nand a cell of more than eight bytes,y,z\n",
          "<a rather long heading><another one><x>|<and a cell of more than eight bytes><y><z>");
}

static void quoted_cells(void **state)
{
    (void)state;
    shows("a,\"b,c\",d\n", "<a><b,c><d>");
    shows("\"say \"\"yes\"\"\",2\n", "<say \"yes\"><2>");
    shows("\"two\nlines\",2\r\n\"\",3\r\n", "<two\nlines><2>|<><3>");
    shows("\"\"\n", "<>");
    shows("\"\"\"\"", "<\">");
    shows("a,\"b\"\r\nc,\"d\"", "<a><b>|<c><d>");
    shows("5\" pipe,b\n", "<5\" pipe><b>");
    shows("a,\"b\"x\n",
          "!people.csv, line 1: Behind a closing quote there must be a separator or the end of the line.");
    shows("a,b\n\n1,\"two\nthree", "<a><b>!people.csv, line 3: A quote is opened here and never closed.");
}

static void separators_are_found(void **state)
{
    (void)state;
    shows("a;b;c\n1,5;2;3\n", "<a><b><c>|<1,5><2><3>");
    shows("a\tb\n1;2\t3\n", "<a><b>|<1;2><3>");
    shows("\"a;b;c;d\",x\n1,2\n", "<a;b;c;d><x>|<1><2>");
    shows("alone\nx;y\n", "<alone>|<x;y>");
}

static void other_encodings_are_named(void **state)
{
    (void)state;
    shows("name\nZo\xEB,1\n", "<name>!people.csv, line 2: This is not UTF-8; it looks like Latin-1. Convert it first: "
                              "iconv -f LATIN1 -t UTF-8.");
    shows("name\n\xC0\xAF\n", "<name>!people.csv, line 2: This is not valid UTF-8 text.");
    shows("name\n\xED\xA0\x80\n", "<name>!people.csv, line 2: This is not valid UTF-8 text.");
    shows("cut \xE2\x82", "!people.csv, line 1: This is not valid UTF-8 text.");
    char *got = read_all(bb_csv_from("x",
                                     "\xFF\xFE"
                                     "a\0b\0",
                                     6));
    assert_non_null(strstr(got, "UTF-16"));
    free(got);
    got = read_all(bb_csv_from("x", "a\0b\0\n\0", 6));
    assert_non_null(strstr(got, "UTF-16"));
    free(got);
    got = read_all(bb_csv_from("x", "a,b\n1,\0\n", 8));
    assert_string_equal(got, "<a><b>!x, line 2: There is a NUL byte; a CSV file is plain text in UTF-8.");
    free(got);
}

static void too_much_is_refused(void **state)
{
    (void)state;
    struct bb_str big = {0};
    bb_str_fill(&big, 'x', 3 << 20);
    char *got = read_all(bb_csv_from("x", big.s, big.n));
    assert_non_null(strstr(got, "longer than 1 MiB"));
    free(got);
    big.s[0] = '"';
    got = read_all(bb_csv_from("x", big.s, big.n));
    assert_non_null(strstr(got, "longer than 1 MiB"));
    free(got);
    bb_str_clear(&big);
    bb_str_fill(&big, ',', 999);
    got = read_all(bb_csv_from("x", big.s, big.n));
    assert_null(strchr(got, '!'));
    free(got);
    bb_str_clear(&big);
    bb_str_fill(&big, ',', 1000);
    got = read_all(bb_csv_from("x", big.s, big.n));
    assert_string_equal(got, "!x, line 1: There are more than 1000 columns. Is this a CSV file?");
    free(got);
    bb_str_clear(&big);
    for (int i = 0; i < 40; i++) {
        bb_str_fill(&big, 'y', 1 << 19);
        bb_str_addc(&big, ',');
    }
    got = read_all(bb_csv_from("x", big.s, big.n));
    assert_non_null(strstr(got, "a row than 16 MiB"));
    free(got);
    bb_str_finish(&big);
}

/* A cell of exactly 1 MiB passes, quoted or not. */
static void the_largest_cell(void **state)
{
    (void)state;
    struct bb_str text = {0};
    bb_str_fill(&text, 'x', 1 << 20);
    bb_str_add(&text, ",\"");
    bb_str_fill(&text, 'y', 1 << 20);
    bb_str_add(&text, "\"\n");
    struct bb_csv *c = bb_csv_from("x", text.s, text.n);
    const struct bb_cell_text *cells;
    size_t n;
    assert_true(bb_csv_next(c, &cells, &n, NULL));
    assert_int_equal(n, 2);
    assert_int_equal(cells[0].n, 1 << 20);
    assert_int_equal(cells[1].n, 1 << 20);
    assert_int_equal(bb_csv_offset(c), bb_csv_size(c));
    bb_csv_close(c);
    bb_str_finish(&text);
}

static uint32_t dice(uint32_t *state, uint32_t sides)
{
    *state = *state * 1664525u + 1013904223u;
    return (*state >> 8) % sides;
}

static void random_text(uint32_t *seed, char *out)
{
    static const char *const pieces[] = {"a", "bc", "\"", ",", "\n",           "\r\n", "é",
                                         "€", "𝄞",  " ",  ";", "twelve bytes", "\t"};
    out[0] = '\0';
    for (uint32_t i = dice(seed, 7); i > 0; i--)
        strcat(out, pieces[dice(seed, sizeof pieces / sizeof *pieces)]);
}

/* What we write we read back, wherever the borders of the blocks fall; and the line numbers are right. */
static void written_is_read(void **state)
{
    (void)state;
    enum { ROWS = 60000, COLUMNS = 3 };
    struct bb_str text = {0};
    uint32_t seed = 2;
    char cell[128];
    bb_str_add(&text, "a,b,c\n");
    for (int i = 0; i < ROWS * COLUMNS; i++) {
        random_text(&seed, cell);
        bb_csv_cell(&text, cell, false);
        bb_str_addc(&text, i % COLUMNS == COLUMNS - 1 ? '\n' : ',');
    }
    assert_true(text.n > 3 * 256 * 1024);
    struct bb_csv *c = bb_csv_from("x", text.s, text.n);
    const struct bb_cell_text *cells;
    size_t n, line = 2;
    struct bb_error err = {0};
    assert_true(bb_csv_next(c, &cells, &n, &err));
    seed = 2;
    for (int row = 0; row < ROWS; row++, line++) {
        assert_true(bb_csv_next(c, &cells, &n, &err));
        assert_int_equal(n, COLUMNS);
        assert_int_equal(bb_csv_line(c), line);
        for (int i = 0; i < COLUMNS; i++) {
            random_text(&seed, cell);
            assert_string_equal(cells[i].s, cell);
            for (const char *p = cell; (p = strchr(p, '\n')); p++)
                line++;
        }
    }
    assert_false(bb_csv_next(c, &cells, &n, &err));
    assert_int_equal(err.code, BB_OK);
    bb_csv_close(c);
    bb_str_finish(&text);
}

static void formulas_are_guarded(void **state)
{
    (void)state;
    static const struct {
        const char *text, *guarded;
    } cases[] = {{"=1+2", "'=1+2"}, {"-", "'-"}, {"''@x", "'''@x"}, {"+1,5", "\"'+1,5\""},
                 {"'tis", "'tis"},  {"", ""},    {"a=b", "a=b"},    {"\tx", "\"'\tx\""}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct bb_str out = {0};
        bb_csv_cell(&out, cases[i].text, true);
        assert_string_equal(bb_str_get(&out), cases[i].guarded);
        struct bb_csv *c = bb_csv_from("x", out.s, out.n);
        const struct bb_cell_text *cells;
        size_t n;
        if (out.n && bb_csv_next(c, &cells, &n, NULL))
            assert_string_equal(bb_csv_unguard(cells[0].s), cases[i].text);
        bb_csv_close(c);
        bb_str_finish(&out);
    }
}

static void pipes_and_missing_files(void **state)
{
    (void)state;
    struct bb_error err = {0};
    assert_null(bb_csv_open("/nowhere/people.csv", &err));
    assert_int_equal(err.code, BB_E_NOT_FOUND);
    assert_null(bb_csv_open("/", &err));
    assert_string_equal(err.text, "/ cannot be read: Is a directory.");
    int ends[2], kept = dup(STDIN_FILENO);
    assert_int_equal(pipe(ends), 0);
    assert_int_equal(write(ends[1], "a,b\n1,2\n", 8), 8);
    close(ends[1]);
    dup2(ends[0], STDIN_FILENO);
    close(ends[0]);
    struct bb_csv *c = bb_csv_open("-", &err);
    dup2(kept, STDIN_FILENO);
    close(kept);
    assert_int_equal(bb_csv_size(c), -1);
    char *got = read_all(c);
    assert_string_equal(got, "<a><b>|<1><2>");
    free(got);
}

/* Bytes without sense end in rows or in one sentence, in time that does not grow with malice. */
static void hostile_bytes(void **state)
{
    (void)state;
    static const char bytes[] = "\",\n\r;\t'a\xE2\x82\xAC\xFF";
    enum { LENGTH = 400, ROUNDS = 4000 };
    char text[LENGTH];
    uint32_t seed = 7;
    for (int round = 0; round < ROUNDS; round++) {
        size_t n = dice(&seed, LENGTH);
        for (size_t i = 0; i < n; i++)
            text[i] = bytes[dice(&seed, sizeof bytes - 1 - (round % 2))];
        char *got = read_all(bb_csv_from("x", text, n));
        const char *said = strchr(got, '!');
        assert_true(!said || strncmp(said, "!x, line ", 9) == 0);
        free(got);
    }
    struct bb_str quotes = {0};
    bb_str_fill(&quotes, '"', 1 << 20);
    clock_t begun = clock();
    free(read_all(bb_csv_from("x", quotes.s, quotes.n)));
    assert_true(clock() - begun < 5 * CLOCKS_PER_SEC);
    bb_str_finish(&quotes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plain_rows),
        cmocka_unit_test(quoted_cells),
        cmocka_unit_test(separators_are_found),
        cmocka_unit_test(other_encodings_are_named),
        cmocka_unit_test(too_much_is_refused),
        cmocka_unit_test(the_largest_cell),
        cmocka_unit_test(written_is_read),
        cmocka_unit_test(formulas_are_guarded),
        cmocka_unit_test(pipes_and_missing_files),
        cmocka_unit_test(hostile_bytes),
    };
    return cmocka_run_group_tests_name("csv", tests, NULL, NULL);
}
