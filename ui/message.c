/* What goes to the terminal beside the screen: the window title and the clipboard. */
#include "screen.h"
#include <bepboard/str.h>
#include <bepboard/text.h>
#include <string.h>

enum { TITLE_MAX = 200 };

static size_t cut_at_cluster(const char *s, size_t most)
{
    size_t n = strlen(s), at = 0;
    while (at < n) {
        size_t next = bb_text_cluster(s + at, n - at);
        if (at + next > most)
            break;
        at += next;
    }
    return at;
}

void term_title(struct term *t, const char *text)
{
    if (!t->title_allowed || t->away)
        return;
    struct bb_str safe = {0}, out = {0};
    bb_text_safe(&safe, text, strlen(text), false);
    if (t->ascii) {
        bb_text_ascii(&out, bb_str_get(&safe));
        bb_str_clear(&safe);
        bb_str_add(&safe, bb_str_get(&out));
        bb_str_clear(&out);
    }
    if (!t->titled && !t->title_saved_by_smcup)
        bb_str_add(&out, "\033[22;0t");
    bb_str_add(&out, "\033]2;");
    bb_str_addn(&out, bb_str_get(&safe), cut_at_cluster(bb_str_get(&safe), TITLE_MAX));
    bb_str_add(&out, "\033\\");
    screen_puts(t, bb_str_get(&out));
    bb_str_finish(&safe);
    bb_str_finish(&out);
    if (!t->titled) {
        t->titled = true;
        screen_arm(t);
    }
}

static void add_base64(struct bb_str *out, const unsigned char *s, size_t n)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (size_t i = 0; i < n; i += 3) {
        unsigned long three = (unsigned long)s[i] << 16 | (i + 1 < n ? (unsigned long)s[i + 1] << 8 : 0) |
                              (i + 2 < n ? (unsigned long)s[i + 2] : 0);
        bb_str_addc(out, digits[three >> 18]);
        bb_str_addc(out, digits[three >> 12 & 63]);
        bb_str_addc(out, i + 1 < n ? digits[three >> 6 & 63] : '=');
        bb_str_addc(out, i + 2 < n ? digits[three & 63] : '=');
    }
}

bool term_copy(struct term *t, const char *text, size_t n, struct bb_error *err)
{
    if (t->plain || t->away)
        return bb_fail(err, BB_E_FAILED, "this terminal has no clipboard that can be reached");
    if (n > TERM_COPY_MAX)
        return bb_fail(err, BB_E_FAILED, "the text has %zu bytes; terminals take at most %d", n, TERM_COPY_MAX);
    struct bb_str out = {0};
    bb_str_add(&out, "\033]52;c;");
    add_base64(&out, (const unsigned char *)text, n);
    bb_str_add(&out, "\033\\");
    screen_write(t, bb_str_get(&out), out.n);
    bb_str_finish(&out);
    return true;
}
