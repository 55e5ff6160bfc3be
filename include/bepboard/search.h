/* Search over everything that a scene holds: its records have passed the gate, so ranks and results tell nothing else.
 * The index lives in memory alone, so nothing of it stays when a record is changed, undone or forgotten. */
#pragma once

#include <bepboard/view.h>

struct bb_search; /* opaque: the words of all records, folded */
/* Reads all records of the scene; nothing of the scene is kept. Never NULL; bb_search_destroy frees it. */
struct bb_search *bb_search_create(const struct bb_scene *scene);
void bb_search_destroy(struct bb_search *s);
size_t bb_search_size(const struct bb_search *s); /* records */

struct bb_search_hit {
    enum bb_entity entity;
    int64_t id;
    const char *title, *text; /* of the record: live as long as the index */
    double score;
};
/* Records in which every word typed begins a word (case and accents aside), best first by BM25, what a
 * record is called counting far more than what it says; at most `most`. Returns their number; 0 when nothing was typed.
 */
size_t bb_search_find(const struct bb_search *s, const char *typed, struct bb_search_hit *out, size_t most);
