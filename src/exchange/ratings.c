/* Single answers of a survey become values of figures: how many there were and how high, by figure, day and unit. The
 * answers themselves are not kept, so that nobody can be found by one. */
#include "private.h"

#include <bepboard/registers.h>
#include <stdlib.h>
#include <string.h>

enum wanted { KPI, ON, UNIT, RATING, WANTED };
static const char *const wanted_names[WANTED] = {"kpi", "on", "unit", "rating"};

/* All answers to one figure on one day, of one unit or of all together. */
struct group {
    int64_t kpi, unit, kind; /* kind: enum bb_kpi_kinds */
    struct bb_date on;
    const char *kpi_text, *unit_text;
    int64_t n, top, low, sum; /* sum in millionths */
};

struct ratings {
    struct upsert *u;
    const struct bb_import_options *o;
    struct bb_report *report;
    struct bb_arena arena;
    size_t column[WANTED]; /* 1 + index, 0 = not there */
    struct group *groups;
    size_t n, cap;
    int64_t invalid;
};

static const char *meant(const struct ratings *r, const char *column)
{
    for (size_t i = 0; i < r->o->mapping_n; i++)
        if (strcmp(r->o->mapping[i].column, column) == 0)
            return r->o->mapping[i].field;
    return column;
}

static bool read_header(struct ratings *r, const char *file, const struct bb_cell_text *cells, size_t n,
                        struct bb_error *err)
{
    for (size_t i = 0; i < n; i++)
        for (int k = 0; k < WANTED; k++)
            if (strcmp(meant(r, cells[i].s), wanted_names[k]) == 0)
                r->column[k] = i + 1;
    for (int k = 0; k < WANTED; k++)
        if (k != UNIT && !r->column[k])
            return bb_fail(err, BB_E_INPUT,
                           "%s has no column \"%s\": answers need kpi, on and rating, and may have unit.", file,
                           wanted_names[k]);
    return true;
}

static bool refuse(struct ratings *r, size_t line, const char *text)
{
    report_remark(r->report, line, true, text);
    r->invalid++;
    return true;
}

static struct group *group(struct ratings *r, const struct group *like)
{
    for (size_t i = 0; i < r->n; i++) {
        struct group *g = &r->groups[i];
        if (g->kpi == like->kpi && g->unit == like->unit && g->on.day == like->on.day &&
            g->on.precision == like->on.precision)
            return g;
    }
    r->groups = bb_grow(r->groups, r->n, &r->cap, sizeof *r->groups);
    struct group *g = &r->groups[r->n++];
    *g = *like;
    g->kpi_text = bb_arena_strdup(&r->arena, like->kpi_text);
    g->unit_text = bb_arena_strdup(&r->arena, like->unit_text);
    return g;
}

static void count(struct group *g, int64_t rating)
{
    int64_t top = g->kind == BB_KPI_NPS ? 9 : 4, low = g->kind == BB_KPI_NPS ? 6 : 2;
    g->n++;
    g->sum += rating;
    g->top += rating >= top * BB_MILLION;
    g->low += rating <= low * BB_MILLION;
}

static bool rating_fits(int64_t kind, int64_t rating)
{
    bool whole = rating % BB_MILLION == 0;
    if (kind == BB_KPI_CSAT)
        return whole && rating >= BB_MILLION && rating <= 5 * BB_MILLION;
    if (kind == BB_KPI_NPS)
        return whole && rating >= 0 && rating <= 10 * BB_MILLION;
    return rating >= -1000 * BB_MILLION * 1000 && rating <= 1000 * BB_MILLION * 1000;
}

static const char *cell(const struct ratings *r, const struct bb_cell_text *cells, size_t n, enum wanted k)
{
    size_t at = r->column[k];
    return at && at <= n ? cells[at - 1].s : "";
}

/* False when the store failed. */
static bool find_kpi(struct ratings *r, const char *text, struct group *g, struct bb_error *err)
{
    void *row = NULL;
    if (!*text)
        return true;
    enum outcome found = upsert_find(r->u, BB_KPI, text, &g->kpi, err);
    if (found == OUTCOME_FAILED || (g->kpi && !bb_store_get(r->u->store, BB_KPI, g->kpi, &r->arena, &row, err)))
        return false;
    g->kind = row ? ((const struct bb_kpi *)row)->kind : BB_NONE;
    return true;
}

static bool take(struct ratings *r, size_t line, const struct bb_cell_text *cells, size_t n, struct bb_error *err)
{
    struct group g = {.kpi_text = cell(r, cells, n, KPI), .unit_text = cell(r, cells, n, UNIT)};
    int64_t rating;
    if (!find_kpi(r, g.kpi_text, &g, err))
        return false;
    if (!g.kpi)
        return refuse(r, line, "kpi: no figure (KPI) has this name.");
    if (!bb_date_parse(cell(r, cells, n, ON), &g.on))
        return refuse(r, line, "on: a day is needed, for example 2026-10-31.");
    if (!bb_decimal_parse(cell(r, cells, n, RATING), &rating) || !rating_fits(g.kind, rating))
        return refuse(r, line,
                      g.kind == BB_KPI_CSAT  ? "rating: a whole number from 1 to 5 is needed."
                      : g.kind == BB_KPI_NPS ? "rating: a whole number from 0 to 10 is needed."
                                             : "rating: a number is needed.");
    if (*g.unit_text && upsert_find(r->u, BB_UNIT, g.unit_text, &g.unit, err) == OUTCOME_FAILED)
        return false;
    if (*g.unit_text && !g.unit)
        return refuse(r, line, "unit: no unit has this name.");
    if (g.unit)
        count(group(r, &g), rating);
    g.unit = 0;
    g.unit_text = "";
    count(group(r, &g), rating);
    return true;
}

static int64_t value_of(const struct group *g)
{
    if (g->kind == BB_KPI_CSAT)
        return 100 * BB_MILLION * g->top / g->n;
    if (g->kind == BB_KPI_NPS)
        return 100 * BB_MILLION * (g->top - g->low) / g->n;
    return g->sum / g->n;
}

static bool write_group(struct ratings *r, const struct group *g, struct bb_error *err)
{
    const struct bb_entity_def *def = bb_entity_def(BB_READING);
    struct bb_str on = {0}, value = {0};
    struct row_texts row = {0};
    char n[24], top[24], low[24];
    int64_t id;
    bb_date_format(&on, g->on);
    bb_decimal_format(&value, value_of(g));
    snprintf(n, sizeof n, "%lld", (long long)g->n);
    snprintf(top, sizeof top, "%lld", (long long)g->top);
    snprintf(low, sizeof low, "%lld", (long long)g->low);
    const bool scale = g->kind == BB_KPI_CSAT || g->kind == BB_KPI_NPS;
    row.values[bb_field_find(def, "kpi")] = g->kpi_text;
    row.values[bb_field_find(def, "on")] = bb_str_get(&on);
    row.values[bb_field_find(def, "kind")] = "measured";
    row.values[bb_field_find(def, "unit")] = g->unit_text;
    row.values[bb_field_find(def, "value")] = bb_str_get(&value);
    row.values[bb_field_find(def, "n")] = n;
    row.values[bb_field_find(def, "top")] = scale ? top : "";
    row.values[bb_field_find(def, "low")] = g->kind == BB_KPI_NPS ? low : "";
    enum outcome outcome = upsert_row(r->u, BB_READING, &row, &id, err);
    r->report->added += outcome == OUTCOME_ADDED;
    r->report->changed += outcome == OUTCOME_CHANGED;
    r->report->unchanged += outcome == OUTCOME_SAME;
    bb_str_finish(&on);
    bb_str_finish(&value);
    return outcome <= OUTCOME_SAME;
}

static bool read_answers(struct ratings *r, const struct file *f, struct bb_error *err)
{
    const struct bb_cell_text *cells;
    size_t n;
    if (f->json)
        return bb_fail(err, BB_E_INPUT, "%s: answers are read from CSV with the columns kpi, on, unit and rating.",
                       f->name);
    if (!bb_csv_next(f->csv, &cells, &n, err))
        return !err->code &&
               bb_fail(err, BB_E_INPUT, "%s is empty: a row with the names of the columns is needed.", f->name);
    if (!read_header(r, f->name, cells, n, err))
        return false;
    while (bb_csv_next(f->csv, &cells, &n, err)) {
        r->report->read++;
        if (!take(r, bb_csv_line(f->csv), cells, n, err) || !file_wanted(r->o, err))
            return false;
    }
    return !err->code;
}

bool ratings_read(struct upsert *u, const struct file *f, const struct bb_import_options *o, struct bb_report *report,
                  struct bb_error *err)
{
    struct ratings r = {.u = u, .o = o, .report = report};
    bool ok = read_answers(&r, f, err) && import_verdict(f->name, r.invalid, report, err);
    for (size_t i = 0; ok && i < r.n; i++)
        ok = write_group(&r, &r.groups[i], err);
    report->refused += r.invalid;
    free(r.groups);
    bb_arena_finish(&r.arena);
    return ok;
}
