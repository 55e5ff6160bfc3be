/* A table that can be scrolled, sorted and filtered: rows of texts with an identity. Pure; knows no entity. */
#pragma once

#include <bepboard/grid.h>
#include <bepboard/look.h>
#include <bepboard/mem.h>

enum { BB_LIST_COLUMNS = 16 };

struct bb_list_column {
    const char *title;
    enum bb_align align;
    int max;      /* columns it should take at most; 0 = as wide as its widest cell. Of the stretching one: columns it
                     keeps before others are left out; 0 = half the room */
    int width;    /* its widest cell, kept by bb_list_set */
    bool stretch; /* the main column: shortened first, and given what is left over up to its widest cell */
    bool first;   /* gets its room before the others, wherever it stands: dates and figures */
    bool group;   /* says nothing again where the row above says the same, from the first column on: drawn so, never in
                     files. The selected row and the first one in sight always say it */
    int lead;     /* likewise the first so many letters of a text that is in ASCII there: a day before its times */
};

struct bb_list_cell {
    const char *text; /* safe or not: drawing makes it safe; never NULL */
    int64_t key;      /* sorts instead of the text when has_key */
    bool has_key;
    uint8_t role; /* enum bb_role; BB_NORMAL = the row's */
};

struct bb_list_row {
    int64_t id; /* what the selection holds on to */
    int kind;   /* free for the builder, for example the entity */
    struct bb_list_cell *cells;
};

/* Everything lives in the arena. Zeroed memory is an empty list. */
struct bb_list {
    struct bb_arena arena;
    int column_n;
    struct bb_list_column columns[BB_LIST_COLUMNS];
    struct bb_list_row *rows;
    size_t n, cap;
    size_t total;      /* before filtering */
    const char *empty; /* what belongs here and which key adds it, when there is no row at all */
};

void bb_list_finish(struct bb_list *l);
/* Adds a column; returns its index. The title must outlive the list. */
int bb_list_column(struct bb_list *l, const char *title, enum bb_align align, int max, bool stretch);
/* Adds a row with empty cells and returns it; then fill cells with bb_list_set (text is copied). */
struct bb_list_row *bb_list_add(struct bb_list *l, int64_t id, int kind);
void bb_list_set(struct bb_list *l, struct bb_list_row *row, int column, const char *text, enum bb_role role);
void bb_list_set_number(struct bb_list *l, struct bb_list_row *row, int column, int64_t number, const char *text,
                        enum bb_role role);
/* Sorts by a column (folded text, or key), stable; descending when asked. Column -1 leaves the order. */
void bb_list_sort(struct bb_list *l, int column, bool descending);
/* Keeps the rows in which a cell contains the folded needle; "" keeps all. */
void bb_list_filter(struct bb_list *l, const char *needle);
/* The row with this id, or the size_t -1. */
size_t bb_list_find(const struct bb_list *l, int64_t id);

/* Selection by id; when the row is gone, the index keeps the place. */
struct bb_list_cursor {
    int64_t id;
    size_t index, top;
    size_t page; /* rows that the last drawing had room for; 0 = not drawn yet */
};
/* Brings the cursor in line with the list (clamps, finds the id again); false when the list is empty. */
bool bb_list_settle(const struct bb_list *l, struct bb_list_cursor *c);
/* Moves by so many rows, clamped. */
void bb_list_move(const struct bb_list *l, struct bb_list_cursor *c, long by);
/* Moves by as many pages as were last drawn, clamped. */
void bb_list_page(const struct bb_list *l, struct bb_list_cursor *c, long pages);

struct bb_list_view {
    struct bb_look look;
    bool focused;
    int sort; /* sorted column, -1 = none: an arrow beside its title */
    bool descending;
    bool header;            /* draw the column titles */
    bool numbered;          /* number the rows, for the wall */
    int hit;                /* kind of the hits that rows leave; their id is the row's */
    const int64_t *changed; /* ids of rows that somebody else changed a moment ago */
    size_t changed_n;
    const int64_t *marked; /* ids of rows that a change of many is meant for */
    size_t marked_n;
};
/* Whether at so many columns of the screen a column is left out, or narrower than its widest cell or its title. */
bool bb_list_cuts(const struct bb_list *l, int width, const struct bb_list_view *v);
/* Draws the list with its selected row in view; settles the cursor. The real cursor goes to the selected row. */
void bb_list_draw(struct bb_grid *g, struct bb_rect r, const struct bb_list *l, struct bb_list_cursor *c,
                  const struct bb_list_view *v);
