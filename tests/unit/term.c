/* The terminal: what it sends, and what a terminal then shows. */
#include "onpty.h"

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
    for (int i = rand() % 400; i > 0; i--) {
        size_t piece = (size_t)rand() % (sizeof pieces / sizeof *pieces);
        bool accent = strstr(pieces[piece], "\u0301");
        struct bb_rect clip = {0, 0, accent ? W - 1 : W, H}; /* this emulator loses marks in the last column */
        enum bb_role role = (enum bb_role)(rand() % BB_ROLE_COUNT);
        bb_grid_text(g, clip, rand() % W, rand() % H, role, pieces[piece]);
    }
    bb_grid_text(g, (struct bb_rect){0, 0, W, H}, W - 5, H - 1, BB_NORMAL, "end ."); /* no wide ones by the corner */
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

enum { FRAMES = 15 }; /* and the end makes sixteen acts */

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
    if (want->width == 0)
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

static const struct bb_theme projector = {
    .name = "projector",
    .own_background = true,
    .roles = {[BB_NORMAL] = {16, 231, 0, 15, 0, 0}, [BB_BAD] = {160, -1, 1, -1, 0, BB_ATTR_BOLD}},
};

static int play_background(void)
{
    struct bb_grid g = {0};
    struct term *t = open_terminal();
    term_set_theme(t, &projector);
    bb_grid_reset(&g, W, H);
    bb_grid_text(&g, (struct bb_rect){0, 0, W, H}, 3, 3, BB_BAD, "stalled");
    term_paint(t, &g);
    end_act();
    term_close(t);
    bb_grid_finish(&g);
    return 0;
}

static bool is_white(const VTermColor *c)
{
    return VTERM_COLOR_IS_INDEXED(c) && c->indexed.idx == 231;
}

static void a_theme_with_its_own_background_fills_the_screen(void **state)
{
    (void)state;
    struct run run;
    next_show = false;
    run_program(&run, play_background, "", "xterm-256color");
    next_show = true;
    vterm_input_write(run.vt, bb_str_get(&run.bytes[0]), run.bytes[0].n);
    static const VTermPos places[] = {{0, 0}, {3, 4}, {30, 100}, {H - 1, W - 1}};
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        VTermScreenCell cell;
        vterm_screen_get_cell(vterm_obtain_screen(run.vt), places[i], &cell);
        assert_true(is_white(&cell.bg));
    }
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
        cmocka_unit_test(a_theme_with_its_own_background_fills_the_screen),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
