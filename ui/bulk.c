/* All marked rows of a list at once: marking, one field for all, deleting. */
#include "actions.h"

#include <stdio.h>
#include <stdlib.h>

void act_mark(struct app *a, enum bb_action action)
{
    int kind = focused_list(a);
    enum bb_entity e;
    int64_t id;
    (void)action;
    if (app_in_room(a)) {
        app_say(a, "Nothing is marked while the room looks on.");
        return;
    }
    if (kind < 0 || !selection(a, &e, &id) || !id) {
        app_say(a, kind < 0 ? "Rows of a list can be marked; t shows the list behind a picture."
                            : "This row stands for no record that could be changed.");
        return;
    }
    bb_view_mark(&a->view.lists[kind], a->view.lists[kind].cursor.id);
    move_list(a, kind, 1);
}

/* The records behind the marks, all of one kind; NULL, and says why, when there are none. */
static struct bb_changed *marked(struct app *a, size_t *n)
{
    int kind = focused_list(a);
    if (kind < 0)
        return NULL;
    struct bb_changed *list = bb_view_marked(&a->scene, &a->view, &a->look, (enum bb_list_kind)kind, n);
    bool same = true;
    for (size_t i = 1; i < *n; i++)
        same &= list[i].entity == list[0].entity;
    if (*n && same)
        return list;
    if (*n)
        app_say(a, "The marked rows are of several kinds; mark rows of one kind.");
    free(list);
    return NULL;
}

static void choose_field(struct app *a, int64_t field)
{
    size_t n;
    struct bb_changed *list = marked(a, &n);
    if (!list)
        return;
    int64_t *ids = bb_alloc(n * sizeof *ids);
    for (size_t i = 0; i < n; i++)
        ids[i] = list[i].id;
    open_form_many(a, list[0].entity, ids, n, (int)field);
    free(ids);
    free(list);
}

/* Fields that tell records apart are not the same for all. */
static bool may_be_the_same(const struct app *a, const struct bb_field *f)
{
    bool key = (f->flags & BB_KEY) && f->kind == BB_TEXT;
    return !key && !(f->flags & BB_HIDDEN) && (int)f->sensitivity <= (int)a->session->audience;
}

void act_edit_marked(struct app *a, enum bb_action action)
{
    struct bb_list l = {0};
    size_t n = 0;
    (void)action;
    if (!writable(a) || app_forms_closed(a))
        return;
    struct bb_changed *list = marked(a, &n);
    if (!list) {
        if (!n)
            app_say(a, "Nothing is marked; m marks the selected row of a list.");
        return;
    }
    const struct bb_entity_def *def = bb_entity_def(list[0].entity);
    char title[96];
    int name = bb_list_column(&l, "Field", BB_LEFT, 0, false), help = bb_list_column(&l, "Help", BB_LEFT, 0, true);
    for (int i = 0; i < def->field_count; i++) {
        if (!may_be_the_same(a, &def->fields[i]))
            continue;
        struct bb_list_row *row = bb_list_add(&l, i, 0);
        bb_list_set(&l, row, name, def->fields[i].label, BB_NORMAL);
        bb_list_set(&l, row, help, def->fields[i].help ? def->fields[i].help : "", BB_DIM);
    }
    snprintf(title, sizeof title, "Which field of %zu marked rows", n);
    chooser_open(a, title, NULL, &l, true, choose_field);
    free(list);
}

/* What goes with another record of the list is gone already when its turn comes. */
static bool delete_one(struct app *a, const struct bb_changed *r, struct bb_error *err)
{
    struct bb_arena arena = {0};
    void *row = NULL;
    bool ok = bb_store_get(a->session->store, r->entity, r->id, &arena, &row, err) &&
              (!row || bb_store_delete(a->session->store, r->entity, r->id, err));
    bb_arena_finish(&arena);
    return ok;
}

static bool delete_all(struct app *a, const struct bb_changed *list, size_t n, struct bb_error *err)
{
    char label[96];
    snprintf(label, sizeof label, "Delete %zu marked: %s", n, bb_entity_def(list[0].entity)->label);
    bool ok = bb_store_begin(a->session->store, label, a->session->engagement, NULL, NULL, err);
    for (size_t i = 0; ok && i < n; i++)
        ok = delete_one(a, &list[i], err);
    ok = ok && bb_store_commit(a->session->store, err);
    if (!ok)
        bb_store_rollback(a->session->store);
    return ok;
}

bool delete_marked(struct app *a)
{
    struct bb_error err = {0};
    size_t n = 0;
    struct bb_changed *list = marked(a, &n);
    if (!list)
        return n > 0;
    if (!writable(a) || app_forms_closed(a)) {
        free(list);
        return true;
    }
    const enum bb_entity e = list[0].entity;
    if (!delete_all(a, list, n, &err)) {
        app_complain(a, &err);
    } else {
        bb_view_unmark(&a->view.lists[focused_list(a)]);
        if (app_reload(a))
            say_deleted(a, e, n, "%zu marked row%s", n, n == 1 ? "" : "s");
    }
    free(list);
    return true;
}

/* Two records of one person. */

static void choose_keep(struct app *a, int64_t keep)
{
    struct bb_error err = {0};
    size_t n = 0;
    struct bb_changed *list = marked(a, &n);
    if (!list || n != 2)
        goto out;
    int64_t lose = list[0].id == keep ? list[1].id : list[0].id;
    if (!bb_store_merge_people(a->session->store, keep, lose, &err)) {
        app_complain(a, &err);
        goto out;
    }
    bb_view_unmark(&a->view.lists[focused_list(a)]);
    if (app_reload(a))
        app_say(a, "The two records are one now; u makes them two again.");
out:
    free(list);
}

void act_merge(struct app *a, enum bb_action action)
{
    static const char note[] =
        "Whatever names the other record will name this one. Of what both have, this one's holds; "
        "its empty fields are filled from the other.";
    struct bb_list l = {0};
    size_t n = 0;
    (void)action;
    if (!writable(a) || app_forms_closed(a))
        return;
    struct bb_changed *list = marked(a, &n);
    if (!list || n != 2 || list[0].entity != BB_PERSON) {
        app_say(a, "Mark the two records of the person in the list of people first (m).");
        free(list);
        return;
    }
    int name = bb_list_column(&l, "Record", BB_LEFT, 0, true), key = bb_list_column(&l, "Key", BB_LEFT, 24, false);
    for (size_t i = 0; i < n; i++) {
        const struct bb_person *p = bb_data_person(&a->scene.data, list[i].id);
        struct bb_list_row *row = bb_list_add(&l, list[i].id, BB_PERSON);
        bb_list_set(&l, row, name, p ? bb_person_label(p) : "", BB_NORMAL);
        bb_list_set(&l, row, key, p && p->key ? p->key : "", BB_DIM);
    }
    chooser_open(a, "Which record stays?", note, &l, false, choose_keep);
    free(list);
}
