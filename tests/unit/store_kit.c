#include "store_kit.h"

#include "../../src/store/engine.h"
#include "../folder.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

const char *kit_beside(const struct kit *k, const char *name)
{
    static char paths[4][160];
    static int at;
    at = (at + 1) % 4;
    snprintf(paths[at], sizeof paths[at], "%s/%s", k->dir, name);
    return paths[at];
}

struct bb_store *kit_open(struct kit *k, const char *actor)
{
    struct bb_store *s;
    struct bb_store_options o = {.path = k->path, .create = true, .clock = &k->clock, .actor = actor, .wait_ms = 60000};
    if (!bb_store_open(&s, &o, &k->err))
        fail_msg("%s", k->err.text);
    return s;
}

void kit_reopen(struct kit *k)
{
    bb_store_close(k->s);
    k->s = kit_open(k, "ann");
}

int kit_run(const char *group, struct CMUnitTest *tests, size_t n)
{
    for (size_t i = 0; i < n; i++)
        tests[i].initial_state = &tests[i];
    int failed = _cmocka_run_group_tests(group, tests, n, NULL, NULL);
    for (size_t i = 0; i < n; i++)
        if (tests[i].initial_state != &tests[i])
            free(tests[i].initial_state);
    return failed;
}

void kit_skip(struct kit *k, const char *why)
{
    char *name = NULL;
    assert_non_null(k->test);
    assert_true(asprintf(&name, "%s # SKIP %s", k->test->name, why) > 0);
    k->test->name = k->test->initial_state = name;
}

int kit_setup(void **state)
{
    struct kit *k = calloc(1, sizeof *k);
    k->test = *state;
    assert_true(folder_make(k->dir, sizeof k->dir));
    snprintf(k->path, sizeof k->path, "%s/board.db", k->dir);
    assert_true(bb_clock_fix(&k->clock, "2026-11-22", &k->err));
    k->s = kit_open(k, "ann");
    k->engagement = KIT_ADD(k, BB_ENGAGEMENT, "name", "One Queue");
    *state = k;
    return 0;
}

int kit_teardown(void **state)
{
    struct kit *k = *state;
    bb_store_close(k->s);
    folder_leave(k->dir);
    free(k);
    return 0;
}

static size_t changes_of(struct bb_change *out, enum bb_entity e, va_list args)
{
    size_t n = 0;
    for (const char *name; (name = va_arg(args, const char *)) != NULL; n++) {
        out[n] =
            (struct bb_change){.field = bb_field_find(bb_entity_def(e), name), .value = va_arg(args, const char *)};
        assert_true(out[n].field >= 0 && n < KIT_CHANGES);
    }
    return n;
}

size_t kit_changes(struct bb_change *out, enum bb_entity e, ...)
{
    va_list args;
    va_start(args, e);
    size_t n = changes_of(out, e, args);
    va_end(args);
    return n;
}

bool kit_save(struct bb_store *s, enum bb_entity e, int64_t engagement, int64_t *id, struct bb_error *err, ...)
{
    struct bb_change changes[KIT_CHANGES];
    va_list args;
    va_start(args, err);
    size_t n = changes_of(changes, e, args);
    va_end(args);
    return bb_store_save(s, e, engagement, id, changes, n, *id ? "Edit" : "Add", err);
}

int64_t kit_add(struct kit *k, enum bb_entity e, ...)
{
    struct bb_change changes[KIT_CHANGES];
    int64_t id = 0;
    va_list args;
    va_start(args, e);
    size_t n = changes_of(changes, e, args);
    va_end(args);
    if (!bb_store_save(k->s, e, e == BB_ENGAGEMENT ? 0 : k->engagement, &id, changes, n, "Add", &k->err))
        fail_msg("%s", k->err.text);
    return id;
}

enum { NEEDED = 900 };

void kit_least(struct kit *k, const struct bb_field *f, int number, struct bb_str *out)
{
    bb_str_clear(out);
    if (f->kind == BB_TEXT || f->kind == BB_NOTE)
        bb_str_addf(out, "n%d", number);
    else if (f->kind == BB_REF)
        bb_str_addf(out, "%lld", (long long)kit_some(k, (enum bb_entity)f->ref));
    else if (f->kind == BB_DATE)
        /* A later field holds a later day: the rules of some records want it so. */
        bb_str_addf(out, "%04d-01", 1000 + number + 4 * (int)f->offset);
    else if (f->kind == BB_CHOICE)
        bb_str_add(out, f->choices->keys[number % f->choices->count]);
    else if (strcmp(f->name, "n") == 0) /* of which others are parts */
        bb_str_add(out, "9");
    else if (f->kind == BB_DECIMAL && f->min > 0)
        bb_decimal_format(out, f->min);
    else
        bb_str_addf(out, "%lld", f->kind == BB_INT && f->min > 1 ? (long long)f->min : 1LL);
}

/* The newest but `skip`, or the oldest there is. */
static int64_t newest_but(struct kit *k, enum bb_entity e, int skip)
{
    char sql[160];
    snprintf(sql, sizeof sql,
             "SELECT coalesce(min(id), 0) FROM (SELECT id FROM \"%s\" WHERE deleted = 0 ORDER BY id DESC LIMIT %d)",
             bb_entity_def(e)->name, skip + 1);
    return kit_number(k->s, sql);
}

static void save_filled(struct kit *k, enum bb_entity e, unsigned flags, int number, int64_t *id);

static void make_more_than(struct kit *k, enum bb_entity e, int n)
{
    char sql[120];
    snprintf(sql, sizeof sql, "SELECT count(*) FROM \"%s\" WHERE deleted = 0", bb_entity_def(e)->name);
    for (int there = (int)kit_number(k->s, sql); e != BB_ENGAGEMENT && there <= n; there++) {
        int64_t id = 0;
        save_filled(k, e, BB_REQUIRED, NEEDED + 1 + there, &id);
    }
}

/* Two references to one kind lead to different records; those of a key also in the next record, which would have the
 * same key. */
void kit_value(struct kit *k, const struct bb_entity_def *def, int i, int number, struct bb_str *out)
{
    const struct bb_field *f = &def->fields[i];
    int earlier = 0, all = 0;
    for (int j = 0; f->kind == BB_REF && j < def->field_count; j++) {
        bool same = def->fields[j].kind == BB_REF && def->fields[j].ref == f->ref;
        earlier += same && j < i;
        all += same;
    }
    if (all > 1)
        make_more_than(k, (enum bb_entity)f->ref, all - 1);
    if (f->flags & BB_KEY)
        earlier = (earlier + (number % 2 == 0)) % 2;
    kit_least(k, f, number, out);
    if (f->kind != BB_REF || earlier == 0)
        return;
    bb_str_clear(out);
    bb_str_addf(out, "%lld", (long long)newest_but(k, (enum bb_entity)f->ref, earlier));
}

static void save_filled(struct kit *k, enum bb_entity e, unsigned flags, int number, int64_t *id)
{
    const struct bb_entity_def *def = bb_entity_def(e);
    struct bb_str values[KIT_CHANGES] = {0};
    struct bb_change changes[KIT_CHANGES];
    size_t n = 0;
    for (int i = 0; i < def->field_count; i++)
        if ((def->fields[i].flags & flags) == flags) {
            kit_value(k, def, i, number, &values[n]);
            changes[n] = (struct bb_change){.field = i, .value = bb_str_get(&values[n])};
            n++;
        }
    if (!bb_store_save(k->s, e, e == BB_ENGAGEMENT ? 0 : k->engagement, id, changes, n, "Fill", &k->err))
        fail_msg("%s: %s", def->name, k->err.text);
    for (size_t i = 0; i < n; i++)
        bb_str_finish(&values[i]);
}

/* Its number is nobody else's. */
int64_t kit_some(struct kit *k, enum bb_entity e)
{
    int64_t id = newest_but(k, e, 0);
    if (!id)
        save_filled(k, e, BB_REQUIRED, NEEDED, &id);
    return id;
}

int64_t kit_fill(struct kit *k, enum bb_entity e, int number)
{
    int64_t id = e == BB_ENGAGEMENT ? k->engagement : 0;
    save_filled(k, e, 0, number, &id);
    return id;
}

const char *kit_field(struct bb_store *s, enum bb_entity e, int64_t id, const char *name)
{
    static char text[4096];
    struct bb_arena arena = {0};
    struct bb_error err = {0};
    struct bb_str out = {0};
    void *row;
    if (!bb_store_get(s, e, id, &arena, &row, &err))
        fail_msg("%s", err.text);
    if (row)
        bb_field_save(bb_field_named(e, name), row, &out);
    snprintf(text, sizeof text, "%s", row ? bb_str_get(&out) : "(gone)");
    bb_str_finish(&out);
    bb_arena_finish(&arena);
    return text;
}

struct dumping {
    struct bb_str *out;
    const struct bb_entity_def *def;
};

static bool dump_row(void *ctx, const void *row, struct bb_error *err)
{
    const struct dumping *d = ctx;
    const struct bb_row *head = row;
    (void)err;
    bb_str_addf(d->out, "%s %lld %s %lld", d->def->name, (long long)head->id, head->uid, (long long)head->engagement);
    for (int i = 0; i < d->def->field_count; i++) {
        bb_str_addf(d->out, " %s=", d->def->fields[i].name);
        bb_field_save(&d->def->fields[i], row, d->out);
    }
    bb_str_addc(d->out, '\n');
    return true;
}

static void dump_counters(struct bb_store *s, struct bb_str *out)
{
    struct db_rows *r =
        db_query(bb_store_db(s), NULL,
                 "SELECT engagement, unit, people FROM unit_people WHERE people <> 0 ORDER BY 1, 2", DB_NO_ARGS);
    while (db_next(r))
        bb_str_addf(out, "people %lld/%lld: %lld\n", (long long)db_int(r, 0), (long long)db_int(r, 1),
                    (long long)db_int(r, 2));
    assert_true(r && db_done(r, NULL));
}

char *kit_dump(struct bb_store *s)
{
    struct bb_str out = {0};
    struct bb_error err = {0};
    for (int e = 0; e < BB_ENTITY_COUNT; e++) {
        struct dumping d = {&out, bb_entity_def((enum bb_entity)e)};
        if (!bb_store_each(s, (enum bb_entity)e, 0, dump_row, &d, &err))
            fail_msg("%s", err.text);
    }
    dump_counters(s, &out);
    return bb_str_take(&out);
}

int64_t kit_number(struct bb_store *s, const char *sql)
{
    struct bb_error err = {0};
    int64_t n = -1;
    if (!db_one(bb_store_db(s), &err, &n, 0, sql, DB_NO_ARGS))
        fail_msg("%s", err.text);
    return n;
}

void kit_text(struct bb_store *s, const char *sql, char *out, size_t size)
{
    struct bb_error err = {0};
    struct db_rows *r = db_query(bb_store_db(s), &err, sql, DB_NO_ARGS);
    snprintf(out, size, "%s", db_next(r) && db_text(r, 0) ? db_text(r, 0) : "");
    if (!r || !db_done(r, &err))
        fail_msg("%s", err.text);
}
