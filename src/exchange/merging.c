/* Two people before they become one: what the one that stays takes over, and what is not kept of the other. */
#include <bepboard/exchange.h>
#include <string.h>

/* As bb_store_merge_people does it: what is empty is filled, what both have stays as it is. */
static void add(struct bb_str *filled, struct bb_str *dropped, const struct bb_field *f, const void *keep,
                const void *lose)
{
    struct bb_str ours = {0}, theirs = {0};
    bb_field_save(f, keep, &ours);
    bb_field_save(f, lose, &theirs);
    bool same = strcmp(bb_str_get(&ours), bb_str_get(&theirs)) == 0;
    struct bb_str *to = !theirs.n || same ? NULL : ours.n ? dropped : filled;
    if (to)
        bb_str_addf(to, "%s%s", to->n ? ", " : "", f->label);
    if (to && f->kind != BB_REF)
        bb_str_addf(to, " \"%s\"", theirs.s);
    bb_str_finish(&ours);
    bb_str_finish(&theirs);
}

bool bb_merge_words(struct bb_store *s, int64_t keep, int64_t lose, struct bb_str *out, struct bb_error *err)
{
    const struct bb_entity_def *def = bb_entity_def(BB_PERSON);
    struct bb_arena arena = {0};
    struct bb_str filled = {0}, dropped = {0};
    void *a = NULL, *b = NULL;
    bool ok = bb_store_get(s, BB_PERSON, keep, &arena, &a, err) && bb_store_get(s, BB_PERSON, lose, &arena, &b, err);
    for (int i = 0; ok && a && b && i < def->field_count; i++)
        if (strcmp(def->fields[i].name, "sensitivity") != 0)
            add(&filled, &dropped, &def->fields[i], a, b);
    if (filled.n)
        bb_str_addf(out, "Taken over: %s.", filled.s);
    if (dropped.n)
        bb_str_addf(out, "%sNot kept, since both have one: %s.", filled.n ? " " : "", dropped.s);
    bb_str_finish(&filled);
    bb_str_finish(&dropped);
    bb_arena_finish(&arena);
    return ok;
}
