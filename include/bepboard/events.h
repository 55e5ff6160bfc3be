/* Usage events: who used the thing on which day. Millions of them, imported in batches, counted in rollups. */
#pragma once

#include <bepboard/date.h>
#include <bepboard/error.h>
#include <bepboard/store.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* One event. Its key is person, day, kind and source; a later one with the same key replaces the count. */
struct bb_usage {
    const char *person;        /* key of the person */
    struct bb_date on;         /* a month or year counts as its last day */
    const char *kind, *source; /* never NULL, may be empty */
    int64_t count;             /* uses, 0..BB_USAGE_MOST; 0 says that there were none after all */
    int64_t row;               /* of the person, in exports; 0 in imports */
};
#define BB_USAGE_MOST INT64_C(4000000000)

/* What an import did, in rows of the file. Of several rows with one key the last one counts, the others are unchanged.
 */
struct bb_usage_report {
    int64_t read, added, changed, unchanged, unknown;
};

struct bb_usage_import; /* opaque: the people's keys, the rows being sorted */

/* Begins an import into an engagement: removes what an import that died has left, reads the people's keys. Only one at
 * a time per database (BB_E_BUSY). Memory: about 28 bytes per person and 24 MiB. NULL on failure. */
struct bb_usage_import *bb_usage_begin(struct bb_store *s, int64_t engagement, struct bb_error *err);
/* Takes one row; *known is false if nobody has this key (the row is counted as unknown and left out). */
bool bb_usage_add(struct bb_usage_import *u, const struct bb_usage *row, bool *known, struct bb_error *err);

struct bb_usage_finish {
    const char *file; /* named in the import's record; may be NULL */
    bool dry_run;     /* count only */
    int64_t record;   /* the import's record when it is there already and has no events; 0 = a new one is made */
    const volatile bool *cancel;                              /* set from outside; may be NULL */
    void (*progress)(void *ctx, int64_t done, int64_t total); /* in rows; may be NULL */
    void *ctx;
};
/* Sorts and stores what was added, then makes it visible at once, as one journaled transaction ("Import events (N)")
 * that undo takes back. Holds the write gate for moments only, so that other sessions save meanwhile. An import that
 * changes nothing leaves no trace; so does one that fails or is cancelled (BB_E_INTERRUPTED). */
bool bb_usage_finish(struct bb_usage_import *u, const struct bb_usage_finish *o, struct bb_usage_report *report,
                     struct bb_error *err);
/* Frees; what was not finished is forgotten. Accepts NULL. */
void bb_usage_close(struct bb_usage_import *u);

/* Visits the events in force, by the person's key, day, precision, kind and source. */
bool bb_usage_each(struct bb_store *s, int64_t engagement,
                   bool (*visit)(void *ctx, const struct bb_usage *usage, struct bb_error *err), void *ctx,
                   struct bb_error *err);
