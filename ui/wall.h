/* The wall: read-only, in the room's face, one pane at a time, following another session. */
#pragma once

#include "app.h"

/* Starts following session->follow; a->wall stays NULL when this session is no wall. */
void wall_open(struct app *a);
void wall_close(struct app *a);
/* Takes over what the followed session shows, or notes since when it is gone. Call when others published. */
void wall_turn(struct app *a);
/* Keys of the wall: it can be ended and repainted, nothing else. */
void wall_event(struct app *a, const struct bb_event *e);
/* Appends what the header says: the time, whom it follows, or since when the picture is the last one. */
void wall_note(const struct app *a, struct bb_str *out);
/* Covers the screen when the facilitator has blanked the wall. */
void wall_cover(const struct app *a, struct bb_grid *g);
/* Until the clock in the header changes; in milliseconds, at most `most`. Marks the screen for painting when it did. */
int wall_wait_ms(struct app *a, int most);
