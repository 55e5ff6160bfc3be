/* What is acknowledged is on the disk: every write to a log is followed by a sync before the call returns. */
#include "../../src/store/engine.h"
#include "fault_kit.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cmocka.h>

static struct {
    int writes, syncs; /* of files whose name ends in "-wal" */
    bool dirty, broken;
} disk;

static bool is_log(int fd)
{
    char link[64], name[4096];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t n = readlink(link, name, sizeof name);
    return n > 4 && memcmp(name + n - 4, "-wal", 4) == 0;
}

/* SQLite's own calls come here. */
// NOLINTBEGIN(readability-inconsistent-declaration-parameter-name)
ssize_t pwrite64(int fd, const void *bytes, size_t n, off64_t at)
{
    if (is_log(fd)) {
        disk.writes++;
        disk.dirty = true;
    }
    return syscall(SYS_pwrite64, fd, bytes, n, at);
}

int fdatasync(int fd)
{
    if (!is_log(fd))
        return (int)syscall(SYS_fdatasync, fd);
    if (disk.broken) {
        errno = EIO;
        return -1;
    }
    disk.syncs++;
    disk.dirty = false;
    return 0;
}
// NOLINTEND(readability-inconsistent-declaration-parameter-name)

static void a_save_is_on_the_disk_when_it_returns(void **state)
{
    enum { SAVES = 400 }; /* enough for a few checkpoints */
    struct kit *k = *state;
    for (int i = 0; i < SAVES; i++) {
        int before = disk.writes;
        KIT_ADD(k, BB_PERSON, "name", "Ann");
        assert_true(disk.writes > before);
        assert_false(disk.dirty);
    }
}

static void a_save_takes_what_others_left_along(void **state)
{
    struct kit *k = *state;
    struct bb_store *other = kit_open(k, "ben");
    struct db *db = bb_store_db(other);
    assert_true(db_begin(db, 1000, &k->err));
    assert_true(db_exec(db, &k->err, "INSERT INTO unit_people VALUES (1, 77, 0)", DB_NO_ARGS));
    assert_true(db_commit_part(db, &k->err));
    assert_true(disk.dirty);
    KIT_ADD(k, BB_PERSON, "name", "Ann");
    assert_false(disk.dirty);
    bb_store_close(other);
}

static void a_repeated_request_is_on_the_disk(void **state)
{
    struct kit *k = *state;
    assert_true(fault_write(k, k->s, 0, 1, &k->err));
    /* As if the first session had been killed just before its sync. */
    disk.dirty = true;
    assert_true(fault_write(k, k->s, 0, 1, &k->err));
    assert_false(disk.dirty);
}

static void a_disk_that_fails_is_told(void **state)
{
    struct kit *k = *state;
    int64_t id = 0;
    disk.broken = true;
    bool saved = KIT_SAVE(k->s, BB_PERSON, k->engagement, &id, &k->err, "name", "Ann");
    disk.broken = false;
    assert_false(saved);
    assert_non_null(strstr(k->err.text, "may have been saved"));
    KIT_ADD(k, BB_PERSON, "name", "Ben");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, kit_setup, kit_teardown)

int main(void)
{
    struct CMUnitTest tests[] = {
        TEST(a_save_is_on_the_disk_when_it_returns),
        TEST(a_save_takes_what_others_left_along),
        TEST(a_repeated_request_is_on_the_disk),
        TEST(a_disk_that_fails_is_told),
    };
    return kit_run("syncs", tests, sizeof tests / sizeof *tests);
}
