/* Forgetting a person: records are emptied, not taken away, so that no number is given out again; the journal keeps its
 * entries without what they said. */
#include "forget.h"

#include <bepboard/text.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void forget_tell(const struct forgetting *f, enum bb_forget_news kind, const char *fmt, ...)
{
    char text[1024];
    va_list args;
    if (!f)
        return;
    va_start(args, fmt);
    vsnprintf(text, sizeof text, fmt, args);
    va_end(args);
    f->tell(f->ctx, kind, text);
}

/* References to a record: those that bind another record to it make that one a record about the person as well. */
typedef bool reference_fn(struct bb_store *s, enum bb_entity e, int field, int64_t id, int64_t *n,
                          struct bb_error *err);

static bool each_reference(struct bb_store *s, bool about, enum bb_entity to, int64_t id, int64_t *n,
                           reference_fn *work, struct bb_error *err)
{
    for (int e = 0; e < BB_ENTITY_COUNT; e++) {
        const struct bb_entity_def *def = bb_entity_def((enum bb_entity)e);
        for (int i = 0; i < def->field_count; i++) {
            const struct bb_field *f = &def->fields[i];
            if (f->kind == BB_REF && f->ref == (int)to && about == bb_field_binds(f) &&
                !work(s, (enum bb_entity)e, i, id, n, err))
                return false;
        }
    }
    return true;
}

/* Rows, deleted ones too, whose field refers to the person; *rows is the caller's to free. */
static bool rows_of(struct bb_store *s, enum bb_entity e, int field, int64_t person, int64_t **rows, size_t *n,
                    struct bb_error *err)
{
    const struct bb_entity_def *def = bb_entity_def(e);
    struct bb_str sql = {0};
    size_t cap = 0;
    bb_str_addf(&sql, "SELECT id FROM \"%s\" WHERE ", def->name);
    record_column(&sql, def->fields[field].name);
    bb_str_add(&sql, " = $1");
    struct db_rows *r = db_query(s->db, err, bb_str_get(&sql), DB_ARGS(db_i(person)));
    bb_str_finish(&sql);
    *rows = NULL;
    for (*n = 0; db_next(r); (*n)++) {
        *rows = bb_grow(*rows, *n, &cap, sizeof **rows);
        (*rows)[*n] = db_int(r, 0);
    }
    return r && db_done(r, err);
}

/* Emptying. */

/* The uid goes too: it stands in files that were exported. */
static bool empty_row(struct bb_store *s, enum bb_entity e, int64_t id, struct bb_error *err)
{
    const struct bb_entity_def *def = bb_entity_def(e);
    struct bb_str sql = {0};
    char uid[37];
    bb_uuid(uid, store_now(s));
    bb_str_addf(&sql, "UPDATE \"%s\" SET rev = rev + 1, deleted = $2, uid = $3", def->name);
    for (int i = 0; i < def->field_count; i++) {
        bb_str_addf(&sql, ", \"%s\" = NULL", def->fields[i].name);
        if (record_has_fold(&def->fields[i]))
            bb_str_addf(&sql, ", \"%s_fold\" = NULL", def->fields[i].name);
    }
    bb_str_add(&sql, " WHERE id = $1");
    bool ok = db_exec(s->db, err, bb_str_get(&sql), DB_ARGS(db_i(id), db_i(s->txn_seq), db_s(uid)));
    bb_str_finish(&sql);
    return ok;
}

static bool empty_journal(struct bb_store *s, const char *entity, int64_t id, struct bb_error *err)
{
    return db_exec(
               s->db, err,
               "INSERT INTO forgotten (seq, \"by\") SELECT DISTINCT seq, $3 FROM change WHERE entity = $1 AND row = $2"
               " ON CONFLICT (seq) DO NOTHING",
               DB_ARGS(db_s(entity), db_i(id), db_i(s->txn_seq))) &&
           db_exec(s->db, err,
                   "UPDATE change SET before = NULL, after = '" FORGOTTEN_NOTE "' WHERE entity = $1 AND row = $2",
                   DB_ARGS(db_s(entity), db_i(id))) &&
           db_exec(s->db, err,
                   "INSERT INTO change (seq, entity, row, op, after) VALUES ($1, $2, $3, 'delete', '" FORGOTTEN_NOTE
                   "')",
                   DB_ARGS(db_i(s->txn_seq), db_s(entity), db_i(id)));
}

static bool erase(struct bb_store *s, enum bb_entity e, int64_t id, struct bb_error *err)
{
    const char *entity = bb_entity_def(e)->name;
    return empty_row(s, e, id, err) && empty_journal(s, entity, id, err) &&
           db_exec(s->db, err, "DELETE FROM draft WHERE entity = $1 AND row = $2", DB_ARGS(db_s(entity), db_i(id)));
}

static bool count_about(struct bb_store *s, enum bb_entity e, int field, int64_t id, int64_t *total,
                        struct bb_error *err)
{
    int64_t *rows;
    size_t n;
    bool ok = rows_of(s, e, field, id, &rows, &n, err);
    for (size_t i = 0; ok && i < n; i++, (*total)++)
        ok = each_reference(s, true, e, rows[i], total, count_about, err);
    free(rows);
    return ok;
}

/* A reference that may be empty becomes so, as an ordinary change of a live record. */
static bool let_go(struct bb_store *s, enum bb_entity e, int field, int64_t person, int64_t *total,
                   struct bb_error *err)
{
    const struct bb_entity_def *def = bb_entity_def(e);
    struct bb_change change = {.field = field};
    struct bb_str sql = {0};
    int64_t *rows;
    size_t n;
    bool ok = rows_of(s, e, field, person, &rows, &n, err);
    bb_str_addf(&sql, "UPDATE \"%s\" SET \"%s\" = NULL WHERE id = $1", def->name, def->fields[field].name);
    for (size_t i = 0; ok && i < n; i++, (*total)++) {
        struct row_image image;
        bool found;
        ok = row_image_read(s, e, rows[i], &image, &found, err);
        if (ok && image.deleted)
            ok = db_exec(s->db, err, bb_str_get(&sql), DB_ARGS(db_i(rows[i])));
        else if (ok)
            ok = change_update(s, e, rows[i], &change, 1, err);
        row_image_finish(e, &image);
    }
    bb_str_finish(&sql);
    free(rows);
    return ok;
}

/* Records about the person, and what is about those in their turn, are emptied; what only names them is let go. */
static bool erase_about(struct bb_store *s, enum bb_entity e, int field, int64_t id, int64_t *total,
                        struct bb_error *err)
{
    int64_t *rows, others = 0;
    size_t n;
    bool ok = rows_of(s, e, field, id, &rows, &n, err);
    for (size_t i = 0; ok && i < n; i++, (*total)++)
        ok = each_reference(s, true, e, rows[i], total, erase_about, err) &&
             each_reference(s, false, e, rows[i], &others, let_go, err) && erase(s, e, rows[i], err);
    free(rows);
    return ok;
}

/* Days of use go; what was counted of them stays in the sums. An import that brought some cannot be taken back any
 * more, because the sums could not follow. */
static bool erase_events(struct bb_store *s, int64_t person, struct bb_error *err)
{
    return db_exec(s->db, err,
                   "INSERT INTO forgotten (seq, \"by\") SELECT DISTINCT c.seq, $2 FROM person_events p"
                   " JOIN event_batch b ON b.id = p.batch JOIN change c ON c.entity = 'import' AND c.row = b.import"
                   " WHERE p.person = $1 ON CONFLICT (seq) DO NOTHING",
                   DB_ARGS(db_i(person), db_i(s->txn_seq))) &&
           db_exec(s->db, err,
                   "DELETE FROM person_events WHERE engagement = (SELECT engagement FROM person WHERE id = $1)"
                   " AND person = $1",
                   DB_ARGS(db_i(person)));
}

static bool leave_unit(struct bb_store *s, int64_t person, struct bb_error *err)
{
    return db_exec(s->db, err,
                   "UPDATE unit_people SET people = people - 1 WHERE (engagement, unit) ="
                   " (SELECT engagement, coalesce(unit, 0) FROM person WHERE id = $1 AND deleted = 0)",
                   DB_ARGS(db_i(person)));
}

/* Drafts of others that name the person in a field of their own, such as a new conversation. */
static bool erase_drafts(struct bb_store *s, const struct bb_forget_who *who, struct bb_error *err)
{
    struct db_rows *r = db_query(s->db, err, "SELECT id, fields FROM draft", DB_NO_ARGS);
    int64_t *ids = NULL;
    size_t n = 0, cap = 0;
    while (db_next(r)) {
        if (!forget_is_named(who, db_text(r, 1)))
            continue;
        ids = bb_grow(ids, n, &cap, sizeof *ids);
        ids[n++] = db_int(r, 0);
    }
    bool ok = r && db_done(r, err);
    for (size_t i = 0; ok && i < n; i++)
        ok = db_exec(s->db, err, "DELETE FROM draft WHERE id = $1", DB_ARGS(db_i(ids[i])));
    free(ids);
    return ok;
}

static bool erase_all(struct bb_store *s, const struct bb_forget_who *who, int64_t person, const struct forgetting *f,
                      struct bb_error *err)
{
    int64_t about = 0, others = 0;
    bool ok = erase_drafts(s, who, err) && each_reference(s, true, BB_PERSON, person, &about, erase_about, err) &&
              each_reference(s, false, BB_PERSON, person, &others, let_go, err) && erase_events(s, person, err) &&
              leave_unit(s, person, err) && erase(s, BB_PERSON, person, err);
    if (ok)
        forget_tell(
            f, BB_FORGET_DONE,
            "The record, %lld others about the person, drafts, usage events, and what the journal said of them.",
            (long long)about);
    if (ok && others)
        forget_tell(f, BB_FORGET_DONE, "Other records that named the person and now name nobody: %lld.",
                    (long long)others);
    return ok;
}

static bool live_engagement(struct bb_store *s, int64_t person, int64_t *engagement, struct bb_error *err)
{
    return db_one(
        s->db, err, engagement, 0,
        "SELECT e.id FROM person p JOIN engagement e ON e.id = p.engagement WHERE p.id = $1 AND e.deleted = 0",
        DB_ARGS(db_i(person)));
}

static bool forget_known(struct bb_store *s, const struct bb_forget_who *who, int64_t person,
                         const struct forgetting *f, struct bb_error *err)
{
    int64_t engagement;
    if (!live_engagement(s, person, &engagement, err) || !db_script(s->db, "PRAGMA secure_delete = ON", err) ||
        !store_begin_kind(s, "Forget a person", "forget", engagement, NULL, 0, NULL, err))
        return false;
    if (erase_all(s, who, person, f, err) && bb_store_commit(s, err))
        return true;
    bb_store_rollback(s);
    return false;
}

/* What a record still says of itself. */
static bool read_names(struct bb_store *s, struct bb_forget_who *who, struct bb_arena *a, struct bb_error *err)
{
    struct db_rows *r = db_query(s->db, err, "SELECT key, name FROM person WHERE uid = $1", DB_ARGS(db_s(who->uid)));
    if (db_next(r)) {
        who->key = bb_arena_strdup(a, db_text(r, 0));
        who->name = bb_arena_strdup(a, db_text(r, 1));
    }
    return r && db_done(r, err);
}

/* A copy may know the person by another name than the database does, or did. */
bool forget_rows(struct bb_store *s, const struct bb_forget_who *who, const struct forgetting *f, bool *found,
                 struct bb_error *err)
{
    struct bb_arena arena = {0};
    struct bb_forget_who here = *who;
    int64_t person = 0;
    *found = false;
    if (!db_one(s->db, err, &person, 0, "SELECT id FROM person WHERE uid = $1", DB_ARGS(db_s(who->uid))))
        return false;
    if (!person)
        return true;
    bool ok = read_names(s, &here, &arena, err) && forget_known(s, &here, person, f, err);
    bb_arena_finish(&arena);
    return ok && (*found = true);
}

/* Finding. */

static const char find_sql[] =
    "SELECT id, engagement, uid, key, name, deleted FROM person WHERE ($1 = 0 OR engagement = $1)"
    " AND (uid = $2 OR key = $2 OR name_fold = $3) AND (key IS NOT NULL OR name IS NOT NULL)"
    " ORDER BY uid = $2 DESC, key IS NOT DISTINCT FROM $2 DESC, deleted <> 0, id";

static struct bb_forget_who person_of(const struct db_rows *r, struct bb_arena *a)
{
    return (struct bb_forget_who){.id = db_int(r, 0),
                                  .engagement = db_int(r, 1),
                                  .uid = bb_arena_strdup(a, db_text(r, 2)),
                                  .key = bb_arena_strdup(a, db_text(r, 3)),
                                  .name = bb_arena_strdup(a, db_text(r, 4))};
}

static bool same(const char *a, const char *b)
{
    return strcmp(a ? a : "", b ? b : "") == 0;
}

/* A uid or a key says it; a name only if nobody else has it. */
static bool fits_one(struct db_rows *r, const char *text, const struct bb_forget_who *who, struct bb_error *err)
{
    bool exact = same(who->uid, text), ok = true;
    while (ok && !exact && db_next(r)) {
        if (same(who->key, text) && !same(db_text(r, 3), text))
            break;
        ok = bb_fail(err, BB_E_CONFLICT,
                     "\"%.60s\" fits several people, among them %.60s and %.60s; give the key, the uid, or "
                     "--engagement",
                     text, who->key ? who->key : who->uid, db_text(r, 3) ? db_text(r, 3) : db_text(r, 2));
    }
    return ok;
}

bool bb_store_find_person(struct bb_store *s, int64_t engagement, const char *text, struct bb_arena *a,
                          struct bb_forget_who *out, struct bb_error *err)
{
    struct bb_str fold = {0};
    bb_text_fold(&fold, text);
    struct db_rows *r = db_query(s->db, err, find_sql, DB_ARGS(db_i(engagement), db_s(text), db_s(bb_str_get(&fold))));
    bool ok = r != NULL;
    if (db_next(r)) {
        *out = person_of(r, a);
        ok = fits_one(r, text, out, err);
    } else if (ok) {
        ok = bb_fail(err, BB_E_NOT_FOUND, "nobody has the key, uid or name \"%.60s\"", text);
    }
    ok = db_done(r, ok ? err : NULL) && ok;
    bb_str_finish(&fold);
    return ok && each_reference(s, true, BB_PERSON, out->id, &out->records, count_about, err);
}

static bool cannot_write(const struct bb_store *s, struct bb_error *err)
{
    return bb_store_read_only(s) &&
           !bb_fail(err, BB_E_READ_ONLY, "%s: opened read-only, nothing can be changed here", db_path(s->db));
}

/* The file is written anew behind the gate; how long that takes depends on its size alone. */
static bool clean_up(struct bb_store *s, const struct forgetting *f, struct bb_error *err)
{
    forget_tell(f, BB_FORGET_STEP, "The file is written anew without its free pages; others read on and wait to save.");
    if (!db_scrub(s->db, s->wait_ms, err))
        return false;
    return forget_note_clear(db_path(s->db)) ||
           bb_fail(err, BB_E_FAILED, "%s-forget: cannot be removed, though nothing is left to do", db_path(s->db));
}

bool bb_store_forget_resume(struct bb_store *s, bb_forget_fn *tell, void *ctx, struct bb_error *err)
{
    struct forgetting f = {tell, ctx};
    struct bb_arena arena = {0};
    char uid[BB_UID_SIZE];
    struct bb_forget_who who = {.uid = uid};
    bool found = false;
    if (!bb_store_forget_pending(db_path(s->db), uid))
        return bb_fail(err, BB_E_NOT_FOUND, "no forgetting was cut off here; there is nothing to finish");
    if (cannot_write(s, err))
        return false;
    bool ok = !*uid || (read_names(s, &who, &arena, err) && forget_rows(s, &who, &f, &found, err));
    if (ok && *uid)
        forget_copies(s, &who, &f, true);
    ok = ok && (!found || forget_mentions(s, &who, &f, err)) && clean_up(s, &f, err);
    bb_arena_finish(&arena);
    return ok;
}

static bool forget_one(struct bb_store *s, const struct bb_forget_who *who, bb_forget_fn *tell, void *ctx,
                       struct bb_error *err);

/* A record that was merged into this one holds the same person. */
static bool forget_merged(struct bb_store *s, const struct bb_forget_who *who, bb_forget_fn *tell, void *ctx,
                          struct bb_error *err)
{
    struct bb_arena arena = {0};
    struct bb_forget_who *list = NULL;
    size_t n = 0, cap = 0;
    struct db_rows *r = db_query(
        s->db, err,
        "SELECT p.id, p.engagement, p.uid, p.key, p.name FROM person k JOIN txn t ON t.request LIKE 'merge-' || k.id ||"
        " '-%' JOIN person p ON t.request LIKE 'merge-' || k.id || '-' || p.id || '-%'"
        " WHERE k.uid = $1 AND p.deleted <> 0 AND (p.key IS NOT NULL OR p.name IS NOT NULL)",
        DB_ARGS(db_s(who->uid)));
    while (db_next(r)) {
        list = bb_grow(list, n, &cap, sizeof *list);
        list[n++] = person_of(r, &arena);
    }
    bool ok = r && db_done(r, err);
    for (size_t i = 0; ok && i < n; i++)
        ok = forget_merged(s, &list[i], tell, ctx, err) && forget_one(s, &list[i], tell, ctx, err);
    free(list);
    bb_arena_finish(&arena);
    return ok;
}

bool bb_store_forget(struct bb_store *s, const struct bb_forget_who *who, bb_forget_fn *tell, void *ctx,
                     struct bb_error *err)
{
    return !cannot_write(s, err) && forget_merged(s, who, tell, ctx, err) && forget_one(s, who, tell, ctx, err);
}

/* The copies come last, and find what was made meanwhile. What is cut off from here on is finished by a resumed run. */
static bool forget_one(struct bb_store *s, const struct bb_forget_who *who, bb_forget_fn *tell, void *ctx,
                       struct bb_error *err)
{
    struct forgetting f = {tell, ctx};
    char pending[BB_UID_SIZE];
    bool found;
    if (cannot_write(s, err))
        return false;
    if (bb_store_forget_pending(db_path(s->db), pending)) {
        bool done = bb_store_forget_resume(s, tell, ctx, err);
        if (!done || same(pending, who->uid))
            return done;
    }
    if (!forget_note_write(db_path(s->db), who->uid, err))
        return false;
    forget_copies(s, who, &f, false);
    if (!forget_rows(s, who, &f, &found, err))
        return false;
    forget_copies(s, who, &f, true);
    if (!found) {
        forget_note_clear(db_path(s->db));
        return bb_fail(err, BB_E_NOT_FOUND, "somebody else had this person forgotten meanwhile");
    }
    return forget_mentions(s, who, &f, err) && clean_up(s, &f, err);
}
