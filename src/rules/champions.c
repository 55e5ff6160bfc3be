/* Champions: coverage by segment and reach in the network. */
#include <bepboard/champions.h>
#include <stdlib.h>

static bool *champions_of(const struct bb_data *d)
{
    const struct bb_table *people = &d->tables[BB_PERSON];
    bool *flags = bb_alloc((people->n + 1) * sizeof *flags);
    for (size_t i = 0; i < people->n; i++)
        flags[i] = BB_ROW(d, BB_PERSON, struct bb_person, i)->champion == BB_CHAMPION_CHAMPION;
    return flags;
}

void bb_champion_reach(const struct bb_data *d, const struct bb_network *net, int32_t *steps)
{
    bool *from = champions_of(d);
    bb_network_reach(net, from, steps);
    free(from);
}

static void count_people(const struct bb_data *d, const int32_t *steps, struct bb_coverage *c)
{
    for (size_t i = 0; i < d->tables[BB_PERSON].n; i++) {
        const struct bb_person *p = BB_ROW(d, BB_PERSON, struct bb_person, i);
        if (p->unit != c->unit)
            continue;
        c->champions += p->champion == BB_CHAMPION_CHAMPION;
        if (p->category != BB_EARLY_MAJORITY)
            continue;
        c->pragmatists++;
        c->reached += steps[i] >= 0 && steps[i] <= 1;
    }
}

const struct bb_coverage *bb_champion_coverage(const struct bb_data *d, int64_t people_each, struct bb_arena *a,
                                               size_t *n)
{
    const struct bb_table *units = &d->tables[BB_UNIT];
    struct bb_coverage *list = bb_arena_alloc(a, units->n * sizeof *list);
    struct bb_network net;
    bb_network(d, &net);
    int32_t *steps = bb_alloc((net.n + 1) * sizeof *steps);
    bb_champion_reach(d, &net, steps);
    *n = 0;
    for (size_t i = 0; i < units->n; i++) {
        const struct bb_unit *u = bb_table_at(units, i);
        struct bb_coverage *c = &list[*n];
        if (u->population == BB_NONE || u->population < 1)
            continue;
        *c = (struct bb_coverage){.unit = u->row.id, .population = u->population};
        count_people(d, steps, c);
        c->missing = c->champions == 0;
        c->thin = c->champions > 0 && c->population > c->champions * people_each;
        ++*n;
    }
    free(steps);
    bb_network_finish(&net);
    return list;
}
