/* Fields of a form: from what is typed to what is stored, and back; suggestions for choices and references. */
#include "form.h"

#include <bepboard/attention.h>
#include <bepboard/text.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char *fold(const char *s)
{
    struct bb_str out = {0};
    bb_text_fold(&out, s);
    return bb_str_take(&out);
}

static int score_of(const char *title, const char *needle)
{
    char *hay = fold(title);
    int score = strcmp(hay, needle) == 0 ? 1000000 : bb_text_fuzzy(hay, needle);
    free(hay);
    return score;
}

/* Keeps the best few, in order. */
static int offer(struct suggestion *out, int n, int64_t id, const char *title, int score)
{
    int at = n;
    if (score <= 0)
        return n;
    while (at > 0 && out[at - 1].score < score)
        at--;
    if (at == FORM_SUGGESTIONS)
        return n;
    if (n == FORM_SUGGESTIONS)
        free(out[--n].title);
    memmove(out + at + 1, out + at, (size_t)(n - at) * sizeof *out);
    out[at] = (struct suggestion){.id = id, .title = bb_strdup(title), .score = score};
    return n + 1;
}

static int suggest_choices(const struct app *a, const struct bb_field *f, const char *needle, struct suggestion *out)
{
    int n = 0;
    for (int i = 0; i < f->choices->count; i++) {
        const char *label = bb_word(a->scene.words, f->choices, i, a->scene.data.audience);
        int by_label = score_of(label, needle), by_key = score_of(f->choices->keys[i], needle);
        n = offer(out, n, i, label, by_label > by_key ? by_label : by_key);
    }
    return n;
}

static const char *key_of(enum bb_entity e, const void *row)
{
    const struct bb_field *f = bb_field_named(e, "key");
    return f ? *(const char *const *)((const char *)row + f->offset) : NULL;
}

static int suggest_records(const struct app *a, enum bb_entity e, const char *needle, struct suggestion *out)
{
    const struct bb_table *t = &a->scene.data.tables[e];
    int n = 0;
    for (size_t i = 0; i < t->n; i++) {
        const struct bb_row *row = bb_table_at(t, i);
        struct bb_str title = {0};
        const char *key = key_of(e, row);
        bb_record_title(&title, &a->scene.data, a->scene.words, e, row->id);
        int by_title = score_of(bb_str_get(&title), needle),
            by_key = key && score_of(key, needle) == 1000000 ? 1000000 : 0;
        n = offer(out, n, row->id, bb_str_get(&title), by_title > by_key ? by_title : by_key);
        bb_str_finish(&title);
    }
    return n;
}

/* People beyond those in memory are looked for in the database. */
static int suggest_people(const struct app *a, const char *needle, struct suggestion *out)
{
    struct bb_arena arena = {0};
    struct bb_table t;
    int n = suggest_records(a, BB_PERSON, needle, out);
    bool all = a->scene.data.people_total <= (int64_t)a->scene.data.tables[BB_PERSON].n;
    if (!all && n == 0 && *needle &&
        bb_store_find_people(a->session->store, a->session->engagement, a->scene.data.audience, needle,
                             FORM_SUGGESTIONS, &arena, &t, NULL))
        for (size_t i = 0; i < t.n; i++) {
            const struct bb_person *p = bb_table_at(&t, i);
            n = offer(out, n, p->row.id, bb_person_label(p), score_of(bb_person_label(p), needle) + 1);
        }
    bb_arena_finish(&arena);
    return n;
}

int form_suggest(const struct app *a, const struct form_field *f, struct suggestion out[FORM_SUGGESTIONS])
{
    int n = 0;
    /* An untouched choice shows all that there are. */
    bool untouched = f->field->kind == BB_CHOICE && f->shown && strcmp(bb_edit_get(&f->edit), f->shown) == 0;
    char *needle = fold(untouched ? "" : bb_edit_get(&f->edit));
    if (f->field->kind == BB_CHOICE)
        n = suggest_choices(a, f->field, needle, out);
    else if (f->field->kind == BB_REF && f->field->ref == BB_PERSON)
        n = suggest_people(a, needle, out);
    else if (f->field->kind == BB_REF)
        n = suggest_records(a, (enum bb_entity)f->field->ref, needle, out);
    free(needle);
    return n;
}

void form_suggestions_finish(struct suggestion *list, int n)
{
    while (n > 0)
        free(list[--n].title);
}

void form_show(const struct app *a, const struct bb_field *field, const char *canonical, struct bb_str *out)
{
    if (!canonical || !*canonical)
        return;
    if (field->kind == BB_CHOICE)
        bb_str_add(out, bb_word(a->scene.words, field->choices, bb_choice_find(field->choices, canonical),
                                a->scene.data.audience));
    else if (field->kind == BB_BOOL)
        bb_str_add(out, "yes");
    else if (field->kind == BB_REF)
        bb_record_title(out, &a->scene.data, a->scene.words, (enum bb_entity)field->ref, strtoll(canonical, NULL, 10));
    else
        bb_str_add(out, canonical);
}

static bool read_best(const struct app *a, struct form_field *f, struct bb_str *out)
{
    struct suggestion list[FORM_SUGGESTIONS];
    int n = form_suggest(a, f, list);
    bool is_choice = f->field->kind == BB_CHOICE;
    if (n && is_choice)
        bb_str_add(out, f->field->choices->keys[list[0].id]);
    else if (n)
        bb_str_addf(out, "%lld", (long long)list[0].id);
    else if (is_choice)
        snprintf(f->error, sizeof f->error, "%s: \"%.40s\" is none of the choices; clear the line to see them",
                 f->field->label, bb_edit_get(&f->edit));
    else
        snprintf(f->error, sizeof f->error, "%s: no %s is called \"%.40s\"; add it first, or leave this empty",
                 f->field->label, bb_entity_def((enum bb_entity)f->field->ref)->label, bb_edit_get(&f->edit));
    form_suggestions_finish(list, n);
    return n > 0;
}

static bool only_spaces(const char *s)
{
    return s[strspn(s, " \n\t")] == 0;
}

bool form_read(const struct app *a, struct form_field *f, struct bb_str *out)
{
    const char *typed = bb_edit_get(&f->edit);
    struct bb_error err = {0};
    f->error[0] = 0;
    bb_str_clear(out);
    if (f->shown && strcmp(typed, f->shown) == 0) {
        bb_str_add(out, f->before);
    } else if (!only_spaces(typed)) {
        bool by_name = f->field->kind == BB_CHOICE || f->field->kind == BB_REF;
        if (by_name && !read_best(a, f, out))
            return false;
        if (!by_name && !bb_field_parse(f->field, typed, a->scene.data.today, out, &err)) {
            snprintf(f->error, sizeof f->error, "%.250s", err.text);
            return false;
        }
    }
    if (!bb_snooze_check(f->field, bb_str_get(out), a->scene.data.today, &err)) {
        snprintf(f->error, sizeof f->error, "%.250s", err.text);
        return false;
    }
    bool made_up = strcmp(f->field->name, "key") == 0;
    if (out->n == 0 && (f->field->flags & BB_REQUIRED) && !made_up) {
        snprintf(f->error, sizeof f->error, "%s: is needed", f->field->label);
        return false;
    }
    return true;
}
