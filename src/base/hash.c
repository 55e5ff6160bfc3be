#include <bepboard/hash.h>

struct state {
    uint64_t a, b, c, d;
};

static uint64_t turn(uint64_t x, int by)
{
    return x << by | x >> (64 - by);
}

/* The last `n` (up to 8) bytes, lowest first. */
static uint64_t word(const uint8_t *bytes, size_t n)
{
    uint64_t w = 0;
    for (size_t i = 0; i < n; i++)
        w |= (uint64_t)bytes[i] << 8 * i;
    return w;
}

static void stir(struct state *s, int rounds)
{
    for (; rounds > 0; rounds--) {
        s->a += s->b;
        s->c += s->d;
        s->b = turn(s->b, 13) ^ s->a;
        s->d = turn(s->d, 16) ^ s->c;
        s->a = turn(s->a, 32);
        s->c += s->b;
        s->a += s->d;
        s->b = turn(s->b, 17) ^ s->c;
        s->d = turn(s->d, 21) ^ s->a;
        s->c = turn(s->c, 32);
    }
}

static void take(struct state *s, uint64_t w)
{
    s->d ^= w;
    stir(s, 2);
    s->a ^= w;
}

uint64_t bb_hash(const uint8_t key[BB_HASH_KEY], const void *bytes, size_t n)
{
    const uint8_t *at = bytes;
    uint64_t k0 = word(key, 8), k1 = word(key + 8, 8);
    struct state s = {k0 ^ UINT64_C(0x736f6d6570736575), k1 ^ UINT64_C(0x646f72616e646f6d),
                      k0 ^ UINT64_C(0x6c7967656e657261), k1 ^ UINT64_C(0x7465646279746573)};
    size_t whole = n / 8 * 8;
    for (size_t i = 0; i < whole; i += 8)
        take(&s, word(at + i, 8));
    take(&s, (uint64_t)n << 56 | word(at + whole, n - whole));
    s.c ^= 0xff;
    stir(&s, 4);
    return s.a ^ s.b ^ s.c ^ s.d;
}
