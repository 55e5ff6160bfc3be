/* Opening, ticking, adding, editing, deleting, undoing. */
#include "actions.h"

#include "history.h"

#include <bepboard/belong.h>
#include <bepboard/text.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void act_open(struct app *a, enum bb_action action)
{
    enum bb_entity e;
    int64_t id;
    (void)action;
    int kind = focused_list(a);
    if (kind == BB_LIST_HISTORY && bb_list_settle(list_of(a, kind), &a->view.lists[kind].cursor)) {
        open_entry(a, a->view.lists[kind].cursor.id);
        return;
    }
    if (kind == BB_LIST_INDEX) {
        a->view.focus = BB_PANE_LIST;
        return;
    }
    if (!selection(a, &e, &id)) {
        app_say(a, "There is no record behind this.");
        return;
    }
    if (focused_list(a) == BB_LIST_ATTENTION)
        go_mend(a);
    else
        open_page(a, e, id);
}

static void set_done(struct app *a, const struct bb_item *item)
{
    struct bb_error err = {0};
    struct bb_str today = {0};
    const struct bb_entity_def *def = bb_entity_def(BB_ITEM);
    bb_date_format(&today, bb_date_of(a->scene.data.today));
    struct bb_change c[] = {
        {.field = bb_field_find(def, "done"),
         .value = item->done ? "" : "1",
         .before = item->done ? "1" : "",
         .checked = true},
        {.field = bb_field_find(def, "done_on"), .value = item->done ? "" : bb_str_get(&today)},
    };
    int64_t id = item->row.id;
    if (!bb_store_save(a->session->store, BB_ITEM, item->row.engagement, &id, c, 2,
                       item->done ? "Reopen item" : "Tick item", &err))
        app_complain(a, &err);
    else if (app_reload(a))
        app_say(a, "%s; u takes it back.", c[0].value[0] ? "Done" : "Open again");
    bb_str_finish(&today);
}

void act_toggle(struct app *a, enum bb_action action)
{
    (void)action;
    enum bb_entity e;
    int64_t id;
    if (!selection(a, &e, &id) || e != BB_ITEM || !writable(a))
        return;
    const struct bb_item *item = bb_table_find(&a->scene.data.tables[BB_ITEM], id);
    if (item)
        set_done(a, item);
}

/* The opportunity at the cursor of the 4S tree; false when the cursor is on an order or nowhere. */
static bool opportunity_at_cursor(const struct app *a, int64_t *order, int64_t *opportunity)
{
    int64_t id = a->view.lists[BB_LIST_4S].cursor.id;
    const struct bb_item *item = NULL;
    if (bb_tree_kind(id) == BB_TREE_ITEM)
        item = bb_table_find(&a->scene.data.tables[BB_ITEM], bb_tree_record(id));
    *order = item ? item->order : bb_tree_record(id);
    *opportunity = item ? item->opportunity : (int64_t)bb_tree_opportunity(id);
    return bb_tree_kind(id) != BB_TREE_ORDER && bb_data_order(&a->scene.data, *order);
}

/* Prompt `id` of the configuration, or something of our own (-1), becomes the text of a new item. */
static void choose_prompt(struct app *a, int64_t id)
{
    int64_t order, opportunity;
    char order_id[24];
    if (!opportunity_at_cursor(a, &order, &opportunity))
        return;
    snprintf(order_id, sizeof order_id, "%lld", (long long)order);
    struct preset given[] = {
        {"order", order_id}, {"opportunity", bb_opportunities.keys[opportunity]}, {NULL, NULL}, {NULL, NULL}};
    if (id >= 0)
        given[2] = (struct preset){"text", a->session->config.checklist.list[id].text};
    open_form(a, BB_ITEM, 0, given);
}

static bool has_item(const struct app *a, int64_t order, int64_t opportunity, const char *text)
{
    for (size_t i = 0; i < a->scene.data.tables[BB_ITEM].n; i++) {
        const struct bb_item *item = BB_ROW(&a->scene.data, BB_ITEM, struct bb_item, i);
        if (item->order == order && item->opportunity == opportunity && item->text && strcmp(item->text, text) == 0)
            return true;
    }
    return false;
}

/* The checklist of the configuration is offered, what the order has already is left out. */
static void add_item(struct app *a)
{
    const struct bb_config *c = &a->session->config;
    struct bb_list l = {0};
    int64_t order, opportunity;
    if (!opportunity_at_cursor(a, &order, &opportunity)) {
        app_add(a, BB_ORDER);
        return;
    }
    int text = bb_list_column(&l, "", BB_LEFT, 0, true);
    bb_list_set(&l, bb_list_add(&l, -1, 0), text, "Something of our own", BB_ACCENT);
    for (size_t i = 0; i < c->checklist.n; i++)
        if (c->checklist.list[i].of == opportunity && !has_item(a, order, opportunity, c->checklist.list[i].text))
            bb_list_set(&l, bb_list_add(&l, (int64_t)i, 0), text, c->checklist.list[i].text, BB_NORMAL);
    chooser_open(a, bb_word(a->scene.words, &bb_opportunities, opportunity, a->scene.data.audience), NULL, &l, false,
                 choose_prompt);
}

/* Whom a new record is about: the person of the open page, or of what is selected. */
static int64_t person_in_question(struct app *a)
{
    enum bb_entity e;
    int64_t id;
    if (!page_record(a, &e, &id) && !selection(a, &e, &id))
        return 0;
    const struct bb_conversation *talk = e == BB_CONVERSATION ? bb_table_find(&a->scene.data.tables[e], id) : NULL;
    return talk ? talk->person : e == BB_PERSON ? id : 0;
}

/* The field by which a record of kind e refers to one of kind `to`; a record of the same kind is no parent. */
static const struct bb_field *first_reference(enum bb_entity e, enum bb_entity to)
{
    const struct bb_entity_def *def = bb_entity_def(e);
    for (int i = 0; e != to && i < def->field_count; i++)
        if (def->fields[i].kind == BB_REF && def->fields[i].ref == (int)to)
            return &def->fields[i];
    return NULL;
}

void app_add(struct app *a, enum bb_entity e)
{
    int64_t who = person_in_question(a);
    struct bb_str today = {0};
    char person_id[24];
    if (!writable(a))
        return;
    bb_date_format(&today, bb_date_of(a->scene.data.today));
    bool on = bb_field_named(e, "on") != NULL, person = bb_field_named(e, "person") != NULL;
    struct preset given[4] = {{NULL, NULL}, {NULL, NULL}, {NULL, NULL}, {NULL, NULL}};
    int n = 0;
    if (on)
        given[n++] = (struct preset){"on", bb_str_get(&today)};
    if (e == BB_ORDER) {
        given[n++] = (struct preset){"received", bb_str_get(&today)};
        given[n++] = (struct preset){"state", bb_order_states.keys[0]};
    }
    snprintf(person_id, sizeof person_id, "%lld", (long long)who);
    if (person && who)
        given[n++] = (struct preset){"person", person_id};
    enum bb_entity about;
    int64_t id;
    char about_id[24];
    const struct bb_field *by = selection(a, &about, &id) && about != BB_PERSON ? first_reference(e, about) : NULL;
    snprintf(about_id, sizeof about_id, "%lld", (long long)id);
    if (by && id && n < 3)
        given[n] = (struct preset){by->name, about_id};
    open_form(a, e, 0, given);
    bb_str_finish(&today);
}

/* What the shown sheet, or the one that the index points at, is made of. */
static int sheet_entity(const struct app *a)
{
    int sheet = bb_view_sheet(&a->view);
    bool shown = a->view.focus == BB_PANE_LIST || a->view.focus == BB_PANE_INDEX;
    return sheet >= 0 && shown ? bb_sheets(&(int){0})[sheet].entity : -1;
}

void act_add(struct app *a, enum bb_action action)
{
    int kind = focused_list(a);
    (void)action;
    if (!writable(a))
        return;
    if (kind == BB_LIST_4S)
        add_item(a);
    else if (kind == BB_LIST_ORDERS)
        app_add(a, BB_ORDER);
    else if (kind == BB_LIST_UNITS)
        app_add(a, BB_UNIT);
    else if (sheet_entity(a) >= 0)
        app_add(a, (enum bb_entity)sheet_entity(a));
    else if (a->view.focus == BB_PANE_MAP || kind == BB_LIST_PEOPLE)
        app_add(a, BB_PERSON);
    else if (a->view.focus == BB_PANE_CURVE || kind == BB_LIST_CURVE)
        app_add(a, BB_SAMPLE);
    else
        open_add_menu(a);
}

/* The sample behind the curve's selected row: the one of the shown curve's unit on that day. */
static int64_t selected_sample(struct app *a)
{
    const struct bb_curve *c = a->view.curve < a->scene.curves.n ? &a->scene.curves.list[a->view.curve] : NULL;
    size_t row = a->view.lists[BB_LIST_CURVE].cursor.id > 0 ? (size_t)a->view.lists[BB_LIST_CURVE].cursor.id - 1 : 0;
    for (size_t i = 0; c && row < c->n && i < a->scene.data.tables[BB_SAMPLE].n; i++) {
        const struct bb_sample *s = BB_ROW(&a->scene.data, BB_SAMPLE, struct bb_sample, i);
        if (s->unit == c->unit && s->on.day == c->points[row].on.day)
            return s->row.id;
    }
    return 0;
}

static bool editable(struct app *a, enum bb_entity *e, int64_t *id)
{
    if (focused_list(a) == BB_LIST_CURVE) {
        *e = BB_SAMPLE;
        *id = selected_sample(a);
        return *id != 0;
    }
    return selection(a, e, id) && *id;
}

void act_edit(struct app *a, enum bb_action action)
{
    enum bb_entity e;
    int64_t id;
    (void)action;
    if (!editable(a, &e, &id) || !writable(a))
        return;
    int kind = focused_list(a);
    size_t others = kind < 0 ? 0 : bb_view_marked_rows(&a->view.lists[kind]);
    open_form(a, e, id, NULL);
    if (others)
        app_say(a, "This row alone; Esc, then E changes one field of all %zu marked.", others);
}

/* Which kinds went along is said where the last line has room for it. */
static void say_along(struct app *a, const char *what, const char *along)
{
    enum { BESIDE = 9 }; /* the key of help */
    struct bb_str text = {0}, brief = {0};
    bb_str_addf(&text, "Deleted, u brings all back: %s and %s.", what, along);
    if (bb_text_width(bb_str_get(&text)) > a->grid.w - BESIDE) {
        long n = strtol(along, NULL, 10);
        bb_str_addf(&brief, "Deleted %s and %ld record%s; u brings all back.", what, n, n == 1 ? "" : "s");
    }
    bool fits = brief.n && bb_text_width(brief.s) <= a->grid.w - BESIDE;
    app_say(a, "%s", fits ? brief.s : bb_str_get(&text));
    bb_str_finish(&brief);
    bb_str_finish(&text);
}

void say_deleted(struct app *a, enum bb_entity e, size_t n, const char *fmt, ...)
{
    size_t counts[BB_ENTITY_COUNT];
    struct bb_str along = {0};
    char what[256];
    va_list args;
    va_start(args, fmt);
    vsnprintf(what, sizeof what, fmt, args);
    va_end(args);
    if (a->scene.data.audience == BB_DESK && bb_store_deletions(a->session->store, counts, NULL)) {
        counts[e] -= counts[e] < n ? counts[e] : n;
        bb_belongings_say(counts, n > 1, &along);
    }
    if (along.n)
        say_along(a, what, bb_str_get(&along));
    else
        app_say(a, "Deleted %s; u takes it back.", what);
    bb_str_finish(&along);
}

void delete_record(struct app *a, enum bb_entity e, int64_t id, bool of_page)
{
    struct bb_error err = {0};
    struct bb_str title = {0};
    char label[96];
    bb_record_title(&title, &a->scene.data, a->scene.words, e, id);
    snprintf(label, sizeof label, "Delete %s", bb_entity_def(e)->label);
    bool ok = bb_store_remove(a->session->store, e, id, label, &err);
    if (ok && of_page)
        app_pop(a);
    if (!ok)
        app_complain(a, &err);
    else if (app_reload(a))
        say_deleted(a, e, 1, "%s %s", bb_entity_def(e)->label, bb_str_get(&title));
    bb_str_finish(&title);
}

void act_delete(struct app *a, enum bb_action action)
{
    enum bb_entity e;
    int64_t id;
    (void)action;
    if (delete_marked(a) || !editable(a, &e, &id) || !writable(a) || app_forms_closed(a))
        return;
    delete_record(a, e, id, false);
}

/* What came back is the selected row of its list again. A deletion takes along what cannot be without the record, and
 * its undo begins with the record itself. */
static void select_what_came_back(struct app *a)
{
    struct bb_store *s = a->session->store;
    struct bb_arena arena = {0};
    struct bb_journal_change *list;
    size_t n = 0;
    if (!bb_store_entry(s, bb_store_seq(s), &arena, &list, &n, NULL))
        n = 0;
    for (size_t i = 0; i < n; i++)
        if (strcmp(list[i].op, "restore") == 0) {
            bb_view_select(&a->scene, &a->view, list[i].entity, list[i].row);
            break;
        }
    bb_arena_finish(&arena);
}

void act_undo(struct app *a, enum bb_action action)
{
    struct bb_error err = {0};
    struct bb_str what = {0};
    bool undo = action == BB_ACT_UNDO;
    if (!writable(a))
        return;
    bool ok = undo ? bb_store_undo(a->session->store, a->session->engagement, &what, &err)
                   : bb_store_redo(a->session->store, a->session->engagement, &what, &err);
    if (!ok) {
        app_complain(a, &err);
    } else if (app_reload(a)) {
        select_what_came_back(a);
        app_say(a, "%s%s%s", undo ? "Undone" : "Done again", app_in_room(a) ? "" : ": ",
                app_in_room(a) ? "." : bb_str_get(&what));
    }
    bb_str_finish(&what);
}

void act_capture(struct app *a, enum bb_action action)
{
    app_add(a, action == BB_ACT_NEW_ORDER ? BB_ORDER : BB_CONVERSATION);
    form_shorten(a);
}
