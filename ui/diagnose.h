/* The diagnosis of an order as a layer: one question at a time, then the verdict; shared by its files. */
#pragma once

#include "actions.h"

#include <bepboard/diagnosing.h>

struct diagnose {
    int64_t order;
    const struct bb_questionnaire *q;
    struct bb_given given[BB_QUESTIONS_MAX];  /* of the version under way, or of the latest one that is shown */
    struct bb_given former[BB_QUESTIONS_MAX]; /* of the version before it */
    int64_t former_version;                   /* 0 = there is none */
    int64_t called_in, former_called_in;      /* enum bb_call_ins, BB_NONE = not known */
    struct bb_assessment a;
    bool done;  /* the latest version has its verdict */
    bool again; /* a new version begins with the next answer */
    /* What is shown: a question, or -1 = the verdict; there also the reply. */
    int at;
    bool reply;
    /* The answer that is being given. */
    int64_t picked; /* enum bb_replies, BB_NONE = none yet */
    int64_t when;   /* enum bb_call_ins, of the question about it */
    bool writing;   /* the keys go into the evidence */
    struct bb_edit evidence;
    /* The verdict or the reply as lines. */
    struct bb_list list;
    struct bb_list_cursor cursor;
    int width; /* the lines were wrapped to; 0 = to be built */
};

/* diagnose_draw.c */
void diagnose_draw(struct app *a, struct layer *l, struct bb_grid *g);
void diagnose_hints(struct app *a, struct layer *l, struct bb_str *out);

/* diagnose_more.c: what can be done with a verdict. */
void diagnose_record(struct app *a, struct diagnose *d);
void diagnose_overrule(struct app *a, struct diagnose *d);
void diagnose_skip(struct app *a, struct diagnose *d);
/* Offers what else can be done; one of it becomes an action with owner and day. */
void diagnose_add_action(struct app *a, struct diagnose *d);
void diagnose_copy_reply(struct app *a, struct diagnose *d);
/* When the reply was given, and to whom, by hand. */
void diagnose_given(struct app *a, struct diagnose *d);
/* The diagnosis in front, NULL = none. */
struct diagnose *diagnose_in_front(struct app *a);
