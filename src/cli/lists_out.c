/* Lists as text, CSV and JSON. */
#include "lists_out.h"

#include <assert.h>
#include <bepboard/csv.h>
#include <bepboard/json.h>
#include <stdlib.h>
#include <string.h>

const char *list_name(enum bb_list_kind kind)
{
    static const char *const names[] = {
        [BB_LIST_ATTENTION] = "attention", [BB_LIST_4S] = "4s",         [BB_LIST_PEOPLE] = "people",
        [BB_LIST_CURVE] = "curve",         [BB_LIST_ORDERS] = "orders", [BB_LIST_UNITS] = "units",
        [BB_LIST_HISTORY] = "history",     [BB_LIST_GROUPS] = "groups", [BB_LIST_INDEX] = "lists",
    };
    static_assert(sizeof names / sizeof *names == BB_LIST_KIND_COUNT, "every list has its name");
    return (int)kind >= BB_LIST_SHEETS ? bb_sheets(&(int){0})[(int)kind - BB_LIST_SHEETS].name : names[kind];
}

/* What a column is called where it must have a name. */
static const char *column_name(const struct bb_list *l, int column)
{
    return *l->columns[column].title ? l->columns[column].title : "Mark";
}

static char *safe(const char *text)
{
    struct bb_str s = {0};
    bb_text_safe(&s, text, strlen(text), false);
    return bb_str_take(&s);
}

static int column_width(const struct bb_list *l, int column)
{
    int width = bb_text_width(l->columns[column].title);
    for (size_t i = 0; i < l->n; i++) {
        char *text = safe(l->rows[i].cells[column].text);
        int w = bb_text_width(text);
        width = w > width ? w : width;
        free(text);
    }
    return width;
}

static void put_line(struct bb_str *out, const struct bb_list *l, const int *widths, const struct bb_list_row *row)
{
    for (int i = 0; i < l->column_n; i++) {
        char *text = safe(row ? row->cells[i].text : l->columns[i].title);
        if (widths[i] && out->n && out->s[out->n - 1] != '\n')
            bb_str_add(out, "  ");
        bb_text_fit(out, text, widths[i], l->columns[i].align, "~");
        free(text);
    }
    while (out->n && out->s[out->n - 1] == ' ')
        out->s[--out->n] = '\0';
    bb_str_addc(out, '\n');
}

void list_text(struct bb_str *out, const struct bb_list *l)
{
    int widths[BB_LIST_COLUMNS];
    if (l->n == 0) {
        bb_str_addf(out, "%s\n", l->empty ? l->empty : "Nothing.");
        return;
    }
    for (int i = 0; i < l->column_n; i++)
        widths[i] = column_width(l, i);
    put_line(out, l, widths, NULL);
    for (size_t i = 0; i < l->n; i++)
        put_line(out, l, widths, &l->rows[i]);
}

void list_csv(struct bb_str *out, const struct bb_list *l)
{
    for (int i = 0; i < l->column_n; i++) {
        bb_str_add(out, i ? "," : "");
        bb_csv_cell(out, column_name(l, i), true);
    }
    bb_str_addc(out, '\n');
    for (size_t row = 0; row < l->n; row++) {
        for (int i = 0; i < l->column_n; i++) {
            bb_str_add(out, i ? "," : "");
            bb_csv_cell(out, l->rows[row].cells[i].text, !l->rows[row].cells[i].has_key);
        }
        bb_str_addc(out, '\n');
    }
}

void list_json(struct bb_str *out, const char *name, const struct bb_list *l, bool first)
{
    bb_str_add(out, first ? "\n  " : ",\n  ");
    bb_json_string(out, name);
    bb_str_add(out, ": [");
    for (size_t row = 0; row < l->n; row++) {
        bb_str_add(out, row ? ",\n    {" : "\n    {");
        for (int i = 0; i < l->column_n; i++) {
            bb_str_add(out, i ? ", " : "");
            bb_json_string(out, column_name(l, i));
            bb_str_add(out, ": ");
            bb_json_string(out, l->rows[row].cells[i].text);
        }
        bb_str_add(out, "}");
    }
    bb_str_add(out, l->n ? "\n  ]" : "]");
}
