/* The files of a configuration: where they are, how they are opened, in which order they count. */
#include "doc.h"
#include <bepboard/embedded.h>
#include <errno.h>
#include <fcntl.h>
#include <pwd.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char host_folder[] = "/etc/xdg";

/* Reads at most one byte more than is allowed, so that a file that grows meanwhile is noticed by the parser. */
static bool read_all(int fd, struct bb_str *out)
{
    char buffer[16384];
    while (out->n <= BB_DOC_BYTES) {
        ssize_t n = read(fd, buffer, sizeof buffer);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return n == 0;
        bb_str_addn(out, buffer, (size_t)n);
    }
    return true;
}

static const char *kind_of(mode_t mode)
{
    if (S_ISDIR(mode))
        return "a directory";
    return S_ISFIFO(mode) ? "a pipe" : "not a plain file";
}

/* O_NONBLOCK: opening a FIFO must not wait for its writer. */
static bool text_of(int fd, const char *path, struct bb_str *out, struct bb_findings *findings)
{
    struct stat st;
    if (fstat(fd, &st) != 0)
        bb_finding_file(findings, path, "cannot be read: %s", strerror(errno));
    else if (!S_ISREG(st.st_mode))
        bb_finding_file(findings, path, "this is %s; a plain file with YAML is expected", kind_of(st.st_mode));
    else if (!read_all(fd, out))
        bb_finding_file(findings, path, "cannot be read: %s", strerror(errno));
    else
        return true;
    return false;
}

static bool read_open_file(struct bb_config *out, enum bb_doc_from from, int fd, const char *path,
                           struct bb_findings *findings)
{
    struct bb_str text = {0};
    bool ok =
        text_of(fd, path, &text, findings) && bb_config_read_from(out, from, path, bb_str_get(&text), text.n, findings);
    bb_str_finish(&text);
    return ok;
}

static int open_file(const char *path)
{
    return open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
}

static void cannot_open(const char *path, int why, struct bb_findings *findings)
{
    if (why == ENXIO)
        bb_finding_file(findings, path, "this is not a plain file; a plain file with YAML is expected");
    else
        bb_finding_file(findings, path, "cannot be opened: %s", strerror(why));
}

bool bb_config_file_text(const char *path, struct bb_str *out, struct bb_findings *findings)
{
    int fd = open_file(path);
    if (fd < 0) {
        cannot_open(path, errno, findings);
        return false;
    }
    bool ok = text_of(fd, path, out, findings);
    close(fd);
    return ok;
}

static bool read_file(struct bb_config *out, enum bb_doc_from from, const char *path, struct bb_findings *findings)
{
    struct bb_config_source *source = &out->sources[out->source_n++];
    source->path = bb_arena_strdup(&out->arena, path);
    int fd = open_file(path), why = errno;
    source->found = fd >= 0 || (why != ENOENT && why != ENOTDIR);
    if (fd >= 0) {
        bool ok = read_open_file(out, from, fd, source->path, findings);
        close(fd);
        return ok;
    }
    if (!source->found && from != BB_DOC_GIVEN)
        return true;
    out->roles.broken |= from == BB_DOC_HOST;
    cannot_open(path, why, findings);
    return false;
}

static bool read_in(struct bb_config *out, enum bb_doc_from from, const char *dir, size_t n, const char *rest,
                    struct bb_findings *findings)
{
    struct bb_str path = {0};
    bb_str_addn(&path, dir, n);
    bb_str_add(&path, rest);
    bool ok = read_file(out, from, bb_str_get(&path), findings);
    bb_str_finish(&path);
    return ok;
}

/* The environment's own rule: a relative path there counts as not set. */
static const char *environment(const char *name, const char *otherwise)
{
    const char *value = secure_getenv(name);
    return value && value[0] == '/' ? value : otherwise;
}

static bool read_host(struct bb_config *out, const char *folders, struct bb_findings *findings)
{
    enum { DIRECTORIES = BB_CONFIG_SOURCES - 2 };
    const char *p = folders, *dirs[DIRECTORIES];
    size_t lengths[DIRECTORIES], n = 0;
    bool ok = true;
    while (*p && n < DIRECTORIES) {
        size_t length = strcspn(p, ":");
        if (*p == '/') {
            dirs[n] = p;
            lengths[n++] = length;
        }
        p += length + (p[length] == ':');
    }
    while (n-- > 0)
        ok = read_in(out, BB_DOC_HOST, dirs[n], lengths[n], "/bepboard/config.yaml", findings) && ok;
    return ok;
}

static const char *home(void)
{
    const char *dir = environment("HOME", NULL);
    const struct passwd *pw = dir ? NULL : getpwuid(getuid());
    return pw ? pw->pw_dir : dir;
}

static bool read_user(struct bb_config *out, struct bb_findings *findings)
{
    const char *dir = environment("XDG_CONFIG_HOME", NULL);
    if (dir)
        return read_in(out, BB_DOC_USER, dir, strlen(dir), "/bepboard/config.yaml", findings);
    dir = home();
    return !dir || read_in(out, BB_DOC_USER, dir, strlen(dir), "/.config/bepboard/config.yaml", findings);
}

const char *bb_config_defaults(void)
{
    return bb_embedded_defaults[0].data;
}

const char *bb_config_questions(void)
{
    return bb_embedded_questionnaire[0].data;
}

bool bb_config_load(struct bb_config *out, const char *extra, enum bb_config_from from, struct bb_findings *findings)
{
    const struct bb_embedded *defaults = &bb_embedded_defaults[0], *questions = &bb_embedded_questionnaire[0];
    *out = (struct bb_config){.arena = out->arena};
    bb_keys_default(&out->keys);
    bool ok = bb_config_read(out, defaults->name, defaults->data, defaults->size, findings);
    ok = bb_config_read(out, questions->name, questions->data, questions->size, findings) && ok;
    if (from == BB_CONFIG_HOST)
        ok = read_host(out, host_folder, findings) && ok;
    if (from == BB_CONFIG_ALL) {
        ok = read_host(out, environment("XDG_CONFIG_DIRS", host_folder), findings) && ok;
        ok = read_user(out, findings) && ok;
    }
    if (extra)
        ok = read_file(out, BB_DOC_GIVEN, extra, findings) && ok;
    return ok;
}
