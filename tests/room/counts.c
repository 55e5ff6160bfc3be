/* What the room is told of groups at two dates cannot be worked out to a number that it is not told: the published
 * figures become equations and bounds over the hidden ones, and no hidden one may be left with a single value. */
#include <stdint.h>

#include "../seeded.h"
#include "solver.h"

#include <bepboard/list.h>
#include <bepboard/rules.h>
#include <bepboard/view.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { UNITS = 14, PEOPLE = 100, OTHERS = 4, USUAL_PEOPLE = 60, WORLDS = 3000, DATES = 2, MONTHS = 3 };

/* One register in memory, which lives on from date to date. */
struct world {
    struct bb_engagement engagement;
    struct bb_unit units[UNITS];
    struct bb_person people[PEOPLE];
    struct bb_stance_seen stances[PEOPLE];
    struct bb_sample samples[UNITS * MONTHS];
    size_t unit_n, person_n, sample_n;
    struct seeded others; /* all other records, of whatever kind there is */
};

static bool counts_people(const struct bb_field *f)
{
    return f->kind == BB_INT && f->unit && (strcmp(f->unit, "people") == 0 || strcmp(f->unit, "answers") == 0);
}

static int64_t *number_at(const struct bb_field *f, void *record)
{
    return (int64_t *)((char *)record + f->offset);
}

static void set_people(enum bb_entity e, void *record, int64_t n)
{
    const struct bb_entity_def *def = bb_entity_def(e);
    for (int i = 0; i < def->field_count; i++)
        if (counts_people(&def->fields[i]))
            *number_at(&def->fields[i], record) = n;
}

static int64_t below(struct seeded *r, int64_t n)
{
    return (int64_t)seeded_below(r, (size_t)n);
}

static void add_units(struct world *w, struct seeded *r)
{
    static char names[UNITS][32];
    w->unit_n = (size_t)(3 + below(r, UNITS - 3));
    for (size_t i = 0; i < w->unit_n; i++) {
        struct bb_unit *u = &w->units[i];
        snprintf(names[i], sizeof names[i], "Unit %zu", i);
        *u = (struct bb_unit){.row = {.id = (int64_t)i + 1, .uid = names[i], .engagement = 1, .sensitivity = BB_NONE},
                              .name = names[i]};
        set_people(BB_UNIT, u, BB_NONE);
        if (i && below(r, 3) == 0)
            u->parent = 1 + below(r, (int64_t)i);
    }
}

static bool is_parent(const struct world *w, int64_t id)
{
    for (size_t i = 0; i < w->unit_n; i++)
        if (w->units[i].parent == id)
            return true;
    return false;
}

/* Leaves get a size; everything above is the sum of what is below: the worst case for whoever hides a leaf. */
static int64_t size_of(struct world *w, struct seeded *r, size_t at)
{
    struct bb_unit *u = &w->units[at];
    int64_t sum = 0;
    if (!is_parent(w, u->row.id))
        sum = below(r, 3) ? 1 + below(r, 12) : 1 + below(r, 4);
    for (size_t i = 0; i < w->unit_n; i++)
        if (w->units[i].parent == u->row.id)
            sum += size_of(w, r, i);
    set_people(BB_UNIT, u, sum);
    return sum;
}

static void size_units(struct world *w, struct seeded *r)
{
    int64_t sum = 0;
    for (size_t i = 0; i < w->unit_n; i++)
        if (!w->units[i].parent)
            sum += size_of(w, r, i);
    set_people(BB_ENGAGEMENT, &w->engagement, sum);
}

static void add_people(struct world *w, struct seeded *r)
{
    bool same = below(r, 20) == 0; /* everybody thinks alike: then steps fill up */
    w->person_n = (size_t)(5 + below(r, USUAL_PEOPLE - 5));
    for (size_t i = 0; i < w->person_n; i++) {
        struct bb_row row = {.id = (int64_t)i + 1, .uid = "u", .engagement = 1, .sensitivity = BB_NONE};
        bool stakeholder = below(r, 6) != 0;
        w->people[i] = (struct bb_person){.row = row,
                                          .role = "somebody",
                                          .unit = 1 + below(r, (int64_t)w->unit_n),
                                          .size = BB_NONE,
                                          .power = stakeholder ? 1 + below(r, 5) : BB_NONE,
                                          .interest = stakeholder && below(r, 4) ? 1 + below(r, 5) : BB_NONE,
                                          .wanted = BB_NONE,
                                          .category = BB_NONE,
                                          .champion = BB_NONE};
        w->stances[i] = (struct bb_stance_seen){.row = row,
                                                .person = (int64_t)i + 1,
                                                .on = bb_date_of(1),
                                                .stance = same ? BB_LEADING : below(r, BB_STANCE_COUNT)};
    }
}

/* The fullest register: ten units of nine who all think alike, and four more people of the first of whom nothing is
 * known. All steps together reach just what is said of everybody. */
static void fill_world(struct world *w, struct seeded *r)
{
    enum { FULL_UNITS = 10, FULL = BB_ROOM_GROUP + BB_ROOM_GROUP - 1, MORE = BB_ROOM_GROUP - 1 };
    do
        add_units(w, r);
    while (w->unit_n < FULL_UNITS);
    w->unit_n = FULL_UNITS;
    int64_t all = 0;
    for (size_t i = 0; i < FULL_UNITS; i++) {
        int64_t n = 20 + below(r, 9);
        w->units[i].parent = 0;
        set_people(BB_UNIT, &w->units[i], n);
        all += n;
    }
    set_people(BB_ENGAGEMENT, &w->engagement, all);
    do
        add_people(w, r);
    while (w->person_n < BB_ROOM_GROUP);
    struct bb_person one = w->people[0];
    w->person_n = FULL_UNITS * FULL + MORE;
    for (size_t i = 0; i < w->person_n; i++) {
        bool known = i >= MORE;
        w->people[i] = one;
        w->people[i].row.id = (int64_t)i + 1;
        w->people[i].unit = known ? 1 + (int64_t)(i - MORE) / FULL : 1;
        w->people[i].power = known ? 5 : BB_NONE;
        w->people[i].interest = BB_NONE;
        w->stances[i] = (struct bb_stance_seen){.row = w->people[i].row,
                                                .person = (int64_t)i + 1,
                                                .on = bb_date_of(known ? 1 : 1000),
                                                .stance = BB_LEADING};
    }
}

/* Every leaf is a segment; the whole is given or adds up. */
static void add_samples(struct world *w, struct seeded *r)
{
    w->sample_n = 0;
    for (int month = 0; month < MONTHS; month++)
        for (size_t i = 0; i < w->unit_n; i++) {
            if (is_parent(w, w->units[i].row.id))
                continue;
            int64_t now = below(r, w->units[i].population + 1) * BB_MILLION;
            w->samples[w->sample_n] = (struct bb_sample){
                .row = {.id = (int64_t)w->sample_n + 1, .uid = "s", .engagement = 1, .sensitivity = BB_NONE},
                .on = bb_date_of(10 + month),
                .unit = w->units[i].row.id,
                .measure = BB_COUNTED,
                .now = now,
                .ever = BB_NONE,
                .access = BB_NONE,
                .proficient = BB_NONE};
            w->sample_n++;
        }
}

/* One person comes, goes or turns; one unit grows or shrinks. */
static void live_on(struct world *w, struct seeded *r)
{
    size_t who = (size_t)below(r, (int64_t)w->person_n);
    w->stances[who].stance = below(r, BB_STANCE_COUNT);
    if (below(r, 3) == 0)
        w->person_n--;
    size_units(w, r);
    add_samples(w, r);
}

static void *copy(struct bb_arena *a, const void *from, size_t n)
{
    void *to = bb_arena_alloc(a, n);
    memcpy(to, from, n);
    return to;
}

/* Kinds of records of which this test knows nothing: a few of each, with whatever their fields can hold. */

static void fill_field(const struct bb_data *d, const struct bb_field *f, struct seeded *r, void *record)
{
    char *at = (char *)record + f->offset;
    if (f->kind == BB_TEXT || f->kind == BB_NOTE)
        *(const char **)at = "words";
    else if (f->kind == BB_DATE)
        *(struct bb_date *)at = bb_date_of((int32_t)(1 + below(r, 90)));
    else if (f->kind == BB_REF)
        *(int64_t *)at = d->tables[f->ref].n ? 1 + below(r, (int64_t)d->tables[f->ref].n) : 0;
    else if (f->choices == &bb_sensitivities)
        *(int64_t *)at = below(r, 4) ? BB_NONE : below(r, f->choices->count);
    else if (f->kind == BB_CHOICE)
        *(int64_t *)at = below(r, f->choices->count);
    else if (f->kind == BB_BOOL)
        *(int64_t *)at = below(r, 2);
    else
        *(int64_t *)at = counts_people(f) ? 1 + below(r, 12) : f->min + below(r, 5);
}

static void raise_row(struct bb_data *d, enum bb_entity e, const struct bb_row *row)
{
    if (row->sensitivity > 0)
        d->raised[e][d->raised_n[e]++] =
            (struct bb_raised){.id = row->id, .to = (enum bb_sensitivity)(row->sensitivity + 1)};
}

static void fill_others(const struct world *w, struct bb_data *d)
{
    struct seeded r = w->others;
    bool known[BB_ENTITY_COUNT];
    for (int e = 0; e < BB_ENTITY_COUNT; e++) {
        known[e] = d->tables[e].n > 0 || e == BB_SAMPLE;
        if (known[e])
            continue;
        d->tables[e].rows = bb_arena_alloc(&d->arena, OTHERS * bb_entity_def((enum bb_entity)e)->size);
        d->tables[e].n = OTHERS;
        d->raised[e] = bb_arena_alloc(&d->arena, OTHERS * sizeof *d->raised[e]);
    }
    for (int e = 0; e < BB_ENTITY_COUNT; e++)
        for (size_t i = 0; i < OTHERS && !known[e]; i++) {
            const struct bb_entity_def *def = bb_entity_def((enum bb_entity)e);
            struct bb_row *row = bb_table_at(&d->tables[e], i);
            memset(row, 0, def->size);
            *row = (struct bb_row){.id = (int64_t)i + 1, .uid = "o", .engagement = 1, .sensitivity = BB_NONE};
            for (int k = 0; k < def->field_count; k++)
                fill_field(d, &def->fields[k], &r, row);
            raise_row(d, (enum bb_entity)e, row);
        }
}

static void read_world(const struct world *w, struct bb_data *d)
{
    *d = (struct bb_data){.today = 100, .people_total = (int64_t)w->person_n};
    for (int e = 0; e < BB_ENTITY_COUNT; e++)
        d->tables[e].entity = (enum bb_entity)e;
#define TABLE(e, list, count) d->tables[e] = (struct bb_table){e, count, copy(&d->arena, list, sizeof(list))}
    TABLE(BB_UNIT, w->units, w->unit_n);
    TABLE(BB_PERSON, w->people, w->person_n);
    TABLE(BB_STANCE, w->stances, w->person_n);
    TABLE(BB_SAMPLE, w->samples, w->sample_n);
#undef TABLE
    d->tables[BB_ENGAGEMENT] =
        (struct bb_table){BB_ENGAGEMENT, 1, copy(&d->arena, &w->engagement, sizeof w->engagement)};
    d->engagement = d->tables[BB_ENGAGEMENT].rows;
    d->unit_counts = bb_arena_alloc(&d->arena, w->unit_n * sizeof *d->unit_counts);
    d->unit_count_n = w->unit_n;
    for (size_t i = 0; i < w->unit_n; i++)
        d->unit_counts[i].unit = w->units[i].row.id;
    for (size_t i = 0; i < w->person_n; i++)
        d->unit_counts[w->people[i].unit - 1].people++;
    fill_others(w, d);
}

/* What the room reads, cell by cell. */

/* -1: not told. */
static int64_t told(const struct bb_data *d, enum bb_entity e, int64_t id, const struct bb_field *f)
{
    void *row = bb_table_find(&d->tables[e], id);
    return row && *number_at(f, row) != BB_NONE ? *number_at(f, row) : -1;
}

static void add_part(struct sum *sum, int cell)
{
    sum->parts[sum->n++] = cell;
}

/* A field that counts the people of units: it adds up level by level to the engagement's field of that name. */
static void tell_units(struct system *s, const struct world *w, const struct bb_data *d, const struct bb_field *f)
{
    int cells[UNITS];
    const struct bb_field *total = bb_field_named(BB_ENGAGEMENT, f->name);
    int64_t whole = total ? told(d, BB_ENGAGEMENT, w->engagement.row.id, total) : -1;
    for (size_t i = 0; i < w->unit_n; i++) {
        int64_t n = told(d, BB_UNIT, w->units[i].row.id, f);
        cells[i] = n >= 0 ? solver_cell(s, n, n, false) : solver_cell(s, 1, MANY, true);
    }
    struct sum *top = &s->sums[s->sum_n++];
    *top = (struct sum){.whole = whole >= 0 ? solver_cell(s, whole, whole, false) : solver_cell(s, 1, MANY, true)};
    s->cells[top->whole].secret = false;
    for (size_t i = 0; i < w->unit_n; i++) {
        struct sum *sum = &s->sums[s->sum_n];
        *sum = (struct sum){.whole = cells[i]};
        if (!w->units[i].parent)
            add_part(top, cells[i]);
        for (size_t k = 0; k < w->unit_n; k++)
            if (w->units[k].parent == w->units[i].row.id)
                add_part(sum, cells[k]);
        s->sum_n += sum->n > 0;
    }
}

static const struct bb_point *on_day(const struct bb_curve *c, int32_t day)
{
    for (size_t i = 0; i < c->n; i++)
        if (c->points[i].on.day == day)
            return &c->points[i];
    return NULL;
}

/* The adopted of each segment on each day, which add up to the whole curve. */
static void tell_curves(struct system *s, const struct world *w, const struct bb_curves *c)
{
    for (int month = 0; month < MONTHS; month++) {
        struct sum *sum = &s->sums[s->sum_n++];
        const struct bb_curve *whole = &c->list[0];
        const struct bb_point *point_of_all = on_day(whole, 10 + month);
        bool told = point_of_all != NULL;
        int64_t all = told ? (int64_t)point_of_all->now : 0;
        *sum = (struct sum){.whole = solver_cell(s, told ? all : 0, told ? all : MANY, !told)};
        s->cells[sum->whole].secret = false;
        for (size_t i = 0; i < w->unit_n; i++) {
            const struct bb_curve *segment = NULL;
            for (size_t k = 1; k < c->n; k++)
                segment = c->list[k].unit == w->units[i].row.id ? &c->list[k] : segment;
            if (is_parent(w, w->units[i].row.id))
                continue;
            const struct bb_point *own = segment ? on_day(segment, 10 + month) : NULL;
            bool seen = own != NULL;
            int64_t n = seen ? (int64_t)own->now : 0;
            /* Nobody adopting at all leaves no choice to anyone: that is told by the whole, not by a group. */
            bool hidden = !seen && (!told || all > 0);
            add_part(sum, solver_cell(s, n, seen ? n : MANY, hidden));
        }
    }
}

/* Groups of people in steps, as the list of groups says them: the cells of a group add up to no more than its rows,
 * and those of the units, with whoever is in none of them, to everybody's. */

struct group {
    const char *name, *what; /* a run of rows of the list that speak of the same */
    size_t first, n;
    int cells[BB_LIST_COLUMNS];
};

static bool next_group(const struct bb_list *l, struct group *g)
{
    *g = (struct group){.first = g->first + g->n};
    if (g->first >= l->n)
        return false;
    g->name = l->rows[g->first].cells[0].text;
    g->what = l->rows[g->first].cells[1].text;
    while (g->first + g->n < l->n && strcmp(l->rows[g->first + g->n].cells[0].text, g->name) == 0 &&
           strcmp(l->rows[g->first + g->n].cells[1].text, g->what) == 0)
        g->n++;
    return true;
}

static int64_t rows_of(const struct bb_list *people, const struct group *g, bool everybody)
{
    int64_t rows = 0;
    for (size_t i = 0; i < people->n; i++)
        rows += everybody || strcmp(people->rows[i].cells[1].text, g->name) == 0;
    return rows;
}

static void tell_group(struct system *s, const struct bb_list *l, struct group *g, int64_t rows)
{
    struct sum *sum = &s->sums[s->sum_n++];
    *sum = (struct sum){.whole = solver_cell(s, rows, rows, false), .open = true};
    for (size_t i = 0; i < g->n; i++) {
        int64_t low = 0, high = 4;
        if (sscanf(l->rows[g->first + i].cells[3].text, "%" SCNd64 "-%" SCNd64, &low, &high) != 2)
            low = 0;
        g->cells[i] = solver_cell(s, low, high, true);
        add_part(sum, g->cells[i]);
    }
}

/* What is said of units must add up to what is said of everybody, which comes first. */
static int tell_groups(struct system *s, const struct bb_list *l, const struct bb_list *people)
{
    struct group all = {0}, unit;
    int told = 0;
    while (next_group(l, &all) && strcmp(all.name, "Everybody") == 0) {
        int64_t outside = rows_of(people, &all, true);
        tell_group(s, l, &all, outside);
        struct sum *sums = &s->sums[s->sum_n];
        s->sum_n += (int)all.n;
        for (size_t i = 0; i < all.n; i++)
            sums[i] = (struct sum){.whole = all.cells[i]};
        unit = all;
        while (next_group(l, &unit))
            if (strcmp(unit.what, all.what) == 0) {
                int64_t rows = rows_of(people, &unit, false);
                tell_group(s, l, &unit, rows);
                outside -= rows;
                for (size_t i = 0; i < all.n; i++)
                    add_part(&sums[i], unit.cells[i]);
            }
        for (size_t i = 0; i < all.n; i++) {
            int rest = solver_cell(s, 0, outside, true);
            s->cells[rest].secret = false;
            add_part(&sums[i], rest);
        }
        told++;
    }
    return told;
}

/* Any record that counts fewer people than may be told, or that says of a unit of so few that it belongs to it; units
 * themselves keep their place in the tree. */
static bool tells_few(const struct world *w, struct bb_data *d)
{
    bool few = false;
    for (int e = 0; e < BB_ENTITY_COUNT; e++)
        for (size_t i = 0; i < d->tables[e].n; i++)
            for (int k = 0; k < bb_entity_def((enum bb_entity)e)->field_count; k++) {
                const struct bb_field *f = &bb_entity_def((enum bb_entity)e)->fields[k];
                int64_t n = f->kind == BB_INT || f->kind == BB_REF ? *number_at(f, bb_table_at(&d->tables[e], i)) : 0;
                few |= counts_people(f) && n > 0 && n < BB_ROOM_GROUP;
                few |= f->kind == BB_REF && f->ref == BB_UNIT && e != BB_UNIT && n &&
                       w->units[n - 1].headcount < BB_ROOM_GROUP;
            }
    return few;
}

/* Any cell of any list that holds the number of a unit of so few. */
static bool shows_few(const struct world *w, const struct bb_list *l)
{
    char number[24];
    bool few = false;
    for (size_t i = 0; i < l->n; i++) {
        const struct bb_list_row *row = &l->rows[i];
        if (row->kind != BB_UNIT || row->id < 1 || row->id > (int64_t)w->unit_n)
            continue;
        int64_t n = w->units[row->id - 1].headcount;
        snprintf(number, sizeof number, "%lld", (long long)n);
        for (int c = 0; c < l->column_n && n < BB_ROOM_GROUP; c++)
            few |= strcmp(row->cells[c].text, number) == 0;
    }
    return few;
}

static int tell(struct system *s, const struct world *w, bool *too_small)
{
    static const struct bb_thresholds thresholds = {.power_high = 4, .interest_high = 4};
    struct bb_data d;
    struct bb_scene scene = {0};
    struct bb_view_state state;
    struct bb_look look = {0};
    read_world(w, &d);
    bb_gate(&d, BB_ROOM);
    bb_scene_build(&scene, &d, &thresholds, NULL, NULL);
    bb_view_state_init(&state);
    *too_small |= tells_few(w, &scene.data);
    int sheets;
    bb_sheets(&sheets);
    for (int kind = 0; kind < BB_LIST_SHEETS + sheets; kind++)
        *too_small |= shows_few(w, bb_view_list(&scene, &state, &look, (enum bb_list_kind)kind));
    for (int i = 0; i < bb_entity_def(BB_UNIT)->field_count; i++)
        if (counts_people(&bb_entity_def(BB_UNIT)->fields[i]))
            tell_units(s, w, &scene.data, &bb_entity_def(BB_UNIT)->fields[i]);
    tell_curves(s, w, &scene.curves);
    int groups = tell_groups(s, bb_view_list(&scene, &state, &look, BB_LIST_GROUPS),
                             bb_view_list(&scene, &state, &look, BB_LIST_PEOPLE));
    bb_view_state_finish(&state);
    bb_scene_finish(&scene);
    return groups;
}

struct found {
    int hidden, solved, alone, small, groups;
};

static void look_at(struct world *w, struct seeded *r, struct found *f)
{
    static struct system s;
    s = (struct system){0};
    bool small = false;
    for (int date = 0; date < DATES; date++) {
        if (date)
            live_on(w, r);
        f->groups += tell(&s, w, &small);
    }
    for (int i = 0; i < s.cell_n; i++)
        f->hidden += s.cells[i].hidden;
    f->small += small;
    f->alone += solver_rank(&s) >= 0;
    f->solved += solver_bounds(&s) >= 0;
}

static void point(int number, bool good, const char *what, int n)
{
    printf("%sok %d %s (%d)\n", good ? "" : "not ", number, what, n);
}

/* That the solver finds something when there is something: one hidden unit under a total. */
static bool solver_works(void)
{
    static struct system s;
    int whole = solver_cell(&s, 10, 10, false), shown = solver_cell(&s, 7, 7, false),
        hidden = solver_cell(&s, 0, MANY, true);
    s.sums[s.sum_n++] = (struct sum){.whole = whole, .parts = {shown, hidden}, .n = 2};
    return solver_rank(&s) == hidden && solver_bounds(&s) == hidden;
}

int main(void)
{
    struct seeded r = {.state = 20261122};
    struct found f = {0};
    for (int i = 0; i < WORLDS; i++) {
        struct world w = {.others = {.state = r.state + 1},
                          .engagement = {.row = {.id = 1, .uid = "e", .sensitivity = BB_NONE}, .name = "E"}};
        if (i % 100 == 0) {
            fill_world(&w, &r);
        } else {
            add_units(&w, &r);
            size_units(&w, &r);
            add_people(&w, &r);
        }
        add_samples(&w, &r);
        look_at(&w, &r, &f);
    }
    puts("1..6");
    point(1, solver_works(), "the solver finds a number that is given away", 1);
    point(2, f.hidden > WORLDS, "numbers are hidden", f.hidden);
    point(3, f.small == 0, "no group under five is told", f.small);
    point(4, f.alone == 0, "no hidden number follows from the sums", f.alone);
    point(5, f.solved == 0, "nor from the bounds at two dates", f.solved);
    point(6, f.groups > 2 * WORLDS * DATES, "stance, power and interest are told", f.groups);
    return 0;
}
