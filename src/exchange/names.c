/* A map from names to rows that needs some thirty bytes for each, whatever the names' length. */
#include "private.h"

#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

struct name_entry {
    uint64_t hash;
    int64_t id;
    uint32_t next; /* as in heads */
};

enum { HEADS_MIN = 64 };

static uint64_t mixed(uint64_t a, uint64_t b)
{
    __extension__ unsigned __int128 product = (unsigned __int128)(a ^ 0x9E3779B97F4A7C15u) * (b | 1);
    return (uint64_t)product ^ (uint64_t)(product >> 64);
}

/* Seeded anew for every map, so that nobody can write a file of names that collide. */
static uint64_t hash_of(const struct names *names, const char *text)
{
    uint64_t h = names->seed, word;
    size_t n = strlen(text);
    for (size_t i = 0; i < n; i += 8) {
        word = 0;
        memcpy(&word, text + i, n - i < 8 ? n - i : 8);
        h = mixed(h ^ word, names->seed + i);
    }
    return mixed(h, n);
}

void names_reserve(struct names *names, size_t n)
{
    if (n <= names->cap)
        return;
    names->list = bb_realloc(names->list, n * sizeof *names->list);
    names->cap = n;
}

static void spread(struct names *names)
{
    names->head_n = names->head_n ? names->head_n * 2 : HEADS_MIN;
    free(names->heads);
    names->heads = bb_alloc(names->head_n * sizeof *names->heads);
    for (size_t i = 0; i < names->n; i++) {
        uint32_t *head = &names->heads[names->list[i].hash & (names->head_n - 1)];
        names->list[i].next = *head;
        *head = (uint32_t)i + 1;
    }
}

void names_add(struct names *names, const char *text, int64_t id)
{
    if (!names->seed && getrandom(&names->seed, sizeof names->seed, 0) != (ssize_t)sizeof names->seed)
        abort();
    names->list = bb_grow(names->list, names->n, &names->cap, sizeof *names->list);
    names->list[names->n++] = (struct name_entry){.hash = hash_of(names, text), .id = id};
    if (names->n > names->head_n) {
        spread(names);
        return;
    }
    struct name_entry *entry = &names->list[names->n - 1];
    uint32_t *head = &names->heads[entry->hash & (names->head_n - 1)];
    entry->next = *head;
    *head = (uint32_t)names->n;
}

/* The link that leads to the newest entry of this hash; it holds 0 if there is none. */
static uint32_t *link_to(const struct names *names, uint64_t hash)
{
    uint32_t *link = &names->heads[hash & (names->head_n - 1)];
    while (*link && names->list[*link - 1].hash != hash)
        link = &names->list[*link - 1].next;
    return link;
}

int64_t names_find(const struct names *names, const char *text, bool *several)
{
    *several = false;
    if (!names->n)
        return 0;
    uint64_t hash = hash_of(names, text);
    uint32_t at = *link_to(names, hash);
    if (!at)
        return 0;
    for (uint32_t more = names->list[at - 1].next; more && !*several; more = names->list[more - 1].next)
        *several = names->list[more - 1].hash == hash && names->list[more - 1].id != names->list[at - 1].id;
    return names->list[at - 1].id;
}

int64_t names_take(struct names *names, const char *text)
{
    if (!names->n)
        return 0;
    uint32_t *link = link_to(names, hash_of(names, text));
    if (!*link)
        return 0;
    const struct name_entry *entry = &names->list[*link - 1];
    *link = entry->next;
    return entry->id;
}

void names_finish(struct names *names)
{
    free(names->list);
    free(names->heads);
    *names = (struct names){0};
}
