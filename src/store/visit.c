/* Visits: what the user had seen of the journal when they left last. */
#include "private.h"

bool bb_store_visit(struct bb_store *s, int64_t *seq, struct bb_error *err)
{
    return db_one(s->db, err, seq, -1, "SELECT seq FROM visit WHERE actor = $1", DB_ARGS(db_s(s->actor)));
}

bool bb_store_leave(struct bb_store *s, struct bb_error *err)
{
    int64_t seen;
    if (db_is_read_only(s->db) || !bb_store_visit(s, &seen, err))
        return db_is_read_only(s->db);
    if (seen == bb_store_seq(s))
        return true;
    bool ok = db_begin(s->db, s->wait_ms, err) &&
              db_exec(s->db, err,
                      "INSERT INTO visit (actor, seq, at) SELECT $1, seq, $2 FROM meta WHERE true"
                      " ON CONFLICT (actor) DO UPDATE SET seq = excluded.seq, at = excluded.at",
                      DB_ARGS(db_s(s->actor), db_i(store_now(s)))) &&
              db_commit(s->db, err);
    if (!ok)
        db_rollback(s->db);
    return ok;
}
