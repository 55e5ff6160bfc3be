/* SQL and structs from the field tables. */
#include "past.h"

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

static const char *select_of(struct bb_store *s, enum bb_entity e)
{
    if (s->select[e])
        return s->select[e];
    const struct bb_entity_def *def = bb_entity_def(e);
    struct bb_str sql = {0};
    bb_str_addf(&sql, "SELECT id, rev, uid, %s, deleted", e == BB_ENGAGEMENT ? "0" : "engagement");
    for (int i = 0; i < def->field_count; i++) {
        bb_str_add(&sql, ", ");
        record_column(&sql, def->fields[i].name);
    }
    bb_str_addf(&sql, " FROM \"%s\" WHERE ", def->name);
    return s->select[e] = bb_str_take(&sql);
}

struct db_rows *record_query(struct bb_store *s, enum bb_entity e, const char *where, size_t n,
                             const struct db_value *args, struct bb_error *err)
{
    enum { ARGS = 8 };
    struct bb_str sql = {0};
    struct db_value with[ARGS];
    if (n >= ARGS || !past_read(s, err))
        return NULL;
    for (size_t i = 0; i < n; i++)
        with[i] = args[i];
    if (s->past)
        with[n++] = db_i(s->past->seq);
    bb_str_add(&sql, select_of(s, e));
    if (s->past)
        bb_str_addf(&sql, "(deleted = 0 OR deleted > $%zu)%s", n, where);
    else
        bb_str_addf(&sql, "deleted = 0%s", where);
    struct db_rows *r = db_query(s->db, err, bb_str_get(&sql), n, with);
    bb_str_finish(&sql);
    return r;
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

static void read_record(const struct bb_entity_def *def, const struct db_rows *r, struct bb_arena *a, void *record)
{
    struct bb_row *row = record;
    *row = (struct bb_row){
        .id = db_int(r, 0), .rev = db_int(r, 1), .uid = bb_arena_strdup(a, db_text(r, 2)), .engagement = db_int(r, 3)};
    for (int i = 0; i < def->field_count; i++)
        read_field(&def->fields[i], r, RECORD_COLUMNS + i, a, record);
}

bool record_next(struct bb_store *s, enum bb_entity e, struct db_rows *r, struct bb_arena *a, void *record)
{
    while (db_next(r)) {
        read_record(bb_entity_def(e), r, a, record);
        if (!s->past || past_dress(s->past, e, db_int(r, 4), record, a))
            return true;
    }
    return false;
}

bool record_all(struct bb_store *s, struct db_rows *r, enum bb_entity e, struct bb_arena *a, struct bb_table *out,
                struct bb_error *err)
{
    const struct bb_entity_def *def = bb_entity_def(e);
    *out = (struct bb_table){.entity = e};
    if (!r)
        return false;
    char *rows = NULL;
    size_t cap = 0;
    for (;; out->n++) {
        rows = bb_grow(rows, out->n, &cap, def->size);
        memset(rows + out->n * def->size, 0, def->size);
        if (!record_next(s, e, r, a, rows + out->n * def->size))
            break;
    }
    out->rows = bb_arena_alloc(a, out->n * def->size);
    if (out->n)
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
