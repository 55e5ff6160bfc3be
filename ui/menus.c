/* Menus: which column to sort by, what to add, which engagement. */
#include "app.h"

#include <stdio.h>

/* Engagements. */

static void choose_engagement(struct app *a, int64_t id)
{
    if (id == 0) {
        open_new_engagement(a);
        return;
    }
    bb_store_look_at_now(a->session->store);
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
        if (e->row.sensitivity >= (int64_t)a->session->audience)
            continue;
        struct bb_list_row *row = bb_list_add(&l, e->row.id, BB_ENGAGEMENT);
        bb_list_set(&l, row, name, e->name, e->row.id == a->session->engagement ? BB_ACCENT : BB_NORMAL);
        bb_list_set(&l, row, client, e->client, BB_NORMAL);
    }
    if (!bb_store_read_only(a->session->store) && !app_in_room(a))
        bb_list_set(&l, bb_list_add(&l, 0, 0), name, "New engagement …", BB_NORMAL);
    chooser_open(a, "Engagements", NULL, &l, true, choose_engagement);
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
    chooser_open(a, "Sort by", NULL, &l, false, choose_sort);
}

/* What to add. */

static void choose_add(struct app *a, int64_t id)
{
    app_add(a, (enum bb_entity)id);
}

static void offer_kind(struct bb_list *l, enum bb_entity e, const char *screen)
{
    const struct bb_entity_def *def = bb_entity_def(e);
    struct bb_list_row *row = bb_list_add(l, e, 0);
    bb_list_set(l, row, 0, def->label, BB_NORMAL);
    bb_list_set(l, row, 1, screen, BB_DIM);
    bb_list_set(l, row, 2, def->help, BB_DIM);
}

/* What a screen lists by itself comes first, then the kinds of its sheets, then what is seen on pages only. */
void open_add_menu(struct app *a)
{
    static const enum bb_entity own[] = {BB_ORDER, BB_PERSON, BB_UNIT};
    bool offered[BB_ENTITY_COUNT] = {[BB_ENGAGEMENT] = true, [BB_IMPORT] = true};
    struct bb_list l = {0};
    int n;
    const struct bb_sheet *sheets = bb_sheets(&n);
    bb_list_column(&l, "What", BB_LEFT, 0, false);
    bb_list_column(&l, "Screen", BB_LEFT, 0, false);
    bb_list_column(&l, "Help", BB_LEFT, 0, true);
    for (size_t i = 0; i < sizeof own / sizeof *own; i++) {
        offered[own[i]] = true;
        offer_kind(&l, own[i], "");
    }
    for (int i = 0; i < n; i++) {
        if (sheets[i].entity < 0 || offered[sheets[i].entity])
            continue;
        offered[sheets[i].entity] = true;
        offer_kind(&l, (enum bb_entity)sheets[i].entity, bb_screen_def(sheets[i].screen)->title);
    }
    for (int e = 0; e < BB_ENTITY_COUNT; e++)
        if (!offered[e])
            offer_kind(&l, (enum bb_entity)e, "");
    chooser_open(a, "Add", NULL, &l, true, choose_add);
}

/* Which list to show. */

static void choose_sheet(struct app *a, int64_t id)
{
    bb_view_turn_to(&a->view, (int)id);
    a->view.zoom = a->from_attention = false;
}

void open_sheets(struct app *a)
{
    struct bb_list l = {0};
    int n, name = bb_list_column(&l, "List", BB_LEFT, 0, false),
           screen = bb_list_column(&l, "Screen", BB_LEFT, 0, false),
           help = bb_list_column(&l, "What for", BB_LEFT, 0, true);
    const struct bb_sheet *sheets = bb_sheets(&n);
    for (int pass = 0; pass < 2; pass++)
        for (int i = 0; i < n; i++) {
            if ((sheets[i].screen == a->view.screen) == (pass == 1))
                continue;
            struct bb_list_row *row = bb_list_add(&l, i, 0);
            bb_list_set(&l, row, name, sheets[i].title, i == bb_view_sheet(&a->view) ? BB_ACCENT : BB_NORMAL);
            bb_list_set(&l, row, screen, bb_screen_def(sheets[i].screen)->title, BB_DIM);
            bb_list_set(&l, row, help, sheets[i].purpose, BB_DIM);
        }
    chooser_open(a, "Lists", NULL, &l, true, choose_sheet);
}
