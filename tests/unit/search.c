/* Search over everything: what is found, in which order, and how soon among 100,000 records. */
#include <bepboard/search.h>
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

static void finds(const struct bb_search *s, const char *typed, const char *expected)
{
    enum { MOST = 10 };
    struct bb_search_hit hits[MOST];
    char found[200] = "";
    size_t n = bb_search_find(s, typed, hits, MOST);
    for (size_t i = 0; i < n; i++)
        snprintf(found + strlen(found), sizeof found - strlen(found), "%s%lld", i ? " " : "", (long long)hits[i].id);
    if (strcmp(found, expected) != 0)
        fail_msg("\"%s\" found %s, not %s", typed, found, expected);
}

static void every_word_from_its_beginning(void **state)
{
    struct bb_unit units[] = {unit(1, "Support L1"), unit(2, "Customer Support, night shift"), unit(3, "Büro Süd"),
                              unit(4, "Supportive care and everything that may come with it at night")};
    struct bb_scene scene;
    (void)state;
    scene_of(&scene, units, 4);
    struct bb_search *s = bb_search_create(&scene);
    finds(s, "support", "1 2 4");
    finds(s, "SUPPORT night", "2 4");
    finds(s, "night supp", "4 2");
    finds(s, "buro", "3");
    finds(s, "BÜRO sud", "3");
    finds(s, "port", "");
    finds(s, "support zebra", "");
    finds(s, "", "");
    finds(s, " ,; ", "");
    bb_search_destroy(s);
}

static void nothing_is_found_in_nothing(void **state)
{
    struct bb_scene scene;
    (void)state;
    scene_of(&scene, NULL, 0);
    struct bb_search *s = bb_search_create(&scene);
    assert_int_equal(bb_search_size(s), 0);
    finds(s, "a", "");
    bb_search_destroy(s);
}

/* Half a second is far above what it takes anywhere, and far below what a scan that folds every text would need. */
static void many_records_are_found_soon(void **state)
{
    enum { MANY = 100000, NAME = 64, MOST = 100, LONGEST_US = 500000 };
    static const char *const words[] = {"support", "night", "queue", "customer", "mail", "project", "sales", "desk"};
    struct bb_unit *units = bb_alloc(MANY * sizeof *units);
    char *names = bb_alloc((size_t)MANY * NAME);
    struct bb_search_hit hits[MOST];
    struct bb_scene scene;
    (void)state;
    for (int i = 0; i < MANY; i++) {
        char *name = names + (size_t)i * NAME;
        snprintf(name, NAME, "%s %s %s person%d", words[i % 8], words[i / 8 % 8], words[i / 64 % 8], i);
        units[i] = unit(i + 1, name);
    }
    scene_of(&scene, units, MANY);
    int64_t from = bb_monotonic_us();
    struct bb_search *s = bb_search_create(&scene);
    int64_t built = bb_monotonic_us();
    static const char *const typed[] = {"s", "su", "support ni", "person99999"};
    int64_t longest = 0;
    for (int i = 0; i < 4; i++) {
        int64_t begun = bb_monotonic_us();
        assert_true(bb_search_find(s, typed[i], hits, MOST) > 0);
        int64_t took = bb_monotonic_us() - begun;
        longest = took > longest ? took : longest;
    }
    print_message("# 100,000 records: read in %lld ms, found in %lld us at most\n", (long long)(built - from) / 1000,
                  (long long)longest);
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
        cmocka_unit_test(many_records_are_found_soon),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
