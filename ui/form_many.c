/* One field of many records, changed in one transaction. */
#include "form.h"

#include <stdio.h>
#include <stdlib.h>

static bool read_one(struct app *a, struct form *form, size_t i, int field, struct bb_error *err)
{
    struct bb_arena arena = {0};
    struct bb_str was = {0};
    void *row = NULL;
    bool ok = bb_store_get(a->session->store, form->entity, form->many[i], &arena, &row, err);
    if (ok && !row)
        ok = bb_fail(err, BB_E_NOT_FOUND, "One of the marked rows is gone meanwhile; look again.");
    if (ok)
        bb_field_save(&bb_entity_def(form->entity)->fields[field], row, &was);
    form->was[i] = bb_str_take(&was);
    bb_arena_finish(&arena);
    return ok;
}

bool form_read_many(struct app *a, struct form *form, int field, struct bb_error *err)
{
    bool ok = true;
    form->was = bb_alloc(form->many_n * sizeof *form->was);
    for (size_t i = 0; ok && i < form->many_n; i++)
        ok = read_one(a, form, i, field, err);
    return ok;
}

bool form_save_many(struct app *a, struct form *form, const char *value, struct bb_error *err)
{
    struct bb_store *s = a->session->store;
    const struct form_field *f = &form->fields[0];
    char label[160];
    snprintf(label, sizeof label, "Edit %s of %zu marked: %s", f->field->label, form->many_n,
             bb_entity_def(form->entity)->label);
    bool ok = bb_store_begin(s, label, a->session->engagement, NULL, NULL, err);
    for (size_t i = 0; ok && i < form->many_n; i++) {
        struct bb_change c = {.field = f->index, .value = value, .before = form->was[i], .checked = true};
        ok = bb_store_update(s, form->entity, form->many[i], &c, 1, err);
    }
    ok = ok && bb_store_commit(s, err);
    if (!ok)
        bb_store_rollback(s);
    return ok;
}
