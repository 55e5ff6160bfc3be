/* Attention: every rule looks once; what it found is compared with the days before, put off, folded
 * and sorted. */
#include "attention.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The sections in the order of the manual. */
static const struct bb_attention_rule *const sections[] = {att_needs,    att_partner,   att_charter, att_together,
                                                           att_promises, att_knowledge, att_path,    att_adoption,
                                                           att_measures, att_urgency};
enum { SECTIONS = sizeof sections / sizeof *sections, FOLD_FROM = 3, FOLD_NOTES_FROM = 2, FOLD_NAMES = 4 };

const struct bb_attention_rule *bb_attention_rule(size_t i)
{
    for (int s = 0; s < SECTIONS; s++)
        for (const struct bb_attention_rule *r = sections[s]; r->id; r++)
            if (i-- == 0)
                return r;
    return NULL;
}

int bb_attention_rule_find(const char *id)
{
    const struct bb_attention_rule *r;
    for (size_t i = 0; (r = bb_attention_rule(i)); i++)
        if (strcmp(r->id, id) == 0)
            return (int)i;
    return -1;
}

int64_t bb_attention_limit_value(const struct bb_thresholds *t, const char *rule, const char *limit)
{
    int number = bb_attention_rule_find(rule);
    const struct bb_attention_rule *r = number < 0 ? NULL : bb_attention_rule((size_t)number);
    for (int i = 0; r && i < BB_ATT_LIMITS && r->limits[i].name; i++)
        if (strcmp(r->limits[i].name, limit) == 0)
            return t->attention.rules[number].limits[i];
    return 0;
}

const char *bb_attention_severity_name(enum bb_attention_severity s)
{
    static const char *const names[BB_ATT_SEVERITIES] = {
        [BB_ATT_NOTE] = "note", [BB_ATT_WARNING] = "warning", [BB_ATT_ALARM] = "alarm"};
    return names[s];
}

/* Putting off. */

static const char *uid_of(const struct bb_data *d, enum bb_entity e, int64_t id)
{
    const struct bb_row *row = id ? bb_table_find(&d->tables[e], id) : NULL;
    return row && row->uid ? row->uid : "";
}

const char *bb_attention_record(const struct bb_data *d, const struct bb_attention *a)
{
    return a->count > 1 ? "" : uid_of(d, a->entity, a->id);
}

static bool about(const struct bb_snooze *s, const char *rule, const char *record)
{
    return s->rule && strcmp(s->rule, rule) == 0 && strcmp(att_text(s->record), record) == 0;
}

const struct bb_snooze *bb_attention_snooze(const struct bb_data *d, const struct bb_attention *a)
{
    const char *record = bb_attention_record(d, a);
    for (size_t i = 0; i < d->tables[BB_SNOOZE].n; i++) {
        const struct bb_snooze *s = BB_ROW(d, BB_SNOOZE, struct bb_snooze, i);
        if (about(s, a->rule->id, record))
            return s;
    }
    return NULL;
}

/* One of its own, or of all findings of its rule, until a day after today. */
static bool put_off(const struct bb_data *d, const struct bb_attention *a)
{
    for (size_t i = 0; i < d->tables[BB_SNOOZE].n; i++) {
        const struct bb_snooze *s = BB_ROW(d, BB_SNOOZE, struct bb_snooze, i);
        if (s->until.precision == BB_NO_DATE || s->until.day <= d->today)
            continue;
        if (about(s, a->rule->id, "") || about(s, a->rule->id, uid_of(d, a->entity, a->id)))
            return true;
    }
    return false;
}

static void drop_put_off(const struct bb_data *d, struct bb_attention_list *l)
{
    size_t n = 0;
    if (!d->tables[BB_SNOOZE].n)
        return;
    for (size_t i = 0; i < l->n; i++)
        if (put_off(d, &l->list[i]))
            l->put_off += l->list[i].cleared.precision == BB_NO_DATE;
        else
            l->list[n++] = l->list[i];
    l->n = n;
}

/* Sorting and folding. */

static int by_weight(const void *a, const void *b)
{
    const struct bb_attention *x = a, *y = b;
    if (x->weight != y->weight)
        return x->weight > y->weight ? -1 : 1;
    return x->id < y->id ? -1 : x->id > y->id;
}

static int worst_first(const void *a, const void *b)
{
    const struct bb_attention *x = a, *y = b;
    bool gone_x = x->cleared.precision != BB_NO_DATE, gone_y = y->cleared.precision != BB_NO_DATE;
    if (gone_x != gone_y)
        return gone_x ? 1 : -1;
    if (gone_x && x->cleared.day != y->cleared.day)
        return x->cleared.day > y->cleared.day ? -1 : 1;
    if (x->severity != y->severity)
        return x->severity > y->severity ? -1 : 1;
    if (x->number != y->number)
        return x->number < y->number ? -1 : 1;
    return by_weight(a, b);
}

static bool repeated(const struct bb_attention *group, size_t i)
{
    for (size_t k = 0; k < i; k++)
        if (strcmp(group[k].name, group[i].name) == 0)
            return true;
    return false;
}

/* "PS, Sales, Product and 3 more", each name once. */
static char *names_of(struct bb_arena *arena, const struct bb_attention *group, size_t n)
{
    struct bb_str s = {0};
    size_t said = 0, distinct = 0;
    for (size_t i = 0; i < n; i++) {
        if (repeated(group, i))
            continue;
        if (distinct++ < FOLD_NAMES) {
            bb_str_addf(&s, "%s%s", said ? ", " : "", group[i].name);
            said++;
        }
    }
    if (distinct > said)
        bb_str_addf(&s, " and %zu more", distinct - said);
    char *text = bb_arena_strdup(arena, bb_str_get(&s));
    bb_str_finish(&s);
    return text;
}

/* The findings of one rule become one, which leads to the heaviest of them. */
static struct bb_attention fold(struct bb_arena *arena, struct bb_attention *group, size_t n)
{
    char what[160];
    qsort(group, n, sizeof *group, by_weight);
    struct bb_attention all = group[0];
    const char *at = strstr(all.rule->many, "%d");
    snprintf(what, sizeof what, "%.*s%zu%s", (int)(at - all.rule->many), all.rule->many, n, at + 2);
    all.count = n;
    all.what = bb_arena_strdup(arena, what);
    all.why = names_of(arena, group, n);
    for (size_t i = 1; i < n; i++)
        if (group[i].since.precision != BB_NO_DATE &&
            (all.since.precision == BB_NO_DATE || group[i].since.day < all.since.day)) {
            all.since = group[i].since;
            all.longer = group[i].longer;
        }
    return all;
}

/* Findings of one rule stand together as the rules left them. */
static void fold_all(struct bb_attention_list *l)
{
    size_t out = 0;
    for (size_t i = 0, n; i < l->n; i += n) {
        for (n = 1; i + n < l->n && l->list[i + n].number == l->list[i].number &&
                    l->list[i + n].cleared.day == l->list[i].cleared.day;)
            n++;
        size_t from = l->list[i].severity == BB_ATT_NOTE ? FOLD_NOTES_FROM : FOLD_FROM;
        if (n >= from && l->list[i].rule->many) {
            l->list[out] = fold(&l->arena, l->list + i, n);
            out++;
        } else {
            memmove(l->list + out, l->list + i, n * sizeof *l->list);
            out += n;
        }
    }
    l->n = out;
}

/* Looking. */

static void look(finder *f, struct bb_attention_list *out)
{
    f->out = out;
    f->cap = 0;
    for (f->number = 0; (f->rule = bb_attention_rule(f->number)); f->number++) {
        const struct bb_attention_setting *said = &f->t->attention.rules[f->number];
        assert(f->number < BB_ATT_RULES_MAX);
        if (said->off || (int)f->rule->reads > (int)f->d->audience)
            continue;
        f->limits = said->limits;
        f->rule->find(f);
    }
}

void att_find(const struct bb_data *d, const struct bb_curves *curves, const struct bb_thresholds *t,
              const struct bb_words *w, struct bb_attention_list *out)
{
    finder f = {.d = d, .curves = curves, .t = t, .w = w, .today = d->today};
    *out = (struct bb_attention_list){0};
    att_index(&f);
    look(&f, out);
    att_index_finish(&f);
    bb_str_finish(&f.what);
    bb_str_finish(&f.why);
}

static void sort(struct bb_attention_list *l)
{
    if (l->n)
        qsort(l->list, l->n, sizeof *l->list, worst_first);
}

void bb_attention(const struct bb_data *d, const struct bb_curves *curves, const struct bb_thresholds *t,
                  const struct bb_words *w, const struct bb_attention_past *past, struct bb_attention_list *out)
{
    att_find(d, curves, t, w, out);
    if (past)
        att_compare_with_past(past, d->today, out);
    drop_put_off(d, out);
    sort(out);
    fold_all(out);
    sort(out);
    while (out->holding < out->n && out->list[out->holding].cleared.precision == BB_NO_DATE)
        out->holding++;
}

void bb_attention_finish(struct bb_attention_list *l)
{
    free(l->list);
    bb_arena_finish(&l->arena);
    *l = (struct bb_attention_list){0};
}
