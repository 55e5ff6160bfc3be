/* The face of an output that is not a scene, and the journal as an audience may see it. */
#include "../store/engine.h"
#include "private.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool face_load(struct bb_store *s, int64_t engagement, enum bb_audience audience, bool pseudonyms,
               const struct bb_agreements *agreements, struct bb_face *face, struct bb_error *err)
{
    struct bb_data data = {0};
    if (!bb_store_load(s, engagement, &data, err))
        return false;
    data.pseudonyms = pseudonyms;
    data.agreements = agreements;
    bb_face_make(face, &data, audience);
    bb_data_finish(&data);
    return !face->nothing ||
           bb_fail(err, BB_E_NOT_FOUND, "This engagement is not for the %s.", audience == BB_ROOM ? "room" : "team");
}

struct seen {
    struct bb_store *store;
    struct bb_face face;
    struct bb_arena *out;
};

/* Does the journal's object name a field that may be seen? */
static bool names_field(enum bb_audience audience, const struct bb_entity_def *def, const char *json)
{
    struct bb_json j;
    enum bb_json_token token;
    bool seen = false;
    bb_json_init(&j, json, strlen(json));
    while (!seen && (token = bb_json_next(&j)) != BB_JSON_END && token != BB_JSON_ERROR) {
        int field = token == BB_JSON_KEY ? bb_field_find(def, bb_str_get(&j.text)) : -1;
        seen = field >= 0 && bb_face_field(audience, &def->fields[field]);
    }
    bb_json_finish(&j);
    return seen;
}

/* Records that are gone may have been anything: the audience does not hear of them. */
static bool sees_row(struct seen *s, enum bb_entity e, int64_t id, bool *seen, struct bb_error *err)
{
    struct bb_arena arena = {0};
    void *row = NULL;
    bool ok = bb_store_get(s->store, e, id, &arena, &row, err);
    *seen = ok && row && bb_face_row(&s->face, &arena, e, row);
    bb_arena_finish(&arena);
    return ok;
}

static const char *word_of(const char *op)
{
    static const char *const words[][2] = {{"insert", "Add"}, {"update", "Edit"}, {"restore", "Bring back"}};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(words[i][0], op) == 0)
            return words[i][1];
    return "Delete";
}

static void say_what(struct seen *s, struct bb_txn *t, enum bb_entity e, const char *op)
{
    char label[128];
    const struct bb_entity_def *def = bb_entity_def(e);
    if (strcmp(t->kind, "import") == 0)
        snprintf(label, sizeof label, "Import %s", def->noun);
    else
        snprintf(label, sizeof label, "%s %s", word_of(op), def->label);
    t->label = bb_arena_strdup(s->out, label);
    t->changes = 0;
    if (s->face.audience == BB_ROOM)
        t->actor = "";
}

struct journaled {
    enum bb_entity entity;
    int64_t row;
    char op[16];
};

/* The changes of a transaction that touch a field which may be seen; one of them is enough, so few are read. */
static size_t read_changes(struct seen *s, int64_t seq, struct journaled *out, size_t most)
{
    size_t n = 0;
    struct db_rows *r = db_query(
        bb_store_db(s->store), NULL,
        "SELECT entity, row, op, before, after FROM change WHERE seq = $1 ORDER BY id LIMIT 500", DB_ARGS(db_i(seq)));
    while (n < most && db_next(r)) {
        int e = bb_entity_find(db_text(r, 0));
        const char *before = db_text(r, 3), *after = db_text(r, 4);
        if (e < 0 || !bb_face_entity(s->face.audience, (enum bb_entity)e) ||
            !names_field(s->face.audience, bb_entity_def((enum bb_entity)e),
                         after    ? after
                         : before ? before
                                  : "{}"))
            continue;
        out[n] = (struct journaled){.entity = (enum bb_entity)e, .row = db_int(r, 1)};
        snprintf(out[n++].op, sizeof out->op, "%s", db_text(r, 2));
    }
    db_done(r, NULL);
    return n;
}

static bool see(struct seen *s, struct bb_txn *t, bool *seen, struct bb_error *err)
{
    enum { ENOUGH = 64 };
    struct journaled list[ENOUGH];
    size_t n = read_changes(s, t->seq, list, ENOUGH);
    *seen = false;
    for (size_t i = 0; i < n && !*seen; i++) {
        if (!sees_row(s, list[i].entity, list[i].row, seen, err))
            return false;
        if (*seen)
            say_what(s, t, list[i].entity, list[i].op);
    }
    return true;
}

/* One page of the journal; what is seen is moved behind the `*n` that were kept so far. */
static bool take_page(struct seen *s, struct bb_txn *page, size_t page_n, struct bb_txn *kept, size_t limit, size_t *n,
                      struct bb_error *err)
{
    for (size_t i = 0; i < page_n && *n < limit; i++) {
        bool seen;
        if (!see(s, &page[i], &seen, err))
            return false;
        if (seen)
            kept[(*n)++] = page[i];
    }
    return true;
}

bool bb_log_seen(struct bb_store *s, enum bb_audience audience, const struct bb_log_query *q, struct bb_arena *a,
                 struct bb_txn **out, size_t *n, struct bb_error *err)
{
    struct seen seen = {.store = s, .out = a};
    struct bb_txn *page = NULL;
    size_t page_n = 1, limit = (size_t)q->limit;
    struct bb_log_query next = *q;
    if (audience == BB_DESK)
        return bb_store_log_query(s, q, a, out, n, err);
    *n = 0;
    *out = bb_arena_alloc(a, limit * sizeof **out);
    bool ok = face_load(s, q->engagement, audience, false, NULL, &seen.face, err);
    while (ok && page_n && *n < limit) {
        ok =
            bb_store_log_query(s, &next, a, &page, &page_n, err) && take_page(&seen, page, page_n, *out, limit, n, err);
        next.before = page_n ? page[page_n - 1].seq : 0;
    }
    bb_face_finish(&seen.face);
    return ok;
}
