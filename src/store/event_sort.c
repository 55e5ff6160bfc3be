/* Sorting more rows than fit into memory: sorted runs in a file without a name, then one merge. */
#include "event.h"

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { RUN_ROWS = 512 * 1024, DIGIT_BITS = 11, DIGITS = 1 << DIGIT_BITS, READ_ROWS = 4096 };

/* One run while it is merged: what is read and what is left in the file. */
struct run {
    off_t at;
    size_t left;
    struct event_row *rows;
    size_t i, n;
};

struct event_sort {
    char folder[PATH_MAX];
    int fd; /* -1 while everything fits */
    off_t size;
    struct event_row *rows, *spare;
    size_t n;
    struct run *runs;
    size_t run_n, run_cap;
    size_t *heap; /* numbers of runs, the smallest row on top */
    size_t heap_n;
};

struct event_sort *event_sort_create(const char *path)
{
    struct event_sort *s = bb_alloc(sizeof *s);
    char copy[PATH_MAX];
    snprintf(copy, sizeof copy, "%s", path);
    snprintf(s->folder, sizeof s->folder, "%s", dirname(copy));
    s->fd = -1;
    s->rows = bb_alloc(RUN_ROWS * sizeof *s->rows);
    s->spare = bb_alloc(RUN_ROWS * sizeof *s->spare);
    return s;
}

/* One pass by eleven bits of the key; false if they are all the same and nothing had to move. */
static bool sort_by_digit(const struct event_row *from, struct event_row *to, size_t n, int shift)
{
    size_t starts[DIGITS] = {0};
    for (size_t i = 0; i < n; i++)
        starts[event_row_key(&from[i]) >> shift & (DIGITS - 1)]++;
    for (size_t d = 0, sum = 0; d < DIGITS; d++) {
        if (starts[d] == n)
            return false;
        size_t count = starts[d];
        starts[d] = sum;
        sum += count;
    }
    for (size_t i = 0; i < n; i++)
        to[starts[event_row_key(&from[i]) >> shift & (DIGITS - 1)]++] = from[i];
    return true;
}

static void sort_rows(struct event_sort *s)
{
    for (int shift = 0; shift < 64; shift += DIGIT_BITS) {
        if (!sort_by_digit(s->rows, s->spare, s->n, shift))
            continue;
        struct event_row *swap = s->rows;
        s->rows = s->spare;
        s->spare = swap;
    }
}

static bool failed(const struct event_sort *s, struct bb_error *err)
{
    return bb_fail(err, errno == ENOSPC || errno == EFBIG ? BB_E_FULL : BB_E_FAILED,
                   "%s: the rows cannot be sorted there (%s); nothing was imported", s->folder, strerror(errno));
}

static bool open_file(struct event_sort *s, struct bb_error *err)
{
    char name[PATH_MAX + 32];
    s->fd = open(s->folder, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    if (s->fd >= 0)
        return true;
    snprintf(name, sizeof name, "%s/.bepboard-sort-XXXXXX", s->folder);
    s->fd = mkostemp(name, O_CLOEXEC);
    if (s->fd < 0)
        return failed(s, err);
    unlink(name);
    return true;
}

static bool write_all(struct event_sort *s, const char *bytes, size_t n, struct bb_error *err)
{
    while (n > 0) {
        ssize_t done = pwrite(s->fd, bytes, n, s->size);
        if (done <= 0 && errno != EINTR)
            return failed(s, err);
        if (done <= 0)
            continue;
        bytes += done;
        n -= (size_t)done;
        s->size += done;
    }
    return true;
}

static bool end_run(struct event_sort *s, bool spill, struct bb_error *err)
{
    sort_rows(s);
    s->runs = bb_grow(s->runs, s->run_n, &s->run_cap, sizeof *s->runs);
    s->runs[s->run_n++] = (struct run){.at = s->size, .left = spill ? s->n : 0};
    if (!spill)
        return true;
    size_t bytes = s->n * sizeof *s->rows;
    s->n = 0;
    return (s->fd >= 0 || open_file(s, err)) && write_all(s, (const char *)s->rows, bytes, err);
}

bool event_sort_add(struct event_sort *s, struct event_row row, struct bb_error *err)
{
    s->rows[s->n++] = row;
    return s->n < RUN_ROWS || end_run(s, true, err);
}

/* Reads the next rows of a run. */
static bool refill(struct event_sort *s, struct run *run, struct bb_error *err)
{
    size_t n = run->left < READ_ROWS ? run->left : READ_ROWS, bytes = n * sizeof *run->rows, got = 0;
    while (got < bytes) {
        ssize_t done = pread(s->fd, (char *)run->rows + got, bytes - got, run->at + (off_t)got);
        if (done == 0)
            errno = EIO;
        if (done <= 0 && (done == 0 || errno != EINTR))
            return failed(s, err);
        got += done > 0 ? (size_t)done : 0;
    }
    run->at += (off_t)bytes;
    run->left -= n;
    run->n = n;
    run->i = 0;
    return true;
}

/* Earlier runs first where keys are equal. */
static bool before(const struct event_sort *s, size_t a, size_t b)
{
    uint64_t x = event_row_key(&s->runs[a].rows[s->runs[a].i]), y = event_row_key(&s->runs[b].rows[s->runs[b].i]);
    return x != y ? x < y : a < b;
}

static void sink(struct event_sort *s, size_t i)
{
    for (;;) {
        size_t child = 2 * i + 1, moving = s->heap[i];
        if (child >= s->heap_n)
            return;
        if (child + 1 < s->heap_n && before(s, s->heap[child + 1], s->heap[child]))
            child++;
        if (!before(s, s->heap[child], moving))
            return;
        s->heap[i] = s->heap[child];
        s->heap[child] = moving;
        i = child;
    }
}

bool event_sort_begin(struct event_sort *s, struct bb_error *err)
{
    bool spilled = s->run_n > 0;
    if (s->n > 0 && !end_run(s, spilled, err))
        return false;
    if (!spilled && s->run_n)
        s->runs[0] = (struct run){.rows = s->rows, .n = s->n};
    if (spilled || !s->run_n) {
        free(s->rows);
        free(s->spare);
        s->rows = s->spare = NULL;
    }
    s->heap = bb_alloc(s->run_n * sizeof *s->heap);
    for (size_t i = 0; i < s->run_n; i++) {
        if (spilled) {
            s->runs[i].rows = bb_alloc(READ_ROWS * sizeof *s->runs[i].rows);
            if (!refill(s, &s->runs[i], err))
                return false;
        }
        s->heap[s->heap_n++] = i;
    }
    for (size_t i = s->heap_n / 2; i-- > 0;)
        sink(s, i);
    return true;
}

bool event_sort_next(struct event_sort *s, struct event_row *out, struct bb_error *err)
{
    if (s->heap_n == 0)
        return false;
    struct run *run = &s->runs[s->heap[0]];
    *out = run->rows[run->i++];
    if (run->i == run->n && run->left && !refill(s, run, err))
        return false;
    if (run->i == run->n)
        s->heap[0] = s->heap[--s->heap_n];
    if (s->heap_n)
        sink(s, 0);
    return true;
}

void event_sort_destroy(struct event_sort *s)
{
    if (!s)
        return;
    for (size_t i = 0; i < s->run_n; i++)
        if (s->runs[i].rows != s->rows)
            free(s->runs[i].rows);
    if (s->fd >= 0)
        close(s->fd);
    free(s->rows);
    free(s->spare);
    free(s->runs);
    free(s->heap);
    free(s);
}
