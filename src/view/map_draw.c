/* The map as a pane. */
#include "map_room.h"
#include <bepboard/chart_view.h>
#include <stdio.h>
#include <string.h>

enum { SCORES = 5 };

static const enum bb_glyph stance_glyphs[] = {
    [BB_UNAWARE] = BB_G_STANCE_UNAWARE, [BB_RESISTANT] = BB_G_STANCE_RESISTANT,
    [BB_NEUTRAL] = BB_G_STANCE_NEUTRAL, [BB_SUPPORTIVE] = BB_G_STANCE_SUPPORTIVE,
    [BB_LEADING] = BB_G_STANCE_LEADING, [BB_STANCE_COUNT] = BB_G_DOT,
};
static const enum bb_role stance_roles[] = {
    [BB_UNAWARE] = BB_WARN,    [BB_RESISTANT] = BB_BAD, [BB_NEUTRAL] = BB_NORMAL,
    [BB_SUPPORTIVE] = BB_GOOD, [BB_LEADING] = BB_GOOD,  [BB_STANCE_COUNT] = BB_DIM,
};

/* BB_NONE falls into the row after the last stance. */
static int stance_row(int64_t stance)
{
    return stance >= 0 && stance < BB_STANCE_COUNT ? (int)stance : BB_STANCE_COUNT;
}

static const char *stance_word(const struct bb_map_view *v, int64_t stance)
{
    return stance == BB_NONE ? "not seen" : bb_word(v->words, &bb_stances, stance, v->data->audience);
}

static const char *or_default(const char *s, const char *otherwise)
{
    return s ? s : otherwise;
}

static int band(int size, int i, int steps)
{
    return (int)((long)size * i / steps);
}

static void draw_header(const struct bb_pen *p, const struct bb_map_layout *l)
{
    static const char *const names[BB_MAP_AXES_COUNT] = {[BB_MAP_INTEREST] = "interest", [BB_MAP_STANCE] = "stance"};
    enum { WITH_COUNT_FROM = 32 };
    char count[40] = "";
    if (p->clip.w >= WITH_COUNT_FROM)
        snprintf(count, sizeof count, "  %zu people", l->n);
    if (l->header)
        bb_pen_line(p, p->clip.x, p->clip.y, p->clip.w, BB_DIM, "%s power  %s %s%s", bb_pen_glyph(p, BB_G_UP),
                    bb_pen_glyph(p, BB_G_RIGHT), names[l->axes], count);
}

static void draw_thresholds(const struct bb_pen *p, const struct bb_map_view *v, struct bb_rect plot)
{
    int x = plot.x + band(plot.w, (int)v->thresholds->interest_high - 1, SCORES);
    int y = plot.y + band(plot.h, SCORES + 1 - (int)v->thresholds->power_high, SCORES);
    if (plot.h < 3 || plot.w < 10)
        return;
    bb_grid_fill(p->grid, bb_rect_clip(p->clip, (struct bb_rect){x, plot.y, 1, plot.h}), BB_FRAME,
                 bb_pen_glyph(p, BB_G_DOT));
    bb_grid_fill(p->grid, bb_rect_clip(p->clip, (struct bb_rect){plot.x, y, plot.w, 1}), BB_FRAME,
                 bb_pen_glyph(p, BB_G_DOT));
}

static void draw_corners(const struct bb_pen *p, struct bb_rect plot)
{
    static const struct {
        enum bb_quadrant quadrant;
        bool right, bottom;
    } corners[] = {{BB_KEEP_SATISFIED, false, false},
                   {BB_KEY_PLAYER, true, false},
                   {BB_MINIMAL_EFFORT, false, true},
                   {BB_KEEP_INFORMED, true, true}};
    if (plot.w < 34 || plot.h < 4)
        return;
    for (size_t i = 0; i < sizeof corners / sizeof *corners; i++) {
        const char *name = bb_quadrant_name(corners[i].quadrant);
        int x = corners[i].right ? plot.x + plot.w - bb_text_width(name) : plot.x;
        bb_pen_put(p, x, corners[i].bottom ? plot.y + plot.h - 1 : plot.y, BB_DIM, name);
    }
}

static void draw_power_axis(const struct bb_pen *p, struct bb_rect plot)
{
    for (int y = 0; y < plot.h; y++)
        bb_pen_put(p, plot.x - 1, plot.y + y, BB_FRAME, bb_pen_glyph(p, BB_G_VLINE));
    for (int score = 1; score <= SCORES && plot.h >= SCORES; score++) {
        int y = (band(plot.h, SCORES - score, SCORES) + band(plot.h, SCORES - score + 1, SCORES)) / 2;
        bb_pen_put(p, plot.x - 2, plot.y + y, BB_DIM, (char[]){(char)('0' + score), '\0'});
    }
}

static void draw_x_axis(const struct bb_pen *p, const struct bb_map_view *v, int columns, struct bb_rect plot)
{
    int y = plot.y + plot.h;
    for (int i = 0; i < columns; i++) {
        int x = band(plot.w, i, columns), w = band(plot.w, i + 1, columns) - x;
        if (v->axes == BB_MAP_INTEREST)
            bb_pen_put(p, plot.x + x + w / 2, y, BB_DIM, (char[]){(char)('1' + i), '\0'});
        else
            bb_grid_fit(p->grid, p->clip, plot.x + x, y, w > 1 ? w - 1 : w, BB_CENTRE, BB_DIM,
                        stance_word(v, i < BB_STANCE_COUNT ? i : BB_NONE), bb_pen_glyph(p, BB_G_ELLIPSIS));
    }
}

static bool is_tied(const struct bb_data *d, int64_t a, int64_t b)
{
    for (size_t i = 0; i < d->tables[BB_TIE].n; i++) {
        const struct bb_tie *t = BB_ROW(d, BB_TIE, struct bb_tie, i);
        if ((t->source == a && t->target == b) || (t->source == b && t->target == a))
            return true;
    }
    return false;
}

static void draw_mark(const struct bb_pen *p, const struct bb_map_view *v, const struct bb_map_mark *m,
                      struct bb_rect r)
{
    int row = stance_row(m->stance);
    bool selected = m->person == v->selected;
    enum bb_role chosen = v->focused ? BB_FOCUS : BB_SELECTED, role = selected ? chosen : stance_roles[row];
    if (v->full && !selected && v->selected && is_tied(v->data, v->selected, m->person))
        role = BB_ACCENT;
    struct bb_rect at = {r.x + m->at.x, r.y + m->at.y, m->at.w, 1};
    if (at.w) {
        bb_pen_put(p, at.x, at.y, selected ? chosen : m->number ? BB_DIM : BB_NORMAL, m->label);
        bb_grid_hit(p->grid, bb_rect_clip(at, p->clip), v->hit, m->person);
    }
    bb_pen_put(p, r.x + m->x, r.y + m->y, role, bb_pen_glyph(p, stance_glyphs[row]));
    bb_grid_hit(p->grid, bb_rect_clip((struct bb_rect){r.x + m->x, r.y + m->y, 1, 1}, p->clip), v->hit, m->person);
    if (selected && v->focused && bb_rect_has(p->clip, r.x + m->x, r.y + m->y)) {
        p->grid->cursor_x = r.x + m->x;
        p->grid->cursor_y = r.y + m->y;
    }
}

static void draw_marks(const struct bb_pen *p, const struct bb_map_view *v, const struct bb_map_layout *l,
                       struct bb_rect r)
{
    for (size_t i = 0; i < l->n; i++)
        if (l->marks[i].x >= 0)
            draw_mark(p, v, &l->marks[i], r);
}

static void draw_key(const struct bb_pen *p, const struct bb_map_view *v, const struct bb_map_layout *l,
                     struct bb_rect r)
{
    int columns = l->key.w >= 36 ? l->key.w / 18 : 1, at = 0, room = columns * l->key.h;
    for (size_t i = 0; i < l->n && room > 0; i++) {
        const struct bb_map_mark *m = &l->marks[i];
        if (!m->number)
            continue;
        int w = l->key.w / columns, x = r.x + l->key.x + at / l->key.h * w, y = r.y + l->key.y + at % l->key.h;
        if (++at > room)
            break;
        const struct bb_person *who = bb_data_person(v->data, m->person);
        bb_pen_line(p, x, y, w - 1, BB_NORMAL, "%2d %s", m->number, who ? bb_person_label(who) : "");
        bb_grid_hit(p->grid, bb_rect_clip((struct bb_rect){x, y, w - 1, 1}, p->clip), v->hit, m->person);
    }
}

static void draw_legend(const struct bb_pen *p, const struct bb_map_view *v, int y)
{
    int x = p->clip.x + 2;
    for (int i = BB_STANCE_COUNT; i > 0; i--) {
        int row = i - 1;
        x += 1 + bb_pen_put(p, x, y, stance_roles[row], bb_pen_glyph(p, stance_glyphs[row]));
        x += 2 + bb_pen_put(p, x, y, BB_DIM, stance_word(v, row));
    }
}

static void who_words(struct bb_str *out, const struct bb_map_view *v, const struct bb_person *who)
{
    const struct bb_unit *unit = bb_data_unit(v->data, who->unit);
    bb_str_add(out, bb_person_label(who));
    if (who->kind == BB_GROUP && who->size > 0)
        bb_str_addf(out, " (%lld people)", (long long)who->size);
    if (who->name && who->role && *who->role)
        bb_str_addf(out, ", %s", who->role);
    if (unit && unit->name)
        bb_str_addf(out, ", %s", unit->name);
}

static void score_words(struct bb_str *out, const char *name, int64_t score)
{
    if (score != BB_NONE)
        bb_str_addf(out, "%s %lld", name, (long long)score);
}

/* Each part in a place that stays: then less has to be sent when the selection moves. */
static void stance_words(struct bb_str *out, const struct bb_pen *p, const struct bb_map_view *v,
                         const struct bb_person *who)
{
    enum { STANCE_COLUMNS = 23 };
    struct bb_str stance = {0};
    enum bb_quadrant q = bb_quadrant(who, v->thresholds);
    bb_str_add(&stance, stance_word(v, bb_stance_now(v->data, who->row.id)));
    if (who->wanted != BB_NONE)
        bb_str_addf(&stance, " %s %s", bb_pen_glyph(p, BB_G_RIGHT), stance_word(v, who->wanted));
    int width = bb_text_width(bb_str_get(&stance));
    bb_text_fit(out, bb_str_get(&stance), width > STANCE_COLUMNS ? width : STANCE_COLUMNS, BB_LEFT, "");
    score_words(out, "  power", who->power);
    score_words(out, who->power == BB_NONE ? "  interest" : ", interest", who->interest);
    if (q != BB_QUADRANT_NONE)
        bb_str_addf(out, "  %s", bb_quadrant_name(q));
    bb_str_finish(&stance);
}
static void tie_words(struct bb_str *out, const struct bb_pen *p, const struct bb_map_view *v, int64_t person)
{
    const struct bb_data *d = v->data;
    for (size_t i = 0; i < d->tables[BB_TIE].n; i++) {
        const struct bb_tie *t = BB_ROW(d, BB_TIE, struct bb_tie, i);
        if (t->source != person && t->target != person)
            continue;
        const struct bb_person *other = bb_data_person(d, t->source == person ? t->target : t->source);
        if (!other)
            continue;
        bb_str_addf(out, "%s%s %s", out->n ? "  " : "", bb_pen_glyph(p, t->source == person ? BB_G_RIGHT : BB_G_LEFT),
                    bb_person_label(other));
        if (t->kind && *t->kind)
            bb_str_addf(out, " (%s)", t->kind);
    }
    if (!out->n)
        bb_str_add(out, "no influence ties known");
}

static void draw_details(const struct bb_pen *p, const struct bb_map_view *v, int y, int rows)
{
    const struct bb_person *who = bb_data_person(v->data, v->selected);
    if (!who || rows < 1)
        return;
    struct bb_str lines[3] = {{0}};
    int64_t stance = bb_stance_now(v->data, who->row.id);
    bb_str_addf(&lines[0], "%s ", bb_pen_glyph(p, stance_glyphs[stance_row(stance)]));
    who_words(&lines[0], v, who);
    stance_words(&lines[1], p, v, who);
    tie_words(&lines[2], p, v, who->row.id);
    for (int i = 0; i < 3; i++) {
        if (i < rows)
            bb_pen_line(p, p->clip.x, y + i, p->clip.w, i ? BB_NORMAL : BB_TITLE, "%s", bb_str_get(&lines[i]));
        bb_str_finish(&lines[i]);
    }
}

static void draw_note(const struct bb_pen *p, const struct bb_map_view *v, const struct bb_map_layout *l, int y)
{
    static const char *const missing[BB_MAP_AXES_COUNT] = {
        [BB_MAP_INTEREST] = "power or interest", [BB_MAP_STANCE] = "power"};
    bb_pen_line(p, p->clip.x, y, p->clip.w, BB_DIM, "%zu more without %s: %s edits them", l->unplaced, missing[l->axes],
                or_default(v->key_edit, "e"));
}

static void draw_empty(const struct bb_pen *p, const struct bb_map_view *v)
{
    struct bb_str s = {0};
    long long people = (long long)v->data->people_total;
    size_t units = v->data->tables[BB_UNIT].n;
    if (people > 0)
        bb_str_addf(&s, "%lld %s in %zu %s, none placed yet.\n%s edits power and interest.", people,
                    people == 1 ? "person" : "people", units, units == 1 ? "unit" : "units",
                    or_default(v->key_edit, "e"));
    else
        bb_str_addf(&s,
                    "Here stand the people whose word counts, by power and interest.\n%s adds the first one; "
                    "bepboard import people FILE brings many.",
                    or_default(v->key_add, "a"));
    bb_pen_flow(p, p->clip.y, p->clip.h, BB_DIM, bb_str_get(&s));
    bb_str_finish(&s);
}

static void draw_map(const struct bb_pen *p, const struct bb_map_view *v, const struct bb_map_layout *l,
                     struct bb_rect r)
{
    struct bb_rect plot = {r.x + l->plot.x, r.y + l->plot.y, l->plot.w, l->plot.h};
    int y = r.y + r.h - l->details;
    draw_header(p, l);
    if (l->axes == BB_MAP_INTEREST) {
        draw_thresholds(p, v, plot);
        draw_corners(p, plot);
    }
    if (l->plot.x > 0) {
        draw_power_axis(p, plot);
        draw_x_axis(p, v, l->columns, plot);
    }
    draw_marks(p, v, l, r);
    draw_key(p, v, l, r);
    draw_details(p, v, y, l->details);
    if (l->note)
        draw_note(p, v, l, --y);
    if (l->legend)
        draw_legend(p, v, --y);
}

void bb_map_draw(struct bb_grid *g, struct bb_rect r, const struct bb_map_view *v)
{
    struct bb_pen p = {g, bb_rect_clip(r, (struct bb_rect){0, 0, g->w, g->h}), v->look.glyphs};
    struct bb_map_layout own = {0}, *l = v->layout ? v->layout : &own;
    if (r.w < 1 || r.h < 1 || !p.clip.w || !p.clip.h)
        return;
    if (v->data->audience == BB_ROOM) {
        map_draw_room(&p, v);
        return;
    }
    bb_map_layout_update(l, v, r.w, r.h);
    if (l->n)
        draw_map(&p, v, l, r);
    else
        draw_empty(&p, v);
    bb_map_layout_finish(&own);
}
