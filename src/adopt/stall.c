#include <bepboard/rules.h>
#include <math.h>

int64_t bb_rogers_line(double m, int64_t per_mille)
{
    if (!(m > 0) || m > 1e12)
        return 0;
    /* The tolerance is far below one person and above the noise of any product of ours. */
    return (int64_t)ceil(m * (double)per_mille / 1000 - 1e-6);
}

/* Growth over the two samples that end at i, NAN if it cannot be told. */
static double growth(const struct bb_curve *c, size_t i, bool current)
{
    if (i < 2)
        return NAN;
    const struct bb_point *a = &c->points[i - 2], *b = &c->points[i];
    return current ? b->now - a->now : b->ever - a->ever;
}

struct bb_stall bb_stall_at(const struct bb_curve *c, size_t i, const struct bb_thresholds *t)
{
    double m = c->shares ? 1 : c->population;
    if (i < 2 || i >= c->n || !(m > 0))
        return (struct bb_stall){0};
    bool current = !isnan(growth(c, i, true));
    struct bb_stall s = {.share = c->points[i].ever / m, .fresh = growth(c, i, current)};
    if (isnan(s.share) || isnan(s.fresh))
        return (struct bb_stall){0};
    for (size_t k = 2; k + 2 <= i; k++) {
        double g = growth(c, k, current);
        if (g > s.earlier)
            s.earlier = g;
    }
    double unit = m / 1000, noise = m * 1e-9;
    s.holds = s.share * m >= (double)t->chasm_low * unit - noise &&
              s.share * m <= (double)t->chasm_high * unit + noise && s.fresh <= (double)t->stall_new * unit + noise &&
              s.earlier >= (double)t->stall_growth * unit - noise;
    return s;
}
