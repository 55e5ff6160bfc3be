/* Looking back: the rows as they were at the end of a day. The present is read as always; whatever the journal has on a
 * row since that day says what was there before. Entries are read oldest first, so the first word on a field holds. */
#include "past.h"

#include "forget.h"

#include <bepboard/hash.h>
#include <bepboard/json.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The map of rows. */

static size_t slot_of(const struct past *p, int entity, int64_t row)
{
    uint64_t mixed = ((uint64_t)row * UINT64_C(0x9E3779B97F4A7C15)) ^ ((uint64_t)entity << 7);
    mixed ^= mixed >> 31;
    size_t i = (size_t)mixed & (p->slot_n - 1);
    while (p->slots[i] && (p->rows[p->slots[i] - 1].row != row || p->rows[p->slots[i] - 1].entity != entity))
        i = (i + 1) & (p->slot_n - 1);
    return i;
}

static void grow_slots(struct past *p)
{
    p->slot_n = p->slot_n ? p->slot_n * 2 : 1024;
    free(p->slots);
    p->slots = bb_alloc(p->slot_n * sizeof *p->slots);
    for (size_t i = 0; i < p->n; i++)
        p->slots[slot_of(p, p->rows[i].entity, p->rows[i].row)] = (uint32_t)i + 1;
}

static struct past_row *row_of(struct past *p, int entity, int64_t row, bool *fresh)
{
    if (p->n * 2 >= p->slot_n)
        grow_slots(p);
    size_t slot = slot_of(p, entity, row);
    *fresh = !p->slots[slot];
    if (*fresh) {
        p->rows = bb_grow(p->rows, p->n, &p->cap, sizeof *p->rows);
        p->rows[p->n] = (struct past_row){.row = row, .entity = entity};
        p->slots[slot] = (uint32_t)++p->n;
    }
    return &p->rows[p->slots[slot] - 1];
}

const struct past_row *past_find(const struct past *p, enum bb_entity e, int64_t id)
{
    if (!p->slot_n)
        return NULL;
    size_t slot = slot_of(p, (int)e, id);
    return p->slots[slot] ? &p->rows[p->slots[slot] - 1] : NULL;
}

/* One entry of the journal. */

static bool take_fields(struct past *p, struct past_row *row, const char *json, struct bb_error *err)
{
    const struct bb_entity_def *def = bb_entity_def((enum bb_entity)row->entity);
    struct bb_json j;
    int field = -1;
    enum bb_json_token token;
    if (!row->values)
        row->values = bb_arena_alloc(&p->arena, (size_t)def->field_count * sizeof *row->values);
    bb_json_init(&j, json, strlen(json));
    while ((token = bb_json_next(&j)) != BB_JSON_END && token != BB_JSON_ERROR) {
        if (token == BB_JSON_KEY) {
            field = bb_field_find(def, bb_str_get(&j.text));
        } else if (field >= 0 && !(row->given >> field & 1) && (token == BB_JSON_STRING || token == BB_JSON_NULL)) {
            row->given |= UINT64_C(1) << field;
            row->values[field] = token == BB_JSON_STRING ? bb_arena_strdup(&p->arena, bb_str_get(&j.text)) : NULL;
            if (row->values[field] && strcmp(def->fields[field].name, "sensitivity") == 0)
                p->raised[row->entity] = true;
        }
    }
    bb_json_finish(&j);
    return token == BB_JSON_END ||
           bb_fail(err, BB_E_CORRUPT, "an entry of the journal cannot be read; `bepboard doctor` checks the database");
}

/* The unit in the image of a person; quotes inside of texts are escaped, so this is never part of one. */
static bool unit_in(const char *json, int64_t *unit)
{
    static const char name[] = "\"unit\":";
    const char *at = json ? strstr(json, name) : NULL;
    *unit = at && at[sizeof name - 1] == '"' ? strtoll(at + sizeof name, NULL, 10) : 0;
    return at != NULL;
}

static void person_came(struct past *p, int64_t unit, int by)
{
    bool fresh;
    row_of(p, BB_UNIT, unit, &fresh)->came += by;
    p->moved = true;
}

static void count_person(struct past *p, const char *op, const char *before, const char *after)
{
    int64_t from, to;
    bool left = unit_in(before, &from), came = unit_in(after, &to);
    if (strcmp(op, "update") != 0) {
        if (before)
            person_came(p, from, -1);
        if (after)
            person_came(p, to, 1);
    } else if (left || came) {
        person_came(p, from, -1);
        person_came(p, to, 1);
    }
}

static bool take_entry(struct past *p, int entity, int64_t id, const char *op, const char *before, const char *after,
                       struct bb_error *err)
{
    bool fresh, erased = after && strcmp(after, FORGOTTEN_NOTE) == 0;
    if (entity == BB_PERSON && !erased)
        count_person(p, op, before, after);
    struct past_row *row = row_of(p, entity, id, &fresh);
    p->touched[entity] = true;
    p->imports |= entity == BB_IMPORT && strcmp(op, "update") != 0;
    if (erased)
        row->state = PAST_GONE;
    if (row->state != PAST_UPDATED)
        return true;
    if (strcmp(op, "update") != 0 && strcmp(op, "delete") != 0) {
        row->state = PAST_ABSENT;
        if (strcmp(op, "insert") == 0 && id < p->first_new[entity])
            p->first_new[entity] = id;
        return true;
    }
    p->rules |= entity == BB_ENGAGEMENT && before && strstr(before, "\"rule_");
    if (!take_fields(p, row, before ? before : "{}", err))
        return false;
    if (strcmp(op, "delete") == 0) {
        row->state = PAST_WHOLE;
        row->given = ~UINT64_C(0);
    }
    return true;
}

/* Reading the journal. */

static int by_name(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

struct names {
    const char *sorted[BB_ENTITY_COUNT];
    int entity[BB_ENTITY_COUNT];
};

static void names_init(struct names *n)
{
    for (int e = 0; e < BB_ENTITY_COUNT; e++)
        n->sorted[e] = bb_entity_def((enum bb_entity)e)->name;
    qsort(n->sorted, BB_ENTITY_COUNT, sizeof *n->sorted, by_name);
    for (int i = 0; i < BB_ENTITY_COUNT; i++)
        n->entity[i] = bb_entity_find(n->sorted[i]);
}

static int entity_named(const struct names *n, const char *name)
{
    const char *const *at = bsearch(&name, n->sorted, BB_ENTITY_COUNT, sizeof *n->sorted, by_name);
    return at ? n->entity[at - n->sorted] : -1;
}

static bool read_entries(struct bb_store *s, struct past *p, int64_t from, bool alone, struct bb_error *err)
{
    /* Rows of other engagements are not looked for; only people are counted, whoever looks for them. */
    static const char all[] = "SELECT entity, row, op, before, after FROM change WHERE id >= $1 ORDER BY id";
    static const char ours[] = "SELECT entity, row, op, before, after FROM change WHERE id >= $1 AND (entity <> "
                               "'person' OR row IN (SELECT id FROM person WHERE engagement = $2)) ORDER BY id";
    struct names names;
    names_init(&names);
    struct db_rows *r = db_query(s->db, err, alone ? all : ours, DB_ARGS(db_i(from), db_i(p->engagement)));
    bool ok = r != NULL;
    while (ok && db_next(r)) {
        int entity = entity_named(&names, db_text(r, 0));
        ok = entity < 0 || take_entry(p, entity, db_int(r, 1), db_text(r, 2), db_text(r, 3), db_text(r, 4), err);
    }
    return db_done(r, ok ? err : NULL) && ok;
}

static void forget_all(struct past *p)
{
    bb_arena_finish(&p->arena);
    free(p->rows);
    free(p->slots);
    *p = (struct past){.day = p->day, .engagement = p->engagement, .seq = p->seq, .read_at = -1};
    for (int e = 0; e < BB_ENTITY_COUNT; e++)
        p->first_new[e] = INT64_MAX;
}

bool past_read(struct bb_store *s, struct bb_error *err)
{
    struct past *p = s->past;
    int64_t now, from = 0, engagements = 0;
    if (!p)
        return true;
    if (!db_one(s->db, err, &now, 0, "SELECT seq FROM meta", DB_NO_ARGS))
        return false;
    if (now == p->read_at)
        return true;
    forget_all(p);
    bool ok = db_one(s->db, err, &engagements, 0, "SELECT count(*) FROM engagement", DB_NO_ARGS) &&
              db_one(s->db, err, &from, INT64_MAX, "SELECT id FROM change WHERE seq > $1 ORDER BY seq, id LIMIT 1",
                     DB_ARGS(db_i(p->seq))) &&
              read_entries(s, p, from, engagements == 1, err);
    p->read_at = ok ? now : -1;
    return ok;
}

/* Rows. */

bool past_has(const struct past *p, enum bb_entity e, int64_t id, int64_t deleted)
{
    const struct past_row *row = past_find(p, e, id);
    if (!row || row->state == PAST_UPDATED)
        return deleted == 0;
    return row->state == PAST_WHOLE;
}

static bool is_gone(const struct past *p, int entity, int64_t id)
{
    const struct past_row *row = past_find(p, (enum bb_entity)entity, id);
    return row && row->state == PAST_GONE;
}

/* Whoever was erased for good is nowhere referred to any more; false when the record was about them. */
static bool let_go(const struct past *p, const struct bb_field *f, void *record)
{
    int64_t *target = (int64_t *)((char *)record + f->offset);
    if (!*target || !is_gone(p, f->ref, *target))
        return true;
    *target = 0;
    return !bb_field_binds(f);
}

static bool is_later(const struct past *p, const struct bb_entity_def *def, const void *record)
{
    int on = bb_field_find(def, "on");
    if (on < 0 || def->fields[on].kind != BB_DATE)
        return false;
    const struct bb_date *d = (const struct bb_date *)((const char *)record + def->fields[on].offset);
    return d->precision != BB_NO_DATE && d->day > p->day;
}

bool past_dress(const struct past *p, enum bb_entity e, int64_t deleted, void *record, struct bb_arena *a)
{
    const struct bb_entity_def *def = bb_entity_def(e);
    struct bb_row *head = record;
    const struct past_row *row = past_find(p, e, head->id);
    if (!past_has(p, e, head->id, deleted))
        return false;
    int64_t sensitivity = head->sensitivity;
    for (int i = 0; row && row->given && i < def->field_count; i++) {
        const struct bb_field *f = &def->fields[i];
        if (!(row->given >> i & 1))
            continue;
        if (!bb_field_load(f, record, row->values[i] ? bb_arena_strdup(a, row->values[i]) : NULL))
            bb_field_load(f, record, NULL);
        if (f->kind == BB_REF && !let_go(p, f, record))
            return false;
    }
    if (head->sensitivity < sensitivity)
        head->sensitivity = sensitivity;
    return !is_later(p, def, record);
}

int64_t past_reference(const struct past *p, enum bb_entity e, int64_t id, int field, int64_t now)
{
    const struct past_row *row = past_find(p, e, id);
    if (!row || !(row->given >> field & 1))
        return now;
    return row->values && row->values[field] ? strtoll(row->values[field], NULL, 10) : 0;
}

static void past_drop(struct past *p)
{
    if (!p)
        return;
    forget_all(p);
    free(p);
}

/* Turning to a day and back. */

static bool zone_of(struct bb_store *s, int64_t *engagement, char out[64], struct bb_error *err)
{
    struct db_rows *r =
        db_query(s->db, err,
                 "SELECT id, time_zone FROM engagement WHERE deleted = 0 AND ($1 = 0 OR id = $1) ORDER BY id LIMIT 1",
                 DB_ARGS(db_i(*engagement)));
    snprintf(out, 64, "%s", s->clock->zone);
    if (db_next(r)) {
        *engagement = db_int(r, 0);
        if (db_text(r, 1))
            snprintf(out, 64, "%s", db_text(r, 1));
    }
    return r && db_done(r, err);
}

static bool too_late(int32_t day, int32_t today, struct bb_error *err)
{
    struct bb_str text = {0};
    bb_date_format(&text, bb_date_of(day));
    bb_fail(err, BB_E_INPUT,
            day == today ? "%s is today; the board as it was is to be had up to yesterday"
                         : "%s is still to come; the board can be read as it was, not as it will be",
            bb_str_get(&text));
    bb_str_finish(&text);
    return false;
}

static bool last_of(struct bb_store *s, int32_t day, const char *zone, int64_t *seq, struct bb_error *err)
{
    return db_one(s->db, err, seq, 0, "SELECT seq FROM txn WHERE at < $1 ORDER BY at DESC, seq DESC LIMIT 1",
                  DB_ARGS(db_i(bb_us_after_day(day, zone))));
}

bool bb_store_day_seq(struct bb_store *s, int64_t engagement, int32_t day, int64_t *seq, struct bb_error *err)
{
    char zone[64];
    return zone_of(s, &engagement, zone, err) && last_of(s, day, zone, seq, err);
}

bool bb_store_look_back(struct bb_store *s, int64_t engagement, int32_t day, struct bb_error *err)
{
    char zone[64];
    int64_t seq = 0;
    if (!zone_of(s, &engagement, zone, err))
        return false;
    int32_t today = bb_day_of_us(store_now(s), zone);
    if (day >= today)
        return too_late(day, today, err);
    if (!last_of(s, day, zone, &seq, err))
        return false;
    bb_store_look_at_now(s);
    s->past = bb_alloc(sizeof *s->past);
    *s->past = (struct past){.day = day, .engagement = engagement, .seq = seq, .read_at = -1};
    return true;
}

void bb_store_look_at_now(struct bb_store *s)
{
    past_drop(s->past);
    s->past = NULL;
}

bool bb_store_load_day(struct bb_store *s, int64_t engagement, int32_t day, struct bb_data *out, struct bb_error *err)
{
    struct past *shown = s->past;
    s->past = NULL;
    bool ok = bb_store_look_back(s, engagement, day, err) && bb_store_load(s, engagement, out, err);
    bb_store_look_at_now(s);
    s->past = shown;
    return ok;
}

bool bb_store_forgotten(struct bb_store *s, int64_t *seq, struct bb_error *err)
{
    return db_one(s->db, err, seq, 0, "SELECT coalesce(max(\"by\"), 0) FROM forgotten", DB_NO_ARGS);
}

bool bb_store_past(const struct bb_store *s, int32_t *day)
{
    if (s->past && day)
        *day = s->past->day;
    return s->past != NULL;
}

bool bb_store_first_day(struct bb_store *s, int64_t engagement, int32_t *day, struct bb_error *err)
{
    char zone[64];
    int64_t at;
    if (!zone_of(s, &engagement, zone, err) ||
        !db_one(s->db, err, &at, store_now(s), "SELECT min(at) FROM txn WHERE engagement = $1",
                DB_ARGS(db_i(engagement))))
        return false;
    *day = bb_day_of_us(at, zone);
    return true;
}
