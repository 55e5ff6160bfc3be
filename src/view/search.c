/* Search over everything: an inverted index in memory, ranked by BM25. */
#include <bepboard/search.h>
#include <bepboard/text.h>
#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { TITLE = 8 }; /* what a word of the title weighs */

struct posting {
    uint32_t record, weight;
};
struct word {
    const char *text;
    size_t length;
    struct posting *list;
    size_t n, cap;
};
struct record {
    enum bb_entity entity;
    int64_t id;
    const char *title, *text;
    uint32_t words;
};
struct bb_search {
    struct bb_arena arena;
    struct record *records;
    size_t record_n, record_cap;
    struct word *words;
    size_t word_n, word_cap;
    uint32_t *slots; /* index of a word + 1, 0 = free; a power of two of them */
    size_t slot_n, total;
};

static uint64_t hash_of(const char *s, size_t n)
{
    uint64_t h = UINT64_C(0xCBF29CE484222325);
    for (size_t i = 0; i < n; i++)
        h = (h ^ (unsigned char)s[i]) * UINT64_C(0x100000001B3);
    return h ^ h >> 29;
}

static size_t slot_of(const struct bb_search *s, const char *text, size_t n)
{
    size_t i = hash_of(text, n) & (s->slot_n - 1);
    while (s->slots[i]) {
        const struct word *w = &s->words[s->slots[i] - 1];
        if (w->length == n && memcmp(w->text, text, n) == 0)
            break;
        i = (i + 1) & (s->slot_n - 1);
    }
    return i;
}

static void grow_slots(struct bb_search *s)
{
    if (s->word_n * 2 < s->slot_n)
        return;
    free(s->slots);
    s->slot_n = s->slot_n ? s->slot_n * 2 : 1024;
    s->slots = bb_alloc(s->slot_n * sizeof *s->slots);
    for (size_t i = 0; i < s->word_n; i++)
        s->slots[slot_of(s, s->words[i].text, s->words[i].length)] = (uint32_t)i + 1;
}

static void add_word(struct bb_search *s, const char *text, size_t n, uint32_t weight)
{
    grow_slots(s);
    size_t slot = slot_of(s, text, n);
    if (!s->slots[slot]) {
        char *own = bb_arena_alloc(&s->arena, n + 1);
        memcpy(own, text, n);
        own[n] = '\0';
        s->words = bb_grow(s->words, s->word_n, &s->word_cap, sizeof *s->words);
        s->words[s->word_n++] = (struct word){.text = own, .length = n};
        s->slots[slot] = (uint32_t)s->word_n;
    }
    struct word *w = &s->words[s->slots[slot] - 1];
    uint32_t record = (uint32_t)s->record_n - 1;
    if (!w->n || w->list[w->n - 1].record != record) {
        w->list = bb_grow(w->list, w->n, &w->cap, sizeof *w->list);
        w->list[w->n++] = (struct posting){.record = record};
    }
    w->list[w->n - 1].weight += weight;
    s->records[record].words += weight;
    s->total += weight;
}

/* Bytes of characters beyond ASCII are part of words. */
static bool in_word(char c)
{
    return isalnum((unsigned char)c) || (unsigned char)c >= 0x80;
}

/* The next word of folded text; its length, 0 at the end. */
static size_t next_word(const char **p)
{
    size_t n = 0;
    while (**p && !in_word(**p))
        ++*p;
    while (in_word((*p)[n]))
        n++;
    return n;
}

static void add_text(struct bb_search *s, const char *text, uint32_t weight)
{
    struct bb_str fold = {0};
    bb_text_fold(&fold, text);
    const char *p = bb_str_get(&fold);
    for (size_t n; (n = next_word(&p)) > 0; p += n)
        add_word(s, p, n, weight);
    bb_str_finish(&fold);
}

static void add_record(struct bb_search *s, const struct bb_scene *scene, enum bb_entity e, const struct bb_row *row)
{
    const struct bb_entity_def *def = bb_entity_def(e);
    struct bb_str title = {0}, text = {0};
    bb_record_title(&title, &scene->data, scene->words, e, row->id);
    for (int i = 0; i < def->field_count; i++) {
        const struct bb_field *f = &def->fields[i];
        bool said = f->kind != BB_BOOL && strcmp(f->name, "sensitivity") != 0 && i != def->title;
        if (!said || bb_field_empty(f, row))
            continue;
        bb_str_add(&text, text.n ? "  " : "");
        bb_field_display(&text, &scene->data, scene->words, f, row);
    }
    s->records = bb_grow(s->records, s->record_n, &s->record_cap, sizeof *s->records);
    s->records[s->record_n++] = (struct record){.entity = e,
                                                .id = row->id,
                                                .title = bb_arena_strdup(&s->arena, bb_str_get(&title)),
                                                .text = bb_arena_strdup(&s->arena, bb_str_get(&text))};
    add_text(s, bb_str_get(&title), TITLE);
    add_text(s, bb_str_get(&text), 1);
    bb_str_finish(&title);
    bb_str_finish(&text);
}

struct bb_search *bb_search_create(const struct bb_scene *scene)
{
    struct bb_search *s = bb_alloc(sizeof *s);
    for (int e = 0; e < BB_ENTITY_COUNT; e++)
        for (size_t i = 0; e != BB_IMPORT && e != BB_SNOOZE && i < scene->data.tables[e].n; i++)
            add_record(s, scene, (enum bb_entity)e, bb_table_at(&scene->data.tables[e], i));
    grow_slots(s);
    return s;
}

void bb_search_destroy(struct bb_search *s)
{
    for (size_t i = 0; s && i < s->word_n; i++)
        free(s->words[i].list);
    if (!s)
        return;
    free(s->words);
    free(s->slots);
    free(s->records);
    bb_arena_finish(&s->arena);
    free(s);
}

size_t bb_search_size(const struct bb_search *s)
{
    return s->record_n;
}

/* Adds to each record what the words beginning so say; `found` counts the typed words that a record has. */
static void rate(const struct bb_search *s, const char *begin, size_t n, uint32_t nth, uint32_t *found, float *scores)
{
    const double saturation = 1.2, by_length = 0.75;
    double average = s->record_n ? (double)s->total / (double)s->record_n : 1;
    for (size_t i = 0; i < s->word_n; i++) {
        const struct word *w = &s->words[i];
        if (w->length < n || memcmp(w->text, begin, n) != 0)
            continue;
        double whole = w->length == n ? 2 : 1;
        double rare = log(1 + ((double)s->record_n - (double)w->n + 0.5) / ((double)w->n + 0.5));
        for (size_t j = 0; j < w->n; j++) {
            uint32_t r = w->list[j].record;
            double tf = w->list[j].weight, length = s->records[r].words, called = tf >= TITLE ? 4 : 1;
            if (found[r] < nth)
                continue;
            found[r] = nth + 1;
            scores[r] += (float)(called * whole * rare * tf * (saturation + 1) /
                                 (tf + saturation * (1 - by_length + by_length * length / average)));
        }
    }
}

/* Keeps the best few, in order; the earlier record of two that are as good. */
static size_t keep(struct bb_search_hit *out, size_t n, size_t most, const struct record *r, double score)
{
    size_t at = n;
    if (n == most && out[n - 1].score >= score)
        return n;
    while (at > 0 && out[at - 1].score < score)
        at--;
    n += n < most;
    memmove(out + at + 1, out + at, (n - at - 1) * sizeof *out);
    out[at] = (struct bb_search_hit){r->entity, r->id, r->title, r->text, score};
    return n;
}

size_t bb_search_find(const struct bb_search *s, const char *typed, struct bb_search_hit *out, size_t most)
{
    struct bb_str fold = {0};
    uint32_t *found = bb_alloc((s->record_n + 1) * sizeof *found), nth = 0;
    float *scores = bb_alloc((s->record_n + 1) * sizeof *scores);
    size_t hits = 0;
    bb_text_fold(&fold, typed);
    const char *p = bb_str_get(&fold);
    for (size_t n; (n = next_word(&p)) > 0; p += n)
        rate(s, p, n, nth++, found, scores);
    for (size_t i = 0; nth && most && i < s->record_n; i++)
        if (found[i] == nth)
            hits = keep(out, hits, most, &s->records[i], scores[i]);
    free(found);
    free(scores);
    bb_str_finish(&fold);
    return hits;
}
