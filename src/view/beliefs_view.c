/* Six convictions of each audience as a heat map in glyphs, words and numbers. */
#include "cells.h"
#include "people_view.h"
#include "plan_view.h"
#include "sheets.h"

#include <bepboard/plan.h>
#include <stdio.h>
#include <stdlib.h>

enum { AUDIENCE, TESTS, WEAKEST = TESTS + BB_TEST_COUNT, ACTION, SIZE };
enum { SCORES = 5, SIZE_MOST = 10 };

static const char *const short_tests[BB_TEST_COUNT] = {"Worth it", "Holds", "Able", "Help", "Benefit", "No escape"};
static const char *const score_words[SCORES] = {"no", "low", "half", "most", "yes"};

static void audience_name(struct bb_str *out, const struct bb_scene *scene, const struct bb_audience_beliefs *b)
{
    const struct bb_person *p = bb_data_person(&scene->data, b->person);
    const struct bb_unit *u = bb_data_unit(&scene->data, b->unit);
    if (p)
        bb_str_add(out, bb_person_label(p));
    else if (u)
        bb_str_add(out, u->name);
    else
        bb_str_add(out, b->category == BB_NONE ? "Everybody" : word_of(scene, &bb_categories, b->category));
}

static enum bb_glyph score_glyph(int64_t score)
{
    static const enum bb_glyph glyphs[SCORES] = {BB_G_ALARM, BB_G_STANCE_RESISTANT, BB_G_PARTLY, BB_G_STANCE_SUPPORTIVE,
                                                 BB_G_DONE};
    return glyphs[score];
}

static enum bb_role score_role(int64_t score)
{
    return score <= 1 ? BB_BAD : score == 2 ? BB_WARN : BB_GOOD;
}

static void add_audience(const struct bb_scene *scene, const struct bb_look *look, const struct bb_audience_beliefs *b,
                         int number, struct bb_list *l)
{
    struct bb_str name = {0};
    const struct bb_conviction *weak = b->weakest < 0 ? NULL : b->scores[b->weakest];
    struct bb_list_row *row = bb_list_add(l, sheet_row(weak ? weak->row.id : 0, number + 1), weak ? BB_CONVICTION : -1);
    audience_name(&name, scene, b);
    bb_list_set(l, row, AUDIENCE, bb_str_get(&name), BB_NORMAL);
    for (int i = 0; i < BB_TEST_COUNT; i++) {
        int64_t score = b->scores[i] ? b->scores[i]->score : BB_NONE;
        if (score < 0 || score >= SCORES)
            continue;
        char text[48];
        snprintf(text, sizeof text, "%s %lld %s", bb_glyph(look->glyphs, score_glyph(score)), (long long)score,
                 score_words[score]);
        bb_list_set_number(l, row, TESTS + i, score, text, score_role(score));
    }
    if (weak)
        bb_list_set(l, row, WEAKEST, word_of(scene, &bb_tests, b->weakest), score_role(weak->score));
    if (b->action)
        cell_text(l, row, ACTION, BB_NORMAL, "%s%s%s", b->action->key ? b->action->key : "", b->action->key ? " " : "",
                  b->action->what ? b->action->what : "");
    else if (weak && weak->score < SCORES - 1)
        bb_list_set(l, row, ACTION, "no action strengthens it", BB_BAD);
    if (b->size)
        cell_int(l, row, SIZE, b->size->size, false);
    bb_str_finish(&name);
}

void list_beliefs(const struct bb_scene *scene, const struct bb_look *look, struct bb_list *l)
{
    size_t n;
    if (!sheet_is_for(BB_AT_TEAM, scene, l))
        return;
    bb_list_column(l, "Audience", BB_LEFT, 20, true);
    for (int i = 0; i < BB_TEST_COUNT; i++)
        bb_list_column(l, short_tests[i], BB_LEFT, 0, false);
    bb_list_column(l, "Weakest", BB_LEFT, 40, false);
    bb_list_column(l, "Strengthened by", BB_LEFT, 50, false);
    bb_list_column(l, "Size", BB_RIGHT, 0, false);
    const struct bb_audience_beliefs *list = bb_beliefs(&scene->data, &l->arena, &n);
    for (size_t i = 0; i < n; i++) {
        /* What a single person believes is private: without the person it would look like everybody's. */
        bool nobody = !list[i].unit && !list[i].person && list[i].category == BB_NONE;
        if (!nobody || scene->data.audience >= BB_DESK)
            add_audience(scene, look, &list[i], (int)i, l);
    }
}

/* From background noise, at which nobody moves, to frightening, at which everybody freezes. */
static void draw_size(const struct bb_pen *p, int x, int y, const struct bb_list_cell *c)
{
    for (int i = 0; c->has_key && i < SIZE_MOST; i++) {
        bool middle = c->key >= 3 && c->key <= 7;
        bb_pen_put(p, x + i, y, i < c->key ? (middle ? BB_GOOD : BB_WARN) : BB_FRAME,
                   bb_pen_glyph(p, i < c->key ? BB_G_FULL : BB_G_EMPTY));
    }
}

static const char *size_word(const struct bb_list_cell *c)
{
    return !c->has_key   ? "the size of the change was not asked"
           : c->key <= 2 ? "background noise: nobody moves"
           : c->key >= 8 ? "frightening: everybody freezes"
                         : "large enough to move, small enough to dare";
}

static void draw_weakest(struct bb_grid *g, struct bb_rect r, const struct bb_sheet_view *v,
                         const struct bb_list_row *row)
{
    enum { ROWS = 4 };
    struct bb_pen p = {g, {r.x + 2, r.y, r.w > 4 ? r.w - 4 : 1, r.h}, v->look->glyphs};
    const struct bb_conviction *weak = bb_table_find(&v->scene->data.tables[BB_CONVICTION], sheet_record(row->id));
    struct bb_str text = {0};
    int y = r.y + r.h - ROWS;
    bb_str_addf(&text, "Weakest: %s. %s", row->cells[WEAKEST].text, weak && weak->evidence ? weak->evidence : "");
    y += bb_pen_flow(&p, y, 2, BB_NORMAL, bb_str_get(&text));
    bb_str_clear(&text);
    bb_str_addf(&text, "Strengthened by: %s", row->cells[ACTION].text[0] ? row->cells[ACTION].text : "nothing");
    y += bb_pen_flow(&p, y, 1, (enum bb_role)row->cells[ACTION].role, bb_str_get(&text));
    bb_str_clear(&text);
    bb_str_addf(&text, "Size of the change: %s", size_word(&row->cells[SIZE]));
    bb_pen_flow(&p, y, 1, BB_DIM, bb_str_get(&text));
    bb_str_finish(&text);
}

void draw_beliefs(struct bb_grid *g, struct bb_rect r, const struct bb_sheet_view *v)
{
    enum { NARROW = 70, NAME = 16, DETAIL = 5, ROOM_FROM = 12, CELL_MOST = 13 };
    struct bb_pen p = {g, r, v->look->glyphs};
    const struct bb_list_row *selected = picture_selected(v);
    bool size = r.w >= 100;
    int name = r.w >= 120 ? 28 : NAME, cell = (r.w - 2 - name - (size ? SIZE_MOST + 8 : 0)) / BB_TEST_COUNT;
    if (r.w < NARROW || r.h < 2) {
        picture_brief(g, r, v, WEAKEST);
        return;
    }
    cell = cell > CELL_MOST ? CELL_MOST : cell;
    if (selected && r.h >= ROOM_FROM) {
        draw_weakest(g, r, v, selected);
        r.h -= DETAIL;
    }
    bb_pen_line(&p, r.x + 2, r.y, name - 1, BB_DIM, "Audience");
    for (int i = 0; i < BB_TEST_COUNT; i++)
        bb_pen_line(&p, r.x + 2 + name + i * cell, r.y, cell - 1, BB_DIM, "%s", short_tests[i]);
    if (size)
        bb_pen_line(&p, r.x + 2 + name + BB_TEST_COUNT * cell, r.y, SIZE_MOST + 6, BB_DIM, "Size of change");
    size_t top = picture_top(v, r.h - 1);
    for (int i = 0; i < r.h - 1 && top + (size_t)i < v->list->n; i++) {
        const struct bb_list_row *row = &v->list->rows[top + (size_t)i];
        int y = r.y + 1 + i;
        enum bb_role role = picture_row(g, r, v, top + (size_t)i, y);
        bb_pen_line(&p, r.x + 2, y, name - 1, role, "%s", row->cells[AUDIENCE].text);
        for (int k = 0; k < BB_TEST_COUNT; k++) {
            const struct bb_list_cell *c = &row->cells[TESTS + k];
            bb_pen_line(&p, r.x + 2 + name + k * cell, y, cell - 1, c->has_key ? (enum bb_role)c->role : BB_FRAME, "%s",
                        c->has_key ? c->text : "not asked");
        }
        if (size)
            draw_size(&p, r.x + 2 + name + BB_TEST_COUNT * cell, y, &row->cells[SIZE]);
    }
}

void arithmetic_beliefs(const struct bb_scene *scene, struct bb_str *out)
{
    (void)scene;
    bb_str_add(out, "Score: the latest of each audience and test up to today, 0 no to 4 yes.\n"
                    "Weakest: the lowest score; among equals the one that comes first of the six.\n"
                    "Strengthened by: an action that is not done, names that conviction, and is for the same unit or "
                    "for no unit.\n"
                    "Size: 0 background noise, nobody moves; 10 frightening, everybody freezes.\n");
}
