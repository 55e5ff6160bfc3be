/* Builders of the lists that screens show. */
#include "lists.h"

#include "cells.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void set_date(struct bb_list *l, struct bb_list_row *row, int column, struct bb_date d)
{
    struct bb_str s = {0};
    bb_date_format(&s, d);
    if (s.n)
        bb_list_set_number(l, row, column, d.day, s.s, BB_NORMAL);
    bb_str_finish(&s);
}

static void set_int(struct bb_list *l, struct bb_list_row *row, int column, int64_t value)
{
    char text[32];
    if (value == BB_NONE)
        return;
    snprintf(text, sizeof text, "%lld", (long long)value);
    bb_list_set_number(l, row, column, value, text, BB_NORMAL);
}

static void set_title(struct bb_list *l, struct bb_list_row *row, int column, const struct bb_scene *scene,
                      enum bb_entity e, int64_t id)
{
    struct bb_str s = {0};
    bb_record_title(&s, &scene->data, scene->words, e, id);
    bb_list_set(l, row, column, bb_str_get(&s), BB_NORMAL);
    bb_str_finish(&s);
}

void list_empty(const struct bb_scene *scene, struct bb_list *l, const struct bb_look *look, const char *what,
                const char *how)
{
    struct bb_str s = {0};
    bb_str_add(&s, what);
    if (scene->data.audience != BB_ROOM) /* forms stay closed there */
        bb_str_addf(&s, " %s %s", look->add_key ? look->add_key : "a", how);
    l->empty = bb_arena_strdup(&l->arena, bb_str_get(&s));
    bb_str_finish(&s);
}

/* Attention. */

static int64_t entry_id(const struct bb_attention *a)
{
    return (int64_t)(a->number + 1) << 48 | (a->id & 0xFFFFFFFFFFFF);
}

const struct bb_attention *attention_entry(const struct bb_scene *scene, int64_t id)
{
    for (size_t i = 0; i < scene->attention.n; i++)
        if (entry_id(&scene->attention.list[i]) == id)
            return &scene->attention.list[i];
    return NULL;
}

/* What no longer holds says since when. */
static void set_what(struct bb_list *l, struct bb_list_row *row, int column, const struct bb_attention *a)
{
    struct bb_str s = {0};
    bool gone = a->cleared.precision != BB_NO_DATE;
    if (gone) {
        bb_str_add(&s, "Cleared ");
        bb_date_format(&s, a->cleared);
        bb_str_add(&s, ": ");
    }
    bb_str_add(&s, a->what);
    bb_list_set(l, row, column, bb_str_get(&s), gone ? BB_DIM : BB_NORMAL);
    bb_str_finish(&s);
}

/* What held all the days that are known is at least as old. */
static void set_since(struct bb_list *l, struct bb_list_row *row, int column, const struct bb_attention *a,
                      int32_t today)
{
    char text[32];
    if (!a->longer) {
        set_date(l, row, column, a->since);
        return;
    }
    snprintf(text, sizeof text, "> %d day%s", today - a->since.day, today - a->since.day == 1 ? "" : "s");
    bb_list_set_number(l, row, column, a->since.day, text, BB_NORMAL);
}

void list_attention(const struct bb_scene *scene, const struct bb_look *look, struct bb_list *l)
{
    static const enum bb_glyph glyphs[] = {
        [BB_ATT_NOTE] = BB_G_NOTE, [BB_ATT_WARNING] = BB_G_WARNING, [BB_ATT_ALARM] = BB_G_ALARM};
    static const enum bb_role roles[] = {[BB_ATT_NOTE] = BB_INFO, [BB_ATT_WARNING] = BB_WARN, [BB_ATT_ALARM] = BB_BAD};
    int mark = bb_list_column(l, "", BB_LEFT, 0, false), what = bb_list_column(l, "What needs you", BB_LEFT, 52, true);
    int since = bb_list_column(l, "Since", BB_LEFT, 0, false), why = bb_list_column(l, "Why", BB_LEFT, 60, false),
        rule = bb_list_column(l, "Rule", BB_LEFT, 0, false);
    if (scene->data.engagement && !scene->data.tables[BB_ORDER].n && !scene->data.people_total &&
        scene->data.audience != BB_ROOM)
        list_empty(scene, l, look, "Nothing is known yet.", "adds an order or a person.");
    else
        l->empty = "Nothing needs you today.";
    for (size_t i = 0; i < scene->attention.n; i++) {
        const struct bb_attention *a = &scene->attention.list[i];
        struct bb_list_row *row = bb_list_add(l, entry_id(a), a->entity);
        bool gone = a->cleared.precision != BB_NO_DATE;
        bb_list_set(l, row, mark, bb_glyph(look->glyphs, gone ? BB_G_DONE : glyphs[a->severity]),
                    gone ? BB_DIM : roles[a->severity]);
        set_what(l, row, what, a);
        bb_list_set(l, row, why, a->why, BB_DIM);
        set_since(l, row, since, a, scene->data.today);
        bb_list_set(l, row, rule, a->rule->id, BB_DIM);
    }
}

/* People. */

static int by_key(const void *a, const void *b)
{
    const struct bb_person *x = *(const struct bb_person *const *)a, *y = *(const struct bb_person *const *)b;
    int order = strcmp(x->key ? x->key : "", y->key ? y->key : "");
    return order ? order : (x->row.id > y->row.id) - (x->row.id < y->row.id);
}

static void set_stance(struct bb_list *l, struct bb_list_row *row, int column, const struct bb_scene *scene,
                       const struct bb_look *look, int64_t stance)
{
    static const enum bb_role roles[] = {BB_WARN, BB_BAD, BB_NORMAL, BB_GOOD, BB_GOOD};
    static_assert(sizeof roles / sizeof *roles == BB_STANCE_COUNT, "every stance looks like something");
    char text[128];
    if (stance == BB_NONE)
        return;
    snprintf(text, sizeof text, "%s %s", bb_glyph(look->glyphs, stance_glyph(stance)),
             bb_word(scene->words, &bb_stances, stance, scene->data.audience));
    bb_list_set_number(l, row, column, stance, text, roles[stance]);
}

static void add_person(struct bb_list *l, const struct bb_scene *scene, const struct bb_look *look,
                       const struct bb_person *p)
{
    struct bb_list_row *row = bb_list_add(l, p->row.id, BB_PERSON);
    const struct bb_data *d = &scene->data;
    bb_list_set(l, row, 0, bb_person_label(p), BB_NORMAL);
    set_int(l, row, 1, p->power);
    set_int(l, row, 2, p->interest);
    set_stance(l, row, 3, scene, look, bb_stance_now(d, p->row.id));
    set_date(l, row, 4, bb_last_talk(d, p->row.id));
    set_title(l, row, 5, scene, BB_UNIT, p->unit);
    set_stance(l, row, 6, scene, look, p->wanted);
    bb_list_set(l, row, 7, p->role, BB_NORMAL);
    if (bb_is_stakeholder(p)) {
        bb_list_set(l, row, 8, bb_quadrant_name(bb_quadrant(p, scene->thresholds)), BB_NORMAL);
        bb_list_set(l, row, 9, bb_salience_name(bb_salience(p, scene->thresholds)), BB_NORMAL);
    }
    bb_list_set(l, row, 10, p->key, BB_DIM);
}

/* Before the room people stand in the order of what everybody may read, not of a key or of when they were noted. */
static int by_label(const void *a, const void *b)
{
    const struct bb_person *x = *(const struct bb_person *const *)a, *y = *(const struct bb_person *const *)b;
    int order = strcmp(bb_person_label(x), bb_person_label(y));
    return order ? order : (x->unit > y->unit) - (x->unit < y->unit);
}

static bool sees(const struct bb_data *d, const char *field)
{
    return bb_face_shows(d->agreement, d->audience, bb_field_named(BB_PERSON, field));
}

/* Who and where, and what was agreed to be shown. */
static void list_people_in_room(const struct bb_scene *scene, const struct bb_person *const *sorted, size_t n,
                                struct bb_list *l)
{
    const struct bb_data *d = &scene->data;
    bb_list_column(l, "Who", BB_LEFT, 0, true);
    bb_list_column(l, "Unit", BB_LEFT, 40, false);
    int power = sees(d, "power") ? bb_list_column(l, "P", BB_RIGHT, 0, false) : -1;
    int interest = sees(d, "interest") ? bb_list_column(l, "I", BB_RIGHT, 0, false) : -1;
    for (size_t i = 0; i < n; i++) {
        const struct bb_person *p = sorted[i];
        struct bb_list_row *row = bb_list_add(l, p->row.id, BB_PERSON);
        bb_list_set(l, row, 0, bb_person_label(p), BB_NORMAL);
        set_title(l, row, 1, scene, BB_UNIT, p->unit);
        if (power >= 0)
            set_int(l, row, power, p->power);
        if (interest >= 0)
            set_int(l, row, interest, p->interest);
    }
}

void list_people(const struct bb_scene *scene, const struct bb_look *look, struct bb_list *l)
{
    static const struct {
        const char *title;
        enum bb_align align;
        int max;
    } columns[] = {{"Name", BB_LEFT, 0},     {"P", BB_RIGHT, 0},       {"I", BB_RIGHT, 0},     {"Stance", BB_LEFT, 14},
                   {"Talked", BB_LEFT, 0},   {"Unit", BB_LEFT, 22},    {"Wanted", BB_LEFT, 0}, {"Role", BB_LEFT, 32},
                   {"Quadrant", BB_LEFT, 0}, {"Salience", BB_LEFT, 0}, {"Key", BB_LEFT, 0}};
    bool room = scene->data.audience == BB_ROOM;
    for (size_t i = 0; i < sizeof columns / sizeof *columns && !room; i++)
        bb_list_column(l, columns[i].title, columns[i].align, columns[i].max, i == 0);
    list_empty(scene, l, look, "The people whom the change concerns belong here.",
               "adds one; bepboard import people FILE brings many.");
    size_t n = scene->data.tables[BB_PERSON].n;
    const struct bb_person **sorted = bb_alloc(n * sizeof *sorted);
    for (size_t i = 0; i < n; i++)
        sorted[i] = BB_ROW(&scene->data, BB_PERSON, struct bb_person, i);
    qsort(sorted, n, sizeof *sorted, room ? by_label : by_key);
    if (room)
        list_people_in_room(scene, sorted, n, l);
    for (size_t i = 0; i < n && !room; i++)
        add_person(l, scene, look, sorted[i]);
    free(sorted);
}

/* Orders, units, the curve as a table, history. */

void list_orders(const struct bb_scene *scene, const struct bb_look *look, struct bb_list *l)
{
    enum { KEY, TITLE, STATE, VERDICT, RECEIVED, REQUESTER, PARTNER };
    const struct bb_data *d = &scene->data;
    /* A gap in the numbers would tell of an order that the room does not know. */
    bool room = d->audience == BB_ROOM;
    bb_list_column(l, room ? "" : "Key", BB_LEFT, 0, false);
    bb_list_column(l, "Order as spoken", BB_LEFT, 28, true);
    bb_list_column(l, "State", BB_LEFT, 0, false);
    bb_list_column(l, room ? "" : "Verdict", BB_LEFT, 34, false);
    bb_list_column(l, "Received", BB_LEFT, 0, false);
    bb_list_column(l, "Requester", BB_LEFT, 24, false);
    bb_list_column(l, "Partner", BB_RIGHT, 0, false);
    list_empty(scene, l, look, "Training orders belong here.", "takes one: its words, who asked, and when.");
    for (size_t i = 0; i < d->tables[BB_ORDER].n; i++) {
        const struct bb_order *o = BB_ROW(d, BB_ORDER, struct bb_order, i);
        struct bb_list_row *row = bb_list_add(l, o->row.id, BB_ORDER);
        bb_list_set(l, row, KEY, o->key, BB_NORMAL);
        bb_list_set(l, row, TITLE, o->title, BB_NORMAL);
        if (d->audience >= BB_AT_TEAM)
            bb_list_set(l, row, VERDICT,
                        o->verdict == BB_NONE ? "no verdict yet"
                                              : bb_word(scene->words, &bb_verdicts, o->verdict, d->audience),
                        o->verdict == BB_NONE ? BB_WARN : BB_NORMAL);
        bb_list_set(l, row, STATE, bb_word(scene->words, &bb_order_states, o->state, d->audience), BB_NORMAL);
        set_date(l, row, RECEIVED, o->received);
        set_title(l, row, REQUESTER, scene, BB_PERSON, o->requester);
        set_int(l, row, PARTNER, bb_partner_facts(o));
    }
}

static int64_t people_of(const struct bb_data *d, int64_t unit)
{
    for (size_t i = 0; i < d->unit_count_n; i++)
        if (d->unit_counts[i].unit == unit)
            return d->unit_counts[i].people;
    return 0;
}

static void add_units(const struct bb_scene *scene, struct bb_list *l, int64_t parent, int depth)
{
    enum { DEEPEST = 8 };
    const struct bb_data *d = &scene->data;
    for (size_t i = 0; depth < DEEPEST && i < d->tables[BB_UNIT].n; i++) {
        const struct bb_unit *u = BB_ROW(d, BB_UNIT, struct bb_unit, i);
        if (u->parent != parent && (parent || bb_data_unit(d, u->parent)))
            continue;
        struct bb_list_row *row = bb_list_add(l, u->row.id, BB_UNIT);
        char name[256];
        snprintf(name, sizeof name, "%*s%s", 2 * depth, "", u->name ? u->name : "");
        bb_list_set(l, row, 0, name, BB_NORMAL);
        set_int(l, row, 1, u->headcount);
        set_int(l, row, 2, u->population);
        if (d->audience != BB_ROOM)
            set_int(l, row, 3, people_of(d, u->row.id));
        add_units(scene, l, u->row.id, depth + 1);
    }
}

void list_units(const struct bb_scene *scene, const struct bb_look *look, struct bb_list *l)
{
    bb_list_column(l, "Unit", BB_LEFT, 0, true);
    bb_list_column(l, "Headcount", BB_RIGHT, 0, false);
    bb_list_column(l, "To adopt", BB_RIGHT, 0, false);
    bb_list_column(l, scene->data.audience == BB_ROOM ? "" : "People known", BB_RIGHT, 0, false);
    list_empty(scene, l, look, "Teams and departments belong here.", "adds one.");
    add_units(scene, l, 0, 0);
}

void list_curve(const struct bb_scene *scene, const struct bb_look *look, size_t shown, struct bb_list *l)
{
    bool number;
    for (int c = 0; c < BB_CURVEC_COUNT; c++) {
        const char *title = bb_curve_column((enum bb_curve_column)c, &number);
        bb_list_column(l, title, number ? BB_RIGHT : BB_LEFT, 0, false);
    }
    list_empty(scene, l, look, "Counted samples or usage events belong here.",
               "adds a sample; bepboard import samples FILE brings many.");
    const struct bb_curve *curve = shown < scene->curves.n ? &scene->curves.list[shown] : NULL;
    struct bb_str s = {0};
    for (size_t i = 0; curve && i < curve->n; i++) {
        struct bb_list_row *row = bb_list_add(l, (int64_t)i + 1, BB_SAMPLE);
        for (int c = 0; c < BB_CURVEC_COUNT; c++) {
            bb_str_clear(&s);
            bb_curve_table_cell(&s, curve, i, (enum bb_curve_column)c);
            bb_list_set(l, row, c, bb_str_get(&s), BB_NORMAL);
        }
    }
    bb_str_finish(&s);
}

/* What of the history nothing is left of says so. */
static const char *nothing_changed(const struct bb_scene *scene, struct bb_arena *a)
{
    struct bb_str s = {0};
    if (!scene->history_of || !*scene->history_of)
        return "Every change will be listed here with its author and time.";
    bb_str_addf(&s, "Nothing was changed%s.", scene->history_of);
    const char *kept = bb_arena_strdup(a, bb_str_get(&s));
    bb_str_finish(&s);
    return kept;
}

void list_history(const struct bb_scene *scene, struct bb_list *l)
{
    static const char *const titles[] = {"When", "Who", "What", "Rows", ""};
    bool room = scene->data.audience == BB_ROOM;
    for (int i = 0; i < 5; i++)
        bb_list_column(l, room && (i == 1 || i == 3) ? "" : titles[i], i == 3 ? BB_RIGHT : BB_LEFT, 0, i == 2);
    l->columns[0].lead = (int)strlen("2026-11-22 ");
    l->empty = nothing_changed(scene, &l->arena);
    for (size_t i = 0; i < scene->history_n; i++) {
        const struct bb_history_line *h = &scene->history[i];
        struct bb_list_row *row = bb_list_add(l, h->seq, BB_ENTITY_COUNT);
        bb_list_set(l, row, 0, h->when, BB_NORMAL);
        bb_list_set(l, row, 1, h->who, BB_NORMAL);
        bb_list_set(l, row, 2, h->what, BB_NORMAL);
        set_int(l, row, 3, room ? BB_NONE : h->changes);
        bb_list_set(l, row, 4, h->undone ? "undone" : h->fresh ? "new" : "", h->fresh ? BB_CHANGED : BB_DIM);
    }
}
