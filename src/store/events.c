/* The import of usage events. Rows are looked up, packed and sorted without the gate; what is new of each person is
 * written in slices behind it, as a batch that nobody sees; one last small transaction makes the batch visible. */
#include "event.h"
#include "gate.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The gate is aimed to be held for SLICE_US; whoever waits at it goes next. */
enum { SLICE_US = 12000, SLICE_LEAST = 64, SLICE_MOST = 16384, SLICE_FIRST = 1000 };

/* One person's new events, packed in `bytes` of the slice. */
struct packed {
    int64_t person;
    size_t from, n;
};

struct slice {
    struct packed *list;
    size_t n, cap, most;
    struct bb_str bytes;
};

struct bb_usage_import {
    struct bb_store *s;
    int64_t engagement;
    int lock;    /* held while we live: leftovers of those who hold none are removed */
    int64_t seq; /* of the journal when the people were read */
    struct event_people people;
    struct event_names names;
    struct event_sort *sort;
    struct bb_usage_report report;
    /* While finishing. */
    const struct bb_usage_finish *o;
    struct event_rule rule;
    struct event_batches in;
    int64_t batch; /* 0 = nothing was written yet */
    struct rollup *rollup;
    struct rollup *moved; /* of people who changed the unit meanwhile */
    struct slice slice;
    struct event_list fresh, old, layer, sum;
    int64_t sorted;
};

static bool lock_imports(struct bb_store *s, int *fd, struct bb_error *err)
{
    char name[PATH_MAX];
    struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = GATE_IMPORT_AT, .l_len = 1};
    snprintf(name, sizeof name, "%s-gate", db_path(s->db));
    *fd = open(name, O_RDWR | O_NOFOLLOW | O_CLOEXEC);
    if (*fd < 0)
        return bb_fail(err, BB_E_READ_ONLY, "%s: cannot be opened for writing (%s)", name, strerror(errno));
    return fcntl(*fd, F_OFD_SETLK, &lock) == 0 ||
           bb_fail(err, BB_E_BUSY, "another import of events is running; wait until it is done and try again");
}

/* A batch that no import owns; 0: there is none. */
static bool find_leftover(struct bb_store *s, int64_t *batch, int64_t *engagement, struct bb_error *err)
{
    struct db_rows *r =
        db_query(s->db, err, "SELECT id, engagement FROM event_batch WHERE import IS NULL LIMIT 1", DB_NO_ARGS);
    *batch = db_next(r) ? db_int(r, 0) : 0;
    *engagement = *batch ? db_int(r, 1) : 0;
    return r && db_done(r, err);
}

static bool remove_leftovers(struct bb_store *s, struct bb_error *err)
{
    int64_t batch, engagement;
    do {
        if (!find_leftover(s, &batch, &engagement, err) || (batch && !event_batch_remove(s, engagement, batch, err)))
            return false;
    } while (batch);
    return true;
}

void events_sweep(struct bb_store *s)
{
    int64_t batch, engagement;
    int fd = -1;
    if (!db_is_read_only(s->db) && find_leftover(s, &batch, &engagement, NULL) && batch && lock_imports(s, &fd, NULL))
        remove_leftovers(s, NULL);
    if (fd >= 0)
        close(fd);
}

static bool read_snapshot(struct bb_usage_import *u, struct bb_error *err)
{
    if (!db_begin_read(u->s->db, err))
        return false;
    u->seq = bb_store_seq(u->s);
    bool ok = event_people_load(u->s, u->engagement, &u->people, err) && event_names_load(u->s, &u->names, err);
    db_end_read(u->s->db);
    return ok;
}

struct bb_usage_import *bb_usage_begin(struct bb_store *s, int64_t engagement, struct bb_error *err)
{
    if (db_is_read_only(s->db)) {
        bb_fail(err, BB_E_READ_ONLY, "%s: opened read-only, nothing can be imported here", db_path(s->db));
        return NULL;
    }
    struct bb_usage_import *u = bb_alloc(sizeof *u);
    *u = (struct bb_usage_import){.s = s, .engagement = engagement, .lock = -1, .slice.most = SLICE_FIRST};
    if (lock_imports(s, &u->lock, err) && remove_leftovers(s, err) && read_snapshot(u, err)) {
        u->sort = event_sort_create(db_path(s->db));
        return u;
    }
    bb_usage_close(u);
    return NULL;
}

bool bb_usage_add(struct bb_usage_import *u, const struct bb_usage *row, bool *known, struct bb_error *err)
{
    uint32_t name;
    int64_t number = event_people_find(&u->people, row->person, strlen(row->person));
    u->report.read++;
    *known = number >= 0;
    u->report.unknown += !*known;
    if (!*known)
        return true;
    if (row->count < 0 || row->count > BB_USAGE_MOST || row->on.precision == BB_NO_DATE)
        return bb_fail(err, BB_E_INPUT, "a usage event needs a day and a count from 0 to %lld",
                       (long long)BB_USAGE_MOST);
    if (!event_names_number(&u->names, row->kind, row->source, &name, err))
        return false;
    uint64_t key = (uint64_t)number << (EVENT_WHEN_BITS + EVENT_NAME_BITS) |
                   (uint64_t)event_when(row->on) << EVENT_NAME_BITS | name;
    return event_sort_add(u->sort, (struct event_row){(uint32_t)(key >> 32), (uint32_t)key, (uint32_t)row->count}, err);
}

/* Slices. */

static bool make_batch(struct bb_usage_import *u, struct bb_error *err)
{
    static const char sql[] = "INSERT INTO event_batch (engagement) VALUES ($1) RETURNING id";
    return db_one(u->s->db, err, &u->batch, 0, sql, DB_ARGS(db_i(u->engagement))) &&
           event_names_store(&u->names, u->s, u->batch, err);
}

static bool write_rows(struct bb_usage_import *u, struct bb_error *err)
{
    static const char sql[] = "INSERT INTO person_events (engagement, person, batch, events) VALUES ($1, $2, $3, $4)";
    struct db_value args[4] = {db_i(u->engagement), db_i(0), db_i(u->batch)};
    for (size_t i = 0; i < u->slice.n; i++) {
        const struct packed *p = &u->slice.list[i];
        args[1] = db_i(p->person);
        args[3] = db_b(u->slice.bytes.s + p->from, p->n);
        if (!db_exec(u->s->db, err, sql, 4, args))
            return false;
    }
    return true;
}

static void adapt(struct slice *slice, int64_t held_us)
{
    size_t most = (size_t)((int64_t)slice->n * SLICE_US / (held_us > 500 ? held_us : 500));
    most = most > slice->most * 2 ? slice->most * 2 : most;
    slice->most = most < SLICE_LEAST ? SLICE_LEAST : most > SLICE_MOST ? SLICE_MOST : most;
}

static bool write_slice(struct bb_usage_import *u, struct bb_error *err)
{
    struct slice *slice = &u->slice;
    if (slice->n && !u->o->dry_run) {
        if (!db_begin(u->s->db, u->s->wait_ms, err))
            return false;
        int64_t begun = bb_monotonic_us(), batch = u->batch;
        bool ok = (u->batch || make_batch(u, err)) && write_rows(u, err) && db_commit_part(u->s->db, err);
        if (!ok) {
            db_rollback(u->s->db);
            u->batch = batch;
            return false;
        }
        adapt(slice, bb_monotonic_us() - begun);
        db_pause(u->s->db);
    }
    slice->n = 0;
    bb_str_clear(&slice->bytes);
    return true;
}

/* Persons. */

/* What of the fresh events is new or different, counted and put into `layer`. */
static void compare_events(struct bb_usage_import *u)
{
    size_t j = 0;
    u->layer.n = 0;
    for (size_t i = 0; i < u->fresh.n; i++) {
        const struct event *e = &u->fresh.at[i];
        while (j < u->old.n &&
               (u->old.at[j].when < e->when || (u->old.at[j].when == e->when && u->old.at[j].name < e->name)))
            j++;
        bool there = j < u->old.n && u->old.at[j].when == e->when && u->old.at[j].name == e->name;
        bool same = there && u->old.at[j].count == e->count;
        u->report.added += !there;
        u->report.changed += there && !same;
        u->report.unchanged += same;
        if (!same)
            event_list_add(&u->layer, *e);
    }
}

static bool end_person(struct bb_usage_import *u, uint32_t number, struct bb_error *err)
{
    int64_t person = u->people.ids[number], unit = u->people.units[number];
    u->old.n = 0;
    if (u->in.n && !event_person_read(u->s, u->engagement, person, &u->in, &u->old, err))
        return false;
    compare_events(u);
    u->fresh.n = 0;
    if (u->layer.n == 0)
        return true;
    event_list_lay(&u->sum, &u->old, &u->layer);
    rollup_count(u->rollup, unit, event_list_use(&u->old, u->rule), -1);
    rollup_count(u->rollup, unit, event_list_use(&u->sum, u->rule), 1);
    struct slice *slice = &u->slice;
    size_t from = slice->bytes.n;
    event_list_pack(&u->layer, &slice->bytes);
    slice->list = bb_grow(slice->list, slice->n, &slice->cap, sizeof *slice->list);
    slice->list[slice->n++] = (struct packed){person, from, slice->bytes.n - from};
    return slice->n < slice->most || write_slice(u, err);
}

static void add_fresh(struct bb_usage_import *u, struct event e)
{
    struct event *last = u->fresh.n ? &u->fresh.at[u->fresh.n - 1] : NULL;
    if (!last || last->when != e.when || last->name != e.name) {
        event_list_add(&u->fresh, e);
        return;
    }
    last->count = e.count;
    u->report.unchanged++;
}

static bool go_on(struct bb_usage_import *u, struct bb_error *err)
{
    if (u->o->progress)
        u->o->progress(u->o->ctx, u->sorted, u->report.read - u->report.unknown);
    return !u->o->cancel || !*u->o->cancel ||
           bb_fail(err, BB_E_INTERRUPTED, "The import was cancelled; nothing was changed.");
}

static bool store_persons(struct bb_usage_import *u, struct bb_error *err)
{
    struct event_row row;
    struct bb_error inner = {0};
    uint32_t number = 0;
    bool ok = go_on(u, err);
    while (ok && event_sort_next(u->sort, &row, &inner)) {
        uint64_t key = event_row_key(&row);
        uint32_t next = (uint32_t)(key >> (EVENT_WHEN_BITS + EVENT_NAME_BITS));
        if (next != number && u->fresh.n)
            ok = end_person(u, number, err);
        number = next;
        add_fresh(u, (struct event){.when = (uint32_t)(key >> EVENT_NAME_BITS) & ((1u << EVENT_WHEN_BITS) - 1),
                                    .name = (uint32_t)key & (EVENT_NAMES_MOST - 1),
                                    .count = row.count});
        if (++u->sorted % 16384 == 0)
            ok = ok && go_on(u, err);
    }
    if (inner.code)
        return bb_fail(err, inner.code, "%s", inner.text);
    return ok && (!u->fresh.n || end_person(u, number, err)) && write_slice(u, err) && go_on(u, err);
}

/* The last transaction. */

/* Somebody moved or deleted this person since we read their unit: their own hook moved what the rollups knew; here
 * follows what this batch adds. */
static bool follow_person(struct bb_usage_import *u, int64_t id, struct bb_error *err)
{
    int64_t number = event_people_number(&u->people, id), now = -1;
    if (number < 0 || !db_one(u->s->db, err, &now, -1,
                              "SELECT coalesce(unit, 0) FROM person WHERE id = $1 AND deleted = 0", DB_ARGS(db_i(id))))
        return number < 0;
    int64_t then = u->people.units[number];
    struct event_batches with = {.ids = bb_alloc((u->in.n + 1) * sizeof *with.ids), .n = u->in.n + 1};
    if (u->in.n)
        memcpy(with.ids, u->in.ids, u->in.n * sizeof *with.ids);
    with.ids[u->in.n] = u->batch;
    bool ok = now == then || (event_person_read(u->s, u->engagement, id, &u->in, &u->old, err) &&
                              event_person_read(u->s, u->engagement, id, &with, &u->sum, err));
    if (ok && now != then) {
        struct event_use before = event_list_use(&u->old, u->rule), after = event_list_use(&u->sum, u->rule);
        for (int i = 0; i < 2; i++)
            if ((i ? now : then) >= 0) {
                rollup_count(u->moved, i ? now : then, before, i ? -1 : 1);
                rollup_count(u->moved, i ? now : then, after, i ? 1 : -1);
            }
    }
    event_batches_finish(&with);
    return ok;
}

/* Somebody who was forgotten meanwhile leaves no days of use. */
static bool drop_forgotten(struct bb_usage_import *u, int64_t id, struct bb_error *err)
{
    static const char sql[] =
        "DELETE FROM person_events WHERE engagement = $1 AND person = $2 AND batch = $3 AND EXISTS"
        " (SELECT 1 FROM person WHERE id = $2 AND deleted <> 0 AND key IS NULL AND name IS NULL)";
    return db_exec(u->s->db, err, sql, DB_ARGS(db_i(u->engagement), db_i(id), db_i(u->batch)));
}

static bool follow_people(struct bb_usage_import *u, struct bb_error *err)
{
    int64_t *ids = NULL;
    size_t n = 0, cap = 0;
    /* The plus: what happened since is found by its number, not among all that ever happened to people. */
    struct db_rows *r = db_query(u->s->db, err, "SELECT DISTINCT row FROM change WHERE seq > $1 AND +entity = 'person'",
                                 DB_ARGS(db_i(u->seq)));
    for (; db_next(r); n++) {
        ids = bb_grow(ids, n, &cap, sizeof *ids);
        ids[n] = db_int(r, 0);
    }
    bool ok = r && db_done(r, err);
    for (size_t i = 0; ok && i < n; i++)
        ok = follow_person(u, ids[i], err) && drop_forgotten(u, ids[i], err);
    rollup_add(u->rollup, u->moved);
    free(ids);
    return ok;
}

/* What we compared with must still hold. */
static bool check_meanwhile(struct bb_usage_import *u, struct bb_error *err)
{
    static const char sql[] =
        "SELECT count(*) FROM change c WHERE c.seq > $1 AND ("
        "(c.entity = 'import' AND c.row IN (SELECT import FROM event_batch WHERE engagement = $2))"
        " OR (c.entity = 'engagement' AND c.row = $2 AND coalesce(c.after, '\"rule_') LIKE '%\"rule_%'))";
    int64_t n = 0;
    if (!db_one(u->s->db, err, &n, 0, sql, DB_ARGS(db_i(u->seq), db_i(u->engagement))))
        return false;
    return n == 0 ||
           bb_fail(err, BB_E_CONFLICT,
                   "somebody took back an import of events or changed the rule of adoption meanwhile; nothing was "
                   "imported, import the file again");
}

static bool insert_record(struct bb_usage_import *u, int64_t *id, struct bb_error *err)
{
    const struct bb_usage_report *r = &u->report;
    const struct {
        const char *field;
        int64_t value;
    } counts[] = {{"read", r->read},           {"added", r->added},     {"changed", r->changed},
                  {"unchanged", r->unchanged}, {"refused", r->unknown}, {"unknown", r->unknown}};
    const struct bb_entity_def *def = bb_entity_def(BB_IMPORT);
    struct bb_change changes[16];
    char numbers[sizeof counts / sizeof *counts][24];
    struct bb_str on = {0};
    size_t n = 0;
    bb_date_format(&on, bb_date_of(bb_store_today(u->s, u->engagement)));
    changes[n++] = (struct bb_change){.field = bb_field_find(def, "on"), .value = bb_str_get(&on)};
    changes[n++] = (struct bb_change){.field = bb_field_find(def, "noun"), .value = "events"};
    changes[n++] = (struct bb_change){.field = bb_field_find(def, "file"), .value = u->o->file};
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
        snprintf(numbers[i], sizeof numbers[i], "%lld", (long long)counts[i].value);
        changes[n++] = (struct bb_change){.field = bb_field_find(def, counts[i].field), .value = numbers[i]};
    }
    bool ok = bb_store_insert(u->s, BB_IMPORT, u->engagement, NULL, changes, n, id, err);
    bb_str_finish(&on);
    return ok;
}

/* "Import events (9,998,123)" */
static void label_of(const struct bb_usage_report *r, char *out, size_t size)
{
    char digits[32];
    int n = snprintf(digits, sizeof digits, "%lld", (long long)(r->added + r->changed));
    size_t at = (size_t)snprintf(out, size, "Import events (");
    for (int i = 0; i < n && at + 4 < size; i++) {
        if (i > 0 && (n - i) % 3 == 0)
            out[at++] = ',';
        out[at++] = digits[i];
    }
    snprintf(out + at, size - at, ")");
}

static bool make_visible(struct bb_usage_import *u, struct bb_error *err)
{
    char label[64];
    int64_t record = u->o->record;
    label_of(&u->report, label, sizeof label);
    rollup_sort(u->rollup);
    u->moved = rollup_create();
    if (!bb_store_begin_import(u->s, label, u->engagement, err))
        return false;
    bool ok = check_meanwhile(u, err) && follow_people(u, err) && (record || insert_record(u, &record, err)) &&
              db_exec(u->s->db, err, "UPDATE event_batch SET import = $2 WHERE id = $1",
                      DB_ARGS(db_i(u->batch), db_i(record))) &&
              rollup_apply(u->rollup, u->s, u->engagement, err) && bb_store_commit(u->s, err);
    if (!ok)
        bb_store_rollback(u->s);
    u->batch = ok ? 0 : u->batch;
    return ok;
}

bool bb_usage_finish(struct bb_usage_import *u, const struct bb_usage_finish *o, struct bb_usage_report *report,
                     struct bb_error *err)
{
    u->o = o;
    event_people_forget_keys(&u->people);
    u->rollup = rollup_create();
    bool ok = event_rule_read(u->s, u->engagement, &u->rule, err) &&
              event_batches_read(u->s, u->engagement, &u->in, err) && event_sort_begin(u->sort, err) &&
              store_persons(u, err) && (!u->batch || make_visible(u, err));
    *report = u->report;
    return ok;
}

/* A disk may fail after it has taken the last transaction: then the batch belongs to its import. */
static bool is_ownerless(struct bb_usage_import *u)
{
    int64_t n = 0;
    return db_one(u->s->db, NULL, &n, 0, "SELECT count(*) FROM event_batch WHERE id = $1 AND import IS NULL",
                  DB_ARGS(db_i(u->batch))) &&
           n > 0;
}

void bb_usage_close(struct bb_usage_import *u)
{
    if (!u)
        return;
    if (u->batch && is_ownerless(u))
        event_batch_remove(u->s, u->engagement, u->batch, NULL);
    if (u->lock >= 0)
        close(u->lock);
    event_people_finish(&u->people);
    event_names_finish(&u->names);
    event_sort_destroy(u->sort);
    event_batches_finish(&u->in);
    rollup_destroy(u->rollup);
    rollup_destroy(u->moved);
    event_list_finish(&u->fresh);
    event_list_finish(&u->old);
    event_list_finish(&u->layer);
    event_list_finish(&u->sum);
    free(u->slice.list);
    bb_str_finish(&u->slice.bytes);
    free(u);
}
