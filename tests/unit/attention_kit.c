/* Small worlds for the rules of the attention list, written as lines of text. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "attention_kit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char always[] = "engagement name=E; start=2026-01-05; golive=2026-05-04; end=2027-06-30; purpose=People; "
                             "starting=customers; trigger=A call; nothing_costs=Money; adoption_rule=Logs; "
                             "population=100\n";

enum { MOST = 64 };

static void *add_row(struct world *w, int e)
{
    assert_in_range(e, 0, BB_ENTITY_COUNT - 1);
    const struct bb_entity_def *def = bb_entity_def((enum bb_entity)e);
    struct bb_table *t = &w->data.tables[e];
    if (!t->rows)
        t->rows = bb_arena_alloc(&w->data.arena, MOST * def->size);
    if (e == BB_ENGAGEMENT && t->n)
        return t->rows;
    assert_true(t->n < MOST);
    char *row = (char *)t->rows + t->n++ * def->size, uid[40];
    snprintf(uid, sizeof uid, "%s-%zu", def->name, t->n);
    *(struct bb_row *)row = (struct bb_row){.id = (int64_t)t->n,
                                            .rev = 1,
                                            .uid = bb_arena_strdup(&w->data.arena, uid),
                                            .engagement = 1,
                                            .sensitivity = BB_NONE};
    for (int i = 0; i < def->field_count; i++)
        assert_true(bb_field_load(&def->fields[i], row, NULL));
    return row;
}

static void set_fields(struct world *w, const struct bb_entity_def *def, void *row, char *text)
{
    for (char *at = text, *end; at && *at; at = end) {
        end = strstr(at, "; ");
        if (end) {
            *end = '\0';
            end += 2;
        }
        char *value = strchr(at, '=');
        if (!value) {
            fail_msg("no value: %s", at);
            return;
        }
        *value++ = '\0';
        if (strcmp(at, "uid") == 0) {
            ((struct bb_row *)row)->uid = bb_arena_strdup(&w->data.arena, value);
            continue;
        }
        int field = bb_field_find(def, at);
        if (field < 0 || !bb_field_load(&def->fields[field], row, bb_arena_strdup(&w->data.arena, value)))
            fail_msg("%s has no %s=%s", def->name, at, value);
    }
}

static void read_line(struct world *w, char *line)
{
    char *fields = strchr(line, ' ');
    struct bb_date day;
    if (fields)
        *fields++ = '\0';
    if (strcmp(line, "today") == 0) {
        assert_true(bb_date_parse(fields, &day));
        w->data.today = day.day;
        return;
    }
    int e = bb_entity_find(line);
    if (e < 0 || e >= BB_ENTITY_COUNT)
        fail_msg("no kind of record: %s", line);
    set_fields(w, bb_entity_def((enum bb_entity)e), add_row(w, e), fields);
}

static void read_text(struct world *w, const char *text)
{
    char *copy = strdup(text ? text : ""), *rest = NULL;
    for (char *line = strtok_r(copy, "\n", &rest); line; line = strtok_r(NULL, "\n", &rest))
        read_line(w, line);
    free(copy);
}

void world_make(struct world *w, const char *a, const char *b, const char *c)
{
    struct bb_date day;
    *w = (struct world){.data.audience = BB_DESK};
    for (int e = 0; e < BB_ENTITY_COUNT; e++)
        w->data.tables[e].entity = (enum bb_entity)e;
    assert_true(bb_date_parse("2026-11-22", &day));
    w->data.today = day.day;
    read_text(w, always);
    read_text(w, a);
    read_text(w, b);
    read_text(w, c);
    w->data.engagement = w->data.tables[BB_ENGAGEMENT].rows;
}

void world_finish(struct world *w)
{
    bb_curves_finish(&w->curves);
    bb_data_finish(&w->data);
}

void world_attention(struct world *w, const struct bb_config *c, struct bb_attention_list *out)
{
    world_attention_past(w, c, NULL, out);
}

void world_attention_past(struct world *w, const struct bb_config *c, const struct bb_attention_past *past,
                          struct bb_attention_list *out)
{
    bb_curves_finish(&w->curves);
    bb_curves(&w->data, &w->curves);
    bb_attention(&w->data, &w->curves, &c->thresholds, &c->words, past, out);
}

void world_remember(struct world *w, const struct bb_config *c, struct bb_attention_past *past)
{
    struct bb_curves curves;
    struct bb_data then = w->data;
    then.today = (past->n ? past->days[past->n - 1].day : then.today) - 1;
    bb_curves(&then, &curves);
    bb_attention_past_add(past, &then, &curves, &c->thresholds, &c->words);
    bb_curves_finish(&curves);
}

const struct bb_attention *world_entry(const struct bb_attention_list *l, const char *rule)
{
    for (size_t i = 0; i < l->holding; i++)
        if (strcmp(l->list[i].rule->id, rule) == 0)
            return &l->list[i];
    return NULL;
}

const struct rule_case *const case_sections[CASE_SECTIONS] = {cases_work, cases_charter, cases_minds, cases_change};

int world_config_open(void **state)
{
    struct bb_config *c = calloc(1, sizeof *c);
    struct bb_findings findings = {0};
    if (!bb_config_load(c, NULL, BB_CONFIG_DEFAULTS, &findings))
        fail_msg("%s", findings.list[0].text);
    bb_findings_finish(&findings);
    *state = c;
    return 0;
}

int world_config_close(void **state)
{
    bb_config_finish(*state);
    free(*state);
    return 0;
}

void world_is_date(const char *rule, struct bb_date d, const char *expected)
{
    struct bb_str s = {0};
    bb_date_format(&s, d);
    if (strcmp(bb_str_get(&s), expected) != 0)
        fail_msg("%s: since \"%s\", not \"%s\"", rule, bb_str_get(&s), expected);
    bb_str_finish(&s);
}
