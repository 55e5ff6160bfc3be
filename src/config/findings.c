/* Findings: what is wrong with a file, where, and what was probably meant. */
#include "doc.h"
#include <bepboard/text.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SHOWN_COLUMNS = 100, SHOWN_BEFORE = 60, QUOTED_BYTES = 60 };

static void add(struct bb_findings *f, enum bb_severity severity, int line, int col, const char *text)
{
    f->list = bb_grow(f->list, f->n, &f->cap, sizeof *f->list);
    f->list[f->n++] = (struct bb_finding){severity, bb_arena_strdup(&f->arena, text), line, col};
}

static bool ends_line(char c)
{
    return c == '\n' || c == '\r';
}

static const char *line_start(const struct bb_doc *d, int line)
{
    const char *p = d->text, *end = d->text + d->n;
    for (; line > 1 && p < end; p++)
        if (ends_line(*p)) {
            if (*p == '\r' && p + 1 < end && p[1] == '\n')
                p++;
            line--;
        }
    return p;
}

/* One code point further; an invalid byte counts as one. */
static const char *forward(const char *p, const char *end)
{
    uint32_t cp;
    size_t n = bb_utf8_decode(p, (size_t)(end - p), &cp);
    return p + (n ? n : 1);
}

/* The source line, or the part of it around the place, and a caret under the place. */
static void add_source(struct bb_str *out, const struct bb_doc *d, int line, int col)
{
    const char *start = line_start(d, line), *end = start, *limit = d->text + d->n;
    const char *at = start, *from = start;
    while (end < limit && !ends_line(*end))
        end++;
    for (int i = 1; i < col && at < end; i++) {
        at = forward(at, end);
        if (i > SHOWN_BEFORE)
            from = forward(from, end);
    }
    const char *to = at;
    for (int i = 0; i < SHOWN_COLUMNS - SHOWN_BEFORE && to < end; i++)
        to = forward(to, end);
    if (to == from)
        return;
    bb_str_add(out, "\n    ");
    bb_text_safe(out, from, (size_t)(to - from), false);
    struct bb_str before = {0};
    bb_text_safe(&before, from, (size_t)(at - from), false);
    bb_str_add(out, "\n    ");
    bb_str_fill(out, ' ', (size_t)bb_text_width(bb_str_get(&before)));
    bb_str_addc(out, '^');
    bb_str_finish(&before);
}

static void add_safe(struct bb_str *out, const char *s)
{
    bb_text_safe(out, s, strlen(s), false);
}

static void say(struct bb_doc *d, enum bb_severity severity, int line, int col, const char *message)
{
    struct bb_str text = {0};
    add_safe(&text, d->name);
    bb_str_addf(&text, ":%d:%d: ", line, col);
    add_safe(&text, message);
    add_source(&text, d, line, col);
    add(d->findings, severity, line, col, bb_str_get(&text));
    bb_str_finish(&text);
}

void bb_doc_say(struct bb_doc *d, enum bb_severity severity, int line, int col, const char *fmt, ...)
{
    if (severity == BB_FATAL)
        d->fatal = true;
    if (d->said++ > BB_DOC_FINDINGS)
        return;
    if (d->said > BB_DOC_FINDINGS) {
        say(d, BB_FATAL, line, col, "there are more findings after this; mend the ones above first");
        d->fatal = true;
        return;
    }
    char *message = NULL;
    va_list ap;
    va_start(ap, fmt);
    int n = vasprintf(&message, fmt, ap);
    va_end(ap);
    say(d, severity, line, col, n < 0 ? fmt : message);
    if (n >= 0)
        free(message);
}

void bb_finding_file(struct bb_findings *f, const char *path, const char *fmt, ...)
{
    struct bb_str text = {0};
    char message[512];
    va_list ap;
    va_start(ap, fmt);
    vsnprintf(message, sizeof message, fmt, ap);
    va_end(ap);
    add_safe(&text, path);
    bb_str_add(&text, ": ");
    add_safe(&text, message);
    add(f, BB_FATAL, 0, 0, bb_str_get(&text));
    bb_str_finish(&text);
}

/* What stands in the file, in quotes and not too long. */
static const char *quoted(struct bb_doc *d, const struct bb_node *n)
{
    if (n->kind == BB_NODE_LIST)
        return "a list";
    if (n->kind == BB_NODE_MAP)
        return "a section";
    if (bb_node_is_empty(n))
        return "nothing";
    size_t len = strlen(n->text);
    size_t shown = len > QUOTED_BYTES ? bb_utf8_valid(n->text, QUOTED_BYTES) : len;
    struct bb_str text = {0};
    bb_str_addc(&text, '"');
    bb_str_addn(&text, n->text, shown);
    bb_str_add(&text, shown < len ? " ...\"" : "\"");
    const char *kept = bb_arena_strdup(&d->scratch, bb_str_get(&text));
    bb_str_finish(&text);
    return kept;
}

bool bb_doc_expected(struct bb_doc *d, const struct bb_node *at, const char *name, const char *expected)
{
    bb_doc_say(d, BB_FATAL, at->line, at->col, "%s must be %s, but here is %s", name, expected, quoted(d, at));
    return false;
}

void bb_doc_unknown(struct bb_doc *d, enum bb_severity severity, const struct bb_node *at, const char *what,
                    const char *const *list, size_t n)
{
    const char *near = d->said < BB_DOC_FINDINGS ? bb_text_nearest(at->text, list, n) : NULL;
    const char *shown = quoted(d, at);
    if (near)
        bb_doc_say(d, severity, at->line, at->col, "%s is no %s; did you mean \"%s\"?", shown, what, near);
    else
        bb_doc_say(d, severity, at->line, at->col, "%s is no %s%s", shown, what,
                   severity == BB_WARNING ? "; it is ignored" : "");
}

void bb_findings_finish(struct bb_findings *f)
{
    free(f->list);
    bb_arena_finish(&f->arena);
    *f = (struct bb_findings){0};
}
