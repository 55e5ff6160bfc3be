/* The clock over a terminal that does not read. A handler leaves no other place for its state than the file. */
#include "stall.h"
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/time.h>
#include <unistd.h>

enum { LOOK_US = 250000, PATIENCE_MS = 1000 };

static struct {
    int depth, out;
    volatile sig_atomic_t ending;
    struct sigaction old;
    sigset_t old_mask;
} stall;

/* Only calls that are safe in a signal handler, from here on. */

static bool is_to_end(void)
{
    sigset_t waiting;
    if (stall.ending)
        return true;
    return sigpending(&waiting) == 0 && (sigismember(&waiting, SIGHUP) == 1 || sigismember(&waiting, SIGINT) == 1 ||
                                         sigismember(&waiting, SIGQUIT) == 1 || sigismember(&waiting, SIGTERM) == 1);
}

/* The write that hangs goes on after the handler, by then to where everything fits. The number of the descriptor stays
 * taken: no file that is opened later may get what was meant for the screen. */
static void give_up(void)
{
    int nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);
    if (nowhere < 0)
        return;
    dup2(nowhere, stall.out);
    close(nowhere);
}

/* The write rests meanwhile: a terminal that reads, however slowly, makes room. */
static void on_alarm(int number)
{
    (void)number;
    int error = errno;
    struct pollfd p = {.fd = stall.out, .events = POLLOUT};
    if (is_to_end() && poll(&p, 1, PATIENCE_MS) == 0)
        give_up();
    errno = error;
}

/* Until here. */

static void look_every(int us)
{
    struct itimerval every = {.it_interval.tv_usec = us, .it_value.tv_usec = us};
    setitimer(ITIMER_REAL, &every, NULL);
}

void stall_begin(int out)
{
    if (stall.depth++ > 0)
        return;
    stall.out = out;
    struct sigaction act = {.sa_handler = on_alarm, .sa_flags = SA_RESTART};
    sigset_t only;
    sigemptyset(&act.sa_mask);
    sigemptyset(&only);
    sigaddset(&only, SIGALRM);
    sigaction(SIGALRM, &act, &stall.old);
    sigprocmask(SIG_UNBLOCK, &only, &stall.old_mask);
    look_every(LOOK_US);
}

void stall_end(void)
{
    if (--stall.depth > 0)
        return;
    look_every(0);
    sigprocmask(SIG_SETMASK, &stall.old_mask, NULL);
    sigaction(SIGALRM, &stall.old, NULL);
}

void stall_ending(void)
{
    stall.ending = 1;
}
