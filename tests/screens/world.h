/* What a program under test may know of the world: a folder of its own and an environment that is always the same. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

/* Makes a temporary folder (its path into `tmp`, of so many bytes) and replaces the environment of this process: $HOME
 * and the XDG folders lie there, $TMP and $TMPDIR name it, $BEPBOARD is the program. */
bool world_make(char *tmp, size_t size, const char *program);
/* Removes it; BB_KEEP=1 keeps it and says where. */
void world_leave(const char *tmp);
