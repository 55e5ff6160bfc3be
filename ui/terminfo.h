/* What terminfo knows about the terminal. */
#pragma once

#include <bepboard/error.h>

/* A string capability of the terminal in use, NULL if it has none. */
const char *terminfo_string(const char *name);
/* The name of the description to use for $TERM: its own, or one of xterm-256color, xterm and vt100 if this system does
 * not know it; *notice (owned by the caller) then says so. NULL with err if nothing can be drawn. */
const char *terminfo_choose(char **notice, struct bb_error *err);
/* True if s starts with one of the entries of a list that ends with NULL. */
bool terminfo_starts(const char *s, const char *const *list);
