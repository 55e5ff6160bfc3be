/* The attention list: to the place where a finding is mended, or off until a day. */
#include "actions.h"

#include <string.h>

/* On a sheet that gathers more than one record something is added; where nothing is, the sheet speaks for itself. */
static void say_how_to_add(struct app *a, const struct bb_sheet *sheet)
{
    enum { MEND_KEY = 24 };
    char key[MEND_KEY], back[MEND_KEY];
    bool ascii = a->look.glyphs == BB_GLYPH_ASCII;
    bb_key_name(a->session->config.keys.keys[BB_ACT_ADD][0], ascii, key, sizeof key);
    bb_key_name(a->session->config.keys.keys[BB_ACT_BACK][0], ascii, back, sizeof back);
    if (sheet->entity < 0)
        app_say(a, "%s goes back.", back);
    else
        app_say(a, "%s goes back.  %s adds: %s", back, key, bb_entity_def((enum bb_entity)sheet->entity)->label);
}

/* What mends a record of a kind; the rest is edited. */
static void say_how_to_mend(struct app *a, enum bb_entity e, int64_t id)
{
    enum { MEND_KEY = 24 };
    static const struct {
        enum bb_action action;
        const char *what;
    } ways[BB_ENTITY_COUNT] = {[BB_PERSON] = {BB_ACT_CONVERSATION, "writes down a conversation with"},
                               [BB_ITEM] = {BB_ACT_TOGGLE, "marks as done:"}};
    char key[MEND_KEY], back[MEND_KEY];
    struct bb_str title = {0};
    bool ascii = a->look.glyphs == BB_GLYPH_ASCII;
    enum bb_action action = !id ? BB_ACT_ADD : ways[e].what ? ways[e].action : BB_ACT_EDIT;
    if (!id && e == BB_SAMPLE)
        return;
    bb_key_name(a->session->config.keys.keys[action][0], ascii, key, sizeof key);
    bb_key_name(a->session->config.keys.keys[BB_ACT_BACK][0], ascii, back, sizeof back);
    if (id)
        bb_record_title(&title, &a->scene.data, a->scene.words, e, id);
    else
        bb_str_add(&title, bb_entity_def(e)->label);
    app_say(a, "%s goes back.  %s %s %s", back, key,
            !id            ? "adds:"
            : ways[e].what ? ways[e].what
                           : "edits",
            bb_str_get(&title));
    bb_str_finish(&title);
}

void go_mend(struct app *a)
{
    const struct bb_attention *entry = bb_view_attention(&a->scene, &a->view);
    if (!entry)
        return;
    enum bb_entity e = entry->entity;
    int64_t id = entry->id;
    int n, sheet = entry->rule->sheet ? bb_sheet_find(entry->rule->sheet) : -1;
    if (sheet >= 0) {
        bb_view_go_to_sheet(&a->view, sheet, id);
        a->view.zoom = a->from_attention = true;
        say_how_to_add(a, &bb_sheets(&n)[sheet]);
        return;
    }
    if (id && !bb_table_find(&a->scene.data.tables[e], id)) {
        app_say(a, "Its record is not there any more; the history has it.");
        return;
    }
    if (e == BB_CONVERSATION || e == BB_ENGAGEMENT) {
        open_page(a, e, id);
        return;
    }
    bb_view_go_to(&a->scene, &a->view, e, id);
    a->view.zoom = true;
    a->from_attention = true;
    say_how_to_mend(a, e, id);
}

/* What was put off before and has come back is put off again: its day is changed. */
void act_put_off(struct app *a, enum bb_action action)
{
    const struct bb_attention *entry = bb_view_attention(&a->scene, &a->view);
    (void)action;
    if (!entry || entry->cleared.precision != BB_NO_DATE) {
        app_say(a, "%s", entry ? "This needs nobody any more." : "Choose a finding of the attention list first.");
        return;
    }
    if (!writable(a))
        return;
    const struct bb_snooze *before = bb_attention_snooze(&a->scene.data, entry);
    const struct preset given[] = {
        {"rule", entry->rule->id}, {"record", bb_attention_record(&a->scene.data, entry)}, {NULL, NULL}};
    open_form(a, BB_SNOOZE, before ? before->row.id : 0, given);
}
