/* What a script does: start, press keys, resize, send signals. */
#include "keys.h"
#include "run.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

static bool read_size(const char *word, int *cols, int *rows)
{
    return sscanf(word, "%dx%d", cols, rows) == 2 && *cols > 0 && *rows > 0 && *cols <= 1000 && *rows <= 500;
}

static bool do_size(struct run *r, const struct script_line *line)
{
    return read_size(line->words[1], &r->cols, &r->rows);
}

static bool do_term(struct run *r, const struct script_line *line)
{
    (void)r;
    return setenv("TERM", line->words[1], 1) == 0;
}

static bool do_env(struct run *r, const struct script_line *line)
{
    (void)r;
    char *name = strdup(line->words[1]);
    char *equals = strchr(name, '=');
    if (equals)
        *equals = '\0';
    bool good = equals ? setenv(name, equals + 1, 1) == 0 : unsetenv(name) == 0;
    free(name);
    return good;
}

static bool do_setup(struct run *r, const struct script_line *line)
{
    int status = system(line->rest);
    if (status != 0)
        snprintf(r->why, sizeof r->why, "the command ended with %d", WIFEXITED(status) ? WEXITSTATUS(status) : -1);
    return status == 0;
}

static bool start(struct run *r, const char *name, const char *command)
{
    if (r->n == RUN_SESSIONS)
        return false;
    snprintf(r->names[r->n], sizeof r->names[0], "%s", name);
    r->s = &r->sessions[r->n++];
    r->stirred = true;
    return session_start(r->s, command, r->cols, r->rows);
}

static bool start_program(struct run *r, const char *name, const char *arguments)
{
    char command[4096];
    snprintf(command, sizeof command, "exec \"$BEPBOARD\" %s", arguments);
    return start(r, name, command);
}

/* A program started again takes the place of the one before, which must have ended. */
static void make_room(struct run *r)
{
    if (!r->s || r->n != 1)
        return;
    session_finish(r->s);
    r->n = 0;
}

static bool do_start(struct run *r, const struct script_line *line)
{
    make_room(r);
    return start(r, "main", line->rest);
}

static bool do_run(struct run *r, const struct script_line *line)
{
    make_room(r);
    return start_program(r, "main", line->rest);
}

static bool do_second(struct run *r, const struct script_line *line)
{
    char name[32];
    int used = 0;
    if (sscanf(line->rest, "%31s run%n", name, &used) == 1 && used)
        return start_program(r, name, line->rest + used);
    if (sscanf(line->rest, "%31s start %n", name, &used) == 1 && used)
        return start(r, name, line->rest + used);
    return false;
}

static bool do_on(struct run *r, const struct script_line *line)
{
    for (int i = 0; i < r->n; i++)
        if (strcmp(r->names[i], line->words[1]) == 0) {
            r->s = &r->sessions[i];
            r->stirred = true;
            return true;
        }
    return false;
}

/* A lone Esc is one only when nothing follows at once, so the program gets time to see that. */
static bool do_keys(struct run *r, const struct script_line *line)
{
    if (!r->s)
        return false;
    if (r->stirred)
        session_settle(r->s, r->guard_ms / 5);
    r->s->mark = r->s->log_n;
    r->stirred = true;
    for (int i = 1; i < line->n; i++) {
        if (!keys_send(r->s, line->words[i])) {
            snprintf(r->why, sizeof r->why, "there is no key called %s", line->words[i]);
            return false;
        }
        r->pressed += keys_pressed(line->words[i]);
        if (strcmp(line->words[i], "Esc") == 0 && i + 1 < line->n)
            session_settle(r->s, r->guard_ms / 5);
    }
    return true;
}

static bool do_resize(struct run *r, const struct script_line *line)
{
    if (!r->s || !read_size(line->words[1], &r->cols, &r->rows))
        return false;
    if (r->stirred)
        session_settle(r->s, r->guard_ms / 5);
    r->s->mark = r->s->log_n;
    session_resize(r->s, r->cols, r->rows);
    r->stirred = true;
    return true;
}

static const struct {
    const char *name;
    int number;
} signals[] = {{"HUP", SIGHUP},   {"INT", SIGINT},   {"QUIT", SIGQUIT}, {"KILL", SIGKILL}, {"TERM", SIGTERM},
               {"STOP", SIGSTOP}, {"CONT", SIGCONT}, {"TSTP", SIGTSTP}, {"USR1", SIGUSR1}, {"WINCH", SIGWINCH},
               {"SEGV", SIGSEGV}, {"ABRT", SIGABRT}, {"PIPE", SIGPIPE}};

int run_signal(const char *name)
{
    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++)
        if (strcmp(name, signals[i].name) == 0)
            return signals[i].number;
    return 0;
}

static bool do_signal(struct run *r, const struct script_line *line)
{
    int number = run_signal(line->words[1]);
    if (!r->s || r->s->ended || number == 0)
        return false;
    r->s->mark = r->s->log_n;
    r->stirred = true;
    return kill(r->s->pid, number) == 0;
}

static bool do_hangup(struct run *r, const struct script_line *line)
{
    (void)line;
    if (r->s)
        session_hangup(r->s);
    return r->s;
}

const struct directive run_actions[] = {
    {.name = "size", .usage = "size 80x24", .min = 1, .max = 1, .run = do_size},
    {.name = "term", .usage = "term NAME", .min = 1, .max = 1, .run = do_term},
    {.name = "env", .usage = "env NAME=VALUE, or env NAME to unset it", .min = 1, .max = 1, .run = do_env},
    {.name = "setup", .usage = "setup COMMAND", .run = do_setup},
    {.name = "start", .usage = "start COMMAND", .run = do_start},
    {.name = "run", .usage = "run ARGUMENTS", .run = do_run},
    {.name = "second", .usage = "second NAME run ARGUMENTS, or second NAME start COMMAND", .run = do_second},
    {.name = "on", .usage = "on NAME", .min = 1, .max = 1, .run = do_on},
    {.name = "keys", .usage = "keys KEY...", .min = 1, .max = SCRIPT_WORDS, .run = do_keys},
    {.name = "resize", .usage = "resize 100x30", .min = 1, .max = 1, .run = do_resize},
    {.name = "signal", .usage = "signal HUP", .min = 1, .max = 1, .run = do_signal},
    {.name = "hangup", .usage = "hangup", .run = do_hangup},
    {0},
};
