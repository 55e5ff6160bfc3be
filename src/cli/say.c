/* What the program says: everything passes the one door that makes text safe. */
#include "cli.h"

#include <bepboard/text.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

enum { LISTED_WORDS = 14 };

static void put(FILE *to, const char *prefix, const char *text, bool keep_newlines, const char *suffix)
{
    struct bb_str safe = {0};
    bb_text_safe(&safe, text, strlen(text), keep_newlines);
    fprintf(to, "%s%s%s", prefix, bb_str_get(&safe), suffix);
    bb_str_finish(&safe);
}

void say(FILE *to, const char *fmt, ...)
{
    char *text = NULL;
    va_list args;
    va_start(args, fmt);
    int n = vasprintf(&text, fmt, args);
    va_end(args);
    if (n >= 0)
        put(to, "", text, false, "\n");
    free(n >= 0 ? text : NULL);
}

void say_lines(FILE *to, const char *text)
{
    put(to, "", text, true, "");
}

void say_error(FILE *to, const char *text)
{
    put(to, "bepboard: ", text, false, "\n");
}

/* The command that lists the words of a kind; there are too many for a line. */
static const char *lister(const char *what)
{
    static const struct {
        const char *what, *command;
    } listers[] = {
        {"noun", "help add"}, {"screen", "help show"}, {"engagement", "export engagements"}, {"theme", "config show"}};
    for (size_t i = 0; i < sizeof listers / sizeof *listers; i++)
        if (strcmp(listers[i].what, what) == 0)
            return listers[i].command;
    return "help";
}

bool unknown_word(struct bb_error *err, const char *what, const char *word, const char *const *known, size_t n)
{
    const char *near = bb_text_nearest(word, known, n);
    if (near)
        return bb_fail(err, BB_E_USAGE, "There is no %s \"%.60s\"; did you mean %s?", what, word, near);
    if (n > LISTED_WORDS)
        return bb_fail(err, BB_E_USAGE, "There is no %s \"%.60s\"; `bepboard %s` lists what there is.", what, word,
                       lister(what));
    struct bb_str list = {0};
    for (size_t i = 0; i < n; i++)
        bb_str_addf(&list, "%s%s", i == 0 ? "" : i + 1 == n ? " or " : ", ", known[i]);
    bb_fail(err, BB_E_USAGE, "There is no %s \"%.60s\"; give %s.", what, word, bb_str_get(&list));
    bb_str_finish(&list);
    return false;
}

size_t word_count(const char *const *words)
{
    size_t n = 0;
    while (words[n])
        n++;
    return n;
}

bool is_one_of(const char *word, const char *const *words)
{
    for (; *words; words++)
        if (strcmp(*words, word) == 0)
            return true;
    return false;
}
