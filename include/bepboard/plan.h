/* The other rules of plan and registers: side effects and the finance gate, convictions, habit trials, the burden of
 * the change, signs of fading, readiness, the customer's path. Pure; as of data->today. */
#pragma once

#include <bepboard/registers.h>
#include <bepboard/rules.h>
#include <bepboard/str.h>

/* D2. Exposure = likelihood x cost cut x take-up, 1..125; BB_NONE when one is missing. */
int64_t bb_exposure(const struct bb_effect *e);
/* Side effects that are not closed, the greatest exposure first, those that nobody rated last; in `a`. */
const struct bb_effect *const *bb_effects_worst_first(const struct bb_data *d, struct bb_arena *a, size_t *n);
struct bb_finance_gate {
    const struct bb_check *checks[BB_GATE_COUNT]; /* what was noted of each; NULL = nothing */
    bool done[BB_GATE_COUNT];                     /* with a date up to today and a name */
    bool open;                                    /* listed, with its scope, and all three are done */
    bool listed;                                  /* there are side effects in the register */
    bool scope;                                   /* scope in and scope out are both stated */
    int64_t days;                                 /* until finance hears the plan, negative afterwards; BB_NONE */
    int64_t hijacks;                              /* cost goals that joined after the start */
};
void bb_finance_gate(const struct bb_data *d, struct bb_finance_gate *out);
/* A cost goal that appeared after the engagement began: the change may be on its way to become a saving. */
bool bb_goal_hijacks(const struct bb_data *d, const struct bb_goal *g);

/* D3. An audience is a unit, a category, or one person; all empty = everybody. */
struct bb_audience_beliefs {
    int64_t unit, category, person;
    const struct bb_conviction *scores[BB_TEST_COUNT]; /* the latest of each test; NULL = not asked */
    int weakest;                                       /* enum bb_tests, -1 when nothing was asked */
    const struct bb_todo *action;                      /* strengthens the weakest, not done; NULL = none */
    const struct bb_size *size;                        /* how big the change looks; NULL = not asked */
};
/* Audiences in the order in which they were first asked, then those whose size alone is known; in `a`. */
const struct bb_audience_beliefs *bb_beliefs(const struct bb_data *d, struct bb_arena *a, size_t *n);
/* What records say of a test before that audience, as clauses without a full stop: of real help the calls for it and
 * how long they waited (C3), of no alternative the ends of old ways (D9). Appends nothing where none can speak. A
 * single person is answered for by their unit; calls and ways without a unit, and audiences by category, have no such
 * records.
 */
void bb_belief_records(struct bb_str *out, const struct bb_data *d, const struct bb_audience_beliefs *b, int test);

/* C3. Calls for help of a unit (0 = of all) that were opened from a day on until today. */
struct bb_help {
    int64_t calls, open;       /* open: no person's answer yet */
    int64_t timed, median;     /* those with a time to the first answer, and their median in millionths of an hour */
    struct bb_date last_timed; /* the latest of them; no date when there is none */
    int32_t oldest_open;       /* the day on which the oldest open one was opened; today when there is none */
};
struct bb_help bb_help(const struct bb_data *d, int64_t unit, int32_t from);
/* A person has answered, or it was settled, by today. */
bool bb_request_answered(const struct bb_data *d, const struct bb_request *r);

/* D5. Three reviews: the light one a month after the start and never before, the routine at least another month later,
 * the results t->results_months after that. A trial that was dropped has no more reviews. */
enum bb_review { BB_REVIEW_LIGHT, BB_REVIEW_ROUTINE, BB_REVIEW_RESULTS, BB_REVIEW_COUNT };
const char *bb_review_name(enum bb_review r); /* "light" … */
struct bb_trial_state {
    const struct bb_trial *trial;
    bool dropped;
    enum bb_review next;              /* BB_REVIEW_COUNT = all were made */
    int32_t earliest;                 /* the first day on which the next one may be made */
    struct bb_date due;               /* of the next one; no date when there is none */
    int64_t late;                     /* days past its day, negative before it; 0 when there is none */
    int64_t results, told;            /* tangible results seen so far, and those that somebody was told of */
    bool manager, above, established; /* both accept; then, with results told and a value that was kept: established */
};
/* The next due first, those without a review at the end; in `a`. */
const struct bb_trial_state *bb_trials(const struct bb_data *d, const struct bb_thresholds *t, struct bb_arena *a,
                                       size_t *n);
/* The first day of a review after the day of the one before it (of the light one: after the start). */
int32_t bb_review_earliest(const struct bb_trial *t, enum bb_review r);

/* D6. Whether a team was reviewed for how it handles feedback, on data->today. */
bool bb_feedback_known(const struct bb_data *d, int64_t unit);

/* D7. The four views: from below, from above, at the managers' level, across teams. The plan leaves one empty when no
 * open action works from there and no stakeholder does. */
struct bb_view_count {
    size_t open, done, people; /* actions not done and done on data->today; stakeholders; by their field Works */
    bool empty;
};
void bb_view_counts(const struct bb_data *d, struct bb_view_count out[BB_VIEW_COUNT]);

/* D9. What a task costs or saves all who do it: minutes a week x people, in millionths, negative = relief. Of how many
 * people it is, the task says, else its unit's head count, else it is one. */
int64_t bb_task_minutes(const struct bb_data *d, const struct bb_task *t);
/* What the change costs a unit in its daily work. */
struct bb_burden {
    int64_t unit;
    int64_t minutes;                                     /* of all its tasks (bb_task_minutes) */
    int64_t steps, people, tasks, unconfirmed, autonomy; /* autonomy: sum of -2..2 */
    int64_t seen, resisting;                             /* of its people on the map */
    int64_t old_ways, overdue;                           /* not ended; of these past their end */
};
/* Units with tasks or old ways, the heaviest first; in `a`. */
const struct bb_burden *bb_burdens(const struct bb_data *d, struct bb_arena *a, size_t *n);
/* An old way that is past its end and was not ended. */
bool bb_oldway_overdue(const struct bb_data *d, const struct bb_oldway *o);

/* E4. Fading, 0..100 (ours): each sign of the last half year weighs by its kind, half as much after three months; a
 * target or budget weighs by how far it was lowered. */
struct bb_fading {
    int64_t value;                  /* at most 100 */
    int64_t by_kind[BB_SIGN_COUNT]; /* points */
    size_t signs;                   /* that count */
};
void bb_fading(const struct bb_data *d, struct bb_fading *out);
int64_t bb_sign_weight(const struct bb_data *d, const struct bb_sign *s); /* points of one, 0 = none */

/* Readiness (ADKAR, definitions 6): the barrier is the first of the five at 3.0 or below. */
enum { BB_ADKAR_COUNT = 5, BB_ADKAR_BARRIER = 3 };
int64_t bb_adkar_score(const struct bb_readiness *r, int element); /* millionths, BB_NONE */
const char *bb_adkar_name(int element);
struct bb_barrier {
    const struct bb_readiness *pulse; /* the latest of its segment */
    int barrier;                      /* -1 = none */
    bool hidden;                      /* fewer than five answered, or it would give such a one away */
};
/* The latest pulse of each segment in the order of units; in `a`. */
const struct bb_barrier *bb_barriers(const struct bb_data *d, struct bb_arena *a, size_t *n);

/* D6. Steps of the customer's path in their order; in `a`. A promise `points` or more ahead of what this or the next
 * step delivers is a crack (ours); the board takes the limit of the rule D6-promise-ahead for it. */
struct bb_path_step {
    const struct bb_step *step;
    const struct bb_step *behind; /* whose delivery is the lesser: its own or the next; NULL = neither is known */
    int64_t ahead;                /* promise less that delivery; BB_NONE */
    bool blind, cracks;           /* no KPI looks at it; ahead by too much */
    size_t open;                  /* cracks that are not sealed from its team to another or back */
};
const struct bb_path_step *bb_path_steps(const struct bb_data *d, int64_t points, struct bb_arena *a, size_t *n);
