/* Reading: records, tables, and one engagement as the board needs it. */
#include "past.h"

#include <bepboard/text.h>
#include <stdlib.h>
#include <string.h>

enum { TIES_MAX = 20000, ATTRIBUTES_MAX = 20000 };

/* Records of deleted engagements are out of sight. */
static const char *within(enum bb_entity e, int64_t engagement)
{
    if (e == BB_ENGAGEMENT)
        return engagement ? " AND id = $1" : "";
    return engagement ? " AND engagement = $1" : " AND engagement IN (SELECT id FROM engagement WHERE deleted = 0)";
}

bool bb_store_table(struct bb_store *s, enum bb_entity e, int64_t engagement, struct bb_arena *a, struct bb_table *out,
                    struct bb_error *err)
{
    struct bb_str sql = {0};
    bb_str_addf(&sql, "%s ORDER BY id", within(e, engagement));
    struct db_rows *r = record_query(s, e, bb_str_get(&sql), DB_ARGS(db_i(engagement)), err);
    bb_str_finish(&sql);
    return record_all(s, r, e, a, out, err);
}

bool bb_store_each(struct bb_store *s, enum bb_entity e, int64_t engagement,
                   bool (*visit)(void *ctx, const void *row, struct bb_error *err), void *ctx, struct bb_error *err)
{
    const struct bb_entity_def *def = bb_entity_def(e);
    struct bb_str sql = {0};
    struct bb_arena arena = {0};
    void *record = bb_alloc(def->size);
    bb_str_addf(&sql, "%s ORDER BY uid", within(e, engagement));
    struct db_rows *r = record_query(s, e, bb_str_get(&sql), DB_ARGS(db_i(engagement)), err);
    bool ok = r != NULL;
    while (ok && record_next(s, e, r, &arena, record)) {
        ok = visit(ctx, record, err);
        bb_arena_finish(&arena);
    }
    ok = db_done(r, ok ? err : NULL) && ok;
    bb_arena_finish(&arena); /* of rows that were passed over */
    free(record);
    bb_str_finish(&sql);
    return ok;
}

bool bb_store_get(struct bb_store *s, enum bb_entity e, int64_t id, struct bb_arena *a, void **row,
                  struct bb_error *err)
{
    struct bb_table table;
    struct db_rows *r = record_query(s, e, " AND id = $1", DB_ARGS(db_i(id)), err);
    bool ok = record_all(s, r, e, a, &table, err);
    *row = ok && table.n ? table.rows : NULL;
    return ok;
}

bool bb_store_find_uid(struct bb_store *s, enum bb_entity e, const char *uid, int64_t *id, struct bb_error *err)
{
    struct bb_str sql = {0};
    bb_str_addf(&sql, "SELECT id FROM \"%s\" WHERE uid = $1 AND deleted = 0%s", bb_entity_def(e)->name, within(e, 0));
    bool ok = db_one(s->db, err, id, 0, bb_str_get(&sql), DB_ARGS(db_s(uid)));
    bb_str_finish(&sql);
    return ok;
}

bool bb_store_find_key(struct bb_store *s, enum bb_entity e, int64_t engagement, const char *const *keys, int64_t *id,
                       struct bb_error *err)
{
    const struct bb_entity_def *def = bb_entity_def(e);
    struct bb_str sql = {0};
    struct db_value args[16];
    size_t n = 0;
    bb_str_addf(&sql, "SELECT id FROM \"%s\" WHERE deleted = 0", def->name);
    if (e != BB_ENGAGEMENT) {
        args[n++] = db_i(engagement);
        bb_str_add(&sql, " AND engagement = $1");
    }
    for (int i = 0, key = 0; i < def->field_count; i++) {
        if (!(def->fields[i].flags & BB_KEY))
            continue;
        struct db_value v = record_value(&def->fields[i], keys[key++]);
        if (v.type == DB_NULL) {
            bb_str_addf(&sql, " AND \"%s\" IS NULL", def->fields[i].name);
            continue;
        }
        args[n++] = v;
        bb_str_addf(&sql, " AND \"%s\" = $%zu", def->fields[i].name, n);
    }
    bb_str_add(&sql, " ORDER BY id LIMIT 1");
    bool ok = db_one(s->db, err, id, 0, bb_str_get(&sql), n, args);
    bb_str_finish(&sql);
    return ok;
}

static void like_pattern(struct bb_str *out, const char *needle)
{
    bb_str_addc(out, '%');
    for (const char *p = needle; *p; p++) {
        if (strchr("%_\\", *p))
            bb_str_addc(out, '\\');
        bb_str_addc(out, *p);
    }
    bb_str_addc(out, '%');
}

/* "'team', 'private'": what a record is raised to that this audience may not know of. */
static void raised_above(struct bb_str *out, enum bb_audience audience)
{
    for (int i = (int)audience; i < bb_sensitivities.count; i++)
        bb_str_addf(out, "%s'%s'", i > (int)audience ? ", " : "", bb_sensitivities.keys[i]);
}

bool bb_store_find_people(struct bb_store *s, int64_t engagement, enum bb_audience audience, const char *needle,
                          int limit, struct bb_arena *a, struct bb_table *out, struct bb_error *err)
{
    struct bb_str pattern = {0}, found = {0};
    like_pattern(&pattern, needle);
    bb_str_add(&found, " AND engagement = $1 AND (name_fold LIKE $2 ESCAPE '\\' OR role_fold LIKE $2 ESCAPE '\\' OR key"
                       " LIKE $2 ESCAPE '\\') AND coalesce(sensitivity, '') NOT IN (");
    raised_above(&found, audience);
    bb_str_add(&found, ") ORDER BY name_fold, id LIMIT $3");
    struct db_rows *r = record_query(s, BB_PERSON, bb_str_get(&found),
                                     DB_ARGS(db_i(engagement), db_s(bb_str_get(&pattern)), db_i(limit)), err);
    bool ok = record_all(s, r, BB_PERSON, a, out, err);
    bb_str_finish(&found);
    bb_str_finish(&pattern);
    return ok;
}

/* Rows from this id on came after the day that the store looks back at. */
static int64_t first_new(const struct bb_store *s, enum bb_entity e)
{
    return s->past ? s->past->first_new[e] : INT64_MAX;
}

/* Stakeholders, as many others as a screen can use, and whoever was brought; by id. The plus keeps the outer query from
 * walking through everybody by the index on keys. */
static bool load_people(struct bb_store *s, int64_t engagement, struct bb_data *d, struct bb_error *err)
{
    struct bb_str sql = {0};
    bb_str_addf(
        &sql,
        " AND +engagement = $1 AND id IN (SELECT id FROM person WHERE engagement = $1 AND deleted = 0 AND"
        " (power IS NOT NULL OR interest IS NOT NULL) UNION ALL SELECT id FROM (SELECT id FROM person INDEXED BY"
        " person_key WHERE engagement = $1 AND deleted = 0 AND id < $2 LIMIT %d) AS others",
        PAST_OTHER_PEOPLE);
    for (int i = 0; i < STORE_BROUGHT && s->brought[i]; i++)
        bb_str_addf(&sql, " UNION ALL SELECT %lld", (long long)s->brought[i]);
    bb_str_add(&sql, ") ORDER BY id");
    struct db_rows *r =
        record_query(s, BB_PERSON, bb_str_get(&sql), DB_ARGS(db_i(engagement), db_i(first_new(s, BB_PERSON))), err);
    bb_str_finish(&sql);
    return record_all(s, r, BB_PERSON, &d->arena, &d->tables[BB_PERSON], err) && (!s->past || past_people(s, d, err));
}

static void add_id(struct bb_str *json, int64_t id)
{
    bb_str_addf(json, "%s%lld", json->n > 1 ? "," : "", (long long)id);
}

/* Attributes that were changed or deleted since the day that the store looks back at. */
static void add_changed(struct bb_str *json, const struct past *p)
{
    for (size_t i = 0; p && i < p->n; i++)
        if (p->rows[i].entity == BB_ATTRIBUTE && (p->rows[i].state == PAST_UPDATED || p->rows[i].state == PAST_WHOLE))
            add_id(json, p->rows[i].row);
}

/* What describes people who are not loaded is none of a screen's. */
static void keep_of_people(struct bb_data *d)
{
    struct bb_table *t = &d->tables[BB_ATTRIBUTE];
    struct bb_attribute *list = t->rows;
    size_t kept = 0;
    for (size_t i = 0; i < t->n; i++)
        if (bb_data_person(d, list[i].person))
            list[kept++] = list[i];
    t->n = kept;
}

/* Of the people who are loaded already, by id. */
static bool load_attributes(struct bb_store *s, int64_t engagement, struct bb_data *d, struct bb_error *err)
{
    static const char theirs[] =
        " AND +engagement = $1 AND id IN (SELECT id FROM attribute WHERE deleted = 0 AND person"
        " IN (SELECT value FROM json_each($2)) UNION ALL SELECT value FROM json_each($3))"
        " ORDER BY id LIMIT $4";
    struct bb_str people = {0}, changed = {0};
    bb_str_addc(&people, '[');
    bb_str_addc(&changed, '[');
    for (size_t i = 0; i < d->tables[BB_PERSON].n; i++)
        add_id(&people, BB_ROW(d, BB_PERSON, struct bb_person, i)->row.id);
    add_changed(&changed, s->past);
    bb_str_addc(&people, ']');
    bb_str_addc(&changed, ']');
    struct db_rows *r = record_query(
        s, BB_ATTRIBUTE, theirs,
        DB_ARGS(db_i(engagement), db_s(bb_str_get(&people)), db_s(bb_str_get(&changed)), db_i(ATTRIBUTES_MAX)), err);
    bool ok = record_all(s, r, BB_ATTRIBUTE, &d->arena, &d->tables[BB_ATTRIBUTE], err);
    keep_of_people(d);
    bb_str_finish(&people);
    bb_str_finish(&changed);
    return ok;
}

static bool load_ties(struct bb_store *s, int64_t engagement, struct bb_data *d, struct bb_error *err)
{
    static const char first[] = " AND engagement = $1 AND id < $2 ORDER BY id LIMIT $3";
    struct db_rows *r =
        record_query(s, BB_TIE, first, DB_ARGS(db_i(engagement), db_i(first_new(s, BB_TIE)), db_i(TIES_MAX)), err);
    return record_all(s, r, BB_TIE, &d->arena, &d->tables[BB_TIE], err);
}

static bool load_counts(struct bb_store *s, int64_t engagement, struct bb_data *d, struct bb_error *err)
{
    size_t cap = 0;
    struct bb_unit_count *list = NULL;
    struct db_rows *r = db_query(s->db, err, "SELECT unit, people FROM unit_people WHERE engagement = $1 ORDER BY unit",
                                 DB_ARGS(db_i(engagement)));
    while (db_next(r)) {
        const struct past_row *since = s->past ? past_find(s->past, BB_UNIT, db_int(r, 0)) : NULL;
        int64_t people = db_int(r, 1) - (since ? since->came : 0);
        if (people <= 0)
            continue;
        list = bb_grow(list, d->unit_count_n, &cap, sizeof *list);
        list[d->unit_count_n++] = (struct bb_unit_count){.unit = db_int(r, 0), .people = people};
        d->people_total += people;
    }
    d->unit_counts = bb_arena_alloc(&d->arena, d->unit_count_n * sizeof *list);
    if (list)
        memcpy(d->unit_counts, list, d->unit_count_n * sizeof *list);
    free(list);
    return r && db_done(r, err);
}

static const char *filled_select(struct bb_store *s)
{
    struct bb_str sql = {0};
    for (int e = 0; !s->filled && e < BB_ENTITY_COUNT; e++)
        bb_str_addf(&sql, "%sSELECT %d WHERE EXISTS (SELECT 1 FROM \"%s\" WHERE %s = $1 AND deleted = 0)",
                    e ? " UNION ALL " : "", e, bb_entity_def((enum bb_entity)e)->name,
                    e == BB_ENGAGEMENT ? "id" : "engagement");
    if (!s->filled)
        s->filled = bb_str_take(&sql);
    return s->filled;
}

/* Most engagements fill few of the many tables: one question spares two for each of the others. */
static bool find_filled(struct bb_store *s, int64_t engagement, bool filled[BB_ENTITY_COUNT], struct bb_error *err)
{
    struct db_rows *r = db_query(s->db, err, filled_select(s), DB_ARGS(db_i(engagement)));
    while (db_next(r))
        filled[db_int(r, 0)] = true;
    for (int e = 0; s->past && e < BB_ENTITY_COUNT; e++)
        filled[e] |= s->past->touched[e];
    return r && db_done(r, err);
}

static bool load_table(struct bb_store *s, enum bb_entity e, int64_t engagement, struct bb_data *d,
                       struct bb_error *err)
{
    if (e == BB_ATTRIBUTE)
        return load_attributes(s, engagement, d, err);
    if (e == BB_PERSON)
        return load_people(s, engagement, d, err);
    return e == BB_TIE ? load_ties(s, engagement, d, err)
                       : bb_store_table(s, e, engagement, &d->arena, &d->tables[e], err);
}

static bool load_tables(struct bb_store *s, int64_t engagement, struct bb_data *d, struct bb_error *err)
{
    bool filled[BB_ENTITY_COUNT] = {0}, ok = find_filled(s, engagement, filled, err);
    for (int e = 0; ok && e < BB_ENTITY_COUNT; e++)
        ok = !filled[e] || load_table(s, (enum bb_entity)e, engagement, d, err);
    return ok && load_counts(s, engagement, d, err) && raised_load(s, engagement, filled, d, err);
}

static int32_t today_of(const struct bb_store *s, const struct bb_data *d)
{
    if (s->past)
        return s->past->day;
    const char *zone = d->engagement && d->engagement->time_zone ? d->engagement->time_zone : s->clock->zone;
    return bb_day_of_us(store_now(s), zone);
}

int32_t bb_store_today(struct bb_store *s, int64_t engagement)
{
    struct db_rows *r =
        db_query(s->db, NULL, "SELECT time_zone FROM engagement WHERE id = $1", DB_ARGS(db_i(engagement)));
    const char *zone = db_next(r) ? db_text(r, 0) : NULL;
    int32_t today = bb_day_of_us(store_now(s), zone ? zone : s->clock->zone);
    db_done(r, NULL);
    return s->past ? s->past->day : today;
}

bool bb_store_load(struct bb_store *s, int64_t engagement, struct bb_data *out, struct bb_error *err)
{
    int64_t id = 0;
    if (!db_begin_read(s->db, err))
        return false;
    out->audience = BB_DESK;
    out->past = s->past != NULL;
    out->seq = s->past ? s->past->seq : bb_store_seq(s);
    bool ok = past_read(s, err) &&
              db_one(s->db, err, &id, 0, "SELECT min(id) FROM engagement WHERE deleted = 0 AND ($1 = 0 OR id = $1)",
                     DB_ARGS(db_i(engagement)));
    for (int e = 0; e < BB_ENTITY_COUNT; e++)
        out->tables[e].entity = (enum bb_entity)e;
    if (ok && id) {
        ok = load_tables(s, id, out, err);
        out->engagement = ok ? bb_table_find(&out->tables[BB_ENGAGEMENT], id) : NULL;
    }
    out->today = today_of(s, out);
    if (ok && id)
        ok = s->past ? rollup_load_past(s, id, BB_DAYS_OF_EVENTS, out, err)
                     : rollup_load(s, id, BB_DAYS_OF_EVENTS, out, err);
    db_end_read(s->db);
    if (!ok)
        bb_data_finish(out);
    return ok;
}
