/* The customer's path: what each step promises, what it delivers, and where it cracks. */
#include "cells.h"
#include "plan_view.h"
#include "sheets.h"

#include <bepboard/plan.h>
#include <bepboard/text.h>

enum { STEP, PROMISED, DELIVERED, AHEAD, CRACK, PROMISES, DELIVERS };
enum { NAME_LEAST = 20, CRACK_MOST = 26 }; /* columns: "! ahead of delivery, blind" */

static void add_step(const struct bb_scene *scene, const struct bb_look *look, const struct bb_path_step *s,
                     struct bb_list *l)
{
    struct bb_list_row *row = bb_list_add(l, s->step->row.id, BB_STEP);
    bool room = scene->data.audience == BB_ROOM;
    cell_text(l, row, STEP, BB_NORMAL, "%lld %s", (long long)s->step->place, s->step->name ? s->step->name : "");
    if (!room) {
        cell_int(l, row, PROMISED, s->step->promise, false);
        cell_int(l, row, DELIVERED, s->step->delivery, false);
        cell_int(l, row, AHEAD, s->ahead, true);
        if (s->cracks || s->open || s->blind)
            cell_text(l, row, CRACK, s->cracks ? BB_BAD : BB_WARN, "%s %s%s%s", bb_glyph(look->glyphs, BB_G_ALARM),
                      s->cracks ? "ahead of delivery"
                      : s->open ? "open crack"
                                : "",
                      s->blind && (s->cracks || s->open) ? ", " : "", s->blind ? "blind" : "");
        else
            cell_state(l, row, CRACK, look, BB_G_DONE, "holds", BB_GOOD);
    }
    bb_list_set(l, row, PROMISES, s->step->promises, BB_NORMAL);
    if (!room)
        bb_list_set(l, row, DELIVERS, s->step->delivers, BB_NORMAL);
}

static int64_t points_of(const struct bb_scene *scene)
{
    return bb_attention_limit_value(scene->thresholds, "D6-promise-ahead", "points");
}

void list_path(const struct bb_scene *scene, const struct bb_look *look, struct bb_list *l)
{
    bool room = scene->data.audience == BB_ROOM;
    size_t n;
    bb_list_column(l, "Step", BB_LEFT, 22, true);
    bb_list_column(l, room ? "" : "Promised", BB_RIGHT, 0, false);
    bb_list_column(l, room ? "" : "Delivered", BB_RIGHT, 0, false);
    bb_list_column(l, room ? "" : "Ahead", BB_RIGHT, 0, false);
    bb_list_column(l, room ? "" : "Crack", BB_LEFT, 0, false);
    bb_list_column(l, "Promises", BB_LEFT, 40, false);
    bb_list_column(l, room ? "" : "Delivers", BB_LEFT, 40, false);
    const struct bb_path_step *list = bb_path_steps(&scene->data, points_of(scene), &l->arena, &n);
    for (size_t i = 0; i < n; i++)
        add_step(scene, look, &list[i], l);
}

static void draw_promise(const struct bb_pen *p, int x, int y, const struct bb_list_row *row)
{
    enum { MOST = 10 };
    const struct bb_list_cell *promised = &row->cells[PROMISED], *delivered = &row->cells[DELIVERED];
    for (int i = 0; i < MOST; i++) {
        bool kept = delivered->has_key && i < delivered->key, said = promised->has_key && i < promised->key;
        bb_pen_put(p, x + i, y,
                   kept   ? BB_GOOD
                   : said ? BB_BAD
                          : BB_FRAME,
                   bb_pen_glyph(p, kept   ? BB_G_FULL
                                   : said ? BB_G_EMPTY
                                          : BB_G_DOT));
    }
}

/* As many as the longest step needs, and a blank. */
static int name_columns(const struct bb_list *l, int most)
{
    int widest = 0;
    for (size_t i = 0; i < l->n; i++) {
        int width = bb_text_width(l->rows[i].cells[STEP].text) + 1;
        widest = width > widest ? width : widest;
    }
    return widest < NAME_LEAST ? NAME_LEAST : widest > most ? most : widest;
}

void draw_path(struct bb_grid *g, struct bb_rect r, const struct bb_sheet_view *v)
{
    enum { NARROW = 70, BAR = 11, NUMBERS = 10, DETAIL = 4, ROOM_FROM = 14 };
    const int name = name_columns(v->list, r.w - 2 - BAR - NUMBERS - CRACK_MOST);
    struct bb_pen p = {g, r, v->look->glyphs};
    const struct bb_list_row *selected = picture_selected(v);
    if (r.w < NARROW || r.h < 3 || v->scene->data.audience == BB_ROOM) {
        picture_brief(g, r, v, PROMISES);
        return;
    }
    if (selected && r.h >= ROOM_FROM) {
        struct bb_pen d = {g, {r.x + 2, r.y, r.w - 4, r.h}, v->look->glyphs};
        bb_pen_line(&d, d.clip.x, r.y + r.h - 2, d.clip.w, BB_NORMAL, "Promises: %s", selected->cells[PROMISES].text);
        bb_pen_line(&d, d.clip.x, r.y + r.h - 1, d.clip.w, BB_NORMAL, "Delivers: %s", selected->cells[DELIVERS].text);
        r.h -= DETAIL - 1;
    }
    bb_pen_line(&p, r.x + 2, r.y, name, BB_DIM, "Step");
    bb_pen_line(&p, r.x + 2 + name, r.y, r.w - 2 - name, BB_DIM, "%s delivered  %s promised beyond it",
                bb_pen_glyph(&p, BB_G_FULL), bb_pen_glyph(&p, BB_G_EMPTY));
    size_t top = picture_top(v, r.h - 1);
    for (int i = 0; i < r.h - 1 && top + (size_t)i < v->list->n; i++) {
        const struct bb_list_row *row = &v->list->rows[top + (size_t)i];
        int y = r.y + 1 + i;
        enum bb_role role = picture_row(g, r, v, top + (size_t)i, y);
        bb_pen_line(&p, r.x + 2, y, name - 1, role, "%s", row->cells[STEP].text);
        draw_promise(&p, r.x + 2 + name, y, row);
        bb_pen_line(&p, r.x + 2 + name + BAR, y, NUMBERS, BB_DIM, " %s of %s", row->cells[DELIVERED].text,
                    row->cells[PROMISED].text);
        bb_pen_line(&p, r.x + 2 + name + BAR + NUMBERS, y, r.w - 2 - name - BAR - NUMBERS,
                    (enum bb_role)row->cells[CRACK].role, "%s", row->cells[CRACK].text);
    }
}

void arithmetic_path(const struct bb_scene *scene, struct bb_str *out)
{
    bb_str_addf(out,
                "Ahead: what a step promises less the smaller of what it and the next step deliver, each 0 to 10.\n"
                "Crack: ahead by %lld or more (attention: D6-promise-ahead; ours); or one that was noted between its "
                "team and another and is not sealed.\n"
                "Blind: no figure (KPI) looks at the step.\n",
                (long long)points_of(scene));
}
