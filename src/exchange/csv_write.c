/* Writing cells: quotes after RFC 4180, and the guard against formulas in spreadsheets. */
#include <bepboard/csv.h>
#include <string.h>

/* Would a spreadsheet run it, or has somebody guarded it before? */
static bool looks_like_formula(const char *text)
{
    text += strspn(text, "'");
    return *text && strchr("=+@\t\r-", *text);
}

void bb_csv_cell(struct bb_str *out, const char *text, bool guard)
{
    if (!text)
        return;
    const char *mark = guard && looks_like_formula(text) ? "'" : "";
    if (!strpbrk(text, ",;\t\"\r\n")) {
        bb_str_add(out, mark);
        bb_str_add(out, text);
        return;
    }
    bb_str_addc(out, '"');
    bb_str_add(out, mark);
    for (const char *quote; (quote = strchr(text, '"')); text = quote + 1) {
        bb_str_addn(out, text, (size_t)(quote - text) + 1);
        bb_str_addc(out, '"');
    }
    bb_str_add(out, text);
    bb_str_addc(out, '"');
}

const char *bb_csv_unguard(const char *text)
{
    return text && text[0] == '\'' && looks_like_formula(text) ? text + 1 : text;
}
