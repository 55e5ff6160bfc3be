/* One configuration document while it is read: its text, its findings and its tree. Private to src/config. */
#pragma once

#include <bepboard/config.h>
#include <stdint.h>

enum {
    BB_DOC_BYTES = 256 * 1024,
    BB_DOC_DEPTH = 32,
    BB_DOC_EVENTS = 10000,
    BB_DOC_SCALAR = 64 * 1024,
    BB_DOC_FINDINGS = 100 /* per document */
};

/* Whose document it is: roles and limits of restricted sessions are the host's to say. */
enum bb_doc_from { BB_DOC_GIVEN, BB_DOC_HOST, BB_DOC_USER };

enum bb_node_kind { BB_NODE_TEXT, BB_NODE_LIST, BB_NODE_MAP };

/* A node of the tree; the entries of a map are its values, each with its key. Lines and columns count from 1. */
struct bb_node {
    enum bb_node_kind kind;
    int line, col;
    bool quoted;         /* text in quotes or as a block */
    const char *text;    /* BB_NODE_TEXT: valid UTF-8, may hold escaped controls but no NUL */
    uint32_t hash;       /* of the text */
    struct bb_node *map; /* of a key: where it stands */
    struct bb_node *key; /* of a value in a map */
    size_t count;
    struct bb_node *first, *last, *next;
};

struct bb_doc {
    struct bb_config *config;
    struct bb_findings *findings;
    const char *name, *text;
    size_t n;
    enum bb_doc_from from;
    size_t said;               /* findings of this document */
    bool fatal;                /* one of them is fatal */
    bool broken;               /* the text is no document that can be used at all */
    const char *questionnaire; /* path of a file that holds it, in scratch; NULL = none was named */
    struct bb_arena scratch;
};

/* Adds a finding at a place of the document; the text is put together with the source line and a caret. */
void bb_doc_say(struct bb_doc *d, enum bb_severity severity, int line, int col, const char *fmt, ...)
    __attribute__((format(printf, 5, 6)));
/* A fatal finding "NAME must be EXPECTED, but here is …" about a value. Always false. */
bool bb_doc_expected(struct bb_doc *d, const struct bb_node *at, const char *name, const char *expected);
/* A finding about a word that is not in the list, with the nearest one as a suggestion: `what` says what it should have
 * been ("option of ui"). */
void bb_doc_unknown(struct bb_doc *d, enum bb_severity severity, const struct bb_node *at, const char *what,
                    const char *const *list, size_t n);
/* A finding about a file as a whole, without a place. */
void bb_finding_file(struct bb_findings *f, const char *path, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

/* Reads the text into a tree in d->scratch. NULL when there is nothing in it or when it is broken (d->broken). */
struct bb_node *bb_doc_parse(struct bb_doc *d);

/* True for an empty plain value, as in "ui:" with nothing behind it. */
bool bb_node_is_empty(const struct bb_node *n);
/* The value of a key in a map, NULL if it has none. */
const struct bb_node *bb_node_get(const struct bb_node *map, const char *key);
/* True for a map; an empty value counts as an empty map; anything else is a fatal finding. */
bool bb_doc_want_map(struct bb_doc *d, const struct bb_node *n, const char *name);
/* The text of a value in the configuration's arena, made safe for terminals (with a warning when that changed it);
 * NULL with a fatal finding when it is no text. */
const char *bb_doc_text(struct bb_doc *d, const struct bb_node *n, const char *name);
/* The readers of one value each: false with a fatal finding when it does not fit. */
bool bb_doc_bool(struct bb_doc *d, const struct bb_node *n, const char *name, bool *out);
bool bb_doc_int(struct bb_doc *d, const struct bb_node *n, const char *name, int64_t min, int64_t max, int64_t *out);
/* "12 %" or "12.5 %" as per mille. */
bool bb_doc_share(struct bb_doc *d, const struct bb_node *n, const char *name, int64_t min, int64_t max, int64_t *out);

/* bb_config_read for a document of known origin. */
bool bb_config_read_from(struct bb_config *out, enum bb_doc_from from, const char *name, const char *text, size_t n,
                         struct bb_findings *findings);

/* The sections of a document, each given the value of its key. */
void bb_section_options(struct bb_doc *d, const char *section, const struct bb_node *map);
void bb_section_attention(struct bb_doc *d, const struct bb_node *map);
void bb_section_vocabulary(struct bb_doc *d, const struct bb_node *map);
void bb_section_prompts(struct bb_doc *d, const char *name, const struct bb_node *map);
void bb_section_keys(struct bb_doc *d, const struct bb_node *map);
void bb_section_themes(struct bb_doc *d, const struct bb_node *map);
void bb_section_roles(struct bb_doc *d, const struct bb_node *map);
void bb_section_sensitivity(struct bb_doc *d, const struct bb_node *map);
void bb_section_questionnaire(struct bb_doc *d, const struct bb_node *map);
/* The same from a file of its own; false with a fatal finding. */
bool bb_questionnaire_file(struct bb_config *out, const char *path, struct bb_findings *findings);
/* The text of a plain file, at most one byte more than a document may have; false with a fatal finding. */
bool bb_config_file_text(const char *path, struct bb_str *out, struct bb_findings *findings);

/* The same sections as YAML. */
void bb_dump_options(const struct bb_config *c, struct bb_str *out);
void bb_dump_attention(const struct bb_config *c, struct bb_str *out);
void bb_dump_vocabulary(const struct bb_config *c, struct bb_str *out);
void bb_dump_prompts(const struct bb_config *c, struct bb_str *out);
void bb_dump_keys(const struct bb_config *c, struct bb_str *out);
void bb_dump_roles(const struct bb_config *c, struct bb_str *out);
void bb_dump_sensitivity(const struct bb_config *c, struct bb_str *out);
void bb_dump_questionnaire(const struct bb_config *c, struct bb_str *out);
void bb_dump_themes(const struct bb_config *c, struct bb_str *out);
/* Appends a text in double quotes, as YAML reads it back. */
void bb_dump_quoted(struct bb_str *out, const char *s);

/* The keys of the action table. */
void bb_keys_default(struct bb_keymap *keys);
