/* Configuration: YAML -> typed options. The embedded defaults go through the same parser as the user's files. */
#pragma once

#include <bepboard/action.h>
#include <bepboard/error.h>
#include <bepboard/look.h>
#include <bepboard/mem.h>
#include <bepboard/model.h>
#include <bepboard/rules.h>
#include <bepboard/str.h>
#include <bepboard/words.h>
#include <stdbool.h>

enum bb_switch { BB_AUTO, BB_ON, BB_OFF };

/* A prompt of a 4S checklist, offered when an order is taken. */
struct bb_prompt {
    enum bb_opportunity opportunity;
    const char *text;
};

/* Everything lives in `arena`. */
struct bb_config {
    struct bb_arena arena;
    const char *theme;      /* name of a theme below */
    enum bb_switch unicode; /* auto: by locale and TERM; off: ASCII */
    enum bb_switch braille; /* auto: not on the Linux console */
    enum bb_switch sync;    /* synchronised output (mode 2026) */
    bool mouse, title;
    int64_t escape_delay_ms;
    const char *database; /* path, NULL = not set */
    int64_t backup_keep;  /* daily backups kept */
    struct bb_thresholds thresholds;
    struct bb_words words;
    size_t prompt_n;
    const struct bb_prompt *prompts;
    size_t theme_n;
    const struct bb_theme *themes;
    struct bb_keymap keys;
    /* What was read: path, and whether it existed. */
    size_t source_n;
    struct bb_config_source {
        const char *path;
        bool found;
    } sources[4];
};

enum bb_severity { BB_WARNING, BB_FATAL };
/* One finding; `text` is complete: "file:line:col: message" and, on further lines, the source line with a caret. */
struct bb_finding {
    enum bb_severity severity;
    const char *text;
};
struct bb_findings {
    struct bb_arena arena;
    struct bb_finding *list;
    size_t n, cap;
};
void bb_findings_finish(struct bb_findings *f);

/* Reads the embedded defaults, then /etc/xdg/bepboard/config.yaml, then $XDG_CONFIG_HOME/bepboard/config.yaml, then
 * `extra` (from --config, NULL for none; it must exist). `with_user_files` false skips the two in the middle.
 * All findings of all files are collected; the result is false if one of them is fatal, and *out then holds the
 * defaults with every valid setting applied. Accepts a zeroed *out; the caller calls bb_config_finish. */
bool bb_config_load(struct bb_config *out, const char *extra, bool with_user_files, struct bb_findings *findings);
/* Reads one document from memory over what *out has; for tests and fuzzers. */
bool bb_config_read(struct bb_config *out, const char *name, const char *text, size_t n, struct bb_findings *findings);
void bb_config_finish(struct bb_config *c);
/* The commented default file, as `config dump --defaults` prints it. */
const char *bb_config_defaults(void);
/* Appends the effective configuration as YAML that reads back to the same. */
void bb_config_dump(const struct bb_config *c, struct bb_str *out);
/* The theme by name, NULL if there is none. */
const struct bb_theme *bb_config_theme(const struct bb_config *c, const char *name);
