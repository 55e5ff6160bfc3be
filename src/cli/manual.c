/* `manual`: fills the templates of the manual pages from the tables, so that nothing is kept twice. */
#include "commands.h"

#include <assert.h>
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* Text for scdoc: its signs are escaped. */
static void add(struct bb_str *out, const char *s)
{
    for (; *s; s++) {
        if (strchr("\\*_<>#.-", *s))
            bb_str_addc(out, '\\');
        bb_str_addc(out, *s);
    }
}

static void add_bold(struct bb_str *out, const char *s)
{
    bb_str_addc(out, '*');
    add(out, s);
    bb_str_addc(out, '*');
}

static void add_under(struct bb_str *out, const char *s)
{
    bb_str_addc(out, '_');
    add(out, s);
    bb_str_addc(out, '_');
}

/* A paragraph below an entry. */
static void add_text(struct bb_str *out, const char *indent, const char *text)
{
    bb_str_add(out, indent);
    add(out, text);
    bb_str_addc(out, '\n');
}

static void add_option(struct bb_str *out, const char *indent, const struct option_def *d)
{
    char name[40];
    bb_str_add(out, indent);
    if (d->letter) {
        snprintf(name, sizeof name, "-%c", d->letter);
        add_bold(out, name);
        bb_str_add(out, ", ");
    }
    snprintf(name, sizeof name, "--%s", d->name);
    add_bold(out, name);
    if (d->value) {
        bb_str_addc(out, ' ');
        add_under(out, d->value);
    }
    bb_str_addf(out, "\n%s\t", indent);
    add(out, d->help);
    bb_str_add(out, "\n\n");
}

static void options(struct bb_str *out)
{
    for (int o = 0; o < OPT_COUNT; o++)
        if (option_def((enum option)o)->everywhere)
            add_option(out, "", option_def((enum option)o));
}

static void add_command(struct bb_str *out, const struct command_def *def)
{
    add_bold(out, def->name);
    for (int i = 0; i < ARGS_MAX && def->args[i]; i++) {
        bb_str_addc(out, ' ');
        add_under(out, def->args[i]);
    }
    bb_str_addc(out, '\n');
    add_text(out, "\t", def->help);
    if (def->detail) {
        bb_str_addc(out, '\n');
        add_text(out, "\t", def->detail);
    }
    bb_str_addc(out, '\n');
    for (int o = 0; o < OPT_COUNT; o++)
        if (def->options & WITH(o))
            add_option(out, "\t", option_def((enum option)o));
}

static void commands(struct bb_str *out)
{
    size_t n;
    const struct command_def *defs = command_defs(&n);
    for (size_t i = 0; i < n; i++)
        if (!defs[i].hidden)
            add_command(out, &defs[i]);
}

static void actions(struct bb_str *out)
{
    for (int a = 0; a < BB_ACT_COUNT; a++) {
        const struct bb_action_def *def = bb_action_def((enum bb_action)a);
        add_bold(out, def->name);
        bb_str_add(out, ": ");
        add(out, def->keys && *def->keys ? def->keys : "no key");
        bb_str_addc(out, '\n');
        add_text(out, "\t", def->help);
        bb_str_addc(out, '\n');
    }
}

static void add_limits(struct bb_str *out, const struct bb_attention_rule *r)
{
    struct bb_str text = {0};
    for (int i = 0; i < BB_ATT_LIMITS && r->limits[i].name; i++)
        bb_str_addf(&text, "%s%s, %" PRId64 " to %" PRId64 " %s", i ? "; " : "Limit: ", r->limits[i].name,
                    r->limits[i].min, r->limits[i].max, r->limits[i].unit);
    if (text.n) {
        bb_str_addc(&text, '.');
        add_text(out, "\t", bb_str_get(&text));
    }
    bb_str_finish(&text);
}

static void rules(struct bb_str *out)
{
    const struct bb_attention_rule *r;
    for (size_t i = 0; (r = bb_attention_rule(i)); i++) {
        add_bold(out, r->id);
        bb_str_addf(out, " (%s)\n", bb_attention_severity_name(r->severity));
        add_text(out, "\t", r->meaning);
        add_limits(out, r);
        bb_str_addc(out, '\n');
    }
}

/* What a field takes: "text", "choice: individual, group", "whole number from 1 to 5 …". */
static void add_kind(struct bb_str *out, const struct bb_field *f)
{
    static const char *const kinds[] = {
        [BB_TEXT] = "text",      [BB_NOTE] = "text of several lines", [BB_INT] = "whole number",
        [BB_DECIMAL] = "number", [BB_BOOL] = "1 or nothing",          [BB_CHOICE] = "one of ",
        [BB_DATE] = "date",      [BB_REF] = "reference to "};
    static_assert(sizeof kinds / sizeof *kinds == BB_KIND_COUNT, "every kind has its words");
    struct bb_str text = {0};
    bb_str_add(&text, kinds[f->kind]);
    for (int i = 0; f->kind == BB_CHOICE && i < f->choices->count; i++)
        bb_str_addf(&text, "%s%s", i ? ", " : "", f->choices->keys[i]);
    if (f->kind == BB_REF)
        bb_str_add(&text, bb_entity_def((enum bb_entity)f->ref)->noun);
    if (f->kind == BB_INT && (f->min || f->max))
        bb_str_addf(&text, " from %" PRId64 " to %" PRId64, f->min, f->max);
    if (f->unit)
        bb_str_addf(&text, ", %s", f->unit);
    add(out, bb_str_get(&text));
    bb_str_finish(&text);
}

static void add_field(struct bb_str *out, const struct bb_field *f)
{
    static const char *const seen[] = {[BB_OPEN] = "open", [BB_TEAM] = "team", [BB_PRIVATE] = "private"};
    bb_str_add(out, "\t");
    add_bold(out, f->name);
    bb_str_add(out, " (");
    add_kind(out, f);
    bb_str_addf(out, "; %s%s%s)\n\t\t", seen[f->sensitivity], f->flags & BB_KEY ? "; key" : "",
                f->flags & BB_REQUIRED ? "; needed" : "");
    add(out, f->help);
    bb_str_add(out, "\n\n");
}

static void nouns(struct bb_str *out)
{
    for (int e = 0; e < BB_ENTITY_COUNT; e++) {
        const struct bb_entity_def *def = bb_entity_def((enum bb_entity)e);
        if (e == BB_IMPORT)
            continue;
        add_bold(out, def->noun);
        bb_str_addc(out, '\n');
        add_text(out, "\t", def->help);
        bb_str_addc(out, '\n');
        for (int i = 0; i < def->field_count; i++)
            add_field(out, &def->fields[i]);
    }
}

static void add_range(struct bb_str *out, const struct bb_option *o)
{
    switch (o->kind) {
    case BB_OPT_SWITCH:
        bb_str_add(out, "auto, on or off");
        return;
    case BB_OPT_BOOL:
        bb_str_add(out, "yes or no");
        return;
    case BB_OPT_INT:
        bb_str_addf(out, "%" PRId64 " to %" PRId64 "%s%s", o->min, o->max, o->unit ? " " : "", o->unit ? o->unit : "");
        return;
    case BB_OPT_SHARE:
        bb_str_addf(out, "%" PRId64 " to %" PRId64 " %% %s", o->min / 10, o->max / 10, o->unit ? o->unit : "");
        return;
    case BB_OPT_THEME:
        bb_str_add(out, "name of a theme");
        return;
    case BB_OPT_PATH:
        bb_str_add(out, "full path");
        return;
    }
}

static void settings(struct bb_str *out)
{
    size_t n;
    const struct bb_option *list = bb_config_options(&n);
    for (size_t i = 0; i < n; i++) {
        struct bb_str name = {0};
        bb_str_addf(&name, "%s: %s", list[i].section, list[i].name);
        add_bold(out, name.s);
        bb_str_add(out, " (");
        add_range(out, &list[i]);
        bb_str_add(out, ")\n");
        add_text(out, "\t", list[i].help);
        bb_str_addc(out, '\n');
        bb_str_finish(&name);
    }
}

static const struct section {
    const char *line; /* in the template, alone on its line */
    void (*write)(struct bb_str *out);
} sections[] = {
    {"@COMMANDS@", commands}, {"@OPTIONS@", options}, {"@ACTIONS@", actions},
    {"@RULES@", rules},       {"@NOUNS@", nouns},     {"@SETTINGS@", settings},
};

static void put_line(const char *line, FILE *out)
{
    struct bb_str text = {0};
    for (size_t i = 0; i < sizeof sections / sizeof *sections; i++) {
        size_t n = strlen(sections[i].line);
        if (strncmp(line, sections[i].line, n) == 0 && line[n] == '\n') {
            sections[i].write(&text);
            line = bb_str_get(&text);
            break;
        }
    }
    fputs(line, out);
    bb_str_finish(&text);
}

bool run_manual(struct cli *c)
{
    FILE *in = fopen(c->args[0], "re");
    if (!in)
        return bb_fail(&c->error, BB_E_FAILED, "%s: cannot be read (%s).", c->args[0], strerror(errno));
    char *line = NULL;
    size_t cap = 0;
    while (getline(&line, &cap, in) > 0)
        put_line(line, c->session.out);
    bool ok = !ferror(in) || bb_fail(&c->error, BB_E_FAILED, "%s: cannot be read.", c->args[0]);
    free(line);
    fclose(in);
    return ok;
}
