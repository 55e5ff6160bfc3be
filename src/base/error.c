#include <assert.h>
#include <bepboard/error.h>
#include <bepboard/text.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static const int exit_statuses[] = {
    [BB_OK] = 0,          [BB_E_FAILED] = 1,   [BB_E_USAGE] = 2, [BB_E_INPUT] = 3,
    [BB_E_NOT_FOUND] = 1, [BB_E_CONFLICT] = 1, [BB_E_BUSY] = 4,  [BB_E_READ_ONLY] = 4,
    [BB_E_FULL] = 1,      [BB_E_CORRUPT] = 3,  [BB_E_NEWER] = 3, [BB_E_INTERRUPTED] = 130,
};
static_assert(sizeof exit_statuses / sizeof *exit_statuses == BB_CODE_COUNT, "every code has an exit status");

/* The last of n bytes may be the beginning of a character whose rest was cut off. */
static void drop_torn_character(char *s, size_t n)
{
    size_t start = n - 1;
    while (start > 0 && ((unsigned char)s[start] & 0xC0) == 0x80)
        start--;
    uint32_t cp;
    if (bb_utf8_decode(s + start, n - start, &cp) == 0)
        s[start] = '\0';
}

/* Quoted input may be no UTF-8, or cut within a character by a precision such as %.60s. */
static void repair(char *s, size_t n)
{
    for (size_t i = bb_utf8_valid(s, n); i < n; i += bb_utf8_valid(s + i, n - i))
        s[i++] = '?';
}

bool bb_fail(struct bb_error *err, enum bb_code code, const char *fmt, ...)
{
    if (!err)
        return false;
    char text[sizeof err->text]; /* the old text may be among the arguments */
    va_list args;
    va_start(args, fmt);
    int n = vsnprintf(text, sizeof text, fmt, args);
    va_end(args);
    if (n < 0)
        text[0] = '\0';
    else if ((size_t)n >= sizeof text)
        drop_torn_character(text, sizeof text - 1);
    repair(text, strlen(text));
    err->code = code;
    memcpy(err->text, text, sizeof text);
    return false;
}

int bb_error_exit_status(enum bb_code code)
{
    return (unsigned)code < BB_CODE_COUNT ? exit_statuses[code] : 1;
}

const char *bb_error_neutral(enum bb_code code)
{
    static const char *const sentences[] = {
        [BB_OK] = "Nothing went wrong.",
        [BB_E_FAILED] = "That did not work; at your own desk you are told why.",
        [BB_E_USAGE] = "That was not understood; at your own desk you are told why.",
        [BB_E_INPUT] = "Something in it is not valid; at your own desk you are told what.",
        [BB_E_NOT_FOUND] = "There is no such thing that may be shown here.",
        [BB_E_CONFLICT] = "Somebody else changed the same; look at it at your own desk.",
        [BB_E_BUSY] = "The database is busy; try again.",
        [BB_E_READ_ONLY] = "The database can only be read.",
        [BB_E_FULL] = "The disk is full.",
        [BB_E_CORRUPT] = "The database cannot be read; `bepboard doctor` says more.",
        [BB_E_NEWER] = "The database needs a newer bepboard.",
        [BB_E_INTERRUPTED] = "Interrupted.",
    };
    static_assert(sizeof sentences / sizeof *sentences == BB_CODE_COUNT, "every code has its sentence");
    return (unsigned)code < BB_CODE_COUNT ? sentences[code] : sentences[BB_E_FAILED];
}
