/* The tables of screens and panes, and the scene. */
#include <assert.h>
#include <bepboard/view.h>
#include <string.h>

static const struct bb_screen_def screens[] = {
    [BB_SCREEN_BOARD] = {"board", "Board", "Board",
                         "The opportunities of the orders, the people and the adoption curve side by side. Attention "
                         "below says what needs you today; Enter goes there."},
    [BB_SCREEN_ORDERS] = {"orders", "Orders", "Orders",
                          "Every training order with its state and verdict. Each one holds four openings (4S) to act "
                          "as a partner instead of an order taker."},
    [BB_SCREEN_PEOPLE] = {"people", "People", "People",
                          "Everybody the change concerns, with power, interest and stance. Enter opens all that is "
                          "known of a person before you talk with them."},
    [BB_SCREEN_ADOPTION] = {"adoption", "Adoption", "Adopt",
                            "Who really works in the new way, by date and segment; logging in is not adoption. The "
                            "chasm line marks where a pilot's success most often stops."},
    [BB_SCREEN_PLAN] = {"plan", "Plan", "Plan",
                        "Who answers for the change on the client's side, what it is for, and the steps that lead "
                        "there. Choose a list on the left; its records are on the right."},
    [BB_SCREEN_REGISTERS] = {"registers", "Registers", "Reg",
                             "What must not be forgotten: promises, side effects, cracks, those who know, stories. "
                             "Choose a list on the left; its records are on the right."},
    [BB_SCREEN_UNITS] = {"units", "Units", "Units",
                         "Teams and departments as a tree, with their headcount. A unit with people expected to adopt "
                         "is a segment of the curve."},
    [BB_SCREEN_HISTORY] = {"history", "History", "Hist",
                           "Who changed what and when, newest first. Your own last change can be undone from anywhere, "
                           "also after a restart."},
};
static_assert(sizeof screens / sizeof *screens == BB_SCREEN_COUNT, "every screen has its row");

static const struct {
    const char *title;
} panes[] = {
    [BB_PANE_4S] = {"4S opportunities"}, [BB_PANE_MAP] = {"Stakeholder map"}, [BB_PANE_CURVE] = {"Adoption curve"},
    [BB_PANE_ATTENTION] = {"Attention"}, [BB_PANE_INDEX] = {"Lists"},         [BB_PANE_LIST] = {"List"},
};
static_assert(sizeof panes / sizeof *panes == BB_PANE_COUNT, "every pane has its title");

const struct bb_screen_def *bb_screen_def(enum bb_screen s)
{
    return &screens[s];
}

int bb_screen_find(const char *name)
{
    for (int i = 0; i < BB_SCREEN_COUNT; i++)
        if (strcmp(screens[i].name, name) == 0)
            return i;
    return -1;
}

const char *bb_pane_title(enum bb_pane p)
{
    return panes[p].title;
}

const enum bb_pane *bb_screen_panes(enum bb_screen s, int *n)
{
    static const enum bb_pane board[] = {BB_PANE_4S, BB_PANE_MAP, BB_PANE_CURVE, BB_PANE_ATTENTION};
    static const enum bb_pane orders[] = {BB_PANE_LIST, BB_PANE_4S};
    static const enum bb_pane people[] = {BB_PANE_LIST, BB_PANE_MAP};
    static const enum bb_pane adoption[] = {BB_PANE_CURVE, BB_PANE_LIST};
    static const enum bb_pane sheets[] = {BB_PANE_INDEX, BB_PANE_LIST};
    static const enum bb_pane list[] = {BB_PANE_LIST};
    switch (s) {
    case BB_SCREEN_BOARD:
        *n = 4;
        return board;
    case BB_SCREEN_ORDERS:
        *n = 2;
        return orders;
    case BB_SCREEN_PEOPLE:
        *n = 2;
        return people;
    case BB_SCREEN_ADOPTION:
        *n = 2;
        return adoption;
    case BB_SCREEN_PLAN:
    case BB_SCREEN_REGISTERS:
        *n = 2;
        return sheets;
    default:
        *n = 1;
        return list;
    }
}

const enum bb_pane *bb_view_panes(const struct bb_view_state *s, int *n)
{
    bool alone = bb_view_sheet(s) >= 0 && s->screen != BB_SCREEN_PLAN && s->screen != BB_SCREEN_REGISTERS;
    return bb_screen_panes(alone ? BB_SCREEN_HISTORY : s->screen, n);
}

static void derived_finish(struct bb_scene *s)
{
    bb_curves_finish(&s->curves);
    bb_attention_finish(&s->attention);
    bb_data_finish(&s->data);
    s->history_n = 0;
    s->history = NULL;
    s->history_of = NULL;
}

void bb_scene_build(struct bb_scene *s, struct bb_data *data, const struct bb_thresholds *t, const struct bb_words *w,
                    const struct bb_attention_past *past)
{
    derived_finish(s);
    s->data = *data;
    memset(data, 0, sizeof *data);
    s->thresholds = t;
    s->words = w;
    s->generation++;
    bb_curves(&s->data, &s->curves);
    bb_coalition(&s->data, t, &s->coalition);
    bb_needle(&s->data, &s->needle);
    bb_kpi_gap(&s->data, &s->kpi_gap);
    bb_attention(&s->data, &s->curves, t, w, past, &s->attention);
}

void bb_scene_attend(struct bb_scene *s, const struct bb_attention_past *past)
{
    bb_attention_finish(&s->attention);
    bb_attention(&s->data, &s->curves, s->thresholds, s->words, past, &s->attention);
    s->generation++;
}

void bb_scene_finish(struct bb_scene *s)
{
    derived_finish(s);
    *s = (struct bb_scene){0};
}
