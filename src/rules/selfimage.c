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

static int64_t value_of(const struct bb_kpi *k, const struct bb_reading *r)
{
    if (!r)
        return BB_NONE;
    bool counted = r->n != BB_NONE && r->n > 0 && r->n <= INT_MAX && r->top != BB_NONE;
    if (counted && k->kind == BB_KPI_CSAT)
        return 100 * BB_MILLION * r->top / r->n;
    if (counted && k->kind == BB_KPI_NPS && r->low != BB_NONE)
        return 100 * BB_MILLION * (r->top - r->low) / r->n;
    return r->value;
}

static int by_day(const void *x, const void *y)
{
    const struct bb_reading *a = *(const struct bb_reading *const *)x, *b = *(const struct bb_reading *const *)y;
    if (a->on.day != b->on.day)
        return a->on.day < b->on.day ? -1 : 1;
    return (a->row.id > b->row.id) - (a->row.id < b->row.id);
}

/* Readings up to today by day. */
static const struct bb_reading **sorted_readings(const struct bb_data *d, size_t *n)
{
    const struct bb_table *t = &d->tables[BB_READING];
    const struct bb_reading **list = bb_alloc((t->n + 1) * sizeof *list);
    *n = 0;
    for (size_t i = 0; i < t->n; i++) {
        const struct bb_reading *r = BB_ROW(d, BB_READING, struct bb_reading, i);
        if (r->on.precision != BB_NO_DATE && r->on.day <= d->today && r->kind >= 0 && r->kind < BB_READ_COUNT)
            list[(*n)++] = r;
    }
    if (*n)
        qsort(list, *n, sizeof *list, by_day);
    return list;
}

static void remember(struct bb_self_image *s, const struct bb_reading *r)
{
    struct bb_kpi_value *v = &s->values[r->kind];
    int64_t *history = s->history[r->kind], value = value_of(s->kpi, r);
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

static int64_t believed(const struct bb_self_image *s)
{
    const struct bb_kpi_value *self = &s->values[BB_READ_SELF], *guess = &s->values[BB_READ_GUESS];
    bool both = guess->reading && self->reading && self->value != BB_NONE;
    bool later = guess->value != BB_NONE && (!both || guess->reading->on.day > self->reading->on.day);
    return later ? guess->value : self->value;
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

static void look(const struct bb_data *d, const struct bb_kpi *k, const struct bb_reading *const *readings, size_t n,
                 struct bb_self_image *s)
{
    *s = (struct bb_self_image){.kpi = k};
    for (int i = 0; i < BB_READ_COUNT; i++)
        s->values[i].value = BB_NONE;
    for (size_t i = 0; i < n; i++)
        if (readings[i]->kpi == k->row.id && !readings[i]->unit)
            remember(s, readings[i]);
    /* A figure that is kept by unit alone speaks by its latest unit. */
    for (size_t i = 0; i < n; i++)
        if (readings[i]->kpi == k->row.id && readings[i]->unit && readings[i]->kind != BB_READ_MEASURED &&
            (!s->values[readings[i]->kind].reading || s->values[readings[i]->kind].reading->unit))
            remember(s, readings[i]);
    s->believed = believed(s);
    s->gap = bb_rosier(s->believed, s->values[BB_READ_MEASURED].value, k->better);
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
    size_t readings_n;
    const struct bb_reading **readings = sorted_readings(d, &readings_n);
    *n = d->tables[BB_KPI].n;
    struct bb_self_image *list = bb_arena_alloc(a, (*n + 1) * sizeof *list);
    for (size_t i = 0; i < *n; i++) {
        look(d, BB_ROW(d, BB_KPI, struct bb_kpi, i), readings, readings_n, &list[i]);
        rate(t, &list[i]);
    }
    free(readings);
    return list;
}

/* By unit. */

static bool has_total(const struct bb_reading *const *readings, size_t n, int64_t kpi)
{
    for (size_t i = 0; i < n; i++)
        if (readings[i]->kpi == kpi && readings[i]->kind == BB_READ_MEASURED && !readings[i]->unit)
            return true;
    return false;
}

/* How many a figure of a unit speaks of: its answers, else the people of the unit. */
static int64_t people_behind(const struct bb_data *d, const struct bb_reading *r)
{
    const struct bb_unit *u = bb_data_unit(d, r->unit);
    if (r->n != BB_NONE)
        return r->n;
    if (r->value == BB_NONE)
        return 0; /* taken away: one of few */
    return !u ? BB_NONE : u->population != BB_NONE ? u->population : u->headcount;
}

const struct bb_unit_value *bb_kpi_units(const struct bb_data *d, const struct bb_kpi *kpi, struct bb_arena *a,
                                         size_t *n)
{
    size_t readings_n, units = d->tables[BB_UNIT].n;
    const struct bb_reading **readings = sorted_readings(d, &readings_n);
    struct bb_unit_value *list = bb_arena_alloc(a, (units + 1) * sizeof *list);
    int64_t *people = bb_arena_alloc(a, (units + 1) * sizeof *people);
    bool *hidden = bb_arena_alloc(a, units + 1);
    *n = 0;
    for (size_t i = 0; i < units; i++) {
        const struct bb_reading *latest = NULL;
        int64_t unit = BB_ROW(d, BB_UNIT, struct bb_unit, i)->row.id;
        for (size_t k = 0; k < readings_n; k++)
            if (readings[k]->kpi == kpi->row.id && readings[k]->kind == BB_READ_MEASURED && readings[k]->unit == unit)
                latest = readings[k];
        if (!latest)
            continue;
        people[*n] = people_behind(d, latest);
        list[(*n)++] = (struct bb_unit_value){.reading = latest, .value = value_of(kpi, latest)};
    }
    bb_suppress(people, *n, has_total(readings, readings_n, kpi->row.id), hidden);
    for (size_t i = 0; i < *n; i++)
        list[i].hidden = hidden[i];
    free(readings);
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

void bb_kpi_gap(const struct bb_data *d, struct bb_kpi_gap *out)
{
    static const struct bb_thresholds none = {0};
    struct bb_arena a = {0};
    size_t n;
    const struct bb_self_image *list = bb_self_images(d, &none, &a, &n);
    *out = (struct bb_kpi_gap){.csat = BB_NONE};
    for (size_t i = 0; i < n; i++) {
        if (list[i].gap == BB_NONE)
            continue;
        out->both++;
        out->rosy += list[i].gap > 0;
        if (out->csat == BB_NONE && list[i].kpi->kind == BB_KPI_CSAT)
            out->csat = list[i].gap;
    }
    bb_arena_finish(&a);
}
