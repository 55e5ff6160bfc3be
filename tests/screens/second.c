#include "second.h"

#include <stdio.h>
#include <string.h>

/* A live record of that kind, 0 if there is none. */
static int64_t any_record(struct bb_store *s, enum bb_entity e, struct seeded *random, int64_t *engagement)
{
    struct bb_arena a = {0};
    struct bb_table t = {0};
    int64_t id = 0;
    if (bb_store_table(s, e, 0, &a, &t, NULL) && t.n) {
        const struct bb_row *row = bb_table_at(&t, seeded_below(random, t.n));
        id = row->id;
        *engagement = row->engagement;
    }
    bb_arena_finish(&a);
    return id;
}

/* A value that the field takes, as canonical text. */
static void any_value(struct bb_store *s, const struct bb_field *f, struct seeded *random, char *out, size_t size)
{
    int64_t engagement, low = f->min, high = f->max ? f->max : 1000000;
    switch (f->kind) {
    case BB_TEXT:
    case BB_NOTE:
        snprintf(out, size, "second %zu Ω漢", seeded_below(random, 1000));
        break;
    case BB_DATE:
        snprintf(out, size, "2026-%02zu-%02zu", 1 + seeded_below(random, 12), 1 + seeded_below(random, 28));
        break;
    case BB_CHOICE:
        snprintf(out, size, "%s", f->choices->keys[seeded_below(random, (size_t)f->choices->count)]);
        break;
    case BB_BOOL:
        snprintf(out, size, "%s", seeded_below(random, 2) ? "1" : "");
        break;
    case BB_REF:
        snprintf(out, size, "%lld", (long long)any_record(s, (enum bb_entity)f->ref, random, &engagement));
        break;
    default:
        snprintf(out, size, "%lld", (long long)(low + (int64_t)seeded_below(random, (size_t)(high - low + 1))));
    }
}

static bool add(struct bb_store *s, struct seeded *random)
{
    enum bb_entity e = (enum bb_entity)(BB_UNIT + seeded_below(random, BB_IMPORT - BB_UNIT));
    const struct bb_entity_def *def = bb_entity_def(e);
    char values[64][64];
    struct bb_change changes[64];
    size_t n = 0;
    int64_t id = 0;
    for (int i = 0; i < def->field_count && n < 64; i++) {
        any_value(s, &def->fields[i], random, values[n], sizeof values[n]);
        changes[n] = (struct bb_change){.field = i, .value = values[n]};
        n++;
    }
    return bb_store_save(s, e, 1, &id, changes, n, "Second adds", NULL);
}

static bool edit(struct bb_store *s, struct seeded *random)
{
    enum bb_entity e = (enum bb_entity)seeded_below(random, BB_IMPORT);
    const struct bb_entity_def *def = bb_entity_def(e);
    char value[64];
    int64_t engagement = 0, id = any_record(s, e, random, &engagement);
    int field = (int)seeded_below(random, (size_t)def->field_count);
    if (!id)
        return false;
    any_value(s, &def->fields[field], random, value, sizeof value);
    struct bb_change change = {.field = field, .value = value};
    return bb_store_save(s, e, engagement, &id, &change, 1, "Second edits", NULL);
}

static bool take_away(struct bb_store *s, struct seeded *random)
{
    enum bb_entity e = (enum bb_entity)(BB_UNIT + seeded_below(random, BB_IMPORT - BB_UNIT));
    int64_t engagement, id = any_record(s, e, random, &engagement);
    return id && bb_store_remove(s, e, id, "Second deletes", NULL);
}

static bool turn(struct bb_store *s, bool undo)
{
    struct bb_str what = {0};
    bool ok = undo ? bb_store_undo(s, 0, &what, NULL) : bb_store_redo(s, 0, &what, NULL);
    bb_str_finish(&what);
    return ok;
}

bool second_change(struct bb_store *s, struct seeded *random)
{
    switch (seeded_below(random, 10)) {
    case 0:
    case 1:
        return take_away(s, random);
    case 2:
        return turn(s, true);
    case 3:
        return turn(s, false);
    case 4:
    case 5:
        return add(s, random);
    default:
        return edit(s, random);
    }
}
