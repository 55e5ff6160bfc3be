/* `show`: the very view of the screen as text, or its lists for other programs. */
#include "commands.h"
#include "lists_out.h"

#include <bepboard/text.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum { USUAL_W = 120, USUAL_H = 40, SIZE_MAX_CELLS = 1000 };

struct size {
    int w, h;
};

static bool read_size(struct cli *c, struct size *out)
{
    const char *text = c->values[OPT_SIZE];
    struct winsize ws;
    *out = (struct size){USUAL_W, USUAL_H};
    if (!text) {
        if (isatty(fileno(c->session.out)) && ioctl(fileno(c->session.out), TIOCGWINSZ, &ws) == 0 && ws.ws_col)
            *out = (struct size){ws.ws_col, ws.ws_row};
        return true;
    }
    char *end;
    long w = strtol(text, &end, 10), h = 0;
    if (end != text && (*end == 'x' || *end == 'X'))
        h = strtol(end + 1, &end, 10);
    if (*end || w < 1 || h < 1 || w > SIZE_MAX_CELLS || h > SIZE_MAX_CELLS)
        return bb_fail(&c->error, BB_E_USAGE,
                       "--size \"%.60s\": give columns and rows from 1 to %d, for example 80x24.", text,
                       SIZE_MAX_CELLS);
    *out = (struct size){(int)w, (int)h};
    return true;
}

static void draw(struct cli *c, const struct bb_scene *scene, struct bb_view_state *state, struct size size)
{
    struct bb_grid g = {0};
    struct bb_str text = {0};
    struct bb_look look = look_of(&c->session);
    const char *slash = strrchr(c->path.s, '/');
    struct bb_chrome chrome = {.database = slash ? slash + 1 : c->path.s,
                               .read_only = c->session.read_only,
                               .viewer = c->session.role == BB_VIEWER};
    bb_view_draw(&g, size.w, size.h, scene, state, &look, &chrome);
    bb_grid_text_dump(&g, &text);
    fputs(bb_str_get(&text), c->session.out);
    bb_str_finish(&text);
    bb_grid_finish(&g);
}

/* The lists of a screen; the board has all that stand on it. */
static size_t lists_of(const char *name, enum bb_list_kind out[BB_LIST_KIND_COUNT])
{
    static const struct {
        const char *name;
        enum bb_list_kind kind;
    } kinds[] = {{"attention", BB_LIST_ATTENTION}, {"board", BB_LIST_ATTENTION}, {"board", BB_LIST_4S},
                 {"board", BB_LIST_PEOPLE},        {"board", BB_LIST_CURVE},     {"people", BB_LIST_PEOPLE},
                 {"orders", BB_LIST_ORDERS},       {"orders", BB_LIST_4S},       {"adoption", BB_LIST_CURVE},
                 {"units", BB_LIST_UNITS},         {"history", BB_LIST_HISTORY}, {"plan", BB_LIST_INDEX},
                 {"registers", BB_LIST_INDEX},     {"groups", BB_LIST_GROUPS}};
    size_t n = 0;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (strcmp(kinds[i].name, name) == 0)
            out[n++] = kinds[i].kind;
    if (!n)
        out[n++] = (enum bb_list_kind)(BB_LIST_SHEETS + bb_sheet_find(name));
    return n;
}

/* What was lowered stands at the head of what leaves the program. */
static void put_lowered(struct bb_str *out, const struct bb_scene *scene, bool json)
{
    struct bb_str words = {0};
    if (scene->data.audience < BB_DESK)
        bb_agreement_words(&words, scene->data.agreement, BB_PRIVATE);
    if (words.n)
        bb_str_addf(out, json ? "\n  \"lowered\": \"%s\"," : "# lowered: %s\n", words.s);
    bb_str_finish(&words);
}

/* No more of a list than was asked for. */
static void cut(struct bb_str *text, struct size size)
{
    struct bb_str out = {0};
    const char *at = bb_str_get(text);
    for (int line = 0; *at && line < size.h; line++) {
        size_t n = strcspn(at, "\n");
        char *one = bb_strndup(at, n);
        bb_text_fit(&out, one, size.w, BB_LEFT, "...");
        while (out.n && out.s[out.n - 1] == ' ')
            out.s[--out.n] = 0;
        bb_str_addc(&out, '\n');
        free(one);
        at += n + (at[n] == '\n');
    }
    bb_str_finish(text);
    *text = out;
}

static void put_lists(struct cli *c, const struct bb_scene *scene, struct bb_view_state *state, const char *format)
{
    enum bb_list_kind kinds[BB_LIST_KIND_COUNT];
    size_t n = lists_of(c->args[0], kinds);
    struct bb_look look = look_of(&c->session);
    struct bb_str text = {0};
    struct size size;
    if (strcmp(format, "json") == 0) {
        bb_str_add(&text, "{");
        put_lowered(&text, scene, true);
        for (size_t i = 0; i < n; i++)
            list_json(&text, list_name(kinds[i]), bb_view_list(scene, state, &look, kinds[i]), i == 0);
        bb_str_add(&text, "\n}\n");
    } else if (strcmp(format, "csv") == 0) {
        put_lowered(&text, scene, false);
        list_csv(&text, bb_view_list(scene, state, &look, kinds[0]));
    } else {
        put_lowered(&text, scene, false);
        list_text(&text, bb_view_list(scene, state, &look, kinds[0]));
        if (c->values[OPT_SIZE] && read_size(c, &size))
            cut(&text, size);
    }
    if (isatty(fileno(c->session.out)))
        say_lines(c->session.out, bb_str_get(&text));
    else
        fputs(bb_str_get(&text), c->session.out);
    bb_str_finish(&text);
}

static const char *format_of(const struct cli *c)
{
    return c->values[OPT_FORMAT] ? c->values[OPT_FORMAT] : "text";
}

/* What people of the trade call a screen or a sheet. */
static void take_trade_name(struct cli *c)
{
    static const struct {
        const char *said, *name;
    } names[] = {{"4s", "items"},
                 {"adkar", "barriers"},
                 {"chasm", "bridges"},
                 {"continuum", "partner"},
                 {"curve", "adoption"},
                 {"diagnosis", "diagnoses"},
                 {"journal", "history"},
                 {"kpi", "selfimage"},
                 {"map", "people"},
                 {"mendelow", "people"},
                 {"salience", "people"},
                 {"self-image", "selfimage"},
                 {"stakeholders", "people"},
                 {"todo", "attention"},
                 {"why", "whys"}};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(c->args[0], names[i].said) == 0)
            c->args[0] = names[i].name;
}

static bool check_wish(struct cli *c)
{
    if ((c->values[OPT_SINCE] || c->values[OPT_BY]) && strcmp(c->args[0], "history") != 0)
        return bb_fail(&c->error, BB_E_USAGE, "--since and --by are for show history.");
    return check_by(c);
}

bool check_show(struct cli *c)
{
    const char *screens[WORDS_MAX], *formats[WORDS_MAX];
    complete_words(COMPLETE_SCREEN, screens);
    complete_words(COMPLETE_FORMAT, formats);
    const char *format = format_of(c);
    struct size size;
    if (!is_one_of(c->args[0], screens))
        take_trade_name(c);
    if (!is_one_of(c->args[0], screens))
        return unknown_word(&c->error, "screen", c->args[0], screens, word_count(screens));
    if (!is_one_of(format, formats))
        return unknown_word(&c->error, "format", format, formats, word_count(formats));
    if (strcmp(c->args[0], "board") == 0 && strcmp(format, "csv") == 0)
        return bb_fail(
            &c->error, BB_E_USAGE,
            "The board has several lists: --format json has them all; as csv, show attention, groups, orders, people "
            "or adoption.");
    return check_wish(c) && read_size(c, &size);
}

/* A screen by its name, or one of its sheets: that stands alone. */
static void show_place(struct bb_view_state *state, const char *name)
{
    int screen = bb_screen_find(name);
    if (screen >= 0) {
        state->screen = (enum bb_screen)screen;
        return;
    }
    bb_view_turn_to(state, bb_sheet_find(name));
    state->zoom = true;
}

bool run_show(struct cli *c)
{
    const char *format = format_of(c);
    struct size size = {0};
    struct bb_scene scene = {0};
    struct bb_view_state state;
    bb_view_state_init(&state);
    bool ok = read_size(c, &size) && take_wish(c) && read_scene(&c->session, &scene, &c->error);
    int screen = bb_screen_find(c->args[0]);
    bool picture = screen >= 0 || bb_sheet_find(c->args[0]) >= 0;
    bool attends = screen == BB_SCREEN_BOARD || strcmp(c->args[0], "attention") == 0;
    if (ok && attends)
        bb_session_look_at_days(&c->session, &scene);
    if (ok && picture)
        show_place(&state, c->args[0]);
    if (ok && picture && strcmp(format, "text") == 0)
        draw(c, &scene, &state, size);
    else if (ok)
        put_lists(c, &scene, &state, format);
    bb_view_state_finish(&state);
    bb_scene_finish(&scene);
    return ok;
}
