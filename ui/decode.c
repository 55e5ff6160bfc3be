/* The decoder of keyboard bytes: characters, sequences, pastes. Nothing here waits or knows a terminal. */
#include "sequence.h"
#include <bepboard/mem.h>
#include <bepboard/text.h>
#include <stdlib.h>
#include <string.h>

enum {
    ESC = 0x1B,
    CAN = 0x18,
    SUB = 0x1A,
    BEL = 0x07,
    SEQUENCE_MAX = 256,
    PASTE_MAX = 1 << 20,
    PASTE_PATIENCE = 200 /* flushes without a byte until a paste without an end is given up */
};

enum mode { MODE_KEYS, MODE_PASTE, MODE_SKIP_CSI, MODE_SKIP_STRING };

struct learned {
    char *bytes;
    size_t n;
    int32_t key;
};

struct bb_decoder {
    unsigned char *buf;
    size_t pos, n, cap; /* bytes not yet decoded are buf[pos..n) */
    enum mode mode;
    int silence; /* flushes since the last byte of a paste */
    struct bb_str raw, paste;
    struct learned *learned;
    size_t learned_n, learned_cap;
};

/* What one look at the waiting bytes gave. */
enum step { STEP_EVENT, STEP_NOTHING, STEP_WAIT };

static const char paste_end[] = "\033[201~";

struct bb_decoder *bb_decoder_create(void)
{
    return bb_alloc(sizeof(struct bb_decoder));
}

void bb_decoder_destroy(struct bb_decoder *d)
{
    if (!d)
        return;
    for (size_t i = 0; i < d->learned_n; i++)
        free(d->learned[i].bytes);
    free(d->learned);
    free(d->buf);
    bb_str_finish(&d->raw);
    bb_str_finish(&d->paste);
    free(d);
}

void bb_decoder_learn(struct bb_decoder *d, const char *sequence, int32_t key)
{
    size_t n = sequence ? strlen(sequence) : 0;
    unsigned char first = n ? (unsigned char)*sequence : 0;
    bool control = first && (first < ' ' || first == BB_KEY_BACKSPACE);
    if (!control || n > SEQUENCE_MAX || (first == ESC && n == 1) || key <= 0)
        return;
    d->learned = bb_grow(d->learned, d->learned_n, &d->learned_cap, sizeof *d->learned);
    d->learned[d->learned_n++] = (struct learned){bb_strdup(sequence), n, key};
}

void bb_decoder_feed(struct bb_decoder *d, const void *bytes, size_t n)
{
    if (n == 0)
        return;
    d->silence = 0;
    if (d->pos > 0) {
        memmove(d->buf, d->buf + d->pos, d->n - d->pos);
        d->n -= d->pos;
        d->pos = 0;
    }
    if (d->cap - d->n < n) {
        d->cap = (d->n + n) * 2;
        d->buf = bb_realloc(d->buf, d->cap);
    }
    memcpy(d->buf + d->n, bytes, n);
    d->n += n;
}

bool bb_decoder_pending(const struct bb_decoder *d)
{
    return d->pos < d->n || d->mode != MODE_KEYS;
}

static const unsigned char *rest(const struct bb_decoder *d)
{
    return d->buf + d->pos;
}

static size_t rest_n(const struct bb_decoder *d)
{
    return d->n - d->pos;
}

static enum step give_key(struct bb_decoder *d, size_t used, int32_t key, struct bb_event *out)
{
    d->pos += used;
    *out = (struct bb_event){.kind = BB_EV_KEY, .key = key};
    return key > BB_KEY_NONE ? STEP_EVENT : STEP_NOTHING;
}

static enum step drop(struct bb_decoder *d, size_t used)
{
    d->pos += used;
    return STEP_NOTHING;
}

/* What is waiting, in a cut sequence: more bytes, or the flush that throws it away. */
static enum step cut(struct bb_decoder *d, bool flush)
{
    return flush ? drop(d, rest_n(d)) : STEP_WAIT;
}

/* Characters. */

static size_t utf8_length(unsigned char lead)
{
    return lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
}

/* True if the bytes could still become one character with the bytes to come. */
static bool cut_character(const unsigned char *s, size_t n)
{
    if (s[0] < 0xC2 || s[0] > 0xF4 || n >= utf8_length(s[0]))
        return false;
    for (size_t i = 1; i < n; i++)
        if (s[i] < 0x80 || s[i] > 0xBF)
            return false;
    return true;
}

static enum step character(struct bb_decoder *d, bool flush, struct bb_event *out)
{
    const unsigned char *s = rest(d);
    uint32_t cp = 0;
    if (s[0] < 0x80)
        return give_key(d, 1, s[0], out);
    size_t used = bb_utf8_decode((const char *)s, rest_n(d), &cp);
    if (used)
        return give_key(d, used, cp < 0xA0 ? BB_KEY_NONE : (int32_t)cp, out);
    return !flush && cut_character(s, rest_n(d)) ? STEP_WAIT : drop(d, 1);
}

/* Sequences. */

/* The longest sequence of this terminal that the waiting bytes begin with; *wait if they may still become one. */
static const struct learned *find_learned(const struct bb_decoder *d, bool *wait)
{
    const struct learned *best = NULL;
    for (size_t i = 0; i < d->learned_n; i++) {
        const struct learned *l = &d->learned[i];
        size_t common = l->n < rest_n(d) ? l->n : rest_n(d);
        if (memcmp(l->bytes, rest(d), common) != 0)
            continue;
        if (common < l->n)
            *wait = true;
        else if (!best || l->n > best->n)
            best = l;
    }
    return best;
}

static enum step csi_event(struct bb_decoder *d, const struct csi *c, struct bb_event *out)
{
    if (c->marker == '<' && (c->final == 'M' || c->final == 'm'))
        return csi_mouse(c, out) ? STEP_EVENT : STEP_NOTHING;
    if (c->n == 0 && !c->marker && !c->middle && (c->final == 'I' || c->final == 'O')) {
        *out = (struct bb_event){.kind = BB_EV_FOCUS, .focused = c->final == 'I'};
        return STEP_EVENT;
    }
    if (c->n == 1 && c->arg[0] == 200 && c->final == '~' && !c->marker) {
        d->mode = MODE_PASTE;
        d->silence = 0;
        bb_str_clear(&d->raw);
        return STEP_NOTHING;
    }
    return give_key(d, 0, csi_key(c), out);
}

/* Bytes up to and with the final byte of a control sequence that starts at s; 0 if it is not there yet, and *broken at
 * the byte that cannot belong to it. */
static size_t csi_length(const unsigned char *s, size_t n, bool *broken)
{
    for (size_t i = 0; i < n; i++) {
        bool rxvt_shift = s[i] == '$' && i > 0 && i < 3 && s[0] >= '0' && s[0] <= '9' && s[i - 1] != ';';
        if (rxvt_shift || (s[i] >= '@' && s[i] <= '~'))
            return i + 1;
        if (s[i] < ' ' || s[i] > '~') {
            *broken = true;
            return i;
        }
    }
    return 0;
}

static enum step csi(struct bb_decoder *d, size_t at, bool flush, struct bb_event *out)
{
    const unsigned char *s = rest(d) + at;
    size_t n = rest_n(d) - at;
    bool broken = false;
    if (n > 0 && s[0] == '[') /* function keys of the Linux console: ESC [ [ A to E */
        return n < 2 ? cut(d, flush)
                     : give_key(d, at + 2, s[1] >= 'A' && s[1] <= 'E' ? BB_KEY_F1 + s[1] - 'A' : 0, out);
    if (n > 0 && s[0] == 'M' && n < 4)
        return cut(d, flush);
    if (n > 0 && s[0] == 'M') {
        d->pos += at + 4;
        return x10_mouse(s + 1, out) ? STEP_EVENT : STEP_NOTHING;
    }
    size_t length = csi_length(s, n, &broken);
    if (broken || length > SEQUENCE_MAX)
        return drop(d, at + length);
    if (length == 0 && n > SEQUENCE_MAX && !flush) {
        d->mode = MODE_SKIP_CSI;
        return drop(d, rest_n(d));
    }
    if (length == 0)
        return cut(d, flush);
    struct csi c = csi_parse(s, length);
    d->pos += at + length;
    return csi_event(d, &c, out);
}

static enum step ss3(struct bb_decoder *d, size_t at, bool flush, struct bb_event *out)
{
    const unsigned char *s = rest(d);
    size_t i = at;
    while (i < rest_n(d) && ((s[i] >= '0' && s[i] <= '9') || s[i] == ';') && i < at + 8)
        i++;
    if (i == rest_n(d))
        return cut(d, flush);
    if (s[i] < ' ' || s[i] > '~')
        return drop(d, i);
    return give_key(d, i + 1, ss3_key(s[i]), out);
}

/* ESC and a letter: Alt with that letter, or Esc typed fast before it. Both are taken, word moves apart. */
static enum step alt(struct bb_decoder *d, bool flush, struct bb_event *out)
{
    unsigned char c = rest(d)[1];
    if (c < ' ')
        return give_key(d, 1, BB_KEY_ESC, out);
    if (c == 'b' || c == 'f')
        return give_key(d, 2, c == 'b' ? BB_KEY_WORD_LEFT : BB_KEY_WORD_RIGHT, out);
    if (c == BB_KEY_BACKSPACE)
        return give_key(d, 2, BB_CTRL('w'), out);
    if (c < 0x80)
        return drop(d, 2);
    uint32_t cp;
    size_t used = bb_utf8_decode((const char *)rest(d) + 1, rest_n(d) - 1, &cp);
    if (used)
        return drop(d, 1 + used);
    return !flush && cut_character(rest(d) + 1, rest_n(d) - 1) ? STEP_WAIT : give_key(d, 1, BB_KEY_ESC, out);
}

static enum step escape(struct bb_decoder *d, bool flush, struct bb_event *out)
{
    const unsigned char *s = rest(d);
    size_t n = rest_n(d);
    if (n == 1)
        return flush ? give_key(d, 1, BB_KEY_ESC, out) : STEP_WAIT;
    size_t at = 1;
    if (s[1] == ESC) { /* rxvt sends a second ESC before a sequence for Alt */
        if (n == 2 && !flush)
            return STEP_WAIT;
        if (n == 2 || (s[2] != '[' && s[2] != 'O'))
            return give_key(d, 1, BB_KEY_ESC, out);
        at = 2;
    }
    switch (s[at]) {
    case '[':
        return csi(d, at + 1, flush, out);
    case 'O':
        return ss3(d, at + 1, flush, out);
    case ']':
    case 'P':
    case 'X':
    case '^':
    case '_':
        d->mode = MODE_SKIP_STRING;
        return drop(d, at + 1);
    default:
        return alt(d, flush, out);
    }
}

static enum step keys(struct bb_decoder *d, bool flush, struct bb_event *out)
{
    bool wait = false;
    unsigned char first = *rest(d);
    const struct learned *l = first < ' ' || first == BB_KEY_BACKSPACE ? find_learned(d, &wait) : NULL;
    if (l)
        return give_key(d, l->n, l->key, out);
    if (wait && !flush)
        return STEP_WAIT;
    return first == ESC ? escape(d, flush, out) : character(d, flush, out);
}

/* Sequences that are swallowed. */

static enum step skip_csi(struct bb_decoder *d, bool flush)
{
    bool broken = false;
    size_t length = csi_length(rest(d), rest_n(d), &broken);
    if (broken || length || flush)
        d->mode = MODE_KEYS;
    return drop(d, broken || length ? length : rest_n(d));
}

/* OSC, DCS and their like end with ESC \ or BEL, or are given up at CAN, SUB or another ESC. */
static enum step skip_string(struct bb_decoder *d, bool flush)
{
    const unsigned char *s = rest(d);
    size_t i = 0;
    while (i < rest_n(d) && s[i] != ESC && s[i] != BEL && s[i] != CAN && s[i] != SUB)
        i++;
    if (i == rest_n(d) || (s[i] == ESC && i + 1 == rest_n(d))) {
        d->mode = flush ? MODE_KEYS : MODE_SKIP_STRING;
        drop(d, flush ? rest_n(d) : i);
        return flush ? STEP_NOTHING : STEP_WAIT;
    }
    d->mode = MODE_KEYS;
    return drop(d, s[i] != ESC ? i + 1 : s[i + 1] == '\\' ? i + 2 : i);
}

/* Pastes. */

static void take_paste(struct bb_decoder *d, size_t n)
{
    size_t room = PASTE_MAX - d->raw.n;
    bb_str_addn(&d->raw, (const char *)rest(d), n < room ? n : room);
    d->pos += n;
}

/* Line ends become \n, controls and bad bytes go. */
static void clean_paste(struct bb_decoder *d)
{
    const char *s = d->raw.s;
    bb_str_clear(&d->paste);
    for (size_t i = 0, used; i < d->raw.n; i += used) {
        uint32_t cp = 0;
        used = bb_utf8_decode(s + i, d->raw.n - i, &cp);
        if (used == 1 && cp == '\r') {
            used += i + 1 < d->raw.n && s[i + 1] == '\n';
            bb_str_addc(&d->paste, '\n');
        } else if (used && (cp == '\n' || cp == '\t' || (cp >= ' ' && (cp < 0x7F || cp > 0x9F)))) {
            bb_str_addn(&d->paste, s + i, used);
        }
        used = used ? used : 1;
    }
}

static enum step end_paste(struct bb_decoder *d, size_t used, struct bb_event *out)
{
    d->pos += used;
    d->mode = MODE_KEYS;
    clean_paste(d);
    bb_str_clear(&d->raw);
    *out = (struct bb_event){.kind = BB_EV_PASTE, .paste = bb_str_get(&d->paste), .paste_n = d->paste.n};
    return STEP_EVENT;
}

/* Bytes at the end that may be the beginning of the end mark. */
static size_t tail_of_mark(const unsigned char *s, size_t n)
{
    size_t longest = sizeof paste_end - 2;
    for (size_t k = n < longest ? n : longest; k > 0; k--)
        if (memcmp(s + n - k, paste_end, k) == 0)
            return k;
    return 0;
}

static enum step paste(struct bb_decoder *d, bool flush, struct bb_event *out)
{
    const unsigned char *s = rest(d);
    size_t n = rest_n(d);
    const unsigned char *end = n ? memmem(s, n, paste_end, sizeof paste_end - 1) : NULL;
    if (end) {
        take_paste(d, (size_t)(end - s));
        return end_paste(d, sizeof paste_end - 1, out);
    }
    if (n > 0 && s[n - 1] == BB_CTRL('C')) { /* the way out when a line lost the end mark */
        take_paste(d, n - 1);
        return end_paste(d, 1, out);
    }
    take_paste(d, n - tail_of_mark(s, n));
    if (flush && ++d->silence > PASTE_PATIENCE)
        return end_paste(d, rest_n(d), out);
    return STEP_WAIT;
}

static enum step look(struct bb_decoder *d, bool flush, struct bb_event *out)
{
    if (d->mode == MODE_PASTE)
        return paste(d, flush, out);
    if (rest_n(d) == 0) {
        d->mode = flush ? MODE_KEYS : d->mode;
        return STEP_WAIT;
    }
    switch (d->mode) {
    case MODE_SKIP_CSI:
        return skip_csi(d, flush);
    case MODE_SKIP_STRING:
        return skip_string(d, flush);
    default:
        return keys(d, flush, out);
    }
}

bool bb_decoder_next(struct bb_decoder *d, bool flush, struct bb_event *out)
{
    enum step step;
    do
        step = look(d, flush, out);
    while (step == STEP_NOTHING);
    return step == STEP_EVENT;
}
