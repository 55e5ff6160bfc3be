/* What the actions do, shared by the files that hold them. */
#pragma once

#include "app.h"

typedef void act_fn(struct app *a, enum bb_action action);

/* The list that the focused pane shows, -1 for a picture; and a list, built. */
int focused_list(const struct app *a);
struct bb_list *list_of(struct app *a, int kind);
bool selection(struct app *a, enum bb_entity *e, int64_t *id);
/* False, and says why, where nothing can be changed. */
bool writable(struct app *a);

/* bulk.c: all marked rows of the focused list at once. */
act_fn act_mark, act_edit_marked, act_merge;
/* Deletes them; false when nothing is marked. */
bool delete_marked(struct app *a);
/* Says what was deleted by the last transaction, n records of this kind, and at the desk also what went with them: whom
 * some records are kept from is not told their number. */
void say_deleted(struct app *a, enum bb_entity e, size_t n, const char *fmt, ...) __attribute__((format(printf, 4, 5)));

/* export.c */
act_fn act_export;

/* search.c */
act_fn act_search;

/* act_move.c */
void move_list(struct app *a, int kind, long by);
act_fn act_vertical, act_horizontal, act_jump, act_pane;

/* diagnose.c */
act_fn act_diagnose;

/* act_edit.c */
act_fn act_open, act_toggle, act_add, act_edit, act_delete, act_undo, act_capture;
/* Deletes a record, closing the page that shows it, and says how it comes back. */
void delete_record(struct app *a, enum bb_entity e, int64_t id, bool of_page);

/* act_attention.c: where the selected finding is mended. */
void go_mend(struct app *a);
act_fn act_put_off;
