/* The journal: list it, take back, make again. */
#include "commands.h"
#include "lists_out.h"

#include <bepboard/exchange.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

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

bool check_by(struct cli *c)
{
    return !c->values[OPT_BY] || c->session.audience != BB_ROOM ||
           bb_fail(&c->error, BB_E_USAGE, "--by: before the room nobody is named.");
}

bool check_log(struct cli *c)
{
    int limit;
    if (!check_by(c))
        return false;
    if (c->values[OPT_RECORD] && c->session.audience != BB_DESK)
        return bb_fail(&c->error, BB_E_USAGE, "--record is for your own desk, without --room and --team.");
    return read_count(c, &limit);
}

bool take_wish(struct cli *c)
{
    const char *since = c->values[OPT_SINCE], *by = c->values[OPT_BY];
    struct bb_session *s = &c->session;
    snprintf(s->wish.by, sizeof s->wish.by, "%s", by ? by : "");
    if (!since)
        return true;
    return (s->engagement || cli_find_engagement(c, NULL, &s->engagement)) && bb_session_since(s, since, &c->error);
}

/* "people:S4" */
static bool take_record(struct cli *c, struct bb_log_query *q)
{
    const char *text = c->values[OPT_RECORD], *colon = strchr(text, ':');
    char *noun = bb_strndup(text, colon ? (size_t)(colon - text) : strlen(text));
    int e = bb_entity_find(noun);
    free(noun);
    if (e < 0 || !colon)
        return bb_fail(&c->error, BB_E_USAGE, "--record \"%.60s\": give NOUN:KEY, for example people:S4.", text);
    q->entity = (enum bb_entity)e;
    return bb_record_find(c->session.store, q->entity, c->session.engagement, colon + 1, &q->row, &c->error);
}

static bool read_query(struct cli *c, struct bb_log_query *q)
{
    *q = (struct bb_log_query){0};
    if (!read_count(c, &q->limit) || !take_zone(c) || !take_wish(c))
        return false;
    if (c->values[OPT_RECORD] && !c->session.engagement && !cli_find_engagement(c, NULL, &c->session.engagement))
        return false;
    q->engagement = c->session.engagement;
    heed_wish(&c->session, c->session.clock.zone, q);
    return !c->values[OPT_RECORD] || take_record(c, q);
}

/* Each change of a field of one record. */

static bool matches(const struct bb_log_query *q, const struct bb_journal_change *c)
{
    return c->at_us >= q->since_us && c->seq > q->since_seq && (!q->actor || strcmp(c->actor, q->actor) == 0);
}

static void add_change(struct bb_list *l, const struct bb_scene *scene, const struct bb_field_change *f,
                       const char *zone)
{
    struct bb_list_row *row = bb_list_add(l, (int64_t)l->n + 1, 0);
    struct bb_str text = {0};
    bb_time_format(&text, f->of->at_us, zone);
    bb_list_set(l, row, 0, bb_str_get(&text), BB_NORMAL);
    bb_list_set(l, row, 1, f->of->actor, BB_NORMAL);
    bb_list_set(l, row, 2, f->field ? f->field->label : "(nothing is kept of it)", BB_NORMAL);
    for (int i = 0; f->field && i < 2; i++) {
        bb_str_clear(&text);
        bb_text_display(&text, &scene->data, scene->words, f->of->entity, f->field, i ? f->after : f->before);
        bb_list_set(l, row, 3 + i, bb_str_get(&text), BB_NORMAL);
    }
    bb_str_finish(&text);
}

static void print_list(struct cli *c, const struct bb_list *l)
{
    struct bb_str text = {0};
    list_text(&text, l);
    if (isatty(fileno(c->session.out)))
        say_lines(c->session.out, bb_str_get(&text));
    else
        fputs(bb_str_get(&text), c->session.out);
    bb_str_finish(&text);
}

static const char *nothing(const struct cli *c, const char *usual)
{
    return c->values[OPT_BY] ? "Nobody of that name changed anything." : usual;
}

static bool run_record_log(struct cli *c, const struct bb_log_query *q)
{
    static const char *const titles[] = {"When", "Who", "Field", "Before", "After"};
    struct bb_list table = {.empty = nothing(c, "Nothing was changed.")};
    struct bb_scene scene = {0};
    struct bb_field_change *list;
    size_t n = 0;
    bool ok = bb_session_read(&c->session, false, &scene, &c->error) &&
              bb_changes_seen(c->session.store, c->session.audience, q->engagement, &c->session.config.agreements, 0,
                              q->entity, q->row, &scene.data.arena, &list, &n, &c->error);
    for (size_t i = 0; i < sizeof titles / sizeof *titles; i++)
        bb_list_column(&table, titles[i], BB_LEFT, 0, i == 4);
    for (size_t i = 0; ok && i < n; i++)
        if (matches(q, list[i].of))
            add_change(&table, &scene, &list[i], c->session.clock.zone);
    if (ok)
        print_list(c, &table);
    bb_list_finish(&table);
    bb_scene_finish(&scene);
    return ok;
}

bool run_log(struct cli *c)
{
    struct bb_arena arena = {0};
    struct bb_txn *list;
    size_t n;
    struct bb_log_query q;
    if (!read_query(c, &q))
        return false;
    if (q.row)
        return run_record_log(c, &q);
    bool ok = bb_log_seen(c->session.store, c->session.audience, &q, &arena, &list, &n, &c->error);
    bool room = c->session.audience == BB_ROOM;
    struct bb_list table = {.empty = nothing(c, "Nothing was changed yet.")};
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
