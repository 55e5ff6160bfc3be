/* What the files of the terminal share. The only header that includes curses. */
#pragma once

#include "term.h"
#include <termios.h>

#define NCURSES_WIDECHAR 1
#include <curses.h>

/* A role as ncurses wants it. */
struct ink {
    attr_t attr;
    short pair;
};

struct term {
    SCREEN *screen;
    int in, out;
    struct termios found; /* modes to go back to */
    bool away;            /* given back for a while */
    bool plain;           /* no OSC and no private modes beyond the common ones: linux, vt*, … */
    bool sync, titled, title_allowed, title_saved_by_smcup;
    bool mouse, ascii, unicode, braille;
    int colours; /* 256, 16, 8 or 0 */
    const struct bb_theme *theme;
    struct ink inks[BB_ROLE_COUNT];
    char *notice;
    int w, h;
    struct bb_grid shown; /* the last frame */
    bool fresh;           /* the screen's content is unknown */
    bool cursor_shown;
};

/* Fills inks for the theme at the terminal's colour depth and makes its background ncurses' own. */
void palette_apply(struct term *t);
/* True if the user asks for no colour (NO_COLOR). */
bool palette_unwanted(void);
/* The depth that ncurses and NO_COLOR leave: 256, 16, 8 or 0. */
int palette_depth(void);
/* Writes all bytes to the terminal past ncurses, which holds nothing back between frames. */
void screen_write(const struct term *t, const char *bytes, size_t n);
void screen_puts(const struct term *t, const char *s);
/* Prepares the way back from a crash for the modes that are on now. */
void screen_arm(struct term *t);
