/* A lock that is waited for asleep, first come first served, and no longer than until a given moment. */
#include "lock_wait.h"

#include <bepboard/date.h>
#include <errno.h>
#include <signal.h>
#include <sys/file.h>
#include <time.h>
#include <unistd.h>

#ifndef sigev_notify_thread_id
#define sigev_notify_thread_id _sigev_un._tid
#endif

/* A signal of our own to our own thread ends the wait. One that comes just before we fall asleep would be missed, so
 * it comes again. */
struct alarm {
    timer_t timer;
    struct sigaction before;
    sigset_t mask;
};

enum { AGAIN_MS = 10 };

static void wake_up(int signal)
{
    (void)signal;
}

static bool set(struct alarm *a, int64_t us)
{
    struct sigevent event = {.sigev_notify = SIGEV_THREAD_ID, .sigev_signo = SIGRTMIN};
    struct sigaction action = {.sa_handler = wake_up};
    struct itimerspec when = {.it_value = {.tv_sec = us / 1000000, .tv_nsec = us % 1000000 * 1000 + 1},
                              .it_interval = {.tv_nsec = AGAIN_MS * 1000000}};
    sigset_t ours;
    event.sigev_notify_thread_id = gettid();
    if (timer_create(CLOCK_MONOTONIC, &event, &a->timer) != 0)
        return false;
    sigemptyset(&action.sa_mask);
    sigemptyset(&ours);
    sigaddset(&ours, SIGRTMIN);
    sigaction(SIGRTMIN, &action, &a->before);
    pthread_sigmask(SIG_UNBLOCK, &ours, &a->mask);
    timer_settime(a->timer, 0, &when, NULL);
    return true;
}

/* What was on its way when the timer ended has been delivered by the time the call returns: it is meant for us. */
static void clear(struct alarm *a)
{
    timer_delete(a->timer);
    pthread_sigmask(SIG_SETMASK, &a->mask, NULL);
    sigaction(SIGRTMIN, &a->before, NULL);
}

static bool nap(void)
{
    enum { MS = 1000000 };
    nanosleep(&(struct timespec){.tv_nsec = MS}, NULL);
    return true;
}

bool lock_wait(int fd, int64_t end)
{
    struct alarm a;
    int64_t left = end - bb_monotonic_us();
    if (flock(fd, LOCK_EX | LOCK_NB) == 0)
        return true;
    if (errno != EWOULDBLOCK || left <= 0)
        return false;
    /* Whoever has no timer left looks again and again. */
    bool armed = set(&a, left), locked;
    do
        locked = flock(fd, LOCK_EX | (armed ? 0 : LOCK_NB)) == 0;
    while (!locked && (errno == EINTR || (errno == EWOULDBLOCK && nap())) && bb_monotonic_us() < end);
    int why = locked || errno != EINTR ? errno : EWOULDBLOCK;
    if (armed)
        clear(&a);
    errno = why;
    return locked;
}
