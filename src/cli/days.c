/* The days before the one that is shown: what held at their ends is remembered while the session shows the same. */
#include "cli.h"

#include <bepboard/hash.h>
#include <string.h>

static uint64_t mark_of(const struct bb_face *face, const struct bb_data *d, int64_t forgotten)
{
    const struct bb_engagement *e = d->engagement;
    const uint8_t key[BB_HASH_KEY] = {0};
    const char *zone = e && e->time_zone ? e->time_zone : "";
    const int64_t shown[] = {e ? e->row.id : 0,
                             d->today,
                             d->past,
                             forgotten,
                             (int64_t)bb_face_mark(face),
                             (int64_t)bb_hash(key, zone, strlen(zone))};
    return bb_hash(key, shown, sizeof shown);
}

void days_settle(struct bb_session *s, const struct bb_data *d, struct bb_face *face)
{
    struct bb_days *days = &s->days;
    int64_t forgotten = -1;
    bool known = bb_store_forgotten(s->store, &forgotten, NULL);
    uint64_t mark = mark_of(face, d, forgotten);
    if (mark != days->mark || !known || d->seq < days->seq)
        bb_attention_past_finish(&days->past);
    bb_face_finish(&days->face);
    days->face = *face;
    days->mark = mark;
    days->seq = d->seq;
    days->stopped = false;
    days->wanted = d->engagement ? s->config.thresholds.attention.cleared_days : 0;
    *face = (struct bb_face){0};
}

int64_t bb_session_days_left(const struct bb_session *s)
{
    const struct bb_days *days = &s->days;
    return days->stopped ? 0 : days->wanted - (int64_t)days->past.n;
}

static void add_day(struct bb_session *s, const struct bb_data *d)
{
    struct bb_curves curves;
    bb_curves(d, &curves);
    bb_attention_past_add(&s->days.past, d, &curves, &s->config.thresholds, &s->config.words);
    bb_curves_finish(&curves);
}

/* Nothing was journaled since: it is the same register on an earlier day. */
static void add_quiet_day(struct bb_session *s, const struct bb_data *shown, int32_t day)
{
    struct bb_data then = *shown;
    then.today = day;
    add_day(s, &then);
}

static bool add_other_day(struct bb_session *s, const struct bb_data *shown, int32_t day)
{
    struct bb_data then = {0};
    if (!bb_store_load_day(s->store, shown->engagement->row.id, day, &then, NULL))
        return false;
    then.pseudonyms = s->config.pseudonyms;
    then.agreements = &s->config.agreements;
    bb_gate_beside(&then, shown->audience, &s->days.face, NULL);
    add_day(s, &then);
    bb_data_finish(&then);
    return true;
}

void bb_session_look_at_day(struct bb_session *s, const struct bb_scene *scene)
{
    const struct bb_data *shown = &scene->data;
    int32_t day = shown->today - 1 - (int32_t)s->days.past.n;
    int64_t seq;
    if (bb_session_days_left(s) <= 0 || !shown->engagement)
        return;
    if (!bb_store_day_seq(s->store, shown->engagement->row.id, day, &seq, NULL))
        s->days.stopped = true;
    else if (seq == shown->seq)
        add_quiet_day(s, shown, day);
    else
        s->days.stopped = !add_other_day(s, shown, day);
}

void bb_session_look_at_days(struct bb_session *s, struct bb_scene *scene)
{
    while (bb_session_days_left(s) > 0)
        bb_session_look_at_day(s, scene);
    bb_scene_attend(scene, &s->days.past);
}

void bb_session_forget_days(struct bb_session *s)
{
    bb_attention_past_finish(&s->days.past);
    bb_face_finish(&s->days.face);
    s->days.mark = 0;
    s->days.wanted = 0;
}
