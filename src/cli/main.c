/* One run of the program: options, what the command needs, the command, and whether all of its output arrived. */
#include "cli.h"

#include <bepboard/text.h>
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

static void ignore_signals(void)
{
    signal(SIGPIPE, SIG_IGN); /* a closed pipe is an error of the write, not the end of the program */
    signal(SIGXFSZ, SIG_IGN); /* likewise the file size limit */
}

static void read_switches(struct cli *c)
{
    struct bb_session *s = &c->session;
    s->read_only = c->values[OPT_READONLY] != NULL;
    s->no_mouse = c->values[OPT_NO_MOUSE] != NULL;
    s->theme = c->values[OPT_THEME];
    s->ascii = c->values[OPT_ASCII] != NULL;
    s->audience = c->values[OPT_ROOM] ? BB_ROOM : c->values[OPT_TEAM] ? BB_AT_TEAM : BB_DESK;
    s->widest = BB_DESK;
    s->role = BB_OWNER;
}

static bool run(struct cli *c, int argc, char **argv)
{
    if (!cli_read_options(c, argc, argv))
        return false;
    read_switches(c);
    if (c->values[OPT_VERSION])
        print_version(c);
    else if (c->values[OPT_HELP])
        print_help(c, c->command);
    else
        return restricted_check(c) && (!c->command->check || c->command->check(c)) && cli_open(c) && c->command->run(c);
    return true;
}

/* A pipe whose reader went away: nothing that needs words. */
static bool nobody_reads(FILE *out)
{
    struct pollfd p = {.fd = fileno(out)};
    return poll(&p, 1, 0) > 0 && (p.revents & POLLERR);
}

/* False when not everything that was written to stdout arrived. */
static bool flush_output(struct cli *c)
{
    bool broken = ferror(c->session.out) != 0;
    errno = 0;
    if (fflush(c->session.out) == 0 && !broken)
        return true;
    return bb_fail(&c->error, errno == ENOSPC || errno == EFBIG ? BB_E_FULL : BB_E_FAILED,
                   "The output could not be written (%s).", errno ? strerror(errno) : "write error");
}

static void finish(struct cli *c)
{
    bb_session_forget_days(&c->session);
    bb_store_close(c->session.store);
    bb_config_finish(&c->session.config);
    bb_findings_finish(&c->findings);
    bb_str_finish(&c->path);
    bb_arena_finish(&c->arena);
    free(c->maps);
    free(c->args);
}

/* Before the room an error may quote nothing: a name, a cell of a file, words of the database. What the command line
 * itself got wrong is told as ever. */
static const char *told(const struct cli *c)
{
    bool quiet = c->session.audience == BB_ROOM && c->error.code != BB_E_USAGE && c->error.text[0];
    return quiet ? bb_error_neutral(c->error.code) : c->error.text;
}

int bb_cli_main(int argc, char **argv, FILE *out, FILE *err, bb_board_fn *board)
{
    struct cli c = {.session = {.out = out, .err = err}, .board = board};
    ignore_signals();
    c.session.restricted = restricted_run(argc, argv);
    if (c.session.restricted)
        restricted_environment();
    c.session.ascii_locale = !bb_text_init();
    bool ok = run(&c, argc, argv);
    if (ok)
        ok = flush_output(&c);
    fflush(out);
    if (!ok && !(ferror(out) && nobody_reads(out)))
        say_error(err, told(&c));
    fflush(err);
    int status = ok ? c.status : bb_error_exit_status(c.error.code);
    finish(&c);
    return status;
}
