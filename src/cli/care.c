/* Looking after the database: its health, backups, and back from them. */
#include "commands.h"

bool run_backup(struct cli *c)
{
    /* A connection that may not write cannot write a copy either. */
    if (!cli_open_store(c, false, false) || !bb_store_backup(c->session.store, c->args[0], &c->error))
        return false;
    say(c->session.out, "%s is a checked copy; `bepboard restore FILE` takes it back.", c->args[0]);
    return true;
}
