/* Makes the large data set: `large people N` and `large events N PEOPLE` write CSV to stdout, the same every time.
 * Use spreads along a logistic curve over two years: on each day only those who have begun by then use the thing. */
#include <inttypes.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { UNITS = 240, DAYS = 728 };

/* A small generator of our own, so that every machine makes the same file. */
static uint64_t next_random(uint64_t *state)
{
    uint64_t z = *state += UINT64_C(0x9E3779B97F4A7C15);
    z = (z ^ z >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ z >> 27) * UINT64_C(0x94D049BB133111EB);
    return z ^ z >> 31;
}

static void write_people(int64_t n)
{
    static const char *const roles[] = {"Clerk",  "Engineer", "Nurse", "Planner",
                                        "Driver", "Analyst",  "Buyer", "Manager"};
    uint64_t state = 1;
    puts("key,name,role,unit");
    for (int64_t i = 0; i < n; i++) {
        uint64_t r = next_random(&state);
        printf("p%07" PRId64 ",Person %07" PRId64 ",%s,Unit %03d\n", i, i, roles[r % 8], (int)(r / 8 % UNITS) + 1);
    }
}

/* Share of the people who have begun on a day, 2 % to 90 %. */
static double begun(int day)
{
    return 0.02 + 0.88 / (1 + exp(-(day - DAYS / 2.0) / 80.0));
}

/* Days since 2024-11-25 as ISO text, by the calendar. */
static void day_text(int day, char *out, size_t size)
{
    static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    int year = 2024, month = 10, rest = day + 24;
    while (rest >= lengths[month]) {
        rest -= lengths[month];
        month = (month + 1) % 12;
        year += month == 0;
    }
    snprintf(out, size, "%04d-%02d-%02d", year, month + 1, rest + 1);
}

static void write_events(int64_t n, int64_t people)
{
    uint64_t state = 2;
    puts("person,day,kind,count");
    for (int64_t i = 0; i < n; i++) {
        int day = (int)(i * DAYS / n);
        char date[40];
        day_text(day, date, sizeof date);
        uint64_t r = next_random(&state);
        int64_t rank = (int64_t)(r % (uint64_t)(people * begun(day) + 1));
        int64_t person = (int64_t)((uint64_t)rank * 999983 % (uint64_t)people); /* a prime: no two ranks share one */
        printf("p%07" PRId64 ",%s,use,%d\n", person, date, (int)(r >> 40 & 7) + 1);
    }
}

int main(int argc, char **argv)
{
    int64_t n = argc > 2 ? atoll(argv[2]) : 0, people = argc > 3 ? atoll(argv[3]) : 0;
    if (n > 0 && strcmp(argv[1], "people") == 0)
        write_people(n);
    else if (n > 0 && people > 0 && strcmp(argv[1], "events") == 0)
        write_events(n, people);
    else {
        fprintf(stderr, "large people N | large events N PEOPLE\n");
        return 2;
    }
    return fflush(stdout) == 0 && !ferror(stdout) ? 0 : 1;
}
