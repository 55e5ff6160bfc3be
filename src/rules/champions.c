/* Champions: coverage by segment and reach in the network. */
#include <bepboard/champions.h>
#include <bepboard/registers.h>
#include <stdlib.h>

bool *bb_champions_at_work(const struct bb_data *d)
{
    const struct bb_table *people = &d->tables[BB_PERSON];
    const struct bb_person *first = people->rows;
    bool *at_work = bb_alloc((people->n + 1) * sizeof *at_work);
    int32_t *on = bb_alloc((people->n + 1) * sizeof *on);
    for (size_t i = 0; i < people->n; i++) {
        at_work[i] = first[i].champion == BB_CHAMPION_CHAMPION;
        on[i] = INT32_MIN;
    }
    for (size_t i = 0; i < d->tables[BB_CHAMPION].n; i++) {
        const struct bb_champion_step *c = BB_ROW(d, BB_CHAMPION, struct bb_champion_step, i);
        const struct bb_person *p = bb_data_person(d, c->person);
        bool known = c->on.precision != BB_NO_DATE && c->on.day <= d->today && c->step >= 0;
        if (!p || !known || c->on.day < on[p - first])
            continue;
        on[p - first] = c->on.day;
        at_work[p - first] = c->step != BB_CHAMP_FOUND && c->step != BB_CHAMP_LEFT;
    }
    free(on);
    return at_work;
}

void bb_champion_reach(const struct bb_data *d, const struct bb_network *net, int32_t *steps)
{
    bool *from = bb_champions_at_work(d);
    bb_network_reach(net, from, steps);
    free(from);
}

static void count_people(const struct bb_data *d, const bool *champions, const int32_t *steps, struct bb_coverage *c)
{
    for (size_t i = 0; i < d->tables[BB_PERSON].n; i++) {
        const struct bb_person *p = BB_ROW(d, BB_PERSON, struct bb_person, i);
        if (p->unit != c->unit)
            continue;
        c->champions += champions[i];
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
    struct bb_coverage *list = bb_arena_alloc(a, (units->n + 1) * sizeof *list);
    struct bb_network net;
    bb_network(d, &net);
    int32_t *steps = bb_alloc((net.n + 1) * sizeof *steps);
    bool *champions = bb_champions_at_work(d);
    bb_network_reach(&net, champions, steps);
    *n = 0;
    for (size_t i = 0; i < units->n; i++) {
        const struct bb_unit *u = bb_table_at(units, i);
        struct bb_coverage *c = &list[*n];
        if (u->population == BB_NONE || u->population < 1)
            continue;
        *c = (struct bb_coverage){.unit = u->row.id, .population = u->population};
        count_people(d, champions, steps, c);
        c->missing = c->champions == 0;
        c->thin = c->champions > 0 && c->population > c->champions * people_each;
        ++*n;
    }
    free(champions);
    free(steps);
    bb_network_finish(&net);
    return list;
}
