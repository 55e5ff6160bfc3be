/* Records out: the fields that the audience may see, references by the other record's key. */
#include "../store/engine.h"
#include "private.h"

#include <assert.h>
#include <bepboard/events.h>
#include <stdlib.h>
#include <string.h>

static const char *const faces[] = {[BB_ROOM] = "room", [BB_AT_TEAM] = "team", [BB_DESK] = NULL};

struct output {
    struct bb_store *store;
    const struct bb_export_options *o;
    struct sheet sheet;
    const struct bb_entity_def *def;
    int fields[EXCHANGE_FIELDS]; /* those that are seen */
    size_t n;
    struct bb_str text;
};

static bool sees(const struct bb_export_options *o, const struct bb_field *f)
{
    return (int)f->sensitivity <= (int)o->audience;
}

/* A record whose key may not be seen is not there at all: its number alone would tell something. */
static bool sees_entity(const struct bb_export_options *o, const struct bb_entity_def *def)
{
    for (int i = 0; i < def->field_count; i++)
        if ((def->fields[i].flags & BB_KEY) && !sees(o, &def->fields[i]))
            return false;
    return true;
}

static const char *key_sql(int entity)
{
    static const char *const texts[BB_ENTITY_COUNT] = {
        [BB_UNIT] = "SELECT name FROM unit WHERE id = $1",
        [BB_PERSON] = "SELECT key FROM person WHERE id = $1",
        [BB_ORDER] = "SELECT key FROM \"order\" WHERE id = $1",
    };
    assert(texts[entity]);
    return texts[entity];
}

/* Turns the row id in out->text into the key. */
static bool name_reference(struct output *out, const struct bb_field *f, struct bb_error *err)
{
    int64_t id = strtoll(bb_str_get(&out->text), NULL, 10);
    struct db_rows *r = db_query(bb_store_db(out->store), err, key_sql(f->ref), DB_ARGS(db_i(id)));
    bb_str_clear(&out->text);
    if (db_next(r))
        bb_str_add(&out->text, db_text(r, 0));
    return r && db_done(r, err);
}

static enum cell cell_of(const struct bb_field *f)
{
    static const enum cell cells[] = {
        [BB_TEXT] = CELL_TEXT, [BB_NOTE] = CELL_TEXT,    [BB_INT] = CELL_NUMBER, [BB_DECIMAL] = CELL_NUMBER,
        [BB_BOOL] = CELL_BOOL, [BB_CHOICE] = CELL_PLAIN, [BB_DATE] = CELL_PLAIN, [BB_REF] = CELL_TEXT,
    };
    static_assert(sizeof cells / sizeof *cells == BB_KIND_COUNT, "every kind has its cell");
    return cells[f->kind];
}

static bool write_row(void *ctx, const void *record, struct bb_error *err)
{
    struct output *out = ctx;
    sheet_cell(&out->sheet, CELL_PLAIN, ((const struct bb_row *)record)->uid);
    for (size_t i = 0; i < out->n; i++) {
        const struct bb_field *f = &out->def->fields[out->fields[i]];
        bb_str_clear(&out->text);
        bb_field_save(f, record, &out->text);
        if (f->kind == BB_REF && out->text.n && !name_reference(out, f, err))
            return false;
        sheet_cell(&out->sheet, cell_of(f), bb_str_get(&out->text));
    }
    return sheet_end_row(&out->sheet, err);
}

static bool write_table(struct output *out, enum bb_entity e, struct bb_error *err)
{
    const char *columns[EXCHANGE_FIELDS + 1] = {"uid"};
    out->def = bb_entity_def(e);
    out->n = 0;
    for (int i = 0; i < out->def->field_count; i++)
        if (sees(out->o, &out->def->fields[i])) {
            out->fields[out->n++] = i;
            columns[out->n] = out->def->fields[i].name;
        }
    sheet_begin(&out->sheet, columns, out->n + 1);
    return bb_store_each(out->store, e, out->o->engagement, write_row, out, err) && sheet_end(&out->sheet, err);
}

/* Usage events: who used it when is for the team. */

static const char events_noun[] = "events";

static bool sees_events(const struct bb_export_options *o)
{
    return (int)o->audience >= BB_AT_TEAM;
}

static bool write_event(void *ctx, const struct bb_usage *usage, struct bb_error *err)
{
    struct output *out = ctx;
    sheet_cell(&out->sheet, CELL_TEXT, usage->person);
    bb_str_clear(&out->text);
    bb_date_format(&out->text, usage->on);
    sheet_cell(&out->sheet, CELL_PLAIN, bb_str_get(&out->text));
    sheet_cell(&out->sheet, CELL_TEXT, usage->kind);
    sheet_cell(&out->sheet, CELL_TEXT, usage->source);
    bb_str_clear(&out->text);
    bb_str_addf(&out->text, "%lld", (long long)usage->count);
    sheet_cell(&out->sheet, CELL_NUMBER, bb_str_get(&out->text));
    return sheet_end_row(&out->sheet, err);
}

static bool write_events(struct output *out, struct bb_error *err)
{
    static const char *const columns[] = {"person", "day", "kind", "source", "count"};
    sheet_begin(&out->sheet, columns, sizeof columns / sizeof *columns);
    return bb_usage_each(out->store, out->o->engagement, write_event, out, err) && sheet_end(&out->sheet, err);
}

static bool write_heading(struct output *out, const char *noun, bool first, struct bb_error *err)
{
    struct bb_str *line = &out->sheet.line;
    if (out->o->format == BB_JSON)
        bb_str_addf(line, "%s\"%s\": ", first ? "" : ",\n", noun);
    else
        bb_str_addf(line, "%s# %s\n", first ? "" : "\n", noun);
    return sheet_write(&out->sheet, "", err);
}

static void write_opening(struct output *out)
{
    const char *face = faces[out->o->audience];
    struct bb_str *line = &out->sheet.line;
    if (out->o->format == BB_CSV && face)
        bb_str_addf(line, "# face: %s\n\n", face);
    if (out->o->format == BB_CSV)
        return;
    bb_str_add(line, "{\"bepboard\": 1,\n");
    if (face)
        bb_str_addf(line, "\"face\": \"%s\",\n", face);
}

static bool write_all(struct output *out, struct bb_error *err)
{
    write_opening(out);
    for (int e = 0; e < BB_ENTITY_COUNT; e++) {
        const struct bb_entity_def *def = bb_entity_def((enum bb_entity)e);
        if (!sees_entity(out->o, def))
            continue;
        if (!write_heading(out, def->noun, e == 0, err) || !write_table(out, (enum bb_entity)e, err))
            return false;
    }
    if (sees_events(out->o) && (!write_heading(out, events_noun, false, err) || !write_events(out, err)))
        return false;
    return out->o->format == BB_CSV || sheet_write(&out->sheet, "\n}\n", err);
}

static bool not_for(const struct output *out, const char *noun, struct bb_error *err)
{
    return bb_fail(err, BB_E_USAGE, "%s are not for the %s; --private exports them for your own desk.", noun,
                   faces[out->o->audience]);
}

static bool write_one(struct output *out, struct bb_error *err)
{
    bool events = strcmp(out->o->noun, events_noun) == 0;
    int e = bb_entity_find(out->o->noun);
    if (e < 0 && !events)
        return bb_fail(err, BB_E_USAGE, "There is no noun \"%.40s\" to export.", out->o->noun);
    if (events ? !sees_events(out->o) : !sees_entity(out->o, bb_entity_def((enum bb_entity)e)))
        return not_for(out, out->o->noun, err);
    return (events ? write_events(out, err) : write_table(out, (enum bb_entity)e, err)) &&
           (out->o->format == BB_CSV || sheet_write(&out->sheet, "\n", err));
}

bool bb_export(struct bb_store *s, const struct bb_export_options *o, FILE *out, struct bb_error *err)
{
    struct output output = {.store = s, .o = o, .sheet = {.out = out, .format = o->format, .raw = o->raw}};
    if (!db_begin_read(bb_store_db(s), err))
        return false;
    bool ok = strcmp(o->noun, "all") == 0 ? write_all(&output, err) : write_one(&output, err);
    db_end_read(bb_store_db(s));
    sheet_finish(&output.sheet);
    bb_str_finish(&output.text);
    return ok;
}
