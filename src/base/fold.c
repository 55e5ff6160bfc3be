/* Text without case and accents: the key for search and order, and plain ASCII. */
#include <bepboard/text.h>
#include <string.h>
#include <utf8proc.h>

/* Letters and signs that have no canonical decomposition. `fold` NULL = as it is; `ascii` fills the same columns. */
struct plain {
    uint32_t cp;
    const char *fold;
    char ascii;
};

static const struct plain plains[] = {
    {0x00A0, " ", ' '},  {0x00B7, NULL, '.'}, {0x00C6, "ae", 'A'}, {0x00D0, "d", 'D'},  {0x00D7, NULL, 'x'},
    {0x00D8, "o", 'O'},  {0x00DE, "th", 'T'}, {0x00DF, "ss", 's'}, {0x00E6, "ae", 'a'}, {0x00F0, "d", 'd'},
    {0x00F8, "o", 'o'},  {0x00FE, "th", 't'}, {0x0110, "d", 'D'},  {0x0111, "d", 'd'},  {0x0131, "i", 'i'},
    {0x0141, "l", 'L'},  {0x0142, "l", 'l'},  {0x0152, "oe", 'O'}, {0x0153, "oe", 'o'}, {0x2010, "-", '-'},
    {0x2011, "-", '-'},  {0x2012, "-", '-'},  {0x2013, "-", '-'},  {0x2014, "-", '-'},  {0x2015, "-", '-'},
    {0x2018, "'", '\''}, {0x2019, "'", '\''}, {0x201A, "'", '\''}, {0x201C, "\"", '"'}, {0x201D, "\"", '"'},
    {0x201E, "\"", '"'}, {0x2022, NULL, '*'}, {0x2026, NULL, '~'}, {0x2039, "'", '<'},  {0x203A, "'", '>'},
    {0x2212, "-", '-'},
};

static const struct plain *plain_find(uint32_t cp)
{
    size_t low = 0, high = sizeof plains / sizeof *plains;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (plains[middle].cp == cp)
            return &plains[middle];
        if (plains[middle].cp < cp)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

enum { DECOMPOSED_MAX = 32 };

static int decompose(uint32_t cp, utf8proc_option_t options, utf8proc_int32_t *to)
{
    int boundary = 0;
    utf8proc_ssize_t n = utf8proc_decompose_char((utf8proc_int32_t)cp, to, DECOMPOSED_MAX, options, &boundary);
    return n < 0 || n > DECOMPOSED_MAX ? 0 : (int)n;
}

static void fold_char(struct bb_str *out, uint32_t cp)
{
    utf8proc_int32_t to[DECOMPOSED_MAX];
    int n = decompose(cp, UTF8PROC_DECOMPOSE | UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK, to);
    for (int i = 0; i < n; i++) {
        const struct plain *p = plain_find((uint32_t)to[i]);
        if (p && p->fold)
            bb_str_add(out, p->fold);
        else
            bb_utf8_encode(out, (uint32_t)to[i]);
    }
}

/* The next code point of s; what is not UTF-8 counts as U+FFFD. */
static uint32_t next(const char **s, size_t *n)
{
    uint32_t cp;
    size_t used = bb_utf8_decode(*s, *n, &cp);
    if (used == 0) {
        cp = 0xFFFD;
        used = 1;
    }
    *s += used;
    *n -= used;
    return cp;
}

void bb_text_fold(struct bb_str *out, const char *s)
{
    bb_str_add(out, "");
    for (size_t n = s ? strlen(s) : 0; n > 0;) {
        uint32_t cp = next(&s, &n);
        if (cp < 0x80)
            bb_str_addc(out, cp >= 'A' && cp <= 'Z' ? (char)(cp - 'A' + 'a') : (char)cp);
        else
            fold_char(out, cp);
    }
}

const char *bb_text_fold_version(void)
{
    return "1";
}

static void ascii_char(struct bb_str *out, uint32_t cp)
{
    int width = bb_text_cp_width(cp);
    if (width == 0)
        return;
    utf8proc_int32_t to[DECOMPOSED_MAX];
    int n = decompose(cp, UTF8PROC_DECOMPOSE, to);
    char letter = '?';
    if (width == 1 && n > 0) {
        const struct plain *p = plain_find((uint32_t)to[0]);
        if (p)
            letter = p->ascii;
        else if (to[0] >= 0x20 && to[0] < 0x7F)
            letter = (char)to[0];
    }
    bb_str_fill(out, letter, width == 2 ? 2 : 1);
}

void bb_text_ascii(struct bb_str *out, const char *s)
{
    bb_str_add(out, "");
    for (size_t n = s ? strlen(s) : 0; n > 0;) {
        uint32_t cp = next(&s, &n);
        if (cp < 0x80)
            bb_str_addc(out, (char)cp);
        else
            ascii_char(out, cp);
    }
}
