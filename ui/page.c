/* Pages: everything known of one record, and the arithmetic behind the figures. */
#include "actions.h"

#include <bepboard/text.h>
#include <stdio.h>
#include <stdlib.h>

struct page {
    enum bb_entity entity;
    int64_t id; /* 0: the arithmetic */
    int width;  /* the lines were wrapped to */
    struct bb_list list;
    struct bb_list_cursor cursor;
};

enum { WIDEST = 110 };

static int page_width(const struct bb_grid *g)
{
    return g->w > WIDEST ? WIDEST : g->w;
}

static void build(struct app *a, struct page *p, int width)
{
    if (p->id)
        bb_page_build(&a->scene, &a->look, p->entity, p->id, width, &p->list);
    else
        bb_arithmetic(&a->scene, bb_view_sheet(&a->view), width, &p->list);
    p->width = width;
}

/* Which part of a long page is seen, in the frame below it. */
static void draw_place(struct bb_grid *g, struct bb_rect in, const struct page *p)
{
    char text[64];
    size_t last = p->cursor.top + p->cursor.page;
    snprintf(text, sizeof text, " %zu-%zu of %zu ", p->cursor.top + 1, last < p->list.n ? last : p->list.n, p->list.n);
    bb_grid_text(g, (struct bb_rect){0, 0, g->w, g->h}, in.x + in.w - bb_text_width(text), in.y + in.h, BB_DIM, text);
}

static void page_draw(struct app *a, struct layer *l, struct bb_grid *g)
{
    struct page *p = l->state;
    struct bb_str title = {0};
    int width = page_width(g) - 4;
    if (p->width != width)
        build(a, p, width);
    bb_str_addc(&title, ' ');
    if (p->id)
        bb_record_title(&title, &a->scene.data, a->scene.words, p->entity, p->id);
    else
        bb_str_add(&title, "How the figures were worked out");
    bb_str_addc(&title, ' ');
    struct bb_rect in = layer_box(a, g, page_width(g), p->id ? g->h : (int)p->list.n + 2, bb_str_get(&title));
    struct bb_list_view v = {.look = a->look, .focused = true, .sort = -1, .hit = BB_HIT_CHOICE};
    bb_list_draw(g, in, &p->list, &p->cursor, &v);
    if (p->list.n > p->cursor.page)
        draw_place(g, in, p);
    bb_str_finish(&title);
}

static bool page_move(struct page *p, int action)
{
    enum { FAR = 1000000 };
    switch (action) {
    case BB_ACT_UP:
        bb_list_move(&p->list, &p->cursor, -1);
        return true;
    case BB_ACT_DOWN:
        bb_list_move(&p->list, &p->cursor, 1);
        return true;
    case BB_ACT_PAGE_UP:
        bb_list_page(&p->list, &p->cursor, -1);
        return true;
    case BB_ACT_PAGE_DOWN:
        bb_list_page(&p->list, &p->cursor, 1);
        return true;
    case BB_ACT_FIRST:
        bb_list_move(&p->list, &p->cursor, -FAR);
        return true;
    case BB_ACT_LAST:
        bb_list_move(&p->list, &p->cursor, FAR);
        return true;
    default:
        return false;
    }
}

/* The line that names another record leads to its page; q comes back to this line. */
static void follow_link(struct app *a, const struct page *p)
{
    enum bb_entity e;
    int64_t id;
    bool itself = false;
    if (!bb_page_link(&p->list, p->cursor.index, &e, &id) || (itself = e == p->entity && id == p->id))
        app_say(a, "%s", itself ? "This line is about this very record." : "This line names no other record.");
    else if (a->layer_n + 3 >= APP_LAYERS)
        app_say(a, "So many pages lie on each other; go back first.");
    else
        open_page(a, e, id);
    a->dirty = true;
}

static void say_not_here(struct app *a)
{
    enum { BACK_KEY = 24 };
    char back[BACK_KEY];
    bb_key_name(a->session->config.keys.keys[BB_ACT_BACK][0], a->look.glyphs == BB_GLYPH_ASCII, back, sizeof back);
    app_say(a, "That key does nothing on a page; %s goes back.", back);
    a->dirty = true;
}

static bool page_event(struct app *a, struct layer *l, const struct bb_event *e)
{
    struct page *p = l->state;
    int32_t key = e->kind == BB_EV_KEY ? e->key : BB_KEY_NONE;
    int action = bb_keymap_action(&a->session->config.keys, key);
    bool same_key = action == BB_ACT_ARITHMETIC && !p->id;
    if (page_move(p, action)) {
        a->dirty = true;
    } else if (key == BB_KEY_ESC || action == BB_ACT_BACK || same_key) {
        app_pop(a);
    } else if (action == BB_ACT_OPEN && p->id) {
        follow_link(a, p);
    } else if (action == BB_ACT_RECORD_HISTORY && p->id) {
        app_act(a, (enum bb_action)action);
    } else if (action == BB_ACT_EDIT && p->id) {
        if (writable(a))
            open_form(a, p->entity, p->id, NULL);
    } else if (action == BB_ACT_DELETE && p->id) {
        if (writable(a) && !app_forms_closed(a))
            delete_record(a, p->entity, p->id, true);
    } else if (action == BB_ACT_ADD && p->id) {
        if (writable(a))
            open_add_menu(a);
    } else if (action >= BB_ACT_SCREEN_BOARD && action <= BB_ACT_SCREEN_HISTORY) {
        app_pop(a);
        app_act(a, (enum bb_action)action);
    } else if (action == BB_ACT_CONVERSATION || action == BB_ACT_DIAGNOSE || action == BB_ACT_NEW_ORDER ||
               action == BB_ACT_UNDO || action == BB_ACT_REDO || action == BB_ACT_HELP || action == BB_ACT_QUIT ||
               action == BB_ACT_ROOM) {
        app_act(a, (enum bb_action)action);
    } else if (action >= 0) {
        say_not_here(a);
    }
    return true;
}

static void page_hints(struct app *a, struct layer *l, struct bb_str *out)
{
    const struct page *p = l->state;
    enum bb_entity e;
    int64_t id;
    if (p->id && bb_page_link(&p->list, p->cursor.index, &e, &id))
        app_hint(a, BB_ACT_OPEN, "open", out);
    if (p->id) {
        app_hint(a, BB_ACT_EDIT, "edit", out);
        app_hint(a, BB_ACT_ADD, "add", out);
        app_hint(a, BB_ACT_CONVERSATION, "log talk", out);
        app_hint(a, BB_ACT_DELETE, "delete", out);
        app_hint(a, BB_ACT_UNDO, "undo", out);
    }
    app_hint(a, BB_ACT_BACK, "back", out);
}

static void page_reloaded(struct app *a, struct layer *l)
{
    struct page *p = l->state;
    build(a, p, p->width ? p->width : 76);
}

static void page_close(struct app *a, struct layer *l)
{
    struct page *p = l->state;
    (void)a;
    bb_list_finish(&p->list);
    free(p);
}

static const struct layer_class page_class = {"page", page_hints,    page_draw, page_event,
                                              NULL,   page_reloaded, page_close};

void open_page(struct app *a, enum bb_entity e, int64_t id)
{
    struct page *p = bb_alloc(sizeof *p);
    p->entity = e;
    p->id = id;
    app_push(a, &page_class, p);
}

bool page_record(struct app *a, enum bb_entity *e, int64_t *id)
{
    const struct layer *l = app_top(a);
    const struct page *p = l && l->class == &page_class ? l->state : NULL;
    if (!p || !p->id)
        return false;
    *e = p->entity;
    *id = p->id;
    return true;
}

void open_arithmetic(struct app *a)
{
    open_page(a, BB_PERSON, 0);
}
