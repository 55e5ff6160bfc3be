/* Rules that the values of one record must keep among themselves. */
#include <bepboard/check.h>
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

static const struct {
    enum bb_entity entity;
    bool (*check)(const void *record, struct bb_error *err);
} checks[] = {{BB_TRIAL, check_trial}, {BB_DIAGNOSIS, check_diagnosis}};
enum { CHECKS = sizeof checks / sizeof *checks };

bool bb_check_has(enum bb_entity e)
{
    for (size_t i = 0; i < CHECKS; i++)
        if (checks[i].entity == e)
            return true;
    return false;
}

bool bb_check_record(enum bb_entity e, const void *record, struct bb_error *err)
{
    for (size_t i = 0; i < CHECKS; i++)
        if (checks[i].entity == e && !checks[i].check(record, err))
            return false;
    return true;
}
