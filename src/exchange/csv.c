/* The CSV reader: one buffer, cells cut in place, eight bytes looked at in one step. */
#include <bepboard/csv.h>
#include <bepboard/mem.h>
#include <bepboard/text.h>
#include <endian.h>
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { BLOCK = 256 * 1024, SLACK = 16, CELL_MAX = 1024 * 1024, ROW_MAX = 16 * 1024 * 1024, COLUMNS_MAX = 1000 };

/* Why the bytes behind `end` are not read. */
enum fault { FAULT_NONE, FAULT_NUL, FAULT_UTF16, FAULT_LATIN1, FAULT_UTF8, FAULT_READ, FAULT_INTERRUPTED };

struct bb_csv {
    char *name;
    int fd; /* -1: memory */
    const char *memory;
    size_t memory_n, memory_at;
    char *buf;
    size_t cap;
    size_t row, at, end; /* offsets: current row, cursor, checked bytes */
    size_t torn;         /* bytes behind `end` of a character that is not complete yet */
    long long passed;    /* bytes that left the buffer */
    long long size;
    bool eof;
    char separator;
    enum fault fault;
    int read_errno;
    size_t line, row_line;
    struct bb_cell_text *cells;
    size_t n, cells_cap;
};

static const uint64_t ones = 0x0101010101010101u, lows = 0x7F7F7F7F7F7F7F7Fu, highs = 0x8080808080808080u;

static uint64_t word_at(const char *s)
{
    uint64_t v;
    memcpy(&v, s, sizeof v);
    return le64toh(v);
}

/* The high bit of every byte of v that equals the byte repeated in `pattern`. */
static uint64_t equal_bytes(uint64_t v, uint64_t pattern)
{
    uint64_t x = v ^ pattern;
    return ~(((x & lows) + lows) | x | lows);
}

/* Number of leading bytes that are ASCII and not NUL, or valid UTF-8. */
static size_t checked_prefix(const char *s, size_t n)
{
    size_t i = 0;
    while (i < n) {
        while (i + 8 <= n && !((word_at(s + i) | (word_at(s + i) - ones)) & highs))
            i += 8;
        uint32_t cp;
        size_t used = i < n ? bb_utf8_decode(s + i, n - i, &cp) : 0;
        if (used == 0 || cp == 0)
            break;
        i += used;
    }
    return i;
}

/* Could these at most three bytes be the beginning of a character? */
static bool is_torn(const char *s, size_t n)
{
    static const struct {
        unsigned char from, to;
        size_t length;
    } leads[] = {{0xC2, 0xDF, 2}, {0xE0, 0xEF, 3}, {0xF0, 0xF4, 4}};
    for (size_t i = 0; i < sizeof leads / sizeof *leads; i++) {
        unsigned char b = (unsigned char)s[0];
        if (b >= leads[i].from && b <= leads[i].to)
            return n < leads[i].length;
    }
    return false;
}

static enum fault fault_at(const struct bb_csv *c, size_t at, size_t end)
{
    bool head = c->passed == 0 && at < 4;
    const unsigned char *b = (const unsigned char *)c->buf;
    if (head && end >= 2 && ((b[0] == 0xFF && b[1] == 0xFE) || (b[0] == 0xFE && b[1] == 0xFF)))
        return FAULT_UTF16;
    if (b[at] == 0)
        return head ? FAULT_UTF16 : FAULT_NUL;
    bool alone = at + 1 >= end || b[at + 1] < 0x80;
    return b[at] >= 0xA0 && alone ? FAULT_LATIN1 : FAULT_UTF8;
}

/* Checks what was read behind `end` and moves `end` to where the text is known to be good. */
static void check_text(struct bb_csv *c, size_t end)
{
    size_t good = c->end + checked_prefix(c->buf + c->end, end - c->end);
    c->torn = 0;
    if (good < end) {
        if (!c->eof && is_torn(c->buf + good, end - good))
            c->torn = end - good;
        else
            c->fault = fault_at(c, good, end);
    }
    c->end = good;
}

static ssize_t read_block(struct bb_csv *c, char *to)
{
    if (c->fd >= 0)
        return read(c->fd, to, BLOCK);
    size_t n = c->memory_n - c->memory_at;
    n = n < BLOCK ? n : BLOCK;
    if (n)
        memcpy(to, c->memory + c->memory_at, n);
    c->memory_at += n;
    return (ssize_t)n;
}

/* Moves the current row to the front of the buffer, its cells with it, and makes room for a block behind it. */
static void make_room(struct bb_csv *c)
{
    size_t kept = c->end + c->torn - c->row, need = kept + BLOCK + SLACK;
    char *from = c->buf + c->row, *to = c->buf;
    if (need > c->cap) {
        c->cap = need > c->cap * 2 ? need : c->cap * 2;
        to = bb_alloc(c->cap);
    }
    memmove(to, from, kept);
    for (size_t i = 0; i < c->n; i++)
        c->cells[i].s = to + (c->cells[i].s - from);
    if (to != c->buf) {
        free(c->buf);
        c->buf = to;
    }
    c->at -= c->row;
    c->end -= c->row;
    c->passed += (long long)c->row;
    c->row = 0;
}

/* Reads more bytes behind `end`; false when there are none. */
static bool fill(struct bb_csv *c)
{
    if (c->eof || c->fault)
        return false;
    make_room(c);
    size_t before = c->end;
    while (c->end == before && !c->eof && !c->fault) {
        ssize_t got = read_block(c, c->buf + c->end + c->torn);
        if (got < 0) {
            c->read_errno = errno;
            c->fault = errno == EINTR ? FAULT_INTERRUPTED : FAULT_READ;
            break;
        }
        c->eof = got == 0;
        check_text(c, c->end + c->torn + (size_t)got);
    }
    return c->end > before;
}

static bool refuse(const struct bb_csv *c, struct bb_error *err, const char *what)
{
    return bb_fail(err, BB_E_INPUT, "%s, line %zu: %s", c->name, c->line, what);
}

/* Says what ended the text early; true if nothing did. */
static bool report_fault(const struct bb_csv *c, struct bb_error *err)
{
    static const char *const texts[] = {
        [FAULT_NUL] = "There is a NUL byte; a CSV file is plain text in UTF-8.",
        [FAULT_UTF16] = "This looks like UTF-16. Convert it to UTF-8 first: iconv -f UTF-16 -t UTF-8.",
        [FAULT_LATIN1] = "This is not UTF-8; it looks like Latin-1. Convert it first: iconv -f LATIN1 -t UTF-8.",
        [FAULT_UTF8] = "This is not valid UTF-8 text.",
    };
    if (c->fault == FAULT_NONE)
        return true;
    if (c->fault == FAULT_INTERRUPTED)
        return bb_fail(err, BB_E_INTERRUPTED, "Reading %s was interrupted.", c->name);
    if (c->fault == FAULT_READ)
        return bb_fail(err, BB_E_FAILED, "%s cannot be read: %s.", c->name, strerror(c->read_errno));
    return refuse(c, err, texts[c->fault]);
}

static bool add_cell(struct bb_csv *c, size_t from, size_t to, struct bb_error *err)
{
    if (to - from > CELL_MAX)
        return refuse(c, err, "A cell is longer than 1 MiB. Is a quote missing?");
    if (c->n == COLUMNS_MAX)
        return refuse(c, err, "There are more than 1000 columns. Is this a CSV file?");
    if (c->n == c->cells_cap)
        c->cells = bb_grow(c->cells, c->n, &c->cells_cap, sizeof *c->cells);
    c->buf[to] = '\0';
    c->cells[c->n++] = (struct bb_cell_text){c->buf + from, to - from};
    return true;
}

/* Is the cell that began at `from` (or the row) too long already? Keeps a wrong file from filling the memory. */
static bool check_length(const struct bb_csv *c, size_t from, struct bb_error *err)
{
    if (c->at - from > CELL_MAX + 4 || c->at - c->row > ROW_MAX)
        return refuse(c, err, "A cell is longer than 1 MiB or a row than 16 MiB. Is a quote missing?");
    return true;
}

enum step { STEP_FAILED, STEP_CELL, STEP_ROW };

/* What ends a quoted cell: a separator, a line end or the end of the file. `from` and `to` are its text. */
static enum step close_quoted(struct bb_csv *c, size_t from, size_t to, struct bb_error *err)
{
    size_t start = from - c->row, length = to - from;
    if (c->end - c->at < 2)
        fill(c);
    from = c->row + start;
    bool more = c->at < c->end;
    if (more && c->buf[c->at] == '\r' && (c->at + 1 == c->end || c->buf[c->at + 1] == '\n'))
        c->at++;
    bool ends = c->at >= c->end || c->buf[c->at] == '\n';
    if (!ends && c->buf[c->at] != c->separator)
        return refuse(c, err, "Behind a closing quote there must be a separator or the end of the line."), STEP_FAILED;
    c->line += c->at < c->end && ends;
    c->at += c->at < c->end;
    if (!add_cell(c, from, from + length, err))
        return STEP_FAILED;
    return ends ? STEP_ROW : STEP_CELL;
}

/* A cell that begins with a quote; the text moves to the front as doubled quotes become one. */
static enum step quoted_cell(struct bb_csv *c, struct bb_error *err)
{
    size_t opened = c->line, start = ++c->at - c->row, length = 0;
    for (;;) {
        size_t from = c->at;
        char *quote = memchr(c->buf + from, '"', c->end - from);
        size_t run = (quote ? (size_t)(quote - c->buf) : c->end) - from;
        for (const char *p = c->buf + from; (p = memchr(p, '\n', run - (size_t)(p - c->buf - from))); p++)
            c->line++;
        if (c->row + start + length != from)
            memmove(c->buf + c->row + start + length, c->buf + from, run);
        length += run;
        c->at = from + run;
        if (!check_length(c, c->row + start, err))
            return STEP_FAILED;
        if (!quote && fill(c))
            continue;
        if (!quote && !report_fault(c, err))
            return STEP_FAILED;
        c->line = quote ? c->line : opened;
        if (!quote)
            return refuse(c, err, "A quote is opened here and never closed."), STEP_FAILED;
        c->at++;
        if (c->at == c->end)
            fill(c);
        if (c->at == c->end || c->buf[c->at] != '"')
            return close_quoted(c, c->row + start, c->row + start + length, err);
        c->buf[c->row + start + length++] = '"';
        c->at++;
    }
}

/* The last cell of a line, without the CR of a CR LF. */
static enum step line_end(struct bb_csv *c, size_t from, size_t to, struct bb_error *err)
{
    if (to > from && c->buf[to - 1] == '\r')
        to--;
    return add_cell(c, from, to, err) ? STEP_ROW : STEP_FAILED;
}

/* Plain cells up to the end of the row or to a cell that begins with a quote. */
static enum step plain_cells(struct bb_csv *c, struct bb_error *err)
{
    const uint64_t separators = ones * (unsigned char)c->separator, newlines = ones * '\n';
    size_t from = c->at;
    for (;;) {
        if (c->at >= c->end) {
            size_t begun = from - c->row;
            bool more = fill(c);
            from = c->row + begun;
            if (!more && !report_fault(c, err))
                return STEP_FAILED;
            if (!more)
                return line_end(c, from, c->end, err);
        }
        uint64_t v = word_at(c->buf + c->at);
        uint64_t found = equal_bytes(v, separators) | equal_bytes(v, newlines);
        if (c->end - c->at < 8)
            found &= ((uint64_t)1 << 8 * (c->end - c->at)) - 1;
        size_t base = c->at;
        for (; found; found &= found - 1) {
            size_t i = base + (size_t)__builtin_ctzll(found) / 8;
            if (c->buf[i] == '\n') {
                c->at = i + 1;
                enum step step = line_end(c, from, i, err);
                c->line++;
                return step;
            }
            if (!add_cell(c, from, i, err))
                return STEP_FAILED;
            from = i + 1;
            if (c->buf[from] == '"' || from == c->end) {
                c->at = from;
                return STEP_CELL;
            }
        }
        c->at = base + 8 < c->end ? base + 8 : c->end;
        if (!check_length(c, from, err))
            return STEP_FAILED;
    }
}

static bool read_row(struct bb_csv *c, struct bb_error *err)
{
    enum step step = STEP_CELL;
    c->row = c->at;
    c->n = 0;
    c->row_line = c->line;
    while (step == STEP_CELL) {
        if (c->at == c->end)
            fill(c);
        bool quoted = c->at < c->end && c->buf[c->at] == '"';
        step = quoted ? quoted_cell(c, err) : plain_cells(c, err);
    }
    return step == STEP_ROW;
}

bool bb_csv_next(struct bb_csv *c, const struct bb_cell_text **cells, size_t *n, struct bb_error *err)
{
    do {
        c->row = c->at;
        c->n = 0;
        if (c->at == c->end && !fill(c)) {
            report_fault(c, err);
            return false;
        }
        if (!read_row(c, err))
            return false;
    } while (c->n == 1 && c->cells[0].n == 0 && c->buf[c->row] != '"');
    *cells = c->cells;
    *n = c->n;
    return true;
}

/* The separator that occurs most often in the first line, outside quotes. */
static char find_separator(const char *s, size_t n)
{
    static const char candidates[] = {',', ';', '\t'};
    size_t counts[sizeof candidates] = {0};
    bool quoted = false;
    for (size_t i = 0; i < n && (quoted || s[i] != '\n'); i++) {
        quoted ^= s[i] == '"';
        for (size_t k = 0; k < sizeof candidates; k++)
            counts[k] += !quoted && s[i] == candidates[k];
    }
    size_t best = 0;
    for (size_t k = 1; k < sizeof candidates; k++)
        if (counts[k] > counts[best])
            best = k;
    return candidates[best];
}

static struct bb_csv *start(struct bb_csv *c)
{
    c->line = c->row_line = 1;
    c->cap = BLOCK + SLACK;
    c->buf = bb_alloc(c->cap);
    fill(c);
    if (c->end >= 3 && memcmp(c->buf, "\xEF\xBB\xBF", 3) == 0)
        c->at = c->row = 3;
    c->separator = find_separator(c->buf + c->at, c->end - c->at);
    return c;
}

struct bb_csv *bb_csv_open(const char *path, struct bb_error *err)
{
    bool standard = strcmp(path, "-") == 0;
    const char *name = standard ? "Standard input" : path;
    int fd = standard ? dup(STDIN_FILENO) : open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    struct stat st = {0};
    if (fd < 0 || fstat(fd, &st) != 0 || S_ISDIR(st.st_mode)) {
        int why = fd < 0 ? errno : EISDIR;
        if (fd >= 0)
            close(fd);
        bb_fail(err, why == ENOENT ? BB_E_NOT_FOUND : BB_E_FAILED, "%s cannot be read: %s.", name, strerror(why));
        return NULL;
    }
    return bb_csv_of(name, fd);
}

struct bb_csv *bb_csv_of(const char *name, int fd)
{
    struct stat st = {0};
    struct bb_csv *c = bb_alloc(sizeof *c);
    c->name = bb_strdup(name);
    c->fd = fd;
    c->size = fstat(fd, &st) == 0 && S_ISREG(st.st_mode) ? (long long)st.st_size : -1;
    return start(c);
}

struct bb_csv *bb_csv_from(const char *name, const char *s, size_t n)
{
    struct bb_csv *c = bb_alloc(sizeof *c);
    c->name = bb_strdup(name);
    c->fd = -1;
    c->memory = s;
    c->memory_n = n;
    c->size = (long long)n;
    return start(c);
}

void bb_csv_close(struct bb_csv *c)
{
    if (!c)
        return;
    if (c->fd >= 0)
        close(c->fd);
    free(c->name);
    free(c->buf);
    free(c->cells);
    free(c);
}

size_t bb_csv_line(const struct bb_csv *c)
{
    return c->row_line;
}

long long bb_csv_offset(const struct bb_csv *c)
{
    return c->passed + (long long)c->at;
}

long long bb_csv_size(const struct bb_csv *c)
{
    return c->size;
}
