/* Restricted sessions: nothing leads out of the board, and nothing of the user's leads in. */
#include "cli.h"

#include <bepboard/mem.h>
#include <errno.h>
#include <limits.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char shared_path[] = "/var/lib/bepboard/board.db";

/* As a login shell the name begins with a dash. */
static bool named_restricted(const char *argv0)
{
    const char *slash = argv0 ? strrchr(argv0, '/') : NULL, *name = slash ? slash + 1 : argv0 ? argv0 : "";
    return name[*name == '-'] == 'r';
}

bool restricted_run(int argc, char **argv)
{
    bool restricted = named_restricted(argc ? argv[0] : NULL) || getegid() != getgid() || geteuid() != getuid();
    for (int i = 1; !restricted && i < argc; i++)
        restricted = strcmp(argv[i], "--restricted") == 0;
    return restricted;
}

static bool is_kept(const char *entry)
{
    static const char *const kept[] = {
        "TERM=", "COLORTERM=", "NO_COLOR=", "COLUMNS=", "LINES=", "LANG=", "LC_ALL=", "LC_CTYPE=", "TZ="};
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++)
        if (strncmp(entry, kept[i], strlen(kept[i])) == 0)
            return !strchr(strchr(entry, '='), '/') || strcmp(kept[i], "TZ=") == 0;
    return false;
}

/* A name of a zone may hold a slash, but may not be a path. */
static bool is_harmless(const char *entry)
{
    return is_kept(entry) && (strncmp(entry, "TZ=", 3) != 0 || (!strchr(":/", entry[3]) && !strstr(entry, "..")));
}

void restricted_environment(void)
{
    size_t n = 0, count = 0;
    while (environ[n])
        n++;
    char **kept = bb_alloc((n + 1) * sizeof *kept);
    for (size_t i = 0; i < n; i++)
        if (is_harmless(environ[i]))
            kept[count++] = bb_strdup(environ[i]);
    clearenv();
    /* putenv keeps the strings themselves: they live as long as the program. */
    for (size_t i = 0; i < count; i++)
        putenv(kept[i]);
    free(kept);
    signal(SIGTSTP, SIG_IGN);
}

bool restricted_check(struct cli *c)
{
    static const enum option refused[] = {OPT_CONFIG, OPT_NOW, OPT_SHARED, OPT_MEND};
    if (!c->session.restricted)
        return true;
    if (c->command->beyond)
        return bb_fail(&c->error, BB_E_READ_ONLY, "This session is restricted: %s is not part of it.",
                       c->command->name);
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
        if (c->values[refused[i]])
            return bb_fail(&c->error, BB_E_READ_ONLY, "This session is restricted: --%s is not part of it.",
                           option_def(refused[i])->name);
    return true;
}

static bool refuse_file(const struct bb_session *s, const char *name, struct bb_error *err)
{
    const char *folder = s->config.export_dir;
    if (!folder)
        return bb_fail(err, BB_E_READ_ONLY,
                       "%s: this session is restricted, and the host's configuration names no folder for its files.",
                       name);
    return bb_fail(err, BB_E_READ_ONLY,
                   "%s: this session is restricted; give the name of a plain file in %s, without a folder.", name,
                   folder);
}

/* Whoever can put something else in the folder's place, or a link into it, would say where files go. */
static bool folder_is_safe(const char *folder, struct bb_error *err)
{
    struct stat st;
    if (lstat(folder, &st) != 0)
        return bb_fail(err, BB_E_FAILED, "%s: %s; whoever runs this host makes the folder that export_dir names.",
                       folder, strerror(errno));
    if (!S_ISDIR(st.st_mode))
        return bb_fail(err, BB_E_READ_ONLY,
                       "%s: is no folder but a link or a file; whoever runs this host names the folder itself in "
                       "export_dir.",
                       folder);
    return !(st.st_mode & S_IWOTH) || (st.st_mode & S_ISVTX) ||
           bb_fail(err, BB_E_READ_ONLY,
                   "%s: everybody may change what lies there, so nothing is written or read; whoever runs this host "
                   "runs chmod o-w on it.",
                   folder);
}

/* A name without a folder; what it leads to must be no link, for a link leads anywhere. */
bool restricted_file(const struct bb_session *s, struct bb_arena *arena, const char **file, struct bb_error *err)
{
    const char *folder = s->config.export_dir, *name = *file;
    struct bb_str path = {0};
    struct stat st;
    if (folder && strncmp(name, folder, strlen(folder)) == 0 && name[strlen(folder)] == '/')
        name += strlen(folder) + 1;
    if (!folder || strchr(name, '/') || name[0] == '.' || !*name)
        return refuse_file(s, *file, err);
    if (!folder_is_safe(folder, err))
        return false;
    bb_str_addf(&path, "%s/%s", folder, name);
    bool plain = lstat(path.s, &st) != 0 ? errno == ENOENT : S_ISREG(st.st_mode);
    if (plain)
        *file = bb_arena_strdup(arena, path.s);
    bb_str_finish(&path);
    return plain || refuse_file(s, *file, err);
}

static bool take_file(struct cli *c, const char **file)
{
    return strcmp(*file, "-") == 0 || restricted_file(&c->session, &c->arena, file, &c->error);
}

bool restricted_files(struct cli *c)
{
    for (size_t i = 0; i < c->arg_n && i < ARGS_MAX; i++)
        if (c->command->complete[i] == COMPLETE_FILE && !take_file(c, &c->args[i]))
            return false;
    for (int o = 0; o < OPT_COUNT; o++)
        if (c->values[o] && option_def((enum option)o)->complete == COMPLETE_FILE && o != OPT_DB &&
            !take_file(c, &c->values[o]))
            return false;
    return true;
}

/* "." for a name without a folder. */
static bool real_folder(const char *path, char out[PATH_MAX])
{
    const char *slash = strrchr(path, '/');
    char *folder = slash ? bb_strndup(path, (size_t)(slash - path) + 1) : bb_strdup(".");
    bool ok = realpath(folder, out) != NULL;
    free(folder);
    return ok;
}

static bool is_beside(const char *path, const char *other)
{
    char a[PATH_MAX], b[PATH_MAX];
    return real_folder(path, a) && real_folder(other, b) && strcmp(a, b) == 0;
}

bool restricted_path(struct cli *c)
{
    const char *host = c->session.config.database, *wanted = c->values[OPT_DB];
    if (!host && eaccess(shared_path, F_OK) == 0)
        host = shared_path;
    if (!host)
        return bb_fail(&c->error, BB_E_NOT_FOUND,
                       "This session is restricted, and the host's configuration names no database; whoever runs this "
                       "host sets database: path there.");
    if (wanted && !is_beside(wanted, host))
        return bb_fail(&c->error, BB_E_READ_ONLY,
                       "%s: this session is restricted to the databases in the folder of %s.", wanted, host);
    bb_str_add(&c->path, wanted ? wanted : host);
    return true;
}
