/* A question that one typed line answers: its box, its keys. */
#include "question.h"

#include <stdlib.h>

enum { BOX_H = 5 };

static void draw(struct app *a, struct layer *l, struct bb_grid *g)
{
    struct question *q = l->state;
    struct bb_rect in = layer_box(a, g, q->kind->w, BOX_H, q->kind->title);
    const char *below = q->error.code && !q->sure ? q->error.text : q->kind->advice(a, q);
    bb_edit_draw(&q->edit, g, (struct bb_rect){in.x, in.y, in.w, 1}, BB_INPUT, q->kind->example, true);
    bb_grid_fit(g, in, in.x, in.y + 2, in.w, BB_LEFT, q->error.code ? BB_ERROR : BB_DIM, below,
                bb_glyph(a->look.glyphs, BB_G_ELLIPSIS));
}

static bool event(struct app *a, struct layer *l, const struct bb_event *e)
{
    struct question *q = l->state;
    bool key = e->kind == BB_EV_KEY;
    if (key && (e->key == BB_KEY_ESC || e->key == BB_CTRL('c'))) {
        app_pop(a);
    } else if (key && (e->key == BB_KEY_ENTER || e->key == BB_CTRL('j'))) {
        if (q->kind->answer(a, q))
            app_pop(a);
    } else if (bb_edit_event(&q->edit, e)) {
        q->error.code = BB_OK;
        q->sure = false;
    }
    return true;
}

static void hints(struct app *a, struct layer *l, struct bb_str *out)
{
    const struct question *q = l->state;
    (void)a;
    bb_str_add(out, q->kind->hints);
}

static void close_question(struct app *a, struct layer *l)
{
    struct question *q = l->state;
    (void)a;
    bb_edit_finish(&q->edit);
    free(q);
}

static const struct layer_class question_class = {
    .name = "question", .hints = hints, .draw = draw, .event = event, .close = close_question};

void question_ask(struct app *a, const struct question_kind *kind)
{
    struct question *q = bb_alloc(sizeof *q);
    q->kind = kind;
    bb_edit_init(&q->edit, "", false, kind->typed);
    app_push(a, &question_class, q);
}
