/* Numbers that look random and are the same on every run (xorshift). Include after <stdint.h>. */
#pragma once

#include <stddef.h>
#include <stdint.h>

struct seeded {
    uint64_t state; /* not 0 */
};

static inline uint64_t seeded_next(struct seeded *r)
{
    r->state ^= r->state << 13;
    r->state ^= r->state >> 7;
    r->state ^= r->state << 17;
    return r->state;
}

/* 0 .. below - 1 */
static inline size_t seeded_below(struct seeded *r, size_t below)
{
    return (size_t)(seeded_next(r) % below);
}
