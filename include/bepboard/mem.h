/* Memory: allocation that never returns NULL, and an arena for read models. */
#pragma once

#include <stddef.h>

/* Allocate n zeroed bytes (n may be 0), grow a block (new bytes are not zeroed), copy a string (NULL gives NULL).
 * They end the program through the hook below when memory runs out. The caller frees with free(). */
void *bb_alloc(size_t n);
void *bb_realloc(void *p, size_t n);
char *bb_strdup(const char *s);
char *bb_strndup(const char *s, size_t n);

/* Makes room for one more element in a growing array: *p has *cap elements of `size` bytes, n are used.
 * Doubles the capacity when needed; *p may be NULL with *cap 0. */
void *bb_grow(void *p, size_t n, size_t *cap, size_t size);

/* Called once, before the program ends with status 70 because memory ran out: the terminal is restored there.
 * NULL removes the hook. */
void bb_out_of_memory_hook(void (*hook)(void));

/* A bump allocator: everything in it lives until reset or finish. Zeroed memory is a valid empty arena. */
struct bb_arena {
    struct bb_arena_block *head;
};

/* n zeroed bytes aligned for any type; owned by the arena. */
void *bb_arena_alloc(struct bb_arena *a, size_t n);
/* Copies of a string in the arena; NULL gives NULL. */
char *bb_arena_strdup(struct bb_arena *a, const char *s);
char *bb_arena_strndup(struct bb_arena *a, const char *s, size_t n);
/* Frees everything; the arena is empty and usable again. Accepts a zeroed arena. */
void bb_arena_finish(struct bb_arena *a);
