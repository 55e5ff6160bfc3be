/* `reply`: what is written to the requester of an order, with the face of the room unless more is asked for. */
#include "commands.h"

#include <bepboard/reply.h>
#include <string.h>
#include <unistd.h>

static const char *format_of(const struct cli *c)
{
    return c->values[OPT_FORMAT] ? c->values[OPT_FORMAT] : "text";
}

bool check_reply(struct cli *c)
{
    static const char *const formats[] = {"text", "md", NULL};
    if (!is_one_of(format_of(c), formats))
        return unknown_word(&c->error, "format for a reply", format_of(c), formats, word_count(formats));
    return true;
}

/* By key or uid, in the session's engagement. */
static bool find_order(struct cli *c, int64_t engagement, int64_t *id)
{
    const char *name = c->args[0];
    if (!bb_store_find_key(c->session.store, BB_ORDER, engagement, &name, id, &c->error))
        return false;
    if (!*id && !bb_store_find_uid(c->session.store, BB_ORDER, name, id, &c->error))
        return false;
    return *id || bb_fail(&c->error, BB_E_NOT_FOUND, "There is no order with the key \"%.80s\".", name);
}

static bool write_reply(struct cli *c, const struct bb_scene *scene, struct bb_str *text)
{
    int64_t order = 0;
    if (!find_order(c, scene->data.engagement->row.id, &order))
        return false;
    if (!bb_data_order(&scene->data, order))
        return bb_fail(&c->error, BB_E_NOT_FOUND, "This order is not for those who look on.");
    if (bb_reply_write(text, scene, order, strcmp(format_of(c), "md") == 0))
        return true;
    return bb_fail(&c->error, BB_E_NOT_FOUND, "The order has no diagnosis yet; the board asks its questions.");
}

bool run_reply(struct cli *c)
{
    struct bb_scene scene = {0};
    struct bb_str text = {0};
    c->session.audience = c->values[OPT_TEAM] ? BB_AT_TEAM : BB_ROOM;
    bool ok = read_scene(&c->session, &scene, &c->error) && write_reply(c, &scene, &text);
    if (ok && isatty(fileno(c->session.out)))
        say_lines(c->session.out, bb_str_get(&text));
    else if (ok)
        fputs(bb_str_get(&text), c->session.out);
    if (ok && c->session.audience == BB_ROOM)
        say_error(c->session.err, "Verdict, cause and names are left out: this is what everybody may see. --team shows "
                                  "what those who decide may see.");
    bb_str_finish(&text);
    bb_scene_finish(&scene);
    return ok;
}
