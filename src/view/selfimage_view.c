/* Self-image and measurement: each figure with what is believed, what is measured and the target on one line. */
#include "adopt_view.h"
#include "cells.h"
#include "sheets.h"

#include <bepboard/selfimage.h>
#include <stdio.h>

enum { NAME, BELIEVED, MEASURED, TARGET, GAP, SEEN, N, INTERVAL, NOTE, COLUMNS };
enum { ROW_UNIT = 1, ROW_STEP };

/* CSAT and NPS are printed in whole points. */
static void figure(struct bb_str *out, const struct bb_kpi *k, int64_t value, bool sign)
{
    bool whole = k->kind == BB_KPI_CSAT || k->kind == BB_KPI_NPS;
    int64_t half = value < 0 ? -BB_MILLION / 2 : BB_MILLION / 2;
    decimal_short(out, whole ? (value + half) / BB_MILLION * BB_MILLION : value, sign);
}

static void set_figure(struct bb_list *l, struct bb_list_row *row, int column, const struct bb_kpi *k, int64_t value,
                       bool sign, enum bb_role role)
{
    struct bb_str s = {0};
    if (value == BB_NONE)
        return;
    figure(&s, k, value, sign);
    bb_list_set_number(l, row, column, value, bb_str_get(&s), role);
    bb_str_finish(&s);
}

static const char *seen_as(int64_t gap)
{
    return gap == BB_NONE ? "" : gap > 0 ? "rosier" : gap < 0 ? "darker" : "true";
}

static enum bb_role gap_role(int64_t gap)
{
    return gap == BB_NONE ? BB_DIM : gap > 0 ? BB_BAD : BB_GOOD;
}

static void note(struct bb_str *out, const struct bb_scene *scene, const struct bb_self_image *s)
{
    const struct bb_person *owner = s->action ? bb_data_person(&scene->data, s->action->owner) : NULL;
    if (s->small)
        bb_str_add(out, "small sample. ");
    if (scene->data.audience == BB_ROOM)
        return;
    if (!s->cleared)
        bb_str_addf(out, "not cleared for others:%s%s%s. ", s->kpi->exposes ? "" : " whom it exposes;",
                    s->kpi->first_to ? "" : " who sees it first;",
                    s->kpi->told.precision == BB_NO_DATE ? " they were not told" : " told later");
    if (owner)
        bb_str_addf(out, "%s: %s", bb_person_label(owner), s->action->what ? s->action->what : "");
    else if (s->action)
        bb_str_addf(out, "an improvement without an owner: %s", s->action->what ? s->action->what : "");
    else if (bb_self_image_rosy(s))
        bb_str_add(out, "no improvement is under way");
}

static void add_unit(const struct bb_scene *scene, const struct bb_self_image *s, const struct bb_unit_value *u,
                     struct bb_list *l)
{
    const struct bb_unit *unit = bb_data_unit(&scene->data, u->reading->unit);
    struct bb_list_row *row = bb_list_add(l, sheet_row(u->reading->row.id, ROW_UNIT), u->hidden ? -1 : BB_READING);
    cell_text(l, row, NAME, BB_DIM, "  %s", unit && unit->name ? unit->name : "a unit");
    if (u->hidden) {
        bb_list_set(l, row, NOTE, "hidden: fewer than five, or it would give such a group away", BB_DIM);
        return;
    }
    set_figure(l, row, BELIEVED, s->kpi, u->believed, false, BB_NORMAL);
    set_figure(l, row, MEASURED, s->kpi, u->value, false, BB_NORMAL);
    set_figure(l, row, GAP, s->kpi, u->gap, true, gap_role(u->gap));
    bb_list_set(l, row, SEEN, seen_as(u->gap), gap_role(u->gap));
    cell_int(l, row, N, u->reading->n, false);
}

static void add_kpi(const struct bb_scene *scene, const struct bb_self_image *s, struct bb_list *l)
{
    const struct bb_kpi *k = s->kpi;
    const struct bb_reading *measured = s->values[BB_READ_MEASURED].reading;
    struct bb_list_row *row = bb_list_add(l, k->row.id, BB_KPI);
    struct bb_str text = {0};
    cell_text(l, row, NAME, BB_NORMAL, "%s%s%s", k->name ? k->name : "", k->measure ? ", " : "",
              k->measure ? k->measure : "");
    set_figure(l, row, BELIEVED, k, s->believed, false, BB_NORMAL);
    set_figure(l, row, MEASURED, k, s->values[BB_READ_MEASURED].value, false, BB_NORMAL);
    set_figure(l, row, TARGET, k, k->target, false, BB_DIM);
    set_figure(l, row, GAP, k, s->gap, true, gap_role(s->gap));
    bb_list_set(l, row, SEEN, seen_as(s->gap), gap_role(s->gap));
    if (measured)
        cell_int(l, row, N, measured->n, false);
    if (s->interval)
        cell_text(l, row, INTERVAL, BB_DIM, "%.0f to %.0f", s->low, s->high);
    note(&text, scene, s);
    bb_list_set(l, row, NOTE, bb_str_get(&text), s->cleared || scene->data.audience == BB_ROOM ? BB_DIM : BB_WARN);
    bb_str_finish(&text);
    for (size_t i = 0; i < s->unit_n; i++)
        add_unit(scene, s, &s->units[i], l);
}

static void add_blind_steps(const struct bb_scene *scene, const struct bb_look *look, struct bb_list *l)
{
    const struct bb_data *d = &scene->data;
    for (size_t i = 0; d->audience > BB_ROOM && i < d->tables[BB_STEP].n; i++) {
        const struct bb_step *s = BB_ROW(d, BB_STEP, struct bb_step, i);
        if (!bb_step_blind(d, s->row.id))
            continue;
        struct bb_list_row *row = bb_list_add(l, sheet_row(s->row.id, ROW_STEP), BB_STEP);
        cell_text(l, row, NAME, BB_WARN, "%s %s", bb_glyph(look->glyphs, BB_G_STANCE_UNAWARE), s->name ? s->name : "");
        bb_list_set(l, row, NOTE, "blind: no figure looks at this step of the customer's path", BB_WARN);
    }
}

void list_selfimage(const struct bb_scene *scene, const struct bb_look *look, struct bb_list *l)
{
    static const struct {
        const char *title;
        enum bb_align align;
        int max;
    } columns[COLUMNS] = {{"Figure", BB_LEFT, 24}, {"Believed", BB_RIGHT, 0}, {"Measured", BB_RIGHT, 0},
                          {"Target", BB_RIGHT, 0}, {"Gap", BB_RIGHT, 0},      {"Seen", BB_LEFT, 0},
                          {"n", BB_RIGHT, 0},      {"95 %", BB_LEFT, 0},      {"Note", BB_LEFT, 36}};
    size_t n;
    for (int i = 0; i < COLUMNS; i++)
        bb_list_column(l, columns[i].title, columns[i].align, columns[i].max, i == NAME);
    const struct bb_self_image *list = bb_self_images(&scene->data, scene->thresholds, &l->arena, &n);
    for (size_t i = 0; i < n; i++)
        add_kpi(scene, &list[i], l);
    if (n)
        add_blind_steps(scene, look, l);
}

/* The picture: one axis for each figure. */

static const struct bb_self_image *image_of(const struct bb_self_image *list, size_t n, const struct bb_list_row *row)
{
    for (size_t i = 0; row->kind == BB_KPI && i < n; i++)
        if (list[i].kpi->row.id == row->id)
            return &list[i];
    return NULL;
}

struct axis {
    const struct bb_pen *p;
    int x, y, w;
    double low, high;
};

static void stretch(struct axis *a, int64_t value)
{
    if (value == BB_NONE)
        return;
    a->low = (double)value < a->low ? (double)value : a->low;
    a->high = (double)value > a->high ? (double)value : a->high;
}

static int place(const struct axis *a, int64_t value)
{
    double span = a->high - a->low;
    return a->x + (span > 0 ? (int)(((double)value - a->low) / span * (a->w - 1) + 0.5) : a->w / 2);
}

static void mark(const struct axis *a, int64_t value, enum bb_role role, enum bb_glyph glyph)
{
    if (value != BB_NONE)
        bb_pen_put(a->p, place(a, value), a->y, role, bb_pen_glyph(a->p, glyph));
}

static void draw_axis(const struct bb_pen *p, int x, int y, int w, const struct bb_self_image *s)
{
    struct axis a = {.p = p, .x = x, .y = y, .w = w, .low = 1e30, .high = -1e30};
    int64_t measured = s->values[BB_READ_MEASURED].value, guess = s->values[BB_READ_GUESS].value;
    stretch(&a, s->believed);
    stretch(&a, measured);
    stretch(&a, s->kpi->target);
    stretch(&a, guess);
    if (a.low > a.high)
        return;
    for (int i = 0; i < w; i++)
        bb_pen_put(p, x + i, y, BB_FRAME, bb_pen_glyph(p, BB_G_DOT));
    if (s->gap != BB_NONE) {
        int from = place(&a, s->believed), to = place(&a, measured);
        for (int i = from < to ? from : to; i <= (from < to ? to : from); i++)
            bb_pen_put(p, i, y, gap_role(s->gap), bb_pen_glyph(p, BB_G_HLINE));
    }
    mark(&a, s->kpi->target, BB_NORMAL, BB_G_VLINE);
    mark(&a, guess, BB_SERIES3, BB_G_SERIES3);
    mark(&a, s->believed, BB_SERIES1, BB_G_SERIES1);
    mark(&a, measured, BB_SERIES2, BB_G_SERIES2);
}

static void spark(struct bb_str *out, const struct bb_self_image *s, enum bb_reading_kinds kind,
                  enum bb_glyph_level level)
{
    const int64_t *h = s->history[kind];
    size_t n = s->history_n[kind];
    int64_t low = n ? h[0] : 0, high = low;
    for (size_t i = 0; i < n; i++) {
        low = h[i] < low ? h[i] : low;
        high = h[i] > high ? h[i] : high;
    }
    for (size_t i = 0; i < n; i++)
        bb_str_add(out,
                   bb_glyph_eighth(level, high > low ? 1 + (int)((double)(h[i] - low) / (double)(high - low) * 7) : 4));
}

static void say_history(struct bb_str *out, const struct bb_self_image *s, enum bb_reading_kinds kind, const char *word,
                        enum bb_glyph_level level)
{
    size_t n = s->history_n[kind];
    if (!n)
        return;
    bb_str_addf(out, "%s%s ", out->n ? "   " : "", word);
    spark(out, s, kind, level);
    bb_str_add(out, " ");
    figure(out, s->kpi, s->history[kind][0], false);
    if (n > 1) {
        bb_str_add(out, " to ");
        figure(out, s->kpi, s->history[kind][n - 1], false);
    }
}

enum { DETAIL = 5, NUMBER = 9, GAP_W = 14, RIGHT = 2 * NUMBER + GAP_W, AXIS_MOST = 62 };

static int name_width(int w)
{
    return w / 3 < 24 ? 24 : w / 3 > 44 ? 44 : w / 3;
}

/* Where a line ends: an axis does not grow for ever. */
static int right_edge(int w)
{
    int most = 2 + name_width(w) + AXIS_MOST + RIGHT;
    return w < most ? w : most;
}

static void draw_detail(struct bb_grid *g, struct bb_rect r, const struct bb_sheet_view *v,
                        const struct bb_self_image *s)
{
    struct bb_pen p = {g, {r.x + 2, r.y, r.w > 4 ? r.w - 4 : 1, r.h}, v->look->glyphs};
    const struct bb_reading *m = s->values[BB_READ_MEASURED].reading;
    struct bb_str text = {0};
    int y = r.y + r.h - DETAIL;
    say_history(&text, s, BB_READ_MEASURED, "measured", v->look->glyphs);
    say_history(&text, s, BB_READ_SELF, "self-rated", v->look->glyphs);
    say_history(&text, s, BB_READ_GUESS, "guessed", v->look->glyphs);
    y += bb_pen_flow(&p, y, 1, BB_NORMAL, bb_str_get(&text));
    bb_str_clear(&text);
    if (m && m->n != BB_NONE)
        bb_str_addf(&text, "n = %lld%s", (long long)m->n, s->small ? ", a small sample" : "");
    if (s->interval)
        bb_str_addf(&text, "; 95 %% interval %.0f to %.0f", s->low, s->high);
    if (m && m->source)
        bb_str_addf(&text, "%s%s", text.n ? "; " : "", m->source);
    if (text.n)
        y += bb_pen_flow(&p, y, 2, BB_DIM, bb_str_get(&text));
    bb_str_clear(&text);
    note(&text, v->scene, s);
    if (text.n)
        bb_pen_flow(&p, y, r.y + r.h - y, s->cleared || v->scene->data.audience == BB_ROOM ? BB_NORMAL : BB_WARN,
                    bb_str_get(&text));
    bb_str_finish(&text);
}

static void draw_figure(struct bb_grid *g, struct bb_rect r, const struct bb_sheet_view *v, size_t i, int y,
                        const struct bb_self_image *s)
{
    struct bb_pen p = {g, r, v->look->glyphs};
    const struct bb_list_row *row = &v->list->rows[i];
    enum bb_role role = picture_row(g, r, v, i, y);
    int name = name_width(r.w), axis = right_edge(r.w) - 2 - name - RIGHT;
    bb_pen_line(&p, r.x + 2, y, name - 1, role, "%s", row->cells[NAME].text);
    if (axis >= 8 && s)
        draw_axis(&p, r.x + 2 + name, y, axis - 2, s);
    int x = r.x + 2 + name + axis;
    if (!s && row->cells[NOTE].text[0]) {
        bb_pen_line(&p, r.x + 2 + name, y, r.w - 2 - name, (enum bb_role)row->cells[NOTE].role, "%s",
                    row->cells[NOTE].text);
        return;
    }
    bb_pen_line(&p, x, y, NUMBER, BB_SERIES1, "%8s", row->cells[BELIEVED].text);
    bb_pen_line(&p, x + NUMBER, y, NUMBER, BB_SERIES2, "%8s", row->cells[MEASURED].text);
    bb_pen_line(&p, x + 2 * NUMBER, y, GAP_W, (enum bb_role)row->cells[GAP].role, "%6s %s", row->cells[GAP].text,
                row->cells[SEEN].text);
}

void draw_selfimage(struct bb_grid *g, struct bb_rect r, const struct bb_sheet_view *v)
{
    enum { NARROW = 60, ROOM_FROM = 14, HEAD = 1 };
    struct bb_arena a = {0};
    struct bb_pen p = {g, r, v->look->glyphs};
    size_t n;
    if (r.w < NARROW || r.h < 3) {
        picture_brief(g, r, v, NOTE);
        return;
    }
    const struct bb_self_image *list = bb_self_images(&v->scene->data, v->scene->thresholds, &a, &n);
    const struct bb_list_row *selected = picture_selected(v);
    const struct bb_self_image *at = selected ? image_of(list, n, selected) : NULL;
    if (at && r.h >= ROOM_FROM) {
        draw_detail(g, r, v, at);
        r.h -= DETAIL + 1;
    }
    bb_pen_line(&p, r.x + 2, r.y, right_edge(r.w) - RIGHT - 3, BB_DIM, "%s believed  %s measured  %s target",
                bb_pen_glyph(&p, BB_G_SERIES1), bb_pen_glyph(&p, BB_G_SERIES2), bb_pen_glyph(&p, BB_G_VLINE));
    int head = right_edge(r.w) - RIGHT;
    bb_pen_line(&p, r.x + head, r.y, RIGHT, BB_DIM, "believed measured    gap");
    size_t top = picture_top(v, r.h - HEAD);
    for (int i = 0; i < r.h - HEAD && top + (size_t)i < v->list->n; i++)
        draw_figure(g, r, v, top + (size_t)i, r.y + HEAD + i, image_of(list, n, &v->list->rows[top + (size_t)i]));
    bb_arena_finish(&a);
}

static void difference(struct bb_str *out, const struct bb_kpi *k, const struct bb_unit *unit, int64_t gap,
                       int64_t believed, int64_t measured)
{
    bool lower = k->better == BB_BETTER_LOWER;
    if (gap == BB_NONE)
        return;
    bb_str_addf(out, "%s%s%s: ", k->name ? k->name : "", unit ? ", " : "", unit && unit->name ? unit->name : "");
    bb_decimal_format(out, gap);
    bb_str_add(out, " = ");
    bb_decimal_format(out, lower ? measured : believed);
    bb_str_add(out, " - ");
    bb_decimal_format(out, lower ? believed : measured);
    bb_str_add(out, lower ? " (measured less believed: lower is better)\n" : " (believed less measured)\n");
}

void arithmetic_selfimage(const struct bb_scene *scene, struct bb_str *out)
{
    struct bb_arena a = {0};
    size_t n;
    bb_str_addf(out,
                "Gap: what is believed less what is measured, turned so that a positive gap is rosier than reality "
                "(ours). Believed is the later of self-rating and guess. A unit is compared with what it believes "
                "itself; where "
                "nothing is measured of all together, else with what is believed of all.\n"
                "CSAT: answers of 4 and 5 as a share of all; interval after Wilson, 95 %%.\n"
                "NPS: per cent of 9 and 10 less per cent of 0 to 6; variance of its mean (p + d - (p - d)^2) / n.\n"
                "Small sample: fewer than %lld answers. Groups of fewer than five are hidden, and the next smallest "
                "with one that stands alone.\n",
                (long long)scene->thresholds->small_sample);
    const struct bb_self_image *list = bb_self_images(&scene->data, scene->thresholds, &a, &n);
    for (size_t i = 0; i < n; i++) {
        const struct bb_self_image *s = &list[i];
        difference(out, s->kpi, NULL, s->gap, s->believed, s->values[BB_READ_MEASURED].value);
        for (size_t k = 0; k < s->unit_n; k++)
            if (!s->units[k].hidden)
                difference(out, s->kpi, bb_data_unit(&scene->data, s->units[k].reading->unit), s->units[k].gap,
                           s->units[k].believed, s->units[k].value);
    }
    bb_arena_finish(&a);
}
