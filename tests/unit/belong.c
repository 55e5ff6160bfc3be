/* Deleting: what is about a record goes with it, what only names it stays and names nobody, and undo brings back all.
 * Read off the field tables, so that registers to come are held to it as well. */
#include "exchange_kit.h"

#include <bepboard/belong.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* References that may be empty without the record speaking of others then. Whoever adds one decides: here, or BB_ABOUT
 * in the field table. */
static const char *const only_named[] = {"unit.parent",          "person.unit",        "order.requester",
                                         "item.owner",           "kpi.step",           "kpi.first_to",
                                         "story.person",         "party.spokesperson", "goal.kpi",
                                         "request.person",       "adaptation.by",      "action.owner",
                                         "action.order",         "action.kpi",         "promise.by",
                                         "promise.obligation",   "effect.person",      "effect.unit",
                                         "effect.owner",         "effect.obligation",  "check.by",
                                         "holder.granted_by",    "gap.holder",         "result.told",
                                         "crack.from",           "crack.to",           "step.unit",
                                         "complaint.unit",       "feedback.contact",   "oldway.unit",
                                         "oldway.decider",       "need.told_by",       "need.rival",
                                         "decision.decider",     "decision.unit",      "diagnosis.overruled_by",
                                         "diagnosis.replied_to", "stipulation.with",   "proposal.to"};

static bool only_names(const char *name)
{
    for (size_t i = 0; i < sizeof only_named / sizeof *only_named; i++)
        if (strcmp(only_named[i], name) == 0)
            return true;
    return false;
}

static void every_reference_is_decided(void **state)
{
    size_t named = 0;
    (void)state;
    for (int e = 0; e < BB_ENTITY_COUNT; e++)
        for (int i = 0; i < bb_entity_def((enum bb_entity)e)->field_count; i++) {
            const struct bb_entity_def *def = bb_entity_def((enum bb_entity)e);
            const struct bb_field *f = &def->fields[i];
            char name[96];
            snprintf(name, sizeof name, "%s.%s", def->name, f->name);
            if (f->kind != BB_REF)
                assert_false(f->flags & BB_ABOUT);
            else if (bb_field_binds(f) == only_names(name))
                fail_msg("%s: does the record speak of others when it is empty?", name);
            named += f->kind == BB_REF && !bb_field_binds(f);
        }
    assert_int_equal(named, sizeof only_named / sizeof *only_named);
}

/* A record with what it needs, and with one field that names the target; its others name the bystander. */
static int64_t add_naming(struct kit *k, enum bb_entity e, int field, int64_t target, int64_t bystander, int number)
{
    const struct bb_entity_def *def = bb_entity_def(e);
    struct bb_str texts[KIT_CHANGES] = {0};
    struct bb_change c[KIT_CHANGES];
    size_t n = 0;
    int64_t id = 0;
    for (int i = 0; i < def->field_count; i++) {
        if (i != field && !(def->fields[i].flags & BB_REQUIRED))
            continue;
        kit_least(k, &def->fields[i], number, &texts[n]);
        if (def->fields[i].kind == BB_REF && def->fields[i].ref == def->fields[field].ref) {
            bb_str_clear(&texts[n]);
            bb_str_addf(&texts[n], "%lld", (long long)(i == field ? target : bystander));
        }
        c[n] = (struct bb_change){.field = i, .value = bb_str_get(&texts[n])};
        n++;
    }
    if (!bb_store_save(k->s, e, k->engagement, &id, c, n, "Add", &k->err))
        fail_msg("%s %s: %s", def->name, def->fields[field].name, k->err.text);
    for (size_t i = 0; i < n; i++)
        bb_str_finish(&texts[i]);
    return id;
}

static void turn(struct kit *k, bool undo, const char *expected)
{
    struct bb_str what = {0};
    if (!(undo ? bb_store_undo : bb_store_redo)(k->s, k->engagement, &what, &k->err))
        fail_msg("%s", k->err.text);
    char *now = kit_dump(k->s);
    assert_string_equal(now, expected);
    free(now);
    bb_str_finish(&what);
}

static void delete (struct kit *k, enum bb_entity e, int64_t id)
{
    if (!bb_store_remove(k->s, e, id, "Delete", &k->err))
        fail_msg("%s: %s", bb_entity_def(e)->name, k->err.text);
}

struct naming {
    enum bb_entity entity;
    int field;
    int64_t row;
};
enum { NAMINGS = 100 };

/* One record for every field that may name the target. Those that stay come first: what they need is not the target's.
 */
static size_t name_all(struct kit *k, enum bb_entity to, int64_t target, int64_t bystander, struct naming *out)
{
    size_t n = 0;
    for (int binds = 0; binds < 2; binds++)
        for (int at = 0; at < BB_ENTITY_COUNT * KIT_CHANGES; at++) {
            enum bb_entity e = (enum bb_entity)(at / KIT_CHANGES);
            int i = at % KIT_CHANGES;
            const struct bb_field *f = i < bb_entity_def(e)->field_count ? &bb_entity_def(e)->fields[i] : NULL;
            if (!f || f->kind != BB_REF || f->ref != (int)to || bb_field_binds(f) != binds)
                continue;
            assert_true(n < NAMINGS);
            out[n] = (struct naming){e, i, add_naming(k, e, i, target, bystander, 100 + (int)n)};
            n++;
        }
    return n;
}

static void check_naming(struct kit *k, const struct naming *x)
{
    const struct bb_entity_def *def = bb_entity_def(x->entity);
    const struct bb_field *f = &def->fields[x->field];
    const char *now = kit_field(k->s, x->entity, x->row, f->name);
    if (strcmp(now, bb_field_binds(f) ? "(gone)" : "") != 0)
        fail_msg("%s.%s after the deletion: \"%s\"", def->name, f->name, now);
}

/* As many as the journal says, and the one that was meant. */
static void was_told(struct kit *k, enum bb_entity e)
{
    size_t counts[BB_ENTITY_COUNT], sum = 0;
    assert_true(bb_store_deletions(k->s, counts, &k->err));
    assert_true(counts[e] >= 1);
    for (int i = 0; i < BB_ENTITY_COUNT; i++)
        sum += counts[i];
    assert_int_equal(sum, kit_number(k->s, "SELECT count(*) FROM change WHERE op = 'delete'"
                                           " AND seq = (SELECT max(seq) FROM txn)"));
}

static bool is_named(enum bb_entity to)
{
    for (int e = 0; e < BB_ENTITY_COUNT; e++)
        for (int i = 0; i < bb_entity_def((enum bb_entity)e)->field_count; i++) {
            const struct bb_field *f = &bb_entity_def((enum bb_entity)e)->fields[i];
            if (f->kind == BB_REF && f->ref == (int)to)
                return true;
        }
    return false;
}

/* Of a kind that nothing names there is nothing to let go. */
static void whatever_names_it_goes_or_lets_go(void **state)
{
    struct kit *k = *state;
    struct naming list[NAMINGS];
    for (int to = 0; to < BB_ENTITY_COUNT; to++) {
        if (to == BB_ENGAGEMENT || !is_named((enum bb_entity)to))
            continue;
        int64_t bystander = kit_some(k, (enum bb_entity)to), target = kit_fill(k, (enum bb_entity)to, 50 + to);
        assert_true(bystander != target);
        size_t n = name_all(k, (enum bb_entity)to, target, bystander, list);
        char *before = kit_dump(k->s);
        delete (k, (enum bb_entity)to, target);
        was_told(k, (enum bb_entity)to);
        for (size_t i = 0; i < n; i++)
            check_naming(k, &list[i]);
        char *after = kit_dump(k->s);
        turn(k, true, before);
        turn(k, false, after);
        turn(k, true, before);
        free(before);
        free(after);
    }
}

/* As in the demonstration, where one and the same day has a count of a unit and one of everybody. */
static void figures_of_a_unit_never_become_those_of_everybody(void **state)
{
    struct kit *k = *state;
    int64_t unit = KIT_ADD(k, BB_UNIT, "name", "A");
    char id[24];
    snprintf(id, sizeof id, "%lld", (long long)unit);
    KIT_ADD(k, BB_SAMPLE, "on", "2026-10-31", "now", "30", "ever", "30");
    KIT_ADD(k, BB_SAMPLE, "on", "2026-10-31", "unit", id, "now", "8", "ever", "8");
    KIT_ADD(k, BB_CONVICTION, "unit", id, "test", "help", "on", "2026-10-31", "score", "1");
    KIT_ADD(k, BB_SIZE, "unit", id, "on", "2026-10-31", "size", "1");
    delete (k, BB_UNIT, unit);
    assert_int_equal(kit_number(k->s, "SELECT count(*) FROM sample WHERE deleted = 0 AND unit IS NULL"), 1);
    assert_int_equal(kit_number(k->s, "SELECT count(*) FROM sample WHERE deleted = 0"), 1);
    assert_int_equal(kit_number(k->s, "SELECT count(*) FROM conviction WHERE deleted = 0"), 0);
    assert_int_equal(kit_number(k->s, "SELECT count(*) FROM size WHERE deleted = 0"), 0);
}

static void the_words_count_what_goes(void **state)
{
    (void)state;
    size_t counts[BB_ENTITY_COUNT] = {0};
    struct bb_str text = {0};
    bb_belongings_say(counts, false, &text);
    assert_string_equal(bb_str_get(&text), "");
    counts[BB_SAMPLE] = 1;
    bb_belongings_say(counts, false, &text);
    assert_string_equal(bb_str_get(&text), "1 record that belongs to it (1 adoption sample)");
    bb_str_clear(&text);
    counts[BB_SAMPLE] = 7;
    counts[BB_READING] = 2;
    counts[BB_CONVICTION] = 12;
    counts[BB_SIZE] = 3;
    counts[BB_TASK] = 1;
    bb_belongings_say(counts, false, &text);
    assert_string_equal(bb_str_get(&text),
                        "25 records that belong to it (12 convictions, 7 samples, 3 sizes, 3 others)");
    bb_str_clear(&text);
    bb_belongings_say(counts, true, &text);
    assert_non_null(strstr(bb_str_get(&text), "that belong to them ("));
    bb_str_finish(&text);
}

/* Forgetting. */

static void hush(void *ctx, enum bb_forget_news kind, const char *text)
{
    (void)ctx, (void)kind, (void)text;
}

/* Deleted, and empty: nothing is left of what it said. */
static void is_erased(struct kit *k, const struct naming *x)
{
    const struct bb_entity_def *def = bb_entity_def(x->entity);
    struct bb_str sql = {0};
    bb_str_addf(&sql, "SELECT count(*) FROM \"%s\" WHERE id = %lld AND deleted <> 0", def->name, (long long)x->row);
    for (int i = 0; i < def->field_count; i++)
        bb_str_addf(&sql, " AND \"%s\" IS NULL", def->fields[i].name);
    if (kit_number(k->s, bb_str_get(&sql)) != 1)
        fail_msg("%s.%s: something is left of it", def->name, def->fields[x->field].name);
    bb_str_finish(&sql);
}

static void forgetting_leaves_nothing_about_the_person(void **state)
{
    struct kit *k = *state;
    struct naming list[2 * NAMINGS];
    struct bb_arena arena = {0};
    struct bb_forget_who who;
    int64_t other = KIT_ADD(k, BB_PERSON, "key", "sam", "name", "Sam Else"),
            person = KIT_ADD(k, BB_PERSON, "key", "pat", "name", "Pat Gone");
    size_t direct = name_all(k, BB_PERSON, person, other, list), n = direct;
    for (size_t i = 0; i < direct; i++) /* such as the results of a trial */
        if (bb_field_binds(&bb_entity_def(list[i].entity)->fields[list[i].field]))
            n += name_all(k, list[i].entity, list[i].row, kit_some(k, list[i].entity), &list[n]);
    assert_true(n > direct);
    assert_true(bb_store_find_person(k->s, k->engagement, "pat", &arena, &who, &k->err));
    if (!bb_store_forget(k->s, &who, hush, NULL, &k->err))
        fail_msg("%s", k->err.text);
    for (size_t i = 0; i < n; i++) {
        const struct bb_entity_def *def = bb_entity_def(list[i].entity);
        const struct bb_field *f = &def->fields[list[i].field];
        char sql[160];
        snprintf(sql, sizeof sql, "SELECT count(*) FROM \"%s\" WHERE id = %lld AND \"%s\" IS NOT NULL", def->name,
                 (long long)list[i].row, f->name);
        assert_int_equal(kit_number(k->s, sql), 0);
        if (bb_field_binds(f))
            is_erased(k, &list[i]);
    }
    bb_arena_finish(&arena);
}

/* Any deletions in the demonstration, all taken back. */

static uint32_t dice(uint64_t *state, uint32_t sides)
{
    *state = *state * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(*state >> 33) % sides;
}

static int64_t any_row(struct bb_store *s, enum bb_entity e, uint64_t *state)
{
    char sql[160];
    snprintf(sql, sizeof sql, "SELECT count(*) FROM \"%s\" WHERE deleted = 0", bb_entity_def(e)->name);
    int64_t n = kit_number(s, sql);
    if (n == 0)
        return 0;
    snprintf(sql, sizeof sql, "SELECT id FROM \"%s\" WHERE deleted = 0 ORDER BY id LIMIT 1 OFFSET %u",
             bb_entity_def(e)->name, dice(state, (uint32_t)n));
    return kit_number(s, sql);
}

static void any_deletions_are_taken_back(void **state)
{
    enum { DELETIONS = 40 };
    struct kit *k = *state;
    struct bb_store *demo = kit_other(k, "demo.db");
    struct bb_str what = {0};
    uint64_t seed = 20261122;
    int n = 0;
    if (!bb_demo_load(demo, &k->clock, &k->err))
        fail_msg("%s", k->err.text);
    char *before = kit_export(demo, "all", BB_JSON), *dump = kit_dump(demo);
    for (int tries = 0; n < DELETIONS && tries < 10 * DELETIONS; tries++) {
        static const enum bb_entity often[] = {BB_UNIT, BB_PERSON, BB_ORDER, BB_KPI};
        enum bb_entity e = tries % 2 ? often[tries / 2 % 4] : (enum bb_entity)dice(&seed, BB_ENTITY_COUNT);
        int64_t id = e == BB_ENGAGEMENT || e == BB_IMPORT ? 0 : any_row(demo, e, &seed);
        if (!id)
            continue;
        if (!bb_store_remove(demo, e, id, "Delete", &k->err))
            fail_msg("%s: %s", bb_entity_def(e)->name, k->err.text);
        n++;
    }
    assert_int_equal(n, DELETIONS);
    char *after = kit_dump(demo);
    for (int i = 0; i < n; i++)
        if (!bb_store_undo(demo, 0, &what, &k->err))
            fail_msg("undo %d: %s", i, k->err.text);
    char *now = kit_export(demo, "all", BB_JSON), *again = kit_dump(demo);
    assert_string_equal(now, before);
    assert_string_equal(again, dump);
    free(again);
    for (int i = 0; i < n; i++)
        if (!bb_store_redo(demo, 0, &what, &k->err))
            fail_msg("redo %d: %s", i, k->err.text);
    again = kit_dump(demo);
    assert_string_equal(again, after);
    free(before);
    free(dump);
    free(after);
    free(now);
    free(again);
    bb_str_finish(&what);
    bb_store_close(demo);
}

int main(void)
{
    struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(every_reference_is_decided, kit_setup, kit_teardown),
        cmocka_unit_test_setup_teardown(whatever_names_it_goes_or_lets_go, kit_setup, kit_teardown),
        cmocka_unit_test_setup_teardown(figures_of_a_unit_never_become_those_of_everybody, kit_setup, kit_teardown),
        cmocka_unit_test_setup_teardown(the_words_count_what_goes, kit_setup, kit_teardown),
        cmocka_unit_test_setup_teardown(forgetting_leaves_nothing_about_the_person, kit_setup, kit_teardown),
        cmocka_unit_test_setup_teardown(any_deletions_are_taken_back, kit_setup, kit_teardown),
    };
    return kit_run("belong", tests, sizeof tests / sizeof *tests);
}
