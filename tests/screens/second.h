/* Somebody else at the same database: one change after the other, as it falls. */
#pragma once

#include "../seeded.h"
#include <bepboard/store.h>
#include <stdbool.h>

/* Adds, edits, deletes, undoes or redoes something. False if the store refused it, which may be right. */
bool second_change(struct bb_store *s, struct seeded *random);
