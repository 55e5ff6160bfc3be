/* The network of influence: ties as directed arcs from who has influence to whom it is on. Pure functions over bb_data.
 * Of several ties between the same two people the strongest counts; ties of people with themselves do not. */
#pragma once

#include <bepboard/model.h>

struct bb_arc {
    uint32_t to;      /* index of the person at the other end */
    int64_t strength; /* 1..5; a tie without one counts as 1 */
};

struct bb_network {
    struct bb_arena arena;
    size_t n;                  /* people who are loaded, tied or not */
    const int64_t *people;     /* their ids, ascending */
    const uint32_t *first_out; /* n + 1: out[first_out[i]] is the first arc that starts at i, strongest first */
    const struct bb_arc *out;
    const uint32_t *first_in; /* the same for arcs that end at i; `to` is where they start */
    const struct bb_arc *in;
};
/* Caller calls bb_network_finish. */
void bb_network(const struct bb_data *d, struct bb_network *out);
void bb_network_finish(struct bb_network *net);
/* Index of a person; (size_t)-1 if it is not in the network. */
size_t bb_network_find(const struct bb_network *net, int64_t person);

struct bb_centrality {
    int64_t out_degree, in_degree;     /* people */
    int64_t out_strength, in_strength; /* sums */
    /* Over all ordered pairs of others: the share of their shortest paths that lead through this person (Freeman 1977;
     * computed after Brandes 2001). Directed, every step counts 1, not normalised. */
    double betweenness;
};
/* Fills out[0 .. n-1]. With `between` false the betweenness stays 0: it takes time proportional to people x ties. */
void bb_network_centrality(const struct bb_network *net, bool between, struct bb_centrality *out);

enum bb_path_kind {
    BB_FEWEST_STEPS,
    BB_STRONGEST /* the largest smallest strength; among those the fewest steps */
};
struct bb_path {
    size_t n;           /* people on it, both ends included; 0 = no path leads there */
    int64_t weakest;    /* the smallest strength on it */
    int64_t people[32]; /* ids from start to end; a longer path is not shown (n is 0 then) */
};
void bb_network_path(const struct bb_network *net, int64_t from, int64_t to, enum bb_path_kind kind,
                     struct bb_path *out);

/* Fewest steps from any of the people marked in `from` (n flags) to each; steps[i] is -1 where none leads. */
void bb_network_reach(const struct bb_network *net, const bool *from, int32_t *steps);
