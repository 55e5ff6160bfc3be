#include <bepboard/json.h>
#include <bepboard/text.h>
#include <stdio.h>
#include <string.h>

static void write_escape(struct bb_str *out, uint32_t cp)
{
    static const char *const shorts[] = {
        ['\b'] = "\\b", ['\t'] = "\\t", ['\n'] = "\\n", ['\f'] = "\\f", ['\r'] = "\\r"};
    if (cp < sizeof shorts / sizeof *shorts && shorts[cp])
        bb_str_add(out, shorts[cp]);
    else
        bb_str_addf(out, "\\u%04x", (unsigned)cp);
}

void bb_json_string(struct bb_str *out, const char *s)
{
    if (!s) {
        bb_str_add(out, "null");
        return;
    }
    bb_str_addc(out, '"');
    for (size_t n = strlen(s), i = 0; i < n;) {
        uint32_t cp = 0xFFFD;
        size_t used = bb_utf8_decode(s + i, n - i, &cp);
        if (used == 0)
            bb_str_add(out, "\\ufffd");
        else if (cp == '"' || cp == '\\')
            bb_str_addf(out, "\\%c", (char)cp);
        else if (cp < 0x20 || cp == 0x7F || cp == 0x2028 || cp == 0x2029)
            write_escape(out, cp);
        else
            bb_str_addn(out, s + i, used);
        i += used ? used : 1;
    }
    bb_str_addc(out, '"');
}

enum { EXPECT_VALUE, EXPECT_FIRST_KEY, EXPECT_KEY, EXPECT_FIRST_VALUE, EXPECT_COMMA, EXPECT_END };

void bb_json_init(struct bb_json *j, const char *s, size_t n)
{
    *j = (struct bb_json){.s = s, .n = n, .line = 1, .column = 1, .lines = 1};
}

void bb_json_finish(struct bb_json *j)
{
    bb_str_finish(&j->text);
}

static enum bb_json_token fail(struct bb_json *j, const char *message)
{
    j->message = message;
    j->line = j->lines;
    j->column = (int)(j->at - j->line_start) + 1;
    j->expect = -1;
    return BB_JSON_ERROR;
}

static void skip_space(struct bb_json *j)
{
    for (; j->at < j->n && strchr(" \t\r\n", j->s[j->at]) && j->s[j->at]; j->at++)
        if (j->s[j->at] == '\n') {
            j->lines++;
            j->line_start = j->at + 1;
        }
}

static int hex4(const struct bb_json *j, size_t at)
{
    int v = 0;
    for (size_t i = at; i < at + 4; i++) {
        char c = i < j->n ? j->s[i] : 0;
        int digit = c >= '0' && c <= '9'   ? c - '0'
                    : c >= 'a' && c <= 'f' ? c - 'a' + 10
                    : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                           : -1;
        if (digit < 0)
            return -1;
        v = v * 16 + digit;
    }
    return v;
}

/* At the character after a backslash and u; moves behind the escape. */
static bool read_unicode(struct bb_json *j)
{
    int high = hex4(j, j->at);
    if (high <= 0)
        return false;
    j->at += 4;
    uint32_t cp = (uint32_t)high;
    if (high >= 0xD800 && high < 0xDC00) {
        int low = j->at + 6 <= j->n && j->s[j->at] == '\\' && j->s[j->at + 1] == 'u' ? hex4(j, j->at + 2) : -1;
        if (low < 0xDC00 || low > 0xDFFF)
            return false;
        cp = 0x10000 + (((uint32_t)high - 0xD800) << 10) + ((uint32_t)low - 0xDC00);
        j->at += 6;
    } else if (high >= 0xDC00 && high < 0xE000) {
        return false;
    }
    bb_utf8_encode(&j->text, cp);
    return true;
}

static bool read_escape(struct bb_json *j)
{
    static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
    char c = j->at < j->n ? j->s[j->at] : 0;
    j->at++;
    if (c == 'u')
        return read_unicode(j);
    const char *p = c ? strchr(from, c) : NULL;
    if (p)
        bb_str_addc(&j->text, to[p - from]);
    return p != NULL;
}

/* At the opening quote; leaves the string in j->text. */
static bool read_string(struct bb_json *j)
{
    bb_str_clear(&j->text);
    j->at++;
    while (j->at < j->n && j->s[j->at] != '"') {
        unsigned char c = (unsigned char)j->s[j->at];
        if (c < 0x20)
            return fail(j, "a control character in a string: escape it as \\u00XX");
        if (c == '\\') {
            j->at++;
            if (!read_escape(j))
                return fail(j, "an escape that JSON does not know");
            continue;
        }
        uint32_t cp;
        size_t used = bb_utf8_decode(j->s + j->at, j->n - j->at, &cp);
        if (!used)
            return fail(j, "bytes that are not UTF-8");
        bb_str_addn(&j->text, j->s + j->at, used);
        j->at += used;
    }
    if (j->at >= j->n)
        return fail(j, "a string without its closing quote");
    j->at++;
    return true;
}

static size_t digits(const struct bb_json *j, size_t at)
{
    size_t i = at;
    while (i < j->n && j->s[i] >= '0' && j->s[i] <= '9')
        i++;
    return i - at;
}

static bool read_number(struct bb_json *j)
{
    size_t start = j->at, i = j->at;
    if (i < j->n && j->s[i] == '-')
        i++;
    size_t whole = digits(j, i);
    if (whole == 0 || (whole > 1 && j->s[i] == '0'))
        return false;
    i += whole;
    if (i < j->n && j->s[i] == '.') {
        size_t part = digits(j, i + 1);
        if (!part)
            return false;
        i += 1 + part;
    }
    if (i < j->n && (j->s[i] == 'e' || j->s[i] == 'E')) {
        i++;
        if (i < j->n && (j->s[i] == '+' || j->s[i] == '-'))
            i++;
        size_t part = digits(j, i);
        if (!part)
            return false;
        i += part;
    }
    bb_str_clear(&j->text);
    bb_str_addn(&j->text, j->s + start, i - start);
    j->at = i;
    return true;
}

static void value_read(struct bb_json *j)
{
    j->expect = j->depth ? EXPECT_COMMA : EXPECT_END;
}

static enum bb_json_token open_container(struct bb_json *j, char c)
{
    if (j->depth == BB_JSON_DEPTH)
        return fail(j, "values nested deeper than 32 levels");
    j->stack[j->depth++] = c;
    j->at++;
    j->expect = c == '{' ? EXPECT_FIRST_KEY : EXPECT_FIRST_VALUE;
    return c == '{' ? BB_JSON_OBJECT : BB_JSON_ARRAY;
}

static enum bb_json_token close_container(struct bb_json *j, char c)
{
    j->depth--;
    j->at++;
    value_read(j);
    return c == '}' ? BB_JSON_OBJECT_END : BB_JSON_ARRAY_END;
}

static enum bb_json_token read_word(struct bb_json *j)
{
    static const struct {
        const char *word;
        enum bb_json_token token;
    } words[] = {{"true", BB_JSON_TRUE}, {"false", BB_JSON_FALSE}, {"null", BB_JSON_NULL}};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        size_t n = strlen(words[i].word);
        if (j->n - j->at >= n && memcmp(j->s + j->at, words[i].word, n) == 0) {
            j->at += n;
            value_read(j);
            return words[i].token;
        }
    }
    return fail(j,
                "a value was expected: an object, an array, a string in double quotes, a number, true, false or null");
}

static enum bb_json_token read_value(struct bb_json *j, char c)
{
    if (c == '{' || c == '[')
        return open_container(j, c);
    if (c == '"') {
        if (!read_string(j))
            return BB_JSON_ERROR;
        value_read(j);
        return BB_JSON_STRING;
    }
    if (c == '-' || (c >= '0' && c <= '9')) {
        if (!read_number(j))
            return fail(j, "a number that JSON does not know");
        value_read(j);
        return BB_JSON_NUMBER;
    }
    return read_word(j);
}

static enum bb_json_token read_key(struct bb_json *j)
{
    if (!read_string(j))
        return BB_JSON_ERROR;
    skip_space(j);
    if (j->at >= j->n || j->s[j->at] != ':')
        return fail(j, "a colon was expected after the name");
    j->at++;
    j->expect = EXPECT_VALUE;
    return BB_JSON_KEY;
}

enum bb_json_token bb_json_next(struct bb_json *j)
{
    if (j->expect < 0)
        return BB_JSON_ERROR;
    skip_space(j);
    j->line = j->lines;
    j->column = (int)(j->at - j->line_start) + 1;
    char c = j->at < j->n ? j->s[j->at] : 0;
    char inside = j->depth ? j->stack[j->depth - 1] : 0;
    if (j->expect == EXPECT_END)
        return j->at == j->n ? BB_JSON_END : fail(j, "text after the end of the value");
    if (j->at == j->n)
        return fail(j, "the file ends in the middle of a value");
    if (j->expect != EXPECT_VALUE && j->expect != EXPECT_KEY &&
        ((inside == '{' && c == '}') || (inside == '[' && c == ']')))
        return close_container(j, c);
    if (j->expect == EXPECT_COMMA) {
        if (c != ',')
            return fail(j, inside == '{' ? "a comma or } was expected" : "a comma or ] was expected");
        j->at++;
        j->expect = inside == '{' ? EXPECT_KEY : EXPECT_VALUE;
        return bb_json_next(j);
    }
    if (j->expect == EXPECT_KEY || j->expect == EXPECT_FIRST_KEY)
        return c == '"' ? read_key(j) : fail(j, "a name in double quotes was expected");
    return read_value(j, c);
}

bool bb_json_skip(struct bb_json *j, enum bb_json_token token)
{
    if (token == BB_JSON_ERROR || token == BB_JSON_END)
        return false;
    if (token != BB_JSON_OBJECT && token != BB_JSON_ARRAY)
        return true;
    for (int depth = j->depth - 1; j->depth > depth;)
        if (bb_json_next(j) == BB_JSON_ERROR)
            return false;
    return true;
}
