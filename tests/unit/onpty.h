/* Programs on a pty: a test runs a small program in a child that has a terminal of its own; the program separates its
 * acts by a mark, and the test looks at what came out in each, and at what is left behind. For one test file each. */
#pragma once

#include "../../ui/term.h"
#include <bepboard/mem.h>
#include <bepboard/text.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>
#include <utmp.h>
#include <vterm.h>

#include <cmocka.h>

enum { W = 200, H = 60, ACTS = 16 };

/* What the child's program did. */
struct run {
    struct bb_str bytes[ACTS]; /* what came out in each act */
    int acts;
    int status;
    struct termios before, after;
    VTerm *vt;
};

typedef int (*program)(void);

/* How the next program is run. */
static const char *next_no_color, *next_locale = "C.UTF-8";
static bool next_hangup;      /* the line dies after the first act */
static bool next_show = true; /* each act to the run's own terminal at once */

static const char mark[] = "\005~";

static void end_act(void)
{
    ssize_t n = write(STDOUT_FILENO, mark, sizeof mark - 1);
    (void)n;
}

static const struct bb_theme theme = {
    .name = "test",
    .roles =
        {
            [BB_NORMAL] = {-1, -1, -1, -1, 0, 0},
            [BB_FOCUS] = {231, 24, 7, 4, BB_ATTR_BOLD, BB_ATTR_REVERSE},
            [BB_SELECTED] = {-1, 240, -1, 4, 0, BB_ATTR_UNDERLINE},
            [BB_BAD] = {196, -1, 9, -1, 0, BB_ATTR_BOLD},
        },
};

/* Cuts what came at the marks and shows each act to a terminal. */
static void cut_acts(struct run *run, struct bb_str *all)
{
    char *end;
    while (all->n && (end = memmem(all->s, all->n, mark, sizeof mark - 1))) {
        size_t act = (size_t)(end - all->s), rest = all->n - act - (sizeof mark - 1);
        assert_in_range(run->acts, 0, ACTS - 1);
        bb_str_addn(&run->bytes[run->acts++], all->s, act);
        if (next_show)
            vterm_input_write(run->vt, all->s, act);
        memmove(all->s, end + sizeof mark - 1, rest);
        all->n = rest;
    }
}

/* Everything the child writes until its end; after its first act it gets the input. */
static void listen_to(struct run *run, int master, const char *input)
{
    static char bytes[65536];
    struct bb_str all = {0};
    ssize_t n;
    while ((n = read(master, bytes, sizeof bytes)) > 0 || (n < 0 && errno == EINTR)) {
        bb_str_addn(&all, bytes, n > 0 ? (size_t)n : 0);
        cut_acts(run, &all);
        if (run->acts > 0 && next_hangup)
            break;
        if (run->acts > 0 && *input) {
            assert_int_equal(write(master, input, strlen(input)), strlen(input));
            input = "";
        }
    }
    assert_true(next_hangup || errno == EIO);
    bb_str_addn(&all, mark, sizeof mark - 1);
    cut_acts(run, &all);
    bb_str_finish(&all);
}

static const int crashes[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT};

static void run_program(struct run *run, program play, const char *input, const char *term)
{
    struct winsize size = {.ws_row = H, .ws_col = W};
    int master, slave;
    *run = (struct run){.vt = vterm_new(H, W)};
    vterm_set_utf8(run->vt, 1);
    vterm_screen_enable_altscreen(vterm_obtain_screen(run->vt), 1);
    vterm_screen_reset(vterm_obtain_screen(run->vt), 1);
    assert_int_equal(openpty(&master, &slave, NULL, NULL, &size), 0);
    tcgetattr(slave, &run->before);
    pid_t child = fork();
    if (child == 0) {
        close(master);
        login_tty(slave);
        for (size_t i = 0; i < sizeof crashes / sizeof *crashes; i++)
            signal(crashes[i], SIG_DFL); /* not those of the test library */
        setenv("TERM", term, 1);
        setenv("LC_ALL", next_locale, 1);
        setenv("NO_COLOR", next_no_color ? next_no_color : "", 1);
        _exit(play());
    }
    assert_true(child > 0);
    close(slave);
    listen_to(run, master, input);
    tcgetattr(master, &run->after);
    if (next_hangup)
        close(master);
    assert_int_equal(waitpid(child, &run->status, 0), child);
    if (!next_hangup) {
        tcgetattr(master, &run->after);
        close(master);
    }
}

static void finish_run(struct run *run)
{
    for (int i = 0; i < ACTS; i++)
        bb_str_finish(&run->bytes[i]);
    vterm_free(run->vt);
}

/* The terminal's modes are as before, and it has left the alternate screen. */
static void assert_left_as_found(struct run *run)
{
    assert_int_equal(run->before.c_iflag, run->after.c_iflag);
    assert_int_equal(run->before.c_oflag, run->after.c_oflag);
    assert_int_equal(run->before.c_lflag, run->after.c_lflag);
    assert_int_equal(run->before.c_cflag, run->after.c_cflag);
    assert_memory_equal(run->before.c_cc, run->after.c_cc, sizeof run->before.c_cc);
}

static bool said(const struct bb_str *act, const char *bytes)
{
    return act->n && memmem(act->s, act->n, bytes, strlen(bytes));
}

/* The programs. */

static struct term *open_terminal(void)
{
    struct bb_error err = {0};
    const struct term_options options = {.theme = &theme, .mouse = true, .title = true};
    struct term *t = term_open(&options, &err);
    if (!t) {
        printf("%s", err.text);
        fflush(stdout);
        _exit(9);
    }
    return t;
}

/* Three panes of rows, one row of the middle pane selected. */
static void draw_board(struct bb_grid *g, int selected)
{
    struct bb_rect all = {0, 0, W, H};
    bb_grid_reset(g, W, H);
    for (int y = 0; y < H; y++)
        for (int pane = 0; pane < 3; pane++) {
            char row[64];
            snprintf(row, sizeof row, "pane %d, row number %d with words", pane, y * 7919 % 1000);
            enum bb_role role = pane == 1 && y == selected ? BB_FOCUS : BB_NORMAL;
            bb_grid_fit(g, all, pane * 67, y, 66, BB_LEFT, role, row, "…");
        }
    g->cursor_x = 67;
    g->cursor_y = selected;
}
