/* `config`: check, dump, paths. */
#include "commands.h"

#include <string.h>

static bool check(struct cli *c)
{
    size_t fatal = 0;
    bool ok = cli_load_config(c);
    for (size_t i = 0; i < c->findings.n; i++) {
        say_lines(c->session.out, c->findings.list[i].text);
        fputc('\n', c->session.out);
        fatal += c->findings.list[i].severity == BB_FATAL;
    }
    if (!ok)
        return bb_fail(&c->error, BB_E_INPUT, "The configuration has %zu mistake%s.", fatal, fatal == 1 ? "" : "s");
    say(c->session.out,
        c->findings.n ? "The configuration is valid, with %zu warning%s." : "The configuration is valid.",
        c->findings.n, c->findings.n == 1 ? "" : "s");
    return true;
}

static bool dump(struct cli *c)
{
    if (c->values[OPT_DEFAULTS]) {
        fputs(bb_config_defaults(), c->session.out);
        fputc('\n', c->session.out);
        fputs(bb_config_questions(), c->session.out);
        return true;
    }
    if (!cli_open_config(c))
        return false;
    struct bb_str text = {0};
    bb_config_dump(&c->session.config, &text);
    say_lines(c->session.out, bb_str_get(&text));
    bb_str_finish(&text);
    return true;
}

static bool paths(struct cli *c)
{
    struct bb_config *config = &c->session.config;
    struct bb_str path = {0};
    cli_load_config(c);
    for (size_t i = 0; i < config->source_n; i++)
        say(c->session.out, "configuration: %s%s", config->sources[i].path,
            config->sources[i].found ? "" : " (not there)");
    bool ok = cli_open_path(c);
    if (ok)
        say(c->session.out, "database: %s", c->path.s);
    if (ok && !c->session.restricted && (ok = bb_store_demo_path(&path, &c->error)))
        say(c->session.out, "demonstration: %s", path.s);
    bb_str_finish(&path);
    return ok;
}

bool check_config(struct cli *c)
{
    const char *words[WORDS_MAX];
    complete_words(COMPLETE_SETTING, words);
    if (!is_one_of(c->args[0], words))
        return unknown_word(&c->error, "config command", c->args[0], words, word_count(words));
    if (c->values[OPT_DEFAULTS] && strcmp(c->args[0], "dump") != 0)
        return bb_fail(&c->error, BB_E_USAGE, "--defaults belongs to config dump.");
    return true;
}

bool run_config(struct cli *c)
{
    return *c->args[0] == 'c' ? check(c) : *c->args[0] == 'd' ? dump(c) : paths(c);
}
