/* The gate: records lose what their audience may not see. */
#include "rooms.h"

#include <bepboard/hash.h>
#include <stdlib.h>
#include <string.h>

bool bb_face_shows(const struct bb_agreement *a, enum bb_audience audience, const struct bb_field *f)
{
    return (int)bb_sensitivity_of(a, f) <= (int)audience;
}

bool bb_face_field(enum bb_audience audience, const struct bb_field *f)
{
    return bb_face_shows(NULL, audience, f);
}

/* A record whose needed reference may not be seen says nothing, nor does one of which no word may be read: its number
 * alone would tell something. */
bool bb_face_tells(const struct bb_agreement *a, enum bb_audience audience, enum bb_entity e)
{
    const struct bb_entity_def *def = bb_entity_def(e);
    bool says = audience >= BB_DESK;
    for (int i = 0; i < def->field_count; i++) {
        const struct bb_field *f = &def->fields[i];
        bool seen = bb_face_shows(a, audience, f);
        if (!seen && f->kind == BB_REF && (f->flags & BB_REQUIRED))
            return false;
        says |= seen && f->kind != BB_REF && (f->flags & (BB_REQUIRED | BB_KEY | BB_SEARCH));
    }
    return says;
}

bool bb_face_entity(enum bb_audience audience, enum bb_entity e)
{
    return bb_face_tells(NULL, audience, e);
}

/* Sets of ids. */

static int by_id(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

static bool has(const int64_t *list, size_t n, int64_t id)
{
    return n && bsearch(&id, list, n, sizeof id, by_id);
}

static bool is_hidden(const struct bb_face *f, int e, int64_t id)
{
    return has(f->hidden[e], f->hidden_n[e], id);
}

static bool is_small(const struct bb_face *f, int64_t unit)
{
    return has(f->small, f->small_n, unit);
}

static void collect_hidden(struct bb_face *f, const struct bb_data *d, int e)
{
    f->hidden[e] = bb_arena_alloc(&f->arena, d->raised_n[e] * sizeof(int64_t));
    for (size_t i = 0; i < d->raised_n[e]; i++)
        if ((int)d->raised[e][i].to > (int)f->audience)
            f->hidden[e][f->hidden_n[e]++] = d->raised[e][i].id;
}

void bb_face_make(struct bb_face *f, const struct bb_data *d, enum bb_audience audience)
{
    *f = (struct bb_face){.audience = audience, .pseudonyms = d->pseudonyms};
    f->agreement = bb_agreement_of(d->agreements, d->engagement);
    memcpy(f->key, d->pseudonym_key, sizeof f->key);
    for (int e = 0; e < BB_ENTITY_COUNT; e++)
        collect_hidden(f, d, e);
    f->nothing = d->engagement && is_hidden(f, BB_ENGAGEMENT, d->engagement->row.id);
    if (audience != BB_ROOM)
        return;
    rooms_find_small(f, d);
    rooms_hide_figures(f, d);
}

void bb_face_finish(struct bb_face *f)
{
    bb_arena_finish(&f->arena);
    memset(f, 0, sizeof *f);
}

/* Fields. */

static void clear(const struct bb_field *f, void *record)
{
    char *at = (char *)record + f->offset;
    if (f->kind == BB_TEXT || f->kind == BB_NOTE)
        *(const char **)at = NULL;
    else if (f->kind == BB_DATE)
        memset(at, 0, sizeof(struct bb_date));
    else
        *(int64_t *)at = f->kind == BB_BOOL || f->kind == BB_REF ? 0 : BB_NONE;
}

/* Of whom an audience may not know would look like everybody's. */
static bool hides_whose(const struct bb_field *f, const void *record)
{
    return f->kind == BB_REF && (f->flags & BB_KEY) && !(f->flags & BB_REQUIRED) && !bb_field_empty(f, record);
}

/* False when the record cannot be without what it refers to. A unit that is too small keeps its place in the tree. */
static bool let_go_of(const struct bb_face *f, enum bb_entity e, const struct bb_field *field, void *record)
{
    int64_t id = *(const int64_t *)((const char *)record + field->offset);
    bool gone = id && (is_hidden(f, field->ref, id) || (field->ref == BB_UNIT && e != BB_UNIT && is_small(f, id)));
    if (gone && bb_field_binds(field))
        return false;
    if (gone)
        clear(field, record);
    return true;
}

/* Does the record tell of fewer people than may be told of: by a number of its own, or as a record of a small unit? */
static bool tells_of_few(const struct bb_face *f, enum bb_entity e, const void *record)
{
    const struct bb_entity_def *def = bb_entity_def(e);
    bool few = e == BB_UNIT && is_small(f, ((const struct bb_row *)record)->id);
    for (int i = 0; e != BB_ENGAGEMENT && i < def->field_count && !few; i++) {
        const struct bb_field *field = &def->fields[i];
        few = rooms_counts_people(field) && rooms_is_few(rooms_number(field, record));
        if (field->kind == BB_REF && field->ref == BB_UNIT && e != BB_UNIT)
            few |= is_small(f, *(const int64_t *)((const char *)record + field->offset));
    }
    return few;
}

/* Then it keeps its words and loses its figures; an engagement that is small, or gives one away, its size. */
static void clear_figures(const struct bb_face *f, enum bb_entity e, void *record, bool few)
{
    const struct bb_entity_def *def = bb_entity_def(e);
    bool whole = e == BB_ENGAGEMENT && f->small_whole;
    for (int i = 0; i < def->field_count; i++) {
        const struct bb_field *field = &def->fields[i];
        bool figure = field->kind == BB_INT || field->kind == BB_DECIMAL;
        if ((few && figure) || (whole && rooms_counts_people(field)))
            clear(field, record);
    }
}

/* Six signs of 32, which cannot be mistaken for one another. */
static void disguise(const struct bb_face *f, struct bb_arena *strings, struct bb_person *p)
{
    static const char signs[] = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
    char name[] = "Person ......";
    const char *uid = p->row.uid ? p->row.uid : "";
    uint64_t h = bb_hash(f->key, uid, strlen(uid));
    for (char *at = strchr(name, '.'); *at; at++, h >>= 5)
        *at = signs[h & 31];
    p->name = bb_arena_strdup(strings, name);
    p->role = NULL;
    p->unit = 0;
}

static void dress(const struct bb_face *f, struct bb_arena *strings, enum bb_entity e, void *record)
{
    if (e != BB_PERSON || f->audience != BB_ROOM)
        return;
    if (f->pseudonyms)
        disguise(f, strings, record);
    else if (!((struct bb_person *)record)->name && !((struct bb_person *)record)->role)
        ((struct bb_person *)record)->name = "Somebody";
}

bool bb_face_quiet(const struct bb_face *f, int32_t day)
{
    for (size_t i = 0; i < f->quiet_n; i++)
        if (f->quiet[i] == day)
            return true;
    return false;
}

static bool hides_whole(const struct bb_face *f, const struct bb_sample *s)
{
    return !s->unit && (f->small_whole || bb_face_quiet(f, s->on.day));
}

bool bb_face_row(const struct bb_face *f, struct bb_arena *strings, enum bb_entity e, void *record)
{
    const struct bb_entity_def *def = bb_entity_def(e);
    struct bb_row *row = record;
    if (f->audience >= BB_DESK)
        return true;
    if (f->nothing || !bb_face_tells(f->agreement, f->audience, e) || row->sensitivity >= (int64_t)f->audience)
        return false;
    if (e == BB_READING && is_hidden(f, e, row->id))
        return false;
    bool few = f->audience == BB_ROOM && tells_of_few(f, e, record);
    for (int i = 0; i < def->field_count; i++) {
        const struct bb_field *field = &def->fields[i];
        bool shows = bb_face_shows(f->agreement, f->audience, field);
        if (!shows && hides_whose(field, record))
            return false;
        if (!shows)
            clear(field, record);
        else if (field->kind == BB_REF && !let_go_of(f, e, field, record))
            return false;
    }
    if (e == BB_SAMPLE && hides_whole(f, record))
        return false;
    clear_figures(f, e, record, few);
    dress(f, strings, e, record);
    return true;
}

/* Everything that was loaded. */

static void gate_table(const struct bb_face *f, struct bb_data *d, enum bb_entity e)
{
    struct bb_table *t = &d->tables[e];
    size_t size = bb_entity_def(e)->size, kept = 0;
    for (size_t i = 0; i < t->n; i++) {
        void *row = bb_table_at(t, i);
        if (!bb_face_row(f, &d->arena, e, row))
            continue;
        if (kept != i)
            memcpy(bb_table_at(t, kept), row, size);
        kept++;
    }
    t->n = kept;
}

/* People of small units count among those without one, raised people not at all. */
static void gate_counts(const struct bb_face *f, struct bb_data *d)
{
    struct bb_unit_count rest = {0};
    size_t kept = 0;
    for (size_t i = 0; i < d->raised_n[BB_PERSON]; i++)
        for (size_t k = 0; k < d->unit_count_n && (int)d->raised[BB_PERSON][i].to > (int)f->audience; k++)
            d->unit_counts[k].people -= d->unit_counts[k].unit == d->raised[BB_PERSON][i].unit;
    d->people_total = 0;
    for (size_t i = 0; i < d->unit_count_n; i++) {
        struct bb_unit_count c = d->unit_counts[i];
        d->people_total += c.people;
        if (!c.unit || is_small(f, c.unit) || is_hidden(f, BB_UNIT, c.unit))
            rest.people += c.people;
        else if (c.people > 0)
            d->unit_counts[kept++] = c;
    }
    if (rest.people > 0)
        d->unit_counts[kept++] = rest;
    d->unit_count_n = kept;
    for (size_t i = 0; i < d->rollup_n; i++)
        if (is_small(f, d->rollups[i].unit) || is_hidden(f, BB_UNIT, d->rollups[i].unit))
            d->rollups[i].unit = 0;
}

static void forget(struct bb_data *d)
{
    memset(d->pseudonym_key, 0, sizeof d->pseudonym_key);
    memset(d->raised_n, 0, sizeof d->raised_n);
    memset(d->raised, 0, sizeof d->raised);
}

static void empty(struct bb_data *d)
{
    d->engagement = NULL;
    d->agreement = NULL;
    d->unit_count_n = d->rollup_n = 0;
    d->people_total = 0;
    for (int e = 0; e < BB_ENTITY_COUNT; e++)
        d->tables[e].n = 0;
}

static void take_away(const struct bb_face *f, struct bb_data *d)
{
    rooms_count(f, d);
    size_t samples = d->tables[BB_SAMPLE].n;
    for (int e = 0; e < BB_ENTITY_COUNT; e++)
        gate_table(f, d, (enum bb_entity)e);
    gate_counts(f, d);
    /* The room hears of the whole as it was, or not at all. */
    d->partial = f->audience == BB_AT_TEAM && d->tables[BB_SAMPLE].n < samples;
}

void bb_gate_beside(struct bb_data *d, enum bb_audience audience, const struct bb_face *other, struct bb_face *face)
{
    struct bb_face own, both = {0};
    bb_face_make(&own, d, audience);
    if (other)
        face_join(&both, &own, other);
    const struct bb_face *f = other ? &both : &own;
    d->audience = audience;
    d->agreement = f->agreement;
    if (audience < BB_DESK)
        take_away(f, d);
    if (f->nothing)
        empty(d);
    forget(d);
    bb_face_finish(&both);
    if (face)
        *face = own;
    else
        bb_face_finish(&own);
}

void bb_gate(struct bb_data *d, enum bb_audience audience)
{
    bb_gate_beside(d, audience, NULL, NULL);
}
