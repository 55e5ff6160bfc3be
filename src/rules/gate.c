/* The gate: what an audience may not see is not there. */
#include <bepboard/rules.h>
#include <string.h>

static void clear(const struct bb_field *f, void *record)
{
    char *at = (char *)record + f->offset;
    if (f->kind == BB_TEXT || f->kind == BB_NOTE)
        *(const char **)at = NULL;
    else if (f->kind == BB_DATE)
        memset(at, 0, sizeof(struct bb_date));
    else
        *(int64_t *)at = f->kind == BB_BOOL || f->kind == BB_REF ? 0 : BB_NONE;
}

/* A record whose key or whose needed reference may not be seen says nothing: the table goes as a whole. */
static bool unknown_to(const struct bb_entity_def *def, enum bb_audience audience)
{
    for (int i = 0; i < def->field_count; i++) {
        const struct bb_field *f = &def->fields[i];
        if ((int)f->sensitivity > (int)audience && f->kind == BB_REF && (f->flags & BB_REQUIRED))
            return true;
    }
    return false;
}

void bb_gate(struct bb_data *d, enum bb_audience audience)
{
    d->audience = audience;
    for (int e = 0; e < BB_ENTITY_COUNT; e++) {
        const struct bb_entity_def *def = bb_entity_def((enum bb_entity)e);
        struct bb_table *t = &d->tables[e];
        if (unknown_to(def, audience))
            t->n = 0;
        for (int i = 0; i < def->field_count; i++)
            for (size_t r = 0; (int)def->fields[i].sensitivity > (int)audience && r < t->n; r++)
                clear(&def->fields[i], bb_table_at(t, r));
    }
}
