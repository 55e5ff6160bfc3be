/* The history of a stance in one line: month by month as a sparkline, and each time it was seen. */
#include "cells.h"

/* What was seen last until the end of that day, BB_NONE before the first time. */
static int64_t stance_at(const struct bb_data *d, int64_t person, int32_t day)
{
    const struct bb_table *t = &d->tables[BB_STANCE];
    const struct bb_stance_seen *last = NULL;
    for (size_t i = 0; i < t->n; i++) {
        const struct bb_stance_seen *s = bb_table_at(t, i);
        if (s->person == person && s->stance != BB_NONE && s->on.day <= day && (!last || s->on.day >= last->on.day))
            last = s;
    }
    return last ? last->stance : BB_NONE;
}

/* The first time it was seen on a day after `day`; NULL if never. Of several on one day the latest counts. */
static const struct bb_stance_seen *seen_after(const struct bb_data *d, int64_t person, int32_t day)
{
    const struct bb_table *t = &d->tables[BB_STANCE];
    const struct bb_stance_seen *next = NULL;
    for (size_t i = 0; i < t->n; i++) {
        const struct bb_stance_seen *s = bb_table_at(t, i);
        if (s->person == person && s->on.day > day && s->stance != BB_NONE && (!next || s->on.day <= next->on.day))
            next = s;
    }
    return next;
}

/* From unaware at the bottom to leading at the top; in ASCII the marks of the stances tell more than heights. */
static const char *level(const struct bb_look *look, int64_t stance)
{
    static const int eighths[BB_STANCE_COUNT] = {
        [BB_UNAWARE] = 1, [BB_RESISTANT] = 2, [BB_NEUTRAL] = 4, [BB_SUPPORTIVE] = 6, [BB_LEADING] = 8};
    return look->glyphs == BB_GLYPH_ASCII ? bb_glyph(look->glyphs, stance_glyph(stance))
                                          : bb_glyph_eighth(look->glyphs, eighths[stance]);
}

void stance_sparkline(struct bb_str *out, const struct bb_data *d, const struct bb_look *look, int64_t person)
{
    enum { MOST = 36, MONTHS = 12 };
    const struct bb_stance_seen *first = seen_after(d, person, INT32_MIN);
    if (!first || first->on.day > d->today)
        return;
    int from = bb_month_of(first->on.day), to = bb_month_of(d->today), cells = to - from + 1;
    cells = cells > MOST ? MOST : cells;
    for (int i = 0; i < cells; i++) {
        int month = cells < 2 ? to : from + (to - from) * i / (cells - 1);
        int32_t end = bb_month_last_day(month);
        bb_str_add(out, level(look, stance_at(d, person, end < d->today ? end : d->today)));
    }
    bb_str_addf(out, " %04d-%02d to %04d-%02d, month by month", from / MONTHS, from % MONTHS + 1, to / MONTHS,
                to % MONTHS + 1);
}

void stance_steps(struct bb_str *out, const struct bb_data *d, const struct bb_look *look, int64_t person)
{
    const struct bb_stance_seen *s = seen_after(d, person, INT32_MIN);
    for (; s; s = seen_after(d, person, s->on.day)) {
        bb_str_addf(out, "%s%s ", out->n ? "  " : "", bb_glyph(look->glyphs, stance_glyph(s->stance)));
        bb_date_format(out, s->on);
    }
}
