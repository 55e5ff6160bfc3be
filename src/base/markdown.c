/* The one escaper for Markdown. */
#include <bepboard/text.h>
#include <string.h>

/* "+ ", "- " and "1. " begin a list, "---" and "===" a rule, only where a line begins. */
static size_t list_mark(const char *s)
{
    size_t digits = strspn(s, "0123456789"), n = 0;
    if (*s == '=')
        return 1;
    if (*s == '+' || *s == '-')
        n = 1;
    else if (digits && (s[digits] == '.' || s[digits] == ')'))
        n = digits + 1;
    return n && (!s[n] || strchr(" -", s[n])) ? n : 0;
}

void bb_text_markdown(struct bb_str *out, const char *s)
{
    struct bb_str safe = {0};
    bb_text_safe(&safe, s, strlen(s), false);
    const char *p = bb_str_get(&safe);
    size_t mark = list_mark(p);
    if (mark) {
        bb_str_addn(out, p, mark - 1);
        bb_str_addf(out, "\\%c", p[mark - 1]);
        p += mark;
    }
    for (; *p; p++) {
        if (strchr("\\`*_{}[]<>#|~&!", *p))
            bb_str_addc(out, '\\');
        bb_str_addc(out, *p);
    }
    bb_str_finish(&safe);
}
