#include <bepboard/words.h>
#include <string.h>

static int compare(const struct bb_word *w, const char *set, const char *key)
{
    int by_set = strcmp(w->set, set);
    return by_set ? by_set : strcmp(w->key, key);
}

static const struct bb_word *find(const struct bb_words *w, const char *set, const char *key)
{
    size_t low = 0, high = w->n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = compare(&w->list[middle], set, key);
        if (order == 0)
            return &w->list[middle];
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

const char *bb_word(const struct bb_words *w, const struct bb_choices *c, int64_t value, enum bb_audience audience)
{
    if (value < 0 || value >= c->count)
        return "";
    const struct bb_word *word = w ? find(w, c->name, c->keys[value]) : NULL;
    if (!word)
        return c->keys[value];
    return audience == BB_ROOM && word->room ? word->room : word->label;
}
