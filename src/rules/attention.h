/* What the rules of the attention list share: the finder with its indexes, and how a finding is said. */
#pragma once

#include <bepboard/champions.h>
#include <bepboard/charter.h>
#include <bepboard/registers.h>
#include <bepboard/rules.h>

enum { ATT_GROWTH_DAYS = 60 };

/* What is known of a person on the finder's day, gathered once. */
struct att_person {
    int64_t stance, stance_past; /* now, and ATT_GROWTH_DAYS ago; BB_NONE = never seen */
    struct bb_date stance_on;    /* of the latest sight */
    int32_t stance_since;        /* the first day of the same stance */
    struct bb_date talk;
    int64_t score, score_before; /* the latest two, BB_NONE = none */
    struct bb_date scored;
    bool source;   /* a source of resistance is known */
    bool champion; /* works as a champion */
};
/* Of a unit. */
struct att_unit {
    int needs, topics, whys;
    int champions, people; /* people who are known */
};
/* Of an order: its openings, and its diagnosis. */
struct att_order {
    struct bb_opportunity_count openings[BB_OPPORTUNITY_COUNT];
    struct bb_date last_done[BB_OPPORTUNITY_COUNT]; /* of their items */
    const struct bb_diagnosis *concluded;           /* the latest that came to an end, not what is under way */
    bool verdict;                                   /* it has one, its own or a diagnosis's */
    bool excused;                                   /* it was taken undiagnosed with a reason */
    bool stipulation;                               /* something was agreed in exchange */
};
/* Of an obligation: who has which part in it. */
struct att_obligation {
    struct bb_raci_line line;
    struct bb_date second_a; /* when somebody was noted to answer for it beside another one */
};

struct bb_attention_finder {
    const struct bb_data *d; /* d->today is the finder's day */
    const struct bb_curves *curves;
    const struct bb_thresholds *t;
    const struct bb_words *w;
    int32_t today;
    struct att_person *people;          /* as the table of people */
    struct att_unit *units;             /* as the table of units */
    struct att_order *orders;           /* as the table of orders */
    struct att_obligation *obligations; /* as the table of obligations */
    struct bb_charter charter;
    struct bb_arena arena;
    const struct bb_coverage *coverage; /* the champions', from att_coverage */
    size_t coverage_n;
    /* The rule that is looking. */
    const struct bb_attention_rule *rule;
    size_t number;
    const int64_t *limits;
    struct bb_attention_list *out;
    size_t cap;
    struct bb_str what, why;
};
typedef struct bb_attention_finder finder;

/* The rules of a section; each table ends with a row without id. */
extern const struct bb_attention_rule att_needs[], att_partner[], att_charter[], att_together[], att_promises[],
    att_knowledge[], att_path[], att_adoption[], att_measures[], att_urgency[];

/* Fills the indexes for f->d; the caller calls att_index_finish. */
void att_index(finder *f);
void att_index_finish(finder *f);
/* Never NULL: an empty one for nobody. */
const struct att_person *att_of(const finder *f, const struct bb_person *p);
const struct att_unit *att_of_unit(const finder *f, const struct bb_unit *u);

/* The champions' coverage of the segments, worked out once. */
const struct bb_coverage *att_coverage(finder *f, size_t *n);
const struct att_order *att_of_order(const finder *f, const struct bb_order *o);

/* All records of a kind in an order of their own, to be freed; *n receives their number. */
const void **att_sorted(const finder *f, enum bb_entity e, int (*compare)(const void *, const void *), size_t *n);
/* -1, 0 or 1 by the first of n numbers that differ. */
int att_compare(const int64_t *a, const int64_t *b, size_t n);
/* Walks all records of a kind. */
static inline const void *att_rows(const finder *f, enum bb_entity e)
{
    return f->d->tables[e].n ? f->d->tables[e].rows : NULL;
}
/* NOLINTBEGIN(bugprone-macro-parentheses): the last two are names. */
#define ATT_EACH(f, e, type, row)                                                                                      \
    for (const struct type *row = att_rows((f), (e)), *row##_end = row ? row + (f)->d->tables[e].n : row;              \
         row != row##_end; row++)
/* NOLINTEND(bugprone-macro-parentheses) */

/* Whether a date is known and not after today; known and before today. */
bool att_was(const finder *f, struct bb_date d);
bool att_past(const finder *f, struct bb_date d);
/* Days since a date; 0 when there is none. */
int att_age(const finder *f, struct bb_date d);
/* Whether something that began on this day, or nobody knows when, is there today. */
bool att_begun(const finder *f, struct bb_date d);

struct att_day {
    char s[24];
};
struct att_day att_day(struct bb_date d);

/* Names for sentences; "somebody" and "the whole" where there is none. */
const char *att_person_name(const finder *f, int64_t id);
const char *att_unit_name(const finder *f, int64_t id);
const char *att_order_name(const finder *f, int64_t id);
const char *att_text(const char *s); /* never NULL */
int64_t att_power(const finder *f, int64_t person);

/* Appends to the sentence, or to its figures. */
void att_what(finder *f, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
void att_why(finder *f, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
/* "due 2026-11-01, 21 days over" */
void att_why_over(finder *f, const char *word, struct bb_date due);
/* Takes both sentences as a finding of the rule that is looking. `since` may be no date; `name` is copied. */
void att_report(finder *f, int64_t id, struct bb_date since, int64_t weight, const char *name);
/* The same where the data have no date: since something was made, unless the days gone by know better; and of a record
 * that has a date or has not. */
void att_report_made(finder *f, int64_t id, struct bb_date made, int64_t weight, const char *name);
void att_report_row(finder *f, const struct bb_row *row, struct bb_date since, int64_t weight, const char *name);
/* The day on which a record was made, from its uid; no date when that does not tell, or for NULL. */
struct bb_date att_made(const finder *f, const struct bb_row *row);
struct bb_date att_later(struct bb_date a, struct bb_date b); /* of two dates, where one may be none */
/* Everything that holds, rule by rule, neither put off nor folded. */
void att_find(const struct bb_data *d, const struct bb_curves *curves, const struct bb_thresholds *t,
              const struct bb_words *w, struct bb_attention_list *out);
/* attention_past.c: tells since when what has no dates holds, and appends what cleared on or after the first known day.
 */
void att_compare_with_past(const struct bb_attention_past *past, int32_t today, struct bb_attention_list *l);
/* The day after a date by so many days; no date stays none. */
struct bb_date att_plus(struct bb_date d, int64_t days);
