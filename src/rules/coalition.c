/* The guiding coalition: where each unit stands in it. */
#include <bepboard/coalition.h>
#include <bepboard/rules.h>
#include <stdlib.h>

static int64_t power_of(const struct bb_data *d, int64_t person)
{
    const struct bb_person *p = bb_data_person(d, person);
    return p && p->power != BB_NONE ? p->power : 0;
}

static bool is_stronger(const struct bb_data *d, int64_t person, int64_t than)
{
    return !than || power_of(d, person) > power_of(d, than);
}

static void place(const struct bb_data *d, struct bb_coalition_unit *u)
{
    for (size_t i = 0; i < d->tables[BB_PERSON].n; i++) {
        const struct bb_person *p = BB_ROW(d, BB_PERSON, struct bb_person, i);
        if (p->unit != u->unit || !bb_is_stakeholder(p))
            continue;
        int64_t stance = bb_stance_now(d, p->row.id);
        if (is_stronger(d, p->row.id, u->strongest))
            u->strongest = p->row.id;
        if ((stance == BB_SUPPORTIVE || stance == BB_LEADING) && is_stronger(d, p->row.id, u->member))
            u->member = p->row.id;
    }
    u->place = !u->member                                           ? BB_COALITION_LACKS
               : power_of(d, u->member) < power_of(d, u->strongest) ? BB_COALITION_WEAK
                                                                    : BB_COALITION_IN;
}

static int lacking_first(const void *x, const void *y)
{
    const struct bb_coalition_unit *a = x, *b = y;
    if (a->place != b->place)
        return a->place < b->place ? -1 : 1;
    return (a->unit > b->unit) - (a->unit < b->unit);
}

const struct bb_coalition_unit *bb_coalition_units(const struct bb_data *d, struct bb_arena *a, size_t *n)
{
    const struct bb_table *units = &d->tables[BB_UNIT];
    struct bb_coalition_unit *list = bb_arena_alloc(a, (units->n + 1) * sizeof *list);
    *n = 0;
    for (size_t i = 0; i < units->n; i++) {
        const struct bb_unit *u = bb_table_at(units, i);
        struct bb_coalition_unit one = {.unit = u->row.id};
        place(d, &one);
        if (one.strongest || (u->population != BB_NONE && u->population > 0))
            list[(*n)++] = one;
    }
    if (*n)
        qsort(list, *n, sizeof *list, lacking_first);
    return list;
}
