/* The program: the command line, with the board for a terminal. */
#include <bepboard/cli.h>

static int run_board(struct bb_session *s)
{
    fputs("bepboard: The board is not there yet; `bepboard show board` prints it.\n", s->err);
    return 1;
}

int main(int argc, char **argv)
{
    return bb_cli_main(argc, argv, stdout, stderr, run_board);
}
