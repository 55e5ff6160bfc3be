/* What a program under test may know of the world: a folder of its own and an environment that is always the same. */
#pragma once

#include <stdbool.h>

/* Makes a temporary folder (its path into `tmp`, which holds a template for mkdtemp) and replaces the environment of
 * this process: $HOME and the XDG folders lie there, $TMP names it, $BEPBOARD is the program. */
bool world_make(char *tmp, const char *program);
void world_remove(const char *tmp);
