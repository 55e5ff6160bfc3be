/* Records of every kind, made from the field tables alone, whatever a demonstration holds. */
#pragma once

#include <bepboard/store.h>
#include <stdbool.h>

/* Adds records until the engagement has two of every kind (engagements but one), with all their fields or, if the
 * program knows better, those that they need. False with err. */
bool rows_fill(struct bb_store *s, int64_t engagement, struct bb_error *err);
