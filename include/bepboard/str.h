/* A growing byte string. Always NUL-terminated once anything was added; zeroed memory is a valid empty string. */
#pragma once

#include <stddef.h>

struct bb_str {
    char *s;    /* NULL while nothing was ever added; use bb_str_get for a C string */
    size_t n;   /* bytes without the terminator */
    size_t cap; /* bytes allocated */
};

void bb_str_add(struct bb_str *b, const char *s);            /* append a C string; NULL adds nothing */
void bb_str_addn(struct bb_str *b, const char *s, size_t n); /* append n bytes, NULs included */
void bb_str_addc(struct bb_str *b, char c);                  /* append one byte */
void bb_str_fill(struct bb_str *b, char c, size_t times);    /* append the same byte several times */
void bb_str_addf(struct bb_str *b, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
void bb_str_clear(struct bb_str *b);            /* empty, memory kept */
const char *bb_str_get(const struct bb_str *b); /* never NULL; valid until the next change */
char *bb_str_take(struct bb_str *b);            /* the C string (never NULL), owned by the caller; b is empty again */
void bb_str_finish(struct bb_str *b);           /* frees; accepts zeroed memory */
