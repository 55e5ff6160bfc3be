/* Plays the stored inputs of one fuzzer through its entry, without libFuzzer: `replay-NAME FOLDER`. Each input is also
 * cut in half and emptied, since a cut file is what a full disk or a dropped line leaves. One TAP point. */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { MOST = 1 << 20 };

/* The memory is exactly as large as the input, so that a sanitizer sees every byte read too far. */
static void play(const unsigned char *bytes, size_t n)
{
    uint8_t *exact = malloc(n ? n : 1);
    for (size_t i = 0; i < n; i++)
        exact[i] = bytes[i];
    LLVMFuzzerTestOneInput(exact, n);
    free(exact);
}

static int play_file(const char *path)
{
    static unsigned char bytes[MOST];
    FILE *f = fopen(path, "rbe");
    if (!f)
        return 0;
    size_t n = fread(bytes, 1, sizeof bytes, f);
    fclose(f);
    printf("# %s\n", path);
    fflush(stdout); /* the last name printed is the one that broke it */
    play(bytes, n);
    play(bytes, n / 2);
    play(bytes, 0);
    return 1;
}

int main(int argc, char **argv)
{
    DIR *dir = argc == 2 ? opendir(argv[1]) : NULL;
    int played = 0;
    puts("1..1");
    for (struct dirent *e = dir ? readdir(dir) : NULL; e; e = readdir(dir)) {
        char path[4096];
        snprintf(path, sizeof path, "%s/%s", argv[1], e->d_name);
        if (e->d_name[0] != '.')
            played += play_file(path);
    }
    if (dir)
        closedir(dir);
    printf("%s 1 - %d stored inputs\n", played > 0 ? "ok" : "not ok", played);
    return played > 0 ? 0 : 1;
}
