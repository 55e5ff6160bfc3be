/* One document over a configuration: the sections, in the order in which they need each other. */
#include "doc.h"
#include <stdlib.h>
#include <string.h>

static void vocabulary(struct bb_doc *d, const char *name, const struct bb_node *map)
{
    (void)name;
    bb_section_vocabulary(d, map);
}

static void attention(struct bb_doc *d, const char *name, const struct bb_node *map)
{
    (void)name;
    bb_section_attention(d, map);
}

static void keys(struct bb_doc *d, const char *name, const struct bb_node *map)
{
    (void)name;
    bb_section_keys(d, map);
}

static void roles(struct bb_doc *d, const char *name, const struct bb_node *map)
{
    (void)name;
    bb_section_roles(d, map);
}

static void sensitivity(struct bb_doc *d, const char *name, const struct bb_node *map)
{
    (void)name;
    bb_section_sensitivity(d, map);
}

/* A section, or the path of a file with one: that is read after this document. */
static void questionnaire(struct bb_doc *d, const char *name, const struct bb_node *n)
{
    if (n->kind == BB_NODE_MAP)
        bb_section_questionnaire(d, n);
    else if (n->kind == BB_NODE_TEXT && n->text[0] == '/')
        d->questionnaire = n->text;
    else if (!bb_node_is_empty(n))
        bb_doc_expected(d, n, name, "a section, or the full path of a file that holds one");
}

static void themes(struct bb_doc *d, const char *name, const struct bb_node *map)
{
    (void)name;
    bb_section_themes(d, map);
}

/* Themes come first: ui.theme names one of them. Sensitivity comes before the roles of the same file: what somebody was
 * before it says whether it counts. */
static const struct {
    const char *name;
    void (*read)(struct bb_doc *d, const char *name, const struct bb_node *map);
    bool host; /* the host's to say, not the user's */
    bool any;  /* it need not be a map */
} sections[] = {
    {"themes", themes, false, false},
    {"ui", bb_section_options, false, false},
    {"database", bb_section_options, false, false},
    {"backup", bb_section_options, false, false},
    {"room", bb_section_options, false, false},
    {"thresholds", bb_section_options, false, false},
    {"models", bb_section_options, false, false},
    {"attention", attention, false, false},
    {"vocabulary", vocabulary, false, false},
    {"checklist", bb_section_prompts, false, false},
    {"charter", bb_section_prompts, false, false},
    {"questionnaire", questionnaire, false, true},
    {"keys", keys, false, false},
    {"sensitivity", sensitivity, true, false},
    {"roles", roles, true, false},
    {"restricted", bb_section_options, true, false},
};
enum { SECTIONS = sizeof sections / sizeof *sections };

static void check_sections(struct bb_doc *d, const struct bb_node *root)
{
    const char *names[SECTIONS];
    for (int i = 0; i < SECTIONS; i++)
        names[i] = sections[i].name;
    for (const struct bb_node *n = root->first; n; n = n->next) {
        int i = 0;
        while (i < SECTIONS && strcmp(names[i], n->key->text) != 0)
            i++;
        if (i == SECTIONS)
            bb_doc_unknown(d, BB_WARNING, n->key, "section of the configuration", names, SECTIONS);
    }
}

static void apply(struct bb_doc *d, const struct bb_node *root)
{
    if (!bb_doc_want_map(d, root, "the configuration"))
        return;
    check_sections(d, root);
    for (int i = 0; i < SECTIONS; i++) {
        const struct bb_node *map = bb_node_get(root, sections[i].name);
        if (map && sections[i].host && d->from == BB_DOC_USER)
            bb_doc_say(d, BB_WARNING, map->key->line, map->key->col,
                       "%s counts only in the host's configuration; here it is ignored", sections[i].name);
        else if (map && (sections[i].any || bb_doc_want_map(d, map, sections[i].name)))
            sections[i].read(d, sections[i].name, map);
    }
}

static int compare_places(const void *pa, const void *pb)
{
    const struct bb_finding *a = pa, *b = pb;
    return a->line != b->line ? a->line - b->line : a->col - b->col;
}

bool bb_config_read_from(struct bb_config *out, enum bb_doc_from from, const char *name, const char *text, size_t n,
                         struct bb_findings *findings)
{
    struct bb_doc d = {.config = out, .findings = findings, .name = name, .text = text, .n = n, .from = from};
    struct bb_config before = *out;
    size_t first = findings->n;
    const struct bb_node *root = bb_doc_parse(&d);
    if (root && (!d.broken || root->kind == BB_NODE_MAP))
        apply(&d, root);
    if (d.broken) { /* what was readable has been looked at for its mistakes, but counts no more */
        before.arena = out->arena;
        *out = before;
        out->roles.broken |= from == BB_DOC_HOST;
    }
    if (findings->n > first)
        qsort(findings->list + first, findings->n - first, sizeof *findings->list, compare_places);
    bool ok = !d.fatal && (!d.questionnaire || bb_questionnaire_file(out, d.questionnaire, findings));
    bb_arena_finish(&d.scratch);
    return ok;
}

bool bb_config_read(struct bb_config *out, const char *name, const char *text, size_t n, struct bb_findings *findings)
{
    return bb_config_read_from(out, BB_DOC_GIVEN, name, text, n, findings);
}

void bb_config_finish(struct bb_config *c)
{
    bb_arena_finish(&c->arena);
    *c = (struct bb_config){0};
}
