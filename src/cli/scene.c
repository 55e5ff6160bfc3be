/* The scene behind `show`: one engagement as its audience may see it, and how it is drawn. */
#include "cli.h"

#include <bepboard/exchange.h>
#include <stdlib.h>
#include <string.h>

enum { HISTORY_MAX = 1000 };

static bool read_history(struct bb_session *s, struct bb_scene *scene, struct bb_error *err)
{
    struct bb_arena *arena = &scene->data.arena;
    struct bb_txn *list;
    size_t n;
    if (!bb_log_seen(s->store, s->audience, scene->data.engagement->row.id, HISTORY_MAX, arena, &list, &n, err))
        return false;
    scene->history = bb_arena_alloc(arena, n * sizeof *scene->history);
    scene->history_n = n;
    struct bb_str when = {0};
    for (size_t i = 0; i < n; i++) {
        bb_str_clear(&when);
        bb_time_format(&when, list[i].at_us, s->clock.zone);
        scene->history[i] = (struct bb_history_line){.seq = list[i].seq,
                                                     .when = bb_arena_strdup(arena, when.s),
                                                     .who = list[i].actor,
                                                     .what = list[i].label,
                                                     .changes = list[i].changes,
                                                     .undone = list[i].undone_by != 0};
    }
    bb_str_finish(&when);
    return true;
}

bool read_scene(struct bb_session *s, struct bb_scene *out, struct bb_error *err)
{
    struct bb_data data = {0};
    if (!bb_store_load(s->store, s->engagement, &data, err))
        return false;
    if (!data.engagement) {
        bb_data_finish(&data);
        return bb_fail(err, BB_E_NOT_FOUND, "There is no engagement yet; `bepboard init --name NAME` makes one.");
    }
    if (data.engagement->time_zone)
        snprintf(s->clock.zone, sizeof s->clock.zone, "%s", data.engagement->time_zone);
    data.pseudonyms = s->config.pseudonyms;
    bb_gate(&data, s->audience);
    if (!data.engagement) {
        bb_data_finish(&data);
        return bb_fail(err, BB_E_NOT_FOUND, "This engagement is not for those who look on.");
    }
    bb_scene_build(out, &data, &s->config.thresholds, &s->config.words);
    return read_history(s, out, err);
}

struct bb_look look_of(const struct bb_session *s)
{
    const struct bb_config *c = &s->config;
    const char *term = getenv("TERM");
    struct bb_look look = {.glyphs = BB_GLYPH_BRAILLE};
    if (c->braille == BB_OFF || (c->braille == BB_AUTO && term && strcmp(term, "linux") == 0))
        look.glyphs = BB_GLYPH_BLOCKS;
    if (s->ascii || c->unicode == BB_OFF)
        look.glyphs = BB_GLYPH_ASCII;
    return look;
}
