/* Sheets about stakeholders: where they stand and should stand, and whom to talk with next. */
#include "people_view.h"

#include "cells.h"
#include "sheets.h"

#include <assert.h>
#include <bepboard/talks.h>
#include <bepboard/text.h>
#include <stdio.h>
#include <string.h>

bool sheet_is_for(enum bb_audience least, const struct bb_scene *scene, struct bb_list *l)
{
    if (scene->data.audience >= least)
        return true;
    l->empty = scene->data.audience == BB_ROOM
                   ? "Nothing of this is for the room."
                   : "This is made of what was said in confidence: it is for the desk alone.";
    return false;
}

/* SEAM: C where somebody stands, D where we need them. */

static void add_seam(const struct bb_scene *scene, struct bb_list *l, const struct bb_person *p)
{
    int64_t now = bb_stance_now(&scene->data, p->row.id);
    struct bb_list_row *row = bb_list_add(l, p->row.id, BB_PERSON);
    bb_list_set(l, row, 0, bb_person_label(p), BB_NORMAL);
    cell_int(l, row, 1, p->power, false);
    for (int s = 0; s < BB_STANCE_COUNT; s++)
        if (now == s || p->wanted == s)
            bb_list_set(l, row, 2 + s,
                        now == p->wanted ? "C D"
                        : now == s       ? "C"
                                         : "D",
                        now == p->wanted ? BB_GOOD
                        : now == s       ? BB_ACCENT
                                         : BB_INFO);
    bool known = now != BB_NONE && p->wanted != BB_NONE;
    cell_int(l, row, 2 + BB_STANCE_COUNT, known ? bb_seam_gap(&scene->data, p) : BB_NONE, false);
}

void list_seam(const struct bb_scene *scene, const struct bb_look *look, struct bb_list *l)
{
    (void)look;
    if (!sheet_is_for(BB_AT_TEAM, scene, l))
        return;
    bb_list_column(l, "Stakeholder", BB_LEFT, 18, true);
    bb_list_column(l, "P", BB_RIGHT, 0, false);
    for (int s = 0; s < BB_STANCE_COUNT; s++)
        bb_list_column(l, bb_word(scene->words, &bb_stances, s, scene->data.audience), BB_LEFT, 0, false);
    bb_list_column(l, "Gap", BB_RIGHT, 0, false);
    for (size_t i = 0; i < scene->data.tables[BB_PERSON].n; i++) {
        const struct bb_person *p = BB_ROW(&scene->data, BB_PERSON, struct bb_person, i);
        if (bb_is_stakeholder(p))
            add_seam(scene, l, p);
    }
}

/* The picture: from C, where somebody stands, a line to D, where we need them. */

struct seam {
    struct bb_pen pen;
    const struct bb_sheet_view *v;
    int name, at[BB_STANCE_COUNT + 1]; /* columns of the name; where each stance begins, and the gap behind them */
    bool words;                        /* the stances stand above in words, else as marks */
};
enum { LEGEND = 2 }; /* rows of the legend, when it has to explain the marks */

/* Each stance is as wide as its word when all of them fit, else all are alike. */
static void place_stances(struct seam *s, int x, int room)
{
    const struct bb_list_column *columns = &s->v->list->columns[2];
    int wide = 0;
    for (int i = 0; i < BB_STANCE_COUNT; i++)
        wide += bb_text_width(columns[i].title) + 1;
    s->words = wide <= room;
    int more = s->words ? (room - wide) / BB_STANCE_COUNT : 0;
    more = more > 8 ? 8 : more;
    for (int i = 0; i < BB_STANCE_COUNT; i++) {
        s->at[i] = x;
        x += s->words ? bb_text_width(columns[i].title) + 1 + more : room / BB_STANCE_COUNT;
    }
    s->at[BB_STANCE_COUNT] = x;
}

static void draw_seam_head(const struct seam *s, int x, int y)
{
    const struct bb_list_column *c = s->v->list->columns;
    bb_pen_line(&s->pen, x, y, s->name, BB_DIM, "%s", c[0].title);
    bb_pen_line(&s->pen, x + s->name + 1, y, 1, BB_DIM, "%s", c[1].title);
    for (int i = 0; i < BB_STANCE_COUNT; i++)
        bb_pen_line(&s->pen, s->at[i], y, s->at[i + 1] - s->at[i] - 1, BB_DIM, "%s",
                    s->words ? c[2 + i].title : bb_pen_glyph(&s->pen, stance_glyph(i)));
    bb_pen_line(&s->pen, s->at[BB_STANCE_COUNT], y, 3, BB_DIM, "%s", c[2 + BB_STANCE_COUNT].title);
}

static void draw_seam_row(const struct seam *s, int y, const struct bb_list_row *row)
{
    int now = -1, wanted = -1;
    for (int i = 0; i < BB_STANCE_COUNT; i++) {
        const char *mark = row->cells[2 + i].text;
        now = strchr(mark, 'C') ? i : now;
        wanted = strchr(mark, 'D') ? i : wanted;
        bb_pen_put(&s->pen, s->at[i], y, (enum bb_role)row->cells[2 + i].role, mark);
    }
    if (now < 0 || wanted < 0 || now == wanted)
        return;
    int left = s->at[now < wanted ? now : wanted] + 2, right = s->at[now < wanted ? wanted : now] - 2;
    for (int x = left; x <= right; x++)
        bb_pen_put(&s->pen, x, y, BB_FRAME, bb_pen_glyph(&s->pen, BB_G_HLINE));
    bb_pen_put(&s->pen, now < wanted ? right : left, y, BB_FRAME,
               bb_pen_glyph(&s->pen, now < wanted ? BB_G_RIGHT : BB_G_LEFT));
}

static void draw_seam_legend(const struct seam *s, int x, int y, int w)
{
    struct bb_str text = {0};
    bb_str_add(&text, "C now, D wanted");
    for (int i = 0; !s->words && i < BB_STANCE_COUNT; i++)
        bb_str_addf(&text, "%s%s %s", i ? ", " : "; ", bb_pen_glyph(&s->pen, stance_glyph(i)),
                    s->v->list->columns[2 + i].title);
    struct bb_pen p = {s->pen.grid, {x, y, w, LEGEND}, s->pen.glyphs};
    bb_pen_flow(&p, y, LEGEND, BB_DIM, bb_str_get(&text));
    bb_str_finish(&text);
}

void draw_seam(struct bb_grid *g, struct bb_rect r, const struct bb_sheet_view *v)
{
    enum { NAME_MOST = 26, NAME_LEAST = 16, GAP = 4, AROUND = 2 + 3 + GAP, LEGEND_FROM = 8, WIDEST = 110 };
    int stances = 0;
    for (int i = 0; i < BB_STANCE_COUNT; i++)
        stances += bb_text_width(v->list->columns[2 + i].title) + 1;
    struct seam s = {.pen = {g, r, v->look->glyphs}, .v = v, .name = r.w - AROUND - stances};
    s.name = s.name > NAME_MOST ? NAME_MOST : s.name < NAME_LEAST ? NAME_LEAST : s.name;
    place_stances(&s, r.x + 2 + s.name + 3, (r.w > WIDEST ? WIDEST : r.w) - AROUND - s.name);
    if (r.h < 2)
        return;
    draw_seam_head(&s, r.x + 2, r.y);
    int legend = r.h < LEGEND_FROM ? 0 : s.words ? 1 : LEGEND;
    int rows = r.h - 1 - legend, gap = 2 + BB_STANCE_COUNT;
    size_t top = picture_top(v, rows);
    for (int i = 0; i < rows && top + (size_t)i < v->list->n; i++) {
        const struct bb_list_row *row = &v->list->rows[top + (size_t)i];
        int y = r.y + 1 + i;
        enum bb_role role = picture_row(g, r, v, top + (size_t)i, y);
        bb_pen_line(&s.pen, r.x + 2, y, s.name, role, "%s", row->cells[0].text);
        bb_pen_line(&s.pen, r.x + 3 + s.name, y, 1, BB_NORMAL, "%s", row->cells[1].text);
        draw_seam_row(&s, y, row);
        bb_pen_line(&s.pen, s.at[BB_STANCE_COUNT], y, 3, BB_NORMAL, "%3s", row->cells[gap].text);
    }
    if (legend)
        draw_seam_legend(&s, r.x + 2, r.y + r.h - legend, r.w - 2);
}

void arithmetic_seam(const struct bb_scene *scene, struct bb_str *out)
{
    (void)scene;
    bb_str_add(
        out,
        "C is where a stakeholder stands now, D where we need them (SEAM, PMBOK). Gap = rank of D less rank of C, with "
        "the ranks unaware 0, resistant 1, neutral 2, supportive 3, leading 4. The ranks are ours and only order "
        "our work: unaware is not worse than resistant, it is further to go.\n");
}

/* Next conversations. */

void list_talks(const struct bb_scene *scene, const struct bb_look *look, struct bb_list *l)
{
    enum { WHO, PRIORITY, NOW, WANTED, LAST, QUESTION, WHY };
    struct bb_str why = {0};
    size_t n;
    (void)look;
    if (!sheet_is_for(BB_DESK, scene, l))
        return;
    bb_list_column(l, "Talk with", BB_LEFT, 22, true);
    bb_list_column(l, "Priority", BB_RIGHT, 0, false);
    bb_list_column(l, "Stands", BB_LEFT, 11, false);
    bb_list_column(l, "Wanted", BB_LEFT, 11, false);
    l->columns[bb_list_column(l, "Talked", BB_LEFT, 0, false)].first = true;
    bb_list_column(l, "Opening question", BB_LEFT, 48, false);
    bb_list_column(l, "Because", BB_LEFT, 60, false);
    const struct bb_talk_due *list = bb_talks_due(&scene->data, scene->thresholds, &l->arena, &n);
    for (size_t i = 0; i < n; i++) {
        const struct bb_person *p = bb_data_person(&scene->data, list[i].person);
        struct bb_list_row *row = bb_list_add(l, p->row.id, BB_PERSON);
        int64_t stance = bb_stance_now(&scene->data, p->row.id);
        char priority[32];
        snprintf(priority, sizeof priority, "%lld.%lld", (long long)(list[i].priority / 100),
                 (long long)(list[i].priority / 10 % 10));
        bb_list_set(l, row, WHO, bb_person_label(p), BB_NORMAL);
        bb_list_set_number(l, row, PRIORITY, list[i].priority, priority, BB_NORMAL);
        bb_list_set(l, row, NOW, bb_word(scene->words, &bb_stances, stance, scene->data.audience), BB_NORMAL);
        bb_list_set(l, row, WANTED, bb_word(scene->words, &bb_stances, p->wanted, scene->data.audience), BB_NORMAL);
        cell_day(l, row, LAST, list[i].last);
        bb_list_set(l, row, QUESTION, p->opening, BB_NORMAL);
        bb_str_clear(&why);
        bb_talk_why(&why, &scene->data, &list[i]);
        bb_list_set(l, row, WHY, bb_str_get(&why), BB_DIM);
    }
    bb_str_finish(&why);
}

void arithmetic_talks(const struct bb_scene *scene, struct bb_str *out)
{
    size_t n;
    struct bb_arena arena = {0};
    if (scene->data.audience < BB_DESK)
        return;
    bb_str_addf(
        out,
        "Priority = power x gap x (1 + 0.5 if not spoken with for %lld days) x (1 + out-strength / 10). Ours, not a "
        "standard.\n"
        "Somebody unaware stands furthest away by the ranks of the gap, which is partly why the powerful who were "
        "never told come first.\n",
        (long long)scene->thresholds->silent_days);
    const struct bb_talk_due *list = bb_talks_due(&scene->data, scene->thresholds, &arena, &n);
    for (size_t i = 0; i < n; i++) {
        bb_str_addf(out, "%s: ", bb_person_label(bb_data_person(&scene->data, list[i].person)));
        bb_talk_why(out, &scene->data, &list[i]);
        bb_str_add(out, "\n");
    }
    bb_arena_finish(&arena);
}
