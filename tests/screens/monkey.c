/* monkey PROGRAM: presses keys as they come, pastes, clicks, resizes, is killed, while somebody else changes the same
 * database. BB_SEED replays a run, BB_EVENTS sets their number, BB_FULL=1 presses 100,000 (else 5,000), BB_KEEP=1 keeps
 * the folder. After each shift: the program quits when told to, the database is whole, and what this user did can be
 * undone to the last change. */
#include "../../src/store/engine.h"
#include "../hostile.h"
#include "../seeded.h"
#include "board.h"
#include "second.h"

#include <bepboard/action.h>
#include <bepboard/exchange.h>
#include <bepboard/key.h>
#include <bepboard/text.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

enum { QUICK_EVENTS = 5000, FULL_EVENTS = 100000, SHIFT = 500, SHIFTS = 4, TRAIL = 40 };

struct monkey {
    struct board b;
    struct seeded random;
    struct board wall;       /* follows the board of this shift; no program on it in a shift without a wall */
    struct bb_store *second; /* NULL in a shift without another writer */
    bool read_only, walled;
    char trail[TRAIL][96]; /* what was pressed last */
    int trod;
    long events, restarts, walls, second_changes;
};

static size_t below(struct monkey *m, size_t n)
{
    return seeded_below(&m->random, n);
}

static void press(struct monkey *m, const char *what, const char *bytes, size_t n)
{
    char *note = m->trail[m->trod++ % TRAIL];
    int used = snprintf(note, sizeof m->trail[0], "%s:", what);
    for (size_t i = 0; i < n && i < 16; i++)
        used += snprintf(note + used, sizeof m->trail[0] - (size_t)used, " %02x", (unsigned char)bytes[i]);
    session_send(&m->b.s, bytes, n);
}

static void press_text(struct monkey *m, const char *what, const char *text)
{
    press(m, what, text, strlen(text));
}

/* What a terminal sends for a key. */
static void key_bytes(int32_t key, char *out, size_t size)
{
    static const struct {
        int32_t key;
        const char *bytes;
    } special[] = {
        {BB_KEY_UP, "\033[A"},           {BB_KEY_DOWN, "\033[B"},    {BB_KEY_LEFT, "\033[D"},
        {BB_KEY_RIGHT, "\033[C"},        {BB_KEY_HOME, "\033[H"},    {BB_KEY_END, "\033[F"},
        {BB_KEY_PAGE_UP, "\033[5~"},     {BB_KEY_DELETE, "\033[3~"}, {BB_KEY_PAGE_DOWN, "\033[6~"},
        {BB_KEY_BACK_TAB, "\033[Z"},     {BB_KEY_F1, "\033OP"},      {BB_KEY_F5, "\033[15~"},
        {BB_KEY_WORD_LEFT, "\033[1;5D"},
    };
    struct bb_str s = {0};
    for (size_t i = 0; i < sizeof special / sizeof *special; i++)
        if (special[i].key == key)
            bb_str_add(&s, special[i].bytes);
    if (!s.n && key < BB_KEY_SPECIAL)
        bb_utf8_encode(&s, (uint32_t)key);
    snprintf(out, size, "%s", bb_str_get(&s));
    bb_str_finish(&s);
}

/* One of the keys of an action by its default. */
static void press_action(struct monkey *m, enum bb_action a)
{
    char keys[96], bytes[16], *save = NULL;
    snprintf(keys, sizeof keys, "%s", bb_action_def(a)->keys);
    char *word = strtok_r(keys, " ", &save);
    char *other = strtok_r(NULL, " ", &save);
    key_bytes(bb_key_parse(other && below(m, 2) ? other : word), bytes, sizeof bytes);
    press_text(m, bb_action_def(a)->name, bytes);
}

static void any_action(struct monkey *m)
{
    enum bb_action a = (enum bb_action)below(m, BB_ACT_COUNT);
    bool leaves = a == BB_ACT_QUIT || a == BB_ACT_BACK;
    press_action(m, leaves && below(m, 10) ? BB_ACT_NEXT_PANE : a);
}

/* What changes the data comes more often than chance would have it. */
static void editing_action(struct monkey *m)
{
    static const enum bb_action list[] = {BB_ACT_TOGGLE,       BB_ACT_ADD,      BB_ACT_EDIT, BB_ACT_DELETE,
                                          BB_ACT_UNDO,         BB_ACT_REDO,     BB_ACT_OPEN, BB_ACT_DOWN,
                                          BB_ACT_CONVERSATION, BB_ACT_ADD_OTHER};
    press_action(m, list[below(m, sizeof list / sizeof *list)]);
}

static void editing_key(struct monkey *m)
{
    static const char *const list[] = {
        "\t",   "\r",      "\033[Z", "\023", "\016", "\033[A", "\033[B", "\033[C", "\033[D",    "\033[H", "\033[F",
        "\177", "\033[3~", "\027",   "\025", "\013", " ",      "\n",     "\033",   "\033[1;5D", "\001",   "\005"};
    press_text(m, "edit", list[below(m, sizeof list / sizeof *list)]);
}

static void type_text(struct monkey *m)
{
    static const char *const list[] = {"7",           "2026-11-02", "tomorrow", "Ingrid",   "halv",  "yes",
                                       "supportive",  "0.5",        "Zoë 漢",   "👍🏽", "a b c", "-",
                                       "99999999999", "L1",         "resist",   "é"};
    press_text(m, "text", list[below(m, sizeof list / sizeof *list)]);
}

static void paste_text(struct monkey *m)
{
    struct bb_str s = {0};
    const struct hostile *h = &hostile_texts[below(m, HOSTILE_COUNT)];
    bb_str_add(&s, "\033[200~");
    for (size_t i = 0, n = below(m, 50) ? 1 + below(m, 4) : 2000; i < n; i++)
        bb_str_addn(&s, h->s, h->n);
    bb_str_add(&s, "\033[201~");
    press(m, "paste", s.s, s.n);
    bb_str_finish(&s);
}

/* Something a person would do, from the first key to the last: chance alone seldom gets so far as to save. */
static void sensible_work(struct monkey *m)
{
    static const char *const works[] = {" ",           "a%s\023",   "e%s\023",        "d",
                                        "u",           "L%s\023",   "Ltom\t\t%s\023", "\022",
                                        "e\t\t%s\023", "A\r%s\023", "Ati\r%s\023"};
    static const char *const texts[] = {"Seen by the monkey", "4", "2026-09-01", "Zoë 漢 👍🏽", "neutral", "ya"};
    /* Esc six times; what follows keeps the last from waiting for more. Then a place: screen, pane, row. */
    struct bb_str s = {0};
    bb_str_add(&s, "\033[201~\033\033\033\033\033\033\033\033[I");
    bb_str_addf(&s, "%zu", 1 + below(m, 9));
    for (size_t i = below(m, 4); i > 0; i--)
        bb_str_add(&s, "\t");
    for (size_t i = below(m, 12); i > 0; i--)
        bb_str_add(&s, "j");
    const char *text = texts[below(m, sizeof texts / sizeof *texts)];
    for (const char *p = works[below(m, sizeof works / sizeof *works)]; *p; p++) {
        bool insert = *p == '%';
        bb_str_addn(&s, insert ? text : p, insert ? strlen(text) : 1);
        p += insert ? strcspn(p, "s") : 0;
    }
    press(m, "work", s.s, s.n);
    bb_str_finish(&s);
}

static void use_mouse(struct monkey *m)
{
    static const int buttons[] = {0, 0, 0, 0, 1, 2, 32, 64, 65, 4, 35};
    char bytes[64];
    int x = 1 + (int)below(m, (size_t)m->b.s.cols + 2), y = 1 + (int)below(m, (size_t)m->b.s.rows + 2);
    snprintf(bytes, sizeof bytes, "\033[<%d;%d;%d%c", buttons[below(m, sizeof buttons / sizeof *buttons)], x, y,
             below(m, 4) ? 'M' : 'm');
    press_text(m, "mouse", bytes);
}

static void resize(struct monkey *m)
{
    bool usual = below(m, 2);
    int w = usual ? 60 + (int)below(m, 120) : 1 + (int)below(m, 300),
        h = usual ? 15 + (int)below(m, 40) : 1 + (int)below(m, 100);
    snprintf(m->trail[m->trod++ % TRAIL], sizeof m->trail[0], "resize %dx%d", w, h);
    session_resize(&m->b.s, w, h);
}

static void raw_bytes(struct monkey *m)
{
    char bytes[24];
    size_t n = 1 + below(m, sizeof bytes);
    for (size_t i = 0; i < n; i++)
        bytes[i] = (char)(below(m, 3) ? "\033[]O?<;0123456789MmP_~"[below(m, 23)] : (int)below(m, 256));
    press(m, "bytes", bytes, n);
}

static void somebody_else(struct monkey *m)
{
    if (m->second && second_change(m->second, &m->random))
        m->second_changes++;
}

/* A wall that follows the board, on a terminal of its own. Whoever has just gone cannot be followed. */
static void start_wall(struct monkey *m)
{
    char arguments[96];
    struct session none = {0};
    session_finish(&m->wall.s);
    m->wall = m->b;
    m->wall.s = none;
    snprintf(m->trail[m->trod++ % TRAIL], sizeof m->trail[0], "a wall");
    snprintf(arguments, sizeof arguments, "--now 2026-11-22 present --follow %d", (int)m->b.s.pid);
    if (m->b.s.ended || !board_start(&m->wall, arguments, 40 + (int)below(m, 120), 12 + (int)below(m, 50)))
        return;
    board_calm(&m->wall);
    if (m->wall.s.ended && WIFEXITED(m->wall.s.status) && WEXITSTATUS(m->wall.s.status) == 1 &&
        !session_not_restored(&m->wall.s))
        session_finish(&m->wall.s);
    else
        m->walls++;
}

static bool has_wall(const struct monkey *m)
{
    return m->wall.s.vt != NULL;
}

static void start(struct monkey *m)
{
    static const char *const ways[] = {"", "", "", "--ascii", "--theme projector", "--room", "--team", "--no-mouse"};
    char arguments[128];
    m->read_only = below(m, 8) == 0;
    /* Under the real clock the daily backup runs beside the board. */
    snprintf(arguments, sizeof arguments, "%s %s %s", below(m, 3) ? "--now 2026-11-22" : "",
             ways[below(m, sizeof ways / sizeof *ways)], m->read_only ? "--readonly" : "");
    snprintf(m->trail[m->trod++ % TRAIL], sizeof m->trail[0], "start %.80s", arguments);
    board_start(&m->b, arguments, 40 + (int)below(m, 120), 12 + (int)below(m, 50));
    m->restarts++;
    board_calm(&m->b);
    if (m->walled)
        start_wall(m);
}

/* Somebody plays with the wall's keyboard. */
static void at_the_wall(struct monkey *m)
{
    char bytes[24], keys[96];
    enum bb_action a = (enum bb_action)below(m, BB_ACT_COUNT);
    if (!has_wall(m))
        return;
    switch (below(m, 4)) {
    case 0:
        session_resize(&m->wall.s, 1 + (int)below(m, 200), 1 + (int)below(m, 70));
        return;
    case 1:
        for (size_t i = 0; i < sizeof bytes; i++)
            bytes[i] = (char)below(m, 256);
        session_send(&m->wall.s, bytes, sizeof bytes);
        return;
    default:
        snprintf(keys, sizeof keys, "%s", bb_action_def(a)->keys);
        keys[strcspn(keys, " ")] = 0;
        key_bytes(bb_key_parse(keys), bytes, sizeof bytes);
        session_send(&m->wall.s, bytes, strlen(bytes));
    }
}

static void kill_it(struct monkey *m)
{
    static const int signals[] = {SIGKILL, SIGTERM, SIGHUP, SIGINT, SIGTSTP, SIGWINCH, SIGCONT};
    int signal = signals[below(m, sizeof signals / sizeof *signals)];
    if (below(m, 3))
        return;
    snprintf(m->trail[m->trod++ % TRAIL], sizeof m->trail[0], "signal %d", signal);
    kill(m->b.s.pid, signal);
    if (signal == SIGTSTP || signal == SIGWINCH || signal == SIGCONT)
        return;
    if (!board_ended(&m->b, m->b.guard_ms))
        point(&m->b, false, "signal %d ends it", signal);
    bool right =
        WIFSIGNALED(m->b.s.status) ? WTERMSIG(m->b.s.status) == SIGKILL : WEXITSTATUS(m->b.s.status) == 128 + signal;
    if (!right || (signal != SIGKILL && session_not_restored(&m->b.s)))
        point(&m->b, false, "signal %d ends it in order: status %x, %s", signal, (unsigned)m->b.s.status,
              session_not_restored(&m->b.s));
    start(m);
}

static const struct {
    void (*act)(struct monkey *m);
    int weight;
} acts[] = {{any_action, 30}, {editing_action, 14}, {editing_key, 22},  {type_text, 14},
            {paste_text, 3},  {use_mouse, 8},       {resize, 4},        {raw_bytes, 2},
            {kill_it, 1},     {sensible_work, 10},  {somebody_else, 4}, {at_the_wall, 4}};

static void one_event(struct monkey *m)
{
    size_t all = 0, i = 0;
    for (size_t k = 0; k < sizeof acts / sizeof *acts; k++)
        all += (size_t)acts[k].weight;
    size_t at = below(m, all);
    for (; at >= (size_t)acts[i].weight; i++)
        at -= (size_t)acts[i].weight;
    acts[i].act(m);
    m->events++;
}

/* The wall goes only when it is told to; then another one comes. */
static bool wall_is_well(struct monkey *m)
{
    struct session *s = &m->wall.s;
    if (!has_wall(m))
        return true;
    session_pump(s, 0);
    if (!s->ended)
        return true;
    bool well = WIFEXITED(s->status) && WEXITSTATUS(s->status) == 0 && !session_not_restored(s);
    int status = s->status;
    session_finish(s);
    if (well)
        start_wall(m);
    return well || point(&m->b, false, "the wall quits in order: status %x", (unsigned)status);
}

/* It may have quit, because it was told to. */
static bool still_well(struct monkey *m)
{
    struct session *s = &m->b.s;
    if (!s->ended)
        return true;
    if (WIFEXITED(s->status) && WEXITSTATUS(s->status) == 0 && !session_not_restored(s)) {
        start(m);
        return true;
    }
    const char *left = WIFEXITED(s->status) ? session_not_restored(s) : NULL;
    point(&m->b, false, "it quits in order: status %x%s%s", (unsigned)s->status, left ? ", " : "", left ? left : "");
    return false;
}

static void print_trail(const struct monkey *m)
{
    printf("# the last events:");
    for (int i = m->trod > TRAIL ? m->trod - TRAIL : 0; i < m->trod; i++)
        printf("%s %s", i % 4 ? "," : "\n#  ", m->trail[i % TRAIL]);
    printf("\n");
}

static bool work(struct monkey *m, long events)
{
    for (long i = 0; i < events; i++) {
        one_event(m);
        bool calm = below(m, 3) == 0 || board_calm(&m->b);
        if (!calm && !m->b.s.ended)
            return point(&m->b, false, "it reads what is typed");
        session_pump(&m->b.s, 0);
        if (!wall_is_well(m) || !still_well(m) || m->b.failed)
            return false;
    }
    return true;
}

/* The database. */

static char *dump(struct monkey *m, struct bb_store *s)
{
    char *text = NULL;
    size_t n;
    struct bb_error err = {0};
    FILE *f = open_memstream(&text, &n);
    struct bb_export_options o = {.noun = "all", .engagement = 1, .format = BB_JSON, .audience = BB_DESK, .raw = true};
    if (!bb_export(s, &o, f, &err))
        point(&m->b, false, "the engagement can be exported: %s", err.text);
    fclose(f);
    return text;
}

static int undo_all(struct bb_store *s, struct bb_error *err)
{
    struct bb_str what = {0};
    int n = 0;
    while (bb_store_undo(s, 0, &what, err))
        n++;
    bb_str_finish(&what);
    return n;
}

static void save_text(const struct monkey *m, const char *name, const char *text)
{
    char path[256];
    snprintf(path, sizeof path, "%s/%s", m->b.tmp, name);
    FILE *f = fopen(path, "we");
    if (!f)
        return;
    fputs(text, f);
    fclose(f);
}

static bool database_is_whole(struct monkey *m, const char *first, bool alone)
{
    struct bb_error err = {0};
    struct bb_store *s = board_store(&m->b, NULL);
    if (!s || !first)
        return false;
    bool ok = point(&m->b, db_quick_check(bb_store_db(s), &err), "the database is whole");
    if (ok && alone) {
        int undone = undo_all(s, &err);
        char *last = dump(m, s);
        ok = point(&m->b, err.code == BB_E_NOT_FOUND, "everything can be undone (%d changes): %s", undone, err.text) &&
             point(&m->b, strcmp(first, last) == 0, "and then all is as it was");
        if (!ok) {
            save_text(m, "first.json", first);
            save_text(m, "last.json", last);
        }
        free(last);
    }
    bb_store_close(s);
    return ok;
}

/* Behind a board that has gone. */
static bool wall_leaves(struct monkey *m)
{
    if (!has_wall(m))
        return true;
    const char *wrong = board_quit(&m->wall);
    session_finish(&m->wall.s);
    return point(&m->b, !wrong, "the wall beside it quits when told to%s%s", wrong ? ": " : "", wrong ? wrong : "");
}

/* A shift: alone, or beside somebody else who changes things. */
static bool shift(struct monkey *m, long events, bool alone)
{
    struct bb_store *s = board_store(&m->b, NULL);
    char *first = s ? dump(m, s) : NULL;
    bb_store_close(s);
    m->second = alone ? NULL : board_store(&m->b, "second");
    m->walled = m->events / SHIFT % 2;
    start(m);
    bool ok = !m->b.failed && work(m, events);
    if (ok) {
        const char *wrong = board_quit(&m->b);
        ok = point(&m->b, !wrong, "after %ld events it quits when told to%s%s", m->events, wrong ? ": " : "",
                   wrong ? wrong : "");
    }
    ok = ok && wall_leaves(m);
    bb_store_close(m->second);
    m->second = NULL;
    ok = ok && database_is_whole(m, first, alone);
    free(first);
    return ok && board_reports(&m->b) == 0;
}

static bool fresh_database(struct monkey *m)
{
    static const char *const files[] = {"", "-wal", "-shm", "-gate", "-touch"};
    char path[192];
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        snprintf(path, sizeof path, "%s%s", m->b.db, files[i]);
        remove(path);
    }
    return board_demo(&m->b);
}

static long wanted_events(void)
{
    const char *given = getenv("BB_EVENTS");
    return given ? atol(given) : getenv("BB_FULL") ? FULL_EVENTS : QUICK_EVENTS;
}

int main(int argc, char **argv)
{
    static struct monkey m;
    const char *seed = getenv("BB_SEED");
    long wanted = wanted_events();
    unsigned long long number = seed ? strtoull(seed, NULL, 10) : (unsigned long long)session_now() + 1;
    if (argc != 2 || !board_make(&m.b, argv[1]))
        return 99;
    m.random.state = number * 2654435761U + 1;
    printf("# BB_SEED=%llu\n", number);
    bool ok = true;
    /* Alone first, with a database in which everything can still be undone; then in company. */
    for (int i = 0; ok && m.events < wanted; i++)
        ok = (i % SHIFTS != 0 || fresh_database(&m)) &&
             shift(&m, SHIFT < wanted - m.events ? SHIFT : wanted - m.events, i % SHIFTS < SHIFTS / 2);
    if (!ok)
        print_trail(&m);
    printf("# %ld events, %ld starts, %ld walls, %ld changes by somebody else; BB_SEED=%llu\n", m.events, m.restarts,
           m.walls, m.second_changes, number);
    session_finish(&m.wall.s);
    return board_finish(&m.b);
}
