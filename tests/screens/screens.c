/* screens PROGRAM FILE.screen: plays a script against the program on a terminal and reports every expectation in TAP.
 * README.md in this folder explains the language. UPDATE_GOLDEN=1 rewrites the `screen` blocks. */
#include "golden.h"
#include "run.h"
#include "world.h"

#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Only a failure takes so long. */
enum { GUARD_MS = 60000, GUARD_AFTER_FAILURE_MS = 5000 };

static const struct directive *find(const char *name)
{
    for (const struct directive *d = run_actions; d->name; d++)
        if (strcmp(d->name, name) == 0)
            return d;
    for (const struct directive *d = run_expectations; d->name; d++)
        if (strcmp(d->name, name) == 0)
            return d;
    return NULL;
}

static bool is_expectation(const struct directive *d)
{
    for (const struct directive *e = run_expectations; e->name; e++)
        if (e == d)
            return true;
    return false;
}

static bool is_block_row(const struct script_line *line)
{
    return line->words[0][0] == '|' || strcmp(line->words[0], "*") == 0 || strcmp(line->words[0], "end") == 0;
}

static bool takes_command(const struct directive *d)
{
    return d->max == 0;
}

/* Counts the expectations; -1 after a bail-out if a line means nothing. */
static int plan(const struct script *s)
{
    int points = 0;
    for (size_t i = 0; i < s->n; i++) {
        const struct script_line *line = &s->lines[i];
        if (line->n == 0 || is_block_row(line))
            continue;
        const struct directive *d = find(line->words[0]);
        if (!d || line->n - 1 < d->min || (!takes_command(d) && line->n - 1 > d->max)) {
            printf("Bail out! %s:%d: expected %s\n", s->path, line->number, d ? d->usage : "a directive");
            return -1;
        }
        points += is_expectation(d);
    }
    return points;
}

static void pump(struct run *r)
{
    for (int i = 0; i < r->n; i++)
        if (&r->sessions[i] != r->s)
            session_pump(&r->sessions[i], 0);
    session_pump(r->s, 20);
}

/* An update that the program still holds back is not looked at. */
static bool holds(struct run *r, const struct directive *d, const struct script_line *line)
{
    r->why[0] = '\0';
    return !session_mode(r->s, 2026) && d->run(r, line);
}

static bool expect(struct run *r, const struct directive *d, const struct script_line *line)
{
    if (!r->s)
        return false;
    if (!d->hurries && r->stirred && !r->s->ended) {
        session_settle(r->s, r->guard_ms / 5);
        r->stirred = false;
    }
    for (long limit = session_now() + r->guard_ms; session_now() < limit; pump(r))
        if (holds(r, d, line))
            return true;
    return false;
}

static void report_failure(struct run *r, const struct directive *d, const struct script_line *line)
{
    printf("# %s:%d: %s\n", r->script->path, line->number, r->why[0] ? r->why : "it did not come to be");
    if (!r->s)
        printf("# no program was started\n");
    else if (d->explain)
        d->explain(r, line);
    else
        golden_print(r->s);
}

static const char *story(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

/* Prints a line of the script as the name of a point: TAP gives # a meaning of its own. */
static void print_name(const struct run *r, const struct script_line *line)
{
    printf("%s:%d ", story(r->script->path), line->number);
    for (const char *p = line->text; *p; p++)
        if (*p != '#')
            putchar(*p);
    putchar('\n');
}

static int play(struct run *r)
{
    int point = 0, failed = 0;
    for (; r->at < r->script->n; r->at++) {
        const struct script_line *line = &r->script->lines[r->at];
        if (line->n == 0 || is_block_row(line))
            continue;
        const struct directive *d = find(line->words[0]);
        if (is_expectation(d)) {
            bool good = expect(r, d, line);
            printf("%sok %d ", good ? "" : "not ", ++point);
            print_name(r, line);
            if (!good) {
                report_failure(r, d, line);
                r->guard_ms = r->guard_ms < GUARD_AFTER_FAILURE_MS ? r->guard_ms : GUARD_AFTER_FAILURE_MS;
                failed++;
            }
        } else if (!d->run(r, line)) {
            printf("Bail out! %s:%d: %s: %s\n", r->script->path, line->number, line->words[0],
                   r->why[0] ? r->why : d->usage);
            return -1;
        }
        fflush(stdout);
    }
    return failed;
}

static int play_file(struct script *script, const char *program)
{
    char tmp[64];
    /* Before the world is made: it knows no variables of ours. */
    const char *update = getenv("UPDATE_GOLDEN"), *guard = getenv("SCREENS_GUARD_MS");
    struct run r = {.script = script, .cols = 80, .rows = 24, .guard_ms = guard ? atoi(guard) : GUARD_MS};
    r.updating = update && strcmp(update, "1") == 0;
    if (!world_make(tmp, sizeof tmp, program)) {
        printf("Bail out! no temporary folder\n");
        return -1;
    }
    int failed = play(&r);
    for (int i = 0; i < RUN_SESSIONS; i++)
        session_finish(&r.sessions[i]);
    world_leave(tmp);
    if (r.updated && !script_write(script)) {
        printf("# %s could not be written\n", script->path);
        failed = -1;
    }
    return failed;
}

int main(int argc, char **argv)
{
    char program[PATH_MAX];
    if (argc != 3 || !realpath(argv[1], program)) {
        fprintf(stderr, "screens PROGRAM FILE.screen\n");
        return 2;
    }
    signal(SIGPIPE, SIG_IGN);
    struct script script;
    int points = script_read(&script, argv[2]) ? plan(&script) : -1;
    if (points < 0)
        return 99;
    printf("1..%d\n", points);
    int failed = play_file(&script, program);
    script_free(&script);
    return failed == 0 ? 0 : 1;
}
