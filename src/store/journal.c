/* Reading the journal. */
#include "past.h"

#include <stdlib.h>
#include <string.h>

static void *into_arena(struct bb_arena *a, void *list, size_t bytes)
{
    void *copy = bb_arena_alloc(a, bytes);
    if (bytes)
        memcpy(copy, list, bytes);
    free(list);
    return copy;
}

bool bb_store_log(struct bb_store *s, int64_t engagement, int64_t before, int limit, struct bb_arena *a,
                  struct bb_txn **out, size_t *n, struct bb_error *err)
{
    struct bb_txn *list = NULL;
    size_t cap = 0;
    if (s->past && (before == 0 || before > s->past->seq))
        before = s->past->seq + 1;
    struct db_rows *r =
        db_query(s->db, err,
                 "SELECT seq, at, coalesce(engagement, 0), actor, label, kind, coalesce(undone_by, 0),"
                 " (SELECT count(*) FROM change c WHERE c.seq = t.seq) FROM txn t"
                 " WHERE ($1 = 0 OR engagement = $1) AND ($2 = 0 OR seq < $2) ORDER BY seq DESC LIMIT $3",
                 DB_ARGS(db_i(engagement), db_i(before), db_i(limit)));
    for (*n = 0; db_next(r); (*n)++) {
        list = bb_grow(list, *n, &cap, sizeof *list);
        list[*n] = (struct bb_txn){
            .seq = db_int(r, 0),
            .at_us = db_int(r, 1),
            .engagement = db_int(r, 2),
            .actor = bb_arena_strdup(a, db_text(r, 3)),
            .label = bb_arena_strdup(a, db_text(r, 4)),
            .kind = bb_arena_strdup(a, db_text(r, 5)),
            .undone_by = db_int(r, 6),
            .changes = db_int(r, 7),
        };
    }
    *out = into_arena(a, list, *n * sizeof *list);
    return r && db_done(r, err);
}

bool bb_store_changes(struct bb_store *s, int64_t since, enum bb_entity e, int64_t row, struct bb_arena *a,
                      struct bb_journal_change **out, size_t *n, struct bb_error *err)
{
    struct bb_journal_change *list = NULL;
    size_t cap = 0;
    struct db_rows *r = db_query(
        s->db, err,
        "SELECT c.seq, t.at, t.actor, t.label, c.entity, c.row, c.op, c.before, c.after FROM "
        "change c JOIN txn t ON t.seq = c.seq"
        " WHERE c.seq > $1 AND c.seq <= $4 AND ($2 = 0 OR (c.entity = $3 AND c.row = $2)) ORDER"
        " BY c.id",
        DB_ARGS(db_i(since), db_i(row), db_s(bb_entity_def(e)->name), db_i(s->past ? s->past->seq : INT64_MAX)));
    for (*n = 0; db_next(r);) {
        int entity = bb_entity_find(db_text(r, 4));
        if (entity < 0)
            continue;
        list = bb_grow(list, *n, &cap, sizeof *list);
        list[(*n)++] = (struct bb_journal_change){
            .seq = db_int(r, 0),
            .at_us = db_int(r, 1),
            .actor = bb_arena_strdup(a, db_text(r, 2)),
            .label = bb_arena_strdup(a, db_text(r, 3)),
            .entity = (enum bb_entity)entity,
            .row = db_int(r, 5),
            .op = bb_arena_strdup(a, db_text(r, 6)),
            .before = bb_arena_strdup(a, db_text(r, 7)),
            .after = bb_arena_strdup(a, db_text(r, 8)),
        };
    }
    *out = into_arena(a, list, *n * sizeof *list);
    return r && db_done(r, err);
}
