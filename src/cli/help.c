/* Help and version. */
#include "commands.h"

#include <bepboard/text.h>
#include <string.h>

static void put_row(FILE *out, const char *left, int width, const char *right)
{
    struct bb_str cell = {0};
    bb_text_fit(&cell, left, width, BB_LEFT, "~");
    fprintf(out, "  %s  %s\n", bb_str_get(&cell), right);
    bb_str_finish(&cell);
}

static void put_options(FILE *out, const char *head, bool everywhere, uint64_t mask)
{
    enum { WIDTH = 24 };
    bool any = false;
    struct bb_str left = {0};
    for (int o = 0; o < OPT_COUNT; o++) {
        const struct option_def *def = option_def((enum option)o);
        if (def->everywhere != everywhere || !(everywhere || mask & WITH(o)))
            continue;
        if (!any)
            fprintf(out, "\n%s\n", head);
        any = true;
        bb_str_clear(&left);
        option_usage(def, &left);
        put_row(out, left.s, WIDTH, def->help);
    }
    bb_str_finish(&left);
}

static void general_help(FILE *out)
{
    enum { WIDTH = 10 };
    size_t n;
    const struct command_def *defs = command_defs(&n);
    fputs("Usage: bepboard [OPTION]... [COMMAND [ARGUMENT]...]\n\n"
          "A board for leaders of technology training: the 4S checklist of every order, the map of the stakeholders,\n"
          "the curve of adoption. Without a command the board opens; ? explains it.\n\nCommands:\n",
          out);
    for (size_t i = 0; i < n; i++)
        if (!defs[i].hidden)
            put_row(out, defs[i].name, WIDTH, defs[i].help);
    put_options(out, "Options:", true, 0);
    fputs(
        "\n`bepboard help COMMAND` says more, `bepboard demo` shows an example, and so does the manual: man bepboard.\n"
        "Exit status: 0 done, 1 failed, 2 command line not understood, 3 invalid data, 4 locked or read-only,\n"
        "130 interrupted.\n",
        out);
}

static void command_help(FILE *out, const struct command_def *def)
{
    struct bb_str usage = {0};
    command_usage(def, &usage);
    fprintf(out, "Usage: %s\n\n%s\n", usage.s, def->help);
    if (def->detail)
        fprintf(out, "%s\n", def->detail);
    for (int i = 0; i < ARGS_MAX && def->args[i]; i++) {
        const char *words[WORDS_MAX];
        complete_words(def->complete[i], words);
        if (!words[0] || strchr(def->args[i], '|'))
            continue;
        fprintf(out, "\n%s:", def->args[i]);
        for (size_t word = 0; words[word]; word++)
            fprintf(out, " %s", words[word]);
        fputc('\n', out);
    }
    put_options(out, "Options:", false, def->options);
    fputs("\nOptions that stand with every command: bepboard help\n", out);
    bb_str_finish(&usage);
}

void print_help(struct cli *c, const struct command_def *def)
{
    if (*def->name)
        command_help(c->session.out, def);
    else
        general_help(c->session.out);
}

void print_version(struct cli *c)
{
    fputs("bepboard " BB_VERSION "\n", c->session.out);
}

bool run_help(struct cli *c)
{
    const struct command_def *def = &command_board;
    if (c->arg_n) {
        const char *word = c->args[0];
        c->command = NULL;
        if (!cli_find_command(c, word))
            return false;
        def = c->command;
    }
    print_help(c, def);
    return true;
}

bool run_version(struct cli *c)
{
    print_version(c);
    return true;
}
