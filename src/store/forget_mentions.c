/* Who is named where: texts of other records and of the journal that name a person by name or key. */
#include "forget.h"

#include <bepboard/json.h>
#include <bepboard/text.h>
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum { KEY_MIN = 3 };

bool forget_is_named(const struct bb_forget_who *who, const char *json)
{
    const char *const names[] = {who->name, who->key, who->uid};
    struct bb_json j;
    enum bb_json_token token;
    bool named = false;
    bb_json_init(&j, json, strlen(json));
    while (!named && (token = bb_json_next(&j)) != BB_JSON_END && token != BB_JSON_ERROR)
        for (size_t i = 0; token == BB_JSON_STRING && i < sizeof names / sizeof *names; i++)
            named |= names[i] && strcmp(bb_str_get(&j.text), names[i]) == 0;
    bb_json_finish(&j);
    return named;
}

/* One search: the folded words, and where the finds go. */
struct search {
    struct bb_str name, key, fold;
    const struct forgetting *f;
    int64_t found;
};

static bool inside_word(char c)
{
    return isalnum((unsigned char)c) || (unsigned char)c >= 0x80;
}

static bool has_word(const char *text, const char *word)
{
    size_t n = strlen(word);
    for (const char *at = n ? strstr(text, word) : NULL; at; at = strstr(at + 1, word))
        if ((at == text || !inside_word(at[-1])) && !inside_word(at[n]))
            return true;
    return false;
}

static bool names(struct search *s, const char *text)
{
    if (!text)
        return false;
    bb_str_clear(&s->fold);
    bb_text_fold(&s->fold, text);
    const char *folded = bb_str_get(&s->fold);
    return has_word(folded, bb_str_get(&s->name)) || has_word(folded, bb_str_get(&s->key));
}

static bool in_field(struct bb_store *store, struct search *s, const struct bb_entity_def *def,
                     const struct bb_field *f, struct bb_error *err)
{
    struct bb_str sql = {0};
    bb_str_addf(&sql, "SELECT uid, deleted, \"%s\" FROM \"%s\" WHERE \"%s\" IS NOT NULL", f->name, def->name, f->name);
    struct db_rows *r = db_query(store->db, err, bb_str_get(&sql), DB_NO_ARGS);
    bb_str_finish(&sql);
    while (db_next(r))
        if (names(s, db_text(r, 2))) {
            s->found++;
            forget_tell(s->f, BB_FORGET_MENTION, "%s %s%s: %s", def->label, db_text(r, 0),
                        db_int(r, 1) ? " (deleted)" : "", f->label);
        }
    return r && db_done(r, err);
}

static bool in_journal(struct bb_store *store, struct search *s, struct bb_error *err)
{
    struct db_rows *r = db_query(store->db, err,
                                 "SELECT c.seq, c.entity, c.before, c.after, t.label FROM change c"
                                 " JOIN txn t ON t.seq = c.seq ORDER BY c.id",
                                 DB_NO_ARGS);
    while (db_next(r))
        if (names(s, db_text(r, 2)) || names(s, db_text(r, 3)) || names(s, db_text(r, 4))) {
            s->found++;
            forget_tell(s->f, BB_FORGET_MENTION, "journal, change %lld: %s", (long long)db_int(r, 0), db_text(r, 1));
        }
    return r && db_done(r, err);
}

static bool in_drafts(struct bb_store *store, struct search *s, struct bb_error *err)
{
    struct db_rows *r = db_query(store->db, err, "SELECT actor, entity, fields FROM draft", DB_NO_ARGS);
    while (db_next(r))
        if (names(s, db_text(r, 2))) {
            s->found++;
            forget_tell(s->f, BB_FORGET_MENTION, "draft of %s: %s", db_text(r, 0), db_text(r, 1));
        }
    return r && db_done(r, err);
}

bool forget_mentions(struct bb_store *store, const struct bb_forget_who *who, const struct forgetting *f,
                     struct bb_error *err)
{
    struct search s = {.f = f};
    bool ok = true;
    bb_text_fold(&s.name, who->name ? who->name : "");
    if (who->key && strlen(who->key) >= KEY_MIN)
        bb_text_fold(&s.key, who->key);
    for (int e = 0; ok && e < BB_ENTITY_COUNT; e++) {
        const struct bb_entity_def *def = bb_entity_def((enum bb_entity)e);
        for (int i = 0; ok && i < def->field_count; i++)
            if (def->fields[i].kind == BB_TEXT || def->fields[i].kind == BB_NOTE)
                ok = in_field(store, &s, def, &def->fields[i], err);
    }
    ok = ok && in_journal(store, &s, err) && in_drafts(store, &s, err);
    bb_str_finish(&s.name);
    bb_str_finish(&s.key);
    bb_str_finish(&s.fold);
    return ok;
}
