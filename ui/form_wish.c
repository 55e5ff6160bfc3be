/* Forms for one purpose: which fields they have, what they write beside them. */
#include "form.h"

#include <string.h>

const char *form_fixed_name(const struct form *form, int i)
{
    const char *const *names = form->wish && !form->id ? form->wish->fixed : NULL;
    for (int n = 0; names && n <= i && n < FORM_FIXED; n++)
        if (!names[n])
            return NULL;
    return names && i < FORM_FIXED ? names[i] : NULL;
}

bool form_wished(const struct form_wish *wish, const char *name)
{
    const char *const *only = wish ? wish->only : NULL;
    while (only && *only && strcmp(*only, name) != 0)
        only++;
    return !only || *only;
}

void form_fix(struct form *form, const char *const *texts)
{
    const struct form_beside *beside = form->wish ? form->wish->beside : NULL;
    for (int i = 0; texts && form_fixed_name(form, i); i++)
        form->fixed[i] = bb_strdup(*texts++);
    for (int i = 0; texts && beside && i < FORM_FIXED && beside->fixed[i]; i++)
        form->beside[i] = bb_strdup(*texts++);
}

void form_add_fixed(const struct form *form, struct form_changes *c)
{
    const struct form_beside *beside = form->wish ? form->wish->beside : NULL;
    for (int i = 0; form_fixed_name(form, i); i++)
        c->list[c->n++] = (struct bb_change){
            .field = bb_field_find(bb_entity_def(form->entity), form_fixed_name(form, i)), .value = form->fixed[i]};
    for (int i = 0; c->beside_n && beside && i < FORM_FIXED && beside->fixed[i]; i++)
        c->beside[c->beside_n++] = (struct bb_change){
            .field = bb_field_find(bb_entity_def(beside->entity), beside->fixed[i]), .value = form->beside[i]};
}

static bool write_both(struct bb_store *s, const struct form *form, int64_t engagement, int64_t *id,
                       const struct form_changes *c, struct bb_error *err)
{
    int64_t beside;
    return (*id ? bb_store_update(s, form->entity, *id, c->list, c->n, err)
                : bb_store_insert(s, form->entity, engagement, NULL, c->list, c->n, id, err)) &&
           bb_store_insert(s, form->wish->beside->entity, engagement, NULL, c->beside, c->beside_n, &beside, err);
}

bool form_write(struct app *a, struct form *form, int64_t *id, const struct form_changes *c, const char *label,
                struct bb_error *err)
{
    struct bb_store *s = a->session->store;
    int64_t engagement = a->session->engagement, written = *id;
    if (!c->beside_n)
        return bb_store_save(s, form->entity, engagement, id, c->list, c->n, label, err);
    bool ok = bb_store_begin(s, label, engagement, NULL, NULL, err) &&
              write_both(s, form, engagement, &written, c, err) && bb_store_commit(s, err);
    if (ok)
        *id = written;
    else
        bb_store_rollback(s);
    return ok;
}
