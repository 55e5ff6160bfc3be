/* Search over everything: typing narrows, Enter leads to the record. */
#include "actions.h"

#include <bepboard/search.h>
#include <stdio.h>
#include <stdlib.h>

enum { MOST = 100, WIDEST = 110 };

struct finding {
    struct bb_search *index;
    struct bb_edit typed;
    struct bb_search_hit hits[MOST];
    size_t n;
    struct bb_list list;
    struct bb_list_cursor cursor;
};

static void find(struct finding *f)
{
    bb_list_finish(&f->list);
    int kind = bb_list_column(&f->list, "Kind", BB_LEFT, 22, false),
        title = bb_list_column(&f->list, "Record", BB_LEFT, 44, false),
        text = bb_list_column(&f->list, "What it says", BB_LEFT, 0, true);
    f->n = bb_search_find(f->index, bb_edit_get(&f->typed), f->hits, MOST);
    for (size_t i = 0; i < f->n; i++) {
        struct bb_list_row *row = bb_list_add(&f->list, (int64_t)i + 1, f->hits[i].entity);
        bb_list_set(&f->list, row, kind, bb_entity_def(f->hits[i].entity)->label, BB_DIM);
        bb_list_set(&f->list, row, title, f->hits[i].title, BB_NORMAL);
        bb_list_set(&f->list, row, text, f->hits[i].text, BB_DIM);
    }
    f->list.empty = *bb_edit_get(&f->typed) ? "Nothing has all of these words."
                                            : "Words in any order, each from its beginning; case and accents aside.";
    f->cursor = (struct bb_list_cursor){.id = f->n ? 1 : 0};
}

static void finding_draw(struct app *a, struct layer *l, struct bb_grid *g)
{
    struct finding *f = l->state;
    int w = g->w - 4 > WIDEST ? WIDEST : g->w - 4;
    struct bb_rect in = layer_box(a, g, w, g->h, " Search everything ");
    struct bb_list_view v = {.look = a->look, .focused = true, .sort = -1, .hit = BB_HIT_CHOICE};
    if (in.h > 3)
        bb_list_draw(g, (struct bb_rect){in.x, in.y + 2, in.w, in.h - 2}, &f->list, &f->cursor, &v);
    bb_grid_text(g, in, in.x, in.y, BB_KEY_CAP, ">");
    bb_edit_draw(&f->typed, g, (struct bb_rect){in.x + 2, in.y, in.w - 2, 1}, BB_INPUT, "type words", true);
}

static void chosen(struct app *a, struct finding *f)
{
    if (!bb_list_settle(&f->list, &f->cursor))
        return;
    struct bb_search_hit hit = f->hits[f->cursor.id - 1];
    app_pop(a);
    a->view.zoom = a->from_attention = false;
    bb_view_go_to(&a->scene, &a->view, hit.entity, hit.id);
    open_page(a, hit.entity, hit.id);
}

static bool finding_event(struct app *a, struct layer *l, const struct bb_event *e)
{
    struct finding *f = l->state;
    int32_t key = e->kind == BB_EV_KEY ? e->key : BB_KEY_NONE;
    if (key == BB_KEY_ESC || key == BB_CTRL('c'))
        app_pop(a);
    else if (key == BB_KEY_ENTER || key == BB_CTRL('j'))
        chosen(a, f);
    else if (key == BB_KEY_UP || key == BB_KEY_DOWN)
        bb_list_move(&f->list, &f->cursor, key == BB_KEY_UP ? -1 : 1);
    else if (key == BB_KEY_PAGE_UP || key == BB_KEY_PAGE_DOWN)
        bb_list_page(&f->list, &f->cursor, key == BB_KEY_PAGE_UP ? -1 : 1);
    else if (bb_edit_event(&f->typed, e))
        find(f);
    return true;
}

static void finding_click(struct app *a, struct layer *l, const struct bb_hit *hit, int x, int y)
{
    struct finding *f = l->state;
    (void)x, (void)y;
    if (hit->what != BB_HIT_CHOICE)
        return;
    f->cursor.id = hit->id;
    chosen(a, f);
}

/* Whatever changed, the index is made anew from what may be seen now. */
static void finding_reloaded(struct app *a, struct layer *l)
{
    struct finding *f = l->state;
    bb_search_destroy(f->index);
    f->index = bb_search_create(&a->scene);
    find(f);
}

static void finding_hints(struct app *a, struct layer *l, struct bb_str *out)
{
    (void)a, (void)l;
    bb_str_add(out, "Enter go there  Esc close");
}

static void finding_close(struct app *a, struct layer *l)
{
    struct finding *f = l->state;
    (void)a;
    bb_search_destroy(f->index);
    bb_list_finish(&f->list);
    bb_edit_finish(&f->typed);
    free(f);
}

static const struct layer_class finding_class = {"search",      finding_hints,    finding_draw, finding_event,
                                                 finding_click, finding_reloaded, finding_close};

void act_search(struct app *a, enum bb_action action)
{
    struct finding *f = bb_alloc(sizeof *f);
    (void)action;
    f->index = bb_search_create(&a->scene);
    bb_edit_init(&f->typed, "", false, 200);
    find(f);
    app_push(a, &finding_class, f);
}
