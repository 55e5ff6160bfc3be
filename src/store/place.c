/* Where the database is. */
#include <bepboard/store.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char shared_path[] = "/var/lib/bepboard/board.db";

static bool make_folders(char *path, struct bb_error *err)
{
    for (char *p = path + 1;; p++) {
        if (*p != '/' && *p != 0)
            continue;
        char was = *p;
        *p = 0;
        if (mkdir(path, 0700) != 0 && errno != EEXIST)
            return bb_fail(err, BB_E_FAILED, "%s: the directory cannot be made (%s)", path, strerror(errno));
        *p = was;
        if (!was)
            return true;
    }
}

static bool data_folder(struct bb_str *out, struct bb_error *err)
{
    const char *xdg = getenv("XDG_DATA_HOME"), *home = getenv("HOME");
    if (xdg && *xdg == '/')
        bb_str_addf(out, "%s/bepboard", xdg);
    else if (home && *home == '/')
        bb_str_addf(out, "%s/.local/share/bepboard", home);
    else
        return bb_fail(err, BB_E_USAGE,
                       "neither XDG_DATA_HOME nor HOME says where your data is; name the database with --db FILE");
    return make_folders(out->s, err);
}

bool bb_store_default_path(struct bb_str *out, const char *configured, struct bb_error *err)
{
    const char *named = getenv("BEPBOARD_DB");
    if (!named || !*named)
        named = configured;
    if (!named && eaccess(shared_path, F_OK) == 0)
        named = shared_path;
    if (named) {
        bb_str_add(out, named);
        return true;
    }
    if (!data_folder(out, err))
        return false;
    bb_str_add(out, "/board.db");
    return true;
}

bool bb_store_demo_path(struct bb_str *out, struct bb_error *err)
{
    if (!data_folder(out, err))
        return false;
    bb_str_add(out, "/demo.db");
    return true;
}
