/* What a person has selected, and the lists built for it. */
#include "lists.h"
#include "sheets.h"

#include <bepboard/text.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void bb_view_state_init(struct bb_view_state *s)
{
    *s = (struct bb_view_state){.screen = BB_SCREEN_BOARD, .focus = BB_PANE_4S};
    for (int i = 0; i < BB_LIST_KIND_COUNT + BB_SHEETS_MAX; i++) {
        s->lists[i].sort = -1;
        s->lists[i].built_generation = -1;
    }
    for (int i = 0; i < BB_SCREEN_COUNT; i++)
        s->sheet[i] = -1;
    s->sheet[BB_SCREEN_PLAN] = bb_sheet_next(BB_SCREEN_PLAN, -1, 1);
    s->sheet[BB_SCREEN_REGISTERS] = bb_sheet_next(BB_SCREEN_REGISTERS, -1, 1);
}

void bb_view_state_finish(struct bb_view_state *s)
{
    for (int i = 0; i < BB_LIST_KIND_COUNT + BB_SHEETS_MAX; i++) {
        bb_list_finish(&s->lists[i].list);
        free(s->lists[i].marked);
    }
    bb_map_layout_finish(&s->map);
}

static void build(const struct bb_scene *scene, const struct bb_view_state *s, const struct bb_look *look,
                  enum bb_list_kind kind, int64_t unfolded, struct bb_list *l)
{
    if ((int)kind >= BB_LIST_SHEETS) {
        sheet_list(scene, look, (int)kind - BB_LIST_SHEETS, l);
        return;
    }
    switch (kind) {
    case BB_LIST_ATTENTION:
        list_attention(scene, look, l);
        return;
    case BB_LIST_4S:
        list_4s(scene, look, unfolded < 0 ? -unfolded : unfolded, unfolded < 0, l);
        return;
    case BB_LIST_PEOPLE:
        list_people(scene, look, l);
        return;
    case BB_LIST_CURVE:
        list_curve(scene, look, s->curve, l);
        return;
    case BB_LIST_ORDERS:
        list_orders(scene, look, l);
        return;
    case BB_LIST_UNITS:
        list_units(scene, look, l);
        return;
    case BB_LIST_HISTORY:
        list_history(scene, l);
        return;
    case BB_LIST_GROUPS:
        list_groups(scene, l);
        return;
    case BB_LIST_INDEX:
        list_index(scene, s->screen, l);
        return;
    case BB_LIST_KIND_COUNT:
        return;
    }
}

/* What a list depends on besides data, sorting and filter. */
static int64_t built_for(const struct bb_scene *scene, struct bb_view_state *s, enum bb_list_kind kind)
{
    if (kind == BB_LIST_CURVE)
        return (int64_t)s->curve;
    if (kind == BB_LIST_INDEX)
        return s->screen;
    if (kind != BB_LIST_4S)
        return 0;
    if (s->screen == BB_SCREEN_ORDERS)
        return -s->lists[BB_LIST_ORDERS].cursor.id;
    int64_t order = tree_order(scene, s->lists[BB_LIST_4S].cursor.id);
    const struct bb_table *orders = &scene->data.tables[BB_ORDER];
    if (!bb_data_order(&scene->data, order) && orders->n)
        order = BB_ROW(&scene->data, BB_ORDER, struct bb_order, 0)->row.id;
    return order;
}

struct bb_list *bb_view_list(const struct bb_scene *scene, struct bb_view_state *s, const struct bb_look *look,
                             enum bb_list_kind kind)
{
    struct bb_list_state *ls = &s->lists[kind];
    int64_t wanted = built_for(scene, s, kind);
    bool fresh = ls->built_generation == scene->generation && ls->built_for == wanted && ls->built_sort == ls->sort &&
                 ls->built_descending == ls->descending && strcmp(ls->built_filter, ls->filter) == 0;
    if (fresh)
        return &ls->list;
    struct bb_str needle = {0};
    bb_list_finish(&ls->list);
    build(scene, s, look, kind, wanted, &ls->list);
    bb_text_fold(&needle, ls->filter);
    bb_list_filter(&ls->list, bb_str_get(&needle));
    bb_list_sort(&ls->list, ls->sort, ls->descending);
    bb_str_finish(&needle);
    ls->built_generation = scene->generation;
    ls->built_for = wanted;
    ls->built_sort = ls->sort;
    ls->built_descending = ls->descending;
    memcpy(ls->built_filter, ls->filter, sizeof ls->filter);
    return &ls->list;
}

static int screen_list(enum bb_screen s)
{
    static const int lists[] = {[BB_SCREEN_BOARD] = -1,
                                [BB_SCREEN_ORDERS] = BB_LIST_ORDERS,
                                [BB_SCREEN_PEOPLE] = BB_LIST_PEOPLE,
                                [BB_SCREEN_ADOPTION] = BB_LIST_CURVE,
                                [BB_SCREEN_PLAN] = -1,
                                [BB_SCREEN_REGISTERS] = -1,
                                [BB_SCREEN_UNITS] = BB_LIST_UNITS,
                                [BB_SCREEN_HISTORY] = BB_LIST_HISTORY};
    return lists[s];
}

/* Beside the list of people it would be that list again, but before the room it is another one. */
static int map_table(const struct bb_view_state *s)
{
    if (!s->table[BB_PANE_MAP] || (s->screen == BB_SCREEN_PEOPLE && !s->groups))
        return -1;
    return s->groups ? BB_LIST_GROUPS : BB_LIST_PEOPLE;
}

int bb_view_sheet(const struct bb_view_state *s)
{
    return s->sheet[s->screen];
}

void bb_view_turn_to(struct bb_view_state *s, int sheet)
{
    int n;
    s->screen = bb_sheets(&n)[sheet].screen;
    s->sheet[s->screen] = sheet;
    s->focus = BB_PANE_LIST;
}

int view_pane_list(const struct bb_view_state *s, enum bb_pane p)
{
    switch (p) {
    case BB_PANE_4S:
        return BB_LIST_4S;
    case BB_PANE_MAP:
        return map_table(s);
    case BB_PANE_CURVE:
        return s->table[p] && s->screen != BB_SCREEN_ADOPTION ? BB_LIST_CURVE : -1;
    case BB_PANE_ATTENTION:
        return BB_LIST_ATTENTION;
    case BB_PANE_INDEX:
        return BB_LIST_INDEX;
    default:
        return bb_view_sheet(s) >= 0 ? BB_LIST_SHEETS + bb_view_sheet(s) : screen_list(s->screen);
    }
}

int bb_view_focused_list(const struct bb_view_state *s)
{
    return view_pane_list(s, s->focus);
}

static bool tree_selection(int64_t id, enum bb_entity *e, int64_t *record)
{
    *e = bb_tree_kind(id) == BB_TREE_ITEM ? BB_ITEM : BB_ORDER;
    *record = bb_tree_record(id);
    return *record != 0;
}

static bool attention_selection(const struct bb_scene *scene, int64_t id, enum bb_entity *e, int64_t *record)
{
    const struct bb_attention *a = attention_entry(scene, id);
    if (!a)
        return false;
    *e = a->entity;
    *record = a->id;
    return true;
}

const struct bb_attention *bb_view_attention(const struct bb_scene *scene, const struct bb_view_state *s)
{
    if (bb_view_focused_list(s) != BB_LIST_ATTENTION)
        return NULL;
    return attention_entry(scene, s->lists[BB_LIST_ATTENTION].cursor.id);
}

bool bb_view_record(const struct bb_scene *scene, enum bb_list_kind kind, const struct bb_list_row *row,
                    enum bb_entity *e, int64_t *id)
{
    bool records = kind != BB_LIST_CURVE && kind != BB_LIST_HISTORY && kind != BB_LIST_GROUPS;
    if (kind == BB_LIST_4S)
        return tree_selection(row->id, e, id);
    if (kind == BB_LIST_ATTENTION)
        return attention_selection(scene, row->id, e, id);
    if (!records || row->kind < 0)
        return false;
    *e = (enum bb_entity)row->kind;
    *id = sheet_record(row->id);
    return true;
}

bool bb_view_selection(const struct bb_scene *scene, struct bb_view_state *s, const struct bb_look *look,
                       enum bb_entity *e, int64_t *id)
{
    int kind = bb_view_focused_list(s);
    if (kind < 0) {
        *e = BB_PERSON;
        *id = s->focus == BB_PANE_MAP ? s->person : 0;
        return *id != 0;
    }
    struct bb_list *l = bb_view_list(scene, s, look, (enum bb_list_kind)kind);
    struct bb_list_cursor *c = &s->lists[kind].cursor;
    return bb_list_settle(l, c) && bb_view_record(scene, (enum bb_list_kind)kind, &l->rows[c->index], e, id);
}

void bb_view_go_to_sheet(struct bb_view_state *s, int sheet, int64_t id)
{
    if (sheet < 0)
        return;
    bb_view_turn_to(s, sheet);
    s->lists[BB_LIST_SHEETS + sheet].filter[0] = 0;
    s->lists[BB_LIST_SHEETS + sheet].cursor.id = id;
}

void bb_view_go_to(const struct bb_scene *scene, struct bb_view_state *s, enum bb_entity e, int64_t id)
{
    const struct bb_item *item = e == BB_ITEM ? bb_table_find(&scene->data.tables[BB_ITEM], id) : NULL;
    switch (e) {
    case BB_ITEM:
    case BB_ORDER:
        s->screen = BB_SCREEN_BOARD;
        s->focus = BB_PANE_4S;
        s->lists[BB_LIST_4S].filter[0] = 0;
        if (e == BB_ORDER)
            s->lists[BB_LIST_ORDERS].cursor.id = id;
        s->lists[BB_LIST_4S].cursor.id = item ? bb_tree_id(BB_TREE_ITEM, id, 0) : bb_tree_id(BB_TREE_ORDER, id, 0);
        return;
    case BB_PERSON:
        s->screen = s->screen == BB_SCREEN_PEOPLE ? BB_SCREEN_PEOPLE : BB_SCREEN_BOARD;
        s->focus = s->screen == BB_SCREEN_PEOPLE ? BB_PANE_LIST : BB_PANE_MAP;
        s->sheet[BB_SCREEN_PEOPLE] = -1;
        s->person = s->lists[BB_LIST_PEOPLE].cursor.id = id;
        s->chosen = true;
        s->lists[BB_LIST_PEOPLE].filter[0] = 0;
        return;
    case BB_SAMPLE:
        s->screen = BB_SCREEN_BOARD;
        s->focus = BB_PANE_CURVE;
        return;
    case BB_UNIT:
        s->screen = BB_SCREEN_UNITS;
        s->focus = BB_PANE_LIST;
        s->sheet[BB_SCREEN_UNITS] = -1;
        s->lists[BB_LIST_UNITS].cursor.id = id;
        return;
    default:
        bb_view_go_to_sheet(s, bb_sheet_of(e), id);
        return;
    }
}

void bb_view_select(const struct bb_scene *scene, struct bb_view_state *s, enum bb_entity e, int64_t id)
{
    enum bb_screen screen = s->screen;
    enum bb_pane focus = s->focus;
    bool zoom = s->zoom;
    int sheet[BB_SCREEN_COUNT];
    memcpy(sheet, s->sheet, sizeof sheet);
    bb_view_go_to(scene, s, e, id);
    memcpy(s->sheet, sheet, sizeof sheet);
    s->screen = screen;
    s->focus = focus;
    s->zoom = zoom;
}
