/* Lists of prompts under the keys of a choice set: the 4S checklist, and the points of the charter's duties. */
#include "doc.h"

#include <assert.h>
#include <string.h>

static const struct kind {
    const char *section;
    const struct bb_choices *set;
    const char *entry, *list; /* what a key is called in a message, and what belongs under it */
} kinds[] = {
    {"checklist", &bb_opportunities, "opportunity of the checklist", "a list of questions"},
    {"charter", &bb_duties, "duty of the charter", "a list of points"},
};
enum { CHECKLIST, CHARTER };

static struct bb_prompts *kept(struct bb_config *c, const struct kind *k)
{
    return k == &kinds[CHECKLIST] ? &c->checklist : &c->words.duty_points;
}

static size_t keep(const struct bb_prompts *old, int64_t of, struct bb_prompt *out)
{
    size_t n = 0;
    for (size_t i = 0; i < old->n; i++)
        if (old->list[i].of == of)
            out[n++] = old->list[i];
    return n;
}

static size_t read(struct bb_doc *d, const struct bb_node *list, int64_t of, struct bb_prompt *out)
{
    size_t n = 0;
    for (const struct bb_node *v = list->first; v; v = v->next) {
        const char *text = bb_doc_text(d, v, "a prompt");
        if (text)
            out[n++] = (struct bb_prompt){of, text};
    }
    return n;
}

/* A list replaces the one of its key; other keys keep theirs. */
void bb_section_prompts(struct bb_doc *d, const char *name, const struct bb_node *map)
{
    enum { MOST = 16 };
    static_assert((int)BB_OPPORTUNITY_COUNT <= MOST && (int)BB_DUTY_COUNT <= MOST, "a list for every key");
    const struct kind *k = strcmp(name, kinds[CHARTER].section) == 0 ? &kinds[CHARTER] : &kinds[CHECKLIST];
    struct bb_prompts *old = kept(d->config, k);
    const struct bb_node *lists[MOST] = {NULL};
    size_t room = old->n, n = 0;
    for (const struct bb_node *v = map->first; v; v = v->next) {
        int64_t of = bb_choice_find(k->set, v->key->text);
        if (of == BB_NONE) {
            bb_doc_unknown(d, BB_WARNING, v->key, k->entry, k->set->keys, (size_t)k->set->count);
        } else if (v->kind != BB_NODE_LIST) {
            bb_doc_expected(d, v, v->key->text, k->list);
        } else {
            lists[of] = v;
            room += v->count;
        }
    }
    struct bb_prompt *out = bb_arena_alloc(&d->config->arena, (room + 1) * sizeof *out);
    for (int of = 0; of < k->set->count; of++)
        n += lists[of] ? read(d, lists[of], of, out + n) : keep(old, of, out + n);
    *old = (struct bb_prompts){out, n};
}

static void dump(struct bb_str *out, const struct kind *k, const struct bb_prompts *prompts)
{
    bb_str_addf(out, "\n%s:\n", k->section);
    for (int of = 0; of < k->set->count; of++) {
        size_t shown = 0;
        bb_str_addf(out, "  %s:", k->set->keys[of]);
        for (size_t i = 0; i < prompts->n; i++)
            if (prompts->list[i].of == of) {
                bb_str_add(out, "\n    - ");
                bb_dump_quoted(out, prompts->list[i].text);
                shown++;
            }
        bb_str_add(out, shown ? "\n" : " []\n");
    }
}

void bb_dump_prompts(const struct bb_config *c, struct bb_str *out)
{
    dump(out, &kinds[CHECKLIST], &c->checklist);
    dump(out, &kinds[CHARTER], &c->words.duty_points);
}
