/* Undo and redo: new journaled transactions that put back what an earlier one replaced, unless somebody built upon it.
 */
#include "private.h"

#include <bepboard/json.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct step {
    enum bb_entity entity;
    int64_t row, id;
    char op[16];
    char *before, *after;
    const char *verb; /* what cannot be done, for messages */
};

struct steps {
    struct step *list;
    size_t n, cap;
};

static void steps_finish(struct steps *steps)
{
    for (size_t i = 0; i < steps->n; i++) {
        free(steps->list[i].before);
        free(steps->list[i].after);
    }
    free(steps->list);
}

/* The row changes of a transaction, last first. */
static bool steps_read(struct bb_store *s, int64_t seq, struct steps *out, struct bb_error *err)
{
    struct db_rows *r =
        db_query(s->db, err, "SELECT id, entity, row, op, before, after FROM change WHERE seq = $1 ORDER BY id DESC",
                 DB_ARGS(db_i(seq)));
    while (db_next(r)) {
        int entity = bb_entity_find(db_text(r, 1));
        if (entity < 0)
            continue;
        out->list = bb_grow(out->list, out->n, &out->cap, sizeof *out->list);
        struct step *step = &out->list[out->n++];
        *step = (struct step){.entity = (enum bb_entity)entity,
                              .id = db_int(r, 0),
                              .row = db_int(r, 2),
                              .before = bb_strdup(db_text(r, 4)),
                              .after = bb_strdup(db_text(r, 5))};
        snprintf(step->op, sizeof step->op, "%s", db_text(r, 3));
    }
    return r && db_done(r, err);
}

/* Reads a journal object into one text per field; absent fields stay NULL and are not `given`. */
static bool read_fields(const struct bb_entity_def *def, const char *json, char **values, bool *given,
                        struct bb_error *err)
{
    struct bb_json j;
    int field = -1;
    enum bb_json_token token;
    bb_json_init(&j, json ? json : "{}", json ? strlen(json) : 2);
    while ((token = bb_json_next(&j)) != BB_JSON_END && token != BB_JSON_ERROR) {
        if (token == BB_JSON_KEY)
            field = bb_field_find(def, bb_str_get(&j.text));
        else if (field >= 0 && (token == BB_JSON_STRING || token == BB_JSON_NULL)) {
            given[field] = true;
            free(values[field]);
            values[field] = token == BB_JSON_STRING ? bb_strdup(bb_str_get(&j.text)) : NULL;
            field = -1;
        }
    }
    bb_json_finish(&j);
    return token == BB_JSON_END ||
           bb_fail(err, BB_E_CORRUPT, "an entry of the journal cannot be read; `bepboard doctor` checks the database");
}

/* Refuses with the name and time of whoever changed the row after our change. */
static bool built_upon(struct bb_store *s, const struct step *step, struct bb_error *err)
{
    struct db_rows *r =
        db_query(s->db, NULL,
                 "SELECT t.actor, t.at, t.label FROM change c JOIN txn t ON t.seq = c.seq"
                 " WHERE c.entity = $1 AND c.row = $2 AND c.id > $3 AND c.seq <> $4 ORDER BY c.id DESC LIMIT 1",
                 DB_ARGS(db_s(bb_entity_def(step->entity)->name), db_i(step->row), db_i(step->id), db_i(s->txn_seq)));
    struct bb_str when = {0};
    char who[64] = "somebody", label[128] = "";
    if (db_next(r)) {
        snprintf(who, sizeof who, "%s", db_text(r, 0));
        bb_time_format(&when, db_int(r, 1), s->clock->zone);
        snprintf(label, sizeof label, " (%.100s)", db_text(r, 2));
    }
    db_done(r, NULL);
    bb_fail(err, BB_E_CONFLICT, "this cannot be %s: %s changed the same %s on %s%s; nothing was changed", step->verb,
            who, bb_entity_def(step->entity)->label, bb_str_get(&when), label);
    bb_str_finish(&when);
    return false;
}

static bool somebody_refers(void *ctx, enum bb_entity e, const struct bb_field *f, int field, int64_t row,
                            struct bb_error *err)
{
    (void)f, (void)field, (void)row;
    const struct step *step = ctx;
    return bb_fail(err, BB_E_CONFLICT, "this cannot be %s: a later %s refers to this %s; nothing was changed",
                   step->verb, bb_entity_def(e)->label, bb_entity_def(step->entity)->label);
}

static bool reverse_update(struct bb_store *s, const struct step *step, const struct row_image *image,
                           struct bb_error *err)
{
    const struct bb_entity_def *def = bb_entity_def(step->entity);
    char *before[64] = {0}, *after[64] = {0};
    bool given[64] = {0}, ignored[64] = {0};
    struct bb_change changes[64];
    size_t n = 0;
    bool ok = read_fields(def, step->before, before, given, err) && read_fields(def, step->after, after, ignored, err);
    for (int i = 0; ok && i < def->field_count; i++) {
        if (!given[i])
            continue;
        const char *current = image->values[i] ? image->values[i] : "";
        if (strcmp(current, after[i] ? after[i] : "") != 0)
            ok = built_upon(s, step, err);
        changes[n++] = (struct bb_change){.field = i, .value = before[i]};
    }
    settle_note(s, step->entity, changes, n);
    ok = ok && change_update(s, step->entity, step->row, changes, n, err);
    for (int i = 0; i < def->field_count; i++) {
        free(before[i]);
        free(after[i]);
    }
    return ok;
}

/* An insertion is taken back only while the row is as it was inserted and nothing refers to it. */
static bool reverse_insert(struct bb_store *s, const struct step *step, const struct row_image *image,
                           struct bb_error *err)
{
    const struct bb_entity_def *def = bb_entity_def(step->entity);
    char *after[64] = {0};
    bool given[64] = {0};
    bool ok = read_fields(def, step->after, after, given, err);
    for (int i = 0; ok && i < def->field_count; i++)
        if (strcmp(image->values[i] ? image->values[i] : "", after[i] ? after[i] : "") != 0)
            ok = built_upon(s, step, err);
    for (int i = 0; i < def->field_count; i++)
        free(after[i]);
    return ok && change_each_reference(s, step->entity, step->row, somebody_refers, (void *)step, err) &&
           change_deleted(s, step->entity, step->row, image, true, err);
}

static bool reverse_step(struct bb_store *s, const struct step *step, struct bb_error *err)
{
    struct row_image image;
    bool found, was_deletion = strcmp(step->op, "delete") == 0;
    bool ok = row_image_read(s, step->entity, step->row, &image, &found, err);
    if (ok && (!found || was_deletion != (image.deleted != 0)))
        ok = built_upon(s, step, err);
    if (!ok)
        goto out;
    if (was_deletion)
        ok = change_deleted(s, step->entity, step->row, &image, false, err);
    else if (strcmp(step->op, "update") == 0)
        ok = reverse_update(s, step, &image, err);
    else
        ok = reverse_insert(s, step, &image, err);
out:
    row_image_finish(step->entity, &image);
    return ok;
}

/* What is gone for good cannot be put back, and putting back the rest would tear the change apart. */
static bool nobody_forgotten(struct bb_store *s, int64_t target, const char *verb, struct bb_error *err)
{
    struct db_rows *r =
        db_query(s->db, err, "SELECT t.actor, t.at FROM forgotten f JOIN txn t ON t.seq = f.\"by\" WHERE f.seq = $1",
                 DB_ARGS(db_i(target)));
    struct bb_str when = {0};
    bool ok = r != NULL;
    if (db_next(r)) {
        bb_time_format(&when, db_int(r, 1), s->clock->zone);
        ok =
            bb_fail(err, BB_E_CONFLICT,
                    "this cannot be %s: it touched somebody whom %.60s had the board forget on %s; nothing was changed",
                    verb, db_text(r, 0), bb_str_get(&when));
    }
    bb_str_finish(&when);
    return db_done(r, ok ? err : NULL) && ok;
}

static bool reverse(struct bb_store *s, int64_t target, const char *verb, struct bb_error *err)
{
    struct steps steps = {0};
    bool ok = nobody_forgotten(s, target, verb, err) && steps_read(s, target, &steps, err);
    for (size_t i = 0; ok && i < steps.n; i++) {
        steps.list[i].verb = verb;
        ok = reverse_step(s, &steps.list[i], err);
    }
    steps_finish(&steps);
    return ok &&
           db_exec(s->db, err, "UPDATE txn SET undone_by = $2 WHERE seq = $1", DB_ARGS(db_i(target), db_i(s->txn_seq)));
}

const char store_undoable[] = "actor = $1 AND undone_by IS NULL AND kind IN ('edit', 'import', 'redo')"
                              " AND ($2 = 0 OR engagement = $2 OR engagement IS NULL) ORDER BY seq DESC LIMIT $3";
static const char redo_target[] =
    "SELECT u.seq, u.label FROM txn u WHERE u.actor = $1 AND u.undone_by IS NULL AND u.kind = 'undo'"
    " AND ($2 = 0 OR u.engagement = $2 OR u.engagement IS NULL)"
    " AND NOT EXISTS (SELECT 1 FROM txn e WHERE e.actor = $1 AND e.kind IN ('edit', 'import') AND e.seq > u.seq"
    " AND ($2 = 0 OR e.engagement = $2 OR e.engagement IS NULL)) ORDER BY u.seq DESC LIMIT 1";

static bool find_target(struct bb_store *s, bool undo, int64_t engagement, int64_t *seq, struct bb_str *label,
                        struct bb_error *err)
{
    struct bb_str sql = {0};
    bb_str_addf(&sql, "SELECT seq, label FROM txn WHERE %s", store_undoable);
    struct db_rows *r =
        db_query(s->db, err, undo ? bb_str_get(&sql) : redo_target, DB_ARGS(db_s(s->actor), db_i(engagement), db_i(1)));
    bb_str_finish(&sql);
    *seq = 0;
    if (db_next(r)) {
        *seq = db_int(r, 0);
        bb_str_clear(label);
        bb_str_add(label, db_text(r, 1));
    }
    if (!r || !db_done(r, err))
        return false;
    return *seq || bb_fail(err, BB_E_NOT_FOUND,
                           undo ? "nothing of yours is left to undo" : "nothing was undone that could be done again");
}

static bool turn_back(struct bb_store *s, bool undo, int64_t engagement, struct bb_str *what, struct bb_error *err)
{
    int64_t target;
    if (!find_target(s, undo, engagement, &target, what, err) ||
        !store_begin_kind(s, bb_str_get(what), undo ? "undo" : "redo", engagement, NULL, target, NULL, err))
        return false;
    /* Again behind the gate: another terminal of the same user may have been quicker. */
    int64_t now;
    bool ok = find_target(s, undo, engagement, &now, what, err);
    if (ok && now != target)
        ok = bb_fail(err, BB_E_CONFLICT, "another session of yours was quicker; look again");
    ok = ok && reverse(s, target, undo ? "undone" : "done again", err) && bb_store_commit(s, err);
    if (!ok)
        bb_store_rollback(s);
    return ok;
}

bool bb_store_undo(struct bb_store *s, int64_t engagement, struct bb_str *what, struct bb_error *err)
{
    return turn_back(s, true, engagement, what, err);
}

bool bb_store_redo(struct bb_store *s, int64_t engagement, struct bb_str *what, struct bb_error *err)
{
    return turn_back(s, false, engagement, what, err);
}
