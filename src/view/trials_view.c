/* Habit trials by what is due next: three reviews, results, and who accepts the new way. */
#include "cells.h"
#include "people_view.h"
#include "plan_view.h"
#include "sheets.h"

#include <bepboard/plan.h>
#include <stdio.h>

enum { TASK, NEXT, DUE, LIGHT, ROUTINE, RESULTS, TOLD, ACCEPTED, WHO, NOTE, COLUMNS };

static void set_review(const struct bb_scene *scene, const struct bb_look *look, struct bb_list *l,
                       struct bb_list_row *row, int column, struct bb_date on, int64_t said)
{
    struct bb_str s = {0};
    if (on.precision == BB_NO_DATE || on.day > scene->data.today) {
        bb_list_set(l, row, column, bb_glyph(look->glyphs, BB_G_OPEN), BB_DIM);
        return;
    }
    bb_date_format(&s, on);
    cell_text(l, row, column, said == BB_TRIAL_DROP ? BB_WARN : BB_GOOD, "%s %s",
              said == BB_NONE ? "made" : word_of(scene, &bb_trial_results, said), s.n > 5 ? s.s + 5 : bb_str_get(&s));
    bb_str_finish(&s);
}

static void set_next(const struct bb_look *look, const struct bb_trial_state *t, struct bb_list *l,
                     struct bb_list_row *row)
{
    if (t->established)
        cell_state(l, row, NEXT, look, BB_G_DONE, "established", BB_GOOD);
    else if (t->dropped)
        bb_list_set(l, row, NEXT, "dropped", BB_DIM);
    else if (t->next == BB_REVIEW_COUNT)
        bb_list_set(l, row, NEXT, "reviewed", BB_NORMAL);
    else if (t->late > 0)
        cell_text(l, row, NEXT, BB_BAD, "%s %s, %lld days late", bb_glyph(look->glyphs, BB_G_ALARM),
                  bb_review_name(t->next), (long long)t->late);
    else
        cell_text(l, row, NEXT, BB_NORMAL, "%s in %lld days", bb_review_name(t->next), (long long)-t->late);
    cell_day(l, row, DUE, t->due);
}

static void set_note(const struct bb_scene *scene, const struct bb_trial_state *t, struct bb_list *l,
                     struct bb_list_row *row)
{
    struct bb_str s = {0};
    if (!t->dropped && t->next < BB_REVIEW_COUNT) {
        bb_date_format(&s, bb_date_of(t->earliest));
        cell_text(l, row, NOTE, BB_NORMAL, "The %s review may be made from %s on%s. %s", bb_review_name(t->next),
                  bb_str_get(&s), t->next == BB_REVIEW_RESULTS ? "" : ": it adjusts or stops, and judges nothing",
                  t->trial->note ? t->trial->note : "");
    } else
        bb_list_set(l, row, NOTE, t->trial->note, BB_NORMAL);
    (void)scene;
    bb_str_finish(&s);
}

static void add_trial(const struct bb_scene *scene, const struct bb_look *look, const struct bb_trial_state *t,
                      struct bb_list *l)
{
    const struct bb_trial *x = t->trial;
    const struct bb_person *who = bb_data_person(&scene->data, x->person);
    struct bb_list_row *row = bb_list_add(l, x->row.id, BB_TRIAL);
    cell_text(l, row, TASK, BB_NORMAL, "%s%s%s", x->key ? x->key : "", x->key ? " " : "", x->task ? x->task : "");
    set_next(look, t, l, row);
    set_review(scene, look, l, row, LIGHT, x->light, x->light_result);
    set_review(scene, look, l, row, ROUTINE, x->routine, x->routine_result);
    set_review(scene, look, l, row, RESULTS, x->results, x->results_result);
    cell_text(l, row, TOLD, t->results && t->told < t->results ? BB_WARN : BB_NORMAL, "%lld of %lld",
              (long long)t->told, (long long)t->results);
    bb_list_set(l, row, ACCEPTED,
                t->manager && t->above ? "both"
                : t->manager           ? "manager"
                : t->above             ? "above"
                                       : "nobody yet",
                t->manager && t->above ? BB_GOOD : BB_DIM);
    if (who)
        bb_list_set(l, row, WHO, bb_person_label(who), BB_NORMAL);
    else
        cell_title(l, row, WHO, scene, BB_UNIT, x->unit);
    set_note(scene, t, l, row);
}

void list_reviews(const struct bb_scene *scene, const struct bb_look *look, struct bb_list *l)
{
    static const struct {
        const char *title;
        int max;
    } columns[COLUMNS] = {{"Trial", 22},  {"Next review", 0}, {"Due", 0},      {"Light", 0}, {"Routine", 0},
                          {"Results", 0}, {"Told", 0},        {"Accepted", 0}, {"Who", 20},  {"What was seen", 40}};
    size_t n;
    if (!sheet_is_for(BB_AT_TEAM, scene, l))
        return;
    for (int i = 0; i < COLUMNS; i++)
        bb_list_column(l, columns[i].title, BB_LEFT, columns[i].max, i == TASK);
    const struct bb_trial_state *list = bb_trials(&scene->data, scene->thresholds, &l->arena, &n);
    for (size_t i = 0; i < n; i++)
        add_trial(scene, look, &list[i], l);
}

enum { NEXT_W = 22 };

/* Each trial as a line of three stations. */
static void draw_trial(struct bb_grid *g, struct bb_rect r, const struct bb_sheet_view *v, size_t i, int y, int station)
{
    static const int cells[] = {LIGHT, ROUTINE, RESULTS};
    struct bb_pen p = {g, r, v->look->glyphs};
    const struct bb_list_row *row = &v->list->rows[i];
    enum bb_role role = picture_row(g, r, v, i, y);
    int x = r.x + r.w - 3 * station - NEXT_W;
    bb_pen_line(&p, r.x + 2, y, x - r.x - 3, role, "%s", row->cells[TASK].text);
    for (int k = 0; k < 3; k++) {
        const struct bb_list_cell *c = &row->cells[cells[k]];
        bb_pen_line(&p, x + k * station, y, station - 1, (enum bb_role)c->role, "%s", c->text);
        if (k < 2)
            bb_pen_put(&p, x + (k + 1) * station - 1, y, BB_FRAME, bb_pen_glyph(&p, BB_G_RIGHT));
    }
    bb_pen_line(&p, r.x + r.w - NEXT_W, y, NEXT_W, (enum bb_role)row->cells[NEXT].role, "%s", row->cells[NEXT].text);
}

void draw_reviews(struct bb_grid *g, struct bb_rect r, const struct bb_sheet_view *v)
{
    enum { NARROW = 70, DETAIL = 5, ROOM_FROM = 12 };
    struct bb_pen p = {g, r, v->look->glyphs};
    const struct bb_list_row *row = picture_selected(v);
    int station = r.w >= 110 ? 16 : 13;
    static const char *const titles[] = {"Light", "Routine", "Results"};
    if (r.w < NARROW || r.h < 2) {
        picture_brief(g, r, v, NOTE);
        return;
    }
    if (row && r.h >= ROOM_FROM) {
        struct bb_pen d = {g, {r.x + 2, r.y, r.w - 4, r.h}, v->look->glyphs};
        int y = r.y + r.h - DETAIL + 1;
        bb_pen_line(&d, d.clip.x, y, d.clip.w, BB_NORMAL, "%s: results told %s; accepted by: %s", row->cells[WHO].text,
                    row->cells[TOLD].text, row->cells[ACCEPTED].text);
        bb_pen_flow(&d, y + 1, DETAIL - 2, BB_DIM, row->cells[NOTE].text);
        r.h -= DETAIL;
    }
    for (int k = 0; k < 3; k++)
        bb_pen_line(&p, r.x + r.w - 3 * station - NEXT_W + k * station, r.y, station - 2, BB_DIM, "%s", titles[k]);
    bb_pen_line(&p, r.x + 2, r.y, 6, BB_DIM, "Trial");
    bb_pen_line(&p, r.x + r.w - NEXT_W, r.y, NEXT_W, BB_DIM, "Next");
    size_t top = picture_top(v, r.h - 1);
    for (int i = 0; i < r.h - 1 && top + (size_t)i < v->list->n; i++)
        draw_trial(g, r, v, top + (size_t)i, r.y + 1 + i, station);
}

void arithmetic_reviews(const struct bb_scene *scene, struct bb_str *out)
{
    bb_str_addf(out,
                "Light: a month after the start and never before; it adjusts or stops the routine.\n"
                "Routine: at least another month after the light review; likewise.\n"
                "Results: %lld months after the routine review; only this one judges the value.\n"
                "Established: the value was judged and kept, somebody was told of results, and the manager and the "
                "level above accept the new way. New ways settle in anything from weeks to the better part of a year: "
                "no review says that one has.\n",
                (long long)scene->thresholds->results_months);
}
