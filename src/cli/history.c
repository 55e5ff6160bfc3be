/* The journal: list it, take back, make again. */
#include "commands.h"
#include "lists_out.h"

#include <bepboard/exchange.h>
#include <stdlib.h>
#include <string.h>

enum { USUAL_COUNT = 20, COUNT_MAX = 1000000 };

static bool read_count(struct cli *c, int *out)
{
    *out = USUAL_COUNT;
    if (c->arg_n == 0)
        return true;
    char *end;
    long n = strtol(c->args[0], &end, 10);
    if (end == c->args[0] || *end || n < 1 || n > COUNT_MAX)
        return bb_fail(&c->error, BB_E_USAGE, "log \"%.60s\": give the number of changes to list, from 1 to %d.",
                       c->args[0], COUNT_MAX);
    *out = (int)n;
    return true;
}

/* The zone of the chosen engagement, in which times are told. */
static bool take_zone(struct cli *c)
{
    struct bb_arena arena = {0};
    void *row = NULL;
    int64_t id = c->session.engagement;
    bool ok = (id || cli_find_engagement(c, NULL, &id)) &&
              (!id || bb_store_get(c->session.store, BB_ENGAGEMENT, id, &arena, &row, &c->error));
    const struct bb_engagement *e = row;
    if (ok && e && e->time_zone)
        snprintf(c->session.clock.zone, sizeof c->session.clock.zone, "%s", e->time_zone);
    bb_arena_finish(&arena);
    return ok;
}

/* Before the room only the second and the fourth column say something: a gap in the numbers, a name or a count would
 * tell of what is hidden. */
static void add_row(struct bb_list *l, const struct bb_txn *t, const char *zone, bool room)
{
    struct bb_list_row *row = bb_list_add(l, t->seq, 0);
    struct bb_str text = {0};
    bb_str_addf(&text, "%lld", (long long)t->seq);
    bb_list_set(l, row, 0, room ? "" : text.s, BB_NORMAL);
    bb_str_clear(&text);
    bb_time_format(&text, t->at_us, zone);
    bb_list_set(l, row, 1, text.s, BB_NORMAL);
    bb_list_set(l, row, 2, t->actor, BB_NORMAL);
    bb_str_clear(&text);
    bb_str_addf(&text, "%s%s%s",
                strcmp(t->kind, "undo") == 0   ? "Undo: "
                : strcmp(t->kind, "redo") == 0 ? "Redo: "
                                               : "",
                t->label ? t->label : "", t->undone_by ? " (undone)" : "");
    bb_list_set(l, row, 3, text.s, BB_NORMAL);
    bb_str_clear(&text);
    bb_str_addf(&text, "%lld", (long long)t->changes);
    bb_list_set(l, row, 4, room ? "" : text.s, BB_NORMAL);
    bb_str_finish(&text);
}

bool check_log(struct cli *c)
{
    int limit;
    return read_count(c, &limit);
}

bool run_log(struct cli *c)
{
    struct bb_arena arena = {0};
    struct bb_txn *list;
    size_t n;
    int limit;
    if (!read_count(c, &limit) || !take_zone(c))
        return false;
    bool ok =
        bb_log_seen(c->session.store, c->session.audience, c->session.engagement, limit, &arena, &list, &n, &c->error);
    bool room = c->session.audience == BB_ROOM;
    struct bb_list table = {.empty = "Nothing was changed yet."};
    struct bb_str text = {0};
    static const char *const titles[] = {"No.", "When", "Who", "What", "Records"};
    for (size_t i = 0; i < sizeof titles / sizeof *titles; i++)
        bb_list_column(&table, room && i != 1 && i != 3 ? "" : titles[i], i == 0 || i == 4 ? BB_RIGHT : BB_LEFT, 0,
                       i == 3);
    for (size_t i = 0; ok && i < n; i++)
        add_row(&table, &list[i], c->session.clock.zone, room);
    if (ok) {
        list_text(&text, &table);
        fputs(bb_str_get(&text), c->session.out);
    }
    bb_str_finish(&text);
    bb_list_finish(&table);
    bb_arena_finish(&arena);
    return ok;
}

typedef bool turn_fn(struct bb_store *s, int64_t engagement, struct bb_str *what, struct bb_error *err);

static bool turn(struct cli *c, turn_fn *turn_back, const char *said)
{
    struct bb_str what = {0};
    bool ok = turn_back(c->session.store, c->session.engagement, &what, &c->error);
    if (ok && c->session.audience == BB_ROOM)
        say(c->session.out, "%s.", said);
    else if (ok)
        say(c->session.out, "%s: %s", said, bb_str_get(&what));
    bb_str_finish(&what);
    return ok;
}

bool run_undo(struct cli *c)
{
    return turn(c, bb_store_undo, "Undone");
}

bool run_redo(struct cli *c)
{
    return turn(c, bb_store_redo, "Done again");
}
