/* Diagnosing an order: answers are saved as they are given, each in a transaction of its own, and can be undone one by
 * one; the verdict and the order's own fields are written in one. */
#pragma once

#include <bepboard/diagnosis.h>
#include <bepboard/store.h>

struct bb_answering {
    int question;         /* index in the questionnaire */
    int64_t reply;        /* enum bb_replies; of a question that fills `called_in`: worked out from it */
    int64_t called_in;    /* enum bb_call_ins, BB_NONE = not known */
    const char *evidence; /* NULL = none */
};
/* Saves an answer in the order's diagnosis that is under way; without one a new version begins with it. */
bool bb_diagnosis_answer(struct bb_store *s, const struct bb_questionnaire *q, int64_t order,
                         const struct bb_answering *answer, struct bb_error *err);
/* Writes down that the reply to an order was given to its requester today, and what it said, in the latest diagnosis
 * that came to an end. *fresh: it was not yet, or said something else; else nothing is written. BB_E_NOT_FOUND when no
 * diagnosis came to an end. */
bool bb_diagnosis_replied(struct bb_store *s, int64_t order, const char *reply, bool *fresh, struct bb_error *err);
/* Writes down what the answers of the diagnosis under way come to, in it and in the order, with the reply to the
 * requester (NULL = none); answers off the way are deleted. Refused with BB_E_CONFLICT while questions are open, and
 * with BB_E_NOT_FOUND when none is under way. */
bool bb_diagnosis_accept(struct bb_store *s, const struct bb_questionnaire *q, const struct bb_words *w, int64_t order,
                         const char *reply, struct bb_error *err);
/* The version that a new diagnosis of the order would have, and the key it should get (empty when that is taken). */
bool bb_diagnosis_next(struct bb_store *s, int64_t order, int64_t *version, struct bb_str *key, struct bb_error *err);
