/* The keys of actions: the defaults of the action table, and what the configuration changes. */
#include "doc.h"
#include <bepboard/key.h>
#include <bepboard/text.h>
#include <stdio.h>
#include <string.h>

/* Where this document set the keys of an action; NULL if it did not. */
struct changes {
    const struct bb_node *at[BB_ACT_COUNT];
};

static int key_count(const struct bb_keymap *m, int action)
{
    int n = 0;
    while (n < BB_KEYS_PER_ACTION && m->keys[action][n])
        n++;
    return n;
}

void bb_keys_default(struct bb_keymap *keys)
{
    *keys = (struct bb_keymap){0};
    for (int a = 0; a < BB_ACT_COUNT; a++) {
        const char *p = bb_action_def((enum bb_action)a)->keys;
        for (int n = 0; p && *p && n < BB_KEYS_PER_ACTION; p += strspn(p, " ")) {
            char name[32];
            size_t len = strcspn(p, " ");
            snprintf(name, sizeof name, "%.*s", (int)len, p);
            int32_t key = bb_key_parse(name);
            if (key != BB_KEY_NONE)
                keys->keys[a][n++] = key;
            p += len;
        }
    }
}

static bool read_key(struct bb_doc *d, const struct bb_node *n, int32_t keys[], int *count)
{
    int32_t key = n->kind == BB_NODE_TEXT ? bb_key_parse(n->text) : BB_KEY_NONE;
    if (key == BB_KEY_NONE)
        return bb_doc_expected(d, n, "a key", "a sign or a name such as tab, space, pgdn, ctrl-r, f1");
    for (int i = 0; i < *count; i++)
        if (keys[i] == key)
            return true;
    if (*count == BB_KEYS_PER_ACTION) {
        bb_doc_say(d, BB_FATAL, n->line, n->col, "an action can have %d keys at most", BB_KEYS_PER_ACTION);
        return false;
    }
    keys[(*count)++] = key;
    return true;
}

static bool needs_key(int action)
{
    return action == BB_ACT_QUIT || action == BB_ACT_BACK || action == BB_ACT_HELP;
}

/* One key, a list of keys, or an empty list for none. */
static bool read_action(struct bb_doc *d, const struct bb_node *n, int action)
{
    int32_t keys[BB_KEYS_PER_ACTION] = {0};
    int count = 0;
    bool good = n->kind != BB_NODE_MAP;
    if (!good)
        bb_doc_expected(d, n, n->key->text, "a key or a list of keys");
    else if (n->kind == BB_NODE_TEXT)
        good = read_key(d, n, keys, &count);
    else
        for (const struct bb_node *k = n->first; k; k = k->next)
            good = read_key(d, k, keys, &count) && good;
    if (good && count == 0 && needs_key(action)) {
        bb_doc_say(d, BB_FATAL, n->line, n->col, "%s needs at least one key", n->key->text);
        good = false;
    }
    if (good)
        memcpy(d->config->keys.keys[action], keys, sizeof keys);
    return good;
}

static void unknown_action(struct bb_doc *d, const struct bb_node *key)
{
    const char *names[BB_ACT_COUNT];
    for (int a = 0; a < BB_ACT_COUNT; a++)
        names[a] = bb_action_def((enum bb_action)a)->name;
    bb_doc_unknown(d, BB_WARNING, key, "action", names, BB_ACT_COUNT);
}

static bool is_before(const struct bb_node *a, const struct bb_node *b)
{
    return a->line != b->line ? a->line < b->line : a->col < b->col;
}

/* Another action that answers to the key, -1 if there is none. Of two that the document sets, the later one is told. */
static int other_owner(const struct bb_keymap *m, const struct changes *changed, int action, int32_t key)
{
    for (int b = 0; b < BB_ACT_COUNT; b++) {
        if (b == action || (changed->at[b] && is_before(changed->at[action], changed->at[b])))
            continue;
        for (int i = 0; i < key_count(m, b); i++)
            if (m->keys[b][i] == key)
                return b;
    }
    return -1;
}

static void say_clash(struct bb_doc *d, const struct changes *changed, int action, int other, int32_t key)
{
    char name[32];
    const struct bb_node *at = changed->at[action], *first = changed->at[other];
    const char *other_name = bb_action_def((enum bb_action)other)->name;
    bb_key_name(key, true, name, sizeof name);
    if (first)
        bb_doc_say(d, BB_FATAL, at->line, at->col, "the key %s is already used by %s in line %d", name, other_name,
                   first->line);
    else
        bb_doc_say(d, BB_FATAL, at->line, at->col, "the key %s is already used by %s; give that action another key too",
                   name, other_name);
}

static bool has_clashes(struct bb_doc *d, const struct changes *changed)
{
    const struct bb_keymap *m = &d->config->keys;
    bool found = false;
    for (int a = 0; a < BB_ACT_COUNT; a++)
        for (int i = 0; changed->at[a] && i < key_count(m, a); i++) {
            int other = other_owner(m, changed, a, m->keys[a][i]);
            if (other < 0)
                continue;
            say_clash(d, changed, a, other, m->keys[a][i]);
            found = true;
        }
    return found;
}

void bb_section_keys(struct bb_doc *d, const struct bb_node *map)
{
    struct bb_keymap before = d->config->keys;
    struct changes changed = {0};
    for (const struct bb_node *n = map->first; n; n = n->next) {
        int action = bb_action_find(n->key->text);
        if (action < 0)
            unknown_action(d, n->key);
        else if (read_action(d, n, action))
            changed.at[action] = n;
    }
    if (has_clashes(d, &changed))
        d->config->keys = before;
}

/* The name that bb_key_parse reads back. */
static void add_key(struct bb_str *out, int32_t key)
{
    static const char *const names[] = {
        "tab",  "enter", "esc",    "space",  "backspace", "up",  "down",      "left",      "right",      "home", "end",
        "pgup", "pgdn",  "insert", "delete", "ins",       "del", "shift-tab", "ctrl-left", "ctrl-right", "f1",   "f2",
        "f3",   "f4",    "f5",     "f6",     "f7",        "f8",  "f9",        "f10",       "f11",        "f12"};
    struct bb_str text = {0};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (bb_key_parse(names[i]) == key) {
            bb_dump_quoted(out, names[i]);
            return;
        }
    if (key < 0x20)
        bb_str_addf(&text, "ctrl-%c", (char)(key | 0x60));
    else
        bb_utf8_encode(&text, (uint32_t)key);
    bb_dump_quoted(out, bb_str_get(&text));
    bb_str_finish(&text);
}

void bb_dump_keys(const struct bb_config *c, struct bb_str *out)
{
    bb_str_add(out, "\nkeys:\n");
    for (int a = 0; a < BB_ACT_COUNT; a++) {
        bb_str_addf(out, "  %s: [", bb_action_def((enum bb_action)a)->name);
        for (int i = 0; i < key_count(&c->keys, a); i++) {
            bb_str_add(out, i ? ", " : "");
            add_key(out, c->keys.keys[a][i]);
        }
        bb_str_add(out, "]\n");
    }
}
