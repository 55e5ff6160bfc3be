/* The terminal's way back when the program breaks: bytes and modes prepared beforehand, used from signal handlers. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <termios.h>

/* From now on a crash (SEGV, BUS, FPE, ILL, ABRT) or the end of memory first writes these bytes (at most 256) to fd and
 * restores the modes. Replaces what was armed before. */
void rescue_arm(int fd, const struct termios *modes, const char *bytes, size_t n);
/* The terminal is given back: crashes are nobody's business but the system's again. */
void rescue_disarm(void);
