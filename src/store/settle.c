/* Before a commit: what must hold of the records together, once for all that the transaction wrote. */
#include "private.h"

#include <bepboard/choices.h>
#include <stdlib.h>
#include <string.h>

void settle_begin(struct bb_store *s, bool import, int64_t reverses)
{
    s->settling = (struct settling){.import = import, .reverses = reverses};
}

void settle_note(struct bb_store *s, enum bb_entity e, const struct bb_change *c, size_t n)
{
    const struct bb_entity_def *def = bb_entity_def(e);
    s->settling.verdicts |= e == BB_DIAGNOSIS || e == BB_ORDER;
    bool key = c == NULL;
    for (size_t i = 0; c && i < n; i++)
        key |= (def->fields[c[i].field].flags & BB_KEY) != 0;
    s->settling.keys[e] += key;
}

/* Of an order's live diagnoses that have come to a verdict the latest counts, as in bb_diagnosis_latest. */
static const char other_verdicts[] =
    "WITH diagnosed AS (SELECT d.\"order\" AS id FROM change c JOIN diagnosis d ON d.id = c.row"
    " WHERE c.seq = $1 AND c.entity = 'diagnosis'),"
    " written AS (SELECT row AS id FROM change WHERE seq = $1 AND entity = 'order' AND instr(after, '\"verdict\":') > "
    "0)"
    " SELECT o.id, o.key, d.key, coalesce(d.overruled, d.verdict), o.id IN (SELECT id FROM diagnosed)"
    " FROM \"order\" o JOIN diagnosis d ON d.id = (SELECT l.id FROM diagnosis l WHERE l.\"order\" = o.id"
    " AND l.deleted = 0 AND l.verdict IS NOT NULL ORDER BY coalesce(l.version, 0) DESC, l.uid DESC LIMIT 1)"
    " WHERE o.deleted = 0 AND (o.id IN (SELECT id FROM diagnosed) OR o.id IN (SELECT id FROM written))"
    " AND o.verdict IS NOT coalesce(d.overruled, d.verdict)";

/* Whoever writes the order's state in the same step has said what it is. */
static const char taken_undiagnosed[] =
    "SELECT o.id FROM change c JOIN diagnosis d ON d.id = c.row JOIN \"order\" o ON o.id = d.\"order\""
    " WHERE c.seq = $1 AND c.entity = 'diagnosis' AND instr(c.after, '\"undiagnosed\":') > 0 AND d.deleted = 0"
    " AND d.undiagnosed IS NOT NULL AND o.deleted = 0 AND o.state = 'open'"
    " AND NOT EXISTS (SELECT 1 FROM diagnosis l WHERE l.\"order\" = o.id AND l.deleted = 0"
    " AND (coalesce(l.version, 0) > coalesce(d.version, 0)"
    " OR (coalesce(l.version, 0) = coalesce(d.version, 0) AND l.uid > d.uid)))"
    " AND o.id NOT IN (SELECT row FROM change WHERE seq = $1 AND entity = 'order' AND instr(after, '\"state\":') > 0)";

/* What orders get, read before anything is written. */
struct following {
    struct order_change {
        int64_t order;
        char *value;
    } * list;
    size_t n, cap;
};

static void follow(struct following *f, int64_t order, const char *value)
{
    f->list = bb_grow(f->list, f->n, &f->cap, sizeof *f->list);
    f->list[f->n++] = (struct order_change){order, bb_strdup(value)};
}

static bool write_all(struct bb_store *s, struct following *f, const char *field, bool ok, struct bb_error *err)
{
    for (size_t i = 0; i < f->n; i++) {
        struct bb_change c = {.field = bb_field_find(bb_entity_def(BB_ORDER), field), .value = f->list[i].value};
        ok = ok && change_update(s, BB_ORDER, f->list[i].order, &c, 1, err);
        free(f->list[i].value);
    }
    free(f->list);
    return ok;
}

/* A verdict that was written into the order alone would overrule the diagnosis without a name and a reason. */
static bool contradicts(const char *order, const char *diagnosis, struct bb_error *err)
{
    return bb_fail(
        err, BB_E_INPUT,
        "Verdict: the diagnosis %.60s of order %.60s says otherwise; overrule it there, by name and with the "
        "reason, and the order follows",
        diagnosis ? diagnosis : "", order ? order : "");
}

static bool verdicts_follow(struct bb_store *s, struct bb_error *err)
{
    struct following f = {0};
    struct db_rows *r = db_query(s->db, err, other_verdicts, DB_ARGS(db_i(s->txn_seq)));
    bool ok = r != NULL;
    while (ok && db_next(r)) {
        if (db_int(r, 4) || s->settling.reverses)
            follow(&f, db_int(r, 0), db_text(r, 3));
        else
            ok = contradicts(db_text(r, 1), db_text(r, 2), err);
    }
    ok = db_done(r, ok ? err : NULL) && ok;
    return write_all(s, &f, "verdict", ok, err);
}

static bool undiagnosed_are_accepted(struct bb_store *s, struct bb_error *err)
{
    struct following f = {0};
    struct db_rows *r = db_query(s->db, err, taken_undiagnosed, DB_ARGS(db_i(s->txn_seq)));
    while (db_next(r))
        follow(&f, db_int(r, 0), bb_order_states.keys[BB_ORDER_ACCEPTED]);
    bool ok = r && db_done(r, err);
    return write_all(s, &f, "state", ok, err);
}

bool bb_store_settle(struct bb_store *s, struct bb_error *err)
{
    bool ok = !s->settling.verdicts ||
              (verdicts_follow(s, err) && (s->settling.reverses || undiagnosed_are_accepted(s, err)));
    for (int e = 0; ok && e < BB_ENTITY_COUNT; e++)
        ok = !s->settling.keys[e] || keys_unique(s, (enum bb_entity)e, err);
    return ok;
}
