/* `find`: records that have all the words, best first. */
#include "commands.h"

#include <bepboard/search.h>
#include <bepboard/text.h>

enum { MOST = 50, TITLE = 80, TEXT = 100 };

static void add_fitted(struct bb_str *out, const char *text, int most, const char *ellipsis)
{
    int width = bb_text_width(text);
    bb_text_fit(out, text, width > most ? most : width, BB_LEFT, ellipsis);
}

static void say_line(struct cli *c, const char *kind, const struct bb_search_line *line, const char *ellipsis)
{
    struct bb_str text = {0}, all = {0};
    bb_str_addf(&text, "%s%s%s", line->field ? line->field : "", line->field ? ": " : "", bb_str_get(&line->text));
    bb_str_addf(&all, "%s: ", kind);
    add_fitted(&all, bb_str_get(&line->title), TITLE, ellipsis);
    bb_str_add(&all, text.n ? "  - " : "");
    add_fitted(&all, bb_str_get(&text), TEXT, ellipsis);
    say(c->session.out, "%s", bb_str_get(&all));
    bb_str_finish(&text);
    bb_str_finish(&all);
}

static void say_hit(struct cli *c, const struct bb_scene *scene, const char *typed, const struct bb_search_hit *hit,
                    struct bb_search_line *line)
{
    const void *record = bb_table_find(&scene->data.tables[hit->entity], hit->id);
    struct bb_look look = look_of(&c->session);
    struct bb_search_room room = {TITLE, TEXT, bb_glyph(look.glyphs, BB_G_ELLIPSIS)};
    bb_search_line(line, scene, typed, hit->entity, record, &room);
    say_line(c, bb_entity_def(hit->entity)->label, line, room.ellipsis);
}

/* Then those whom the board does not hold. */
static size_t say_beyond(struct cli *c, const struct bb_scene *scene, const char *typed, size_t most)
{
    struct bb_look look = look_of(&c->session);
    struct bb_search_room room = {TITLE, TEXT, bb_glyph(look.glyphs, BB_G_ELLIPSIS)};
    struct bb_beyond beyond = {0};
    bb_session_find_beyond(&c->session, scene, typed, most, &room, &beyond);
    for (size_t i = 0; i < beyond.n; i++)
        say_line(c, bb_entity_def(beyond.list[i].attribute ? BB_ATTRIBUTE : BB_PERSON)->label, &beyond.list[i].line,
                 room.ellipsis);
    size_t n = beyond.n;
    bb_beyond_finish(&beyond);
    return n;
}

bool run_find(struct cli *c)
{
    struct bb_search_hit hits[MOST];
    struct bb_search_line line = {0};
    struct bb_scene scene = {0};
    struct bb_str words = {0};
    for (size_t i = 0; i < c->arg_n; i++)
        bb_str_addf(&words, "%s ", c->args[i]);
    bool ok = read_scene(&c->session, &scene, &c->error);
    if (ok) {
        struct bb_search *s = bb_search_create();
        size_t all;
        bb_search_update(s, &scene, 0);
        size_t n = bb_search_find(s, &scene, bb_str_get(&words), hits, MOST, &all);
        for (size_t i = 0; i < n; i++)
            say_hit(c, &scene, bb_str_get(&words), &hits[i], &line);
        if (all > n)
            say(c->session.out, "These are the best %zu of %zu; more words find fewer.", n, all);
        if (n < MOST)
            n += say_beyond(c, &scene, bb_str_get(&words), MOST - n);
        if (!n)
            say(c->session.out, "Nothing has all of these words. Fewer or shorter words find more.");
        bb_search_destroy(s);
        bb_scene_finish(&scene);
    }
    bb_search_line_finish(&line);
    bb_str_finish(&words);
    return ok;
}
