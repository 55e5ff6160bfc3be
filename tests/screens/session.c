#include "session.h"

#include "../whole_utf8.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include <utmp.h>

#include "idle.h"

enum { QUIET_MS = 60 }; /* longer than the delay after which a lone Esc counts */

long session_now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000L + t.tv_nsec / 1000000L;
}

/* What the emulator answers (to a query for the cursor position, say) goes back to the program. */
static void answer(const char *bytes, size_t n, void *user)
{
    struct session *s = user;
    if (s->master > 0 && write(s->master, bytes, n) < 0)
        return; /* it does not read: then it does not need the answer either */
}

static void open_emulator(struct session *s)
{
    s->vt = vterm_new(s->rows, s->cols);
    vterm_set_utf8(s->vt, 1);
    vterm_output_set_callback(s->vt, answer, s);
    s->screen = vterm_obtain_screen(s->vt);
    vterm_screen_enable_altscreen(s->screen, 1);
    vterm_screen_reset(s->screen, 1);
}

static void become_program(struct session *s, const char *command)
{
    close(s->master);
    if (login_tty(s->slave) != 0)
        _exit(126);
    signal(SIGPIPE, SIG_DFL);
    execl("/bin/sh", "sh", "-c", command, (char *)NULL);
    _exit(127);
}

bool session_start(struct session *s, const char *command, int cols, int rows)
{
    memset(s, 0, sizeof *s);
    s->cols = cols;
    s->rows = rows;
    struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)cols};
    if (openpty(&s->master, &s->slave, NULL, NULL, &size) != 0)
        return false;
    fcntl(s->master, F_SETFL, O_NONBLOCK);
    /* A second session must not hold the first one's line open. */
    fcntl(s->master, F_SETFD, FD_CLOEXEC);
    fcntl(s->slave, F_SETFD, FD_CLOEXEC);
    tcgetattr(s->slave, &s->before);
    open_emulator(s);
    s->pid = fork();
    if (s->pid == 0)
        become_program(s, command);
    return s->pid > 0;
}

static void close_terminal(struct session *s)
{
    if (s->master > 0)
        close(s->master);
    if (s->slave > 0)
        close(s->slave);
    s->master = s->slave = -1;
}

void session_hangup(struct session *s)
{
    close_terminal(s);
}

/* SCREENS_LOG=FILE keeps all bytes that the sessions wrote, one session behind the other. */
static void keep_log(const struct session *s)
{
    const char *path = getenv("SCREENS_LOG");
    FILE *f = path && s->log_n ? fopen(path, "ab") : NULL;
    if (!f)
        return;
    fwrite(s->log, 1, s->log_n, f);
    fclose(f);
}

void session_finish(struct session *s)
{
    if (s->pid > 0 && !s->ended) {
        kill(-s->pid, SIGKILL);
        kill(s->pid, SIGKILL);
        waitpid(s->pid, &s->status, 0);
    }
    close_terminal(s);
    keep_log(s);
    if (s->vt)
        vterm_free(s->vt);
    free(s->log);
    memset(s, 0, sizeof *s);
}

void session_send(struct session *s, const void *bytes, size_t n)
{
    const char *p = bytes;
    while (n > 0 && s->master > 0) {
        ssize_t wrote = write(s->master, p, n < 1024 ? n : 1024);
        if (wrote < 0 && errno != EINTR && errno != EAGAIN)
            return;
        if (wrote > 0) {
            p += wrote;
            n -= (size_t)wrote;
        }
        if (n > 0)
            session_pump(s, 5);
    }
}

static void set_modes(struct session *s, const char *numbers, bool on)
{
    for (const char *p = numbers; *p >= '0' && *p <= '9';) {
        char *end;
        long mode = strtol(p, &end, 10);
        if (mode >= 0 && mode < (long)sizeof s->modes)
            s->modes[mode] = on != (mode == 7 || mode == 25);
        p = *end == ';' ? end + 1 : end;
    }
}

/* Follows `CSI ? n ; n h`, its counterpart with l, and the keypad modes. A sequence cut by the end of the log waits. */
static void follow_modes(struct session *s)
{
    size_t i = s->parsed;
    for (; i < s->log_n; i++) {
        const char *p = s->log + i;
        if (*p != '\033')
            continue;
        if (s->log_n - i < 2)
            break;
        if (p[1] == '=' || p[1] == '>')
            s->keypad = p[1] == '=';
        if (p[1] != '[' || (s->log_n - i > 2 && p[2] != '?'))
            continue;
        size_t span = 3;
        while (i + span < s->log_n && strchr("0123456789;", p[span]))
            span++;
        if (i + span >= s->log_n)
            break;
        if (p[span] == 'h' || p[span] == 'l')
            set_modes(s, p + 3, p[span] == 'h');
    }
    s->parsed = i;
}

static void take(struct session *s, const char *bytes, size_t n)
{
    if (s->log_n + n + 1 > s->log_room) {
        s->log_room = 2 * (s->log_n + n) + 65536;
        s->log = realloc(s->log, s->log_room);
        if (!s->log)
            abort();
    }
    memcpy(s->log + s->log_n, bytes, n);
    s->log_n += n;
    s->log[s->log_n] = '\0';
    follow_modes(s);
    n = whole_utf8(s->log + s->fed, s->log_n - s->fed);
    vterm_input_write(s->vt, s->log + s->fed, n);
    s->fed += n;
}

static bool reap(struct session *s)
{
    if (s->ended || s->pid <= 0 || waitpid(s->pid, &s->status, WNOHANG) != s->pid)
        return false;
    s->ended = true;
    return true;
}

bool session_pump(struct session *s, int ms)
{
    char bytes[16384];
    struct pollfd fd = {.fd = s->master, .events = POLLIN};
    if (poll(&fd, s->master > 0 ? 1 : 0, ms) > 0 && (fd.revents & POLLIN)) {
        ssize_t n = read(s->master, bytes, sizeof bytes);
        if (n > 0) {
            take(s, bytes, (size_t)n);
            return true;
        }
    }
    return reap(s);
}

/* What is on its way to the line discipline is not counted there yet; polling brings it in. */
bool session_unread(const struct session *s)
{
    struct pollfd fd = {.fd = s->slave, .events = POLLIN};
    int n = 0;
    if (s->slave <= 0)
        return false;
    poll(&fd, 1, 0);
    return ioctl(s->slave, FIONREAD, &n) == 0 && n > 0;
}

bool session_settle(struct session *s, int limit_ms)
{
    long limit = session_now() + limit_ms, quiet_since = session_now();
    long turns = -1;
    while (session_now() < limit) {
        bool moved = session_pump(s, 5);
        if (s->ended && !moved)
            return true;
        long t = idle_turns(s->pid);
        if (moved || t < 0 || t != turns || session_unread(s))
            quiet_since = session_now();
        turns = t;
        if (session_now() - quiet_since >= QUIET_MS)
            return true;
    }
    return false;
}

void session_resize(struct session *s, int cols, int rows)
{
    struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)cols};
    s->rows = rows;
    s->cols = cols;
    vterm_set_size(s->vt, rows, cols);
    ioctl(s->master, TIOCSWINSZ, &size);
}

bool session_mode(const struct session *s, int mode)
{
    return s->modes[mode] != (mode == 7 || mode == 25);
}

static const struct {
    int mode;
    const char *what;
} must_be_left[] = {
    {1, "application cursor keys are still on"},
    {7, "line wrap is still off"},
    {9, "mouse reports are still on (9)"},
    {25, "the cursor is still hidden"},
    {47, "the alternate screen is still shown (47)"},
    {1000, "mouse reports are still on (1000)"},
    {1002, "mouse reports are still on (1002)"},
    {1003, "mouse reports are still on (1003)"},
    {1004, "focus reports are still on"},
    {1006, "mouse reports are still in SGR form (1006)"},
    {1015, "mouse reports are still on (1015)"},
    {1047, "the alternate screen is still shown (1047)"},
    {1049, "the alternate screen is still shown (1049)"},
    {2004, "bracketed paste is still on"},
    {2026, "an update is still held back (2026)"},
};

const char *session_not_restored(const struct session *s)
{
    for (size_t i = 0; i < sizeof must_be_left / sizeof *must_be_left; i++)
        if (s->modes[must_be_left[i].mode])
            return must_be_left[i].what;
    if (s->keypad)
        return "the application keypad is still on";
    VTermValue reverse;
    if (vterm_state_get_penattr(vterm_obtain_state(s->vt), VTERM_ATTR_REVERSE, &reverse) && reverse.boolean)
        return "text would still be reversed";
    struct termios now;
    if (s->slave < 0 || tcgetattr(s->slave, &now) != 0)
        return "the terminal is gone";
    if (now.c_lflag != s->before.c_lflag || now.c_iflag != s->before.c_iflag || now.c_oflag != s->before.c_oflag)
        return "the line settings (stty) differ";
    return memcmp(now.c_cc, s->before.c_cc, sizeof now.c_cc) ? "the control characters (stty) differ" : NULL;
}

static size_t put_utf8(char *out, uint32_t c)
{
    if (c < 0x80) {
        out[0] = (char)c;
        return 1;
    }
    if (c < 0x800) {
        out[0] = (char)(0xC0 | c >> 6);
        out[1] = (char)(0x80 | (c & 0x3F));
        return 2;
    }
    if (c < 0x10000) {
        out[0] = (char)(0xE0 | c >> 12);
        out[1] = (char)(0x80 | (c >> 6 & 0x3F));
        out[2] = (char)(0x80 | (c & 0x3F));
        return 3;
    }
    out[0] = (char)(0xF0 | c >> 18);
    out[1] = (char)(0x80 | (c >> 12 & 0x3F));
    out[2] = (char)(0x80 | (c >> 6 & 0x3F));
    out[3] = (char)(0x80 | (c & 0x3F));
    return 4;
}

/* The text of one cell, nothing for the right half of a wide one. */
static size_t put_cell(char *out, const VTermScreenCell *cell)
{
    size_t n = 0;
    if (cell->chars[0] == (uint32_t)-1)
        return 0;
    if (cell->chars[0] == 0)
        out[n++] = ' ';
    for (int i = 0; i < VTERM_MAX_CHARS_PER_CELL && cell->chars[i]; i++)
        n += put_utf8(out + n, cell->chars[i]);
    return n;
}

size_t session_row(const struct session *s, int row, char *text, int *columns)
{
    size_t n = 0, last = 0;
    for (int col = 0; col < s->cols && n < ROW_BYTES - 32; col++) {
        VTermScreenCell cell = {0};
        vterm_screen_get_cell(s->screen, (VTermPos){.row = row, .col = col}, &cell);
        size_t size = put_cell(text + n, &cell);
        for (size_t i = 0; i <= size; i++)
            columns[n + i] = i < size ? col : col + 1;
        n += size;
        if (size != 1 || text[n - 1] != ' ')
            last = n;
    }
    text[last] = '\0';
    return last;
}

bool session_find(const struct session *s, const char *text, int *row, int *from, int *to)
{
    char line[ROW_BYTES];
    int columns[ROW_BYTES];
    for (; *row < s->rows; ++*row) {
        session_row(s, *row, line, columns);
        const char *at = strstr(line, text);
        if (!at)
            continue;
        *from = columns[at - line];
        *to = columns[at - line + (ptrdiff_t)strlen(text)];
        return true;
    }
    return false;
}

VTermPos session_cursor(const struct session *s)
{
    VTermPos at;
    vterm_state_get_cursorpos(vterm_obtain_state(s->vt), &at);
    return at;
}
