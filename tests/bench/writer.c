/* Changes as other people make them. `writer step DB ACTOR N` saves once per line on stdin and prints when it was
 * saved; `writer run DB ACTOR N SECONDS` saves as fast as it can and prints how often, the p99 of a save, and failures;
 * `writer sync FILE N` prints the p99 of a bare fdatasync; `writer pace DB ACTOR N FILE` saves, and appends to FILE and
 * syncs it, every 20 ms until its stdin is closed, and prints how often, the longest save, failures, and the longest
 * bare fdatasync. N is the number of the item (with pace of the unit) that is changed, from 0. Times in ns. */
#include <bepboard/store.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { SAVES_MAX = 1 << 20, PAGE = 4096, PACE_MS = 20 };

struct writer {
    struct bb_store *s;
    enum bb_entity entity;
    int64_t id, engagement, n;
    int field;
    struct bb_error err;
};

static int64_t now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * INT64_C(1000000000) + t.tv_nsec;
}

static int compare(const void *a, const void *b)
{
    const int64_t *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

static int64_t p99(int64_t *list, size_t n)
{
    qsort(list, n, sizeof *list, compare);
    return n ? list[n - 1 - n / 100] : 0;
}

static bool open_writer(struct writer *w, char **argv)
{
    struct bb_store_options o = {.path = argv[2], .actor = argv[3], .wait_ms = 30000};
    struct bb_arena arena = {0};
    struct bb_table t = {0};
    size_t number = strtoul(argv[4], NULL, 10);
    if (!bb_store_open(&w->s, &o, &w->err) || !bb_store_table(w->s, w->entity, 0, &arena, &t, &w->err) ||
        number >= t.n) {
        fprintf(stderr, "%s\n", w->err.text);
        return false;
    }
    const struct bb_row *row = bb_table_at(&t, number);
    w->id = row->id;
    w->engagement = row->engagement;
    w->field = bb_field_find(bb_entity_def(w->entity), w->entity == BB_ITEM ? "text" : "name");
    bb_arena_finish(&arena);
    return true;
}

static bool save(struct writer *w)
{
    char text[64];
    snprintf(text, sizeof text, "%06lld seen by all", (long long)++w->n);
    struct bb_change c = {.field = w->field, .value = text};
    return bb_store_save(w->s, w->entity, w->engagement, &w->id, &c, 1, "Edit", &w->err);
}

static int step(struct writer *w)
{
    char line[64];
    while (fgets(line, sizeof line, stdin)) {
        int64_t before = now();
        if (!save(w))
            return 1;
        printf("%lld %lld\n", (long long)before, (long long)now());
        fflush(stdout);
    }
    return 0;
}

static int run(struct writer *w, double seconds)
{
    int64_t *took = bb_alloc(SAVES_MAX * sizeof *took), end = now() + (int64_t)(seconds * 1e9);
    size_t n = 0, failed = 0;
    for (int64_t before = now(); before < end && n < SAVES_MAX; before = now()) {
        if (save(w))
            took[n++] = now() - before;
        else if (failed++ == 0)
            fprintf(stderr, "%s\n", w->err.text);
    }
    printf("%zu %lld %zu\n", n, (long long)p99(took, n), failed);
    free(took);
    return 0;
}

static bool append_and_sync(int fd)
{
    static char page[PAGE];
    return write(fd, page, sizeof page) == PAGE && fdatasync(fd) == 0;
}

static void keep_longest(int64_t *longest, int64_t since)
{
    int64_t took = now() - since;
    *longest = took > *longest ? took : *longest;
}

static int pace(struct writer *w, const char *path)
{
    struct pollfd in = {.fd = STDIN_FILENO, .events = POLLIN};
    int64_t longest = 0, bare = 0, n = 0, failed = 0;
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    for (; fd >= 0 && poll(&in, 1, PACE_MS) == 0; n++) {
        int64_t before = now();
        failed += !save(w);
        keep_longest(&longest, before);
        before = now();
        failed += !append_and_sync(fd);
        keep_longest(&bare, before);
    }
    printf("%lld %lld %lld %lld\n", (long long)n, (long long)longest, (long long)failed, (long long)bare);
    unlink(path);
    return fd < 0;
}

static int sync_alone(const char *path, size_t n)
{
    int64_t *took = bb_alloc((n + 1) * sizeof *took);
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    for (size_t i = 0; fd >= 0 && i < n; i++) {
        int64_t before = now();
        if (!append_and_sync(fd))
            return 1;
        took[i] = now() - before;
    }
    printf("%lld\n", (long long)p99(took, n));
    unlink(path);
    free(took);
    return fd < 0;
}

int main(int argc, char **argv)
{
    struct writer w = {0};
    if (argc == 4 && strcmp(argv[1], "sync") == 0)
        return sync_alone(argv[2], strtoul(argv[3], NULL, 10));
    bool paced = argc > 1 && strcmp(argv[1], "pace") == 0;
    w.entity = paced ? BB_UNIT : BB_ITEM;
    if (argc < (paced ? 6 : 5) || !open_writer(&w, argv))
        return 1;
    int status = paced                                     ? pace(&w, argv[5])
                 : strcmp(argv[1], "run") == 0 && argc > 5 ? run(&w, strtod(argv[5], NULL))
                                                           : step(&w);
    bb_store_close(w.s);
    return status;
}
