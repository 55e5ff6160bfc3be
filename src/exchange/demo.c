/* The demonstration engagement: dated rows, told day by day as they came. */
#include "private.h"

#include <bepboard/csv.h>
#include <bepboard/embedded.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const int64_t day_us = INT64_C(86400) * 1000000;

struct dated {
    int32_t day;
    enum bb_entity entity;
    const char *file;
    size_t line, number; /* number: order of reading */
    struct row_texts row;
};

struct story {
    struct bb_arena arena;
    struct dated *list;
    size_t n, cap;
};

struct header {
    int fields[EXCHANGE_FIELDS]; /* by column; -1 = `at` */
    size_t n;
};

static bool read_header(struct header *h, const struct bb_entity_def *def, const struct bb_cell_text *cells, size_t n,
                        const char *file, struct bb_error *err)
{
    h->n = n < EXCHANGE_FIELDS ? n : EXCHANGE_FIELDS;
    for (size_t i = 0; i < h->n; i++) {
        h->fields[i] = bb_field_find(def, cells[i].s);
        if (h->fields[i] < 0 && strcmp(cells[i].s, "at") != 0)
            return bb_fail(err, BB_E_INPUT, "%s: The column \"%s\" is unknown.", file, cells[i].s);
    }
    return true;
}

static bool read_dated(struct story *story, const struct header *h, struct dated d, const struct bb_cell_text *cells,
                       size_t n, struct bb_error *err)
{
    struct bb_date at = {0};
    for (size_t i = 0; i < h->n && i < n; i++) {
        if (h->fields[i] >= 0)
            d.row.values[h->fields[i]] = bb_arena_strdup(&story->arena, cells[i].s);
        else if (!bb_date_parse(cells[i].s, &at))
            return bb_fail(err, BB_E_INPUT, "%s, line %zu: \"%s\" is no day.", d.file, d.line, cells[i].s);
    }
    d.day = at.day;
    d.number = story->n;
    story->list = bb_grow(story->list, story->n, &story->cap, sizeof *story->list);
    story->list[story->n++] = d;
    return true;
}

static bool read_file(struct story *story, const struct bb_embedded *file, struct bb_error *err)
{
    char noun[32];
    snprintf(noun, sizeof noun, "%.*s", (int)strcspn(file->name, "."), file->name);
    int entity = bb_entity_find(noun);
    if (entity < 0)
        return bb_fail(err, BB_E_INPUT, "%s: There is no noun \"%s\".", file->name, noun);
    const struct bb_cell_text *cells;
    struct header h = {0};
    size_t n;
    struct bb_csv *csv = bb_csv_from(file->name, file->data, file->size);
    bool ok = bb_csv_next(csv, &cells, &n, err) &&
              read_header(&h, bb_entity_def((enum bb_entity)entity), cells, n, file->name, err);
    while (ok && bb_csv_next(csv, &cells, &n, err)) {
        struct dated d = {.entity = (enum bb_entity)entity, .file = file->name, .line = bb_csv_line(csv)};
        ok = read_dated(story, &h, d, cells, n, err);
    }
    bb_csv_close(csv);
    return ok && !err->code;
}

static int by_day(const void *a, const void *b)
{
    const struct dated *x = a, *y = b;
    if (x->day != y->day)
        return x->day < y->day ? -1 : 1;
    return x->number < y->number ? -1 : 1;
}

static bool read_story(struct story *story, struct bb_error *err)
{
    for (const struct bb_embedded *file = bb_embedded_demo; file->name; file++)
        if (!read_file(story, file, err))
            return false;
    if (story->list)
        qsort(story->list, story->n, sizeof *story->list, by_day);
    return true;
}

/* The same rows have the same uids in every copy of the demonstration, in the order of the story. */
static void story_uid(char out[37], const struct dated *d, int64_t now_us)
{
    uint64_t ms = (uint64_t)now_us / 1000, mixed = (d->number + 1) * 0x9E3779B97F4A7C15u;
    mixed ^= mixed >> 29;
    snprintf(out, 37, "%08x-%04x-7%03x-8%03x-%012llx", (unsigned)(ms >> 16), (unsigned)(ms & 0xFFFF),
             (unsigned)(d->number & 0xFFF), (unsigned)(mixed & 0xFFF), (unsigned long long)(mixed >> 16));
}

/* Names what the day brings, for the log. */
static void day_label(struct bb_str *out, const struct dated *rows, size_t n)
{
    bb_str_clear(out);
    for (size_t i = 0; i < n; i++) {
        if (i && rows[i].entity == rows[i - 1].entity)
            continue;
        bb_str_add(out, i ? ", " : "");
        bb_str_add(out, bb_entity_def(rows[i].entity)->noun);
    }
    if (out->n && out->s[0] >= 'a' && out->s[0] <= 'z')
        out->s[0] = (char)(out->s[0] - 'a' + 'A');
}

static bool tell_row(struct upsert *u, struct dated *d, int64_t now_us, int64_t *id, struct bb_error *err)
{
    char uid[37];
    struct bb_error why;
    story_uid(uid, d, now_us);
    d->row.uid = uid;
    if (upsert_row(u, d->entity, &d->row, id, &why) <= OUTCOME_SAME)
        return true;
    return bb_fail(err, why.code, "%s, line %zu: %s", d->file, d->line, why.text);
}

/* The rows of one day in one transaction; the engagement itself comes before in its own, which it cannot be part of. */
static bool tell_day(struct upsert *u, struct bb_clock *clock, struct dated *rows, size_t n, struct bb_error *err)
{
    struct bb_str label = {0};
    int64_t id = 0;
    clock->fixed = true;
    clock->fixed_us = rows->day * day_us + day_us / 2;
    u->today = rows->day;
    day_label(&label, rows, n);
    bool ok = bb_store_begin(u->store, bb_str_get(&label), u->engagement, NULL, NULL, err);
    for (size_t i = 0; ok && i < n; i++)
        ok = tell_row(u, &rows[i], clock->fixed_us, &id, err);
    ok = ok && upsert_settle(u, err) && bb_store_commit(u->store, err);
    if (ok && rows->entity == BB_ENGAGEMENT)
        u->engagement = id;
    bb_str_finish(&label);
    return ok;
}

static size_t same_day(const struct story *story, size_t from)
{
    const struct dated *first = &story->list[from];
    size_t n = 1;
    while (from + n < story->n && first[n].day == first->day &&
           (first[n].entity == BB_ENGAGEMENT) == (first->entity == BB_ENGAGEMENT))
        n++;
    return n;
}

static bool is_empty(struct bb_store *s, struct bb_error *err)
{
    struct bb_arena arena = {0};
    struct bb_table table = {0};
    bool ok = bb_store_table(s, BB_ENGAGEMENT, 0, &arena, &table, err);
    bb_arena_finish(&arena);
    if (ok && table.n)
        return bb_fail(err, BB_E_CONFLICT, "The demonstration needs an empty database; %s holds an engagement already.",
                       bb_store_path(s));
    return ok;
}

bool bb_demo_load(struct bb_store *s, struct bb_clock *clock, struct bb_error *err)
{
    struct bb_error own = {0};
    struct bb_clock before = *clock;
    struct story story = {0};
    struct upsert u = {.store = s, .patch = true};
    err = err ? err : &own;
    *err = own;
    bool ok = is_empty(s, err) && read_story(&story, err);
    for (size_t at = 0, n; ok && at < story.n; at += n) {
        n = same_day(&story, at);
        ok = tell_day(&u, clock, &story.list[at], n, err);
    }
    if (!ok)
        bb_store_rollback(s);
    *clock = before;
    upsert_finish(&u);
    free(story.list);
    bb_arena_finish(&story.arena);
    return ok;
}
