/* A folder of a test's own below $TMPDIR. `./dev test` gives a $TMPDIR that it empties, so that a test that was killed
 * leaves nothing either. BB_KEEP=1 keeps all of them. */
#pragma once

#include <ftw.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

/* Makes it and writes its path; false when it cannot be made or its path has no room there. */
static inline bool folder_make(char *path, size_t size)
{
    const char *tmp = getenv("TMPDIR");
    int n = snprintf(path, size, "%s/bepboard-XXXXXX", tmp && *tmp == '/' ? tmp : "/tmp");
    if (n > 0 && (size_t)n < size && mkdtemp(path))
        return true;
    fprintf(stderr, "# no folder can be made in %s; a short $TMPDIR is needed\n", tmp ? tmp : "/tmp");
    return false;
}

static inline int folder_remove_one(const char *path, const struct stat *st, int flag, struct FTW *ftw)
{
    (void)st, (void)flag, (void)ftw;
    return remove(path);
}

/* Removes a folder and what lies in it. */
static inline void folder_remove(const char *path)
{
    nftw(path, folder_remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

/* At the end of a test: removes its folder, or tells where it is kept. */
static inline void folder_leave(const char *path)
{
    if (getenv("BB_KEEP"))
        printf("# kept: %s\n", path);
    else
        folder_remove(path);
}
