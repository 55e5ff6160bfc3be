/* The gauge of fading and the signs that it is made of. */
#include "cells.h"
#include "people_view.h"
#include "plan_view.h"
#include "sheets.h"

#include <bepboard/plan.h>

enum { SIGN, POINTS, SIGN_ON, CHANGE, REASON };
enum { ROW_GAUGE = 1 };

static const char *fading_word(int64_t value)
{
    return value >= 60 ? "fading fast" : value >= 30 ? "fading" : value > 0 ? "first signs" : "no sign";
}

static enum bb_role fading_role(int64_t value)
{
    return value >= 60 ? BB_BAD : value >= 30 ? BB_WARN : value > 0 ? BB_INFO : BB_GOOD;
}

static void add_sign(const struct bb_scene *scene, const struct bb_sign *s, struct bb_list *l)
{
    struct bb_list_row *row = bb_list_add(l, s->row.id, BB_SIGN);
    struct bb_str change = {0};
    cell_text(l, row, SIGN, BB_NORMAL, "  %s: %s", word_of(scene, &bb_sign_kinds, s->kind), s->what ? s->what : "");
    cell_int(l, row, POINTS, bb_sign_weight(&scene->data, s), false);
    cell_day(l, row, SIGN_ON, s->on);
    if (s->before != BB_NONE)
        decimal_short(&change, s->before, false);
    if (s->before != BB_NONE || s->after != BB_NONE)
        bb_str_add(&change, " to ");
    if (s->after != BB_NONE)
        decimal_short(&change, s->after, false);
    bb_list_set(l, row, CHANGE, bb_str_get(&change), BB_NORMAL);
    bb_list_set(l, row, REASON, s->reason, BB_NORMAL);
    bb_str_finish(&change);
}

void list_fading(const struct bb_scene *scene, const struct bb_look *look, struct bb_list *l)
{
    const struct bb_data *d = &scene->data;
    struct bb_fading f;
    (void)look;
    if (!sheet_is_for(BB_AT_TEAM, scene, l))
        return;
    bb_list_column(l, "Fading", BB_LEFT, 30, true);
    bb_list_column(l, "Points", BB_RIGHT, 0, false);
    bb_list_column(l, "On", BB_LEFT, 0, false);
    bb_list_column(l, "Change", BB_LEFT, 0, false);
    bb_list_column(l, "Reason", BB_LEFT, 40, false);
    if (!d->tables[BB_SIGN].n)
        return;
    bb_fading(d, &f);
    struct bb_list_row *row = bb_list_add(l, sheet_row(0, ROW_GAUGE), -1);
    cell_text(l, row, SIGN, fading_role(f.value), "%s, %zu of %zu signs count", fading_word(f.value), f.signs,
              d->tables[BB_SIGN].n);
    cell_int(l, row, POINTS, f.value, false);
    for (size_t i = 0; i < d->tables[BB_SIGN].n; i++)
        add_sign(scene, BB_ROW(d, BB_SIGN, struct bb_sign, i), l);
}

void draw_fading(struct bb_grid *g, struct bb_rect r, const struct bb_sheet_view *v)
{
    enum { GAUGE = 2 };
    struct bb_fading f;
    struct bb_pen p = {g, r, v->look->glyphs};
    bb_fading(&v->scene->data, &f);
    if (r.h > 8 && r.w > 50) {
        int w = r.w - 24 > 60 ? 60 : r.w - 24;
        for (int i = 0; i < w; i++)
            bb_pen_put(&p, r.x + 2 + i, r.y, i * 100 < f.value * w ? fading_role(f.value) : BB_FRAME,
                       bb_pen_glyph(&p, i * 100 < f.value * w ? BB_G_FULL : BB_G_EMPTY));
        bb_pen_line(&p, r.x + 3 + w, r.y, 20, fading_role(f.value), " %lld %s", (long long)f.value,
                    fading_word(f.value));
        r.y += GAUGE;
        r.h -= GAUGE;
    }
    picture_brief(g, r, v, REASON);
}

void arithmetic_fading(const struct bb_scene *scene, struct bb_str *out)
{
    struct bb_fading f;
    bb_fading(&scene->data, &f);
    bb_str_addf(out,
                "Fading: %lld of 100 = the sum of the signs' points (ours).\n"
                "Points: a sponsor who left 30, a team 20, work that rests on one person 10, another sign 10; a "
                "lowered target or budget 30 x the share that was taken away, 15 when no values are known.\n"
                "Age: half of it after 91 days, nothing after 182.\n",
                (long long)f.value);
    for (int i = 0; i < BB_SIGN_COUNT; i++)
        if (f.by_kind[i])
            bb_str_addf(out, "%s: %lld\n", word_of(scene, &bb_sign_kinds, i), (long long)f.by_kind[i]);
}
