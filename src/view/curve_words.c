/* What the curve says in words and figures: sentences under the chart, cells of its table. */
#include "curve_words.h"
#include <assert.h>
#include <math.h>

void bb_curve_figure(struct bb_str *out, const struct bb_curve *c, double v)
{
    if (c->shares)
        bb_str_addf(out, "%.1f %%", v * 100);
    else if (fabs(v - round(v)) < 0.05)
        bb_str_addf(out, "%.0f", v);
    else
        bb_str_addf(out, "%.1f", v);
}

double bb_curve_adopted(const struct bb_point *p)
{
    return isnan(p->now) ? p->ever : p->now;
}

/* The date of a sample as said in a sentence: the month where samples stand at the ends of months. */
static void add_date(struct bb_str *out, const struct bb_curve *c, size_t i)
{
    enum { NEARLY_A_MONTH = 27 };
    struct bb_date on = c->points[i].on;
    bool monthly = on.day == bb_month_last_day(bb_month_of(on.day));
    if (i > 0 && on.day - c->points[i - 1].on.day < NEARLY_A_MONTH)
        monthly = false;
    if (on.precision == BB_DAY && monthly)
        on.precision = BB_MONTH;
    bb_date_format(out, on);
}

/* Index of the first sample of the run of stalls that ends at i. */
static size_t run_start(const struct bb_curve *c, size_t i, const struct bb_thresholds *t)
{
    while (i > 0 && bb_stall_at(c, i - 1, t).holds)
        i--;
    return i;
}

static void add_stalled(struct bb_str *out, const struct bb_curve *c, const struct bb_thresholds *t)
{
    struct bb_stall s = bb_stall_at(c, c->n - 1, t);
    bb_str_add(out, "Stall near the chasm line since ");
    add_date(out, c, run_start(c, c->n - 1, t));
    bb_str_add(out, ": ");
    bb_curve_figure(out, c, s.fresh);
    bb_str_add(out, " new in two samples, ");
    bb_curve_figure(out, c, s.earlier);
    bb_str_add(out, " in the best two before.");
}

static void add_past_stall(struct bb_str *out, const struct bb_curve *c, size_t first, const struct bb_thresholds *t)
{
    size_t last = c->n - 1;
    while (!bb_stall_at(c, last, t).holds)
        last--;
    bb_str_add(out, "Stall near the chasm line: first held ");
    add_date(out, c, first);
    bb_str_add(out, ", over since ");
    add_date(out, c, last + 1);
    bb_str_add(out, ".");
}

void bb_curve_stall_words(struct bb_str *out, const struct bb_curve *c, const struct bb_thresholds *t)
{
    size_t first = 0;
    while (first < c->n && !bb_stall_at(c, first, t).holds)
        first++;
    if (first == c->n)
        return;
    if (bb_stall_at(c, c->n - 1, t).holds)
        add_stalled(out, c, t);
    else
        add_past_stall(out, c, first, t);
}

void bb_curve_access_words(struct bb_str *out, const struct bb_curve *c)
{
    if (!c->n)
        return;
    const struct bb_point *p = &c->points[c->n - 1];
    const struct {
        const char *words;
        double value;
    } parts[] = {{c->from_events ? "tried by " : "logged in ", p->access},
                 {isnan(p->now) ? "ever adopted " : "adopted ", bb_curve_adopted(p)},
                 {"proficient ", p->proficient}};
    const char *before = ": ";
    add_date(out, c, c->n - 1);
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (isnan(parts[i].value))
            continue;
        bb_str_addf(out, "%s%s", before, parts[i].words);
        bb_curve_figure(out, c, parts[i].value);
        if (before[0] == ':' && !c->shares && c->population > 0)
            bb_str_addf(out, " of %.0f", c->population);
        before = ", ";
    }
    bb_str_add(out, before[0] == ':' ? ": no figures." : ".");
}

static const struct {
    const char *heading;
    bool number;
} columns[] = {
    [BB_CURVEC_DATE] = {"Date", false},
    [BB_CURVEC_NEW] = {"New", true},
    [BB_CURVEC_NOW] = {"Now", true},
    [BB_CURVEC_EVER] = {"Ever", true},
    [BB_CURVEC_EVER_SHARE] = {"Ever %", true},
    [BB_CURVEC_ACCESS] = {"Access", true},
    [BB_CURVEC_PROFICIENT] = {"Proficient", true},
};
static_assert(sizeof columns / sizeof *columns == BB_CURVEC_COUNT, "every column has a heading");

const char *bb_curve_column(enum bb_curve_column c, bool *number)
{
    bool known = (unsigned)c < BB_CURVEC_COUNT;
    *number = known && columns[c].number;
    return known ? columns[c].heading : "";
}

double bb_curve_new(const struct bb_curve *c, size_t row)
{
    for (size_t i = row; i-- > 0;)
        if (!isnan(c->points[i].ever))
            return c->points[row].ever - c->points[i].ever;
    return c->points[row].ever;
}

void bb_curve_table_cell(struct bb_str *out, const struct bb_curve *c, size_t row, enum bb_curve_column column)
{
    if (row >= c->n || (unsigned)column >= BB_CURVEC_COUNT)
        return;
    const struct bb_point *p = &c->points[row];
    const double values[BB_CURVEC_COUNT] = {[BB_CURVEC_NEW] = bb_curve_new(c, row),
                                            [BB_CURVEC_NOW] = p->now,
                                            [BB_CURVEC_EVER] = p->ever,
                                            [BB_CURVEC_EVER_SHARE] = p->ever * 100 / (c->shares ? 1 : c->population),
                                            [BB_CURVEC_ACCESS] = p->access,
                                            [BB_CURVEC_PROFICIENT] = p->proficient};
    if (column == BB_CURVEC_DATE)
        bb_date_format(out, p->on);
    else if (!isfinite(values[column]))
        return;
    else if (column == BB_CURVEC_EVER_SHARE)
        bb_str_addf(out, "%.1f", values[column]);
    else
        bb_curve_figure(out, c, values[column]);
}
