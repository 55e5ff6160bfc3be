/* Units before the room: which are too small to be shown, and what may be said of all together. */
#include "rooms.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* What adds up from the units to the unit above them: what is shown of all but one gives that one away. Every field
 * that counts the people of a unit is one, by its place in the field table; besides there are the segments. */
enum { SEGMENT = -1 };

struct units {
    const struct bb_data *d;
    const struct bb_face *f;
    size_t n;
    bool *hidden, *segment; /* by row of the table */
};

bool rooms_counts_people(const struct bb_field *f)
{
    return f->kind == BB_INT && f->unit && (strcmp(f->unit, "people") == 0 || strcmp(f->unit, "answers") == 0);
}

int64_t rooms_number(const struct bb_field *f, const void *record)
{
    int64_t n = *(const int64_t *)((const char *)record + f->offset);
    return n > 0 ? n : 0;
}

/* The field behind a measure, NULL when it is none; and the engagement's field of that name, which is its total. */
static const struct bb_field *measured(int m)
{
    const struct bb_entity_def *def = bb_entity_def(BB_UNIT);
    return m >= 0 && rooms_counts_people(&def->fields[m]) ? &def->fields[m] : NULL;
}

static const struct bb_field *total_of(int m)
{
    const struct bb_field *f = measured(m), *total = f ? bb_field_named(BB_ENGAGEMENT, f->name) : NULL;
    return total && rooms_counts_people(total) ? total : NULL;
}

static int64_t total_told(const struct bb_data *d, const struct bb_face *f, int m)
{
    const struct bb_field *total = total_of(m);
    return total && d->engagement && !f->small_whole ? rooms_number(total, d->engagement) : 0;
}

static const struct bb_unit *unit_at(const struct units *u, size_t i)
{
    return BB_ROW(u->d, BB_UNIT, struct bb_unit, i);
}

bool rooms_raised(const struct bb_face *f, enum bb_entity e, int64_t id)
{
    for (size_t i = 0; i < f->hidden_n[e]; i++)
        if (f->hidden[e][i] == id)
            return true;
    return false;
}

int64_t rooms_people(const struct bb_face *f, const struct bb_data *d, int64_t unit)
{
    int64_t n = 0;
    for (size_t i = 0; i < d->unit_count_n; i++)
        n += d->unit_counts[i].unit == unit ? d->unit_counts[i].people : 0;
    for (size_t i = 0; i < d->raised_n[BB_PERSON]; i++)
        n -= d->raised[BB_PERSON][i].unit == unit && (int)d->raised[BB_PERSON][i].to > (int)f->audience;
    return n;
}

bool rooms_is_few(int64_t n)
{
    return n > 0 && n < BB_ROOM_GROUP;
}

/* Is one of the numbers of people of this record too small to be told? `*any`: there is one at all. */
static bool tells_few(enum bb_entity e, const void *record, bool *any)
{
    const struct bb_entity_def *def = bb_entity_def(e);
    bool few = false;
    *any = false;
    for (int i = 0; i < def->field_count; i++) {
        int64_t n = rooms_counts_people(&def->fields[i]) ? rooms_number(&def->fields[i], record) : 0;
        few |= rooms_is_few(n);
        *any |= n > 0;
    }
    return few;
}

/* How much a unit adds of a measure; 0 = nothing. A segment counts by its people, at least as one. */
static int64_t amount(const struct units *u, size_t i, int m)
{
    const struct bb_unit *unit = unit_at(u, i);
    int64_t most = unit->population > 0 ? unit->population : unit->headcount > 0 ? unit->headcount : 1;
    if (m == SEGMENT)
        return u->segment[i] ? most : 0;
    return measured(m) ? rooms_number(measured(m), unit) : 0;
}

static size_t index_of(const struct units *u, int64_t id)
{
    const struct bb_unit *unit = bb_data_unit(u->d, id);
    return unit ? (size_t)(unit - unit_at(u, 0)) : u->n;
}

static void find_segments(struct units *u)
{
    for (size_t i = 0; i < u->n; i++)
        u->segment[i] = unit_at(u, i)->population > 0;
    for (size_t i = 0; i < u->d->tables[BB_SAMPLE].n; i++) {
        size_t at = index_of(u, BB_ROW(u->d, BB_SAMPLE, struct bb_sample, i)->unit);
        if (at < u->n)
            u->segment[at] = true;
    }
    for (size_t i = 0; i < u->d->rollup_n; i++) {
        size_t at = index_of(u, u->d->rollups[i].unit);
        if (at < u->n)
            u->segment[at] = true;
    }
}

static bool is_small(const struct units *u, size_t i)
{
    const struct bb_unit *unit = unit_at(u, i);
    bool any, few = tells_few(BB_UNIT, unit, &any);
    return few || rooms_raised(u->f, BB_UNIT, unit->row.id) ||
           (!any && rooms_is_few(rooms_people(u->f, u->d, unit->row.id)));
}

/* A unit whose parent is not there stands at the top. */
static int64_t parent_of(const struct units *u, size_t i)
{
    int64_t parent = unit_at(u, i)->parent;
    return bb_data_unit(u->d, parent) ? parent : 0;
}

static bool is_child(const struct units *u, size_t i, int64_t parent)
{
    return parent_of(u, i) == parent;
}

/* The smallest unit that is still shown and could join the hidden ones; u->n if there is none. Parent -1: any unit. */
static size_t next_to_hide(const struct units *u, int64_t parent, int m)
{
    int64_t least = INT64_MAX;
    size_t next = u->n;
    for (size_t i = 0; i < u->n; i++) {
        int64_t n = parent < 0 || is_child(u, i, parent) ? amount(u, i, m) : 0;
        if (n <= 0 || u->hidden[i] || n >= least)
            continue;
        least = n;
        next = i;
    }
    return next;
}

struct hidden {
    int64_t count, sum;
};

static struct hidden hidden_among(const struct units *u, int64_t parent, int m)
{
    struct hidden h = {0};
    for (size_t i = 0; i < u->n; i++) {
        int64_t n = u->hidden[i] && (parent < 0 || is_child(u, i, parent)) ? amount(u, i, m) : 0;
        h.count += n > 0;
        h.sum += n;
    }
    return h;
}

/* Is there a total of these children, and is it told? */
static bool has_total(const struct units *u, int64_t parent, int m)
{
    size_t above = index_of(u, parent);
    return above < u->n ? amount(u, above, m) > 0 : total_of(m) != NULL;
}

static bool total_is_hidden(const struct units *u, const struct bb_face *f, int64_t parent)
{
    size_t above = index_of(u, parent);
    return above < u->n ? u->hidden[above] : f->small_whole;
}

static bool hide(struct units *u, size_t i)
{
    bool fresh = !u->hidden[i];
    u->hidden[i] = true;
    return fresh;
}

static bool hide_total(struct units *u, struct bb_face *f, int64_t parent)
{
    size_t above = index_of(u, parent);
    if (above < u->n)
        return hide(u, above);
    bool fresh = !f->small_whole;
    f->small_whole = true;
    return fresh;
}

/* A total and its parts are one equation: what is hidden of it must be two numbers at least, and five people where the
 * total is told. True when something more had to be hidden. */
static bool cover_level(struct units *u, struct bb_face *f, int64_t parent, int m)
{
    struct hidden h = hidden_among(u, parent, m);
    bool total = total_is_hidden(u, f, parent);
    size_t next = next_to_hide(u, parent, m);
    if (!has_total(u, parent, m) || h.count + total == 0 || (h.count == 0 && next == u->n))
        return false;
    if (h.count + total > 1 && (total || h.sum >= BB_ROOM_GROUP))
        return false;
    return next < u->n ? hide(u, next) : hide_total(u, f, parent);
}

/* All segments together make the whole curve. */
static bool cover_segments(struct units *u, struct bb_face *f)
{
    struct hidden h = hidden_among(u, -1, SEGMENT);
    size_t next = next_to_hide(u, -1, SEGMENT);
    if (f->small_whole || h.count == 0 || (h.count > 1 && h.sum >= BB_ROOM_GROUP))
        return false;
    return next < u->n ? hide(u, next) : hide_total(u, f, 0);
}

/* Bounds: what whoever adds and subtracts can say of a hidden number. A register whose numbers contradict each other
 * lets them cross; they stay between nobody and MANY all the same. */

enum { MANY = 1000000000 };

struct bounds {
    int64_t *low, *high;
};

static bool narrow_level(const struct units *u, const struct bounds *b, int64_t parent, int m, int64_t *low,
                         int64_t *high)
{
    int64_t sum_low = 0, sum_high = 0;
    bool moved = false;
    for (size_t i = 0; i < u->n; i++)
        if (is_child(u, i, parent) && amount(u, i, m) > 0) {
            sum_low += b->low[i];
            sum_high += b->high[i];
        }
    if (!sum_high)
        return false;
    for (size_t i = 0; i < u->n; i++) {
        if (!is_child(u, i, parent) || amount(u, i, m) <= 0)
            continue;
        int64_t most = *high - (sum_low - b->low[i]), least = *low - (sum_high - b->high[i]);
        most = most < 0 ? 0 : most;
        least = least > MANY ? MANY : least;
        moved |= most < b->high[i] || least > b->low[i];
        b->high[i] = most < b->high[i] ? most : b->high[i];
        b->low[i] = least > b->low[i] ? least : b->low[i];
    }
    moved |= (sum_low > *low && *low < MANY) || sum_high < *high;
    *low = sum_low <= *low ? *low : sum_low < MANY ? sum_low : MANY;
    *high = sum_high < *high ? sum_high : *high;
    return moved;
}

static void narrow(const struct units *u, const struct bb_face *f, const struct bounds *b, int m)
{
    enum { ROUNDS = 100 };
    bool moved = true;
    int64_t total = total_told(u->d, f, m), low = total, high = total ? total : MANY;
    for (size_t i = 0; i < u->n; i++) {
        b->low[i] = u->hidden[i] ? 1 : amount(u, i, m);
        b->high[i] = u->hidden[i] ? MANY : amount(u, i, m);
    }
    for (int round = 0; moved && round < ROUNDS; round++) {
        moved = total && narrow_level(u, b, 0, m, &low, &high);
        for (size_t i = 0; i < u->n; i++)
            if (amount(u, i, m) > 0)
                moved |= narrow_level(u, b, unit_at(u, i)->row.id, m, &b->low[i], &b->high[i]);
    }
}

static bool hide_beside(struct units *u, struct bb_face *f, size_t i, int m)
{
    size_t next = next_to_hide(u, parent_of(u, i), m);
    if (next == u->n)
        next = next_to_hide(u, unit_at(u, i)->row.id, m);
    return next < u->n ? hide(u, next) : hide_total(u, f, parent_of(u, i));
}

static bool cover_bounds(struct units *u, struct bb_face *f, int m)
{
    struct bounds b = {bb_alloc((u->n + 1) * sizeof *b.low), bb_alloc((u->n + 1) * sizeof *b.high)};
    bool more = false;
    narrow(u, f, &b, m);
    for (size_t i = 0; i < u->n && !more; i++)
        if (u->hidden[i] && amount(u, i, m) > 0 && b.low[i] >= b.high[i])
            more = hide_beside(u, f, i, m);
    free(b.low);
    free(b.high);
    return more;
}

/* The curve: where the segments that are shown make up the whole, nobody of the others can have adopted. */

static const struct bb_point *point_on(const struct bb_curve *c, int32_t day)
{
    for (size_t i = 0; i < c->n; i++)
        if (c->points[i].on.day == day)
            return &c->points[i];
    return NULL;
}

enum { FIGURES = 4 };
static double figure(const struct bb_point *p, int which)
{
    const double all[FIGURES] = {p->now, p->ever, p->access, p->proficient};
    return all[which];
}

/* Do the segments that are shown leave nothing for the hidden ones? */
static bool gives_away(const struct units *u, const struct bb_curves *c, const struct bb_point *whole, int which)
{
    double rest = figure(whole, which);
    if (!(rest > 0))
        return false;
    for (size_t i = 1; i < c->n; i++) {
        size_t at = index_of(u, c->list[i].unit);
        const struct bb_point *p = u->hidden[at] ? NULL : point_on(&c->list[i], whole->on.day);
        if (p && figure(p, which) > 0)
            rest -= figure(p, which);
    }
    return rest <= 0;
}

/* On such days the whole is not told. */
static void find_quiet_days(const struct units *u, struct bb_face *f, const struct bb_curves *c)
{
    size_t n = c->n ? c->list[0].n : 0;
    f->quiet = bb_arena_alloc(&f->arena, (n + 1) * sizeof *f->quiet);
    if (f->small_whole || !hidden_among(u, -1, SEGMENT).count)
        return;
    for (size_t i = 0; i < n; i++) {
        bool quiet = false;
        for (int which = 0; which < FIGURES; which++)
            quiet |= gives_away(u, c, &c->list[0].points[i], which);
        if (quiet)
            f->quiet[f->quiet_n++] = c->list[0].points[i].on.day;
    }
}

static bool cover_all(struct units *u, struct bb_face *f)
{
    bool more = cover_segments(u, f);
    for (int m = 0; m < bb_entity_def(BB_UNIT)->field_count; m++) {
        if (!measured(m))
            continue;
        more |= cover_level(u, f, 0, m);
        for (size_t i = 0; i < u->n; i++)
            more |= cover_level(u, f, unit_at(u, i)->row.id, m);
        more = more || cover_bounds(u, f, m);
    }
    return more;
}

void rooms_find_small(struct bb_face *f, const struct bb_data *d)
{
    struct units u = {.d = d, .f = f, .n = d->tables[BB_UNIT].n};
    u.hidden = bb_alloc(u.n + 1);
    u.segment = bb_alloc(u.n + 1);
    find_segments(&u);
    for (size_t i = 0; i < u.n; i++)
        u.hidden[i] = is_small(&u, i);
    bool any;
    f->small_whole = d->engagement && tells_few(BB_ENGAGEMENT, d->engagement, &any);
    struct bb_curves curves;
    bb_curves(d, &curves);
    while (cover_all(&u, f))
        continue;
    find_quiet_days(&u, f, &curves);
    bb_curves_finish(&curves);
    f->small = bb_arena_alloc(&f->arena, (u.n + 1) * sizeof *f->small);
    for (size_t i = 0; i < u.n; i++)
        if (u.hidden[i])
            f->small[f->small_n++] = unit_at(&u, i)->row.id;
    free(u.hidden);
    free(u.segment);
}

/* What may be said of all together. */

static void keep_whole(const struct bb_face *f, struct bb_data *d)
{
    struct bb_curves curves = {0};
    struct bb_curve *whole = bb_arena_alloc(&d->arena, sizeof *whole);
    *whole = (struct bb_curve){.name = "whole", .population = NAN};
    if (!f->small_whole) {
        bb_curves(d, &curves);
        *whole = curves.list[0];
        whole->points = bb_arena_alloc(&d->arena, whole->n * sizeof *whole->points);
        whole->n = 0;
        for (size_t i = 0; i < curves.list[0].n; i++)
            if (!bb_face_quiet(f, curves.list[0].points[i].on.day))
                whole->points[whole->n++] = curves.list[0].points[i];
        bb_curves_finish(&curves);
    }
    d->whole = whole;
}

void rooms_count(const struct bb_face *f, struct bb_data *d)
{
    if (f->audience != BB_ROOM || f->nothing)
        return;
    if (f->small_n || f->small_whole)
        keep_whole(f, d);
    rooms_tell_groups(f, d);
}
