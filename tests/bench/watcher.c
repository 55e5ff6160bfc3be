/* The least that a program does which shows others' changes: it watches PATH-touch and repaints one line. */
#include <limits.h>
#include <stdio.h>
#include <sys/inotify.h>
#include <unistd.h>

int main(int argc, char **argv)
{
    char path[PATH_MAX], events[4096], line[64];
    int fd = inotify_init1(IN_CLOEXEC), changes = 0;
    if (argc < 2 || fd < 0)
        return 1;
    snprintf(path, sizeof path, "%s-touch", argv[1]);
    if (inotify_add_watch(fd, path, IN_MODIFY) < 0)
        return 1;
    do {
        int n = snprintf(line, sizeof line, "\x1b[?2026h\x1b[1;1H\x1b[7mchange %06d\x1b[0m\x1b[?2026l", changes++);
        if (write(STDOUT_FILENO, line, (size_t)n) != n)
            return 1;
    } while (read(fd, events, sizeof events) > 0);
    return 1;
}
