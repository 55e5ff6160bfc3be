#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <bepboard/date.h>

#define SECOND INT64_C(1000000)

static int32_t day(const char *iso)
{
    struct bb_date d = {0};
    assert_true(bb_date_parse(iso, &d));
    return d.day;
}

static void assert_text(struct bb_str *got, const char *wanted)
{
    assert_string_equal(bb_str_get(got), wanted);
    bb_str_finish(got);
}

static void assert_date(struct bb_date d, const char *wanted)
{
    struct bb_str s = {0};
    bb_date_format(&s, d);
    assert_text(&s, wanted);
}

static void days_count_from_1970(void **state)
{
    (void)state;
    assert_int_equal(bb_day_from_civil(1970, 1, 1), 0);
    assert_int_equal(bb_day_from_civil(1969, 12, 31), -1);
    assert_int_equal(bb_day_from_civil(2000, 3, 1), 11017);
    assert_int_equal(bb_day_from_civil(2026, 11, 22), 20779);
    assert_int_equal(bb_day_from_civil(1, 1, 1), -719162);
    assert_int_equal(bb_day_from_civil(9999, 12, 31), 2932896);
}

static void every_day_has_its_date(void **state)
{
    (void)state;
    static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    int32_t wanted = bb_day_from_civil(1, 1, 1);
    for (int year = 1; year <= 2500; year++) {
        int leap = year % 400 == 0 || (year % 4 == 0 && year % 100 != 0);
        for (int month = 1; month <= 12; month++) {
            int length = lengths[month - 1] + (month == 2 ? leap : 0);
            assert_int_equal(bb_month_last_day(year * 12 + month - 1), wanted + length - 1);
            for (int mday = 1; mday <= length; mday++, wanted++) {
                int y, m, d;
                bb_day_to_civil(wanted, &y, &m, &d);
                if (y != year || m != month || d != mday || bb_day_from_civil(y, m, d) != wanted)
                    fail_msg("day %d is %d-%d-%d", wanted, y, m, d);
            }
        }
    }
}

static void days_far_away_still_work(void **state)
{
    (void)state;
    for (int64_t at = INT32_MIN; at <= INT32_MAX; at += 999983) {
        int y, m, d;
        bb_day_to_civil((int32_t)at, &y, &m, &d);
        assert_int_equal(bb_day_from_civil(y, m, d), at);
        assert_in_range(bb_day_weekday((int32_t)at), 0, 6);
    }
}

static void weekdays_start_on_monday(void **state)
{
    (void)state;
    assert_int_equal(bb_day_weekday(day("1970-01-01")), 3);
    assert_int_equal(bb_day_weekday(day("2026-11-22")), 6);
    assert_int_equal(bb_day_weekday(day("2026-11-23")), 0);
    assert_int_equal(bb_day_weekday(day("1969-12-29")), 0);
    assert_int_equal(bb_day_weekday(day("1900-01-01")), 0);
}

static void months_have_an_index(void **state)
{
    (void)state;
    assert_int_equal(bb_month_of(day("2026-01-01")), 2026 * 12);
    assert_int_equal(bb_month_of(day("2026-12-31")), 2026 * 12 + 11);
    assert_int_equal(bb_month_last_day(2024 * 12 + 1), day("2024-02-29"));
    assert_int_equal(bb_month_last_day(1900 * 12 + 1), day("1900-02-28"));
    assert_int_equal(bb_month_last_day(2000 * 12 + 1), day("2000-02-29"));
}

static void iso_dates_keep_their_precision(void **state)
{
    (void)state;
    static const char *const good[] = {"2026-11-22", "1953-11", "1915", "0001-01-01", "9999-12-31", "2024-02-29"};
    static const char *const bad[] = {
        "",         "2026-13",    "2026-00",     "2026-02-29", "1900-02-29", "2026-11-31", "2026-11-00",  "0000",
        "26-11-22", "2026/11/22", "2026-11-22x", "2026-1-2",   "-026",       "2026-11-2",  "2026-11-22 ", "20261122",
        "x"};
    struct bb_date d = {0};
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        assert_true(bb_date_parse(good[i], &d));
        assert_date(d, good[i]);
    }
    d = (struct bb_date){5, BB_MONTH};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_false(bb_date_parse(bad[i], &d));
    assert_false(bb_date_parse(NULL, &d));
    assert_int_equal(d.day, 5);
    assert_int_equal(d.precision, BB_MONTH);
    assert_int_equal(day("1953-11"), day("1953-11-30"));
    assert_int_equal(day("1915"), day("1915-12-31"));
    assert_date((struct bb_date){0}, "");
}

static void people_type_dates_their_way(void **state)
{
    (void)state;
    static const struct {
        const char *typed, *date;
    } rows[] = {
        {"2026-12-01", "2026-12-01"},
        {"2026-12", "2026-12"},
        {" 2027 ", "2027"},
        {"today", "2026-11-22"},
        {"Yesterday", "2026-11-21"},
        {"TOMORROW", "2026-11-23"},
        {"+2w", "2026-12-06"},
        {"-3d", "2026-11-19"},
        {"+1m", "2026-12-22"},
        {"+ 1m", NULL},
        {"+1 m", "2026-12-22"},
        {"-9m", "2026-02-22"},
        {"+1y", "2027-11-22"},
        {"+0d", "2026-11-22"},
        {"sun", "2026-11-22"},
        {"mon", "2026-11-23"},
        {"Saturday", "2026-11-28"},
        {"tues", "2026-11-24"},
        {"31 aug", "2027-08-31"},
        {"aug 31", "2027-08-31"},
        {"22 nov", "2026-11-22"},
        {"21 nov", "2027-11-21"},
        {"dec 24", "2026-12-24"},
        {"29 feb", "2028-02-29"},
        {"31 aug 2025", "2025-08-31"},
        {"Aug. 31, 2025", "2025-08-31"},
        {"30 february", NULL},
        {"31 jun", NULL},
        {"29 feb 2026", NULL},
        {"su", NULL},
        {"mo", NULL},
        {"+w", NULL},
        {"+2x", NULL},
        {"+999999d", NULL},
        {"-99999y", NULL},
        {"soon", NULL},
        {"", NULL},
        {"31", NULL},
        {"aug", NULL},
        {"0 aug", NULL},
        {"sunny", NULL},
        {"31 aug 99999", NULL},
        {"\033[2J", NULL},
        {"a very long line that is certainly no date of any kind at all", NULL},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct bb_date d = {0};
        struct bb_error err = {0};
        bool ok = bb_date_parse_loose(rows[i].typed, day("2026-11-22"), &d, &err);
        if (ok != (rows[i].date != NULL))
            fail_msg("\"%s\" was %s", rows[i].typed, ok ? "taken" : "refused");
        assert_date(d, ok ? rows[i].date : "");
        assert_int_equal(err.code, ok ? BB_OK : BB_E_INPUT);
        assert_true(ok || strstr(err.text, "31 aug") != NULL);
    }
}

static void a_month_later_stays_in_the_month(void **state)
{
    (void)state;
    struct bb_date d = {0};
    assert_true(bb_date_parse_loose("+1m", day("2026-01-31"), &d, NULL));
    assert_date(d, "2026-02-28");
    assert_true(bb_date_parse_loose("+1y", day("2024-02-29"), &d, NULL));
    assert_date(d, "2025-02-28");
    assert_true(bb_date_parse_loose("-1m", day("2026-03-31"), &d, NULL));
    assert_date(d, "2026-02-28");
}

static void the_clock_can_be_fixed(void **state)
{
    (void)state;
    struct bb_clock c = {0};
    assert_true(bb_clock_fix(&c, "2026-11-22", NULL));
    assert_int_equal(bb_clock_us(&c), (INT64_C(20779) * 86400 + 43200) * SECOND);
    assert_int_equal(bb_clock_today(&c), day("2026-11-22"));
    assert_true(bb_clock_fix(&c, "2026-11-22T23:30:05", NULL));
    assert_int_equal(bb_clock_us(&c), (INT64_C(20779) * 86400 + 84605) * SECOND);
    assert_int_equal(bb_clock_us(&c), bb_clock_us(&c));
    static const char *const bad[] = {
        "",           "2026-11", "2026-11-22T", "2026-11-22T24:00:00", "2026-11-22 10:00:00", "2026-11-22T10:00",
        "2026-02-30", "now"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct bb_error err = {0};
        assert_false(bb_clock_fix(&c, bad[i], &err));
        assert_int_equal(err.code, BB_E_USAGE);
    }
    assert_int_equal(bb_clock_today(&c), day("2026-11-22"));
}

static void the_real_clock_runs(void **state)
{
    (void)state;
    struct bb_clock c = {0};
    assert_true(bb_clock_us(&c) > INT64_C(1700000000) * SECOND);
    int64_t before = bb_monotonic_us();
    assert_true(bb_monotonic_us() >= before);
}

static void a_zone_decides_which_day_it_is(void **state)
{
    (void)state;
    struct bb_clock c = {.zone = "Asia/Tokyo"};
    assert_true(bb_clock_fix(&c, "2026-11-22T23:30:00", NULL));
    assert_int_equal(bb_clock_today(&c), day("2026-11-23"));
    struct bb_str s = {0};
    bb_time_format(&s, c.fixed_us, "Europe/Berlin");
    assert_text(&s, "2026-11-23 00:30");
    bb_time_format(&s, c.fixed_us - INT64_C(120) * 86400 * SECOND, "Europe/Berlin");
    assert_text(&s, "2026-07-26 01:30");
    bb_time_format(&s, c.fixed_us, "America/New_York");
    assert_text(&s, "2026-11-22 18:30");
    bb_time_format(&s, -1, "");
    assert_text(&s, "1969-12-31 23:59");
}

static void an_unknown_zone_counts_as_utc(void **state)
{
    (void)state;
    static const char *const zones[] = {"",          "UTC", "Nowhere/Atall", "../../etc/passwd", "/etc/passwd",
                                        "EST5EDT,x", "\033"};
    for (size_t i = 0; i < sizeof zones / sizeof *zones; i++) {
        struct bb_str s = {0};
        bb_time_format(&s, (INT64_C(20779) * 86400 + 84600) * SECOND, zones[i]);
        assert_text(&s, "2026-11-22 23:30");
    }
    assert_int_equal(bb_day_of_us(0, NULL), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(days_count_from_1970),           cmocka_unit_test(every_day_has_its_date),
        cmocka_unit_test(days_far_away_still_work),       cmocka_unit_test(weekdays_start_on_monday),
        cmocka_unit_test(months_have_an_index),           cmocka_unit_test(iso_dates_keep_their_precision),
        cmocka_unit_test(people_type_dates_their_way),    cmocka_unit_test(a_month_later_stays_in_the_month),
        cmocka_unit_test(the_clock_can_be_fixed),         cmocka_unit_test(the_real_clock_runs),
        cmocka_unit_test(a_zone_decides_which_day_it_is), cmocka_unit_test(an_unknown_zone_counts_as_utc),
    };
    setenv("TZ", "UTC", 1);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
