/* Is training the answer? From answers to cells, share and verdicts. */
#include <bepboard/diagnosis.h>
#include <string.h>

enum { STEP = 5, HUNDRED = 100 };

int bb_question_find(const struct bb_questionnaire *q, const char *id)
{
    for (size_t i = 0; id && i < q->n; i++)
        if (strcmp(q->questions[i].id, id) == 0)
            return (int)i;
    return -1;
}

int64_t bb_call_in_reply(int64_t called_in)
{
    static const int64_t replies[BB_CALLED_COUNT] = {[BB_CALLED_IDEA] = BB_REPLY_YES,
                                                     [BB_CALLED_DECISION] = BB_REPLY_YES,
                                                     [BB_CALLED_DESIGN] = BB_REPLY_PARTLY,
                                                     [BB_CALLED_LAUNCH] = BB_REPLY_NO,
                                                     [BB_CALLED_AFTER] = BB_REPLY_NO};
    return called_in >= 0 && called_in < BB_CALLED_COUNT ? replies[called_in] : BB_REPLY_UNKNOWN;
}

static bool answered(const struct bb_given *g)
{
    return g->reply >= 0 && g->reply < BB_REPLY_COUNT;
}

static const struct bb_question_way *way_of(const struct bb_questionnaire *q, const struct bb_given *given, int i)
{
    return &q->questions[i].ways[given[i].reply];
}

static enum bb_cell_state cell_of(const struct bb_question *question, int64_t reply)
{
    if (reply == BB_REPLY_UNKNOWN)
        return BB_CELL_UNKNOWN;
    if (reply == BB_REPLY_PARTLY)
        return BB_CELL_PARTLY;
    return reply == question->good ? BB_CELL_GREEN : BB_CELL_RED;
}

static void count(const struct bb_questionnaire *q, const struct bb_given *given, int i, struct bb_assessment *out)
{
    const struct bb_question *question = &q->questions[i];
    const struct bb_question_way *way = way_of(q, given, i);
    enum bb_cell_state state = cell_of(question, given[i].reply);
    out->answered++;
    out->training += way->training;
    out->other += way->other;
    for (int v = 0; v < BB_VERDICT_COUNT; v++)
        out->points[v] += way->verdicts[v];
    if (question->cell != BB_NONE && state > out->cells[question->cell])
        out->cells[question->cell] = state;
}

/* Takes the first open question that was not visited; false when there is none. */
static bool visit(const struct bb_questionnaire *q, const struct bb_given *given, bool *open, bool *visited,
                  struct bb_assessment *out)
{
    int i = 0;
    while (i < (int)q->n && (!open[i] || visited[i]))
        i++;
    if (i == (int)q->n)
        return false;
    visited[i] = true;
    out->asked[out->asked_n++] = i;
    if (!answered(&given[i])) {
        out->next = out->next < 0 ? i : out->next;
        return true;
    }
    count(q, given, i, out);
    const struct bb_question_way *way = way_of(q, given, i);
    for (size_t k = 0; k < way->next_n; k++) {
        int to = way->next[k];
        out->opened_by[to] = open[to] ? out->opened_by[to] : i;
        open[to] = true;
    }
    return true;
}

static int64_t share_of(const struct bb_assessment *a)
{
    int64_t all = a->training + a->other;
    if (!a->answered || all <= 0)
        return BB_NONE;
    return (a->training * HUNDRED * 2 + all * STEP) / (all * STEP * 2) * STEP;
}

void bb_assess(const struct bb_questionnaire *q, const struct bb_given *given, struct bb_assessment *out)
{
    bool open[BB_QUESTIONS_MAX] = {q->n > 0}, visited[BB_QUESTIONS_MAX] = {false};
    *out = (struct bb_assessment){.next = -1, .other = q->rest, .leading = BB_NONE};
    for (int i = 0; i < BB_QUESTIONS_MAX; i++)
        out->opened_by[i] = -1;
    while (visit(q, given, open, visited, out))
        ;
    out->share = share_of(out);
    for (int v = 0; v < BB_VERDICT_COUNT; v++) {
        out->holds[v] = out->points[v] > 0 && out->points[v] >= q->holds;
        if (out->holds[v] && (out->leading == BB_NONE || out->points[v] >= out->points[out->leading]))
            out->leading = v;
    }
}

/* Marks what any answer to a question may open. */
static void look_ahead(const struct bb_questionnaire *q, int i, bool *seen)
{
    seen[i] = true;
    for (int reply = 0; reply < BB_REPLY_COUNT; reply++) {
        const struct bb_question_way *way = &q->questions[i].ways[reply];
        for (size_t k = 0; k < way->next_n; k++)
            if (!seen[way->next[k]])
                look_ahead(q, way->next[k], seen);
    }
}

size_t bb_assessment_ahead(const struct bb_questionnaire *q, const struct bb_given *given,
                           const struct bb_assessment *a)
{
    bool seen[BB_QUESTIONS_MAX] = {false};
    size_t n = 0;
    for (size_t k = 0; k < a->asked_n; k++)
        if (!answered(&given[a->asked[k]]))
            look_ahead(q, a->asked[k], seen);
    for (size_t k = 0; k < a->asked_n; k++)
        seen[a->asked[k]] &= !answered(&given[a->asked[k]]);
    for (size_t i = 0; i < q->n; i++)
        n += seen[i];
    return n;
}

void bb_diagnosis_given(const struct bb_data *d, const struct bb_questionnaire *q, int64_t diagnosis,
                        struct bb_given *given)
{
    for (size_t i = 0; i < q->n; i++)
        given[i] = (struct bb_given){.reply = BB_NONE};
    for (size_t i = 0; i < d->tables[BB_ANSWER].n; i++) {
        const struct bb_answer *answer = BB_ROW(d, BB_ANSWER, struct bb_answer, i);
        int at = answer->diagnosis == diagnosis ? bb_question_find(q, answer->question) : -1;
        if (at >= 0)
            given[at] = (struct bb_given){answer->reply, answer->evidence};
    }
}

/* Of two with the same version the one that was written later: uids grow with time, row ids are another file's. */
static bool later(const struct bb_diagnosis *a, const struct bb_diagnosis *b)
{
    return a->version != b->version || !a->row.uid || !b->row.uid ? a->version >= b->version
                                                                  : strcmp(a->row.uid, b->row.uid) > 0;
}

const struct bb_diagnosis *bb_diagnosis_latest(const struct bb_data *d, int64_t order)
{
    const struct bb_diagnosis *latest = NULL;
    for (size_t i = 0; i < d->tables[BB_DIAGNOSIS].n; i++) {
        const struct bb_diagnosis *one = BB_ROW(d, BB_DIAGNOSIS, struct bb_diagnosis, i);
        if (one->order == order && (!latest || later(one, latest)))
            latest = one;
    }
    return latest;
}

bool bb_diagnosis_done(const struct bb_diagnosis *d)
{
    return d->verdict != BB_NONE || (d->undiagnosed && *d->undiagnosed);
}

int64_t bb_diagnosis_verdict(const struct bb_diagnosis *d)
{
    return d->overruled != BB_NONE ? d->overruled : d->verdict;
}
