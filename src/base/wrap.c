#include <bepboard/text.h>
#include <string.h>

struct wrap {
    int cols;
    void (*line)(void *ctx, const char *s, size_t n);
    void *ctx;
};

/* Bytes of the next piece that is not torn: a cluster, or one character of a cluster too wide for a line. */
static size_t piece(const struct wrap *w, const char *s, size_t n, int *width)
{
    size_t used = bb_text_cluster(s, n);
    *width = bb_text_width_n(s, used);
    if (*width <= w->cols)
        return used;
    uint32_t cp;
    size_t first = bb_utf8_decode(s, n, &cp);
    *width = bb_text_width_n(s, first);
    return first;
}

/* Bytes of the first line of s (n > 0 bytes without newline); *skip are the spaces after it. */
static size_t first_line(const struct wrap *w, const char *s, size_t n, size_t *skip)
{
    size_t i = 0, word_end = 0;
    int width = 0;
    *skip = 0;
    while (i < n) {
        int more;
        size_t used = piece(w, s + i, n - i, &more);
        if (width + more > w->cols && s[i] != ' ' && i > 0)
            break;
        if (s[i] == ' ' && i > 0 && s[i - 1] != ' ')
            word_end = i;
        if (width + more > w->cols && s[i] == ' ')
            break;
        width += more;
        i += used;
    }
    size_t end = i;
    if (i < n && word_end > 0)
        end = word_end;
    while (end + *skip < n && s[end + *skip] == ' ')
        ++*skip;
    while (i < n && end > 0 && s[end - 1] == ' ')
        end--, ++*skip;
    return end;
}

static void wrap_paragraph(const struct wrap *w, const char *s, size_t n)
{
    do {
        size_t skip = 0;
        size_t used = n ? first_line(w, s, n, &skip) : 0;
        w->line(w->ctx, s, used);
        s += used + skip;
        n -= used + skip;
    } while (n > 0);
}

void bb_text_wrap(const char *s, int cols, void (*line)(void *ctx, const char *s, size_t n), void *ctx)
{
    struct wrap w = {.cols = cols < 1 ? 1 : cols, .line = line, .ctx = ctx};
    if (!s)
        s = "";
    for (;;) {
        size_t n = strcspn(s, "\n");
        wrap_paragraph(&w, s, n);
        if (s[n] == '\0')
            return;
        s += n + 1;
    }
}
