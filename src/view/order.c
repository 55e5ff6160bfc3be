/* The order in which the lists of the registers stand: what is open first, by its day, then what is settled. */
#include "sheets.h"

#include <bepboard/registers.h>
#include <stddef.h>
#include <stdlib.h>

/* Offsets of dates; 0 is none, as no date stands first in a record. Kinds that are not named stand by their first
 * date, the latest first, and those without a date as they were entered. */
static const struct days {
    size_t due, settled;
    bool ages; /* from the first of them to the second, or to today */
} days[BB_ENTITY_COUNT] = {
    [BB_ITEM] = {offsetof(struct bb_item, due), offsetof(struct bb_item, done_on), false},
    [BB_DECISION] = {offsetof(struct bb_decision, raised), offsetof(struct bb_decision, decided), true},
    [BB_CHECKIN] = {offsetof(struct bb_checkin, due), offsetof(struct bb_checkin, held), false},
    [BB_MILESTONE] = {offsetof(struct bb_milestone, due), offsetof(struct bb_milestone, reached), false},
    [BB_REQUEST] = {offsetof(struct bb_request, opened), offsetof(struct bb_request, closed), true},
    [BB_ADAPTATION] = {offsetof(struct bb_adaptation, proposed), offsetof(struct bb_adaptation, decided), false},
    [BB_PROPOSAL] = {offsetof(struct bb_proposal, on), offsetof(struct bb_proposal, settled), false},
    [BB_GAP] = {offsetof(struct bb_gap, found), offsetof(struct bb_gap, closed), true},
    [BB_CRACK] = {offsetof(struct bb_crack, seen), offsetof(struct bb_crack, sealed), true},
    [BB_COMPLAINT] = {offsetof(struct bb_complaint, opened), offsetof(struct bb_complaint, closed), true},
    [BB_WHY] = {offsetof(struct bb_why, by), offsetof(struct bb_why, done), false},
    [BB_OLDWAY] = {offsetof(struct bb_oldway, ends), offsetof(struct bb_oldway, ended), false},
    [BB_BRIDGE] = {offsetof(struct bb_bridge, by), offsetof(struct bb_bridge, done), false},
    [BB_ACTION] = {offsetof(struct bb_todo, due), offsetof(struct bb_todo, done), false},
    [BB_GOAL] = {offsetof(struct bb_goal, by), 0, false},
    [BB_HOLDER] = {offsetof(struct bb_holder, leaving), 0, false},
    [BB_PROMISE] = {offsetof(struct bb_promise, until), 0, false},
    [BB_SNOOZE] = {offsetof(struct bb_snooze, until), 0, false},
    [BB_STIPULATION] = {offsetof(struct bb_stipulation, due), 0, false},
};

struct place {
    struct bb_list_row row;
    size_t at;
    bool settled, dated;
    int64_t day; /* smaller stands first */
};

static int compare(const void *a, const void *b)
{
    const struct place *x = a, *y = b;
    if (x->settled != y->settled)
        return x->settled ? 1 : -1;
    if (x->dated != y->dated)
        return x->dated ? -1 : 1;
    if (x->day != y->day)
        return x->day < y->day ? -1 : 1;
    return (x->at > y->at) - (x->at < y->at);
}

static size_t first_date(const struct bb_entity_def *def)
{
    for (int i = 0; i < def->field_count; i++)
        if (def->fields[i].kind == BB_DATE && def->fields[i].flags & BB_LIST)
            return def->fields[i].offset;
    return 0;
}

static const struct bb_date *day_at(const void *record, size_t offset)
{
    const struct bb_date *d = offset ? (const void *)((const char *)record + offset) : NULL;
    return d && d->precision ? d : NULL;
}

bool order_ages(enum bb_entity e)
{
    return days[e].ages;
}

int64_t order_age(enum bb_entity e, const void *record, int32_t today, bool *settled)
{
    const struct bb_date *from = day_at(record, days[e].due), *to = day_at(record, days[e].settled);
    *settled = to != NULL;
    return from && days[e].ages ? (to ? to->day : today) - from->day : BB_NONE;
}

static struct place place(const struct bb_list_row *row, size_t at, const void *record, struct days d, size_t latest)
{
    const struct bb_date *settled = day_at(record, d.settled), *due = day_at(record, d.due),
                         *on = day_at(record, latest);
    struct place p = {.row = *row, .at = at, .settled = settled != NULL};
    const struct bb_date *day = settled ? settled : due ? due : on;
    p.dated = day != NULL;
    p.day = !day ? 0 : settled || !due ? -(int64_t)day->day : day->day;
    return p;
}

void order_register(const struct bb_scene *scene, enum bb_entity e, struct bb_list *l)
{
    const struct bb_table *t = &scene->data.tables[e];
    struct days d = days[e];
    size_t latest = d.due ? 0 : first_date(bb_entity_def(e));
    if (l->n != t->n || l->n < 2 || (!d.due && !latest))
        return;
    struct place *list = bb_alloc(l->n * sizeof *list);
    for (size_t i = 0; i < l->n; i++)
        list[i] = place(&l->rows[i], i, bb_table_at(t, i), d, latest);
    qsort(list, l->n, sizeof *list, compare);
    for (size_t i = 0; i < l->n; i++)
        l->rows[i] = list[i].row;
    free(list);
}
