/* Keys: the fields by which a row of a file finds a record are no two live records' own. Some are guarded by an index
 * of the database as well; the sentence about a clash is the same. */
#include "private.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

enum { SAID = 60 };

/* Saying who has it. */

static int title_field(const struct bb_entity_def *def)
{
    int key = bb_field_find(def, "key");
    return def->title >= 0 ? def->title : key;
}

/* What a reference is called: the title of the record, or of the one that its title refers to. */
static bool add_title(struct bb_store *s, enum bb_entity e, int64_t id, int deeper, struct bb_str *out)
{
    const struct bb_entity_def *def = bb_entity_def(e);
    int field = title_field(def);
    struct row_image image = {0};
    bool found = false, ok = field >= 0 && row_image_read(s, e, id, &image, &found, NULL) && found;
    const char *value = ok ? image.values[field] : NULL;
    ok = value && *value;
    if (ok && def->fields[field].kind == BB_REF)
        ok = deeper && add_title(s, (enum bb_entity)def->fields[field].ref, strtoll(value, NULL, 10), deeper - 1, out);
    else if (ok)
        bb_str_addf(out, "%.*s", SAID, value);
    row_image_finish(e, &image);
    return ok;
}

static void add_value(struct bb_store *s, const struct bb_field *f, const char *value, struct bb_str *out)
{
    enum { DEEPER = 2 };
    if (f->kind != BB_REF || !add_title(s, (enum bb_entity)f->ref, strtoll(value, NULL, 10), DEEPER, out))
        bb_str_addf(out, "%.*s", SAID, value);
}

static bool say_taken(struct bb_store *s, enum bb_entity e, int field, const char *value, int64_t other,
                      struct bb_error *err)
{
    const struct bb_entity_def *def = bb_entity_def(e);
    struct bb_str who = {0}, what = {0};
    if (other && title_field(def) != field)
        add_title(s, e, other, 1, &who);
    add_value(s, &def->fields[field], value ? value : "", &what);
    bb_fail(err, BB_E_CONFLICT, "%s: \"%s\" is taken by another %s%s%s%s; choose another, or change that one",
            def->fields[field].label, bb_str_get(&what), def->label, who.n ? " (" : "", bb_str_get(&who),
            who.n ? ")" : "");
    bb_str_finish(&who);
    bb_str_finish(&what);
    return false;
}

bool keys_taken(struct bb_store *s, enum bb_entity e, const char *const *values, int64_t other, struct bb_error *err)
{
    const struct bb_entity_def *def = bb_entity_def(e);
    struct bb_str what = {0};
    int first = -1, n = 0;
    for (int i = 0; i < def->field_count; i++) {
        if (!(def->fields[i].flags & BB_KEY))
            continue;
        first = first < 0 ? i : first;
        bool empty = !values[i] || !*values[i];
        bb_str_addf(&what, "%s%s%s%s", n++ ? ", " : "", empty ? "no " : "", def->fields[i].label, empty ? "" : " \"");
        if (!empty)
            add_value(s, &def->fields[i], values[i], &what);
        bb_str_add(&what, empty ? "" : "\"");
    }
    if (n == 1)
        say_taken(s, e, first, values[first], other, err);
    else
        bb_fail(err, BB_E_CONFLICT, "%s: there is already a%s %s with %s; change that one, or choose another",
                def->fields[first].label, strchr("aeio", def->label[0]) ? "n" : "", def->label, bb_str_get(&what));
    bb_str_finish(&what);
    return false;
}

/* Finding it. */

static void add_keys(const struct bb_entity_def *def, const char *format, struct bb_str *sql)
{
    for (int i = 0; i < def->field_count; i++) {
        if (!(def->fields[i].flags & BB_KEY))
            continue;
        for (const char *c = format; *c; c++)
            bb_str_add(sql, *c == '?' ? def->fields[i].name : (const char[]){*c, 0});
    }
}

/* Each row that was written is held against the others; of many rows only those whose key stands more than once. */
enum { MANY = 16 };

static void repeated_sql(const struct bb_entity_def *def, const char *of, const char *same, struct bb_str *sql)
{
    bb_str_addf(sql, " JOIN (SELECT %s AS engagement", of);
    add_keys(def, ", \"?\"", sql);
    bb_str_addf(sql, " FROM \"%s\" WHERE deleted = 0 GROUP BY 1", def->name);
    add_keys(def, ", \"?\"", sql);
    bb_str_addf(sql, " HAVING count(*) > 1) g ON 1 = 1%s", same);
    add_keys(def, " AND g.\"?\" IS a.\"?\"", sql);
}

/* A row that was written and another one with the same key. An import may bring rows that share one, told apart by
 * their uids; it may not give one to a row that had another. What is put back clashes only with what was written since.
 */
static void clash_sql(enum bb_entity e, bool many, struct bb_str *sql)
{
    const struct bb_entity_def *def = bb_entity_def(e);
    const char *of = e == BB_ENGAGEMENT ? "1" : "engagement";
    const char *same = e == BB_ENGAGEMENT ? "" : " AND g.engagement = a.engagement";
    bb_str_addf(sql, "SELECT a.id, b.id FROM change c JOIN \"%s\" a ON a.id = c.row", def->name);
    if (many)
        repeated_sql(def, of, same, sql);
    bb_str_addf(sql, " JOIN \"%s\" b ON b.id <> a.id AND b.deleted = 0%s", def->name,
                e == BB_ENGAGEMENT ? "" : " AND b.engagement = a.engagement");
    add_keys(def, " AND b.\"?\" IS a.\"?\"", sql);
    bb_str_add(sql, " WHERE c.seq = $1 AND c.entity = $2 AND a.deleted = 0 AND ((c.op <> 'update' AND $3 = 0) OR"
                    " (c.op = 'update' AND (1 = 0");
    add_keys(def, " OR instr(c.after, '\"?\":') > 0", sql);
    bb_str_add(sql, "))) AND ($4 = 0 OR EXISTS (SELECT 1 FROM change x WHERE x.entity = $2 AND x.row = b.id"
                    " AND x.seq > $4 AND x.seq < $1)) ORDER BY c.id, b.id LIMIT 1");
}

static bool has_keys(enum bb_entity e)
{
    for (int i = 0; i < bb_entity_def(e)->field_count; i++)
        if (bb_entity_def(e)->fields[i].flags & BB_KEY)
            return true;
    return false;
}

/* One of a kind that an index guards: its clash was told when the row was written. */
static bool has_index(enum bb_entity e)
{
    static const enum bb_entity guarded[] = {BB_UNIT, BB_ATTRIBUTE, BB_SAMPLE, BB_STEP, BB_KPI};
    for (size_t i = 0; i < sizeof guarded / sizeof *guarded; i++)
        if (guarded[i] == e)
            return true;
    return bb_entity_def(e)->prefix != NULL;
}

bool keys_unique(struct bb_store *s, enum bb_entity e, struct bb_error *err)
{
    struct bb_str sql = {0};
    int64_t mine = 0, other = 0;
    if (!has_keys(e) || has_index(e))
        return true;
    clash_sql(e, s->settling.keys[e] > MANY, &sql);
    struct db_rows *r = db_query(
        s->db, err, bb_str_get(&sql),
        DB_ARGS(db_i(s->txn_seq), db_s(bb_entity_def(e)->name), db_i(s->settling.import), db_i(s->settling.reverses)));
    bb_str_finish(&sql);
    if (db_next(r)) {
        mine = db_int(r, 0);
        other = db_int(r, 1);
    }
    if (!r || !db_done(r, err))
        return false;
    struct row_image image;
    bool found, ok = true;
    if (!mine)
        return true;
    if (row_image_read(s, e, mine, &image, &found, err))
        ok = keys_taken(s, e, (const char *const *)image.values, other, err);
    row_image_finish(e, &image);
    return ok;
}

bool keys_explain(struct bb_store *s, enum bb_entity e, int64_t engagement, const char *const *values,
                  struct bb_error *err)
{
    enum { KEYS = 16 };
    const struct bb_entity_def *def = bb_entity_def(e);
    const char *keys[KEYS];
    int64_t other = 0;
    size_t n = 0;
    if (!err || err->code != BB_E_CONFLICT || !has_keys(e))
        return false;
    for (int i = 0; i < def->field_count && n < KEYS; i++)
        if (def->fields[i].flags & BB_KEY)
            keys[n++] = values[i];
    bb_store_find_key(s, e, engagement, keys, &other, NULL);
    return keys_taken(s, e, values, other, err);
}
