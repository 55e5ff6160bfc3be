/* The one action table: key dispatch, hint bar, help overlay, palette, manual and configuration live off it. */
#pragma once

#include <stddef.h>
#include <stdint.h>

enum bb_action {
    BB_ACT_UP,
    BB_ACT_DOWN,
    BB_ACT_LEFT,
    BB_ACT_RIGHT,
    BB_ACT_FIRST,
    BB_ACT_LAST,
    BB_ACT_PAGE_UP,
    BB_ACT_PAGE_DOWN,
    BB_ACT_NEXT_PANE,
    BB_ACT_PREVIOUS_PANE,
    BB_ACT_OPEN,
    BB_ACT_TOGGLE,
    BB_ACT_ADD,
    BB_ACT_ADD_OTHER,
    BB_ACT_EDIT,
    BB_ACT_DELETE,
    BB_ACT_MARK,
    BB_ACT_EDIT_MARKED,
    BB_ACT_MERGE,
    BB_ACT_EXPORT,
    BB_ACT_UNDO,
    BB_ACT_REDO,
    BB_ACT_UNDO_LIST,
    BB_ACT_ZOOM,
    BB_ACT_TABLE,
    BB_ACT_AXES,
    BB_ACT_SEGMENT,
    BB_ACT_SORT,
    BB_ACT_FILTER,
    BB_ACT_SEARCH,
    BB_ACT_NEXT_MATCH,
    BB_ACT_PREVIOUS_MATCH,
    BB_ACT_CONVERSATION,
    BB_ACT_NEW_ORDER,
    BB_ACT_PUT_OFF,
    BB_ACT_DIAGNOSE,
    BB_ACT_ARITHMETIC,
    BB_ACT_COPY,
    BB_ACT_RECORD_HISTORY,
    BB_ACT_SINCE,
    BB_ACT_TIME,
    BB_ACT_DAY_BACK,
    BB_ACT_DAY_ON,
    BB_ACT_WEEK_BACK,
    BB_ACT_WEEK_ON,
    BB_ACT_PLAY,
    BB_ACT_ROOM,
    BB_ACT_SCREEN_BOARD,
    BB_ACT_SCREEN_ORDERS,
    BB_ACT_SCREEN_PEOPLE,
    BB_ACT_SCREEN_ADOPTION,
    BB_ACT_SCREEN_PLAN,
    BB_ACT_SCREEN_REGISTERS,
    BB_ACT_SCREEN_UNITS,
    BB_ACT_SCREEN_HISTORY,
    BB_ACT_NEXT_SHEET,
    BB_ACT_PREVIOUS_SHEET,
    BB_ACT_SHEETS,
    BB_ACT_ENGAGEMENTS,
    BB_ACT_HELP,
    BB_ACT_PALETTE,
    BB_ACT_WHO,
    BB_ACT_FREEZE,
    BB_ACT_BLANK,
    BB_ACT_MOUSE,
    BB_ACT_THEME,
    BB_ACT_GLYPHS,
    BB_ACT_RELOAD,
    BB_ACT_REDRAW,
    BB_ACT_SUSPEND,
    BB_ACT_BACK,
    BB_ACT_QUIT,
    BB_ACT_COUNT
};

struct bb_action_def {
    const char *name;  /* in YAML, palette and manual: "next-pane" */
    const char *group; /* heading in the help overlay: "Moving", "Editing" … */
    const char *hint;  /* one or two words for the hint bar; NULL = never there */
    const char *help;  /* one sentence */
    const char *keys;  /* default keys, separated by spaces, as bb_key_parse reads them */
};

/* Never NULL for a valid action. */
const struct bb_action_def *bb_action_def(enum bb_action a);
/* By name, -1 if there is none. */
int bb_action_find(const char *name);

enum { BB_KEYS_PER_ACTION = 6 };
/* Effective keys, after the configuration. */
struct bb_keymap {
    int32_t keys[BB_ACT_COUNT][BB_KEYS_PER_ACTION]; /* 0-terminated unless full */
};
/* The action of a key, -1 if it has none. */
int bb_keymap_action(const struct bb_keymap *m, int32_t key);
