/* What a search reads of records; shared by the index and the line of a hit. */
#pragma once

#include <bepboard/view.h>

/* Visits each text of a record, its title first, then its other fields that say something. `buffer` is used for those
 * that are no texts themselves. */
typedef void search_text_fn(void *ctx, const struct bb_field *field, bool title, const char *text);
void search_texts(const struct bb_scene *scene, enum bb_entity e, const void *record, struct bb_str *buffer,
                  search_text_fn *visit, void *ctx);
/* Whether records of this kind are searched, and whether this field of theirs is read. */
bool search_reads(enum bb_entity e);
bool search_reads_field(const struct bb_entity_def *def, int field);
/* Bytes of the next run of letters and digits, 0 at the end; *p moves to its beginning. Bytes of characters beyond
 * ASCII are letters. *plain: all of it is ASCII. */
size_t search_run(const char **p, bool *plain);
