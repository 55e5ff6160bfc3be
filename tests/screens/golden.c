#include "golden.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *row_of(const struct script_line *line)
{
    const char *bar = strchr(line->text, '|');
    return bar ? bar + 1 : "";
}

static bool is_star(const struct script_line *line)
{
    return line->n == 1 && strcmp(line->words[0], "*") == 0;
}

static size_t trimmed(const char *text)
{
    size_t n = strlen(text);
    while (n > 0 && text[n - 1] == ' ')
        n--;
    return n;
}

static bool row_is(const struct session *s, int row, const char *expected)
{
    char text[ROW_BYTES];
    int columns[ROW_BYTES];
    size_t n = row < s->rows ? session_row(s, row, text, columns) : 0;
    return n == trimmed(expected) && memcmp(text, expected, n) == 0;
}

static bool matches_from(const struct golden *g, size_t i, const struct session *s, int row)
{
    for (; i < g->n; i++, row++) {
        if (is_star(&g->lines[i])) {
            for (int skip = row; skip <= s->rows; skip++)
                if (matches_from(g, i + 1, s, skip))
                    return true;
            return false;
        }
        if (!row_is(s, row, row_of(&g->lines[i])))
            return false;
    }
    for (; row < s->rows; row++)
        if (!row_is(s, row, ""))
            return false;
    return true;
}

bool golden_matches(const struct golden *g, const struct session *s)
{
    return matches_from(g, 0, s, 0);
}

bool golden_is_partial(const struct golden *g)
{
    for (size_t i = 1; i < g->n; i++)
        if (is_star(&g->lines[i]))
            return true;
    return g->n == 1 && is_star(&g->lines[0]);
}

void golden_print(const struct session *s)
{
    char text[ROW_BYTES];
    int columns[ROW_BYTES];
    for (int row = 0; row < s->rows; row++) {
        session_row(s, row, text, columns);
        printf("#   |%s\n", text);
    }
    VTermPos at = session_cursor(s);
    printf("# cursor at %d,%d, %s\n", at.col + 1, at.row + 1, session_mode(s, 25) ? "visible" : "hidden");
}

void golden_explain(const struct golden *g, const struct session *s)
{
    if (golden_is_partial(g)) {
        golden_print(s);
        return;
    }
    char text[ROW_BYTES];
    int columns[ROW_BYTES];
    for (int row = 0; row < s->rows || (size_t)row < g->n; row++) {
        const char *expected = (size_t)row < g->n ? row_of(&g->lines[row]) : "";
        if (row_is(s, row, expected))
            continue;
        text[0] = '\0';
        if (row < s->rows)
            session_row(s, row, text, columns);
        printf("# row %d\n#   expected |%s\n#   shown    |%s\n", row + 1, expected, text);
    }
}

char *golden_of(const struct golden *g, const struct session *s)
{
    char *block = NULL;
    size_t size = 0;
    FILE *f = open_memstream(&block, &size);
    char text[ROW_BYTES];
    int columns[ROW_BYTES];
    int last = s->rows;
    while (last > 0 && session_row(s, last - 1, text, columns) == 0)
        last--;
    int first = g->n > 0 && is_star(&g->lines[0]);
    if (first)
        fputs("*\n", f);
    for (int row = first; row < last; row++) {
        session_row(s, row, text, columns);
        fprintf(f, "|%s\n", text);
    }
    fclose(f);
    return block;
}
