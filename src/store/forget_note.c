/* A note beside the database while a person is being forgotten: what is cut off can be finished. It holds the uid
 * alone, since backups know the person by it. */
#include "forget.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool note_path(const char *path, char out[PATH_MAX])
{
    return (size_t)snprintf(out, PATH_MAX, "%s-forget", path) < PATH_MAX;
}

/* For whoever may write the database. */
static mode_t mode_of(const char *path)
{
    enum { OWNER_AND_GROUP = 0660, OWNER = 0600 };
    struct stat st;
    return stat(path, &st) == 0 ? st.st_mode & OWNER_AND_GROUP : OWNER;
}

static bool write_all(int fd, const char *text, mode_t mode)
{
    size_t n = strlen(text);
    return fchmod(fd, mode) == 0 && write(fd, text, n) == (ssize_t)n && fsync(fd) == 0;
}

bool forget_note_write(const char *path, const char *uid, struct bb_error *err)
{
    char note[PATH_MAX];
    mode_t mode = mode_of(path);
    int fd = note_path(path, note) ? open(note, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode) : -1;
    bool ok = fd >= 0 && write_all(fd, uid, mode);
    int reason = errno;
    if (fd >= 0)
        close(fd);
    if (ok && backup_sync_folder_of(note))
        return true;
    if (fd >= 0)
        unlink(note);
    return bb_fail(err, BB_E_FAILED, "%s-forget: cannot be written (%s); nothing was forgotten", path,
                   strerror(reason));
}

bool bb_store_forget_pending(const char *path, char uid[BB_UID_SIZE])
{
    char note[PATH_MAX];
    int fd = note_path(path, note) ? open(note, O_RDONLY | O_NOFOLLOW | O_CLOEXEC) : -1;
    ssize_t n = fd >= 0 ? read(fd, uid, BB_UID_SIZE - 1) : -1;
    uid[n > 0 ? n : 0] = 0;
    if (fd >= 0)
        close(fd);
    return fd >= 0;
}

bool forget_note_clear(const char *path)
{
    char note[PATH_MAX];
    return note_path(path, note) && (unlink(note) == 0 || errno == ENOENT) && backup_sync_folder_of(note);
}
