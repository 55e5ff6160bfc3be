/* What a finding may be put off by: a rule that there is, until a day to come. */
#include <bepboard/attention.h>
#include <bepboard/text.h>
#include <string.h>

static bool is_rule(const struct bb_field *f, const char *id, struct bb_error *err)
{
    const char *ids[BB_ATT_RULES_MAX];
    size_t n = 0;
    if (bb_attention_rule_find(id) >= 0)
        return true;
    for (; n < BB_ATT_RULES_MAX && bb_attention_rule(n); n++)
        ids[n] = bb_attention_rule(n)->id;
    const char *near = bb_text_nearest(id, ids, n);
    if (near)
        return bb_fail(err, BB_E_INPUT, "%s: there is no rule \"%.60s\"; did you mean %s?", f->label, id, near);
    return bb_fail(
        err, BB_E_INPUT,
        "%s: there is no rule \"%.60s\"; take an id of the attention list, for example %s; bepboard(1) lists "
        "them all",
        f->label, id, ids[0]);
}

static bool is_to_come(const struct bb_field *f, const char *day, int32_t today, struct bb_error *err)
{
    struct bb_date until = {0};
    struct bb_str next = {0};
    if (!bb_date_parse(day, &until) || until.day > today)
        return true;
    bb_date_format(&next, bb_date_of(today + 1));
    bb_fail(err, BB_E_INPUT, "%s: %s is no day to come; give %s or a later day, or delete the record to end it now",
            f->label, day, bb_str_get(&next));
    bb_str_finish(&next);
    return false;
}

bool bb_snooze_check(const struct bb_field *f, const char *value, int32_t today, struct bb_error *err)
{
    if (!value || !*value)
        return true;
    if (f == bb_field_named(BB_SNOOZE, "rule"))
        return is_rule(f, value, err);
    return f != bb_field_named(BB_SNOOZE, "until") || is_to_come(f, value, today, err);
}
