/* hostile PROGRAM: a database in which every text is one that has hurt programs before. Everything is opened once on a
 * terminal, and everything printed once; not one byte of those texts may arrive that a terminal would obey or that
 * would turn the line round. The bytes themselves are read: what the terminal makes of them comes too late. */
#include "../hostile.h"
#include "../../src/cli/cli.h"
#include "../../src/store/engine.h"
#include "../room/rows.h"
#include "board.h"
#include "command.h"

#include <bepboard/text.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { TOGETHER = 6, ROUNDS = (HOSTILE_COUNT + TOGETHER - 1) / TOGETHER };

/* Reading the bytes. */

static bool unseen_or_turning(uint32_t cp)
{
    static const struct {
        uint32_t first, last;
    } ranges[] = {{0x00, 0x1F},     {0x7F, 0x9F},     {0xAD, 0xAD},     {0x61C, 0x61C},    {0x115F, 0x1160},
                  {0x180E, 0x180E}, {0x200B, 0x200F}, {0x2028, 0x202E}, {0x2060, 0x206F},  {0x3164, 0x3164},
                  {0xFEFF, 0xFEFF}, {0xFFA0, 0xFFA0}, {0xFFF9, 0xFFFB}, {0xE0000, 0xE0FFF}};
    for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++)
        if (cp >= ranges[i].first && cp <= ranges[i].last)
            return true;
    return false;
}

/* Bytes of one harmless character at s, 0 if there is none. */
static size_t harmless(const char *s, size_t n)
{
    uint32_t cp = 0;
    size_t used = bb_utf8_decode(s, n, &cp);
    return used && !unseen_or_turning(cp) ? used : 0;
}

static size_t all_harmless(const char *s, size_t n)
{
    size_t i = 0;
    for (size_t used; i < n && (used = harmless(s + i, n - i)); i += used)
        continue;
    return i;
}

/* Bytes of a control sequence of the kinds that the program uses, 0 for any other. */
static size_t own_csi(const char *s, size_t n)
{
    size_t i = 2;
    while (i < n && strchr("0123456789;?", s[i]))
        i++;
    return i < n && strchr("ABCDGHJKLMPSTX@bdhlmrtZ", s[i]) ? i + 1 : 0;
}

/* The window title, or the clipboard in base64. */
static size_t own_osc(const char *s, size_t n)
{
    const char *end = memmem(s, n, "\033\\", 2);
    size_t length = end ? (size_t)(end - s) : 0;
    bool known = n > 7 && (strncmp(s, "\033]2;", 4) == 0 || strncmp(s, "\033]52;c;", 7) == 0);
    return known && length > 2 && all_harmless(s + 2, length - 2) == length - 2 ? length + 2 : 0;
}

static size_t own_escape(const char *s, size_t n)
{
    if (n < 2)
        return 0;
    if (s[1] == '[')
        return own_csi(s, n);
    if (s[1] == ']')
        return own_osc(s, n);
    if (s[1] == '(' || s[1] == ')')
        return n > 2 && (s[2] == 'B' || s[2] == '0') ? 3 : 0;
    return strchr("=>78M", s[1]) ? 2 : 0;
}

/* Where the first byte is that should not be; n if all is well. */
static size_t first_fault(const char *s, size_t n, bool terminal)
{
    for (size_t i = 0, used; i < n; i += used) {
        if (terminal && s[i] == '\033')
            used = own_escape(s + i, n - i);
        else if (s[i] == '\n' || (terminal && strchr("\r\b\t", s[i]) && s[i]))
            used = 1;
        else
            used = harmless(s + i, n - i);
        if (!used)
            return i;
    }
    return n;
}

static bool dangerous(const struct hostile *h)
{
    return all_harmless(h->s, h->n) != h->n;
}

/* A payload as a whole, even where each of its sequences could have been the program's own. */
static const struct hostile *payload_in(const char *s, size_t n)
{
    for (size_t i = 0; i < HOSTILE_COUNT; i++) {
        const struct hostile *h = &hostile_texts[i];
        const char *escape = memchr(h->s, '\033', h->n);
        bool sequence = escape && escape[1] && strcmp(h->what, "alternate screen") != 0;
        if (sequence && dangerous(h) && memmem(s, n, h->s, h->n))
            return h;
    }
    return NULL;
}

static void print_fault(const char *s, size_t n, size_t at)
{
    printf("# at byte %zu of %zu:", at, n);
    for (size_t i = at > 24 ? at - 24 : 0; i < n && i < at + 16; i++)
        printf(i == at ? " [%02x]" : " %02x", (unsigned char)s[i]);
    printf("\n");
}

static bool clean(struct board *b, const char *s, size_t n, bool terminal, const char *what)
{
    size_t at = first_fault(s, n, terminal);
    const struct hostile *h = payload_in(s, n);
    bool ok = at == n && !h;
    if (!ok)
        point(b, false, "%s is clean%s%s", what, h ? ", without " : "", h ? h->what : "");
    if (at != n)
        print_fault(s, n, at);
    return ok;
}

/* The database. */

/* Some hostile texts behind each other: those of the round first. */
static void brew(char *out, size_t size, size_t *n, size_t round, size_t salt)
{
    *n = 0;
    for (size_t i = 0; i < TOGETHER; i++) {
        const struct hostile *h = &hostile_texts[(round * TOGETHER + salt + i) % HOSTILE_COUNT];
        if (*n + h->n > size)
            return;
        memcpy(out + *n, h->s, h->n);
        *n += h->n;
    }
}

static bool is_text(const struct bb_field *f, bool everything)
{
    bool text = f->kind == BB_TEXT || f->kind == BB_NOTE;
    return text || (everything && (f->kind == BB_DATE || f->kind == BB_CHOICE || f->kind == BB_DECIMAL));
}

/* Straight into the tables: no door of ours may have cleaned the text before. */
static bool poison_entity(struct db *db, enum bb_entity e, size_t round, bool everything, struct bb_error *err)
{
    const struct bb_entity_def *def = bb_entity_def(e);
    char text[2048], sql[256];
    size_t n;
    for (int i = 0; i < def->field_count; i++) {
        const struct bb_field *f = &def->fields[i];
        if (!is_text(f, everything) || strcmp(f->name, "time_zone") == 0)
            continue;
        brew(text, sizeof text, &n, round, (size_t)i);
        snprintf(sql, sizeof sql, "UPDATE \"%s\" SET \"%s\" = CAST($1 AS TEXT)%s", def->name, f->name,
                 f->flags & BB_KEY || strcmp(f->name, "key") == 0 ? " || id" : "");
        if (!db_exec(db, err, sql, DB_ARGS(db_b(text, n))))
            return false;
    }
    return true;
}

static bool poison_journal(struct db *db, size_t round, const char *actor, struct bb_error *err)
{
    char text[2048];
    size_t n;
    brew(text, sizeof text, &n, round, 3);
    return db_exec(db, err, "UPDATE txn SET label = CAST($1 AS TEXT)", DB_ARGS(db_b(text, n))) &&
           db_exec(db, err, "UPDATE txn SET actor = CAST($1 AS TEXT) WHERE seq % 2 = 0", DB_ARGS(db_b(text, n))) &&
           db_exec(db, err, "DELETE FROM draft", DB_NO_ARGS) &&
           db_exec(db, err,
                   "INSERT INTO draft (actor, host, pid, entity, engagement, row, fields, at) VALUES"
                   " ($1, 'elsewhere', 1, 'unit', 1, 0, '{\"name\":\"\\u001b]0;owned\\u0007 \\u202enimda "
                   "\\u009b31m\"}', 1)",
                   DB_ARGS(db_s(actor)));
}

/* Of every kind something, so that every list, page and form has what to show. */
static bool filled(struct board *b)
{
    struct bb_error err = {0};
    struct bb_data data = {0};
    struct bb_store *s = board_store(b, NULL);
    bool ok = s && bb_store_load(s, 0, &data, &err) && rows_fill(s, data.engagement->row.id, &err);
    bb_data_finish(&data);
    bb_store_close(s);
    return ok || point(b, false, "there are records of every kind: %s", err.text);
}

static bool poison(struct board *b, size_t round, bool everything)
{
    struct bb_error err = {0};
    struct bb_store *s = board_store(b, NULL);
    bool ok = s != NULL;
    for (int e = 0; ok && e < BB_ENTITY_COUNT; e++)
        ok = poison_entity(bb_store_db(s), (enum bb_entity)e, round, everything, &err);
    ok = ok && poison_journal(bb_store_db(s), round, bb_store_actor(s), &err);
    bb_store_close(s);
    return ok || point(b, false, "hostile texts can be written: %s", err.text);
}

/* Looking at everything. */

/* Closes what is open; the report of focus at the end keeps the last Esc from waiting. */
static const char leave[] = "\033[201~\033\033\033\033\033\033\033\033[I";

static bool visit(struct board *b, const char *keys, const char *where)
{
    board_keys(b, keys);
    return board_calm(b) || point(b, false, "%s: it reads what is typed", where);
}

/* One pane: its table, its page, its form field by field, sorting, filter, clipboard. */
static bool visit_pane(struct board *b, const char *where)
{
    static const char *const steps[] = {"z",   "t", "jj", "\r",  "\033[6~", "e", "\t\t\t\t\t\t", "\t\t\t\t\t\t",
                                        leave, "y", "s",  leave, "/a\r",    "/", leave,          "=",
                                        leave, "t", "v",  "b",   "l",       "z"};
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
        if (!visit(b, steps[i], where))
            return false;
    return true;
}

static bool visit_screen(struct board *b, char digit)
{
    char where[] = "screen ?", key[] = "?";
    where[7] = key[0] = digit;
    visit(b, leave, where);
    visit(b, key, where);
    for (int pane = 0; pane < 4; pane++)
        if (!visit_pane(b, where) || !visit(b, "\t", where))
            return false;
    return true;
}

/* Every form for a new record, with suggestions for each reference; delete and undo, whose messages name the record. */
static bool visit_layers(struct board *b)
{
    static const char *const steps[] = {"W", leave, "?", leave, ":", leave, "1", "d", "u", "\022", "u", " ", "u"};
    char add[64];
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
        if (!visit(b, steps[i], "layers"))
            return false;
    for (int e = 0; e < BB_ENTITY_COUNT; e++) {
        snprintf(add, sizeof add, "A%.20s\r", bb_entity_def((enum bb_entity)e)->label);
        if (!visit(b, add, "forms") || !visit(b, "e\ta\te\to\t", "forms") || !visit(b, leave, "forms"))
            return false;
    }
    return true;
}

/* Every list of every register: its rows, a page, and back. */
static bool visit_sheets(struct board *b)
{
    char keys[64];
    int n;
    const struct bb_sheet *sheets = bb_sheets(&n);
    for (int i = 0; i < n; i++) {
        snprintf(keys, sizeof keys, "i%.40s\r", sheets[i].title);
        if (!visit(b, keys, sheets[i].name) || !visit(b, "jz\r", sheets[i].name) || !visit(b, leave, sheets[i].name))
            return false;
    }
    return true;
}

/* The wall beside it shows what the board shows, in the room's face. */
static bool on_the_wall(struct board *b)
{
    struct session wall;
    char command[1024];
    snprintf(command, sizeof command, "exec '%s' --db '%s' --now 2026-11-22 present --follow \"$(id -un)\"", b->program,
             b->db);
    if (!session_start(&wall, command, 100, 30))
        return point(b, false, "a second terminal can be had");
    for (const char *digit = "12345698"; *digit; digit++) {
        char key[] = {*digit, '\0'};
        visit(b, leave, "the followed board");
        visit(b, key, "the followed board");
        session_settle(&wall, b->guard_ms);
    }
    bool drawn = !wall.ended && wall.log_n > 1000;
    bool ok = drawn || point(b, false, "the wall follows: %zu bytes, %.200s", wall.log_n, wall.log ? wall.log : "");
    ok = clean(b, wall.log ? wall.log : "", wall.log_n, true, "the wall") && ok;
    session_finish(&wall);
    return ok;
}

static bool on_the_terminal(struct board *b, const char *arguments, int cols, int rows)
{
    board_start(b, arguments, cols, rows);
    bool ok = board_calm(b) && visit(b, "\r\t\t\t", "the draft");
    for (const char *digit = "12345698"; ok && *digit; digit++)
        ok = visit_screen(b, *digit);
    ok = ok && visit_sheets(b) && visit_layers(b) && on_the_wall(b);
    const char *wrong = board_quit(b);
    if (wrong)
        ok = point(b, false, "it quits when told to: %s", wrong);
    return clean(b, b->s.log, b->s.log_n, true, "the terminal's input") && ok;
}

/* Printing everything. */

static bool printed_clean(struct board *b, const char *const *argv, const char *what, bool succeeds)
{
    struct bb_str out = {0};
    int status = command_run(argv, &out);
    bool ok = clean(b, bb_str_get(&out), out.n, false, what);
    if (!WIFEXITED(status) || status == COMMAND_FAULT || (succeeds && WEXITSTATUS(status) != 0)) {
        printf("# %s\n", bb_str_get(&out));
        ok = point(b, false, "%s ends in order: status %x", what, (unsigned)status);
    }
    bb_str_finish(&out);
    return ok;
}

static bool printed(struct board *b, bool everything)
{
    const char *views[WORDS_MAX];
    bool ok = true;
    complete_words(COMPLETE_SCREEN, views);
    for (size_t i = 0; ok && views[i]; i++) {
        const char *const argv[] = {b->program, "--db", b->db, "--now", "2026-11-22", "show", views[i], NULL};
        ok = printed_clean(b, argv, views[i], !everything);
    }
    const char *const log[] = {b->program, "--db", b->db, "log", "1000", NULL};
    return ok && printed_clean(b, log, "log", true);
}

/* What somebody may have been made to type or to name a file. */
static bool as_arguments(struct board *b)
{
    bool ok = true;
    for (size_t i = 0; ok && i < HOSTILE_COUNT; i++) {
        const char *s = hostile_texts[i].s;
        const char *const uses[][8] = {{b->program, s, NULL},
                                       {b->program, "--db", b->db, "-e", s, "show", "board", NULL},
                                       {b->program, "--db", s, "doctor", NULL},
                                       {b->program, "--db", b->db, "--config", s, "log", NULL},
                                       {b->program, "--db", b->db, "--now", s, "log", NULL},
                                       {b->program, "--db", b->db, "import", "people", s, NULL},
                                       {b->program, "--db", b->db, "show", s, NULL},
                                       {b->program, "--db", b->db, "--theme", s, "show", "board", NULL}};
        for (size_t k = 0; ok && k < sizeof uses / sizeof *uses; k++)
            ok = printed_clean(b, uses[k], hostile_texts[i].what, false);
    }
    return ok;
}

int main(int argc, char **argv)
{
    static struct board b;
    static const char *const ways[] = {"--now 2026-11-22", "--now 2026-11-22 --ascii", "--now 2026-11-22 --team",
                                       "--now 2026-11-22 --room"};
    static const int sizes[][2] = {{120, 40}, {80, 24}, {200, 60}, {60, 20}};
    if (argc != 2 || !board_make(&b, argv[1]))
        return 99;
    bb_text_init();
    bool ok = board_demo(&b) && filled(&b);
    for (size_t round = 0; ok && round < ROUNDS; round++) {
        bool everything = round % 4 == 3;
        ok = poison(&b, round, everything) && printed(&b, everything) &&
             on_the_terminal(&b, ways[round % 4], sizes[round / 2 % 4][0], sizes[round / 2 % 4][1]);
        if (ok)
            point(&b, true, "nothing of %s and its neighbours arrives", hostile_texts[round * TOGETHER].what);
    }
    if (ok && as_arguments(&b))
        point(&b, true, "arguments come back clean");
    return board_finish(&b);
}
