/* Sheets; shared inside src/view. */
#pragma once

#include <bepboard/view.h>

/* Fills the list of a sheet. */
void sheet_list(const struct bb_scene *scene, const struct bb_look *look, int sheet, struct bb_list *l);
/* The records of an entity by those of its fields that are for lists and for this audience. */
void list_register(const struct bb_scene *scene, enum bb_entity e, struct bb_list *l);
/* order.c: what is open first, by its day, then what is settled, the latest first; or simply the latest first. */
void order_register(const struct bb_scene *scene, enum bb_entity e, struct bb_list *l);
/* Whether records of a kind grow old until they are settled; days from the one day to the other or to today, BB_NONE
 * without a first day. */
bool order_ages(enum bb_entity e);
int64_t order_age(enum bb_entity e, const void *record, int32_t today, bool *settled);
/* The sheets of a screen with the number of their records. */
void list_index(const struct bb_scene *scene, enum bb_screen screen, struct bb_list *l);
/* Rows of a list that open the same record need different ids: the record's id is in the lower bits. */
enum { SHEET_ROW_BITS = 40 };
int64_t sheet_row(int64_t record, int64_t number);
int64_t sheet_record(int64_t row);
/* diagnosis_view.c: the diagnoses of all orders, and an answer as a line of a page. */
void list_diagnoses(const struct bb_scene *scene, const struct bb_look *look, struct bb_list *l);
struct bb_answer;
void diagnosis_answer(const struct bb_scene *scene, const struct bb_answer *answer, struct bb_str *label,
                      struct bb_str *text);
