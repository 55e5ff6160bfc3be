#include "idle.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Context switches of one thread, -1 while it runs. A stopped thread (T) sleeps too. */
static long thread_turns(const char *status_path)
{
    FILE *f = fopen(status_path, "re");
    if (!f)
        return -1;
    char line[256], state = 'R';
    long turns = 0;
    while (fgets(line, sizeof line, f)) {
        if (strncmp(line, "State:", 6) == 0)
            state = line[7];
        else if (strncmp(line, "voluntary_ctxt_switches:", 24) == 0)
            turns += atol(line + 24);
        else if (strncmp(line, "nonvoluntary_ctxt_switches:", 27) == 0)
            turns += atol(line + 27);
    }
    fclose(f);
    return state == 'S' || state == 'T' ? turns : -1;
}

long idle_turns(pid_t pid)
{
    char path[320];
    snprintf(path, sizeof path, "/proc/%d/task", (int)pid);
    DIR *dir = opendir(path);
    if (!dir)
        return -1;
    long sum = 0;
    for (struct dirent *e = readdir(dir); e && sum >= 0; e = readdir(dir)) {
        if (e->d_name[0] == '.')
            continue;
        snprintf(path, sizeof path, "/proc/%d/task/%s/status", (int)pid, e->d_name);
        long turns = thread_turns(path);
        sum = turns < 0 ? -1 : sum + turns;
    }
    closedir(dir);
    return sum;
}
