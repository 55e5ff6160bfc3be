/* UTF-8 by the letter: no overlong forms, no surrogates, nothing above U+10FFFF. */
#include <bepboard/text.h>

static bool follows(const char *s, size_t n, size_t i)
{
    return i < n && ((unsigned char)s[i] & 0xC0) == 0x80;
}

static uint32_t bits(const char *s, size_t i)
{
    return (unsigned char)s[i] & 0x3F;
}

size_t bb_utf8_decode(const char *s, size_t n, uint32_t *cp)
{
    unsigned char b = (unsigned char)s[0];
    if (b < 0x80) {
        *cp = b;
        return 1;
    }
    if (b >= 0xC2 && b <= 0xDF && follows(s, n, 1)) {
        *cp = (b & 0x1Fu) << 6 | bits(s, 1);
        return 2;
    }
    if (b >= 0xE0 && b <= 0xEF && follows(s, n, 1) && follows(s, n, 2)) {
        uint32_t c = (b & 0x0Fu) << 12 | bits(s, 1) << 6 | bits(s, 2);
        if (c < 0x800 || (c >= 0xD800 && c <= 0xDFFF))
            return 0;
        *cp = c;
        return 3;
    }
    if (b >= 0xF0 && b <= 0xF4 && follows(s, n, 1) && follows(s, n, 2) && follows(s, n, 3)) {
        uint32_t c = (b & 0x07u) << 18 | bits(s, 1) << 12 | bits(s, 2) << 6 | bits(s, 3);
        if (c < 0x10000 || c > 0x10FFFF)
            return 0;
        *cp = c;
        return 4;
    }
    return 0;
}

void bb_utf8_encode(struct bb_str *out, uint32_t cp)
{
    if (cp > 0x10FFFF || (cp >= 0xD800 && cp <= 0xDFFF))
        cp = 0xFFFD;
    char b[4];
    size_t n = 0;
    if (cp < 0x80) {
        b[n++] = (char)cp;
    } else if (cp < 0x800) {
        b[n++] = (char)(0xC0 | cp >> 6);
        b[n++] = (char)(0x80 | (cp & 0x3F));
    } else if (cp < 0x10000) {
        b[n++] = (char)(0xE0 | cp >> 12);
        b[n++] = (char)(0x80 | (cp >> 6 & 0x3F));
        b[n++] = (char)(0x80 | (cp & 0x3F));
    } else {
        b[n++] = (char)(0xF0 | cp >> 18);
        b[n++] = (char)(0x80 | (cp >> 12 & 0x3F));
        b[n++] = (char)(0x80 | (cp >> 6 & 0x3F));
        b[n++] = (char)(0x80 | (cp & 0x3F));
    }
    bb_str_addn(out, b, n);
}

size_t bb_utf8_valid(const char *s, size_t n)
{
    size_t i = 0;
    while (i < n && s[i] != '\0') {
        uint32_t cp;
        size_t used = bb_utf8_decode(s + i, n - i, &cp);
        if (used == 0)
            break;
        i += used;
    }
    return i;
}
