/* Days without a zone, their precision, and the injected clock. */
#pragma once

#include <bepboard/error.h>
#include <bepboard/str.h>
#include <stdbool.h>
#include <stdint.h>

enum bb_precision { BB_NO_DATE = 0, BB_DAY, BB_MONTH, BB_YEAR };

/* A day, month or year. `day` counts from 1970-01-01 and is the *last* day of a month or year.
 * Zeroed memory is "no date". Dates compare by day; a date without a day sorts last. */
struct bb_date {
    int32_t day;
    int32_t precision; /* enum bb_precision */
};

/* A day number and its proleptic Gregorian parts; month 1..12, day 1..31. */
int32_t bb_day_from_civil(int year, int month, int day);
void bb_day_to_civil(int32_t day, int *year, int *month, int *mday);
int bb_day_weekday(int32_t day); /* 0 = Monday .. 6 = Sunday */
/* Index of the month that holds the day: year * 12 + month - 1; and the last day of a month index. */
int bb_month_of(int32_t day);
int32_t bb_month_last_day(int month_index);

/* The same day so many months later, or the last day of a shorter month. */
int32_t bb_day_add_months(int32_t day, int months);
/* Reads YYYY-MM-DD, YYYY-MM or YYYY (0001..9999). False leaves *out alone. */
bool bb_date_parse(const char *s, struct bb_date *out);
/* The same plus what people type in forms: today, yesterday, tomorrow, +2w, -3d, +1m, +1y, mon..sun (the next one,
 * today included), 31 aug, aug 31 (the next one too, unless a year follows: 31 aug 2025). On failure err names the
 * accepted forms. */
bool bb_date_parse_loose(const char *s, int32_t today, struct bb_date *out, struct bb_error *err);
/* Appends the ISO form with the date's own precision ("2026-11-22", "1953-11", "1915"); nothing for no date. */
void bb_date_format(struct bb_str *out, struct bb_date d);
struct bb_date bb_date_of(int32_t day); /* with day precision */

/* The injected clock: real time, or fixed by --now. Zeroed memory is the real clock. */
struct bb_clock {
    bool fixed;
    int64_t fixed_us; /* UTC microseconds */
    char zone[64];    /* IANA name that turns instants into days; "" = UTC */
};
/* Fixes the clock from YYYY-MM-DD (noon UTC) or YYYY-MM-DDTHH:MM:SS (UTC). */
bool bb_clock_fix(struct bb_clock *c, const char *text, struct bb_error *err);
int64_t bb_clock_us(const struct bb_clock *c); /* UTC microseconds */
int32_t bb_clock_today(const struct bb_clock *c);
/* The day on which an instant falls in the clock's zone; unknown zones count as UTC. This and bb_time_format borrow
 * the environment's TZ for the moment of the call: for one thread only. */
int32_t bb_day_of_us(int64_t us, const char *zone);
/* The first instant in the zone that is no longer of that day. */
int64_t bb_us_after_day(int32_t day, const char *zone);
/* Appends an instant as "YYYY-MM-DD HH:MM" in the zone. */
void bb_time_format(struct bb_str *out, int64_t us, const char *zone);
int64_t bb_monotonic_us(void); /* for timers, never for records */
