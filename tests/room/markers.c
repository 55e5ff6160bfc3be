#include "markers.h"

#include "rows.h"

#include <bepboard/model.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* Days and numbers that nothing else has. */
static const char mark_year[] = "1913-", mark_late[] = "2913-";
static const char mark_number[] = "90909";
enum { MARKS_MAX = 64 };

struct marks {
    struct bb_change changes[MARKS_MAX];
    char texts[MARKS_MAX][64];
    size_t n;
};

static void add(struct marks *m, int field, const char *text)
{
    if (m->n == MARKS_MAX)
        return;
    snprintf(m->texts[m->n], sizeof m->texts[0], "%s", text);
    m->changes[m->n] = (struct bb_change){.field = field, .value = m->texts[m->n]};
    m->n++;
}

/* The place of a field among the days of its record: later ones are marked by a later month, since some records let in
 * nothing else. */
static int month_of(const struct bb_field *f, const struct bb_entity_def *def)
{
    int month = 1;
    for (const struct bb_field *other = def->fields; other < f; other++)
        month += other->kind == BB_DATE;
    return month;
}

static bool bears(const struct bb_field *f)
{
    return f->sensitivity > BB_OPEN && !(f->flags & BB_KEY && f->kind == BB_DATE);
}

/* Behind a day that bears no mark only a late one is let in. */
static const char *year_of(const struct bb_field *f, const struct bb_entity_def *def)
{
    for (const struct bb_field *other = def->fields; other < f; other++)
        if (other->kind == BB_DATE && !bears(other))
            return mark_late;
    return mark_year;
}

/* False for kinds that can bear no mark: choices, flags, references, small numbers. */
static bool mark_of(const struct bb_field *f, const struct bb_entity_def *def, int64_t id, char *out, size_t size)
{
    enum { MARKED_NUMBER = 9090999 };
    switch (f->kind) {
    case BB_TEXT:
    case BB_NOTE:
        snprintf(out, size, MARK "%s-%s-%lld", def->name, f->name, (long long)id);
        if (f->max && (int64_t)strlen(out) > f->max)
            snprintf(out, size, MARK "%lld", (long long)id);
        return true;
    case BB_DATE:
        snprintf(out, size, "%s%02d-%02d", year_of(f, def), month_of(f, def), (int)(id % 28) + 1);
        return true;
    case BB_INT:
        snprintf(out, size, "%s%02d", mark_number, (int)(id % 100));
        return f->max == 0 || f->max >= MARKED_NUMBER;
    default:
        return false;
    }
}

static void mark_row(enum bb_entity e, const struct bb_row *row, bool raise, struct marks *m)
{
    const struct bb_entity_def *def = bb_entity_def(e);
    char text[64];
    *m = (struct marks){0};
    for (int i = 0; i < def->field_count; i++) {
        const struct bb_field *f = &def->fields[i];
        bool role = e == BB_PERSON && strcmp(f->name, "role") == 0;
        if (strcmp(f->name, "sensitivity") == 0) {
            if (raise)
                add(m, i, "team");
        } else if (role && !raise) {
            snprintf(text, sizeof text, MARK_ROLE "%lld", (long long)row->id);
            add(m, i, text);
        } else if ((bears(f) || (raise && (f->kind == BB_TEXT || f->kind == BB_NOTE))) &&
                   mark_of(f, def, row->id, text, sizeof text)) {
            add(m, i, text);
        }
    }
}

static bool mark_entity(struct bb_store *s, enum bb_entity e, int *fields, struct bb_error *err)
{
    struct bb_arena arena = {0};
    struct bb_table t = {0};
    struct marks *m = malloc(sizeof *m);
    bool ok = bb_store_table(s, e, 0, &arena, &t, err);
    for (size_t i = 0; ok && i < t.n; i++) {
        const struct bb_row *row = bb_table_at(&t, i);
        mark_row(e, row, i + 1 == t.n && t.n > 1, m);
        *fields += (int)m->n;
        ok = bb_store_update(s, e, row->id, m->changes, m->n, err);
    }
    free(m);
    bb_arena_finish(&arena);
    return ok;
}

static bool one_field(struct bb_store *s, enum bb_entity e, int64_t engagement, int64_t *id, const char *field,
                      const char *value, struct bb_error *err)
{
    struct bb_change c = {.field = bb_field_find(bb_entity_def(e), field), .value = value};
    return bb_store_save(s, e, engagement, id, &c, 1, MARK "label of a change", err);
}

static bool import_told(struct bb_store *s, int64_t engagement, struct bb_error *err)
{
    const struct bb_entity_def *def = bb_entity_def(BB_IMPORT);
    struct bb_change c[] = {{.field = bb_field_find(def, "on"), .value = "2026-11-20"},
                            {.field = bb_field_find(def, "noun"), .value = "ties"},
                            {.field = bb_field_find(def, "file"), .value = MARK "file.csv"},
                            {.field = bb_field_find(def, "read"), .value = "9090900"},
                            {.field = bb_field_find(def, "unknown"), .value = "9090901"}};
    int64_t id = 0, unit = 0;
    return bb_store_save(s, BB_IMPORT, engagement, &id, c, sizeof c / sizeof *c, MARK "Import", err) &&
           bb_store_begin_import(s, "Import units from " MARK "file.csv", engagement, err) &&
           bb_store_find_key(s, BB_UNIT, engagement, (const char *const[]){"Engineering"}, &unit, err) &&
           bb_store_update(
               s, BB_UNIT, unit,
               &(struct bb_change){.field = bb_field_find(bb_entity_def(BB_UNIT), "headcount"), .value = "63"}, 1,
               err) &&
           bb_store_commit(s, err);
}

/* By a process that ends, so that the draft is offered. */
static void leave_draft(struct bb_store *s, int64_t engagement)
{
    pid_t pid = fork();
    if (pid == 0) {
        struct bb_store_options o = {.path = bb_store_path(s)};
        struct bb_store *own = NULL;
        int64_t id = 0;
        bool ok = bb_store_open(&own, &o, NULL) &&
                  bb_draft_save(own, &id, BB_PERSON, engagement, 0, "{\"name\":\"" MARK "draft\"}", NULL);
        bb_store_close(own);
        _exit(!ok);
    }
    waitpid(pid, NULL, 0);
}

bool markers_fill(struct bb_store *s, int *out_fields, struct bb_error *err)
{
    struct bb_data data = {0};
    int64_t engagement = 0, other = 0;
    bool ok = bb_store_load(s, 0, &data, err);
    engagement = ok ? data.engagement->row.id : 0;
    bb_data_finish(&data);
    *out_fields = 0;
    ok = ok && rows_fill(s, engagement, err);
    ok = ok && bb_store_begin(s, MARK "label", engagement, NULL, NULL, err);
    for (int e = 0; ok && e < BB_ENTITY_COUNT; e++)
        ok = mark_entity(s, (enum bb_entity)e, out_fields, err);
    ok = ok && bb_store_commit(s, err) && import_told(s, engagement, err) &&
         one_field(s, BB_ENGAGEMENT, 0, &other, "name", MARK "other engagement", err) &&
         one_field(s, BB_ENGAGEMENT, other, &other, "sensitivity", "team", err);
    if (!ok)
        bb_store_rollback(s);
    else
        leave_draft(s, engagement);
    return ok;
}

/* Finding. */

static const char *find(const char *bytes, size_t n, bool roles)
{
    const char *const marks[] = {MARK, mark_year, mark_late, mark_number, MARK_ROLE};
    for (size_t i = 0; i < sizeof marks / sizeof *marks - !roles; i++) {
        const char *at = memmem(bytes, n, marks[i], strlen(marks[i]));
        if (at)
            return at;
    }
    return NULL;
}

static int value_of(char c)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    const char *at = c ? strchr(digits, c) : NULL;
    return at ? (int)(at - digits) : -1;
}

static size_t decode(const char *text, size_t n, char *out)
{
    size_t made = 0;
    unsigned bits = 0;
    int have = 0;
    for (size_t i = 0; i < n && value_of(text[i]) >= 0; i++) {
        bits = bits << 6 | (unsigned)value_of(text[i]);
        have += 6;
        if (have < 8)
            continue;
        have -= 8;
        out[made++] = (char)(bits >> have & 0xff);
    }
    return made;
}

const char *markers_find(const char *bytes, size_t n, bool roles)
{
    static const char clipboard[] = "\033]52;c;";
    if (!n)
        return NULL;
    const char *found = find(bytes, n, roles), *at = bytes, *end = bytes + n;
    char *plain = malloc(n + 1);
    while (!found && (at = memmem(at, (size_t)(end - at), clipboard, sizeof clipboard - 1))) {
        at += sizeof clipboard - 1;
        if (find(plain, decode(at, (size_t)(end - at), plain), roles))
            found = at;
    }
    free(plain);
    return found;
}
