/* The usage events in force, for export. */
#include "event.h"
#include "past.h"

#include <stdlib.h>
#include <string.h>

struct visit {
    bool (*visit)(void *ctx, const struct bb_usage *usage, struct bb_error *err);
    void *ctx;
    struct event_names names; /* ordered by kind and source */
    uint32_t *ranks;          /* by id: place in names */
    struct event_list list;
};

/* Instead of ids the places of the names; the list is nearly in order already. */
static void sort_by_name(struct visit *v)
{
    struct event *at = v->list.at;
    for (size_t i = 0; i < v->list.n; i++) {
        struct event e = at[i];
        size_t j = i;
        e.name = v->ranks[e.name];
        for (; j > 0 && at[j - 1].when == e.when && at[j - 1].name > e.name; j--)
            at[j] = at[j - 1];
        at[j] = e;
    }
}

static bool check_names(const struct visit *v, struct bb_error *err)
{
    for (size_t i = 0; i < v->list.n; i++)
        if (v->list.at[i].name > v->names.largest)
            return bb_fail(err, BB_E_CORRUPT, "a usage event has no kind; `bepboard doctor` checks the database");
    return true;
}

static bool visit_person(struct visit *v, int64_t id, const char *key, struct bb_error *err)
{
    if (!check_names(v, err))
        return false;
    sort_by_name(v);
    for (size_t i = 0; i < v->list.n; i++) {
        const struct event *e = &v->list.at[i];
        const struct event_name *name = &v->names.list[e->name];
        struct bb_usage usage = {key, event_date(e->when), name->kind, name->source, e->count, id};
        if (!v->visit(v->ctx, &usage, err))
            return false;
    }
    return true;
}

static bool visit_people(struct visit *v, struct bb_store *s, int64_t engagement, const struct event_batches *in,
                         struct bb_error *err)
{
    static const char sql[] = "SELECT id, key FROM person WHERE engagement = $1 AND deleted = 0 ORDER BY key";
    struct db_rows *r = db_query(s->db, err, sql, DB_ARGS(db_i(engagement)));
    bool ok = r != NULL;
    while (ok && db_next(r))
        ok = event_person_read(s, engagement, db_int(r, 0), in, &v->list, err) &&
             visit_person(v, db_int(r, 0), db_text(r, 1), err);
    return db_done(r, ok ? err : NULL) && ok;
}

static bool visit_past_people(struct visit *v, struct bb_store *s, int64_t engagement, const struct event_batches *in,
                              struct bb_error *err)
{
    struct bb_arena arena = {0};
    struct bb_person p = {0};
    struct db_rows *r = record_query(s, BB_PERSON, " AND engagement = $1 ORDER BY key", DB_ARGS(db_i(engagement)), err);
    bool ok = r != NULL;
    while (ok && record_next(s, BB_PERSON, r, &arena, &p)) {
        ok = event_person_read(s, engagement, p.row.id, in, &v->list, err) && visit_person(v, p.row.id, p.key, err);
        bb_arena_finish(&arena);
    }
    bb_arena_finish(&arena);
    return db_done(r, ok ? err : NULL) && ok;
}

bool bb_usage_each(struct bb_store *s, int64_t engagement,
                   bool (*visit)(void *ctx, const struct bb_usage *usage, struct bb_error *err), void *ctx,
                   struct bb_error *err)
{
    struct visit v = {.visit = visit, .ctx = ctx};
    struct event_batches in = {0};
    bool ok = past_read(s, err) && event_names_load(s, &v.names, err) &&
              (s->past ? past_batches : event_batches_read)(s, engagement, &in, err);
    v.ranks = bb_alloc((v.names.largest + 1) * sizeof *v.ranks);
    for (size_t i = 0; i < v.names.n; i++)
        v.ranks[v.names.list[i].id] = (uint32_t)i;
    ok = ok && (in.n == 0 || (s->past ? visit_past_people : visit_people)(&v, s, engagement, &in, err));
    event_list_finish(&v.list);
    event_names_finish(&v.names);
    event_batches_finish(&in);
    free(v.ranks);
    return ok;
}
