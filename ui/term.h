/* The terminal: the one module that writes to it. Everything else draws into a grid and gives it to term_paint.
 *
 * Life: term_open, then term_paint after every turn of the loop, term_resize at SIGWINCH, term_suspend for Ctrl-Z, and
 * term_close. Input is not ncurses': the loop polls term_fd and calls term_read, which feeds the decoder. However the
 * program ends (also by a crash, or out of memory), the terminal is left as it was found. One terminal per process. */
#pragma once

#include <bepboard/config.h>
#include <bepboard/error.h>
#include <bepboard/grid.h>
#include <bepboard/key.h>
#include <bepboard/look.h>
#include <stdbool.h>
#include <stddef.h>

struct term;

struct term_options {
    enum bb_switch unicode; /* auto: by locale; off: every cell goes through bb_text_ascii */
    enum bb_switch braille; /* auto: not on the Linux console */
    enum bb_switch sync;    /* frames of more than two rows between ESC[?2026h and l; auto: not on linux, vt* … */
    bool mouse;             /* start with the mouse on */
    bool title;             /* the window title may be set */
    const struct bb_theme *theme; /* must outlive the terminal or the next term_theme */
};

/* Takes the terminal on stdin and stdout: locale (bb_text_init), raw mode without flow control, alternate screen,
 * bracketed paste, mouse. An unknown TERM falls back to xterm-256color, xterm, vt100 (see term_notice). NULL and a
 * filled err if there is no terminal, or one that cannot place its cursor; the terminal is then untouched. */
struct term *term_open(const struct term_options *options, struct bb_error *err);
/* Gives the terminal back and frees; NULL is accepted. */
void term_close(struct term *t);
/* Told when a signal ends the board: a terminal that takes nothing for a second is then given up, as it is while such a
 * signal is blocked and waits. term_close then leaves its modes as found; what stands on it, it never reads. */
void term_ending(struct term *t);
/* One sentence for the message line about something unusual (an unknown TERM), or NULL. */
const char *term_notice(const struct term *t);

/* The descriptor to poll for input. */
int term_fd(const struct term *t);
/* Reads what waits (at most 64 KiB a call, so that a flood cannot stop painting) and feeds it; never blocks. False when
 * the line is dead: save drafts and end. */
bool term_read(struct term *t, struct bb_decoder *d);
/* Teaches the decoder what terminfo and the erase character say about this terminal's keys. */
void term_teach(const struct term *t, struct bb_decoder *d);

/* Columns and rows, 1 to 1000 each. */
void term_size(const struct term *t, int *w, int *h);
/* Asks the system for the size again; true if it changed: lay out and paint anew. */
bool term_resize(struct term *t);
/* Brings the screen to what the grid says, sending only what differs from the last frame: nothing at all if nothing
 * does. The real cursor goes to the grid's cursor, or is hidden. The grid should have the size of the terminal; what
 * is missing is blank, what is too much is left out. */
void term_paint(struct term *t, const struct bb_grid *next);
/* Forgets what is on the screen: the next term_paint sends everything. For Ctrl-L. */
void term_redraw(struct term *t);

/* Stops the process group as Ctrl-Z does, with the terminal as it was found, and returns when it is continued. The
 * caller then asks term_resize and paints. */
void term_suspend(struct term *t);

/* Settings at run time. The next term_paint shows them. */
void term_set_theme(struct term *t, const struct bb_theme *theme);
void term_set_ascii(struct term *t, bool ascii);
void term_set_mouse(struct term *t, bool on);
bool term_mouse(const struct term *t);
/* The best glyph level that this terminal is expected to show, with the switches obeyed. */
enum bb_glyph_level term_glyphs(const struct term *t);

/* Sets the window title (made safe and cut here) if the options and the terminal allow; the old one returns at the end.
 */
void term_title(struct term *t, const char *text);
/* Sends n bytes of text to the clipboard of the user's own terminal (OSC 52). False with err if the terminal cannot, or
 * the text is longer than TERM_COPY_MAX. That the clipboard has it, no terminal confirms. */
enum { TERM_COPY_MAX = 74000 };
bool term_copy(struct term *t, const char *text, size_t n, struct bb_error *err);
