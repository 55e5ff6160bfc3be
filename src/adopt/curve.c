#include <bepboard/rules.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum figure { NOW, EVER, ACCESS, PROFICIENT, FIGURES };

static double *figure_of(struct bb_point *p, enum figure f)
{
    double *const all[FIGURES] = {&p->now, &p->ever, &p->access, &p->proficient};
    return all[f];
}

static int64_t sample_figure(const struct bb_sample *s, enum figure f)
{
    const int64_t all[FIGURES] = {s->now, s->ever, s->access, s->proficient};
    return all[f];
}

static struct bb_point empty_point(struct bb_date on)
{
    return (struct bb_point){.on = on, .now = NAN, .ever = NAN, .access = NAN, .proficient = NAN};
}

/* The points of one curve while it grows, ordered by day. */
struct builder {
    struct bb_point *list;
    size_t n, cap;
};

/* The point of this day, made if there is none. */
static struct bb_point *point_on(struct builder *b, struct bb_date on)
{
    size_t at = b->n;
    while (at && b->list[at - 1].on.day > on.day)
        at--;
    if (at && b->list[at - 1].on.day == on.day)
        return &b->list[at - 1];
    b->list = bb_grow(b->list, b->n, &b->cap, sizeof *b->list);
    memmove(&b->list[at + 1], &b->list[at], (b->n - at) * sizeof *b->list);
    b->list[at] = empty_point(on);
    b->n++;
    return &b->list[at];
}

static bool is_past(const struct bb_data *d, int32_t day, int32_t precision)
{
    if (precision == BB_MONTH)
        return bb_month_of(day) <= bb_month_of(d->today);
    if (precision == BB_YEAR)
        return bb_month_of(day) / 12 <= bb_month_of(d->today) / 12;
    return precision != BB_NO_DATE && day <= d->today;
}

static double sum_of_populations(const struct bb_data *d)
{
    double sum = NAN;
    for (size_t i = 0; i < d->tables[BB_UNIT].n; i++) {
        const struct bb_unit *u = BB_ROW(d, BB_UNIT, struct bb_unit, i);
        if (u->population > 0)
            sum = (isnan(sum) ? 0 : sum) + (double)u->population;
    }
    return sum;
}

static double people_of(const struct bb_data *d, int64_t unit)
{
    for (size_t i = 0; i < d->unit_count_n; i++)
        if (d->unit_counts[i].unit == unit && d->unit_counts[i].people > 0)
            return (double)d->unit_counts[i].people;
    return NAN;
}

static double population_of(const struct bb_data *d, int64_t unit, bool from_events)
{
    if (!unit) {
        if (d->engagement && d->engagement->population > 0)
            return (double)d->engagement->population;
        double sum = sum_of_populations(d);
        return isnan(sum) && from_events && d->people_total > 0 ? (double)d->people_total : sum;
    }
    const struct bb_unit *u = bb_data_unit(d, unit);
    if (u && u->population > 0)
        return (double)u->population;
    double people = from_events ? people_of(d, unit) : NAN;
    return isnan(people) && u && u->headcount > 0 ? (double)u->headcount : people;
}

/* Shares stay shares only as long as nobody knows of how many people. */
static double scale_of(const struct bb_sample *s, double m, bool shares)
{
    bool is_share = s->measure == BB_SHARE;
    if (shares)
        return is_share ? 1 : NAN;
    return is_share ? m : 1;
}

static bool has_counts(const struct bb_data *d, int64_t unit)
{
    for (size_t i = 0; i < d->tables[BB_SAMPLE].n; i++) {
        const struct bb_sample *s = BB_ROW(d, BB_SAMPLE, struct bb_sample, i);
        if (s->unit == unit && s->measure != BB_SHARE)
            return true;
    }
    return false;
}

static size_t add_samples(const struct bb_data *d, struct bb_curve *c, struct builder *b)
{
    for (size_t i = 0; i < d->tables[BB_SAMPLE].n; i++) {
        const struct bb_sample *s = BB_ROW(d, BB_SAMPLE, struct bb_sample, i);
        if (s->unit != c->unit || !is_past(d, s->on.day, s->on.precision))
            continue;
        if (!b->n)
            c->shares = isnan(c->population) && !has_counts(d, c->unit);
        struct bb_point *p = point_on(b, s->on);
        double scale = scale_of(s, c->population, c->shares);
        for (enum figure f = 0; f < FIGURES; f++)
            if (sample_figure(s, f) != BB_NONE)
                *figure_of(p, f) = (double)sample_figure(s, f) / (double)BB_MILLION * scale;
    }
    return b->n;
}

static bool counts_by_month(const struct bb_data *d)
{
    const struct bb_rollup *first = d->rollups, *end = d->rollups + d->rollup_n;
    while (first < end && !is_past(d, first->day, first->precision))
        first++;
    while (first < end && !is_past(d, end[-1].day, end[-1].precision))
        end--;
    return first < end && (int64_t)end[-1].day - first->day > BB_DAYS_OF_EVENTS;
}

static struct bb_date period_of(const struct bb_rollup *r, bool by_month)
{
    if (!by_month || r->precision != BB_DAY)
        return (struct bb_date){r->day, r->precision};
    return (struct bb_date){bb_month_last_day(bb_month_of(r->day)), BB_MONTH};
}

static void add_event(struct builder *b, struct bb_date on, int64_t tried, int64_t adopted)
{
    size_t n = b->n;
    struct bb_point before = n ? b->list[n - 1] : (struct bb_point){.on = on};
    struct bb_point *point = point_on(b, on);
    if (n == 0 || before.on.day != on.day) {
        point->ever = before.ever;
        point->access = before.access;
    }
    point->ever += (double)adopted;
    point->access += (double)tried;
}

/* Where the row with this id is, or belongs; the search goes on from a row before it. */
static size_t row_of(const struct bb_table *units, int64_t id, size_t from)
{
    const struct bb_unit *rows = units->rows;
    size_t i = from < units->n && rows[from].row.id <= id ? from : 0;
    while (i < units->n && rows[i].row.id < id)
        i++;
    return i;
}

/* One day's rollups come in the order of their units, as the rows of units do. */
static void add_day(const struct bb_table *units, struct builder *by_unit, struct bb_date on, const struct bb_rollup *r,
                    size_t n)
{
    const struct bb_unit *rows = units->rows;
    int64_t tried = 0, adopted = 0;
    for (size_t i = 0, at = 0; i < n; i++) {
        tried += r[i].tried;
        adopted += r[i].adopted;
        at = row_of(units, r[i].unit, at);
        if (at < units->n && rows[at].row.id == r[i].unit)
            add_event(&by_unit[at], on, r[i].tried, r[i].adopted);
    }
    add_event(&by_unit[units->n], on, tried, adopted);
}

/* Rollups may be many (units x days): one pass for all units. by_unit has a builder for each row of the unit table and
 * one more for everybody. */
static void add_events(const struct bb_data *d, struct builder *by_unit)
{
    bool by_month = counts_by_month(d);
    for (size_t i = 0, to; i < d->rollup_n; i = to) {
        const struct bb_rollup *r = &d->rollups[i];
        for (to = i + 1; to < d->rollup_n && d->rollups[to].day == r->day; to++)
            if (d->rollups[to].precision != r->precision)
                break;
        if (is_past(d, r->day, r->precision))
            add_day(&d->tables[BB_UNIT], by_unit, period_of(r, by_month), r, to - i);
    }
}

static void fill_ever(struct bb_point *list, size_t n)
{
    double most = NAN;
    for (size_t i = 0; i < n; i++) {
        struct bb_point *p = &list[i];
        if (!isnan(p->ever) && !(p->ever < most))
            most = p->ever;
        if (!(p->now <= most) && !isnan(p->now))
            most = p->now;
        if (isnan(p->ever) && !isnan(p->now))
            p->ever = most;
    }
}

static void store_points(struct bb_curves *out, struct bb_curve *c, struct builder *b)
{
    c->n = b->n;
    c->points = bb_arena_alloc(&out->arena, b->n * sizeof *c->points);
    if (b->n)
        memcpy(c->points, b->list, b->n * sizeof *c->points);
    free(b->list);
}

static bool build_segment(const struct bb_data *d, const struct bb_unit *u, struct builder *events,
                          struct bb_curves *out, struct bb_curve *c)
{
    struct builder b = {0};
    *c = (struct bb_curve){.unit = u->row.id, .name = u->name, .population = population_of(d, u->row.id, false)};
    if (!add_samples(d, c, &b) && events->n) {
        b = *events;
        *events = (struct builder){0};
        c->from_events = true;
        c->population = population_of(d, u->row.id, true);
    }
    fill_ever(b.list, b.n);
    store_points(out, c, &b);
    return c->n || u->population > 0;
}

static bool any_samples(const struct bb_data *d)
{
    for (size_t i = 0; i < d->tables[BB_SAMPLE].n; i++) {
        const struct bb_sample *s = BB_ROW(d, BB_SAMPLE, struct bb_sample, i);
        if (is_past(d, s->on.day, s->on.precision))
            return true;
    }
    return false;
}

/* The segment's latest value of a figure at or before a day; *ever_reported tells whether it has one at all. */
static double value_at(const struct bb_curve *c, enum figure f, int32_t day, bool *ever_reported)
{
    double value = NAN;
    *ever_reported = false;
    for (size_t i = 0; i < c->n; i++) {
        double v = *figure_of(&c->points[i], f);
        if (isnan(v))
            continue;
        *ever_reported = true;
        if (c->points[i].on.day > day)
            break;
        value = v;
    }
    return value;
}

static double sum_at(const struct bb_curves *all, enum figure f, int32_t day)
{
    double sum = NAN;
    for (size_t i = 1; i < all->n; i++) {
        const struct bb_curve *c = &all->list[i];
        bool reported;
        double v = value_at(c, f, day, &reported);
        if (!reported || c->shares)
            continue;
        if (isnan(v))
            return NAN;
        sum = (isnan(sum) ? 0 : sum) + v;
    }
    return sum;
}

static void fill_sums(const struct bb_curves *all, struct builder *b)
{
    for (size_t i = 1; i < all->n; i++)
        for (size_t k = 0; k < all->list[i].n && !all->list[i].shares; k++)
            point_on(b, all->list[i].points[k].on);
    for (size_t i = 0; i < b->n; i++)
        for (enum figure f = 0; f < FIGURES; f++)
            if (isnan(*figure_of(&b->list[i], f)))
                *figure_of(&b->list[i], f) = sum_at(all, f, b->list[i].on.day);
}

static void build_whole(const struct bb_data *d, struct builder *events, struct bb_curves *out)
{
    struct bb_curve *c = &out->list[0];
    struct builder b = {0};
    *c = (struct bb_curve){.name = "whole", .population = population_of(d, 0, false)};
    if (any_samples(d)) {
        add_samples(d, c, &b);
        if (!c->shares)
            fill_sums(out, &b);
        fill_ever(b.list, b.n);
    } else {
        b = *events;
        *events = (struct builder){0};
        c->from_events = b.n > 0;
        c->population = population_of(d, 0, c->from_events);
    }
    store_points(out, c, &b);
}

void bb_curves(const struct bb_data *d, struct bb_curves *out)
{
    size_t units = d->tables[BB_UNIT].n;
    struct builder *events = bb_alloc((units + 1) * sizeof *events);
    *out = (struct bb_curves){.n = 1};
    out->list = bb_arena_alloc(&out->arena, (units + 1) * sizeof *out->list);
    add_events(d, events);
    for (size_t i = 0; i < units; i++)
        if (build_segment(d, BB_ROW(d, BB_UNIT, struct bb_unit, i), &events[i], out, &out->list[out->n]))
            out->n++;
    if (d->whole)
        out->list[0] = *d->whole;
    else
        build_whole(d, &events[units], out);
    for (size_t i = 0; i <= units; i++)
        free(events[i].list);
    free(events);
}

void bb_curves_finish(struct bb_curves *c)
{
    bb_arena_finish(&c->arena);
    *c = (struct bb_curves){0};
}
