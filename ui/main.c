#include "app.h"

int main(int argc, char **argv)
{
    return bb_cli_main(argc, argv, stdout, stderr, app_run);
}
