/* Looking back at the board of another day. */
#pragma once

#include "actions.h"

act_fn act_time, act_step, act_play;

/* Back to the present; harmless there. */
void past_leave(struct app *a);
/* The film: how long the loop may wait, at most `most`; the next day when it is due; true if it ran and stands now. */
int past_wait_ms(const struct app *a, int most);
void past_turn(struct app *a);
bool past_stop(struct app *a);
/* Tells followers the day that is looked at; takes over what another session told: true if it is another day now, and
 * everything must be read again. */
void past_tell(const struct app *a, struct bb_str *out);
bool past_follow(struct app *a, const char *text);
/* The attention list learns of the days before when there is nothing else to do: one day a turn, so that no key waits
 * for more than that. How long the loop may wait, at most `most`; and the next day, when nothing else came. */
int days_wait_ms(const struct app *a, int most);
void days_turn(struct app *a);
