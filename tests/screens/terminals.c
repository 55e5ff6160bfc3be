/* terminals PROGRAM: starts and quits on every kind of terminal and locale, and refuses where it cannot work. Each time
 * the terminal must be left as it was found. */
#include "board.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

enum { ASCII_ONLY = 1, NO_COLOUR = 2 };

/* Where the board opens: assignments before the command, what it then shows besides the engagement. */
static const struct {
    const char *settings, *shows;
    unsigned flags;
} works[] = {
    {"TERM=xterm-256color", "─", 0},
    {"TERM=xterm-256color COLORTERM=truecolor", NULL, 0},
    {"TERM=xterm", NULL, 0},
    {"TERM=xterm-color", NULL, 0},
    {"TERM=tmux-256color", NULL, 0},
    {"TERM=screen-256color", NULL, 0},
    {"TERM=screen", NULL, 0},
    {"TERM=linux", NULL, 0},
    {"TERM=vt100", NULL, NO_COLOUR},
    {"TERM=vt220", NULL, NO_COLOUR},
    {"TERM=xterm-mono", NULL, NO_COLOUR},
    {"TERM=xterm-kitty", "does not know TERM=xterm-kitty", 0},
    {"TERM=nonsense", "does not know TERM=nonsense", 0},
    {"TERM=\"$(printf 'evil\\033[31m\\302\\233x')\"", "does not know TERM=evil", 0},
    {"NO_COLOR=1", NULL, NO_COLOUR},
    {"NO_COLOR=", NULL, 0},
    {"LC_ALL= LANG=C", NULL, ASCII_ONLY},
    {"LC_ALL=C", NULL, ASCII_ONLY},
    {"LC_ALL=POSIX", NULL, ASCII_ONLY},
    {"LC_ALL= LANG=de_DE.UTF-8", "─", 0},
    {"LC_ALL=tlh_KX.UTF-8", NULL, 0},
    {"LC_ALL= LANG=de_DE.ISO-8859-1", NULL, ASCII_ONLY},
    {"TZ=Nowhere/At_All", NULL, 0},
    {"COLUMNS=10 LINES=3", NULL, 0},
    {"HOME=/nonexistent XDG_CONFIG_HOME=/nonexistent", NULL, 0},
    {"TERMINFO=/nonexistent", NULL, 0},
};

/* Where it does not: the whole command, and what it says. */
static const struct {
    const char *before, *after, *says;
} refusals[] = {
    {"TERM=dumb", "", "cannot place the cursor"},
    {"TERM=", "", "TERM is not set"},
    {"env -u TERM", "", "TERM is not set"},
    {"", "</dev/null", "needs a terminal"},
    {"", "| cat", "needs a terminal"},
    {"", "<&-", "needs a terminal"},
    {"", "--theme nosuch", "nosuch"},
    {"", "--now nonsense", "nonsense"},
    {"", "--engagement nobody", "nobody"},
};

static bool start(struct board *b, const char *before, const char *after)
{
    char command[1024];
    session_finish(&b->s);
    bool env = strncmp(before, "env ", 4) == 0;
    snprintf(command, sizeof command, "%s%s '%s' --db '%s' --now 2026-11-22 %s", env ? "" : "env ", before, b->program,
             b->db, after);
    return session_start(&b->s, command, BOARD_COLS, BOARD_ROWS);
}

static bool ascii_only(const struct session *s)
{
    for (size_t i = 0; i < s->log_n; i++)
        if ((unsigned char)s->log[i] >= 0x80)
            return false;
    return true;
}

/* Colours are set by 30 to 49 and 90 to 107 in a sequence that ends with m. */
static bool colourless(const struct session *s)
{
    for (const char *p = s->log; (p = strstr(p, "\033[")) != NULL; p += 2) {
        const char *end = p + 2 + strspn(p + 2, "0123456789;");
        for (const char *q = p + 2; *end == 'm' && q < end; q += strcspn(q, ";m") + 1)
            if ((atoi(q) >= 30 && atoi(q) < 50) || atoi(q) >= 90)
                return false;
    }
    return true;
}

static void work(struct board *b, size_t i)
{
    bool ok = start(b, works[i].settings, "") && board_sees(b, "One Queue");
    ok = ok && (!works[i].shows || board_sees(b, works[i].shows));
    board_keys(b, "\033[B?");
    ok = ok && board_sees(b, "Help");
    const char *wrong = board_quit(b);
    if (works[i].flags & ASCII_ONLY && !ascii_only(&b->s))
        wrong = "it writes more than ASCII";
    if (works[i].flags & NO_COLOUR && !colourless(&b->s))
        wrong = "it writes colours";
    point(b, ok && !wrong, "%s%s%s", works[i].settings, wrong ? ": " : "", wrong ? wrong : "");
}

static void refuse(struct board *b, size_t i)
{
    bool ok = start(b, refusals[i].before, refusals[i].after) && board_ended(b, b->guard_ms);
    bool piped = refusals[i].after[0] == '|';
    bool status = WIFEXITED(b->s.status) && (piped || WEXITSTATUS(b->s.status) != 0);
    int row = 0, from, to;
    bool says = ok && session_find(&b->s, refusals[i].says, &row, &from, &to);
    const char *left = session_not_restored(&b->s);
    bool quiet = b->s.log && !memchr(b->s.log, '\033', b->s.log_n);
    point(b, ok && status && says && quiet && !left, "%s ... %s is refused%s%s", refusals[i].before, refusals[i].after,
          left ? ": " : "", left ? left : "");
}

int main(int argc, char **argv)
{
    static struct board b;
    if (argc != 2 || !board_make(&b, argv[1]))
        return 99;
    if (board_demo(&b)) {
        for (size_t i = 0; i < sizeof works / sizeof *works; i++)
            work(&b, i);
        for (size_t i = 0; i < sizeof refusals / sizeof *refusals; i++)
            refuse(&b, i);
    }
    return board_finish(&b);
}
