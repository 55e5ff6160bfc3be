/* A terminal that stops reading: writing to it blocks, and whoever writes sees no signal. While the board writes, a
 * clock looks whether it is to end; then a terminal that takes nothing for a second is given up. */
#pragma once

/* Between these two everything is written to `out`, and nothing else is done. They may be nested. Nothing is given up
 * unless a signal to end (HUP, INT, QUIT, TERM) is blocked and waits, or stall_ending was called. */
void stall_begin(int out);
void stall_end(void);
/* The board ends by a signal that it has taken: what is still to be written has no more than that second either. */
void stall_ending(void);
