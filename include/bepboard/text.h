/* Text as people read it: UTF-8, columns, grapheme clusters, safety for terminals, folding for search.
 * Widths come from wcwidth(3), so bb_text_init must have run; everything else is independent of the locale. */
#pragma once

#include <bepboard/str.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Sets LC_ALL from the environment, falls back to C.UTF-8 for LC_CTYPE when the result is not UTF-8, and forces
 * LC_NUMERIC to "C". Returns true if the user's own locale is UTF-8, be it only by its name, as when a line brings
 * along a locale that this host does not have (false: the terminal may not be; see --ascii). */
bool bb_text_init(void);

/* Decodes one code point strictly (no overlong forms, no surrogates, at most U+10FFFF) from n > 0 bytes.
 * Returns the bytes used (1..4), or 0 if the bytes are invalid or cut short; *cp is set only on success. */
size_t bb_utf8_decode(const char *s, size_t n, uint32_t *cp);
/* Appends cp as UTF-8; invalid code points become U+FFFD. */
void bb_utf8_encode(struct bb_str *out, uint32_t cp);
/* Number of leading bytes that are valid UTF-8 without NUL; equal to n when all is well. */
size_t bb_utf8_valid(const char *s, size_t n);

/* Columns of one code point: 0, 1 or 2; -1 for what must not be shown (controls, unassigned). */
int bb_text_cp_width(uint32_t cp);
/* Bytes of the first grapheme cluster of s (extended clusters, UAX #29, from libutf8proc); 0 at the end.
 * Invalid bytes are clusters of one byte. */
size_t bb_text_cluster(const char *s, size_t n);
/* Columns of a string of safe text. NULL counts 0. */
int bb_text_width(const char *s);
int bb_text_width_n(const char *s, size_t n);

/* Appends s made safe for any terminal, log or report: C0 and C1 controls, DEL, bidi controls, zero-width and tag
 * characters, line separators become U+00B7 (middle dot); TAB and newlines become one space unless `keep_newlines`
 * keeps \n; variation selectors, ZWJ and more than four marks on one letter are dropped; invalid bytes and code points
 * without a width become U+FFFD; a mark without a letter becomes U+00B7. Idempotent. This is the one door through which
 * foreign text reaches a screen or stdout. */
void bb_text_safe(struct bb_str *out, const char *s, size_t n, bool keep_newlines);

enum bb_align { BB_LEFT, BB_RIGHT, BB_CENTRE };
/* Appends s cut or padded to exactly `cols` columns (>= 0). A cut string ends in `ellipsis` ("…", or "~" in ASCII;
 * it must be one column wide); a wide character that does not fit is replaced by a space. */
void bb_text_fit(struct bb_str *out, const char *s, int cols, enum bb_align align, const char *ellipsis);

/* Wraps s to lines of at most `cols` columns (>= 1), at spaces where possible, at clusters otherwise; \n always ends
 * a line. Calls line(ctx, start, bytes) once per line, at least once; trailing spaces of wrapped lines are left out.
 * A wide character stands alone on its line when cols is 1. */
void bb_text_wrap(const char *s, int cols, void (*line)(void *ctx, const char *s, size_t n), void *ctx);

/* Appends the fold key used for search and sorting: NFD, case folded, marks stripped; safe to compare with strcmp. */
void bb_text_fold(struct bb_str *out, const char *s);
/* Version of the folding above, stored in the database; a change means rebuilding the fold columns. */
const char *bb_text_fold_version(void);
/* Appends s, which is safe text, as plain ASCII of the same columns: marks stripped, dashes and quotes simplified, the
 * rest '?'. */
void bb_text_ascii(struct bb_str *out, const char *s);

/* Appends s, made safe, as one line of Markdown that shows exactly what it says: signs with a meaning are escaped. */
void bb_text_markdown(struct bb_str *out, const char *s);

/* Fuzzy match of a typed needle in a hay (both folded by the caller): 0 = no match, higher = better; all needle
 * characters must occur in order, word starts and runs score more. An empty needle matches with 1. */
int bb_text_fuzzy(const char *hay, const char *needle);
/* The entry of list (n entries) nearest to word by edit distance, or NULL if none is near enough to suggest. */
const char *bb_text_nearest(const char *word, const char *const *list, size_t n);
