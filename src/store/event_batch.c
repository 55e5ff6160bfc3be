/* Which batches count, what they say of a person, and how the rollups follow when that changes. */
#include "event.h"

#include <stdlib.h>
#include <string.h>

bool event_batches_read(struct bb_store *s, int64_t engagement, struct event_batches *out, struct bb_error *err)
{
    static const char sql[] = "SELECT b.id FROM event_batch b JOIN import i ON i.id = b.import"
                              " WHERE b.engagement = $1 AND i.deleted = 0 ORDER BY b.id";
    struct db_rows *r = db_query(s->db, err, sql, DB_ARGS(db_i(engagement)));
    size_t cap = 0;
    *out = (struct event_batches){0};
    while (db_next(r)) {
        out->ids = bb_grow(out->ids, out->n, &cap, sizeof *out->ids);
        out->ids[out->n++] = db_int(r, 0);
    }
    return r && db_done(r, err);
}

void event_batches_finish(struct event_batches *b)
{
    free(b->ids);
    *b = (struct event_batches){0};
}

bool event_batches_has(const struct event_batches *b, int64_t id)
{
    for (size_t i = b->n; i-- > 0;)
        if (b->ids[i] == id)
            return true;
    return false;
}

/* Lays one more layer over the list. */
static bool lay_over(struct event_list *list, const void *bytes, size_t n, struct bb_error *err)
{
    struct event_list layer = {0}, sum = {0};
    bool ok = event_list_unpack(&layer, bytes, n, err);
    if (ok) {
        event_list_lay(&sum, list, &layer);
        event_list_finish(list);
        *list = sum;
    }
    event_list_finish(&layer);
    return ok;
}

bool event_layer_add(struct event_list *list, const void *bytes, size_t n, struct bb_error *err)
{
    return list->n == 0 ? event_list_unpack(list, bytes, n, err) : lay_over(list, bytes, n, err);
}

bool event_person_read(struct bb_store *s, int64_t engagement, int64_t person, const struct event_batches *in,
                       struct event_list *out, struct bb_error *err)
{
    static const char sql[] =
        "SELECT batch, events FROM person_events WHERE engagement = $1 AND person = $2 ORDER BY batch";
    struct db_rows *r = db_query(s->db, err, sql, DB_ARGS(db_i(engagement), db_i(person)));
    bool ok = r != NULL;
    out->n = 0;
    while (ok && db_next(r)) {
        size_t n;
        const void *bytes = db_blob(r, 1, &n);
        if (event_batches_has(in, db_int(r, 0)))
            ok = event_layer_add(out, bytes, n, err);
    }
    return db_done(r, ok ? err : NULL) && ok;
}

/* One pass over an engagement's events, person by person. */
struct pass {
    struct bb_store *s;
    struct event_rule old_rule, new_rule;
    const struct event_batches *old_in, *new_in;
    struct event_list old_list, new_list;
    int64_t only; /* persons without this batch are passed over; 0 = all */
    struct rollup *rollup;
    /* The current person. */
    int64_t person, unit;
    bool counts, meant;
};

static void end_person(struct pass *p)
{
    if (p->counts && p->meant) {
        rollup_count(p->rollup, p->unit, event_list_use(&p->old_list, p->old_rule), -1);
        rollup_count(p->rollup, p->unit, event_list_use(&p->new_list, p->new_rule), 1);
    }
    p->old_list.n = p->new_list.n = 0;
    p->meant = p->only == 0;
}

static bool add_layer(struct pass *p, const struct db_rows *r, struct bb_error *err)
{
    size_t n;
    int64_t batch = db_int(r, 1);
    const void *bytes = db_blob(r, 2, &n);
    p->meant |= batch == p->only;
    return (!event_batches_has(p->old_in, batch) || event_layer_add(&p->old_list, bytes, n, err)) &&
           (!event_batches_has(p->new_in, batch) || event_layer_add(&p->new_list, bytes, n, err));
}

static bool run(struct pass *p, int64_t engagement, struct bb_error *err)
{
    static const char sql[] =
        "SELECT e.person, e.batch, e.events, coalesce(p.unit, 0), p.deleted FROM person_events e"
        " CROSS JOIN person p ON p.id = e.person WHERE e.engagement = $1 ORDER BY e.person, e.batch";
    struct db_rows *r = db_query(p->s->db, err, sql, DB_ARGS(db_i(engagement)));
    bool ok = r != NULL;
    p->rollup = rollup_create();
    end_person(p);
    while (ok && db_next(r)) {
        if (db_int(r, 0) != p->person)
            end_person(p);
        p->person = db_int(r, 0);
        p->unit = db_int(r, 3);
        p->counts = db_int(r, 4) == 0;
        ok = add_layer(p, r, err);
    }
    end_person(p);
    ok = db_done(r, ok ? err : NULL) && ok;
    ok = ok && rollup_apply(p->rollup, p->s, engagement, err);
    rollup_destroy(p->rollup);
    event_list_finish(&p->old_list);
    event_list_finish(&p->new_list);
    return ok;
}

bool events_rule_changed(struct bb_store *s, int64_t engagement, struct bb_error *err)
{
    /* What was counted under the old rule is dropped, so that it need not be known. */
    struct event_batches none = {0}, in;
    struct pass p = {.s = s, .old_in = &none, .new_in = &in};
    bool ok = event_rule_read(s, engagement, &p.new_rule, err) && event_batches_read(s, engagement, &in, err);
    ok = ok &&
         (in.n == 0 || (db_exec(s->db, err, "DELETE FROM rollup WHERE engagement = $1", DB_ARGS(db_i(engagement))) &&
                        run(&p, engagement, err)));
    event_batches_finish(&in);
    return ok;
}

/* A batch may not go from under one that left out what was known from it, nor come back without what it relied on. */
static bool check_layers(struct bb_store *s, int64_t engagement, int64_t import, bool shown, struct bb_error *err)
{
    static const char above[] = "SELECT count(*) FROM import i JOIN event_batch b ON b.import = i.id"
                                " WHERE b.engagement = $1 AND i.deleted = 0 AND i.id > $2 AND i.unchanged > 0";
    static const char below[] =
        "SELECT count(*) FROM import i JOIN event_batch b ON b.import = i.id JOIN import me ON me.id = $2"
        " WHERE b.engagement = $1 AND i.id < $2 AND me.unchanged > 0 AND i.deleted >"
        " (SELECT min(c.seq) FROM change c WHERE c.entity = 'import' AND c.row = $2)";
    int64_t n = 0;
    if (!db_one(s->db, err, &n, 0, shown ? below : above, DB_ARGS(db_i(engagement), db_i(import))))
        return false;
    return n == 0 ||
           bb_fail(err, BB_E_CONFLICT,
                   shown ? "these events rest on an earlier import that was undone; nothing was changed, import the "
                           "file again"
                         : "a later import of events rests on this one; nothing was changed, undo that one first");
}

static bool show_batch(struct bb_store *s, int64_t engagement, int64_t batch, bool shown, struct bb_error *err)
{
    struct event_batches with = {0}, without = {0};
    struct pass p = {.s = s, .only = batch, .old_in = shown ? &without : &with, .new_in = shown ? &with : &without};
    bool ok = event_batches_read(s, engagement, shown ? &with : &without, err) &&
              event_rule_read(s, engagement, &p.new_rule, err);
    struct event_batches *now = shown ? &with : &without, *other = shown ? &without : &with;
    other->ids = bb_alloc((now->n + 1) * sizeof *other->ids);
    for (size_t i = 0; i < now->n; i++)
        if (now->ids[i] != batch)
            other->ids[other->n++] = now->ids[i];
    if (!shown)
        other->ids[other->n++] = batch;
    p.old_rule = p.new_rule;
    ok = ok && run(&p, engagement, err);
    event_batches_finish(&with);
    event_batches_finish(&without);
    return ok;
}

bool events_import_shown(struct bb_store *s, int64_t import, bool shown, struct bb_error *err)
{
    int64_t batch = 0, engagement = 0;
    struct db_rows *r =
        db_query(s->db, err, "SELECT id, engagement FROM event_batch WHERE import = $1", DB_ARGS(db_i(import)));
    if (db_next(r)) {
        batch = db_int(r, 0);
        engagement = db_int(r, 1);
    }
    if (!r || !db_done(r, err))
        return false;
    return !batch ||
           (check_layers(s, engagement, import, shown, err) &&
            events_may_move(s, engagement, import, batch, shown, err) && show_batch(s, engagement, batch, shown, err));
}

static bool move_use(struct bb_store *s, int64_t engagement, struct event_use use, int64_t from, int64_t to,
                     struct bb_error *err)
{
    struct rollup *rollup = rollup_create();
    if (from >= 0)
        rollup_count(rollup, from, use, -1);
    if (to >= 0)
        rollup_count(rollup, to, use, 1);
    bool ok = rollup_apply(rollup, s, engagement, err);
    rollup_destroy(rollup);
    return ok;
}

bool events_person_moved(struct bb_store *s, int64_t engagement, int64_t person, int64_t from, int64_t to,
                         struct bb_error *err)
{
    struct event_batches in = {0};
    struct event_list list = {0};
    struct event_rule rule;
    int64_t layers = 0;
    if (!db_one(s->db, err, &layers, 0, "SELECT count(*) FROM person_events WHERE engagement = $1 AND person = $2",
                DB_ARGS(db_i(engagement), db_i(person))))
        return false;
    if (!layers || from == to)
        return true;
    bool ok = event_rule_read(s, engagement, &rule, err) && event_batches_read(s, engagement, &in, err) &&
              event_person_read(s, engagement, person, &in, &list, err) &&
              move_use(s, engagement, event_list_use(&list, rule), from, to, err);
    event_list_finish(&list);
    event_batches_finish(&in);
    return ok;
}

/* Removing. */

static bool remove_rows(struct bb_store *s, int64_t engagement, int64_t batch, int64_t from, int64_t to,
                        struct bb_error *err)
{
    static const char sql[] =
        "DELETE FROM person_events WHERE engagement = $1 AND person > $2 AND person <= $3 AND batch = $4";
    if (!db_begin(s->db, s->wait_ms, err))
        return false;
    if (db_exec(s->db, err, sql, DB_ARGS(db_i(engagement), db_i(from), db_i(to), db_i(batch))) && db_commit(s->db, err))
        return true;
    db_rollback(s->db);
    return false;
}

static bool forget_batch(struct bb_store *s, int64_t batch, struct bb_error *err)
{
    if (!db_begin(s->db, s->wait_ms, err))
        return false;
    if (db_exec(s->db, err, "DELETE FROM event_name WHERE batch = $1", DB_ARGS(db_i(batch))) &&
        db_exec(s->db, err, "DELETE FROM event_batch WHERE id = $1", DB_ARGS(db_i(batch))) && db_commit(s->db, err))
        return true;
    db_rollback(s->db);
    return false;
}

bool event_batch_remove(struct bb_store *s, int64_t engagement, int64_t batch, struct bb_error *err)
{
    static const char border[] =
        "SELECT person FROM person_events WHERE engagement = $1 AND person > $2 ORDER BY person LIMIT 1 OFFSET 4000";
    for (int64_t from = INT64_MIN, to; from < INT64_MAX; from = to) {
        if (!db_one(s->db, err, &to, INT64_MAX, border, DB_ARGS(db_i(engagement), db_i(from))) ||
            !remove_rows(s, engagement, batch, from, to, err))
            return false;
        db_pause(s->db);
    }
    return forget_batch(s, batch, err);
}
