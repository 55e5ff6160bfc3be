/* What killed backups and restorations leave behind. */
#include "store_kit.h"

#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

static void leave_behind(const struct kit *k, const char *name, long pid, time_t age)
{
    char text[64];
    snprintf(text, sizeof text, "%s%ld", name, pid);
    FILE *f = fopen(kit_beside(k, text), "w");
    assert_non_null(f);
    fclose(f);
    struct timespec times[2] = {{.tv_sec = time(NULL) - age}, {.tv_sec = time(NULL) - age}};
    assert_int_equal(utimensat(AT_FDCWD, kit_beside(k, text), times, 0), 0);
}

static bool is_there(const struct kit *k, const char *name, long pid)
{
    char text[64];
    snprintf(text, sizeof text, "%s%ld", name, pid);
    return access(kit_beside(k, text), F_OK) == 0;
}

/* A number that no process has any more. */
static long dead_process(void)
{
    pid_t pid = fork();
    if (pid == 0)
        _exit(0);
    assert_int_equal(waitpid(pid, NULL, 0), pid);
    return pid;
}

static void what_killed_backups_left_is_removed(void **state)
{
    enum { LONG_AGO = 3600 };
    struct kit *k = *state;
    long dead = dead_process();
    bool made;
    leave_behind(k, "copy.db.part-", dead, LONG_AGO);
    leave_behind(k, "copy.db.part-", getppid(), LONG_AGO);
    leave_behind(k, "other.db.part-", dead, LONG_AGO);
    leave_behind(k, "board.db.restore-", dead, LONG_AGO);
    leave_behind(k, "board.db.new-", dead, 0);
    leave_behind(k, "board.db.part-of-", dead, LONG_AGO);
    assert_true(bb_store_backup(k->s, kit_beside(k, "copy.db"), &k->err));
    assert_false(is_there(k, "copy.db.part-", dead));
    assert_true(is_there(k, "copy.db.part-", getppid()));
    assert_true(is_there(k, "other.db.part-", dead));
    assert_true(is_there(k, "board.db.restore-", dead));
    assert_true(bb_store_daily_backup(k->s, 3, &made, &k->err));
    assert_false(is_there(k, "board.db.restore-", dead));
    /* Young ones may be the work of another container, other names are none of ours. */
    assert_true(is_there(k, "board.db.new-", dead));
    assert_true(is_there(k, "board.db.part-of-", dead));
    leave_behind(k, "backups/board-2026-11-21.db.part-", dead, LONG_AGO);
    assert_true(bb_clock_fix(&k->clock, "2026-11-23", &k->err));
    assert_true(bb_store_daily_backup(k->s, 3, &made, &k->err));
    assert_true(made);
    assert_false(is_there(k, "backups/board-2026-11-21.db.part-", dead));
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_killed_backups_left_is_removed, kit_setup, kit_teardown),
    };
    return cmocka_run_group_tests_name("store_leftovers", tests, NULL, NULL);
}
