/* The letters of the charter as a matrix of obligations and people, with the check of its rows and columns. */
#include "cells.h"
#include "plan_view.h"
#include "sheets.h"

#include <bepboard/charter.h>
#include <bepboard/text.h>
#include <ctype.h>
#include <stdio.h>
#include <string.h>

/* The check comes second, so that a narrow table keeps it. */
enum {
    KEY,
    CHECK,
    PEOPLE_FROM,
    PEOPLE_MOST = BB_LIST_COLUMNS - PEOPLE_FROM - 1,
    SHORT = 16,
    LETTERS = 3,
    ROW_COLUMNS = 1
};

static const char *letter_name(int letter)
{
    static const char *const names[BB_RACI_COUNT] = {"R", "A", "A/R", "C", "I"};
    return letter < 0 ? "" : names[letter];
}

/* People stand in the columns by role in three letters: "CEO", "HoS", "VPE". Words in capitals stay, others give their
 * first letter, a large one but for the shortest words. */
static void initials(const char *role, size_t n, char out[SHORT])
{
    size_t at = 0;
    for (size_t i = 0; i < n && at < LETTERS;) {
        size_t end = i;
        bool capitals = true;
        while (end < n && role[end] != ' ' && role[end] != '-')
            capitals &= isupper((unsigned char)role[end++]) != 0;
        if (end > i && (unsigned char)role[i] < 0x80)
            for (size_t k = i; k < (capitals ? end : i + 1) && at < LETTERS; k++)
                out[at++] = end - i > 3 ? (char)toupper((unsigned char)role[k]) : role[k];
        i = end + 1;
    }
    out[at] = 0;
}

static void short_label(const struct bb_person *p, char out[SHORT])
{
    const char *role = p && p->role ? p->role : p ? bb_person_label(p) : "?";
    size_t n = strcspn(role, ",(;");
    while (n > 0 && role[n - 1] == ' ')
        n--;
    initials(role, n, out);
    if (strlen(out) < 2)
        snprintf(out, SHORT, "%.*s", n < LETTERS ? (int)n : LETTERS, role);
    if (!bb_text_width(out))
        snprintf(out, SHORT, "?");
}

static bool is_taken(char (*labels)[SHORT], size_t n, const char *label)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(labels[i], label) == 0)
            return true;
    return false;
}

/* Two who would be called the same are numbered. */
static void label_columns(const struct bb_scene *scene, const struct bb_raci_chart *c, char (*labels)[SHORT])
{
    for (size_t i = 0; i < c->column_n; i++) {
        char label[SHORT];
        short_label(bb_data_person(&scene->data, c->columns[i].id), label);
        snprintf(labels[i], SHORT, "%s", label);
        for (int number = 2; is_taken(labels, i, labels[i]) && number < 100; number++)
            snprintf(labels[i], SHORT, "%.2s%d", label, number);
    }
}

static void say_faults(const struct bb_scene *scene, const struct bb_look *look, struct bb_list *l,
                       struct bb_list_row *row, unsigned faults)
{
    struct bb_str s = {0};
    if (scene->data.audience == BB_ROOM)
        return;
    for (int i = 0; i < BB_RACI_FAULTS; i++)
        if (faults & 1U << i)
            bb_str_addf(&s, "%s%s", s.n ? ", " : "", bb_raci_fault_name((enum bb_raci_fault)(1U << i)));
    if (s.n)
        cell_state(l, row, CHECK, look, BB_G_ALARM, s.s, BB_BAD);
    else
        cell_state(l, row, CHECK, look, BB_G_DONE, "right", BB_GOOD);
    bb_str_finish(&s);
}

/* Where there are more people than columns, the last one counts the letters of the others. */
static void say_others(const struct bb_raci_chart *c, size_t row, struct bb_list *l, struct bb_list_row *to)
{
    struct bb_str s = {0};
    for (size_t i = PEOPLE_MOST - 1; i < c->column_n; i++)
        if (c->letters[row * c->column_n + i] >= 0)
            bb_str_addf(&s, "%s%s", s.n ? " " : "", letter_name(c->letters[row * c->column_n + i]));
    bb_list_set(l, to, PEOPLE_FROM + PEOPLE_MOST - 1, bb_str_get(&s), BB_NORMAL);
    bb_str_finish(&s);
}

static enum bb_role letter_role(int letter)
{
    return letter == BB_RACI_A || letter == BB_RACI_AR ? BB_ACCENT : letter == BB_RACI_R ? BB_INFO : BB_DIM;
}

static void add_obligation(const struct bb_scene *scene, const struct bb_look *look, const struct bb_raci_chart *c,
                           size_t i, size_t shown, int text, struct bb_list *l)
{
    const struct bb_obligation *o = bb_table_find(&scene->data.tables[BB_OBLIGATION], c->rows[i].id);
    struct bb_list_row *row = bb_list_add(l, c->rows[i].id, BB_OBLIGATION);
    bool room = scene->data.audience == BB_ROOM;
    bb_list_set(l, row, KEY, room ? "" : o->key, BB_NORMAL);
    say_faults(scene, look, l, row, c->rows[i].faults);
    for (size_t k = 0; k < shown; k++) {
        int8_t letter = c->letters[i * c->column_n + k];
        bb_list_set(l, row, PEOPLE_FROM + (int)k, letter_name(letter), letter_role(letter));
    }
    if (shown < c->column_n)
        say_others(c, i, l, row);
    bb_list_set(l, row, text, o->text, BB_NORMAL);
}

/* Under the matrix: how many letters each has, and the check of each column. */
static void add_person(const struct bb_scene *scene, const struct bb_look *look, const struct bb_raci_line *c,
                       const char *label, int text, struct bb_list *l)
{
    const struct bb_person *p = bb_data_person(&scene->data, c->id);
    struct bb_list_row *row = bb_list_add(l, sheet_row(c->id, ROW_COLUMNS), BB_PERSON);
    bb_list_set(l, row, KEY, label, BB_DIM);
    if (c->faults)
        say_faults(scene, look, l, row, c->faults);
    cell_text(l, row, text, BB_DIM, "%s%s%s: A %d, R %d, C %d, I %d", p ? bb_person_label(p) : "somebody",
              p && p->name && p->role ? ", " : "", p && p->name && p->role ? p->role : "", c->a, c->r, c->c, c->i);
}

void list_raci(const struct bb_scene *scene, const struct bb_look *look, struct bb_list *l)
{
    struct bb_raci_chart c;
    bb_raci_chart(&scene->data, scene->thresholds, &l->arena, &c);
    if (!c.row_n || !c.column_n)
        return;
    bool all = c.column_n <= PEOPLE_MOST, room = scene->data.audience == BB_ROOM;
    size_t shown = all ? c.column_n : PEOPLE_MOST - 1;
    char(*labels)[SHORT] = bb_arena_alloc(&l->arena, (c.column_n + 1) * sizeof *labels);
    label_columns(scene, &c, labels);
    bb_list_column(l, room ? "" : "Key", BB_LEFT, 0, false);
    bb_list_column(l, room ? "" : "Check", BB_LEFT, 0, false);
    for (size_t i = 0; i < shown; i++)
        bb_list_column(l, labels[i], BB_LEFT, 0, false);
    if (!all)
        bb_list_column(l, "Others", BB_LEFT, 12, false);
    int text = bb_list_column(l, "Obligation", BB_LEFT, 12, true);
    for (size_t i = 0; i < c.row_n; i++)
        add_obligation(scene, look, &c, i, shown, text, l);
    for (size_t i = 0; i < c.column_n; i++)
        add_person(scene, look, &c.columns[i], labels[i], text, l);
}

/* The matrix. */

struct matrix {
    struct bb_pen p;
    struct bb_rect r;
    const struct bb_list *list;
    int people, text, cell, left; /* columns of people; that of the text; width of a cell; where the cells begin */
};

static struct matrix lay_out(struct bb_grid *g, struct bb_rect r, const struct bb_sheet_view *v)
{
    enum { KEY_W = 5, CHECK_W = 13, TEXT_LEAST = 12, CELL_LEAST = 4, CELL_MOST = 9 };
    struct matrix m = {.p = {g, r, v->look->glyphs}, .r = r, .list = v->list, .text = v->list->column_n - 1};
    bool room = v->scene->data.audience == BB_ROOM;
    int fixed = 2 + (room ? 0 : KEY_W + CHECK_W), space = r.w - fixed - TEXT_LEAST;
    m.people = m.text - PEOPLE_FROM;
    m.cell = m.people ? (r.w - fixed) / 2 / m.people : CELL_MOST;
    m.cell = m.cell > CELL_MOST ? CELL_MOST : m.cell < CELL_LEAST ? CELL_LEAST : m.cell;
    while (m.people > 0 && m.people * m.cell > space)
        m.people--;
    m.left = r.x + 2 + (room ? 0 : KEY_W);
    return m;
}

static void draw_cells(const struct matrix *m, const struct bb_list_row *row, int y, int x)
{
    for (int i = 0; i < m->people; i++) {
        const struct bb_list_cell *c = &row->cells[PEOPLE_FROM + i];
        bool none = !c->text[0];
        bb_pen_line(&m->p, x + i * m->cell, y, m->cell - 1, none ? BB_FRAME : (enum bb_role)c->role, "%s",
                    none ? bb_pen_glyph(&m->p, BB_G_DOT) : c->text);
    }
}

static void draw_matrix_row(struct bb_grid *g, const struct matrix *m, const struct bb_sheet_view *v, size_t i, int y)
{
    const struct bb_list_row *row = &m->list->rows[i];
    enum bb_role role = picture_row(g, m->r, v, i, y);
    int end = m->r.x + m->r.w, cells = m->people * m->cell, x = m->left;
    bool letters = row->kind == BB_OBLIGATION, room = v->scene->data.audience == BB_ROOM;
    int check = room ? 0 : 13, text = letters ? end - x - cells - check : end - x - check;
    bb_pen_line(&m->p, m->r.x + 2, y, m->left - m->r.x - 3, role, "%s", row->cells[KEY].text);
    bb_pen_line(&m->p, x, y, text - 1, role, "%s", row->cells[m->text].text);
    if (letters)
        draw_cells(m, row, y, x + text);
    if (check)
        bb_pen_line(&m->p, end - check, y, check, (enum bb_role)row->cells[CHECK].role, "%s", row->cells[CHECK].text);
}

void draw_raci(struct bb_grid *g, struct bb_rect r, const struct bb_sheet_view *v)
{
    enum { HEAD = 1, NARROW = 50 };
    struct matrix m = lay_out(g, r, v);
    int shown = r.h - HEAD, check = v->scene->data.audience == BB_ROOM ? 0 : 13;
    if (r.w < NARROW || shown < 1) {
        picture_brief(g, r, v, m.text);
        return;
    }
    for (int i = 0; i < m.people; i++)
        bb_pen_line(&m.p, r.x + r.w - check - (m.people - i) * m.cell, r.y, m.cell - 1, BB_DIM, "%s",
                    v->list->columns[PEOPLE_FROM + i].title);
    if (check)
        bb_pen_line(&m.p, r.x + r.w - check, r.y, check, BB_DIM, "Check");
    bb_pen_line(&m.p, m.left, r.y, r.x + r.w - check - m.people * m.cell - m.left - 1, BB_DIM, "Obligation");
    size_t top = picture_top(v, shown);
    for (int i = 0; i < shown && top + (size_t)i < v->list->n; i++)
        draw_matrix_row(g, &m, v, top + (size_t)i, r.y + HEAD + i);
}

void arithmetic_raci(const struct bb_scene *scene, struct bb_str *out)
{
    bb_str_addf(out,
                "R does the work, A answers for it, C is asked before, I is told after; A/R is both.\n"
                "Rows: exactly one A; at least one R, unless the A does the work (A/R); more than %lld C are many.\n"
                "Columns: nobody has A or R everywhere, and whoever is accountable has a letter.\n",
                (long long)scene->thresholds->consulted);
}
