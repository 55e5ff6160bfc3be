/* `find`: records that have all the words, best first. */
#include "commands.h"

#include <bepboard/search.h>

bool run_find(struct cli *c)
{
    enum { MOST = 50 };
    struct bb_search_hit hits[MOST];
    struct bb_scene scene = {0};
    struct bb_str words = {0};
    for (size_t i = 0; i < c->arg_n; i++)
        bb_str_addf(&words, "%s ", c->args[i]);
    bool ok = read_scene(&c->session, &scene, &c->error);
    if (ok) {
        struct bb_search *s = bb_search_create(&scene);
        size_t n = bb_search_find(s, bb_str_get(&words), hits, MOST);
        for (size_t i = 0; i < n; i++)
            say(c->session.out, "%s: %s%s%.160s", bb_entity_def(hits[i].entity)->label, hits[i].title,
                *hits[i].text ? "  - " : "", hits[i].text);
        if (!n)
            say(c->session.out, "Nothing has all of these words.");
        bb_search_destroy(s);
        bb_scene_finish(&scene);
    }
    bb_str_finish(&words);
    return ok;
}
