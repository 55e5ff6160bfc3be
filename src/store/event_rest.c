/* What rests on what: the usage events of two records that became one were added up from what was known of both then.
 */
#include "event.h"

#include <stdio.h>

/* The two records whose merging made an import; none: both 0. */
struct merged {
    int64_t import, seq, keep, lose;
};

static struct merged merged_of(int64_t import, int64_t seq, const char *request)
{
    struct merged m = {.import = import, .seq = seq};
    long long keep, lose;
    if (request && sscanf(request, "merge-%lld-%lld-", &keep, &lose) == 2) {
        m.keep = keep;
        m.lose = lose;
    }
    return m;
}

static bool merged_read(struct bb_store *s, int64_t import, struct merged *out, struct bb_error *err)
{
    struct db_rows *r = db_query(s->db, err,
                                 "SELECT t.seq, t.request FROM change c JOIN txn t ON t.seq = c.seq"
                                 " WHERE c.entity = 'import' AND c.row = $1 AND c.op = 'insert'",
                                 DB_ARGS(db_i(import)));
    *out = (struct merged){0};
    if (db_next(r))
        *out = merged_of(import, db_int(r, 0), db_text(r, 1));
    return r && db_done(r, err);
}

/* Merges in force that were made after this import, of records whose events it brought. */
static bool no_merge_rests_on(struct bb_store *s, int64_t engagement, const struct merged *me, int64_t batch,
                              struct bb_error *err)
{
    static const char merges[] =
        "SELECT t.seq, t.request FROM txn t WHERE t.request >= 'merge-' AND t.request < 'merge.'"
        " AND t.engagement = $1 AND t.seq > $2 ORDER BY t.seq";
    static const char brought[] = "SELECT count(*) FROM person p LEFT JOIN txn d ON d.seq = p.deleted WHERE p.id = $4"
                                  " AND (d.seq = $5 OR d.kind = 'redo') AND EXISTS (SELECT 1 FROM person_events e"
                                  " WHERE e.engagement = $1 AND e.batch = $2 AND e.person IN ($3, $4))";
    struct db_rows *r = db_query(s->db, err, merges, DB_ARGS(db_i(engagement), db_i(me->seq)));
    bool ok = r != NULL;
    while (ok && db_next(r)) {
        struct merged m = merged_of(0, db_int(r, 0), db_text(r, 1));
        int64_t n = 0;
        ok = db_one(s->db, err, &n, 0, brought,
                    DB_ARGS(db_i(engagement), db_i(batch), db_i(m.keep), db_i(m.lose), db_i(m.seq))) &&
             (n == 0 ||
              bb_fail(err, BB_E_CONFLICT,
                      "two records of one person became one since, and what this import brought of them was added up; "
                      "nothing was changed, take that merge back first"));
    }
    return db_done(r, ok ? err : NULL) && ok;
}

/* A merge that comes back finds of both records what it added up: no import of theirs came, went or came back since. */
static bool still_adds_up(struct bb_store *s, int64_t engagement, const struct merged *m, struct bb_error *err)
{
    static const char moved[] =
        "SELECT count(*) FROM import i JOIN event_batch b ON b.import = i.id WHERE i.engagement = $1 AND i.id <> $2"
        " AND EXISTS (SELECT 1 FROM person_events e WHERE e.engagement = $1 AND e.batch = b.id"
        " AND e.person IN ($4, $5))"
        " AND (i.deleted = 0) <> coalesce((SELECT c.op <> 'delete' FROM change c WHERE c.entity = 'import'"
        " AND c.row = i.id AND c.seq < $3 ORDER BY c.id DESC LIMIT 1), 0)";
    int64_t n = 0;
    return db_one(s->db, err, &n, 0, moved,
                  DB_ARGS(db_i(engagement), db_i(m->import), db_i(m->seq), db_i(m->keep), db_i(m->lose))) &&
           (n == 0 || bb_fail(err, BB_E_CONFLICT,
                              "usage events of these two records came or went since; nothing was changed, merge the "
                              "two anew"));
}

bool events_may_move(struct bb_store *s, int64_t engagement, int64_t import, int64_t batch, bool shown,
                     struct bb_error *err)
{
    struct merged me;
    return merged_read(s, import, &me, err) && no_merge_rests_on(s, engagement, &me, batch, err) &&
           (!shown || !me.keep || still_adds_up(s, engagement, &me, err));
}

bool events_person_may_go(struct bb_store *s, int64_t engagement, int64_t person, struct bb_error *err)
{
    static const char since[] =
        "WITH RECURSIVE root (seq) AS (SELECT $3 UNION SELECT t.reverses FROM txn t JOIN root ON t.seq = root.seq"
        " WHERE t.reverses IS NOT NULL)"
        " SELECT count(*) FROM person_events e JOIN event_batch b ON b.id = e.batch JOIN import i ON i.id = b.import"
        " WHERE e.engagement = $1 AND e.person = $2 AND i.deleted = 0 AND NOT coalesce((SELECT c.op <> 'delete'"
        " FROM change c WHERE c.entity = 'import' AND c.row = i.id AND c.seq < (SELECT min(seq) FROM root)"
        " ORDER BY c.id DESC LIMIT 1), 0)";
    int64_t n = 0;
    return db_one(s->db, err, &n, 0, since, DB_ARGS(db_i(engagement), db_i(person), db_i(s->settling.reverses))) &&
           (n == 0 || bb_fail(err, BB_E_CONFLICT,
                              "usage events of this person came since; nothing was changed, undo their import first"));
}
