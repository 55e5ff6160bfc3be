/* What the room is told of where people stand, and of their power and interest: groups, in steps. */
#include "rooms.h"

#include <assert.h>
#include <stdlib.h>

enum { STEP_REST = BB_ROOM_GROUP - 1 }; /* so many more a step may hold */

/* Power and interest, five to one, in three levels: with five of them hardly one would reach a step. */
enum { LOW, MIDDLE, HIGH, LEVELS };
static const char *const level_names[] = {[LOW] = "low (1-2)", [MIDDLE] = "middle (3)", [HIGH] = "high (4-5)"};
static_assert(sizeof level_names / sizeof *level_names == LEVELS, "every level has its name");

static int64_t level(int64_t score)
{
    static const int64_t levels[] = {LOW, LOW, LOW, MIDDLE, HIGH, HIGH};
    return score >= 0 && score < (int64_t)(sizeof levels / sizeof *levels) ? levels[score] : BB_NONE;
}

static int64_t stance_of(const struct bb_data *d, const struct bb_person *p)
{
    return bb_stance_now(d, p->row.id);
}

static int64_t power_of(const struct bb_data *d, const struct bb_person *p)
{
    (void)d;
    return level(p->power);
}

static int64_t interest_of(const struct bb_data *d, const struct bb_person *p)
{
    (void)d;
    return level(p->interest);
}

static const struct {
    const char *name;
    int cells;
    int64_t (*cell_of)(const struct bb_data *d, const struct bb_person *p); /* BB_NONE when it is not known */
} facets[] = {
    [BB_ROOM_STANCE] = {"Where people stand", BB_STANCE_COUNT, stance_of},
    [BB_ROOM_POWER] = {"Power", LEVELS, power_of},
    [BB_ROOM_INTEREST] = {"Interest", LEVELS, interest_of},
};
static_assert(sizeof facets / sizeof *facets == BB_ROOM_FACETS, "everything that is counted is told here");
static_assert((int)BB_STANCE_COUNT <= (int)BB_ROOM_CELLS && (int)LEVELS <= (int)BB_ROOM_CELLS,
              "a group has room for every cell");

const char *bb_room_facet_name(enum bb_room_facet f)
{
    return facets[f].name;
}

int bb_room_cells(enum bb_room_facet f)
{
    return facets[f].cells;
}

const char *bb_room_cell_name(enum bb_room_facet f, int cell, const struct bb_words *words)
{
    return f == BB_ROOM_STANCE ? bb_word(words, &bb_stances, cell, BB_ROOM) : level_names[cell];
}

bool bb_room_told(const struct bb_room_group *g, enum bb_room_facet f)
{
    for (int i = 0; i < facets[f].cells; i++)
        if (g->least[f][i])
            return true;
    return false;
}

void bb_room_band(struct bb_str *out, int64_t least)
{
    if (least < BB_ROOM_GROUP)
        bb_str_addf(out, "under %d", BB_ROOM_GROUP);
    else
        bb_str_addf(out, "%lld-%lld", (long long)least, (long long)least + STEP_REST);
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

static bool counts(const struct bb_face *f, const struct bb_data *d, const struct bb_person *p, int64_t unit)
{
    return bb_is_stakeholder(p) && (!unit || p->unit == unit) && !rooms_raised(f, BB_PERSON, p->row.id) &&
           !has_raised_stance(f, d, p->row.id);
}

/* Counts the people on the map of a unit (0: all); returns of how many it is known where they belong. */
static int64_t count(const struct bb_face *f, const struct bb_data *d, int64_t unit, enum bb_room_facet facet,
                     int64_t by[BB_ROOM_CELLS])
{
    int64_t known = 0;
    for (size_t i = 0; i < d->tables[BB_PERSON].n; i++) {
        const struct bb_person *p = BB_ROW(d, BB_PERSON, struct bb_person, i);
        int64_t cell = counts(f, d, p, unit) ? facets[facet].cell_of(d, p) : BB_NONE;
        if (cell == BB_NONE)
            continue;
        by[cell]++;
        known++;
    }
    return known;
}

static int64_t step(int64_t n)
{
    return n / BB_ROOM_GROUP * BB_ROOM_GROUP;
}

/* Steps instead of counts, so that one person who comes, goes or turns between two dates cannot be told. People may be
 * counted by their rows; if those hardly suffice for what the steps say, the steps would be exact. */
static void tell_facet(const struct bb_face *f, const struct bb_data *d, int64_t unit, int64_t people,
                       enum bb_room_facet facet, struct bb_room_group *out)
{
    int64_t by[BB_ROOM_CELLS] = {0}, least = 0;
    int64_t known = count(f, d, unit, facet, by);
    for (int i = 0; i < facets[facet].cells; i++)
        least += step(by[i]);
    if (known < BB_ROOM_GROUP || people - least < STEP_REST)
        return;
    for (int i = 0; i < facets[facet].cells; i++)
        out->least[facet][i] = step(by[i]);
}

static bool tell(const struct bb_face *f, const struct bb_data *d, int64_t unit, int64_t people,
                 struct bb_room_group *out)
{
    bool told = false;
    for (enum bb_room_facet facet = 0; facet < BB_ROOM_FACETS; facet++) {
        tell_facet(f, d, unit, people, facet, out);
        told |= bb_room_told(out, facet);
    }
    return told;
}

static bool is_listed(const struct bb_face *f, int64_t unit)
{
    for (size_t i = 0; i < f->small_n; i++)
        if (f->small[i] == unit)
            return false;
    return true;
}

struct groups {
    struct bb_room_group *list; /* everybody first */
    int64_t *people;            /* rows that can be counted in each */
    size_t n;
};

/* What the units can hold at most, with all who belong to no unit that is told, must leave everybody's step open. */
static bool is_tight(const struct groups *g, enum bb_room_facet facet, int cell)
{
    int64_t most = g->people[0];
    for (size_t i = 1; i < g->n; i++)
        if (bb_room_told(&g->list[i], facet))
            most += g->list[i].least[facet][cell] + STEP_REST - g->people[i];
    return most - g->list[0].least[facet][cell] < STEP_REST;
}

/* Units are taken back, the last first, until no cell follows from the others; what is said of units alone, while
 * nothing is said of everybody, would be the difference. */
static void cover(struct groups *g, enum bb_room_facet facet)
{
    bool all = bb_room_told(&g->list[0], facet), tight = !all;
    for (int cell = 0; all && cell < facets[facet].cells; cell++)
        tight |= is_tight(g, facet, cell);
    for (size_t i = g->n; i-- > 1 && tight;) {
        for (int cell = 0; cell < facets[facet].cells; cell++)
            g->list[i].least[facet][cell] = 0;
        tight = !all;
        for (int cell = 0; all && cell < facets[facet].cells; cell++)
            tight |= is_tight(g, facet, cell);
    }
}

static void drop_silent(struct groups *g)
{
    size_t kept = 1;
    for (size_t i = 1; i < g->n; i++) {
        bool told = false;
        for (enum bb_room_facet facet = 0; facet < BB_ROOM_FACETS; facet++)
            told |= bb_room_told(&g->list[i], facet);
        if (told)
            g->list[kept++] = g->list[i];
    }
    g->n = kept;
}

void rooms_tell_groups(const struct bb_face *f, struct bb_data *d)
{
    size_t units = d->tables[BB_UNIT].n;
    struct groups g = {.list = bb_arena_alloc(&d->arena, (units + 1) * sizeof *g.list),
                       .people = bb_alloc((units + 1) * sizeof *g.people),
                       .n = 1};
    g.people[0] = d->people_total - (int64_t)f->hidden_n[BB_PERSON];
    bool told = tell(f, d, 0, g.people[0], &g.list[0]);
    for (size_t i = 0; told && i < units; i++) {
        const struct bb_unit *u = BB_ROW(d, BB_UNIT, struct bb_unit, i);
        g.list[g.n] = (struct bb_room_group){.name = u->name};
        g.people[g.n] = rooms_people(f, d, u->row.id);
        if (is_listed(f, u->row.id) && tell(f, d, u->row.id, g.people[g.n], &g.list[g.n]))
            g.n++;
    }
    for (enum bb_room_facet facet = 0; told && facet < BB_ROOM_FACETS; facet++)
        cover(&g, facet);
    drop_silent(&g);
    d->room_groups = g.list;
    d->room_group_n = told ? g.n : 0;
    free(g.people);
}
