/* Cells of lists, and what pictures of lists have in common; shared inside src/view. */
#pragma once

#include "pen.h"

#include <bepboard/view.h>

/* A number, a day or formatted text in a cell; nothing for BB_NONE and no date. `sign` writes a plus too. */
void cell_int(struct bb_list *l, struct bb_list_row *row, int column, int64_t value, bool sign);
void cell_decimal(struct bb_list *l, struct bb_list_row *row, int column, int64_t millionths, bool sign,
                  enum bb_role role);
void cell_day(struct bb_list *l, struct bb_list_row *row, int column, struct bb_date on);
void cell_text(struct bb_list *l, struct bb_list_row *row, int column, enum bb_role role, const char *fmt, ...)
    __attribute__((format(printf, 5, 6)));
/* A glyph and a word: a state that needs no colour. */
void cell_state(struct bb_list *l, struct bb_list_row *row, int column, const struct bb_look *look, enum bb_glyph glyph,
                const char *word, enum bb_role role);
/* What a record is called; nothing when there is none. */
void cell_title(struct bb_list *l, struct bb_list_row *row, int column, const struct bb_scene *scene, enum bb_entity e,
                int64_t id);
/* Millionths with at most one decimal, rounded half away from zero ("4.9", "+31", "-8"). */
void decimal_short(struct bb_str *out, int64_t millionths, bool sign);
/* The word for a choice before this scene's audience, "" for BB_NONE. */
const char *word_of(const struct bb_scene *scene, const struct bb_choices *set, int64_t value);

/* The mark of a stance. */
enum bb_glyph stance_glyph(int64_t stance);
/* stance_view.c: the stances of a person month by month until today, as heights from unaware to leading; and each time
 * one was seen, with its day. Nothing is appended when none was. */
void stance_sparkline(struct bb_str *out, const struct bb_data *d, const struct bb_look *look, int64_t person);
void stance_steps(struct bb_str *out, const struct bb_data *d, const struct bb_look *look, int64_t person);

/* The first row of the list to show when `shown` fit, so that the selected one is among them. */
size_t picture_top(const struct bb_sheet_view *v, int shown);
/* Draws the pointer of row i at y, leaves its hit and the cursor; returns the role for its name. */
enum bb_role picture_row(struct bb_grid *g, struct bb_rect r, const struct bb_sheet_view *v, size_t i, int y);
/* The list as a table, and under it, where there is room, one column of the selected row in full. */
void picture_brief(struct bb_grid *g, struct bb_rect r, const struct bb_sheet_view *v, int column);
/* The selected row, NULL when there is none. */
const struct bb_list_row *picture_selected(const struct bb_sheet_view *v);
/* Below a list that is too wide for its place: the selected row, cell by cell in full, as far as the rows reach.
 * Returns what is left to the list above it; all of r when nothing is cut or there are too few rows. */
struct bb_rect row_in_full(struct bb_grid *g, struct bb_rect r, const struct bb_list *l, const struct bb_list_row *row,
                           const struct bb_list_view *how);
