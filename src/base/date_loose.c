/* The dates that people type into forms. */
#include <bepboard/date.h>
#include <ctype.h>
#include <string.h>

enum { TYPED_MAX = 40, YEARS_TO_A_LEAP_DAY = 8, COUNT_MAX = 99999 };

static const char *const weekdays[] = {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"};
static const char *const months[] = {"january", "february", "march",     "april",   "may",      "june",
                                     "july",    "august",   "september", "october", "november", "december"};

struct near {
    const char *word;
    int days;
};
static const struct near nears[] = {{"yesterday", -1}, {"today", 0}, {"tomorrow", 1}};

/* Copies s in lower case, without spaces around it and with single ones inside; false if it is too long. */
static bool tidy(char to[TYPED_MAX], const char *s)
{
    size_t n = 0;
    for (; *s; s++) {
        char c = *s == ',' || *s == '\t' ? ' ' : (char)tolower((unsigned char)*s);
        if (c == ' ' && (n == 0 || to[n - 1] == ' '))
            continue;
        if (n + 1 >= TYPED_MAX)
            return false;
        to[n++] = c;
    }
    while (n > 0 && to[n - 1] == ' ')
        n--;
    to[n] = '\0';
    return true;
}

/* Index of the only name that begins with the n >= 3 letters of s, or -1. */
static int name_index(const char *s, size_t n, const char *const *names, int count)
{
    if (n < 3)
        return -1;
    for (int i = 0; i < count; i++)
        if (strncmp(names[i], s, n) == 0)
            return i;
    return -1;
}

/* Reads 1 to 5 digits and moves *s behind them; -1 if there are none or too many. */
static int number(const char **s)
{
    int value = -1;
    for (; **s >= '0' && **s <= '9'; ++*s) {
        value = (value < 0 ? 0 : value) * 10 + **s - '0';
        if (value > COUNT_MAX)
            return -1;
    }
    return value;
}

static int32_t month_length(int month_index)
{
    return bb_month_last_day(month_index) - bb_month_last_day(month_index - 1);
}

/* +2w, -3d, +1m, +1y */
static bool parse_offset(const char *s, int32_t today, int32_t *day)
{
    if (*s != '+' && *s != '-')
        return false;
    int sign = *s++ == '-' ? -1 : 1;
    int n = number(&s);
    if (*s == ' ')
        s++;
    if (n < 0 || *s == '\0' || s[1] != '\0')
        return false;
    switch (*s) {
    case 'd':
        *day = today + sign * n;
        return true;
    case 'w':
        *day = today + sign * n * 7;
        return true;
    case 'm':
        *day = bb_day_add_months(today, sign * n);
        return true;
    case 'y':
        *day = bb_day_add_months(today, sign * n * 12);
        return true;
    default:
        return false;
    }
}

static bool parse_word(const char *s, int32_t today, int32_t *day)
{
    for (size_t i = 0; i < sizeof nears / sizeof *nears; i++) {
        if (strcmp(s, nears[i].word) == 0) {
            *day = today + nears[i].days;
            return true;
        }
    }
    int weekday = name_index(s, strlen(s), weekdays, 7);
    if (weekday < 0)
        return false;
    *day = today + (weekday - bb_day_weekday(today) + 7) % 7;
    return true;
}

/* The first day of that name that is not before today; 29 February waits for a leap year. */
static bool next_day_of_year(int month, int mday, int32_t today, int32_t *day)
{
    int year = bb_month_of(today) / 12;
    for (int y = year; y <= year + YEARS_TO_A_LEAP_DAY; y++) {
        if (mday > month_length(y * 12 + month - 1))
            continue;
        *day = bb_day_from_civil(y, month, mday);
        if (*day >= today)
            return true;
    }
    return false;
}

/* 31 aug, aug 31, either with a year */
static bool parse_month_day(const char *s, int32_t today, int32_t *day)
{
    int mday = number(&s);
    if (mday >= 0 && *s++ != ' ')
        return false;
    size_t letters = strcspn(s, " .");
    int month = name_index(s, letters, months, 12) + 1;
    if (month == 0)
        return false;
    s += letters;
    s += *s == '.';
    s += *s == ' ';
    if (mday < 0) {
        mday = number(&s);
        s += *s == ' ';
    }
    if (mday < 1)
        return false;
    if (*s == '\0')
        return next_day_of_year(month, mday, today, day);
    int year = number(&s);
    if (*s || year < 1 || year > 9999 || mday > month_length(year * 12 + month - 1))
        return false;
    *day = bb_day_from_civil(year, month, mday);
    return true;
}

bool bb_date_parse_loose(const char *s, int32_t today, struct bb_date *out, struct bb_error *err)
{
    char typed[TYPED_MAX];
    int32_t day;
    if (tidy(typed, s)) {
        if (bb_date_parse(typed, out))
            return true;
        if (parse_offset(typed, today, &day) || parse_word(typed, today, &day) || parse_month_day(typed, today, &day)) {
            if (day >= bb_day_from_civil(1, 1, 1) && day <= bb_day_from_civil(9999, 12, 31)) {
                *out = bb_date_of(day);
                return true;
            }
        }
    }
    return bb_fail(
        err, BB_E_INPUT,
        "\"%.60s\" is not a date; type 2026-11-22, 2026-11, 2026, today, yesterday, tomorrow, +2w, -3d, +1m, "
        "mon or 31 aug.",
        s);
}
