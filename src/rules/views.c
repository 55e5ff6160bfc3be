/* The four views of the plan: where its actions and its stakeholders work. */
#include <bepboard/plan.h>

void bb_view_counts(const struct bb_data *d, struct bb_view_count out[BB_VIEW_COUNT])
{
    for (int i = 0; i < BB_VIEW_COUNT; i++)
        out[i] = (struct bb_view_count){0};
    for (size_t i = 0; i < d->tables[BB_ACTION].n; i++) {
        const struct bb_todo *a = BB_ROW(d, BB_ACTION, struct bb_todo, i);
        bool over = a->done.precision != BB_NO_DATE && a->done.day <= d->today;
        if (a->view >= 0 && a->view < BB_VIEW_COUNT)
            ++*(over ? &out[a->view].done : &out[a->view].open);
    }
    for (size_t i = 0; i < d->tables[BB_PERSON].n; i++) {
        int64_t view = BB_ROW(d, BB_PERSON, struct bb_person, i)->view;
        if (view >= 0 && view < BB_VIEW_COUNT)
            out[view].people++;
    }
    for (int i = 0; i < BB_VIEW_COUNT; i++)
        out[i].empty = !out[i].open && !out[i].people;
}
