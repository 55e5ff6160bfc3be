/* Self-image and measurement: gaps, intervals, small groups. */
#include <bepboard/selfimage.h>
#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double z = 1.959963984540054; /* 97.5 % of the normal distribution */

bool bb_interval_csat(int64_t top, int64_t n, double *low, double *high)
{
    if (n == BB_NONE || n < 1 || top == BB_NONE || top < 0 || top > n)
        return false;
    double p = (double)top / (double)n, m = (double)n, scale = 1 + z * z / m;
    double middle = (p + z * z / (2 * m)) / scale, half = z * sqrt(p * (1 - p) / m + z * z / (4 * m * m)) / scale;
    *low = 100 * (middle - half);
    *high = 100 * (middle + half);
    return true;
}

bool bb_interval_nps(int64_t top, int64_t low_answers, int64_t n, double *low, double *high)
{
    bool counted = n != BB_NONE && n > 0 && top != BB_NONE && low_answers != BB_NONE;
    if (!counted || top < 0 || low_answers < 0 || top > n || low_answers > n - top)
        return false;
    double p = (double)top / (double)n, d = (double)low_answers / (double)n;
    double half = z * sqrt((p + d - (p - d) * (p - d)) / (double)n);
    *low = 100 * (p - d - half);
    *high = 100 * (p - d + half);
    return true;
}

int64_t bb_rosier(int64_t believed, int64_t measured, int64_t better)
{
    if (believed == BB_NONE || measured == BB_NONE)
        return BB_NONE;
    return better == BB_BETTER_LOWER ? measured - believed : believed - measured;
}

int64_t bb_people_behind(const struct bb_data *d, int64_t unit, int64_t n)
{
    const struct bb_unit *u = bb_data_unit(d, unit);
    if (n != BB_NONE || !u)
        return n;
    return u->population != BB_NONE ? u->population : u->headcount;
}

static size_t next_smallest(const int64_t *n, size_t count, const bool *hidden)
{
    size_t best = count;
    for (size_t i = 0; i < count; i++)
        if (!hidden[i] && n[i] != BB_NONE && (best == count || n[i] < n[best]))
            best = i;
    return best;
}

void bb_suppress(const int64_t *n, size_t count, bool total_shown, bool *hidden)
{
    size_t gone = 0;
    for (size_t i = 0; i < count; i++) {
        hidden[i] = n[i] != BB_NONE && n[i] < BB_ROOM_GROUP;
        gone += hidden[i];
    }
    size_t next = gone == 1 && total_shown ? next_smallest(n, count, hidden) : count;
    if (next < count)
        hidden[next] = true;
}

/* Values. */

int64_t bb_reading_value(const struct bb_kpi *k, const struct bb_reading *r)
{
    if (!r || !k)
        return r ? r->value : BB_NONE;
    bool counted = r->n != BB_NONE && r->n > 0 && r->n <= INT_MAX && r->top != BB_NONE;
    if (counted && k->kind == BB_KPI_CSAT)
        return 100 * BB_MILLION * r->top / r->n;
    if (counted && k->kind == BB_KPI_NPS && r->low != BB_NONE)
        return 100 * BB_MILLION * (r->top - r->low) / r->n;
    return r->value;
}

/* By figure, by unit with all units together first, by day. */
static int by_group(const void *x, const void *y)
{
    const struct bb_reading *a = *(const struct bb_reading *const *)x, *b = *(const struct bb_reading *const *)y;
    const int64_t keys[][2] = {{a->kpi, b->kpi}, {a->unit, b->unit}, {a->on.day, b->on.day}, {a->row.id, b->row.id}};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (keys[i][0] != keys[i][1])
            return keys[i][0] < keys[i][1] ? -1 : 1;
    return 0;
}

/* Readings that stand together. */
struct run {
    const struct bb_reading **list;
    size_t n;
};

/* Readings up to today; the list is the caller's. */
static struct run sorted_readings(const struct bb_data *d)
{
    const struct bb_table *t = &d->tables[BB_READING];
    struct run all = {.list = bb_alloc((t->n + 1) * sizeof *all.list)};
    for (size_t i = 0; i < t->n; i++) {
        const struct bb_reading *r = BB_ROW(d, BB_READING, struct bb_reading, i);
        if (r->on.precision != BB_NO_DATE && r->on.day <= d->today && r->kind >= 0 && r->kind < BB_READ_COUNT)
            all.list[all.n++] = r;
    }
    if (all.n)
        qsort(all.list, all.n, sizeof *all.list, by_group);
    return all;
}

static struct run of_figure(struct run all, int64_t kpi)
{
    size_t low = 0, high = all.n, end;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (all.list[middle]->kpi < kpi)
            low = middle + 1;
        else
            high = middle;
    }
    for (end = low; end < all.n && all.list[end]->kpi == kpi;)
        end++;
    return (struct run){all.list + low, end - low};
}

/* Takes the readings of the first unit off the rest. */
static struct run take_unit(struct run *rest)
{
    struct run unit = {rest->list, 1};
    while (unit.n < rest->n && rest->list[unit.n]->unit == rest->list[0]->unit)
        unit.n++;
    rest->list += unit.n;
    rest->n -= unit.n;
    return unit;
}

static struct bb_kpi_value latest(const struct bb_kpi *k, struct run r, enum bb_reading_kinds kind)
{
    for (size_t i = r.n; i-- > 0;)
        if (r.list[i]->kind == kind)
            return (struct bb_kpi_value){r.list[i], bb_reading_value(k, r.list[i])};
    return (struct bb_kpi_value){.value = BB_NONE};
}

static void remember(struct bb_self_image *s, const struct bb_reading *r)
{
    struct bb_kpi_value *v = &s->values[r->kind];
    int64_t *history = s->history[r->kind], value = bb_reading_value(s->kpi, r);
    size_t *n = &s->history_n[r->kind];
    v->reading = r;
    v->value = value;
    if (value == BB_NONE)
        return;
    if (*n == BB_KPI_HISTORY)
        memmove(history, history + 1, (BB_KPI_HISTORY - 1) * sizeof *history);
    else
        ++*n;
    history[*n - 1] = value;
}

static struct bb_kpi_value believed(const struct bb_kpi_value values[BB_READ_COUNT])
{
    const struct bb_kpi_value *self = &values[BB_READ_SELF], *guess = &values[BB_READ_GUESS];
    bool both = guess->reading && self->reading && self->value != BB_NONE;
    bool guessed = guess->value != BB_NONE && (!both || guess->reading->on.day > self->reading->on.day);
    return guessed ? *guess : *self;
}

static struct bb_date both_known(const struct bb_kpi_value *x, const struct bb_kpi_value *y)
{
    if (!x->reading || !y->reading)
        return (struct bb_date){0};
    return x->reading->on.day > y->reading->on.day ? x->reading->on : y->reading->on;
}

static bool is_done(const struct bb_data *d, const struct bb_todo *a)
{
    return a->done.precision != BB_NO_DATE && a->done.day <= d->today;
}

static const struct bb_todo *improvement(const struct bb_data *d, int64_t kpi)
{
    const struct bb_todo *best = NULL;
    for (size_t i = 0; i < d->tables[BB_ACTION].n; i++) {
        const struct bb_todo *a = BB_ROW(d, BB_ACTION, struct bb_todo, i);
        if (a->kpi == kpi && !is_done(d, a) && (!best || (!best->owner && a->owner)))
            best = a;
    }
    return best;
}

static bool later(const struct bb_kpi_value *x, const struct bb_kpi_value *y)
{
    if (!x->reading || !y->reading)
        return x->reading;
    return x->reading->on.day != y->reading->on.day ? x->reading->on.day > y->reading->on.day
                                                    : x->reading->row.id > y->reading->row.id;
}

/* A figure that is kept by unit alone speaks by the unit that spoke last. */
static void borrow(struct bb_self_image *s, struct run units, enum bb_reading_kinds kind)
{
    struct run from = {0};
    struct bb_kpi_value best = {.value = BB_NONE};
    while (units.n) {
        struct run unit = take_unit(&units);
        struct bb_kpi_value v = latest(s->kpi, unit, kind);
        if (later(&v, &best)) {
            best = v;
            from = unit;
        }
    }
    for (size_t i = 0; i < from.n; i++)
        if ((enum bb_reading_kinds)from.list[i]->kind == kind)
            remember(s, from.list[i]);
}

static void look_at_whole(struct bb_self_image *s, struct run whole, struct run units)
{
    for (int i = 0; i < BB_READ_COUNT; i++)
        s->values[i].value = BB_NONE;
    for (size_t i = 0; i < whole.n; i++)
        remember(s, whole.list[i]);
    for (enum bb_reading_kinds kind = 0; kind < BB_READ_COUNT; kind++)
        if (kind != BB_READ_MEASURED && !s->values[kind].reading)
            borrow(s, units, kind);
    struct bb_kpi_value belief = believed(s->values);
    s->believed = belief.value;
    s->gap = bb_rosier(s->believed, s->values[BB_READ_MEASURED].value, s->kpi->better);
    s->since = both_known(&belief, &s->values[BB_READ_MEASURED]);
}

/* What one unit says of itself; of its beliefs only those of enough people count. */
static struct bb_kpi_value belief_of_unit(const struct bb_self_image *s, struct run unit)
{
    struct bb_kpi_value values[BB_READ_COUNT];
    for (enum bb_reading_kinds kind = 0; kind < BB_READ_COUNT; kind++) {
        values[kind] = latest(s->kpi, unit, kind);
        if (values[kind].reading && values[kind].reading->n != BB_NONE && values[kind].reading->n < BB_ROOM_GROUP)
            values[kind] = (struct bb_kpi_value){.value = BB_NONE};
    }
    struct bb_kpi_value own = believed(values), whole = believed(s->values);
    bool alone = !s->values[BB_READ_MEASURED].reading && whole.reading && !whole.reading->unit;
    return own.value == BB_NONE && alone ? whole : own;
}

static void look_at_unit(const struct bb_self_image *s, struct run unit, struct bb_unit_value *out)
{
    struct bb_kpi_value measured = latest(s->kpi, unit, BB_READ_MEASURED), belief = belief_of_unit(s, unit);
    *out = (struct bb_unit_value){.reading = measured.reading, .value = measured.value, .believed = belief.value};
    out->gap = bb_rosier(belief.value, measured.value, s->kpi->better);
    out->since = both_known(&belief, &measured);
}

static size_t units_in(struct run units)
{
    size_t n = 0;
    for (; units.n; n++)
        take_unit(&units);
    return n;
}

static void look_at_units(const struct bb_data *d, struct bb_self_image *s, struct run units, struct bb_arena *a)
{
    size_t most = units_in(units);
    struct bb_unit_value *list = bb_arena_alloc(a, (most + 1) * sizeof *list);
    int64_t *people = bb_arena_alloc(a, (most + 1) * sizeof *people);
    bool *hidden = bb_arena_alloc(a, most + 1);
    s->units = list;
    while (units.n) {
        struct run unit = take_unit(&units);
        struct bb_unit_value *v = &list[s->unit_n];
        look_at_unit(s, unit, v);
        if (!v->reading || !bb_data_unit(d, v->reading->unit))
            continue;
        bool taken_away = v->value == BB_NONE && v->reading->n == BB_NONE; /* one of few */
        people[s->unit_n++] = taken_away ? 0 : bb_people_behind(d, v->reading->unit, v->reading->n);
    }
    bb_suppress(people, s->unit_n, s->values[BB_READ_MEASURED].reading != NULL, hidden);
    for (size_t i = 0; i < s->unit_n; i++) {
        list[i].hidden = hidden[i];
        if (!hidden[i] && list[i].gap != BB_NONE && list[i].gap > (s->rosiest ? s->rosiest->gap : 0))
            s->rosiest = &list[i];
    }
}

bool bb_self_image_rosy(const struct bb_self_image *s)
{
    return (s->gap != BB_NONE && s->gap > 0) || s->rosiest;
}

bool bb_self_image_owned(const struct bb_self_image *s)
{
    return s->action && s->action->owner;
}

static void look(const struct bb_data *d, const struct bb_kpi *k, struct run all, struct bb_arena *a,
                 struct bb_self_image *s)
{
    struct run units = of_figure(all, k->row.id), whole = {0};
    if (units.n && !units.list[0]->unit)
        whole = take_unit(&units);
    *s = (struct bb_self_image){.kpi = k};
    look_at_whole(s, whole, units);
    look_at_units(d, s, units, a);
    s->cleared = bb_kpi_cleared(k, d->today);
    s->action = improvement(d, k->row.id);
}

static void rate(const struct bb_thresholds *t, struct bb_self_image *s)
{
    const struct bb_reading *r = s->values[BB_READ_MEASURED].reading;
    if (!r)
        return;
    s->small = r->n != BB_NONE && r->n < t->small_sample;
    if (s->kpi->kind == BB_KPI_CSAT)
        s->interval = bb_interval_csat(r->top, r->n, &s->low, &s->high);
    else if (s->kpi->kind == BB_KPI_NPS)
        s->interval = bb_interval_nps(r->top, r->low, r->n, &s->low, &s->high);
}

const struct bb_self_image *bb_self_images(const struct bb_data *d, const struct bb_thresholds *t, struct bb_arena *a,
                                           size_t *n)
{
    struct run all = sorted_readings(d);
    *n = d->tables[BB_KPI].n;
    struct bb_self_image *list = bb_arena_alloc(a, (*n + 1) * sizeof *list);
    for (size_t i = 0; i < *n; i++) {
        look(d, BB_ROW(d, BB_KPI, struct bb_kpi, i), all, a, &list[i]);
        rate(t, &list[i]);
    }
    free(all.list);
    return list;
}

bool bb_kpi_cleared(const struct bb_kpi *k, int32_t today)
{
    return k->exposes && k->first_to && k->told.precision != BB_NO_DATE && k->told.day <= today;
}

bool bb_step_blind(const struct bb_data *d, int64_t step)
{
    for (size_t i = 0; i < d->tables[BB_KPI].n; i++)
        if (BB_ROW(d, BB_KPI, struct bb_kpi, i)->step == step)
            return false;
    return true;
}

static bool compared_by_unit(const struct bb_self_image *s)
{
    for (size_t i = 0; i < s->unit_n; i++)
        if (!s->units[i].hidden && s->units[i].gap != BB_NONE)
            return true;
    return false;
}

void bb_kpi_gap(const struct bb_data *d, struct bb_kpi_gap *out)
{
    static const struct bb_thresholds none = {0};
    struct bb_arena a = {0};
    size_t n;
    const struct bb_self_image *list = bb_self_images(d, &none, &a, &n);
    *out = (struct bb_kpi_gap){.csat = BB_NONE};
    for (size_t i = 0; i < n; i++) {
        if (list[i].gap == BB_NONE && !compared_by_unit(&list[i]))
            continue;
        out->both++;
        out->rosy += bb_self_image_rosy(&list[i]);
        if (out->csat == BB_NONE && list[i].gap != BB_NONE && list[i].kpi->kind == BB_KPI_CSAT)
            out->csat = list[i].gap;
    }
    bb_arena_finish(&a);
}
