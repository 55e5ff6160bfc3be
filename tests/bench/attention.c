/* How long the attention list takes over 1,000 stakeholders and 200 orders with all that belongs to them, when a week
 * of days before is known: prints the median of many rounds in milliseconds, the number of lines and of findings behind
 * them, and what one of those days took. */
#include <bepboard/config.h>
#include <bepboard/registers.h>
#include <bepboard/rules.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { PEOPLE = 1000, ORDERS = 200, UNITS = 40, TODAY = 20779, ROUNDS = 101 };

/* A small generator of our own, so that every machine measures the same. */
static uint64_t next_random(uint64_t *state)
{
    uint64_t z = *state += UINT64_C(0x9E3779B97F4A7C15);
    z = (z ^ z >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ z >> 27) * UINT64_C(0x94D049BB133111EB);
    return z ^ z >> 31;
}

static int64_t some_id(enum bb_entity e, uint64_t r)
{
    switch (e) {
    case BB_PERSON:
        return (int64_t)(r % PEOPLE) + 1;
    case BB_ORDER:
        return (int64_t)(r % ORDERS) + 1;
    case BB_UNIT:
        return (int64_t)(r % UNITS) + 1;
    default:
        return (int64_t)(r % 20) + 1;
    }
}

/* Something of the field's kind; a third of what may be empty is. */
static void fill(const struct bb_field *f, void *row, uint64_t *state)
{
    uint64_t r = next_random(state);
    struct bb_str text = {0};
    int64_t low = f->min, high = f->max > f->min ? f->max : f->min + 5;
    bool empty = !(f->flags & BB_REQUIRED) && r % 3 == 0;
    r >>= 8;
    if (f->kind == BB_TEXT || f->kind == BB_NOTE)
        bb_str_add(&text, "Something that was said");
    else if (f->kind == BB_DATE)
        bb_date_format(&text, bb_date_of(TODAY + 30 - (int32_t)(r % 250)));
    else if (f->kind == BB_CHOICE)
        bb_str_add(&text, f->choices->keys[r % (uint64_t)f->choices->count]);
    else if (f->kind == BB_REF)
        bb_str_addf(&text, "%lld", (long long)some_id((enum bb_entity)f->ref, r));
    else if (f->kind == BB_BOOL)
        bb_str_add(&text, r % 2 ? "1" : "");
    else
        bb_str_addf(&text, "%lld",
                    f->kind == BB_INT ? (long long)(low + (int64_t)(r % (uint64_t)(high - low + 1))) : 3);
    const char *value = f->kind == BB_TEXT || f->kind == BB_NOTE ? "Something that was said" : bb_str_get(&text);
    if (!bb_field_load(f, row, empty ? NULL : value))
        abort();
    bb_str_finish(&text);
}

static size_t rows_of(enum bb_entity e)
{
    switch (e) {
    case BB_ENGAGEMENT:
        return 1;
    case BB_UNIT:
        return UNITS;
    case BB_PERSON:
        return PEOPLE;
    case BB_ORDER:
        return ORDERS;
    case BB_STANCE:
    case BB_CONVERSATION:
        return 4 * PEOPLE;
    case BB_SCORE:
    case BB_RESISTANCE:
        return PEOPLE;
    case BB_ITEM:
        return 12 * ORDERS;
    case BB_SNOOZE:
        return 0;
    default:
        return 100;
    }
}

static void make(struct bb_data *d)
{
    uint64_t state = 3;
    for (int e = 0; e < BB_ENTITY_COUNT; e++) {
        const struct bb_entity_def *def = bb_entity_def((enum bb_entity)e);
        struct bb_table *t = &d->tables[e];
        t->entity = (enum bb_entity)e;
        t->n = rows_of((enum bb_entity)e);
        t->rows = bb_arena_alloc(&d->arena, t->n * def->size);
        for (size_t i = 0; i < t->n; i++) {
            void *row = (char *)t->rows + i * def->size;
            *(struct bb_row *)row = (struct bb_row){
                .id = (int64_t)i + 1, .uid = "019ce711-5a00-74bd-86db-4b133dabfba1", .sensitivity = BB_NONE};
            for (int f = 0; f < def->field_count; f++)
                fill(&def->fields[f], row, &state);
        }
    }
    struct bb_engagement *own = d->tables[BB_ENGAGEMENT].rows;
    own->start = bb_date_of(TODAY - 250);
    own->golive = bb_date_of(TODAY - 200);
    own->population = PEOPLE;
    d->engagement = own;
    d->today = TODAY;
    d->audience = BB_DESK;
}

static int by_time(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

/* Processor time: what else the machine does is not ours. */
static int64_t cpu_us(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

/* The days before, without anything that was journaled since; what one of them took in the mean. */
static int64_t remember_a_week(const struct bb_data *d, const struct bb_config *c, struct bb_attention_past *past)
{
    enum { WEEK = 7 };
    struct bb_data then = *d;
    int64_t start = cpu_us();
    for (int i = 0; i < WEEK; i++) {
        struct bb_curves curves;
        then.today--;
        bb_curves(&then, &curves);
        bb_attention_past_add(past, &then, &curves, &c->thresholds, &c->words);
        bb_curves_finish(&curves);
    }
    return (cpu_us() - start) / WEEK;
}

int main(void)
{
    struct bb_config c = {0};
    struct bb_findings findings = {0};
    struct bb_data d = {0};
    struct bb_curves curves = {0};
    struct bb_attention_past past = {0};
    int64_t us[ROUNDS];
    size_t lines = 0, behind = 0;
    if (!bb_config_load(&c, NULL, BB_CONFIG_DEFAULTS, &findings))
        return 1;
    make(&d);
    bb_curves(&d, &curves);
    int64_t day_us = remember_a_week(&d, &c, &past);
    for (int i = 0; i < ROUNDS; i++) {
        struct bb_attention_list l;
        int64_t start = cpu_us();
        bb_attention(&d, &curves, &c.thresholds, &c.words, &past, &l);
        us[i] = cpu_us() - start;
        lines = l.n;
        behind = 0;
        for (size_t k = 0; k < l.n; k++)
            behind += l.list[k].count;
        bb_attention_finish(&l);
    }
    qsort(us, ROUNDS, sizeof *us, by_time);
    int64_t median = us[ROUNDS / 2];
    printf("%.2f %zu %zu %.2f\n", (double)median / 1000, lines, behind, (double)day_us / 1000);
    bb_attention_past_finish(&past);
    bb_curves_finish(&curves);
    bb_data_finish(&d);
    bb_config_finish(&c);
    bb_findings_finish(&findings);
    return 0;
}
