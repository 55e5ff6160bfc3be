/* The letters of the charter and the check of their rows and columns (RACI). */
#include <bepboard/charter.h>
#include <stdlib.h>
#include <string.h>

const char *bb_raci_fault_name(enum bb_raci_fault f)
{
    switch (f) {
    case BB_RACI_NO_A:
        return "no A";
    case BB_RACI_MANY_A:
        return "several A";
    case BB_RACI_NO_R:
        return "no R";
    case BB_RACI_MANY_C:
        return "many C";
    case BB_RACI_ALL:
        return "A or R everywhere";
    case BB_RACI_NOTHING:
        return "no letter";
    default:
        return "";
    }
}

void bb_raci_count(struct bb_raci_line *l, int64_t letter)
{
    l->a += letter == BB_RACI_A || letter == BB_RACI_AR;
    l->r += letter == BB_RACI_R || letter == BB_RACI_AR;
    l->c += letter == BB_RACI_C;
    l->i += letter == BB_RACI_I;
}

static size_t find(const struct bb_raci_line *list, size_t n, int64_t id)
{
    for (size_t i = 0; i < n; i++)
        if (list[i].id == id)
            return i;
    return n;
}

struct named {
    const char *key;
    int64_t id;
};

static int by_key(const void *x, const void *y)
{
    const struct named *a = x, *b = y;
    int order = strcmp(a->key ? a->key : "", b->key ? b->key : "");
    return order ? order : (a->id > b->id) - (a->id < b->id);
}

static void take_rows(const struct bb_data *d, struct bb_arena *a, struct bb_raci_chart *out)
{
    const struct bb_table *t = &d->tables[BB_OBLIGATION];
    struct named *sorted = bb_arena_alloc(a, (t->n + 1) * sizeof *sorted);
    out->rows = bb_arena_alloc(a, (t->n + 1) * sizeof *out->rows);
    out->row_n = t->n;
    for (size_t i = 0; i < t->n; i++) {
        const struct bb_obligation *o = BB_ROW(d, BB_OBLIGATION, struct bb_obligation, i);
        sorted[i] = (struct named){o->key, o->row.id};
    }
    if (t->n)
        qsort(sorted, t->n, sizeof *sorted, by_key);
    for (size_t i = 0; i < t->n; i++)
        out->rows[i].id = sorted[i].id;
}

static void add_column(struct bb_raci_chart *out, int64_t person)
{
    if (person && find(out->columns, out->column_n, person) == out->column_n)
        out->columns[out->column_n++].id = person;
}

static int64_t power(const struct bb_data *d, int64_t id)
{
    const struct bb_person *p = bb_data_person(d, id);
    return p ? p->power : BB_NONE;
}

/* Stable, so that people of the same power stay in the order in which they were given letters. */
static void sort_columns(const struct bb_data *d, struct bb_raci_chart *c)
{
    for (size_t i = 1; i < c->column_n; i++) {
        struct bb_raci_line line = c->columns[i];
        size_t at = i;
        for (; at > 0 && power(d, c->columns[at - 1].id) < power(d, line.id); at--)
            c->columns[at] = c->columns[at - 1];
        c->columns[at] = line;
    }
}

static void take_columns(const struct bb_data *d, const struct bb_thresholds *t, struct bb_arena *a,
                         struct bb_raci_chart *out)
{
    struct bb_charter charter;
    bb_charter(d, t, &charter);
    out->columns = bb_arena_alloc(a, (d->tables[BB_RACI].n + 1) * sizeof *out->columns);
    for (size_t i = 0; i < d->tables[BB_RACI].n; i++) {
        const struct bb_raci *r = BB_ROW(d, BB_RACI, struct bb_raci, i);
        if (find(out->rows, out->row_n, r->obligation) < out->row_n)
            add_column(out, r->person);
    }
    if (charter.party)
        add_column(out, charter.party->spokesperson ? charter.party->spokesperson : charter.party->person);
    sort_columns(d, out);
}

static void take_letters(const struct bb_data *d, struct bb_arena *a, struct bb_raci_chart *out)
{
    size_t cells = out->row_n * out->column_n;
    out->letters = bb_arena_alloc(a, cells + 1);
    memset(out->letters, -1, cells);
    for (size_t i = 0; i < d->tables[BB_RACI].n; i++) {
        const struct bb_raci *r = BB_ROW(d, BB_RACI, struct bb_raci, i);
        size_t row = find(out->rows, out->row_n, r->obligation), column = find(out->columns, out->column_n, r->person);
        if (row == out->row_n || column == out->column_n || r->letter < 0 || r->letter >= BB_RACI_COUNT)
            continue;
        out->letters[row * out->column_n + column] = (int8_t)r->letter;
        bb_raci_count(&out->rows[row], r->letter);
        bb_raci_count(&out->columns[column], r->letter);
    }
}

static bool responsible_everywhere(const struct bb_raci_chart *c, size_t column)
{
    for (size_t row = 0; row < c->row_n; row++) {
        int8_t letter = c->letters[row * c->column_n + column];
        if (letter != BB_RACI_A && letter != BB_RACI_R && letter != BB_RACI_AR)
            return false;
    }
    return c->row_n > 1;
}

unsigned bb_raci_row_faults(const struct bb_raci_line *l, const struct bb_thresholds *t)
{
    return (l->a == 0 ? BB_RACI_NO_A : 0U) | (l->a > 1 ? BB_RACI_MANY_A : 0U) | (l->r == 0 ? BB_RACI_NO_R : 0U) |
           (l->c > t->consulted ? BB_RACI_MANY_C : 0U);
}

static void check(const struct bb_thresholds *t, struct bb_raci_chart *c)
{
    for (size_t i = 0; i < c->row_n; i++)
        c->rows[i].faults = bb_raci_row_faults(&c->rows[i], t);
    for (size_t i = 0; i < c->column_n; i++) {
        struct bb_raci_line *column = &c->columns[i];
        bool nothing = !(column->a + column->r + column->c + column->i);
        column->faults = (responsible_everywhere(c, i) ? BB_RACI_ALL : 0) | (nothing ? BB_RACI_NOTHING : 0);
    }
}

void bb_raci_chart(const struct bb_data *d, const struct bb_thresholds *t, struct bb_arena *a,
                   struct bb_raci_chart *out)
{
    *out = (struct bb_raci_chart){0};
    take_rows(d, a, out);
    take_columns(d, t, a, out);
    take_letters(d, a, out);
    check(t, out);
}
