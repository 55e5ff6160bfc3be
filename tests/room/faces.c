/* faces PROGRAM: a register in which everything that is not for the room bears a mark. Every action on every screen,
 * every command, noun and format are tried before the room; no mark may be among all the bytes that come out. The
 * tables of actions, screens, commands and fields are walked, so that what is added later is tried as well. BB_FULL=1
 * tries every list in every format and every action at every size; else they take turns. */
#include "markers.h"

#include "../../src/cli/cli.h"
#include "../screens/board.h"
#include "../screens/command.h"

#include <bepboard/action.h>
#include <bepboard/key.h>
#include <bepboard/view.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const struct {
    int w, h;
} sizes[] = {{60, 20}, {80, 24}, {140, 45}};
enum { SIZES = sizeof sizes / sizeof *sizes };

static const char *const faces[] = {"roles", "pseudonyms"};

struct test {
    struct board b;
    char config[160], pristine[160], bad[160];
    bool roles; /* roles are for nobody either: pseudonyms are on */
    bool full;
    size_t searched;
};

/* The terminal. */

static void key_bytes(const char *name, char *out, size_t size)
{
    static const char *const special[][2] = {
        {"up", "\033[A"},      {"down", "\033[B"}, {"left", "\033[D"},      {"right", "\033[C"},
        {"home", "\033[H"},    {"end", "\033[F"},  {"pgup", "\033[5~"},     {"pgdn", "\033[6~"},
        {"delete", "\033[3~"}, {"enter", "\r"},    {"shift-tab", "\033[Z"}, {"tab", "\t"},
        {"space", " "},        {"f1", "\033OP"},   {"f5", "\033[15~"},      {"f12", "\033[24~"},
    };
    snprintf(out, size, "%s", name);
    for (size_t i = 0; i < sizeof special / sizeof *special; i++)
        if (strcmp(special[i][0], name) == 0)
            snprintf(out, size, "%s", special[i][1]);
    if (strncmp(name, "ctrl-", 5) == 0)
        snprintf(out, size, "%c", name[5] & 0x1f);
}

static void press_action(struct test *t, enum bb_action a)
{
    char keys[96], bytes[96];
    snprintf(keys, sizeof keys, "%s", bb_action_def(a)->keys);
    keys[strcspn(keys, " ")] = 0;
    key_bytes(keys, bytes, sizeof bytes);
    board_keys(&t->b, bytes);
}

/* What stands on the terminal now, which may have come in pieces. */
static const char *mark_on_screen(struct test *t)
{
    static char text[ROW_BYTES];
    static int columns[ROW_BYTES];
    for (int row = 0; row < t->b.s.rows; row++) {
        size_t n = session_row(&t->b.s, row, text, columns);
        const char *found = markers_find(text, n, t->roles);
        if (found)
            return found;
    }
    return NULL;
}

static bool clean(struct test *t, const char *what, const char *where)
{
    board_calm(&t->b);
    const char *seen = mark_on_screen(t);
    if (!seen)
        seen = markers_find(t->b.s.log + t->searched, t->b.s.log_n - t->searched, t->roles);
    t->searched = t->b.s.log_n;
    if (seen)
        point(&t->b, false, "%s on %s shows %.30s", what, where, seen);
    return !seen;
}

static bool is_end(enum bb_action a)
{
    return a == BB_ACT_QUIT || a == BB_ACT_BACK || a == BB_ACT_SUSPEND;
}

/* Out of all layers; in the full tests one by one, to see every one that shows again. */
static bool leave_layers(struct test *t, const char *name, const char *where)
{
    enum { LAYERS = 3 };
    bool ok = true;
    for (int i = 0; t->full && ok && i < LAYERS; i++) {
        board_keys(&t->b, "\033");
        ok = clean(t, name, where);
    }
    /* The report of focus keeps the last Esc from waiting. */
    board_keys(&t->b, "\033\033\033\033\033[I");
    return ok;
}

/* The action, then the first choice of whatever opened, then out of all layers. In the room R only asks. */
static bool try_action(struct test *t, enum bb_action a, const char *where)
{
    const char *name = bb_action_def(a)->name;
    press_action(t, a);
    bool ok = clean(t, name, where);
    board_keys(&t->b, "e");
    ok = ok && clean(t, name, where);
    if (a != BB_ACT_HELP && a != BB_ACT_PALETTE) { /* would run whatever action matches */
        board_keys(&t->b, "\r");
        ok = ok && clean(t, name, where);
    }
    ok = ok && leave_layers(t, name, where);
    return ok && (!t->b.s.ended || point(&t->b, false, "%s on %s ended the program", name, where));
}

/* The lists of a screen, one after the other, until the first comes again. */
static bool try_sheets(struct test *t, const char *where)
{
    int sheets;
    bb_sheets(&sheets);
    for (int i = 0; i <= sheets; i++) {
        press_action(t, BB_ACT_NEXT_SHEET);
        if (!clean(t, "a list", where))
            return false;
    }
    return true;
}

/* In the quick tests every word has each format at one size, every action on each pane one size, and they take turns;
 * in the full ones all sizes. */
static bool is_turn(const struct test *t, int a, int b, int size)
{
    return t->full || (a + b + t->roles) % SIZES == size;
}

static bool try_screens(struct test *t, int size)
{
    for (int s = 0; s < BB_SCREEN_COUNT; s++) {
        const char *where = bb_screen_def((enum bb_screen)s)->name;
        int panes;
        press_action(t, (enum bb_action)(BB_ACT_SCREEN_BOARD + s));
        if (!try_sheets(t, where))
            return false;
        bb_screen_panes((enum bb_screen)s, &panes);
        for (int pane = 0; pane < panes; pane++)
            for (int a = 0; a < BB_ACT_COUNT; a++) {
                if (is_end((enum bb_action)a) || !is_turn(t, s + pane, a, size))
                    continue;
                press_action(t, (enum bb_action)(BB_ACT_SCREEN_BOARD + s));
                for (int i = 0; i < pane; i++)
                    board_keys(&t->b, "\t");
                if (!clean(t, "the screen", where) || !try_action(t, (enum bb_action)a, where))
                    return false;
            }
    }
    return true;
}

static bool start(struct test *t, const char *face, int size)
{
    char arguments[800];
    snprintf(arguments, sizeof arguments, "--config '%s' --now 2026-11-22 %s", t->config, face);
    t->searched = 0;
    return board_start(&t->b, arguments, sizes[size].w, sizes[size].h);
}

static void restore(struct test *t)
{
    char command[1024];
    snprintf(command, sizeof command, "rm -rf '%s'-*; cp '%s' '%s'", t->b.db, t->pristine, t->b.db);
    if (system(command) != 0)
        point(&t->b, false, "the database comes back");
}

static void before_a_terminal(struct test *t, int size, const char *face)
{
    if (!start(t, "--room", size))
        return;
    bool ok = clean(t, "the start", "the board") && try_screens(t, size);
    point(&t->b, ok, "at %dx%d nothing comes out by %s on any screen (%s)", sizes[size].w, sizes[size].h,
          t->full ? "any action" : "every third action", face);
    kill(t->b.s.pid, SIGABRT);
    board_ended(&t->b, t->b.guard_ms);
    point(&t->b, !markers_find(t->b.s.log, t->b.s.log_n, t->roles), "nor when it crashes");
    restore(t);
}

/* From the desk into the room: the page of a person is open, then a form. */
static void into_room(struct test *t)
{
    if (!start(t, "", 2) || !board_sees(&t->b, "unsaved"))
        return;
    board_keys(&t->b, "\033");
    board_calm(&t->b);
    board_keys(&t->b, "3");
    board_calm(&t->b);
    board_keys(&t->b, "\r");
    point(&t->b, board_sees(&t->b, MARK), "at the desk the marks are there to be seen");
    board_keys(&t->b, "R");
    board_sees(&t->b, "ROOM");
    t->searched = t->b.s.log_n;
    point(&t->b, clean(t, "R", "a page"), "R closes the page and shows the room at once");
    board_keys(&t->b, "R");
    point(&t->b, board_sees(&t->b, "Leave the room?") && clean(t, "R", "the room"), "R again only asks");
    board_keys(&t->b, "R");
    board_calm(&t->b);
    point(&t->b, board_sees(&t->b, "ROOM") && clean(t, "R", "the question"), "and any other key stays");
    board_keys(&t->b, "RD");
    point(&t->b, board_sees(&t->b, "Back at the desk") && board_sees(&t->b, MARK), "D leads back");
    board_keys(&t->b, "3ex");
    point(&t->b, board_sees(&t->b, "Edit"), "a form opens there");
    board_keys(&t->b, "\033[24~");
    board_sees(&t->b, "ROOM");
    board_calm(&t->b);
    t->searched = t->b.s.log_n;
    point(&t->b, clean(t, "F12", "a form"), "F12 leads there out of a form");
    restore(t);
}

/* The command line. */

static char *read_file(const char *path, size_t *n)
{
    struct stat st;
    FILE *f = fopen(path, "re");
    char *text = f && fstat(fileno(f), &st) == 0 ? calloc(1, (size_t)st.st_size + 1) : NULL;
    *n = text ? fread(text, 1, (size_t)st.st_size, f) : 0;
    if (f)
        fclose(f);
    return text;
}

/* Words of a command line, cut at spaces; '...' is one word. */
static void split(char *line, const char **argv, size_t n, size_t most)
{
    for (char *p = line; n + 1 < most && *(p += strspn(p, " "));) {
        bool quoted = *p == '\'';
        argv[n++] = p += quoted;
        p += strcspn(p, quoted ? "'" : " ");
        if (*p)
            *p++ = 0;
    }
    argv[n] = NULL;
}

/* Both outputs of a command, which the caller frees; no sanitizer may have anything to say. */
static char *run(struct test *t, size_t *n, const char *arguments)
{
    enum { WORDS = 32 };
    const char *argv[WORDS] = {t->b.program, "--db", t->b.db, "--config", t->config, "--now", "2026-11-22"};
    char line[2048];
    struct bb_str out = {0};
    snprintf(line, sizeof line, "%s", arguments);
    split(line, argv, 7, WORDS);
    int status = command_run(argv, &out);
    if (status == -1 || status == COMMAND_FAULT)
        point(&t->b, false, "%s ends in order: %s", arguments, bb_str_get(&out));
    *n = out.n;
    bb_str_get(&out);
    return bb_str_take(&out);
}

static bool quiet(struct test *t, const char *arguments)
{
    size_t n;
    char *text = run(t, &n, arguments);
    const char *found = markers_find(text, n, t->roles);
    if (found)
        point(&t->b, false, "%s says %.40s", arguments, found);
    free(text);
    return !found;
}

/* One command with every word that its arguments can be. */
static bool try_command(struct test *t, const struct command_def *def)
{
    static const char *const formats[] = {"", "--format csv", "--format json"};
    const char *words[WORDS_MAX];
    complete_words(def->complete[0], words);
    const char *const *first = words[0] ? words : NULL;
    bool ok = true, form = (def->options & WITH(OPT_FORMAT)) != 0, size = (def->options & WITH(OPT_SIZE)) != 0;
    for (int word = 0; ok && (first ? first[word] != NULL : word == 0); word++)
        for (int f = 0; ok && f < (form ? 3 : 1); f++)
            for (int s = 0; ok && s < (size ? SIZES : 1); s++) {
                char arguments[512], shape[48] = "";
                if (size && !is_turn(t, word, f, s))
                    continue;
                if (size)
                    snprintf(shape, sizeof shape, "--size %dx%d", sizes[s].w, sizes[s].h);
                snprintf(arguments, sizeof arguments, "--room %s %s '%s' %s %s", def->name, first ? first[word] : "",
                         def->complete[first ? 1 : 0] == COMPLETE_FILE ? t->bad : "", formats[f], shape);
                if (!def->args[0])
                    snprintf(arguments, sizeof arguments, "--room %s", def->name);
                else if (!first && def->complete[0] != COMPLETE_FILE)
                    snprintf(arguments, sizeof arguments, "--room %s %s %s", def->name,
                             def->args[0][0] == '[' ? "" : MARK "person-key-1",
                             def->options & WITH(OPT_YES) ? "--yes" : "");
                else if (first && def->complete[1] != COMPLETE_FILE)
                    snprintf(arguments, sizeof arguments, "--room %s %s %s %s", def->name, first[word], formats[f],
                             shape);
                ok = quiet(t, arguments);
            }
    return ok;
}

static bool write_file(const char *path, const char *text)
{
    FILE *f = fopen(path, "we");
    return f && fputs(text, f) >= 0 && fclose(f) == 0;
}

/* A file of one kind of record: its own columns, and in all of them what the program can hardly take. */
static bool write_wrong(const struct test *t, const struct bb_entity_def *def, bool json)
{
    struct bb_str s = {0};
    for (int row = 0; row < 3; row++) {
        bb_str_add(&s, !json ? "" : row ? ",{" : "[{");
        for (int i = 0; i < def->field_count; i++) {
            const char *name = def->fields[i].name;
            if (json)
                bb_str_addf(&s, "%s\"%s\": \"" MARK "%d-%d\"", i ? ", " : "", name, row, i);
            else
                bb_str_addf(&s, "%s%s%s", i ? "," : "", row ? MARK : "", row ? "wrong" : name);
        }
        bb_str_add(&s, json ? "}" : "\n");
    }
    bb_str_add(&s, json ? "]" : MARK "\"\n");
    bool ok = write_file(t->bad, bb_str_get(&s));
    bb_str_finish(&s);
    return ok;
}

/* Every kind of record out, and wrong files of every kind in; what is right about them is everybody's to see. In the
 * quick tests one of the two formats per face. */
static bool try_entity(struct test *t, enum bb_entity e)
{
    const struct bb_entity_def *def = bb_entity_def(e);
    char arguments[256];
    bool ok = true;
    for (int json = 0; json < 2 && ok; json++) {
        if (!t->full && json != ((int)e + t->roles) % 2)
            continue;
        snprintf(arguments, sizeof arguments, "export %s --format %s", def->noun, json ? "json" : "csv");
        ok = quiet(t, arguments) && write_wrong(t, def, json);
        snprintf(arguments, sizeof arguments, "--room import %s '%s'", def->noun, t->bad);
        ok = ok && quiet(t, arguments);
        snprintf(arguments, sizeof arguments, "--room import %s '%s' --dry-run", def->noun, t->bad);
        ok = ok && quiet(t, arguments);
        restore(t);
    }
    return ok;
}

/* A database that is damaged in a different place each time: what SQLite says of it is nobody's business. */
static bool damage(const struct test *t, long from, long every)
{
    static const char noise[64] = "noise, and no page of any tree at all";
    FILE *f = fopen(t->b.db, "r+e");
    long size = f && fseek(f, 0, SEEK_END) == 0 ? ftell(f) : 0;
    for (long at = from; at + (long)sizeof noise < size; at += every)
        if (fseek(f, at, SEEK_SET) != 0 || fwrite(noise, 1, sizeof noise, f) != sizeof noise)
            size = 0;
    return f && fclose(f) == 0 && size > 0;
}

/* What the board said beside its screen: it says the same as commands do, and is no report of a sanitizer. */
static bool said_nothing(struct test *t)
{
    char path[192];
    size_t n;
    snprintf(path, sizeof path, "%s/report-stderr", t->b.tmp);
    char *text = read_file(path, &n);
    bool ok = !text || (!markers_find(text, n, t->roles) && !strstr(text, "ERROR: "));
    free(text);
    return ok && (remove(path) == 0 || !text);
}

static void damaged(struct test *t, const char *face)
{
    enum { PAGE = 4096 };
    static const struct {
        long from, every;
    } wounds[] = {{0, 1 << 30}, {PAGE, PAGE}, {5 * PAGE, 3 * PAGE}, {PAGE / 2, 7 * PAGE}};
    static const char *const commands[] = {"show board",
                                           "show people --format json",
                                           "log 100",
                                           "undo",
                                           "export all",
                                           "export all --format json",
                                           "doctor",
                                           "backup /tmp/none/none.db",
                                           "import people /dev/null",
                                           "restore none",
                                           ("-e " MARK " log"),
                                           ("forget " MARK)};
    bool ok = true;
    for (size_t i = 0; ok && i < sizeof wounds / sizeof *wounds; i++) {
        restore(t);
        ok = damage(t, wounds[i].from, wounds[i].every);
        for (size_t k = 0; ok && k < sizeof commands / sizeof *commands; k++) {
            char arguments[128];
            snprintf(arguments, sizeof arguments, "--room %s", commands[k]);
            ok = quiet(t, arguments);
        }
        if (ok && start(t, "--room", 1)) {
            ok = clean(t, "a damaged database", "the board");
            for (const char *key = "123456789"; ok && *key && !t->b.s.ended; key++) {
                board_keys(&t->b, (const char[]){*key, 0});
                ok = clean(t, "a damaged database", "a screen");
            }
        }
    }
    ok = ok && said_nothing(t);
    point(&t->b, ok, "errors of a damaged database tell nothing (%s)", face);
    restore(t);
}

static void by_command_line(struct test *t, const char *face)
{
    size_t n;
    const struct command_def *defs = command_defs(&n);
    for (size_t i = 0; i < n; i++) {
        if (defs[i].hidden)
            continue;
        point(&t->b, try_command(t, &defs[i]), "%s keeps quiet (%s)", defs[i].name, face);
        if (defs[i].need != NEED_READ)
            restore(t);
    }
    bool all = true;
    for (int e = 0; e < BB_ENTITY_COUNT && all; e++)
        all = try_entity(t, (enum bb_entity)e);
    point(&t->b, all, "no kind of record comes out with a mark, nor do mistakes in its files (%s)", face);
    damaged(t, face);
    point(&t->b,
          quiet(t, "--room -e Other log") && quiet(t, "--room -e '" MARK "o' log") && quiet(t, "--room log 1000"),
          "errors about engagements name none that is hidden");
    bool exports = quiet(t, "export all") && quiet(t, "export all --format json") && quiet(t, "export people --raw");
    point(&t->b, exports, "exports wear the room's face without being told");
    size_t length;
    char *text = run(t, &length, "--team export people");
    point(&t->b, text && strncmp(text, "# face: team\n", 13) == 0 && markers_find(text, length, false),
          "what is for the team says so at its head");
    free(text);
    text = run(t, &length, "show people");
    point(&t->b, text && markers_find(text, length, false), "the marks are there to be found");
    free(text);
}

static bool prepare(struct test *t)
{
    struct bb_error err = {0};
    int fields;
    char command[1024];
    snprintf(t->config, sizeof t->config, "%s/face.yaml", t->b.tmp);
    snprintf(t->pristine, sizeof t->pristine, "%s/pristine.db", t->b.tmp);
    snprintf(t->bad, sizeof t->bad, "%s/bad.csv", t->b.tmp);
    struct bb_store *s = board_demo(&t->b) ? board_store(&t->b, "narrator") : NULL;
    bool ok = s && markers_fill(s, &fields, &err);
    bb_store_close(s);
    point(&t->b, ok, "%d fields bear a mark%s%s", ok ? fields : 0, ok ? "" : ": ", err.text);
    snprintf(command, sizeof command, "'%s' --db '%s' backup '%s' > /dev/null", t->b.program, t->b.db, t->pristine);
    return ok && system(command) == 0 &&
           write_file(t->bad, "person,source,target,name,order,text,on\n" MARK "somebody," MARK "a," MARK "b," MARK
                              "c," MARK "d," MARK "e,never\n");
}

int main(int argc, char **argv)
{
    struct test t = {.full = getenv("BB_FULL") != NULL};
    if (argc != 2 || !board_make(&t.b, argv[1]))
        return 1;
    bool ok = prepare(&t);
    for (size_t face = 0; ok && face < sizeof faces / sizeof *faces; face++) {
        t.roles = face == 1;
        write_file(t.config,
                   t.roles ? "ui: {escape_delay_ms: 0}\nroom: {pseudonyms: yes}\n" : "ui: {escape_delay_ms: 0}\n");
        by_command_line(&t, faces[face]);
        for (int size = 0; size < SIZES; size++)
            before_a_terminal(&t, size, faces[face]);
    }
    t.roles = false;
    into_room(&t);
    return board_finish(&t.b);
}
