/* What is typed into a form is kept as a draft in the database, until it is saved or given up. */
#include "form.h"

#include <bepboard/json.h>

static void typed_json(const struct app *a, const struct form *form, struct bb_str *out)
{
    struct bb_str shown = {0};
    bb_str_addc(out, '{');
    for (size_t i = 0; i < form->n; i++) {
        /* Of a draft the form of the record itself is made again. */
        if (form->fields[i].beside && bb_field_named(form->entity, form->fields[i].field->name))
            continue;
        if (i)
            bb_str_addc(out, ',');
        bb_json_string(out, form->fields[i].field->name);
        bb_str_addc(out, ':');
        bb_json_string(out, bb_edit_get(&form->fields[i].edit));
    }
    for (int i = 0; form_fixed_name(form, i); i++) {
        bb_str_clear(&shown);
        form_show(a, bb_field_named(form->entity, form_fixed_name(form, i)), form->fixed[i], &shown);
        bb_str_addc(out, ',');
        bb_json_string(out, form_fixed_name(form, i));
        bb_str_addc(out, ':');
        bb_json_string(out, bb_str_get(&shown));
    }
    bb_str_finish(&shown);
    bb_str_addc(out, '}');
}

void form_save_draft(struct app *a)
{
    struct form *form = form_on_top(a);
    struct bb_str json = {0};
    struct bb_error err = {0};
    a->draft_due_us = 0;
    if (!form || form->many || !form->touched || bb_store_read_only(a->session->store))
        return;
    typed_json(a, form, &json);
    if (!bb_draft_save(a->session->store, &form->draft, form->entity, a->session->engagement, form->id,
                       bb_str_get(&json), &err))
        app_complain(a, &err);
    bb_str_finish(&json);
}

void form_drop_draft(struct app *a, struct form *form)
{
    struct bb_error err = {0};
    a->draft_due_us = 0;
    if (form->draft && !bb_draft_delete(a->session->store, form->draft, &err))
        app_complain(a, &err);
    form->draft = 0;
}
