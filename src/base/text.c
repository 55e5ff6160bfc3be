/* Columns and clusters. The widths are those of wcwidth(3), as the terminal library counts them too. */
#include <bepboard/text.h>
#include <langinfo.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>
#include <wchar.h>

static bool codeset_is_utf8(void)
{
    return strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
}

/* The first of these that is set counts, as in setlocale(3). */
static bool locale_names_utf8(void)
{
    static const char *const names[] = {"LC_ALL", "LC_CTYPE", "LANG"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *value = getenv(names[i]);
        if (value && *value)
            return strcasestr(value, "UTF-8") || strcasestr(value, "UTF8");
    }
    return false;
}

bool bb_text_init(void)
{
    if (!setlocale(LC_ALL, ""))
        setlocale(LC_ALL, "C"); /* a locale that this host does not have leaves the one before in force */
    bool own = codeset_is_utf8();
    if (!own)
        setlocale(LC_CTYPE, "C.UTF-8");
    setlocale(LC_NUMERIC, "C");
    return own || locale_names_utf8();
}

int bb_text_cp_width(uint32_t cp)
{
    if (cp < 0x80)
        return cp >= 0x20 && cp < 0x7F ? 1 : -1;
    return wcwidth((wchar_t)cp);
}

static bool is_ascii(char c)
{
    return (unsigned char)c < 0x80;
}

size_t bb_text_cluster(const char *s, size_t n)
{
    if (n == 0)
        return 0;
    if (is_ascii(s[0]) && s[0] != '\r' && (n == 1 || is_ascii(s[1])))
        return 1;
    uint32_t before, cp;
    size_t end = bb_utf8_decode(s, n, &before);
    if (end == 0)
        return 1;
    utf8proc_int32_t state = 0;
    while (end < n) {
        size_t used = bb_utf8_decode(s + end, n - end, &cp);
        if (used == 0 || utf8proc_grapheme_break_stateful((utf8proc_int32_t)before, (utf8proc_int32_t)cp, &state))
            break;
        before = cp;
        end += used;
    }
    return end;
}

int bb_text_width(const char *s)
{
    return s ? bb_text_width_n(s, strlen(s)) : 0;
}

int bb_text_width_n(const char *s, size_t n)
{
    int width = 0;
    for (size_t i = 0; i < n;) {
        if (is_ascii(s[i])) {
            width++;
            i++;
            continue;
        }
        uint32_t cp;
        size_t used = bb_utf8_decode(s + i, n - i, &cp);
        int w = used ? bb_text_cp_width(cp) : 1;
        width += w < 0 ? 1 : w;
        i += used ? used : 1;
    }
    return width;
}

/* Bytes of whole clusters of s that fill at most `cols` columns; *width is what they fill. */
static size_t head(const char *s, size_t n, int cols, int *width)
{
    size_t i = 0;
    *width = 0;
    while (i < n) {
        size_t used = bb_text_cluster(s + i, n - i);
        int w = bb_text_width_n(s + i, used);
        if (*width + w > cols)
            break;
        *width += w;
        i += used;
    }
    return i;
}

void bb_text_fit(struct bb_str *out, const char *s, int cols, enum bb_align align, const char *ellipsis)
{
    if (cols <= 0)
        return;
    size_t n = s ? strlen(s) : 0;
    int width;
    size_t fits = head(s ? s : "", n, cols, &width);
    if (fits == n) {
        int spare = cols - width;
        int left = align == BB_LEFT ? 0 : align == BB_RIGHT ? spare : spare / 2;
        bb_str_fill(out, ' ', (size_t)left);
        bb_str_addn(out, s ? s : "", n);
        bb_str_fill(out, ' ', (size_t)(spare - left));
        return;
    }
    fits = head(s, n, cols - 1, &width);
    bb_str_addn(out, s, fits);
    bb_str_fill(out, ' ', (size_t)(cols - 1 - width));
    bb_str_add(out, ellipsis);
}
