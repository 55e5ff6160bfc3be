/* A file that is written whole or not at all. */
#pragma once

#include <bepboard/error.h>
#include <stdio.h>
#include <sys/types.h>

/* Zeroed memory is a valid closed target. */
struct target {
    char *path, *part; /* the name wanted, and the name until then */
    FILE *file;        /* write here */
    bool force;
};

/* Begins a file with `mode` in the folder of path. What exists there must be a plain file, and `force` must be given. A
 * signal that ends the program removes what was begun. */
bool target_open(struct target *t, const char *path, bool force, mode_t mode, struct bb_error *err);
/* Checks that everything was written, puts it on disk and gives it its name. The target is closed after it. */
bool target_commit(struct target *t, struct bb_error *err);
/* Removes what was begun. Accepts zeroed memory. */
void target_discard(struct target *t);
