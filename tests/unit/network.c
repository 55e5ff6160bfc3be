/* The network of influence: against counts made the long way, on small graphs and on many seeded ones. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../seeded.h"

#include <bepboard/champions.h>
#include <bepboard/registers.h>
#include <stdlib.h>
#include <string.h>

enum { PEOPLE_MOST = 12, TIES_MOST = 80 };

struct graph {
    struct bb_data data;
    struct bb_person people[PEOPLE_MOST];
    struct bb_tie ties[TIES_MOST];
};

/* People have the ids 10, 20, 30 …; a tie is three numbers: from, to (from 1), strength; 0 ends the list. */
static void make(struct graph *g, size_t people, const int *ties)
{
    memset(g, 0, sizeof *g);
    for (size_t i = 0; i < people; i++)
        g->people[i].row.id = (int64_t)(i + 1) * 10;
    size_t n = 0;
    for (; ties[3 * n]; n++)
        g->ties[n] = (struct bb_tie){.row.id = (int64_t)n + 1,
                                     .source = ties[3 * n] * 10,
                                     .target = ties[3 * n + 1] * 10,
                                     .strength = ties[3 * n + 2]};
    g->data.tables[BB_PERSON] = (struct bb_table){.entity = BB_PERSON, .n = people, .rows = g->people};
    g->data.tables[BB_TIE] = (struct bb_table){.entity = BB_TIE, .n = n, .rows = g->ties};
}

static void the_strongest_of_several_ties_counts(void **state)
{
    (void)state;
    struct graph g;
    struct bb_network net;
    struct bb_centrality c[PEOPLE_MOST];
    make(&g, 3, (int[]){1, 2, 1, 1, 2, 4, 2, 2, 5, 3, 9, 2, 1, 3, 2, 0});
    bb_network(&g.data, &net);
    bb_network_centrality(&net, true, c);
    assert_int_equal(c[0].out_degree, 2);
    assert_int_equal(c[0].out_strength, 6);
    assert_int_equal(c[1].in_strength, 4);
    assert_int_equal(c[1].out_degree, 0);
    assert_int_equal(c[2].in_degree, 1);
    assert_int_equal(net.out[net.first_out[0]].strength, 4);
    bb_network_finish(&net);
}

static void who_stands_between_the_others(void **state)
{
    (void)state;
    struct graph g;
    struct bb_network net;
    struct bb_centrality c[PEOPLE_MOST];
    /* A line of five, and two ways round in the middle of another graph. */
    make(&g, 5, (int[]){1, 2, 1, 2, 3, 1, 3, 4, 1, 4, 5, 1, 0});
    bb_network(&g.data, &net);
    bb_network_centrality(&net, true, c);
    for (int i = 0; i < 5; i++)
        assert_float_equal(c[i].betweenness, (double)(i * (4 - i)), 1e-9);
    bb_network_finish(&net);
    make(&g, 4, (int[]){1, 2, 1, 1, 3, 1, 2, 4, 1, 3, 4, 1, 0});
    bb_network(&g.data, &net);
    bb_network_centrality(&net, true, c);
    assert_float_equal(c[1].betweenness, 0.5, 1e-9);
    assert_float_equal(c[2].betweenness, 0.5, 1e-9);
    bb_network_finish(&net);
}

/* Distances and numbers of shortest paths by growing both one person at a time (Floyd and Warshall). */
static void the_long_way(const struct graph *g, size_t n, double *between)
{
    double paths[PEOPLE_MOST][PEOPLE_MOST] = {{0}};
    int far = 1000, steps[PEOPLE_MOST][PEOPLE_MOST];
    bool arc[PEOPLE_MOST][PEOPLE_MOST] = {{false}};
    for (size_t i = 0; i < g->data.tables[BB_TIE].n; i++)
        arc[g->ties[i].source / 10 - 1][g->ties[i].target / 10 - 1] = g->ties[i].source != g->ties[i].target;
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n; j++)
            steps[i][j] = i == j ? 0 : arc[i][j] ? 1 : far;
    for (size_t k = 0; k < n; k++)
        for (size_t i = 0; i < n; i++)
            for (size_t j = 0; j < n; j++)
                if (steps[i][k] + steps[k][j] < steps[i][j])
                    steps[i][j] = steps[i][k] + steps[k][j];
    for (int length = 0; length < (int)n; length++)
        for (size_t i = 0; i < n; i++)
            for (size_t j = 0; j < n; j++) {
                if (steps[i][j] != length)
                    continue;
                paths[i][j] = length == 0;
                for (size_t k = 0; k < n; k++)
                    if (length > 0 && arc[k][j] && steps[i][k] == length - 1)
                        paths[i][j] += paths[i][k];
            }
    for (size_t v = 0; v < n; v++) {
        between[v] = 0;
        for (size_t i = 0; i < n; i++)
            for (size_t j = 0; j < n; j++)
                if (i != j && i != v && j != v && steps[i][j] < far && steps[i][v] + steps[v][j] == steps[i][j])
                    between[v] += paths[i][v] * paths[v][j] / paths[i][j];
    }
}

/* Every simple path, to find the best one the long way. */
static void try_paths(const struct graph *g, int at, int to, int length, int weakest, unsigned seen, int best[6])
{
    if (at == to) {
        best[weakest] = length < best[weakest] ? length : best[weakest];
        return;
    }
    for (size_t i = 0; i < g->data.tables[BB_TIE].n; i++) {
        int next = (int)(g->ties[i].target / 10 - 1), strength = (int)g->ties[i].strength;
        if (g->ties[i].source / 10 - 1 == at && !(seen & 1u << next))
            try_paths(g, next, to, length + 1, strength < weakest ? strength : weakest, seen | 1u << next, best);
    }
}

static void paths_agree(const struct graph *g, const struct bb_network *net, int from, int to)
{
    enum { FAR = 1000 };
    int best[6] = {FAR, FAR, FAR, FAR, FAR, FAR}, fewest = FAR, strongest = 0;
    struct bb_path few, strong;
    try_paths(g, from, to, 0, 5, 1u << from, best);
    for (int i = 1; i <= 5; i++) {
        fewest = best[i] < fewest ? best[i] : fewest;
        strongest = best[i] < FAR ? i : strongest;
    }
    bb_network_path(net, (from + 1) * 10, (to + 1) * 10, BB_FEWEST_STEPS, &few);
    bb_network_path(net, (from + 1) * 10, (to + 1) * 10, BB_STRONGEST, &strong);
    if (!strongest) {
        assert_int_equal(few.n, 0);
        assert_int_equal(strong.n, 0);
        return;
    }
    assert_int_equal(few.n, fewest + 1);
    assert_int_equal(strong.weakest, strongest);
    assert_int_equal(strong.n, best[strongest] + 1);
    assert_int_equal(strong.people[0], (from + 1) * 10);
    assert_int_equal(strong.people[strong.n - 1], (to + 1) * 10);
}

static void seeded_graphs_agree_with_the_long_way(void **state)
{
    (void)state;
    struct seeded r = {0x5EED};
    for (int round = 0; round < 300; round++) {
        int ties[3 * 25 + 1] = {0}, people = 2 + (int)seeded_below(&r, 6), n = (int)seeded_below(&r, 24);
        struct graph g;
        struct bb_network net;
        struct bb_centrality c[PEOPLE_MOST];
        double between[PEOPLE_MOST];
        for (int i = 0; i < n; i++) {
            ties[3 * i] = 1 + (int)seeded_below(&r, (uint64_t)people);
            ties[3 * i + 1] = 1 + (int)seeded_below(&r, (uint64_t)people);
            ties[3 * i + 2] = 1 + (int)seeded_below(&r, 5);
        }
        make(&g, (size_t)people, ties);
        bb_network(&g.data, &net);
        bb_network_centrality(&net, true, c);
        the_long_way(&g, (size_t)people, between);
        for (int i = 0; i < people; i++)
            assert_float_equal(c[i].betweenness, between[i], 1e-9);
        for (int from = 0; from < people; from++)
            for (int to = 0; to < people; to++)
                if (from != to)
                    paths_agree(&g, &net, from, to);
        bb_network_finish(&net);
    }
}

static void reach_counts_steps_from_all_starts(void **state)
{
    (void)state;
    struct graph g;
    struct bb_network net;
    int32_t steps[6];
    const int32_t expected[] = {0, 1, 2, 0, 1, -1};
    make(&g, 6, (int[]){1, 2, 1, 2, 3, 1, 3, 1, 5, 4, 5, 1, 6, 1, 3, 0});
    bb_network(&g.data, &net);
    bb_network_reach(&net, (bool[]){true, false, false, true, false, false}, steps);
    for (int i = 0; i < 6; i++)
        assert_int_equal(steps[i], expected[i]);
    bb_network_finish(&net);
}

static void nobody_and_strangers_are_no_trouble(void **state)
{
    (void)state;
    struct graph g;
    struct bb_network net;
    struct bb_path path;
    make(&g, 0, (int[]){1, 2, 1, 0});
    bb_network(&g.data, &net);
    bb_network_centrality(&net, true, NULL);
    bb_network_path(&net, 10, 20, BB_STRONGEST, &path);
    assert_int_equal(path.n, 0);
    bb_network_finish(&net);
}

static void the_latest_step_says_who_is_a_champion_the_field_where_there_is_none(void **state)
{
    (void)state;
    struct graph g;
    make(&g, 4, (int[]){0});
    for (size_t i = 0; i < 4; i++)
        g.people[i].champion = i == 2 || i == 3 ? BB_CHAMPION_CHAMPION : BB_NONE;
    struct bb_champion_step steps[] = {{.person = 10, .step = BB_CHAMP_ACTIVE, .on = bb_date_of(90)},
                                       {.person = 20, .step = BB_CHAMP_FOUND, .on = bb_date_of(90)},
                                       {.person = 30, .step = BB_CHAMP_LEFT, .on = bb_date_of(100)},
                                       {.person = 30, .step = BB_CHAMP_ACTIVE, .on = bb_date_of(80)},
                                       {.person = 40, .step = BB_CHAMP_LEFT, .on = bb_date_of(101)}};
    g.data.today = 100;
    g.data.tables[BB_CHAMPION] = (struct bb_table){.entity = BB_CHAMPION, .n = 5, .rows = steps};
    const bool expected[] = {true, false, false, true};
    bool *at_work = bb_champions_at_work(&g.data);
    assert_memory_equal(at_work, expected, sizeof expected);
    free(at_work);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_strongest_of_several_ties_counts),
        cmocka_unit_test(who_stands_between_the_others),
        cmocka_unit_test(seeded_graphs_agree_with_the_long_way),
        cmocka_unit_test(reach_counts_steps_from_all_starts),
        cmocka_unit_test(nobody_and_strangers_are_no_trouble),
        cmocka_unit_test(the_latest_step_says_who_is_a_champion_the_field_where_there_is_none)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
