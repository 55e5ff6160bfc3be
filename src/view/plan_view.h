/* Sheets of the plan: the charter and its letters, convictions, trials, fading; shared inside src/view. */
#pragma once

#include <bepboard/view.h>

void list_charter(const struct bb_scene *scene, const struct bb_look *look, struct bb_list *l);
void draw_charter(struct bb_grid *g, struct bb_rect r, const struct bb_sheet_view *v);
void arithmetic_charter(const struct bb_scene *scene, struct bb_str *out);
void list_raci(const struct bb_scene *scene, const struct bb_look *look, struct bb_list *l);
void draw_raci(struct bb_grid *g, struct bb_rect r, const struct bb_sheet_view *v);
void arithmetic_raci(const struct bb_scene *scene, struct bb_str *out);
void list_hattricks(const struct bb_scene *scene, const struct bb_look *look, struct bb_list *l);
void draw_hattricks(struct bb_grid *g, struct bb_rect r, const struct bb_sheet_view *v);
void arithmetic_hattricks(const struct bb_scene *scene, struct bb_str *out);
void list_beliefs(const struct bb_scene *scene, const struct bb_look *look, struct bb_list *l);
void draw_beliefs(struct bb_grid *g, struct bb_rect r, const struct bb_sheet_view *v);
void arithmetic_beliefs(const struct bb_scene *scene, struct bb_str *out);
void list_reviews(const struct bb_scene *scene, const struct bb_look *look, struct bb_list *l);
void draw_reviews(struct bb_grid *g, struct bb_rect r, const struct bb_sheet_view *v);
void arithmetic_reviews(const struct bb_scene *scene, struct bb_str *out);
void list_burden(const struct bb_scene *scene, const struct bb_look *look, struct bb_list *l);
void draw_burden(struct bb_grid *g, struct bb_rect r, const struct bb_sheet_view *v);
void arithmetic_burden(const struct bb_scene *scene, struct bb_str *out);
void list_fading(const struct bb_scene *scene, const struct bb_look *look, struct bb_list *l);
void draw_fading(struct bb_grid *g, struct bb_rect r, const struct bb_sheet_view *v);
void arithmetic_fading(const struct bb_scene *scene, struct bb_str *out);
void list_path(const struct bb_scene *scene, const struct bb_look *look, struct bb_list *l);
void draw_path(struct bb_grid *g, struct bb_rect r, const struct bb_sheet_view *v);
void arithmetic_path(const struct bb_scene *scene, struct bb_str *out);
