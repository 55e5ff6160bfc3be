#include <bepboard/mem.h>
#include <stdalign.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { BLOCK_BYTES = 16 * 1024, OUT_OF_MEMORY_STATUS = 70 };

struct bb_arena_block {
    struct bb_arena_block *next;
    size_t used, size;
    alignas(max_align_t) char bytes[];
};

static void (*out_of_memory_hook)(void);

void bb_out_of_memory_hook(void (*hook)(void))
{
    out_of_memory_hook = hook;
}

static void *checked(void *p)
{
    if (p)
        return p;
    if (out_of_memory_hook)
        out_of_memory_hook();
    _exit(OUT_OF_MEMORY_STATUS);
}

void *bb_alloc(size_t n)
{
    return checked(calloc(1, n ? n : 1));
}

void *bb_realloc(void *p, size_t n)
{
    return checked(realloc(p, n ? n : 1));
}

char *bb_strdup(const char *s)
{
    return s ? checked(strdup(s)) : NULL;
}

char *bb_strndup(const char *s, size_t n)
{
    return s ? checked(strndup(s, n)) : NULL;
}

void *bb_grow(void *p, size_t n, size_t *cap, size_t size)
{
    if (n < *cap)
        return p;
    size_t wanted = *cap ? *cap * 2 : 8;
    if (wanted <= n || wanted > PTRDIFF_MAX / size)
        checked(NULL);
    *cap = wanted;
    return bb_realloc(p, wanted * size);
}

static size_t rounded(size_t n)
{
    size_t unit = alignof(max_align_t);
    if (n > PTRDIFF_MAX)
        checked(NULL);
    return (n + unit - 1) / unit * unit;
}

void *bb_arena_alloc(struct bb_arena *a, size_t n)
{
    size_t need = rounded(n ? n : 1);
    struct bb_arena_block *b = a->head;
    if (!b || b->size - b->used < need) {
        size_t size = need > BLOCK_BYTES ? need : BLOCK_BYTES;
        b = bb_alloc(sizeof *b + size);
        b->size = size;
        b->next = a->head;
        a->head = b;
    }
    void *p = b->bytes + b->used;
    b->used += need;
    return p;
}

char *bb_arena_strdup(struct bb_arena *a, const char *s)
{
    return s ? bb_arena_strndup(a, s, strlen(s)) : NULL;
}

char *bb_arena_strndup(struct bb_arena *a, const char *s, size_t n)
{
    if (!s)
        return NULL;
    size_t len = strnlen(s, n);
    return memcpy(bb_arena_alloc(a, len + 1), s, len);
}

void bb_arena_finish(struct bb_arena *a)
{
    for (struct bb_arena_block *b = a->head, *next; b; b = next) {
        next = b->next;
        free(b);
    }
    a->head = NULL;
}
