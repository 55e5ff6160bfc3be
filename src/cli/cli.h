/* What the files of the command line share: the tables of options and commands, and one run of the program. */
#pragma once

#include <bepboard/cli.h>
#include <bepboard/str.h>
#include <bepboard/view.h>
#include <stdint.h>

enum option {
    OPT_DB,
    OPT_CONFIG,
    OPT_ENGAGEMENT,
    OPT_READONLY,
    OPT_ROOM,
    OPT_TEAM,
    OPT_ASCII,
    OPT_THEME,
    OPT_NO_MOUSE,
    OPT_RESTRICTED,
    OPT_NOW,
    OPT_AS_OF,
    OPT_HELP,
    OPT_VERSION,
    OPT_FRESH,
    OPT_NAME,
    OPT_CLIENT,
    OPT_FROM,
    OPT_POPULATION,
    OPT_START,
    OPT_SHARED,
    OPT_MAP,
    OPT_DRY_RUN,
    OPT_FORMAT,
    OPT_OUTPUT,
    OPT_FORCE,
    OPT_PRIVATE,
    OPT_RAW,
    OPT_SIZE,
    OPT_FOLLOW,
    OPT_DEFAULTS,
    OPT_YES,
    OPT_MEND,
    OPT_SINCE,
    OPT_BY,
    OPT_RECORD,
    OPT_RESUME,
    OPT_COUNT
};
#define WITH(option) (UINT64_C(1) << (option))

/* What a shell offers for an argument or the value of an option. */
enum complete {
    COMPLETE_NONE,
    COMPLETE_FILE,
    COMPLETE_NOUN,
    COMPLETE_IMPORT, /* what a file may hold */
    COMPLETE_ENTITY, /* a noun whose records are edited one by one */
    COMPLETE_SCREEN,
    COMPLETE_COMMAND,
    COMPLETE_SETTING,
    COMPLETE_FORMAT,
    COMPLETE_SHELL,
    COMPLETE_COUNT
};

/* What must be open before a command runs; each includes those above it. */
enum need {
    NEED_NOTHING,
    NEED_CONFIG,
    NEED_PATH, /* where the database is */
    NEED_READ, /* the database, which must exist, and the engagement */
    NEED_WRITE /* the same, to be changed */
};

struct cli;

struct option_def {
    const char *name;  /* without dashes */
    char letter;       /* short form, 0 = none */
    const char *value; /* what follows, NULL for a switch */
    enum complete complete;
    bool everywhere;  /* stands with every command */
    const char *help; /* one sentence */
};

enum { ARGS_MAX = 3 };
struct command_def {
    const char *name;
    const char *args[ARGS_MAX]; /* names of the arguments, NULL = no more; "[NAME]" may be left out */
    enum complete complete[ARGS_MAX];
    bool more;   /* further arguments follow */
    bool hidden; /* for the build, not for people */
    bool beyond; /* reaches beyond the database: not in a restricted session */
    bool board;  /* opens a full screen: mistakes in the configuration are told there and do not end it */
    enum need need;
    enum bb_access role;          /* whoever is less may not run it */
    uint64_t options;             /* besides those that stand everywhere */
    const char *help;             /* one sentence */
    const char *detail;           /* what else the manual and `help COMMAND` say, NULL = nothing */
    bool (*check)(struct cli *c); /* looks at the arguments before anything is opened; NULL = nothing to look at */
    bool (*run)(struct cli *c);   /* false: c->error is filled; likewise for check */
};

/* One run of the program. */
struct cli {
    struct bb_session session;
    bb_board_fn *board;
    const struct command_def *command;
    const char *values[OPT_COUNT]; /* NULL = not given, "" for a switch that is */
    const char **maps, **args;     /* values of --map; arguments behind the command */
    size_t map_n, map_cap, arg_n, arg_cap;
    struct bb_str path; /* of the database */
    struct bb_arena arena;
    struct bb_findings findings;
    struct bb_error error;
    int status; /* of the board, when it was opened */
};

/* Tables. */
const struct option_def *option_def(enum option o);
const struct command_def *command_defs(size_t *n);
/* By name, NULL if there is none. */
const struct command_def *command_find(const char *name);
/* The board: what runs without a command. */
extern const struct command_def command_board;
/* What a shell offers; NULL-terminated, NULL when there is no closed set. */
enum { WORDS_MAX = 160 };
void complete_words(enum complete kind, const char *out[WORDS_MAX]);
/* "bepboard import NOUN FILE [OPTION]..." */
void command_usage(const struct command_def *def, struct bb_str *out);
/* "-o, --output FILE" */
void option_usage(const struct option_def *def, struct bb_str *out);

/* Fills c from the command line. */
bool cli_read_options(struct cli *c, int argc, char **argv);
/* Sets c->command by its name. */
bool cli_find_command(struct cli *c, const char *name);
/* Whether this run is restricted: --restricted, a program name that begins with r, or a group lent by the program. */
bool restricted_run(int argc, char **argv);
/* Takes the user's environment away but for the terminal's name and the language. Before anything reads it. */
void restricted_environment(void);
/* False when the command, or an option that was given, leads out of a restricted session. */
bool restricted_check(struct cli *c);
/* Finds every file that was named in the one folder of a restricted session. After the configuration was read. */
bool restricted_files(struct cli *c);
/* The same for one file. */
bool restricted_file(const struct bb_session *s, struct bb_arena *arena, const char **file, struct bb_error *err);
/* Finds the database: the host's, or another one (of --db) in the same folder. */
bool restricted_path(struct cli *c);

/* False when the user's role is too small for the command; a viewer's session becomes read-only. */
bool cli_take_role(struct cli *c);
/* Reads the configuration that counts for this session, whatever is wrong with it. */
bool cli_load_config(struct cli *c);
/* Opens what the command needs. */
bool cli_open(struct cli *c);
/* The parts of it, for commands with an order of their own. Without a name the first engagement is found, 0 if there
 * is none at all. */
bool cli_open_config(struct cli *c);
bool cli_open_path(struct cli *c);
bool cli_open_store(struct cli *c, bool create, bool read_only);
bool cli_find_engagement(struct cli *c, const char *name, int64_t *id);
/* Turns to the day of --as-of, when it is given. After the engagement was chosen. */
bool cli_look_back(struct cli *c);

/* Removes a database that nobody will miss, with the files beside it. */
void remove_database(const char *path);

/* Speaking. */
/* Prints text made safe, and a newline. */
void say(FILE *to, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
/* The same for text of several lines that ends with a newline of its own. */
void say_lines(FILE *to, const char *text);
/* Prints an error as the program does. */
void say_error(FILE *to, const char *text);
/* Fails with BB_E_USAGE and "did you mean" when a word of the list is near. `what` says what kind of word it is. */
bool unknown_word(struct bb_error *err, const char *what, const char *word, const char *const *known, size_t n);
size_t word_count(const char *const *words);
bool is_one_of(const char *word, const char *const *words);

/* True if the board can be opened here. */
bool on_terminal(const struct cli *c);
void print_help(struct cli *c, const struct command_def *def);
void print_version(struct cli *c);
/* Everything derived from the session's engagement, for the session's audience. */
bool read_scene(struct bb_session *s, struct bb_scene *out, struct bb_error *err);
/* journal.c: the session's wish as a query; and the engagement's entries that it leaves, into the scene. */
void heed_wish(const struct bb_session *s, const char *zone, struct bb_log_query *q);
bool read_history(struct bb_session *s, struct bb_scene *scene, struct bb_error *err);
/* days.c: what is remembered of the days before these data holds on only if the same is shown to the same. Takes the
 * face over. */
void days_settle(struct bb_session *s, const struct bb_data *d, struct bb_face *face);
/* How views draw on stdout. */
struct bb_look look_of(const struct bb_session *s);
