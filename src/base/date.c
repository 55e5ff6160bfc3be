/* Days, months and years of the proleptic Gregorian calendar. */
#include <bepboard/date.h>
#include <string.h>

enum { YEAR_MIN = 1, YEAR_MAX = 9999, DAYS_TO_1970 = 719162 }; /* days from 0001-01-01 to 1970-01-01 */

static int64_t floor_div(int64_t a, int64_t b)
{
    return a / b - (a % b < 0);
}

static bool is_leap(int64_t year)
{
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

/* Days before the first of a month of a common year; the 13th is the year's end. */
static const int month_starts[] = {0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365};

static int64_t month_start(int64_t year, int month)
{
    return month_starts[month - 1] + (month > 2 && is_leap(year));
}

static int64_t year_start(int64_t year)
{
    int64_t y = year - 1;
    return 365 * y + floor_div(y, 4) - floor_div(y, 100) + floor_div(y, 400) - DAYS_TO_1970;
}

int32_t bb_day_from_civil(int year, int month, int day)
{
    return (int32_t)(year_start(year) + month_start(year, month) + day - 1);
}

void bb_day_to_civil(int32_t day, int *year, int *month, int *mday)
{
    int64_t y = floor_div(((int64_t)day + DAYS_TO_1970) * 400, 146097) + 1;
    while (year_start(y) > day)
        y--;
    while (year_start(y + 1) <= day)
        y++;
    int64_t in_year = day - year_start(y);
    int m = 12;
    while (month_start(y, m) > in_year)
        m--;
    *year = (int)y;
    *month = m;
    *mday = (int)(in_year - month_start(y, m)) + 1;
}

int bb_day_weekday(int32_t day)
{
    int64_t since_monday = (int64_t)day + 3; /* 1970-01-01 was a Thursday */
    return (int)(since_monday - 7 * floor_div(since_monday, 7));
}

int bb_month_of(int32_t day)
{
    int year, month, mday;
    bb_day_to_civil(day, &year, &month, &mday);
    return year * 12 + month - 1;
}

int32_t bb_month_last_day(int month_index)
{
    int64_t year = floor_div(month_index, 12);
    int month = (int)(month_index - year * 12) + 1;
    int64_t length = month_starts[month] - month_starts[month - 1] + (month == 2 && is_leap(year));
    return (int32_t)(year_start(year) + month_start(year, month) + length - 1);
}

int32_t bb_day_add_months(int32_t day, int months)
{
    int year, month, mday;
    bb_day_to_civil(day, &year, &month, &mday);
    int index = year * 12 + month - 1 + months;
    int32_t last = bb_month_last_day(index), length = last - bb_month_last_day(index - 1);
    return last - length + (mday < length ? mday : length);
}

/* Reads exactly n digits; -1 if one is none. */
static int digits(const char *s, int n)
{
    int value = 0;
    for (int i = 0; i < n; i++) {
        if (s[i] < '0' || s[i] > '9')
            return -1;
        value = value * 10 + s[i] - '0';
    }
    return value;
}

bool bb_date_parse(const char *s, struct bb_date *out)
{
    size_t n = s ? strnlen(s, 11) : 0;
    if (n != 4 && n != 7 && n != 10)
        return false;
    int year = digits(s, 4);
    if (year < YEAR_MIN || year > YEAR_MAX)
        return false;
    if (n == 4) {
        *out = (struct bb_date){bb_month_last_day(year * 12 + 11), BB_YEAR};
        return true;
    }
    int month = s[4] == '-' ? digits(s + 5, 2) : -1;
    if (month < 1 || month > 12)
        return false;
    int32_t last = bb_month_last_day(year * 12 + month - 1);
    if (n == 7) {
        *out = (struct bb_date){last, BB_MONTH};
        return true;
    }
    int mday = s[7] == '-' ? digits(s + 8, 2) : -1;
    if (mday < 1 || bb_day_from_civil(year, month, mday) > last)
        return false;
    *out = bb_date_of(bb_day_from_civil(year, month, mday));
    return true;
}

void bb_date_format(struct bb_str *out, struct bb_date d)
{
    int year, month, mday;
    bb_day_to_civil(d.day, &year, &month, &mday);
    if (d.precision == BB_DAY)
        bb_str_addf(out, "%04d-%02d-%02d", year, month, mday);
    else if (d.precision == BB_MONTH)
        bb_str_addf(out, "%04d-%02d", year, month);
    else if (d.precision == BB_YEAR)
        bb_str_addf(out, "%04d", year);
}

struct bb_date bb_date_of(int32_t day)
{
    return (struct bb_date){.day = day, .precision = BB_DAY};
}
