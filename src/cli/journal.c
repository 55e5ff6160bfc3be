/* The journal as the history lists it: what is wished for, its lines, who wrote them. */
#include "cli.h"

#include <bepboard/exchange.h>
#include <string.h>

/* What is wished for. */

bool bb_session_since(struct bb_session *s, const char *typed, struct bb_error *err)
{
    struct bb_history_wish wish = s->wish;
    wish.since = (struct bb_date){0};
    wish.visit = strcmp(typed, "last-visit") == 0;
    if (!wish.visit && !bb_date_parse_loose(typed, bb_store_today(s->store, s->engagement), &wish.since, err))
        return false;
    /* The board itself is a visit: what it came with counts there. */
    wish.since_seq = s->seen_seq;
    if (wish.visit && !s->visited && !bb_store_visit(s->store, &wish.since_seq, err))
        return false;
    if (wish.visit && wish.since_seq < 0)
        return bb_fail(err, BB_E_NOT_FOUND, "--since last-visit: you have not left the board yet; give a day.");
    s->wish = wish;
    return true;
}

static const char *wished_author(const struct bb_session *s)
{
    return s->audience != BB_ROOM && s->wish.by[0] ? s->wish.by : NULL;
}

void heed_wish(const struct bb_session *s, const char *zone, struct bb_log_query *q)
{
    if (s->wish.since.precision != BB_NO_DATE)
        q->since_us = bb_us_after_day(s->wish.since.day - 1, zone);
    if (s->wish.visit)
        q->since_seq = s->wish.since_seq;
    q->actor = wished_author(s);
}

static const char *words_of(const struct bb_session *s, struct bb_arena *a)
{
    const char *by = wished_author(s);
    struct bb_str words = {0};
    if (s->wish.visit)
        bb_str_add(&words, " since your last visit");
    if (s->wish.since.precision != BB_NO_DATE) {
        bb_str_add(&words, " since ");
        bb_date_format(&words, s->wish.since);
    }
    if (by)
        bb_str_addf(&words, " by %s", by);
    const char *kept = bb_arena_strdup(a, bb_str_get(&words));
    bb_str_finish(&words);
    return kept;
}

/* The lines. */

static void history_line(struct bb_history_line *out, const struct bb_txn *t, const char *zone, struct bb_arena *arena)
{
    struct bb_str when = {0}, what = {0};
    bool turned = strcmp(t->kind, "undo") == 0 || strcmp(t->kind, "redo") == 0;
    bb_time_format(&when, t->at_us, zone);
    bb_str_addf(&what, "%s%s%s", turned ? t->kind : "", turned ? ": " : "", t->label);
    *out = (struct bb_history_line){.seq = t->seq,
                                    .when = bb_arena_strdup(arena, bb_str_get(&when)),
                                    .who = t->actor,
                                    .what = bb_arena_strdup(arena, bb_str_get(&what)),
                                    .changes = t->changes,
                                    .undone = t->undone_by != 0};
    bb_str_finish(&when);
    bb_str_finish(&what);
}

bool read_history(struct bb_session *s, struct bb_scene *scene, struct bb_error *err)
{
    const struct bb_engagement *e = scene->data.engagement;
    const char *zone = e && e->time_zone ? e->time_zone : s->clock.zone;
    struct bb_arena *arena = &scene->data.arena;
    struct bb_txn *list;
    size_t n;
    struct bb_log_query query = {.engagement = e ? e->row.id : 0, .limit = BB_HISTORY_MAX};
    heed_wish(s, zone, &query);
    if (!bb_log_seen(s->store, s->audience, &query, arena, &list, &n, err))
        return false;
    scene->history = bb_arena_alloc(arena, n * sizeof *scene->history);
    scene->history_n = n;
    scene->history_of = words_of(s, arena);
    const char *own = s->audience == BB_ROOM ? "" : bb_store_actor(s->store);
    for (size_t i = 0; i < n; i++)
        history_line(&scene->history[i], &list[i], zone, arena);
    for (size_t i = 0; i < n; i++)
        scene->history[i].fresh = s->visited && list[i].seq > s->seen_seq && strcmp(list[i].actor, own) != 0;
    return true;
}

/* Who wrote them. */

static struct bb_author *author_of(struct bb_author *list, size_t *n, const struct bb_txn *t)
{
    for (size_t i = 0; i < *n; i++)
        if (strcmp(list[i].name, t->actor) == 0)
            return &list[i];
    list[*n] = (struct bb_author){.name = t->actor, .seq = t->seq};
    return &list[(*n)++];
}

bool bb_session_authors(struct bb_session *s, struct bb_arena *a, struct bb_author **out, size_t *n, size_t *of,
                        struct bb_error *err)
{
    const struct bb_log_query query = {.engagement = s->engagement, .limit = BB_HISTORY_MAX};
    struct bb_txn *list;
    *n = *of = 0;
    if (s->audience == BB_ROOM)
        return true;
    if (!bb_log_seen(s->store, s->audience, &query, a, &list, of, err))
        return false;
    *out = bb_arena_alloc(a, *of * sizeof **out);
    for (size_t i = 0; i < *of; i++)
        author_of(*out, n, &list[i])->entries++;
    return true;
}
