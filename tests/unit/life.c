/* The life of the terminal: crashes, keys, Ctrl-Z. */
#include "onpty.h"

#include <dlfcn.h>
#include <sys/signalfd.h>

/* Crashes. */

static int play_segv(void)
{
    struct bb_grid g = {0};
    struct term *t = open_terminal();
    draw_board(&g, 1);
    term_paint(t, &g);
    end_act();
    raise(SIGSEGV);
    return 0;
}

static int play_abort(void)
{
    open_terminal();
    end_act();
    abort();
}

/* Address sanitizers let an allocation fail as the system does. */
const char *__asan_default_options(void);
const char *__asan_default_options(void)
{
    return "allocator_may_return_null=1";
}

static int play_out_of_memory(void)
{
    open_terminal();
    end_act();
    bb_alloc(SIZE_MAX / 4);
    return 0;
}

static void assert_rescued(struct run *run)
{
    assert_left_as_found(run);
    assert_true(said(&run->bytes[1], "\033[?2004l"));
    assert_true(said(&run->bytes[1], "\033[?1049l"));
    assert_true(said(&run->bytes[1], "\033[?1006;1002;1000l"));
    finish_run(run);
}

static void a_crash_restores_the_terminal_and_stays_a_crash(void **state)
{
    (void)state;
    struct run run;
    run_program(&run, play_segv, "", "xterm-256color");
    assert_int_not_equal(run.status, 0);
    assert_rescued(&run);
    run_program(&run, play_abort, "", "xterm-256color");
    assert_true(WIFSIGNALED(run.status) && WTERMSIG(run.status) == SIGABRT);
    assert_rescued(&run);
}

static void the_end_of_memory_restores_the_terminal(void **state)
{
    (void)state;
    struct run run;
    run_program(&run, play_out_of_memory, "", "xterm-256color");
    assert_int_equal(WEXITSTATUS(run.status), 70);
    assert_rescued(&run);
}

/* Keys. */

static int play_keys(void)
{
    struct bb_event e;
    struct term *t = open_terminal();
    struct bb_decoder *d = bb_decoder_create();
    term_teach(t, d);
    end_act();
    int ups = 0;
    for (bool end = false; !end;) {
        struct pollfd p = {.fd = term_fd(t), .events = POLLIN};
        poll(&p, 1, -1);
        if (!term_read(t, d))
            break;
        while (bb_decoder_next(d, false, &e)) {
            ups += e.key == BB_KEY_UP;
            end |= e.key == BB_CTRL('Q');
        }
    }
    bb_decoder_destroy(d);
    term_close(t);
    return ups;
}

static void keys_arrive_even_those_of_flow_control(void **state)
{
    (void)state;
    struct run run;
    run_program(&run, play_keys, "\033OA\033[A\x13\x03\x1a\033[A\x11", "xterm-256color");
    assert_int_equal(WEXITSTATUS(run.status), 3);
    assert_left_as_found(&run);
    finish_run(&run);
}

/* Ctrl-Z: the program is a job of a small shell. */

static int play_suspended_job(void)
{
    struct bb_grid g = {0};
    struct term *t = open_terminal();
    draw_board(&g, 1);
    term_paint(t, &g);
    term_suspend(t);
    term_paint(t, &g);
    end_act();
    term_close(t);
    bb_grid_finish(&g);
    return 7;
}

static int play_shell(void)
{
    int status;
    struct termios before, stopped;
    tcgetattr(STDIN_FILENO, &before);
    signal(SIGTTOU, SIG_IGN);
    pid_t job = fork();
    if (job == 0) {
        setpgid(0, 0);
        tcsetpgrp(STDIN_FILENO, getpid());
        signal(SIGTTOU, SIG_DFL);
        _exit(play_suspended_job());
    }
    if (waitpid(job, &status, WUNTRACED) != job || !WIFSTOPPED(status) || WSTOPSIG(status) != SIGTSTP)
        return 1;
    tcgetattr(STDIN_FILENO, &stopped);
    end_act();
    if (before.c_lflag != stopped.c_lflag || before.c_iflag != stopped.c_iflag || before.c_oflag != stopped.c_oflag)
        return 2;
    kill(-job, SIGCONT);
    waitpid(job, &status, 0);
    return WIFEXITED(status) && WEXITSTATUS(status) == 7 ? 0 : 3;
}

static void suspending_gives_the_terminal_back_and_repaints_later(void **state)
{
    (void)state;
    struct run run;
    run_program(&run, play_shell, "", "xterm-256color");
    assert_int_equal(run.status, 0);
    assert_true(said(&run.bytes[0], "\033[?1049l") && said(&run.bytes[0], "\033[?2004l"));
    assert_true(said(&run.bytes[1], "\033[?1049h") && said(&run.bytes[1], "\033[?2004h"));
    assert_true(said(&run.bytes[1], "row number"));
    assert_left_as_found(&run);
    finish_run(&run);
}

/* Sizes from nothing to very large, each painted whole; the same size again is no change. */
static int play_sizes(void)
{
    static const struct winsize sizes[] = {
        {1, 1, 0, 0}, {2, 3, 0, 0}, {100, 300, 0, 0}, {24, 80, 0, 0}, {1, 200, 0, 0}};
    struct bb_grid g = {0};
    struct term *t = open_terminal();
    draw_board(&g, 1);
    term_paint(t, &g);
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        int w, h;
        ioctl(STDIN_FILENO, TIOCSWINSZ, &sizes[i]);
        if (!term_resize(t) || term_resize(t))
            return 1;
        term_size(t, &w, &h);
        if (w != sizes[i].ws_col || h != sizes[i].ws_row)
            return 2;
        term_paint(t, &g); /* a frame of the old size must do no harm */
        bb_grid_reset(&g, w, h);
        bb_grid_fill(&g, (struct bb_rect){0, 0, w, h}, BB_FOCUS, "#");
        bb_grid_text(&g, (struct bb_rect){0, 0, w, h}, w - 2, h - 1, BB_BAD, "中");
        g.cursor_x = w - 1;
        g.cursor_y = h - 1;
        term_paint(t, &g);
    }
    struct winsize unknown = {0};
    ioctl(STDIN_FILENO, TIOCSWINSZ, &unknown);
    bool changed = term_resize(t);
    term_close(t);
    bb_grid_finish(&g);
    return changed ? 3 : 0;
}

static void every_size_can_be_painted(void **state)
{
    (void)state;
    struct run run;
    run_program(&run, play_sizes, "", "xterm-256color");
    assert_int_equal(run.status, 0);
    assert_left_as_found(&run);
    finish_run(&run);
}

/* ncurses is not told of a size that changes while it starts; it has asked already. */
static bool resized_at_the_start;

struct screen;
struct screen *newterm(const char *type, FILE *out, FILE *in);
struct screen *newterm(const char *type, FILE *out, FILE *in)
{
    static const struct winsize later = {.ws_row = 33, .ws_col = 111};
    struct screen *(*real)(const char *, FILE *, FILE *);
    *(void **)&real = dlsym(RTLD_NEXT, "newterm");
    struct screen *s = real(type, out, in);
    if (resized_at_the_start)
        ioctl(STDIN_FILENO, TIOCSWINSZ, &later);
    return s;
}

/* As the board does it: signals wait from before the start. */
static int play_resized_at_the_start(void)
{
    int w, h;
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGWINCH);
    sigprocmask(SIG_BLOCK, &set, NULL);
    resized_at_the_start = true;
    struct term *t = open_terminal();
    struct pollfd news = {.fd = signalfd(-1, &set, SFD_NONBLOCK | SFD_CLOEXEC), .events = POLLIN};
    if (poll(&news, 1, 0) == 1)
        term_resize(t);
    term_size(t, &w, &h);
    term_close(t);
    return w == 111 && h == 33 ? 0 : 1;
}

static void a_size_that_changes_during_the_start_is_noticed(void **state)
{
    (void)state;
    struct run run;
    run_program(&run, play_resized_at_the_start, "", "xterm-256color");
    assert_int_equal(run.status, 0);
    assert_left_as_found(&run);
    finish_run(&run);
}

/* The other end goes away: reading says so instead of spinning. */
static int play_hangup(void)
{
    struct term *t = open_terminal();
    struct bb_decoder *d = bb_decoder_create();
    signal(SIGHUP, SIG_IGN);
    end_act();
    int turns = 0;
    for (bool alive = true; alive && turns < 100; turns++) {
        struct pollfd p = {.fd = term_fd(t), .events = POLLIN};
        poll(&p, 1, -1);
        alive = term_read(t, d);
    }
    bb_decoder_destroy(d);
    term_close(t);
    return turns < 100 ? 0 : 1;
}

static void a_dead_line_is_noticed(void **state)
{
    (void)state;
    struct run run;
    next_hangup = true;
    run_program(&run, play_hangup, "", "xterm-256color");
    next_hangup = false;
    assert_int_equal(run.status, 0);
    finish_run(&run);
}

int main(void)
{
    bb_text_init();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_crash_restores_the_terminal_and_stays_a_crash),
        cmocka_unit_test(the_end_of_memory_restores_the_terminal),
        cmocka_unit_test(keys_arrive_even_those_of_flow_control),
        cmocka_unit_test(suspending_gives_the_terminal_back_and_repaints_later),
        cmocka_unit_test(every_size_can_be_painted),
        cmocka_unit_test(a_size_that_changes_during_the_start_is_noticed),
        cmocka_unit_test(a_dead_line_is_noticed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
