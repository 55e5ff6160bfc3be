/* The index of the search over everything is read in slices, beside the keys. */
#pragma once

#include "app.h"

/* No wait while a search is open and its index incomplete. */
int search_wait_ms(const struct app *a, int most);
/* One slice of a few milliseconds, if there is anything to read. When no input waits. */
void search_turn(struct app *a);
