/* Usage events in: rows are read one by one and handed to the store, which sorts and keeps them. */
#include "private.h"

#include <bepboard/events.h>
#include <stdlib.h>
#include <string.h>

enum event_field { EVENT_PERSON, EVENT_DAY, EVENT_KIND, EVENT_SOURCE, EVENT_COUNT, EVENT_FIELDS };
/* Reading is taken for six tenths of the work, storing for the rest. */
enum { PACE = 4096, READING_TENTHS = 6, COLUMNS_MAX = 1000 };

static const char *const field_names[] = {
    [EVENT_PERSON] = "person", [EVENT_DAY] = "day",     [EVENT_KIND] = "kind",
    [EVENT_SOURCE] = "source", [EVENT_COUNT] = "count",
};

struct reading {
    const struct bb_import_options *o;
    const char *file;
    struct bb_report *report;
    struct bb_usage_import *usage;
    struct bb_str names;     /* of the columns, for messages */
    bool used[EVENT_FIELDS]; /* a column means it */
    int field[COLUMNS_MAX];  /* by column: which field, -1 = none */
    size_t n;
    const char *texts[EVENT_FIELDS]; /* of the current row */
    char day[16];                    /* the day that was read last, and what it means */
    struct bb_date on;
    int64_t invalid, record;
    long long size;
};

/* Columns. */

static const char *wish(const struct reading *r, const char *column)
{
    for (size_t i = 0; i < r->o->mapping_n; i++)
        if (strcasecmp(r->o->mapping[i].column, column) == 0)
            return r->o->mapping[i].field;
    return NULL;
}

static bool claimed(const struct reading *r, const char *field)
{
    for (size_t i = 0; i < r->o->mapping_n; i++)
        if (strcasecmp(r->o->mapping[i].field, field) == 0)
            return true;
    return false;
}

static int field_of(const char *name)
{
    for (int i = 0; i < EVENT_FIELDS; i++)
        if (strcasecmp(field_names[i], name) == 0)
            return i;
    return -1;
}

static bool add_column(struct reading *r, const char *column, struct bb_error *err)
{
    const char *mapped = wish(r, column);
    int field = field_of(mapped ? mapped : column);
    if (mapped && *mapped && field < 0)
        return bb_fail(err, BB_E_USAGE,
                       "--map: Events have no field \"%.40s\". They have: person, day, kind, source, count.", mapped);
    if (!mapped && field >= 0 && (claimed(r, field_names[field]) || r->used[field]))
        field = -1;
    if (field >= 0 && r->used[field])
        return bb_fail(err, BB_E_USAGE, "--map: Two columns cannot both be %s.", field_names[field]);
    bb_str_addf(&r->names, "%s%s", r->names.n ? ", " : "", column);
    if (field >= 0)
        r->used[field] = true;
    r->field[r->n++] = field;
    return true;
}

static bool has_column(const struct bb_cell_text *cells, size_t n, const char *name)
{
    for (size_t i = 0; i < n; i++)
        if (strcasecmp(bb_csv_unguard(cells[i].s), name) == 0)
            return true;
    return false;
}

static bool check_columns(const struct reading *r, const struct bb_cell_text *cells, struct bb_error *err)
{
    for (size_t i = 0; i < r->o->mapping_n; i++)
        if (!has_column(cells, r->n, r->o->mapping[i].column))
            return bb_fail(err, BB_E_USAGE, "--map: %s has no column \"%.60s\". It has: %.600s.", r->file,
                           r->o->mapping[i].column, bb_str_get(&r->names));
    for (int i = EVENT_PERSON; i <= EVENT_DAY; i++)
        if (!r->used[i])
            return bb_fail(
                err, BB_E_INPUT,
                "%s: No column is \"%s\", which an event needs. The columns are: %.500s. Say which one it is, for "
                "example --map \"%.*s=%s\".",
                r->file, field_names[i], bb_str_get(&r->names), (int)strcspn(bb_str_get(&r->names), ","),
                bb_str_get(&r->names), field_names[i]);
    return true;
}

static void report_ignored(struct reading *r, const struct bb_cell_text *cells)
{
    struct bb_str ignored = {0};
    for (size_t i = 0; i < r->n; i++)
        if (r->field[i] < 0)
            bb_str_addf(&ignored, "%s%s", ignored.n ? ", " : "", cells[i].s);
    if (ignored.n)
        r->report->ignored = bb_str_take(&ignored);
}

/* Rows. */

static void remark(struct reading *r, size_t line, const char *value, const char *what)
{
    struct bb_str s = {0};
    if (value)
        bb_str_addf(&s, "\"%.60s\" ", value);
    bb_str_add(&s, what);
    report_remark(r->report, line, true, bb_str_get(&s));
    bb_str_finish(&s);
}

static bool read_day(struct reading *r, const char *text)
{
    if (strcmp(r->day, text) == 0)
        return r->on.precision != BB_NO_DATE;
    struct bb_date on;
    if (strlen(text) >= sizeof r->day || !bb_date_parse(text, &on))
        return false;
    strcpy(r->day, text);
    r->on = on;
    return true;
}

static bool read_count(const char *text, int64_t *out)
{
    *out = *text ? 0 : 1;
    for (; *text >= '0' && *text <= '9' && *out <= BB_USAGE_MOST; text++)
        *out = *out * 10 + (*text - '0');
    return !*text && *out <= BB_USAGE_MOST;
}

/* A row that cannot be read fails the import, but the rest is still looked through for more of them. */
static bool invalid(struct reading *r, size_t line, const char *value, const char *what)
{
    r->invalid++;
    remark(r, line, value, what);
    return true;
}

static bool take_row(struct reading *r, size_t line, struct bb_error *err)
{
    struct bb_usage usage = {
        .person = r->texts[EVENT_PERSON], .kind = r->texts[EVENT_KIND], .source = r->texts[EVENT_SOURCE]};
    bool known;
    r->report->read++;
    if (!*usage.kind)
        usage.kind = "use";
    if (!*usage.person)
        return invalid(r, line, NULL, "There is no person.");
    if (!read_day(r, r->texts[EVENT_DAY]))
        return invalid(r, line, r->texts[EVENT_DAY], "is not a day. Write it as 2026-11-22, 2026-11 or 2026.");
    if (!read_count(r->texts[EVENT_COUNT], &usage.count))
        return invalid(r, line, r->texts[EVENT_COUNT], "is not a count of uses (0 to 4000000000).");
    usage.on = r->on;
    if (r->invalid)
        return true;
    if (!bb_usage_add(r->usage, &usage, &known, err))
        return false;
    if (!known)
        remark(r, line, usage.person, "is nobody's key.");
    return true;
}

static bool go_on(struct reading *r, long long done, struct bb_error *err)
{
    if (r->report->read % PACE)
        return true;
    if (r->o->cancel && *r->o->cancel)
        return bb_fail(err, BB_E_INTERRUPTED, "The import was cancelled; nothing was changed.");
    if (r->o->progress)
        r->o->progress(r->o->ctx, r->report->read, r->size < 0 ? done : done * READING_TENTHS / 10, r->size);
    return true;
}

static void clear_texts(struct reading *r)
{
    for (int i = 0; i < EVENT_FIELDS; i++)
        r->texts[i] = "";
}

/* CSV. */

static bool read_header(struct reading *r, struct bb_csv *csv, struct bb_error *err)
{
    const struct bb_cell_text *cells;
    size_t n;
    if (!bb_csv_next(csv, &cells, &n, err))
        return !err->code &&
               bb_fail(err, BB_E_INPUT, "%s is empty: a row with the names of the columns is needed.", r->file);
    for (size_t i = 0; i < n; i++)
        if (!add_column(r, bb_csv_unguard(cells[i].s), err))
            return false;
    report_ignored(r, cells);
    return check_columns(r, cells, err);
}

static bool read_csv(struct reading *r, struct bb_csv *csv, struct bb_error *err)
{
    const struct bb_cell_text *cells;
    size_t n;
    r->size = bb_csv_size(csv);
    clear_texts(r);
    while (bb_csv_next(csv, &cells, &n, err)) {
        for (size_t i = 0; i < r->n; i++)
            if (r->field[i] >= 0)
                r->texts[r->field[i]] = i < n ? bb_csv_unguard(cells[i].s) : "";
        if (!take_row(r, bb_csv_line(csv), err) || !go_on(r, bb_csv_offset(csv), err))
            return false;
    }
    return !err->code;
}

/* JSON: an array of objects, or a file of everything with a member "events". */

static const char *json_text(struct bb_arena *a, const struct bb_json *j, enum bb_json_token token)
{
    if (token == BB_JSON_STRING || token == BB_JSON_NUMBER)
        return bb_arena_strdup(a, bb_str_get(&j->text));
    return token == BB_JSON_NULL ? "" : NULL;
}

static int json_field(const struct reading *r, const char *name)
{
    const char *mapped = wish(r, name);
    return field_of(mapped ? mapped : name);
}

static bool read_object(struct reading *r, const struct file *f, struct bb_json *j, struct bb_error *err)
{
    struct bb_arena arena = {0};
    size_t line = (size_t)j->line;
    bool ok = true;
    enum bb_json_token token;
    clear_texts(r);
    while (ok && (token = bb_json_next(j)) == BB_JSON_KEY) {
        int field = json_field(r, bb_str_get(&j->text));
        token = bb_json_next(j);
        const char *text = json_text(&arena, j, token);
        if (field < 0)
            ok = bb_json_skip(j, token) || file_json_fail(f, j, NULL, err);
        else if (!(r->texts[field] = text))
            ok = file_json_fail(f, j, token == BB_JSON_ERROR ? NULL : "a text, a number or null was expected", err);
    }
    if (ok && token != BB_JSON_OBJECT_END)
        ok = file_json_fail(f, j, NULL, err);
    ok = ok && take_row(r, line, err) && go_on(r, (long long)j->at, err);
    bb_arena_finish(&arena);
    return ok;
}

static bool read_array(struct reading *r, const struct file *f, struct bb_json *j, enum bb_json_token token,
                       struct bb_error *err)
{
    if (token != BB_JSON_ARRAY)
        return file_json_fail(f, j, token == BB_JSON_ERROR ? NULL : "an array of objects was expected", err);
    while ((token = bb_json_next(j)) == BB_JSON_OBJECT)
        if (!read_object(r, f, j, err))
            return false;
    return token == BB_JSON_ARRAY_END ||
           file_json_fail(f, j, token == BB_JSON_ERROR ? NULL : "an object was expected", err);
}

static bool read_members(struct reading *r, const struct file *f, struct bb_json *j, struct bb_error *err)
{
    enum bb_json_token token;
    while ((token = bb_json_next(j)) == BB_JSON_KEY) {
        bool wanted = strcmp(bb_str_get(&j->text), "events") == 0;
        token = bb_json_next(j);
        if (wanted ? !read_array(r, f, j, token, err) : !bb_json_skip(j, token))
            return wanted ? false : file_json_fail(f, j, NULL, err);
    }
    return token == BB_JSON_OBJECT_END || file_json_fail(f, j, NULL, err);
}

static bool read_json(struct reading *r, const struct file *f, struct bb_error *err)
{
    struct bb_json j;
    size_t mark = strncmp(bb_str_get(&f->text), "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    r->size = (long long)f->text.n;
    bb_json_init(&j, bb_str_get(&f->text) + mark, f->text.n - mark);
    enum bb_json_token token = bb_json_next(&j);
    bool ok = token == BB_JSON_OBJECT ? read_members(r, f, &j, err) : read_array(r, f, &j, token, err);
    if (ok && bb_json_next(&j) != BB_JSON_END)
        ok = file_json_fail(f, &j, NULL, err);
    bb_json_finish(&j);
    return ok;
}

/* The whole. */

static void storing(void *ctx, int64_t done, int64_t total)
{
    struct reading *r = ctx;
    long long rest = r->size - r->size * READING_TENTHS / 10;
    if (r->size >= 0)
        r->o->progress(r->o->ctx, r->report->read, r->size - rest + (total ? rest * done / total : 0), r->size);
}

static bool store(struct reading *r, struct bb_error *err)
{
    const char *slash = strrchr(r->file, '/');
    struct bb_str file = {0};
    bb_field_parse(bb_field_named(BB_IMPORT, "file"), slash && slash[1] ? slash + 1 : r->file, 0, &file, NULL);
    struct bb_usage_finish o = {
        .file = bb_str_get(&file), .dry_run = r->o->dry_run, .cancel = r->o->cancel, .ctx = r, .record = r->record};
    struct bb_usage_report report;
    if (r->o->progress)
        o.progress = storing;
    bool ok = bb_usage_finish(r->usage, &o, &report, err);
    r->report->refused = r->report->unknown = report.unknown;
    if (ok) {
        r->report->added = report.added;
        r->report->changed = report.changed;
        r->report->unchanged = report.unchanged;
    }
    bb_str_finish(&file);
    return ok;
}

static bool import(struct reading *r, struct bb_store *s, const struct file *f, struct bb_error *err)
{
    if (f->csv && !read_header(r, f->csv, err))
        return false;
    r->usage = bb_usage_begin(s, r->o->engagement, err);
    bool ok = r->usage && (f->csv ? read_csv(r, f->csv, err) : read_json(r, f, err)) &&
              import_verdict(r->file, r->invalid, r->report, err) && store(r, err);
    bb_usage_close(r->usage);
    return ok;
}

/* Standard input is read as CSV without keeping it: there may be more of it than memory. */
static bool open_file(struct file *f, const char *path, bool plain, struct bb_error *err)
{
    if (strcmp(path, "-") != 0)
        return file_open(f, path, plain, err);
    *f = (struct file){.name = "standard input", .csv = bb_csv_open(path, err)};
    return f->csv != NULL;
}

bool events_take(struct bb_store *s, const struct bb_import_options *o, const struct file *f, int64_t record,
                 struct bb_report *report, struct bb_error *err)
{
    struct reading *r = bb_alloc(sizeof *r);
    *r = (struct reading){.o = o, .report = report, .file = f->name, .record = record};
    bool ok = import(r, s, f, err);
    bb_str_finish(&r->names);
    free(r);
    return ok;
}

bool bb_import_events(struct bb_store *s, const struct bb_import_options *o, struct bb_report *report,
                      struct bb_error *err)
{
    struct bb_error own = {0};
    struct file file = {0};
    err = err ? err : &own;
    *err = own;
    *report = (struct bb_report){0};
    bool ok = open_file(&file, o->path, o->plain, err) && events_take(s, o, &file, 0, report, err);
    file_close(&file);
    return ok;
}
