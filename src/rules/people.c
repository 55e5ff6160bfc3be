/* Stakeholders: stance, quadrant, salience, coalition, needle. */
#include <assert.h>
#include <bepboard/rules.h>

static bool later(struct bb_date a, struct bb_date b)
{
    return b.precision == BB_NO_DATE || a.day >= b.day;
}

static const struct bb_stance_seen *latest_stance(const struct bb_data *d, int64_t person, int32_t day)
{
    const struct bb_stance_seen *best = NULL;
    for (size_t i = 0; i < d->tables[BB_STANCE].n; i++) {
        const struct bb_stance_seen *s = BB_ROW(d, BB_STANCE, struct bb_stance_seen, i);
        if (s->person == person && s->on.day <= day && (!best || later(s->on, best->on)))
            best = s;
    }
    return best;
}

static const struct bb_score *latest_score(const struct bb_data *d, int64_t person, int32_t day)
{
    const struct bb_score *best = NULL;
    for (size_t i = 0; i < d->tables[BB_SCORE].n; i++) {
        const struct bb_score *s = BB_ROW(d, BB_SCORE, struct bb_score, i);
        if (s->person == person && s->on.day <= day && (!best || later(s->on, best->on)))
            best = s;
    }
    return best;
}

int64_t bb_stance_on(const struct bb_data *d, int64_t person, int32_t day)
{
    const struct bb_stance_seen *s = latest_stance(d, person, day);
    return s ? s->stance : BB_NONE;
}

int64_t bb_stance_now(const struct bb_data *d, int64_t person)
{
    return bb_stance_on(d, person, d->today);
}

bool bb_is_stakeholder(const struct bb_person *p)
{
    return p->power != BB_NONE || p->interest != BB_NONE;
}

const char *bb_person_label(const struct bb_person *p)
{
    return p->name ? p->name : p->role ? p->role : p->key ? p->key : "";
}

struct bb_date bb_last_talk(const struct bb_data *d, int64_t person)
{
    struct bb_date last = {0};
    for (size_t i = 0; i < d->tables[BB_CONVERSATION].n; i++) {
        const struct bb_conversation *c = BB_ROW(d, BB_CONVERSATION, struct bb_conversation, i);
        if (c->person == person && c->on.day <= d->today && later(c->on, last))
            last = c->on;
    }
    return last;
}

enum bb_quadrant bb_quadrant(const struct bb_person *p, const struct bb_thresholds *t)
{
    if (p->power == BB_NONE || p->interest == BB_NONE)
        return BB_QUADRANT_NONE;
    bool power = p->power >= t->power_high, interest = p->interest >= t->interest_high;
    if (power)
        return interest ? BB_KEY_PLAYER : BB_KEEP_SATISFIED;
    return interest ? BB_KEEP_INFORMED : BB_MINIMAL_EFFORT;
}

const char *bb_quadrant_name(enum bb_quadrant q)
{
    static const char *const names[] = {
        [BB_MINIMAL_EFFORT] = "Minimal effort", [BB_KEEP_INFORMED] = "Keep informed",
        [BB_KEEP_SATISFIED] = "Keep satisfied", [BB_KEY_PLAYER] = "Key players",
        [BB_QUADRANT_NONE] = "Not placed",
    };
    static_assert(sizeof names / sizeof *names == BB_QUADRANT_NONE + 1, "every quadrant has a name");
    return names[q];
}

enum bb_salience bb_salience(const struct bb_person *p, const struct bb_thresholds *t)
{
    static const enum bb_salience classes[2][2][2] = {
        /* [power][legitimacy][urgency] */
        {{BB_NON_STAKEHOLDER, BB_DEMANDING}, {BB_DISCRETIONARY, BB_DEPENDENT}},
        {{BB_DORMANT, BB_DANGEROUS}, {BB_DOMINANT, BB_DEFINITIVE}},
    };
    bool power = p->power != BB_NONE && p->power >= t->power_high;
    return classes[power][p->legitimacy != 0][p->urgency != 0];
}

const char *bb_salience_name(enum bb_salience s)
{
    static const char *const names[] = {
        [BB_NON_STAKEHOLDER] = "non-stakeholder",
        [BB_DORMANT] = "dormant",
        [BB_DISCRETIONARY] = "discretionary",
        [BB_DEMANDING] = "demanding",
        [BB_DOMINANT] = "dominant",
        [BB_DANGEROUS] = "dangerous",
        [BB_DEPENDENT] = "dependent",
        [BB_DEFINITIVE] = "definitive",
    };
    static_assert(sizeof names / sizeof *names == BB_DEFINITIVE + 1, "every class has a name");
    return names[s];
}

static int64_t support_value(int64_t stance)
{
    static const int64_t values[BB_STANCE_COUNT] = {[BB_RESISTANT] = -1, [BB_SUPPORTIVE] = 1, [BB_LEADING] = 2};
    return stance == BB_NONE ? 0 : values[stance];
}

static void add_person(const struct bb_data *d, const struct bb_person *p, const struct bb_thresholds *t,
                       struct bb_coalition *out)
{
    int64_t stance = bb_stance_now(d, p->row.id), power = p->power == BB_NONE ? 0 : p->power,
            value = support_value(stance);
    out->stakeholders++;
    out->by_quadrant[bb_quadrant(p, t)]++;
    out->by_salience[bb_salience(p, t)]++;
    out->power += power;
    out->now += power * value;
    /* Whoever has no wanted stance is wanted where they stand. */
    out->wanted += power * support_value(p->wanted == BB_NONE ? stance : p->wanted);
    *(value > 0 ? &out->power_support : value < 0 ? &out->power_resisting : &out->power_neutral) += power;
    if (stance == BB_NONE)
        out->unseen++;
    else
        out->by_stance[stance]++;
    if (p->wanted != BB_NONE)
        out->wanted_by_stance[p->wanted]++;
}

void bb_coalition(const struct bb_data *d, const struct bb_thresholds *t, struct bb_coalition *out)
{
    *out = (struct bb_coalition){0};
    for (size_t i = 0; i < d->tables[BB_PERSON].n; i++) {
        const struct bb_person *p = BB_ROW(d, BB_PERSON, struct bb_person, i);
        if (bb_is_stakeholder(p))
            add_person(d, p, t, out);
    }
}

int64_t bb_seam_gap(const struct bb_data *d, const struct bb_person *p)
{
    int64_t now = bb_stance_now(d, p->row.id);
    return now == BB_NONE || p->wanted == BB_NONE ? 0 : p->wanted - now;
}

/* Whose score counts, each with their power: the sums of a weighted mean. */
struct mean {
    int64_t sum, weight;
};

static void add_score(struct mean *m, const struct bb_person *p, const struct bb_score *s)
{
    int64_t power = p->power == BB_NONE ? 1 : p->power;
    m->sum += power * s->score;
    m->weight += power;
}

static int64_t mean_of(struct mean m)
{
    return m.weight ? (m.sum + m.weight / 2) / m.weight : BB_NONE;
}

int64_t bb_needle_on(const struct bb_data *d, int32_t day)
{
    struct mean m = {0};
    for (size_t i = 0; i < d->tables[BB_PERSON].n; i++) {
        const struct bb_person *p = BB_ROW(d, BB_PERSON, struct bb_person, i);
        const struct bb_score *s = bb_is_stakeholder(p) ? latest_score(d, p->row.id, day) : NULL;
        if (s)
            add_score(&m, p, s);
    }
    return mean_of(m);
}

static void spread(struct bb_needle *n, int64_t score)
{
    n->low = !n->scored || score < n->low ? score : n->low;
    n->high = !n->scored || score > n->high ? score : n->high;
    n->scored++;
}

void bb_needle(const struct bb_data *d, struct bb_needle *out)
{
    enum { SINCE = 30 };
    struct mean now = {0}, same = {0}, before = {0};
    *out = (struct bb_needle){0};
    for (size_t i = 0; i < d->tables[BB_PERSON].n; i++) {
        const struct bb_person *p = BB_ROW(d, BB_PERSON, struct bb_person, i);
        if (!bb_is_stakeholder(p))
            continue;
        const struct bb_score *s = latest_score(d, p->row.id, d->today);
        const struct bb_score *then = s ? latest_score(d, p->row.id, d->today - SINCE) : NULL;
        if (!s) {
            out->unscored++;
            continue;
        }
        add_score(&now, p, s);
        spread(out, s->score);
        if (then) {
            add_score(&same, p, s);
            add_score(&before, p, then);
        }
    }
    out->value = mean_of(now);
    out->moved = before.weight ? mean_of(same) - mean_of(before) : BB_NONE;
}
