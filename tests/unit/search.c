/* Search over everything: what is found, in which order, and how soon among 100,000 records. */
#include <bepboard/search.h>
#include <bepboard/text.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void scene_of(struct bb_scene *s, struct bb_unit *units, size_t n)
{
    *s = (struct bb_scene){.data.audience = BB_DESK};
    for (int e = 0; e < BB_ENTITY_COUNT; e++)
        s->data.tables[e].entity = (enum bb_entity)e;
    s->data.tables[BB_UNIT].n = n;
    s->data.tables[BB_UNIT].rows = units;
}

static struct bb_unit unit(int64_t id, const char *name)
{
    return (struct bb_unit){
        .row = {.id = id, .sensitivity = BB_NONE}, .name = name, .headcount = BB_NONE, .population = BB_NONE};
}

static void finds(const struct bb_search *s, const struct bb_scene *scene, const char *typed, const char *expected)
{
    enum { MOST = 10 };
    struct bb_search_hit hits[MOST];
    char found[200] = "";
    size_t all = 0, n = bb_search_find(s, scene, typed, hits, MOST, &all);
    for (size_t i = 0; i < n; i++)
        snprintf(found + strlen(found), sizeof found - strlen(found), "%s%lld", i ? " " : "", (long long)hits[i].id);
    if (strcmp(found, expected) != 0)
        fail_msg("\"%s\" found %s, not %s", typed, found, expected);
    assert_true(all >= n);
}

static struct bb_search *index_of(const struct bb_scene *scene)
{
    struct bb_search *s = bb_search_create();
    assert_true(bb_search_update(s, scene, 0));
    assert_true(bb_search_complete(s, scene));
    return s;
}

static void every_word_from_its_beginning(void **state)
{
    struct bb_unit units[] = {unit(1, "Support L1"), unit(2, "Customer Support, night shift"), unit(3, "Büro Süd"),
                              unit(4, "Supportive care and everything that may come with it at night")};
    struct bb_scene scene;
    (void)state;
    scene_of(&scene, units, 4);
    struct bb_search *s = index_of(&scene);
    finds(s, &scene, "support", "1 2 4");
    finds(s, &scene, "SUPPORT night", "2 4");
    finds(s, &scene, "night supp", "4 2");
    finds(s, &scene, "buro", "3");
    finds(s, &scene, "BÜRO sud", "3");
    finds(s, &scene, "port", "");
    finds(s, &scene, "support zebra", "");
    finds(s, &scene, "", "");
    finds(s, &scene, " ,; ", "");
    bb_search_destroy(s);
}

static void nothing_is_found_in_nothing(void **state)
{
    struct bb_scene scene;
    (void)state;
    scene_of(&scene, NULL, 0);
    struct bb_search *s = index_of(&scene);
    assert_int_equal(bb_search_size(s), 0);
    finds(s, &scene, "a", "");
    bb_search_destroy(s);
    bb_search_destroy(NULL);
}

/* What is gone or says something else is not found, from the moment on at which the scene is another. */
static void changes_count_at_once(void **state)
{
    struct bb_unit units[] = {unit(1, "Sales"), unit(2, "Sales night"), unit(3, "Sales mail")};
    struct bb_scene scene;
    (void)state;
    scene_of(&scene, units, 3);
    struct bb_search *s = index_of(&scene);
    finds(s, &scene, "sales", "1 2 3");
    units[1].name = "Desk";
    scene.data.tables[BB_UNIT].n = 2;
    scene.generation++;
    assert_false(bb_search_complete(s, &scene));
    finds(s, &scene, "sales", "1");
    finds(s, &scene, "night", "");
    finds(s, &scene, "desk", "");
    assert_true(bb_search_update(s, &scene, 0));
    finds(s, &scene, "sales", "1");
    finds(s, &scene, "desk", "2");
    assert_int_equal(bb_search_size(s), 2);
    /* Below the desk nothing of what was read before serves, not even for a moment. */
    scene.data.audience = BB_ROOM;
    scene.generation++;
    finds(s, &scene, "sales", "");
    assert_true(bb_search_update(s, &scene, 0));
    finds(s, &scene, "sales", "1");
    scene.generation++;
    finds(s, &scene, "sales", "");
    bb_search_destroy(s);
}

/* So often that most of what was read is of the past, which is then dropped. */
static void many_changes_leave_little_behind(void **state)
{
    enum { TIMES = 100 };
    struct bb_unit units[] = {unit(1, "Sales"), unit(2, "")};
    struct bb_scene scene;
    char name[32];
    (void)state;
    scene_of(&scene, units, 2);
    struct bb_search *s = index_of(&scene);
    for (int i = 0; i < TIMES; i++) {
        snprintf(name, sizeof name, "Desk %d", i);
        units[1].name = name;
        scene.generation++;
        assert_true(bb_search_update(s, &scene, 0));
        finds(s, &scene, "desk", "2");
        finds(s, &scene, name, "2");
        finds(s, &scene, "sales", "1");
        assert_int_equal(bb_search_size(s), 2);
    }
    bb_search_destroy(s);
}

/* The field in which the words are, and a piece of it around them. */
static void a_line_says_where(void **state)
{
    struct bb_engagement own = {.row = {.id = 1, .sensitivity = BB_NONE}, .name = "One Queue"};
    static const struct bb_search_room room = {20, 40, "~"};
    struct bb_search_line line = {0};
    struct bb_scene scene;
    struct bb_str note = {0};
    (void)state;
    scene_of(&scene, NULL, 0);
    scene.data.tables[BB_ENGAGEMENT].n = 1;
    scene.data.tables[BB_ENGAGEMENT].rows = &own;
    for (int i = 0; i < 2000; i++)
        bb_str_add(&note, "word after word ");
    bb_str_add(&note, "and then\na Quökka came");
    for (int i = 0; i < 2000; i++)
        bb_str_add(&note, " word after word");
    own.purpose = bb_str_get(&note);
    own.client = "Northwind";
    struct bb_search *s = index_of(&scene);
    finds(s, &scene, "quokka", "1");
    assert_true(bb_search_line(&line, &scene, "QUOKKA one", BB_ENGAGEMENT, &own, &room));
    assert_string_equal(bb_str_get(&line.title), "One Queue");
    assert_string_equal(line.field, bb_field_named(BB_ENGAGEMENT, "purpose")->label);
    assert_memory_equal(bb_str_get(&line.text), "~and then a Quökka came word", strlen("~and then a Quökka came word"));
    /* What the title has needs no other place. */
    assert_true(bb_search_line(&line, &scene, "queue", BB_ENGAGEMENT, &own, &room));
    assert_null(line.field);
    assert_memory_equal(bb_str_get(&line.text), "Northwind  word", strlen("Northwind  word"));
    assert_false(bb_search_line(&line, &scene, "queue zebra", BB_ENGAGEMENT, &own, &room));
    /* Near the beginning nothing is cut off. */
    assert_true(bb_search_line(&line, &scene, "northw", BB_ENGAGEMENT, &own, &room));
    assert_string_equal(bb_str_get(&line.text), "Northwind");
    bb_search_line_finish(&line);
    bb_search_destroy(s);
    bb_str_finish(&note);
}

static void words_are_marked(void **state)
{
    struct bb_grid g = {0};
    struct bb_str roles = {0};
    (void)state;
    bb_grid_reset(&g, 24, 1);
    bb_grid_text(&g, (struct bb_rect){0, 0, 24, 1}, 0, 0, BB_NORMAL, "Büro 你好 b, abü");
    bb_search_mark(&g, (struct bb_rect){0, 0, 24, 1}, "BU 你");
    bb_grid_role_dump(&g, &roles);
    assert_int_equal(bb_str_get(&roles)[0], bb_str_get(&roles)[1]);
    assert_int_not_equal(bb_str_get(&roles)[0], '.');
    assert_memory_equal(bb_str_get(&roles) + 2, "...", 3);
    assert_int_equal(bb_str_get(&roles)[5], bb_str_get(&roles)[0]);
    assert_memory_equal(bb_str_get(&roles) + 7, "........", 8);
    bb_str_finish(&roles);
    bb_grid_finish(&g);
}

/* Half a second is far above what it takes anywhere, and far below what a scan that folds every text would need. */
static void many_records_are_found_soon(void **state)
{
    enum { MANY = 100000, NAME = 64, MOST = 100, LONGEST_US = 500000, SLICE_US = 4000 };
    static const char *const words[] = {"support", "night", "queue", "customer", "mail", "project", "sales", "desk"};
    struct bb_unit *units = bb_alloc(MANY * sizeof *units);
    char *names = bb_alloc((size_t)MANY * NAME);
    struct bb_search_hit hits[MOST];
    struct bb_scene scene;
    int64_t longest = 0;
    int slices = 1;
    (void)state;
    for (int i = 0; i < MANY; i++) {
        char *name = names + (size_t)i * NAME;
        snprintf(name, NAME, "%s %s %s person%d", words[i % 8], words[i / 8 % 8], words[i / 64 % 8], i);
        units[i] = unit(i + 1, name);
    }
    scene_of(&scene, units, MANY);
    struct bb_search *s = bb_search_create();
    /* The first slice finds something already. */
    bool done = bb_search_update(s, &scene, SLICE_US);
    assert_true(bb_search_find(s, &scene, "support", hits, MOST, NULL) == MOST);
    for (; !done; slices++) {
        int64_t begun = bb_monotonic_us();
        done = bb_search_update(s, &scene, SLICE_US);
        int64_t took = bb_monotonic_us() - begun;
        longest = took > longest ? took : longest;
    }
    static const char *const typed[] = {"s", "su", "support ni", "person99999"};
    for (int i = 0; i < 4; i++) {
        int64_t begun = bb_monotonic_us();
        assert_true(bb_search_find(s, &scene, typed[i], hits, MOST, NULL) > 0);
        int64_t took = bb_monotonic_us() - begun;
        longest = took > longest ? took : longest;
    }
    print_message("# 100,000 records: %d slices; slices and keys took %lld us at most\n", slices, (long long)longest);
    assert_int_equal(bb_search_size(s), MANY);
    assert_true(longest < LONGEST_US);
    bb_search_destroy(s);
    free(units);
    free(names);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_word_from_its_beginning),
        cmocka_unit_test(nothing_is_found_in_nothing),
        cmocka_unit_test(changes_count_at_once),
        cmocka_unit_test(many_changes_leave_little_behind),
        cmocka_unit_test(a_line_says_where),
        cmocka_unit_test(words_are_marked),
        cmocka_unit_test(many_records_are_found_soon),
    };
    bb_text_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
