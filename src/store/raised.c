/* What the gate needs to know beside the records: rows that were raised, and the key of the pseudonyms. */
#include "private.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool load_raised_of(struct bb_store *s, enum bb_entity e, int64_t engagement, struct bb_data *d,
                           struct bb_error *err)
{
    struct bb_str sql = {0};
    struct bb_raised *list = NULL;
    size_t n = 0, cap = 0;
    bb_str_addf(&sql,
                "SELECT id, sensitivity, %s FROM \"%s\" WHERE %s = $1 AND sensitivity IS NOT NULL AND deleted = 0"
                " ORDER BY id",
                e == BB_PERSON ? "unit" : "0", bb_entity_def(e)->name, e == BB_ENGAGEMENT ? "id" : "engagement");
    struct db_rows *r = db_query(s->db, err, bb_str_get(&sql), DB_ARGS(db_i(engagement)));
    bb_str_finish(&sql);
    for (; db_next(r); n++) {
        list = bb_grow(list, n, &cap, sizeof *list);
        list[n] = (struct bb_raised){.id = db_int(r, 0),
                                     .unit = db_int(r, 2),
                                     .to = (enum bb_sensitivity)(bb_choice_find(&bb_sensitivities, db_text(r, 1)) + 1)};
    }
    d->raised_n[e] = n;
    d->raised[e] = bb_arena_alloc(&d->arena, n * sizeof *list);
    if (n)
        memcpy(d->raised[e], list, n * sizeof *list);
    free(list);
    return r && db_done(r, err);
}

static bool load_key(struct bb_store *s, struct bb_data *d, struct bb_error *err)
{
    struct db_rows *r = db_query(s->db, err, "SELECT key FROM pseudonym_key", DB_NO_ARGS);
    const char *hex = db_next(r) ? db_text(r, 0) : NULL;
    for (size_t i = 0; hex && strlen(hex) == 2 * sizeof d->pseudonym_key && i < sizeof d->pseudonym_key; i++) {
        unsigned byte = 0;
        if (sscanf(hex + 2 * i, "%2x", &byte) == 1)
            d->pseudonym_key[i] = (uint8_t)byte;
    }
    return r && db_done(r, err);
}

bool raised_load(struct bb_store *s, int64_t engagement, struct bb_data *d, struct bb_error *err)
{
    bool ok = load_key(s, d, err);
    for (int e = 0; ok && e < BB_ENTITY_COUNT; e++)
        ok = load_raised_of(s, (enum bb_entity)e, engagement, d, err);
    return ok;
}
