/* Opening, identity, and the frame of a write transaction. */
#include "past.h"

#include <bepboard/text.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <unistd.h>

enum { DEFAULT_WAIT_MS = 5000 };

void bb_uuid(char out[37], int64_t now_us)
{
    unsigned char b[16];
    if (getrandom(b, sizeof b, 0) != (ssize_t)sizeof b)
        abort();
    uint64_t ms = (uint64_t)(now_us / 1000);
    for (int i = 0; i < 6; i++)
        b[i] = (unsigned char)(ms >> (40 - 8 * i));
    b[6] = (unsigned char)((b[6] & 0x0F) | 0x70);
    b[8] = (unsigned char)((b[8] & 0x3F) | 0x80);
    for (int i = 0, at = 0; i < 16; i++) {
        at += snprintf(out + at, (size_t)(37 - at), "%02x", b[i]);
        if (i == 3 || i == 5 || i == 7 || i == 9)
            out[at++] = '-';
    }
    out[36] = 0;
}

int64_t store_now(const struct bb_store *s)
{
    return bb_clock_us(s->clock);
}

static char *unix_user(void)
{
    const struct passwd *pw = getpwuid(getuid());
    char number[32];
    snprintf(number, sizeof number, "uid %ld", (long)getuid());
    return bb_strdup(pw ? pw->pw_name : number);
}

static bool open_store(struct bb_store **out, const struct bb_store_options *o, bool copy, struct bb_error *err)
{
    struct bb_store *s = bb_alloc(sizeof *s);
    s->copy = copy;
    s->clock = o->clock ? o->clock : &s->real;
    s->actor = o->actor ? bb_strdup(o->actor) : unix_user();
    s->wait_ms = o->wait_ms ? o->wait_ms : DEFAULT_WAIT_MS;
    unsigned flags = (o->create ? DB_CREATE : 0) | (o->read_only ? DB_READ_ONLY : 0);
    *out = NULL;
    if (!db_open(&s->db, o->path, flags, err) || !store_migrate(s, err)) {
        bb_store_close(s);
        return false;
    }
    db_changed_by_others(s->db);
    s->seen_seq = bb_store_seq(s);
    *out = s;
    return true;
}

bool bb_store_open(struct bb_store **out, const struct bb_store_options *o, struct bb_error *err)
{
    return open_store(out, o, false, err);
}

bool store_open_copy(struct bb_store **out, const char *path, const struct bb_store *like, struct bb_error *err)
{
    struct bb_store_options o = {.path = path, .clock = like->clock, .actor = like->actor};
    return open_store(out, &o, true, err);
}

void bb_store_close(struct bb_store *s)
{
    if (!s)
        return;
    bb_store_rollback(s);
    bb_store_look_at_now(s);
    db_close(s->db);
    for (int e = 0; e < BB_ENTITY_COUNT; e++)
        free(s->select[e]), free(s->insert[e]);
    free(s->filled);
    free(s->actor);
    free(s);
}

bool bb_store_read_only(const struct bb_store *s)
{
    return s->past || db_is_read_only(s->db);
}

const char *bb_store_path(const struct bb_store *s)
{
    return db_path(s->db);
}

const char *bb_store_actor(const struct bb_store *s)
{
    return s->actor;
}

struct db *bb_store_db(struct bb_store *s)
{
    return s->db;
}

static bool same_schema(struct bb_store *s, struct bb_error *err)
{
    int64_t version;
    if (!db_one(s->db, err, &version, 0, "PRAGMA user_version", DB_NO_ARGS))
        return false;
    return version == store_schema_version() ||
           bb_fail(err, BB_E_NEWER,
                   "the database was brought to schema %lld by a newer bepboard while this one was running; nothing "
                   "was saved, start again with the newer program",
                   (long long)version);
}

static bool known_request(struct bb_store *s, const char *request, bool *known, struct bb_error *err)
{
    int64_t seq = 0;
    if (!db_one(s->db, err, &seq, 0, "SELECT seq FROM txn WHERE request = $1", DB_ARGS(db_s(request))))
        return false;
    *known = seq != 0;
    return true;
}

static bool open_txn(struct bb_store *s, const char *label, const char *kind, int64_t engagement, const char *request,
                     int64_t reverses, struct bb_error *err)
{
    char fresh[37];
    if (!request)
        bb_uuid(fresh, store_now(s));
    s->txn_engagement = engagement;
    settle_begin(s, strcmp(kind, "import") == 0, reverses);
    bool ok = same_schema(s, err) &&
              db_one(s->db, err, &s->txn_seq, 0, "UPDATE meta SET seq = seq + 1 RETURNING seq", DB_NO_ARGS) &&
              db_exec(s->db, err,
                      "INSERT INTO txn (seq, at, actor, label, kind, engagement, request, reverses) VALUES ($1, $2, "
                      "$3, $4, $5, $6, $7, $8)",
                      DB_ARGS(db_i(s->txn_seq), db_i(store_now(s)), db_s(s->actor), db_s(label), db_s(kind),
                              engagement ? db_i(engagement) : db_s(NULL), db_s(request ? request : fresh),
                              reverses ? db_i(reverses) : db_s(NULL)));
    s->txn_before = db_total_changes(s->db);
    return ok;
}

/* Undo may bring a deleted engagement back; nothing else may add to it. */
static bool engagement_lives(struct bb_store *s, int64_t engagement, struct bb_error *err)
{
    int64_t there = 0;
    if (!db_one(s->db, err, &there, 0, "SELECT count(*) FROM engagement WHERE id = $1 AND deleted = 0",
                DB_ARGS(db_i(engagement))))
        return false;
    return there || bb_fail(err, BB_E_NOT_FOUND, "this engagement was deleted in the meantime; undo brings it back");
}

static bool looks_back(const struct bb_store *s, struct bb_error *err)
{
    struct bb_str day = {0};
    bb_date_format(&day, bb_date_of(s->past->day));
    bb_fail(err, BB_E_READ_ONLY, "this is the board as of %s: what was cannot be changed; go back to now first",
            bb_str_get(&day));
    bb_str_finish(&day);
    return false;
}

bool store_begin_kind(struct bb_store *s, const char *label, const char *kind, int64_t engagement, const char *request,
                      int64_t reverses, bool *done, struct bb_error *err)
{
    bool known = false;
    if (done)
        *done = false;
    if (s->past)
        return looks_back(s, err);
    if (!db_begin(s->db, s->wait_ms, err))
        return false;
    if (request && !known_request(s, request, &known, err))
        goto fail;
    if (known) {
        if (!done) {
            bb_fail(err, BB_E_CONFLICT, "this change was saved already");
            goto fail;
        }
        /* Whoever saved it may have been killed before it was on the disk. */
        *done = true;
        bb_store_rollback(s);
        return db_sync(s->db, err);
    }
    if (engagement && !reverses && !engagement_lives(s, engagement, err))
        goto fail;
    if (open_txn(s, label, kind, engagement, request, reverses, err))
        return true;
fail:
    bb_store_rollback(s);
    return false;
}

bool bb_store_begin(struct bb_store *s, const char *label, int64_t engagement, const char *request, bool *done,
                    struct bb_error *err)
{
    return store_begin_kind(s, label, "edit", engagement, request, 0, done, err);
}

bool bb_store_begin_import(struct bb_store *s, const char *label, int64_t engagement, struct bb_error *err)
{
    return store_begin_kind(s, label, "import", engagement, NULL, 0, NULL, err);
}

bool bb_store_commit(struct bb_store *s, struct bb_error *err)
{
    if (!db_in_transaction(s->db))
        return true;
    if (db_total_changes(s->db) == s->txn_before) {
        bb_store_rollback(s);
        return true;
    }
    if (!bb_store_settle(s, err)) {
        bb_store_rollback(s);
        return false;
    }
    int64_t seq = s->txn_seq, written = 0;
    if (db_commit(s->db, err)) {
        /* Our own change is no news, unless somebody else's came before it. */
        if (s->seen_seq == seq - 1)
            s->seen_seq = seq;
        return true;
    }
    /* A disk may fail after it has taken the change: then repeating it would do it twice. */
    if (err &&
        db_one(s->db, NULL, &written, 0, "SELECT count(*) FROM txn WHERE seq = $1 AND actor = $2",
               DB_ARGS(db_i(seq), db_s(s->actor))) &&
        written)
        bb_fail(err, err->code,
                "%s: the disk reported an error, yet the change may have been saved; look before you repeat it",
                db_path(s->db));
    return false;
}

void bb_store_rollback(struct bb_store *s)
{
    if (s->db)
        db_rollback(s->db);
}

bool bb_store_save(struct bb_store *s, enum bb_entity e, int64_t engagement, int64_t *id, const struct bb_change *c,
                   size_t n, const char *label, struct bb_error *err)
{
    if (!bb_store_begin(s, label, engagement, NULL, NULL, err))
        return false;
    bool ok = *id ? bb_store_update(s, e, *id, c, n, err) : bb_store_insert(s, e, engagement, NULL, c, n, id, err);
    if (ok && bb_store_commit(s, err))
        return true;
    bb_store_rollback(s);
    return false;
}

bool bb_store_remove(struct bb_store *s, enum bb_entity e, int64_t id, const char *label, struct bb_error *err)
{
    struct row_image image = {0};
    bool found = false;
    if (!row_image_read(s, e, id, &image, &found, err))
        return false;
    int64_t engagement = image.engagement;
    row_image_finish(e, &image);
    if (!bb_store_begin(s, label, engagement, NULL, NULL, err))
        return false;
    if (bb_store_delete(s, e, id, err) && bb_store_commit(s, err))
        return true;
    bb_store_rollback(s);
    return false;
}

int64_t bb_store_seq(struct bb_store *s)
{
    int64_t seq = 0;
    db_one(s->db, NULL, &seq, 0, "SELECT seq FROM meta", DB_NO_ARGS);
    return seq;
}

int bb_store_notice_fd(struct bb_store *s)
{
    return db_notice_fd(s->db);
}

bool bb_store_news(struct bb_store *s)
{
    db_notice_drain(s->db);
    if (!db_changed_by_others(s->db))
        return false;
    /* Drafts and backups of others change the file, but nothing that anybody sees. */
    int64_t seen = s->seen_seq;
    s->seen_seq = bb_store_seq(s);
    return s->seen_seq != seen;
}
