/* What can be done with a verdict: record it, overrule it, do without it, act on it, hand it out. */
#include "diagnose.h"

#include <bepboard/reply.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The reply as it will be once the verdict stands: the scene is read again right after. */
static void write_reply(struct app *a, const struct diagnose *d, struct bb_str *out)
{
    const struct bb_diagnosis *latest = bb_diagnosis_latest(&a->scene.data, d->order);
    struct bb_diagnosis *row = latest ? bb_table_find(&a->scene.data.tables[BB_DIAGNOSIS], latest->row.id) : NULL;
    struct bb_conclusion end = {0};
    if (!row)
        return;
    bb_diagnosis_conclude(d->q, d->given, &d->a, a->scene.words, &end);
    struct bb_diagnosis before = *row;
    row->verdict = d->a.leading;
    row->share = d->a.share;
    row->verdicts = bb_str_get(&end.verdicts);
    row->root_cause = bb_str_get(&end.cause);
    row->alternatives = bb_str_get(&end.instead);
    bb_reply_write(out, &a->scene, d->order, false);
    while (out->n && out->s[out->n - 1] == '\n')
        out->s[--out->n] = 0;
    *row = before;
    bb_conclusion_finish(&end);
}

void diagnose_record(struct app *a, struct diagnose *d)
{
    struct bb_error err = {0};
    struct bb_str reply = {0};
    write_reply(a, d, &reply);
    if (!bb_diagnosis_accept(a->session->store, d->q, a->scene.words, d->order, bb_str_get(&reply), &err))
        app_complain(a, &err);
    else if (app_reload(a))
        app_say(a, "The verdict is recorded, in the order as well; u takes it back.");
    bb_str_finish(&reply);
}

void diagnose_overrule(struct app *a, struct diagnose *d)
{
    static const char *const fields[] = {"overruled", "overruled_by", "overruled_why", "replied", NULL};
    static const struct form_wish wish = {.title = "Overrule the verdict: by whom, and why", .only = fields};
    /* What was given before says another verdict. */
    static const struct preset given[] = {{"replied", ""}, {NULL, NULL}};
    const struct bb_diagnosis *latest = bb_diagnosis_latest(&a->scene.data, d->order);
    if (latest)
        open_form_for(a, BB_DIAGNOSIS, latest->row.id, given, &wish, NULL);
}

/* An order taken undiagnosed: the reason, and what is agreed in exchange, in one step. */

static void open_skip(struct app *a, int64_t diagnosis, int64_t order, const char *key, int64_t version)
{
    static const char *const fields[] = {"undiagnosed", NULL};
    static const char *const fixed[] = {"key", "order", "on", "version", NULL};
    static const char *const agreed[] = {"text", "with", "on", "due", NULL};
    static const char *const agreed_fixed[] = {"order", "state", NULL};
    static const struct form_beside stipulation = {.entity = BB_STIPULATION, .only = agreed, .fixed = agreed_fixed};
    static const struct form_wish wish = {.title = "Taken undiagnosed: why, and what is agreed in exchange",
                                          .only = fields,
                                          .fixed = fixed,
                                          .needed = true,
                                          .beside = &stipulation};
    const struct bb_order *o = bb_data_order(&a->scene.data, order);
    struct bb_str today = {0};
    char number[24], about[24], with[24];
    bb_date_format(&today, bb_date_of(a->scene.data.today));
    snprintf(number, sizeof number, "%lld", (long long)version);
    snprintf(about, sizeof about, "%lld", (long long)order);
    snprintf(with, sizeof with, "%lld", (long long)(o ? o->requester : 0));
    const struct preset given[] = {{"text", "An analysis of what was needed, after the training"},
                                   {"on", bb_str_get(&today)},
                                   {o && o->requester ? "with" : NULL, with},
                                   {NULL, NULL}};
    const char *const open = bb_keepings.keys[BB_KEPT_OPEN];
    const char *const fresh[] = {key, about, bb_str_get(&today), number, about, open};
    const char *const known[] = {about, open};
    open_form_for(a, BB_DIAGNOSIS, diagnosis, given, &wish, diagnosis ? known : fresh);
    bb_str_finish(&today);
}

void diagnose_skip(struct app *a, struct diagnose *d)
{
    const struct bb_diagnosis *latest = bb_diagnosis_latest(&a->scene.data, d->order);
    struct bb_error err = {0};
    struct bb_str key = {0};
    int64_t version = 0;
    if (!writable(a))
        return;
    if (latest && !d->done)
        open_skip(a, latest->row.id, d->order, "", 0);
    else if (bb_diagnosis_next(a->session->store, d->order, &version, &key, &err))
        open_skip(a, 0, d->order, bb_str_get(&key), version);
    else
        app_complain(a, &err);
    bb_str_finish(&key);
}

/* Actions. */

static void choose_action(struct app *a, int64_t id)
{
    static const char *const fields[] = {"what", "owner", "due", "note", NULL};
    static const char *const fixed[] = {"order", NULL};
    static const struct form_wish wish = {
        .title = "What is to be done, by whom, by when", .only = fields, .fixed = fixed};
    const struct diagnose *d = diagnose_in_front(a);
    const char *list[BB_QUESTIONS_MAX];
    char order[24];
    if (!d)
        return;
    size_t n = bb_assessment_instead(d->q, d->given, &d->a, list, BB_QUESTIONS_MAX);
    snprintf(order, sizeof order, "%lld", (long long)d->order);
    bool ours = id < 0 || (size_t)id >= n;
    const struct preset given[] = {{ours ? NULL : "what", ours ? NULL : list[id]}, {NULL, NULL}};
    const char *const values[] = {order};
    open_form_for(a, BB_ACTION, 0, given, &wish, values);
}

void diagnose_add_action(struct app *a, struct diagnose *d)
{
    const char *list[BB_QUESTIONS_MAX];
    size_t n = bb_assessment_instead(d->q, d->given, &d->a, list, BB_QUESTIONS_MAX);
    struct bb_list l = {0};
    int text = bb_list_column(&l, "", BB_LEFT, 0, true);
    for (size_t i = 0; i < n; i++)
        bb_list_set(&l, bb_list_add(&l, (int64_t)i, 0), text, list[i], BB_NORMAL);
    bb_list_set(&l, bb_list_add(&l, -1, 0), text, "Something of our own", BB_ACCENT);
    chooser_open(a, "Instead of training, or beside it", NULL, &l, false, choose_action);
}

/* Whoever copies it sends it: the day is recorded, once for what it says. */
static void record_given(struct app *a, const struct diagnose *d, struct bb_str *text)
{
    struct bb_error err = {0};
    bool fresh = false, ended = d->done && !d->again && !app_in_room(a) && !bb_store_read_only(a->session->store);
    while (text->n && text->s[text->n - 1] == '\n')
        text->s[--text->n] = 0;
    if (ended && !bb_diagnosis_replied(a->session->store, d->order, bb_str_get(text), &fresh, &err))
        app_complain(a, &err);
    else if (fresh && app_reload(a))
        app_say(a, "The reply is in your terminal's clipboard, and recorded as given today; u takes that back.");
    else if (!fresh)
        app_say(a, "The reply was sent to your terminal's clipboard (in tmux: set -s set-clipboard on).");
}

void diagnose_given(struct app *a, struct diagnose *d)
{
    static const char *const fields[] = {"replied", "replied_to", NULL};
    static const struct form_wish wish = {.title = "When the reply was given, and to whom", .only = fields};
    const struct bb_diagnosis *latest = bb_diagnosis_latest(&a->scene.data, d->order);
    if (latest)
        open_form_for(a, BB_DIAGNOSIS, latest->row.id, NULL, &wish, NULL);
}

void diagnose_copy_reply(struct app *a, struct diagnose *d)
{
    struct bb_str text = {0};
    struct bb_error err = {0};
    if (!bb_reply_write(&text, &a->scene, d->order, false))
        app_say(a, "There is no reply yet.");
    else if (!term_copy(a->term, text.s, text.n, &err))
        app_complain(a, &err);
    else
        record_given(a, d, &text);
    bb_str_finish(&text);
}
