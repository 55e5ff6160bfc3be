/* Does a process sleep? Judged from /proc, so that no test needs to wait for a clock. */
#pragma once

#include <sys/types.h>

/* Sum of the context switches of all threads of a process, -1 if one of them runs or the process is gone. Two equal
 * answers mean that it slept all the time in between. */
long idle_turns(pid_t pid);
