/* Streamed CSV after RFC 4180: quotes, doubled quotes, newlines in cells, LF or CRLF, a BOM, comma, semicolon or tab.
 */
#pragma once

#include <bepboard/error.h>
#include <bepboard/str.h>
#include <stdbool.h>
#include <stddef.h>

struct bb_csv; /* opaque: buffer, position, separator */

/* A cell of the current row; valid until the next row. Text is valid UTF-8 without NUL, quotes removed. */
struct bb_cell_text {
    const char *s; /* NUL-terminated */
    size_t n;
};

/* Opens a file for reading in one pass ("-" = standard input); name is used in messages. The separator is found from
 * the first line. NULL on failure. */
struct bb_csv *bb_csv_open(const char *path, struct bb_error *err);
/* The same over an open file, from where it stands; the descriptor is taken over. */
struct bb_csv *bb_csv_of(const char *name, int fd);
/* The same over memory that must outlive the reader. */
struct bb_csv *bb_csv_from(const char *name, const char *s, size_t n);
void bb_csv_close(struct bb_csv *c);
/* The next row: *cells and *n are set. False at the end (err untouched) or on failure (err filled: not UTF-8 (with a
 * hint when it looks like Latin-1 or UTF-16), a NUL, an unclosed quote or text behind a closing one, a cell over 1 MiB,
 * a row over 16 MiB, more than 1000 columns; BB_E_INTERRUPTED when a signal came while a pipe was read).
 * Empty lines are skipped. The first row is the header. Rows may differ in length. */
bool bb_csv_next(struct bb_csv *c, const struct bb_cell_text **cells, size_t *n, struct bb_error *err);
/* Line on which the current row began, from 1; bytes consumed so far and in all (-1 if not known), for progress. */
size_t bb_csv_line(const struct bb_csv *c);
long long bb_csv_offset(const struct bb_csv *c);
long long bb_csv_size(const struct bb_csv *c);

/* Appends one cell, quoted when needed; with `guard` a text cell that a spreadsheet would run as a formula
 * (^'*[=+@\t\r-]) gets a leading apostrophe. bb_csv_unguard gives the text without the one that we put there. */
void bb_csv_cell(struct bb_str *out, const char *text, bool guard);
const char *bb_csv_unguard(const char *text);
