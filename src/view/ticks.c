#include <bepboard/ticks.h>
#include <math.h>
#include <stdio.h>

/* The smallest of 1, 2, 5 times a power of ten that is at least `raw`. */
static double nice_step(double raw)
{
    double power = pow(10, floor(log10(raw)));
    for (int i = 0; i < 2; i++, power *= 10)
        for (const double *m = (const double[]){1, 2, 5, 0}; *m > 0; m++)
            if (*m * power >= raw * (1 - 1e-9))
                return *m * power;
    return power;
}

static struct bb_ticks ticks_with(double lo, double hi, double step)
{
    double from = ceil(lo / step - 1e-9), to = floor(hi / step + 1e-9);
    struct bb_ticks t = {.first = from * step, .step = step};
    t.n = to < from ? 0 : to - from + 1 > BB_TICKS_MAX ? BB_TICKS_MAX + 1 : (int)(to - from + 1);
    t.decimals = step < 1 ? (int)ceil(-log10(step) - 1e-9) : 0;
    return t;
}

struct bb_ticks bb_ticks_nice(double lo, double hi, int most, bool whole)
{
    if (!isfinite(lo) || !isfinite(hi) || !isfinite(hi - lo) || hi <= lo || most < 1)
        return (struct bb_ticks){.step = 1};
    if (most > BB_TICKS_MAX)
        most = BB_TICKS_MAX;
    double step = nice_step((hi - lo) / most);
    if (whole && step < 1)
        step = 1;
    struct bb_ticks t = ticks_with(lo, hi, step);
    while (t.n > most) {
        step = nice_step(step * 1.5);
        t = ticks_with(lo, hi, step);
    }
    return t;
}

struct scale {
    enum bb_precision unit; /* of the label */
    int step;               /* in days for days, else in months */
};

/* From fine to coarse; the first whose labels fit is taken. */
static const struct scale scales[] = {
    {BB_DAY, 1},    {BB_DAY, 2},    {BB_DAY, 7},     {BB_DAY, 14},     {BB_MONTH, 1}, {BB_MONTH, 2},
    {BB_MONTH, 3},  {BB_MONTH, 6},  {BB_YEAR, 12},   {BB_YEAR, 24},    {BB_YEAR, 60}, {BB_YEAR, 120},
    {BB_YEAR, 240}, {BB_YEAR, 600}, {BB_YEAR, 1200}, {BB_YEAR, 12000},
};
enum { DAYS_UP_TO = 75 }; /* longer axes tell months, whatever the data */
static const int label_width[] = {[BB_DAY] = 5, [BB_MONTH] = 7, [BB_YEAR] = 4};

/* Months and years are marked on the last day of the month or year that ends a step's first part. */
static int32_t tick_day(const struct scale *s, int64_t index)
{
    if (s->unit == BB_DAY)
        return (int32_t)(index * s->step);
    return bb_month_last_day((int)(index * s->step + (s->unit == BB_YEAR ? 11 : 0)));
}

static int64_t tick_index(const struct scale *s, int32_t day)
{
    return (s->unit == BB_DAY ? day : bb_month_of(day)) / s->step;
}

/* Index of the first tick and the number of ticks inside first..last, at most BB_TICKS_MAX + 1. */
static int tick_range(const struct scale *s, int32_t first, int32_t last, int64_t *from)
{
    int64_t to = tick_index(s, last);
    *from = tick_index(s, first);
    *from += tick_day(s, *from) < first;
    to -= tick_day(s, to) > last;
    int64_t n = to - *from + 1;
    return n < 0 ? 0 : n > BB_TICKS_MAX ? BB_TICKS_MAX + 1 : (int)n;
}

static void tick_label(const struct scale *s, int32_t day, char *out, size_t size)
{
    int y, m, d;
    bb_day_to_civil(day, &y, &m, &d);
    if (s->unit == BB_DAY)
        snprintf(out, size, "%02d-%02d", m, d);
    else if (s->unit == BB_MONTH)
        snprintf(out, size, "%04d-%02d", y, m);
    else
        snprintf(out, size, "%04d", y);
}

/* Neighbouring ticks are at least as far apart as a label and two columns. */
static bool scale_fits(const struct scale *s, int64_t from, int n, int32_t first, int32_t last, int cols)
{
    if (n > BB_TICKS_MAX || n < 1 || label_width[s->unit] > cols)
        return false;
    for (int i = 1; i < n; i++) {
        double apart = (double)(tick_day(s, from + i) - tick_day(s, from + i - 1)) * (cols - 1);
        if (apart < (double)(label_width[s->unit] + 3) * (last - first))
            return false;
    }
    return true;
}

int bb_ticks_days(int32_t first, int32_t last, int cols, enum bb_precision finest, struct bb_day_tick out[BB_TICKS_MAX])
{
    if (last < first || cols < 1)
        return 0;
    if (last - first > DAYS_UP_TO && finest < BB_MONTH)
        finest = BB_MONTH;
    for (size_t i = 0; i < sizeof scales / sizeof *scales; i++) {
        const struct scale *s = &scales[i];
        int64_t from;
        int n = tick_range(s, first, last, &from);
        if (s->unit < finest || !scale_fits(s, from, n, first, last, cols))
            continue;
        for (int k = 0; k < n; k++) {
            out[k].day = tick_day(s, from + k);
            tick_label(s, out[k].day, out[k].label, sizeof out[k].label);
        }
        return n;
    }
    return 0;
}
