/* One program on a pseudo-terminal, with libvterm as the terminal that it talks to. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>
#include <termios.h>
#include <vterm.h>

struct session {
    pid_t pid;         /* leader of the program's session; 0 before the start and after it was reaped */
    int master, slave; /* -1 after a hangup */
    int status;        /* wait status, valid once `ended` */
    bool ended;
    int rows, cols;
    VTerm *vt;
    VTermScreen *screen;
    struct termios before; /* as the program found it */
    char *log;             /* every byte of output since the start */
    size_t log_n, log_room;
    size_t fed;                /* bytes of the log that the emulator has seen */
    size_t mark;               /* length of the log when keys were last sent */
    unsigned char modes[4096]; /* private modes that the program has set to the other value than at the start */
    bool keypad;               /* application keypad */
    size_t parsed;             /* bytes of the log already searched for modes */
};

/* Starts `sh -c command` with the environment of this process on a terminal of that size. False with errno. */
bool session_start(struct session *s, const char *command, int cols, int rows);
/* Kills what still runs and frees everything. Zeroed memory is accepted. */
void session_finish(struct session *s);
/* Sends bytes as if typed. */
void session_send(struct session *s, const void *bytes, size_t n);
/* Reads what comes within `ms` milliseconds (returns at the first chunk); true if something came or the program ended.
 */
bool session_pump(struct session *s, int ms);
/* Has the program been sent bytes that it has not read? */
bool session_unread(const struct session *s);
/* Waits until the program has nothing to read, nothing to write and sleeps, undisturbed for a moment; or until
 * `limit_ms` have passed, which gives false. */
bool session_settle(struct session *s, int limit_ms);
/* Changes the size of the terminal, which sends SIGWINCH. */
void session_resize(struct session *s, int cols, int rows);
/* Closes the terminal as a dropped line does. */
void session_hangup(struct session *s);
/* Is a private mode (the number in CSI ? n h) set now? 7 and 25 are set at the start, all others are not. */
bool session_mode(const struct session *s, int mode);
/* NULL if the terminal is as it was at the start, else what is not. */
const char *session_not_restored(const struct session *s);

/* A row of the screen as UTF-8 without trailing blanks. columns[i] is the cell of byte i; both have room for
 * ROW_BYTES. Returns the length in bytes. columns[length] is the cell after the last one. */
enum { ROW_BYTES = 8192 };
size_t session_row(const struct session *s, int row, char *text, int *columns);
/* Finds the first place of the text, from row *row on; false if it is not on the screen. */
bool session_find(const struct session *s, const char *text, int *row, int *from, int *to);
/* Where the cursor is. */
VTermPos session_cursor(const struct session *s);
/* Milliseconds of a clock that never goes back. */
long session_now(void);
