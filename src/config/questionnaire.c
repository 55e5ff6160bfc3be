/* The questionnaire of the diagnosis: read as a whole, with what the answers of each question lead to. */
#include "questionnaire.h"

#include <stdlib.h>
#include <string.h>

static const char *const question_parts[] = {"text", "hint",   "cell", "good", "fills",
                                             "next", "partly", "yes",  "no",   "unknown"};
static const char *const way_parts[] = {"path", "training", "other", "verdicts", "instead", "next"};
static const char *const fills[BB_FILLS_COUNT] = {"nothing", "called-in", "workflow-known", "functions"};
static const char *const sections[] = {"rest", "holds", "questions"};
enum {
    QUESTION_PARTS = sizeof question_parts / sizeof *question_parts,
    WAY_PARTS = sizeof way_parts / sizeof *way_parts,
    SECTIONS = sizeof sections / sizeof *sections,
    ID_MAX = 40,
    REST_MAX = 1000
};

static void check_parts(struct bb_doc *d, const struct bb_node *map, const char *what, const char *const *list,
                        size_t n)
{
    for (const struct bb_node *v = map->first; v; v = v->next) {
        size_t i = 0;
        while (i < n && strcmp(list[i], v->key->text) != 0)
            i++;
        if (i == n)
            bb_doc_unknown(d, BB_WARNING, v->key, what, list, n);
    }
}

static bool id_is_fine(const char *id)
{
    size_t n = strspn(id, "abcdefghijklmnopqrstuvwxyz0123456789-");
    return n > 0 && n <= ID_MAX && !id[n] && strcmp(id, "end") != 0;
}

/* What a way says of itself; `next` comes when all questions are known. */

static void read_verdicts(struct bb_doc *d, const struct bb_node *map, struct bb_question_way *way)
{
    if (!bb_doc_want_map(d, map, "verdicts"))
        return;
    for (const struct bb_node *v = map->first; v; v = v->next) {
        int64_t verdict = bb_choice_find(&bb_verdicts, v->key->text);
        if (verdict == BB_NONE)
            bb_doc_unknown(d, BB_FATAL, v->key, "verdict", bb_verdicts.keys, (size_t)bb_verdicts.count);
        else
            bb_doc_int(d, v, v->key->text, 0, BB_QUESTION_WEIGHT_MAX, &way->verdicts[verdict]);
    }
}

static void read_instead(struct bb_doc *d, const struct bb_node *list, struct bb_question_way *way)
{
    if (list->kind != BB_NODE_LIST) {
        bb_doc_expected(d, list, "instead", "a list of texts");
        return;
    }
    const char **texts = bb_arena_alloc(&d->config->arena, (list->count + 1) * sizeof *texts);
    for (const struct bb_node *v = list->first; v; v = v->next) {
        const char *text = bb_doc_text(d, v, "something else to do");
        if (text)
            texts[way->instead_n++] = text;
    }
    way->instead = texts;
}

static void read_way(struct draft *draft, size_t i, int reply, const struct bb_node *map)
{
    struct bb_doc *d = draft->doc;
    struct bb_question_way *way = &draft->questions[i].ways[reply];
    if (!bb_doc_want_map(d, map, map->key->text))
        return;
    check_parts(d, map, "part of an answer", way_parts, WAY_PARTS);
    const struct bb_node *path = bb_node_get(map, "path"), *training = bb_node_get(map, "training"),
                         *other = bb_node_get(map, "other"), *verdicts = bb_node_get(map, "verdicts"),
                         *instead = bb_node_get(map, "instead"), *next = bb_node_get(map, "next");
    if (path)
        way->path = bb_doc_text(d, path, "path");
    if (training)
        bb_doc_int(d, training, "training", 0, BB_QUESTION_WEIGHT_MAX, &way->training);
    if (other)
        bb_doc_int(d, other, "other", 0, BB_QUESTION_WEIGHT_MAX, &way->other);
    if (verdicts)
        read_verdicts(d, verdicts, way);
    if (instead)
        read_instead(d, instead, way);
    if (next)
        draft->next[i][reply] = next;
}

/* What a question says of itself. */

static int64_t cell_of(const struct bb_node *n)
{
    bool number = n->kind == BB_NODE_TEXT && n->text[0] >= '1' && n->text[0] <= '0' + BB_CELL_COUNT && !n->text[1];
    if (number)
        return n->text[0] - '1';
    return n->kind == BB_NODE_TEXT ? bb_choice_find(&bb_gilbert_cells, n->text) : BB_NONE;
}

static void read_cell(struct bb_doc *d, const struct bb_node *cell, const struct bb_node *good, struct bb_question *q)
{
    q->cell = cell_of(cell);
    if (q->cell == BB_NONE) {
        if (cell->kind == BB_NODE_TEXT)
            bb_doc_unknown(d, BB_FATAL, cell,
                           "cell (data, resources, incentives, knowledge, capacity, motives, or 1 to 6)",
                           bb_gilbert_cells.keys, BB_CELL_COUNT);
        else
            bb_doc_expected(d, cell, "cell", "one of the six cells or 1 to 6");
        return;
    }
    int64_t answer = good && good->kind == BB_NODE_TEXT ? bb_choice_find(&bb_replies, good->text) : BB_NONE;
    if (answer == BB_REPLY_YES || answer == BB_REPLY_NO)
        q->good = answer;
    else if (good)
        bb_doc_expected(d, good, "good", "yes or no: the answer that leaves the cell green");
    else
        bb_doc_say(d, BB_FATAL, cell->line, cell->col,
                   "\"%s\" speaks of a cell; `good: yes` or `good: no` must say which answer leaves it green", q->id);
}

static void read_fills(struct bb_doc *d, const struct bb_node *n, struct bb_question *q)
{
    for (int i = 0; n->kind == BB_NODE_TEXT && i < BB_FILLS_COUNT; i++)
        if (strcmp(fills[i], n->text) == 0) {
            q->fills = (enum bb_question_fills)i;
            return;
        }
    bb_doc_expected(d, n, "fills", "called-in, workflow-known or functions");
}

static void read_question(struct draft *draft, size_t i)
{
    struct bb_doc *d = draft->doc;
    const struct bb_node *map = draft->nodes[i];
    struct bb_question *q = &draft->questions[i];
    if (!bb_doc_want_map(d, map, q->id))
        return;
    check_parts(d, map, "part of a question", question_parts, QUESTION_PARTS);
    const struct bb_node *text = bb_node_get(map, "text"), *hint = bb_node_get(map, "hint"),
                         *cell = bb_node_get(map, "cell"), *fill = bb_node_get(map, "fills"),
                         *next = bb_node_get(map, "next");
    if (text)
        q->text = bb_doc_text(d, text, "text");
    else
        bb_doc_say(d, BB_FATAL, map->key->line, map->key->col, "\"%s\" has no text; expected is `text: QUESTION`",
                   q->id);
    if (hint)
        q->hint = bb_doc_text(d, hint, "hint");
    if (cell)
        read_cell(d, cell, bb_node_get(map, "good"), q);
    if (fill)
        read_fills(d, fill, q);
    for (int reply = 0; reply < BB_REPLY_COUNT; reply++) {
        const struct bb_node *way = bb_node_get(map, bb_replies.keys[reply]);
        draft->next[i][reply] = next;
        if (way)
            read_way(draft, i, reply, way);
    }
}

static bool read_questions(struct draft *draft, const struct bb_node *map)
{
    struct bb_doc *d = draft->doc;
    if (!bb_doc_want_map(d, map, "questions"))
        return false;
    if (!map->count || map->count > BB_QUESTIONS_MAX) {
        bb_doc_say(d, BB_FATAL, map->key->line, map->key->col,
                   "a questionnaire has from 1 to %d questions, but here are %zu", (int)BB_QUESTIONS_MAX, map->count);
        return false;
    }
    draft->questions = bb_arena_alloc(&d->config->arena, map->count * sizeof *draft->questions);
    for (const struct bb_node *v = map->first; v; v = v->next) {
        if (!id_is_fine(v->key->text))
            bb_doc_expected(d, v->key, "the name of a question", "small letters, digits and \"-\", and not \"end\"");
        draft->questions[draft->n] = (struct bb_question){
            .id = bb_arena_strdup(&d->config->arena, v->key->text), .cell = BB_NONE, .good = BB_REPLY_YES};
        draft->ids[draft->n] = v->key->text;
        draft->nodes[draft->n++] = v;
    }
    for (size_t i = 0; i < draft->n; i++)
        read_question(draft, i);
    return true;
}

/* It is taken as a whole or not at all: half a questionnaire would judge by half. */
void bb_section_questionnaire(struct bb_doc *d, const struct bb_node *map)
{
    struct draft *draft = bb_arena_alloc(&d->scratch, sizeof *draft);
    struct bb_questionnaire *fresh = bb_arena_alloc(&d->config->arena, sizeof *fresh);
    bool fatal = d->fatal;
    d->fatal = false;
    draft->doc = d;
    *fresh = (struct bb_questionnaire){.rest = 2, .holds = 3};
    check_parts(d, map, "part of the questionnaire", sections, SECTIONS);
    const struct bb_node *rest = bb_node_get(map, "rest"), *holds = bb_node_get(map, "holds"),
                         *questions = bb_node_get(map, "questions");
    if (rest)
        bb_doc_int(d, rest, "rest", 0, REST_MAX, &fresh->rest);
    if (holds)
        bb_doc_int(d, holds, "holds", 1, REST_MAX, &fresh->holds);
    if (!questions)
        bb_doc_say(d, BB_FATAL, map->key->line, map->key->col, "a questionnaire needs `questions:`");
    else if (read_questions(draft, questions))
        bb_questionnaire_connect(draft);
    fresh->n = draft->n;
    fresh->questions = draft->questions;
    if (!d->fatal)
        d->config->questionnaire = fresh;
    d->fatal |= fatal;
}

bool bb_questionnaire_file(struct bb_config *out, const char *path, struct bb_findings *findings)
{
    struct bb_str text = {0};
    if (!bb_config_file_text(path, &text, findings)) {
        bb_str_finish(&text);
        return false;
    }
    struct bb_doc d = {.config = out, .findings = findings, .name = path, .text = bb_str_get(&text), .n = text.n};
    const struct bb_node *root = bb_doc_parse(&d);
    static const char *const only[] = {"questionnaire"};
    if (root && !d.broken && bb_doc_want_map(&d, root, "the file")) {
        const struct bb_node *map = bb_node_get(root, only[0]);
        check_parts(&d, root, "section of a questionnaire's file", only, 1);
        if (!map)
            bb_doc_say(&d, BB_FATAL, 1, 1, "the file of a questionnaire begins with `questionnaire:`");
        else if (bb_doc_want_map(&d, map, only[0]))
            bb_section_questionnaire(&d, map);
    }
    bb_arena_finish(&d.scratch);
    bb_str_finish(&text);
    return !d.fatal;
}
