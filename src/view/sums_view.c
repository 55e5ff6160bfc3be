/* Registers added up: what our work brought together, promises by person, where knowledge gaps add up. */
#include "sums_view.h"

#include "cells.h"
#include "people_view.h"
#include "sheets.h"

#include <bepboard/sums.h>
#include <string.h>

/* Value added: the records, and above them what they come to. */

static int column_of(const struct bb_list *l, enum bb_entity e, const char *field)
{
    const struct bb_field *f = bb_field_named(e, field);
    for (int i = 0; i < l->column_n; i++)
        if (strcmp(l->columns[i].title, f->label) == 0)
            return i;
    return -1;
}

static void set_sum(struct bb_list *l, struct bb_list_row *row, int column, int64_t sum, int64_t records)
{
    if (column >= 0 && records)
        cell_decimal(l, row, column, sum, false, BB_TITLE);
}

static void put_first(struct bb_list *l)
{
    struct bb_list_row last = l->rows[l->n - 1];
    memmove(l->rows + 1, l->rows, (l->n - 1) * sizeof *l->rows);
    l->rows[0] = last;
}

void list_values(const struct bb_scene *scene, const struct bb_look *look, struct bb_list *l)
{
    struct bb_value_sum sum;
    (void)look;
    list_register(scene, BB_VALUE, l);
    if (scene->data.audience < BB_AT_TEAM || !l->n)
        return;
    bb_value_sum(&scene->data, &sum);
    struct bb_list_row *row = bb_list_add(l, sheet_row(1, 1), -1);
    bb_list_set(l, row, column_of(l, BB_VALUE, "what"), "Together", BB_TITLE);
    set_sum(l, row, column_of(l, BB_VALUE, "hours"), sum.hours, sum.with_hours);
    set_sum(l, row, column_of(l, BB_VALUE, "money"), sum.money, sum.with_money);
    put_first(l);
}

void arithmetic_values(const struct bb_scene *scene, struct bb_str *out)
{
    struct bb_value_sum sum;
    bb_value_sum(&scene->data, &sum);
    bb_str_add(out, "Hours saved: ");
    decimal_short(out, sum.hours, false);
    bb_str_addf(out, " = sum over %lld of %lld records that have hours\nMoney saved: ", (long long)sum.with_hours,
                (long long)sum.records);
    decimal_short(out, sum.money, false);
    bb_str_addf(out, " = sum over %lld of %lld records that have money, in the currency of the engagement\n",
                (long long)sum.with_money, (long long)sum.records);
    bb_str_addf(out,
                "People: not added up, since the same people may stand in several records; most in one: %lld\n"
                "Before and after: each in a measure of its own, so never added up\n",
                (long long)sum.most_people);
}

/* Promises by person. */

void list_promised(const struct bb_scene *scene, const struct bb_look *look, struct bb_list *l)
{
    enum { TO, PROMISED, IN_FORCE, KEPT, BROKEN, LAPSED, FAILED };
    size_t n;
    (void)look;
    if (!sheet_is_for(BB_AT_TEAM, scene, l))
        return;
    bb_list_column(l, "To", BB_LEFT, 28, true);
    bb_list_column(l, "Promised", BB_RIGHT, 0, false);
    bb_list_column(l, "In force", BB_RIGHT, 0, false);
    bb_list_column(l, "Kept", BB_RIGHT, 0, false);
    bb_list_column(l, "Broken", BB_RIGHT, 0, false);
    bb_list_column(l, "Lapsed", BB_RIGHT, 0, false);
    bb_list_column(l, scene->data.audience >= BB_DESK ? "Failed before" : "", BB_RIGHT, 0, false);
    const struct bb_promised *list = bb_promised(&scene->data, &l->arena, &n);
    for (size_t i = 0; i < n; i++) {
        const struct bb_promised *p = &list[i];
        struct bb_list_row *row =
            bb_list_add(l, p->person ? p->person : sheet_row((int64_t)i + 1, 1), p->person ? (int)BB_PERSON : -1);
        if (p->person)
            cell_title(l, row, TO, scene, BB_PERSON, p->person);
        else
            bb_list_set(l, row, TO, *p->to ? p->to : "nobody is named", *p->to ? BB_NORMAL : BB_WARN);
        cell_int(l, row, PROMISED, p->promised, false);
        cell_int(l, row, IN_FORCE, p->in_force, false);
        cell_int(l, row, KEPT, p->kept, false);
        cell_int(l, row, BROKEN, p->broken, false);
        cell_int(l, row, LAPSED, p->lapsed, false);
        if (scene->data.audience >= BB_DESK)
            cell_int(l, row, FAILED, p->failed, false);
    }
}

/* Where knowledge gaps add up. */

void list_gap_sums(const struct bb_scene *scene, const struct bb_look *look, struct bb_list *l)
{
    enum { WHERE, BY, OPEN, CLOSED, DAYS };
    size_t n;
    (void)look;
    if (!sheet_is_for(BB_AT_TEAM, scene, l))
        return;
    bb_list_column(l, "Where gaps add up", BB_LEFT, 44, true);
    bb_list_column(l, "By", BB_LEFT, 0, false);
    bb_list_column(l, "Open", BB_RIGHT, 0, false);
    bb_list_column(l, "Closed", BB_RIGHT, 0, false);
    bb_list_column(l, "Days to close", BB_RIGHT, 0, false);
    const struct bb_gap_sum *list = bb_gap_sums(&scene->data, &l->arena, &n);
    for (size_t i = 0; i < n; i++) {
        const struct bb_gap_sum *s = &list[i];
        struct bb_list_row *row =
            bb_list_add(l, s->unit ? s->unit : sheet_row((int64_t)i + 1, 1), s->unit ? (int)BB_UNIT : -1);
        if (s->unit)
            cell_title(l, row, WHERE, scene, BB_UNIT, s->unit);
        else
            bb_list_set(l, row, WHERE, s->topic ? s->topic : "no unit is named", BB_NORMAL);
        bb_list_set(l, row, BY, s->topic ? "topic" : "unit", BB_DIM);
        cell_int(l, row, OPEN, s->open, false);
        cell_int(l, row, CLOSED, s->closed, false);
        cell_int(l, row, DAYS, s->days, false);
    }
}
