/* Faces beside each other: what either of two hides, and how to tell that one has changed. */
#include "rooms.h"

#include <bepboard/hash.h>
#include <stdlib.h>
#include <string.h>

static int by_id(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

struct ids {
    const int64_t *list;
    size_t n;
};

static int64_t *join_ids(struct bb_arena *arena, struct ids a, struct ids b, size_t *n)
{
    int64_t *all = bb_arena_alloc(arena, (a.n + b.n) * sizeof *all);
    if (a.n)
        memcpy(all, a.list, a.n * sizeof *all);
    if (b.n)
        memcpy(all + a.n, b.list, b.n * sizeof *all);
    if (a.n + b.n)
        qsort(all, a.n + b.n, sizeof *all, by_id);
    *n = a.n + b.n;
    return all;
}

static void join_days(struct bb_face *out, const struct bb_face *a, const struct bb_face *b)
{
    out->quiet = bb_arena_alloc(&out->arena, (a->quiet_n + b->quiet_n) * sizeof *out->quiet);
    for (size_t i = 0; i < a->quiet_n; i++)
        out->quiet[out->quiet_n++] = a->quiet[i];
    for (size_t i = 0; i < b->quiet_n; i++)
        out->quiet[out->quiet_n++] = b->quiet[i];
}

void face_join(struct bb_face *out, const struct bb_face *a, const struct bb_face *b)
{
    *out = (struct bb_face){.audience = a->audience,
                            .pseudonyms = a->pseudonyms || b->pseudonyms,
                            .nothing = a->nothing || b->nothing,
                            .agreement = a->agreement == b->agreement ? a->agreement : NULL,
                            .small_whole = a->small_whole || b->small_whole};
    memcpy(out->key, a->key, sizeof out->key);
    for (int e = 0; e < BB_ENTITY_COUNT; e++)
        out->hidden[e] = join_ids(&out->arena, (struct ids){a->hidden[e], a->hidden_n[e]},
                                  (struct ids){b->hidden[e], b->hidden_n[e]}, &out->hidden_n[e]);
    out->small =
        join_ids(&out->arena, (struct ids){a->small, a->small_n}, (struct ids){b->small, b->small_n}, &out->small_n);
    join_days(out, a, b);
}

/* Any key will do: nobody else sees the mark. */
static uint64_t add(uint64_t mark, const void *bytes, size_t n)
{
    uint8_t key[BB_HASH_KEY] = {0};
    memcpy(key, &mark, sizeof mark);
    return bb_hash(key, bytes, n);
}

uint64_t bb_face_mark(const struct bb_face *f)
{
    const int64_t head[] = {f->audience, f->pseudonyms, f->nothing, f->small_whole, (int64_t)(uintptr_t)f->agreement};
    uint64_t mark = add(0, head, sizeof head);
    for (int e = 0; e < BB_ENTITY_COUNT; e++)
        mark = add(mark + f->hidden_n[e], f->hidden[e], f->hidden_n[e] * sizeof *f->hidden[e]);
    mark = add(mark + f->small_n, f->small, f->small_n * sizeof *f->small);
    return add(mark + f->quiet_n, f->quiet, f->quiet_n * sizeof *f->quiet);
}
