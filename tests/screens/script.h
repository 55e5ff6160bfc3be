/* A `.screen` file: its lines, taken apart into words. What the directives do stands in run.c. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

enum { SCRIPT_WORDS = 64 };

struct script_line {
    int number;  /* from 1 */
    char *text;  /* the line as it stands in the file */
    char *rest;  /* what follows the first word, for directives that take a shell command; points into text */
    char *block; /* rows that replace the golden block after this `screen` line, NULL if it stays */
    int n;       /* words; 0 for empty lines and comments */
    char *words[SCRIPT_WORDS + 1]; /* quotes taken off, \n \t \e \\ \" \xHH read inside quotes */
};

struct script {
    const char *path;
    size_t n;
    struct script_line *lines;
};

/* Reads a file. False after saying on stdout, as a TAP bail-out, what is wrong and where. */
bool script_read(struct script *s, const char *path);
/* Writes the file again with the replaced blocks. False with errno. */
bool script_write(const struct script *s);
void script_free(struct script *s);
