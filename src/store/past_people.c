/* People of a day gone by: those who are on the map no more, or not there any more, are fetched one by one. */
#include "past.h"

#include <stdlib.h>
#include <string.h>

struct crowd {
    struct bb_person *list;
    size_t n, cap;
};

static bool is_stakeholder(const struct bb_person *p)
{
    return p->power != BB_NONE || p->interest != BB_NONE;
}

static int by_id(const void *a, const void *b)
{
    const struct bb_person *x = a, *y = b;
    return (x->row.id > y->row.id) - (x->row.id < y->row.id);
}

static int by_key(const void *a, const void *b)
{
    const struct bb_person *x = *(const struct bb_person *const *)a, *y = *(const struct bb_person *const *)b;
    int keys = strcmp(x->key ? x->key : "", y->key ? y->key : "");
    return keys ? keys : by_id(x, y);
}

static bool tells(const struct past_row *row, const char *name)
{
    int field = bb_field_find(bb_entity_def(BB_PERSON), name);
    return row->values && row->values[field];
}

static bool fetch(struct bb_store *s, int64_t engagement, int64_t id, struct crowd *more, struct bb_arena *a,
                  struct bb_error *err)
{
    struct bb_table found;
    struct db_rows *r =
        record_query(s, BB_PERSON, " AND id = $1 AND engagement = $2", DB_ARGS(db_i(id), db_i(engagement)), err);
    if (!record_all(s, r, BB_PERSON, a, &found, err))
        return false;
    for (size_t i = 0; i < found.n; i++) {
        more->list = bb_grow(more->list, more->n, &more->cap, sizeof *more->list);
        more->list[more->n++] = *(const struct bb_person *)bb_table_at(&found, i);
    }
    return true;
}

/* Whoever was on the map then, and of those who left as many others as may be needed. */
static bool fetch_missing(struct bb_store *s, const struct bb_data *d, struct crowd *more, struct bb_arena *a,
                          struct bb_error *err)
{
    const struct past *p = s->past;
    size_t others = 0;
    for (size_t i = 0; i < p->n; i++) {
        const struct past_row *row = &p->rows[i];
        if (row->entity != BB_PERSON || (row->state != PAST_UPDATED && row->state != PAST_WHOLE))
            continue;
        bool on_map = tells(row, "power") || tells(row, "interest");
        if ((!on_map && others >= PAST_OTHER_PEOPLE) || bb_table_find(&d->tables[BB_PERSON], row->row))
            continue;
        if (!fetch(s, p->engagement, row->row, more, a, err))
            return false;
        others += !on_map;
    }
    return true;
}

/* Marks the others that are too many by taking their id. */
static void drop_others(struct crowd *all)
{
    const struct bb_person **others = bb_alloc((all->n + 1) * sizeof *others);
    size_t n = 0, kept = 0;
    for (size_t i = 0; i < all->n; i++)
        if (!is_stakeholder(&all->list[i]))
            others[n++] = &all->list[i];
    qsort(others, n, sizeof *others, by_key);
    for (size_t i = PAST_OTHER_PEOPLE; i < n; i++)
        all->list[others[i] - all->list].row.id = 0;
    for (size_t i = 0; i < all->n; i++)
        if (all->list[i].row.id)
            all->list[kept++] = all->list[i];
    all->n = kept;
    free(others);
}

bool past_people(struct bb_store *s, struct bb_data *d, struct bb_error *err)
{
    struct bb_table *t = &d->tables[BB_PERSON];
    struct crowd all = {0};
    bool ok = fetch_missing(s, d, &all, &d->arena, err);
    for (size_t i = 0; ok && i < t->n; i++) {
        all.list = bb_grow(all.list, all.n, &all.cap, sizeof *all.list);
        all.list[all.n++] = *(const struct bb_person *)bb_table_at(t, i);
    }
    if (ok && all.n) {
        drop_others(&all);
        qsort(all.list, all.n, sizeof *all.list, by_id);
        t->rows = bb_arena_alloc(&d->arena, all.n * sizeof *all.list);
        memcpy(t->rows, all.list, all.n * sizeof *all.list);
        t->n = all.n;
    }
    free(all.list);
    return ok;
}
