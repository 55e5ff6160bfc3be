/* Lists as text, CSV and JSON. */
#pragma once

#include <bepboard/view.h>

/* "people", "attention" …: the key of a list in JSON. */
const char *list_name(enum bb_list_kind kind);
/* Appends aligned columns of safe text with a line of titles; what belongs there when the list is empty. */
void list_text(struct bb_str *out, const struct bb_list *l);
/* Appends CSV with a header, cells guarded against spreadsheets. */
void list_csv(struct bb_str *out, const struct bb_list *l);
/* Appends `"name": [ {title: text, …}, … ]` as a member of an object; the first one gets no comma before it. */
void list_json(struct bb_str *out, const char *name, const struct bb_list *l, bool first);
