/* What a script expects of the screen, the bytes and the end of the program. */
#include "golden.h"
#include "run.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

static bool is_shown(const struct run *r, const char *text)
{
    int row = 0, from, to;
    return session_find(r->s, text, &row, &from, &to);
}

static bool see_text(struct run *r, const struct script_line *line)
{
    return is_shown(r, line->words[1]);
}

static bool see_gone(struct run *r, const struct script_line *line)
{
    return !is_shown(r, line->words[1]);
}

struct golden run_golden(const struct run *r)
{
    const struct script_line *first = &r->script->lines[r->at + 1];
    size_t n = 0;
    while (r->at + 1 + n < r->script->n && !(first[n].n == 1 && strcmp(first[n].words[0], "end") == 0))
        n++;
    return (struct golden){first, n};
}

static bool see_screen(struct run *r, const struct script_line *line)
{
    struct golden g = run_golden(r);
    if (golden_matches(&g, r->s))
        return true;
    if (!r->updating || golden_is_partial(&g))
        return false;
    struct script_line *changed = &r->script->lines[line - r->script->lines];
    changed->block = golden_of(&g, r->s);
    return r->updated = true;
}

static void explain_screen(struct run *r, const struct script_line *line)
{
    (void)line;
    struct golden g = run_golden(r);
    golden_explain(&g, r->s);
}

static bool see_row(struct run *r, const struct script_line *line)
{
    char text[ROW_BYTES];
    int columns[ROW_BYTES];
    int row = atoi(line->words[1]);
    row = row < 0 ? r->s->rows + row : row - 1;
    if (row < 0 || row >= r->s->rows)
        return false;
    session_row(r->s, row, text, columns);
    snprintf(r->why, sizeof r->why, "the row is |%.200s", text);
    return strstr(text, line->words[2]);
}

static bool cursor_near(const struct run *r, const char *text, bool after)
{
    VTermPos at = session_cursor(r->s);
    int row = at.row, from, to;
    if (!session_find(r->s, text, &row, &from, &to) || row != at.row)
        return false;
    return after ? at.col == to : at.col >= from && at.col < to;
}

static bool see_cursor(struct run *r, const struct script_line *line)
{
    const char *how = line->words[1], *what = line->n > 2 ? line->words[2] : "";
    VTermPos at = session_cursor(r->s);
    snprintf(r->why, sizeof r->why, "the cursor is at %d,%d", at.col + 1, at.row + 1);
    if (strcmp(how, "hidden") == 0 || strcmp(how, "visible") == 0)
        return session_mode(r->s, 25) == (how[0] == 'v');
    int col, row;
    if (strcmp(how, "at") == 0)
        return sscanf(what, "%d,%d", &col, &row) == 2 && at.col == col - 1 && at.row == row - 1;
    return cursor_near(r, what, strcmp(how, "after") == 0);
}

static bool color_is(const VTermColor *c, bool is_default, const char *wanted)
{
    if (strcmp(wanted, "default") == 0)
        return is_default;
    if (strcmp(wanted, "any") == 0)
        return !is_default;
    return !is_default && VTERM_COLOR_IS_INDEXED(c) && c->indexed.idx == atoi(wanted);
}

static bool cell_has(const VTermScreenCell *cell, const char *attribute)
{
    if (strncmp(attribute, "fg=", 3) == 0)
        return color_is(&cell->fg, VTERM_COLOR_IS_DEFAULT_FG(&cell->fg), attribute + 3);
    if (strncmp(attribute, "bg=", 3) == 0)
        return color_is(&cell->bg, VTERM_COLOR_IS_DEFAULT_BG(&cell->bg), attribute + 3);
    bool wanted = attribute[0] != '-';
    const char *name = attribute + !wanted;
    const struct {
        const char *name;
        bool on;
    } known[] = {{"bold", cell->attrs.bold},     {"underline", cell->attrs.underline != 0},
                 {"italic", cell->attrs.italic}, {"reverse", cell->attrs.reverse},
                 {"blink", cell->attrs.blink},   {"strike", cell->attrs.strike}};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (strcmp(name, known[i].name) == 0)
            return known[i].on == wanted;
    return false;
}

static bool cells_have(struct run *r, VTermRect area, const struct script_line *line)
{
    for (VTermPos at = {.row = area.start_row}; at.row < area.end_row; at.row++)
        for (at.col = area.start_col; at.col < area.end_col; at.col++) {
            VTermScreenCell cell = {0};
            vterm_screen_get_cell(r->s->screen, at, &cell);
            for (int i = 2; i < line->n; i++)
                if (!cell_has(&cell, line->words[i])) {
                    snprintf(r->why, sizeof r->why, "cell %d,%d is not %s", at.col + 1, at.row + 1, line->words[i]);
                    return false;
                }
        }
    return true;
}

static bool see_attr(struct run *r, const struct script_line *line)
{
    int row = 0, from = 0, to = r->s->cols;
    if (strcmp(line->words[1], "all") == 0)
        return cells_have(r, (VTermRect){0, r->s->rows, 0, r->s->cols}, line);
    snprintf(r->why, sizeof r->why, "the text is not on the screen");
    if (!session_find(r->s, line->words[1], &row, &from, &to))
        return false;
    return cells_have(r, (VTermRect){row, row + 1, from, to}, line);
}

static bool see_bytes(struct run *r, const struct script_line *line)
{
    size_t n = r->s->log_n - r->s->mark, limit = strtoul(line->words[2], NULL, 10);
    snprintf(r->why, sizeof r->why, "%zu bytes were written", n);
    if (strcmp(line->words[1], "<") == 0)
        return n < limit;
    if (strcmp(line->words[1], "<=") == 0)
        return n <= limit;
    return strcmp(line->words[1], ">") == 0 ? n > limit : n == limit;
}

/* Asked once: the next count begins here. */
static bool see_pressed(struct run *r, const struct script_line *line)
{
    int n = r->pressed;
    snprintf(r->why, sizeof r->why, "%d keys were pressed", n);
    bool few = strcmp(line->words[1], "<=") == 0 ? n <= atoi(line->words[2]) : n == atoi(line->words[2]);
    r->pressed = few ? 0 : n;
    return few;
}

static bool was_sent(const struct run *r, const char *bytes)
{
    return r->s->log && memmem(r->s->log, r->s->log_n, bytes, strlen(bytes));
}

static bool see_sent(struct run *r, const struct script_line *line)
{
    return was_sent(r, line->words[1]);
}

static bool see_unsent(struct run *r, const struct script_line *line)
{
    return !was_sent(r, line->words[1]);
}

static bool see_exit(struct run *r, const struct script_line *line)
{
    if (!r->s->ended) {
        snprintf(r->why, sizeof r->why, "the program has not ended");
        return false;
    }
    int status = r->s->status;
    if (WIFSIGNALED(status))
        snprintf(r->why, sizeof r->why, "it was ended by signal %d", WTERMSIG(status));
    else
        snprintf(r->why, sizeof r->why, "its exit status is %d", WEXITSTATUS(status));
    if (line->n > 2)
        return WIFSIGNALED(status) && WTERMSIG(status) == run_signal(line->words[2]);
    return WIFEXITED(status) && WEXITSTATUS(status) == atoi(line->words[1]);
}

static bool see_restored(struct run *r, const struct script_line *line)
{
    (void)line;
    const char *left = session_not_restored(r->s);
    snprintf(r->why, sizeof r->why, "%s", left ? left : "");
    return !left;
}

static bool see_check(struct run *r, const struct script_line *line)
{
    int status = system(line->rest);
    snprintf(r->why, sizeof r->why, "the command ended with %d", WIFEXITED(status) ? WEXITSTATUS(status) : -1);
    return status == 0;
}

const struct directive run_expectations[] = {
    {.name = "wait", .usage = "wait \"text\"", .min = 1, .max = 1, .run = see_text, .hurries = true},
    {.name = "gone", .usage = "gone \"text\"", .min = 1, .max = 1, .run = see_gone},
    {.name = "screen", .usage = "screen ... end", .run = see_screen, .explain = explain_screen},
    {.name = "row", .usage = "row N \"text\"", .min = 2, .max = 2, .run = see_row},
    {.name = "cursor",
     .usage = "cursor on|after \"text\", at COL,ROW, hidden, visible",
     .min = 1,
     .max = 2,
     .run = see_cursor},
    {.name = "attr", .usage = "attr \"text\"|all bold -reverse fg=1", .min = 2, .max = 12, .run = see_attr},
    {.name = "bytes", .usage = "bytes < N", .min = 2, .max = 2, .run = see_bytes},
    {.name = "pressed", .usage = "pressed <= N", .min = 2, .max = 2, .run = see_pressed},
    {.name = "sent", .usage = "sent \"bytes\"", .min = 1, .max = 1, .run = see_sent},
    {.name = "unsent", .usage = "unsent \"bytes\"", .min = 1, .max = 1, .run = see_unsent},
    {.name = "exit", .usage = "exit STATUS, or exit signal NAME", .min = 1, .max = 2, .run = see_exit, .hurries = true},
    {.name = "restored", .usage = "restored", .run = see_restored},
    {.name = "check", .usage = "check COMMAND", .run = see_check},
    {0},
};
