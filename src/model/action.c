/* The one table of actions: what they are called, what they do, and the keys they start with. */
#include <assert.h>
#include <bepboard/action.h>
#include <string.h>

static const char moving[] = "Moving", editing[] = "Editing", looking[] = "Looking", screens[] = "Screens",
                  program[] = "Program";

static const struct bb_action_def defs[] = {
    [BB_ACT_UP] = {"up", moving, NULL, "Move the selection up.", "up k"},
    [BB_ACT_DOWN] = {"down", moving, NULL, "Move the selection down.", "down j"},
    [BB_ACT_LEFT] = {"left", moving, NULL, "Move to the left, or to the parent.", "left h"},
    [BB_ACT_RIGHT] = {"right", moving, NULL, "Move to the right, or into what is selected.", "right l"},
    [BB_ACT_FIRST] = {"first", moving, NULL, "Go to the first entry.", "g home"},
    [BB_ACT_LAST] = {"last", moving, NULL, "Go to the last entry.", "G end"},
    [BB_ACT_PAGE_UP] = {"page-up", moving, NULL, "Move up by a page.", "pgup ctrl-u"},
    [BB_ACT_PAGE_DOWN] = {"page-down", moving, NULL, "Move down by a page.", "pgdn ctrl-d"},
    [BB_ACT_NEXT_PANE] = {"next-pane", moving, "pane", "Go to the next pane.", "tab"},
    [BB_ACT_PREVIOUS_PANE] = {"previous-pane", moving, NULL, "Go to the previous pane.", "shift-tab"},
    [BB_ACT_OPEN] = {"open", moving, "open", "Open what is selected.", "enter ctrl-j"},
    [BB_ACT_TOGGLE] = {"toggle", editing, "done", "Mark the selected item as done, or as open again.", "space"},
    [BB_ACT_ADD] = {"add", editing, "add", "Add an entry to this list.", "a"},
    [BB_ACT_ADD_OTHER] = {"add-other", editing, NULL, "Add a record of any kind, such as a tie or a sample.", "A"},
    [BB_ACT_EDIT] = {"edit", editing, "edit", "Edit what is selected.", "e"},
    [BB_ACT_DELETE] = {"delete", editing, "delete",
                       "Delete what is selected, or all that is marked; undo brings it back.", "d delete"},
    [BB_ACT_MARK] = {"mark", editing, "mark", "Mark this row, or take its mark away; d and E mean all marked rows.",
                     "m"},
    [BB_ACT_EDIT_MARKED] = {"edit-marked", editing, "edit marked", "Change one field of all marked rows.", "E"},
    [BB_ACT_MERGE] = {"merge", editing, "merge", "Make two marked records of one person one.", "X"},
    [BB_ACT_EXPORT] = {"export-list", program, "to a file", "Write the list that is shown to a file, as text or CSV.",
                       "x"},
    [BB_ACT_UNDO] = {"undo", editing, "undo", "Take back the last change, even one made before the last start.", "u"},
    [BB_ACT_REDO] = {"redo", editing, "redo", "Make the change again that was taken back last.", "ctrl-r"},
    [BB_ACT_UNDO_LIST] = {"undo-list", editing, "undo list", "Choose how far to take your own changes back.", "U"},
    [BB_ACT_ZOOM] = {"zoom", looking, "zoom", "Show this pane on the whole screen, or all panes again.", "z"},
    [BB_ACT_TABLE] = {"table", looking, "table", "Show the map or the curve as a table, or as a picture again.", "t"},
    [BB_ACT_AXES] = {"axes", looking, "axes", "Change what the map's axes measure: interest or stance.", "v"},
    [BB_ACT_SEGMENT] = {"segment", looking, "segment", "Show the curve of the next segment.", "b"},
    [BB_ACT_SORT] = {"sort", looking, "sort", "Choose a column to sort by; choosing it again turns the order round.",
                     "s"},
    [BB_ACT_FILTER] = {"filter", looking, "filter", "Show only entries with the text you type.", "/"},
    [BB_ACT_SEARCH] = {"search", looking, NULL, "Search everything that may be seen here.", "ctrl-f"},
    [BB_ACT_NEXT_MATCH] = {"next-match", looking, NULL, "Go to the next entry that the filter found.", "n"},
    [BB_ACT_PREVIOUS_MATCH] = {"previous-match", looking, NULL, "Go to the previous entry that the filter found.", "N"},
    [BB_ACT_CONVERSATION] = {"conversation", editing, "log talk", "Write down a conversation, from any screen.", "L"},
    [BB_ACT_NEW_ORDER] = {"new-order", editing, NULL, "Write down a training order that came in, from any screen.",
                          "o"},
    [BB_ACT_PUT_OFF] = {"put-off", editing, "put off",
                        "Put the selected finding of the attention list off until a day, with the reason.", "Z"},
    [BB_ACT_DIAGNOSE] = {"diagnose", editing, "diagnose",
                         "Ask whether training is the answer to this order, one question at a time.", "D"},
    [BB_ACT_ARITHMETIC] = {"arithmetic", looking, "figures", "Show how the figures above the panes were worked out.",
                           "="},
    [BB_ACT_COPY] = {"copy", looking, NULL, "Copy the selected text to your terminal's clipboard.", "y"},
    [BB_ACT_RECORD_HISTORY] = {"record-changes", looking, NULL,
                               "Show what was changed of the selected record, when and by whom.", "H"},
    [BB_ACT_SINCE] = {"since", looking, "since, by",
                      "On the history: choose since when, and by whom, changes are listed.", "f"},
    [BB_ACT_TIME] = {"time", looking, "now",
                     "Look at the board as it was on another day; the same key leads back to now.", "T"},
    [BB_ACT_DAY_BACK] = {"day-back", looking, "day back", "Look at the board a day earlier.", "["},
    [BB_ACT_DAY_ON] = {"day-on", looking, "day on", "Look at the board a day later.", "]"},
    [BB_ACT_WEEK_BACK] = {"week-back", looking, "week back", "Look at the board a week earlier.", "{"},
    [BB_ACT_WEEK_ON] = {"week-on", looking, "week on", "Look at the board a week later.", "}"},
    [BB_ACT_PLAY] = {"play", looking, "play", "Play the days up to now like a film; any key stops it.", "P"},
    [BB_ACT_ROOM] = {"room", looking, NULL, "Show only what everybody in the room may see; a further key leads back.",
                     "R f12"},
    [BB_ACT_SCREEN_BOARD] = {"board", screens, NULL, "Show the board: checklist, map and curve side by side.", "1"},
    [BB_ACT_SCREEN_ORDERS] = {"orders", screens, NULL, "Show the training orders and their verdicts.", "2"},
    [BB_ACT_SCREEN_PEOPLE] = {"people", screens, NULL, "Show the stakeholders: map and list.", "3"},
    [BB_ACT_SCREEN_ADOPTION] = {"adoption", screens, NULL, "Show the adoption curve in full.", "4"},
    [BB_ACT_SCREEN_PLAN] = {"plan", screens, NULL, "Show the plan: accountability, goals, steps, actions.", "5"},
    [BB_ACT_SCREEN_REGISTERS] = {"registers", screens, NULL,
                                 "Show the registers: promises, side effects, cracks and more.", "6"},
    [BB_ACT_SCREEN_UNITS] = {"units", screens, NULL, "Show the units of the organisation.", "9"},
    [BB_ACT_SCREEN_HISTORY] = {"history", screens, NULL, "Show what was changed, when and by whom.", "8"},
    [BB_ACT_NEXT_SHEET] = {"next-list", screens, "list", "Show the next list of this screen.", "."},
    [BB_ACT_PREVIOUS_SHEET] = {"previous-list", screens, NULL, "Show the previous list of this screen.", ","},
    [BB_ACT_SHEETS] = {"lists", screens, NULL, "Choose one of all lists by its name.", "i"},
    [BB_ACT_ENGAGEMENTS] = {"engagements", screens, NULL, "Change to another engagement.", "W"},
    [BB_ACT_HELP] = {"help", program, "help", "Show what this screen is for and all keys; Enter runs an entry.",
                     "? f1"},
    [BB_ACT_PALETTE] = {"palette", program, "command", "Find an action by its name and run it.", ": ctrl-p"},
    [BB_ACT_WHO] = {"who", program, NULL, "Show who is here, and on which screen.", "@"},
    [BB_ACT_FREEZE] = {"freeze", program, NULL,
                       "Let the wall keep its picture while you look something up; again: let it follow.", "F"},
    [BB_ACT_BLANK] = {"blank", program, NULL, "Blank the wall; again: show the board there.", "B"},
    [BB_ACT_MOUSE] = {"mouse", program, NULL, "Turn the mouse on or off; off lets the terminal select text.", "M"},
    [BB_ACT_THEME] = {"theme", program, NULL, "Change to the next colour theme.", "ctrl-t"},
    [BB_ACT_GLYPHS] = {"glyphs", program, NULL, "Draw with braille dots, with blocks, or in plain ASCII.", "ctrl-g"},
    [BB_ACT_RELOAD] = {"reload", program, NULL, "Read everything from the database again.", "r f5"},
    [BB_ACT_REDRAW] = {"redraw", program, NULL, "Repaint the whole screen.", "ctrl-l"},
    [BB_ACT_SUSPEND] = {"suspend", program, NULL, "Return to the shell for a while; the command fg comes back.",
                        "ctrl-z"},
    [BB_ACT_BACK] = {"back", program, "back", "Close this view; on the board, end the program.", "q"},
    [BB_ACT_QUIT] = {"quit", program, NULL, "End the program; everything is saved already.", "Q"},
};
static_assert(sizeof defs / sizeof *defs == BB_ACT_COUNT, "every action needs a row");

const struct bb_action_def *bb_action_def(enum bb_action a)
{
    return &defs[a];
}

int bb_action_find(const char *name)
{
    for (int a = 0; name && a < BB_ACT_COUNT; a++)
        if (strcmp(defs[a].name, name) == 0)
            return a;
    return -1;
}

static int has_key(const int32_t *keys, int32_t key)
{
    for (int i = 0; i < BB_KEYS_PER_ACTION && keys[i]; i++)
        if (keys[i] == key)
            return 1;
    return 0;
}

int bb_keymap_action(const struct bb_keymap *m, int32_t key)
{
    for (int a = 0; key > 0 && a < BB_ACT_COUNT; a++)
        if (has_key(m->keys[a], key))
            return a;
    return -1;
}
