/* The charter: who is accountable on the client's side, the five duties, the letters of the obligations (RACI), and
 * what shows when it is missing. Pure; as of data->today. */
#pragma once

#include <bepboard/registers.h>
#include <bepboard/rules.h>

/* C1. A duty is agreed from its date on; the deadline is the engagement's start and t->duty_days. */
struct bb_duty_due {
    const struct bb_duty *duty; /* NULL = nothing was noted */
    int64_t state;              /* enum bb_duty_states */
    bool late;                  /* not agreed and past the deadline */
};
struct bb_charter {
    const struct bb_party *party; /* the accountable one, the latest when several hold; NULL = nobody */
    const struct bb_party *last;  /* when there is nobody: who was the last; NULL = there never was one */
    int holding;                  /* parties that hold today (bb_party_first): several are a fault */
    bool mute;                    /* a group without a spokesperson */
    struct bb_date nobody_since;  /* while there is nobody: since when, from the engagement's start at the earliest */
    struct bb_date deadline;      /* of the duties; no date without a start */
    struct bb_duty_due duties[BB_DUTY_COUNT];
    int agreed; /* of the five */
};
void bb_charter(const struct bb_data *d, const struct bb_thresholds *t, struct bb_charter *out);
/* Whether a party is accountable on data->today. */
bool bb_party_holds(const struct bb_data *d, const struct bb_party *p);
/* Whether it is, and no record before it says so of the same person or group: who is noted twice is one party. */
bool bb_party_first(const struct bb_data *d, const struct bb_party *p);
/* Whether it is a group for which nobody speaks in any of its records that hold. */
bool bb_party_mute(const struct bb_data *d, const struct bb_party *p);

/* C2: the four known consequences of a missing charter, each with the figures that show it. */
enum { BB_RESISTANCE_DAYS = 60 }; /* resistance is compared with so many days before */
struct bb_consequences {
    /* Unclear decisions. */
    int64_t decisions, undecided, without_decider, reopened; /* raised so far; not decided; by nobody; taken up again */
    int64_t days;                                            /* mean from raised to decided, BB_NONE without any */
    int64_t oldest;                                          /* days that the oldest open one waits, BB_NONE */
    /* Growing resistance: people on the map whose stance was seen on both days. */
    int64_t seen, resisting, resisting_before;
    /* Poor adoption: the whole curve's last point. NAN where it is not known. */
    double adopted, population, fresh; /* people; fresh: over the last two samples */
    bool stalled;                      /* no growth worth the name over the last two samples */
    /* Nobody's tasks. */
    int64_t actions, without_owner, overdue; /* not done; of these; of these past their day */
    bool unclear, resistance, poor, nobodys; /* whether each shows */
};
/* `curves` are those of d. */
void bb_consequences(const struct bb_data *d, const struct bb_curves *curves, const struct bb_thresholds *t,
                     struct bb_consequences *out);
/* Whether a decision is raised and not decided today, has nobody to decide it, or was reopened; and whether an action
 * is open without an owner or past its day. */
bool bb_decision_unclear(const struct bb_data *d, const struct bb_decision *of);
bool bb_action_nobodys(const struct bb_data *d, const struct bb_todo *of);

/* RACI (definitions 9): obligations by people. */
enum bb_raci_fault {
    BB_RACI_NO_A = 1 << 0,    /* nobody answers for it */
    BB_RACI_MANY_A = 1 << 1,  /* several answer for it */
    BB_RACI_NO_R = 1 << 2,    /* nobody does the work, and no A does it either (A/R) */
    BB_RACI_MANY_C = 1 << 3,  /* more than t->consulted are asked before */
    BB_RACI_ALL = 1 << 4,     /* of a person: A or R in every obligation of two or more */
    BB_RACI_NOTHING = 1 << 5, /* of a person: accountable, and without any letter */
    BB_RACI_FAULTS = 6
};
/* In a few words ("two A"); f is one fault. */
const char *bb_raci_fault_name(enum bb_raci_fault f);
struct bb_raci_line {
    int64_t id;      /* row id: BB_OBLIGATION, or BB_PERSON of a column */
    int a, r, c, i;  /* letters; A/R counts as both */
    unsigned faults; /* enum bb_raci_fault */
};
/* Counts a letter more (enum bb_letters; others count nothing); and what is wrong with an obligation of such letters.
 */
void bb_raci_count(struct bb_raci_line *l, int64_t letter);
unsigned bb_raci_row_faults(const struct bb_raci_line *l, const struct bb_thresholds *t);
struct bb_raci_chart {
    size_t row_n, column_n;
    struct bb_raci_line *rows;    /* in the order of the obligations' keys */
    struct bb_raci_line *columns; /* people with letters and the accountable one, by power, then as noted */
    int8_t *letters;              /* row by row; enum bb_letters, -1 = none */
};
/* Everything is allocated in `a`. */
void bb_raci_chart(const struct bb_data *d, const struct bb_thresholds *t, struct bb_arena *a,
                   struct bb_raci_chart *out);
