/* Rules that the values of one record must keep among themselves. */
#include "check.h"

#include <bepboard/registers.h>

static bool refuse(const char *label, const char *why, int32_t earliest, struct bb_error *err)
{
    struct bb_str day = {0};
    bb_date_format(&day, bb_date_of(earliest));
    bb_fail(err, BB_E_INPUT, "%s: %s, so not before %s", label, why, bb_str_get(&day));
    bb_str_finish(&day);
    return false;
}

static bool a_month_after(struct bb_date on, struct bb_date before, const char *label, const char *why,
                          struct bb_error *err)
{
    if (on.precision == BB_NO_DATE || before.precision == BB_NO_DATE)
        return true;
    int32_t earliest = bb_day_add_months(before.day, 1);
    return on.day >= earliest || refuse(label, why, earliest, err);
}

/* D5: the light review after a month and never before; each other at least a month after the one before it. */
static bool check_trial(const void *record, struct bb_error *err)
{
    const struct bb_trial *t = record;
    return a_month_after(t->light, t->start, "Light review", "it comes a month after the start and never before",
                         err) &&
           a_month_after(t->routine, t->light, "Routine review", "it comes at least a month after the light review",
                         err) &&
           a_month_after(t->results, t->routine, "Results review", "it comes at least a month after the routine review",
                         err);
}

/* A3: a verdict is overruled by somebody and for a reason. */
static bool check_diagnosis(const void *record, struct bb_error *err)
{
    const struct bb_diagnosis *d = record;
    if (d->overruled == BB_NONE)
        return true;
    if (d->verdict == BB_NONE)
        return bb_fail(err, BB_E_INPUT, "Overruled to: there is no verdict yet that could be overruled.");
    if (!d->overruled_by)
        return bb_fail(err, BB_E_INPUT, "Overruled by: a name is needed.");
    return (d->overruled_why && *d->overruled_why) ||
           bb_fail(err, BB_E_INPUT, "Why overruled: the reason is needed, as it was given.");
}

/* Who answered at the top did not answer at the bottom. */
static bool check_reading(const void *record, struct bb_error *err)
{
    const struct bb_reading *r = record;
    if (r->n == BB_NONE || r->top == BB_NONE || r->low == BB_NONE || r->top + r->low <= r->n)
        return true;
    return bb_fail(err, BB_E_INPUT,
                   "Low answers: %lld low and %lld top answers are more than n (%lld); give at most %lld, or correct n",
                   (long long)r->low, (long long)r->top, (long long)r->n, (long long)(r->n - r->top));
}

static bool is_share(const char *name, int64_t value, struct bb_error *err)
{
    struct bb_str text = {0};
    if (value == BB_NONE || value <= BB_MILLION)
        return true;
    bb_decimal_format(&text, value);
    bb_fail(err, BB_E_INPUT, "%s: A share is a number from 0 to 1, not %s.", bb_field_named(BB_SAMPLE, name)->label,
            bb_str_get(&text));
    bb_str_finish(&text);
    return false;
}

static bool check_sample(const void *record, struct bb_error *err)
{
    const struct bb_sample *s = record;
    return s->measure != BB_SHARE || (is_share("now", s->now, err) && is_share("ever", s->ever, err) &&
                                      is_share("access", s->access, err) && is_share("proficient", s->proficient, err));
}

/* Each is asked when one of the fields that it reads was changed. */
enum { FIELDS = 6 };
static const struct {
    enum bb_entity entity;
    const char *fields[FIELDS];
    bool (*check)(const void *record, struct bb_error *err);
} checks[] = {
    {BB_TRIAL, {"start", "light", "routine", "results"}, check_trial},
    {BB_DIAGNOSIS, {"verdict", "overruled", "overruled_by", "overruled_why"}, check_diagnosis},
    {BB_READING, {"n", "top", "low"}, check_reading},
    {BB_SAMPLE, {"measure", "now", "ever", "access", "proficient"}, check_sample},
};
enum { CHECKS = sizeof checks / sizeof *checks };

static bool is_asked(enum bb_entity e, const char *const *fields, uint64_t changed)
{
    for (int i = 0; i < FIELDS && fields[i]; i++)
        if (changed >> bb_field_find(bb_entity_def(e), fields[i]) & 1)
            return true;
    return false;
}

bool bb_check_record(enum bb_entity e, const void *record, uint64_t changed, struct bb_error *err)
{
    for (size_t i = 0; i < CHECKS; i++)
        if (checks[i].entity == e && is_asked(e, checks[i].fields, changed) && !checks[i].check(record, err))
            return false;
    return pairs_keep(e, record, changed, err);
}
