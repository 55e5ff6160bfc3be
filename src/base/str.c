#include <bepboard/mem.h>
#include <bepboard/str.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Makes room for n more bytes and the terminator; returns where they go. */
static char *room(struct bb_str *b, size_t n)
{
    size_t need = b->n + n + 1;
    if (need > b->cap) {
        size_t cap = b->cap ? b->cap : 32;
        while (cap < need)
            cap *= 2;
        b->s = bb_realloc(b->s, cap);
        b->cap = cap;
    }
    return b->s + b->n;
}

static void grown(struct bb_str *b, size_t n)
{
    b->n += n;
    b->s[b->n] = '\0';
}

void bb_str_add(struct bb_str *b, const char *s)
{
    if (s)
        bb_str_addn(b, s, strlen(s));
}

void bb_str_addn(struct bb_str *b, const char *s, size_t n)
{
    char *to = room(b, n);
    if (n)
        memcpy(to, s, n);
    grown(b, n);
}

void bb_str_addc(struct bb_str *b, char c)
{
    *room(b, 1) = c;
    grown(b, 1);
}

void bb_str_fill(struct bb_str *b, char c, size_t times)
{
    memset(room(b, times), c, times);
    grown(b, times);
}

void bb_str_addf(struct bb_str *b, const char *fmt, ...)
{
    va_list args, again;
    va_start(args, fmt);
    va_copy(again, args);
    int n = vsnprintf(NULL, 0, fmt, args);
    va_end(args);
    if (n >= 0) {
        vsnprintf(room(b, (size_t)n), (size_t)n + 1, fmt, again);
        grown(b, (size_t)n);
    }
    va_end(again);
}

void bb_str_clear(struct bb_str *b)
{
    b->n = 0;
    if (b->s)
        b->s[0] = '\0';
}

const char *bb_str_get(const struct bb_str *b)
{
    return b->s ? b->s : "";
}

char *bb_str_take(struct bb_str *b)
{
    char *s = b->s ? b->s : bb_strdup("");
    *b = (struct bb_str){0};
    return s;
}

void bb_str_finish(struct bb_str *b)
{
    free(b->s);
    *b = (struct bb_str){0};
}
