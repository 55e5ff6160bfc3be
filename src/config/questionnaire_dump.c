/* The questionnaire as YAML that reads back to the same. */
#include "doc.h"

#include <bepboard/questionnaire.h>
#include <inttypes.h>

static void dump_next(const struct bb_questionnaire *q, const struct bb_question_way *way, struct bb_str *out)
{
    if (!way->next_n) {
        bb_str_add(out, "next: end");
        return;
    }
    bb_str_add(out, "next: [");
    for (size_t i = 0; i < way->next_n; i++) {
        bb_str_add(out, i ? ", " : "");
        bb_dump_quoted(out, q->questions[way->next[i]].id);
    }
    bb_str_addc(out, ']');
}

static void dump_way(const struct bb_questionnaire *q, const struct bb_question_way *way, const char *name,
                     struct bb_str *out)
{
    bool any = false;
    bb_str_addf(out, "      %s: {", name);
    if (way->path) {
        bb_str_add(out, "path: ");
        bb_dump_quoted(out, way->path);
        bb_str_add(out, ", ");
    }
    if (way->training)
        bb_str_addf(out, "training: %" PRId64 ", ", way->training);
    if (way->other)
        bb_str_addf(out, "other: %" PRId64 ", ", way->other);
    for (int v = 0; v < BB_VERDICT_COUNT; v++)
        if (way->verdicts[v]) {
            bb_str_addf(out, "%s%s: %" PRId64, any ? ", " : "verdicts: {", bb_verdicts.keys[v], way->verdicts[v]);
            any = true;
        }
    bb_str_add(out, any ? "}, " : "");
    for (size_t i = 0; i < way->instead_n; i++) {
        bb_str_add(out, i ? ", " : "instead: [");
        bb_dump_quoted(out, way->instead[i]);
    }
    bb_str_add(out, way->instead_n ? "], " : "");
    dump_next(q, way, out);
    bb_str_add(out, "}\n");
}

static void dump_question(const struct bb_questionnaire *q, const struct bb_question *one, struct bb_str *out)
{
    static const char *const fills[BB_FILLS_COUNT] = {"nothing", "called-in", "workflow-known", "functions"};
    bb_str_add(out, "    ");
    bb_dump_quoted(out, one->id);
    bb_str_add(out, ":\n      text: ");
    bb_dump_quoted(out, one->text);
    if (one->hint) {
        bb_str_add(out, "\n      hint: ");
        bb_dump_quoted(out, one->hint);
    }
    if (one->cell != BB_NONE)
        bb_str_addf(out, "\n      cell: %s\n      good: %s", bb_gilbert_cells.keys[one->cell],
                    bb_replies.keys[one->good]);
    if (one->fills != BB_FILLS_NOTHING)
        bb_str_addf(out, "\n      fills: %s", fills[one->fills]);
    bb_str_addc(out, '\n');
    for (int reply = 0; reply < BB_REPLY_COUNT; reply++)
        dump_way(q, &one->ways[reply], bb_replies.keys[reply], out);
}

void bb_dump_questionnaire(const struct bb_config *c, struct bb_str *out)
{
    const struct bb_questionnaire *q = c->questionnaire;
    if (!q)
        return;
    bb_str_addf(out, "\nquestionnaire:\n  rest: %" PRId64 "\n  holds: %" PRId64 "\n  questions:\n", q->rest, q->holds);
    for (size_t i = 0; i < q->n; i++)
        dump_question(q, &q->questions[i], out);
}
