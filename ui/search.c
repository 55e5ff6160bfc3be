/* Search over everything: typing narrows, Enter leads to the record. The index is read in slices while nobody types. */
#include "search.h"

#include "actions.h"

#include <bepboard/search.h>
#include <stdio.h>
#include <stdlib.h>

enum { MOST = 100, MOST_BEYOND = 20, WIDEST = 110 };
enum { SLICE_US = 4000, SLICES_A_LOOK = 8 };
enum { KIND_W = 14, GAPS = 6 };

struct finding {
    struct bb_edit typed;
    struct bb_search_hit hits[MOST];
    size_t n, all;           /* found, and how many there are */
    struct bb_beyond beyond; /* people whom the scene does not hold, where few were found in it */
    bool fresh;              /* the list is of these hits */
    int width;               /* that its lines are made for */
    size_t made;             /* so many rows have their texts */
    int slices;
    struct bb_list list;
    struct bb_list_cursor cursor;
};

/* Inside the frame. */
static int inner_width(int w)
{
    enum { MARGIN = 4, FRAME = 4 };
    return (w - MARGIN > WIDEST ? WIDEST : w - MARGIN) - FRAME;
}

static bool complete(const struct app *a)
{
    return bb_search_complete(a->search, &a->scene);
}

/* Lines: a kind, two fifths of the rest for the record, three for where it has the words. */

static struct bb_search_room room_of(const struct app *a, int width)
{
    int rest = width - KIND_W - GAPS, title = rest * 2 / 5;
    return (struct bb_search_room){title, rest - title, bb_glyph(a->look.glyphs, BB_G_ELLIPSIS)};
}

static void find(struct app *a, struct finding *f)
{
    int w, h;
    term_size(a->term, &w, &h);
    struct bb_search_room room = room_of(a, inner_width(w));
    f->n = bb_search_find(a->search, &a->scene, bb_edit_get(&f->typed), f->hits, MOST, &f->all);
    bb_beyond_finish(&f->beyond);
    if (f->n < MOST_BEYOND)
        bb_session_find_beyond(a->session, &a->scene, bb_edit_get(&f->typed), MOST_BEYOND, &room, &f->beyond);
    f->fresh = false;
    a->dirty = true;
}

static void make_list(struct app *a, struct finding *f, int width)
{
    struct bb_search_room room = room_of(a, width);
    bb_list_finish(&f->list);
    bb_list_column(&f->list, "Kind", BB_LEFT, KIND_W, false);
    bb_list_column(&f->list, "Record", BB_LEFT, room.title, false);
    bb_list_column(&f->list, "Where", BB_LEFT, room.text, true);
    for (size_t i = 0; i < f->n; i++)
        bb_list_add(&f->list, (int64_t)i + 1, (int)f->hits[i].entity);
    for (size_t i = 0; i < f->beyond.n; i++)
        bb_list_add(&f->list, (int64_t)(f->n + i) + 1, BB_PERSON);
    f->list.empty = !*bb_edit_get(&f->typed) ? "Words in any order, each from its beginning; case and accents aside."
                    : complete(a)            ? "Nothing has all of these words. Fewer or shorter words find more."
                                             : "Nothing yet; still reading.";
    f->fresh = true;
    f->width = width;
    f->made = 0;
}

static void set_line(struct finding *f, size_t at, enum bb_entity e, const struct bb_search_line *line)
{
    struct bb_list_row *row = &f->list.rows[at];
    struct bb_str where = {0};
    bb_str_addf(&where, "%s%s%s", line->field ? line->field : "", line->field ? ": " : "", bb_str_get(&line->text));
    bb_list_set(&f->list, row, 0, bb_entity_def(e)->label, BB_DIM);
    bb_list_set(&f->list, row, 1, bb_str_get(&line->title), BB_NORMAL);
    bb_list_set(&f->list, row, 2, bb_str_get(&where), BB_DIM);
    bb_str_finish(&where);
}

/* Only of rows that are seen: a long note takes its time. */
static void make_lines(struct app *a, struct finding *f, size_t until)
{
    struct bb_search_line line = {0};
    struct bb_search_room room = room_of(a, f->width);
    for (; f->made < f->list.n && f->made < until; f->made++) {
        if (f->made >= f->n) {
            const struct bb_beyond_hit *hit = &f->beyond.list[f->made - f->n];
            set_line(f, f->made, hit->attribute ? BB_ATTRIBUTE : BB_PERSON, &hit->line);
            continue;
        }
        const struct bb_search_hit *hit = &f->hits[f->made];
        const void *record = bb_table_find(&a->scene.data.tables[hit->entity], hit->id);
        if (record && bb_search_line(&line, &a->scene, bb_edit_get(&f->typed), hit->entity, record, &room))
            set_line(f, f->made, hit->entity, &line);
    }
    bb_search_line_finish(&line);
}

static void draw_count(const struct app *a, const struct finding *f, struct bb_grid *g, struct bb_rect in)
{
    char text[64] = "";
    if (!complete(a))
        snprintf(text, sizeof text, " %zu read ", bb_search_size(a->search));
    else if (f->beyond.n == MOST_BEYOND)
        snprintf(text, sizeof text, " %zu found, and there are more ", f->n + f->beyond.n);
    else if (f->all > f->n)
        snprintf(text, sizeof text, " the best %zu of %zu ", f->n, f->all);
    else if (f->list.n)
        snprintf(text, sizeof text, " %zu found ", f->list.n);
    bb_grid_text(g, (struct bb_rect){0, 0, g->w, g->h}, in.x + in.w - bb_text_width(text), in.y + in.h, BB_DIM, text);
}

static void finding_draw(struct app *a, struct layer *l, struct bb_grid *g)
{
    struct finding *f = l->state;
    struct bb_rect in = layer_box(a, g, inner_width(g->w) + 4, g->h, " Search everything "),
                   rows = {in.x, in.y + 2, in.w, in.h > 3 ? in.h - 2 : 0};
    struct bb_list_view v = {.look = a->look, .focused = true, .sort = -1, .hit = BB_HIT_CHOICE};
    if (!f->fresh || f->width != in.w)
        make_list(a, f, in.w);
    bb_list_settle(&f->list, &f->cursor);
    make_lines(a, f, f->cursor.index + (size_t)rows.h + 1);
    if (rows.h)
        bb_list_draw(g, rows, &f->list, &f->cursor, &v);
    if (rows.h && f->list.n)
        bb_search_mark(g, rows, bb_edit_get(&f->typed));
    draw_count(a, f, g, in);
    bb_grid_text(g, in, in.x, in.y, BB_KEY_CAP, ">");
    bb_edit_draw(&f->typed, g, (struct bb_rect){in.x + 2, in.y, in.w - 2, 1}, BB_INPUT, "type words", true);
}

/* Keys. */

/* Whom the scene does not hold is brought into it, and stays there a while. */
static void bring(struct app *a, int64_t person)
{
    bb_store_bring(a->session->store, person);
    app_reload(a);
}

static void chosen(struct app *a, struct finding *f)
{
    if (!bb_list_settle(&f->list, &f->cursor))
        return;
    size_t at = (size_t)f->cursor.id - 1;
    bool beyond = at >= f->n;
    enum bb_entity e = beyond ? BB_PERSON : f->hits[at].entity;
    int64_t id = beyond ? f->beyond.list[at - f->n].person : f->hits[at].id;
    app_pop(a);
    if (beyond)
        bring(a, id);
    a->view.zoom = a->from_attention = false;
    bb_view_go_to(&a->scene, &a->view, e, id);
    open_page(a, e, id);
}

static bool finding_event(struct app *a, struct layer *l, const struct bb_event *e)
{
    struct finding *f = l->state;
    int32_t key = e->kind == BB_EV_KEY ? e->key : BB_KEY_NONE;
    if (!f->fresh)
        make_list(a, f, f->width);
    if (key == BB_KEY_ESC || key == BB_CTRL('c')) {
        app_pop(a);
    } else if (key == BB_KEY_ENTER || key == BB_CTRL('j')) {
        chosen(a, f);
    } else if (key == BB_KEY_UP || key == BB_KEY_DOWN) {
        bb_list_move(&f->list, &f->cursor, key == BB_KEY_UP ? -1 : 1);
    } else if (key == BB_KEY_PAGE_UP || key == BB_KEY_PAGE_DOWN) {
        bb_list_page(&f->list, &f->cursor, key == BB_KEY_PAGE_UP ? -1 : 1);
    } else if (bb_edit_event(&f->typed, e)) {
        find(a, f);
        f->cursor = (struct bb_list_cursor){.id = 1};
    }
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

/* Whatever changed: what is found is looked at anew at once, what it says is read anew in slices. */
static void finding_reloaded(struct app *a, struct layer *l)
{
    bb_search_update(a->search, &a->scene, SLICE_US);
    find(a, l->state);
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
    bb_list_finish(&f->list);
    bb_beyond_finish(&f->beyond);
    bb_edit_finish(&f->typed);
    free(f);
}

static const struct layer_class finding_class = {"search",      finding_hints,    finding_draw, finding_event,
                                                 finding_click, finding_reloaded, finding_close};

void act_search(struct app *a, enum bb_action action)
{
    struct finding *f = bb_alloc(sizeof *f);
    (void)action;
    if (!a->search)
        a->search = bb_search_create();
    bb_search_update(a->search, &a->scene, SLICE_US);
    bb_edit_init(&f->typed, "", false, 200);
    app_push(a, &finding_class, f);
}

/* Slices. */

static struct finding *reading(const struct app *a)
{
    const struct layer *top = a->layer_n ? &a->layers[a->layer_n - 1] : NULL;
    return top && top->class == &finding_class && !complete(a) ? top->state : NULL;
}

int search_wait_ms(const struct app *a, int most)
{
    return reading(a) && !bb_decoder_pending(a->decoder) ? 0 : most;
}

void search_turn(struct app *a)
{
    struct finding *f = reading(a);
    if (f && (bb_search_update(a->search, &a->scene, SLICE_US) || ++f->slices % SLICES_A_LOOK == 0))
        find(a, f);
}
