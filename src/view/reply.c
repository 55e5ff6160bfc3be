/* The reply to the requester of an order: verdict, cause, what shows it, what closes the gap instead. */
#include <bepboard/diagnosis.h>
#include <bepboard/reply.h>
#include <bepboard/text.h>
#include <stdlib.h>
#include <string.h>

enum { COLUMNS = 76, INDENT = 2 };

struct letter {
    const struct bb_scene *scene;
    struct bb_str *out;
    bool markdown;
    int indent; /* of the lines that follow, plain text only */
};

static void put_line(void *ctx, const char *s, size_t n)
{
    struct letter *l = ctx;
    struct bb_str *out = l->out;
    bool bullet = out->n >= INDENT && strncmp(out->s + out->n - INDENT, "- ", INDENT) == 0;
    if (!bullet)
        bb_str_fill(out, ' ', (size_t)l->indent);
    bb_str_addn(out, s, n);
    bb_str_addc(out, '\n');
}

static void put(struct letter *l, const char *text)
{
    struct bb_str safe = {0};
    if (l->markdown) {
        bb_text_markdown(l->out, text);
        bb_str_addc(l->out, '\n');
        return;
    }
    bb_text_safe(&safe, text, strlen(text), true);
    bb_text_wrap(bb_str_get(&safe), COLUMNS - l->indent, put_line, l);
    bb_str_finish(&safe);
}

static void heading(struct letter *l, const char *text)
{
    bb_str_addc(l->out, '\n');
    bb_str_addf(l->out, l->markdown ? "## %s\n\n" : "%s\n", text);
}

static void bullet(struct letter *l, const char *text)
{
    bb_str_add(l->out, "- ");
    l->indent = INDENT;
    put(l, text);
    l->indent = 0;
}

/* One bullet for each line of the text. */
static void bullets(struct letter *l, const char *text)
{
    while (*text) {
        size_t n = strcspn(text, "\n");
        char *line = bb_strndup(text, n);
        if (n)
            bullet(l, line);
        free(line);
        text += n + (text[n] == '\n');
    }
}

static void section(struct letter *l, const char *title, const char *text)
{
    if (!text || !*text)
        return;
    heading(l, title);
    put(l, text);
}

/* Raised above the team: not for a letter. */
static bool for_team(const struct bb_row *row)
{
    return row->sensitivity == BB_NONE || row->sensitivity < (int64_t)BB_AT_TEAM;
}

static void capital(struct bb_str *s, size_t at)
{
    if (at < s->n && s->s[at] >= 'a' && s->s[at] <= 'z')
        s->s[at] = (char)(s->s[at] - 'a' + 'A');
}

static const char *verdict_word(const struct letter *l, int64_t verdict)
{
    return bb_word(l->scene->words, &bb_verdicts, verdict, l->scene->data.audience);
}

static void put_head(struct letter *l, const struct bb_order *o, const struct bb_diagnosis *d)
{
    const struct bb_person *to = bb_data_person(&l->scene->data, o->requester);
    struct bb_str s = {0};
    if (o->key)
        bb_str_addf(&s, "%s: ", o->key);
    bb_str_add(&s, o->title ? o->title : "");
    bb_str_add(l->out, l->markdown ? "# " : "");
    put(l, bb_str_get(&s));
    bb_str_clear(&s);
    if (to)
        bb_str_addf(&s, "To %s. ", bb_person_label(to));
    bb_str_add(&s, "Ordered ");
    bb_date_format(&s, o->received);
    if (d) {
        bb_str_add(&s, ", answered ");
        bb_date_format(&s, d->on);
        if (d->version != BB_NONE && d->version > 1)
            bb_str_addf(&s, ", version %lld", (long long)d->version);
    }
    bb_str_addc(&s, '.');
    bb_str_add(l->out, l->markdown ? "\n" : "");
    put(l, bb_str_get(&s));
    bb_str_finish(&s);
}

/* The other verdicts that the questions led to: `keys` as they were written down. */
static void add_also(const struct letter *l, struct bb_str *s, const struct bb_diagnosis *d, const char *before)
{
    bool first = true;
    for (int v = 0; d->verdicts && v < BB_VERDICT_COUNT; v++) {
        const char *at = strstr(d->verdicts, bb_verdicts.keys[v]);
        size_t n = strlen(bb_verdicts.keys[v]);
        bool whole = at && (at == d->verdicts || at[-1] == ' ') && (!at[n] || at[n] == ',');
        if (!whole || v == d->verdict || v == d->overruled)
            continue;
        bb_str_addf(s, "%s%s", first ? before : "; ", verdict_word(l, v));
        first = false;
    }
}

static void put_questions_verdict(struct letter *l, const struct bb_diagnosis *d)
{
    struct bb_str s = {0};
    if (d->verdict == BB_NONE)
        bb_str_add(&s, "The answers that we have support no verdict yet");
    else
        bb_str_add(&s, verdict_word(l, d->verdict));
    capital(&s, 0);
    add_also(l, &s, d, ". It is also true that: ");
    bb_str_addc(&s, '.');
    if (d->share != BB_NONE)
        bb_str_addf(&s, " Training can close about %lld %% of the gap.", (long long)d->share);
    put(l, bb_str_get(&s));
    bb_str_finish(&s);
}

/* What counts is what was decided; what the questions led to is told as what it is. */
static void put_overruled(struct letter *l, const struct bb_diagnosis *d)
{
    const struct bb_person *by = bb_data_person(&l->scene->data, d->overruled_by);
    const char *why = d->overruled_why ? d->overruled_why : "";
    size_t n = strlen(why);
    struct bb_str s = {0};
    bb_str_addf(&s, "%s. So %s decided", verdict_word(l, d->overruled), by ? bb_person_label(by) : "it was");
    capital(&s, 0);
    bb_str_addf(&s, "%s%s%s", n ? ": " : "", why, n && strchr(".!?", why[n - 1]) ? "" : ".");
    put(l, bb_str_get(&s));
    bb_str_clear(&s);
    bb_str_addc(l->out, '\n');
    bb_str_addf(&s, "The questions that were asked had led to another verdict: %s", verdict_word(l, d->verdict));
    add_also(l, &s, d, ", and ");
    bb_str_addc(&s, '.');
    if (d->share != BB_NONE)
        bb_str_addf(&s, " By their answers training can close about %lld %% of the gap.", (long long)d->share);
    put(l, bb_str_get(&s));
    bb_str_finish(&s);
}

static void put_verdict(struct letter *l, const struct bb_diagnosis *d)
{
    heading(l, "Is training the answer?");
    if (d->overruled != BB_NONE && d->overruled != d->verdict)
        put_overruled(l, d);
    else
        put_questions_verdict(l, d);
}

/* The answers that led to the verdict; the arithmetic behind them is for ourselves. */
static void put_because(struct letter *l, const struct bb_diagnosis *d)
{
    const struct bb_questionnaire *q = l->scene->questionnaire;
    struct bb_given given[BB_QUESTIONS_MAX];
    struct bb_assessment a;
    struct bb_str s = {0};
    if (!q || d->verdict == BB_NONE)
        return;
    bb_diagnosis_given(&l->scene->data, q, d->row.id, given);
    bb_assess(q, given, &a);
    bb_assessment_because(&s, q, given, &a, d->verdict, l->scene->words);
    if (s.n) {
        heading(l, d->overruled == BB_NONE ? "What shows it" : "What the answers showed");
        bullets(l, s.s);
    }
    bb_str_finish(&s);
}

static void put_actions(struct letter *l, int64_t order)
{
    const struct bb_table *t = &l->scene->data.tables[BB_ACTION];
    bool first = true;
    for (size_t i = 0; i < t->n; i++) {
        const struct bb_todo *todo = bb_table_at(t, i);
        const struct bb_person *owner = bb_data_person(&l->scene->data, todo->owner);
        struct bb_str s = {0};
        if (todo->order != order || !todo->what || !for_team(&todo->row))
            continue;
        if (first)
            heading(l, "Who does what");
        first = false;
        bb_str_add(&s, todo->what);
        bb_str_addf(&s, ": %s", owner ? bb_person_label(owner) : "nobody yet");
        if (todo->due.precision) {
            bb_str_add(&s, ", by ");
            bb_date_format(&s, todo->due);
        }
        bullet(l, bb_str_get(&s));
        bb_str_finish(&s);
    }
}

static void put_stipulations(struct letter *l, int64_t order)
{
    const struct bb_table *t = &l->scene->data.tables[BB_STIPULATION];
    bool first = true;
    for (size_t i = 0; i < t->n; i++) {
        const struct bb_stipulation *s = bb_table_at(t, i);
        if (s->order != order || !s->text || !for_team(&s->row))
            continue;
        if (first)
            heading(l, "What we agreed in exchange");
        first = false;
        bullet(l, s->text);
    }
}

static void put_diagnosis(struct letter *l, const struct bb_order *o, const struct bb_diagnosis *d)
{
    bool undiagnosed = d->undiagnosed && *d->undiagnosed;
    if (undiagnosed)
        section(l, "Taken without a diagnosis", d->undiagnosed);
    else
        put_verdict(l, d);
    section(l, "What is wanted", o->outcome);
    section(l, "What happens today", o->gap);
    section(l, d->overruled == BB_NONE ? "Why" : "Why the gap is there, by the answers", d->root_cause);
    put_because(l, d);
    if (d->alternatives && *d->alternatives) {
        heading(l, "What closes the gap");
        bullets(l, d->alternatives);
    }
    put_actions(l, o->row.id);
    put_stipulations(l, o->row.id);
    section(l, "Our answer", o->answer);
}

bool bb_reply_write(struct bb_str *out, const struct bb_scene *scene, int64_t order, bool markdown)
{
    const struct bb_order *o = bb_data_order(&scene->data, order);
    const struct bb_diagnosis *d = o ? bb_diagnosis_latest(&scene->data, order) : NULL;
    struct letter l = {.scene = scene, .out = out, .markdown = markdown};
    if (!o || (!d && !o->diagnosed))
        return false;
    put_head(&l, o, d);
    if (d) {
        put_diagnosis(&l, o, d);
        return true;
    }
    section(&l, "What is wanted", o->outcome);
    bb_str_addc(out, '\n');
    put(&l, scene->data.audience < BB_AT_TEAM ? "A diagnosis was made. It is for those who decide, not for the room."
                                              : "A diagnosis was made; its answers were not written down here.");
    return true;
}
