/* Drafts: what was typed into a form that was never saved. Not journaled, because nothing was decided yet. */
#include "private.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* Host and start of a process: a number that was given out again is another process. One that ended and that nobody
 * has asked for its end lives no more. */
static bool signature(int64_t pid, char out[300])
{
    char name[64], text[1024], host[256] = "?", start[32] = "", state = 'X';
    snprintf(name, sizeof name, "/proc/%lld/stat", (long long)pid);
    FILE *f = fopen(name, "re");
    size_t n = f ? fread(text, 1, sizeof text - 1, f) : 0;
    if (f)
        fclose(f);
    text[n] = 0;
    const char *after_name = strrchr(text, ')');
    if (after_name)
        sscanf(after_name + 1, " %c %*s %*s %*s %*s %*s %*s %*s %*s %*s %*s %*s %*s %*s %*s %*s %*s %*s %*s %31s",
               &state, start);
    gethostname(host, sizeof host - 1);
    host[sizeof host - 1] = 0;
    snprintf(out, 300, "%s %s", host, start);
    return after_name && !strchr("XZ", state);
}

/* Drafts take no part in the journal, so they must not move its sequence: the plain engine transaction serves. */
static bool in_own_transaction(struct bb_store *s,
                               bool (*work)(struct bb_store *s, const void *arg, int64_t *id, struct bb_error *err),
                               const void *arg, int64_t *id, struct bb_error *err)
{
    if (!db_begin(s->db, s->wait_ms, err))
        return false;
    if (work(s, arg, id, err) && db_commit(s->db, err))
        return true;
    db_rollback(s->db);
    return false;
}

static bool write_draft(struct bb_store *s, const void *arg, int64_t *id, struct bb_error *err)
{
    const struct bb_draft *d = arg;
    char host[300];
    signature(getpid(), host);
    if (*id && !db_exec(s->db, err, "UPDATE draft SET fields = $2, at = $3, pid = $4, host = $5 WHERE id = $1",
                        DB_ARGS(db_i(*id), db_s(d->fields), db_i(store_now(s)), db_i(getpid()), db_s(host))))
        return false;
    if (*id && db_changed(s->db) > 0)
        return true;
    return db_one(s->db, err, id, 0,
                  "INSERT INTO draft (actor, host, pid, entity, engagement, row, fields, at) VALUES ($1, $2, $3, $4, "
                  "$5, $6, $7, $8) RETURNING id",
                  DB_ARGS(db_s(s->actor), db_s(host), db_i(getpid()), db_s(bb_entity_def(d->entity)->name),
                          db_i(d->engagement), db_i(d->row), db_s(d->fields), db_i(store_now(s))));
}

bool bb_draft_save(struct bb_store *s, int64_t *id, enum bb_entity e, int64_t engagement, int64_t row,
                   const char *fields, struct bb_error *err)
{
    struct bb_draft d = {.entity = e, .engagement = engagement, .row = row, .fields = fields};
    return in_own_transaction(s, write_draft, &d, id, err);
}

static bool drop_draft(struct bb_store *s, const void *arg, int64_t *id, struct bb_error *err)
{
    (void)arg;
    return db_exec(s->db, err, "DELETE FROM draft WHERE id = $1", DB_ARGS(db_i(*id)));
}

bool bb_draft_delete(struct bb_store *s, int64_t id, struct bb_error *err)
{
    return id == 0 || in_own_transaction(s, drop_draft, NULL, &id, err);
}

static bool lives(const char *host, int64_t pid)
{
    char now[300];
    return signature(pid, now) && strcmp(host, now) == 0;
}

bool bb_draft_find(struct bb_store *s, struct bb_arena *a, struct bb_draft *out, struct bb_error *err)
{
    *out = (struct bb_draft){0};
    struct db_rows *r = db_query(s->db, err,
                                 "SELECT id, at, engagement, row, entity, fields, pid, host FROM draft WHERE actor = "
                                 "$1 ORDER BY at DESC, id DESC",
                                 DB_ARGS(db_s(s->actor)));
    while (!out->id && db_next(r)) {
        int entity = bb_entity_find(db_text(r, 4));
        if (entity < 0 || lives(db_text(r, 7), db_int(r, 6)))
            continue;
        *out = (struct bb_draft){.id = db_int(r, 0),
                                 .at_us = db_int(r, 1),
                                 .engagement = db_int(r, 2),
                                 .row = db_int(r, 3),
                                 .entity = (enum bb_entity)entity,
                                 .fields = bb_arena_strdup(a, db_text(r, 5)),
                                 .pid = db_int(r, 6)};
    }
    return r && db_done(r, err);
}
