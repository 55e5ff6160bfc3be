#include <bepboard/list.h>

#include <bepboard/text.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void bb_list_finish(struct bb_list *l)
{
    free(l->rows);
    bb_arena_finish(&l->arena);
    *l = (struct bb_list){0};
}

int bb_list_column(struct bb_list *l, const char *title, enum bb_align align, int max, bool stretch)
{
    if (l->column_n == BB_LIST_COLUMNS)
        return BB_LIST_COLUMNS - 1;
    l->columns[l->column_n] = (struct bb_list_column){
        .title = title, .align = align, .max = max, .width = bb_text_width(title), .stretch = stretch};
    return l->column_n++;
}

struct bb_list_row *bb_list_add(struct bb_list *l, int64_t id, int kind)
{
    l->rows = bb_grow(l->rows, l->n, &l->cap, sizeof *l->rows);
    struct bb_list_row *row = &l->rows[l->n++];
    *row = (struct bb_list_row){
        .id = id, .kind = kind, .cells = bb_arena_alloc(&l->arena, (size_t)l->column_n * sizeof *row->cells)};
    for (int i = 0; i < l->column_n; i++)
        row->cells[i].text = "";
    l->total = l->n;
    return row;
}

void bb_list_set(struct bb_list *l, struct bb_list_row *row, int column, const char *text, enum bb_role role)
{
    struct bb_list_cell *cell = &row->cells[column];
    cell->text = text && *text ? bb_arena_strdup(&l->arena, text) : "";
    cell->role = (uint8_t)role;
    int width = bb_text_width(cell->text);
    if (width > l->columns[column].width)
        l->columns[column].width = width;
}

void bb_list_set_number(struct bb_list *l, struct bb_list_row *row, int column, int64_t number, const char *text,
                        enum bb_role role)
{
    bb_list_set(l, row, column, text, role);
    row->cells[column].key = number;
    row->cells[column].has_key = true;
}

/* Sorting: every row gets its fold key once, ties keep their order. */

struct sort_row {
    struct bb_list_row row;
    char *fold;
    size_t at;
    bool descending;
    int column;
};

static int compare_cells(const struct sort_row *x, const struct sort_row *y)
{
    const struct bb_list_cell *a = &x->row.cells[x->column], *b = &y->row.cells[y->column];
    if (a->has_key != b->has_key)
        return a->has_key ? -1 : 1; /* what is not known comes last in both directions */
    int order = a->has_key ? (a->key > b->key) - (a->key < b->key) : strcmp(x->fold, y->fold);
    return x->descending ? -order : order;
}

static int compare_rows(const void *a, const void *b)
{
    const struct sort_row *x = a, *y = b;
    int order = compare_cells(x, y);
    return order ? order : (x->at > y->at) - (x->at < y->at);
}

static char *fold(const char *text)
{
    struct bb_str s = {0};
    bb_text_fold(&s, text);
    return bb_str_take(&s);
}

void bb_list_sort(struct bb_list *l, int column, bool descending)
{
    if (column < 0 || column >= l->column_n || l->n < 2)
        return;
    struct sort_row *list = bb_alloc(l->n * sizeof *list);
    for (size_t i = 0; i < l->n; i++)
        list[i] = (struct sort_row){.row = l->rows[i],
                                    .fold = fold(l->rows[i].cells[column].text),
                                    .at = i,
                                    .descending = descending,
                                    .column = column};
    qsort(list, l->n, sizeof *list, compare_rows);
    for (size_t i = 0; i < l->n; i++) {
        l->rows[i] = list[i].row;
        free(list[i].fold);
    }
    free(list);
}

static bool row_matches(const struct bb_list *l, const struct bb_list_row *row, const char *needle)
{
    bool found = false;
    for (int i = 0; !found && i < l->column_n; i++) {
        char *text = fold(row->cells[i].text);
        found = strstr(text, needle) != NULL;
        free(text);
    }
    return found;
}

void bb_list_filter(struct bb_list *l, const char *needle)
{
    size_t kept = 0;
    if (!needle || !*needle)
        return;
    for (size_t i = 0; i < l->n; i++)
        if (row_matches(l, &l->rows[i], needle))
            l->rows[kept++] = l->rows[i];
    l->n = kept;
}

size_t bb_list_find(const struct bb_list *l, int64_t id)
{
    for (size_t i = 0; i < l->n; i++)
        if (l->rows[i].id == id)
            return i;
    return (size_t)-1;
}

bool bb_list_settle(const struct bb_list *l, struct bb_list_cursor *c)
{
    if (l->n == 0) {
        c->index = c->top = 0;
        return false;
    }
    size_t at = c->index < l->n && l->rows[c->index].id == c->id ? c->index : bb_list_find(l, c->id);
    c->index = at != (size_t)-1 ? at : c->index < l->n ? c->index : l->n - 1;
    c->id = l->rows[c->index].id;
    return true;
}

void bb_list_move(const struct bb_list *l, struct bb_list_cursor *c, long by)
{
    if (!bb_list_settle(l, c))
        return;
    long to = (long)c->index + by;
    c->index = to < 0 ? 0 : to >= (long)l->n ? l->n - 1 : (size_t)to;
    c->id = l->rows[c->index].id;
}

void bb_list_page(const struct bb_list *l, struct bb_list_cursor *c, long pages)
{
    long by = pages * (c->page ? (long)c->page : 1), top = (long)c->top + by;
    c->top = top < 0 ? 0 : (size_t)top;
    bb_list_move(l, c, by);
}

/* Drawing. */

struct widths {
    int w[BB_LIST_COLUMNS]; /* 0 = left out */
    int lead;               /* pointer and number before the first column */
};

enum { GAP = 2 };

/* What a column would like to have; the sorted one has an arrow beside its title. */
static int natural(const struct bb_list *l, int i, const struct bb_list_view *v)
{
    int arrow = i == v->sort ? bb_text_width(l->columns[i].title) + 1 : 0;
    return l->columns[i].width > arrow ? l->columns[i].width : arrow;
}

static int main_column(const struct bb_list *l)
{
    for (int i = 0; i < l->column_n; i++)
        if (l->columns[i].stretch)
            return i;
    return -1;
}

static int smaller(int a, int b)
{
    return a < b ? a : b;
}

/* A column that knows how wide it should be makes do with half of that. */
static int fitting(const struct bb_list_column *c, int wide, int room)
{
    int most = c->max ? smaller(wide, c->max) : wide, least = c->max ? smaller(most, c->max / 2) : most;
    return room >= most ? most : room >= least ? room : 0;
}

static int main_width(const struct bb_list *l, int main, int wide, int room, int left)
{
    int keep = main < 0 ? wide : l->columns[main].max ? l->columns[main].max : room / 2;
    return smaller(smaller(wide, keep), left);
}

/* Gives more room to a column that has some, as far as there is any left. */
static int grow(int *w, int wanted, int left)
{
    int more = *w > 0 && wanted > *w ? smaller(wanted - *w, left) : 0;
    *w += more;
    return left - more;
}

/* From left to right every column that still has room, those that go first before the others; what is left over then
 * goes to those that were shortened. */
static void fit_widths(const struct bb_list *l, int room, const struct bb_list_view *v, struct widths *w)
{
    int wide[BB_LIST_COLUMNS] = {0}, stretch = main_column(l), main = stretch < 0 ? 0 : stretch;
    int left = room > w->lead ? room - w->lead : 0;
    for (int i = 0; i < l->column_n; i++)
        wide[i] = natural(l, i, v);
    w->w[main] = main_width(l, stretch, wide[main], room, left);
    left -= w->w[main];
    for (int at = 0; at < 2 * l->column_n; at++) {
        int i = at % l->column_n;
        if (i == main || wide[i] == 0 || l->columns[i].first != (at < l->column_n))
            continue;
        w->w[i] = fitting(&l->columns[i], wide[i], left - GAP);
        if (w->w[i] > 0)
            left -= w->w[i] + GAP;
    }
    left = grow(&w->w[main], wide[main], left);
    for (int i = 0; i < l->column_n; i++)
        left = grow(&w->w[i], wide[i], left);
}

static void draw_header(struct bb_grid *g, struct bb_rect r, const struct bb_list *l, const struct widths *w,
                        const struct bb_list_view *v)
{
    int x = r.x + w->lead;
    struct bb_str title = {0};
    for (int i = 0; i < l->column_n; i++) {
        if (w->w[i] == 0)
            continue;
        bb_str_clear(&title);
        bb_str_add(&title, l->columns[i].title);
        if (i == v->sort)
            bb_str_add(&title, bb_glyph(v->look.glyphs, v->descending ? BB_G_DOWN : BB_G_UP));
        bb_grid_fit(g, r, x, r.y, w->w[i], l->columns[i].align, BB_DIM, bb_str_get(&title),
                    bb_glyph(v->look.glyphs, BB_G_ELLIPSIS));
        x += w->w[i] + GAP;
    }
    bb_str_finish(&title);
}

static bool is_among(const int64_t *ids, size_t n, int64_t id)
{
    for (size_t i = 0; i < n; i++)
        if (ids[i] == id)
            return true;
    return false;
}

/* The last cell that says something may use the room of the empty ones behind it. */
static int last_cell(const struct bb_list *l, const struct bb_list_row *row, const struct widths *w)
{
    int last = l->column_n - 1;
    while (last > 0 && (w->w[last] == 0 || !*row->cells[last].text))
        last--;
    return last;
}

/* How many columns from the first on say what the row above said already. */
static int repeated(const struct bb_list *l, size_t index)
{
    int n = 0;
    while (n < l->column_n && l->columns[n].group &&
           strcmp(l->rows[index].cells[n].text, l->rows[index - 1].cells[n].text) == 0)
        n++;
    return n;
}

/* How many letters at the beginning of a cell the row above said already. */
static int led(const struct bb_list *l, size_t index, int column)
{
    int lead = l->columns[column].lead;
    const char *text = l->rows[index].cells[column].text;
    bool same = lead && strncmp(text, l->rows[index - 1].cells[column].text, (size_t)lead) == 0;
    return same && strlen(text) > (size_t)lead ? lead : 0;
}

/* What is not said again of a row: nothing of one that stands for itself. */
struct said {
    bool before;
    int columns;
};

static struct said said_of(const struct bb_list *l, size_t index, bool alone)
{
    return alone ? (struct said){0} : (struct said){true, repeated(l, index)};
}

static void draw_row(struct bb_grid *g, struct bb_rect line, const struct bb_list *l, size_t index,
                     const struct widths *w, const struct bb_list_view *v, bool selected, struct said said)
{
    const struct bb_list_row *row = &l->rows[index];
    enum bb_role bar = v->focused ? BB_FOCUS : BB_SELECTED;
    int x = line.x + w->lead;
    char number[32];
    bb_grid_text(g, line, line.x, line.y, selected ? bar : BB_NORMAL,
                 selected ? bb_glyph(v->look.glyphs, BB_G_POINTER) : " ");
    if (v->numbered) {
        snprintf(number, sizeof number, "%zu", index + 1);
        bb_grid_fit(g, line, line.x + 1, line.y, w->lead - 2, BB_RIGHT, BB_NORMAL, number, "~");
    }
    if (is_among(v->marked, v->marked_n, row->id))
        bb_grid_text(g, line, line.x + w->lead - 1, line.y, BB_ACCENT, bb_glyph(v->look.glyphs, BB_G_SERIES1));
    int last = last_cell(l, row, w);
    for (int i = 0; i <= last; i++) {
        if (w->w[i] == 0)
            continue;
        bool free = i == last && l->columns[i].align == BB_LEFT;
        int wide = free ? line.x + line.w - x : w->w[i], lead = said.before ? led(l, index, i) : 0;
        lead = lead < wide ? lead : 0;
        bb_grid_fit(g, line, x + lead, line.y, wide - lead, l->columns[i].align, (enum bb_role)row->cells[i].role,
                    i < said.columns ? "" : row->cells[i].text + lead, bb_glyph(v->look.glyphs, BB_G_ELLIPSIS));
        x += w->w[i] + GAP;
    }
    if (is_among(v->changed, v->changed_n, row->id))
        bb_grid_paint(g, line, BB_CHANGED);
    if (selected) {
        bb_grid_paint(g, line, bar);
        if (v->focused) {
            g->cursor_x = line.x;
            g->cursor_y = line.y;
        }
    }
    bb_grid_hit(g, line, v->hit, row->id);
}

struct paragraph {
    struct bb_grid *g;
    struct bb_rect r;
    int y;
};

static void draw_line(void *ctx, const char *s, size_t n)
{
    struct paragraph *p = ctx;
    char *line = bb_strndup(s, n);
    bb_grid_text(p->g, p->r, p->r.x, p->y++, BB_DIM, line);
    free(line);
}

static void draw_empty(struct bb_grid *g, struct bb_rect r, const struct bb_list *l)
{
    struct bb_rect inside = bb_rect_inset(r, 1, 0);
    struct paragraph p = {.g = g, .r = inside, .y = r.y};
    if (inside.w > 0)
        bb_text_wrap(l->total   ? "Nothing matches the filter; Esc clears it."
                     : l->empty ? l->empty
                                : "Nothing here yet.",
                     inside.w, draw_line, &p);
}

static int digits(size_t n)
{
    int d = 1;
    while (n >= 10) {
        n /= 10;
        d++;
    }
    return d;
}

bool bb_list_cuts(const struct bb_list *l, int width, const struct bb_list_view *v)
{
    struct widths w = {.lead = v->numbered ? 2 + digits(l->n) : 2};
    bool cuts = false;
    fit_widths(l, width, v, &w);
    for (int i = 0; i < l->column_n; i++)
        cuts |= w.w[i] < l->columns[i].width;
    return cuts;
}

void bb_list_draw(struct bb_grid *g, struct bb_rect r, const struct bb_list *l, struct bb_list_cursor *c,
                  const struct bb_list_view *v)
{
    struct widths w = {.lead = v->numbered ? 2 + digits(l->n) : 2};
    if (r.w < 3 || r.h < 1)
        return;
    fit_widths(l, r.w, v, &w);
    if (v->header && l->n && r.h > 1) {
        draw_header(g, r, l, &w, v);
        r.y++;
        r.h--;
    }
    if (!bb_list_settle(l, c)) {
        draw_empty(g, r, l);
        return;
    }
    size_t page = c->page = (size_t)r.h;
    if (c->top > c->index)
        c->top = c->index;
    if (c->index >= c->top + page)
        c->top = c->index - page + 1;
    if (c->top + page > l->n)
        c->top = l->n > page ? l->n - page : 0;
    for (size_t i = c->top; i < l->n && i < c->top + page; i++) {
        struct bb_rect line = {r.x, r.y + (int)(i - c->top), r.w, 1};
        bool selected = i == c->index;
        draw_row(g, line, l, i, &w, v, selected, said_of(l, i, selected || i == c->top || v->numbered));
    }
}
