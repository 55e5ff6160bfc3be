/* `export`: the records of a noun as CSV or JSON, with the face of the room unless more is asked for. */
#include "commands.h"
#include "target.h"

#include <bepboard/exchange.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { OPEN_MODE = 0666, PRIVATE_MODE = 0600 };

static const char *output_of(const struct cli *c)
{
    const char *path = c->values[OPT_OUTPUT];
    return path && strcmp(path, "-") != 0 ? path : NULL;
}

static const char *format_of(const struct cli *c)
{
    const char *path = output_of(c), *dot = path ? strrchr(path, '.') : NULL;
    if (c->values[OPT_FORMAT])
        return c->values[OPT_FORMAT];
    return dot && strcmp(dot, ".json") == 0 ? "json" : "csv";
}

bool check_export(struct cli *c)
{
    static const char *const formats[] = {"csv", "json", NULL};
    const char *nouns[WORDS_MAX];
    complete_words(COMPLETE_NOUN, nouns);
    if (!is_one_of(c->args[0], nouns))
        return unknown_word(&c->error, "noun", c->args[0], nouns, word_count(nouns));
    if (!is_one_of(format_of(c), formats))
        return unknown_word(&c->error, "format for export", format_of(c), formats, word_count(formats));
    if (c->values[OPT_FORCE] && !output_of(c))
        return bb_fail(&c->error, BB_E_USAGE, "--force belongs to --output FILE.");
    return true;
}

static struct bb_export_options options_of(const struct cli *c)
{
    return (struct bb_export_options){
        .noun = c->args[0],
        .engagement = c->session.engagement,
        .format = strcmp(format_of(c), "json") == 0 ? BB_JSON : BB_CSV,
        .audience = c->values[OPT_PRIVATE] ? BB_DESK
                    : c->values[OPT_TEAM]  ? BB_AT_TEAM
                                           : BB_ROOM,
        .raw = c->values[OPT_RAW] != NULL,
        .pseudonyms = c->session.config.pseudonyms,
        .agreements = &c->session.config.agreements,
        .words = &c->session.config.words,
    };
}

/* A terminal gets safe text, a pipe or a file every byte as it is. */
static bool export_to_terminal(struct cli *c, const struct bb_export_options *o)
{
    char *text = NULL;
    size_t n = 0;
    FILE *memory = open_memstream(&text, &n);
    bool ok = bb_export(c->session.store, o, memory, &c->error);
    fclose(memory);
    if (ok)
        say_lines(c->session.out, text);
    free(text);
    return ok;
}

static bool export_to_file(struct cli *c, const struct bb_export_options *o)
{
    struct target target = {0};
    mode_t mode = o->audience == BB_ROOM ? OPEN_MODE : PRIVATE_MODE;
    if (!target_open(&target, output_of(c), c->values[OPT_FORCE] != NULL, mode, &c->error))
        return false;
    if (bb_export(c->session.store, o, target.file, &c->error))
        return target_commit(&target, &c->error);
    target_discard(&target);
    return false;
}

bool run_export(struct cli *c)
{
    if (!c->session.engagement && !cli_find_engagement(c, NULL, &c->session.engagement))
        return false;
    if (!c->session.engagement)
        return bb_fail(&c->error, BB_E_NOT_FOUND,
                       "There is no engagement to export yet; `bepboard init --name NAME` makes one.");
    struct bb_export_options o = options_of(c);
    if (output_of(c))
        return export_to_file(c, &o);
    if (isatty(fileno(c->session.out)))
        return export_to_terminal(c, &o);
    return bb_export(c->session.store, &o, c->session.out, &c->error);
}
