/* Opens what a command needs: the clock, the configuration, the database, the engagement. */
#include "cli.h"

#include <bepboard/text.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static bool open_clock(struct cli *c)
{
    return !c->values[OPT_NOW] || bb_clock_fix(&c->session.clock, c->values[OPT_NOW], &c->error);
}

static bool check_theme(struct cli *c)
{
    const struct bb_config *config = &c->session.config;
    if (!c->session.theme || bb_config_theme(config, c->session.theme))
        return true;
    const char **names = bb_alloc(config->theme_n * sizeof *names);
    for (size_t i = 0; i < config->theme_n; i++)
        names[i] = config->themes[i].name;
    unknown_word(&c->error, "theme", c->session.theme, names, config->theme_n);
    free(names);
    return false;
}

bool cli_load_config(struct cli *c)
{
    enum bb_config_from from = c->session.restricted ? BB_CONFIG_HOST : BB_CONFIG_ALL;
    return bb_config_load(&c->session.config, c->values[OPT_CONFIG], from, &c->findings);
}

bool cli_open_config(struct cli *c)
{
    bool ok = cli_load_config(c);
    for (size_t i = 0; i < c->findings.n; i++) {
        say_lines(c->session.err, c->findings.list[i].text);
        fputc('\n', c->session.err);
    }
    c->session.config_mistakes = c->findings.n;
    /* A board in a hurry opens with what is right; whoever reads our output gets no half-configured answer. */
    if (!ok && (!c->command->board || c->session.restricted))
        return bb_fail(&c->error, BB_E_INPUT,
                       "The configuration has mistakes, listed above; `bepboard config check` looks at it again.");
    return check_theme(c);
}

bool cli_take_role(struct cli *c)
{
    struct bb_session *s = &c->session;
    const char *name = *c->command->name ? c->command->name : "the board";
    s->role = bb_config_access(&s->config);
    if (s->role == BB_ACCESS_NONE)
        return bb_fail(&c->error, BB_E_READ_ONLY, "You have no role here, so %s stays closed; %s", name,
                       "whoever runs this host gives roles in bepboard's configuration.");
    /* Whatever a row of the table forgot to say: who looks is a viewer, who changes is no viewer. */
    enum bb_access least = c->command->need == NEED_WRITE ? BB_EDITOR : BB_VIEWER;
    if (c->command->role > least)
        least = c->command->role;
    if (s->role < least)
        return bb_fail(&c->error, BB_E_READ_ONLY, "You are %s %s here; %s needs %s %s. Nothing was done.",
                       s->role == BB_VIEWER ? "a" : "an", bb_access_name(s->role), name, "an", bb_access_name(least));
    if (s->role > BB_VIEWER)
        return true;
    s->read_only = true;
    s->widest = BB_AT_TEAM;
    s->audience = s->audience > s->widest ? s->widest : s->audience;
    return !c->values[OPT_PRIVATE] ||
           bb_fail(&c->error, BB_E_READ_ONLY, "You are a viewer here; private notes are not for viewers.");
}

bool cli_open_path(struct cli *c)
{
    if (c->path.n)
        return true;
    if (c->session.restricted)
        return restricted_path(c);
    if (!c->values[OPT_DB])
        return bb_store_default_path(&c->path, c->session.config.database, &c->error);
    bb_str_add(&c->path, c->values[OPT_DB]);
    return true;
}

bool cli_open_store(struct cli *c, bool create, bool read_only)
{
    if (create && read_only)
        return bb_fail(&c->error, BB_E_READ_ONLY, "--readonly: %s would change the database.", c->command->name);
    struct bb_store_options o = {.path = c->path.s,
                                 .create = create && !c->session.restricted,
                                 .read_only = read_only,
                                 .clock = &c->session.clock};
    return bb_store_open(&c->session.store, &o, &c->error);
}

void remove_database(const char *path)
{
    static const char *const suffixes[] = {"", "-wal", "-shm", "-gate", "-touch"};
    struct bb_str name = {0};
    for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes; i++) {
        bb_str_clear(&name);
        bb_str_addf(&name, "%s%s", path, suffixes[i]);
        unlink(name.s);
    }
    bb_str_finish(&name);
}

static bool folded_equal(const char *a, const char *b)
{
    struct bb_str x = {0}, y = {0};
    bb_text_fold(&x, a);
    bb_text_fold(&y, b);
    bool equal = strcmp(bb_str_get(&x), bb_str_get(&y)) == 0;
    bb_str_finish(&x);
    bb_str_finish(&y);
    return equal;
}

/* Name, uid or row id, in this order; names without regard to case and accents. */
static int64_t match_engagement(const struct bb_table *t, const char *name)
{
    char *end;
    long long number = strtoll(name, &end, 10);
    int64_t id = 0;
    for (size_t i = t->n; i-- > 0;) {
        const struct bb_engagement *e = bb_table_at(t, i);
        if (strcmp(e->name, name) == 0 || strcmp(e->row.uid, name) == 0)
            return e->row.id;
        if (folded_equal(e->name, name) || (!id && *name && !*end && e->row.id == number))
            id = e->row.id;
    }
    return id;
}

static bool no_engagement(struct cli *c, const struct bb_table *t, const char *name)
{
    const char **names = bb_alloc(t->n * sizeof *names);
    size_t n = 0;
    for (size_t i = 0; i < t->n; i++) {
        const struct bb_engagement *e = bb_table_at(t, i);
        if (e->row.sensitivity < (int64_t)c->session.audience)
            names[n++] = e->name;
    }
    unknown_word(&c->error, "engagement", name, names, n);
    size_t said = strlen(c->error.text);
    snprintf(c->error.text + said, sizeof c->error.text - said, " `bepboard init --name NAME` makes another.");
    c->error.code = BB_E_NOT_FOUND;
    free(names);
    return false;
}

bool cli_find_engagement(struct cli *c, const char *name, int64_t *id)
{
    struct bb_arena arena = {0};
    struct bb_table t;
    *id = 0;
    bool ok = bb_store_table(c->session.store, BB_ENGAGEMENT, 0, &arena, &t, &c->error);
    if (ok && name)
        *id = match_engagement(&t, name);
    else if (ok && t.n)
        *id = ((const struct bb_engagement *)bb_table_at(&t, 0))->row.id;
    if (ok && !*id && t.n)
        ok = no_engagement(c, &t, name);
    else if (ok && !*id && name)
        ok = bb_fail(&c->error, BB_E_NOT_FOUND, "There is no engagement yet; `bepboard init --name NAME` makes one.");
    bb_arena_finish(&arena);
    return ok;
}

static bool choose_engagement(struct cli *c)
{
    return !c->values[OPT_ENGAGEMENT] || cli_find_engagement(c, c->values[OPT_ENGAGEMENT], &c->session.engagement);
}

bool cli_look_back(struct cli *c)
{
    return !c->values[OPT_AS_OF] || bb_session_look_back(&c->session, c->values[OPT_AS_OF], &c->error);
}

bool cli_open(struct cli *c)
{
    enum need need = c->command->need;
    bool read_only = c->session.read_only || need == NEED_READ;
    if (!open_clock(c))
        return false;
    if (need < NEED_CONFIG)
        return true;
    if (!cli_open_config(c) || (c->session.restricted && !restricted_files(c)))
        return false;
    if (need < NEED_PATH)
        return true;
    if (!cli_take_role(c))
        return false;
    read_only |= c->session.read_only;
    if (!cli_open_path(c))
        return false;
    if (need < NEED_READ)
        return true;
    if (need == NEED_WRITE && c->session.read_only)
        return bb_fail(&c->error, BB_E_READ_ONLY, "--readonly: %s would change the database.", c->command->name);
    return cli_open_store(c, false, read_only) && choose_engagement(c) && cli_look_back(c);
}
