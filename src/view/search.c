/* Search over everything: an inverted index in memory, ranked by BM25, that is brought up to date in slices. */
#include "search_text.h"

#include <bepboard/search.h>
#include <bepboard/text.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { TITLE = 8 };        /* what a word of the title weighs */
enum { SLOTS_LEAST = 64 }; /* of a table of hashes */

struct posting {
    uint32_t record;
    uint16_t called, said; /* how often: in the title, and elsewhere */
};
/* A word of one record, like most names, needs no list. */
struct word {
    size_t at; /* in the text of all words */
    uint32_t length, n, cap;
    union {
        struct posting one; /* cap 0 */
        struct posting *list;
    };
};
struct record {
    uint64_t stamp; /* of what it says: it is read again when that changed */
    int64_t id;
    uint32_t words, pass; /* the last pass that has met it; pass 0 = not in force any more */
    int32_t entity;
};
/* Open addressing: the upper half of a hash spares most looks at what it belongs to. */
struct slot {
    uint32_t tag, index; /* index + 1, 0 = free */
};
struct table {
    struct slot *slots;
    size_t size; /* a power of two */
};
/* Words on their way into the index: memory is asked for all of them at once, and comes while others are looked at. */
struct waiting {
    uint64_t hash;
    size_t at; /* in the text of those that wait */
    uint32_t length, record;
    bool called;
};
enum { WAITING = 64 };
struct bb_search {
    struct bb_str text; /* of all words, one behind the other */
    struct word *words;
    size_t word_n, word_cap;
    struct record *records;
    size_t record_n, record_cap, live;
    struct table by_word, by_record;
    uint64_t total;             /* words of all live records */
    struct bb_str buffer, fold; /* fold: the text of those that wait */
    struct waiting waiting[WAITING];
    size_t waiting_n;
    size_t work; /* since somebody looked at the clock, in bytes or so */
    /* What it was made of, and how far the pass over that has come. */
    int64_t generation, engagement;
    enum bb_audience audience;
    uint32_t pass;
    int entity;
    size_t row;
    bool complete;
};

/* Hashes. */

static uint64_t stir(uint64_t h)
{
    h = (h ^ h >> 32) * UINT64_C(0xD6E8FEB86659FD93);
    return h ^ h >> 32;
}

static uint64_t hash_bytes(uint64_t h, const char *s, size_t n)
{
    uint64_t part;
    size_t all = n;
    for (; n >= sizeof part; s += sizeof part, n -= sizeof part) {
        memcpy(&part, s, sizeof part);
        h = stir(h ^ part);
    }
    for (part = all; n > 0; n--)
        part = part << 8 | (unsigned char)*s++;
    return stir(h ^ part);
}

/* Neighbours by id are neighbours in the table, sixteen and sixteen. */
static uint64_t hash_record(int entity, int64_t id)
{
    enum { BITS = 4, LOW = (1 << BITS) - 1 };
    return stir(stir((uint64_t)id >> BITS) ^ (uint64_t)entity) << BITS | ((uint64_t)id & LOW);
}

static void put_slot(struct table *t, uint64_t hash, uint32_t index)
{
    size_t i = hash & (t->size - 1);
    while (t->slots[i].index)
        i = (i + 1) & (t->size - 1);
    t->slots[i] = (struct slot){(uint32_t)(hash >> 32), index};
}

/* Half of the slots stay free. n: what it holds, each of which `hash_of` gives a hash. */
static void make_room(struct bb_search *s, struct table *t, size_t n,
                      uint64_t (*hash_of)(const struct bb_search *s, size_t i))
{
    if (n * 2 < t->size)
        return;
    free(t->slots);
    t->size = t->size ? t->size * 2 : SLOTS_LEAST;
    t->slots = bb_alloc(t->size * sizeof *t->slots);
    for (size_t i = 0; i < n; i++) {
        uint64_t hash = hash_of(s, i);
        put_slot(t, hash, (uint32_t)i + 1);
    }
}

static uint64_t hash_of_word(const struct bb_search *s, size_t i)
{
    return hash_bytes(0, s->text.s + s->words[i].at, s->words[i].length);
}

static uint64_t hash_of_record(const struct bb_search *s, size_t i)
{
    return hash_record(s->records[i].entity, s->records[i].id);
}

static struct word *word_of(struct bb_search *s, const char *text, size_t n, uint64_t hash)
{
    make_room(s, &s->by_word, s->word_n, hash_of_word);
    struct table *t = &s->by_word;
    uint32_t tag = (uint32_t)(hash >> 32);
    for (size_t i = hash & (t->size - 1); t->slots[i].index; i = (i + 1) & (t->size - 1)) {
        struct word *w = &s->words[t->slots[i].index - 1];
        if (t->slots[i].tag == tag && w->length == n && memcmp(s->text.s + w->at, text, n) == 0)
            return w;
    }
    s->words = bb_grow(s->words, s->word_n, &s->word_cap, sizeof *s->words);
    struct word *w = &s->words[s->word_n++];
    *w = (struct word){.at = s->text.n, .length = (uint32_t)n};
    bb_str_addn(&s->text, text, n);
    put_slot(t, hash, (uint32_t)s->word_n);
    return w;
}

static struct record *record_of(const struct bb_search *s, int entity, int64_t id, uint64_t hash)
{
    const struct table *t = &s->by_record;
    uint32_t tag = (uint32_t)(hash >> 32);
    for (size_t i = hash & (t->size - 1); t->size && t->slots[i].index; i = (i + 1) & (t->size - 1)) {
        struct record *r = &s->records[t->slots[i].index - 1];
        if (t->slots[i].tag == tag && r->pass && r->id == id && r->entity == entity)
            return r;
    }
    return NULL;
}

/* Reading records. */

static struct posting *posting_of(struct word *w, uint32_t record)
{
    enum { FIRST = 4 };
    struct posting *last = w->cap ? &w->list[w->n - 1] : &w->one;
    if (w->n && last->record == record)
        return last;
    if (w->n && w->n >= w->cap) {
        uint32_t cap = w->cap ? w->cap * 2 : FIRST;
        struct posting *list = bb_realloc(w->cap ? w->list : NULL, cap * sizeof *list);
        if (!w->cap)
            list[0] = w->one;
        w->list = list;
        w->cap = cap;
    }
    struct posting *p = w->cap ? &w->list[w->n] : &w->one;
    w->n++;
    *p = (struct posting){.record = record};
    return p;
}

static void add_word(struct bb_search *s, const struct waiting *w)
{
    struct record *r = &s->records[w->record];
    struct posting *p = posting_of(word_of(s, s->fold.s + w->at, w->length, w->hash), w->record);
    uint16_t *count = w->called ? &p->called : &p->said;
    *count += *count < UINT16_MAX;
    r->words += w->called ? TITLE : 1;
    s->total += w->called ? TITLE : 1;
}

static const struct slot *first_slot(const struct bb_search *s, const struct waiting *w)
{
    return &s->by_word.slots[w->hash & (s->by_word.size - 1)];
}

/* In four steps, each of which asks for the memory that the next one reads. */
static void add_waiting(struct bb_search *s)
{
    for (size_t i = 0; s->by_word.size && i < s->waiting_n; i++)
        __builtin_prefetch(first_slot(s, &s->waiting[i]));
    for (size_t i = 0; s->by_word.size && i < s->waiting_n; i++)
        if (first_slot(s, &s->waiting[i])->index)
            __builtin_prefetch(&s->words[first_slot(s, &s->waiting[i])->index - 1]);
    for (size_t i = 0; s->by_word.size && i < s->waiting_n; i++) {
        const struct slot *slot = first_slot(s, &s->waiting[i]);
        const struct word *w = slot->index ? &s->words[slot->index - 1] : NULL;
        if (w)
            __builtin_prefetch(s->text.s + w->at);
        if (w && w->cap)
            __builtin_prefetch(&w->list[w->n - 1]);
    }
    for (size_t i = 0; i < s->waiting_n; i++)
        add_word(s, &s->waiting[i]);
    s->waiting_n = 0;
    bb_str_clear(&s->fold);
}

static void wait_word(struct bb_search *s, const char *text, size_t n, bool called)
{
    if (s->waiting_n == WAITING)
        add_waiting(s);
    struct waiting *w = &s->waiting[s->waiting_n++];
    *w =
        (struct waiting){.at = s->fold.n, .length = (uint32_t)n, .record = (uint32_t)s->record_n - 1, .called = called};
    bb_str_addn(&s->fold, text, n);
    for (char *p = s->fold.s + w->at; *p; p++)
        *p = (char)(*p >= 'A' && *p <= 'Z' ? *p - 'A' + 'a' : *p);
    w->hash = hash_bytes(0, s->fold.s + w->at, n);
    s->work += n;
}

/* Folding may take a run apart. */
static void add_folded(struct bb_search *s, const char *text, size_t n, bool called)
{
    struct bb_str run = {0}, folded = {0};
    bool plain;
    bb_str_addn(&run, text, n);
    bb_text_fold(&folded, bb_str_get(&run));
    const char *p = bb_str_get(&folded);
    for (size_t part; (part = search_run(&p, &plain)) > 0; p += part)
        wait_word(s, p, part, called);
    bb_str_finish(&run);
    bb_str_finish(&folded);
}

/* What stands where others have a name may be a long note: then it is none. */
static void add_text(void *ctx, const struct bb_field *field, bool title, const char *text)
{
    bool plain, called = title && field->kind != BB_NOTE;
    for (size_t n; (n = search_run(&text, &plain)) > 0; text += n)
        if (plain)
            wait_word(ctx, text, n, called);
        else
            add_folded(ctx, text, n, called);
}

static uint64_t stamp_field(struct bb_str *buffer, const struct bb_scene *scene, const struct bb_field *f,
                            const void *record, uint64_t h)
{
    const char *at = (const char *)record + f->offset;
    if (f->kind == BB_TEXT || f->kind == BB_NOTE) {
        const char *text = *(const char *const *)at;
        return hash_bytes(h, text ? text : "", text ? strlen(text) : 0);
    }
    if (f->kind == BB_DATE) {
        const struct bb_date *d = (const struct bb_date *)at;
        return stir(h ^ (uint64_t)(uint32_t)d->day ^ (uint64_t)d->precision << 32);
    }
    int64_t value = *(const int64_t *)at;
    if (f->kind != BB_REF || !value)
        return stir(h ^ (uint64_t)value);
    bb_str_clear(buffer);
    bb_record_title(buffer, &scene->data, scene->words, (enum bb_entity)f->ref, value);
    return hash_bytes(h, bb_str_get(buffer), buffer->n);
}

/* Of all that a search reads of the record. */
static uint64_t stamp_of(struct bb_str *buffer, const struct bb_scene *scene, enum bb_entity e, const void *record)
{
    const struct bb_entity_def *def = bb_entity_def(e);
    uint64_t h = 1;
    for (int i = 0; i < def->field_count; i++)
        if (i == def->title || search_reads_field(def, i))
            h = stamp_field(buffer, scene, &def->fields[i], record, stir(h));
    return h;
}

static void forget_record(struct bb_search *s, struct record *r)
{
    s->total -= r->words;
    s->live--;
    r->pass = 0;
}

static void read_record(struct bb_search *s, const struct bb_scene *scene, enum bb_entity e, const struct bb_row *row)
{
    uint64_t hash = hash_record((int)e, row->id), stamp = stamp_of(&s->buffer, scene, e, row);
    struct record *known = record_of(s, (int)e, row->id, hash);
    if (known && known->stamp == stamp) {
        known->pass = s->pass;
        return;
    }
    if (known)
        forget_record(s, known);
    make_room(s, &s->by_record, s->record_n, hash_of_record);
    s->records = bb_grow(s->records, s->record_n, &s->record_cap, sizeof *s->records);
    s->records[s->record_n++] = (struct record){.entity = (int32_t)e, .id = row->id, .stamp = stamp, .pass = s->pass};
    put_slot(&s->by_record, hash, (uint32_t)s->record_n);
    s->live++;
    search_texts(scene, e, row, &s->buffer, add_text, s);
}

/* Passes over a scene. */

static void begin_anew(struct bb_search *s)
{
    for (size_t i = 0; i < s->word_n; i++)
        if (s->words[i].cap)
            free(s->words[i].list);
    free(s->words);
    free(s->records);
    free(s->by_word.slots);
    free(s->by_record.slots);
    bb_str_finish(&s->text);
    bb_str_finish(&s->buffer);
    bb_str_finish(&s->fold);
    *s = (struct bb_search){0};
}

static int64_t engagement_of(const struct bb_scene *scene)
{
    return scene->data.engagement ? scene->data.engagement->row.id : 0;
}

/* What the desk sees may serve while it is gone over; less than half of it is of the past. */
static bool may_serve(const struct bb_search *s, const struct bb_scene *scene)
{
    return s->audience == scene->data.audience && s->audience >= BB_DESK && s->engagement == engagement_of(scene) &&
           s->live * 2 >= s->record_n && s->pass < UINT32_MAX;
}

static void begin_pass(struct bb_search *s, const struct bb_scene *scene)
{
    if (!may_serve(s, scene))
        begin_anew(s);
    s->generation = scene->generation;
    s->engagement = engagement_of(scene);
    s->audience = scene->data.audience;
    s->pass++;
    s->entity = 0;
    s->row = 0;
    s->complete = false;
}

/* Whoever was not met is gone. */
static void end_pass(struct bb_search *s)
{
    for (size_t i = 0; i < s->record_n; i++)
        if (s->records[i].pass && s->records[i].pass != s->pass)
            forget_record(s, &s->records[i]);
    s->complete = true;
}

bool bb_search_complete(const struct bb_search *s, const struct bb_scene *scene)
{
    return s->complete && s->generation == scene->generation;
}

/* A look at the clock costs as much as reading a short word. */
static bool is_late(struct bb_search *s, int64_t end)
{
    enum { SELDOM = 4096, RECORD = 64 };
    s->work += RECORD;
    if (s->work < SELDOM)
        return false;
    s->work = 0;
    return bb_monotonic_us() >= end;
}

static bool read_table(struct bb_search *s, const struct bb_scene *scene, enum bb_entity e, int64_t end)
{
    const struct bb_table *t = &scene->data.tables[e];
    for (; search_reads(e) && s->row < t->n; s->row++) {
        if (is_late(s, end))
            return false;
        read_record(s, scene, e, bb_table_at(t, s->row));
    }
    s->row = 0;
    return true;
}

bool bb_search_update(struct bb_search *s, const struct bb_scene *scene, int64_t us)
{
    int64_t end = us ? bb_monotonic_us() + us : INT64_MAX;
    if (!s->pass || s->generation != scene->generation)
        begin_pass(s, scene);
    while (!s->complete && s->entity < BB_ENTITY_COUNT && read_table(s, scene, (enum bb_entity)s->entity, end))
        s->entity++;
    add_waiting(s);
    if (!s->complete && s->entity == BB_ENTITY_COUNT)
        end_pass(s);
    return s->complete;
}

struct bb_search *bb_search_create(void)
{
    return bb_alloc(sizeof(struct bb_search));
}

void bb_search_destroy(struct bb_search *s)
{
    if (s)
        begin_anew(s);
    free(s);
}

size_t bb_search_size(const struct bb_search *s)
{
    return s->live;
}

/* Finding. */

struct finding {
    uint32_t *found; /* by record: so many of the typed words it has */
    float *scores;
};

static double score(const struct bb_search *s, const struct posting *p)
{
    const double saturation = 1.2, by_length = 0.75;
    double average = s->live ? (double)s->total / (double)s->live : 1;
    double tf = (double)p->called * TITLE + p->said, length = s->records[p->record].words;
    return (p->called ? 4 : 1) * tf * (saturation + 1) /
           (tf + saturation * (1 - by_length + by_length * length / average));
}

/* Adds to each record what the words beginning so say. */
static void rate(const struct bb_search *s, const char *begin, size_t n, uint32_t nth, struct finding *f)
{
    for (size_t i = 0; i < s->word_n; i++) {
        const struct word *w = &s->words[i];
        if (w->length < n || memcmp(s->text.s + w->at, begin, n) != 0)
            continue;
        const struct posting *list = w->cap ? w->list : &w->one;
        double rare = log(1 + ((double)s->record_n - (double)w->n + 0.5) / ((double)w->n + 0.5));
        double weight = (w->length == n ? 2 : 1) * rare;
        for (size_t j = 0; j < w->n; j++) {
            uint32_t r = list[j].record;
            if (f->found[r] < nth || !s->records[r].pass)
                continue;
            f->found[r] = nth + 1;
            f->scores[r] += (float)(weight * score(s, &list[j]));
        }
    }
}

/* Whether the scene holds the record still, and it says what it said when it was read. */
static bool holds(const struct bb_search *s, const struct bb_scene *scene, const struct record *r)
{
    struct bb_str buffer = {0};
    if (bb_search_complete(s, scene))
        return true;
    const void *row = bb_table_find(&scene->data.tables[r->entity], r->id);
    bool same = row && stamp_of(&buffer, scene, (enum bb_entity)r->entity, row) == r->stamp;
    bb_str_finish(&buffer);
    return same;
}

/* Keeps the best few, in order; the earlier record of two that are as good. */
static size_t keep(struct bb_search_hit *out, size_t n, size_t most, const struct record *r, double score)
{
    size_t at = n;
    while (at > 0 && out[at - 1].score < score)
        at--;
    n += n < most;
    memmove(out + at + 1, out + at, (n - at - 1) * sizeof *out);
    out[at] = (struct bb_search_hit){(enum bb_entity)r->entity, r->id, score};
    return n;
}

static size_t best(const struct bb_search *s, const struct bb_scene *scene, const struct finding *f, uint32_t words,
                   struct bb_search_hit *out, size_t most, size_t *all)
{
    size_t n = 0;
    for (size_t i = 0; i < s->record_n; i++) {
        if (f->found[i] != words)
            continue;
        ++*all;
        bool good = n < most || (most && out[n - 1].score < f->scores[i]);
        if (good && holds(s, scene, &s->records[i]))
            n = keep(out, n, most, &s->records[i], f->scores[i]);
    }
    return n;
}

size_t bb_search_find(const struct bb_search *s, const struct bb_scene *scene, const char *typed,
                      struct bb_search_hit *out, size_t most, size_t *all)
{
    struct bb_str fold = {0};
    struct finding f = {.found = bb_alloc((s->record_n + 1) * sizeof *f.found),
                        .scores = bb_alloc((s->record_n + 1) * sizeof *f.scores)};
    size_t hits = 0, any = 0;
    uint32_t words = 0;
    bool plain, serves = s->generation == scene->generation || may_serve(s, scene);
    bb_text_fold(&fold, typed);
    const char *p = bb_str_get(&fold);
    for (size_t n; serves && (n = search_run(&p, &plain)) > 0; p += n)
        rate(s, p, n, words++, &f);
    if (words)
        hits = best(s, scene, &f, words, out, most, &any);
    if (all)
        *all = any;
    free(f.found);
    free(f.scores);
    bb_str_finish(&fold);
    return hits;
}
