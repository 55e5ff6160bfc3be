/* What a diagnosis says in words: path, cells, arithmetic, reasons, cause, other things to do. */
#include <bepboard/diagnosis.h>
#include <string.h>

static const struct bb_question_way *way_at(const struct bb_questionnaire *q, const struct bb_given *given, int i)
{
    bool answered = given[i].reply >= 0 && given[i].reply < BB_REPLY_COUNT;
    return answered ? &q->questions[i].ways[given[i].reply] : NULL;
}

/* The first line without the full stop at its end. */
static size_t evidence_length(const char *evidence)
{
    size_t n = evidence ? strcspn(evidence, "\n") : 0;
    while (n && (evidence[n - 1] == ' ' || evidence[n - 1] == '.'))
        n--;
    return n;
}

/* "obstacle: {}" with its evidence; without any, what stands before the sign that introduces it. */
static void add_template(struct bb_str *out, const char *words, const char *evidence)
{
    const char *place = strstr(words, "{}");
    size_t n = evidence_length(evidence);
    if (!place) {
        bb_str_add(out, words);
    } else if (n) {
        bb_str_addn(out, words, (size_t)(place - words));
        bb_str_addn(out, evidence, n);
        bb_str_add(out, place + 2);
    } else {
        while (place > words && strchr(" (:", place[-1]))
            place--;
        bb_str_addn(out, words, (size_t)(place - words));
    }
}

void bb_assessment_path(struct bb_str *out, const struct bb_questionnaire *q, const struct bb_given *given,
                        const struct bb_assessment *a)
{
    int last = -1;
    for (size_t k = 0; k < a->asked_n; k++) {
        int i = a->asked[k];
        const struct bb_question_way *way = way_at(q, given, i);
        if (!way || !way->path)
            continue;
        if (last >= 0)
            bb_str_add(out, a->opened_by[i] == last ? " -> " : "; ");
        add_template(out, way->path, given[i].evidence);
        last = i;
    }
}

void bb_assessment_cells_in(struct bb_str *out, const struct bb_assessment *a, enum bb_cell_state state,
                            const struct bb_words *w, enum bb_audience audience)
{
    bool first = true;
    for (int c = 0; c < BB_CELL_COUNT; c++)
        if (a->cells[c] == state) {
            bb_str_addf(out, "%s%s", first ? "" : ", ", bb_word(w, &bb_gilbert_cells, c, audience));
            first = false;
        }
}

static void add_points(struct bb_str *out, const struct bb_questionnaire *q, const struct bb_given *given,
                       const struct bb_assessment *a, bool training)
{
    bool first = true;
    for (size_t k = 0; k < a->asked_n; k++) {
        const struct bb_question_way *way = way_at(q, given, a->asked[k]);
        int64_t points = !way ? 0 : training ? way->training : way->other;
        if (!points)
            continue;
        bb_str_addf(out, "%s%lld %s", first ? "" : " + ", (long long)points, q->questions[a->asked[k]].id);
        first = false;
    }
    if (!training && q->rest)
        bb_str_addf(out, "%s%lld always", first ? "" : " + ", (long long)q->rest);
    else if (first)
        bb_str_add(out, "0");
}

void bb_assessment_share(struct bb_str *out, const struct bb_questionnaire *q, const struct bb_given *given,
                         const struct bb_assessment *a)
{
    if (a->share == BB_NONE)
        return;
    bb_str_addf(out, "%lld %% = %lld of %lld points, to the nearest 5. For training: ", (long long)a->share,
                (long long)a->training, (long long)(a->training + a->other));
    add_points(out, q, given, a, true);
    bb_str_add(out, ". For other causes: ");
    add_points(out, q, given, a, false);
    bb_str_addc(out, '.');
}

void bb_assessment_because(struct bb_str *out, const struct bb_questionnaire *q, const struct bb_given *given,
                           const struct bb_assessment *a, int64_t verdict, const struct bb_words *w)
{
    for (size_t k = 0; k < a->asked_n; k++) {
        int i = a->asked[k];
        const struct bb_question_way *way = way_at(q, given, i);
        if (!way || (verdict != BB_NONE && !way->verdicts[verdict]))
            continue;
        bb_str_addf(out, "%s%s %s", out->n && out->s[out->n - 1] != '\n' ? "\n" : "", q->questions[i].text,
                    bb_word(w, &bb_replies, given[i].reply, BB_DESK));
        size_t n = evidence_length(given[i].evidence);
        if (n)
            bb_str_add(out, ": ");
        bb_str_addn(out, n ? given[i].evidence : "", n);
    }
}

static void add_named_cells(struct bb_str *out, const struct bb_assessment *a, const struct bb_words *w)
{
    struct bb_str red = {0}, partly = {0};
    bb_assessment_cells_in(&red, a, BB_CELL_RED, w, BB_DESK);
    bb_assessment_cells_in(&partly, a, BB_CELL_PARTLY, w, BB_DESK);
    if (red.n)
        bb_str_addf(out, " Cells red: %s", red.s);
    if (partly.n)
        bb_str_addf(out, "%s%s partly", red.n ? "; " : " Cells: ", partly.s);
    if (red.n || partly.n)
        bb_str_addc(out, '.');
    bb_str_finish(&red);
    bb_str_finish(&partly);
}

void bb_assessment_cause(struct bb_str *out, const struct bb_questionnaire *q, const struct bb_given *given,
                         const struct bb_assessment *a, const struct bb_words *w)
{
    size_t start = out->n;
    bb_assessment_path(out, q, given, a);
    if (out->n == start)
        return;
    if (out->s[start] >= 'a' && out->s[start] <= 'z')
        out->s[start] = (char)(out->s[start] - 'a' + 'A');
    bb_str_addc(out, '.');
    add_named_cells(out, a, w);
}

static bool has(const char **list, size_t n, const char *text)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(list[i], text) == 0)
            return true;
    return false;
}

size_t bb_assessment_instead(const struct bb_questionnaire *q, const struct bb_given *given,
                             const struct bb_assessment *a, const char **out, size_t max)
{
    size_t n = 0;
    for (size_t k = 0; k < a->asked_n; k++) {
        const struct bb_question_way *way = way_at(q, given, a->asked[k]);
        for (size_t j = 0; way && j < way->instead_n && n < max; j++)
            if (!has(out, n, way->instead[j]))
                out[n++] = way->instead[j];
    }
    return n;
}

static void add_verdict(struct bb_str *out, int verdict)
{
    bb_str_addf(out, "%s%s", out->n ? ", " : "", bb_verdicts.keys[verdict]);
}

void bb_diagnosis_conclude(const struct bb_questionnaire *q, const struct bb_given *given,
                           const struct bb_assessment *a, const struct bb_words *w, struct bb_conclusion *out)
{
    const char *instead[BB_QUESTIONS_MAX];
    size_t n = bb_assessment_instead(q, given, a, instead, BB_QUESTIONS_MAX);
    *out = (struct bb_conclusion){0};
    if (a->leading != BB_NONE) {
        add_verdict(&out->verdicts, (int)a->leading);
        bb_assessment_because(&out->because, q, given, a, a->leading, w);
    }
    for (int v = 0; v < BB_VERDICT_COUNT; v++)
        if (a->holds[v] && v != a->leading)
            add_verdict(&out->verdicts, v);
    if (out->because.n)
        bb_str_addc(&out->because, '\n');
    bb_assessment_share(&out->because, q, given, a);
    bb_assessment_cause(&out->cause, q, given, a, w);
    for (size_t i = 0; i < n; i++)
        bb_str_addf(&out->instead, "%s%s", i ? "\n" : "", instead[i]);
}

void bb_conclusion_finish(struct bb_conclusion *c)
{
    bb_str_finish(&c->verdicts);
    bb_str_finish(&c->because);
    bb_str_finish(&c->cause);
    bb_str_finish(&c->instead);
    *c = (struct bb_conclusion){0};
}
