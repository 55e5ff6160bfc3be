/* How the questions of a questionnaire hang together: no way leads back, none ends nowhere, none is forgotten. */
#include "questionnaire.h"

#include <string.h>

/* One entry of a `next`: the index of the question, -1 when there is none of that name. */
static int find_target(struct draft *draft, const struct bb_node *n)
{
    if (n->kind != BB_NODE_TEXT) {
        bb_doc_expected(draft->doc, n, "next", "a question, a list of questions, or end");
        return -1;
    }
    for (size_t i = 0; i < draft->n; i++)
        if (strcmp(draft->ids[i], n->text) == 0)
            return (int)i;
    bb_doc_unknown(draft->doc, BB_FATAL, n, "question of this questionnaire", draft->ids, draft->n);
    return -1;
}

static bool is_end(const struct bb_node *n)
{
    return n->kind == BB_NODE_TEXT && strcmp(n->text, "end") == 0;
}

/* The `next` of a question that several answers share is looked at once; the others take over what it says. */
static const struct bb_question_way *same_next(const struct draft *draft, size_t i, int reply)
{
    for (int before = 0; before < reply; before++)
        if (draft->next[i][before] == draft->next[i][reply])
            return &draft->questions[i].ways[before];
    return NULL;
}

static void connect_way(struct draft *draft, size_t i, int reply)
{
    struct bb_question_way *way = &draft->questions[i].ways[reply];
    const struct bb_node *next = draft->next[i][reply], *place = draft->nodes[i]->key;
    if (!next) {
        bb_doc_say(draft->doc, BB_FATAL, place->line, place->col,
                   "the answer %s of \"%.40s\" leads nowhere; expected is `next: QUESTION`, a list of questions, or "
                   "`next: end`",
                   bb_replies.keys[reply], draft->ids[i]);
        return;
    }
    const struct bb_question_way *same = same_next(draft, i, reply);
    if (same || is_end(next)) {
        way->next = same ? same->next : NULL;
        way->next_n = same ? same->next_n : 0;
        return;
    }
    bool list = next->kind == BB_NODE_LIST;
    int *targets = bb_arena_alloc(&draft->doc->config->arena, (list ? next->count + 1 : 1) * sizeof *targets);
    for (const struct bb_node *v = list ? next->first : next; v; v = list ? v->next : NULL) {
        int target = find_target(draft, v);
        if (target >= 0)
            targets[way->next_n++] = target;
    }
    if (list && !next->count)
        bb_doc_expected(draft->doc, next, "next", "a question, a list of questions, or end");
    way->next = targets;
}

/* Ways back. */

struct walk {
    struct draft *draft;
    enum { NEW, ON_THE_WAY, DONE } state[BB_QUESTIONS_MAX];
    int way[BB_QUESTIONS_MAX]; /* the questions from the first to the current one */
    size_t n;
};

/* Where a target is named: its entry in the list, or the whole value. */
static const struct bb_node *place_of(const struct bb_node *next, const char *id)
{
    for (const struct bb_node *v = next->first; v; v = v->next)
        if (v->kind == BB_NODE_TEXT && strcmp(v->text, id) == 0)
            return v;
    return next;
}

static void say_loop(struct walk *w, const struct bb_node *next, int to)
{
    const struct draft *draft = w->draft;
    const struct bb_node *place = place_of(next, draft->ids[to]);
    struct bb_str names = {0};
    size_t from = w->n;
    while (from > 0 && w->way[from - 1] != to)
        from--;
    for (size_t i = from ? from - 1 : 0; i < w->n; i++)
        bb_str_addf(&names, "%s -> ", draft->ids[w->way[i]]);
    bb_doc_say(w->draft->doc, BB_FATAL, place->line, place->col,
               "this leads back to \"%s\" (%s%s); a questionnaire must come to an end", draft->ids[to],
               bb_str_get(&names), draft->ids[to]);
    bb_str_finish(&names);
}

static void walk(struct walk *w, int i)
{
    const struct bb_question *q = &w->draft->questions[i];
    w->state[i] = ON_THE_WAY;
    w->way[w->n++] = i;
    for (int reply = 0; reply < BB_REPLY_COUNT; reply++) {
        const struct bb_question_way *way = &q->ways[reply];
        bool known = same_next(w->draft, (size_t)i, reply) != NULL;
        for (size_t k = 0; !known && k < way->next_n; k++)
            if (w->state[way->next[k]] == NEW)
                walk(w, way->next[k]);
            else if (w->state[way->next[k]] == ON_THE_WAY)
                say_loop(w, w->draft->next[i][reply], way->next[k]);
    }
    w->state[i] = DONE;
    w->n--;
}

void bb_questionnaire_connect(struct draft *draft)
{
    for (size_t i = 0; i < draft->n; i++)
        for (int reply = 0; reply < BB_REPLY_COUNT; reply++)
            connect_way(draft, i, reply);
    struct walk *w = bb_arena_alloc(&draft->doc->scratch, sizeof *w);
    w->draft = draft;
    walk(w, 0);
    for (size_t i = 0; i < draft->n; i++) {
        const struct bb_node *place = draft->nodes[i]->key;
        if (w->state[i] != NEW)
            continue;
        bb_doc_say(draft->doc, BB_FATAL, place->line, place->col,
                   "no answer leads to \"%.40s\"; name it in the `next` of another question, or leave it out",
                   draft->ids[i]);
        walk(w, (int)i);
    }
}
