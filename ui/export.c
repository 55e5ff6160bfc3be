/* The list that is shown, written to a file whose name is asked for. */
#include "actions.h"
#include "question.h"

static bool write_it(struct app *a, struct question *q)
{
    int kind = focused_list(a);
    const char *path = bb_edit_get(&q->edit);
    bool exists = false;
    if (kind < 0 || !*path)
        return true;
    const struct bb_list *l = list_of(a, kind);
    if (bb_session_write_list(a->session, l, path, q->sure, &exists, &q->error)) {
        app_say(a, "Wrote %zu rows to %s.", l->n, path);
        return true;
    }
    q->sure = exists;
    return false;
}

static const char *advice(const struct app *a, const struct question *q)
{
    if (q->sure)
        return "There is such a file already. Enter replaces it; type another name to keep it.";
    return a->session->restricted ? "A name without a folder; .csv for spreadsheets, anything else is text."
                                  : "A name in .csv is for spreadsheets, any other gets text.";
}

void act_export(struct app *a, enum bb_action action)
{
    static const struct question_kind file = {.title = " Write this list to which file? ",
                                              .example = "list.csv",
                                              .hints = "Enter write  Esc leave it",
                                              .w = 72,
                                              .typed = 1000,
                                              .answer = write_it,
                                              .advice = advice};
    (void)action;
    if (focused_list(a) < 0)
        app_say(a, "This is a picture; t shows it as a list, which can be written to a file.");
    else
        question_ask(a, &file);
}
