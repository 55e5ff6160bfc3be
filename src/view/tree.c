/* The 4S tree: orders; under the unfolded one its four opportunities with their items. */
#include "lists.h"

#include <bepboard/text.h>
#include <stdio.h>

enum { COLUMN_WHAT, COLUMN_WHEN, COLUMN_OWNER, COLUMN_EVIDENCE };

int64_t bb_tree_id(enum bb_tree_kind kind, int64_t order_or_item, enum bb_opportunity o)
{
    return order_or_item * 16 + (int64_t)o * 4 + (int64_t)kind;
}

enum bb_tree_kind bb_tree_kind(int64_t id)
{
    return (enum bb_tree_kind)(id & 3);
}

int64_t bb_tree_record(int64_t id)
{
    return id / 16;
}

enum bb_opportunity bb_tree_opportunity(int64_t id)
{
    return (enum bb_opportunity)((id >> 2) & 3);
}

static enum bb_glyph state_glyph(enum bb_opportunity_state s)
{
    return s == BB_TAKEN ? BB_G_DONE : s == BB_IN_PROGRESS ? BB_G_PARTLY : BB_G_OPEN;
}

static enum bb_role state_role(enum bb_opportunity_state s)
{
    return s == BB_TAKEN ? BB_GOOD : s == BB_IN_PROGRESS ? BB_WARN : BB_DIM;
}

static void add_item(struct bb_list *l, const struct bb_scene *scene, const struct bb_look *look,
                     const struct bb_item *item)
{
    struct bb_list_row *row = bb_list_add(l, bb_tree_id(BB_TREE_ITEM, item->row.id, 0), BB_TREE_ITEM);
    struct bb_str s = {0};
    bool late = !item->done && item->due.precision && item->due.day < scene->data.today;
    bb_str_addf(&s, "    %s %s", bb_glyph(look->glyphs, item->done ? BB_G_DONE : BB_G_OPEN),
                item->text ? item->text : "");
    bb_list_set(l, row, COLUMN_WHAT, bb_str_get(&s), BB_NORMAL);
    bb_str_clear(&s);
    if (!item->done && item->due.precision)
        bb_str_add(&s, late ? "late " : "due ");
    bb_date_format(&s, item->done ? item->done_on : item->due);
    bb_list_set(l, row, COLUMN_WHEN, item->done && !s.n ? "done" : bb_str_get(&s),
                item->done ? BB_GOOD
                : late     ? BB_WARN
                           : BB_NORMAL);
    bb_str_clear(&s);
    bb_record_title(&s, &scene->data, scene->words, BB_PERSON, item->owner);
    bb_list_set(l, row, COLUMN_OWNER, bb_str_get(&s), BB_NORMAL);
    bb_list_set(l, row, COLUMN_EVIDENCE, item->evidence, BB_NORMAL);
    bb_str_finish(&s);
}

static void add_opportunity(struct bb_list *l, const struct bb_scene *scene, const struct bb_look *look,
                            const struct bb_order *o, int which, const struct bb_opportunity_count *c)
{
    struct bb_list_row *row =
        bb_list_add(l, bb_tree_id(BB_TREE_OPPORTUNITY, o->row.id, (enum bb_opportunity)which), BB_TREE_OPPORTUNITY);
    struct bb_str s = {0};
    bb_str_addf(&s, "  %s %lld/%lld %s", bb_glyph(look->glyphs, state_glyph(c->state)), (long long)c->done,
                (long long)c->items, bb_word(scene->words, &bb_opportunities, which, scene->data.audience));
    bb_list_set(l, row, COLUMN_WHAT, bb_str_get(&s), state_role(c->state));
    bb_str_finish(&s);
    for (size_t i = 0; i < scene->data.tables[BB_ITEM].n; i++) {
        const struct bb_item *item = BB_ROW(&scene->data, BB_ITEM, struct bb_item, i);
        if (item->order == o->row.id && item->opportunity == which)
            add_item(l, scene, look, item);
    }
}

static void add_order(struct bb_list *l, const struct bb_scene *scene, const struct bb_look *look,
                      const struct bb_order *o, bool unfolded)
{
    struct bb_list_row *row = bb_list_add(l, bb_tree_id(BB_TREE_ORDER, o->row.id, 0), BB_TREE_ORDER);
    struct bb_opportunity_count c[BB_OPPORTUNITY_COUNT];
    struct bb_str s = {0};
    bb_opportunity_counts(&scene->data, o->row.id, c);
    bb_str_addf(&s, "%s%s", o->key ? o->key : "", o->key ? " " : "");
    for (int i = 0; i < BB_OPPORTUNITY_COUNT; i++)
        bb_str_add(&s, bb_glyph(look->glyphs, state_glyph(c[i].state)));
    bb_str_addf(&s, " %s", o->title ? o->title : "");
    bb_list_set(l, row, COLUMN_WHAT, bb_str_get(&s), BB_TITLE);
    bb_str_finish(&s);
    for (int i = 0; unfolded && i < BB_OPPORTUNITY_COUNT; i++)
        add_opportunity(l, scene, look, o, i, &c[i]);
}

int64_t tree_order(const struct bb_scene *scene, int64_t id)
{
    if (bb_tree_kind(id) != BB_TREE_ITEM)
        return bb_tree_record(id);
    const struct bb_item *item = bb_table_find(&scene->data.tables[BB_ITEM], bb_tree_record(id));
    return item ? item->order : 0;
}

void list_4s(const struct bb_scene *scene, const struct bb_look *look, int64_t unfolded, bool alone, struct bb_list *l)
{
    enum { WHAT_KEEPS = 36 };
    bb_list_column(l, "What", BB_LEFT, WHAT_KEEPS, true);
    bb_list_column(l, "When", BB_LEFT, 0, false);
    bb_list_column(l, "Owner", BB_LEFT, 20, false);
    bb_list_column(l, "Evidence", BB_LEFT, 40, false);
    list_empty(scene, l, look, "Training orders and their four openings belong here.", "takes an order.");
    for (size_t i = 0; i < scene->data.tables[BB_ORDER].n; i++) {
        const struct bb_order *o = BB_ROW(&scene->data, BB_ORDER, struct bb_order, i);
        if (!alone || o->row.id == unfolded)
            add_order(l, scene, look, o, o->row.id == unfolded);
    }
}
