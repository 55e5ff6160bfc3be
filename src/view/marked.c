/* Marked rows: what a change of many records is meant for. */
#include <bepboard/view.h>
#include <stdlib.h>
#include <string.h>

static size_t place_of(const struct bb_list_state *l, int64_t row)
{
    size_t i = 0;
    while (i < l->marked_n && l->marked[i] != row)
        i++;
    return i;
}

void bb_view_mark(struct bb_list_state *l, int64_t row)
{
    size_t at = place_of(l, row);
    if (at < l->marked_n) {
        l->marked[at] = l->marked[--l->marked_n];
        return;
    }
    l->marked = bb_grow(l->marked, l->marked_n, &l->marked_cap, sizeof *l->marked);
    l->marked[l->marked_n++] = row;
}

void bb_view_unmark(struct bb_list_state *l)
{
    l->marked_n = 0;
}

size_t bb_view_marked_rows(const struct bb_list_state *l)
{
    size_t n = 0;
    for (size_t i = 0; l->marked_n && i < l->list.n; i++)
        n += place_of(l, l->list.rows[i].id) < l->marked_n;
    return n;
}

static bool has(const struct bb_changed *list, size_t n, enum bb_entity e, int64_t id)
{
    for (size_t i = 0; i < n; i++)
        if (list[i].entity == e && list[i].id == id)
            return true;
    return false;
}

struct bb_changed *bb_view_marked(const struct bb_scene *scene, struct bb_view_state *s, const struct bb_look *look,
                                  enum bb_list_kind kind, size_t *n)
{
    const struct bb_list_state *state = &s->lists[kind];
    const struct bb_list *l = bb_view_list(scene, s, look, kind);
    struct bb_changed *out = bb_alloc((state->marked_n + 1) * sizeof *out);
    *n = 0;
    for (size_t i = 0; state->marked_n && i < l->n; i++) {
        enum bb_entity e;
        int64_t id;
        if (place_of(state, l->rows[i].id) < state->marked_n && bb_view_record(scene, kind, &l->rows[i], &e, &id) &&
            id && !has(out, *n, e, id))
            out[(*n)++] = (struct bb_changed){e, id};
    }
    return out;
}
