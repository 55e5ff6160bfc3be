/* A grid full of one sign: whatever a pane writes outside its rectangle is seen. */
#pragma once

#include <bepboard/grid.h>
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

static inline void sentinel_reset(struct bb_grid *g, int w, int h)
{
    bb_grid_reset(g, w, h);
    bb_grid_fill(g, (struct bb_rect){0, 0, w, h}, BB_MATCH, "@");
}

static inline void sentinel_check(const struct bb_grid *g, struct bb_rect r)
{
    for (int y = 0; y < g->h; y++)
        for (int x = 0; x < g->w; x++)
            if (!bb_rect_has(r, x, y) &&
                (strcmp(bb_grid_at(g, x, y)->s, "@") != 0 || bb_grid_at(g, x, y)->role != BB_MATCH))
                fail_msg("%d x %d at %d,%d: cell %d,%d was written", r.w, r.h, r.x, r.y, x, y);
    for (size_t i = 0; i < g->hit_n; i++) {
        struct bb_rect cut = bb_rect_clip(g->hits[i].at, r);
        if (g->hits[i].at.w && (cut.w != g->hits[i].at.w || cut.h != g->hits[i].at.h))
            fail_msg("%d x %d: hit %zu reaches outside", r.w, r.h, i);
    }
    if (g->cursor_x >= 0 && !bb_rect_has(r, g->cursor_x, g->cursor_y))
        fail_msg("%d x %d: the cursor is outside", r.w, r.h);
}
