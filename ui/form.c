/* Forms: made from a field table, saved field by field so that other people's edits survive. */
#include "form.h"

#include <bepboard/json.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { DRAFT_DELAY_US = 1000000, TEXT_MAX = 500, NOTE_MAX = 1 << 20 };

void form_set_shown(struct app *a, struct form_field *f)
{
    struct bb_str text = {0};
    form_show(a, f->field, f->before, &text);
    free(f->shown);
    f->shown = bb_str_take(&text);
}

/* Short forms. */

static void unfold(struct form *form)
{
    form->brief = false;
    for (size_t i = 0; i < form->n; i++)
        form->fields[i].folded = false;
}

static size_t last_in_sight(const struct form *form)
{
    size_t last = 0;
    for (size_t i = 0; i < form->n; i++)
        last = form->fields[i].folded ? last : i;
    return last;
}

/* Saving. */

static void note_change(const struct form *form, const struct form_field *f, const struct bb_str *text,
                        struct form_changes *c)
{
    bool same = strcmp(bb_str_get(text), f->before ? f->before : "") == 0;
    struct bb_change change = {
        .field = f->index, .value = bb_str_get(text), .before = f->before, .checked = form->id && !f->beside};
    if (f->beside && text->n)
        c->beside[c->beside_n++] = change;
    else if (!f->beside && (!same || (!form->id && text->n)))
        c->list[c->n++] = change;
}

static bool read_all(struct app *a, struct form *form, struct form_changes *c, struct bb_str *texts)
{
    size_t wrong = form->n;
    bool beside = false;
    for (size_t i = 0; i < form->n; i++) {
        struct form_field *f = &form->fields[i];
        if (!form_read(a, f, &texts[i]) && wrong == form->n)
            wrong = i;
        if (form->wish && form->wish->needed && !f->beside && !texts[i].n && !f->error[0]) {
            snprintf(f->error, sizeof f->error, "%s: is needed here", f->field->label);
            wrong = wrong == form->n ? i : wrong;
        }
        beside |= f->beside && texts[i].n && form->wish && form->wish->beside &&
                  strcmp(f->field->name, form->wish->beside->only[0]) == 0;
        note_change(form, f, &texts[i], c);
    }
    if (!beside)
        c->beside_n = 0;
    if (wrong < form->n) {
        form->current = wrong;
        if (form->fields[wrong].folded)
            unfold(form);
    }
    return wrong == form->n;
}

/* What was written down from somewhere else does not take anybody away from there. */
static bool stays_in_sight(const struct app *a, enum bb_entity e)
{
    int sheet = bb_view_sheet(&a->view), of = bb_sheet_of(e);
    return of < 0 || sheet == of || e == BB_ITEM || e == BB_SAMPLE;
}

static void saved(struct app *a, struct form *form, int64_t id, bool both)
{
    enum bb_entity e = form->entity;
    const struct form_wish *wish = form->wish;
    bool fresh = !form->id;
    size_t many = form->many_n;
    form_drop_draft(a, form);
    app_pop(a);
    if (e == BB_ENGAGEMENT && fresh)
        a->session->engagement = id;
    if (!app_reload(a))
        return;
    if (many) {
        app_say(a, "Changed %zu rows; u takes it back.", many);
        return;
    }
    if (fresh && stays_in_sight(a, e))
        bb_view_go_to(&a->scene, &a->view, e, id);
    else if (fresh)
        bb_view_select(&a->scene, &a->view, e, id);
    if (both)
        app_say(a, "Saved %s and %s; u takes both back.", bb_entity_def(e)->label,
                bb_entity_def(wish->beside->entity)->label);
    else
        app_say(a, "Saved %s; u takes it back.", bb_entity_def(e)->label);
    if (wish && wish->then)
        wish->then(a, id);
}

static void save(struct app *a, struct form *form)
{
    struct bb_str *texts = bb_alloc(form->n * sizeof *texts);
    size_t most = form->n + FORM_FIXED;
    struct form_changes changes = {.list = bb_alloc(most * sizeof *changes.list),
                                   .beside = bb_alloc(most * sizeof *changes.beside)};
    struct bb_error err = {0};
    char label[96];
    int64_t id = form->id;
    bool ok = read_all(a, form, &changes, texts);
    snprintf(label, sizeof label, "%s %s", id ? "Edit" : "Add", bb_entity_def(form->entity)->label);
    form_add_fixed(form, &changes);
    if (ok && !(form->many ? form_save_many(a, form, bb_str_get(&texts[0]), &err)
                           : form_write(a, form, &id, &changes, label, &err))) {
        app_complain(a, &err);
        if (err.code != BB_E_CONFLICT || !form->id || !form_take_theirs(a, form))
            snprintf(form->fields[form->current].error, sizeof form->fields->error, "%.250s", err.text);
        form_save_draft(a);
        ok = false;
    }
    for (size_t i = 0; i < form->n; i++)
        bb_str_finish(&texts[i]);
    free(texts);
    free(changes.list);
    free(changes.beside);
    if (ok)
        saved(a, form, id, changes.beside_n > 0);
}

/* Moving between fields: leaving one checks it and completes what was typed. */

static void accept_suggestion(struct app *a, struct form *form)
{
    struct suggestion list[FORM_SUGGESTIONS];
    struct form_field *f = &form->fields[form->current];
    bool typed = *bb_edit_get(&f->edit) && (!f->shown || strcmp(bb_edit_get(&f->edit), f->shown) != 0);
    if (form->suggestion < 0)
        form->suggestion = 0;
    int n = typed || form->suggestion ? form_suggest(a, f, list) : 0;
    if (n)
        bb_edit_set(&f->edit, list[form->suggestion < n ? form->suggestion : 0].title);
    form_suggestions_finish(list, n);
}

static void leave(struct app *a, struct form *form)
{
    struct bb_str text = {0};
    struct form_field *f = &form->fields[form->current];
    accept_suggestion(a, form);
    if (form_read(a, f, &text) && f->field->kind == BB_DATE && text.n)
        bb_edit_set(&f->edit, bb_str_get(&text));
    bb_str_finish(&text);
    form->suggestion = 0;
}

/* Of the choices of an untouched field the one it holds is offered first. */
static void arrive(struct form *form)
{
    const struct form_field *f = &form->fields[form->current];
    form->arrived = true;
    form->suggestion = 0;
    if (f->field->kind == BB_CHOICE && f->before && *f->before &&
        strcmp(bb_edit_get(&f->edit), f->shown ? f->shown : "") == 0)
        form->suggestion = bb_choice_find(f->field->choices, f->before);
}

static void go(struct app *a, struct form *form, int by)
{
    leave(a, form);
    do
        form->current = (form->current + form->n + (size_t)(by + (int)form->n)) % form->n;
    while (form->fields[form->current].folded);
    arrive(form);
}

static void go_on(struct app *a, struct form *form)
{
    if (form->brief && form->current == last_in_sight(form))
        unfold(form);
    go(a, form, 1);
}

static void enter(struct app *a, struct form *form)
{
    if (form->current < last_in_sight(form)) {
        go(a, form, 1);
        return;
    }
    leave(a, form);
    save(a, form);
}

static void cancel(struct app *a, struct form *form)
{
    if (form->touched && !form->asked) {
        form->asked = true;
        return;
    }
    form_drop_draft(a, form);
    app_pop(a);
}

static void next_suggestion(struct app *a, struct form *form)
{
    struct suggestion list[FORM_SUGGESTIONS];
    int n = form_suggest(a, &form->fields[form->current], list);
    form->suggestion = n ? (form->suggestion + 1) % n : 0;
    form_suggestions_finish(list, n);
}

static void touch(struct app *a, struct form *form)
{
    form->touched = true;
    form->suggestion = 0;
    if (!form->fields[form->current].theirs)
        form->fields[form->current].error[0] = 0;
    if (!a->draft_due_us) /* counted from the first key that is not saved, so that steady typing loses no more */
        a->draft_due_us = bb_monotonic_us() + DRAFT_DELAY_US;
}

static bool form_key(struct app *a, struct form *form, const struct bb_event *e)
{
    struct form_field *f = &form->fields[form->current];
    bool note = f->field->kind == BB_NOTE;
    if (form_choose(form, f, e->key))
        return true;
    switch (e->key) {
    case BB_CTRL('s'):
        leave(a, form);
        save(a, form);
        return true;
    case BB_KEY_TAB:
        go_on(a, form);
        return true;
    case BB_KEY_BACK_TAB:
        go(a, form, -1);
        return true;
    case BB_CTRL('n'):
        next_suggestion(a, form);
        return true;
    case BB_KEY_ENTER:
    case BB_CTRL('j'):
        if (!note)
            enter(a, form);
        return !note;
    case BB_KEY_UP:
    case BB_KEY_DOWN:
        if (!note)
            go(a, form, e->key == BB_KEY_UP ? -1 : 1);
        return !note;
    case ' ':
        if (f->field->kind != BB_BOOL)
            return false;
        bb_edit_set(&f->edit, *bb_edit_get(&f->edit) ? "" : "yes");
        touch(a, form);
        return true;
    default:
        return false;
    }
}

/* A date or a name is seldom typed on: the first character begins a new one. */
static bool replaces(enum bb_kind kind, const struct bb_event *e)
{
    bool prose = kind == BB_TEXT || kind == BB_NOTE;
    bool character = e->kind == BB_EV_KEY && e->key >= ' ' && e->key < BB_KEY_SPECIAL && e->key != BB_KEY_BACKSPACE;
    return !prose && (e->kind == BB_EV_PASTE || character);
}

static bool form_event(struct app *a, struct layer *l, const struct bb_event *e)
{
    struct form *form = l->state;
    struct form_field *f = &form->fields[form->current];
    bool key = e->kind == BB_EV_KEY;
    if (key && (e->key == BB_KEY_ESC || e->key == BB_CTRL('c'))) {
        cancel(a, form);
        return true;
    }
    form->asked = false;
    if (key && form_key(a, form, e))
        return true;
    if (form->arrived && replaces(f->field->kind, e))
        bb_edit_set(&f->edit, "");
    form->arrived = false;
    if (bb_edit_event(&f->edit, e)) {
        touch(a, form);
    } else if (key && (e->key == BB_KEY_UP || e->key == BB_KEY_DOWN)) {
        go(a, form, e->key == BB_KEY_UP ? -1 : 1);
    }
    return true;
}

static void form_click(struct app *a, struct layer *l, const struct bb_hit *hit, int x, int y)
{
    struct form *form = l->state;
    (void)x, (void)y;
    if (hit->what != BB_HIT_CHOICE || (size_t)hit->id >= form->n)
        return;
    leave(a, form);
    form->current = (size_t)hit->id;
    arrive(form);
}

static void form_close(struct app *a, struct layer *l)
{
    struct form *form = l->state;
    for (size_t i = 0; i < form->n; i++) {
        bb_edit_finish(&form->fields[i].edit);
        free(form->fields[i].before);
        free(form->fields[i].shown);
        form_settle(&form->fields[i]);
    }
    for (size_t i = 0; form->was && i < form->many_n; i++)
        free(form->was[i]);
    free(form->was);
    free(form->many);
    a->draft_due_us = 0;
    for (int i = 0; i < FORM_FIXED; i++) {
        free(form->fixed[i]);
        free(form->beside[i]);
    }
    free(form->fields);
    free(form);
}

static const struct layer_class form_class = {"form", NULL, form_draw, form_event, form_click, NULL, form_close};

struct form *form_on_top(const struct app *a)
{
    for (int i = a->layer_n - 1; i >= 0; i--)
        if (a->layers[i].class == &form_class)
            return a->layers[i].state;
    return NULL;
}

void form_changed_by(struct app *a, enum bb_entity e, int64_t id, const char *actor)
{
    struct form *form = form_on_top(a);
    if (form && form->id == id && form->entity == e)
        snprintf(form->by, sizeof form->by, "%s", actor);
}

/* Opening. */

static void add_field(struct app *a, struct form *form, enum bb_entity e, int index, const void *row)
{
    const struct bb_field *field = &bb_entity_def(e)->fields[index];
    struct form_field *f = &form->fields[form->n++];
    struct bb_str before = {0};
    if (row)
        bb_field_save(field, row, &before);
    *f = (struct form_field){.field = field, .index = index, .before = bb_str_take(&before)};
    form_set_shown(a, f);
    bool text = field->kind == BB_TEXT || field->kind == BB_NOTE;
    size_t limit = text && field->max ? (size_t)field->max : field->kind == BB_NOTE ? NOTE_MAX : TEXT_MAX;
    bb_edit_init(&f->edit, f->shown, field->kind == BB_NOTE, limit);
}

static void preset_fields(struct app *a, struct form *form, const struct preset *given)
{
    for (; given && given->field; given++)
        for (size_t i = 0; i < form->n; i++)
            if (strcmp(form->fields[i].field->name, given->field) == 0) {
                struct form_field *f = &form->fields[i];
                free(f->before);
                f->before = bb_strdup(given->value);
                form_set_shown(a, f);
                bb_edit_set(&f->edit, f->shown);
            }
}

/* The first field that has nothing in it yet although it must; else the first empty one. */
static void go_to_first_empty(struct form *form)
{
    size_t needed = form->n, empty = form->n;
    for (size_t i = form->n; i-- > 0;) {
        const struct form_field *f = &form->fields[i];
        if (f->folded || *bb_edit_get(&f->edit))
            continue;
        empty = i;
        needed = f->field->flags & BB_REQUIRED ? i : needed;
    }
    form->current = needed < form->n ? needed : empty < form->n ? empty : form->brief ? last_in_sight(form) : 0;
}

static int fields_beside(const struct form_wish *wish)
{
    int n = 0;
    while (wish && wish->beside && wish->beside->only[n])
        n++;
    return n;
}

static void add_fields_beside(struct app *a, struct form *form)
{
    for (int i = 0; i < fields_beside(form->wish); i++) {
        enum bb_entity e = form->wish->beside->entity;
        add_field(a, form, e, bb_field_find(bb_entity_def(e), form->wish->beside->only[i]), NULL);
        form->fields[form->n - 1].beside = true;
    }
}

static struct form *make_form(struct app *a, enum bb_entity e, int64_t id, const struct form_wish *wish, bool *found)
{
    const struct bb_entity_def *def = bb_entity_def(e);
    struct form *form = bb_alloc(sizeof *form);
    struct bb_arena arena = {0};
    struct bb_error err = {0};
    void *row = NULL;
    form->entity = e;
    form->id = id;
    form->wish = wish;
    form->seq = bb_store_seq(a->session->store);
    form->fields = bb_alloc((size_t)(def->field_count + fields_beside(wish)) * sizeof *form->fields);
    /* From the database, not from the scene: the scene may have been gated. */
    *found = !id || (bb_store_get(a->session->store, e, id, &arena, &row, &err) && row);
    if (err.code)
        app_complain(a, &err);
    for (int i = 0; i < def->field_count; i++)
        if (!(def->fields[i].flags & BB_HIDDEN) && (int)def->fields[i].sensitivity <= (int)a->session->audience &&
            form_wished(wish, def->fields[i].name))
            add_field(a, form, e, i, row);
    bb_arena_finish(&arena);
    add_fields_beside(a, form);
    return form;
}

/* Before a smaller audience a form has fewer fields: too few for a new record when a needed one is among the missing.
 */
static bool shows_enough(const struct app *a, enum bb_entity e, int64_t id)
{
    const struct bb_entity_def *def = bb_entity_def(e);
    int shown = 0;
    for (int i = 0; i < def->field_count; i++) {
        bool seen = (int)def->fields[i].sensitivity <= (int)a->session->audience;
        if (!seen && !id && (def->fields[i].flags & BB_REQUIRED))
            return false;
        shown += seen && !(def->fields[i].flags & BB_HIDDEN);
    }
    return shown > 0;
}

void open_form(struct app *a, enum bb_entity e, int64_t id, const struct preset *given)
{
    open_form_for(a, e, id, given, NULL, NULL);
}

void open_form_for(struct app *a, enum bb_entity e, int64_t id, const struct preset *given,
                   const struct form_wish *wish, const char *const *fixed)
{
    bool found;
    if (app_forms_closed(a))
        return;
    if (!shows_enough(a, e, id)) {
        app_say(a, "Before this audience no %s is written; start without --room and --team.", bb_entity_def(e)->label);
        return;
    }
    struct form *form = make_form(a, e, id, wish, &found);
    form_fix(form, fixed);
    if (!found && !a->message[0])
        app_say(a, "This %s is gone; u may bring it back.", bb_entity_def(e)->label);
    preset_fields(a, form, given);
    if (!id)
        go_to_first_empty(form);
    arrive(form);
    app_push(a, &form_class, form);
    if (!found)
        app_pop(a);
}

void open_form_many(struct app *a, enum bb_entity e, const int64_t *ids, size_t n, int field)
{
    struct bb_error err = {0};
    if (app_forms_closed(a))
        return;
    struct form *form = bb_alloc(sizeof *form);
    *form = (struct form){.entity = e, .many_n = n, .many = bb_alloc(n * sizeof *ids)};
    memcpy(form->many, ids, n * sizeof *ids);
    form->fields = bb_alloc(sizeof *form->fields);
    add_field(a, form, e, field, NULL);
    arrive(form);
    bool ok = form_read_many(a, form, field, &err);
    app_push(a, &form_class, form);
    if (ok)
        return;
    app_pop(a);
    app_complain(a, &err);
}

void form_shorten(struct app *a)
{
    enum { BRIEF_FIELDS = 5 };
    static const char *const shown[BB_ENTITY_COUNT][BRIEF_FIELDS] = {
        [BB_CONVERSATION] = {"person", "learned"},
        [BB_ORDER] = {"title", "requester"},
        [BB_ENGAGEMENT] = {"name", "client", "start", "golive", "population"}};
    struct layer *top = app_top(a);
    struct form *form = top && top->class == &form_class ? top->state : NULL;
    if (!form || form->id || form->touched || !shown[form->entity][0])
        return;
    form->brief = true;
    for (size_t i = 0; i < form->n; i++) {
        form->fields[i].folded = true;
        for (int j = 0; j < BRIEF_FIELDS; j++)
            if (shown[form->entity][j] && strcmp(form->fields[i].field->name, shown[form->entity][j]) == 0)
                form->fields[i].folded = false;
    }
    go_to_first_empty(form);
    arrive(form);
}

void open_form_draft(struct app *a, const struct bb_draft *d)
{
    bool found;
    if (app_forms_closed(a))
        return;
    if (!shows_enough(a, d->entity, d->row)) {
        app_say(a, "This draft is not opened before this audience; it is kept.");
        return;
    }
    struct form *form = make_form(a, d->entity, d->row, NULL, &found);
    struct bb_json j;
    enum bb_json_token token;
    struct form_field *f = NULL;
    if (!found)
        form->id = 0;
    bb_json_init(&j, d->fields, strlen(d->fields));
    while ((token = bb_json_next(&j)) != BB_JSON_END && token != BB_JSON_ERROR) {
        if (token == BB_JSON_STRING && f)
            bb_edit_set(&f->edit, bb_str_get(&j.text));
        f = NULL;
        for (size_t i = 0; token == BB_JSON_KEY && i < form->n; i++)
            if (strcmp(form->fields[i].field->name, bb_str_get(&j.text)) == 0)
                f = &form->fields[i];
    }
    bb_json_finish(&j);
    form->touched = true;
    form->draft = d->id;
    app_push(a, &form_class, form);
}
