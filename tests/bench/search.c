/* How soon search finds: `search index` measures the index over 100,000 records in memory, `search people DATABASE` the
 * look among everybody in a database. Prints names and figures in milliseconds of the processor. */
#include <bepboard/search.h>
#include <bepboard/store.h>
#include <bepboard/text.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { RECORDS = 100000, WORDS = 20000, SYLLABLES = 24, LENGTH = 12, MOST = 100, ROUNDS = 9, SLICE_US = 4000 };

/* A small generator of our own, so that every machine measures the same. */
static uint64_t next_random(uint64_t *state)
{
    uint64_t z = *state += UINT64_C(0x9E3779B97F4A7C15);
    z = (z ^ z >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ z >> 27) * UINT64_C(0x94D049BB133111EB);
    return z ^ z >> 31;
}

static double cpu_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* Words of one to four syllables; few of them make most of the text. */
static void make_words(const char **words, struct bb_arena *arena, uint64_t *state)
{
    static const char *const syllables[SYLLABLES] = {"sup", "port", "night", "que", "cus",  "to",  "mer", "ma",
                                                     "il",  "pro",  "ject",  "sa",  "les",  "de",  "sk",  "ré",
                                                     "ü",   "ba",   "ce",    "lo",  "ning", "ter", "tra", "in"};
    struct bb_str word = {0};
    for (int i = 0; i < WORDS; i++) {
        bb_str_clear(&word);
        for (uint64_t n = 1 + next_random(state) % 4; n > 0; n--)
            bb_str_add(&word, syllables[next_random(state) % SYLLABLES]);
        words[i] = bb_arena_strdup(arena, bb_str_get(&word));
    }
    bb_str_finish(&word);
}

static void make_scene(struct bb_scene *scene)
{
    const char **words = bb_alloc(WORDS * sizeof *words);
    struct bb_arena *arena = &scene->data.arena;
    struct bb_str text = {0};
    uint64_t state = 7;
    make_words(words, arena, &state);
    struct bb_conversation *list = bb_arena_alloc(arena, RECORDS * sizeof *list);
    for (int i = 0; i < RECORDS; i++) {
        bb_str_clear(&text);
        for (int k = 0; k < LENGTH; k++) {
            double u = (double)(next_random(&state) >> 11) / 9007199254740992.0;
            bb_str_addf(&text, "%s ", words[(int)(WORDS * u * u * u)]);
        }
        bb_str_addf(&text, "person%d", i);
        list[i] = (struct bb_conversation){.row = {.id = i + 1, .sensitivity = BB_NONE},
                                           .learned = bb_arena_strdup(arena, bb_str_get(&text)),
                                           .topic = BB_NONE,
                                           .sentiment = BB_NONE};
    }
    for (int e = 0; e < BB_ENTITY_COUNT; e++)
        scene->data.tables[e].entity = (enum bb_entity)e;
    scene->data.tables[BB_CONVERSATION].n = RECORDS;
    scene->data.tables[BB_CONVERSATION].rows = list;
    scene->data.audience = BB_DESK;
    bb_str_finish(&text);
    free(words);
}

/* What must be done at least before anything can be found: every text folded once. */
static double fold_all(const struct bb_scene *scene)
{
    struct bb_str fold = {0};
    double begun = cpu_ms();
    for (size_t i = 0; i < RECORDS; i++) {
        bb_str_clear(&fold);
        bb_text_fold(&fold, BB_ROW(&scene->data, BB_CONVERSATION, struct bb_conversation, i)->learned);
    }
    bb_str_finish(&fold);
    return cpu_ms() - begun;
}

struct figures {
    double fold[ROUNDS], build[ROUNDS], first[ROUNDS], slice;
};

/* The first results: a slice when search opens, the slice that a key may have to wait for, and the finding. */
static struct bb_search *build(const struct bb_scene *scene, struct figures *f, int round)
{
    struct bb_search_hit hits[MOST];
    struct bb_search *s = bb_search_create();
    double begun = cpu_ms();
    bool done = bb_search_update(s, scene, SLICE_US);
    done = done || bb_search_update(s, scene, SLICE_US);
    bb_search_find(s, scene, "s", hits, MOST, NULL);
    f->first[round] = cpu_ms() - begun;
    for (double from = cpu_ms(); !done;) {
        done = bb_search_update(s, scene, SLICE_US);
        double now = cpu_ms(), took = now - from;
        f->slice = took > f->slice ? took : f->slice;
        from = now;
    }
    f->build[round] = cpu_ms() - begun;
    return s;
}

static int measure_index(void)
{
    static const char *const typed[] = {"s",          "su",       "sup",         "port", "pr n",
                                        "project ma", "person99", "person99999", "zz"};
    enum { KEYS = sizeof typed / sizeof *typed };
    struct bb_scene scene = {0};
    struct figures f = {.slice = 0};
    struct bb_search_hit hits[MOST];
    struct bb_search *s = NULL;
    double keys[KEYS * ROUNDS];
    make_scene(&scene);
    for (int round = 0; round < ROUNDS; round++) {
        bb_search_destroy(s);
        f.fold[round] = fold_all(&scene);
        s = build(&scene, &f, round);
    }
    for (int i = 0; i < KEYS * ROUNDS; i++) {
        double begun = cpu_ms();
        bb_search_find(s, &scene, typed[i % KEYS], hits, MOST, NULL);
        keys[i] = cpu_ms() - begun;
    }
    scene.generation++;
    double begun = cpu_ms();
    bb_search_update(s, &scene, 0);
    double again = cpu_ms() - begun;
    qsort(f.fold, ROUNDS, sizeof *f.fold, by_size);
    qsort(f.build, ROUNDS, sizeof *f.build, by_size);
    qsort(f.first, ROUNDS, sizeof *f.first, by_size);
    qsort(keys, KEYS * ROUNDS, sizeof *keys, by_size);
    printf("fold %.2f\nbuild %.2f\nagain %.2f\nslice %.2f\nfirst %.2f\nkey %.2f\nkey99 %.2f\n", f.fold[ROUNDS / 2],
           f.build[ROUNDS / 2], again, f.slice, f.first[ROUNDS / 2], keys[KEYS * ROUNDS / 2],
           keys[KEYS * ROUNDS * 99 / 100]);
    bb_search_destroy(s);
    bb_data_finish(&scene.data);
    return 0;
}

static int measure_people(const char *path)
{
    static const char *const typed[] = {"p", "pe", "person", "person 0500", "0500000", "p0500000", "0500 person", "zz"};
    enum { KEYS = sizeof typed / sizeof *typed };
    struct bb_store *store = NULL;
    struct bb_error err = {0};
    double keys[KEYS * ROUNDS];
    size_t found = 0;
    if (!bb_store_open(&store, &(struct bb_store_options){.path = path}, &err)) {
        fprintf(stderr, "%s\n", err.text);
        return 1;
    }
    for (int i = -KEYS; i < KEYS * ROUNDS; i++) { /* one round before it counts */
        struct bb_arena arena = {0};
        struct bb_table people, attributes;
        double begun = cpu_ms();
        if (!bb_store_find_among_all(store, 1, BB_DESK, typed[(i + KEYS) % KEYS], 20, &arena, &people, &attributes,
                                     &err))
            return 1;
        keys[i < 0 ? 0 : i] = cpu_ms() - begun;
        found += people.n;
        bb_arena_finish(&arena);
    }
    qsort(keys, KEYS * ROUNDS, sizeof *keys, by_size);
    printf("key %.2f\nkey99 %.2f\nfound %zu\n", keys[KEYS * ROUNDS / 2], keys[KEYS * ROUNDS * 99 / 100], found);
    bb_store_close(store);
    return 0;
}

int main(int argc, char **argv)
{
    bb_text_init();
    if (argc == 2 && strcmp(argv[1], "index") == 0)
        return measure_index();
    if (argc == 3 && strcmp(argv[1], "people") == 0)
        return measure_people(argv[2]);
    fprintf(stderr, "usage: search index, search people DATABASE\n");
    return 2;
}
