/* Readiness of the segments: five elements side by side, and the barrier of each. */
#include "adopt_view.h"
#include "cells.h"
#include "sheets.h"

#include <bepboard/plan.h>
#include <stdio.h>

enum { SEGMENT, N, BARRIER, ELEMENTS };

static void add_hidden(struct bb_list *l, struct bb_list_row *row)
{
    bb_list_set(l, row, BARRIER, "hidden", BB_DIM);
    for (int i = 0; i < BB_ADKAR_COUNT; i++)
        bb_list_set(l, row, ELEMENTS + i, "-", BB_DIM);
}

static void add_segment(const struct bb_scene *scene, const struct bb_look *look, const struct bb_barrier *b,
                        struct bb_list *l)
{
    struct bb_list_row *row = bb_list_add(l, b->pulse->row.id, b->hidden ? -1 : BB_READINESS);
    cell_title(l, row, SEGMENT, scene, BB_UNIT, b->pulse->unit);
    if (b->hidden) {
        add_hidden(l, row);
        return;
    }
    cell_int(l, row, N, b->pulse->n, false);
    cell_state(l, row, BARRIER, look, b->barrier < 0 ? BB_G_DONE : BB_G_ALARM, bb_adkar_name(b->barrier),
               b->barrier < 0 ? BB_GOOD : BB_BAD);
    for (int i = 0; i < BB_ADKAR_COUNT; i++) {
        int64_t score = bb_adkar_score(b->pulse, i);
        enum bb_role role = i == b->barrier ? BB_BAD : score <= BB_ADKAR_BARRIER * BB_MILLION ? BB_WARN : BB_NORMAL;
        if (score != BB_NONE)
            cell_text(l, row, ELEMENTS + i, role, "%.1f", (double)score / (double)BB_MILLION);
    }
}

void list_barriers(const struct bb_scene *scene, const struct bb_look *look, struct bb_list *l)
{
    size_t n;
    if (!scene->thresholds->adkar) {
        l->empty = "Readiness by ADKAR is switched off in the configuration (models: adkar).";
        return;
    }
    bb_list_column(l, "Segment", BB_LEFT, 22, true);
    bb_list_column(l, "n", BB_RIGHT, 0, false);
    bb_list_column(l, "Barrier", BB_LEFT, 0, false);
    for (int i = 0; i < BB_ADKAR_COUNT; i++)
        bb_list_column(l, bb_adkar_name(i), BB_RIGHT, 0, false);
    const struct bb_barrier *list = bb_barriers(&scene->data, &l->arena, &n);
    for (size_t i = 0; i < n; i++)
        add_segment(scene, look, &list[i], l);
}

/* A bar of four cells for each element, 1 to 5, with its number. */
static void draw_element(const struct bb_pen *p, int x, int y, int w, const struct bb_list_cell *c)
{
    double score = 0;
    if (sscanf(c->text, "%lf", &score) != 1) {
        bb_pen_line(p, x, y, w - 1, BB_DIM, "%s", c->text);
        return;
    }
    int bar = w - 6, full = (int)((score - 1) / 4 * bar + 0.5);
    for (int i = 0; i < bar; i++)
        bb_pen_put(p, x + i, y, (enum bb_role)c->role, bb_pen_glyph(p, i < full ? BB_G_FULL : BB_G_EMPTY));
    bb_pen_line(p, x + (bar > 0 ? bar : 0) + 1, y, 4, (enum bb_role)c->role, "%s", c->text);
}

void draw_barriers(struct bb_grid *g, struct bb_rect r, const struct bb_sheet_view *v)
{
    enum { NARROW = 70, NAME = 20, BARRIER_W = 17, HEAD = 1 };
    static const char *const shorter[BB_ADKAR_COUNT] = {"Aware", "Desire", "Know", "Able", "Reinf."};
    struct bb_pen p = {g, r, v->look->glyphs};
    int w = (r.w - 2 - NAME - BARRIER_W) / BB_ADKAR_COUNT, x = r.x + 2 + NAME + BARRIER_W;
    if (r.w < NARROW || r.h < 2 || v->list->column_n < ELEMENTS + BB_ADKAR_COUNT) {
        picture_brief(g, r, v, BARRIER);
        return;
    }
    w = w > 16 ? 16 : w;
    bb_pen_line(&p, r.x + 2, r.y, NAME, BB_DIM, "Segment (n)");
    bb_pen_line(&p, r.x + 2 + NAME, r.y, BARRIER_W, BB_DIM, "Barrier");
    for (int i = 0; i < BB_ADKAR_COUNT; i++)
        bb_pen_line(&p, x + i * w, r.y, w - 1, BB_DIM, "%s", w < 14 ? shorter[i] : bb_adkar_name(i));
    size_t top = picture_top(v, r.h - HEAD);
    for (int i = 0; i < r.h - HEAD && top + (size_t)i < v->list->n; i++) {
        const struct bb_list_row *row = &v->list->rows[top + (size_t)i];
        int y = r.y + HEAD + i;
        enum bb_role role = picture_row(g, r, v, top + (size_t)i, y);
        bb_pen_line(&p, r.x + 2, y, NAME - 6, role, "%s", row->cells[SEGMENT].text);
        if (row->cells[N].text[0])
            bb_pen_line(&p, r.x + 2 + NAME - 6, y, 6, BB_DIM, " (%s)", row->cells[N].text);
        bb_pen_line(&p, r.x + 2 + NAME, y, BARRIER_W - 1, (enum bb_role)row->cells[BARRIER].role, "%s",
                    row->cells[BARRIER].text);
        for (int k = 0; k < BB_ADKAR_COUNT; k++)
            draw_element(&p, x + k * w, y, w, &row->cells[ELEMENTS + k]);
    }
}

void arithmetic_barriers(const struct bb_scene *scene, struct bb_str *out)
{
    (void)scene;
    bb_str_addf(out,
                "Barrier: the first of awareness, desire, knowledge, ability and reinforcement at %d.0 or below, even "
                "when a later one is lower; there is one barrier or none. The elements are Prosci's ADKAR model.\n"
                "Mean: a mean of the segment hides the barriers of single people.\n"
                "Hidden: fewer than five answered; with one such segment the next smallest is hidden too, or the "
                "total would give it away.\n",
                (int)BB_ADKAR_BARRIER);
}
