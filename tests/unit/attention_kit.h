/* Small worlds for the rules of the attention list, written as lines of text. */
#pragma once

#include <bepboard/config.h>
#include <bepboard/registers.h>
#include <bepboard/rules.h>

/* One rule: what makes it speak and what keeps it quiet, beside what both share. A world is lines such as
 * "need unit=1; position=More phones; found=2026-09-01": an entity by its singular, then its fields as files spell
 * them; references count the records of their kind from 1. The line "engagement …" changes fields of the engagement
 * that is always there, "today DATE" the day, which else is 2026-11-22. */
struct rule_case {
    const char *rule;
    const char *both, *speaks, *quiet;
    const char *what, *since; /* what it says, since when ("" = it cannot tell) */
};

/* Cases of the sections, each closed by a row without rule. */
extern const struct rule_case cases_work[], cases_charter[], cases_minds[], cases_change[];

enum { CASE_SECTIONS = 4 };
extern const struct rule_case *const case_sections[CASE_SECTIONS];

/* cmocka's set-up and tear-down of a group: a configuration with the defaults. */
int world_config_open(void **state);
int world_config_close(void **state);
/* Fails the test, naming the rule, when the date is not the expected one ("" = none). */
void world_is_date(const char *rule, struct bb_date d, const char *expected);

struct world {
    struct bb_data data;
    struct bb_curves curves;
};
/* Builds a world from up to three texts; fails the test when a line cannot be read. */
void world_make(struct world *w, const char *a, const char *b, const char *c);
void world_finish(struct world *w);
/* What needs somebody in it; and beside what held at the ends of days gone by (NULL = none is known). */
void world_attention(struct world *w, const struct bb_config *c, struct bb_attention_list *out);
void world_attention_past(struct world *w, const struct bb_config *c, const struct bb_attention_past *past,
                          struct bb_attention_list *out);
/* Adds the world as it is, on the day before the last one that is known, to what held then. */
void world_remember(struct world *w, const struct bb_config *c, struct bb_attention_past *past);
/* The first entry of a rule that holds, NULL if there is none. */
const struct bb_attention *world_entry(const struct bb_attention_list *l, const char *rule);
