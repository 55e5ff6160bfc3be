/* The journal on the screen. */
#pragma once

#include "actions.h"

act_fn act_record_history, act_undo_list, act_since;

/* What an entry changed, field by field, as the session's face allows. */
void open_entry(struct app *a, int64_t seq);
