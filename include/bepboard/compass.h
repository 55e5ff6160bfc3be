/* From mark to mark by arrow keys. */
#pragma once

#include <stddef.h>
#include <stdint.h>

enum bb_direction { BB_GO_UP, BB_GO_DOWN, BB_GO_LEFT, BB_GO_RIGHT, BB_DIRECTION_COUNT };

struct bb_place {
    int x, y; /* cells; no two places are the same */
};
/* The neighbour of one place in each direction; -1 = there is none. */
struct bb_compass {
    int32_t to[BB_DIRECTION_COUNT];
};
/* Fills out[n]. The neighbour is the nearest place within 45 degrees of the direction (a row counts as two columns),
 * else the nearest on that side. Where that would leave places that no arrows lead to, some arrows are led there, so
 * that every place can be reached from every other one. */
void bb_compass_build(const struct bb_place *places, size_t n, struct bb_compass *out);
