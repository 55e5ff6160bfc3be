#include <bepboard/presence.h>

#include <bepboard/mem.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

/* A block of fixed size: counter, text, the same counter. Whoever reads two different ones met a write half way. */
struct block {
    uint64_t begin;
    char text[BB_PRESENCE_TEXT + 1];
    uint64_t end;
};

struct bb_presence {
    int folder; /* directory */
    int own;    /* own file, locked */
    int watch;  /* inotify */
    char name[32];
    struct block last;
};

static bool folder_mode(const char *db_path, mode_t *mode, struct bb_error *err)
{
    struct stat st;
    if (stat(db_path, &st) != 0)
        return bb_fail(err, BB_E_NOT_FOUND, "%s: cannot be looked at (%s)", db_path, strerror(errno));
    *mode = st.st_mode & S_IWGRP ? 02770 : 0700;
    return true;
}

static int open_folder(const char *db_path, struct bb_error *err)
{
    char path[PATH_MAX];
    mode_t mode = 0700;
    if (!folder_mode(db_path, &mode, err) || (size_t)snprintf(path, sizeof path, "%s-live", db_path) >= sizeof path)
        return -1;
    /* chmod after mkdir, because the umask must not decide who sees whom. */
    if (mkdir(path, mode) == 0 && chmod(path, mode) != 0)
        bb_fail(err, BB_E_FAILED, "%s: permissions cannot be set (%s)", path, strerror(errno));
    int fd = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (fd < 0)
        bb_fail(err, BB_E_READ_ONLY, "%s: cannot be opened (%s); other sessions are not seen", path, strerror(errno));
    return fd;
}

static int watch_folder(const char *db_path)
{
    char path[PATH_MAX];
    int fd = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
    snprintf(path, sizeof path, "%s-live", db_path);
    if (fd >= 0 && inotify_add_watch(fd, path, IN_MODIFY | IN_MOVED_TO | IN_DELETE) < 0) {
        close(fd);
        return -1;
    }
    return fd;
}

/* The file gets its name only when it is locked: an unlocked one counts as left behind, and is removed by others. */
static bool open_own(struct bb_presence *p, struct bb_error *err)
{
    struct stat st;
    char fresh[40];
    bool shared = fstat(p->folder, &st) == 0 && (st.st_mode & S_IWGRP);
    mode_t mode = shared ? 0660 : 0600;
    snprintf(p->name, sizeof p->name, "%ld", (long)getpid());
    snprintf(fresh, sizeof fresh, ".%s", p->name);
    unlinkat(p->folder, fresh, 0);
    p->own = openat(p->folder, fresh, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode);
    bool ok = p->own >= 0 && fchmod(p->own, mode) == 0 && flock(p->own, LOCK_EX | LOCK_NB) == 0 &&
              renameat(p->folder, fresh, p->folder, p->name) == 0;
    return ok || bb_fail(err, BB_E_READ_ONLY, "this session cannot be announced to others (%s)", strerror(errno));
}

struct bb_presence *bb_presence_join(const char *db_path, struct bb_error *err)
{
    struct bb_presence *p = bb_alloc(sizeof *p);
    *p = (struct bb_presence){.own = -1, .watch = -1, .folder = open_folder(db_path, err)};
    if (p->folder < 0 || !open_own(p, err)) {
        bb_presence_leave(p);
        return NULL;
    }
    p->watch = watch_folder(db_path);
    bb_presence_publish(p, " ");
    return p;
}

static void close_fd(int fd)
{
    if (fd >= 0)
        close(fd);
}

void bb_presence_leave(struct bb_presence *p)
{
    if (!p)
        return;
    if (p->own >= 0)
        unlinkat(p->folder, p->name, 0);
    close_fd(p->own);
    close_fd(p->watch);
    close_fd(p->folder);
    free(p);
}

void bb_presence_publish(struct bb_presence *p, const char *text)
{
    struct block next = {.begin = p->last.begin + 1, .end = p->last.begin + 1};
    strncpy(next.text, text, BB_PRESENCE_TEXT);
    if (strcmp(next.text, p->last.text) == 0)
        return;
    if (pwrite(p->own, &next, sizeof next, 0) == (ssize_t)sizeof next)
        p->last = next;
}

static bool read_block(int fd, struct block *out)
{
    enum { TRIES = 5 };
    for (int i = 0; i < TRIES; i++)
        if (pread(fd, out, sizeof *out, 0) == (ssize_t)sizeof *out && out->begin == out->end) {
            out->text[BB_PRESENCE_TEXT] = 0;
            return true;
        }
    return false;
}

static void name_owner(int fd, struct bb_peer *peer)
{
    struct stat st;
    const struct passwd *pw = fstat(fd, &st) == 0 ? getpwuid(st.st_uid) : NULL;
    snprintf(peer->user, sizeof peer->user, "%s", pw ? pw->pw_name : "?");
}

/* Fills a peer from one file; false when nobody lives behind it. */
static bool meet(struct bb_presence *p, const char *name, struct bb_peer *peer)
{
    struct block block;
    bool self = strcmp(name, p->name) == 0;
    int fd = openat(p->folder, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0)
        return false;
    bool lives = self || flock(fd, LOCK_SH | LOCK_NB) != 0;
    if (!lives)
        unlinkat(p->folder, name, 0);
    if (lives && read_block(fd, &block)) {
        *peer = (struct bb_peer){.pid = strtoll(name, NULL, 10), .self = self};
        memcpy(peer->text, block.text, sizeof peer->text);
        name_owner(fd, peer);
    } else {
        lives = false;
    }
    close(fd);
    return lives;
}

static int by_pid(const void *a, const void *b)
{
    const struct bb_peer *x = a, *y = b;
    return (x->pid > y->pid) - (x->pid < y->pid);
}

size_t bb_presence_list(struct bb_presence *p, struct bb_peer *out, size_t max)
{
    size_t n = 0;
    int fd = openat(p->folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *dir = fd >= 0 ? fdopendir(fd) : NULL;
    if (!dir) {
        close_fd(fd);
        return 0;
    }
    for (const struct dirent *e = readdir(dir); e && n < max; e = readdir(dir))
        if (e->d_name[0] >= '1' && e->d_name[0] <= '9' && meet(p, e->d_name, &out[n]))
            n++;
    closedir(dir);
    qsort(out, n, sizeof *out, by_pid);
    return n;
}

int bb_presence_fd(const struct bb_presence *p)
{
    return p->watch;
}

void bb_presence_drain(struct bb_presence *p)
{
    char events[4096];
    while (p->watch >= 0 && read(p->watch, events, sizeof events) > 0)
        continue;
}
