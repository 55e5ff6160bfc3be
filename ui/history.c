/* The journal on the screen: what an entry changed, the history of a record, and what can be taken back in order. */
#include "history.h"

#include <bepboard/exchange.h>
#include <bepboard/text.h>
#include <stdio.h>
#include <string.h>

enum { ROW_BITS = 40, KIND_BITS = 7, UNDO_MOST = 100 };

/* Lines of a list: each leads to its record. */

static int64_t line_id(size_t number, enum bb_entity e, int64_t row)
{
    return (int64_t)number << (ROW_BITS + KIND_BITS) | (int64_t)e << ROW_BITS | row;
}

static void choose_record(struct app *a, int64_t id)
{
    enum bb_entity e = (enum bb_entity)(id >> ROW_BITS & ((1 << KIND_BITS) - 1));
    int64_t row = id & ((INT64_C(1) << ROW_BITS) - 1);
    if (bb_table_find(&a->scene.data.tables[e], row))
        open_page(a, e, row);
    else
        app_say(a, "This record is not there any more, or not among those that are shown.");
}

static const char *word_of(const char *op)
{
    static const char *const words[][2] = {
        {"insert", "added"}, {"update", "changed"}, {"delete", "deleted"}, {"restore", "brought back"}};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(words[i][0], op) == 0)
            return words[i][1];
    return op;
}

/* What the record is called: by what is loaded, or by what the entry itself says. */
static void add_name(const struct app *a, const struct bb_field_change *f, struct bb_str *out)
{
    const struct bb_entity_def *def = bb_entity_def(f->of->entity);
    size_t n = out->n;
    bb_record_title(out, &a->scene.data, a->scene.words, f->of->entity, f->of->row);
    if (out->n == n && f->field && def->title >= 0 && f->field == &def->fields[def->title])
        bb_text_display(out, &a->scene.data, a->scene.words, f->of->entity, f->field, f->after ? f->after : f->before);
    if (out->n == n)
        bb_str_addf(out, "%s %lld", def->label, (long long)f->of->row);
}

/* A line of a page, wrapped; what is wrapped stands under itself. */

struct page {
    struct bb_list *list;
    enum bb_entity entity;
    int64_t row;
    enum bb_role role;
    int indent;
};

static void put_line(void *ctx, const char *s, size_t n)
{
    enum { DEEPER = 2 };
    struct page *p = ctx;
    struct bb_str text = {0};
    bb_str_addf(&text, "%*s%.*s", p->indent, "", (int)n, s);
    struct bb_list_row *row = bb_list_add(p->list, line_id(p->list->n + 1, p->entity, p->row), 0);
    bb_list_set(p->list, row, 0, bb_str_get(&text), p->role);
    bb_str_finish(&text);
    if (p->indent && p->indent <= DEEPER)
        p->indent += DEEPER;
}

static void put(const struct app *a, struct bb_list *l, const struct bb_field_change *f, int indent, enum bb_role role,
                const char *text)
{
    enum { WIDEST = 100, MARGIN = 16 };
    struct page p = {l, f->of->entity, f->of->row, role, indent};
    int width = a->grid.w < WIDEST ? a->grid.w : WIDEST;
    bb_text_wrap(text, width > 2 * MARGIN ? width - MARGIN : MARGIN, put_line, &p);
}

static void add_field(const struct app *a, struct bb_list *l, const struct bb_field_change *f)
{
    struct bb_str text = {0};
    if (!f->field) {
        put(a, l, f, 2, BB_DIM, "Nothing is kept of it.");
        return;
    }
    bb_str_addf(&text, "%s: ", f->field->label);
    bb_text_display(&text, &a->scene.data, a->scene.words, f->of->entity, f->field, f->before);
    if (f->before)
        bb_str_addf(&text, " %s ", bb_glyph(a->look.glyphs, BB_G_RIGHT));
    bb_text_display(&text, &a->scene.data, a->scene.words, f->of->entity, f->field, f->after);
    bb_str_add(&text, f->after ? "" : "empty");
    put(a, l, f, 2, BB_NORMAL, bb_str_get(&text));
    bb_str_finish(&text);
}

/* The heads of what belongs together: of an entry the records, of a record the entries. */
static void add_head(const struct app *a, struct bb_list *l, const struct bb_field_change *f, bool of_record)
{
    struct bb_str text = {0};
    const struct bb_engagement *g = a->scene.data.engagement;
    if (of_record) {
        bb_time_format(&text, f->of->at_us, g && g->time_zone ? g->time_zone : a->session->clock.zone);
        bb_str_addf(&text, "  %s  %s", f->of->actor, word_of(f->of->op));
    } else {
        bb_str_addf(&text, "%s %s: ", bb_entity_def(f->of->entity)->label, word_of(f->of->op));
        add_name(a, f, &text);
    }
    put(a, l, f, 0, BB_ACCENT, bb_str_get(&text));
    bb_str_finish(&text);
}

static void open_changes(struct app *a, int64_t seq, enum bb_entity e, int64_t id, const char *title)
{
    struct bb_list l = {.empty = "Nothing was changed that is for you to see."};
    struct bb_error err = {0};
    struct bb_session *s = a->session;
    struct bb_field_change *list;
    size_t n;
    if (app_in_room(a)) {
        app_say(a, "What was changed is not shown before the room.");
        return;
    }
    if (!bb_changes_seen(s->store, s->audience, s->engagement, &s->config.agreements, seq, e, id, &l.arena, &list, &n,
                         &err)) {
        bb_list_finish(&l);
        app_complain(a, &err);
        return;
    }
    bb_list_column(&l, "", BB_LEFT, 0, true);
    for (size_t i = 0; i < n; i++) {
        if (i == 0 || list[i].of != list[i - 1].of)
            add_head(a, &l, &list[i], seq == 0);
        add_field(a, &l, &list[i]);
    }
    chooser_open(a, title, NULL, &l, false, choose_record);
}

void open_entry(struct app *a, int64_t seq)
{
    open_changes(a, seq, BB_PERSON, 0, "What this entry changed; Enter opens the record");
}

static void open_record_history(struct app *a, enum bb_entity e, int64_t id)
{
    open_changes(a, 0, e, id, "History of this record, newest first");
}

void act_record_history(struct app *a, enum bb_action action)
{
    enum bb_entity e;
    int64_t id;
    (void)action;
    if (page_record(a, &e, &id) || (selection(a, &e, &id) && id))
        open_record_history(a, e, id);
    else
        app_say(a, "Select a record first: this key shows what was changed of it, when and by whom.");
}

/* The undo list. */

static void undo_many(struct app *a, int64_t count)
{
    struct bb_error err = {0};
    struct bb_str what = {0};
    int64_t done = 0;
    while (done < count && bb_store_undo(a->session->store, a->session->engagement, &what, &err))
        done++;
    if (done && !app_reload(a))
        return;
    if (done == count)
        app_say(a, "Undone: %lld change%s; each can be done again.", (long long)done, done == 1 ? "" : "s");
    else if (done)
        app_say(a, "Undone: %lld of %lld; then: %s", (long long)done, (long long)count, err.text);
    else
        app_complain(a, &err);
    bb_str_finish(&what);
}

static void choose_answer(struct app *a, int64_t count)
{
    if (count > 0)
        undo_many(a, count);
}

/* More than one is asked for once more. */
static void choose_undo(struct app *a, int64_t count)
{
    struct bb_list l = {0};
    char text[64];
    if (count == 1) {
        undo_many(a, 1);
        return;
    }
    bb_list_column(&l, "", BB_LEFT, 0, true);
    bb_list_set(&l, bb_list_add(&l, -1, 0), 0, "No, leave everything as it is", BB_NORMAL);
    snprintf(text, sizeof text, "Yes, take back these %lld changes", (long long)count);
    bb_list_set(&l, bb_list_add(&l, count, 0), 0, text, BB_WARN);
    chooser_open(a, "Undo several changes?", NULL, &l, false, choose_answer);
}

void act_undo_list(struct app *a, enum bb_action action)
{
    static const char *const titles[] = {"", "When", "Records", "What"};
    struct bb_list l = {.empty = "Nothing of yours is left to undo."};
    struct bb_error err = {0};
    struct bb_str text = {0};
    const struct bb_engagement *g = a->scene.data.engagement;
    struct bb_txn *list;
    size_t n;
    (void)action;
    if (!writable(a) || app_forms_closed(a))
        return;
    if (!bb_store_undo_list(a->session->store, a->session->engagement, UNDO_MOST, &l.arena, &list, &n, &err)) {
        bb_list_finish(&l);
        app_complain(a, &err);
        return;
    }
    for (int i = 0; i < 4; i++)
        bb_list_column(&l, titles[i], BB_LEFT, 0, i == 3);
    for (size_t i = 0; i < n; i++) {
        struct bb_list_row *row = bb_list_add(&l, (int64_t)i + 1, 0);
        const char *zone = g && g->time_zone ? g->time_zone : a->session->clock.zone;
        bb_str_clear(&text);
        bb_str_addf(&text, "%zu", i + 1);
        bb_list_set(&l, row, 0, bb_str_get(&text), BB_DIM);
        bb_str_clear(&text);
        bb_time_format(&text, list[i].at_us, zone);
        bb_list_set(&l, row, 1, bb_str_get(&text), BB_NORMAL);
        bb_str_clear(&text);
        bb_str_addf(&text, "%lld", (long long)list[i].changes);
        bb_list_set(&l, row, 2, bb_str_get(&text), BB_NORMAL);
        bb_list_set(&l, row, 3, list[i].label, BB_NORMAL);
    }
    bb_str_finish(&text);
    chooser_open(a, "Enter takes back everything down to the selected line", NULL, &l, false, choose_undo);
}
