#include "world.h"

#include "../folder.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char *copy_of(const char *text)
{
    return text ? strdup(text) : NULL;
}

static void pin_environment(const char *program, const char *tmp)
{
    static const char *const kept[] = {"PATH", "BB_FULL", "BB_KEEP", "ASAN_OPTIONS", "UBSAN_OPTIONS", "LSAN_OPTIONS"};
    char *values[sizeof kept / sizeof *kept];
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++)
        values[i] = copy_of(getenv(kept[i]));
    /* The harness's own: where the bytes of all sessions are kept. */
    const char *log = getenv("SCREENS_LOG");
    char *log_path = log ? strdup(log) : NULL;
    clearenv();
    if (log_path)
        setenv("SCREENS_LOG", log_path, 1);
    free(log_path);
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++) {
        if (values[i])
            setenv(kept[i], values[i], 1);
        free(values[i]);
    }
    static const char *const places[][2] = {{"HOME", "home"},
                                            {"XDG_CONFIG_HOME", "home/.config"},
                                            {"XDG_DATA_HOME", "home/.local/share"},
                                            {"XDG_STATE_HOME", "home/.local/state"},
                                            {"XDG_CACHE_HOME", "home/.cache"},
                                            {"XDG_RUNTIME_DIR", "run"}};
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        char path[PATH_MAX];
        snprintf(path, sizeof path, "%s/%s", tmp, places[i][1]);
        setenv(places[i][0], path, 1);
        if (places[i][1][0] == 'r' || !strchr(places[i][1], '/'))
            mkdir(path, 0700);
    }
    setenv("BEPBOARD", program, 1);
    setenv("TMP", tmp, 1);
    setenv("TMPDIR", tmp, 1);
    setenv("TERM", "xterm-256color", 1);
    setenv("LC_ALL", "C.UTF-8", 1);
    setenv("TZ", "UTC", 1);
    setenv("USER", "tester", 1);
    setenv("LOGNAME", "tester", 1);
    setenv("SHELL", "/bin/sh", 1);
}

void world_leave(const char *tmp)
{
    folder_leave(tmp);
}

bool world_make(char *tmp, size_t size, const char *program)
{
    if (!folder_make(tmp, size))
        return false;
    pin_environment(program, tmp);
    return true;
}
