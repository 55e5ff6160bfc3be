/* Single values: texts, switches, numbers, shares. */
#include "doc.h"
#include <bepboard/text.h>
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool bb_node_is_empty(const struct bb_node *n)
{
    return n->kind == BB_NODE_TEXT && !n->quoted && n->text[0] == '\0';
}

const struct bb_node *bb_node_get(const struct bb_node *map, const char *key)
{
    for (const struct bb_node *n = map->first; n; n = n->next)
        if (n->key && strcmp(n->key->text, key) == 0)
            return n;
    return NULL;
}

bool bb_doc_want_map(struct bb_doc *d, const struct bb_node *n, const char *name)
{
    if (n->kind == BB_NODE_MAP || bb_node_is_empty(n))
        return true;
    return bb_doc_expected(d, n, name, "a section with \"name: value\" lines");
}

const char *bb_doc_text(struct bb_doc *d, const struct bb_node *n, const char *name)
{
    if (n->kind != BB_NODE_TEXT || bb_node_is_empty(n)) {
        bb_doc_expected(d, n, name, "a text");
        return NULL;
    }
    struct bb_str safe = {0};
    bb_text_safe(&safe, n->text, strlen(n->text), false);
    const char *text = bb_arena_strdup(&d->config->arena, bb_str_get(&safe));
    bb_str_finish(&safe);
    if (strcmp(text, n->text) != 0)
        bb_doc_say(d, BB_WARNING, n->line, n->col,
                   "%s holds characters that a terminal must not get; they are replaced", name);
    return text;
}

bool bb_doc_bool(struct bb_doc *d, const struct bb_node *n, const char *name, bool *out)
{
    static const char *const words[] = {"no", "yes", "false", "true", "off", "on"};
    if (n->kind == BB_NODE_TEXT)
        for (size_t i = 0; i < sizeof words / sizeof *words; i++)
            if (strcmp(n->text, words[i]) == 0) {
                *out = i % 2;
                return true;
            }
    return bb_doc_expected(d, n, name, "yes or no");
}

bool bb_doc_int(struct bb_doc *d, const struct bb_node *n, const char *name, int64_t min, int64_t max, int64_t *out)
{
    char *end = NULL, expected[96];
    errno = 0;
    int64_t v = n->kind == BB_NODE_TEXT ? strtoll(n->text, &end, 10) : 0;
    bool starts = n->kind == BB_NODE_TEXT && strchr("-0123456789", n->text[0]) && n->text[0];
    if (starts && *end == '\0' && errno == 0 && v >= min && v <= max) {
        *out = v;
        return true;
    }
    snprintf(expected, sizeof expected, "a whole number from %" PRId64 " to %" PRId64, min, max);
    return bb_doc_expected(d, n, name, expected);
}

/* "12.5 %" -> 125; false for anything else. */
static bool parse_share(const char *s, int64_t *per_mille)
{
    int64_t v = 0;
    int digits = 0;
    for (; *s >= '0' && *s <= '9' && digits < 4; digits++)
        v = v * 10 + (*s++ - '0');
    v *= 10;
    if (*s == '.' && s[1] >= '0' && s[1] <= '9') {
        v += s[1] - '0';
        s += 2;
    }
    while (*s == ' ')
        s++;
    *per_mille = v;
    return digits > 0 && strcmp(s, "%") == 0;
}

bool bb_doc_share(struct bb_doc *d, const struct bb_node *n, const char *name, int64_t min, int64_t max, int64_t *out)
{
    char expected[96];
    int64_t v;
    if (n->kind == BB_NODE_TEXT && parse_share(n->text, &v) && v >= min && v <= max) {
        *out = v;
        return true;
    }
    snprintf(expected, sizeof expected, "a share from %g %% to %g %%, such as \"12 %%\" or \"2.5 %%\"",
             (double)min / 10, (double)max / 10);
    return bb_doc_expected(d, n, name, expected);
}
