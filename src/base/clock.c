/* The injected clock, and instants in a zone. */
#include <bepboard/date.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define SECOND_US INT64_C(1000000)
#define DAY_S INT64_C(86400)

static int64_t floor_div(int64_t a, int64_t b)
{
    return a / b - (a % b < 0);
}

static int two(const char *s)
{
    return s[0] >= '0' && s[0] <= '9' && s[1] >= '0' && s[1] <= '9' ? (s[0] - '0') * 10 + s[1] - '0' : 99;
}

/* Seconds after midnight of "THH:MM:SS" (a final Z may follow), or -1. */
static int64_t seconds_of(const char *s)
{
    size_t n = strlen(s);
    if ((n != 9 && !(n == 10 && s[9] == 'Z')) || s[0] != 'T' || s[3] != ':' || s[6] != ':')
        return -1;
    int h = two(s + 1), m = two(s + 4), sec = two(s + 7);
    return h < 24 && m < 60 && sec < 60 ? h * 3600 + m * 60 + sec : -1;
}

bool bb_clock_fix(struct bb_clock *c, const char *text, struct bb_error *err)
{
    char day[11] = "";
    struct bb_date date = {0};
    size_t n = strlen(text);
    if (n >= 10)
        memcpy(day, text, 10);
    int64_t seconds = n == 10 ? DAY_S / 2 : n > 10 ? seconds_of(text + 10) : -1;
    if (seconds < 0 || !bb_date_parse(day, &date))
        return bb_fail(err, BB_E_USAGE, "\"%.60s\" is not a time; write 2026-11-22 or 2026-11-22T09:30:00 (UTC).",
                       text);
    c->fixed = true;
    c->fixed_us = (date.day * DAY_S + seconds) * SECOND_US;
    return true;
}

static int64_t us_of(clockid_t id)
{
    struct timespec now;
    clock_gettime(id, &now);
    return now.tv_sec * SECOND_US + now.tv_nsec / 1000;
}

int64_t bb_clock_us(const struct bb_clock *c)
{
    return c->fixed ? c->fixed_us : us_of(CLOCK_REALTIME);
}

int64_t bb_monotonic_us(void)
{
    return us_of(CLOCK_MONOTONIC);
}

int32_t bb_clock_today(const struct bb_clock *c)
{
    return bb_day_of_us(bb_clock_us(c), c->zone);
}

/* A zone is a name below the zone directory, never a path out of it. */
static bool is_zone_name(const char *zone)
{
    if (!zone || !*zone || *zone == '/' || *zone == '.' || strstr(zone, ".."))
        return false;
    return zone[strspn(zone, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789/_+-")] == '\0';
}

/* Seconds east of UTC. The C library only knows the zone of the environment: the one that was asked for last stays
 * there, for reading a zone's file costs more than all the rest. */
static int64_t zone_offset(int64_t seconds, const char *zone)
{
    if (!is_zone_name(zone) || strcmp(zone, "UTC") == 0)
        return 0;
    char name[80] = ":";
    strncat(name, zone, sizeof name - 2);
    const char *now = getenv("TZ");
    if (!now || strcmp(now, name) != 0) {
        setenv("TZ", name, 1);
        tzset();
    }
    time_t at = (time_t)seconds;
    struct tm local;
    return localtime_r(&at, &local) ? local.tm_gmtoff : 0;
}

static int64_t local_seconds(int64_t us, const char *zone)
{
    int64_t seconds = floor_div(us, SECOND_US);
    return seconds + zone_offset(seconds, zone);
}

int32_t bb_day_of_us(int64_t us, const char *zone)
{
    return (int32_t)floor_div(local_seconds(us, zone), DAY_S);
}

int64_t bb_us_after_day(int32_t day, const char *zone)
{
    /* No place is further from UTC. */
    const int64_t next = ((int64_t)day + 1) * DAY_S, far = 15 * INT64_C(3600);
    int64_t of_day = next - far, after = next + far;
    while (of_day + 1 < after) {
        int64_t middle = of_day + (after - of_day) / 2;
        if (bb_day_of_us(middle * SECOND_US, zone) > day)
            after = middle;
        else
            of_day = middle;
    }
    return after * SECOND_US;
}

void bb_time_format(struct bb_str *out, int64_t us, const char *zone)
{
    int64_t local = local_seconds(us, zone);
    int64_t day = floor_div(local, DAY_S);
    int minute = (int)((local - day * DAY_S) / 60);
    bb_date_format(out, bb_date_of((int32_t)day));
    bb_str_addf(out, " %02d:%02d", minute / 60, minute % 60);
}
