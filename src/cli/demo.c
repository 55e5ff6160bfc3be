/* `demo`: an invented engagement in a file of its own, on its own day. */
#include "commands.h"

#include <bepboard/exchange.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char demo_day[] = "2026-11-22", demo_name[] = "One Queue";

static bool demo_path(struct cli *c)
{
    if (!c->values[OPT_DB])
        return bb_store_demo_path(&c->path, &c->error);
    bb_str_add(&c->path, c->values[OPT_DB]);
    return true;
}

static void close_store(struct cli *c)
{
    bb_store_close(c->session.store);
    c->session.store = NULL;
}

/* Our own file may hold what it likes; one that was named must hold nothing, or nothing but the demonstration. */
static bool look_into(struct cli *c, bool *empty)
{
    struct bb_arena arena = {0};
    struct bb_table t;
    bool ok = bb_store_table(c->session.store, BB_ENGAGEMENT, 0, &arena, &t, &c->error);
    *empty = ok && t.n == 0;
    const struct bb_engagement *first = ok && t.n ? bb_table_at(&t, 0) : NULL;
    if (first && c->values[OPT_DB] && (t.n > 1 || strcmp(first->name, demo_name) != 0))
        ok = bb_fail(&c->error, BB_E_FAILED,
                     "%s: holds something else than the demonstration and is left alone; name another file with --db.",
                     c->path.s);
    bb_arena_finish(&arena);
    return ok;
}

/* Told into another file first, so that what bears the name is whole even if the program is ended meanwhile. */
static bool make_demo(struct cli *c)
{
    struct bb_str part = {0}, path = c->path;
    bb_str_addf(&part, "%s.new-%ld", path.s, (long)getpid());
    remove_database(part.s);
    c->path = part;
    bool ok = cli_open_store(c, true, false) && bb_demo_load(c->session.store, &c->session.clock, &c->error);
    c->path = path;
    if (ok) {
        remove_database(path.s);
        ok = bb_store_backup(c->session.store, path.s, &c->error);
    }
    close_store(c);
    remove_database(part.s);
    bb_str_finish(&part);
    return ok;
}

static bool open_demo(struct cli *c)
{
    struct stat st;
    bool empty = true, fresh = c->values[OPT_FRESH] != NULL, read_only = c->session.read_only;
    if (lstat(c->path.s, &st) == 0) {
        if (!cli_open_store(c, false, read_only) || !look_into(c, &empty))
            return false;
        if (!empty && !fresh)
            return true;
        close_store(c);
    }
    if (read_only)
        return bb_fail(&c->error, BB_E_READ_ONLY, "--readonly: demo would write %s.", c->path.s);
    return make_demo(c) && cli_open_store(c, false, false);
}

bool run_demo(struct cli *c)
{
    if (!c->session.clock.fixed && !bb_clock_fix(&c->session.clock, demo_day, &c->error))
        return false;
    /* Our own file is everybody's own; one that was named may be a board that roles speak of. */
    if (c->values[OPT_DB] && !cli_take_role(c))
        return false;
    if (!demo_path(c) || !open_demo(c))
        return false;
    if (!cli_look_back(c))
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
