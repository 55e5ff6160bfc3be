/* Groups before the room: which are too small to be shown, and what may be said of all together. */
#include "rooms.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* What adds up from the units to the unit above them: what is shown of all but one gives that one away. */
enum measure { HEADCOUNT, POPULATION, SEGMENT, MEASURES };

struct units {
    const struct bb_data *d;
    const struct bb_face *f;
    size_t n;
    bool *hidden, *segment; /* by row of the table */
};

static const struct bb_unit *unit_at(const struct units *u, size_t i)
{
    return BB_ROW(u->d, BB_UNIT, struct bb_unit, i);
}

static bool raised(const struct bb_face *f, enum bb_entity e, int64_t id)
{
    for (size_t i = 0; i < f->hidden_n[e]; i++)
        if (f->hidden[e][i] == id)
            return true;
    return false;
}

static int64_t people_known(const struct bb_data *d, const struct bb_face *f, int64_t unit)
{
    int64_t n = 0;
    for (size_t i = 0; i < d->unit_count_n; i++)
        n += d->unit_counts[i].unit == unit ? d->unit_counts[i].people : 0;
    for (size_t i = 0; i < d->raised_n[BB_PERSON]; i++)
        n -= d->raised[BB_PERSON][i].unit == unit && (int)d->raised[BB_PERSON][i].to > (int)f->audience;
    return n;
}

static bool is_few(int64_t n)
{
    return n > 0 && n < BB_ROOM_GROUP;
}

/* How much a unit adds of a measure; 0 = nothing. A segment counts by its people, at least as one. */
static int64_t amount(const struct units *u, size_t i, enum measure m)
{
    const struct bb_unit *unit = unit_at(u, i);
    int64_t most = unit->population > 0 ? unit->population : unit->headcount > 0 ? unit->headcount : 1;
    if (m == SEGMENT)
        return u->segment[i] ? most : 0;
    int64_t n = m == HEADCOUNT ? unit->headcount : unit->population;
    return n > 0 ? n : 0;
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
    if (raised(u->f, BB_UNIT, unit->row.id) || is_few(unit->headcount) || is_few(unit->population))
        return true;
    return unit->headcount <= 0 && unit->population <= 0 && is_few(people_known(u->d, u->f, unit->row.id));
}

/* A unit whose parent is not there stands at the top. */
static int64_t parent_of(const struct units *u, size_t i)
{
    int64_t parent = unit_at(u, i)->parent;
    return bb_data_unit(u->d, parent) ? parent : 0;
}

/* Hidden siblings must be two at least and five people together; `next` is the smallest of those that could join. */
static bool covered(const struct units *u, int64_t parent, enum measure m, size_t *next)
{
    int64_t sum = 0, count = 0, least = INT64_MAX;
    *next = u->n;
    for (size_t i = 0; i < u->n; i++) {
        int64_t n = parent_of(u, i) == parent ? amount(u, i, m) : 0;
        if (n > 0 && u->hidden[i]) {
            sum += n;
            count++;
        } else if (n > 0 && n < least) {
            least = n;
            *next = i;
        }
    }
    return count == 0 || (count > 1 && sum >= BB_ROOM_GROUP);
}

/* True when something more had to be hidden. */
static bool cover(struct units *u, struct bb_face *f, int64_t parent, enum measure m)
{
    size_t next, above = index_of(u, parent);
    if (covered(u, parent, m, &next))
        return false;
    if (next < u->n) {
        u->hidden[next] = true;
        return true;
    }
    if (above < u->n) {
        bool fresh = !u->hidden[above];
        u->hidden[above] = true;
        return fresh;
    }
    bool fresh = m != HEADCOUNT && !f->small_whole;
    f->small_whole |= fresh;
    return fresh;
}

static bool cover_all(struct units *u, struct bb_face *f)
{
    bool more = false;
    for (enum measure m = 0; m < MEASURES; m++) {
        more |= cover(u, f, 0, m);
        for (size_t i = 0; i < u->n; i++)
            more |= cover(u, f, unit_at(u, i)->row.id, m);
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
    f->small_whole = d->engagement && is_few(d->engagement->population);
    while (cover_all(&u, f))
        continue;
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
        if (whole->n)
            memcpy(whole->points, curves.list[0].points, whole->n * sizeof *whole->points);
        bb_curves_finish(&curves);
    }
    d->whole = whole;
}

/* A stance that somebody raised is nobody's business, nor is the person's place in a count then. */
static bool has_raised_stance(const struct bb_face *f, const struct bb_data *d, int64_t person)
{
    for (size_t i = 0; i < f->hidden_n[BB_STANCE]; i++) {
        const struct bb_stance_seen *s = bb_table_find(&d->tables[BB_STANCE], f->hidden[BB_STANCE][i]);
        if (s && s->person == person && s->row.sensitivity >= BB_PRIVATE - 1)
            return true;
    }
    return false;
}

/* Counts the people on the map of a unit (0: all); returns how many they are. */
static int64_t count_stances(const struct bb_face *f, const struct bb_data *d, int64_t unit,
                             int64_t by[BB_STANCE_COUNT])
{
    int64_t all = 0;
    for (size_t i = 0; i < d->tables[BB_PERSON].n; i++) {
        const struct bb_person *p = BB_ROW(d, BB_PERSON, struct bb_person, i);
        if (!bb_is_stakeholder(p) || (unit && p->unit != unit) || raised(f, BB_PERSON, p->row.id) ||
            has_raised_stance(f, d, p->row.id))
            continue;
        int64_t stance = bb_stance_now(d, p->row.id);
        all++;
        if (stance != BB_NONE)
            by[stance]++;
    }
    return all;
}

static int64_t step(int64_t n)
{
    return n / BB_ROOM_GROUP * BB_ROOM_GROUP;
}

/* Steps instead of counts, so that one person who comes, goes or turns between two dates cannot be told. People may be
 * counted by their rows; if those hardly suffice for what the steps say, the steps would be exact. */
static bool tell(const struct bb_face *f, const struct bb_data *d, int64_t unit, int64_t people,
                 struct bb_room_group *out)
{
    int64_t by[BB_STANCE_COUNT] = {0}, least = 0;
    if (count_stances(f, d, unit, by) < BB_ROOM_GROUP)
        return false;
    for (int i = 0; i < BB_STANCE_COUNT; i++)
        least += out->by_stance[i] = step(by[i]);
    return least > 0 && people - least >= BB_ROOM_GROUP - 1;
}

static bool is_listed(const struct bb_face *f, int64_t unit)
{
    for (size_t i = 0; i < f->small_n; i++)
        if (f->small[i] == unit)
            return false;
    return true;
}

static void tell_groups(const struct bb_face *f, struct bb_data *d)
{
    size_t units = d->tables[BB_UNIT].n;
    struct bb_room_group *list = bb_arena_alloc(&d->arena, (units + 1) * sizeof *list);
    int64_t people = d->people_total;
    for (size_t i = 0; i < f->hidden_n[BB_PERSON]; i++)
        people--;
    if (tell(f, d, 0, people, &list[0]))
        d->room_group_n = 1;
    for (size_t i = 0; d->room_group_n && i < units; i++) {
        const struct bb_unit *u = BB_ROW(d, BB_UNIT, struct bb_unit, i);
        struct bb_room_group *g = &list[d->room_group_n];
        *g = (struct bb_room_group){.name = u->name};
        if (is_listed(f, u->row.id) && tell(f, d, u->row.id, people_known(d, f, u->row.id), g))
            d->room_group_n++;
    }
    d->room_groups = list;
}

void rooms_count(const struct bb_face *f, struct bb_data *d)
{
    if (f->audience != BB_ROOM || f->nothing)
        return;
    if (f->small_n || f->small_whole)
        keep_whole(f, d);
    tell_groups(f, d);
}

void bb_room_band(struct bb_str *out, int64_t least)
{
    if (least < BB_ROOM_GROUP)
        bb_str_addf(out, "under %d", BB_ROOM_GROUP);
    else
        bb_str_addf(out, "%lld-%lld", (long long)least, (long long)least + BB_ROOM_GROUP - 1);
}
