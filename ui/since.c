/* What the history lists: since when, and by whom. */
#include "history.h"
#include "question.h"

#include <bepboard/exchange.h>
#include <stdio.h>
#include <string.h>

/* Choices; a person's is the number of an entry of theirs, which stays what it is whoever goes on writing. */
enum { EVERYTHING = -1, LAST_VISIT = -2, A_DAY = -3 };

static void list_again(struct app *a)
{
    a->view.lists[BB_LIST_HISTORY].cursor = (struct bb_list_cursor){0};
    app_reload(a);
}

/* The question for a day. */

static bool take_day(struct app *a, struct question *q)
{
    if (!bb_session_since(a->session, bb_edit_get(&q->edit), &q->error))
        return false;
    list_again(a);
    return true;
}

static const char *advice(const struct app *a, const struct question *q)
{
    (void)a, (void)q;
    return "What was changed on that day and after it.";
}

static void ask_day(struct app *a)
{
    static const struct question_kind day = {.title = " Changes since which day? ",
                                             .example = "2026-10-01, -2w, 1 oct 2026, mon",
                                             .hints = "Enter list  Esc stay",
                                             .w = 62,
                                             .typed = 40,
                                             .answer = take_day,
                                             .advice = advice};
    question_ask(a, &day);
}

/* The choices. */

static void take_author(struct app *a, int64_t seq)
{
    struct bb_session *s = a->session;
    const struct bb_log_query query = {.engagement = s->engagement, .before = seq + 1, .limit = 1};
    struct bb_arena arena = {0};
    struct bb_error err = {0};
    struct bb_txn *list;
    size_t n;
    if (!bb_log_seen(s->store, s->audience, &query, &arena, &list, &n, &err))
        app_complain(a, &err);
    else if (n)
        snprintf(s->wish.by, sizeof s->wish.by, "%s", list[0].actor);
    bb_arena_finish(&arena);
}

static void choose(struct app *a, int64_t id)
{
    struct bb_error err = {0};
    if (id == A_DAY) {
        ask_day(a);
        return;
    }
    if (id == EVERYTHING)
        a->session->wish = (struct bb_history_wish){0};
    else if (id != LAST_VISIT)
        take_author(a, id);
    else if (!bb_session_since(a->session, "last-visit", &err))
        app_complain(a, &err);
    list_again(a);
}

static void offer(const struct app *a, struct bb_list *l, int64_t id, bool chosen, const char *text)
{
    struct bb_list_row *row = bb_list_add(l, id, 0);
    bb_list_set(l, row, 0, chosen ? bb_glyph(a->look.glyphs, BB_G_DONE) : "", BB_ACCENT);
    bb_list_set(l, row, 1, text, chosen ? BB_ACCENT : BB_NORMAL);
}

static void offer_times(const struct app *a, struct bb_list *l)
{
    const struct bb_history_wish *w = &a->session->wish;
    bool day = w->since.precision != BB_NO_DATE;
    struct bb_str text = {0};
    offer(a, l, EVERYTHING, !w->visit && !day && !w->by[0], "everything");
    if (a->session->visited)
        offer(a, l, LAST_VISIT, w->visit, "since my last visit");
    bb_str_add(&text, day ? "since " : "since a day");
    bb_date_format(&text, w->since);
    bb_str_addf(&text, "%s %s", day ? ", or another day" : "", bb_glyph(a->look.glyphs, BB_G_ELLIPSIS));
    offer(a, l, A_DAY, day, bb_str_get(&text));
    bb_str_finish(&text);
}

static void offer_authors(const struct app *a, struct bb_list *l, const struct bb_author *list, size_t n, size_t of)
{
    for (size_t i = 0; i < n; i++) {
        struct bb_str text = {0};
        bb_str_addf(&text, "by %s, %lld", list[i].name, (long long)list[i].entries);
        if (of == BB_HISTORY_MAX)
            bb_str_addf(&text, " of the newest %d changes", BB_HISTORY_MAX);
        else
            bb_str_add(&text, list[i].entries == 1 ? " change" : " changes");
        offer(a, l, list[i].seq, strcmp(list[i].name, a->session->wish.by) == 0, bb_str_get(&text));
        bb_str_finish(&text);
    }
}

static void say_where(struct app *a)
{
    enum { HISTORY_KEY = 24 };
    char key[HISTORY_KEY];
    bb_key_name(a->session->config.keys.keys[BB_ACT_SCREEN_HISTORY][0], a->look.glyphs == BB_GLYPH_ASCII, key,
                sizeof key);
    app_say(a, "This key chooses what the history lists; %s shows the history.", key);
}

void act_since(struct app *a, enum bb_action action)
{
    struct bb_list l = {0};
    struct bb_author *authors = NULL;
    struct bb_error err = {0};
    size_t n, of;
    (void)action;
    if (a->view.screen != BB_SCREEN_HISTORY) {
        say_where(a);
        return;
    }
    if (!bb_session_authors(a->session, &l.arena, &authors, &n, &of, &err)) {
        bb_list_finish(&l);
        app_complain(a, &err);
        return;
    }
    bb_list_column(&l, "", BB_LEFT, 0, false);
    bb_list_column(&l, "", BB_LEFT, 0, true);
    offer_times(a, &l);
    offer_authors(a, &l, authors, n, of);
    chooser_open(a, "List of the history", "A day and a person go together; everything takes both away.", &l, false,
                 choose);
}
