/* Any bytes as a CSV file: rows and cells stay inside what was given. What was written is read as the same. */
#include <bepboard/csv.h>
#include <bepboard/text.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_cell(const struct bb_cell_text *cell)
{
    if (cell->s[cell->n] != '\0' || bb_utf8_valid(cell->s, cell->n) != cell->n)
        abort();
}

/* Writes the rows in our own form. */
static void rewrite(struct bb_csv *c, struct bb_str *out)
{
    const struct bb_cell_text *cells;
    size_t n, line = 0;
    struct bb_error err = {0};
    while (bb_csv_next(c, &cells, &n, &err)) {
        if (n == 0 || bb_csv_line(c) <= line)
            abort();
        line = bb_csv_line(c);
        for (size_t i = 0; i < n; i++) {
            check_cell(&cells[i]);
            bb_str_add(out, i ? "," : "");
            /* An empty cell alone would be an empty line. */
            bb_csv_cell(out, n == 1 && cells[i].n == 0 ? "\"" : cells[i].s, false);
        }
        bb_str_addc(out, '\n');
    }
    if (err.code && !*err.text)
        abort();
    bb_csv_close(c);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct bb_str once = {0}, twice = {0};
    bb_str_add(&once, ",,,\n"); /* says which separator it is */
    rewrite(bb_csv_from("fuzz", (const char *)data, size), &once);
    rewrite(bb_csv_from("fuzz", once.s, once.n), &twice);
    if (once.n != twice.n || memcmp(bb_str_get(&once), bb_str_get(&twice), once.n) != 0)
        abort();
    bb_str_finish(&once);
    bb_str_finish(&twice);
    return 0;
}
