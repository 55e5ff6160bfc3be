/* Editors of text: one line or several, by grapheme clusters, without a terminal. */
#pragma once

#include <bepboard/grid.h>
#include <bepboard/str.h>

struct bb_event;

/* Plain record owned by the caller; fill it with bb_edit_init. The text stays as typed; what is drawn is made safe. */
struct bb_edit {
    struct bb_str text; /* always valid UTF-8 without NUL; one line: without \n */
    size_t cursor;      /* byte offset, always on the border of a cluster */
    size_t limit;       /* the most bytes that text may have */
    bool multi;         /* several lines */
    bool full;          /* the last key or paste did not fit; say so */
    int goal;           /* column that Up and Down keep to, -1 = the cursor's own */
    int scroll;         /* first column (one line) or row (several) that is shown; follows the cursor when drawn */
    int cols, rows;     /* size of the last drawing, by which lines are wrapped for Up and Down */
};

/* Starts with `text` (NULL = empty; invalid bytes and controls are left out, too much is cut) and the cursor behind it.
 */
void bb_edit_init(struct bb_edit *e, const char *text, bool multi, size_t limit);
void bb_edit_finish(struct bb_edit *e);
/* Replaces the text as bb_edit_init does. */
void bb_edit_set(struct bb_edit *e, const char *text);
/* The text, never NULL; valid until the next change. */
const char *bb_edit_get(const struct bb_edit *e);

/* Handles a key or paste. Keys: characters, Left, Right, Home, End, Ctrl-A, Ctrl-E, Backspace, Delete, word moves,
 * Ctrl-W (word before the cursor), Ctrl-U and Ctrl-K (to the start and end of the line); with several lines also Enter,
 * Up, Down, Page Up, Page Down. Returns false for events that mean nothing here: they belong to the caller (Tab, Esc,
 * Enter in one line, Up in the first row, Down in the last, …). */
bool bb_edit_event(struct bb_edit *e, const struct bb_event *event);

/* Draws the text in `at` with the role and, if `focused`, puts the grid's cursor on it. `hint` (NULL for none) is shown
 * dimmed while the text is empty. Scrolls so that the cursor is seen; a wide character is never cut in halves. */
void bb_edit_draw(struct bb_edit *e, struct bb_grid *g, struct bb_rect at, enum bb_role role, const char *hint,
                  bool focused);
