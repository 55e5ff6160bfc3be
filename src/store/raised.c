/* What the gate needs to know beside the records: rows that were raised, and the key of the pseudonyms. */
#include "past.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* One statement for all tables that have rows: most databases fill few of them, and raise next to nothing. */
static void raised_select(struct bb_str *sql, const bool filled[BB_ENTITY_COUNT])
{
    for (int e = 0; e < BB_ENTITY_COUNT; e++)
        if (filled[e])
            bb_str_addf(sql,
                        "%sSELECT %d, id, sensitivity, %s FROM \"%s\" WHERE %s = $1 AND sensitivity IS NOT NULL AND "
                        "deleted = 0",
                        sql->n ? " UNION ALL " : "", e, e == BB_PERSON ? "unit" : "0",
                        bb_entity_def((enum bb_entity)e)->name, e == BB_ENGAGEMENT ? "id" : "engagement");
    bb_str_add(sql, " ORDER BY 1, 2");
}

/* Rows of one table, until the next one's begin: *entity tells of which. */
static void take_table(struct db_rows *r, int *entity, struct bb_data *d)
{
    struct bb_raised *list = NULL;
    size_t n = 0, cap = 0;
    int e = *entity;
    for (; *entity == e; n++, *entity = db_next(r) ? (int)db_int(r, 0) : BB_ENTITY_COUNT) {
        list = bb_grow(list, n, &cap, sizeof *list);
        list[n] = (struct bb_raised){.id = db_int(r, 1),
                                     .unit = db_int(r, 3),
                                     .to = (enum bb_sensitivity)(bb_choice_find(&bb_sensitivities, db_text(r, 2)) + 1)};
    }
    d->raised_n[e] = n;
    d->raised[e] = bb_arena_alloc(&d->arena, n * sizeof *list);
    memcpy(d->raised[e], list, n * sizeof *list);
    free(list);
}

static bool load_raised(struct bb_store *s, int64_t engagement, const bool filled[BB_ENTITY_COUNT], struct bb_data *d,
                        struct bb_error *err)
{
    struct bb_str sql = {0};
    raised_select(&sql, filled);
    struct db_rows *r = db_query(s->db, err, bb_str_get(&sql), DB_ARGS(db_i(engagement)));
    bb_str_finish(&sql);
    for (int entity = db_next(r) ? (int)db_int(r, 0) : BB_ENTITY_COUNT; entity < BB_ENTITY_COUNT;)
        take_table(r, &entity, d);
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

bool raised_load(struct bb_store *s, int64_t engagement, const bool filled[BB_ENTITY_COUNT], struct bb_data *d,
                 struct bb_error *err)
{
    return load_key(s, d, err) &&
           (s->past ? past_raised(s, engagement, filled, d, err) : load_raised(s, engagement, filled, d, err));
}
