/* One record by hand: found by what people call it, added or changed by texts as they type them. */
#include "../store/engine.h"
#include "private.h"

#include <bepboard/text.h>
#include <stdlib.h>
#include <string.h>

/* Finding. */

static bool several(const struct bb_entity_def *def, const char *text, const char *const *uids, struct bb_error *err)
{
    return bb_fail(err, BB_E_CONFLICT,
                   "Several %s are called \"%.80s\"; name the one that is meant by its uid, for example %s or %s.",
                   def->noun, text, uids[0], uids[1]);
}

/* What stands in the title field: the text that a list shows first. */
static void title_sql(struct bb_str *sql, enum bb_entity e, bool folded)
{
    const struct bb_entity_def *def = bb_entity_def(e);
    bb_str_addf(sql, "SELECT id, uid FROM \"%s\" WHERE \"%s%s\" = $1 AND deleted = 0", def->name,
                def->fields[def->title].name, folded ? "_fold" : "");
    if (e != BB_ENGAGEMENT)
        bb_str_add(sql, " AND engagement = $2");
    bb_str_add(sql, " ORDER BY id DESC LIMIT 2");
}

static bool find_title(struct upsert *u, enum bb_entity e, const char *text, struct db_value value, bool folded,
                       int64_t *id, struct bb_error *err)
{
    struct bb_str sql = {0};
    char *uids[2] = {0};
    size_t n = 0;
    title_sql(&sql, e, folded);
    struct db_rows *r = db_query(bb_store_db(u->store), err, bb_str_get(&sql), e == BB_ENGAGEMENT ? 1 : 2,
                                 (struct db_value[]){value, db_i(u->engagement)});
    bb_str_finish(&sql);
    for (; db_next(r); n++) {
        *id = db_int(r, 0);
        uids[n] = bb_strdup(db_text(r, 1));
    }
    bool ok = r && db_done(r, err);
    if (ok && n > 1)
        ok = several(bb_entity_def(e), text, (const char *const *)uids, err);
    free(uids[0]);
    free(uids[1]);
    return ok;
}

/* A title that cannot be read as one is nobody's. */
static bool by_title(struct upsert *u, enum bb_entity e, const char *text, int64_t *id, struct bb_error *err)
{
    const struct bb_entity_def *def = bb_entity_def(e);
    struct bb_error ignored = {0};
    if (def->title < 0 || upsert_read(u, e, def->title, text, &ignored) != OUTCOME_SAME || u->waiting >= 0)
        return ignored.code != BB_E_FAILED || bb_fail(err, ignored.code, "%s", ignored.text);
    const struct bb_field *f = &def->fields[def->title];
    const char *value = bb_str_get(&u->value[def->title]);
    bool folded = f->kind == BB_TEXT && (f->flags & BB_SEARCH);
    struct bb_str fold = {0};
    if (folded)
        bb_text_fold(&fold, value);
    struct db_value v = f->kind == BB_REF ? db_i(strtoll(value, NULL, 10)) : db_s(folded ? bb_str_get(&fold) : value);
    bool ok = find_title(u, e, text, v, folded, id, err);
    bb_str_finish(&fold);
    return ok;
}

static bool find(struct upsert *u, enum bb_entity e, const char *text, int64_t *id, struct bb_error *err)
{
    enum outcome outcome = upsert_find(u, e, text, id, err);
    if (outcome != OUTCOME_SAME && outcome != OUTCOME_UNKNOWN)
        return false;
    *err = (struct bb_error){0};
    if (!*id && e != BB_PERSON && !by_title(u, e, text, id, err))
        return false;
    return *id || bb_fail(err, BB_E_NOT_FOUND, "There is no %s with the key, name or uid \"%.80s\".",
                          bb_entity_def(e)->label, text);
}

static struct upsert begin(struct bb_store *s, enum bb_entity e, int64_t engagement)
{
    return (struct upsert){.store = s,
                           .engagement = e == BB_ENGAGEMENT ? 0 : engagement,
                           .today = bb_store_today(s, engagement),
                           .known_only = true};
}

bool bb_record_find(struct bb_store *s, enum bb_entity e, int64_t engagement, const char *text, int64_t *id,
                    struct bb_error *err)
{
    struct upsert u = begin(s, e, engagement);
    struct bb_error own = {0};
    *id = 0;
    bool ok = find(&u, e, text, id, err ? err : &own);
    upsert_finish(&u);
    return ok;
}

/* Writing. */

static bool write(struct upsert *u, enum bb_entity e, const char *const *texts, int64_t *id, struct bb_error *err)
{
    struct row_texts row = {0};
    for (int i = 0; i < bb_entity_def(e)->field_count; i++)
        row.values[i] = texts[i];
    enum outcome outcome = *id ? upsert_known(u, e, &row, *id, err) : upsert_new(u, e, &row, id, err);
    return outcome <= OUTCOME_SAME && upsert_settle(u, err);
}

bool bb_record_write(struct bb_store *s, enum bb_entity e, int64_t engagement, const char *const *texts, int64_t *id,
                     struct bb_error *err)
{
    struct upsert u = begin(s, e, engagement);
    struct bb_error own = {0};
    char label[96];
    err = err ? err : &own;
    snprintf(label, sizeof label, "%s %s", *id ? "Edit" : "Add", bb_entity_def(e)->label);
    bool ok = bb_store_begin(s, label, e == BB_ENGAGEMENT ? *id : engagement, NULL, NULL, err);
    if (ok && !(write(&u, e, texts, id, err) && bb_store_commit(s, err))) {
        bb_store_rollback(s);
        ok = false;
    }
    upsert_finish(&u);
    return ok;
}
