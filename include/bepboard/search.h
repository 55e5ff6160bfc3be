/* Search over everything that a scene holds: its records have passed the gate, so ranks and results tell nothing else.
 * The index lives in memory alone, so nothing of it stays when a record is changed, undone or forgotten. It is brought
 * up to date in slices; until then it serves with what it has, and never with what the scene holds no longer. */
#pragma once

#include <bepboard/view.h>

struct bb_search; /* opaque: the words of all records, folded */
/* An empty index, never NULL; bb_search_destroy frees it and accepts NULL. */
struct bb_search *bb_search_create(void);
void bb_search_destroy(struct bb_search *s);
/* Reads records of the scene for about so many microseconds (0: all there are), and only those that are new or say
 * something else than before. For another engagement, another face, and below the desk after every change, it begins
 * with nothing. True once it holds the whole scene: then there is nothing to do until the scene is built again. */
bool bb_search_update(struct bb_search *s, const struct bb_scene *scene, int64_t us);
bool bb_search_complete(const struct bb_search *s, const struct bb_scene *scene);
size_t bb_search_size(const struct bb_search *s); /* records */

struct bb_search_hit {
    enum bb_entity entity;
    int64_t id;
    double score;
};
/* Records of the scene in which every word typed begins a word (case and accents aside), best first by BM25, what a
 * record is called counting far more than what it says; at most `most`. Returns their number, 0 when nothing was typed;
 * *all (may be NULL) receives how many there are. The scene is the one of the last update, or a later one. */
size_t bb_search_find(const struct bb_search *s, const struct bb_scene *scene, const char *typed,
                      struct bb_search_hit *out, size_t most, size_t *all);

/* The line of a hit, made safe: what the record is called, and where it has the words. */
struct bb_search_line {
    struct bb_str title; /* of a long one from shortly before the first word found */
    struct bb_str text;  /* likewise the field that has most of the other words; all fields when the title has all */
    const char *field;   /* label of that field; NULL when the title has all words */
};
struct bb_search_room {
    int title, text; /* columns that are seen of the title, and of "field: text" */
    const char *ellipsis;
};
/* Fills a zeroed or used *out for a record; people may be others than those of the scene. What is longer than its room
 * is left to the caller to cut at the end. False when the record has not all of the words. */
bool bb_search_line(struct bb_search_line *out, const struct bb_scene *scene, const char *typed, enum bb_entity e,
                    const void *record, const struct bb_search_room *room);
void bb_search_line_finish(struct bb_search_line *line);
/* Gives the role BB_MATCH to what begins with a typed word in a rectangle of a grid. */
void bb_search_mark(struct bb_grid *g, struct bb_rect r, const char *typed);
