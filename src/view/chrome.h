/* Header, strip and last line; shared inside src/view. */
#pragma once

#include <bepboard/view.h>

void chrome_header(struct bb_grid *g, struct bb_rect line, const struct bb_scene *scene, const struct bb_view_state *s,
                   const struct bb_look *look, const struct bb_chrome *c);
void chrome_strip(struct bb_grid *g, struct bb_rect line, const struct bb_scene *scene, const struct bb_look *look);
/* While the scene looks back, the hints are the steps in time. */
void chrome_bottom(struct bb_grid *g, struct bb_rect line, const struct bb_scene *scene, const struct bb_view_state *s,
                   const struct bb_look *look, const struct bb_chrome *c);
