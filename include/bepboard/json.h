/* JSON: a writer for strings and a pull parser for files from outside (UTF-8, depth 32). */
#pragma once

#include <bepboard/str.h>
#include <stdbool.h>
#include <stddef.h>

/* Appends s as a JSON string with quotes; NULL gives null. C0 controls, DEL and U+2028/2029 are escaped. */
void bb_json_string(struct bb_str *out, const char *s);

enum bb_json_token {
    BB_JSON_ERROR, /* reader.message says what was expected, reader.line and column where */
    BB_JSON_END,
    BB_JSON_OBJECT,
    BB_JSON_OBJECT_END,
    BB_JSON_ARRAY,
    BB_JSON_ARRAY_END,
    BB_JSON_KEY,    /* reader.text holds it; its value follows */
    BB_JSON_STRING, /* reader.text */
    BB_JSON_NUMBER, /* reader.text as written */
    BB_JSON_TRUE,
    BB_JSON_FALSE,
    BB_JSON_NULL
};

enum { BB_JSON_DEPTH = 32 };

struct bb_json {
    const char *s;
    size_t n, at;
    struct bb_str text; /* of the last key, string or number; NUL is refused, so it is a C string */
    int line, column;   /* of the last token, from 1 */
    const char *message;
    /* private */
    char stack[BB_JSON_DEPTH];
    int depth, expect;
    size_t line_start;
    int lines;
};

/* Reads from n bytes that must outlive the reader. */
void bb_json_init(struct bb_json *j, const char *s, size_t n);
enum bb_json_token bb_json_next(struct bb_json *j);
/* Skips the value that begins with `token` (an object or array with all it holds). False on error. */
bool bb_json_skip(struct bb_json *j, enum bb_json_token token);
void bb_json_finish(struct bb_json *j);
