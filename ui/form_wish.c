/* Forms for one purpose: which fields they have, what they write beside them. */
#include "form.h"

#include <bepboard/diagnosing.h>
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

bool form_write(struct app *a, struct form *form, int64_t *id, const struct bb_change *c, size_t n, const char *label,
                struct bb_error *err)
{
    struct bb_store *s = a->session->store;
    if (form->entity != BB_DIAGNOSIS)
        return bb_store_save(s, form->entity, a->session->engagement, id, c, n, label, err);
    int64_t written = *id;
    bool ok = bb_store_begin(s, label, a->session->engagement, NULL, NULL, err) &&
              (written ? bb_store_update(s, form->entity, written, c, n, err)
                       : bb_store_insert(s, form->entity, a->session->engagement, NULL, c, n, &written, err)) &&
              bb_diagnosis_written(s, written, err) && bb_store_commit(s, err);
    if (ok)
        *id = written;
    else
        bb_store_rollback(s);
    return ok;
}
