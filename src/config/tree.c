/* YAML text -> a tree of nodes, with limits: no aliases, anchors, tags, second documents or duplicate keys. */
#include "doc.h"
#include <assert.h>
#include <bepboard/text.h>
#include <string.h>
#include <yaml.h>

/* A power of two, and more than there can be keys. */
enum { KNOWN_SLOTS = 16384 };
static_assert((int)KNOWN_SLOTS > (int)BB_DOC_EVENTS, "a slot is always free");

struct builder {
    struct bb_doc *doc;
    int depth, events, documents;
    struct bb_node *root;
    struct bb_node *stack[BB_DOC_DEPTH];
    struct bb_node *key; /* waits for its value */
    struct bb_node **known;
};

static const struct {
    const char *theirs, *ours;
} problems[] = {
    {"found character that cannot start any token",
     "a value cannot begin with this sign (indent with spaces; put text that begins with @ ` % or a tab in quotes)"},
    {"mapping values are not allowed in this context",
     "a \": \" is not expected here (is the line indented as the ones above it? put text that holds \": \" in quotes)"},
    {"could not find expected ':'", "a \":\" is missing behind the name"},
    {"did not find expected key", "the lines of a section must begin in the same column"},
    {"did not find expected '-' indicator", "the entries of a list must begin with \"-\" in the same column"},
    {"did not find expected ',' or ']'", "a \",\" or \"]\" is missing"},
    {"did not find expected ',' or '}'", "a \",\" or \"}\" is missing"},
    {"found unexpected end of stream", "the text in quotes is not closed"},
    {"did not find expected <document start>", "only one document is allowed, and its lines must not change shape"},
    {"found unknown escape character", "this \\ sequence is unknown (write \\\\ for one \\, or use single quotes)"},
};

static bool broken(struct builder *b, yaml_mark_t at, const char *message)
{
    b->doc->broken = true;
    bb_doc_say(b->doc, BB_FATAL, (int)at.line + 1, (int)at.column + 1, "%s", message);
    return false;
}

static bool syntax_error(struct builder *b, const yaml_parser_t *p)
{
    const char *message = p->problem ? p->problem : "this cannot be read";
    for (size_t i = 0; i < sizeof problems / sizeof *problems; i++)
        if (strcmp(message, problems[i].theirs) == 0)
            message = problems[i].ours;
    return broken(b, p->problem_mark, message);
}

static uint32_t hash(const char *s)
{
    uint32_t h = 2166136261u;
    for (; *s; s++)
        h = (h ^ (unsigned char)*s) * 16777619u;
    return h;
}

static struct bb_node *new_node(struct builder *b, enum bb_node_kind kind, yaml_mark_t at)
{
    struct bb_node *n = bb_arena_alloc(&b->doc->scratch, sizeof *n);
    n->kind = kind;
    n->line = (int)at.line + 1;
    n->col = (int)at.column + 1;
    return n;
}

/* Looks the key up among all keys of the document, by its map and its text; a new one is kept there. */
static void check_duplicate(struct builder *b, struct bb_node *map, struct bb_node *key)
{
    uint32_t slot = key->hash ^ (uint32_t)((uintptr_t)map >> 4) * 2654435761u;
    key->map = map;
    for (;; slot++) {
        struct bb_node **known = &b->known[slot % KNOWN_SLOTS];
        if (!*known) {
            *known = key;
            return;
        }
        if ((*known)->map == map && strcmp((*known)->text, key->text) == 0) {
            bb_doc_say(b->doc, BB_FATAL, key->line, key->col, "\"%.60s\" is given twice; the first one is in line %d",
                       key->text, (*known)->line);
            return;
        }
    }
}

/* Puts a node where it belongs: as root, entry of a list, key or value of a map. */
static bool place(struct builder *b, struct bb_node *n, yaml_mark_t at)
{
    struct bb_node *parent = b->depth ? b->stack[b->depth - 1] : NULL;
    if (!parent) {
        b->root = n;
        return true;
    }
    if (parent->kind == BB_NODE_MAP && !b->key) {
        if (n->kind != BB_NODE_TEXT)
            return broken(b, at, "a name must be plain text");
        check_duplicate(b, parent, n);
        b->key = n;
        return true;
    }
    n->key = b->key;
    b->key = NULL;
    if (parent->last)
        parent->last->next = n;
    else
        parent->first = n;
    parent->last = n;
    parent->count++;
    return true;
}

static bool open_node(struct builder *b, enum bb_node_kind kind, yaml_mark_t at)
{
    if (b->depth == BB_DOC_DEPTH)
        return broken(b, at, "this is nested too deeply: 32 levels are allowed");
    struct bb_node *n = new_node(b, kind, at);
    if (!place(b, n, at))
        return false;
    b->stack[b->depth++] = n;
    return true;
}

static bool scalar(struct builder *b, const yaml_event_t *e)
{
    const char *text = (const char *)e->data.scalar.value;
    size_t n = e->data.scalar.length;
    if (n > BB_DOC_SCALAR)
        return broken(b, e->start_mark, "this text is too long: 64 KiB are allowed");
    if (memchr(text, 0, n))
        return broken(b, e->start_mark, "text must not hold the character NUL");
    struct bb_node *node = new_node(b, BB_NODE_TEXT, e->start_mark);
    node->text = bb_arena_strndup(&b->doc->scratch, text, n);
    node->quoted = e->data.scalar.style != YAML_PLAIN_SCALAR_STYLE;
    node->hash = hash(node->text);
    return place(b, node, e->start_mark);
}

/* What the file may not use, and why; NULL when the event is fine. */
static const char *refusal(struct builder *b, const yaml_event_t *e)
{
    const yaml_char_t *anchor = NULL, *tag = NULL;
    if (e->type == YAML_SCALAR_EVENT)
        anchor = e->data.scalar.anchor, tag = e->data.scalar.tag;
    else if (e->type == YAML_SEQUENCE_START_EVENT)
        anchor = e->data.sequence_start.anchor, tag = e->data.sequence_start.tag;
    else if (e->type == YAML_MAPPING_START_EVENT)
        anchor = e->data.mapping_start.anchor, tag = e->data.mapping_start.tag;
    if (e->type == YAML_ALIAS_EVENT)
        return "aliases (*name) are not allowed; write the value again (a text that begins with * needs quotes)";
    if (anchor)
        return "anchors (&name) are not allowed (a text that begins with & needs quotes)";
    if (tag)
        return "tags (!name) are not allowed (a text that begins with ! needs quotes)";
    if (e->type == YAML_DOCUMENT_START_EVENT && ++b->documents > 1)
        return "only one document is allowed: remove this \"---\" and what follows";
    if (++b->events > BB_DOC_EVENTS)
        return "the file has too many entries: 10,000 are allowed";
    return NULL;
}

static bool take(struct builder *b, const yaml_event_t *e)
{
    const char *why = refusal(b, e);
    if (why)
        return broken(b, e->start_mark, why);
    switch (e->type) {
    case YAML_SCALAR_EVENT:
        return scalar(b, e);
    case YAML_SEQUENCE_START_EVENT:
        return open_node(b, BB_NODE_LIST, e->start_mark);
    case YAML_MAPPING_START_EVENT:
        return open_node(b, BB_NODE_MAP, e->start_mark);
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT:
        b->depth--;
        return true;
    default:
        return true;
    }
}

static void run(struct builder *b, yaml_parser_t *parser)
{
    for (bool more = true; more;) {
        yaml_event_t e;
        if (!yaml_parser_parse(parser, &e)) {
            syntax_error(b, parser);
            return;
        }
        more = take(b, &e) && e.type != YAML_STREAM_END_EVENT;
        yaml_event_delete(&e);
    }
}

static bool allowed(uint32_t cp)
{
    if (cp < 0x20)
        return cp == '\n' || cp == '\r' || cp == '\t';
    return !(cp >= 0x7F && cp < 0xA0) && cp != 0x2028 && cp != 0x2029 && cp != 0xFEFF && cp != 0xFFFE && cp != 0xFFFF;
}

/* libyaml takes UTF-16 as well, and says of a bad byte only its offset; so the bytes are looked at first. */
static bool check_bytes(struct bb_doc *d)
{
    int line = 1, col = 1;
    for (size_t i = 0; i < d->n;) {
        uint32_t cp;
        size_t n = bb_utf8_decode(d->text + i, d->n - i, &cp);
        if (n && allowed(cp)) {
            i += n;
            bool ends = cp == '\n' || (cp == '\r' && (i == d->n || d->text[i] != '\n'));
            line += ends;
            col = ends ? 1 : col + 1;
            continue;
        }
        d->broken = true;
        if (n)
            bb_doc_say(d, BB_FATAL, line, col, "the control character U+%04X is not allowed here", (unsigned)cp);
        else
            bb_doc_say(d, BB_FATAL, line, col, "the byte 0x%02X is not UTF-8; save the file as UTF-8",
                       (unsigned char)d->text[i]);
        return false;
    }
    return true;
}

struct bb_node *bb_doc_parse(struct bb_doc *d)
{
    if (d->n >= 3 && memcmp(d->text, "\xEF\xBB\xBF", 3) == 0) {
        d->text += 3;
        d->n -= 3;
    }
    if (d->n > BB_DOC_BYTES) {
        d->broken = true;
        bb_doc_say(d, BB_FATAL, 1, 1, "the file is too large: 256 KiB are allowed");
        return NULL;
    }
    if (!check_bytes(d))
        return NULL;
    yaml_parser_t parser;
    if (!yaml_parser_initialize(&parser)) {
        d->broken = true;
        bb_doc_say(d, BB_FATAL, 1, 1, "the YAML reader could not be started");
        return NULL;
    }
    yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&parser, (const unsigned char *)d->text, d->n);
    struct builder b = {.doc = d, .known = bb_arena_alloc(&d->scratch, KNOWN_SLOTS * sizeof(struct bb_node *))};
    run(&b, &parser);
    yaml_parser_delete(&parser);
    return b.root;
}
