/* One engagement in memory: tables and look-ups. */
#include <bepboard/model.h>
#include <string.h>

void *bb_table_at(const struct bb_table *t, size_t i)
{
    return (char *)t->rows + i * bb_entity_def(t->entity)->size;
}

/* Ids grow from row to row, so a row cannot lie further on than its id says; where none is missing it lies there. */
void *bb_table_find(const struct bb_table *t, int64_t id)
{
    size_t size = bb_entity_def(t->entity)->size, low = 0, high = t->n;
    const int64_t first = t->n ? ((const struct bb_row *)t->rows)->id : 0;
    if (!t->n || id < first)
        return NULL;
    if ((uint64_t)(id - first) < high)
        high = (size_t)(id - first) + 1;
    for (size_t at = high - 1; low < high; at = low + (high - low) / 2) {
        struct bb_row *row = (struct bb_row *)((char *)t->rows + at * size);
        if (row->id == id)
            return row;
        if (row->id < id)
            low = at + 1;
        else
            high = at;
    }
    return NULL;
}

static int hex(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* RFC 9562: milliseconds in the first 48 bits, then the version. */
int64_t bb_uid_us(const char *uid)
{
    enum { DASH = 8, VERSION = 14, LENGTH = 36 };
    int64_t ms = 0;
    if (!uid || strlen(uid) != LENGTH || uid[DASH] != '-' || uid[VERSION] != '7')
        return -1;
    for (int i = 0; i < VERSION - 1; i++) {
        if (i == DASH)
            continue;
        if (hex(uid[i]) < 0)
            return -1;
        ms = ms << 4 | hex(uid[i]);
    }
    return ms * 1000;
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
