/* `merge`: two records of one person become one. */
#include "commands.h"

#include <bepboard/exchange.h>

bool check_merge(struct cli *c)
{
    return c->session.audience == BB_DESK ||
           bb_fail(&c->error, BB_E_USAGE, "merge is done at your own desk, without --room and --team.");
}

bool run_merge(struct cli *c)
{
    struct bb_session *s = &c->session;
    int64_t keep = 0, lose = 0;
    struct bb_str words = {0};
    if (!s->engagement && !cli_find_engagement(c, NULL, &s->engagement))
        return false;
    if (!bb_record_find(s->store, BB_PERSON, s->engagement, c->args[0], &keep, &c->error) ||
        !bb_record_find(s->store, BB_PERSON, s->engagement, c->args[1], &lose, &c->error) ||
        !bb_merge_words(s->store, keep, lose, &words, &c->error) ||
        !bb_store_merge_people(s->store, keep, lose, &c->error)) {
        bb_str_finish(&words);
        return false;
    }
    say(s->out, "%s is part of %s now; `bepboard undo` makes them two again.", c->args[1], c->args[0]);
    if (words.n)
        say(s->out, "%s", words.s);
    bb_str_finish(&words);
    return true;
}
