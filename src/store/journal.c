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

static const char log_columns[] = "SELECT seq, at, coalesce(engagement, 0), actor, label, kind, coalesce(undone_by, 0),"
                                  " (SELECT count(*) FROM change c WHERE c.seq = t.seq) FROM txn t WHERE ";

static bool read_log(struct db_rows *r, struct bb_arena *a, struct bb_txn **out, size_t *n, struct bb_error *err)
{
    struct bb_txn *list = NULL;
    size_t cap = 0;
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

bool bb_store_log_query(struct bb_store *s, const struct bb_log_query *q, struct bb_arena *a, struct bb_txn **out,
                        size_t *n, struct bb_error *err)
{
    static const char where[] =
        "($1 = 0 OR engagement = $1) AND seq < $2 AND at >= $4 AND seq > $5"
        " AND ($6 IS NULL OR actor = $6)"
        " AND ($7 = 0 OR seq IN (SELECT c.seq FROM change c WHERE c.entity = $8 AND c.row = $7))"
        " ORDER BY seq DESC LIMIT $3";
    struct bb_str sql = {0};
    int64_t end = s->past ? s->past->seq + 1 : INT64_MAX;
    int64_t before = q->before && q->before < end ? q->before : end;
    bb_str_addf(&sql, "%s%s", log_columns, where);
    struct db_rows *r =
        db_query(s->db, err, bb_str_get(&sql),
                 DB_ARGS(db_i(q->engagement), db_i(before), db_i(q->limit), db_i(q->since_us ? q->since_us : INT64_MIN),
                         db_i(q->since_seq), db_s(q->actor), db_i(q->row), db_s(bb_entity_def(q->entity)->name)));
    bb_str_finish(&sql);
    return read_log(r, a, out, n, err);
}

bool bb_store_undo_list(struct bb_store *s, int64_t engagement, int limit, struct bb_arena *a, struct bb_txn **out,
                        size_t *n, struct bb_error *err)
{
    struct bb_str sql = {0};
    bb_str_addf(&sql, "%s%s", log_columns, store_undoable);
    struct db_rows *r = db_query(s->db, err, bb_str_get(&sql), DB_ARGS(db_s(s->actor), db_i(engagement), db_i(limit)));
    bb_str_finish(&sql);
    return read_log(r, a, out, n, err);
}

static bool read_changes(struct bb_store *s, int64_t since, int64_t until, enum bb_entity e, int64_t row,
                         struct bb_arena *a, struct bb_journal_change **out, size_t *n, struct bb_error *err)
{
    struct bb_journal_change *list = NULL;
    size_t cap = 0;
    struct db_rows *r =
        db_query(s->db, err,
                 "SELECT c.seq, t.at, t.actor, t.label, c.entity, c.row, c.op, c.before, c.after FROM "
                 "change c JOIN txn t ON t.seq = c.seq"
                 " WHERE c.seq > $1 AND c.seq <= $4 AND ($2 = 0 OR (c.entity = $3 AND c.row = $2)) ORDER"
                 " BY c.id",
                 DB_ARGS(db_i(since), db_i(row), db_s(bb_entity_def(e)->name),
                         db_i(s->past && until > s->past->seq ? s->past->seq : until)));
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

bool bb_store_deletions(struct bb_store *s, size_t counts[BB_ENTITY_COUNT], struct bb_error *err)
{
    struct db_rows *r =
        db_query(s->db, err, "SELECT entity, count(*) FROM change WHERE seq = $1 AND op = 'delete' GROUP BY entity",
                 DB_ARGS(db_i(s->txn_seq)));
    for (int e = 0; e < BB_ENTITY_COUNT; e++)
        counts[e] = 0;
    while (db_next(r)) {
        int e = bb_entity_find(db_text(r, 0));
        if (e >= 0)
            counts[e] = (size_t)db_int(r, 1);
    }
    return r && db_done(r, err);
}

bool bb_store_changes(struct bb_store *s, int64_t since, enum bb_entity e, int64_t row, struct bb_arena *a,
                      struct bb_journal_change **out, size_t *n, struct bb_error *err)
{
    return read_changes(s, since, INT64_MAX, e, row, a, out, n, err);
}

bool bb_store_entry(struct bb_store *s, int64_t seq, struct bb_arena *a, struct bb_journal_change **out, size_t *n,
                    struct bb_error *err)
{
    return read_changes(s, seq - 1, seq, BB_PERSON, 0, a, out, n, err);
}
