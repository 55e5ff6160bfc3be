/* The writer of tables: one line of memory, whatever the number of rows. */
#include "private.h"

#include <bepboard/csv.h>
#include <bepboard/json.h>
#include <errno.h>
#include <string.h>

static bool flush(struct sheet *sheet, struct bb_error *err)
{
    size_t n = sheet->line.n;
    bool ok = n == 0 || fwrite(sheet->line.s, 1, n, sheet->out) == n;
    bb_str_clear(&sheet->line);
    if (ok)
        return true;
    return bb_fail(err, errno == ENOSPC || errno == EFBIG || errno == EDQUOT ? BB_E_FULL : BB_E_FAILED,
                   "The export cannot be written: %s.", strerror(errno));
}

bool sheet_write(struct sheet *sheet, const char *text, struct bb_error *err)
{
    bb_str_add(&sheet->line, text);
    return flush(sheet, err);
}

void sheet_begin(struct sheet *sheet, const char *const *columns, size_t n)
{
    sheet->columns = columns;
    sheet->column_n = n;
    sheet->at = 0;
    sheet->rows = 0;
    if (sheet->format == BB_JSON) {
        bb_str_addc(&sheet->line, '[');
        return;
    }
    for (size_t i = 0; i < n; i++) {
        bb_str_add(&sheet->line, i ? "," : "");
        bb_csv_cell(&sheet->line, columns[i], false);
    }
    bb_str_addc(&sheet->line, '\n');
}

static void json_cell(struct sheet *sheet, enum cell cell, const char *text)
{
    bb_str_add(&sheet->line, sheet->at ? "," : sheet->rows ? ",\n{" : "\n{");
    bb_json_string(&sheet->line, sheet->columns[sheet->at]);
    bb_str_addc(&sheet->line, ':');
    if (cell == CELL_BOOL)
        bb_str_add(&sheet->line, *text ? "true" : "false");
    else if (!*text)
        bb_str_add(&sheet->line, "null");
    else if (cell == CELL_NUMBER)
        bb_str_add(&sheet->line, text);
    else
        bb_json_string(&sheet->line, text);
}

void sheet_cell(struct sheet *sheet, enum cell cell, const char *text)
{
    if (sheet->format == BB_JSON) {
        json_cell(sheet, cell, text);
    } else {
        bb_str_add(&sheet->line, sheet->at ? "," : "");
        bb_csv_cell(&sheet->line, text, cell == CELL_TEXT && !sheet->raw);
    }
    sheet->at++;
}

bool sheet_end_row(struct sheet *sheet, struct bb_error *err)
{
    bb_str_addc(&sheet->line, sheet->format == BB_JSON ? '}' : '\n');
    sheet->at = 0;
    sheet->rows++;
    return flush(sheet, err);
}

bool sheet_end(struct sheet *sheet, struct bb_error *err)
{
    if (sheet->format == BB_JSON)
        bb_str_add(&sheet->line, sheet->rows ? "\n]" : "]");
    return flush(sheet, err);
}

void sheet_finish(struct sheet *sheet)
{
    bb_str_finish(&sheet->line);
}
