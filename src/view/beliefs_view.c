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
static const char *const shorter_tests[BB_TEST_COUNT] = {"Worth", "Holds", "Able", "Help", "Benef", "NoEsc"};
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
    int64_t record = weak ? weak->row.id : b->size ? b->size->row.id : 0;
    struct bb_list_row *row = bb_list_add(l, sheet_row(record, number + 1),
                                          weak      ? BB_CONVICTION
                                          : b->size ? BB_SIZE
                                                    : -1);
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

/* What a single person believes is private: without the person it would look like everybody's. */
static bool is_shown(const struct bb_scene *scene, const struct bb_audience_beliefs *b)
{
    bool nobody = !b->unit && !b->person && b->category == BB_NONE;
    return !nobody || scene->data.audience >= BB_DESK;
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
    for (size_t i = 0; i < n; i++)
        if (is_shown(scene, &list[i]))
            add_audience(scene, look, &list[i], (int)i, l);
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

/* What is known of one test: since when the score holds, what the records say, and what shows it. */
static void test_text(struct bb_str *out, const struct bb_data *d, const struct bb_audience_beliefs *b, int test)
{
    const struct bb_conviction *c = b->scores[test];
    struct bb_str records = {0};
    bb_belief_records(&records, d, b, test);
    if (c)
        bb_date_format(out, c->on);
    else
        bb_str_add(out, "not asked");
    if (records.n)
        bb_str_addf(out, "; %s", records.s);
    if (c && c->evidence)
        bb_str_addf(out, "; %s", c->evidence);
    bb_str_finish(&records);
}

/* The six tests with what speaks for each, in so many rows; each has one, the longer ones more while there are. */
static void draw_tests(const struct bb_pen *p, int y, int rows, const struct bb_sheet_view *v,
                       const struct bb_list_row *row)
{
    enum { LABEL = 10, MOST = 3 };
    size_t n, at = (size_t)(row->id >> SHEET_ROW_BITS) - 1;
    struct bb_arena arena = {0};
    struct bb_str text = {0};
    const struct bb_audience_beliefs *list = bb_beliefs(&v->scene->data, &arena, &n);
    struct bb_pen beside = *p;
    beside.clip.x += LABEL;
    beside.clip.w = p->clip.w > LABEL + 1 ? p->clip.w - LABEL : 1;
    for (int i = 0; at < n && i < BB_TEST_COUNT; i++) {
        int most = rows - (BB_TEST_COUNT - 1 - i);
        bb_str_clear(&text);
        test_text(&text, &v->scene->data, &list[at], i);
        bb_pen_line(p, p->clip.x, y, LABEL - 1, (enum bb_role)row->cells[TESTS + i].role, "%s", short_tests[i]);
        int used = bb_pen_flow(&beside, y, most > MOST ? MOST : most, BB_DIM, bb_str_get(&text));
        y += used;
        rows -= used;
    }
    bb_str_finish(&text);
    bb_arena_finish(&arena);
}

/* Below the map: the weakest test and what strengthens it, the size of the change, and with room all six tests. */
static void draw_audience(struct bb_grid *g, struct bb_rect r, const struct bb_sheet_view *v,
                          const struct bb_list_row *row)
{
    struct bb_pen p = {g, {r.x + 2, r.y, r.w > 4 ? r.w - 4 : 1, r.h}, v->look->glyphs};
    struct bb_str text = {0};
    int y = r.y;
    bb_str_addf(&text, "Weakest: %s. Strengthened by: %s",
                row->kind == BB_CONVICTION ? row->cells[WEAKEST].text : "no conviction was asked",
                row->cells[ACTION].text[0] ? row->cells[ACTION].text : "nothing");
    y += bb_pen_flow(&p, y, 2, (enum bb_role)row->cells[ACTION].role, bb_str_get(&text));
    bb_str_clear(&text);
    bb_str_addf(&text, "Size of the change: %s", size_word(&row->cells[SIZE]));
    y += bb_pen_flow(&p, y, 1, BB_DIM, bb_str_get(&text));
    int rows = r.y + r.h - y - 1;
    if (rows >= BB_TEST_COUNT)
        draw_tests(&p, y + 1, rows, v, row);
    bb_str_finish(&text);
}

/* Where the map lies: with less room the cells lose their words, then the names their ends. */
struct heat {
    struct bb_pen pen;
    const struct bb_sheet_view *v;
    int x, name, cell; /* first column of the names, and how wide names and cells are */
    bool words, size;
};

static void draw_heat_head(const struct heat *h, int y)
{
    bb_pen_line(&h->pen, h->x, y, h->name - 1, BB_DIM, "Audience");
    for (int i = 0; i < BB_TEST_COUNT; i++)
        bb_pen_line(&h->pen, h->x + h->name + i * h->cell, y, h->cell - 1, BB_DIM, "%s",
                    h->words ? short_tests[i] : shorter_tests[i]);
    if (h->size)
        bb_pen_line(&h->pen, h->x + h->name + BB_TEST_COUNT * h->cell, y, SIZE_MOST + 6, BB_DIM, "Size of change");
}

static void draw_heat_row(const struct heat *h, int y, const struct bb_list_row *row, enum bb_role role)
{
    bb_pen_line(&h->pen, h->x, y, h->name - 1, role, "%s", row->cells[AUDIENCE].text);
    for (int i = 0; i < BB_TEST_COUNT; i++) {
        const struct bb_list_cell *c = &row->cells[TESTS + i];
        int x = h->x + h->name + i * h->cell;
        if (!c->has_key)
            bb_pen_line(&h->pen, x, y, h->cell - 1, BB_FRAME, "%s", h->words ? "not asked" : "-");
        else if (h->words)
            bb_pen_line(&h->pen, x, y, h->cell - 1, (enum bb_role)c->role, "%s", c->text);
        else
            bb_pen_line(&h->pen, x, y, h->cell - 1, (enum bb_role)c->role, "%s %lld",
                        bb_pen_glyph(&h->pen, score_glyph(c->key)), (long long)c->key);
    }
    if (h->size)
        draw_size(&h->pen, h->x + h->name + BB_TEST_COUNT * h->cell, y, &row->cells[SIZE]);
}

void draw_beliefs(struct bb_grid *g, struct bb_rect r, const struct bb_sheet_view *v)
{
    enum { NARROW = 48, WORDS = 70, WIDE = 100, NAME = 16, LONG_NAME = 28, LEAST = 5, MOST = 20, ROOM_FROM = 12 };
    enum { CELL = 6, CELL_MOST = 13 };
    const struct bb_list_row *selected = picture_selected(v);
    struct heat h = {.pen = {g, r, v->look->glyphs}, .v = v, .x = r.x + 2, .words = r.w >= WORDS, .size = r.w >= WIDE};
    if (r.w < NARROW || r.h < 2) {
        picture_brief(g, r, v, WEAKEST);
        return;
    }
    h.name = !h.words ? r.w - 2 - BB_TEST_COUNT * CELL : r.w >= WIDE + 20 ? LONG_NAME : NAME;
    h.name = h.name > LONG_NAME ? LONG_NAME : h.name;
    h.cell = (r.w - 2 - h.name - (h.size ? SIZE_MOST + 8 : 0)) / BB_TEST_COUNT;
    h.cell = !h.words ? CELL : h.cell > CELL_MOST ? CELL_MOST : h.cell;
    if (selected && r.h >= ROOM_FROM) {
        int left = r.h - 2 - (int)v->list->n, rows = left < LEAST ? LEAST : left > MOST ? MOST : left;
        draw_audience(g, (struct bb_rect){r.x, r.y + r.h - rows, r.w, rows}, v, selected);
        r.h -= rows + 1;
    }
    draw_heat_head(&h, r.y);
    size_t top = picture_top(v, r.h - 1);
    for (int i = 0; i < r.h - 1 && top + (size_t)i < v->list->n; i++) {
        enum bb_role role = picture_row(g, r, v, top + (size_t)i, r.y + 1 + i);
        draw_heat_row(&h, r.y + 1 + i, &v->list->rows[top + (size_t)i], role);
    }
}

void arithmetic_beliefs(const struct bb_scene *scene, struct bb_str *out)
{
    size_t n;
    struct bb_arena arena = {0};
    bb_str_add(out, "Score: the latest of each audience and test up to today, 0 no to 4 yes.\n"
                    "Weakest: the lowest score; among equals the one that comes first of the six.\n"
                    "Strengthened by: an action that is not done, names that conviction, and is for the same unit or "
                    "for no unit.\n"
                    "Size: 0 background noise, nobody moves; 10 frightening, everybody freezes.\n"
                    "Help: beside its score stand the calls for help of that unit; half of them had a person's answer "
                    "within the hours that are named (the median).\n"
                    "No escape: beside its score stand the old ways of that unit, and which of them go on.\n");
    const struct bb_audience_beliefs *list = bb_beliefs(&scene->data, &arena, &n);
    for (size_t i = 0; i < n; i++) {
        if (!is_shown(scene, &list[i]))
            continue;
        bb_str_add(out, "Audience: ");
        audience_name(out, scene, &list[i]);
        bb_str_addc(out, '\n');
        for (int test = 0; test < BB_TEST_COUNT; test++) {
            const struct bb_conviction *c = list[i].scores[test];
            bb_str_addf(out, "  %s: ", short_tests[test]);
            if (c)
                bb_str_addf(out, "%lld on ", (long long)c->score);
            test_text(out, &scene->data, &list[i], test);
            bb_str_addc(out, '\n');
        }
    }
    bb_arena_finish(&arena);
}
