/* References: a row may only point at what is there. */
#include "private.h"

#include <stdlib.h>

enum { DEPTH_MAX = 1000 };

static bool target_lives(struct bb_store *s, const struct bb_field *f, int64_t target, int64_t engagement,
                         struct bb_error *err)
{
    const struct bb_entity_def *def = bb_entity_def((enum bb_entity)f->ref);
    struct bb_str sql = {0};
    int64_t there = 0;
    bb_str_addf(&sql, "SELECT count(*) FROM \"%s\" WHERE id = $1 AND engagement = $2 AND deleted = 0", def->name);
    bool ok = db_one(s->db, err, &there, 0, bb_str_get(&sql), DB_ARGS(db_i(target), db_i(engagement)));
    bb_str_finish(&sql);
    return ok && (there || bb_fail(err, BB_E_CONFLICT, "%s: the %s that it refers to was deleted in the meantime",
                                   f->label, def->label));
}

/* Units form a tree: walking up from the new parent must not lead back to the unit. */
static bool no_circle(struct bb_store *s, const struct bb_field *f, int64_t unit, int64_t parent, struct bb_error *err)
{
    for (int depth = 0; parent && depth < DEPTH_MAX; depth++) {
        if (parent == unit)
            return bb_fail(err, BB_E_INPUT, "%s: a unit cannot be part of itself, not even through others", f->label);
        if (!db_one(s->db, err, &parent, 0, "SELECT parent FROM unit WHERE id = $1 AND deleted = 0",
                    DB_ARGS(db_i(parent))))
            return false;
    }
    return true;
}

bool references_live(struct bb_store *s, enum bb_entity e, int64_t id, int64_t engagement, const char *const *values,
                     struct bb_error *err)
{
    const struct bb_entity_def *def = bb_entity_def(e);
    for (int i = 0; i < def->field_count; i++) {
        const struct bb_field *f = &def->fields[i];
        if (f->kind != BB_REF || !values[i] || !*values[i])
            continue;
        int64_t target = strtoll(values[i], NULL, 10);
        if (!target_lives(s, f, target, engagement, err))
            return false;
        if (e == BB_UNIT && id && !no_circle(s, f, id, target, err))
            return false;
    }
    return true;
}
