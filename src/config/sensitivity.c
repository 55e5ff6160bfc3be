/* Sensitivity: fields that an engagement's client agreed to show to more people, by whom and when. */
#include "doc.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const parts[] = {"agreed_by", "agreed_on", "fields"};
enum { PARTS = sizeof parts / sizeof *parts };

/* Every field by its full name, for the nearest one. */
struct names {
    size_t n;
    const char **list;
    struct bb_lowered *fields;
};

/* Whom a record is shown to is not for an agreement to say. */
static bool can_be_lowered(const struct bb_field *f)
{
    return f->sensitivity > BB_OPEN && f->choices != &bb_sensitivities;
}

static struct names all_names(struct bb_doc *d)
{
    struct names names = {0};
    size_t most = 0;
    for (int e = 0; e < BB_ENTITY_COUNT; e++)
        most += (size_t)bb_entity_def((enum bb_entity)e)->field_count;
    names.list = bb_arena_alloc(&d->scratch, most * sizeof *names.list);
    names.fields = bb_arena_alloc(&d->scratch, most * sizeof *names.fields);
    for (int e = 0; e < BB_ENTITY_COUNT; e++)
        for (int i = 0; i < bb_entity_def((enum bb_entity)e)->field_count; i++) {
            const struct bb_entity_def *def = bb_entity_def((enum bb_entity)e);
            char text[128];
            snprintf(text, sizeof text, "%s.%s", def->name, def->fields[i].name);
            names.fields[names.n] = (struct bb_lowered){.entity = (enum bb_entity)e, .field = &def->fields[i]};
            names.list[names.n++] = bb_arena_strdup(&d->scratch, text);
        }
    return names;
}

static bool read_level(struct bb_doc *d, const struct bb_node *n, const struct bb_field *f, enum bb_sensitivity *out)
{
    int64_t key = n->kind == BB_NODE_TEXT ? bb_choice_find(&bb_sensitivities, n->text) : BB_NONE;
    if (key == BB_NONE || key + 1 >= BB_PRIVATE)
        return bb_doc_expected(d, n, n->key->text, "open or team");
    *out = (enum bb_sensitivity)(key + 1);
    if (can_be_lowered(f) && *out < f->sensitivity)
        return true;
    bb_doc_say(d, BB_FATAL, n->line, n->col, "%s cannot be lowered to %s: it is %s", n->key->text, n->text,
               bb_sensitivities.keys[f->sensitivity - 1]);
    return false;
}

static void read_fields(struct bb_doc *d, const struct bb_node *map, struct bb_agreement *a)
{
    struct names names = all_names(d);
    struct bb_lowered *list = bb_arena_alloc(&d->config->arena, (map->count + 1) * sizeof *list);
    for (const struct bb_node *n = map->first; n; n = n->next) {
        size_t i = 0;
        while (i < names.n && strcmp(names.list[i], n->key->text) != 0)
            i++;
        if (i == names.n)
            bb_doc_unknown(d, BB_FATAL, n->key, "field of a record", names.list, names.n);
        else if (read_level(d, n, names.fields[i].field, &names.fields[i].to))
            list[a->n++] = names.fields[i];
    }
    a->list = list;
}

static void read_day(struct bb_doc *d, const struct bb_node *n, struct bb_date *out)
{
    if (n->kind != BB_NODE_TEXT || !bb_date_parse(n->text, out) || out->precision != BB_DAY)
        bb_doc_expected(d, n, n->key->text, "the day of the agreement, for example 2026-03-01");
}

/* Without who agreed and when there is no agreement. */
static void read_agreement(struct bb_doc *d, const struct bb_node *map, struct bb_agreement *a)
{
    const struct bb_node *by = bb_node_get(map, parts[0]), *on = bb_node_get(map, parts[1]),
                         *fields = bb_node_get(map, parts[2]);
    for (const struct bb_node *n = map->first; n; n = n->next)
        if (n != by && n != on && n != fields)
            bb_doc_unknown(d, BB_FATAL, n->key, "part of an agreement", parts, PARTS);
    if (!by || !on || !fields) {
        bb_doc_say(d, BB_FATAL, map->key->line, map->key->col,
                   "an agreement says who agreed (agreed_by), when (agreed_on), and to what (fields)");
        return;
    }
    a->by = bb_doc_text(d, by, parts[0]);
    read_day(d, on, &a->on);
    if (bb_doc_want_map(d, fields, parts[2]))
        read_fields(d, fields, a);
}

/* That of a later file counts for an engagement, also when it is empty. */
static void put(struct bb_agreements *all, struct bb_agreement *list, const struct bb_agreement *a)
{
    size_t i = 0;
    while (i < all->n && strcmp(list[i].engagement, a->engagement) != 0)
        i++;
    all->n += i == all->n;
    list[i] = *a;
}

/* With a mistake in it nothing of the section counts: then less is shown, never more. */
void bb_section_sensitivity(struct bb_doc *d, const struct bb_node *map)
{
    struct bb_agreements *all = &d->config->agreements, fresh = {.n = all->n};
    if (d->from == BB_DOC_GIVEN && bb_config_access(d->config) < BB_OWNER) {
        bb_doc_say(d, BB_WARNING, map->key->line, map->key->col,
                   "sensitivity counts only from an owner of the database; here it is ignored");
        return;
    }
    struct bb_agreement *list = bb_arena_alloc(&d->config->arena, (all->n + map->count + 1) * sizeof *list);
    if (all->n)
        memcpy(list, all->list, all->n * sizeof *list);
    fresh.list = list;
    bool fatal = d->fatal;
    d->fatal = false;
    for (const struct bb_node *n = map->first; n; n = n->next) {
        struct bb_agreement a = {.engagement = bb_arena_strdup(&d->config->arena, n->key->text)};
        if (bb_doc_want_map(d, n, n->key->text) && n->count)
            read_agreement(d, n, &a);
        put(&fresh, list, &a);
    }
    *all = d->fatal ? (struct bb_agreements){0} : fresh;
    d->fatal |= fatal;
}

void bb_dump_sensitivity(const struct bb_config *c, struct bb_str *out)
{
    bb_str_add(out, c->agreements.n ? "\nsensitivity:\n" : "");
    for (size_t i = 0; i < c->agreements.n; i++) {
        const struct bb_agreement *a = &c->agreements.list[i];
        bb_str_add(out, "  ");
        bb_dump_quoted(out, a->engagement);
        if (!a->n) {
            bb_str_add(out, ": {}\n");
            continue;
        }
        bb_str_add(out, ":\n    agreed_by: ");
        bb_dump_quoted(out, a->by ? a->by : "");
        bb_str_add(out, "\n    agreed_on: ");
        bb_date_format(out, a->on);
        bb_str_add(out, "\n    fields: {");
        for (size_t k = 0; k < a->n; k++)
            bb_str_addf(out, "%s%s.%s: %s", k ? ", " : "", bb_entity_def(a->list[k].entity)->name,
                        a->list[k].field->name, bb_sensitivities.keys[a->list[k].to - 1]);
        bb_str_add(out, "}\n");
    }
}
