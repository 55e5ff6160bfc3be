#include <bepboard/grid.h>
#include <bepboard/mem.h>
#include <stdlib.h>
#include <string.h>

enum { SIDE_MAX = 1000 };

static int least(int a, int b)
{
    return a < b ? a : b;
}

static int most(int a, int b)
{
    return a > b ? a : b;
}

/* Where two stretches begin and how long they share; 64 bits, since people pass INT_MAX for "to the end". */
static int common(int a, int a_length, int b, int b_length, int *length)
{
    int64_t start = most(a, b);
    int64_t a_end = (int64_t)a + a_length, b_end = (int64_t)b + b_length;
    int64_t end = a_end < b_end ? a_end : b_end;
    *length = end > start ? (int)(end - start) : 0;
    return (int)start;
}

struct bb_rect bb_rect_clip(struct bb_rect a, struct bb_rect b)
{
    struct bb_rect r;
    r.x = common(a.x, a.w, b.x, b.w, &r.w);
    r.y = common(a.y, a.h, b.y, b.h, &r.h);
    return r;
}

struct bb_rect bb_rect_inset(struct bb_rect r, int dx, int dy)
{
    return (struct bb_rect){r.x + dx, r.y + dy, most(r.w - 2 * dx, 0), most(r.h - 2 * dy, 0)};
}

bool bb_rect_has(struct bb_rect r, int x, int y)
{
    return x >= r.x && y >= r.y && (int64_t)x - r.x < r.w && (int64_t)y - r.y < r.h;
}

void bb_grid_reset(struct bb_grid *g, int w, int h)
{
    w = least(most(w, 0), SIDE_MAX);
    h = least(most(h, 0), SIDE_MAX);
    size_t n = (size_t)w * (size_t)h;
    if (n > (size_t)g->w * (size_t)g->h || !g->cells)
        g->cells = bb_realloc(g->cells, n * sizeof *g->cells);
    static const struct bb_cell blank = {.s = " ", .width = 1, .role = BB_NORMAL};
    for (size_t i = 0; i < n; i++)
        g->cells[i] = blank;
    g->w = w;
    g->h = h;
    g->hit_n = 0;
    g->cursor_x = g->cursor_y = -1;
}

void bb_grid_finish(struct bb_grid *g)
{
    free(g->cells);
    free(g->hits);
    *g = (struct bb_grid){.cursor_x = -1, .cursor_y = -1};
}

struct bb_cell *bb_grid_at(const struct bb_grid *g, int x, int y)
{
    return x >= 0 && y >= 0 && x < g->w && y < g->h ? &g->cells[(size_t)y * (size_t)g->w + (size_t)x] : NULL;
}

static void blank_text(struct bb_cell *c)
{
    memcpy(c->s, " ", 2);
    c->width = 1;
}

/* Before cells x .. x + width - 1 are written: no half of a wide character may stay behind. */
static void release(struct bb_grid *g, int x, int y, int width)
{
    struct bb_cell *row = bb_grid_at(g, 0, y);
    if (row[x].width == 0)
        blank_text(&row[x - 1]);
    if (row[x + width - 1].width == 2)
        blank_text(&row[x + width]);
}

/* Bytes of whole characters at s that fit into a cell. */
static size_t cell_bytes(const char *s, size_t n)
{
    size_t max = sizeof((struct bb_cell *)0)->s - 1;
    if (n <= max)
        return n;
    n = max;
    while (n > 0 && ((unsigned char)s[n] & 0xC0) == 0x80)
        n--;
    return n;
}

static void put(struct bb_grid *g, int x, int y, int width, enum bb_role role, const char *s, size_t n)
{
    release(g, x, y, width);
    struct bb_cell *c = bb_grid_at(g, x, y);
    if (!c)
        return;
    n = cell_bytes(s, n);
    memcpy(c->s, s, n);
    c->s[n] = '\0';
    c->width = (uint8_t)width;
    c->role = (uint8_t)role;
    if (width == 2)
        c[1] = (struct bb_cell){.s = "", .width = 0, .role = (uint8_t)role};
}

static struct bb_rect inside(const struct bb_grid *g, struct bb_rect r)
{
    return bb_rect_clip(r, (struct bb_rect){0, 0, g->w, g->h});
}

/* Length of s if it is printable ASCII only, as most text is; -1 otherwise. */
static int plain_length(const char *s)
{
    size_t n = 0;
    while (s[n] >= 0x20 && s[n] < 0x7F)
        n++;
    return s[n] == '\0' && n < INT32_MAX / 2 ? (int)n : -1;
}

static void draw_plain(struct bb_grid *g, struct bb_rect clip, int x, int y, enum bb_role role, const char *s, int n)
{
    struct bb_rect r = bb_rect_clip(inside(g, clip), (struct bb_rect){x, y, n, 1});
    if (r.w == 0 || r.h == 0)
        return;
    release(g, r.x, y, r.w);
    s += r.x - (int64_t)x;
    struct bb_cell *c = bb_grid_at(g, r.x, y);
    for (int i = 0; i < r.w; i++, c++) {
        c->s[0] = s[i];
        c->s[1] = '\0';
        c->width = 1;
        c->role = (uint8_t)role;
    }
}

/* Bytes of what one cell or one pair of cells shows: a character and the marks on it. */
static size_t glyph_bytes(const char *s, size_t n, int *width)
{
    uint32_t cp;
    size_t end = bb_utf8_decode(s, n, &cp);
    *width = end ? most(bb_text_cp_width(cp), 0) : 1;
    if (end == 0)
        return 1;
    while (end < n && (unsigned char)s[end] >= 0x80) {
        size_t used = bb_utf8_decode(s + end, n - end, &cp);
        if (used == 0 || bb_text_cp_width(cp) != 0)
            break;
        end += used;
    }
    return end;
}

/* Draws safe text; returns its columns. */
static int draw_safe(struct bb_grid *g, struct bb_rect clip, int x, int y, enum bb_role role, const char *s, size_t n)
{
    clip = inside(g, clip);
    bool visible = clip.w > 0 && y >= clip.y && y < clip.y + clip.h;
    int64_t left = clip.x, right = clip.x + clip.w, at = x;
    for (size_t i = 0; i < n;) {
        int width;
        size_t used = glyph_bytes(s + i, n - i, &width);
        if (visible && width > 0 && at >= left && at + width <= right)
            put(g, (int)at, y, width, role, s + i, used);
        else if (visible && width == 2 && at < right && at + 1 >= left)
            put(g, (int)(at < left ? left : at), y, 1, role, " ", 1);
        at += width;
        i += used;
    }
    return (int)(at - x);
}

int bb_grid_text(struct bb_grid *g, struct bb_rect clip, int x, int y, enum bb_role role, const char *s)
{
    if (!s)
        return 0;
    int n = plain_length(s);
    if (n >= 0) {
        draw_plain(g, clip, x, y, role, s, n);
        return n;
    }
    struct bb_str safe = {0};
    bb_text_safe(&safe, s, strlen(s), false);
    int cols = draw_safe(g, clip, x, y, role, safe.s, safe.n);
    bb_str_finish(&safe);
    return cols;
}

static void pad(struct bb_grid *g, struct bb_rect clip, int x, int y, enum bb_role role, int cols)
{
    bb_grid_fill(g, bb_rect_clip(clip, (struct bb_rect){x, y, cols, 1}), role, " ");
}

static void fit_plain(struct bb_grid *g, struct bb_rect clip, int x, int y, int cols, enum bb_align align,
                      enum bb_role role, const char *s, int n, const char *ellipsis)
{
    if (n > cols) {
        draw_plain(g, clip, x, y, role, s, cols - 1);
        bb_grid_text(g, clip, x + cols - 1, y, role, ellipsis);
        return;
    }
    int spare = cols - n;
    int left = align == BB_LEFT ? 0 : align == BB_RIGHT ? spare : spare / 2;
    pad(g, clip, x, y, role, left);
    draw_plain(g, clip, x + left, y, role, s, n);
    pad(g, clip, x + left + n, y, role, spare - left);
}

void bb_grid_fit(struct bb_grid *g, struct bb_rect clip, int x, int y, int cols, enum bb_align align, enum bb_role role,
                 const char *s, const char *ellipsis)
{
    if (cols <= 0)
        return;
    int n = plain_length(s ? s : "");
    if (n >= 0) {
        fit_plain(g, clip, x, y, cols, align, role, s ? s : "", n, ellipsis);
        return;
    }
    struct bb_str safe = {0}, fitted = {0};
    bb_text_safe(&safe, s, strlen(s), false);
    bb_text_fit(&fitted, safe.s, cols, align, ellipsis);
    draw_safe(g, clip, x, y, role, fitted.s, fitted.n);
    bb_str_finish(&fitted);
    bb_str_finish(&safe);
}

void bb_grid_fill(struct bb_grid *g, struct bb_rect r, enum bb_role role, const char *cluster)
{
    r = inside(g, r);
    size_t n = strlen(cluster);
    for (int y = r.y; y < r.y + r.h; y++)
        for (int x = r.x; x < r.x + r.w; x++)
            put(g, x, y, 1, role, cluster, n);
}

void bb_grid_paint(struct bb_grid *g, struct bb_rect r, enum bb_role role)
{
    r = inside(g, r);
    for (int y = r.y; y < r.y + r.h; y++)
        for (int x = r.x; x < r.x + r.w; x++)
            bb_grid_at(g, x, y)->role = (uint8_t)role;
}

void bb_grid_hit(struct bb_grid *g, struct bb_rect at, int what, int64_t id)
{
    g->hits = bb_grow(g->hits, g->hit_n, &g->hit_cap, sizeof *g->hits);
    g->hits[g->hit_n++] = (struct bb_hit){.at = at, .what = what, .id = id};
}

const struct bb_hit *bb_grid_hit_at(const struct bb_grid *g, int x, int y)
{
    for (size_t i = g->hit_n; i > 0; i--)
        if (bb_rect_has(g->hits[i - 1].at, x, y))
            return &g->hits[i - 1];
    return NULL;
}

void bb_grid_text_dump(const struct bb_grid *g, struct bb_str *out)
{
    for (int y = 0; y < g->h; y++) {
        const struct bb_cell *row = g->cells + (size_t)y * (size_t)g->w;
        int end = g->w;
        while (end > 0 && strcmp(row[end - 1].s, " ") == 0)
            end--;
        for (int x = 0; x < end; x++)
            bb_str_add(out, row[x].s);
        bb_str_addc(out, '\n');
    }
}

void bb_grid_role_dump(const struct bb_grid *g, struct bb_str *out)
{
    for (int y = 0; y < g->h; y++) {
        for (int x = 0; x < g->w; x++) {
            int role = bb_grid_at(g, x, y)->role;
            bb_str_addc(out, role == BB_NORMAL ? '.' : (char)('a' + role - 1));
        }
        bb_str_addc(out, '\n');
    }
}
