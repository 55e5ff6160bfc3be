/* Rules that the values of one record must keep among themselves, beyond the limits of each field: nothing ends before
 * it begins, no part is more than its whole, nobody is tied to themselves. The store asks them of every record that is
 * written, through whatever door: forms, many rows at once, the command line, imports; and only those that read a field
 * which was changed. What was let in once is not asked again when undo, or a file that names its uid, brings it back.
 */
#pragma once

#include <bepboard/model.h>

/* What was changed, as bits by the index of the field, of a record that is new. */
#define BB_CHECK_ALL UINT64_MAX

/* Whether a record keeps the rules that read a changed field. On failure err is a sentence that starts with the label
 * of the field to be mended, and says what was expected and what to do. */
bool bb_check_record(enum bb_entity e, const void *record, uint64_t changed, struct bb_error *err);
