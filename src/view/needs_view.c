/* The needs lens: units by kinds of need, positions beside what lies beneath, what was answered and told. */
#include "needs_view.h"

#include "pen.h"
#include "people_view.h"

#include <assert.h>
#include <bepboard/needs.h>
#include <stdio.h>
#include <string.h>

enum { UNIT, STATE, POWER, KIND, POSITION, NEED, ANSWER, TOLD, SHARED };

static const char *const state_words[] = {
    [BB_NEED_UNANSWERED] = "unanswered", [BB_NEED_UNTOLD] = "not told", [BB_NEED_DONE] = "told"};
static const enum bb_glyph state_glyphs[] = {
    [BB_NEED_UNANSWERED] = BB_G_OPEN, [BB_NEED_UNTOLD] = BB_G_PARTLY, [BB_NEED_DONE] = BB_G_DONE};
static const enum bb_role state_roles[] = {
    [BB_NEED_UNANSWERED] = BB_BAD, [BB_NEED_UNTOLD] = BB_WARN, [BB_NEED_DONE] = BB_GOOD};

static void add_need(const struct bb_scene *scene, const struct bb_look *look, struct bb_list *l,
                     const struct bb_need_seen *s)
{
    const struct bb_need *n = s->need;
    struct bb_list_row *row = bb_list_add(l, n->row.id, BB_NEED);
    struct bb_str text = {0};
    char state[64];
    bb_record_title(&text, &scene->data, scene->words, n->person ? BB_PERSON : BB_UNIT,
                    n->person ? n->person : n->unit);
    bb_list_set(l, row, UNIT, bb_str_get(&text), BB_NORMAL);
    snprintf(state, sizeof state, "%s %s", bb_glyph(look->glyphs, state_glyphs[s->state]), state_words[s->state]);
    bb_list_set_number(l, row, STATE, s->state, state, state_roles[s->state]);
    if (s->power) {
        snprintf(state, sizeof state, "%lld", (long long)s->power);
        bb_list_set_number(l, row, POWER, s->power, state, BB_NORMAL);
    }
    if (n->kind != BB_NONE)
        bb_list_set(l, row, KIND, bb_word(scene->words, &bb_need_kinds, n->kind, scene->data.audience), BB_NORMAL);
    bb_list_set(l, row, POSITION, n->position, BB_NORMAL);
    bb_list_set(l, row, NEED, n->need, BB_NORMAL);
    if (n->response != BB_NONE)
        bb_list_set(l, row, ANSWER, bb_word(scene->words, &bb_responses, n->response, scene->data.audience), BB_NORMAL);
    bb_str_clear(&text);
    bb_date_format(&text, n->told);
    bb_list_set(l, row, TOLD, bb_str_get(&text), BB_NORMAL);
    if (s->shared) {
        bb_str_clear(&text);
        bb_record_title(&text, &scene->data, scene->words, BB_UNIT, s->shared);
        bb_list_set(l, row, SHARED, bb_str_get(&text), BB_INFO);
    }
    bb_str_finish(&text);
}

void list_needs_lens(const struct bb_scene *scene, const struct bb_look *look, struct bb_list *l)
{
    size_t n;
    if (!sheet_is_for(BB_AT_TEAM, scene, l))
        return;
    bb_list_column(l, "Whose", BB_LEFT, 20, false);
    bb_list_column(l, "State", BB_LEFT, 0, false);
    bb_list_column(l, "P", BB_RIGHT, 0, false);
    bb_list_column(l, "Kind", BB_LEFT, 14, false);
    bb_list_column(l, "Position", BB_LEFT, 24, true);
    bb_list_column(l, scene->data.audience >= BB_DESK ? "Need beneath it" : "", BB_LEFT, 48, false);
    bb_list_column(l, "Answer", BB_LEFT, 0, false);
    bb_list_column(l, "Told", BB_LEFT, 0, false);
    bb_list_column(l, "Shared with", BB_LEFT, 0, false);
    const struct bb_need_seen *list = bb_needs_seen(&scene->data, &l->arena, &n);
    for (size_t i = 0; i < n; i++)
        add_need(scene, look, l, &list[i]);
}

/* The matrix. */

struct matrix {
    const struct bb_sheet_view *v;
    struct bb_pen pen;
    struct bb_arena arena;
    const struct bb_need_seen *needs;
    size_t need_n;
    int kinds[BB_NEED_COUNT], kind_n; /* those that occur, in their order */
    int names, cell;                  /* columns */
};

static void find_kinds(struct matrix *m)
{
    bool seen[BB_NEED_COUNT] = {false};
    for (size_t i = 0; i < m->need_n; i++)
        if (m->needs[i].need->kind != BB_NONE)
            seen[m->needs[i].need->kind] = true;
    for (int k = 0; k < BB_NEED_COUNT; k++)
        if (seen[k])
            m->kinds[m->kind_n++] = k;
}

/* The worst of the needs of one kind in a unit stands for all, with their number. */
static void draw_cell(const struct matrix *m, int x, int y, int64_t unit, int kind)
{
    int counts = 0, worst = BB_NEED_DONE;
    bool shared = false, chosen = false;
    for (size_t i = 0; i < m->need_n; i++) {
        const struct bb_need_seen *s = &m->needs[i];
        if (s->need->unit != unit || s->need->kind != kind)
            continue;
        counts++;
        worst = (int)s->state < worst ? (int)s->state : worst;
        shared |= s->shared != 0;
        chosen |= s->need->row.id == m->v->selected;
    }
    if (!counts) {
        bb_pen_put(&m->pen, x, y, BB_FRAME, bb_pen_glyph(&m->pen, BB_G_DOT));
        return;
    }
    enum bb_role role = chosen ? (m->v->focused ? BB_FOCUS : BB_SELECTED) : state_roles[worst];
    bb_pen_line(&m->pen, x, y, 4, role, "%s%d%s", bb_pen_glyph(&m->pen, state_glyphs[worst]), counts,
                shared ? "=" : "");
}

static bool has_need(const struct matrix *m, int64_t unit)
{
    for (size_t i = 0; i < m->need_n; i++)
        if (m->needs[i].need->unit == unit)
            return true;
    return false;
}

static int draw_unit(const struct matrix *m, int y, const struct bb_unit *u)
{
    const struct bb_rect r = m->pen.clip;
    bool any = has_need(m, u->row.id);
    bb_pen_line(&m->pen, r.x + 1, y, m->names - 2, any ? BB_NORMAL : BB_DIM, "%s", u->name ? u->name : "");
    if (!any) {
        bb_pen_line(&m->pen, r.x + m->names, y, r.w - m->names, BB_WARN, "%s none discovered yet",
                    bb_pen_glyph(&m->pen, BB_G_WARNING));
        return y + 1;
    }
    for (int k = 0; k < m->kind_n; k++)
        draw_cell(m, r.x + m->names + k * m->cell, y, u->row.id, m->kinds[k]);
    return y + 1;
}

static void draw_chosen(const struct matrix *m, int y)
{
    const struct bb_rect r = m->pen.clip;
    struct bb_pen text = {m->pen.grid, {r.x + 1, y, r.w - 2, r.y + r.h - y}, m->pen.glyphs};
    for (size_t i = 0; i < m->need_n; i++) {
        const struct bb_need_seen *s = &m->needs[i];
        char line[512];
        if (s->need->row.id != m->v->selected)
            continue;
        snprintf(line, sizeof line, "%s %s: \"%s\"", bb_pen_glyph(&m->pen, state_glyphs[s->state]),
                 state_words[s->state], s->need->position ? s->need->position : "");
        y += bb_pen_flow(&text, y, 2, BB_TITLE, line);
        if (s->need->need)
            y += bb_pen_flow(&text, y, 2, BB_NORMAL, s->need->need);
        if (s->need->explained)
            bb_pen_flow(&text, y, 2, BB_DIM, s->need->explained);
        return;
    }
}

static int draw_head(const struct matrix *m, int y)
{
    const struct bb_rect r = m->pen.clip;
    for (int k = 0; k < m->kind_n; k++)
        bb_pen_line(&m->pen, r.x + m->names + k * m->cell, y, m->cell - 1, BB_DIM, "%s",
                    bb_word(m->v->scene->words, &bb_need_kinds, m->kinds[k], m->v->scene->data.audience));
    return y + 1;
}

/* The units with a need first, in the arena. */
static const struct bb_unit *const *in_order(struct matrix *m, size_t *n)
{
    const struct bb_table *units = &m->v->scene->data.tables[BB_UNIT];
    const struct bb_unit **list = bb_arena_alloc(&m->arena, (units->n + 1) * sizeof *list);
    for (int pass = 0; pass < 2; pass++)
        for (size_t i = 0; i < units->n; i++) {
            const struct bb_unit *u = bb_table_at(units, i);
            if (has_need(m, u->row.id) == (pass == 0))
                list[(*n)++] = u;
        }
    return list;
}

/* So many units are passed over that the one of the selected need is seen. */
static size_t first_shown(const struct matrix *m, const struct bb_unit *const *units, size_t n, size_t room)
{
    const struct bb_need *need = bb_table_find(&m->v->scene->data.tables[BB_NEED], m->v->selected);
    for (size_t i = room; need && i < n; i++)
        if (units[i]->row.id == need->unit)
            return i + 1 - room;
    return 0;
}

void draw_needs_lens(struct bb_grid *g, struct bb_rect r, const struct bb_sheet_view *v)
{
    enum { CHOSEN = 6, CELL_LEAST = 5, CELL_MOST = 15 };
    struct matrix m = {.v = v, .pen = {g, r, v->look->glyphs}, .names = r.w / 4 < 16 ? 16 : r.w / 4};
    m.names = m.names > 28 ? 28 : m.names;
    m.needs = bb_needs_seen(&v->scene->data, &m.arena, &m.need_n);
    find_kinds(&m);
    m.cell = m.kind_n ? (r.w - m.names - 1) / m.kind_n : CELL_MOST;
    m.cell = m.cell > CELL_MOST ? CELL_MOST : m.cell < CELL_LEAST ? CELL_LEAST : m.cell;
    int y = draw_head(&m, r.y), bottom = r.y + r.h - CHOSEN;
    size_t n = 0, room = bottom - 1 > y ? (size_t)(bottom - 1 - y) : 0;
    const struct bb_unit *const *units = in_order(&m, &n);
    size_t first = first_shown(&m, units, n, room);
    for (size_t i = first; i < n && i < first + room; i++)
        y = draw_unit(&m, y, units[i]);
    if (n > room)
        bb_pen_line(&m.pen, r.x + 1, bottom - 1, r.w - 2, BB_DIM, "and %zu more units; t shows the table", n - room);
    draw_chosen(&m, bottom);
    bb_pen_line(&m.pen, r.x + 1, r.y + r.h - 1, r.w - 2, BB_DIM,
                "%s unanswered  %s not told  %s told  = a rival needs it too", bb_pen_glyph(&m.pen, BB_G_OPEN),
                bb_pen_glyph(&m.pen, BB_G_PARTLY), bb_pen_glyph(&m.pen, BB_G_DONE));
    bb_arena_finish(&m.arena);
}

void arithmetic_needs_lens(const struct bb_scene *scene, struct bb_str *out)
{
    bb_str_add(out,
               "Unanswered needs come first, then those whose answer nobody heard, then those that were told; within "
               "each by the power behind them: the person's own, or the highest in the unit. Power only sorts.\n"
               "Shared: two units oppose each other where a need of one competes with a need of the other (\"Competes "
               "with\" on a need says so); what both of them need beneath it is common ground to begin with.\n");
    size_t n;
    struct bb_arena arena = {0};
    const struct bb_need_seen *list = bb_needs_seen(&scene->data, &arena, &n);
    for (size_t i = 0; i < n; i++) {
        if (!list[i].shared)
            continue;
        bb_record_title(out, &scene->data, scene->words, BB_UNIT, list[i].need->unit);
        bb_str_addf(out, ": %s, as ", bb_word(scene->words, &bb_need_kinds, list[i].need->kind, scene->data.audience));
        bb_record_title(out, &scene->data, scene->words, BB_UNIT, list[i].shared);
        bb_str_add(out, "\n");
    }
    bb_arena_finish(&arena);
}
