#include "board.h"
#include "idle.h"
#include "world.h"

#include <bepboard/exchange.h>
#include <dirent.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "golden.h"

enum { GUARD_MS = 60000 };

/* Reports of the sanitizers go to files, and so does stderr, where some of them arrive nevertheless: on the terminal
 * they would be part of the picture. */
static void catch_reports(const struct board *b)
{
    static const char *const names[] = {"ASAN_OPTIONS", "UBSAN_OPTIONS", "LSAN_OPTIONS"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char value[512];
        const char *given = getenv(names[i]);
        snprintf(value, sizeof value, "%.250s%slog_path=%s/report:exitcode=99%s", given ? given : "", given ? ":" : "",
                 b->tmp, i == 1 ? ":halt_on_error=1:print_stacktrace=1" : "");
        setenv(names[i], value, 1);
    }
}

bool board_make(struct board *b, const char *program)
{
    struct bb_error err;
    *b = (struct board){.guard_ms = GUARD_MS};
    char path[PATH_MAX];
    signal(SIGPIPE, SIG_IGN);
    /* What is written under a bare name is written there. */
    if (!realpath(program, path) || strlen(path) >= sizeof b->program || !world_make(b->tmp, sizeof b->tmp, path) ||
        chdir(b->tmp) != 0 || !bb_clock_fix(&b->clock, "2026-11-22", &err)) {
        printf("Bail out! no world for %s\n", program);
        return false;
    }
    strcpy(b->program, path);
    snprintf(b->db, sizeof b->db, "%s/board.db", b->tmp);
    catch_reports(b);
    return true;
}

int board_reports(const struct board *b)
{
    int n = 0;
    char path[512], line[1024];
    DIR *dir = opendir(b->tmp);
    for (struct dirent *e = dir ? readdir(dir) : NULL; e; e = readdir(dir)) {
        if (strncmp(e->d_name, "report", 6) != 0)
            continue;
        snprintf(path, sizeof path, "%s/%s", b->tmp, e->d_name);
        FILE *f = fopen(path, "re");
        for (int lines = 0; f && fgets(line, sizeof line, f); lines++) {
            printf("# %s", line);
            n += lines == 0;
        }
        if (f)
            fclose(f);
    }
    if (dir)
        closedir(dir);
    return n;
}

bool point(struct board *b, bool good, const char *fmt, ...)
{
    va_list args;
    printf("%sok %d ", good ? "" : "not ", ++b->points);
    va_start(args, fmt);
    vprintf(fmt, args);
    va_end(args);
    putchar('\n');
    if (!good) {
        b->failed++;
        if (b->s.vt)
            golden_print(&b->s);
    }
    fflush(stdout);
    return good;
}

int board_finish(struct board *b)
{
    session_finish(&b->s);
    point(b, board_reports(b) == 0, "no sanitizer has anything to report");
    world_leave(b->tmp);
    printf("1..%d\n", b->points);
    return b->failed ? 1 : 0;
}

struct bb_store *board_store(struct board *b, const char *actor)
{
    struct bb_error err = {0};
    struct bb_store *s = NULL;
    struct bb_store_options o = {.path = b->db, .create = true, .clock = &b->clock, .actor = actor};
    if (!bb_store_open(&s, &o, &err))
        point(b, false, "the database opens: %s", err.text);
    return s;
}

bool board_demo(struct board *b)
{
    struct bb_error err = {0};
    struct bb_store *s = board_store(b, "narrator");
    bool ok = s && bb_demo_load(s, &b->clock, &err);
    bb_store_close(s);
    return ok || point(b, false, "the demonstration loads: %s", err.text);
}

bool board_start(struct board *b, const char *arguments, int cols, int rows)
{
    char command[2048];
    session_finish(&b->s);
    snprintf(command, sizeof command, "exec '%s' --db '%s' %s 2>>'%s/report-stderr'", b->program, b->db, arguments,
             b->tmp);
    if (!session_start(&b->s, command, cols, rows))
        return point(b, false, "a terminal can be had");
    /* Before that it knows neither of keys nor of signals. */
    for (long limit = session_now() + b->guard_ms; session_now() < limit; session_pump(&b->s, 20))
        if (b->s.ended || session_mode(&b->s, 1049))
            break;
    return true;
}

void board_keys(struct board *b, const char *bytes)
{
    session_send(&b->s, bytes, strlen(bytes));
}

bool board_calm(struct board *b)
{
    long before = -1;
    for (long limit = session_now() + b->guard_ms; session_now() < limit;) {
        bool moved = session_pump(&b->s, 1);
        if (b->s.ended && !moved)
            return true;
        bool unread = session_unread(&b->s);
        long turns = idle_turns(b->s.pid);
        if (!moved && turns >= 0 && turns == before && !unread)
            return true;
        before = moved ? -1 : turns;
    }
    return false;
}

bool board_sees(struct board *b, const char *text)
{
    int row, from, to;
    for (long limit = session_now() + b->guard_ms; session_now() < limit; session_pump(&b->s, 20)) {
        row = 0;
        if (!session_mode(&b->s, 2026) && session_find(&b->s, text, &row, &from, &to))
            return true;
        if (b->s.ended)
            return false;
    }
    return false;
}

bool board_ended(struct board *b, int limit_ms)
{
    for (long limit = session_now() + limit_ms; session_now() < limit && !b->s.ended;)
        session_pump(&b->s, 10);
    while (b->s.ended && session_pump(&b->s, 0))
        continue;
    return b->s.ended;
}

const char *board_quit(struct board *b)
{
    /* The end of a paste and of a string, then out of every layer: twice for each, since forms ask. */
    static const char out[] =
        "\033[201~\033\\\003\033\033\033\033\033\033\033\033\033\033\033\033\033\033\033\033\033\033";
    if (!b->s.ended && (b->s.cols < BOARD_COLS || b->s.rows < BOARD_ROWS))
        session_resize(&b->s, BOARD_COLS, BOARD_ROWS);
    board_keys(b, out);
    session_settle(&b->s, b->guard_ms);
    board_keys(b, "Q");
    if (!board_ended(b, b->guard_ms))
        return "it does not quit";
    if (!WIFEXITED(b->s.status))
        return "it died of a signal";
    if (WEXITSTATUS(b->s.status) != 0)
        return WEXITSTATUS(b->s.status) == 99 ? "a sanitizer ended it" : "it quit with an error";
    return session_not_restored(&b->s);
}
