/* Numbered migrations, each in one transaction behind the gate; user_version is the number of the last one. */
#include "private.h"

#include <bepboard/embedded.h>
#include <bepboard/text.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

int64_t store_schema_version(void)
{
    int64_t n = 0;
    while (bb_embedded_migrations[n].name)
        n++;
    return n;
}

static bool check_version(struct bb_store *s, int64_t *version, struct bb_error *err)
{
    if (!db_one(s->db, err, version, 0, "PRAGMA user_version", DB_NO_ARGS))
        return false;
    if (*version > store_schema_version())
        return bb_fail(
            err, BB_E_NEWER,
            "%s: was written by a newer bepboard (schema %lld, this one knows %lld); install the newer program",
            db_path(s->db), (long long)*version, (long long)store_schema_version());
    return true;
}

static bool save_before(struct bb_store *s, int64_t version, struct bb_error *err)
{
    struct bb_str path = {0};
    bool ok = backup_folder(db_path(s->db), &path, true, err);
    char uuid[37];
    bb_uuid(uuid, store_now(s));
    bb_str_addf(&path, "/before-schema-%lld-from-%lld-%.8s.db", (long long)store_schema_version(), (long long)version,
                uuid + 28); /* a UUID begins with the time */
    ok = ok && bb_store_backup(s, bb_str_get(&path), err);
    bb_str_finish(&path);
    return ok;
}

static bool run_from(struct bb_store *s, int64_t version, struct bb_error *err)
{
    char number[96];
    for (int64_t i = version; i < store_schema_version(); i++)
        if (!db_script(s->db, bb_embedded_migrations[i].data, err))
            return false;
    snprintf(number, sizeof number, "PRAGMA application_id = %d; PRAGMA user_version = %lld", DB_APPLICATION_ID,
             (long long)store_schema_version());
    if (!db_script(s->db, number, err))
        return false;
    return version != 0 ||
           db_exec(s->db, err, "INSERT INTO meta (one, seq, fold_version, created_at) VALUES (1, 0, $1, $2)",
                   DB_ARGS(db_s(bb_text_fold_version()), db_i(store_now(s))));
}

bool store_migrate(struct bb_store *s, struct bb_error *err)
{
    int64_t version;
    if (!check_version(s, &version, err))
        return false;
    if (version == store_schema_version())
        return true;
    if (db_is_read_only(s->db))
        return bb_fail(err, BB_E_READ_ONLY,
                       "%s: has the older schema %lld and cannot be brought up to date because it is opened read-only; "
                       "open it once for writing",
                       db_path(s->db), (long long)version);
    if (version > 0 && !s->copy && !save_before(s, version, err))
        return false;
    if (!db_begin(s->db, s->wait_ms, err))
        return false;
    /* Somebody else may have done it while we waited for the gate. */
    bool ok = check_version(s, &version, err) && (version == store_schema_version() || run_from(s, version, err)) &&
              db_commit(s->db, err);
    if (!ok)
        db_rollback(s->db);
    return ok;
}
