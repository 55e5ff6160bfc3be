/* One engagement in memory: tables and look-ups. */
#include <bepboard/model.h>
#include <string.h>

void *bb_table_at(const struct bb_table *t, size_t i)
{
    return (char *)t->rows + i * bb_entity_def(t->entity)->size;
}

void *bb_table_find(const struct bb_table *t, int64_t id)
{
    size_t low = 0, high = t->n;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        struct bb_row *row = bb_table_at(t, mid);
        if (row->id == id)
            return row;
        if (row->id < id)
            low = mid + 1;
        else
            high = mid;
    }
    return NULL;
}

static const void *look_up(const struct bb_data *d, enum bb_entity e, int64_t id)
{
    return id ? bb_table_find(&d->tables[e], id) : NULL;
}

const struct bb_unit *bb_data_unit(const struct bb_data *d, int64_t id)
{
    return look_up(d, BB_UNIT, id);
}

const struct bb_person *bb_data_person(const struct bb_data *d, int64_t id)
{
    return look_up(d, BB_PERSON, id);
}

const struct bb_order *bb_data_order(const struct bb_data *d, int64_t id)
{
    return look_up(d, BB_ORDER, id);
}

void bb_data_finish(struct bb_data *d)
{
    bb_arena_finish(&d->arena);
    memset(d, 0, sizeof *d);
}
