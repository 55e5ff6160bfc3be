/* What the field table means: reading what people type, and records to canonical text and back. */
#include <assert.h>
#include <bepboard/field.h>
#include <bepboard/text.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { TEXT_BYTES_MAX = 500, NOTE_BYTES_MAX = 1 << 20, DECIMALS = 6, TYPED_MAX = 64 };

/* --- numbers --- */

/* Reads one or more digits and moves *s behind them; false on none or overflow. */
static bool read_digits(const char **s, int64_t *value)
{
    if (**s < '0' || **s > '9')
        return false;
    for (*value = 0; **s >= '0' && **s <= '9'; ++*s)
        if (__builtin_mul_overflow(*value, 10, value) || __builtin_add_overflow(*value, **s - '0', value))
            return false;
    return true;
}

static bool int_parse(const char *s, int64_t *value)
{
    bool negative = *s == '-';
    s += negative || *s == '+';
    if (!read_digits(&s, value) || *s)
        return false;
    *value = negative ? -*value : *value;
    return true;
}

bool bb_decimal_parse(const char *s, int64_t *millionths)
{
    bool negative = *s == '-';
    s += negative || *s == '+';
    int64_t whole, value;
    if (!read_digits(&s, &whole) || __builtin_mul_overflow(whole, BB_MILLION, &value))
        return false;
    if (*s == '.') {
        s++;
        int64_t unit = BB_MILLION / 10, part = 0;
        if (*s < '0' || *s > '9')
            return false;
        for (; *s >= '0' && *s <= '9' && unit > 0; s++, unit /= 10)
            part += (*s - '0') * unit;
        if (__builtin_add_overflow(value, part, &value))
            return false;
    }
    if (*s)
        return false;
    *millionths = negative ? -value : value;
    return true;
}

void bb_decimal_format(struct bb_str *out, int64_t millionths)
{
    uint64_t size = millionths < 0 ? -(uint64_t)millionths : (uint64_t)millionths;
    unsigned part = (unsigned)(size % BB_MILLION);
    bb_str_addf(out, "%s%llu", millionths < 0 ? "-" : "", (unsigned long long)(size / BB_MILLION));
    if (part == 0)
        return;
    int digits = DECIMALS;
    for (; part % 10 == 0; part /= 10)
        digits--;
    bb_str_addf(out, ".%0*u", digits, part);
}

/* --- what people type --- */

struct typed {
    const struct bb_field *f;
    const char *s; /* without space around it, not empty */
    size_t n;
    int32_t today;
    struct bb_str *out;
    struct bb_error *err;
};

static bool has_limits(const struct bb_field *f)
{
    return f->min != 0 || f->max != 0;
}

static bool fail_number(const struct typed *t, const char *what)
{
    const struct bb_field *f = t->f;
    struct bb_str limits = {0};
    if (has_limits(f)) {
        bb_str_add(&limits, " from ");
        if (f->kind == BB_DECIMAL) {
            bb_decimal_format(&limits, f->min);
            bb_str_add(&limits, " to ");
            bb_decimal_format(&limits, f->max);
        } else {
            bb_str_addf(&limits, "%lld to %lld", (long long)f->min, (long long)f->max);
        }
    }
    bb_fail(t->err, BB_E_INPUT, "%s: expected %s%s%s%s, not \"%.60s\".", f->label, what, bb_str_get(&limits),
            f->unit ? " " : "", f->unit ? f->unit : "", t->s);
    bb_str_finish(&limits);
    return false;
}

static bool within(const struct bb_field *f, int64_t value)
{
    return !has_limits(f) || (value >= f->min && value <= f->max);
}

static bool parse_text(const struct typed *t)
{
    const struct bb_field *f = t->f;
    size_t max = f->max > 0 ? (size_t)f->max : f->kind == BB_NOTE ? NOTE_BYTES_MAX : TEXT_BYTES_MAX;
    if (bb_utf8_valid(t->s, t->n) != t->n)
        return bb_fail(t->err, BB_E_INPUT, "%s: expected UTF-8 text; byte %zu is something else.", f->label,
                       bb_utf8_valid(t->s, t->n) + 1);
    if (f->kind == BB_TEXT && memchr(t->s, '\n', t->n))
        return bb_fail(t->err, BB_E_INPUT, "%s: expected one line, not several.", f->label);
    if (t->n > max)
        return bb_fail(t->err, BB_E_INPUT, "%s: expected at most %zu bytes, not %zu.", f->label, max, t->n);
    bb_str_addn(t->out, t->s, t->n);
    return true;
}

static bool parse_int(const struct typed *t)
{
    int64_t value;
    if (!int_parse(t->s, &value) || !within(t->f, value))
        return fail_number(t, "a whole number");
    bb_str_addf(t->out, "%lld", (long long)value);
    return true;
}

static bool parse_decimal(const struct typed *t)
{
    int64_t value;
    if (!bb_decimal_parse(t->s, &value) || !within(t->f, value))
        return fail_number(t, "a number (as 0.16)");
    bb_decimal_format(t->out, value);
    return true;
}

struct yes_no {
    const char *word;
    bool yes;
};
static const struct yes_no yes_nos[] = {
    {"yes", true}, {"y", true},  {"true", true},   {"on", true},   {"1", true},
    {"no", false}, {"n", false}, {"false", false}, {"off", false}, {"0", false},
};

static bool parse_bool(const struct typed *t)
{
    for (size_t i = 0; i < sizeof yes_nos / sizeof *yes_nos; i++) {
        if (strcasecmp(t->s, yes_nos[i].word) == 0) {
            bb_str_add(t->out, yes_nos[i].yes ? "1" : "");
            return true;
        }
    }
    return bb_fail(t->err, BB_E_INPUT, "%s: expected yes or no, not \"%.60s\".", t->f->label, t->s);
}

/* Index of the key that is meant by s (any case, spaces for hyphens, an unambiguous beginning), or BB_NONE. */
static int64_t choice_meant(const struct bb_choices *c, const char *s)
{
    char key[TYPED_MAX];
    size_t n = strlen(s);
    if (n >= sizeof key)
        return BB_NONE;
    for (size_t i = 0; i <= n; i++)
        key[i] = s[i] == ' ' || s[i] == '_' ? '-' : s[i];
    int64_t found = BB_NONE;
    for (int i = 0; i < c->count; i++) {
        if (strcasecmp(c->keys[i], key) == 0)
            return i;
    }
    for (int i = 0; i < c->count; i++) {
        if (strncasecmp(c->keys[i], key, n) != 0)
            continue;
        if (found != BB_NONE)
            return BB_NONE;
        found = i;
    }
    return found;
}

static bool parse_choice(const struct typed *t)
{
    const struct bb_choices *c = t->f->choices;
    int64_t i = choice_meant(c, t->s);
    if (i != BB_NONE) {
        bb_str_add(t->out, c->keys[i]);
        return true;
    }
    struct bb_str keys = {0};
    for (int k = 0; k < c->count; k++)
        bb_str_addf(&keys, "%s%s", k == 0 ? "" : k == c->count - 1 ? " or " : ", ", c->keys[k]);
    bb_fail(t->err, BB_E_INPUT, "%s: expected %s, not \"%.60s\".", t->f->label, bb_str_get(&keys), t->s);
    bb_str_finish(&keys);
    return false;
}

static bool parse_date(const struct typed *t)
{
    struct bb_date d;
    struct bb_error why;
    if (!bb_date_parse_loose(t->s, t->today, &d, &why))
        return bb_fail(t->err, BB_E_INPUT, "%s: %s", t->f->label, why.text);
    bb_date_format(t->out, d);
    return true;
}

static bool parse_ref(const struct typed *t)
{
    bb_str_addn(t->out, t->s, t->n);
    return true;
}

static bool (*const parsers[])(const struct typed *t) = {
    [BB_TEXT] = parse_text, [BB_NOTE] = parse_text,     [BB_INT] = parse_int,   [BB_DECIMAL] = parse_decimal,
    [BB_BOOL] = parse_bool, [BB_CHOICE] = parse_choice, [BB_DATE] = parse_date, [BB_REF] = parse_ref,
};
static_assert(sizeof parsers / sizeof *parsers == BB_KIND_COUNT, "every kind has a parser");

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

bool bb_field_parse(const struct bb_field *f, const char *typed, int32_t today, struct bb_str *out,
                    struct bb_error *err)
{
    bb_str_clear(out);
    const char *s = typed ? typed : "";
    while (is_space(*s))
        s++;
    size_t n = strlen(s);
    while (n > 0 && is_space(s[n - 1]))
        n--;
    if (n == 0)
        return true;
    struct bb_str trimmed = {0};
    bb_str_addn(&trimmed, s, n);
    struct typed t = {.f = f, .s = trimmed.s, .n = n, .today = today, .out = out, .err = err};
    bool ok = parsers[f->kind](&t);
    bb_str_finish(&trimmed);
    return ok;
}

/* --- records --- */

static void *member(const struct bb_field *f, void *record)
{
    return (char *)record + f->offset;
}

static const void *member_of(const struct bb_field *f, const void *record)
{
    return (const char *)record + f->offset;
}

static bool load_number(const struct bb_field *f, int64_t *to, const char *s)
{
    int64_t value = f->kind == BB_BOOL || f->kind == BB_REF ? 0 : BB_NONE;
    bool ok = true;
    if (s && *s) {
        if (f->kind == BB_DECIMAL)
            ok = bb_decimal_parse(s, &value);
        else if (f->kind == BB_CHOICE)
            ok = (value = bb_choice_find(f->choices, s)) != BB_NONE;
        else
            ok = int_parse(s, &value) && (f->kind != BB_BOOL || value == 0 || value == 1);
    }
    if (ok)
        *to = value;
    return ok;
}

bool bb_field_load(const struct bb_field *f, void *record, const char *canonical)
{
    bool empty = !canonical || !*canonical;
    void *to = member(f, record);
    if (f->kind == BB_TEXT || f->kind == BB_NOTE) {
        *(const char **)to = empty ? NULL : canonical;
        return true;
    }
    if (f->kind != BB_DATE)
        return load_number(f, to, canonical);
    if (empty) {
        *(struct bb_date *)to = (struct bb_date){0};
        return true;
    }
    return bb_date_parse(canonical, to);
}

bool bb_field_binds(const struct bb_field *f)
{
    return f->kind == BB_REF && (f->flags & (BB_REQUIRED | BB_KEY | BB_ABOUT));
}

bool bb_field_empty(const struct bb_field *f, const void *record)
{
    const void *at = member_of(f, record);
    switch (f->kind) {
    case BB_TEXT:
    case BB_NOTE: {
        const char *s = *(const char *const *)at;
        return !s || !*s;
    }
    case BB_DATE:
        return ((const struct bb_date *)at)->precision == BB_NO_DATE;
    case BB_BOOL:
    case BB_REF:
        return *(const int64_t *)at == 0;
    default:
        return *(const int64_t *)at == BB_NONE;
    }
}

void bb_field_save(const struct bb_field *f, const void *record, struct bb_str *out)
{
    if (bb_field_empty(f, record))
        return;
    const void *at = member_of(f, record);
    switch (f->kind) {
    case BB_TEXT:
    case BB_NOTE:
        bb_str_add(out, *(const char *const *)at);
        return;
    case BB_DATE:
        bb_date_format(out, *(const struct bb_date *)at);
        return;
    case BB_DECIMAL:
        bb_decimal_format(out, *(const int64_t *)at);
        return;
    case BB_CHOICE: {
        int64_t i = *(const int64_t *)at;
        bb_str_add(out, i >= 0 && i < f->choices->count ? f->choices->keys[i] : "");
        return;
    }
    default:
        bb_str_addf(out, "%lld", (long long)*(const int64_t *)at);
    }
}
