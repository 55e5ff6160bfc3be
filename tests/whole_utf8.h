/* libvterm 0.1.4 loses a character whose bytes come in two writes: it must be given whole ones. */
#pragma once

#include <stddef.h>

/* How many of n bytes can be given now: all but a UTF-8 sequence that is cut at the end. */
static inline size_t whole_utf8(const char *s, size_t n)
{
    for (size_t back = 1; back <= 3 && back <= n; back++) {
        unsigned char c = (unsigned char)s[n - back];
        size_t needed = c >= 0xF0 ? 4 : c >= 0xE0 ? 3 : c >= 0xC0 ? 2 : 1;
        if (c >= 0xC0)
            return needed > back ? n - back : n;
        if (c < 0x80)
            return n;
    }
    return n;
}
