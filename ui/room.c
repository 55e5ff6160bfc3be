/* Room mode: one key shows the harmless face at once; back to everything it takes a second, deliberate one. */
#include "app.h"

#include <bepboard/text.h>
#include <stdio.h>
#include <string.h>

bool app_in_room(const struct app *a)
{
    return a->session->audience == BB_ROOM;
}

bool app_forms_closed(struct app *a)
{
    if (!app_in_room(a))
        return false;
    app_say(a, "Forms stay closed while the room looks on.");
    return true;
}

/* What was typed to find something, and where somebody stood in a list, belong to the other face. */
static void forget_searches(struct app *a)
{
    if (a->filtering)
        bb_edit_finish(&a->filter);
    a->filtering = false;
    for (int i = 0; i < BB_LIST_KIND_COUNT + BB_SHEETS_MAX; i++) {
        struct bb_list_state *l = &a->view.lists[i];
        memset(l->filter, 0, sizeof l->filter);
        l->cursor = (struct bb_list_cursor){0};
        bb_view_unmark(l);
        l->sort = -1;
        l->descending = false;
        l->built_generation = -1;
    }
    a->view.person = 0;
    a->view.changed_n = 0;
    a->session->wish = (struct bb_history_wish){0};
}

static void turn(struct app *a, enum bb_audience face)
{
    form_save_draft(a);
    while (a->layer_n)
        app_pop(a);
    forget_searches(a);
    a->session->audience = face;
    a->message[0] = 0;
    /* What cannot be read again through the gate may not stay on the screen. */
    if (!app_reload(a)) {
        bb_scene_finish(&a->scene);
        a->scene.data.audience = face;
    }
}

/* The question before the way back. */

static const char *const question[] = {
    "Everybody who looks on would see names, stances and notes.",
    "",
    "Press D to go back to your desk.",
    "Any other key stays in the room.",
};
enum { QUESTION_LINES = sizeof question / sizeof *question };

static void question_draw(struct app *a, struct layer *l, struct bb_grid *g)
{
    enum { WIDTH = 64 };
    struct bb_rect in = layer_box(a, g, WIDTH, QUESTION_LINES + 2, " Leave the room? ");
    (void)l;
    for (int i = 0; i < QUESTION_LINES; i++)
        bb_grid_fit(g, in, in.x, in.y + i, in.w, BB_LEFT, i == 0 ? BB_WARN : BB_NORMAL, question[i],
                    bb_glyph(a->look.glyphs, BB_G_ELLIPSIS));
}

static bool question_event(struct app *a, struct layer *l, const struct bb_event *e)
{
    (void)l;
    bool leave = e->kind == BB_EV_KEY && e->key == 'D';
    app_pop(a);
    if (leave) {
        turn(a, a->own);
        app_say(a, "%s",
                a->own == BB_DESK ? "Back at the desk: everything is shown."
                                  : "Back before the team: private notes stay hidden.");
    }
    return true;
}

static void question_close(struct app *a, struct layer *l)
{
    (void)a, (void)l;
}

static const struct layer_class question_class = {
    .name = "leave-room", .draw = question_draw, .event = question_event, .close = question_close};

void app_turn_face(struct app *a)
{
    if (app_in_room(a)) {
        app_push(a, &question_class, NULL);
        return;
    }
    turn(a, BB_ROOM);
    app_say(a, "Only what everybody may see is shown. R and then D lead back.");
}
