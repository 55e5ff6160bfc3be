/* Other sessions: their changes are told and marked, at most five times a second. */
#include "live.h"

#include "past.h"

#include "wall.h"

#include <bepboard/mem.h>
#include <bepboard/presence.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Sessions say when they come, go and move; only one that was killed does not, so that looking at all of them is for
 * now and then. Where a refresh takes long because many want the processor, it is made less often. */
enum {
    REFRESH_US = 200000,
    REFRESH_SHARE = 40,
    REFRESH_MOST_US = 2000000,
    MARK_US = 4000000,
    COUNT_US = 10000000,
    MOVED_US = 1000000,
    PEERS = 64
};

struct live {
    struct bb_presence *presence; /* NULL when the directory may not be written */
    bool pending;                 /* a change of others waits for its turn */
    int64_t since_us;             /* when we came; who came last is followed first */
    int64_t refreshed_us;         /* last refresh for others' sake */
    int64_t next_us;              /* when the next one may be */
    bool moved;                   /* somebody came, went or moved since then */
    int64_t counted_us;           /* when the sessions were counted last */
    int64_t fade_us;              /* when the marks go; 0 = none */
    struct bb_str told;           /* what was told of the view last */
};

void live_open(struct app *a)
{
    a->live = bb_alloc(sizeof *a->live);
    a->live->since_us = bb_monotonic_us();
    a->live->presence = bb_presence_join(bb_store_path(a->session->store), NULL);
}

void live_close(struct app *a)
{
    if (a->live) {
        bb_presence_leave(a->live->presence);
        bb_str_finish(&a->live->told);
    }
    free(a->live);
    a->live = NULL;
}

int live_fd(const struct app *a)
{
    return a->live->presence ? bb_presence_fd(a->live->presence) : -1;
}

static int until(int64_t due_us, int most)
{
    int64_t left = (due_us - bb_monotonic_us()) / 1000 + 1;
    return left < 0 ? 0 : left < most ? (int)left : most;
}

int live_notice_fd(const struct app *a)
{
    return a->live->pending ? -1 : bb_store_notice_fd(a->session->store);
}

int live_wait_ms(const struct app *a, int most)
{
    if (a->live->pending)
        most = until(a->live->next_us, most);
    return a->live->fade_us ? until(a->live->fade_us, most) : most;
}

/* What changed is read from the journal; the rows are marked, the last change is told. */

static void mark(struct app *a, enum bb_entity e, int64_t id)
{
    struct bb_view_state *v = &a->view;
    for (size_t i = 0; i < v->changed_n; i++)
        if (v->changed[i].entity == e && v->changed[i].id == id)
            return;
    if (v->changed_n < BB_CHANGED_MAX)
        v->changed[v->changed_n++] = (struct bb_changed){e, id};
}

static bool may_see(const struct app *a, enum bb_entity e)
{
    /* Before the room even the name of a private register would say too much. */
    const struct bb_entity_def *def = bb_entity_def(e);
    return a->session->audience == BB_DESK ||
           (int)def->fields[def->title >= 0 ? def->title : 0].sensitivity <= (int)a->session->audience;
}

static void tell(struct app *a, const struct bb_journal_change *c)
{
    struct bb_str title = {0};
    if (!may_see(a, c->entity)) {
        app_say(a, "%s changed something.", c->actor);
        return;
    }
    bb_record_title(&title, &a->scene.data, a->scene.words, c->entity, c->row);
    app_say(a, "%s: %s%s%s", c->actor, c->label, title.n ? ", " : "", bb_str_get(&title));
    bb_str_finish(&title);
}

static void refresh(struct app *a)
{
    struct bb_arena arena = {0};
    struct bb_journal_change *list;
    size_t n = 0;
    int64_t since = a->scene.data.seq;
    a->live->pending = false;
    a->live->refreshed_us = bb_monotonic_us();
    /* Before the room neither a mark nor a word: even that something private changed says too much. */
    if (a->scene.data.past) {
        app_reload(a);
        return;
    }
    if (bb_store_seq(a->session->store) == since || !app_reload(a) || app_in_room(a))
        return;
    if (bb_store_changes(a->session->store, since, BB_PERSON, 0, &arena, &list, &n, NULL) && n) {
        for (size_t i = 0; i < n; i++) {
            mark(a, list[i].entity, list[i].row);
            form_changed_by(a, list[i].entity, list[i].row, list[i].actor);
        }
        a->live->fade_us = bb_monotonic_us() + MARK_US;
        if (!a->message[0])
            tell(a, &list[n - 1]);
    }
    bb_arena_finish(&arena);
}

size_t live_peers(struct app *a, struct bb_peer **out)
{
    *out = bb_alloc(PEERS * sizeof **out);
    return a->live->presence ? bb_presence_list(a->live->presence, *out, PEERS) : 0;
}

bool live_find(struct app *a, int64_t pid, struct bb_peer *out)
{
    struct bb_peer *peers;
    size_t n = live_peers(a, &peers), i = 0;
    while (i < n && peers[i].pid != pid)
        i++;
    if (i < n)
        *out = peers[i];
    free(peers);
    return i < n;
}

static void count_others(struct app *a)
{
    struct bb_peer *peers;
    size_t n = live_peers(a, &peers);
    int others = 0, followers = 0;
    for (size_t i = 0; i < n; i++) {
        others += !peers[i].self && !bb_view_told(peers[i].text, "follows", 0);
        followers += bb_view_told(peers[i].text, "follows", 0) == getpid();
    }
    a->dirty |= others != a->others || followers != a->followers;
    a->others = others;
    a->followers = followers;
    free(peers);
}

static void plan_next(struct live *l)
{
    int64_t took = (bb_monotonic_us() - l->refreshed_us) * REFRESH_SHARE;
    l->next_us = l->refreshed_us + (took < REFRESH_US ? REFRESH_US : took > REFRESH_MOST_US ? REFRESH_MOST_US : took);
}

/* Whoever moves is heard by all: they are counted once a second at most. */
static void look_at_others(struct app *a)
{
    struct live *l = a->live;
    struct pollfd moved = {.fd = bb_presence_fd(l->presence), .events = POLLIN};
    int64_t now = bb_monotonic_us();
    l->moved |= moved.fd >= 0 && poll(&moved, 1, 0) > 0;
    bb_presence_drain(l->presence);
    if (a->wall)
        wall_turn(a);
    if (now < l->counted_us + (l->moved ? MOVED_US : COUNT_US))
        return;
    l->moved = false;
    l->counted_us = now;
    count_others(a);
}

void live_turn(struct app *a, bool hint)
{
    struct live *l = a->live;
    if (hint && !l->pending && bb_store_news(a->session->store))
        l->pending = true;
    if (l->pending && bb_monotonic_us() >= l->next_us) {
        bb_store_news(a->session->store);
        refresh(a);
        plan_next(l);
    }
    if (l->fade_us && bb_monotonic_us() >= l->fade_us) {
        l->fade_us = 0;
        a->view.changed_n = 0;
        a->dirty = true;
    }
    if (hint && l->presence)
        look_at_others(a);
}

void live_publish(struct app *a)
{
    struct bb_str text = {0};
    if (!a->live->presence)
        return;
    if (a->wall) {
        bb_str_addf(&text, "follows %lld\n", (long long)a->session->follow);
    } else {
        /* Frozen: the wall goes on reading what was told before. */
        if (!a->frozen) {
            bb_str_clear(&a->live->told);
            bb_view_tell(&a->live->told, &a->view, a->session->engagement);
            past_tell(a, &a->live->told);
        }
        bb_str_add(&text, bb_str_get(&a->live->told));
        bb_str_addf(&text, "blank %d\nsince %lld\n", a->blank, (long long)a->live->since_us);
    }
    bb_presence_publish(a->live->presence, bb_str_get(&text));
    bb_str_finish(&text);
}
