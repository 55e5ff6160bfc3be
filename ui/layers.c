/* The stack of layers above the screen. */
#include "app.h"

#include <bepboard/text.h>

struct layer *app_top(struct app *a)
{
    return a->layer_n ? &a->layers[a->layer_n - 1] : NULL;
}

struct layer *app_push(struct app *a, const struct layer_class *class, void *state)
{
    if (a->layer_n == APP_LAYERS)
        app_pop(a);
    a->layers[a->layer_n++] = (struct layer){.class = class, .state = state};
    a->dirty = true;
    return app_top(a);
}

void app_pop(struct app *a)
{
    if (!a->layer_n)
        return;
    struct layer l = a->layers[--a->layer_n];
    l.class->close(a, &l);
    a->dirty = true;
}

static void draw_frame(const struct app *a, struct bb_grid *g, struct bb_rect r)
{
    enum bb_glyph_level level = a->look.glyphs;
    bb_grid_fill(g, r, BB_NORMAL, " ");
    bb_grid_fill(g, (struct bb_rect){r.x, r.y, r.w, 1}, BB_FRAME, bb_glyph(level, BB_G_HLINE));
    bb_grid_fill(g, (struct bb_rect){r.x, r.y + r.h - 1, r.w, 1}, BB_FRAME, bb_glyph(level, BB_G_HLINE));
    bb_grid_fill(g, (struct bb_rect){r.x, r.y, 1, r.h}, BB_FRAME, bb_glyph(level, BB_G_VLINE));
    bb_grid_fill(g, (struct bb_rect){r.x + r.w - 1, r.y, 1, r.h}, BB_FRAME, bb_glyph(level, BB_G_VLINE));
    bb_grid_text(g, r, r.x, r.y, BB_FRAME, bb_glyph(level, BB_G_TOP_LEFT));
    bb_grid_text(g, r, r.x + r.w - 1, r.y, BB_FRAME, bb_glyph(level, BB_G_TOP_RIGHT));
    bb_grid_text(g, r, r.x, r.y + r.h - 1, BB_FRAME, bb_glyph(level, BB_G_BOTTOM_LEFT));
    bb_grid_text(g, r, r.x + r.w - 1, r.y + r.h - 1, BB_FRAME, bb_glyph(level, BB_G_BOTTOM_RIGHT));
}

struct bb_rect layer_box(struct app *a, struct bb_grid *g, int w, int h, const char *title)
{
    /* The header and the last line stay in sight. */
    int room_h = g->h > 6 ? g->h - 2 : g->h, top = g->h > 6 ? 1 : 0;
    w = w > g->w ? g->w : w;
    h = h > room_h ? room_h : h;
    struct bb_rect r = {(g->w - w) / 2, top + (room_h - h) / 3, w, h};
    draw_frame(a, g, r);
    if (r.w > 6)
        bb_grid_fit(g, r, r.x + 2, r.y, bb_text_width(title) > r.w - 4 ? r.w - 4 : bb_text_width(title), BB_LEFT,
                    BB_ACCENT, title, bb_glyph(a->look.glyphs, BB_G_ELLIPSIS));
    return bb_rect_inset(r, 2, 1);
}
