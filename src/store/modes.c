/* Who may open what. Each wrong combination locks somebody out or lets somebody in; all of them were tried. */
#include "modes.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { SHARED_FOLDER = 02770, SHARED_FILE = 0660, PRIVATE_FILE = 0600, ALL_MODES = 07777 };

static const char *const suffixes[] = {"-wal", "-shm", "-gate", "-touch", "-forget"};
enum { SUFFIXES = sizeof suffixes / sizeof *suffixes };

struct look {
    const char *path;
    char folder[PATH_MAX - 16];
    struct stat file, dir;
    bool own; /* nothing in the folder but databases: its mode may be changed */
    bool wrong;
    modes_fn *visit;
    void *ctx;
};

void modes_quote(struct bb_str *out, const char *path)
{
    bb_str_addc(out, '\'');
    for (; *path; path++)
        if (*path == '\'')
            bb_str_add(out, "'\\''");
        else
            bb_str_addc(out, *path);
    bb_str_addc(out, '\'');
}

static void folder_of(const char *path, char *out, size_t size)
{
    const char *slash = strrchr(path, '/');
    snprintf(out, size, "%.*s", slash ? (int)(slash - path) + (slash == path) : 1, slash ? path : ".");
}

/* In a folder of other things (a home, /tmp) a mode that suits the database would open or close those. */
static bool holds_only_databases(const char *folder, const char *path)
{
    const char *slash = strrchr(path, '/'), *base = slash ? slash + 1 : path;
    DIR *dir = opendir(folder);
    bool only = dir != NULL;
    for (const struct dirent *e = dir ? readdir(dir) : NULL; e && only; e = readdir(dir))
        only = strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0 || strcmp(e->d_name, "backups") == 0 ||
               strncmp(e->d_name, base, strlen(base)) == 0 || strstr(e->d_name, ".db");
    if (dir)
        closedir(dir);
    return only;
}

/* Looking. */

static void fault(struct look *l, enum bb_health health, const char *what, const char *finding, const char *path,
                  const struct stat *now, mode_t mode, gid_t gid)
{
    struct modes_fault f = {.health = health,
                            .what = what,
                            .finding = finding,
                            .uid = (uid_t)MODES_KEEP,
                            .gid = gid == now->st_gid ? (gid_t)MODES_KEEP : gid,
                            .mode = mode & ALL_MODES,
                            .hopeless = path == l->folder && !l->own};
    snprintf(f.path, sizeof f.path, "%s", path);
    l->wrong = true;
    l->visit(l->ctx, &f);
}

static bool group_writes(const struct look *l)
{
    return l->dir.st_mode & S_IWGRP;
}

static void look_at_folder(struct look *l)
{
    mode_t dir = l->dir.st_mode;
    bool file_alone = !group_writes(l) && (l->file.st_mode & S_IWGRP);
    mode_t right = (dir & ~(mode_t)(S_ISVTX | S_IWOTH)) | (group_writes(l) || file_alone ? S_ISGID | S_IRWXG : 0);
    gid_t keep = l->dir.st_gid;
    if (group_writes(l) && !(dir & S_ISGID))
        fault(l, BB_SICK, "folder", "its group may write there but is not handed down: the next member is locked out",
              l->folder, &l->dir, right, keep);
    if (group_writes(l) && (dir & S_ISVTX))
        fault(l, BB_SICK, "folder", "is sticky: members cannot open each other's log files", l->folder, &l->dir, right,
              keep);
    if (dir & S_IWOTH)
        fault(l, BB_SICK, "folder", "everybody may write there", l->folder, &l->dir, right, keep);
    if (group_writes(l) && (dir & S_IRWXG) != S_IRWXG)
        fault(l, BB_SICK, "folder", "its group may write there but not look into it", l->folder, &l->dir, right, keep);
    if (file_alone)
        fault(l, BB_SICK, "folder", "the group may write the file but not the folder, so that it cannot save",
              l->own ? l->folder : l->path, &l->dir, l->own ? right : PRIVATE_FILE, keep);
}

static void look_at_file(struct look *l)
{
    mode_t mode = l->file.st_mode;
    bool shared = group_writes(l);
    mode_t right = shared || (mode & S_IWGRP) ? SHARED_FILE : PRIVATE_FILE;
    gid_t gid = shared ? l->dir.st_gid : l->file.st_gid;
    if (mode & S_IRWXO)
        fault(l, BB_SICK, "permissions", "everybody on this computer may open the file", l->path, &l->file, right, gid);
    if (shared && (mode & SHARED_FILE) != SHARED_FILE)
        fault(l, BB_SICK, "permissions", "a member who may only read would lock the others out", l->path, &l->file,
              right, gid);
    if (shared && l->file.st_gid != l->dir.st_gid)
        fault(l, BB_SICK, "permissions", "the file belongs to another group than its folder", l->path, &l->file, right,
              gid);
    if (!shared && (mode & (S_IRGRP | S_IWGRP)) == S_IRGRP)
        fault(l, BB_HEALTH_NOTE, "permissions", "the group may read the file, though its folder is not shared", l->path,
              &l->file, right, gid);
    else if (eaccess(l->path, W_OK) != 0)
        fault(l, BB_HEALTH_NOTE, "permissions", "you may only read it", l->path, &l->file, right, gid);
}

/* A log or gate that a member made with the wrong mode keeps all others from writing; deleting a log loses changes. */
static void look_at_side_file(struct look *l, const char *suffix)
{
    struct stat st;
    struct modes_fault f = {.health = BB_SICK,
                            .what = "side file",
                            .uid = (uid_t)MODES_KEEP,
                            .gid = (gid_t)MODES_KEEP,
                            .mode = group_writes(l) ? SHARED_FILE : PRIVATE_FILE};
    if ((size_t)snprintf(f.path, sizeof f.path, "%s%s", l->path, suffix) >= sizeof f.path || lstat(f.path, &st) != 0)
        return;
    f.hopeless = !S_ISREG(st.st_mode);
    if (f.hopeless)
        f.finding = "is not a plain file; look at what it is, and remove it";
    else if (group_writes(l) && ((st.st_mode & SHARED_FILE) != SHARED_FILE || st.st_gid != l->dir.st_gid))
        f.finding = "other members of the group cannot write it";
    else if (st.st_mode & S_IRWXO)
        f.finding = "everybody on this computer may open it";
    else if (!group_writes(l) && st.st_uid != l->file.st_uid)
        f.finding = "belongs to somebody else, and the database's owner may not write it";
    else
        return;
    f.gid = group_writes(l) && st.st_gid != l->dir.st_gid ? l->dir.st_gid : f.gid;
    f.uid = !group_writes(l) && st.st_uid != l->file.st_uid ? l->file.st_uid : f.uid;
    l->wrong = true;
    l->visit(l->ctx, &f);
}

/* The folder in which sessions see each other. */
static void look_at_presence(struct look *l)
{
    char path[PATH_MAX];
    struct stat st;
    if ((size_t)snprintf(path, sizeof path, "%s-live", l->path) >= sizeof path || lstat(path, &st) != 0 ||
        !S_ISDIR(st.st_mode) || !group_writes(l))
        return;
    if ((st.st_mode & SHARED_FOLDER) != SHARED_FOLDER || st.st_gid != l->dir.st_gid)
        fault(l, BB_HEALTH_NOTE, "presence", "members of the group do not see each other's sessions", path, &st,
              SHARED_FOLDER, l->dir.st_gid);
}

bool modes_look(const char *path, modes_fn *visit, void *ctx)
{
    struct look l = {.path = path, .visit = visit, .ctx = ctx};
    folder_of(path, l.folder, sizeof l.folder);
    if (lstat(path, &l.file) != 0 || !S_ISREG(l.file.st_mode) || stat(l.folder, &l.dir) != 0)
        return true;
    l.own = holds_only_databases(l.folder, path);
    look_at_folder(&l);
    look_at_file(&l);
    for (size_t i = 0; i < SUFFIXES; i++)
        look_at_side_file(&l, suffixes[i]);
    look_at_presence(&l);
    return !l.wrong;
}

/* Saying. */

static void add_group(struct bb_str *out, gid_t gid)
{
    const struct group *gr = getgrgid(gid);
    if (gr)
        bb_str_add(out, gr->gr_name);
    else
        bb_str_addf(out, "%lu", (unsigned long)gid);
}

static bool is_mine(const char *path)
{
    struct stat st;
    return geteuid() == 0 || (lstat(path, &st) == 0 && st.st_uid == geteuid());
}

void modes_command(struct bb_str *out, const struct modes_fault *f)
{
    const char *sudo = is_mine(f->path) ? "" : "sudo ";
    if (f->hopeless) {
        bb_str_add(out, "move the database into a folder of its own, or make one with: bepboard --db FILE init "
                        "--shared GROUP");
        return;
    }
    if (f->uid != (uid_t)MODES_KEEP)
        bb_str_addf(out, "%schown %lu ", sudo, (unsigned long)f->uid);
    if (f->gid != (gid_t)MODES_KEEP) {
        bb_str_addf(out, "%schgrp ", sudo);
        add_group(out, f->gid);
        bb_str_addc(out, ' ');
    }
    if (f->uid != (uid_t)MODES_KEEP || f->gid != (gid_t)MODES_KEEP) {
        modes_quote(out, f->path);
        bb_str_add(out, " && ");
    }
    bb_str_addf(out, "%schmod %04o ", sudo, (unsigned)f->mode);
    modes_quote(out, f->path);
}

/* Mending. */

/* Through a descriptor of the very file that was looked at: nobody can put a link in its place meanwhile. */
static bool give(const char *path, uid_t uid, gid_t gid, mode_t mode)
{
    char by_fd[64];
    struct stat st;
    int fd = open(path, O_PATH | O_NOFOLLOW | O_CLOEXEC);
    if (fd < 0)
        return false;
    snprintf(by_fd, sizeof by_fd, "/proc/self/fd/%d", fd);
    bool keep = uid == (uid_t)MODES_KEEP && gid == (gid_t)MODES_KEEP;
    bool ok = fstat(fd, &st) == 0 && !S_ISLNK(st.st_mode) && (keep || fchownat(fd, "", uid, gid, AT_EMPTY_PATH) == 0) &&
              chmod(by_fd, mode) == 0 && fstat(fd, &st) == 0;
    int why = ok ? EPERM : errno;
    /* Without an error, but without the setgid bit too: so the kernel answers whoever is no member of the group. */
    ok = ok && (st.st_mode & ALL_MODES) == mode;
    close(fd);
    errno = why;
    return ok;
}

struct mending {
    bb_doctor_fn *report;
    void *ctx;
    bool failed, did;
};

static void mend(void *ctx, const struct modes_fault *f)
{
    struct mending *m = ctx;
    struct bb_str command = {0}, text = {0};
    struct stat st;
    /* A fault before may have mended this path already. */
    if (!f->hopeless && lstat(f->path, &st) == 0 && (st.st_mode & ALL_MODES) == f->mode &&
        (f->gid == (gid_t)MODES_KEEP || f->gid == st.st_gid) && (f->uid == (uid_t)MODES_KEEP || f->uid == st.st_uid))
        return;
    modes_command(&command, f);
    bool ok = !f->hopeless && give(f->path, f->uid, f->gid, f->mode);
    bb_str_addf(&text, ok ? "done: %s" : "%s", ok ? bb_str_get(&command) : f->finding);
    if (!ok && !f->hopeless)
        bb_str_addf(&text, ", and it could not be mended (%s)", strerror(errno));
    m->report(m->ctx, ok ? BB_HEALTHY : BB_SICK, "mending", bb_str_get(&text), ok ? NULL : bb_str_get(&command));
    m->failed |= !ok;
    m->did |= ok;
    bb_str_finish(&command);
    bb_str_finish(&text);
}

bool bb_store_mend(const char *path, bb_doctor_fn *report, void *ctx)
{
    enum { ROUNDS = 4 };
    /* A folder that was mended shows what is wrong with its files. */
    for (int i = 0; i < ROUNDS; i++) {
        struct mending m = {.report = report, .ctx = ctx};
        if (modes_look(path, mend, &m) || m.failed || !m.did)
            return !m.failed;
    }
    return true;
}

/* Sharing. */

static bool find_group(const char *name, gid_t *gid, struct bb_error *err)
{
    const struct group *gr = getgrnam(name);
    char *end;
    unsigned long number = strtoul(name, &end, 10);
    *gid = gr ? gr->gr_gid : (gid_t)number;
    return gr || (*name >= '0' && *name <= '9' && !*end) ||
           bb_fail(err, BB_E_USAGE, "There is no group \"%.60s\" on this host; `getent group` lists them.", name);
}

static bool cannot_share(const char *path, const char *group, struct bb_error *err)
{
    char folder[PATH_MAX];
    const char *why = strerror(errno);
    struct bb_str quoted = {0};
    folder_of(path, folder, sizeof folder);
    modes_quote(&quoted, folder);
    bb_fail(err, BB_E_READ_ONLY,
            "%s: cannot be given to the group %s (%s). Its owner can do that when a member of the group, and root can: "
            "sudo install -d -m 2770 -g %s %s, then this command again.",
            path, group, why, group, bb_str_get(&quoted));
    bb_str_finish(&quoted);
    return false;
}

static bool may_share(const char *folder, const char *path, gid_t gid, struct bb_error *err)
{
    struct stat st;
    if (stat(folder, &st) != 0 && (errno != ENOENT || mkdir(folder, 0700) != 0 || stat(folder, &st) != 0))
        return bb_fail(err, BB_E_FAILED, "%s: the folder cannot be made (%s); make the one above it first.", folder,
                       strerror(errno));
    if (!S_ISDIR(st.st_mode))
        return bb_fail(err, BB_E_FAILED, "%s: is not a folder.", folder);
    if (st.st_mode & S_ISVTX)
        return bb_fail(err, BB_E_FAILED,
                       "%s: is sticky, so that members of a group cannot open each other's log files; choose another "
                       "folder, or take that bit away (chmod -t).",
                       folder);
    if ((st.st_mode & ALL_MODES) == SHARED_FOLDER && st.st_gid == gid)
        return true;
    return holds_only_databases(folder, path) ||
           bb_fail(err, BB_E_FAILED,
                   "%s: holds other files too, which the group would get as well; choose a folder of its own, such as "
                   "/var/lib/bepboard.",
                   folder);
}

static bool share_one(const char *path, gid_t gid, const char *group, struct bb_error *err)
{
    struct stat st;
    if (lstat(path, &st) != 0)
        return errno == ENOENT || cannot_share(path, group, err);
    mode_t mode = S_ISDIR(st.st_mode) ? SHARED_FOLDER : SHARED_FILE;
    if (st.st_gid == gid && (st.st_mode & ALL_MODES) == mode)
        return true;
    return give(path, (uid_t)MODES_KEEP, gid, mode) || cannot_share(path, group, err);
}

bool bb_store_share(const char *path, const char *group, struct bb_error *err)
{
    static const char *const others[] = {"", "-live"};
    char folder[PATH_MAX - 16], name[PATH_MAX];
    gid_t gid;
    folder_of(path, folder, sizeof folder);
    if (!find_group(group, &gid, err) || !may_share(folder, path, gid, err) || !share_one(folder, gid, group, err))
        return false;
    bool ok = true;
    for (size_t i = 0; ok && i < SUFFIXES + sizeof others / sizeof *others; i++) {
        const char *suffix = i < SUFFIXES ? suffixes[i] : others[i - SUFFIXES];
        ok =
            (size_t)snprintf(name, sizeof name, "%s%s", path, suffix) < sizeof name && share_one(name, gid, group, err);
    }
    snprintf(name, sizeof name, "%s/backups", folder);
    return ok && share_one(name, gid, group, err);
}
