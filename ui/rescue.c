/* Handlers for crashes. Signals leave no other place for their state than the file. */
#include "rescue.h"
#include <bepboard/mem.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

static const int crashes[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT};
enum { CRASH_COUNT = sizeof crashes / sizeof *crashes, STACK_SIZE = 64 * 1024 };

static struct {
    volatile sig_atomic_t armed;
    int fd;
    struct termios modes;
    char bytes[256];
    size_t n;
    struct sigaction old[CRASH_COUNT];
    stack_t old_stack;
    char stack[STACK_SIZE]; /* so that a stack overflow is a crash like any other */
} rescue;

/* Only calls that are safe in a signal handler. */
static void restore_terminal(void)
{
    if (!rescue.armed)
        return;
    rescue.armed = 0;
    ssize_t ignored = write(rescue.fd, rescue.bytes, rescue.n);
    (void)ignored;
    tcsetattr(rescue.fd, TCSADRAIN, &rescue.modes);
}

/* A fault of the processor happens again on return, under the old handler; a signal that was sent is sent again. */
static void on_crash(int number, siginfo_t *info, void *context)
{
    (void)context;
    restore_terminal();
    for (int i = 0; i < CRASH_COUNT; i++)
        sigaction(crashes[i], &rescue.old[i], NULL);
    if (number == SIGABRT || info->si_code <= 0)
        raise(number);
}

void rescue_arm(int fd, const struct termios *modes, const char *bytes, size_t n)
{
    rescue_disarm();
    rescue.fd = fd;
    rescue.modes = *modes;
    rescue.n = n < sizeof rescue.bytes ? n : sizeof rescue.bytes;
    memcpy(rescue.bytes, bytes, rescue.n);
    stack_t stack = {.ss_sp = rescue.stack, .ss_size = sizeof rescue.stack};
    sigaltstack(&stack, &rescue.old_stack);
    struct sigaction act = {.sa_sigaction = on_crash, .sa_flags = SA_SIGINFO | SA_ONSTACK};
    sigemptyset(&act.sa_mask);
    rescue.armed = 1;
    for (int i = 0; i < CRASH_COUNT; i++)
        sigaction(crashes[i], &act, &rescue.old[i]);
    bb_out_of_memory_hook(restore_terminal);
}

void rescue_disarm(void)
{
    if (!rescue.armed)
        return;
    rescue.armed = 0;
    bb_out_of_memory_hook(NULL);
    for (int i = 0; i < CRASH_COUNT; i++)
        sigaction(crashes[i], &rescue.old[i], NULL);
    sigaltstack(&rescue.old_stack, NULL);
}
