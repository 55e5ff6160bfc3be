/* The words for the keys of choice sets. */
#include "doc.h"
#include <stdlib.h>
#include <string.h>

static size_t set_count(void)
{
    size_t n = 0;
    while (bb_choice_sets[n])
        n++;
    return n;
}

static const struct bb_choices *find_set(const char *name)
{
    for (size_t i = 0; bb_choice_sets[i]; i++)
        if (strcmp(bb_choice_sets[i]->name, name) == 0)
            return bb_choice_sets[i];
    return NULL;
}

static void unknown_set(struct bb_doc *d, const struct bb_node *key)
{
    size_t n = set_count();
    const char **names = bb_arena_alloc(&d->scratch, n * sizeof *names);
    for (size_t i = 0; i < n; i++)
        names[i] = bb_choice_sets[i]->name;
    bb_doc_unknown(d, BB_WARNING, key, "set of words", names, n);
}

/* The word in the growing list, added when it is new: there is room for every key of every set. */
static struct bb_word *word_for(struct bb_word *list, size_t *n, const char *set, const char *key)
{
    for (size_t i = 0; i < *n; i++)
        if (strcmp(list[i].set, set) == 0 && strcmp(list[i].key, key) == 0)
            return &list[i];
    list[*n] = (struct bb_word){.set = set, .key = key, .label = key};
    return &list[(*n)++];
}

static void read_word(struct bb_doc *d, const struct bb_node *n, struct bb_word *w)
{
    static const char *const names[] = {"label", "room"};
    const char *text = NULL;
    if (n->kind == BB_NODE_TEXT) {
        text = bb_doc_text(d, n, w->key);
        w->label = text ? text : w->label;
        return;
    }
    if (!bb_doc_want_map(d, n, w->key))
        return;
    for (const struct bb_node *v = n->first; v; v = v->next) {
        bool label = strcmp(v->key->text, "label") == 0;
        if (!label && strcmp(v->key->text, "room") != 0)
            bb_doc_unknown(d, BB_WARNING, v->key, "part of a word (label, room)", names, 2);
        else if ((text = bb_doc_text(d, v, v->key->text)))
            *(label ? &w->label : &w->room) = text;
    }
}

static void read_set(struct bb_doc *d, const struct bb_choices *set, const struct bb_node *map, struct bb_word *list,
                     size_t *count)
{
    if (!bb_doc_want_map(d, map, set->name))
        return;
    for (const struct bb_node *n = map->first; n; n = n->next) {
        int64_t i = bb_choice_find(set, n->key->text);
        if (i == BB_NONE)
            bb_doc_unknown(d, BB_WARNING, n->key, "key of this set", set->keys, (size_t)set->count);
        else
            read_word(d, n, word_for(list, count, set->name, set->keys[i]));
    }
}

static int compare_words(const void *pa, const void *pb)
{
    const struct bb_word *a = pa, *b = pb;
    int by_set = strcmp(a->set, b->set);
    return by_set ? by_set : strcmp(a->key, b->key);
}

void bb_section_vocabulary(struct bb_doc *d, const struct bb_node *map)
{
    struct bb_words *words = &d->config->words;
    size_t n = words->n, room = 0;
    for (size_t i = 0; bb_choice_sets[i]; i++)
        room += (size_t)bb_choice_sets[i]->count;
    struct bb_word *list = bb_arena_alloc(&d->config->arena, room * sizeof *list);
    if (n)
        memcpy(list, words->list, n * sizeof *list);
    for (const struct bb_node *v = map->first; v; v = v->next) {
        const struct bb_choices *set = find_set(v->key->text);
        if (set)
            read_set(d, set, v, list, &n);
        else
            unknown_set(d, v->key);
    }
    qsort(list, n, sizeof *list, compare_words);
    words->list = list;
    words->n = n;
}

static const struct bb_word *find_word(const struct bb_words *words, const char *set, const char *key)
{
    for (size_t i = 0; i < words->n; i++)
        if (strcmp(words->list[i].set, set) == 0 && strcmp(words->list[i].key, key) == 0)
            return &words->list[i];
    return NULL;
}

void bb_dump_vocabulary(const struct bb_config *c, struct bb_str *out)
{
    bb_str_add(out, "\nvocabulary:\n");
    for (size_t i = 0; bb_choice_sets[i]; i++) {
        const struct bb_choices *set = bb_choice_sets[i];
        bb_str_addf(out, "  %s:\n", set->name);
        for (int k = 0; k < set->count; k++) {
            const struct bb_word *w = find_word(&c->words, set->name, set->keys[k]);
            if (!w)
                continue;
            bb_str_addf(out, "    %s: {label: ", w->key);
            bb_dump_quoted(out, w->label);
            if (w->room) {
                bb_str_add(out, ", room: ");
                bb_dump_quoted(out, w->room);
            }
            bb_str_add(out, "}\n");
        }
    }
}
