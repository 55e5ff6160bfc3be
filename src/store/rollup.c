/* New adopters by day, precision and unit. A day is one row of the database: its units, packed as unit, tried, adopted.
 * So the board reads some hundred rows in the order of days, and a change touches only the days that it is about. */
#include "event.h"

#include <stdlib.h>
#include <string.h>

struct cell {
    uint32_t when; /* 0 = free */
    uint32_t unit;
    int32_t tried, adopted;
};

struct rollup {
    struct cell *cells; /* open addressing */
    size_t cell_n;      /* a power of two */
    size_t used;
    size_t sorted; /* after rollup_sort: so many cells at the front, in order */
};

struct rollup *rollup_create(void)
{
    struct rollup *r = bb_alloc(sizeof *r);
    r->cell_n = 1024;
    r->cells = bb_alloc(r->cell_n * sizeof *r->cells);
    return r;
}

void rollup_destroy(struct rollup *r)
{
    if (!r)
        return;
    free(r->cells);
    free(r);
}

static struct cell *find(const struct rollup *r, uint32_t when, uint32_t unit)
{
    uint64_t mixed = (when * UINT64_C(0x9E3779B97F4A7C15) ^ unit) * UINT64_C(0xD1B54A32D192ED03);
    size_t i = (size_t)(mixed >> 32) & (r->cell_n - 1);
    while (r->cells[i].when && (r->cells[i].when != when || r->cells[i].unit != unit))
        i = (i + 1) & (r->cell_n - 1);
    return &r->cells[i];
}

static void grow(struct rollup *r)
{
    struct rollup larger = {.cell_n = r->cell_n * 2, .used = r->used};
    larger.cells = bb_alloc(larger.cell_n * sizeof *larger.cells);
    for (size_t i = 0; i < r->cell_n; i++)
        if (r->cells[i].when)
            *find(&larger, r->cells[i].when, r->cells[i].unit) = r->cells[i];
    free(r->cells);
    *r = larger;
}

static void add(struct rollup *r, uint32_t when, int64_t unit, int tried, int adopted)
{
    if (!when)
        return;
    if (r->used * 3 >= r->cell_n * 2)
        grow(r);
    struct cell *c = find(r, when, (uint32_t)unit);
    r->used += !c->when;
    *c = (struct cell){when, (uint32_t)unit, c->tried + tried, c->adopted + adopted};
}

void rollup_count(struct rollup *r, int64_t unit, struct event_use use, int by)
{
    add(r, use.tried, unit, by, 0);
    add(r, use.adopted, unit, 0, by);
}

void rollup_add(struct rollup *r, const struct rollup *more)
{
    struct rollup *sum = rollup_create();
    const struct rollup *parts[] = {r, more};
    for (size_t i = 0; more->used && i < 2; i++) {
        size_t n = parts[i]->cell_n ? parts[i]->cell_n : parts[i]->sorted;
        for (const struct cell *c = parts[i]->cells; c < parts[i]->cells + n; c++)
            add(sum, c->when, c->unit, c->tried, c->adopted);
    }
    if (more->used) {
        struct rollup swap = *r;
        *r = *sum;
        *sum = swap;
    }
    rollup_destroy(sum);
}

static int by_when_and_unit(const void *a, const void *b)
{
    const struct cell *x = a, *y = b;
    if (x->when != y->when)
        return x->when < y->when ? -1 : 1;
    return (x->unit > y->unit) - (x->unit < y->unit);
}

void rollup_sort(struct rollup *r)
{
    size_t n = 0;
    for (size_t i = 0; i < r->cell_n; i++)
        if (r->cells[i].when && (r->cells[i].tried || r->cells[i].adopted))
            r->cells[n++] = r->cells[i];
    qsort(r->cells, n, sizeof *r->cells, by_when_and_unit);
    r->sorted = n;
    r->cell_n = 0;
}

static void put_cell(struct bb_str *out, uint32_t unit, int64_t tried, int64_t adopted)
{
    if (tried <= 0 && adopted <= 0)
        return;
    event_put_number(out, unit);
    event_put_number(out, (uint64_t)(tried > 0 ? tried : 0));
    event_put_number(out, (uint64_t)(adopted > 0 ? adopted : 0));
}

static bool get_cell(const unsigned char **p, const unsigned char *end, uint64_t cell[3])
{
    for (int i = 0; i < 3; i++)
        if (!event_get_number(p, end, &cell[i]))
            return false;
    return true;
}

/* Both are ordered by unit. */
static void merge_day(struct bb_str *out, const unsigned char *p, const unsigned char *end, const struct cell *c,
                      size_t n)
{
    uint64_t old[3];
    bool have = get_cell(&p, end, old);
    while (have || n) {
        bool older = have && (!n || old[0] <= c->unit), newer = n && (!have || c->unit <= old[0]);
        int64_t tried = older ? (int64_t)old[1] : 0, adopted = older ? (int64_t)old[2] : 0;
        uint32_t unit = older ? (uint32_t)old[0] : c->unit;
        put_cell(out, unit, tried + (newer ? c->tried : 0), adopted + (newer ? c->adopted : 0));
        if (older)
            have = get_cell(&p, end, old);
        c += newer;
        n -= newer;
    }
}

static bool apply_day(struct bb_store *s, int64_t engagement, const struct cell *c, size_t n, struct bb_error *err)
{
    struct bb_date d = event_date(c->when);
    struct db_value key[4] = {db_i(engagement), db_i(d.day), db_i(d.precision)};
    struct bb_str units = {0};
    struct db_rows *r = db_query(
        s->db, err, "SELECT units FROM rollup WHERE engagement = $1 AND day = $2 AND \"precision\" = $3", 3, key);
    size_t bytes = 0;
    const unsigned char *old = db_next(r) ? db_blob(r, 0, &bytes) : NULL;
    merge_day(&units, old, old + bytes, c, n);
    bool ok = r && db_done(r, err);
    key[3] = db_b(units.s, units.n);
    static const char put[] = "INSERT INTO rollup (engagement, day, \"precision\", units) VALUES ($1, $2, $3, $4)"
                              " ON CONFLICT (engagement, day, \"precision\") DO UPDATE SET units = excluded.units";
    static const char drop[] = "DELETE FROM rollup WHERE engagement = $1 AND day = $2 AND \"precision\" = $3";
    ok = ok && db_exec(s->db, err, units.n ? put : drop, units.n ? 4 : 3, key);
    bb_str_finish(&units);
    return ok;
}

bool rollup_apply(struct rollup *r, struct bb_store *s, int64_t engagement, struct bb_error *err)
{
    if (r->cell_n)
        rollup_sort(r);
    bool ok = true;
    for (size_t i = 0, to; ok && i < r->sorted; i = to) {
        for (to = i; to < r->sorted && r->cells[to].when == r->cells[i].when; to++)
            continue;
        ok = apply_day(s, engagement, r->cells + i, to - i, err);
    }
    return ok;
}

/* Reading for the board. */

/* Adds a cell to the last group, which is ordered by unit; the search goes on at *at. */
static void add_to_group(struct bb_data *d, size_t *at, const struct bb_rollup *cell)
{
    struct bb_rollup *list = d->rollups;
    while (*at < d->rollup_n && list[*at].unit < cell->unit)
        ++*at;
    if (*at < d->rollup_n && list[*at].unit == cell->unit) {
        list[*at].tried += cell->tried;
        list[*at].adopted += cell->adopted;
        return;
    }
    memmove(&list[*at + 1], &list[*at], (d->rollup_n++ - *at) * sizeof *list);
    list[*at] = *cell;
}

/* A day, or the month that it is in, becomes a group of cells; the last group may go on. */
static void load_day(struct bb_data *d, size_t *group, struct bb_date on, const unsigned char *p,
                     const unsigned char *end)
{
    const struct bb_rollup *last = &d->rollups[d->rollup_n ? d->rollup_n - 1 : 0];
    if (!d->rollup_n || last->day != on.day || last->precision != on.precision)
        *group = d->rollup_n;
    size_t at = *group;
    uint64_t cell[3];
    while (get_cell(&p, end, cell))
        add_to_group(d, &at,
                     &(struct bb_rollup){.unit = (int32_t)cell[0],
                                         .day = on.day,
                                         .precision = on.precision,
                                         .tried = (int32_t)cell[1],
                                         .adopted = (int32_t)cell[2]});
}

static void load_days(struct bb_data *d, struct db_rows *r, bool by_month)
{
    for (size_t group = 0; db_next(r);) {
        struct bb_date on = {(int32_t)db_int(r, 0), (int32_t)db_int(r, 1)};
        size_t bytes;
        const unsigned char *units = db_blob(r, 2, &bytes);
        /* What is still to come must not hide in a month that has begun. */
        if (by_month && on.precision == BB_DAY && on.day > d->today)
            continue;
        if (by_month && on.precision == BB_DAY)
            on = (struct bb_date){bb_month_last_day(bb_month_of(on.day)), BB_MONTH};
        load_day(d, &group, on, units, units + bytes);
    }
}

bool rollup_load(struct bb_store *s, int64_t engagement, int32_t most_days, struct bb_data *d, struct bb_error *err)
{
    static const char size[] = "SELECT sum(length(units)), max(CASE WHEN day <= $2 THEN day END) - min(day)"
                               " FROM rollup WHERE engagement = $1";
    static const char sql[] =
        "SELECT day, \"precision\", units FROM rollup WHERE engagement = $1 ORDER BY day, \"precision\"";
    struct db_rows *r = db_query(s->db, err, size, DB_ARGS(db_i(engagement), db_i(d->today)));
    bool some = db_next(r), by_month = some && db_int(r, 1) > most_days;
    int64_t bytes = some ? db_int(r, 0) : 0;
    if (!r || !db_done(r, err))
        return false;
    /* A cell has three bytes at least. Memory that is not written to is not taken from the system. */
    d->rollups = bb_arena_alloc(&d->arena, (size_t)(bytes / 3 + 1) * sizeof *d->rollups);
    r = db_query(s->db, err, sql, DB_ARGS(db_i(engagement)));
    if (r)
        load_days(d, r, by_month);
    return r && db_done(r, err);
}

static bool read_cells(struct bb_store *s, int64_t engagement, struct rollup *out, struct bb_error *err)
{
    struct db_rows *r = db_query(s->db, err, "SELECT day, \"precision\", units FROM rollup WHERE engagement = $1",
                                 DB_ARGS(db_i(engagement)));
    while (db_next(r)) {
        struct bb_date on = {(int32_t)db_int(r, 0), (int32_t)db_int(r, 1)};
        size_t bytes;
        uint64_t cell[3];
        const unsigned char *p = db_blob(r, 2, &bytes), *end = p + bytes;
        while (get_cell(&p, end, cell))
            add(out, event_when(on), (int64_t)cell[0], (int)cell[1], (int)cell[2]);
    }
    return r && db_done(r, err);
}

/* The cells up to today, in the order of days. */
static void load_cells(struct bb_data *d, const struct rollup *r, int32_t most_days)
{
    size_t n = 0, group = 0, at = 0;
    while (n < r->sorted && event_date(r->cells[n].when).day <= d->today)
        n++;
    bool by_month = n && event_date(r->cells[n - 1].when).day - event_date(r->cells[0].when).day > most_days;
    d->rollups = bb_arena_alloc(&d->arena, (n + 1) * sizeof *d->rollups);
    for (size_t i = 0; i < n; i++) {
        struct bb_date on = event_date(r->cells[i].when);
        if (by_month && on.precision == BB_DAY)
            on = (struct bb_date){bb_month_last_day(bb_month_of(on.day)), BB_MONTH};
        const struct bb_rollup *last = &d->rollups[d->rollup_n ? d->rollup_n - 1 : 0];
        if (!d->rollup_n || last->day != on.day || last->precision != on.precision)
            group = d->rollup_n;
        if (i == 0 || r->cells[i].when != r->cells[i - 1].when)
            at = group;
        add_to_group(d, &at,
                     &(struct bb_rollup){.unit = (int32_t)r->cells[i].unit,
                                         .day = on.day,
                                         .precision = on.precision,
                                         .tried = r->cells[i].tried,
                                         .adopted = r->cells[i].adopted});
    }
}

bool rollup_load_with(struct bb_store *s, int64_t engagement, int32_t most_days, const struct rollup *changes,
                      struct bb_data *d, struct bb_error *err)
{
    struct rollup *sum = rollup_create();
    bool ok = read_cells(s, engagement, sum, err);
    if (ok) {
        rollup_add(sum, changes);
        rollup_sort(sum);
        load_cells(d, sum, most_days);
    }
    rollup_destroy(sum);
    return ok;
}
