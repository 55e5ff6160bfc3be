/* One run of a script: the state that its directives share. */
#pragma once

#include "script.h"
#include "session.h"

enum { RUN_SESSIONS = 6 };

struct run {
    struct script *script;
    size_t at; /* index of the current line */
    struct session sessions[RUN_SESSIONS];
    char names[RUN_SESSIONS][32];
    int n;             /* sessions */
    struct session *s; /* the current one, NULL before the first start */
    int cols, rows;    /* of the next session */
    bool stirred;      /* something was sent since the screen was last seen at rest */
    bool updating;     /* golden blocks are rewritten */
    bool updated;
    int pressed;   /* keys since the program was started, or since `pressed` asked last */
    int guard_ms;  /* how long a condition may take to come true */
    char why[256]; /* why the current expectation does not hold */
};

/* A directive does something, or expects something (a TAP point, tried until it holds or the guard is over). Its
 * function returns false when the thing cannot be done, or does not hold (yet); `why` may say more. */
struct directive {
    const char *name;
    const char *usage;
    int min, max; /* words after the name */
    bool (*run)(struct run *r, const struct script_line *line);
    bool expects;
    bool hurries; /* an expectation that does not wait for the program to come to rest first */
    void (*explain)(struct run *r, const struct script_line *line); /* prints more after a failure; NULL: the screen */
};

/* Both tables end with a row without a name. */
extern const struct directive run_actions[], run_expectations[];
/* The block of golden rows after a `screen` line. */
struct golden run_golden(const struct run *r);
/* Number of a signal named as in `kill -l`, 0 if there is none. */
int run_signal(const char *name);
