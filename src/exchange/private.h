/* What the files of the exchange share. */
#pragma once

#include <bepboard/csv.h>
#include <bepboard/exchange.h>
#include <bepboard/json.h>
#include <bepboard/mem.h>
#include <bepboard/model.h>
#include <bepboard/rules.h>

enum { EXCHANGE_FIELDS = 32 };

/* names.c: which rows bear a text, by a seeded hash of it. Zeroed memory is empty. */
struct names {
    struct name_entry *list;
    uint32_t *heads; /* 1 + index of the newest entry of a chain */
    size_t n, cap, head_n;
    uint64_t seed;
};
/* Room for n names without growing on the way, which would need the memory twice. */
void names_reserve(struct names *names, size_t n);
void names_add(struct names *names, const char *text, int64_t id);
/* The row added last under this text, 0 if there is none; *several tells whether there are more. */
int64_t names_find(const struct names *names, const char *text, bool *several);
/* The same, and the entry is used up. */
int64_t names_take(struct names *names, const char *text);
void names_finish(struct names *names);

/* One row of a file: the texts by field index as people write them; NULL = not in the file, "" = empty. */
struct row_texts {
    int64_t owner;   /* row id for the first field, a reference; 0 = read its text */
    const char *uid; /* NULL or "" = none */
    const char *values[EXCHANGE_FIELDS];
};

enum outcome {
    OUTCOME_ADDED,
    OUTCOME_CHANGED,
    OUTCOME_SAME,
    OUTCOME_REFUSED, /* the row alone cannot be taken */
    OUTCOME_UNKNOWN, /* the same, because it names somebody whom nobody knows */
    OUTCOME_MISSING, /* a new record lacks a required field that the file does not have */
    OUTCOME_INVALID, /* nothing of the file may be taken */
    OUTCOME_FAILED,  /* the store failed */
    OUTCOME_COUNT
};

/* upsert.c: rows become records, within a transaction that the caller opened. Zero it, fill the first part. */
struct upsert {
    struct bb_store *store;
    int64_t engagement;
    int32_t today;
    bool patch;      /* empty leaves a field as it is, "-" empties it */
    bool uids_tell;  /* a row with a uid of its own is not the record of another row, whatever its key */
    bool known_only; /* a unit that nobody knows is a mistake, not a new one */
    /* private */
    int64_t units_added;
    int missing; /* field index, after OUTCOME_MISSING */
    int waiting; /* field whose reference must wait, or -1 */
    bool units_read, people_read, nameless;
    struct names units, unit_folds, people;
    struct names taken;                   /* records that a row of this import named by uid */
    struct bb_str value[EXCHANGE_FIELDS]; /* canonical texts */
    bool given[EXCHANGE_FIELDS];
    struct bb_str scratch;
    struct bb_arena arena;
    struct later *later; /* references to rows that may come further down */
    size_t later_n, later_cap;
};
/* Adds or changes one record; *id receives it. `err` says what is wrong for the outcomes from OUTCOME_REFUSED on. */
enum outcome upsert_row(struct upsert *u, enum bb_entity e, const struct row_texts *row, int64_t *id,
                        struct bb_error *err);
/* The same for a record that must be new, and for one that is known. */
enum outcome upsert_new(struct upsert *u, enum bb_entity e, const struct row_texts *row, int64_t *id,
                        struct bb_error *err);
enum outcome upsert_known(struct upsert *u, enum bb_entity e, const struct row_texts *row, int64_t id,
                          struct bb_error *err);
/* Who is meant by a key, a unique name or a uid: OUTCOME_SAME and the row id, 0 = none. */
enum outcome upsert_find(struct upsert *u, enum bb_entity e, const char *text, int64_t *id, struct bb_error *err);
/* Reads one value into u->value[field] in its canonical form. */
enum outcome upsert_read(struct upsert *u, enum bb_entity e, int field, const char *typed, struct bb_error *err);
/* Fills the references that had to wait; call it after the last row of each noun. */
bool upsert_settle(struct upsert *u, struct bb_error *err);
void upsert_finish(struct upsert *u);

/* sheet.c: rows to a stream, as a table (CSV) or an array of objects (JSON). Begin, head, cells and row ends, end. */
enum cell { CELL_TEXT, CELL_PLAIN, CELL_NUMBER, CELL_BOOL }; /* CELL_PLAIN: ours, no formula guard needed */
struct sheet {
    FILE *out;
    enum bb_format format;
    bool raw;
    struct bb_str line;
    const char *const *columns;
    size_t column_n, at;
    int64_t rows;
};
/* The names of the columns must live until sheet_end. */
void sheet_begin(struct sheet *sheet, const char *const *columns, size_t n);
/* The next cell of the row; "" is an empty one. */
void sheet_cell(struct sheet *sheet, enum cell cell, const char *text);
bool sheet_end_row(struct sheet *sheet, struct bb_error *err);
bool sheet_end(struct sheet *sheet, struct bb_error *err);
/* Text between tables; forgets the line. */
bool sheet_write(struct sheet *sheet, const char *text, struct bb_error *err);
void sheet_finish(struct sheet *sheet);

/* report.c: adds the counts and remarks of another report, which is empty then. */
void report_add(struct bb_report *r, struct bb_report *more);
/* Keeps the first hundred remarks, counts the others; line 0 = of no line. */
void report_remark(struct bb_report *r, size_t line, bool refused, const char *text);

/* columns.c: which column of a file means which field. Zeroed memory is empty. */
enum target { TO_NOTHING, TO_FIELD, TO_UID, TO_ATTRIBUTE, TO_PERCENT, TO_SHARE };
struct column {
    char *name;
    enum target target;
    int field;             /* TO_FIELD, TO_PERCENT and TO_SHARE: the index; -1 otherwise */
    const char *attribute; /* TO_ATTRIBUTE: its name; lives as long as the mapping */
};
struct columns {
    enum bb_entity entity;
    const struct bb_mapping *mapping;
    size_t mapping_n;
    struct column *list;
    size_t n, cap;
};
/* The mapping must outlive the columns. False if it names a field that there is not. */
bool columns_begin(struct columns *c, enum bb_entity e, const struct bb_mapping *mapping, size_t n,
                   struct bb_error *err);
/* The file's next column. False if two columns are mapped to the same field. */
bool columns_add(struct columns *c, const char *name, struct bb_error *err);
/* False, with the file's columns named, if a column of the mapping is not among them. */
bool columns_check(const struct columns *c, const char *file, struct bb_error *err);
/* Fails with the sentence about a required field that no column means. */
bool columns_explain(const struct columns *c, const char *file, int field, struct bb_error *err);
bool columns_have(const struct columns *c, int field);
void columns_report(const struct columns *c, struct bb_report *r);
void columns_finish(struct columns *c);

/* rows.c: the rows of one noun on their way in, cell by cell. */
struct rows {
    struct upsert *u;
    struct bb_report *report;
    const char *file;
    struct columns columns;
    int64_t invalid;
    int64_t last; /* id of the last record */
    struct row_texts texts;
    struct bb_str now;
    struct bb_arena arena; /* of one row */
    size_t line;
    struct bb_error fault; /* of a cell */
    struct attribute_text {
        const char *name, *value;
    } * attributes;
    size_t attribute_n, attribute_cap;
};
bool rows_begin(struct rows *r, struct upsert *u, enum bb_entity e, const struct bb_import_options *o, const char *file,
                struct bb_report *report, struct bb_error *err);
void rows_line(struct rows *r, size_t line);
/* `text` must live until rows_take. */
void rows_cell(struct rows *r, size_t column, const char *text);
/* Takes the row in. False when the import must end: the file cannot be meant, or the store failed. */
bool rows_take(struct rows *r, struct bb_error *err);
/* What concerns all rows; then frees. Accepts zeroed memory. */
bool rows_end(struct rows *r, struct bb_error *err);

/* file.c: where rows come from. A row or a value that cannot be read ends the import. */
struct file {
    const char *name; /* for messages */
    bool json;
    struct bb_str text; /* the whole file, unless it is CSV that can be streamed */
    struct bb_csv *csv;
};
bool file_open(struct file *f, const char *path, bool plain, struct bb_error *err);
void file_close(struct file *f);
/* False with BB_E_INTERRUPTED once the import was cancelled. */
bool file_wanted(const struct bb_import_options *o, struct bb_error *err);
/* The header row, and all rows that follow it. */
bool file_csv_header(struct rows *r, const struct bb_cell_text *cells, size_t n, struct bb_error *err);
bool file_csv_row(struct rows *r, const struct file *f, const struct bb_cell_text *cells, size_t n,
                  const struct bb_import_options *o, struct bb_error *err);
/* An array of objects, whose first token was read. */
bool file_json_rows(struct rows *r, const struct file *f, struct bb_json *j, enum bb_json_token token,
                    const struct bb_import_options *o, struct bb_error *err);
bool file_json_fail(const struct file *f, const struct bb_json *j, const char *what, struct bb_error *err);

/* seen.c: decides once, for everything that is written of an engagement. False also when the audience may not know of
 * the engagement. The caller calls bb_face_finish. */
bool face_load(struct bb_store *s, int64_t engagement, enum bb_audience audience, bool pseudonyms,
               const struct bb_agreements *agreements, struct bb_face *face, struct bb_error *err);

/* import.c: fails, with the numbers, if rows were invalid. */
bool import_verdict(const char *file, int64_t invalid, const struct bb_report *report, struct bb_error *err);

/* ratings.c: single answers of a survey become values of figures. */
bool ratings_read(struct upsert *u, const struct file *f, const struct bb_import_options *o, struct bb_report *report,
                  struct bb_error *err);

/* events.c: the events of a file that is open: CSV that stands at their header, or JSON. `record` as in
 * bb_usage_finish. */
bool events_take(struct bb_store *s, const struct bb_import_options *o, const struct file *f, int64_t record,
                 struct bb_report *report, struct bb_error *err);
