/* Undo and redo: what they bring back, whose they are, and when they refuse. */
#include "store_kit.h"

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

enum { STEPS = 40, SEEDS = 6, SEEDS_FULL = 200, ROWS_MAX = 400 };

static bool undo(struct kit *k, struct bb_store *s)
{
    struct bb_str what = {0};
    bool ok = bb_store_undo(s, k->engagement, &what, &k->err);
    bb_str_finish(&what);
    return ok;
}

static bool redo(struct kit *k, struct bb_store *s)
{
    struct bb_str what = {0};
    bool ok = bb_store_redo(s, k->engagement, &what, &k->err);
    bb_str_finish(&what);
    return ok;
}

static void undo_and_redo_survive_a_restart(void **state)
{
    struct kit *k = *state;
    struct bb_str what = {0};
    int64_t ann = KIT_ADD(k, BB_PERSON, "name", "Ann", "power", "2");
    assert_true(KIT_SAVE(k->s, BB_PERSON, k->engagement, &ann, &k->err, "power", "5"));
    kit_reopen(k);
    assert_true(bb_store_undo(k->s, k->engagement, &what, &k->err));
    assert_string_equal(bb_str_get(&what), "Edit");
    assert_string_equal(kit_field(k->s, BB_PERSON, ann, "power"), "2");
    kit_reopen(k);
    assert_true(bb_store_redo(k->s, k->engagement, &what, &k->err));
    assert_string_equal(kit_field(k->s, BB_PERSON, ann, "power"), "5");
    assert_true(undo(k, k->s));
    assert_true(undo(k, k->s));
    assert_string_equal(kit_field(k->s, BB_PERSON, ann, "power"), "(gone)");
    bb_str_finish(&what);
}

static void nothing_left_says_so(void **state)
{
    struct kit *k = *state;
    assert_false(redo(k, k->s));
    assert_int_equal(k->err.code, BB_E_NOT_FOUND);
    SAYS(k->err.text, "nothing was undone");
    struct bb_store *bob = kit_open(k, "bob");
    assert_false(undo(k, bob));
    assert_int_equal(k->err.code, BB_E_NOT_FOUND);
    SAYS(k->err.text, "nothing of yours");
    bb_store_close(bob);
}

static void everybody_undoes_their_own(void **state)
{
    struct kit *k = *state;
    int64_t ann = KIT_ADD(k, BB_PERSON, "name", "Ann"), bobs = 0;
    struct bb_store *bob = kit_open(k, "bob");
    assert_true(KIT_SAVE(bob, BB_PERSON, k->engagement, &bobs, &k->err, "name", "Bob"));
    assert_true(undo(k, k->s));
    assert_string_equal(kit_field(k->s, BB_PERSON, ann, "name"), "(gone)");
    assert_string_equal(kit_field(k->s, BB_PERSON, bobs, "name"), "Bob");
    assert_true(undo(k, bob));
    assert_string_equal(kit_field(k->s, BB_PERSON, bobs, "name"), "(gone)");
    bb_store_close(bob);
}

static void what_another_built_upon_stays(void **state)
{
    struct kit *k = *state;
    int64_t ann = KIT_ADD(k, BB_PERSON, "name", "Ann", "power", "1");
    assert_true(KIT_SAVE(k->s, BB_PERSON, k->engagement, &ann, &k->err, "power", "2"));
    struct bb_store *bob = kit_open(k, "bob");
    assert_true(KIT_SAVE(bob, BB_PERSON, k->engagement, &ann, &k->err, "power", "3"));
    assert_false(undo(k, k->s));
    assert_int_equal(k->err.code, BB_E_CONFLICT);
    SAYS(k->err.text,
         "this cannot be undone: bob changed the same stakeholder on 2026-11-22 12:00 (Edit); nothing was changed");
    assert_string_equal(kit_field(k->s, BB_PERSON, ann, "power"), "3");
    /* Another field of the same record is nobody's business. */
    assert_true(undo(k, bob));
    assert_true(KIT_SAVE(bob, BB_PERSON, k->engagement, &ann, &k->err, "role", "Head"));
    assert_true(undo(k, k->s));
    assert_string_equal(kit_field(k->s, BB_PERSON, ann, "power"), "1");
    assert_string_equal(kit_field(k->s, BB_PERSON, ann, "role"), "Head");
    bb_store_close(bob);
}

static void a_record_that_another_completed_is_not_taken_away(void **state)
{
    struct kit *k = *state;
    int64_t ann = KIT_ADD(k, BB_PERSON, "name", "Ann");
    struct bb_store *bob = kit_open(k, "bob");
    assert_true(KIT_SAVE(bob, BB_PERSON, k->engagement, &ann, &k->err, "need", "to be heard"));
    assert_false(undo(k, k->s));
    SAYS(k->err.text, "bob changed the same stakeholder");
    assert_string_equal(kit_field(k->s, BB_PERSON, ann, "need"), "to be heard");
    bb_store_close(bob);
}

static void a_record_that_is_referred_to_is_not_taken_away(void **state)
{
    struct kit *k = *state;
    int64_t ann = KIT_ADD(k, BB_PERSON, "name", "Ann"), seen = 0;
    char id[24];
    snprintf(id, sizeof id, "%lld", (long long)ann);
    struct bb_store *bob = kit_open(k, "bob");
    assert_true(
        KIT_SAVE(bob, BB_STANCE, k->engagement, &seen, &k->err, "person", id, "on", "2026-11-01", "stance", "leading"));
    assert_false(undo(k, k->s));
    SAYS(k->err.text, "a later stance refers to this stakeholder");
    bb_store_close(bob);
}

static void redo_after_another_edit_is_over(void **state)
{
    struct kit *k = *state;
    int64_t ann = KIT_ADD(k, BB_PERSON, "name", "Ann");
    KIT_ADD(k, BB_PERSON, "name", "Bob");
    assert_true(undo(k, k->s));
    assert_true(KIT_SAVE(k->s, BB_PERSON, k->engagement, &ann, &k->err, "power", "2"));
    assert_false(redo(k, k->s));
    assert_int_equal(k->err.code, BB_E_NOT_FOUND);
}

static void redo_of_a_deletion_spares_what_came_later(void **state)
{
    struct kit *k = *state;
    int64_t ann = KIT_ADD(k, BB_PERSON, "name", "Ann");
    assert_true(bb_store_remove(k->s, BB_PERSON, ann, "Delete", &k->err));
    assert_true(undo(k, k->s));
    struct bb_store *bob = kit_open(k, "bob");
    assert_true(KIT_SAVE(bob, BB_PERSON, k->engagement, &ann, &k->err, "power", "4"));
    assert_false(redo(k, k->s));
    SAYS(k->err.text, "this cannot be done again: bob changed the same stakeholder");
    bb_store_close(bob);
}

static void a_deletion_whose_key_was_taken_stays(void **state)
{
    struct kit *k = *state;
    int64_t ann = KIT_ADD(k, BB_PERSON, "name", "Ann", "key", "S1"), other = 0;
    assert_true(bb_store_remove(k->s, BB_PERSON, ann, "Delete", &k->err));
    struct bb_store *bob = kit_open(k, "bob");
    assert_true(KIT_SAVE(bob, BB_PERSON, k->engagement, &other, &k->err, "name", "Anna", "key", "S1"));
    assert_false(undo(k, k->s));
    SAYS(k->err.text, "\"S1\" is taken by another stakeholder");
    bb_store_close(bob);
}

static void a_tie_to_somebody_deleted_stays_deleted(void **state)
{
    struct kit *k = *state;
    char ann[24], cid[24];
    snprintf(ann, sizeof ann, "%lld", (long long)KIT_ADD(k, BB_PERSON, "name", "Ann"));
    snprintf(cid, sizeof cid, "%lld", (long long)KIT_ADD(k, BB_PERSON, "name", "Cid"));
    int64_t tie = KIT_ADD(k, BB_TIE, "source", ann, "target", cid);
    assert_true(bb_store_remove(k->s, BB_TIE, tie, "Delete tie", &k->err));
    struct bb_store *bob = kit_open(k, "bob");
    assert_true(bb_store_remove(bob, BB_PERSON, atoll(cid), "Delete Cid", &k->err));
    assert_false(undo(k, k->s));
    SAYS(k->err.text, "was deleted in the meantime");
    bb_store_close(bob);
}

static void making_an_engagement_is_undone_in_it_only(void **state)
{
    struct kit *k = *state;
    struct bb_str what = {0};
    int64_t ann = KIT_ADD(k, BB_PERSON, "name", "Ann"), other = KIT_ADD(k, BB_ENGAGEMENT, "name", "Other");
    assert_true(undo(k, k->s));
    assert_string_equal(kit_field(k->s, BB_PERSON, ann, "name"), "(gone)");
    assert_string_equal(kit_field(k->s, BB_ENGAGEMENT, other, "name"), "Other");
    assert_true(bb_store_undo(k->s, other, &what, &k->err));
    assert_string_equal(kit_field(k->s, BB_ENGAGEMENT, other, "name"), "(gone)");
    assert_true(bb_store_redo(k->s, other, &what, &k->err));
    assert_string_equal(kit_field(k->s, BB_ENGAGEMENT, other, "name"), "Other");
    bb_str_finish(&what);
}

/* Random edits. */

struct game {
    struct kit *k;
    uint64_t state;
};

static int dice(struct game *g, int sides)
{
    g->state = g->state * 6364136223846793005u + 1442695040888963407u;
    return (int)((g->state >> 33) % (unsigned)sides);
}

struct ids {
    int64_t list[ROWS_MAX];
    size_t n;
};

static bool keep_id(void *ctx, const void *row, struct bb_error *err)
{
    struct ids *ids = ctx;
    (void)err;
    if (ids->n < ROWS_MAX)
        ids->list[ids->n++] = ((const struct bb_row *)row)->id;
    return true;
}

static int64_t any_row(struct game *g, enum bb_entity e)
{
    struct ids ids = {.n = 0};
    assert_true(bb_store_each(g->k->s, e, g->k->engagement, keep_id, &ids, &g->k->err));
    return ids.n ? ids.list[dice(g, (int)ids.n)] : 0;
}

/* A value that the field takes, or now and then nothing. */
static void any_value(struct game *g, const struct bb_field *f, char out[64])
{
    static const char *const words[] = {"Ann", "Bob", "Süd", "東京", "a \"quoted\" word", "x"};
    out[0] = 0;
    if (!(f->flags & BB_REQUIRED) && dice(g, 4) == 0)
        return;
    if (f->kind == BB_TEXT || f->kind == BB_NOTE)
        snprintf(out, 64, "%s%d", words[dice(g, 6)], dice(g, 9));
    else if (f->kind == BB_CHOICE)
        snprintf(out, 64, "%s", f->choices->keys[dice(g, f->choices->count)]);
    else if (f->kind == BB_DATE)
        snprintf(out, 64, "2026-%02d-%02d", 1 + dice(g, 12), 1 + dice(g, 28));
    else if (f->kind == BB_REF && any_row(g, (enum bb_entity)f->ref))
        snprintf(out, 64, "%lld", (long long)any_row(g, (enum bb_entity)f->ref));
    else if (f->kind == BB_INT)
        snprintf(out, 64, "%lld",
                 (long long)(f->min + dice(g, f->max ? (int)(f->max - f->min > 90 ? 90 : f->max - f->min + 1) : 9)));
    else if (f->kind == BB_DECIMAL)
        snprintf(out, 64, "%d", dice(g, 2));
    else if (f->kind == BB_BOOL)
        snprintf(out, 64, "%s", dice(g, 2) ? "1" : "");
}

static bool any_change(struct game *g)
{
    static const enum bb_entity kinds[] = {BB_UNIT,   BB_PERSON, BB_PERSON, BB_ATTRIBUTE, BB_TIE,
                                           BB_STANCE, BB_ORDER,  BB_ITEM,   BB_SAMPLE};
    enum bb_entity e = kinds[dice(g, sizeof kinds / sizeof *kinds)];
    const struct bb_entity_def *def = bb_entity_def(e);
    struct bb_change changes[KIT_CHANGES];
    char values[KIT_CHANGES][64];
    int64_t id = dice(g, 3) ? any_row(g, e) : 0;
    size_t n = 0;
    if (id && dice(g, 3) == 0)
        return bb_store_delete(g->k->s, e, id, &g->k->err);
    for (int i = 0; i < def->field_count; i++)
        if (!id || dice(g, 3) == 0) {
            any_value(g, &def->fields[i], values[n]);
            changes[n] = (struct bb_change){.field = i, .value = values[n]};
            n++;
        }
    return id ? bb_store_update(g->k->s, e, id, changes, n, &g->k->err)
              : bb_store_insert(g->k->s, e, g->k->engagement, NULL, changes, n, &id, &g->k->err);
}

/* One transaction of one to four changes; true if it left a mark. */
static bool any_transaction(struct game *g)
{
    int64_t before = bb_store_seq(g->k->s);
    bool ok = bb_store_begin(g->k->s, "Random", g->k->engagement, NULL, NULL, &g->k->err);
    assert_true(ok);
    for (int i = dice(g, 4); ok && i >= 0; i--)
        ok = any_change(g);
    if (!ok) {
        bb_store_rollback(g->k->s);
        assert_int_equal(bb_store_seq(g->k->s), before);
        return false;
    }
    if (!bb_store_commit(g->k->s, &g->k->err)) {
        assert_int_equal(g->k->err.code, BB_E_CONFLICT); /* the key of another record */
        assert_int_equal(bb_store_seq(g->k->s), before);
    }
    return bb_store_seq(g->k->s) != before;
}

static void counters_are_right(struct kit *k)
{
    assert_int_equal(
        kit_number(
            k->s,
            "SELECT count(*) FROM (SELECT engagement, coalesce(unit, 0) u, count(*) n FROM person WHERE deleted = 0 "
            "GROUP BY 1, 2) c"
            " FULL JOIN (SELECT * FROM unit_people WHERE people <> 0) p ON p.engagement = c.engagement AND p.unit = c.u"
            " WHERE p.people IS NOT c.n"),
        0);
}

static void expect_dump(struct game *g, const char *expected, const char *what, int step)
{
    char *now = kit_dump(g->k->s);
    if (strcmp(now, expected) != 0)
        fail_msg("%s, step %d:\n%s\n--- instead of\n%s", what, step, now, expected);
    free(now);
    counters_are_right(g->k);
}

static void play(struct kit *k, uint64_t seed)
{
    struct game g = {.k = k, .state = seed};
    char *dumps[STEPS + 1];
    int n = 0;
    dumps[0] = kit_dump(k->s);
    for (int tries = 0; n < STEPS && tries < 4 * STEPS; tries++) {
        if (!any_transaction(&g))
            continue;
        dumps[++n] = kit_dump(k->s);
        counters_are_right(k);
    }
    if (n <= STEPS / 2)
        fail_msg("seed %d: only %d of %d changes were taken: %s", (int)seed, n, STEPS, k->err.text);
    for (int round = 0; round < 2; round++) {
        for (int i = n; i > 0; i--) {
            if (!undo(k, k->s))
                fail_msg("seed %d, undo %d: %s", (int)seed, i, k->err.text);
            expect_dump(&g, dumps[i - 1], "undo", i);
            if (dice(&g, 8) == 0)
                kit_reopen(k);
        }
        for (int i = 1; i <= n; i++) {
            if (!redo(k, k->s))
                fail_msg("seed %d, redo %d: %s", (int)seed, i, k->err.text);
            expect_dump(&g, dumps[i], "redo", i);
        }
    }
    /* The next game begins where this one did: full of its records, most changes would be refused. */
    for (int i = n; i > 0; i--)
        assert_true(undo(k, k->s));
    expect_dump(&g, dumps[0], "back to the beginning", 0);
    for (int i = 0; i <= n; i++)
        free(dumps[i]);
}

static void undo_all_is_the_beginning_redo_all_the_end(void **state)
{
    struct kit *k = *state;
    int seeds = getenv("BB_FULL") ? SEEDS_FULL : SEEDS;
    KIT_ADD(k, BB_UNIT, "name", "Start");
    for (int seed = 1; seed <= seeds; seed++)
        play(k, (uint64_t)seed);
    assert_int_equal(kit_number(k->s, "SELECT count(*) FROM change WHERE seq NOT IN (SELECT seq FROM txn)"), 0);
    assert_int_equal(kit_number(k->s, "SELECT count(*) FROM meta WHERE seq <> (SELECT max(seq) FROM txn)"), 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, kit_setup, kit_teardown)

int main(void)
{
    static const struct CMUnitTest tests[] = {
        TEST(undo_and_redo_survive_a_restart),
        TEST(nothing_left_says_so),
        TEST(everybody_undoes_their_own),
        TEST(what_another_built_upon_stays),
        TEST(a_record_that_another_completed_is_not_taken_away),
        TEST(a_record_that_is_referred_to_is_not_taken_away),
        TEST(redo_after_another_edit_is_over),
        TEST(redo_of_a_deletion_spares_what_came_later),
        TEST(a_deletion_whose_key_was_taken_stays),
        TEST(a_tie_to_somebody_deleted_stays_deleted),
        TEST(making_an_engagement_is_undone_in_it_only),
        TEST(undo_all_is_the_beginning_redo_all_the_end),
    };
    return cmocka_run_group_tests_name("store_undo", tests, NULL, NULL);
}
