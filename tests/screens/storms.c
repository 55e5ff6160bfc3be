/* storms PROGRAM: dropped lines in the middle of every form, storms of sizes, bytes and pastes. BB_SEED replays;
 * BB_FULL=1 ends every form in every way. */
#include "../../src/store/engine.h"
#include "../seeded.h"
#include "board.h"
#include "golden.h"
#include "idle.h"

#include <bepboard/model.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

enum { STORM_BYTES = 256 * 1024, PASTE_BYTES = 1024 * 1024, SIZES = 1000 };
static const char usual[] = "--now 2026-11-22";

/* Ends of a session. */

static void hang_up(struct board *b)
{
    session_hangup(&b->s);
}

static void send_hup(struct board *b)
{
    kill(b->s.pid, SIGHUP);
}

static void send_term(struct board *b)
{
    kill(b->s.pid, SIGTERM);
}

static int64_t drafts(struct board *b)
{
    struct bb_store *s = board_store(b, NULL);
    int64_t n = -1;
    if (s)
        db_one(bb_store_db(s), NULL, &n, -1, "SELECT count(*) FROM draft", DB_NO_ARGS);
    bb_store_close(s);
    return n;
}

/* Killed when the draft is there: within about a second of the last key, and nobody pressed anything else. */
static void kill_after_pause(struct board *b)
{
    long limit = session_now() + b->guard_ms;
    while (drafts(b) == 0 && session_now() < limit)
        session_pump(&b->s, 50);
    kill(b->s.pid, SIGKILL);
}

static const struct {
    const char *name;
    void (*end)(struct board *b);
    int status; /* exit status, or minus the signal */
} ends[] = {{"a dropped line", hang_up, 128 + SIGHUP},
            {"SIGHUP", send_hup, 128 + SIGHUP},
            {"SIGTERM", send_term, 128 + SIGTERM},
            {"SIGKILL", kill_after_pause, -SIGKILL}};

static int ended_how(const struct session *s)
{
    return WIFSIGNALED(s->status) ? -WTERMSIG(s->status) : WEXITSTATUS(s->status);
}

/* Opens the form of a new record by the menu of what can be added. */
static bool open_form(struct board *b, const char *label)
{
    char text[96];
    board_keys(b, "A");
    if (!board_sees(b, "type to narrow"))
        return false;
    snprintf(text, sizeof text, "%s\r", label);
    board_keys(b, text);
    snprintf(text, sizeof text, "New %s", label);
    return board_sees(b, text);
}

static bool restored_next_time(struct board *b, const char *label)
{
    char offer[96];
    snprintf(offer, sizeof offer, "You have an unsaved %s", label);
    board_start(b, usual, BOARD_COLS, BOARD_ROWS);
    if (!board_sees(b, offer))
        return false;
    board_keys(b, "\r");
    return board_sees(b, "Half a tho");
}

/* What was restored and then thrown away does not come again. */
static bool discarded(struct board *b)
{
    board_keys(b, "\003\003");
    const char *wrong = board_quit(b);
    return !wrong && drafts(b) == 0;
}

static void interrupted_form(struct board *b, enum bb_entity e, size_t end)
{
    const char *label = bb_entity_def(e)->label;
    board_start(b, usual, BOARD_COLS, BOARD_ROWS);
    bool ok = board_sees(b, "One Queue") && open_form(b, label);
    if (!ok) {
        point(b, false, "the form of a %s opens", label);
        return;
    }
    board_keys(b, "Half a thought");
    ok = board_sees(b, "Half a tho") && board_calm(b);
    long before = session_now();
    ends[end].end(b);
    ok = ok && board_ended(b, b->guard_ms) && ended_how(&b->s) == ends[end].status;
    long took = session_now() - before;
    ok = ok && restored_next_time(b, label) && discarded(b);
    point(b, ok, "%s in the form of a %s: gone after %ld ms, restored, discarded", ends[end].name, label, took);
}

/* In the quick tests the ends take turns with the forms, and one form meets all; in the full ones all do. */
static void forms(struct board *b)
{
    enum { ENDS = sizeof ends / sizeof *ends };
    bool full = getenv("BB_FULL") != NULL;
    for (int e = 0; e < BB_ENTITY_COUNT; e++)
        for (int end = 0; e != BB_ENGAGEMENT && e != BB_IMPORT && end < ENDS; end++)
            if (full || e == BB_PERSON || end == e % ENDS)
                interrupted_form(b, (enum bb_entity)e, (size_t)end);
}

/* A change of an existing record is a draft of that record. */
static void interrupted_edit(struct board *b)
{
    board_start(b, usual, BOARD_COLS, BOARD_ROWS);
    board_sees(b, "One Queue");
    board_keys(b, "9e");
    bool ok = board_sees(b, "Edit unit");
    board_keys(b, "Half a thought");
    ok = ok && board_sees(b, "Half a tho");
    send_hup(b);
    ok = ok && board_ended(b, b->guard_ms);
    board_start(b, usual, BOARD_COLS, BOARD_ROWS);
    ok = ok && board_sees(b, "You have an unsaved unit");
    board_keys(b, "\r");
    ok = ok && board_sees(b, "Edit unit") && board_sees(b, "Half a tho");
    board_keys(b, "\023");
    point(b, ok && board_sees(b, "Saved unit"), "a draft of an existing unit is restored and saved");
    board_keys(b, "u");
    point(b, board_sees(b, "Undone") && !board_quit(b) && drafts(b) == 0, "and taken back");
}

/* Somebody who never pauses gets a draft nevertheless. */
static void steady_typing(struct board *b)
{
    board_start(b, usual, BOARD_COLS, BOARD_ROWS);
    bool ok = board_sees(b, "One Queue") && open_form(b, "unit");
    for (long limit = session_now() + b->guard_ms; ok && drafts(b) == 0 && session_now() < limit;) {
        board_keys(b, "xy\177");
        session_pump(&b->s, 20);
    }
    point(b, ok && drafts(b) == 1, "a draft is kept of steady typing");
    kill(b->s.pid, SIGKILL);
    board_ended(b, b->guard_ms);
    board_start(b, usual, BOARD_COLS, BOARD_ROWS);
    board_sees(b, "You have an unsaved unit");
    board_keys(b, "jj\r");
    point(b, !board_quit(b) && drafts(b) == 0, "and discarded when it is not wanted");
}

/* A terminal that reads nothing: the board hangs in the middle of a picture. */

/* It sleeps, though there is input: then it waits for room on the terminal. */
static bool hangs(struct board *b)
{
    long before = -1;
    for (long limit = session_now() + b->guard_ms; session_now() < limit;) {
        bool unread = session_unread(&b->s);
        long turns = idle_turns(b->s.pid);
        if (turns >= 0 && turns == before)
            return unread;
        before = turns;
        poll(NULL, 0, 1);
    }
    return false;
}

/* Every change of size is a whole picture. */
static bool stop_reading(struct board *b)
{
    enum { PICTURES = 500 };
    for (int i = 0; i < PICTURES; i++) {
        struct winsize size = {.ws_row = BOARD_ROWS, .ws_col = (unsigned short)(BOARD_COLS - i % 2)};
        ioctl(b->s.master, TIOCSWINSZ, &size);
        if (write(b->s.master, "x", 1) == 1 && hangs(b))
            return true;
    }
    return false;
}

static bool ended_unread(struct board *b)
{
    int master = b->s.master;
    b->s.master = -1;
    bool ended = board_ended(b, b->guard_ms);
    b->s.master = master;
    return ended;
}

static void unread_terminal(struct board *b, size_t end)
{
    struct termios now;
    board_start(b, usual, BOARD_COLS, BOARD_ROWS);
    bool ok = board_sees(b, "One Queue") && open_form(b, "unit");
    board_keys(b, "Half a thought");
    ok = ok && board_sees(b, "Half a tho") && board_calm(b) && stop_reading(b);
    long before = session_now();
    ends[end].end(b);
    ok = ok && ended_unread(b) && ended_how(&b->s) == ends[end].status;
    long took = session_now() - before;
    ok = ok && tcgetattr(b->s.slave, &now) == 0 && now.c_lflag == b->s.before.c_lflag;
    ok = ok && restored_next_time(b, "unit") && discarded(b);
    point(b, ok, "%s while the terminal reads nothing: gone after %ld ms, restored, discarded", ends[end].name, took);
}

/* Storms. */

static void resizes(struct board *b, struct seeded *random)
{
    board_start(b, usual, BOARD_COLS, BOARD_ROWS);
    board_sees(b, "One Queue");
    session_settle(&b->s, b->guard_ms);
    char *calm = golden_of(&(struct golden){0}, &b->s);
    for (int i = 0; i < SIZES; i++) {
        bool odd = i % 50 == 0;
        struct winsize size = {.ws_row = (unsigned short)(odd ? i / 50 % 2 * 1000 : (int)seeded_below(random, 120) + 1),
                               .ws_col =
                                   (unsigned short)(odd ? i / 50 % 2 * 2000 : (int)seeded_below(random, 400) + 1)};
        ioctl(b->s.master, TIOCSWINSZ, &size);
        session_pump(&b->s, 0);
    }
    session_resize(&b->s, BOARD_COLS, BOARD_ROWS);
    long before = session_now();
    session_settle(&b->s, b->guard_ms);
    char *after = golden_of(&(struct golden){0}, &b->s);
    point(b, strcmp(calm, after) == 0, "after %d sizes the screen is as before (%ld ms)", SIZES,
          session_now() - before);
    free(calm);
    free(after);
    const char *wrong = board_quit(b);
    point(b, !wrong, "and the program quits when told to%s%s", wrong ? ": " : "", wrong ? wrong : "");
}

static bool is_whole(struct board *b)
{
    struct bb_store *s = board_store(b, NULL);
    bool ok = s && db_quick_check(bb_store_db(s), NULL);
    bb_store_close(s);
    return ok;
}

/* Sends all of it as fast as it is taken. */
static void storm(struct board *b, const char *what, const char *bytes, size_t n)
{
    board_start(b, usual, BOARD_COLS, BOARD_ROWS);
    board_sees(b, "One Queue");
    long before = session_now();
    session_send(&b->s, bytes, n);
    bool calm = board_calm(b);
    long took = session_now() - before;
    const char *wrong = board_quit(b);
    point(b, calm && !wrong && is_whole(b), "%s: %zu bytes taken in %ld ms%s%s", what, n, took, wrong ? "; " : "",
          wrong ? wrong : "");
}

/* The keys that end or suspend the program are not in it, nor those of the two lists that can do so by name: while it
 * is suspended the line discipline turns other bytes into signals. The monkey presses them all. */
static void random_bytes(struct board *b, struct seeded *random)
{
    static const char ending[] = "qQ?:\020\032";
    char *bytes = malloc(STORM_BYTES);
    for (size_t i = 0; i < STORM_BYTES; i++) {
        bytes[i] = (char)seeded_below(random, 256);
        bytes[i] = bytes[i] && strchr(ending, bytes[i]) ? '.' : bytes[i];
    }
    storm(b, "random bytes", bytes, STORM_BYTES);
    free(bytes);
}

static void broken_sequences(struct board *b, struct seeded *random)
{
    static const char *const parts[] = {"\033[",       "\033[1;",      "\033[<0;", "\033[<999999999999;1M",
                                        "\033[M",      "\033]0;x",     "\033P1$r", "\303",
                                        "\342\202",    "\360\237\221", "\300\257", "\355\240\200",
                                        "\033\033",    "\033O",        "\033[200", "\033[27;5;",
                                        "\033[<0;3;3", "\033[?1;2c",   "\233",     "\033[;;;;;;;;;;;;~",
                                        "\033\\",      "\007",         "\030"};
    struct bb_str s = {0};
    while (s.n < STORM_BYTES)
        bb_str_add(&s, parts[seeded_below(random, sizeof parts / sizeof *parts)]);
    storm(b, "broken sequences", s.s, s.n);
    bb_str_finish(&s);
}

static struct bb_str big_paste(void)
{
    static const char commands[] = "dddd uuu QQQ qqq \r\n a \003 :quit\r ";
    struct bb_str s = {0};
    bb_str_add(&s, "\033[200~");
    while (s.n < PASTE_BYTES)
        bb_str_addn(&s, commands, sizeof commands - 1);
    bb_str_add(&s, "\033[201~");
    return s;
}

static int64_t journal(struct board *b)
{
    struct bb_store *s = board_store(b, NULL);
    int64_t seq = s ? bb_store_seq(s) : -1;
    bb_store_close(s);
    return seq;
}

static void pastes(struct board *b)
{
    struct bb_str s = big_paste();
    int64_t before = journal(b);
    /* The way out of a paste that lost its end is Ctrl-C as the last byte read: none may stand there by chance. */
    for (size_t i = 0; i < s.n; i++)
        if (s.s[i] == '\003')
            s.s[i] = ' ';
    board_start(b, usual, BOARD_COLS, BOARD_ROWS);
    board_sees(b, "One Queue");
    long start = session_now();
    session_send(&b->s, s.s, s.n);
    bool told = board_sees(b, "A paste is only taken in a field");
    point(b, told && journal(b) == before, "a paste of %zu bytes fires nothing (%ld ms)", s.n, session_now() - start);
    board_keys(b, "\t\t\ta");
    bool open = board_sees(b, "Add") || board_sees(b, "New");
    start = session_now();
    session_send(&b->s, s.s, s.n);
    bool calm = board_calm(b);
    const char *wrong = board_quit(b);
    point(b, open && calm && !wrong && journal(b) == before, "nor does it in a layer (%ld ms)%s%s",
          session_now() - start, wrong ? ": " : "", wrong ? wrong : "");
    bb_str_finish(&s);
}

static void paste_into_note(struct board *b)
{
    struct bb_str s = big_paste();
    for (size_t i = 0; i < s.n; i++)
        if (s.s[i] == '\003')
            s.s[i] = ' ';
    board_start(b, usual, BOARD_COLS, BOARD_ROWS);
    board_sees(b, "One Queue");
    bool open = open_form(b, "conversation") && board_calm(b);
    board_keys(b, "Ingrid\t\t");
    long start = session_now();
    session_send(&b->s, s.s, s.n);
    bool calm = board_calm(b);
    long took = session_now() - start;
    board_keys(b, "and on");
    bool on = board_calm(b);
    const char *wrong = board_quit(b);
    point(b, open && calm && on && !wrong, "a note takes a paste of %zu bytes (%ld ms)%s%s", s.n, took,
          wrong ? ": " : "", wrong ? wrong : "");
    bb_str_finish(&s);
}

int main(int argc, char **argv)
{
    static struct board b;
    const char *seed = getenv("BB_SEED");
    struct seeded random = {.state = (seed ? strtoull(seed, NULL, 10) : 20261122) * 2654435761U + 1};
    if (argc != 2 || !board_make(&b, argv[1]))
        return 99;
    if (board_demo(&b)) {
        forms(&b);
        interrupted_edit(&b);
        for (size_t end = 1; ends[end].status > 0; end++)
            unread_terminal(&b, end);
        steady_typing(&b);
        resizes(&b, &random);
        pastes(&b);
        paste_into_note(&b);
        random_bytes(&b, &random);
        broken_sequences(&b, &random);
    }
    return board_finish(&b);
}
