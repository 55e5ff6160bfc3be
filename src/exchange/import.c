/* One file of one noun: all rows or none, in one transaction. */
#include "private.h"

#include <stdlib.h>
#include <string.h>

static bool read_csv(struct rows *r, const struct file *f, const struct bb_import_options *o, struct bb_error *err)
{
    const struct bb_cell_text *cells;
    size_t n;
    if (!bb_csv_next(f->csv, &cells, &n, err))
        return !err->code &&
               bb_fail(err, BB_E_INPUT, "%s is empty: a row with the names of the columns is needed.", f->name);
    if (!file_csv_header(r, cells, n, err))
        return false;
    while (bb_csv_next(f->csv, &cells, &n, err))
        if (!file_csv_row(r, f, cells, n, o, err))
            return false;
    return !err->code;
}

/* The rows of the noun in a file of everything; the other members are passed over. */
static bool read_json_member(struct rows *r, const struct file *f, struct bb_json *j, const struct bb_import_options *o,
                             struct bb_error *err)
{
    const char *noun = bb_entity_def(o->entity)->noun;
    enum bb_json_token token;
    while ((token = bb_json_next(j)) == BB_JSON_KEY) {
        bool wanted = strcmp(bb_str_get(&j->text), noun) == 0;
        token = bb_json_next(j);
        if (wanted && !file_json_rows(r, f, j, token, o, err))
            return false;
        if (!wanted && !bb_json_skip(j, token))
            return file_json_fail(f, j, NULL, err);
    }
    return token == BB_JSON_OBJECT_END || file_json_fail(f, j, NULL, err);
}

static bool read_json(struct rows *r, const struct file *f, const struct bb_import_options *o, struct bb_error *err)
{
    struct bb_json j;
    size_t mark = strncmp(bb_str_get(&f->text), "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    bb_json_init(&j, bb_str_get(&f->text) + mark, f->text.n - mark);
    enum bb_json_token token = bb_json_next(&j);
    bool ok = token == BB_JSON_OBJECT ? read_json_member(r, f, &j, o, err) : file_json_rows(r, f, &j, token, o, err);
    if (ok && bb_json_next(&j) != BB_JSON_END)
        ok = file_json_fail(f, &j, NULL, err);
    bb_json_finish(&j);
    return ok;
}

static bool read_rows(struct upsert *u, const struct file *f, const struct bb_import_options *o,
                      struct bb_report *report, struct bb_error *err)
{
    struct rows rows;
    struct bb_error later = {0};
    if (o->ratings)
        return ratings_read(u, f, o, report, err);
    bool ok = rows_begin(&rows, u, o->entity, o, f->name, report, err) &&
              (f->json ? read_json(&rows, f, o, err) : read_csv(&rows, f, o, err));
    int64_t invalid = rows.invalid;
    if (!rows_end(&rows, ok ? err : &later))
        ok = false;
    report->units_added = u->units_added;
    return ok && import_verdict(f->name, invalid, report, err);
}

bool import_verdict(const char *file, int64_t invalid, const struct bb_report *report, struct bb_error *err)
{
    return !invalid ||
           bb_fail(err, BB_E_INPUT, "%s: %lld of %lld rows cannot be taken as they are; nothing was imported.", file,
                   (long long)invalid, (long long)report->read);
}

static const char *file_part(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash && slash[1] ? slash + 1 : path;
}

/* What the board will quote. */
static bool write_record(struct bb_store *s, const struct bb_import_options *o, const struct bb_report *r,
                         int32_t today, struct bb_error *err)
{
    const struct bb_entity_def *def = bb_entity_def(BB_IMPORT);
    const int64_t counts[] = {r->read, r->added, r->changed, r->unchanged, r->refused, r->unknown};
    static const char *const names[] = {"read", "added", "changed", "unchanged", "refused", "unknown"};
    enum { COUNTS = sizeof counts / sizeof *counts };
    char texts[COUNTS][24];
    struct bb_str on = {0}, file = {0};
    struct bb_change c[COUNTS + 3];
    int64_t id;
    bb_date_format(&on, bb_date_of(today));
    bb_field_parse(bb_field_named(BB_IMPORT, "file"), file_part(o->path), today, &file, NULL);
    for (size_t i = 0; i < COUNTS; i++) {
        snprintf(texts[i], sizeof texts[i], "%lld", (long long)counts[i]);
        c[i] = (struct bb_change){.field = bb_field_find(def, names[i]), .value = texts[i]};
    }
    c[COUNTS] = (struct bb_change){.field = bb_field_find(def, "on"), .value = bb_str_get(&on)};
    c[COUNTS + 1] = (struct bb_change){.field = bb_field_find(def, "noun"), .value = bb_entity_def(o->entity)->noun};
    c[COUNTS + 2] = (struct bb_change){.field = bb_field_find(def, "file"), .value = bb_str_get(&file)};
    bool ok = bb_store_insert(s, BB_IMPORT, o->engagement, NULL, c, sizeof c / sizeof *c, &id, err);
    bb_str_finish(&on);
    bb_str_finish(&file);
    return ok;
}

static bool needs_record(const struct bb_import_options *o, const struct bb_report *r)
{
    return o->entity != BB_ENGAGEMENT && o->entity != BB_IMPORT && r->added + r->changed + r->units_added > 0;
}

static bool import(struct bb_store *s, const struct bb_import_options *o, struct upsert *u, const struct file *f,
                   struct bb_report *report, struct bb_error *err)
{
    struct bb_str label = {0};
    bb_str_addf(&label, "Import %s from %s", bb_entity_def(o->entity)->noun, file_part(f->name));
    bool ok = bb_store_begin_import(s, bb_str_get(&label), o->engagement, err);
    bb_str_finish(&label);
    if (!ok)
        return false;
    ok = read_rows(u, f, o, report, err) && file_wanted(o, err) &&
         (!needs_record(o, report) || write_record(s, o, report, u->today, err));
    if (ok && !o->dry_run)
        return bb_store_commit(s, err);
    ok = ok && bb_store_settle(s, err);
    bb_store_rollback(s);
    if (!ok)
        report->added = report->changed = report->unchanged = report->units_added = 0;
    return ok;
}

bool bb_import_rows(struct bb_store *s, const struct bb_import_options *o, struct bb_report *report,
                    struct bb_error *err)
{
    struct bb_error own = {0};
    struct file file = {0};
    struct upsert u = {.store = s, .uids_tell = true, .engagement = o->entity == BB_ENGAGEMENT ? 0 : o->engagement};
    err = err ? err : &own;
    *err = own;
    *report = (struct bb_report){0};
    if (o->entity == BB_ENTITY_COUNT)
        return bb_import_events(s, o, report, err);
    u.today = bb_store_today(s, o->engagement);
    bool ok = file_open(&file, o->path, o->plain, err) && import(s, o, &u, &file, report, err);
    upsert_finish(&u);
    file_close(&file);
    return ok;
}
