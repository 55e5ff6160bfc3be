/* Looking back: the board of a day gone by is the one that was seen on that day. */
#include "store_kit.h"

#include "../seeded.h"

#include <bepboard/exchange.h>
#include <bepboard/rules.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define SAYS(text, part)                                                                                               \
    do {                                                                                                               \
        if (!strstr((text), (part)))                                                                                   \
            fail_msg("expected \"%s\" in: %s", (part), (text));                                                        \
    } while (0)

enum { DAYS = 60, SEEDS = 4, SEEDS_FULL = 100, CROWD = 250 };

static const int64_t day_us = INT64_C(86400) * 1000000;

static void next_day(struct kit *k)
{
    k->clock.fixed_us += day_us;
}

static int32_t today(struct kit *k)
{
    return bb_store_today(k->s, k->engagement);
}

static void look_back(struct kit *k, int32_t day)
{
    if (!bb_store_look_back(k->s, k->engagement, day, &k->err))
        fail_msg("%s", k->err.text);
}

static struct bb_data load(struct kit *k)
{
    struct bb_data d = {0};
    if (!bb_store_load(k->s, k->engagement, &d, &k->err))
        fail_msg("%s", k->err.text);
    return d;
}

/* The board as text. What is only observed later belongs to a later day; what sensitivity a row has is another story.
 */

static bool is_later(const struct bb_entity_def *def, const void *row, int32_t day)
{
    const struct bb_field *on = bb_field_named((enum bb_entity)bb_entity_find(def->name), "on");
    const struct bb_date *d = on ? (const struct bb_date *)((const char *)row + on->offset) : NULL;
    return d && d->precision && d->day > day;
}

static void put_table(struct bb_str *out, const struct bb_table *t, int32_t day)
{
    const struct bb_entity_def *def = bb_entity_def(t->entity);
    for (size_t i = 0; i < t->n; i++) {
        const struct bb_row *row = bb_table_at(t, i);
        if (is_later(def, row, day))
            continue;
        bb_str_addf(out, "%s %lld %s", def->name, (long long)row->id, row->uid);
        for (int f = 0; f < def->field_count; f++) {
            if (bb_field_empty(&def->fields[f], row) || strcmp(def->fields[f].name, "sensitivity") == 0)
                continue;
            bb_str_addf(out, " %s=", def->fields[f].name);
            bb_field_save(&def->fields[f], row, out);
        }
        bb_str_addc(out, '\n');
    }
}

static char *board(struct kit *k, int32_t day)
{
    struct bb_str out = {0};
    struct bb_data d = load(k);
    assert_int_equal(d.today, day);
    for (int e = 0; e < BB_ENTITY_COUNT; e++)
        put_table(&out, &d.tables[e], day);
    bb_str_addf(&out, "%lld people\n", (long long)d.people_total);
    for (size_t i = 0; i < d.unit_count_n; i++)
        bb_str_addf(&out, "unit %lld: %lld\n", (long long)d.unit_counts[i].unit, (long long)d.unit_counts[i].people);
    bb_data_finish(&d);
    return bb_str_take(&out);
}

/* Random journals. */

struct game {
    struct kit *k;
    struct seeded seed;
};

static int dice(struct game *g, int sides)
{
    return (int)seeded_below(&g->seed, (size_t)sides);
}

static int64_t any_row(struct game *g, enum bb_entity e, const char *which)
{
    char sql[160];
    snprintf(sql, sizeof sql, "SELECT id FROM \"%s\" WHERE deleted %s 0 ORDER BY (id * %d) %% 97 LIMIT 1",
             bb_entity_def(e)->name, which, 1 + dice(g, 96));
    int64_t id = kit_number(g->k->s, sql);
    return id > 0 ? id : 0;
}

static void any_value(struct game *g, const struct bb_field *f, struct bb_str *out)
{
    bb_str_clear(out);
    if (!(f->flags & BB_REQUIRED) && dice(g, 3) == 0)
        return;
    if (f->kind == BB_REF)
        bb_str_addf(out, "%lld", (long long)any_row(g, (enum bb_entity)f->ref, "="));
    else if (f->kind == BB_DATE)
        bb_str_addf(out, "2026-%02d-%02d", 1 + dice(g, 12), 1 + dice(g, 28));
    else if (f->kind == BB_TEXT || f->kind == BB_NOTE)
        bb_str_addf(out, "%s %d", dice(g, 2) ? "a \"unit\":\"7\" in words" : "Süd", dice(g, 1000));
    else
        kit_least(g->k, f, dice(g, 50), out);
}

static bool any_record(struct game *g, enum bb_entity e)
{
    const struct bb_entity_def *def = bb_entity_def(e);
    struct bb_str values[KIT_CHANGES] = {0};
    struct bb_change changes[KIT_CHANGES];
    char uid[64] = "";
    size_t n = 0;
    int64_t id = dice(g, 3) ? any_row(g, e, "=") : 0, deleted = id ? 0 : any_row(g, e, "<>");
    for (int i = 0; i < def->field_count; i++) {
        if (id && dice(g, 3))
            continue;
        any_value(g, &def->fields[i], &values[n]);
        changes[n] = (struct bb_change){.field = i, .value = bb_str_get(&values[n])};
        n++;
    }
    /* Now and then a deleted record comes back with other values, as from a file. */
    if (deleted && dice(g, 2)) {
        char sql[128];
        snprintf(sql, sizeof sql, "SELECT uid FROM \"%s\" WHERE id = %lld", def->name, (long long)deleted);
        kit_text(g->k->s, sql, uid, sizeof uid);
    }
    bool ok = id ? bb_store_update(g->k->s, e, id, changes, n, &g->k->err)
                 : bb_store_insert(g->k->s, e, g->k->engagement, uid[0] ? uid : NULL, changes, n, &id, &g->k->err);
    for (size_t i = 0; i < n; i++)
        bb_str_finish(&values[i]);
    return ok;
}

static bool any_change(struct game *g)
{
    enum bb_entity e = dice(g, 3) ? (enum bb_entity)dice(g, BB_ENTITY_COUNT) : BB_PERSON;
    if (e == BB_ENGAGEMENT)
        return true;
    int64_t id = any_row(g, e, "=");
    if (id && dice(g, 5) == 0)
        return bb_store_delete(g->k->s, e, id, &g->k->err);
    return any_record(g, e);
}

static void any_transaction(struct game *g)
{
    struct bb_str what = {0};
    int kind = dice(g, 8);
    if (kind < 2) {
        (void)(kind ? bb_store_undo : bb_store_redo)(g->k->s, g->k->engagement, &what, &g->k->err);
        bb_str_finish(&what);
        return;
    }
    assert_true(bb_store_begin(g->k->s, "Random", g->k->engagement, NULL, NULL, &g->k->err));
    bool ok = true;
    for (int i = dice(g, 6); ok && i >= 0; i--)
        ok = any_change(g);
    if (!ok || !bb_store_commit(g->k->s, &g->k->err))
        bb_store_rollback(g->k->s);
}

static void play(struct kit *k, uint64_t seed)
{
    struct game g = {.k = k, .seed = {seed}};
    char *boards[DAYS];
    int32_t first = today(k);
    for (int day = 0; day < DAYS; day++, next_day(k)) {
        for (int i = dice(&g, 3); i >= 0; i--)
            any_transaction(&g);
        boards[day] = board(k, first + day);
    }
    for (int tries = 2 * DAYS; tries > 0; tries--) {
        int day = dice(&g, DAYS);
        look_back(k, first + day);
        char *then = board(k, first + day);
        if (strcmp(then, boards[day]) != 0)
            fail_msg("seed %d, day %d of %d:\n%s\n--- instead of\n%s", (int)seed, day, DAYS, then, boards[day]);
        free(then);
    }
    bb_store_look_at_now(k->s);
    for (int day = 0; day < DAYS; day++)
        free(boards[day]);
}

static void every_day_is_as_it_was_seen(void **state)
{
    struct kit *k = *state;
    int seeds = getenv("BB_FULL") ? SEEDS_FULL : SEEDS;
    for (int e = 0; e < BB_ENTITY_COUNT; e++)
        kit_some(k, (enum bb_entity)e);
    next_day(k);
    for (int seed = 1; seed <= seeds; seed++)
        play(k, (uint64_t)seed);
    static const char *const ops[] = {"insert", "update", "delete", "restore"};
    for (size_t i = 0; i < sizeof ops / sizeof *ops; i++) {
        char sql[96];
        snprintf(sql, sizeof sql, "SELECT count(DISTINCT entity) FROM change WHERE op = '%s'", ops[i]);
        assert_true(kit_number(k->s, sql) > BB_ENTITY_COUNT / 2);
    }
}

/* Ends of days. */

static void a_day_ends_in_the_zone_of_the_engagement(void **state)
{
    struct kit *k = *state;
    assert_true(KIT_SAVE(k->s, BB_ENGAGEMENT, 0, &k->engagement, &k->err, "time_zone", "Asia/Tokyo"));
    assert_true(bb_clock_fix(&k->clock, "2026-11-24T14:59:59", &k->err));
    int64_t ann = KIT_ADD(k, BB_PERSON, "name", "Ann");
    assert_true(bb_clock_fix(&k->clock, "2026-11-24T15:00:00", &k->err));
    assert_true(KIT_SAVE(k->s, BB_PERSON, k->engagement, &ann, &k->err, "name", "Anna"));
    assert_true(bb_clock_fix(&k->clock, "2026-11-26T12:00:00", &k->err));
    look_back(k, bb_day_from_civil(2026, 11, 24));
    assert_string_equal(kit_field(k->s, BB_PERSON, ann, "name"), "Ann");
    look_back(k, bb_day_from_civil(2026, 11, 25));
    assert_string_equal(kit_field(k->s, BB_PERSON, ann, "name"), "Anna");
    look_back(k, bb_day_from_civil(2026, 11, 23));
    assert_string_equal(kit_field(k->s, BB_PERSON, ann, "name"), "(gone)");
}

static void today_and_tomorrow_are_refused(void **state)
{
    struct kit *k = *state;
    assert_false(bb_store_look_back(k->s, k->engagement, today(k), &k->err));
    SAYS(k->err.text, "2026-11-22 is today");
    assert_false(bb_store_look_back(k->s, k->engagement, today(k) + 1, &k->err));
    SAYS(k->err.text, "2026-11-23 is still to come");
    assert_false(bb_store_past(k->s, NULL));
}

static void what_was_cannot_be_changed(void **state)
{
    struct kit *k = *state;
    struct bb_str what = {0};
    int64_t ann = KIT_ADD(k, BB_PERSON, "name", "Ann"), none = 0;
    next_day(k);
    look_back(k, today(k) - 1);
    assert_true(bb_store_read_only(k->s));
    assert_false(KIT_SAVE(k->s, BB_PERSON, k->engagement, &ann, &k->err, "name", "Anna"));
    SAYS(k->err.text, "as of 2026-11-22");
    assert_int_equal(k->err.code, BB_E_READ_ONLY);
    assert_false(KIT_SAVE(k->s, BB_PERSON, k->engagement, &none, &k->err, "name", "Bob"));
    assert_false(bb_store_remove(k->s, BB_PERSON, ann, "Delete", &k->err));
    assert_false(bb_store_undo(k->s, k->engagement, &what, &k->err));
    assert_false(bb_store_redo(k->s, k->engagement, &what, &k->err));
    assert_false(bb_store_begin_import(k->s, "Import", k->engagement, &k->err));
    bb_store_look_at_now(k->s);
    assert_false(bb_store_read_only(k->s));
    assert_true(KIT_SAVE(k->s, BB_PERSON, k->engagement, &ann, &k->err, "name", "Anna"));
    bb_str_finish(&what);
}

static void others_who_go_on_working_change_nothing_of_it(void **state)
{
    struct kit *k = *state;
    int64_t ann = KIT_ADD(k, BB_PERSON, "name", "Ann", "power", "2");
    int32_t day = today(k);
    next_day(k);
    look_back(k, day);
    char *before = board(k, day);
    struct bb_store *bob = kit_open(k, "bob");
    int64_t none = 0;
    assert_true(KIT_SAVE(bob, BB_PERSON, k->engagement, &ann, &k->err, "name", "Anna", "power", "5"));
    assert_true(KIT_SAVE(bob, BB_PERSON, k->engagement, &none, &k->err, "name", "Bob", "power", "5"));
    assert_true(bb_store_remove(bob, BB_PERSON, ann, "Delete", &k->err));
    char *after = board(k, day);
    assert_string_equal(after, before);
    bb_store_close(bob);
    free(before);
    free(after);
}

static void the_journal_ends_on_that_day(void **state)
{
    struct kit *k = *state;
    struct bb_arena arena = {0};
    struct bb_txn *list;
    struct bb_journal_change *changes;
    size_t n;
    int64_t ann = KIT_ADD(k, BB_PERSON, "name", "Ann");
    next_day(k);
    assert_true(KIT_SAVE(k->s, BB_PERSON, k->engagement, &ann, &k->err, "name", "Anna"));
    next_day(k);
    look_back(k, today(k) - 2);
    assert_true(bb_store_log_query(k->s, &(struct bb_log_query){.engagement = k->engagement, .limit = 10}, &arena,
                                   &list, &n, &k->err));
    assert_int_equal(n, 2);
    assert_true(bb_store_changes(k->s, 0, BB_PERSON, ann, &arena, &changes, &n, &k->err));
    assert_int_equal(n, 1);
    bb_arena_finish(&arena);
}

static void what_holds_from_later_is_not_there_yet(void **state)
{
    struct kit *k = *state;
    char ann[24];
    snprintf(ann, sizeof ann, "%lld", (long long)KIT_ADD(k, BB_PERSON, "name", "Ann"));
    KIT_ADD(k, BB_STANCE, "person", ann, "on", "2026-11-20", "stance", "neutral");
    KIT_ADD(k, BB_STANCE, "person", ann, "on", "2026-11-24", "stance", "leading");
    KIT_ADD(k, BB_STANCE, "person", ann, "on", "2026-11", "stance", "supportive");
    k->clock.fixed_us += 30 * day_us;
    look_back(k, bb_day_from_civil(2026, 11, 23));
    struct bb_data d = load(k);
    assert_int_equal(d.tables[BB_STANCE].n, 1);
    bb_data_finish(&d);
    look_back(k, bb_day_from_civil(2026, 11, 30));
    d = load(k);
    assert_int_equal(d.tables[BB_STANCE].n, 3);
    assert_true(d.past);
    bb_data_finish(&d);
}

/* People. */

static void people_beyond_those_that_are_loaded(void **state)
{
    struct kit *k = *state;
    char name[32];
    int64_t far = 0, lost = 0;
    for (int i = 0; i < CROWD; i++) {
        snprintf(name, sizeof name, "M%03d", i);
        int64_t id = KIT_ADD(k, BB_PERSON, "key", name, "name", name, "power", i == CROWD - 1 ? "4" : "");
        far = id;
        lost = i == CROWD - 2 ? id : lost;
    }
    assert_true(KIT_SAVE(k->s, BB_PERSON, k->engagement, &lost, &k->err, "interest", "3"));
    int32_t day = today(k);
    char *before = board(k, day);
    next_day(k);
    assert_true(KIT_SAVE(k->s, BB_PERSON, k->engagement, &far, &k->err, "power", ""));
    assert_true(bb_store_remove(k->s, BB_PERSON, lost, "Delete", &k->err));
    for (int i = 0; i < CROWD; i++) {
        snprintf(name, sizeof name, "A%03d", i);
        KIT_ADD(k, BB_PERSON, "key", name, "name", name, "power", i % 2 ? "1" : "");
    }
    next_day(k);
    look_back(k, day);
    char *after = board(k, day);
    assert_string_equal(after, before);
    free(before);
    free(after);
}

static void nothing_of_another_engagement(void **state)
{
    struct kit *k = *state;
    int64_t other = KIT_ADD(k, BB_ENGAGEMENT, "name", "Other"), none = 0;
    KIT_ADD(k, BB_PERSON, "name", "Ann", "power", "2");
    int32_t day = today(k);
    char *before = board(k, day);
    next_day(k);
    for (int i = 0; i < 3; i++, none = 0)
        assert_true(KIT_SAVE(k->s, BB_PERSON, other, &none, &k->err, "name", "Stranger", "power", "5", "sensitivity",
                             "private"));
    look_back(k, day);
    char *after = board(k, day);
    assert_string_equal(after, before);
    free(before);
    free(after);
}

static void ignore(void *ctx, enum bb_forget_news kind, const char *text)
{
    (void)ctx, (void)kind, (void)text;
}

static void forget(struct kit *k, const char *key)
{
    struct bb_arena arena = {0};
    struct bb_forget_who who;
    assert_true(bb_store_find_person(k->s, k->engagement, key, &arena, &who, &k->err));
    if (!bb_store_forget(k->s, &who, ignore, NULL, &k->err))
        fail_msg("%s", k->err.text);
    bb_arena_finish(&arena);
}

static void who_was_forgotten_is_in_no_picture_of_the_past(void **state)
{
    struct kit *k = *state;
    char ann[24], bob[24];
    snprintf(ann, sizeof ann, "%lld",
             (long long)KIT_ADD(k, BB_PERSON, "name", "Ann Secret", "key", "S1", "power", "5"));
    snprintf(bob, sizeof bob, "%lld", (long long)KIT_ADD(k, BB_PERSON, "name", "Bob", "key", "S2", "power", "4"));
    KIT_ADD(k, BB_STANCE, "person", ann, "on", "2026-11-20", "stance", "leading", "cause", "Secret cause");
    int64_t moved = KIT_ADD(k, BB_STANCE, "person", ann, "on", "2026-11-19", "stance", "neutral");
    int64_t order = KIT_ADD(k, BB_ORDER, "title", "Train all", "received", "2026-11-01", "requester", ann);
    int64_t gone = KIT_ADD(k, BB_ORDER, "title", "Train some", "received", "2026-11-01", "requester", ann);
    next_day(k);
    assert_true(KIT_SAVE(k->s, BB_STANCE, k->engagement, &moved, &k->err, "person", bob));
    assert_true(bb_store_remove(k->s, BB_ORDER, gone, "Delete", &k->err));
    next_day(k);
    forget(k, "S1");
    next_day(k);
    look_back(k, today(k) - 3);
    char *then = board(k, today(k));
    assert_null(strstr(then, "Secret"));
    assert_null(strstr(then, "requester"));
    SAYS(then, "Train all");
    SAYS(then, "Train some");
    SAYS(then, "name=Bob");
    SAYS(then, "1 people");
    struct bb_data d = load(k);
    assert_int_equal(d.tables[BB_STANCE].n, 0);
    assert_int_equal(d.tables[BB_PERSON].n, 1);
    bb_data_finish(&d);
    assert_string_equal(kit_field(k->s, BB_ORDER, order, "requester"), "");
    free(then);
}

/* Sensitivity: the stricter of then and now. */

static size_t people_before(struct kit *k, enum bb_audience audience)
{
    struct bb_data d = load(k);
    bb_gate(&d, audience);
    size_t n = d.tables[BB_PERSON].n;
    assert_int_equal(d.people_total, (int64_t)n);
    bb_data_finish(&d);
    return n;
}

static void what_is_private_today_stays_private(void **state)
{
    struct kit *k = *state;
    char unit[24];
    snprintf(unit, sizeof unit, "%lld", (long long)KIT_ADD(k, BB_UNIT, "name", "Plant"));
    int64_t then = KIT_ADD(k, BB_PERSON, "name", "Then", "power", "1", "sensitivity", "private");
    int64_t now = KIT_ADD(k, BB_PERSON, "name", "Now", "power", "2");
    int64_t left = KIT_ADD(k, BB_PERSON, "name", "Left", "power", "3", "sensitivity", "private", "unit", unit);
    KIT_ADD(k, BB_PERSON, "name", "Never", "power", "4", "unit", unit);
    int64_t later = KIT_ADD(k, BB_PERSON, "name", "Open, then deleted", "power", "5");
    next_day(k);
    assert_true(KIT_SAVE(k->s, BB_PERSON, k->engagement, &then, &k->err, "sensitivity", "", "unit", unit));
    assert_true(KIT_SAVE(k->s, BB_PERSON, k->engagement, &now, &k->err, "sensitivity", "private", "unit", unit));
    assert_true(bb_store_remove(k->s, BB_PERSON, left, "Delete", &k->err));
    assert_true(KIT_SAVE(k->s, BB_PERSON, k->engagement, &later, &k->err, "sensitivity", "private"));
    assert_true(bb_store_remove(k->s, BB_PERSON, later, "Delete", &k->err));
    KIT_ADD(k, BB_PERSON, "name", "New", "power", "1", "sensitivity", "private");
    next_day(k);
    look_back(k, today(k) - 2);
    assert_int_equal(people_before(k, BB_DESK), 5);
    assert_int_equal(people_before(k, BB_AT_TEAM), 1);
    assert_int_equal(people_before(k, BB_ROOM), 1);
}

static void a_database_from_before_is_looked_back_at(void **state)
{
    struct kit *k = *state;
    int32_t day = 0;
    assert_true(bb_store_first_day(k->s, k->engagement, &day, &k->err));
    assert_int_equal(day, today(k));
    look_back(k, day - 1);
    struct bb_data d = load(k);
    assert_null(d.engagement);
    bb_data_finish(&d);
}

/* The journal as it is read. */

static size_t changes(struct kit *k, enum bb_audience audience, int64_t row, char *last, size_t size)
{
    struct bb_arena arena = {0};
    struct bb_field_change *list;
    size_t n;
    if (!bb_changes_seen(k->s, audience, k->engagement, NULL, 0, BB_PERSON, row, &arena, &list, &n, &k->err))
        fail_msg("%s", k->err.text);
    snprintf(last, size, "%s", n && list[0].after ? list[0].after : "");
    bb_arena_finish(&arena);
    return n;
}

static void changes_are_told_to_whom_they_are_for(void **state)
{
    struct kit *k = *state;
    char text[64];
    int64_t ann = KIT_ADD(k, BB_PERSON, "name", "Ann", "key", "S1", "power", "2");
    int64_t bob = KIT_ADD(k, BB_PERSON, "name", "Bob", "key", "S2", "sensitivity", "private");
    assert_true(KIT_SAVE(k->s, BB_PERSON, k->engagement, &ann, &k->err, "identity", "A private note"));
    assert_int_equal(changes(k, BB_DESK, ann, text, sizeof text), 4);
    assert_string_equal(text, "A private note");
    size_t team = changes(k, BB_AT_TEAM, ann, text, sizeof text);
    assert_true(team > 0 && team < 4);
    assert_string_not_equal(text, "A private note");
    assert_int_equal(changes(k, BB_AT_TEAM, bob, text, sizeof text), 0);
    assert_int_equal(changes(k, BB_ROOM, ann, text, sizeof text), 0);
    assert_true(bb_store_remove(k->s, BB_PERSON, ann, "Delete", &k->err));
    assert_int_equal(changes(k, BB_AT_TEAM, ann, text, sizeof text), 0);
    assert_true(changes(k, BB_DESK, ann, text, sizeof text) > 4);
}

static void the_undo_list_is_what_undo_takes_back(void **state)
{
    struct kit *k = *state;
    struct bb_arena arena = {0};
    struct bb_txn *list;
    struct bb_str what = {0};
    char label[32];
    size_t n;
    for (int i = 0; i < 4; i++) {
        int64_t id = 0;
        struct bb_change c = {.field = bb_field_find(bb_entity_def(BB_PERSON), "name"), .value = "Ann"};
        snprintf(label, sizeof label, "Change %d", i);
        assert_true(bb_store_save(k->s, BB_PERSON, k->engagement, &id, &c, 1, label, &k->err));
    }
    assert_true(bb_store_undo(k->s, k->engagement, &what, &k->err));
    assert_true(bb_store_undo(k->s, k->engagement, &what, &k->err));
    assert_true(bb_store_redo(k->s, k->engagement, &what, &k->err));
    assert_true(bb_store_undo_list(k->s, k->engagement, 3, &arena, &list, &n, &k->err));
    assert_int_equal(n, 3);
    for (size_t i = 0; i < n; i++) {
        assert_true(bb_store_undo(k->s, k->engagement, &what, &k->err));
        assert_string_equal(bb_str_get(&what), list[i].label);
    }
    bb_str_finish(&what);
    bb_arena_finish(&arena);
}

static void a_visit_ends_with_what_was_seen(void **state)
{
    struct kit *k = *state;
    struct bb_arena arena = {0};
    struct bb_log_query q = {.limit = 10};
    struct bb_txn *list;
    size_t n;
    assert_true(bb_store_visit(k->s, &q.since_seq, &k->err));
    assert_int_equal(q.since_seq, -1);
    assert_true(bb_store_leave(k->s, &k->err));
    int64_t seq = bb_store_seq(k->s), none = 0;
    struct bb_store *bob = kit_open(k, "bob");
    assert_true(KIT_SAVE(bob, BB_PERSON, k->engagement, &none, &k->err, "name", "Bob's"));
    KIT_ADD(k, BB_PERSON, "name", "Ann's");
    assert_true(bb_store_visit(k->s, &q.since_seq, &k->err));
    assert_int_equal(q.since_seq, seq);
    assert_true(bb_store_log_query(k->s, &q, &arena, &list, &n, &k->err));
    assert_int_equal(n, 2);
    q.actor = "bob";
    assert_true(bb_store_log_query(k->s, &q, &arena, &list, &n, &k->err));
    assert_int_equal(n, 1);
    assert_true(bb_store_visit(bob, &q.since_seq, &k->err));
    assert_int_equal(q.since_seq, -1);
    assert_int_equal(kit_number(k->s, "SELECT count(*) FROM visit"), 1);
    bb_store_close(bob);
    bb_arena_finish(&arena);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, kit_setup, kit_teardown)

int main(void)
{
    static const struct CMUnitTest tests[] = {
        TEST(every_day_is_as_it_was_seen),
        TEST(a_day_ends_in_the_zone_of_the_engagement),
        TEST(today_and_tomorrow_are_refused),
        TEST(what_was_cannot_be_changed),
        TEST(others_who_go_on_working_change_nothing_of_it),
        TEST(the_journal_ends_on_that_day),
        TEST(what_holds_from_later_is_not_there_yet),
        TEST(people_beyond_those_that_are_loaded),
        TEST(nothing_of_another_engagement),
        TEST(who_was_forgotten_is_in_no_picture_of_the_past),
        TEST(what_is_private_today_stays_private),
        TEST(a_database_from_before_is_looked_back_at),
        TEST(changes_are_told_to_whom_they_are_for),
        TEST(the_undo_list_is_what_undo_takes_back),
        TEST(a_visit_ends_with_what_was_seen),
    };
    return cmocka_run_group_tests_name("past", tests, NULL, NULL);
}
