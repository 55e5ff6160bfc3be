/* Attention: one list of what needs somebody, computed by named rules from one table. Each rule watches one thing that
 * the trade knows to go wrong; its sentence, limits, severity and place to mend are facts of its row. */
#pragma once

#include <bepboard/model.h>
#include <bepboard/words.h>

struct bb_attention_finder;
struct bb_curves;
struct bb_thresholds;

enum bb_attention_severity { BB_ATT_NOTE, BB_ATT_WARNING, BB_ATT_ALARM, BB_ATT_SEVERITIES };
/* "note", "warning", "alarm". */
const char *bb_attention_severity_name(enum bb_attention_severity s);

/* A limit of a rule, set in YAML under `attention: RULE: NAME`. */
struct bb_attention_limit {
    const char *name; /* "days" */
    int64_t min, max;
    const char *unit; /* "days", "points", "people" … */
};
enum { BB_ATT_LIMITS = 2, BB_ATT_RULES_MAX = 128 };

struct bb_attention_rule {
    const char *id; /* "B1-sure-thing-missed" */
    enum bb_attention_severity severity;
    enum bb_sensitivity reads; /* the highest sensitivity among the fields it reads: lesser audiences do not get it */
    enum bb_entity entity;     /* of the record that it speaks of, which is where Enter leads */
    const char *meaning;       /* one sentence: what the rule watches and why */
    const char
        *many; /* "%d goals have no KPI": several findings become one line that names them; NULL = each its own */
    struct bb_attention_limit limits[BB_ATT_LIMITS];
    void (*find)(struct bb_attention_finder *f);
    const char *sheet; /* where it is mended when that is not where the record stands: name of a sheet, else NULL */
};
/* Rules by number in the order of the manual, NULL past the last one. They never change while the program runs. */
const struct bb_attention_rule *bb_attention_rule(size_t i);
/* By id, -1 if there is none. */
int bb_attention_rule_find(const char *id);

/* A limit of a rule as it is configured, by the rule's id and the limit's name: sheets that judge the same thing take
 * it from here. 0 when there is none. */
int64_t bb_attention_limit_value(const struct bb_thresholds *t, const char *rule, const char *limit);

/* What the configuration says of a rule. Zeroed: nothing was said, its limits are 0. */
struct bb_attention_setting {
    bool off;
    bool said; /* the severity below counts instead of the rule's own */
    enum bb_attention_severity severity;
    int64_t limits[BB_ATT_LIMITS];
};
struct bb_attention_settings {
    int64_t cleared_days; /* findings that no longer hold are shown for so long; 0 = not at all */
    struct bb_attention_setting rules[BB_ATT_RULES_MAX];
};

struct bb_attention {
    const struct bb_attention_rule *rule;
    size_t number; /* of the rule */
    enum bb_attention_severity severity;
    enum bb_entity entity;  /* where Enter leads */
    int64_t id;             /* record, 0 = none */
    size_t count;           /* how many findings became this one line; 1 for most */
    const char *name;       /* what it is about, in a few words */
    const char *what;       /* the sentence */
    const char *why;        /* the figures; the names when there are several */
    struct bb_date since;   /* the first day on which it held; no date when nothing tells */
    bool longer;            /* it held on that day already, and nobody knows for how long before */
    bool undated;           /* the dates of the data do not say since when: the days gone by may know better */
    struct bb_date cleared; /* the first day on which it no longer held; no date while it holds */
    int64_t weight;         /* sorts entries of one severity, higher first */
};
struct bb_attention_list {
    struct bb_arena arena;
    size_t n;       /* all entries; those that no longer hold come last */
    size_t holding; /* entries that hold */
    size_t put_off; /* findings that somebody put off until a later day: not in the list */
    struct bb_attention *list;
};

/* What held at the end of a day gone by. */
struct bb_attention_day {
    int32_t day;
    bool there; /* the register had begun */
    size_t n;
    int64_t *keys;                  /* of everything that held: rule and record, sorted */
    struct bb_attention_list found; /* of the latest day everything, of an earlier one what held no more on the next */
};
/* The days before one day, the latest first, without a gap; zeroed = none is known. */
struct bb_attention_past {
    size_t n, cap;
    struct bb_attention_day *days;
};
/* Adds a day: d is the register at its end, `curves` are those of d. The first that is added is the day before the one
 * that is asked about, each further one the day before that. The caller calls bb_attention_past_finish, which leaves it
 * zeroed. */
void bb_attention_past_add(struct bb_attention_past *p, const struct bb_data *d, const struct bb_curves *curves,
                           const struct bb_thresholds *t, const struct bb_words *w);
void bb_attention_past_finish(struct bb_attention_past *p);

/* What needs somebody, worst first; `curves` are those of d. Findings that a snooze puts off (of the same rule, of the
 * same record or of all when it names none, until a day after today) are only counted. What held at the end of a known
 * day of the past, did not at the end of the next one and does not now, follows with the day on which it cleared; and
 * since when a finding without dates holds is told by the first of those days on which it did. `past` may be NULL. The
 * caller calls bb_attention_finish. */
void bb_attention(const struct bb_data *d, const struct bb_curves *curves, const struct bb_thresholds *t,
                  const struct bb_words *w, const struct bb_attention_past *past, struct bb_attention_list *out);
void bb_attention_finish(struct bb_attention_list *l);
/* The uid by which a snooze names the record of an entry, "" when it stands for all findings of its rule. */
const char *bb_attention_record(const struct bb_data *d, const struct bb_attention *a);
/* The snooze that stands for this entry, whatever its day; NULL if there is none. */
const struct bb_snooze *bb_attention_snooze(const struct bb_data *d, const struct bb_attention *a);
/* Whether a field of a snooze may be written with this canonical value: Rule must be the id of a rule, Until a day
 * after today. Other fields, and empty values, may. On failure err starts with the field's label and says what was
 * meant. */
bool bb_snooze_check(const struct bb_field *f, const char *value, int32_t today, struct bb_error *err);
