/* Cells of lists, and what pictures of lists have in common. */
#include "cells.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void cell_int(struct bb_list *l, struct bb_list_row *row, int column, int64_t value, bool sign)
{
    char text[32];
    if (value == BB_NONE)
        return;
    snprintf(text, sizeof text, sign ? "%+lld" : "%lld", (long long)value);
    bb_list_set_number(l, row, column, value, text, BB_NORMAL);
}

void decimal_short(struct bb_str *out, int64_t millionths, bool sign)
{
    enum { TENTH = BB_MILLION / 10 };
    uint64_t size = millionths < 0 ? 0 - (uint64_t)millionths : (uint64_t)millionths;
    uint64_t tenths = (size + TENTH / 2) / TENTH;
    if (millionths < 0 && tenths)
        bb_str_addc(out, '-');
    else if (sign && tenths)
        bb_str_addc(out, '+');
    bb_str_addf(out, "%llu", (unsigned long long)(tenths / 10));
    if (tenths % 10)
        bb_str_addf(out, ".%llu", (unsigned long long)(tenths % 10));
}

void cell_decimal(struct bb_list *l, struct bb_list_row *row, int column, int64_t millionths, bool sign,
                  enum bb_role role)
{
    struct bb_str s = {0};
    if (millionths == BB_NONE)
        return;
    decimal_short(&s, millionths, sign);
    bb_list_set_number(l, row, column, millionths, bb_str_get(&s), role);
    bb_str_finish(&s);
}

void cell_day(struct bb_list *l, struct bb_list_row *row, int column, struct bb_date on)
{
    struct bb_str s = {0};
    bb_date_format(&s, on);
    if (s.n)
        bb_list_set_number(l, row, column, on.day, s.s, BB_NORMAL);
    bb_str_finish(&s);
}

void cell_text(struct bb_list *l, struct bb_list_row *row, int column, enum bb_role role, const char *fmt, ...)
{
    char *text = NULL;
    va_list args;
    va_start(args, fmt);
    int n = vasprintf(&text, fmt, args);
    va_end(args);
    if (n < 0)
        return;
    bb_list_set(l, row, column, text, role);
    free(text);
}

void cell_state(struct bb_list *l, struct bb_list_row *row, int column, const struct bb_look *look, enum bb_glyph glyph,
                const char *word, enum bb_role role)
{
    cell_text(l, row, column, role, "%s %s", bb_glyph(look->glyphs, glyph), word);
}

void cell_title(struct bb_list *l, struct bb_list_row *row, int column, const struct bb_scene *scene, enum bb_entity e,
                int64_t id)
{
    struct bb_str s = {0};
    bb_record_title(&s, &scene->data, scene->words, e, id);
    bb_list_set(l, row, column, bb_str_get(&s), BB_NORMAL);
    bb_str_finish(&s);
}

const char *word_of(const struct bb_scene *scene, const struct bb_choices *set, int64_t value)
{
    return value == BB_NONE ? "" : bb_word(scene->words, set, value, scene->data.audience);
}

enum bb_glyph stance_glyph(int64_t stance)
{
    static const enum bb_glyph glyphs[] = {
        [BB_UNAWARE] = BB_G_STANCE_UNAWARE, [BB_RESISTANT] = BB_G_STANCE_RESISTANT,
        [BB_NEUTRAL] = BB_G_STANCE_NEUTRAL, [BB_SUPPORTIVE] = BB_G_STANCE_SUPPORTIVE,
        [BB_LEADING] = BB_G_STANCE_LEADING,
    };
    static_assert(sizeof glyphs / sizeof *glyphs == BB_STANCE_COUNT, "every stance has its mark");
    return glyphs[stance];
}

size_t picture_top(const struct bb_sheet_view *v, int shown)
{
    size_t at = bb_list_find(v->list, v->selected);
    if (shown < 1 || at == (size_t)-1 || at < (size_t)shown)
        return 0;
    return at - (size_t)shown + 1;
}

const struct bb_list_row *picture_selected(const struct bb_sheet_view *v)
{
    size_t at = bb_list_find(v->list, v->selected);
    return at == (size_t)-1 ? NULL : &v->list->rows[at];
}

enum bb_role picture_row(struct bb_grid *g, struct bb_rect r, const struct bb_sheet_view *v, size_t i, int y)
{
    const struct bb_list_row *row = &v->list->rows[i];
    bool selected = row->id == v->selected;
    enum bb_role role = !selected ? (enum bb_role)row->cells[0].role : v->focused ? BB_FOCUS : BB_SELECTED;
    bb_grid_text(g, r, r.x, y, role, selected ? bb_glyph(v->look->glyphs, BB_G_POINTER) : " ");
    bb_grid_hit(g, (struct bb_rect){r.x, y, r.w, 1}, v->hit, row->id);
    if (selected && v->focused) {
        g->cursor_x = r.x;
        g->cursor_y = y;
    }
    return role;
}

void picture_brief(struct bb_grid *g, struct bb_rect r, const struct bb_sheet_view *v, int column)
{
    enum { DETAIL = 3, ROOM_FROM = 12 };
    const struct bb_list_row *row = picture_selected(v);
    struct bb_list_cursor c = {.id = v->selected};
    struct bb_list_view how = {.look = *v->look,
                               .focused = v->focused,
                               .sort = -1,
                               .header = true,
                               .numbered = v->look->projector,
                               .hit = v->hit};
    if (row && r.h >= ROOM_FROM && row->cells[column].text[0]) {
        struct bb_pen p = {g, {r.x + 2, r.y, r.w > 4 ? r.w - 4 : 1, r.h}, v->look->glyphs};
        bb_pen_flow(&p, r.y + r.h - DETAIL, DETAIL, BB_NORMAL, row->cells[column].text);
        r.h -= DETAIL + 1;
    }
    bb_list_draw(g, r, v->list, &c, &how);
}

/* The cells in their order, each after the title of its column, the main one without. */
static void say_cells(struct bb_str *out, const struct bb_list *l, const struct bb_list_row *row)
{
    for (int i = 0; i < l->column_n; i++) {
        bool bare = l->columns[i].stretch || !l->columns[i].title[0];
        if (!row->cells[i].text[0])
            continue;
        const char *before = !out->n ? "" : strchr(".!?", out->s[out->n - 1]) ? " " : "; ";
        bb_str_addf(out, "%s%s%s%s", before, bare ? "" : l->columns[i].title, bare ? "" : ": ", row->cells[i].text);
    }
}

struct bb_rect row_in_full(struct bb_grid *g, struct bb_rect r, const struct bb_list *l, const struct bb_list_row *row,
                           const struct bb_list_view *how)
{
    enum { DETAIL = 4, ROOM_FROM = 13 };
    if (!row || r.h < ROOM_FROM || !bb_list_cuts(l, r.w, how))
        return r;
    struct bb_str text = {0};
    struct bb_pen p = {g, {r.x + 2, r.y, r.w > 4 ? r.w - 4 : 1, r.h}, how->look.glyphs};
    say_cells(&text, l, row);
    bb_pen_flow(&p, r.y + r.h - DETAIL, DETAIL, BB_DIM, bb_str_get(&text));
    bb_str_finish(&text);
    r.h -= DETAIL + 1;
    return r;
}
