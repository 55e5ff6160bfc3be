/* Choosers: help, palette, engagements, sorting, what to add, the greeting, drafts. One list, one typed filter. */
#include "app.h"

#include <bepboard/exchange.h>
#include <bepboard/text.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct chooser {
    char title[160];
    struct bb_list all, shown; /* shown: rows of `all` that match what was typed, best first */
    struct bb_list_cursor cursor;
    struct bb_edit typed;
    bool narrow; /* letters narrow the list */
    chooser_fn *choose;
};

static int score(const struct bb_list_row *row, int columns, const char *needle)
{
    int best = 0;
    for (int i = 0; i < columns; i++) {
        struct bb_str hay = {0};
        bb_text_fold(&hay, row->cells[i].text);
        int found = bb_text_fuzzy(bb_str_get(&hay), needle);
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
    free(list);
    bb_str_finish(&needle);
}

static void chooser_draw(struct app *a, struct layer *l, struct bb_grid *g)
{
    enum { WIDEST = 100 };
    struct chooser *c = l->state;
    int w = g->w - 4 > WIDEST ? WIDEST : g->w - 4, h = (int)c->all.n + (c->narrow ? 4 : 2);
    struct bb_rect in = layer_box(a, g, w, h, c->title);
    if (c->narrow) {
        bb_grid_text(g, in, in.x, in.y, BB_KEY_CAP, ">");
        bb_edit_draw(&c->typed, g, (struct bb_rect){in.x + 2, in.y, in.w - 2, 1}, BB_INPUT,
                     "type to narrow, Enter runs", true);
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
        bb_list_move(&c->shown, &c->cursor, key == BB_KEY_PAGE_UP ? -10 : 10);
        return true;
    default:
        break;
    }
    if (c->narrow) {
        if (!bb_edit_event(&c->typed, e))
            return false;
        narrow(c);
        c->cursor = (struct bb_list_cursor){0};
        return true;
    }
    if (key == 'q')
        app_pop(a);
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

static const struct layer_class chooser_class = {"chooser",     chooser_draw, chooser_event,
                                                 chooser_click, NULL,         chooser_close};

void chooser_open(struct app *a, const char *title, struct bb_list *list, bool typed, chooser_fn *choose)
{
    struct chooser *c = bb_alloc(sizeof *c);
    snprintf(c->title, sizeof c->title, " %s ", title);
    c->all = *list;
    *list = (struct bb_list){0};
    c->shown = c->all;
    c->shown.rows = NULL;
    c->shown.arena = (struct bb_arena){0};
    c->narrow = typed;
    c->choose = choose;
    bb_edit_init(&c->typed, NULL, false, 200);
    narrow(c);
    app_push(a, &chooser_class, c);
}

/* Help and palette: the action table with the effective keys. */

static void run_action(struct app *a, int64_t id)
{
    if (id >= 0 && id < BB_ACT_COUNT)
        app_act(a, (enum bb_action)id);
}

static void key_names(const struct app *a, int action, struct bb_str *out)
{
    char name[24];
    const int32_t *keys = a->session->config.keys.keys[action];
    for (int i = 0; i < BB_KEYS_PER_ACTION && keys[i]; i++) {
        bb_key_name(keys[i], a->look.glyphs == BB_GLYPH_ASCII, name, sizeof name);
        bb_str_addf(out, "%s%s", i ? " " : "", name);
    }
}

static void add_actions(const struct app *a, struct bb_list *l, int keys, int name, int help)
{
    for (int i = 0; i < BB_ACT_COUNT; i++) {
        struct bb_str text = {0};
        struct bb_list_row *row = bb_list_add(l, i, 0);
        key_names(a, i, &text);
        bb_list_set(l, row, keys, bb_str_get(&text), BB_KEY_CAP);
        bb_list_set(l, row, name, bb_action_def((enum bb_action)i)->name, BB_NORMAL);
        bb_list_set(l, row, help, bb_action_def((enum bb_action)i)->help, BB_NORMAL);
        bb_str_finish(&text);
    }
}

static void add_purpose(const struct app *a, struct bb_list *l, int column)
{
    enum { PURPOSE_COLUMNS = 70 };
    const char *p = bb_screen_def(a->view.screen)->purpose;
    while (*p) {
        size_t n = strlen(p);
        if (n > PURPOSE_COLUMNS)
            for (n = PURPOSE_COLUMNS; n > 1 && p[n] != ' '; n--)
                continue;
        char *line = bb_strndup(p, n);
        bb_list_set(l, bb_list_add(l, -1 - (int64_t)l->n, 0), column, line, BB_TITLE);
        free(line);
        p += n;
        while (*p == ' ')
            p++;
    }
}

void open_help(struct app *a)
{
    struct bb_list l = {0};
    char title[96];
    int keys = bb_list_column(&l, "Key", BB_LEFT, 16, false), help = bb_list_column(&l, "Help", BB_LEFT, 0, true),
        name = bb_list_column(&l, "Name", BB_LEFT, 0, false);
    add_purpose(a, &l, help);
    add_actions(a, &l, keys, name, help);
    snprintf(title, sizeof title, "Help: %s", bb_screen_def(a->view.screen)->title);
    chooser_open(a, title, &l, true, run_action);
}

void open_palette(struct app *a)
{
    struct bb_list l = {0};
    int name = bb_list_column(&l, "Name", BB_LEFT, 0, false), help = bb_list_column(&l, "Help", BB_LEFT, 0, true),
        keys = bb_list_column(&l, "Key", BB_LEFT, 16, false);
    add_actions(a, &l, keys, name, help);
    chooser_open(a, "Command", &l, true, run_action);
}

/* Engagements. */

static void choose_engagement(struct app *a, int64_t id)
{
    if (id == 0) {
        open_form(a, BB_ENGAGEMENT, 0, NULL);
        return;
    }
    a->session->engagement = id;
    a->view.person = 0;
    a->view.curve = 0;
    app_reload(a);
}

void open_engagements(struct app *a)
{
    struct bb_list l = {0};
    struct bb_table t;
    struct bb_error err = {0};
    int name = bb_list_column(&l, "Name", BB_LEFT, 0, true), client = bb_list_column(&l, "Client", BB_LEFT, 40, false);
    if (!bb_store_table(a->session->store, BB_ENGAGEMENT, 0, &l.arena, &t, &err)) {
        bb_list_finish(&l);
        app_complain(a, &err);
        return;
    }
    for (size_t i = 0; i < t.n; i++) {
        const struct bb_engagement *e = bb_table_at(&t, i);
        struct bb_list_row *row = bb_list_add(&l, e->row.id, BB_ENGAGEMENT);
        bb_list_set(&l, row, name, e->name, e->row.id == a->session->engagement ? BB_ACCENT : BB_NORMAL);
        bb_list_set(&l, row, client, e->client, BB_NORMAL);
    }
    if (!bb_store_read_only(a->session->store))
        bb_list_set(&l, bb_list_add(&l, 0, 0), name, "New engagement …", BB_NORMAL);
    chooser_open(a, "Engagements", &l, true, choose_engagement);
}

/* Sorting. */

static void choose_sort(struct app *a, int64_t id)
{
    int kind = bb_view_focused_list(&a->view);
    if (kind < 0)
        return;
    struct bb_list_state *l = &a->view.lists[kind];
    int column = (int)id - 1;
    l->descending = column >= 0 && column == l->sort && !l->descending;
    l->sort = column;
}

void open_sort(struct app *a)
{
    struct bb_list l = {0};
    int kind = bb_view_focused_list(&a->view);
    const struct bb_list *of = bb_view_list(&a->scene, &a->view, &a->look, (enum bb_list_kind)kind);
    const struct bb_list_state *now = &a->view.lists[kind];
    int name = bb_list_column(&l, "Column", BB_LEFT, 0, true);
    bb_list_set(&l, bb_list_add(&l, 0, 0), name, "the list's own order", BB_NORMAL);
    for (int i = 0; i < of->column_n; i++) {
        char text[128];
        if (!*of->columns[i].title)
            continue;
        snprintf(text, sizeof text, "%s%s", of->columns[i].title,
                 i != now->sort    ? ""
                 : now->descending ? " (now downwards)"
                                   : " (again: downwards)");
        bb_list_set(&l, bb_list_add(&l, i + 1, 0), name, text, BB_NORMAL);
    }
    chooser_open(a, "Sort by", &l, false, choose_sort);
}

/* What to add. */

static void choose_add(struct app *a, int64_t id)
{
    app_add(a, (enum bb_entity)id);
}

void open_add_menu(struct app *a)
{
    struct bb_list l = {0};
    int name = bb_list_column(&l, "What", BB_LEFT, 0, false), help = bb_list_column(&l, "Help", BB_LEFT, 0, true);
    for (int e = 0; e < BB_ENTITY_COUNT; e++) {
        if (e == BB_ENGAGEMENT || e == BB_IMPORT)
            continue;
        struct bb_list_row *row = bb_list_add(&l, e, 0);
        bb_list_set(&l, row, name, bb_entity_def((enum bb_entity)e)->label, BB_NORMAL);
        bb_list_set(&l, row, help, bb_entity_def((enum bb_entity)e)->help, BB_DIM);
    }
    chooser_open(a, "Add", &l, true, choose_add);
}

/* The first five minutes. */

enum { GREET_DEMO, GREET_NEW, GREET_IMPORT };

static void open_demo(struct app *a)
{
    struct bb_error err = {0};
    struct bb_clock clock = a->session->clock;
    bool ok = bb_demo_load(a->session->store, &a->session->clock, &err);
    a->session->clock = clock;
    a->session->engagement = 0;
    if (!ok)
        app_complain(a, &err);
    else if (app_reload(a))
        app_say(a, "The demonstration engagement is open. It tells of 2026: `bepboard demo` opens it on its own day.");
}

static void greet(struct app *a, int64_t id)
{
    if (id == GREET_DEMO)
        open_demo(a);
    else if (id == GREET_NEW)
        open_form(a, BB_ENGAGEMENT, 0, NULL);
    else
        app_say(a, "In a shell: bepboard import people FILE.csv (then ties, events, samples). This board shows the "
                   "result at once.");
}

void open_greeting(struct app *a)
{
    struct bb_list l = {0};
    int name = bb_list_column(&l, "", BB_LEFT, 0, true);
    bb_list_set(&l, bb_list_add(&l, GREET_DEMO, 0), name, "Look round in the demonstration engagement", BB_NORMAL);
    bb_list_set(&l, bb_list_add(&l, GREET_NEW, 0), name, "Begin a new engagement (a few questions)", BB_NORMAL);
    bb_list_set(&l, bb_list_add(&l, GREET_IMPORT, 0), name, "Import people and figures from CSV files", BB_NORMAL);
    chooser_open(a, "Welcome to bepboard: this database is empty", &l, false, greet);
}

/* Drafts that a dropped line left behind. */

enum { DRAFT_RESTORE = 1, DRAFT_LATER, DRAFT_DISCARD };

static void choose_draft(struct app *a, int64_t id)
{
    struct bb_arena arena = {0};
    struct bb_draft d;
    struct bb_error err = {0};
    bool ok = bb_draft_find(a->session->store, &arena, &d, &err);
    if (ok && d.id && id == DRAFT_RESTORE)
        open_form_draft(a, &d);
    else if (ok && d.id && id == DRAFT_DISCARD)
        ok = bb_draft_delete(a->session->store, d.id, &err);
    if (!ok)
        app_complain(a, &err);
    bb_arena_finish(&arena);
}

bool offer_draft(struct app *a)
{
    struct bb_arena arena = {0};
    struct bb_draft d;
    struct bb_list l = {0};
    struct bb_str title = {0};
    bool found = bb_draft_find(a->session->store, &arena, &d, NULL) && d.id;
    if (found) {
        int name = bb_list_column(&l, "", BB_LEFT, 0, true);
        bb_str_addf(&title, "You have an unsaved %s of ", bb_entity_def(d.entity)->label);
        bb_time_format(
            &title, d.at_us,
            a->scene.data.engagement && a->scene.data.engagement->time_zone ? a->scene.data.engagement->time_zone : "");
        bb_list_set(&l, bb_list_add(&l, DRAFT_RESTORE, 0), name, "Restore it and go on typing", BB_NORMAL);
        bb_list_set(&l, bb_list_add(&l, DRAFT_LATER, 0), name, "Not now: ask again at the next start", BB_NORMAL);
        bb_list_set(&l, bb_list_add(&l, DRAFT_DISCARD, 0), name, "Discard it", BB_NORMAL);
        chooser_open(a, bb_str_get(&title), &l, false, choose_draft);
    }
    bb_arena_finish(&arena);
    bb_str_finish(&title);
    return found;
}
