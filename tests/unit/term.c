/* The terminal through a pty: what it sends, what a terminal then shows, and what it leaves behind. Each test runs a
 * small program in a child on the pty; the program separates its acts by a mark. */
#include "../../ui/term.h"
#include <bepboard/mem.h>
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
        if (run->acts > 0 && *input) {
            assert_int_equal(write(master, input, strlen(input)), strlen(input));
            input = "";
        }
    }
    assert_int_equal(errno, EIO);
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
    assert_int_equal(waitpid(child, &run->status, 0), child);
    tcgetattr(master, &run->after);
    close(master);
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

static int play_board(void)
{
    struct bb_grid g = {0};
    struct term *t = open_terminal();
    draw_board(&g, 10);
    term_paint(t, &g);
    end_act();
    term_paint(t, &g);
    draw_board(&g, 10);
    term_paint(t, &g);
    end_act();
    draw_board(&g, 11);
    term_paint(t, &g);
    end_act();
    term_close(t);
    bb_grid_finish(&g);
    return 0;
}

/* What is drawn is what a terminal shows, cell for cell, however frames follow each other. */

static void draw_random(struct bb_grid *g)
{
    static const char *const pieces[] = {"a", "word ", "中文", "e\u0301", "=====", "ö", "│──┤", "⣿⡇", "  ", "テ", "x"};
    struct bb_rect all = {0, 0, W, H};
    for (int i = rand() % 400; i > 0; i--)
        bb_grid_text(g, all, rand() % W, rand() % H, (enum bb_role)(rand() % BB_ROLE_COUNT),
                     pieces[(size_t)rand() % (sizeof pieces / sizeof *pieces)]);
    g->cursor_x = rand() % 3 ? rand() % W : -1;
    g->cursor_y = rand() % H;
}

static void draw_frame(struct bb_grid *g, int frame)
{
    srand((unsigned)frame / 3 + 1);
    bb_grid_reset(g, W, H);
    draw_random(g);
    srand((unsigned)frame + 100);
    if (frame % 3)
        draw_random(g);
}

enum { FRAMES = 15 };

static int play_fidelity(void)
{
    struct bb_grid g = {0};
    struct term *t = open_terminal();
    for (int frame = 0; frame < FRAMES; frame++) {
        draw_frame(&g, frame);
        term_paint(t, &g);
        end_act();
    }
    term_close(t);
    bb_grid_finish(&g);
    return 0;
}

static void expect_cell(VTermScreen *screen, const struct bb_grid *g, int x, int y, int frame)
{
    VTermScreenCell cell;
    const struct bb_cell *want = bb_grid_at(g, x, y);
    struct bb_str s = {0};
    bool corner = x == W - 1 && y == H - 1; /* this emulator forgets the letter under a mark there */
    if (want->width == 0 || (corner && strlen(want->s) > 1))
        return;
    vterm_screen_get_cell(screen, (VTermPos){y, x}, &cell);
    for (int i = 0; i < VTERM_MAX_CHARS_PER_CELL && cell.chars[i]; i++)
        bb_utf8_encode(&s, cell.chars[i]);
    const char *got = s.n ? bb_str_get(&s) : " ";
    if (strcmp(got, want->s) != 0)
        fail_msg("frame %d, cell %d,%d: \"%s\" instead of \"%s\"", frame, x, y, got, want->s);
    bb_str_finish(&s);
}

static void a_terminal_shows_what_the_grid_says(void **state)
{
    (void)state;
    static const char *const types[] = {"xterm-256color", "screen-256color", "linux", "vt100"};
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        struct run run;
        struct bb_grid g = {0};
        next_show = false;
        run_program(&run, play_fidelity, "", types[i]);
        next_show = true;
        assert_int_equal(run.status, 0);
        for (int frame = 0; frame < FRAMES; frame++) {
            vterm_input_write(run.vt, bb_str_get(&run.bytes[frame]), run.bytes[frame].n);
            draw_frame(&g, frame);
            for (int y = 0; y < H; y++)
                for (int x = 0; x < W; x++)
                    expect_cell(vterm_obtain_screen(run.vt), &g, x, y, frame);
        }
        bb_grid_finish(&g);
        finish_run(&run);
    }
}

static void a_move_of_the_selection_is_cheap_and_silence_is_free(void **state)
{
    (void)state;
    struct run run;
    run_program(&run, play_board, "", "xterm-256color");
    assert_int_equal(run.status, 0);
    assert_in_range(run.bytes[0].n, 1000, 20000);
    assert_true(said(&run.bytes[0], "\033[?2004h"));
    assert_true(said(&run.bytes[3], "\033[?2004l"));
    assert_true(said(&run.bytes[3], "\033[?1049l"));
    assert_int_equal(run.bytes[1].n, 0);
    print_message("# moving the selection: %zu bytes\n", run.bytes[2].n);
    assert_in_range(run.bytes[2].n, 1, 250);
    assert_left_as_found(&run);
    finish_run(&run);
}

static int play_title_and_copy(void)
{
    struct bb_error err = {0};
    struct bb_grid g = {0};
    struct term *t = open_terminal();
    bb_grid_reset(&g, W, H);
    term_paint(t, &g);
    end_act();
    term_title(t, "board\033]52;c;x\a - ö");
    end_act();
    bool sent = term_copy(t, "Zoë\n", 5, &err);
    end_act();
    char *much = calloc(1, TERM_COPY_MAX + 1);
    bool refused = !term_copy(t, much, TERM_COPY_MAX + 1, &err) && err.text[0];
    free(much);
    term_set_mouse(t, false);
    end_act();
    term_set_mouse(t, true);
    end_act();
    term_close(t);
    bb_grid_finish(&g);
    return sent && refused ? 0 : 1;
}

static void titles_copies_and_the_mouse_are_exact(void **state)
{
    (void)state;
    struct run run;
    run_program(&run, play_title_and_copy, "", "tmux-256color");
    assert_int_equal(run.status, 0);
    assert_string_equal(bb_str_get(&run.bytes[1]), "\033[22;0t\033]2;board·]52;c;x· - ö\033\\");
    assert_string_equal(bb_str_get(&run.bytes[2]), "\033]52;c;Wm/Dqwo=\033\\");
    assert_string_equal(bb_str_get(&run.bytes[3]), "\033[?1006;1002;1000l");
    assert_string_equal(bb_str_get(&run.bytes[4]), "\033[?1000;1002;1006h");
    assert_true(said(&run.bytes[5], "\033[23;0t"));
    assert_left_as_found(&run);
    finish_run(&run);
    run_program(&run, play_title_and_copy, "", "linux");
    assert_int_equal(run.bytes[1].n, 0);
    finish_run(&run);
}

static void a_terminal_that_cannot_place_the_cursor_is_refused(void **state)
{
    (void)state;
    static const char *const types[] = {"dumb", ""};
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        struct run run;
        run_program(&run, play_board, "", types[i]);
        assert_int_equal(WEXITSTATUS(run.status), 9);
        assert_true(said(&run.bytes[0], "bepboard show"));
        assert_false(said(&run.bytes[0], "\033"));
        assert_left_as_found(&run);
        finish_run(&run);
    }
}

static int play_notice(void)
{
    struct term *t = open_terminal();
    struct bb_str s = {0};
    bb_str_add(&s, term_notice(t));
    term_close(t);
    end_act();
    printf("%s", bb_str_get(&s));
    fflush(stdout);
    bb_str_finish(&s);
    return 0;
}

static void an_unknown_terminal_gets_a_known_description(void **state)
{
    (void)state;
    struct run run;
    run_program(&run, play_notice, "", "xterm-of-the-future");
    assert_int_equal(run.status, 0);
    assert_string_equal(bb_str_get(&run.bytes[1]),
                        "This system does not know TERM=xterm-of-the-future; using xterm-256color.");
    finish_run(&run);
}

static void every_kind_of_terminal_is_left_as_found(void **state)
{
    (void)state;
    static const char *const types[] = {"xterm", "xterm-256color", "screen", "tmux", "linux", "vt100", "vt220", "rxvt"};
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        struct run run;
        run_program(&run, play_board, "", types[i]);
        assert_int_equal(run.status, 0);
        assert_int_equal(run.bytes[1].n, 0);
        assert_left_as_found(&run);
        finish_run(&run);
    }
}

static int play_without_input(void)
{
    close(STDIN_FILENO);
    if (open("/dev/null", O_RDONLY) != STDIN_FILENO)
        return 1;
    return play_board();
}

static void without_a_terminal_the_program_says_so(void **state)
{
    (void)state;
    struct run run;
    run_program(&run, play_without_input, "", "xterm");
    assert_int_equal(WEXITSTATUS(run.status), 9);
    assert_true(said(&run.bytes[0], "bepboard show"));
    finish_run(&run);
}

static void no_color_means_no_colour(void **state)
{
    (void)state;
    struct run run;
    next_no_color = "1";
    run_program(&run, play_board, "", "xterm-256color");
    next_no_color = NULL;
    assert_false(said(&run.bytes[0], "\033[38;5") || said(&run.bytes[0], ";48;5"));
    assert_false(said(&run.bytes[2], "8;5;"));
    assert_false(said(&run.bytes[0], "39;49"));
    assert_true(said(&run.bytes[2], "7m"));
    finish_run(&run);
}

static void a_locale_without_utf8_gets_ascii(void **state)
{
    (void)state;
    struct run run;
    next_locale = "C";
    run_program(&run, play_fidelity, "", "xterm-256color");
    next_locale = "C.UTF-8";
    for (int act = 0; act < run.acts; act++)
        for (size_t i = 0; i < run.bytes[act].n; i++)
            assert_in_range((unsigned char)run.bytes[act].s[i], 1, 0x7E);
    finish_run(&run);
}

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

int main(void)
{
    bb_text_init();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_move_of_the_selection_is_cheap_and_silence_is_free),
        cmocka_unit_test(a_terminal_shows_what_the_grid_says),
        cmocka_unit_test(titles_copies_and_the_mouse_are_exact),
        cmocka_unit_test(a_terminal_that_cannot_place_the_cursor_is_refused),
        cmocka_unit_test(an_unknown_terminal_gets_a_known_description),
        cmocka_unit_test(every_kind_of_terminal_is_left_as_found),
        cmocka_unit_test(without_a_terminal_the_program_says_so),
        cmocka_unit_test(no_color_means_no_colour),
        cmocka_unit_test(a_locale_without_utf8_gets_ascii),
        cmocka_unit_test(a_crash_restores_the_terminal_and_stays_a_crash),
        cmocka_unit_test(the_end_of_memory_restores_the_terminal),
        cmocka_unit_test(keys_arrive_even_those_of_flow_control),
        cmocka_unit_test(suspending_gives_the_terminal_back_and_repaints_later),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
