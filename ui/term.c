/* Opening, closing and leaving the terminal, its modes and its direct messages. */
#include "rescue.h"
#include "screen.h"
#include "stall.h"
#include "terminfo.h"
#include <bepboard/mem.h>
#include <bepboard/text.h>
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum { READ_SIZE = 4096, READ_MOST = 64 * 1024, SIDE_MAX = 1000 };

static const char mouse_on[] = "\033[?1000;1002;1006h", mouse_off[] = "\033[?1006;1002;1000l";
static const char paste_on[] = "\033[?2004h", paste_off[] = "\033[?2004l";
static const char title_back[] = "\033[23;0t";

static void write_all(const struct term *t, const char *bytes, size_t n)
{
    while (n > 0) {
        ssize_t done = write(t->out, bytes, n);
        if (done > 0) {
            bytes += done;
            n -= (size_t)done;
        } else if (done < 0 && errno == EAGAIN) {
            struct pollfd p = {.fd = t->out, .events = POLLOUT};
            poll(&p, 1, -1);
        } else if (done == 0 || errno != EINTR) {
            return; /* the line is dead; reading finds out */
        }
    }
}

void screen_write(const struct term *t, const char *bytes, size_t n)
{
    stall_begin(t->out);
    write_all(t, bytes, n);
    stall_end();
}

void screen_puts(const struct term *t, const char *s)
{
    screen_write(t, s, strlen(s));
}

/* Abilities. */

static bool mentions_utf8(const char *locale)
{
    return strcasestr(locale, "UTF-8") || strcasestr(locale, "UTF8");
}

/* A forwarded locale that this host does not have still tells what the terminal speaks; without any locale the modern
 * terminals do. */
static bool speaks_utf8(bool by_locale, const char *type)
{
    static const char *const names[] = {"LC_ALL", "LC_CTYPE", "LANG"};
    if (by_locale)
        return true;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *value = getenv(names[i]);
        if (value && *value)
            return mentions_utf8(value);
    }
    static const char *const modern[] = {"xterm-", "tmux", "foot", "alacritty", "wezterm", "ghostty", NULL};
    return terminfo_starts(type, modern);
}

static void learn_abilities(struct term *t, const struct term_options *o, const char *type, bool utf8_locale)
{
    static const char *const plain[] = {"linux", "vt", "dumb", "cons", "sun", "ansi", NULL};
    static const char *const console[] = {"linux", "vt", NULL};
    const char *smcup = terminfo_string("smcup");
    t->plain = terminfo_starts(type, plain);
    t->sync = o->sync == BB_ON || (o->sync == BB_AUTO && !t->plain);
    t->unicode = o->unicode == BB_ON || (o->unicode == BB_AUTO && speaks_utf8(utf8_locale, type));
    t->braille = o->braille == BB_ON || (o->braille == BB_AUTO && !terminfo_starts(type, console));
    t->ascii = !t->unicode;
    t->mouse = o->mouse;
    t->title_allowed = o->title && !t->plain;
    t->title_saved_by_smcup = smcup && strstr(smcup, "\033[22;");
    t->theme = o->theme;
    t->colours = palette_depth();
}

/* Modes. */

/* Appends a capability without its padding marks. */
static void add_capability(struct bb_str *s, const char *name)
{
    const char *value = terminfo_string(name);
    for (; value && *value; value++) {
        const char *end = value[0] == '$' && value[1] == '<' ? strchr(value, '>') : NULL;
        if (end)
            value = end;
        else
            bb_str_addc(s, *value);
    }
}

static void add_title_back(const struct term *t, struct bb_str *s)
{
    if (t->titled && !t->title_saved_by_smcup)
        bb_str_add(s, title_back);
}

void screen_arm(struct term *t)
{
    struct bb_str s = {0};
    bb_str_add(&s, t->plain ? "" : "\033[?2026l");
    bb_str_add(&s, mouse_off);
    bb_str_add(&s, paste_off);
    add_capability(&s, "sgr0");
    add_capability(&s, "cnorm");
    add_capability(&s, "rmcup");
    add_title_back(t, &s);
    rescue_arm(t->out, &t->found, bb_str_get(&s), s.n);
    bb_str_finish(&s);
}

static void modes_on(struct term *t)
{
    screen_puts(t, paste_on);
    if (t->mouse)
        screen_puts(t, mouse_on);
    t->fresh = true;
    screen_arm(t);
}

static void modes_off(struct term *t)
{
    struct bb_str s = {0};
    if (t->mouse)
        bb_str_add(&s, mouse_off);
    bb_str_add(&s, paste_off);
    screen_puts(t, bb_str_get(&s));
    bb_str_finish(&s);
}

static void ask_size(int fd, int *w, int *h)
{
    struct winsize size = {0};
    if (ioctl(fd, TIOCGWINSZ, &size) != 0)
        return;
    *w = size.ws_col > 0 ? size.ws_col : *w;
    *h = size.ws_row > 0 ? size.ws_row : *h;
}

static int within(int n)
{
    return n < 1 ? 1 : n > SIDE_MAX ? SIDE_MAX : n;
}

static void set_size(struct term *t)
{
    t->w = within(COLS);
    t->h = within(LINES);
}

/* Starts ncurses; signals stay the loop's affair. Where its handler for SIGWINCH goes, the system forgets a change of
 * size that came meanwhile: ask for the size afterwards. */
static SCREEN *start_curses(const char *type)
{
    static const int numbers[] = {SIGINT, SIGTERM, SIGTSTP, SIGWINCH};
    enum { COUNT = sizeof numbers / sizeof *numbers };
    struct sigaction old[COUNT];
    for (int i = 0; i < COUNT; i++)
        sigaction(numbers[i], NULL, &old[i]);
    use_env(FALSE);
    use_tioctl(TRUE);
    SCREEN *screen = newterm(type, stdout, stdin);
    for (int i = 0; i < COUNT; i++)
        sigaction(numbers[i], &old[i], NULL);
    if (!screen)
        return NULL;
    raw();
    noecho();
    nonl();
    scrollok(stdscr, FALSE);
    if (has_colors() && !palette_unwanted()) {
        start_color();
        use_default_colors();
    }
    return screen;
}

struct term *term_open(const struct term_options *options, struct bb_error *err)
{
    struct termios found;
    char *notice = NULL;
    if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO) || tcgetattr(STDIN_FILENO, &found) != 0) {
        bb_fail(err, BB_E_USAGE, "the board needs a terminal on input and output; print it with: bepboard show board");
        return NULL;
    }
    bool utf8_locale = bb_text_init();
    const char *type = terminfo_choose(&notice, err);
    SCREEN *screen = type ? start_curses(type) : NULL;
    if (!screen) {
        if (type)
            bb_fail(err, BB_E_FAILED, "the terminal (TERM=%s) could not be started", type);
        free(notice);
        return NULL;
    }
    struct term *t = bb_alloc(sizeof *t);
    t->screen = screen;
    t->in = STDIN_FILENO;
    t->out = STDOUT_FILENO;
    t->found = found;
    t->notice = notice;
    learn_abilities(t, options, type, utf8_locale);
    set_size(t);
    term_resize(t);
    palette_apply(t);
    modes_on(t);
    return t;
}

static void leave(struct term *t)
{
    if (t->away)
        return;
    struct bb_str s = {0};
    stall_begin(t->out);
    modes_off(t);
    curs_set(1);
    endwin();
    add_title_back(t, &s);
    screen_puts(t, bb_str_get(&s));
    bb_str_finish(&s);
    tcsetattr(t->in, TCSANOW,
              &t->found); /* endwin waited until all was sent, and what does not go out should not hold us */
    stall_end();
    rescue_disarm();
    t->titled = false;
    t->away = true;
}

static void enter(struct term *t)
{
    if (!t->away)
        return;
    t->away = false;
    stall_begin(t->out);
    reset_prog_mode();
    doupdate(); /* ncurses takes the alternate screen again */
    modes_on(t);
    stall_end();
}

void term_close(struct term *t)
{
    if (!t)
        return;
    leave(t);
    delscreen(t->screen);
    bb_grid_finish(&t->shown);
    free(t->notice);
    free(t);
}

void term_ending(struct term *t)
{
    (void)t;
    stall_ending();
}

void term_suspend(struct term *t)
{
    struct sigaction stop = {.sa_handler = SIG_DFL}, old;
    sigset_t only, mask;
    sigemptyset(&only);
    sigaddset(&only, SIGTSTP);
    leave(t);
    sigaction(SIGTSTP, &stop, &old);
    sigprocmask(SIG_UNBLOCK, &only, &mask);
    kill(0, SIGTSTP);
    sigprocmask(SIG_SETMASK, &mask, NULL);
    sigaction(SIGTSTP, &old, NULL);
    enter(t);
}

/* Questions. */

const char *term_notice(const struct term *t)
{
    return t->notice;
}

int term_fd(const struct term *t)
{
    return t->in;
}

void term_size(const struct term *t, int *w, int *h)
{
    *w = t->w;
    *h = t->h;
}

bool term_mouse(const struct term *t)
{
    return t->mouse;
}

enum bb_glyph_level term_glyphs(const struct term *t)
{
    return !t->unicode ? BB_GLYPH_ASCII : t->braille ? BB_GLYPH_BRAILLE : BB_GLYPH_BLOCKS;
}

/* Input. */

bool term_read(struct term *t, struct bb_decoder *d)
{
    char bytes[READ_SIZE];
    for (size_t total = 0; total < READ_MOST;) {
        struct pollfd p = {.fd = t->in, .events = POLLIN};
        int ready = poll(&p, 1, 0);
        if (ready < 0 && errno == EINTR)
            continue;
        if (ready <= 0)
            return ready == 0;
        ssize_t n = read(t->in, bytes, sizeof bytes);
        if (n < 0 && (errno == EINTR || errno == EAGAIN))
            return true;
        if (n <= 0)
            return false;
        bb_decoder_feed(d, bytes, (size_t)n);
        total += (size_t)n;
    }
    return true;
}

void term_teach(const struct term *t, struct bb_decoder *d)
{
    static const struct {
        const char *capability;
        int32_t key;
    } keys[] = {
        {"kcuu1", BB_KEY_UP},         {"kcud1", BB_KEY_DOWN},   {"kcub1", BB_KEY_LEFT},    {"kcuf1", BB_KEY_RIGHT},
        {"khome", BB_KEY_HOME},       {"kend", BB_KEY_END},     {"kpp", BB_KEY_PAGE_UP},   {"knp", BB_KEY_PAGE_DOWN},
        {"kich1", BB_KEY_INSERT},     {"kdch1", BB_KEY_DELETE}, {"kcbt", BB_KEY_BACK_TAB}, {"kLFT5", BB_KEY_WORD_LEFT},
        {"kRIT5", BB_KEY_WORD_RIGHT}, {"kf1", BB_KEY_F1},       {"kf2", BB_KEY_F2},        {"kf3", BB_KEY_F3},
        {"kf4", BB_KEY_F4},           {"kf5", BB_KEY_F5},       {"kf6", BB_KEY_F6},        {"kf7", BB_KEY_F7},
        {"kf8", BB_KEY_F8},           {"kf9", BB_KEY_F9},       {"kf10", BB_KEY_F10},      {"kf11", BB_KEY_F11},
        {"kf12", BB_KEY_F12},
    };
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        const char *sequence = terminfo_string(keys[i].capability);
        if (sequence && sequence[0] == '\033')
            bb_decoder_learn(d, sequence, keys[i].key);
    }
    char erase[2] = {(char)t->found.c_cc[VERASE], '\0'};
    if (erase[0] == '\b' || erase[0] == BB_KEY_BACKSPACE)
        bb_decoder_learn(d, erase, BB_KEY_BACKSPACE);
}

/* Settings. */

bool term_resize(struct term *t)
{
    int w = COLS, h = LINES;
    ask_size(t->out, &w, &h);
    if (w == COLS && h == LINES)
        return false;
    resize_term(h, w);
    set_size(t);
    t->fresh = true;
    return true;
}

void term_set_theme(struct term *t, const struct bb_theme *theme)
{
    t->theme = theme;
    palette_apply(t);
    t->fresh = true;
}

void term_set_ascii(struct term *t, bool ascii)
{
    t->fresh |= ascii != t->ascii;
    t->ascii = ascii;
}

void term_set_mouse(struct term *t, bool on)
{
    if (t->mouse == on)
        return;
    t->mouse = on;
    if (!t->away)
        screen_puts(t, on ? mouse_on : mouse_off);
}
