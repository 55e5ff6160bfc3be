/* Is training the answer? What the answers of a diagnosis come to. Pure: a questionnaire and answers, nothing else.
 * The flow is Mager and Pipe's (1970), the cells are Gilbert's (1978); points, share and verdicts are our own
 * arithmetic and are labelled so. */
#pragma once

#include <bepboard/questionnaire.h>
#include <bepboard/str.h>
#include <bepboard/words.h>

/* An answer; BB_NONE = not answered yet. */
struct bb_given {
    int64_t reply; /* enum bb_replies */
    const char *evidence;
};

/* A cell: worst of the answers that speak of it. */
enum bb_cell_state {
    BB_CELL_UNASKED,
    BB_CELL_UNKNOWN, /* asked, and nobody knows */
    BB_CELL_GREEN,
    BB_CELL_PARTLY,
    BB_CELL_RED
};

struct bb_assessment {
    size_t asked_n; /* questions on the way so far, in the order in which they are asked; none stands there twice */
    int asked[BB_QUESTIONS_MAX];
    int opened_by[BB_QUESTIONS_MAX]; /* by question: which one opened it, -1 = none */
    size_t answered;                 /* of asked_n */
    int next;                        /* the question to ask now, -1 = all are answered */
    enum bb_cell_state cells[BB_CELL_COUNT];
    int64_t training, other; /* points */
    int64_t share;           /* 100 x training / (training + other), to the nearest 5; BB_NONE without any answer */
    int64_t points[BB_VERDICT_COUNT];
    bool holds[BB_VERDICT_COUNT];
    int64_t leading; /* enum bb_verdict: most points of those that hold, BB_NONE = none holds */
};

/* `given` has q->n answers. Of two verdicts with the same points the later one leads: it doubts training more. */
void bb_assess(const struct bb_questionnaire *q, const struct bb_given *given, struct bb_assessment *out);

/* How many questions may still come at most, whatever the answers will be. */
size_t bb_assessment_ahead(const struct bb_questionnaire *q, const struct bb_given *given,
                           const struct bb_assessment *a);

/* The words below are appended; nothing is appended when there is nothing to say. */

/* The way of the answers ("not skill -> performing is punishing (counted, exposed); no consequence"): an arrow where
 * one question led to the next finding, a semicolon where branches stand side by side. */
void bb_assessment_path(struct bb_str *out, const struct bb_questionnaire *q, const struct bb_given *given,
                        const struct bb_assessment *a);
/* The cells of one state by their words ("data, incentives, motives"). */
void bb_assessment_cells_in(struct bb_str *out, const struct bb_assessment *a, enum bb_cell_state state,
                            const struct bb_words *w, enum bb_audience audience);
/* The share with its arithmetic ("15 % = 3 of 20 points: ..."). */
void bb_assessment_share(struct bb_str *out, const struct bb_questionnaire *q, const struct bb_given *given,
                         const struct bb_assessment *a);
/* The answers that support a verdict, one line each ("Could they do it if their lives depended on it? yes: 22 of 23");
 * any verdict: every answer on the way. */
void bb_assessment_because(struct bb_str *out, const struct bb_questionnaire *q, const struct bb_given *given,
                           const struct bb_assessment *a, int64_t verdict, const struct bb_words *w);
/* Why the gap is there: the path as a sentence, and the cells that are red or partly so. */
void bb_assessment_cause(struct bb_str *out, const struct bb_questionnaire *q, const struct bb_given *given,
                         const struct bb_assessment *a, const struct bb_words *w);
/* What else would close the gap, each once, at most `max` of them, in the order of the questions; returns how many. */
size_t bb_assessment_instead(const struct bb_questionnaire *q, const struct bb_given *given,
                             const struct bb_assessment *a, const char **out, size_t max);

/* What is written down when a diagnosis ends. Zeroed memory is valid; the caller finishes it. */
struct bb_conclusion {
    struct bb_str verdicts; /* keys of all that hold, the leading one first: "bandage, wrong-solution" */
    struct bb_str because;  /* the answers that led to the leading verdict, and the share's arithmetic, by the line */
    struct bb_str cause;
    struct bb_str instead; /* by the line */
};
void bb_diagnosis_conclude(const struct bb_questionnaire *q, const struct bb_given *given,
                           const struct bb_assessment *a, const struct bb_words *w, struct bb_conclusion *out);
void bb_conclusion_finish(struct bb_conclusion *c);

/* The answers of a diagnosis in the records, in the order of the questionnaire: given[q->n]. Their texts live in d. */
void bb_diagnosis_given(const struct bb_data *d, const struct bb_questionnaire *q, int64_t diagnosis,
                        struct bb_given *given);
/* The order's diagnosis with the highest version, NULL if there is none. */
const struct bb_diagnosis *bb_diagnosis_latest(const struct bb_data *d, int64_t order);
/* Whether it came to an end: a verdict was recorded, or the order was taken without. */
bool bb_diagnosis_done(const struct bb_diagnosis *d);
/* The verdict that counts: the one that somebody put in its place, else the leading one; BB_NONE without any. */
int64_t bb_diagnosis_verdict(const struct bb_diagnosis *d);
