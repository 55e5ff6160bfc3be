/* Somebody else saved meanwhile: their values become the base of the fields that we left alone; where both changed one,
 * ours stays typed and the three values are shown until one is chosen. */
#include "form.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void form_settle(struct form_field *f)
{
    free(f->theirs);
    free(f->old);
    f->theirs = f->old = NULL;
    f->error[0] = 0;
}

static void ask(struct form *form, struct form_field *f, char *old)
{
    form_settle(f);
    f->theirs = bb_strdup(f->shown ? f->shown : "");
    f->old = old;
    snprintf(f->error, sizeof f->error, "%s: %s changed it too", f->field->label, form->by);
}

/* True if theirs and ours differ. */
static bool take_field(struct app *a, struct form *form, struct form_field *f, const void *row)
{
    struct bb_str theirs = {0};
    bool untouched = strcmp(bb_edit_get(&f->edit), f->shown ? f->shown : "") == 0, differ = false;
    bb_field_save(f->field, row, &theirs);
    if (strcmp(bb_str_get(&theirs), f->before ? f->before : "") != 0) {
        char *old = bb_strdup(f->shown ? f->shown : "");
        free(f->before);
        f->before = bb_str_take(&theirs);
        form_set_shown(a, f);
        differ = !untouched && strcmp(bb_edit_get(&f->edit), f->shown ? f->shown : "") != 0;
        if (untouched)
            bb_edit_set(&f->edit, f->shown);
        if (differ)
            ask(form, f, old);
        else
            free(old);
    }
    bb_str_finish(&theirs);
    return differ;
}

static void name_who_changed(struct app *a, struct form *form)
{
    struct bb_arena arena = {0};
    struct bb_journal_change *list;
    size_t n = 0;
    if (!form->by[0] &&
        bb_store_changes(a->session->store, form->seq, form->entity, form->id, &arena, &list, &n, NULL) && n)
        snprintf(form->by, sizeof form->by, "%s", list[n - 1].actor);
    else if (!form->by[0])
        snprintf(form->by, sizeof form->by, "somebody");
    bb_arena_finish(&arena);
}

/* False when there is nothing to choose between. */
bool form_take_theirs(struct app *a, struct form *form)
{
    struct bb_arena arena = {0};
    void *row = NULL;
    size_t first = form->n;
    if (bb_store_get(a->session->store, form->entity, form->id, &arena, &row, NULL) && row) {
        name_who_changed(a, form);
        for (size_t i = form->n; i-- > 0;)
            if (!form->fields[i].beside && take_field(a, form, &form->fields[i], row))
                first = i;
    }
    if (first < form->n)
        form->current = first;
    bb_arena_finish(&arena);
    return first < form->n;
}

bool form_choose(struct form *form, struct form_field *f, int key)
{
    if (!f->theirs || (key != BB_CTRL('t') && key != BB_CTRL('o')))
        return false;
    bb_edit_set(&f->edit, key == BB_CTRL('t') ? f->theirs : f->old);
    form_settle(f);
    form->touched = true;
    return true;
}
