/* What the actions do on the screen: the table, looking, screens and program. */
#include "actions.h"

#include "history.h"
#include "past.h"

#include <assert.h>
#include <bepboard/text.h>
#include <stdio.h>
#include <string.h>

int focused_list(const struct app *a)
{
    return bb_view_focused_list(&a->view);
}

struct bb_list *list_of(struct app *a, int kind)
{
    return bb_view_list(&a->scene, &a->view, &a->look, (enum bb_list_kind)kind);
}

bool selection(struct app *a, enum bb_entity *e, int64_t *id)
{
    return bb_view_selection(&a->scene, &a->view, &a->look, e, id);
}

bool writable(struct app *a)
{
    if (bb_store_read_only(a->session->store))
        app_say(a, "%s", app_read_only_words(a));
    else if (!a->scene.data.engagement)
        open_greeting(a);
    else
        return true;
    return false;
}

/* Looking. */

static void act_zoom(struct app *a, enum bb_action action)
{
    (void)action;
    a->view.zoom = !a->view.zoom;
    a->from_attention = false;
}

static bool has_picture(const struct app *a)
{
    int sheet = bb_view_sheet(&a->view);
    return sheet >= 0 && a->view.focus == BB_PANE_LIST && bb_sheets(&(int){0})[sheet].draw;
}

static void act_table(struct app *a, enum bb_action action)
{
    (void)action;
    bool beside =
        bb_view_sheet(&a->view) < 0 && (a->view.screen == BB_SCREEN_PEOPLE || a->view.screen == BB_SCREEN_ADOPTION);
    if (beside)
        act_pane(a, BB_ACT_NEXT_PANE);
    else if (a->view.focus == BB_PANE_MAP || a->view.focus == BB_PANE_CURVE || has_picture(a))
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
        act_table(a, BB_ACT_TABLE);
        kind = focused_list(a);
    }
    if (kind < 0)
        return;
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
    enum bb_screen screen = (enum bb_screen)(action - BB_ACT_SCREEN_BOARD);
    /* The key of the open screen leads back to its own list. */
    if (screen == a->view.screen && screen != BB_SCREEN_PLAN && screen != BB_SCREEN_REGISTERS)
        a->view.sheet[screen] = -1;
    bool back = screen == BB_SCREEN_BOARD && (a->from_attention || a->view.screen != BB_SCREEN_BOARD);
    a->view.screen = screen;
    a->view.focus = back ? a->board_pane : bb_view_panes(&a->view, &(int){0})[0];
    a->view.zoom = a->from_attention = false;
    if (a->view.screen == BB_SCREEN_HISTORY)
        app_reload(a);
}

static void act_sheet(struct app *a, enum bb_action action)
{
    enum bb_screen s = a->view.screen;
    if (s == BB_SCREEN_BOARD || s == BB_SCREEN_HISTORY) {
        open_sheets(a);
        return;
    }
    bool stay = a->view.focus == BB_PANE_INDEX;
    a->view.sheet[s] = bb_sheet_next(s, a->view.sheet[s], action == BB_ACT_NEXT_SHEET ? 1 : -1);
    a->view.focus = stay ? BB_PANE_INDEX : a->view.sheet[s] < 0 ? bb_view_panes(&a->view, &(int){0})[0] : BB_PANE_LIST;
}

static void act_open_layer(struct app *a, enum bb_action action)
{
    if (action == BB_ACT_HELP)
        open_help(a);
    else if (action == BB_ACT_PALETTE)
        open_palette(a);
    else if (action == BB_ACT_SHEETS)
        open_sheets(a);
    else if (action == BB_ACT_ENGAGEMENTS)
        open_engagements(a);
    else if (action == BB_ACT_WHO)
        open_who(a);
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
    for (int i = 0; i < BB_LIST_KIND_COUNT + BB_SHEETS_MAX; i++)
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
    if (a->session->restricted) {
        app_say(a, "This session is restricted: there is no way to a shell.");
        return;
    }
    form_save_draft(a);
    term_suspend(a->term);
    term_resize(a->term);
    app_reload(a);
}

static void leave_zoom(struct app *a)
{
    a->view.zoom = false;
    if (a->from_attention) {
        a->view.screen = BB_SCREEN_BOARD;
        a->view.focus = BB_PANE_ATTENTION;
    }
    a->from_attention = false;
}

static void act_back(struct app *a, enum bb_action action)
{
    int kind = focused_list(a);
    if (action == BB_ACT_BACK && kind >= 0 && a->view.lists[kind].filter[0])
        a->view.lists[kind].filter[0] = 0;
    else if (action == BB_ACT_BACK && kind >= 0 && a->view.lists[kind].marked_n)
        bb_view_unmark(&a->view.lists[kind]);
    else if (action == BB_ACT_BACK && a->view.zoom)
        leave_zoom(a);
    else if (action == BB_ACT_BACK && a->scene.data.past)
        past_leave(a);
    else if (action == BB_ACT_BACK && a->view.screen != BB_SCREEN_BOARD)
        act_screen(a, BB_ACT_SCREEN_BOARD);
    else
        app_quit(a, 0);
}

static void act_wall(struct app *a, enum bb_action action)
{
    bool freeze = action == BB_ACT_FREEZE;
    bool *on = freeze ? &a->frozen : &a->blank;
    *on = !*on;
    if (freeze)
        app_say(a, *on ? "The wall keeps its picture; the same key lets it follow again." : "The wall follows again.");
    else
        app_say(a, *on ? "The wall shows only the time; the same key brings the board back."
                       : "The wall shows the board again.");
}

static void act_room(struct app *a, enum bb_action action)
{
    (void)action;
    app_turn_face(a);
}

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
    [BB_ACT_MARK] = act_mark,
    [BB_ACT_EDIT_MARKED] = act_edit_marked,
    [BB_ACT_MERGE] = act_merge,
    [BB_ACT_EXPORT] = act_export,
    [BB_ACT_UNDO] = act_undo,
    [BB_ACT_REDO] = act_undo,
    [BB_ACT_UNDO_LIST] = act_undo_list,
    [BB_ACT_ZOOM] = act_zoom,
    [BB_ACT_TABLE] = act_table,
    [BB_ACT_AXES] = act_axes,
    [BB_ACT_SEGMENT] = act_segment,
    [BB_ACT_SORT] = act_sort,
    [BB_ACT_FILTER] = act_filter,
    [BB_ACT_SEARCH] = act_search,
    [BB_ACT_NEXT_MATCH] = act_match,
    [BB_ACT_PREVIOUS_MATCH] = act_match,
    [BB_ACT_CONVERSATION] = act_capture,
    [BB_ACT_NEW_ORDER] = act_capture,
    [BB_ACT_PUT_OFF] = act_put_off,
    [BB_ACT_DIAGNOSE] = act_diagnose,
    [BB_ACT_ARITHMETIC] = act_arithmetic,
    [BB_ACT_COPY] = act_copy,
    [BB_ACT_RECORD_HISTORY] = act_record_history,
    [BB_ACT_SINCE] = act_since,
    [BB_ACT_TIME] = act_time,
    [BB_ACT_DAY_BACK] = act_step,
    [BB_ACT_DAY_ON] = act_step,
    [BB_ACT_WEEK_BACK] = act_step,
    [BB_ACT_WEEK_ON] = act_step,
    [BB_ACT_PLAY] = act_play,
    [BB_ACT_ROOM] = act_room,
    [BB_ACT_SCREEN_BOARD] = act_screen,
    [BB_ACT_SCREEN_ORDERS] = act_screen,
    [BB_ACT_SCREEN_PEOPLE] = act_screen,
    [BB_ACT_SCREEN_ADOPTION] = act_screen,
    [BB_ACT_SCREEN_PLAN] = act_screen,
    [BB_ACT_SCREEN_REGISTERS] = act_screen,
    [BB_ACT_SCREEN_UNITS] = act_screen,
    [BB_ACT_SCREEN_HISTORY] = act_screen,
    [BB_ACT_NEXT_SHEET] = act_sheet,
    [BB_ACT_PREVIOUS_SHEET] = act_sheet,
    [BB_ACT_SHEETS] = act_open_layer,
    [BB_ACT_ENGAGEMENTS] = act_open_layer,
    [BB_ACT_HELP] = act_open_layer,
    [BB_ACT_PALETTE] = act_open_layer,
    [BB_ACT_WHO] = act_open_layer,
    [BB_ACT_FREEZE] = act_wall,
    [BB_ACT_BLANK] = act_wall,
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
    if (a->view.screen == BB_SCREEN_BOARD && !a->from_attention)
        a->board_pane = a->view.focus;
    functions[action](a, action);
    a->dirty = true;
}
