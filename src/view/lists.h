/* Builders of the lists; shared inside src/view. */
#pragma once

#include <bepboard/view.h>

/* Says what belongs into an empty list, and the key that adds it: what + key + how. */
void list_empty(const struct bb_scene *scene, struct bb_list *l, const struct bb_look *look, const char *what,
                const char *how);
/* The order that a row of the 4S tree belongs to. */
int64_t tree_order(const struct bb_scene *scene, int64_t id);
/* `alone`: without the other orders. */
void list_4s(const struct bb_scene *scene, const struct bb_look *look, int64_t unfolded, bool alone, struct bb_list *l);
void list_attention(const struct bb_scene *scene, const struct bb_look *look, struct bb_list *l);
void list_people(const struct bb_scene *scene, const struct bb_look *look, struct bb_list *l);
/* Before the room: what is told of groups of people, cell by cell. */
void list_groups(const struct bb_scene *scene, struct bb_list *l);
void list_orders(const struct bb_scene *scene, const struct bb_look *look, struct bb_list *l);
void list_units(const struct bb_scene *scene, const struct bb_look *look, struct bb_list *l);
void list_curve(const struct bb_scene *scene, const struct bb_look *look, size_t shown, struct bb_list *l);
void list_history(const struct bb_scene *scene, struct bb_list *l);
/* The record behind an entry of the attention list. */
const struct bb_attention *attention_entry(const struct bb_scene *scene, int64_t id);
/* The list a pane shows, -1 for a picture. */
int view_pane_list(const struct bb_view_state *s, enum bb_pane p);
