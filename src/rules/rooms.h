/* Groups before the room: shared by the files of the gate. */
#pragma once

#include <bepboard/rules.h>

/* Fills the units that are too small, and those that go with them. */
void rooms_find_small(struct bb_face *f, const struct bb_data *d);
/* Hides values of figures that were not cleared for others, and those of units that are too small or would give such a
 * one away. */
void rooms_hide_figures(struct bb_face *f, const struct bb_data *d);
/* Works out, before the records are taken away, what the audience may know of all of them together: the whole curve
 * and, for the room, where the people on the map stand. */
void rooms_count(const struct bb_face *f, struct bb_data *d);
/* The part of it that counts people by stance, power and interest. */
void rooms_tell_groups(const struct bb_face *f, struct bb_data *d);
/* Whether a field counts people (its unit says so: people, or their answers); its number, 0 when there is none; whether
 * that is too few to be told. */
bool rooms_counts_people(const struct bb_field *f);
int64_t rooms_number(const struct bb_field *f, const void *record);
bool rooms_is_few(int64_t n);
/* Whether the face hides a row that was raised; how many people of a unit it knows of. */
bool rooms_raised(const struct bb_face *f, enum bb_entity e, int64_t id);
int64_t rooms_people(const struct bb_face *f, const struct bb_data *d, int64_t unit);
/* face.c: hides in *out, which is empty, what either of two faces of one audience hides. */
void face_join(struct bb_face *out, const struct bb_face *a, const struct bb_face *b);
