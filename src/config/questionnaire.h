/* A questionnaire while it is read. Private to src/config. */
#pragma once

#include "doc.h"

#include <bepboard/questionnaire.h>

struct draft {
    struct bb_doc *doc;
    size_t n;
    struct bb_question *questions;
    const char *ids[BB_QUESTIONS_MAX];
    const struct bb_node *nodes[BB_QUESTIONS_MAX];
    const struct bb_node *next[BB_QUESTIONS_MAX][BB_REPLY_COUNT]; /* `next` of each answer, NULL = there is none */
};

/* Connects the questions: what each answer opens; says what leads nowhere, back, or is led to by nothing. */
void bb_questionnaire_connect(struct draft *draft);
