/* One row of a file: its cells find their places, the record is written, the report counts. */
#include "private.h"

#include <stdlib.h>
#include <string.h>

enum { PERCENT_DECIMALS = 4, SHARE_DECIMALS = 6 };

bool rows_begin(struct rows *r, struct upsert *u, enum bb_entity e, const struct bb_import_options *o, const char *file,
                struct bb_report *report, struct bb_error *err)
{
    *r = (struct rows){.u = u, .report = report, .file = file};
    return columns_begin(&r->columns, e, o ? o->mapping : NULL, o ? o->mapping_n : 0, err);
}

void rows_line(struct rows *r, size_t line)
{
    r->line = line;
    r->texts = (struct row_texts){0};
    r->attribute_n = 0;
    r->fault = (struct bb_error){0};
}

/* Reads a number with any decimals, rounded to `decimals` of them: 12.345678 with 4 gives 123457. */
static bool read_rounded(const char *s, int decimals, int64_t *out)
{
    int64_t value = 0;
    int whole = 0, part = 0;
    for (; *s >= '0' && *s <= '9' && whole < 9; s++, whole++)
        value = value * 10 + (*s - '0');
    if (*s == '.')
        for (s++; *s >= '0' && *s <= '9'; s++, part++) {
            if (part < decimals)
                value = value * 10 + (*s - '0');
            else if (part == decimals && *s >= '5')
                value++;
        }
    for (int i = part; i < decimals; i++)
        value *= 10;
    *out = value;
    return whole + part > 0 && s[strspn(s, " %")] == 0;
}

static void read_share(struct rows *r, const struct column *column, const char *text)
{
    bool percent = column->target == TO_PERCENT;
    int64_t share = 0;
    text += strspn(text, " ");
    bb_str_clear(&r->now);
    if (*text && (!read_rounded(text, percent ? PERCENT_DECIMALS : SHARE_DECIMALS, &share) || share > BB_MILLION))
        bb_fail(&r->fault, BB_E_INPUT, "%s: expected a number from 0 to %s, not \"%.40s\".", column->name,
                percent ? "100" : "1", text);
    if (*text)
        bb_decimal_format(&r->now, share);
    r->texts.values[column->field] = bb_str_get(&r->now);
    r->texts.values[bb_field_find(bb_entity_def(BB_SAMPLE), "measure")] = bb_measures.keys[BB_SHARE];
}

void rows_cell(struct rows *r, size_t column, const char *text)
{
    const struct column *c = &r->columns.list[column];
    switch (c->target) {
    case TO_NOTHING:
        return;
    case TO_FIELD:
        r->texts.values[c->field] = text;
        return;
    case TO_UID:
        r->texts.uid = text;
        return;
    case TO_ATTRIBUTE:
        r->attributes = bb_grow(r->attributes, r->attribute_n, &r->attribute_cap, sizeof *r->attributes);
        r->attributes[r->attribute_n++] = (struct attribute_text){.name = c->attribute, .value = text};
        return;
    case TO_PERCENT:
    case TO_SHARE:
        read_share(r, c, text);
    }
}

/* An attribute without a value is worth a record only if it had one before. */
static bool is_worth_it(struct rows *r, const struct attribute_text *a, int64_t person, struct bb_error *err)
{
    char id[24];
    int64_t known = 0;
    if (*a->value)
        return true;
    snprintf(id, sizeof id, "%lld", (long long)person);
    return bb_store_find_key(r->u->store, BB_ATTRIBUTE, r->u->engagement, (const char *[]){id, a->name}, &known, err) &&
           known;
}

static enum outcome take_attributes(struct rows *r, int64_t person, struct bb_error *err)
{
    const struct bb_entity_def *def = bb_entity_def(BB_ATTRIBUTE);
    enum outcome outcome = OUTCOME_SAME;
    for (size_t i = 0; i < r->attribute_n && outcome <= OUTCOME_SAME; i++) {
        struct row_texts texts = {.owner = person};
        int64_t id;
        if (!is_worth_it(r, &r->attributes[i], person, err)) {
            if (err->code)
                return OUTCOME_FAILED;
            continue;
        }
        texts.values[bb_field_find(def, "name")] = r->attributes[i].name;
        texts.values[bb_field_find(def, "value")] = r->attributes[i].value;
        enum outcome one = upsert_row(r->u, BB_ATTRIBUTE, &texts, &id, err);
        outcome = one == OUTCOME_SAME ? outcome : one <= OUTCOME_CHANGED ? OUTCOME_CHANGED : one;
    }
    return outcome;
}

static enum outcome take(struct rows *r, struct bb_error *why)
{
    *why = r->fault;
    if (why->code)
        return OUTCOME_INVALID;
    enum outcome outcome = upsert_row(r->u, r->columns.entity, &r->texts, &r->last, why);
    if (outcome > OUTCOME_SAME || !r->attribute_n)
        return outcome;
    enum outcome more = take_attributes(r, r->last, why);
    return outcome == OUTCOME_SAME || more > OUTCOME_SAME ? more : outcome;
}

static void refuse(struct rows *r, const char *why)
{
    r->report->refused++;
    report_remark(r->report, r->line, true, why);
}

bool rows_take(struct rows *r, struct bb_error *err)
{
    struct bb_error why;
    enum outcome outcome = take(r, &why);
    bb_arena_finish(&r->arena);
    r->report->read++;
    switch (outcome) {
    case OUTCOME_ADDED:
        r->report->added++;
        return true;
    case OUTCOME_CHANGED:
        r->report->changed++;
        return true;
    case OUTCOME_SAME:
        r->report->unchanged++;
        return true;
    case OUTCOME_UNKNOWN:
        r->report->unknown++;
        refuse(r, why.text);
        return true;
    case OUTCOME_REFUSED:
        refuse(r, why.text);
        return true;
    case OUTCOME_MISSING:
        if (!columns_have(&r->columns, r->u->missing))
            return columns_explain(&r->columns, r->file, r->u->missing, err);
        /* fall through */
    case OUTCOME_INVALID:
        r->invalid++;
        refuse(r, why.text);
        return true;
    default:
        *err = why;
        return false;
    }
}

bool rows_end(struct rows *r, struct bb_error *err)
{
    bool ok = !r->u || upsert_settle(r->u, err);
    if (r->report)
        columns_report(&r->columns, r->report);
    columns_finish(&r->columns);
    bb_str_finish(&r->now);
    bb_arena_finish(&r->arena);
    free(r->attributes);
    *r = (struct rows){0};
    return ok;
}
