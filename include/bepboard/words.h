/* The vocabulary: what the ASCII keys of choices are called on screen. Filled by the configuration. */
#pragma once

#include <bepboard/field.h>

struct bb_word {
    const char *set, *key; /* choice set and key: "stance", "resistant" */
    const char *label;     /* "resistant" */
    const char *room;      /* neutral word for the room: "needs something else"; NULL = label */
};

/* What to ask or to speak about, under one entry of a choice set. */
struct bb_prompt {
    int64_t of; /* which entry */
    const char *text;
};
/* In the order of the set's entries, then of the file. */
struct bb_prompts {
    const struct bb_prompt *list;
    size_t n;
};

/* Sorted by set, then key. */
struct bb_words {
    const struct bb_word *list;
    size_t n;
    struct bb_prompts duty_points; /* of bb_duties: what there is to agree on */
};

/* The word for an entry of a choice set before an audience; the key itself if the vocabulary has none, "" for BB_NONE.
 */
const char *bb_word(const struct bb_words *w, const struct bb_choices *c, int64_t value, enum bb_audience audience);
