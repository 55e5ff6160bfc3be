/* Pairs of values that a record cannot have at once: ends before beginnings, parts above their whole, one and the same
 * record at both ends. */
#include "check.h"

#include <string.h>

/* The second is never before the first. Plans are not held to what they were planned for: early is as good as late. */
static const struct pair dates[] = {
    {BB_ENGAGEMENT, "start", "end"},
    {BB_ENGAGEMENT, "golive", "support_until"},
    {BB_ORDER, "received", "delivered"},
    {BB_CONVERSATION, "on", "follow_up"},
    {BB_CONVERSATION, "on", "followed_up"},
    {BB_NEED, "found", "later"},
    {BB_NEED, "found", "told"},
    {BB_DECISION, "raised", "decided"},
    {BB_DECISION, "raised", "tell_by"},
    {BB_DECISION, "raised", "told"},
    {BB_DIAGNOSIS, "on", "replied"},
    {BB_STIPULATION, "on", "due"},
    {BB_PROPOSAL, "on", "settled"},
    {BB_PARTY, "since", "until"},
    {BB_REQUEST, "opened", "answered"},
    {BB_REQUEST, "opened", "closed"},
    {BB_ADAPTATION, "proposed", "decided"},
    {BB_ADAPTATION, "proposed", "delivered"},
    {BB_PROMISE, "on", "until"},
    {BB_GAP, "found", "closed"},
    {BB_TRIAL, "start", "manager"},
    {BB_TRIAL, "start", "above"},
    {BB_RESULT, "on", "told_on"},
    {BB_CRACK, "seen", "sealed"},
    {BB_COMPLAINT, "opened", "closed"},
    {BB_RESISTANCE, "seen", "tried"},
};

/* The second is never more than the first. */
static const struct pair amounts[] = {
    {BB_UNIT, "headcount", "population"},
    {BB_SAMPLE, "ever", "now"},
    {BB_SAMPLE, "ever", "proficient"},
    {BB_READING, "n", "top"},
    {BB_READING, "n", "low"},
};

/* The two are never the same record. */
static const struct pair records[] = {{BB_TIE, "source", "target"}, {BB_MEMBER, "group", "person"}};

static const struct {
    const struct pair *list;
    size_t n;
} tables[PAIR_KINDS] = {
    [PAIR_DATES] = {dates, sizeof dates / sizeof *dates},
    [PAIR_AMOUNTS] = {amounts, sizeof amounts / sizeof *amounts},
    [PAIR_RECORDS] = {records, sizeof records / sizeof *records},
};

const struct pair *pairs_of(enum pair_kind kind, size_t *n)
{
    *n = tables[kind].n;
    return tables[kind].list;
}

/* One pair of a record, and whether the second of the two is the one that was written. */
struct two {
    const struct bb_field *first, *second;
    const void *record;
    bool second_changed;
};

static void say_value(const struct bb_field *f, const void *record, struct bb_str *out)
{
    bb_str_addf(out, "%s", f->label);
    bb_str_add(out, " (");
    bb_field_save(f, record, out);
    bb_str_addc(out, ')');
}

/* "Until: 2026-03-01 comes before From (2026-05-01); …": the field to be mended is the one that was written. */
static bool refuse(const struct two *t, const char *const words[2], const char *const mend[2], struct bb_error *err)
{
    const struct bb_field *bad = t->second_changed ? t->second : t->first;
    const struct bb_field *other = t->second_changed ? t->first : t->second;
    struct bb_str value = {0}, against = {0};
    bb_field_save(bad, t->record, &value);
    say_value(other, t->record, &against);
    bb_fail(err, BB_E_INPUT, "%s: %s %s %s; give %s, or correct %s", bad->label, bb_str_get(&value),
            words[t->second_changed], bb_str_get(&against), mend[t->second_changed], other->label);
    bb_str_finish(&value);
    bb_str_finish(&against);
    return false;
}

static struct bb_date date_of(const struct bb_field *f, const void *record)
{
    return *(const struct bb_date *)((const char *)record + f->offset);
}

static int64_t number_of(const struct bb_field *f, const void *record)
{
    return *(const int64_t *)((const char *)record + f->offset);
}

/* Of a month or a year. */
static int32_t first_day(struct bb_date d)
{
    int year, month, day;
    bb_day_to_civil(d.day, &year, &month, &day);
    return bb_day_from_civil(year, d.precision == BB_YEAR ? 1 : month, d.precision == BB_DAY ? day : 1);
}

static bool in_order(const struct two *t, struct bb_error *err)
{
    static const char *const words[] = {"comes after", "comes before"}, *const mend[] = {"that day or an earlier one",
                                                                                         "that day or a later one"};
    struct bb_date first = date_of(t->first, t->record), second = date_of(t->second, t->record);
    return second.day >= first_day(first) || refuse(t, words, mend, err);
}

static bool part_of_whole(const struct two *t, struct bb_error *err)
{
    static const char *const words[] = {"is less than", "is more than"}, *const mend[] = {"at least that",
                                                                                          "at most that"};
    return number_of(t->second, t->record) <= number_of(t->first, t->record) || refuse(t, words, mend, err);
}

static bool two_records(const struct two *t, struct bb_error *err)
{
    return number_of(t->first, t->record) != number_of(t->second, t->record) ||
           bb_fail(err, BB_E_INPUT, "%s: is the same as %s; name somebody else, or leave it out",
                   (t->second_changed ? t->second : t->first)->label,
                   (t->second_changed ? t->first : t->second)->label);
}

static bool keeps(enum pair_kind kind, const struct pair *p, const void *record, uint64_t changed, struct bb_error *err)
{
    static bool (*const rules[PAIR_KINDS])(const struct two *t, struct bb_error *err) = {
        [PAIR_DATES] = in_order, [PAIR_AMOUNTS] = part_of_whole, [PAIR_RECORDS] = two_records};
    const struct bb_entity_def *def = bb_entity_def(p->entity);
    int first = bb_field_find(def, p->first), second = bb_field_find(def, p->second);
    struct two t = {&def->fields[first], &def->fields[second], record, changed >> second & 1};
    bool asked = (changed >> first & 1) || t.second_changed;
    return !asked || bb_field_empty(t.first, record) || bb_field_empty(t.second, record) || rules[kind](&t, err);
}

bool pairs_keep(enum bb_entity e, const void *record, uint64_t changed, struct bb_error *err)
{
    for (int kind = 0; kind < PAIR_KINDS; kind++)
        for (size_t i = 0; i < tables[kind].n; i++)
            if (tables[kind].list[i].entity == e &&
                !keeps((enum pair_kind)kind, &tables[kind].list[i], record, changed, err))
                return false;
    return true;
}
