/* The keys of an engagement's people in little memory: a keyed 64-bit hash stands for each. Two people with one hash
 * are noticed while reading (another seed is tried then); that a key of nobody has the hash of somebody has, for 10
 * million unknown keys and a million people, a chance of one in two million. */
#include "event.h"

#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

enum { ATTEMPTS = 4 };

static uint64_t fold(uint64_t a, uint64_t b)
{
    unsigned __int128 product = (unsigned __int128)a * b;
    return (uint64_t)product ^ (uint64_t)(product >> 64);
}

static uint64_t hash_of(uint64_t seed, const char *key, size_t n)
{
    const uint64_t odd = UINT64_C(0x9E3779B97F4A7C15), other = UINT64_C(0xD1B54A32D192ED03);
    uint64_t h = seed ^ fold(n ^ odd, other), word;
    for (; n >= sizeof word; key += sizeof word, n -= sizeof word) {
        memcpy(&word, key, sizeof word);
        h = fold(h ^ word, odd ^ seed);
    }
    word = 0;
    memcpy(&word, key, n);
    return fold(fold(h ^ word, other ^ seed) ^ seed, odd);
}

/* The slot of this hash, or the free one where it belongs. */
static size_t slot_of(const struct event_people *p, uint64_t hash)
{
    size_t i = hash & (p->slot_n - 1);
    while (p->slots[i] && p->hashes[p->slots[i] - 1] != hash)
        i = (i + 1) & (p->slot_n - 1);
    return i;
}

static bool reserve(struct event_people *p, size_t n)
{
    p->slot_n = 16;
    while (p->slot_n < n + n / 3)
        p->slot_n *= 2;
    p->ids = bb_alloc(n * sizeof *p->ids);
    p->units = bb_alloc(n * sizeof *p->units);
    p->hashes = bb_alloc(n * sizeof *p->hashes);
    p->slots = bb_alloc(p->slot_n * sizeof *p->slots);
    return getrandom(&p->seed, sizeof p->seed, 0) == (ssize_t)sizeof p->seed;
}

/* The plus keeps the index on keys away: the rows are wanted in the order in which they lie. */
static const char all_keys[] =
    "SELECT id, key, coalesce(unit, 0) FROM person WHERE +engagement = $1 AND deleted = 0 ORDER BY id";

static bool read_keys(struct bb_store *s, int64_t engagement, struct event_people *p, size_t most, bool *clash,
                      struct bb_error *err)
{
    struct db_rows *r = db_query(s->db, err, all_keys, DB_ARGS(db_i(engagement)));
    while (!*clash && p->n < most && db_next(r)) {
        const char *key = db_text(r, 1);
        uint64_t hash = hash_of(p->seed, key ? key : "", key ? strlen(key) : 0);
        size_t slot = slot_of(p, hash);
        *clash = p->slots[slot] != 0;
        p->ids[p->n] = (uint32_t)db_int(r, 0);
        p->units[p->n] = (uint32_t)db_int(r, 2);
        p->hashes[p->n] = hash;
        p->slots[slot] = (uint32_t)++p->n;
    }
    return r && db_done(r, err);
}

bool event_people_load(struct bb_store *s, int64_t engagement, struct event_people *out, struct bb_error *err)
{
    int64_t n, largest;
    if (!db_one(s->db, err, &n, 0, "SELECT count(*) FROM person WHERE engagement = $1 AND deleted = 0",
                DB_ARGS(db_i(engagement))) ||
        !db_one(s->db, err, &largest, 0,
                "SELECT max(max(p.id), (SELECT coalesce(max(u.id), 0) FROM unit u)) FROM person p", DB_NO_ARGS))
        return false;
    if (largest > UINT32_MAX || n >= EVENT_PEOPLE_MOST)
        return bb_fail(err, BB_E_FAILED, "there are too many people for an import of events");
    for (int i = 0; i < ATTEMPTS; i++) {
        bool clash = false;
        *out = (struct event_people){0};
        if (!reserve(out, (size_t)n))
            return bb_fail(err, BB_E_FAILED, "the system gives no random numbers");
        bool ok = read_keys(s, engagement, out, (size_t)n, &clash, err);
        if (ok && !clash)
            return true;
        event_people_finish(out);
        if (!ok)
            return false;
    }
    return bb_fail(err, BB_E_CORRUPT, "two people have the same key; `bepboard doctor` checks the database");
}

int64_t event_people_find(const struct event_people *p, const char *key, size_t n)
{
    return (int64_t)p->slots[slot_of(p, hash_of(p->seed, key, n))] - 1;
}

int64_t event_people_number(const struct event_people *p, int64_t id)
{
    size_t from = 0, to = p->n;
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        if (p->ids[middle] < id)
            from = middle + 1;
        else
            to = middle;
    }
    return from < p->n && p->ids[from] == id ? (int64_t)from : -1;
}

void event_people_forget_keys(struct event_people *p)
{
    free(p->hashes);
    free(p->slots);
    p->hashes = NULL;
    p->slots = NULL;
}

void event_people_finish(struct event_people *p)
{
    event_people_forget_keys(p);
    free(p->ids);
    free(p->units);
    *p = (struct event_people){0};
}
