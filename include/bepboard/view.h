/* What the screens say. A scene is one engagement with everything derived from it; a view state is what a person has
 * selected; bb_view_draw turns both and a size into a grid. The same views serve the terminal and `bepboard show`. */
#pragma once

#include <bepboard/action.h>
#include <bepboard/chart_view.h>
#include <bepboard/grid.h>
#include <bepboard/list.h>
#include <bepboard/look.h>
#include <bepboard/rules.h>
#include <bepboard/selfimage.h>
#include <bepboard/words.h>

enum bb_screen {
    BB_SCREEN_BOARD,
    BB_SCREEN_ORDERS,
    BB_SCREEN_PEOPLE,
    BB_SCREEN_ADOPTION,
    BB_SCREEN_PLAN,
    BB_SCREEN_REGISTERS,
    BB_SCREEN_UNITS,
    BB_SCREEN_HISTORY,
    BB_SCREEN_COUNT
};
enum bb_pane { BB_PANE_4S, BB_PANE_MAP, BB_PANE_CURVE, BB_PANE_ATTENTION, BB_PANE_INDEX, BB_PANE_LIST, BB_PANE_COUNT };

/* Lists that screens show; a pane shows one of them as its table twin. */
enum bb_list_kind {
    BB_LIST_ATTENTION,
    BB_LIST_4S, /* the tree of orders, opportunities and items */
    BB_LIST_PEOPLE,
    BB_LIST_CURVE,
    BB_LIST_ORDERS,
    BB_LIST_UNITS,
    BB_LIST_HISTORY,
    BB_LIST_GROUPS, /* what the room may know of the people on the map */
    BB_LIST_INDEX,  /* the sheets of a screen */
    BB_LIST_KIND_COUNT,
    BB_LIST_SHEETS = BB_LIST_KIND_COUNT /* and from here on the list of each sheet */
};

struct bb_screen_def {
    const char *name; /* in `show NAME` */
    const char *title;
    const char *tab;     /* the same in a few letters, for a narrow header */
    const char *purpose; /* two sentences: what is this for */
};
const struct bb_screen_def *bb_screen_def(enum bb_screen s);
/* By name, -1 if there is none. */
int bb_screen_find(const char *name);
const char *bb_pane_title(enum bb_pane p);

/* One line of the history, formatted by whoever read the journal. */
struct bb_history_line {
    int64_t seq;
    const char *when, *who, *what;
    int64_t changes;
    bool undone;
    bool fresh; /* others did it since the user's last visit */
};

struct bb_questionnaire;

/* Everything that is derived when the data change, not when a key is pressed. Zeroed memory is valid. */
struct bb_scene {
    struct bb_data data;
    struct bb_curves curves;
    struct bb_coalition coalition;
    struct bb_needle needle;
    struct bb_kpi_gap kpi_gap;
    struct bb_attention_list attention;
    const struct bb_thresholds *thresholds;
    const struct bb_words *words;
    const struct bb_questionnaire *questionnaire; /* of diagnoses; NULL = none: whoever built the scene sets it */
    size_t history_n;
    struct bb_history_line *history; /* in data.arena; newest first */
    const char *history_of;          /* in data.arena: " since 2026-10-01 by ann"; NULL or "" = all of it */
    int64_t generation;              /* grows with every build: caches compare it */
};
/* Takes over loaded (and gated) data: *data is zeroed. Frees what the scene held before. `past` is for the attention
 * list; NULL = nothing is known of the days before. */
void bb_scene_build(struct bb_scene *s, struct bb_data *data, const struct bb_thresholds *t, const struct bb_words *w,
                    const struct bb_attention_past *past);
/* Makes the attention list anew, of the same data: more is known of the days before. */
void bb_scene_attend(struct bb_scene *s, const struct bb_attention_past *past);
void bb_scene_finish(struct bb_scene *s);

/* Rows of the 4S tree: the id of a row says what it is. */
enum bb_tree_kind { BB_TREE_ORDER, BB_TREE_OPPORTUNITY, BB_TREE_ITEM };
int64_t bb_tree_id(enum bb_tree_kind kind, int64_t order_or_item, enum bb_opportunity o);
enum bb_tree_kind bb_tree_kind(int64_t id);
int64_t bb_tree_record(int64_t id); /* order (also of an opportunity), or item */
enum bb_opportunity bb_tree_opportunity(int64_t id);

/* A sheet: one list of a screen, alone or with a picture of it. A screen has several; its own list is no sheet. */
struct bb_sheet_view {
    const struct bb_scene *scene;
    const struct bb_look *look;
    const struct bb_list *list; /* the sheet's rows as filtered and sorted */
    int64_t selected;           /* id of the selected row, 0 = none */
    int64_t person;             /* chosen on the map or in the list of people, 0 = nobody was */
    int64_t marked;             /* id of the row that was marked first, 0 = none */
    bool focused;
    int hit; /* kind of the hits that rows leave; their id is the row's */
};
struct bb_sheet {
    const char *name;  /* in `show NAME`, the noun of its records where it has some */
    const char *title; /* of the pane, and in the index */
    enum bb_screen screen;
    int entity;          /* what is added to it: enum bb_entity, -1 = nothing */
    const char *purpose; /* what is this for: two sentences */
    const char *empty;   /* what belongs there, as a sentence; the key that adds it follows */
    /* Fills the list; NULL = the fields of its records that are for lists. Rows carry what they open: id and, as their
     * kind, the entity, -1 = nothing. */
    void (*list)(const struct bb_scene *scene, const struct bb_look *look, struct bb_list *l);
    /* Draws the picture of that list; NULL = it has none. */
    void (*draw)(struct bb_grid *g, struct bb_rect r, const struct bb_sheet_view *v);
    /* The arithmetic behind its figures, as lines of text; NULL = it has none. */
    void (*arithmetic)(const struct bb_scene *scene, struct bb_str *out);
};
enum { BB_SHEETS_MAX = 112 };
/* All sheets in the order of the index; *n receives their number. */
const struct bb_sheet *bb_sheets(int *n);
/* By name or entity, -1 if there is none. */
int bb_sheet_find(const char *name);
int bb_sheet_of(enum bb_entity e);
/* The next sheet of a screen after `from` (-1 = the screen's own list), round in a circle, backwards with by = -1. */
int bb_sheet_next(enum bb_screen s, int from, int by);

struct bb_list_state {
    struct bb_list_cursor cursor;
    int sort; /* column, -1 = the list's own order */
    bool descending;
    char filter[128]; /* as typed */
    int64_t *marked;  /* ids of rows that a change of many is meant for */
    size_t marked_n, marked_cap;
    /* The built list and what it was built from. */
    struct bb_list list;
    int64_t built_generation;
    int64_t built_for; /* of the 4S tree: the order that is unfolded, negative when it stands alone */
    int built_sort;
    bool built_descending;
    char built_filter[128];
};

/* A record that somebody else changed a moment ago, or that is marked. */
struct bb_changed {
    enum bb_entity entity;
    int64_t id;
};
enum { BB_CHANGED_MAX = 32 };

/* What a person sees and has selected. bb_view_state_init makes a fresh one. */
struct bb_view_state {
    enum bb_screen screen;
    enum bb_pane focus;
    bool zoom;
    bool table[BB_PANE_COUNT]; /* the pane shows its table twin */
    bool groups;               /* the map shows groups, its table twin too: before the room; settled by drawing */
    enum bb_map_axes axes;
    int64_t person; /* selected on the map and in the list of people */
    bool chosen;    /* that person was moved to, and is not merely the first one */
    size_t curve;   /* shown curve */
    bool segments;
    struct bb_list_state lists[BB_LIST_KIND_COUNT + BB_SHEETS_MAX];
    int sheet[BB_SCREEN_COUNT]; /* the sheet that a screen shows, -1 = its own list */
    struct bb_map_layout map;
    size_t changed_n; /* rows of these records are marked */
    struct bb_changed changed[BB_CHANGED_MAX];
};
void bb_view_state_init(struct bb_view_state *s);
void bb_view_state_finish(struct bb_view_state *s);

/* The list of a kind, built or taken from the state's cache. */
struct bb_list *bb_view_list(const struct bb_scene *scene, struct bb_view_state *s, const struct bb_look *look,
                             enum bb_list_kind kind);
/* The list that the focused pane shows, -1 when it shows a picture (map, curve). */
int bb_view_focused_list(const struct bb_view_state *s);
/* The record that the focused pane has selected; false if there is none. */
bool bb_view_selection(const struct bb_scene *scene, struct bb_view_state *s, const struct bb_look *look,
                       enum bb_entity *e, int64_t *id);
/* Marks a row of the list, or takes its mark away; takes all marks away. */
void bb_view_mark(struct bb_list_state *l, int64_t row);
void bb_view_unmark(struct bb_list_state *l);
/* How many rows of the built list are marked: what the filter hides does not count. */
size_t bb_view_marked_rows(const struct bb_list_state *l);
/* The records of those rows, each once; *n receives their number. The caller frees them. */
struct bb_changed *bb_view_marked(const struct bb_scene *scene, struct bb_view_state *s, const struct bb_look *look,
                                  enum bb_list_kind kind, size_t *n);
/* The record of a list's row; false when it stands for none. */
bool bb_view_record(const struct bb_scene *scene, enum bb_list_kind kind, const struct bb_list_row *row,
                    enum bb_entity *e, int64_t *id);
/* The sheet that is shown, -1 when the screen shows its own list. */
int bb_view_sheet(const struct bb_view_state *s);
/* Shows a sheet on its screen. */
void bb_view_turn_to(struct bb_view_state *s, int sheet);
/* Panes of a screen in Tab order; *n receives their number. Likewise those that are shown: a sheet stands alone. */
const enum bb_pane *bb_screen_panes(enum bb_screen s, int *n);
const enum bb_pane *bb_view_panes(const struct bb_view_state *s, int *n);
/* The entry of the attention list at the cursor; NULL if the list is not in front or empty. */
const struct bb_attention *bb_view_attention(const struct bb_scene *scene, const struct bb_view_state *s);
/* Selects a record wherever it is shown, on the screen that shows it. */
void bb_view_go_to(const struct bb_scene *scene, struct bb_view_state *s, enum bb_entity e, int64_t id);
/* The same without going there: what is shown stays in sight, and where the record is listed it is the selected row. */
void bb_view_select(const struct bb_scene *scene, struct bb_view_state *s, enum bb_entity e, int64_t id);
/* Selects a row of a sheet, on the screen that shows it; id 0 or of no row = the first one. */
void bb_view_go_to_sheet(struct bb_view_state *s, int sheet, int64_t id);

/* Kinds of hits. */
enum bb_hit_kind {
    BB_HIT_NONE,
    BB_HIT_PANE,                              /* id: enum bb_pane */
    BB_HIT_ROW,                               /* + enum bb_pane: a row of the list in that pane; id: the row's */
    BB_HIT_MARK = BB_HIT_ROW + BB_PANE_COUNT, /* id: person */
    BB_HIT_ACTION,                            /* id: enum bb_action */
    BB_HIT_SCREEN,                            /* id: enum bb_screen */
    BB_HIT_CHOICE                             /* id: row of a layer above the screen */
};

/* What surrounds the screen: the header's and the last line's facts. */
struct bb_chrome {
    const char *user;     /* NULL = not shown */
    const char *database; /* file name without folder */
    bool read_only;
    bool viewer;                  /* read-only because of the user's role */
    int others;                   /* other sessions on the same database */
    const char *note;             /* a few words beside the date; NULL = none */
    const char *message;          /* transient, instead of the hints; NULL = none */
    bool error;                   /* message is an error */
    const char *hints;            /* instead of the pane's hints, while something lies above the screen; NULL = none */
    const char *prompt;           /* what the last line asks for; its caller draws the answer behind it; NULL = none */
    const struct bb_keymap *keys; /* NULL = default keys (show) */
    bool plain;                   /* no header and no hint bar: `show` without a frame */
};

/* The smallest size with all panes, and the smallest at all. */
enum { BB_FULL_W = 80, BB_FULL_H = 24, BB_LEAST_W = 40, BB_LEAST_H = 12 };

/* Draws the whole screen into g, which is reset to w x h. Settles cursors and caches in the state, changes nothing
 * else. */
void bb_view_draw(struct bb_grid *g, int w, int h, const struct bb_scene *scene, struct bb_view_state *s,
                  const struct bb_look *look, const struct bb_chrome *chrome);

/* What the last line offers for the focused pane, as it was drawn last: the actions that would do something, the more
 * useful first. `out` has room for BB_HINTS_MAX; returns how many there are. */
enum { BB_HINTS_MAX = 11 };
int bb_view_hints(const struct bb_scene *scene, const struct bb_view_state *s, bool read_only, enum bb_action *out);

/* Everything known of one record as lines for a page: the field table, then what belongs to it (stances, ties,
 * conversations, items). One row per line, wrapped to `width` columns; columns label and value. Of a person in the
 * order in which it is wanted before a conversation. */
void bb_page_build(const struct bb_scene *scene, const struct bb_look *look, enum bb_entity e, int64_t id, int width,
                   struct bb_list *out);
/* The record that a line of a page names; false when it names none that has a page. */
bool bb_page_link(const struct bb_list *page, size_t line, enum bb_entity *e, int64_t *id);
/* Appends a field of a record as a person reads it: labels for choices, names for references, yes for booleans. */
void bb_field_display(struct bb_str *out, const struct bb_data *d, const struct bb_words *w, const struct bb_field *f,
                      const void *row);
/* The same for a canonical text of such a field, as the journal has it; "(gone)" for what is not there any more. */
void bb_text_display(struct bb_str *out, const struct bb_data *d, const struct bb_words *w, enum bb_entity e,
                     const struct bb_field *f, const char *canonical);
/* Appends what a record is called ("Ingrid Halvorsen", "O1 Train all …"). */
void bb_record_title(struct bb_str *out, const struct bb_data *d, const struct bb_words *w, enum bb_entity e,
                     int64_t id);
/* The arithmetic behind the figures of a sheet (those of the strip with -1), wrapped to `width` columns likewise. */
void bb_arithmetic(const struct bb_scene *scene, int sheet, int width, struct bb_list *out);

/* What a session shows, as a few lines of text for those who follow it: screen, pane, zoom, selections. Row ids only:
 * nothing that was typed, so nothing that could not be on a wall. */
void bb_view_tell(struct bb_str *out, const struct bb_view_state *s, int64_t engagement);
/* Takes over what another session told; unknown lines are passed over. Returns the engagement, 0 if none was named. */
int64_t bb_view_follow(struct bb_view_state *s, const char *text);
/* The number behind a name in such a text, `missing` if there is none. */
int64_t bb_view_told(const char *text, const char *name, int64_t missing);
