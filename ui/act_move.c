/* Moving the selection: in lists, in the tree, on the map, between panes. */
#include "actions.h"

static void choose_person(struct app *a, int64_t id)
{
    a->view.person = id;
    a->view.chosen = true;
}

void list_moved(struct app *a, int kind)
{
    int64_t id = a->view.lists[kind].cursor.id;
    if (kind == BB_LIST_PEOPLE)
        choose_person(a, id);
    if (kind == BB_LIST_INDEX && id > 0)
        a->view.sheet[a->view.screen] = (int)id - 1;
}

void move_list(struct app *a, int kind, long by)
{
    struct bb_list_cursor *c = &a->view.lists[kind].cursor;
    bb_list_move(list_of(a, kind), c, by);
    list_moved(a, kind);
}

static void move_map(struct app *a, enum bb_direction direction)
{
    choose_person(a, a->view.person ? bb_map_neighbour(&a->view.map, a->view.person, direction)
                                    : bb_map_first(&a->view.map));
    a->view.lists[BB_LIST_PEOPLE].cursor.id = a->view.person;
}

void act_vertical(struct app *a, enum bb_action action)
{
    int kind = focused_list(a);
    if (kind >= 0)
        move_list(a, kind, action == BB_ACT_UP ? -1 : 1);
    else if (a->view.focus == BB_PANE_MAP)
        move_map(a, action == BB_ACT_UP ? BB_GO_UP : BB_GO_DOWN);
}

/* In the tree: to the row it hangs on, or to the first one that hangs on it. */
static void move_tree(struct app *a, bool left)
{
    struct bb_list *l = list_of(a, BB_LIST_4S);
    struct bb_list_cursor *c = &a->view.lists[BB_LIST_4S].cursor;
    if (!bb_list_settle(l, c))
        return;
    size_t at = c->index;
    enum bb_tree_kind kind = bb_tree_kind(c->id);
    while (left && at > 0 && bb_tree_kind(l->rows[at].id) >= kind && kind != BB_TREE_ORDER)
        at--;
    if (!left && at + 1 < l->n && bb_tree_kind(l->rows[at + 1].id) > kind)
        at++;
    c->id = l->rows[at].id;
}

static void next_curve(struct app *a, bool back)
{
    size_t n = a->scene.curves.n;
    if (n)
        a->view.curve = back ? (a->view.curve + n - 1) % n : (a->view.curve + 1) % n;
}

void act_horizontal(struct app *a, enum bb_action action)
{
    bool left = action == BB_ACT_LEFT;
    if (focused_list(a) == BB_LIST_4S)
        move_tree(a, left);
    else if (focused_list(a) < 0 && a->view.focus == BB_PANE_MAP)
        move_map(a, left ? BB_GO_LEFT : BB_GO_RIGHT);
    else if (a->view.focus == BB_PANE_CURVE)
        next_curve(a, left);
}

void act_jump(struct app *a, enum bb_action action)
{
    enum { FAR = 100000000 };
    int kind = focused_list(a);
    if (kind < 0)
        return;
    if (action == BB_ACT_FIRST || action == BB_ACT_LAST) {
        move_list(a, kind, action == BB_ACT_FIRST ? -FAR : FAR);
        return;
    }
    bb_list_page(list_of(a, kind), &a->view.lists[kind].cursor, action == BB_ACT_PAGE_UP ? -1 : 1);
    move_list(a, kind, 0);
}

void act_pane(struct app *a, enum bb_action action)
{
    int n, at = 0;
    a->from_attention = false;
    const enum bb_pane *panes = bb_view_panes(&a->view, &n);
    for (int i = 0; i < n; i++)
        if (panes[i] == a->view.focus)
            at = i;
    a->view.focus = panes[(at + (action == BB_ACT_NEXT_PANE ? 1 : n - 1)) % n];
    if (a->view.focus == BB_PANE_MAP && !a->view.person)
        a->view.person = bb_map_first(&a->view.map);
}
