/* What the tests of the configuration share: a configuration with the defaults, and what was said about a text. */
#pragma once

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <bepboard/config.h>
#include <bepboard/date.h>
#include <bepboard/key.h>
#include <bepboard/text.h>
#include <cmocka.h>

struct state {
    struct bb_config config;
    struct bb_findings findings;
    char dir[64];
};

static inline int setup(void **state)
{
    struct state *s = calloc(1, sizeof *s);
    bb_text_init();
    *state = s;
    return bb_config_load(&s->config, NULL, false, &s->findings) ? 0 : -1;
}

static inline int teardown(void **state)
{
    struct state *s = *state;
    bb_config_finish(&s->config);
    bb_findings_finish(&s->findings);
    free(s);
    return 0;
}

static inline bool read_n(struct state *s, const char *yaml, size_t n)
{
    bb_findings_finish(&s->findings);
    return bb_config_read(&s->config, "team.yaml", yaml, n, &s->findings);
}

static inline bool read_text(struct state *s, const char *yaml)
{
    return read_n(s, yaml, strlen(yaml));
}

static inline void assert_said(const struct state *s, size_t i, enum bb_severity severity, const char *text)
{
    assert_true(i < s->findings.n);
    assert_string_equal(s->findings.list[i].text, text);
    assert_int_equal(s->findings.list[i].severity, severity);
}

static inline void assert_contains(const char *text, const char *part)
{
    if (!text || !strstr(text, part))
        fail_msg("\"%s\" does not hold \"%s\"", text ? text : "", part);
}

/* One of the findings holds the text. */
static inline void assert_some_finding(const struct state *s, const char *part)
{
    for (size_t i = 0; i < s->findings.n; i++)
        if (strstr(s->findings.list[i].text, part))
            return;
    fail_msg("no finding holds \"%s\"; the first of %zu is: %s", part, s->findings.n,
             s->findings.n ? s->findings.list[0].text : "");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
