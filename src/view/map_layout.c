/* Where marks and labels of the map lie. */
#include <bepboard/chart_view.h>
#include <bepboard/labels.h>
#include <stdlib.h>
#include <string.h>

enum { NAME_MAX = 18, NUMBERS_BELOW = 60, KEY_WIDTH = 22, SCORES = 5, SEED = 16 };

struct candidate {
    const struct bb_person *person;
    int64_t stance;
};

struct plan {
    struct bb_map_layout *l;
    const struct bb_map_view *v;
    size_t n;
    struct candidate *list;
    struct bb_mark *marks;
    struct bb_label *labels;
    const char **brief;
    uint8_t *soft;
};

void bb_map_layout_finish(struct bb_map_layout *l)
{
    bb_arena_finish(&l->arena);
    *l = (struct bb_map_layout){0};
}

static bool is_score(int64_t v)
{
    return v >= 1 && v <= SCORES;
}

static bool belongs(const struct bb_person *p, enum bb_map_axes axes)
{
    return is_score(p->power) && (axes == BB_MAP_STANCE || is_score(p->interest));
}

/* Those with a place; the others are counted. */
static void collect(struct plan *p)
{
    const struct bb_table *people = &p->v->data->tables[BB_PERSON];
    p->list = bb_alloc(people->n * sizeof *p->list);
    for (size_t i = 0; i < people->n; i++) {
        const struct bb_person *who = BB_ROW(p->v->data, BB_PERSON, struct bb_person, i);
        if (!belongs(who, p->v->axes)) {
            p->l->unplaced += bb_is_stakeholder(who);
            continue;
        }
        p->list[p->n++] = (struct candidate){who, bb_stance_now(p->v->data, who->row.id)};
        if (p->v->axes == BB_MAP_STANCE && p->list[p->n - 1].stance == BB_NONE)
            p->l->columns = SCORES + 1;
    }
}

static int least(int a, int b)
{
    return a < b ? a : b;
}

/* Rows for text first, the plot gets the rest. */
static void divide(struct bb_map_layout *l, int w, int h)
{
    l->header = h >= 9 && w >= 16;
    l->legend = h >= 14 && w >= 60 && l->axes == BB_MAP_INTEREST;
    l->note = l->unplaced > 0 && h >= 8;
    l->details = h >= 18 && l->full ? 3 : h >= 12 ? 2 : h >= 5 ? 1 : 0;
    int axis = h >= 8 && w >= 20, gutter = axis ? 2 : 0;
    int rows = h - l->header - l->legend - l->note - l->details - axis;
    l->plot = (struct bb_rect){gutter, l->header, w - gutter, rows > 0 ? rows : 0};
    l->key = (struct bb_rect){0};
}

/* The key list: at the right of a wide map, under a tall one. */
static void give_key_room(struct bb_map_layout *l, size_t entries)
{
    if (!entries)
        return;
    if (l->plot.w >= 64) {
        l->plot.w -= KEY_WIDTH;
        l->key = (struct bb_rect){l->plot.x + l->plot.w + 1, l->plot.y, KEY_WIDTH - 1, l->plot.h};
    } else if (l->plot.h >= 18 && l->plot.w >= 18) {
        int columns = l->plot.w / 18, rows = ((int)entries + columns - 1) / columns;
        rows = least(rows, l->plot.h / 2 - 1);
        l->plot.h -= rows;
        l->key = (struct bb_rect){l->plot.x, l->plot.y + l->plot.h + (l->plot.x > 0), l->plot.w, rows};
    }
}

/* The band of cells that shows one step of an axis. */
static int band(int from, int size, int i, int steps)
{
    return from + (int)((long)size * i / steps);
}

static struct bb_mark mark_of(const struct plan *p, const struct candidate *c)
{
    struct bb_rect plot = p->l->plot;
    int64_t stance = c->stance == BB_NONE ? BB_STANCE_COUNT : c->stance;
    int column = (int)(p->v->axes == BB_MAP_STANCE ? stance : c->person->interest - 1);
    int row = SCORES - (int)c->person->power;
    int x = band(plot.x, plot.w, column, p->l->columns), right = band(plot.x, plot.w, column + 1, p->l->columns);
    int y = band(plot.y, plot.h, row, SCORES), bottom = band(plot.y, plot.h, row + 1, SCORES);
    return (struct bb_mark){c->person->row.id, (x + right) / 2, (y + bottom) / 2, {x, y, right - x, bottom - y}};
}

static void place_marks(struct plan *p)
{
    for (size_t i = 0; i < p->n; i++)
        p->marks[i] = mark_of(p, &p->list[i]);
    bb_marks_spread(p->marks, p->n, p->l->plot);
}

static const char *full_name(struct bb_map_layout *l, const struct bb_person *who)
{
    const char *name = bb_person_label(who);
    const char *bracket = strstr(name, " (");
    char *s = bb_arena_strndup(&l->arena, name, bracket ? (size_t)(bracket - name) : strlen(name));
    if (bb_text_width(s) <= NAME_MAX)
        return s;
    struct bb_str cut = {0};
    bb_text_fit(&cut, s, NAME_MAX, BB_LEFT, bb_glyph(l->glyphs, BB_G_ELLIPSIS));
    s = bb_arena_strdup(&l->arena, bb_str_get(&cut));
    bb_str_finish(&cut);
    return s;
}

static size_t first_word(const char *s)
{
    return strcspn(s, " ");
}

static bool is_shared(const struct plan *p, size_t self, const char *word, size_t n)
{
    for (size_t i = 0; i < p->n; i++) {
        const char *other = bb_person_label(p->list[i].person);
        if (i != self && first_word(other) == n && strncmp(other, word, n) == 0)
            return true;
    }
    return false;
}

/* The first word where nobody shares it, else the last; NULL when that is no shorter. */
static const char *short_name(const struct plan *p, size_t i)
{
    const char *name = bb_person_label(p->list[i].person);
    if (!strchr(name, ' '))
        return NULL;
    size_t n = first_word(name);
    if (!is_shared(p, i, name, n))
        return bb_arena_strndup(&p->l->arena, name, n);
    const char *last = strrchr(name, ' ') + 1;
    return *last ? bb_arena_strdup(&p->l->arena, last) : NULL;
}

static const char *number_text(struct bb_map_layout *l, int number)
{
    struct bb_str s = {0};
    bb_str_addf(&s, "%d", number);
    const char *text = bb_arena_strdup(&l->arena, bb_str_get(&s));
    bb_str_finish(&s);
    return text;
}

/* Labels cost extra on the threshold lines and on the corner names. */
static void soften(const struct plan *p)
{
    struct bb_rect plot = p->l->plot;
    int x = band(0, plot.w, (int)p->v->thresholds->interest_high - 1, SCORES);
    int y = band(0, plot.h, SCORES + 1 - (int)p->v->thresholds->power_high, SCORES);
    if (p->v->axes != BB_MAP_INTEREST)
        return;
    for (int i = 0; i < plot.w * plot.h; i++) {
        int column = i % plot.w, row = i / plot.w;
        bool corner = (row == 0 || row == plot.h - 1) && (column < 16 || column >= plot.w - 14);
        p->soft[i] = column == x || row == y || corner;
    }
}

static int64_t weight_of(const struct bb_person *who)
{
    return who->power + (who->interest > 0 ? who->interest : 0);
}

static void name_labels(struct plan *p)
{
    for (size_t i = 0; i < p->n; i++) {
        struct bb_map_mark *m = &p->l->marks[i];
        m->label = full_name(p->l, p->list[i].person);
        p->brief[i] = short_name(p, i);
        p->labels[i].width = bb_text_width(m->label);
        p->labels[i].brief = bb_text_width(p->brief[i]);
        if (p->labels[i].brief >= p->labels[i].width)
            p->labels[i].brief = 0;
    }
}

/* A number stands for whoever has no name on the map; names that have a place keep it. */
static void number_labels(struct plan *p, bool all)
{
    int number = 0;
    for (size_t i = 0; i < p->n; i++) {
        struct bb_map_mark *m = &p->l->marks[i];
        if (m->x < 0 || (!all && p->labels[i].at.w))
            continue;
        m->number = ++number;
        m->label = number_text(p->l, number);
        p->labels[i].width = bb_text_width(m->label);
        p->labels[i].brief = 0;
    }
}

static const struct bb_map_mark *mark_in(const struct bb_map_layout *l, int64_t person)
{
    size_t low = 0, high = l->n;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (l->marks[mid].person == person)
            return &l->marks[mid];
        if (l->marks[mid].person < person)
            low = mid + 1;
        else
            high = mid;
    }
    return NULL;
}

static void start_labels(struct plan *p, const struct bb_map_layout *former)
{
    place_marks(p);
    for (size_t i = 0; i < p->n; i++) {
        const struct bb_map_mark *old = former ? mark_in(former, p->marks[i].id) : NULL;
        struct bb_map_mark *m = &p->l->marks[i];
        *m = (struct bb_map_mark){.person = p->marks[i].id, .stance = p->list[i].stance};
        m->x = p->marks[i].x;
        m->y = p->marks[i].y;
        p->labels[i] = (struct bb_label){.id = m->person, .x = m->x, .y = m->y};
        p->labels[i].weight = (int)weight_of(p->list[i].person);
        p->labels[i].candidate = old && !old->number ? old->place : BB_LABEL_NONE;
    }
}

static size_t place_labels(struct plan *p)
{
    struct bb_rect plot = p->l->plot;
    free(p->soft);
    p->soft = bb_alloc((size_t)plot.w * (size_t)plot.h);
    soften(p);
    return bb_labels_place(p->labels, p->n, &(struct bb_label_field){.area = plot, .soft = p->soft, .seed = SEED});
}

static void place_names(struct plan *p, const struct bb_map_layout *former)
{
    bool had_key = former && former->key.w;
    if (had_key)
        give_key_room(p->l, p->n);
    start_labels(p, former);
    name_labels(p);
    size_t placed = place_labels(p);
    if (placed < p->n && !p->l->key.w) {
        give_key_room(p->l, p->n);
        start_labels(p, NULL);
        name_labels(p);
        placed = place_labels(p);
    }
    if (placed == p->n)
        return;
    number_labels(p, false);
    place_labels(p);
}

static void place_numbers(struct plan *p)
{
    give_key_room(p->l, p->n);
    start_labels(p, NULL);
    number_labels(p, true);
    place_labels(p);
}

static void keep_labels(struct plan *p)
{
    for (size_t i = 0; i < p->n; i++) {
        struct bb_map_mark *m = &p->l->marks[i];
        m->at = p->labels[i].at;
        m->place = p->labels[i].candidate;
        if (m->place >= 0 && m->place & BB_LABEL_BRIEF)
            m->label = p->brief[i];
    }
}

/* Neighbours by arrows among the marks that have a cell. */
static void keep_compass(struct plan *p)
{
    struct bb_place *places = bb_alloc(p->n * sizeof *places);
    struct bb_compass *compass = bb_alloc(p->n * sizeof *compass);
    int32_t *index = bb_alloc(p->n * sizeof *index);
    size_t n = 0;
    for (size_t i = 0; i < p->n; i++) {
        if (p->l->marks[i].x < 0)
            continue;
        places[n] = (struct bb_place){p->l->marks[i].x, p->l->marks[i].y};
        index[n++] = (int32_t)i;
    }
    bb_compass_build(places, n, compass);
    for (size_t i = 0; i < n; i++)
        for (int d = 0; d < BB_DIRECTION_COUNT; d++)
            p->l->marks[index[i]].next.to[d] = compass[i].to[d] < 0 ? -1 : index[compass[i].to[d]];
    free(index);
    free(compass);
    free(places);
}

static void build(struct bb_map_layout *l, const struct bb_map_view *v, const struct bb_map_layout *former)
{
    struct plan p = {.l = l, .v = v};
    l->columns = SCORES;
    collect(&p);
    l->n = p.n;
    l->marks = bb_arena_alloc(&l->arena, p.n * sizeof *l->marks);
    p.marks = bb_alloc(p.n * sizeof *p.marks);
    p.labels = bb_alloc(p.n * sizeof *p.labels);
    p.brief = bb_alloc(p.n * sizeof *p.brief);
    divide(l, l->w, l->h);
    if (l->w < NUMBERS_BELOW)
        place_numbers(&p);
    else
        place_names(&p, former);
    keep_labels(&p);
    keep_compass(&p);
    free(p.soft);
    free(p.brief);
    free(p.labels);
    free(p.marks);
    free(p.list);
}

static bool is_same_pane(const struct bb_map_layout *a, const struct bb_map_layout *b)
{
    return a->valid && a->engagement == b->engagement && a->w == b->w && a->h == b->h && a->axes == b->axes &&
           a->glyphs == b->glyphs && a->full == b->full;
}

void bb_map_layout_update(struct bb_map_layout *l, const struct bb_map_view *v, int w, int h)
{
    const struct bb_data *d = v->data;
    struct bb_map_layout fresh = {.valid = true, .seq = d->seq, .today = d->today, .axes = v->axes};
    fresh.engagement = d->engagement ? d->engagement->row.id : 0;
    fresh.w = w > 0 ? w : 0;
    fresh.h = h > 0 ? h : 0;
    fresh.glyphs = v->look.glyphs;
    fresh.full = v->full;
    fresh.audience = d->audience;
    bool same = is_same_pane(l, &fresh);
    if (same && l->seq == fresh.seq && l->today == fresh.today && l->audience == fresh.audience)
        return;
    build(&fresh, v, same ? l : NULL);
    bb_map_layout_finish(l);
    *l = fresh;
}

int64_t bb_map_first(const struct bb_map_layout *l)
{
    const struct bb_map_mark *first = NULL;
    for (size_t i = 0; i < l->n; i++) {
        const struct bb_map_mark *m = &l->marks[i];
        if (m->x >= 0 && (!first || m->y < first->y || (m->y == first->y && m->x < first->x)))
            first = m;
    }
    return first ? first->person : 0;
}

int64_t bb_map_neighbour(const struct bb_map_layout *l, int64_t from, enum bb_direction d)
{
    const struct bb_map_mark *m = mark_in(l, from);
    if (!m || m->x < 0)
        return bb_map_first(l);
    return m->next.to[d] < 0 ? from : l->marks[m->next.to[d]].person;
}
