/* Themes: roles and their colours, at 256 colours, at 8, and without colour. */
#include "doc.h"
#include <assert.h>
#include <stdlib.h>
#include <string.h>

static const char *const roles[] = {
    [BB_NORMAL] = "normal",
    [BB_DIM] = "dim",
    [BB_TITLE] = "title",
    [BB_BAR] = "bar",
    [BB_KEY_CAP] = "key-cap",
    [BB_ACCENT] = "accent",
    [BB_FOCUS] = "focus",
    [BB_SELECTED] = "selected",
    [BB_FRAME] = "frame",
    [BB_GOOD] = "good",
    [BB_WARN] = "warn",
    [BB_BAD] = "bad",
    [BB_INFO] = "info",
    [BB_SERIES1] = "series1",
    [BB_SERIES2] = "series2",
    [BB_SERIES3] = "series3",
    [BB_SERIES4] = "series4",
    [BB_MATCH] = "match",
    [BB_CHANGED] = "changed",
    [BB_ROOM_BANNER] = "room-banner",
    [BB_PAST_BANNER] = "past-banner",
    [BB_ERROR] = "error",
    [BB_INPUT] = "input",
};
static_assert(sizeof roles / sizeof *roles == BB_ROLE_COUNT, "every role has a name");

static const char *const colours[] = {"black",        "red",           "green",       "yellow",         "blue",
                                      "magenta",      "cyan",          "white",       "bright-black",   "bright-red",
                                      "bright-green", "bright-yellow", "bright-blue", "bright-magenta", "bright-cyan",
                                      "bright-white"};
enum { COLOUR_NAMES = sizeof colours / sizeof *colours };

static const struct {
    const char *name;
    unsigned bit;
} attributes[] = {
    {"bold", BB_ATTR_BOLD}, {"reverse", BB_ATTR_REVERSE}, {"underline", BB_ATTR_UNDERLINE}, {"dim", BB_ATTR_DIM}};
enum { ATTRIBUTES = sizeof attributes / sizeof *attributes };

const struct bb_theme *bb_config_theme(const struct bb_config *c, const char *name)
{
    for (size_t i = 0; name && i < c->theme_n; i++)
        if (strcmp(c->themes[i].name, name) == 0)
            return &c->themes[i];
    return NULL;
}

static int find_role(const char *name)
{
    for (int r = 0; r < BB_ROLE_COUNT; r++)
        if (strcmp(roles[r], name) == 0)
            return r;
    return -1;
}

static unsigned find_attribute(const char *name)
{
    for (int i = 0; i < ATTRIBUTES; i++)
        if (strcmp(attributes[i].name, name) == 0)
            return attributes[i].bit;
    return 0;
}

/* Red, green and blue of an xterm-256 index. */
static void colour_rgb(int index, int rgb[3])
{
    static const int cube[] = {0, 95, 135, 175, 215, 255};
    static const unsigned char first[COLOUR_NAMES][3] = {
        {0, 0, 0},     {205, 0, 0},     {0, 205, 0},     {205, 205, 0},  {0, 0, 238}, {205, 0, 205},
        {0, 205, 205}, {229, 229, 229}, {127, 127, 127}, {255, 0, 0},    {0, 255, 0}, {255, 255, 0},
        {92, 92, 255}, {255, 0, 255},   {0, 255, 255},   {255, 255, 255}};
    for (int i = 0; i < 3; i++)
        if (index < COLOUR_NAMES)
            rgb[i] = first[index][i];
        else if (index >= 232)
            rgb[i] = 8 + 10 * (index - 232);
        else
            rgb[i] = cube[(index - 16) / (i == 0 ? 36 : i == 1 ? 6 : 1) % 6];
}

/* The nearest of the first eight, for terminals that have no more. */
static int nearest_of_8(int index)
{
    int want[3], best = 0, best_distance = 3 * 256 * 256;
    if (index < 8)
        return index;
    colour_rgb(index, want);
    for (int i = 0; i < 8; i++) {
        int have[3], distance = 0;
        colour_rgb(i, have);
        for (int k = 0; k < 3; k++)
            distance += (want[k] - have[k]) * (want[k] - have[k]);
        if (distance < best_distance) {
            best_distance = distance;
            best = i;
        }
    }
    return best;
}

static bool read_colour(struct bb_doc *d, const struct bb_node *n, int max, int *out)
{
    char *end;
    const char *s = n->kind == BB_NODE_TEXT ? n->text : "";
    if (strcmp(s, "default") == 0) {
        *out = -1;
        return true;
    }
    for (int i = 0; i < COLOUR_NAMES; i++)
        if (strcmp(s, colours[i]) == 0) {
            *out = i;
            return true;
        }
    long v = strtol(s, &end, 10);
    if (s[0] >= '0' && s[0] <= '9' && *end == '\0' && v <= max) {
        *out = (int)v;
        return true;
    }
    return bb_doc_expected(d, n, n->key->text,
                           max == 255 ? "a colour: default, red, bright-blue and so on, or 0 to 255"
                                      : "a colour: default, red, bright-blue and so on, or 0 to 15");
}

static void read_attribute(struct bb_doc *d, const struct bb_node *n, unsigned bit, unsigned *attr)
{
    bool on;
    if (bb_doc_bool(d, n, n->key->text, &on))
        *attr = on ? *attr | bit : *attr & ~bit;
}

static void read_mono(struct bb_doc *d, const struct bb_node *n, unsigned *mono)
{
    unsigned bits = 0;
    if (n->kind != BB_NODE_LIST) {
        bb_doc_expected(d, n, "mono", "a list such as [bold, reverse]");
        return;
    }
    for (const struct bb_node *v = n->first; v; v = v->next) {
        unsigned bit = v->kind == BB_NODE_TEXT ? find_attribute(v->text) : 0;
        if (!bit) {
            bb_doc_expected(d, v, "an entry of mono", "bold, reverse, underline or dim");
            return;
        }
        bits |= bit;
    }
    *mono = bits;
}

static void read_part(struct bb_doc *d, const struct bb_node *n, struct bb_style *s)
{
    static const char *const names[] = {"fg", "bg", "fg8", "bg8", "bold", "reverse", "underline", "dim", "mono"};
    int *const colour[] = {&s->fg, &s->bg, &s->fg8, &s->bg8};
    const char *name = n->key->text;
    for (int i = 0; i < 4; i++)
        if (strcmp(name, names[i]) == 0) {
            if (read_colour(d, n, i < 2 ? 255 : 15, colour[i]) && i < 2)
                *colour[i + 2] = *colour[i] < 0 ? -1 : nearest_of_8(*colour[i]);
            return;
        }
    if (strcmp(name, "mono") == 0)
        read_mono(d, n, &s->mono);
    else if (find_attribute(name))
        read_attribute(d, n, find_attribute(name), &s->attr);
    else
        bb_doc_unknown(d, BB_WARNING, n->key, "part of a style", names, sizeof names / sizeof *names);
}

/* Colours first, then those for 8 colours, which would otherwise be replaced by what follows from the former. */
static void read_style(struct bb_doc *d, const struct bb_node *map, struct bb_style *s)
{
    if (!bb_doc_want_map(d, map, map->key->text))
        return;
    for (int late = 0; late < 2; late++)
        for (const struct bb_node *n = map->first; n; n = n->next)
            if ((strcmp(n->key->text, "fg8") == 0 || strcmp(n->key->text, "bg8") == 0) == late)
                read_part(d, n, s);
}

static void read_theme_part(struct bb_doc *d, const struct bb_node *n, struct bb_theme *t)
{
    const char *names[BB_ROLE_COUNT + 2] = {"own_background", "like"};
    int role = find_role(n->key->text);
    if (strcmp(n->key->text, "like") == 0)
        return;
    if (strcmp(n->key->text, "own_background") == 0) {
        bb_doc_bool(d, n, "own_background", &t->own_background);
    } else if (role >= 0) {
        read_style(d, n, &t->roles[role]);
    } else {
        memcpy(names + 2, roles, sizeof roles);
        bb_doc_unknown(d, BB_WARNING, n->key, "role of a theme", names, BB_ROLE_COUNT + 2);
    }
}

/* What a theme begins with: itself as it was, the one it is like, or the terminal's own colours. */
static struct bb_theme theme_base(struct bb_doc *d, const struct bb_node *map, const char *name)
{
    struct bb_theme t = {.name = name};
    const struct bb_theme *old = bb_config_theme(d->config, name);
    const struct bb_node *like = bb_node_get(map, "like");
    for (int r = 0; r < BB_ROLE_COUNT; r++)
        t.roles[r] = (struct bb_style){-1, -1, -1, -1, 0, 0};
    if (like) {
        old = like->kind == BB_NODE_TEXT ? bb_config_theme(d->config, like->text) : NULL;
        if (!old)
            bb_doc_expected(d, like, "like", "the name of a theme that stands before this one");
    }
    if (old) {
        t = *old;
        t.name = name;
    }
    return t;
}

enum { THEMES = 32 };

static void put_theme(struct bb_config *c, const struct bb_theme *t)
{
    const struct bb_theme *old = bb_config_theme(c, t->name);
    struct bb_theme *list = bb_arena_alloc(&c->arena, (c->theme_n + 1) * sizeof *list);
    if (c->theme_n)
        memcpy(list, c->themes, c->theme_n * sizeof *list);
    if (old)
        list[old - c->themes] = *t;
    else
        list[c->theme_n++] = *t;
    c->themes = list;
}

static void read_theme(struct bb_doc *d, const struct bb_node *map)
{
    if (!bb_doc_want_map(d, map, map->key->text))
        return;
    const char *name = bb_doc_text(d, map->key, "the name of a theme");
    if (!name || name[0] == '\0' || strlen(name) > 32) {
        bb_doc_expected(d, map->key, "the name of a theme", "1 to 32 bytes long");
        return;
    }
    struct bb_theme t = theme_base(d, map, name);
    for (const struct bb_node *n = map->first; n; n = n->next)
        read_theme_part(d, n, &t);
    const struct bb_style *normal = &t.roles[BB_NORMAL];
    if (t.own_background && (normal->fg < 0 || normal->bg < 0))
        bb_doc_say(d, BB_FATAL, map->key->line, map->key->col,
                   "a theme with own_background needs fg and bg for normal, which fill the screen");
    else if (d->config->theme_n >= THEMES && !bb_config_theme(d->config, name))
        bb_doc_say(d, BB_FATAL, map->key->line, map->key->col, "there are too many themes: %d are allowed", THEMES);
    else
        put_theme(d->config, &t);
}

void bb_section_themes(struct bb_doc *d, const struct bb_node *map)
{
    for (const struct bb_node *n = map->first; n; n = n->next)
        read_theme(d, n);
}

static void dump_colour(struct bb_str *out, const char *name, int colour)
{
    if (colour < 0)
        bb_str_addf(out, "%s: default, ", name);
    else
        bb_str_addf(out, "%s: %d, ", name, colour);
}

static void dump_style(struct bb_str *out, const struct bb_style *s)
{
    const char *between = "";
    dump_colour(out, "fg", s->fg);
    dump_colour(out, "bg", s->bg);
    dump_colour(out, "fg8", s->fg8);
    dump_colour(out, "bg8", s->bg8);
    for (int i = 0; i < ATTRIBUTES; i++)
        bb_str_addf(out, "%s: %s, ", attributes[i].name, s->attr & attributes[i].bit ? "yes" : "no");
    bb_str_add(out, "mono: [");
    for (int i = 0; i < ATTRIBUTES; i++)
        if (s->mono & attributes[i].bit) {
            bb_str_addf(out, "%s%s", between, attributes[i].name);
            between = ", ";
        }
    bb_str_addc(out, ']');
}

void bb_dump_themes(const struct bb_config *c, struct bb_str *out)
{
    bb_str_add(out, c->theme_n ? "\nthemes:\n" : "");
    for (size_t i = 0; i < c->theme_n; i++) {
        const struct bb_theme *t = &c->themes[i];
        bb_str_add(out, "  ");
        bb_dump_quoted(out, t->name);
        bb_str_addf(out, ":\n    own_background: %s\n", t->own_background ? "yes" : "no");
        for (int r = 0; r < BB_ROLE_COUNT; r++) {
            bb_str_addf(out, "    %s: {", roles[r]);
            dump_style(out, &t->roles[r]);
            bb_str_add(out, "}\n");
        }
    }
}
