/* Commands of the program in a child that is forked from the test: starting a program anew costs a hundred times what
 * most commands do, with sanitizers. */
#pragma once

#include <bepboard/str.h>

/* Runs the command line (argv[0] is the program) with nothing on its standard input and appends both outputs. Its wait
 * status; COMMAND_FAULT after a report of a sanitizer. Killed after a minute. A command that opens the board becomes
 * the program itself. */
enum { COMMAND_FAULT = 99 << 8 };
int command_run(const char *const *argv, struct bb_str *out);
