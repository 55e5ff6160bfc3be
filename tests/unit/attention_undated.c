/* The attention list where the data have no dates: every world of the rules is told again without its days, and without
 * those of the engagement. No sentence reckons with a day that is not there, and none has a hole where it would stand.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "attention_kit.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum { DAY = sizeof "2026-11-22" - 1 };

static bool is_day(const char *s)
{
    static const char shape[] = "dddd-dd-dd";
    for (int i = 0; i < DAY; i++)
        if (shape[i] == 'd' ? !isdigit((unsigned char)s[i]) : s[i] != '-')
            return false;
    return true;
}

/* The text without the days behind its equals signs; the caller frees it. */
static char *without_days(const char *text)
{
    char *copy = strdup(text ? text : ""), *to = copy;
    for (const char *at = copy; *at;) {
        *to++ = *at;
        at += *at == '=' && is_day(at + 1) ? 1 + DAY : 1;
    }
    *to = '\0';
    return copy;
}

static const char *fault_of(const char *s)
{
    static const char *const holes[] = {"  ", " ;", " ,", " :", "()", "1970", ": ;"};
    size_t n = strlen(s), digits = 0;
    for (size_t i = 0; i < sizeof holes / sizeof *holes; i++)
        if (strstr(s, holes[i]))
            return holes[i];
    for (const char *at = s; *at; at++) {
        digits = isdigit((unsigned char)*at) ? digits + 1 : 0;
        if (digits > 4)
            return "a number of days since nowhen";
    }
    return n && (isspace((unsigned char)s[0]) || strchr(" :;,", s[n - 1])) ? "a loose end" : NULL;
}

static void check(const char *rule, const struct bb_attention *a)
{
    const char *what = fault_of(a->what), *why = fault_of(a->why);
    if (what || why)
        fail_msg("world of %s, %s: \"%s\" (%s): %s", rule, a->rule->id, a->what, a->why, what ? what : why);
    if (a->since.precision != BB_NO_DATE)
        assert_true(a->since.day > 0);
}

static void tell(const struct bb_config *config, const struct rule_case *c, const char *more)
{
    struct world w;
    struct bb_attention_list l;
    char *both = without_days(c->both), *speaks = without_days(c->speaks);
    world_make(&w, both, speaks, more);
    world_attention(&w, config, &l);
    for (size_t i = 0; i < l.n; i++)
        check(c->rule, &l.list[i]);
    bb_attention_finish(&l);
    world_finish(&w);
    free(both);
    free(speaks);
}

static void no_rule_reckons_with_a_day_that_is_not_there(void **state)
{
    for (int s = 0; s < CASE_SECTIONS; s++)
        for (const struct rule_case *c = case_sections[s]; c->rule; c++)
            tell(*state, c, NULL);
}

static void nor_with_that_of_an_engagement_that_has_none(void **state)
{
    for (int s = 0; s < CASE_SECTIONS; s++)
        for (const struct rule_case *c = case_sections[s]; c->rule; c++)
            tell(*state, c, "engagement start=; golive=; end=; finance_hears=");
}

/* Days of the records are there, those of the engagement are not. */
static void nor_when_only_the_records_have_days(void **state)
{
    for (int s = 0; s < CASE_SECTIONS; s++)
        for (const struct rule_case *c = case_sections[s]; c->rule; c++) {
            struct world w;
            struct bb_attention_list l;
            world_make(&w, c->both, c->speaks, "engagement start=; golive=; end=");
            world_attention(&w, *state, &l);
            for (size_t i = 0; i < l.n; i++)
                check(c->rule, &l.list[i]);
            bb_attention_finish(&l);
            world_finish(&w);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_rule_reckons_with_a_day_that_is_not_there),
        cmocka_unit_test(nor_with_that_of_an_engagement_that_has_none),
        cmocka_unit_test(nor_when_only_the_records_have_days),
    };
    return cmocka_run_group_tests(tests, world_config_open, world_config_close);
}
