/* One error shape for the whole program: a code and one finished sentence for a person. */
#pragma once

#include <stdbool.h>

/* What kind of failure it was. The code decides the exit status (bb_error_exit_status), never the text. */
enum bb_code {
    BB_OK = 0,        /* no error */
    BB_E_FAILED,      /* the operation failed for a reason of its own (exit 1) */
    BB_E_USAGE,       /* the command line was not understood (exit 2) */
    BB_E_INPUT,       /* a file, field or configuration holds something invalid (exit 3) */
    BB_E_NOT_FOUND,   /* no such engagement, person, row (exit 1) */
    BB_E_CONFLICT,    /* somebody else changed the same thing (exit 1) */
    BB_E_BUSY,        /* the database is locked by another session (exit 4) */
    BB_E_READ_ONLY,   /* the database may not be written by us (exit 4) */
    BB_E_FULL,        /* disk full or file size limit reached (exit 1) */
    BB_E_CORRUPT,     /* the database file is damaged (exit 3) */
    BB_E_NEWER,       /* the database was written by a newer bepboard (exit 3) */
    BB_E_INTERRUPTED, /* cancelled by the user or a signal (exit 130) */
    BB_CODE_COUNT
};

/* Plain record, owned by the caller; zeroed means "no error". */
struct bb_error {
    enum bb_code code;
    char text[1024]; /* UTF-8, no trailing newline; says what is wrong, what was expected and what to do */
};

/* Fills err (which may be NULL) and returns false, so that callers can write `return bb_fail(err, ...)`.
 * The text is cut at a character border when it does not fit; bytes that are no UTF-8 become '?'. The arguments may
 * include err->text itself. Quoted input may still hold control characters: bb_text_safe is for the way out. */
bool bb_fail(struct bb_error *err, enum bb_code code, const char *fmt, ...) __attribute__((format(printf, 3, 4)));

/* What kind of failure a code is, in a sentence that tells nothing of what failed: for outputs that others look at. */
const char *bb_error_neutral(enum bb_code code);

/* Process exit status that belongs to a code: 0, 1, 2, 3, 4 or 130 as listed in the enum above. */
int bb_error_exit_status(enum bb_code code);
