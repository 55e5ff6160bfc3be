/* Records out: the fields that the audience may see, references by the other record's key. */
#include "../store/engine.h"
#include "private.h"

#include <assert.h>
#include <bepboard/events.h>
#include <bepboard/hash.h>
#include <bepboard/rules.h>
#include <stdlib.h>
#include <string.h>

static const char *const faces[] = {[BB_ROOM] = "room", [BB_AT_TEAM] = "team", [BB_DESK] = NULL};

struct output {
    struct bb_store *store;
    const struct bb_export_options *o;
    struct sheet sheet;
    struct bb_face face;
    enum bb_entity entity;
    const struct bb_entity_def *def;
    int fields[EXCHANGE_FIELDS]; /* those that are seen */
    size_t n;
    struct bb_str text;
    void *row; /* a copy of the record, to be gated */
    struct bb_arena arena;
    struct listed *list; /* people before the room, who stand in the order of what is shown of them */
    size_t list_n, list_cap;
};

struct listed {
    int64_t id;
    char *label;
    uint64_t shuffle; /* the order of equals, which must tell nothing */
};

static bool sees(const struct output *out, const struct bb_field *f)
{
    return bb_face_shows(out->face.agreement, out->o->audience, f);
}

static bool tells(const struct output *out, enum bb_entity e)
{
    return bb_face_tells(out->face.agreement, out->o->audience, e);
}

static bool in_room(const struct output *out)
{
    return out->o->audience == BB_ROOM;
}

/* A uid would lead from a pseudonym to the name in another file. */
static bool has_label(const struct output *out)
{
    return in_room(out) && out->entity == BB_PERSON;
}

/* What other records name this one by. */
static void key_sql(struct bb_str *sql, enum bb_entity e)
{
    const struct bb_entity_def *def = bb_entity_def(e);
    int key = bb_entity_key(e);
    bb_str_addf(sql, "SELECT \"%s\" FROM \"%s\" WHERE id = $1", key < 0 ? "uid" : def->fields[key].name, def->name);
}

/* Before the room: what the record is called there, if the room may know of it. */
static bool label_reference(struct output *out, const struct bb_field *f, int64_t id, struct bb_error *err)
{
    enum bb_entity e = (enum bb_entity)f->ref;
    const struct bb_entity_def *def = bb_entity_def(e);
    void *row;
    if (!bb_store_get(out->store, e, id, &out->arena, &row, err))
        return false;
    if (row && bb_face_row(&out->face, &out->arena, e, row)) {
        if (e == BB_PERSON)
            bb_str_add(&out->text, bb_person_label(row));
        else
            bb_field_save(&def->fields[def->title], row, &out->text);
    }
    return true;
}

/* Turns the row id in out->text into the key. */
static bool name_reference(struct output *out, const struct bb_field *f, struct bb_error *err)
{
    int64_t id = strtoll(bb_str_get(&out->text), NULL, 10);
    bb_str_clear(&out->text);
    if (in_room(out))
        return label_reference(out, f, id, err);
    struct bb_str sql = {0};
    key_sql(&sql, (enum bb_entity)f->ref);
    struct db_rows *r = db_query(bb_store_db(out->store), err, bb_str_get(&sql), DB_ARGS(db_i(id)));
    bb_str_finish(&sql);
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

/* Hard words are neutral ones in the room. */
static void say_choice(struct output *out, const struct bb_field *f, const void *record)
{
    bb_str_clear(&out->text);
    bb_str_add(&out->text, bb_word(out->o->words, f->choices, *(const int64_t *)((const char *)record + f->offset),
                                   out->o->audience));
}

static bool write_row(void *ctx, const void *record, struct bb_error *err)
{
    struct output *out = ctx;
    memcpy(out->row, record, out->def->size);
    bool shown = bb_face_row(&out->face, &out->arena, out->entity, out->row), ok = true;
    if (shown)
        sheet_cell(&out->sheet, has_label(out) ? CELL_TEXT : CELL_PLAIN,
                   has_label(out) ? bb_person_label(out->row) : ((const struct bb_row *)record)->uid);
    for (size_t i = 0; ok && shown && i < out->n; i++) {
        const struct bb_field *f = &out->def->fields[out->fields[i]];
        bb_str_clear(&out->text);
        bb_field_save(f, out->row, &out->text);
        if (f->kind == BB_REF && out->text.n)
            ok = name_reference(out, f, err);
        if (f->kind == BB_CHOICE && in_room(out))
            say_choice(out, f, out->row);
        sheet_cell(&out->sheet, cell_of(f), bb_str_get(&out->text));
    }
    ok = ok && (!shown || sheet_end_row(&out->sheet, err));
    bb_arena_finish(&out->arena);
    return ok;
}

/* People before the room. */

static bool list_person(void *ctx, const void *record, struct bb_error *err)
{
    struct output *out = ctx;
    (void)err;
    memcpy(out->row, record, out->def->size);
    if (bb_face_row(&out->face, &out->arena, BB_PERSON, out->row)) {
        const char *uid = ((const struct bb_row *)record)->uid;
        out->list = bb_grow(out->list, out->list_n, &out->list_cap, sizeof *out->list);
        out->list[out->list_n++] = (struct listed){.id = ((const struct bb_row *)record)->id,
                                                   .label = bb_strdup(bb_person_label(out->row)),
                                                   .shuffle = bb_hash(out->face.key, uid, strlen(uid))};
    }
    bb_arena_finish(&out->arena);
    return true;
}

static int by_label(const void *a, const void *b)
{
    const struct listed *x = a, *y = b;
    int order = strcmp(x->label, y->label);
    return order ? order : (x->shuffle > y->shuffle) - (x->shuffle < y->shuffle);
}

static bool write_person(struct output *out, int64_t id, struct bb_error *err)
{
    struct bb_arena arena = {0};
    void *row = NULL;
    bool ok = bb_store_get(out->store, BB_PERSON, id, &arena, &row, err) && (!row || write_row(out, row, err));
    bb_arena_finish(&arena);
    return ok;
}

static bool write_people(struct output *out, struct bb_error *err)
{
    bool ok = bb_store_each(out->store, BB_PERSON, out->o->engagement, list_person, out, err);
    if (out->list_n)
        qsort(out->list, out->list_n, sizeof *out->list, by_label);
    for (size_t i = 0; i < out->list_n; i++) {
        ok = ok && write_person(out, out->list[i].id, err);
        free(out->list[i].label);
    }
    free(out->list);
    out->list = NULL;
    out->list_n = out->list_cap = 0;
    return ok;
}

static bool write_table(struct output *out, enum bb_entity e, struct bb_error *err)
{
    out->entity = e;
    const char *columns[EXCHANGE_FIELDS + 1] = {has_label(out) ? "who" : "uid"};
    out->def = bb_entity_def(e);
    out->n = 0;
    for (int i = 0; i < out->def->field_count; i++)
        if (sees(out, &out->def->fields[i])) {
            out->fields[out->n++] = i;
            columns[out->n] = out->def->fields[i].name;
        }
    sheet_begin(&out->sheet, columns, out->n + 1);
    out->row = bb_alloc(out->def->size);
    bool ok =
        has_label(out) ? write_people(out, err) : bb_store_each(out->store, e, out->o->engagement, write_row, out, err);
    free(out->row);
    return ok && sheet_end(&out->sheet, err);
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
    /* Somebody whom the audience may not know of leaves no trace of use either. */
    for (size_t i = 0; i < out->face.hidden_n[BB_PERSON]; i++)
        if (out->face.hidden[BB_PERSON][i] == usage->row)
            return true;
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
    struct bb_str lowered = {0};
    bool csv = out->o->format == BB_CSV;
    bb_agreement_words(&lowered, out->face.agreement, BB_PRIVATE);
    if (!csv)
        bb_str_add(line, "{\"bepboard\": 1,\n");
    if (face)
        bb_str_addf(line, csv ? "# face: %s\n" : "\"face\": \"%s\",\n", face);
    if (lowered.n)
        bb_str_addf(line, csv ? "# lowered: %s\n" : "\"lowered\": \"%s\",\n", lowered.s);
    if (csv && strcmp(out->o->noun, "all") == 0 && (face || lowered.n))
        bb_str_addc(line, '\n');
    bb_str_finish(&lowered);
}

static bool write_all(struct output *out, struct bb_error *err)
{
    write_opening(out);
    for (int e = 0; e < BB_ENTITY_COUNT; e++) {
        const struct bb_entity_def *def = bb_entity_def((enum bb_entity)e);
        if (!tells(out, (enum bb_entity)e))
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

/* A file with more than the room may see by default says so at its head. Tables for our own desk, which show every
 * field whatever was agreed, are read again by programs: they have none. */
static bool has_opening(const struct output *out)
{
    return out->o->audience == BB_AT_TEAM || (out->o->audience == BB_ROOM && out->face.agreement);
}

static bool write_one_opening(struct output *out, struct bb_error *err)
{
    if (!has_opening(out))
        return true;
    write_opening(out);
    if (out->o->format == BB_JSON)
        bb_str_addf(&out->sheet.line, "\"%s\": ", out->o->noun);
    return sheet_write(&out->sheet, "", err);
}

static bool write_one(struct output *out, struct bb_error *err)
{
    bool events = strcmp(out->o->noun, events_noun) == 0;
    int e = bb_entity_find(out->o->noun);
    if (e < 0 && !events)
        return bb_fail(err, BB_E_USAGE, "There is no noun \"%.40s\" to export.", out->o->noun);
    if (events ? !sees_events(out->o) : !tells(out, (enum bb_entity)e))
        return not_for(out, out->o->noun, err);
    const char *ending = out->o->format == BB_CSV ? "" : has_opening(out) ? "\n}\n" : "\n";
    return write_one_opening(out, err) &&
           (events ? write_events(out, err) : write_table(out, (enum bb_entity)e, err)) &&
           sheet_write(&out->sheet, ending, err);
}

bool bb_export(struct bb_store *s, const struct bb_export_options *o, FILE *out, struct bb_error *err)
{
    struct output output = {.store = s, .o = o, .sheet = {.out = out, .format = o->format, .raw = o->raw}};
    if (!face_load(s, o->engagement, o->audience, o->pseudonyms, o->agreements, &output.face, err) ||
        !db_begin_read(bb_store_db(s), err)) {
        bb_face_finish(&output.face);
        return false;
    }
    bool ok = strcmp(o->noun, "all") == 0 ? write_all(&output, err) : write_one(&output, err);
    db_end_read(bb_store_db(s));
    sheet_finish(&output.sheet);
    bb_str_finish(&output.text);
    bb_face_finish(&output.face);
    return ok;
}
