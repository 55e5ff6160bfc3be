/* The list that is shown, written to a file whose name is asked for. */
#include "actions.h"

#include <stdlib.h>
#include <string.h>

enum { BOX_W = 72, BOX_H = 5, PATH_TYPED = 1000 };

struct question {
    struct bb_edit edit;
    struct bb_error error;
    char asked[PATH_TYPED + 1]; /* the file that exists: Enter once more replaces it */
};

static bool write_it(struct app *a, struct question *q)
{
    int kind = focused_list(a);
    const char *path = bb_edit_get(&q->edit);
    bool exists = false, force = *q->asked && strcmp(q->asked, path) == 0;
    if (kind < 0 || !*path)
        return true;
    const struct bb_list *l = list_of(a, kind);
    if (bb_session_write_list(a->session, l, path, force, &exists, &q->error)) {
        app_say(a, "Wrote %zu rows to %s.", l->n, path);
        return true;
    }
    if (exists)
        strncpy(q->asked, path, sizeof q->asked - 1);
    return false;
}

static const char *advice(const struct app *a, const struct question *q)
{
    if (*q->asked)
        return "There is such a file already. Enter replaces it; type another name to keep it.";
    if (q->error.code)
        return q->error.text;
    return a->session->restricted ? "A name without a folder; .csv for spreadsheets, anything else is text."
                                  : "A name in .csv is for spreadsheets, any other gets text.";
}

static void question_draw(struct app *a, struct layer *l, struct bb_grid *g)
{
    struct question *q = l->state;
    struct bb_rect in = layer_box(a, g, BOX_W, BOX_H, " Write this list to which file? ");
    bb_edit_draw(&q->edit, g, (struct bb_rect){in.x, in.y, in.w, 1}, BB_INPUT, "list.csv", true);
    bb_grid_fit(g, in, in.x, in.y + 2, in.w, BB_LEFT, q->error.code ? BB_ERROR : BB_DIM, advice(a, q),
                bb_glyph(a->look.glyphs, BB_G_ELLIPSIS));
}

static bool question_event(struct app *a, struct layer *l, const struct bb_event *e)
{
    struct question *q = l->state;
    if (e->kind == BB_EV_KEY && (e->key == BB_KEY_ESC || e->key == BB_CTRL('c'))) {
        app_pop(a);
    } else if (e->kind == BB_EV_KEY && (e->key == BB_KEY_ENTER || e->key == BB_CTRL('j'))) {
        if (write_it(a, q))
            app_pop(a);
    } else if (bb_edit_event(&q->edit, e)) {
        q->error.code = BB_OK;
        q->asked[0] = 0;
    }
    return true;
}

static void question_hints(struct app *a, struct layer *l, struct bb_str *out)
{
    (void)a, (void)l;
    bb_str_add(out, "Enter write  Esc leave it");
}

static void question_close(struct app *a, struct layer *l)
{
    struct question *q = l->state;
    (void)a;
    bb_edit_finish(&q->edit);
    free(q);
}

static const struct layer_class question_class = {
    .name = "file", .hints = question_hints, .draw = question_draw, .event = question_event, .close = question_close};

void act_export(struct app *a, enum bb_action action)
{
    (void)action;
    if (focused_list(a) < 0) {
        app_say(a, "This is a picture; t shows it as a list, which can be written to a file.");
        return;
    }
    struct question *q = bb_alloc(sizeof *q);
    bb_edit_init(&q->edit, "", false, PATH_TYPED);
    app_push(a, &question_class, q);
}
