/* Opening the board. */
#include "commands.h"

#include <sys/stat.h>
#include <unistd.h>

bool on_terminal(const struct cli *c)
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
        return bb_fail(&c->error, BB_E_USAGE,
                       "The board needs a terminal; `bepboard show board` prints it, `bepboard help` lists the rest.");
    bool make = !c->session.read_only && !exists(c->path.s);
    if (!cli_open_store(c, make, c->session.read_only))
        return false;
    if (c->values[OPT_ENGAGEMENT] && !cli_find_engagement(c, c->values[OPT_ENGAGEMENT], &c->session.engagement))
        return false;
    if (!cli_look_back(c))
        return false;
    c->status = c->board(&c->session);
    return true;
}
