/* The one table of commands: reading, help, manual and completions come from it. */
#include "commands.h"

#include <assert.h>
#include <string.h>

const struct command_def command_board = {
    .name = "",
    .board = true,
    .need = NEED_PATH,
    .role = BB_VIEWER,
    .options = WITH(OPT_AS_OF),
    .help = "Open the board.",
    .run = run_board,
};

static const struct command_def commands[] = {
    {.name = "init",
     .need = NEED_PATH,
     .options =
         WITH(OPT_NAME) | WITH(OPT_FROM) | WITH(OPT_CLIENT) | WITH(OPT_POPULATION) | WITH(OPT_START) | WITH(OPT_SHARED),
     .role = BB_OWNER,
     .help = "Make the database, and an engagement in it.",
     .detail = "A further engagement in a database that has one needs a --name of its own. --shared makes the folder "
               "(mode 2770) and the files (0660) a group's before the database is opened.",
     .run = run_init},
    {.name = "demo",
     .beyond = true,
     .board = true,
     .need = NEED_CONFIG,
     .role = BB_OWNER,
     .options = WITH(OPT_FRESH) | WITH(OPT_AS_OF),
     .help = "Open the demonstration: an invented engagement on its day, 2026-11-22.",
     .detail = "It lies in a file of its own beside your database and may be changed freely.",
     .run = run_demo},
    {.name = "import",
     .args = {"NOUN", "FILE"},
     .complete = {COMPLETE_IMPORT, COMPLETE_FILE},
     .more = true,
     .need = NEED_PATH,
     .options = WITH(OPT_MAP) | WITH(OPT_DRY_RUN),
     .role = BB_EDITOR,
     .help = "Take records from a CSV or JSON file: all of them or none.",
     .detail =
         "Rows are matched with what is there by their key, so that the same file again changes nothing. FILE - is "
         "standard input. Further mappings may follow FILE as COLUMN=FIELD. `bepboard import all` takes what "
         "`bepboard export all` wrote. Without any engagement one is made. `bepboard import ratings` takes single "
         "answers to KPIs (kpi, on, unit, rating) and keeps only how many there were and how high.",
     .check = check_import,
     .run = run_import},
    {.name = "export",
     .args = {"NOUN"},
     .complete = {COMPLETE_NOUN},
     .need = NEED_READ,
     .options =
         WITH(OPT_FORMAT) | WITH(OPT_OUTPUT) | WITH(OPT_FORCE) | WITH(OPT_PRIVATE) | WITH(OPT_RAW) | WITH(OPT_AS_OF),
     .role = BB_VIEWER,
     .help = "Write records as CSV or JSON, with what everybody in the room may see.",
     .detail = "--team and --private write more. What --private writes can be imported again without a loss.",
     .check = check_export,
     .run = run_export},
    {.name = "add",
     .args = {"NOUN", "FIELD=VALUE..."},
     .complete = {COMPLETE_ENTITY},
     .more = true,
     .need = NEED_WRITE,
     .role = BB_EDITOR,
     .help = "Add one record.",
     .detail =
         "Fields and what they take are in the manual, under the noun. References go by key, name or uid. It says "
         "by what the record is found again.",
     .check = check_add,
     .run = run_add},
    {.name = "set",
     .args = {"NOUN", "KEY", "FIELD=VALUE..."},
     .complete = {COMPLETE_ENTITY},
     .more = true,
     .need = NEED_WRITE,
     .role = BB_EDITOR,
     .help = "Change fields of one record, found by its key, its name or title, or its uid.",
     .detail =
         "FIELD= empties a field. Either all of the fields are changed or none, and undo takes them back together.",
     .check = check_set,
     .run = run_set},
    {.name = "delete",
     .args = {"NOUN", "KEY"},
     .complete = {COMPLETE_ENTITY},
     .need = NEED_WRITE,
     .role = BB_EDITOR,
     .help = "Delete one record, and with it those that belong to it.",
     .check = check_delete,
     .run = run_delete},
    {.name = "find",
     .args = {"WORD..."},
     .more = true,
     .need = NEED_READ,
     .role = BB_VIEWER,
     .help = "Find records that have all the words, each from its beginning, best first.",
     .detail = "Case and accents do not matter. --room and --team search what those may see.",
     .run = run_find},
    {.name = "merge",
     .args = {"KEEP", "LOSE"},
     .need = NEED_WRITE,
     .role = BB_EDITOR,
     .help = "Make two records of one person one, found by key, name or uid.",
     .detail = "Whatever names LOSE names KEEP then; of what both have KEEP's holds, and its empty fields are filled. "
               "Undo makes them two again.",
     .check = check_merge,
     .run = run_merge},
    {.name = "present",
     .board = true,
     .need = NEED_READ,
     .options = WITH(OPT_FOLLOW),
     .role = BB_VIEWER,
     .help = "The wall: follow another session on this database, read-only, with what everybody may see.",
     .detail = "Without --follow it lists who can be followed. The facilitator's F freezes the wall, B blanks it.",
     .run = run_present},
    {.name = "show",
     .args = {"SCREEN"},
     .complete = {COMPLETE_SCREEN},
     .need = NEED_READ,
     .options = WITH(OPT_SIZE) | WITH(OPT_FORMAT) | WITH(OPT_AS_OF) | WITH(OPT_SINCE) | WITH(OPT_BY),
     .role = BB_VIEWER,
     .help = "Print a screen as text, or its lists as csv or json.",
     .detail = "SCREEN is a screen, attention, groups (what the room hears of people), or one of the registers.",
     .check = check_show,
     .run = run_show},
    {.name = "reply",
     .args = {"ORDER"},
     .need = NEED_READ,
     .options = WITH(OPT_FORMAT),
     .role = BB_VIEWER,
     .help = "Write the reply to the requester of an order, as text or Markdown: is training the answer?",
     .detail = "ORDER is its key. Without --team it says what everybody in the room may see.",
     .check = check_reply,
     .run = run_reply},
    {.name = "log",
     .args = {"[N]"},
     .need = NEED_READ,
     .options = WITH(OPT_AS_OF) | WITH(OPT_SINCE) | WITH(OPT_BY) | WITH(OPT_RECORD),
     .role = BB_VIEWER,
     .help = "List the last N changes, newest first; without N, 20.",
     .check = check_log,
     .run = run_log},
    {.name = "undo",
     .need = NEED_WRITE,
     .role = BB_EDITOR,
     .help = "Take back your last change.",
     .detail = "It is refused when somebody has built upon it.",
     .run = run_undo},
    {.name = "redo",
     .need = NEED_WRITE,
     .role = BB_EDITOR,
     .help = "Make the change again that was taken back last.",
     .run = run_redo},
    {.name = "backup",
     .args = {"FILE"},
     .complete = {COMPLETE_FILE},
     .need = NEED_PATH,
     .role = BB_EDITOR,
     .help = "Copy the database to a new file and check the copy.",
     .run = run_backup},
    {.name = "restore",
     .beyond = true,
     .args = {"FILE"},
     .complete = {COMPLETE_FILE},
     .need = NEED_PATH,
     .role = BB_OWNER,
     .help = "Put a checked backup in the place of the database, and keep what was there.",
     .run = run_restore},
    {.name = "forget",
     .args = {"[PERSON]"},
     .need = NEED_WRITE,
     .role = BB_OWNER,
     .options = WITH(OPT_YES) | WITH(OPT_RESUME),
     .help = "Erase a person, found by key, uid or name, for good: records, journal, usage events, drafts, backups.",
     .detail =
         "It asks for the key first. This is the one thing that cannot be undone. Counts of adoption stay. Texts of "
         "other "
         "records that name the person are listed with their place and left as they are, and so is what could not be "
         "reached. Backups beside the database are written anew without the person, in today's schema. "
         "What was cut off is finished by --resume, or by the next forget.",
     .check = check_forget,
     .run = run_forget},
    {.name = "doctor",
     .role = BB_VIEWER,
     .options = WITH(OPT_MEND),
     .help = "Check the database and what surrounds it, and say how to mend what is wrong.",
     .run = run_doctor},
    {.name = "config",
     .args = {"check|dump|paths"},
     .complete = {COMPLETE_SETTING},
     .need = NEED_NOTHING,
     .options = WITH(OPT_DEFAULTS),
     .help = "Check the configuration, print what is in force, or say which files are read.",
     .check = check_config,
     .run = run_config},
    {.name = "completion",
     .args = {"SHELL"},
     .complete = {COMPLETE_SHELL},
     .hidden = true,
     .help = "Print the completion for a shell.",
     .check = check_completion,
     .run = run_completion},
    {.name = "manual",
     .beyond = true,
     .args = {"TEMPLATE"},
     .complete = {COMPLETE_FILE},
     .hidden = true,
     .help = "Fill a template of the manual from the tables.",
     .run = run_manual},
    {.name = "help",
     .args = {"[COMMAND]"},
     .complete = {COMPLETE_COMMAND},
     .help = "Print help, in general or for a command.",
     .run = run_help},
    {.name = "version", .help = "Print the version.", .run = run_version},
};
enum { COMMAND_COUNT = sizeof commands / sizeof *commands };

const struct command_def *command_defs(size_t *n)
{
    *n = COMMAND_COUNT;
    return commands;
}

const struct command_def *command_find(const char *name)
{
    for (size_t i = 0; i < COMMAND_COUNT; i++)
        if (strcmp(commands[i].name, name) == 0)
            return &commands[i];
    return NULL;
}

void command_usage(const struct command_def *def, struct bb_str *out)
{
    bb_str_add(out, "bepboard");
    if (*def->name)
        bb_str_addf(out, " %s", def->name);
    for (int i = 0; i < ARGS_MAX && def->args[i]; i++)
        bb_str_addf(out, " %s", def->args[i]);
    bb_str_add(out, def->options || !*def->name ? " [OPTION]..." : "");
}

static size_t entities(const char **out)
{
    size_t n = 0;
    for (int e = 0; e < BB_ENTITY_COUNT; e++)
        if (e != BB_IMPORT)
            out[n++] = bb_entity_def((enum bb_entity)e)->noun;
    return n;
}

static size_t nouns(const char **out)
{
    size_t n = entities(out);
    out[n++] = "events";
    out[n++] = "all";
    return n;
}

static size_t imports(const char **out)
{
    size_t n = nouns(out);
    out[n++] = "ratings";
    return n;
}

static size_t screens(const char **out)
{
    int sheets;
    size_t n = 0;
    const struct bb_sheet *sheet = bb_sheets(&sheets);
    for (int s = 0; s < BB_SCREEN_COUNT; s++)
        out[n++] = bb_screen_def((enum bb_screen)s)->name;
    out[n++] = "attention";
    out[n++] = "groups";
    for (int i = 0; i < sheets; i++)
        out[n++] = sheet[i].name;
    return n;
}

void complete_words(enum complete kind, const char *out[WORDS_MAX])
{
    static const char *const settings[] = {"check", "dump", "paths", NULL};
    static const char *const formats[] = {"text", "csv", "json", NULL};
    static const char *const shells[] = {"bash", "zsh", "fish", NULL};
    static const char *const *const words[COMPLETE_COUNT] = {
        [COMPLETE_SETTING] = settings, [COMPLETE_FORMAT] = formats, [COMPLETE_SHELL] = shells};
    static_assert(BB_ENTITY_COUNT + 3 < WORDS_MAX && BB_SHEETS_MAX + BB_SCREEN_COUNT + 1 < WORDS_MAX,
                  "all words have room");
    size_t n = kind == COMPLETE_NOUN     ? nouns(out)
               : kind == COMPLETE_IMPORT ? imports(out)
               : kind == COMPLETE_ENTITY ? entities(out)
               : kind == COMPLETE_SCREEN ? screens(out)
                                         : 0;
    for (size_t i = 0; words[kind] && words[kind][i]; i++)
        out[n++] = words[kind][i];
    out[n] = NULL;
}
