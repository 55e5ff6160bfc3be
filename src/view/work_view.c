/* Sheets about our own work: the four views, what decisions put first, what is known of the units. */
#include "work_view.h"

#include "pen.h"
#include "people_view.h"

#include <bepboard/plan.h>
#include <stdio.h>

static void set_count(struct bb_list *l, struct bb_list_row *row, int column, size_t n, enum bb_role role)
{
    char text[24];
    snprintf(text, sizeof text, "%zu", n);
    bb_list_set_number(l, row, column, (int64_t)n, text, role);
}

/* D7: from below, from above, at the managers' level, across teams. */

void list_views(const struct bb_scene *scene, const struct bb_look *look, struct bb_list *l)
{
    if (!sheet_is_for(BB_AT_TEAM, scene, l))
        return;
    bb_list_column(l, "The change works", BB_LEFT, 26, true);
    bb_list_column(l, "Open actions", BB_RIGHT, 0, false);
    bb_list_column(l, "Done", BB_RIGHT, 0, false);
    bb_list_column(l, "Stakeholders", BB_RIGHT, 0, false);
    bb_list_column(l, "Plan", BB_LEFT, 0, false);
    if (!scene->data.tables[BB_ACTION].n && !scene->data.tables[BB_PERSON].n)
        return;
    struct bb_view_count counts[BB_VIEW_COUNT];
    bb_view_counts(&scene->data, counts);
    for (int view = 0; view < BB_VIEW_COUNT; view++) {
        const struct bb_view_count *c = &counts[view];
        bool empty = c->empty, open = c->open > 0;
        char text[48];
        struct bb_list_row *row = bb_list_add(l, view + 1, -1);
        bb_list_set(l, row, 0, bb_word(scene->words, &bb_views, view, scene->data.audience), BB_NORMAL);
        set_count(l, row, 1, c->open, BB_NORMAL);
        set_count(l, row, 2, c->done, BB_NORMAL);
        set_count(l, row, 3, c->people, BB_NORMAL);
        snprintf(text, sizeof text, "%s %s",
                 bb_glyph(look->glyphs, empty  ? BB_G_ALARM
                                        : open ? BB_G_DONE
                                               : BB_G_WARNING),
                 empty  ? "left empty"
                 : open ? "in hand"
                        : "nothing open");
        bb_list_set(l, row, 4, text, empty ? BB_BAD : open ? BB_GOOD : BB_WARN);
    }
}

void arithmetic_views(const struct bb_scene *scene, struct bb_str *out)
{
    size_t without = 0, n = scene->data.tables[BB_ACTION].n;
    for (size_t i = 0; i < n; i++)
        without += BB_ROW(&scene->data, BB_ACTION, struct bb_todo, i)->view == BB_NONE;
    bb_str_addf(
        out,
        "A view is left empty when no open action works from there and no stakeholder does; what is done holds it no "
        "longer. Counted are actions and stakeholders by their field Works; %zu of %zu actions do not say it.\n",
        without, n);
}

/* A2: what decisions put first. */

static bool is_made(const struct bb_data *d, const struct bb_decision *decision)
{
    return decision->decided.precision != BB_NO_DATE && decision->decided.day <= d->today;
}

void list_balance(const struct bb_scene *scene, const struct bb_look *look, struct bb_list *l)
{
    enum { BAR = 20 };
    size_t counts[BB_FIRST_COUNT] = {0}, told[BB_FIRST_COUNT] = {0}, all = 0;
    if (!sheet_is_for(BB_AT_TEAM, scene, l))
        return;
    bb_list_column(l, "Decisions put first", BB_LEFT, 26, true);
    bb_list_column(l, "Made", BB_RIGHT, 0, false);
    bb_list_column(l, "Share", BB_LEFT, 0, false);
    bb_list_column(l, "Those affected were told", BB_RIGHT, 0, false);
    for (size_t i = 0; i < scene->data.tables[BB_DECISION].n; i++) {
        const struct bb_decision *decision = BB_ROW(&scene->data, BB_DECISION, struct bb_decision, i);
        if (!is_made(&scene->data, decision) || decision->first == BB_NONE)
            continue;
        all++;
        counts[decision->first]++;
        told[decision->first] += decision->told.precision != BB_NO_DATE;
    }
    for (int first = 0; all && first < BB_FIRST_COUNT; first++) {
        struct bb_list_row *row = bb_list_add(l, first + 1, -1);
        struct bb_str bar = {0};
        size_t full = (counts[first] * BAR + all / 2) / all;
        for (size_t i = 0; i < BAR; i++)
            bb_str_add(&bar, bb_glyph(look->glyphs, i < full ? BB_G_FULL : BB_G_EMPTY));
        bb_str_addf(&bar, " %zu %%", (100 * counts[first] + all / 2) / all);
        bb_list_set(l, row, 0, bb_word(scene->words, &bb_firsts, first, scene->data.audience), BB_NORMAL);
        set_count(l, row, 1, counts[first], BB_NORMAL);
        bb_list_set(l, row, 2, bb_str_get(&bar), BB_NORMAL);
        set_count(l, row, 3, told[first], told[first] < counts[first] ? BB_WARN : BB_NORMAL);
        bb_str_finish(&bar);
    }
}

void arithmetic_balance(const struct bb_scene *scene, struct bb_str *out)
{
    size_t open = 0, unsaid = 0;
    for (size_t i = 0; i < scene->data.tables[BB_DECISION].n; i++) {
        const struct bb_decision *decision = BB_ROW(&scene->data, BB_DECISION, struct bb_decision, i);
        open += !is_made(&scene->data, decision);
        unsaid += is_made(&scene->data, decision) && decision->first == BB_NONE;
    }
    bb_str_addf(
        out,
        "Counted are decisions that were made, by what they put first: the people, the business entity, or both. "
        "%zu are not made yet; %zu were made and do not say it.\n",
        open, unsaid);
}

/* A4: units by the six topics. */

static const struct bb_knowledge *known_of(const struct bb_data *d, int64_t unit, int topic)
{
    for (size_t i = d->tables[BB_KNOWLEDGE].n; i-- > 0;) {
        const struct bb_knowledge *k = BB_ROW(d, BB_KNOWLEDGE, struct bb_knowledge, i);
        if (k->unit == unit && k->topic == topic)
            return k;
    }
    return NULL;
}

/* What is older than the attention list lets pass. */
static bool is_stale(const struct bb_scene *scene, const struct bb_knowledge *k)
{
    int64_t days = bb_attention_limit_value(scene->thresholds, "A4-stale", "days");
    return k && days && k->on.precision != BB_NO_DATE && scene->data.today - k->on.day > days;
}

static void draw_topic(const struct bb_pen *p, int x, int y, int w, const struct bb_sheet_view *v,
                       const struct bb_knowledge *k)
{
    bool chosen = k && k->row.id == v->selected;
    int64_t state = k ? k->state : BB_KNOWN_UNKNOWN;
    bool stale = is_stale(v->scene, k);
    enum bb_glyph glyph = stale                       ? BB_G_ALARM
                          : state == BB_KNOWN_KNOWN   ? BB_G_DONE
                          : state == BB_KNOWN_PARTIAL ? BB_G_PARTLY
                                                      : BB_G_OPEN;
    enum bb_role role = chosen                      ? v->focused ? BB_FOCUS : BB_SELECTED
                        : stale                     ? BB_BAD
                        : state == BB_KNOWN_KNOWN   ? BB_GOOD
                        : state == BB_KNOWN_PARTIAL ? BB_WARN
                                                    : BB_DIM;
    char since[16] = "";
    if (k && k->on.precision != BB_NO_DATE) {
        struct bb_str on = {0};
        bb_date_format(&on, k->on);
        snprintf(since, sizeof since, " %.7s", bb_str_get(&on));
        bb_str_finish(&on);
    }
    enum { MONTH = 10 };
    bb_pen_line(p, x, y, w - 1, role, "%s%s", bb_pen_glyph(p, glyph), w >= MONTH ? since : "");
}

static void draw_chosen(const struct bb_pen *p, int y, const struct bb_sheet_view *v)
{
    const struct bb_rect r = p->clip;
    const struct bb_knowledge *k = bb_table_find(&v->scene->data.tables[BB_KNOWLEDGE], v->selected);
    struct bb_pen text = {p->grid, {r.x + 1, y, r.w - 2, r.y + r.h - y}, p->glyphs};
    if (!k)
        return;
    const struct bb_unit *u = bb_data_unit(&v->scene->data, k->unit);
    bb_pen_line(&text, r.x + 1, y, r.w - 2, BB_TITLE, "%s: %s", u && u->name ? u->name : "",
                bb_word(v->scene->words, &bb_unit_topics, k->topic, v->scene->data.audience));
    bb_pen_flow(&text, y + 1, 2, BB_NORMAL, k->text ? k->text : "");
}

/* So many units are passed over that the one of the selected record is seen. */
static size_t first_unit(const struct bb_sheet_view *v, size_t room)
{
    const struct bb_table *units = &v->scene->data.tables[BB_UNIT];
    const struct bb_knowledge *k = bb_table_find(&v->scene->data.tables[BB_KNOWLEDGE], v->selected);
    for (size_t i = room; k && i < units->n; i++)
        if (BB_ROW(&v->scene->data, BB_UNIT, struct bb_unit, i)->row.id == k->unit)
            return i + 1 - room;
    return 0;
}

static bool states_shown(const struct bb_data *d)
{
    return bb_face_shows(d->agreement, d->audience, bb_field_named(BB_KNOWLEDGE, "state"));
}

void draw_knowledge(struct bb_grid *g, struct bb_rect r, const struct bb_sheet_view *v)
{
    enum { CHOSEN = 4, NAMES_MOST = 26 };
    struct bb_pen p = {g, r, v->look->glyphs};
    const struct bb_table *units = &v->scene->data.tables[BB_UNIT];
    int names = r.w / 4 > NAMES_MOST ? NAMES_MOST : r.w / 4, cell = (r.w - names) / BB_KNOW_COUNT, y = r.y + 1;
    int bottom = r.y + r.h - CHOSEN;
    size_t room = bottom - 1 > y ? (size_t)(bottom - 1 - y) : 0, i = first_unit(v, room), last = i + room;
    if (!states_shown(&v->scene->data)) {
        bb_pen_line(&p, r.x + 1, r.y, r.w - 2, BB_DIM, "Nothing of this is for the room.");
        return;
    }
    for (int topic = 0; topic < BB_KNOW_COUNT; topic++)
        bb_pen_line(&p, r.x + names + topic * cell, r.y, cell - 1, BB_DIM, "%s",
                    bb_word(v->scene->words, &bb_unit_topics, topic, v->scene->data.audience));
    for (; i < units->n && i < last; i++, y++) {
        const struct bb_unit *u = bb_table_at(units, i);
        bb_pen_line(&p, r.x + 1, y, names - 2, BB_NORMAL, "%s", u->name ? u->name : "");
        for (int topic = 0; topic < BB_KNOW_COUNT; topic++)
            draw_topic(&p, r.x + names + topic * cell, y, cell, v, known_of(&v->scene->data, u->row.id, topic));
    }
    if (units->n > room)
        bb_pen_line(&p, r.x + 1, bottom - 1, r.w - 2, BB_DIM, "and %zu more units; t shows the table", units->n - room);
    draw_chosen(&p, bottom, v);
    bb_pen_line(&p, r.x + 1, r.y + r.h - 1, r.w - 2, BB_DIM,
                cell >= 10 ? "%s known  %s in part  %s unknown  %s stale, with the month as of which"
                           : "%s known  %s in part  %s unknown  %s stale",
                bb_pen_glyph(&p, BB_G_DONE), bb_pen_glyph(&p, BB_G_PARTLY), bb_pen_glyph(&p, BB_G_OPEN),
                bb_pen_glyph(&p, BB_G_ALARM));
}
