/* Hat tricks: side effects by their exposure, and the gate before finance hears the plan. */
#include "cells.h"
#include "people_view.h"
#include "plan_view.h"
#include "sheets.h"

#include <bepboard/plan.h>
#include <stdio.h>

enum { WHAT, EXPOSURE, MADE_OF, IMPACT, STATE, TEXT, COLUMNS };
enum { ROW_GATE = 1, ROW_CHECK, ROW_HEARS = ROW_CHECK + BB_GATE_COUNT, ROW_IN, ROW_OUT, ROW_GOAL };

static struct bb_list_row *plain(struct bb_list *l, int number, const char *what, enum bb_role role)
{
    struct bb_list_row *row = bb_list_add(l, sheet_row(0, number), -1);
    bb_list_set(l, row, WHAT, what, role);
    return row;
}

static void add_hearing(const struct bb_finance_gate *gate, struct bb_list *l)
{
    struct bb_list_row *row = plain(l, ROW_HEARS, "  Finance hears the plan", BB_NORMAL);
    enum bb_role role = gate->open ? BB_NORMAL : BB_BAD;
    if (gate->days == BB_NONE)
        bb_list_set(l, row, STATE, "no day is set", BB_DIM);
    else if (gate->days >= 0)
        cell_text(l, row, STATE, role, "in %lld days", (long long)gate->days);
    else
        cell_text(l, row, STATE, role, "%lld days ago", (long long)-gate->days);
    if (!gate->open && gate->days != BB_NONE)
        bb_list_set(l, row, TEXT, "the gate is not open", BB_BAD);
}

static void add_check(const struct bb_scene *scene, const struct bb_look *look, const struct bb_finance_gate *gate,
                      int i, struct bb_list *l)
{
    const struct bb_check *c = gate->checks[i];
    const struct bb_person *by = c ? bb_data_person(&scene->data, c->by) : NULL;
    struct bb_list_row *row = c ? bb_list_add(l, c->row.id, BB_CHECK) : plain(l, ROW_CHECK + i, "", BB_NORMAL);
    struct bb_str on = {0};
    cell_text(l, row, WHAT, BB_NORMAL, "  %s", word_of(scene, &bb_gate_steps, i));
    if (c)
        bb_date_format(&on, c->done);
    if (i == BB_GATE_LISTED && !gate->listed)
        cell_text(l, row, STATE, BB_BAD, "%s none is listed", bb_glyph(look->glyphs, BB_G_ALARM));
    else if (gate->done[i])
        cell_text(l, row, STATE, BB_GOOD, "%s %s", bb_glyph(look->glyphs, BB_G_DONE), bb_str_get(&on));
    else
        cell_text(l, row, STATE, BB_BAD, "%s %s", bb_glyph(look->glyphs, BB_G_ALARM),
                  !c || !on.n ? "not done"
                  : !by       ? "no name"
                              : "not yet");
    if (c)
        cell_text(l, row, TEXT, BB_NORMAL, "%s%s%s", by ? bb_person_label(by) : "", by && c->note ? ": " : "",
                  c->note ? c->note : "");
    bb_str_finish(&on);
}

static void add_scope(const struct bb_look *look, int number, const char *what, const char *text, struct bb_list *l)
{
    struct bb_list_row *row = plain(l, number, what, BB_NORMAL);
    if (text)
        bb_list_set(l, row, TEXT, text, BB_DIM);
    else
        cell_state(l, row, STATE, look, BB_G_ALARM, "not stated", BB_BAD);
}

static void add_gate(const struct bb_scene *scene, const struct bb_look *look, const struct bb_finance_gate *gate,
                     struct bb_list *l)
{
    const struct bb_engagement *e = scene->data.engagement;
    struct bb_list_row *row = plain(l, ROW_GATE, "Finance gate", BB_TITLE);
    cell_state(l, row, STATE, look, gate->open ? BB_G_DONE : BB_G_ALARM, gate->open ? "open" : "shut",
               gate->open ? BB_GOOD : BB_BAD);
    if (!gate->open)
        bb_list_set(l, row, TEXT, "it opens with the scope in and out stated, and three checks done with date and name",
                    BB_DIM);
    for (int i = 0; i < BB_GATE_COUNT; i++)
        add_check(scene, look, gate, i, l);
    add_hearing(gate, l);
    add_scope(look, ROW_IN, "  Scope in", e ? e->scope_in : NULL, l);
    add_scope(look, ROW_OUT, "  Scope out", e ? e->scope_out : NULL, l);
}

static void add_hijacks(const struct bb_scene *scene, const struct bb_look *look, struct bb_list *l)
{
    const struct bb_data *d = &scene->data;
    for (size_t i = 0; i < d->tables[BB_GOAL].n; i++) {
        const struct bb_goal *g = BB_ROW(d, BB_GOAL, struct bb_goal, i);
        if (!bb_goal_hijacks(d, g))
            continue;
        struct bb_str on = {0};
        struct bb_list_row *row = bb_list_add(l, sheet_row(g->row.id, ROW_GOAL), BB_GOAL);
        bb_date_format(&on, g->added);
        bb_list_set(l, row, WHAT, g->text, BB_BAD);
        cell_state(l, row, STATE, look, BB_G_ALARM, "hijack", BB_BAD);
        cell_text(l, row, TEXT, BB_NORMAL, "a cost goal that joined on %s, after the start", bb_str_get(&on));
        bb_str_finish(&on);
    }
}

static void add_effect(const struct bb_scene *scene, const struct bb_effect *e, struct bb_list *l)
{
    struct bb_list_row *row = bb_list_add(l, e->row.id, BB_EFFECT);
    const struct bb_person *owner = bb_data_person(&scene->data, e->owner);
    int64_t exposure = bb_exposure(e);
    cell_text(l, row, WHAT, BB_NORMAL, "%s%s%s", e->key ? e->key : "", e->key ? " " : "", e->text ? e->text : "");
    if (exposure == BB_NONE)
        bb_list_set(l, row, EXPOSURE, "?", BB_DIM);
    else {
        cell_int(l, row, EXPOSURE, exposure, false);
        cell_text(l, row, MADE_OF, BB_DIM, "%lld x %lld x %lld", (long long)e->likelihood, (long long)e->cost_cut,
                  (long long)e->take_up);
    }
    cell_int(l, row, IMPACT, e->impact, false);
    bb_list_set(l, row, STATE, word_of(scene, &bb_effect_states, e->state),
                e->state == BB_EFFECT_STATE_SEEN ? BB_BAD : BB_NORMAL);
    cell_text(l, row, TEXT, BB_NORMAL, "%s%s%s", owner ? bb_person_label(owner) : "no owner", e->counter ? ": " : "",
              e->counter ? e->counter : "");
}

void list_hattricks(const struct bb_scene *scene, const struct bb_look *look, struct bb_list *l)
{
    static const struct {
        const char *title;
        enum bb_align align;
        int max;
    } columns[COLUMNS] = {{"Side effect", BB_LEFT, 26}, {"Exposure", BB_RIGHT, 0}, {"Made of", BB_LEFT, 0},
                          {"Impact", BB_RIGHT, 0},      {"State", BB_LEFT, 0},     {"Counter-measure", BB_LEFT, 40}};
    struct bb_finance_gate gate;
    size_t n;
    if (!sheet_is_for(BB_AT_TEAM, scene, l))
        return;
    for (int i = 0; i < COLUMNS; i++)
        bb_list_column(l, columns[i].title, columns[i].align, columns[i].max, i == WHAT);
    bb_finance_gate(&scene->data, &gate);
    const struct bb_effect *const *list = bb_effects_worst_first(&scene->data, &l->arena, &n);
    bool nothing = !n && !scene->data.tables[BB_CHECK].n && !gate.hijacks && gate.days == BB_NONE;
    if (!scene->data.engagement || nothing)
        return;
    for (size_t i = 0; i < n; i++)
        add_effect(scene, list[i], l);
    add_hijacks(scene, look, l);
    add_gate(scene, look, &gate, l);
}

/* Above the scope in and out side by side, then the gate, then a bar for each side effect. */

static int draw_scope(const struct bb_pen *p, int y, const struct bb_engagement *e)
{
    enum { ROWS = 3 };
    int half = (p->clip.w - 3) / 2;
    const char *texts[] = {e->scope_in ? e->scope_in : "not stated", e->scope_out ? e->scope_out : "not stated"};
    const char *const titles[] = {"In scope", "Out of scope"};
    int used = 0;
    for (int i = 0; i < 2; i++) {
        struct bb_pen side = *p;
        side.clip = (struct bb_rect){p->clip.x + i * (half + 3), p->clip.y, half, p->clip.h};
        bb_pen_line(&side, side.clip.x, y, half, BB_TITLE, "%s", titles[i]);
        int rows = bb_pen_flow(&side, y + 1, ROWS, BB_NORMAL, texts[i]);
        used = rows > used ? rows : used;
    }
    return 1 + used;
}

static void draw_exposure(struct bb_grid *g, struct bb_rect r, const struct bb_sheet_view *v, size_t i, int y)
{
    enum { NUMBER = 5, BAR = 20, STATE_W = 14, MOST = 125 };
    struct bb_pen p = {g, r, v->look->glyphs};
    const struct bb_list_row *row = &v->list->rows[i];
    enum bb_role role = picture_row(g, r, v, i, y);
    bool effect = row->kind == BB_EFFECT;
    int right = STATE_W + (effect ? NUMBER + BAR : 0), name = r.w - 2 - right;
    bool text = !effect && r.w > 100;
    bb_pen_line(&p, r.x + 2, y, (text ? 50 : name) - 1, role, "%s", row->cells[WHAT].text);
    if (text)
        bb_pen_line(&p, r.x + 52, y, r.w - 53 - STATE_W, BB_DIM, "%s", row->cells[TEXT].text);
    for (int k = 0; effect && k < BAR; k++) {
        bool full = row->cells[EXPOSURE].has_key && k * MOST < row->cells[EXPOSURE].key * BAR;
        bb_pen_put(&p, r.x + 2 + name + NUMBER + k, y, full ? BB_BAD : BB_FRAME,
                   bb_pen_glyph(&p, full ? BB_G_FULL : BB_G_EMPTY));
    }
    if (effect)
        bb_pen_line(&p, r.x + 2 + name, y, NUMBER - 1, BB_NORMAL, "%4s", row->cells[EXPOSURE].text);
    bb_pen_line(&p, r.x + r.w - STATE_W + 1, y, STATE_W - 1, (enum bb_role)row->cells[STATE].role, "%s",
                row->cells[STATE].text);
}

void draw_hattricks(struct bb_grid *g, struct bb_rect r, const struct bb_sheet_view *v)
{
    enum { NARROW = 60, SCOPE_FROM = 18, DETAIL = 2 };
    const struct bb_list_row *row = picture_selected(v);
    struct bb_pen p = {g, {r.x + 2, r.y, r.w > 4 ? r.w - 4 : 1, r.h}, v->look->glyphs};
    if (r.w < NARROW || r.h < 6) {
        picture_brief(g, r, v, TEXT);
        return;
    }
    if (r.h >= SCOPE_FROM && v->scene->data.engagement) {
        int used = draw_scope(&p, r.y, v->scene->data.engagement);
        r.y += used;
        r.h -= used;
    }
    if (row && row->cells[TEXT].text[0] && r.h > DETAIL + 6) {
        r.h -= DETAIL;
        bb_pen_flow(&p, r.y + r.h, DETAIL, BB_NORMAL, row->cells[TEXT].text);
    }
    size_t top = picture_top(v, r.h);
    for (int i = 0; i < r.h && top + (size_t)i < v->list->n; i++)
        draw_exposure(g, r, v, top + (size_t)i, r.y + i);
}

void arithmetic_hattricks(const struct bb_scene *scene, struct bb_str *out)
{
    struct bb_arena a = {0};
    size_t n;
    bb_str_add(out, "Exposure: likelihood x cost cut x take-up, each 1 to 5, so 1 to 125 (ours).\n"
                    "Gate: open when side effects are listed, the scope in and out is stated, and each of the three "
                    "checks has a date that has come, and a name.\n"
                    "Hijack: a cost goal that joined the goals after the start of the engagement.\n");
    const struct bb_effect *const *list = bb_effects_worst_first(&scene->data, &a, &n);
    for (size_t i = 0; i < n; i++)
        if (bb_exposure(list[i]) != BB_NONE)
            bb_str_addf(out, "%s: %lld = likelihood %lld x cost cut %lld x take-up %lld\n",
                        list[i]->key ? list[i]->key : "One", (long long)bb_exposure(list[i]),
                        (long long)list[i]->likelihood, (long long)list[i]->cost_cut, (long long)list[i]->take_up);
    bb_arena_finish(&a);
}
