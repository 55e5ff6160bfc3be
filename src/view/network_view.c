/* The network: ties around one person, strongest first, paths between two people, and how far champions reach. */
#include "network_view.h"

#include "cells.h"
#include "people_view.h"

#include <assert.h>
#include <bepboard/champions.h>
#include <bepboard/text.h>
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>

enum { NAME, UNIT, GIVES, TAKES, BETWEEN, STEPS };
/* Beyond this the betweenness would keep the screen waiting. */
enum { BETWEEN_MOST = 4000000 };

static void set_count(struct bb_list *l, struct bb_list_row *row, int column, int64_t people, int64_t strength)
{
    char text[48];
    if (!people)
        return;
    snprintf(text, sizeof text, "%lld (%lld)", (long long)people, (long long)strength);
    bb_list_set_number(l, row, column, strength, text, BB_NORMAL);
}

static void add_person(const struct bb_scene *scene, struct bb_list *l, const struct bb_person *p,
                       const struct bb_centrality *c, int32_t steps)
{
    struct bb_list_row *row = bb_list_add(l, p->row.id, BB_PERSON);
    struct bb_str text = {0};
    char number[48];
    bb_list_set(l, row, NAME, bb_person_label(p), BB_NORMAL);
    bb_record_title(&text, &scene->data, scene->words, BB_UNIT, p->unit);
    bb_list_set(l, row, UNIT, bb_str_get(&text), BB_NORMAL);
    bb_str_finish(&text);
    set_count(l, row, GIVES, c->out_degree, c->out_strength);
    set_count(l, row, TAKES, c->in_degree, c->in_strength);
    snprintf(number, sizeof number, "%.1f", c->betweenness);
    if (c->betweenness > 0)
        bb_list_set_number(l, row, BETWEEN, (int64_t)(c->betweenness * 1000), number, BB_NORMAL);
    snprintf(number, sizeof number,
             steps == 0  ? "champion"
             : steps < 0 ? "not reached"
                         : "%d step%s",
             (int)steps, steps == 1 ? "" : "s");
    bb_list_set_number(l, row, STEPS, steps < 0 ? INT32_MAX : steps, number, steps < 0 ? BB_DIM : BB_NORMAL);
}

/* Whoever has a tie, the most influential first. */
static size_t rank(const struct bb_network *net, const struct bb_centrality *c, struct ranked *out)
{
    size_t n = 0;
    for (size_t i = 0; i < net->n; i++)
        if (c[i].out_degree || c[i].in_degree)
            out[n++] = (struct ranked){i, c[i].out_strength * 1000 + c[i].in_strength};
    if (n)
        qsort(out, n, sizeof *out, heaviest_first);
    return n;
}

void list_network(const struct bb_scene *scene, const struct bb_look *look, struct bb_list *l)
{
    struct bb_network net;
    (void)look;
    if (!sheet_is_for(BB_AT_TEAM, scene, l))
        return;
    bb_list_column(l, "Who", BB_LEFT, 24, true);
    bb_list_column(l, "Unit", BB_LEFT, 20, false);
    bb_list_column(l, "Has influence on", BB_RIGHT, 0, false);
    bb_list_column(l, "Is influenced by", BB_RIGHT, 0, false);
    bb_list_column(l, "Between", BB_RIGHT, 0, false);
    bb_list_column(l, "From a champion", BB_LEFT, 0, false);
    bb_network(&scene->data, &net);
    struct bb_centrality *c = bb_alloc((net.n + 1) * sizeof *c);
    struct ranked *order = bb_alloc((net.n + 1) * sizeof *order);
    int32_t *steps = bb_alloc((net.n + 1) * sizeof *steps);
    bb_network_centrality(&net, net.n && net.n * net.first_out[net.n] < BETWEEN_MOST, c);
    bb_champion_reach(&scene->data, &net, steps);
    size_t n = rank(&net, c, order);
    for (size_t i = 0; i < n; i++) {
        size_t at = order[i].index;
        add_person(scene, l, BB_ROW(&scene->data, BB_PERSON, struct bb_person, at), &c[at], steps[at]);
    }
    free(c);
    free(order);
    free(steps);
    bb_network_finish(&net);
}

/* The picture: who has influence on the selected person on the left, on whom that person has influence on the right. */

struct around {
    const struct bb_sheet_view *v;
    struct bb_pen pen;
    struct bb_network net;
    size_t at;
    int hub;         /* column of the selected person */
    int left, right; /* columns of the names on either side: as many as the longest of them needs */
};
enum { NAME_LEAST = 8, ARROW_LEAST = 9, FURTHER = 9 };

static const char *name_of(const struct around *a, int64_t id)
{
    const struct bb_person *p = bb_data_person(&a->v->scene->data, id);
    return p ? bb_person_label(p) : "";
}

static int name_width(const struct around *a, size_t of)
{
    return bb_text_width(name_of(a, a->net.people[of]));
}

/* Columns for the names of one side, of which `rows` are shown. On the right those one step further need as many. */
static int names_width(const struct around *a, bool left, int rows)
{
    const struct bb_network *net = &a->net;
    const struct bb_arc *arcs = left ? net->in : net->out;
    const uint32_t *first = left ? net->first_in : net->first_out;
    int widest = NAME_LEAST, most = (a->pen.clip.w - 1) / 2 - ARROW_LEAST;
    for (uint32_t i = first[a->at]; i < first[a->at + 1] && rows-- > 0; i++) {
        int width = name_width(a, arcs[i].to), further = 0;
        for (uint32_t k = first[arcs[i].to]; !left && k < first[arcs[i].to + 1] && k < first[arcs[i].to] + FURTHER; k++)
            further = name_width(a, arcs[k].to) > further ? name_width(a, arcs[k].to) : further;
        widest = width > widest ? width : widest;
        widest = further > widest ? further : widest;
    }
    return widest > most ? most : widest;
}

/* One more step behind a name, as far as there is room. */
static int draw_behind(const struct around *a, int y, int rows, size_t of, bool left)
{
    enum { INDENT = 2 };
    const struct bb_network *net = &a->net;
    const struct bb_arc *arcs = left ? net->in : net->out;
    const uint32_t *first = left ? net->first_in : net->first_out;
    int used = 0, end = a->pen.clip.x + a->pen.clip.w;
    int x = left ? a->pen.clip.x + INDENT : end - a->right - INDENT, w = left ? a->hub - 1 - x : end - x;
    for (uint32_t i = first[of]; i < first[of + 1] && used < rows && i < first[of] + FURTHER; i++)
        if (arcs[i].to != a->at)
            bb_pen_line(&a->pen, x, y + used++, w, BB_DIM, "%s %s", left ? "<" : ">",
                        name_of(a, net->people[arcs[i].to]));
    return used;
}

static void draw_tie(const struct around *a, int y, const struct bb_arc *arc, bool left)
{
    const struct bb_pen *p = &a->pen;
    const struct bb_data *d = &a->v->scene->data;
    int64_t other = a->net.people[arc->to], self = a->net.people[a->at];
    int end = p->clip.x + p->clip.w, names = left ? p->clip.x : end - a->right;
    bb_pen_line(p, names, y, left ? a->left : a->right, BB_NORMAL, "%s", name_of(a, other));
    int from = left ? p->clip.x + bb_text_width(name_of(a, other)) + 1 : a->hub + 1;
    from = left && from > p->clip.x + a->left + 1 ? p->clip.x + a->left + 1 : from;
    draw_arrow(&a->pen, from, y, left ? a->hub - from : names - 1 - from, arc->strength,
               left ? tie_kind(d, other, self) : tie_kind(d, self, other));
}

static int draw_side(const struct around *a, int top, int rows, bool left)
{
    const struct bb_network *net = &a->net;
    const struct bb_arc *arcs = left ? net->in : net->out;
    const uint32_t *first = left ? net->first_in : net->first_out;
    uint32_t n = first[a->at + 1] - first[a->at];
    int behind = n ? rows / (int)n - 1 : 0, used = 0;
    for (uint32_t i = 0; i < n && used < rows; i++) {
        const struct bb_arc *arc = &arcs[first[a->at] + i];
        int y = top + used++;
        if (used == rows && i + 1 < n) {
            int x = left ? a->pen.clip.x : a->hub + 2;
            bb_pen_line(&a->pen, x, y, a->hub - a->pen.clip.x - 2, BB_DIM, "and %u more; t lists", (unsigned)(n - i));
            return used;
        }
        draw_tie(a, y, arc, left);
        used += draw_behind(a, y + 1, behind, arc->to, left);
    }
    return used;
}

/* The hub: a mark where the ties of the selected person meet, as far down as they reach. */
static void draw_hub(const struct around *a, int top, int rows)
{
    for (int i = 0; i < rows; i++)
        bb_pen_put(&a->pen, a->hub, top + i, i ? BB_FRAME : BB_ACCENT,
                   bb_pen_glyph(&a->pen, i ? BB_G_VLINE : BB_G_SERIES1));
}

/* Who it is, and the figures of the table. */
static void draw_head(const struct around *a)
{
    const struct bb_pen *p = &a->pen;
    const struct bb_list_row *row = picture_selected(a->v);
    const char *name = name_of(a, a->v->selected);
    int width = bb_text_width(name), w = p->clip.w, x = p->clip.x, y = p->clip.y;
    width = width > w / 2 ? w / 2 : width;
    int at = a->hub - width / 2 < x ? x : a->hub - width / 2;
    bb_pen_line(p, x, y, at - x - 1, BB_DIM, "has influence");
    bb_pen_line(p, x + w - 7, y, 7, BB_DIM, "on whom");
    bb_pen_line(p, at, y, width, a->v->focused ? BB_FOCUS : BB_SELECTED, "%s", name);
    if (a->v->focused) {
        p->grid->cursor_x = at;
        p->grid->cursor_y = y;
    }
    struct bb_str s = {0};
    bb_str_addf(&s, "%s; influence on %s, from %s", row->cells[UNIT].text[0] ? row->cells[UNIT].text : "no unit",
                row->cells[GIVES].has_key ? row->cells[GIVES].text : "nobody",
                row->cells[TAKES].has_key ? row->cells[TAKES].text : "nobody");
    if (row->cells[BETWEEN].has_key)
        bb_str_addf(&s, "; between %s", row->cells[BETWEEN].text);
    bb_str_addf(&s, "; %s%s", row->cells[STEPS].text,
                isdigit((unsigned char)row->cells[STEPS].text[0]) ? " from a champion" : "");
    int room = bb_text_width(bb_str_get(&s)) < w ? (w - bb_text_width(bb_str_get(&s))) / 2 : 0;
    bb_pen_line(p, x + room, y + 1, w - room, BB_DIM, "%s", bb_str_get(&s));
    bb_str_finish(&s);
}

/* How the person came to be where paths begin. */
static const char *why_from(const struct around *a)
{
    return a->v->marked ? "marked" : "selected on the map";
}

static void say_path(const struct around *a, int y, const char *which, const struct bb_path *path)
{
    struct bb_str s = {0};
    struct bb_pen text = {a->pen.grid, {a->pen.clip.x, y, a->pen.clip.w, 2}, a->pen.glyphs};
    bb_str_addf(&s, "%s: ", which);
    for (size_t i = 0; i < path->n; i++)
        bb_str_addf(&s, "%s%s", i ? a->pen.glyphs == BB_GLYPH_ASCII ? " > " : " → " : "", name_of(a, path->people[i]));
    bb_str_addf(&s, " (%zu step%s, weakest tie %lld)", path->n - 1, path->n == 2 ? "" : "s", (long long)path->weakest);
    bb_pen_flow(&text, y, 2, BB_NORMAL, bb_str_get(&s));
    bb_str_finish(&s);
}

/* From the person who is marked here, or else selected among the people, to the one who is selected here. */
static void draw_paths(const struct around *a, int y)
{
    struct bb_path few, strong;
    int64_t to = a->net.people[a->at], from = a->v->marked ? a->v->marked : a->v->person;
    const struct bb_pen *p = &a->pen;
    if (!from || from == to) {
        bb_pen_line(p, p->clip.x, y, p->clip.w, BB_DIM,
                    "A path begins at the person who is marked (m), or selected on the map.");
        return;
    }
    bb_network_path(&a->net, from, to, BB_FEWEST_STEPS, &few);
    bb_network_path(&a->net, from, to, BB_STRONGEST, &strong);
    if (!few.n) {
        struct bb_str s = {0};
        bb_str_addf(&s, "No path of influence leads from %s (%s) to %s.", name_of(a, from), why_from(a),
                    name_of(a, to));
        bb_pen_flow(p, y, 2, BB_WARN, bb_str_get(&s));
        bb_str_finish(&s);
        return;
    }
    char which[64];
    snprintf(which, sizeof which, "Fewest steps from the person %s", why_from(a));
    say_path(a, y, which, &few);
    say_path(a, y + 2, "Strongest", &strong);
}

void draw_network(struct bb_grid *g, struct bb_rect r, const struct bb_sheet_view *v)
{
    enum { PATHS = 4, HEAD = 2, NARROW = 50, WIDEST = 110 };
    int whole = r.w;
    r.w = r.w > WIDEST ? WIDEST : r.w;
    struct around a = {.v = v, .pen = {g, r, v->look->glyphs}};
    int rows = r.h - PATHS - HEAD - 1, top = r.y + HEAD;
    if (r.w < NARROW || rows < 1) {
        picture_brief(g, r, v, UNIT);
        return;
    }
    bb_network(&v->scene->data, &a.net);
    a.at = bb_network_find(&a.net, v->selected);
    if (a.at != (size_t)-1) {
        a.left = names_width(&a, true, rows);
        a.right = names_width(&a, false, rows);
        a.hub = r.x + a.left + (r.w - a.left - a.right) / 2;
        draw_head(&a);
        int left = draw_side(&a, top, rows, true), right = draw_side(&a, top, rows, false);
        int deepest = left > right ? left : right, below = top + deepest + 1;
        draw_hub(&a, top, deepest);
        struct bb_pen others = {g, {r.x, below, whole, top + rows - 1 - below}, v->look->glyphs};
        draw_other_ties(&others, &v->scene->data, &a.net, a.at);
        bb_pen_line(&a.pen, r.x, r.y + r.h - PATHS - 1, r.w, BB_DIM,
                    "The number is the strength of the tie, 1 to 5; < and > lead one step further.");
        draw_paths(&a, r.y + r.h - PATHS);
    }
    bb_network_finish(&a.net);
}

void arithmetic_network(const struct bb_scene *scene, struct bb_str *out)
{
    (void)scene;
    bb_str_add(out,
               "Influence: people (sum of the strengths of the ties). Of several ties between two people the strongest "
               "counts.\n"
               "Between: over all pairs of others, the share of their shortest paths that lead through this person "
               "(Freeman 1977, computed after Brandes 2001; directed, every step counts 1).\n"
               "From a champion: the fewest steps of influence from any champion; sponsors and helpers do not count.\n"
               "Fewest steps: the path with the fewest people on it.\n"
               "Strongest: the path whose weakest tie is the strongest; among those the one with the fewest steps.\n");
}

/* Coverage. */

void list_coverage(const struct bb_scene *scene, const struct bb_look *look, struct bb_list *l)
{
    size_t n;
    if (!sheet_is_for(BB_AT_TEAM, scene, l))
        return;
    bb_list_column(l, "Segment", BB_LEFT, 24, true);
    bb_list_column(l, "To adopt", BB_RIGHT, 0, false);
    bb_list_column(l, "Champions", BB_RIGHT, 0, false);
    bb_list_column(l, "Coverage", BB_LEFT, 0, false);
    bb_list_column(l, "Pragmatists reached", BB_LEFT, 0, false);
    const struct bb_coverage *list =
        bb_champion_coverage(&scene->data, scene->thresholds->champion_people, &l->arena, &n);
    for (size_t i = 0; i < n; i++) {
        const struct bb_coverage *c = &list[i];
        struct bb_list_row *row = bb_list_add(l, c->unit, BB_UNIT);
        const struct bb_unit *u = bb_data_unit(&scene->data, c->unit);
        enum bb_glyph glyph = c->missing ? BB_G_ALARM : c->thin ? BB_G_WARNING : BB_G_DONE;
        char text[64];
        bb_list_set(l, row, 0, u->name, BB_NORMAL);
        snprintf(text, sizeof text, "%lld", (long long)c->population);
        bb_list_set_number(l, row, 1, c->population, text, BB_NORMAL);
        snprintf(text, sizeof text, "%lld", (long long)c->champions);
        bb_list_set_number(l, row, 2, c->champions, text, BB_NORMAL);
        snprintf(text, sizeof text, "%s %s", bb_glyph(look->glyphs, glyph),
                 c->missing ? "no champion"
                 : c->thin  ? "thin"
                            : "covered");
        bb_list_set(l, row, 3, text, c->missing ? BB_BAD : c->thin ? BB_WARN : BB_GOOD);
        if (c->pragmatists) {
            snprintf(text, sizeof text, "%lld of %lld", (long long)c->reached, (long long)c->pragmatists);
            bb_list_set(l, row, 4, text, BB_NORMAL);
        }
    }
}

void arithmetic_coverage(const struct bb_scene *scene, struct bb_str *out)
{
    bb_str_addf(
        out,
        "A segment is thin when a champion has more than %lld people to carry (thresholds: champion_people; ours, "
        "rules of thumb differ), and lacks one when none of its own people is a champion.\n"
        "Pragmatists reached: people predicted to be early majority who are champions or to whom a tie leads from "
        "one. Sponsors and helpers are no peers of the users and do not count.\n",
        (long long)scene->thresholds->champion_people);
}
