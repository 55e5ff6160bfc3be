/* Where an axis gets its numbers and dates. */
#pragma once

#include <bepboard/date.h>

enum { BB_TICKS_MAX = 40 };

/* Values of an axis: first, first + step, … (n of them), all multiples of 1, 2 or 5 times a power of ten. */
struct bb_ticks {
    double first, step;
    int n;        /* 0 when the range holds none or is not finite */
    int decimals; /* that a label needs */
};
/* The ticks inside lo..hi, at most `most` (1..BB_TICKS_MAX) and as many as the steps allow. `whole` forbids fractions.
 */
struct bb_ticks bb_ticks_nice(double lo, double hi, int most, bool whole);

/* A tick of a time axis: a day and what is written under it ("2026-08", "1954", "08-24"). */
struct bb_day_tick {
    int32_t day;
    char label[16];
};
/* Ticks from day `first` to day `last` for an axis of `cols` columns: years, months (on their last day, as months are
 * stored) or days, so few that labels keep two free columns between them, and none finer than the data's own
 * precision `finest`; days only on axes of up to 75 days. Returns how many, 0..BB_TICKS_MAX. */
int bb_ticks_days(int32_t first, int32_t last, int cols, enum bb_precision finest,
                  struct bb_day_tick out[BB_TICKS_MAX]);
