/* `add`, `set`, `delete`: one record by hand. The field table says what there is. */
#include "commands.h"

#include <bepboard/belong.h>
#include <bepboard/exchange.h>
#include <bepboard/text.h>
#include <stdlib.h>
#include <string.h>

enum { FIELDS = 64 };

/* The singular is understood as well. */
static bool check_noun(struct cli *c)
{
    const char *nouns[2 * BB_ENTITY_COUNT];
    size_t n = 0;
    for (int e = 0; e < BB_ENTITY_COUNT; e++)
        if (e != BB_IMPORT) {
            nouns[n++] = bb_entity_def((enum bb_entity)e)->noun;
            nouns[n++] = bb_entity_def((enum bb_entity)e)->name;
        }
    int e = bb_entity_find(c->args[0]);
    return (e >= 0 && e != BB_IMPORT) || unknown_word(&c->error, "noun", c->args[0], nouns, n);
}

static bool unknown_field(struct cli *c, const struct bb_entity_def *def, const char *name)
{
    const char *names[FIELDS];
    struct bb_str list = {0};
    for (int i = 0; i < def->field_count; i++) {
        names[i] = def->fields[i].name;
        bb_str_addf(&list, "%s%s", i ? " " : "", names[i]);
    }
    const char *near = bb_text_nearest(name, names, (size_t)def->field_count);
    if (near)
        bb_fail(&c->error, BB_E_USAGE, "%s have no field \"%.40s\"; did you mean %s?", def->noun, name, near);
    else
        bb_fail(&c->error, BB_E_USAGE, "%s have no field \"%.40s\"; they have: %s.", def->noun, name,
                bb_str_get(&list));
    bb_str_finish(&list);
    return false;
}

/* "power=4" into texts[index of power]; the text stays where it is. */
static bool take_field(struct cli *c, const struct bb_entity_def *def, const char *arg, const char **texts)
{
    const char *sign = strchr(arg, '=');
    if (!sign || sign == arg)
        return bb_fail(&c->error, BB_E_USAGE, "\"%.60s\": give FIELD=VALUE, for example %s=…; FIELD= empties it.", arg,
                       def->fields[0].name);
    char *name = bb_strndup(arg, (size_t)(sign - arg));
    int field = bb_field_find(def, name);
    bool ok = field >= 0 ? !texts[field] || bb_fail(&c->error, BB_E_USAGE, "%s is given twice.", name)
                         : unknown_field(c, def, name);
    if (ok)
        texts[field] = sign + 1;
    free(name);
    return ok;
}

static bool take_fields(struct cli *c, size_t from, const char **texts)
{
    const struct bb_entity_def *def = bb_entity_def((enum bb_entity)bb_entity_find(c->args[0]));
    for (size_t i = from; i < c->arg_n; i++)
        if (!take_field(c, def, c->args[i], texts))
            return false;
    return true;
}

/* What is found, refused or missing would tell of what an audience may not know. */
static bool at_the_desk(struct cli *c)
{
    return c->session.audience == BB_DESK ||
           bb_fail(&c->error, BB_E_USAGE, "%s is done at your own desk, without --room and --team.", c->command->name);
}

bool check_add(struct cli *c)
{
    const char *texts[FIELDS] = {0};
    return check_noun(c) && take_fields(c, 1, texts) && at_the_desk(c);
}

bool check_set(struct cli *c)
{
    const char *texts[FIELDS] = {0};
    return check_noun(c) && take_fields(c, 2, texts) && at_the_desk(c);
}

bool check_delete(struct cli *c)
{
    return check_noun(c) && at_the_desk(c);
}

static bool choose_engagement(struct cli *c, enum bb_entity e)
{
    if (!c->session.engagement && !cli_find_engagement(c, NULL, &c->session.engagement))
        return false;
    return c->session.engagement || e == BB_ENGAGEMENT ||
           bb_fail(&c->error, BB_E_NOT_FOUND, "There is no engagement yet; `bepboard init --name NAME` makes one.");
}

/* The key or the unique name by which the record is found again, else its uid. */
static bool name_record(struct cli *c, enum bb_entity e, int64_t id, struct bb_str *out)
{
    void *row = NULL;
    int key = bb_entity_key(e);
    if (!bb_store_get(c->session.store, e, id, &c->arena, &row, &c->error))
        return false;
    if (row && key >= 0)
        bb_field_save(&bb_entity_def(e)->fields[key], row, out);
    if (row && !out->n)
        bb_str_add(out, ((const struct bb_row *)row)->uid);
    return true;
}

static bool tell(struct cli *c, enum bb_entity e, int64_t id, const char *done, const char *more)
{
    struct bb_str name = {0};
    bool ok = name_record(c, e, id, &name);
    if (ok)
        say(c->session.out, "%s %s %s%s", done, bb_entity_def(e)->label, bb_str_get(&name), more);
    bb_str_finish(&name);
    return ok;
}

bool run_add(struct cli *c)
{
    const char *texts[FIELDS] = {0};
    enum bb_entity e = (enum bb_entity)bb_entity_find(c->args[0]);
    int64_t id = 0;
    return take_fields(c, 1, texts) && choose_engagement(c, e) &&
           bb_record_write(c->session.store, e, c->session.engagement, texts, &id, &c->error) &&
           tell(c, e, id, "Added", ".");
}

bool run_set(struct cli *c)
{
    const char *texts[FIELDS] = {0};
    enum bb_entity e = (enum bb_entity)bb_entity_find(c->args[0]);
    struct bb_store *s = c->session.store;
    int64_t id = 0, before = bb_store_seq(s);
    bool ok = take_fields(c, 2, texts) && choose_engagement(c, e) &&
              bb_record_find(s, e, c->session.engagement, c->args[1], &id, &c->error) &&
              bb_record_write(s, e, c->session.engagement, texts, &id, &c->error);
    if (ok && bb_store_seq(s) == before)
        return tell(c, e, id, "Nothing to change:", " says so already.");
    return ok && tell(c, e, id, "Changed", ".");
}

static bool tell_deleted(struct cli *c, enum bb_entity e, const char *name)
{
    size_t counts[BB_ENTITY_COUNT];
    struct bb_str along = {0};
    if (!bb_store_deletions(c->session.store, counts, &c->error))
        return false;
    counts[e] -= counts[e] > 0;
    bb_belongings_say(counts, false, &along);
    say(c->session.out, "Deleted %s %s%s%s; `bepboard undo` brings %s back.", bb_entity_def(e)->label, name,
        along.n ? " and " : "", bb_str_get(&along), along.n ? "all" : "it");
    bb_str_finish(&along);
    return true;
}

bool run_delete(struct cli *c)
{
    enum bb_entity e = (enum bb_entity)bb_entity_find(c->args[0]);
    struct bb_str name = {0};
    char what[96];
    int64_t id = 0;
    snprintf(what, sizeof what, "Delete %s", bb_entity_def(e)->label);
    bool ok = choose_engagement(c, e) &&
              bb_record_find(c->session.store, e, c->session.engagement, c->args[1], &id, &c->error) &&
              name_record(c, e, id, &name) && bb_store_remove(c->session.store, e, id, what, &c->error);
    if (ok)
        ok = tell_deleted(c, e, bb_str_get(&name));
    bb_str_finish(&name);
    return ok;
}
