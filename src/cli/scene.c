/* The scene behind `show`: one engagement as its audience may see it, and how it is drawn. */
#include "cli.h"

#include <stdlib.h>
#include <string.h>

static bool day_typed(struct bb_session *s, const char *typed, int32_t today, int32_t *day, struct bb_error *err)
{
    struct bb_date date;
    int32_t first;
    if (!bb_store_first_day(s->store, s->engagement, &first, err))
        return false;
    if (strcmp(typed, "start") == 0) {
        *day = first;
        return true;
    }
    if (!bb_date_parse_loose(typed, today, &date, err))
        return false;
    *day = date.day;
    struct bb_str begin = {0};
    bb_date_format(&begin, bb_date_of(first));
    if (*day < first)
        bb_fail(err, BB_E_INPUT, "The journal of this engagement begins on %s; there is nothing before.",
                bb_str_get(&begin));
    bb_str_finish(&begin);
    return *day >= first;
}

bool bb_session_look_back(struct bb_session *s, const char *typed, struct bb_error *err)
{
    int32_t was, day;
    bool past = bb_store_past(s->store, &was);
    bb_store_look_at_now(s->store);
    int32_t today = bb_store_today(s->store, s->engagement);
    bool ok = day_typed(s, typed, today, &day, err);
    if (ok && day != today)
        ok = bb_store_look_back(s->store, s->engagement, day, err);
    if (!ok && past)
        bb_store_look_back(s->store, s->engagement, was, NULL);
    return ok;
}

bool bb_session_read(struct bb_session *s, bool history, struct bb_scene *out, struct bb_error *err)
{
    struct bb_data data = {0};
    struct bb_face face;
    if (!bb_store_load(s->store, s->engagement, &data, err))
        return false;
    data.pseudonyms = s->config.pseudonyms;
    data.agreements = &s->config.agreements;
    bb_gate_beside(&data, s->audience, NULL, &face);
    days_settle(s, &data, &face);
    bb_scene_build(out, &data, &s->config.thresholds, &s->config.words, &s->days.past);
    out->questionnaire = s->config.questionnaire;
    return !history || read_history(s, out, err);
}

bool read_scene(struct bb_session *s, struct bb_scene *out, struct bb_error *err)
{
    struct bb_arena arena = {0};
    struct bb_table any;
    if (!bb_session_read(s, true, out, err))
        return false;
    if (out->data.engagement)
        return true;
    bb_scene_finish(out);
    if (bb_store_table(s->store, BB_ENGAGEMENT, s->engagement, &arena, &any, err))
        bb_fail(err, BB_E_NOT_FOUND,
                any.n ? "This engagement is not for those who look on."
                      : "There is no engagement yet; `bepboard init --name NAME` makes one.");
    bb_arena_finish(&arena);
    return false;
}

struct bb_look look_of(const struct bb_session *s)
{
    const struct bb_config *c = &s->config;
    const char *term = getenv("TERM");
    struct bb_look look = {.glyphs = BB_GLYPH_BRAILLE};
    if (c->braille == BB_OFF || (c->braille == BB_AUTO && term && strcmp(term, "linux") == 0))
        look.glyphs = BB_GLYPH_BLOCKS;
    if (s->ascii || s->ascii_locale || c->unicode == BB_OFF)
        look.glyphs = BB_GLYPH_ASCII;
    return look;
}
