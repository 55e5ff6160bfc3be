/* The questionnaire behind "is training the answer?": plain records, read from YAML by the configuration. */
#pragma once

#include <bepboard/registers.h>

/* More would be an interrogation. */
enum { BB_QUESTIONS_MAX = 64, BB_QUESTION_WEIGHT_MAX = 100, BB_VERDICT_COUNT = BB_VERDICT_WRONG_TIME + 1 };

/* A question whose answer also fills a field of the diagnosis. */
enum bb_question_fills {
    BB_FILLS_NOTHING,
    BB_FILLS_CALLED_IN, /* answered with one of bb_call_ins: bb_call_in_reply says what that stands for */
    BB_FILLS_WORKFLOW,  /* `workflow_known`: set by yes */
    BB_FILLS_FUNCTIONS, /* `functions`: the evidence */
    BB_FILLS_COUNT
};

/* What one answer of a question leads to. */
struct bb_question_way {
    const char *path;                   /* words in the path, NULL = none; "{}" stands for the evidence */
    int64_t training;                   /* points for the part of the gap that training closes */
    int64_t other;                      /* points for the part that it does not close */
    int64_t verdicts[BB_VERDICT_COUNT]; /* points for each verdict */
    size_t instead_n;                   /* other things to do */
    const char *const *instead;
    size_t next_n; /* questions that it opens */
    const int *next;
};

struct bb_question {
    const char *id, *text;
    const char *hint; /* NULL = none */
    int64_t cell;     /* enum bb_gilbert, BB_NONE = it speaks of none */
    int64_t good;     /* the answer that leaves the cell green: BB_REPLY_YES or BB_REPLY_NO */
    enum bb_question_fills fills;
    struct bb_question_way ways[BB_REPLY_COUNT]; /* by enum bb_replies */
};

/* Questions are asked in this order, the first one always, the others when an answer opens them. The configuration
 * guarantees: at least one question, no way leads back to where it came from, every way comes to an end. */
struct bb_questionnaire {
    size_t n;
    const struct bb_question *questions;
    int64_t rest;  /* points that stand against training in every diagnosis: nothing is learnt that is not also used */
    int64_t holds; /* points from which on a verdict holds */
};

/* Index of a question by its id, -1 if there is none. */
int bb_question_find(const struct bb_questionnaire *q, const char *id);
/* What being called in then stands for: yes (in time), partly, no, not known for BB_NONE. An enum bb_replies. */
int64_t bb_call_in_reply(int64_t called_in);
