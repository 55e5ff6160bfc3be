#include <bepboard/labels.h>
#include <bepboard/mem.h>
#include <stdlib.h>
#include <string.h>

enum { FREE = 0, MARK = -1, SWAP_STEPS = 400, EVICT_MAX = 3 };
/* A placed label is worth far more than any nicety of its place. */
enum { WORTH = 1000, WORTH_JUMP = 500, COST_SOFT = 1, COST_FAR = 1, COST_BRIEF = 2, COST_MAX = 100 };

/* Who stands on each cell of the area: FREE, MARK, or a label's index + 1. */
struct board {
    struct bb_label *labels;
    size_t n;
    const struct bb_label_field *field;
    struct bb_rect area;
    int32_t *owner;
    uint32_t random;
    bool calm; /* there was a frame before: labels move only to make room for one more */
};

static size_t cell_index(const struct board *b, int x, int y)
{
    return (size_t)(y - b->area.y) * (size_t)b->area.w + (size_t)(x - b->area.x);
}

/* xorshift: the same steps on every machine. */
static uint32_t next_random(struct board *b)
{
    b->random ^= b->random << 13;
    b->random ^= b->random >> 17;
    b->random ^= b->random << 5;
    return b->random;
}

static struct bb_rect candidate_rect(const struct bb_label *l, int candidate)
{
    static const int8_t side[8] = {1, -1, 0, 0, 1, 1, -1, -1}, row[8] = {0, 0, -1, 1, -1, 1, -1, 1};
    int direction = candidate % 8, reach = candidate & BB_LABEL_FAR ? 2 : 1;
    int w = candidate & BB_LABEL_BRIEF ? l->brief : l->width;
    int x = l->x - w / 2;
    if (side[direction] > 0)
        x = l->x + (row[direction] ? 1 : reach);
    else if (side[direction] < 0)
        x = l->x - (row[direction] ? 1 : reach) - w + 1;
    return (struct bb_rect){x, l->y + row[direction] * reach, w, 1};
}

static bool is_inside(struct bb_rect area, struct bb_rect r)
{
    return r.w > 0 && r.x >= area.x && r.y >= area.y && r.x + r.w <= area.x + area.w && r.y < area.y + area.h;
}

/* The labels that would have to go for a label on r (with its free columns): their number, or -1 when a mark or the
 * border is in the way or there are too many. */
static int blockers(const struct board *b, const struct bb_label *l, struct bb_rect r, size_t out[EVICT_MAX])
{
    if (!is_inside(b->area, r))
        return -1;
    int n = 0;
    int from = r.x > b->area.x ? r.x - 1 : r.x, to = r.x + r.w < b->area.x + b->area.w ? r.x + r.w : r.x + r.w - 1;
    for (int x = from; x <= to; x++) {
        int32_t owner = b->owner[cell_index(b, x, r.y)];
        bool own_mark = x == l->x && r.y == l->y;
        if (owner == FREE || (owner == MARK && own_mark))
            continue;
        if (owner == MARK)
            return -1;
        size_t who = (size_t)owner - 1;
        if (n && out[n - 1] == who)
            continue;
        if (n == EVICT_MAX)
            return -1;
        out[n++] = who;
    }
    return n;
}

static int cost_of(const struct board *b, const struct bb_label *l, int candidate)
{
    struct bb_rect r = candidate_rect(l, candidate);
    int cost = (candidate & BB_LABEL_FAR ? COST_FAR : 0) + (candidate & BB_LABEL_BRIEF ? COST_BRIEF : 0);
    for (int x = r.x; b->field->soft && x < r.x + r.w; x++)
        if (b->field->soft[cell_index(b, x, r.y)])
            return cost + COST_SOFT;
    return cost;
}

static int worth_of(const struct board *b, size_t i)
{
    const struct bb_label *l = &b->labels[i];
    return l->at.w ? WORTH + l->weight - cost_of(b, l, l->candidate) : 0;
}

static void fill(struct board *b, struct bb_rect r, int32_t owner)
{
    for (int x = r.x; x < r.x + r.w; x++)
        b->owner[cell_index(b, x, r.y)] = owner;
}

static void put(struct board *b, size_t i, int candidate)
{
    struct bb_label *l = &b->labels[i];
    l->candidate = candidate;
    l->at = candidate == BB_LABEL_NONE ? (struct bb_rect){0} : candidate_rect(l, candidate);
    fill(b, l->at, (int32_t)i + 1);
}

static void take(struct board *b, size_t i)
{
    fill(b, b->labels[i].at, FREE);
    put(b, i, BB_LABEL_NONE);
}

static bool is_free(const struct board *b, const struct bb_label *l, int candidate)
{
    size_t who[EVICT_MAX];
    return candidate >= 0 && candidate < BB_LABEL_CANDIDATES && blockers(b, l, candidate_rect(l, candidate), who) == 0;
}

static void put_best(struct board *b, size_t i)
{
    const struct bb_label *l = &b->labels[i];
    int best = BB_LABEL_NONE, best_cost = COST_MAX;
    for (int c = 0; c < BB_LABEL_CANDIDATES && best_cost; c++) {
        if (!is_free(b, l, c))
            continue;
        int cost = cost_of(b, l, c);
        if (cost < best_cost) {
            best = c;
            best_cost = cost;
        }
    }
    put(b, i, best);
}

struct turn {
    size_t index;
    int weight, choices;
    int64_t id;
};

static int compare_turns(const void *a, const void *b)
{
    const struct turn *s = a, *t = b;
    if (s->weight != t->weight)
        return s->weight > t->weight ? -1 : 1;
    if (s->choices != t->choices)
        return s->choices < t->choices ? -1 : 1;
    return (s->id > t->id) - (s->id < t->id);
}

static void place_greedily(struct board *b)
{
    struct turn *turns = bb_alloc(b->n * sizeof *turns);
    size_t n = 0;
    for (size_t i = 0; i < b->n; i++) {
        const struct bb_label *l = &b->labels[i];
        if (l->x < 0 || l->at.w)
            continue;
        turns[n] = (struct turn){.index = i, .weight = l->weight, .id = l->id};
        for (int c = 0; c < BB_LABEL_CANDIDATES; c++)
            turns[n].choices += is_free(b, l, c);
        n++;
    }
    qsort(turns, n, sizeof *turns, compare_turns);
    for (size_t i = 0; i < n; i++)
        put_best(b, turns[i].index);
    free(turns);
}

/* Places label i at the candidate, moves those in its way elsewhere, and takes it all back if that was no gain. */
static void try_swap(struct board *b, size_t i, int candidate)
{
    size_t who[EVICT_MAX];
    int before[EVICT_MAX], n = blockers(b, &b->labels[i], candidate_rect(&b->labels[i], candidate), who), gain = 0;
    if (n < 0)
        return;
    for (int k = 0; k < n; k++) {
        gain -= worth_of(b, who[k]);
        before[k] = b->labels[who[k]].candidate;
        take(b, who[k]);
    }
    put(b, i, candidate);
    for (int k = 0; k < n; k++) {
        put_best(b, who[k]);
        gain += worth_of(b, who[k]);
    }
    gain += worth_of(b, i);
    if (gain >= (b->calm ? WORTH_JUMP : 0))
        return;
    take(b, i);
    for (int k = 0; k < n; k++)
        take(b, who[k]);
    for (int k = 0; k < n; k++)
        put(b, who[k], before[k]);
}

static size_t list_missing(const struct board *b, size_t *missing)
{
    size_t n = 0;
    for (size_t i = 0; i < b->n; i++)
        if (b->labels[i].x >= 0 && !b->labels[i].at.w)
            missing[n++] = i;
    return n;
}

static void place_by_swaps(struct board *b)
{
    size_t *missing = bb_alloc(b->n * sizeof *missing);
    for (int step = 0; step < SWAP_STEPS; step++) {
        size_t n = list_missing(b, missing);
        if (!n)
            break;
        size_t i = missing[next_random(b) % n];
        try_swap(b, i, (int)(next_random(b) % BB_LABEL_CANDIDATES));
    }
    free(missing);
}

static void keep_former(struct board *b)
{
    for (size_t i = 0; i < b->n; i++) {
        int former = b->labels[i].candidate;
        bool keep = b->labels[i].x >= 0 && is_free(b, &b->labels[i], former);
        b->calm |= former >= 0;
        put(b, i, keep ? former : BB_LABEL_NONE);
    }
}

size_t bb_labels_place(struct bb_label *labels, size_t n, const struct bb_label_field *field)
{
    struct board b = {.labels = labels, .n = n, .field = field, .area = field->area};
    b.random = field->seed ? field->seed : 1;
    if (b.area.w < 1 || b.area.h < 1)
        b.area.w = b.area.h = 0;
    b.owner = bb_alloc((size_t)b.area.w * (size_t)b.area.h * sizeof *b.owner);
    for (size_t i = 0; i < n; i++) {
        labels[i].at = (struct bb_rect){0};
        if (bb_rect_has(b.area, labels[i].x, labels[i].y))
            b.owner[cell_index(&b, labels[i].x, labels[i].y)] = MARK;
        else
            labels[i].x = labels[i].y = -1;
    }
    keep_former(&b);
    place_greedily(&b);
    place_by_swaps(&b);
    size_t placed = 0;
    for (size_t i = 0; i < n; i++)
        placed += labels[i].at.w > 0;
    free(b.owner);
    return placed;
}
