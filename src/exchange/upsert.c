/* Rows of a file become records: references are resolved, known records changed, the others added. */
#include "../store/engine.h"
#include "private.h"

#include <assert.h>
#include <bepboard/attention.h>
#include <bepboard/text.h>
#include <stdlib.h>
#include <string.h>

struct later {
    enum bb_entity entity;
    int64_t id;
    int field;
    char *text;
};

static bool empty(const char *s)
{
    return !s || !*s;
}

/* Who is meant. */

static bool is_uid(const char *text)
{
    static const char digits[] = "0123456789abcdefABCDEF";
    for (int i = 0; i < 36; i++)
        if (i == 8 || i == 13 || i == 18 || i == 23 ? text[i] != '-' : !text[i] || !strchr(digits, text[i]))
            return false;
    return text[36] == 0;
}

static const char *fold(struct upsert *u, const char *text)
{
    bb_str_clear(&u->scratch);
    bb_text_fold(&u->scratch, text);
    return bb_str_get(&u->scratch);
}

static bool read_names(struct upsert *u, const char *sql, struct names *names, struct names *folds,
                       struct bb_error *err)
{
    struct db_rows *r = db_query(bb_store_db(u->store), err, sql, DB_ARGS(db_i(u->engagement)));
    while (db_next(r)) {
        if (names)
            names_add(names, db_text(r, 1), db_int(r, 0));
        if (!db_null(r, 2))
            names_add(folds, db_text(r, 2), db_int(r, 0));
    }
    return r && db_done(r, err);
}

/* Newest first, so that names_take gives equal names in the order in which they came in. The plus signs keep the
 * database from an index, after which it would have to sort. */
static bool know_people(struct upsert *u, struct bb_error *err)
{
    static const char sql[] = "SELECT id, key, name_fold FROM person WHERE +engagement = $1 AND +deleted = 0"
                              " ORDER BY id DESC";
    int64_t n;
    if (u->people_read)
        return true;
    u->people_read = true;
    if (!db_one(bb_store_db(u->store), err, &n, 0, "SELECT count(*) FROM person WHERE engagement = $1 AND deleted = 0",
                DB_ARGS(db_i(u->engagement))))
        return false;
    names_reserve(&u->people, (size_t)n);
    return read_names(u, sql, NULL, &u->people, err);
}

static bool know_units(struct upsert *u, struct bb_error *err)
{
    static const char sql[] = "SELECT id, name, name_fold FROM unit WHERE engagement = $1 AND deleted = 0"
                              " ORDER BY id DESC";
    if (u->units_read)
        return true;
    u->units_read = true;
    return read_names(u, sql, &u->units, &u->unit_folds, err);
}

static void forget_units(struct upsert *u)
{
    names_finish(&u->units);
    names_finish(&u->unit_folds);
    u->units_read = false;
}

/* The live row with this uid, if it belongs to the engagement; *id is 0 otherwise. */
static bool by_uid(struct upsert *u, enum bb_entity e, const char *text, int64_t *id, struct bb_error *err)
{
    struct bb_str sql = {0};
    *id = 0;
    if (!is_uid(text))
        return true;
    bb_str_addf(&sql, "SELECT id FROM \"%s\" WHERE uid = $1 AND deleted = 0", bb_entity_def(e)->name);
    if (e != BB_ENGAGEMENT)
        bb_str_add(&sql, " AND engagement = $2");
    bool ok = db_one(bb_store_db(u->store), err, id, 0, bb_str_get(&sql), e == BB_ENGAGEMENT ? 1 : 2,
                     (struct db_value[]){db_s(text), db_i(u->engagement)});
    bb_str_finish(&sql);
    return ok;
}

static enum outcome find_unit(struct upsert *u, const char *text, int64_t *id, struct bb_error *err)
{
    bool several;
    if (!know_units(u, err))
        return OUTCOME_FAILED;
    *id = names_find(&u->units, text, &several);
    if (!*id && !by_uid(u, BB_UNIT, text, id, err))
        return OUTCOME_FAILED;
    if (!*id)
        *id = names_find(&u->unit_folds, fold(u, text), &several);
    return OUTCOME_SAME;
}

static enum outcome make_unit(struct upsert *u, const char *text, int64_t *id, struct bb_error *err)
{
    const struct bb_entity_def *def = bb_entity_def(BB_UNIT);
    struct bb_str name = {0};
    struct bb_change c = {.field = bb_field_find(def, "name")};
    enum outcome outcome = OUTCOME_INVALID;
    if (bb_field_parse(&def->fields[c.field], text, u->today, &name, err)) {
        c.value = bb_str_get(&name);
        bool ok = bb_store_insert(u->store, BB_UNIT, u->engagement, NULL, &c, 1, id, err);
        outcome = ok ? OUTCOME_SAME : OUTCOME_FAILED;
    }
    if (outcome == OUTCOME_SAME) {
        u->units_added++;
        names_add(&u->units, c.value, *id);
        names_add(&u->unit_folds, fold(u, c.value), *id);
    }
    bb_str_finish(&name);
    return outcome;
}

static enum outcome find_person(struct upsert *u, const char *text, int64_t *id, struct bb_error *err)
{
    bool several;
    if (!bb_store_find_key(u->store, BB_PERSON, u->engagement, &text, id, err))
        return OUTCOME_FAILED;
    if (!*id && !by_uid(u, BB_PERSON, text, id, err))
        return OUTCOME_FAILED;
    if (*id)
        return OUTCOME_SAME;
    if (!know_people(u, err))
        return OUTCOME_FAILED;
    *id = names_find(&u->people, fold(u, text), &several);
    if (!*id) {
        bb_fail(err, BB_E_NOT_FOUND, "Nobody is known by the key or name \"%.80s\".", text);
        return OUTCOME_UNKNOWN;
    }
    if (!several)
        return OUTCOME_SAME;
    bb_fail(err, BB_E_INPUT, "Several people are called \"%.80s\"; name the one that is meant by key.", text);
    return OUTCOME_REFUSED;
}

static enum outcome find_other(struct upsert *u, enum bb_entity e, const char *text, int64_t *id, struct bb_error *err)
{
    bool ok = bb_entity_key(e) < 0 || bb_store_find_key(u->store, e, u->engagement, &text, id, err);
    return ok && (*id || by_uid(u, e, text, id, err)) ? OUTCOME_SAME : OUTCOME_FAILED;
}

/* *id stays 0 when nothing is known by that name. */
static enum outcome find_reference(struct upsert *u, int entity, const char *text, int64_t *id, struct bb_error *err)
{
    switch (entity) {
    case BB_UNIT:
        return find_unit(u, text, id, err);
    case BB_PERSON:
        return find_person(u, text, id, err);
    default:
        return find_other(u, (enum bb_entity)entity, text, id, err);
    }
}

/* A unit that is only named comes into being; anything else must be there. */
static enum outcome make_reference(struct upsert *u, int entity, const char *text, int64_t *id, struct bb_error *err)
{
    if (entity == BB_UNIT && !u->known_only)
        return make_unit(u, text, id, err);
    int key = bb_entity_key((enum bb_entity)entity);
    const struct bb_entity_def *def = bb_entity_def((enum bb_entity)entity);
    bb_fail(err, BB_E_INPUT, "There is no %s with the %s \"%.80s\".", def->label,
            key < 0                                     ? "uid"
            : strcmp(def->fields[key].name, "key") == 0 ? "key"
                                                        : def->fields[key].name,
            text);
    return OUTCOME_INVALID;
}

/* Texts as people write them become canonical texts. */

/* A unit's parent may come further down in the file: then the name waits until the rows are in. */
static enum outcome read_reference(struct upsert *u, enum bb_entity e, int field, const char *typed,
                                   struct bb_error *err)
{
    const struct bb_field *f = &bb_entity_def(e)->fields[field];
    struct bb_str *value = &u->value[field];
    int64_t id = 0;
    if (!bb_field_parse(f, typed, u->today, value, err))
        return OUTCOME_INVALID;
    if (!value->n)
        return OUTCOME_SAME;
    enum outcome outcome = find_reference(u, f->ref, bb_str_get(value), &id, err);
    if (outcome == OUTCOME_SAME && !id && f->ref == (int)e) {
        u->waiting = field;
        u->given[field] = false;
        return OUTCOME_SAME;
    }
    if (outcome == OUTCOME_SAME && !id)
        outcome = make_reference(u, f->ref, bb_str_get(value), &id, err);
    if (outcome != OUTCOME_SAME)
        return outcome;
    bb_str_clear(value);
    bb_str_addf(value, "%lld", (long long)id);
    return OUTCOME_SAME;
}

static bool check_empty(const struct upsert *u, const struct bb_field *f, int field, struct bb_error *err)
{
    return u->value[field].n || !(f->flags & BB_REQUIRED) || bb_fail(err, BB_E_INPUT, "%s: This is needed.", f->label);
}

static enum outcome read_value(struct upsert *u, enum bb_entity e, int field, const char *typed, struct bb_error *err)
{
    const struct bb_field *f = &bb_entity_def(e)->fields[field];
    bb_str_clear(&u->value[field]);
    u->given[field] = typed && !(u->patch && !*typed);
    if (!u->given[field])
        return OUTCOME_SAME;
    if (u->patch && strcmp(typed, "-") == 0)
        typed = "";
    if (f->kind == BB_REF) {
        enum outcome outcome = read_reference(u, e, field, typed, err);
        if (outcome != OUTCOME_SAME || u->waiting == field)
            return outcome;
    } else if (!bb_field_parse(f, typed, u->today, &u->value[field], err)) {
        return OUTCOME_INVALID;
    }
    return check_empty(u, f, field, err) ? OUTCOME_SAME : OUTCOME_INVALID;
}

static enum outcome read_values(struct upsert *u, enum bb_entity e, const struct row_texts *row, struct bb_error *err)
{
    enum outcome outcome = OUTCOME_SAME;
    u->waiting = -1;
    if (row->owner) {
        u->given[0] = true;
        bb_str_clear(&u->value[0]);
        bb_str_addf(&u->value[0], "%lld", (long long)row->owner);
    }
    for (int i = row->owner ? 1 : 0; outcome == OUTCOME_SAME && i < bb_entity_def(e)->field_count; i++)
        outcome = read_value(u, e, i, row->values[i], err);
    return outcome;
}

/* Which record the row is about. */

static bool find_by_key(struct upsert *u, enum bb_entity e, int64_t *id, struct bb_error *err)
{
    const struct bb_entity_def *def = bb_entity_def(e);
    const char *keys[EXCHANGE_FIELDS];
    size_t n = 0, filled = 0;
    for (int i = 0; i < def->field_count; i++)
        if (def->fields[i].flags & BB_KEY) {
            keys[n] = u->value[i].n ? bb_str_get(&u->value[i]) : NULL;
            filled += keys[n++] != NULL;
        }
    *id = 0;
    return filled == 0 || bb_store_find_key(u->store, e, u->engagement, keys, id, err);
}

/* Rows without a key are told apart by their order: the second of a name means the second record of that name. */
static bool find_by_name(struct upsert *u, int64_t *id, struct bb_error *err)
{
    int name = bb_field_find(bb_entity_def(BB_PERSON), "name");
    if (!u->value[name].n)
        return true;
    u->nameless = true;
    if (!know_people(u, err))
        return false;
    *id = names_take(&u->people, fold(u, bb_str_get(&u->value[name])));
    return true;
}

/* Without its key a record is known by everything that it must have. */
static bool find_by_needed(struct upsert *u, enum bb_entity e, int64_t *id, struct bb_error *err)
{
    const struct bb_entity_def *def = bb_entity_def(e);
    struct db_value args[1 + EXCHANGE_FIELDS] = {db_i(u->engagement)};
    struct bb_str sql = {0};
    size_t n = 1;
    bb_str_addf(&sql, "SELECT id FROM \"%s\" WHERE engagement = $1 AND deleted = 0", def->name);
    for (int i = 0; i < def->field_count; i++) {
        const struct bb_field *f = &def->fields[i];
        const char *value = bb_str_get(&u->value[i]);
        if (!(f->flags & BB_REQUIRED))
            continue;
        bool folded = f->kind == BB_TEXT && (f->flags & BB_SEARCH);
        args[n++] = f->kind == BB_REF ? db_i(strtoll(value, NULL, 10))
                                      : db_s(folded ? bb_arena_strdup(&u->arena, fold(u, value)) : value);
        bb_str_addf(&sql, " AND \"%s%s\" = $%zu", f->name, folded ? "_fold" : "", n);
    }
    bb_str_add(&sql, " ORDER BY id LIMIT 1");
    bool ok = db_one(bb_store_db(u->store), err, id, 0, bb_str_get(&sql), n, args);
    bb_str_finish(&sql);
    return ok;
}

/* Two records may have the same key where nothing forbids it. */
static const char *taken_name(struct upsert *u, enum bb_entity e, int64_t id)
{
    bb_str_clear(&u->scratch);
    bb_str_addf(&u->scratch, "%d %lld", (int)e, (long long)id);
    return bb_str_get(&u->scratch);
}

static bool is_tracked(const struct upsert *u, enum bb_entity e, const struct row_texts *row)
{
    return u->uids_tell && bb_entity_key(e) < 0 && !empty(row->uid) && is_uid(row->uid);
}

static bool find_by_free_key(struct upsert *u, enum bb_entity e, const struct row_texts *row, int64_t *id,
                             struct bb_error *err)
{
    bool several, ok = find_by_key(u, e, id, err);
    if (ok && *id && is_tracked(u, e, row) && names_find(&u->taken, taken_name(u, e, *id), &several))
        *id = 0;
    return ok;
}

static bool find_record(struct upsert *u, enum bb_entity e, const struct row_texts *row, int64_t *id,
                        struct bb_error *err)
{
    int key = bb_entity_def(e)->prefix ? bb_field_find(bb_entity_def(e), "key") : -1;
    *id = 0;
    if (!empty(row->uid) && !by_uid(u, e, row->uid, id, err))
        return false;
    if (*id)
        return true;
    if (key < 0 || u->value[key].n)
        return find_by_free_key(u, e, row, id, err);
    return e == BB_PERSON ? find_by_name(u, id, err) : find_by_needed(u, e, id, err);
}

/* Writing. */

static enum outcome failure(const struct bb_error *err)
{
    return err->code == BB_E_INPUT || err->code == BB_E_CONFLICT ? OUTCOME_INVALID : OUTCOME_FAILED;
}

static const char *text_of(struct upsert *u, const struct bb_field *f, const void *record)
{
    bb_str_clear(&u->scratch);
    bb_field_save(f, record, &u->scratch);
    return bb_str_get(&u->scratch);
}

static size_t differences(struct upsert *u, enum bb_entity e, const void *record, struct bb_change *changes)
{
    const struct bb_entity_def *def = bb_entity_def(e);
    size_t n = 0;
    for (int i = 0; i < def->field_count; i++) {
        const char *value = bb_str_get(&u->value[i]);
        bool keeps_key = bb_entity_def(e)->prefix && (def->fields[i].flags & BB_KEY) && !*value;
        if (u->given[i] && !keeps_key && strcmp(text_of(u, &def->fields[i], record), value) != 0)
            changes[n++] = (struct bb_change){.field = i, .value = value};
    }
    return n;
}

static bool puts_off(const struct upsert *u, enum bb_entity e, const struct bb_change *c, size_t n,
                     struct bb_error *err)
{
    for (size_t i = 0; e == BB_SNOOZE && i < n; i++)
        if (!bb_snooze_check(&bb_entity_def(e)->fields[c[i].field], c[i].value, u->today, err))
            return false;
    return true;
}

static enum outcome change(struct upsert *u, enum bb_entity e, int64_t id, struct bb_error *err)
{
    struct bb_change changes[EXCHANGE_FIELDS];
    void *record;
    if (!bb_store_get(u->store, e, id, &u->arena, &record, err) || !record)
        return OUTCOME_FAILED;
    size_t n = differences(u, e, record, changes);
    bb_arena_finish(&u->arena);
    if (n == 0)
        return OUTCOME_SAME;
    if (!puts_off(u, e, changes, n, err))
        return OUTCOME_INVALID;
    if (!bb_store_update(u->store, e, id, changes, n, err))
        return failure(err);
    if (e == BB_UNIT)
        forget_units(u);
    return OUTCOME_CHANGED;
}

/* A uid that another engagement has cannot be used again; that of a deleted row brings the row back. */
static bool free_uid(struct upsert *u, enum bb_entity e, const char **uid, struct bb_error *err)
{
    struct bb_str sql = {0};
    int64_t taken = 0;
    if (empty(*uid) || !is_uid(*uid)) {
        *uid = NULL;
        return true;
    }
    bb_str_addf(&sql, "SELECT 1 FROM \"%s\" WHERE uid = $1 AND %s <> $2", bb_entity_def(e)->name,
                e == BB_ENGAGEMENT ? "$2" : "engagement");
    bool ok = db_one(bb_store_db(u->store), err, &taken, 0, bb_str_get(&sql), DB_ARGS(db_s(*uid), db_i(u->engagement)));
    bb_str_finish(&sql);
    if (taken)
        *uid = NULL;
    return ok;
}

static enum outcome check_complete(struct upsert *u, enum bb_entity e, struct bb_error *err)
{
    const struct bb_entity_def *def = bb_entity_def(e);
    for (int i = 0; i < def->field_count; i++)
        if ((def->fields[i].flags & BB_REQUIRED) && !u->value[i].n) {
            u->missing = i;
            bb_fail(err, BB_E_INPUT, "%s: A new %s needs it.", def->fields[i].label, def->label);
            return OUTCOME_MISSING;
        }
    return OUTCOME_ADDED;
}

static void remember(struct upsert *u, enum bb_entity e, int64_t id)
{
    const struct bb_entity_def *def = bb_entity_def(e);
    const char *title = def->title >= 0 ? bb_str_get(&u->value[def->title]) : "";
    if (e == BB_UNIT && u->units_read) {
        names_add(&u->units, title, id);
        names_add(&u->unit_folds, fold(u, title), id);
    }
    if (e == BB_PERSON && u->people_read && !u->nameless)
        names_add(&u->people, fold(u, title), id);
}

/* What is new today is dated today; a bundle tells of another day. */
static void fill_dates(struct upsert *u, enum bb_entity e)
{
    for (int i = 0; !u->uids_tell && i < bb_entity_def(e)->field_count; i++)
        if ((bb_entity_def(e)->fields[i].flags & BB_TODAY) && !(u->given[i] && u->value[i].n)) {
            bb_str_clear(&u->value[i]);
            bb_date_format(&u->value[i], bb_date_of(u->today));
            u->given[i] = true;
        }
}

static enum outcome add(struct upsert *u, enum bb_entity e, const char *uid, int64_t *id, struct bb_error *err)
{
    struct bb_change changes[EXCHANGE_FIELDS];
    size_t n = 0;
    enum outcome outcome = check_complete(u, e, err);
    if (outcome != OUTCOME_ADDED)
        return outcome;
    fill_dates(u, e);
    for (int i = 0; i < bb_entity_def(e)->field_count; i++)
        if (u->given[i] && u->value[i].n)
            changes[n++] = (struct bb_change){.field = i, .value = bb_str_get(&u->value[i])};
    if (!free_uid(u, e, &uid, err))
        return OUTCOME_FAILED;
    if (!uid && !puts_off(u, e, changes, n, err)) /* what another board let in may have come back since */
        return OUTCOME_INVALID;
    if (!bb_store_insert(u->store, e, u->engagement, uid, changes, n, id, err))
        return failure(err);
    remember(u, e, *id);
    return OUTCOME_ADDED;
}

static void wait_for_reference(struct upsert *u, enum bb_entity e, int64_t id)
{
    u->later = bb_grow(u->later, u->later_n, &u->later_cap, sizeof *u->later);
    u->later[u->later_n++] = (struct later){
        .entity = e, .id = id, .field = u->waiting, .text = bb_strdup(bb_str_get(&u->value[u->waiting]))};
}

static enum outcome read_row(struct upsert *u, enum bb_entity e, const struct row_texts *row, struct bb_error *err)
{
    *err = (struct bb_error){0};
    return read_values(u, e, row, err);
}

enum outcome upsert_row(struct upsert *u, enum bb_entity e, const struct row_texts *row, int64_t *id,
                        struct bb_error *err)
{
    enum outcome outcome = read_row(u, e, row, err);
    if (outcome != OUTCOME_SAME)
        return outcome;
    if (!find_record(u, e, row, id, err))
        return OUTCOME_FAILED;
    outcome = *id ? change(u, e, *id, err) : add(u, e, row->uid, id, err);
    if (outcome <= OUTCOME_SAME && is_tracked(u, e, row))
        names_add(&u->taken, taken_name(u, e, *id), *id);
    if (u->waiting >= 0 && outcome <= OUTCOME_SAME)
        wait_for_reference(u, e, *id);
    return outcome;
}

enum outcome upsert_new(struct upsert *u, enum bb_entity e, const struct row_texts *row, int64_t *id,
                        struct bb_error *err)
{
    enum outcome outcome = read_row(u, e, row, err);
    if (outcome != OUTCOME_SAME)
        return outcome;
    outcome = add(u, e, NULL, id, err);
    if (u->waiting >= 0 && outcome == OUTCOME_ADDED)
        wait_for_reference(u, e, *id);
    return outcome;
}

enum outcome upsert_known(struct upsert *u, enum bb_entity e, const struct row_texts *row, int64_t id,
                          struct bb_error *err)
{
    enum outcome outcome = read_row(u, e, row, err);
    if (outcome == OUTCOME_SAME)
        outcome = change(u, e, id, err);
    if (u->waiting >= 0 && outcome <= OUTCOME_SAME)
        wait_for_reference(u, e, id);
    return outcome;
}

enum outcome upsert_find(struct upsert *u, enum bb_entity e, const char *text, int64_t *id, struct bb_error *err)
{
    *id = 0;
    return find_reference(u, (int)e, text, id, err);
}

enum outcome upsert_read(struct upsert *u, enum bb_entity e, int field, const char *typed, struct bb_error *err)
{
    u->waiting = -1;
    return read_value(u, e, field, typed, err);
}

static bool settle(struct upsert *u, const struct later *later, struct bb_error *err)
{
    int64_t id = 0;
    struct bb_str value = {0};
    enum outcome outcome = find_reference(u, (int)later->entity, later->text, &id, err);
    if (outcome == OUTCOME_SAME && !id)
        outcome = make_reference(u, (int)later->entity, later->text, &id, err);
    if (outcome != OUTCOME_SAME)
        return false;
    bb_str_addf(&value, "%lld", (long long)id);
    struct bb_change c = {.field = later->field, .value = bb_str_get(&value)};
    bool ok = bb_store_update(u->store, later->entity, later->id, &c, 1, err);
    bb_str_finish(&value);
    return ok;
}

bool upsert_settle(struct upsert *u, struct bb_error *err)
{
    bool ok = true;
    for (size_t i = 0; i < u->later_n; i++) {
        ok = ok && settle(u, &u->later[i], err);
        free(u->later[i].text);
    }
    u->later_n = 0;
    return ok;
}

void upsert_finish(struct upsert *u)
{
    for (int i = 0; i < EXCHANGE_FIELDS; i++)
        bb_str_finish(&u->value[i]);
    for (size_t i = 0; i < u->later_n; i++)
        free(u->later[i].text);
    free(u->later);
    forget_units(u);
    names_finish(&u->people);
    names_finish(&u->taken);
    bb_str_finish(&u->scratch);
    bb_arena_finish(&u->arena);
}
