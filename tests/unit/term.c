/* The terminal through a pty: what it sends, what a terminal then shows, and what it leaves behind. Each test runs a
 * small program in a child on the pty; the program separates its acts by a mark. */
#include "../../ui/term.h"
#include <errno.h>
#include <fcntl.h>
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

static const char mark[] = "\005~";

static void end_act(void) {
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

/* Everything the child writes, to the end, cut at the marks and shown to a terminal. */
static void listen(struct run *run, int master) {
    char bytes[65536];
    struct bb_str all = {0};
    for (ssize_t n; (n = read(master, bytes, sizeof bytes)) != 0;) {
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            break;
        bb_str_addn(&all, bytes, (size_t)n);
        char *end;
        while ((end = memmem(all.s, all.n, mark, sizeof mark - 1))) {
            size_t act = (size_t)(end - all.s), rest = all.n - act - (sizeof mark - 1);
            bb_str_addn(&run->bytes[run->acts++], all.s, act);
            vterm_input_write(run->vt, all.s, act);
            memmove(all.s, end + sizeof mark - 1, rest);
            all.n = rest;
        }
    }
    bb_str_finish(&all);
}

static void run_program(struct run *run, program play, const char *input, const char *term) {
    struct winsize size = {.ws_row = H, .ws_col = W};
    int master;
    *run = (struct run){.vt = vterm_new(H, W)};
    vterm_set_utf8(run->vt, 1);
    VTermScreen *screen = vterm_obtain_screen(run->vt);
    vterm_screen_enable_altscreen(screen, 1);
    vterm_screen_reset(screen, 1);
    int slave;
    assert_int_equal(openpty(&master, &slave, NULL, NULL, &size), 0);
    tcgetattr(slave, &run->before);
    pid_t child = fork();
    if (child == 0) {
        close(master);
        login_tty(slave);
        setenv("TERM", term, 1);
        _exit(play());
    }
    assert_true(child > 0);
    ssize_t n = write(master, input, strlen(input));
    assert_int_equal(n, strlen(input));
    int keep = dup(slave); /* so that the modes can be read after the child's end */
    close(slave);
    /* The master gives no end of file while a slave is open: the child's end is seen through a last mark. */
    fcntl(master, F_SETFL, O_NONBLOCK);
    while (waitpid(child, &run->status, WNOHANG) == 0)
        listen(run, master);
    listen(run, master);
    tcgetattr(keep, &run->after);
    close(keep);
    close(master);
}

static void finish_run(struct run *run) {
    for (int i = 0; i < ACTS; i++)
        bb_str_finish(&run->bytes[i]);
    vterm_free(run->vt);
}

int main(void) {
    return 0;
}
