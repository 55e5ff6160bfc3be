/* A file that is written whole or not at all: under another name first, then renamed. */
#include "target.h"

#include <bepboard/mem.h>
#include <bepboard/str.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* What a signal removes. */
static const char *volatile begun;

static void remove_begun(int signo)
{
    if (begun)
        unlink(begun);
    _exit(128 + signo);
}

static void catch_signals(void (*handler)(int))
{
    static const int signals[] = {SIGINT, SIGTERM, SIGHUP};
    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++) {
        struct sigaction now, sa = {.sa_handler = handler};
        if (sigaction(signals[i], NULL, &now) == 0 && now.sa_handler != SIG_IGN)
            sigaction(signals[i], &sa, NULL);
    }
}

static bool failed(struct bb_error *err, const char *path, int reason)
{
    enum bb_code code = reason == ENOSPC || reason == EFBIG || reason == EDQUOT ? BB_E_FULL : BB_E_FAILED;
    return bb_fail(err, code, "%s: could not be written (%s).", path, reason ? strerror(reason) : "write error");
}

static bool may_be_replaced(const char *path, bool force, struct bb_error *err)
{
    struct stat st;
    if (lstat(path, &st) != 0)
        return errno == ENOENT || failed(err, path, errno);
    if (!S_ISREG(st.st_mode))
        return bb_fail(err, BB_E_FAILED, "%s: is no plain file; nothing was written.", path);
    return force || bb_fail(err, BB_E_FAILED, "%s: exists already; --force replaces it.", path);
}

bool target_open(struct target *t, const char *path, bool force, mode_t mode, struct bb_error *err)
{
    if (!may_be_replaced(path, force, err))
        return false;
    struct bb_str part = {0};
    bb_str_addf(&part, "%s.part-%ld", path, (long)getpid());
    int fd = open(part.s, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode);
    if (fd < 0) {
        failed(err, path, errno);
        bb_str_finish(&part);
        return false;
    }
    *t = (struct target){.path = bb_strdup(path), .part = bb_str_take(&part), .file = fdopen(fd, "w"), .force = force};
    begun = t->part;
    catch_signals(remove_begun);
    return true;
}

static void forget(struct target *t)
{
    catch_signals(SIG_DFL);
    begun = NULL;
    free(t->path);
    free(t->part);
    *t = (struct target){0};
}

void target_discard(struct target *t)
{
    if (t->file)
        fclose(t->file);
    if (t->part)
        unlink(t->part);
    if (t->path)
        forget(t);
}

/* A new name is given by a link, which never replaces what somebody made meanwhile. */
static bool give_name(const struct target *t)
{
    if (t->force)
        return rename(t->part, t->path) == 0;
    if (link(t->part, t->path) == 0) {
        unlink(t->part);
        return true;
    }
    return errno != EEXIST && access(t->path, F_OK) != 0 && rename(t->part, t->path) == 0;
}

static void sync_folder_of(const char *path)
{
    const char *slash = strrchr(path, '/');
    char *folder = slash ? bb_strndup(path, (size_t)(slash - path) + 1) : bb_strdup(".");
    int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd >= 0) {
        fsync(fd);
        close(fd);
    }
    free(folder);
}

bool target_commit(struct target *t, struct bb_error *err)
{
    errno = 0;
    bool broken = ferror(t->file) != 0;
    bool ok = fflush(t->file) == 0 && !broken && fsync(fileno(t->file)) == 0;
    int reason = errno;
    if (fclose(t->file) != 0 && ok) {
        ok = false;
        reason = errno;
    }
    t->file = NULL;
    if (ok && !give_name(t)) {
        ok = false;
        reason = errno;
    }
    if (!ok) {
        failed(err, t->path, reason);
        target_discard(t);
        return false;
    }
    sync_folder_of(t->path);
    forget(t);
    return true;
}
