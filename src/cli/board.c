/* The board, and the demonstration. */
#include "commands.h"

#include <bepboard/embedded.h>
#include <bepboard/exchange.h>
#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char demo_day[] = "2026-11-22";

static bool on_terminal(const struct cli *c)
{
    return isatty(STDIN_FILENO) && isatty(fileno(c->session.out));
}

static bool exists(const char *path)
{
    struct stat st;
    return lstat(path, &st) == 0;
}

/* The database is opened here and not before, so that without a terminal none is made. */
bool run_board(struct cli *c)
{
    if (!on_terminal(c))
        return bb_fail(&c->error, BB_E_FAILED,
                       "The board needs a terminal; `bepboard show board` prints it, `bepboard help` lists the rest.");
    bool make = !c->session.read_only && !exists(c->path.s);
    if (!cli_open_store(c, make, c->session.read_only))
        return false;
    if (c->values[OPT_ENGAGEMENT] && !cli_find_engagement(c, c->values[OPT_ENGAGEMENT], &c->session.engagement))
        return false;
    c->status = c->board(&c->session);
    return true;
}

static bool demo_path(struct cli *c)
{
    if (!c->values[OPT_DB])
        return bb_store_demo_path(&c->path, &c->error);
    bb_str_add(&c->path, c->values[OPT_DB]);
    return true;
}

/* True if the open database has nothing in it, or nothing but the demonstration. */
static bool only_demo(struct cli *c, bool *empty)
{
    struct bb_arena arena = {0};
    struct bb_table t;
    bool ok = bb_store_table(c->session.store, BB_ENGAGEMENT, 0, &arena, &t, &c->error);
    *empty = ok && t.n == 0;
    if (ok && !*empty)
        ok = t.n == 1 && strcmp(((const struct bb_engagement *)bb_table_at(&t, 0))->name, "One Queue") == 0;
    if (!ok && !c->error.code)
        bb_fail(&c->error, BB_E_FAILED,
                "%s: holds something else than the demonstration and is left alone; name another file with --db.",
                c->path.s);
    bb_arena_finish(&arena);
    return ok;
}

static bool open_demo(struct cli *c)
{
    bool empty = false, there = exists(c->path.s), fresh = c->values[OPT_FRESH] != NULL;
    if (fresh && c->session.read_only)
        return bb_fail(&c->error, BB_E_READ_ONLY, "--readonly: --fresh would change the demonstration.");
    if (!cli_open_store(c, !there && !c->session.read_only, c->session.read_only) || !only_demo(c, &empty))
        return false;
    if (fresh && !empty) {
        bb_store_close(c->session.store);
        c->session.store = NULL;
        remove_database(c->path.s);
        empty = true;
        if (!cli_open_store(c, true, false))
            return false;
    }
    return !empty || bb_demo_load(c->session.store, &c->session.clock, &c->error);
}

bool run_demo(struct cli *c)
{
    if (!c->session.clock.fixed && !bb_clock_fix(&c->session.clock, demo_day, &c->error))
        return false;
    if (!demo_path(c) || !open_demo(c))
        return false;
    if (on_terminal(c)) {
        c->status = c->board(&c->session);
        return true;
    }
    say(c->session.out,
        "The demonstration is in %s; run `bepboard demo` in a terminal, or bepboard --now %s --db FILE show board.",
        c->path.s, demo_day);
    return true;
}
