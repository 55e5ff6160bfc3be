/* Finding people among very many: by ranges of indexes, of which at most so many entries are looked at. */
#include "past.h"

#include <bepboard/text.h>
#include <string.h>

enum { CANDIDATES = 100, WIDE = 5000, NARROW = 1000 };

/* Arguments: $1 the engagement, $2 all that was typed, folded, $3 the longest word of it, $4 the next one, $5 all as it
 * was typed. An index on names has them at hand; for what follows in a name its row is read. */
static const struct range {
    const char *table, *id, *what, *with;
    int looked_at; /* entries, which must have the next word in the name; 0 = CANDIDATES, whatever they have */
} ranges[] = {
    {"person", "id", "name_fold", "$2", 0},
    {"person", "id", "name_fold", "$3", WIDE},
    {"person", "id", "substr(name_fold, instr(name_fold, ' ') + 1)", "$3", NARROW},
    {"person", "id", "key", "$5", 0},
    {"person", "id", "key", "lower($5)", 0},
    {"person", "id", "key", "upper($5)", 0},
    {"attribute", "person", "lower(value)", "lower($5)", 0},
};
enum { RANGES = sizeof ranges / sizeof *ranges };

/* What was typed, in the shapes in which it is looked for. */
struct shapes {
    struct bb_str plain, fold, longest, next;
};

static void take_word(struct shapes *s, const char *word, size_t n)
{
    if (n > s->longest.n) {
        bb_str_clear(&s->next);
        bb_str_add(&s->next, bb_str_get(&s->longest));
        bb_str_clear(&s->longest);
        bb_str_addn(&s->longest, word, n);
    } else if (n > s->next.n) {
        bb_str_clear(&s->next);
        bb_str_addn(&s->next, word, n);
    }
}

static void shape(struct shapes *s, const char *typed)
{
    size_t begin = strspn(typed, " "), end = strlen(typed);
    while (end > begin && typed[end - 1] == ' ')
        end--;
    bb_str_addn(&s->plain, typed + begin, end - begin);
    bb_text_fold(&s->fold, bb_str_get(&s->plain));
    bb_str_add(&s->longest, "");
    bb_str_add(&s->next, "");
    for (const char *p = bb_str_get(&s->fold); *p;) {
        size_t n = strcspn(p, " ");
        take_word(s, p, n);
        p += n + strspn(p + n, " ");
    }
}

static void shapes_finish(struct shapes *s)
{
    bb_str_finish(&s->plain);
    bb_str_finish(&s->fold);
    bb_str_finish(&s->longest);
    bb_str_finish(&s->next);
}

static void add_range(struct bb_str *sql, const char *what, const char *with)
{
    static const char last[] = "\xF4\x8F\xBF\xBF"; /* behind everything that begins like the text before it */
    bb_str_addf(sql, " AND engagement = $1 AND %s >= %s AND %s < %s || '%s'", what, with, what, with, last);
}

/* "'team', 'private'": what a record is raised to that this audience may not know of. */
static void add_raised(struct bb_str *sql, enum bb_audience audience)
{
    for (int i = (int)audience; i < bb_sensitivities.count; i++)
        bb_str_addf(sql, "%s'%s'", i > (int)audience ? ", " : "", bb_sensitivities.keys[i]);
}

static void add_gate(struct bb_str *sql, enum bb_audience audience)
{
    bb_str_add(sql, " AND coalesce(sensitivity, '') NOT IN (");
    add_raised(sql, audience);
    bb_str_addc(sql, ')');
}

/* The condition of the partial index on what follows in a name must stand in the query. */
static void add_candidates(struct bb_str *sql, const struct range *r, enum bb_audience audience)
{
    bb_str_addf(sql, "SELECT id FROM (SELECT id FROM (SELECT %s AS id%s FROM %s WHERE deleted = 0", r->id,
                r->looked_at ? ", name_fold" : "", r->table);
    if (r->looked_at == NARROW)
        bb_str_add(sql, " AND instr(name_fold, ' ') > 0");
    add_range(sql, r->what, r->with);
    add_gate(sql, audience);
    bb_str_addf(sql, " LIMIT %d) AS looked_at%s LIMIT %d) AS candidates", r->looked_at ? r->looked_at : CANDIDATES,
                r->looked_at ? " WHERE instr(name_fold, $4) > 0" : "", CANDIDATES);
}

/* Records that were raised above the audience are not there. */
static bool find_people(struct bb_store *s, int64_t engagement, enum bb_audience audience, const struct shapes *shapes,
                        int limit, struct bb_arena *a, struct bb_table *out, struct bb_error *err)
{
    struct bb_str sql = {0};
    bb_str_add(&sql, " AND +engagement = $1 AND id IN (");
    for (int i = 0; i < RANGES; i++) {
        bb_str_add(&sql, i ? " UNION ALL " : "");
        add_candidates(&sql, &ranges[i], audience);
    }
    bb_str_addc(&sql, ')');
    add_gate(&sql, audience);
    bb_str_add(&sql, " ORDER BY name_fold, id LIMIT $6");
    struct db_rows *r =
        record_query(s, BB_PERSON, bb_str_get(&sql),
                     DB_ARGS(db_i(engagement), db_s(bb_str_get(&shapes->fold)), db_s(bb_str_get(&shapes->longest)),
                             db_s(bb_str_get(&shapes->next)), db_s(bb_str_get(&shapes->plain)), db_i(limit)),
                     err);
    bb_str_finish(&sql);
    return record_all(s, r, BB_PERSON, a, out, err);
}

/* Nor attributes of people who were raised. */
static bool find_values(struct bb_store *s, int64_t engagement, enum bb_audience audience, const struct shapes *shapes,
                        int limit, struct bb_arena *a, struct bb_table *out, struct bb_error *err)
{
    struct bb_str sql = {0};
    add_range(&sql, "lower(value)", "lower($2)");
    add_gate(&sql, audience);
    bb_str_add(&sql, " AND person NOT IN (SELECT id FROM person WHERE engagement = $1 AND sensitivity IN (");
    add_raised(&sql, audience);
    bb_str_add(&sql, ")) ORDER BY lower(value), id LIMIT $3");
    struct db_rows *r = record_query(s, BB_ATTRIBUTE, bb_str_get(&sql),
                                     DB_ARGS(db_i(engagement), db_s(bb_str_get(&shapes->plain)), db_i(limit)), err);
    bb_str_finish(&sql);
    return record_all(s, r, BB_ATTRIBUTE, a, out, err);
}

bool bb_store_find_among_all(struct bb_store *s, int64_t engagement, enum bb_audience audience, const char *typed,
                             int limit, struct bb_arena *a, struct bb_table *people, struct bb_table *attributes,
                             struct bb_error *err)
{
    struct shapes shapes = {0};
    *people = (struct bb_table){.entity = BB_PERSON};
    *attributes = (struct bb_table){.entity = BB_ATTRIBUTE};
    if (audience < BB_AT_TEAM || s->past)
        return true;
    shape(&shapes, typed);
    bool ok = !shapes.longest.n || (find_people(s, engagement, audience, &shapes, limit, a, people, err) &&
                                    find_values(s, engagement, audience, &shapes, limit, a, attributes, err));
    shapes_finish(&shapes);
    return ok;
}

void bb_store_bring(struct bb_store *s, int64_t person)
{
    memmove(s->brought + 1, s->brought, (STORE_BROUGHT - 1) * sizeof *s->brought);
    s->brought[0] = person;
}
