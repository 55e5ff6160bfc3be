/* The editors' text and cursor: what keys and pastes do. Rows and drawing are in edit_draw.c. */
#include "edit_rows.h"
#include <bepboard/key.h>
#include <bepboard/text.h>
#include <string.h>

/* Offsets. Clusters never reach over a line end, so that looking for their borders starts at the line. */

static size_t line_start(const struct bb_edit *e, size_t at)
{
    const char *s = bb_str_get(&e->text);
    while (at > 0 && s[at - 1] != '\n')
        at--;
    return at;
}

static size_t line_end(const struct bb_edit *e, size_t at)
{
    const char *s = bb_str_get(&e->text);
    while (at < e->text.n && s[at] != '\n')
        at++;
    return at;
}

static size_t after_cluster(const struct bb_edit *e, size_t at)
{
    return at + bb_text_cluster(bb_str_get(&e->text) + at, e->text.n - at);
}

static size_t before_cluster(const struct bb_edit *e, size_t at)
{
    if (at == 0)
        return 0;
    size_t border = line_start(e, at - 1), next;
    while ((next = after_cluster(e, border)) < at)
        border = next;
    return border;
}

/* The cluster border at or behind an offset: what was typed may have joined with what follows. */
static size_t snap(const struct bb_edit *e, size_t at)
{
    size_t border = line_start(e, at);
    while (border < at)
        border = after_cluster(e, border);
    return border;
}

/* Words. */

static bool is_word(const struct bb_edit *e, size_t at)
{
    unsigned char c = (unsigned char)bb_str_get(&e->text)[at];
    return c >= 0x80 || (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || c == '_';
}

static size_t word_left(const struct bb_edit *e, size_t at)
{
    while (at > 0 && !is_word(e, before_cluster(e, at)))
        at = before_cluster(e, at);
    while (at > 0 && is_word(e, before_cluster(e, at)))
        at = before_cluster(e, at);
    return at;
}

static size_t word_right(const struct bb_edit *e, size_t at)
{
    while (at < e->text.n && !is_word(e, at))
        at = after_cluster(e, at);
    while (at < e->text.n && is_word(e, at))
        at = after_cluster(e, at);
    return at;
}

/* Changes. */

static void move_to(struct bb_edit *e, size_t at)
{
    e->cursor = at;
    e->goal = -1;
}

static void cut(struct bb_edit *e, size_t from, size_t to)
{
    if (from >= to)
        return;
    memmove(e->text.s + from, e->text.s + to, e->text.n - to + 1);
    e->text.n -= to - from;
    move_to(e, snap(e, from));
}

/* Appends one character of foreign text as this editor takes it. */
static void add_clean(const struct bb_edit *e, struct bb_str *out, const char *s, size_t used, uint32_t cp)
{
    if (cp == '\n' || cp == '\r')
        bb_str_addc(out, e->multi ? '\n' : ' ');
    else if (cp == '\t')
        bb_str_addc(out, e->multi ? '\t' : ' ');
    else if (cp >= ' ' && (cp < 0x7F || cp > 0x9F))
        bb_str_addn(out, s, used);
}

static void clean(const struct bb_edit *e, struct bb_str *out, const char *s, size_t n)
{
    for (size_t i = 0, used; i < n; i += used) {
        uint32_t cp = 0;
        used = bb_utf8_decode(s + i, n - i, &cp);
        if (used)
            add_clean(e, out, s + i, used, cp);
        used = used ? used : 1;
        if (cp == '\r' && i + 1 < n && s[i + 1] == '\n')
            used = 2;
    }
}

/* Bytes of whole clusters that fit into `room`. */
static size_t fitting(const struct bb_str *s, size_t room)
{
    size_t at = 0;
    while (at < s->n) {
        size_t next = at + bb_text_cluster(s->s + at, s->n - at);
        if (next > room)
            break;
        at = next;
    }
    return at;
}

static void splice(struct bb_edit *e, const char *s, size_t n)
{
    size_t tail = e->text.n - e->cursor;
    bb_str_addn(&e->text, s, n);
    memmove(e->text.s + e->cursor + n, e->text.s + e->cursor, tail);
    memcpy(e->text.s + e->cursor, s, n);
    move_to(e, snap(e, e->cursor + n));
}

static bool insert_clean(struct bb_edit *e, const char *s, size_t n)
{
    struct bb_str in = {0};
    clean(e, &in, s, n);
    size_t room = e->limit > e->text.n ? e->limit - e->text.n : 0;
    size_t taken = in.n <= room ? in.n : fitting(&in, room);
    e->full = taken < in.n;
    if (taken)
        splice(e, in.s, taken);
    bb_str_finish(&in);
    return taken > 0;
}

void bb_edit_init(struct bb_edit *e, const char *text, bool multi, size_t limit)
{
    *e = (struct bb_edit){.multi = multi, .limit = limit, .goal = -1};
    bb_edit_set(e, text);
}

void bb_edit_finish(struct bb_edit *e)
{
    bb_str_finish(&e->text);
    *e = (struct bb_edit){.goal = -1};
}

void bb_edit_set(struct bb_edit *e, const char *text)
{
    bb_str_clear(&e->text);
    e->scroll = 0;
    move_to(e, 0);
    insert_clean(e, text ? text : "", text ? strlen(text) : 0);
}

const char *bb_edit_get(const struct bb_edit *e)
{
    return bb_str_get(&e->text);
}

/* Keys. */

static bool is_character(int32_t key)
{
    return key >= ' ' && key < BB_KEY_SPECIAL && (key < 0x7F || key > 0x9F);
}

static bool type_character(struct bb_edit *e, int32_t key)
{
    struct bb_str s = {0};
    bb_utf8_encode(&s, (uint32_t)key);
    insert_clean(e, bb_str_get(&s), s.n);
    bb_str_finish(&s);
    return true;
}

static bool move_key(struct bb_edit *e, int32_t key)
{
    switch (key) {
    case BB_KEY_LEFT:
        move_to(e, before_cluster(e, e->cursor));
        return true;
    case BB_KEY_RIGHT:
        move_to(e, after_cluster(e, e->cursor));
        return true;
    case BB_KEY_WORD_LEFT:
        move_to(e, word_left(e, e->cursor));
        return true;
    case BB_KEY_WORD_RIGHT:
        move_to(e, word_right(e, e->cursor));
        return true;
    case BB_KEY_HOME:
    case BB_CTRL('A'):
        move_to(e, line_start(e, e->cursor));
        return true;
    case BB_KEY_END:
    case BB_CTRL('E'):
        move_to(e, line_end(e, e->cursor));
        return true;
    default:
        return false;
    }
}

static bool delete_key(struct bb_edit *e, int32_t key)
{
    switch (key) {
    case BB_KEY_BACKSPACE:
    case BB_CTRL('H'):
        cut(e, before_cluster(e, e->cursor), e->cursor);
        return true;
    case BB_KEY_DELETE:
        cut(e, e->cursor, after_cluster(e, e->cursor));
        return true;
    case BB_CTRL('W'):
        cut(e, word_left(e, e->cursor), e->cursor);
        return true;
    case BB_CTRL('U'):
        cut(e, line_start(e, e->cursor), e->cursor);
        return true;
    case BB_CTRL('K'):
        cut(e, e->cursor, line_end(e, e->cursor));
        return true;
    default:
        return false;
    }
}

static bool row_key(struct bb_edit *e, int32_t key)
{
    switch (key) {
    case BB_KEY_ENTER:
    case '\n':
        insert_clean(e, "\n", 1);
        return true;
    case BB_KEY_UP:
        return bb_edit_move_rows(e, -1);
    case BB_KEY_DOWN:
        return bb_edit_move_rows(e, 1);
    case BB_KEY_PAGE_UP:
        return bb_edit_move_rows(e, e->rows > 1 ? 1 - e->rows : -1);
    case BB_KEY_PAGE_DOWN:
        return bb_edit_move_rows(e, e->rows > 1 ? e->rows - 1 : 1);
    default:
        return false;
    }
}

bool bb_edit_event(struct bb_edit *e, const struct bb_event *event)
{
    if (event->kind == BB_EV_PASTE) {
        insert_clean(e, event->paste, event->paste_n);
        return true;
    }
    if (event->kind != BB_EV_KEY)
        return false;
    e->full = false;
    if (is_character(event->key))
        return type_character(e, event->key);
    return move_key(e, event->key) || delete_key(e, event->key) || (e->multi && row_key(e, event->key));
}
