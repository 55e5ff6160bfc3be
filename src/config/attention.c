/* The rules of the attention list: how loudly each speaks, and its limits. */
#include "doc.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static const char off_word[] = "off";

/* "off", "note", "warning" or "alarm". */
static bool read_severity(struct bb_doc *d, const struct bb_node *n, const char *name,
                          const struct bb_attention_rule *r, struct bb_attention_setting *s)
{
    for (int i = 0; n->kind == BB_NODE_TEXT && i < BB_ATT_SEVERITIES; i++)
        if (strcmp(n->text, bb_attention_severity_name((enum bb_attention_severity)i)) == 0) {
            s->said = i != (int)r->severity;
            s->severity = s->said ? (enum bb_attention_severity)i : 0;
            s->off = false;
            return true;
        }
    if (n->kind != BB_NODE_TEXT || strcmp(n->text, off_word) != 0)
        return bb_doc_expected(d, n, name, "off, note, warning or alarm");
    return s->off = true;
}

static int limit_find(const struct bb_attention_rule *r, const char *name)
{
    for (int i = 0; i < BB_ATT_LIMITS && r->limits[i].name; i++)
        if (strcmp(r->limits[i].name, name) == 0)
            return i;
    return -1;
}

static void unknown_limit(struct bb_doc *d, const struct bb_attention_rule *r, const struct bb_node *key)
{
    const char *names[1 + BB_ATT_LIMITS] = {"severity"};
    char what[96];
    size_t n = 1;
    for (int i = 0; i < BB_ATT_LIMITS && r->limits[i].name; i++)
        names[n++] = r->limits[i].name;
    snprintf(what, sizeof what, "limit of %s", r->id);
    bb_doc_unknown(d, BB_FATAL, key, what, names, n);
}

static void read_limits(struct bb_doc *d, const struct bb_attention_rule *r, const struct bb_node *map,
                        struct bb_attention_setting *s)
{
    for (const struct bb_node *n = map->first; n; n = n->next) {
        int i = limit_find(r, n->key->text);
        char name[96];
        snprintf(name, sizeof name, "%s of %s", n->key->text, r->id);
        if (i >= 0)
            bb_doc_int(d, n, name, r->limits[i].min, r->limits[i].max, &s->limits[i]);
        else if (strcmp(n->key->text, "severity") == 0)
            read_severity(d, n, name, r, s);
        else
            unknown_limit(d, r, n->key);
    }
}

static void unknown_rule(struct bb_doc *d, const struct bb_node *key)
{
    const char *names[BB_ATT_RULES_MAX];
    const struct bb_attention_rule *r;
    size_t n = 0;
    while (n < BB_ATT_RULES_MAX && (r = bb_attention_rule(n)))
        names[n++] = r->id;
    bb_doc_unknown(d, BB_FATAL, key, "rule of the attention list", names, n);
}

void bb_section_attention(struct bb_doc *d, const struct bb_node *map)
{
    for (const struct bb_node *n = map->first; n; n = n->next) {
        int i = bb_attention_rule_find(n->key->text);
        struct bb_attention_setting *s = i < 0 ? NULL : &d->config->thresholds.attention.rules[i];
        if (!s)
            unknown_rule(d, n->key);
        else if (n->kind == BB_NODE_MAP)
            read_limits(d, bb_attention_rule((size_t)i), n, s);
        else
            read_severity(d, n, n->key->text, bb_attention_rule((size_t)i), s);
    }
}

void bb_dump_attention(const struct bb_config *c, struct bb_str *out)
{
    const struct bb_attention_rule *r;
    bb_str_add(out, "\nattention:\n");
    for (size_t i = 0; (r = bb_attention_rule(i)); i++) {
        const struct bb_attention_setting *s = &c->thresholds.attention.rules[i];
        enum bb_attention_severity severity = s->said ? s->severity : r->severity;
        bb_str_addf(out, "  %s: {severity: %s", r->id, s->off ? off_word : bb_attention_severity_name(severity));
        for (int k = 0; k < BB_ATT_LIMITS && r->limits[k].name; k++)
            bb_str_addf(out, ", %s: %" PRId64, r->limits[k].name, s->limits[k]);
        bb_str_add(out, "}\n");
    }
}
