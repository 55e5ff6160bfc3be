/* The gate: what an audience gets of a register, record by record. */
#include "store_kit.h"

#include <bepboard/exchange.h>
#include <bepboard/registers.h>
#include <bepboard/rules.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

struct gated {
    struct kit *k;
    int64_t unit, boss, staff, order, item;
};

static int make(void **state)
{
    void *kit = NULL;
    if (kit_setup(&kit) != 0)
        return -1;
    struct gated *g = calloc(1, sizeof *g);
    struct kit *k = g->k = kit;
    g->unit = KIT_ADD(k, BB_UNIT, "name", "Desk", "headcount", "20");
    char unit[24], boss[24], order[24];
    snprintf(unit, sizeof unit, "%lld", (long long)g->unit);
    g->boss = KIT_ADD(k, BB_PERSON, "name", "Ada", "role", "Lead", "unit", unit, "power", "5");
    g->staff = KIT_ADD(k, BB_PERSON, "name", "Bob", "role", "Agent", "unit", unit);
    snprintf(boss, sizeof boss, "%lld", (long long)g->boss);
    g->order = KIT_ADD(k, BB_ORDER, "title", "Train all", "received", "2026-03-01", "requester", boss);
    snprintf(order, sizeof order, "%lld", (long long)g->order);
    g->item = KIT_ADD(k, BB_ITEM, "order", order, "opportunity", "sure", "text", "Listen");
    *state = g;
    return 0;
}

static int unmake(void **state)
{
    struct gated *g = *state;
    void *kit = g->k;
    kit_teardown(&kit);
    free(g);
    return 0;
}

static void load(const struct gated *g, enum bb_audience audience, bool pseudonyms, struct bb_data *d)
{
    *d = (struct bb_data){0};
    if (!bb_store_load(g->k->s, g->k->engagement, d, &g->k->err))
        fail_msg("%s", g->k->err.text);
    d->pseudonyms = pseudonyms;
    bb_gate(d, audience);
}

static void save(const struct gated *g, enum bb_entity e, int64_t id, const char *field, const char *value)
{
    if (!KIT_SAVE(g->k->s, e, g->k->engagement, &id, &g->k->err, field, value))
        fail_msg("%s", g->k->err.text);
}

static void every_field_says_for_whom(void **state)
{
    (void)state;
    for (int e = 0; e < BB_ENTITY_COUNT; e++) {
        const struct bb_entity_def *def = bb_entity_def((enum bb_entity)e);
        for (int i = 0; i < def->field_count; i++)
            assert_in_range(def->fields[i].sensitivity, BB_OPEN, BB_PRIVATE);
        assert_true(bb_field_find(def, "sensitivity") >= 0);
    }
}

static void the_room_gets_roles_and_no_names(void **state)
{
    const struct gated *g = *state;
    struct bb_data d;
    load(g, BB_ROOM, false, &d);
    const struct bb_person *p = bb_data_person(&d, g->boss);
    assert_string_equal(bb_person_label(p), "Lead");
    assert_null(p->name);
    assert_null(p->key);
    assert_true(p->power == BB_NONE);
    assert_int_equal(d.tables[BB_STANCE].n, 0);
    bb_data_finish(&d);
}

static void a_pseudonym_stays_and_hides_the_role(void **state)
{
    const struct gated *g = *state;
    struct bb_data d;
    char first[64];
    load(g, BB_ROOM, true, &d);
    snprintf(first, sizeof first, "%s", bb_person_label(bb_data_person(&d, g->boss)));
    assert_memory_equal(first, "Person ", 7);
    assert_string_not_equal(first, bb_person_label(bb_data_person(&d, g->staff)));
    assert_null(bb_data_person(&d, g->boss)->role);
    assert_int_equal(bb_data_person(&d, g->boss)->unit, 0);
    bb_data_finish(&d);
    save(g, BB_PERSON, g->boss, "name", "Ada Again");
    load(g, BB_ROOM, true, &d);
    assert_string_equal(first, bb_person_label(bb_data_person(&d, g->boss)));
    static const uint8_t nothing[sizeof d.pseudonym_key];
    assert_memory_equal(d.pseudonym_key, nothing, sizeof nothing);
    bb_data_finish(&d);
}

static void a_raised_record_takes_along_what_needs_it(void **state)
{
    const struct gated *g = *state;
    struct bb_data d;
    save(g, BB_ORDER, g->order, "sensitivity", "team");
    load(g, BB_ROOM, false, &d);
    assert_int_equal(d.tables[BB_ORDER].n, 0);
    assert_int_equal(d.tables[BB_ITEM].n, 0);
    bb_data_finish(&d);
    load(g, BB_AT_TEAM, false, &d);
    assert_int_equal(d.tables[BB_ITEM].n, 1);
    bb_data_finish(&d);
}

static void a_raised_person_is_neither_named_nor_counted(void **state)
{
    const struct gated *g = *state;
    struct bb_data d;
    save(g, BB_PERSON, g->boss, "sensitivity", "private");
    load(g, BB_AT_TEAM, false, &d);
    assert_null(bb_data_person(&d, g->boss));
    assert_int_equal(bb_data_order(&d, g->order)->requester, 0);
    assert_int_equal(d.people_total, 1);
    bb_data_finish(&d);
    load(g, BB_DESK, false, &d);
    assert_int_equal(d.people_total, 2);
    bb_data_finish(&d);
}

static void marking_open_does_not_lower_anything(void **state)
{
    const struct gated *g = *state;
    struct bb_data d;
    save(g, BB_PERSON, g->boss, "sensitivity", "open");
    load(g, BB_ROOM, false, &d);
    assert_null(bb_data_person(&d, g->boss)->name);
    bb_data_finish(&d);
}

static size_t lines(const struct gated *g, enum bb_audience audience)
{
    struct bb_arena a = {0};
    struct bb_txn *list;
    size_t n;
    assert_true(bb_log_seen(g->k->s, audience, &(struct bb_log_query){.engagement = g->k->engagement, .limit = 100}, &a,
                            &list, &n, &g->k->err));
    for (size_t i = 0; audience == BB_ROOM && i < n; i++)
        assert_string_equal(list[i].actor, "");
    bb_arena_finish(&a);
    return n;
}

static void the_rooms_journal_leaves_out_what_it_may_not_see(void **state)
{
    const struct gated *g = *state;
    size_t before = lines(g, BB_ROOM), team = lines(g, BB_AT_TEAM);
    save(g, BB_PERSON, g->boss, "power", "3");
    assert_int_equal(lines(g, BB_ROOM), before);
    assert_int_equal(lines(g, BB_AT_TEAM), team + 1);
    save(g, BB_PERSON, g->boss, "role", "Head");
    assert_int_equal(lines(g, BB_ROOM), before + 1);
}

static void power_and_interest_are_told_of_groups_only(void **state)
{
    const struct gated *g = *state;
    struct bb_data d;
    enum { POWERFUL = 6, OTHERS = 4 };
    char name[24];
    for (int i = 0; i < POWERFUL + OTHERS; i++) {
        snprintf(name, sizeof name, "Person %d", i);
        KIT_ADD(g->k, BB_PERSON, "name", name, "power", i < POWERFUL ? "5" : "2", "interest", i ? "3" : "1");
    }
    load(g, BB_ROOM, false, &d);
    for (size_t i = 0; i < d.tables[BB_PERSON].n; i++)
        assert_true(BB_ROW(&d, BB_PERSON, struct bb_person, i)->power == BB_NONE);
    assert_int_equal(d.room_group_n, 1);
    const struct bb_room_group *all = &d.room_groups[0];
    assert_string_equal(bb_room_cell_name(BB_ROOM_POWER, 2, NULL), "high (4-5)");
    assert_int_equal(all->least[BB_ROOM_POWER][2], 5);
    assert_int_equal(all->least[BB_ROOM_POWER][0], 0);
    assert_int_equal(all->least[BB_ROOM_INTEREST][1], 5);
    assert_false(bb_room_told(all, BB_ROOM_STANCE));
    bb_data_finish(&d);
    load(g, BB_AT_TEAM, false, &d);
    assert_int_equal(d.room_group_n, 0);
    bb_data_finish(&d);
}

static void what_counts_few_people_tells_no_figures(void **state)
{
    const struct gated *g = *state;
    struct bb_data d;
    char unit[24];
    int64_t small = KIT_ADD(g->k, BB_UNIT, "name", "Cabin", "headcount", "3"),
            more = KIT_ADD(g->k, BB_UNIT, "name", "Cellar", "headcount", "30");
    snprintf(unit, sizeof unit, "%lld", (long long)small);
    int64_t here = KIT_ADD(g->k, BB_TASK, "unit", unit, "task", "File it", "minutes", "7");
    snprintf(unit, sizeof unit, "%lld", (long long)more);
    int64_t few = KIT_ADD(g->k, BB_TASK, "unit", unit, "task", "Stamp it", "minutes", "7", "people", "2"),
            many = KIT_ADD(g->k, BB_TASK, "unit", unit, "task", "Carry it", "minutes", "7", "people", "20");
    load(g, BB_ROOM, false, &d);
    const struct bb_task *task = bb_table_find(&d.tables[BB_TASK], here);
    assert_null(task);
    task = bb_table_find(&d.tables[BB_TASK], few);
    assert_true(task && task->people == BB_NONE && task->minutes == BB_NONE);
    task = bb_table_find(&d.tables[BB_TASK], many);
    assert_true(task && task->people == 20 && task->minutes == 7 * BB_MILLION);
    bb_data_finish(&d);
}

static void sums_that_leave_somebody_out_are_marked(void **state)
{
    const struct gated *g = *state;
    struct bb_data d;
    char unit[24];
    int64_t other = KIT_ADD(g->k, BB_UNIT, "name", "Cellar", "headcount", "30");
    snprintf(unit, sizeof unit, "%lld", (long long)g->unit);
    KIT_ADD(g->k, BB_SAMPLE, "on", "2026-03-01", "unit", unit, "measure", "count", "now", "7");
    snprintf(unit, sizeof unit, "%lld", (long long)other);
    KIT_ADD(g->k, BB_SAMPLE, "on", "2026-03-01", "unit", unit, "measure", "count", "now", "9");
    load(g, BB_AT_TEAM, false, &d);
    assert_false(d.partial);
    bb_data_finish(&d);
    save(g, BB_UNIT, other, "sensitivity", "private");
    load(g, BB_AT_TEAM, false, &d);
    assert_true(d.partial);
    bb_data_finish(&d);
    load(g, BB_DESK, false, &d);
    assert_false(d.partial);
    bb_data_finish(&d);
}

/* Where fewer than five are to adopt, samples of everybody are samples of those few. */
static void the_whole_may_be_too_few_as_well(void **state)
{
    const struct gated *g = *state;
    struct bb_data d;
    KIT_ADD(g->k, BB_SAMPLE, "on", "2026-03-01", "measure", "count", "now", "2");
    save(g, BB_ENGAGEMENT, g->k->engagement, "population", "30");
    load(g, BB_ROOM, false, &d);
    assert_int_equal(d.tables[BB_SAMPLE].n, 1);
    assert_int_equal(BB_ROW(&d, BB_SAMPLE, struct bb_sample, 0)->now, 2 * BB_MILLION);
    bb_data_finish(&d);
    save(g, BB_ENGAGEMENT, g->k->engagement, "population", "3");
    load(g, BB_ROOM, false, &d);
    assert_int_equal(d.tables[BB_SAMPLE].n, 0);
    assert_true(d.engagement->population == BB_NONE);
    bb_data_finish(&d);
}

static void a_raised_engagement_is_not_there(void **state)
{
    const struct gated *g = *state;
    struct bb_data d;
    save(g, BB_ENGAGEMENT, g->k->engagement, "sensitivity", "team");
    load(g, BB_ROOM, false, &d);
    assert_null(d.engagement);
    for (int e = 0; e < BB_ENTITY_COUNT; e++)
        assert_int_equal(d.tables[e].n, 0);
    bb_data_finish(&d);
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, make, unmake)
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_field_says_for_whom),
        TEST(the_room_gets_roles_and_no_names),
        TEST(a_pseudonym_stays_and_hides_the_role),
        TEST(a_raised_record_takes_along_what_needs_it),
        TEST(a_raised_person_is_neither_named_nor_counted),
        TEST(marking_open_does_not_lower_anything),
        TEST(the_rooms_journal_leaves_out_what_it_may_not_see),
        TEST(power_and_interest_are_told_of_groups_only),
        TEST(what_counts_few_people_tells_no_figures),
        TEST(sums_that_leave_somebody_out_are_marked),
        TEST(the_whole_may_be_too_few_as_well),
        TEST(a_raised_engagement_is_not_there),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
