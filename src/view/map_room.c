/* The map before the room: no people, only groups in steps, as a picture and as a list. */
#include "map_room.h"

#include "lists.h"

/* Blocks of lines that stand below each other, and beside each other where the pane has width for it. */
struct flow {
    const struct bb_pen *p;
    int x, y, w;
};

/* Begins a block of so many lines below the last one, or in the next column if only there is room for all of it. */
static void begin(struct flow *f, int lines, const char *title)
{
    const struct bb_rect *clip = &f->p->clip;
    if (f->y > clip->y)
        f->y++;
    if (f->y > clip->y && f->y + lines + 1 > clip->y + clip->h && f->x + 2 * f->w <= clip->x + clip->w) {
        f->x += f->w;
        f->y = clip->y;
    }
    bb_pen_line(f->p, f->x, f->y++, f->w, BB_DIM, "%s", title);
}

static int64_t people_in(const struct bb_data *d, const struct bb_unit *u)
{
    int64_t n = u->headcount > u->population ? u->headcount : u->population;
    for (size_t i = 0; i < d->unit_count_n && n <= 0; i++)
        if (d->unit_counts[i].unit == u->row.id)
            n = d->unit_counts[i].people;
    return n;
}

static void draw_units(struct flow *f, const struct bb_map_view *v)
{
    struct bb_str title = {0};
    int lines = 0;
    for (size_t i = 0; i < v->data->tables[BB_UNIT].n; i++)
        lines += people_in(v->data, BB_ROW(v->data, BB_UNIT, struct bb_unit, i)) >= BB_ROOM_GROUP;
    bb_str_addf(&title, "Units of %d people and more", BB_ROOM_GROUP);
    begin(f, lines, bb_str_get(&title));
    for (size_t i = 0; i < v->data->tables[BB_UNIT].n; i++) {
        const struct bb_unit *u = BB_ROW(v->data, BB_UNIT, struct bb_unit, i);
        int64_t people = people_in(v->data, u);
        if (people >= BB_ROOM_GROUP)
            bb_pen_line(f->p, f->x, f->y++, f->w, BB_NORMAL, "%4lld  %s", (long long)people, u->name ? u->name : "");
    }
    bb_str_finish(&title);
}

static void draw_facet(struct flow *f, const struct bb_map_view *v, const struct bb_room_group *g,
                       enum bb_room_facet facet)
{
    struct bb_str text = {0};
    bool first = g == v->data->room_groups && facet == BB_ROOM_STANCE;
    bb_str_addf(&text, "%s%s", bb_room_facet_name(facet), first ? ", in steps of 5" : "");
    if (g->name)
        bb_str_addf(&text, ": %s", g->name);
    begin(f, bb_room_cells(facet), bb_str_get(&text));
    for (int i = bb_room_cells(facet) - 1; i >= 0; i--) {
        bb_str_clear(&text);
        bb_room_band(&text, g->least[facet][i]);
        bb_pen_line(f->p, f->x, f->y++, f->w, BB_NORMAL, "%7s  %s", bb_str_get(&text),
                    bb_room_cell_name(facet, i, v->words));
    }
    bb_str_finish(&text);
}

static void draw_group(struct flow *f, const struct bb_map_view *v, const struct bb_room_group *g)
{
    for (enum bb_room_facet facet = 0; facet < BB_ROOM_FACETS; facet++)
        if (bb_room_told(g, facet))
            draw_facet(f, v, g, facet);
}

/* Lines below the pane are left out by the pen. */
void map_draw_room(const struct bb_pen *p, const struct bb_map_view *v)
{
    enum { COLUMN = 32 };
    int columns = p->clip.w / COLUMN;
    struct flow f = {p, p->clip.x, p->clip.y, columns > 1 ? p->clip.w / columns : p->clip.w};
    if (v->data->room_group_n)
        draw_group(&f, v, &v->data->room_groups[0]);
    draw_units(&f, v);
    for (size_t i = 1; i < v->data->room_group_n; i++)
        draw_group(&f, v, &v->data->room_groups[i]);
}

/* The list. */

static void add_cell(const struct bb_scene *scene, struct bb_list *l, const struct bb_room_group *g,
                     enum bb_room_facet facet, int cell)
{
    struct bb_list_row *row = bb_list_add(l, (int64_t)l->n + 1, BB_ENTITY_COUNT);
    struct bb_str band = {0};
    bb_room_band(&band, g->least[facet][cell]);
    bb_list_set(l, row, 0, g->name ? g->name : "Everybody", BB_NORMAL);
    bb_list_set(l, row, 1, bb_room_facet_name(facet), BB_NORMAL);
    bb_list_set(l, row, 2, bb_room_cell_name(facet, cell, scene->words), BB_NORMAL);
    bb_list_set_number(l, row, 3, g->least[facet][cell], bb_str_get(&band), BB_NORMAL);
    bb_str_finish(&band);
}

void list_groups(const struct bb_scene *scene, struct bb_list *l)
{
    bb_list_column(l, "Group", BB_LEFT, 0, true);
    bb_list_column(l, "What", BB_LEFT, 0, false);
    bb_list_column(l, "Where", BB_LEFT, 0, false);
    bb_list_column(l, "People", BB_RIGHT, 0, false);
    l->empty = "Groups of five people and more are told here, once so many have a stance, power or interest.";
    for (size_t i = 0; i < scene->data.room_group_n; i++)
        for (enum bb_room_facet facet = 0; facet < BB_ROOM_FACETS; facet++)
            for (int cell = bb_room_cells(facet) - 1; cell >= 0 && bb_room_told(&scene->data.room_groups[i], facet);
                 cell--)
                add_cell(scene, l, &scene->data.room_groups[i], facet, cell);
}
