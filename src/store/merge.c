/* Two records of one person become one: whatever names the one that goes names the other; what both have is kept once.
 */
#include "event.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct merge {
    struct bb_store *s;
    int64_t keep;
};

static const char *text_of(const struct row_image *image, int field)
{
    return image->values[field] ? image->values[field] : "";
}

static bool merge_rows(struct bb_store *s, enum bb_entity e, int64_t keep, int64_t lose, struct bb_error *err);

/* What both records said was let in once; together they need not keep the rules of one. */
static bool rewrite(struct bb_store *s, enum bb_entity e, int64_t id, const struct bb_change *c, size_t n,
                    struct bb_error *err)
{
    settle_note(s, e, c, n);
    return change_update(s, e, id, c, n, err);
}

/* Empty fields take what the other record has; of two sensitivities the higher one holds. */
static bool fill_field(const struct bb_field *f, const struct row_image *keep, const struct row_image *lose, int i)
{
    const char *ours = text_of(keep, i), *theirs = text_of(lose, i);
    if (strcmp(f->name, "sensitivity") == 0)
        return *theirs && bb_choice_find(f->choices, theirs) > bb_choice_find(f->choices, ours);
    return !*ours && *theirs;
}

/* Who has influence on themselves is no tie. */
static bool refers_to_itself(enum bb_entity e, const struct row_image *image, int field, const char *value)
{
    const struct bb_entity_def *def = bb_entity_def(e);
    for (int i = 0; i < def->field_count; i++)
        if (i != field && def->fields[i].kind == BB_REF && def->fields[i].ref == def->fields[field].ref &&
            (def->fields[i].flags & def->fields[field].flags & BB_KEY) && strcmp(text_of(image, i), value) == 0)
            return true;
    return false;
}

static bool fill(struct bb_store *s, enum bb_entity e, int64_t keep, const struct row_image *ours,
                 const struct row_image *theirs, struct bb_error *err)
{
    const struct bb_entity_def *def = bb_entity_def(e);
    struct bb_change *changes = bb_alloc((size_t)def->field_count * sizeof *changes);
    char own[24];
    size_t n = 0;
    snprintf(own, sizeof own, "%lld", (long long)keep);
    for (int i = 0; i < def->field_count; i++) {
        const struct bb_field *f = &def->fields[i];
        bool itself = f->kind == BB_REF && f->ref == (int)e && strcmp(text_of(theirs, i), own) == 0;
        if (fill_field(f, ours, theirs, i) && !itself)
            changes[n++] = (struct bb_change){.field = i, .value = theirs->values[i]};
    }
    bool ok = n == 0 || rewrite(s, e, keep, changes, n, err);
    free(changes);
    return ok;
}

/* Another live row with the same key once `field` has this value; 0 if there is none. */
static bool find_double(struct bb_store *s, enum bb_entity e, int64_t row, const struct row_image *image, int field,
                        const char *value, int64_t *id, struct bb_error *err)
{
    enum { ARGS = 32 };
    const struct bb_entity_def *def = bb_entity_def(e);
    struct db_value args[ARGS] = {db_i(row), db_i(image->engagement)};
    struct bb_str sql = {0};
    size_t n = 2;
    bb_str_addf(&sql, "SELECT id FROM \"%s\" WHERE id <> $1 AND engagement = $2 AND deleted = 0", def->name);
    for (int i = 0; i < def->field_count; i++) {
        if (!(def->fields[i].flags & BB_KEY))
            continue;
        args[n++] = record_value(&def->fields[i], i == field ? value : image->values[i]);
        bb_str_addf(&sql, " AND \"%s\" IS $%zu", def->fields[i].name, n);
    }
    bb_str_add(&sql, " ORDER BY id LIMIT 1");
    bool ok = db_one(s->db, err, id, 0, bb_str_get(&sql), n, args);
    bb_str_finish(&sql);
    return ok;
}

static bool point_elsewhere(void *ctx, enum bb_entity e, const struct bb_field *f, int field, int64_t row,
                            struct bb_error *err)
{
    const struct merge *m = ctx;
    struct row_image image;
    char value[24];
    bool found;
    int64_t other = 0;
    snprintf(value, sizeof value, "%lld", (long long)m->keep);
    struct bb_change change = {.field = field, .value = value};
    bool ok = row_image_read(m->s, e, row, &image, &found, err);
    bool gone = ok && (!found || image.deleted), key = f->flags & BB_KEY;
    if (!ok || gone)
        goto out;
    bool itself = refers_to_itself(e, &image, field, value) || (e == (enum bb_entity)f->ref && row == m->keep);
    if (itself && !bb_field_binds(f))
        change.value = NULL;
    if (itself && bb_field_binds(f))
        ok = bb_store_delete(m->s, e, row, err);
    else if ((ok = !key || find_double(m->s, e, row, &image, field, value, &other, err)))
        ok = other ? merge_rows(m->s, e, other, row, err) : rewrite(m->s, e, row, &change, 1, err);
out:
    row_image_finish(e, &image);
    return ok;
}

/* What named the record that goes names the other before that one is filled and this one deleted. */
static bool merge_rows(struct bb_store *s, enum bb_entity e, int64_t keep, int64_t lose, struct bb_error *err)
{
    struct merge m = {s, keep};
    struct row_image ours, theirs = {0};
    bool found,
        ok = row_image_read(s, e, keep, &ours, &found, err) && row_image_read(s, e, lose, &theirs, &found, err) &&
             change_each_reference(s, e, lose, point_elsewhere, &m, err) && fill(s, e, keep, &ours, &theirs, err) &&
             merge_events(s, e, keep, lose, err) && bb_store_delete(s, e, lose, err);
    row_image_finish(e, &ours);
    row_image_finish(e, &theirs);
    return ok;
}

/* Both are live people of one engagement. */
static bool may_merge(struct bb_store *s, int64_t keep, int64_t lose, int64_t *engagement, struct bb_error *err)
{
    int64_t n = 0;
    if (keep == lose)
        return bb_fail(err, BB_E_INPUT, "These are one record already; name two.");
    if (!db_one(s->db, err, &n, 0, "SELECT count(*) FROM person WHERE id IN ($1, $2) AND deleted = 0",
                DB_ARGS(db_i(keep), db_i(lose))) ||
        !db_one(s->db, err, engagement, 0,
                "SELECT a.engagement FROM person a JOIN person b ON b.engagement = a.engagement"
                " WHERE a.id = $1 AND b.id = $2",
                DB_ARGS(db_i(keep), db_i(lose))))
        return false;
    if (n < 2)
        return bb_fail(err, BB_E_NOT_FOUND, "One of the two was deleted in the meantime; undo brings it back.");
    return *engagement || bb_fail(err, BB_E_INPUT, "The two are people of different engagements.");
}

bool bb_store_merge_people(struct bb_store *s, int64_t keep, int64_t lose, struct bb_error *err)
{
    int64_t engagement = 0;
    char request[64 + BB_UID_SIZE], fresh[BB_UID_SIZE];
    bb_uuid(fresh, store_now(s));
    /* By its request id the transaction says which rows were one person: whoever forgets one forgets both. */
    snprintf(request, sizeof request, "merge-%lld-%lld-%s", (long long)keep, (long long)lose, fresh);
    if (!may_merge(s, keep, lose, &engagement, err) ||
        !bb_store_begin(s, "Merge two records of one person", engagement, request, NULL, err))
        return false;
    /* Again behind the gate. */
    bool ok = may_merge(s, keep, lose, &engagement, err) && merge_rows(s, BB_PERSON, keep, lose, err) &&
              bb_store_commit(s, err);
    if (!ok)
        bb_store_rollback(s);
    return ok;
}
