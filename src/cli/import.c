/* `import`: a file becomes records, all or nothing. */
#include "commands.h"

#include <bepboard/exchange.h>
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { NAMED_ARGS = 2 };
static const char unnamed[] = "New engagement";

/* Set by a signal, read by the importer. */
static volatile bool cancelled;

static void cancel(int signo)
{
    (void)signo;
    cancelled = true;
}

static void catch_signals(void)
{
    struct sigaction sa = {.sa_handler = cancel};
    sigaction(SIGINT, &sa, NULL);
    sigaction(SIGTERM, &sa, NULL);
    sigaction(SIGHUP, &sa, NULL);
}

static bool wants_all(const struct cli *c)
{
    return strcmp(c->args[0], "all") == 0;
}

/* Single answers of a survey: they go in and do not come out. */
static bool wants_ratings(const struct cli *c)
{
    return strcmp(c->args[0], "ratings") == 0;
}

static bool check_mapping(struct cli *c, const char *text)
{
    const char *sign = strrchr(text, '=');
    return (sign && sign != text) ||
           bb_fail(&c->error, BB_E_USAGE,
                   "--map \"%.60s\": give COLUMN=FIELD, for example --map \"Full name=name\"; COLUMN= leaves one out.",
                   text);
}

bool check_import(struct cli *c)
{
    const char *nouns[WORDS_MAX];
    complete_words(COMPLETE_IMPORT, nouns);
    if (!is_one_of(c->args[0], nouns))
        return unknown_word(&c->error, "noun", c->args[0], nouns, word_count(nouns));
    for (size_t i = 0; i < c->map_n; i++)
        if (!check_mapping(c, c->maps[i]))
            return false;
    for (size_t i = NAMED_ARGS; i < c->arg_n; i++)
        if (!check_mapping(c, c->args[i]))
            return false;
    if (wants_all(c) && (c->map_n || c->arg_n > NAMED_ARGS || c->values[OPT_ENGAGEMENT]))
        return bb_fail(&c->error, BB_E_USAGE,
                       "import all takes what export all wrote, with its own columns and engagement; it takes no --map "
                       "and no --engagement.");
    return true;
}

static void split_mapping(const char *text, struct bb_mapping *out)
{
    const char *sign = strrchr(text, '=');
    out->column = bb_strndup(text, (size_t)(sign - text));
    out->field = sign + 1;
}

/* From --map and from further arguments; the columns are to be freed. */
static struct bb_mapping *read_mapping(const struct cli *c, size_t *n)
{
    struct bb_mapping *list = bb_alloc((c->map_n + c->arg_n) * sizeof *list);
    *n = 0;
    for (size_t i = 0; i < c->map_n; i++)
        split_mapping(c->maps[i], &list[(*n)++]);
    for (size_t i = NAMED_ARGS; i < c->arg_n; i++)
        split_mapping(c->args[i], &list[(*n)++]);
    return list;
}

/* Progress, on a terminal only. */

struct progress {
    FILE *to;
    int64_t last_us;
    bool shown;
};

static void show_progress(void *ctx, int64_t rows, long long done, long long total)
{
    enum { EVERY_US = 100000 };
    struct progress *p = ctx;
    int64_t now = bb_monotonic_us();
    if (now - p->last_us < EVERY_US)
        return;
    p->last_us = now;
    p->shown = true;
    if (total > 0)
        fprintf(p->to, "\r%3d %%  %lld rows ", (int)(done * 100 / total), (long long)rows);
    else
        fprintf(p->to, "\r%lld rows ", (long long)rows);
    fflush(p->to);
}

static void clear_progress(const struct progress *p)
{
    if (p->shown)
        fputs("\r                              \r", p->to);
}

static bool import_rows(struct cli *c, bool dry_run, struct bb_report *report)
{
    int entity = wants_ratings(c) ? BB_READING : bb_entity_find(c->args[0]);
    struct progress progress = {.to = c->session.err};
    size_t n;
    struct bb_mapping *mapping = read_mapping(c, &n);
    struct bb_import_options o = {
        .entity = entity < 0 ? BB_ENTITY_COUNT : (enum bb_entity)entity,
        .engagement = entity == BB_ENGAGEMENT ? 0 : c->session.engagement,
        .path = c->args[1],
        .mapping = mapping,
        .mapping_n = n,
        .dry_run = dry_run,
        .ratings = wants_ratings(c),
        .plain = c->session.restricted,
        .cancel = &cancelled,
        .progress = isatty(fileno(c->session.err)) ? show_progress : NULL,
        .ctx = &progress,
    };
    bool ok = (entity < 0 ? bb_import_events : bb_import_rows)(c->session.store, &o, report, &c->error);
    clear_progress(&progress);
    for (size_t i = 0; i < n; i++)
        free((char *)mapping[i].column);
    free(mapping);
    return ok;
}

static bool import_file(struct cli *c)
{
    struct bb_report report = {0};
    struct bb_str text = {0};
    bool dry_run = c->values[OPT_DRY_RUN] != NULL;
    struct bb_import_options whole = {
        .path = c->args[1], .dry_run = dry_run, .plain = c->session.restricted, .cancel = &cancelled};
    catch_signals();
    bool ok = wants_all(c) ? bb_import_bundle(c->session.store, &whole, &c->session.engagement, &report, &c->error)
                           : import_rows(c, dry_run, &report);
    report.file = strcmp(c->args[1], "-") == 0 ? "standard input" : c->args[1];
    /* Remarks quote the file, counts tell what was there. */
    if (ok && c->session.audience == BB_ROOM) {
        say(c->session.out, "%s: %s; at your own desk you are told more.", c->args[0],
            dry_run ? "the file could be taken in" : "the file was taken in");
    } else if (c->session.audience != BB_ROOM && (ok || (report.read && c->error.code == BB_E_INPUT))) {
        bb_report_format(&report, c->args[0], dry_run, &text);
        say_lines(c->session.out, bb_str_get(&text));
    }
    bb_str_finish(&text);
    bb_report_finish(&report);
    return ok;
}

/* An engagement for the rows, when there is none at all. */

static const char *new_name(const struct cli *c)
{
    return c->values[OPT_ENGAGEMENT] ? c->values[OPT_ENGAGEMENT] : unnamed;
}

static bool make_engagement(struct cli *c)
{
    struct bb_change name = {.field = bb_field_find(bb_entity_def(BB_ENGAGEMENT), "name"), .value = new_name(c)};
    return bb_store_save(c->session.store, BB_ENGAGEMENT, 0, &c->session.engagement, &name, 1, "Begin engagement",
                         &c->error);
}

static bool needs_engagement(const struct cli *c)
{
    return !wants_all(c) && bb_entity_find(c->args[0]) != BB_ENGAGEMENT;
}

static bool import_with_new(struct cli *c)
{
    struct bb_error ignored;
    if (!make_engagement(c))
        return false;
    if (import_file(c)) {
        say(c->session.out, "There was no engagement: \"%s\" was made in %s.", new_name(c), c->path.s);
        return true;
    }
    bb_store_remove(c->session.store, BB_ENGAGEMENT, c->session.engagement, "Take back engagement", &ignored);
    return false;
}

/* Tries the file on a database of its own, which is removed again. */
static bool import_on_trial(struct cli *c)
{
    const char *base = getenv("TMPDIR");
    struct bb_str folder = {0};
    bb_str_addf(&folder, "%s/bepboard-XXXXXX", base && *base == '/' ? base : "/tmp");
    bb_store_close(c->session.store);
    c->session.store = NULL;
    catch_signals();
    if (!mkdtemp(folder.s)) {
        bb_fail(&c->error, BB_E_FAILED, "%s: no folder for the trial can be made (%s).", folder.s, strerror(errno));
        bb_str_finish(&folder);
        return false;
    }
    bb_str_clear(&c->path);
    bb_str_addf(&c->path, "%s/trial.db", folder.s);
    bool ok = cli_open_store(c, true, false) && (!needs_engagement(c) || make_engagement(c)) && import_file(c);
    if (ok && needs_engagement(c))
        say(c->session.out, "There is no engagement: \"%s\" would be made.", new_name(c));
    bb_store_close(c->session.store);
    c->session.store = NULL;
    remove_database(c->path.s);
    rmdir(folder.s);
    bb_str_finish(&folder);
    return ok;
}

static void back_up_daily(struct cli *c)
{
    bool made;
    struct bb_error err = {0};
    if (!bb_store_daily_backup(c->session.store, c->session.config.backup_keep, &made, &err))
        say_error(c->session.err, err.text);
}

bool run_import(struct cli *c)
{
    struct stat st;
    bool there = lstat(c->path.s, &st) == 0, dry_run = c->values[OPT_DRY_RUN] != NULL;
    int64_t any = 0;
    if (c->session.read_only)
        return bb_fail(&c->error, BB_E_READ_ONLY, "--readonly: import would change the database.");
    if (!there && dry_run)
        return import_on_trial(c);
    if (!cli_open_store(c, !there, false) || !cli_find_engagement(c, NULL, &any))
        return false;
    if (!dry_run)
        back_up_daily(c);
    if (any && c->values[OPT_ENGAGEMENT] && !cli_find_engagement(c, c->values[OPT_ENGAGEMENT], &c->session.engagement))
        return false;
    if (!c->session.engagement)
        c->session.engagement = any;
    if (any || !needs_engagement(c))
        return import_file(c);
    return dry_run ? import_on_trial(c) : import_with_new(c);
}
