/* Diagnoses as a list, and their answers on the page. */
#include "sheets.h"

#include <bepboard/diagnosis.h>
#include <bepboard/registers.h>
#include <stdio.h>
#include <stdlib.h>

enum { ORDER, VERSION, ON, VERDICT, SHARE, RED, PATH };

struct diagnosed {
    const struct bb_diagnosis *diagnosis;
    size_t place; /* of its order in the register */
    bool latest;
};

static int latest_first(const void *a, const void *b)
{
    const struct diagnosed *x = a, *y = b;
    if (x->place != y->place)
        return x->place < y->place ? -1 : 1;
    return (x->diagnosis->version < y->diagnosis->version) - (x->diagnosis->version > y->diagnosis->version);
}

static size_t place_of(const struct bb_data *d, int64_t order)
{
    size_t i = 0;
    while (i < d->tables[BB_ORDER].n && BB_ROW(d, BB_ORDER, struct bb_order, i)->row.id != order)
        i++;
    return i;
}

static void set_verdict(const struct bb_scene *scene, struct bb_list *l, struct bb_list_row *row,
                        const struct bb_diagnosis *d, const struct bb_assessment *a)
{
    struct bb_str s = {0};
    bool undiagnosed = d->undiagnosed && *d->undiagnosed;
    if (bb_diagnosis_verdict(d) != BB_NONE)
        bb_str_add(&s, bb_word(scene->words, &bb_verdicts, bb_diagnosis_verdict(d), scene->data.audience));
    else if (undiagnosed)
        bb_str_add(&s, "taken undiagnosed");
    else if (a)
        bb_str_addf(&s, "under way: %zu of %zu", a->answered, a->asked_n);
    if (d->overruled != BB_NONE)
        bb_str_add(&s, " (overruled)");
    bb_list_set(l, row, VERDICT, bb_str_get(&s), undiagnosed || d->overruled != BB_NONE ? BB_WARN : BB_NORMAL);
    bb_str_finish(&s);
}

static void set_way(const struct bb_scene *scene, struct bb_list *l, struct bb_list_row *row, int64_t diagnosis,
                    struct bb_assessment *a)
{
    const struct bb_questionnaire *q = scene->questionnaire;
    struct bb_given given[BB_QUESTIONS_MAX];
    struct bb_str s = {0};
    bb_diagnosis_given(&scene->data, q, diagnosis, given);
    bb_assess(q, given, a);
    bb_assessment_cells_in(&s, a, BB_CELL_RED, scene->words, scene->data.audience);
    bb_list_set(l, row, RED, bb_str_get(&s), BB_NORMAL);
    bb_str_clear(&s);
    bb_assessment_path(&s, q, given, a);
    bb_list_set(l, row, PATH, bb_str_get(&s), BB_NORMAL);
    bb_str_finish(&s);
}

static void add_diagnosis(const struct bb_scene *scene, struct bb_list *l, const struct diagnosed *one)
{
    const struct bb_diagnosis *d = one->diagnosis;
    const struct bb_order *o = bb_data_order(&scene->data, d->order);
    struct bb_list_row *row = bb_list_add(l, d->row.id, BB_DIAGNOSIS);
    struct bb_assessment a;
    struct bb_str s = {0};
    char text[32];
    bb_list_set(l, row, ORDER, !o ? "" : o->key ? o->key : o->title, one->latest ? BB_NORMAL : BB_DIM);
    snprintf(text, sizeof text, "%lld", (long long)d->version);
    bb_list_set_number(l, row, VERSION, d->version, d->version == BB_NONE ? "" : text, BB_NORMAL);
    bb_date_format(&s, d->on);
    bb_list_set_number(l, row, ON, d->on.day, bb_str_get(&s), BB_NORMAL);
    if (scene->questionnaire)
        set_way(scene, l, row, d->row.id, &a);
    set_verdict(scene, l, row, d, scene->questionnaire ? &a : NULL);
    snprintf(text, sizeof text, "%lld %%", (long long)d->share);
    if (d->share != BB_NONE)
        bb_list_set_number(l, row, SHARE, d->share, text, BB_NORMAL);
    bb_str_finish(&s);
}

void list_diagnoses(const struct bb_scene *scene, const struct bb_look *look, struct bb_list *l)
{
    enum { WIDE_VERDICT = 30, WIDE_CELLS = 30, LEAST_PATH = 16 };
    const struct bb_table *t = &scene->data.tables[BB_DIAGNOSIS];
    struct diagnosed *list = bb_alloc((t->n + 1) * sizeof *list);
    (void)look;
    bb_list_column(l, "Order", BB_LEFT, 0, false);
    bb_list_column(l, "V", BB_RIGHT, 0, false);
    bb_list_column(l, "On", BB_LEFT, 0, false);
    bb_list_column(l, "Verdict", BB_LEFT, WIDE_VERDICT, false);
    bb_list_column(l, "Training", BB_RIGHT, 0, false);
    bb_list_column(l, "Red cells", BB_LEFT, WIDE_CELLS, false);
    bb_list_column(l, "Way of the answers", BB_LEFT, LEAST_PATH, true);
    for (size_t i = 0; i < t->n; i++) {
        const struct bb_diagnosis *d = bb_table_at(t, i);
        list[i] =
            (struct diagnosed){d, place_of(&scene->data, d->order), d == bb_diagnosis_latest(&scene->data, d->order)};
    }
    qsort(list, t->n, sizeof *list, latest_first);
    for (size_t i = 0; i < t->n; i++)
        add_diagnosis(scene, l, &list[i]);
    free(list);
}

void diagnosis_answer(const struct bb_scene *scene, const struct bb_answer *answer, struct bb_str *label,
                      struct bb_str *text)
{
    const struct bb_questionnaire *q = scene->questionnaire;
    int i = q ? bb_question_find(q, answer->question) : -1;
    bb_str_add(label, bb_word(scene->words, &bb_replies, answer->reply, scene->data.audience));
    bb_str_add(text, i >= 0 ? q->questions[i].text : answer->question ? answer->question : "");
    if (answer->evidence && *answer->evidence)
        bb_str_addf(text, " %s", answer->evidence);
}
