/* Ties as arrows, and those of the whole network that stand below the picture of one person. */
#include "network_view.h"

#include <bepboard/text.h>
#include <stdio.h>
#include <stdlib.h>

int heaviest_first(const void *x, const void *y)
{
    const struct ranked *a = x, *b = y;
    if (a->weight != b->weight)
        return a->weight > b->weight ? -1 : 1;
    return a->index < b->index ? -1 : a->index > b->index;
}

const char *tie_kind(const struct bb_data *d, int64_t from, int64_t to)
{
    const struct bb_tie *best = NULL;
    for (size_t i = 0; i < d->tables[BB_TIE].n; i++) {
        const struct bb_tie *t = BB_ROW(d, BB_TIE, struct bb_tie, i);
        if (t->source == from && t->target == to && (!best || t->strength > best->strength))
            best = t;
    }
    return best && best->kind ? best->kind : "";
}

enum { LABEL_MOST = 64 };

static int arrow_label(char out[LABEL_MOST], int64_t strength, const char *kind)
{
    snprintf(out, LABEL_MOST, "%lld%s%.40s", (long long)strength, *kind ? " " : "", kind);
    return bb_text_width(out);
}

void draw_arrow(const struct bb_pen *p, int x, int y, int w, int64_t strength, const char *kind)
{
    enum bb_role role = strength >= 3 ? BB_ACCENT : BB_NORMAL;
    char text[LABEL_MOST];
    for (int i = 0; i < w; i++)
        bb_pen_put(p, x + i, y, strength >= 3 ? BB_ACCENT : BB_FRAME, bb_pen_glyph(p, BB_G_HLINE));
    bb_pen_put(p, x + w - 1, y, role, bb_pen_glyph(p, BB_G_RIGHT));
    int width = arrow_label(text, strength, kind), room = w - 3;
    int from = x + (width < room ? 2 : 1);
    bb_pen_put(p, from - 1, y, role, " ");
    bb_pen_line(p, from, y, width > room ? room : width, role, "%s", text);
    bb_pen_put(p, from + (width > room ? room : width), y, role, " ");
}

/* The other ties, one in each cell, column after column. */
struct ties {
    const struct bb_pen *pen;
    const struct bb_data *data;
    const struct bb_network *net;
    size_t around;         /* the person whose ties the picture shows */
    struct ranked *groups; /* whoever has influence in one of the others, the strongest first */
    size_t group_n, n;
    int from, arrow, to; /* columns of a cell's parts */
    int rows, columns;
};

static const char *label_of(const struct ties *t, size_t person)
{
    const struct bb_person *p = bb_data_person(t->data, t->net->people[person]);
    return p ? bb_person_label(p) : "";
}

static bool is_other(const struct ties *t, size_t from, const struct bb_arc *arc)
{
    return from != t->around && arc->to != t->around;
}

/* The strongest tie decides, then the sum. */
static void rank_groups(struct ties *t)
{
    enum { HEAVIER = 1000000 };
    const struct bb_network *net = t->net;
    for (size_t i = 0; i < net->n; i++) {
        struct ranked group = {i, 0};
        for (uint32_t k = net->first_out[i]; k < net->first_out[i + 1]; k++) {
            if (!is_other(t, i, &net->out[k]))
                continue;
            group.weight += net->out[k].strength * (group.weight ? 1 : HEAVIER);
            t->n++;
        }
        if (group.weight)
            t->groups[t->group_n++] = group;
    }
    if (t->group_n)
        qsort(t->groups, t->group_n, sizeof *t->groups, heaviest_first);
}

static void widen(int *to, int width)
{
    *to = width > *to ? width : *to;
}

/* The parts are as wide as the widest of those that can be seen; a cell is never wider than the pane. */
static void size_cells(struct ties *t)
{
    enum { LEAST = 8, LINE = 5, GAPS = 2, BETWEEN = 3, ARROW_MOST = 26 };
    const struct bb_network *net = t->net;
    int w = t->pen->clip.w, seen = t->rows * (w / (2 * LEAST));
    t->from = t->to = t->arrow = LEAST;
    for (size_t g = 0; g < t->group_n; g++) {
        size_t from = t->groups[g].index;
        for (uint32_t k = net->first_out[from]; k < net->first_out[from + 1] && seen > 0; k++) {
            char label[LABEL_MOST];
            if (!is_other(t, from, &net->out[k]))
                continue;
            widen(&t->from, bb_text_width(label_of(t, from)));
            widen(&t->to, bb_text_width(label_of(t, net->out[k].to)));
            const char *kind = tie_kind(t->data, net->people[from], net->people[net->out[k].to]);
            widen(&t->arrow, arrow_label(label, net->out[k].strength, kind) + LINE);
            seen--;
        }
    }
    t->arrow = t->arrow > ARROW_MOST ? ARROW_MOST : t->arrow;
    int most = (w - t->arrow - GAPS) / 2;
    t->from = t->from > most ? most : t->from;
    t->to = t->to > most ? most : t->to;
    int cell = t->from + t->arrow + t->to + GAPS + BETWEEN;
    t->columns = (w + BETWEEN) / cell;
}

static void draw_cell(const struct ties *t, size_t at, size_t from, const struct bb_arc *arc, bool named)
{
    const struct bb_pen *p = t->pen;
    int x = p->clip.x + (int)at / t->rows * (p->clip.w / t->columns), y = p->clip.y + (int)at % t->rows;
    if (named || at % (size_t)t->rows == 0)
        bb_pen_line(p, x, y, t->from, BB_NORMAL, "%s", label_of(t, from));
    draw_arrow(p, x + t->from + 1, y, t->arrow, arc->strength,
               tie_kind(t->data, t->net->people[from], t->net->people[arc->to]));
    bb_pen_line(p, x + t->from + t->arrow + 2, y, t->to, BB_NORMAL, "%s", label_of(t, arc->to));
}

/* Where not all have room the last cell says how many are missing. */
static void draw_cells(const struct ties *t)
{
    const struct bb_network *net = t->net;
    const struct bb_pen *p = t->pen;
    size_t cells = (size_t)t->rows * (size_t)t->columns, shown = t->n > cells ? cells - 1 : t->n, at = 0;
    for (size_t g = 0; g < t->group_n && at < shown; g++) {
        size_t from = t->groups[g].index;
        bool named = true;
        for (uint32_t k = net->first_out[from]; k < net->first_out[from + 1] && at < shown; k++) {
            if (!is_other(t, from, &net->out[k]))
                continue;
            draw_cell(t, at++, from, &net->out[k], named);
            named = false;
        }
    }
    if (shown < t->n)
        bb_pen_line(p, p->clip.x + (t->columns - 1) * (p->clip.w / t->columns), p->clip.y + t->rows - 1,
                    p->clip.w / t->columns, BB_DIM, "and %zu more; t shows the table", t->n - shown);
}

void draw_other_ties(const struct bb_pen *p, const struct bb_data *d, const struct bb_network *net, size_t around)
{
    enum { HEADING = 1, LEAST = 2, NARROW = 50 };
    struct bb_pen below = {p->grid, {p->clip.x, p->clip.y + HEADING, p->clip.w, p->clip.h - HEADING}, p->glyphs};
    struct ties t = {.pen = &below, .data = d, .net = net, .around = around, .rows = below.clip.h};
    if (t.rows < LEAST || below.clip.w < NARROW)
        return;
    t.groups = bb_alloc((net->n + 1) * sizeof *t.groups);
    rank_groups(&t);
    if (t.n) {
        bb_pen_line(p, p->clip.x, p->clip.y, p->clip.w, BB_TITLE, "The other ties, strongest first");
        size_cells(&t);
        draw_cells(&t);
    }
    free(t.groups);
}
