/* The 4S opportunities of an order, and its partner facts. */
#include <bepboard/rules.h>

static bool done_by(const struct bb_item *item, int32_t day)
{
    return item->done && (item->done_on.precision == BB_NO_DATE || item->done_on.day <= day);
}

void bb_opportunity_counts(const struct bb_data *d, int64_t order,
                           struct bb_opportunity_count out[BB_OPPORTUNITY_COUNT])
{
    for (int o = 0; o < BB_OPPORTUNITY_COUNT; o++)
        out[o] = (struct bb_opportunity_count){0};
    for (size_t i = 0; i < d->tables[BB_ITEM].n; i++) {
        const struct bb_item *item = BB_ROW(d, BB_ITEM, struct bb_item, i);
        if (item->order != order || item->opportunity < 0 || item->opportunity >= BB_OPPORTUNITY_COUNT)
            continue;
        struct bb_opportunity_count *c = &out[item->opportunity];
        c->items++;
        if (!done_by(item, d->today))
            continue;
        c->done++;
        c->evidence += item->evidence != NULL;
    }
    for (int o = 0; o < BB_OPPORTUNITY_COUNT; o++) {
        struct bb_opportunity_count *c = &out[o];
        /* Before the room evidence is hidden: there it is said what was done, not what it showed. */
        bool shown = c->evidence || d->audience == BB_ROOM;
        c->state = !c->done ? BB_UNTOUCHED : c->done == c->items && shown ? BB_TAKEN : BB_IN_PROGRESS;
    }
}

int64_t bb_partner_facts(const struct bb_order *o)
{
    int64_t yes = o->invited + o->outcome_named + o->diagnosed + o->accepted + o->measured + o->credited;
    return (yes * 100 + 3) / 6;
}
