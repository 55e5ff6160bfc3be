/* Sessions see each other come, speak and go, also when they are killed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "store_kit.h"

#include <bepboard/presence.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { PEERS = 8, GUARD_MS = 60000 };

/* A session in a process of its own that says `text` and then waits for its end. */
static pid_t other_session(const struct kit *k, const char *text)
{
    int ready[2];
    char byte;
    assert_int_equal(pipe(ready), 0);
    pid_t pid = fork();
    if (pid == 0) {
        struct bb_presence *p = bb_presence_join(k->path, NULL);
        if (!p)
            _exit(1);
        bb_presence_publish(p, text);
        if (write(ready[1], "x", 1) != 1)
            _exit(1);
        for (;;)
            pause();
    }
    close(ready[1]);
    assert_int_equal(read(ready[0], &byte, 1), 1);
    close(ready[0]);
    return pid;
}

static void wait_for_news(struct bb_presence *p)
{
    struct pollfd fd = {.fd = bb_presence_fd(p), .events = POLLIN};
    assert_int_equal(poll(&fd, 1, GUARD_MS), 1);
    bb_presence_drain(p);
}

static void sessions_see_each_other(void **state)
{
    struct kit *k = *state;
    struct bb_peer peers[PEERS];
    struct bb_presence *p = bb_presence_join(k->path, &k->err);
    assert_non_null(p);
    bb_presence_drain(p);
    pid_t pid = other_session(k, "screen people");
    wait_for_news(p);
    assert_int_equal(bb_presence_list(p, peers, PEERS), 2);
    const struct bb_peer *other = peers[0].self ? &peers[1] : &peers[0];
    assert_int_equal(other->pid, pid);
    assert_string_equal(other->text, "screen people");
    assert_true(other->user[0] != 0);
    kill(pid, SIGTERM);
    waitpid(pid, NULL, 0);
    bb_presence_leave(p);
}

static void a_killed_session_is_gone(void **state)
{
    struct kit *k = *state;
    struct bb_peer peers[PEERS];
    struct bb_presence *p = bb_presence_join(k->path, &k->err);
    pid_t pid = other_session(k, "screen board");
    assert_int_equal(bb_presence_list(p, peers, PEERS), 2);
    kill(pid, SIGKILL);
    waitpid(pid, NULL, 0);
    assert_int_equal(bb_presence_list(p, peers, PEERS), 1);
    assert_true(peers[0].self);
    bb_presence_leave(p);
}

/* Whoever looks at the very moment when another session joins must not take it for a dead one. */
static void joining_while_others_look(void **state)
{
    enum { ROUNDS = 40, TIMES = 10 };
    struct kit *k = *state;
    struct bb_peer peers[PEERS];
    struct bb_presence *p = bb_presence_join(k->path, &k->err);
    for (int i = 0; i < ROUNDS; i++) {
        pid_t pid = fork();
        if (pid == 0) {
            bool seen = true;
            for (int n = 0; seen && n < TIMES; n++) {
                struct bb_presence *mine = bb_presence_join(k->path, NULL);
                seen = mine && bb_presence_list(mine, peers, PEERS) == 2;
                bb_presence_leave(mine);
            }
            _exit(seen ? 0 : 1);
        }
        int status = -1;
        while (waitpid(pid, &status, WNOHANG) == 0)
            bb_presence_list(p, peers, PEERS);
        assert_int_equal(status, 0);
    }
    bb_presence_leave(p);
}

static void saying_the_same_again_wakes_nobody(void **state)
{
    struct kit *k = *state;
    struct bb_presence *p = bb_presence_join(k->path, &k->err);
    bb_presence_publish(p, "screen board");
    bb_presence_drain(p);
    bb_presence_publish(p, "screen board");
    struct pollfd fd = {.fd = bb_presence_fd(p), .events = POLLIN};
    assert_int_equal(poll(&fd, 1, 0), 0);
    bb_presence_publish(p, "screen orders");
    assert_int_equal(poll(&fd, 1, GUARD_MS), 1);
    bb_presence_leave(p);
}

static void what_is_too_long_is_cut(void **state)
{
    struct kit *k = *state;
    struct bb_peer peers[PEERS];
    char text[3000];
    memset(text, 'a', sizeof text - 1);
    text[sizeof text - 1] = 0;
    struct bb_presence *p = bb_presence_join(k->path, &k->err);
    bb_presence_publish(p, text);
    assert_int_equal(bb_presence_list(p, peers, PEERS), 1);
    assert_int_equal(strlen(peers[0].text), BB_PRESENCE_TEXT);
    bb_presence_leave(p);
}

static void the_folder_has_the_permissions_of_the_database(void **state)
{
    struct kit *k = *state;
    char folder[160];
    struct stat st;
    snprintf(folder, sizeof folder, "%s-live", k->path);
    struct bb_presence *p = bb_presence_join(k->path, &k->err);
    assert_int_equal(stat(folder, &st), 0);
    assert_int_equal(st.st_mode & 07777, 0700);
    bb_presence_leave(p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(sessions_see_each_other, kit_setup, kit_teardown),
        cmocka_unit_test_setup_teardown(a_killed_session_is_gone, kit_setup, kit_teardown),
        cmocka_unit_test_setup_teardown(joining_while_others_look, kit_setup, kit_teardown),
        cmocka_unit_test_setup_teardown(saying_the_same_again_wakes_nobody, kit_setup, kit_teardown),
        cmocka_unit_test_setup_teardown(what_is_too_long_is_cut, kit_setup, kit_teardown),
        cmocka_unit_test_setup_teardown(the_folder_has_the_permissions_of_the_database, kit_setup, kit_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
