/* The program on a terminal, for tests that press keys themselves and not by a script: a world of its own, a
 * database in it, and what must hold when it ends. Points are reported in TAP. */
#pragma once

#include "session.h"

#include <bepboard/date.h>
#include <bepboard/error.h>
#include <bepboard/store.h>

enum { BOARD_COLS = 100, BOARD_ROWS = 30 };

struct board {
    struct session s;
    char tmp[64], db[128]; /* the folder, and the database in it */
    char program[512];
    struct bb_clock clock; /* 2026-11-22 */
    int guard_ms;          /* how long a thing may take before it counts as failed */
    int points, failed;
};

/* Makes the world. False after a bail-out. */
bool board_make(struct board *b, const char *program);
/* Ends what runs, reports on the sanitizers, prints the plan; gives the exit status of the test. */
int board_finish(struct board *b);

/* The demonstration as database, told by somebody else, so that the user's undo does not reach it. */
bool board_demo(struct board *b);
/* Opens the database as another user (NULL: as the one whose board runs); NULL after a failed point. */
struct bb_store *board_store(struct board *b, const char *actor);

/* Starts the program on the database with these arguments on a terminal of that size; what ran before is killed.
 * "exec" of a shell's command line: arguments may be quoted. */
bool board_start(struct board *b, const char *arguments, int cols, int rows);
void board_keys(struct board *b, const char *bytes);
/* Waits until the program has read what was sent and sleeps; false after the guard time. */
bool board_calm(struct board *b);
/* Waits for a text on the screen. */
bool board_sees(struct board *b, const char *text);
/* Waits for the end of the program; false after the guard time. */
bool board_ended(struct board *b, int limit_ms);
/* Leaves all layers and quits: NULL, or what went wrong (status, terminal, deafness). */
const char *board_quit(struct board *b);

/* One TAP point; after a failure the screen is printed. Returns `good`. */
bool point(struct board *b, bool good, const char *fmt, ...) __attribute__((format(printf, 3, 4)));
/* Prints the reports of the sanitizers and gives their number. */
int board_reports(const struct board *b);
