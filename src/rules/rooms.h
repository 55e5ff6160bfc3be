/* Groups before the room: shared by the files of the gate. */
#pragma once

#include <bepboard/rules.h>

/* Fills the units that are too small, and those that go with them. */
void rooms_find_small(struct bb_face *f, const struct bb_data *d);
/* Works out, before the records are taken away, what the audience may know of all of them together: the whole curve
 * and, for the room, where the people on the map stand. */
void rooms_count(const struct bb_face *f, struct bb_data *d);
