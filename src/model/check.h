/* What the files of the rules of single records share. */
#pragma once

#include <bepboard/check.h>

/* Two fields of one entity, by name. */
struct pair {
    enum bb_entity entity;
    const char *first, *second;
};
enum pair_kind { PAIR_DATES, PAIR_AMOUNTS, PAIR_RECORDS, PAIR_KINDS };
/* The pairs of one kind. */
const struct pair *pairs_of(enum pair_kind kind, size_t *n);
/* Whether a record keeps the pairs of which a field was changed (bit = index of the field); pairs of which one is empty
 * are kept. On failure err starts with the label of the changed field. */
bool pairs_keep(enum bb_entity e, const void *record, uint64_t changed, struct bb_error *err);
