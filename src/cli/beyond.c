/* People beyond those that a board holds: looked up in the database, and shown by what everybody of the team may know.
 */
#include <bepboard/cli.h>
#include <stdlib.h>
#include <string.h>

void bb_beyond_finish(struct bb_beyond *b)
{
    for (size_t i = 0; i < b->n; i++)
        bb_search_line_finish(&b->list[i].line);
    free(b->list);
    *b = (struct bb_beyond){0};
}

static bool has_everybody(const struct bb_scene *scene)
{
    return scene->data.people_total <= (int64_t)scene->data.tables[BB_PERSON].n;
}

/* These records have not passed the gate: only this much is taken of them. */
static struct bb_person seen_of(const struct bb_person *p)
{
    const struct bb_entity_def *def = bb_entity_def(BB_PERSON);
    struct bb_person seen;
    memset(&seen, 0, sizeof seen);
    for (int i = 0; i < def->field_count; i++)
        bb_field_load(&def->fields[i], &seen, NULL);
    seen.row = (struct bb_row){.id = p->row.id, .sensitivity = BB_NONE};
    seen.key = p->key;
    seen.name = p->name;
    seen.role = p->role;
    seen.unit = p->unit;
    return seen;
}

static const struct bb_person *owner_of(const struct bb_table *people, const struct bb_attribute *a)
{
    for (size_t i = 0; i < people->n; i++)
        if (((const struct bb_person *)bb_table_at(people, i))->row.id == a->person)
            return bb_table_at(people, i);
    return NULL;
}

static void take_person(struct bb_beyond *b, const struct bb_scene *scene, const char *typed,
                        const struct bb_search_room *room, const struct bb_person *p)
{
    struct bb_person seen = seen_of(p);
    struct bb_beyond_hit *hit = &b->list[b->n];
    hit->person = p->row.id;
    if (bb_search_line(&hit->line, scene, typed, BB_PERSON, &seen, room))
        b->n++;
}

static void take_attribute(struct bb_beyond *b, const struct bb_person *owner, const struct bb_attribute *a)
{
    struct bb_beyond_hit *hit = &b->list[b->n++];
    hit->person = owner->row.id;
    hit->attribute = true;
    bb_str_clear(&hit->line.title);
    bb_str_clear(&hit->line.text);
    bb_str_add(&hit->line.title, bb_person_label(owner));
    bb_str_addf(&hit->line.text, "%s: %s", a->name ? a->name : "", a->value ? a->value : "");
    hit->line.field = NULL;
}

void bb_session_find_beyond(struct bb_session *s, const struct bb_scene *scene, const char *typed, size_t most,
                            const struct bb_search_room *room, struct bb_beyond *out)
{
    struct bb_arena arena = {0};
    struct bb_table people, attributes;
    const struct bb_table *here = &scene->data.tables[BB_PERSON];
    bb_beyond_finish(out);
    if (!scene->data.engagement || has_everybody(scene) ||
        !bb_store_find_among_all(s->store, scene->data.engagement->row.id, scene->data.audience, typed, (int)most * 2,
                                 &arena, &people, &attributes, NULL))
        goto out;
    out->list = bb_alloc((most + 1) * sizeof *out->list); /* the one behind the last is used to try */
    for (size_t i = 0; i < people.n && out->n < most; i++) {
        const struct bb_person *p = bb_table_at(&people, i);
        if (!bb_table_find(here, p->row.id))
            take_person(out, scene, typed, room, p);
    }
    for (size_t i = 0; i < attributes.n && out->n < most; i++) {
        const struct bb_attribute *a = bb_table_at(&attributes, i);
        const struct bb_person *owner = owner_of(&people, a);
        if (owner && !bb_table_find(here, owner->row.id))
            take_attribute(out, owner, a);
    }
    bb_search_line_finish(&out->list[out->n].line);
out:
    bb_arena_finish(&arena);
}
