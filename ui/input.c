/* From events to actions: layers first, then the filter line, then the keys of the screen. */
#include "app.h"
#include "past.h"
#include "wall.h"

#include <string.h>

static struct bb_list_state *filtered_list(struct app *a)
{
    int kind = bb_view_focused_list(&a->view);
    return kind < 0 ? NULL : &a->view.lists[kind];
}

static void filter_end(struct app *a)
{
    a->filtering = false;
    bb_edit_finish(&a->filter);
    a->dirty = true;
}

static void filter_event(struct app *a, const struct bb_event *e)
{
    struct bb_list_state *l = filtered_list(a);
    bool esc = e->kind == BB_EV_KEY && e->key == BB_KEY_ESC;
    bool enter = e->kind == BB_EV_KEY && (e->key == BB_KEY_ENTER || e->key == BB_CTRL('j'));
    if (!l || enter) {
        filter_end(a);
        return;
    }
    if (esc) {
        l->filter[0] = 0;
        filter_end(a);
        return;
    }
    if (e->kind == BB_EV_KEY && (e->key == BB_KEY_UP || e->key == BB_KEY_DOWN)) {
        app_act(a, e->key == BB_KEY_UP ? BB_ACT_UP : BB_ACT_DOWN);
        return;
    }
    bb_edit_event(&a->filter, e);
    strncpy(l->filter, bb_edit_get(&a->filter), sizeof l->filter - 1);
    a->dirty = true;
}

static void click_row(struct app *a, enum bb_pane pane, int64_t id)
{
    a->view.focus = pane;
    int kind = bb_view_focused_list(&a->view);
    if (kind < 0)
        return;
    bool again = a->view.lists[kind].cursor.id == id;
    a->view.lists[kind].cursor.id = id;
    list_moved(a, kind);
    if (again)
        app_act(a, BB_ACT_OPEN);
}

static void click(struct app *a, const struct bb_hit *hit)
{
    if (hit->what >= BB_HIT_ROW && hit->what < BB_HIT_MARK) {
        click_row(a, (enum bb_pane)(hit->what - BB_HIT_ROW), hit->id);
        return;
    }
    switch (hit->what) {
    case BB_HIT_PANE:
        a->view.focus = (enum bb_pane)hit->id;
        return;
    case BB_HIT_MARK:
        a->view.focus = BB_PANE_MAP;
        if (a->view.person == hit->id)
            app_act(a, BB_ACT_OPEN);
        a->view.person = hit->id;
        a->view.chosen = true;
        return;
    case BB_HIT_ACTION:
        app_act(a, (enum bb_action)hit->id);
        return;
    case BB_HIT_SCREEN:
        app_act(a, (enum bb_action)(BB_ACT_SCREEN_BOARD + hit->id));
        return;
    default:
        return;
    }
}

/* The wheel moves what lies under it. */
static void turn_to(struct app *a, const struct bb_hit *hit)
{
    if (hit->what >= BB_HIT_ROW && hit->what < BB_HIT_MARK)
        a->view.focus = (enum bb_pane)(hit->what - BB_HIT_ROW);
    else if (hit->what == BB_HIT_PANE)
        a->view.focus = (enum bb_pane)hit->id;
}

static void mouse_event(struct app *a, const struct bb_event *e)
{
    struct layer *top = app_top(a);
    const struct bb_hit *hit = bb_grid_hit_at(&a->grid, e->x, e->y);
    bool wheel = e->mouse == BB_MOUSE_WHEEL_UP || e->mouse == BB_MOUSE_WHEEL_DOWN;
    if (wheel && !top && !a->filtering && hit)
        turn_to(a, hit);
    if (wheel) {
        struct bb_event key = {.kind = BB_EV_KEY, .key = e->mouse == BB_MOUSE_WHEEL_UP ? BB_KEY_UP : BB_KEY_DOWN};
        for (int i = 0; i < 3; i++)
            app_event(a, &key);
        return;
    }
    if (e->mouse != BB_MOUSE_PRESS || e->button != 0 || !hit)
        return;
    if (top && top->class->click)
        top->class->click(a, top, hit, e->x, e->y);
    else if (!top)
        click(a, hit);
    a->dirty = true;
}

static void key_event(struct app *a, int32_t key)
{
    int action = bb_keymap_action(&a->session->config.keys, key);
    if (key == BB_KEY_ESC) {
        struct bb_list_state *l = filtered_list(a);
        if (l && l->filter[0])
            l->filter[0] = 0;
        else if (l)
            bb_view_unmark(l);
        a->dirty = true;
        return;
    }
    if (key == BB_CTRL('c'))
        app_say(a, "There is nothing to cancel. Everything is saved; q ends the program.");
    else if (action >= 0)
        app_act(a, (enum bb_action)action);
}

/* A key that types nothing leads into the room from anywhere, also out of a form. */
static bool hides_at_once(const struct app *a, int32_t key)
{
    enum { FIRST_PRINTABLE = ' ' };
    bool types = key >= FIRST_PRINTABLE && key < BB_KEY_SPECIAL;
    return !types && bb_keymap_action(&a->session->config.keys, key) == BB_ACT_ROOM;
}

void app_event(struct app *a, const struct bb_event *e)
{
    struct layer *top = app_top(a);
    if (e->kind == BB_EV_FOCUS)
        return;
    if (a->wall) {
        wall_event(a, e);
        return;
    }
    if (a->message[0] && e->kind == BB_EV_KEY) {
        a->message[0] = 0;
        a->dirty = true;
    }
    bool stopped = e->kind == BB_EV_KEY && past_stop(a);
    if (stopped && !hides_at_once(a, e->key))
        return;
    if (e->kind == BB_EV_MOUSE) {
        mouse_event(a, e);
    } else if (e->kind == BB_EV_KEY && !app_in_room(a) && hides_at_once(a, e->key)) {
        app_act(a, BB_ACT_ROOM);
    } else if (top) {
        a->dirty |= top->class->event(a, top, e);
    } else if (a->filtering) {
        filter_event(a, e);
    } else if (e->kind == BB_EV_KEY) {
        key_event(a, e->key);
    } else {
        app_say(a, "A paste is only taken in a field; nothing was changed.");
    }
}
