/* Records of every kind, made from the field tables alone. */
#include "rows.h"

#include <bepboard/model.h>
#include <stdio.h>

enum { FIELDS_MAX = 64, ROWS = 2 };

static size_t ids_of(struct bb_store *s, enum bb_entity e, int64_t engagement, int64_t out[ROWS])
{
    struct bb_arena arena = {0};
    struct bb_table t = {0};
    size_t n = 0;
    if (bb_store_table(s, e, e == BB_ENGAGEMENT ? 0 : engagement, &arena, &t, NULL))
        for (; n < t.n && n < ROWS; n++)
            out[n] = ((const struct bb_row *)bb_table_at(&t, n))->id;
    bb_arena_finish(&arena);
    return n;
}

/* What a field may hold, by its description alone; false: nothing yet. */
static bool value_of_field(struct bb_store *s, const struct bb_field *f, int64_t engagement, size_t row, char *out,
                           size_t size)
{
    int64_t ids[ROWS];
    size_t known = f->kind == BB_REF ? ids_of(s, (enum bb_entity)f->ref, engagement, ids) : 0;
    switch (f->kind) {
    case BB_TEXT:
    case BB_NOTE:
        snprintf(out, size, "word %zu", row);
        return true;
    case BB_DATE:
        /* Later fields hold later days, as the rules of some records want it. */
        snprintf(out, size, "%zu-11-%02zu", 2000 + f->offset / sizeof(struct bb_date), row + 1);
        return true;
    case BB_CHOICE:
        snprintf(out, size, "%s", f->choices->keys[0]);
        return f->choices != &bb_sensitivities;
    case BB_REF:
        snprintf(out, size, "%lld", known ? (long long)ids[row % known] : 0);
        return known > 0;
    case BB_INT:
        snprintf(out, size, "%lld", (long long)(f->min > 1 ? f->min : 1));
        return true;
    default:
        snprintf(out, size, "1");
        return true;
    }
}

/* One record with all its fields, or, if the program knows better, with those that it needs. */
static bool make_row(struct bb_store *s, enum bb_entity e, int64_t engagement, size_t row, bool all,
                     struct bb_error *err)
{
    const struct bb_entity_def *def = bb_entity_def(e);
    struct bb_change changes[FIELDS_MAX];
    char texts[FIELDS_MAX][64];
    size_t n = 0;
    int64_t id = 0;
    bool ok = true;
    for (int i = 0; i < def->field_count; i++) {
        const struct bb_field *f = &def->fields[i];
        bool needed = f->flags & (BB_REQUIRED | BB_KEY), itself = f->kind == BB_REF && f->ref == (int)e;
        if (!needed && (!all || itself))
            continue;
        if (n < FIELDS_MAX && value_of_field(s, f, engagement, row, texts[n], sizeof texts[n])) {
            changes[n] = (struct bb_change){.field = i, .value = texts[n]};
            n++;
        } else {
            ok = ok && !(f->flags & BB_REQUIRED);
        }
    }
    return ok && bb_store_save(s, e, engagement, &id, changes, n, "Fill", err);
}

/* What needs other records comes after them, in as many turns as that takes. */
bool rows_fill(struct bb_store *s, int64_t engagement, struct bb_error *err)
{
    int missing = 1;
    for (int turn = 0; missing && turn < BB_ENTITY_COUNT; turn++) {
        missing = 0;
        for (int e = 0; e < BB_ENTITY_COUNT; e++) {
            int64_t ids[ROWS];
            size_t n = e == BB_ENGAGEMENT ? ROWS : ids_of(s, (enum bb_entity)e, engagement, ids);
            for (; n < ROWS; n++)
                if (!make_row(s, (enum bb_entity)e, engagement, n, true, err) &&
                    !make_row(s, (enum bb_entity)e, engagement, n, false, err))
                    break;
            missing += n < ROWS;
        }
    }
    return missing == 0;
}
