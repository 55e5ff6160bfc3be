#include "script.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char escaped(const char **p)
{
    char c = *(*p)++;
    switch (c) {
    case 'n':
        return '\n';
    case 't':
        return '\t';
    case 'e':
        return '\033';
    case 'x': {
        char digits[3] = {(*p)[0], (*p)[0] ? (*p)[1] : '\0', '\0'};
        *p += strlen(digits);
        return (char)strtol(digits, NULL, 16);
    }
    default:
        return c;
    }
}

/* Takes one word, which may hold quoted parts (text:"two words"). False if a quote stays open. */
static bool take_word(const char **p, char *out)
{
    bool quoted = false;
    while (**p && (quoted || !isspace((unsigned char)**p))) {
        char c = *(*p)++;
        if (c == '"')
            quoted = !quoted;
        else if (c == '\\' && quoted && **p)
            *out++ = escaped(p);
        else
            *out++ = c;
    }
    *out = '\0';
    return !quoted;
}

static const char *skip_blanks(const char *p)
{
    while (isspace((unsigned char)*p))
        p++;
    return p;
}

/* Directives whose rest is a shell command, or a row of a golden screen, are not split. */
static bool is_verbatim(const char *first)
{
    static const char *const names[] = {"setup", "start", "run", "check", "second"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(first, names[i]) == 0)
            return true;
    return first[0] == '|';
}

static bool split(struct script_line *line)
{
    const char *p = skip_blanks(line->text);
    if (!*p || *p == '#')
        return true;
    char *word = malloc(strlen(line->text) + 1);
    while (*p && line->n < SCRIPT_WORDS) {
        bool closed = take_word(&p, word);
        p = skip_blanks(p);
        if (line->n == 0)
            line->rest = line->text + (p - line->text);
        line->words[line->n++] = strdup(word);
        if (is_verbatim(line->words[0])) {
            free(word);
            return true;
        }
        if (!closed) {
            free(word);
            return false;
        }
    }
    free(word);
    return true;
}

static bool add_line(struct script *s, const char *text, size_t length)
{
    struct script_line *grown = realloc(s->lines, (s->n + 1) * sizeof *s->lines);
    if (!grown)
        return false;
    s->lines = grown;
    struct script_line *line = &s->lines[s->n++];
    *line = (struct script_line){.number = (int)s->n, .text = strndup(text, length)};
    if (split(line))
        return true;
    printf("Bail out! %s:%d: a quote is not closed\n", s->path, line->number);
    return false;
}

bool script_read(struct script *s, const char *path)
{
    *s = (struct script){.path = path};
    FILE *f = fopen(path, "re");
    if (!f) {
        printf("Bail out! %s: cannot be read\n", path);
        return false;
    }
    char *text = NULL;
    size_t room = 0;
    bool good = true;
    for (ssize_t n = getline(&text, &room, f); good && n >= 0; n = getline(&text, &room, f))
        good = add_line(s, text, n > 0 && text[n - 1] == '\n' ? (size_t)n - 1 : (size_t)n);
    free(text);
    fclose(f);
    return good;
}

static bool is_end(const struct script_line *line)
{
    return line->n == 1 && strcmp(line->words[0], "end") == 0;
}

bool script_write(const struct script *s)
{
    FILE *f = fopen(s->path, "we");
    if (!f)
        return false;
    for (size_t i = 0; i < s->n; i++) {
        fprintf(f, "%s\n", s->lines[i].text);
        if (!s->lines[i].block)
            continue;
        fputs(s->lines[i].block, f);
        while (i + 1 < s->n && !is_end(&s->lines[i + 1]))
            i++;
    }
    return fclose(f) == 0;
}

void script_free(struct script *s)
{
    for (size_t i = 0; i < s->n; i++) {
        for (int w = 0; w < s->lines[i].n; w++)
            free(s->lines[i].words[w]);
        free(s->lines[i].block);
        free(s->lines[i].text);
    }
    free(s->lines);
    *s = (struct script){0};
}
