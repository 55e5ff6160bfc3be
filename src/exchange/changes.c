/* What entries of the journal changed, field by field, as an audience may see it. */
#include "private.h"

#include <bepboard/json.h>
#include <stdlib.h>
#include <string.h>

enum { FIELDS = 64 };

struct reading {
    struct bb_store *store;
    struct bb_face face;
    struct bb_arena *out;
    struct bb_field_change *list;
    size_t n, cap;
};

/* The texts of a journal object by field index; NULL = empty or not in it. */
static void read_texts(struct reading *r, const struct bb_entity_def *def, const char *json, const char **texts,
                       bool *given)
{
    struct bb_json j;
    enum bb_json_token token;
    int field = -1;
    if (!json)
        return;
    bb_json_init(&j, json, strlen(json));
    while ((token = bb_json_next(&j)) != BB_JSON_END && token != BB_JSON_ERROR) {
        if (token == BB_JSON_KEY) {
            field = bb_field_find(def, bb_str_get(&j.text));
        } else if (field >= 0) {
            given[field] = true;
            texts[field] = token == BB_JSON_STRING ? bb_arena_strdup(r->out, bb_str_get(&j.text)) : NULL;
            field = -1;
        }
    }
    bb_json_finish(&j);
}

static void add(struct reading *r, struct bb_field_change one)
{
    r->list = bb_grow(r->list, r->n, &r->cap, sizeof *r->list);
    r->list[r->n++] = one;
}

static void add_fields(struct reading *r, const struct bb_journal_change *c)
{
    const struct bb_entity_def *def = bb_entity_def(c->entity);
    const char *before[FIELDS] = {0}, *after[FIELDS] = {0};
    bool given[FIELDS] = {0}, any = false;
    read_texts(r, def, c->before, before, given);
    read_texts(r, def, c->after, after, given);
    for (int i = 0; i < def->field_count; i++) {
        any |= given[i];
        if (given[i] && bb_face_shows(r->face.agreement, r->face.audience, &def->fields[i]))
            add(r, (struct bb_field_change){c, &def->fields[i], before[i], after[i]});
    }
    if (!any)
        add(r, (struct bb_field_change){.of = c});
}

/* Records that are gone may have been anything: only our own desk hears of them. */
static bool sees_row(struct reading *r, const struct bb_journal_change *c, bool *seen, struct bb_error *err)
{
    struct bb_arena arena = {0};
    void *row = NULL;
    if (r->face.audience == BB_DESK)
        return *seen = true;
    bool ok = bb_store_get(r->store, c->entity, c->row, &arena, &row, err);
    *seen = ok && row && bb_face_row(&r->face, &arena, c->entity, row);
    bb_arena_finish(&arena);
    return ok;
}

static bool add_all(struct reading *r, const struct bb_journal_change *list, size_t n, bool newest_first,
                    struct bb_error *err)
{
    for (size_t i = 0; i < n; i++) {
        const struct bb_journal_change *c = &list[newest_first ? n - 1 - i : i];
        bool seen;
        if (!sees_row(r, c, &seen, err))
            return false;
        if (seen)
            add_fields(r, c);
    }
    return true;
}

bool bb_changes_seen(struct bb_store *s, enum bb_audience audience, int64_t engagement,
                     const struct bb_agreements *agreements, int64_t seq, enum bb_entity e, int64_t row,
                     struct bb_arena *a, struct bb_field_change **out, size_t *n, struct bb_error *err)
{
    struct reading r = {.store = s, .out = a};
    struct bb_journal_change *list = NULL;
    size_t count = 0;
    *out = NULL;
    *n = 0;
    if (audience == BB_ROOM)
        return true;
    if (!face_load(s, engagement, audience, false, agreements, &r.face, err))
        return false;
    bool ok =
        seq ? bb_store_entry(s, seq, a, &list, &count, err) : bb_store_changes(s, 0, e, row, a, &list, &count, err);
    ok = ok && add_all(&r, list, count, seq == 0, err);
    *out = bb_arena_alloc(a, r.n * sizeof *r.list);
    *n = r.n;
    if (r.n)
        memcpy(*out, r.list, r.n * sizeof *r.list);
    free(r.list);
    bb_face_finish(&r.face);
    return ok;
}
