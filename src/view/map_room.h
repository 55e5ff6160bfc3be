/* The map before the room. */
#pragma once

#include "pen.h"
#include <bepboard/chart_view.h>

/* Groups instead of people, in as many columns as there is width for; what does not fit is left out. */
void map_draw_room(const struct bb_pen *p, const struct bb_map_view *v);
