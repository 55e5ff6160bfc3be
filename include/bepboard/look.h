/* How things look: glyph levels, themes. Filled by the configuration, read by views and by the terminal. */
#pragma once

#include <bepboard/grid.h>

/* What the terminal's font can draw. */
enum bb_glyph_level {
    BB_GLYPH_ASCII,   /* ASCII only */
    BB_GLYPH_BLOCKS,  /* UTF-8 with lines, blocks and quadrants (Linux console, projector) */
    BB_GLYPH_BRAILLE, /* UTF-8 with braille dots as well */
    BB_GLYPH_LEVEL_COUNT
};

enum bb_glyph {
    BB_G_HLINE,
    BB_G_VLINE,
    BB_G_CROSS,
    BB_G_TOP_LEFT,
    BB_G_TOP_RIGHT,
    BB_G_BOTTOM_LEFT,
    BB_G_BOTTOM_RIGHT,
    BB_G_TEE_DOWN,
    BB_G_TEE_UP,
    BB_G_TEE_RIGHT,
    BB_G_TEE_LEFT,
    BB_G_DOT,   /* grid lines */
    BB_G_VDOTS, /* vertical marker: today, chasm */
    BB_G_ELLIPSIS,
    BB_G_POINTER, /* marks the selected row */
    BB_G_DONE,    /* checked item */
    BB_G_OPEN,    /* unchecked item */
    BB_G_PARTLY,
    BB_G_FULL,  /* filled part of a bar */
    BB_G_EMPTY, /* empty part of a bar */
    BB_G_UP,
    BB_G_DOWN,
    BB_G_LEFT,
    BB_G_RIGHT,
    BB_G_STANCE_UNAWARE,
    BB_G_STANCE_RESISTANT,
    BB_G_STANCE_NEUTRAL,
    BB_G_STANCE_SUPPORTIVE,
    BB_G_STANCE_LEADING,
    BB_G_ALARM,   /* attention: act now */
    BB_G_WARNING, /* attention: look */
    BB_G_NOTE,    /* attention: know */
    BB_G_SERIES1, /* marks of chart series */
    BB_G_SERIES2,
    BB_G_SERIES3,
    BB_G_SERIES4,
    BB_GLYPH_COUNT
};

/* The glyph at a level: one column wide, never NULL. Only characters of before 2010 and of width 1 are used. */
const char *bb_glyph(enum bb_glyph_level level, enum bb_glyph g);
/* Eighth blocks from below for level 0..8 of 8 (ASCII: ' ' '.' ':' '|' '#'). */
const char *bb_glyph_eighth(enum bb_glyph_level level, int eighths);

/* Attributes of a role; colours are xterm-256 indices, -1 = the terminal's own. */
enum { BB_ATTR_BOLD = 1, BB_ATTR_REVERSE = 2, BB_ATTR_UNDERLINE = 4, BB_ATTR_DIM = 8 };
struct bb_style {
    int fg, bg;    /* at 256 colours */
    int fg8, bg8;  /* at 8 or 16 colours: 0..15 (above 7 falls back to bold at 8) */
    unsigned attr; /* with colour */
    unsigned mono; /* without colour */
};
struct bb_theme {
    const char *name;
    bool own_background; /* paints its own: BB_NORMAL's fg and bg fill the screen */
    struct bb_style roles[BB_ROLE_COUNT];
};

/* What a view needs to know to draw. */
struct bb_look {
    enum bb_glyph_level glyphs;
    bool projector;      /* big, bold, numbered */
    const char *add_key; /* name of the key that adds an entry, for lists without one; NULL = a */
};
