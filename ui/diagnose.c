/* Diagnosing an order: keys. Every answer is saved when it is given, so that one may leave at any time. */
#include "diagnose.h"

#include <stdlib.h>
#include <string.h>

enum { EVIDENCE_MAX = 2000 };

/* What is shown. */

static const struct bb_question *question(const struct diagnose *d)
{
    return &d->q->questions[d->at];
}

/* The answer of before, or that of the former version, waits to be confirmed. */
static void arrive(struct diagnose *d, int at)
{
    bb_edit_finish(&d->evidence);
    d->at = at;
    d->writing = d->reply = false;
    d->width = 0;
    d->cursor = (struct bb_list_cursor){0};
    d->picked = d->when = BB_NONE;
    if (at < 0) {
        bb_edit_init(&d->evidence, "", false, EVIDENCE_MAX);
        return;
    }
    bool fresh = d->given[at].reply == BB_NONE;
    const struct bb_given *from = fresh ? &d->former[at] : &d->given[at];
    d->picked = from->reply;
    d->when = fresh ? d->former_called_in : d->called_in;
    bb_edit_init(&d->evidence, from->evidence ? from->evidence : "", false, EVIDENCE_MAX);
}

/* The version before `latest` (0 = any) that has most to say. */
static const struct bb_diagnosis *version_before(const struct bb_data *data, int64_t order,
                                                 const struct bb_diagnosis *latest)
{
    const struct bb_diagnosis *found = NULL;
    for (size_t i = 0; i < data->tables[BB_DIAGNOSIS].n; i++) {
        const struct bb_diagnosis *one = BB_ROW(data, BB_DIAGNOSIS, struct bb_diagnosis, i);
        if (one->order == order && one != latest && (!found || one->version > found->version))
            found = one;
    }
    return found;
}

static void forget_answers(struct diagnose *d)
{
    for (int i = 0; i < BB_QUESTIONS_MAX; i++)
        d->given[i] = d->former[i] = (struct bb_given){.reply = BB_NONE};
    d->former_version = 0;
    d->called_in = d->former_called_in = BB_NONE;
}

static void read_answers(struct app *a, struct diagnose *d)
{
    const struct bb_data *data = &a->scene.data;
    const struct bb_diagnosis *latest = bb_diagnosis_latest(data, d->order);
    forget_answers(d);
    d->done = latest && bb_diagnosis_done(latest);
    if (!d->done)
        d->again = false;
    const struct bb_diagnosis *shown = d->again ? NULL : latest;
    const struct bb_diagnosis *former = version_before(data, d->order, shown);
    if (shown) {
        bb_diagnosis_given(data, d->q, shown->row.id, d->given);
        d->called_in = shown->called_in;
    }
    if (former) {
        bb_diagnosis_given(data, d->q, former->row.id, d->former);
        d->former_version = former->version;
        d->former_called_in = former->called_in;
    }
    bb_assess(d->q, d->given, &d->a);
}

static bool verdict_stands(const struct diagnose *d)
{
    return d->done && !d->again;
}

static void go_on(struct diagnose *d)
{
    arrive(d, verdict_stands(d) ? -1 : d->a.next);
}

static int place_of(const struct diagnose *d, int at)
{
    for (size_t k = 0; k < d->a.asked_n; k++)
        if (d->a.asked[k] == at)
            return (int)k;
    return (int)d->a.asked_n;
}

/* Along the questions of the way; behind the last answered one stands the verdict. */
static void step(struct diagnose *d, int by)
{
    int to = place_of(d, d->at) + by;
    if (to < 0 || verdict_stands(d))
        return;
    if (to >= (int)d->a.asked_n) {
        if (d->a.next < 0)
            arrive(d, -1);
        return;
    }
    if (by < 0 || d->given[d->a.asked[to]].reply != BB_NONE || d->a.asked[to] == d->a.next)
        arrive(d, d->a.asked[to]);
}

/* Answering. */

static void save(struct app *a, struct diagnose *d)
{
    struct bb_error err = {0};
    char *evidence = bb_strdup(bb_edit_get(&d->evidence));
    struct bb_answering answer = {.question = d->at, .reply = d->picked, .called_in = d->when, .evidence = evidence};
    bool ok = bb_diagnosis_answer(a->session->store, d->q, d->order, &answer, &err);
    if (ok)
        d->again = false;
    else
        app_complain(a, &err);
    if (ok && app_reload(a))
        go_on(d);
    free(evidence);
}

static bool pick(struct diagnose *d, int32_t key)
{
    static const char replies[] = "ypn?";
    const char *at = key > 0 && key < 128 ? strchr(replies, (char)key) : NULL;
    bool when = question(d)->fills == BB_FILLS_CALLED_IN;
    if (when && key >= '1' && key < '1' + BB_CALLED_COUNT)
        d->when = key - '1';
    else if (when && key == '?')
        d->when = BB_NONE;
    else if (when || !at)
        return false;
    d->picked = when ? bb_call_in_reply(d->when) : at - replies;
    d->writing = true;
    return true;
}

static void write_event(struct app *a, struct diagnose *d, const struct bb_event *e)
{
    int32_t key = e->kind == BB_EV_KEY ? e->key : BB_KEY_NONE;
    if (key == BB_KEY_ENTER || key == BB_CTRL('j') || key == BB_CTRL('s'))
        save(a, d);
    else if (key == BB_KEY_ESC || key == BB_CTRL('c') || key == BB_KEY_TAB || key == BB_KEY_BACK_TAB)
        d->writing = false;
    else
        bb_edit_event(&d->evidence, e);
}

static void question_event(struct app *a, struct diagnose *d, int32_t key)
{
    if (pick(d, key))
        return;
    switch (key) {
    case BB_KEY_ENTER:
    case BB_CTRL('j'):
    case BB_CTRL('s'):
        if (d->picked != BB_NONE)
            save(a, d);
        return;
    case BB_KEY_TAB:
        d->writing = d->picked != BB_NONE;
        return;
    case BB_KEY_LEFT:
    case BB_KEY_UP:
    case BB_KEY_BACKSPACE:
    case 'b':
        step(d, -1);
        return;
    case BB_KEY_RIGHT:
    case BB_KEY_DOWN:
        step(d, 1);
        return;
    case 't':
        diagnose_skip(a, d);
        return;
    default:
        return;
    }
}

/* The verdict. */

static bool move(struct diagnose *d, int action)
{
    enum { FAR = 1000000 };
    static const struct {
        int action;
        long rows, pages;
    } moves[] = {{BB_ACT_UP, -1, 0},       {BB_ACT_DOWN, 1, 0},     {BB_ACT_PAGE_UP, 0, -1},
                 {BB_ACT_PAGE_DOWN, 0, 1}, {BB_ACT_FIRST, -FAR, 0}, {BB_ACT_LAST, FAR, 0}};
    for (size_t i = 0; i < sizeof moves / sizeof *moves; i++)
        if (moves[i].action == action) {
            if (moves[i].rows)
                bb_list_move(&d->list, &d->cursor, moves[i].rows);
            else
                bb_list_page(&d->list, &d->cursor, moves[i].pages);
            return true;
        }
    return false;
}

static void turn_reply(struct diagnose *d)
{
    d->reply = !d->reply;
    d->cursor = (struct bb_list_cursor){0};
    d->width = 0;
}

static void begin_again(struct app *a, struct diagnose *d)
{
    d->again = true;
    read_answers(a, d);
    go_on(d);
}

static void verdict_event(struct app *a, struct diagnose *d, int32_t key, int action)
{
    bool stands = verdict_stands(d), enter = key == BB_KEY_ENTER || key == BB_CTRL('j');
    if (move(d, action))
        return;
    if (key == 'r')
        turn_reply(d);
    else if (key == 'y' && d->reply)
        diagnose_copy_reply(a, d);
    else if (key == 'g' && d->reply && stands && writable(a))
        diagnose_given(a, d);
    else if (d->reply || !writable(a))
        return;
    else if (enter && !stands)
        diagnose_record(a, d);
    else if ((key == BB_KEY_LEFT || key == BB_KEY_BACKSPACE || key == 'b') && !stands)
        step(d, -1);
    else if (key == 'a')
        diagnose_add_action(a, d);
    else if (key == 'o' && stands)
        diagnose_overrule(a, d);
    else if (key == 'n' && stands)
        begin_again(a, d);
    else if (key == 't' && !stands)
        diagnose_skip(a, d);
}

/* The layer. */

static bool leaves(const struct diagnose *d, int32_t key, int action)
{
    return key == BB_KEY_ESC || key == BB_CTRL('c') || action == BB_ACT_BACK || (action == BB_ACT_DIAGNOSE && d);
}

static bool diagnose_event(struct app *a, struct layer *l, const struct bb_event *e)
{
    struct diagnose *d = l->state;
    int32_t key = e->kind == BB_EV_KEY ? e->key : BB_KEY_NONE;
    int action = bb_keymap_action(&a->session->config.keys, key);
    if (d->at >= 0 && d->writing)
        write_event(a, d, e);
    else if (d->reply && leaves(d, key, action))
        turn_reply(d);
    else if (leaves(d, key, action))
        app_pop(a);
    else if (action == BB_ACT_ROOM || action == BB_ACT_UNDO || action == BB_ACT_REDO || action == BB_ACT_QUIT)
        app_act(a, (enum bb_action)action);
    else if (d->at >= 0)
        question_event(a, d, key);
    else
        verdict_event(a, d, key, action);
    return true;
}

/* Somebody changed something, perhaps we ourselves by undo: what is shown goes along, what is being typed stays. */
static void diagnose_reloaded(struct app *a, struct layer *l)
{
    struct diagnose *d = l->state;
    bool was = verdict_stands(d);
    size_t answered = d->a.answered;
    read_answers(a, d);
    d->width = 0;
    if (d->writing && !verdict_stands(d) && place_of(d, d->at) < (int)d->a.asked_n)
        return;
    if (was != verdict_stands(d) || answered != d->a.answered)
        go_on(d);
}

static void diagnose_close(struct app *a, struct layer *l)
{
    struct diagnose *d = l->state;
    (void)a;
    bb_edit_finish(&d->evidence);
    bb_list_finish(&d->list);
    free(d);
}

static const struct layer_class diagnose_class = {"diagnose", diagnose_hints,    diagnose_draw, diagnose_event,
                                                  NULL,       diagnose_reloaded, diagnose_close};

struct diagnose *diagnose_in_front(struct app *a)
{
    struct layer *l = app_top(a);
    return l && l->class == &diagnose_class ? l->state : NULL;
}

/* The order that a record is, or belongs to; 0 = none. */
static int64_t order_of(const struct app *a, enum bb_entity e, int64_t id)
{
    const struct bb_entity_def *def = bb_entity_def(e);
    const void *row = bb_table_find(&a->scene.data.tables[e], id);
    if (e == BB_ORDER)
        return row ? id : 0;
    for (int i = 0; row && i < def->field_count; i++)
        if (def->fields[i].kind == BB_REF && def->fields[i].ref == BB_ORDER)
            return *(const int64_t *)((const char *)row + def->fields[i].offset);
    return 0;
}

void act_diagnose(struct app *a, enum bb_action action)
{
    enum bb_entity e;
    int64_t id, order = 0;
    (void)action;
    if (app_forms_closed(a))
        return;
    if (page_record(a, &e, &id) || selection(a, &e, &id))
        order = order_of(a, e, id);
    if (!order) {
        app_say(a, "Which order? Select one among the orders (2), then the same key.");
        return;
    }
    if (!bb_diagnosis_latest(&a->scene.data, order) && !writable(a))
        return;
    struct diagnose *d = bb_alloc(sizeof *d);
    d->order = order;
    d->q = a->session->config.questionnaire;
    read_answers(a, d);
    go_on(d);
    app_push(a, &diagnose_class, d);
}
