/* Rules that the values of one record must keep among themselves, beyond the limits of each field. The store asks them
 * of every record that is written, through whatever door: forms, many rows at once, the command line, imports. What was
 * let in once is not asked again when undo, or a file that names its uid, brings it back. */
#pragma once

#include <bepboard/model.h>

/* Whether a record keeps them. On failure err is a sentence that starts with the label of the field to be mended. */
bool bb_check_record(enum bb_entity e, const void *record, struct bb_error *err);
/* Whether there are any for this kind of record. */
bool bb_check_has(enum bb_entity e);
