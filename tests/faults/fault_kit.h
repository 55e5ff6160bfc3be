/* What the tests of faults share: processes that write and tell how far they came, damage, namespaces. */
#pragma once

#include "../unit/store_kit.h"

#include <sys/types.h>

enum { WRITERS_MAX = 8 };

/* In memory shared with the children. */
struct progress {
    volatile int64_t acknowledged[WRITERS_MAX]; /* commits that came back */
    volatile int go_on;
};
struct progress *progress_open(void);
void progress_close(struct progress *p);

/* Counts of the test: the full figures when BB_FULL is set. */
int fault_count(int quick, int full);

/* Two rows that must agree, in one transaction: a person with key "W<writer>-<n>" and a score of that person. */
bool fault_write(struct kit *k, struct bb_store *s, int writer, int64_t n, struct bb_error *err);
/* A child that writes n = first, first + 1, … until it is killed or told to stop; never returns in the child. */
pid_t fault_writer(struct kit *k, struct progress *p, int writer, int64_t first);
void fault_stop(pid_t pid, int signal);
/* Until the number has grown so far; fails when nothing moves for a minute. */
void fault_wait(const volatile int64_t *n, int64_t least);

/* Runs `body` in a child, as the last thing of a test under kit_run; its return value is the exit status. 77 skips the
 * test and says why, all else but 0 fails it. */
enum { FAULT_SKIP = 77 };
void fault_child(int (*body)(struct kit *k), struct kit *k, const char *why);
/* In a child: file systems of its own. False where the machine does not allow it. */
bool fault_namespace(void);
/* In a child of root: becomes nobody, who owns the folder from then on, so that permissions count. */
bool fault_become_nobody(const struct kit *k);

/* In a child: complains and returns 1. */
int fault_complain(const char *what, const struct bb_error *err);
