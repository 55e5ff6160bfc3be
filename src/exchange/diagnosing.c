/* Diagnosing an order: answers, verdict, overruling, as transactions. */
#include <assert.h>
#include <bepboard/diagnosing.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum { CHANGES = 12, NUMBER = 24 };

/* Fields to be written; their texts must live until then. */
struct changes {
    struct bb_change list[CHANGES];
    size_t n;
};

static void set(struct changes *c, enum bb_entity e, const char *field, const char *value)
{
    assert(c->n < CHANGES);
    c->list[c->n++] = (struct bb_change){.field = bb_field_find(bb_entity_def(e), field), .value = value};
}

static const char *number(char text[NUMBER], int64_t n)
{
    snprintf(text, NUMBER, "%" PRId64, n);
    return text;
}

static bool write_row(struct bb_store *s, enum bb_entity e, int64_t engagement, int64_t *id, const struct changes *c,
                      struct bb_error *err)
{
    return *id ? bb_store_update(s, e, *id, c->list, c->n, err)
               : bb_store_insert(s, e, engagement, NULL, c->list, c->n, id, err);
}

/* What is known of an order, read from the database. */
struct known {
    struct bb_data data; /* diagnoses and answers only */
    const struct bb_order *order;
    const struct bb_diagnosis *latest;
};

static void forget(struct known *k)
{
    bb_arena_finish(&k->data.arena);
}

static bool know(struct bb_store *s, int64_t order, struct known *k, struct bb_error *err)
{
    void *row = NULL;
    *k = (struct known){0};
    if (!bb_store_get(s, BB_ORDER, order, &k->data.arena, &row, err))
        return false;
    if (!row)
        return bb_fail(err, BB_E_NOT_FOUND, "The order is gone; undo may bring it back.");
    k->order = row;
    int64_t engagement = k->order->row.engagement;
    if (!bb_store_table(s, BB_DIAGNOSIS, engagement, &k->data.arena, &k->data.tables[BB_DIAGNOSIS], err) ||
        !bb_store_table(s, BB_ANSWER, engagement, &k->data.arena, &k->data.tables[BB_ANSWER], err))
        return false;
    k->latest = bb_diagnosis_latest(&k->data, order);
    return true;
}

static int64_t next_version(const struct known *k)
{
    return !k->latest ? 1 : k->latest->version == BB_NONE ? 2 : k->latest->version + 1;
}

static void next_key(const struct known *k, struct bb_str *key)
{
    bb_str_clear(key);
    bb_str_addf(key, "%s-%" PRId64, k->order->key ? k->order->key : "order", next_version(k));
    for (size_t i = 0; i < k->data.tables[BB_DIAGNOSIS].n; i++) {
        const struct bb_diagnosis *d = BB_ROW(&k->data, BB_DIAGNOSIS, struct bb_diagnosis, i);
        if (d->key && strcmp(d->key, bb_str_get(key)) == 0)
            bb_str_clear(key);
    }
}

bool bb_diagnosis_next(struct bb_store *s, int64_t order, int64_t *version, struct bb_str *key, struct bb_error *err)
{
    struct known k;
    bool ok = know(s, order, &k, err);
    if (ok) {
        *version = next_version(&k);
        next_key(&k, key);
    }
    forget(&k);
    return ok;
}

static int64_t find_answer(const struct known *k, int64_t diagnosis, const char *question)
{
    for (size_t i = 0; i < k->data.tables[BB_ANSWER].n; i++) {
        const struct bb_answer *a = BB_ROW(&k->data, BB_ANSWER, struct bb_answer, i);
        if (a->diagnosis == diagnosis && a->question && strcmp(a->question, question) == 0)
            return a->row.id;
    }
    return 0;
}

/* The diagnosis that is under way, 0 = none. */
static int64_t under_way(const struct known *k)
{
    return k->latest && !bb_diagnosis_done(k->latest) ? k->latest->row.id : 0;
}

static bool write_diagnosis(struct bb_store *s, const struct known *k, const struct bb_question *question,
                            const struct bb_answering *a, int64_t *id, struct bb_error *err)
{
    struct changes c = {0};
    struct bb_str key = {0}, today = {0};
    char order[NUMBER], version[NUMBER];
    bool fresh = !*id;
    bb_date_format(&today, bb_date_of(bb_store_today(s, k->order->row.engagement)));
    next_key(k, &key);
    if (fresh) {
        set(&c, BB_DIAGNOSIS, "key", bb_str_get(&key));
        set(&c, BB_DIAGNOSIS, "order", number(order, k->order->row.id));
        set(&c, BB_DIAGNOSIS, "on", bb_str_get(&today));
        set(&c, BB_DIAGNOSIS, "version", number(version, next_version(k)));
    }
    if (question->fills == BB_FILLS_CALLED_IN)
        set(&c, BB_DIAGNOSIS, "called_in", a->called_in == BB_NONE ? "" : bb_call_ins.keys[a->called_in]);
    else if (question->fills == BB_FILLS_WORKFLOW)
        set(&c, BB_DIAGNOSIS, "workflow_known", a->reply == BB_REPLY_YES ? "1" : "");
    else if (question->fills == BB_FILLS_FUNCTIONS)
        set(&c, BB_DIAGNOSIS, "functions", a->evidence);
    bool ok = !c.n || write_row(s, BB_DIAGNOSIS, k->order->row.engagement, id, &c, err);
    bb_str_finish(&key);
    bb_str_finish(&today);
    return ok;
}

static bool write_answer(struct bb_store *s, const struct known *k, const struct bb_question *question,
                         const struct bb_answering *a, int64_t diagnosis, struct bb_error *err)
{
    struct changes c = {0};
    char about[NUMBER];
    int64_t id = find_answer(k, diagnosis, question->id);
    int64_t reply = question->fills == BB_FILLS_CALLED_IN ? bb_call_in_reply(a->called_in) : a->reply;
    set(&c, BB_ANSWER, "diagnosis", number(about, diagnosis));
    set(&c, BB_ANSWER, "question", question->id);
    set(&c, BB_ANSWER, "reply", bb_replies.keys[reply]);
    set(&c, BB_ANSWER, "evidence", a->evidence);
    return write_row(s, BB_ANSWER, k->order->row.engagement, &id, &c, err);
}

bool bb_diagnosis_answer(struct bb_store *s, const struct bb_questionnaire *q, int64_t order,
                         const struct bb_answering *answer, struct bb_error *err)
{
    const struct bb_question *question = &q->questions[answer->question];
    struct known k;
    bool ok = know(s, order, &k, err) &&
              bb_store_begin(s, "Answer a question of the diagnosis", k.order->row.engagement, NULL, NULL, err);
    if (ok) {
        int64_t id = under_way(&k);
        ok = write_diagnosis(s, &k, question, answer, &id, err) && write_answer(s, &k, question, answer, id, err) &&
             bb_store_commit(s, err);
        if (!ok)
            bb_store_rollback(s);
    }
    forget(&k);
    return ok;
}

/* The end. */

static bool drop_answers_off_the_way(struct bb_store *s, const struct known *k, const struct bb_questionnaire *q,
                                     const struct bb_assessment *a, struct bb_error *err)
{
    for (size_t i = 0; i < k->data.tables[BB_ANSWER].n; i++) {
        const struct bb_answer *answer = BB_ROW(&k->data, BB_ANSWER, struct bb_answer, i);
        bool on_the_way = false;
        for (size_t n = 0; n < a->asked_n; n++)
            on_the_way |= answer->question && strcmp(answer->question, q->questions[a->asked[n]].id) == 0;
        if (answer->diagnosis == k->latest->row.id && !on_the_way &&
            !bb_store_delete(s, BB_ANSWER, answer->row.id, err))
            return false;
    }
    return true;
}

static bool write_verdict(struct bb_store *s, const struct known *k, const struct bb_assessment *a,
                          const struct bb_conclusion *end, const char *reply, struct bb_error *err)
{
    struct changes diagnosis = {0}, order = {0};
    char share[NUMBER];
    int64_t id = k->latest->row.id, order_id = k->order->row.id;
    const char *verdict = bb_verdicts.keys[a->leading], *cause = bb_str_get(&end->cause);
    number(share, a->share);
    set(&diagnosis, BB_DIAGNOSIS, "verdict", verdict);
    set(&diagnosis, BB_DIAGNOSIS, "verdicts", bb_str_get(&end->verdicts));
    set(&diagnosis, BB_DIAGNOSIS, "because", bb_str_get(&end->because));
    set(&diagnosis, BB_DIAGNOSIS, "share", a->share == BB_NONE ? "" : share);
    set(&diagnosis, BB_DIAGNOSIS, "root_cause", cause);
    set(&diagnosis, BB_DIAGNOSIS, "alternatives", bb_str_get(&end->instead));
    set(&diagnosis, BB_DIAGNOSIS, "reply", reply);
    set(&order, BB_ORDER, "verdict", verdict);
    set(&order, BB_ORDER, "training_share", a->share == BB_NONE ? "" : share);
    set(&order, BB_ORDER, "root_cause", cause);
    set(&order, BB_ORDER, "diagnosed", "1");
    return write_row(s, BB_DIAGNOSIS, 0, &id, &diagnosis, err) && write_row(s, BB_ORDER, 0, &order_id, &order, err);
}

static bool can_be_accepted(const struct known *k, const struct bb_assessment *a, struct bb_error *err)
{
    if (!under_way(k))
        return bb_fail(err, BB_E_NOT_FOUND, "No diagnosis of this order is under way.");
    if (a->next >= 0)
        return bb_fail(err, BB_E_CONFLICT, "%zu of %zu questions are not answered yet.", a->asked_n - a->answered,
                       a->asked_n);
    if (a->leading == BB_NONE)
        return bb_fail(
            err, BB_E_CONFLICT,
            "The answers support no verdict yet: find out what is not known, or take the order undiagnosed.");
    return true;
}

bool bb_diagnosis_accept(struct bb_store *s, const struct bb_questionnaire *q, const struct bb_words *w, int64_t order,
                         const char *reply, struct bb_error *err)
{
    struct known k;
    struct bb_given given[BB_QUESTIONS_MAX];
    struct bb_assessment a = {.next = -1};
    struct bb_conclusion end = {0};
    bool ok = know(s, order, &k, err);
    if (ok && k.latest) {
        bb_diagnosis_given(&k.data, q, k.latest->row.id, given);
        bb_assess(q, given, &a);
        bb_diagnosis_conclude(q, given, &a, w, &end);
    }
    ok = ok && can_be_accepted(&k, &a, err) && k.latest &&
         bb_store_begin(s, "Record the verdict of a diagnosis", k.order->row.engagement, NULL, NULL, err);
    if (ok) {
        ok = write_verdict(s, &k, &a, &end, reply, err) && drop_answers_off_the_way(s, &k, q, &a, err) &&
             bb_store_commit(s, err);
        if (!ok)
            bb_store_rollback(s);
    }
    bb_conclusion_finish(&end);
    forget(&k);
    return ok;
}

/* The reply. */

static const struct bb_diagnosis *concluded(const struct known *k)
{
    const struct bb_diagnosis *best = NULL;
    for (size_t i = 0; i < k->data.tables[BB_DIAGNOSIS].n; i++) {
        const struct bb_diagnosis *d = BB_ROW(&k->data, BB_DIAGNOSIS, struct bb_diagnosis, i);
        if (d->order == k->order->row.id && bb_diagnosis_done(d) && (!best || d->version >= best->version))
            best = d;
    }
    return best;
}

static bool write_replied(struct bb_store *s, const struct known *k, int64_t id, const char *reply,
                          struct bb_error *err)
{
    struct changes c = {0};
    struct bb_str today = {0};
    char to[NUMBER];
    bb_date_format(&today, bb_date_of(bb_store_today(s, k->order->row.engagement)));
    set(&c, BB_DIAGNOSIS, "reply", reply);
    set(&c, BB_DIAGNOSIS, "replied", bb_str_get(&today));
    set(&c, BB_DIAGNOSIS, "replied_to", k->order->requester ? number(to, k->order->requester) : "");
    bool ok = bb_store_begin(s, "Record that the reply was given", k->order->row.engagement, NULL, NULL, err) &&
              write_row(s, BB_DIAGNOSIS, 0, &id, &c, err) && bb_store_commit(s, err);
    if (!ok)
        bb_store_rollback(s);
    bb_str_finish(&today);
    return ok;
}

bool bb_diagnosis_replied(struct bb_store *s, int64_t order, const char *reply, bool *fresh, struct bb_error *err)
{
    struct known k;
    bool ok = know(s, order, &k, err);
    const struct bb_diagnosis *d = ok ? concluded(&k) : NULL;
    *fresh = d && (d->replied.precision == BB_NO_DATE || !d->reply || strcmp(d->reply, reply) != 0);
    if (ok && !d)
        ok = bb_fail(err, BB_E_NOT_FOUND, "No diagnosis of this order has come to an end.");
    else if (*fresh)
        ok = *fresh = write_replied(s, &k, d->row.id, reply, err);
    forget(&k);
    return ok;
}
