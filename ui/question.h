/* A question that one typed line answers, asked in a box. */
#pragma once

#include "app.h"

struct question;

struct question_kind {
    const char *title, *example; /* the example stands in the empty line */
    const char *hints;
    int w;        /* of the box, in columns */
    size_t typed; /* how long an answer may be, in bytes */
    /* Enter: true if the text answers the question, which then goes; else q->error says why not. */
    bool (*answer)(struct app *a, struct question *q);
    /* What stands below the line, unless an error does. */
    const char *(*advice)(const struct app *a, const struct question *q);
};

struct question {
    const struct question_kind *kind;
    struct bb_edit edit;
    struct bb_error error; /* of the last answer; none once something else is typed */
    bool sure;             /* set by an answer that wants Enter once more on the same text; cleared with the error */
};

/* Asks above the screen. The kind must outlive the question. */
void question_ask(struct app *a, const struct question_kind *kind);
