/* wall PROGRAM: a facilitator at the desk does everything there is to do in a register full of marks, while a wall
 * follows; nothing that is not for the room may be among the bytes of the wall. */
#include "markers.h"

#include "../screens/board.h"

#include <bepboard/action.h>
#include <bepboard/view.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

static const struct {
    int w, h;
} sizes[] = {{60, 20}, {80, 24}, {140, 45}};
enum { SIZES = sizeof sizes / sizeof *sizes };

struct test {
    struct board desk, wall; /* the same world and database */
    char config[160];
    bool roles; /* roles are for nobody either: pseudonyms are on */
    size_t searched;
};

static bool say(struct test *t, bool good, const char *what, const char *face)
{
    t->wall.points = t->desk.points;
    t->wall.failed = t->desk.failed;
    point(&t->wall, good, "%s (%s)", what, face);
    t->desk.points = t->wall.points;
    t->desk.failed = t->wall.failed;
    return good;
}

static const char *mark_on_screen(struct test *t)
{
    static char text[ROW_BYTES];
    static int columns[ROW_BYTES];
    const char *found = NULL;
    for (int row = 0; row < t->wall.s.rows && !found; row++)
        found = markers_find(text, session_row(&t->wall.s, row, text, columns), t->roles);
    return found;
}

/* What the wall made of it; its bytes are looked through as they come. */
static bool clean(struct test *t)
{
    board_calm(&t->desk);
    board_calm(&t->wall);
    const char *found = mark_on_screen(t);
    if (!found)
        found = markers_find(t->wall.s.log + t->searched, t->wall.s.log_n - t->searched, t->roles);
    t->searched = t->wall.s.log_n;
    if (found)
        printf("# the wall shows %.40s\n", found);
    return !found;
}

static bool press(struct test *t, const char *bytes)
{
    board_keys(&t->desk, bytes);
    return clean(t);
}

static const char *key_of(enum bb_action a)
{
    static char keys[96];
    snprintf(keys, sizeof keys, "%s", bb_action_def(a)->keys);
    keys[strcspn(keys, " ")] = 0;
    if (strncmp(keys, "ctrl-", 5) == 0)
        snprintf(keys, sizeof keys, "%c", keys[5] & 0x1f);
    return strcmp(keys, "tab") == 0     ? "\t"
           : strcmp(keys, "enter") == 0 ? "\r"
           : strcmp(keys, "space") == 0 ? " "
           : strcmp(keys, "up") == 0    ? "\033[A"
           : strcmp(keys, "down") == 0  ? "\033[B"
           : keys[1] == 0               ? keys
                                        : "";
}

/* An action, what is typed into whatever opened, its first choice, and out again. */
static bool try_action(struct test *t, enum bb_action a)
{
    static const char pasted[] = "\033[200~" MARK "\033[201~";
    static const char *const then[] = {pasted, "\r", "\033", "\033", "\033"};
    bool ok = *key_of(a) ? press(t, key_of(a)) : true;
    for (size_t i = 0; ok && i < sizeof then / sizeof *then; i++)
        ok = press(t, then[i]);
    if (a == BB_ACT_ROOM)
        ok = ok && press(t, "R") && press(t, "D");
    /* Back to now; where it is now, out of the question for a day. */
    if (a >= BB_ACT_TIME && a <= BB_ACT_PLAY)
        ok = ok && press(t, key_of(BB_ACT_TIME)) && press(t, "\033");
    return ok && !t->desk.s.ended;
}

static bool leaves(enum bb_action a)
{
    return a == BB_ACT_QUIT || a == BB_ACT_BACK || a == BB_ACT_SUSPEND || a == BB_ACT_FREEZE || a == BB_ACT_BLANK;
}

static bool try_screen(struct test *t, enum bb_screen s, bool every)
{
    int panes, sheets;
    bool ok = press(t, key_of((enum bb_action)(BB_ACT_SCREEN_BOARD + (int)s)));
    bb_sheets(&sheets);
    for (int i = 0; ok && i <= sheets; i++)
        ok = press(t, key_of(BB_ACT_NEXT_SHEET));
    bb_screen_panes(s, &panes);
    for (int pane = 0; ok && pane < panes; pane++)
        for (int a = 0; ok && a < (every ? BB_ACT_COUNT : BB_ACT_FIRST); a++) {
            if (leaves((enum bb_action)a))
                continue;
            ok = press(t, key_of((enum bb_action)(BB_ACT_SCREEN_BOARD + (int)s)));
            for (int i = 0; ok && i < pane; i++)
                ok = press(t, "\t");
            ok = ok && try_action(t, (enum bb_action)a);
        }
    return ok;
}

/* The second engagement is not for the room at all. */
static bool try_engagement(struct test *t)
{
    bool ok = press(t, "W") && press(t, "\033[B") && press(t, "\r");
    for (const char *key = "123456789"; ok && *key; key++)
        ok = press(t, (const char[]){*key, 0});
    return ok && press(t, "W") && press(t, "\r");
}

static bool start(struct test *t, int size)
{
    char arguments[512];
    snprintf(arguments, sizeof arguments, "--config '%s' --now 2026-11-22", t->config);
    if (!board_start(&t->desk, arguments, BOARD_COLS, BOARD_ROWS) || !board_calm(&t->desk))
        return false;
    board_sees(&t->desk, "unsaved");
    board_keys(&t->desk, "\033");
    board_calm(&t->desk);
    snprintf(arguments, sizeof arguments, "--config '%s' --now 2026-11-22 present --follow %d", t->config,
             (int)t->desk.s.pid);
    t->searched = 0;
    return board_start(&t->wall, arguments, sizes[size].w, sizes[size].h) && board_sees(&t->wall, "ROOM");
}

static void follow(struct test *t, int size, const char *face)
{
    if (!say(t, start(t, size), "the wall follows", face))
        return;
    bool ok = say(t, clean(t), "a draft that waits is not offered on it", face);
    for (int s = 0; ok && s < BB_SCREEN_COUNT; s++)
        ok = try_screen(t, (enum bb_screen)s, size == 0);
    say(t, ok, "nothing comes out on it whatever the facilitator does", face);
    board_keys(&t->desk, "3");
    say(t, board_sees(&t->desk, MARK) && clean(t), "while the desk shows the marks", face);
    say(t, try_engagement(t), "nor of an engagement that is not for the room", face);
    kill(t->desk.s.pid, SIGKILL);
    board_ended(&t->desk, t->desk.guard_ms);
    say(t, board_sees(&t->wall, "no news since") && clean(t), "nor when the facilitator's session dies", face);
    kill(t->wall.s.pid, SIGABRT);
    board_ended(&t->wall, t->wall.guard_ms);
    say(t, !markers_find(t->wall.s.log, t->wall.s.log_n, t->roles), "nor when the wall itself crashes", face);
}

static bool prepare(struct test *t)
{
    struct bb_error err = {0};
    int fields = 0;
    struct bb_store *s = board_demo(&t->desk) ? board_store(&t->desk, "narrator") : NULL;
    bool ok = s && markers_fill(s, &fields, &err);
    bb_store_close(s);
    snprintf(t->config, sizeof t->config, "%s/face.yaml", t->desk.tmp);
    t->wall = t->desk;
    return point(&t->desk, ok, "%d fields bear a mark%s%s", fields, ok ? "" : ": ", err.text);
}

int main(int argc, char **argv)
{
    static struct test t;
    if (argc != 2 || !board_make(&t.desk, argv[1]))
        return 1;
    bool ok = prepare(&t);
    for (int face = 0; ok && face < 2; face++) {
        FILE *f = fopen(t.config, "we");
        t.roles = face == 1;
        if (!f)
            return 1;
        fprintf(f, "ui: {escape_delay_ms: 0}\nroom: {pseudonyms: %s}\n", t.roles ? "yes" : "no");
        fclose(f);
        for (int size = t.roles ? 1 : 0; size < SIZES; size++)
            follow(&t, size, t.roles ? "pseudonyms" : "roles");
    }
    session_finish(&t.wall.s);
    return board_finish(&t.desk);
}
