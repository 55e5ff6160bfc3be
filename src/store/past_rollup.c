/* New adopters as of a day gone by: the sums of today, and what has to be taken from and added to them because imports
 * of events came or went since, people moved, or the rule of adoption changed. */
#include "event.h"
#include "past.h"

#include <stdlib.h>
#include <string.h>

struct side {
    struct event_rule rule;
    struct event_batches in;
    struct event_list list;
};

struct turning {
    struct bb_store *s;
    int64_t engagement;
    struct side now, then;
    struct rollup *changes;
    int unit_field;
};

bool past_batches(struct bb_store *s, int64_t engagement, struct event_batches *out, struct bb_error *err)
{
    static const char sql[] = "SELECT b.id, i.id, i.deleted FROM event_batch b JOIN import i ON i.id = b.import"
                              " WHERE b.engagement = $1 ORDER BY b.id";
    struct db_rows *r = db_query(s->db, err, sql, DB_ARGS(db_i(engagement)));
    size_t cap = 0;
    while (db_next(r)) {
        if (!past_has(s->past, BB_IMPORT, db_int(r, 1), db_int(r, 2)))
            continue;
        out->ids = bb_grow(out->ids, out->n, &cap, sizeof *out->ids);
        out->ids[out->n++] = db_int(r, 0);
    }
    return r && db_done(r, err);
}

static struct event_rule then_rule(const struct bb_data *d)
{
    const struct bb_engagement *e = d->engagement;
    return (struct event_rule){.uses = e && e->rule_uses != BB_NONE ? e->rule_uses : 1,
                               .days = e && e->rule_days != BB_NONE ? e->rule_days : 0};
}

/* Moves what a person counts from where it is counted now to where it was then. */
static void turn_person(struct turning *t, int64_t person, int64_t unit, int64_t deleted)
{
    if (deleted == 0)
        rollup_count(t->changes, unit, event_list_use(&t->now.list, t->now.rule), -1);
    if (past_has(t->s->past, BB_PERSON, person, deleted))
        rollup_count(t->changes, past_reference(t->s->past, BB_PERSON, person, t->unit_field, unit),
                     event_list_use(&t->then.list, t->then.rule), 1);
    t->now.list.n = t->then.list.n = 0;
}

static bool add_layer(struct side *side, int64_t batch, const void *bytes, size_t n, struct bb_error *err)
{
    return !event_batches_has(&side->in, batch) || event_layer_add(&side->list, bytes, n, err);
}

/* Everybody who used anything. */
static bool turn_all(struct turning *t, struct bb_error *err)
{
    static const char sql[] =
        "SELECT e.person, e.batch, e.events, coalesce(p.unit, 0), p.deleted FROM person_events e"
        " CROSS JOIN person p ON p.id = e.person WHERE e.engagement = $1 ORDER BY e.person, e.batch";
    struct db_rows *r = db_query(t->s->db, err, sql, DB_ARGS(db_i(t->engagement)));
    int64_t person = 0, unit = 0, deleted = 0;
    bool ok = r != NULL;
    while (ok && db_next(r)) {
        size_t n;
        if (person && db_int(r, 0) != person)
            turn_person(t, person, unit, deleted);
        person = db_int(r, 0), unit = db_int(r, 3), deleted = db_int(r, 4);
        const void *bytes = db_blob(r, 2, &n);
        ok = add_layer(&t->now, db_int(r, 1), bytes, n, err) && add_layer(&t->then, db_int(r, 1), bytes, n, err);
    }
    if (ok && person)
        turn_person(t, person, unit, deleted);
    return db_done(r, ok ? err : NULL) && ok;
}

static bool turn_one(struct turning *t, int64_t person, struct bb_error *err)
{
    int64_t unit = 0, deleted = 0;
    struct db_rows *r =
        db_query(t->s->db, err, "SELECT coalesce(unit, 0), deleted FROM person WHERE id = $1", DB_ARGS(db_i(person)));
    if (db_next(r))
        unit = db_int(r, 0), deleted = db_int(r, 1);
    if (!r || !db_done(r, err) || !event_person_read(t->s, t->engagement, person, &t->now.in, &t->now.list, err) ||
        !event_person_read(t->s, t->engagement, person, &t->then.in, &t->then.list, err))
        return false;
    turn_person(t, person, unit, deleted);
    return true;
}

/* Those who came, went, or changed the unit. */
static bool turn_moved(struct turning *t, struct bb_error *err)
{
    const struct past *p = t->s->past;
    for (size_t i = 0; i < p->n; i++) {
        const struct past_row *row = &p->rows[i];
        bool moved = row->state != PAST_UPDATED || (row->given >> t->unit_field & 1);
        if (row->entity == BB_PERSON && row->state != PAST_GONE && moved && !turn_one(t, row->row, err))
            return false;
    }
    return true;
}

bool rollup_load_past(struct bb_store *s, int64_t engagement, int32_t most_days, struct bb_data *d,
                      struct bb_error *err)
{
    int64_t batches = 0;
    struct turning t = {.s = s, .engagement = engagement, .changes = rollup_create()};
    t.unit_field = bb_field_find(bb_entity_def(BB_PERSON), "unit");
    t.then.rule = then_rule(d);
    bool ok = db_one(s->db, err, &batches, 0, "SELECT count(*) FROM event_batch WHERE engagement = $1",
                     DB_ARGS(db_i(engagement))) &&
              event_rule_read(s, engagement, &t.now.rule, err) && event_batches_read(s, engagement, &t.now.in, err) &&
              past_batches(s, engagement, &t.then.in, err);
    if (ok && batches && (s->past->imports || s->past->rules))
        ok = turn_all(&t, err);
    else if (ok && batches && s->past->moved)
        ok = turn_moved(&t, err);
    ok = ok && rollup_load_with(s, engagement, most_days, t.changes, d, err);
    rollup_destroy(t.changes);
    event_batches_finish(&t.now.in);
    event_batches_finish(&t.then.in);
    event_list_finish(&t.now.list);
    event_list_finish(&t.then.list);
    return ok;
}
