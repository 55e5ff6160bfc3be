/* Who is here: the sessions on this database, and what each shows. */
#include "live.h"

#include <bepboard/mem.h>
#include <bepboard/presence.h>
#include <stdio.h>
#include <stdlib.h>

static void choose_nobody(struct app *a, int64_t id)
{
    (void)a, (void)id;
}

static void what_it_shows(const struct bb_peer *p, char *out, size_t size)
{
    int64_t screen = bb_view_told(p->text, "screen", -1), follows = bb_view_told(p->text, "follows", 0);
    if (follows)
        snprintf(out, size, "a wall, follows session %lld", (long long)follows);
    else if (screen >= 0 && screen < BB_SCREEN_COUNT)
        snprintf(out, size, "screen %s%s", bb_screen_def((enum bb_screen)screen)->title,
                 p->self ? " (this session)" : "");
    else
        snprintf(out, size, "%s", p->self ? "this session" : "no screen yet");
}

void open_who(struct app *a)
{
    struct bb_list l = {0};
    struct bb_peer *peers;
    size_t n = live_peers(a, &peers);
    int user = bb_list_column(&l, "Who", BB_LEFT, 0, false),
        session = bb_list_column(&l, "Session", BB_RIGHT, 0, false),
        shows = bb_list_column(&l, "Shows", BB_LEFT, 0, true);
    for (size_t i = 0; i < n; i++) {
        struct bb_list_row *row = bb_list_add(&l, (int64_t)i, 0);
        char text[128];
        bb_list_set(&l, row, user, peers[i].user, peers[i].self ? BB_ACCENT : BB_NORMAL);
        snprintf(text, sizeof text, "%lld", (long long)peers[i].pid);
        bb_list_set(&l, row, session, text, BB_DIM);
        what_it_shows(&peers[i], text, sizeof text);
        bb_list_set(&l, row, shows, text, BB_NORMAL);
    }
    free(peers);
    chooser_open(a, "Who is here",
                 n ? NULL : "Others cannot be seen: the folder beside the database may not be written.", &l, true,
                 choose_nobody);
}
