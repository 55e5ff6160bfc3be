/* Who may open what: modes and groups of a database's folder and of the files in it. */
#pragma once

#include <bepboard/store.h>
#include <limits.h>
#include <sys/types.h>

enum { MODES_KEEP = -1 };

/* One wrong thing, and how the path would have to be. */
struct modes_fault {
    enum bb_health health;
    const char *what, *finding;
    char path[PATH_MAX];
    uid_t uid; /* MODES_KEEP: as it is */
    gid_t gid; /* likewise */
    mode_t mode;
    bool hopeless; /* a command would do harm, or nothing: the folder holds what is not ours, or it is no plain file */
};
typedef void modes_fn(void *ctx, const struct modes_fault *fault);
/* Visits everything that is wrong; true if nothing was. Faults of one path carry the same wanted state. */
bool modes_look(const char *path, modes_fn *visit, void *ctx);
/* Appends the command for a shell that mends a fault, with sudo when it needs it. */
void modes_command(struct bb_str *out, const struct modes_fault *fault);
/* Appends a path in quotes for a shell. */
void modes_quote(struct bb_str *out, const char *path);
