/* The domain's rules as pure functions over bb_data. Formulas: definitions of the field, named at each function. */
#pragma once

#include <bepboard/attention.h>
#include <bepboard/model.h>
#include <bepboard/str.h>
#include <bepboard/words.h>

/* From YAML (thresholds: …); shares in per mille so that they stay integers. */
struct bb_thresholds {
    int64_t power_high;            /* a power of at least this is high (4) */
    int64_t interest_high;         /* likewise (4) */
    int64_t silent_days;           /* a powerful stakeholder without a conversation for this long (30) */
    int64_t chasm_low, chasm_high; /* per mille of m ever adopted between which a stall counts (120, 250) */
    int64_t stall_new;             /* per mille of m: at most this many net new over two samples (20) */
    int64_t stall_growth;          /* per mille of m: earlier growth over two samples at least (60) */
    int64_t champion_people;       /* one champion can carry so many people (25) */
    int64_t verdict_days;          /* an order without a verdict is listed after this many days (0) */
    int64_t duty_days;             /* the five duties are agreed within this many days of the start (14) */
    int64_t consulted;             /* so many people are asked before an obligation is done, and no more (3) */
    int64_t small_sample;          /* a figure on fewer answers than this is marked (30) */
    int64_t results_months;        /* the value of a trial is judged so long after its routine review (3) */
    bool adkar;                    /* the barriers of readiness are shown */
    /* What was said of each rule. */
    struct bb_attention_settings attention;
};

/* Latest stance on or before a day, and on or before data->today; BB_NONE if none was seen. */
int64_t bb_stance_on(const struct bb_data *d, int64_t person, int32_t day);
int64_t bb_stance_now(const struct bb_data *d, int64_t person);
/* A person (or group) with power or interest: somebody on the map. */
bool bb_is_stakeholder(const struct bb_person *p);
/* What a person is called before this data's audience: the name, else the role, else the key. Never NULL. */
const char *bb_person_label(const struct bb_person *p);
/* The day of the last conversation with a person on or before data->today; no date if there was none. */
struct bb_date bb_last_talk(const struct bb_data *d, int64_t person);

/* Mendelow's grid (power x interest), thresholds as given. BB_QUADRANT_NONE when power or interest is not known. */
enum bb_quadrant { BB_MINIMAL_EFFORT, BB_KEEP_INFORMED, BB_KEEP_SATISFIED, BB_KEY_PLAYER, BB_QUADRANT_NONE };
enum bb_quadrant bb_quadrant(const struct bb_person *p, const struct bb_thresholds *t);
const char *bb_quadrant_name(enum bb_quadrant q); /* "Key players" … */

/* Salience after Mitchell, Agle and Wood (1997): the class named by power, legitimacy and urgency. */
enum bb_salience {
    BB_NON_STAKEHOLDER,
    BB_DORMANT,
    BB_DISCRETIONARY,
    BB_DEMANDING,
    BB_DOMINANT,
    BB_DANGEROUS,
    BB_DEPENDENT,
    BB_DEFINITIVE
};
enum bb_salience bb_salience(const struct bb_person *p, const struct bb_thresholds *t);
const char *bb_salience_name(enum bb_salience s);

/* The figures of the strip under the map (our own arithmetic, labelled so). Support value: leading +2, supportive +1,
 * neutral and unaware 0, resistant -1; coalition = sum of power x support value. People without power count 0. */
struct bb_coalition {
    int64_t now, wanted; /* coalition index today and if every wanted stance were reached */
    int64_t power, power_support, power_resisting, power_neutral; /* sums of power; neutral includes unaware */
    int64_t stakeholders;                                         /* on the map */
    int64_t by_stance[BB_STANCE_COUNT], wanted_by_stance[BB_STANCE_COUNT];
    int64_t unseen; /* stakeholders whose stance was never seen */
    int64_t by_quadrant[BB_QUADRANT_NONE + 1];
    int64_t by_salience[BB_DEFINITIVE + 1];
};
void bb_coalition(const struct bb_data *d, const struct bb_thresholds *t, struct bb_coalition *out);
/* SEAM gap = rank(wanted) - rank(now), ranks U0 R1 N2 S3 L4, only for ordering work; 0 when either is unknown. */
int64_t bb_seam_gap(const struct bb_data *d, const struct bb_person *p);

/* Partner needle: power-weighted mean of the latest scores, 0..100, BB_NONE without a scored person. */
struct bb_needle {
    int64_t value;            /* rounded to whole points */
    int64_t scored, unscored; /* stakeholders */
    int64_t low, high;        /* spread of the latest scores */
    /* Since 30 days earlier, of those alone who had scored us by then: whoever scores us for the first time moves the
     * needle, not our standing. BB_NONE if nobody had. */
    int64_t moved;
};
void bb_needle(const struct bb_data *d, struct bb_needle *out);
/* The needle as it stood at the end of a day, BB_NONE without a scored person. */
int64_t bb_needle_on(const struct bb_data *d, int32_t day);

/* 4S: an opportunity is untouched (nothing done), in progress, or taken (all its items done, one with evidence). */
enum bb_opportunity_state { BB_UNTOUCHED, BB_IN_PROGRESS, BB_TAKEN };
struct bb_opportunity_count {
    int64_t items, done, evidence;
    enum bb_opportunity_state state;
};
/* As of data->today: an item counts as done when it is done and done_on is empty or not later. Before the room, which
 * does not see evidence, `taken` says only that all its items are done. */
void bb_opportunity_counts(const struct bb_data *d, int64_t order,
                           struct bb_opportunity_count out[BB_OPPORTUNITY_COUNT]);
/* An order's partner facts that are yes, as 0..100 (rounded: six facts). */
int64_t bb_partner_facts(const struct bb_order *o);

/* The adoption curve as the views show it: whole population and per segment, one point per day that has data. */
struct bb_point {
    struct bb_date on;
    double now, ever, access, proficient; /* people, or share 0..1 when curve->shares; NAN = not known */
};
struct bb_curve {
    int64_t unit;      /* 0 = whole population */
    const char *name;  /* unit's name, "whole" */
    double population; /* m; NAN if not known */
    bool shares;       /* the points are shares: no counts are known */
    bool from_events;
    size_t n;
    struct bb_point *points;
};
struct bb_curves {
    struct bb_arena arena;
    size_t n;
    struct bb_curve *list; /* [0] is the whole; the segments follow in the order of units */
};
/* Builds the curves from samples or, where there are none, from the rollups of events. A unit is a segment when it has
 * a population, samples or events.
 * m: the engagement's population (of the whole; else the sum of the segments', else, for events, all people known); a
 * unit's population (else, for events, its people known, else its head count). Shares become people where m is known.
 * A segment's missing `ever` is the running maximum of its `now` up to that day.
 * The whole has a point on each day on which anything was reported; each of its figures is its own sample's where one
 * was given, otherwise the sum of the segments on days where every segment that ever reported it has a value at or
 * before that day; its `ever` without either is the running maximum of `now`.
 * From events: ever = adopters so far, access = people with a first use so far, now and proficient not known; events
 * by the day that span more than a quarter give one point per month.
 * Samples and events later than data->today are left out (a month or year has begun when its first day has). Caller
 * calls bb_curves_finish. */
void bb_curves(const struct bb_data *d, struct bb_curves *out);
void bb_curves_finish(struct bb_curves *c);
/* ceil(share x m) without rounding noise: Rogers' lines at 25, 160, 500, 840 per mille (chasm line: 160). */
int64_t bb_rogers_line(double m, int64_t per_mille);

/* Watch for a stall near the chasm line (ours; definitions section 2): true if it holds at point i of a curve.
 * Figures are people, or shares for a curve of shares; all 0 when they cannot be told (m or a point not known, i < 2).
 */
struct bb_stall {
    bool holds;
    double share;   /* ever adopted / m */
    double fresh;   /* net new over the last two samples: growth of `now` where it is known, else of `ever` */
    double earlier; /* best growth over two samples before that, in the same figure; 0 when there were too few */
};
struct bb_stall bb_stall_at(const struct bb_curve *c, size_t i, const struct bb_thresholds *t);

/* The gate (architecture 7): what an output may say is decided once, here; nothing downstream can leak what it never
 * got. A record is as sensitive as the field says, or as the record itself when that is more. */

/* Whether an audience may see a field, and whether it may know that there are records of this kind, by the defaults. */
bool bb_face_field(enum bb_audience audience, const struct bb_field *f);
bool bb_face_entity(enum bb_audience audience, enum bb_entity e);
/* The same under an agreement, NULL = none. */
bool bb_face_shows(const struct bb_agreement *a, enum bb_audience audience, const struct bb_field *f);
bool bb_face_tells(const struct bb_agreement *a, enum bb_audience audience, enum bb_entity e);

/* What one output may say of one engagement. */
struct bb_face {
    struct bb_arena arena;
    enum bb_audience audience;
    bool pseudonyms;
    bool nothing;                         /* the engagement itself is not for this audience */
    const struct bb_agreement *agreement; /* fields that this engagement shows to more people; NULL = none */
    uint8_t key[16];
    size_t hidden_n[BB_ENTITY_COUNT];
    int64_t *hidden[BB_ENTITY_COUNT]; /* rows that were raised above the audience, by id */
    size_t small_n;
    int64_t *small;   /* units of fewer than five and those that would give them away, by id; the room only */
    bool small_whole; /* the engagement's own population is one of them */
    size_t quiet_n;
    int32_t *quiet; /* days on which the figures of the whole would give hidden ones away */
};
/* Decides for loaded, ungated data. The caller calls bb_face_finish. */
void bb_face_make(struct bb_face *f, const struct bb_data *d, enum bb_audience audience);
void bb_face_finish(struct bb_face *f);
bool bb_face_quiet(const struct bb_face *f, int32_t day);
/* Takes from a record what the audience may not see; false if it may not know of the record. In the room a person's
 * name becomes a pseudonym, or empty (then the role speaks). `strings` owns new texts. */
bool bb_face_row(const struct bb_face *f, struct bb_arena *strings, enum bb_entity e, void *record);

/* The same for everything that was loaded, with all that is counted: sets data->audience and what the room may know of
 * groups. Segments, head counts and people of units under five are gone, those of the next smallest too where a total
 * would give them away. */
void bb_gate(struct bb_data *d, enum bb_audience audience);
/* The same for two days side by side: what the face of the other day hides stays hidden too, and only what both show to
 * more people than usual is. `other` (of the same audience) may be NULL; *face, when given, receives what was decided
 * for d alone and is the caller's to finish. */
void bb_gate_beside(struct bb_data *d, enum bb_audience audience, const struct bb_face *other, struct bb_face *face);
/* A number that differs, but by a chance in 2^64, between faces that hide different things. */
uint64_t bb_face_mark(const struct bb_face *f);
/* What the room hears of groups: what is counted ("Power"), in how many cells, and what a cell is called ("high (4-5)",
 * a stance by its neutral word; words NULL = the keys). Never NULL. */
const char *bb_room_facet_name(enum bb_room_facet f);
int bb_room_cells(enum bb_room_facet f);
const char *bb_room_cell_name(enum bb_room_facet f, int cell, const struct bb_words *words);
/* Whether anything is said of it. */
bool bb_room_told(const struct bb_room_group *g, enum bb_room_facet f);
/* Appends the words for a count in steps of five ("5-9", "under 5"). */
void bb_room_band(struct bb_str *out, int64_t least);
