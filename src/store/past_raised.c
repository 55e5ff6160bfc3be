/* Raised rows of a day gone by: what is private today stays private when looking back, and so does what was then. */
#include "past.h"

#include <stdlib.h>
#include <string.h>

struct raised {
    struct bb_raised *list;
    size_t n, cap;
};

static enum bb_sensitivity sensitivity_of(const char *key)
{
    return key ? (enum bb_sensitivity)(bb_choice_find(&bb_sensitivities, key) + 1) : BB_OPEN;
}

static enum bb_sensitivity raised_then(const struct past *p, enum bb_entity e, int64_t id)
{
    const struct past_row *row = past_find(p, e, id);
    int field = bb_field_find(bb_entity_def(e), "sensitivity");
    return sensitivity_of(row && row->values ? row->values[field] : NULL);
}

/* A row and how it is raised today; whichever is stricter counts. */
static void raise_row(struct raised *r, const struct past *p, enum bb_entity e, int64_t deleted, struct bb_raised one)
{
    enum bb_sensitivity then = raised_then(p, e, one.id);
    if (!past_has(p, e, one.id, deleted))
        return;
    one.to = then > one.to ? then : one.to;
    if (e == BB_PERSON)
        one.unit = past_reference(p, e, one.id, bb_field_find(bb_entity_def(e), "unit"), one.unit);
    r->list = bb_grow(r->list, r->n, &r->cap, sizeof *r->list);
    r->list[r->n++] = one;
}

static int by_id(const void *a, const void *b)
{
    const struct bb_raised *x = a, *y = b;
    return (x->id > y->id) - (x->id < y->id);
}

/* Rows that were raised then and are not any more. */
static bool raise_lowered(struct bb_store *s, struct raised *r, enum bb_entity e, struct bb_error *err)
{
    static const char sql[] = "SELECT unit FROM person WHERE id = $1";
    const struct past *p = s->past;
    size_t known = r->n;
    for (size_t i = 0; i < p->n; i++) {
        const struct past_row *row = &p->rows[i];
        struct bb_raised one = {.id = row->row, .to = BB_OPEN};
        if (row->entity != (int)e || (row->state != PAST_UPDATED && row->state != PAST_WHOLE))
            continue;
        if (raised_then(p, e, row->row) == BB_OPEN || (known && bsearch(&one, r->list, known, sizeof one, by_id)))
            continue;
        if (e == BB_PERSON && !db_one(s->db, err, &one.unit, 0, sql, DB_ARGS(db_i(one.id))))
            return false;
        raise_row(r, p, e, 0, one);
    }
    if (r->n)
        qsort(r->list, r->n, sizeof *r->list, by_id);
    return true;
}

static bool read_raised(struct bb_store *s, enum bb_entity e, int64_t engagement, struct raised *found,
                        struct bb_error *err)
{
    struct bb_str sql = {0};
    bb_str_addf(&sql,
                "SELECT id, sensitivity, %s, deleted FROM \"%s\" WHERE %s = $1 AND sensitivity IS NOT NULL"
                " AND (deleted = 0 OR deleted > $2) ORDER BY id",
                e == BB_PERSON ? "unit" : "0", bb_entity_def(e)->name, e == BB_ENGAGEMENT ? "id" : "engagement");
    struct db_rows *r = db_query(s->db, err, bb_str_get(&sql), DB_ARGS(db_i(engagement), db_i(s->past->seq)));
    bb_str_finish(&sql);
    while (db_next(r)) {
        struct bb_raised one = {.id = db_int(r, 0), .unit = db_int(r, 2), .to = sensitivity_of(db_text(r, 1))};
        raise_row(found, s->past, e, db_int(r, 3), one);
    }
    return r && db_done(r, err) && (!s->past->raised[e] || raise_lowered(s, found, e, err));
}

bool past_raised(struct bb_store *s, int64_t engagement, const bool filled[BB_ENTITY_COUNT], struct bb_data *d,
                 struct bb_error *err)
{
    bool ok = true;
    for (int e = 0; ok && e < BB_ENTITY_COUNT; e++) {
        struct raised found = {0};
        if (!filled[e])
            continue;
        ok = read_raised(s, (enum bb_entity)e, engagement, &found, err);
        d->raised_n[e] = found.n;
        d->raised[e] = bb_arena_alloc(&d->arena, found.n * sizeof *found.list);
        if (found.n)
            memcpy(d->raised[e], found.list, found.n * sizeof *found.list);
        free(found.list);
    }
    return ok;
}
