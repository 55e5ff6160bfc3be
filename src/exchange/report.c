/* What an import says of itself. */
#include "private.h"

#include <bepboard/text.h>
#include <stdarg.h>
#include <stdlib.h>

enum { REMARKS_KEPT = 100 };

void report_remark(struct bb_report *r, size_t line, bool refused, const char *text)
{
    if (r->remark_total++ >= REMARKS_KEPT)
        return;
    r->remarks = bb_grow(r->remarks, r->remark_n, &r->remark_cap, sizeof *r->remarks);
    r->remarks[r->remark_n++] = (struct bb_remark){.line = line, .refused = refused, .text = bb_strdup(text)};
}

void report_add(struct bb_report *r, struct bb_report *more)
{
    r->read += more->read;
    r->added += more->added;
    r->changed += more->changed;
    r->unchanged += more->unchanged;
    r->refused += more->refused;
    r->unknown += more->unknown;
    for (size_t i = 0; i < more->remark_n; i++)
        report_remark(r, more->remarks[i].line, more->remarks[i].refused, more->remarks[i].text);
    r->remark_total += more->remark_total - (int64_t)more->remark_n;
    bb_report_finish(more);
}

void bb_report_finish(struct bb_report *r)
{
    for (size_t i = 0; i < r->remark_n; i++)
        free(r->remarks[i].text);
    free(r->remarks);
    free(r->ignored);
    *r = (struct bb_report){0};
}

static void add_count(struct bb_str *out, int64_t n, const char *one, const char *many)
{
    if (n)
        bb_str_addf(out, "%lld %s\n", (long long)n, n == 1 ? one : many);
}

static void add_safe(struct bb_str *out, const char *text)
{
    struct bb_str safe = {0};
    bb_str_add(&safe, text);
    bb_text_safe(out, bb_str_get(&safe), safe.n, false);
    bb_str_finish(&safe);
}

static void add_remarks(const struct bb_report *r, struct bb_str *out)
{
    for (size_t i = 0; i < r->remark_n; i++) {
        if (r->remarks[i].line && r->file) {
            add_safe(out, r->file);
            bb_str_addf(out, ":%zu: ", r->remarks[i].line);
        } else if (r->remarks[i].line)
            bb_str_addf(out, "line %zu: ", r->remarks[i].line);
        add_safe(out, r->remarks[i].text);
        bb_str_addc(out, '\n');
    }
    if (r->remark_total > (int64_t)r->remark_n)
        bb_str_addf(out, "… and %lld more.\n", (long long)(r->remark_total - (int64_t)r->remark_n));
}

void bb_report_format(const struct bb_report *r, const char *noun, bool tried, struct bb_str *out)
{
    if (tried)
        bb_str_add(out, "Only tried; nothing was changed.\n");
    bb_str_addf(out, "%s: %lld rows read, %lld added, %lld changed, %lld unchanged, %lld refused.\n", noun,
                (long long)r->read, (long long)r->added, (long long)r->changed, (long long)r->unchanged,
                (long long)r->refused);
    add_count(out, r->unknown, "row names unknown people.", "rows name unknown people.");
    add_count(out, r->units_added, "unit was added because rows name it.", "units were added because rows name them.");
    if (r->ignored) {
        bb_str_add(out, "Columns left out: ");
        add_safe(out, r->ignored);
        bb_str_add(out, ".\n");
    }
    add_remarks(r, out);
}
