/* The list that a board shows, as a file. */
#include "cli.h"
#include "lists_out.h"
#include "target.h"

#include <string.h>
#include <sys/stat.h>

enum { OPEN_MODE = 0666, PRIVATE_MODE = 0600 };

static bool is_csv(const char *path)
{
    const char *dot = strrchr(path, '.');
    return dot && strcmp(dot, ".csv") == 0;
}

static const char *face(enum bb_audience audience)
{
    return audience == BB_ROOM      ? "what everybody in the room may see"
           : audience == BB_AT_TEAM ? "what the team may see"
                                    : "private: for our own desk only";
}

static void put(const struct bb_session *s, const struct bb_list *l, const char *path, struct bb_str *out)
{
    if (is_csv(path)) {
        list_csv(out, l);
        return;
    }
    bb_str_addf(out, "(%s)\n", face(s->audience));
    list_text(out, l);
}

bool bb_session_write_list(struct bb_session *s, const struct bb_list *l, const char *path, bool force, bool *exists,
                           struct bb_error *err)
{
    struct bb_arena arena = {0};
    struct bb_str text = {0};
    struct target target = {0};
    struct stat st;
    bool ok = !s->restricted || restricted_file(s, &arena, &path, err);
    *exists = ok && !force && lstat(path, &st) == 0 && S_ISREG(st.st_mode);
    if (*exists)
        ok = bb_fail(err, BB_E_FAILED, "There is such a file already.");
    mode_t mode = s->audience == BB_ROOM ? OPEN_MODE : PRIVATE_MODE;
    if (ok && (ok = target_open(&target, path, force, mode, err))) {
        put(s, l, path, &text);
        fwrite(bb_str_get(&text), 1, text.n, target.file);
        ok = target_commit(&target, err);
    }
    bb_str_finish(&text);
    bb_arena_finish(&arena);
    return ok;
}
