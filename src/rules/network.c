/* The network of influence: arcs, paths, centrality, reach. */
#include <bepboard/network.h>
#include <stdlib.h>
#include <string.h>

struct edge {
    uint32_t a, b;
    int64_t strength;
};

size_t bb_network_find(const struct bb_network *net, int64_t person)
{
    size_t low = 0, high = net->n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (net->people[middle] < person)
            low = middle + 1;
        else
            high = middle;
    }
    return low < net->n && net->people[low] == person ? low : (size_t)-1;
}

static int by_ends(const void *x, const void *y)
{
    const struct edge *a = x, *b = y;
    if (a->a != b->a)
        return a->a < b->a ? -1 : 1;
    if (a->b != b->b)
        return a->b < b->b ? -1 : 1;
    return (a->strength < b->strength) - (a->strength > b->strength);
}

static int strongest_first(const void *x, const void *y)
{
    const struct bb_arc *a = x, *b = y;
    if (a->strength != b->strength)
        return a->strength > b->strength ? -1 : 1;
    return (a->to > b->to) - (a->to < b->to);
}

static size_t read_edges(const struct bb_data *d, const struct bb_network *net, struct edge *edges)
{
    size_t n = 0, kept = 0;
    for (size_t i = 0; i < d->tables[BB_TIE].n; i++) {
        const struct bb_tie *t = BB_ROW(d, BB_TIE, struct bb_tie, i);
        size_t a = bb_network_find(net, t->source), b = bb_network_find(net, t->target);
        if (a != (size_t)-1 && b != (size_t)-1 && a != b)
            edges[n++] = (struct edge){(uint32_t)a, (uint32_t)b, t->strength == BB_NONE ? 1 : t->strength};
    }
    if (n)
        qsort(edges, n, sizeof *edges, by_ends);
    for (size_t i = 0; i < n; i++)
        if (!kept || edges[kept - 1].a != edges[i].a || edges[kept - 1].b != edges[i].b)
            edges[kept++] = edges[i];
    return kept;
}

/* Arcs by the person they start at; with `back`, by the one they end at. */
static void sort_arcs(struct bb_network *net, const struct edge *edges, size_t m, bool back, const uint32_t **first,
                      const struct bb_arc **arcs)
{
    uint32_t *from = bb_arena_alloc(&net->arena, (net->n + 1) * sizeof *from);
    struct bb_arc *list = bb_arena_alloc(&net->arena, m * sizeof *list);
    uint32_t *at = bb_alloc((net->n + 1) * sizeof *at);
    memset(from, 0, (net->n + 1) * sizeof *from);
    for (size_t i = 0; i < m; i++)
        from[(back ? edges[i].b : edges[i].a) + 1]++;
    for (size_t i = 0; i < net->n; i++)
        from[i + 1] += from[i];
    memcpy(at, from, (net->n + 1) * sizeof *at);
    for (size_t i = 0; i < m; i++)
        list[at[back ? edges[i].b : edges[i].a]++] = (struct bb_arc){back ? edges[i].a : edges[i].b, edges[i].strength};
    for (size_t i = 0; i < net->n; i++)
        if (from[i + 1] - from[i] > 1)
            qsort(list + from[i], from[i + 1] - from[i], sizeof *list, strongest_first);
    free(at);
    *first = from;
    *arcs = list;
}

void bb_network(const struct bb_data *d, struct bb_network *out)
{
    *out = (struct bb_network){.n = d->tables[BB_PERSON].n};
    int64_t *people = bb_arena_alloc(&out->arena, out->n * sizeof *people);
    for (size_t i = 0; i < out->n; i++)
        people[i] = BB_ROW(d, BB_PERSON, struct bb_person, i)->row.id;
    out->people = people;
    struct edge *edges = bb_alloc((d->tables[BB_TIE].n + 1) * sizeof *edges);
    size_t m = read_edges(d, out, edges);
    sort_arcs(out, edges, m, false, &out->first_out, &out->out);
    sort_arcs(out, edges, m, true, &out->first_in, &out->in);
    free(edges);
}

void bb_network_finish(struct bb_network *net)
{
    bb_arena_finish(&net->arena);
    *net = (struct bb_network){0};
}

/* Brandes (2001): one breadth-first search from each person, then the dependencies are summed up on the way back. */

struct search {
    uint32_t *order; /* people as they were reached */
    size_t reached;
    int32_t *depth;
    double *paths, *depends;
};

static void search_from(const struct bb_network *net, uint32_t start, struct search *s)
{
    for (size_t i = 0; i < net->n; i++) {
        s->depth[i] = -1;
        s->paths[i] = s->depends[i] = 0;
    }
    s->depth[start] = 0;
    s->paths[start] = 1;
    s->order[0] = start;
    s->reached = 1;
    for (size_t at = 0; at < s->reached; at++) {
        uint32_t v = s->order[at];
        for (uint32_t i = net->first_out[v]; i < net->first_out[v + 1]; i++) {
            uint32_t w = net->out[i].to;
            if (s->depth[w] < 0) {
                s->depth[w] = s->depth[v] + 1;
                s->order[s->reached++] = w;
            }
            if (s->depth[w] == s->depth[v] + 1)
                s->paths[w] += s->paths[v];
        }
    }
}

static void sum_up(const struct bb_network *net, struct search *s, struct bb_centrality *out)
{
    for (size_t at = s->reached; at-- > 1;) {
        uint32_t w = s->order[at];
        for (uint32_t i = net->first_in[w]; i < net->first_in[w + 1]; i++) {
            uint32_t v = net->in[i].to;
            if (s->depth[v] >= 0 && s->depth[v] + 1 == s->depth[w])
                s->depends[v] += s->paths[v] / s->paths[w] * (1 + s->depends[w]);
        }
        out[w].betweenness += s->depends[w];
    }
}

static void betweenness(const struct bb_network *net, struct bb_centrality *out)
{
    struct search s = {.order = bb_alloc(net->n * sizeof *s.order),
                       .depth = bb_alloc(net->n * sizeof *s.depth),
                       .paths = bb_alloc(net->n * sizeof *s.paths),
                       .depends = bb_alloc(net->n * sizeof *s.depends)};
    for (size_t i = 0; i < net->n; i++) {
        if (net->first_out[i] == net->first_out[i + 1])
            continue;
        search_from(net, (uint32_t)i, &s);
        sum_up(net, &s, out);
    }
    free(s.order);
    free(s.depth);
    free(s.paths);
    free(s.depends);
}

void bb_network_centrality(const struct bb_network *net, bool between, struct bb_centrality *out)
{
    for (size_t i = 0; i < net->n; i++) {
        out[i] = (struct bb_centrality){.out_degree = net->first_out[i + 1] - net->first_out[i],
                                        .in_degree = net->first_in[i + 1] - net->first_in[i]};
        for (uint32_t a = net->first_out[i]; a < net->first_out[i + 1]; a++)
            out[i].out_strength += net->out[a].strength;
        for (uint32_t a = net->first_in[i]; a < net->first_in[i + 1]; a++)
            out[i].in_strength += net->in[a].strength;
    }
    if (between && net->n)
        betweenness(net, out);
}

/* Paths. */

/* Steps from the people in `order` (reached of them, depth 0) over arcs of at least that strength; before[i] is where
 * the search came from. */
static void spread(const struct bb_network *net, uint32_t *order, size_t reached, int32_t *steps, uint32_t *before,
                   int64_t least)
{
    for (size_t at = 0; at < reached; at++) {
        uint32_t v = order[at];
        for (uint32_t i = net->first_out[v]; i < net->first_out[v + 1]; i++) {
            uint32_t w = net->out[i].to;
            if (net->out[i].strength < least || steps[w] >= 0)
                continue;
            steps[w] = steps[v] + 1;
            if (before)
                before[w] = v;
            order[reached++] = w;
        }
    }
}

static bool walk(const struct bb_network *net, size_t from, size_t to, int64_t least, struct bb_path *out)
{
    enum { MOST = sizeof out->people / sizeof *out->people };
    uint32_t *order = bb_alloc(net->n * sizeof *order), *before = bb_alloc(net->n * sizeof *before);
    int32_t *steps = bb_alloc(net->n * sizeof *steps);
    for (size_t i = 0; i < net->n; i++)
        steps[i] = -1;
    steps[from] = 0;
    order[0] = (uint32_t)from;
    spread(net, order, 1, steps, before, least);
    bool found = steps[to] >= 0 && steps[to] < MOST;
    if (found) {
        out->n = (size_t)steps[to] + 1;
        for (size_t i = out->n, at = to; i-- > 0; at = before[at])
            out->people[i] = net->people[at];
    }
    free(order);
    free(before);
    free(steps);
    return found;
}

static int64_t strength_of(const struct bb_network *net, int64_t from, int64_t to)
{
    size_t a = bb_network_find(net, from), b = bb_network_find(net, to);
    for (uint32_t i = net->first_out[a]; i < net->first_out[a + 1]; i++)
        if (net->out[i].to == b)
            return net->out[i].strength;
    return 0;
}

void bb_network_path(const struct bb_network *net, int64_t from, int64_t to, enum bb_path_kind kind,
                     struct bb_path *out)
{
    enum { STRENGTH_MOST = 5 };
    size_t a = bb_network_find(net, from), b = bb_network_find(net, to);
    *out = (struct bb_path){0};
    if (a == (size_t)-1 || b == (size_t)-1 || a == b)
        return;
    /* Strengths are few: the first one that leads there is the largest smallest. */
    int64_t least = kind == BB_STRONGEST ? STRENGTH_MOST : 1;
    while (least > 1 && !walk(net, a, b, least, out))
        least--;
    if (!out->n && !walk(net, a, b, 1, out))
        return;
    out->weakest = STRENGTH_MOST;
    for (size_t i = 0; i + 1 < out->n; i++) {
        int64_t strength = strength_of(net, out->people[i], out->people[i + 1]);
        out->weakest = strength < out->weakest ? strength : out->weakest;
    }
}

void bb_network_reach(const struct bb_network *net, const bool *from, int32_t *steps)
{
    uint32_t *order = bb_alloc((net->n + 1) * sizeof *order);
    size_t reached = 0;
    for (size_t i = 0; i < net->n; i++) {
        steps[i] = from[i] ? 0 : -1;
        if (from[i])
            order[reached++] = (uint32_t)i;
    }
    spread(net, order, reached, steps, NULL, 1);
    free(order);
}
