/* Any bytes as a JSON file: every token, and the rows of people as an import reads them, into memory. */
#include "../../src/exchange/private.h"

#include <bepboard/text.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void read_tokens(const char *s, size_t n)
{
    struct bb_json j;
    enum bb_json_token token;
    bb_json_init(&j, s, n);
    while ((token = bb_json_next(&j)) != BB_JSON_END && token != BB_JSON_ERROR) {
        const char *text = bb_str_get(&j.text);
        bool has_text = token == BB_JSON_KEY || token == BB_JSON_STRING || token == BB_JSON_NUMBER;
        if (has_text && (strlen(text) != j.text.n || bb_utf8_valid(text, j.text.n) != j.text.n))
            abort();
        if (j.depth > BB_JSON_DEPTH || j.at > n || j.line < 1)
            abort();
    }
    if (token == BB_JSON_ERROR && !j.message)
        abort();
    bb_json_finish(&j);
}

/* What was read as a string is written and read again as the same. */
static void write_again(const char *s, size_t n)
{
    struct bb_str text = {0}, json = {0};
    struct bb_json j;
    bb_str_addn(&text, s, bb_utf8_valid(s, n));
    bb_json_string(&json, bb_str_get(&text));
    bb_json_init(&j, json.s, json.n);
    if (bb_json_next(&j) != BB_JSON_STRING || strcmp(bb_str_get(&j.text), bb_str_get(&text)) != 0)
        abort();
    bb_json_finish(&j);
    bb_str_finish(&text);
    bb_str_finish(&json);
}

static void count_row(struct bb_json *j, struct columns *columns)
{
    struct bb_error err = {0};
    while (bb_json_next(j) == BB_JSON_KEY) {
        if (columns->n < 1000 && !columns_add(columns, bb_str_get(&j->text), &err) && err.code != BB_E_USAGE)
            abort();
        if (!bb_json_skip(j, bb_json_next(j)))
            return;
    }
}

static void read_columns(const char *s, size_t n)
{
    static const struct bb_mapping mapping[] = {{"doctor", "key"}, {"years", "attribute:Years"}, {"x", ""}};
    struct columns columns;
    struct bb_error err = {0};
    struct bb_report report = {0};
    struct bb_json j;
    if (!columns_begin(&columns, BB_PERSON, mapping, sizeof mapping / sizeof *mapping, &err))
        abort();
    bb_json_init(&j, s, n);
    if (bb_json_next(&j) == BB_JSON_ARRAY)
        while (bb_json_next(&j) == BB_JSON_OBJECT)
            count_row(&j, &columns);
    columns_report(&columns, &report);
    columns_check(&columns, "file", &err);
    columns_explain(&columns, "file", 1, &err);
    if (bb_utf8_valid(err.text, strlen(err.text)) != strlen(err.text))
        abort();
    bb_report_finish(&report);
    columns_finish(&columns);
    bb_json_finish(&j);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *copy = bb_strndup((const char *)data, size); /* ends where the bytes end, for the sanitizer */
    size_t n = strlen(copy);
    read_tokens((const char *)data, size);
    write_again(copy, n);
    read_columns((const char *)data, size);
    free(copy);
    return 0;
}
