/* The demonstration as tests need it: in a database of its own on 2026-11-22, with the default configuration, read. */
#pragma once

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <bepboard/config.h>
#include <bepboard/exchange.h>

struct demo {
    char folder[64], path[96];
    struct bb_clock clock;
    struct bb_store *store; /* actor "ann" */
    struct bb_config config;
    struct bb_data data;
    struct bb_arena arena;
    struct bb_error err;
};

/* cmocka's set-up and tear-down, for one test or a group. */
int demo_setup(void **state);
int demo_teardown(void **state);
/* A day by its date, or fails the test. */
int32_t demo_day(const char *text);
