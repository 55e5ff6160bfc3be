/* What a written record must keep beside others: who ever adopted stays counted, nobody is counted twice, no figure
 * lies outside what its kind can give. */
#include "private.h"

#include <bepboard/choices.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A row as it would be: canonical texts by field index, and which fields were changed. */
struct would {
    struct bb_store *s;
    const struct bb_entity_def *def;
    int64_t id, engagement;
    const char *const *values;
    uint64_t changed;
};

static const char *value_of(const struct would *w, const char *name)
{
    const char *value = w->values[bb_field_find(w->def, name)];
    return value ? value : "";
}

static bool is_changed(const struct would *w, const char *name)
{
    return w->changed >> bb_field_find(w->def, name) & 1;
}

static const char *label_of(const struct would *w, const char *name)
{
    return w->def->fields[bb_field_find(w->def, name)].label;
}

/* Samples. */

/* The last day of what a date says. */
static int32_t day_of(const char *text)
{
    struct bb_date d = {0};
    return bb_date_parse(text, &d) ? d.day : 0;
}

/* The nearest count of the same people before or after this one, one that says how many ever adopted. */
static bool near_count(const struct would *w, bool before, char ever[32], char on[16], struct bb_error *err)
{
    static const char sql[] = "SELECT ever, \"on\" FROM sample WHERE engagement = $1 AND deleted = 0"
                              " AND coalesce(unit, 0) = $2 AND id <> $3 AND ever IS NOT NULL"
                              " AND coalesce(measure, 'count') <> 'share'";
    struct bb_str text = {0};
    bb_str_addf(&text, "%s AND \"on\" %s $4 ORDER BY \"on\" %s LIMIT 1", sql, before ? "<" : ">", before ? "DESC" : "");
    struct db_rows *r = db_query(w->s->db, err, bb_str_get(&text),
                                 DB_ARGS(db_i(w->engagement), db_i(strtoll(value_of(w, "unit"), NULL, 10)), db_i(w->id),
                                         db_s(value_of(w, "on"))));
    bb_str_finish(&text);
    ever[0] = on[0] = 0;
    if (db_next(r)) {
        snprintf(ever, 32, "%s", db_text(r, 0));
        snprintf(on, 16, "%s", db_text(r, 1));
    }
    return r && db_done(r, err);
}

/* Who ever adopted stays so, also after having stopped. */
static bool ever_never_falls(const struct would *w, struct bb_error *err)
{
    char ever[32], on[16];
    int64_t ours, theirs;
    if (!bb_decimal_parse(value_of(w, "ever"), &ours))
        return true;
    for (int before = 0; before < 2; before++) {
        if (!near_count(w, before, ever, on, err))
            return false;
        int32_t day = day_of(on), own = day_of(value_of(w, "on"));
        bool apart = before ? day < own : day > own;
        if (!apart || !bb_decimal_parse(ever, &theirs) || (before ? ours >= theirs : ours <= theirs))
            continue;
        return bb_fail(err, BB_E_INPUT,
                       "%s: %s is %s than the %s of %s, and who ever adopted stays counted; give at %s %s, or correct "
                       "that sample",
                       label_of(w, "ever"), value_of(w, "ever"), before ? "fewer" : "more", ever, on,
                       before ? "least" : "most", ever);
    }
    return true;
}

/* How many there are of the unit, or in all; BB_NONE when nobody said so. */
static bool read_population(const struct would *w, int64_t *people, struct bb_error *err)
{
    int64_t unit = strtoll(value_of(w, "unit"), NULL, 10);
    *people = -1;
    return db_one(w->s->db, err, people, -1,
                  unit ? "SELECT coalesce(population, headcount, -1) FROM unit WHERE id = $1"
                       : "SELECT coalesce(population, -1) FROM engagement WHERE id = $1",
                  DB_ARGS(db_i(unit ? unit : w->engagement)));
}

static bool no_more_than_there_are(const struct would *w, struct bb_error *err)
{
    static const char *const counted[] = {"now", "ever", "access", "proficient"};
    int64_t people, n;
    if (!read_population(w, &people, err))
        return false;
    for (size_t i = 0; people > 0 && i < sizeof counted / sizeof *counted; i++)
        if (is_changed(w, counted[i]) && bb_decimal_parse(value_of(w, counted[i]), &n) && n / BB_MILLION > people)
            return bb_fail(err, BB_E_INPUT,
                           "%s: %s is more than the %lld people there are; give at most that, or correct the "
                           "population of the %s first",
                           label_of(w, counted[i]), value_of(w, counted[i]), (long long)people,
                           *value_of(w, "unit") ? "unit" : "engagement");
    return true;
}

static bool check_sample(const struct would *w, struct bb_error *err)
{
    if (strcmp(value_of(w, "measure"), bb_measures.keys[BB_SHARE]) == 0)
        return true;
    bool line = is_changed(w, "ever") || is_changed(w, "on") || is_changed(w, "unit") || is_changed(w, "measure");
    return (!line || ever_never_falls(w, err)) && no_more_than_there_are(w, err);
}

/* Values of figures. */

/* CSAT is a share of answers in per cent, NPS the difference of two such shares. */
static bool check_reading(const struct would *w, struct bb_error *err)
{
    char kind[16] = "";
    int64_t value;
    if (!is_changed(w, "value") || !bb_decimal_parse(value_of(w, "value"), &value))
        return true;
    struct db_rows *r = db_query(w->s->db, err, "SELECT kind FROM kpi WHERE id = $1",
                                 DB_ARGS(db_i(strtoll(value_of(w, "kpi"), NULL, 10))));
    if (db_next(r))
        snprintf(kind, sizeof kind, "%s", db_text(r, 0) ? db_text(r, 0) : "");
    if (!r || !db_done(r, err))
        return false;
    bool csat = strcmp(kind, bb_kpi_kinds.keys[BB_KPI_CSAT]) == 0,
         nps = strcmp(kind, bb_kpi_kinds.keys[BB_KPI_NPS]) == 0;
    int64_t most = 100 * BB_MILLION, least = nps ? -most : 0;
    if ((!csat && !nps) || (value >= least && value <= most))
        return true;
    return bb_fail(err, BB_E_INPUT, "%s: %s lies outside what %s can be; give a number from %s to 100",
                   label_of(w, "value"), value_of(w, "value"), nps ? "an NPS" : "a CSAT", nps ? "-100" : "0");
}

static bool check_need(const struct would *w, struct bb_error *err)
{
    int64_t rival = strtoll(value_of(w, "rival"), NULL, 10);
    return !is_changed(w, "rival") || !rival || rival != w->id ||
           bb_fail(err, BB_E_INPUT, "%s: a need cannot compete with itself; name another, or nothing",
                   label_of(w, "rival"));
}

bool counts_keep(struct bb_store *s, enum bb_entity e, int64_t id, int64_t engagement, const char *const *values,
                 uint64_t changed, struct bb_error *err)
{
    const struct would w = {s, bb_entity_def(e), id, engagement, values, changed};
    switch (e) {
    case BB_SAMPLE:
        return check_sample(&w, err);
    case BB_READING:
        return check_reading(&w, err);
    case BB_NEED:
        return check_need(&w, err);
    default:
        return true;
    }
}
