/* The options: one table, and the reader of the command line. They may stand before and behind the command. */
#include "cli.h"

#include <assert.h>
#include <bepboard/mem.h>
#include <bepboard/text.h>
#include <stdlib.h>
#include <string.h>

static const struct option_def options[] = {
    [OPT_DB] = {"db", 0, "FILE", COMPLETE_FILE, true, "The database to work on, instead of the usual one."},
    [OPT_CONFIG] = {"config", 0, "FILE", COMPLETE_FILE, true, "Read this configuration after all others."},
    [OPT_ENGAGEMENT] = {"engagement", 'e', "NAME", COMPLETE_NONE, true,
                        "The engagement to work in; without it, the first one."},
    [OPT_READONLY] = {"readonly", 0, NULL, COMPLETE_NONE, true, "Change nothing."},
    [OPT_ROOM] = {"room", 0, NULL, COMPLETE_NONE, true, "Show only what everybody in the room may see."},
    [OPT_TEAM] = {"team", 0, NULL, COMPLETE_NONE, true, "Show what our team may see, without private notes."},
    [OPT_ASCII] = {"ascii", 0, NULL, COMPLETE_NONE, true, "Draw with plain ASCII."},
    [OPT_THEME] = {"theme", 0, "NAME", COMPLETE_NONE, true, "Take this theme instead of the configured one."},
    [OPT_NO_MOUSE] = {"no-mouse", 0, NULL, COMPLETE_NONE, true, "Leave the mouse to the terminal."},
    [OPT_RESTRICTED] = {"restricted", 0, NULL, COMPLETE_NONE, true,
                        "Let nothing lead out of the board: no shell, no other file, no setting of the user's."},
    [OPT_NOW] = {"now", 0, "DATE", COMPLETE_NONE, true, "Take this day as today, for example 2026-11-22."},
    [OPT_AS_OF] = {"as-of", 0, "DATE", COMPLETE_NONE, true,
                   "Look at the board as it was at the end of this day (2026-08-31, -2w, start); nothing is changed."},
    [OPT_HELP] = {"help", 'h', NULL, COMPLETE_NONE, true, "Print help, also behind a command."},
    [OPT_VERSION] = {"version", 'V', NULL, COMPLETE_NONE, true, "Print the version."},
    [OPT_FRESH] = {"fresh", 0, NULL, COMPLETE_NONE, false,
                   "Start the demonstration over; what was changed in it is lost."},
    [OPT_NAME] = {"name", 0, "NAME", COMPLETE_NONE, false, "What everybody calls the engagement."},
    [OPT_FROM] = {"from", 0, "ENGAGEMENT", COMPLETE_NONE, false,
                  "Take along what is known of the client's units, people and knowledge from this engagement."},
    [OPT_CLIENT] = {"client", 0, "NAME", COMPLETE_NONE, false, "The organisation that puts the technology in."},
    [OPT_POPULATION] = {"population", 0, "N", COMPLETE_NONE, false, "How many people are expected to adopt."},
    [OPT_START] = {"start", 0, "DATE", COMPLETE_NONE, false,
                   "The day on which the engagement begins; without it, today."},
    [OPT_SHARED] = {"shared", 0, "GROUP", COMPLETE_NONE, false,
                    "Give the database's folder and files to this group, so that all its members can work together."},
    [OPT_MAP] = {"map", 'm', "COLUMN=FIELD", COMPLETE_NONE, false,
                 "Read this column of the file as that field; may be given several times."},
    [OPT_DRY_RUN] = {"dry-run", 'n', NULL, COMPLETE_NONE, false, "Only report what would happen."},
    [OPT_FORMAT] = {"format", 'f', "FORMAT", COMPLETE_FORMAT, false, "text, csv or json; for a reply text or md."},
    [OPT_OUTPUT] = {"output", 'o', "FILE", COMPLETE_FILE, false, "Write to this file, whole or not at all."},
    [OPT_FORCE] = {"force", 0, NULL, COMPLETE_NONE, false, "Replace the file when it exists."},
    [OPT_PRIVATE] = {"private", 0, NULL, COMPLETE_NONE, false, "With everything, private notes too."},
    [OPT_RAW] = {"raw", 0, NULL, COMPLETE_NONE, false,
                 "Without the apostrophe that keeps spreadsheets from running cells as formulas."},
    [OPT_SIZE] = {"size", 0, "COLSxROWS", COMPLETE_NONE, false,
                  "How large the screen is; without it, as the terminal, or 120x40."},
    [OPT_FOLLOW] = {"follow", 0, "USER|SESSION", COMPLETE_NONE, false, "Whom the wall follows."},
    [OPT_DEFAULTS] = {"defaults", 0, NULL, COMPLETE_NONE, false, "Print the commented defaults instead."},
    [OPT_YES] = {"yes", 0, NULL, COMPLETE_NONE, false, "Do it without asking."},
    [OPT_MEND] = {"mend", 0, NULL, COMPLETE_NONE, false,
                  "Mend permissions that are wrong: run the commands that are printed for them."},
    [OPT_RESUME] = {"resume", 0, NULL, COMPLETE_NONE, false, "Finish a forgetting that was cut off."},
    [OPT_SINCE] = {"since", 0, "DATE|last-visit", COMPLETE_NONE, false,
                   "Only what was done from this day on, or since you left the board last."},
    [OPT_BY] = {"by", 0, "USER", COMPLETE_NONE, false, "Only what this user did."},
    [OPT_RECORD] = {"record", 0, "NOUN:KEY", COMPLETE_NONE, false,
                    "Only what touched this record, for example people:S4; each change of a field is told."},
};
static_assert(sizeof options / sizeof *options == OPT_COUNT, "every option has its row");
static_assert(OPT_COUNT <= 64, "options fit in the mask of a command");

const struct option_def *option_def(enum option o)
{
    return &options[o];
}

void option_usage(const struct option_def *def, struct bb_str *out)
{
    if (def->letter)
        bb_str_addf(out, "-%c, ", def->letter);
    bb_str_addf(out, "--%s", def->name);
    if (def->value)
        bb_str_addf(out, " %s", def->value);
}

static int find_long(const char *name, size_t n)
{
    for (int o = 0; o < OPT_COUNT; o++)
        if (strlen(options[o].name) == n && memcmp(options[o].name, name, n) == 0)
            return o;
    return -1;
}

static int find_letter(char letter)
{
    for (int o = 0; o < OPT_COUNT; o++)
        if (options[o].letter == letter)
            return o;
    return -1;
}

static bool unknown_option(struct cli *c, const char *arg)
{
    char word[64];
    const char *names[OPT_COUNT];
    for (int o = 0; o < OPT_COUNT; o++)
        names[o] = options[o].name;
    snprintf(word, sizeof word, "%.*s", (int)strcspn(arg, "="), arg);
    const char *near = bb_text_nearest(word + strspn(word, "-"), names, OPT_COUNT);
    if (near)
        return bb_fail(&c->error, BB_E_USAGE, "There is no option \"%s\"; did you mean --%s?", word, near);
    return bb_fail(&c->error, BB_E_USAGE, "There is no option \"%s\"; `bepboard help` lists them.", word);
}

static void keep(const char ***list, size_t *n, size_t *cap, const char *value)
{
    *list = bb_grow(*list, *n, cap, sizeof **list);
    (*list)[(*n)++] = value;
}

static bool set(struct cli *c, int o, const char *value)
{
    if (options[o].value && !*value)
        return bb_fail(&c->error, BB_E_USAGE, "--%s needs a value: %s.", options[o].name, options[o].value);
    if (o == OPT_MAP)
        keep(&c->maps, &c->map_n, &c->map_cap, value);
    c->values[o] = value;
    return true;
}

/* The value of an option that stands at argv[*i]: what follows the sign, else the next argument. */
static bool take_value(struct cli *c, int o, const char *joined, int argc, char **argv, int *i)
{
    if (!options[o].value && joined)
        return bb_fail(&c->error, BB_E_USAGE, "--%s takes no value.", options[o].name);
    if (!options[o].value)
        return set(c, o, "");
    if (joined)
        return set(c, o, joined);
    if (*i + 1 >= argc)
        return set(c, o, "");
    return set(c, o, argv[++*i]);
}

static bool read_long(struct cli *c, int argc, char **argv, int *i)
{
    const char *name = argv[*i] + 2;
    size_t n = strcspn(name, "=");
    int o = find_long(name, n);
    if (o < 0)
        return unknown_option(c, argv[*i]);
    return take_value(c, o, name[n] ? name + n + 1 : NULL, argc, argv, i);
}

static bool read_letters(struct cli *c, int argc, char **argv, int *i)
{
    for (const char *p = argv[*i] + 1; *p; p++) {
        int o = find_letter(*p);
        if (o < 0)
            return unknown_option(c, argv[*i]);
        if (options[o].value)
            return take_value(c, o, p[1] ? p + 1 : NULL, argc, argv, i);
        set(c, o, "");
    }
    return true;
}

bool cli_find_command(struct cli *c, const char *name)
{
    c->command = command_find(name);
    if (c->command)
        return true;
    size_t n, shown = 0;
    const struct command_def *defs = command_defs(&n);
    const char **names = bb_alloc(n * sizeof *names);
    for (size_t i = 0; i < n; i++)
        if (!defs[i].hidden)
            names[shown++] = defs[i].name;
    unknown_word(&c->error, "command", name, names, shown);
    free(names);
    return false;
}

static bool read_word(struct cli *c, const char *word)
{
    if (!c->command)
        return cli_find_command(c, word);
    keep(&c->args, &c->arg_n, &c->arg_cap, word);
    return true;
}

static bool misplaced(struct cli *c, const struct option_def *o)
{
    const char *name = c->command->name;
    if (!*name)
        return bb_fail(&c->error, BB_E_USAGE, "--%s belongs to a command; `bepboard help` lists them.", o->name);
    return bb_fail(&c->error, BB_E_USAGE, "--%s does not belong to %s; `bepboard help %s` lists what does.", o->name,
                   name, name);
}

/* The past can be looked at; whatever changes something, or looks at files, works on today. */
static bool stays_today(struct cli *c)
{
    const char *name = c->command->name;
    if (c->command->role > BB_VIEWER)
        return bb_fail(&c->error, BB_E_USAGE,
                       "--as-of: %s would change what was, and the past can only be looked at; show, export, log and "
                       "the board look back.",
                       name);
    return bb_fail(&c->error, BB_E_USAGE, "--as-of: %s does not look back; show, export, log and the board do.", name);
}

static bool check_options(struct cli *c)
{
    if (c->values[OPT_AS_OF] && !(c->command->options & WITH(OPT_AS_OF)))
        return stays_today(c);
    for (int o = 0; o < OPT_COUNT; o++)
        if (c->values[o] && !options[o].everywhere && !(c->command->options & WITH(o)))
            return misplaced(c, &options[o]);
    if (!!c->values[OPT_ROOM] + !!c->values[OPT_TEAM] + !!c->values[OPT_PRIVATE] > 1)
        return bb_fail(&c->error, BB_E_USAGE, "--room, --team and --private exclude each other: give one of them.");
    return true;
}

static bool check_args(struct cli *c)
{
    const struct command_def *def = c->command;
    size_t least = 0, most = 0;
    for (; most < ARGS_MAX && def->args[most]; most++)
        least += def->args[most][0] != '[';
    struct bb_str usage = {0};
    command_usage(def, &usage);
    bool ok = true;
    if (c->arg_n < least)
        ok = bb_fail(&c->error, BB_E_USAGE, "%s: %s is missing. Usage: %s", def->name, def->args[c->arg_n], usage.s);
    else if (c->arg_n > most && !def->more)
        ok = bb_fail(&c->error, BB_E_USAGE, "%s: \"%.100s\" is one argument too many. Usage: %s", def->name,
                     c->args[most], usage.s);
    bb_str_finish(&usage);
    return ok;
}

bool cli_read_options(struct cli *c, int argc, char **argv)
{
    bool ended = false, ok = true;
    for (int i = 1; ok && i < argc; i++) {
        const char *arg = argv[i];
        if (!ended && strcmp(arg, "--") == 0)
            ended = true;
        else if (!ended && arg[0] == '-' && arg[1] == '-')
            ok = read_long(c, argc, argv, &i);
        else if (!ended && arg[0] == '-' && arg[1])
            ok = read_letters(c, argc, argv, &i);
        else
            ok = read_word(c, arg);
    }
    if (!ok)
        return false;
    if (!c->command)
        c->command = &command_board;
    if (c->values[OPT_HELP] || c->values[OPT_VERSION])
        return true;
    return check_options(c) && check_args(c);
}
