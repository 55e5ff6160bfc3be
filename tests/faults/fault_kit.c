#include "fault_kit.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <sched.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

enum { NOBODY = 65534 };

struct progress *progress_open(void)
{
    struct progress *p = mmap(NULL, sizeof *p, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    assert_true(p != MAP_FAILED);
    p->go_on = 1;
    return p;
}

void progress_close(struct progress *p)
{
    munmap(p, sizeof *p);
}

int fault_count(int quick, int full)
{
    return getenv("BB_FULL") ? full : quick;
}

static bool write_pair(struct kit *k, struct bb_store *s, const char *key, struct bb_error *err)
{
    struct bb_change person[KIT_CHANGES], score[KIT_CHANGES];
    char number[24];
    int64_t id, other;
    size_t n = kit_changes(person, BB_PERSON, "name", "Somebody", "key", key, (const char *)NULL);
    if (!bb_store_insert(s, BB_PERSON, k->engagement, NULL, person, n, &id, err))
        return false;
    snprintf(number, sizeof number, "%lld", (long long)id);
    n = kit_changes(score, BB_SCORE, "person", number, "on", "2026-11-01", "score", "50", (const char *)NULL);
    return bb_store_insert(s, BB_SCORE, k->engagement, NULL, score, n, &other, err);
}

bool fault_write(struct kit *k, struct bb_store *s, int writer, int64_t n, struct bb_error *err)
{
    char key[48];
    bool done;
    snprintf(key, sizeof key, "W%d-%lld", writer, (long long)n);
    if (!bb_store_begin(s, "Write", k->engagement, key, &done, err))
        return false;
    if (done)
        return true;
    if (write_pair(k, s, key, err) && bb_store_commit(s, err))
        return true;
    bb_store_rollback(s);
    return false;
}

pid_t fault_writer(struct kit *k, struct progress *p, int writer, int64_t first)
{
    char actor[24];
    snprintf(actor, sizeof actor, "writer %d", writer);
    pid_t parent = getpid(), pid = fork();
    if (pid != 0)
        return pid;
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    struct bb_error err = {0};
    struct bb_store *s;
    struct bb_store_options o = {.path = k->path, .actor = actor, .wait_ms = 20000};
    bool ok = getppid() == parent && bb_store_open(&s, &o, &err);
    for (int64_t n = first; ok && p->go_on; n++) {
        ok = fault_write(k, s, writer, n, &err);
        if (ok) {
            p->acknowledged[writer] = n;
        } else if (err.code == BB_E_BUSY) {
            /* A disk that others keep busy may be slower than our patience. */
            ok = true;
            n--;
        }
    }
    if (!ok)
        fprintf(stderr, "# writer %d: %s\n", writer, err.text);
    _exit(ok ? 0 : 1);
}

void fault_stop(pid_t pid, int signal)
{
    int status;
    if (signal)
        kill(pid, signal);
    assert_int_equal(waitpid(pid, &status, 0), pid);
    if (signal == SIGKILL && WIFSIGNALED(status))
        return;
    assert_int_equal(status, 0);
}

void fault_wait(const volatile int64_t *n, int64_t least)
{
    enum { GUARD_US = 60000000 };
    for (int64_t end = bb_monotonic_us() + GUARD_US; *n < least;) {
        if (bb_monotonic_us() >= end)
            fail_msg("nothing has happened for a minute");
        usleep(500);
    }
}

void fault_child(int (*body)(struct kit *k), struct kit *k, const char *why)
{
    int status;
    bb_store_close(k->s);
    k->s = NULL;
    fflush(NULL);
    pid_t pid = fork();
    if (pid == 0)
        _exit(body(k));
    assert_int_equal(waitpid(pid, &status, 0), pid);
    if (WIFEXITED(status) && WEXITSTATUS(status) == FAULT_SKIP)
        kit_skip(k, why);
    else if (status != 0)
        fail_msg("the child ended with status %x", (unsigned)status);
}

static bool write_text(const char *path, const char *text)
{
    int fd = open(path, O_WRONLY | O_CLOEXEC);
    bool ok = fd >= 0 && write(fd, text, strlen(text)) == (ssize_t)strlen(text);
    if (fd >= 0)
        close(fd);
    return ok;
}

bool fault_namespace(void)
{
    char map[64];
    unsigned uid = getuid(), gid = getgid();
    if (uid == 0 && unshare(CLONE_NEWNS) == 0)
        return mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0;
    if (unshare(CLONE_NEWUSER | CLONE_NEWNS) != 0)
        return false;
    write_text("/proc/self/setgroups", "deny");
    snprintf(map, sizeof map, "0 %u 1", uid);
    bool ok = write_text("/proc/self/uid_map", map);
    snprintf(map, sizeof map, "0 %u 1", gid);
    return ok && write_text("/proc/self/gid_map", map);
}

static int give_away(const char *path, const struct stat *st, int flag, struct FTW *ftw)
{
    (void)st, (void)flag, (void)ftw;
    return lchown(path, NOBODY, NOBODY);
}

bool fault_become_nobody(const struct kit *k)
{
    if (geteuid() != 0)
        return true;
    return nftw(k->dir, give_away, 16, FTW_PHYS) == 0 && setresgid(NOBODY, NOBODY, NOBODY) == 0 &&
           setresuid(NOBODY, NOBODY, NOBODY) == 0;
}

int fault_complain(const char *what, const struct bb_error *err)
{
    fprintf(stderr, "# %s: %s\n", what, err ? err->text : "");
    return 1;
}
