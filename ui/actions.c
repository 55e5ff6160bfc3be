/* What the actions do on the screen. */
#include "app.h"

#include <assert.h>
#include <bepboard/text.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int focused_list(const struct app *a)
{
    return bb_view_focused_list(&a->view);
}

static struct bb_list *list_of(struct app *a, int kind)
{
    return bb_view_list(&a->scene, &a->view, &a->look, (enum bb_list_kind)kind);
}

static bool selection(struct app *a, enum bb_entity *e, int64_t *id)
{
    return bb_view_selection(&a->scene, &a->view, &a->look, e, id);
}

static bool writable(struct app *a)
{
    if (bb_store_read_only(a->session->store))
        app_say(a, "This database is open read-only: nothing can be changed here.");
    else if (!a->scene.data.engagement)
        app_say(a, "There is no engagement yet.");
    else
        return true;
    return false;
}

/* Moving. */

static void move_list(struct app *a, int kind, long by)
{
    struct bb_list_cursor *c = &a->view.lists[kind].cursor;
    bb_list_move(list_of(a, kind), c, by);
    if (kind == BB_LIST_PEOPLE)
        a->view.person = c->id;
}

static void move_map(struct app *a, enum bb_direction direction)
{
    a->view.person =
        a->view.person ? bb_map_neighbour(&a->view.map, a->view.person, direction) : bb_map_first(&a->view.map);
    a->view.lists[BB_LIST_PEOPLE].cursor.id = a->view.person;
}

static void act_vertical(struct app *a, enum bb_action action)
{
    int kind = focused_list(a);
    if (kind >= 0)
        move_list(a, kind, action == BB_ACT_UP ? -1 : 1);
    else if (a->view.focus == BB_PANE_MAP)
        move_map(a, action == BB_ACT_UP ? BB_GO_UP : BB_GO_DOWN);
}

static void next_curve(struct app *a, bool back)
{
    size_t n = a->scene.curves.n;
    if (n)
        a->view.curve = back ? (a->view.curve + n - 1) % n : (a->view.curve + 1) % n;
}

static void act_horizontal(struct app *a, enum bb_action action)
{
    bool left = action == BB_ACT_LEFT;
    if (focused_list(a) < 0 && a->view.focus == BB_PANE_MAP)
        move_map(a, left ? BB_GO_LEFT : BB_GO_RIGHT);
    else if (a->view.focus == BB_PANE_CURVE)
        next_curve(a, left);
}

static void act_jump(struct app *a, enum bb_action action)
{
    enum { FAR = 100000000, PAGE = 10 };
    int kind = focused_list(a);
    if (kind < 0)
        return;
    long by = action == BB_ACT_FIRST ? -FAR : action == BB_ACT_LAST ? FAR : action == BB_ACT_PAGE_UP ? -PAGE : PAGE;
    move_list(a, kind, by);
}

static void act_pane(struct app *a, enum bb_action action)
{
    int n, at = 0;
    const enum bb_pane *panes = bb_screen_panes(a->view.screen, &n);
    for (int i = 0; i < n; i++)
        if (panes[i] == a->view.focus)
            at = i;
    a->view.focus = panes[(at + (action == BB_ACT_NEXT_PANE ? 1 : n - 1)) % n];
    if (a->view.focus == BB_PANE_MAP && !a->view.person)
        a->view.person = bb_map_first(&a->view.map);
}

/* Opening and editing. */

static void act_open(struct app *a, enum bb_action action)
{
    enum bb_entity e;
    int64_t id;
    (void)action;
    int kind = focused_list(a);
    if (!selection(a, &e, &id))
        return;
    if (kind == BB_LIST_ATTENTION && id) {
        if (e == BB_CONVERSATION) {
            open_page(a, e, id);
            return;
        }
        bb_view_go_to(&a->scene, &a->view, e, id);
    } else if (kind == BB_LIST_ATTENTION) {
        bb_view_go_to(&a->scene, &a->view, e, 0);
    } else {
        open_page(a, e, id);
    }
}

static void set_done(struct app *a, const struct bb_item *item)
{
    struct bb_error err = {0};
    struct bb_str today = {0};
    const struct bb_entity_def *def = bb_entity_def(BB_ITEM);
    bb_date_format(&today, bb_date_of(a->scene.data.today));
    struct bb_change c[] = {
        {.field = bb_field_find(def, "done"),
         .value = item->done ? "" : "1",
         .before = item->done ? "1" : "",
         .checked = true},
        {.field = bb_field_find(def, "done_on"), .value = item->done ? "" : bb_str_get(&today)},
    };
    int64_t id = item->row.id;
    if (!bb_store_save(a->session->store, BB_ITEM, item->row.engagement, &id, c, 2,
                       item->done ? "Reopen item" : "Tick item", &err))
        app_complain(a, &err);
    else if (app_reload(a))
        app_say(a, "%s; u takes it back.", c[0].value[0] ? "Done" : "Open again");
    bb_str_finish(&today);
}

static void act_toggle(struct app *a, enum bb_action action)
{
    (void)action;
    enum bb_entity e;
    int64_t id;
    if (!selection(a, &e, &id) || e != BB_ITEM || !writable(a))
        return;
    const struct bb_item *item = bb_table_find(&a->scene.data.tables[BB_ITEM], id);
    if (item)
        set_done(a, item);
}

/* The opportunity at the cursor of the 4S tree; false when the cursor is on an order or nowhere. */
static bool opportunity_at_cursor(const struct app *a, int64_t *order, int64_t *opportunity)
{
    int64_t id = a->view.lists[BB_LIST_4S].cursor.id;
    const struct bb_item *item = NULL;
    if (bb_tree_kind(id) == BB_TREE_ITEM)
        item = bb_table_find(&a->scene.data.tables[BB_ITEM], bb_tree_record(id));
    *order = item ? item->order : bb_tree_record(id);
    *opportunity = item ? item->opportunity : (int64_t)bb_tree_opportunity(id);
    return bb_tree_kind(id) != BB_TREE_ORDER && bb_data_order(&a->scene.data, *order);
}

/* Prompt `id` of the configuration, or something of our own (-1), becomes the text of a new item. */
static void choose_prompt(struct app *a, int64_t id)
{
    int64_t order, opportunity;
    char order_id[24];
    if (!opportunity_at_cursor(a, &order, &opportunity))
        return;
    snprintf(order_id, sizeof order_id, "%lld", (long long)order);
    struct preset given[] = {
        {"order", order_id}, {"opportunity", bb_opportunities.keys[opportunity]}, {NULL, NULL}, {NULL, NULL}};
    if (id >= 0)
        given[2] = (struct preset){"text", a->session->config.prompts[id].text};
    open_form(a, BB_ITEM, 0, given);
}

static bool has_item(const struct app *a, int64_t order, int64_t opportunity, const char *text)
{
    for (size_t i = 0; i < a->scene.data.tables[BB_ITEM].n; i++) {
        const struct bb_item *item = BB_ROW(&a->scene.data, BB_ITEM, struct bb_item, i);
        if (item->order == order && item->opportunity == opportunity && item->text && strcmp(item->text, text) == 0)
            return true;
    }
    return false;
}

/* The checklist of the configuration is offered, what the order has already is left out. */
static void add_item(struct app *a)
{
    const struct bb_config *c = &a->session->config;
    struct bb_list l = {0};
    int64_t order, opportunity;
    if (!opportunity_at_cursor(a, &order, &opportunity)) {
        app_add(a, BB_ORDER);
        return;
    }
    int text = bb_list_column(&l, "", BB_LEFT, 0, true);
    bb_list_set(&l, bb_list_add(&l, -1, 0), text, "Something of our own", BB_ACCENT);
    for (size_t i = 0; i < c->prompt_n; i++)
        if ((int64_t)c->prompts[i].opportunity == opportunity && !has_item(a, order, opportunity, c->prompts[i].text))
            bb_list_set(&l, bb_list_add(&l, (int64_t)i, 0), text, c->prompts[i].text, BB_NORMAL);
    chooser_open(a, bb_word(a->scene.words, &bb_opportunities, opportunity, a->scene.data.audience), &l, false,
                 choose_prompt);
}

void app_add(struct app *a, enum bb_entity e)
{
    const struct bb_person *p = bb_data_person(&a->scene.data, a->view.person);
    struct bb_str today = {0};
    char person_id[24];
    if (!writable(a))
        return;
    bb_date_format(&today, bb_date_of(a->scene.data.today));
    bool on = bb_field_named(e, "on") != NULL, person = bb_field_named(e, "person") != NULL;
    struct preset given[3] = {{NULL, NULL}, {NULL, NULL}, {NULL, NULL}};
    int n = 0;
    if (on)
        given[n++] = (struct preset){"on", bb_str_get(&today)};
    if (e == BB_ORDER)
        given[n++] = (struct preset){"received", bb_str_get(&today)};
    snprintf(person_id, sizeof person_id, "%lld", (long long)a->view.person);
    if (person && p)
        given[n] = (struct preset){"person", person_id};
    open_form(a, e, 0, given);
    bb_str_finish(&today);
}

static void act_add(struct app *a, enum bb_action action)
{
    int kind = focused_list(a);
    (void)action;
    if (!writable(a))
        return;
    if (kind == BB_LIST_4S)
        add_item(a);
    else if (kind == BB_LIST_ORDERS)
        app_add(a, BB_ORDER);
    else if (kind == BB_LIST_UNITS)
        app_add(a, BB_UNIT);
    else if (a->view.focus == BB_PANE_MAP || kind == BB_LIST_PEOPLE)
        app_add(a, BB_PERSON);
    else if (a->view.focus == BB_PANE_CURVE || kind == BB_LIST_CURVE)
        app_add(a, BB_SAMPLE);
    else
        open_add_menu(a);
}

/* The sample behind the curve's selected row: the one of the shown curve's unit on that day. */
static int64_t selected_sample(struct app *a)
{
    const struct bb_curve *c = a->view.curve < a->scene.curves.n ? &a->scene.curves.list[a->view.curve] : NULL;
    size_t row = a->view.lists[BB_LIST_CURVE].cursor.id > 0 ? (size_t)a->view.lists[BB_LIST_CURVE].cursor.id - 1 : 0;
    for (size_t i = 0; c && row < c->n && i < a->scene.data.tables[BB_SAMPLE].n; i++) {
        const struct bb_sample *s = BB_ROW(&a->scene.data, BB_SAMPLE, struct bb_sample, i);
        if (s->unit == c->unit && s->on.day == c->points[row].on.day)
            return s->row.id;
    }
    return 0;
}

static bool editable(struct app *a, enum bb_entity *e, int64_t *id)
{
    if (focused_list(a) == BB_LIST_CURVE) {
        *e = BB_SAMPLE;
        *id = selected_sample(a);
        return *id != 0;
    }
    return selection(a, e, id) && *id;
}

static void act_edit(struct app *a, enum bb_action action)
{
    enum bb_entity e;
    int64_t id;
    (void)action;
    if (editable(a, &e, &id) && writable(a))
        open_form(a, e, id, NULL);
}

static void act_delete(struct app *a, enum bb_action action)
{
    struct bb_error err = {0};
    struct bb_str title = {0};
    enum bb_entity e;
    int64_t id;
    char label[96];
    (void)action;
    if (!editable(a, &e, &id) || !writable(a))
        return;
    bb_record_title(&title, &a->scene.data, a->scene.words, e, id);
    snprintf(label, sizeof label, "Delete %s", bb_entity_def(e)->label);
    if (!bb_store_remove(a->session->store, e, id, label, &err))
        app_complain(a, &err);
    else if (app_reload(a))
        app_say(a, "Deleted %s %s; u takes it back.", bb_entity_def(e)->label, bb_str_get(&title));
    bb_str_finish(&title);
}

static void act_undo(struct app *a, enum bb_action action)
{
    struct bb_error err = {0};
    struct bb_str what = {0};
    bool undo = action == BB_ACT_UNDO;
    if (!writable(a))
        return;
    bool ok = undo ? bb_store_undo(a->session->store, a->session->engagement, &what, &err)
                   : bb_store_redo(a->session->store, a->session->engagement, &what, &err);
    if (!ok)
        app_complain(a, &err);
    else if (app_reload(a))
        app_say(a, "%s: %s", undo ? "Undone" : "Done again", bb_str_get(&what));
    bb_str_finish(&what);
}

static void act_conversation(struct app *a, enum bb_action action)
{
    (void)action;
    app_add(a, BB_CONVERSATION);
}

/* Looking. */

static void act_zoom(struct app *a, enum bb_action action)
{
    (void)action;
    a->view.zoom = !a->view.zoom;
}

static void act_table(struct app *a, enum bb_action action)
{
    (void)action;
    if (a->view.focus == BB_PANE_MAP || a->view.focus == BB_PANE_CURVE)
        a->view.table[a->view.focus] = !a->view.table[a->view.focus];
}

static void act_axes(struct app *a, enum bb_action action)
{
    (void)action;
    a->view.axes = (enum bb_map_axes)((a->view.axes + 1) % BB_MAP_AXES_COUNT);
}

static void act_segment(struct app *a, enum bb_action action)
{
    (void)action;
    /* Whole, then all segments small beside each other, then one after the other. */
    if (a->view.segments) {
        a->view.segments = false;
        a->view.curve = a->scene.curves.n > 1 ? 1 : 0;
    } else if (a->view.curve == 0) {
        a->view.segments = a->scene.curves.n > 1;
    } else {
        a->view.curve = a->view.curve + 1 < a->scene.curves.n ? a->view.curve + 1 : 0;
    }
}

static void act_sort(struct app *a, enum bb_action action)
{
    (void)action;
    if (focused_list(a) >= 0 && focused_list(a) != BB_LIST_4S)
        open_sort(a);
}

static void act_filter(struct app *a, enum bb_action action)
{
    (void)action;
    int kind = focused_list(a);
    if (kind < 0) {
        a->view.table[a->view.focus] = true;
        kind = focused_list(a);
    }
    bb_edit_init(&a->filter, a->view.lists[kind].filter, false, sizeof a->view.lists[kind].filter - 1);
    a->filtering = true;
}

static void act_match(struct app *a, enum bb_action action)
{
    int kind = focused_list(a);
    if (kind >= 0)
        move_list(a, kind, action == BB_ACT_NEXT_MATCH ? 1 : -1);
}

static void act_arithmetic(struct app *a, enum bb_action action)
{
    (void)action;
    open_arithmetic(a);
}

static void copy_row(struct app *a, struct bb_str *text)
{
    int kind = focused_list(a);
    enum bb_entity e;
    int64_t id;
    if (kind < 0) {
        if (selection(a, &e, &id))
            bb_record_title(text, &a->scene.data, a->scene.words, e, id);
        return;
    }
    struct bb_list *l = list_of(a, kind);
    if (!bb_list_settle(l, &a->view.lists[kind].cursor))
        return;
    const struct bb_list_row *row = &l->rows[a->view.lists[kind].cursor.index];
    for (int i = 0; i < l->column_n; i++)
        if (*row->cells[i].text)
            bb_str_addf(text, "%s%s", text->n ? "\t" : "", row->cells[i].text);
}

static void act_copy(struct app *a, enum bb_action action)
{
    struct bb_str text = {0};
    struct bb_error err = {0};
    (void)action;
    copy_row(a, &text);
    if (!text.n)
        app_say(a, "Nothing is selected that could be copied.");
    else if (!term_copy(a->term, text.s, text.n, &err))
        app_complain(a, &err);
    else
        app_say(a, "Sent to your terminal's clipboard (in tmux: set -s set-clipboard on).");
    bb_str_finish(&text);
}

/* Screens and program. */

static void act_screen(struct app *a, enum bb_action action)
{
    a->view.screen = (enum bb_screen)(action - BB_ACT_SCREEN_BOARD);
    a->view.focus = bb_screen_panes(a->view.screen, &(int){0})[0];
    a->view.zoom = false;
    if (a->view.screen == BB_SCREEN_HISTORY)
        app_reload(a);
}

static void act_open_layer(struct app *a, enum bb_action action)
{
    if (action == BB_ACT_HELP)
        open_help(a);
    else if (action == BB_ACT_PALETTE)
        open_palette(a);
    else if (action == BB_ACT_ENGAGEMENTS)
        open_engagements(a);
    else if (writable(a))
        open_add_menu(a);
}

static void act_mouse(struct app *a, enum bb_action action)
{
    (void)action;
    term_set_mouse(a->term, !term_mouse(a->term));
    app_say(a, term_mouse(a->term) ? "Mouse on; hold Shift (Option on a Mac) to select text."
                                   : "Mouse off: the terminal selects text again.");
}

static void act_theme(struct app *a, enum bb_action action)
{
    const struct bb_config *c = &a->session->config;
    (void)action;
    a->theme = (a->theme + 1) % c->theme_n;
    term_set_theme(a->term, &c->themes[a->theme]);
    a->look.projector = strcmp(c->themes[a->theme].name, "projector") == 0;
    app_say(a, "Theme: %s. Write `theme: %s` under `ui:` in the configuration to keep it.", c->themes[a->theme].name,
            c->themes[a->theme].name);
}

static void forget_lists(struct app *a)
{
    for (int i = 0; i < BB_LIST_KIND_COUNT; i++)
        a->view.lists[i].built_generation = -1;
}

static void act_glyphs(struct app *a, enum bb_action action)
{
    static const char *const names[] = {
        [BB_GLYPH_ASCII] = "plain ASCII", [BB_GLYPH_BLOCKS] = "lines and blocks", [BB_GLYPH_BRAILLE] = "braille dots"};
    (void)action;
    a->look.glyphs = (enum bb_glyph_level)((a->look.glyphs + BB_GLYPH_LEVEL_COUNT - 1) % BB_GLYPH_LEVEL_COUNT);
    term_set_ascii(a->term, a->look.glyphs == BB_GLYPH_ASCII);
    forget_lists(a);
    app_say(a, "Drawing with %s.", names[a->look.glyphs]);
}

static void act_reload(struct app *a, enum bb_action action)
{
    if (action == BB_ACT_REDRAW)
        term_redraw(a->term);
    else if (app_reload(a))
        app_say(a, "Read again.");
}

static void act_suspend(struct app *a, enum bb_action action)
{
    (void)action;
    form_save_draft(a);
    term_suspend(a->term);
    term_resize(a->term);
    app_reload(a);
}

static void act_back(struct app *a, enum bb_action action)
{
    int kind = focused_list(a);
    if (action == BB_ACT_BACK && kind >= 0 && a->view.lists[kind].filter[0])
        a->view.lists[kind].filter[0] = 0;
    else if (action == BB_ACT_BACK && a->view.zoom)
        a->view.zoom = false;
    else if (action == BB_ACT_BACK && a->view.screen != BB_SCREEN_BOARD)
        act_screen(a, BB_ACT_SCREEN_BOARD);
    else
        app_quit(a, 0);
}

typedef void act_fn(struct app *a, enum bb_action action);

static act_fn *const functions[] = {
    [BB_ACT_UP] = act_vertical,
    [BB_ACT_DOWN] = act_vertical,
    [BB_ACT_LEFT] = act_horizontal,
    [BB_ACT_RIGHT] = act_horizontal,
    [BB_ACT_FIRST] = act_jump,
    [BB_ACT_LAST] = act_jump,
    [BB_ACT_PAGE_UP] = act_jump,
    [BB_ACT_PAGE_DOWN] = act_jump,
    [BB_ACT_NEXT_PANE] = act_pane,
    [BB_ACT_PREVIOUS_PANE] = act_pane,
    [BB_ACT_OPEN] = act_open,
    [BB_ACT_TOGGLE] = act_toggle,
    [BB_ACT_ADD] = act_add,
    [BB_ACT_ADD_OTHER] = act_open_layer,
    [BB_ACT_EDIT] = act_edit,
    [BB_ACT_DELETE] = act_delete,
    [BB_ACT_UNDO] = act_undo,
    [BB_ACT_REDO] = act_undo,
    [BB_ACT_ZOOM] = act_zoom,
    [BB_ACT_TABLE] = act_table,
    [BB_ACT_AXES] = act_axes,
    [BB_ACT_SEGMENT] = act_segment,
    [BB_ACT_SORT] = act_sort,
    [BB_ACT_FILTER] = act_filter,
    [BB_ACT_NEXT_MATCH] = act_match,
    [BB_ACT_PREVIOUS_MATCH] = act_match,
    [BB_ACT_CONVERSATION] = act_conversation,
    [BB_ACT_ARITHMETIC] = act_arithmetic,
    [BB_ACT_COPY] = act_copy,
    [BB_ACT_SCREEN_BOARD] = act_screen,
    [BB_ACT_SCREEN_ORDERS] = act_screen,
    [BB_ACT_SCREEN_PEOPLE] = act_screen,
    [BB_ACT_SCREEN_ADOPTION] = act_screen,
    [BB_ACT_SCREEN_UNITS] = act_screen,
    [BB_ACT_SCREEN_HISTORY] = act_screen,
    [BB_ACT_ENGAGEMENTS] = act_open_layer,
    [BB_ACT_HELP] = act_open_layer,
    [BB_ACT_PALETTE] = act_open_layer,
    [BB_ACT_MOUSE] = act_mouse,
    [BB_ACT_THEME] = act_theme,
    [BB_ACT_GLYPHS] = act_glyphs,
    [BB_ACT_RELOAD] = act_reload,
    [BB_ACT_REDRAW] = act_reload,
    [BB_ACT_SUSPEND] = act_suspend,
    [BB_ACT_BACK] = act_back,
    [BB_ACT_QUIT] = act_back,
};
static_assert(sizeof functions / sizeof *functions == BB_ACT_COUNT, "every action has its function");

void app_act(struct app *a, enum bb_action action)
{
    functions[action](a, action);
    a->dirty = true;
}
