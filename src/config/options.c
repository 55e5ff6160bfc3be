/* The option table: every setting that is one value, with its limits and its sentence. */
#include "doc.h"
#include <assert.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#define AT(member) offsetof(struct bb_config, member)
#define LIMIT(member) AT(thresholds.member)

static const struct bb_option options[] = {
    {"ui", "theme", BB_OPT_THEME, AT(theme), 0, 0, NULL, "The theme: one of those below, or your own."},
    {"ui", "unicode", BB_OPT_SWITCH, AT(unicode), 0, 0, NULL, "Lines and blocks; off draws with ASCII signs only."},
    {"ui", "braille", BB_OPT_SWITCH, AT(braille), 0, 0, NULL, "Fine dots in charts; off draws with blocks."},
    {"ui", "sync", BB_OPT_SWITCH, AT(sync), 0, 0, NULL, "Send each picture as one piece, so that nothing flickers."},
    {"ui", "mouse", BB_OPT_BOOL, AT(mouse), 0, 0, NULL, "Take clicks and the wheel; a key switches it at any time."},
    {"ui", "title", BB_OPT_BOOL, AT(title), 0, 0, NULL, "Write the engagement's name into the window title."},
    {"ui", "escape_delay_ms", BB_OPT_INT, AT(escape_delay_ms), 0, 1000, "ms",
     "How long Esc waits to see whether it begins another key."},
    {"database", "path", BB_OPT_PATH, AT(database), 0, 0, NULL, "The database file; empty for the usual place."},
    {"backup", "keep", BB_OPT_INT, AT(backup_keep), 1, 3650, "files", "How many daily backups are kept."},
    {"room", "pseudonyms", BB_OPT_BOOL, AT(pseudonyms), 0, 0, NULL,
     "In the room people bear a lasting pseudonym instead of their role and unit."},
    {"thresholds", "power_high", BB_OPT_INT, LIMIT(power_high), 1, 5, "of 1..5",
     "From this power on somebody counts as powerful."},
    {"thresholds", "interest_high", BB_OPT_INT, LIMIT(interest_high), 1, 5, "of 1..5",
     "From this interest on somebody counts as interested."},
    {"thresholds", "silent_days", BB_OPT_INT, LIMIT(silent_days), 1, 3650, "days",
     "A powerful stakeholder without a conversation for this long is listed."},
    {"thresholds", "chasm_low", BB_OPT_SHARE, LIMIT(chasm_low), 0, 1000, "of the population",
     "Where the watch for a stall near the chasm line begins."},
    {"thresholds", "chasm_high", BB_OPT_SHARE, LIMIT(chasm_high), 0, 1000, "of the population",
     "Where the watch for a stall ends."},
    {"thresholds", "stall_new", BB_OPT_SHARE, LIMIT(stall_new), 0, 1000, "of the population",
     "At most this much growth over the last two samples counts as standing still."},
    {"thresholds", "stall_growth", BB_OPT_SHARE, LIMIT(stall_growth), 0, 1000, "of the population",
     "It is a stall only after an earlier growth of at least this over two samples."},
    {"thresholds", "champion_people", BB_OPT_INT, LIMIT(champion_people), 1, 100000, "people",
     "One champion can carry at most so many people."},
    {"thresholds", "verdict_days", BB_OPT_INT, LIMIT(verdict_days), 0, 3650, "days",
     "An order without a verdict is listed after this many days."},
    {"thresholds", "duty_days", BB_OPT_INT, LIMIT(duty_days), 0, 3650, "days",
     "The five duties of the accountable party are due this many days after the start."},
    {"thresholds", "consulted", BB_OPT_INT, LIMIT(consulted), 0, 100, "people",
     "More people than this who are asked before an obligation is done are too many."},
    {"thresholds", "small_sample", BB_OPT_INT, LIMIT(small_sample), 0, 100000, "answers",
     "A figure that rests on fewer answers is marked as a small sample."},
    {"thresholds", "results_months", BB_OPT_INT, LIMIT(results_months), 1, 60, "months",
     "The value of a habit trial is judged this long after its routine review."},
    {"thresholds", "cleared_days", BB_OPT_INT, LIMIT(attention.cleared_days), 0, 90, "days",
     "What needs nobody any more stays at the end of the attention list for this long; 0 for not at all."},
    {"models", "adkar", BB_OPT_BOOL, LIMIT(adkar), 0, 0, NULL,
     "Readiness by Prosci's ADKAR: the barrier of each segment; no leaves it out."},
    {"restricted", "export_dir", BB_OPT_PATH, AT(export_dir), 0, 0, NULL,
     "The only folder that a restricted session reads files from and writes them to; empty for none."},
};

enum { OPTION_COUNT = sizeof options / sizeof *options };
static_assert(offsetof(struct bb_thresholds, adkar) == 13 * sizeof(int64_t), "every threshold needs a row above");

static const char *const switches[] = {[BB_AUTO] = "auto", [BB_ON] = "on", [BB_OFF] = "off"};
enum { SWITCH_COUNT = sizeof switches / sizeof *switches };

const struct bb_option *bb_config_options(size_t *n)
{
    *n = OPTION_COUNT;
    return options;
}

static bool read_switch(struct bb_doc *d, const struct bb_node *n, const char *name, enum bb_switch *out)
{
    for (int i = 0; n->kind == BB_NODE_TEXT && i < SWITCH_COUNT; i++)
        if (strcmp(n->text, switches[i]) == 0) {
            *out = (enum bb_switch)i;
            return true;
        }
    return bb_doc_expected(d, n, name, "auto, on or off");
}

static void read_theme(struct bb_doc *d, const struct bb_node *n, const char **out)
{
    const struct bb_config *c = d->config;
    if (n->kind != BB_NODE_TEXT || n->text[0] == '\0') {
        bb_doc_expected(d, n, "theme", "the name of a theme");
        return;
    }
    const struct bb_theme *theme = bb_config_theme(c, n->text);
    if (theme) {
        *out = theme->name;
        return;
    }
    const char **names = bb_arena_alloc(&d->scratch, (c->theme_n + 1) * sizeof *names);
    for (size_t i = 0; i < c->theme_n; i++)
        names[i] = c->themes[i].name;
    bb_doc_unknown(d, BB_FATAL, n, "theme that is known", names, c->theme_n);
}

/* A path is taken as it stands: no ~, no variables, no place relative to where the program happens to run. */
static void read_path(struct bb_doc *d, const struct bb_node *n, const char *name, const char **out)
{
    size_t said_before = d->said;
    if (n->kind == BB_NODE_TEXT && n->text[0] == '\0') {
        *out = NULL;
        return;
    }
    if (n->kind != BB_NODE_TEXT || n->text[0] != '/') {
        bb_doc_expected(d, n, name, "a full path that begins with / (~ and variables are not replaced)");
        return;
    }
    const char *text = bb_doc_text(d, n, name);
    if (d->said != said_before)
        bb_doc_say(d, BB_FATAL, n->line, n->col, "%s must not hold such characters", name);
    else
        *out = text;
}

static void read_option(struct bb_doc *d, const struct bb_option *o, const struct bb_node *n)
{
    void *at = (char *)d->config + o->offset;
    switch (o->kind) {
    case BB_OPT_SWITCH:
        read_switch(d, n, o->name, at);
        break;
    case BB_OPT_BOOL:
        bb_doc_bool(d, n, o->name, at);
        break;
    case BB_OPT_INT:
        bb_doc_int(d, n, o->name, o->min, o->max, at);
        break;
    case BB_OPT_SHARE:
        bb_doc_share(d, n, o->name, o->min, o->max, at);
        break;
    case BB_OPT_THEME:
        read_theme(d, n, at);
        break;
    case BB_OPT_PATH:
        read_path(d, n, o->name, at);
        break;
    }
}

static const struct bb_option *find(const char *section, const char *name)
{
    for (int i = 0; i < OPTION_COUNT; i++)
        if (strcmp(options[i].section, section) == 0 && strcmp(options[i].name, name) == 0)
            return &options[i];
    return NULL;
}

static void unknown_option(struct bb_doc *d, const char *section, const struct bb_node *key)
{
    const char *names[OPTION_COUNT];
    char what[64];
    size_t n = 0;
    for (int i = 0; i < OPTION_COUNT; i++)
        if (strcmp(options[i].section, section) == 0)
            names[n++] = options[i].name;
    snprintf(what, sizeof what, "option of %s", section);
    bb_doc_unknown(d, BB_WARNING, key, what, names, n);
}

/* The watch for a stall needs a beginning before its end. */
static void check_chasm(struct bb_doc *d, const struct bb_node *map, const struct bb_thresholds *before)
{
    struct bb_thresholds *t = &d->config->thresholds;
    const struct bb_node *low = bb_node_get(map, "chasm_low"), *high = bb_node_get(map, "chasm_high");
    const struct bb_node *at = low ? low : high;
    if (!at || t->chasm_low < t->chasm_high)
        return;
    bb_doc_say(d, BB_FATAL, at->line, at->col, "chasm_low (%g %%) must be less than chasm_high (%g %%)",
               (double)t->chasm_low / 10, (double)t->chasm_high / 10);
    t->chasm_low = before->chasm_low;
    t->chasm_high = before->chasm_high;
}

void bb_section_options(struct bb_doc *d, const char *section, const struct bb_node *map)
{
    struct bb_thresholds before = d->config->thresholds;
    for (const struct bb_node *n = map->first; n; n = n->next) {
        const struct bb_option *o = find(section, n->key->text);
        if (o)
            read_option(d, o, n);
        else
            unknown_option(d, section, n->key);
    }
    if (strcmp(section, "thresholds") == 0)
        check_chasm(d, map, &before);
}

static void dump_value(const struct bb_option *o, const void *at, struct bb_str *out)
{
    const char *const *text = at;
    const int64_t *number = at;
    switch (o->kind) {
    case BB_OPT_SWITCH:
        bb_str_add(out, switches[*(const enum bb_switch *)at]);
        break;
    case BB_OPT_BOOL:
        bb_str_add(out, *(const bool *)at ? "yes" : "no");
        break;
    case BB_OPT_INT:
        bb_str_addf(out, "%" PRId64, *number);
        break;
    case BB_OPT_SHARE:
        bb_str_addf(out, "%" PRId64 ".%" PRId64 " %%", *number / 10, *number % 10);
        break;
    case BB_OPT_THEME:
    case BB_OPT_PATH:
        bb_dump_quoted(out, *text ? *text : "");
        break;
    }
}

void bb_dump_options(const struct bb_config *c, struct bb_str *out)
{
    const char *section = "";
    for (int i = 0; i < OPTION_COUNT; i++) {
        const struct bb_option *o = &options[i];
        if (strcmp(section, o->section) != 0)
            bb_str_addf(out, "%s%s:\n", i ? "\n" : "", o->section);
        section = o->section;
        bb_str_addf(out, "  %s: ", o->name);
        dump_value(o, (const char *)c + o->offset, out);
        bb_str_addc(out, '\n');
    }
}
