/* A chooser: a titled list, narrowed by what is typed; Enter takes a row. */
#include "app.h"

#include <bepboard/text.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct chooser {
    char title[160];
    const char *note;
    struct bb_list all, shown; /* shown: rows of `all` that match what was typed, best first */
    struct bb_list_cursor cursor;
    struct bb_edit typed;
    bool narrow; /* letters narrow the list */
    chooser_fn *choose;
};

/* What something is called tells more than what is said about it. */
static int score(const struct bb_list_row *row, int columns, const char *needle)
{
    enum { CALLED_SO = 12 };
    int best = 0;
    for (int i = 0; i < columns; i++) {
        struct bb_str hay = {0};
        bb_text_fold(&hay, row->cells[i].text);
        int found = bb_text_fuzzy(bb_str_get(&hay), needle);
        found += found && i == 0 ? CALLED_SO : 0;
        best = found > best ? found : best;
        bb_str_finish(&hay);
    }
    return best;
}

struct scored {
    size_t at;
    int score;
};

static int best_first(const void *a, const void *b)
{
    const struct scored *x = a, *y = b;
    if (x->score != y->score)
        return x->score > y->score ? -1 : 1;
    return (x->at > y->at) - (x->at < y->at);
}

/* `shown` borrows the rows of `all`; only its array of rows is its own. */
static void narrow(struct chooser *c)
{
    struct bb_str needle = {0};
    size_t n = 0;
    struct scored *list = bb_alloc((c->all.n + 1) * sizeof *list);
    bb_text_fold(&needle, bb_edit_get(&c->typed));
    for (size_t i = 0; i < c->all.n; i++) {
        int s = score(&c->all.rows[i], c->all.column_n, bb_str_get(&needle));
        if (s > 0)
            list[n++] = (struct scored){.at = i, .score = needle.n ? s : 0};
    }
    qsort(list, n, sizeof *list, best_first);
    free(c->shown.rows);
    c->shown.rows = bb_alloc((n + 1) * sizeof *c->shown.rows);
    for (size_t i = 0; i < n; i++)
        c->shown.rows[i] = c->all.rows[list[i].at];
    c->shown.n = n;
    c->shown.total = c->all.n;
    c->cursor = (struct bb_list_cursor){.id = n ? c->shown.rows[0].id : 0};
    free(list);
    bb_str_finish(&needle);
}

static void count_line(void *ctx, const char *s, size_t n)
{
    (void)s, (void)n;
    ++*(int *)ctx;
}

/* The note and an empty line. */
static int note_rows(const struct chooser *c, int width)
{
    int rows = 0;
    if (c->note && width > 0)
        bb_text_wrap(c->note, width, count_line, &rows);
    return rows ? rows + 1 : 0;
}

struct note_line {
    struct bb_grid *g;
    struct bb_rect at;
};

static void note_line(void *ctx, const char *s, size_t n)
{
    struct note_line *p = ctx;
    char *line = bb_strndup(s, n);
    bb_grid_text(p->g, p->at, p->at.x, p->at.y, BB_NORMAL, line);
    p->at.y++;
    free(line);
}

static void draw_note(const struct chooser *c, struct bb_grid *g, struct bb_rect in)
{
    struct note_line p = {g, in};
    bb_text_wrap(c->note, in.w, note_line, &p);
}

static void chooser_draw(struct app *a, struct layer *l, struct bb_grid *g)
{
    enum { WIDEST = 100 };
    struct chooser *c = l->state;
    int w = g->w - 4 > WIDEST ? WIDEST : g->w - 4, note = note_rows(c, w - 4);
    struct bb_rect in = layer_box(a, g, w, (int)c->all.n + note + (c->narrow ? 4 : 2), c->title);
    if (in.h - note < 4)
        note = 0;
    if (note)
        draw_note(c, g, in);
    in.y += note;
    in.h -= note;
    if (c->narrow) {
        bb_grid_text(g, in, in.x, in.y, BB_KEY_CAP, ">");
        bb_edit_draw(&c->typed, g, (struct bb_rect){in.x + 2, in.y, in.w - 2, 1}, BB_INPUT, "type to narrow the list",
                     true);
        in.y += 2;
        in.h -= 2;
    }
    int x = g->cursor_x, y = g->cursor_y;
    struct bb_list_view v = {.look = a->look, .focused = true, .sort = -1, .hit = BB_HIT_CHOICE};
    bb_list_draw(g, in, &c->shown, &c->cursor, &v);
    if (c->narrow) {
        g->cursor_x = x;
        g->cursor_y = y;
    }
}

static void chosen(struct app *a, struct chooser *c)
{
    if (!bb_list_settle(&c->shown, &c->cursor))
        return;
    int64_t id = c->cursor.id;
    chooser_fn *choose = c->choose;
    app_pop(a);
    choose(a, id);
}

static bool chooser_event(struct app *a, struct layer *l, const struct bb_event *e)
{
    struct chooser *c = l->state;
    int32_t key = e->kind == BB_EV_KEY ? e->key : BB_KEY_NONE;
    switch (key) {
    case BB_KEY_ESC:
    case BB_CTRL('c'):
        app_pop(a);
        return true;
    case BB_KEY_ENTER:
    case BB_CTRL('j'):
        chosen(a, c);
        return true;
    case BB_KEY_UP:
    case BB_KEY_DOWN:
        bb_list_move(&c->shown, &c->cursor, key == BB_KEY_UP ? -1 : 1);
        return true;
    case BB_KEY_PAGE_UP:
    case BB_KEY_PAGE_DOWN:
        bb_list_page(&c->shown, &c->cursor, key == BB_KEY_PAGE_UP ? -1 : 1);
        return true;
    default:
        break;
    }
    if (c->narrow) {
        if (!bb_edit_event(&c->typed, e))
            return false;
        narrow(c);
        return true;
    }
    if (key == 'q')
        app_pop(a);
    else if (bb_keymap_action(&a->session->config.keys, key) == BB_ACT_ROOM)
        app_act(a, BB_ACT_ROOM);
    else if (key == 'j' || key == 'k')
        bb_list_move(&c->shown, &c->cursor, key == 'k' ? -1 : 1);
    return true;
}

static void chooser_click(struct app *a, struct layer *l, const struct bb_hit *hit, int x, int y)
{
    struct chooser *c = l->state;
    (void)x, (void)y;
    if (hit->what != BB_HIT_CHOICE)
        return;
    c->cursor.id = hit->id;
    c->cursor.index = bb_list_find(&c->shown, hit->id);
    chosen(a, c);
}

static void chooser_close(struct app *a, struct layer *l)
{
    struct chooser *c = l->state;
    (void)a;
    free(c->shown.rows);
    bb_list_finish(&c->all);
    bb_edit_finish(&c->typed);
    free(c);
}

static void chooser_hints(struct app *a, struct layer *l, struct bb_str *out)
{
    (void)a, (void)l;
    bb_str_add(out, "Enter choose  Esc close");
}

static const struct layer_class chooser_class = {"chooser",     chooser_hints, chooser_draw, chooser_event,
                                                 chooser_click, NULL,          chooser_close};

void chooser_open(struct app *a, const char *title, const char *note, struct bb_list *list, bool typed,
                  chooser_fn *choose)
{
    struct chooser *c = bb_alloc(sizeof *c);
    snprintf(c->title, sizeof c->title, " %s ", title);
    c->all = *list;
    *list = (struct bb_list){0};
    c->shown = c->all;
    c->shown.rows = NULL;
    c->shown.arena = (struct bb_arena){0};
    c->note = note;
    c->narrow = typed;
    c->choose = choose;
    bb_edit_init(&c->typed, NULL, false, 200);
    narrow(c);
    app_push(a, &chooser_class, c);
}
