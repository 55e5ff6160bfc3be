/* past journal|demo FOLDER: what looking back costs, without a terminal. `past journal` makes a database with 100,000
 * entries over a year and reads the board as of days all over it; `past demo` steps back and forward through the
 * demonstration. Prints milliseconds of the processor, one line per figure: median and longest. */
#include <bepboard/config.h>
#include <bepboard/exchange.h>
#include <bepboard/store.h>
#include <bepboard/view.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { ENTRIES = 100000, BATCH = 200, PEOPLE = 400, DAYS = 365, ROUNDS = 40, STEPS = 200 };

struct bench {
    struct bb_store *s;
    struct bb_clock clock;
    struct bb_config config;
    struct bb_error err;
    int64_t engagement;
    char path[512];
};

/* Of the processor: others at the machine do not count. */
static int64_t used_us(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return t.tv_sec * INT64_C(1000000) + t.tv_nsec / 1000;
}

static void check(bool ok, const struct bench *b)
{
    if (ok)
        return;
    fprintf(stderr, "past: %s\n", b->err.text);
    exit(1);
}

static void open_database(struct bench *b, const char *folder, const char *name)
{
    snprintf(b->path, sizeof b->path, "%s/%s", folder, name);
    check(bb_clock_fix(&b->clock, "2026-11-22", &b->err), b);
    struct bb_store_options o = {.path = b->path, .create = true, .clock = &b->clock};
    check(bb_store_open(&b->s, &o, &b->err), b);
}

static int64_t save(struct bench *b, enum bb_entity e, const struct bb_change *c, size_t n)
{
    int64_t id = 0;
    check(bb_store_insert(b->s, e, b->engagement, NULL, c, n, &id, &b->err), b);
    return id;
}

static void begin(struct bench *b)
{
    check(bb_store_begin(b->s, "Write", b->engagement, NULL, NULL, &b->err), b);
}

/* The n-th entry: mostly stances and scores that come, people who change, now and then a record that goes. */
static void add_entry(struct bench *b, const int64_t *people, int n, int64_t *last)
{
    static const char *const stances[] = {"unaware", "resistant", "neutral", "supportive", "leading"};
    const struct bb_entity_def *person = bb_entity_def(BB_PERSON), *stance = bb_entity_def(BB_STANCE);
    int64_t who = people[n * 7919 % PEOPLE];
    char id[24], power[8];
    snprintf(id, sizeof id, "%lld", (long long)who);
    snprintf(power, sizeof power, "%d", 1 + n % 5);
    if (n % 10 == 9 && *last) {
        check(bb_store_delete(b->s, BB_STANCE, *last, &b->err), b);
        *last = 0;
    } else if (n % 10 == 0) {
        struct bb_change c[] = {{.field = bb_field_find(stance, "person"), .value = id},
                                {.field = bb_field_find(stance, "on"), .value = "2025-11-01"},
                                {.field = bb_field_find(stance, "stance"), .value = stances[n / 10 % 5]}};
        *last = save(b, BB_STANCE, c, 3);
    } else {
        struct bb_change c[] = {{.field = bb_field_find(person, n % 2 ? "power" : "interest"), .value = power},
                                {.field = bb_field_find(person, "need"), .value = n % 3 ? id : power}};
        check(bb_store_update(b->s, BB_PERSON, who, c, 2, &b->err), b);
    }
}

static void make_journal(struct bench *b)
{
    static const int64_t day_us = INT64_C(86400) * 1000000;
    const struct bb_entity_def *engagement = bb_entity_def(BB_ENGAGEMENT), *person = bb_entity_def(BB_PERSON);
    int64_t people[PEOPLE], now = b->clock.fixed_us, last = 0;
    char name[32];
    b->clock.fixed_us = now - DAYS * day_us;
    struct bb_change first = {.field = bb_field_find(engagement, "name"), .value = "Long"};
    check(bb_store_save(b->s, BB_ENGAGEMENT, 0, &b->engagement, &first, 1, "Begin", &b->err), b);
    begin(b);
    for (int i = 0; i < PEOPLE; i++) {
        snprintf(name, sizeof name, "Person %d", i);
        struct bb_change c[] = {{.field = bb_field_find(person, "name"), .value = name},
                                {.field = bb_field_find(person, "power"), .value = "3"}};
        people[i] = save(b, BB_PERSON, c, 2);
    }
    check(bb_store_commit(b->s, &b->err), b);
    for (int n = 0; n < ENTRIES; n++) {
        if (n % BATCH == 0)
            begin(b);
        add_entry(b, people, n, &last);
        if (n % BATCH == BATCH - 1)
            check(bb_store_commit(b->s, &b->err), b);
        b->clock.fixed_us = now - DAYS * day_us + (int64_t)n * DAYS / ENTRIES * day_us;
    }
    b->clock.fixed_us = now;
}

static void read_board(struct bench *b, struct bb_scene *scene)
{
    struct bb_data data = {0};
    check(bb_store_load(b->s, b->engagement, &data, &b->err), b);
    bb_gate(&data, BB_DESK);
    bb_scene_build(scene, &data, &b->config.thresholds, &b->config.words, NULL);
}

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static void tell(const char *what, double *took, int n)
{
    qsort(took, (size_t)n, sizeof *took, by_size);
    printf("%s %.2f %.2f\n", what, took[n / 2], took[n - 1]);
}

static void look(struct bench *b, struct bb_scene *scene, int32_t day, double *took)
{
    int64_t from = used_us();
    check(bb_store_look_back(b->s, b->engagement, day, &b->err), b);
    read_board(b, scene);
    *took = (double)(used_us() - from) / 1000;
}

static void measure_journal(struct bench *b)
{
    struct bb_scene scene = {0};
    double took[ROUNDS], now[ROUNDS];
    int32_t today = bb_store_today(b->s, b->engagement);
    for (int i = 0; i < ROUNDS; i++) {
        look(b, &scene, today - 1 - i * (DAYS - 2) / (ROUNDS - 1), &took[i]);
        bb_store_look_at_now(b->s);
        int64_t from = used_us();
        read_board(b, &scene);
        now[i] = (double)(used_us() - from) / 1000;
    }
    double farthest = took[ROUNDS - 1];
    tell("as-of", took, ROUNDS);
    tell("farthest", &farthest, 1);
    tell("now", now, ROUNDS);
    bb_scene_finish(&scene);
}

/* A step as the board makes it: read, derived and drawn. */
static void measure_steps(struct bench *b)
{
    struct bb_scene scene = {0};
    struct bb_view_state state;
    struct bb_grid g = {0};
    struct bb_look glyphs = {.glyphs = BB_GLYPH_BRAILLE};
    struct bb_chrome chrome = {.database = "demo.db"};
    double took[STEPS];
    int32_t today = bb_store_today(b->s, b->engagement);
    bb_view_state_init(&state);
    for (int i = 0; i < STEPS; i++) {
        int back = i < STEPS / 2 ? i + 1 : STEPS - i;
        int64_t from = used_us();
        look(b, &scene, today - back, &took[i]);
        bb_view_draw(&g, 200, 60, &scene, &state, &glyphs, &chrome);
        took[i] = (double)(used_us() - from) / 1000;
    }
    tell("step", took, STEPS);
    bb_grid_finish(&g);
    bb_view_state_finish(&state);
    bb_scene_finish(&scene);
}

int main(int argc, char **argv)
{
    struct bench b = {0};
    struct bb_findings findings = {0};
    bool journal = argc == 3 && strcmp(argv[1], "journal") == 0;
    if (argc != 3 || (!journal && strcmp(argv[1], "demo") != 0)) {
        fprintf(stderr, "past journal|demo FOLDER\n");
        return 2;
    }
    bb_config_load(&b.config, NULL, BB_CONFIG_HOST, &findings);
    open_database(&b, argv[2], journal ? "journal.db" : "demo.db");
    if (journal)
        make_journal(&b);
    else
        check(bb_demo_load(b.s, &b.clock, &b.err), &b);
    (journal ? measure_journal : measure_steps)(&b);
    bb_store_close(b.s);
    bb_config_finish(&b.config);
    bb_findings_finish(&findings);
    return 0;
}
