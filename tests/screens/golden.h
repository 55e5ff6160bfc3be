/* Golden screens: a block of `|row` lines against what the terminal shows. */
#pragma once

#include "script.h"
#include "session.h"

/* A block: n lines of a script, each `|` and a row, or `*` for any number of rows. Blank rows at the end may be left
 * out. */
struct golden {
    const struct script_line *lines;
    size_t n;
};

/* Does the screen show it? */
bool golden_matches(const struct golden *g, const struct session *s);
/* Prints the difference as TAP comments. */
void golden_explain(const struct golden *g, const struct session *s);
/* Has it a `*` behind its first line? Such a block is never rewritten. */
bool golden_is_partial(const struct golden *g);
/* The screen as the lines of a block; a block that began with `*` still leaves the first row out. The caller frees it.
 */
char *golden_of(const struct golden *g, const struct session *s);
/* Prints the whole screen as TAP comments. */
void golden_print(const struct session *s);
