/* Making the database and an engagement. */
#include "commands.h"

#include <string.h>

static const char unnamed[] = "New engagement";

/* One field of the new engagement from an option; *n grows when it was given. */
static bool take(struct cli *c, enum option o, const char *field, struct bb_str *text, struct bb_change *change,
                 size_t *n)
{
    const char *typed = c->values[o];
    if (!typed && o == OPT_NAME)
        typed = unnamed;
    else if (!typed && o == OPT_START)
        typed = "today";
    if (!typed)
        return true;
    const struct bb_entity_def *def = bb_entity_def(BB_ENGAGEMENT);
    int i = bb_field_find(def, field);
    if (!bb_field_parse(&def->fields[i], typed, bb_clock_today(&c->session.clock), text, &c->error)) {
        c->error.code = BB_E_USAGE;
        return false;
    }
    (*n)++;
    *change = (struct bb_change){.field = i, .value = bb_str_get(text)};
    return true;
}

static bool name_is_free(struct cli *c)
{
    const char *name = c->values[OPT_NAME] ? c->values[OPT_NAME] : unnamed;
    int64_t id, any;
    if (!bb_store_find_key(c->session.store, BB_ENGAGEMENT, 0, (const char *const[]){name}, &id, &c->error))
        return false;
    if (id)
        return bb_fail(&c->error, BB_E_FAILED, "%s: there is an engagement \"%s\" already; give another --name.",
                       c->path.s, name);
    if (c->values[OPT_NAME])
        return true;
    if (!cli_find_engagement(c, NULL, &any))
        return false;
    return !any ||
           bb_fail(&c->error, BB_E_FAILED,
                   "%s: exists and holds an engagement; give the new one a --name, or run `bepboard` to see it.",
                   c->path.s);
}

static bool holds_engagement(struct cli *c)
{
    int64_t any;
    return cli_find_engagement(c, NULL, &any) && any;
}

/* Before the database is opened, so that its side files are made right. */
static bool share(struct cli *c)
{
    const char *group = c->values[OPT_SHARED];
    if (!group)
        return true;
    if (c->session.read_only)
        return bb_fail(&c->error, BB_E_READ_ONLY, "--readonly: init would change the database.");
    if (!bb_store_share(c->path.s, group, &c->error))
        return false;
    say(c->session.out, "%s belongs to the group %s now: its members can work on it together.", c->path.s, group);
    return true;
}

static bool begin(struct cli *c, const struct bb_change *changes, size_t n, int64_t *id)
{
    const char *name = c->values[OPT_FROM];
    int64_t from = 0;
    if (!name)
        return bb_store_save(c->session.store, BB_ENGAGEMENT, 0, id, changes, n, "Begin engagement", &c->error);
    return cli_find_engagement(c, name, &from) &&
           (from || bb_fail(&c->error, BB_E_NOT_FOUND, "There is no engagement \"%s\" to begin from.", name)) &&
           bb_store_begin_next(c->session.store, from, changes, n, id, &c->error);
}

bool run_init(struct cli *c)
{
    static const struct {
        enum option option;
        const char *field;
    } given[] = {{OPT_NAME, "name"}, {OPT_CLIENT, "client"}, {OPT_POPULATION, "population"}, {OPT_START, "start"}};
    enum { GIVEN = sizeof given / sizeof *given };
    struct bb_str texts[GIVEN] = {0};
    struct bb_change changes[GIVEN];
    size_t n = 0;
    int64_t id = 0;
    bool ok = true;
    for (size_t i = 0; ok && i < GIVEN; i++)
        ok = take(c, given[i].option, given[i].field, &texts[i], &changes[n], &n);
    ok = ok && share(c) && cli_open_store(c, true, c->session.read_only);
    bool only_shared = ok && c->values[OPT_SHARED] && !c->values[OPT_NAME] && holds_engagement(c);
    ok = ok && !only_shared && name_is_free(c) && begin(c, changes, n, &id);
    if (ok && c->values[OPT_FROM])
        say(c->session.out, "What is known of units, people and knowledge came along from \"%s\".",
            c->values[OPT_FROM]);
    if (ok)
        say(c->session.out, "Engagement \"%s\" is in %s; `bepboard` opens the board.",
            c->values[OPT_NAME] ? c->values[OPT_NAME] : unnamed, c->path.s);
    if (ok && !c->values[OPT_START])
        say(c->session.out, "It starts today; `bepboard set engagements \"%s\" start=DATE` changes that.",
            c->values[OPT_NAME] ? c->values[OPT_NAME] : unnamed);
    for (size_t i = 0; i < GIVEN; i++)
        bb_str_finish(&texts[i]);
    return ok || only_shared;
}
