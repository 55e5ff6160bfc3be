/* Agreements: fields that one engagement shows to more people than others do. */
#include <bepboard/model.h>
#include <string.h>

const struct bb_agreement *bb_agreement_of(const struct bb_agreements *a, const struct bb_engagement *e)
{
    for (size_t i = 0; a && e && i < a->n; i++)
        if ((e->name && strcmp(a->list[i].engagement, e->name) == 0) ||
            (e->row.uid && strcmp(a->list[i].engagement, e->row.uid) == 0))
            return &a->list[i];
    return NULL;
}

enum bb_sensitivity bb_sensitivity_of(const struct bb_agreement *a, const struct bb_field *f)
{
    for (size_t i = 0; a && i < a->n; i++)
        if (a->list[i].field == f && a->list[i].to < f->sensitivity)
            return a->list[i].to;
    return f->sensitivity;
}

void bb_agreement_words(struct bb_str *out, const struct bb_agreement *a, enum bb_sensitivity to)
{
    const char *between = "";
    for (size_t i = 0; a && i < a->n; i++) {
        const struct bb_lowered *l = &a->list[i];
        if (l->to > to)
            continue;
        bb_str_addf(out, "%s%s.%s %s", between, bb_entity_def(l->entity)->name, l->field->name,
                    bb_sensitivities.keys[l->to - 1]);
        between = " and ";
    }
}
