/* Every kind of record that the field tables hold: each field is changed, taken back and changed again, each record
 * deleted and brought back. Nothing here names a kind that has nothing peculiar. */
#include "store_kit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { ROUNDS = 2 };

static bool is_known_by_others(enum bb_entity e)
{
    const struct bb_entity_def *def = bb_entity_def(e);
    for (int i = 0; i < def->field_count; i++)
        if ((def->fields[i].flags & BB_KEY) && def->fields[i].kind == BB_REF)
            return true;
    return false;
}

/* Of what can be a part of another's key there is one more, which is part of none yet. */
static int begin(void **state)
{
    kit_setup(state);
    for (int e = 0; e < BB_ENTITY_COUNT; e++)
        for (int number = 1; number <= ROUNDS; number++)
            kit_fill(*state, (enum bb_entity)e, number);
    for (int e = BB_ENGAGEMENT + 1; e < BB_ENTITY_COUNT; e++)
        if (!is_known_by_others((enum bb_entity)e) && bb_entity_def((enum bb_entity)e)->prefix)
            kit_fill(*state, (enum bb_entity)e, ROUNDS + 1);
    kit_fill(*state, BB_UNIT, ROUNDS + 1);
    kit_fill(*state, BB_KPI, ROUNDS + 1);
    return 0;
}

/* Checks that the register is what it was, and frees it. */
static void is_again(struct kit *k, const char *was, const char *what, const struct bb_entity_def *def,
                     const char *field)
{
    char *now = kit_dump(k->s);
    if (strcmp(now, was) != 0)
        fail_msg("%s %s: %s left something else behind", def->name, field, what);
    free(now);
}

static void turn(struct kit *k, bool (*turn_back)(struct bb_store *, int64_t, struct bb_str *, struct bb_error *),
                 const struct bb_entity_def *def, const char *field)
{
    struct bb_str what = {0};
    if (!turn_back(k->s, k->engagement, &what, &k->err))
        fail_msg("%s %s: %s", def->name, field, k->err.text);
    bb_str_finish(&what);
}

/* Another value than the one that is there; false if the field has no other. */
static bool other_value(struct kit *k, enum bb_entity e, int64_t id, int field, struct bb_str *out)
{
    const struct bb_field *f = &bb_entity_def(e)->fields[field];
    char was[4096];
    snprintf(was, sizeof was, "%s", kit_field(k->s, e, id, f->name));
    for (int number = ROUNDS + 1; number < ROUNDS + 3; number++) {
        kit_least(k, f, number, out);
        bool itself = f->kind == BB_REF && f->ref == (int)e && strtoll(bb_str_get(out), NULL, 10) == id;
        if (!itself && strcmp(bb_str_get(out), was) != 0)
            return true;
    }
    if (f->flags & BB_REQUIRED)
        return false;
    bb_str_clear(out);
    return true;
}

/* What the record has beside the field for the new value to be let in: an order's verdict is that of its diagnosis, and
 * whoever overrules one has a name. */
static bool is_told_elsewhere(enum bb_entity e, const char *name)
{
    static const struct {
        enum bb_entity entity;
        const char *field;
    } told[] = {{BB_ORDER, "verdict"}, {BB_DIAGNOSIS, "overruled_by"}};
    for (size_t i = 0; i < sizeof told / sizeof *told; i++)
        if (told[i].entity == e && strcmp(told[i].field, name) == 0)
            return true;
    return false;
}

static bool try_field(struct kit *k, enum bb_entity e, int64_t id, int field)
{
    const struct bb_entity_def *def = bb_entity_def(e);
    const char *name = def->fields[field].name;
    struct bb_str value = {0};
    bool other = other_value(k, e, id, field, &value);
    struct bb_change change = {.field = field, .value = bb_str_get(&value)};
    char *before = kit_dump(k->s);
    if (other && !bb_store_save(k->s, e, k->engagement, &id, &change, 1, "Edit", &k->err))
        fail_msg("%s %s: %s", def->name, name, k->err.text);
    if (other) {
        assert_string_equal(kit_field(k->s, e, id, name), bb_str_get(&value));
        char *after = kit_dump(k->s);
        turn(k, bb_store_undo, def, name);
        is_again(k, before, "undo", def, name);
        turn(k, bb_store_redo, def, name);
        is_again(k, after, "redo", def, name);
        turn(k, bb_store_undo, def, name); /* or the next field of a key might make it another record's */
        free(after);
    }
    free(before);
    bb_str_finish(&value);
    return other;
}

static void every_field_changes_and_comes_back(void **state)
{
    struct kit *k = *state;
    for (int e = 0; e < BB_ENTITY_COUNT; e++) {
        const struct bb_entity_def *def = bb_entity_def((enum bb_entity)e);
        int64_t id = e == BB_ENGAGEMENT ? k->engagement : kit_some(k, (enum bb_entity)e);
        int tried = 0;
        for (int i = 0; i < def->field_count; i++)
            if ((e != BB_UNIT || def->fields[i].kind != BB_REF) &&
                !is_told_elsewhere((enum bb_entity)e, def->fields[i].name))
                tried += try_field(k, (enum bb_entity)e, id, i);
        if (tried < 1 || tried + 3 < def->field_count)
            fail_msg("%s: only %d of %d fields could be changed", def->name, tried, def->field_count);
    }
}

static void every_record_is_deleted_and_comes_back(void **state)
{
    struct kit *k = *state;
    for (int e = BB_ENGAGEMENT + 1; e < BB_ENTITY_COUNT; e++) {
        const struct bb_entity_def *def = bb_entity_def((enum bb_entity)e);
        int64_t id = kit_some(k, (enum bb_entity)e);
        char *before = kit_dump(k->s);
        if (!bb_store_remove(k->s, (enum bb_entity)e, id, "Delete", &k->err))
            fail_msg("%s: %s", def->name, k->err.text);
        assert_string_equal(kit_field(k->s, (enum bb_entity)e, id, def->fields[0].name), "(gone)");
        turn(k, bb_store_undo, def, "");
        is_again(k, before, "undo", def, "");
        turn(k, bb_store_redo, def, "");
        assert_string_equal(kit_field(k->s, (enum bb_entity)e, id, def->fields[0].name), "(gone)");
        turn(k, bb_store_undo, def, "");
        free(before);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(every_field_changes_and_comes_back, begin, kit_teardown),
        cmocka_unit_test_setup_teardown(every_record_is_deleted_and_comes_back, begin, kit_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
