/* SQL and structs from the field tables. */
#include "private.h"

#include <stdlib.h>
#include <string.h>

void record_column(struct bb_str *out, const char *name)
{
    bb_str_addf(out, "\"%s\"", name);
}

bool record_has_fold(const struct bb_field *f)
{
    return f->kind == BB_TEXT && (f->flags & BB_SEARCH);
}

const char *record_select(struct bb_store *s, enum bb_entity e)
{
    if (s->select[e])
        return s->select[e];
    const struct bb_entity_def *def = bb_entity_def(e);
    struct bb_str sql = {0};
    bb_str_addf(&sql, "SELECT id, rev, uid, %s", e == BB_ENGAGEMENT ? "0" : "engagement");
    for (int i = 0; i < def->field_count; i++) {
        bb_str_add(&sql, ", ");
        record_column(&sql, def->fields[i].name);
    }
    bb_str_addf(&sql, " FROM \"%s\" WHERE deleted = 0", def->name);
    return s->select[e] = bb_str_take(&sql);
}

static void read_field(const struct bb_field *f, const struct db_rows *r, int column, struct bb_arena *a, void *record)
{
    char *at = (char *)record + f->offset;
    bool null = db_null(r, column);
    switch (f->kind) {
    case BB_TEXT:
    case BB_NOTE:
        *(const char **)at = bb_arena_strdup(a, db_text(r, column));
        return;
    case BB_INT:
        *(int64_t *)at = null ? BB_NONE : db_int(r, column);
        return;
    case BB_BOOL:
    case BB_REF:
        *(int64_t *)at = db_int(r, column);
        return;
    default:
        if (!bb_field_load(f, record, db_text(r, column)))
            bb_field_load(f, record, NULL);
    }
}

void record_read(const struct bb_entity_def *def, const struct db_rows *r, struct bb_arena *a, void *record)
{
    struct bb_row *row = record;
    *row = (struct bb_row){
        .id = db_int(r, 0), .rev = db_int(r, 1), .uid = bb_arena_strdup(a, db_text(r, 2)), .engagement = db_int(r, 3)};
    for (int i = 0; i < def->field_count; i++)
        read_field(&def->fields[i], r, RECORD_COLUMNS + i, a, record);
}

bool record_all(struct db_rows *r, enum bb_entity e, struct bb_arena *a, struct bb_table *out, struct bb_error *err)
{
    const struct bb_entity_def *def = bb_entity_def(e);
    *out = (struct bb_table){.entity = e};
    if (!r)
        return false;
    char *rows = NULL;
    size_t cap = 0;
    for (; db_next(r); out->n++) {
        rows = bb_grow(rows, out->n, &cap, def->size);
        memset(rows + out->n * def->size, 0, def->size);
        record_read(def, r, a, rows + out->n * def->size);
    }
    out->rows = bb_arena_alloc(a, out->n * def->size);
    if (rows)
        memcpy(out->rows, rows, out->n * def->size);
    free(rows);
    return db_done(r, err);
}

struct db_value record_value(const struct bb_field *f, const char *canonical)
{
    if (!canonical || !*canonical)
        return (struct db_value){.type = DB_NULL};
    if (f->kind == BB_INT || f->kind == BB_BOOL || f->kind == BB_REF)
        return db_i(strtoll(canonical, NULL, 10));
    return db_s(canonical);
}
