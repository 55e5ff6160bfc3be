/* The one door through which foreign text reaches a screen, a log or a report. */
#include <bepboard/text.h>
#include <string.h>
#include <utf8proc.h>

#define MIDDLE_DOT "\u00B7"
#define REPLACEMENT "\uFFFD"

enum { MARKS_PER_BASE = 4 }; /* what one cell of a terminal takes; more is dropped */

enum treatment { KEEP, MARK, DROP, SHOW_DOT, SHOW_REPLACEMENT };

/* What a terminal draws as nothing although it counts as a letter or a mark. */
static bool is_filler(uint32_t cp)
{
    return cp == 0x034F || cp == 0x115F || cp == 0x1160 || cp == 0x17B4 || cp == 0x17B5 || cp == 0x3164 || cp == 0xFFA0;
}

static bool is_variation_selector(uint32_t cp)
{
    return (cp >= 0xFE00 && cp <= 0xFE0F) || (cp >= 0xE0100 && cp <= 0xE01EF) || (cp >= 0x180B && cp <= 0x180D) ||
           cp == 0x180F;
}

static enum treatment treatment_of(uint32_t cp)
{
    if (cp < 0x20 || (cp >= 0x7F && cp < 0xA0))
        return SHOW_DOT;
    if (cp < 0x7F)
        return KEEP;
    if (cp == 0x200D || is_variation_selector(cp))
        return DROP;
    if (is_filler(cp) || (cp >= 0xE0000 && cp <= 0xE007F))
        return SHOW_DOT;
    utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)cp);
    if (category == UTF8PROC_CATEGORY_CF || category == UTF8PROC_CATEGORY_ZL || category == UTF8PROC_CATEGORY_ZP)
        return SHOW_DOT;
    int width = bb_text_cp_width(cp);
    return width < 0 ? SHOW_REPLACEMENT : width == 0 ? MARK : KEEP;
}

struct safe {
    struct bb_str *out;
    bool keep_newlines;
    int marks; /* that the last base has; -1 = no base yet */
};

static void add(struct safe *f, const char *s, size_t n)
{
    bb_str_addn(f->out, s, n);
    f->marks = 0;
}

static void add_mark(struct safe *f, const char *s, size_t n)
{
    if (f->marks < 0) {
        add(f, MIDDLE_DOT, strlen(MIDDLE_DOT));
    } else if (f->marks < MARKS_PER_BASE) {
        bb_str_addn(f->out, s, n);
        f->marks++;
    }
}

static void add_char(struct safe *f, const char *s, size_t n, uint32_t cp)
{
    switch (treatment_of(cp)) {
    case KEEP:
        add(f, s, n);
        break;
    case MARK:
        add_mark(f, s, n);
        break;
    case SHOW_DOT:
        add(f, MIDDLE_DOT, strlen(MIDDLE_DOT));
        break;
    case SHOW_REPLACEMENT:
        add(f, REPLACEMENT, strlen(REPLACEMENT));
        break;
    case DROP:
        break;
    }
}

/* Bytes of the white space at s that counts as one character: TAB, LF or CR LF; 0 for anything else. */
static size_t blank(const char *s, size_t n)
{
    if (s[0] == '\t' || s[0] == '\n')
        return 1;
    return n > 1 && s[0] == '\r' && s[1] == '\n' ? 2 : 0;
}

static void add_blank(struct safe *f, char last)
{
    bool newline = f->keep_newlines && last == '\n';
    add(f, newline ? "\n" : " ", 1);
    if (newline)
        f->marks = -1;
}

/* Bytes of printable ASCII at the beginning: most text is nothing else. */
static size_t plain(const char *s, size_t n)
{
    size_t i = 0;
    while (i < n && s[i] >= 0x20 && s[i] < 0x7F)
        i++;
    return i;
}

void bb_text_safe(struct bb_str *out, const char *s, size_t n, bool keep_newlines)
{
    struct safe f = {.out = out, .keep_newlines = keep_newlines, .marks = -1};
    for (size_t i = 0; i < n;) {
        size_t used = plain(s + i, n - i);
        if (used) {
            add(&f, s + i, used);
        } else if ((used = blank(s + i, n - i))) {
            add_blank(&f, s[i + used - 1]);
        } else {
            uint32_t cp;
            used = bb_utf8_decode(s + i, n - i, &cp);
            if (used)
                add_char(&f, s + i, used, cp);
            else
                add(&f, REPLACEMENT, strlen(REPLACEMENT));
            used = used ? used : 1;
        }
        i += used;
    }
}
