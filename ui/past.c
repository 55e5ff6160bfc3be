/* Looking back: a day is typed or stepped to, everything is then shown as of its end, and nothing can be changed. */
#include "past.h"

#include "question.h"

enum { WEEK = 7, FILM_US = 150000 };

/* Turning. */

static int32_t shown_day(const struct app *a)
{
    return a->scene.data.today;
}

static int32_t today_of(const struct app *a)
{
    const struct bb_engagement *e = a->scene.data.engagement;
    const struct bb_clock *clock = &a->session->clock;
    return bb_day_of_us(bb_clock_us(clock), e && e->time_zone ? e->time_zone : clock->zone);
}

static void say_where(struct app *a)
{
    if (!a->scene.data.past)
        app_say(a, "Back to now.");
}

static bool turn_to(struct app *a, const char *typed, struct bb_error *err)
{
    if (!bb_session_look_back(a->session, typed, err))
        return false;
    a->view.changed_n = 0;
    if (app_reload(a))
        say_where(a);
    return true;
}

void past_leave(struct app *a)
{
    a->film_us = 0;
    if (!bb_store_past(a->session->store, NULL))
        return;
    bb_store_look_at_now(a->session->store);
    if (app_reload(a))
        say_where(a);
}

static bool step(struct app *a, int days)
{
    struct bb_error err = {0};
    struct bb_str day = {0};
    if (days > 0 && !a->scene.data.past) {
        app_say(a, "This is now; there is nothing after it yet.");
        return false;
    }
    int32_t to = shown_day(a) + days, today = today_of(a);
    bb_date_format(&day, bb_date_of(to > today ? today : to));
    bool ok = turn_to(a, bb_str_get(&day), &err);
    if (!ok)
        app_complain(a, &err);
    bb_str_finish(&day);
    return ok;
}

/* Before the first day there is nothing: the step ends there. */
static void step_back(struct app *a, int days)
{
    int32_t first, to = shown_day(a) - days;
    struct bb_error err = {0};
    if (!bb_store_first_day(a->session->store, a->session->engagement, &first, &err))
        app_complain(a, &err);
    else if (shown_day(a) <= first)
        app_say(a, "The journal begins on this day; there is nothing before.");
    else
        step(a, to < first ? first - shown_day(a) : -days);
}

void act_step(struct app *a, enum bb_action action)
{
    a->film_us = 0;
    if (!a->scene.data.engagement)
        return;
    if (action == BB_ACT_DAY_BACK || action == BB_ACT_WEEK_BACK)
        step_back(a, action == BB_ACT_DAY_BACK ? 1 : WEEK);
    else
        step(a, action == BB_ACT_DAY_ON ? 1 : WEEK);
}

/* The film: day after day until now, or until a key is pressed. */

void act_play(struct app *a, enum bb_action action)
{
    struct bb_error err = {0};
    (void)action;
    if (!a->scene.data.engagement)
        return;
    if (!a->scene.data.past && !turn_to(a, "start", &err)) {
        app_complain(a, &err);
        return;
    }
    if (a->scene.data.past)
        a->film_us = bb_monotonic_us() + FILM_US;
}

int past_wait_ms(const struct app *a, int most)
{
    if (!a->film_us)
        return most;
    int64_t left = (a->film_us - bb_monotonic_us()) / 1000 + 1;
    return left < 0 ? 0 : left < most ? (int)left : most;
}

void past_turn(struct app *a)
{
    if (!a->film_us || bb_monotonic_us() < a->film_us)
        return;
    a->film_us = step(a, 1) && a->scene.data.past ? bb_monotonic_us() + FILM_US : 0;
}

bool past_stop(struct app *a)
{
    if (!a->film_us)
        return false;
    a->film_us = 0;
    app_say(a, "The film stands still; the same key plays on.");
    return true;
}

/* The days before, for the attention list. */

int days_wait_ms(const struct app *a, int most)
{
    return bb_session_days_left(a->session) > 0 ? 0 : most;
}

void days_turn(struct app *a)
{
    if (bb_session_days_left(a->session) <= 0)
        return;
    bb_session_look_at_day(a->session, &a->scene);
    if (bb_session_days_left(a->session) > 0)
        return;
    bb_scene_attend(&a->scene, &a->session->days.past);
    a->dirty = true;
}

/* The question for a day. */

static bool look(struct app *a, struct question *q)
{
    return turn_to(a, bb_edit_get(&q->edit), &q->error);
}

static const char *advice(const struct app *a, const struct question *q)
{
    (void)a, (void)q;
    return "Everything as it was at the end of that day, only to look at.";
}

void act_time(struct app *a, enum bb_action action)
{
    static const struct question_kind day = {.title = " The board as of which day? ",
                                             .example = "2026-08-31, -2w, 31 aug 2026, start",
                                             .hints = "Enter look  Esc stay",
                                             .w = 70,
                                             .typed = 40,
                                             .answer = look,
                                             .advice = advice};
    (void)action;
    if (a->scene.data.past)
        past_leave(a);
    else if (a->scene.data.engagement)
        question_ask(a, &day);
}

/* The wall follows. */

void past_tell(const struct app *a, struct bb_str *out)
{
    if (a->scene.data.past)
        bb_str_addf(out, "as-of %d\n", shown_day(a));
}

bool past_follow(struct app *a, const char *text)
{
    int64_t day = bb_view_told(text, "as-of", INT64_MIN);
    bool past = bb_store_past(a->session->store, NULL);
    if (day == INT64_MIN) {
        bb_store_look_at_now(a->session->store);
        return past;
    }
    if (past && day == shown_day(a))
        return false;
    return bb_store_look_back(a->session->store, a->session->engagement, (int32_t)day, NULL);
}
