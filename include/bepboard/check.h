/* Rules that the values of one record must keep among themselves, beyond the limits of each field. They hold at every
 * door: forms, the command line, imports. What is stored already is not looked at again. */
#pragma once

#include <bepboard/model.h>

/* Whether a record keeps them. On failure err is a sentence that starts with the label of the field to be mended. */
bool bb_check_record(enum bb_entity e, const void *record, struct bb_error *err);
/* Whether there are any for this kind of record. */
bool bb_check_has(enum bb_entity e);
