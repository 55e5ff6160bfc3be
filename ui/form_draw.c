/* How a form looks: label, value, and under the fields what belongs into the current one. */
#include "form.h"

#include <bepboard/text.h>
#include <stdio.h>
#include <string.h>

enum { LABEL_COLUMNS = 24, NOTE_ROWS = 4, FOOT_ROWS = 4, WIDEST = 110 };

static void count_row(void *ctx, const char *s, size_t n)
{
    (void)s, (void)n;
    ++*(int *)ctx;
}

/* A note takes what its text needs, and room to write while one is in it. */
static int rows_of(const struct form *form, size_t index)
{
    const struct form_field *f = &form->fields[index];
    int rows = 0;
    if (f->folded)
        return 0;
    if (f->field->kind != BB_NOTE || index == form->current)
        return f->field->kind == BB_NOTE ? NOTE_ROWS : 1;
    bb_text_wrap(bb_edit_get(&f->edit), form->cols > 1 ? form->cols - 1 : 1, count_row, &rows);
    return rows < 1 ? 1 : rows > NOTE_ROWS ? NOTE_ROWS : rows;
}

static int row_of(const struct form *form, size_t index)
{
    int row = 0;
    for (size_t i = 0; i < index; i++)
        row += rows_of(form, i);
    return row;
}

static void follow_current(struct form *form, int room)
{
    int first = row_of(form, form->current), last = first + rows_of(form, form->current) - 1;
    if (first < form->top)
        form->top = first;
    if (last >= form->top + room)
        form->top = last - room + 1;
}

static void field_hint(const struct bb_field *f, char *out, size_t size)
{
    static const char *const hints[BB_KIND_COUNT] = {[BB_DATE] = "2026-11-22, today, +2w, fri",
                                                     [BB_BOOL] = "Space: yes or no",
                                                     [BB_CHOICE] = "type to choose",
                                                     [BB_REF] = "type a part of the name"};
    if (f->kind == BB_INT && f->max)
        snprintf(out, size, "%lld to %lld%s%s", (long long)f->min, (long long)f->max, f->unit ? " " : "",
                 f->unit ? f->unit : "");
    else
        snprintf(out, size, "%s", hints[f->kind] ? hints[f->kind] : "");
}

/* Beside the field its label need not be said again. */
static const char *without_label(const struct form_field *f)
{
    size_t n = strlen(f->field->label);
    bool labelled = strncmp(f->error, f->field->label, n) == 0 && f->error[n] == ':';
    return labelled ? f->error + n + 1 + strspn(f->error + n + 1, " ") : f->error;
}

static void draw_field(struct app *a, struct form *form, size_t index, struct bb_grid *g, struct bb_rect in, int y)
{
    struct form_field *f = &form->fields[index];
    bool current = index == form->current;
    struct bb_rect value =
        bb_rect_clip((struct bb_rect){in.x + LABEL_COLUMNS, y, in.w - LABEL_COLUMNS, rows_of(form, index)}, in);
    char hint[96], label[96];
    field_hint(f->field, hint, sizeof hint);
    snprintf(label, sizeof label, "%s%s%s", f->error[0] ? "! " : "", f->field->label,
             f->field->flags & BB_REQUIRED ? " *" : "");
    if (y >= in.y)
        bb_grid_fit(g, in, in.x, y, LABEL_COLUMNS - 1, BB_LEFT,
                    f->error[0] ? BB_ERROR
                    : current   ? BB_ACCENT
                                : BB_NORMAL,
                    label, "~");
    if (value.h < 1 || y < in.y)
        return;
    bb_grid_hit(g, (struct bb_rect){in.x, y, in.w, value.h}, BB_HIT_CHOICE, (int64_t)index);
    /* A line that is not being edited is shown from its beginning, wherever its cursor was left. */
    if (current || f->field->kind == BB_NOTE)
        bb_edit_draw(&f->edit, g, value, current ? BB_INPUT : BB_NORMAL, current ? hint : "", current);
    else
        bb_grid_fit(g, value, value.x, value.y, value.w, BB_LEFT, BB_NORMAL, bb_edit_get(&f->edit),
                    bb_glyph(a->look.glyphs, BB_G_ELLIPSIS));
    if (f->error[0]) {
        int x = value.x + bb_text_width(bb_edit_get(&f->edit)) + 2, least = value.x + value.w / 3;
        bb_grid_text(g, value, x < least ? x : least, value.y, BB_ERROR, without_label(f));
    }
}

/* The chosen one is always whole, or as much of it as there is room for: with an ellipsis on either side. */
enum { SUGGESTION_GAP = 2, ELLIPSIS_ROOM = SUGGESTION_GAP + 1 };

static int first_suggestion(const struct suggestion *list, int n, int chosen, int cols)
{
    int first = chosen, all = -SUGGESTION_GAP;
    for (int i = 0; i < n; i++)
        all += bb_text_width(list[i].title) + SUGGESTION_GAP;
    if (all <= cols)
        return 0;
    int used = 2 * ELLIPSIS_ROOM + bb_text_width(list[chosen].title);
    while (first > 0 && used + bb_text_width(list[first - 1].title) + SUGGESTION_GAP <= cols)
        used += bb_text_width(list[--first].title) + SUGGESTION_GAP;
    return first;
}

static void draw_suggestions(struct app *a, struct form *form, struct bb_grid *g, struct bb_rect line)
{
    struct suggestion list[FORM_SUGGESTIONS];
    struct form_field *f = &form->fields[form->current];
    const char *ellipsis = bb_glyph(a->look.glyphs, BB_G_ELLIPSIS);
    int n = form_suggest(a, f, list), x = line.x, end = line.x + line.w;
    if (form->suggestion >= n)
        form->suggestion = n ? n - 1 : 0;
    int i = first_suggestion(list, n, form->suggestion, line.w);
    x += i ? bb_grid_text(g, line, x, line.y, BB_DIM, ellipsis) + SUGGESTION_GAP : 0;
    for (; i < n; i++) {
        int more = i + 1 < n ? ELLIPSIS_ROOM : 0;
        bool chosen = i == form->suggestion;
        if (!chosen && x + bb_text_width(list[i].title) + more > end) {
            bb_grid_text(g, line, x, line.y, BB_DIM, ellipsis);
            break;
        }
        int width = bb_text_width(list[i].title), room = end - x - more;
        width = width > room ? room : width;
        bb_grid_fit(g, line, x, line.y, width, BB_LEFT, chosen ? BB_FOCUS : BB_DIM, list[i].title, ellipsis);
        x += width + SUGGESTION_GAP;
    }
    form_suggestions_finish(list, n);
}

static bool by_name(const struct form_field *f)
{
    return f->field->kind == BB_CHOICE || f->field->kind == BB_REF;
}

/* Which field it is, so that nobody overlooks those out of sight. */
static void draw_place(const struct form *form, struct bb_grid *g, struct bb_rect line)
{
    char text[64];
    size_t at = 1, folded = 0;
    for (size_t i = 0; i < form->n; i++) {
        folded += form->fields[i].folded;
        at += i < form->current && !form->fields[i].folded;
    }
    if (folded)
        snprintf(text, sizeof text, " %zu of %zu, and %zu more by Tab ", at, form->n - folded, folded);
    else
        snprintf(text, sizeof text, " %zu of %zu ", at, form->n);
    bb_grid_text(g, line, line.x + line.w - bb_text_width(text) - 1, line.y, BB_DIM, text);
}

/* What a short form saves besides: the fields out of sight that have something in them. */
static void draw_folded(const struct form *form, struct bb_grid *g, struct bb_rect line, const char *ellipsis)
{
    struct bb_str text = {0};
    for (size_t i = 0; i < form->n; i++) {
        const struct form_field *f = &form->fields[i];
        if (f->folded && *bb_edit_get(&f->edit))
            bb_str_addf(&text, "%s%s: %s", text.n ? "   " : "", f->field->label, bb_edit_get(&f->edit));
    }
    bb_grid_fit(g, line, line.x, line.y, line.w, BB_LEFT, BB_DIM, bb_str_get(&text), ellipsis);
    bb_str_finish(&text);
}

/* Both saved the same field: ours stands in it, theirs and the old one under it. */
static void draw_question(const struct form *form, const struct form_field *f, struct bb_grid *g, struct bb_rect foot,
                          const char *ellipsis)
{
    struct bb_str line = {0};
    bb_str_addf(&line, "%s: %s", form->by, *f->theirs ? f->theirs : "(empty)");
    bb_grid_fit(g, foot, foot.x, foot.y + 1, foot.w, BB_LEFT, BB_WARN, bb_str_get(&line), ellipsis);
    bb_str_clear(&line);
    bb_str_addf(&line, "before: %s", *f->old ? f->old : "(empty)");
    bb_grid_fit(g, foot, foot.x, foot.y + 2, foot.w, BB_LEFT, BB_NORMAL, bb_str_get(&line), ellipsis);
    bb_grid_fit(g, foot, foot.x, foot.y + 3, foot.w, BB_LEFT, BB_DIM,
                "Ctrl-S keep yours, above  Ctrl-T take theirs  Ctrl-O take the old one  Esc cancel", ellipsis);
    bb_str_finish(&line);
}

static void draw_foot(struct app *a, struct form *form, struct bb_grid *g, struct bb_rect foot)
{
    struct form_field *f = &form->fields[form->current];
    const char *ellipsis = bb_glyph(a->look.glyphs, BB_G_ELLIPSIS);
    bb_grid_fill(g, (struct bb_rect){foot.x, foot.y, foot.w, 1}, BB_FRAME, bb_glyph(a->look.glyphs, BB_G_HLINE));
    draw_place(form, g, (struct bb_rect){foot.x, foot.y, foot.w, 1});
    if (f->theirs && !form->asked) {
        draw_question(form, f, g, foot, ellipsis);
        return;
    }
    bb_grid_fit(g, foot, foot.x, foot.y + 1, foot.w, BB_LEFT, f->error[0] ? BB_ERROR : BB_DIM,
                f->error[0]    ? f->error
                : f->edit.full ? "That is as long as this field can be."
                               : f->field->help,
                ellipsis);
    draw_suggestions(a, form, g, (struct bb_rect){foot.x, foot.y + 2, foot.w, 1});
    bb_grid_fit(g, foot, foot.x, foot.y + 3, foot.w, BB_LEFT, form->asked ? BB_WARN : BB_DIM,
                form->asked  ? "Esc again discards what you typed; Ctrl-S saves it; any other key goes on."
                : by_name(f) ? "Ctrl-S save  Tab next  Ctrl-N next suggestion  Esc cancel"
                : f->field->kind == BB_NOTE ? "Ctrl-S save  Tab next  Enter new line  Esc cancel"
                                            : "Ctrl-S save  Tab next  Shift-Tab back  Enter next or save  Esc cancel",
                ellipsis);
}

void form_draw(struct app *a, struct layer *l, struct bb_grid *g)
{
    struct form *form = l->state;
    char title[192];
    /* The frame keeps its height whichever field is open. */
    int rows = 0;
    form->cols = (g->w > WIDEST ? WIDEST : g->w) - 4 - LABEL_COLUMNS;
    for (size_t i = 0; i < form->n; i++)
        rows += form->fields[i].folded ? 0 : form->fields[i].field->kind == BB_NOTE ? NOTE_ROWS : 1;
    rows += form->brief ? 2 : 0;
    if (form->many)
        snprintf(title, sizeof title, " %s of %zu marked: %s ", form->fields[0].field->label, form->many_n,
                 bb_entity_def(form->entity)->label);
    else if (form->wish && form->wish->title)
        snprintf(title, sizeof title, " %s ", form->wish->title);
    else
        snprintf(title, sizeof title, " %s %s%s%s%s ", form->id ? "Edit" : "New", bb_entity_def(form->entity)->label,
                 form->by[0] ? ": " : "", form->by, form->by[0] ? " changed it meanwhile" : "");
    struct bb_rect in = layer_box(a, g, g->w > WIDEST ? WIDEST : g->w, rows + FOOT_ROWS + 2, title);
    struct bb_rect fields = {in.x, in.y, in.w, in.h - FOOT_ROWS};
    if (fields.h < 1)
        return;
    follow_current(form, fields.h);
    for (size_t i = 0; i < form->n; i++) {
        int y = fields.y + row_of(form, i) - form->top;
        if (!form->fields[i].folded && y + rows_of(form, i) > fields.y && y < fields.y + fields.h && i != form->current)
            draw_field(a, form, i, g, fields, y);
    }
    if (form->brief)
        draw_folded(form, g, (struct bb_rect){fields.x, fields.y + fields.h - 1, fields.w, 1},
                    bb_glyph(a->look.glyphs, BB_G_ELLIPSIS));
    /* The current one last: the real cursor stays where it puts it. */
    draw_foot(a, form, g, (struct bb_rect){in.x, in.y + in.h - FOOT_ROWS, in.w, FOOT_ROWS});
    draw_field(a, form, form->current, g, fields, fields.y + row_of(form, form->current) - form->top);
}
