/* The wall: whom it can follow, and following. */
#include "commands.h"

#include <bepboard/mem.h>
#include <bepboard/presence.h>
#include <bepboard/view.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { PEERS = 64 };

/* Walls follow boards, not other walls. */
static bool is_board(const struct bb_peer *p)
{
    return !p->self && bb_view_told(p->text, "screen", -1) >= 0;
}

static const char *screen_name(const struct bb_peer *p)
{
    int64_t screen = bb_view_told(p->text, "screen", 0);
    return screen < BB_SCREEN_COUNT ? bb_screen_def((enum bb_screen)screen)->title : "?";
}

static void list_boards(struct cli *c, const struct bb_peer *peers, size_t n)
{
    size_t boards = 0;
    for (size_t i = 0; i < n; i++)
        if (is_board(&peers[i])) {
            say(c->session.out, "%s, session %lld, on screen %s", peers[i].user, (long long)peers[i].pid,
                screen_name(&peers[i]));
            boards++;
        }
    if (boards)
        say(c->session.out, "`bepboard present --follow USER` or --follow SESSION shows one of them on this terminal.");
    else
        say(c->session.out, "Nobody has this database open on a board; a wall follows somebody who has.");
}

/* A session number, or the user's session that is the only one or the newest (numbers start again some day, so they
 * say nothing about that). */
static int64_t choose(const struct bb_peer *peers, size_t n, const char *wanted)
{
    int64_t found = 0, newest = INT64_MIN;
    for (size_t i = 0; i < n; i++) {
        int64_t since = bb_view_told(peers[i].text, "since", 0);
        if (is_board(&peers[i]) && strtoll(wanted, NULL, 10) == peers[i].pid)
            return peers[i].pid;
        if (is_board(&peers[i]) && strcmp(wanted, peers[i].user) == 0 && since >= newest) {
            newest = since;
            found = peers[i].pid;
        }
    }
    return found;
}

static bool follow(struct cli *c, int64_t pid, const char *wanted)
{
    if (!pid)
        return bb_fail(&c->error, BB_E_NOT_FOUND,
                       "\"%.60s\" has no board open on this database; `bepboard present` lists who has.", wanted);
    if (!isatty(STDIN_FILENO) || !isatty(fileno(c->session.out)))
        return bb_fail(&c->error, BB_E_USAGE, "The wall needs a terminal: run this where it is to be seen.");
    c->session.follow = pid;
    c->session.audience = BB_ROOM;
    if (!c->session.theme)
        c->session.theme = "projector";
    c->status = c->board(&c->session);
    return true;
}

bool run_present(struct cli *c)
{
    struct bb_presence *p = bb_presence_join(bb_store_path(c->session.store), &c->error);
    if (!p)
        return false;
    struct bb_peer *peers = bb_alloc(PEERS * sizeof *peers);
    size_t n = bb_presence_list(p, peers, PEERS);
    bb_presence_leave(p);
    const char *wanted = c->values[OPT_FOLLOW];
    bool ok = true;
    if (wanted)
        ok = follow(c, choose(peers, n, wanted), wanted);
    else
        list_boards(c, peers, n);
    free(peers);
    return ok;
}
