/* Shared by the two files of the editors. */
#pragma once

#include <bepboard/edit.h>

/* Moves the cursor by screen rows of the last drawing, as far as there are rows; false if it was at the edge already.
 */
bool bb_edit_move_rows(struct bb_edit *e, int by);
