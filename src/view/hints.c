/* What the last line offers: of the keys that belong to what is focused those that would do something now. */
#include "lists.h"

static const enum bb_action list_hints[BB_LIST_KIND_COUNT][BB_HINTS_MAX] = {
    [BB_LIST_ATTENTION] = {BB_ACT_OPEN, BB_ACT_PUT_OFF, BB_ACT_FILTER, BB_ACT_ZOOM, BB_ACT_NEXT_PANE, BB_ACT_ARITHMETIC,
                           BB_ACT_COUNT},
    [BB_LIST_4S] = {BB_ACT_TOGGLE, BB_ACT_ADD, BB_ACT_EDIT, BB_ACT_OPEN, BB_ACT_ZOOM, BB_ACT_NEXT_PANE, BB_ACT_UNDO,
                    BB_ACT_COUNT},
    [BB_LIST_PEOPLE] = {BB_ACT_OPEN, BB_ACT_ADD, BB_ACT_EDIT, BB_ACT_FILTER, BB_ACT_SORT, BB_ACT_CONVERSATION,
                        BB_ACT_NEXT_PANE, BB_ACT_UNDO, BB_ACT_COUNT},
    [BB_LIST_CURVE] = {BB_ACT_ADD, BB_ACT_EDIT, BB_ACT_SEGMENT, BB_ACT_TABLE, BB_ACT_NEXT_PANE, BB_ACT_UNDO,
                       BB_ACT_COUNT},
    [BB_LIST_ORDERS] = {BB_ACT_OPEN, BB_ACT_DIAGNOSE, BB_ACT_ADD, BB_ACT_EDIT, BB_ACT_FILTER, BB_ACT_SORT,
                        BB_ACT_NEXT_PANE, BB_ACT_UNDO, BB_ACT_COUNT},
    [BB_LIST_UNITS] = {BB_ACT_OPEN, BB_ACT_ADD, BB_ACT_EDIT, BB_ACT_FILTER, BB_ACT_SORT, BB_ACT_UNDO, BB_ACT_COUNT},
    [BB_LIST_INDEX] = {BB_ACT_OPEN, BB_ACT_NEXT_SHEET, BB_ACT_NEXT_PANE, BB_ACT_FILTER, BB_ACT_COUNT},
    [BB_LIST_HISTORY] = {BB_ACT_OPEN, BB_ACT_SINCE, BB_ACT_UNDO, BB_ACT_UNDO_LIST, BB_ACT_REDO, BB_ACT_FILTER,
                         BB_ACT_SORT, BB_ACT_COUNT},
    [BB_LIST_GROUPS] = {BB_ACT_TABLE, BB_ACT_FILTER, BB_ACT_SORT, BB_ACT_ZOOM, BB_ACT_NEXT_PANE, BB_ACT_COUNT},
};
static const enum bb_action sheet_hints[BB_HINTS_MAX] = {
    BB_ACT_OPEN,       BB_ACT_ADD,    BB_ACT_EDIT, BB_ACT_NEXT_SHEET, BB_ACT_NEXT_PANE, BB_ACT_TABLE,
    BB_ACT_ARITHMETIC, BB_ACT_FILTER, BB_ACT_SORT, BB_ACT_UNDO,       BB_ACT_COUNT};
static const enum bb_action map_hints[BB_HINTS_MAX] = {BB_ACT_OPEN,      BB_ACT_EDIT, BB_ACT_AXES,
                                                       BB_ACT_TABLE,     BB_ACT_ZOOM, BB_ACT_CONVERSATION,
                                                       BB_ACT_NEXT_PANE, BB_ACT_COUNT};
static const enum bb_action curve_hints[BB_HINTS_MAX] = {BB_ACT_SEGMENT, BB_ACT_TABLE,     BB_ACT_ADD,
                                                         BB_ACT_ZOOM,    BB_ACT_NEXT_PANE, BB_ACT_COUNT};

/* While rows are marked: what is meant for all of them comes first. */
static const enum bb_action marked_hints[BB_HINTS_MAX] = {BB_ACT_EDIT_MARKED, BB_ACT_DELETE, BB_ACT_MERGE,
                                                          BB_ACT_EXPORT,      BB_ACT_MARK,   BB_ACT_EDIT,
                                                          BB_ACT_FILTER,      BB_ACT_COUNT};

static const enum bb_action past_hints[BB_HINTS_MAX] = {BB_ACT_DAY_BACK, BB_ACT_DAY_ON,    BB_ACT_WEEK_BACK,
                                                        BB_ACT_WEEK_ON,  BB_ACT_PLAY,      BB_ACT_TIME,
                                                        BB_ACT_OPEN,     BB_ACT_NEXT_PANE, BB_ACT_COUNT};

static const enum bb_action *hints_of(const struct bb_view_state *s)
{
    int list = bb_view_focused_list(s);
    if (list >= 0 && bb_view_marked_rows(&s->lists[list]))
        return marked_hints;
    if (list >= BB_LIST_SHEETS)
        return sheet_hints;
    return list >= 0 ? list_hints[list] : s->focus == BB_PANE_MAP ? map_hints : curve_hints;
}

/* What an action cannot do without. */
enum need {
    RECORD = 1,  /* something selected that has a page */
    ROWS = 2,    /* a list with rows, whatever the filter hides */
    WRITING = 4, /* a database that is not only for looking */
    FORM = 8     /* a form, and those stay closed before the room */
};
static const unsigned char needs[BB_ACT_COUNT] = {
    [BB_ACT_OPEN] = RECORD,
    [BB_ACT_TOGGLE] = RECORD | WRITING,
    [BB_ACT_ADD] = WRITING | FORM,
    [BB_ACT_EDIT] = RECORD | WRITING | FORM,
    [BB_ACT_FILTER] = ROWS,
    [BB_ACT_SORT] = ROWS,
    [BB_ACT_CONVERSATION] = WRITING | FORM,
    [BB_ACT_PUT_OFF] = RECORD | WRITING | FORM,
    [BB_ACT_DIAGNOSE] = RECORD | FORM,
    [BB_ACT_DELETE] = RECORD | WRITING | FORM,
    [BB_ACT_MARK] = RECORD | WRITING | FORM,
    [BB_ACT_EDIT_MARKED] = WRITING | FORM,
    [BB_ACT_MERGE] = WRITING | FORM,
    [BB_ACT_UNDO] = WRITING,
    [BB_ACT_REDO] = WRITING,
    [BB_ACT_UNDO_LIST] = WRITING | FORM,
};

/* Whether Enter would open something. Before the room the journal's entries stay closed. */
static bool has_record(const struct bb_scene *scene, const struct bb_view_state *s, int kind)
{
    bool room = scene->data.audience == BB_ROOM;
    enum bb_entity e;
    int64_t id;
    if (kind < 0)
        return !room && s->focus == BB_PANE_MAP && s->person;
    const struct bb_list_state *l = &s->lists[kind];
    if (kind == BB_LIST_HISTORY || kind == BB_LIST_CURVE)
        return l->list.n && !room;
    size_t at = kind == BB_LIST_INDEX ? (size_t)-1 : bb_list_find(&l->list, l->cursor.id);
    return kind == BB_LIST_INDEX ||
           (at != (size_t)-1 && bb_view_record(scene, (enum bb_list_kind)kind, &l->list.rows[at], &e, &id));
}

/* Beside the map and the curve of a screen there is their table; a sheet has to have a picture of its rows. */
static bool has_twin(const struct bb_view_state *s, int kind)
{
    return kind < BB_LIST_SHEETS || (bb_sheets(&(int){0})[kind - BB_LIST_SHEETS].draw && s->lists[kind].list.n);
}

static bool is_of_use(const struct bb_scene *scene, const struct bb_view_state *s, bool read_only, enum bb_action a)
{
    int panes, kind = bb_view_focused_list(s), sheet = kind - BB_LIST_SHEETS;
    bool room = scene->data.audience == BB_ROOM;
    if (((needs[a] & WRITING) && read_only) || ((needs[a] & FORM) && room))
        return false;
    if ((needs[a] & RECORD) && !has_record(scene, s, kind))
        return false;
    if ((needs[a] & ROWS) && (kind < 0 || !s->lists[kind].list.total))
        return false;
    switch (a) {
    case BB_ACT_NEXT_PANE:
        return bb_view_panes(s, &panes) && panes > 1;
    case BB_ACT_TABLE:
        return has_twin(s, kind);
    case BB_ACT_ARITHMETIC:
        return !room && (sheet < 0 || bb_sheets(&(int){0})[sheet].arithmetic);
    case BB_ACT_MERGE:
        return kind == BB_LIST_PEOPLE && bb_view_marked_rows(&s->lists[kind]) == 2;
    case BB_ACT_SEGMENT:
        return scene->curves.n > 1;
    default:
        return true;
    }
}

int bb_view_hints(const struct bb_scene *scene, const struct bb_view_state *s, bool read_only, enum bb_action *out)
{
    int n = 0;
    for (const enum bb_action *a = scene->data.past ? past_hints : hints_of(s); *a != BB_ACT_COUNT; a++)
        if (is_of_use(scene, s, read_only, *a))
            out[n++] = *a;
    return n;
}
