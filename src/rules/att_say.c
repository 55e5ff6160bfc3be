/* How findings are said: dates, names, sentences, and what becomes of several findings of one rule. */
#include "attention.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

bool att_was(const finder *f, struct bb_date d)
{
    return d.precision != BB_NO_DATE && d.day <= f->today;
}

bool att_past(const finder *f, struct bb_date d)
{
    return d.precision != BB_NO_DATE && d.day < f->today;
}

bool att_begun(const finder *f, struct bb_date d)
{
    return d.precision == BB_NO_DATE || d.day <= f->today;
}

int att_age(const finder *f, struct bb_date d)
{
    return d.precision == BB_NO_DATE ? 0 : f->today - d.day;
}

/* So many digits and a dash. */
static char *digits(char *at, int value, int n)
{
    for (int i = n; i-- > 0; value /= 10)
        at[i] = (char)('0' + value % 10);
    at[n] = '-';
    return at + n + 1;
}

struct att_day att_day(struct bb_date d)
{
    struct att_day out = {{0}};
    int year, month, day;
    if (d.precision == BB_NO_DATE)
        return out;
    bb_day_to_civil(d.day, &year, &month, &day);
    char *at = digits(out.s, year, 4);
    if (d.precision != BB_YEAR)
        at = digits(at, month, 2);
    if (d.precision == BB_DAY)
        at = digits(at, day, 2);
    at[-1] = '\0';
    return out;
}

struct bb_date att_plus(struct bb_date d, int64_t days)
{
    return d.precision == BB_NO_DATE ? d : bb_date_of(d.day + (int32_t)days);
}

const char *att_text(const char *s)
{
    return s ? s : "";
}

const char *att_person_name(const finder *f, int64_t id)
{
    const struct bb_person *p = bb_data_person(f->d, id);
    return p ? bb_person_label(p) : "somebody";
}

const char *att_unit_name(const finder *f, int64_t id)
{
    const struct bb_unit *u = bb_data_unit(f->d, id);
    return u && u->name ? u->name : "the whole";
}

const char *att_order_name(const finder *f, int64_t id)
{
    const struct bb_order *o = bb_data_order(f->d, id);
    return !o ? "An order" : o->key ? o->key : o->title ? o->title : "An order";
}

int64_t att_power(const finder *f, int64_t person)
{
    const struct bb_person *p = bb_data_person(f->d, person);
    return p && p->power != BB_NONE ? p->power : 0;
}

static void __attribute__((format(printf, 2, 0))) say(struct bb_str *out, const char *fmt, va_list args)
{
    char text[2400];
    vsnprintf(text, sizeof text, fmt, args);
    bb_str_add(out, text);
}

void att_what(finder *f, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    say(&f->what, fmt, args);
    va_end(args);
}

void att_why(finder *f, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    say(&f->why, fmt, args);
    va_end(args);
}

void att_why_over(finder *f, const char *word, struct bb_date due)
{
    int days = att_age(f, due);
    att_why(f, "%s %s, %d day%s over", word, att_day(due).s, days, days == 1 ? "" : "s");
}

struct bb_date att_later(struct bb_date a, struct bb_date b)
{
    if (a.precision == BB_NO_DATE || b.precision == BB_NO_DATE)
        return a.precision == BB_NO_DATE ? b : a;
    return a.day > b.day ? a : b;
}

struct bb_date att_made(const finder *f, const struct bb_row *row)
{
    const struct bb_engagement *e = f->d->engagement;
    int64_t at = row ? bb_uid_us(row->uid) : -1;
    int32_t day = at < 0 ? INT32_MAX : bb_day_of_us(at, e && e->time_zone ? e->time_zone : "UTC");
    return day <= f->today ? bb_date_of(day) : (struct bb_date){0};
}

static struct bb_attention *report(finder *f, int64_t id, struct bb_date since, int64_t weight, const char *name)
{
    struct bb_attention_list *l = f->out;
    const struct bb_attention_setting *said = &f->t->attention.rules[f->number];
    l->list = bb_grow(l->list, l->n, &f->cap, sizeof *l->list);
    struct bb_attention *a = &l->list[l->n++];
    *a = (struct bb_attention){
        .rule = f->rule,
        .number = f->number,
        .severity = said->said ? said->severity : f->rule->severity,
        .entity = f->rule->entity,
        .id = id,
        .count = 1,
        .name = bb_arena_strdup(&l->arena, att_text(name)),
        .what = bb_arena_strdup(&l->arena, bb_str_get(&f->what)),
        .why = bb_arena_strdup(&l->arena, bb_str_get(&f->why)),
        .since = since,
        .weight = weight,
    };
    bb_str_clear(&f->what);
    bb_str_clear(&f->why);
    return a;
}

void att_report(finder *f, int64_t id, struct bb_date since, int64_t weight, const char *name)
{
    report(f, id, since, weight, name)->undated = since.precision == BB_NO_DATE;
}

void att_report_row(finder *f, const struct bb_row *row, struct bb_date since, int64_t weight, const char *name)
{
    if (since.precision != BB_NO_DATE)
        att_report(f, row->id, since, weight, name);
    else
        att_report_made(f, row->id, att_made(f, row), weight, name);
}

void att_report_made(finder *f, int64_t id, struct bb_date made, int64_t weight, const char *name)
{
    report(f, id, made, weight, name)->undated = true;
}
