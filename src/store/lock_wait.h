/* Waiting for a lock (flock, LOCK_EX), in a queue that the kernel keeps. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

/* Locks `fd`, waiting until the moment `end` (of bb_monotonic_us) at most; a moment that has passed only tries. False
 * with errno EWOULDBLOCK when others hold it so long, else with the reason. Uses SIGRTMIN while it waits. */
bool lock_wait(int fd, int64_t end);
