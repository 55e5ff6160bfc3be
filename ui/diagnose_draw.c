/* How a diagnosis looks: the question with its hint and answers, or the verdict and the reply as lines. */
#include "diagnose.h"

#include <bepboard/reply.h>
#include <bepboard/text.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { WIDEST = 100, LEAST_H = 20, BAR = 20, SO_FAR_ROWS = 3 };

/* Wrapped text, one row below the other. */
struct pen {
    struct bb_grid *g;
    struct bb_rect in; /* what is left */
    enum bb_role role;
    int rows; /* at most so many more */
};

static void pen_line(void *ctx, const char *s, size_t n)
{
    struct pen *p = ctx;
    if (p->rows-- <= 0 || p->in.h <= 0)
        return;
    char *text = bb_strndup(s, n);
    bb_grid_text(p->g, p->in, p->in.x, p->in.y, p->role, text);
    p->in.y++;
    p->in.h--;
    free(text);
}

static void write_text(struct pen *p, enum bb_role role, const char *text, int rows)
{
    struct bb_str safe = {0};
    bb_text_safe(&safe, text, strlen(text), true);
    p->role = role;
    p->rows = rows;
    if (p->in.w > 0)
        bb_text_wrap(bb_str_get(&safe), p->in.w, pen_line, p);
    bb_str_finish(&safe);
}

static void skip_row(struct pen *p)
{
    p->in.y++;
    p->in.h--;
}

static void draw_progress(struct app *a, const struct diagnose *d, struct pen *p)
{
    char text[96];
    size_t left = bb_assessment_ahead(d->q, d->given, &d->a), all = d->a.answered + left;
    int full = all ? (int)(d->a.answered * BAR / all) : 0;
    for (int i = 0; i < BAR && p->in.h > 0; i++)
        bb_grid_text(p->g, p->in, p->in.x + i, p->in.y, i < full ? BB_ACCENT : BB_DIM,
                     bb_glyph(a->look.glyphs, i < full ? BB_G_FULL : BB_G_EMPTY));
    snprintf(text, sizeof text, "%zu answered, at most %zu to go", d->a.answered, left);
    if (p->in.h > 0)
        bb_grid_text(p->g, p->in, p->in.x + BAR + 1, p->in.y, BB_DIM, text);
    skip_row(p);
}

/* One answer with its key; the picked one is marked by more than its colour. */
static int draw_answer(struct app *a, struct pen *p, int x, char key, const char *word, bool picked)
{
    char text[2] = {key, 0};
    const char *mark = picked ? bb_glyph(a->look.glyphs, BB_G_POINTER) : " ";
    if (p->in.h <= 0)
        return x;
    x += bb_grid_text(p->g, p->in, x, p->in.y, BB_ACCENT, mark) + 1;
    x += bb_grid_text(p->g, p->in, x, p->in.y, BB_KEY_CAP, text) + 1;
    return x + bb_grid_text(p->g, p->in, x, p->in.y, picked ? BB_FOCUS : BB_NORMAL, word) + 2;
}

static void draw_call_ins(struct app *a, const struct diagnose *d, struct pen *p)
{
    for (int i = 0; i < BB_CALLED_COUNT; i++) {
        bool picked = d->picked != BB_NONE && d->when == i;
        draw_answer(a, p, p->in.x, (char)('1' + i), bb_word(a->scene.words, &bb_call_ins, i, BB_DESK), picked);
        skip_row(p);
    }
    draw_answer(a, p, p->in.x, '?', bb_word(a->scene.words, &bb_replies, BB_REPLY_UNKNOWN, BB_DESK),
                d->picked != BB_NONE && d->when == BB_NONE);
    skip_row(p);
}

static void draw_answers(struct app *a, const struct diagnose *d, struct pen *p)
{
    static const char keys[] = "ypn?";
    int x = p->in.x;
    if (d->q->questions[d->at].fills == BB_FILLS_CALLED_IN) {
        draw_call_ins(a, d, p);
        return;
    }
    for (int i = 0; i < BB_REPLY_COUNT; i++)
        x = draw_answer(a, p, x, keys[i], bb_word(a->scene.words, &bb_replies, i, BB_DESK), d->picked == i);
    skip_row(p);
}

static void draw_evidence(struct diagnose *d, struct pen *p)
{
    static const char label[] = "Evidence  ";
    int w = (int)sizeof label - 1;
    if (p->in.h <= 0)
        return;
    bb_grid_text(p->g, p->in, p->in.x, p->in.y, d->writing ? BB_ACCENT : BB_DIM, label);
    bb_edit_draw(&d->evidence, p->g, (struct bb_rect){p->in.x + w, p->in.y, p->in.w - w, 1},
                 d->writing ? BB_INPUT : BB_NORMAL, d->picked == BB_NONE ? "" : "what shows it, in a few words",
                 d->writing);
    skip_row(p);
}

static void draw_former(struct app *a, const struct diagnose *d, struct pen *p)
{
    const struct bb_given *f = &d->former[d->at];
    char text[96];
    if (!d->former_version || f->reply == BB_NONE || d->given[d->at].reply != BB_NONE)
        return;
    snprintf(text, sizeof text, "Version %lld said %s; Enter says the same again.", (long long)d->former_version,
             bb_word(a->scene.words, &bb_replies, f->reply, BB_DESK));
    write_text(p, BB_DIM, text, 1);
}

static void draw_so_far(const struct diagnose *d, struct pen *p)
{
    struct bb_str s = {0};
    bb_assessment_path(&s, d->q, d->given, &d->a);
    if (s.n) {
        struct bb_str line = {0};
        bb_str_addf(&line, "So far: %s", s.s);
        write_text(p, BB_DIM, line.s, SO_FAR_ROWS);
        bb_str_finish(&line);
    }
    bb_str_finish(&s);
}

static void draw_question(struct app *a, struct diagnose *d, struct bb_grid *g, struct bb_rect in)
{
    struct pen p = {.g = g, .in = in};
    const struct bb_question *q = &d->q->questions[d->at];
    draw_progress(a, d, &p);
    skip_row(&p);
    write_text(&p, BB_TITLE, q->text, p.in.h);
    skip_row(&p);
    if (q->hint && p.in.h > 8)
        write_text(&p, BB_NORMAL, q->hint, p.in.h - 8);
    skip_row(&p);
    draw_answers(a, d, &p);
    skip_row(&p);
    draw_evidence(d, &p);
    draw_former(a, d, &p);
    skip_row(&p);
    int x = g->cursor_x, y = g->cursor_y;
    draw_so_far(d, &p);
    g->cursor_x = d->writing ? x : -1;
    g->cursor_y = d->writing ? y : -1;
}

/* Lines. */

static void reply_line(void *ctx, const char *s, size_t n)
{
    struct bb_list *l = ctx;
    char *text = bb_strndup(s, n);
    bb_list_set(l, bb_list_add(l, (int64_t)l->n + 1, 0), 0, text, BB_NORMAL);
    free(text);
}

static void build_reply(struct app *a, struct diagnose *d, int width)
{
    struct bb_str text = {0};
    bb_list_finish(&d->list);
    bb_list_column(&d->list, "", BB_LEFT, 0, true);
    if (!bb_reply_write(&text, &a->scene, d->order, false))
        bb_str_add(&text, "There is no reply yet: no question was answered.");
    while (text.n && text.s[text.n - 1] == '\n')
        text.s[--text.n] = 0;
    bb_text_wrap(bb_str_get(&text), width > 2 ? width - 2 : 1, reply_line, &d->list);
    bb_str_finish(&text);
}

static void draw_lines(struct app *a, struct diagnose *d, struct bb_grid *g, struct bb_rect in)
{
    if (d->width != in.w && d->reply)
        build_reply(a, d, in.w);
    else if (d->width != in.w)
        bb_verdict_build(&a->scene, &a->look, d->order, in.w, &d->list);
    d->width = in.w;
    struct bb_list_view v = {.look = a->look, .focused = true, .sort = -1, .hit = BB_HIT_CHOICE};
    bb_list_draw(g, in, &d->list, &d->cursor, &v);
}

static void draw_place(const struct diagnose *d, struct bb_grid *g, struct bb_rect in)
{
    char text[64];
    size_t last = d->cursor.top + d->cursor.page;
    if (d->list.n <= d->cursor.page)
        return;
    snprintf(text, sizeof text, " %zu-%zu of %zu ", d->cursor.top + 1, last < d->list.n ? last : d->list.n, d->list.n);
    bb_grid_text(g, (struct bb_rect){0, 0, g->w, g->h}, in.x + in.w - bb_text_width(text), in.y + in.h, BB_DIM, text);
}

void diagnose_draw(struct app *a, struct layer *l, struct bb_grid *g)
{
    struct diagnose *d = l->state;
    struct bb_str title = {0};
    bool lines = d->at < 0;
    bb_str_add(&title, lines && d->reply ? " Reply: " : lines ? " Verdict: " : " Is training the answer? ");
    bb_record_title(&title, &a->scene.data, a->scene.words, BB_ORDER, d->order);
    bb_str_addc(&title, ' ');
    struct bb_rect in = layer_box(a, g, g->w > WIDEST ? WIDEST : g->w, lines ? g->h : LEAST_H, bb_str_get(&title));
    if (lines) {
        draw_lines(a, d, g, in);
        draw_place(d, g, in);
    } else {
        draw_question(a, d, g, in);
    }
    bb_str_finish(&title);
}

void diagnose_hints(struct app *a, struct layer *l, struct bb_str *out)
{
    const struct diagnose *d = l->state;
    bool stands = d->done && !d->again;
    if (d->at >= 0 && d->writing)
        bb_str_add(out, "Enter save and go on  Esc other answer");
    else if (d->at >= 0)
        bb_str_addf(out, "%s answer  %sLeft back  t undiagnosed  Esc leave",
                    d->q->questions[d->at].fills == BB_FILLS_CALLED_IN ? "1-5 ?" : "y p n ?",
                    d->picked != BB_NONE ? "Enter keep  Tab evidence  " : "");
    else if (d->reply)
        bb_str_addf(out, "y copy  %sEsc verdict", stands ? "g given on a day, to whom  " : "");
    else if (stands)
        bb_str_add(out, "a action  o overrule  r reply  n diagnose again  u undo  Esc leave");
    else
        bb_str_add(out, "Enter record  a action  r reply  Left back  t undiagnosed  Esc leave");
    (void)a;
}
