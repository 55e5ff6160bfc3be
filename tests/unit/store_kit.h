/* What the tests of the store share: a folder of their own, changes by field name, the register as text. */
#pragma once

#include <bepboard/store.h>

struct CMUnitTest;
struct kit {
    struct CMUnitTest *test; /* that runs, under kit_run; else NULL */
    char dir[64];
    char path[128];
    struct bb_clock clock;
    struct bb_store *s; /* actor "ann" */
    int64_t engagement;
    struct bb_error err;
};

/* cmocka's set-up and tear-down: a new database with one engagement. */
int kit_setup(void **state);
int kit_teardown(void **state);
/* As cmocka_run_group_tests_name, for tests with kit_setup. The table must be writable: see kit_skip. */
int kit_run(const char *group, struct CMUnitTest *tests, size_t n);
/* The test, which returns now, is reported as skipped for that reason. TAP reads it from the name of a test that is
 * "ok"; cmocka's own skip() says "not ok", which counts as a failure. */
void kit_skip(struct kit *k, const char *why);
/* A path in the folder; valid until the fourth call after this one. */
const char *kit_beside(const struct kit *k, const char *name);
/* Another session; fails the test if it cannot be opened. */
struct bb_store *kit_open(struct kit *k, const char *actor);
void kit_reopen(struct kit *k);

/* "name", "value", ..., NULL into changes; returns how many. */
enum { KIT_CHANGES = 32 };
size_t kit_changes(struct bb_change *out, enum bb_entity e, ...);
#define KIT_SAVE(store, e, engagement, id, err, ...)                                                                   \
    kit_save(store, e, engagement, id, err, __VA_ARGS__, (const char *)NULL)
bool kit_save(struct bb_store *s, enum bb_entity e, int64_t engagement, int64_t *id, struct bb_error *err, ...);
/* Adds a record or fails the test. */
#define KIT_ADD(k, e, ...) kit_add(k, e, __VA_ARGS__, (const char *)NULL)
int64_t kit_add(struct kit *k, enum bb_entity e, ...);
/* The newest live record of the kind; it and what it needs are added when there is none. */
int64_t kit_some(struct kit *k, enum bb_entity e);
/* Adds a record with something in every field; of engagements the kit's own is filled. */
int64_t kit_fill(struct kit *k, enum bb_entity e, int number);
/* A small value that the field takes; another one for another number, as far as there are others. References lead to
 * the newest record of their kind. */
void kit_least(struct kit *k, const struct bb_field *f, int number, struct bb_str *out);
/* A value for one field of a record, as kit_fill gives it. */
void kit_value(struct kit *k, const struct bb_entity_def *def, int i, int number, struct bb_str *out);
/* One field of a live record; "" when empty, "(gone)" when there is no such record. Valid until the next call. */
const char *kit_field(struct bb_store *s, enum bb_entity e, int64_t id, const char *name);
/* All live records with all their fields, and the counters; owned by the caller. */
char *kit_dump(struct bb_store *s);
/* A number that SQL gives. */
int64_t kit_number(struct bb_store *s, const char *sql);
/* A text that SQL gives, cut to the size; "" for none. */
void kit_text(struct bb_store *s, const char *sql, char *out, size_t size);
