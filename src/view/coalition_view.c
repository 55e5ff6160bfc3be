/* The guiding coalition as a sheet: its share of power, where each unit stands in it, and the units it lacks. */
#include "coalition_view.h"

#include "cells.h"
#include "people_view.h"
#include "sheets.h"

#include <bepboard/coalition.h>

enum { UNIT, STATE, MEMBER, MEMBER_POWER, OUTSIDE, OUTSIDE_POWER };

static const char *const place_words[] = {
    [BB_COALITION_LACKS] = "lacking", [BB_COALITION_WEAK] = "weakly", [BB_COALITION_IN] = "in it"};
static const enum bb_glyph place_glyphs[] = {
    [BB_COALITION_LACKS] = BB_G_ALARM, [BB_COALITION_WEAK] = BB_G_PARTLY, [BB_COALITION_IN] = BB_G_DONE};
static const enum bb_role place_roles[] = {
    [BB_COALITION_LACKS] = BB_BAD, [BB_COALITION_WEAK] = BB_WARN, [BB_COALITION_IN] = BB_GOOD};

static void set_person(const struct bb_scene *scene, struct bb_list *l, struct bb_list_row *row, int column,
                       int64_t person)
{
    const struct bb_person *p = bb_data_person(&scene->data, person);
    if (!p)
        return;
    bb_list_set(l, row, column, bb_person_label(p), BB_NORMAL);
    cell_int(l, row, column + 1, p->power, false);
}

static void add_unit(const struct bb_scene *scene, const struct bb_look *look, struct bb_list *l,
                     const struct bb_coalition_unit *u)
{
    struct bb_list_row *row = bb_list_add(l, u->unit, BB_UNIT);
    cell_title(l, row, UNIT, scene, BB_UNIT, u->unit);
    cell_state(l, row, STATE, look, place_glyphs[u->place], place_words[u->place], place_roles[u->place]);
    set_person(scene, l, row, MEMBER, u->member);
    if (u->place != BB_COALITION_IN)
        set_person(scene, l, row, OUTSIDE, u->strongest);
}

void list_coalition(const struct bb_scene *scene, const struct bb_look *look, struct bb_list *l)
{
    const struct bb_coalition *c = &scene->coalition;
    size_t n;
    if (!sheet_is_for(BB_AT_TEAM, scene, l) || !c->stakeholders)
        return;
    bb_list_column(l, "Unit", BB_LEFT, 22, true);
    bb_list_column(l, "State", BB_LEFT, 0, false);
    bb_list_column(l, "In it", BB_LEFT, 20, false);
    bb_list_column(l, "P", BB_RIGHT, 0, false);
    bb_list_column(l, "To be won", BB_LEFT, 20, false);
    bb_list_column(l, "P", BB_RIGHT, 0, false);
    const struct bb_coalition_unit *list = bb_coalition_units(&scene->data, &l->arena, &n);
    struct bb_list_row *row = bb_list_add(l, sheet_row(1, 1), -1);
    bb_list_set(l, row, UNIT, "Power in support", BB_TITLE);
    cell_text(l, row, STATE, BB_NORMAL, "%lld of %lld", (long long)c->power_support, (long long)c->power);
    for (size_t i = 0; i < n; i++)
        add_unit(scene, look, l, &list[i]);
}

void arithmetic_coalition(const struct bb_scene *scene, struct bb_str *out)
{
    const struct bb_coalition *c = &scene->coalition;
    bb_str_addf(
        out,
        "Power in support: %lld of %lld (%.0f %%), the powers of all whose stance is supportive or leading; %lld "
        "resisting, %lld neutral or unaware.\n",
        (long long)c->power_support, (long long)c->power,
        c->power ? 100.0 * (double)c->power_support / (double)c->power : 0.0, (long long)c->power_resisting,
        (long long)c->power_neutral);
    bb_str_addf(
        out,
        "Coalition: %+lld = sum of power x support value (ours: leading +2, supportive +1, neutral and unaware 0, "
        "resistant -1); %+lld if every wanted stance were reached.\n",
        (long long)c->now, (long long)c->wanted);
    bb_str_add(out, "lacking: nobody of the unit is supportive or leading.\n"
                    "weakly: somebody is, but somebody in the unit with more power is not.\n"
                    "in it: nobody in the unit has more power than its strongest supporter.\n"
                    "To be won: whoever has the most power in a unit that is lacking or stands in it weakly.\n");
}
