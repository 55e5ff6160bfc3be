/* A register in which everything that is not for the room bears a mark, by walking the tables of entities and fields.
 */
#pragma once

#include <bepboard/store.h>
#include <stdbool.h>
#include <stddef.h>

/* Where a text of the team or of one's own desk comes out, this comes out; and where a role does, MARK_ROLE. */
#define MARK "Zqx"
#define MARK_ROLE "Qjr"

/* Fills a demonstration: every private and team field that can bear a mark has one; of every kind one record is raised
 * and marked all over; a second engagement is raised; the journal and the imports tell marked files; a draft of a
 * session that is gone waits. `out_fields` receives how many fields were marked. False with err. */
bool markers_fill(struct bb_store *s, int *out_fields, struct bb_error *err);
/* The first mark in the bytes (also within what is sent to the clipboard), NULL if there is none. Roles count when
 * `roles` is true. */
const char *markers_find(const char *bytes, size_t n, bool roles);
