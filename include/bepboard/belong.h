/* What goes with a record that is deleted (bb_field_binds), in words. */
#pragma once

#include <bepboard/model.h>

/* Appends "25 records that belong to it (12 convictions, 7 samples, 3 sizes, 3 others)", the most first, from their
 * numbers by kind; "to them" when several were deleted. Nothing when there are none. */
void bb_belongings_say(const size_t counts[BB_ENTITY_COUNT], bool several, struct bb_str *out);
