/* The next engagement with the same client: what is known of units, people and knowledge goes along, nothing else. */
#include "private.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What goes along, in an order in which nothing refers to what comes later; NULL = all fields. What was seen of people
 * in the old engagement (stances, scores, interest, what they wanted of it) stays there. */
static const char *const of_engagement[] = {"client", "currency", "time_zone", NULL};
static const char *const of_unit[] = {"name", "parent", "headcount", "sensitivity", NULL};
static const char *const of_person[] = {"key",   "name",     "role",     "unit",        "kind", "size",
                                        "power", "external", "identity", "sensitivity", NULL};
static const struct {
    enum bb_entity entity;
    const char *const *fields;
} kinds[] = {{BB_UNIT, of_unit}, {BB_PERSON, of_person}, {BB_ATTRIBUTE, NULL}, {BB_TIE, NULL},
             {BB_MEMBER, NULL},  {BB_KNOWLEDGE, NULL},   {BB_HOLDER, NULL}};
enum { KINDS = sizeof kinds / sizeof *kinds, FIELDS_MOST = 64 };

/* Row ids there and here, by the former. */
struct pair {
    int64_t from, to;
};
struct pairs {
    struct pair *list;
    size_t n, cap;
};
struct next {
    struct bb_store *s;
    int64_t from, to;
    struct pairs known[BB_ENTITY_COUNT];
};

static int by_from(const void *a, const void *b)
{
    const struct pair *x = a, *y = b;
    return (x->from > y->from) - (x->from < y->from);
}

static int64_t here(const struct next *x, int entity, int64_t from)
{
    const struct pairs *p = &x->known[entity];
    const struct pair *found =
        p->n ? bsearch(&(struct pair){.from = from}, p->list, p->n, sizeof *p->list, by_from) : NULL;
    return found ? found->to : 0;
}

static bool goes(const char *const *fields, const char *name)
{
    for (; fields && *fields; fields++)
        if (strcmp(*fields, name) == 0)
            return true;
    return !fields;
}

/* The field as it is to be here: a reference to what did not come along is empty. */
static void carry(const struct next *x, const struct bb_field *f, const void *row, struct bb_str *out)
{
    bb_field_save(f, row, out);
    if (f->kind != BB_REF || !out->n)
        return;
    int64_t to = here(x, f->ref, strtoll(bb_str_get(out), NULL, 10));
    bb_str_clear(out);
    if (to)
        bb_str_addf(out, "%lld", (long long)to);
}

/* False in *whole when something that the record needs did not come along. */
static size_t carry_all(const struct next *x, enum bb_entity e, const char *const *fields, const void *row,
                        struct bb_str *texts, struct bb_change *c, bool *whole)
{
    const struct bb_entity_def *def = bb_entity_def(e);
    size_t n = 0;
    assert(def->field_count <= FIELDS_MOST);
    *whole = true;
    for (int i = 0; i < def->field_count; i++) {
        const struct bb_field *f = &def->fields[i];
        bool itself = f->kind == BB_REF && f->ref == (int)e;
        if (itself || !goes(fields, f->name))
            continue;
        carry(x, f, row, &texts[n]);
        *whole &= texts[n].n || !(f->flags & BB_REQUIRED);
        c[n] = (struct bb_change){.field = i, .value = bb_str_get(&texts[n])};
        n++;
    }
    return n;
}

static bool copy_row(struct next *x, enum bb_entity e, const char *const *fields, const struct bb_row *row,
                     struct bb_error *err)
{
    struct bb_str texts[FIELDS_MOST] = {0};
    struct bb_change c[FIELDS_MOST];
    struct pairs *known = &x->known[e];
    char uid[BB_UID_SIZE];
    bool whole, ok = true;
    int64_t id = 0;
    size_t n = carry_all(x, e, fields, row, texts, c, &whole);
    bb_uuid(uid, store_now(x->s)); /* by its uid a record comes as it was let in there */
    if (whole)
        ok = bb_store_insert(x->s, e, x->to, uid, c, n, &id, err);
    if (ok && whole) {
        known->list = bb_grow(known->list, known->n, &known->cap, sizeof *known->list);
        known->list[known->n++] = (struct pair){row->id, id};
    }
    for (size_t i = 0; i < n; i++)
        bb_str_finish(&texts[i]);
    return ok;
}

/* What a record refers to among its own kind is there once all are. */
static bool copy_own_references(struct next *x, enum bb_entity e, const char *const *fields, const struct bb_row *row,
                                struct bb_error *err)
{
    const struct bb_entity_def *def = bb_entity_def(e);
    bool ok = true;
    for (int i = 0; ok && i < def->field_count; i++) {
        const struct bb_field *f = &def->fields[i];
        struct bb_str text = {0};
        if (f->kind != BB_REF || f->ref != (int)e || !goes(fields, f->name))
            continue;
        carry(x, f, row, &text);
        struct bb_change c = {.field = i, .value = bb_str_get(&text)};
        ok = !text.n || bb_store_update(x->s, e, here(x, e, row->id), &c, 1, err);
        bb_str_finish(&text);
    }
    return ok;
}

static bool copy_kind(struct next *x, enum bb_entity e, const char *const *fields, struct bb_error *err)
{
    struct bb_arena arena = {0};
    struct bb_table t;
    bool ok = bb_store_table(x->s, e, x->from, &arena, &t, err);
    for (size_t i = 0; ok && i < t.n; i++)
        ok = copy_row(x, e, fields, bb_table_at(&t, i), err);
    for (size_t i = 0; ok && i < t.n; i++)
        ok = copy_own_references(x, e, fields, bb_table_at(&t, i), err);
    bb_arena_finish(&arena);
    return ok;
}

/* What the new engagement was not told, it has from the old one. */
static bool add_engagement(struct next *x, const struct bb_change *given, size_t n, struct bb_error *err)
{
    const struct bb_entity_def *def = bb_entity_def(BB_ENGAGEMENT);
    struct bb_arena arena = {0};
    struct bb_str texts[FIELDS_MOST] = {0};
    struct bb_change c[FIELDS_MOST];
    void *row = NULL;
    size_t all = n;
    bool ok = bb_store_get(x->s, BB_ENGAGEMENT, x->from, &arena, &row, err);
    if (ok && !row)
        ok = bb_fail(err, BB_E_NOT_FOUND, "The engagement to begin from was deleted in the meantime.");
    memcpy(c, given, n * sizeof *c);
    for (int i = 0; ok && i < def->field_count; i++) {
        bool told = !goes(of_engagement, def->fields[i].name);
        for (size_t j = 0; j < n; j++)
            told |= given[j].field == i;
        if (told)
            continue;
        bb_field_save(&def->fields[i], row, &texts[i]);
        c[all++] = (struct bb_change){.field = i, .value = bb_str_get(&texts[i])};
    }
    ok = ok && bb_store_insert(x->s, BB_ENGAGEMENT, 0, NULL, c, all, &x->to, err);
    for (int i = 0; i < def->field_count; i++)
        bb_str_finish(&texts[i]);
    bb_arena_finish(&arena);
    return ok;
}

bool bb_store_begin_next(struct bb_store *s, int64_t from, const struct bb_change *c, size_t n, int64_t *id,
                         struct bb_error *err)
{
    struct next x = {.s = s, .from = from};
    *id = 0;
    if (!bb_store_begin(s, "Begin engagement from an earlier one", 0, NULL, NULL, err))
        return false;
    s->settling.import = true; /* whatever stood side by side there may do so here */
    bool ok = add_engagement(&x, c, n, err);
    for (size_t i = 0; ok && i < KINDS; i++)
        ok = copy_kind(&x, kinds[i].entity, kinds[i].fields, err);
    ok = ok && bb_store_commit(s, err);
    if (ok)
        *id = x.to;
    else
        bb_store_rollback(s);
    for (int e = 0; e < BB_ENTITY_COUNT; e++)
        free(x.known[e].list);
    return ok;
}
