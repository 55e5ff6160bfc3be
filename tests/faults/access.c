/* Locked by a session that was stopped, files and file systems that may only be read. */
#include "../../src/store/engine.h"
#include "fault_kit.h"

#include <ftw.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#define SAYS(text, part)                                                                                               \
    do {                                                                                                               \
        if (!strstr((text), (part)))                                                                                   \
            fail_msg("expected \"%s\" in: %s", (part), (text));                                                        \
    } while (0)

static void stop_in_the_middle(struct kit *k)
{
    struct bb_error err = {0};
    struct bb_store *s = kit_open(k, "holder");
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    bool ok = bb_store_begin(s, "Held", k->engagement, NULL, NULL, &err);
    raise(SIGSTOP);
    struct bb_change c[KIT_CHANGES];
    int64_t id;
    size_t n = kit_changes(c, BB_PERSON, "name", "Held", (const char *)NULL);
    ok = ok && bb_store_insert(s, BB_PERSON, k->engagement, NULL, c, n, &id, &err) && bb_store_commit(s, &err);
    _exit(ok ? 0 : fault_complain("the holder", &err));
}

static pid_t stopped_holder(struct kit *k)
{
    int status;
    bb_store_close(k->s);
    k->s = NULL;
    pid_t pid = fork();
    if (pid == 0)
        stop_in_the_middle(k);
    assert_int_equal(waitpid(pid, &status, WUNTRACED), pid);
    assert_true(WIFSTOPPED(status));
    return pid;
}

static void a_stopped_holder_is_named(void **state)
{
    struct kit *k = *state;
    char holder[64];
    int64_t id = 0;
    pid_t pid = stopped_holder(k);
    struct bb_store_options o = {.path = k->path, .actor = "ann", .wait_ms = 300, .clock = &k->clock};
    assert_true(bb_store_open(&k->s, &o, &k->err));
    int64_t start = bb_monotonic_us();
    assert_false(KIT_SAVE(k->s, BB_PERSON, k->engagement, &id, &k->err, "name", "Ann"));
    assert_true(bb_monotonic_us() - start < 60000000);
    assert_int_equal(k->err.code, BB_E_BUSY);
    snprintf(holder, sizeof holder, "(process %ld) is writing", (long)pid);
    SAYS(k->err.text, holder);
    SAYS(k->err.text, "nothing was saved");
    /* Reading goes on, and so does copying. */
    char *dump = kit_dump(k->s), copy[160];
    free(dump);
    snprintf(copy, sizeof copy, "%s/copy.db", k->dir);
    assert_true(bb_store_backup(k->s, copy, &k->err));
    kill(pid, SIGCONT);
    fault_stop(pid, 0);
    assert_true(KIT_SAVE(k->s, BB_PERSON, k->engagement, &id, &k->err, "name", "Ann"));
    assert_int_equal(kit_number(k->s, "SELECT count(*) FROM person"), 2);
}

static void a_killed_holder_holds_nothing(void **state)
{
    struct kit *k = *state;
    pid_t pid = stopped_holder(k);
    fault_stop(pid, SIGKILL);
    k->s = kit_open(k, "ann");
    KIT_ADD(k, BB_PERSON, "name", "Ann");
    assert_int_equal(kit_number(k->s, "SELECT count(*) FROM person"), 1);
}

static void another_program_that_locks_is_waited_for(void **state)
{
    struct kit *k = *state;
    struct db *other;
    int64_t id = 0;
    assert_true(db_open(&other, k->path, 0, &k->err));
    assert_true(db_script(other, "BEGIN IMMEDIATE", &k->err));
    struct bb_store *s;
    struct bb_store_options o = {.path = k->path, .actor = "ann", .wait_ms = 200, .clock = &k->clock};
    assert_true(bb_store_open(&s, &o, &k->err));
    assert_false(KIT_SAVE(s, BB_PERSON, k->engagement, &id, &k->err, "name", "Ann"));
    assert_int_equal(k->err.code, BB_E_BUSY);
    SAYS(k->err.text, "locked by another program");
    assert_true(db_script(other, "ROLLBACK", &k->err));
    assert_true(KIT_SAVE(s, BB_PERSON, k->engagement, &id, &k->err, "name", "Ann"));
    bb_store_close(s);
    db_close(other);
}

/* Read-only: what was saved last is seen, though it is still in the log; saving is refused with a reason. */

static int sees_but_cannot_save(struct kit *k)
{
    struct bb_error err = {0};
    struct bb_store *s;
    int64_t id = 0, n = 0;
    if (!bb_store_open(&s, &(struct bb_store_options){.path = k->path, .clock = &k->clock}, &err))
        return fault_complain("opening", &err);
    if (!db_one(bb_store_db(s), &err, &n, 0, "SELECT count(*) FROM person WHERE name = 'Last'", DB_NO_ARGS) || n != 1)
        return fault_complain("the last change is not seen", &err);
    if (!bb_store_read_only(s))
        return fault_complain("not taken for read-only", NULL);
    if (KIT_SAVE(s, BB_PERSON, k->engagement, &id, &err, "name", "Ann") || err.code != BB_E_READ_ONLY)
        return fault_complain("saving", &err);
    bb_store_close(s);
    return 0;
}

static int protect_file(const char *path, const struct stat *st, int flag, struct FTW *ftw)
{
    (void)st, (void)ftw;
    return flag == FTW_F ? chmod(path, 0400) : 0;
}

static int with_read_only_file(struct kit *k)
{
    return fault_become_nobody(k) && chmod(k->path, 0400) == 0 ? sees_but_cannot_save(k) : FAULT_SKIP;
}

static int with_read_only_folder(struct kit *k)
{
    bool ready = fault_become_nobody(k) && nftw(k->dir, protect_file, 16, FTW_PHYS) == 0 && chmod(k->dir, 0500) == 0;
    int status = ready ? sees_but_cannot_save(k) : FAULT_SKIP;
    chmod(k->dir, 0700);
    return status;
}

static int with_read_only_mount(struct kit *k)
{
    if (!fault_namespace() || mount(k->dir, k->dir, NULL, MS_BIND, NULL) != 0 ||
        mount(NULL, k->dir, NULL, MS_REMOUNT | MS_BIND | MS_RDONLY, NULL) != 0)
        return FAULT_SKIP;
    return sees_but_cannot_save(k);
}

/* A copy on a medium without its side files. */
static int with_a_lone_copy(struct kit *k)
{
    static const char *const suffixes[] = {"-wal", "-shm", "-gate", "-touch"};
    struct bb_error err = {0};
    struct bb_store *s = kit_open(k, "ann");
    bool ok = db_checkpoint(bb_store_db(s), &err);
    bb_store_close(s);
    for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes; i++) {
        char name[160];
        snprintf(name, sizeof name, "%s%s", k->path, suffixes[i]);
        ok = ok && unlink(name) == 0;
    }
    return ok ? with_read_only_folder(k) : fault_complain("preparing", &err);
}

/* A log that may not be read: old figures must not pass for the present. */
static int with_an_unreadable_log(struct kit *k)
{
    char name[160];
    struct bb_error err = {0};
    struct bb_store *s;
    snprintf(name, sizeof name, "%s-shm", k->path);
    if (geteuid() != 0 || unlink(name) != 0 || !fault_become_nobody(k) || chmod(k->path, 0400) != 0)
        return FAULT_SKIP;
    snprintf(name, sizeof name, "%s-wal", k->path);
    if (chmod(name, 0) != 0 || chmod(k->dir, 0500) != 0)
        return FAULT_SKIP;
    bool opened = bb_store_open(&s, &(struct bb_store_options){.path = k->path}, &err);
    chmod(k->dir, 0700);
    return !opened && err.code == BB_E_READ_ONLY && strstr(err.text, "log") ? 0
                                                                            : fault_complain("an unreadable log", &err);
}

static const char no_nobody[] = "root cannot become somebody whom permissions bind";

static void run_read_only(void **state, int (*body)(struct kit *k), const char *why)
{
    struct kit *k = *state;
    /* Closing empties a long log; what is written afterwards stays in a short one. */
    kit_reopen(k);
    KIT_ADD(k, BB_PERSON, "name", "Last");
    fault_child(body, k, why);
}

static void a_read_only_file_is_read(void **state)
{
    run_read_only(state, with_read_only_file, no_nobody);
}

static void a_read_only_folder_is_read(void **state)
{
    run_read_only(state, with_read_only_folder, no_nobody);
}

static void a_read_only_mount_is_read(void **state)
{
    run_read_only(state, with_read_only_mount, "no file system of one's own may be mounted here");
}

static void a_lone_read_only_copy_is_read(void **state)
{
    run_read_only(state, with_a_lone_copy, no_nobody);
}

static void an_unreadable_log_is_said(void **state)
{
    run_read_only(state, with_an_unreadable_log, "only root can take the log away from its reader");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, kit_setup, kit_teardown)

int main(void)
{
    struct CMUnitTest tests[] = {
        TEST(a_stopped_holder_is_named),
        TEST(a_killed_holder_holds_nothing),
        TEST(another_program_that_locks_is_waited_for),
        TEST(a_read_only_file_is_read),
        TEST(a_read_only_folder_is_read),
        TEST(a_read_only_mount_is_read),
        TEST(a_lone_read_only_copy_is_read),
        TEST(an_unreadable_log_is_said),
    };
    return kit_run("access", tests, sizeof tests / sizeof *tests);
}
