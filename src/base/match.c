/* Finding what was meant: fuzzy matches and the nearest word. */
#include <bepboard/text.h>
#include <ctype.h>
#include <string.h>

enum { WORD_START = 8, IN_A_RUN = 6, HIT = 2, WHOLE = 20, WORD_MAX = 64 };

/* Bytes of the character at s, which is valid UTF-8 (a stray byte counts as a character). */
static size_t char_bytes(const char *s)
{
    size_t n = 1;
    while (((unsigned char)s[n] & 0xC0) == 0x80)
        n++;
    return n;
}

static bool starts_word(const char *hay, const char *at)
{
    return at == hay || strchr(" -_/.:,(", at[-1]) != NULL;
}

/* The first place at or after `from` where the character c of n bytes stands, or NULL. */
static const char *find_char(const char *from, const char *c, size_t n)
{
    for (; *from; from += char_bytes(from))
        if (strncmp(from, c, n) == 0)
            return from;
    return NULL;
}

/* Score of the match whose first character is at `at`; 0 if the rest does not follow. */
static int score_from(const char *hay, const char *at, const char *needle)
{
    int score = 0;
    const char *end = NULL;
    for (const char *c = needle; *c;) {
        size_t n = char_bytes(c);
        at = find_char(at, c, n);
        if (!at)
            return 0;
        score += HIT + (starts_word(hay, at) ? WORD_START : 0) + (at == end ? IN_A_RUN : 0);
        at += n;
        end = at;
        c += n;
    }
    return score;
}

int bb_text_fuzzy(const char *hay, const char *needle)
{
    if (!*needle)
        return 1;
    int best = 0;
    size_t first = char_bytes(needle);
    for (const char *at = hay; (at = find_char(at, needle, first)); at += first) {
        int score = score_from(hay, at, needle);
        if (score == 0)
            break;
        best = score > best ? score : best;
    }
    if (best && strcmp(hay, needle) == 0)
        best += WHOLE;
    return best;
}

static int least(int a, int b, int c)
{
    int m = a < b ? a : b;
    return m < c ? m : c;
}

static bool same(char a, char b)
{
    return tolower((unsigned char)a) == tolower((unsigned char)b);
}

/* Edits (insert, delete, replace, swap of neighbours) that make b of a; both at most WORD_MAX bytes. */
static int edits(const char *a, size_t a_n, const char *b, size_t b_n)
{
    int d[3][WORD_MAX + 1];
    for (size_t j = 0; j <= b_n; j++)
        d[0][j] = (int)j;
    for (size_t i = 1; i <= a_n; i++) {
        int *row = d[i % 3], *above = d[(i + 2) % 3], *above2 = d[(i + 1) % 3];
        row[0] = (int)i;
        for (size_t j = 1; j <= b_n; j++) {
            row[j] = least(above[j] + 1, row[j - 1] + 1, above[j - 1] + (same(a[i - 1], b[j - 1]) ? 0 : 1));
            if (i > 1 && j > 1 && same(a[i - 1], b[j - 2]) && same(a[i - 2], b[j - 1]) && above2[j - 2] + 1 < row[j])
                row[j] = above2[j - 2] + 1;
        }
    }
    return d[a_n % 3][b_n];
}

const char *bb_text_nearest(const char *word, const char *const *list, size_t n)
{
    size_t word_n = strlen(word);
    if (word_n == 0 || word_n > WORD_MAX)
        return NULL;
    const char *nearest = NULL;
    int least_edits = (int)word_n / 3 + 2; /* one more than we would suggest */
    for (size_t i = 0; i < n; i++) {
        size_t entry_n = strlen(list[i]);
        if (entry_n == 0 || entry_n > WORD_MAX)
            continue;
        int e = edits(word, word_n, list[i], entry_n);
        if (e < least_edits && e < (int)entry_n) {
            least_edits = e;
            nearest = list[i];
        }
    }
    return nearest;
}
