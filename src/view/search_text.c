/* What a search reads of records, and where a record has the words that were typed. */
#include "search_text.h"

#include <bepboard/search.h>
#include <bepboard/text.h>
#include <stdlib.h>
#include <string.h>

/* Nobody looks for what an import or the putting off of a line says. */
bool search_reads(enum bb_entity e)
{
    return e != BB_IMPORT && e != BB_SNOOZE;
}

bool search_reads_field(const struct bb_entity_def *def, int field)
{
    const struct bb_field *f = &def->fields[field];
    return f->kind != BB_BOOL && field != def->title && f->offset != offsetof(struct bb_row, sensitivity);
}

static const char *text_of(const struct bb_scene *scene, const struct bb_field *f, const void *record,
                           struct bb_str *buffer)
{
    if (f->kind == BB_TEXT || f->kind == BB_NOTE)
        return *(const char *const *)((const char *)record + f->offset);
    bb_str_clear(buffer);
    if (f->kind == BB_INT) /* its unit would be found in every record */
        bb_field_save(f, record, buffer);
    else
        bb_field_display(buffer, &scene->data, scene->words, f, record);
    return bb_str_get(buffer);
}

/* Also of people whom the scene does not hold. */
static const char *title_of(const struct bb_scene *scene, enum bb_entity e, const void *record, struct bb_str *buffer)
{
    const struct bb_entity_def *def = bb_entity_def(e);
    if (e == BB_PERSON)
        return bb_person_label(record);
    if (e != BB_ORDER) {
        const char *text = text_of(scene, &def->fields[def->title], record, buffer);
        return text ? text : "";
    }
    bb_str_clear(buffer);
    bb_record_title(buffer, &scene->data, scene->words, e, ((const struct bb_row *)record)->id);
    return bb_str_get(buffer);
}

void search_texts(const struct bb_scene *scene, enum bb_entity e, const void *record, struct bb_str *buffer,
                  search_text_fn *visit, void *ctx)
{
    const struct bb_entity_def *def = bb_entity_def(e);
    visit(ctx, &def->fields[def->title], true, title_of(scene, e, record, buffer));
    for (int i = 0; i < def->field_count; i++)
        if (search_reads_field(def, i) && !bb_field_empty(&def->fields[i], record))
            visit(ctx, &def->fields[i], false, text_of(scene, &def->fields[i], record, buffer));
}

static bool is_plain(unsigned char c)
{
    return (unsigned char)((c | 0x20) - 'a') < 26 || (unsigned char)(c - '0') < 10;
}

size_t search_run(const char **p, bool *plain)
{
    enum { ASCII_END = 0x80 };
    const unsigned char *at = (const unsigned char *)*p;
    unsigned char any = 0;
    while (*at && *at < ASCII_END && !is_plain(*at))
        at++;
    *p = (const char *)at;
    for (; is_plain(*at) || *at >= ASCII_END; at++)
        any |= *at;
    *plain = any < ASCII_END;
    return (size_t)((const char *)at - *p);
}

/* Where words begin in a text. */

enum { WORDS_MAX = 32 };
struct typed {
    struct bb_str fold;
    const char *word[WORDS_MAX];
    size_t length[WORDS_MAX];
    size_t n;
};

static void take_typed(struct typed *t, const char *typed)
{
    bool plain;
    bb_text_fold(&t->fold, typed);
    const char *p = bb_str_get(&t->fold);
    for (size_t n; t->n < WORDS_MAX && (n = search_run(&p, &plain)) > 0; p += n) {
        t->word[t->n] = p;
        t->length[t->n++] = n;
    }
}

/* A folded text; `from`: where in the text each byte of it came from. */
struct folded {
    struct bb_str text;
    size_t *from;
    size_t cap;
};

static void fold_mapped(struct folded *f, const char *s)
{
    struct bb_str one = {0};
    size_t size = strlen(s);
    bb_str_clear(&f->text);
    for (size_t i = 0, used; i < size; i += used) {
        uint32_t cp;
        used = bb_utf8_decode(s + i, size - i, &cp);
        used = used ? used : 1;
        bb_str_clear(&one);
        bb_str_addn(&one, s + i, used);
        size_t at = f->text.n;
        bb_text_fold(&f->text, one.s);
        for (; at < f->text.n; at++) {
            f->from = bb_grow(f->from, at, &f->cap, sizeof *f->from);
            f->from[at] = i;
        }
    }
    f->from = bb_grow(f->from, f->text.n, &f->cap, sizeof *f->from);
    f->from[f->text.n] = size;
    bb_str_finish(&one);
}

static void folded_finish(struct folded *f)
{
    bb_str_finish(&f->text);
    free(f->from);
}

/* A bit for each typed word that begins a word of the text; *from and *to: the first of those in `wanted`. */
static uint32_t look_in(struct folded *f, const struct typed *t, uint32_t wanted, size_t *from, size_t *to)
{
    uint32_t has = 0;
    bool plain;
    const char *p = bb_str_get(&f->text);
    for (size_t n; (n = search_run(&p, &plain)) > 0; p += n)
        for (size_t i = 0; i < t->n; i++) {
            uint32_t bit = UINT32_C(1) << i;
            if (n < t->length[i] || memcmp(p, t->word[i], t->length[i]) != 0)
                continue;
            size_t at = (size_t)(p - f->text.s);
            if ((wanted & bit) && !(has & wanted)) {
                *from = f->from[at];
                *to = f->from[at + t->length[i]];
            }
            has |= bit;
        }
    return has;
}

/* The line of a hit. */

struct piece {
    struct bb_str text;
    size_t from, to; /* of the first word found in it */
};
struct looking {
    struct bb_search_line *line;
    struct typed typed;
    struct folded folded;
    struct piece title, field;
    struct bb_str all;    /* what all fields but the title say */
    uint32_t has, wanted; /* typed words that the record has, and those that its title has not */
    int most;             /* of the wanted ones the shown field has so many */
};

static void look(void *ctx, const struct bb_field *field, bool title, const char *text)
{
    struct looking *l = ctx;
    struct piece p = {0}, *to = title ? &l->title : &l->field;
    bb_text_safe(&p.text, text, strlen(text), false);
    fold_mapped(&l->folded, bb_str_get(&p.text));
    uint32_t has = look_in(&l->folded, &l->typed, l->wanted, &p.from, &p.to);
    int many = __builtin_popcount(has & l->wanted);
    l->has |= has;
    if (title)
        l->wanted &= ~has;
    else
        bb_str_addf(&l->all, "%s%s", l->all.n ? "  " : "", bb_str_get(&p.text));
    if (!title && many <= l->most) {
        bb_str_finish(&p.text);
        return;
    }
    if (!title) {
        l->most = many;
        l->line->field = field->label;
    }
    bb_str_finish(&to->text);
    *to = p;
}

/* From the beginning if the word is seen there; otherwise so that a third of the room is before it, or more where the
 * text ends soon. */
static void cut(struct bb_str *out, const struct piece *p, int room, const char *ellipsis)
{
    const char *s = bb_str_get(&p->text);
    size_t at = 0;
    if (bb_text_width_n(s, p->to) > room) {
        int after = bb_text_width(s + p->from) + 1, before = after < room - room / 3 ? room - after : room / 3;
        while (at < p->from && bb_text_width_n(s + at, p->from - at) > before)
            at += bb_text_cluster(s + at, p->text.n - at);
        while (at < p->from && at && s[at - 1] != ' ' && memchr(s + at, ' ', p->from - at))
            at++;
        bb_str_add(out, ellipsis);
    }
    bb_str_add(out, s + at);
}

bool bb_search_line(struct bb_search_line *out, const struct bb_scene *scene, const char *typed, enum bb_entity e,
                    const void *record, const struct bb_search_room *room)
{
    struct looking l = {.line = out};
    struct bb_str buffer = {0};
    bb_str_clear(&out->title);
    bb_str_clear(&out->text);
    out->field = NULL;
    take_typed(&l.typed, typed);
    uint32_t every = l.typed.n < WORDS_MAX ? (UINT32_C(1) << l.typed.n) - 1 : UINT32_MAX;
    l.wanted = every;
    search_texts(scene, e, record, &buffer, look, &l);
    cut(&out->title, &l.title, room->title, room->ellipsis);
    if (out->field)
        cut(&out->text, &l.field, room->text - bb_text_width(out->field) - 2, room->ellipsis);
    else
        bb_str_add(&out->text, bb_str_get(&l.all));
    bb_str_finish(&l.typed.fold);
    folded_finish(&l.folded);
    bb_str_finish(&l.title.text);
    bb_str_finish(&l.field.text);
    bb_str_finish(&l.all);
    bb_str_finish(&buffer);
    return l.typed.n && l.has == every;
}

void bb_search_line_finish(struct bb_search_line *line)
{
    bb_str_finish(&line->title);
    bb_str_finish(&line->text);
    *line = (struct bb_search_line){0};
}

/* Marks on a grid. */

static void mark_row(struct bb_grid *g, struct bb_rect r, const struct typed *t, struct folded *f)
{
    struct bb_str fold = {0};
    for (int x = r.x; x < r.x + r.w; x++) {
        const struct bb_cell *c = bb_grid_at(g, x, r.y);
        size_t at = f->text.n;
        bb_str_clear(&fold);
        bb_text_fold(&fold, c && c->width ? c->s : "");
        bb_str_add(&f->text, bb_str_get(&fold));
        for (; at < f->text.n; at++) {
            f->from = bb_grow(f->from, at, &f->cap, sizeof *f->from);
            f->from[at] = (size_t)(x - r.x);
        }
    }
    bool plain;
    const char *p = bb_str_get(&f->text);
    for (size_t n; (n = search_run(&p, &plain)) > 0; p += n)
        for (size_t i = 0; i < t->n; i++)
            if (n >= t->length[i] && memcmp(p, t->word[i], t->length[i]) == 0) {
                int from = (int)f->from[p - f->text.s], to = (int)f->from[p - f->text.s + t->length[i] - 1];
                bb_grid_paint(g, (struct bb_rect){r.x + from, r.y, to - from + 1, 1}, BB_MATCH);
            }
    bb_str_finish(&fold);
}

void bb_search_mark(struct bb_grid *g, struct bb_rect r, const char *typed)
{
    struct typed t = {0};
    struct folded f = {0};
    take_typed(&t, typed);
    for (int y = r.y; t.n && y < r.y + r.h; y++) {
        bb_str_clear(&f.text);
        mark_row(g, (struct bb_rect){r.x, y, r.w, 1}, &t, &f);
    }
    bb_str_finish(&t.fold);
    folded_finish(&f);
}
