/* Columns find their fields: by the mapping, by the field's name, by its label. */
#include "private.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

static const char attribute_prefix[] = "attribute:";

static int field_called(const struct bb_entity_def *def, const char *name)
{
    for (int i = 0; i < def->field_count; i++)
        if (strcasecmp(def->fields[i].name, name) == 0)
            return i;
    for (int i = 0; i < def->field_count; i++)
        if (strcasecmp(def->fields[i].label, name) == 0)
            return i;
    return -1;
}

static bool find_target(enum bb_entity e, const char *name, struct column *to)
{
    const struct bb_entity_def *def = bb_entity_def(e);
    to->field = -1;
    to->target = TO_NOTHING;
    if (e == BB_PERSON && strncmp(name, attribute_prefix, sizeof attribute_prefix - 1) == 0) {
        to->attribute = name + sizeof attribute_prefix - 1;
        to->target = TO_ATTRIBUTE;
        return *to->attribute != 0;
    }
    if (e == BB_SAMPLE && (strcasecmp(name, "percent") == 0 || strcasecmp(name, "share") == 0)) {
        to->target = strcasecmp(name, "share") == 0 ? TO_SHARE : TO_PERCENT;
        to->field = bb_field_find(def, "now");
        return true;
    }
    if (strcasecmp(name, "uid") == 0) {
        to->target = TO_UID;
        return true;
    }
    to->field = field_called(def, name);
    to->target = to->field >= 0 ? TO_FIELD : TO_NOTHING;
    return to->field >= 0;
}

static bool no_such_field(enum bb_entity e, const char *name, struct bb_error *err)
{
    const struct bb_entity_def *def = bb_entity_def(e);
    struct bb_str fields = {0};
    for (int i = 0; i < def->field_count; i++)
        bb_str_addf(&fields, "%s%s", i ? ", " : "", def->fields[i].name);
    if (e == BB_PERSON)
        bb_str_add(&fields, ", attribute:NAME");
    if (e == BB_SAMPLE)
        bb_str_add(&fields, ", percent, share");
    bb_fail(err, BB_E_USAGE, "--map: %s have no field \"%.40s\". They have uid, %s.", def->noun, name,
            bb_str_get(&fields));
    bb_str_finish(&fields);
    return false;
}

bool columns_begin(struct columns *c, enum bb_entity e, const struct bb_mapping *mapping, size_t n,
                   struct bb_error *err)
{
    struct column to;
    *c = (struct columns){.entity = e, .mapping = mapping, .mapping_n = n};
    for (size_t i = 0; i < n; i++)
        if (*mapping[i].field && !find_target(e, mapping[i].field, &to))
            return no_such_field(e, mapping[i].field, err);
    return true;
}

static const char *mapped(const struct columns *c, const char *name)
{
    for (size_t i = 0; i < c->mapping_n; i++)
        if (strcasecmp(c->mapping[i].column, name) == 0)
            return c->mapping[i].field;
    return NULL;
}

static bool means_same(const struct column *a, const struct column *b)
{
    if (a->field >= 0 || b->field >= 0)
        return a->field == b->field;
    if (a->target == TO_ATTRIBUTE && b->target == TO_ATTRIBUTE)
        return strcmp(a->attribute, b->attribute) == 0;
    return a->target == b->target && a->target != TO_NOTHING;
}

/* Does the mapping give this field to another column? */
static bool claimed(const struct columns *c, const struct column *column)
{
    struct column other = {0};
    for (size_t i = 0; i < c->mapping_n; i++) {
        const char *field = c->mapping[i].field;
        if (field && find_target(c->entity, field, &other) && means_same(column, &other))
            return true;
    }
    return false;
}

static const struct column *rival(const struct columns *c, const struct column *column)
{
    for (size_t i = 0; i < c->n; i++)
        if (means_same(column, &c->list[i]))
            return &c->list[i];
    return NULL;
}

static char *trimmed(const char *name)
{
    name += strspn(name, " \t\r\n");
    size_t n = strlen(name);
    while (n && strchr(" \t\r\n", name[n - 1]))
        n--;
    return bb_strndup(name, n);
}

bool columns_add(struct columns *c, const char *name, struct bb_error *err)
{
    struct column column = {.name = trimmed(name), .field = -1};
    const char *wish = mapped(c, column.name);
    find_target(c->entity, wish ? wish : column.name, &column);
    if (!wish && (column.target == TO_ATTRIBUTE || claimed(c, &column) || rival(c, &column)))
        column = (struct column){.name = column.name, .field = -1};
    const struct column *other = rival(c, &column);
    if (other)
        bb_fail(err, BB_E_USAGE, "--map: The columns \"%.60s\" and \"%.60s\" cannot both be %s.", other->name,
                column.name, wish);
    c->list = bb_grow(c->list, c->n, &c->cap, sizeof *c->list);
    c->list[c->n++] = column;
    return !other;
}

static void add_names(const struct columns *c, bool unused, struct bb_str *out)
{
    for (size_t i = 0; i < c->n; i++)
        if (!unused || c->list[i].target == TO_NOTHING)
            bb_str_addf(out, "%s%s", out->n ? ", " : "", c->list[i].name);
}

bool columns_check(const struct columns *c, const char *file, struct bb_error *err)
{
    for (size_t i = 0; i < c->mapping_n; i++) {
        size_t at = 0;
        while (at < c->n && strcasecmp(c->list[at].name, c->mapping[i].column) != 0)
            at++;
        if (at < c->n)
            continue;
        struct bb_str names = {0};
        add_names(c, false, &names);
        bb_fail(err, BB_E_USAGE, "--map: %s has no column \"%.60s\". It has: %.600s.", file, c->mapping[i].column,
                bb_str_get(&names));
        bb_str_finish(&names);
        return false;
    }
    return true;
}

bool columns_explain(const struct columns *c, const char *file, int field, struct bb_error *err)
{
    const struct bb_field *f = &bb_entity_def(c->entity)->fields[field];
    struct bb_str all = {0}, unused = {0};
    add_names(c, false, &all);
    add_names(c, true, &unused);
    const char *example = unused.n ? bb_str_get(&unused) : bb_str_get(&all);
    bb_fail(err, BB_E_INPUT,
            "%s: No column is \"%s\" (%s), which a new %s needs. The columns are: %.500s. Say which one it is, for "
            "example --map \"%.*s=%s\".",
            file, f->name, f->label, bb_entity_def(c->entity)->label, bb_str_get(&all), (int)strcspn(example, ","),
            example, f->name);
    bb_str_finish(&all);
    bb_str_finish(&unused);
    return false;
}

bool columns_have(const struct columns *c, int field)
{
    for (size_t i = 0; i < c->n; i++)
        if (c->list[i].field == field)
            return true;
    return false;
}

void columns_report(const struct columns *c, struct bb_report *r)
{
    struct bb_str names = {0};
    bb_str_add(&names, r->ignored);
    add_names(c, true, &names);
    free(r->ignored);
    r->ignored = names.n ? bb_str_take(&names) : NULL;
    bb_str_finish(&names);
}

void columns_finish(struct columns *c)
{
    for (size_t i = 0; i < c->n; i++)
        free(c->list[i].name);
    free(c->list);
    *c = (struct columns){0};
}
