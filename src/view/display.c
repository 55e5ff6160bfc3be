/* Records and fields in words. */
#include <bepboard/registers.h>
#include <bepboard/selfimage.h>
#include <bepboard/view.h>
#include <stdlib.h>
#include <string.h>

static const void *record(const struct bb_data *d, enum bb_entity e, int64_t id)
{
    return id ? bb_table_find(&d->tables[e], id) : NULL;
}

void bb_record_title(struct bb_str *out, const struct bb_data *d, const struct bb_words *w, enum bb_entity e,
                     int64_t id)
{
    const struct bb_entity_def *def = bb_entity_def(e);
    const void *row = record(d, e, id);
    if (!row)
        return;
    if (e == BB_PERSON) {
        bb_str_add(out, bb_person_label(row));
        return;
    }
    if (e == BB_ORDER && ((const struct bb_order *)row)->key)
        bb_str_addf(out, "%s ", ((const struct bb_order *)row)->key);
    bb_field_display(out, d, w, &def->fields[def->title], row);
}

/* At most two places: more are noise of a division. What only its counts say of a figure is worked out. */
static void put_decimal(struct bb_str *out, const struct bb_data *d, const struct bb_field *f, const void *row)
{
    enum { HUNDREDTH = BB_MILLION / 100 };
    static const int half = HUNDREDTH / 2;
    int64_t value = *(const int64_t *)((const char *)row + f->offset);
    if (value == BB_NONE && f == bb_field_named(BB_READING, "value"))
        value = bb_reading_value(record(d, BB_KPI, ((const struct bb_reading *)row)->kpi), row);
    if (value == BB_NONE)
        return;
    value += value < 0 ? -half : half;
    bb_decimal_format(out, value - value % HUNDREDTH);
}

void bb_field_display(struct bb_str *out, const struct bb_data *d, const struct bb_words *w, const struct bb_field *f,
                      const void *row)
{
    const char *at = (const char *)row + f->offset;
    switch (f->kind) {
    case BB_CHOICE:
        bb_str_add(out, bb_word(w, f->choices, *(const int64_t *)at, d->audience));
        return;
    case BB_REF:
        bb_record_title(out, d, w, (enum bb_entity)f->ref, *(const int64_t *)at);
        return;
    case BB_BOOL:
        bb_str_add(out, *(const int64_t *)at ? "yes" : "");
        return;
    case BB_DECIMAL:
        put_decimal(out, d, f, row);
        if (f->unit && !bb_field_empty(f, row))
            bb_str_addf(out, " %s", f->unit);
        return;
    case BB_INT:
        bb_field_save(f, row, out);
        if (f->unit && !bb_field_empty(f, row))
            bb_str_addf(out, " %s", f->unit);
        return;
    default:
        bb_field_save(f, row, out);
    }
}

void bb_text_display(struct bb_str *out, const struct bb_data *d, const struct bb_words *w, enum bb_entity e,
                     const struct bb_field *f, const char *canonical)
{
    size_t n = out->n;
    if (!canonical)
        return;
    void *row = bb_alloc(bb_entity_def(e)->size);
    if (bb_field_load(f, row, canonical))
        bb_field_display(out, d, w, f, row);
    if (out->n == n)
        bb_str_add(out, f->kind == BB_REF ? "(gone)" : canonical);
    free(row);
}
