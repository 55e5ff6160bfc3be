/* What the files of the engine share: nobody else sees SQLite. */
#pragma once

#include "engine.h"
#include "gate.h"

#include <limits.h>
#include <sqlite3.h>
#include <sys/types.h>

enum { STATEMENTS = 128, BUSY_MS = 5000 };

struct db_rows {
    struct db *db;
    char *sql;
    sqlite3_stmt *stmt;
    bool busy;
    int rc;
};

struct db {
    sqlite3 *handle;
    char path[PATH_MAX];
    unsigned flags;
    bool read_only;
    bool writing, wrote; /* in a transaction; has committed one */
    int log_pages;       /* after the last commit */
    struct gate gate;
    struct db_rows *statements[STATEMENTS];
    size_t statement_n;
    int64_t data_version;
    dev_t device; /* with inode: which file this is */
    ino_t inode;
};

/* Fills err with the sentence for a result code of SQLite; returns false. */
bool engine_failed(const struct db *db, int rc, struct bb_error *err);
/* Opens the file again when another one lies at the path (a restored backup), unless something is being read or
 * written. *replaced (may be NULL) tells. False when the new file cannot be opened. */
bool engine_follow(struct db *db, bool *replaced, struct bb_error *err);
/* Before closing: who has written empties a long log unless others are busy, for whoever opens first must read it. */
void engine_tidy_log(struct db *db);
/* Finalises all kept statements. */
void engine_drop_statements(struct db *db);
