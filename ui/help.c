/* Help and palette: the action table with the effective keys. */
#include "app.h"

#include <stdio.h>

static void run_action(struct app *a, int64_t id)
{
    if (id >= 0 && id < BB_ACT_COUNT)
        app_act(a, (enum bb_action)id);
}

static void key_names(const struct app *a, int action, struct bb_str *out)
{
    char name[24];
    const int32_t *keys = a->session->config.keys.keys[action];
    for (int i = 0; i < BB_KEYS_PER_ACTION && keys[i]; i++) {
        bb_key_name(keys[i], a->look.glyphs == BB_GLYPH_ASCII, name, sizeof name);
        bb_str_addf(out, "%s%s", i ? " " : "", name);
    }
}

static void add_actions(const struct app *a, struct bb_list *l, int keys, int name, int help)
{
    for (int i = 0; i < BB_ACT_COUNT; i++) {
        struct bb_str text = {0};
        struct bb_list_row *row = bb_list_add(l, i, 0);
        key_names(a, i, &text);
        bb_list_set(l, row, keys, bb_str_get(&text), BB_KEY_CAP);
        bb_list_set(l, row, name, bb_action_def((enum bb_action)i)->name, BB_NORMAL);
        bb_list_set(l, row, help, bb_action_def((enum bb_action)i)->help, BB_NORMAL);
        bb_str_finish(&text);
    }
}

void open_help(struct app *a)
{
    struct bb_list l = {0};
    char title[96];
    int keys = bb_list_column(&l, "Key", BB_LEFT, 16, false), help = bb_list_column(&l, "Help", BB_LEFT, 0, true),
        name = bb_list_column(&l, "Name", BB_LEFT, 0, false);
    add_actions(a, &l, keys, name, help);
    int sheet = a->view.focus == BB_PANE_LIST ? bb_view_sheet(&a->view) : -1;
    const struct bb_screen_def *screen = bb_screen_def(a->view.screen);
    const struct bb_sheet *sheets = bb_sheets(&(int){0});
    snprintf(title, sizeof title, "Help: %s", sheet < 0 ? screen->title : sheets[sheet].title);
    chooser_open(a, title, sheet < 0 ? screen->purpose : sheets[sheet].purpose, &l, true, run_action);
}

void open_palette(struct app *a)
{
    struct bb_list l = {0};
    int name = bb_list_column(&l, "Name", BB_LEFT, 0, false), help = bb_list_column(&l, "Help", BB_LEFT, 0, true),
        keys = bb_list_column(&l, "Key", BB_LEFT, 16, false);
    add_actions(a, &l, keys, name, help);
    chooser_open(a, "Command", NULL, &l, true, run_action);
}
