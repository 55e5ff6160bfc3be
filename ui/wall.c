/* The wall: takes over what the followed session tells, and says what it cannot show. */
#include "wall.h"

#include "live.h"
#include "past.h"

#include <bepboard/mem.h>
#include <bepboard/presence.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct wall {
    int64_t pid;
    char user[64];
    bool blank, gone;
    int64_t gone_us; /* when the followed session ended */
    int64_t minute;  /* shown in the header */
};

void wall_open(struct app *a)
{
    if (!a->session->follow)
        return;
    a->wall = bb_alloc(sizeof *a->wall);
    a->wall->pid = a->session->follow;
    a->view.zoom = true;
    wall_turn(a);
}

void wall_close(struct app *a)
{
    free(a->wall);
    a->wall = NULL;
}

static void follow(struct app *a, const struct bb_peer *peer)
{
    struct wall *w = a->wall;
    int64_t engagement = bb_view_follow(&a->view, peer->text);
    snprintf(w->user, sizeof w->user, "%s", peer->user);
    w->blank = bb_view_told(peer->text, "blank", 0) != 0;
    w->gone = false;
    /* From the back of the room one pane is all that can be read. */
    a->view.zoom = true;
    bool other = engagement && engagement != a->session->engagement;
    if (other) {
        bb_store_look_at_now(a->session->store);
        a->session->engagement = engagement;
    }
    if (past_follow(a, peer->text) || other)
        app_reload(a);
}

void wall_turn(struct app *a)
{
    struct bb_peer peer;
    if (!a->wall)
        return;
    if (live_find(a, a->wall->pid, &peer)) {
        follow(a, &peer);
    } else if (!a->wall->gone) {
        a->wall->gone = true;
        a->wall->gone_us = bb_clock_us(&a->session->clock);
    }
    a->dirty = true;
}

void wall_event(struct app *a, const struct bb_event *e)
{
    int action = e->kind == BB_EV_KEY ? bb_keymap_action(&a->session->config.keys, e->key) : -1;
    bool end = e->kind == BB_EV_KEY && e->key == BB_CTRL('c');
    if (end || action == BB_ACT_QUIT || action == BB_ACT_BACK)
        app_quit(a, 0);
    else if (action == BB_ACT_REDRAW)
        app_act(a, BB_ACT_REDRAW);
}

static const char *zone(const struct app *a)
{
    const struct bb_engagement *e = a->scene.data.engagement;
    return e && e->time_zone ? e->time_zone : a->session->clock.zone;
}

/* Only the time of an instant. */
static void add_time(const struct app *a, int64_t us, struct bb_str *out)
{
    struct bb_str both = {0};
    bb_time_format(&both, us, zone(a));
    const char *space = strchr(bb_str_get(&both), ' ');
    bb_str_add(out, space ? space + 1 : "");
    bb_str_finish(&both);
}

void wall_note(const struct app *a, struct bb_str *out)
{
    add_time(a, bb_clock_us(&a->session->clock), out);
    if (!a->wall->gone)
        return;
    bb_str_add(out, "  last picture, no news since ");
    add_time(a, a->wall->gone_us, out);
}

void wall_cover(const struct app *a, struct bb_grid *g)
{
    struct bb_rect all = {0, 0, g->w, g->h};
    struct bb_str time = {0};
    if (!a->wall->blank)
        return;
    bb_grid_fill(g, all, BB_NORMAL, " ");
    add_time(a, bb_clock_us(&a->session->clock), &time);
    bb_grid_text(g, all, g->w / 2 - 2, g->h / 2, BB_NORMAL, bb_str_get(&time));
    g->cursor_x = g->cursor_y = -1;
    g->hit_n = 0;
    bb_str_finish(&time);
}

int wall_wait_ms(struct app *a, int most)
{
    enum { MINUTE_US = 60000000 };
    int64_t now = bb_clock_us(&a->session->clock);
    if (!a->wall)
        return most;
    if (now / MINUTE_US != a->wall->minute) {
        a->wall->minute = now / MINUTE_US;
        a->dirty = true;
    }
    int64_t left = (MINUTE_US - now % MINUTE_US) / 1000 + 1;
    return left < most ? (int)left : most;
}
