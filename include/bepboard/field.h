/* The field table: one description per entity that drives SQL, forms, lists, validation, files, redaction, history. */
#pragma once

#include <bepboard/date.h>
#include <bepboard/error.h>
#include <bepboard/str.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Who may see a field. There is no default on purpose: BB_FIELD does not compile without one. */
enum bb_sensitivity { BB_OPEN = 1, BB_TEAM, BB_PRIVATE };
/* Who is looking. An audience sees the fields whose sensitivity is at most its own number. */
enum bb_audience { BB_ROOM = 1, BB_AT_TEAM, BB_DESK };

enum bb_kind {
    BB_TEXT,    /* one line of UTF-8: const char *, NULL when empty */
    BB_NOTE,    /* several lines of UTF-8: const char *, NULL when empty */
    BB_INT,     /* int64_t in the field's unit, BB_NONE when empty */
    BB_DECIMAL, /* int64_t in millionths, BB_NONE when empty; stored and exported as decimal text */
    BB_BOOL,    /* int64_t 0 or 1; canonical text "1", or nothing for 0 ("0" is read as well) */
    BB_CHOICE,  /* int64_t index into choices->keys, BB_NONE when empty; stored as the ASCII key */
    BB_DATE,    /* struct bb_date; stored and exported as ISO text with its precision */
    BB_REF,     /* int64_t row id in entity `ref`, 0 when empty; exported as the other row's key */
    BB_KIND_COUNT
};

#define BB_NONE INT64_MIN
#define BB_MILLION INT64_C(1000000)

/* A closed set of ASCII keys. Labels come from YAML (vocabulary.<name>.<key>). */
struct bb_choices {
    const char *name;
    const char *const *keys;
    int count;
};

enum bb_field_flag {
    BB_REQUIRED = 1 << 0, /* may not be empty */
    BB_KEY = 1 << 1,      /* part of the key by which a file's row finds the record (unique within the engagement) */
    BB_SEARCH = 1 << 2,   /* searched by `/`; has a fold column <name>_fold in the database if it is BB_TEXT */
    BB_LIST = 1 << 3,     /* shown as a column in plain lists */
    BB_HIDDEN = 1 << 4,   /* in files and history, but not in forms */
    BB_ABOUT = 1 << 5,    /* a reference that may be empty, but with it emptied the record would speak of others */
    BB_TODAY = 1 << 6     /* a date: a record that is added without it gets the day on which that happens */
};

struct bb_field {
    const char *name;  /* ASCII; column in SQL, CSV and JSON, and `set name=value` */
    const char *label; /* English, for forms and headers */
    enum bb_kind kind;
    enum bb_sensitivity sensitivity;
    size_t offset; /* of the member in the entity's struct */
    unsigned flags;
    int64_t min, max; /* limits of BB_INT and BB_DECIMAL (in its own scale); both 0 = none. Text: max bytes, 0 = 500,
                         notes 1 MiB */
    const struct bb_choices *choices; /* BB_CHOICE */
    int ref;                          /* BB_REF: an enum bb_entity */
    const char *unit;                 /* "people", "%"; NULL if it has none */
    const char *help;                 /* one sentence, what belongs here; at most 76 columns */
    const char *back; /* BB_REF: over the records that refer by it, on the page of the one they refer to; at most 22
                         columns. NULL = the title of their sheet: wherever only one field refers to that entity */
};

/* A row of a field table. Sensitivity and kind are positional, so that leaving one out does not compile. */
#define BB_FIELD(type, member, sensitivity_, kind_, label_, ...)                                                       \
    {                                                                                                                  \
        .name = #member, .label = (label_), .kind = (kind_), .sensitivity = (sensitivity_),                            \
        .offset = offsetof(type, member), __VA_ARGS__                                                                  \
    }

/* Reads what a person typed into canonical text (as stored and exported). `today` serves relative dates.
 * What *out held before is dropped. Space around the text is left out; an empty string gives an empty *out, also for
 * BB_REQUIRED, which is checked where a whole record is. References are not resolved here: their text is passed on
 * unchanged. Choices accept the key in any case and any unambiguous beginning. On failure err is a sentence that says
 * what was expected and starts with the field's label. */
bool bb_field_parse(const struct bb_field *f, const char *typed, int32_t today, struct bb_str *out,
                    struct bb_error *err);
/* Reads canonical text into the struct at `record` (strings are NOT copied: they must outlive the record). NULL or ""
 * means empty. References take decimal row ids. False if the text is not canonical. */
bool bb_field_load(const struct bb_field *f, void *record, const char *canonical);
/* Appends the canonical text of a record's field; nothing when it is empty. References give decimal row ids. */
void bb_field_save(const struct bb_field *f, const void *record, struct bb_str *out);
/* Whether a record goes when the one that this field refers to is deleted: it cannot be without the reference, is known
 * by it, or is about it. Other references become empty then. */
bool bb_field_binds(const struct bb_field *f);
/* True when the record's field is empty (for BB_BOOL and BB_REF: 0). */
bool bb_field_empty(const struct bb_field *f, const void *record);
/* Appends a decimal in millionths without needless zeros ("0.156", "16"). */
void bb_decimal_format(struct bb_str *out, int64_t millionths);
/* Reads "16", "0.156", "-3.5" with at most six decimals; false otherwise. */
bool bb_decimal_parse(const char *s, int64_t *millionths);
/* Index of a key in a choice set, or BB_NONE. */
int64_t bb_choice_find(const struct bb_choices *c, const char *key);
