/* The usage events of two records of one person: those of the one that goes become a batch of the other. */
#include "event.h"

#include <stdio.h>
#include <string.h>

struct uses {
    struct bb_store *s;
    int64_t engagement, unit;
    struct event_rule rule;
    struct event_batches in;
    struct event_list ours, theirs, layer, sum;
};

static bool add_layer(struct uses *u, int64_t keep, int64_t *import, struct bb_error *err)
{
    const struct bb_entity_def *def = bb_entity_def(BB_IMPORT);
    struct bb_str on = {0}, bytes = {0};
    char n[24];
    int64_t batch = 0;
    bb_date_format(&on, bb_date_of(bb_store_today(u->s, u->engagement)));
    snprintf(n, sizeof n, "%zu", u->layer.n);
    struct bb_change c[] = {{.field = bb_field_find(def, "on"), .value = bb_str_get(&on)},
                            {.field = bb_field_find(def, "noun"), .value = "events"},
                            {.field = bb_field_find(def, "file"), .value = "(two records of one person)"},
                            {.field = bb_field_find(def, "read"), .value = n},
                            {.field = bb_field_find(def, "added"), .value = n}};
    event_list_pack(&u->layer, &bytes);
    bool ok =
        bb_store_insert(u->s, BB_IMPORT, u->engagement, NULL, c, sizeof c / sizeof *c, import, err) &&
        db_one(u->s->db, err, &batch, 0, "INSERT INTO event_batch (engagement, import) VALUES ($1, $2) RETURNING id",
               DB_ARGS(db_i(u->engagement), db_i(*import))) &&
        db_exec(u->s->db, err, "INSERT INTO person_events (engagement, person, batch, events) VALUES ($1, $2, $3, $4)",
                DB_ARGS(db_i(u->engagement), db_i(keep), db_i(batch), db_b(bytes.s, bytes.n)));
    bb_str_finish(&on);
    bb_str_finish(&bytes);
    return ok;
}

static uint32_t added(uint32_t a, uint32_t b)
{
    uint64_t sum = (uint64_t)a + b;
    return (uint32_t)(sum < BB_USAGE_MOST ? sum : BB_USAGE_MOST);
}

/* What both used on one day is added up: each record counted its own uses. */
static void add_up(struct uses *u)
{
    size_t j = 0;
    for (size_t i = 0; i < u->theirs.n; i++) {
        struct event e = u->theirs.at[i];
        while (j < u->ours.n &&
               (u->ours.at[j].when < e.when || (u->ours.at[j].when == e.when && u->ours.at[j].name < e.name)))
            j++;
        if (j < u->ours.n && u->ours.at[j].when == e.when && u->ours.at[j].name == e.name)
            e.count = added(e.count, u->ours.at[j].count);
        event_list_add(&u->layer, e);
    }
    event_list_lay(&u->sum, &u->ours, &u->layer);
}

static bool count_anew(struct uses *u, struct bb_error *err)
{
    struct rollup *rollup = rollup_create();
    rollup_count(rollup, u->unit, event_list_use(&u->ours, u->rule), -1);
    rollup_count(rollup, u->unit, event_list_use(&u->sum, u->rule), 1);
    bool ok = rollup_apply(rollup, u->s, u->engagement, err);
    rollup_destroy(rollup);
    return ok;
}

bool merge_events(struct bb_store *s, enum bb_entity e, int64_t keep, int64_t lose, struct bb_error *err)
{
    struct uses u = {.s = s};
    int64_t layers = 0, import = 0;
    if (e != BB_PERSON)
        return true;
    if (!db_one(s->db, err, &u.engagement, 0, "SELECT engagement FROM person WHERE id = $1", DB_ARGS(db_i(keep))) ||
        !db_one(s->db, err, &u.unit, 0, "SELECT unit FROM person WHERE id = $1", DB_ARGS(db_i(keep))) ||
        !db_one(s->db, err, &layers, 0, "SELECT count(*) FROM person_events WHERE engagement = $1 AND person = $2",
                DB_ARGS(db_i(u.engagement), db_i(lose))))
        return false;
    if (!layers)
        return true;
    bool ok = event_rule_read(s, u.engagement, &u.rule, err) && event_batches_read(s, u.engagement, &u.in, err) &&
              event_person_read(s, u.engagement, keep, &u.in, &u.ours, err) &&
              event_person_read(s, u.engagement, lose, &u.in, &u.theirs, err);
    if (ok && u.theirs.n) {
        add_up(&u);
        ok = add_layer(&u, keep, &import, err) && count_anew(&u, err);
    }
    event_batches_finish(&u.in);
    event_list_finish(&u.ours);
    event_list_finish(&u.theirs);
    event_list_finish(&u.layer);
    event_list_finish(&u.sum);
    return ok;
}
