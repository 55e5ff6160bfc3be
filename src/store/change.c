/* The one place where rows change: every change is checked, written and journaled in the same transaction. */
#include "private.h"

#include <bepboard/check.h>
#include <bepboard/json.h>
#include <bepboard/text.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FIELDS_MAX = 32 };

static bool same(const char *a, const char *b)
{
    return strcmp(a ? a : "", b ? b : "") == 0;
}

static bool empty(const char *s)
{
    return !s || !*s;
}

/* Images of rows. */

bool row_image_read(struct bb_store *s, enum bb_entity e, int64_t id, struct row_image *out, bool *found,
                    struct bb_error *err)
{
    const struct bb_entity_def *def = bb_entity_def(e);
    struct bb_str sql = {0};
    bb_str_addf(&sql, "SELECT deleted, %s", e == BB_ENGAGEMENT ? "id" : "engagement");
    for (int i = 0; i < def->field_count; i++) {
        bb_str_add(&sql, ", ");
        record_column(&sql, def->fields[i].name);
    }
    bb_str_addf(&sql, " FROM \"%s\" WHERE id = $1", def->name);
    struct db_rows *r = db_query(s->db, err, bb_str_get(&sql), DB_ARGS(db_i(id)));
    bb_str_finish(&sql);
    *out = (struct row_image){.values = bb_alloc((size_t)def->field_count * sizeof *out->values)};
    *found = db_next(r);
    if (*found) {
        out->deleted = db_int(r, 0);
        out->engagement = db_int(r, 1);
        for (int i = 0; i < def->field_count; i++)
            out->values[i] = bb_strdup(db_text(r, 2 + i));
    }
    return r && db_done(r, err);
}

void row_image_finish(enum bb_entity e, struct row_image *image)
{
    for (int i = 0; image->values && i < bb_entity_def(e)->field_count; i++)
        free(image->values[i]);
    free(image->values);
    image->values = NULL;
}

/* The journal. */

static void add_pair(struct bb_str *json, const char *name, const char *value)
{
    bb_str_add(json, json->n ? "," : "{");
    bb_json_string(json, name);
    bb_str_addc(json, ':');
    bb_json_string(json, empty(value) ? NULL : value);
}

static bool journal(struct bb_store *s, enum bb_entity e, int64_t id, const char *op, struct bb_str *before,
                    struct bb_str *after, struct bb_error *err)
{
    if (before->n)
        bb_str_addc(before, '}');
    if (after->n)
        bb_str_addc(after, '}');
    bool ok =
        db_exec(s->db, err, "INSERT INTO change (seq, entity, row, op, before, after) VALUES ($1, $2, $3, $4, $5, $6)",
                DB_ARGS(db_i(s->txn_seq), db_s(bb_entity_def(e)->name), db_i(id), db_s(op),
                        db_s(before->n ? before->s : NULL), db_s(after->n ? after->s : NULL)));
    bb_str_finish(before);
    bb_str_finish(after);
    return ok;
}

/* Counters of people by unit. */

static bool count_people(struct bb_store *s, int64_t engagement, const char *unit, int by, struct bb_error *err)
{
    return db_exec(s->db, err,
                   "INSERT INTO unit_people (engagement, unit, people) VALUES ($1, $2, $3)"
                   " ON CONFLICT (engagement, unit) DO UPDATE SET people = unit_people.people + excluded.people",
                   DB_ARGS(db_i(engagement), db_i(unit && *unit ? strtoll(unit, NULL, 10) : 0), db_i(by)));
}

static bool person_moved(struct bb_store *s, int64_t engagement, const char *from, const char *to, struct bb_error *err)
{
    return same(from, to) || (count_people(s, engagement, from, -1, err) && count_people(s, engagement, to, 1, err));
}

static int64_t row_id(const char *value)
{
    return value && *value ? strtoll(value, NULL, 10) : 0;
}

static bool rollups_follow_deletion(struct bb_store *s, enum bb_entity e, int64_t id, const struct row_image *image,
                                    bool deleted, struct bb_error *err)
{
    if (e == BB_IMPORT)
        return events_import_shown(s, id, !deleted, err);
    if (e != BB_PERSON)
        return true;
    int64_t unit = row_id(image->values[bb_field_find(bb_entity_def(e), "unit")]);
    if (deleted && s->settling.reverses && !events_person_may_go(s, image->engagement, id, err))
        return false;
    return events_person_moved(s, image->engagement, id, deleted ? unit : -1, deleted ? -1 : unit, err);
}

static bool person_comes(struct bb_store *s, enum bb_entity e, const struct row_image *image, int by,
                         struct bb_error *err)
{
    static const char unit[] = "unit";
    return e != BB_PERSON ||
           count_people(s, image->engagement, image->values[bb_field_find(bb_entity_def(e), unit)], by, err);
}

/* Checks. */

static bool check_value(const struct bb_field *f, const char *value, struct bb_error *err)
{
    if (empty(value))
        return !(f->flags & BB_REQUIRED) || bb_fail(err, BB_E_INPUT, "%s: is needed", f->label);
    struct bb_str canonical = {0};
    bool ok = bb_field_parse(f, value, 0, &canonical, err);
    if (ok && !same(bb_str_get(&canonical), value))
        ok = bb_fail(err, BB_E_INPUT, "%s: \"%.60s\" is not in its stored form (\"%.60s\" is)", f->label, value,
                     bb_str_get(&canonical));
    bb_str_finish(&canonical);
    return ok;
}

/* The rules that a record keeps among its own values, and beside others. */
static bool keeps_rules(struct bb_store *s, enum bb_entity e, int64_t id, int64_t engagement, const char *const *values,
                        uint64_t changed, struct bb_error *err)
{
    const struct bb_entity_def *def = bb_entity_def(e);
    void *record = bb_alloc(def->size);
    for (int i = 0; i < def->field_count; i++)
        bb_field_load(&def->fields[i], record, values[i]);
    bool ok = bb_check_record(e, record, changed, err) && counts_keep(s, e, id, engagement, values, changed, err);
    free(record);
    return ok;
}

static bool in_transaction(const struct bb_store *s, struct bb_error *err)
{
    return db_in_transaction(s->db) || bb_fail(err, BB_E_FAILED, "a change outside a transaction");
}

/* Inserting. */

static bool made_up_key(struct bb_store *s, enum bb_entity e, int64_t engagement, char *out, size_t size,
                        struct bb_error *err)
{
    const struct bb_entity_def *def = bb_entity_def(e);
    char max[96], taken[128];
    int64_t number = 0, clash = 1;
    snprintf(max, sizeof max, "SELECT max(id) FROM \"%s\"", def->name);
    snprintf(taken, sizeof taken, "SELECT count(*) FROM \"%s\" WHERE engagement = $1 AND key = $2 AND deleted = 0",
             def->name);
    if (!db_one(s->db, err, &number, 0, max, DB_NO_ARGS))
        return false;
    while (clash) {
        snprintf(out, size, "%s%lld", def->prefix, (long long)++number);
        if (!db_one(s->db, err, &clash, 0, taken, DB_ARGS(db_i(engagement), db_s(out))))
            return false;
    }
    return true;
}

static const char *insert_sql(struct bb_store *s, enum bb_entity e)
{
    const struct bb_entity_def *def = bb_entity_def(e);
    struct bb_str sql = {0}, values = {0};
    int number = 3;
    if (s->insert[e])
        return s->insert[e];
    bb_str_addf(&sql, "INSERT INTO \"%s\" (uid, rev%s", def->name, e == BB_ENGAGEMENT ? "" : ", engagement");
    bb_str_addf(&values, "$1, 1%s", e == BB_ENGAGEMENT ? "" : ", $2");
    for (int i = 0; i < def->field_count; i++) {
        bb_str_addf(&sql, ", \"%s\"", def->fields[i].name);
        bb_str_addf(&values, ", $%d", number++);
        if (record_has_fold(&def->fields[i])) {
            bb_str_addf(&sql, ", \"%s_fold\"", def->fields[i].name);
            bb_str_addf(&values, ", $%d", number++);
        }
    }
    bb_str_addf(&sql, ") VALUES (%s) RETURNING id", bb_str_get(&values));
    bb_str_finish(&values);
    return s->insert[e] = bb_str_take(&sql);
}

static char *folded(const char *value)
{
    struct bb_str s = {0};
    bb_text_fold(&s, value);
    return bb_str_take(&s);
}

static bool write_insert(struct bb_store *s, enum bb_entity e, int64_t engagement, const char *uid,
                         const char *const *values, int64_t *id, struct bb_error *err)
{
    const struct bb_entity_def *def = bb_entity_def(e);
    struct db_value args[2 + 2 * FIELDS_MAX] = {db_s(uid), db_i(engagement)};
    char *folds[FIELDS_MAX];
    size_t n = 2, fold_n = 0;
    for (int i = 0; i < def->field_count; i++) {
        args[n++] = record_value(&def->fields[i], values[i]);
        if (record_has_fold(&def->fields[i]))
            args[n++] = empty(values[i]) ? db_s(NULL) : db_s(folds[fold_n++] = folded(values[i]));
    }
    bool ok = db_one(s->db, err, id, 0, insert_sql(s, e), n, args);
    while (fold_n)
        free(folds[--fold_n]);
    return ok;
}

static void add_all(struct bb_str *json, const struct bb_entity_def *def, const char *const *values)
{
    for (int i = 0; i < def->field_count; i++)
        if (!empty(values[i]))
            add_pair(json, def->fields[i].name, values[i]);
}

/* The transaction that makes an engagement is part of that engagement's history. */
static bool belongs_to(struct bb_store *s, int64_t engagement, struct bb_error *err)
{
    return s->txn_engagement || db_exec(s->db, err, "UPDATE txn SET engagement = $2 WHERE seq = $1",
                                        DB_ARGS(db_i(s->txn_seq), db_i(engagement)));
}

/* A file that was exported before a deletion brings its records back. */
static bool revive(struct bb_store *s, enum bb_entity e, int64_t engagement, int64_t id, const char *const *values,
                   struct bb_error *err)
{
    struct bb_change changes[FIELDS_MAX];
    struct row_image image;
    bool found;
    int n = bb_entity_def(e)->field_count;
    for (int i = 0; i < n; i++)
        changes[i] = (struct bb_change){.field = i, .value = values[i]};
    bool ok = row_image_read(s, e, id, &image, &found, err);
    if (ok && (!found || !image.deleted || image.engagement != (e == BB_ENGAGEMENT ? id : engagement)))
        ok = bb_fail(err, BB_E_CONFLICT, "there is already another %s with this identity (uid)",
                     bb_entity_def(e)->label);
    ok = ok && change_deleted(s, e, id, &image, false, err) && change_update(s, e, id, changes, (size_t)n, err);
    row_image_finish(e, &image);
    return ok;
}

static bool id_of_uid(struct bb_store *s, enum bb_entity e, const char *uid, int64_t *id, struct bb_error *err)
{
    struct bb_str sql = {0};
    bb_str_addf(&sql, "SELECT id FROM \"%s\" WHERE uid = $1", bb_entity_def(e)->name);
    bool ok = db_one(s->db, err, id, 0, bb_str_get(&sql), DB_ARGS(db_s(uid)));
    bb_str_finish(&sql);
    return ok;
}

bool bb_store_insert(struct bb_store *s, enum bb_entity e, int64_t engagement, const char *uid,
                     const struct bb_change *c, size_t n, int64_t *id, struct bb_error *err)
{
    const struct bb_entity_def *def = bb_entity_def(e);
    const char *values[FIELDS_MAX] = {0};
    char key[32], fresh[37];
    *id = 0;
    for (size_t i = 0; i < n; i++)
        values[c[i].field] = c[i].value;
    int key_field = def->prefix ? bb_field_find(def, "key") : -1;
    if (!in_transaction(s, err))
        return false;
    if (key_field >= 0 && empty(values[key_field])) {
        if (!made_up_key(s, e, engagement, key, sizeof key, err))
            return false;
        values[key_field] = key;
    }
    for (int i = 0; i < def->field_count; i++)
        if (!check_value(&def->fields[i], values[i], err))
            return false;
    if (!references_live(s, e, 0, engagement, values, err) ||
        (!uid && !keeps_rules(s, e, 0, engagement, values, BB_CHECK_ALL, err)))
        return false;
    if (uid && (!id_of_uid(s, e, uid, id, err) || *id))
        return *id && revive(s, e, engagement, *id, values, err);
    if (!uid) {
        bb_uuid(fresh, store_now(s));
        uid = fresh;
    }
    if (!write_insert(s, e, engagement, uid, values, id, err))
        return keys_explain(s, e, engagement, values, err);
    struct bb_str before = {0}, after = {0};
    add_all(&after, def, values);
    settle_note(s, e, NULL, 0);
    struct row_image image = {.engagement = e == BB_ENGAGEMENT ? *id : engagement, .values = (char **)values};
    return (e != BB_ENGAGEMENT || belongs_to(s, *id, err)) && journal(s, e, *id, "insert", &before, &after, err) &&
           person_comes(s, e, &image, 1, err);
}

/* Updating. */

static bool conflict(struct bb_store *s, enum bb_entity e, int64_t id, const struct bb_field *f, const char *theirs,
                     struct bb_error *err)
{
    char name[80];
    snprintf(name, sizeof name, "\"%s\":", f->name);
    struct db_rows *r =
        db_query(s->db, NULL,
                 "SELECT t.actor, t.at FROM change c JOIN txn t ON t.seq = c.seq"
                 " WHERE c.entity = $1 AND c.row = $2 AND instr(c.after, $3) > 0 ORDER BY c.id DESC LIMIT 1",
                 DB_ARGS(db_s(bb_entity_def(e)->name), db_i(id), db_s(name)));
    struct bb_str when = {0};
    char actor[64] = "somebody";
    if (db_next(r)) {
        snprintf(actor, sizeof actor, "%s", db_text(r, 0));
        bb_time_format(&when, db_int(r, 1), s->clock->zone);
    }
    db_done(r, NULL);
    bb_fail(err, BB_E_CONFLICT, "%s was changed by %s on %s to \"%.80s\"; look at it and decide which value holds",
            f->label, actor, bb_str_get(&when), theirs ? theirs : "");
    bb_str_finish(&when);
    return false;
}

static bool write_update(struct bb_store *s, enum bb_entity e, int64_t id, const int *fields, const char *const *values,
                         int n, struct bb_error *err)
{
    const struct bb_entity_def *def = bb_entity_def(e);
    struct bb_str sql = {0};
    struct db_value args[1 + 2 * FIELDS_MAX] = {db_i(id)};
    char *folds[FIELDS_MAX];
    size_t arg_n = 1, fold_n = 0;
    bb_str_addf(&sql, "UPDATE \"%s\" SET rev = rev + 1", def->name);
    for (int i = 0; i < n; i++) {
        const struct bb_field *f = &def->fields[fields[i]];
        args[arg_n++] = record_value(f, values[i]);
        bb_str_addf(&sql, ", \"%s\" = $%zu", f->name, arg_n);
        if (!record_has_fold(f))
            continue;
        args[arg_n++] = empty(values[i]) ? db_s(NULL) : db_s(folds[fold_n++] = folded(values[i]));
        bb_str_addf(&sql, ", \"%s_fold\" = $%zu", f->name, arg_n);
    }
    bb_str_add(&sql, " WHERE id = $1");
    bool ok = db_exec(s->db, err, bb_str_get(&sql), arg_n, args);
    while (fold_n)
        free(folds[--fold_n]);
    bb_str_finish(&sql);
    return ok;
}

/* What a change of unit, or of the rule of adoption, means for the rollups of usage events. */
static bool rollups_follow_update(struct bb_store *s, enum bb_entity e, int64_t id, const struct row_image *image,
                                  const struct bb_change *c, size_t n, struct bb_error *err)
{
    bool ok = true, rule = false;
    for (size_t i = 0; ok && i < n; i++) {
        const char *name = bb_entity_def(e)->fields[c[i].field].name, *before = image->values[c[i].field];
        if (same(before, c[i].value))
            continue;
        if (e == BB_PERSON && strcmp(name, "unit") == 0)
            ok = events_person_moved(s, image->engagement, id, row_id(before), row_id(c[i].value), err);
        rule |= e == BB_ENGAGEMENT && strncmp(name, "rule_", 5) == 0;
    }
    return ok && (!rule || events_rule_changed(s, id, err));
}

static bool apply_update(struct bb_store *s, enum bb_entity e, int64_t id, const struct row_image *image,
                         const struct bb_change *c, size_t n, struct bb_error *err)
{
    const struct bb_entity_def *def = bb_entity_def(e);
    struct bb_str before = {0}, after = {0};
    int fields[FIELDS_MAX], changed = 0, unit = e == BB_PERSON ? bb_field_find(def, "unit") : -1;
    const char *values[FIELDS_MAX], *refers[FIELDS_MAX] = {0}, *all[FIELDS_MAX];
    bool ok = true;
    for (int i = 0; i < def->field_count; i++)
        all[i] = image->values[i];
    for (size_t i = 0; ok && i < n; i++) {
        const struct bb_field *f = &def->fields[c[i].field];
        const char *current = image->values[c[i].field];
        if (same(current, c[i].value))
            continue;
        ok = c[i].checked && !same(current, c[i].before) ? conflict(s, e, id, f, current, err)
                                                         : check_value(f, c[i].value, err);
        add_pair(&before, f->name, current);
        add_pair(&after, f->name, c[i].value);
        fields[changed] = c[i].field;
        values[changed++] = c[i].value;
        refers[c[i].field] = all[c[i].field] = c[i].value;
        if (ok && c[i].field == unit)
            ok = person_moved(s, image->engagement, current, c[i].value, err);
    }
    ok = ok && references_live(s, e, id, image->engagement, refers, err);
    if (ok && changed)
        ok = write_update(s, e, id, fields, values, changed, err) || keys_explain(s, e, image->engagement, all, err);
    if (ok && changed)
        ok = journal(s, e, id, "update", &before, &after, err) && rollups_follow_update(s, e, id, image, c, n, err);
    bb_str_finish(&before);
    bb_str_finish(&after);
    return ok;
}

/* The row that is about to be changed; row_image_finish frees it, also after a failure. */
static bool live_row_read(struct bb_store *s, enum bb_entity e, int64_t id, struct row_image *image,
                          struct bb_error *err)
{
    bool found;
    *image = (struct row_image){0};
    if (!in_transaction(s, err) || !row_image_read(s, e, id, image, &found, err))
        return false;
    return (found && !image->deleted) ||
           bb_fail(err, BB_E_NOT_FOUND, "this %s was deleted in the meantime; undo brings it back",
                   bb_entity_def(e)->label);
}

bool change_update(struct bb_store *s, enum bb_entity e, int64_t id, const struct bb_change *c, size_t n,
                   struct bb_error *err)
{
    struct row_image image;
    bool ok = live_row_read(s, e, id, &image, err) && apply_update(s, e, id, &image, c, n, err);
    row_image_finish(e, &image);
    return ok;
}

static bool would_keep_rules(struct bb_store *s, enum bb_entity e, int64_t id, const struct row_image *image,
                             const struct bb_change *c, size_t n, struct bb_error *err)
{
    const char *values[FIELDS_MAX] = {0};
    uint64_t changed = 0;
    for (int i = 0; i < bb_entity_def(e)->field_count; i++)
        values[i] = image->values[i];
    for (size_t i = 0; i < n; i++) {
        if (!same(values[c[i].field], c[i].value))
            changed |= UINT64_C(1) << c[i].field;
        values[c[i].field] = c[i].value;
    }
    return !changed || keeps_rules(s, e, id, image->engagement, values, changed, err);
}

bool bb_store_update(struct bb_store *s, enum bb_entity e, int64_t id, const struct bb_change *c, size_t n,
                     struct bb_error *err)
{
    struct row_image image;
    settle_note(s, e, c, n);
    bool ok = live_row_read(s, e, id, &image, err) && would_keep_rules(s, e, id, &image, c, n, err) &&
              apply_update(s, e, id, &image, c, n, err);
    row_image_finish(e, &image);
    return ok;
}

/* Deleting. */

bool change_deleted(struct bb_store *s, enum bb_entity e, int64_t id, const struct row_image *image, bool deleted,
                    struct bb_error *err)
{
    const char *const *values = (const char *const *)image->values;
    struct bb_str sql = {0}, before = {0}, after = {0};
    if (!deleted && !references_live(s, e, id, image->engagement, values, err))
        return false;
    settle_note(s, e, deleted ? &(struct bb_change){0} : NULL, 0);
    bb_str_addf(&sql, "UPDATE \"%s\" SET rev = rev + 1, deleted = $2 WHERE id = $1", bb_entity_def(e)->name);
    bool ok = db_exec(s->db, err, bb_str_get(&sql), DB_ARGS(db_i(id), db_i(deleted ? s->txn_seq : 0)));
    bb_str_finish(&sql);
    if (!ok)
        return keys_explain(s, e, image->engagement, values, err);
    add_all(deleted ? &before : &after, bb_entity_def(e), values);
    return journal(s, e, id, deleted ? "delete" : "restore", &before, &after, err) &&
           person_comes(s, e, image, deleted ? -1 : 1, err) && rollups_follow_deletion(s, e, id, image, deleted, err);
}

static bool references_of_field(struct bb_store *s, enum bb_entity e, int field, int64_t id, int64_t **rows, size_t *n,
                                struct bb_error *err)
{
    const struct bb_entity_def *def = bb_entity_def(e);
    struct bb_str sql = {0};
    size_t cap = 0;
    bb_str_addf(&sql, "SELECT id FROM \"%s\" WHERE \"%s\" = $1 AND deleted = 0 ORDER BY id", def->name,
                def->fields[field].name);
    struct db_rows *r = db_query(s->db, err, bb_str_get(&sql), DB_ARGS(db_i(id)));
    bb_str_finish(&sql);
    *rows = NULL;
    for (*n = 0; db_next(r); (*n)++) {
        *rows = bb_grow(*rows, *n, &cap, sizeof **rows);
        (*rows)[*n] = db_int(r, 0);
    }
    return r && db_done(r, err);
}

bool change_each_reference(struct bb_store *s, enum bb_entity to, int64_t id,
                           bool (*found)(void *ctx, enum bb_entity e, const struct bb_field *f, int field, int64_t row,
                                         struct bb_error *err),
                           void *ctx, struct bb_error *err)
{
    bool ok = true;
    for (int e = 0; ok && e < BB_ENTITY_COUNT; e++) {
        const struct bb_entity_def *def = bb_entity_def((enum bb_entity)e);
        for (int i = 0; ok && i < def->field_count; i++) {
            if (def->fields[i].kind != BB_REF || def->fields[i].ref != (int)to)
                continue;
            int64_t *rows;
            size_t n;
            ok = references_of_field(s, (enum bb_entity)e, i, id, &rows, &n, err);
            for (size_t j = 0; ok && j < n; j++)
                ok = found(ctx, (enum bb_entity)e, &def->fields[i], i, rows[j], err);
            free(rows);
        }
    }
    return ok;
}

static bool let_go(void *ctx, enum bb_entity e, const struct bb_field *f, int field, int64_t row, struct bb_error *err)
{
    if (bb_field_binds(f))
        return bb_store_delete(ctx, e, row, err);
    struct bb_change c = {.field = field};
    return change_update(ctx, e, row, &c, 1, err);
}

bool bb_store_delete(struct bb_store *s, enum bb_entity e, int64_t id, struct bb_error *err)
{
    struct row_image image;
    bool ok = live_row_read(s, e, id, &image, err) && change_each_reference(s, e, id, let_go, s, err) &&
              change_deleted(s, e, id, &image, true, err);
    row_image_finish(e, &image);
    return ok;
}
