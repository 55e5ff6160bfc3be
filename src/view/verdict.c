/* The page at the end of a diagnosis: what the answers come to, and why. */
#include <bepboard/diagnosis.h>
#include <bepboard/reply.h>
#include <bepboard/text.h>
#include <stdlib.h>
#include <string.h>

enum { LABEL, VALUE, LABEL_COLUMNS = 16, BESIDE = LABEL_COLUMNS + 4, LEAST = 20 };

struct lines {
    const struct bb_scene *scene;
    const struct bb_look *look;
    struct bb_list *l;
    int width;
    const char *label; /* of the next line; then empty */
    enum bb_role role;
};

static void add_line(void *ctx, const char *s, size_t n)
{
    struct lines *p = ctx;
    struct bb_list_row *row = bb_list_add(p->l, (int64_t)p->l->n + 1, 0);
    char *text = bb_strndup(s, n);
    bb_list_set(p->l, row, LABEL, p->label, BB_DIM);
    bb_list_set(p->l, row, VALUE, text, p->role);
    p->label = "";
    free(text);
}

static void add(struct lines *p, const char *label, const char *text, enum bb_role role)
{
    int room = p->width - BESIDE;
    if (!text || !*text)
        return;
    p->label = label;
    p->role = role;
    bb_text_wrap(text, room < LEAST ? LEAST : room, add_line, p);
}

static const char *verdict_word(const struct lines *p, int64_t verdict)
{
    return bb_word(p->scene->words, &bb_verdicts, verdict, p->scene->data.audience);
}

static void add_verdicts(struct lines *p, const struct bb_assessment *a, const struct bb_diagnosis *d)
{
    struct bb_str s = {0};
    int64_t verdict = d->verdict != BB_NONE ? d->verdict : a->leading;
    if (verdict == BB_NONE)
        add(p, "Verdict", "none yet: the answers support no verdict strongly enough", BB_WARN);
    else
        add(p, "Verdict", verdict_word(p, verdict), BB_ACCENT);
    if (verdict != a->leading)
        add(p, "", "It was recorded under other questions: today's lead elsewhere.", BB_WARN);
    for (int v = 0; v < BB_VERDICT_COUNT; v++)
        if (a->holds[v] && v != verdict)
            bb_str_addf(&s, "%s%s", s.n ? "; " : "", verdict_word(p, v));
    add(p, "Also true", bb_str_get(&s), BB_NORMAL);
    bb_str_clear(&s);
    for (int v = 0; v < BB_VERDICT_COUNT; v++)
        if (a->points[v])
            bb_str_addf(&s, "%s%s %lld", s.n ? ", " : "", bb_verdicts.keys[v], (long long)a->points[v]);
    if (s.n)
        bb_str_addf(&s, "; a verdict holds from %lld points", (long long)p->scene->questionnaire->holds);
    add(p, "Points", bb_str_get(&s), BB_DIM);
    bb_str_clear(&s);
    if (d->overruled != BB_NONE) {
        const struct bb_person *by = bb_data_person(&p->scene->data, d->overruled_by);
        bb_str_addf(&s, "%s, by %s: %s", verdict_word(p, d->overruled), by ? bb_person_label(by) : "somebody",
                    d->overruled_why ? d->overruled_why : "");
        add(p, "Overruled", bb_str_get(&s), BB_WARN);
    }
    bb_str_finish(&s);
}

static void add_cells(struct lines *p, const struct bb_assessment *a)
{
    static const enum bb_glyph glyphs[] = {[BB_CELL_UNASKED] = BB_G_DOT,
                                           [BB_CELL_UNKNOWN] = BB_G_NOTE,
                                           [BB_CELL_GREEN] = BB_G_DONE,
                                           [BB_CELL_PARTLY] = BB_G_PARTLY,
                                           [BB_CELL_RED] = BB_G_ALARM};
    static const char *const names[] = {[BB_CELL_UNASKED] = "not asked",
                                        [BB_CELL_UNKNOWN] = "not known",
                                        [BB_CELL_GREEN] = "green",
                                        [BB_CELL_PARTLY] = "partly",
                                        [BB_CELL_RED] = "red"};
    static const enum bb_role roles[] = {[BB_CELL_UNASKED] = BB_DIM,
                                         [BB_CELL_UNKNOWN] = BB_DIM,
                                         [BB_CELL_GREEN] = BB_GOOD,
                                         [BB_CELL_PARTLY] = BB_WARN,
                                         [BB_CELL_RED] = BB_BAD};
    for (int c = 0; c < BB_CELL_COUNT; c++) {
        struct bb_str s = {0};
        bb_str_addf(&s, "%d %s %s: %s", c + 1, bb_glyph(p->look->glyphs, glyphs[a->cells[c]]),
                    bb_word(p->scene->words, &bb_gilbert_cells, c, p->scene->data.audience), names[a->cells[c]]);
        add(p, c ? "" : "Six cells", bb_str_get(&s), roles[a->cells[c]]);
        bb_str_finish(&s);
    }
}

static void add_instead(struct lines *p, const struct bb_given *given, const struct bb_assessment *a)
{
    const char *list[BB_QUESTIONS_MAX];
    size_t n = bb_assessment_instead(p->scene->questionnaire, given, a, list, BB_QUESTIONS_MAX);
    for (size_t i = 0; i < n; i++)
        add(p, i ? "" : "Instead", list[i], BB_NORMAL);
}

static void add_actions(struct lines *p, int64_t order)
{
    const struct bb_table *t = &p->scene->data.tables[BB_ACTION];
    bool first = true;
    for (size_t i = 0; i < t->n; i++) {
        const struct bb_todo *todo = bb_table_at(t, i);
        const struct bb_person *owner = bb_data_person(&p->scene->data, todo->owner);
        struct bb_str s = {0};
        if (todo->order != order || !todo->what)
            continue;
        bb_str_addf(&s, "%s: %s", todo->what, owner ? bb_person_label(owner) : "nobody yet");
        if (todo->due.precision) {
            bb_str_add(&s, ", by ");
            bb_date_format(&s, todo->due);
        }
        add(p, first ? "Actions" : "", bb_str_get(&s), owner ? BB_NORMAL : BB_WARN);
        first = false;
        bb_str_finish(&s);
    }
}

static void add_former(struct lines *p, const struct bb_diagnosis *latest)
{
    const struct bb_table *t = &p->scene->data.tables[BB_DIAGNOSIS];
    bool first = true;
    for (size_t i = t->n; i-- > 0;) {
        const struct bb_diagnosis *d = bb_table_at(t, i);
        struct bb_str s = {0};
        if (d->order != latest->order || d == latest)
            continue;
        bb_str_addf(&s, "%lld, ", (long long)d->version);
        bb_date_format(&s, d->on);
        if (bb_diagnosis_verdict(d) != BB_NONE)
            bb_str_addf(&s, ": %s", verdict_word(p, bb_diagnosis_verdict(d)));
        else
            bb_str_addf(&s, ": %s", d->undiagnosed ? d->undiagnosed : "no verdict");
        add(p, first ? "Former versions" : "", bb_str_get(&s), BB_DIM);
        first = false;
        bb_str_finish(&s);
    }
}

static void add_state(struct lines *p, const struct bb_diagnosis *d, const struct bb_assessment *a)
{
    struct bb_str s = {0};
    bb_str_addf(&s, "version %lld of ", (long long)d->version);
    bb_date_format(&s, d->on);
    if (d->undiagnosed && *d->undiagnosed)
        bb_str_addf(&s, ", taken undiagnosed: %s", d->undiagnosed);
    else if (bb_diagnosis_done(d))
        bb_str_add(&s, ", recorded");
    else if (a->next >= 0)
        bb_str_addf(&s, ", under way: %zu of %zu answered", a->answered, a->asked_n);
    else
        bb_str_add(&s, ", not recorded yet");
    add(p, "Diagnosis", bb_str_get(&s), bb_diagnosis_done(d) ? BB_NORMAL : BB_WARN);
    bb_str_finish(&s);
}

static void add_reply(struct lines *p, const struct bb_order *o, const struct bb_diagnosis *d)
{
    const struct bb_person *to = bb_data_person(&p->scene->data, d->replied_to);
    struct bb_str s = {0};
    if (d->replied.precision != BB_NO_DATE) {
        bb_str_add(&s, "given ");
        bb_date_format(&s, d->replied);
        if (to)
            bb_str_addf(&s, " to %s", bb_person_label(to));
        add(p, "Reply", bb_str_get(&s), BB_GOOD);
    } else if (bb_diagnosis_done(d) && o && !o->answer) {
        add(p, "Reply", "not given yet: r shows it, y there copies it", BB_WARN);
    }
    bb_str_finish(&s);
}

static void add_reasons(struct lines *p, const struct bb_given *given, const struct bb_assessment *a)
{
    const struct bb_questionnaire *q = p->scene->questionnaire;
    struct bb_str s = {0};
    bb_assessment_share(&s, q, given, a);
    add(p, "Training closes", bb_str_get(&s), BB_NORMAL);
    add_cells(p, a);
    bb_str_clear(&s);
    bb_assessment_path(&s, q, given, a);
    add(p, "Way", bb_str_get(&s), BB_NORMAL);
    bb_str_clear(&s);
    if (a->leading != BB_NONE)
        bb_assessment_because(&s, q, given, a, a->leading, p->scene->words);
    add(p, "Because", bb_str_get(&s), BB_NORMAL);
    add_instead(p, given, a);
    bb_str_finish(&s);
}

void bb_verdict_build(const struct bb_scene *scene, const struct bb_look *look, int64_t order, int width,
                      struct bb_list *out)
{
    struct lines p = {.scene = scene, .look = look, .l = out, .width = width};
    const struct bb_diagnosis *d = bb_diagnosis_latest(&scene->data, order);
    struct bb_given given[BB_QUESTIONS_MAX];
    struct bb_assessment a;
    bb_list_finish(out);
    bb_list_column(out, "", BB_LEFT, LABEL_COLUMNS, false);
    bb_list_column(out, "", BB_LEFT, 0, true);
    if (!d || !scene->questionnaire) {
        add(&p, "", "This order was not diagnosed yet.", BB_NORMAL);
        return;
    }
    bb_diagnosis_given(&scene->data, scene->questionnaire, d->row.id, given);
    bb_assess(scene->questionnaire, given, &a);
    if (a.answered || d->verdict != BB_NONE)
        add_verdicts(&p, &a, d);
    add_state(&p, d, &a);
    add_reply(&p, bb_data_order(&scene->data, order), d);
    if (a.answered)
        add_reasons(&p, given, &a);
    add_actions(&p, order);
    add_former(&p, d);
}
