/* What the files about usage events share. */
#pragma once

#include "private.h"

#include <bepboard/events.h>

/* A sort key is the person's number, when, and the name's id in 26 + 24 + 14 bits. */
enum {
    EVENT_NAME_BITS = 14,
    EVENT_WHEN_BITS = 24,
    EVENT_PEOPLE_MOST = 1 << 26,
    EVENT_NAMES_MOST = 1 << EVENT_NAME_BITS
};

/* One event inside the store. */
struct event {
    uint32_t when; /* days since 0001-01-01, times four, plus the precision: sorts by day, the finest precision first */
    uint32_t name; /* id in event_name */
    uint32_t count;
};
uint32_t event_when(struct bb_date d);
struct bb_date event_date(uint32_t when);

/* event_list.c: the events of one person, by when and name, each key once. Zeroed memory is an empty list. */
struct event_list {
    struct event *at;
    size_t n, cap;
};
void event_list_add(struct event_list *l, struct event e);
void event_list_finish(struct event_list *l);
/* Replaces *out by `below` with `above` laid over it. */
void event_list_lay(struct event_list *out, const struct event_list *below, const struct event_list *above);
void event_list_pack(const struct event_list *l, struct bb_str *out);
bool event_list_unpack(struct event_list *out, const void *bytes, size_t n, struct bb_error *err);
/* Appends a number, seven bits a byte; reads one, false at the end of the bytes. */
void event_put_number(struct bb_str *out, uint64_t v);
static inline bool event_get_number(const unsigned char **p, const unsigned char *end, uint64_t *v)
{
    *v = 0;
    for (int shift = 0; *p < end && shift < 64; shift += 7) {
        unsigned char b = *(*p)++;
        *v |= (uint64_t)(b & 0x7F) << shift;
        if (b < 0x80)
            return true;
    }
    return false;
}

/* When a person first used the thing and when they adopted it; 0 = never. */
struct event_rule {
    int64_t uses, days;
};
struct event_use {
    uint32_t tried, adopted;
};
struct event_use event_list_use(const struct event_list *l, struct event_rule rule);
bool event_rule_read(struct bb_store *s, int64_t engagement, struct event_rule *out, struct bb_error *err);

/* event_batch.c: which batches are in force, oldest first, and the layers of one person. */
struct event_batches {
    int64_t *ids;
    size_t n;
};
bool event_batches_read(struct bb_store *s, int64_t engagement, struct event_batches *out, struct bb_error *err);
void event_batches_finish(struct event_batches *b);
bool event_batches_has(const struct event_batches *b, int64_t id);
/* Removes a batch that never became visible, in slices. */
bool event_batch_remove(struct bb_store *s, int64_t engagement, int64_t batch, struct bb_error *err);
/* Lays a packed layer over what the list has. */
bool event_layer_add(struct event_list *list, const void *bytes, size_t n, struct bb_error *err);
/* A person's events as these batches give them. */
bool event_person_read(struct bb_store *s, int64_t engagement, int64_t person, const struct event_batches *in,
                       struct event_list *out, struct bb_error *err);

/* event_people.c: from keys to numbers 0, 1, … in the order of the row ids. */
struct event_people {
    size_t n;
    uint32_t *ids, *units;
    uint64_t *hashes;
    uint32_t *slots; /* number + 1, 0 = free */
    size_t slot_n;   /* a power of two */
    uint64_t seed;
};
bool event_people_load(struct bb_store *s, int64_t engagement, struct event_people *out, struct bb_error *err);
/* The person's number, or -1. */
int64_t event_people_find(const struct event_people *p, const char *key, size_t n);
/* The number of a row id, or -1. */
int64_t event_people_number(const struct event_people *p, int64_t id);
/* Only ids and units stay. */
void event_people_forget_keys(struct event_people *p);
void event_people_finish(struct event_people *p);

/* event_names.c: kinds and sources as numbers from 1; what the database has comes first, ordered by kind and source. */
struct event_name {
    uint32_t id;
    char *kind, *source;
};
struct event_names {
    struct event_name *list;
    size_t n, cap, stored; /* the first `stored` are in the database */
    uint16_t *slots;
    size_t last; /* the one asked for last */
    uint32_t largest;
};
bool event_names_load(struct bb_store *s, struct event_names *out, struct bb_error *err);
/* The number of a pair, a new one if needed. */
bool event_names_number(struct event_names *n, const char *kind, const char *source, uint32_t *id,
                        struct bb_error *err);
/* Writes the new ones in the open transaction. */
bool event_names_store(struct event_names *n, struct bb_store *s, int64_t batch, struct bb_error *err);
void event_names_finish(struct event_names *n);

/* event_sort.c: any number of rows in a fixed amount of memory; equal keys keep their order. */
struct event_row {
    uint32_t high, low; /* the key */
    uint32_t count;
};
static inline uint64_t event_row_key(const struct event_row *r)
{
    return (uint64_t)r->high << 32 | r->low;
}
struct event_sort;
/* Runs that do not fit go to a file without a name in `path`'s folder. */
struct event_sort *event_sort_create(const char *path);
bool event_sort_add(struct event_sort *s, struct event_row row, struct bb_error *err);
/* After the last row: from then on event_sort_next gives them in order, false at the end or on failure (err->code). */
bool event_sort_begin(struct event_sort *s, struct bb_error *err);
bool event_sort_next(struct event_sort *s, struct event_row *out, struct bb_error *err);
void event_sort_destroy(struct event_sort *s);

/* rollup.c: sums by day, precision and unit; changes are collected and then applied in the open transaction. */
struct rollup;
struct rollup *rollup_create(void);
void rollup_destroy(struct rollup *r);
/* Adds a person's two days to a unit (by = 1) or takes them away (by = -1). */
void rollup_count(struct rollup *r, int64_t unit, struct event_use use, int by);
/* Adds the changes of another one, which is left as it is. */
void rollup_add(struct rollup *r, const struct rollup *more);
/* Puts the changes in order, which takes a while for many; afterwards they can be added to and applied, not counted. */
void rollup_sort(struct rollup *r);
/* Fills d->rollups from the database as if the changes had been applied, without what falls after d->today; as
 * rollup_load does otherwise. */
bool rollup_load_with(struct bb_store *s, int64_t engagement, int32_t most_days, const struct rollup *changes,
                      struct bb_data *d, struct bb_error *err);
bool rollup_apply(struct rollup *r, struct bb_store *s, int64_t engagement, struct bb_error *err);

/* event_rest.c: whether an import's events may go (shown false) or come back while what two records that became one had
 * is as it is; else BB_E_CONFLICT and what to do first. */
bool events_may_move(struct bb_store *s, int64_t engagement, int64_t import, int64_t batch, bool shown,
                     struct bb_error *err);
