/* How a session begins: the greeting of an empty database, and drafts that a dropped line left behind. */
#include "app.h"

#include <bepboard/exchange.h>

/* The first five minutes. */

enum { GREET_DEMO, GREET_NEW, GREET_IMPORT };

static void open_demo(struct app *a)
{
    struct bb_error err = {0};
    struct bb_clock clock = a->session->clock;
    bool ok = bb_demo_load(a->session->store, &a->session->clock, &err);
    a->session->clock = clock;
    a->session->engagement = 0;
    if (!ok)
        app_complain(a, &err);
    else if (app_reload(a))
        app_say(a, "The demonstration engagement is open. It tells of 2026: `bepboard demo` opens it on its own day.");
}

void open_new_engagement(struct app *a)
{
    struct bb_str today = {0};
    bb_date_format(&today, bb_date_of(bb_clock_today(&a->session->clock)));
    const struct preset given[] = {{"start", bb_str_get(&today)}, {NULL, NULL}};
    open_form(a, BB_ENGAGEMENT, 0, given);
    form_shorten(a);
    bb_str_finish(&today);
}

static void greet(struct app *a, int64_t id)
{
    if (id == GREET_DEMO)
        open_demo(a);
    else if (id == GREET_NEW)
        open_new_engagement(a);
    else
        app_say(a, "In a shell: bepboard import people FILE.csv; it shows here at once.");
}

void open_greeting(struct app *a)
{
    struct bb_list l = {0};
    int name = bb_list_column(&l, "", BB_LEFT, 0, true);
    bb_list_set(&l, bb_list_add(&l, GREET_DEMO, 0), name, "Look round in the demonstration engagement", BB_NORMAL);
    bb_list_set(&l, bb_list_add(&l, GREET_NEW, 0), name, "Begin a new engagement (five questions)", BB_NORMAL);
    bb_list_set(&l, bb_list_add(&l, GREET_IMPORT, 0), name, "Import people and figures from CSV files", BB_NORMAL);
    chooser_open(a, "Welcome to bepboard: this database is empty", NULL, &l, false, greet);
}

/* Drafts that a dropped line left behind. */

enum { DRAFT_RESTORE = 1, DRAFT_LATER, DRAFT_DISCARD };

static void choose_draft(struct app *a, int64_t id)
{
    struct bb_arena arena = {0};
    struct bb_draft d;
    struct bb_error err = {0};
    bool ok = bb_draft_find(a->session->store, &arena, &d, &err);
    if (ok && d.id && id == DRAFT_RESTORE)
        open_form_draft(a, &d);
    else if (ok && d.id && id == DRAFT_DISCARD)
        ok = bb_draft_delete(a->session->store, d.id, &err);
    if (!ok)
        app_complain(a, &err);
    bb_arena_finish(&arena);
}

bool offer_draft(struct app *a)
{
    struct bb_arena arena = {0};
    struct bb_draft d;
    struct bb_list l = {0};
    struct bb_str title = {0};
    bool found = bb_draft_find(a->session->store, &arena, &d, NULL) && d.id;
    if (found) {
        int name = bb_list_column(&l, "", BB_LEFT, 0, true);
        bb_str_addf(&title, "You have an unsaved %s of ", bb_entity_def(d.entity)->label);
        bb_time_format(
            &title, d.at_us,
            a->scene.data.engagement && a->scene.data.engagement->time_zone ? a->scene.data.engagement->time_zone : "");
        bb_list_set(&l, bb_list_add(&l, DRAFT_RESTORE, 0), name, "Restore it and go on typing", BB_NORMAL);
        bb_list_set(&l, bb_list_add(&l, DRAFT_LATER, 0), name, "Not now: ask again at the next start", BB_NORMAL);
        bb_list_set(&l, bb_list_add(&l, DRAFT_DISCARD, 0), name, "Discard it", BB_NORMAL);
        chooser_open(a, bb_str_get(&title), NULL, &l, false, choose_draft);
    }
    bb_arena_finish(&arena);
    bb_str_finish(&title);
    return found;
}
