/* Configuration: YAML -> typed options. The embedded defaults go through the same parser as the user's files. */
#pragma once

#include <bepboard/action.h>
#include <bepboard/error.h>
#include <bepboard/look.h>
#include <bepboard/mem.h>
#include <bepboard/model.h>
#include <bepboard/questionnaire.h>
#include <bepboard/rules.h>
#include <bepboard/str.h>
#include <bepboard/words.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum bb_switch { BB_AUTO, BB_ON, BB_OFF };

/* What somebody may do with the database; each may do what those before it may. */
enum bb_access {
    BB_ACCESS_NONE, /* not even look */
    BB_VIEWER,      /* read, with what the team may see */
    BB_EDITOR,      /* change records */
    BB_OWNER,       /* replace the database, mend it, make engagements */
    BB_ACCESS_COUNT
};

/* Who has which role, by Unix user or group (a name, or a number). Zeroed: nothing was said, everybody is an owner. */
struct bb_roles {
    bool given;            /* the section was there and held something */
    bool broken;           /* it holds mistakes, or a file of the host cannot be read: nobody is more than a viewer */
    enum bb_access others; /* whoever is not listed */
    size_t member_n;
    const struct bb_role_member {
        enum bb_access role;
        bool group;
        const char *name;
    } * members;
};

/* How many files are read at most: $XDG_CONFIG_DIRS (the six nearest), the user's own, --config. */
enum { BB_CONFIG_SOURCES = 8 };

/* Everything lives in `arena`. Zeroed memory is a valid empty configuration. */
struct bb_config {
    struct bb_arena arena;
    const char *theme;      /* name of a theme below */
    enum bb_switch unicode; /* auto: by locale and TERM; off: ASCII */
    enum bb_switch braille; /* auto: not on the Linux console */
    enum bb_switch sync;    /* synchronised output (mode 2026) */
    bool mouse, title;
    bool pseudonyms; /* in the room people bear pseudonyms instead of role and unit */
    int64_t escape_delay_ms;
    const char *database; /* path, NULL = not set */
    int64_t backup_keep;  /* daily backups kept */
    struct bb_thresholds thresholds;
    struct bb_words words;
    struct bb_prompts checklist;                  /* of bb_opportunities: offered when an order is taken */
    const struct bb_questionnaire *questionnaire; /* NULL while nothing was read */
    size_t theme_n;
    const struct bb_theme *themes;
    struct bb_keymap keys;
    struct bb_roles roles;           /* from the host's files and --config only */
    struct bb_agreements agreements; /* fields shown to more people: from the host's files and an owner's --config */
    const char *export_dir;          /* the only folder of a restricted session; NULL = none. Likewise */
    /* What was read: path, and whether it existed. */
    size_t source_n;
    struct bb_config_source {
        const char *path;
        bool found;
    } sources[BB_CONFIG_SOURCES];
};

/* The option table: every setting that is one value. The reader, the dump and the manual live off it. */
enum bb_option_kind {
    BB_OPT_SWITCH, /* auto, on, off: enum bb_switch */
    BB_OPT_BOOL,   /* yes or no: bool */
    BB_OPT_INT,    /* int64_t within min..max */
    BB_OPT_SHARE,  /* "12 %": int64_t, per mille within min..max */
    BB_OPT_THEME,  /* name of a theme: const char * */
    BB_OPT_PATH    /* full path: const char *, NULL when empty */
};
struct bb_option {
    const char *section, *name; /* "ui", "theme" */
    enum bb_option_kind kind;
    size_t offset; /* in struct bb_config */
    int64_t min, max;
    const char *unit; /* NULL if it has none */
    const char *help; /* one sentence */
};
/* All options in the order of the default file, static; *n receives their number. */
const struct bb_option *bb_config_options(size_t *n);

enum bb_severity { BB_WARNING, BB_FATAL };
/* One finding; `text` is complete and safe for a terminal: "file:line:col: message" and, on further lines, the source
 * line with a caret. `line` and `col` (in characters) count from 1; both are 0 when the finding is about a whole file,
 * and the text is then "file: message". */
struct bb_finding {
    enum bb_severity severity;
    const char *text;
    int line, col;
};
/* In the order of the files, within a file by place. Zeroed memory is a valid empty list. */
struct bb_findings {
    struct bb_arena arena;
    struct bb_finding *list;
    size_t n, cap;
};
/* Frees the list; accepts zeroed memory. */
void bb_findings_finish(struct bb_findings *f);

/* Which files are read besides the embedded defaults. */
enum bb_config_from {
    BB_CONFIG_DEFAULTS, /* none */
    BB_CONFIG_ALL,      /* the host's and the user's */
    BB_CONFIG_HOST      /* /etc/xdg/bepboard/config.yaml alone, whatever the environment says */
};

/* Reads the embedded defaults, then bepboard/config.yaml in every directory of $XDG_CONFIG_DIRS (default: /etc/xdg; the
 * first one is the most important and thus read last), then in $XDG_CONFIG_HOME (default: ~/.config), then `extra`
 * (from --config, NULL for none; it must exist). `from` says which of those in the middle.
 * All findings of all files are collected; the result is false if one of them is fatal, and *out then holds the
 * defaults with every valid setting applied (of keys: none of a file whose keys clash). Accepts a zeroed *out; the
 * caller calls bb_config_finish. */
bool bb_config_load(struct bb_config *out, const char *extra, enum bb_config_from from, struct bb_findings *findings);
/* Reads one document from memory over what *out has (zeroed memory: over nothing); `name` stands in the findings. A
 * text that is no usable YAML at all changes nothing. Results as above. */
bool bb_config_read(struct bb_config *out, const char *name, const char *text, size_t n, struct bb_findings *findings);
/* The role of whoever runs this program, by the real user and groups (never by $USER); of several the highest. */
enum bb_access bb_config_access(const struct bb_config *c);
/* "viewer", "editor", "owner"; "none" for BB_ACCESS_NONE. Static. */
const char *bb_access_name(enum bb_access role);
/* Frees everything; accepts zeroed memory. */
void bb_config_finish(struct bb_config *c);
/* The commented default file, as `config dump --defaults` prints it. */
const char *bb_config_defaults(void);
/* The commented questionnaire, which follows it there. */
const char *bb_config_questions(void);
/* Appends the effective configuration as YAML that reads back to the same. */
void bb_config_dump(const struct bb_config *c, struct bb_str *out);
/* The theme by name, NULL if there is none. */
const struct bb_theme *bb_config_theme(const struct bb_config *c, const char *name);
