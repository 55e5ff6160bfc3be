/* Other sessions: what they changed, who they are, and what we let them see of us. */
#pragma once

#include "app.h"

/* Joins the sessions on this database; without permission to do so the board works all the same. */
void live_open(struct app *a);
void live_close(struct app *a);
/* Descriptor to poll, -1 when others cannot be watched. */
int live_fd(const struct app *a);
/* Descriptor to poll for changes of the data; -1 while one is known and waits for its turn, so that a busy writer does
 * not wake everybody up each time. */
int live_notice_fd(const struct app *a);
/* When live_turn must run again although nothing happened; in milliseconds, at most `most`. */
int live_wait_ms(const struct app *a, int most);
/* Once a turn: takes in what others changed (at most five times a second), says who changed what, marks the rows and
 * lets the marks fade. `hint` tells that a notice came or a second has passed. */
void live_turn(struct app *a, bool hint);
struct bb_peer;
/* The sessions that live, this one too; *out is the caller's to free. */
size_t live_peers(struct app *a, struct bb_peer **out);
/* The session with this process id; false if it does not live. */
bool live_find(struct app *a, int64_t pid, struct bb_peer *out);
/* Tells the others what this session shows; call after painting. */
void live_publish(struct app *a);
