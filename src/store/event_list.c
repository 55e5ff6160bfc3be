/* The events of one person: packed, laid over each other, and what they say about adoption. */
#include "event.h"

#include <stdlib.h>
#include <string.h>

enum { DAY_ZERO = 719162 }; /* days from 0001-01-01 to 1970-01-01 */

uint32_t event_when(struct bb_date d)
{
    return (uint32_t)(d.day + DAY_ZERO) << 2 | (uint32_t)d.precision;
}

struct bb_date event_date(uint32_t when)
{
    return (struct bb_date){.day = (int32_t)(when >> 2) - DAY_ZERO, .precision = (int32_t)(when & 3)};
}

void event_list_add(struct event_list *l, struct event e)
{
    l->at = bb_grow(l->at, l->n, &l->cap, sizeof *l->at);
    l->at[l->n++] = e;
}

void event_list_finish(struct event_list *l)
{
    free(l->at);
    *l = (struct event_list){0};
}

static int compare(const struct event *a, const struct event *b)
{
    if (a->when != b->when)
        return a->when < b->when ? -1 : 1;
    return (a->name > b->name) - (a->name < b->name);
}

void event_list_lay(struct event_list *out, const struct event_list *below, const struct event_list *above)
{
    size_t i = 0, j = 0;
    out->n = 0;
    while (i < below->n || j < above->n) {
        int order = i == below->n ? 1 : j == above->n ? -1 : compare(&below->at[i], &above->at[j]);
        event_list_add(out, order < 0 ? below->at[i] : above->at[j]);
        i += order <= 0;
        j += order >= 0;
    }
}

void event_put_number(struct bb_str *out, uint64_t v)
{
    char bytes[10];
    size_t n = 0;
    for (; v >= 0x80; v >>= 7)
        bytes[n++] = (char)(v | 0x80);
    bytes[n++] = (char)v;
    bb_str_addn(out, bytes, n);
}

void event_list_pack(const struct event_list *l, struct bb_str *out)
{
    uint32_t before = 0;
    for (size_t i = 0; i < l->n; i++) {
        event_put_number(out, l->at[i].when - before);
        event_put_number(out, l->at[i].name);
        event_put_number(out, l->at[i].count);
        before = l->at[i].when;
    }
}

bool event_list_unpack(struct event_list *out, const void *bytes, size_t n, struct bb_error *err)
{
    const unsigned char *p = bytes, *end = p + n;
    uint64_t when = 0, step, name, count;
    out->n = 0;
    while (p < end) {
        if (!event_get_number(&p, end, &step) || !event_get_number(&p, end, &name) ||
            !event_get_number(&p, end, &count))
            return bb_fail(err, BB_E_CORRUPT,
                           "the usage events of a person cannot be read; `bepboard doctor` checks the database");
        when += step;
        event_list_add(out, (struct event){(uint32_t)when, (uint32_t)name, (uint32_t)count});
    }
    return true;
}

struct event_use event_list_use(const struct event_list *l, struct event_rule rule)
{
    struct event_use use = {0};
    int64_t uses = 0, needed = rule.uses > 1 ? rule.uses : 1;
    size_t oldest = 0;
    for (size_t i = 0; i < l->n && !use.adopted; i++) {
        if (l->at[i].count == 0)
            continue;
        if (!use.tried)
            use.tried = l->at[i].when;
        uses += l->at[i].count;
        for (; rule.days > 0 && (l->at[i].when >> 2) - (l->at[oldest].when >> 2) >= rule.days; oldest++)
            uses -= l->at[oldest].count;
        if (uses >= needed)
            use.adopted = l->at[i].when;
    }
    return use;
}

bool event_rule_read(struct bb_store *s, int64_t engagement, struct event_rule *out, struct bb_error *err)
{
    static const char sql[] = "SELECT coalesce(rule_uses, 1), coalesce(rule_days, 0) FROM engagement WHERE id = $1";
    struct db_rows *r = db_query(s->db, err, sql, DB_ARGS(db_i(engagement)));
    *out = (struct event_rule){.uses = 1};
    if (db_next(r))
        *out = (struct event_rule){.uses = db_int(r, 0), .days = db_int(r, 1)};
    return r && db_done(r, err);
}
