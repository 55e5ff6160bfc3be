/* Kinds and sources of usage events, as small numbers. */
#include "event.h"

#include <stdlib.h>
#include <string.h>

enum { SLOTS = 2 * EVENT_NAMES_MOST };

static size_t slot_of(const struct event_names *n, const char *kind, const char *source)
{
    uint64_t h = UINT64_C(0xCBF29CE484222325);
    for (const char *p = kind; *p; p++)
        h = (h ^ (unsigned char)*p) * UINT64_C(0x100000001B3);
    h = (h ^ 0xFF) * UINT64_C(0x100000001B3);
    for (const char *p = source; *p; p++)
        h = (h ^ (unsigned char)*p) * UINT64_C(0x100000001B3);
    size_t i = (h ^ h >> 32) & (SLOTS - 1);
    for (; n->list && n->slots[i]; i = (i + 1) & (SLOTS - 1)) {
        const struct event_name *name = &n->list[n->slots[i] - 1];
        if (strcmp(name->kind, kind) == 0 && strcmp(name->source, source) == 0)
            break;
    }
    return i;
}

static void add(struct event_names *n, size_t slot, uint32_t id, const char *kind, const char *source)
{
    n->list = bb_grow(n->list, n->n, &n->cap, sizeof *n->list);
    n->list[n->n++] = (struct event_name){.id = id, .kind = bb_strdup(kind), .source = bb_strdup(source)};
    n->slots[slot] = (uint16_t)n->n;
    n->largest = id > n->largest ? id : n->largest;
}

bool event_names_load(struct bb_store *s, struct event_names *out, struct bb_error *err)
{
    struct db_rows *r =
        db_query(s->db, err, "SELECT id, kind, source FROM event_name ORDER BY kind, source", DB_NO_ARGS);
    *out = (struct event_names){.slots = bb_alloc(SLOTS * sizeof *out->slots)};
    while (db_next(r))
        add(out, slot_of(out, db_text(r, 1), db_text(r, 2)), (uint32_t)db_int(r, 0), db_text(r, 1), db_text(r, 2));
    out->stored = out->n;
    return r && db_done(r, err);
}

bool event_names_number(struct event_names *n, const char *kind, const char *source, uint32_t *id, struct bb_error *err)
{
    if (!n->list || strcmp(n->list[n->last].kind, kind) != 0 || strcmp(n->list[n->last].source, source) != 0) {
        size_t slot = slot_of(n, kind, source);
        if (!n->slots[slot] && n->largest + 1 == EVENT_NAMES_MOST)
            return bb_fail(
                err, BB_E_INPUT,
                "there are more than %d different kinds and sources of events; leave one of the two columns out",
                EVENT_NAMES_MOST - 1);
        if (!n->list || !n->slots[slot])
            add(n, slot, n->largest + 1, kind, source);
        n->last = n->slots[slot] - 1u;
    }
    *id = n->list[n->last].id;
    return true;
}

bool event_names_store(struct event_names *n, struct bb_store *s, int64_t batch, struct bb_error *err)
{
    static const char sql[] = "INSERT INTO event_name (id, kind, source, batch) VALUES ($1, $2, $3, $4)";
    if (!n->list)
        return true;
    for (; n->stored < n->n; n->stored++) {
        const struct event_name *name = &n->list[n->stored];
        if (!db_exec(s->db, err, sql, DB_ARGS(db_i(name->id), db_s(name->kind), db_s(name->source), db_i(batch))))
            return false;
    }
    return true;
}

void event_names_finish(struct event_names *n)
{
    for (size_t i = 0; i < n->n; i++) {
        free(n->list[i].kind);
        free(n->list[i].source);
    }
    free(n->list);
    free(n->slots);
    *n = (struct event_names){0};
}
