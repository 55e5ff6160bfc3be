#include "gate.h"
#include "lock_wait.h"

#include <bepboard/date.h>
#include <bepboard/str.h>
#include <errno.h>
#include <fcntl.h>
#include <pwd.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

bool gate_create_file(const char *path, unsigned mode, bool *fresh, struct bb_error *err)
{
    int fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode);
    *fresh = fd >= 0;
    if (fd < 0)
        return errno == EEXIST || bb_fail(err, errno == ENOSPC ? BB_E_FULL : BB_E_FAILED, "%s: cannot be created (%s)",
                                          path, strerror(errno));
    /* The mode must hold whatever the umask: a group member could otherwise lock the owner out. */
    bool ok = fchmod(fd, mode) == 0;
    close(fd);
    return ok || bb_fail(err, BB_E_FAILED, "%s: permissions cannot be set (%s)", path, strerror(errno));
}

static int open_side(const char *path, const char *suffix, bool create, unsigned mode, struct bb_error *err)
{
    char name[4096];
    bool fresh;
    if ((size_t)snprintf(name, sizeof name, "%s%s", path, suffix) >= sizeof name)
        return -1;
    if (create && eaccess(name, F_OK) != 0 && !gate_create_file(name, mode, &fresh, err))
        return -1;
    return open(name, O_RDWR | O_NOFOLLOW | O_CLOEXEC);
}

bool gate_open(struct gate *g, const char *path, bool create, unsigned mode, struct bb_error *err)
{
    *g = (struct gate){.path = path, .lock_fd = -1, .touch_fd = -1, .watch_fd = -1};
    g->lock_fd = open_side(path, "-gate", create, mode, err);
    g->touch_fd = open_side(path, "-touch", create, mode, err);
    if (create && (g->lock_fd < 0 || g->touch_fd < 0)) {
        gate_close(g);
        return bb_fail(err, BB_E_READ_ONLY,
                       "%s-gate or %s-touch cannot be opened for writing (%s); `bepboard doctor` says how to mend it",
                       path, path, strerror(errno));
    }
    return true;
}

int gate_watch(struct gate *g)
{
    char touch[4096];
    if (g->watched)
        return g->watch_fd;
    g->watched = true;
    snprintf(touch, sizeof touch, "%s-touch", g->path);
    g->watch_fd = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
    if (g->watch_fd >= 0 && inotify_add_watch(g->watch_fd, touch, IN_MODIFY) < 0) {
        close(g->watch_fd);
        g->watch_fd = -1;
    }
    return g->watch_fd;
}

static void close_fd(int *fd)
{
    if (*fd >= 0)
        close(*fd);
    *fd = -1;
}

void gate_close(struct gate *g)
{
    close_fd(&g->lock_fd);
    close_fd(&g->touch_fd);
    close_fd(&g->watch_fd);
    g->held = false;
}

static void sign(struct gate *g)
{
    enum { BYTES = 64 }; /* always as long, so that it covers what another one wrote */
    char text[BYTES];
    if (!*g->user) {
        const struct passwd *pw = getpwuid(getuid());
        snprintf(g->user, sizeof g->user, "%s", pw ? pw->pw_name : "?");
    }
    memset(text, ' ', sizeof text);
    int n = snprintf(text, sizeof text, "%s %ld\n", g->user, (long)getpid());
    text[n] = ' ';
    if (pwrite(g->lock_fd, text, BYTES, 0) != BYTES)
        return; /* the signature is a courtesy: the lock itself holds without it */
}

static bool busy(const struct gate *g, struct bb_error *err)
{
    char who[128] = "";
    ssize_t n = pread(g->lock_fd, who, sizeof who - 1, 0);
    char *space = n > 0 ? strchr(who, ' ') : NULL;
    if (!space)
        return bb_fail(err, BB_E_BUSY,
                       "another session is writing to the database and does not finish; nothing was saved, try again");
    *space = 0;
    space[strcspn(space + 1, "\n") + 1] = 0;
    return bb_fail(err, BB_E_BUSY,
                   "%s (process %s) is writing to the database and does not finish; nothing was saved, try again", who,
                   space + 1);
}

/* Whoever waits for the gate stands in the door (a lock on the touch file) and all others queue behind, in the order in
 * which they came: a session that saves without pause would otherwise slip in again before anybody else has woken up.
 */
static bool lock_until(const struct gate *g, int64_t end, struct bb_error *err)
{
    bool ok = lock_wait(g->touch_fd, end) && lock_wait(g->lock_fd, end);
    int why = errno;
    flock(g->touch_fd, LOCK_UN);
    if (ok || why == EWOULDBLOCK)
        return ok || busy(g, err);
    return bb_fail(err, BB_E_FAILED, "the write gate cannot be locked (%s)", strerror(why));
}

bool gate_awaited(const struct gate *g)
{
    if (g->touch_fd < 0)
        return false;
    if (flock(g->touch_fd, LOCK_EX | LOCK_NB) != 0)
        return true;
    flock(g->touch_fd, LOCK_UN);
    return false;
}

/* Somebody may have deleted the side files by hand: a lock on a file that nobody else finds keeps nobody out. */
static bool stands_there(const struct gate *g)
{
    char name[4096];
    struct stat there, ours;
    snprintf(name, sizeof name, "%s-gate", g->path);
    return stat(name, &there) == 0 && fstat(g->lock_fd, &ours) == 0 && there.st_dev == ours.st_dev &&
           there.st_ino == ours.st_ino;
}

static bool open_again(struct gate *g, struct bb_error *err)
{
    const char *path = g->path;
    struct stat st;
    unsigned mode = fstat(g->lock_fd, &st) == 0 ? st.st_mode & 0777 : 0600;
    gate_close(g);
    return gate_open(g, path, true, mode, err);
}

bool gate_take(struct gate *g, int wait_ms, struct bb_error *err)
{
    int64_t end = bb_monotonic_us() + (int64_t)wait_ms * 1000;
    for (;;) {
        if (g->lock_fd < 0 || g->touch_fd < 0)
            return bb_fail(err, BB_E_READ_ONLY, "the database was opened read-only");
        if (!lock_until(g, end, err))
            return false;
        if (stands_there(g))
            break;
        if (!open_again(g, err))
            return false;
    }
    g->held = true;
    sign(g);
    return true;
}

void gate_release(struct gate *g)
{
    if (g->held)
        flock(g->lock_fd, LOCK_UN);
    g->held = false;
}

void gate_notify(struct gate *g)
{
    if (g->touch_fd >= 0 && pwrite(g->touch_fd, "x", 1, 0) != 1)
        return; /* data_version is the net under a lost notice */
}
