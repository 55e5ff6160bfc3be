/* A whole engagement in: what `export all` wrote, noun after noun, in one transaction. */
#include "../store/engine.h"
#include "private.h"

#include <string.h>

enum { BUNDLE_VERSION = 1 };

struct bundle {
    struct upsert u;
    struct file file;
    const struct bb_import_options *o;
    struct bb_report *report;
    int64_t invalid;
    bool events;      /* there are some; they come last */
    struct rows rows; /* of the noun that is being read */
};

static const char events_noun[] = "events";

static bool begin_noun(struct bundle *b, const char *noun, bool *known, struct bb_error *err)
{
    int e = bb_entity_find(noun);
    *known = e >= 0;
    if (e == BB_ENGAGEMENT)
        b->u.engagement = 0;
    return e < 0 || rows_begin(&b->rows, &b->u, (enum bb_entity)e, NULL, b->file.name, b->report, err);
}

/* The engagement may be new: only at the end the journal can learn what the import belongs to. A trace is left only if
 * something changed. */
static bool name_engagement(struct bundle *b, struct bb_error *err)
{
    if (b->report->added + b->report->changed + b->report->units_added == 0)
        return true;
    return db_exec(bb_store_db(b->u.store), err, "UPDATE txn SET engagement = $1 WHERE seq = (SELECT seq FROM meta)",
                   DB_ARGS(db_i(b->u.engagement)));
}

static bool end_noun(struct bundle *b, struct bb_error *err)
{
    bool engagements = b->rows.u && b->rows.columns.entity == BB_ENGAGEMENT;
    int64_t last = b->rows.last;
    b->invalid += b->rows.invalid;
    bool ok = rows_end(&b->rows, err);
    if (engagements)
        b->u.engagement = last;
    return ok;
}

static bool unknown_noun(struct bundle *b, size_t line, const char *noun)
{
    struct bb_str text = {0};
    bb_str_addf(&text, "\"%.60s\" is no noun of this program; its rows were left out.", noun);
    report_remark(b->report, line, false, bb_str_get(&text));
    bb_str_finish(&text);
    return true;
}

static bool refuse_face(const struct bundle *b, const char *face, struct bb_error *err)
{
    return bb_fail(err, BB_E_INPUT,
                   "%s wears the face for the %.20s: fields are left out of it, so it cannot be taken in. Export with "
                   "--private to move an engagement.",
                   b->file.name, face);
}

/* CSV */

/* "# people" alone in its row; a spreadsheet may have filled the row up with empty cells. */
static const char *heading(const struct bb_cell_text *cells, size_t n)
{
    for (size_t i = 1; i < n; i++)
        if (cells[i].n)
            return NULL;
    return strncmp(cells[0].s, "# ", 2) == 0 ? cells[0].s + 2 : NULL;
}

enum section { SECTION_NONE, SECTION_HEADER, SECTION_ROWS, SECTION_UNKNOWN };

static bool open_section(struct bundle *b, const char *noun, enum section *section, struct bb_error *err)
{
    static const char face[] = "face: ", lowered[] = "lowered: ";
    bool known;
    if (strncmp(noun, face, sizeof face - 1) == 0)
        return refuse_face(b, noun + sizeof face - 1, err);
    if (strncmp(noun, lowered, sizeof lowered - 1) == 0)
        return true;
    b->events = strcmp(noun, events_noun) == 0;
    if (b->events)
        return true;
    if (!end_noun(b, err) || !begin_noun(b, noun, &known, err))
        return false;
    *section = known ? SECTION_HEADER : SECTION_UNKNOWN;
    return known || unknown_noun(b, bb_csv_line(b->file.csv), noun);
}

static bool csv_row(struct bundle *b, enum section *section, const struct bb_cell_text *cells, size_t n,
                    struct bb_error *err)
{
    const char *noun = heading(cells, n);
    if (noun)
        return open_section(b, noun, section, err);
    switch (*section) {
    case SECTION_NONE:
        return bb_fail(err, BB_E_INPUT,
                       "%s, line %zu: A section is needed first, as \"# people\". To import a table of one noun, "
                       "name the noun.",
                       b->file.name, bb_csv_line(b->file.csv));
    case SECTION_HEADER:
        *section = SECTION_ROWS;
        return file_csv_header(&b->rows, cells, n, err);
    case SECTION_ROWS:
        return file_csv_row(&b->rows, &b->file, cells, n, b->o, err);
    default:
        return true;
    }
}

static bool read_csv(struct bundle *b, struct bb_error *err)
{
    enum section section = SECTION_NONE;
    const struct bb_cell_text *cells;
    size_t n;
    while (!b->events && bb_csv_next(b->file.csv, &cells, &n, err))
        if (!csv_row(b, &section, cells, n, err))
            return false;
    return !err->code && end_noun(b, err);
}

/* JSON */

static bool json_version(struct bundle *b, struct bb_json *j, enum bb_json_token token, struct bb_error *err)
{
    int64_t version;
    if (token != BB_JSON_NUMBER || !bb_decimal_parse(bb_str_get(&j->text), &version))
        return file_json_fail(&b->file, j, "the number of the format was expected", err);
    return version <= BUNDLE_VERSION * BB_MILLION ||
           bb_fail(err, BB_E_NEWER, "%s was written by a newer bepboard (format %s).", b->file.name,
                   bb_str_get(&j->text));
}

static bool json_noun(struct bundle *b, struct bb_json *j, const char *noun, struct bb_error *err)
{
    bool known;
    size_t line = (size_t)j->line;
    if (!begin_noun(b, noun, &known, err))
        return false;
    enum bb_json_token token = bb_json_next(j);
    b->events = b->events || strcmp(noun, events_noun) == 0;
    if (known)
        return file_json_rows(&b->rows, &b->file, j, token, b->o, err) && end_noun(b, err);
    if (!bb_json_skip(j, token))
        return file_json_fail(&b->file, j, NULL, err);
    return strcmp(noun, events_noun) == 0 || unknown_noun(b, line, noun);
}

static bool json_member(struct bundle *b, struct bb_json *j, struct bb_error *err)
{
    struct bb_str name = {0};
    bb_str_add(&name, bb_str_get(&j->text));
    bool ok;
    if (strcmp(name.s, "bepboard") == 0) {
        ok = json_version(b, j, bb_json_next(j), err);
    } else if (strcmp(name.s, "face") == 0) {
        ok = bb_json_next(j) == BB_JSON_STRING ? refuse_face(b, bb_str_get(&j->text), err)
                                               : file_json_fail(&b->file, j, "a face was expected", err);
    } else if (strcmp(name.s, "lowered") == 0) {
        ok = bb_json_skip(j, bb_json_next(j)) || file_json_fail(&b->file, j, NULL, err);
    } else {
        ok = json_noun(b, j, name.s, err);
    }
    bb_str_finish(&name);
    return ok;
}

static bool read_json(struct bundle *b, struct bb_error *err)
{
    struct bb_json j;
    enum bb_json_token token;
    size_t mark = strncmp(bb_str_get(&b->file.text), "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    bb_json_init(&j, bb_str_get(&b->file.text) + mark, b->file.text.n - mark);
    token = bb_json_next(&j);
    bool ok = token == BB_JSON_OBJECT;
    if (!ok)
        file_json_fail(&b->file, &j, token == BB_JSON_ERROR ? NULL : "an object of nouns was expected", err);
    while (ok && (token = bb_json_next(&j)) == BB_JSON_KEY)
        ok = json_member(b, &j, err);
    if (ok && (token != BB_JSON_OBJECT_END || bb_json_next(&j) != BB_JSON_END))
        ok = file_json_fail(&b->file, &j, NULL, err);
    bb_json_finish(&j);
    return ok;
}

static bool import(struct bundle *b, bool dry_run, struct bb_error *err)
{
    struct bb_error later;
    if (!bb_store_begin_import(b->u.store, "Import an engagement", 0, err))
        return false;
    bool ok = b->file.json ? read_json(b, err) : read_csv(b, err);
    rows_end(&b->rows, &later);
    b->report->units_added = b->u.units_added;
    ok = ok && import_verdict(b->file.name, b->invalid, b->report, err);
    if (ok && !b->u.engagement)
        ok = bb_fail(err, BB_E_INPUT, "%s holds no engagement.", b->file.name);
    ok = ok && name_engagement(b, err) && file_wanted(b->o, err);
    if (ok && !dry_run)
        return bb_store_commit(b->u.store, err);
    ok = ok && bb_store_settle(b->u.store, err);
    bb_store_rollback(b->u.store);
    return ok;
}

/* Events have transactions of their own. They belong to the record of their import that came with the file. */
static bool import_events(struct bundle *b, bool dry_run, struct bb_error *err)
{
    static const char sql[] = "SELECT max(id) FROM import WHERE engagement = $1 AND noun = 'events' AND deleted = 0"
                              " AND id NOT IN (SELECT import FROM event_batch WHERE import IS NOT NULL)";
    struct bb_import_options o = {.entity = BB_ENTITY_COUNT, .engagement = b->u.engagement, .path = b->file.name};
    struct bb_report report = {0};
    int64_t record;
    if (!b->events)
        return true;
    if (dry_run) {
        report_remark(b->report, 0, false, "Events were not tried: they need the people of this file.");
        return true;
    }
    bool ok = db_one(bb_store_db(b->u.store), err, &record, 0, sql, DB_ARGS(db_i(b->u.engagement))) &&
              events_take(b->u.store, &o, &b->file, record, &report, err);
    report_add(b->report, &report);
    return ok;
}

bool bb_import_bundle(struct bb_store *s, const struct bb_import_options *o, int64_t *engagement,
                      struct bb_report *report, struct bb_error *err)
{
    struct bb_error own = {0};
    struct bundle b = {.u = {.store = s, .uids_tell = true}, .o = o, .report = report};
    err = err ? err : &own;
    *err = own;
    *report = (struct bb_report){0};
    b.u.today = bb_store_today(s, 0);
    bool ok =
        file_open(&b.file, o->path, o->plain, err) && import(&b, o->dry_run, err) && import_events(&b, o->dry_run, err);
    if (ok && engagement)
        *engagement = o->dry_run ? 0 : b.u.engagement;
    upsert_finish(&b.u);
    file_close(&b.file);
    return ok;
}
