/* What the change costs in daily work, beside the resistance there and the old ways that go on. */
#include "cells.h"
#include "people_view.h"
#include "plan_view.h"
#include "sheets.h"

#include <bepboard/plan.h>
#include <stdlib.h>

enum { UNIT, MINUTES, TASKS, STEPS, AUTONOMY, RESISTING, OLD, CONFIRMED, BURDEN_COLUMNS };
enum { ROW_OLD = 1 };

static void add_old_ways(const struct bb_scene *scene, const struct bb_look *look, int64_t unit, struct bb_list *l)
{
    const struct bb_data *d = &scene->data;
    for (size_t i = 0; i < d->tables[BB_OLDWAY].n; i++) {
        const struct bb_oldway *o = BB_ROW(d, BB_OLDWAY, struct bb_oldway, i);
        if (o->unit != unit || !bb_oldway_overdue(d, o))
            continue;
        struct bb_list_row *row = bb_list_add(l, sheet_row(o->row.id, ROW_OLD), BB_OLDWAY);
        cell_text(l, row, UNIT, BB_NORMAL, "  %s", o->name ? o->name : "");
        cell_text(l, row, OLD, BB_BAD, "%s %d days past its end", bb_glyph(look->glyphs, BB_G_ALARM),
                  (int)(d->today - o->ends.day));
    }
}

static void add_burden(const struct bb_scene *scene, const struct bb_look *look, const struct bb_burden *b,
                       struct bb_list *l)
{
    struct bb_list_row *row = bb_list_add(l, b->unit, BB_UNIT);
    cell_title(l, row, UNIT, scene, BB_UNIT, b->unit);
    cell_decimal(l, row, MINUTES, b->tasks ? b->minutes : BB_NONE, true,
                 b->minutes > 0   ? BB_BAD
                 : b->minutes < 0 ? BB_GOOD
                                  : BB_NORMAL);
    cell_int(l, row, TASKS, b->tasks, false);
    cell_int(l, row, STEPS, b->tasks ? b->steps : BB_NONE, true);
    cell_int(l, row, AUTONOMY, b->tasks ? b->autonomy : BB_NONE, true);
    if (b->seen)
        cell_text(l, row, RESISTING, b->resisting ? BB_WARN : BB_NORMAL, "%lld of %lld", (long long)b->resisting,
                  (long long)b->seen);
    if (b->overdue)
        cell_text(l, row, OLD, BB_BAD, "%lld, %lld past the end", (long long)b->old_ways, (long long)b->overdue);
    else if (b->old_ways)
        cell_int(l, row, OLD, b->old_ways, false);
    if (b->tasks)
        cell_text(l, row, CONFIRMED, b->unconfirmed ? BB_DIM : BB_GOOD, "%lld of %lld",
                  (long long)(b->tasks - b->unconfirmed), (long long)b->tasks);
    add_old_ways(scene, look, b->unit, l);
}

void list_burden(const struct bb_scene *scene, const struct bb_look *look, struct bb_list *l)
{
    static const char *const titles[BURDEN_COLUMNS] = {"Unit",     "Minutes a week", "Tasks",    "Steps",
                                                       "Autonomy", "Resistant",      "Old ways", "Confirmed"};
    size_t n;
    if (!sheet_is_for(BB_AT_TEAM, scene, l))
        return;
    for (int i = 0; i < BURDEN_COLUMNS; i++)
        bb_list_column(l, titles[i], i >= MINUTES && i <= AUTONOMY ? BB_RIGHT : BB_LEFT, i == UNIT ? 26 : 0, i == UNIT);
    const struct bb_burden *list = bb_burdens(&scene->data, &l->arena, &n);
    for (size_t i = 0; i < n; i++)
        add_burden(scene, look, &list[i], l);
}

/* Relief to the left, burden to the right of the middle. */
static void draw_balance(const struct bb_pen *p, int x, int y, int w, int64_t value, int64_t most)
{
    int half = w / 2, middle = x + half, length = most ? (int)((llabs(value) * half + most / 2) / most) : 0;
    bb_pen_put(p, middle, y, BB_FRAME, bb_pen_glyph(p, BB_G_VLINE));
    for (int i = 1; i <= length; i++)
        bb_pen_put(p, value > 0 ? middle + i : middle - i, y, value > 0 ? BB_BAD : BB_GOOD, bb_pen_glyph(p, BB_G_FULL));
}

static int64_t greatest(const struct bb_list *l)
{
    int64_t most = 0;
    for (size_t i = 0; i < l->n; i++)
        if (l->rows[i].cells[MINUTES].has_key && llabs(l->rows[i].cells[MINUTES].key) > most)
            most = llabs(l->rows[i].cells[MINUTES].key);
    return most;
}

void draw_burden(struct bb_grid *g, struct bb_rect r, const struct bb_sheet_view *v)
{
    enum { NARROW = 70, NAME = 24, NUMBER = 8, RESIST = 10, OLD_W = 24 };
    struct bb_pen p = {g, r, v->look->glyphs};
    int w = r.w - 2 - NAME - NUMBER - RESIST - OLD_W;
    if (r.w < NARROW || r.h < 2) {
        picture_brief(g, r, v, OLD);
        return;
    }
    w = w > 60 ? 60 : w;
    int64_t most = greatest(v->list);
    int bar = r.x + 2 + NAME + NUMBER, after = bar + w;
    bb_pen_line(&p, r.x + 2, r.y, NAME, BB_DIM, "Unit");
    bb_pen_line(&p, bar - NUMBER, r.y, w + NUMBER - 1, BB_DIM, "Minutes a week");
    bb_pen_line(&p, after, r.y, RESIST, BB_DIM, "Resistant");
    bb_pen_line(&p, after + RESIST, r.y, OLD_W, BB_DIM, "Old ways");
    size_t top = picture_top(v, r.h - 1);
    for (int i = 0; i < r.h - 1 && top + (size_t)i < v->list->n; i++) {
        const struct bb_list_row *row = &v->list->rows[top + (size_t)i];
        int y = r.y + 1 + i;
        enum bb_role role = picture_row(g, r, v, top + (size_t)i, y);
        bb_pen_line(&p, r.x + 2, y, row->kind == BB_UNIT ? NAME - 1 : NAME + NUMBER + w - 1, role, "%s",
                    row->cells[UNIT].text);
        if (row->cells[MINUTES].has_key) {
            bb_pen_line(&p, bar - NUMBER, y, NUMBER - 1, (enum bb_role)row->cells[MINUTES].role, "%7s",
                        row->cells[MINUTES].text);
            draw_balance(&p, bar, y, w - 1, row->cells[MINUTES].key, most);
        }
        bb_pen_line(&p, after, y, RESIST - 1, (enum bb_role)row->cells[RESISTING].role, "%s",
                    row->cells[RESISTING].text);
        bb_pen_line(&p, after + RESIST, y, OLD_W, (enum bb_role)row->cells[OLD].role, "%s", row->cells[OLD].text);
    }
}

void arithmetic_burden(const struct bb_scene *scene, struct bb_str *out)
{
    (void)scene;
    bb_str_add(out, "Minutes: sum over the unit's tasks of minutes a week x people who do it (without a number: the "
                    "unit's head count); a minus is relief.\n"
                    "Resistant: of the unit's people on the map whose stance was seen.\n"
                    "Old ways: those that have not ended; past their end when their last day has gone by.\n"
                    "Confirmed: tasks whose change those who do them have confirmed.\n");
}
